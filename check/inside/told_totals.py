"""Totals told in lists of text: "Total - 660 referrals, 476 FGCs", noun by noun."""

from __future__ import annotations

import re

from check.inside.casting import Cast, judge_proved
from check.judgements import Results
from check.paper import Figure, Paper
from check.sought import Sought

_TOTAL = Sought(r"(?:^|\n|[.;•]\s*)\W*total\s*[-–:=]\s*", re.IGNORECASE)
_STOP = {"the", "and", "plus", "of", "in", "to", "for", "new", "total", "were", "have", "been", "with", "by", "on"}


def check_told_totals(paper: Paper, results: Results) -> None:
    """Hold each noun's total against the like figures told before it nearby.

    Args:
        paper: With its figures.
        results: Takes the judgements.
    """
    for index, passage in enumerate(paper.passages):
        m = _TOTAL.search(passage.text)
        if not m or passage.kind == "chart":
            continue
        totals = [f for f in paper.figures_of(index) if f.numeral.start >= m.end() and f.value.unit == "count"]
        before = [f for f in paper.figures_of(index) if f.numeral.start < m.start()]
        if not before:
            before = [
                f for i in range(max(0, index - 6), index) if _same_cell(paper, i, index) for f in paper.figures_of(i)
            ]
        sums: list[Cast] = []
        for t in totals:
            nouns = _nouns(paper, t)
            parts = tuple(f for f in before if f.value.unit == "count" and nouns & _nouns(paper, f))
            if len(parts) >= 2 and nouns:
                sums.append(Cast(t, parts))
        if any(s.holds for s in sums):
            judge_proved(sums, results, "list")


def _same_cell(paper: Paper, i: int, j: int) -> bool:
    a, b = paper.passages[i], paper.passages[j]
    return (a.table, a.row) == (b.table, b.row) and a.section == b.section and a.kind == b.kind


def _nouns(paper: Paper, f: Figure) -> set[str]:
    """Stems of the words after a figure, up to the next figure or stop."""
    rest = re.split(r"[.;,\n\d]", paper.passages[f.passage].text[f.numeral.end :], maxsplit=1)[0]
    words = re.findall(r"[a-z]{3,}", rest.lower())[:3]
    return {w[:5].rstrip("s") for w in words if w not in _STOP}
