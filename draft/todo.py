"""The to-do and audit sheet beside each draft: what a person must still do, and what stands behind each figure."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

EntryKind = Literal[
    "not known", "not comparable", "words needed", "fill in", "changed", "not tied", "contradicts", "check wording",
    "revised", "provisional", "small number", "old", "note",
]  # fmt: skip

ORDER: tuple[str, ...] = (
    "contradicts", "check wording", "not known", "not comparable", "not tied", "old", "small number", "words needed",
    "fill in", "revised", "provisional", "changed", "note",
)  # fmt: skip
"""Most pressing first."""

COLUMNS = ("kind", "where", "what", "old", "new", "source", "next step")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the sheet.

    Attributes:
        kind: What sort of thing it is.
        where: Measure, paragraph or table.
        what: Plain words.
        old: What stood there, where something changed.
        new: What stands there now.
        source: Publication and page.
        next_step: What to do.
    """

    kind: EntryKind
    where: str
    what: str
    old: str = ""
    new: str = ""
    source: str = ""
    next_step: str = ""

    def row(self) -> tuple[str, ...]:
        """In the order of COLUMNS."""
        return (self.kind, self.where, self.what, self.old, self.new, self.source, self.next_step)


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Most pressing first, otherwise as they come; the same entry once."""
    return sorted(dict.fromkeys(entries), key=lambda e: ORDER.index(e.kind))


def workbook(entries: Sequence[Entry], figures: Sequence[dict[str, str]], method: Sequence[str], title: str) -> bytes:
    """The sheet as an Excel workbook: To do, Figures, Method. No cell is a formula.

    Args:
        entries: Lines of the sheet.
        figures: Rows of the figures table, all with the same columns.
        method: Sentences of the method note.
        title: Of the paper.
    """
    from openpyxl import Workbook

    from draft.packaging import steady_zip

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "To do"
    _fill(sheet, COLUMNS, [e.row() for e in in_order(entries)], (16, 34, 70, 28, 28, 44, 50))
    columns = list(figures[0]) if figures else ["figure"]
    _fill(book.create_sheet("Figures"), columns, [[row.get(c, "") for c in columns] for row in figures], ())
    _fill(book.create_sheet("Method"), ("method note",), [(line,) for line in method], (120,))
    book.properties.title = title
    book.properties.creator = "panelpaper"
    out = io.BytesIO()
    book.save(out)
    return steady_zip(out.getvalue())


def _fill(sheet: Any, columns: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    for r, row in enumerate([list(columns), *rows], start=1):
        for c, text in enumerate(row, start=1):
            cell = sheet.cell(row=r, column=c)
            cell.value = str(text)
            cell.data_type = "s"  # text from documents never becomes a formula
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if r == 1:
                cell.font = Font(bold=True)
    for c in range(1, len(columns) + 1):
        sheet.column_dimensions[get_column_letter(c)].width = widths[c - 1] if c <= len(widths) else 18
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
