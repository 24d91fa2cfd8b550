"""Words and lines: what the glyphs of a page are read into, in reading space."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from extract.arrows import is_odd, symbol_text
from extract.pageparts import Char, Font
from records import Box

WIDEST_SPACE = 0.6
"""Widest gap in font sizes between two words of one stretch."""


class Word:
    """Glyphs without a gap, of one line; or a stretch of words that one text object sets at ordinary spaces.

    A line gives its words apart (``Line.words``); it keeps them in stretches (``Line.parts``) as long as nobody
    asks, because most text is never looked at word by word.

    Attributes:
        text: Its text; the words of a stretch are joined by single spaces.
        chars: Its pieces in reading order.
        many: Whether it is a stretch of several words.
        u0: Start along the reading direction.
        u1: End along the reading direction.
    """

    chars: list[Char]
    u0: float
    u1: float
    __slots__ = ("_nth", "_of", "chars", "many", "text", "u0", "u1")

    def __init__(self, text: str, chars: list[Char], of: Char | None = None, nth: int = 0) -> None:
        self.text = text
        self._of = of
        self._nth = nth
        self.many = False
        if chars:
            self._set(chars)

    def _set(self, chars: list[Char]) -> None:
        self.chars = chars
        first = chars[0]
        self.u0 = first.u0
        if len(chars) == 1:
            self.many, self.u1 = first.many, first.u1
        else:
            end = chars[-1].u1
            self.many, self.u1 = False, end if end > first.u1 else first.u1

    def __getattr__(self, name: str) -> Any:
        """What of a word of a stretch is worked out only when somebody asks: where it starts and ends, its piece."""
        of, nth = self._of, self._nth
        if of is None:
            raise AttributeError(name)
        found: Any
        if name == "chars":
            found = [of.words()[nth]]
        elif name in {"u0", "u1"}:
            found = of.stop(2 * nth + (name == "u1"))
        else:
            raise AttributeError(name)
        setattr(self, name, found)
        return found

    def __repr__(self) -> str:
        return f"Word({self.text!r}, {self.chars!r})"

    def take(self, text: str, chars: list[Char]) -> None:
        """Let it grow by some glyphs and the text they read as."""
        self._set(self.chars + chars)
        self._of = None
        self.text += text

    def words(self) -> list[Word]:
        """The words of a stretch; a word itself."""
        if not self.many:
            return [self]
        of = self.chars[0]
        return [Word(text, [], of, k) for k, text in enumerate(self.text.split(" "))]

    @property
    def glyph(self) -> Char | None:
        """Its glyph, where it is one alone."""
        if self._of is not None and len(self.text) > 1:
            return None  # a word of a stretch, whose piece nobody needs for this
        first = self.chars[0]
        return first if len(self.chars) == 1 and len(first.text) == 1 else None

    @property
    def font(self) -> Font:
        """Font of its first glyph."""
        return self._of.font if self._of is not None else self.chars[0].font

    @property
    def size(self) -> float:
        """Font size of its first glyph, points."""
        return self._of.size if self._of is not None else self.chars[0].size

    @property
    def box(self) -> Box:
        """Box as seen; its first and last glyphs tell it."""
        a, z = self.chars[0], self.chars[-1]
        if a is z:
            return Box(a.x0, a.top, a.x1, a.bottom)
        return Box(min(a.x0, z.x0), min(a.top, z.top), max(a.x1, z.x1), max(a.bottom, z.bottom))

    @property
    def mixed(self) -> bool:
        """Whether its glyphs differ in size: a footnote mark may hang on it."""
        if self._of is not None:
            return False  # a word of a stretch is of one text object
        chars = self.chars
        if len(chars) < 2:
            return False
        first = chars[0].size
        return any(abs(c.size - first) > 0.15 * first for c in chars)


class Line:
    """Words on one baseline, in reading order.

    Args:
        words: Left to right in reading direction.
        v: Baseline.
        size: Size of most of its glyphs.
        angle: Reading direction.
        superscripts: Footnote marks taken out, as printed.
    """

    __slots__ = ("_words", "angle", "parts", "size", "superscripts", "v")

    def __init__(
        self, words: list[Word], v: float, size: float, angle: int, superscripts: list[str] | None = None
    ) -> None:
        self.parts = words
        self._words: list[Word] | None = None
        self.v = v
        self.size = size
        self.angle = angle
        self.superscripts = superscripts if superscripts is not None else []

    def __repr__(self) -> str:
        return f"Line({self.text!r}, v={self.v}, size={self.size}, angle={self.angle})"

    @property
    def words(self) -> list[Word]:
        """Its words one by one, not to be changed."""
        if self._words is None:
            many = any(p.many for p in self.parts)
            self._words = [w for p in self.parts for w in p.words()] if many else self.parts
        return self._words

    def part(self) -> list[Word]:
        """Part all its stretches; the line may be changed through the list of its words."""
        self.parts = self.words
        return self.parts

    def with_words(self, words: list[Word]) -> Line:
        """The same line with some of its words alone."""
        return Line(words, self.v, self.size, self.angle, self.superscripts)

    @property
    def text(self) -> str:
        """Words joined by single spaces."""
        parts = self.parts
        return parts[0].text if len(parts) == 1 else " ".join([w.text for w in parts])

    @property
    def chars(self) -> list[Char]:
        """All its pieces of text."""
        return [c for w in self.parts for c in w.chars]

    @property
    def u0(self) -> float:
        """Start along the reading direction."""
        return self.parts[0].u0

    @property
    def u1(self) -> float:
        """End along the reading direction."""
        return self.parts[-1].u1

    @property
    def box(self) -> Box:
        """Box as seen."""
        if len(self.parts) == 1:
            return self.parts[0].box
        return box_of([c for w in self.parts for c in (w.chars[0], w.chars[-1])])

    @property
    def centre(self) -> tuple[float, float]:
        """X and y of the middle of its box, points."""
        first, last = self.parts[0].chars[0], self.parts[-1].chars[-1]
        if first is last:
            return (first.x0 + first.x1) / 2, (first.top + first.bottom) / 2
        return self.box.centre

    @property
    def bold(self) -> bool:
        """All letters and digits bold (a word is taken to be of one font)."""
        if len(self.parts) == 1:
            return self.parts[0].font.bold
        fonts = [w.font for w in self.parts]
        first = fonts[0]
        if all(f is first for f in fonts):
            return first.bold
        fonts = [w.font for w in self.parts if any(map(str.isalnum, w.text))]
        return bool(fonts) and all(f.bold for f in fonts)


def box_of(chars: Iterable[Char]) -> Box:
    """The box around some characters.

    Args:
        chars: At least one.

    Returns:
        Box as seen, points.
    """
    items = list(chars)
    if len(items) == 1:
        c = items[0]
        return Box(c.x0, c.top, c.x1, c.bottom)
    return Box(
        min([c.x0 for c in items]),
        min([c.top for c in items]),
        max([c.x1 for c in items]),
        max([c.bottom for c in items]),
    )


def word_of(chars: list[Char]) -> Word:
    """A word of glyphs in reading order; symbol-font glyphs read as the signs they show."""
    text = chars[0].text if len(chars) == 1 else "".join([c.text for c in chars])
    if not text.isascii() or is_odd("", chars[0].font.name):
        text = "".join([symbol_text(c.text, c.font.name) if is_odd(c.text, c.font.name) else c.text for c in chars])
    return Word(text, chars)


def split_line(line: Line, at: float) -> list[Line]:
    """Part a line at gaps wider than some font sizes; the parts share its baseline."""
    # The words of a stretch stand closer than this.
    words = line.parts if at >= WIDEST_SPACE else line.words
    parts = split_words(words, line.size, at)
    if len(parts) == 1:
        return [line]
    return [Line(part, line.v, line.size, line.angle) for part in parts]


def split_words(words: list[Word], size: float, at: float | None) -> list[list[Word]]:
    """Part words (or stretches) at gaps wider than ``at`` font sizes; None never parts."""
    if at is None or len(words) < 2:
        return [words] if words else []
    out = [[words[0]]]
    end = words[0].u1
    for word in words[1:]:
        if word.u0 - end > at * size:
            out.append([word])
        else:
            out[-1].append(word)
        end = word.u1
    return out
