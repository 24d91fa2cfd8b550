"""How near a text comes to naming an indicator."""

from __future__ import annotations

import pytest

from normalise import Mentions, without_aim
from records import Indicator

REGISTER = {
    i.key: i
    for i in (
        Indicator("moves", "CIC Placement Stability: % with 3 or more placements in the last 12 months", unit="percent"),
        Indicator("homes", "% of care leavers in suitable accommodation", unit="percent"),
        Indicator("work", "% of care leavers in education, employment or training", unit="percent"),
    )
}  # fmt: skip


def near(text: str) -> dict[str, float]:
    return {n.label.key: n.share for n in Mentions(REGISTER).near(text, lambda indicator: True)}


@pytest.mark.parametrize(
    ("text", "key", "low", "high"),
    [
        ("63.8% of care leavers were in suitable accommodation in March 2016.", "homes", 0.99, 1.0),
        ("63.8% of care leavers were in suitable accommodation in March 2016.", "work", 0.0, 0.4),
        ("Twelve per cent of children in care had 3+ placements.", "moves", 0.5, 1.0),
        ("The school roof was mended.", "homes", 0.0, 0.0),
    ],
)
def test_a_sentence_holds_so_much_of_a_label(text: str, key: str, low: float, high: float) -> None:
    assert low <= near(text).get(key, 0.0) <= high


def test_another_population_vetoes() -> None:
    assert "homes" not in near("Children in care in suitable accommodation")
    assert "homes" in near("Care leavers in suitable accommodation")


def test_what_cannot_be_meant_is_left_out() -> None:
    found = Mentions(REGISTER).near("care leavers in suitable accommodation", lambda i: i.key != "homes")
    assert {n.label.key for n in found} == {"work"}


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Measure 3: An increase in the percentage of care leavers", "percentage of care leavers"),
        ("We will expect to see a reduction in days waited", "days waited"),
        ("Placement stability remaining stable", "Placement stability"),
    ],
)
def test_the_words_of_an_aim_are_left_out(text: str, bare: str) -> None:
    assert without_aim(text) == bare
