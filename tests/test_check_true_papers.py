"""True sentences of kinds that were once taken for contradictions: all are silent, and the same told wrongly is not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from check import check_paper
from check.inside.periods import _EARLIER, _PLANNED_FOR, _PLANNED_IN
from check.prior_compare import in_full
from check.prior_moves import _OF_ANOTHER
from records import parse_value


@pytest.mark.parametrize(
    ("words", "other"),
    [
        (" than the target", True),
        (" longer than the target", True),
        (" above the England average of 53%", True),
        (" below our own standard", True),
        (" short of the approved budget", True),
        (" than in May 2024", False),
        (" fewer than last month", False),
        (" since the plan was agreed", False),
    ],
)
def test_a_distance_from_something_else_is_no_change_over_time(words: str, other: bool) -> None:
    assert bool(_OF_ANOTHER.match(words)) is other


@pytest.mark.parametrize(
    ("name", "printed", "number"),
    [
        ("Money saved for victims (£000)", "447", 447_000),
        ("Journeys (thousands)", "12,944", 12_944_000),
        ("Debt (£m)", "3.84", 3_840_000),
        ("Money saved for victims", "447", 447),
    ],
)
def test_a_name_that_counts_in_thousands_or_millions(name: str, printed: str, number: int) -> None:
    assert in_full(name, parse_value(printed)).number == number


@pytest.mark.parametrize(
    ("before", "earlier"),
    [
        ("What has changed since ", True),
        ("Compared with ", True),
        ("Progress since the end of ", True),
        ("Performance in ", False),
        ("", False),
    ],
)
def test_a_quarter_that_is_compared_with_is_no_label(before: str, earlier: bool) -> None:
    assert bool(_EARLIER.search(before)) is earlier


@pytest.mark.parametrize(
    ("before", "after", "planned"),
    [
        ("Council Tax Support Scheme ", " and performance", True),
        ("The budget for ", " was agreed", True),
        ("The ", " capital programme", True),
        ("Performance in ", " was good", False),
    ],
)
def test_a_year_to_come_of_something_planned(before: str, after: str, planned: bool) -> None:
    assert bool(_PLANNED_FOR.search(before) or _PLANNED_IN.search(after)) is planned


TABLE = """| Depot | May | June | Change |
| --- | --- | --- | --- |
| North | 20 | 18 | -2 |
| Quay | 31 | 35 | +4 |
| Mill | 12 | 11 | -1 |
"""


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("Complaints fell at all depots except Quay.", 0),
        ("Complaints fell at all depots apart from Quay, where there were 4 more.", 0),
        ("Complaints fell at all three depots.", 1),
    ],
)
def test_all_except_one_is_not_all(sentence: str, wrong: int, tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    document.add_heading("Complaints at depots, June 2025", 1)
    document.add_paragraph(sentence)
    rows = [[c.strip() for c in line.strip("|").split("|")] for line in TABLE.splitlines() if "---" not in line]
    table = document.add_table(len(rows), len(rows[0]))
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
    document.core_properties.created = document.core_properties.modified = _noon(date(2025, 7, 10))
    document.save(str(tmp_path / "p.docx"))
    assert len(check_paper(tmp_path / "p.docx").contradictions) == wrong


def _noon(day: date) -> object:
    from datetime import datetime

    return datetime(day.year, day.month, day.day, 12)
