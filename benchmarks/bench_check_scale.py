"""How long a check takes as the paper and the store grow: 10, 30, 100 pages; 10, 100, 300 thousand observations.

    python benchmarks/bench_check_scale.py [--pages 10 30 100] [--observations 10000 100000 300000]
        [--register yes no] [--profile]

Papers are Word files of one table of twelve indicators and twelve sentences to a page. Reading the paper is another
benchmark's subject and is not counted. Without a register all names of the store wait, and figures are found by the
names as they were printed. Times are seconds of the processor, so that other work on the machine does
not show; what matters is how they grow.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from check import check_extraction  # noqa: E402
from extract import Document, Extraction, extract_file  # noqa: E402
from normalise import Register, Store  # noqa: E402
from records import Observation, Period, Publication, Role, Source, Unit, Value, month_end  # noqa: E402

INDICATORS = 240
WHAT = ("visits", "reviews", "assessments", "repairs", "inspections", "applications", "appeals", "enquiries")
HOW = ("completed in time", "closed within five days", "signed by a manager", "with a named worker", "held as planned")
WHERE = ("in homes for adults", "in family centres", "on the highway", "in leisure centres", "in schools", "in parks")
AREAS = ("Harrowmere", "Alderwick", "Brackenby", "Copsley", "Denmoor")


def name_of(i: int) -> str:
    """The name of an indicator."""
    return f"% of {WHAT[i % 8]} {HOW[i // 8 % 5]} {WHERE[i // 40 % 6]}"


def figure(i: int, month: int, area: int = 0) -> Decimal:
    """A percentage with one decimal."""
    return Decimal(600 + (i * 37 + month * 11 + area * 53) % 390).scaleb(-1)


def register() -> Register:
    """All indicators, higher being better, with a target and bands."""
    import tomlkit

    lines = ["format = 1", 'council = "Harrowmere"', ""]
    for i in range(INDICATORS):
        lines += [
            f"[indicators.i-{i}]", f'name = "{name_of(i)}"', 'unit = "percent"', "places = 1", 'polarity = "H"',
            'targets = { "2024/25" = "80" }',
            'bands = { "2024/25" = "Below 70% = Red, 70% to 80% = Amber, 80% and above = Green" }', "",
        ]  # fmt: skip
    return Register(tomlkit.parse("\n".join(lines)))


def months() -> Iterator[tuple[int, date]]:
    """Months backwards from March 2025, with a number that grows with time."""
    for back in range(400):
        n = 2025 * 12 + 2 - back
        yield n, month_end(n // 12, n % 12 + 1)


def scorecards(observations: int) -> Iterator[Extraction]:
    """Scorecards of one month and area each, with so many observations in all."""
    made = 0
    for number, end in months():
        for area, label in enumerate(AREAS):
            if made >= observations:
                return
            sha = f"{number * 10 + area:064x}"
            name = f"scorecard {label} {end}.pdf"
            period = Period(end, end, "SS")
            p = Publication(sha, name, "scorecard", "Scorecard", "Harrowmere", end, period, "pdf", AREAS)
            rows = [o for i in range(INDICATORS) for o in _row(sha, name, i, number, area, label, period)]
            made += len(rows)
            yield Extraction(p, Document(Path(name), sha, "pdf", ()), tuple(rows))


def _row(sha: str, name: str, i: int, number: int, area: int, label: str, period: Period) -> Iterator[Observation]:
    now = figure(i, number, area)
    parts: tuple[tuple[Role, str, Unit], ...] = (
        ("result", f"{now}%", "percent"), ("numerator", str(now * 10)[:-2], "count"), ("denominator", "1000", "count"),
        ("target", "80%", "percent"), ("previous", f"{figure(i, number - 1, area)}%", "percent"),
    )  # fmt: skip
    for role, printed, unit in parts:
        number_ = Decimal(printed.rstrip("%"))
        value = Value(printed, number_, 1 if unit == "percent" and "." in printed else 0, unit)
        source = Source(sha, name, page=1 + i // 40, table=1, row=i, column=role, printed=printed)
        when = period if role != "previous" else period.previous()
        yield Observation(source, name_of(i), role, value, table="scorecard", area=label, polarity="H", period=when)


def paper(path: Path, pages: int) -> Path:
    """A Word paper: on every page a table of twelve indicators and twelve sentences on them."""
    import docx

    number = 2025 * 12 + 2
    document = docx.Document()
    document.add_heading("Performance report, March 2025", 0)
    for page in range(pages):
        document.add_heading(f"Section {page + 1}", 1)
        mine = [(page * 12 + k) % INDICATORS for k in range(12)]
        table = document.add_table(1, 6)
        for cell, text in zip(
            table.rows[0].cells, ("Indicator", "Target", "Dec 2024", "Mar 2025", "RAG", "DoT"), strict=True
        ):
            cell.text = text
        for i in mine:
            was, now = figure(i, number - 3), figure(i, number)
            rag = "Green" if now >= 80 else ("Amber" if now >= 70 else "Red")
            dot = "↑" if now > was else ("↓" if now < was else "↔")
            for cell, text in zip(
                table.add_row().cells, (name_of(i), "80%", f"{was}%", f"{now}%", rag, dot), strict=True
            ):
                cell.text = text
        for i in mine:
            was, now = figure(i, number - 3), figure(i, number)
            verb = "rose" if now > was else ("fell" if now < was else "stood still")
            document.add_paragraph(
                f"The percentage of {name_of(i)[5:]} {verb} from {was}% in December 2024 to {now}% in March 2025."
            )
    document.save(str(path))
    return path


def main() -> None:
    """Print one line for each size of paper and store."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, nargs="*", default=[10, 30, 100])
    parser.add_argument("--observations", type=int, nargs="*", default=[10_000, 100_000, 300_000])
    parser.add_argument("--register", nargs="*", choices=["yes", "no"], default=["yes", "no"], help="with and without")
    parser.add_argument("--profile", action="store_true", help="where the time of each line goes")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        papers = {n: extract_file(paper(Path(folder) / f"paper{n}.docx", n)) for n in args.pages}
        for given in args.register:
            known = register() if given == "yes" else None
            print(f"{'With' if known else 'Without'} a register")
            for size in args.observations:
                with Store.open(Path(folder) / f"{size}_{given}.db") as store:
                    for scorecard in scorecards(size):
                        store.add(scorecard, known or Register({}))
                    for pages, extraction in papers.items():
                        _line(pages, size, extraction, store, known, profile=args.profile)


def _line(
    pages: int, size: int, extraction: Extraction, store: Store, known: Register | None, *, profile: bool
) -> None:
    profiler = cProfile.Profile() if profile else None
    start = time.process_time()
    if profiler:
        profiler.enable()
    report = check_extraction(extraction, store=store, register=known)
    if profiler:
        profiler.disable()
    took = time.process_time() - start
    counts = ", ".join(f"{n} {v}" for v, n in report.counts.items() if n)
    print(f"{pages:4} pages, {size:7,} observations: {took:6.1f} s; {report.figures} figures: {counts}", flush=True)
    if profiler:
        pstats.Stats(profiler).sort_stats("cumulative").print_stats(45)


if __name__ == "__main__":
    main()
