"""The figures of one paragraph against each other: silence on true ones, the spoilt figure found, in any wording."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from check import check_text
from check.fraction_words import blur_before, blurred, find_fractions, share_of_words
from check.numerals import find_numerals
from tests.sum_paragraphs import KINDS, spoilt


def wrong(text: str) -> list[tuple[str, str]]:
    return [(f.printed, f.kind) for f in check_text(text).findings if f.verdict == "contradicts"]


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.__name__)
@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10**9))
def test_a_true_paragraph_is_not_called_wrong(kind, seed: int) -> None:  # type: ignore[no-untyped-def]
    paragraph = kind(Random(seed))
    assert wrong(paragraph.text) == [], paragraph.text


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.__name__)
@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10**9))
def test_a_figure_spoilt_beyond_rounding_is_found(kind, seed: int) -> None:  # type: ignore[no-untyped-def]
    r = Random(seed)
    text = spoilt(kind(r), r)
    assert wrong(text), text


OTHERS = (
    "We carried out 412 inspections, and 38 new businesses registered, 12.4% of all registrations this year.",
    "In 2023 there were 1,204 births; 412 deaths were registered in the same period, and the stillbirth rate was 3.1%.",
    "Ashdown recorded 640 visits and Brook 410, up 4.2% and 3.9%.",
    "The team handled 512 calls and 230 emails; 92% were answered the same day.",
    "We received 840 applications, of which 212 were for shared houses. Satisfaction among applicants was 74%.",
    "Attendance rose to 1,240, from 1,110 in spring, while income rose 8.2% to £61,300.",
    "Attendance rose from 1,110 to 1,240 and income rose by 8.2% to £61,300.",
    "There were 56 complaints, 12 fewer than last year; 40 compliments were received, 5 more.",
    "Of 120 staff, 80 returned the survey. 75% of those who replied would recommend us as an employer.",
    "Of the 318 young people who left care, 210 are in work or training, compared with 64% in England.",
    "The fund paid out £1.2m to 340 families, an average of £3,530, and £0.4m to 95 carers.",
    "Between 2019 and 2024 the number of volunteers grew by 120 to 460, but 31% of branches still have none.",
    "Recycling was 48.2% in the quarter and 51.0% for the year, 1.3 percentage points up on the year before.",
    "Vacancies stood at 42 (8.1%) against 55 (10.4%) a year ago, so turnover costs fell by £210,000.",
    "The average wait was 14 days, down from 19, and 93% of people were seen within 21 days.",
    "Of the 640 repairs raised, 610 were urgent. In the same month tenants reported 1,250 further repairs by telephone.",
    "Some 4,300 residents took part, 1,100 of them online; last year 2,900 took part, 31% online.",
    "We visited 45 care homes: 30 are good, 9 require improvement, and 2 are inadequate.",
    "We visited 45 care homes, including 30 for older people and 12 for people with a learning disability.",
    "The budget is £12.4m, of which £3.1m is for staff. Spending to date is £6.0m, 2% more than planned.",
    "Income of £2.4m was £0.2m above budget, mainly because fees of £1.1m were 22% higher than assumed.",
    "Total spending was £8.2m, made up mainly of £3.4m on placements and £2.9m on staff.",
    "Road deaths were 24, two more than the five-year average of 22 and a third fewer than the 36 of 2014.",
    "Absence was 9.4 days per person, 0.9 days above target. In schools it was 7.2, 0.4 days better than in 2023.",
    "Out of 60 schools, 48 are academies; 12 of the 14 secondary schools are among them.",
    "In May 310 vans were stopped. 46 drivers were fined, twice as many as in April.",
    "48% of the 2,100 respondents supported option A, 31% option B and 21% neither.",
    "Since 2015 emissions have been cut by 41% to 12,400 tonnes, and the aim is a further 20% by 2028.",
    "The first phase cost £4.5m and the second £3.8m, a total of £8.3m against a budget of £9.0m, leaving £0.7m.",
    "Of 300 parents asked, 204 replied (68%): 150 were content, 40 were not and 14 gave no view.",
    "Three of the 12 libraries opened longer: visits there rose 14%, against 3% at the other nine.",
    "Last year 82 of 96 (85%) were on time; this year it is 90 of 100.",
    "Debt was £3.2m at the end of June and £3.0m at the end of September, £0.4m less than in September 2023.",
    "We planted 1,200 trees, 400 more than promised. Of the 800 promised, 650 were oak.",
    "Use rose by 15% in the north and fell by 6% in the south, so that overall it was 3% higher at 10,300.",
    "One in four of the 1,640 lights has been changed, saving £48,000 (about 11%) a year.",
    "At 7.2 per 1,000 the rate is above last year's 6.8; the 1,980 cases were 110 more than in 2023.",
    "Income was 5% up at £4.2m. Costs were 3% up at £3.9m, leaving a surplus of £0.3m.",
    "Sickness fell from 10.1 to 9.6 days (5%), while the vacancy rate rose from 7.2% to 7.9% (0.7 points).",
    "There are 4,100 blue badge holders, of whom 2,300 are over 65; 310 badges were refused (7%).",
    "We expected 30 complaints and had 48 more than that, mostly about bins.",
    "Ten schools opted in; 14 more than last year have asked for details.",
    "The fund is £2.0m. Of the £0.9m paid out, 62% of the total went to voluntary groups.",
    "The capital budget is £41.0m. By June £9.8m had been spent, which is 31% of the budget for the half year.",
    "Calls have doubled in two years and emails trebled, from 2,100 to 6,400.",
    "The backlog halved in March and fell again in April, from 640 to 590.",
    "Two in five callers (mostly tenants, 61%) rang more than once.",
    "One in six homes is empty for more than a month (9% for more than six months).",
    "Total arrears are £1.9m, 12% lower than in March and £0.1m below the forecast of £2.0m.",
    "Some 1,240 pupils (11.2%) receive support, of whom 310 have a plan (2.8%).",
    "Of the 1,240 pupils with support, 310 have a plan, 2.8% of all pupils.",
    "In March 88 children came into care and 74 left. The number in care rose from 1,402 to 1,419, because three reviews were late in being recorded.",
    "A quarter of the budget (£1.3m of £5.2m) goes on transport, a third on staff and the rest on food.",
    "Some 34% of invoices were late in April. In May 1,204 of 1,950 invoices were paid early.",
    "Prosecutions numbered 46, compared with 58 in 2023 and 71 in 2022: a fall of 35% in two years.",
    "The waiting list has halved since 2021, from 1,204 to 611 households.",
    "The number has grown by 275 (5.4%) to 5,402 in twelve months and by 84 since September.",
)  # fmt: skip
"""Figures of another place, time, group or unit stand beside each other: nothing here is part of anything it is not said to be."""


@pytest.mark.parametrize("text", OTHERS)
def test_figures_of_something_else_are_not_taken_for_parts(text: str) -> None:
    assert wrong(text) == []


CASES = [
    ("Swimming lessons were booked by 1,240 families; 310 cancelled, a rate of 35.0%.", "35.0%", "25"),
    ("Rangers counted 88 nests. 66 were occupied: that is 65%.", "65%", "75"),
    ("The rent arrears of £2.40m are £0.60m, or 30%, higher than the £1.80m of last March.", "30%", "33"),
    ("Waiting times dropped by 12 days (40%) to 28 days.", "40%", "30"),
    ("The service expects to overspend its budget of £20.0m by £1.2m (8%).", "8%", "6"),
    ("The forecast overspend was £3.4m in May. It is now £2.9m, so the position has improved by £0.9m.", "£0.9m", "£0.5m (£0.4m to £0.6m"),
    ("Take-up is 62.0%, 4.5% above the same point last year (57.5%).", "4.5%", "points"),
    ("Footfall was 9,300, 300 above the 9,600 of the year before.", "300", "below"),
    ("The number of apprentices has grown to 240. Two years ago there were 200; the increase is 20 percentage points.", "20 percentage points", "per cent"),
    ("Visits numbered 6,000, about a third more than the 5,700 of the year before.", "a third", "5.3%"),
    ("Nearly half of the 120 stalls were let (84).", "half", "70%"),
    ("Two in five tenants (52%) asked for a call back.", "52%", "Two in five"),
    ("In six months the desk took 1,260 enquiries, a monthly average of 310.", "310", "210"),
    ("In the ward 97.5% of the 4,000 bins were emptied on time, so 400 were late.", "400", "100 (98 to 102"),
    ("Of the 80 hydrants tested, 71 worked; the other 19 are being repaired.", "19", "9"),
    ("The £6.4m grant was shared between roads (£3.1m), bridges (£2.2m) and paths (£1.7m).", "£6.4m", "£7"),
    ("A visit cost 41.20 days on average, which is £2.20 more than the £39.00 of last year.", "41.20 days", "units"),
    ("Offences per head: 420 thefts, a rate of 14.0 per 100 people; a year ago 390 thefts (13.0 per 1,000).", "14.0", "base"),
    ("The desk opened 193 cases and closed 128. As a result the number open rose from 287 to 298.", "298", "65"),
    ("The lending budget is £284,000. By June £139,200 had been spent, which is 59% of the budget.", "59%", "49"),
    ("Visitors missed 7.1% of the sessions booked. In all 394,480 of 4,851,200 sessions booked were missed.", "7.1%", "8.1"),
    ("Each visitor spent £2.71, 13 pounds more than last year.", "13 pounds", "cannot"),
    ("Punctuality was 82.2%, which is 2.2% above the 80% standard.", "2.2%", "points"),
    ("Refusals trebled, from 11 to 43.", "43", "3.91"),
    ("At 842, complaints are twice the 320 of two years ago.", "842", "2.63"),
    ("Enquiries rose to 731 from 702, so that of the 183 cases opened 97 were about debt, 38 about benefits, 33 about housing and the remaining 33 about other things.", "183", "201"),
    ("The trust shows an underspend of £0.8m on a budget of £96.4m (3.8%).", "3.8%", "0.8%"),
    ("Permits numbered 702, 38 fewer than three months earlier (740) and 8.1% down.", "8.1%", "5.1%"),
    ("Only 83.0% of the forms were in order, below the target of 85% and up from 85.2% in May.", "up", "fell"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "printed", "words"), CASES)
def test_a_figure_that_the_others_refute_is_named_with_what_would_fit(text: str, printed: str, words: str) -> None:
    found = [f for f in check_text(text).findings if f.verdict == "contradicts" and f.printed == printed]
    assert len(found) == 1, [(f.printed, f.verdict, f.explanation) for f in check_text(text).findings]
    assert words in f"{found[0].explanation} {found[0].working} {found[0].expected}"
    assert found[0].sources


def test_points_and_per_cent_that_print_the_same_cannot_be_told_apart() -> None:
    assert wrong("The share was 99.0%, 1% above the 98.0% of last year.") == []


FRACTIONS = [
    ("nearly three in ten more than", "three in ten", Fraction(3, 10)),
    ("about one adult in seven smokes", "one adult in seven", Fraction(1, 7)),
    ("half the 14 found in May", "half", Fraction(1, 2)),
    ("two-thirds of them", "two-thirds", Fraction(2, 3)),
    ("nine in every hundred callers", "nine in every hundred", Fraction(9, 100)),
    ("4 in 5 homes", "4 in 5", Fraction(4, 5)),
    ("fell by a quarter.", "a quarter", Fraction(1, 4)),
    ("three quarters (157) found none", "three quarters", Fraction(3, 4)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "printed", "share"), FRACTIONS)
def test_a_share_in_words_is_one_figure(text: str, printed: str, share: Fraction) -> None:
    (m,) = find_fractions(text)
    assert m[0] == printed
    assert share_of_words(printed) == share
    assert [n.printed for n in find_numerals(text) if n.is_share] == [printed]


@pytest.mark.parametrize(
    "text",
    ["a third party", "the first half of the year", "a quarter of the year", "once a quarter.", "in three quarters of 2024", "5 in 2023", "three in ten days", "a third quarter", "half a million"],
)  # fmt: skip
def test_other_halves_and_quarters_are_no_shares(text: str) -> None:
    assert find_fractions(text) == []


@given(
    low=st.integers(1, 10**6),
    width=st.integers(0, 50),
    blur=st.sampled_from(["", "about", "nearly", "just_over", "over", "under"]),
)
def test_a_word_before_a_figure_only_widens_it(low: int, width: int, blur: str) -> None:
    q = blurred(Fraction(low), Fraction(low + width), blur, words=False)
    assert q.low <= low
    assert q.high >= low + width


@pytest.mark.parametrize(
    ("before", "blur"),
    [("nearly ", "nearly"), ("just over ", "just_over"), ("more than ", "over"), ("about ", "about"), ("the ", ""), ("fewer than ", "under")],
)  # fmt: skip
def test_the_word_before_a_figure_blurs_it(before: str, blur: str) -> None:
    assert blur_before(before) == blur


@pytest.mark.parametrize(
    ("text", "pounds"), [("57p a visit", "0.57"), ("63 pence below", "0.63"), ("£1.12 a visit", "1.12")]
)
def test_pence_are_money(text: str, pounds: str) -> None:
    (n,) = [n for n in find_numerals(text) if n.is_figure]
    assert n.value is not None
    assert (n.value.unit, str(n.value.number)) == ("money", pounds)
