"""Rules -> grids: connected components, shared edges, spans. Pure geometry on numpy arrays, no text.

A unit cell lies between neighbouring grid lines; two unit cells with no rule between them are one cell.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from extract.groups import root_of
from extract.pageparts import Fill, Segment
from extract.pagerules import HI, HORIZONTAL, POS, rule_table
from records import Box

if TYPE_CHECKING:
    from numpy.typing import NDArray

SNAP = 2.4
"""Rules closer than this (points) are one grid line: double borders, fills beside strokes."""
REACH = 3.0
"""Points by which a rule may fall short of the one it should meet."""
MAX_LINES = 600
"""Grid lines each way beyond which a drawing is no table (a map, hatching)."""


MAX_MEETINGS = 6_000_000
"""Pairs of rules beyond which a page is a drawing, and would take too much memory to look through."""


@dataclass(slots=True)
class Slot:
    """A cell found by its rules: place, spans and box; ``closed`` where rules stand on all four sides."""

    row: int
    col: int
    rowspan: int
    colspan: int
    box: Box
    closed: bool = True


@dataclass(slots=True)
class Lattice:
    """A ruled table: grid lines and slots, not yet any text."""

    xs: list[float]
    ys: list[float]
    slots: list[Slot]
    box: Box

    @property
    def n_rows(self) -> int:
        """Rows between horizontal grid lines."""
        return len(self.ys) - 1

    @property
    def n_cols(self) -> int:
        """Columns between vertical grid lines."""
        return len(self.xs) - 1


def lattices(segments: Sequence[Segment]) -> list[Lattice]:
    """Find ruled tables.

    Args:
        segments: Rules of one page (those of charts taken out).

    Returns:
        One lattice per connected group of rules that encloses at least one cell, from top to bottom.
    """
    rules = rule_table(segments)
    if len(rules) < 4:
        return []
    level = rules[:, HORIZONTAL] == 1
    across = _merge(rules[level, POS : HI + 1])
    down = _merge(rules[~level, POS : HI + 1])
    if len(across) < 2 or len(down) < 2 or len(across) * len(down) > MAX_MEETINGS:
        return []
    out = []
    for hs, vs in _components(across, down):
        if len(hs) >= 2 and len(vs) >= 2:
            lattice = _lattice(hs, vs)
            if lattice is not None:
                out.append(lattice)
    out.sort(key=lambda t: (t.box.top, t.box.x0))
    return out


def _merge(rules: NDArray[Any]) -> NDArray[Any]:
    """Rules as rows (pos, lo, hi), collinear neighbours joined; rules shorter than 2 points dropped."""
    rules = np.round(rules[rules[:, 2] - rules[:, 1] >= 2.0], 2)
    if not len(rules):
        return rules
    rules = rules[np.lexsort((rules[:, 2], rules[:, 1], rules[:, 0]))]
    new = np.ones(len(rules), bool)
    new[1:] = (rules[1:] != rules[:-1]).any(axis=1)
    rules = rules[new]
    line = np.array(_clusters(rules[:, 0].tolist()), int)
    starts = _starts(line)
    ends = np.append(starts[1:], len(rules))
    middle = rules[starts + (ends - starts) // 2, 0]
    order = np.lexsort((rules[:, 2], rules[:, 1], line))
    line, lo, hi = line[order], rules[order, 1], rules[order, 2]
    # The furthest end so far on the same line: lines are set far apart, so that one running maximum serves all.
    apart = line * 1e6
    reach = np.maximum.accumulate(hi + apart) - apart
    first = np.ones(len(lo), bool)
    first[1:] = (line[1:] != line[:-1]) | (lo[1:] > reach[:-1] + REACH)
    at = np.flatnonzero(first)
    last = np.append(at[1:], len(lo)) - 1
    return np.column_stack([middle[line[at]], lo[at], reach[last]])


def _starts(line: NDArray[Any]) -> NDArray[Any]:
    """Where each new value of a sorted column begins."""
    new = np.ones(len(line), bool)
    new[1:] = line[1:] != line[:-1]
    return np.flatnonzero(new)


def _clusters(values: Sequence[float]) -> list[int]:
    """The number of the group of each of some sorted positions; no group is wider than twice ``SNAP``."""
    out: list[int] = []
    first = last = -float("inf")
    number = -1
    for v in values:
        if v - last > SNAP or v - first > 2 * SNAP:
            number, first = number + 1, v
        last = v
        out.append(number)
    return out


def _components(across: NDArray[Any], down: NDArray[Any]) -> list[tuple[NDArray[Any], NDArray[Any]]]:
    """Groups of rules that touch each other."""
    meet = (
        (down[None, :, 0] >= across[:, None, 1] - REACH)
        & (down[None, :, 0] <= across[:, None, 2] + REACH)
        & (across[:, None, 0] >= down[None, :, 1] - REACH)
        & (across[:, None, 0] <= down[None, :, 2] + REACH)
    )
    out = []
    left = meet.any(axis=1)
    while left.any():
        hs: NDArray[Any] = np.arange(len(across)) == np.argmax(left)
        count = 0
        while True:
            vs: NDArray[Any] = np.any(meet[hs], axis=0)
            hs = np.any(meet[:, vs], axis=1)
            if hs.sum() + vs.sum() == count:
                break
            count = hs.sum() + vs.sum()
        out.append((across[hs], down[vs]))
        left &= ~hs
    return out


def _lattice(hs: NDArray[Any], vs: NDArray[Any]) -> Lattice | None:
    xs, ys = _lines(vs[:, 0]), _lines(hs[:, 0])
    if len(xs) < 2 or len(ys) < 2 or len(xs) > MAX_LINES or len(ys) > MAX_LINES:
        return None
    across = _edges(hs, ys, xs)  # len(ys) rows of n_cols: is there a rule along y_i above column j
    down = _edges(vs, xs, ys)  # len(xs) rows of n_rows
    if all(map(all, across)) and all(map(all, down)):
        columns = list(pairwise(xs))
        slots = [
            Slot(r, c, 1, 1, Box(left, top, right, bottom))
            for r, (top, bottom) in enumerate(pairwise(ys))
            for c, (left, right) in enumerate(columns)
        ]
        return Lattice(xs, ys, slots, Box(xs[0], ys[0], xs[-1], ys[-1]))
    slots = []
    for r, c, rs, cs in _regions_as_rectangles(_regions(across, down)):
        if rs == cs == 1:
            closed = across[r][c] and across[r + 1][c] and down[c][r] and down[c + 1][r]
        else:
            closed = (
                all(across[r][c : c + cs])
                and all(across[r + rs][c : c + cs])
                and all(down[c][r : r + rs])
                and all(down[c + cs][r : r + rs])
            )
        slots.append(Slot(r, c, rs, cs, Box(xs[c], ys[r], xs[c + cs], ys[r + rs]), closed))
    if not any(s.closed for s in slots):
        return None
    slots.sort(key=lambda s: (s.row, s.col))
    return Lattice(xs, ys, slots, Box(xs[0], ys[0], xs[-1], ys[-1]))


def _lines(values: NDArray[Any]) -> list[float]:
    """The middle of each group of positions."""
    positions = sorted(values.tolist())
    out: list[float] = []
    total, count, number = 0.0, 0, 0
    for v, k in zip(positions, _clusters(positions), strict=True):
        if k != number:
            out.append(total / count)
            total, count, number = 0.0, 0, k
        total += v
        count += 1
    return [*out, total / count]


def _edges(rules: NDArray[Any], at: list[float], along: list[float]) -> list[list[bool]]:
    """For each grid line and each stretch between crossing lines, whether a rule covers it."""
    n, last = len(along) - 1, len(at) - 1
    out = [[False] * n for _ in at]
    for pos, a, b in rules.tolist():
        k = bisect_left(at, pos)
        if k > last or (k and pos - at[k - 1] <= at[k] - pos):
            k -= 1
        row = out[k]
        start, stop = max(0, bisect_right(along, a) - 1), min(n, bisect_left(along, b))
        for j in {start, stop - 1} if start < stop else ():
            length = along[j + 1] - along[j]
            covered = min(along[j + 1], b) - max(along[j], a)
            if covered >= length - 2 * REACH and covered >= 0.6 * length:
                row[j] = True
        if stop - start > 2:  # what lies between is covered from end to end
            row[start + 1 : stop - 1] = [True] * (stop - start - 2)
    return out


def _regions(across: list[list[bool]], down: list[list[bool]]) -> list[list[int]]:
    """Label unit cells; those with no rule between them share a label."""
    n_rows, n_cols = len(across) - 1, len(down) - 1
    parent = list(range(n_rows * n_cols))

    # Only the missing rules join cells, and a table has few of them.
    for i, row in enumerate(across[1:n_rows]):
        if not all(row):
            for j, ruled in enumerate(row):
                if not ruled:
                    parent[root_of(parent, i * n_cols + j)] = root_of(parent, (i + 1) * n_cols + j)
    for j, column in enumerate(down[1:n_cols]):
        if not all(column):
            for i, ruled in enumerate(column):
                if not ruled:
                    parent[root_of(parent, i * n_cols + j)] = root_of(parent, i * n_cols + j + 1)
    found = [k if p == k else root_of(parent, k) for k, p in enumerate(parent)]
    return [found[k : k + n_cols] for k in range(0, n_rows * n_cols, n_cols)]


def _regions_as_rectangles(label: list[list[int]]) -> list[tuple[int, int, int, int]]:
    """Every region as (row, col, rowspan, colspan); those that are no rectangle are cut into several."""
    extent: dict[int, list[int]] = {}
    for r, row in enumerate(label):
        for c, k in enumerate(row):
            e = extent.get(k)
            if e is None:
                extent[k] = [r, c, r, c, 1]
            else:
                e[1], e[2], e[3], e[4] = min(e[1], c), r, max(e[3], c), e[4] + 1
    out = []
    for k, (r0, c0, r1, c1, count) in extent.items():
        if count == (r1 - r0 + 1) * (c1 - c0 + 1):
            out.append((r0, c0, r1 - r0 + 1, c1 - c0 + 1))
        else:
            out.extend(_rectangles(np.array(label) == k))
    return out


def _rectangles(region: NDArray[Any]) -> list[tuple[int, int, int, int]]:
    """Cut a region into rectangles, greedily from the top left; a rectangle is given back whole."""
    left = region.copy()
    out = []
    while left.any():
        r, c = (int(v) for v in np.argwhere(left)[0])
        width = 1
        while c + width < left.shape[1] and left[r, c + width]:
            width += 1
        height = 1
        while r + height < left.shape[0] and left[r + height, c : c + width].all():
            height += 1
        left[r : r + height, c : c + width] = False
        out.append((r, c, height, width))
    return out


def edges_of_fills(fills: Sequence[Fill]) -> list[Segment]:
    """The sides of coloured areas as rules, for tables drawn by colour alone.

    Args:
        fills: Coloured areas; white ones count too (white cells between coloured ones).

    Returns:
        Four rules for each area.
    """
    out = []
    for f in fills:
        b = f.box
        out.append(Segment(True, b.top, b.x0, b.x1, 0, f.colour, f.z, True))
        out.append(Segment(True, b.bottom, b.x0, b.x1, 0, f.colour, f.z, True))
        out.append(Segment(False, b.x0, b.top, b.bottom, 0, f.colour, f.z, True))
        out.append(Segment(False, b.x1, b.top, b.bottom, 0, f.colour, f.z, True))
    return out


def fills_of(lattice: Lattice, fills: Sequence[Fill]) -> list[str | None]:
    """The colour behind each slot of a lattice.

    Args:
        lattice: The table.
        fills: Coloured areas in drawing order.

    Returns:
        For each slot "#rrggbb" of the topmost area that covers at least half of it (neighbouring cells of one colour
        are often one area), None where none does or it is white.
    """
    found: list[Fill | None] = [None] * len(lattice.slots)
    if not fills:
        return [None] * len(found)
    unit: dict[tuple[int, int], int] = {}
    for k, slot in enumerate(lattice.slots):
        for r in range(slot.row, slot.row + slot.rowspan):
            for c in range(slot.col, slot.col + slot.colspan):
                unit[r, c] = k
    xs, ys = lattice.xs, lattice.ys
    for f in fills:
        b = f.box
        columns = range(max(0, bisect_right(xs, b.x0) - 1), min(len(xs) - 1, bisect_left(xs, b.x1)))
        rows = range(max(0, bisect_right(ys, b.top) - 1), min(len(ys) - 1, bisect_left(ys, b.bottom)))
        for k in {unit[r, c] for r in rows for c in columns if (r, c) in unit}:
            box = lattice.slots[k].box
            shared = b.overlap(box)
            if shared > 0 and shared >= 0.5 * (box.x1 - box.x0) * (box.bottom - box.top):
                found[k] = f
    return [f.colour if f is not None and f.colour and f.colour != "#ffffff" else None for f in found]
