"""Seeded errors: how many the check finds, class by class, and how often it cries wolf, beside two plain baselines.

    python benchmarks/bench_check.py                      # on the samples
    python benchmarks/bench_check.py PAPER ... --archive FOLDER --register FILE --per-kind 10 --seed 7

Clean papers get one error at a time; those that neither the paper nor the store can decide are counted apart. The
baselines: "equal" calls a figure right when its number stands anywhere else in the paper or the store; "ratio" only
recomputes printed ratios.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from seeded_errors import Planted, plant

from check import check_extraction
from check.paper import cell_key
from extract import Extraction, extract_file, recognise
from normalise import Register, Store
from records import Finding, Source, resource


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("papers", nargs="*", type=Path)
    parser.add_argument("--archive", type=Path, help="folder of publications for the store")
    parser.add_argument("--register", type=Path)
    parser.add_argument("--per-kind", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    samples = resource("samples")
    papers = args.papers or [
        samples / n
        for n in (
            "scorecard_2025_01.pdf",
            "scorecard_2025_03.pdf",
            "appendix_2024_12.docx",
            "progress_report_2024_12.docx",
        )
    ]
    archive = args.archive or samples
    register = Register.load(args.register or (samples / "register.toml" if not args.papers else None))
    with TemporaryDirectory() as folder, Store.open(Path(folder) / "panelpaper.db") as store:
        for file in sorted(archive.iterdir()):
            if file.suffix in {".pdf", ".docx"} and "to_check" not in file.name:
                store.add(extract_file(file), register)
        run(papers, store, register, args.per_kind, args.seed)


def run(papers: list[Path], store: Store, register: Register, per_kind: int, seed: int) -> None:
    tallies: dict[str, Tally] = defaultdict(Tally)
    published = {s.observation.value.number for p in store.publications() for s in store.statements(p.sha256)}
    for paper in papers:
        extraction = extract_file(paper)
        start = time.perf_counter()
        clean = check_extraction(extraction, store=store, register=register)
        took = time.perf_counter() - start
        pages = max(
            1,
            len([p for p in extraction.document.pages if p.number is not None])
            or len(extraction.document.paragraphs()) // 25,
        )
        alarms = len([f for f in clean.findings if f.verdict == "contradicts"])
        print(
            f"{paper.name}: {clean.figures} figures, {alarms} alarms on {pages} clean pages, checked in {took:.1f} s",
            flush=True,
        )
        known = {_name(f) for f in clean.findings if f.verdict in {"contradicts", "superseded"}}
        for planted in plant(extraction, clean, per_kind=per_kind, seed=seed):
            changed = recognise(planted.document)
            report = check_extraction(changed, store=store, register=register)
            new = [f for f in report.findings if f.verdict in {"contradicts", "superseded"} and _name(f) not in known]
            tallies[planted.kind].add(planted, new, _equal(planted, changed, published), _ratio(planted, changed))
    print_table(tallies)


class Tally:
    """Counts of one class of errors."""

    def __init__(self) -> None:
        self.planted = self.decidable = self.found = self.right = self.alarms = self.equal = self.ratio = 0

    def add(self, planted: Planted, new: list[Finding], equal: bool, ratio: bool) -> None:
        """Count one planted error with what the check and the baselines say."""
        self.planted += 1
        places = [p for p in (planted.place, planted.also) if p is not None]
        true = [f for f in new if any(_about(f, p) for p in places)]
        self.right += len(true)
        self.alarms += len(new) - len(true)
        if planted.decidable:
            self.decidable += 1
            self.found += bool(true)
            self.equal += equal
            self.ratio += ratio


def _name(f: Finding) -> tuple[object, ...]:
    return (cell_key(f.place), f.place.span, f.kind, f.expected)


def _about(f: Finding, place: Source) -> bool:
    """Whether a finding leads a reader to the error: it stands there or in its row, or was held against it."""
    keys = {cell_key(f.place), *(cell_key(s) for s in f.sources)}
    same_row = place.table is not None and (f.place.table, f.place.row, f.place.page) == (
        place.table,
        place.row,
        place.page,
    )
    return cell_key(place) in keys or same_row or f.kind in {"count", "sum"}


def _equal(planted: Planted, changed: Extraction, published: set[Decimal | None]) -> bool:
    """Whether "any equal number supports" finds the error: no equal number stands anywhere."""
    from records import parse_value

    number = parse_value(planted.shown).number
    if number is None:
        return False
    elsewhere = {o.value.number for o in changed.observations if cell_key(o.source) != cell_key(planted.place)}
    return number not in elsewhere | published


def _ratio(planted: Planted, changed: Extraction) -> bool:
    """Whether recomputing printed ratios finds the error in its row."""
    row = {
        o.role: o.value
        for o in changed.observations
        if (o.source.page, o.source.table, o.source.row) == (planted.place.page, planted.place.table, planted.place.row)
        and o.source.table is not None
    }
    result, above, below = row.get("result"), row.get("numerator"), row.get("denominator")
    if result is None or above is None or below is None or not (result.number and above.number and below.number):
        return False
    scale = 100 if result.unit == "percent" else 1
    return abs(above.number / below.number * scale - result.number) > Decimal(5).scaleb(-result.places - 1)


def print_table(tallies: dict[str, Tally]) -> None:
    print(
        f"\n{'error':28} {'planted':>8} {'decidable':>10} {'found':>7} {'recall':>8} {'alarms':>7} {'equal':>7} "
        f"{'ratio':>7}"
    )
    total = Tally()
    for kind in sorted(tallies):
        t = tallies[kind]
        print(_line(kind, t))
        for name in ("planted", "decidable", "found", "right", "alarms", "equal", "ratio"):
            setattr(total, name, getattr(total, name) + getattr(t, name))
    print(_line("all", total))
    findings = total.right + total.alarms
    if findings:
        print(f"precision of new findings: {total.right / findings:.1%} ({total.alarms} of {findings} lead elsewhere)")
    print(
        f"undecidable, counted apart: {total.planted - total.decidable} (nothing in the paper or the store states "
        f"the same figure)"
    )


def _line(kind: str, t: Tally) -> str:
    recall = f"{t.found / t.decidable:.0%}" if t.decidable else "-"
    equal = f"{t.equal / t.decidable:.0%}" if t.decidable else "-"
    ratio = f"{t.ratio / t.decidable:.0%}" if t.decidable else "-"
    return f"{kind:28} {t.planted:8} {t.decidable:10} {t.found:7} {recall:>8} {t.alarms:7} {equal:>7} {ratio:>7}"


if __name__ == "__main__":
    main()
