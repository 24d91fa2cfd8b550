"""Words of judgement in prose: above and below limits, distances, directions without both ends, runs and records."""

from __future__ import annotations

from pathlib import Path

import pytest

from check import check_paper, check_text
from tests.word_papers import Rows, write


def kinds(text: str) -> list[str]:
    return sorted(f.kind for f in check_text(text).contradictions)


@pytest.mark.parametrize(
    "text",
    [
        "In the survey 66% of 1,022 people felt safe, two points more than last year (64%) and above our target of 65%.",
        "467 of 489 customers (95.5%) rated the service good, beating the 95% target.",
        "Turnover was 12.3%, above the 12% target.",
        "The journey cost £31.57 on average, 57 pence above the target of £31.00.",
        "Spending was £862,000, within the budget of £900,000.",
        "The repeat rate is 32.2% and back inside the upper limit of 33%.",
        "Membership reached 12,340, passing the target of 12,000.",
        "Only 83.0% of cases achieved their outcomes (88 of 106), below the target of 85% and down from 85.2%.",
        "Claims take 20.40 days, so the target of 20 days is still being missed, by 0.40 days.",
        "48 of 119 duties (40.3%) ended with a home, short of the 45% target by 4.7 points.",
        "Satisfaction was 91%. We will meet the target of 95% by March.",
        "The vacancy rate is 9.5%, under the 10% ceiling.",
        "At Month 5 the forecast overspend was £7.9m. It is now £6.4m, so the position has improved by £1.5m.",
        "Two of the four targets were met.",
    ],
)
def test_true_words_about_limits_are_silent(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("In the survey 66% of 1,022 people felt safe, two points more than last year (64%) and above our target of 68%.", "target_words"),
        ("467 of 489 customers (95.5%) rated the service good, beating the 97% target.", "target_words"),
        ("Turnover was 11.3%, above the 12% target.", "target_words"),
        ("The journey cost £31.57 on average, 75 pence above the target of £31.00.", "target"),
        ("Spending was £962,000, within the budget of £900,000.", "target_words"),
        ("The repeat rate is 34.2% and back inside the upper limit of 33%.", "target_words"),
        ("Membership reached 11,340, passing the target of 12,000.", "target_words"),
        ("Only 83.0% of cases achieved their outcomes (88 of 106), below the target of 85% and up from 85.2%.", "direction"),
        ("48 of 119 duties (40.3%) ended with a home, short of the 45% target by 5.7 points.", "target"),
        ("The vacancy rate is 10.5%, under the 10% ceiling.", "target_words"),
        ("At Month 5 the forecast overspend was £7.9m. It is now £6.4m, so the position has worsened by £1.5m.", "direction"),
    ],
)  # fmt: skip
def test_false_words_about_limits_are_found(text: str, kind: str) -> None:
    assert kind in kinds(text)


SERIES: Rows = [
    ["Measure", "Q1 2024/25", "Q2 2024/25", "Q3 2024/25", "Q4 2024/25", "Q1 2025/26", "Target"],
    ["Households in temporary accommodation", "186", "179", "171", "160", "152", "140"],
    ["Repairs finished on time", "91.2%", "94.8%", "95.9%", "94.1%", "96.3%", "95.0%"],
]


def found(sentence: str, path: Path) -> list[str]:
    paper = write(["# Housing report, Quarter 1 2025/26", SERIES, sentence], path)
    return [f.printed.strip() for f in check_paper(paper).contradictions]


@pytest.mark.parametrize(
    ("sentence", "false"),
    [
        ("Households in temporary accommodation have come down for four quarters in a row and now stand at 152.", False),
        ("Households in temporary accommodation have gone up for four quarters in a row and now stand at 152.", True),
        ("There are 152 households in temporary accommodation, the lowest in the last five quarters.", False),
        ("There are 152 households in temporary accommodation, the highest in the last five quarters.", True),
        ("Repairs finished on time reached 96.3%, rising for the second quarter running.", True),
        ("Repairs finished on time reached 96.3%. They were above the 95% target in two of the five quarters.", False),
        ("Repairs finished on time reached 96.3%. They were above the 95% target in four of the five quarters.", True),
        ("Repairs finished on time reached 96.3%, the best of the five quarters and above the 95% target.", False),
        ("Repairs finished on time reached 96.3%, above the 94% target.", True),
    ],
)  # fmt: skip
def test_runs_records_and_targets_of_a_line(sentence: str, false: bool, tmp_path: Path) -> None:
    assert bool(found(sentence, tmp_path / "p.docx")) is false


@pytest.mark.parametrize(
    "text",
    [
        "The average wait was 11 minutes, comfortably inside our 15 minute standard.",
        "Sickness stood at 9.8 days per employee against a ceiling of 9.0 days.",
        "At 78%, attendance fell short of the 80% goal by two percentage points.",
        "The 95% standard was met, with 95.4% of calls answered in time.",
        "We missed our target of 500 starts by 12, with 488 apprentices beginning.",
        "Occupancy (97.2%) exceeded the 97% target.",
        "Having achieved 71%, we are 4 points adrift of the 75% target.",
        "Costs of £4.2m exceed the cap of £4.0m by £0.2m.",
        "Recycling reached 51.2%, its best result since 2019 (49.8%) and 1.2 points over the 50% target.",
        "Complaints fell to 41 from 52, but the ceiling of 40 was breached.",
        "Attendance was 92.1% (91.0% last year). The target of 93% was narrowly missed.",
        "Response times improved from 12.4 to 11.1 minutes, within the 12 minute target.",
        "Only 61 of 80 plans (76%) were finished on time. This is below the 90% standard set by the regulator.",
        "Debt stands at £1.9m, £0.1m below the £2.0m limit.",
        "The service handled 4,120 calls, 120 more than the 4,000 budgeted, and answered 88%, short of its 90% target.",
        "Visits rose by 5% to 12,600, still 400 short of the 13,000 target.",
    ],
)
def test_other_true_words_are_silent(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "At 78%, attendance fell short of the 80% goal by four percentage points.",
        "The 95% standard was met, with 94.4% of calls answered in time.",
        "We missed our target of 500 starts by 21, with 488 apprentices beginning.",
        "Occupancy (96.2%) exceeded the 97% target.",
        "Having achieved 71%, we are 6 points adrift of the 75% target.",
        "Costs of £4.2m exceed the cap of £4.0m by £0.4m.",
        "Recycling reached 51.2%, its best result since 2019 (49.8%) and 2.2 points over the 50% target.",
        "Complaints fell to 39 from 52, but the ceiling of 40 was breached.",
        "Attendance was 94.1% (91.0% last year). The target of 93% was narrowly missed.",
        "Response times improved from 14.4 to 13.1 minutes, within the 12 minute target.",
        "Only 61 of 80 plans (76%) were finished on time. This is above the 70% standard and above the 90% standard set by the regulator.",
        "Debt stands at £2.9m, below the £2.0m limit.",
        "The service handled 4,120 calls, 120 more than the 4,000 budgeted, and answered 92%, short of its 90% target.",
        "Visits rose by 5% to 12,600, still 600 short of the 13,000 target.",
    ],
)
def test_other_false_words_are_found(text: str) -> None:
    assert kinds(text)
