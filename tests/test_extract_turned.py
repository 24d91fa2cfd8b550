"""Tables on their side: measures across, periods and roles down; read as the upright table would be."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from extract import extract_file
from extract.document import Cell, Grid
from extract.turned import upright

Rows = list[list[str]]
Fact = tuple[str, str, str, str, str]

SICKNESS: Rows = [
    ["Month", "Working days lost to sickness per employee", "Invoices paid on time (%)", "Calls abandoned"],
    ["Jan 2025", "8.1", "96.2%", "4.4%"],
    ["Feb 2025", "8.0", "95.9%", "5.0%"],
    ["Mar 2025", "7.9", "97.0%", "4.1%"],
    ["Target", "7.5", "95%", "5%"],
    ["RAG", "Amber", "Green", "Green"],
    ["Direction of travel", "Improved", "Improved", "Improved"],
    ["Polarity", "Low", "High", "Low"],
]
YEARS: Rows = [
    ["Year", "Household waste recycled", "Residual waste per household (kg)", "Missed bins per 100,000 collections"],
    ["2022/23", "42.0%", "498", "58"],
    ["2023/24", "43.3%", "487", "61"],
    ["2024/25", "44.9%", "470", "49"],
]
UNDER_YEARS: Rows = [
    ["Year", "Quarter", "Rent collected of rent due", "Average days to relet a home"],
    ["2024/25", "Q3", "97.1%", "28"],
    ["", "Q4", "97.4%", "27"],
    ["2025/26", "Q1", "98.0%", "26"],
]
ROLES: Rows = [
    ["", "People receiving direct payments", "Carers assessed in the year"],
    ["Numerator", "412", "88"],
    ["Denominator", "1,530", "140"],
    ["Latest result", "26.9%", "62.9%"],
    ["Target", "30%", "60%"],
    ["Status", "Red", "Green"],
    ["Previous result", "26.1%", "60.2%"],
]
DATED_ROLES: Rows = [
    ["Period", "Major applications decided in time", "Appeals allowed"],
    ["Q3 2024/25", "88.0%", "31%"],
    ["Q4 2024/25", "91.7%", "28%"],
    ["Q4 2024/25 Target", "85%", "30%"],
    ["Q4 2024/25 RAG", "G", "G"],
]
UNITS: Rows = [
    ["Quarter", "Rent collected", "Void turnaround of empty homes", "Repairs completed first time"],
    ["", "%", "days", "%"],
    ["Q1 2025/26", "97.1", "28", "88.2"],
    ["Q2 2025/26", "98.0", "26", "89.9"],
    ["Target", "98.5", "25", "90.0"],
]
TEAMS: Rows = [
    ["Period", "North team", "South team", "Whole borough"],
    ["Q1 2024/25", "4.1", "3.1", "3.6"],
    ["Q2 2024/25", "4.4", "3.4", "3.9"],
    ["Q3 2024/25", "4.0", "3.0", "3.5"],
]

AS_THEY_STAND: dict[str, Rows] = {
    "diary": [
        ["Date", "Overview committee meeting", "Cabinet decision expected"],
        ["May 2025", "Budget outturn", "Depot lease"],
        ["June 2025", "Annual report", "Bus plan"],
    ],
    "months under years": [
        ["Month", "2022/23", "2023/24", "2024/25"],
        ["April", "10", "12", "15"],
        ["May", "20", "22", "25"],
    ],
    "one indicator's figures": [
        ["Period", "Numerator", "Denominator", "Result", "Target"],
        ["Q1 2024/25", "10", "20", "50%", "55%"],
        ["Q2 2024/25", "12", "20", "60%", "55%"],
    ],
    "measures and a benchmark": [
        ["Year", "Children in care per 10,000", "England", "Target"],
        ["2023/24", "60.1", "71.0", "58"],
        ["2024/25", "59.4", "70.2", "58"],
    ],
    "upright scorecard": [
        ["Indicator", "Q1 2024/25", "Q2 2024/25", "Target"],
        ["Invoices paid on time", "95%", "96%", "95%"],
        ["Calls abandoned", "5%", "4%", "5%"],
    ],
    "names of places that no word tells": [
        ["Period", "Ashby", "Corby", "Derby"],
        ["Q1 2024/25", "4.1", "3.1", "3.6"],
        ["Q2 2024/25", "4.4", "3.4", "3.9"],
    ],
    "a row of another kind": [
        ["Period", "Rent collected in full", "Repairs completed first time"],
        ["Q1 2024/25", "97.1", "28"],
        ["Northern patch", "98.0", "26"],
        ["Southern patch", "98.0", "26"],
    ],
}


def grid_of(rows: Rows) -> Grid:
    cells = tuple(Cell(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row))
    return Grid(1, cells, len(rows), len(rows[0]))


def facts_of(path: Path, title: str, rows: Rows) -> set[Fact]:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([[title], [], *rows])
    rows_read = [o.to_row() for o in extract_file(path).observations]
    return {(r["indicator"], r["area"], r["role"], r["period"], r["printed"]) for r in rows_read}


def flipped(rows: Rows, corner: str) -> Rows:
    turned = [list(row) for row in zip(*rows, strict=True)]
    turned[0][0] = corner
    return turned


@pytest.mark.parametrize(
    ("rows", "corner", "figures"),
    [(SICKNESS, "Indicator", 18), (YEARS, "Indicator", 9), (ROLES, "Measure", 12), (DATED_ROLES, "Indicator", 8), (TEAMS, "Area", 9)],
    ids=["months", "years", "roles", "dated roles", "teams"],
)  # fmt: skip
def test_read_as_the_upright_table(rows: Rows, corner: str, figures: int, tmp_path: Path) -> None:
    title = "Performance indicators, latest figures for March 2025"
    lying = facts_of(tmp_path / "lying.csv", title, rows)
    standing = facts_of(tmp_path / "standing.csv", title, flipped(rows, corner))
    assert lying == standing
    assert len(lying) == figures
    assert not any(role == "context" for _, _, role, _, _ in lying)


def test_years_over_quarters(tmp_path: Path) -> None:
    facts = facts_of(tmp_path / "years.csv", "Housing indicators, Quarter 1 2025/26", UNDER_YEARS)
    assert facts == {
        ("Rent collected of rent due", "", "result", "2024-12-31", "97.1%"),
        ("Rent collected of rent due", "", "result", "2025-03-31", "97.4%"),
        ("Rent collected of rent due", "", "result", "2025-06-30", "98.0%"),
        ("Average days to relet a home", "", "result", "2024-12-31", "28"),
        ("Average days to relet a home", "", "result", "2025-03-31", "27"),
        ("Average days to relet a home", "", "result", "2025-06-30", "26"),
    }


def test_a_row_of_units_under_the_names(tmp_path: Path) -> None:
    with (tmp_path / "units.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["Housing performance, Quarter 2 2025/26"], [], *UNITS])
    found = {
        (o.indicator, o.role, o.value.printed, o.value.unit) for o in extract_file(tmp_path / "units.csv").observations
    }
    assert ("Void turnaround of empty homes", "result", "26", "days") in found
    assert ("Repairs completed first time", "target", "90.0", "percent") in found
    assert len(found) == 9


def test_places_and_colours_stay_with_their_cells() -> None:
    cells = [Cell(r, c, t, locator=f"{r}/{c}") for r, row in enumerate(DATED_ROLES[:4]) for c, t in enumerate(row)]
    cells += [Cell(4, 0, "RAG", locator="4/0"), *(Cell(4, c, "", fill="#00b050", locator=f"4/{c}") for c in (1, 2))]
    title = [Cell(0, 0, "Planning", colspan=3)]
    below = [Cell(c.row + 1, c.col, c.text, fill=c.fill, locator=c.locator) for c in cells]
    note = [Cell(6, 0, "Figures are provisional.", colspan=3)]
    grid = upright(Grid(7, (*title, *below, *note), 7, 3, page=2))
    assert (grid.number, grid.page, grid.n_rows, grid.n_cols, grid.header_rows) == (7, 2, 5, 5, 2)
    matrix = grid.matrix()
    assert [[c.text if c else None for c in row] for row in matrix[1:4]] == [
        ["Indicator", "Q3 2024/25", "Q4 2024/25", "Q4 2024/25 Target", "RAG"],
        ["Major applications decided in time", "88.0%", "91.7%", "85%", ""],
        ["Appeals allowed", "31%", "28%", "30%", ""],
    ]
    assert [matrix[r][4].locator for r in (2, 3)] == ["4/1", "4/2"]  # type: ignore[union-attr]
    assert matrix[3][4].fill == "#00b050"  # type: ignore[union-attr]
    assert (matrix[0][4].text, matrix[4][4].text) == ("Planning", "Figures are provisional.")  # type: ignore[union-attr]


@pytest.mark.parametrize("name", AS_THEY_STAND)
def test_left_as_it_stands(name: str) -> None:
    grid = grid_of(AS_THEY_STAND[name])
    assert upright(grid) is grid
