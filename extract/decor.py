"""Coloured rows and columns that are decoration: bands of a table's style, not the colours of its ratings."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace

from extract.document import Grid
from extract.vocabulary import rag_colour
from records import RagColour


def without_decor(grid: Grid) -> Grid:
    """The grid without fills that only look like ratings.

    A fill that runs over whole rows is decoration where all rows so filled show one colour (a green zebra); where
    rows show two colours or more the rows are rated. A fill that a column shares with its own heading is decoration.

    Args:
        grid: Of any reader.

    Returns:
        The same grid where no fill is decoration.
    """
    coloured = {c.fill for c in grid.cells if c.fill and rag_colour(c.fill)}
    if not coloured or grid.n_cols < 2 or grid.n_rows < 3:
        return grid
    if _is_of_cards(grid):
        return grid  # each cell is a card with a heading of its own
    rows: dict[int, Counter[RagColour | None]] = defaultdict(Counter)
    for c in grid.cells:
        rows[c.row][rag_colour(c.fill)] += c.colspan
    first = {c.row: c.fill for c in grid.cells if c.col == 0}
    whole: Counter[RagColour] = Counter()
    part: Counter[RagColour] = Counter()
    for row, found in rows.items():
        width = sum(found.values())
        for colour, n in found.items():
            if colour is not None:
                # The first and the last column of a style have shades of their own, or none.
                beside = n >= max(2, width - 2, 0.6 * width) and first.get(row) is not None
                runs = (n >= 0.8 * width and width > 1) or beside or (n == width - 1 and n >= 3)
                whole[colour] += runs
                part[colour] += not runs
    banded = [k for k in whole if whole[k] >= max(3, 9 * part[k])]
    rated = [k for k in whole if whole[k] and k not in banded]
    decor = {f for f in coloured if rag_colour(f) in banded} if len(banded) == 1 and not rated else set()
    columns: dict[int, Counter[str | None]] = defaultdict(Counter)
    heads: dict[int, str | None] = {}
    for c in grid.cells:
        if c.colspan == 1 and c.fill not in decor:
            columns[c.col][c.fill] += 1
            if c.row == 0:
                heads[c.col] = c.fill
    plain_columns = {k for k, fills in columns.items() if heads.get(k) and fills[heads[k]] == sum(fills.values())}
    if not decor and not plain_columns:
        return grid
    cells = tuple(
        replace(c, fill=None) if c.fill in decor or (c.col in plain_columns and rag_colour(c.fill)) else c
        for c in grid.cells
    )
    return replace(grid, cells=cells)


def _is_of_cards(grid: Grid) -> bool:
    """Whether all cells hold several lines with a figure among them."""
    held = [c.text for c in grid.cells if c.text.strip()]
    return len(held) >= 2 and all(t.count("\n") >= 2 and _CARD.search(t) for t in held)


_CARD = re.compile(r"^[^\n]*[A-Za-z]{2}.*\n.*\d", re.DOTALL)
"""Words in the first line, a figure in a later one."""
