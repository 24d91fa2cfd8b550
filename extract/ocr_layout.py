"""Where the words of a scanned page stand that no ruled cell holds, and which way the page lies."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from extract.ocr_image import Pixels, TextLine, engine
from extract.ocr_joined import joined_parts

_GUTTER: Final = 0.8
"""White between two words, in heights of a figure, from which they are pieces of their own; a space is about 0.4."""
_NARROW: Final = 0.45
"""White between the texts of two narrow columns, in heights of a figure: a little more than a space."""
_SHARED: Final = 4
"""Texts that begin at one edge, from which it is the edge of a column."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Connected pieces of ink that can be letters: x, y, width, height and ink of each, and a mask of them."""

    boxes: Pixels
    mask: Pixels
    height: float


def marks_of(ink: Pixels, scale: float) -> Marks:
    """Letters, dots and dashes of a page; rules, frames, pictures and dirt left out.

    Args:
        ink: Where there is ink.
        scale: Pixels a point.
    """
    boxes = np.concatenate([found for _, _, found in joined_parts(ink)])
    wide, high, full = boxes[:, 2], boxes[:, 3], boxes[:, 4]
    # In a blurred print the letters of a whole word touch.
    touching = (high >= 4 * scale) & (high <= 14 * scale) & (wide <= 200 * scale)
    sized = (np.maximum(wide, high) <= 36 * scale) | touching
    fits = sized & (full >= 3) & ~((wide > 20 * high) | (high > 12 * wide))
    mask, done = np.zeros(ink.shape, bool), 0
    for rows, labels, found in joined_parts(ink):  # numbered once more rather than kept
        mask[rows] = np.concatenate([[False], fits[done : done + len(found)]])[labels]
        done += len(found)
    letters = boxes[fits & (high >= 2.5 * scale) & (high <= 20 * scale)]
    height = float(np.percentile(letters[:, 3], 70)) if len(letters) else 6 * scale
    return Marks(boxes[fits], mask, height)


def lies_on_its_side(ink: Pixels, scale: float) -> bool:
    """Whether the text of a page runs up or down: its letters join to words along the height rather than the width."""
    cv2 = engine()
    marks = marks_of(ink, scale)
    if len(marks.boxes) < 20:
        return False
    mask = marks.mask.astype(np.uint8)
    reach = max(3, round(0.45 * marks.height)) | 1
    across, along = (
        1 + sum(len(found) for _, _, found in joined_parts(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, kernel)))
        for kernel in (np.ones((1, reach), np.uint8), np.ones((reach, 1), np.uint8))
    )
    return bool(along < 0.8 * across)


def looks_printed(image: Pixels, scale: float) -> bool:
    """Whether a picture is a sheet of print: light paper without much colour, and many letters of about one height.

    Args:
        image: height x width x 3, RGB.
        scale: Pixels a point.
    """
    from extract.ocr_image import inked, lightness

    light = lightness(image)
    paper = float(np.percentile(light, 60))
    plain = light.astype(np.int16) - image[:, :, :3].min(axis=2) < 60
    if paper < 140 or float(((light > 0.8 * paper) & plain).mean()) < 0.6:
        return False
    marks = marks_of(inked(image, scale)[1], scale)
    high = marks.boxes[:, 3] if len(marks.boxes) else np.zeros(0)
    return int((np.abs(high - marks.height) < 0.4 * marks.height).sum()) >= 60


def pieces_of(ink: Pixels, scale: float) -> list[TextLine]:
    """Words and phrases that stand free on a page: each line of text, cut where the white is as wide as a gutter.

    Args:
        ink: Ink without rules and without what lies in ruled cells.
        scale: Pixels a point.
    """
    cv2 = engine()
    marks = marks_of(ink, scale)
    if not len(marks.boxes):
        return []
    reach = max(3, round(_GUTTER * marks.height))
    padded = np.pad(marks.mask.astype(np.uint8), ((0, 0), (reach, reach)))
    joined = cv2.morphologyEx(padded, cv2.MORPH_CLOSE, np.ones((1, reach), np.uint8))[:, reach:-reach]
    boxes: list[tuple[int, int, int, int]] = []
    for rows, labels, found in joined_parts(joined):
        inked = np.bincount(labels[marks.mask[rows]], minlength=len(found) + 1)[1:]
        boxes += [(int(x), int(y), int(x + w), int(y + h)) for x, y, w, h, _ in found[inked >= 6]]
    out: list[TextLine] = []
    for x0, y0, x1, y1 in _on_lines(boxes, marks.height):
        if y1 - y0 > 1.9 * marks.height:
            out += stacked(marks.mask, TextLine(x0, y0, x1, y1), scale)
        elif y1 - y0 >= 1.2 * scale or 1.2 * scale <= x1 - x0 <= 12 * scale:
            out.append(TextLine(x0, y0, x1, y1))
    return sorted(out, key=lambda ln: (ln.y0, ln.x0))


def at_shared_edges(pieces: list[TextLine], ink: Pixels, height: float) -> list[TextLine]:
    """Pieces cut where the text of a narrow column begins: at an edge that pieces of other lines have too.

    Args:
        pieces: Words and phrases outside of ruled tables.
        ink: Their ink.
        height: Of a usual figure, in pixels.

    Returns:
        The pieces; one that runs over the beginning of a column, with white before it, as two.
    """
    near = 0.25 * height
    starts = np.sort(np.array([p.x0 for p in pieces if p.upright]))
    out: list[TextLine] = []
    for piece in pieces:
        out += _cut_at(piece, starts, ink, near, height) if piece.upright else [piece]
    return out


