"""Tidy tables as files: CSV (UTF-8), XLSX and Parquet. A document's text never becomes a formula."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self

from records import TIDY_COLUMNS, ExistsError, NeedsExtraError, OutputError, Unread, parse_value

if TYPE_CHECKING:
    from extract.extraction import Extraction
    from records import Finding, Observation

UNREAD_COLUMNS: tuple[str, ...] = (
    "document",
    "page",
    "what",
    "why",
    "printed",
    "next_step",
    "table_number",
    "row",
    "column",
    "locator",
    "x0",
    "top",
    "x1",
    "bottom",
)
"""Columns of the list of what was not understood: place as in the tidy table, `what` and `why` in plain words."""

_FORMULA = re.compile(r"^[=@\t\r\n]|^[+\-](?!$)")


def tidy_observations(extractions: Iterable[Extraction]) -> list[Observation]:
    """All observations of publications, those of tables first, then the numbers located in prose."""
    out: list[Observation] = []
    for extraction in extractions:
        out += extraction.observations
        out += (f.observation for f in extraction.figures)
    return out


def safe_text(text: str) -> str:
    """Text that a spreadsheet program does not run: an apostrophe before what would be a formula.

    Signed figures ("-93", "+3.2%") are no formulas and stay as they are.
    """
    if not _FORMULA.match(text):
        return text
    if text[0] in "+-" and parse_value(text).known:
        return text
    return f"'{text}"


def plain_text(text: str) -> str:
    """The inverse of `safe_text`."""
    return text[1:] if text[:1] == "'" and safe_text(text[1:]) == text else text


def write_tidy(path: Path, observations: Iterable[Observation], *, force: bool = False) -> None:
    """Write the tidy table.

    Args:
        path: Ends in .csv, .xlsx or .parquet.
        observations: One row each.
        force: Overwrite a file that is not a tidy table.

    Raises:
        OutputError: The ending is not known, or the file cannot be written.
        ExistsError: The file exists and is not a tidy table of ours.
        NeedsExtraError: Parquet was asked for and pyarrow is not installed.
    """
    with TidyWriter(path, force=force) as table:
        table.add(observations)


def write_unread(path: Path, unread: Sequence[Unread], *, force: bool = False) -> None:
    """Write the list of what was not understood, one row each, as CSV.

    Raises:
        OutputError: The file cannot be written.
    """
    with UnreadWriter(path, force=force) as table:
        table.rows(unread_row(u) for u in unread)


def unread_of_finding(found: Finding) -> Unread:
    """A self-check that failed, as an entry of the list of what needs a person's eyes."""
    return Unread(
        "self-check",
        f"{found.explanation} ({found.working})" if found.working else found.explanation,
        found.place,
        found.printed,
        found.advice,
    )


def unread_row(u: Unread) -> list[str]:
    """An entry of the list of what was not understood, in the order of its columns."""
    s, b = u.where, u.where.box
    box = [f"{x:.2f}" for x in (b.x0, b.top, b.x1, b.bottom)] if b else ["", "", "", ""]
    number = [("" if n is None else str(n)) for n in (s.page, s.table, s.row)]
    return [
        s.document,
        number[0],
        u.what,
        u.why,
        u.printed,
        u.next_step,
        number[1],
        number[2],
        s.column,
        s.locator,
        *box,
    ]


