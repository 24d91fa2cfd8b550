"""Arrows, ratings and worked-out columns of tables that name no polarity: right papers silent, one changed cell found."""

from __future__ import annotations

from pathlib import Path

import pytest

from check import check_paper
from check.inside.polarity_words import is_plain_name, polarity_of_name
from check.inside.rating_cells import answer_colour, side_of
from records import Finding
from tests.word_papers import Rows, changed, write

TERMS: Rows = [
    ["Measure", "Summer 2024", "Autumn 2024", "Spring 2025", "Summer 2025", "Target", "On target?", "Since last term"],
    ["Nursery places taken up", "71.2%", "72.9%", "74.4%", "75.8%", "75.0%", "Yes", "⬆"],
    ["Claims paid on time", "97.4%", "98.1%", "98.9%", "98.2%", "98.5%", "Almost", "⬇"],
    ["Complaints", "14", "19", "17", "12", "13", "Yes", "⬆"],
    ["Families helped to find a place", "118", "126", "140", "152", "145", "Yes", "⬆"],
    ["Settings visited within a month", "81%", "83%", "80%", "84%", "90%", "No", "⬆"],
]
"""Terms are no dates, the direction stands under "since", the answers have a third step."""

QUARTERS: Rows = [
    ["Promise", "Q3 2024/25", "Q2 2025/26", "Q3 2025/26", "Target", "Performance", "Since last quarter"],
    ["Jobs finished within ten days", "71%", "77%", "76%", "80%", "Nearly achieved", "🙁"],
    ["Homes waiting for a repair", "410", "371", "352", "360", "Achieved", "🙂"],
    ["Tenants satisfied", "84%", "85%", "87%", "86%", "Achieved", "🙂"],
    ["Jobs done again", "61", "52", "57", "50", "Nearly achieved", "🙁"],
    ["Appointments kept", "93%", "94%", "95%", "94%", "Achieved", "🙂"],
    ["Days to let an empty home", "41", "36", "33", "28", "Not achieved", "🙂"],
]

FORECASTS: Rows = [
    ["Service", "Budget", "Month 7 forecast", "Month 8 forecast", "Variance", "Status", "Movement"],
    ["Adult care", "42,100", "43,250", "43,610", "+1,510", "Red", "↑"],
    ["Children", "31,400", "32,980", "32,610", "+1,210", "Red", "↓"],
    ["Roads", "9,200", "9,150", "9,180", "-20", "Green", "↑"],
    ["Parks", "3,310", "3,290", "3,240", "-70", "Green", "↓"],
    ["Total", "86,010", "88,670", "88,640", "+2,630", "Red", "↓"],
]
"""Budgets are what forecasts are rated by, and arrows of parts of one thing follow the number."""

ELSEWHERE: Rows = [
    ["Outcome", "Previous period", "Latest period", "England", "Compared with England", "Recent trend"],
    ["Smoking in pregnancy", "9.1%", "7.9%", "7.2%", "Worse", "Decreasing, getting better"],
    ["Children vaccinated", "88.4%", "90.2%", "91.6%", "Worse", "Increasing, getting better"],
    ["Deaths on the roads", "31", "27", "29", "Better", "Decreasing, getting better"],
    ["Active adults", "63.0%", "61.8%", "64.4%", "Worse", "Decreasing, getting worse"],
]

AVERAGES: Rows = [
    ["Directorate", "Contracts", "Value (£m)", "Bids received", "Average bids"],
    ["Adults", "9", "11.20", "41", "4.6"],
    ["Children", "7", "4.65", "24", "3.4"],
    ["Roads", "12", "15.90", "53", "4.4"],
    ["Homes", "8", "9.35", "38", "4.8"],
    ["Total", "36", "41.10", "156", "4.3"],
]

FUND: Rows = [
    ["", "£m"],
    ["Balance at 1 April", "8.42"],
    ["Paid in by services", "0.51"],
    ["Interest", "0.08"],
    ["Claims paid", "-0.16"],
    ["Premiums", "-0.47"],
    ["Balance at 30 June", "8.38"],
]

COSTS: Rows = [
    ["Service", "Budget", "Forecast", "Over (+) or under (-)"],
    ["Staff", "1.94", "1.95", "+0.01"],
    ["Equipment", "0.88", "1.06", "+0.18"],
    ["Vehicles", "0.41", "0.41", "0.00"],
    ["Net cost", "3.23", "3.42", "+0.19"],
]


