"""Quarterly reports: boxes with a line of facts ("Latest: 73% | Target: 85%"), and matrices of counts."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from extract.cellfacts import Arrow, Rag, arrow_of, kind_of, rag_of, text_of, without_arrows
from extract.context import Context, Placed, Row, emit_arrow, emit_figure, emit_rag
from extract.document import Cell, Paragraph
from extract.factlines import LABELLED, Fact, parse_facts
from extract.tablecolumns import Column, role_of
from extract.vocabulary import (
    QUARTERLY,
    YEAR_AGO,
    direction_words,
    fold,
    one_line,
    rag_word,
    split_code,
    unit_of,
    without_periods,
)
from records import Observation, Period, RagColour, Role, Source, Unit, Value, find_periods, parse_period, parse_value

if TYPE_CHECKING:
    from extract.indicator_pages import PageFacts


_ALONE_BELOW = re.compile(r"[ \t]*\n\s*(?:green|amber|red)[ \t]*(?:\n|$)", re.IGNORECASE)


def fact_cells(placed: Placed) -> list[tuple[Cell, list[Fact]]]:
    """Cells of a table that hold a line of facts."""
    out = []
    for cell in placed.grid.cells:
        if ":" in cell.text or "=" in cell.text:
            facts = parse_facts(cell.text.replace("\n", " "))
            if facts:
                out.append((cell, [_without_next_line(f, cell.text) for f in facts]))
    return out


def _without_next_line(fact: Fact, text: str) -> Fact:
    """A fact without a colour that stands in the line below it, alone: that is the colour of the box."""
    return replace(fact, rag="") if fact.rag and _ALONE_BELOW.match(text, fact.span[1]) else fact


def read_boxes(context: Context, placed: Placed) -> None:
    """Read a table made of boxes: for each line of facts the title, colour and arrow that stand nearest above it."""
    boxes = fact_cells(placed)
    taken: set[int] = set()
    for cell, facts in boxes:
        title, rag_cell, arrow_cell = _around(placed, cell, boxes, taken)
        name = (
            split_code(text_of(title))[1]
            if title is not None
            else _inner_title(cell, facts) or (placed.headings[-1] if placed.headings else "")
        )
        if title is not None:
            context.mark(placed, title)
        read_facts_line(context, placed, cell, facts, name, rag_cell, arrow_cell)


def _inner_title(cell: Cell, facts: list[Fact]) -> str:
    """The title of a box that is one cell: its lines above the facts, without the colour word beside them."""
    label = facts[0].label
    start = cell.text.replace("\n", " ").rfind(label, 0, facts[0].span[0])
    above = cell.text[: max(start, 0)]
    lines: list[str] = []
    for line in above.split("\n"):
        if not line.strip() or rag_word(line):
            continue
        if lines and _axis_label(line):
            break  # labels of a chart drawn in the box
        lines.append(line)
    return split_code(without_arrows(one_line("\n".join(lines))).strip(" -–|:"))[1]


def _inner_rag(cell: Cell) -> Rag | None:
    """The colour of a box that is one cell: a line of it that says so alone or after a label, else a drawn sign."""
    said: dict[RagColour, str] = {}
    for line in cell.text.split("\n"):
        m = LABELLED.match(line)
        word = m["said"] if m and role_of(fold(m["label"])) == "rag" else without_arrows(line).strip()
        if (colour := rag_word(word)) is not None:
            said.setdefault(colour, word)
    if len(said) == 1:
        ((colour, word),) = said.items()
        return Rag(colour, cell.how, word)
    return rag_of(replace(cell, text="", ink=None)) if not said and cell.marks else None


def _inner_direction(cell: Cell) -> Arrow | None:
    """The direction that a line of a box says in words: "Direction of travel: improving", or "Improving" alone."""
    said: dict[str, str] = {}
    for line in cell.text.split("\n"):
        m = LABELLED.match(line)
        labelled = m is not None and role_of(fold(m["label"])) in {"dot", "dot_previous"}
        words = m["said"] if m and labelled else line
        way = direction_words(words) if labelled or len(words.split()) <= 2 else ""
        if way:
            said.setdefault(way, words.strip())
    if len(said) != 1:
        return None
    ((way, words),) = said.items()
    return Arrow(way, cell.how, words)


def _axis_label(line: str) -> bool:
    """Whether a line holds only figures and periods, as the axes of a chart do."""
    return all(parse_value(word).known for word in without_periods(line).split())


def _around(
    placed: Placed, cell: Cell, boxes: list[tuple[Cell, list[Fact]]], taken: set[int]
) -> tuple[Cell | None, Cell | None, Cell | None]:
    """(title, RAG cell, arrow cell) above a line of facts, not belonging to another box."""
    lines = {id(c) for c, _ in boxes}
    title = rag_cell = arrow_cell = None
    left, right = cell.col, cell.col + cell.colspan
    for other in sorted((c for c in placed.grid.cells if c.row <= cell.row), key=lambda c: (-c.row, c.col)):
        if id(other) in lines and other is not cell and other.col < right and other.col + other.colspan > left:
            break
        if id(other) in lines or id(other) in taken:
            continue
        within = other.col < right and other.col + other.colspan > left
        if not within and other.row != cell.row:
            continue
        if (rag_cell is None and kind_of(other) in {"rag"}) or (rag_cell is None and rag_word(text_of(other))):
            rag_cell = other
        elif arrow_cell is None and kind_of(other) == "arrow":
            arrow_cell = other
        elif title is None and kind_of(other) == "text" and within and len(text_of(other)) > 3:
            title = other
        elif title is not None and rag_cell is not None:
            break
        if rag_cell is not None and arrow_of(rag_cell) is not None and arrow_cell is None:
            arrow_cell = rag_cell
    for used in (title, rag_cell, arrow_cell):
        if used is not None:
            taken.add(id(used))
    return title, rag_cell, arrow_cell


def read_facts_line(
    context: Context,
    placed: Placed,
    cell: Cell,
    facts: list[Fact],
    name: str,
    rag_cell: Cell | None,
    arrow_cell: Cell | None,
) -> None:
    """Keep the facts of one box as observations."""
    row = Row(cell.row, name, "kpi_box", section=placed.headings[-1] if placed.headings else "", area=context.area)
    column = Column(cell.col, (), "value")
    unit = unit_of(name) or next((v.unit for f in facts if (v := parse_value(f.printed)).unit), "")
    for fact in facts:
        when = _when(context, fact)
        value = parse_value(fact.printed, unit)
        kept = emit_figure(
            context, placed, column, cell, row, fact.role, value, period=when, period_label=fact.when, label=fact.label
        )
        context.observations[-1] = replace(
            kept, source=replace(kept.source, span=fact.span, printed=one_line(cell.text))
        )
        word = rag_word(fact.rag) if fact.rag else None
        if word is not None:
            role: Role = "previous_rag" if fact.role == "previous" else "rag"
            emit_rag(
                context,
                placed,
                column,
                cell,
                row,
                Rag(word, cell.how, fact.rag),
                role=role,
                period=when,
                label=fact.label,
            )
    inside = _inner_rag(cell) if rag_cell is None else None
    rag_cell = cell if inside is not None else rag_cell
    own_rag = inside or (rag_of(rag_cell) if rag_cell is not None else None)
    if own_rag is not None and rag_cell is not None:
        emit_rag(context, placed, column, rag_cell, row, own_rag, period=context.period, label="")
    arrow = arrow_of(arrow_cell) if arrow_cell is not None else arrow_of(cell) or _inner_direction(cell)
    if arrow is not None:
        emit_arrow(context, placed, column, arrow_cell or cell, row, arrow, role="dot", period=context.period, label="")


def read_page_box(context: Context, page: PageFacts) -> None:
    """Keep the facts of a KPI box whose title is a table and whose line of facts is a paragraph.

    A title with a colour only, over a trend table, makes no box: its colour is a fact of the page.
    """
    arrow = page.title[4] if page.title is not None else None
    if not page.lines and arrow is None:
        return
    row = Row(0, page.indicator, "kpi_box", indicator_id=page.code, section=page.section, area=context.area)
    column = Column(0, (), "value")
    if page.title is not None:
        placed, colour_cell, rag, arrow_cell, _ = page.title
        if rag is not None and colour_cell is not None:
            emit_rag(context, placed, column, colour_cell, row, rag, period=context.period, label="")
        if arrow is not None and arrow_cell is not None:
            emit_arrow(context, placed, column, arrow_cell, row, arrow, role="dot", period=context.period, label="")
    unit = unit_of(page.indicator)
    for paragraph, facts in page.lines:
        known = unit or next((v.unit for f in facts if (v := parse_value(f.printed)).unit), "")
        for fact in facts:
            _keep_fact(context, paragraph, fact, row, known)


def _keep_fact(context: Context, paragraph: Paragraph, fact: Fact, row: Row, unit: Unit) -> None:
    document = context.document
    when = _when(context, fact)
    source = Source(
        document.sha256, document.name, page=paragraph.page, box=paragraph.box, locator=paragraph.locator,
        span=fact.span, printed=paragraph.text, column=fact.label,
    )  # fmt: skip
    common: dict[str, Any] = {
        "table": "kpi_box",
        "section": row.section,
        "indicator_id": row.indicator_id,
        "area": row.area,
        "period": when,
        "period_label": fact.when,
    }
    context.observations.append(
        Observation(source, row.indicator, fact.role, parse_value(fact.printed, unit), **common)
    )
    word = rag_word(fact.rag) if fact.rag else None
    if word is not None:
        role: Role = "previous_rag" if fact.role == "previous" else "rag"
        context.observations.append(
            Observation(source, row.indicator, role, Value(fact.rag, None, 0, "rag"), word=word, **common)
        )


def _when(context: Context, fact: Fact) -> Period | None:
    if fact.when:
        found = parse_period(fact.when, near=context.near) or next((m.period for m in find_periods(fact.when)), None)
        if found is not None:
            return found
    if context.period is None:
        return None
    if fact.role == "previous":
        s = fold(fact.label)
        back = 12 if YEAR_AGO.search(s) else (3 if QUARTERLY.search(s) else context.step)
        return context.period.previous(back)
    if fact.role == "outturn":
        return context.period.outturn()
    if fact.role in {"target", "floor"}:
        return Period.reporting(context.period.reporting_year_start)
    return context.period if fact.role != "benchmark" else None


# -- matrices of counts --------------------------------------------------------------------------------------


def is_matrix(placed: Placed) -> bool:
    """Whether a table counts indicators by colour (and arrow) for each directorate or service."""
    colours = {name for c in placed.layout.columns if (name := _counted(placed, c)) in {"green", "amber", "red"}}
    if len(colours) < 2:
        return False
    cells = [x for c in placed.layout.columns for r in placed.layout.matrix[placed.layout.body :] if (x := r[c.index])]
    counts = [text_of(c) for c in cells if kind_of(c) == "number"]
    whole = sum(bool(re.fullmatch(r"\d{1,4}", t)) for t in counts)
    return bool(counts) and whole * 10 >= 9 * len(counts)


def _counted(placed: Placed, column: Column) -> str:
    """The colour or direction that a column counts, from its header's word, arrow or fill; "" where none."""
    layout = placed.layout
    if not layout.body or not (column.kinds["number"] or column.kinds["missing"]):
        return ""
    for r in range(layout.body - 1, -1, -1):
        cell = layout.matrix[r][column.index]
        if cell is None:
            continue
        arrow = arrow_of(cell)
        if arrow is not None and arrow.value != "unknown":
            return arrow.value
        rag = rag_of(cell, colours=not text_of(cell))
        if rag is not None:
            return rag.value
        words = re.sub(r"\b(?:rated|no\.?|number|of|indicators?|kpis?|total)\b", " ", fold(text_of(cell)))
        word = rag_word(" ".join(words.split()))
        if word:
            return word
    return ""


def read_matrix(context: Context, placed: Placed) -> None:
    """Read a matrix of counts: one observation of role count for each cell, named by its column."""
    layout = placed.layout
    stub = layout.name_column
    for r in range(layout.body, len(layout.matrix)):
        cells = layout.matrix[r]
        label = text_of(cells[stub.index]) if stub is not None else ""
        for column in layout.columns:
            cell = cells[column.index]
            if cell is None or column is stub or kind_of(cell) not in {"number", "missing"}:
                continue
            what = _counted(placed, column)
            name = column.label if column.label and rag_word(column.label) is None else ""
            indicator = f"Indicators: {what}" if what else (name or "Indicators")
            row = Row(r, indicator, "count_matrix", section=placed.headings[-1] if placed.headings else "", area=label)
            value: Value = parse_value(text_of(cell), "count")
            emit_figure(context, placed, column, cell, row, "count", value, period=context.period)
            if what:
                last = context.observations[-1]
                context.observations[-1] = replace(last, meaning=what)
