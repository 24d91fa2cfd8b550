"""Spreadsheets printed over several pages in width: the columns that go on on other pages, put beside their rows.

A printing program parts a wide sheet at the edge of the paper, and its rows keep their heights. So a table that has no
names of its own, or repeats those of another, and whose every row stands as high on its page as a row of that other
one, is the rest of it in width. Pages may go down first and then over, or over first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from extract.cellfacts import kind_of
from extract.document import Block, Cell, Grid
from extract.joining import column_edges
from extract.tablecolumns import role_of
from extract.vocabulary import fold, one_line

_HEIGHT = 1.5
"""Points by which the edges of one row may differ on two pages."""
_LEAST = 3
"""Rows that must stand alike, headings included."""
_Places = list[tuple[int, float, float] | None]
_WORDS = re.compile(r"[A-Za-z]{2,}.*\s[A-Za-z(]")


def join_across(pages: list[list[Block]]) -> None:
    """Join, in place, the tables of pages that go on in width on the pages behind them.

    Args:
        pages: Blocks of each page; a table that runs over several pages stands on its first.
    """
    held = [(k, grids) for k, blocks in enumerate(pages) if (grids := [b for b in blocks if isinstance(b, Grid)])]
    n = 0
    while n < len(held):
        at, first = held[n][0], _main(held[n][1])
        n += 1
        if first is None:
            continue
        places = _places(first)
        end = _last_page(first)
        whole = first
        while n < len(held):
            behind, grids = held[n]
            second = _main(grids) or _gathered(first, places, grids)
            repeated = _goes_on(first, second, places) if second is not None and second.page == end + 1 else None
            if second is None or repeated is None:
                break
            whole = _beside(whole, second, repeated)
            parts = [second] if any(g is second for g in grids) else grids
            pages[behind] = [b for b in pages[behind] if not any(b is g for g in parts)]
            end = _last_page(second)
            n += 1
        if whole is not first:
            pages[at] = [whole if b is first else b for b in pages[at]]


def _gathered(first: Grid, places: _Places, grids: Sequence[Grid]) -> Grid | None:
    """Tables of one page with the same columns, their rows where those of another table stand, put into one.

    Between them stand headings of sections, whose words are on the page of the names alone.
    """
    edges = [column_edges(g) for g in grids]
    alike = all(e is not None and edges[0] is not None and len(e) == len(edges[0]) for e in edges)
    if len(grids) < 2 or not alike or len({g.ruled for g in grids}) > 1 or any(g.joined_pages for g in grids):
        return None
    if any(abs(x - y) > _HEIGHT for e in edges[1:] for x, y in zip(e or [], edges[0] or [], strict=True)):
        return None
    rows = {k: at for k, at in enumerate(places) if at is not None and at[0] == 0}
    cells: list[Cell] = []
    for grid in grids:
        for k, at in enumerate(_places(grid)):
            same = [
                r for r, o in rows.items() if at is not None and max(abs(at[1] - o[1]), abs(at[2] - o[2])) <= _HEIGHT
            ]
            if len(same) != 1:
                return None
            cells += [replace(c, row=same[0]) for c in grid.cells if c.row == k]
    held = {c.row for c in cells}
    between = [row for r, row in enumerate(first.matrix()) if r not in held]
    if any(
        sum(c is not None and bool(c.text.strip()) for c in {id(c): c for c in row}.values()) > 1 for row in between
    ):
        return None
    return replace(grids[0], cells=tuple(cells), n_rows=first.n_rows)


def repeats_names(first: Grid, second: Grid) -> bool:
    """Whether a table on the next page names the rows of the one before again: other columns of it, not its rest.

    Args:
        first: Of one page, or of several.
        second: On the page behind.
    """
    if second.n_rows > first.n_rows or second.n_rows < _LEAST:
        return False
    upper = list(takewhile(lambda c: c.row < second.n_rows, first.cells))  # a table may run over hundreds of pages
    above = replace(first, cells=tuple(upper), n_rows=second.n_rows)
    count = _repeated(above.matrix(), second.matrix())
    return 0 < count < second.n_cols and _differs(above, second, count)


def _main(blocks: Sequence[Block]) -> Grid | None:
    """The table of a page, where it has one that all others are small beside."""
    grids = sorted((b for b in blocks if isinstance(b, Grid)), key=lambda g: -len(g.cells))
    if not grids or grids[0].page is None or (len(grids) > 1 and len(grids[1].cells) > 0.3 * len(grids[0].cells)):
        return None
    return grids[0]


def _last_page(grid: Grid) -> int:
    return max(grid.joined_pages or ((grid.page or 0),))


def _places(grid: Grid) -> _Places:
    """For each row its page, counted from the first of the table, and its upper and lower edge there."""
    out: _Places = [None] * grid.n_rows
    for c in grid.cells:
        if c.box is not None and c.rowspan == 1 and c.page is not None and out[c.row] is None:
            out[c.row] = (c.page - (grid.page or 0), c.box.top, c.box.bottom)
    return out


def _goes_on(first: Grid, second: Grid, places: _Places) -> int | None:
    """How many leading columns a table repeats that goes on with the rows of another; None where it does not."""
    if first.n_rows != second.n_rows or first.n_rows < _LEAST or first.ruled != second.ruled:
        return None
    pairs = [(a, b) for a, b in zip(places, _places(second), strict=True) if a is not None and b is not None]
    if len(pairs) < max(_LEAST, 0.8 * first.n_rows) or not all(
        a[0] == b[0] and abs(a[1] - b[1]) <= _HEIGHT and abs(a[2] - b[2]) <= _HEIGHT for a, b in pairs
    ):
        return None
    one, two = first.matrix(), second.matrix()
    repeated = _repeated(one, two)
    if repeated:
        return repeated if repeated < second.n_cols and _differs(first, second, repeated) else None
    return 0 if _has_names(one) and not _has_names(two) else None


def _text(cell: Cell | None) -> str:
    return one_line(cell.text) if cell is not None else ""


def _repeated(first: Sequence[Sequence[Cell | None]], second: Sequence[Sequence[Cell | None]]) -> int:
    """How many columns at the left hold the same texts, names among them, row by row."""
    count = 0
    for k in range(min(len(first[0]), len(second[0])) if first and second else 0):
        if [_text(row[k]) for row in first] != [_text(row[k]) for row in second]:
            break
        count = k + 1
    named = any(_is_name_column([row[k] for row in second]) for k in range(count))
    return count if named else 0


def _differs(first: Grid, second: Grid, count: int) -> bool:
    """Whether the headings right of repeated columns are others: the same ones would be the same table again."""
    one, two = ([_text(c) for c in g.matrix()[0][count:]] for g in (first, second))
    return bool(two) and one != two and any(two)


def _has_names(rows: Sequence[Sequence[Cell | None]]) -> bool:
    return any(_is_name_column([row[k] for row in rows]) for k in range(len(rows[0]))) if rows else False


def _is_name_column(cells: Sequence[Cell | None]) -> bool:
    """Whether a column holds what names the rows: different texts of words, under no heading of comments."""
    head = role_of(fold(_text(cells[0])))
    if head == "name":
        return True
    if head not in {"value", "id", "section"}:
        return False
    held = [c for c in cells[1:] if c is not None and c.text.strip() and c.colspan == 1]
    texts = [_text(c) for c in held]
    worded = [t for t, c in zip(texts, held, strict=True) if _WORDS.search(t) and kind_of(c) == "text"]
    return len(texts) >= 2 and len(worded) >= 0.7 * len(texts) and len(set(worded)) >= 0.9 * len(worded)


def _beside(first: Grid, second: Grid, repeated: int) -> Grid:
    """The second table put to the right of the first, without the columns it repeats."""
    moved = [
        replace(c, col=first.n_cols + max(0, c.col - repeated), colspan=c.colspan - max(0, repeated - c.col))
        for c in second.cells
        if c.col + c.colspan > repeated
    ]
    pages = first.joined_pages or ((first.page,) if first.page else ())
    more = second.joined_pages or ((second.page,) if second.page else ())
    cells = tuple(sorted([*first.cells, *moved], key=lambda c: (c.row, c.col)))
    return replace(
        first, cells=cells, n_cols=first.n_cols + second.n_cols - repeated,
        joined_pages=(*pages, *(p for p in more if p not in pages)),
    )  # fmt: skip
