"""The Document: what every reader (PDF, Word, text, spreadsheet) produces and every recogniser reads.

A document is pages of blocks in reading order: paragraphs, grids, charts, pictures. Lengths are points
(1/72 inch) from the top left corner of the page *as it is seen* (after /Rotate), pages count from 1.
Word and text files have no pages: their one Page has number ``None`` and blocks carry a locator instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from records import Box, ReadFrom, Unit, Unread, quick

BlockKind = Literal["heading", "paragraph", "list", "caption", "footnote", "header", "footer", "textbox"]


@quick
@dataclass(frozen=True, slots=True)
class Mark:
    """A direction or colour sign read from something other than plain words.

    Attributes:
        kind: "direction" (an arrow), "shape" (a picture or drawing that was not understood) or "rating" (a sign that
            the publication's key explains).
        value: up, down, level, left, right or unknown, as drawn; never its meaning. Of a rating: its colour.
        how: Text character, symbol-font glyph, vector outline or image.
        printed: The character or code found ("↑", "Wingdings U+F0E9"), or a description of the drawing.
        box: Where it stands on the page; None for Word.
        confidence: 0 to 1.
    """

    kind: Literal["direction", "shape", "rating"]
    value: str
    how: ReadFrom
    printed: str
    box: Box | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Control:
    """A content control of a Word file: the drafter ties figures to their data by them, the checker reads them back.

    Attributes:
        alias: Its title, shown on the tab in Word.
        tag: Its tag, not shown; some programs drop it, so the alias repeats the key.
        text: What it shows; for a bound control the value of the data it is bound to.
        span: Start and end of its text within the text of the paragraph or cell that holds it.
        binding: XPath into the custom XML part that it shows; "" where it is not bound.
    """

    alias: str
    tag: str
    text: str
    span: tuple[int, int]
    binding: str = ""


@quick
@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a grid, at its top-left position; spans say how far it reaches.

    Attributes:
        row: 0-based row of its top edge.
        col: 0-based column of its left edge.
        text: Its text, lines joined by single newlines; arrows from symbol fonts as Unicode arrows.
        rowspan: Rows it covers.
        colspan: Columns it covers.
        box: On its page; None for Word and text.
        fill: Background as "#rrggbb", None where none or white.
        ink: Colour of its text as "#rrggbb", None where black or unknown.
        bold: All its text is bold.
        italic: All its text is italic.
        rotated: Its text runs upwards or downwards.
        marks: Arrows and drawings found in it (also those that are plain characters).
        superscripts: Footnote marks taken out of the text ("38" with a superscript 1 keeps text "38").
        page: 1-based page of this cell (a grid may run over pages); None for Word and text.
        locator: Word: "part/table/row/cell", text: "line N"; empty for PDF.
        confidence: 0 to 1; below 1 only where the engine doubts its own reading (OCR).
        how: How its text was read.
        controls: Content controls in it, those inside another after it (Word only).
        fine: Characters of its text before the paragraphs that are set smaller; 0 where none are (Word only).
    """

    row: int
    col: int
    text: str
    rowspan: int = 1
    colspan: int = 1
    box: Box | None = None
    fill: str | None = None
    ink: str | None = None
    bold: bool = False
    italic: bool = False
    rotated: bool = False
    marks: tuple[Mark, ...] = ()
    superscripts: tuple[str, ...] = ()
    page: int | None = None
    locator: str = ""
    confidence: float = 1.0
    how: ReadFrom = "text"
    controls: tuple[Control, ...] = ()
    fine: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as printed: cells with their place, nothing interpreted.

    Attributes:
        number: 1-based number of the table in the document.
        cells: Every cell once, by row then column; a position that no cell covers was not drawn.
        n_rows: Rows.
        n_cols: Columns.
        page: First page; None for Word and text.
        box: Bounding box on its first page.
        ruled: Drawn with lines (True) or found from alignment (False).
        header_rows: Rows marked as header by the file itself (Word); 0 where the file does not say.
        locator: Word: "part/tN".
        joined_pages: Pages over which the table runs, when broken parts were joined.
    """

    number: int
    cells: tuple[Cell, ...]
    n_rows: int
    n_cols: int
    page: int | None = None
    box: Box | None = None
    ruled: bool = True
    header_rows: int = 0
    locator: str = ""
    joined_pages: tuple[int, ...] = ()

    def at(self, row: int, col: int) -> Cell | None:
        """The cell that covers a position (spans included), or None."""
        for cell in self.cells:
            if cell.row <= row < cell.row + cell.rowspan and cell.col <= col < cell.col + cell.colspan:
                return cell
        return None

    def matrix(self) -> list[list[Cell | None]]:
        """All positions as rows of cells; a spanning cell is repeated at each position it covers."""
        out: list[list[Cell | None]] = [[None] * self.n_cols for _ in range(self.n_rows)]
        for cell in self.cells:
            if cell.rowspan == 1 and cell.colspan == 1 and cell.row < self.n_rows and cell.col < self.n_cols:
                out[cell.row][cell.col] = cell
                continue
            for r in range(cell.row, min(self.n_rows, cell.row + cell.rowspan)):
                for c in range(cell.col, min(self.n_cols, cell.col + cell.colspan)):
                    out[r][c] = cell
        return out


@quick
@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of prose, lines joined (hyphenation of line ends kept as printed).

    Attributes:
        text: Its text without its number or bullet.
        kind: What it is.
        level: Heading level or list depth, 1-based; 0 for plain paragraphs.
        number: Number or bullet as printed ("4.1", "•"), empty where none.
        page: 1-based; None for Word and text.
        box: Bounding box on that page.
        bold: All bold.
        size: Median font size in points; 0 where unknown.
        locator: Word: "part/pN" (N counts all paragraphs of the part in document order, 1-based, those in
            tables and text boxes included); text: "line N".
        superscripts: Footnote marks taken out of the text.
        marks: Arrows in it.
        controls: Content controls in it, those inside another after it (Word only).
    """

    text: str
    kind: BlockKind = "paragraph"
    level: int = 0
    number: str = ""
    page: int | None = None
    box: Box | None = None
    bold: bool = False
    size: float = 0.0
    locator: str = ""
    superscripts: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    controls: tuple[Control, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """One line or set of bars of a chart; values as their decimal text, None for a gap."""

    name: str
    values: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart whose data were read (Word, Excel: exactly; PDF: measured) or that is only known to stand there.

    Attributes:
        title: As printed.
        kind: bar, line, pie ... or "" where not known.
        categories: Axis labels as printed.
        series: Empty where the chart was not read.
        page: 1-based; None for Word.
        box: On its page.
        locator: Word: "part/pN" of the paragraph that holds it.
        how: "chart" where read from the chart's own data, "vector" where measured, "image" where not read.
        resolution: Half-width of the uncertainty of a measured value, in axis units ("0.4"); "" where exact.
        unit: "percent" where the axis or the labels print per cent; "" where nothing says so.
        words: Every text printed in its area (axis labels, legend, figures at bars), as printed: a drawn chart's
            words are no prose, and stand here and nowhere else.
    """

    title: str
    kind: str = ""
    categories: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()
    page: int | None = None
    box: Box | None = None
    locator: str = ""
    how: ReadFrom = "chart"
    resolution: str = ""
    unit: Unit = ""
    words: tuple[str, ...] = ()


Block = Paragraph | Grid | Chart


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its size as seen, and its blocks in reading order."""

    number: int | None
    width: float
    height: float
    blocks: tuple[Block, ...]
    rotation: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read.

    Attributes:
        path: Where it was read from.
        sha256: Of its bytes, hexadecimal.
        format: pdf, docx, text, xlsx or csv (found from the content, not the name).
        pages: In order.
        producer: Program that made it, where the file says so.
        title: From the file's own properties.
        unread: What could not be read, with place and reason.
        properties: Other facts of the file (author is never kept).
    """

    path: Path
    sha256: str
    format: Literal["pdf", "docx", "text", "xlsx", "csv"]
    pages: tuple[Page, ...]
    producer: str = ""
    title: str = ""
    unread: tuple[Unread, ...] = ()
    properties: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """File name without its folder."""
        return self.path.name

    def blocks(self) -> Iterator[Block]:
        """All blocks in reading order."""
        for page in self.pages:
            yield from page.blocks

    def grids(self) -> list[Grid]:
        """All tables in reading order."""
        return [b for b in self.blocks() if isinstance(b, Grid)]

    def paragraphs(self) -> list[Paragraph]:
        """All paragraphs in reading order, those inside tables excluded."""
        return [b for b in self.blocks() if isinstance(b, Paragraph)]

    def charts(self) -> list[Chart]:
        """All charts in reading order."""
        return [b for b in self.blocks() if isinstance(b, Chart)]
