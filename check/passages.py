"""The texts of a document that can hold figures, each with its place: paragraphs, cells, charts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from extract import Cell, Chart, Document, Extraction, Grid, Paragraph
from records import Source, quick

PassageKind = Literal[
    "heading", "paragraph", "list", "caption", "footnote", "header", "footer", "textbox", "cell", "chart", "category",
]  # fmt: skip
PROSE = frozenset({"paragraph", "list", "textbox", "footnote"})
"""Kinds of block that hold sentences."""
PROSE_AND_CELLS = PROSE | {"cell"}
PROSE_AND_CAPTIONS = PROSE | {"caption"}


@quick
@dataclass(frozen=True, slots=True)
class Passage:
    """One text of a document.

    Attributes:
        text: Its characters; numerals and claims count theirs in it.
        source: Its place, without a span.
        kind: Kind of block.
        section: Path of the headings it stands under, " / " between.
        number: Paragraph number or bullet as printed, outside the text.
        superscripts: Footnote marks, outside the text.
        table: 1-based number of its table; 0 outside tables.
        row: 0-based row of its cell; -1 outside tables.
        col: 0-based column of its cell; -1 outside tables.
        row_header: Words of the first cells of its row.
        column_header: Words of the header cells above it, " | " between.
        is_header: Whether the cell belongs to the table's header rows.
        context: Challenge and measure, caption or title that the passage speaks about.
        fill: Background of its cell.
    """

    text: str
    source: Source
    kind: PassageKind
    section: str = ""
    number: str = ""
    superscripts: tuple[str, ...] = ()
    table: int = 0
    row: int = -1
    col: int = -1
    row_header: str = ""
    column_header: str = ""
    is_header: bool = False
    context: str = ""
    fill: str | None = None

    def at(self, start: int, end: int) -> Source:
        """The place of some of its characters."""
        return replace(self.source, span=(start, end), printed=self.text[start:end])


def passages_of_text(text: str, *, document: str = "text", section: str = "") -> list[Passage]:
    """Passages of a plain string, one to a paragraph: blank lines part them.

    Args:
        text: Running text.
        document: Name to give it in sources.
        section: Heading it stands under.
    """
    out = []
    for n, block in enumerate(re.split(r"\n\s*\n", text), start=1):
        body = " ".join(block.split())
        if body:
            source = Source("", document, locator=f"paragraph {n}")
            out.append(Passage(body, source, "paragraph", section))
    return out


def passages_of(document: Document, extraction: Extraction | None = None) -> list[Passage]:
    """All passages of a document in reading order.

    Args:
        document: As read.
        extraction: What was recognised in it; gives paragraphs the headings they stand under.
    """
    sections = {id(p.paragraph): p.section for p in extraction.paragraphs} if extraction else {}
    out: list[Passage] = []
    trail: list[tuple[int, str]] = []
    caption = ""
    for block in document.blocks():
        if isinstance(block, Paragraph):
            if block.kind == "heading":
                level = block.level or 1
                trail = [t for t in trail if t[0] < level] + [(level, block.text.strip())]
                caption = ""
            elif block.kind == "caption":
                caption = block.text.strip()
            section = sections.get(id(block)) or " / ".join(t for _, t in trail)
            out.append(_paragraph(document, block, section))
        elif isinstance(block, Grid):
            out += grid_passages(document, block, " / ".join(t for _, t in trail), caption)
            caption = ""
        else:
            out += _chart(document, block, " / ".join(t for _, t in trail), caption)
    return out


def _paragraph(document: Document, p: Paragraph, section: str) -> Passage:
    source = Source(document.sha256, document.name, page=p.page, box=p.box, locator=p.locator, printed=p.text)
    return Passage(p.text, source, p.kind, section, p.number, p.superscripts)


def grid_passages(document: Document, grid: Grid, section: str, caption: str = "") -> list[Passage]:
    """The cells of a table that hold text, with their row and column headers."""
    headers = header_rows(grid)
    above: dict[int, list[str]] = {}
    rows: dict[int, list[Cell]] = {}
    for cell in grid.cells:
        rows.setdefault(cell.row, []).append(cell)
        if cell.row < headers and cell.text.strip():
            for col in range(cell.col, cell.col + cell.colspan):
                above.setdefault(col, []).append(" ".join(cell.text.split()))
    labels = _row_labels(grid, headers)
    out = []
    for cell in grid.cells:
        if not cell.text.strip():
            continue
        header = " | ".join(above.get(cell.col, []))
        source = Source(
            document.sha256,
            document.name,
            page=cell.page if cell.page is not None else grid.page,
            table=grid.number,
            row=cell.row,
            column=header if cell.row >= headers else "",
            box=cell.box,
            locator=cell.locator,
            printed=cell.text,
        )
        out.append(
            Passage(
                cell.text,
                source,
                "cell",
                section,
                superscripts=cell.superscripts,
                table=grid.number,
                row=cell.row,
                col=cell.col,
                row_header=labels.get(cell.row, "") if cell.row >= headers else "",
                column_header=header if cell.row >= headers else "",
                is_header=cell.row < headers,
                context=caption,
                fill=cell.fill,
            )
        )
    return out


def header_rows(grid: Grid) -> int:
    """Rows that head a table: those the file marks, else the rows above the first with figures in it."""
    if grid.header_rows:
        return grid.header_rows
    rows: dict[int, list[Cell]] = {}
    for cell in grid.cells:
        rows.setdefault(cell.row, []).append(cell)
    for row in sorted(rows):
        cells = [c for c in rows[row] if c.text.strip()]
        plain = [c for c in cells if c.col > 0 and is_plain_figure(c.text)]
        long = [c for c in cells if len(c.text) > 60]
        wide = [c for c in cells if c.colspan > max(3, 0.6 * grid.n_cols)]
        if plain or (long and row > 0) or (row > 0 and len(cells) == 1 and wide):
            return row
    return 1 if len(rows) > 1 else 0


_PLAIN = re.compile(
    r"^\W{0,3}[+\-−–]?[£$€]?\d[\d,]*(?:\.\d+)?\s*(?:%|pp|m|bn|k|million|thousand|days?|hours?|hrs?|mins?|minutes|seconds|kg|tonnes)?\W{0,3}$",
    re.IGNORECASE,
)


def is_plain_figure(text: str) -> bool:
    """Whether a cell's text is one figure and nothing else; a year on its own is a heading."""
    body = text.strip()
    return bool(_PLAIN.match(body)) and not re.fullmatch(r"(?:19|20)\d{2}", body)


