"""The text of a Word paragraph in the making: pieces tied to their XML nodes, then one settled line of text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from extract.document import Control, Mark
from extract.folding import INVISIBLE
from extract.safexml import Element
from extract.word_styles import Look


@dataclass(slots=True)
class Piece:
    """Some text of one look. ``node`` is the XML element that holds it, None for text that Word works out."""

    text: str
    look: Look
    node: Element | None = None

    def place(self, offset: int) -> tuple[Element, int] | None:
        """Node and offset of one of its characters; None where Word works the text out itself."""
        if self.node is None or len(self.node.text or "") != len(self.text):
            return None
        return (self.node, offset)


Places = dict[str, list[tuple[Element, int] | None]]
"""Locator of a paragraph or cell -> for each character of its text the node and the offset it comes from."""


@dataclass(slots=True)
class OpenControl:
    """A content control being read: the pieces it covers."""

    alias: str
    tag: str
    binding: str
    first: int
    last: int = -1


@dataclass(slots=True)
class Note:
    """Something met in a paragraph that is not text: told to the reader of the document."""

    what: str
    why: str
    printed: str = ""
    next_step: str = ""


@dataclass(slots=True)
class Content:
    """What one paragraph holds.

    Attributes:
        pieces: Text in reading order.
        marks: Arrows and drawings.
        superscripts: Footnote marks taken out of the text.
        controls: Content controls.
        charts: Relationship ids of charts drawn in it, with the kind of chart markup.
        boxes: Text boxes: the elements that hold their paragraphs.
        notes: What could not be read.
        ink: Colour of a drawing without direction, for cells that hold nothing else.
    """

    pieces: list[Piece] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    superscripts: list[str] = field(default_factory=list)
    controls: list[OpenControl] = field(default_factory=list)
    charts: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    ink: str | None = None

    def show_instead(self, value: str, look: Look) -> None:
        """Show a value in place of the stored text."""
        if not self.pieces:
            self.pieces.append(Piece("", look))
            for control in self.controls:
                control.last = 1
        self.pieces[0] = Piece(value, self.pieces[0].look, self.pieces[0].node)
        for piece in self.pieces[1:]:
            piece.text = ""

    def extend(self, other: Content) -> None:
        """Append another paragraph's content (its mark was deleted, so the two are one)."""
        shift = len(self.pieces)
        self.pieces += other.pieces
        self.marks += other.marks
        self.superscripts += other.superscripts
        for control in other.controls:
            control.first += shift
            control.last += shift
        self.controls += other.controls
        self.charts += other.charts
        self.boxes += other.boxes
        self.notes += other.notes
        self.ink = self.ink or other.ink


@dataclass(slots=True)
class Settled:
    """Text with its white space put in order, and where it came from.

    Attributes:
        text: Single spaces, no leading or trailing ones.
        origin: For each character the index of its piece and its offset in the piece's text.
        controls: With spans in ``text``.
        tabs: Places in ``text`` of the spaces that a tab left.
    """

    text: str
    origin: list[tuple[int, int]]
    controls: tuple[Control, ...]
    tabs: frozenset[int] = frozenset()


def settle(content: Content) -> Settled:
    """Put the white space of a paragraph in order: single spaces, line breaks as spaces, none at the ends."""
    chars: list[str] = []
    origin: list[tuple[int, int]] = []
    tabs: set[int] = set()
    for index, piece in enumerate(content.pieces):
        for offset, ch in enumerate(piece.text):
            if ord(ch) in INVISIBLE:
                continue
            if ch == "\u00a0" and not _between_digits(content.pieces, index, offset):
                ch = " "
            elif ch == "\u2011":
                ch = "-"
            if ch in " \t\n\r\f\v":
                if ch == "\t" and chars:
                    tabs.add(len(chars) - (chars[-1] == " "))
                if not chars or chars[-1] == " ":
                    continue
                ch = " "
            chars.append(ch)
            origin.append((index, offset))
    while chars and chars[-1] == " ":
        chars.pop()
        origin.pop()
    text = "".join(chars)
    return Settled(text, origin, tuple(_spans(content, text, origin)), frozenset(tabs))


def _spans(content: Content, text: str, origin: list[tuple[int, int]]) -> Iterator[Control]:
    for control in content.controls:
        inside = [i for i, (piece, _) in enumerate(origin) if control.first <= piece < control.last]
        if inside:
            start, end = inside[0], inside[-1] + 1
            while start < end and text[start] == " ":
                start += 1
            while end > start and text[end - 1] == " ":
                end -= 1
        else:
            start = end = sum(1 for piece, _ in origin if piece < control.first)
        yield Control(control.alias, control.tag, text[start:end], (start, end), control.binding)


def _between_digits(pieces: list[Piece], index: int, offset: int) -> bool:
    text = pieces[index].text
    before = text[offset - 1] if offset else (pieces[index - 1].text[-1:] if index else "")
    after = text[offset + 1 : offset + 2] or (pieces[index + 1].text[:1] if index + 1 < len(pieces) else "")
    return before.isdigit() and after.isdigit()
