"""The head of a table without rules printed again on its next page, where its lines fell into other rows there.

Without rules the rows of a head follow from the white between its lines, which is not the same on every page; and
the rest of a row that the page break parted stands right under it, as if it were a head itself. So the words of each
column are compared, not the rows.
"""

from __future__ import annotations

import re

from extract.document import Cell, Grid

NUMBERISH = re.compile(r"^[(+\-–£]?\s*[\d,.]+\s*[%kKmM)]?$|^[-–—]$|^n/?a$", re.IGNORECASE)
_YEAR = re.compile(r"^(?:19|20)\d\d$")
MOST = 8
"""Rows of a head at most."""


def without_repeated_head(first: Grid, second: Grid) -> tuple[Grid, int] | None:
    """The second part of a table without the head that it repeats.

    Args:
        first: Upper part, with its head.
        second: Lower part.

    Returns:
        (the lower part without the head, rows of the head in the upper part); a first row holds what stood under the
        head and belongs to no row of figures. None where the head is not repeated.
    """
    if first.n_cols != second.n_cols:
        return None
    known = head_words(first)
    top = [c for c in second.cells if c.row == 0]
    if len(top) == 1 and top[0].colspan == second.n_cols and second.n_rows > 1 and known:
        words = re.split(r"[\s\x1f]+", top[0].text.strip())
        if len(words) > 1 and sum(w in known for w in words) >= 0.7 * len(words):
            return _cut(second, 1, []), _first_figures(first)
    stop, below = _first_figures(first), _first_figures(second)
    if not stop or not below or stop > MOST or below > MOST:
        return None
    again = _words(second, below)
    for k in range(stop, 0, -1):
        head = _words(first, k)
        if sum(bool(w) for w in head) < 2 or any(a[: len(h)] != h for h, a in zip(head, again, strict=True)):
            continue
        rest = [a[len(h) :] for h, a in zip(head, again, strict=True)]
        if not any(rest):
            return _cut(second, below, []), k
        return _cut(second, below, _row_of(second, below, rest)), k
    return None


def head_words(grid: Grid) -> frozenset[str]:
    """The words over the first figures of a table, as its lines break them; none where it begins with figures."""
    stop = _first_figures(grid)
    return frozenset(w for c in grid.cells if c.row < stop <= MOST for w in re.split(r"[\s\x1f]+", c.text) if w)


def _first_figures(grid: Grid) -> int:
    """The first row that holds a figure, years over columns left out."""
    rows = [c.row for c in grid.cells if NUMBERISH.match(c.text.strip()) and not _YEAR.match(c.text.strip())]
    return min(rows, default=0)


def _words(grid: Grid, stop: int) -> list[list[str]]:
    """The words of each column above a row, from above."""
    out: list[list[str]] = [[] for _ in range(grid.n_cols)]
    for c in sorted((c for c in grid.cells if c.row < stop), key=lambda c: c.row):
        out[c.col] += c.text.split()
    return out


def _row_of(grid: Grid, stop: int, texts: list[list[str]]) -> list[Cell]:
    """A row of what is left of the columns, each at the place of the lowest cell it comes from."""
    out = []
    for col, words in enumerate(texts):
        own = [c for c in grid.cells if c.row < stop and c.col == col and c.text]
        last = max(own, key=lambda c: c.row, default=None)
        text = " ".join(words)
        if last is not None and words and " ".join(last.text.split()).endswith(text):
            text = last.text[-len(text) :] if len(last.text.split()) > len(words) else last.text
        box = last.box if last is not None else None
        bold = last.bold if last is not None and words else False
        out.append(Cell(0, col, text, box=box, page=grid.page, bold=bold))
    return out


def _cut(grid: Grid, stop: int, first: list[Cell]) -> Grid:
    shift = stop - (1 if first else 0)
    cells = [*first, *(_moved(c, shift) for c in grid.cells if c.row >= stop)]
    return Grid(
        grid.number, tuple(cells), grid.n_rows - shift, grid.n_cols, grid.page, grid.box, grid.ruled,
        joined_pages=grid.joined_pages,
    )  # fmt: skip


def _moved(c: Cell, shift: int) -> Cell:
    return Cell(
        c.row - shift, c.col, c.text, c.rowspan, c.colspan, c.box, c.fill, c.ink, c.bold, c.italic, c.rotated, c.marks,
        c.superscripts, c.page, c.locator, c.confidence, c.how,
    )  # fmt: skip
