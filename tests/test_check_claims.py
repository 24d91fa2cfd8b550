"""Sentences read as an auditor reads them: when a figure is of, whether it is a result at all, how it moved, its colour.

All figures are those of the invented county (tests/papers) in March 2025; each false sentence differs from a true one
in one figure or word.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from check import CheckReport, check_text
from records import parse_period
from tests.papers.score import County, county


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> Iterator[County]:
    found = county(tmp_path_factory.mktemp("county"))
    yield found
    found.store.close()


def _check(text: str, where: County) -> CheckReport:
    return check_text(text, period=parse_period("March 2025"), store=where.store, register=where.register)


PERIODS_TRUE = (
    "85.9% of potholes were repaired within 28 days; in the previous survey it was 80.1%.",
    "Street lights out of action numbered 760, which is 31 above that year (729).",
    "The percentage of referrals with a previous referral within 12 months edged down to 26.3% from 26.4%, the first fall since June 2024.",
    "In March 2025, 26.3% of referrals had a previous referral within 12 months, compared with 26.4% last month.",
    "577 of the 618 child protection reviews were held within timescale (93.4%), down 1.8 percentage points on the same month last year, when it was 95.2%.",
    "The percentage of carers assessed or reviewed in the year is down 0.5 percentage points, from 58.4% to 57.9%.",
    "The number of street lights out of action has fallen by 6 since June 2024, from 766 to 760.",
    "Performance on child protection reviews held within timescale was 95.4%, 94.7%, 94.1% and 93.4% in the last four quarters (June 2024 to March 2025).",
    "Last year's figure for safeguarding enquiries concluded within 28 days was 71.9%; this month's is 71.6%.",
    "The number of children in care (1,270) is 79 fewer than a year ago, when it was 1,349.",
    "Care leavers in suitable accommodation: 91.0% (December 2024: 90.8%; March 2024: 92.0%).",
    "The percentage of carers assessed or reviewed in the year was 57.9% in March 2025, down from 58.4% last quarter and 59.7% a year earlier.",
    "In the previous quarter 71.8% of safeguarding enquiries were concluded within 28 days.",
    "At 71.6%, safeguarding enquiries concluded within 28 days are below the target of 75% (previous quarter: 71.8%).",
    "The number of street lights out of action was 757 at the end of February 2025, so it has risen by 0.4%.",
    "The percentage of care leavers in suitable accommodation rose from 90.6% in February 2025 to 91.0% in March 2025.",
    "Potholes repaired within 28 days (February: 85.0%, March 85.9%) are improving.",
    "There were 671 children with a child protection plan at the end of Q4, compared with 670 at the end of Q3.",
    "In March 2025 the share of potholes repaired within 28 days was 85.9%, against 87.0% at the same point last year.",
    "The number of permanent admissions to residential and nursing care increased by 0.1% between December 2024 (1,016) and March 2025 (1,017).",
    "Over the year, the number of children in care fell from 1,349 to 1,270.",
    "From December 2024 to March 2025 the number of permanent admissions to residential and nursing care rose from 1,016 to 1,017.",
    "Compared with December 2024 (84.7%), the share of potholes repaired within 28 days is up at 85.9%.",
    "It took 8.4 days on average to repair a street light in March 2025, down from 8.6 days in December 2024.",
    "85.9% of potholes were repaired within 28 days, down 1.1 percentage points on March 2024 (87.0%).",
    "In February 2025, 85.0% of potholes were repaired within 28 days; in March 2025 it was 85.9%.",
    "The outturn for 2023/24 for potholes repaired within 28 days was 87.0%.",
    "At the end of March, 91.0% of care leavers were in suitable accommodation (December 2024: 90.8%).",
    "The proportion of re-referrals within 12 months, at 26.3%, compares with 26.1% in the same period in the previous year.",
    "There were 760 street lights out of action, 17 fewer than twelve months earlier (777).",
    "Since June 2024 the percentage of emergency incidents attended within two hours has fallen from 98.4% to 98.2%.",
    "Street lights out of action numbered 762 in January, 757 in February and 760 in March.",
    "The numbers of street lights out of action in January, February and March 2025 were 762, 757 and 760 respectively.",
    "People waiting for a home care package: 128 (128 the month before).",
    "Three months earlier, 26.7% of people with a personal budget received a direct payment; now 26.6% do.",
    "The percentage of principal roads in need of maintenance stands at 7.0%, having been 7.1% a year ago.",
    "Direct payments reached 26.6% of people with a personal budget in March 2025; March 2024's figure was 26.5%.",
    "The previous quarter's figure for safeguarding enquiries concluded within 28 days was 71.8%.",
    "The number of children with a child protection plan, 671, compares with 670 in Quarter 3 and 681 in Quarter 2.",
)

PERIODS_FALSE = (
    (
        "In March 2025, 26.3% of referrals had a previous referral within 12 months, compared with 26.7% last month.",
        "26.7%",
    ),
    (
        "577 of the 618 child protection reviews were held within timescale (95.4%), down 1.8 percentage points on the same month last year, when it was 95.2%.",
        "95.4%",
    ),
    (
        "The percentage of carers assessed or reviewed in the year is down 0.5 percentage points, from 58.4% to 57.4%.",
        "57.4%",
    ),
    ("The number of street lights out of action has fallen by 6 since June 2024, from 736 to 760.", "736"),
    (
        "Performance on child protection reviews held within timescale was 96.4%, 94.7%, 94.1% and 93.4% in the last four quarters (June 2024 to March 2025).",
        "96.4%",
    ),
    (
        "Last year's figure for safeguarding enquiries concluded within 28 days was 71.9%; this month's is 77.6%.",
        "77.6%",
    ),
    ("The number of children in care (1,270) is 29 fewer than a year ago, when it was 1,349.", "29"),
    ("Care leavers in suitable accommodation: 91.0% (December 2024: 90.8%; March 2024: 22.0%).", "22.0%"),
    (
        "The percentage of carers assessed or reviewed in the year was 57.9% in March 2025, down from 58.3% last quarter and 59.7% a year earlier.",
        "58.3%",
    ),
    ("In the previous quarter 51.8% of safeguarding enquiries were concluded within 28 days.", "51.8%"),
    (
        "At 71.6%, safeguarding enquiries concluded within 28 days are below the target of 78% (previous quarter: 71.8%).",
        "78%",
    ),
    ("The number of street lights out of action was 717 at the end of February 2025, so it has risen by 0.4%.", "717"),
    (
        "The percentage of care leavers in suitable accommodation rose from 95.6% in February 2025 to 91.0% in March 2025.",
        "95.6%",
    ),
    ("Potholes repaired within 28 days (February: 85.0%, March 45.9%) are improving.", "45.9%"),
    (
        "There were 871 children with a child protection plan at the end of Q4, compared with 670 at the end of Q3.",
        "871",
    ),
    (
        "In March 2025 the share of potholes repaired within 28 days was 95.9%, against 87.0% at the same point last year.",
        "95.9%",
    ),
    (
        "The number of permanent admissions to residential and nursing care increased by 1.1% between December 2024 (1,016) and March 2025 (1,017).",
        "1.1%",
    ),
    ("Over the year, the number of children in care fell from 6,349 to 1,270.", "6,349"),
    (
        "From December 2024 to March 2025 the number of permanent admissions to residential and nursing care rose from 1,086 to 1,017.",
        "1,086",
    ),
    ("Compared with December 2024 (54.7%), the share of potholes repaired within 28 days is up at 85.9%.", "54.7%"),
    (
        "It took 8.4 days on average to repair a street light in March 2025, down from 8.1 days in December 2024.",
        "8.1 days",
    ),
    (
        "85.9% of potholes were repaired within 28 days, down 1.4 percentage points on March 2024 (87.0%).",
        "1.4 percentage points",
    ),
    ("In February 2025, 85.0% of potholes were repaired within 28 days; in March 2025 it was 85.8%.", "85.8%"),
    ("The outturn for 2023/24 for potholes repaired within 28 days was 17.0%.", "17.0%"),
    ("At the end of March, 91.0% of care leavers were in suitable accommodation (December 2024: 92.8%).", "92.8%"),
    (
        "The proportion of re-referrals within 12 months, at 26.3%, compares with 23.1% in the same period in the previous year.",
        "23.1%",
    ),
    ("There were 780 street lights out of action, 17 fewer than twelve months earlier (777).", "780"),
    (
        "Since June 2024 the percentage of emergency incidents attended within two hours has fallen from 98.4% to 98.3%.",
        "98.3%",
    ),
    ("Street lights out of action numbered 462 in January, 757 in February and 760 in March.", "462"),
    (
        "The numbers of street lights out of action in January, February and March 2025 were 762, 757 and 710 respectively.",
        "710",
    ),
    ("People waiting for a home care package: 828 (128 the month before).", "828"),
    ("Three months earlier, 26.7% of people with a personal budget received a direct payment; now 56.6% do.", "56.6%"),
    ("The percentage of principal roads in need of maintenance stands at 7.0%, having been 7.3% a year ago.", "7.3%"),
    (
        "Direct payments reached 26.6% of people with a personal budget in March 2025; March 2024's figure was 27.5%.",
        "27.5%",
    ),
    ("The previous quarter's figure for safeguarding enquiries concluded within 28 days was 61.8%.", "61.8%"),
    (
        "The number of children with a child protection plan, 671, compares with 670 in Quarter 3 and 281 in Quarter 2.",
        "281",
    ),
)

NOT_RESULTS_TRUE = (
    "The percentage of care leavers in suitable accommodation was 91.0% in March 2025, against a national average of 88.0% and 86.4% for our statistical neighbours.",
    "At 85.9%, the share of potholes repaired within 28 days was below the 90% target in March 2025 but above the county's five-year average of 82%.",
    "The council set a target of 92% for care leavers in suitable accommodation in 2024/25.",
    "The target for care leavers in suitable accommodation in 2025/26 will be 93%.",
    "The average number of days between entering care and moving in with an adoptive family is 494.2 days, the target being 426 days.",
    "The percentage of referrals with a previous referral within 12 months peaked at 31.2% in 2019/20 and has been between 24% and 29% since.",
    "If the present rate goes on, the number of children in care will reach 1,500 by March 2027.",
    "The number of street lights out of action should fall below 700 by the end of 2025.",
    "We expect the number of children in care to fall to 1,200 by the end of the year.",
    "The number of children in care is expected to be about 1,250 in September.",
    "It is hoped that 95% of child protection reviews will be held within timescale next quarter.",
    "England average for referrals with a previous referral within 12 months: 22.4%.",
    "26.3% of referrals had a previous referral within 12 months (England 22.4%, South East 25.1%).",
    "71.6% of safeguarding enquiries were concluded within 28 days, compared with 71% nationally.",
    "The regional figure for care leavers in education, employment or training is 52.0%; ours is 51.2%.",
    "26.6% of people with a personal budget received a direct payment, up on 26.5% a year ago. The target is 28%.",
    "98.2% of emergency incidents were attended within two hours (target 98%).",
    "98.2% of emergency incidents were attended within two hours against a target of 98%.",
    "The target for emergency incidents attended within two hours is 98%.",
    "The 98% target for emergency incidents attended within two hours was met: the result was 98.2%.",
    "Assessments must be done within 10 working days and reviews within 4 to 6 weeks.",
    "Twelve children aged 16 and 17 were placed more than 20 miles from home in March 2025.",
    "Of the children in care at the end of March 2025, 412 were aged 10 to 15 and 96 were unaccompanied asylum seeking children.",
    "Rates per 10,000 fell: 65 per 10,000 children were in care, against 70 per 10,000 in England.",
    "18 children in care moved school and 7 children in care were reported missing in March 2025.",
    "We held 14 events for children in care and wrote to 350 care leavers in suitable accommodation.",
    "In March 2025, 23 children entered care and 31 left care.",
    "Up to 40 children in care could be housed in the new homes.",
    "The profile for people waiting for a home care package is 90 by June 2025.",
    "It is forecast that 1,320 children will be in care by March 2026.",
    "The number of children in care was 1,270, below the profile of 1,300.",
    "Between April 2024 and March 2025, 412 safeguarding enquiries concluded within 28 days were sampled.",
    "About 60% of the children in care are boys, and 12% have a disability.",
    "The rate of safeguarding enquiries concluded within 28 days has stayed between 69% and 74% since 2021 and is now 71.6%.",
    "Staff made 230 visits to children in care and repaired 1,200 potholes within 28 days on A roads.",
    "The South East average for potholes repaired within 28 days was 79.9%, and ours was 85.9%.",
    "Potholes repaired within 28 days stood at 85.9%, 4 points better than similar authorities (81.9%).",
    "Every month about 700 potholes are reported.",
    "The new contract asks for 95% of potholes to be repaired within 28 days from April 2026.",
    "It costs £62 to repair a pothole and £340 to repair a street light.",
    "Safeguarding enquiries concluded within 28 days: 71.6%. Target: 75%. National: 74.0%.",
    "A further 45 people were waiting for a home care package assessment.",
    "By the end of June 2025 we aim to have fewer than 100 people waiting for a home care package.",
    "Before the pandemic 89.2% of potholes were repaired within 28 days.",
)

NOT_RESULTS_FALSE = (
    (
        "The percentage of care leavers in suitable accommodation was 11.0% in March 2025, against a national average of 88.0% and 86.4% for our statistical neighbours.",
        "11.0%",
    ),
    (
        "At 85.9%, the share of potholes repaired within 28 days was below the 20% target in March 2025 but above the county's five-year average of 82%.",
        "20%",
    ),
    ("The council set a target of 12% for care leavers in suitable accommodation in 2024/25.", "12%"),
    (
        "The average number of days between entering care and moving in with an adoptive family is 694.2 days, the target being 426 days.",
        "694.2 days",
    ),
    ("22.3% of referrals had a previous referral within 12 months (England 22.4%, South East 25.1%).", "22.3%"),
    ("71.3% of safeguarding enquiries were concluded within 28 days, compared with 71% nationally.", "71.3%"),
    ("The regional figure for care leavers in education, employment or training is 52.0%; ours is 81.2%.", "81.2%"),
    (
        "26.6% of people with a personal budget received a direct payment, down on 26.5% a year ago. The target is 28%.",
        "down",
    ),
    ("91.2% of emergency incidents were attended within two hours (target 98%).", "91.2%"),
    ("98.2% of emergency incidents were attended within two hours against a target of 97%.", "97%"),
    ("The target for emergency incidents attended within two hours is 68%.", "68%"),
    ("The 98% target for emergency incidents attended within two hours was met: the result was 95.2%.", "95.2%"),
    ("The number of children in care was 1,240, below the profile of 1,300.", "1,240"),
    (
        "The rate of safeguarding enquiries concluded within 28 days has stayed between 69% and 74% since 2021 and is now 71.2%.",
        "71.2%",
    ),
    ("The South East average for potholes repaired within 28 days was 79.9%, and ours was 15.9%.", "15.9%"),
    ("Potholes repaired within 28 days stood at 65.9%, 4 points better than similar authorities (81.9%).", "65.9%"),
    ("Safeguarding enquiries concluded within 28 days: 71.6%. Target: 73%. National: 74.0%.", "73%"),
)

MOVES_TRUE = (
    "The percentage of care leavers in suitable accommodation has improved since December 2024.",
    "The number of children in care has fallen over the past year.",
    "The number of children in care fell by 79 over the year to 1,270.",
    "There were 671 children with a child protection plan, 10 fewer than last month.",
    "85.9% of potholes were repaired within 28 days in March 2025. In December 2024 it was 84.7%: performance has improved.",
    "Potholes repaired within 28 days stood at 85.9%, down 1.1 percentage points on a year ago.",
    "Compared with the previous quarter, the percentage of safeguarding enquiries concluded within 28 days has worsened.",
    "The number of street lights out of action was 757 at the end of February 2025, so it has risen by 0.4%.",
    "The percentage of children in care with three or more placements in the last 12 months is 11.3%, higher than in December 2024.",
    "Performance on child protection reviews held within timescale has worsened year on year.",
    "Re-referrals within 12 months are down on September 2024 (26.5%).",
    "The average number of days to repair a street light has decreased since the previous quarter.",
    "The percentage of carers assessed or reviewed in the year, 57.9%, is lower than at the same point last year.",
    "The number of children in care should fall over the next year.",
    "We will improve the percentage of care leavers in suitable accommodation since it matters.",
    "The service has improved its website since last month.",
    "Referrals with a previous referral within 12 months will have fallen by March 2026.",
    "We do not expect the number of children in care to have risen since February.",
)

MOVES_FALSE = (
    ("The percentage of care leavers in suitable accommodation has worsened since December 2024.", "worsened"),
    ("The number of children in care has risen over the past year.", "risen"),
    ("The number of children in care fell by 76 over the year to 1,270.", "76"),
    ("There were 671 children with a child protection plan, 10 more than last month.", "more"),
    (
        "83.9% of potholes were repaired within 28 days in March 2025. In December 2024 it was 84.7%: performance has improved.",
        "83.9%",
    ),
    ("Potholes repaired within 28 days stood at 84.9%, down 1.1 percentage points on a year ago.", "84.9%"),
    (
        "Compared with the previous quarter, the percentage of safeguarding enquiries concluded within 28 days has improved.",
        "improved",
    ),
    ("The number of street lights out of action was 717 at the end of February 2025, so it has risen by 0.4%.", "717"),
    (
        "The percentage of children in care with three or more placements in the last 12 months is 11.3%, lower than in December 2024.",
        "lower",
    ),
    ("Performance on child protection reviews held within timescale has improved year on year.", "improved"),
    ("Re-referrals within 12 months are down on September 2024 (24.5%).", "24.5%"),
    ("The average number of days to repair a street light has increased since the previous quarter.", "increased"),
    (
        "The percentage of carers assessed or reviewed in the year, 57.6%, is lower than at the same point last year.",
        "57.6%",
    ),
)

COLOURS_AND_TARGETS_TRUE = (
    "The percentage of care leavers in suitable accommodation is rated Amber.",
    "26.3% of referrals had a previous referral within 12 months. The target is 25%, so the measure is Amber.",
    "51.2% of care leavers were in education, employment or training in March 2025; the target is 55% and the measure is rated Amber.",
    "7.0% of principal roads were in need of maintenance, against a target of 6%. The indicator is Amber.",
    "Safeguarding enquiries concluded within 28 days remains Amber.",
    "The RAG status for carers assessed or reviewed in the year is Amber.",
    "RAG rating for potholes repaired within 28 days: Amber.",
    "The measure for potholes repaired within 28 days will be Green when the target is met.",
    "Red means below 80%, Amber 80% to 90% and Green 90% or more for potholes repaired within 28 days.",
    "Potholes repaired within 28 days was not Red.",
    "The red light on the lamps for safeguarding enquiries concluded within 28 days is broken.",
    "At 91.0%, care leavers in suitable accommodation was below the target.",
    "The target for potholes repaired within 28 days was missed.",
    "The percentage of potholes repaired within 28 days missed its target by 4.1 points.",
    "Potholes repaired within 28 days stood at 85.9%, 4.1 percentage points below the target of 90%.",
    "We expect potholes repaired within 28 days to be above target by June.",
    "Work goes on to get potholes repaired within 28 days above target.",
    "The number of children in care, at 1,270, is better than the target of 1,300.",
    "The number of street lights out of action was the lowest since February 2025.",
)

COLOURS_AND_TARGETS_FALSE = (
    ("The percentage of care leavers in suitable accommodation is rated Red.", "Red"),
    (
        "26.1% of referrals had a previous referral within 12 months. The target is 25%, so the measure is Amber.",
        "26.1%",
    ),
    (
        "59.2% of care leavers were in education, employment or training in March 2025; the target is 55% and the measure is rated Amber.",
        "59.2%",
    ),
    ("7.0% of principal roads were in need of maintenance, against a target of 6%. The indicator is Red.", "Red"),
    ("Safeguarding enquiries concluded within 28 days remains Red.", "Red"),
    ("The RAG status for carers assessed or reviewed in the year is Red.", "Red"),
    ("RAG rating for potholes repaired within 28 days: Red.", "Red"),
    ("At 61.0%, care leavers in suitable accommodation was below the target.", "61.0%"),
    ("At 91.0%, care leavers in suitable accommodation was above the target.", "above the target"),
    ("The target for potholes repaired within 28 days was met.", "target for potholes repaired within 28 days was met"),
    ("The percentage of potholes repaired within 28 days missed its target by 6.1 points.", "6.1 points"),
    ("Potholes repaired within 28 days stood at 87.9%, 4.1 percentage points below the target of 90%.", "87.9%"),
    (
        "Potholes repaired within 28 days stood at 85.9%, 4.1 percentage points above the target of 90%.",
        "4.1 percentage points",
    ),
    (
        "Potholes repaired within 28 days stood at 85.9%, 2.1 percentage points below the target.",
        "2.1 percentage points",
    ),
    ("The number of children in care, at 1,270, is above the target of 1,300.", "above the target of 1,300"),
    ("Child protection reviews held within timescale are on target at 93.4%.", "on target"),
    (
        "The number of children in care stood at 1,270 at the end of March 2025, the highest for a year.",
        "the highest for a year",
    ),
    ("Potholes repaired within 28 days are at their highest since March 2024.", "their highest since March 2024"),
    ("Potholes repaired within 28 days fell for the third month in a row.", "for the third month in a row"),
)


@pytest.mark.parametrize("text", [*PERIODS_TRUE, *NOT_RESULTS_TRUE, *MOVES_TRUE, *COLOURS_AND_TARGETS_TRUE])
def test_a_true_sentence_is_not_called_wrong(text: str, where: County) -> None:
    assert [(f.printed, f.explanation) for f in _check(text, where).contradictions] == []


@pytest.mark.parametrize(
    ("text", "printed"), [*PERIODS_FALSE, *NOT_RESULTS_FALSE, *MOVES_FALSE, *COLOURS_AND_TARGETS_FALSE]
)
def test_a_false_sentence_is_called_wrong_where_it_is(text: str, printed: str, where: County) -> None:
    assert printed in [f.printed for f in _check(text, where).contradictions]


SAID_WHY = (
    ("The England average for referrals with a previous referral within 12 months is 22.4%.", "22.4%", "benchmark"),
    ("The number of children in care is forecast to reach 1,400 by March 2026.", "1,400", "forecast"),
    (
        "The percentage of carers assessed or reviewed in the year has been between 55% and 61% since 2021.",
        "55%",
        "range",
    ),
    ("The number of street lights out of action has dropped below 800.", "800", "extreme"),
)


@pytest.mark.parametrize(("text", "printed", "kind"), SAID_WHY)
def test_what_is_no_result_is_named_for_what_it_is(text: str, printed: str, kind: str, where: County) -> None:
    (found,) = [f for f in _check(text, where).findings if f.printed == printed]
    assert found.kind == kind
    assert found.verdict in {"not_comparable", "not_checked"}