def wrong(tmp_path: Path, *blocks: str | Rows) -> list[Finding]:
    path = write(["# Performance report, December 2025", *blocks], tmp_path / "p.docx")
    return [f for f in check_paper(path).findings if f.verdict == "contradicts"]


@pytest.mark.parametrize("rows", [TERMS, QUARTERS, FORECASTS, ELSEWHERE, AVERAGES, FUND, COSTS])
def test_true_tables_are_silent(tmp_path: Path, rows: Rows) -> None:
    assert wrong(tmp_path, rows) == []


@pytest.mark.parametrize(
    ("rows", "r", "c", "text", "kinds"),
    [
        (TERMS, 1, 7, "⬇", {"direction"}),
        (TERMS, 2, 6, "Yes", {"rag"}),
        (TERMS, 5, 7, "⬇", {"direction"}),
        (QUARTERS, 3, 6, "🙁", {"direction"}),
        (QUARTERS, 5, 5, "Not achieved", {"rag", "direction"}),
        (QUARTERS, 6, 5, "Achieved", {"rag", "direction"}),
        (FORECASTS, 2, 6, "↑", {"direction"}),
        (FORECASTS, 3, 5, "Red", {"rag"}),
        (ELSEWHERE, 1, 5, "Decreasing, getting worse", {"direction"}),
        (ELSEWHERE, 3, 4, "Worse", {"direction"}),
        (AVERAGES, 2, 4, "4.3", {"ratio"}),
        (FUND, 1, 1, "4.82", {"sum"}),
        (COSTS, 2, 3, "+0.15", {"variance", "sum"}),
    ],
)
def test_one_changed_cell_is_found_in_its_row(
    tmp_path: Path, rows: Rows, r: int, c: int, text: str, kinds: set[str]
) -> None:
    found = wrong(tmp_path, changed(rows, (r, c, text)))
    assert {f.kind for f in found} <= kinds
    assert [f.place.row for f in found] == [r]


def test_a_column_told_again_is_held_against_the_other_table(tmp_path: Path) -> None:
    first: Rows = [
        ["Course", "Learners 2024/25", "Passed 2024/25"],
        ["Maths", "1,204", "85.9%"],
        ["English", "1,377", "92.9%"],
        ["Cooking", "1,518", "91.3%"],
        ["Languages", "1,091", "93.6%"],
    ]
    again: Rows = [[r[0], r[2]] for r in first]
    assert wrong(tmp_path, first, "The same courses are shown again.", again) == []
    found = wrong(tmp_path, first, "The same courses are shown again.", changed(again, (3, 1, "93.1%")))
    assert [(f.kind, f.printed) for f in found] == [("repeated", "93.1%")]
    # Not one slip but several differences: another column.
    other = changed(again, (3, 1, "93.1%"), (2, 1, "92.0%"))
    assert wrong(tmp_path, first, "The same courses are shown again.", other) == []


@pytest.mark.parametrize(
    ("name", "way"),
    [
        ("Complaints", "L"),
        ("Complaints answered in ten days", "H"),
        ("Reviews overdue", "L"),
        ("Average wait for a call to be answered (seconds)", "L"),
        ("Children in care with three or more placements", "L"),
        ("Posts unfilled", "L"),
        ("% of incidents reviewed", "H"),
        ("Fly-tips cleared in two days", "H"),
        ("Population", ""),
        ("Reduction in smoking", ""),
    ],
)
def test_which_way_is_better_by_the_words_of_a_name(name: str, way: str) -> None:
    assert polarity_of_name(name) == way


def test_names_whose_words_may_mean_either_are_not_plain() -> None:
    assert is_plain_name("Complaints")
    assert is_plain_name("Calls answered within a minute")
    assert not is_plain_name("Claims closed without payment")


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("Yes", "green"),
        ("Almost", "amber"),
        ("not quite", "amber"),
        ("No", "red"),
        ("Fail", "red"),
        ("12", ""),
        ("", ""),
    ],
)
def test_answers_to_whether_a_target_is_met(text: str, colour: str) -> None:
    assert answer_colour(text) == colour


def test_a_side_of_the_target_names_no_colour() -> None:
    assert (side_of("Above target"), side_of("below the standard"), side_of("Just below target")) == (
        "above",
        "below",
        "",
    )
