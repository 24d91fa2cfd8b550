"""A table that begins at the foot of a page with no more than its headings and one row.

One row makes no table elsewhere. At the foot of a page, under a line of headings of which each stands over one of its
texts, it is the beginning of the table that goes on behind the break.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.gridlattice import grid_lattice
from extract.lattice import Lattice
from extract.outside import Rest
from extract.tokens import BLANK_FIGURE, Row

_LOW = 0.72
"""Where the foot of a page begins, of its height."""
_FOOTER = 0.93
_FEWEST = 4
"""Columns at least."""


def table_at_foot(rest: Rest) -> Lattice | None:
    """The headings and the one row with which a table begins at the foot of a page.

    Args:
        rest: What of the page stands outside its tables and charts.

    Returns:
        None where the page does not end so.
    """
    height = rest.raw.height
    rows = [r for r in rest.parted if r.v < _FOOTER * height or len(r.tokens) >= _FEWEST]
    at = next((k for k in range(len(rows) - 1, -1, -1) if len(rows[k].tokens) >= _FEWEST), None)
    if at is None or at == 0 or rows[at].v < _LOW * height or not _is_row(rows[at]):
        return None
    row = rows[at]
    columns = [(t.x0, t.x1) for t in row.tokens]
    below = rows[at + 1 :]
    if any(not _is_rest(r, row, columns) for r in below) or (below and below[-1].v - row.v > 3.5 * row.size):
        return None
    heads = _heads(rows[:at], row, columns)
    if not heads:
        return None
    for t in (t for h in heads for t in h.tokens):
        k = _over(t.x0, t.x1, columns)
        if k is None:
            return None
        columns[k] = (min(columns[k][0], t.x0), max(columns[k][1], t.x1))
    headed = {_over(t.x0, t.x1, columns) for h in heads for t in h.tokens}
    if len(headed) < len(columns) or any(a[1] > b[0] for a, b in pairwise(columns)):
        return None
    last = below[-1] if below else row
    ends = [heads[0].top - 1.0, (heads[-1].bottom + row.top) / 2, last.bottom + 1.0]
    return grid_lattice(columns, ends, [*heads, row, *below], 0, rest.fills)


def _is_row(row: Row) -> bool:
    """Whether a line is a row of a table: words first, two figures at least behind them."""
    first = row.tokens[0]
    figures = [t for t in row.tokens[1:] if t.figure and t.parts and t.text not in BLANK_FIGURE]
    return not first.figure and len(figures) >= 2 and not row.bold and all(len(t.text) <= 60 for t in row.tokens)


def _is_rest(line: Row, row: Row, columns: Sequence[tuple[float, float]]) -> bool:
    """Whether a line goes on with the name of the row: under it, and nowhere else."""
    under = len(line.tokens) == 1 and abs(line.tokens[0].x0 - row.tokens[0].x0) < 2 * row.size
    return under and line.tokens[0].x1 < columns[1][0] and not line.tokens[0].figure


def _heads(above: Sequence[Row], row: Row, columns: Sequence[tuple[float, float]]) -> list[Row]:
    """The lines of headings over a row, from top to bottom; a heading may be set in several lines."""
    out: list[Row] = []
    top = row.top
    for r in reversed(above):
        white = 2.4 * r.size if not out else 0.6 * r.size
        figures = [t for t in r.tokens if t.figure and t.parts and not (t.text.isdigit() and len(t.text) == 4)]
        if top - r.bottom > white or figures or (not out and len(r.tokens) < 2):
            break
        if any(_over(t.x0, t.x1, columns) is None for t in r.tokens):
            break
        out.append(r)
        top = r.top
    return out[::-1]


def _over(x0: float, x1: float, columns: Sequence[tuple[float, float]]) -> int | None:
    """The one column that a text stands over; None where it stands over none, or runs into a second."""
    hit = [k for k, (a, b) in enumerate(columns) if min(b, x1) - max(a, x0) > 0]
    return hit[0] if len(hit) == 1 else None
