"""Signs drawn with a pen: strokes that touch each other, with the short rule among them that is the shaft of an arrow.

An engine tells level and upright lines as rules, since most of them are rules of a table. One that touches a small
drawing and no other rule is a part of that drawing, and what is drawn in one go may cross the edge of a row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from extract.groups import root_of
from extract.pageparts import RawPage, Segment, Shape
from extract.pagerules import HI, HORIZONTAL, LO, POS
from records import Box

if TYPE_CHECKING:
    from numpy.typing import NDArray

LARGEST = 40.0
"""Points that a sign is wide or high at most."""
_SHORTEST = 2.5
_TOUCH = 1.0
_MOST = 4_000_000
"""Pairs of drawings and rules that are looked at: a page with more is a plan or a map."""


@dataclass(slots=True)
class PenSign:
    """What is drawn in one place.

    Attributes:
        box: Its place.
        shapes: Its outlines and slanted or bent strokes.
        shafts: Its level and upright strokes.
    """

    box: Box
    shapes: list[Shape] = field(default_factory=list)
    shafts: list[Segment] = field(default_factory=list)


def pen_signs(page: RawPage) -> list[PenSign]:
    """Small drawings of a page: those in strokes put together, every other one by itself.

    Args:
        page: For its outlines and rules.

    Returns:
        From top to bottom; an outline is in exactly one of them. Larger outlines are left out.
    """
    small = [s for s in page.shapes if s.box.width <= LARGEST and s.box.height <= LARGEST]
    rules = _free_rules(page, [s.box for s in small])
    items: list[tuple[Box, Shape | Segment]] = [(s.box, s) for s in small]
    items += [(stroke_box(r), r) for r in rules]
    items.sort(key=lambda item: item[0].top)
    owner = list(range(len(items)))
    active: list[int] = []  # those that reach down to the one looked at: a plan or a map has thousands of strokes
    for k, (box, item) in enumerate(items):
        active = [j for j in active if items[j][0].bottom >= box.top - _TOUCH]
        for j in active:
            if _are_joined(item, items[j][1]) and touch(box, items[j][0], _TOUCH):
                owner[root_of(owner, k)] = root_of(owner, j)
        active.append(k)
    found: dict[int, PenSign] = {}
    for k, (box, item) in enumerate(items):
        sign = found.setdefault(root_of(owner, k), PenSign(box))
        sign.box = sign.box.union(box)
        if isinstance(item, Segment):
            sign.shafts.append(item)
        else:
            sign.shapes.append(item)
    for sign in found.values():
        sign.shapes.sort(key=lambda s: s.z)
    return [f for f in found.values() if f.shapes]


def _are_joined(a: Shape | Segment, b: Shape | Segment) -> bool:
    """Whether drawings that touch are of one sign: strokes with strokes, and a shaft with whatever it touches."""
    if isinstance(a, Segment) or isinstance(b, Segment):
        return True
    return a.fill is None and b.fill is None


def _free_rules(page: RawPage, drawn: Sequence[Box]) -> list[Segment]:
    """Short rules that touch a drawing and no other rule."""
    table = page.rules.table() if drawn else np.empty((0, 6))
    length = table[:, HI] - table[:, LO]
    short = np.flatnonzero((length >= _SHORTEST) & (length <= LARGEST))
    if not len(short) or len(short) * len(drawn) > _MOST:
        return []
    sides = _sides(table)
    boxes = np.array([(b.x0, b.x1, b.top, b.bottom) for b in drawn])
    touching = short[_touching(sides[short], boxes).any(axis=1)]
    if len(touching) * len(sides) > _MOST:
        return []
    # A rule drawn twice over touches itself.
    alone = (_touching(sides[touching], sides) & ~_same(sides[touching], sides)).sum(axis=1) == 0
    return [
        Segment(bool(h), pos, lo, hi, width, "", int(z)) for h, pos, lo, hi, width, z in table[touching[alone]].tolist()
    ]


def _sides(table: NDArray[Any]) -> NDArray[Any]:
    """Left, right, upper and lower end of each rule."""
    level = table[:, HORIZONTAL] > 0
    pos, lo, hi = table[:, POS], table[:, LO], table[:, HI]
    return np.stack(
        [np.where(level, lo, pos), np.where(level, hi, pos), np.where(level, pos, lo), np.where(level, pos, hi)], axis=1
    )


def _touching(a: NDArray[Any], b: NDArray[Any]) -> NDArray[Any]:
    across = np.minimum(a[:, None, 1], b[:, 1]) - np.maximum(a[:, None, 0], b[:, 0]) >= -_TOUCH
    along = np.minimum(a[:, None, 3], b[:, 3]) - np.maximum(a[:, None, 2], b[:, 2]) >= -_TOUCH
    both: NDArray[Any] = across & along
    return both


def _same(a: NDArray[Any], b: NDArray[Any]) -> NDArray[Any]:
    same: NDArray[Any] = np.abs(a[:, None, :] - b).max(axis=2) < 0.2
    return same


def stroke_box(rule: Segment) -> Box:
    """The place of a rule, without its thickness."""
    return Box(rule.lo, rule.pos, rule.hi, rule.pos) if rule.horizontal else Box(rule.pos, rule.lo, rule.pos, rule.hi)


def touch(a: Box, b: Box, gap: float) -> bool:
    """Whether two boxes share a point or are no further apart than a gap."""
    return min(a.x1, b.x1) - max(a.x0, b.x0) >= -gap and min(a.bottom, b.bottom) - max(a.top, b.top) >= -gap
