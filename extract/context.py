"""What the recognisers of one document share: its tables in their surroundings, its periods, its areas, its yield."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import update_wrapper
from typing import TypeVar, cast

from extract import factsheets, tiles
from extract.brokenheads import joined_heads
from extract.cards import as_row, as_stack
from extract.cellfacts import Arrow, Rag, source_of, text_of
from extract.decor import without_decor
from extract.document import Cell, Document, Grid, Page, Paragraph
from extract.fineprint import with_notes
from extract.headers import Layout, read_layout
from extract.limits import limit_of
from extract.ratingkeys import read_rating_key, with_ratings
from extract.rowroles import with_names, with_spread_names
from extract.tablecolumns import FIGURE_ROLES, Column
from extract.turned import upright
from extract.vocabulary import fold, one_line, rag_colour, unit_of
from records import Basis, Observation, Period, Polarity, Role, Source, Unread, Value, quick

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Placed:
    """A grid with its columns and the headings it stands under.

    Attributes:
        grid: As read.
        layout: Its columns.
        headings: Texts between the grid and the table before it on its page, page headers included, nearest last.
        continues: It goes on from the table before it on the page before.
        order: Position among all blocks of the document.
        known: What was found out about it, by the function that did (`once_a_table`).
    """

    grid: Grid
    layout: Layout
    headings: tuple[str, ...] = ()
    continues: bool = False
    order: int = 0
    known: dict[str, object] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def surroundings(self) -> tuple[str, ...]:
        """Headings, and the title inside the grid where it has one."""
        return (*self.headings, self.layout.title) if self.layout.title else self.headings


def once_a_table(function: Callable[[Placed], _T]) -> Callable[[Placed], _T]:
    """Let a function of a table be worked out once for each: several recognisers ask what kind of table it is."""
    name = f"{function.__module__}.{function.__name__}"

    def ask(placed: Placed) -> _T:
        if name not in placed.known:
            placed.known[name] = function(placed)
        return cast(_T, placed.known[name])

    update_wrapper(ask, function)
    return ask


@dataclass(slots=True)
class Context:
    """Everything that is known of a document while its tables are read; the readers add to it.

    Attributes:
        document: As read.
        tables: Its grids in reading order.
        period: The period its latest figures cover.
        step: Months between a figure and the one before it: 1 monthly, 3 quarterly, 12 yearly.
        area: The publication's own area.
        areas: Areas that its tables name, folded -> as printed.
        legend: Drawn direction -> meaning.
        italics_previous_year: The publication says that figures in italics are those of the year before.
        observations: Found so far.
        unread: Found so far.
        rag_fills: Place of a RAG letter -> colour of its cell, where the two differ.
        table_areas: Number of a grid -> the place the whole table is of, where it has one of its own.
        used: Numbers of grids that a recogniser has taken.
        level_signs: Signs that its sentences say mean no change; None until they are asked for.
        read: (table, row, column) of cells whose content was kept.
    """

    document: Document
    tables: list[Placed] = field(default_factory=list)
    period: Period | None = None
    step: int = 1
    area: str = ""
    areas: dict[str, str] = field(default_factory=dict)
    legend: dict[str, str] = field(default_factory=dict)
    italics_previous_year: bool = False
    observations: list[Observation] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    rag_fills: dict[Source, str] = field(default_factory=dict)
    table_areas: dict[int, str] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)
    level_signs: frozenset[str] | None = None
    read: set[tuple[int, int, int]] = field(default_factory=set)

    def mark(self, placed: Placed, cell: Cell) -> None:
        """Note that what a cell says has been kept."""
        self.read.add((placed.grid.number, cell.row, cell.col))

    @property
    def near(self) -> date | None:
        """Day near which bare months and quarters lie."""
        return self.period.end if self.period else None

    def source(
        self,
        placed: Placed,
        cell: Cell,
        column: str = "",
        *,
        row: int | None = None,
        arrow: Arrow | None = None,
        rag: Rag | None = None,
        span: tuple[int, int] | None = None,
    ) -> Source:
        """The place of a cell, and how its figure, arrow or colour was read."""
        how = arrow.how if arrow else (rag.how if rag else None)
        sure = arrow.confidence if arrow else None
        return source_of(
            self.document, placed.grid, cell, column=column, read_from=how, confidence=sure, span=span, row=row
        )

    def area_of(self, placed: Placed) -> str:
        """The place of a table: its own where one is named over it, else the publication's."""
        return self.table_areas.get(placed.grid.number, self.area)

    def missed(self, what: str, why: str, placed: Placed, cell: Cell, next_step: str = "") -> None:
        """List a cell that was seen and not understood."""
        self.unread.append(Unread(what, why, self.source(placed, cell), text_of(cell), next_step))


