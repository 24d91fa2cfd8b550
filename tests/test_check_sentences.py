"""Sums and words inside sentences: changes, ratios, directions, rounding, each right and wrong."""

from __future__ import annotations

import pytest

from check import CheckReport, check_text
from check.direction_words import find_direction_words
from check.inside.directions import polarity_of_aim
from check.numerals import find_numerals
from check.period_of import periods_of_figures
from check.sentences import read_sentences
from records import parse_period


def verdict(report: CheckReport, printed: str, kind: str = "") -> str:
    found = [f for f in report.findings if f.printed == printed and (not kind or f.kind == kind)]
    assert len(found) == 1, [(f.printed, f.kind, f.verdict) for f in report.findings]
    return found[0].verdict


RIGHT = [
    ("Numbers fell by 37% between Sept 2016 (766) and March 2017 (481).", "37%"),
    ("The total went from 1,448 in Sept 2016 to 1,412 in March 2017, a reduction of 36.", "36"),
    ("The rate rose from 12.2% in February to 12.5% in March 2016, an increase of 0.3 percentage points.", "0.3 percentage points"),
    ("There were 240 children, 20 more than the 220 in March.", "20"),
    ("Of the 163 aged 16-17, 106 (65%) moved on.", "65%"),
    ("52 of the 68 visits were in time (76.5%), 16 visits were held outside it.", "76.5%"),
    ("76.5% (52 of 68) were in time.", "76.5%"),
    ("Three out of four visits, or 75%, were in time.", "75%"),
]  # fmt: skip

WRONG = [
    ("Numbers fell by 39% between Sept 2016 (766) and March 2017 (481).", "39%", "37"),
    ("The total went from 1,448 in Sept 2016 to 1,412 in March 2017, a reduction of 46.", "46", "36"),
    ("The rate rose from 12.2% in February to 12.5% in March 2016, an increase of 0.5 percentage points.", "0.5 percentage points", "0.3"),
    ("Of the 163 aged 16-17, 106 (56%) moved on.", "56%", "65%"),
    ("52 of the 68 visits were in time (75.6%).", "75.6%", "76.5%"),
    ("52 of the 68 visits were in time (76.5%), 18 visits were held outside it.", "18", "16"),
    ("86 of the 68 visits were in time.", "86", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "figure"), RIGHT)
def test_a_sum_that_holds_agrees(text: str, figure: str) -> None:
    report = check_text(text)
    assert verdict(report, figure) in {"agrees", "agrees_within_rounding"}
    assert report.counts["contradicts"] == 0


@pytest.mark.parametrize(("text", "figure", "expected"), WRONG)
def test_a_sum_that_does_not_hold_contradicts_and_says_what_fits(text: str, figure: str, expected: str) -> None:
    found = [f for f in check_text(text).findings if f.printed == figure and f.verdict == "contradicts"]
    assert len(found) == 1
    assert expected in found[0].expected
    assert found[0].working


def test_a_percentage_of_percentages_is_told_from_points() -> None:
    report = check_text("The rate fell from 92.8% to 91.8%, a 1% decrease.")
    (found,) = [f for f in report.findings if f.printed == "1%"]
    assert (found.verdict, found.kind) == ("agrees", "percentage_points")
    assert "percentage points" in found.explanation


def test_cut_off_percentages_are_one_rounding_finding_that_names_both() -> None:
    report = check_text(
        "They fell from 246 to 232, a reduction of 5%.\n\nThe average rose from 364.6 days to 454.7 days, an increase of 24%."
    )
    (mode,) = [f for f in report.findings if f.kind == "rounding_mode"]
    assert mode.printed == "5%, 24%"
    assert "cut off" in mode.explanation
    assert report.counts["contradicts"] == 0


def test_one_percentage_that_is_only_right_cut_off_is_an_error() -> None:
    report = check_text(
        "They fell from 246 to 232, a reduction of 5%. Others rose from 1000 to 1056, an increase of 6%."
    )
    assert verdict(report, "5%") == "contradicts"


