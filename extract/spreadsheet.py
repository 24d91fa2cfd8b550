"""Excel workbooks and CSV files -> ``Document``: tables as Excel shows them, one page for each sheet."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from extract.document import Block, BlockKind, Cell, Chart, Document, Grid, Page, Paragraph
from extract.namespaces import R, S
from extract.ooxml import Package, open_package, read_bytes
from extract.outline import is_caption, reads_as_heading
from extract.sheet_cells import Sheet, SheetCell, cell_range, column_name, read_sheet, shared_strings
from extract.sheet_drawings import Drawn, drawings_of
from extract.sheet_regions import Region, peel, regions_of
from extract.sheet_rules import apply_rules
from extract.sheet_styles import CellStyle, SheetStyles
from extract.sniff import decode_text, delimiter_of
from extract.word_charts import MAX_POINTS, Lookup, read_chart
from records import HostileError, Source, Unread, UnreadableError

_DEFAULT_NAMES = ("sheet", "tabelle", "feuil", "chart")


def read_xlsx(path: Path) -> Document:
    """Read an Excel workbook.

    Args:
        path: A .xlsx or .xlsm file.

    Returns:
        The document: one page without number for each sheet, hidden ones too (``properties`` says which), its name
        as a heading, then its tables (figures as Excel prints them), lines of text and charts. Locators are
        "Sheet!B7".

    Raises:
        MissingInputError: If the file cannot be opened.
        UnreadableError: If it is damaged or no workbook.
        EncryptedError: If it wants a password.
        HostileError: If it breaks the limits.
    """
    package = open_package(path)
    return _Workbook(package).read()


def embedded_cells(path: Path, data: bytes) -> Lookup:
    """Cells of a workbook that lies inside another file (the data behind a chart in Word).

    Args:
        path: The file that holds it, for messages.
        data: Bytes of the workbook.

    Raises:
        UnreadableError: If it is damaged (HostileError: breaks the limits).
    """
    book = _Workbook(open_package(path, data))
    book.load()
    return book.lookup


class _Workbook:
    def __init__(self, package: Package) -> None:
        self.package = package
        self.main = package.main_part()
        self.unread: list[Unread] = []
        self.grids = 0
        self.hidden: list[str] = []
        self.sheets: dict[str, Sheet] = {}

    def load(self) -> tuple[list[tuple[str, str, Sheet | None]], SheetStyles]:
        """Read the cells of all sheets: (name, part, cells or None for a chart sheet) in order."""
        root = self.package.xml(self.main)
        if root.tag != f"{S}workbook":
            raise UnreadableError(
                "this is not an Excel workbook",
                where=self.package.path.name,
                next_step="Save it as .xlsx and run again.",
            )
        styles = SheetStyles(self.package, self.main)
        strings = shared_strings(self.package, self.main, styles)
        settings = root.find(f"{S}workbookPr")
        date1904 = settings is not None and settings.get("date1904") in {"1", "true"}
        rels = self.package.relationships(self.main)
        sheets: list[tuple[str, str, Sheet | None]] = []
        for item in root.iterfind(f"{S}sheets/{S}sheet"):
            rel = rels.get(item.get(f"{R}id") or "")
            name = item.get("name") or ""
            if rel is None or not self.package.has(rel.target):
                self._note("table", "a sheet that is not in the file", name)
                continue
            if (item.get("state") or "visible") != "visible":
                self.hidden.append(f"sheet '{name}'")
            sheet = read_sheet(self.package, rel.target, name, strings, styles, date1904=date1904)
            if sheet.root.tag == f"{S}worksheet":
                self.sheets[name.lower()] = sheet
                sheets.append((name, rel.target, sheet))
            else:
                if sheet.root.tag != f"{S}chartsheet":
                    self._note("table", "a sheet of a kind that is not read", name)
                sheets.append((name, rel.target, None))
        return sheets, styles

    def read(self) -> Document:
        """The document."""
        sheets, styles = self.load()
        pages = []
        for name, part, read in sheets:  # charts may point into sheets that come later
            if read is not None:
                blocks = self._sheet(read, styles)
            else:
                blocks = [*_name(name), *self._drawn(drawings_of(self.package, part), name)]
            pages.append(Page(None, 0.0, 0.0, tuple(blocks)))
        core = self.package.core_properties()
        properties = {k: core[k] for k in ("created", "modified", "subject") if core.get(k)}
        if self.hidden:
            properties["hidden"] = "hidden in Excel, read all the same: " + "; ".join(self.hidden)
        return Document(
            self.package.path, self.package.sha256, "xlsx", tuple(pages), core.get("Application", ""),
            core.get("title", ""), tuple(self.unread), properties,
        )  # fmt: skip

    def _sheet(self, sheet: Sheet, styles: SheetStyles) -> list[Block]:
        if sheet.hidden:
            self.hidden.append(f"{sheet.hidden} of sheet '{sheet.name}'")
        if sheet.too_large:
            self._note("table", "the sheet has more cells than are read; the rest is left out", sheet.name)
        for row, col, formula in sheet.uncalculated[:200]:
            place = f"{sheet.name}!{column_name(col)}{row + 1}"
            step = "Open the workbook in Excel, save it, and run again."
            self._note("cell", "a formula whose result is not in the file", place, f"={formula}", step)
        for rule in apply_rules(sheet, styles):
            what = "arrow" if rule.kind == "iconSet" else "rag"
            why = f"conditional colours or icons could not be worked out: {rule.why}"
            self._note(what, why, f"{sheet.name}!{rule.place}", rule.kind, "Look at these cells in Excel.")
        drawn = drawings_of(self.package, sheet.part)
        drawn = self._signs(sheet, drawn)
        blocks: list[tuple[int, Block]] = []
        for region in regions_of(sheet.cells.values()):
            blocks += self._region(region, f"{sheet.name}!")
        for item in drawn:
            blocks += [(item.row, b) for b in self._drawn([item], sheet.name)]
        blocks.sort(key=lambda pair: pair[0])
        return [*_name(sheet.name), *(self._numbered(b) for _, b in blocks)]

    def _numbered(self, block: Block) -> Block:
        if isinstance(block, Grid):
            self.grids += 1
            return replace(block, number=self.grids)
        return block

    def _region(self, region: Region, prefix: str) -> list[tuple[int, Block]]:
        titles, table, notes = peel(region)
        out: list[tuple[int, Block]] = [(c.row, _line(c, prefix)) for c in titles]
        if table is not None:
            out.append((table.top, grid_of(table, prefix)))
        return out + [(c.row, _line(c, prefix)) for c in notes]

    def _signs(self, sheet: Sheet, drawn: list[Drawn]) -> list[Drawn]:
        """Give arrows that lie over a cell to that cell; the rest is returned."""
        rest = []
        for item in drawn:
            if item.mark is None or item.mark.kind != "direction":
                rest.append(item)
                continue
            cell = next((c for c in sheet.cells.values() if _covers(c, item.row, item.col)), None)
            if cell is None:
                cell = SheetCell(item.row, item.col, "", CellStyle())
                sheet.cells[item.row, item.col] = cell
            cell.marks += (item.mark,)
            if item.mark.value == "unknown":
                place = f"{sheet.name}!{column_name(item.col)}{item.row + 1}"
                self._note("arrow", "an arrow whose direction is not clear", place, item.mark.printed)
        return rest

    def _drawn(self, drawn: Iterable[Drawn], sheet: str) -> list[Block]:
        out: list[Block] = []
        for item in drawn:
            place = f"{sheet}!{column_name(item.col)}{item.row + 1}"
            if item.chart:
                out.append(self._chart(item.chart, place))
            elif item.text:
                out.append(Paragraph(" ".join(item.text.split()), "textbox", locator=place))
            if item.unread:
                self._note("chart" if "chart" in item.unread else "picture", item.unread, place, item.printed)
        return out

    def _chart(self, part: str, place: str) -> Chart:
        try:
            chart = read_chart(self.package, part, locator=place, lookup=self.lookup)
        except HostileError:
            raise
        except UnreadableError as error:
            self._note("chart", f"a chart that is damaged: {error.what}", place)
            return Chart("", locator=place, how="image")
        if not any(v is not None for s in chart.series for v in s.values):
            self._note("chart", "a chart that keeps no data of its own in the file", place, chart.title)
        return chart

    def lookup(self, reference: str) -> list[tuple[str, str]]:
        """(stored value, printed text) of the cells that a chart refers to, where it keeps no copy of them."""
        name, _, area = reference.strip("()").split(",")[0].rpartition("!")
        sheet = self.sheets.get(name.strip("'").replace("''", "'").lower())
        found = cell_range(area)
        if sheet is None or found is None:
            return []
        top, left, bottom, right = found
        if (bottom - top + 1) * (right - left + 1) > MAX_POINTS:
            return []
        places = [(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)]
        cells = [sheet.cells.get(place) for place in places]
        return [("", "") if c is None else (c.value, c.text) for c in cells]

    def _note(self, what: str, why: str, place: str, printed: str = "", step: str = "Look at it in Excel.") -> None:
        where = Source(self.package.sha256, self.package.path.name, locator=place, printed=printed)
        self.unread.append(Unread(what, why, where, printed, step))


def grid_of(region: Region, prefix: str) -> Grid:
    """A region of a sheet as a grid; positions without a cell are empty cells.

    Args:
        region: The region.
        prefix: Put before cell names in locators: "Sheet!".
    """
    cells: list[Cell] = []
    covered: set[tuple[int, int]] = set()
    for c in region.cells:
        row, col = c.row - region.top, c.col - region.left
        down, across = min(c.rowspan, region.bottom - c.row + 1), min(c.colspan, region.right - c.col + 1)
        if down == across == 1:
            covered.add((row, col))
        else:
            covered |= {(row + i, col + j) for i in range(down) for j in range(across)}
        cells.append(
            Cell(
                row, col, c.text, down, across, fill=c.fill, ink=c.ink, bold=c.bold,
                italic=c.style.italic and bool(c.text), rotated=c.style.rotated, marks=c.marks,
                superscripts=c.superscripts,
                locator=f"{prefix}{column_name(c.col)}{c.row + 1}",
                how=c.marks[0].how if c.marks and not any(ch.isalnum() for ch in c.text) else "text",
            )
        )  # fmt: skip
    rows, cols = region.bottom - region.top + 1, region.width
    cells += [
        Cell(r, c, "", locator=f"{prefix}{column_name(c + region.left)}{r + region.top + 1}")
        for r in range(rows)
        for c in range(cols)
        if (r, c) not in covered
    ]
    cells.sort(key=lambda c: (c.row, c.col))
    first = f"{column_name(region.left)}{region.top + 1}"
    last = f"{column_name(region.right)}{region.bottom + 1}"
    return Grid(0, tuple(cells), rows, cols, locator=f"{prefix}{first}:{last}")


def _line(cell: SheetCell, prefix: str) -> Paragraph:
    text = " ".join(cell.text.split())
    heading = reads_as_heading(text) and (cell.bold or cell.style.size >= 13)
    kind: BlockKind = "caption" if is_caption(text) else "heading" if heading else "paragraph"
    return Paragraph(
        text, kind, 2 if kind == "heading" else 0, bold=cell.bold, size=cell.style.size,
        locator=f"{prefix}{column_name(cell.col)}{cell.row + 1}", superscripts=cell.superscripts,
        marks=cell.marks,
    )  # fmt: skip


def _name(name: str) -> list[Block]:
    """The sheet's name as a heading, unless it is the one Excel gives."""
    plain = name.strip().lower().rstrip("0123456789 ")
    return [] if not name.strip() or plain in _DEFAULT_NAMES else [Paragraph(name.strip(), "heading", 1, locator=name)]


