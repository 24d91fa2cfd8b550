"""Levels of a sentence that are no row's: sums of others that it tells, and what such sums are compared with."""

from __future__ import annotations

import re
from itertools import combinations

from check.ground_match import Tie
from check.ground_slots import Slot
from check.period_of import times_of_figures
from check.sentences import Sentence

_GOES_ON = re.compile(
    r"(?:\s+(?:in|at|for|during|on)\s+[^«;.,]{0,30}(?:«[PR]\d+»)?[^«;.,]{0,20})?,?\s+and\s+«N(?P<k>\d+)»", re.IGNORECASE
)
"""A second comparand: "as against 217 in December and 243 in January 2025"."""


def of_something_else(sentence: Sentence, slots: list[Slot], ties: list[Tie]) -> set[int]:
    """Levels that are the sum of others of their sentence, and those that are compared with what is no row's figure.

    "221 cremations and 33 burials, together 254, as against 217 in December": 217 is the 254 of then, not the 221.

    Args:
        sentence: With its template.
        slots: What it asks of its figures.
        ties: The rows that its figures fit.

    Returns:
        Their numbers in the sentence.
    """
    levels = {s.k: abs(s.figure.value.number) for s in slots if s.kind == "level" and s.figure.value.number is not None}
    told = {k for t in ties for k in t.fits}
    older = {k for k, when in times_of_figures(sentence).items() if when.older or when.earlier}
    sums = {
        k for k, n in levels.items()
        if k not in told and n > 0 and any(levels[a] + levels[b] == n for a, b in combinations(levels.keys() - {k}, 2))
    }  # fmt: skip
    out = set(sums)
    for k in sorted(older & levels.keys()):
        mine = max((j for j in levels if j < k and j not in older), default=-1)
        if mine in sums:
            behind = sentence.template.partition(f"«N{k}»")[2]
            second = _GOES_ON.match(behind)
            out |= {k} if second is None else {k, int(second["k"])}
    return out
