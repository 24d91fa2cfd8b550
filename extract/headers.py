"""From a grid to its columns: which rows are headers, and what header path stands over each column.

A header path is the texts above a column from top to bottom ("LATEST RESULT", "Num").
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from extract import columnfigures
from extract.cellfacts import CellKind, is_basis, is_polarity, kind_of, leading_rag, text_of
from extract.columncontent import roles_by_content
from extract.document import Cell, Grid
from extract.regions import with_regions
from extract.servicecolumns import groups_not_places
from extract.tablecolumns import (
    Column,
    Matrix,
    kinds_of_columns,
    lone_text,
    make_column,
    role_of,
    spans_table,
)
from extract.vocabulary import FLOW, WITH_RAG, ColumnRole, fold, subject


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a grid.

    Attributes:
        columns: One per column of the grid.
        body: Row at which the data begin.
        matrix: All positions of the grid.
        title: Text of a row above the header that spans the whole table.
        shifted: The header's columns did not stand over their data and were set right by their types.
        inherited: The grid has no header of its own: it continues another.
    """

    columns: tuple[Column, ...]
    body: int
    matrix: Matrix
    title: str = ""
    shifted: bool = False
    inherited: bool = False

    def of(self, *roles: ColumnRole) -> list[Column]:
        """Columns that hold any of some roles, from left to right."""
        return [c for c in self.columns if c.role in roles]

    @property
    def name_column(self) -> Column | None:
        """The column that names the rows."""
        roles: tuple[ColumnRole, ...] = ("name", "area")
        for role in roles:
            found = self.of(role)
            if found:
                return found[0]
        return None


def read_layout(grid: Grid, before: Layout | None = None) -> Layout:
    """Find a grid's header rows and columns.

    Args:
        grid: Any grid.
        before: Layout of the table that this grid may continue: used where the grid has no header of its own.
    """
    matrix = grid.matrix()
    first, body, title = _header_rows(grid, matrix)
    paths = _paths(grid, matrix, first, body)
    kinds = kinds_of_columns(matrix, body, grid.n_cols)
    shifted = False
    if body > first:
        moved = _set_right(paths, kinds)
        shifted = moved is not None
        paths = moved or paths
    inherited = False
    if body == first and before is not None and len(before.columns) == grid.n_cols:
        paths = [list(c.path) for c in before.columns]
        inherited = True
    columns = [make_column(i, tuple(path), kinds[i]) for i, path in enumerate(paths)]
    columns = columnfigures.settled(roles_by_content(columns, matrix, body), matrix, body)
    columns = with_regions(groups_not_places(columns, matrix, body))
    return Layout(tuple(columns), body, matrix, title, shifted, inherited)


# -- header rows --------------------------------------------------------------------------------------------


def _header_rows(grid: Grid, matrix: Matrix) -> tuple[int, int, str]:
    """(first header row, first body row, title)."""
    title = ""
    first = 0
    while first < grid.n_rows - 1:
        lone = lone_text(matrix[first])
        if lone is not None and lone.col == 0 and spans_table(lone, grid.n_cols) and kind_of(lone) == "text":
            title = " ".join(filter(None, (title, text_of(lone))))
            first += 1
        elif lone is None and all(not text_of(c) for c in matrix[first]):
            first += 1
        else:
            break
    if first >= grid.n_rows - 1 and title:
        return 0, 0, ""  # nothing but full-width rows
    data = next((r for r in range(first, grid.n_rows) if _is_data(matrix, r)), None)
    before = range(first, grid.n_rows if data is None else data)
    if any(_is_worded(matrix[r], r) for r in before):
        body = first + _word_header(grid, matrix, first)
        return first, max(body, min(grid.n_rows, grid.header_rows)), title
    if data is None:
        body = first + _word_header(grid, matrix, first)
        return first, max(body, min(grid.n_rows, grid.header_rows)), title
    body = data
    while body - 1 > first and _is_section(matrix[body - 1], grid.n_cols):
        body -= 1
    if (
        body - 1 == first
        and body > first
        and _is_section(matrix[first], grid.n_cols)
        and not _names_columns(matrix[first])
    ):
        body = first
    if grid.header_rows and grid.header_rows < data:
        body = max(grid.header_rows, first + 1) if grid.header_rows > first else body
    # Words of the first rows may belong to the data where a text column has no figures beside it.
    limit = first + 5
    return first, min(body, limit) if body > limit else body, title


