"""The cells of one worksheet as Excel shows them: printed text, look, merges, signs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from extract.arrows import SYMBOL_FONT, arrow_from_char, symbol_text
from extract.document import Mark
from extract.namespaces import S
from extract.number_format import show_cell
from extract.ooxml import Package
from extract.safexml import Element
from extract.sheet_styles import CellStyle, SheetStyles

MAX_CELLS: Final = 3_000_000
"""Cells of one sheet that are read."""
_REFERENCE = re.compile(r"^\$?([A-Z]{1,3})\$?(\d{1,7})$")
_NOTE = re.compile(r"^\s*(?:\d{1,2}|[*†‡§a-z])\s*$")


@dataclass(slots=True)
class SheetCell:
    """One cell: 0-based row and column, printed text, look.

    Attributes:
        value: As stored, for numbers; "" for text.
        marks: Arrows and icons in it.
        superscripts: Raised footnote marks taken out of the text.
    """

    row: int
    col: int
    text: str
    style: CellStyle
    value: str = ""
    rowspan: int = 1
    colspan: int = 1
    fill: str | None = None
    ink: str | None = None
    bold: bool = False
    marks: tuple[Mark, ...] = ()
    superscripts: tuple[str, ...] = ()

    @property
    def shown(self) -> bool:
        """Whether there is something to see besides a fill."""
        return bool(self.text.strip() or self.marks)


@dataclass(slots=True)
class Sheet:
    """One worksheet.

    Attributes:
        name: On its tab.
        cells: By (row, column), 0-based; cells covered by a merge are left out.
        hidden: What is hidden in it, in words; "" where nothing is.
        uncalculated: Cells with a formula whose result is not in the file.
    """

    name: str
    part: str
    root: Element
    cells: dict[tuple[int, int], SheetCell] = field(default_factory=dict)
    hidden: str = ""
    uncalculated: list[tuple[int, int, str]] = field(default_factory=list)
    too_large: bool = False


@dataclass(frozen=True, slots=True)
class RichText:
    """A string with the look of its parts."""

    text: str
    marks: tuple[Mark, ...] = ()
    superscripts: tuple[str, ...] = ()
    bold: bool | None = None
    ink: str | None = None


def column_name(col: int) -> str:
    """Letters of a 0-based column: 0 is "A", 27 is "AB"."""
    name = ""
    col += 1
    while col:
        col, rest = divmod(col - 1, 26)
        name = chr(65 + rest) + name
    return name


def cell_place(reference: str) -> tuple[int, int] | None:
    """(row, column) from 0 of "B7"; None where it is no reference."""
    found = _REFERENCE.match(reference.upper())
    if not found:
        return None
    col = 0
    for ch in found[1]:
        col = col * 26 + ord(ch) - 64
    return (int(found[2]) - 1, col - 1)


def cell_range(reference: str) -> tuple[int, int, int, int] | None:
    """(top, left, bottom, right), from 0 and included, of "A1:B7" or "A1"; None where it is no range."""
    first, _, last = reference.partition(":")
    a, b = cell_place(first), cell_place(last or first)
    if a is None or b is None:
        return None
    return (min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))


def shared_strings(package: Package, workbook: str, styles: SheetStyles) -> list[RichText]:
    """The workbook's table of strings."""
    part = package.related(workbook, "sharedStrings")
    if part is None:
        return []
    return [rich_text(item, styles, "") for item in package.xml(part).findall(f"{S}si")]


def rich_text(item: Element, styles: SheetStyles, font: str) -> RichText:
    """Text of an ``si`` or ``is`` element; symbol fonts as arrows, raised marks taken out."""
    runs = item.findall(f"{S}r")
    if not runs:
        plain = item.findtext(f"{S}t") or ""
        return _signs(plain, font)
    text = ""
    marks: list[Mark] = []
    notes: list[str] = []
    bolds: list[bool] = []
    inks: list[str | None] = []
    for run in runs:
        words = run.findtext(f"{S}t") or ""
        look = run.find(f"{S}rPr")
        bold, _, ink, name, _ = styles.font_of(look)
        raised = look.find(f"{S}vertAlign") if look is not None else None
        if raised is not None and raised.get("val") == "superscript" and _NOTE.match(words):
            notes.append(words.strip())
            continue
        part = _signs(words, name or font)
        text += part.text
        marks += part.marks
        if words.strip():
            bolds.append(bold)
            inks.append(ink)
    ink = inks[0] if inks and len(set(inks)) == 1 else None
    return RichText(text, tuple(marks), tuple(notes), all(bolds) if bolds else None, ink)


def _signs(text: str, font: str) -> RichText:
    symbolic = bool(font) and bool(SYMBOL_FONT.search(font))
    if not symbolic and (text.isascii() or all(ch < "\u2190" for ch in text)):
        return RichText(text)
    marks = [m for ch in text if (m := arrow_from_char(ch, font if symbolic else "")) is not None]
    return RichText("".join(symbol_text(ch, font if symbolic else "") for ch in text), tuple(marks))


