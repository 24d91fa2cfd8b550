"""Tables whose rows say what their figures are: "Actual" and "Target" one beneath the other for each indicator."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from extract.cellfacts import text_of
from extract.document import Cell, Grid
from extract.tablecolumns import role_of
from extract.vocabulary import ColumnRole, fold

_KNOWN = frozenset(
    {
        "result", "previous", "outturn", "target", "floor", "rag", "benchmark", "numerator", "denominator", "variance",
        "expectation_upper", "expectation_lower", "dot", "dot_previous", "dot_outturn",
    }
)  # fmt: skip
TELLS = frozenset({"target", "floor", "rag", "benchmark", "numerator", "denominator"})
_YEAR = re.compile(r"\b(?:19|20)\d{2}(?:/\d{2,4})?\b")


def row_label_role(text: str) -> ColumnRole | None:
    """What the label of a row says its figures are ("Actual", "Target 2024/25"); None where it says no such thing."""
    s = _YEAR.sub(" ", fold(text)).strip(" :-")
    if not s or len(s.split()) > 3:
        return None
    role = role_of(" ".join(s.split()))
    return role if role in _KNOWN else None


def with_names(grid: Grid) -> Grid:
    """A grid whose names stand in rows of their own over "Actual", "Target" ..., with a column of names before them.

    Args:
        grid: Of any reader.

    Returns:
        The same grid where the rows are not so built. Rows keep their places.
    """
    if grid.n_rows < 5 or grid.n_cols < 2:
        return grid
    rows: dict[int, list[Cell]] = defaultdict(list)
    for c in grid.cells:
        if c.marks or c.text.strip():
            rows[c.row].append(c)
    first = {c.row: c for c in grid.cells if c.col == 0}
    names: dict[int, Cell] = {}
    current: Cell | None = None
    groups: list[list[ColumnRole]] = []
    for r in range(grid.n_rows):
        cells, head = rows.get(r, []), first.get(r)
        if len(cells) == 1 and head is cells[0] and row_label_role(text_of(head)) is None:
            current = head
            groups.append([])
        elif current is not None and head is not None and cells:
            role = row_label_role(text_of(head))
            if role is None:
                return grid
            groups[-1].append(role)
            names[r] = current
    filled = [g for g in groups if g]
    if len(filled) < 2 or any(len(set(g)) < len(g) or "result" not in g or not set(g) & TELLS for g in filled):
        return grid
    top = min(names)
    cells = []
    for c in grid.cells:
        if c.col or c.row in names:
            cells.append(replace(c, col=c.col + 1))
        else:  # the heading of the names stays over them; a name's own row stays as wide as the table
            cells.append(c if c.row < top and len(rows[c.row]) > 1 else replace(c, colspan=c.colspan + 1))
    added = [Cell(r, 0, text_of(c), box=c.box, page=c.page, locator=c.locator, bold=c.bold) for r, c in names.items()]
    return replace(grid, cells=(*added, *cells), n_cols=grid.n_cols + 1)


def with_spread_names(grid: Grid) -> Grid:
    """A grid whose names stand once beside the rows of their figures ("Actual", "Target"), spread over these rows.

    A name may stand beside any of its rows, as it is set in the height of the cells; which rows are its own follows
    from the labels, which come back in the same order for each name.

    Args:
        grid: Of any reader.

    Returns:
        The same grid where the labels do not come back so, or where a group of rows has no name or several.
    """
    if grid.n_rows < 3 or grid.n_cols < 3:
        return grid
    matrix = grid.matrix()
    for col in range(1, min(4, grid.n_cols - 1)):
        labels = [_own_role(matrix[r][col], r, col) for r in range(grid.n_rows)]
        start = next((r for r, role in enumerate(labels) if role is not None), grid.n_rows)
        said = labels[start:]
        size = next((k for k in range(1, len(said)) if said[k] == said[0]), len(said))
        if size < 2 or len(said) % size or start == 0:
            continue
        cycle = said[:size]
        if None in cycle or len(set(cycle)) < size or any(said[k] != cycle[k % size] for k in range(len(said))):
            continue
        if "result" not in cycle or not set(cycle) & TELLS:
            continue
        return _spread(grid, col, start, size)
    return grid


def _own_role(cell: Cell | None, row: int, col: int) -> ColumnRole | None:
    """The role that a cell names where it is one cell of its own."""
    if cell is None or (cell.row, cell.col, cell.rowspan, cell.colspan) != (row, col, 1, 1):
        return None
    return row_label_role(text_of(cell))


def _spread(grid: Grid, col: int, start: int, size: int) -> Grid:
    """The cells before a column of labels made as high as their group of rows."""
    held: dict[tuple[int, int], list[Cell]] = defaultdict(list)
    for c in grid.cells:
        if c.col < col and c.row >= start and text_of(c):
            held[((c.row - start) // size, c.col)].append(c)
    over = [c for c in grid.cells if c.col < col and c.row >= start]
    if any(c.colspan > 1 or (c.row - start) % size + c.rowspan > size for c in over):
        return grid
    groups = range((grid.n_rows - start) // size)
    if any(not any(held.get((g, k)) for k in range(col)) for g in groups):
        return grid
    cells = [c for c in grid.cells if c not in over]
    for g in groups:
        for k in range(col):
            lines = sorted(held.get((g, k), []), key=lambda c: c.row)
            text = "\n".join(c.text for c in lines)
            first = lines[0] if lines else next((c for c in over if c.col == k), None)
            if first is not None:
                cells.append(replace(first, row=start + g * size, col=k, text=text, rowspan=size))
    cells.sort(key=lambda c: (c.row, c.col))
    return replace(grid, cells=tuple(cells))
