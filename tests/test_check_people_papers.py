"""Sentences of papers on services for people: what is true is not called wrong, and beside it what is false is."""

from __future__ import annotations

from pathlib import Path

import pytest

from check import check_paper
from tests.word_papers import Rows, write

TERMS: Rows = [
    ["Measure", "Autumn 2023", "Spring 2024", "Autumn 2024", "Spring 2025", "Summer 2025"],
    ["Children of working parents", "n/a", "864", "903", "1,017", "1,088"],
    ["Nursery places taken up", "2,604", "2,688", "2,655", "2,702", "2,759"],
    ["Providers judged good", "94.5%", "95.0%", "95.5%", "96.0%", "95.9%"],
]
YEARS: Rows = [
    ["Year", "Exclusions", "Exclusion rate", "Visits", "Visit rate"],
    ["2022/23", "31", "0.12", "2,218", "8.91"],
    ["2023/24", "38", "0.15", "2,631", "10.48"],
    ["2024/25", "33", "0.13", "2,544", "10.08"],
]
QUARTERS: Rows = [
    ["Quarter", "Quits", "Confirmed quits"],
    ["2024/25 Q2", "178", "131"],
    ["2024/25 Q3", "190", "143"],
    ["2024/25 Q4", "229", "176"],
    ["2025/26 Q1", "213", "168"],
    ["2025/26 Q2", "229", "184"],
]
RATED: Rows = [
    ["Measure", "Mar 2025", "Sep 2025", "Target", "Rating"],
    ["Children with own carers", "27.9%", "29.6%", "32.0%", "Amber"],
    ["Children with agency carers", "192", "181", "175", "Amber"],
    ["Approved households", "151", "156", "165", "Red"],
    ["Groups placed together", "83.1%", "85.2%", "80.0%", "Green"],
    ["Children with three or more moves", "11.9%", "10.6%", "10.0%", "Amber"],
]
CARERS: Rows = [
    ["Measure", "2023/24", "2024/25", "Target 2024/25"],
    ["Carers registered", "4,685", "5,340", "5,200"],
    ["Carers assessed", "1,418", "1,533", "1,600"],
    ["Carers with a payment", "566", "641", "620"],
    ["Average wait for an assessment (days)", "38", "29", "30"],
]
FLOWS: Rows = [
    ["Households", "October to March", "April to September"],
    ["Households at start", "157", "151"],
    ["Approved", "9", "13"],
    ["Resigned or retired", "-12", "-6"],
    ["Moved to another kind", "-3", "-2"],
    ["Households at end", "151", "156"],
]
SHELTER: Rows = [
    ["Indicator", "Q4 24/25", "Q1 25/26", "Q2 25/26", "Target"],
    ["Households in temporary homes", "346", "339", "327", "330"],
    ["Prevention duties ended well", "54.3%", "57.4%", "60.1%", "58.0%"],
]
STARTS: Rows = [
    ["Wait for a first appointment", "2023/24", "2024/25"],
    ["Up to 1 week", "1,004", "1,122"],
    ["Over 1 week", "342", "314"],
    ["All who started", "1,346", "1,436"],
]
CARRIED: Rows = [
    ["Month", "Pupils carried", "Routes"],
    ["September 2025", "1,312", "241"],
    ["November 2025", "1,347", "246"],
    ["December 2025", "1,352", "246"],
    ["January 2026", "1,369", "249"],
]
PLANS: Rows = [
    ["Indicator", "Oct 2025", "Nov 2025", "Dec 2025", "Target"],
    ["Children with a plan", "337", "329", "321", ""],
    ["Initial conferences held within 15 working days", "84.6%", "86.2%", "83.3%", "85.0%"],
    ["Agency social workers", "18.7%", "18.2%", "17.4%", "16.0%"],
]
DELAYS: Rows = [
    ["", "Oct", "Nov", "Dec", "Quarter 3", "Quarter 2"],
    ["People discharged", "612", "598", "571", "1,781", "1,702"],
    ["Bed days lost to delay", "1,204", "1,131", "1,322", "3,657", "3,910"],
    ["People who went home", "441", "437", "422", "1,300", "1,208"],
]
LIBRARIES: Rows = [
    ["Library", "Visits 2023/24", "Visits 2024/25", "Hours open per week"],
    ["Ashby Road", "61,204", "66,917", "41"],
    ["Castle Street", "118,450", "121,336", "52"],
    ["Fen Lane", "22,318", "20,906", "24"],
    ["Holt Green", "35,771", "38,042", "30"],
    ["Total", "237,743", "247,201", "147"],
]
TEAMS: Rows = [
    ["Team", "Waiting", "Longest wait (days)", "Assessments in June", "Staff in post"],
    ["Learning disability", "88", "141", "31", "17.5"],
    ["Mental health", "64", "97", "28", "14.0"],
    ["Older people", "121", "88", "96", "26.2"],
    ["Occupational therapy", "266", "176", "142", "21.0"],
    ["All teams", "539", "176", "297", "78.7"],
]
MONTHLY: Rows = [
    ["Month", "Waiting", "Assessments"],
    ["March", "718", "377"],
    ["April", "711", "355"],
    ["May", "695", "369"],
    ["June", "682", "384"],
]
TITLES = {
    "libraries": ("# Panel, 22 May 2025: libraries in 2024/25", LIBRARIES),
    "teams": ("# Clinic, July 2025: data to the end of June 2025", TEAMS),
    "monthly": ("# Clinic, July 2025: data to the end of June 2025", MONTHLY),
    "plans": ("# Board, 20 January 2026: December 2025", PLANS),
    "delays": ("# Committee, 11 March 2026: discharges in the third quarter of 2025/26", DELAYS),
    "starts": ("# Group, 4 June 2025: starts in 2024/25", STARTS),
    "carried": ("# Board, 3 March 2026: January 2026", CARRIED),
    "terms": ("# Forum, 8 July 2025: funded places, summer term 2025", TERMS),
    "years": ("# Panel, 20 November 2025: academic year 2024/25", YEARS),
    "quarters": ("# Board: Quarter 2 of 2025/26", QUARTERS),
    "rated": ("# Board, 17 November 2025: six months to September 2025", RATED),
    "carers": ("# Committee, 3 July 2025: carers in 2024/25", CARERS),
    "flows": ("# Board, 17 November 2025: six months to September 2025", FLOWS),
    "shelter": ("# Monitor, 31 October 2025: Quarter 2 of 2025/26", SHELTER),
}

