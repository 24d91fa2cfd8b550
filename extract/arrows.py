"""Direction signs from characters, symbol-font letters and private-use codes, outlines and small pictures.

All are pure functions, shared by the PDF and the Word reader. A Mark says what is *drawn*, never what it means:
``up``, ``down``, ``left``, ``right``, ``up-right``, ``down-right``, ``level`` (both ways, or a bar), ``unknown``.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from extract import pictures
from extract.arrowtables import ARROW, FONTS, OPENSYMBOL, OPENSYMBOL_FONT, SIGNS, SYMBOL, UNSURE, WINGDINGS
from extract.document import Mark
from records import Box

if TYPE_CHECKING:
    from numpy.typing import NDArray

_TWO_WORDS = (
    ("LEFT", "RIGHT", "level"),
    ("UP", "DOWN", "unknown"),
    ("NORTH", "EAST", "up-right"),
    ("SOUTH", "EAST", "down-right"),
    ("NORTH", "WEST", "up-left"),
    ("SOUTH", "WEST", "down-left"),
)
_DIRECTIONS = ("up", "right", "down", "left")
_Outline = tuple[tuple[tuple[int, int], ...], ...]
"""Subpaths as points."""


def arrow_from_char(char: str, font: str = "") -> Mark | None:
    """Read one character as a direction sign.

    Args:
        char: One character, as the file holds it.
        font: Name of its font, "" where not known.

    Returns:
        A Mark without a box, or None where the character is no arrow. A private-use character of a known symbol
        font that is not in its table is None too: see ``symbol_text``.
    """
    if len(char) != 1:
        return None
    value = _by_name(char)
    if value is not None:
        return Mark("direction", value, "text", char)
    code = ord(char)
    if not font and 0xF000 <= code <= 0xF0FF:
        # No font name: Wingdings is by far the commonest owner of these codes, but the sign is doubtful.
        value = WINGDINGS.get(code - 0xF000)
        return Mark("direction", value, "symbol", f"U+{code:04X}", confidence=0.6) if value else None
    if OPENSYMBOL_FONT.search(font) and 0xE000 <= code <= 0xF8FF:
        value = OPENSYMBOL.get(code)
        return Mark("direction", value, "symbol", f"OpenSymbol U+{code:04X}") if value else None
    for pattern, name, table in FONTS:
        if pattern.search(font):
            local = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
            value = table.get(local)
            sure = 0.6 if font.endswith(UNSURE) else 1.0
            return Mark("direction", value, "symbol", f"{name} U+{code:04X}", confidence=sure) if value else None
    return None


@lru_cache(maxsize=4096)
def _by_name(char: str) -> str | None:
    """Direction of an arrow or pointing triangle from its Unicode name: there are some four hundred of them."""
    code = ord(char)
    if not (0x2190 <= code <= 0x21FF or 0x2300 <= code <= 0x23FF or 0x25A0 <= code <= 0x27FF or code >= 0x2900):
        return None
    name = unicodedata.name(char, "").replace("-POINTING", "WARDS").replace("-", " ")
    if not any(kind in name for kind in ("ARROW", "TRIANGLE", "POINTER")):
        return None
    if any(kind in name for kind in ("OPEN CIRCLE", "BROKEN", "CLOCKWISE", "U SHAPED", "CURVED", "LOWER", "UPPER")):
        return None
    words = name.split()
    for first, second, value in _TWO_WORDS:
        if f"{first} {second}" in name or first + second in words:
            return value
    ways = {w.removesuffix("WARDS") for w in words if w.endswith("WARDS")}
    if not ways and "TRIANGLE" not in name:
        ways = {w for w in words[:2] if w in ("UP", "DOWN", "LEFT", "RIGHT")}
    if len(ways) == 1:
        return ways.pop().lower()
    if ways == {"LEFT", "RIGHT"}:
        return "level"
    return "unknown" if ways else None


@lru_cache(maxsize=512)
def _symbolic(font: str) -> bool:
    return bool(OPENSYMBOL_FONT.search(font)) or any(pattern.search(font) for pattern, _, _ in FONTS)


def is_odd(char: str, font: str = "") -> bool:
    """Whether a character may be a sign: not plain text, or set in a symbol font. Quick, for inner loops.

    Args:
        char: One character or ligature.
        font: Name of its font.

    Returns:
        False where ``arrow_from_char`` and ``symbol_text`` have nothing to say.
    """
    return char > "\u2000" or (font != "" and _symbolic(font))


_DIRECTION_WORDS = re.compile(
    r"^\W*(?:(?:slightly|significantly|performance(?: has)?|no|not|has|have|got|getting) )*"
    r"(?:improv|wors|change|unchanged|same|the same|stable|static|steady|level|similar|maintain|sustain|declin|"
    r"deteriorat|increas|decreas|reduc|up\b|down\b|rise|rising|rose|fall|fell|better|higher|lower|was [\d£]|"
    r"from [\d£]|by [\d£]|[-+\d£(])",
    re.IGNORECASE,
)


def says_direction(text: str) -> bool:
    """Whether words after a sign that points right speak of a direction: "► No change", and not of "► Visits"."""
    return _DIRECTION_WORDS.match(text) is not None


def symbol_text(char: str, font: str = "") -> str:
    """A character as it should stand in text: arrows of symbol fonts as Unicode arrows, bullets as bullets.

    Args:
        char: One character or ligature.
        font: Name of its font.

    Returns:
        The character itself, an arrow, "•" for the private-use bullets of Word lists, or "☐" for a symbol-font
        glyph that is not known (so that it is seen, and never taken for the letter of its code).
    """
    mark = arrow_from_char(char, font)
    if mark is not None:
        return char if mark.how == "text" else ARROW.get(mark.value, "↕")
    if len(char) != 1:
        return char
    code = ord(char)
    private = 0xE000 <= code <= 0xF8FF
    symbolic = any(pattern.search(font) for pattern, _, table in FONTS if table is not SYMBOL)
    if not private and not symbolic:
        return char
    if symbolic and not private and code > 0x2000:
        return char  # the engine has already turned the glyph into its Unicode sign
    local = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    known = SIGNS.get(local)
    if symbolic or private:
        return known or ("•" if private and not symbolic else "☐")
    return char


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
    rows, cols = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if rows.size < 6 or cols.size < 6:
        return ("unknown", 0.0)
    ink = ink[rows[0] : rows[-1] + 1, cols[0] : cols[-1] + 1]
    best = ("unknown", 0.0)
    for turn, value in enumerate(_DIRECTIONS):
        score = _points_up(np.rot90(ink, turn))
        if score > best[1]:
            best = (value, score)
    diagonal = _points_diagonally(ink)
    if diagonal[1] > max(best[1], 0.72):
        return diagonal
    both = _points_both_ways(ink)
    if both > max(best[1], 0.7):
        return ("level", both)
    return best if best[1] >= 0.7 else ("unknown", 0.0)


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
    elif base < 0.8 * h:
        return 0.0
    # A chevron or a stemless head is hollow below the tip: its middle column must be inked near the tip at least.
    return float(max(0.0, min(1.0, 0.5 * grows + 0.5 * straight)) * min(1.0, mirrored + 0.05))


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
    for turn, value in enumerate(("up-right", "down-right", "down-left", "up-left")):
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


def arrow_from_outline(paths: list[list[tuple[float, float]]], *, width: float = 0.0) -> Mark:
    """Read a drawn outline as an arrow.

    Args:
        paths: Its subpaths as points, y down, in any unit; several superposed shapes may be given together.
        width: Thickness of the line where the outline is stroked and not filled.

    Returns:
        A Mark without a box: the direction, or a "shape" of value "unknown".
    """
    count = sum(map(len, paths))
    if count < 3:
        return Mark("shape", "unknown", "vector", "a drawing", confidence=0.0)
    value, sure = _silhouette(*_scaled(paths, width))
    if value == "unknown":
        return Mark("shape", "unknown", "vector", f"a drawing of {count} points", confidence=0.0)
    return Mark("direction", value, "vector", f"an outline of {count} points", confidence=round(sure, 2))


_FINE = 8192
"""Steps into which the longer side of an outline is divided, so that one sign drawn in many cells is read once."""


def _scaled(paths: list[list[tuple[float, float]]], width: float) -> tuple[_Outline, int]:
    """An outline without its place and size: its points, and its line's width, in steps of its longer side."""
    xs, ys = [p[0] for path in paths for p in path], [p[1] for path in paths for p in path]
    x0, y0 = min(xs), min(ys)
    unit = _FINE / max(max(xs) - x0, max(ys) - y0, 1e-6)
    outline = tuple([tuple([(round((x - x0) * unit), round((y - y0) * unit)) for x, y in path]) for path in paths])
    return outline, round(width * unit)


