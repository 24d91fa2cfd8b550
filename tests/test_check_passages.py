"""Sums that run on from sentence to sentence, times told without a date, and what figures are by their words."""

from __future__ import annotations

from datetime import date

import pytest

from check import check_text
from check.figure_roles import said_of
from check.numerals import find_numerals
from check.period_of import times_of_figures
from check.sentences import read_sentences
from check.time_words import mark_times

SUMS_TRUE = (
    "The panel heard 40 cases, 34 of them in time. That is 85%.",
    "Officers visited 250 homes, of which 180 (72%) were occupied and the other 70 stood empty.",
    "Of 320 pupils who sat the test, 208 (65%) passed.",
    "The team took 48 calls and answered 36 (75%). The remaining 12 rang off.",
    "There are 912 members, 88 more than in June 2023, a rise of 10.7%.",
    "Of the 60 libraries, 41 are open daily, 12 weekly, 5 monthly and 2 are closed.",
    "Waits were 21.4 days, compared with 24.1 days in May 2024. That is an improvement of 2.7 days.",
    "Visits rose to 560, compared with 500 in 2023/24, an increase of 12%.",
)
SUMS_FALSE = (
    ("The panel heard 40 cases, 34 of them in time. That is 87%.", "87%"),
    ("Officers visited 250 homes, of which 180 (72%) were occupied and the other 90 stood empty.", "90"),
    ("Of 320 pupils who sat the test, 280 (65%) passed.", "65%"),
    ("The team took 48 calls and answered 36 (75%). The remaining 14 rang off.", "14"),
    ("There are 912 members, 88 more than in June 2023, a rise of 17.0%.", "17.0%"),
    ("Of the 60 libraries, 47 are open daily, 12 weekly, 5 monthly and 2 are closed.", "60"),
    ("Waits were 21.4 days, compared with 24.1 days in May 2024. That is an improvement of 3.7 days.", "3.7 days"),
    ("Visits rose to 560, compared with 500 in 2023/24, an increase of 22%.", "22%"),
)


@pytest.mark.parametrize("text", SUMS_TRUE)
def test_sums_across_sentences_that_hold(text: str) -> None:
    assert [(f.printed, f.explanation) for f in check_text(text).contradictions] == []


@pytest.mark.parametrize(("text", "printed"), SUMS_FALSE)
def test_sums_across_sentences_that_do_not(text: str, printed: str) -> None:
    assert printed in [f.printed for f in check_text(text).contradictions]


TIMES = (
    ("In March 2025, 26.3% were late, compared with 26.4% last month.", {"26.4%": "2025-02-28"}),
    ("It was 93.4%, down on the same month last year, when it was 95.2%.", {"95.2%": "2024-03-31"}),
    ("It rose from 58.4% to 57.9%.", {"58.4%": "earlier", "57.9%": ""}),
    ("It has fallen since June 2024, from 766 to 760.", {"766": "2024-06-30", "760": ""}),
    ("It was 95.4%, 94.7% and 93.4% in the last three quarters.", {"95.4%": "2024-09-30", "94.7%": "2024-12-31", "93.4%": "2025-03-31"}),
    ("Last year's figure was 71.9%; this month's is 71.6%.", {"71.9%": "2024-03-31", "71.6%": "2025-03-31"}),
    ("The share (January: 71.2%, February 73.0%) went up.", {"71.2%": "2025-01-31", "73.0%": "2025-02-28"}),
    ("There were 655 at the end of Q4, compared with 640 at the end of Q3.", {"655": "2025-03-31", "640": "2024-12-31"}),
    ("Over the year it rose from 1,281 to 1,301.", {"1,281": "2024-03-31", "1,301": ""}),
    ("It is 60.1%, and was 58.0% two years ago.", {"60.1%": "", "58.0%": "2023-03-31"}),
)  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TIMES)
def test_times_told_in_words(text: str, expected: dict[str, str]) -> None:
    numerals = find_numerals(text)
    got: dict[str, str] = {}
    for sentence in read_sentences(text, numerals):
        times = times_of_figures(sentence)
        for k, n in enumerate(sentence.figures):
            when = times.get(k)
            if when is None:
                got[numerals[n].printed] = ""
            elif when.period >= 0:
                got[numerals[n].printed] = sentence.periods[when.period].end.isoformat()
            elif when.word is not None:
                got[numerals[n].printed] = when.word.ends(date(2025, 3, 31))[0].isoformat()
            else:
                got[numerals[n].printed] = "earlier"
    assert {k: got[k] for k in expected} == expected


def test_may_and_march_as_verbs_are_no_months() -> None:
    assert mark_times("children may move and march «N0» miles")[1] == []


ROLES = (
    ("At 71.6%, it is below the target of 75%.", ["", "target"]),
    ("It was 91.1% (target 92%).", ["", "target"]),
    ("Performance against target was 93.4%.", [""]),
    ("The target for 2025/26 will be 93%.", ["target"]),
    ("It was 91.1%, against a national average of 88.0% and 86.4% for our statistical neighbours.", ["", "benchmark", "benchmark"]),
    ("It was above the England average at 62.1%.", [""]),
    ("76.2% (England: 74.1%; South East: 75.0%)", ["", "benchmark", "benchmark"]),
    ("It should fall below 700 by the end of 2025.", ["forecast"]),
    ("As expected, the rate fell to 62.1%.", [""]),
    ("It peaked at 31.2% in 2019/20 and has been between 24% and 29% since.", ["extreme", "range", "range"]),
)  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ROLES)
def test_what_a_figure_is_by_the_words_beside_it(text: str, expected: list[str]) -> None:
    numerals = find_numerals(text)
    got = [said_of(s.template, k).role for s in read_sentences(text, numerals) for k in range(len(s.figures))]
    assert got == expected
