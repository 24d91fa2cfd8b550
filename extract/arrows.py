"""Direction signs from characters, symbol-font letters and private-use codes, outlines and small pictures.

All are pure functions, shared by the PDF and the Word reader. A Mark says what is *drawn*, never what it means:
``up``, ``down``, ``left``, ``right``, ``up-right``, ``down-right``, ``level`` (both ways, or a bar), ``unknown``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from extract import pictures
from extract.arrowtables import ARROW, FONTS, OPENSYMBOL, OPENSYMBOL_FONT, SIGNS, SYMBOL, UNSURE, WINGDINGS
from extract.document import Mark
from extract.silhouettes import arrow_from_mask, arrow_from_paths
from extract.strokes import arrow_from_strokes
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


SYMBOL_FONT = re.compile(r"wingdings|webdings|symbol|dingbats", re.IGNORECASE)
"""Fonts in which office programs keep letters that print as signs."""


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
    value, sure = (arrow_from_strokes(paths, width), 0.97) if width > 0 else ("", 0.0)
    if not value:
        value, sure = arrow_from_paths(paths, width)
    if value == "unknown":
        return Mark("shape", "unknown", "vector", f"a drawing of {count} points", confidence=0.0)
    return Mark("direction", value, "vector", f"an outline of {count} points", confidence=round(sure, 2))


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
