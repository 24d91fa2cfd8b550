"""Coloured cells that are narrower than their columns: ratings, and the colours of departments."""

from __future__ import annotations

import pytest

from extract.lattice import Lattice, Slot
from extract.narrowfills import add_narrow_fills
from extract.pageparts import Fill
from records import Box

GREEN, RED, AMBER, TEAL, NAVY = "#5cb85c", "#d7263d", "#f4b400", "#1f5f6b", "#001a4d"


def table(rows: int) -> Lattice:
    """Two columns without rules between them."""
    xs, ys = [0.0, 100.0, 200.0], [20.0 * r for r in range(rows + 1)]
    slots = [Slot(r, c, 1, 1, Box(xs[c], ys[r], xs[c + 1], ys[r + 1])) for r in range(rows) for c in range(2)]
    return Lattice(xs, ys, slots, Box(0.0, 0.0, 200.0, ys[-1]))


def areas(colours: list[str], width: float = 30.0, height: float = 20.0) -> list[Fill]:
    """One area to a row, in the second column."""
    return [Fill(Box(120.0, 20.0 * r, 120.0 + width, 20.0 * r + height), colour, r) for r, colour in enumerate(colours)]


@pytest.mark.parametrize(
    ("fills", "found"),
    [
        (areas([GREEN, RED, AMBER]), [GREEN, RED, AMBER]),
        (areas([GREEN, RED, AMBER], height=22.0), [GREEN, RED, AMBER]),
        (areas([GREEN, RED, AMBER], height=9.0), [None, None, None]),
        (areas([GREEN, RED, AMBER], width=8.0), [None, None, None]),
        (areas([GREEN, TEAL, RED, NAVY]), [None, None, None, None]),
        (areas([GREEN, RED]) + areas([AMBER, AMBER]), [None, None]),
    ],
)
def test_ratings_narrower_than_their_columns(fills: list[Fill], found: list[str | None]) -> None:
    lattice = table(len(found))
    colours: list[str | None] = [None] * len(lattice.slots)
    add_narrow_fills(lattice, fills, colours)
    assert colours[1::2] == found
    assert not any(colours[::2])
