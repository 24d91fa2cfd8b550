"""Tables with an area to a row and measures across, such as activity: caseloads, referrals, plans by team."""

from __future__ import annotations

from extract.cellfacts import arrow_or_words, figure_of, kind_of, rag_of, text_of
from extract.columnperiods import column_period, table_period
from extract.context import Context, Placed, Row, emit_arrow, emit_figure, emit_rag
from extract.tablecolumns import Column
from extract.tablerows import body_lines
from extract.vocabulary import FLOW, as_role, fold, unit_of
from records import Role

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
                indicator=column.subject or column.label,
                table="activity",
                section=line.row.section,
                area=area,
                cohort=column.cohort or "all",
            )
            role: Role = "result" if column.role in {"value", "count", "result"} else as_role(column.role)
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
    return last


def _label(column: Column) -> str:
    """How the header names the period: "This month", "in last month"."""
    if column.period is not None:
        return column.period_label
    leaf = column.path[-1] if column.path else ""
    m = FLOW.search(fold(leaf))
    return m[0] if m else (leaf if len(column.path) > 1 else "")
