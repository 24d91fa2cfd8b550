"""Arrows on a scan: a blob that stands alone is held against the outlines that arrows, letters and figures have.

The engine that reads text knows no arrows and gives the letter that looks most like one. A blob is an arrow where an
arrow's outline fits it well and better than any other; what fits nothing is unknown, never a letter that is not there.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from extract.ocr_image import Pixels, engine, enlarged

_SIZE: Final = 28
"""Pixels to which outlines are brought, both ways."""
_FITS: Final = 0.72
_MARGIN: Final = 0.03
_HOLLOW: Final = 1.3
"""How much larger a hollow outline becomes when it is filled."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a blob looks like.

    Attributes:
        value: up, down, left, right, level or a slanted way; "" where no arrow fits.
        fit: How well it fits, 0 to 1.
        rival: How well the best outline fits that is no arrow or another one.
    """

    value: str
    fit: float
    rival: float

    @property
    def is_arrow(self) -> bool:
        """Whether an arrow fits, and better than anything else."""
        return bool(self.value) and self.fit >= _FITS and self.fit - self.rival >= _MARGIN

    @property
    def is_plain(self) -> bool:
        """Whether nothing else comes near."""
        return bool(self.value) and self.fit >= 0.82 and self.fit - self.rival >= 0.1


def likeness(light: Pixels) -> Likeness:
    """What a small picture looks like.

    Args:
        light: Grey, dark on light, one sign with a little white around it.
    """
    none = Likeness("", 0.0, 0.0)
    if min(light.shape) < 4 or max(light.shape) > 200:
        return none
    ink = enlarged(light)
    shape = _largest(ink)
    if shape is None:
        return none
    filled = _filled(shape)
    if filled.sum() > _HOLLOW * shape.sum():
        return _best(filled, hollow=True)
    return _best(shape, hollow=False)


def _largest(ink: Pixels) -> Pixels | None:
    """The one piece of ink in a picture, cut out; None where there are several."""
    cv2 = engine()
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    if count < 2:
        return None
    sizes = stats[1:, 4]
    k = int(np.argmax(sizes))
    if sizes[k] < 0.88 * sizes.sum():
        return None
    x, y, w, h, _ = stats[k + 1]
    out: Pixels = labels[y : y + h, x : x + w] == k + 1
    return out


def _filled(shape: Pixels) -> Pixels:
    padded = np.pad(shape, 1).astype(np.uint8)
    count, labels = engine().connectedComponents(1 - padded, connectivity=4)
    out: Pixels = (labels != labels[0, 0])[1:-1, 1:-1] if count > 2 else shape
    return out


def _best(shape: Pixels, *, hollow: bool) -> Likeness:
    cv2 = engine()
    height, width = shape.shape
    if min(height, width) < 10:
        return Likeness("", 0.0, 0.0)
    sized = cv2.resize(shape.astype(np.float32), (_SIZE, _SIZE), interpolation=cv2.INTER_AREA)
    names, masks, aspects = _outlines(hollow)
    both = np.minimum(masks, sized).sum(axis=(1, 2))
    either = np.maximum(masks, sized).sum(axis=(1, 2))
    off = np.abs(np.log((width / height) / aspects))
    scores = both / either * np.clip(1.15 - 0.5 * off, 0.0, 1.0)
    top = int(np.argmax(scores))
    value = names[top]
    rival = max((float(s) for n, s in zip(names, scores, strict=True) if n != value), default=0.0)
    return Likeness("" if value.startswith("not ") else value, float(scores[top]), rival)


@lru_cache(maxsize=2)
def _outlines(hollow: bool) -> tuple[list[str], Pixels, Pixels]:
    """Outlines of arrows, and of letters and figures that might pass for one: names, masks, width over height."""
    drawn: list[tuple[str, Pixels, float]] = []
    for shaft in (0.0, 0.2, 0.35, 0.5, 0.65):
        for head in (1.0,) if shaft == 0 else (0.3, 0.42, 0.55):
            up = _polygon(_up(shaft, head))
            for aspect in (0.8, 1.15) if shaft == 0 else (0.55, 0.8, 1.1):
                _turned(drawn, up, aspect)
    for head in (0.22, 0.3, 0.38):
        for shaft in (0.25, 0.4, 0.55):
            _level(drawn, _polygon(_both(shaft, head)))
    slanted = [(1, 0), (1, 0.62), (0.83, 0.45), (0.25, 1.0), (0.0, 0.75), (0.55, 0.17), (0.38, 0)]
    for turn, value in enumerate(("up-right", "up-left", "down-left", "down-right")):
        drawn.append((value, np.rot90(_polygon(slanted), turn), 1.0))
    if hollow:
        for name, points in (("not D", _ring(0.0)), ("not O", _ring(0.5)), ("not 4", [(0.8, 0), (1, 1), (0, 0.75)])):
            drawn.append((name, _polygon(points), 0.75))
        drawn.append(("not a box", np.ones((_SIZE, _SIZE), np.float32), 1.0))
        legs = [(0.4, 0), (0.6, 0), (1, 1), (0.8, 1), (0.7, 0.75), (0.3, 0.75), (0.2, 1), (0, 1)]
        drawn.append(("not A", _polygon(legs), 0.9))
    else:
        _add_strokes(drawn)
    return [n for n, _, _ in drawn], np.stack([m for _, m, _ in drawn]), np.array([a for _, _, a in drawn])


def _add_strokes(drawn: list[tuple[str, Pixels, float]]) -> None:
    """Thin arrows, and the letters and figures that stand alone in cells."""
    for thick in (0.1, 0.16, 0.24):
        for head in (0.28, 0.4):
            for spread in (0.0, 0.12):
                strokes: list[_Path] = [[(0.5, 0), (0.5, 1)], [(spread, head), (0.5, 0), (1 - spread, head)]]
                for aspect in (0.45, 0.7, 1.0):
                    _turned(drawn, _strokes(strokes, thick, aspect), aspect)
        for head in (0.22, 0.3):
            heads: list[_Path] = [[(head, 0), (0, 0.5), (head, 1)], [(1 - head, 0), (1, 0.5), (1 - head, 1)]]
            _level(drawn, _strokes([[(0, 0.5), (1, 0.5)], *heads], thick, 2.0))
        for name, aspect, letter in _LETTERS:
            drawn.append((f"not {name}", _strokes(letter, thick, aspect), aspect))
    for value, bar in (("not a box", 1.0),):
        drawn.append((value, np.full((_SIZE, _SIZE), bar, np.float32), 1.0))
    for points, name in ((_ring(0.5), "not a disc"), ([(0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5)], "not a diamond")):
        drawn.append((name, _polygon(points), 1.0))


_Path = list[tuple[float, float]]
_LETTERS: Final[list[tuple[str, float, list[_Path]]]] = [
    ("A", 0.95, [[(0, 1), (0.5, 0), (1, 1)], [(0.2, 0.66), (0.8, 0.66)]]),
    ("V", 0.95, [[(0, 0), (0.5, 1), (1, 0)]]),
    ("T", 0.85, [[(0, 0), (1, 0)], [(0.5, 0), (0.5, 1)]]),
    ("Y", 0.95, [[(0, 0), (0.5, 0.55), (1, 0)], [(0.5, 0.55), (0.5, 1)]]),
    ("H", 0.8, [[(0, 0), (0, 1)], [(1, 0), (1, 1)], [(0, 0.5), (1, 0.5)]]),
    ("L", 0.7, [[(0, 0), (0, 1), (1, 1)]]),
    ("M", 1.1, [[(0, 1), (0, 0), (0.5, 0.9), (1, 0), (1, 1)]]),
    ("N", 0.9, [[(0, 1), (0, 0), (1, 1), (1, 0)]]),
    ("X", 0.9, [[(0, 0), (1, 1)], [(0, 1), (1, 0)]]),
    ("K", 0.9, [[(0, 0), (0, 1)], [(1, 0), (0, 0.55), (1, 1)]]),
    ("1", 0.45, [[(0, 0.25), (0.6, 0), (0.6, 1)]]),
    ("1 with a foot", 0.55, [[(0, 0.2), (0.5, 0), (0.5, 1)], [(0, 1), (1, 1)]]),
    ("I", 0.35, [[(0, 0), (1, 0)], [(0.5, 0), (0.5, 1)], [(0, 1), (1, 1)]]),
    ("4", 0.7, [[(0.75, 1), (0.75, 0), (0, 0.7), (1, 0.7)]]),
    ("7", 0.65, [[(0, 0), (1, 0), (0.3, 1)]]),
    ("R", 0.8, [[(0, 1), (0, 0), (0.8, 0.05), (1, 0.25), (0.8, 0.5), (0, 0.5)], [(0.5, 0.5), (1, 1)]]),
    ("P", 0.75, [[(0, 1), (0, 0), (0.8, 0.05), (1, 0.25), (0.8, 0.5), (0, 0.5)]]),
    ("G", 0.9, [[(1, 0.2), (0.5, 0), (0.1, 0.2), (0, 0.5), (0.1, 0.8), (0.5, 1), (1, 0.85), (1, 0.55), (0.6, 0.55)]]),
    ("C", 0.85, [[(1, 0.15), (0.5, 0), (0.1, 0.2), (0, 0.5), (0.1, 0.8), (0.5, 1), (1, 0.85)]]),
    ("Q", 0.9, [[(0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5), (0.5, 0)]]),
    ("S", 0.75, [[(1, 0.15), (0.5, 0), (0, 0.25), (0.5, 0.5), (1, 0.75), (0.5, 1), (0, 0.85)]]),
    ("t", 0.55, [[(0.4, 0), (0.4, 0.9), (1, 1)], [(0, 0.25), (1, 0.25)]]),
    ("+", 1.0, [[(0.5, 0), (0.5, 1)], [(0, 0.5), (1, 0.5)]]),
    ("a tick", 1.0, [[(0, 0.55), (0.35, 1), (1, 0)]]),
]


def _up(shaft: float, head: float) -> _Path:
    if shaft == 0:
        return [(0.5, 0), (1, 1), (0, 1)]
    a, b = 0.5 - shaft / 2, 0.5 + shaft / 2
    return [(0.5, 0), (1, head), (b, head), (b, 1), (a, 1), (a, head), (0, head)]


def _both(shaft: float, head: float) -> _Path:
    a, b = 0.5 - shaft / 2, 0.5 + shaft / 2
    return [
        (0, 0.5), (head, 0), (head, a), (1 - head, a), (1 - head, 0),
        (1, 0.5), (1 - head, 1), (1 - head, b), (head, b), (head, 1),
    ]  # fmt: skip


def _ring(left: float) -> _Path:
    """An ellipse, or half of one with a straight left side."""
    angles = np.linspace(-np.pi / 2, np.pi / 2 if left == 0 else 1.5 * np.pi, 24)
    return [(left + (1 - left) * float(np.cos(a)), 0.5 + 0.5 * float(np.sin(a))) for a in angles]


def _turned(drawn: list[tuple[str, Pixels, float]], up: Pixels, aspect: float) -> None:
    for turn, value in enumerate(("up", "left", "down", "right")):
        drawn.append((value, np.rot90(up, turn), aspect if turn % 2 == 0 else 1 / aspect))


def _level(drawn: list[tuple[str, Pixels, float]], along: Pixels) -> None:
    drawn += [("level", along, aspect) for aspect in (1.5, 2.2)]


def _polygon(points: _Path) -> Pixels:
    cv2 = engine()
    large = np.zeros((8 * _SIZE, 8 * _SIZE), np.uint8)
    cv2.fillPoly(large, [np.round(np.array(points) * (8 * _SIZE - 1)).astype(np.int32)], 1)
    return _reduced(large)


def _strokes(paths: list[_Path], thick: float, aspect: float) -> Pixels:
    """Lines of one thickness (a share of the height), then drawn out to a square."""
    cv2 = engine()
    high = 8 * _SIZE
    wide = max(8, round(high * aspect))
    pen = max(2, round(thick * min(high, 1.3 * wide)))
    large = np.zeros((high + 2 * pen, wide + 2 * pen), np.uint8)
    for path in paths:
        points = np.round(np.array(path) * (wide - 1, high - 1)).astype(np.int32) + pen
        cv2.polylines(large, [points], False, 1, pen)
    rows, cols = np.flatnonzero(large.any(axis=1)), np.flatnonzero(large.any(axis=0))
    return _reduced(large[rows[0] : rows[-1] + 1, cols[0] : cols[-1] + 1])


def _reduced(large: Pixels) -> Pixels:
    cv2 = engine()
    out: Pixels = cv2.resize(large.astype(np.float32), (_SIZE, _SIZE), interpolation=cv2.INTER_AREA)
    return out
