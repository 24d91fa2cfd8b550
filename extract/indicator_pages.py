"""One-page indicator reports and KPI boxes: title, RAG, people, target, bands, tolerance, commentary, data notes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extract.cellfacts import rag_of, text_of
from extract.context import Context, Placed
from extract.document import Cell, Grid, Paragraph
from extract.extraction import IndicatorPage
from extract.vocabulary import DATA_NOTE_LABELS, PAGE_ROLES, fold, parse_polarity, rag_word
from records import Box, parse_bands

_NOTE = re.compile(r"^\s*(?P<label>[A-Z][A-Za-z /]{2,30}?)\s*:\s*(?P<text>.+)$", re.S)
_BANDS = re.compile(
    r"\(?\s*(?:RAG\s+)?(?:bandings?|bands?|thresholds?)\s*:?\s*(?P<bands>[^()]+(?:\([^()]*\)[^()]*)*)\)?\s*$", re.I
)
_BAND_LIKE = re.compile(r"\b(?:red|green)\b\s*(?:=|:|is)|(?:=|:|is)\s*(?:red|green)\b", re.I)


@dataclass(slots=True)
class PageFacts:
    """What stands on one indicator page, gathered in reading order; `title_id` is the identity of its title's block."""

    indicator: str
    rag: str = ""
    page: int | None = None
    box: Box | None = None
    title_id: int = 0
    roles: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    commentary: list[str] = field(default_factory=list)
    trends: list[Placed] = field(default_factory=list)
    in_commentary: bool = False

    def take_text(self, text: str) -> None:
        """A paragraph below the title."""
        s = fold(text)
        if s in {"commentary", "comments", "narrative"}:
            self.in_commentary = True
            return
        if s in {"data notes", "notes", "technical notes"}:
            self.in_commentary = False
            return
        m = _NOTE.match(text)
        if m and fold(m["label"]) in DATA_NOTE_LABELS:
            self.notes[m["label"].strip()] = m["text"].strip()
            if fold(m["label"]) != "data":
                self.in_commentary = False
            return
        if self.in_commentary:
            self.commentary.append(text)

    def finished(self) -> IndicatorPage:
        """The page as it is kept."""
        target = next((v for k, v in self.notes.items() if fold(k) == "target"), "")
        bands_text = ""
        for key, text in self.notes.items():
            m = _BANDS.search(text)
            if m and _BAND_LIKE.search(text):
                bands_text = m["bands"].strip()
            elif fold(key) in {"rag bandings", "bandings"}:
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


def title_of(grid: Grid) -> tuple[Cell, Cell] | None:
    """(name, RAG) of a grid that is the title of an indicator page: an indicator's name beside its colour."""
    cells = [c for c in grid.cells if text_of(c)]
    if grid.n_rows > 2 or len(cells) != 2:
        return None
    for name, colour in ((cells[0], cells[1]), (cells[1], cells[0])):
        if rag_of(colour) is not None and rag_word(text_of(colour)) and len(text_of(name)) > 8:
            return name, colour
    return None


def title_in_first_row(placed: Placed) -> tuple[Cell, Cell] | None:
    """(name, RAG) where the title row and the table of people below it are one grid."""
    grid = placed.grid
    if grid.n_rows < 2:
        return None
    first = [c for c in grid.cells if c.row == 0 and text_of(c)]
    rest = [fold(text_of(c)) for c in grid.cells if c.row > 0]
    if len(first) == 2 and rag_word(text_of(first[1])) and any(t in PAGE_ROLES for t in rest):
        return first[0], first[1]
    return None


def people_of(grid: Grid) -> dict[str, str]:
    """Label -> text of a grid of people and portfolios; empty where the grid is none."""
    out: dict[str, str] = {}
    for row in grid.matrix():
        cells = list({id(c): c for c in row if c is not None}.values())
        for label, value in zip(cells, cells[1:], strict=False):
            if (
                fold(text_of(label)).rstrip(":") in PAGE_ROLES
                and text_of(value)
                and fold(text_of(value)) not in PAGE_ROLES
            ):
                out[text_of(label).rstrip(":")] = text_of(value)
    return out


def find_pages(context: Context) -> list[PageFacts]:
    """Indicator pages of a document: from a title with its colour to the next title or the end of the page."""
    by_number = {p.grid.number: p for p in context.tables}
    pages: list[PageFacts] = []
    current: PageFacts | None = None
    bold_title: Paragraph | None = None
    for page in context.document.pages:
        if page.number is not None:
            current = None
        for block in page.blocks:
            if isinstance(block, Grid):
                placed = by_number[block.number]
                title = title_of(block) or title_in_first_row(placed)
                if title is not None:
                    name, colour = title
                    rag = rag_of(colour)
                    current = PageFacts(text_of(name), rag.value if rag else "", block.page, block.box, id(block))
                    pages.append(current)
                    context.used.add(block.number)
                    for cell in (name, colour):
                        context.mark(placed, cell)
                    if title_of(block) is None:
                        current.roles.update(people_of(block))
                    continue
                people = people_of(block)
                if people and len(people) * 2 >= len([c for c in block.cells if text_of(c)]) * 0.6:
                    if current is None and bold_title is not None:
                        current = PageFacts(bold_title.text, "", bold_title.page, bold_title.box, id(bold_title))
                        pages.append(current)
                    if current is not None:
                        current.roles.update(people)
                    context.used.add(block.number)
                    continue
                if current is not None:
                    current.trends.append(placed)
                continue
            if not isinstance(block, Paragraph):
                continue
            colour_word = rag_word(block.text)
            if colour_word and bold_title is not None and len(block.text) > 1:
                current = PageFacts(bold_title.text, colour_word, bold_title.page, bold_title.box, id(bold_title))
                pages.append(current)
                bold_title = None
                continue
            if (
                (block.bold or block.kind == "heading")
                and fold(block.text) not in {"commentary", "data notes"}
                and len(block.text) <= 160
                and not _NOTE.match(block.text)
            ):
                bold_title = block
            elif block.kind not in {"header", "footer"}:
                bold_title = None if not block.text.strip() else bold_title
            if current is not None and (block.kind not in {"header", "footer"} or _NOTE.match(block.text)):
                current.take_text(block.text)
    return pages
