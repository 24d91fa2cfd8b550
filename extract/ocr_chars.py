"""Recognised pieces of text as characters of a page: set on common baselines, in common sizes, as a printer set them.

What a scanner gives is a line of ink with a height that depends on its letters. Words of one printed line get one
baseline, dashes and arrows that of the words beside them, so that rows are found as on any other page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from extract.groups import root_of
from extract.ocr_engine import Glyph
from extract.ocr_image import Pixels, TextLine
from extract.ocr_ink import BLACK
from extract.pageparts import NO_FONT, Char, Font

_HEAVY: Final = Font("", bold=True)
_DESCENDS = frozenset("gjpqy()[]{}Q|@/")
_TALL = frozenset("bdfhkl%£()[]|/")
_LEAD: Final = 0.2
"""Part of a font's size below the baseline; of a comma the second, less."""
_COMMA: Final = 0.14
_LEVEL: Final = 0.3
"""Font sizes by which two words of one printed line may seem to stand apart in height."""
_MIDDLE: Final = 0.35
"""Font sizes by which the middle of a figure, a dash or an arrow stands over the baseline."""
_SOFT: Final = 1.3
"""Pixels by which print spreads on a scan."""
_BOLD: Final = 1.18
"""Width of bold strokes in those of plain ones, at least: 1.25 to 1.4 in common fonts; a blur evens them."""
_GRAIN: Final = 0.15
"""Darkness of 1 below which paper is not ink."""
_SHORT: Final = 10
"""Letters of a rating word at most."""


@dataclass(slots=True)
class Piece:
    """Recognised ink.

    Attributes:
        line: Where it is.
        glyphs: What it reads as.
        sign: Whether it is a dash or an arrow, whose own height says nothing of the baseline.
        size: Font size, points.
        base: Baseline, points; for text that reads upwards its distance from the left.
        stroke: Mean width of its strokes, pixels; 0 where it is not known.
        bold: Whether its strokes are wider than those of most letters of the page.
        ink: Its colour, "#rrggbb".
    """

    line: TextLine
    glyphs: list[Glyph]
    sign: bool = False
    size: float = 0.0
    base: float = 0.0
    stroke: float = 0.0
    bold: bool = False
    ink: str = BLACK


