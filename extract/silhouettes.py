"""Arrows told by their silhouettes: outlines and small pictures as pixels that are inked or not."""

from __future__ import annotations

import itertools
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

_DIRECTIONS = ("up", "right", "down", "left")
_SLANTED = ("up-right", "down-right", "down-left", "up-left")
Outline = tuple[tuple[tuple[int, int], ...], ...]
"""Subpaths as points."""


def arrow_from_mask(mask: NDArray[Any]) -> tuple[str, float]:
    """Read a silhouette as an arrow.

    An arrow is a head that widens evenly from a tip, with or without a narrower shaft behind it, the same on
    both sides of its axis and not the same on both ends.

    Args:
        mask: height x width, true where there is ink; at least 6 x 6 to be read.

    Returns:
        (direction, confidence); ("unknown", 0.0) where it is no arrow.
    """
    import numpy as np

    ink = np.asarray(mask, bool)
    if min(ink.any(axis=1).sum(), ink.any(axis=0).sum()) < 6:
        return ("unknown", 0.0)
    ink = cut_to_ink(ink)
    best = ("unknown", 0.0)
    for turn, value in enumerate(_DIRECTIONS):
        turned = np.rot90(ink, turn)
        score = max(_points_up(turned), _barbed_up(turned))
        if score > best[1]:
            best = (value, score)
    diagonal = max(_points_diagonally(ink), _slanted(ink), key=lambda found: found[1])
    if diagonal[1] > max(best[1], 0.72):
        return diagonal
    both = max(_points_both_ways(ink), _barbed_both_ways(ink))
    if both > max(best[1], 0.7):
        return ("level", both)
    return best if best[1] >= 0.7 else ("unknown", 0.0)


def cut_to_ink(mask: NDArray[Any]) -> NDArray[Any]:
    """A mask without the white around its ink; it must have some."""
    import numpy as np

    rows, cols = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return mask[rows[0] : rows[-1] + 1, cols[0] : cols[-1] + 1]


