"""One-page indicator reports and KPI boxes: title, RAG, people, target, bands, tolerance, commentary, data notes."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field

from extract.cellfacts import Arrow, Rag, arrow_of, kind_of, rag_of, text_of
from extract.context import Context, Placed
from extract.document import Cell, Grid, Page, Paragraph
from extract.extraction import IndicatorPage
from extract.factlines import Fact, parse_facts
from extract.vocabulary import DATA_NOTE_LABELS, PAGE_ROLES, fold, one_line, parse_polarity, rag_word, split_code
from records import Box, parse_bands

_NOTE = re.compile(r"^\s*(?P<label>[A-Z][A-Za-z /]{2,30}?)\s*:\s*(?P<text>.+)$", re.S)
_BANDS = re.compile(
    r"\(?\s*(?:RAG\s+)?(?:bandings?|bands?|thresholds?)\s*:?\s*(?P<bands>[^()]+(?:\([^()]*\)[^()]*)*)\)?\s*$", re.I
)
_BAND_LIKE = re.compile(r"\b(?:red|green)\b\s*(?:=|:|is)|(?:=|:|is)\s*(?:red|green)\b", re.I)
_COMMENTARY = frozenset({"commentary", "comments", "narrative", "comment", "analysis"})
_NOTES = frozenset({"data notes", "notes", "technical notes"})


@dataclass(slots=True)
class PageFacts:
    """What stands on one indicator page, gathered in reading order.

    Attributes:
        indicator: Name as printed, without its code.
        code: "PF2" where the title begins with one.
        rag: green, amber, red or "".
        page: 1-based; None for Word and text.
        box: Of the title.
        title_id: Identity of the title's block.
        title: (table, cell of the colour, colour, cell of the arrow, arrow) where the title is a table.
        lines: Lines of facts ("Latest: 73% | Target: 85%") with their paragraphs.
        section: Heading above the title.
        charts: Identities of the charts below it.
    """

    indicator: str
    code: str = ""
    rag: str = ""
    page: int | None = None
    box: Box | None = None
    title_id: int = 0
    title: tuple[Placed, Cell | None, Rag | None, Cell | None, Arrow | None] | None = None
    lines: list[tuple[Paragraph, list[Fact]]] = field(default_factory=list)
    section: str = ""
    roles: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    commentary: list[str] = field(default_factory=list)
    trends: list[Placed] = field(default_factory=list)
    charts: list[int] = field(default_factory=list)
    in_commentary: bool = False
    label: str = ""

    def take(self, paragraph: Paragraph) -> None:
        """A paragraph below the title."""
        text = paragraph.text
        facts = parse_facts(text)
        if facts:
            self.lines.append((paragraph, facts))
            return
        s = fold(text).rstrip(":")
        short = paragraph.kind == "heading" or paragraph.bold or len(s) < 20
        if short and s in _COMMENTARY | _NOTES:
            self.in_commentary, self.label = s in _COMMENTARY, ""
            return
        if short and s in DATA_NOTE_LABELS:
            self.in_commentary, self.label = False, text.strip().rstrip(":")
            return
        m = _NOTE.match(text)
        if m and fold(m["label"]) in DATA_NOTE_LABELS:
            self.notes[m["label"].strip()] = m["text"].strip()
            if fold(m["label"]) != "data":
                self.in_commentary = False
            return
        if self.label:
            self.notes[self.label] = one_line(f"{self.notes.get(self.label, '')} {text}")
        elif self.in_commentary:
            self.commentary.append(text)

    def finished(self) -> IndicatorPage:
        """The page as it is kept."""
        target = next((v for k, v in self.notes.items() if fold(k) == "target"), "")
        bands_text = ""
        for key, text in self.notes.items():
            m = _BANDS.search(text)
            if m and _BAND_LIKE.search(text):
                bands_text = m["bands"].strip()
            elif fold(key) in {"rag bandings", "bandings", "thresholds", "rag thresholds", "bands", "ratings"}:
                bands_text = text
        tolerance = next((v for k, v in self.notes.items() if fold(k) in {"tolerance", "polarity"}), "")
        return IndicatorPage(
            indicator=self.indicator,
            rag=self.rag,
            bands=parse_bands(bands_text) if bands_text else None,
            bands_printed=bands_text,
            target_printed=re.split(r"\s*\(", target, maxsplit=1)[0].strip(),
            tolerance=tolerance,
            polarity=parse_polarity(tolerance) if tolerance else "",
            commentary=tuple(self.commentary),
            data_notes=dict(self.notes),
            roles=dict(self.roles),
            page=self.page,
            box=self.box,
        )


def title_of(placed: Placed) -> tuple[Cell, Cell, Cell | None] | None:
    """(name, RAG, arrow) of a grid that is the title of an indicator page or box: a name beside its colour."""
    grid = placed.grid
    if grid.n_rows > 2:
        return _title_in_first_row(grid)
    names, colours, arrows = [], [], []
    for cell in grid.cells:
        kind = kind_of(cell)
        if kind == "blank":
            continue
        if kind == "rag":
            colours.append(cell)
        elif kind == "arrow":
            arrows.append(cell)
        elif kind == "text" and len(text_of(cell)) > 8:
            names.append(cell)
        else:
            return None
    if len(names) == 1 and len(colours) == 1 and len(arrows) <= 1 and not parse_facts(text_of(names[0])):
        return names[0], colours[0], arrows[0] if arrows else None
    return _title_in_first_row(grid) if grid.n_rows == 2 else None


def _title_in_first_row(grid: Grid) -> tuple[Cell, Cell, None] | None:
    """The title row and the table of people below it in one grid."""
    first = [c for c in grid.cells if c.row == 0 and text_of(c)]
    if len(first) != 2 or not rag_word(text_of(first[1])):
        return None
    rest = [fold(text_of(c)) for c in grid.cells if c.row > 0]
    if any(t in PAGE_ROLES for t in rest):
        return first[0], first[1], None
    return None


def people_of(grid: Grid) -> dict[str, str]:
    """Label -> text of a grid of people and portfolios; empty where the grid is none."""
    out: dict[str, str] = {}
    worded = (t for c in grid.cells if (t := c.text) and len(t) < 40 and not t[0].isdigit())
    if not any(fold(one_line(t)).rstrip(":") in PAGE_ROLES for t in worded):
        return out
    for row in grid.matrix():
        cells = list({id(c): c for c in row if c is not None}.values())
        for label, value in itertools.pairwise(cells):
            known, said = fold(text_of(label)).rstrip(":"), fold(text_of(value)).rstrip(":")
            if known in PAGE_ROLES and said and said not in PAGE_ROLES:
                out[text_of(label).rstrip(":")] = text_of(value)
    return out


class _Finder:
    """Walks the blocks of a document and gathers its indicator pages."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.by_number = {p.grid.number: p for p in context.tables}
        self.pages: list[PageFacts] = []
        self.current: PageFacts | None = None
        self.heading: Paragraph | None = None
        self.section = ""

    def grid(self, grid: Grid) -> None:
        placed = self.by_number[grid.number]
        title = title_of(placed)
        if title is not None:
            self._title(placed, *title)
            return
        people = people_of(grid)
        if people and len(people) >= 0.3 * len([c for c in grid.cells if text_of(c)]):
            if self.current is None and self.heading is not None:
                self._begin(self.heading, "")
            if self.current is not None:
                self.current.roles.update(people)
            self.context.used.add(grid.number)
        elif self.current is not None:
            self.current.trends.append(placed)

    def _title(self, placed: Placed, name: Cell, colour: Cell, arrow_cell: Cell | None) -> None:
        rag = rag_of(colour)
        arrow = arrow_of(arrow_cell) if arrow_cell is not None else arrow_of(colour) or arrow_of(name)
        code, indicator = split_code(text_of(name))
        grid = placed.grid
        self.current = PageFacts(indicator, code, rag.value if rag else "", grid.page, grid.box, id(grid))
        self.current.title = (placed, colour, rag, arrow_cell or (colour if arrow else None), arrow)
        self.current.section = self.section
        self.current.roles.update(people_of(grid))
        self.pages.append(self.current)
        self.context.used.add(grid.number)
        for cell in grid.cells:
            self.context.mark(placed, cell)

    def _begin(self, title: Paragraph, rag: str) -> None:
        code, indicator = split_code(title.text, loose=True)
        self.current = PageFacts(indicator, code, rag, title.page, title.box, id(title))
        self.pages.append(self.current)
        self.heading = None

    def paragraph(self, paragraph: Paragraph, titles: dict[int, str]) -> None:
        if id(paragraph) in titles:
            self._begin(paragraph, titles[id(paragraph)])
            return
        running = paragraph.kind in {"header", "footer"}
        if self.current is not None and (not running or _NOTE.match(paragraph.text)):
            self.current.take(paragraph)
        if (paragraph.bold or paragraph.kind == "heading") and not running and len(paragraph.text) <= 200:
            if _like_name(paragraph.text):
                self.heading = paragraph
            if paragraph.kind == "heading":
                self.section = paragraph.text


