"""Coloured cells that are narrower than the room their column has between texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from extract.lattice import Lattice
from extract.pageparts import Fill
from extract.vocabulary import rag_colour
from records import Box

_LEAST = 12.0
"""Points below which a coloured area is a sign in its cell, not the cell."""
_HIGH, _MOST = 0.8, 0.6
"""Part of the cell's height that an area has, and part of its own that lies in the cell."""


def add_narrow_fills(lattice: Lattice, fills: Sequence[Fill], colours: list[str | None]) -> None:
    """Give slots without a colour that of a rating's area in them which is as high as they are.

    Where no rules tell how wide a column is, its slots reach half-way to the next texts, and the coloured cells in
    them may cover the smaller part.

    Args:
        lattice: A table without rules between its columns.
        fills: Coloured areas in drawing order.
        colours: Of each slot, as found by what covers most of it; those found here are put in.
    """
    coloured = [f for f in fills if f.box.width >= _LEAST and f.is_coloured]
    if not any(rag_colour(f.colour) for f in coloured):
        return
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for k, slot in enumerate(lattice.slots):
        if colours[k] is not None or slot.colspan > 1:
            continue
        inside = [f for f in coloured if _lies_in(f.box, slot.box)]
        if len(inside) == 1:
            found[slot.col][k] = inside[0].colour
    for column in found.values():
        if all(rag_colour(c) for c in column.values()):  # other colours are those of departments in a chart
            for k, colour in column.items():
                colours[k] = colour


def _lies_in(area: Box, cell: Box) -> bool:
    """Whether an area is no wider than a cell and about as high: the last row may reach below its texts."""
    shared = min(area.bottom, cell.bottom) - max(area.top, cell.top)
    wide = area.x0 >= cell.x0 - 1 and area.x1 <= cell.x1 + 1
    return wide and shared >= _HIGH * cell.height and shared >= _MOST * area.height
