"""The figures of a draft as a tidy table: one row per control, with the source of each figure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from draft.controls import FIGURE_ROLES, Slot
from records import TIDY_COLUMNS, parse_value

DRAFT_COLUMNS: tuple[str, ...] = (
    *TIDY_COLUMNS,
    "control",
    "drafted",
    "compared_with",
    "publication",
    "published",
    "not_known",
)
"""The tidy columns, of the source where the figure has one, then: control, the address of the figure in the draft;
drafted, what the draft prints; compared_with, ISO date of the comparison period of a change; publication and published,
the source in words and its date of issue; not_known, why there is no figure."""


def rows(slots: Iterable[Slot]) -> list[dict[str, str]]:
    """Rows of the figures among a draft's slots, each address and text once."""
    out: dict[tuple[str, str], dict[str, str]] = {}
    for slot in slots:
        if slot.role in FIGURE_ROLES:
            out.setdefault((slot.address, slot.text), _row(slot))
    return list(out.values())


def _row(slot: Slot) -> dict[str, str]:
    row = dict.fromkeys(DRAFT_COLUMNS, "")
    if slot.sources and slot.role in {"result", "target", "rag"}:
        row |= slot.sources[0].observation.to_row()
    value = parse_value(slot.text)
    row |= {
        "indicator_key": slot.subject.key,
        "area": slot.subject.area or row["area"],
        "cohort": slot.subject.cohort,
        "role": slot.role,
        "period": slot.period.isoformat(),
        "control": slot.address,
        "drafted": slot.text,
        "compared_with": slot.since.isoformat() if slot.since else "",
        "publication": "; ".join(dict.fromkeys(s.publication.document for s in slot.sources)),
        "published": "; ".join(
            dict.fromkeys(s.publication.published.isoformat() for s in slot.sources if s.publication.published)
        ),
        "not_known": slot.missing,
    }
    if not row["value"]:
        row["printed"] = row["printed"] or slot.text
        row["value"] = format(value.number, "f") if value.number is not None else ""
        row["unit"] = row["unit"] or slot.unit
    return row


def to_csv(table: Iterable[dict[str, str]]) -> bytes:
    """The table as CSV, UTF-8; a cell that a spreadsheet would read as a formula gets an apostrophe before it."""
    out = io.StringIO()
    writer = csv.DictWriter(out, DRAFT_COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for row in table:
        writer.writerow({k: _plain(v) for k, v in row.items()})
    return out.getvalue().encode("utf-8")


def _plain(text: str) -> str:
    if text[:1] in {"=", "+", "-", "@", "\t", "\r"} and parse_value(text).number is None and text not in {"-", "–"}:
        return "'" + text
    return text
