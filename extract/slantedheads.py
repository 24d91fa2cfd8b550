"""Headings that stand aslant over the columns of a table: each belongs to the column over which its foot stands."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from extract.cellfacts import kind_of, text_of
from extract.document import Cell, Grid
from extract.pageparts import Char
from extract.textlines import Line, lines_of
from records import Box

_LARGEST = 20.0
"""Size (points) from which slanted text is a watermark."""
_STEEP = range(20, 85), range(276, 341)
"""Degrees of headings that read upwards, and of those that read downwards."""


def with_slanted_heads(
    grids: Sequence[Grid], chars: Sequence[Char], level: Sequence[Line]
) -> tuple[list[Grid], set[int]]:
    """Give tables that have no headings of their own the slanted ones that stand over them.

    Args:
        grids: The tables of a page.
        chars: Everything printed on it.
        level: Its upright lines, for the headings that stand level beside slanted ones.

    Returns:
        (the tables, the ids of the characters that became headings).
    """
    slanted = [c for c in chars if c.angle % 90 and c.size < _LARGEST and any(c.angle in way for way in _STEEP)]
    if not slanted or not grids:
        return list(grids), set()
    heads = [ln for ln in lines_of(slanted) if ln.text.strip()]
    out, used = [], set[int]()
    for grid in grids:
        found = _headed(grid, heads, level)
        out.append(found[0] if found else grid)
        used |= found[1] if found else set()
    return out, used


def _headed(grid: Grid, heads: Sequence[Line], level: Sequence[Line]) -> tuple[Grid, set[int]] | None:
    first = min((c.row for c in grid.cells if kind_of(c) in {"number", "rag", "missing"}), default=None)
    if grid.box is None or first is None or first > 1:
        return None
    lone = [c for c in grid.cells if c.row < first and text_of(c)]
    if len(lone) > 1 or any(c.row < first < c.row + c.rowspan for c in grid.cells):
        return None
    top = min(c.box.top for c in grid.cells if c.row == first and c.box is not None)
    columns = _columns(grid)
    over: dict[int, list[Line]] = {}
    for line in heads:
        x, y = _foot(line)
        if not -4.0 * line.size < y - top < 1.0 * line.size:
            continue
        k = next((k for k, (a, b) in columns.items() if a - 0.3 * line.size <= x < b - 0.3 * line.size), None)
        if k is not None:
            over.setdefault(k, []).append(line)
    if len(over) < 2 or 2 * len(over) < len(columns) - 1:
        return None
    cells = [_cell(k, lines, grid) for k, lines in sorted(over.items())]
    used = {id(c) for lines in over.values() for line in lines for c in line.chars}
    tallest = min(c.box.top for c in cells if c.box is not None)
    for c in lone:  # a heading that stands level in the rules of the slanted ones
        if (k := next((k for k in columns if k not in over), None)) is not None:
            cells.append(replace(c, row=0, col=k, rowspan=1, colspan=1, marks=()))
            over[k] = []
    for k, (a, b) in columns.items():
        room = Box(a - 2, tallest - 4, b + 2, top + 4)
        beside = [ln for ln in level if ln.box.overlap(room) > 0.95 * ln.box.width * ln.box.height]
        if k not in over and beside and len(beside) <= 3:
            cells.append(_cell(k, beside, grid))
            used |= {id(c) for ln in beside for c in ln.chars}
    rest = [replace(c, row=c.row + 1 - first) for c in grid.cells if c.row >= first]
    whole = tuple(sorted((*cells, *rest), key=lambda c: (c.row, c.col)))
    box = Box(grid.box.x0, min(tallest, grid.box.top), grid.box.x1, grid.box.bottom)
    return replace(grid, cells=whole, n_rows=grid.n_rows + 1 - first, box=box, header_rows=1), used


def _columns(grid: Grid) -> dict[int, tuple[float, float]]:
    """Left and right end of each column."""
    out: dict[int, tuple[float, float]] = {}
    for c in grid.cells:
        if c.colspan == 1 and c.box is not None:
            a, b = out.get(c.col, (c.box.x0, c.box.x1))
            out[c.col] = (min(a, c.box.x0), max(b, c.box.x1))
    return out


def _foot(line: Line) -> tuple[float, float]:
    """The lower end of a slanted line: where it starts if it reads upwards, else where it ends."""
    c = line.chars[0] if line.angle < 180 else line.chars[-1]
    turn = math.radians(line.angle)
    half = (c.u1 - c.u0) / 2 * (-1 if line.angle < 180 else 1)
    return (c.x0 + c.x1) / 2 + half * math.cos(turn), (c.top + c.bottom) / 2 - half * math.sin(turn)


def _cell(col: int, lines: Sequence[Line], grid: Grid) -> Cell:
    """The heading of a column; lines of one heading lie behind each other."""
    ordered = sorted(lines, key=lambda ln: ln.v)
    box = ordered[0].box
    for line in ordered[1:]:
        box = box.union(line.box)
    bold = all(c.font.bold for line in ordered for c in line.chars)
    return Cell(0, col, "\n".join(ln.text for ln in ordered), box=box, bold=bold, page=grid.page)
