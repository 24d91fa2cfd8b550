"""How many things of a table lie beyond its average: "three of the five districts did better than the county's 87.6%"."""

# ruff: noqa: E501 - patterns and explanations, one to a line

from __future__ import annotations

import re
from collections.abc import Sequence

from check.inside.items import Items, Trait
from check.inside.kpi_rows import KpiRow
from check.judgements import Results, printed, size_of
from check.number_words import number_of
from check.paper import Figure, Paper, cell_key
from check.sought import Sought
from records import Finding

_NUMBER = r"(?:\d{1,2}|none|no|all|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_SAYS = Sought(
    rf"\b(?:(?:only|just)\s+)?(?P<n>{_NUMBER})\s+of\s+(?:the|our|its|all)\s+(?P<m>{_NUMBER})\s+(?P<noun>[a-z-]+)(?:\s+[a-z-]+){{0,2}}?\s+"
    r"(?:(?:did|were|was|are|is|have|has|had|performed|came|scored|achieved|recorded|lie|lies|stood|fell|rose|a|rates?|results?|figures?)\s+){0,3}"
    r"(?P<way>better|worse|above|below|higher|lower|more|fewer|less|over|under|exceed(?:ed|s)?)\b\s*(?:than\s+)?"
    r"(?P<whose>(?:[a-z’'-]+\s+){1,6}?)(?:[a-z]+\s+)?\(?(?=[£\d])",
    re.IGNORECASE,
)
_AVERAGE = re.compile(r"\b(?:average|mean|overall|whole|total|all)\b|\b\w+[’']s\b|\b(?:figure|rate)\b", re.IGNORECASE)
_ABOVE = {"above", "higher", "more", "over", "exceed", "exceeded", "exceeds"}
_BELOW = {"below", "lower", "fewer", "less", "under"}


def past_average(
    paper: Paper, index: int, begin: int, text: str, things: Sequence[Items], rows: Sequence[KpiRow],
    wrong: set[tuple[object, ...]], results: Results,
) -> None:  # fmt: skip
    """Hold a count of things beyond an average against the column whose last line has that average.

    Args:
        paper: With its figures.
        index: Index of the passage.
        begin: Where the sentence begins in it.
        text: The sentence.
        things: What the tables list.
        rows: The paper's rows of indicators, which tell of an average which way is better.
        wrong: Cells that something else calls wrong.
        results: Takes findings.
    """
    for m in _SAYS.finditer(text):
        at = begin + m.end()
        told = next((f for f in paper.figures_of(index) if abs(f.numeral.start - at) <= 1), None)
        if told is None or told.value.number is None or not _AVERAGE.search(m["whose"]):
            continue
        whole = number_of(m["m"])
        up = _is_up(m["way"].lower(), told, rows)
        found = [
            (one, t, f)
            for one in things
            if len(one.items) == whole and one.called(m["noun"])
            for t in one.traits
            if (f := _average(one, t, told)) is not None
        ]
        if up is None or len(found) != 1:
            continue
        one, t, average = found[0]
        cells = {i.number: f for i in one.items if (f := t.figure(i.number))}
        if len(cells) != whole or any(cell_key(f.place) in wrong for f in (average, *cells.values())):
            continue
        mark = size_of(average.value)
        beyond = [n for n, f in cells.items() if (size_of(f.value) > mark if up else size_of(f.value) < mark)]
        if {"all": whole, "none": 0, "no": 0}.get(m["n"].lower(), number_of(m["n"])) == len(beyond):
            continue
        place = paper.passages[index].at(begin + m.start("n"), begin + m.end("n"))
        names = "; ".join(i.label for i in one.items if i.number in beyond) or "none"
        results.findings.append(
            Finding("contradicts", "count", place, place.printed, f"'{' '.join(m[0].split())} {printed(told)}': table {one.table.number} by '{t.label}' has {len(beyond)} of {whole} there: {names}.",
                    "", "serious", (average.place, *(f.place for f in cells.values())), "Correct the count or the table.", expected=str(len(beyond)))
        )  # fmt: skip


def _is_up(way: str, average: Figure, rows: Sequence[KpiRow]) -> bool | None:
    """Whether the greater numbers are meant; of "better", where a row of indicators with that result tells it."""
    if way in _ABOVE or way in _BELOW:
        return way in _ABOVE
    same = {r.polarity for r in rows if _like(r.latest, average)} - {""}
    return (way == "better") == (same == {"H"}) if same in ({"H"}, {"L"}) else None


def _like(a: Figure, b: Figure) -> bool:
    return a.value.number is not None and size_of(a.value) == size_of(b.value) and a.value.unit == b.value.unit


def _average(one: Items, t: Trait, told: Figure) -> Figure | None:
    """The cell of a line beside the things, under their heading, that prints a figure."""
    if one.turned or not t.cells:
        return None
    listed = {cell_key(c.place) for c in t.cells.values() if c.place is not None and c.figure is not None}
    mine = {i.label for i in one.items}
    for column in one.table.columns:
        cells = [(r, f) for r in one.table.rows if (f := r.figure(column))]
        keys = {cell_key(r.cells[column.index].place) for r, _ in cells}
        if not listed or not listed & keys:
            continue
        return next((f for r, f in cells if r.label not in mine and _like(f, told)), None)
    return None
