"""Lists of shares ("0-4 - 17 (5.9%)"), counts that name their whole, and RAG bands that must meet."""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from check.judgements import Judgement, Results, printed, span_text
from check.paper import Figure, Paper
from records import Quantity, rounding_modes

_REACH = 6
"""Paragraphs before a list in which its whole is looked for."""


def check_shares(paper: Paper, results: Results) -> None:
    """Hold lists of counts and percentages against their sum, and RAG bands against each other.

    Args:
        paper: With its figures.
        results: Takes the judgements.
    """
    for run in _lists(paper):
        _list(paper, run, results)
    _bands(paper, results)


def _lists(paper: Paper) -> list[list[tuple[Figure, Figure]]]:
    """Runs of neighbouring passages (or rows of one passage) that each print a count and its percentage."""
    runs: list[list[tuple[Figure, Figure]]] = []
    last = -10
    by_passage: dict[int, list[Figure]] = defaultdict(list)
    for f in paper.figures:
        if f.sentence is not None:
            by_passage[f.passage].append(f)
    for index in sorted(by_passage):
        pairs = _pairs(paper, by_passage[index])
        if not pairs:
            continue
        if index - last == 1 and runs:
            runs[-1] += pairs
        else:
            runs.append(list(pairs))
        last = index
    return [r for r in runs if len(r) >= 3]


def _pairs(paper: Paper, figures: list[Figure]) -> list[tuple[Figure, Figure]]:
    """Counts with their percentage in brackets; none where the passage says anything else with figures."""
    out = []
    for a, b in pairwise(figures):
        text = paper.passages[a.passage].text
        if (
            a.value.unit == "count"
            and b.value.unit == "percent"
            and re.fullmatch(r"\s*\(\s*", text[a.numeral.end : b.numeral.start])
        ):
            out.append((a, b))
    return out if len(out) * 2 == len(figures) else []


def _list(paper: Paper, run: list[tuple[Figure, Figure]], results: Results) -> None:
    total = sum((a.value.number or Decimal(0) for a, _ in run), Decimal(0))
    shares = sum((b.value.number or Decimal(0) for _, b in run), Decimal(0))
    whole, told = _whole(paper, run, total)
    slack = Decimal(len(run)) / 2 * max((Decimal(1).scaleb(-b.value.places) for _, b in run), default=Decimal(1))
    fits = [
        b
        for a, b in run
        if rounding_modes(Quantity.exact(Fraction(a.value.number or 0) * 100 / Fraction(whole)), b.value)
    ]
    if not whole or len(fits) * 2 <= len(run):
        return
    sources = (told.place,) if told is not None else ()
    if told is not None and told.value.number == total:
        results.add(
            Judgement(told.id, "agrees", "sum", f"The list that follows adds up to it: {len(run)} groups, {total}.",
                      sources=tuple(a.place for a, _ in run[:6]))
        )  # fmt: skip
    for a, b in run:
        exact = Quantity.exact(Fraction(a.value.number or 0) * 100 / Fraction(whole))
        working = f"{printed(a)} / {whole} = {span_text(exact, 'percent')}"
        if b in fits:
            results.add(
                Judgement(
                    b.id,
                    "agrees_within_rounding",
                    "ratio",
                    f"Share of the whole list: {working}.",
                    working,
                    sources=sources,
                )
            )
            results.add(
                Judgement(a.id, "agrees" if total == whole else "agrees_within_rounding", "sum",
                          f"Fits its share, and the list adds up to {total}.", working, sources=(b.place,))
            )  # fmt: skip
            continue
        count_wrong = abs(shares - 100) <= slack and total != whole
        wrong, other = (a, b) if count_wrong else (b, a)
        results.add(
            Judgement(
                wrong.id, "contradicts", "ratio",
                f"{printed(a)} of {whole} is {span_text(exact, 'percent')}, not {printed(b)}.", working, "serious",
                (other.place, *sources), "Correct the count or its share.",
                "" if count_wrong else f"{span_text(exact, 'percent', b.value.places)}",
            )
        )  # fmt: skip


def _whole(paper: Paper, run: list[tuple[Figure, Figure]], total: Decimal) -> tuple[Decimal, Figure | None]:
    """What the shares are of: a count told shortly before the list that fits them, else the list's own sum."""
    first = run[0][0].passage
    inside = {f.id for pair in run for f in pair}
    candidates = [
        f
        for f in paper.figures
        if first - _REACH <= f.passage <= first and f.id not in inside and f.value.unit == "count" and f.value.number
    ]

    def fitting(whole: Decimal) -> int:
        return sum(
            bool(rounding_modes(Quantity.exact(Fraction(a.value.number or 0) * 100 / Fraction(whole)), b.value))
            for a, b in run
        )

    best: tuple[int, Decimal, Figure | None] = (fitting(total) if total else 0, total, None)
    for f in candidates:
        assert f.value.number is not None
        n = fitting(f.value.number)
        if n > best[0] or (n == best[0] and f.value.number == total and best[2] is None):
            best = (n, f.value.number, f)
    return best[1], best[2]


def _bands(paper: Paper, results: Results) -> None:
    """Each bound between two bands is printed from both sides; green begins at the target."""
    by_sentence: dict[tuple[int, int], list[Figure]] = defaultdict(list)
    for f in paper.figures:
        if f.sentence is not None and (f.claim.role == "band" or "RAG" in f.claim.sentence):
            by_sentence[(f.passage, f.sentence.start)].append(f)
    for figures in by_sentence.values():
        bounds = [f for f in figures if f.claim.role == "band"]
        if len(bounds) != 4 or len({f.value.unit for f in bounds}) != 1:
            continue
        target = next((f for f in figures if f.claim.role == "target"), None)
        low, low2, high, high2 = sorted(bounds, key=lambda f: f.value.number or Decimal(0))
        pairs = ((low, low2), (high, high2))
        for a, b in pairs:
            if a.value.number == b.value.number:
                for f, other in ((a, b), (b, a)):
                    results.add(
                        Judgement(
                            f.id,
                            "agrees",
                            "rag",
                            "The bands meet: the same bound from both sides.",
                            sources=(other.place,),
                        )
                    )
            else:
                results.add(
                    Judgement(b.id, "contradicts", "rag", f"The bands leave a gap or overlap: one ends at "
                                                          f"{printed(a)}, the next "
                              f"begins at {printed(b)}.", severity="serious", sources=(a.place,),
                              advice="Correct the bound.")
                )  # fmt: skip
        if target is not None and target.value.number not in {f.value.number for f in bounds}:
            results.add(
                Judgement(target.id, "contradicts", "target", f"The target is {printed(target)}, but no band "
                    f"begins there.",
                          severity="serious", sources=tuple(f.place for f in bounds), advice="Correct the target "
                              "or the bands.")
            )  # fmt: skip
