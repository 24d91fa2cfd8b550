"""Tables with an indicator to a row and roles across: scorecards, with/without-UASC tables, KPI summaries.

The same reading serves every table whose columns say what a figure is (result, target, RAG, arrow ...), in any
order, with any of them missing, with several cohorts or several periods across.
"""

from __future__ import annotations

import re
from dataclasses import replace

from extract.bothsigns import arrow_beside, rating_beside
from extract.cellfacts import arrow_or_words, dated_figure, figure_of, kind_of, rag_of, rag_of_sign, text_of
from extract.columnfigures import pair_of
from extract.columnperiods import column_period, table_period
from extract.context import Context, Placed, Row, emit_arrow, emit_figure, emit_rag
from extract.document import Cell
from extract.neutralsigns import level_sign
from extract.pairs import emit_parts
from extract.ratedsections import emit_section_ratings
from extract.ratings import rag_said
from extract.tablecolumns import Column, lone_text
from extract.tablerows import Line, body_lines, emit_name_facts
from extract.tables_cohort import areas_across, section_areas, variance_cohort
from extract.vocabulary import (
    DESCRIBING,
    as_role,
    basis_of_head,
    fold,
    rag_colour,
    unit_of,
)
from records import Period, RagColour, Role, Unit, Value, parse_value

_COUNTS: frozenset[str] = frozenset({"numerator", "denominator"})
_LIKE_RESULT: frozenset[str] = frozenset(
    {"result", "previous", "outturn", "target", "floor", "benchmark", "expectation_upper", "expectation_lower"}
)
_WHOLE = 100
"""What is above this and bears no sign is seldom a percentage."""
_PARTS = re.compile(r"^(?P<f>\S*\d\S*%?)\s*\(?\s*(?P<n>[\d,]+)\s*(?:/|of|out of)\s*(?P<d>[\d,]+)\s*\)?$")


def read_scorecard(context: Context, placed: Placed, table: str, section: str = "") -> str:
    """Read a table with an indicator to a row.

    Args:
        context: Gathers what is found.
        placed: The table.
        table: Name of its kind in the tidy table.
        section: Heading carried over from the table it continues.

    Returns:
        The last section heading, for a table that goes on from this one.
    """
    lines, last = body_lines(context, placed, table, section)
    if not placed.layout.of("name") and placed.headings:
        # Areas down: the heading over the table names the one indicator.
        lines = [replace(x, row=replace(x.row, indicator=x.row.indicator or placed.headings[-1])) for x in lines]
    areas = section_areas(context, [(line.row.section, line.row.indicator) for line in lines])
    period = table_period(context, placed)
    coloured = _coloured_results(context, placed)
    across = areas_across(context, placed)
    other = variance_cohort(placed)
    rated: list[Line] = []
    placed.known[_COUNTING] = _counting_columns(placed, lines)
    for line in lines:
        row = line.row
        if not row.area:
            row = replace(row, area=areas.get(row.section) or context.area_of(placed))
        emit_name_facts(context, placed, line, row, line.when or period)
        _read_row(context, placed, line, row, line.when or period, coloured, across, other)
        rated.append(replace(line, row=row))
    if not coloured:
        emit_section_ratings(context, placed, rated, period)
    return last


# -- figures -------------------------------------------------------------------------------------------------


_DATED_ROLES: frozenset[str] = frozenset({"result", "previous", "outturn", "benchmark", "numerator", "denominator"})


def _read_row(
    context: Context,
    placed: Placed,
    line: Line,
    row: Row,
    period: Period | None,
    coloured: frozenset[int],
    across: dict[int, str],
    other: str,
) -> None:
    unit = _row_unit(placed, line, row)
    named = bool(row.indicator)
    for column in placed.layout.columns:
        cell = line.cells[column.index]
        if cell is None or column.role in DESCRIBING:
            continue
        if cell is line.name:
            continue
        kind = kind_of(cell)
        if kind == "blank" and column.index not in coloured:
            _blank(context, placed, line, column, cell)
            continue
        if not named:
            context.missed("name", "a figure stands in a row that has no name", placed, cell)
            named = True
        cohort = column.cohort or (other if column.role == "variance" else "") or row.cohort
        area = across.get(column.index, row.area)
        here = row if (cohort, area) == (row.cohort, row.area) else replace(row, cohort=cohort, area=area)
        _read_cell(
            context, placed, line, column, cell, here, period, _unit_of_cell(placed, column, cell, unit, row), coloured
        )


