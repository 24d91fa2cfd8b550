"""Columns headed alike over different figures: the heading is the finding, not every figure under it."""

from __future__ import annotations

from pathlib import Path

from check import check_paper
from records import Finding
from tests.word_papers import Rows, write

QUARTERS: Rows = [
    ["Measure", "Jun-23", "Sep-23", "Dec-23", "Mar-24", "Jun-24"],
    ["Defects made safe in time", "94.0%", "94.5%", "94.9%", "95.3%", "95.6%"],
    ["Potholes repaired in time", "90.3%", "91.2%", "88.4%", "86.0%", "90.2%"],
    ["Lamps in working order", "98.69%", "98.81%", "98.56%", "98.64%", "98.84%"],
    ["Claims turned down", "75%", "74%", "72%", "73%", "71%"],
]


def wrong(rows: Rows, path: Path) -> list[Finding]:
    return list(check_paper(write(["# Highways: report for Quarter 1 2024/25", rows], path)).contradictions)


def headed(*heads: str) -> Rows:
    return [["Measure", *heads], *QUARTERS[1:]]


def test_headings_in_order_are_left_alone(tmp_path: Path) -> None:
    assert wrong(QUARTERS, tmp_path / "p.docx") == []


def test_a_heading_that_stands_twice_is_one_finding_with_what_would_follow(tmp_path: Path) -> None:
    (found,) = wrong(headed("Jun-23", "Sep-23", "Dec-23", "Mar-24", "Mar-24"), tmp_path / "p.docx")
    assert (found.kind, found.printed, found.expected) == ("stale_period", "Mar-24", "June 2024")
    assert "differ in 4 rows" in found.explanation


def test_the_first_of_two_may_be_the_wrong_one(tmp_path: Path) -> None:
    (found,) = wrong(headed("Jun-23", "Sep-23", "Mar-24", "Mar-24", "Jun-24"), tmp_path / "p.docx")
    assert found.expected == "December 2023"


def test_two_columns_of_one_period_that_agree_are_left_alone(tmp_path: Path) -> None:
    rows = [[*row, row[-1]] for row in QUARTERS]
    assert wrong(rows, tmp_path / "p.docx") == []
