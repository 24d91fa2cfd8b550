"""Green bands are no green ratings; rows that are rated by their colour still are."""

from __future__ import annotations

import pytest

from extract import Cell, Grid
from extract.decor import without_decor

GREEN, LIME, AMBER, RED = "#00b050", "#9bbb59", "#ffc000", "#ff0000"


def grid(rows: list[list[str | None]]) -> Grid:
    cells = [Cell(r, c, f"{r}{c}", fill=fill) for r, row in enumerate(rows) for c, fill in enumerate(row)]
    return Grid(1, tuple(cells), len(rows), len(rows[0]))


def left(rows: list[list[str | None]]) -> list[list[str | None]]:
    found = without_decor(grid(rows))
    return [[c.fill if c else None for c in row] for row in found.matrix()]


NONE = [None] * 3


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        ([NONE, [GREEN] * 3, [LIME] * 3, [GREEN] * 3, [LIME] * 3], [NONE] * 5),
        ([[RED] * 3, [AMBER] * 3, NONE, [AMBER] * 3, NONE, [AMBER] * 3], None),
        ([[None] * 3, [AMBER] * 3, NONE, [AMBER] * 3, NONE, [AMBER] * 3], [NONE] * 6),
        ([NONE, [GREEN] * 3, [RED] * 3, [AMBER] * 3, [GREEN] * 3], None),
        ([NONE, [None, None, GREEN], [None, None, GREEN], [None, None, GREEN]], None),
        ([[None, None, GREEN]] * 4, [NONE] * 4),
        ([NONE, [None, None, GREEN], [None, None, RED]], None),
        ([NONE, NONE, NONE], None),
    ],
    ids=[
        "zebra",
        "red heading over amber bands",
        "amber bands",
        "rated rows",
        "all green results",
        "column with its heading",
        "results",
        "plain",
    ],
)
def test_fills_left(rows: list[list[str | None]], kept: list[list[str | None]] | None) -> None:
    assert left(rows) == (kept or rows)


def test_fills_of_cards_are_no_style_of_their_column() -> None:
    cards = [[f"Measure {k}{n}\n9{k}.{n}%\nTarget: 90%" for k in range(3)] for n in range(3)]
    fills = [["#00b050", "#ffc000", "#ff0000"]] * 3
    cells = tuple(Cell(r, c, cards[r][c], fill=fills[r][c]) for r in range(3) for c in range(3))
    table = Grid(1, cells, 3, 3)
    assert without_decor(table) is table
