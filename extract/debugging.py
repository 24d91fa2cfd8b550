"""The stages to look at: pages with the cells drawn in, raw tables, and what was made of their columns."""

from __future__ import annotations

import csv
from pathlib import Path

from extract.context import place_tables
from extract.extraction import Extraction
from extract.outputs import safe_text
from extract.overlay import write_debug as write_overlays
from records import OutputError


def write_debug(folder: Path, extraction: Extraction) -> None:
    """Write what was found in a document, for a person to look at.

    Args:
        folder: Made if needed. For each table NAME.tableNNN.csv (cells as found) and NAME.columns.csv (kind of each
            table, and role, header path, period and cohort of each of its columns); for a PDF a picture of each
            page with the cells, headers and arrows drawn in; NAME.unread.txt.
        extraction: From `recognise`.

    Raises:
        OutputError: The folder cannot be written.
    """
    document = extraction.document
    tables = place_tables(document)
    write_overlays(document, folder, header_rows={p.grid.number: p.layout.body for p in tables})
    kinds = extraction.facts.get("table_kinds", ())
    stem = document.path.stem
    try:
        with (folder / f"{stem}.columns.csv").open("w", encoding="utf-8", newline="") as f:
            writer = csv.writer(f)
            writer.writerow(
                [
                    "table",
                    "kind",
                    "column",
                    "header_path",
                    "role",
                    "subject",
                    "cohort",
                    "period",
                    "first_data_row",
                    "set_right",
                ]
            )
            for i, p in enumerate(tables):
                kind = kinds[i] if i < len(kinds) else ""
                for c in p.layout.columns:
                    period = c.period.end.isoformat() if c.period else ""
                    row = [
                        p.grid.number,
                        kind,
                        c.index,
                        c.label,
                        c.role,
                        c.subject,
                        c.cohort,
                        period,
                        p.layout.body,
                        p.layout.shifted,
                    ]
                    writer.writerow([safe_text(str(x)) for x in row])
        lines = [f"{u.what}: {u.why} [{u.where}] {u.printed}" for u in extraction.unread]
        (folder / f"{stem}.unread.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    except OSError as error:
        raise OutputError(
            "the debug files cannot be written",
            where=str(folder),
            why=error.strerror or "the disk refused",
            next_step="Choose another folder with --debug-dir.",
        ) from None
