"""Tables with an area to a row and measures across, such as activity: caseloads, referrals, plans by team."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.cellfacts import arrow_or_words, figure_of, kind_of, rag_of, text_of
from extract.columnperiods import column_period, table_period
from extract.context import Context, Placed, Row, emit_arrow, emit_figure, emit_rag
from extract.namefacts import facts_in_head
from extract.tablecolumns import Column
from extract.tablerows import body_lines
from extract.vocabulary import FLOW, as_role, fold, rag_colour, unit_of
from records import Period, Role, parse_value

_MEASURES = frozenset({"value", "count", "result"})
_SIGNS: frozenset[Role] = frozenset({"rag", "previous_rag", "dot", "dot_previous", "dot_outturn"})


def read_activity(context: Context, placed: Placed, section: str = "") -> str:
    """Read a table with areas down and measures across.

    Args:
        context: Gathers what is found.
        placed: The table; its first text column names the areas.
        section: Heading carried over from the table it continues.

    Returns:
        The last section heading.
    """
    heading = section or (placed.headings[-1] if placed.headings else "")
    lines, last = body_lines(context, placed, "activity", heading)
    period = table_period(context, placed)
    stub = placed.layout.name_column
    rated = _is_rated(placed)
    subjects = {c.index: _subject_of(context, placed, c, period) for c in placed.layout.columns if c.role in _MEASURES}
    for line in lines:
        area = line.row.area or line.row.indicator or (text_of(line.cells[stub.index]) if stub else "")
        for column in placed.layout.columns:
            cell = line.cells[column.index]
            if cell is None or column is stub or column.role in {"id", "name", "area", "section", "text"}:
                continue
            kind = kind_of(cell)
            if kind == "blank":
                continue
            row = Row(
                index=line.row.index,
                indicator=subjects.get(column.index) or column.subject or column.label,
                table="activity",
                section=line.row.section,
                area=area,
                cohort=column.cohort or "all",
            )
            role: Role = "result" if column.role in _MEASURES else as_role(column.role)
            if kind in {"number", "year"} and role in _SIGNS:
                role = "result"  # a measure whose name has a word of signs in it ("Direction notices")
            rag, arrow = rag_of(cell, colours=False), arrow_or_words(cell)
            when = column_period(context, column, period)
            if rag is not None and kind == "rag":
                emit_rag(context, placed, column, cell, row, rag, period=when)
            elif arrow is not None and kind == "arrow":
                emit_arrow(context, placed, column, cell, row, arrow, role="dot", period=period)
            else:
                value = figure_of(cell, unit_of(column.label) or "count")
                emit_figure(context, placed, column, cell, row, role, value, period=when, period_label=_label(column))
                if arrow is not None and value.known and role == "result":  # "90.7% ▲"
                    emit_arrow(context, placed, column, cell, row, arrow, role="dot", period=period)
                beside = rag or (rag_of(cell) if rated else None)
                if beside is not None and value.known and role == "result":
                    emit_rag(context, placed, column, cell, row, beside, period=when)
    return last


def _is_rated(placed: Placed) -> bool:
    """Whether the fills of figures are ratings: most figures are filled, in two or more of the colours."""
    figures = [
        cell
        for row in placed.layout.matrix[placed.layout.body :]
        for column in placed.layout.columns
        if column.role in _MEASURES and (cell := row[column.index]) is not None and kind_of(cell) == "number"
    ]
    fills = [x for c in figures if (x := rag_colour(c.fill))]
    return len(fills) >= max(3, 0.6 * len(figures)) and len(set(fills)) >= 2


def _subject_of(context: Context, placed: Placed, column: Column, period: Period | None) -> str:
    """What the figures of a column are of; a target that its heading states is kept, as that of the whole area."""
    if len(column.path) != 1 or not re.search(r"\d", column.path[0]):
        return ""
    name, facts = facts_in_head(column.path[0])
    head = next((c for row in placed.layout.matrix[: placed.layout.body] if (c := row[column.index])), None)
    if not facts or head is None:
        return ""
    area = context.area_of(placed)
    for fact in facts:
        row = Row(head.row, name, "activity", area=area)
        when = column_period(context, replace(column, role="target", period=None), period)
        emit_figure(
            context, placed, column, head, row, fact.role, parse_value(fact.printed, unit_of(name)), period=when
        )
    return name


def _label(column: Column) -> str:
    """How the header names the period: "This month", "in last month"."""
    if column.period is not None:
        return column.period_label
    leaf = column.path[-1] if column.path else ""
    m = FLOW.search(fold(leaf))
    return m[0] if m else (leaf if len(column.path) > 1 else "")
