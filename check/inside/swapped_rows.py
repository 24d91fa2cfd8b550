"""Figures of two rows told the wrong way round: "North (81.8%) leads South (91.5%)", where each has the other's."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from check.inside.items import Items
from check.inside.row_names import Named
from check.judgements import Judgement, Results, printed, size_of
from check.paper import Figure, Paper, cell_key

_FEWEST_DIGITS = 2
"""Digits below which two figures are each other's by chance."""


def swapped_rows(
    paper: Paper, index: int, begin: int, text: str, named: Sequence[Named], wrong: set[tuple[object, ...]],
    results: Results,
) -> None:  # fmt: skip
    """Report two figures behind the names of two things of a table that are, in one column, each the other's.

    Args:
        paper: With its figures.
        index: Index of the passage.
        begin: Where the sentence begins in it.
        text: The sentence.
        named: The things that it names, in order.
        wrong: Cells that something else calls wrong.
        results: Takes the judgements.
    """
    if len(named) < 2:
        return
    figures = [f for f in paper.figures_of(index) if 0 <= f.numeral.start - begin < len(text)]
    ends = [n.start for n in named[1:]] + [len(text)]
    behind = [
        [f for f in figures if n.end <= f.numeral.start - begin < end and f.value.number is not None]
        for n, end in zip(named, ends, strict=True)
    ]
    for (a, mine), (b, other) in pairwise(zip(named, behind, strict=True)):
        if a.item.number != b.item.number and a.items is b.items:
            _pair(a, b, mine, other, wrong, results)


def _pair(
    a: Named, b: Named, mine: list[Figure], other: list[Figure], wrong: set[tuple[object, ...]], results: Results
) -> None:
    found: set[tuple[int, int]] = set()
    for cells in _columns(a.items, a.item.number, b.item.number):
        x, y = cells
        told = [f for f in mine if _is(f, y)], [f for f in other if _is(f, x)]
        right = any(_is(f, x) for f in mine) or any(_is(f, y) for f in other)
        if right or len(told[0]) != 1 or len(told[1]) != 1 or any(cell_key(c.place) in wrong for c in cells):
            continue
        pair = told[0][0], told[1][0]
        if (pair[0].id, pair[1].id) in found or any(results.contradicted(f.id) for f in pair):
            continue
        found.add((pair[0].id, pair[1].id))
        why = (
            f"{printed(pair[0])} is told of {a.item.label} and {printed(pair[1])} of {b.item.label}; "
            f"table {a.items.table.number} has {printed(x)} for the first and {printed(y)} for the other."
        )
        places = tuple(c.place for c in cells)
        advice = "Change the figures or the names round."
        for f, cell in zip(pair, cells, strict=True):
            results.add(Judgement(f.id, "contradicts", "label", why, "", "serious", places, advice, printed(cell)))


def _columns(items: Items, a: int, b: int) -> list[tuple[Figure, Figure]]:
    """The cells of two things, column by column, where they differ and are long enough to tell."""
    out = []
    for t in items.traits:
        x, y = t.figure(a), t.figure(b)
        if x is None or y is None or x.value.number is None or y.value.number is None:
            continue
        if size_of(x.value) == size_of(y.value) or x.value.unit != y.value.unit:
            continue
        if min(_digits(x), _digits(y)) >= _FEWEST_DIGITS:
            out.append((x, y))
    return out


def _digits(f: Figure) -> int:
    return sum(c.isdigit() for c in f.value.printed)


def _is(f: Figure, cell: Figure) -> bool:
    """Whether a figure of a sentence prints a cell: with its sign of per cent, where the cell has one."""
    units = {f.value.unit, cell.value.unit}
    return size_of(f.value) == size_of(cell.value) and (len(units) == 1 or "percent" not in units)
