"""Rows that say what their figures are: "Actual" over "Target"; and small letters that are no ratings."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract import Cell, Document, Grid, Paragraph, recognise
from extract.cellfacts import figure_of, rag_of
from extract.document import Page
from extract.rowroles import row_label_role, with_names


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("Actual", "result"), ("Result", "result"), ("Target", "target"), ("Target 2024/25:", "target"), ("RAG", "rag"),
        ("England", "benchmark"), ("Previous year", "outturn"), ("Visits in time", None), ("", None),
        ("Children seen by a nurse within the target time", None), ("2024/25", None),
    ],
)  # fmt: skip
def test_labels_of_rows(label: str, role: str | None) -> None:
    assert row_label_role(label) in ({role, "previous"} if label == "Previous year" else {role})


def grid(rows: list[list[str]]) -> Grid:
    cells = []
    for r, row in enumerate(rows):
        if r and len([t for t in row if t]) == 1 and row[0]:
            cells.append(Cell(r, 0, row[0], colspan=len(row)))
        else:
            cells += [Cell(r, c, t) for c, t in enumerate(row)]
    return Grid(1, tuple(cells), len(rows), len(rows[0]))


HEAD = ["Measure", "April", "May"]
ACTUAL, TARGET = ["Actual", "81%", "82%"], ["Target", "90%", "90%"]


def test_names_over_their_rows_get_a_column() -> None:
    found = with_names(grid([HEAD, ["Visits", "", ""], ACTUAL, TARGET, ["Reviews", "", ""], ACTUAL, TARGET]))
    first = {c.row: c.text for c in found.cells if c.col == 0}
    assert first == {0: "Measure", 1: "Visits", 2: "Visits", 3: "Visits", 4: "Reviews", 5: "Reviews", 6: "Reviews"}
    assert [c.text for c in found.cells if c.row == 3] == ["Visits", *TARGET]
    assert found.n_rows == 7


@pytest.mark.parametrize(
    "rows",
    [
        [
            HEAD,
            ["Front door", "", ""],
            ["Visits", "81%", "82%"],
            ["Reviews", "90%", "91%"],
            ["Care", "", ""],
            ["Moves", "2%", "3%"],
        ],
        [HEAD, ACTUAL, TARGET, ["RAG", "A", "A"], ["England", "80%", "80%"]],
        [HEAD, ["Visits", "", ""], ACTUAL, ACTUAL, ["Reviews", "", ""], ACTUAL, TARGET],
        [HEAD, ["Visits", "", ""], ACTUAL, ["Reviews", "", ""], ACTUAL],
    ],
    ids=["sections over names", "one indicator", "the same label twice", "nothing but results"],
)
def test_other_tables_keep_their_columns(rows: list[list[str]]) -> None:
    table = grid(rows)
    assert with_names(table) is table


@pytest.mark.parametrize(
    ("text", "rag"),
    [("88.4% r", None), ("88.4% R", "red"), ("88.4% (A)", "amber"), ("12 g", None), ("88.4% green", "green")],
)
def test_small_letters_beside_figures_are_no_ratings(text: str, rag: str | None) -> None:
    found = rag_of(Cell(0, 0, text))
    assert (found.value if found else None) == rag


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("78.1% (75.0 to 81.2)", "78.1"), ("12.4 (95% CI: 11.0 - 13.9)", "12.4"), ("1,204 [1,150; 1,260]", "1204"),
        ("78.1% (71 of 91)", None), ("78.1% (80.0 to 81.2)", None), ("85-90%", None), ("1 in 4", None), ("2:05", None),
    ],
)  # fmt: skip
def test_a_figure_before_its_interval(text: str, number: str | None) -> None:
    value = figure_of(Cell(0, 0, text))
    assert (str(value.number) if value.number is not None else None, value.printed) == (number, text)


def test_what_is_no_single_figure_is_listed() -> None:
    rows = [
        ["Indicator", "2023/24 (95% CI)", "Target", "RAG"],
        ["Seen by a dentist", "78.1% (75.0 to 81.2)", "85-90%", "G"],
        ["Repeat visits", "1 in 4", "1 in 5", "R"],
    ]
    blocks = (Paragraph("Northshire Council: scorecard, March 2024", "heading", 1), grid(rows))
    found = recognise(Document(Path("x.docx"), "0" * 64, "docx", (Page(None, 0, 0, blocks),)))
    rows_read = [o.to_row() for o in found.observations if o.table != "prose"]
    assert [(r["role"], r["value"]) for r in rows_read] == [
        ("result", "78.1"), ("target", ""), ("rag", "green"), ("result", ""), ("target", ""), ("rag", "red"),
    ]  # fmt: skip
    assert [(u.what, u.printed) for u in found.unread] == [
        ("figure", "85-90%"),
        ("figure", "1 in 4"),
        ("figure", "1 in 5"),
    ]
