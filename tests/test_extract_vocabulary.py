"""Words of headers, colours and signs: tables of literal cases."""

from __future__ import annotations

import pytest

from extract.cellfacts import arrow_of, figure_of, kind_of, leading_rag, rag_of
from extract.headers import read_layout
from extract.vocabulary import (
    direction_words,
    find_cohort,
    parse_basis,
    parse_polarity,
    rag_colour,
    rag_word,
    split_code,
    unit_of,
)

from .grids import grid


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("Latest Result", "result"), ("Latest Result and RAG Status", "result"), ("Current", "result"), ("YTD", "result"), ("Actual", "result"),
        ("Value", "result"), ("Performance", "result"), ("Q3", "result"), ("Mar 16", "result"), ("This Quarter", "result"),
        ("Previous Reported Result", "previous"), ("Last month", "previous"), ("Prev.", "previous"), ("Previous", "previous"), ("Same period last year", "previous"),
        ("Outturn (March 15) Result", "outturn"), ("2014/15 Outturn", "outturn"), ("Year end", "outturn"),
        ("Target 15/16", "target"), ("Target for 15/16", "target"), ("Floor", "floor"), ("Tolerance", "floor"), ("Upper expectation", "expectation_upper"),
        ("Num", "numerator"), ("Numerator", "numerator"), ("Denom", "denominator"), ("Denominator", "denominator"),
        ("RAG", "rag"), ("Status", "rag"), ("R/A/G", "rag"), ("Latest RAG", "rag"), ("Previous RAG", "previous_rag"),
        ("DoT", "dot"), ("Direction of travel", "dot"), ("DoT from previous to latest result", "dot_previous"), ("DoT from outturn to latest result", "dot_outturn"),
        ("DoT (year on year)", "dot_outturn"), ("Variance", "variance"), ("Change", "change"), ("% change", "percent_change"),
        ("England", "benchmark"), ("Statistical neighbours", "benchmark"), ("SN average", "benchmark"), ("South East", "benchmark"),
        ("Good to be", "polarity"), ("Bigger is better", "polarity"), ("Polarity", "polarity"), ("Data Period", "basis"),
        ("ID", "id"), ("Ref", "id"), ("Indicator", "name"), ("Performance measure", "name"), ("KPI", "name"), ("District", "area"), ("Area or team", "area"),
        ("Upper Marl", "value"), ("Commentary", "text"), ("Source", "text"), ("Theme", "section"), ("Cohort", "cohort"),
    ],
)  # fmt: skip
def test_role_of_a_header(label: str, role: str) -> None:
    sample = {
        "rag": "G",
        "previous_rag": "A",
        "dot": "↑",
        "dot_previous": "↓",
        "dot_outturn": "↑",
        "polarity": "H",
        "basis": "YTD",
    }.get(role)
    word = role in {"name", "area", "text", "section", "cohort"}
    values = [f"some words {i}" if word else (sample or f"{i}{i}.5") for i in range(1, 5)]
    rows = [["Indicator", label, "Filler"], *[[f"% of things {i}", v, "7.5"] for i, v in enumerate(values)]]
    if role == "id":
        rows = [["Name", label, "Filler"], *[[f"% of things {i}", f"A{i}", "7.5"] for i in range(4)]]
    assert read_layout(grid(rows)).columns[1].role == role


@pytest.mark.parametrize(
    ("text", "cohort"),
    [
        ("INCLUDING UASC", "all"), ("EXCLUDING UASC", "excl_uasc"), ("Variance with UASC excluded", "excl_uasc"), ("Excl. UASC", "excl_uasc"),
        ("without UASC", "excl_uasc"), ("All children", "all"), ("Citizen children", "citizen"), ("UASC", "uasc"), ("Latest Result", None),
    ],
)  # fmt: skip
def test_cohort(text: str, cohort: str | None) -> None:
    found = find_cohort(text)
    assert (found[0] if found else None) == cohort


@pytest.mark.parametrize(
    ("colour", "rag"),
    [
        ("#92d050", "green"), ("#00b050", "green"), ("#00843d", "green"), ("#c6efce", "green"), ("#ffc7ce", "red"), ("#ffeb9c", "amber"), ("#e2efda", None), ("#ffc000", "amber"), ("#ffa300", "amber"), ("#ffff00", "amber"),
        ("#ff0000", "red"), ("#e4002b", "red"), ("#c00000", "red"), ("#d9d9d9", None), ("#b8cce4", None), ("#dce6f1", None), ("#000000", None), ("#ffffff", None),
        ("#1f4e79", None), (None, None), ("", None), ("red", None),
    ],
)  # fmt: skip
def test_rag_of_a_colour(colour: str | None, rag: str | None) -> None:
    assert rag_colour(colour) == rag


