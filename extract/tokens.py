"""Printed lines cut into tokens: the pieces of text and figures from which columns are found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from extract.folding import remembered
from extract.textlines import Line, Word, has_arrow
from records import Box

JOIN = 0.78
"""Gap in font sizes up to which words stand in one cell (justified prose stretches its spaces)."""
BESIDE = 0.6
"""Gap in font sizes up to which a drawn sign and a word are one."""
_FIGURE = re.compile(
    r"^[(+\-–−]?\s?[£$€]?[+\-–−]?\d[\d,]*(?:\.\d+)?\s?(?:%|pp|k|m|bn)?\)?[*†pre]?$|^\d{1,2}/\d{1,2}/\d{2,4}$",
    re.IGNORECASE,
)
BLANK_FIGURE = {"-", "–", "—", "−", "n/a", "N/A", "..", "*", "c", "[c]", "[x]", "x"}
_FIGURISH = r"(?:[^\sA-Za-z]\S*|[cx]|n/a|N/A)"
_PAIR = re.compile(rf"(?:^| ){_FIGURISH} {_FIGURISH}(?: |$)")
_PHONE = re.compile(r"^0\d{2,}$")
_LEADERS = re.compile(r"\.{4,}|…{2,}|_{4,}")


class Token:
    """Words that stand together in a row.

    Args:
        parts: Its words, or stretches of words.
        figure: Whether all of them are figures.
        x0: Left edge, points.
        x1: Right edge.
    """

    __slots__ = ("figure", "parts", "x0", "x1")

    def __init__(self, parts: list[Word], figure: bool, x0: float, x1: float) -> None:
        self.parts = parts
        self.figure = figure
        self.x0 = x0
        self.x1 = x1

    @property
    def words(self) -> list[Word]:
        """Its words one by one, not to be changed."""
        return [w for p in self.parts for w in p.words()]

    @property
    def text(self) -> str:
        """Words joined by spaces."""
        return self.parts[0].text if len(self.parts) == 1 else " ".join([w.text for w in self.parts])


@dataclass(slots=True)
class Row:
    """One printed line cut into tokens."""

    v: float
    size: float
    tokens: list[Token]
    bold: bool = False
    alone: bool = False

    @property
    def top(self) -> float:
        """Top of its letters."""
        return self.v - 0.8 * self.size

    @property
    def bottom(self) -> float:
        """Bottom of its letters."""
        return self.v + 0.22 * self.size

    @property
    def figures(self) -> list[Token]:
        """Its figures, a number that leads the row (a row or paragraph number) left out."""
        lead = self.tokens[0]
        lead_counts = len(self.tokens) > 2 and not lead.text.isdigit()
        return [t for t in self.tokens if t.figure and (t is not lead or lead_counts)]

    @property
    def is_data(self) -> bool:
        """Whether it reads as a row of a table: a figure set apart from other text."""
        if len(self.tokens) < 2 or any(_LEADERS.search(t.text) for t in self.tokens):
            return False
        real = [t for t in self.figures if t.text not in BLANK_FIGURE]
        return bool(real) and len(self.figures) * 2 >= len(self.tokens) - 1


def rows_of(lines: Sequence[Line]) -> list[Row]:
    """Upright lines as rows of tokens, from top to bottom."""
    out = []
    for line in lines:
        if line.angle != 0 or not line.parts:
            continue
        tokens = tokens_of(line)
        if tokens:
            out.append(Row(line.v, line.size, tokens, line.bold))
    out.sort(key=lambda r: r.v)
    return out


def add_signs(rows: list[Row], signs: Sequence[Box]) -> None:
    """Put small drawings into the rows they stand beside."""
    for box in signs:
        y = (box.top + box.bottom) / 2
        near = min(rows, key=lambda r: abs(r.v - 0.35 * r.size - y), default=None)
        if near is None or abs(near.v - 0.35 * near.size - y) > 0.7 * max(near.size, box.height):
            continue
        if any(min(t.x1, box.x1) - max(t.x0, box.x0) > 0 for t in near.tokens):
            continue
        gap, word = min(
            ((max(t.x0 - box.x1, box.x0 - t.x1), t) for t in near.tokens if t.parts and not t.figure),
            key=lambda found: found[0],
            default=(near.size, None),
        )
        small = max(box.width, box.height) <= 1.5 * near.size  # and no coloured cell
        if word is not None and small and gap < BESIDE * near.size and word.text[:1].isalpha():
            word.x0, word.x1 = min(word.x0, box.x0), max(word.x1, box.x1)  # "● Amber" is one
        else:
            near.tokens.append(Token([], True, box.x0, box.x1))
            near.tokens.sort(key=lambda t: t.x0)


def tokens_of(line: Line) -> list[Token]:
    """Cut a line where a column may begin: at wide gaps, and between figures that stand side by side."""
    out: list[Token] = []
    for part in line.parts:
        if part.many and not _running(part.text):
            for word in part.words():
                _add(out, word, is_figure(word), line.size)
        else:
            _add(out, part, not part.many and is_figure(part), line.size)
    return out


def _add(out: list[Token], word: Word, figure: bool, size: float) -> None:
    if out:
        last = out[-1]
        gap = word.u0 - last.x1
        sign = figure and gap < 0.5 * size and last.text in ("+", "-", "−", "–", "£")
        apart = last.figure and figure and not sign
        if apart:
            same_run = last.parts[-1].chars[-1].run == word.chars[0].run
            apart = gap > (0.45 if same_run else 0.12) * size
        if gap <= JOIN * size and not apart:
            last.parts.append(word)
            last.x1 = word.u1
            last.figure = (last.figure or sign) and figure
            return
    out.append(Token([word], figure, word.u0, word.u1))


def _running(text: str) -> bool:
    """Whether a stretch of words opens and ends with plain words, and no two figures stand side by side in it."""
    first, _, rest = text.partition(" ")
    last = rest.rpartition(" ")[2].rstrip(".,;:)")
    return len(first) > 2 and first.isalpha() and len(last) > 2 and last.isalpha() and not _PAIR.search(text)


def is_figure(word: Word) -> bool:
    """Whether a word is a figure, a sign for a missing one, an arrow or a glyph; telephone numbers are none."""
    told = _reads_as_figure(word.text)
    if told is not None:
        return told
    glyph = word.glyph
    return glyph is not None and has_arrow(glyph)


@remembered(16_384, longest=40)
def _reads_as_figure(text: str) -> bool | None:
    """Whether a word is a figure by its text; None where only its glyph can make it one."""
    if _PHONE.match(text):
        return False
    return bool(_FIGURE.match(text)) or text in BLANK_FIGURE or _is_glyph(text) or None


def _is_glyph(text: str) -> bool:
    """Whether a text is one sign as ratings are drawn with ("✓", "●"), and no bullet."""
    if len(text) != 1 or (text.isascii() and text not in "~!"):
        return False
    return text in "~!" or (text not in "•·▪–—’‘“”…" and unicodedata.category(text) in {"So", "Sm"})
