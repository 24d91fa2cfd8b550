"""How general the reading of layouts is: F1, colours and arrows over layouts dealt at random, by family.

    python benchmarks/bench_layouts.py --seeds 3000-3200
    python benchmarks/bench_layouts.py --seeds 3000-3200 --aside
    python benchmarks/bench_layouts.py --seeds 1000-1020 --printed
    python benchmarks/bench_layouts.py --seeds 1000-1040 --scanned good noisy photo

A third of the combinations of the main dimensions, with headings, places and councils in other words, is kept aside:
they are measured with --aside, and nothing is mended by looking at them one by one.
With --scanned, PDFs that are read without a fault are scanned by each of some scanners (`tests/layouts/scanned.py`) and
read again: what is lost is the scan's. A wrong figure that is not among the doubtful ones is counted apart.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from extract import extract_file
from tests.layouts.dealt import plan_of
from tests.layouts.dealt_make import IN_PROCESS, PRINTED, make
from tests.layouts.scanned import SCANNERS, scanned
from tests.layouts.score import PROSE, number_of, score

_DIMENSIONS = (
    "producer",
    "arrangement",
    "rag",
    "arrow",
    "lines",
    "levels",
    "step",
    "groups",
    "target",
    "align",
    "heads",
    "order",
)


def f1(counts: Counter[str]) -> float:
    """2 x right / (true + read)."""
    total = counts["true"] + counts["read"]
    return 2 * counts["right"] / total if total else 1.0


def scans(seeds: range, scanners: list[str], aside: bool) -> None:
    """Measure and print how PDFs that are read without a fault are read from scans of them."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    with tempfile.TemporaryDirectory() as folder:
        for seed in seeds:
            if plan_of(seed, ("pdf",)).aside is not aside:
                continue
            case = make(seed, Path(folder), ("pdf",))[1]
            born = score(case, [o.to_row() for o in extract_file(case.path).observations])
            if born.missing or born.extra:
                continue
            for name in scanners:
                path = scanned(case.path, Path(folder) / f"scan_{seed}_{name}.pdf", SCANNERS[name], seed)
                extraction = extract_file(path)
                rows = [o.to_row() for o in extraction.observations]
                figures = [r["printed"] for r in rows if number_of(r["printed"]) and r["table"] not in PROSE]
                result = score(case, rows)
                doubted = {" ".join(u.printed.split()) for u in extraction.unread}
                # A figure under another name or heading is there; a figure that the page does not have is wrong.
                true = {r.printed for r in case.rows}
                wrong = [f for f in figures if f not in true]
                right = result.truth - len(result.missing)
                counts = Counter(
                    pages=1, true=result.truth, right=right, read=right + len(result.extra), wrong=len(wrong),
                    unmarked=sum(w not in doubted for w in wrong), figures=len(figures),
                    doubted=sum(f in doubted and f in true for f in figures),
                )  # fmt: skip
                found[name] += counts
                found["all"] += counts
                print(
                    f"{seed} {name}: F1 {f1(counts):.3f}, wrong {counts['wrong']}, unmarked {counts['unmarked']}",
                    flush=True,
                )
    for name, counts in found.items():
        print(
            f"{name:10} {counts['pages']:3} documents  F1 {f1(counts):.4f}  wrong figures {counts['wrong']}, of them not marked as doubtful"
            f" {counts['unmarked']}; right ones marked {counts['doubted']} of {counts['figures']}"
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", default="0-100", help="first-last")
    parser.add_argument("--aside", action="store_true", help="the combinations kept aside, instead of the others")
    parser.add_argument(
        "--printed", action="store_true", help="printed by LibreOffice and Chromium, instead of made here"
    )
    parser.add_argument("--scanned", nargs="+", choices=sorted(SCANNERS), metavar="SCANNER", help=", ".join(SCANNERS))
    args = parser.parse_args()
    first, last = (int(n) for n in args.seeds.split("-"))
    if args.scanned:
        scans(range(first, last), args.scanned, args.aside)
        return
    producers = PRINTED if args.printed else IN_PROCESS
    whole: Counter[str] = Counter()
    families: dict[str, Counter[str]] = defaultdict(Counter)
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(first, last):
            if plan_of(seed, producers).aside is not args.aside:
                continue
            plan, case = make(seed, Path(folder), producers)
            extraction = extract_file(case.path)
            found = score(case, [o.to_row() for o in extraction.observations])
            right = found.truth - len(found.missing)
            signs = {name: [r for r in case.rows if name in r.role.split("|")] for name in ("rag", "dot")}
            missed = Counter(name for m in found.missing for name in signs if name in m.split(" | ")[3].split("|"))
            counts = Counter(
                layouts=1, perfect=not found.missing and not found.extra, true=found.truth, right=right, read=right + len(found.extra),
                rag=len(signs["rag"]), rag_right=len(signs["rag"]) - missed["rag"], dot=len(signs["dot"]), dot_right=len(signs["dot"]) - missed["dot"],
                invented=sum(w.startswith("invented") for w in found.signs_wrong), unread=len(extraction.unread),
            )  # fmt: skip
            whole += counts
            for name in _DIMENSIONS:
                families[f"{name} {getattr(plan, name)}"] += counts
    print(
        f"layouts {whole['layouts']}, without a fault {whole['perfect']}; F1 {f1(whole):.4f} of {whole['true']} cells"
    )
    print(
        f"colours {whole['rag_right']}/{whole['rag']}, arrows {whole['dot_right']}/{whole['dot']}, signs invented {whole['invented']}, listed as unread {whole['unread']}"
    )
    for name, counts in sorted(families.items(), key=lambda item: f1(item[1])):
        print(f"{name:28} {counts['perfect']:4} of {counts['layouts']:4}  F1 {f1(counts):.3f}")


if __name__ == "__main__":
    main()
