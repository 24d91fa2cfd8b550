"""The rules of a scanned page: dark ones, and those too light to be ink."""

from __future__ import annotations

from typing import Final

import numpy as np

from extract.ocr_image import Pixels, engine
from extract.pageparts import Segment

_SHORTEST: Final = 22.0
"""Points: no stroke of a letter is as long."""
_THICKEST: Final = 5.0
_FAINTEST: Final = 8.0
"""Contrast with the paper, of 255, from which a long straight line is a rule."""


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
            lines |= _free_of_letters(_faint(light, scale, horizontal=horizontal), mask, horizontal=horizontal)
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
    cv2 = engine()
    count, labels, stats, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
    kept = np.array([False] + [not _is_lettering(mask, *box, 0.2, horizontal=horizontal) for *box, _ in stats[1:count]])
    return kept[labels].astype(np.uint8)


def _take(
    lines: Pixels, mask: Pixels, scale: float, out: list[Segment], covered: Pixels, *, horizontal: bool
) -> None:  # fmt: skip
    """Turn the strokes that are rules into segments, and note where they lie."""
    cv2 = engine()
    count, _, stats, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
    for x, y, w, h, _ in stats[1:count]:
        depth, length = (h, w) if horizontal else (w, h)
        if depth > max(10, _THICKEST * scale) or length < 6 * depth:
            continue
        if length < 60 * scale and _is_lettering(mask, x, y, w, h, 0.3, horizontal=horizontal):
            continue
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


