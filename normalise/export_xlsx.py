"""A workbook that a person can filter: the figures, the definitions behind their keys, the publications they come from.

Numbers and days are real numbers and days, shown with the decimal places they were printed with; everything else is
text, and no text is a formula. `read_xlsx` gives back the text of every cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from normalise.export_columns import COLUMN_MEANING, column_type
from records import OutputError

if TYPE_CHECKING:
    from normalise.export import Table
    from records import Indicator, Publication

ROWS = 1_048_575
"""Rows of a sheet below its header."""

CELL = 32_767
"""Characters of a cell."""

DIGITS = 15
"""Significant digits that a spreadsheet keeps; a longer number stays text."""

# The format's own way to write characters that XML refuses, and texts that look as if written that way.
_REFUSED = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

_HEAD = PatternFill("solid", start_color="1F4E8C")
_HEAD_FONT = Font(bold=True, color="FFFFFF")
_WIDTHS = {
    "document": 30, "section": 24, "indicator": 60, "indicator_key": 28, "column": 32, "source_printed": 40,
    "sha256": 16, "publication": 30, "first_publication": 30, "revisions": 60, "remarks": 60, "break": 40,
    "earlier_publication": 30, "later_publication": 30,
}  # fmt: skip
_WRITTEN_AS = {"value": "number", "difference": "number"}


def write_xlsx(table: Table, out: Path) -> int:
    """Write the workbook.

    Returns:
        Number of rows of the table.

    Raises:
        OutputError: If a text is longer than a cell can hold.
    """
    book = Workbook(write_only=True)
    book.properties.title = table.title
    book.properties.creator = "panelpaper"
    try:
        n = _rows_sheets(book, table)
        _sheet(book, "Columns", ("column", "meaning"), [(c, COLUMN_MEANING[c]) for c in table.columns], (24, 100))
        _definitions(book, table.definitions)
        _sources(book, table.publications)
    except BaseException:
        for sheet in book.worksheets:
            sheet.close()  # its half-written rows lie in a temporary file that wants an end
        raise
    book.save(out)
    return n


def _rows_sheets(book: Workbook, table: Table) -> int:
    """The figures; a table longer than a sheet goes on in the next one."""
    columns = list(table.columns)
    widths = [_WIDTHS.get(c, 12 if column_type(c) != "string" else 16) for c in columns]
    n = 0
    sheet: Any = None
    number = 0
    for row in table.rows:
        if n % ROWS == 0:
            _close(sheet, len(columns), ROWS)
            number += 1
            sheet = _open(book, table.title if number == 1 else f"{table.title} {number}", columns, widths)
        sheet.append([_typed(sheet, column, text) for column, text in zip(columns, row, strict=True)])
        n += 1
    if sheet is None:
        sheet = _open(book, table.title, columns, widths)
    _close(sheet, len(columns), n - ROWS * max(0, number - 1))
    return n


def _open(book: Workbook, title: str, columns: Sequence[str], widths: Sequence[int]) -> Any:
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for i, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(i)].width = width
    head = []
    for column in columns:
        cell = WriteOnlyCell(sheet, column)
        cell.font, cell.fill = _HEAD_FONT, _HEAD
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        head.append(cell)
    sheet.append(head)
    return sheet


def _close(sheet: Any, columns: int, rows: int) -> None:
    if sheet is not None:
        sheet.auto_filter.ref = f"A1:{get_column_letter(columns)}{rows + 1}"


def _typed(sheet: Any, column: str, text: str) -> Any:
    """A number or a day where the column holds such, shown as it was written; else text."""
    if not text:
        return None
    kind = _WRITTEN_AS.get(column, column_type(column))
    if kind in {"number", "integer"}:
        number = _number(text)
        if number is not None:
            cell = WriteOnlyCell(
                sheet, int(number) if number == number.to_integral_value() and "." not in text else float(number)
            )
            places = len(text.partition(".")[2])
            cell.number_format = "0" + ("." + "0" * places if places else "")
            return cell
    if kind == "date":
        cell = WriteOnlyCell(sheet, datetime.fromisoformat(text))
        cell.number_format = "yyyy-mm-dd"
        return cell
    return _text(sheet, text)


def _number(text: str) -> Decimal | None:
    """A number that a spreadsheet can hold so that it reads back as the same text."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    if not number.is_finite() or len(number.as_tuple().digits) > DIGITS or format(number, "f") != text:
        return None
    if number == 0 and text.startswith("-"):
        return None
    return number


def _text(sheet: Any, text: str) -> Any:
    if len(text) > CELL:
        raise OutputError(
            f"a text of {len(text):,} characters does not fit a spreadsheet cell",
            why=f"a cell holds {CELL:,}; it begins '{text[:60]}'",
            next_step="Export as .csv or .parquet.",
        )
    cell = WriteOnlyCell(sheet, _REFUSED.sub(lambda m: f"_x{ord(m[0]):04X}_", _LOOKS_ESCAPED.sub("_x005F_", text)))
    cell.data_type = "s"  # never a formula, whatever it begins with
    return cell


def _sheet(
    book: Workbook, title: str, columns: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int]
) -> None:
    sheet = _open(book, title, columns, widths)
    n = 0
    for row in rows:
        cells = []
        for text in row:
            cell = _text(sheet, text) if text else None
            if cell is not None:
                cell.alignment = Alignment(vertical="top", wrap_text=True)
            cells.append(cell)
        sheet.append(cells)
        n += 1
    _close(sheet, len(columns), n)


def _definitions(book: Workbook, indicators: Sequence[Indicator]) -> None:
    columns = (
        "indicator_key",
        "name",
        "definition",
        "population",
        "unit",
        "polarity",
        "data_period",
        "targets",
        "names",
    )
    rows = [
        (
            i.key,
            i.name,
            i.definition,
            i.population,
            i.unit,
            i.polarity,
            i.basis,
            "; ".join(f"{year}: {target}" for year, target in i.targets.items()),
            "; ".join(dict.fromkeys(label.text for label in i.labels)),
        )
        for i in indicators
    ]
    _sheet(book, "Definitions", columns, rows, (28, 60, 50, 50, 10, 10, 12, 24, 80))


def _sources(book: Workbook, publications: Sequence[Publication]) -> None:
    columns = ("document", "kind", "title", "council", "published", "period", "sha256")
    rows = [
        (
            p.document,
            p.kind,
            p.title,
            p.council,
            p.published.isoformat() if p.published else "",
            p.period.end.isoformat() if p.period else "",
            p.sha256,
        )
        for p in publications
    ]
    _sheet(book, "Sources", columns, rows, (40, 18, 60, 24, 12, 12, 68))


def read_xlsx(path: Path) -> tuple[list[str], list[list[str]]]:
    """Columns and rows of the figures of a workbook that `write_xlsx` wrote, as text."""
    book = load_workbook(path, read_only=True)
    columns: list[str] = []
    rows: list[list[str]] = []
    for sheet in book.worksheets:
        if sheet.title == "Columns":
            break
        lines = sheet.iter_rows()
        columns = [str(c.value) for c in next(lines)]
        for line in lines:
            row = [_back(c) for c in line]
            rows.append(row + [""] * (len(columns) - len(row)))
    book.close()
    return columns, rows


def _back(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, (datetime, date)):
        return value.strftime("%Y-%m-%d") if value.year >= 1000 else value.isoformat()[:10]
    if isinstance(value, (int, float)):
        places = len(cell.number_format.partition(".")[2])
        return format(Decimal(repr(value)).quantize(Decimal(1).scaleb(-places)), "f")
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), str(value))