def _read_cell(
    context: Context,
    placed: Placed,
    line: Line,
    column: Column,
    cell: Cell,
    row: Row,
    period: Period | None,
    unit: Unit,
    coloured: frozenset[int],
) -> None:
    role = as_role(column.role)
    when = column_period(context, column, period)
    if cell.italic and context.italics_previous_year and role in {"result", "rag", "numerator", "denominator"} and when:
        when = when.outturn()
    label = "" if column.period is None else column.period_label
    own = dated_figure(text_of(cell)) if role in _DATED_ROLES else None
    if own is not None:
        when, label = own[1], text_of(cell)[len(own[0]) :].strip(" ()[]")
    if role in {"rag", "previous_rag"}:
        rag = rag_said(cell) or rag_of(cell) or rag_of_sign(cell)
        if rag is not None:
            emit_rag(context, placed, column, cell, row, rag, role=role, period=when, period_label=label)
            if role == "rag" and (beside := arrow_beside(placed, column, cell, rag)) is not None:
                emit_arrow(context, placed, column, cell, row, beside[0], role=beside[1], period=period)
        elif text_of(cell):
            _text_in_place(context, placed, column, cell, row, role, "rag", when, label)
        return
    if role in {"dot", "dot_previous", "dot_outturn"}:
        arrow = arrow_or_words(cell)
        if arrow is None or arrow.value == "unknown":
            arrow = level_sign(context, placed, line, column, cell) or arrow
        if arrow is not None:
            emit_arrow(context, placed, column, cell, row, arrow, role=role, period=period)
            if (rating := rating_beside(placed, column, cell)) is not None:
                emit_rag(context, placed, column, cell, row, rating, role="rag", period=when, period_label=label)
        elif kind_of(cell) == "missing":
            _text_in_place(context, placed, column, cell, row, role, "direction", period, label)
        elif kind_of(cell) == "number":
            value = figure_of(cell, unit)
            emit_figure(context, placed, column, cell, row, "change", value, period=period)
        else:
            context.missed("arrow", "a direction is expected here and none was recognised", placed, cell)
            context.mark(placed, cell)
        return
    _read_figure(context, placed, column, cell, row, period, when, label, unit, coloured)


def _read_figure(
    context: Context,
    placed: Placed,
    column: Column,
    cell: Cell,
    row: Row,
    period: Period | None,
    when: Period | None,
    label: str,
    unit: Unit,
    coloured: frozenset[int],
) -> None:
    if column.role == "parts" and emit_parts(context, placed, column, cell, row, when, label):
        return
    role = as_role(column.role)
    text = text_of(cell)
    parts = _PARTS.match(text) if role == "result" else None
    value = parse_value(parts["f"], unit) if parts else figure_of(cell, _unit_for(role, unit))
    if role == "variance" and (unit == "percent" or value.unit == "percent"):
        value = replace(value, unit="points")
    basis = basis_of_head(column.path) or None
    if text:
        arrow = arrow_or_words(cell) if not value.known else None
        if not value.known and arrow is not None and value.flag == "not_a_number":
            emit_arrow(context, placed, column, cell, row, arrow, role=_dot_of(role), period=period)
        else:
            emit_figure(context, placed, column, cell, row, role, value, period=when, period_label=label, basis=basis)
            drawn = arrow_or_words(cell) if cell.marks or text.replace(value.printed, "").strip() != "" else None
            if drawn is not None and value.known:
                emit_arrow(context, placed, column, cell, row, drawn, role=_dot_of(role), period=period)
    if role == "context" and pair_of(text) is not None:
        why = f"{text!r} looks like a numerator and a denominator and does not give the result beside it"
        context.missed("figure", why, placed, cell, "Enter the two figures by hand where they are needed.")
    if parts:
        halves: tuple[tuple[str, Role], ...] = (("n", "numerator"), ("d", "denominator"))
        for key, part in halves:
            emit_figure(context, placed, column, cell, row, part, parse_value(parts[key], "count"), period=when)
    if role in {"result", "previous", "context"}:
        beside = rag_of(cell, colours=column.index in coloured)
        if beside is not None and (value.known or not text):
            rag_role: Role = "previous_rag" if role == "previous" else "rag"
            emit_rag(context, placed, column, cell, row, beside, role=rag_role, period=when, period_label=label)


def _unit_for(role: Role, unit: Unit) -> Unit:
    if role in _COUNTS:
        return "count"
    return unit if role in _LIKE_RESULT or role in {"variance", "change", "context"} else ""


def _dot_of(role: Role) -> Role:
    return "dot_previous" if role == "previous" else ("dot_outturn" if role == "outturn" else "dot")


def _row_unit(placed: Placed, line: Line, row: Row) -> Unit:
    """Unit of a row's figures: printed with any of its results, else said by its name, else by its unit column."""
    for column in placed.layout.columns:
        cell = line.cells[column.index]
        if cell is not None and column.role in _LIKE_RESULT:
            unit = figure_of(cell).unit
            if unit:
                return unit
    for column in placed.layout.of("unit"):
        cell = line.cells[column.index]
        if cell is not None and unit_of(text_of(cell)):
            return unit_of(text_of(cell))
    return unit_of(row.indicator)
    # "%" in a name whose figures print without a sign still means per cent; a rate in a name does not make days.


def _unit_of_cell(placed: Placed, column: Column, cell: Cell, unit: Unit, row: Row) -> Unit:
    """Unit of one cell: calls of some months that stand beside the share answered of them are no percentages."""
    if unit != "percent" or unit_of(row.indicator) == "percent":
        return unit
    value = figure_of(cell)
    counting = placed.known.get(_COUNTING)
    of_counts = isinstance(counting, frozenset) and column.index in counting and not value.unit
    return "" if of_counts or _counted(value) else unit


