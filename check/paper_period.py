"""The period of a paper's latest results, as its tables of indicators show it."""

from __future__ import annotations

from check.inside.tables import Table, tables_of
from check.paper import Paper
from records import Period


def latest_period(paper: Paper) -> Period | None:
    """The latest period that a table with one period to a column shows results for; None where there is none.

    Args:
        paper: With its figures.
    """
    ends = [
        max(c.period.end for c in t.of("result") if c.period)
        for t in tables_of(paper)
        if shows_periods(t) and len(t.of("result")) > 1 and len(t.rows) > 2
    ]
    return Period(max(ends), max(ends)) if ends else None


def shows_periods(table: Table) -> bool:
    """Whether each column of results is of a period of its own."""
    ends = [c.period.end if c.period else None for c in table.of("result")]
    return bool(ends) and None not in ends and len(set(ends)) == len(ends)