def padding(height: int) -> int:
    """Pixels of white around a line of some height, as the engine sees it."""
    return max(3, height // 6)


def chars_of(pieces: Sequence[Piece], usual: float, scale: float) -> list[list[Char]]:
    """The characters of each piece with their places.

    Args:
        pieces: Of one page.
        usual: Usual height of a line of ink, pixels.
        scale: Pixels a point.

    Returns:
        For each piece its characters, in order.
    """
    for p in pieces:
        _measure(p, usual, scale)
    _level([p for p in pieces if p.line.upright and p.glyphs], scale)
    _weigh(pieces)
    return [_chars(p, run, scale) for run, p in enumerate(pieces)]


def _measure(piece: Piece, usual: float, scale: float) -> None:
    """Size and baseline as its own ink tells them."""
    line, text = piece.line, [g for g in piece.glyphs if not g.text.isspace()]
    across = (line.y1 - line.y0) if line.upright else (line.x1 - line.x0)
    below = _LEAD if any(g.text in _DESCENDS for g in text) else 0.0
    below = below or (_COMMA if any(g.text in ",;" for g in text) else 0.0)
    if any(g.text.isdigit() or g.text.isupper() or g.text in _TALL for g in text):
        over = 0.72
    else:
        over = 0.65 if any(g.text == "t" for g in text) else 0.52
    piece.size = (across - _SOFT) / (over + below) / scale
    if piece.sign or across < 0.6 * usual:  # a dash, a dot or an arrow: as large as the text around it
        piece.size = usual / 0.85 / scale
    foot = (line.y1 + line.drop) / scale if line.upright else line.x1 / scale
    piece.base = foot - below * piece.size
    if piece.sign:
        middle = (line.y0 + line.y1) / 2 if line.upright else (line.x0 + line.x1) / 2
        piece.base = middle / scale + _MIDDLE * piece.size


def stroke_of(crop: Pixels) -> float:
    """Mean width of the strokes of a line of text, in pixels: twice its ink by the length of its outlines.

    Args:
        crop: Height x width, dark letters on white.
    """
    ink = (255 - crop.astype(np.float32)) / 255
    ink[ink < _GRAIN] = 0
    down, across = np.gradient(ink)
    outline = float(np.hypot(down, across).sum())
    return 2 * float(ink.sum()) / outline if outline else 0.0


def _weigh(pieces: Sequence[Piece]) -> None:
    """Tell bold words: their strokes are wider, for their size, than those of most letters of the page."""
    words = [p for p in pieces if p.stroke and p.size and not p.sign and len(p.glyphs) > 1]
    if not words:
        return
    usual = float(np.median([p.stroke / p.size for p in words for _ in p.glyphs]))
    for p in words:
        p.bold = p.stroke / p.size > _BOLD * usual


def _level(pieces: list[Piece], scale: float) -> None:
    """Bring sizes that are nearly the usual one to it, and words of one printed line to one baseline."""
    words = [p for p in pieces if not p.sign]
    if not words:
        return
    body = float(np.median([p.size for p in words for _ in p.glyphs]))
    for p in pieces:
        if abs(p.size - body) < 0.13 * body:
            p.size = body
    words = sorted((p for p in words if p.size >= 0.8 * body and not p.line.drop), key=lambda p: p.line.x0)
    at = {id(p): k for k, p in enumerate(words)}
    group = list(range(len(words)))
    for k, p in enumerate(words):
        after = [w for w in words[k + 1 :] if w.line.x0 >= p.line.x1 - 2 and _same_line(p, w)]
        if after:
            _unite(group, k, at[id(after[0])])
    rows: dict[int, list[Piece]] = {}
    for k, p in enumerate(words):
        rows.setdefault(root_of(group, k), []).append(p)
    own = {id(p): float(np.median([w.base for w in row])) for row in rows.values() for p in row}
    for p in words:
        # A row that climbs over the page is levelled to its middle, however far its ends are from it.
        p.base = own[id(p)]
    for p in pieces:
        # A word whose ink is taller than its letters, on a coloured ground say, stands where its middle stands.
        if p.sign or (p.size > 1.2 * body and len(p.glyphs) <= _SHORT):
            _set_beside(p, [w for w in words if w is not p and w.size <= 1.2 * body], scale)


def _same_line(one: Piece, other: Piece) -> bool:
    small, large = sorted((one.size, other.size))
    return abs(one.base - other.base) <= _LEVEL * small and large < 1.4 * small


def _unite(group: list[int], a: int, b: int) -> None:
    group[root_of(group, b)] = root_of(group, a)


def _set_beside(sign: Piece, words: Sequence[Piece], scale: float) -> None:
    """Give a dash or an arrow the baseline of the words it stands beside."""
    middle = sign.base - _MIDDLE * sign.size
    if not sign.sign:
        middle = (sign.line.y0 + sign.line.y1) / 2 / scale
    near = [w for w in words if abs(w.base - _MIDDLE * w.size - middle) <= (0.55 if sign.sign else 0.25) * w.size]
    if not near:
        return

    def distance(w: Piece) -> float:
        aside = max(w.line.x0 - sign.line.x1, sign.line.x0 - w.line.x1, 0)
        return abs(w.base - _MIDDLE * w.size - middle) / w.size + 0.0004 * aside

    best = min(near, key=distance)
    sign.base, sign.size = best.base, best.size


def _chars(piece: Piece, run: int, scale: float) -> list[Char]:
    line, glyphs = piece.line, piece.glyphs
    if not any(not g.text.isspace() for g in glyphs):
        return []
    across = (line.y1 - line.y0) if line.upright else (line.x1 - line.x0)
    length = (line.x1 - line.x0) if line.upright else (line.y1 - line.y0)
    pad = padding(across)
    centres = [min(length, max(0.0, g.at * (length + 2 * pad) - pad)) for g in glyphs]
    half = 0.5 * length / max(1, len(glyphs))
    out: list[Char] = []
    spaced = False
    for i, g in enumerate(glyphs):
        if g.text.isspace():
            spaced = True
            continue
        left = (centres[i - 1] + centres[i]) / 2 if i else max(0.0, centres[i] - half)
        right = (centres[i] + centres[i + 1]) / 2 if i + 1 < len(glyphs) else length
        if i and glyphs[i - 1].text.isspace():
            left = max(left, centres[i] - half)
        if i + 1 < len(glyphs) and glyphs[i + 1].text.isspace():
            right = min(right, centres[i] + half)
        if piece.sign and len(glyphs) == 1:
            left, right = 0.0, length
        u0, u1 = left / scale, max(right, left + 1) / scale
        out.append(_char(piece, g.text, (u0, u1), run, spaced, len(out), scale))
        spaced = False
    return out


def _char(
    piece: Piece, text: str, along: tuple[float, float], run: int, spaced: bool, order: int, scale: float
) -> Char:  # fmt: skip
    size, base, (u0, u1) = piece.size, piece.base, along
    font = _HEAVY if piece.bold else NO_FONT
    if piece.line.upright:
        x0 = piece.line.x0 / scale
        box = (x0 + u0, base - 0.8 * size, x0 + u1, base + 0.2 * size)
        return Char(text, *box, x0 + u0, x0 + u1, base, size, 0, run, font, piece.ink, True, spaced, order)
    bottom = piece.line.y1 / scale
    box = (base - 0.8 * size, bottom - u1, base + 0.2 * size, bottom - u0)
    return Char(text, *box, -(bottom - u0), -(bottom - u1), base, size, 90, run, font, piece.ink, True, spaced, order)