@quick
@dataclass(frozen=True, slots=True)
class Row:
    """What describes the figures of one row of a table."""

    index: int
    indicator: str
    table: str
    indicator_id: str = ""
    section: str = ""
    area: str = ""
    cohort: str = "all"
    polarity: Polarity = ""
    basis: Basis = ""

    def observation(
        self,
        source: Source,
        role: Role,
        value: Value,
        *,
        period: Period | None,
        word: str = "",
        basis: Basis | None = None,
        period_label: str = "",
        meaning: str = "",
    ) -> Observation:
        """A statement of this row; its basis where none is given."""
        return Observation(
            source=source,
            indicator=self.indicator,
            role=role,
            value=value,
            word=word,
            table=self.table,
            section=self.section,
            indicator_id=self.indicator_id,
            area=self.area,
            cohort=self.cohort,
            polarity=self.polarity,
            basis=self.basis if basis is None else basis,
            period=period,
            period_label=period_label,
            meaning=meaning,
        )


LIMITS: frozenset[str] = frozenset({"target", "floor", "expectation_upper", "expectation_lower"})
"""Roles of figures that no result was, only what it was to be held against."""


def emit_figure(
    context: Context,
    placed: Placed,
    column: Column,
    cell: Cell,
    row: Row,
    role: Role,
    value: Value,
    *,
    period: Period | None,
    period_label: str = "",
    label: str | None = None,
    basis: Basis | None = None,
) -> Observation:
    """Keep a figure of a table; of a target that is printed as a limit, the limit."""
    context.mark(placed, cell)
    if role in LIMITS and not value.known and value.flag in {"not_a_number", "suppressed"}:
        value = limit_of(value.printed, value.unit or unit_of(row.indicator)) or value
    used_basis = row.basis if basis is None else basis
    spanned = period.with_basis(used_basis) if period is not None and used_basis and role != "target" else period
    source = context.source(placed, cell, column.label if label is None else label, row=row.index)
    observation = row.observation(source, role, value, period=spanned, basis=used_basis, period_label=period_label)
    context.observations.append(observation)
    if value.flag == "not_a_number" and role in FIGURE_ROLES and any(map(str.isdigit, value.printed)):
        why = f"{one_line(value.printed)!r} is no single figure: kept as printed, without a value"
        context.missed("figure", why, placed, cell, "Enter the figure by hand where it is needed.")
    return observation


def emit_rag(
    context: Context,
    placed: Placed,
    column: Column,
    cell: Cell,
    row: Row,
    rag: Rag,
    *,
    role: Role = "rag",
    period: Period | None,
    period_label: str = "",
    label: str | None = None,
) -> None:
    """Keep a RAG colour; where its letter and its fill differ, remember the fill for the proof."""
    context.mark(placed, cell)
    source = context.source(placed, cell, column.label if label is None else label, row=row.index, rag=rag)
    value = Value(rag.printed, None, 0, "rag")
    context.observations.append(
        row.observation(source, role, value, word=rag.value, period=period, period_label=period_label)
    )
    other = rag.against or (rag_colour(cell.fill) if rag.how != "colour" else None)
    if other and other != rag.value:
        context.rag_fills[source] = other


def emit_arrow(
    context: Context,
    placed: Placed,
    column: Column,
    cell: Cell,
    row: Row,
    arrow: Arrow,
    *,
    role: Role,
    period: Period | None,
    label: str | None = None,
) -> None:
    """Keep an arrow as drawn, with what the publication's legend says it means."""
    context.mark(placed, cell)
    source = context.source(placed, cell, column.label if label is None else label, row=row.index, arrow=arrow)
    meaning = (
        arrow.value if arrow.value in {"improved", "worsened", "unchanged"} else context.legend.get(arrow.value, "")
    )
    value = Value(arrow.printed, None, 0, "direction")
    context.observations.append(row.observation(source, role, value, word=arrow.value, period=period, meaning=meaning))
    if arrow.value == "unknown":
        context.missed(
            "arrow",
            "a direction is drawn here and its way could not be told",
            placed,
            cell,
            "Look at the page and enter the direction by hand.",
        )


