"""Sums that do not come out are called wrong only where one slip of one figure would make them come out."""

from __future__ import annotations

import pytest

from check import check_text
from check.slip_stories import telling
from records import parse_value

ASK = "please look"
WRONG = [
    ("In total 1,688 of the 2,484 leavers (59.4%), 12 of them abroad, were in work after six months.", "59.4%"),
    ("Of the 69 assessments 52 (74.6%) were completed in time.", "74.6%"),
    ("Of the 4,836 learners 3,385 were women, and the remaining 1,541 were men.", "1,541"),
    ("Visits rose from 31,204 to 33,511, an increase of 2,307 (7.9%).", "7.9%"),
    ("Spending rose from £3.62m to £3.95m, an increase of £0.33bn.", "£0.33bn"),
    ("Admissions fell from 481 to 446, a reduction of 53.", "53"),
    ("The number decreased by 73% between March (766) and June (481).", "73%"),
]
TRUE = [
    "All but 192 of the 2,086 emails received were answered inside three working days (90.8%).",
    "Of the 4,836 learners 3,385 were women, 1,422 were men and 29 preferred not to say.",
    "Takeaways are one in five of the businesses (216, or 17.6%) but more than half (17 of 31) of those rated 0 or 1.",
    "Rent lost came to £838,000. The loss in January was £72,000, compared with £78,000 in December. At this stage last "
    "year the loss was £1.042m, so the position has improved by £204,000 (19.6%).",
    "Conversions were only 19 of the 119 grants, or 16%, but took up more than half of the money (51.8%).",
    "Grants of £0.631m were made, £35,000 (5.9%) more than the £0.596m of 2023/24. There were 278 bids, for £1.12m in "
    "total, and 196 of them succeeded.",
    "Schools received 940 trees, 80 more than in 2023/24, at 63 sites.",
    "A proportion of 79.3% was easy to use. This has improved in each of the last three years, from 73.6% in 2021/22, "
    "and the target of 80% is now only 0.7 percentage points away.",
    "An overspend of £59,000 is forecast for short breaks, where the cost of a week has risen to £1,060.",
    "Around 923,000 visits were made to the four sites, up from 876,000.",
    "Other roads improved from 18.2% to 17.1%, and are now within 0.1 points of the England figure of 17.0%.",
]


@pytest.mark.parametrize(("text", "printed"), WRONG)
def test_a_sum_with_a_slip_is_wrong(text: str, printed: str) -> None:
    assert printed in {f.printed for f in check_text(text).contradictions}


@pytest.mark.parametrize("text", TRUE)
def test_figures_that_mean_another_sum_are_not_wrong(text: str) -> None:
    assert [(f.kind, f.explanation) for f in check_text(text).contradictions] == []


def test_what_is_doubted_is_listed_with_the_sum_and_what_to_do() -> None:
    doubted = [f for f in check_text(TRUE[5]).findings if ASK in f.explanation]
    assert [(f.verdict, f.printed) for f in doubted] == [("not_checked", "£1.12m")]
    assert "£0.596m" in doubted[0].explanation


@pytest.mark.parametrize(
    ("text", "digits"), [("1,200", 2), ("19.6%", 3), ("0.4", 1), ("30", 1), ("£1.20m", 2), ("105", 3)]
)
def test_digits_that_are_more_than_chance(text: str, digits: int) -> None:
    assert telling(parse_value(text)) == digits
