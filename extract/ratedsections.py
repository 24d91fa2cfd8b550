"""Rows grouped by their rating: a heading row "Red indicators" or "On target (Green)" gives the rows below a colour."""

# ruff: noqa: E501 - tables of patterns, one to a line

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from extract.cellfacts import Rag, kind_of, text_of
from extract.columnperiods import column_period
from extract.context import Context, Placed, emit_rag
from extract.document import Cell
from extract.folding import remembered
from extract.ratings import colour_said
from extract.tablecolumns import Column
from extract.tablerows import Line
from extract.vocabulary import fold, rag_word
from records import Period, RagColour

_NEVER = date.min

_COLOUR = r"(?P<colour>green|amber|red)"
_THINGS = (
    r"(?:(?:all |key |performance |corporate |priority )*(?:indicators?|measures?|kpis?|pis?|targets|metrics?|areas))"
)
_OF_COLOUR = re.compile(
    rf"(?:rag |rated |status )?{_COLOUR}(?:[- ]rated| status| rag| rating)?(?P<things> {_THINGS})?"
    rf"(?:\s*[-–—:(]+\s*(?P<rest>[^()]+?)\)?)?"
)
_THAT_ARE = re.compile(
    rf"{_THINGS}(?: (?:that|which) (?:are|is)| currently)*(?: (?:rated|rating|reported|showing|at|with)(?: as| a| an| rag| status| rating| of)*)? "
    rf"(?:as )?[(]?{_COLOUR}[)]?(?: rated| status| rating| rag)?"
)
_SAID_SO = re.compile(rf"(?P<phrase>.+?)\s*[-–—:(]+\s*(?:rag |rated )?{_COLOUR}(?: rated| status| rating)?\)?")
_ABOUT_THEM = re.compile(rf"^{_THINGS} (?:that are |which are |currently )*|(?: {_THINGS})$")


@remembered(1_024)
def section_rating(text: str) -> tuple[RagColour, bool] | None:
    """The colour that a heading of rows says they have.

    Args:
        text: Of a heading row, or of the heading over a table.

    Returns:
        (colour, whether the heading alone is enough); None for any other heading. "Red" and "On target" say it only
        beside another heading of their kind, for they may be names.
    """
    s = fold(text).strip(" :.-")
    if len(s) > 70:
        return None
    m = _OF_COLOUR.fullmatch(s)
    if m is not None:
        colour = rag_word(m["colour"])
        rest = m["rest"]
        if colour is not None and (rest is None or colour_said(rest) == colour):
            return colour, bool(m["things"] or rest)
        return None
    m = _THAT_ARE.fullmatch(s)
    if m is not None and (colour := rag_word(m["colour"])) is not None:
        return colour, True
    m = _SAID_SO.fullmatch(s)
    if m is not None and (colour := rag_word(m["colour"])) is not None:
        return (colour, True) if colour_said(m["phrase"]) == colour else None
    if re.search(r"\b(?:green|amber|red|yellow|orange)\b|\d", s):
        return None
    bare = _ABOUT_THEM.sub("", s)
    said = colour_said(bare)
    return (said, bare != s) if said is not None else None


def emit_section_ratings(context: Context, placed: Placed, lines: Sequence[Line], period: Period | None) -> None:
    """Give each row the rating that its heading row, or the heading over its table, states.

    Args:
        context: Gathers what is found.
        placed: A table with an indicator to a row.
        lines: Its rows, each with its section, place and name.
        period: Of the figures of the table.
    """
    layout = placed.layout
    if any(
        c.role in {"rag", "previous_rag"} and sum(n for k, n in c.kinds.items() if k != "blank") for c in layout.columns
    ):
        return
    over = placed.headings[-1] if placed.headings else ""
    over = _under_the_heads(placed) or over
    sections = [line.row.section or over for line in lines]
    told = {s: said for s in dict.fromkeys(sections) if (said := section_rating(s)) is not None}
    colours = {colour for colour, _ in told.values()}
    sure = {s: colour for s, (colour, alone) in told.items() if alone or len(colours) >= 2}
    if not sure:
        return
    figures = [c for c in layout.of("result", "value", "count") if c.kinds["number"]]
    column = max(
        figures, key=lambda c: (c.period.end if c.period else period.end if period else _NEVER, -c.index), default=None
    )
    if column is None:
        return
    when = column_period(context, column, period)
    for line, section in zip(lines, sections, strict=True):
        if section not in sure or not line.row.indicator:
            continue
        cell = _heading_cell(placed, line.row.index, section) or line.name
        if cell is not None:
            rag = Rag(sure[section], cell.how, section)
            head: Column = replace(column, path=(section,))
            emit_rag(context, placed, head, cell, line.row, rag, period=line.when or when, label=section)


def _under_the_heads(placed: Placed) -> str:
    """The heading of the first rows where it stands in the cell of the heading of names, below it; else empty."""
    named = placed.layout.name_column
    if named is None or not placed.layout.body:
        return ""
    cell = placed.layout.matrix[placed.layout.body - 1][named.index]
    lines = cell.text.split("\n") if cell is not None else []
    said = section_rating(lines[-1]) if len(lines) >= 2 else None
    return lines[-1] if said is not None and said[1] else ""


def _heading_cell(placed: Placed, index: int, section: str) -> Cell | None:
    """The cell of the heading row above a row."""
    for r in range(index - 1, -1, -1):
        for cell in placed.layout.matrix[r]:
            if cell is not None and text_of(cell) == section and kind_of(cell) in {"text", "rag"}:
                return cell
    return None
