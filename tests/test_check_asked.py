"""Percentages are held against the sum that their words ask for, wherever in the paragraph its figures stand."""

from __future__ import annotations

import pytest

from check import check_text

PAIRS = [
    # true, what is changed in it, into what
    ("The fleet has 512 vehicles. Of these, 161 are hybrid. Those with a ramp number 47 (9.2%).", "9.2%", "9.1%"),
    ("Of 212 families who replied, 190 (90%) were content with the care and 168 (79%) with the time.", "79%", "97%"),
    ("The year cost £3.04m against a budget of £2.96m. The overspend of £0.08m (2.7%) is due to fuel.", "0.08", "0.06"),
    ("The programme for the year is £110.5m. By March £61.4m was spent. The forecast outturn is £98.6m, giving a "
     "projected underspend of £11.9m (10.8%).", "10.8%", "18.0%"),
    ("All but two of the 260 claims were paid in time (99.2%).", "260", "280"),
    ("1,438 lamps were fitted in the year, against 1,357 in 2023/24 and a plan of 1,550 (93%).", "1,438", "1,538"),
    ("192 people joined and 223 left. Most of them resigned (131, or 59% of leavers).", "59%", "51%"),
    ("Four of the 83 visitors asked were unhappy; the other 79 were not, a satisfaction rate of 95%.", "95%", "85%"),
    ("The authority employed 4,802 people in March. The number has fallen by 31 since (0.6%).", "31", "51"),
    ("Spending came to £2.18m, or 76.2% of the annual budget of £2.87m. There is no overspend.", "2.18", "2.81"),
    ("Delays rose by 29 days to 201 (16.9%).", "16.9%", "19.6%"),
    ("455 of the 562 children who could have a place took one up. At 81.0% this is our best year, and 31 of 53 "
     "settings helped.", "562", "526"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "old", "new"), PAIRS)
def test_a_slip_in_a_sum_that_the_words_ask_for_is_found(text: str, old: str, new: str) -> None:
    assert [f.explanation for f in check_text(text).contradictions] == []
    kinds = {f.kind for f in check_text(text.replace(old, new, 1)).contradictions}
    assert kinds
    assert kinds <= {"ratio", "change"}


@pytest.mark.parametrize(
    "text",
    [
        "7,291 homes, or 92.4% of the stock, were inspected. There are 73 more than a month ago.",
        "Spend was £7.9m, of which £1.2m (23.4% of the national grant) was new. It paid for 14 posts.",
        "45 children (9.6%) moved three times, against 41 (10.3%) a year before, when 399 were looked after.",
        "Borrowing was £381.9m in June. Over the past year we have repaid £16.2m, or 4.1% of what was owed.",
        "There were 4,751 rough sleepers in the country. The number increased by 173, or 18%, in the capital.",
        "The lowest result of the four areas (89.8%) was in the north, with 176 of 196 lamps lit.",
    ],
)
def test_a_share_of_what_is_told_nowhere_is_not_wrong(text: str) -> None:
    assert [f.explanation for f in check_text(text).contradictions] == []


def test_what_a_sum_bears_out_is_proved() -> None:
    text = "The fleet has 512 vehicles. Of these, 161 are hybrid. Those with a ramp number 47 (9.2%)."
    proved = {f.printed for f in check_text(text).findings if f.verdict.startswith("agrees")}
    assert {"512", "47", "9.2%"} <= proved
