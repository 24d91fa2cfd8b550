"""True sentences that seem to speak of a row and do not; beside most a false one of the row that is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from check import check_paper
from tests.word_papers import Rows, write

FERRIES: Rows = [
    ["Measure", "November 2024", "September 2025", "October 2025", "November 2025", "Target"],
    ["Car crossings", "3,118", "2,946", "2,871", "3,242", "3,100"],
    ["Bicycle crossings", "412", "538", "497", "441", "400"],
    ["Crossings on time", "91.2%", "94.7%", "95.3%", "94.9%", "95%"],
    ["Average wait (minutes)", "9.8", "7.4", "6.9", "8.3", "8.0"],
    ["Safety checks done", "6", "5", "8", "6", "6"],
]
PIERS: Rows = [
    ["Pier", "Berths used in 2025", "Berths left"],
    ["Westhaven", "126", "912"],
    ["Skerry", "81", "158"],
    ["Old Dock", "44", "1,204"],
]
MOVES: Rows = [
    ["Measure", "Good is", "Q2 2024/25", "Q1 2025/26", "Q2 2025/26", "Q2 v Q1"],
    ["Incidents reported", "Low", "6", "7", "6", "↓"],
    ["Drills held in time", "High", "97.1%", "98.6%", "97.8%", "↓"],
    ["Staff trained", "High", "90.3%", "92.2%", "93.4%", "↑"],
    ["Boats surveyed in time", "High", "88.0%", "91.4%", "90.6%", "↓"],
    ["Lifejackets in date", "High", "99.1%", "98.2%", "98.9%", "↑"],
]


def wrong(sentence: str, folder: Path, *tables: Rows, title: str = "# Ferries: November 2025") -> list[str]:
    blocks = [title, *(tables or (FERRIES, PIERS)), "## Commentary", sentence]
    return sorted(f.printed for f in check_paper(write(blocks, folder / "paper.docx")).contradictions)


@pytest.mark.parametrize(
    "sentence",
    [
        # what a sum is compared with is that sum of then
        "There were 3,242 car crossings and 441 bicycle crossings, 3,683 together, as against 3,368 in October and 3,530 in November 2024.",
        # how fast no column says
        "Skerry is filling fastest: its 158 berths will be gone in two years.",
        # over before another movement began
        "The average wait has lengthened to 8.3 minutes, having fallen for two months before that.",
        # a bracket's own time
        "Two boats missed their check at the end of November (one at the end of October), and crossings on time slipped by 0.4 points to 94.9%.",
        # the distance from a target is no change
        "Car crossings reached 3,242, 4.0% more than in November 2024, and beat their target by 142.",
        # of the one that has the fewest
        "Berths are plentiful at the Old Dock, although it had the fewest bicycle crossings (38).",
        # the whole is not told
        "Westhaven had 126 boats, 45 more than Skerry; together with the Old Dock they took 207 of the total, leaving just 44 elsewhere.",
        # only of what takes time
        "Of the measures only the average wait got longer.",
    ],
)
def test_true_sentences_are_silent(sentence: str, tmp_path: Path) -> None:
    assert wrong(sentence, tmp_path) == []


@pytest.mark.parametrize(
    ("sentence", "printed"),
    [
        ("There were 3,242 car crossings, as against 2,817 in October.", "2,817"),
        ("The average wait has fallen since October, to 8.3 minutes.", "fallen"),
        ("At the end of November crossings on time were 95.9%.", "95.9%"),
        ("Car crossings were 3,242, 214 more than in November 2024.", "214"),
    ],
)
def test_false_sentences_of_the_row_are_found(sentence: str, printed: str, tmp_path: Path) -> None:
    assert printed in wrong(sentence, tmp_path)


def test_a_column_of_arrows_compares_with_the_time_named_last(tmp_path: Path) -> None:
    title = "# Safety: Quarter 2 2025/26"
    assert wrong("All is well.", tmp_path, MOVES, title=title) == []
    turned = [*MOVES[:3], ["Staff trained", "High", "90.3%", "92.2%", "93.4%", "↓"], *MOVES[4:]]
    assert wrong("All is well.", tmp_path, turned, title=title) == ["arrow down"]