def read_sheet(
    package: Package, part: str, name: str, strings: list[RichText], styles: SheetStyles, *, date1904: bool
) -> Sheet:
    """Read the cells of a worksheet, row by row: as XML a large sheet weighs many times its cells.

    Args:
        package: The workbook.
        part: Name of the sheet's part.
        name: Name on the tab.
        strings: The workbook's strings.
        styles: The workbook's styles.
        date1904: Dates count from 1904.

    Returns:
        The sheet; its ``root`` has no rows left. One that is no worksheet has no cells.
    """
    sheet = Sheet(name, part, None)
    hidden_rows: list[int] = []
    row_no = -1

    def take(row: Element) -> None:
        nonlocal row_no
        number = row.get("r") or ""
        row_no = int(number) - 1 if number.isdigit() else row_no + 1
        if row.get("hidden") in {"1", "true"}:
            hidden_rows.append(row_no + 1)
        col = -1
        for item in row.findall(f"{S}c"):
            place = cell_place(item.get("r") or "")
            col = place[1] if place else col + 1
            if len(sheet.cells) >= MAX_CELLS:
                sheet.too_large = True
                break
            cell = _cell(item, row_no, col, strings, styles, sheet, date1904)
            if cell is not None:
                sheet.cells[row_no, col] = cell

    sheet.root = package.stream(part, f"{S}row", take)
    if sheet.root.tag != f"{S}worksheet":
        sheet.cells.clear()
        return sheet
    _merge(sheet)
    sheet.hidden = _hidden(sheet.root, hidden_rows)
    return sheet


def _cell(
    item: Element, row: int, col: int, strings: list[RichText], styles: SheetStyles, sheet: Sheet, date1904: bool
) -> SheetCell | None:
    index = item.get("s") or "0"
    style = styles[int(index) if index.isdigit() else 0]
    kind = item.get("t") or "n"
    raw, formula, inline = "", None, None
    for child in item:
        if child.tag == f"{S}v":
            raw = child.text or ""
        elif child.tag == f"{S}f":
            formula = child
        elif child.tag == f"{S}is":
            inline = child
    rich, value, ink = RichText(""), "", style.ink
    if kind == "s":
        number = int(raw) if raw.isdigit() else -1
        found = strings[number] if 0 <= number < len(strings) else RichText("")
        rich = _again(found, style.font)
    elif kind == "inlineStr":
        rich = rich_text(inline, styles, style.font) if inline is not None else rich
    elif kind == "b":
        rich = RichText("TRUE" if raw == "1" else "FALSE") if raw else rich
    elif kind in {"str", "e", "d"}:
        rich = _signs(raw, style.font)
    elif raw:
        shown = show_cell(raw, style.code, date1904=date1904)
        rich, value, ink = _signs(shown.text, style.font), raw, shown.colour or ink
    if formula is not None and not raw and kind != "str":
        sheet.uncalculated.append((row, col, (formula.text or "").strip()))
    text = rich.text.strip()
    if "\n" in text:
        text = "\n".join(line.strip() for line in text.replace("\r\n", "\n").split("\n"))
    cell = SheetCell(
        row, col, text, style, text if text == value else value, fill=style.fill, ink=rich.ink or ink,
        bold=bool(text) and (style.bold if rich.bold is None else rich.bold), marks=rich.marks,
        superscripts=rich.superscripts,
    )  # fmt: skip
    return cell if cell.shown or cell.fill or value or formula is not None else None


def _again(found: RichText, font: str) -> RichText:
    """A shared string in a cell of a symbol font: its letters are signs."""
    if found.marks or not SYMBOL_FONT.search(font):
        return found
    return _signs(found.text, font)


def _merge(sheet: Sheet) -> None:
    for item in sheet.root.iterfind(f"{S}mergeCells/{S}mergeCell"):
        area = cell_range(item.get("ref") or "")
        if area is None:
            continue
        top, left, bottom, right = area
        owner = sheet.cells.get((top, left))
        if (bottom - top + 1) * (right - left + 1) > 100_000:
            continue
        for r in range(top, bottom + 1):
            for c in range(left, right + 1):
                if (r, c) != (top, left):
                    sheet.cells.pop((r, c), None)
        if owner is not None:
            owner.rowspan, owner.colspan = bottom - top + 1, right - left + 1


def _hidden(root: Element, rows: list[int]) -> str:
    columns = []
    for item in root.iterfind(f"{S}cols/{S}col"):
        if item.get("hidden") in {"1", "true"}:
            first, last = int(item.get("min") or 1), int(item.get("max") or 1)
            names = column_name(first - 1) if first == last else f"{column_name(first - 1)} to {column_name(last - 1)}"
            columns.append(names)
    parts = []
    if rows:
        parts.append(f"{len(rows)} rows (from row {rows[0]})")
    if columns:
        parts.append(f"columns {', '.join(columns)}")
    return " and ".join(parts)
