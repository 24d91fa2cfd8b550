"""Word tables -> grids: merged cells, nested tables, rows and cells of tracked changes, fills and text colours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from extract.document import Cell, Control, Grid, Mark
from extract.fineprint import SMALLER
from extract.namespaces import MC, W
from extract.safexml import Element
from extract.word_runs import Runs, chosen_content, open_control
from extract.word_styles import Styles, on
from extract.word_table_styles import own_shade, table_style
from extract.word_text import Content, Note, OpenControl, Settled
from records import ReadFrom

_USUAL: Final = 11.0
"""Points of text of which the file does not say how large it is."""
MAX_SPAN: Final = 500
"""Columns that one cell may claim; more is a damaged file."""
_THROUGH = {"sdt", "sdtContent", "ins", "del", "moveTo", "moveFrom", "customXml", "smartTag"}


@dataclass(slots=True)
class CellText:
    """What the paragraphs and nested tables of one cell add up to.

    Attributes:
        lines: Text of each paragraph or nested row, with its number or bullet.
        controls: Spans counted in the joined text.
        pieces: (characters, look) for bold, italic and colour.
        sizes: Of the largest type of each line, points; 0 where the file does not say.
    """

    lines: list[str] = field(default_factory=list)
    controls: list[Control] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    superscripts: list[str] = field(default_factory=list)
    bold: bool = True
    italic: bool = True
    colours: Counter[str] = field(default_factory=Counter)
    fills: Counter[str] = field(default_factory=Counter)
    ink: str | None = None
    places: list[tuple[Element, int] | None] = field(default_factory=list)
    sizes: list[float] = field(default_factory=list)

    @property
    def fine(self) -> int:
        """Characters before the lines that are set smaller than the first; 0 where none are, or others follow."""
        if len(self.sizes) != len(self.lines) or not self.sizes:
            return 0
        most = SMALLER * (self.sizes[0] or _USUAL)
        small = [0 < size <= most for size in self.sizes]
        first = small.index(True) if True in small else 0
        return sum(len(line) + 1 for line in self.lines[:first]) - 1 if first and all(small[first:]) else 0

    @property
    def length(self) -> int:
        """Characters so far, the newline before the next line included."""
        return sum(len(line) for line in self.lines) + len(self.lines)

    def add(self, content: Content, settled: Settled, number: str) -> None:
        """Add a paragraph."""
        self.marks += content.marks
        self.superscripts += content.superscripts
        self.ink = self.ink or content.ink
        lead = f"{number} " if number and settled.text else number
        if not settled.text and not number:
            shift = max(0, self.length - 1)
            self.controls += [replace(c, span=(shift, shift)) for c in settled.controls]
            return
        shift = self.length + len(lead)
        self.controls += [replace(c, span=(c.span[0] + shift, c.span[1] + shift)) for c in settled.controls]
        if self.lines:
            self.places.append(None)
        self.lines.append(lead + settled.text)
        self.sizes.append(max((content.pieces[index].look.size for index, _ in settled.origin), default=0.0))
        self.places += [None] * len(lead)
        for index, offset in settled.origin:
            self.places.append(content.pieces[index].place(offset))
            look = content.pieces[index].look
            self.bold &= look.bold
            self.italic &= look.italic
            self.colours[look.colour or ""] += 1
            self.fills[look.fill or ""] += 1

    def add_nested(self, lines: list[str]) -> None:
        """Add the rows of a table inside the cell."""
        for line in lines:
            self.places += [None] * (len(line) + bool(self.lines))
            self.lines.append(line)


def rows_of(table: Element) -> Iterator[tuple[Element, list[OpenControl]]]:
    """Rows of a table (``w:tr``, nested tables' left out), with the content controls around them."""
    yield from _children(table, f"{W}tr", [])


def cells_of(row: Element) -> Iterator[tuple[Element, list[OpenControl]]]:
    """Cells of a row (``w:tc``), with the content controls around them."""
    yield from _children(row, f"{W}tc", [])


def _children(parent: Element, tag: str, around: list[OpenControl]) -> Iterator[tuple[Element, list[OpenControl]]]:
    for child in parent:
        if not isinstance(child.tag, str):
            continue
        name = etree.QName(child).localname
        if child.tag == tag:
            yield child, around
        elif child.tag == f"{W}sdt":
            inner = child.find(f"{W}sdtContent")
            if inner is not None:
                yield from _children(inner, tag, [*around, open_control(child, 0)])
        elif child.tag == f"{MC}AlternateContent":
            chosen = chosen_content(child)
            if chosen is not None:
                yield from _children(chosen, tag, around)
        elif name in _THROUGH:
            yield from _children(child, tag, around)


@dataclass(slots=True)
class _Placed:
    cell: Cell
    merge: str
    filled: bool


def read_table(
    table: Element,
    *,
    number: int,
    locator: str,
    runs: Runs,
    styles: Styles,
    read_cell: Callable[[Element, CellText, str], None],
    note: Callable[[Note, str], None],
) -> Grid:
    """Read one ``w:tbl``.

    Args:
        table: The table.
        number: Its number in the document, from 1.
        locator: "part/tN".
        runs: The walker, which knows the view on tracked changes.
        styles: For fills and colours.
        read_cell: Reads the blocks of a ``w:tc`` into its text.
        note: Told of what could not be read, with its place.

    Returns:
        The grid; cells merged down keep the text of their first part.
    """
    placed: list[_Placed] = []
    above: dict[int, int] = {}
    header_rows, heading, row = 0, True, 0
    for tr_index, (tr, row_controls) in enumerate(rows_of(table), 1):
        properties = tr.find(f"{W}trPr")
        if runs.gone(properties):
            continue
        heading = heading and properties is not None and on(properties.find(f"{W}tblHeader"))
        header_rows += heading
        col = _whole(properties.find(f"{W}gridBefore") if properties is not None else None, 0)
        current: dict[int, int] = {}
        for tc_index, (tc, controls) in enumerate(cells_of(tr), 1):
            tcpr = tc.find(f"{W}tcPr")
            if runs.gone(tcpr):
                continue
            place = f"{locator}/r{tr_index}/c{tc_index}"
            span = _whole(tcpr.find(f"{W}gridSpan") if tcpr is not None else None, 1)
            merge = _merge(tcpr, "vMerge")
            over = _merge(tcpr, "hMerge")
            owner = above.get(col)
            if merge == "continue" and owner is not None and placed[owner].cell.colspan == span:
                text = CellText()
                read_cell(tc, text, place)
                if any(text.lines):
                    note(Note("cell", "text in the hidden part of a merged cell", "\n".join(text.lines)), place)
                cell = placed[owner].cell
                placed[owner].cell = replace(cell, rowspan=row - cell.row + 1)
                current[col] = owner
            elif over == "continue" and placed and placed[-1].cell.row == row:
                last = placed[-1].cell
                placed[-1].cell = replace(last, colspan=last.colspan + span)
            else:
                text = CellText()
                read_cell(tc, text, place)
                cell = _cell(text, tcpr, row, col, span, place, styles, [*row_controls, *controls])
                placed.append(_Placed(cell, merge, own_shade(tcpr, styles)[1]))
                if merge:
                    current[col] = len(placed) - 1
            col += span
        above = current
        row += 1
    width = max((p.cell.col + p.cell.colspan for p in placed), default=0)
    cells = tuple(sorted(_styled(placed, table, styles, row, width), key=lambda c: (c.row, c.col)))
    return Grid(
        number, cells, row, width, ruled=_ruled(table, styles), header_rows=min(header_rows, row), locator=locator
    )


def _styled(placed: list[_Placed], table: Element, styles: Styles, rows: int, cols: int) -> Iterator[Cell]:
    """The cells with the fills of the table's style, where they have none of their own."""
    style = table_style(table, styles)
    for p in placed:
        fill = style.fill(p.cell.row, p.cell.col, p.cell.colspan, rows, cols) if style is not None else None
        yield replace(p.cell, fill=fill) if fill and not p.filled and p.cell.fill is None else p.cell


def _cell(
    text: CellText, properties: Element | None, row: int, col: int, span: int, place: str, styles: Styles,
    around: list[OpenControl],
) -> Cell:  # fmt: skip
    printed = "\n".join(text.lines)
    controls = [Control(c.alias, c.tag, printed, (0, len(printed)), c.binding) for c in around] + text.controls
    fill = styles.theme.shade(properties)
    if fill is None and len(text.fills) == 1:
        only = next(iter(text.fills))
        fill = only if only and only != "#ffffff" else None
    ink = text.ink if not printed else None
    if len(text.colours) == 1:
        only = next(iter(text.colours))
        ink = only if only and only != "#000000" else ink
    direction = properties.find(f"{W}textDirection") if properties is not None else None
    turned = direction is not None and (direction.get(f"{W}val") or "lrTb") not in {"lrTb", "lrTbV", "tb"}
    has_text = bool(printed.strip())
    return Cell(
        row, col, printed, colspan=span, fill=fill, ink=ink, bold=has_text and text.bold,
        italic=has_text and text.italic, rotated=turned, marks=tuple(text.marks),
        superscripts=tuple(text.superscripts), locator=place, how=_how(text, printed), controls=tuple(controls),
        fine=text.fine,
    )  # fmt: skip


def _how(text: CellText, printed: str) -> ReadFrom:
    """How the cell was read: by its sign where it holds nothing else."""
    if text.marks and not any(ch.isalnum() for ch in printed):
        return text.marks[0].how
    return "text"


def _merge(properties: Element | None, name: str) -> str:
    item = properties.find(f"{W}{name}") if properties is not None else None
    return "" if item is None else (item.get(f"{W}val") or "continue")


def _whole(element: Element | None, default: int) -> int:
    value = (element.get(f"{W}val") or "") if element is not None else ""
    return min(MAX_SPAN, max(1 if default else 0, int(value))) if value.isdigit() else default


def _ruled(table: Element, styles: Styles) -> bool:
    """Whether any rule is drawn: by the table's own borders, a cell's, or its style's."""
    holders = [table.find(f"{W}tblPr/{W}tblBorders")]
    style = table.find(f"{W}tblPr/{W}tblStyle")
    if style is not None:
        holders += [s.find(f"{W}tblPr/{W}tblBorders") for s in styles.chain(style.get(f"{W}val") or "")]
    holders += list(table.iter(f"{W}tcBorders"))
    return any(
        (edge.get(f"{W}val") or "none") not in {"none", "nil"}
        for holder in holders
        if holder is not None
        for edge in holder
    )
