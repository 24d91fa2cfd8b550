"""The whole lists behind a back-fill's summary, as CSV: self-checks that do not agree, things not understood."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from normalise.export import guard
from records import Finding, OutputError, Source, Unread

SELF_CHECK_COLUMNS = (
    "document", "page", "table", "row", "column", "locator", "severity", "check", "indicator", "printed", "expected",
    "explanation", "working", "advice",
)  # fmt: skip
"""One row for each self-check of a publication that does not agree; where it stands, then what does not fit."""

UNREAD_COLUMNS = (
    "document", "page", "table", "row", "column", "locator", "what", "printed", "why", "next_step",
)  # fmt: skip
"""One row for each thing that was seen and not understood."""


def write_self_checks(path: Path, findings: Iterable[Finding]) -> None:
    """Write SELF_CHECK_COLUMNS; an earlier list is replaced.

    Raises:
        OutputError: If the file cannot be written.
    """
    _write(
        path,
        SELF_CHECK_COLUMNS,
        (
            (
                *_place(f.place), f.severity, f.kind, f.indicator, f.printed, f.expected, f.explanation, f.working,
                f.advice,
            )
            for f in findings
        ),
    )  # fmt: skip


def write_unread(path: Path, unread: Iterable[Unread]) -> None:
    """Write UNREAD_COLUMNS; an earlier list is replaced.

    Raises:
        OutputError: If the file cannot be written.
    """
    _write(path, UNREAD_COLUMNS, ((*_place(u.where), u.what, u.printed, u.why, u.next_step) for u in unread))


def _place(s: Source) -> tuple[str, ...]:
    row = "" if s.row is None else str(s.row + 1)
    return (s.document, _text(s.page), _text(s.table), row, s.column, s.locator)


def _text(n: int | None) -> str:
    return "" if n is None else str(n)


def _write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(columns)
            writer.writerows([guard(cell) for cell in row] for row in rows)
    except OSError as error:
        raise OutputError(
            "the list cannot be written",
            where=str(path),
            why=str(error),
            next_step="Close it in other programs, and check that the folder may be written to.",
        ) from error
