"""Sorts the paths of a page into rules, filled rectangles and outlines; the same for every backend."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import numpy as np

from extract.pageparts import Fill, RawPage, Shape
from extract.pagerules import HI, HORIZONTAL, LO, POS, WIDTH, Rules, Segment
from records import Box

if TYPE_CHECKING:
    from numpy.typing import NDArray

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]

THIN = 2.6
"""A filled rectangle up to this thick (points) is a rule: Chromium and Word draw borders so."""
THICK = 4.6
"""Up to this thick it is a rule too, where it is more than ten times as long: heavy table borders."""
STRAIGHT = 0.35
"""Points by which a line or side may lean and still count as upright."""
BAR = 6.0
"""A stroke thicker than this (points) paints an area."""
MAX_POINTS = 40_000
"""Points kept of one outline; longer ones (maps) keep their box alone."""


def multiply(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that applies one transformation, then another (PDF's row vectors)."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def add_path(
    page: RawPage,
    subpaths: list[list[Point]],
    *,
    fill: str | None,
    stroke: str | None,
    width: float,
    z: int,
    curved: bool = False,
) -> None:
    """Put one path where it belongs.

    Args:
        page: Page to add to.
        subpaths: Its points as seen; a closed subpath repeats its first point at the end.
        fill: Colour of its inside, None where not filled.
        stroke: Colour of its line, None where not stroked.
        width: Thickness of its line, points.
        z: Drawing order.
        curved: Whether curves were flattened into the points.
    """
    if fill is None and stroke is None:
        return
    rest: list[list[Point]] = []
    for points in subpaths:
        if curved or not _upright(page, points, fill, stroke, width, z):
            rest.append(points)
    if not rest:
        return
    xs = [p[0] for pts in rest for p in pts]
    ys = [p[1] for pts in rest for p in pts]
    if not xs:
        return
    box = Box(min(xs), min(ys), max(xs), max(ys))
    if len(xs) > MAX_POINTS:
        rest = []
    page.shapes.append(Shape(box, rest, fill, stroke, width, z, curved))


def _upright(page: RawPage, points: list[Point], fill: str | None, stroke: str | None, width: float, z: int) -> bool:
    """Add a line or rectangle whose sides are all upright; False where it is neither."""
    n = len(points)
    if n < 2:
        return True
    if n > 60:
        return False
    for (xa, ya), (xb, yb) in itertools.pairwise(points):
        if abs(xa - xb) > STRAIGHT and abs(ya - yb) > STRAIGHT:
            return False
    xs = [p[0] for p in points]
    ys = [p[1] for p in points]
    box = Box(min(xs), min(ys), max(xs), max(ys))
    rectangle = _covers_four_sides(points, box)
    if fill is not None and not rectangle and n > 3 and min(box.width, box.height) > THIN:
        return False  # an L, a stair or a cross: an outline
    if fill is not None:
        thin, long = min(box.width, box.height), max(box.width, box.height)
        if thin <= THIN or (thin <= THICK and long > 10 * thin):
            if box.width > box.height:
                page.rules.append(Segment(True, (box.top + box.bottom) / 2, box.x0, box.x1, box.height, fill, z))
            elif box.height > 0:
                page.rules.append(Segment(False, (box.x0 + box.x1) / 2, box.top, box.bottom, box.width, fill, z))
        else:
            page.fills.append(Fill(box, fill, z))
    if stroke is not None:
        if box.height <= STRAIGHT < box.width and width > BAR and fill is None:
            # A stroke as thick as a bar paints an area.
            page.fills.append(Fill(Box(box.x0, box.top - width / 2, box.x1, box.bottom + width / 2), stroke, z))
            return True
        if box.width <= STRAIGHT < box.height and width > BAR and fill is None:
            page.fills.append(Fill(Box(box.x0 - width / 2, box.top, box.x1 + width / 2, box.bottom), stroke, z))
            return True
        for (xa, ya), (xb, yb) in itertools.pairwise(points):
            if abs(ya - yb) <= abs(xa - xb):
                if abs(xa - xb) > 0:
                    page.rules.append(Segment(True, (ya + yb) / 2, min(xa, xb), max(xa, xb), width, stroke, z))
            else:
                page.rules.append(Segment(False, (xa + xb) / 2, min(ya, yb), max(ya, yb), width, stroke, z))
    return True


def _covers_four_sides(points: list[Point], box: Box) -> bool:
    """Whether upright points go round their own bounding box."""
    if len(points) == 5 and points[0] == points[4]:
        (xa, ya), (xb, yb), (xc, yc), (xd, yd) = points[:4]
        if (xa == xb and yb == yc and xc == xd and yd == ya) or (ya == yb and xb == xc and yc == yd and xd == xa):
            return True
    corners = {(box.x0, box.top), (box.x1, box.top), (box.x0, box.bottom), (box.x1, box.bottom)}
    met = 0
    for cx, cy in corners:
        if any(abs(x - cx) <= STRAIGHT and abs(y - cy) <= STRAIGHT for x, y in points):
            met += 1
    on_edge = all(
        min(abs(x - box.x0), abs(x - box.x1)) <= STRAIGHT or min(abs(y - box.top), abs(y - box.bottom)) <= STRAIGHT
        for x, y in points
    )
    return met == len(corners) and on_edge


def flatten_curve(p0: Point, p1: Point, p2: Point, p3: Point, steps: int = 8) -> list[Point]:
    """Points along a cubic Bézier curve, its start left out."""
    out = []
    for k in range(1, steps + 1):
        t = k / steps
        s = 1 - t
        out.append(
            (
                s**3 * p0[0] + 3 * s * s * t * p1[0] + 3 * s * t * t * p2[0] + t**3 * p3[0],
                s**3 * p0[1] + 3 * s * s * t * p1[1] + 3 * s * t * t * p2[1] + t**3 * p3[1],
            )
        )
    return out


def gather_gradients(page: RawPage) -> None:
    """Turn stacks of thin touching strips (how programs print a gradient) into one coloured area, in place.

    Five or more filled strips of one length, each touching the next, are no rules.
    """
    if not _strips_touch(page.rules.table()):
        return
    strips: dict[tuple[bool, int, int], list[Segment]] = {}
    for strip in page.segments:
        if strip.width > 0.6:
            key = (strip.horizontal, round(strip.lo), round(strip.hi))
            strips.setdefault(key, []).append(strip)
    gone: set[int] = set()
    for (horizontal, _, _), group in strips.items():
        if len(group) < 5:
            continue
        group.sort(key=lambda s: s.pos)
        run = [group[0]]
        ends: list[Segment | None] = [*group[1:], None]
        for s in ends:
            if s is not None and s.pos - run[-1].pos <= 0.5 * (s.width + run[-1].width) + 0.4:
                run.append(s)
                continue
            if len(run) >= 5 and len({r.colour for r in run}) > 1:
                gone.update(id(r) for r in run)
                first, last = run[0], run[-1]
                a, b = first.pos - first.width / 2, last.pos + last.width / 2
                box = Box(first.lo, a, first.hi, b) if horizontal else Box(a, first.lo, b, first.hi)
                page.fills.append(Fill(box, run[len(run) // 2].colour, first.z))
            if s is not None:
                run = [s]
    if gone:
        page.segments = Rules([r for r in page.segments if id(r) not in gone])


def _strips_touch(rules: NDArray[Any]) -> bool:
    """Whether five strips of one length touch each other anywhere: hardly any page has such."""
    strips = rules[rules[:, WIDTH] > 0.6]
    if len(strips) < 5:
        return False
    across, pos, lo, hi, width = strips[:, HORIZONTAL], strips[:, POS], strips[:, LO], strips[:, HI], strips[:, WIDTH]
    key = across * 1e10 + np.round(lo) * 1e5 + np.round(hi)
    order = np.lexsort((pos, key))
    key, pos, width = key[order], pos[order], width[order]
    touch = (key[1:] == key[:-1]) & (pos[1:] - pos[:-1] <= 0.5 * (width[1:] + width[:-1]) + 0.4)
    return bool((touch[:-3] & touch[1:-2] & touch[2:-1] & touch[3:]).any())
