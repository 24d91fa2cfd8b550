"""The numerals of a passage, with what its kind and its heading say of them: the number of a row is no figure."""

from __future__ import annotations

from dataclasses import replace

from check.durations import duration_of_cell
from check.numerals import Numeral, find_numerals
from check.passages import Passage
from records import Value, parse_value


def numerals_of(passage: Passage, name_parts: tuple[str, ...]) -> list[Numeral]:
    """The numerals of a passage's text.

    Args:
        passage: With its kind and its headings.
        name_parts: Printed names of indicators, whose numerals are no figures.
    """
    numerals = find_numerals(passage.text, kind=passage.kind, name_parts=name_parts)
    if passage.kind == "cell":
        return [_in_cell(n, passage) for n in numerals]
    if passage.kind == "heading":
        return [replace(n, kind="name_part", why="stands in a heading") if _bare(n) else n for n in numerals]
    if passage.kind == "category":
        why = "a label of the chart's axis"
        return [replace(n, kind="date" if n.kind == "date" else "name_part", why=why) for n in numerals]
    if passage.kind == "chart":
        text = passage.text
        return [Numeral(0, len(text), text, "figure", "a value of the chart", parse_value(text))]
    return numerals


def _bare(n: Numeral) -> bool:
    return n.is_figure and n.value is not None and n.value.unit in {"count", ""} and n.value.places == 0


_ID_HEADERS = {"id", "ref", "ref.", "#", "item", "reference", "row", "line", "code", "kpi", "pi"}
_COUNTING_HEADERS = {"no", "no.", "number", "nos", "nos."}
"""Head the numbers of the rows in the first column, and counts in any other."""


def _in_cell(n: Numeral, passage: Passage) -> Numeral:
    """A cell's numeral with what its header says of it."""
    header = passage.column_header.rpartition(" | ")[2].strip().lower()
    whole = passage.text.strip() == n.printed.strip()
    ids = header in _ID_HEADERS or (header in _COUNTING_HEADERS and passage.col == 0)
    if whole and not passage.is_header and (n.kind == "date" or n.is_figure) and ":" in n.printed:
        time = duration_of_cell(n.printed, f"{passage.row_header} | {passage.column_header}")
        if time is not None:
            return replace(n, kind="figure", why="a time in two units", value=time)
    if n.is_figure and whole and (ids or (header == "" and passage.col == 0 and passage.is_header)):
        return replace(n, kind="reference", why="the row's number or reference")
    if n.kind == "paragraph_number" and whole:
        return replace(n, kind="figure", why="states an amount", value=plain_value(n.printed))
    if (
        n.kind == "date"
        and whole
        and not passage.is_header
        and n.printed.strip().isdigit()
        and _numeric_column(passage)
    ):
        return replace(n, kind="figure", why="states an amount", value=plain_value(n.printed))
    if n.is_figure and passage.is_header and _bare(n):
        return replace(n, kind="name_part", why="part of a column's heading")
    return n


def _numeric_column(passage: Passage) -> bool:
    words = passage.column_header.lower()
    return any(w in words for w in ("num", "denom", "total", "number", "count", "result", "this month", "last month"))


def plain_value(text: str) -> Value:
    """A printed number as a count."""
    return parse_value(text.strip(" ().") or text, "count")


def numerals_beside(passage: Passage) -> list[Numeral]:
    """The numerals that stand beside a passage's text: its number, and footnote marks."""
    out = []
    if any(c.isdigit() for c in passage.number):
        out.append(Numeral(0, 0, passage.number, "paragraph_number", "numbers the paragraph"))
    for mark in passage.superscripts:
        if any(c.isdigit() for c in mark):
            out.append(Numeral(0, 0, mark, "footnote_mark", "a superscript"))
    return out
