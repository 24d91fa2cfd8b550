"""How long the store takes for a million observations, and for one series and one figure out of them.

    python benchmarks/bench_store.py [OBSERVATIONS] [--url postgresql://...]

Prints one line for each size, so that the growth can be seen. The publications are monthly scorecards of 300
indicators with result, numerator, denominator, target, RAG and the month before.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from extract import Document, Extraction
from normalise import Store
from records import Box, Observation, Period, Publication, Source, Value, month_end

AREAS = ("Kent", "North Kent", "East Kent", "South Kent", "West Kent", "Swale", "Thanet", "Dover", "Ashford", "Medway")
INDICATORS = 300
ROLES = ("result", "numerator", "denominator", "target", "rag", "previous")


class Accepts:
    """A register that knows every name; names are another benchmark's subject."""

    council = "Kent"

    def resolve(self, name: str, **_: Any) -> Any:
        """Accept it under a key of its own."""
        return _Accepted(name, name.lower().replace(" ", "-"))


@dataclass(frozen=True)
class _Accepted:
    name: str
    key: str
    verdict: str = "accept"
    reasons: tuple[str, ...] = ()
    how: str = "label"
    decided_by: str = "panelpaper"


def publications(count: int) -> Iterator[Extraction]:
    """Monthly scorecards with `count` observations in all; each area's publication comes month by month."""
    made = 0
    month = 0
    while made < count:
        year, m = 2000 + month // 12 // 10, month % 12 + 1
        area = AREAS[month // 12 % 10]
        end = month_end(year, m)
        name = f"scorecard {area} {end}.pdf"
        sha = f"{month:064x}"
        period, before = Period(end, end, "SS"), Period(end, end, "SS").previous()
        p = Publication(sha, name, "scorecard", "Scorecard", "Kent", end, period, "pdf", (area,))
        rows = []
        for i in range(INDICATORS):
            box = Box(10.5, 20.25 + i, 50.5, 30.25 + i)
            for role in ROLES:
                stated = month - 1 if role == "previous" else month
                n = (stated * 7919 + i * 104729) % 1000
                printed = f"{n / 10:.1f}%"
                source = Source(sha, name, 1 + i // 45, 1, i, f"LATEST | {role}", box, printed=printed)
                value = Value(printed, Decimal(n).scaleb(-1), 1, "percent")
                when = before if role == "previous" else period
                rows.append(
                    Observation(
                        source,
                        f"Indicator {i}",
                        role,
                        value,
                        table="scorecard",
                        section=f"Section {i // 20}",
                        indicator_id=str(i),
                        area=area,
                        polarity="H",
                        basis="SS",
                        period=when,
                        period_label="this",
                    )
                )
        made += len(rows)
        month += 1
        yield Extraction(p, Document(Path(name), sha, "pdf", ()), tuple(rows))


def main() -> None:
    arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
    url = sys.argv[sys.argv.index("--url") + 1] if "--url" in sys.argv else ""
    sizes = [int(a) for a in arguments if a.isdigit()] or [10_000, 100_000, 1_000_000]
    print("observations  seconds  of processor  per 1,000  file MB  one series ms  one figure ms  re-adding one ms")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "bench.db"
            register = Accepts()
            stored = 0
            spent = worked = 0.0
            last: Extraction | None = None
            with Store.open(url or path) as store:
                for extraction in publications(size):
                    t, w = time.perf_counter(), time.process_time()
                    stored += store.add(extraction, register).stored
                    spent += time.perf_counter() - t
                    worked += time.process_time() - w
                    last = extraction
                assert last is not None
                t = time.perf_counter()
                for i in range(20):
                    store.series(f"indicator-{i}")
                series = (time.perf_counter() - t) / 20 * 1000
                t = time.perf_counter()
                for i in range(20):
                    store.figure(f"indicator-{i}", date(2000, 6, 30))
                figure = (time.perf_counter() - t) / 20 * 1000
                t = time.perf_counter()
                store.add(last, register)
                again = (time.perf_counter() - t) * 1000
            mb = path.stat().st_size / 1e6 if path.exists() else 0
            per = spent / stored * 1000
            print(
                f"{stored:12,}  {spent:7.1f}  {worked:12.1f}  {per:9.4f}  {mb:7.1f}  {series:13.1f}  {figure:13.1f}"
                f"  {again:16.1f}"
            )


if __name__ == "__main__":
    main()
