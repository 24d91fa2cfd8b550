"""Dates of columns that are headed by quarters without their years."""

from __future__ import annotations

from datetime import date

import pytest

from extract.columndates import in_turn
from extract.tablecolumns import Column
from records import Period


@pytest.mark.parametrize(
    ("heads", "dated", "ends"),
    [
        # A year over the middle of its quarters seems to head one of them, or one too many.
        (["Q2", "Q3", "Q4", "Q1", "Q2"], ["2024-09", "2024-12", "2026-03", "2025-06", "2025-09"], ["2024-09", "2024-12", "2025-03", "2025-06", "2025-09"]),
        (["Q2", "Q3", "2024/25 Q4", "Q1", "2025/26 Q2"], [None, None, "2025-03", None, "2025-09"], ["2024-09", "2024-12", "2025-03", "2025-06", "2025-09"]),
        (["Q3", "Q4", "Q1"], ["2024-12", "2025-03", "2026-06"], ["2024-12", "2025-03", "2025-06"]),
        # Quarters with their years that do not follow each other stand as printed: a slip of the paper, or its way.
        (["Q2 2024/25", "Q3 2023/24", "Q4 2024/25"], ["2024-09", "2023-12", "2025-03"], ["2024-09", "2023-12", "2025-03"]),
        (["Q2", "Q1", "Q2"], ["2024-09", "2025-06", "2025-09"], ["2024-09", "2025-06", "2025-09"]),
        (["Q1", "Q2"], ["2024-06", "2025-09"], ["2024-06", "2025-09"]),
        (["Q1", "Q2", "Q3"], [None, None, "2025-12"], [None, None, "2025-12"]),
    ],
)  # fmt: skip
def test_quarters_in_turn_are_dated_in_turn(heads: list[str], dated: list[str | None], ends: list[str | None]) -> None:
    columns = tuple(
        Column(n, (head,), "result", period=_quarter_to(end) if end else None)
        for n, (head, end) in enumerate(zip(heads, dated, strict=True))
    )
    got = in_turn(columns, date(2025, 9, 30))
    assert [f"{c.period.end:%Y-%m}" if c.period else None for c in got] == ends


def _quarter_to(end: str) -> Period:
    year, month = map(int, end.split("-"))
    quarter = {6: 1, 9: 2, 12: 3, 3: 4}[month]
    return Period.quarter(year - (quarter == 4), quarter)
