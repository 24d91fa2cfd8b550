"""The colour of the letters on a scan: some publications rate a figure by the colour it is printed in."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from extract.ocr_image import Pixels, TextLine
from records import Box

BLACK: Final = "#000000"
_DEEP: Final = 0.6
"""Part of the strongest ink from which a pixel is ink and no edge."""
_FAINT: Final = 60.0
"""Light of 255 that ink takes at least."""
_EVEN: Final = 0.25
"""Part of the light it takes of one colour and not of another, below which ink is black or grey."""
_WASHED: Final = 1.7
"""By how much compression, which keeps colours more coarsely than light, evens the colour of thin strokes."""
_BRIGHT: Final = np.array([0.299, 0.587, 0.114])
_GROUND: Final = 30.0
"""Difference from the paper, of 255, from which the ground is coloured itself: no ink is told apart on it."""


_AROUND: Final = 5
"""Pixels around a sign in which there is paper."""
_LEAST: Final = 10
"""Pixels of the smallest sign, both ways."""
_FULL: Final = 0.66
"""Part of its box that a disc fills, at least: 0.78 to an edge that is blurred; no letter fills as much."""


def ink_of(part: Pixels, paper: Pixels, ground: float = _GROUND) -> str:
    """The colour of a piece of text.

    Strokes are a pixel or three wide, and compression washes their colour out: what they take of the paper's light
    tells the colour, as if they covered their pixels wholly.

    Args:
        part: A piece of the page around the text, RGB.
        paper: Colour of the paper.
        ground: Difference from the paper from which the ground is coloured itself.

    Returns:
        "#rrggbb"; black where it is near black or grey, or stands on a coloured ground.
    """
    pixels = part[:, :, :3].reshape(-1, 3).astype(np.float32)
    lost = np.clip((paper - pixels) / np.maximum(paper, 1.0) * 255, 0, 255)
    strength = lost.max(axis=1)
    if float(np.percentile(strength, 25)) > ground:
        return BLACK
    deep = strength >= _DEEP * max(float(np.percentile(strength, 98)), _FAINT / _DEEP)
    if not deep.any():
        return BLACK
    taken = lost[deep].mean(axis=0)
    most = float(taken.max())
    if most - float(taken.min()) < _EVEN * most:
        return BLACK
    light = float(taken @ _BRIGHT)
    taken = np.maximum(light + _WASHED * (taken - light), 0)
    return "#" + "".join(f"{round(255 * (1 - float(t) / float(taken.max()))):02x}" for t in taken)


def disc_of(image: Pixels, line: TextLine, paper: Pixels) -> str | None:
    """The colour of a lone disc or square, as ratings are drawn with; None where it is no such sign.

    Args:
        image: The page, RGB.
        line: What may be a sign; a letter in a coloured cell has no paper around it.
        paper: Colour of the paper.
    """
    part = image[line.y0 : line.y1, line.x0 : line.x1]
    height, width = part.shape[:2]
    if min(height, width) < _LEAST or not 0.75 < width / height < 1.34:
        return None
    top, left = max(0, line.y0 - _AROUND), max(0, line.x0 - _AROUND)
    wide = paper - image[top : line.y1 + _AROUND, left : line.x1 + _AROUND, :3].astype(np.float32)
    around = np.ones(wide.shape[:2], bool)
    around[line.y0 - top - 1 : line.y1 - top + 1, line.x0 - left - 1 : line.x1 - left + 1] = False
    if float((wide.max(axis=2)[around] > 2 * _GROUND).mean()) > 0.25:
        return None
    colour = ink_of(part[height // 4 : -(height // 4), width // 4 : -(width // 4)], paper, ground=255.0)
    lost = (paper - part[:, :, :3].astype(np.float32)).max(axis=2)
    filled = float((lost > 0.5 * np.percentile(lost, 90)).mean())
    return colour if colour != BLACK and filled > _FULL else None


def round_in(box: Box) -> list[tuple[float, float]]:
    """The outline of a disc in a box."""
    x, y = box.centre
    turns = [k * math.pi / 12 for k in range(25)]
    return [(x + box.width / 2 * math.cos(t), y + box.height / 2 * math.sin(t)) for t in turns]
