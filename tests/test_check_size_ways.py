"""Sizes of changes: which way they go by the words beside them, and per cent that are percentage points.

One paper holds all true sentences, one all false ones: each false sentence differs from a true one in one place.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from check import check_paper
from check.ground_points import is_points
from check.size_ways import way_of_size
from records import parse_value
from tests.word_papers import Rows, write

TITLE = "# Ferry and harbour services: report for November 2025"
ROWS: Rows = [
    ["Measure", "Target", "November 2024", "October 2025", "November 2025"],
    ["Sailings that left within ten minutes", "95.0%", "91.6%", "93.3%", "96.0%"],
    ["Vehicles carried", "4,200", "4,118", "3,902", "4,377"],
    ["Foot passengers carried", "9,000", "9,214", "8,730", "8,512"],
    ["Berths let to visitors", "60.0%", "54.0%", "52.4%", "57.1%"],
    ["Mooring applications decided within a month", "90.0%", "88.9%", "93.8%", "91.7%"],
]
OTHERS: Rows = [
    ["Measure of 2025", "Our harbours", "South West", "England"],
    ["Moorings in use", "87.6%", "82.1%", "83.5%"],
    ["Visitors satisfied", "78.4%", "76.9%", "75.2%"],
]
TRUE = (
    "For moorings in use we are 4.1 percentage points ahead of England.",
    "Of visitors satisfied our share is 1.5 points higher than the South West.",
    "96.0% of sailings left within ten minutes, 2.7 percentage points better than in October.",
    "Vehicles carried rose by 12.2% on October to 4,377, which is 475 more than in the month before.",
    "We carried 8,512 foot passengers, 218 fewer than in October.",
    "At 57.1% the share of berths let to visitors is 3.1 points higher than in November 2024.",
    "91.7% of mooring applications were decided within a month. Although this is 2.1 percentage points lower than in "
    "October and above our 90% target, it is higher than the 88.9% of a year ago.",
    "The share of berths let was 52.4% last month and 54.0% in November 2024.",
    "A day return went up in April from £5.20 to £5.60, and a further increase of 3.8% is proposed for next year.",
    "Compared with the same month of last year foot passengers carried were 702 fewer, 7.6% down.",
)
FALSE = (
    ("For moorings in use we are 4.1 per cent ahead of England.", "4.1 per cent"),
    ("Of visitors satisfied our share is 2.5 points higher than the South West.", "2.5 points"),
    ("96.0% of sailings left within ten minutes, 2.7 per cent better than in October.", "2.7 per cent"),
    ("Sailings that left within ten minutes climbed by 2.7 per cent to 96.0%.", "2.7 per cent"),
    ("91.7% of mooring applications were decided within a month, a fall of 2.1% on the 93.8% of October.", "2.1%"),
    ("We carried 4,377 vehicles, 475 fewer than in October.", "fewer"),
    ("We carried 8,512 foot passengers, 218 more than in October.", "more"),
    ("Vehicles carried fell by 12.2% on October to 4,377.", "fell"),
    ("91.7% of mooring applications were decided within a month. Although this is above our 95% target, it is no "
     "reason for delay.", "95%"),
)  # fmt: skip


def test_true_sizes_are_silent(tmp_path: Path) -> None:
    report = check_paper(write([TITLE, ROWS, "## Others", OTHERS, "## Commentary", *TRUE], tmp_path / "paper.docx"))
    assert [(f.printed, f.explanation) for f in report.contradictions] == []


def test_false_sizes_are_found(tmp_path: Path) -> None:
    report = check_paper(
        write([TITLE, ROWS, "## Others", OTHERS, "## Commentary", *(s for s, _ in FALSE)], tmp_path / "paper.docx")
    )
    found = set()
    for f in report.contradictions:
        passage = report.passage_of(f.place)
        found.add((passage.text if passage is not None else "", f.printed.strip()))
    assert set(FALSE) - found == set()


@pytest.mark.parametrize(
    ("text", "size", "sense"),
    [
        ("it was 22 fewer than in May", "22", "fell"),
        ("performance is 2.0 percentage points higher.", "2.0", "rose"),
        ("income rose by 9.4% to £11.9m", "9.4%", "rose"),
        ("a reduction of 12 on last year", "12", "fell"),
        ("and 55 behind where we were in May", "55", "worsened"),
        ("the wait was 11 days longer than in May", "11", "slower"),
        ("not a rise of 12 but of 21", "12", ""),
        ("after falling by 12 in May, it rose", "12", ""),
        ("there were 22 more or fewer of them", "22", ""),
        ("there were 22 boats in the harbour", "22", ""),
    ],
)
def test_the_word_beside_a_size_says_which_way_it_goes(text: str, size: str, sense: str) -> None:
    at = text.index(size)
    way = way_of_size(text, at, at + len(size))
    assert (way.sense if way is not None else "") == sense


@pytest.mark.parametrize(
    ("size", "old", "new", "points"),
    [
        ("2.7%", "93.3%", "96.0%", True),
        ("2.9%", "93.3%", "96.0%", False),
        ("1.0%", "95.1%", "96.1%", True),
        ("0.3%", "99.7%", "99.4%", False),  # in per cent 0.3 too
        ("3.1%", "54.0%", "57.2%", False),
        ("7%", "79%", "86%", True),
    ],
)
def test_points_written_as_per_cent(size: str, old: str, new: str, points: bool) -> None:
    assert is_points(parse_value(size), parse_value(old), parse_value(new)) is points
