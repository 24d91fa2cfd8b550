"""What a rate is per, and the factor between its parts and its result."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from records import best_quantity, nearest_scale, parse_value, rate_base, ratio_scales


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("Admissions per 100,000 people aged 65 and over", 100_000),
        ("Children looked after (rate per 10,000 under 18s)", 10_000),
        ("missed collections per 100000", 100_000),
        ("complaints per thousand homes", 1000),
        ("repairs per ten thousand", 10_000),
        ("days lost per 100 staff", 100),
        ("per 65 and over", None),
        ("% of cases per team", None),
        ("visits per 1,500", None),
    ],
)
def test_what_a_rate_is_per(text: str, base: int | None) -> None:
    assert rate_base(text) == base


@pytest.mark.parametrize(
    ("result", "numerator", "denominator", "text", "scale"),
    [
        ("120.8", "38", "31450", "", 100_000),
        ("120.8", "38", "31450", "per 100,000", 100_000),
        ("62.0", "38", "62", "", 100),
        ("61%", "38", "62", "per 1,000", 100),
        ("13.0", "2,345", "180", "", 1),
        ("4.1 days", "738", "180", "", 1),
        ("7.9", "79", "10,011", "per 1,000", 1000),
    ],
)
def test_the_factor_of_a_result(result: str, numerator: str, denominator: str, text: str, scale: int) -> None:
    assert nearest_scale(parse_value(result), parse_value(numerator), parse_value(denominator), text) == scale


def test_per_cent_is_never_anything_else() -> None:
    assert ratio_scales(parse_value("5.2%"), "per 1,000") == (100,)


def test_parts_of_a_rate_make_it_exact() -> None:
    quantity = best_quantity(parse_value("120.8"), parse_value("38"), parse_value("31450"))
    assert quantity.low == quantity.high == Fraction(38 * 100_000, 31450)


def test_a_count_that_its_parts_give_only_when_rounded_stays_as_printed() -> None:
    count = replace(parse_value("62"), unit="count")
    quantity = best_quantity(count, parse_value("619"), parse_value("1000"))
    assert quantity.low == quantity.high == 62


def test_parts_that_do_not_give_the_rate_prove_nothing() -> None:
    quantity = best_quantity(parse_value("130.8"), parse_value("38"), parse_value("31450"))
    assert (quantity.low, quantity.high) == (Fraction("130.75"), Fraction("130.85"))
