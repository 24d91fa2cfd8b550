"""How well names are matched, beside plain rapidfuzz; and how the time grows.

Run it with:  python benchmarks/bench_names.py [--growth]

Pairs and lists come from ``tests/data``: the part the matcher was made with, and the third that was kept aside.
The lists of two years that lie beside a development checkout are used where they are present. For plain
rapidfuzz the threshold is chosen on the very data it is judged on: the best it could do.
"""

from __future__ import annotations

import csv
import sys
import time
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz, process
from scipy.optimize import linear_sum_assignment

from normalise import compare_names, match_names

HERE = Path(__file__).resolve().parent
DATA = HERE.parent / "tests" / "data"
SHARED = HERE.parent.parent / "shared" / "names"
SCORERS = {"token_set_ratio": fuzz.token_set_ratio, "WRatio": fuzz.WRatio}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def share(part: float, whole: float) -> str:
    return f"{part / whole:6.1%}" if whole else "     -"


def best_threshold(scored: list[tuple[float, bool]], positives: int) -> tuple[float, float, float]:
    """Threshold, precision and recall at the best F1."""
    best = (0.0, 0.0, 0.0, -1.0)
    for threshold in sorted({score for score, _ in scored}):
        taken = [right for score, right in scored if score >= threshold]
        good = sum(taken)
        precision, recall = good / len(taken), good / positives
        f1 = 2 * precision * recall / (precision + recall) if good else 0.0
        if f1 > best[3]:
            best = (threshold, precision, recall, f1)
    return best[:3]


def pairs(title: str, path: Path) -> None:
    data = rows(path)
    true = [row for row in data if row["truth"] == "same"]
    verdicts = [(row, compare_names(row["left"], row["right"]).verdict) for row in data]
    accepted = [row for row, verdict in verdicts if verdict == "same"]
    good = sum(row["truth"] == "same" for row in accepted)
    print(f"\n{title}: {len(data)} pairs, {len(true)} the same, {len(data) - len(true)} side by side and different")
    print(f"  panelpaper       precision {share(good, len(accepted))}  recall {share(good, len(true))}")
    for name, scorer in SCORERS.items():
        scored = [(scorer(row["left"].lower(), row["right"].lower()), row["truth"] == "same") for row in data]
        threshold, precision, recall = best_threshold(scored, len(true))
        print(f"  {name:16} precision {precision:6.1%}  recall {recall:6.1%}  (threshold {threshold:.0f})")


def one_list(
    title: str, names: list[str], truth: list[str | None], register: list[str], related: list[str | None]
) -> None:
    found = match_names(names, register)
    accepted = [(m, t) for m, t in zip(found, truth, strict=True) if m.verdict == "accept"]
    good = sum(m.register_name == t for m, t in accepted)
    known = sum(t is not None for t in truth)
    top = sum(t is not None and t in {c.name for c in m.candidates} for m, t in zip(found, truth, strict=True))
    wanted = sum(r is not None for r in related)
    shown = sum(
        r is not None and m.verdict == "review" and r in {c.name for c in m.candidates}
        for m, r in zip(found, related, strict=True)
    )
    print(f"\n{title}: {len(names)} names against {len(register)}, {known} have an answer")
    print(
        f"  panelpaper       precision {share(good, len(accepted))}  recall {share(good, known)}  in the top three "
        f"{share(top, known)}" + (f"  related ones shown for review {shown} of {wanted}" if wanted else "")
    )
    for name, scorer in SCORERS.items():
        scores = process.cdist([n.lower() for n in names], [r.lower() for r in register], scorer=scorer)
        left, right = linear_sum_assignment(np.asarray(scores), maximize=True)
        scored = [(float(scores[i, j]), register[j] == truth[i]) for i, j in zip(left, right, strict=True)]
        threshold, precision, recall = best_threshold(scored, known)
        print(f"  {name:16} precision {precision:6.1%}  recall {recall:6.1%}  (one to one, threshold {threshold:.0f})")


def lists(path: Path) -> None:
    data = rows(path)
    for task in dict.fromkeys(row["task"] for row in data):
        part = [row for row in data if row["task"] == task]
        named = [row for row in part if row["name"]]
        register = [row["register_name"] for row in part if row["register_name"]]
        one_list(
            task,
            [row["name"] for row in named],
            [row["register_name"] or None for row in named],
            register,
            [None] * len(named),
        )


def real_lists() -> None:
    lines, register = rows(SHARED / "lines.csv"), rows(SHARED / "register.csv")
    for task in dict.fromkeys(row["task_set"] for row in lines):
        names = {row["key"]: row["name"] for row in register if row["task_set"] == task}
        part = [row for row in lines if row["task_set"] == task]
        one_list(
            task,
            [row["printed_name"] for row in part],
            [names.get(row["expected_key"]) for row in part],
            list(names.values()),
            [names.get(row["related_key"]) for row in part],
        )


def growth() -> None:
    """Time for a register that grows fivefold and more, made of the labelled names for ever more teams."""
    base = sorted({row["right"] for row in rows(DATA / "name_pairs.csv")})
    teams = [
        f"{a} {b}"
        for a in ("North", "South", "East", "West", "Central", "Upper")
        for b in ("Dale", "Moor", "Vale", "Weald")
    ]
    print("\nGrowth (seconds; the first match also reads the glossary)")
    for names, known in ((1000, 200), (2500, 500), (5000, 1000), (10000, 2000)):
        made = [
            f"{base[n % len(base)]} - team {teams[n // len(base) % len(teams)]} {n // len(base)}" for n in range(names)
        ]
        started = time.perf_counter()
        match_names([name.replace("%", "Percentage") for name in made], made[:known])
        print(f"  {names:6} names against {known:5}: {time.perf_counter() - started:6.1f}")


def main() -> None:
    print("Made with:")
    pairs("Pairs", DATA / "name_pairs.csv")
    lists(DATA / "name_lists.csv")
    if (DATA / "name_pairs_held_out.csv").exists() and "--no-held-out" not in sys.argv:
        print("\nKept aside until the end:")
        pairs("Pairs", DATA / "name_pairs_held_out.csv")
        lists(DATA / "name_lists_held_out.csv")
    if SHARED.is_dir():
        print("\nReal lists of two years:")
        real_lists()
    if "--growth" in sys.argv:
        growth()


if __name__ == "__main__":
    main()