def _counted(value: Value) -> bool:
    return not value.unit and value.number is not None and value.places == 0 and abs(value.number) > _WHOLE


_COUNTING = "columns that count"


def _counting_columns(placed: Placed, lines: list[Line]) -> frozenset[int]:
    """Columns that count what other columns of their rows tell the share of: one count is above 100."""
    found: set[int] = set()
    for line in lines:
        if unit_of(line.row.indicator) == "percent" or _row_unit(placed, line, line.row) != "percent":
            continue
        for column in placed.layout.columns:
            cell = line.cells[column.index]
            if cell is not None and cell is not line.name and _counted(figure_of(cell)):
                found.add(column.index)
    return frozenset(found)


def _text_in_place(
    context: Context,
    placed: Placed,
    column: Column,
    cell: Cell,
    row: Row,
    role: Role,
    unit: Unit,
    when: Period | None,
    label: str,
) -> None:
    """Keep a dash, an "n/a" or words that stand where a colour or an arrow was expected."""
    value = parse_value(text_of(cell), unit)
    if unit == "rag" and _UNRATED.match(fold(text_of(cell))):
        value = Value(cell.text, None, 0, unit, "not_applicable")
    elif value.known or value.flag == "not_a_number":
        value = Value(cell.text, None, 0, unit, "not_a_number")
        context.missed(
            "rag" if unit == "rag" else "arrow", f"{text_of(cell)!r} is no {unit} that is known", placed, cell
        )
    emit_figure(context, placed, column, cell, row, role, value, period=when, period_label=label)


_UNRATED = re.compile(
    r"^(?:no (?:rag|rating|colour|status|target)(?: set| given)?|not? (?:rag )?rated|unrated|data only|"
    r"monitor(?:ing)? only|for information(?: only)?|not applicable|not available)$"
)
"""Words that say there is no rating."""


def _blank(context: Context, placed: Placed, line: Line, column: Column, cell: Cell) -> None:
    """A blank where the rest of the column has arrows or colours is listed: it may be one that was not seen."""
    if column.role not in {"dot", "dot_previous", "dot_outturn", "rag"} or cell.row != line.row.index:
        return
    others = sum(column.kinds[k] for k in ("arrow", "rag", "text"))
    if not others and re.search(r"\b(?:trend|chart|graph|sparkline|history)s?\b", column.folded):
        return  # a column of small charts, which are listed where they are found
    results = [
        c
        for c in placed.layout.of("result", "previous")
        if (x := line.cells[c.index]) is not None and figure_of(x).known
    ]
    if results and (others or not any(column.kinds[k] for k in ("number", "missing"))):
        what = "rag" if column.role == "rag" else "arrow"
        context.missed(what, "nothing was found where the column has a sign in other rows", placed, cell)


def _coloured_results(context: Context, placed: Placed) -> frozenset[int]:
    """Columns of results whose own fill (or text) shows the RAG, because no other column does.

    Figures printed in one of the colours throughout are listed: that may be a rating or the fashion of the table.
    """
    out = set()
    columns = placed.layout.columns
    rows = [row for row in placed.layout.matrix[placed.layout.body :] if lone_text(row) is None]
    open_: list[tuple[Column, list[Cell], list[RagColour]]] = []
    for column in columns:
        if column.role not in {"result", "rag", "previous", "previous_rag", "value"}:
            continue
        if column.role in {"rag", "previous_rag"}:
            out.add(column.index)
            continue
        beside = [
            c
            for c in columns
            if c.role in {"rag", "previous_rag"} and (c.path == column.path or c.cohort == column.cohort)
        ]
        if any((c.role == "previous_rag") == (column.role == "previous") for c in beside) and column.role != "value":
            continue
        cells = [c for row in rows if (c := row[column.index]) and text_of(c)]
        fills = [x for c in cells if (x := rag_colour(c.fill))]
        inks = [x for c in cells if (x := rag_colour(c.ink))]
        for found, half in ((fills, True), (inks, False)):
            if found and (column.with_rag or len(set(found)) >= 2 or (half and len(found) >= 0.5 * len(cells))):
                out.add(column.index)
        if inks and column.index not in out and len(inks) >= 0.8 * len(cells):
            open_.append((column, cells, inks))
    shown = {x for _, _, inks in open_ for x in inks}
    for k in out:
        shown |= {x for row in rows if (cell := row[k]) is not None and (x := rag_colour(cell.ink))}
    for column, cells, inks in open_:
        if len(shown) >= 2:  # another column of the table is printed in another of the colours
            out.add(column.index)
        elif len(cells) >= 2:
            why = f"the figures under {column.label!r} are all {inks[0]}: a rating, or only the table's style"
            context.missed("rag", why, placed, cells[0], "Look at the page, and enter the ratings by hand.")
    return frozenset(out)