TRUE = [
    ("terms", "1,088 children of working parents took up the 15 funded hours in the summer, 71 more than in the spring."),
    ("terms", "Some 260 more places will be needed by next spring, of which 145 have been secured and a further 60 are in the pipeline, leaving a gap of 55."),
    ("terms", "Between autumn 2024 and summer 2025 places taken up grew by 104, compared with 127 over the same three terms of the previous year."),
    ("terms", "At 95.9%, providers judged good are slightly fewer than in the spring; the rate is lower than in the spring (96.0%) but has held up since autumn 2023, when it was 94.5%."),
    ("years", "There were 10.08 visits for every 100 pupils in 2024/25 (10.48 in 2023/24). England's rate in 2023/24 was 11.31 and that of the South East 10.02."),
    ("years", "Nine children in care were visited, on 23 occasions, and none was the subject of an exclusion. The year before the figures were 12 and 31 respectively."),
    ("years", "In a year in which schools were closed to most pupils for eight weeks there were fewer exclusions than now."),
    ("quarters", "Quits in the first half of 2025/26 were 442. In the same half of 2024/25 they were fewer. The half-year total of confirmed quits in 2025/26 was 352; in 2025/26 a total of 900 quits is aimed at."),
    ("quarters", "184 of the 229 quits were confirmed (80.3%), whereas in the equivalent quarter of 2024/25 131 out of 178 were (73.6%)."),
    ("rated", "Of the five measures one is green, three are amber and one is red. In March three were red, one amber and one green."),
    ("rated", "70 children had three or more moves in the twelve months to September, down from 80 in the twelve months to March, and the rate fell from 11.9% to 10.6%."),
    ("carers", "Three of the four measures exceeded their target for the year, and one did not meet it."),
    ("flows", "Eight households left. Three of the six who resigned or retired gave age as the reason, two a change in their family and one moved to an agency."),
    ("flows", "Of the 139 families who did not take a place, officers reached 94. 37 of the 94 said they would wait until their child was three, 29 found no hours, 16 were about to move and the remaining 12 gave another reason."),
    ("flows", "The grant is £1.27m. 46% is committed to staffing (£0.58m), £0.41m to rooms and the balance of £0.28m to payments, which average £1,140."),
    ("flows", "The budget for 2024/25 was £1.94m, made up of £1.10m from the Better Care Fund, £0.62m from the council and £0.22m from the care board."),
    ("flows", "The forecast is £33.1m against a budget of £31.6m: an overspend of £1.5m (4.7%). Residential care, where 71 children live at an average of £5,870 a week, takes up £21.7m of the total."),
    ("flows", "Maths remains our challenge. 845 of 1,297 learners passed (65.2%); this is the lowest rate of any area and falls short of the 70% target."),
    ("shelter", "Prevention had been improving by one to three points every quarter, but in an earlier year it fell back."),
    ("shelter", "60.1% of duties ended well, the first result above 60% since records began in November 2023."),
    ("flows", "19,578 calls were answered and 1,383 abandoned out of 20,961 that were offered."),
    ("starts", "78.1% started within a week (1,122), compared with 74.6% (1,004 of 1,346)."),
    ("starts", "520 people finished, i.e. 23.9% of those who had started, as opposed to 445 (21.4%) the year before."),
    ("carried", "1,369 pupils were carried in January, 17 more than in December and 57 more than at the start of the academic year."),
    ("plans", "The agency rate went down to 17.4%, i.e. 40 of 230 posts, and is now lower than England's (17.8%), albeit not yet at our target of 16%."),
    ("plans", "35 of 42 conferences (83.3%) were held in time, 2.9 percentage points fewer than in November, when the target had been met for the first time."),
    ("delays", "Over the quarter as a whole delays fell by 253 bed days to 3,657."),
    ("libraries", "Ashby Road grew fastest, by 5,713 visits or 9.3%, after its hours were extended from 35 to 41 a week in June."),
    ("teams", "The learning disability team has the fewest assessments per worker (31 by 17.5 staff, or 1.8 each)."),
    ("monthly", "384 assessments were carried out, the most in any month this year and 15 more than in May."),
    ("flows", "60 of the 100 callers were men, 20 of them under 25, and the other 40 women."),
    ("flows", "Crews attended 55 of 57 emergencies in time. The two missed calls brought the result down to 96.5% from 97.9%."),
    ("shelter", "Households in temporary homes have fallen from a peak of 346 in Quarter 4 and are now three below the target of no more than 330."),
    ("shelter", "At 60.1% prevention is also ahead of the 52.3% reported for England in the April to June quarter."),
]  # fmt: skip

