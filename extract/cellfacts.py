"""What one cell says: a figure, a RAG colour, an arrow, a missing sign; and the Source that tells its place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, cast

from extract.document import Cell, Document, Grid
from extract.folding import remembered
from extract.vocabulary import (
    ARROWS,
    direction_words,
    fold,
    one_line,
    parse_basis,
    parse_polarity,
    rag_colour,
    rag_word,
)
from records import Period, RagColour, ReadFrom, Source, Unit, Value, find_periods, parse_period, parse_value, quick

CellKind = Literal["blank", "number", "missing", "year", "rag", "arrow", "period", "text"]
"""What a cell looks like by itself; letters such as H or YTD count as text."""

_MISSING = re.compile(r"^(?:[-–—−]|\.\.|n/?a|n\.a\.|not applicable|tbc|n/k|\*|not available|no data)$", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d{2}")
_ENDS_WITH_RAG = re.compile(r"[\s(\[](?:green|amber|red|g|a|r)[)\]]?$", re.IGNORECASE)
_LEADING_RAG = re.compile(r"\s*(green|amber|red|yellow)\b\s*[:.,;\-–]*\s*(.*)", re.IGNORECASE | re.DOTALL)
_RESULT_AND_RAG = re.compile(r"^(?P<figure>.*?\d.*?)[\s(\[]+(?P<rag>green|amber|red|g|a|r)[)\]]?$", re.IGNORECASE)


@quick
@dataclass(frozen=True, slots=True)
class Arrow:
    """A direction found in a cell: what is drawn, how it was read, what was printed, and how sure that is."""

    value: str
    how: ReadFrom
    printed: str
    confidence: float = 1.0


@quick
@dataclass(frozen=True, slots=True)
class Rag:
    """A RAG colour found in a cell, and its printed letter or word ("" where it is only a colour).

    Another colour that the same cell says (by a sign, or by its reason) stands in ``against``.
    """

    value: RagColour
    how: ReadFrom
    printed: str
    against: RagColour | None = None


def text_of_all(cells: Iterable[Cell]) -> str:
    """The texts of cells on one line."""
    return " ".join(one_line(c.text) for c in cells)


def text_of(cell: Cell | None) -> str:
    """A cell's text on one line; empty for a position that no cell covers."""
    return one_line(cell.text) if cell is not None else ""


_NO_ARROWS = dict.fromkeys(map(ord, (*ARROWS, "\ufe0f")))


def without_arrows(text: str) -> str:
    """Text with arrow characters taken out."""
    return " ".join((text if text.isascii() else text.translate(_NO_ARROWS)).split())


def kind_of(cell: Cell | None) -> CellKind:
    """What a cell looks like by itself."""
    if cell is None:
        return "blank"
    text = cell.text
    if cell.marks and cell.marks[0].kind == "rating":
        return "rag"
    if text:
        kind = _kind_of_words(text)
        if kind != "blank":
            return kind
    elif not cell.marks and cell.fill is None:
        return "blank"
    if _shape_colour(cell) is not None and not any(m.kind == "direction" for m in cell.marks):
        return "rag"
    if arrow_of(cell) is not None:
        return "arrow"
    return "rag" if one_line(text) == "" and rag_colour(cell.fill) else "blank"


@remembered(16_384, longest=80)
def _kind_of_words(printed: str) -> CellKind:
    """What a cell's text looks like; blank where it holds nothing, or nothing but arrows."""
    text = one_line(printed)
    if not without_arrows(text):
        return "blank"
    if rag_word(text):
        return "rag"
    if _MISSING.match(text):
        return "missing"
    if _YEAR.fullmatch(text):
        return "year"
    if _figure_in(text, "").known:
        return "number"
    if parse_period(text) is not None:
        return "period"
    return "text"


def figure_of(cell: Cell, unit: Unit = "") -> Value:
    """The figure of a cell, without an arrow or a RAG word that stands beside it in the same cell.

    Returns:
        A Value whose `printed` is the cell's own text where nothing stood beside the figure.
    """
    return _figure_in(one_line(cell.text), unit)