DIRECTIONS = [
    ("Numbers have increased from 246 in Sept 2016 to 232 in March 2017.", "increased", "contradicts"),
    ("Numbers have decreased from 246 in Sept 2016 to 232 in March 2017.", "decreased", "agrees"),
    ("The rate is 12.6%, down from 13.4% in September 2016.", "down", "agrees"),
    ("The rate is 12.6%, up from 13.4% in September 2016.", "up", "contradicts"),
    ("The share has remained stable, with 67% in Sept 2015 and 66.2% in March 2017.", "remained stable", "agrees"),
    ("The share has remained stable, with 67% in Sept 2015 and 46.2% in March 2017.", "remained stable", "contradicts"),
    ("In April 2015, 9.7% had moved; in April 2016 this had reduced to 12.8%.", "reduced", "contradicts"),
]


@pytest.mark.parametrize(("text", "word", "expected"), DIRECTIONS)
def test_direction_words_are_held_against_the_figures(text: str, word: str, expected: str) -> None:
    assert verdict(check_text(text), word, "direction") == expected


def test_words_of_aims_and_negations_say_nothing_of_what_happened() -> None:
    assert [w.moved for w in find_direction_words("The number has not increased")] == []
    assert all(w.aim for w in find_direction_words("We expect to see an increase in fostering"))


@pytest.mark.parametrize(
    ("aim", "polarity"),
    [
        ("We will expect to see a reduction in the number of children in care", "L"),
        ("An increase in the number of children in permanent fostering", "H"),
        ("We expect the share in the same placement to remain stable", ""),
    ],
)
def test_an_aim_says_which_way_is_better(aim: str, polarity: str) -> None:
    assert polarity_of_aim(aim) == polarity


PERIODS = [
    ("between Sept 2016 (766) and March 17 (481)", {"766": "2016-09-30", "481": "2017-03-31"}),
    ("an increase to 65 in Dec 16 and then 63 children in March 17", {"65": "2016-12-31", "63": "2017-03-31"}),
    ("91.8% of them, a 1% decrease since December 2016", {"91.8%": "", "1%": ""}),
    ("Performance as at May 2016 shows 90.5%, up from 86.3% in March 2015", {"90.5%": "2016-05-31", "86.3%": "2015-03-31"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PERIODS)
def test_figures_take_the_period_said_of_them(text: str, expected: dict[str, str]) -> None:
    numerals = find_numerals(text)
    (sentence,) = read_sentences(text, numerals)
    dated = periods_of_figures(sentence)
    got = {
        numerals[n].printed: sentence.periods[dated[k]].end.isoformat() if k in dated else ""
        for k, n in enumerate(sentence.figures)
    }
    assert got == expected


STALE = [
    ("The Jan 16 figure uses data from April 15 to Oct16.", "contradicts"),
    ("The Jan 16 result rests on data from April 15 to Jan 16.", "contradicts"),
    ("The Mar 16 result uses data from April 15 to Mar 16.", "agrees"),
    ("The Mar 16 position covers cases from April 15 to Feb 16.", "contradicts"),
    ("The Mar 16 figures are worked out from returns from April 15 to Mar 16.", "agrees"),
]


@pytest.mark.parametrize(("text", "expected"), STALE)
def test_notes_about_another_period_are_stale(text: str, expected: str) -> None:
    report = check_text(f"Data run from April. {text}", period=parse_period("Mar 2016"))
    (found,) = [f for f in report.findings if f.kind in {"stale_period", "period"}]
    assert found.verdict == expected


def test_totals_told_in_text_are_cast_noun_by_noun() -> None:
    text = (
        "Edge of care: 612 families referred; 449 FGCs convened, plus 15 PCRs. Education: 21 families referred; 13 FGCs "
        "convened plus 1 PCR. Early help: 27 families referred and 14 FGCs convened. Total - 660 referrals, 476 FGCs, 15 PCRs."
    )
    report = check_text(text)
    wrong = [f for f in report.findings if f.verdict == "contradicts"]
    assert [(f.printed, f.expected) for f in wrong] == [("15", "16")]


def test_every_figure_ends_with_exactly_one_verdict() -> None:
    text = "In March 2016, 52 of the 68 visits were in time (76.5%). Costs were £1.2m. Ring 01632 960 123."
    report = check_text(text)
    assert report.numerals == {"total": 6, "figure": 4, "date": 1, "phone": 1}
    spans = [f.place.span for f in report.findings]
    assert len(spans) == len(set(spans)) == 4
    assert sum(report.counts.values()) == len(report.findings)
