"""What each column of an exported table holds, for people (a sheet) and for programs (Frictionless, CSVW)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

COLUMN_MEANING: Mapping[str, str] = {
    "document": "File name of the publication",
    "page": "Page of the figure, from 1; empty for Word and text",
    "table": "Kind of table the figure stands in",
    "section": "Heading of the group of rows, as printed",
    "indicator_id": "Number of the indicator in the publication, as printed",
    "indicator": "Name of the indicator, as printed",
    "indicator_key": "Key of the indicator in the register; empty where the name waits for a decision",
    "area": "Area, as printed",
    "cohort": "Population the figure covers: all, excl_uasc ...",
    "polarity": "H higher is better, L lower is better, T close to target is better",
    "basis": "Data period: SS snapshot, YTD year to date, R12M rolling twelve months, MS month, Q quarter, A annual",
    "role": "What the figure is: result, previous, outturn, target, numerator, denominator, rag ...",
    "printed": "The figure exactly as printed",
    "value": "Decimal number; for a colour green, amber or red; for an arrow what is drawn",
    "unit": "What the number counts: percent, count, days, average, rate, money ...",
    "period": "Last day of the period the figure covers",
    "period_label": "The period, as printed",
    "column": "Header of the figure's column, group and label",
    "read_from": "How the figure was read: text, symbol, vector, image, colour, chart, ocr",
    "confidence": "Of the reading, 0 to 1",
    "x0": "Left edge on the page, points from the left",
    "top": "Upper edge on the page, points from the top",
    "x1": "Right edge on the page, points from the left",
    "bottom": "Lower edge on the page, points from the top",
    "locator": "Place in a Word or text file",
    "meaning": "improved, worsened or unchanged, where the publication's legend settles what an arrow means",
    "flag": "Why there is no plain number, or what qualifies it: missing, suppressed, provisional ...",
    "period_start": "First day of the period and its data period",
    "row": "Row of the table, from 0",
    "table_number": "Number of the table in the document, from 1",
    "span": "Characters of the figure in its paragraph, start-end",
    "source_printed": "The cell or sentence the figure stands in",
    "sha256": "Fingerprint of the file",
    "publication_kind": "Family of the publication",
    "published": "Day of issue, as printed",
    "publication_period": "Last day of the period the publication reports on",
    "result": "The figure that holds now, as printed",
    "numerator": "Numerator printed beside the result",
    "denominator": "Denominator printed beside the result",
    "rag": "green, amber or red, as printed",
    "target": "Target for the period, as printed",
    "publication": "File name of the publication the result was taken from",
    "place": "Page, or table and row, in the publication",
    "first_result": "The figure as first published",
    "first_publication": "File name of the publication that stated it first",
    "first_published": "Day of issue of that publication",
    "revised": "yes where a later publication printed another figure, beyond rounding",
    "revisions": "Each change, with both publications",
    "break": "Why the figures before this period cannot be compared with those from it on",
    "remarks": "What a reader must know of the figure",
    "earlier": "The figure that stood before, as printed",
    "earlier_publication": "File name of the publication that stated it",
    "earlier_published": "Day of issue of that publication",
    "later": "The figure as revised, as printed",
    "later_publication": "File name of the publication that revised it",
    "later_published": "Day of issue of that publication",
    "difference": "Later minus earlier",
}
"""Column -> meaning, for every column of every table that is exported."""

_TYPES: Mapping[str, str] = {
    "page": "integer", "row": "integer", "table_number": "integer", "confidence": "number", "x0": "number",
    "top": "number", "x1": "number", "bottom": "number", "period": "date", "published": "date",
    "publication_period": "date", "first_published": "date", "earlier_published": "date", "later_published": "date",
    "difference": "number",
}  # fmt: skip


def column_type(column: str) -> str:
    """integer, number, date or string; a column that can hold words or numbers is a string."""
    return _TYPES.get(column, "string")


def frictionless(name: str, path: str, columns: Sequence[str], *, sha256: str, size: int, title: str) -> dict[str, Any]:
    """A Frictionless data package that describes a CSV file.

    Args:
        name: Short name, lower case.
        path: File name of the CSV.
        columns: In order.
        sha256: Of the CSV.
        size: Bytes.
        title: For people.
    """
    return {
        "profile": "tabular-data-package",
        "name": name,
        "title": title,
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": name,
                "path": path,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": size,
                "hash": f"sha256:{sha256}",
                "dialect": {
                    "delimiter": ",",
                    "lineTerminator": "\n",
                    "quoteChar": '"',
                    "doubleQuote": True,
                    "header": True,
                },
                "schema": {
                    "fields": [{"name": c, "type": column_type(c), "description": COLUMN_MEANING[c]} for c in columns],
                    "missingValues": [""],
                },
            }
        ],
    }


def csvw(path: str, columns: Sequence[str], *, title: str) -> dict[str, Any]:
    """CSV on the Web metadata for the same file: what a program looks for beside it."""
    types = {
        "string": "string",
        "integer": "integer",
        "number": "decimal",
        "date": {"base": "date", "format": "yyyy-MM-dd"},
    }
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en-GB"}],
        "url": path,
        "dc:title": title,
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\n"]},
        "tableSchema": {
            "columns": [
                {
                    "name": c,
                    "titles": c,
                    "datatype": types[column_type(c)],
                    "dc:description": COLUMN_MEANING[c],
                    "null": "",
                }
                for c in columns
            ]
        },
    }
