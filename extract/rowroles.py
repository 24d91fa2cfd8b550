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
        if text_of(c) or c.marks:
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