def _cut_at(piece: TextLine, starts: Pixels, ink: Pixels, near: float, height: float) -> list[TextLine]:
    inside = starts[(starts > piece.x0 + height) & (starts < piece.x1 - 2)]
    if len(inside) < _SHARED:
        return [piece]
    full = np.flatnonzero(ink[piece.y0 : piece.y1, piece.x0 : piece.x1].any(axis=0))
    for left, right in pairwise(full):
        at = piece.x0 + int(right)
        if right - left - 1 < _NARROW * height or (np.abs(inside - at) <= near).sum() < _SHARED:
            continue
        first = TextLine(piece.x0, piece.y0, piece.x0 + int(left) + 1, piece.y1)
        return [first, TextLine(at, piece.y0, piece.x1, piece.y1)]
    return [piece]


def stacked(ink: Pixels, line: TextLine, scale: float) -> list[TextLine]:
    """The lines of a piece that is too tall for one: told apart by the middles of their letters.

    Args:
        ink: Where there is ink.
        line: The piece.
        scale: Pixels a point.
    """
    marks = marks_of(ink[line.y0 : line.y1, line.x0 : line.x1], scale)
    boxes = marks.boxes[marks.boxes[:, 3] >= 0.45 * marks.height]
    if len(boxes) < 2 or line.y1 - line.y0 < 1.6 * marks.height:
        return [line]
    middles = np.sort(boxes[:, 1] + boxes[:, 3] / 2)
    cuts = (middles[1:] + middles[:-1])[np.diff(middles) > 0.4 * marks.height] / 2
    at = np.searchsorted(cuts, marks.boxes[:, 1] + marks.boxes[:, 3] / 2)
    out = []
    for k in range(len(cuts) + 1):
        own = marks.boxes[at == k]
        if len(own) and own[:, 4].sum() >= 6:
            x0, y0 = own[:, 0].min(), own[:, 1].min()
            x1, y1 = (own[:, 0] + own[:, 2]).max(), (own[:, 1] + own[:, 3]).max()
            out.append(TextLine(line.x0 + int(x0), line.y0 + int(y0), line.x0 + int(x1), line.y0 + int(y1)))
    return out if len(out) > 1 else [line]


def without_raised(ink: Pixels, line: TextLine, scale: float) -> list[TextLine]:
    """A line and the raised mark at its end, if it has one: "38" with a small 1 is not 381.

    Args:
        ink: Where there is ink.
        line: An upright line.
        scale: Pixels a point.
    """
    marks = marks_of(ink[line.y0 : line.y1, line.x0 : line.x1], scale)
    boxes = marks.boxes[np.argsort(marks.boxes[:, 0])] if len(marks.boxes) else marks.boxes
    tall = float(boxes[:, 3].max()) if len(boxes) else 0.0
    if len(boxes) < 2 or tall < 4 * scale:
        return [line]
    floor = float(np.median((boxes[:, 1] + boxes[:, 3])[boxes[:, 3] > 0.75 * tall]))
    cut = len(boxes)
    while cut > 1:
        _, y, w, h, _ = boxes[cut - 1]
        if not (0.35 * tall <= h <= 0.75 * tall and w <= 0.6 * tall and y + h <= floor - 0.28 * tall):
            break
        cut -= 1
    if cut == len(boxes) or len(boxes) - cut > 2 or not (boxes[:cut, 3] > 0.75 * tall).any():
        return [line]
    at = line.x0 + int(boxes[cut, 0])
    last = line.x0 + int((boxes[:cut, 0] + boxes[:cut, 2]).max())
    top, foot = int(boxes[cut:, 1].min()), int((boxes[cut:, 1] + boxes[cut:, 3]).max())
    own = int(boxes[:cut, 1].min())
    # A mark that stands high is let down a little, so that it stays with its line.
    down = max(0, round(floor - foot - 0.33 * tall))
    return [
        TextLine(line.x0, line.y0 + own, min(last, at), line.y1),
        TextLine(at, line.y0 + top, line.x1, line.y0 + foot, drop=down),
    ]


def _on_lines(boxes: list[tuple[int, int, int, int]], height: float) -> list[tuple[int, int, int, int]]:
    """Pieces with their dots, accents and neighbours on the same line: what stands apart by less than a gutter."""
    todo = sorted(boxes, key=lambda b: b[3] - b[1], reverse=True)
    out: list[tuple[int, int, int, int]] = []
    for x0, y0, x1, y1 in todo:
        small = y1 - y0 < 0.6 * height and x1 - x0 < 0.8 * height
        for i, (a0, b0, a1, b1) in enumerate(out):
            beside = max(x0 - a1, a0 - x1)
            above = max(y0 - b1, b0 - y1)
            own = min(y1 - y0, b1 - b0)
            reach = _GUTTER * max(height, 0.8 * own)
            same_line = min(y1, b1) - max(y0, b0) >= 0.5 * own
            if (same_line and beside < reach and max(b1, y1) - min(b0, y0) < 1.7 * max(height, own)) or (
                small and beside < 0.35 * height and above < 0.35 * height
            ):
                out[i] = (min(a0, x0), min(b0, y0), max(a1, x1), max(b1, y1))
                break
        else:
            out.append((x0, y0, x1, y1))
    return out