def place_tables(document: Document) -> list[Placed]:
    """All grids of a document with their columns and headings, in reading order."""
    out: list[Placed] = []
    order = 0
    carried: Placed | None = None
    orphans: list[str] = []
    key = read_rating_key(document)
    loose: list[Cell] = []  # the text last read, which names a card that a page break parts from its title
    cards_of = 0  # columns of the card before
    for page in document.pages:
        headings: list[str] = orphans
        orphans = _orphans(page)
        above = [b for b in page.blocks if isinstance(b, Paragraph) and b.kind == "header"]
        page_texts = [p.text for p in above]
        first_on_page = True
        title: list[Cell] = []
        for block in page.blocks:
            order += 1
            if isinstance(block, Paragraph):
                here = [Cell(0, 0, block.text, box=block.box, page=block.page, locator=block.locator)]
                if block.kind == "heading" or (block.bold and len(block.text) <= 200):
                    title = here
                loose = loose if block.kind in {"header", "footer"} else here
                if block.kind not in {"header", "footer"} and _heads(block) and not _FACT.match(block.text):
                    headings.append(
                        f"{block.number} {block.text}" if block.number.rstrip(".").isdigit() else block.text
                    )
                continue
            if not isinstance(block, Grid):
                continue
            before = carried if first_on_page and not headings else (out[-1] if out and not headings else None)
            block = upright(joined_heads(without_decor(with_ratings(with_notes(block), key))))
            over = title or (loose if cards_of == block.n_cols else [])
            card = factsheets.as_rows(block) or as_row(block, over) or as_stack(block, title)
            cards_of, loose = (block.n_cols if card is not None else 0), []
            block = tiles.as_rows(block) or with_spread_names(with_names(card or block))
            title = []
            layout = read_layout(block, before.layout if before else None)
            repeats = before is not None and _same_header(before.layout, layout)
            prior = out[-1] if out else None
            # The page may repeat its title over the table that goes on ("Scorecard - Effect of UASC").
            again = prior is not None and [fold(h) for h in prior.headings] == [
                fold(h) for h in (*page_texts, *headings)
            ]
            if before is None and first_on_page and again and prior and _same_header(prior.layout, layout):
                before, repeats = prior, True
            goes_on = before is not None and first_on_page and (layout.inherited or repeats) and page.number is not None
            inherited_headings = before.headings if before and (goes_on or layout.inherited) else ()
            placed = Placed(block, layout, tuple(inherited_headings or (*page_texts, *headings)), goes_on, order)
            out.append(placed)
            carried = placed
            headings = []
            first_on_page = False
    return out


def _orphans(page: Page) -> list[str]:
    """Headings at the foot of a page with nothing below them: they head what stands first on the next page."""
    found: list[str] = []
    for block in reversed(page.blocks):
        if isinstance(block, Paragraph) and block.kind in {"footer", "header", "footnote"}:
            continue
        heading = isinstance(block, Paragraph) and (block.kind in {"heading", "caption"} or block.bold)
        if not isinstance(block, Paragraph) or not heading or len(block.text) > 160:
            break
        found.append(block.text)
    held = any(isinstance(b, Grid) for b in page.blocks)
    return found[:2][::-1] if held and page.number is not None else []


_FACT = re.compile(
    r"^(?:target|floor|benchmark|result|previous|baseline)[^:]{0,20}:\s*[<>£]?\d[\d,.]*\s*\S{0,12}$", re.IGNORECASE
)
"""A line of a figure between a heading and its table ("Target: 95.0%"): it names nothing."""


def _heads(paragraph: Paragraph) -> bool:
    """Whether a paragraph may be the heading of the table below it: short, or set apart."""
    return paragraph.kind in {"heading", "caption"} or len(paragraph.text) <= 160


def _same_header(a: Layout, b: Layout) -> bool:
    return (
        len(a.columns) == len(b.columns)
        and b.body > 0
        and [fold(c.label) for c in a.columns] == [fold(c.label) for c in b.columns]
    )


def page_of(document: Document, number: int | None) -> Page | None:
    """A page by its number."""
    return next((p for p in document.pages if p.number == number), None)
