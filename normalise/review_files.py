"""The review sheet as XLSX with drop-downs and as CSV; and decisions as SSSOM TSV.

The one module of names that imports openpyxl. Texts that a document printed are written as texts: a
spreadsheet never runs them.
"""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from normalise.match_files import safe_cell
from normalise.register import write_text
from normalise.review import CHOICES, ReviewItem
from records import MissingInputError, OutputError, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from normalise.register import Register

REVIEW_COLUMNS = (
    "printed name", "section", "printed beside it", "suggestion 1", "suggestion 2", "suggestion 3", "why it waits",
    "decision", "key", "decided by", "date", "reason",
    "document", "page", "publications", "id", "polarity", "basis", "unit",
)  # fmt: skip
"""Columns of the sheet; those from "decision" to "reason" are for the person."""

_WIDTHS = (40, 18, 16, 32, 32, 32, 40, 25, 27, 15, 12, 26, 22, 7, 12, 6, 9, 8, 9)
_OWN = range(REVIEW_COLUMNS.index("decision") + 1, REVIEW_COLUMNS.index("reason") + 2)
_HELP = (
    "How to finish this review",
    "1. Each row of the sheet 'Names' is a name that a publication prints and that could not be matched by itself.",
    "2. Read the printed name and the suggestions beside it; 'why it waits' says what differs.",
    "3. Pick a decision from the yellow list. For 'same as the key I name' and 'a new indicator' also fill 'key';",
    "    the keys in use are on the sheet 'Register'. A new key is lower case letters, digits and hyphens.",
    "4. Put your name into 'decided by' and the reason in a few words. An empty date becomes today.",
    "5. Rows left empty, or set to 'decide later', are asked again next time. The others are never asked again.",
    "6. Save the file and run:  panelpaper review THIS-FILE.xlsx --register register.toml",
)


def write_review(path: Path, items: Sequence[ReviewItem], register: Register) -> None:
    """Write the review sheet: XLSX, or CSV where the name ends in .csv.

    Args:
        path: The file to write; an existing one is replaced.
        items: The names that wait.
        register: Its keys fill the drop-down list.

    Raises:
        OutputError: If the file cannot be written.
    """
    if path.suffix.lower() == ".csv":
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(REVIEW_COLUMNS)
        for item in items:
            writer.writerow([safe_cell(cell) for cell in _row(item)])
        write_text(path, "\ufeff" + stream.getvalue())
        return
    _write_xlsx(path, items, register)


def read_review(path: Path) -> list[ReviewItem]:
    """Read a review sheet back.

    Args:
        path: XLSX or CSV, as ``write_review`` writes them; columns may be moved, and more may be added.

    Returns:
        The items with the decisions filled in.

    Raises:
        MissingInputError: If there is no such file.
        UnreadableError: If it is not a review sheet, or a date cannot be read.
    """
    if not path.exists():
        raise MissingInputError(
            "there is no such review sheet", where=str(path), next_step="Check the name and the folder."
        )
    rows = _csv_rows(path) if path.suffix.lower() == ".csv" else _xlsx_rows(path)
    header = [str(cell or "").strip().lower() for cell in rows[0]] if rows else []
    missing = [
        c
        for c in ("printed name", "suggestion 1", "decision", "key", "decided by", "date", "reason")
        if c not in header
    ]
    if missing:
        raise UnreadableError(
            f"this is not a review sheet: the column '{missing[0]}' is missing",
            where=str(path),
            next_step="Write a new one with:  panelpaper review --store STORE --register REGISTER --out review.xlsx",
        )
    items = []
    for number, row in enumerate(rows[1:], 2):
        cells = dict(zip(header, row, strict=False))
        if str(cells.get("printed name") or "").strip():
            items.append(_item(cells, path, number))
    return items


def write_sssom(path: Path, register: Register) -> None:
    """Write what people decided as a mapping set in SSSOM TSV, for exchange with other registers.

    Args:
        path: The TSV file to write.
        register: With its decisions.

    Raises:
        OutputError: If it cannot be written.
    """
    head = [
        "#curie_map:",
        "#  register: https://example.org/register/",
        "#  semapv: https://w3id.org/semapv/vocab/",
        "#  skos: http://www.w3.org/2004/02/skos/core#",
        "#  sssom: https://w3id.org/sssom/",
        "#mapping_set_id: https://example.org/register/decisions",
        "#license: https://creativecommons.org/publicdomain/zero/1.0/",
    ]
    columns = (
        "subject_label", "predicate_id", "predicate_modifier", "object_id", "object_label", "mapping_justification",
        "author_label", "mapping_date", "subject_type", "comment",
    )  # fmt: skip
    lines = ["\t".join(columns)]
    for decision in sorted(register.decisions, key=lambda d: (d.when, d.name, d.key)):
        known = decision.key in register
        row = (
            decision.name,
            "skos:exactMatch",
            "Not" if decision.ruling == "different" else "",
            f"register:{decision.key}" if decision.key else "sssom:NoTermFound",
            register[decision.key].name if known else "",
            "semapv:ManualMappingCuration",
            decision.who,
            decision.when.isoformat(),
            "rdfs literal",
            decision.why or (decision.ruling if decision.ruling in {"new", "not an indicator"} else ""),
        )
        lines.append("\t".join(" ".join(cell.split()) for cell in row))
    write_text(path, "\n".join([*head, *lines]) + "\n")


