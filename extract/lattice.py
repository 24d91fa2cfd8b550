"""Rules -> grids: connected components, shared edges, spans. Pure geometry on numpy arrays, no text.

A unit cell lies between neighbouring grid lines; two unit cells with no rule between them are one cell.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from extract.pageparts import Fill, Segment
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


@dataclass(frozen=True, slots=True)
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
    across = _merge([s for s in segments if s.horizontal])
    down = _merge([s for s in segments if not s.horizontal])
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


def _merge(segments: list[Segment]) -> NDArray[Any]:
    """Rules as rows (pos, lo, hi), collinear neighbours joined; rules shorter than 2 points dropped."""
    found = sorted({(round(s.pos, 2), round(s.lo, 2), round(s.hi, 2)) for s in segments if s.hi - s.lo >= 2.0})
    out: list[tuple[float, float, float]] = []
    for group in _clusters(found, SNAP):
        pos = group[len(group) // 2][0]
        spans = sorted((a, b) for _, a, b in group)
        lo, hi = spans[0]
        for a, b in spans[1:]:
            if a <= hi + REACH:
                hi = max(hi, b)
            else:
                out.append((pos, lo, hi))
                lo, hi = a, b
        out.append((pos, lo, hi))
    return np.array(out, float).reshape(-1, 3)


def _clusters(rows: list[tuple[float, float, float]], tolerance: float) -> list[list[tuple[float, float, float]]]:
    """Groups of near positions, in order; a group is never wider than twice the tolerance."""
    out: list[list[tuple[float, float, float]]] = []
    for row in rows:
        if out and row[0] - out[-1][-1][0] <= tolerance and row[0] - out[-1][0][0] <= 2 * tolerance:
            out[-1].append(row)
        else:
            out.append([row])
    return out


def _components(across: NDArray[Any], down: NDArray[Any]) -> list[tuple[NDArray[Any], NDArray[Any]]]:
    """Groups of rules that touch each other."""
    meet = (
        (down[None, :, 0] >= across[:, None, 1] - REACH)
        & (down[None, :, 0] <= across[:, None, 2] + REACH)
        & (across[:, None, 0] >= down[None, :, 1] - REACH)
        & (across[:, None, 0] <= down[None, :, 2] + REACH)
    )
    n, m = meet.shape
    parent = list(range(n + m))

    def find(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, j in zip(*np.nonzero(meet), strict=True):
        a, b = find(int(i)), find(n + int(j))
        if a != b:
            parent[a] = b
    roots: dict[int, tuple[list[int], list[int]]] = {}
    for i in range(n):
        roots.setdefault(find(i), ([], []))[0].append(i)
    for j in range(m):
        roots.setdefault(find(n + j), ([], []))[1].append(j)
    return [(across[a], down[b]) for a, b in roots.values() if a and b]


def _lattice(hs: NDArray[Any], vs: NDArray[Any]) -> Lattice | None:
    xs, ys = _lines(vs[:, 0]), _lines(hs[:, 0])
    if len(xs) < 2 or len(ys) < 2 or len(xs) > MAX_LINES or len(ys) > MAX_LINES:
        return None
    h_edge = _edges(hs, ys, xs)  # (len(ys), n_cols): is there a rule along y_i above column j
    v_edge = _edges(vs, xs, ys)  # (len(xs), n_rows)
    n_rows, n_cols = len(ys) - 1, len(xs) - 1
    label = _regions(h_edge, v_edge, n_rows, n_cols)
    slots: list[Slot] = []
    for r, c, rs, cs in _regions_as_rectangles(label):
        closed = bool(
            h_edge[r, c : c + cs].all()
            and h_edge[r + rs, c : c + cs].all()
            and v_edge[c, r : r + rs].all()
            and v_edge[c + cs, r : r + rs].all()
        )
        slots.append(Slot(r, c, rs, cs, Box(xs[c], ys[r], xs[c + cs], ys[r + rs]), closed))
    if not any(s.closed for s in slots):
        return None
    slots.sort(key=lambda s: (s.row, s.col))
    return Lattice(xs, ys, slots, Box(xs[0], ys[0], xs[-1], ys[-1]))


def _lines(values: NDArray[Any]) -> list[float]:
    groups = _clusters([(v, 0.0, 0.0) for v in sorted(values.tolist())], SNAP)
    return [sum(v for v, _, _ in g) / len(g) for g in groups]


def _edges(rules: NDArray[Any], at: list[float], along: list[float]) -> NDArray[Any]:
    """For each grid line and each stretch between crossing lines, whether a rule covers it."""
    n = len(along) - 1
    out = [[False] * n for _ in at]
    for pos, a, b in rules.tolist():
        k = bisect_left(at, pos)
        i = min((j for j in (k - 1, k) if 0 <= j < len(at)), key=lambda j: abs(at[j] - pos))
        row = out[i]
        for j in range(max(0, bisect_right(along, a) - 1), min(n, bisect_left(along, b))):
            length = along[j + 1] - along[j]
            covered = min(along[j + 1], b) - max(along[j], a)
            if covered >= length - 2 * REACH and covered >= 0.6 * length:
                row[j] = True
    return np.array(out, bool).reshape(len(at), n)


def _regions(h_edge: NDArray[Any], v_edge: NDArray[Any], n_rows: int, n_cols: int) -> NDArray[Any]:
    """Label unit cells; those with no rule between them share a label."""
    parent = list(range(n_rows * n_cols))

    def find(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    # Only the missing rules join cells, and a table has few of them.
    for i, j in np.argwhere(~h_edge[1:n_rows]).tolist():
        parent[find(i * n_cols + j)] = find((i + 1) * n_cols + j)
    for j, i in np.argwhere(~v_edge[1:n_cols]).tolist():
        parent[find(i * n_cols + j)] = find(i * n_cols + j + 1)
    return np.array([find(i) for i in range(n_rows * n_cols)], int).reshape(n_rows, n_cols)


def _regions_as_rectangles(label: NDArray[Any]) -> list[tuple[int, int, int, int]]:
    """Every region as (row, col, rowspan, colspan); those that are no rectangle are cut into several."""
    extent: dict[int, list[int]] = {}
    for r, row in enumerate(label.tolist()):
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
            out.extend(_rectangles(label == k))
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
        For each slot what ``fill_of`` gives for its box.
    """
    if not fills:
        return [None] * len(lattice.slots)
    boxes = np.array([(s.box.x0, s.box.top, s.box.x1, s.box.bottom) for s in lattice.slots])
    half = 0.5 * (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    found = np.full(len(boxes), -1)
    for k, f in enumerate(fills):
        b = f.box
        w = np.minimum(boxes[:, 2], b.x1) - np.maximum(boxes[:, 0], b.x0)
        h = np.minimum(boxes[:, 3], b.bottom) - np.maximum(boxes[:, 1], b.top)
        found[(w > 0) & (h > 0) & (w * h >= half)] = k
    colours = [fills[k].colour if k >= 0 else "" for k in found.tolist()]
    return [c if c and c != "#ffffff" else None for c in colours]


def fill_of(box: Box, fills: Sequence[Fill]) -> str | None:
    """The colour a person sees behind a cell.

    Args:
        box: The cell.
        fills: Coloured areas in drawing order.

    Returns:
        "#rrggbb" of the topmost area that covers at least half of it (neighbouring cells of one colour are often
        one area), None where none does or it is white.
    """
    area = box.width * box.height
    colour = None
    for f in fills:
        if f.box.overlap(box) >= 0.5 * area:
            colour = f.colour
    if not colour or colour == "#ffffff":
        return None
    return colour