@pytest.mark.parametrize(
    ("text", "rag"),
    [
        ("G", "green"),
        ("AMBER", "amber"),
        (" Red ", "red"),
        ("(A)", "amber"),
        ("H", None),
        ("Greenwich", None),
        ("", None),
    ],
)
def test_rag_of_a_word(text: str, rag: str | None) -> None:
    assert rag_word(text) == rag


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Green\nTarget achieved", ("green", "Green", "Target achieved")), ("Amber: on track", ("amber", "Amber", "on track")), ("R", ("red", "R", "")),
        ("No longer an agreed action", None), ("Greenfield site", None),
    ],
)  # fmt: skip
def test_colour_that_opens_a_comment(text: str, expected: tuple[str, str, str] | None) -> None:
    assert leading_rag(text) == expected


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("H", "H"), ("L", "L"), ("T", "T"), ("Higher", "H"), ("Lower values are better", "L"), ("Higher values are better", "H"), ("Bigger is better", "H"),
        ("Close to target is better", "T"), ("Near target", "T"), ("↑", "H"), ("▼", "L"), ("Liberi", ""), ("", ""),
    ],
)  # fmt: skip
def test_polarity(text: str, polarity: str) -> None:
    assert parse_polarity(text) == polarity


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("YTD", "YTD"),
        ("SS", "SS"),
        ("Rolling 12 months", "R12M"),
        ("R12M", "R12M"),
        ("Monthly", "MS"),
        ("Q", "Q"),
        ("Annual", "A"),
        ("H", ""),
    ],
)
def test_basis(text: str, basis: str) -> None:
    assert parse_basis(text) == basis


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("Improving Picture", "improved"),
        ("Less effective performance", "worsened"),
        ("No change", "unchanged"),
        ("Stable", "unchanged"),
        ("up", "up"),
        ("reviewed", ""),
        ("", ""),
    ],
)
def test_direction_words(text: str, way: str) -> None:
    assert direction_words(text) == way


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("% of CIN with a plan", "percent"), ("Percentage of visits in time", "percent"), ("Ave. no of days between A and B", "days"), ("Average Caseloads", "average"),
        ("Numbers of Unallocated Cases", "count"), ("Rate of referrals per 10,000", "rate"), ("Caseloads", ""),
    ],
)  # fmt: skip
def test_unit_of_a_name(name: str, unit: str) -> None:
    assert unit_of(name) == unit


@pytest.mark.parametrize(
    ("name", "loose", "parts"),
    [
        ("FR01 - Contacts in time", False, ("FR01", "Contacts in time")), ("PF2 % of visits", True, ("PF2", "% of visits")), ("PF2 % of visits", False, ("", "PF2 % of visits")),
        ("S47 enquiries in time", True, ("", "S47 enquiries in time")), ("% of visits", True, ("", "% of visits")),
    ],
)  # fmt: skip
def test_code_before_a_name(name: str, loose: bool, parts: tuple[str, str]) -> None:
    assert split_code(name, loose=loose) == parts


@pytest.mark.parametrize(
    ("spec", "kind", "rag", "arrow"),
    [
        ("21.3%", "number", None, None), ("-", "missing", None, None), ("0", "number", None, None), ("G", "rag", "green", None), ("↑", "arrow", None, "up"), ("➔", "arrow", None, "level"),
        (("", {"arrow": "down"}), "arrow", None, "down"), (("", {"fill": "#ff0000"}), "rag", "red", None), ("2016", "year", None, None), ("Mar 2016", "period", None, None),
        ("some words", "text", None, None), ("", "blank", None, None), ("73% (Red)", "number", "red", None), ("12.5% ▲", "number", None, "up"),
    ],
)  # fmt: skip
def test_what_a_cell_says(spec: object, kind: str, rag: str | None, arrow: str | None) -> None:
    cell = grid([[spec]]).cells[0]  # type: ignore[list-item]
    assert kind_of(cell) == kind
    found_rag, found_arrow = rag_of(cell), arrow_of(cell)
    assert (found_rag.value if found_rag else None) == rag
    assert (found_arrow.value if found_arrow else None) == arrow


@pytest.mark.parametrize(
    ("text", "printed", "number"),
    [("73% (Red)", "73%", "73"), ("12.5% ▲", "12.5%", "12.5"), ("1,234", "1,234", "1234"), ("-0.0%", "-0.0%", "0.0")],
)
def test_figure_beside_a_sign(text: str, printed: str, number: str) -> None:
    value = figure_of(grid([[text]]).cells[0])
    assert value.printed == printed
    assert str(value.number) == number


def test_two_arrows_in_one_cell_are_unknown() -> None:
    arrow = arrow_of(grid([["↑ ↓"]]).cells[0])
    assert arrow is not None
    assert (arrow.value, arrow.confidence) == ("unknown", 0.0)