_INTERVAL = re.compile(
    r"^(?P<figure>[£\d][\d,.]*\s?%?)\s*[(\[](?:95 ?%\s*)?(?:CI:?\s*)?"
    r"(?P<low>[£\d][\d,.]*\s?%?)\s*(?:to|[-–,;])\s*(?P<high>[£\d][\d,.]*\s?%?)[)\]]$",
    re.IGNORECASE,
)
"""A figure with its confidence interval behind it: "78.1% (75.0 to 81.2)"."""


_DATED = re.compile(r"^(?P<figure>[^()\[\]]*\d[^()\[\]]*?)\s*[(\[](?P<when>[^()\[\]]*\d[^()\[\]]*)[)\]]$")


@remembered(4_096)
def dated_figure(text: str) -> tuple[str, Period] | None:
    """A figure with the time it is of behind it ("86.3% (Q1 2025/26)"), apart; None for any other text."""
    m = _DATED.match(text)
    if m is None or not parse_value(m["figure"].strip()).known:
        return None
    said = re.sub(r"^(?:as at|at|to|for|in|end of)\s+", "", m["when"].strip(), flags=re.IGNORECASE)
    found = find_periods(said)
    if len(found) != 1 or len(found[0].text) < 0.8 * len(said):
        return None
    return m["figure"].strip(), found[0].period


def _figure_in(text: str, unit: Unit) -> Value:
    value = parse_value(text, unit)
    if value.known or value.flag != "not_a_number":
        return value
    dated = dated_figure(text)
    if dated is not None:
        return replace(parse_value(dated[0], unit), printed=text)
    interval = _INTERVAL.match(text)
    if interval:
        own, low, high = (parse_value(interval[k], unit) for k in ("figure", "low", "high"))
        known = own.number is not None and low.number is not None and high.number is not None
        if known and low.number <= own.number <= high.number:  # type: ignore[operator]
            return replace(own, printed=text)
    bare = without_arrows(text)
    m = _with_rag(bare)
    if m:
        bare = m["figure"].strip(" (-–|/")
    elif bare == text:
        return value
    again = parse_value(bare, unit)
    return again if again.known else value


def _with_rag(text: str) -> re.Match[str] | None:
    """A figure with a RAG letter or word beside it."""
    if not _ENDS_WITH_RAG.search(text[-8:]):
        return None
    m = _RESULT_AND_RAG.match(text)
    # A small letter beside a figure marks a revision ("88.4% r"); ratings are capitals or words.
    return None if m is not None and len(m["rag"]) == 1 and m["rag"].islower() else m


def rag_of(cell: Cell, *, colours: bool = True) -> Rag | None:
    """The RAG colour of a cell: its letter or word first, then its fill, then the colour of its text.

    Args:
        cell: Any cell.
        colours: Whether fill and text colour count (they do only where RAG colours are to be expected).
    """
    text = one_line(cell.text)
    if cell.marks and cell.marks[0].kind == "rating":
        return Rag(cast(RagColour, cell.marks[0].value), cell.marks[0].how, text)
    word = rag_word(without_arrows(text))
    if word:
        return Rag(word, cell.how, text)
    m = _with_rag(without_arrows(text))
    if m:
        beside = rag_word(m["rag"])
        if beside and parse_value(m["figure"].strip(" (-–|/")).known:
            return Rag(beside, cell.how, m["rag"])
    if colours:
        fill = rag_colour(cell.fill)
        if fill:
            return Rag(fill, "colour", "")
        shape = _shape_colour(cell)
        if shape is not None:
            return shape
        ink = rag_colour(cell.ink)
        if ink:
            return Rag(ink, "colour", "")
    return None


def _shape_colour(cell: Cell) -> Rag | None:
    """The RAG colour of a drawn sign (a filled circle, star or square), which readers tell as "circle #ff0000"."""
    if not cell.marks:
        return None
    found = set()
    how: ReadFrom = "vector"
    for mark in cell.marks:
        m = (
            re.fullmatch(r"(?P<shape>[a-z]+)\s+(?P<colour>#[0-9a-f]{6})", mark.printed)
            if mark.kind == "shape"
            else None
        )
        colour = rag_colour(m["colour"]) if m else None
        if colour:
            found.add(colour)
            how = mark.how
    return Rag(found.pop(), how, "") if len(found) == 1 else None


_DRAWN_IN = re.compile(r"^.*\s(#[0-9a-f]{6})$", re.DOTALL)


