"""No figure is dropped without a word: what stands on the pages is counted against what was kept.

Every numeral of a document's blocks must be in an observation, a figure of the prose, a name or heading that is kept as
text, or be one that states no amount (a date, a reference, a page number). What is left over is listed as unread.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from extract.cellfacts import kind_of, text_of
from extract.context import Context, Placed
from extract.document import Cell, Chart, Document, Grid, Paragraph
from extract.extraction import ProseFigure, SectionedParagraph
from extract.figures import find_figures
from extract.folding import count_words
from extract.tablecolumns import lone_text
from extract.vocabulary import DESCRIBING
from records import Box, Observation, Source, Unread

_NUMERAL = re.compile(r"\d[\d,]*(?:\.\d+)?")
_NEXT = "Look at the page, and enter the figure by hand where it is needed."
_STATES_MORE = re.compile(r"%|£\d|\d[.,]\d|per ?cent", re.IGNORECASE)
_NUMBERED = re.compile(r"\s*\d{1,2}(?:\.\d{1,2})*[.)]?\s*(?:$|\|)|[^\d]*£?000s?\s*$")
"""The number of a page or of a section by itself, or a unit of thousands."""


def left_over(
    document: Document,
    context: Context,
    paragraphs: Sequence[SectionedParagraph],
    figures: Sequence[ProseFigure],
    named: Iterable[Source] = (),
) -> list[Unread]:
    """Figures of a document that nothing has kept.

    Args:
        document: As read.
        context: After all tables were read.
        paragraphs: Prose, in which every figure was located.
        figures: Those figures.
        named: Cells that are kept whole as words: the names of measures and tasks.

    Returns:
        One entry for each cell or paragraph with such figures.
    """
    kept = _Kept(context.observations, figures)
    whole = {_at(s.page, s.box, s.locator) for s in named}
    placed = {p.grid.number: p for p in context.tables}
    prose = {id(p.paragraph) for p in paragraphs} | {_place(p.paragraph) for p in paragraphs}
    out: list[Unread] = []
    for block in document.blocks():
        if isinstance(block, Paragraph):
            if id(block) not in prose and _place(block) not in prose:
                out += _of_paragraph(document, block, kept)
        elif isinstance(block, Grid):
            table = placed.get(block.number)
            if table is not None:
                out += _of_table(document, context, block, table, kept, whole)
    listed = {u.where.page for u in (*document.unread, *context.unread) if u.what == "chart"}
    for chart in document.charts():
        if not chart.series and chart.page not in listed:
            out.append(_chart(document, chart))
    known = {(u.where.page, u.where.box, u.where.locator, u.printed) for u in context.unread}
    return [u for u in out if (u.where.page, u.where.box, u.where.locator, u.printed) not in known]


def numerals(text: str) -> Counter[str]:
    """The numerals of a text without thousands separators."""
    return Counter(m[0].replace(",", "").rstrip(".") for m in _NUMERAL.finditer(text))


class _Kept:
    """What observations and figures of the prose have kept, by place: printed, and counted where somebody asks."""

    def __init__(self, observations: Iterable[Observation], figures: Iterable[ProseFigure]) -> None:
        self.cells: dict[tuple[object, ...], list[str]] = defaultdict(list)
        self.rows: set[tuple[int | None, int | None]] = set()
        self.places: dict[tuple[object, ...], list[str]] = defaultdict(list)
        for o in (*observations, *(f.observation for f in figures)):
            s, printed = o.source, o.value.printed
            self.rows.add((s.table, s.row))
            at = _at(s.page, s.box, s.locator)
            self.cells[s.table, at].append(printed)
            self.places[at].append(printed)

    def of_cell(self, grid: Grid, cell: Cell) -> list[str]:
        page = cell.page if cell.page is not None else grid.page
        return self.cells.get((grid.number, _at(page, cell.box, cell.locator)), [])

    def of_paragraph(self, p: Paragraph) -> list[str]:
        return self.places.get(_at(p.page, p.box, p.locator), [])


def _at(page: int | None, box: Box | None, locator: str) -> tuple[object, ...]:
    return (page, locator) if box is None else (page, locator, box.x0, box.top, box.x1, box.bottom)


def _numerals_of(texts: Iterable[str]) -> Counter[str]:
    return numerals("\n".join(texts))


def _place(p: Paragraph) -> tuple[object, ...]:
    return (p.page, p.box, p.locator, p.text)


def _amounts(text: str) -> Counter[str]:
    """The numerals of a text that state an amount."""
    out: Counter[str] = Counter()
    for figure in find_figures(text.replace("\n", " ")):
        out += numerals(figure.value.printed)
    return out


# -- paragraphs ------------------------------------------------------------------------------------------------------


def _of_paragraph(document: Document, p: Paragraph, kept: _Kept) -> list[Unread]:
    """Figures in headings, captions and running lines: those that say more than a number of a section or a page."""
    if not any(map(str.isdigit, p.text)):
        return []
    bare = p.kind not in {"header", "footer"} and count_words(p.text) <= 1 and not _NUMBERED.match(p.text)
    if not bare and not _STATES_MORE.search(p.text):
        return []  # "Page 12", "4.2 Attendance": nearly all of them
    rest = _amounts(p.text) - _numerals_of(kept.of_paragraph(p))
    if not rest:
        return []
    said = {n for f in find_figures(p.text) if _STATES_MORE.search(f.value.printed) for n in numerals(f.value.printed)}
    rest = Counter({n: k for n, k in rest.items() if bare or n in said})
    rest.pop("000", None)  # "£000s"
    if not rest:
        return []
    where = Source(document.sha256, document.name, page=p.page, box=p.box, locator=p.locator, printed=p.text)
    kind = {"header": "a running header", "footer": "a running footer", "caption": "a caption"}.get(p.kind, "a heading")
    why = f"{', '.join(rest)} stands in {kind} and is in no table and no sentence"
    return [Unread("figure", why, where, p.text, _NEXT)]


# -- tables ----------------------------------------------------------------------------------------------------------


def _of_table(
    document: Document,
    context: Context,
    block: Grid,
    placed: Placed,
    kept: _Kept,
    whole: set[tuple[object, ...]],
) -> list[Unread]:
    out = [_cell(document, block, c, "was not carried over from its table") for c in _not_carried(block, placed.grid)]
    layout = placed.layout
    columns = {c.index: c for c in layout.columns}
    names = layout.name_column.index if layout.name_column is not None else -1
    used = placed.grid.number in context.used
    for cell in placed.grid.cells:
        page = cell.page if cell.page is not None else placed.grid.page
        if not any(map(str.isdigit, cell.text)) or _at(page, cell.box, cell.locator) in whole:
            continue
        if cell.row < layout.body and not used:
            numbers = cell.text.strip().isdigit() and len(cell.text.strip()) <= 2
            if kind_of(cell) == "number" and not numbers and not _numerals_of(kept.of_cell(placed.grid, cell)):
                out.append(_cell(document, placed.grid, cell, "stands among the headings of its table"))
            continue
        printed = kept.of_cell(placed.grid, cell)
        if cell.text in printed:
            continue  # nearly every cell: one figure, kept as it is printed
        column = columns.get(cell.col)
        taken = (placed.grid.number, cell.row, cell.col) in context.read
        describes = cell.col == names or (column is not None and column.role in DESCRIBING)
        if taken and not used and (describes or lone_text(layout.matrix[cell.row]) is cell):
            rows = range(cell.row, cell.row + cell.rowspan)
            if any((placed.grid.number, r) in kept.rows for r in rows) or lone_text(layout.matrix[cell.row]) is cell:
                continue  # names, sections and what else describes a row are kept as text
        rest = _amounts(cell.text) - _numerals_of(printed)
        if rest:
            out.append(_cell(document, placed.grid, cell, f"({', '.join(rest)}) is in no figure that was kept"))
    return out


def _not_carried(block: Grid, grid: Grid) -> list[Cell]:
    """Cells with figures of a table as read that are not in the table as it was turned or parted for reading."""
    if block.cells is grid.cells:
        return []
    texts = " ".join(c.text for c in grid.cells)
    missing = numerals(" ".join(c.text for c in block.cells)) - numerals(texts)
    if not missing:
        return []
    return [c for c in block.cells if numerals(c.text) & missing and _amounts(c.text) and text_of(c) not in texts]


def _cell(document: Document, grid: Grid, cell: Cell, why: str) -> Unread:
    page = cell.page if cell.page is not None else grid.page
    where = Source(
        document.sha256, document.name, page=page, table=grid.number, row=cell.row, box=cell.box,
        locator=cell.locator, printed=cell.text,
    )  # fmt: skip
    return Unread("figure", f"a figure {why}", where, text_of(cell), _NEXT)


def _chart(document: Document, chart: Chart) -> Unread:
    where = Source(document.sha256, document.name, page=chart.page, box=chart.box, locator=chart.locator)
    return Unread("chart", "a chart whose figures were not read", where, chart.title, _NEXT)