def _row_labels(grid: Grid, headers: int) -> dict[int, str]:
    """Row -> its words: text cells up to the first figure; cells that span rows count for each."""
    parts: dict[int, list[tuple[int, str]]] = {}
    stop: dict[int, int] = {}
    for cell in sorted(grid.cells, key=lambda c: (c.col, c.row)):
        body = " ".join(cell.text.split())
        if cell.row < headers or not body:
            continue
        for row in range(cell.row, cell.row + cell.rowspan):
            if cell.col >= stop.get(row, 10**6):
                continue
            if is_plain_figure(body) and cell.col > 0:
                stop[row] = cell.col
            elif any(ch.isalpha() for ch in body) and len(body) > 2:
                parts.setdefault(row, []).append((cell.col, body))
    return {row: " | ".join(t for _, t in sorted(found)[:2]) for row, found in parts.items()}


def _chart(document: Document, chart: Chart, section: str, caption: str) -> Iterator[Passage]:
    base = Source(
        document.sha256, document.name, page=chart.page, box=chart.box, locator=chart.locator, read_from=chart.how
    )
    context = caption or chart.title
    if chart.title:
        yield Passage(chart.title, replace(base, printed=chart.title), "caption", section, context=context)
    for n, category in enumerate(chart.categories):
        if category:
            yield Passage(category, replace(base, row=n, printed=category), "category", section, context=context)
    if chart.resolution or chart.how in {"vector", "image"}:
        return  # measured from the drawing: no figure is printed there
    for series in chart.series:
        for n, value in enumerate(series.values):
            if value is None:
                continue
            label = chart.categories[n] if n < len(chart.categories) else ""
            yield Passage(
                value,
                replace(base, row=n, column=series.name, printed=value),
                "chart",
                section,
                row=n,
                row_header=series.name or chart.title,
                column_header=label,
                context=context,
            )


def joined(passages: Iterable[Passage]) -> str:
    """All texts, one to a line; for looking at."""
    return "\n".join(p.text for p in passages)
