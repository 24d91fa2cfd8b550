"""Cards, broken headings and lines of fact between a heading and its table."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract import Cell, Document, Grid, Paragraph, recognise
from extract.brokenheads import joined_heads
from extract.cards import as_row
from extract.document import Block, Page


def grid(rows: list[list[str]], number: int = 1) -> Grid:
    """A grid; an empty text after the first of a row of one text is taken by a cell over the whole width."""
    cells = []
    for r, row in enumerate(rows):
        if len([t for t in row if t]) == 1 and row[0]:
            cells.append(Cell(r, 0, row[0], colspan=len(row)))
        else:
            cells += [Cell(r, c, t) for c, t in enumerate(row)]
    return Grid(number, tuple(cells), len(rows), len(rows[0]))


def texts(found: Grid | None) -> list[list[str]] | None:
    return None if found is None else [[c.text if c else "" for c in row] for row in found.matrix()]


HEADS = ["January 2025", "December 2024", "Target", "RAG"]
FIGURES = ["98.4%", "97.7%", "99.0%", "Amber"]
NAME = "Repairs made within 24 hours"


@pytest.mark.parametrize(
    ("rows", "above", "wanted"),
    [
        ([[NAME, "", "", ""], HEADS, FIGURES], "", [["Indicator", *HEADS], [NAME, *FIGURES]]),
        ([HEADS, FIGURES], NAME, [["Indicator", *HEADS], [NAME, *FIGURES]]),
        ([[NAME, ""], *map(list, zip(HEADS, FIGURES, strict=True))], "", [["Indicator", *HEADS], [NAME, *FIGURES]]),
        ([[*HEADS[:1], *FIGURES[:1], *HEADS[1:2], *FIGURES[1:2]], [HEADS[2], FIGURES[2], HEADS[3], FIGURES[3]]], NAME,
         [["Indicator", *HEADS], [NAME, *FIGURES]]),
        ([HEADS, FIGURES], "", None),
        ([HEADS, FIGURES], "March 2025", None),
        ([["Indicator", *HEADS[1:]], ["Repairs in time", *FIGURES[1:]]], NAME, None),
        ([HEADS, FIGURES, FIGURES], NAME, None),
        ([["Budget", "Spend", "Forecast", "Comment"], ["10", "12", "14", "8"]], NAME, None),
        ([["By", "The director"], ["To", "The panel"], ["Target", "95%"]], NAME, None),
    ],
    ids=["title inside", "title above", "labels down", "two pairs a row", "no title", "a date above", "a name column",
         "two rows", "money", "a head of a paper"],
)  # fmt: skip
def test_what_is_a_card(rows: list[list[str]], above: str, wanted: list[list[str]] | None) -> None:
    heading = [Cell(0, 0, above)] if above else []
    assert texts(as_row(grid(rows), heading)) == wanted


def read(*blocks: Block) -> list[tuple[str, str, str, str]]:
    page = Page(None, 0, 0, (Paragraph("Northshire Council: scorecard, January 2025", "heading", 1), *blocks))
    found = recognise(Document(Path("x.docx"), "0" * 64, "docx", (page,))).observations
    rows = [o.to_row() for o in found if o.table != "prose"]
    return [(r["indicator"], r["area"], r["role"], r["value"]) for r in rows]


def test_cards_are_read_as_rows() -> None:
    one = grid([[NAME, "", "", ""], HEADS, FIGURES])
    two = grid([["Open cases of damp and mould", "", "", ""], HEADS, ["219", "207", "150", "Red"]], 2)
    found = read(one, Paragraph("We look at this every month."), two)
    roles = ["result", "previous", "target", "rag"]
    values = [["98.4", "97.7", "99.0", "amber"], ["219", "207", "150", "red"]]
    names = [NAME, "Open cases of damp and mould"]
    wanted = {(n, r, v) for n, vs in zip(names, values, strict=True) for r, v in zip(roles, vs, strict=True)}
    # The month before is a result of its own period, or the previous result of this one: both are right.
    assert {(n, r, v) for n, _, r, v in found if r != "previous"} <= wanted | {
        (names[0], "result", "97.7"),
        (names[1], "result", "207"),
    }
    assert len(found) == len(wanted)


def test_a_line_of_fact_above_a_table_names_nothing() -> None:
    table = grid(
        [
            ["District", "Numerator", "Denominator", "Q1 2024/25"],
            ["Ashdale", "389", "402", "96.8%"],
            ["Brook", "361", "377", "95.8%"],
        ]
    )
    found = read(Paragraph("Defects made safe in time", "heading", 2), Paragraph("Target: 95.0%"), table)
    assert {name for name, *_ in found} == {"Defects made safe in time"}
    assert ("Defects made safe in time", "Ashdale", "result", "96.8") in found


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        (["", "Apr-", "May-", "Jun-24"], ["Indicator", "24", "24", ""], ["Indicator", "Apr-24", "May-24", "Jun-24"]),
        (["", "2023/", "2024/"], ["Indicator", "24", "25"], ["Indicator", "2023/24", "2024/25"]),
        (["", "Apr", "May"], ["Indicator", "24", "24"], None),
        (["", "Apr-", "Total"], ["Indicator", "24", "24"], None),
        (["", "Apr-", ""], ["Indicator", "24", ""], None),
    ],
    ids=["months", "years", "two levels", "one of two", "one alone"],
)
def test_headings_broken_within_a_date(first: list[str], second: list[str], joined: list[str] | None) -> None:
    body = [["Visits in time", "1", "2", "3"][: len(first)]]
    rows = [first, second, *body]
    cells = tuple(Cell(r, c, t) for r, row in enumerate(rows) for c, t in enumerate(row))
    found = texts(joined_heads(Grid(1, cells, 3, len(first))))
    assert found == ([joined, *body] if joined else rows)


@pytest.mark.parametrize(
    ("upper", "lower", "joined"),
    [
        (["2021/2", "2020/2", "RAG"], ["022", "021", ""], ["2021/2022", "2020/2021", "RAG"]),
        (["31/03/20", "30/06/20", "RAG"], ["24", "24", ""], ["31/03/2024", "30/06/2024", "RAG"]),
        (["Q2 2023-", "Q3 2023-", "RAG"], ["24", "24", ""], ["Q2 2023-24", "Q3 2023-24", "RAG"]),
        (["2021/22", "2020/21", "RAG"], ["12", "14", ""], None),
        (["2021/2", "2020/2", "RAG"], ["022", "Total", ""], None),
    ],
)
def test_dates_of_headings_broken_between_digits(upper: list[str], lower: list[str], joined: list[str] | None) -> None:
    top, body = ["", "Results", "Results", "Assessment"], ["Visits in time", "81%", "80%", "G"]
    rows = [top, ["KPI", *upper], ["", *lower], body]
    cells = tuple(Cell(r, c, t) for r, row in enumerate(rows) for c, t in enumerate(row))
    assert texts(joined_heads(Grid(1, cells, 4, 4))) == ([top, ["KPI", *joined], body] if joined else rows)


def test_the_last_figure_of_a_wrapped_heading_goes_back_to_its_words() -> None:
    rows = [["", "2024/25", "since quarter"], ["Indicator", "Q3", "2"], ["Visits in time", "81%", "-1.0"]]
    rows = [[*row, more] for row, more in zip(rows, ["", "RAG", "G"], strict=True)]
    cells = tuple(Cell(r, c, t) for r, row in enumerate(rows) for c, t in enumerate(row))
    found = texts(joined_heads(Grid(1, cells, 3, 4, ruled=False)))
    assert found == [["", "2024/25", "since quarter 2", ""], ["Indicator", "Q3", "", "RAG"], rows[2]]
