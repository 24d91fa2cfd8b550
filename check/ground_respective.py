"""Figures that a sentence gives to several rows in order: "Parks and Fleet underspent by £420k and £555k respectively".

They are the rows' own figures of one column in the order of the names; in another order they were changed round.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import permutations

from check.ground_labels import Labels, Mention
from check.ground_match import equals, units_fit
from check.grounds import GroundCell
from check.judgements import Judgement, Results, printed
from check.listed_parts import RESPECTIVELY
from check.paper import Figure

_MOST = 4
"""Things that are told of in order; with more the orders are too many."""


def check_respective(results: Results, labels: Labels, text: str, begin: int, figures: Mapping[int, Figure]) -> None:
    """Hold figures told "respectively" against the rows that are named in the same order.

    Args:
        results: Takes the judgements.
        labels: The names of rows.
        text: The sentence.
        begin: Where it begins in its passage.
        figures: Its figures by their number in it.
    """
    m = RESPECTIVELY.search(text)
    if m is None:
        return
    before = [
        f for _, f in sorted(figures.items()) if f.numeral.end - begin <= m.start() and f.value.number is not None
    ]
    found: list[tuple[list[Mention], list[Figure], list[GroundCell]]] = []
    tables: dict[int, list[Mention]] = {}
    for x in labels.find(text):
        if x.start < m.start():
            tables.setdefault(x.ground.table, []).append(x)
    for named in tables.values():
        told = before[-len(named) :]
        if not 2 <= len(named) <= _MOST or len({id(x.ground) for x in named}) != len(named) or len(told) < len(named):
            continue
        orders = [_columns(named, order) for order in permutations(told)]
        if orders[0] or len({f.value.unit for f in told}) != 1:
            return
        found += [(named, told, cells) for order in orders[1:] for cells in order]
    if len({tuple(c.place for c in cells) for _, _, cells in found}) != 1:
        return
    mentions, told, right = found[0]
    for f, own in zip(told, right, strict=True):
        if results.contradicted(f.id):
            return
        shown = ", ".join(f"'{x.ground.name}' {c.value.printed.strip()}" for x, c in zip(mentions, right, strict=True))
        results.add(
            Judgement(
                f.id, "contradicts", "label",
                f"{' and '.join(printed(x) for x in told)} are told in another order than the names: the table has "
                f"{shown}.", shown, "serious", (own.place,), "Bring the figures or the names in order.",
                own.value.printed.strip(),
            )
        )  # fmt: skip


def _columns(mentions: list[Mention], figures: tuple[Figure, ...]) -> list[list[GroundCell]]:
    """The cells of each column in which every row named has the figure told at its place."""
    out = []
    first = mentions[0].ground
    for head in {(c.header, c.end): c for c in first.cells}:
        cells = [next((c for c in x.ground.cells if (c.header, c.end) == head), None) for x in mentions]
        mine = [c for c in cells if c is not None]
        if len(mine) == len(mentions) and all(_is(f, c) for f, c in zip(figures, mine, strict=True)):
            out.append(mine)
    return out


def _is(f: Figure, c: GroundCell) -> bool:
    """Whether a figure is a cell's, whatever its sign."""
    if f.value.number is None or c.value.number is None or not units_fit(f.value, c.value):
        return False
    return equals(replace(f.value, number=abs(f.value.number)), replace(c.value, number=abs(c.value.number)))
