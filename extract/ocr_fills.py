"""What is coloured on a scanned page: rated cells and shaded rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

import numpy as np

from extract.ocr_image import STRIP, Pixels, TextLine, engine
from extract.ocr_joined import joined_parts
from extract.pageparts import Fill
from records import Box

_LEAST: Final = 7.0
"""Height in points of the lowest coloured cell or shaded row."""
_LOW: Final = 0.35
"""Heights of a usual line: what is lower is no letter and no figure."""
_RUN: Final = 1.6
"""Points by which a scanner lets colours run over the edge of a coloured cell."""
_STEP: Final = 9.0
"""Difference of one of the colours, of 255, at which a shaded head ends and a shaded row begins."""


def coloured(image: Pixels, ink: Pixels, paper: Pixels, scale: float) -> list[Fill]:
    """Rectangles of one colour on a page: shaded rows and rated cells of tables without rules.

    Args:
        image: The page, RGB.
        ink: Where there is ink.
        paper: Colour of the paper.
        scale: Pixels a point.
    """
    cv2 = engine()
    smooth = cv2.medianBlur(np.ascontiguousarray(image[:, :, :3]), 5)
    # Darker than the paper in one of the colours; what is lighter lies beside the sheet.
    letters = _near(ink)
    tinted = _darker_than(smooth, paper) & ~letters
    if tinted.mean() < 0.0005:
        return []
    letters = letters.view(np.uint8)
    step = 40
    often = np.zeros(512, np.int64)
    for part in _strips(len(smooth)):
        often += np.bincount(_kinds(smooth[part], step)[tinted[part]], minlength=512)
    values = np.flatnonzero(often)
    counts = often[values]
    out: list[Fill] = []
    smallest = (8 * scale) * (6 * scale)
    for key in values[np.argsort(-counts)][:12]:
        # Told anew for each kind of colour: kept, it would take two bytes a pixel.
        one = np.concatenate([smooth[p][tinted[p] & (_kinds(smooth[p], step) == key)] for p in _strips(len(smooth))])
        if len(one) < 0.3 * smallest:
            continue
        colour = np.median(one, axis=0)
        low, high = np.clip(colour - 0.6 * step + 1, 0, 255), np.clip(colour + 0.6 * step - 1, 0, 255)
        near = (cv2.inRange(smooth, low, high) > 0) & tinted
        del one
        # Letters on a fill are holes in it; letters on paper do not outlast the opening, or hold too little colour.
        clean = cv2.morphologyEx(near.view(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
        close = cv2.bitwise_or(clean, letters)
        close = cv2.morphologyEx(close, cv2.MORPH_CLOSE, np.ones((round(2 * scale), round(4 * scale)), np.uint8))
        close = cv2.morphologyEx(close, cv2.MORPH_OPEN, np.ones((round(6 * scale), round(7 * scale)), np.uint8))
        stats = np.concatenate([found for _, _, found in joined_parts(close, 4)])
        del close
        parts = [
            _trimmed(clean, int(x), int(y), int(x + w), int(y + h), int(n))
            for x, y, w, h, n in stats
            if clean[y : y + h, x : x + w].mean() >= 0.35
        ]
        for x0, y0, x1, y1, area in _in_bands(parts, tinted, ink):
            if area < smallest or area < 0.8 * (x1 - x0) * (y1 - y0) or y1 - y0 < _LEAST * scale:
                continue
            for top, foot, own in _shades(smooth, near, (x0, y0, x1, y1), colour, scale):
                box = Box(x0 / scale, top / scale, x1 / scale, foot / scale)
                size = box.width * box.height
                if any(box.overlap(f.box) > 0.5 * size > 0.125 * f.box.width * f.box.height for f in out):
                    continue
                shown = np.clip(own * 255.0 / np.maximum(paper, 1.0), 0, 255)
                out.append(Fill(box, "#" + "".join(f"{round(float(c)):02x}" for c in shown), len(out)))
    # A coloured cell lies upon the shading of its row.
    out.sort(key=lambda f: -f.box.width * f.box.height)
    return [Fill(f.box, f.colour, z) for z, f in enumerate(out)]


def _strips(height: int) -> list[slice]:
    """Some rows at a time: each step makes copies."""
    return [slice(top, top + STRIP) for top in range(0, height, STRIP)]


def _kinds(smooth: Pixels, step: int) -> Pixels:
    """A number for each kind of colour, below 512."""
    bins = (smooth // step).astype(np.uint16)
    out: Pixels = bins[:, :, 0] * 64 + bins[:, :, 1] * 8 + bins[:, :, 2]
    return out


def _shades(
    smooth: Pixels, coloured: Pixels, box: tuple[int, int, int, int], colour: Pixels, scale: float
) -> list[tuple[int, int, Pixels]]:
    """A coloured area cut where its colour changes from one row of pixels to the next: a head and a shaded row meet.

    Returns:
        (top, foot, colour) of each part; the whole with the given colour where it has but one.
    """
    x0, y0, x1, y1 = box
    least = round(_LEAST * scale)
    if y1 - y0 < 2 * least:
        return [(y0, y1, colour)]
    rows = np.full((y1 - y0, 3), np.nan)
    for y in range(y0, y1):
        here = smooth[y, x0:x1][coloured[y, x0:x1]]
        if len(here) > 0.2 * (x1 - x0):
            rows[y - y0] = np.median(here, axis=0)
    known = np.flatnonzero(~np.isnan(rows[:, 0]))
    if len(known) < 2 * least:
        return [(y0, y1, colour)]
    cuts = [0]
    for y in range(least, y1 - y0 - least):
        above, below = rows[max(cuts[-1], y - least) : y], rows[y : y + least]
        if np.isnan(above).all() or np.isnan(below).all() or y - cuts[-1] < least:
            continue
        if np.abs(np.nanmedian(above, axis=0) - np.nanmedian(below, axis=0)).max() > _STEP:
            # The edge lies where the two rows of pixels differ most.
            window = np.nan_to_num(np.abs(np.diff(rows[y - 2 : y + least], axis=0)).max(axis=1))
            cuts.append(y - 1 + int(np.argmax(window)))
    edges = [*cuts, y1 - y0]
    if len(edges) == 2:
        return [(y0, y1, colour)]
    return [(y0 + a, y0 + b, np.nanmedian(rows[a:b], axis=0)) for a, b in pairwise(edges) if b > a]


def by_rows(fills: Sequence[Fill], lines: Sequence[TextLine], scale: float) -> list[Fill]:
    """Coloured cells of one colour that stand on each other, cut between the rows of text beside them.

    Args:
        fills: Coloured areas, points.
        lines: Pieces of text, pixels.
        scale: Pixels a point.

    Returns:
        The areas; narrow ones that several rows pass, each of at least three texts, in a part for each row.
    """
    upright = [ln for ln in lines if ln.upright]
    if not upright:
        return list(fills)
    height = float(np.median([ln.y1 - ln.y0 for ln in upright]))
    middles = np.sort(np.array([(ln.y0 + ln.y1) / 2 for ln in upright]))
    groups = np.split(middles, np.flatnonzero(np.diff(middles) > 0.5 * height) + 1)
    rows = np.array([float(np.median(g)) for g in groups if len(g) >= 3]) / scale
    wide = max(ln.x1 for ln in upright) / scale
    out: list[Fill] = []
    for fill in fills:
        box = fill.box
        inside = rows[(rows > box.top) & (rows < box.bottom)]
        if len(inside) < 2 or box.width > 0.25 * wide:
            out.append(fill)
            continue
        edges = [box.top, *((inside[1:] + inside[:-1]) / 2), box.bottom]
        out += [replace(fill, box=Box(box.x0, float(a), box.x1, float(b))) for a, b in pairwise(edges)]
    return [replace(f, z=z) for z, f in enumerate(out)]


def off_edges(lines: Sequence[TextLine], fills: Sequence[Fill], usual: float, scale: float) -> list[TextLine]:
    """Lines of text without the thin strips along the edges of coloured cells, where colours run.

    A dash stands in the middle of its cell, and no letter is as low; none that is as narrow stands across a side.

    Args:
        lines: Pieces of text, pixels.
        fills: Coloured areas, points.
        usual: Height of a usual line, pixels.
        scale: Pixels a point.
    """
    thin = _LOW * usual
    return [
        ln for ln in lines
        if not (ln.y1 - ln.y0 <= thin and _along_edge(ln, fills, scale))
        and not (ln.x1 - ln.x0 <= thin and _along_side(ln, fills, scale))
    ]  # fmt: skip


def _along_edge(line: TextLine, fills: Sequence[Fill], scale: float) -> bool:
    y, x0, x1 = (line.y0 + line.y1) / 2 / scale, line.x0 / scale, line.x1 / scale
    return any(
        f.box.x0 - _RUN <= x0 and x1 <= f.box.x1 + _RUN and min(abs(y - f.box.top), abs(y - f.box.bottom)) <= _RUN
        for f in fills
    )


def _along_side(line: TextLine, fills: Sequence[Fill], scale: float) -> bool:
    x, top, foot = (line.x0 + line.x1) / 2 / scale, line.y0 / scale, line.y1 / scale
    return any(
        f.box.top - _RUN <= top and foot <= f.box.bottom + _RUN and min(abs(x - f.box.x0), abs(x - f.box.x1)) <= _RUN
        for f in fills
    )


def _trimmed(clean: Pixels, x0: int, y0: int, x1: int, y1: int, area: int) -> tuple[int, int, int, int, int]:
    """A part without the letters beside it that hold no colour."""
    part = clean[y0:y1, x0:x1]
    cols, rows = np.flatnonzero(part.mean(axis=0) > 0.25), np.flatnonzero(part.mean(axis=1) > 0.25)
    if not cols.size or not rows.size:
        return x0, y0, x1, y1, 0
    out = (x0 + int(cols[0]), y0 + int(rows[0]), x0 + int(cols[-1]) + 1, y0 + int(rows[-1]) + 1)
    return *out, min(area, (out[2] - out[0]) * (out[3] - out[1]))


def _in_bands(
    parts: list[tuple[int, int, int, int, int]], tinted: Pixels, ink: Pixels
) -> list[tuple[int, int, int, int, int]]:
    """Parts of one shaded row that its words or a coloured cell have cut asunder, put together again."""
    out: list[tuple[int, int, int, int, int]] = []
    for x0, y0, x1, y1, area in sorted(parts):
        for i, (a0, b0, a1, b1, n) in enumerate(out):
            both = min(y1, b1) - max(y0, b0)
            if both < 0.8 * min(y1 - y0, b1 - b0) or x0 < a0:
                continue
            gap = (slice(max(y0, b0), min(y1, b1)), slice(a1, x0))
            clear = tinted[gap][~ink[gap]]
            if a1 >= x0 or (clear.size and clear.mean() > 0.7):
                top, bottom, right = min(b0, y0), max(b1, y1), max(a1, x1)
                between = max(0, x0 - a1) * (bottom - top)
                out[i] = (a0, top, right, bottom, min(n + area + between, (right - a0) * (bottom - top)))
                break
        else:
            out.append((x0, y0, x1, y1, area))
    return out


def _darker_than(smooth: Pixels, paper: Pixels) -> Pixels:
    """Where one of the colours is darker than the paper's."""
    cv2 = engine()
    return np.asarray(cv2.inRange(smooth, np.clip(paper - 10, 0, 255), np.full(3, 255.0)) == 0)


def _near(ink: Pixels) -> Pixels:
    cv2 = engine()
    out: Pixels = cv2.dilate(ink.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    return out
