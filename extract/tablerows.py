"""Rows of a table with an indicator to a row: its name, section, place, period and cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extract.cellfacts import kind_of, text_of
from extract.columnperiods import column_period
from extract.context import Context, Placed, Row, emit_figure
from extract.document import Cell
from extract.headers import Layout
from extract.headspans import bare_span, one_period
from extract.namefacts import NameFact, facts_in_name
from extract.tablecolumns import bare_year, lone_text, spans_table
from extract.vocabulary import (
    BARE_PERIOD,
    DESCRIBING,
    find_cohort,
    fold,
    parse_basis,
    parse_polarity,
    rag_colour,
    split_code,
    unit_of,
)
from records import Period, parse_value


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the body: its cells, what describes them, and the facts that stand in its name."""

    row: Row
    cells: list[Cell | None]
    name: Cell | None
    when: Period | None = None
    facts: tuple[NameFact, ...] = ()


def body_lines(context: Context, placed: Placed, table: str, section: str) -> tuple[list[Line], str]:
    """Rows with figures, each with its section, name, id, polarity and basis; and the last section heading."""
    layout = placed.layout
    header = [fold(text_of(c)) for c in layout.matrix[layout.body - 1]] if layout.body else []
    lines: list[Line] = []
    for index in range(layout.body, len(layout.matrix)):
        cells = layout.matrix[index]
        if any(header) and all(fold(text_of(c)) == label for c, label in zip(cells, header, strict=True)):
            continue  # the header repeated inside the table
        lone = lone_text(cells)
        if lone is not None and _sets_apart(placed, lone):
            text = text_of(lone)
            if _wraps(placed, lone) and lines:
                old = lines[-1]
                lines[-1] = replace(old, row=replace(old.row, indicator=f"{old.row.indicator} {text}"))
                context.mark(placed, lone)
            elif len(text) <= 120 and not re.search(r"[a-z]\.$", text):
                section = text
                context.mark(placed, lone)
            continue
        if lone is None and not any(text_of(c) or (c is not None and (c.marks or rag_colour(c.fill))) for c in cells):
            continue
        lines.append(_named_above(placed, _line(context, placed, table, section, index, cells), lines))
    return lines, section


def _named_above(placed: Placed, line: Line, lines: list[Line]) -> Line:
    """A row of another place or group without a name of its own goes on with the name above it."""
    above = lines[-1].row if lines else None
    row = line.row
    if row.indicator or line.name is None or text_of(line.name) or above is None or above.section != row.section:
        return line
    if not placed.layout.of("area", "cohort") or (row.area, row.cohort) == (above.area, above.cohort) or not row.area:
        return line
    return replace(
        line, row=replace(row, indicator=above.indicator, indicator_id=row.indicator_id or above.indicator_id)
    )


def _sets_apart(placed: Placed, cell: Cell) -> bool:
    """Whether the only text of a row is a heading or a name rather than a figure."""
    return kind_of(cell) in {"text", "period", "year"} and (
        cell.col <= 1 or spans_table(cell, placed.grid.n_cols) or bool(cell.bold and cell.fill)
    )


def _wraps(placed: Placed, cell: Cell) -> bool:
    """Whether the only text of a row is the rest of the name above it."""
    name = placed.layout.name_column
    if placed.grid.ruled or name is None or cell.col != name.index or cell.bold or cell.fill:
        return False
    return bool(re.match(r"[a-z(&,/]|and\b|of\b", cell.text.strip()))


def _line(context: Context, placed: Placed, table: str, section: str, index: int, cells: list[Cell | None]) -> Line:
    layout = placed.layout
    found: dict[str, str] = {}
    for column in layout.columns:
        cell = cells[column.index]
        if cell is None or column.role not in DESCRIBING or column.role == "text":
            continue
        text = text_of(cell)
        if text and column.role not in found:
            found[column.role] = text
        if text and not (column.role in {"id", "area", "section"} and column.role not in found):
            context.mark(placed, cell)
    name_column = layout.name_column
    name_cell = cells[name_column.index] if name_column is not None else None
    name = found.get("name", "")
    if not name and name_column is not None and name_column.role == "area":
        name = ""
    name, facts = facts_in_name(name)
    coded = name_column is not None and _CODES_AND_NAMES.match(name_column.folded) is not None
    code, bare = split_code(name, loose=coded)
    if code and not found.get("id"):
        found["id"], name = code, bare
    row = Row(
        index=index,
        indicator=name,
        table=table,
        indicator_id=found.get("id", ""),
        section=found.get("section", section),
        area=found.get("area", ""),
        cohort=_cohort_of(found.get("cohort", "")),
        polarity=parse_polarity(found.get("polarity", "")),
        basis=parse_basis(found.get("basis", "")),
    )
    return Line(row, cells, name_cell, _when(context, layout, cells), facts)


_CODES_AND_NAMES = re.compile(
    r"^(?:ref(?:erence)?|id|code|no|(?:pi|kpi) (?:ref|no|code))\b\.?\s+(?:and |/ ?|& )?[a-z]{3}"
)
"""A heading over codes and names in one column ("Ref Performance indicator"), folded."""


def _when(context: Context, layout: Layout, cells: list[Cell | None]) -> Period | None:
    """The period that a row names, in one column or in two ("2025/26" and "Q1"); None where it names none."""
    texts = [t for c in layout.of("when") if (t := text_of(cells[c.index]))]
    bare = [t for t in texts if BARE_PERIOD.match(fold(t)) or bare_span(t)]
    whole = [t for t in texts if t not in bare]
    if bare and whole:
        return one_period(f"{bare[0]} {whole[0]}", near=context.near)
    return (one_period(texts[0], near=context.near) or bare_year(texts[0])) if texts else None


def _cohort_of(text: str) -> str:
    """The cohort of a row that names one: a word of the tidy table itself, or as councils write it."""
    s = fold(text)
    if not s:
        return "all"
    found = find_cohort(text)
    if found:
        return found[0]
    return "all" if s in {"all", "all children", "total"} else re.sub(r"[^a-z0-9]+", "_", s).strip("_")


def emit_name_facts(context: Context, placed: Placed, line: Line, row: Row, period: Period | None) -> None:
    """Keep the facts that stand in a row's name ("Homes let in time (target 90%)")."""
    if line.name is None:
        return
    column = next(c for c in placed.layout.columns if line.cells[c.index] is line.name)
    for fact in line.facts:
        value = parse_value(fact.printed, unit_of(row.indicator) if fact.role != "numerator" else "")
        when = column_period(context, replace(column, role="target", period=None), period)
        kept = emit_figure(context, placed, column, line.name, row, fact.role, value, period=when)
        start = text_of(line.name).find(fact.whole)
        span = (start + fact.span[0], start + fact.span[1]) if start >= 0 else None
        context.observations[-1] = replace(kept, source=replace(kept.source, span=span))
