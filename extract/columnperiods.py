"""Which period the figures of a table and of each of its columns cover."""

from __future__ import annotations

import re

from extract.context import Context, Placed
from extract.headspans import periods_in
from extract.tablecolumns import Column
from records import Period

_SENTENCE = re.compile(r"(?:\S+\s+){6,}\S+[.!?]\s*$", re.DOTALL)
"""A sentence: what it tells of a time is no heading of the table that stands under it."""
_OF_TABLE = re.compile(
    r"\b(?:tables?|below|following|figures?|shows?|shown|sets? out|as at|position at|data|scorecard|dashboard|"
    r"results? (?:for|at|to))\b",
    re.IGNORECASE,
)
"""Words of a sentence that speaks of the table under it."""


def table_period(context: Context, placed: Placed) -> Period | None:
    """The period of a table's latest figures: named over the table, else the publication's.

    What is named over it is older than a column of results only where it is no period of the table: text that stands
    before it.
    """
    heads = [c.period.end for c in placed.layout.columns if c.period is not None and c.role == "result"]
    latest = max((e for e in heads if context.period is None or e <= context.period.end), default=None)
    for text in reversed(placed.surroundings):
        if _SENTENCE.match(text) and not _OF_TABLE.search(text):
            continue
        found = [m for m in periods_in(text) if m.period.basis != "A"]
        if len(found) == 1 and (context.period is None or found[0].period.end <= context.period.end):
            day = found[0].period.end
            if latest is None or day >= latest:
                return Period(day, day)
    return context.period


def column_period(context: Context, column: Column, period: Period | None) -> Period | None:
    """The period of a column's figures: printed in its header, else counted from the table's latest period."""
    role = column.role
    if role == "target":
        if column.period is not None and column.period.basis == "A":
            return column.period
        base = column.period or period
        return Period.reporting(base.reporting_year_start) if base is not None else None
    if column.period is not None and role not in {"dot", "dot_previous", "dot_outturn"}:
        return column.period
    if period is None:
        return None
    if role in {"previous", "previous_rag"}:
        back = column.months_back or context.step
        if back == 1 and context.step > 1 and not re.search(r"\bmonth", column.folded):
            back = context.step
        return period.previous(back)
    if role == "outturn":
        return period.outturn()
    if role == "benchmark":
        return None
    return period
