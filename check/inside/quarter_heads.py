"""Columns headed by a quarter alone, behind one whose year is known: "2024/25 Q2 | Q3 | Q4"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from records import Period

if TYPE_CHECKING:
    from check.inside.tables import TableColumn

_QUARTER = re.compile(r"Q(?:uarter|tr)?\.?\s?(?P<n>[1-4])", re.IGNORECASE)


def in_turn(columns: Sequence[TableColumn]) -> list[TableColumn]:
    """Date columns that are headed by the quarter after the one before them.

    Args:
        columns: Of a table, from the left.

    Returns:
        The columns; those that were dated stay as they are.
    """
    out: list[TableColumn] = []
    last: Period | None = None
    for c in columns:
        m = _QUARTER.fullmatch(c.leaf.strip())
        if m is not None and c.period is None and last is not None and int(m["n"]) == last.reporting_quarter % 4 + 1:
            end = Period(last.end, last.end).shift(3).end
            c = replace(c, period=Period(end, end), kind="result" if c.kind == "value" else c.kind)
        last = c.period if m is not None else None
        out.append(c)
    return out
