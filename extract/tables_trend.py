"""Tables with periods across: an indicator's trend (result, target, RAG down), or indicators down by quarter."""

# ruff: noqa: E501 - tables of patterns, one to a line

from __future__ import annotations

from dataclasses import replace

from extract.bothsigns import arrow_beside
from extract.cellfacts import arrow_or_words, figure_of, kind_of, rag_of, text_of
from extract.columnperiods import column_period
from extract.context import Context, Placed, Row, emit_arrow, emit_figure, emit_rag, once_a_table, page_of
from extract.document import Paragraph
from extract.folding import remembered
from extract.ratedsections import emit_section_ratings
from extract.ratings import rag_said
from extract.rolesdown import role_column
from extract.rowroles import row_label_role
from extract.tablecolumns import Column
from extract.tablerows import Line, body_lines, emit_name_facts
from extract.vocabulary import (
    DESCRIBING,
    ROLE_PATTERNS,
    ColumnRole,
    as_role,
    basis_of_head,
    fold,
    rag_colour,
    rag_word,
    subject,
    unit_of,
)
from records import Observation, Period, Role, Source, Value

_RATHER = frozenset({"result", "target", "rag", "floor", "numerator", "denominator", "benchmark", "previous", "outturn", "dot",
                     "expectation_upper", "expectation_lower", "change", "variance"})  # fmt: skip


@remembered(4_096)
def row_role(label: str) -> Role | None:
    """What a row of a trend table holds, as its label says: "KCC Result", "Target", "RAG Rating"."""
    s = fold(label)
    for role, pattern in ROLE_PATTERNS:
        if role in _RATHER and pattern.search(s):
            return as_role(role)
    return None


@once_a_table
def period_columns(placed: Placed) -> list[Column]:
    """Columns whose header is a period and little else."""
    return [
        c
        for c in placed.layout.columns
        if c.period is not None and c.path and c.role in {"result", "value", "count", "context"}
    ]


@once_a_table
def is_trend(placed: Placed) -> bool:
    """Whether a table has periods across and roles (result, target, RAG) down."""
    columns = period_columns(placed)
    if len(columns) < 2:
        return False
    labels = stub_labels(placed)
    roles = [row_role(x) for x in labels]
    plain = [r for r, x in zip(roles, labels, strict=True) if r is not None and len(subject(fold(x)).split()) <= 2]
    return bool(labels) and len(plain) * 2 > len(labels) and any(r in {"result", "benchmark", "target"} for r in plain)


@once_a_table
def stub_labels(placed: Placed) -> list[str]:
    """Labels of the rows, from the first column that holds words."""
    column = placed.layout.name_column
    index = column.index if column is not None else 0
    out = []
    for row in placed.layout.matrix[placed.layout.body :]:
        text = text_of(row[index])
        if text:
            out.append(text)
    return out


def read_trend(context: Context, placed: Placed, indicator: str) -> None:
    """Read an indicator's trend table.

    Args:
        context: Gathers what is found.
        placed: Periods across, roles down.
        indicator: Name of the indicator, from the page around the table.
    """
    layout = placed.layout
    stub = layout.name_column
    index = stub.index if stub is not None else 0
    head = stub.label if stub is not None else ""
    unit = unit_of(indicator)
    for r in range(layout.body, len(layout.matrix)):
        cells = layout.matrix[r]
        label = text_of(cells[index])
        role = row_role(label) or "result"
        area = _area_of(context, label, role)
        row = Row(r, indicator, "trend", section=indicator, area=area)
        for column in period_columns(placed):
            cell = cells[column.index]
            if cell is None or (kind_of(cell) == "blank" and not rag_colour(cell.fill)):
                continue
            path = " | ".join(p for p in (head, column.label) if p)
            rag = rag_of(cell, colours=role == "rag")
            if role == "rag":
                rag = rag or rag_said(cell)
                if rag is not None:
                    emit_rag(
                        context,
                        placed,
                        column,
                        cell,
                        row,
                        rag,
                        period=_end(column.period),
                        period_label=column.period_label,
                        label=path,
                    )
                else:
                    context.missed("rag", f"{text_of(cell)!r} is no RAG colour that is known", placed, cell)
                    context.mark(placed, cell)
                continue
            arrow = arrow_or_words(cell)
            if kind_of(cell) == "arrow" and arrow is not None:
                emit_arrow(context, placed, column, cell, row, arrow, role="dot", period=column.period, label=path)
                continue
            emit_figure(
                context,
                placed,
                column,
                cell,
                row,
                role,
                figure_of(cell, unit),
                period=_end(column.period),
                period_label=column.period_label,
                label=path,
                basis=basis_of_head(column.path) or None,
            )
            if role == "result" and rag is None:
                rag = rag_of(cell, colours=rag_colour(cell.fill) is not None)
                if rag is not None:
                    emit_rag(
                        context,
                        placed,
                        column,
                        cell,
                        row,
                        rag,
                        period=_end(column.period),
                        period_label=column.period_label,
                        label=path,
                    )


def _area_of(context: Context, label: str, role: Role) -> str:
    known = context.areas.get(fold(label))
    if known:
        return known
    if role == "benchmark":
        return label
    return context.area


def _end(period: Period | None) -> Period | None:
    return period


