"""Targets printed as limits give their figure, and keep their whole text as printed."""

from __future__ import annotations

import pytest

from extract.limits import limit_of


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("≥ 85%", "85"), ("≤300", "300"), (">= 95.5%", "95.5"), ("<5", "5"), ("=> 12.4", "12.4"), ("< £1.2m", "1200000"),
        ("at least 90%", "90"), ("No more than 25", "25"), ("under 20%", "20"), ("Max 15", "15"), ("Max. of 15 days", "15"),
        ("75%+", "75"), ("25 or fewer", "25"), ("90% or above", "90"), ("12 (max)", "12"), ("1,450 minimum", "1450"),
    ],
)  # fmt: skip
def test_a_limit_is_the_target(printed: str, number: str) -> None:
    value = limit_of(printed)
    assert value is not None
    assert value.number is not None
    assert format(value.number, "f") == number
    assert value.printed == printed


@pytest.mark.parametrize(
    "printed", ["85-90%", "85% to 90%", "n/a", "tbc", "top quartile", "85%", "over the year", "5 of 7", "", ">"]
)
def test_other_texts_are_no_limits(printed: str) -> None:
    assert limit_of(printed) is None


def test_the_unit_of_the_row_is_kept() -> None:
    value = limit_of("≥ 85", "percent")
    assert value is not None
    assert value.unit == "percent"