def _covers(cell: SheetCell, row: int, col: int) -> bool:
    return cell.row <= row < cell.row + cell.rowspan and cell.col <= col < cell.col + cell.colspan


def read_csv(path: Path) -> Document:
    """Read a file of separated values.

    Args:
        path: UTF-8, UTF-16 or Windows-1252; the delimiter (comma, semicolon, tab, bar) is found from the content.

    Returns:
        The document: one page, its tables and lines of text; cells are text exactly as they stand, locators "line N".

    Raises:
        MissingInputError: If the file cannot be opened.
        UnreadableError: If it is no text, or is damaged.
    """
    data = read_bytes(path)
    text = decode_text(data)
    if text is None:
        raise UnreadableError(
            "this is not a text file", where=path.name, next_step="Save it as CSV (UTF-8) and run again."
        )
    sha256 = hashlib.sha256(data).hexdigest()
    delimiter = delimiter_of(text, path.suffix.lower()) or delimiter_of(text, ".csv") or ","
    cells: list[SheetCell] = []
    lines: dict[int, int] = {}
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    widths: list[int] = []
    try:
        start = 1
        for row, fields in enumerate(reader):
            lines[row] = start
            start = reader.line_num + 1
            widths.append(len(fields) if any(f.strip() for f in fields) else 0)
            for col, value in enumerate(fields):
                if value.strip():
                    cells.append(_csv_cell(row, col, value))
    except csv.Error as error:
        raise UnreadableError(
            "the file of separated values is damaged", where=path.name, why=str(error),
            next_step="Open it in Excel, save it as CSV (UTF-8) and run again.",
        ) from error  # fmt: skip
    blocks: list[Block] = []
    for region in regions_of(cells):
        titles, table, notes = peel(region)
        blocks += [_csv_line(c, lines) for c in titles]
        if table is not None:
            grid = grid_of(table, "")
            placed = tuple(replace(c, locator=f"line {lines[c.row + table.top]}") for c in grid.cells)
            number = sum(isinstance(b, Grid) for b in blocks) + 1
            place = f"line {lines[table.top]}"
            blocks.append(replace(grid, cells=placed, number=number, ruled=False, locator=place))
        blocks += [_csv_line(c, lines) for c in notes]
    unread = _uneven(widths, lines, path, sha256)
    return Document(path, sha256, "csv", (Page(None, 0.0, 0.0, tuple(blocks)),), unread=unread)


def _csv_cell(row: int, col: int, value: str) -> SheetCell:
    from extract.textmarkup import clean

    cleaned = clean(value) if any(ch >= "\u2190" for ch in value) else None
    text = value.strip() if cleaned is None else cleaned.text
    return SheetCell(row, col, text, CellStyle(), marks=cleaned.marks if cleaned is not None else ())


def _csv_line(cell: SheetCell, lines: dict[int, int]) -> Paragraph:
    return replace(_line(cell, ""), locator=f"line {lines[cell.row]}")


def _uneven(widths: list[int], lines: dict[int, int], path: Path, sha256: str) -> tuple[Unread, ...]:
    """Rows wider than the header: a comma inside an unquoted text shifts every cell after it."""
    full = [w for w in widths if w > 1]
    if not full:
        return ()
    usual = max(set(full), key=full.count)
    wide = [lines[r] for r, w in enumerate(widths) if w > usual]
    if not wide:
        return ()
    shown = ", ".join(str(n) for n in wide[:10])
    where = Source(sha256, path.name, locator=f"line {wide[0]}")
    why = f"{len(wide)} rows have more than {usual} values (lines {shown}): a delimiter may stand inside a value"
    return (Unread("table", why, where, next_step="Put such values in double quotes and run again."),)