def _titles(page: Page) -> dict[int, str]:
    """Headings of a page beside which, or right below which, a colour stands: identity of the heading -> colour."""
    out: dict[int, str] = {}
    paragraphs = [b for b in page.blocks if isinstance(b, Paragraph) and b.kind not in {"header", "footer"}]
    headings = [p for p in paragraphs if (p.bold or p.kind == "heading") and _like_name(p.text) and len(p.text) <= 200]
    for p in paragraphs:
        colour = rag_word(p.text)
        if not colour or len(p.text) < 2:
            continue
        beside = [
            h for h in headings if h.box and p.box and min(h.box.bottom, p.box.bottom) > max(h.box.top, p.box.top)
        ]
        place = page.blocks.index(p)
        above = page.blocks[place - 1] if place else None
        title = beside[0] if beside else next((h for h in headings if h is above), None)
        if title is not None:
            out.setdefault(id(title), colour)
    return out


def _like_name(text: str) -> bool:
    """Whether a heading may name an indicator: some words, no label of the page's own parts."""
    s = fold(text).rstrip(":")
    if s in _COMMENTARY | _NOTES | DATA_NOTE_LABELS or (
        _NOTE.match(text) and fold(text.split(":")[0]) in DATA_NOTE_LABELS
    ):
        return False
    return len(s.split()) >= 3


def find_pages(context: Context) -> list[PageFacts]:
    """Indicator pages of a document: from a title with its colour to the next title or the end of the page."""
    finder = _Finder(context)
    for page in context.document.pages:
        if page.number is not None:
            finder.current = None
        titles = _titles(page)
        for block in page.blocks:
            if isinstance(block, Grid):
                finder.grid(block)
            elif isinstance(block, Paragraph):
                finder.paragraph(block, titles)
            elif finder.current is not None:
                finder.current.charts.append(id(block))
    return finder.pages
