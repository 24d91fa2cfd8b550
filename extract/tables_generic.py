"""Any other table: every figure kept with its row and its header path, no names made up, nothing thrown away."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.cellfacts import arrow_of, figure_of, kind_of, rag_of, source_of, text_of
from extract.context import Context, Placed, Row, emit_arrow, emit_figure, emit_rag
from extract.document import Cell
from extract.figures import find_figures
from extract.folding import count_words
from extract.pairs import emit_parts
from extract.tablecolumns import Column, lone_text, spans_table
from extract.vocabulary import as_role, unit_of
from records import Observation, Role, Unread, parse_value

_PLAIN_ROLES: frozenset[str] = frozenset(
    {
        "target",
        "floor",
        "numerator",
        "denominator",
        "variance",
        "change",
        "percent_change",
        "benchmark",
        "expectation_upper",
        "expectation_lower",
    }
)


_OF_INDICATORS = frozenset({"scorecard", "cohort_impact", "kpi_summary", "kpi_status", "trend", "activity", "kpi_box"})


def read_generic(context: Context, placed: Placed, table: str = "generic") -> None:
    """Keep every figure of a table as an observation.

    The indicator is the text of the row's first cells as printed, the column its header path; the role is
    "context" unless the header itself says target, variance, change ...
    """
    layout = placed.layout
    stubs = [c for c in layout.columns if _is_stub(c)]
    section = placed.headings[-1] if placed.headings else ""
    for r in range(layout.body, len(layout.matrix)):
        cells = layout.matrix[r]
        lone = lone_text(cells)
        if (
            lone is not None
            and kind_of(lone) == "text"
            and (spans_table(lone, placed.grid.n_cols) or lone.col == 0)
            and len(text_of(lone)) <= 120
        ) and (not re.search(r"\d", text_of(lone)) or spans_table(lone, placed.grid.n_cols)):
            section = text_of(lone)
            context.mark(placed, lone)
            continue
        label = " | ".join(dict.fromkeys(t for c in stubs if (t := text_of(cells[c.index]))))
        for c in stubs:
            cell = cells[c.index]
            if cell is not None and len(text_of(cell)) <= 120 and (c.index == 0 or not find_figures(text_of(cell))):
                context.mark(placed, cell)
        row = Row(r, label, table, section=section)
        before = len(context.observations)
        for column in layout.columns:
            cell = cells[column.index]
            if cell is None or column in stubs or cell.row != r or cell.col != column.index:
                continue
            _keep(context, placed, column, cell, row)
        if len(context.observations) == before:
            for c in stubs:  # names of no figure: what they say is kept with the figures of words
                if (cell := cells[c.index]) is not None and find_figures(text_of(cell)):
                    context.read.discard((placed.grid.number, cell.row, cell.col))


def _is_stub(column: Column) -> bool:
    total = sum(v for k, v in column.kinds.items() if k != "blank")
    words = column.kinds["text"] + column.kinds["period"] + column.kinds["year"]
    first_ones = column.index <= 1
    return (total > 0 and first_ones and words * 2 > total and column.role not in {"result", "target"}) or (
        column.index == 0 and total > 0 and words > 0
    )


def _keep(context: Context, placed: Placed, column: Column, cell: Cell, row: Row) -> None:
    kind = kind_of(cell)
    period = column.period
    if column.role == "parts" and emit_parts(context, placed, column, cell, row, period, column.period_label):
        return
    if kind in {"number", "year", "missing"}:
        if kind == "missing" and not column.kinds["number"]:
            return
        role: Role = as_role(column.role) if column.role in _PLAIN_ROLES else "context"
        value = figure_of(cell, unit_of(column.label) if column.path else "")
        emit_figure(context, placed, column, cell, row, role, value, period=period, period_label=column.period_label)
    elif kind == "arrow":
        arrow = arrow_of(cell)
        if arrow is not None:
            emit_arrow(context, placed, column, cell, row, arrow, role="dot", period=period)
    elif kind == "rag" and text_of(cell) and len(text_of(cell)) > 1:
        rag = rag_of(cell, colours=False)
        if rag is not None:
            emit_rag(context, placed, column, cell, row, rag, period=period)


def sweep(context: Context, placed: Placed, table: str, names: int | None = None) -> None:
    """Keep the figures of cells that no recogniser has taken: numbers in words, or an Unread where none is read.

    Args:
        context: Knows which cells were taken.
        placed: Any table.
        table: Name of its kind in the tidy table.
        names: Column that names the rows; found where left out.
    """
    layout = placed.layout
    if names is None and layout.name_column is not None:
        names = layout.name_column.index
    paths = {c.index: c.label for c in layout.columns}
    for cell in placed.grid.cells:
        if cell.row < layout.body or (placed.grid.number, cell.row, cell.col) in context.read:
            continue
        if not re.search(r"\d", cell.text):
            continue
        label = _row_label(placed, cell, names)
        text = cell.text.replace("\n", " ")  # of one length with the cell's text, so that spans hold
        found = find_figures(text)
        alone = spans_table(cell, placed.grid.n_cols) or lone_text(layout.matrix[cell.row]) is cell
        here, section = ("prose", _section_above(placed, cell)) if alone else (table, _heading(placed))
        if table in _OF_INDICATORS and count_words(text) >= 5:
            here = "prose"  # a comment beside the figures: what it says is told, not tabled
        if not found:
            whole = parse_value(text)
            if (
                whole.known
                and not re.fullmatch(r"(?:19|20)\d{2}", text)
                and len(text) <= 12
                and not re.fullmatch(r"\d{1,3}\.?", text)
            ):
                context.unread.append(
                    Unread(
                        "figure",
                        "a figure stands here that no column explains",
                        source_of(context.document, placed.grid, cell),
                        text,
                    )
                )
            continue
        for figure in found:
            source = source_of(
                context.document, placed.grid, cell, column=paths.get(cell.col, ""), span=(figure.start, figure.end)
            )
            context.observations.append(
                Observation(
                    source=replace(source, printed=figure.sentence),
                    indicator=label,
                    role="context",
                    value=figure.value,
                    table=here,
                    section=section,
                    period=figure.period,
                    period_label=figure.period_label,
                )
            )


def _heading(placed: Placed) -> str:
    return placed.headings[-1] if placed.headings else ""


def _section_above(placed: Placed, cell: Cell) -> str:
    """The heading row that a sentence inside a table stands under."""
    for r in range(cell.row - 1, -1, -1):
        lone = lone_text(placed.layout.matrix[r])
        if lone is not None and len(lone.text) <= 120:
            return text_of(lone)
    return _heading(placed)


def _row_label(placed: Placed, cell: Cell, names: int | None) -> str:
    """Name of the row of a cell: its cell in the column of names, else its first cell of words."""
    cells = placed.layout.matrix[cell.row]
    if names is not None and cells[names] is not None:
        named = cells[names]
        if named is not cell and text_of(named):
            return text_of(named)
    for other in cells:
        if other is None or other is cell or other.col > cell.col:
            continue
        if kind_of(other) == "text" and len(text_of(other)) <= 200:
            return text_of(other)
    return ""
