"""RAG bands as papers print them, decided on unrounded values."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records import Quantity, RagBands, best_quantity, parse_bands, parse_value


@pytest.mark.parametrize(
    ("text", "colours"),
    [
        (
            "RAG Bandings: Below 76.5% = Red, 76.5% to 85% = Amber, 85% and above = Green",
            {"76.4": "red", "76.5": "amber", "84.9": "amber", "85": "green", "100": "green"},
        ),
        (
            "Above 12% = Red, 12% to 9% = Amber, 9% and below = Green",
            {"12.1": "red", "12": "amber", "9.1": "amber", "9": "green", "0": "green"},
        ),
        (
            "Green: 85% or more; Amber: 75% - 85%; Red: below 75%",
            {"85": "green", "75": "amber", "74.9": "red"},
        ),
        (
            "Green: 85% to 90%; Amber: 80% to 95%; Red: below 80% or above 95%",
            {"79": "red", "80": "amber", "85": "green", "91": "amber", "96": "red"},
        ),
        (
            "Red = over 1,500 days, Green = up to 1,200 days, Amber = 1,200 to 1,500 days",
            {"1501": "red", "1200": "green"},
        ),
        (
            "Above £7.00m = Red, £6.50m to £7.00m = Amber, £6.50m and below = Green",
            {"7000001": "red", "7000000": "amber", "6500001": "amber", "6500000": "green"},
        ),
        (
            "Green: £450 or less; Amber: £450 to £500; Red: over £500",
            {"450": "green", "450.5": "amber", "500.5": "red"},
        ),
        (
            "Above 180 seconds = Red, 120 to 180 seconds = Amber, 120 seconds and below = Green",
            {"181": "red", "180": "amber", "120": "green"},
        ),
        (
            "Above 65 per 10,000 = Red, 60 to 65 = Amber, below 60 per 10,000 children = Green",
            {"66": "red", "60": "amber", "59.9": "green"},
        ),
        (
            "Red: below -£1.5 million; Amber: -£1.5 million to £0; Green: £0 and above",
            {"-1500001": "red", "-1": "amber", "0": "green"},
        ),
    ],
)
def test_bands_are_read_and_decide(text: str, colours: dict[str, str]) -> None:
    bands = parse_bands(text)
    assert bands is not None
    assert {x: bands.rag(Decimal(x)) for x in colours} == colours


@pytest.mark.parametrize("text", ["", "Below 76.5% = Red", "Below ten = Red, above ten = Green", "85% = target"])
def test_bands_that_are_not_fully_understood_decide_nothing(text: str) -> None:
    assert parse_bands(text) is None


def test_a_printed_figure_on_a_bound_is_red_where_its_parts_say_so() -> None:
    bands = parse_bands("Below 76.5% = Red, 76.5% to 85% = Amber, 85% and above = Green")
    assert bands is not None
    alone = Quantity.printed(parse_value("76.5%"))
    with_parts = best_quantity(parse_value("76.5%"), parse_value("52"), parse_value("68"))
    assert bands.rags_possible(alone) == {"red", "amber"}
    assert bands.rags_possible(with_parts) == {"red"}


def test_bands_from_target_and_floor() -> None:
    high = RagBands.from_thresholds("H", Decimal(85), Decimal(75))
    assert [high.rag(Decimal(x)) for x in ("85", "84.9", "75", "74.9")] == ["green", "amber", "amber", "red"]
    low = RagBands.from_thresholds("L", Decimal(9), Decimal(12))
    assert [low.rag(Decimal(x)) for x in ("9", "9.1", "12", "12.1")] == ["green", "amber", "amber", "red"]
    assert (high.target, low.target) == (Decimal(85), Decimal(9))
    with pytest.raises(ValueError, match="no bands follow"):
        RagBands.from_thresholds("H", Decimal(75), Decimal(85))


@given(st.fractions(min_value=-10, max_value=200), st.integers(0, 100), st.integers(0, 50))
def test_bands_from_thresholds_give_every_value_exactly_one_colour(x: Fraction, floor: int, gap: int) -> None:
    bands = RagBands.from_thresholds("H", floor + gap, floor)
    holding = [b.rag for b in bands.bands if b.holds(x)]
    if gap:
        assert len(holding) == 1
    assert bands.rag(x) == holding[0]
    assert bands.rags_possible(Quantity.exact(x)) == {bands.rag(x)}


@pytest.mark.parametrize(
    "text",
    [
        "Below 76.5 = Red, 76.5 to 85 = Amber, 85 and above = Green",
        "Above 12 = Red, 9 to 12 = Amber, 9 and below = Green",
        "85 to 90 = Green, 80 to 95 = Amber, Below 80 = Red, Above 95 = Red",
        "Above 7000000 = Red, 6500000 to 7000000 = Amber, 6500000 and below = Green",
        "Above 1 = Red, 1 = Amber, 0 = Green",
    ],
)
def test_bands_are_written_as_they_are_read(text: str) -> None:
    assert str(parse_bands(text)) == text


@given(st.decimals(-50, 50, places=1), st.decimals(0, 50, places=1), st.sampled_from("HL"))
def test_written_bands_give_the_same_colours(target: Decimal, width: Decimal, polarity: str) -> None:
    bands = RagBands.from_thresholds(polarity, target, target - width if polarity == "H" else target + width)
    again = parse_bands(str(bands))
    assert again is not None
    bounds = {b for band in bands.bands for b in (band.low, band.high) if b is not None}
    for x in {b + step for b in bounds for step in (Decimal("-0.01"), Decimal(0), Decimal("0.01"))}:
        assert again.rag(x) == bands.rag(x)