_SIGN_ON_IT = re.compile(r"[^\w\s]?")
"""What may be printed on a coloured sign: "!" on a triangle."""


def rag_of_sign(cell: Cell) -> Rag | None:
    """The RAG colour in which the arrow or triangle of a cell is drawn, where it is drawn in one."""
    found = [(m, colour) for m in cell.marks if (colour := rag_colour(_DRAWN_IN.sub(r"\1", m.printed))) is not None]
    if len(found) != 1 or not _SIGN_ON_IT.fullmatch(cell.text.strip()):
        return None
    mark, colour = found[0]
    return Rag(colour, mark.how, "")


def leading_rag(text: str) -> tuple[RagColour, str, str] | None:
    """The colour word that opens a cell of words ("Green", newline, comment).

    Returns:
        (colour, the word as printed, the comment after it), or None.
    """
    m = _LEADING_RAG.match(text)
    if m:
        colour = rag_word(m[1])
        if colour:
            return colour, m[1], one_line(m[2])
    word = rag_word(text)
    return (word, one_line(text), "") if word else None


def arrow_of(cell: Cell) -> Arrow | None:
    """The direction that a cell draws or names; value "unknown" where a drawing was not understood.

    Signs read by the reader (symbol fonts, outlines, pictures) win over characters, characters over words.
    """
    if not cell.marks and cell.text.isascii():
        return None
    if cell.marks and cell.marks[0].kind == "rating":
        return None
    drawn = [m for m in cell.marks if m.kind == "direction"]
    values = {_level(m.value) for m in drawn}
    if len(values) == 1:
        m = drawn[0]
        return Arrow(values.pop(), m.how, m.printed, min(x.confidence for x in drawn))
    if len(values) > 1:
        return Arrow("unknown", drawn[0].how, " ".join(m.printed for m in drawn), 0.0)
    found = {ARROWS[c] for c in cell.text if c in ARROWS}
    if len(found) == 1:
        return Arrow(found.pop(), cell.how, "".join(c for c in cell.text if c in ARROWS))
    if found:
        return Arrow("unknown", cell.how, one_line(cell.text), 0.0)
    shapes = [m for m in cell.marks if m.kind == "shape"]
    if shapes and _shape_colour(cell) is None:
        return Arrow("unknown", shapes[0].how, shapes[0].printed, 0.0)
    return None


def arrow_or_words(cell: Cell) -> Arrow | None:
    """As `arrow_of`, and words that name a direction where nothing is drawn."""
    arrow = arrow_of(cell)
    if arrow is not None:
        return arrow
    words = direction_words(cell.text)
    return Arrow(words, cell.how, one_line(cell.text)) if words else None


def _level(value: str) -> str:
    """An arrow's way as the tidy table says it: slanting ones count as the way they point to."""
    if value in {"right", "left", "level"}:
        return "level"
    return next((way for way in ("up", "down") if value.startswith(way)), "unknown")


def is_polarity(cell: Cell) -> bool:
    """Whether a cell holds a polarity letter or phrase and nothing else."""
    text = one_line(cell.text)
    return bool(parse_polarity(text)) and len(fold(text)) <= 32


def is_basis(cell: Cell) -> bool:
    """Whether a cell holds a data period code and nothing else."""
    return bool(parse_basis(one_line(cell.text)))


def source_of(
    document: Document,
    grid: Grid,
    cell: Cell,
    *,
    column: str = "",
    read_from: ReadFrom | None = None,
    confidence: float | None = None,
    span: tuple[int, int] | None = None,
    row: int | None = None,
) -> Source:
    """The place of a cell.

    Args:
        document: The file.
        grid: The table.
        cell: The cell.
        column: Header path, "group | label".
        read_from: How the figure was read, where it was not the cell's text.
        confidence: Of the sign, where it was not the text.
        span: Characters of the cell's text.
        row: 0-based row, where the cell covers several.
    """
    return Source(
        sha256=document.sha256,
        document=document.name,
        page=cell.page if cell.page is not None else grid.page,
        table=grid.number,
        row=cell.row if row is None else row,
        column=column,
        box=cell.box,
        locator=cell.locator,
        span=span,
        read_from=read_from or cell.how,
        printed=cell.text,
        confidence=min(cell.confidence, 1.0 if confidence is None else confidence),
    )