FALSE = [
    ("terms", "1,088 children of working parents took up the 15 funded hours, 81 more than the 1,017 of the spring.", "81"),
    ("terms", "At 95.9%, the rate of providers judged good is higher than in the spring (96.0%).", "higher"),
    ("quarters", "In the equivalent quarter of 2024/25 141 out of 178 were confirmed quits (73.6%).", "73.6%"),
    ("rated", "Of the five measures one is green, two are amber and two are red.", "two"),
    ("carers", "One of the four measures exceeded their target for the year.", "One"),
    ("flows", "Officers reached 94 families. 73 of the 94 said they would wait until their child was three, 29 found no hours, 16 were about to move and the remaining 12 gave another reason.", "94"),
    ("flows", "The grant is £1.27m. 46% is committed to staffing (£0.58m), £0.41m to rooms and the balance of £0.38m to payments, which average £1,140.", "£1.27m"),
    ("flows", "The budget for 2024/25 was £1.49m, made up of £1.10m from the Better Care Fund, £0.62m from the council and £0.22m from the care board.", "£1.49m"),
    ("flows", "Crews attended 55 of 75 emergencies in time. The two missed calls brought the result down to 96.5% from 97.9%.", "96.5%"),
    ("flows", "So far this year 2,199 of 4,322 employees have had an appraisal. The completion rate of 74% compares with 65% a year before.", "74%"),
    ("carried", "1,369 pupils were carried in January, 71 more than in December.", "71"),
    ("plans", "35 of 42 conferences (85.3%) were held in time.", "85.3%"),
    ("plans", "83.3% of initial conferences were held within 15 working days in December, so the target has been met.", "target has been met"),
    ("delays", "Over the quarter as a whole delays fell by 253 bed days to 3,675.", "3,675"),
    ("libraries", "Castle Street grew fastest, by 5,713 visits or 9.3%.", "Castle Street"),
    ("teams", "The learning disability team made the fewest assessments.", "learning disability"),
    ("monthly", "384 assessments were carried out, 25 more than in May.", "25"),
    ("shelter", "There are 327 households in temporary homes, five below the target of no more than 330.", "five"),
]  # fmt: skip


@pytest.mark.parametrize(("paper", "text"), TRUE)
def test_true_sentences_are_not_called_wrong(paper: str, text: str, tmp_path: Path) -> None:
    title, table = TITLES[paper]
    report = check_paper(write([title, text, table], tmp_path / "paper.docx"))
    assert [(f.kind, f.printed, f.explanation) for f in report.contradictions] == []


@pytest.mark.parametrize(("paper", "text", "wrong"), FALSE)
def test_false_sentences_beside_them_are_told(paper: str, text: str, wrong: str, tmp_path: Path) -> None:
    title, table = TITLES[paper]
    report = check_paper(write([title, text, table], tmp_path / "paper.docx"))
    assert wrong in {f.printed for f in report.contradictions}