def _is_data(matrix: Matrix, r: int) -> bool:
    """Whether a row holds figures, RAGs or arrows rather than labels."""
    row = matrix[r]
    kinds = [kind_of(c) for c in row]
    if any(k in {"number", "missing"} for k in kinds):
        numbers = [c for c, k in zip(row, kinds, strict=True) if k == "number"]
        # "1", "2", "3" over the columns number them; a lone figure among words does too.
        if numbers and all(text_of(c).isdigit() and len(text_of(c)) <= 2 for c in numbers) and "text" not in kinds:
            values = [int(text_of(c)) for c in numbers]
            consecutive = len(values) > 2 and values == list(range(values[0], values[0] + len(values)))
            return not (consecutive and r + 1 < len(matrix))
        return True
    signs = [i for i, k in enumerate(kinds) if k in {"rag", "arrow"}]
    if signs:
        below = [kind_of(matrix[k][i]) for k in range(r + 1, min(len(matrix), r + 6)) for i in signs]
        counted = sum(k in {"number", "missing"} for k in below)
        return counted * 2 <= len(below)  # "Green | Amber | Red" over figures is a header
    codes = [c for c in row if c is not None and (is_polarity(c) or is_basis(c))]
    return bool(codes) and any(len(text_of(c)) <= 4 for c in codes) and r > 0


def _is_worded(row: list[Cell | None], r: int) -> bool:
    """Whether a row holds sentences, or words beside an arrow: answers, not labels."""
    own = [c for c in row if c is not None and c.row == r]
    if any(len(c.text) > 110 or _direction_marked(c) for c in own):
        return True
    opened = (leading_rag(c.text) for c in own)
    return any(len(c.text) > 60 for c in own) and any(o is not None and o[2] for o in opened)


def _direction_marked(cell: Cell) -> bool:
    """Words beside a drawn arrow: an answer, not a heading."""
    return bool(cell.text.strip()) and any(m.kind == "direction" for m in cell.marks)


def _is_section(row: list[Cell | None], n_cols: int) -> bool:
    lone = lone_text(row)
    return (
        lone is not None
        and kind_of(lone) in {"text", "period", "year"}
        and lone.rowspan == 1
        and (lone.col == 0 or spans_table(lone, n_cols))
    )


def _names_columns(row: list[Cell | None]) -> bool:
    return any(role_of(fold(text_of(c))) not in {"value", "count"} for c in row if c is not None and text_of(c))


def _word_header(grid: Grid, matrix: Matrix, first: int) -> int:
    """Header rows (0 or 1) of a table of words."""
    if grid.n_rows - first < 2:
        return 0
    if grid.header_rows > first:
        return grid.header_rows - first
    row = [c for c in {id(c): c for c in matrix[first] if c is not None}.values() if text_of(c)]
    if len(row) < 2 or any(len(text_of(c)) > 60 for c in row):
        return 0
    below = [c for c in {id(c): c for r in matrix[first + 1 :] for c in r if c is not None}.values() if text_of(c)]
    named = sum(role_of(fold(text_of(c))) != "value" for c in row)
    if named * 2 >= len(row):
        return 1
    styled = all(c.bold or c.fill for c in row) and not all(c.bold or c.fill for c in below)
    return 1 if styled else 0


# -- header paths -------------------------------------------------------------------------------------------


def _paths(grid: Grid, matrix: Matrix, first: int, body: int) -> list[list[str]]:
    filled = _filled_right(grid, matrix, first, body)
    paths: list[list[str]] = []
    for c in range(grid.n_cols):
        path: list[str] = []
        seen: set[int] = set()
        for r in range(first, body):
            cell = filled[r - first][c]
            if cell is None or id(cell) in seen:
                continue
            seen.add(id(cell))
            text = text_of(cell)
            if text and not (r < body - 1 and spans_table(cell, grid.n_cols) and cell.colspan == grid.n_cols):
                path.append(text)
        paths.append(_split_path(_joined(path)))
    return paths


