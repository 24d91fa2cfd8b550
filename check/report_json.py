"""Findings as JSON and CSV, for other programs and spreadsheets."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

from check.report import CheckReport
from records import Finding, OutputError, Source

CSV_COLUMNS = (
    "verdict", "severity", "kind", "document", "page", "place", "printed", "expected", "indicator", "indicator_key",
    "explanation", "working", "sources", "advice",
)  # fmt: skip


def to_json(report: CheckReport) -> dict[str, Any]:
    """The report as plain data.

    Returns:
        "counts" (verdict -> findings), "numerals" (all numerals of the paper by kind), "findings" (one for each
        figure, then those on words, labels and the whole paper), "not_figures", "accepted", "notes".
    """
    return {
        "document": report.path.name,
        "sha256": report.publication.sha256,
        "counts": dict(report.counts),
        "numerals": report.numerals,
        "findings": [_finding(f) for f in report.findings],
        "accepted": [_finding(f) | {"reason": reason} for f, reason in report.accepted],
        "not_figures": [
            {"kind": n.kind, "printed": n.printed, "why": n.why, "place": _place(n.place)} for n in report.not_figures
        ],
        "notes": list(report.notes),
    }


def write_json(report: CheckReport, path: Path) -> None:
    """Write the report as JSON.

    Raises:
        OutputError: If the file cannot be written.
    """
    write_text(path, json.dumps(to_json(report), ensure_ascii=False, indent=1) + "\n")


def write_csv(report: CheckReport, path: Path) -> None:
    """Write the findings as CSV (UTF-8 with a mark, so that spreadsheets read it rightly).

    Raises:
        OutputError: If the file cannot be written.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(CSV_COLUMNS)
    for f in report.findings:
        row = (
            f.verdict, f.severity, f.kind, f.place.document, "" if f.place.page is None else f.place.page,
            str(f.place), f.printed, f.expected, f.indicator, f.indicator_key, f.explanation, f.working,
            "; ".join(str(s) for s in f.sources), f.advice,
        )  # fmt: skip
        writer.writerow([_safe(str(v)) for v in row])
    write_text(path, "\ufeff" + out.getvalue())


def write_text(path: Path, text: str) -> None:
    """Write a text file, our error instead of the system's.

    Raises:
        OutputError: If the file cannot be written.
    """
    try:
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise OutputError(
            "the report cannot be written", where=str(path), why=error.strerror or str(error),
            next_step="Close the file if it is open, or name another folder.",
        ) from error  # fmt: skip


def _safe(text: str) -> str:
    """A cell that no spreadsheet takes for a formula; figures such as "-1.4%" and "+3" stay as they are."""
    if text[:1] in "=@\t\r" or (text[:1] in "+-" and not text[1:2].isdigit() and len(text) > 1):
        return "'" + text
    return text


def _finding(f: Finding) -> dict[str, Any]:
    return {
        "verdict": f.verdict,
        "severity": f.severity,
        "kind": f.kind,
        "place": _place(f.place),
        "printed": f.printed,
        "expected": f.expected,
        "explanation": f.explanation,
        "working": f.working,
        "indicator": f.indicator,
        "indicator_key": f.indicator_key,
        "sources": [_place(s) for s in f.sources],
        "advice": f.advice,
    }


def _place(s: Source) -> dict[str, Any]:
    out: dict[str, Any] = {"text": str(s), "document": s.document}
    if s.page is not None:
        out["page"] = s.page
    if s.table is not None:
        out["table"] = s.table
    if s.row is not None:
        out["row"] = s.row
    if s.column:
        out["column"] = s.column
    if s.locator:
        out["locator"] = s.locator
    if s.span is not None:
        out["span"] = list(s.span)
    if s.box is not None:
        out["box"] = [round(x, 2) for x in (s.box.x0, s.box.top, s.box.x1, s.box.bottom)]
    if s.printed:
        out["printed"] = s.printed
    return out
