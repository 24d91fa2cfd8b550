"""Headings that a narrow column broke within a date: "Apr-" over "24" are one row of headings, not two."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.cellfacts import kind_of
from extract.document import Cell, Grid
from records import parse_period

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
    grid = _with_parted_dates(_with_last_figure(grid))
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


def _with_last_figure(grid: Grid) -> Grid:
    """A heading whose last line is a bare figure ("Change since quarter" over "2"), its figure put back to its words.

    Left alone, the figure would make a row of figures of the last row of headings.
    """
    if grid.ruled:
        return grid
    at = {(c.row, c.col): c for c in grid.cells}
    for r in range(1, min(4, grid.n_rows - 1)):
        row = [c for c in grid.cells if c.row == r and c.text.strip()]
        bare = [c for c in row if re.fullmatch(r"\d{1,2}", c.text.strip())]
        worded = [c for c in row if re.search(r"[A-Za-z]", c.text)]
        if len(bare) != 1 or len(worded) < 3 or len(worded) + 1 < len(row):
            continue
        over = at.get((r - 1, bare[0].col))
        if over is None or not re.search(r"[a-z]$", over.text.strip()) or over.colspan > 1:
            continue
        below = [kind_of(at.get((r + 1, c.col))) for c in row]
        if below == [kind_of(c) for c in row]:
            continue  # the next row is of the same make: a row of data
        whole = replace(over, text=f"{over.text.strip()} {bare[0].text.strip()}")
        emptied = replace(bare[0], text="")
        cells = (whole if c is over else emptied if c is bare[0] else c for c in grid.cells)
        return replace(grid, cells=tuple(cells))
    return grid


_LAST_DIGITS = re.compile(r"\d{1,3}")
_OPEN_DATE = re.compile(r"\d[-–/]?$")


def _with_parted_dates(grid: Grid) -> Grid:
    """A row of headings whose dates a narrow column broke within a year ("2021/2" over "022", "Q2 2023-" over "24").

    The second row holds nothing but the last digits, not even a name, and every date that is so made has the same form.
    """
    for r in range(1, min(5, grid.n_rows - 1)):
        lower = [c for c in grid.cells if c.row == r and c.text.strip()]
        if len(lower) < 2 or not all(_LAST_DIGITS.fullmatch(c.text.strip()) and c.colspan == 1 for c in lower):
            continue
        at = {c.col: c for c in grid.cells if c.row == r - 1 and c.colspan == 1 and c.rowspan == 1}
        pairs = [(at[c.col], c) for c in lower if c.col in at and _OPEN_DATE.search(at[c.col].text.strip())]
        whole = [a.text.strip() + b.text.strip() for a, b in pairs]
        if len(pairs) < len(lower) or len({re.sub(r"\d", "9", t) for t in whole}) > 1:
            continue
        if not all(parse_period(t) is not None for t in whole):
            continue
        if any(c.row < r < c.row + c.rowspan and c.text.strip() for c in grid.cells if c.row + c.rowspan > r + 1):
            continue
        joined = {id(a): _one(a, b) for a, b in pairs}
        kept = [joined.get(id(c), c) for c in grid.cells if c.row < r]
        kept = [replace(c, rowspan=min(c.rowspan, r - c.row)) for c in kept]
        rest = [replace(c, row=c.row - 1) for c in grid.cells if c.row > r]
        return replace(grid, cells=(*kept, *rest), n_rows=grid.n_rows - 1, header_rows=max(0, grid.header_rows - 1))
    return grid


def _one(upper: Cell, lower: Cell) -> Cell:
    box = upper.box.union(lower.box) if upper.box and lower.box else upper.box or lower.box
    return replace(
        upper, text=upper.text.strip() + lower.text.strip(), box=box, marks=(*upper.marks, *lower.marks),
        bold=upper.bold or lower.bold,
    )  # fmt: skip