@lru_cache(maxsize=256)
def _silhouette(outline: _Outline, width: int) -> tuple[str, float]:
    return arrow_from_mask(_rasterise(outline, width))


def _rasterise(paths: _Outline, width: int, size: int = 48) -> NDArray[Any]:
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


def arrow_from_image(image: NDArray[Any] | bytes) -> Mark:
    """Read a small picture as an arrow.

    Args:
        image: Pixels (height x width x 3 or 4, 0 to 255), or the bytes of a picture file.

    Returns:
        A Mark without a box: the direction, or a "shape" of value "unknown" (a logo, a circle, a photograph).
    """
    import numpy as np

    pixels = pictures.decoded(image) if isinstance(image, bytes) else image
    if pixels is None or pixels.ndim != 3 or min(pixels.shape[:2]) < 6:
        return Mark("shape", "unknown", "image", "a picture that cannot be decoded", confidence=0.0)
    h, w = pixels.shape[:2]
    pixels = pictures.enlarged(pixels)
    step = max(1, max(pixels.shape[:2]) // 160)
    rgb = pixels[::step, ::step, :3].astype(int)
    label = f"a picture of {w} x {h} pixels"
    if pixels.shape[2] == 4 and (pixels[:, :, 3] < 128).mean() > 0.02:
        mask = pixels[::step, ::step, 3] >= 128
        # White artwork on a transparent ground is as good as a dark one; a white plate behind it is not.
        solid = rgb[mask]
        if solid.size and (np.abs(solid - np.median(solid, axis=0)).max(axis=1) > 90).mean() > 0.15:
            mask = mask & ((rgb.min(axis=2) < 225) | (mask.mean() < 0.2))
    else:
        edge = np.concatenate([rgb[0], rgb[-1], rgb[:, 0], rgb[:, -1]])
        ground = np.median(edge, axis=0)
        mask = np.abs(rgb - ground).max(axis=2) > 60
    value, sure = arrow_from_mask(mask)
    if value == "unknown":
        return Mark("shape", "unknown", "image", pictures.named(rgb, mask) or label, confidence=0.0)
    return Mark("direction", value, "image", label, confidence=round(sure, 2))


def placed(mark: Mark, box: Box | None) -> Mark:
    """The same mark with its place on the page."""
    return Mark(mark.kind, mark.value, mark.how, mark.printed, box, mark.confidence)


def is_arrow_name(name: str) -> str | None:
    """Direction in a Unicode or drawing name such as "UPWARDS ARROW" or "downArrow", else None."""
    words = re.sub(r"([a-z])([A-Z])", r"\1 \2", name).replace("-", " ").upper()
    if "ARROW" not in words and "TRIANGLE" not in words:
        return None
    for word, value in (("LEFT RIGHT", "level"), ("UP", "up"), ("DOWN", "down"), ("LEFT", "left"), ("RIGHT", "right")):
        if word in words:
            return value
    return None
