"""Sentences held against the rows of the paper's own tables: levels, sizes of change, sub-rows, units, wrong times.

The papers are of an invented registration and bereavement service, an energy team and a parks service; each false
case differs from a true one in one place.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from check import check_paper, check_text
from check.evidence import Known
from check.ground_match import equals, telling_digits
from check.grounds import column_time, scale_of, stems
from check.paper_period import titled_period
from check.span_sums import kind_of_span
from check.time_words import mark_times
from records import Period, Source, Value, month_end, parse_value
from tests.word_papers import Rows, changed, write

TITLE = "# Registration and bereavement: report for October 2025"
MONTHS: Rows = [
    ["Service", "Oct 2024", "Sep 2025", "Oct 2025"],
    ["Deaths registered", "1,412", "1,366", "1,487"],
    ["Ceremonies conducted", "318", "402", "341"],
    ["Average wait for a registration appointment (days)", "4.6", "5.3", "3.9"],
    ["Certificates issued on the same day", "88.4%", "90.7%", "93.2%"],
    ["Grounds maintenance spend (£000)", "214.5", "231.8", "226.1"],
]
SITES: Rows = [
    ["Cemetery", "Burials in September", "Burials in October", "Change"],
    ["Holm Lane", "114", "131", "+17"],
    ["Saxon Fields", "126", "108", "-18"],
    ["Quarry Hill", "95", "97", "+2"],
    ["Eastgate", "142", "155", "+13"],
    ["All cemeteries", "477", "491", "+14"],
]


def wrong(sentence: str, tmp_path: Path, rows: Rows = MONTHS, sites: Rows = SITES) -> list[str]:
    blocks = [TITLE, rows, "## Cemeteries", sites, "## Commentary", sentence]
    report = check_paper(write(blocks, tmp_path / "paper.docx"))
    return sorted(f.printed for f in report.contradictions)


TRUE = (
    "1,487 deaths were registered, 121 more than in September and 75 more than in October 2024.",
    "Registrars conducted 341 ceremonies against 402 the month before.",
    "People waited 3.9 days on average for a registration appointment, 1.4 days less than in September.",
    "93.2% of certificates were issued on the same day, 2.5 percentage points better than in September.",
    "93.2% of certificates were issued on the same day. The rate is up by 4.8 percentage points in a year.",
    "Grounds maintenance cost £226,100, which is £5,700 less than in September.",
    "Holm Lane had 131 burials, 17 more than in September.",
    "Saxon Fields was the only cemetery with fewer burials (18 fewer than in September).",
    "There were 491 burials, 14 more than in September. In Quarry Hill there was a small rise of 2.",
    "Ceremonies were up by 23 on October last year, to 341.",
)
FALSE = (
    ("1,487 deaths were registered, 112 more than in September.", "112"),
    ("Registrars conducted 341 ceremonies against 420 the month before.", "420"),
    ("People waited 3.9 days on average for a registration appointment, 2.4 days less than in September.", "2.4 days"),
    ("93.2% of certificates were issued on the same day, 4.5 percentage points better than in September.",
     "4.5 percentage points"),
    ("93.2% of certificates were issued on the same day. The rate is up by 4.8 per cent in a year.", "4.8 per cent"),
    ("Grounds maintenance cost £226,100, which is £7,500 less than in September.", "£7,500"),
    ("1,487 deaths were registered, 121 more than in October 2024.", "121"),
    ("Saxon Fields had 131 burials.", "131"),
    ("There were 491 burials. In Holm Lane there was a small rise of 2.", "2"),
    ("People waited 3.9 weeks on average for a registration appointment.", "3.9 weeks"),
    ("Eastgate, with 165 burials, was the busiest cemetery.", "165"),
)  # fmt: skip


@pytest.mark.parametrize("sentence", TRUE)
def test_a_true_sentence_about_a_row_is_not_called_wrong(sentence: str, tmp_path: Path) -> None:
    assert wrong(sentence, tmp_path) == []


@pytest.mark.parametrize(("sentence", "printed"), FALSE)
def test_a_false_sentence_about_a_row_is_called_wrong(sentence: str, printed: str, tmp_path: Path) -> None:
    assert printed in wrong(sentence, tmp_path)


def test_what_no_row_says_is_left_alone(tmp_path: Path) -> None:
    text = "Staff took 212 calls about headstones, 31 more than in September; 57 letters came from funeral directors."
    assert wrong(text, tmp_path) == []


def test_the_other_time_that_a_change_fits_is_told(tmp_path: Path) -> None:
    text = "1,487 deaths were registered. The number is 121 more than in October 2024."
    report = check_paper(write([TITLE, MONTHS, text], tmp_path / "paper.docx"))
    told = [f.explanation for f in report.contradictions if f.printed == "121"]
    assert len(told) == 1


TWINS: Rows = [
    ["Measure", "Jun 2025", "Sep 2025"],
    ["Domestic boilers serviced within a year", "81.4%", "84.9%"],
    ["Communal boilers serviced within a year", "92.6%", "95.3%"],
    ["Homes with a current energy certificate", "77.2%", "78.8%"],
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Communal systems did best. 95.3% of boilers were serviced within a year.", []),
        ("Domestic systems did best. 95.3% of boilers were serviced within a year.", ["95.3%"]),
        ("95.3% of communal boilers were serviced within a year; domestic boilers reached 84.9%.", []),
    ],
)
def test_names_that_differ_in_a_word_are_told_apart(text: str, expected: list[str], tmp_path: Path) -> None:
    blocks = ["# Energy team, September 2025", TWINS, "## Commentary", text]
    report = check_paper(write(blocks, tmp_path / "paper.docx"))
    assert sorted(f.printed for f in report.contradictions if f.kind == "label") == expected


@pytest.mark.parametrize(
    ("text", "kind", "end"),
    [
        ("above August last year.", "year_month", date(2024, 8, 31)),
        ("than in the third quarter of last year,", "year_quarter", date(2024, 12, 31)),
        ("more than in January to March (up", "months", date(2025, 3, 31)),
        ("At Month 4 the overspend", "month", date(2025, 7, 31)),
        ("above the same quarter of 2023, when", "same_in_year", date(2023, 9, 30)),
        ("than in the spring term of 2024.", "term", date(2024, 3, 31)),
    ],
)
def test_times_without_a_date_are_resolved(text: str, kind: str, end: date) -> None:
    _, words = mark_times(text)
    assert [(w.kind, w.ends(date(2025, 9, 30))[0]) for w in words] == [(kind, end)]


@pytest.mark.parametrize(
    ("heading", "end"),
    [
        ("Burials in September", date(2025, 9, 30)),
        ("Variance M5", date(2025, 8, 31)),
        ("Quarter 1 2025/26", date(2025, 6, 30)),
        ("A year ago", date(2024, 10, 31)),
        ("Share of burials", None),
    ],
)
def test_the_time_of_a_column_is_read_from_its_heading(heading: str, end: date | None) -> None:
    found = column_time(heading, date(2025, 10, 31))
    assert (found.end if found is not None else None) == end


@pytest.mark.parametrize(
    ("title", "end"),
    [
        ("Budget monitoring 2025/26: position at the end of August (Month 5)", date(2025, 8, 31)),
        ("Capital programme 2024/25 to the end of December", date(2024, 12, 31)),
        ("Annual report 2024/25", None),
    ],
)
def test_a_title_in_two_parts_names_the_period(title: str, end: date | None, tmp_path: Path) -> None:
    report = check_paper(write([f"# {title}", "Nothing else is said here."], tmp_path / "paper.docx"))
    assert report.paper is not None
    found = titled_period(report.paper)
    assert (found.end if found is not None else None) == end


def known(end: date, text: str) -> tuple[date, Known]:
    return end, Known(parse_value(text), Source("0" * 64, "return.csv", printed=text))


def test_a_quarter_is_no_month() -> None:
    months = dict(known(month_end(2025, m), n) for m, n in ((4, "510"), (5, "498"), (6, "522")))
    quarter = Period.quarter(2025, 1)
    assert kind_of_span(parse_value("1,530"), quarter, months, {}) == "sum"
    assert kind_of_span(parse_value("522"), quarter, months, {}) == ""
    assert kind_of_span(parse_value("1,530"), quarter, {month_end(2025, 6): months[month_end(2025, 6)]}, {}) == ""


@pytest.mark.parametrize(
    ("text", "noughts"),
    [("Portfolio (£m)", 6), ("Net cost (£000)", 3), ("Spend £k", 3), ("Budget in millions", 6), ("Visits", 0)],
)
def test_what_a_heading_leaves_out_of_its_money(text: str, noughts: int) -> None:
    assert scale_of(text) == noughts


@pytest.mark.parametrize(
    ("a", "b"), [("borrowed", "borrowing"), ("activity", "active"), ("emissions", "emission"), ("visits", "visit")]
)
def test_forms_of_a_word_have_one_stem(a: str, b: str) -> None:
    assert stems(a) == stems(b)


@given(st.integers(min_value=100, max_value=10**7), st.integers(min_value=0, max_value=3))
def test_a_figure_states_itself_and_no_neighbour(n: int, places: int) -> None:
    number = Decimal(n).scaleb(-places)
    value = Value(str(number), number, places)
    other = Value(str(number + Decimal(1).scaleb(-places)), number + Decimal(1).scaleb(-places), places)
    assert equals(value, value)
    assert equals(Value(f"-{number}", -number, places), value)
    assert not equals(value, other)
    assert 0 < telling_digits(value) <= len(str(n)) + 1


def test_shares_of_a_whole_are_no_results() -> None:
    text = "Large sites account for 62% of late inspections although they have only 43% of the workforce."
    report = check_text(text, period=Period(date(2025, 9, 30), date(2025, 9, 30)))
    assert [f.verdict for f in report.findings if f.printed == "62%"] == ["not_checked"]
    assert not report.contradictions


def test_rows_keep_their_figures_when_a_cell_changes(tmp_path: Path) -> None:
    rows = changed(MONTHS, (1, 2, "1,336"))
    assert "121" in wrong("1,487 deaths were registered, 121 more than in September.", tmp_path, rows)
