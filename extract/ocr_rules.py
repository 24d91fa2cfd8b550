"""The rules of a scanned page: dark ones, and those too light to be ink."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from extract.ocr_image import Pixels, engine, picked
from extract.ocr_joined import long_parts
from extract.pageparts import Fill, Segment
from records import Box

_SHORTEST: Final = 22.0
"""Points: no stroke of a letter is as long."""
_THICK: Final = 2.5
_THICKEST: Final = 5.0
"""Points: few rules are thicker than the first, none thicker than the second."""
_FAINTEST: Final = 8.0
"""Contrast with the paper, of 255, from which a long straight line is a rule."""
_REACH: Final = 3.0
"""Points within which a rule meets a coloured area."""


def rules_of(ink: Pixels, scale: float, light: Pixels | None = None) -> tuple[list[Segment], Pixels]:
    """Horizontal and vertical rules, and the ink that belongs to them.

    Args:
        ink: Where there is ink.
        scale: Pixels a point.
        light: The page in grey, in which light rules are looked for too; None looks for dark ones alone.

    Returns:
        (rules in points, mask of their pixels).
    """
    mask = ink.astype(np.uint8)
    covered = np.zeros_like(mask)
    out: list[Segment] = []
    for horizontal in (True, False):
        lines = _strokes(mask, scale, horizontal=horizontal)
        if light is not None:
            faint = _free_of_letters(_faint(light, scale, horizontal=horizontal), mask, horizontal=horizontal)
            lines |= _without_run_on(faint, lines, mask, scale, horizontal=horizontal)
        _take(lines, mask, scale, out, covered, horizontal=horizontal)
    return out, covered.astype(bool)


def _strokes(mask: Pixels, scale: float, *, horizontal: bool) -> Pixels:
    """Long straight strokes of ink."""
    cv2 = engine()
    long = max(20, int(_SHORTEST * scale))
    thick = np.ones((3, 1) if horizontal else (1, 3), np.uint8)
    along = np.ones((1, long) if horizontal else (long, 1), np.uint8)
    gap = np.ones((1, 7) if horizontal else (7, 1), np.uint8)
    # Letters must not be joined before the opening, or words would pass for rules; broken rules are joined after.
    lines: Pixels = cv2.morphologyEx(cv2.dilate(mask, thick), cv2.MORPH_OPEN, along)
    return np.asarray(cv2.morphologyEx(lines, cv2.MORPH_CLOSE, gap))


def _faint(light: Pixels, scale: float, *, horizontal: bool) -> Pixels:
    """Long thin lines a little darker than what lies on either side of them, too light to be ink.

    The mean along the line makes them stand out of the grain; the edge of a shaded row is a step and no line.
    """
    cv2 = engine()
    reach, across = round(7 * scale) | 1, round(3 * scale) | 1
    mean = cv2.blur(light, (reach, 1) if horizontal else (1, reach))
    hollow = cv2.morphologyEx(mean, cv2.MORPH_BLACKHAT, np.ones((across, 1) if horizontal else (1, across), np.uint8))
    grain = 1.48 * float(np.median(np.abs(light[::3, ::3].astype(np.int16) - cv2.medianBlur(light, 5)[::3, ::3])))
    level = max(_FAINTEST, 5 * grain / reach**0.5)
    seen = (hollow > level).astype(np.uint8)
    long = round(1.6 * _SHORTEST * scale)
    thick = np.ones((3, 1) if horizontal else (1, 3), np.uint8)
    seen = cv2.morphologyEx(
        cv2.dilate(seen, thick), cv2.MORPH_OPEN, np.ones((1, long) if horizontal else (long, 1), np.uint8)
    )
    # The mean makes lines longer by half its reach at either end.
    return np.asarray(cv2.erode(seen, np.ones((1, reach // 2) if horizontal else (reach // 2, 1), np.uint8)))


def _free_of_letters(lines: Pixels, mask: Pixels, *, horizontal: bool) -> Pixels:
    """Faint lines without the cross-bars and feet of letters in a row of text, which have ink along them."""
    labels, stats = long_parts(lines, round(_SHORTEST))
    free = [not _is_lettering(mask, x, y, w, h, 0.2, horizontal=horizontal) for x, y, w, h, _ in stats[1:]]
    return picked(np.array([0, *free], np.uint8), labels)


def _without_run_on(faint: Pixels, dark: Pixels, mask: Pixels, scale: float, *, horizontal: bool) -> Pixels:
    """Faint lines without what runs on from a dark rule into letters: the stems of two lines of text look like one."""
    rest = faint & ~engine().dilate(dark, np.ones((5, 5), np.uint8))
    labels, stats = long_parts(rest, 1)
    kept = [True]
    for x, y, w, h, _ in stats[1:]:
        long = (w if horizontal else h) > 2 * _REACH * scale
        kept.append(not (long and _is_lettering(mask, x, y, w, h, 0.2, horizontal=horizontal)))
    return faint if all(kept) else faint & picked(np.array(kept, np.uint8), labels)


def _take(
    lines: Pixels, mask: Pixels, scale: float, out: list[Segment], covered: Pixels, *, horizontal: bool
) -> None:  # fmt: skip
    """Turn the strokes that are rules into segments, and note where they lie."""
    for x, y, w, h, _ in long_parts(lines, round(_SHORTEST))[1][1:]:
        depth, length = (h, w) if horizontal else (w, h)
        if depth > max(10, _THICKEST * scale) or length < 6 * depth:
            continue
        if length < 60 * scale and _is_lettering(mask, x, y, w, h, 0.3, horizontal=horizontal):
            continue
        if depth > _THICK * scale and _is_lettering(mask, x, y, w, h, 0.1, horizontal=horizontal):
            continue  # bold letters on a dark ground touch
        covered[y : y + h, x : x + w] |= lines[y : y + h, x : x + w]
        middle = (y + h / 2) if horizontal else (x + w / 2)
        start = x if horizontal else y
        out.append(
            Segment(
                horizontal, middle / scale, start / scale, (start + length) / scale, max(0.5, (depth - 2) / scale),
                "#000000", len(out),
            )
        )  # fmt: skip


def _is_lettering(ink: Pixels, x: int, y: int, w: int, h: int, most: float, *, horizontal: bool) -> bool:
    """Whether a would-be rule is the strokes of words: there is ink along it, on more than a part of either side."""
    part = ink if horizontal else ink.T
    x, y, w, h = (x, y, w, h) if horizontal else (y, x, h, w)
    above, below = part[max(0, y - 3) : max(0, y), x : x + w], part[y + h : y + h + 3, x : x + w]
    return any(side.size and float(side.any(axis=0).mean()) > most for side in (above, below))


def ruled_edges(edges: Pixels, rules: Sequence[Segment], scale: float) -> tuple[Pixels, list[Segment]]:
    """The edges of those dark areas that stand in a ruled table; a blackened cell in an unruled one has none.

    Args:
        edges: Mask of the edges of dark areas.
        rules: The rules found so far.
        scale: Pixels a point.

    Returns:
        (mask of the edges that part cells, the rules without those that are sides of other dark areas).
    """
    if not edges.any():
        return edges, list(rules)
    count, labels, stats, _ = engine().connectedComponentsWithStats(edges.astype(np.uint8), connectivity=8)
    boxes = [Box(x / scale, y / scale, (x + w) / scale, (y + h) / scale) for x, y, w, h, _ in stats[1:count]]
    kept = np.array([False] + [_in_ruled_table(box, rules) for box in boxes])
    aside = [_widened(box) for box, keep in zip(boxes, kept[1:], strict=True) if not keep]
    left = [s for s in rules if not any(_meets(s, box) and _within(s, box) for box in aside)]
    return picked(kept, labels), left


def with_hidden_sides(rules: Sequence[Segment], patches: Sequence[Fill], ink: Pixels, scale: float) -> list[Segment]:
    """The rules and what coloured cells hide of them: their sides, and the pieces that run on through them.

    A grey rule beside a green cell is of one lightness with it.

    Args:
        rules: The rules found.
        patches: Coloured areas, points.
        ink: Where there is ink that is no rule.
        scale: Pixels a point.
    """
    out = list(rules)
    for box in (f.box for f in patches if _is_rating(f)):
        if not _in_ruled_table(box, rules):
            continue
        out += _bridges(rules, box, ink, scale)
        for horizontal in (True, False):
            lo, hi = (box.x0, box.x1) if horizontal else (box.top, box.bottom)
            for side in (box.top, box.bottom) if horizontal else (box.x0, box.x1):
                near = [s for s in rules if s.horizontal == horizontal and abs(s.pos - side) <= _REACH]
                pos = next((s.pos for s in near if s.lo - _REACH <= hi and s.hi + _REACH >= lo), side)
                if sum(min(s.hi, hi) - max(s.lo, lo) for s in near if s.hi > lo and s.lo < hi) < 0.8 * (hi - lo):
                    out.append(Segment(horizontal, pos, lo - 1, hi + 1, 0.5, "#000000", len(out), edge=True))
    return out


def without_own_sides(rules: Sequence[Segment], patches: Sequence[Fill]) -> list[Segment]:
    """The rules without the sides of coloured cells that no rules part from others: compression draws lines there.

    Args:
        rules: The rules found.
        patches: Coloured areas, points.
    """
    free = [f.box for f in patches if _is_rating(f) and not _in_ruled_table(f.box, rules)]
    return [s for s in rules if not _is_side(s, free)]


def _is_side(rule: Segment, boxes: Sequence[Box]) -> bool:
    covered, reach = 0.0, []
    for box in boxes:
        lo, hi, near, far = (
            (box.x0, box.x1, box.top, box.bottom) if rule.horizontal else (box.top, box.bottom, box.x0, box.x1)
        )
        shared = min(rule.hi, hi) - max(rule.lo, lo)
        if shared > 0 and near - _REACH <= rule.pos <= far + _REACH:
            covered += shared
            reach += [lo, hi]
    if covered < 0.6 * (rule.hi - rule.lo):
        return False
    return rule.lo > min(reach) - 9 and rule.hi < max(reach) + 9


def _is_rating(fill: Fill) -> bool:
    """Whether a coloured area has a true colour and the size of a cell: not the shading of a row or a heading."""
    parts = [int(fill.colour[i : i + 2], 16) for i in (1, 3, 5)]
    return max(parts) - min(parts) > 70 and fill.box.width < 120


def _in_ruled_table(box: Box, rules: Sequence[Segment]) -> bool:
    """Whether rules that are no sides of an area meet it, and other rules cross them."""
    wide = _widened(box)
    met = [s for s in rules if s.horizontal and _meets(s, wide) and (s.lo < wide.x0 - 9 or s.hi > wide.x1 + 9)]
    if len(met) < 2:
        return False
    return any(
        _meets(s, Box(m.lo - _REACH, m.pos - _REACH, m.hi + _REACH, m.pos + _REACH))
        for s in rules
        if not s.horizontal and not (wide.x0 <= s.pos <= wide.x1)
        for m in met
    )


def _widened(box: Box) -> Box:
    return Box(box.x0 - _REACH, box.top - _REACH, box.x1 + _REACH, box.bottom + _REACH)


def _within(rule: Segment, box: Box) -> bool:
    lo, hi = (box.x0, box.x1) if rule.horizontal else (box.top, box.bottom)
    return rule.lo >= lo - _REACH and rule.hi <= hi + _REACH


def _meets(rule: Segment, box: Box) -> bool:
    a, b, lo, hi = (box.top, box.bottom, box.x0, box.x1) if rule.horizontal else (box.x0, box.x1, box.top, box.bottom)
    return a <= rule.pos <= b and rule.lo <= hi and rule.hi >= lo


def _bridges(rules: Sequence[Segment], box: Box, ink: Pixels, scale: float) -> list[Segment]:
    """Rules that end at one side of a coloured area and go on at the other, with nothing printed in between."""
    out = []
    wide = _widened(box)
    level = [s for s in rules if s.horizontal and _meets(s, wide) and box.top + _REACH < s.pos < box.bottom - _REACH]
    for left in level:
        for right in level:
            if left.hi > box.x0 + _REACH or right.lo < box.x1 - _REACH or abs(left.pos - right.pos) > 1.5:
                continue
            y = round((left.pos + right.pos) / 2 * scale)
            if not ink[y - 1 : y + 2, round(box.x0 * scale) : round(box.x1 * scale)].any():
                out.append(replace(left, lo=left.hi, hi=right.lo, edge=True))
    return out
