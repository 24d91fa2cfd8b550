"""Headings that name several months or quarters, halves of years, and labels of such without their year."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from extract.columndates import _dated
from extract.headspans import bare_span, one_period, periods_in
from extract.tablecolumns import make_column


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("Apr-Sep 2025", ["2025-04-01 2025-09-30"]),
        ("Actual Apr–Sep 2025", ["2025-04-01 2025-09-30"]),
        ("April to September 2025/26", ["2025-04-01 2025-09-30"]),
        ("Oct-Mar 2024/25", ["2024-10-01 2025-03-31"]),
        ("Oct-Mar 95/96", ["1995-10-01 1996-03-31"]),
        ("Oct 2024 - Mar 2025", ["2024-10-01 2025-03-31"]),
        ("Nov - Jan 26", ["2025-11-01 2026-01-31"]),
        ("1 April to 30 September 2025", ["2025-04-01 2025-09-30"]),
        ("H1 2025/26", ["2025-04-01 2025-09-30"]),
        ("2025/26 H2", ["2025-10-01 2026-03-31"]),
        ("Half year 2025/26", ["2025-04-01 2025-09-30"]),
        ("Second half of 2024/25", ["2024-10-01 2025-03-31"]),
        ("Half-year to September 2025", ["2025-04-01 2025-09-30"]),
        ("Nine months to Dec 2024", ["2024-04-01 2024-12-31"]),
        ("Q1-Q2 2025/26", ["2025-04-01 2025-09-30"]),
        ("Quarters 1 to 3 2024/25", ["2024-04-01 2024-12-31"]),
        ("2024/25 Q1-Q3", ["2024-04-01 2024-12-31"]),
        # Not stretches: as ever.
        ("Sep 2025", ["2025-09-30 2025-09-30"]),
        ("Q2 2025/26", ["2025-07-01 2025-09-30"]),
        ("2024/25 target", ["2024-04-01 2025-03-31"]),
        ("12 months to Sep 2025", ["2024-10-01 2025-09-30"]),
        ("Sep 2024 - Sep 2025", ["2024-09-30 2024-09-30", "2025-09-30 2025-09-30"]),
        ("Q2 2024/25 - Q2 2025/26", ["2024-07-01 2024-09-30", "2025-07-01 2025-09-30"]),
        ("Change from 12 to 25", []),
    ],
)
def test_stretches_in_headings(text: str, spans: list[str]) -> None:
    assert [f"{m.period.start} {m.period.end}" for m in periods_in(text)] == spans
    assert (one_period(text) is not None) == (len(spans) == 1)


@pytest.mark.parametrize(
    ("text", "bare"),
    [("Apr-Sep", True), ("H1", True), ("Q1-Q3", True), ("Oct - Mar", True), ("Q1", False), ("Sep", False), ("Target", False), ("Apr-Sep 2025", False)],
)  # fmt: skip
def test_stretches_without_a_year(text: str, bare: bool) -> None:
    assert bare_span(text) == bare


@pytest.mark.parametrize(
    ("path", "start", "end", "label"),
    [
        (("2025/26", "Apr-Sep"), date(2025, 4, 1), date(2025, 9, 30), "Apr-Sep 2025/26"),
        (("2024/25", "Oct-Mar"), date(2024, 10, 1), date(2025, 3, 31), "Oct-Mar 2024/25"),
        (("2022", "Jul-Sep"), date(2022, 7, 1), date(2022, 9, 30), "Jul-Sep 2022"),
        (("Results", "H1 2025/26"), date(2025, 4, 1), date(2025, 9, 30), "H1 2025/26"),
        (("Apr-Sep",), date(2025, 4, 1), date(2025, 9, 30), "Apr-Sep"),
        (("H2",), date(2024, 10, 1), date(2025, 3, 31), "H2"),
    ],
)
def test_columns_under_stretches(path: tuple[str, ...], start: date, end: date, label: str) -> None:
    column = _dated(make_column(1, path, Counter({"number": 5})), date(2025, 9, 30))
    assert column.period is not None
    assert (column.period.start, column.period.end, column.period_label) == (start, end, label)
    assert (column.role, column.subject) == ("result", "")