class _Table:
    """A table written row by row beside its place, and moved there when it is whole."""

    def __init__(self, path: Path, columns: tuple[str, ...], sheet: str, *, force: bool) -> None:
        ending = path.suffix.lower()
        if ending not in _WRITERS:
            raise OutputError(
                f"the ending {ending or '(none)'} is not known",
                where=str(path),
                next_step="Name a file that ends in .csv, .xlsx or .parquet.",
            )
        if path.exists() and not force and not _ours(path, columns):
            raise ExistsError(
                "this file exists and is not a table that panelpaper wrote",
                where=str(path),
                next_step="Choose another name, or add --force.",
            )
        self.path, self.temporary = path, path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.writer = _WRITERS[ending](self.temporary, columns, sheet)
        except OSError as error:
            raise self._failed(error) from error

    def _failed(self, error: OSError) -> OutputError:
        return OutputError(
            "the table could not be written",
            where=str(self.path),
            why=error.strerror or str(error),
            next_step="Close the file if it is open, check that there is space, and run the command again.",
        )

    def rows(self, rows: Iterable[list[str]]) -> None:
        try:
            self.writer.rows(rows)
        except OSError as error:
            raise self._failed(error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            self.writer.close()
            if kind is None:
                self.temporary.replace(self.path)
        except OSError as error:
            if kind is None:
                raise self._failed(error) from error
        finally:
            self.temporary.unlink(missing_ok=True)


class TidyWriter(_Table):
    """The tidy table, written as publications are read, so that memory stays flat however many there are."""

    def __init__(self, path: Path, *, force: bool = False) -> None:
        super().__init__(path, TIDY_COLUMNS, "observations", force=force)

    def add(self, observations: Iterable[Observation]) -> None:
        """Write some observations, one row each."""
        self.rows(tidy_rows(observations))


class UnreadWriter(_Table):
    """The list of what was not understood, written as publications are read; no file where all was understood."""

    def __init__(self, path: Path, *, force: bool = False) -> None:
        super().__init__(path, UNREAD_COLUMNS, "unread", force=force)
        self.empty = True

    def rows(self, rows: Iterable[list[str]]) -> None:
        """Write some entries."""
        listed = list(rows)
        self.empty = self.empty and not listed
        super().rows(listed)

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        super().__exit__(kind, *rest)
        if self.empty and kind is None:
            self.path.unlink(missing_ok=True)  # an earlier run's list would mislead


def tidy_rows(observations: Iterable[Observation]) -> list[list[str]]:
    """Rows of the tidy table, in the order of its columns."""
    return [[row[c] for c in TIDY_COLUMNS] for row in (o.to_row() for o in observations)]


def _ours(path: Path, columns: tuple[str, ...]) -> bool:
    if path.suffix.lower() != ".csv":
        return _ours_binary(path, columns)
    try:
        with path.open(encoding="utf-8-sig", newline="") as f:
            return next(csv.reader(f), []) == list(columns)
    except (OSError, UnicodeDecodeError, csv.Error):
        return False


def _ours_binary(path: Path, columns: tuple[str, ...]) -> bool:
    if path.suffix.lower() == ".xlsx":
        from zipfile import BadZipFile

        from openpyxl import load_workbook

        try:
            book = load_workbook(path, read_only=True)
            first = next(book.worksheets[0].iter_rows(max_row=1, values_only=True), ())
            book.close()
        except (OSError, BadZipFile, KeyError, ValueError):
            return False
        return list(first) == list(columns)
    try:
        import pyarrow.parquet as pq

        return list(pq.read_schema(path).names) == list(columns)
    except (ImportError, OSError, ValueError):
        return False


class _CsvWriter:
    def __init__(self, path: Path, columns: tuple[str, ...], sheet: str) -> None:
        self.file = path.open("w", encoding="utf-8", newline="")
        self.writer = csv.writer(self.file)
        self.writer.writerow(columns)

    def rows(self, rows: Iterable[list[str]]) -> None:
        self.writer.writerows([safe_text(text) for text in row] for row in rows)

    def close(self) -> None:
        self.file.close()


_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class _XlsxWriter:
    def __init__(self, path: Path, columns: tuple[str, ...], sheet: str) -> None:
        from openpyxl import Workbook

        self.path = path
        self.book = Workbook(write_only=True)
        self.page = self.book.create_sheet(sheet)
        self.page.freeze_panes = "A2"
        self.page.append(list(columns))

    def rows(self, rows: Iterable[list[str]]) -> None:
        from openpyxl.cell import WriteOnlyCell

        for row in rows:
            cells = []
            for text in row:
                cell = WriteOnlyCell(self.page, value=_NOT_XML.sub("\ufffd", text)[:32767])
                cell.data_type = "s"  # text, never a formula
                cells.append(cell)
            self.page.append(cells)

    def close(self) -> None:
        self.book.save(self.path)


class _ParquetWriter:
    def __init__(self, path: Path, columns: tuple[str, ...], sheet: str) -> None:
        try:
            import pyarrow as pa
            import pyarrow.parquet as pq
        except ImportError as error:
            raise NeedsExtraError(
                "Parquet files need an optional part",
                why="pyarrow is not installed",
                next_step='Run: pip install "panelpaper[parquet]", or write a .csv.',
            ) from error
        self.pa, self.columns = pa, columns
        self.schema = pa.schema([(c, pa.string()) for c in columns])
        self.writer = pq.ParquetWriter(path, self.schema)

    def rows(self, rows: Iterable[list[str]]) -> None:
        lists: list[list[str]] = [[] for _ in self.columns]
        for row in rows:
            for values, text in zip(lists, row, strict=True):
                values.append(text)
        if lists and lists[0]:
            data = dict(zip(self.columns, lists, strict=True))
            self.writer.write_table(self.pa.table(data, schema=self.schema))

    def close(self) -> None:
        self.writer.close()


_WRITERS: dict[str, type[_CsvWriter] | type[_XlsxWriter] | type[_ParquetWriter]] = {
    ".csv": _CsvWriter,
    ".xlsx": _XlsxWriter,
    ".parquet": _ParquetWriter,
}
