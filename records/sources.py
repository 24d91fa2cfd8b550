"""Where a figure stands and how it was read. No observation without a source."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from records.making import quick

ReadFrom = Literal["text", "symbol", "vector", "image", "colour", "chart", "ocr"]
"""How a figure was read: plain text, a symbol-font glyph, a vector outline, a picture, a fill or text colour,
a chart (its data or its drawing), or optical character recognition."""


@quick
@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page in points from the top left corner of the page as seen."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        """Points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Points."""
        return self.bottom - self.top

    @property
    def centre(self) -> tuple[float, float]:
        """X and y of the middle, points."""
        return ((self.x0 + self.x1) / 2, (self.top + self.bottom) / 2)

    def union(self, other: Box) -> Box:
        """The smallest box around both."""
        return Box(
            min(self.x0, other.x0),
            min(self.top, other.top),
            max(self.x1, other.x1),
            max(self.bottom, other.bottom),
        )

    def contains(self, x: float, y: float, slack: float = 0.0) -> bool:
        """Whether a point lies inside, with some slack in points."""
        return self.x0 - slack <= x <= self.x1 + slack and self.top - slack <= y <= self.bottom + slack

    def overlap(self, other: Box) -> float:
        """Area shared with another box, square points."""
        # Asked some thousand times a page: comparisons cost less than calls of min and max.
        x1 = self.x1 if self.x1 < other.x1 else other.x1
        w = x1 - (self.x0 if self.x0 > other.x0 else other.x0)
        if not w > 0:
            return 0.0
        bottom = self.bottom if self.bottom < other.bottom else other.bottom
        h = bottom - (self.top if self.top > other.top else other.top)
        return w * h if h > 0 else 0.0


@quick
@dataclass(frozen=True, slots=True)
class Source:
    """The place of one printed figure.

    Attributes:
        sha256: Of the document's bytes, hexadecimal.
        document: File name.
        page: 1-based; None for Word and text.
        table: 1-based number of the table in the document; None in prose.
        row: 0-based row of the table; None in prose.
        column: Header path, "group | label"; empty in prose.
        box: On the page; None for Word and text.
        locator: Word: "part/tN/rN/cN" or "part/pN"; text: "line N"; empty for PDF.
        span: Start and end of the characters within the paragraph or cell text; None for the whole.
        read_from: How it was read.
        printed: The text exactly as printed.
        confidence: 0 to 1; below 1 only where the reading is doubted.
    """

    sha256: str
    document: str
    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: str = ""
    box: Box | None = None
    locator: str = ""
    span: tuple[int, int] | None = None
    read_from: ReadFrom = "text"
    printed: str = ""
    confidence: float = 1.0

    def __str__(self) -> str:
        """A place a person can find: "scorecard.pdf, page 4, table 2"."""
        parts = [self.document]
        if self.page is not None:
            parts.append(f"page {self.page}")
        if self.table is not None:
            parts.append(f"table {self.table}")
        if self.row is not None and self.page is None:
            parts.append(f"row {self.row + 1}")
        if self.page is None and self.locator:
            word = _WORD_PLACE.fullmatch(self.locator)
            parts += _in_word(word, self) if word else [self.locator]
        if self.column:
            parts.append(f"column '{self.column}'")
        return ", ".join(parts)


_WORD_PLACE = re.compile(r"(?P<part>[a-z]+)\d*/(?:p(?P<p>\d+)|t\d+(?:/r\d+(?:/c(?P<c>\d+))?)?)")


def _in_word(place: re.Match[str], source: Source) -> list[str]:
    """What a locator of Word adds for a person: header or notes, the paragraph, a cell without a heading."""
    told = [] if place["part"] == "document" else [place["part"]]
    if place["p"]:
        told.append(f"paragraph {place['p']}")
    elif place["c"] and not source.column:
        told.append(f"cell {place['c']}")
    return told


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that was seen and not understood: it is counted and listed, never dropped.

    Attributes:
        what: cell, name, arrow, rag, figure, chart, picture, page, table or text.
        why: Plain words.
        where: Its place.
        printed: What stood there.
        next_step: What a person can do.
    """

    what: str
    why: str
    where: Source
    printed: str = ""
    next_step: str = ""
    details: dict[str, str] = field(default_factory=dict)
