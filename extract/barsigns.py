"""Short bars among arrows: a thick little rule by itself in a cell of a column of drawn arrows says no change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from extract.document import Mark
from extract.lattice import Lattice
from extract.pageparts import RawPage
from extract.pagerules import HI, HORIZONTAL, LO, POS, WIDTH
from records import Box

_LENGTH = (4.0, 26.0)
_LEAST_WIDTH = 0.9
_MARGIN = 1.5
"""How far from the sides of its cell a bar keeps, so that it is no part of them (points)."""


def bars_among_arrows(
    lattice: Lattice, signs: Mapping[int, Sequence[Mark]], held: Mapping[int, object], page: RawPage
) -> dict[int, Mark]:
    """Bars in the empty cells of columns in which arrows are drawn.

    Args:
        lattice: The table.
        signs: Drawings and pictures by slot.
        held: Slots with text.
        page: For its rules.

    Returns:
        A mark for each slot that holds one bar and nothing else.
    """
    drawn = Counter(
        lattice.slots[k].col
        for k, marks in signs.items()
        if any(m.kind == "direction" for m in marks) and k not in held
    )
    columns = {col for col, count in drawn.items() if count >= 2}
    if not columns:
        return {}
    empty = [
        (k, slot)
        for k, slot in enumerate(lattice.slots)
        if slot.col in columns and not signs.get(k) and not held.get(k)
    ]
    if not empty:
        return {}
    table = page.rules.table()
    length = table[:, HI] - table[:, LO]
    near = (
        (table[:, HORIZONTAL] > 0) & (length >= _LENGTH[0]) & (length <= _LENGTH[1]) & (table[:, WIDTH] >= _LEAST_WIDTH)
    )
    bars = table[near]
    out: dict[int, Mark] = {}
    for k, slot in empty:
        box = slot.box
        inside = bars[
            (bars[:, POS] > box.top + _MARGIN)
            & (bars[:, POS] < box.bottom - _MARGIN)
            & (bars[:, LO] > box.x0 + _MARGIN)
            & (bars[:, HI] < box.x1 - _MARGIN)
        ]
        if len(inside) == 1:
            b = inside[0]
            at = Box(float(b[LO]), float(b[POS] - b[WIDTH] / 2), float(b[HI]), float(b[POS] + b[WIDTH] / 2))
            out[k] = Mark("direction", "level", "vector", "a bar", at, 0.9)
    return out
