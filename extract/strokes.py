"""Arrows drawn with a pen: two barbs that meet in a tip, with or without a shaft behind it.

A silhouette tells a filled arrow. Of one drawn in lines the lines themselves say more: where they meet, how long
they are, which way the head opens. Whatever is drawn besides makes it another sign.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations, pairwise

Point = tuple[float, float]
_Stroke = tuple[Point, Point]

_EVEN = 0.72
"""Least length of the shorter barb, of the longer one."""
_OPENS = (35.0, 145.0)
"""Degrees between the barbs."""
_STEER = 14.0
"""Degrees by which an arrow may miss the direction that it is read as."""
_MOST = 14
"""Strokes of an arrow at most, heads at both ends and doubled heads included."""
_WAYS = ("right", "down-right", "down", "down-left", "left", "up-left", "up", "up-right")


def arrow_from_strokes(paths: Sequence[Sequence[Point]], width: float = 0.0) -> str:
    """Read lines as an arrow.

    Args:
        paths: Each line as the points it runs through, y down, in any unit.
        width: Its thickness, in the same unit.

    Returns:
        The direction, "level" for a head at either end of a level shaft, "" where it is no arrow or not certainly one.
    """
    points = [p for path in paths for p in path]
    if len(points) < 3:
        return ""
    size = max(max(p[k] for p in points) - min(p[k] for p in points) for k in (0, 1))
    strokes = [s for path in paths for s in _straightened(path, 0.04 * size)]
    if not 2 <= len(strokes) <= 4 * _MOST:
        return ""
    strokes = _once(strokes, 0.02 * size)
    if not 2 <= len(strokes) <= _MOST:
        return ""
    reach = max(0.09 * size, 0.6 * min(width, 0.3 * size))
    found = []
    for tip in _meetings(strokes, reach):
        head = _head_at(tip, strokes, reach)
        if head is not None:
            found.append((tip, *head))
    if not found:
        return ""
    return _direction(found, strokes, reach)


def _straightened(path: Sequence[Point], least: float) -> list[_Stroke]:
    """A line as straight strokes: points on the way of a stroke, and those hardly apart, are none of its ends."""
    kept: list[Point] = []
    for p in path:
        if kept and math.dist(kept[-1], p) < least:
            continue
        if len(kept) >= 2 and abs(_turn(kept[-2], kept[-1], p)) < 8:
            kept[-1] = p
        else:
            kept.append(p)
    return list(pairwise(kept))


def _once(strokes: Sequence[_Stroke], least: float) -> list[_Stroke]:
    """The strokes without those that go back over another, as a pen does that is not lifted."""
    out: list[_Stroke] = []
    for a, b in strokes:
        if not any(
            max(math.dist(a, p), math.dist(b, q)) < least or max(math.dist(a, q), math.dist(b, p)) < least
            for p, q in out
        ):
            out.append((a, b))
    return out


def _turn(a: Point, b: Point, c: Point) -> float:
    """Degrees by which the way from a over b to c turns at b."""
    return _apart(_angle(a, b), _angle(b, c))


def _angle(a: Point, b: Point) -> float:
    return math.degrees(math.atan2(b[1] - a[1], b[0] - a[0]))


def _apart(a: float, b: float) -> float:
    return (b - a + 180) % 360 - 180


def _meetings(strokes: Sequence[_Stroke], reach: float) -> list[Point]:
    """Where ends of at least two strokes meet."""
    ends = [p for s in strokes for p in s]
    out: list[Point] = []
    for k, p in enumerate(ends):
        if any(math.dist(p, q) <= reach for q in out):
            continue
        if any(math.dist(p, q) <= reach for n, q in enumerate(ends) if n // 2 != k // 2):
            out.append(p)
    return out


def _head_at(tip: Point, strokes: Sequence[_Stroke], reach: float) -> tuple[float, tuple[int, int]] | None:
    """The head whose tip is here: the way it points, degrees from the right clockwise, and its two barbs."""
    from_tip = []
    for k, (a, b) in enumerate(strokes):
        if math.dist(a, tip) <= reach:
            from_tip.append((k, _angle(tip, b), math.dist(tip, b)))
        elif math.dist(b, tip) <= reach:
            from_tip.append((k, _angle(tip, a), math.dist(tip, a)))
    if not 2 <= len(from_tip) <= 3:
        return None
    best = None
    for (i, one, long_a), (j, two, long_b) in combinations(from_tip, 2):
        opens = abs(_apart(one, two))
        if not _OPENS[0] <= opens <= _OPENS[1] or min(long_a, long_b) < _EVEN * max(long_a, long_b):
            continue
        back = one + _apart(one, two) / 2
        rest = [angle for k, angle, _ in from_tip if k not in (i, j)]
        if all(abs(_apart(angle, back)) < _STEER for angle in rest) and (best is None or opens > best[0]):
            best = (opens, (back + 180) % 360, (i, j))
    return None if best is None else (best[1], best[2])


def _direction(heads: Sequence[tuple[Point, float, tuple[int, int]]], strokes: Sequence[_Stroke], reach: float) -> str:
    """Where the heads point, where they and shafts behind them are all that is drawn."""
    barbs = {k for _, _, pair in heads for k in pair}
    if len(barbs) < 2 * len(heads):
        return ""
    for k, stroke in enumerate(strokes):
        if k not in barbs and not any(_is_shaft(stroke, tip, way, reach) for tip, way, _ in heads):
            return ""
    ways = {_way(angle) for _, angle, _ in heads}
    shaft = len(barbs) < len(strokes)
    if len(ways) == 1:
        way = ways.pop()
        if "-" in way and not shaft:
            return ""  # a corner
        return way if way and all(_in_line(heads[0], h, reach) for h in heads[1:]) else ""
    return "level" if ways == {"left", "right"} and shaft and len(heads) == 2 else ""


def _in_line(a: tuple[Point, float, tuple[int, int]], b: tuple[Point, float, tuple[int, int]], reach: float) -> bool:
    """Whether a second head stands behind or before the first one, as doubled heads do."""
    return _aside(b[0], a[0], a[1]) <= 1.5 * reach


def _is_shaft(stroke: _Stroke, tip: Point, way: float, reach: float) -> bool:
    """Whether a stroke lies on the axis of a head and behind its tip."""
    return all(_aside(p, tip, way) <= 1.2 * reach and _ahead(p, tip, way) <= reach for p in stroke)


def _aside(p: Point, tip: Point, way: float) -> float:
    x, y = math.cos(math.radians(way)), math.sin(math.radians(way))
    return abs((p[0] - tip[0]) * y - (p[1] - tip[1]) * x)


def _ahead(p: Point, tip: Point, way: float) -> float:
    return (p[0] - tip[0]) * math.cos(math.radians(way)) + (p[1] - tip[1]) * math.sin(math.radians(way))


def _way(angle: float) -> str:
    k = round(angle / 45)
    return _WAYS[k % 8] if abs(_apart(45 * k, angle)) <= _STEER else ""