def _joined(path: list[str]) -> list[str]:
    """A label broken over header rows of an unruled table reads on: "Latest" over "result" is one label."""
    out: list[str] = []
    for text in path:
        if out and re.match(r"^[a-z(/&]", text) and not FLOW.fullmatch(fold(text)):
            out[-1] = f"{out[-1]} {text}"
        elif not out or out[-1] != text:
            out.append(text)
    return out


def _split_path(path: list[str]) -> list[str]:
    """One cell that holds a group and a label, "Caseloads - This month", is a group and a label."""
    if len(path) == 1:
        m = re.fullmatch(r"(.+?)\s+[-–—:|]\s+(.+)", path[0])
        if m and role_of(fold(m[2])) in {"result", "previous", "change", "outturn", "target"} and subject(fold(m[1])):
            return [m[1], m[2]]
    return path


def _filled_right(grid: Grid, matrix: Matrix, first: int, body: int) -> Matrix:
    """Header rows in which a group label reaches over the blank cells right of it, where spans are not drawn."""
    out = [list(matrix[r]) for r in range(first, body)]
    for k in range(len(out) - 1):
        row, lower = out[k], out[k + 1]
        if any(c is not None and c.colspan > 1 and text_of(c) for c in row):
            continue
        group: Cell | None = None
        upper = out[k - 1] if k else [None] * grid.n_cols
        for c in range(grid.n_cols):
            cell = row[c]
            if cell is not None and text_of(cell):
                below = lower[c]
                own = below is not None and below is not cell and text_of(below)
                group = cell if own else None
            elif group is not None and (above := upper[c]) is not None and text_of(above) and above is not upper[c - 1]:
                group = None  # another group begins over it
            elif group is not None:
                below = lower[c]
                if below is not None and text_of(below):
                    row[c] = group
    return out


# -- a header that does not stand over its data (text transcripts) -------------------------------------------


def _set_right(paths: list[list[str]], profiles: list[Counter[CellKind]]) -> list[list[str]] | None:
    """Header labels moved over their data, where a label for two columns stands over one.

    In text copies of a table "Latest Result and RAG Status" has one header field and two data fields, so every
    label right of it stands one column to the left of its data.

    Returns:
        The paths set right; None where the header stands as it should, or where setting it right would not
        make every column fit its label.
    """
    n = len(paths)
    if all(_fits(path, kinds) for path, kinds in zip(paths, profiles, strict=True)):
        return None
    leaves = [path for path in paths if path]
    expanded: list[list[str]] = []
    for i, path in enumerate(leaves):
        expanded.append(path)
        role = role_of(fold(path[-1]))
        shown_twice = i + 1 < len(leaves) and leaves[i + 1] == path
        if role == "result" and WITH_RAG.search(fold(path[-1])) and not shown_twice:
            expanded.append(path)
    if len(expanded) != n or not all(_fits(p, k) for p, k in zip(expanded, profiles, strict=True)):
        return None
    return expanded


def _fits(path: list[str], kinds: Counter[CellKind]) -> bool:
    """Whether what a column holds is what its label promises."""
    role = role_of(fold(path[-1])) if path else "value"
    total = sum(v for k, v in kinds.items() if k != "blank")
    if not total:
        return bool(path) is False or role in {"dot", "dot_previous", "dot_outturn", "text", "value", "variance"}
    figures = kinds["number"] + kinds["missing"] + kinds["year"]
    if not path:
        return False  # data under no label
    if role in {"numerator", "denominator", "target", "previous", "outturn", "variance", "change", "floor"}:
        return figures * 2 >= total
    if role == "result" and not WITH_RAG.search(fold(path[-1])):
        return figures * 2 >= total
    if role in {"dot", "dot_previous", "dot_outturn"}:
        return kinds["number"] * 2 < total
    if role == "rag":
        return kinds["number"] * 2 < total
    return True
