"""How many planted mistakes the check finds, class by class, beside two plain baselines.

Run it with:  python benchmarks/bench_check_seeded.py [--each 2] [--quarters 2] [--held-out] [--show]

Clean papers of an invented county (tests/papers) get one mistake at a time and are checked with and without the store
of earlier scorecards. Of each mistake it is worked out first whether the paper or the store can tell at all; those
that neither can are counted apart. Baselines: a search for any equal number among all published ones, and recomputing
"n of d" ratios only.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from tests.papers import held_out  # noqa: E402
from tests.papers.errors import CLASSES  # noqa: E402
from tests.papers.measure import Bench, Trial, chosen, search_alarms, tally  # noqa: E402
from tests.papers.score import AUTHORS, QUARTERS, county, dev_papers  # noqa: E402


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--each", type=int, default=2, help="mistakes of a class in a paper; 0 for all")
    parser.add_argument("--quarters", type=int, default=2, help="how many quarters' papers, at most 4")
    parser.add_argument("--held-out", action="store_true", help="the papers kept aside")
    parser.add_argument("--kinds", nargs="*", default=list(CLASSES), help="classes")
    parser.add_argument("--authors", nargs="*", default=[], help="only these")
    parser.add_argument("--show", action="store_true", help="list misses and false alarms")
    args = parser.parse_args()
    authors = held_out.AUTHORS if args.held_out else AUTHORS
    if args.authors:
        authors = {k: v for k, v in authors.items() if k in args.authors}
    papers = [p for p in dev_papers(authors) if p.period in QUARTERS[: args.quarters]]
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(county(Path(folder)), Path(folder))
        trials: list[Trial] = []
        for paper in papers:
            for slip in chosen(paper, args.each, args.kinds, seed="bench"):
                for with_store in (False, True):
                    trials.append(bench.trial(paper, slip, with_store=with_store))
        pages = sum(p.pages for p in papers)
        for with_store in (False, True):
            print(f"\n{'With' if with_store else 'Without'} the store of earlier scorecards")
            table([t for t in trials if t.with_store == with_store])
            false = sum(len(bench.clean_alarms(p, with_store=with_store)) for p in papers)
            each = 20 * false / pages
            print(f"clean papers: {len(papers)}, {pages:.0f} pages, {false} false alarms, {each:.1f} in 20 pages")
        print(f"the search alone: {sum(search_alarms(p) for p in papers)} false alarms on the clean papers")
        print("neither can tell:", dict(Counter(t.slip.reason for t in trials if t.with_store and t.slip.reason)))
        if args.show:
            show(bench, trials)
        bench.where.store.close()


def table(trials: list[Trial]) -> None:
    """Recall and precision by class, beside the baselines."""
    print(
        f"{'class':15}{'decidable':>10}{'found':>7}{'recall':>8}{'precision':>11}{'search':>8}{'ratio':>7}{'undecidable':>13}"
    )
    for kind, line in tally(trials).items():
        if line.decidable or line.undecidable:
            n = line.decidable or 1
            print(
                f"{kind:15}{line.decidable:10}{line.found:7}{line.recall:8.1%}{line.precision:11.1%}"
                f"{line.search / n:8.1%}{line.ratio / n:7.1%}{line.undecidable:13}"
            )


def show(bench: Bench, trials: list[Trial]) -> None:
    """Every miss and every false alarm, for the person who mends them."""
    for (name, with_store), false in bench.clean.items():
        for a in false:
            where = f"{name} store={with_store} {a.kind} {a.printed!r}"
            print(f"FALSE {where}: {a.passage[:150]!r} said {a.explanation[:250]!r}")
    for t in trials:
        why = ", ".join((*t.slip.by_paper, *(["store"] if t.slip.by_store else [])))
        head = f"{t.paper} store={t.with_store} {t.slip.kind}: {t.slip.what} (told by: {why})"
        if t.decidable and not t.found:
            print(f"MISS {head}")
        for a in t.wrong:
            print(f"ELSEWHERE {head} | {a.kind} {a.printed!r}: {a.passage[:120]!r} said {a.explanation[:200]!r}")


if __name__ == "__main__":
    main()
