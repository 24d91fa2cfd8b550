"""Headings of columns in their order, and captions against the columns below them."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from check import check_paper
from check.inside.headings import odd_one, step_of

Rows = list[list[str]]


def write(title: str, headings: list[str], path: Path, *, over: str = "", style: str = "Caption") -> Path:
    """A Word paper: a title, perhaps a caption, and a table of four indicators."""
    document = docx.Document()
    document.add_heading(title, 0)
    document.add_paragraph("This report sets out results for the council's priorities.")
    if over:
        document.add_paragraph(over, style=style)
    table = document.add_table(1, len(headings) + 1, style="Table Grid")
    for cell, text in zip(table.rows[0].cells, ["Indicator", *headings], strict=True):
        cell.text = text
    for n, name in enumerate(
        ("% of reviews in time", "% of visits in time", "% of plans signed", "% of calls answered")
    ):
        for c, cell in enumerate(table.add_row().cells):
            cell.text = f"{70 + 3 * n + 0.7 * c:.1f}%" if c else name
    document.save(str(path))
    return path


def stale(paper: Path) -> list[tuple[str, str]]:
    return [(f.printed, f.expected) for f in check_paper(paper).findings if f.kind == "stale_period"]


TITLE = "Performance report, December 2024"


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (["Aug 2024", "Sep 2024", "Oct 2024", "Oct 2024", "Dec 2024"], [("Oct 2024", "Nov 2024")]),
        (["Sep 2024", "Oct 2024", "Nov 2023", "Dec 2024"], [("Nov 2023", "Nov 2024")]),
        (["Oct 2024", "Nov 2024", "Jan 2025"], [("Jan 2025", "Dec 2024")]),
        (["Q4 2023/24", "Q1 2024/25", "Q1 2024/25", "Q3 2024/25"], [("Q1 2024/25", "Q2 2024/25")]),
        (["2021/22", "2022/23", "2022/23"], [("2022/23", "2023/24")]),
        (["Sep", "Oct", "Oct", "Dec"], [("Oct", "Nov")]),
        (["Q1", "Q2", "Q2"], [("Q2", "Q3")]),
        (["Dec 2024", "Nov 2024", "Nov 2024", "Sep 2024"], [("Nov 2024", "Oct 2024")]),
        (["Sep 2024", "Oct 2024", "Nov 2024", "Dec 2024"], []),
        (["Sep 2024", "Oct 2024", "Dec 2024"], []),
        (["Dec 2023", "Oct 2024", "Nov 2024", "Dec 2024"], []),
        (["Q3 2023/24", "Q4 2023/24", "Q1 2024/25", "Q2 2024/25", "Q3 2024/25"], []),
        (["Q3", "Q4", "Q1", "Q2", "Q3"], []),
        (["2022/23", "2023/24", "Q1", "Q2", "Q3"], []),
        (["2023/24", "2022/23", "2021/22"], []),
        (["Oct", "Nov", "Dec", "Jan"], []),
        (["2019/20", "2021/22", "2023/24"], []),
        (["2022/23", "2023/24", "Target 2023/24"], []),
    ],
)
def test_a_heading_out_of_its_sequence_is_reported(
    headings: list[str], expected: list[tuple[str, str]], tmp_path: Path
) -> None:
    assert stale(write(TITLE, headings, tmp_path / "p.docx")) == expected


@pytest.mark.parametrize(
    ("over", "expected"),
    [
        ("Table 1: Results for Quarter 2", [("Quarter 2", "Quarter 3")]),
        ("Table 1: Results, November 2024", [("November 2024", "Dec 2024")]),
        ("Table 1: Council priorities, September 2024", [("September 2024", "Dec 2024")]),
        ("Table 1: Results for Quarter 2 2024/25", [("Quarter 2 2024/25", "Dec 2024")]),
        ("Table 1: Performance at the end of October 2024", [("October 2024", "Dec 2024")]),
        ("Table 1: Results for Quarter 3", []),
        ("Table 1: Results, December 2024", []),
        ("Table 1: Change since September 2024", []),
        ("Table 1: Results from October 2024", []),
        ("Table 1: Measures agreed in April 2024", []),
        ("Table 1: Results by indicator", []),
    ],
)
def test_a_caption_of_an_earlier_period_than_its_table(
    over: str, expected: list[tuple[str, str]], tmp_path: Path
) -> None:
    assert stale(write(TITLE, ["Oct 2024", "Nov 2024", "Dec 2024"], tmp_path / "p.docx", over=over)) == expected


def test_a_caption_that_fits_its_table_is_right_in_a_later_paper(tmp_path: Path) -> None:
    """A look back: the table under "Quarter 2" shows quarter 2."""
    paper = write(TITLE, ["Jul 2024", "Aug 2024", "Sep 2024"], tmp_path / "p.docx", over="Table 1: Quarter 2")
    assert stale(paper) == []


@pytest.mark.parametrize("text", ["May be late", "Q5", "2024/25 target", "Name", "", "Change", "12/2024x"])
def test_other_headings_are_no_steps(text: str) -> None:
    assert step_of(text) is None


def test_two_headings_that_could_be_wrong_are_left_alone() -> None:
    steps = [s for t in ("Jan", "Mar", "Feb", "May") if (s := step_of(t)) is not None]
    assert len(steps) == 4
    assert odd_one(steps, None) is None
