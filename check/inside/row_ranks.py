"""Ranks told of one thing of a table: "the North has the second highest rate", "the third largest office"."""

# ruff: noqa: E501 - patterns and explanations, one to a line

from __future__ import annotations

import re
from fractions import Fraction

from check.inside.row_names import Named, own_of
from check.inside.row_readings import Signs
from check.inside.superlative_lines import lines_of_superlative
from check.judgements import Results
from check.number_words import ORDINALS
from check.paper import Paper, cell_key
from check.sought import Sought
from records import Finding

_RANK = Sought(
    r"\b(?P<nth>second|third|fourth|fifth)[\s-]+(?:(?P<top>highest|largest|biggest|busiest|greatest|longest|most)|(?P<low>lowest|smallest|quietest|shortest|fewest|least))\b",
    re.IGNORECASE,
)
_OVER_TIME = Sought(r"\b(?:since|ever|on\s+record|month|quarter|week|(?:in|for)\s+(?:\w+\s+){1,3}years)\b", re.IGNORECASE)  # fmt: skip


def ranks(
    paper: Paper, index: int, begin: int, text: str, named: list[Named], signs: Signs, wrong: set[tuple[object, ...]],
    results: Results,
) -> None:  # fmt: skip
    """Hold each rank of a part of a sentence against the table that lists the thing it is said of.

    Args:
        paper: With its figures.
        index: Index of the passage.
        begin: Where the part begins in it.
        text: The part.
        named: The things that it names.
        signs: What the paper says of its signs.
        wrong: Cells that something else calls wrong.
        results: Takes findings.
    """
    for m in _RANK.finditer(text):
        one = own_of(named, m.start(), m.end(), text)
        if one is None or _OVER_TIME.search(text[m.end() :]):
            continue
        n = ORDINALS[m["nth"].lower()]
        lines = [
            x for x in lines_of_superlative(one.items, text, m, signs) if one.item.number in x[0] and len(x[0]) > n
        ]
        if not lines or any(_at(x[0], n, low=x[3]) == x[0][one.item.number] for x in lines):
            continue
        numbers, cells, says, low = lines[0]
        there = [i for i in one.items.items if numbers.get(i.number) == _at(numbers, n, low=low)]
        sources = tuple(s for i in (one.item, *there) for s in cells.get(i.number, ())[:1])
        if any(cell_key(s) in wrong for s in sources):
            continue
        place = paper.passages[index].at(begin + one.start, begin + one.end)
        names = "; ".join(i.label for i in there)
        results.findings.append(
            Finding("contradicts", "superlative", place, place.printed, f"'{m[0]}': table {one.items.table.number} {says} has {names} there, not {one.item.label}.",
                    "", "serious", sources, "Correct the name, the rank or the figures.", expected=names)
        )  # fmt: skip


def _at(numbers: dict[int, Fraction], n: int, *, low: bool) -> Fraction:
    """The number at a rank."""
    return sorted(numbers.values(), reverse=not low)[n - 1]
