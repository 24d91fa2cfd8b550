"""Columns whose role their figures settle: differences, numerator and denominator in one cell, places."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract import extract_file
from extract.columnfigures import pair_of
from extract.headers import read_layout

from .grids import Spec, grid


def roles(rows: list[list[Spec]]) -> dict[str, str]:
    return {c.label or str(c.index): c.role for c in read_layout(grid(rows)).columns}


SCORED = [("Bins missed", "41", "35"), ("Calls answered", "62.5%", "70.0%"), ("Days to let a home", "28.4", "24.0")]


def table(heading: str, figures: list[str], *more: tuple[str, list[str]]) -> list[list[Spec]]:
    rows: list[list[Spec]] = [["Indicator", "Actual", "Target", heading, *(h for h, _ in more)]]
    for k, (name, now, target) in enumerate(SCORED):
        rows.append([name, now, target, figures[k], *(f[k] for _, f in more)])
    return rows


@pytest.mark.parametrize(
    ("heading", "figures", "role"),
    [
        ("Against target", ["+6", "-7.5%", "+4.4"], "variance"),
        ("Vs target", ["6", "-7.5%", "4.4"], "variance"),
        ("+/- target", ["+6", "-7.5%", "+4.4"], "variance"),
        ("Over/under", ["+6", "-7.5pp", "+4.4"], "variance"),
        ("Target gap", ["-6", "7.5%", "-4.4"], "variance"),
        ("Distance from target", ["6", "7.5", "4.4"], "variance"),
        ("target", ["+6", "−7.5%", "+4.4"], "variance"),
        ("How far off", ["+6", "-7.5", "+4.4"], "variance"),
        ("Target 2026", ["38", "68.0%", "25.0"], "target"),
        ("Performance to target", ["117%", "89%", "118%"], "value"),
        ("Next target", ["+9", "+3.0%", "+1.1"], "value"),
        ("Against target", ["+9", "+3.0%", "+1.1"], "variance"),
    ],
)
def test_a_column_that_is_result_less_target_is_a_difference(heading: str, figures: list[str], role: str) -> None:
    found = roles(table(heading, figures))
    assert found[heading] == role
    assert (found["Actual"], found["Target"]) == ("result", "target")


@pytest.mark.parametrize(("heading", "role"), [("Since last month", "change"), ("Moved", "change")])
def test_a_signed_column_that_is_result_less_previous_is_a_change(heading: str, role: str) -> None:
    rows: list[list[Spec]] = [
        ["Indicator", "Last month", "Actual", heading],
        ["Bins missed", "44", "41", "-3"],
        ["Calls answered", "60.1%", "62.5%", "+2.4%"],
    ]
    assert roles(rows)[heading] == role


def test_a_result_that_is_signed_itself_stays_a_result() -> None:
    rows: list[list[Spec]] = [
        ["Indicator", "Apr 2025", "May 2025", "Jun 2025"],
        ["Net change in tenancies", "-4", "+3", "-7"],
        ["Net change in staff", "-2", "+5", "-7"],
    ]
    assert list(roles(rows).values())[1:] == ["result", "result", "result"]


@pytest.mark.parametrize(
    ("heading", "cells", "role"),
    [
        ("Number", ["1,131 of 1,409", "107 of 1,338", "88 of 106"], "parts"),
        ("Cases", ["1131/1409", "107/1338", "88/106"], "parts"),
        ("n/N", ["1,131 / 1,409", "-", "88 / 106"], "parts"),
        ("Num/Den", ["(1,131/1,409)", "(107/1,338)", "(88/106)"], "parts"),
        ("", ["1,131 out of 1,409", "107 out of 1,338", "88 out of 106"], "parts"),
        (
            "Cases",
            ["1131/1409", "107/1338", "80/106"],
            "parts",
        ),  # two of three prove the column: the check names the third
        ("Stages", ["3 of 5", "4 of 5", "2 of 6"], "context"),
        ("Ref", ["1/24", "2/24", "3/24"], "context"),
    ],
)
def test_pairs_are_numerator_and_denominator_where_they_give_the_result(
    heading: str, cells: list[str], role: str
) -> None:
    rows: list[list[Spec]] = [["Indicator", heading, "Latest result", "Target"]]
    for name, cell, result in zip(("Assessments in time", "Cases stepped up", "Closed"), cells, ("80.3%", "8.0%", "83.0%"), strict=True):  # fmt: skip
        rows.append([name, cell, result, "80.0%"])
    assert roles(rows)[heading or "1"] == role


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("1,131 / 1,409", ("1,131", "1,409")), ("88/106", ("88", "106")), ("(51 of 88)", ("51", "88")),
        ("124 out of 4,266", ("124", "4,266")), ("12/03/2025", None), ("Stage 1 of 3", None), ("5.5/10", None),
    ],
)  # fmt: skip
def test_pairs_of_a_cell(text: str, pair: tuple[str, str] | None) -> None:
    found = pair_of(text)
    assert (found and (found[0].printed, found[1].printed)) == pair


def long_table(heading: str, places: tuple[str, str, str], names: tuple[str, str] = ("Fly tips", "Missed bins")) -> list[list[Spec]]:  # fmt: skip
    rows: list[list[Spec]] = [["Indicator", heading, "Period ending", "Value", "Target"]]
    for name in names:
        for place in places:
            for day in ("31/03/2025", "30/06/2025"):
                rows.append([name, place, day, str(40 + len(rows)), "50"])
    return rows


PLACES = ("Harbour", "Castle Hill", "St Mary's")


@pytest.mark.parametrize(
    ("heading", "cells", "role"),
    [
        ("Geography", PLACES, "area"),
        ("Ward name", PLACES, "area"),
        ("Neighbourhood", ("North", "South", "All"), "area"),
        ("Depot", ("Quay Road", "Mill Lane", "Both"), "area"),
        ("Reported by", PLACES, "area"),
        ("", ("Ashdale", "Brackwater", "Whole district"), "area"),
        ("Region", PLACES, "area"),
        ("Sex", ("Female", "Male", "Persons"), "cohort"),
        ("Who", ("Female", "Male", "Persons"), "cohort"),
        ("Split", ("Under 18", "18 to 64", "Over 65"), "cohort"),
        ("Breakdown", ("New", "Repeat", "Both"), "cohort"),
        ("", ("Actual", "Target", "Last year"), "value"),
        ("Stage", ("Stage 1", "Stage 2", "Stage 3"), "cohort"),
    ],
)
def test_a_column_that_parts_the_rows_by_place_or_group(heading: str, cells: tuple[str, str, str], role: str) -> None:
    found = list(read_layout(grid(long_table(heading, cells))).columns)
    assert [c.role for c in found] == ["name", role, "when", "result", "target"]


def test_a_column_of_names_that_parts_no_rows_is_no_place() -> None:
    rows: list[list[Spec]] = [
        ["Indicator", "Contact", "Latest", "Target"],
        ["Fly tips", "Harbour", "41", "50"],
        ["Missed bins", "Castle", "35", "40"],
        ["Potholes", "Harbour", "12", "10"],
    ]
    assert roles(rows)["Contact"] == "text"


def read(folder: Path, text: str) -> tuple[list[tuple[str, ...]], int]:
    path = folder / "return.csv"
    path.write_text(text, encoding="utf-8")
    found = extract_file(path)
    rows = [o.to_row() for o in found.observations]
    return [(r["indicator"], r["area"], r["cohort"], r["role"], r["period"], r["printed"]) for r in rows], len(
        found.unread
    )


def test_a_long_return_with_places_under_an_unknown_word(tmp_path: Path) -> None:
    found, unread = read(
        tmp_path,
        "Indicator,Who,Month,Value\nFly tips,Quay depot,Jun-25,41\nFly tips,Mill depot,Jun-25,38\n"
        "Missed bins,Quay depot,Jun-25,12\nMissed bins,Mill depot,Jun-25,18\n",
    )
    assert found == [
        (name, area, "all", "result", "2025-06-30", value)
        for name, area, value in (
            ("Fly tips", "Quay depot", "41"), ("Fly tips", "Mill depot", "38"),
            ("Missed bins", "Quay depot", "12"), ("Missed bins", "Mill depot", "18"),
        )
    ]  # fmt: skip
    assert unread == 0


def test_a_rate_that_its_parts_give_is_the_result(tmp_path: Path) -> None:
    found, _ = read(
        tmp_path,
        "Measure,Area,Period,Num/Den,Rate per 10000,Target\nChildren in need,North,31/03/2025,410/12345,332.1,300.0\n"
        "Children in need,South,31/03/2025,310/11345,273.2,300.0\n",
    )
    assert [(f[1], f[3], f[5]) for f in found] == [
        ("North", "numerator", "410"), ("North", "denominator", "12345"), ("North", "result", "332.1"), ("North", "target", "300.0"),
        ("South", "numerator", "310"), ("South", "denominator", "11345"), ("South", "result", "273.2"), ("South", "target", "300.0"),
    ]  # fmt: skip


def test_pairs_that_do_not_give_the_result_are_kept_and_listed(tmp_path: Path) -> None:
    found, unread = read(
        tmp_path,
        "Measure,Period,Cases,Result,Target\nRepairs in time,30/06/2025,3/5,83.0%,90.0%\n"
        "Voids let in time,30/06/2025,4/7,58.0%,50.0%\n",
    )
    assert [(f[3], f[5]) for f in found] == [
        ("context", "3/5"), ("result", "83.0%"), ("target", "90.0%"), ("context", "4/7"), ("result", "58.0%"), ("target", "50.0%"),
    ]  # fmt: skip
    assert unread == 2


def test_places_and_groups_in_one_return_part_the_rows_together(tmp_path: Path) -> None:
    found, _ = read(
        tmp_path,
        "Indicator,Area,Type,Period,Value\nHomelessness,Harbour,Prevention,Q1 2025/26,41\n"
        "Homelessness,Harbour,Relief,Q1 2025/26,22\nHomelessness,Castle,Prevention,Q1 2025/26,31\n"
        "Homelessness,Castle,Relief,Q1 2025/26,12\n",
    )
    assert [(f[1], f[2], f[3], f[5]) for f in found] == [
        ("Harbour", "prevention", "result", "41"), ("Harbour", "relief", "result", "22"),
        ("Castle", "prevention", "result", "31"), ("Castle", "relief", "result", "12"),
    ]  # fmt: skip


def test_a_name_printed_once_over_its_places_goes_for_all_of_them(tmp_path: Path) -> None:
    found, unread = read(
        tmp_path,
        "Indicator,Locality,Period,Result,Target\nFly tips,Abbey,Q1 2025/26,41,35\n,Castle,Q1 2025/26,38,35\n"
        "Missed bins,Abbey,Q1 2025/26,24,20\n,Castle,Q1 2025/26,29,20\n",
    )
    assert [(f[0], f[1], f[5]) for f in found if f[3] == "result"] == [
        ("Fly tips", "Abbey", "41"), ("Fly tips", "Castle", "38"), ("Missed bins", "Abbey", "24"), ("Missed bins", "Castle", "29"),
    ]  # fmt: skip
    assert unread == 0


def test_year_and_quarter_in_two_columns_are_one_period(tmp_path: Path) -> None:
    found, _ = read(
        tmp_path,
        "measure_name,area_name,year,quarter,actual,target\nRepairs in time,Harbour,2025/26,Q1,83.0%,90%\n"
        "Repairs in time,Castle,2025/26,Q1,58.0%,90%\nRepairs in time,Harbour,2024/25,Q4,81.0%,90%\n",
    )
    assert [(f[1], f[4], f[5]) for f in found if f[3] == "result"] == [
        ("Harbour", "2025-06-30", "83.0%"), ("Castle", "2025-06-30", "58.0%"), ("Harbour", "2025-03-31", "81.0%"),
    ]  # fmt: skip


@pytest.mark.parametrize("heading", ["Service standard", "Our standards", "Target", "Goal"])
def test_a_column_of_words_under_a_heading_of_targets_names_the_rows(heading: str) -> None:
    rows: list[list[Spec]] = [[heading, "Required", "Q3 24/25", "Status", "Since Q2"]]
    rows += [
        ["Buses running on time", "90.0%", "88.2%", "Amber", "Better"],
        ["Trams running on time", "97.0%", "96.7%", "Amber", "Worse"],
        ["Passengers who are satisfied", "85%", "86%", "Green", "Better"],
        ["Mileage not operated", "1.00%", "1.27%", "Amber", "Better"],
    ]
    assert roles(rows)[heading] == "name"


def test_targets_told_in_words_beside_a_name_are_no_names() -> None:
    rows: list[list[Spec]] = [["Indicator", "Target", "Actual"]]
    rows += [[name, aim, now] for (name, now, _), aim in zip(SCORED, ("Reduce", "Increase", "Reduce"), strict=True)]
    assert roles(rows)["Indicator"] == "name"
    assert roles(rows)["Target"] != "name"