def read_signs_below(context: Context, placed: Placed, indicator: str) -> None:
    """Read a row of colour words that stands right below a trend table without rules, outside its grid.

    The words of one line, opened by a label such as "Rating", belong to the columns that they stand under.
    """
    grid = placed.grid
    if grid.box is None or any(row_role(x) == "rag" for x in stub_labels(placed)):
        return
    page = page_of(context.document, grid.page)
    below = [b for b in page.blocks if isinstance(b, Paragraph) and b.box is not None] if page else []
    lines = [p for p in below if p.box and row_role(p.text) == "rag" and 0 <= p.box.top - grid.box.bottom < 30]
    if not lines or lines[0].box is None:
        return
    at = lines[0].box
    words = [p for p in below if p.box and p.box.top < at.bottom and p.box.bottom > at.top and rag_word(p.text)]
    heads = [
        (c, cell.box) for c in period_columns(placed) if (cell := placed.layout.matrix[placed.layout.body][c.index])
    ]
    for p in words:
        assert p.box is not None
        x = p.box.centre[0]
        under = [c for c, box in heads if box is not None and box.x0 - 6 <= x <= box.x1 + 6]
        colour = rag_word(p.text)
        if len(under) != 1 or colour is None:
            continue
        column = under[0]
        document = context.document
        source = Source(
            document.sha256,
            document.name,
            page=p.page,
            table=grid.number,
            row=grid.n_rows,
            column=column.label,
            box=p.box,
            printed=p.text,
        )
        context.observations.append(
            Observation(
                source,
                indicator,
                "rag",
                Value(p.text.strip(), None, 0, "rag"),
                word=colour,
                table="trend",
                section=indicator,
                area=context.area,
                period=column.period,
                period_label=column.period_label,
            )
        )


def read_status(context: Context, placed: Placed, section: str = "") -> str:
    """Read a table with indicators down and several periods across: a result, a RAG or both for each.

    Returns:
        The last section heading.
    """
    lines, last = body_lines(context, placed, "kpi_status", section)
    across = {c.index for c in period_columns(placed)}
    said = role_column(placed)
    names = _names_of_groups(lines, said) if said is not None else {}
    placed_rows = [replace(x, row=replace(x.row, area=x.row.area or context.area_of(placed))) for x in lines]
    emit_section_ratings(context, placed, placed_rows, context.period)
    for line in lines:
        row = replace(line.row, area=line.row.area or context.area_of(placed))
        as_row: ColumnRole | None = None
        if said is not None:
            row = replace(row, indicator=names.get(row.index, ""))
            label = line.cells[said]
            as_row = row_label_role(text_of(label)) if label is not None else None
            if label is not None:
                context.mark(placed, label)
                if not row.indicator:
                    why = "which indicator this row belongs to cannot be told: its name stands beside another row"
                    context.missed("name", why, placed, label, "Look at the page, and name the figures of this row.")
        elif not row.indicator and row.area:
            row = replace(row, indicator=placed.headings[-1] if placed.headings else "")
        emit_name_facts(context, placed, line, row, context.period)
        unit = unit_of(row.indicator)
        for column in placed.layout.columns:
            cell = line.cells[column.index]
            if cell is None or cell is line.name or column.role in DESCRIBING or column.index == said:
                continue
            if said is not None and column.index not in across and cell.row != line.row.index:
                continue  # it stands once for all the rows of its indicator
            rated = as_row == "rag" if column.index in across else column.role in {"rag", "previous_rag"}
            rag = rag_said(cell) if rated else None
            rag = rag or rag_of(cell, colours=column.index in across or column.role == "rag")
            kind = kind_of(cell)
            if kind == "blank" and rag is None:
                continue
            here = replace(row, cohort=column.cohort or row.cohort, area=column.area or row.area)
            when = column.period if column.period is not None else _other_period(context, column)
            if rag is not None:
                emit_rag(context, placed, column, cell, here, rag, period=when, period_label=column.period_label)
            if kind == "rag" or (rag is not None and (rated or column.role in {"rag", "previous_rag"})):
                both = arrow_beside(placed, column, cell, rag) if rag is not None and column.role == "rag" else None
                if both is not None:
                    emit_arrow(context, placed, column, cell, here, both[0], role=both[1], period=when)
                continue  # a sign of its own colour ("●") says no more than that
            arrow = arrow_or_words(cell)
            if arrow is not None and kind != "number":
                role: Role = as_role(column.role) if column.role in {"dot", "dot_previous", "dot_outturn"} else "dot"
                emit_arrow(context, placed, column, cell, here, arrow, role=role, period=when)
                continue
            figure_role: Role = as_role(as_row or "result") if column.index in across else as_role(column.role)
            emit_figure(
                context,
                placed,
                column,
                cell,
                here,
                figure_role,
                figure_of(cell, unit),
                period=when,
                period_label=column.period_label,
                basis=basis_of_head(column.path) or None,
            )
            if arrow is not None and figure_role in {"result", "previous", "outturn", "context"}:
                emit_arrow(context, placed, column, cell, here, arrow, role="dot", period=when)  # "74.2% ▲"
    return last


def _names_of_groups(lines: list[Line], said: int) -> dict[int, str]:
    """Row -> name, where "Actual" and "Target" stand beneath each other and the name beside the first of them alone.

    A name is carried down to rows of other labels only, and nowhere where the first row of the table has none: names
    are set in the middle of their rows there, and whose the rows above them are is not known.
    """
    out: dict[int, str] = {}
    name, seen = "", set[str]()
    for line in lines:
        label = fold(text_of(line.cells[said]))
        if line.row.indicator:
            name, seen = line.row.indicator, set()
        elif label in seen:
            name = ""
        if line is lines[0] and not name:
            return {x.row.index: x.row.indicator for x in lines if x.row.indicator}
        seen.add(label)
        out[line.row.index] = name
    return out


def _other_period(context: Context, column: Column) -> Period | None:
    return column_period(context, column, context.period)
