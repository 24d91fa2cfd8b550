"""The page protocol: what every PDF backend hands over, and nothing else of the engine.

Lengths are points from the top left corner of the page as it is seen (after /Rotate and CropBox), y down.
Angles are the direction in which text reads, degrees anticlockwise: 0 left to right, 90 upwards,
180 upside down, 270 downwards.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from extract.pagerules import Rules, Segment
from records import Box

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["NO_FONT", "WHITE", "Char", "Fill", "Font", "PageSource", "Picture", "RawPage", "Segment", "Shape"]

WHITE = "#ffffff"


@dataclass(frozen=True, slots=True)
class Font:
    """A font as the file names it (without the subset prefix)."""

    name: str
    bold: bool = False
    italic: bool = False


NO_FONT = Font("")


@dataclass(slots=True)
class Char:
    """One piece of text that leaves ink: a glyph, a word, or several words of one text object.

    An engine hands over several words in one piece only where it has seen that they stand at ordinary spaces;
    where each of them stands is worked out when somebody asks.

    Attributes:
        text: Its Unicode text: one character, a ligature's letters, a word, or words joined by single spaces.
        x0: Left edge of its box as seen.
        top: Top edge of its box: the baseline less four fifths of the size (uniform for all glyphs of a size).
        x1: Right edge.
        bottom: Bottom edge.
        u0: Start along the reading direction.
        u1: End along the reading direction, advance included.
        v: Baseline across the reading direction; grows from line to line.
        size: Font size in points as seen.
        angle: Reading direction, 0, 90, 180, 270, or another angle for slanted text.
        run: Number of the text object that draws it.
        font: Its font.
        ink: "#rrggbb".
        hidden: Drawn invisibly, as the text layer of a scan.
        spaced: A space stands before it in the file.
        order: Place of its first character in the file's own order.
        many: It holds several words.
        widths: Advance of each of its characters, in units of ``scale``; None where ``stops`` are known.
        scale: Points along the reading direction for an advance of 1.
        space: Points between two of its words.
        stops: Start and end of each word along the reading direction, points; None until asked for.
        parts: Its words as pieces of their own, once asked for.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    u0: float
    u1: float
    v: float
    size: float
    angle: int
    run: int
    font: Font
    ink: str
    hidden: bool = False
    spaced: bool = False
    order: int = 0
    many: bool = False
    widths: Mapping[str, float] | None = None
    scale: float = 0.0
    space: float = 0.0
    stops: list[float] | None = None
    parts: list[Char] | None = None

    @property
    def box(self) -> Box:
        """Box as seen."""
        return Box(self.x0, self.top, self.x1, self.bottom)

    def word_stops(self) -> list[float]:
        """Start and end of each of its words along the reading direction, points."""
        if not self.many:
            return [self.u0, self.u1]
        if self.stops is None:
            assert self.widths is not None
            width, scale, at = self.widths.__getitem__, self.scale, self.u0
            out = []
            for word in self.text.split(" "):
                end = at + sum(map(width, word)) * scale
                out += [at, end]
                at = end + self.space
            out[-1] = self.u1
            self.stops = out
        return self.stops

    def stop(self, k: int) -> float:
        """One of its ``word_stops``; of the first few no others are worked out."""
        if self.stops is not None or self.widths is None:
            return self.word_stops()[k]
        if k == 0:
            return self.u0
        if k > 3:
            return self.word_stops()[k]
        ahead = self.text.split(" ", 2)
        if k == 3 and len(ahead) == 2:
            return self.u1
        passed = "".join(ahead[: (k + 1) // 2])
        return self.u0 + sum(map(self.widths.__getitem__, passed)) * self.scale + k // 2 * self.space

    def words(self) -> list[Char]:
        """Its words as pieces of their own; itself alone where it is one. Always the same objects."""
        if not self.many:
            return [self]
        if self.parts is None:
            stops, at = self.word_stops(), 0
            self.parts = []
            for k, word in enumerate(self.text.split(" ")):
                self.parts.append(self._cut(word, stops[2 * k], stops[2 * k + 1], at))
                at += len(word) + 1
        return self.parts

    def _cut(self, text: str, u0: float, u1: float, at: int) -> Char:
        x0, top, x1, bottom = self.x0, self.top, self.x1, self.bottom
        if self.angle == 0:
            x0, x1 = u0, u1
        elif self.angle == 90:
            top, bottom = -u1, -u0
        elif self.angle == 270:
            top, bottom = u0, u1
        else:
            x0, x1 = -u1, -u0
        return Char(
            text, x0, top, x1, bottom, u0, u1, self.v, self.size, self.angle, self.run, self.font, self.ink,
            self.hidden, self.spaced if not at else True, self.order + at,
        )  # fmt: skip


@dataclass(slots=True)
class Fill:
    """A rectangle filled with one colour ("" where it is a pattern or a gradient)."""

    box: Box
    colour: str
    z: int

    @property
    def is_coloured(self) -> bool:
        """Whether it has one colour, and not that of the paper."""
        return self.colour not in ("", WHITE)


@dataclass(slots=True)
class Shape:
    """An outline that is neither a rule nor an upright rectangle.

    Attributes:
        box: Around it.
        paths: Its subpaths as points (curves as short lines), in points as seen.
        fill: "#rrggbb", or None where not filled.
        stroke: "#rrggbb", or None where not stroked.
        width: Stroke width, points.
        z: Drawing order.
        curved: Has a Bézier curve.
    """

    box: Box
    paths: list[list[tuple[float, float]]]
    fill: str | None
    stroke: str | None
    width: float
    z: int
    curved: bool = False

    @property
    def rounded(self) -> bool:
        """Whether it is a rectangle with rounded corners: curved, and filling all its box but the corners."""
        area = self.box.width * self.box.height
        if not self.curved or area <= 0 or len(self.paths) > 2:
            return False
        covered = 0.0
        for path in self.paths:
            turns = sum(xa * yb - xb * ya for (xa, ya), (xb, yb) in zip(path, [*path[1:], path[0]], strict=True))
            covered = max(covered, abs(turns) / 2)
        return covered >= 0.9 * area


@dataclass(slots=True)
class Picture:
    """A raster image; pixels (height x width x 4, RGBA) only where it is small enough to be a sign."""

    box: Box
    z: int
    pixels: NDArray[Any] | None = None


@dataclass(slots=True)
class RawPage:
    """Everything drawn on one page."""

    number: int
    width: float
    height: float
    rotation: int
    chars: list[Char] = field(default_factory=list)
    segments: Sequence[Segment] = field(default_factory=Rules)
    fills: list[Fill] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def rules(self) -> Rules:
        """Its rules, to be added to or to be had as numbers."""
        if not isinstance(self.segments, Rules):
            self.segments = Rules(self.segments)
        return self.segments


class PageSource(Protocol):
    """An open PDF."""

    path: Path

    def __len__(self) -> int:
        """Number of pages."""
        ...

    def page(self, number: int) -> RawPage:
        """Everything drawn on a page (1-based)."""
        ...

    def page_text(self, number: int) -> str:
        """The page's text alone, quickly."""
        ...

    def properties(self) -> dict[str, str]:
        """Title, Producer and Creator, where the file says so."""
        ...

    def close(self) -> None:
        """Let the file go."""
        ...
