"""Periods as papers print them, and the arithmetic of reporting years."""

from __future__ import annotations

from datetime import date
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records import Period, find_periods, month_end, parse_period, periods


@pytest.mark.parametrize(
    ("text", "start", "end", "basis"),
    [
        ("Mar 2016", "2016-03-31", "2016-03-31", ""),
        ("Sept 16", "2016-09-30", "2016-09-30", ""),
        ("Oct16", "2016-10-31", "2016-10-31", ""),
        ("Feb-16", "2016-02-29", "2016-02-29", ""),
        ("31/03/2016", "2016-03-31", "2016-03-31", ""),
        ("As at 31/03/2016", "2016-03-31", "2016-03-31", ""),
        ("13th May 2016", "2016-05-13", "2016-05-13", ""),
        ("2016-03", "2016-03-31", "2016-03-31", ""),
        ("Q3 2024/25", "2024-10-01", "2024-12-31", "Q"),
        ("H1 2024/25", "2024-04-01", "2024-09-30", ""),
        ("Half-year 2, 2024/25", "2024-10-01", "2025-03-31", ""),
        ("2024/25 HY1", "2024-04-01", "2024-09-30", ""),
        ("half year to September 2025", "2025-09-30", "2025-09-30", ""),
        ("Quarter 4 2023-24", "2024-01-01", "2024-03-31", "Q"),
        ("2023-24 Q2", "2023-07-01", "2023-09-30", "Q"),
        ("2015/16", "2015-04-01", "2016-03-31", "A"),
        ("Target for 15/16", "2015-04-01", "2016-03-31", "A"),
        ("Target 15-16", "2015-04-01", "2016-03-31", "A"),
        ("Outturn (March 15) Result", "2015-03-31", "2015-03-31", ""),
        ("12 months to December 2024", "2024-01-01", "2024-12-31", "R12M"),
        ("year ending 31 March 2010", "2009-04-01", "2010-03-31", "R12M"),
        ("April 2015/16", "2015-04-30", "2015-04-30", ""),
        ("April 2016/7", "2016-04-30", "2016-04-30", ""),
        ("March 2015/16", "2016-03-31", "2016-03-31", ""),
    ],
)
def test_a_period_is_read(text: str, start: str, end: str, basis: str) -> None:
    period = parse_period(text)
    assert period == Period(date.fromisoformat(start), date.fromisoformat(end), basis)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "2015-2018",
        "0-25",
        "aged 16-17",
        "5-10 - 27",
        "may 20 children",
        "March 38.3% of them",
        "June 24 per cent",
        "Feb 29 2015",
        "101 empty homes on 31 January, 14 fewer than",
        "2015",
        "10/12",
        "3 of 12",
        "",
    ],
)
def test_what_is_no_period_is_not_read_as_one(text: str) -> None:
    assert find_periods(text) == []


def test_periods_are_found_in_a_sentence_with_their_place() -> None:
    text = "down from 766 in Sept 2016 to 481 in March 17"
    assert [(m.text, m.period.end.isoformat()) for m in find_periods(text)] == [
        ("Sept 2016", "2016-09-30"),
        ("March 17", "2017-03-31"),
    ]
    assert all(text[m.start : m.end] == m.text for m in find_periods(text))


def test_labels_without_a_year_lean_on_the_date_beside_them() -> None:
    near = date(2016, 3, 31)
    assert parse_period("Month End", near=near) == Period(near, near)
    assert parse_period("December", near=near) == Period(date(2015, 12, 31), date(2015, 12, 31))
    assert parse_period("Q1", near=near) == Period.quarter(2015, 1)
    assert parse_period("December") is None


@pytest.mark.parametrize(
    ("basis", "start", "end"),
    [
        ("SS", "2016-05-31", "2016-05-31"),
        ("YTD", "2016-04-01", "2016-05-31"),
        ("R12M", "2015-06-01", "2016-05-31"),
        ("MS", "2016-05-01", "2016-05-31"),
        ("Q", "2016-03-01", "2016-05-31"),
    ],
)
def test_a_basis_says_which_span_a_figure_covers(basis: str, start: str, end: str) -> None:
    day = date(2016, 5, 31)
    assert Period(day, day).with_basis(basis) == Period(  # type: ignore[arg-type]
        date.fromisoformat(start),
        date.fromisoformat(end),
        basis,  # type: ignore[arg-type]
    )


def test_steps_and_outturns() -> None:
    march = Period.month(2016, 3)
    assert march.previous() == Period.month(2016, 2)
    assert march.same_period_last_year() == Period.month(2015, 3)
    assert march.outturn() == Period.month(2015, 3)
    assert Period.month(2016, 4).outturn() == Period.month(2016, 3)
    assert Period.quarter(2023, 4).previous(3) == Period.quarter(2023, 3)
    assert march.reporting_year == "2015/16"
    assert (march.reporting_quarter, Period.month(2016, 4).reporting_quarter) == (4, 1)
    assert Period.month(1999, 12).reporting_year == "1999/00"


def test_a_period_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="cannot end"):
        Period(date(2016, 3, 2), date(2016, 3, 1))


@given(st.integers(1990, 2059), st.integers(1, 12))
def test_labels_read_back(year: int, month: int) -> None:
    day = month_end(year, month)
    period = Period(day, day)
    assert parse_period(period.label()) == period
    assert parse_period(period.long_label()) == period


@given(
    st.dates(date(1995, 1, 1), date(2050, 1, 1)),
    st.integers(-40, 40),
    st.sampled_from(["SS", "YTD", "MS", "Q", "R12M"]),
)
def test_going_on_and_back_from_a_month_end_comes_home(day: date, months: int, basis: str) -> None:
    end = month_end(day.year, day.month)
    period = Period(end, end).with_basis(basis)  # type: ignore[arg-type]
    assert period.shift(months).shift(-months) == period
    assert (period.shift(months) < period) == (months < 0)


_PIECES = (
    "Mar", "may", "May", "Sept", "December", "decided", "market", "q3", "Quarter", "first quarter", "year ending",
    "rolling 12 months to", "FY", "target for", "outturn", "2016", "16", "'16", "3", "31st", "2015/16", "15/16", "15-16",
    "2015 / 2016", "31/03/2016", "3.4.16", "2016-03", "2016-03-31", "85.3%", "1,412", "-", "/", ".", ",", "(", "to", "of",
)  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=8), st.sampled_from([" ", "", "\n"]))
def test_no_form_is_passed_over_for_want_of_its_clue(pieces: list[str], between: str) -> None:
    """The quick look for clues leaves out no form of a period that is there."""
    text = between.join(pieces)
    every_form = [(name, form) for name, _, _, form in periods._FORMS]
    with patch.object(periods, "_likely_forms", lambda _: every_form), patch.object(periods, "_MONTH_LED", ()):
        tried_all = list(periods._search(text))
    assert find_periods(text) == tried_all
