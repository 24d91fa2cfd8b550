"""Headings that stand over a table outside its rules or colours, as web pages and slides print them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.cellfacts import kind_of
from extract.document import Cell, Grid
from extract.textlines import Line, Word
from records import Box

_LINES = 5
"""Lines of headings at most."""
_NEAR = 1.5
"""White between two lines of headings, and between them and the table, in font sizes at most."""
_OVERHANG = 80.0
"""Points by which a heading may reach beyond the ends of the table."""
_GAP = 0.36
"""White between the headings of two columns, in font sizes at least."""


def with_heads_above(grids: Sequence[Grid], lines: Sequence[Line]) -> tuple[list[Grid], set[int]]:
    """Give tables that begin with figures the headings that stand right over their columns.

    Args:
        grids: The tables of a page.
        lines: Upright lines that nothing has taken.

    Returns:
        (the tables, the ids of the characters that became headings).
    """
    out, used = [], set[int]()
    for grid in grids:
        found = _headed(grid, lines) if begins_with_figures(grid) else None
        out.append(found[0] if found else grid)
        used |= found[1] if found else set()
    return out, used


def begins_with_figures(grid: Grid) -> bool:
    """Whether a table's first row is one of figures beside a name."""
    first = [c for c in grid.cells if c.row == 0]
    if grid.box is None or grid.n_cols < 3 or grid.n_rows < 3 or any(c.colspan > 1 or c.rowspan > 1 for c in first):
        return False
    kinds = [kind_of(c) for c in first]
    return kinds.count("number") >= 2 and kinds[0] in {"text", "blank"}


def _headed(grid: Grid, lines: Sequence[Line]) -> tuple[Grid, set[int]] | None:
    assert grid.box is not None
    edges = [(c.box.x0, c.box.x1) for c in sorted((c for c in grid.cells if c.row == 0), key=lambda c: c.col) if c.box]
    if len(edges) != grid.n_cols:
        return None
    edges[0], edges[-1] = (edges[0][0] - _OVERHANG, edges[0][1]), (edges[-1][0], edges[-1][1] + _OVERHANG)
    bottom = grid.box.top
    over: dict[int, list[list[Word]]] = {}
    boxes: list[Box] = []
    above = sorted((ln for ln in lines if ln.box.bottom <= grid.box.top + 2), key=lambda ln: -ln.v)
    for line in above[: 3 * _LINES]:
        if bottom - line.box.bottom > _NEAR * line.size or len(boxes) >= 3 * _LINES:
            break
        held = _by_columns(line, edges)
        if not held or (set(held) == {0} and over and line.size > 1.08 * _size_of(over)):
            break  # a heading of the section, over the names alone
        for k, words in held.items():
            over.setdefault(k, []).insert(0, words)
        boxes.append(line.box)
        bottom = min(bottom, line.box.top)
    figures = [k for k in range(1, grid.n_cols) if k in over]
    if len(figures) < 2 or len(figures) < 0.75 * (grid.n_cols - 1):
        return None
    columns = {c.col: c.box for c in grid.cells if c.row == 0 and c.box is not None}
    cells = [_cell(k, over[k], grid, columns[k]) for k in sorted(over)]
    used = {id(c) for parts in over.values() for words in parts for w in words for c in w.chars}
    rest = [replace(c, row=c.row + 1) for c in grid.cells]
    top = min(b.top for b in boxes)
    box = Box(grid.box.x0, top, grid.box.x1, grid.box.bottom)
    return replace(grid, cells=(*cells, *rest), n_rows=grid.n_rows + 1, box=box, header_rows=1), used


def _size_of(over: dict[int, list[list[Word]]]) -> float:
    return max(w.size for parts in over.values() for words in parts for w in words)


def _by_columns(line: Line, edges: Sequence[tuple[float, float]]) -> dict[int, list[Word]]:
    """The phrases of a line by the column they stand over; empty where one stands over none, or two over one."""
    phrases: list[list[Word]] = []
    for word in line.words:
        if phrases and word.u0 - phrases[-1][-1].u1 < _GAP * line.size:
            phrases[-1].append(word)
        else:
            phrases.append([word])
    out: dict[int, list[Word]] = {}
    for phrase in phrases:
        x0, x1 = phrase[0].u0, phrase[-1].u1
        shared = [min(x1, b) - max(x0, a) for a, b in edges]
        k = max(range(len(edges)), key=shared.__getitem__)
        if shared[k] < 0.5 * (x1 - x0) or (k in out and k > 0):
            return {}
        out.setdefault(k, []).extend(phrase)
    return out


def _cell(col: int, parts: Sequence[Sequence[Word]], grid: Grid, column: Box) -> Cell:
    chars = [c for words in parts for w in words for c in w.chars]
    box = chars[0].box
    for c in chars[1:]:
        box = box.union(c.box)
    box = Box(column.x0, box.top, column.x1, box.bottom)  # as wide as its column
    text = "\n".join(" ".join(w.text for w in words) for words in parts)
    return Cell(0, col, text, box=box, bold=all(c.font.bold for c in chars), page=grid.page)
