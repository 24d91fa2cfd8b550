"""Names left of a ruled or coloured table: a style that leaves the first column white draws no edge for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.lattice import Lattice, Slot
from extract.textlines import Line
from extract.tokens import BLANK_FIGURE, is_figure
from records import Box

_MARGIN = 5.4
"""White that a cell keeps at its sides, as word processors set it (points)."""
WIDEST_NAMES = 260.0
"""Width of a column of names, at most (points)."""


def with_names_left(lattice: Lattice, lines: Sequence[Line], head: float = 0.0) -> Lattice:
    """The lattice with a column more, where every row begins with a figure and has words left of it.

    Args:
        lattice: A table.
        lines: Lines of the page.
        head: What begins above this (points from the top) may be the rest of a table: one row of figures is enough.

    Returns:
        The same lattice where no such words stand there, or not for most of its rows.
    """
    goes_on = lattice.box.top < head
    if (
        lattice.n_rows < (1 if goes_on else 3)
        or lattice.n_cols < 3
        or any(s.rowspan > 1 for s in lattice.slots if s.col == 0)
    ):
        return lattice
    box, ys = lattice.box, lattice.ys
    first: list[list[bool]] = [[] for _ in range(lattice.n_rows)]
    beside: list[list[Line]] = [[] for _ in range(lattice.n_rows)]
    start = box.x0
    empty = True
    for line in lines:
        at = line.v - 0.3 * line.size
        if line.angle != 0 or not ys[0] <= at < ys[-1]:
            continue
        row = next(k for k in range(lattice.n_rows) if at < ys[k + 1])
        words = line.words
        left = [w for w in words if w.u1 <= box.x0 + 1]
        if any(w.u0 < box.x0 - 2 < box.x0 + 2 < w.u1 for w in words):
            return lattice  # a text runs over the edge
        if left and left[0].u0 >= box.x0 - WIDEST_NAMES and any(map(str.isalpha, left[0].text)):
            beside[row].append(line)
            start = min(start, left[0].u0)
        empty = empty and not any(box.x0 <= w.u0 <= box.x1 for w in words)
        first[row] += [is_figure(w) or w.text in BLANK_FIGURE for w in words if box.x0 <= w.u0 < lattice.xs[1]]
    body = [k for k in range(lattice.n_rows) if first[k]]
    figures = [k for k in body if all(first[k])]
    named = [k for k in figures if beside[k]]
    if goes_on and lattice.n_rows == 1 and empty and beside[0]:
        few = False  # the rest of a name that a page break parted, beside the empty rest of its row
    else:
        few = len(figures) < (1 if goes_on else 2) or len(figures) < 0.7 * len(body) or len(named) < 0.8 * len(figures)
    if few:
        return lattice
    edge = start - _MARGIN
    column = [Slot(k, 0, 1, 1, Box(edge, ys[k], box.x0, ys[k + 1])) for k in range(lattice.n_rows)]
    rest = [replace(s, col=s.col + 1) for s in lattice.slots]
    whole = Box(edge, box.top, box.x1, box.bottom)
    return Lattice([edge, *lattice.xs], ys, sorted([*column, *rest], key=lambda s: (s.row, s.col)), whole)
