"""Pieces of text as seen: from PDF user space to boxes and reading space. The same for every engine."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
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
BLANKS = "\x00\t\n\r \u00a0\u2002\u2003\u2009\u200b\u202f\u3000\ufeff"
"""Characters that leave no ink."""
WORDS = re.compile(f"[^{BLANKS}]+")
"""Runs of characters that leave ink."""
_PLAIN = "[!-~\u00a1-\u00ac\u00ae-\u024f\u2010-\u2015‘’“”…€]+"
ORDINARY = re.compile(f"{_PLAIN}(?: {_PLAIN})*")
"""Words of plain characters with single spaces: text that may be kept in one piece."""
SURROGATE = re.compile("[\ud800-\udfff]")
_BOLD = re.compile(r"bold|black|heavy|semib|demib|[-,]bd\b", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|[-,]it\b", re.IGNORECASE)
_FORCE_BOLD, _ITALIC_FLAG = 0x40000, 0x40


@dataclass(slots=True)
class Run:
    """What all glyphs of one text object share.

    Attributes:
        number: Of the text object on its page.
        angle: Reading direction, degrees anticlockwise as seen.
        size: Font size as seen, points.
        x: Where its first glyph stands on the baseline.
        y: The same, y down.
        ink: "#rrggbb".
        hidden: Drawn invisibly.
        font: Its font.
        window: What its clip path lets through; None where nothing is cut off.
        plain: Set in an ordinary font, not slanted.
        widths: Advance of each character of its font, where the engine knows; for a size of 1.
        scale: Points along the reading direction for an advance of 1.
    """

    number: int = 0
    angle: int = 0
    size: float = 0.0
    x: float = 0.0
    y: float = 0.0
    ink: str = "#000000"
    hidden: bool = False
    font: Font = NO_FONT
    window: Box | None = None
    plain: bool = False
    widths: Mapping[str, float] | None = None
    scale: float = 0.0

    def shows(self, char: Char) -> bool:
        """Whether a glyph lies in the clip window: what a cell's window hides no reader sees (Excel prints such)."""
        if self.window is None:
            return True
        return self.window.contains((char.x0 + char.x1) / 2, (char.top + char.bottom) / 2, 0.3 * char.size)

    def shows_all(self, char: Char) -> bool:
        """Whether both ends of a piece of text lie in the clip window."""
        if self.window is None:
            return True
        slack = 0.3 * char.size
        if char.angle % 180 == 0:
            y = (char.top + char.bottom) / 2
            return self.window.contains(char.x0, y, slack) and self.window.contains(char.x1, y, slack)
        x = (char.x0 + char.x1) / 2
        return self.window.contains(x, char.top, slack) and self.window.contains(x, char.bottom, slack)

    def piece(self, text: str, u0: float, u1: float, spaced: bool, order: int) -> Char:
        """A piece of upright or turned text between two places along the reading direction.

        Its height comes from the baseline and size, not from the glyphs, so that "." and "A" of one line have
        boxes of one height.
        """
        size = self.size
        if self.angle == 0:
            y = self.y
            return Char(
                text, u0, y - 0.8 * size, u1, y + 0.2 * size, u0, u1, y, size, 0, self.number, self.font, self.ink,
                self.hidden, spaced, order,
            )  # fmt: skip
        up, down = 0.8 * size, 0.2 * size
        if self.angle == 90:
            box, v = (self.x - up, -u1, self.x + down, -u0), self.x
        elif self.angle == 270:
            box, v = (self.x - down, u0, self.x + up, u1), -self.x
        else:
            box, v = (-u1, self.y - down, -u0, self.y + up), -self.y
        return Char(
            text, *box, u0, u1, v, size, self.angle, self.number, self.font, self.ink, self.hidden, spaced, order
        )

    def slanted_piece(self, text: str, box: tuple[float, float, float, float], *, spaced: bool, order: int) -> Char:
        """A glyph of slanted text (a heading, a watermark): its middle along and across the slant.

        Its width is its advance, where the font tells it, else a guess.
        """
        x0, y0, x1, y1 = box
        turn = math.radians(self.angle)
        cx, cy = (x0 + x1) / 2, (y0 + y1) / 2
        along = cx * math.cos(turn) - cy * math.sin(turn)
        told = self.widths[text] * self.scale if self.widths is not None and len(text) == 1 else 0.0
        half = 0.5 * (told or 0.5 * self.size)
        u0, u1 = along - half, along + half
        v = cx * math.sin(turn) + cy * math.cos(turn)
        return Char(
            text, x0, y0, x1, y1, u0, u1, v, self.size, self.angle, self.number, self.font, self.ink, self.hidden,
            spaced, order,
        )  # fmt: skip


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


def along(angle: int, view: Matrix) -> tuple[bool, float, float]:
    """How the reading direction of right-angled text lies in PDF user space.

    Args:
        angle: Reading direction as seen, a multiple of 90.
        view: From PDF user space to the page as seen, a turn by a multiple of 90 degrees.

    Returns:
        (whether it runs along user x, its sign, an offset): u = sign * coordinate + offset.
    """
    a, b, c, d, e, f = view
    p, q, offset = (a, c, e) if angle % 180 == 0 else (b, d, f)
    turn = 1.0 if angle in (0, 270) else -1.0
    return (abs(p) > 0.5, turn * (p if abs(p) > 0.5 else q), turn * offset)
