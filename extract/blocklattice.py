"""The grid of a table whose cells are blocks of text: levels of headings above rows, each as high as its texts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from extract.blocks import Band, Block
from extract.gridlattice import cells_over
from extract.lattice import Lattice, Slot
from records import Box


def block_lattice(
    heads: Sequence[Band],
    body: Sequence[Band],
    columns: Sequence[tuple[float, float]],
    spans: Sequence[Sequence[tuple[int, int, Block]]],
) -> Lattice:
    """The grid of a table whose cells are blocks of text.

    Args:
        heads: Bands of its headings, from the top.
        body: Bands of its rows.
        columns: From the left, points.
        spans: Of each level of headings, first column, width and text of each.
    """
    n = len(columns)
    everything = [b for band in (*heads, *body) for b in band.blocks]
    left, right = min(b.x0 for b in everything) - 1.5, max(b.x1 for b in everything) + 1.5
    left, right = min(left, columns[0][0] - 1.5), max(right, columns[-1][1] + 1.5)
    # Just before the next column: what is coloured behind its texts covers its cells then.
    xs = [left, *(b[0] - min(4.0, (b[0] - a[1]) / 2) for a, b in pairwise(columns)), right]
    ys = [min(b.top for level in spans for _, _, b in level) - 1.0]
    for upper, lower in pairwise(spans):
        low = max(b.bottom for _, _, b in upper)
        under = [
            b.top for _, _, b in lower if b.top > low - 0.3 * b.size
        ]  # what stands beside both levels tells nothing
        ys.append((low + min(under, default=low + 1.0)) / 2)
    slots: list[Slot] = []
    held: list[set[int]] = []
    for level in spans:
        held.append({c for first, count, _ in level for c in range(first, first + count)})
    inner = [*heads[1:], *body] if len(heads) > 1 and len(heads[-1].blocks) == 1 else list(body)
    rows = [b for b in inner if b.blocks]
    leaf_bottom = max(b.bottom for _, _, b in spans[-1])
    ys.append((leaf_bottom + rows[0].top) / 2)
    for a, b in pairwise(rows):
        ys.append((a.bottom + b.top) / 2)
    ys.append(rows[-1].bottom + 1.0)
    depth = len(spans)
    for r, level in enumerate(spans):
        for first, count, _ in level:
            reach = r
            if r == depth - 1:  # a heading that stands beside the groups reaches up to them
                while reach > 0 and not any(c in held[reach - 1] for c in range(first, first + count)):
                    reach -= 1
            slots.append(
                Slot(reach, first, r - reach + 1, count, Box(xs[first], ys[reach], xs[first + count], ys[r + 1]))
            )
    taken = {(r, c) for s in slots for r in range(s.row, s.row + s.rowspan) for c in range(s.col, s.col + s.colspan)}
    slots += [
        Slot(r, c, 1, 1, Box(xs[c], ys[r], xs[c + 1], ys[r + 1]))
        for r in range(depth)
        for c in range(n)
        if (r, c) not in taken
    ]
    for r, band in enumerate(rows, depth):
        covered = wide_cells(band, xs, n)
        for c, count in covered:
            slots.append(Slot(r, c, 1, count, Box(xs[c], ys[r], xs[c + count], ys[r + 1])))
    slots.sort(key=lambda s: (s.row, s.col))
    return Lattice(xs, ys, slots, Box(xs[0], ys[0], xs[-1], ys[-1]))


def wide_cells(band: Band, xs: Sequence[float], n: int) -> list[tuple[int, int]]:
    """Cells of a row: a text that runs over gutters takes the columns it covers.

    Args:
        band: The row.
        xs: Edges of the columns, points.
        n: How many there are.

    Returns:
        Column and width of each, from the left.
    """
    spans: list[tuple[int, int]] = []
    ends, starts = [x - 0.5 for x in xs[1 : n + 1]], [x + 0.5 for x in xs[:n]]
    for b in band.blocks:
        first = min(bisect_right(ends, b.x0), n - 1)
        last = max(bisect_left(starts, b.x1) - 1, 0)
        if last > first:
            spans.append((first, n - 1 if len(band.blocks) == 1 else last))
    return cells_over(spans, n)
