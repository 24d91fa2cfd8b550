"""The grid of a table without a full set of rules: slots from columns, edges of rows and the texts in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from extract.columnheads import group_spans
from extract.columns import column_of, merge_intervals, widened
from extract.lattice import Lattice, Slot
from extract.pageparts import Fill
from extract.tokens import Row, Token
from records import Box


def grid_lattice(
    columns: list[tuple[float, float]], ends: list[float], rows: Sequence[Row], groups: int, fills: Sequence[Fill]
) -> Lattice:
    """The grid of a table from its columns and the edges of its rows.

    Args:
        columns: From the left, points.
        ends: Edges between rows, from the top: one more than rows.
        rows: Lines of the table.
        groups: How many of the first rows are heads of groups of columns.
        fills: Coloured areas of the page.
    """
    # Heads of groups stand across the gutters of their columns, and widen none.
    columns = widened(columns, [r for r in rows if r.v - 0.3 * r.size >= ends[groups]])
    left = min([columns[0][0], *(t.x0 for r in rows for t in r.tokens if t.x0 < columns[0][1])])
    right = max([columns[-1][1], *(t.x1 for r in rows for t in r.tokens if t.x1 > columns[-1][0])])
    xs = [left - 1.5, *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), right + 1.5]
    slots: list[Slot] = []
    for r, (top, bottom) in enumerate(pairwise(ends)):
        lines = [row for row in rows if top <= row.v - 0.3 * row.size < bottom]
        if r < groups:
            below = [row for row in rows if bottom <= row.v - 0.3 * row.size < bottom + 2 * row.size]
            spans = group_spans(lines, columns, fills, top, bottom, below)
        else:
            spans = _spans(lines, xs, columns)
        for c, span in spans:
            slots.append(Slot(r, c, 1, span, Box(xs[c], top, xs[c + span], bottom)))
    return Lattice(xs, ends, slots, Box(xs[0], ends[0], xs[-1], ends[-1]))


def _spans(lines: Sequence[Row], xs: list[float], columns: Sequence[tuple[float, float]]) -> list[tuple[int, int]]:
    """Column and width of each cell of a row: a text that runs over gutters takes the columns it covers.

    A text that only overhangs a column with a text of its own takes the column at whose edge it stands.
    """
    n = len(xs) - 1
    spans: list[tuple[int, int]] = []
    tokens = [t for line in lines for t in line.tokens]
    for t in tokens:
        first = next((k for k in range(n) if t.x0 < xs[k + 1] - 0.5), n - 1)
        last = next((k for k in range(n - 1, -1, -1) if t.x1 > xs[k] + 0.5), 0)
        if last > first and _overhangs(t, (first, last), tokens, lines[0].size, columns) is None:
            spans.append((first, last))
    return cells_over(spans, n)


def _overhangs(
    token: Token, over: tuple[int, int], tokens: Sequence[Token], size: float, columns: Sequence[tuple[float, float]]
) -> int | None:
    """The column at whose edge a text stands that overhangs others, where those have texts of their own; else None."""
    others = {
        column_of(t, columns) for t in tokens if t is not token and (t.x1 <= token.x0 + 1 or t.x0 >= token.x1 - 1)
    }
    for k in range(over[0], over[1] + 1):
        a, b = columns[k]
        beside = set(range(over[0], over[1] + 1)) - {k}
        if min(abs(token.x0 - a), abs(token.x1 - b)) < 0.35 * size and beside <= others and k not in others:
            return k
    return None


def cells_over(spans: Iterable[tuple[int, int]], n: int) -> list[tuple[int, int]]:
    """The cells of a row in which texts run over gutters: column and width of each, those of one column too.

    Args:
        spans: First and last column that each such text covers; where two meet they are one cell.
        n: Columns of the table.
    """
    merged = [(int(a), int(b)) for a, b in merge_intervals([(float(a), float(b)) for a, b in spans], 0.0)]
    taken = {k for a, b in merged for k in range(a, b + 1)}
    return sorted([*((a, b - a + 1) for a, b in merged), *((k, 1) for k in range(n) if k not in taken)])
