"""Headings that a narrow column broke within a date: "Apr-" over "24" are one row of headings, not two."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.document import Cell, Grid

_OPEN = re.compile(r"[A-Za-z0-9][-–/]$")
_REST = re.compile(r"^(?:\d{2}|\d{4})$")


def joined_heads(grid: Grid) -> Grid:
    """The grid with the first two rows put together where they are one row of broken dates.

    Args:
        grid: Of any reader.

    Returns:
        The same grid where the rows are two.
    """
    if grid.n_rows < 3:
        return grid
    upper = {c.col: c for c in grid.cells if c.row == 0}
    lower = {c.col: c for c in grid.cells if c.row == 1}
    if set(upper) != set(lower) or any(c.rowspan > 1 or c.colspan > 1 for c in (*upper.values(), *lower.values())):
        return grid
    both = [k for k in upper if upper[k].text.strip() and lower[k].text.strip()]
    broken = [k for k in both if _OPEN.search(upper[k].text.strip()) and _REST.match(lower[k].text.strip())]
    if len(broken) < 2 or len(broken) < len(both):
        return grid
    heads = [_one(upper[k], lower[k]) for k in sorted(upper)]
    rest = [replace(c, row=c.row - 1) for c in grid.cells if c.row > 1]
    return replace(grid, cells=(*heads, *rest), n_rows=grid.n_rows - 1, header_rows=max(0, grid.header_rows - 1))


def _one(upper: Cell, lower: Cell) -> Cell:
    box = upper.box.union(lower.box) if upper.box and lower.box else upper.box or lower.box
    return replace(
        upper, text=upper.text.strip() + lower.text.strip(), box=box, marks=(*upper.marks, *lower.marks),
        bold=upper.bold or lower.bold,
    )  # fmt: skip