def _row(item: ReviewItem) -> list[str]:
    suggestions = [f"{key}: {label}" for key, label in item.suggestions] + ["", "", ""]
    return [
        item.name, item.section, item.printed, *suggestions[:3], item.why,
        item.decision, item.key, item.who, item.when.isoformat() if item.when else "", item.reason,
        item.document, item.page, str(item.publications), item.indicator_id, item.polarity, item.basis, item.unit,
    ]  # fmt: skip


def _lines(texts: Sequence[str]) -> int:
    """Lines that the longest cell of a row needs at its column's width; spreadsheets do not work it out."""
    return max(1, *(-(-len(text) // max(1, width - 3)) for text, width in zip(texts, _WIDTHS, strict=True)))


def _item(cells: dict[str, Any], path: Path, number: int) -> ReviewItem:
    def text(column: str) -> str:
        value = cells.get(column)
        return "" if value is None else str(value)

    suggestions = []
    for n in (1, 2, 3):
        key, colon, label = text(f"suggestion {n}").partition(": ")
        if colon:
            suggestions.append((key, label))
    return ReviewItem(
        name=text("printed name"), section=text("section"), indicator_id=text("id"), polarity=text("polarity"),
        basis=text("basis"), unit=text("unit"), document=text("document"), page=text("page"),
        printed=text("printed beside it"),
        publications=int(text("publications")) if text("publications").isdigit() else 1,
        suggestions=tuple(suggestions), why=text("why it waits"), decision=text("decision").strip(),
        key=text("key").strip(), who=text("decided by").strip(), when=_day(cells.get("date"), path, number),
        reason=text("reason"),
    )  # fmt: skip


def _day(value: Any, path: Path, number: int) -> date | None:
    if value is None or str(value).strip() == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y"):
        try:
            return datetime.strptime(str(value).strip(), form).date()
        except ValueError:
            continue
    raise UnreadableError(
        f"row {number}: '{value}' is not a date", where=str(path), next_step="Write it like 2016-05-31 or 31/05/2016."
    )


def _csv_rows(path: Path) -> list[list[Any]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        text = path.read_bytes().decode("cp1252", errors="replace")
    first = text.split("\n", 1)[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    return [[_plain(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]


def _plain(cell: str) -> str:
    """Takes the apostrophe of ``safe_cell`` off again."""
    return cell[1:] if cell.startswith("'") and safe_cell(cell[1:]) == cell else cell


def _xlsx_rows(path: Path) -> list[list[Any]]:
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, data_only=True)
    except (InvalidFileException, BadZipFile, KeyError, OSError, ValueError) as error:
        raise UnreadableError(
            "this is not an Excel workbook", where=str(path), why=str(error), next_step="Save it as .xlsx or .csv."
        ) from error
    sheet = book["Names"] if "Names" in book.sheetnames else book.worksheets[0]
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    book.close()
    return rows


def _write_xlsx(path: Path, items: Iterable[ReviewItem], register: Register) -> None:
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.properties import PageSetupProperties

    def put(sheet: Any, row: int, column: int, text: str) -> Any:
        cell = sheet.cell(row, column)
        cell.value = ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)
        cell.data_type = "s"  # a text is never a formula, whatever it begins with
        cell.number_format = "@"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        return cell

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Names"
    for column, (title, width) in enumerate(zip(REVIEW_COLUMNS, _WIDTHS, strict=True), 1):
        cell = put(sheet, 1, column, title)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="7F6000" if column in _OWN else "1F3864")
        sheet.column_dimensions[get_column_letter(column)].width = width
    count = 1
    for count, item in enumerate(items, 2):
        for column, text in enumerate(_row(item), 1):
            if text or column in _OWN:
                cell = put(sheet, count, column, text) if text else sheet.cell(count, column)
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                if column in _OWN:
                    cell.fill = PatternFill("solid", fgColor="FFF2CC")
        sheet.row_dimensions[count].height = 14.0 * _lines(_row(item)) + 4
    keys = book.create_sheet("Register")
    for column, title in enumerate(("key", "name", "section"), 1):
        put(keys, 1, column, title).font = Font(bold=True)
    for row, indicator in enumerate(register.values(), 2):
        for column, text in enumerate((indicator.key, indicator.name, indicator.section), 1):
            put(keys, row, column, text)
    for letter, width in (("A", 36), ("B", 80), ("C", 26)):
        keys.column_dimensions[letter].width = width
    last = max(count, 2)
    decisions = DataValidation(type="list", formula1='"' + ",".join(CHOICES) + '"', allow_blank=True)
    decisions.error, decisions.errorTitle = "Pick one of the list.", "Decision"
    decisions.showErrorMessage = True
    letter = get_column_letter(_OWN[0])
    decisions.add(f"{letter}2:{letter}{last}")
    named = DataValidation(type="list", formula1=f"Register!$A$2:$A${len(register) + 1}", allow_blank=True)
    named.showErrorMessage = False  # a new indicator gets a key that is not in the list yet
    letter = get_column_letter(_OWN[1])
    named.add(f"{letter}2:{letter}{last}")
    sheet.add_data_validation(decisions)
    sheet.add_data_validation(named)
    for page in (sheet, keys):
        page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
        page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        page.print_title_rows = "1:1"
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(REVIEW_COLUMNS))}{last}"
    guide = book.create_sheet("How to")
    guide.column_dimensions["A"].width = 120
    for row, line in enumerate(_HELP, 1):
        put(guide, row, 1, line).font = Font(bold=row == 1)
    try:
        book.save(path)
    except OSError as error:
        raise OutputError(
            "the review sheet cannot be written",
            where=str(path),
            why=str(error),
            next_step="Close it in Excel and try again.",
        ) from error
