"""Notes in fine print under the names of a table: "Gullies cleaned" and, smaller, what is said of it this quarter.

Performance systems print such a note in the cell of the name. It is no part of the name: where a column has it in row
after row, it becomes a column of its own, without a heading, as the words of a comment are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.document import Cell, Grid
from extract.linetext import cell_text
from extract.textlines import Line
from records import Box

FINE = "\x1d"
"""Stands in the text of a cell where its fine print begins, until that is settled."""
SMALLER = 0.9
"""Size of fine print at most, of the size of the line above it."""
_GOES_ON = re.compile(r"[a-z(\[&/,;–-]")
"""How the rest of a name begins that is only set smaller: "(lower is better)", "per 1,000 residents"."""


def with_mark(lines: list[Line], room: float, *, guessed: bool) -> str:
    """The text of a cell, marked where its fine print begins; otherwise as `cell_text`.

    Args:
        lines: Of the cell.
        room: For words in a line of it, points.
        guessed: Whether that is not known for sure.
    """
    start = next((k for k in range(1, len(lines)) if lines[k].size <= SMALLER * lines[0].size), None)
    if start is None or any(ln.size > SMALLER * lines[0].size for ln in lines[start:]):
        return cell_text(lines, room, guessed=guessed)
    if any(abs(ln.size - lines[0].size) > 0.5 for ln in lines[:start]) or lines[0].angle != 0:
        return cell_text(lines, room, guessed=guessed)
    name, note = (cell_text(some, room, guessed=guessed) for some in (lines[:start], lines[start:]))
    return name + FINE + note


def with_notes(grid: Grid) -> Grid:
    """A grid whose cells tell where their fine print begins (Word), with that in a column of its own where it is notes.

    Args:
        grid: Any grid.
    """
    if not any(c.fine for c in grid.cells):
        return grid
    marked = [replace(c, text=c.text[: c.fine] + FINE + c.text[c.fine + 1 :]) if c.fine else c for c in grid.cells]
    cells, n_cols = parted(marked, grid.n_cols)
    return grid if n_cols == grid.n_cols else replace(grid, cells=tuple(cells), n_cols=n_cols)


def parted(cells: list[Cell], n_cols: int) -> tuple[list[Cell], int]:
    """The cells of a grid, the fine print under its names in a column of its own.

    Args:
        cells: Of the grid.
        n_cols: Its columns.

    Returns:
        The cells and the number of columns; no text holds the mark any more.
    """
    marked = [c for c in cells if FINE in c.text]
    if not marked:
        return cells, n_cols
    at = {c.col for c in marked if c.colspan == 1}
    col = at.pop() if len(at) == 1 and len(marked) >= 2 and n_cols >= 4 else None
    if col is None or not _are_notes(marked, [c for c in cells if c.col == col and c.colspan == 1]):
        return [replace(c, text=c.text.replace(FINE, "\n")) if FINE in c.text else c for c in cells], n_cols
    out: list[Cell] = []
    for c in cells:
        if c.col > col:
            out.append(replace(c, col=c.col + 1))
        elif c.col + c.colspan - 1 > col or (c.col == col and c.colspan > 1):
            out.append(replace(c, colspan=c.colspan + 1))
        elif c.col != col:
            out.append(c)
        else:
            name, _, note = c.text.partition(FINE)
            out += [replace(c, text=name, fine=0), _beside(c, note)]
    return sorted(out, key=lambda c: (c.row, c.col)), n_cols + 1


def _are_notes(marked: Sequence[Cell], column: Sequence[Cell]) -> bool:
    """Whether fine print stands under most names of a column, and goes on with none of them."""
    named = [c for c in column if re.search(r"[A-Za-z]{2}", c.text)]
    notes = [c.text.partition(FINE)[2] for c in marked]
    plain = [n for n in notes if not _GOES_ON.match(n) and len(n.split()) >= 2]
    return len(marked) >= 0.4 * len(named) and len(plain) >= 0.8 * len(notes)


def _beside(name: Cell, note: str) -> Cell:
    box = name.box
    if box is not None and not note:
        box = Box(box.x1, box.top, box.x1, box.bottom)
    return replace(
        name, col=name.col + 1, text=note, box=box, marks=(), superscripts=(), controls=(), bold=False, fine=0
    )
