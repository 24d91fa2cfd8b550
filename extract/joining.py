"""Tables broken over pages: parts joined, repeated headers dropped, a row split by the break made whole."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.document import Cell, Grid
from extract.headagain import NUMBERISH, without_repeated_head
from extract.linetext import parted_by_page

ALIGN = 4.0
"""Points by which the column edges of two parts may differ."""
_NEVER = 100.0
_ENDS = re.compile(r"[.!?:;)\]”\"']$")
_OPEN_END = re.compile(r"(?:[,(\-–&/]|\b(?:and|or|of|the|to|in|for|with|by|a|an|at|on|from|that|which|is|are|be|as))$")


def column_edges(grid: Grid) -> list[float] | None:
    """Left edges of the columns and the right edge of the last, points; None where boxes are not known."""
    left: dict[int, float] = {}
    for cell in grid.cells:
        if cell.box is None:
            return None
        left.setdefault(cell.col, cell.box.x0)
        left.setdefault(cell.col + cell.colspan, cell.box.x1)
    if sorted(left) != list(range(grid.n_cols + 1)):
        return None
    return [left[k] for k in range(grid.n_cols + 1)]


def same_columns(first: Grid, second: Grid) -> bool:
    """Whether two parts have the same columns at the same places."""
    a, b = column_edges(first), column_edges(second)
    if a is None or b is None or len(a) != len(b) or first.ruled != second.ruled:
        return False
    if not first.ruled:
        # Edges found from alignment lie between texts and differ with them.
        near = all(abs(x - y) <= 30 for x, y in zip(a, b, strict=True))
        return near and (len(a) > 3 or repeated_header_rows(first, second) > 0)
    return all(abs(x - y) <= ALIGN for x, y in zip(a, b, strict=True))


def repeated_header_rows(first: Grid, second: Grid) -> int:
    """How many rows at the top of the second part repeat those of the first (text and spans alike)."""
    rows = 0
    for k in range(min(first.n_rows, second.n_rows - 1)):
        if not _repeats(_row_key(first, k), _row_key(second, k)) or not any(t for _, _, t in _row_key(first, k)):
            break
        rows = k + 1
    while rows and any(c.row < rows < c.row + c.rowspan for c in second.cells):
        rows -= 1  # a header cell that reaches below is not repeated whole
    if rows == 1 and all(NUMBERISH.match(t) for _, _, t in _row_key(first, 0) if t):
        return 0  # equal figures by chance
    return rows


def _repeats(first: list[tuple[int, int, str]], second: list[tuple[int, int, str]]) -> bool:
    """Whether a row says the same again; a printing program may cut the last lines of one heading in three off."""
    if first == second:
        return True
    if len(first) != len(second) or any(a[:2] != b[:2] for a, b in zip(first, second, strict=True)):
        return False
    cut = [(a, b) for (_, _, a), (_, _, b) in zip(first, second, strict=True) if a != b]
    if 3 * len(cut) > len(first):
        return False
    return all(len(b) >= 4 and a.startswith(b) and not NUMBERISH.match(b) for a, b in cut)


def _row_key(grid: Grid, row: int) -> list[tuple[int, int, str]]:
    return [(c.col, c.colspan, " ".join(c.text.split())) for c in grid.cells if c.row == row]


def join(first: Grid, second: Grid, *, may_split: bool = True) -> Grid:
    """Put the second part of a table under the first.

    Args:
        first: Upper part (its page is kept for its own cells).
        second: Lower part on the next page; rows that repeat the header are dropped.
        may_split: Whether a row may have been split by the break (the upper part reaches the foot of its page).

    Returns:
        One grid; every cell keeps its own page and box; a rejoined cell has those of its first half.
    """
    skip = repeated_header_rows(first, second)
    bare = without_repeated_head(first, second) if not first.ruled else None
    if bare is not None:
        second, skip = bare[0], 0
    body = [_moved(c, c.row - skip) if skip else c for c in second.cells if c.row >= skip]
    upper = list(first.cells)
    shift = first.n_rows
    header = bare[1] if bare is not None else _header_rows(first, skip)
    if may_split and body and first.n_rows > header:
        body = _narrowed(upper, first.n_rows - 1, body)
    if may_split and body and first.n_rows > header and row_goes_on(upper, first.n_rows - 1, body):
        shift -= 1
        upper, body = _rejoin(upper, first.n_rows - 1, body)
    lower = [_moved(c, c.row + shift) for c in body]
    upper, lower = _carry_labels(upper, lower, shift)
    pages = first.joined_pages or ((first.page,) if first.page else ())
    more = second.joined_pages or ((second.page,) if second.page else ())
    rows = shift + second.n_rows - skip
    cells = tuple(sorted([*upper, *lower], key=lambda c: (c.row, c.col)))
    return replace(first, cells=cells, n_rows=rows, joined_pages=(*pages, *(p for p in more if p not in pages)))


def _narrowed(upper: list[Cell], last_row: int, body: list[Cell]) -> list[Cell]:
    """The rest of a name alone in its row, which a table without rules between its columns has as wide as itself."""
    below = [c for c in body if c.row == 0]
    above = [c for c in upper if c.row + c.rowspan - 1 == last_row]
    if len(below) != 1 or below[0].col or below[0].fill or len(above) < 3 or below[0].colspan <= above[0].colspan:
        return body
    name, rest = above[0], below[0]
    words = rest.text.strip()
    closes = re.fullmatch(r"[^()]{1,20}\)", words) is not None and name.text.count("(") > name.text.count(")")
    if name.col or not name.text.strip() or name.bold != rest.bold or not (closes or re.match(r"[a-z(]", words)):
        return body
    return [replace(rest, colspan=name.colspan) if c is rest else c for c in body]


def _moved(c: Cell, row: int) -> Cell:
    """The same cell in another row; spelt out, because ``replace`` takes ten times as long."""
    return Cell(
        row, c.col, c.text, c.rowspan, c.colspan, c.box, c.fill, c.ink, c.bold, c.italic, c.rotated, c.marks,
        c.superscripts, c.page, c.locator, c.confidence, c.how,
    )  # fmt: skip


def _header_rows(first: Grid, repeated: int) -> int:
    return repeated if repeated < first.n_rows else 0


def row_goes_on(upper: list[Cell], last_row: int, body: list[Cell]) -> bool:
    """Whether the first row of the lower part is the rest of the last row of the upper part.

    Args:
        upper: Cells above the break.
        last_row: Their last row.
        body: Cells below the break, without the repeated header; row 0 is the first.

    Returns:
        True where the words of at least one cell run on over the break and nothing speaks against it.
    """
    above = {c.col: c for c in upper if c.row + c.rowspan - 1 == last_row}
    below = [c for c in body if c.row == 0]
    if not below or any(c.col not in above or above[c.col].colspan != c.colspan for c in below):
        return False
    if _bare(upper, below):
        pairs = [(above[c.col].text.strip(), c.text.strip()) for c in below if c.text]
        return not any(NUMBERISH.match(two) or (one and NUMBERISH.match(one)) for one, two in pairs)
    runs_on = against = 0.0
    for cell in below:
        one, two = " ".join(above[cell.col].text.split()), " ".join(cell.text.split())
        if two:
            more, less = _evidence(one, two, same_fill=above[cell.col].fill == cell.fill)
            runs_on += more
            against += less
    return runs_on >= 2 and runs_on > against


def _evidence(one: str, two: str, *, same_fill: bool) -> tuple[float, float]:
    """How much speaks for and against two pieces of text being one cell broken in two."""
    if not one:
        # Text under an empty cell: only beside a row that runs on by its own evidence.
        return (0.0, 0.0) if two[:1].islower() else (0.0, 1.0)
    if NUMBERISH.match(one) or (NUMBERISH.match(two) and len(one.split()) < 4):
        return (0.0, _NEVER)  # a figure is whole, and never the end of a short label
    if one == two:
        return (0.0, 2.0)
    first, second = one.split()[0], two.split()[0]
    if first == second and len(first) > 2:
        return (0.0, 2.0)  # "Measure 4 ..." above, "Measure 5 ..." below: two rows that open alike
    if two[:1].islower() and not re.match(r"^[a-z][.)]\s", two):
        return (0.0, 0.0) if one.endswith((".", "!", "?")) else (2.0, 0.0)
    if _OPEN_END.search(one) or one.count("(") > one.count(")"):
        return (2.0, 0.0)
    if not _ENDS.search(one):
        # A sentence without its full stop; a coloured cell that keeps its colour says a little more.
        return (0.5 if len(one.split()) >= 4 or same_fill else 0.0, 0.0)
    return (0.0, 1.0)


def _bare(upper: list[Cell], below: list[Cell]) -> bool:
    """Whether a row is too empty to be one of its own: columns that every other row fills are blank in it."""
    filled = {c.col for c in below if c.text or c.marks}
    if not filled or 0 in filled:
        return False
    always = []
    for col in {c.col for c in below} - filled:
        column = [c for c in upper if c.col == col and c.row > 0]
        if len(column) >= 2 and sum(bool(c.text or c.marks) for c in column) >= 0.8 * len(column):
            always.append(col)
    return len(always) >= 2


def _rejoin(upper: list[Cell], last_row: int, body: list[Cell]) -> tuple[list[Cell], list[Cell]]:
    below = {c.col: c for c in body if c.row == 0}
    out = []
    for cell in upper:
        rest = below.get(cell.col) if cell.row + cell.rowspan - 1 == last_row else None
        if rest is None:
            out.append(cell)
            continue
        out.append(
            replace(
                cell,
                text=parted_by_page(cell.text, rest.text),
                rowspan=cell.rowspan + rest.rowspan - 1,
                marks=(*cell.marks, *rest.marks),
                superscripts=(*cell.superscripts, *rest.superscripts),
                fill=cell.fill or rest.fill,
                ink=cell.ink or rest.ink,
                bold=cell.bold and (rest.bold or not rest.text),
                box=cell.box,
            )
        )
    return out, [c for c in body if c.row > 0]


def _carry_labels(upper: list[Cell], lower: list[Cell], row: int) -> tuple[list[Cell], list[Cell]]:
    """Let a label that stands once for several rows reach over the break.

    A merged label is printed on the page where it starts; its rest on the next page is a blank cell at the
    head of a column that is otherwise never blank.
    """
    col = 0
    while True:
        above = next((c for c in upper if c.col == col and c.row + c.rowspan == row), None)
        blank = next((c for c in lower if c.col == col and c.row == row), None)
        column = [c for c in [*upper, *lower] if c.col == col and c is not blank]
        if (
            above is None
            or blank is None
            or blank.text
            or blank.marks
            or not above.text
            or above.colspan != blank.colspan
            or above.fill != blank.fill
            or not all(c.text for c in column)
            or not any(c.rowspan > 1 for c in column)
        ):
            return upper, lower
        wider = replace(above, rowspan=above.rowspan + blank.rowspan)
        upper = [wider if c is above else c for c in upper]
        lower = [c for c in lower if c is not blank]
        col += above.colspan
