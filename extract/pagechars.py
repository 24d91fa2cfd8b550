"""Glyphs of a page as seen: from PDF user space to boxes and reading space. The same for every engine."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from extract.pageparts import NO_FONT, Char, Font
from extract.pagepaths import Matrix
from records import Box

_SPELLING = str.maketrans(
    {
        **dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)),
        # What PDFium gives for a hyphen at the end of a line.
        **dict.fromkeys(("\x02", "\u00ad", "\ufffe"), "-"),
    }
)
WORDS = re.compile(r"[^\x00\t\n\r \u00a0\u2002\u2003\u2009\u200b\u202f\u3000\ufeff]+")
"""Runs of characters that leave ink."""
PLAIN_WORD = re.compile(r"[A-Za-zÀ-\u024f.,;:'()\-‘’“”ﬁﬂ]{4,}")
"""A word that may be kept in one piece. Some programs set the figures of neighbouring cells as one text object
with jumps between them, so figures are always read glyph by glyph."""
SURROGATE = re.compile("[\ud800-\udfff]")
_BOLD = re.compile(r"bold|black|heavy|semib|demib|[-,]bd\b", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|[-,]it\b", re.IGNORECASE)
_FORCE_BOLD, _ITALIC_FLAG = 0x40000, 0x40


@dataclass(slots=True)
class Run:
    """What all glyphs of one text object share.

    Attributes:
        angle: Reading direction, degrees anticlockwise as seen.
        size: Font size as seen, points.
        x: Where its first glyph stands on the baseline.
        y: The same, y down.
        ink: "#rrggbb".
        hidden: Drawn invisibly.
        font: Its font.
        window: What its clip path lets through; None where nothing is cut off.
        plain: Set in an ordinary font, not slanted.
    """

    angle: int = 0
    size: float = 0.0
    x: float = 0.0
    y: float = 0.0
    ink: str = "#000000"
    hidden: bool = False
    font: Font = NO_FONT
    window: Box | None = None
    plain: bool = False

    def shows(self, char: Char) -> bool:
        """Whether a glyph lies in the clip window: what a cell's window hides no reader sees (Excel prints such)."""
        if self.window is None:
            return True
        return self.window.contains((char.x0 + char.x1) / 2, (char.top + char.bottom) / 2, 0.3 * char.size)


def font_of(name: str, flags: int = 0, weight: int = 0) -> Font:
    """A font from its name and its file's flags.

    Args:
        name: As in the file, subset prefix and all.
        flags: PDF font descriptor flags, 0 or less where not known.
        weight: 100 to 900, 0 or less where not known.

    Returns:
        The font, with bold and italic found from any of them.
    """
    plain = re.sub(r"^[A-Z]{6}\+", "", name)
    flags = max(flags, 0)
    bold = bool(_BOLD.search(plain)) or bool(flags & _FORCE_BOLD) or weight >= 600
    return Font(plain, bold, bool(_ITALIC.search(plain)) or bool(flags & _ITALIC_FLAG))


def reading_angle(a: float, b: float) -> int:
    """Reading direction from a matrix as seen (y down): a right angle where near one, else whole degrees."""
    degrees = math.degrees(math.atan2(-b, a)) % 360
    nearest = round(degrees / 90) * 90 % 360
    return nearest if abs((degrees - nearest + 180) % 360 - 180) < 3 else round(degrees) % 360


def spelt_out(text: str) -> str:
    """Text with ligatures spelt out and hyphens at line ends as hyphens."""
    return text if text.isascii() and "\x02" not in text else text.translate(_SPELLING)


def char_of(
    text: str, rect: tuple[float, float, float, float], run: Run, view: Matrix, *, number: int, spaced: bool, order: int
) -> Char:
    """One glyph (or word) as seen.

    Args:
        text: Its text; a word of one text object comes in one piece.
        rect: Left, bottom, right and top of its loose box in PDF user space.
        run: The text object that draws it.
        view: From PDF user space to the page as seen.
        number: Of the text object.
        spaced: A space stands before it in the file.
        order: Place in the file.

    Returns:
        The glyph; its height comes from the baseline and size, not from the glyph, so that "." and "A" of one
        line have boxes of one height.
    """
    left, bottom, right, top = rect
    a, b, c, d, e, f = view
    if run.angle == 0 and a == 1:  # by far the commonest: upright text on a page that is not turned
        size = run.size
        x0, x1 = left + e, right + e
        return Char(
            text, x0, run.y - 0.8 * size, x1, run.y + 0.2 * size, x0, x1, run.y, size, 0, number, run.font, run.ink,
            run.hidden, spaced, order,
        )  # fmt: skip
    xa, ya = a * left + c * bottom + e, b * left + d * bottom + f
    xb, yb = a * right + c * top + e, b * right + d * top + f
    x0, x1 = (xa, xb) if xa <= xb else (xb, xa)
    y0, y1 = (ya, yb) if ya <= yb else (yb, ya)
    up, down = 0.8 * run.size, 0.2 * run.size
    angle = run.angle
    if angle == 0:
        y0, y1 = run.y - up, run.y + down
        u0, u1, v = x0, x1, run.y
    elif angle == 90:
        x0, x1 = run.x - up, run.x + down
        u0, u1, v = -y1, -y0, run.x
    elif angle == 270:
        x0, x1 = run.x - down, run.x + up
        u0, u1, v = y0, y1, -run.x
    elif angle == 180:
        y0, y1 = run.y - down, run.y + up
        u0, u1, v = -x1, -x0, -run.y
    else:
        # Slanted text (a watermark): its middle along and across the slant; its width is a guess.
        turn = math.radians(angle)
        cx, cy = (x0 + x1) / 2, (y0 + y1) / 2
        along = cx * math.cos(turn) - cy * math.sin(turn)
        u0, u1 = along - 0.25 * run.size, along + 0.25 * run.size
        v = cx * math.sin(turn) + cy * math.cos(turn)
    return Char(text, x0, y0, x1, y1, u0, u1, v, run.size, angle, number, run.font, run.ink, run.hidden, spaced, order)
