"""One table a district: its place is named over it, and figures of several places never share one."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract import Cell, Document, Grid, Paragraph, recognise
from extract.document import Block, Page

HEADS = ["Indicator", "December 2024", "January 2025", "Target", "RAG"]
ROWS = {
    "North": [
        ["Visits made within five days", "81.1%", "82.2%", "90.0%", "A"],
        ["Reviews held in time", "91.0%", "93.4%", "95.0%", "A"],
    ],
    "South": [
        ["Visits made within five days", "71.3%", "70.9%", "90.0%", "R"],
        ["Reviews held in time", "96.2%", "97.0%", "95.0%", "G"],
    ],
}


def areas(over: dict[str, list[Block]]) -> set[tuple[str, str]]:
    """(area, value) of the latest results, each table under some blocks."""
    blocks: list[Block] = [Paragraph("Northshire Council: scorecard, January 2025", "heading", 1)]
    for number, (place, rows) in enumerate(ROWS.items(), 1):
        cells = tuple(Cell(r, c, t) for r, row in enumerate([HEADS, *rows]) for c, t in enumerate(row))
        blocks += [*over[place], Grid(number, cells, 3, 5)]
    page = Page(None, 0, 0, tuple(blocks))
    found = recognise(Document(Path("x.docx"), "0" * 64, "docx", (page,)))
    rows_read = [o.to_row() for o in found.observations if o.table == "scorecard"]
    return {(r["area"], r["value"]) for r in rows_read if r["role"] == "result" and r["period"] == "2025-01-31"}


def own(north: str, south: str) -> set[tuple[str, str]]:
    return {(north, "82.2"), (north, "93.4"), (south, "70.9"), (south, "97")} | {(south, "97.0")}


@pytest.mark.parametrize("label", ["Area", "District", "Locality", "Team"])
def test_a_label_over_the_table_names_its_place(label: str) -> None:
    found = areas({p: [Paragraph(f"{label}: {p}")] for p in ROWS})
    assert found <= own("North", "South")
    assert {a for a, _ in found} == {"North", "South"}


def test_the_heading_that_parts_twins_names_their_place() -> None:
    over = {p: [Paragraph(f"{p}ern hub", "heading", 2), Paragraph("Results to the end of the month.")] for p in ROWS}
    assert {a for a, _ in areas(over)} == {"Northern hub", "Southern hub"}


@pytest.mark.parametrize(
    ("north", "south"),
    [("Including UASC", "Excluding UASC"), ("Children in care", "Care leavers"), ("Results", "Results")],
    ids=["populations", "subjects", "the same heading"],
)
def test_other_headings_are_no_places(north: str, south: str) -> None:
    found = areas({"North": [Paragraph(north, "heading", 2)], "South": [Paragraph(south, "heading", 2)]})
    assert {a for a, _ in found} == {"Northshire"}


@pytest.mark.parametrize(
    ("first", "second"), [("Section 1", "Section 21"), ("Summary", "Results in detail"), ("Children", "Appendix A")]
)
def test_the_same_figures_under_two_headings_are_of_one_place(first: str, second: str) -> None:
    cells = tuple(Cell(r, c, t) for r, row in enumerate([HEADS, *ROWS["North"]]) for c, t in enumerate(row))
    blocks: list[Block] = [Paragraph("Northshire Council: scorecard, January 2025", "heading", 1)]
    for number, heading in enumerate((first, second), 1):
        blocks += [Paragraph(heading, "heading", 2), Grid(number, cells, 3, 5)]
    found = recognise(Document(Path("x.docx"), "0" * 64, "docx", (Page(None, 0, 0, tuple(blocks)),)))
    assert {o.area for o in found.observations if o.table == "scorecard"} == {"Northshire"}
