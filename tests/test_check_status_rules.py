"""Statuses against results and targets, and tables of indicators that run downwards: right ones silent, one odd one found."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from check import check_paper
from records import Finding
from tests.word_papers import Rows, changed, write

SERVICE: Rows = [
    ["Promise", "Jan-Mar 2025", "Apr-Jun 2025", "Target", "How we did", "Compared with before"],
    ["Letters answered in ten days", "88%", "91%", "90%", "On target", "better"],
    ["Seconds until a call is taken", "149", "112", "120", "On target", "better"],
    ["Callers who hang up", "7.5%", "5.7%", "6.0%", "On target", "better"],
    ["Requests made online", "66.7%", "69.2%", "70.0%", "Near target", "better"],
    ["Appeals heard in a month", "86%", "80%", "90%", "Off target", "worse"],
]

DOWN: Rows = [
    ["Period", "Duties ended with a home", "Lettings", "Rough sleepers", "Days in hostels"],
    ["Q2 2024/25", "59.7%", "171", "14", "149"],
    ["Q3 2024/25", "60.4%", "160", "8", "141"],
    ["Q4 2024/25", "62.4%", "152", "7", "133"],
    ["Target", "60.0%", "140", "6.5", "120"],
    ["Higher or lower is better", "Higher", "Higher", "Lower", "Lower"],
    ["Status", "G", "G", "A", "A"],
]


def wrong(rows: Rows, path: Path, texts: Sequence[str] = ()) -> list[Finding]:
    return list(check_paper(write(["# Performance report, Quarter 1 2025/26", *texts, rows], path)).contradictions)


def test_statuses_that_follow_from_targets_are_left_alone(tmp_path: Path) -> None:
    assert wrong(SERVICE, tmp_path / "p.docx") == []


@pytest.mark.parametrize(
    ("r", "c", "text"),
    [(2, 2, "142"), (3, 3, "5.0%"), (5, 4, "On target"), (1, 4, "Near target"), (4, 2, "79.2%")],
    ids=["result", "target", "status up", "status down", "result up"],
)
def test_one_row_that_breaks_the_tables_own_rule_is_found(tmp_path: Path, r: int, c: int, text: str) -> None:
    (found,) = wrong(changed(SERVICE, (r, c, text)), tmp_path / "p.docx")
    assert found.kind in {"rag", "direction"}  # the result that is too good contradicts either
    assert found.place.row == r
    assert SERVICE[r][0] in found.explanation


def test_tolerance_that_the_table_shows_is_no_mistake(tmp_path: Path) -> None:
    rows = changed(
        SERVICE, (4, 4, "On target")
    )  # missed by 1%, and no other row missed by as little is treated otherwise
    assert wrong(rows, tmp_path / "p.docx") == []


def test_two_rows_that_do_not_follow_are_another_rule(tmp_path: Path) -> None:
    rows = changed(SERVICE, (4, 4, "On target"), (5, 4, "On target"), (1, 4, "Near target"))
    assert [f for f in wrong(rows, tmp_path / "p.docx") if "other" in f.explanation and f.kind == "rag"] == []


def test_a_table_that_runs_downwards_is_read_like_any_other(tmp_path: Path) -> None:
    assert wrong(DOWN, tmp_path / "p.docx") == []
    (found,) = wrong(changed(DOWN, (6, 4, "G")), tmp_path / "q.docx")
    assert found.kind == "rag"
    assert "Days in hostels" in found.explanation
