"""Printed figures: what each text is read as, and that reading and printing agree."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records import Value, format_number, parse_value


@pytest.mark.parametrize(
    ("printed", "number", "places", "unit", "flag"),
    [
        ("85.0%", "85.0", 1, "percent", ""),
        ("100%", "100", 0, "percent", ""),
        ("1.10", "1.10", 2, "", ""),
        ("9,377", "9377", 0, "", ""),
        ("1 234", "1234", 0, "", ""),
        ("+3", "3", 0, "", ""),
        ("-93", "-93", 0, "", ""),
        ("−0.8%", "-0.8", 1, "percent", ""),
        ("–4", "-4", 0, "", ""),
        ("(1.2)", "-1.2", 1, "", ""),
        ("0", "0", 0, "", ""),
        ("-0.0%", "0.0", 1, "percent", ""),
        (".5", "0.5", 1, "", ""),
        ("£1.2m", "1200000", -5, "money", ""),
        ("-£350k", "-350000", -3, "money", ""),
        ("2.9 percentage points", "2.9", 1, "points", ""),
        ("3pp", "3", 0, "points", ""),
        ("454.7 days", "454.7", 1, "days", ""),
        ("76.5% (p)", "76.5", 1, "percent", "provisional"),
    ],
)
def test_a_figure_is_read_with_its_places_unit_and_flag(
    printed: str, number: str, places: int, unit: str, flag: str
) -> None:
    value = parse_value(printed)
    assert (value.number, value.places, value.unit, value.flag) == (Decimal(number), places, unit, flag)
    assert value.printed == printed


@pytest.mark.parametrize(
    ("printed", "flag"),
    [
        ("", "missing"),
        ("-", "missing"),
        ("–", "missing"),
        ("..", "missing"),
        ("n/a", "not_applicable"),
        ("N/A", "not_applicable"),
        ("*", "suppressed"),
        ("<5", "suppressed"),
        ("G", "not_a_number"),
        ("12 of 14", "not_a_number"),
        ("1.2.3", "not_a_number"),
        ("12,34", "not_a_number"),
        ("(4", "not_a_number"),
        ("31/03/2016", "not_a_number"),
        ("3+", "not_a_number"),
    ],
)
def test_what_is_no_number_says_why_and_is_never_zero(printed: str, flag: str) -> None:
    value = parse_value(printed)
    assert value.number is None
    assert value.flag == flag


def test_a_printed_unit_wins_over_the_expected_one() -> None:
    assert parse_value("5%", "count").unit == "percent"
    assert parse_value("5", "count").unit == "count"


@pytest.mark.parametrize(
    ("printed", "low", "high"),
    [("76.5%", "76.45", "76.55"), ("38", "37.5", "38.5"), ("£1.2m", "1150000", "1250000"), ("-1.0", "-1.05", "-0.95")],
)
def test_a_printed_figure_stands_for_half_a_unit_each_way(printed: str, low: str, high: str) -> None:
    assert parse_value(printed).interval() == (Decimal(low), Decimal(high))


def test_a_figure_without_a_number_has_no_interval() -> None:
    with pytest.raises(ValueError, match="'-' has no number"):
        Value("-", None).interval()


@given(
    number=st.decimals(min_value=-(10**7), max_value=10**7, places=2, allow_nan=False),
    places=st.integers(0, 3),
    unit=st.sampled_from(["", "percent", "money"]),
    signed=st.booleans(),
)
def test_what_we_print_reads_back_as_the_rounded_number(number: Decimal, places: int, unit: str, signed: bool) -> None:
    text = format_number(number, places, unit, signed=signed)  # type: ignore[arg-type]
    value = parse_value(text)
    assert value.number is not None
    assert abs(value.number - number) <= Decimal(5).scaleb(-places - 1)
    assert value.places == places
    assert value.unit == unit
    assert format_number(value.number, places, unit, signed=signed) == text  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("number", "places", "unit", "signed", "text"),
    [
        ("63.75", 1, "percent", False, "63.8%"),
        ("1412", 0, "count", False, "1,412"),
        ("3", 0, "count", True, "+3"),
        ("-0.04", 1, "points", True, "0.0"),
        ("2300000", -5, "money", False, "£2,300,000"),
    ],
)
def test_printing(number: str, places: int, unit: str, signed: bool, text: str) -> None:
    assert format_number(Decimal(number), places, unit, signed=signed) == text  # type: ignore[arg-type]


@given(st.text(max_size=30))
def test_reading_never_fails_and_keeps_the_text(text: str) -> None:
    value = parse_value(text)
    assert value.printed == text
    assert (value.number is None) == (value.flag not in {"", "provisional"})
