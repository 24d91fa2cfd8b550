"""Tables by what their columns say: colours, directions, differences, rates, totals, flows, counts.

Each family has tables that are right, which must stay silent, and the same with one cell changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from check import check_paper
from tests.word_papers import Edit, Rows, changed, write


def wrong(blocks: Sequence[str | Rows], path: Path) -> list[str]:
    return sorted(f.printed for f in check_paper(write(blocks, path)).contradictions)


TITLE = "# Performance report, Quarter 4 2024/25"
RAG: Rows = [
    ["Indicator", "Target", "Mar 2025", "RAG", "Dec 2024", "Direction of travel"],
    ["% of older people still at home", "84%", "82.3%", "Amber", "81.0%", "↑ Improved"],
    ["% of reviews in time", "90%", "92.1%", "Green", "91.5%", "↑ Improved"],
    ["% of care plans signed", "75%", "60.2%", "Red", "65.0%", "↓ Worse"],
    ["% of enquiries in 28 days", "75%", "71.6%", "Amber", "71.0%", "↑ Improved"],
]
LEGENDS: list[list[str | Rows]] = [
    ["Green: target met or exceeded; Amber: within 5% of target; Red: more than 5% below target"],
    ["RAG key", "- Green: target met", "- Amber: target missed by up to 5 percentage points", "- Red: target missed by more than 5 percentage points"],
    [[["RAG", "Meaning"], ["Green", "On or above target"], ["Amber", "Within 5 points of target"], ["Red", "More than 5 points from target"]]],
    ["Performance is rated Green if the target is met, Amber if it is missed by up to 10% and Red if it is missed by more than 10%."],
    ["Green: meets or exceeds target. Amber: below target but within 10%. Red: 10% or more below target."],
]  # fmt: skip


@pytest.mark.parametrize("legend", LEGENDS, ids=range(len(LEGENDS)))
def test_colours_fit_the_rule_that_the_paper_prints(legend: list[str | Rows], tmp_path: Path) -> None:
    assert wrong([TITLE, *legend, RAG], tmp_path / "p.docx") == []
    assert wrong([TITLE, *legend, changed(RAG, (2, 3, "Red"))], tmp_path / "a.docx") == ["Red"]
    assert wrong([TITLE, *legend, changed(RAG, (3, 3, "Amber"))], tmp_path / "b.docx") == ["Amber"]


BANDS: Rows = [
    ["Measure", "Result", "Green", "Amber", "Red", "Status"],
    ["Calls answered", "91%", "90%", "80%", "<80%", "G"],
    ["Bins missed per 100,000", "48", "≤40", "41-50", ">50", "A"],
    ["Waiting days", "12.4", "10", "15", "20", "Amber"],
    ["Visits held", "79.2%", "85% or more", "75% to 84.9%", "less than 75%", "Amber"],
]


@pytest.mark.parametrize(
    ("edit", "expected"),
    [(None, []), ((2, 5, "R"), ["R"]), ((4, 5, "Green"), ["Green"]), ((4, 1, "87.2%"), ["Amber"])],
)
def test_colours_fit_the_bands_of_their_row(edit: Edit | None, expected: list[str], tmp_path: Path) -> None:
    rows = changed(BANDS, edit) if edit else BANDS
    assert wrong(["# Report March 2025", rows], tmp_path / "p.docx") == expected


PERFORMANCE: Rows = [
    ["Indicator", "Polarity", "Dec 2024", "Mar 2025", "DoT"],
    ["% reviews", "High", "90.1%", "91.2%", "↑"],
    ["Days", "Low", "14.2", "13.0", "↑"],
    ["Complaints", "Low", "40", "44", "↓"],
    ["% visits", "High", "80.0%", "79.0%", "↓"],
]
NUMBER = changed(PERFORMANCE, (2, 4, "↓"), (3, 4, "↑"))
WORDS: Rows = [
    ["Measure", "Good is", "Q2 2024/25", "Q3 2024/25", "Trend"],
    ["Homes inspected", "High", "71.0%", "74.2%", "Improving"],
    ["Empty homes", "Low", "310", "322", "Worsening"],
    ["Fly tips", "Low", "120", "120", "No change"],
    ["Calls answered", "High", "88%", "91%", "Improving"],
]
LAST_YEAR: Rows = [
    ["Measure", "Last year", "Last quarter", "This quarter", "Target", "RAG", "Change since last year"],
    ["% homes inspected", "70.0%", "73.0%", "71.0%", "80.0%", "Red", "▲"],
    ["% calls answered", "92%", "89%", "90%", "90%", "Green", "▼"],
    ["% bins collected", "98.0%", "97.1%", "98.5%", "99%", "Amber", "▲"],
]
ENGLAND: Rows = [
    ["Outcome", "Town 2022/23", "Town 2023/24", "England 2023/24", "Compared with England", "Trend"],
    ["Health checks", "6.8%", "7.9%", "7.7%", "Better", "Improved"],
    ["Smokers who quit", "49.4%", "51.4%", "53.4%", "Worse", "Improved"],
    ["Excess weight", "37.9%", "36.7%", "35.8%", "Worse", "Improved"],
    ["MMR", "85.0%", "84.5%", "83.9%", "Better", "Deteriorated"],
]
BY_TEAM: Rows = [
    ["Directorate", "12 months to Aug 2024", "12 months to Jul 2024", "Movement", "Position"],
    ["Adults", "11.92", "12.30", "-0.38", "Improved"],
    ["Children", "10.45", "10.51", "-0.06", "Improved"],
    ["Place", "9.88", "9.61", "+0.27", "Worsened"],
    ["Resources", "6.20", "6.64", "-0.44", "Improved"],
]


@pytest.mark.parametrize("suffix", ["docx", "txt"])
@pytest.mark.parametrize(
    ("rows", "edit", "expected"),
    [
        (PERFORMANCE, (1, 4, "↓"), ["arrow down"]),
        (PERFORMANCE, (3, 4, "↑"), ["arrow up"]),
        (NUMBER, (1, 4, "↓"), ["arrow down"]),
        (WORDS, (2, 4, "Improving"), ["Improving"]),
        (WORDS, (1, 4, "Declining"), ["Declining"]),
        (WORDS, (1, 4, "No change"), ["No change"]),
        (LAST_YEAR, (1, 6, "▼"), ["arrow down"]),
        (BY_TEAM, (3, 4, "Improved"), ["Improved"]),
        (ENGLAND, (2, 4, "Better"), ["Better"]),  # one of the two: told once
        (ENGLAND, (3, 5, "Deteriorated"), ["Deteriorated"]),
    ],
)
def test_directions_fit_the_figures_of_their_row(
    rows: Rows, edit: Edit, expected: list[str], suffix: str, tmp_path: Path
) -> None:
    if suffix == "txt" and rows is ENGLAND:
        pytest.skip("a header of four periods in words is the reader's subject")
    assert wrong(["# Report December 2024", rows], tmp_path / f"p.{suffix}") == []
    assert wrong(["# Report December 2024", changed(rows, edit)], tmp_path / f"q.{suffix}") == expected


CHANGE: Rows = [
    ["Measure", "Mar 2024", "Mar 2025", "Change"],
    ["% in time", "81.2%", "84.0%", "+2.8 pp"],
    ["Days to complete", "14.2", "13.1", "-1.1"],
    ["Visits", "812", "790", "-22"],
    ["% of calls", "90.1%", "88.4%", "-1.7 pp"],
]
PERCENT: Rows = [
    ["Measure", "Mar 2024", "Mar 2025", "% change"],
    ["Visits", "812", "790", "-2.7%"],
    ["Calls", "1,200", "1,350", "12.5%"],
    ["Letters", "400", "390", "-2.5%"],
]
VARIANCE: Rows = [
    ["Measure", "Target", "Actual", "Variance from target"],
    ["% in time", "85%", "82.4%", "-2.6%"],
    ["% of reviews", "90%", "93.1%", "3.1%"],
    ["% of visits", "75%", "70.0%", "-5.0%"],
]
GAIN: Rows = [
    ["Measure", "Polarity", "Target", "Result", "Gap to target"],
    ["% in time", "Higher", "85", "82.4", "-2.6"],
    ["Days", "Lower", "10", "12.4", "-2.4"],
    ["Waiting", "Lower", "100", "93", "7"],
    ["Queue", "Lower", "60", "72", "-12"],
]
DUE: Rows = [
    ["Area", "Visits due", "Visits in time", "% in time"],
    ["North", "120", "102", "85.0%"],
    ["South", "98", "90", "91.8%"],
    ["West", "64", "49", "76.6%"],
    ["County", "282", "241", "85.5%"],
]
PER: Rows = [
    ["Rate of children in care per 10,000", "Numerator", "Denominator", "Result"],
    ["North per 10,000", "210", "32,400", "64.8"],
    ["South per 10,000", "180", "30,100", "59.8"],
]
SHARE: Rows = [
    ["Reason", "Number", "% of total"],
    ["Abuse", "120", "48%"],
    ["Neglect", "80", "32%"],
    ["Other", "50", "20%"],
    ["Total", "250", "100%"],
]
BRACKETS: Rows = [
    ["Type", "Decided", "In time", "% in time"],
    ["Major", "17 (13)", "13 (12)", "76% (92%)"],
    ["Minor", "92 (90)", "81 (78)", "88% (87%)"],
    ["Other", "203 (197)", "190 (183)", "94% (93%)"],
    ["Total", "312 (300)", "284 (273)", "91% (91%)"],
]


@pytest.mark.parametrize(
    ("rows", "edit", "expected"),
    [
        (CHANGE, (4, 3, "+1.7 pp"), ["+1.7 pp"]),
        (CHANGE, (3, 3, "-32"), ["-32"]),
        (PERCENT, (2, 3, "15.2%"), ["15.2%"]),
        (VARIANCE, (1, 3, "-6.2%"), ["-6.2%"]),
        (GAIN, (2, 4, "2.4"), ["2.4"]),
        (DUE, (2, 3, "98.1%"), ["98.1%"]),
        (PER, (1, 3, "68.4"), ["68.4"]),
        (SHARE, (2, 2, "23%"), ["23%"]),
        (BRACKETS, (3, 3, "94% (91%)"), ["91%"]),
    ],
)
def test_columns_worked_out_from_others_are_recomputed(
    rows: Rows, edit: Edit, expected: list[str], tmp_path: Path
) -> None:
    assert wrong(["# Report March 2025", rows], tmp_path / "p.docx") == []
    assert wrong(["# Report March 2025", changed(rows, edit)], tmp_path / "q.docx") == expected


RATES: Rows = [
    ["District", "Visits in time", "Average days"],
    ["North", "81.2%", "12.1"],
    ["South", "85.0%", "10.4"],
    ["West", "79.9%", "14.0"],
    ["County", "82.4%", "12.0"],
]
TWO: Rows = [
    ["Area", "December 2024", "March 2025"],
    ["Alderwick", "39", "40"],
    ["Brackenby", "31", "33"],
    ["Copsley", "27", "25"],
    ["Denmoor", "29", "30"],
    ["Total", "126", "128"],
]
OF_WHICH: Rows = [
    ["Area", "Open cases"],
    ["North", "120"],
    ["of which over a year", "14"],
    ["South", "98"],
    ["of which over a year", "11"],
    ["West", "64"],
    ["Total", "282"],
]
CROSS: Rows = [
    ["Age", "Boys", "Girls", "Total"],
    ["0-4", "12", "10", "22"],
    ["5-9", "20", "18", "38"],
    ["10-15", "31", "40", "71"],
    ["Total", "63", "68", "131"],
]
GROUPS: Rows = [
    ["Team", "Staff"],
    ["North", ""],
    ["Social workers", "12"],
    ["Assistants", "8"],
    ["Subtotal", "20"],
    ["South", ""],
    ["Social workers", "15"],
    ["Assistants", "6"],
    ["Subtotal", "21"],
    ["Total", "41"],
]
ALL: Rows = [
    ["District", "Q1 2024/25", "Q2 2024/25"],
    ["Ashmere", "412", "420"],
    ["Birchley", "388", "391"],
    ["Carrow", "501", "489"],
    ["All districts", "1,301", "1,300"],
]
YEAR: Rows = [
    ["", "Q1", "Q2", "Q3", "Q4", "Year"],
    ["Offered", "2,610", "2,702", "2,688", "2,930", "10,930"],
    ["Received", "1,032", "1,144", "1,207", "1,319", "4,702"],
    ["Uptake", "39.5%", "42.3%", "44.9%", "45.0%", "43.0%"],
]


@pytest.mark.parametrize("suffix", ["docx", "txt"])
@pytest.mark.parametrize(
    ("rows", "edit", "expected"),
    [
        (RATES, (4, 1, "92.4%"), ["92.4%"]),
        (RATES, (4, 2, "21.0"), ["21.0"]),
        (TWO, (5, 2, "328"), ["328"]),
        (TWO, (2, 1, "13"), ["126"]),
        (OF_WHICH, (2, 1, "141"), ["120", "141"]),
        (CROSS, (2, 2, "28"), ["38", "68"]),
        (GROUPS, (4, 1, "26"), ["26"]),
        (GROUPS, (9, 1, "44"), ["44"]),
        (ALL, (4, 2, "1,003"), ["1,003"]),
        (YEAR, (2, 5, "4,712"), ["4,712"]),
    ],
)
def test_wholes_fit_their_parts(rows: Rows, edit: Edit, expected: list[str], suffix: str, tmp_path: Path) -> None:
    assert wrong(["# Report March 2025", rows], tmp_path / f"p.{suffix}") == []
    assert wrong(["# Report March 2025", changed(rows, edit)], tmp_path / f"q.{suffix}") == expected


STOCK: Rows = [
    ["Cases", "Apr 2024", "May 2024", "Jun 2024"],
    ["Open at start of month", "120", "125", "131"],
    ["New cases", "30", "28", "25"],
    ["Cases closed", "25", "22", "27"],
    ["Open at end of month", "125", "131", "129"],
]
RUNNING: Rows = [
    ["Adoptions", "Apr 2024", "May 2024", "Jun 2024", "Jul 2024"],
    ["In month", "3", "5", "2", "4"],
    ["Cumulative year to date", "3", "8", "10", "14"],
]
YTD: Rows = [
    ["Measure", "Apr 2024", "May 2024", "Jun 2024", "Jul 2024"],
    ["Adoptions (YTD)", "3", "8", "10", "14"],
    ["Complaints (YTD)", "12", "20", "31", "36"],
]


@pytest.mark.parametrize(
    ("rows", "edit", "expected"),
    [
        (STOCK, (4, 2, "138"), ["138"]),
        (STOCK, (2, 3, "52"), ["129"]),
        ([list(x) for x in zip(*STOCK, strict=True)], (3, 4, "192"), ["192"]),
        (RUNNING, (2, 2, "9"), ["9"]),
        (RUNNING, (1, 3, "6"), ["6"]),
        (YTD, (2, 3, "13"), ["13"]),
    ],
)
def test_stocks_fit_flows_and_running_totals_do_not_fall(
    rows: Rows, edit: Edit, expected: list[str], tmp_path: Path
) -> None:
    assert wrong(["# Report", rows], tmp_path / "p.docx") == []
    assert wrong(["# Report", changed(rows, edit)], tmp_path / "q.docx") == expected


COUNTED = changed(RAG, *((r, 5, RAG[r][5].split()[-1]) for r in range(1, 5)))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Of the four indicators, one is rated Green, two Amber and one Red.", []),
        ("Of the four indicators, one is rated Green, one Amber and two Red.", ["one", "two"]),
        ("Of the four measures reported here, one is Green, two are Amber and one is Red. Three have improved and one has worsened.", []),
        ("Of the four measures reported here, one is Green, two are Amber and one is Red. Two have improved and two have worsened.", ["Two", "two"]),
        ("Three of the four measures improved.", []),
        ("Two of the four measures improved.", ["Two"]),
        ("Four indicators are used. 1 finished the year green, 2 amber and 1 red.", []),
        ("Four indicators are used. 2 finished the year green, 2 amber and 0 red.", ["0", "2"]),
        ("The four indicators: Green: 1, Amber: 2, Red: 1.", []),
        ("None of the four indicators is Green.", ["None"]),
        ("Of the four indicators, none are rated Blue, and two are new this year.", []),
        ("All indicators are reported on 4 pages; red kites were seen on 3 sites.", []),
    ],
)  # fmt: skip
def test_counts_in_sentences_fit_the_rows_they_count(sentence: str, expected: list[str], tmp_path: Path) -> None:
    assert wrong([TITLE, sentence, COUNTED], tmp_path / "p.docx") == expected


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        ([["Service", "Green", "Amber", "Red", "Total"], ["Adults", "1", "2", "1", "4"]], []),
        ([["Service", "Green", "Amber", "Red", "Total"], ["Adults", "2", "2", "0", "4"]], ["0", "2"]),
        ([["Rating", "Number of indicators"], ["Green", "1"], ["Amber", "2"], ["Red", "1"]], []),
        ([["Rating", "Number of indicators"], ["Green", "2"], ["Amber", "2"], ["Red", "1"]], ["2"]),
    ],
)
def test_a_summary_of_colours_fits_the_table_it_counts(summary: Rows, expected: list[str], tmp_path: Path) -> None:
    assert wrong([TITLE, summary, COUNTED], tmp_path / "p.docx") == expected


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("RAG bandings: Below 78% = Red, 78% to 84% = Amber, 84% and above = Green.", True),
        ("Green ≥90% Amber 80–89.9% Red <80%", True),
        ("Red: below 70%, Amber: 70% and above but below 80%, Green: 80% and above", True),
        ("Key: Green (target met), Amber (within 2 points of the target), Red (more than 2 points from the target)", True),
        ("G: target achieved; R: target not achieved", True),
        ("RAG key: Green – at or better than target; Amber – within tolerance; Red – outside tolerance", False),
        ("The table shows 3 Green, 4 Amber and 2 Red indicators.", False),
        ("Green 12, Amber 5, Red 3", False),
    ],
)  # fmt: skip
def test_a_rule_is_read_to_the_last_word_or_not_at_all(text: str, understood: bool) -> None:
    from check.inside.rag_rules import read_rule

    assert (read_rule(text) is not None) == understood
