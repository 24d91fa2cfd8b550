"""Percentage changes between two counts of a sentence: what a paper's way of rounding is inferred from.

Whether the changes are right is for the sums of their paragraph to say (`check.sums`).
"""

from __future__ import annotations

import re

from check.judgements import printed, quantity, span_text
from check.paper import Figure, Paper, Statement
from check.rounding import Computed
from check.sought import Sought
from records import percent_change

_COUNTED = Sought(
    r"\b(?:measures|indicators|kpis|outcomes|areas|districts|directorates|teams|services)\b", re.IGNORECASE
)


def computed_changes(paper: Paper) -> list[Computed]:
    """Percentage changes between two counts of the same sentence."""
    out = []
    for s in paper.statements:
        found = _old_new_size(paper, s)
        if found is None:
            continue
        old, new, size = found
        if size.value.unit != "percent" or "percent" in {old.value.unit, new.value.unit}:
            continue
        exact = percent_change(quantity(old.value), quantity(new.value))
        if exact is not None:
            working = f"({printed(new)} - {printed(old)}) / {printed(old)} = {span_text(exact, 'percent')}"
            out.append(Computed(size.id, exact.magnitude(), size.value, working, size.place))
    return out


def _old_new_size(paper: Paper, s: Statement) -> tuple[Figure, Figure, Figure] | None:
    r = s.relation
    if r.kind != "change" or r.old is None or r.new is None or r.size is None:
        return None
    if paper.figures[r.size].numeral.word and _COUNTED.search(s.sentence.text):
        return None  # "of the eight measures, five improved and four got worse" counts things
    return paper.figures[r.old], paper.figures[r.new], paper.figures[r.size]
