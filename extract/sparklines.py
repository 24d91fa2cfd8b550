"""Small line charts in the cells of a table: no signs of direction, and their frames no rules of the table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.pageparts import RawPage, Shape
from records import Box

HIGHEST = 60.0
"""Points that a line chart in a cell is high at most."""
MARGIN = 16.0
"""Points of white between the line and the frame around it at most."""


def sparklines(page: RawPage, charts: Sequence[Box]) -> list[Box]:
    """The places of small line charts, each with its frame where one is drawn.

    Args:
        page: For its drawings.
        charts: Charts that were found as such.

    Returns:
        Boxes as seen, points.
    """
    lines = [s for s in page.shapes if _is_line(s) and not any(b.contains(*s.box.centre, 1.0) for b in charts)]
    if not lines:
        return []
    out: list[Box] = []
    for s in lines:
        box = _framed(s.box, page)
        if not any(b.overlap(box) > 0.5 * box.width * box.height for b in out):
            out.append(box)
    return out


def _is_line(s: Shape) -> bool:
    """A stroke of several points from left to right: longer and of more points than any arrow's head."""
    if s.stroke is None or s.fill is not None or len(s.paths) != 1 or s.box.height > HIGHEST:
        return False
    points = s.paths[0]
    least = 18.0 if len(points) >= 4 else 30.0
    if len(points) < 3 or not least <= s.box.width <= 220 or s.curved:
        return False
    xs = [x for x, _ in points]
    return all(b > a for a, b in pairwise(xs)) or all(b < a for a, b in pairwise(xs))


def _framed(line: Box, page: RawPage) -> Box:
    """The line with the small frame drawn around it: a white patch or four rules drawn at once."""
    for f in page.fills:
        if _around(f.box, line):
            return f.box
    sides: dict[int, Box] = {}
    for s in page.segments:
        near = Box(s.lo, s.pos, s.hi, s.pos) if s.horizontal else Box(s.pos, s.lo, s.pos, s.hi)
        across = line.x0 - MARGIN <= near.x0 and near.x1 <= line.x1 + MARGIN
        if across and line.top - MARGIN <= near.top and near.bottom <= line.bottom + MARGIN:
            sides[s.z] = sides[s.z].union(near) if s.z in sides else near
    return next((b for b in sides.values() if _around(b, line)), line)


def _around(box: Box, line: Box) -> bool:
    return (
        line.x0 - MARGIN <= box.x0 <= line.x0 + 1
        and line.x1 - 1 <= box.x1 <= line.x1 + MARGIN
        and line.top - MARGIN <= box.top <= line.top + 1
        and line.bottom - 1 <= box.bottom <= line.bottom + 2 * MARGIN
    )
