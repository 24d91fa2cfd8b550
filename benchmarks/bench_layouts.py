"""How general the reading of layouts is: F1, colours and arrows over layouts dealt at random, by family.

    python benchmarks/bench_layouts.py --seeds 3000-3200
    python benchmarks/bench_layouts.py --seeds 3000-3200 --aside
    python benchmarks/bench_layouts.py --seeds 1000-1020 --printed

A third of the combinations of the main dimensions, with headings, places and councils in other words, is kept aside:
they are measured with --aside, and nothing is mended by looking at them one by one.
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
from tests.layouts.score import score

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


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", default="0-100", help="first-last")
    parser.add_argument("--aside", action="store_true", help="the combinations kept aside, instead of the others")
    parser.add_argument(
        "--printed", action="store_true", help="printed by LibreOffice and Chromium, instead of made here"
    )
    args = parser.parse_args()
    first, last = (int(n) for n in args.seeds.split("-"))
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