def _points_up(ink: NDArray[Any]) -> float:
    """How surely a silhouette is an arrow or triangle with its tip at the top, 0 to 1."""
    import numpy as np

    h, w = ink.shape
    if not 0.3 <= h / w <= 5.0:
        return 0.0
    # From edge to edge: the head of a barbed or hollow arrow has white in it.
    widths = (w - ink.argmax(axis=1) - ink[:, ::-1].argmax(axis=1)) * ink.any(axis=1) / w
    mirrored = float((ink == ink[:, ::-1]).mean())
    if mirrored < 0.88 or float((ink == ink[::-1]).mean()) > 0.95:  # a disc or bar is the same upside down
        return 0.0
    base = int(np.argmax(widths >= widths.max() - 1e-9))  # first row of full width: where the head ends
    last = int(h - 1 - np.argmax(widths[::-1] >= widths.max() - max(0.06, 1.5 / w)))
    if widths.max() < 0.9 or widths[0] > 0.45 or base < 0.2 * h:
        return 0.0
    head = widths[: base + 1]
    grows = float((np.diff(head) >= -1.01 / w).mean())
    ideal = np.linspace(head[0], head[-1], head.size)
    straight = 1.0 - float(np.abs(head - ideal).mean()) * 3
    tail = widths[last + 1 :]
    if tail.size > 0.12 * h:  # with a shaft
        shaft = float(np.median(tail))
        if not 0.04 <= shaft <= 0.75 or float(tail.std()) > 0.16 or np.ptp(tail[tail.size // 4 :]) > 0.2:
            return 0.0
    elif base < 0.8 * h or not _is_head(ink):
        return 0.0
    return float(max(0.0, min(1.0, 0.5 * grows + 0.5 * straight)) * min(1.0, mirrored + 0.05))


def _is_head(ink: NDArray[Any]) -> bool:
    """Whether a head without a shaft is full, hollow or open: a sign inside it makes it a warning or a letter."""
    import numpy as np

    h, w = ink.shape
    middle = np.concatenate([[False], ink[:, w // 2], [False]])
    ends = np.flatnonzero(middle[1:] != middle[:-1])
    return ends.size <= 2 or (ends.size == 4 and ends[3] > 0.85 * h and ends[2] > 0.6 * h)


def _barbed_up(ink: NDArray[Any], *, tailed: bool = False) -> float:
    """How surely a silhouette is drawn with a pen: two barbs, white between them, that meet in a tip at the top.

    Args:
        ink: The silhouette, cut to its ink.
        tailed: Whether only an arrow with a shaft is meant.
    """
    import numpy as np

    h, w = ink.shape
    if min(h, w) < 9 or not 0.25 <= h / w <= 6 or not ink.any(axis=1).all():
        return 0.0
    mirrored = float((ink == ink[:, ::-1]).mean())
    if mirrored < 0.88:
        return 0.0
    left = ink.argmax(axis=1)
    wide = (w - left - ink[:, ::-1].argmax(axis=1)) / w
    base = int(np.argmax(wide >= 0.97))
    if wide[0] > 0.5 or wide[base] < 0.97 or not 0.3 <= base / (w / 2) <= 3.0:
        return 0.0
    head = wide[: base + 1]
    straight = 1.0 - float(np.abs(head - np.linspace(head[0], head[-1], head.size)).mean()) * 4
    grows = float((np.diff(head) >= -1.01 / w).mean())
    middle = ink[:, (w - 1) // 2] | ink[:, w // 2]
    shaft = float(np.median(wide[-max(2, h // 8) :]))
    ends = int(np.flatnonzero(wide > shaft + 0.12)[-1]) + 1 if shaft < 0.5 else h  # the row below the barbs
    if straight < 0.72 or float(ink[base].mean()) > 0.88 or np.any(np.diff(wide[base:ends]) > 1.01 / w):
        return 0.0
    if ends < h:
        tail = wide[ends:]
        if not middle.all() or tail.size < 0.08 * h or float(tail.std()) > 0.05 or ends - base > 0.6 * base + 2:
            return 0.0
    else:  # no shaft: white below the tip down to the end
        below = int(np.argmin(middle))
        if tailed or middle.all() or middle[below:].any() or below > 0.75 * h:
            return 0.0
    return float(max(0.0, min(1.0, 0.4 * grows + 0.6 * straight)) * min(1.0, mirrored + 0.05))


def _barbed_both_ways(ink: NDArray[Any]) -> float:
    """How surely a silhouette is a thin level shaft with a barbed head at either end."""
    import numpy as np

    h, w = ink.shape
    middle = ink[:, int(w * 0.4) : int(w * 0.6) + 1]
    if w < 1.2 * h or h < 6 or not middle.any(axis=0).all() or float(middle.mean()) > 0.5:
        return 0.0
    half = w // 2
    return min(
        _barbed_up(np.rot90(ink[:, :half], 3), tailed=True), _barbed_up(np.rot90(ink[:, w - half :]), tailed=True)
    )


def _slanted(ink: NDArray[Any]) -> tuple[str, float]:
    """Direction of a slanted arrow with a shaft: it is turned by half a right angle and read upright."""
    import numpy as np

    h, w = ink.shape
    if not 0.75 <= h / w <= 1.34 or min(h, w) < 10:
        return ("unknown", 0.0)
    n = int(1.5 * max(h, w))
    at = np.arange(n) - (n - 1) / 2
    x, y = np.meshgrid(at, at)
    col = np.rint((x - y) * 0.70711 + (w - 1) / 2).astype(int)
    row = np.rint((x + y) * 0.70711 + (h - 1) / 2).astype(int)
    inside = (col >= 0) & (col < w) & (row >= 0) & (row < h)
    upright = np.zeros((n, n), bool)
    upright[inside] = ink[row[inside], col[inside]]
    upright = cut_to_ink(upright)
    best = ("unknown", 0.0)
    for turn, value in enumerate(_SLANTED):
        score = _barbed_up(np.rot90(upright, turn), tailed=True)
        if score > best[1]:
            best = (value, score)
    return best


def _points_diagonally(ink: NDArray[Any]) -> tuple[str, float]:
    """Direction of a slanted arrow: the same across a diagonal, its corner of the tip full and the others not."""
    import numpy as np

    h, w = ink.shape
    if not 0.8 <= h / w <= 1.25 or min(h, w) < 8:
        return ("unknown", 0.0)
    n = min(h, w)
    square = ink[np.linspace(0, h - 1, n).astype(int)][:, np.linspace(0, w - 1, n).astype(int)]
    k = max(2, n // 3)
    best = ("unknown", 0.0)
    for turn, value in enumerate(_SLANTED):
        s = np.rot90(square, turn)  # bring the tip to the top right
        across = float((s == s[::-1, ::-1].T).mean())
        tip, opposite = float(s[:k, -k:].mean()), float(s[-k:, :k].mean())
        sides = max(float(s[:k, :k].mean()), float(s[-k:, -k:].mean()))
        if across > 0.86 and tip > 0.62 and sides < 0.5 * tip and 0.08 < opposite < 0.75 * tip:
            score = across * min(1.0, tip + 0.2)
            if score > best[1]:
                best = (value, score)
    return best


def _points_both_ways(ink: NDArray[Any]) -> float:
    """How surely a silhouette is a double arrow lying along x, or a flat bar (both drawn for "no change")."""
    import numpy as np

    h, w = ink.shape
    if w / h >= 2.5 and float(ink.mean()) > 0.9:
        return 0.8  # a bar
    if not 1.2 <= w / h <= 5:
        return 0.0
    sides = float((ink == ink[:, ::-1]).mean())
    over = float((ink == ink[::-1]).mean())
    heights = ink.sum(axis=0) / h
    half = heights[: w // 2]
    peak = int(np.argmax(half))
    middle = float(heights[int(w * 0.42) : int(w * 0.58) + 1].mean())
    if (
        sides > 0.9
        and over > 0.88
        and half[0] < 0.45
        and half[peak] > 0.9
        and middle < 0.75
        and 0.1 * w < peak < 0.45 * w
    ):
        return sides * over
    return 0.0


_FINE = 8192
"""Steps into which the longer side of an outline is divided, so that one sign drawn in many cells is read once."""


def arrow_from_paths(paths: list[list[tuple[float, float]]], width: float = 0.0) -> tuple[str, float]:
    """Read a drawn outline as an arrow.

    Args:
        paths: Its subpaths as points, y down, in any unit.
        width: Thickness of the line where the outline is stroked and not filled.

    Returns:
        (direction, confidence); ("unknown", 0.0) where it is no arrow.
    """
    return _silhouette(*_scaled(paths, width))


def _scaled(paths: list[list[tuple[float, float]]], width: float) -> tuple[Outline, int]:
    """An outline without its place and size: its points, and its line's width, in steps of its longer side."""
    xs, ys = [p[0] for path in paths for p in path], [p[1] for path in paths for p in path]
    x0, y0 = min(xs), min(ys)
    unit = _FINE / max(max(xs) - x0, max(ys) - y0, 1e-6)
    outline = tuple([tuple([(round((x - x0) * unit), round((y - y0) * unit)) for x, y in path]) for path in paths])
    return outline, round(width * unit)


@lru_cache(maxsize=256)
def _silhouette(outline: Outline, width: int) -> tuple[str, float]:
    return arrow_from_mask(_rasterise(outline, width))


def _rasterise(paths: Outline, width: int, size: int = 48) -> NDArray[Any]:
    """Silhouette of filled subpaths (non-zero winding taken as their union), or of strokes of some width."""
    import numpy as np

    xs = [p[0] for path in paths for p in path]
    ys = [p[1] for path in paths for p in path]
    x0, y0 = min(xs), min(ys)
    span = max(max(xs) - x0, max(ys) - y0, 1)
    nx = max(1, round((max(xs) - x0) / span * size))
    ny = max(1, round((max(ys) - y0) / span * size))
    px, py = np.meshgrid(x0 + (np.arange(nx) + 0.5) * span / size, y0 + (np.arange(ny) + 0.5) * span / size)
    out = np.zeros((ny, nx), bool)
    for path in paths:
        winding = np.zeros((ny, nx), int)
        ring = path if path[0] == path[-1] else (*path, path[0])
        for (xa, ya), (xb, yb) in itertools.pairwise(ring):
            if ya == yb:
                continue
            crosses = (ya <= py) != (yb <= py)
            at = xa + (py - ya) * (xb - xa) / (yb - ya)
            winding += np.where(crosses & (at > px), 1 if yb > ya else -1, 0)
        out |= winding != 0
        if width > 0:
            reach = max(width / 2, span / size)
            for (xa, ya), (xb, yb) in itertools.pairwise(path):
                length2 = (xb - xa) ** 2 + (yb - ya) ** 2 or 1e-9
                t = np.clip(((px - xa) * (xb - xa) + (py - ya) * (yb - ya)) / length2, 0, 1)
                out |= (px - xa - t * (xb - xa)) ** 2 + (py - ya - t * (yb - ya)) ** 2 <= reach**2
    return out
