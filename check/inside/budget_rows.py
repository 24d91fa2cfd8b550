"""Tables of budgets: which column is the latest figure and which the budget that its variance is taken from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from check.inside.tables import Table, TableColumn, TableRow

_BUDGET = re.compile(r"\b(?:budget|estimate|allocation|cash\s+limit|approved)\b", re.IGNORECASE)
_SPENT = re.compile(
    r"\b(?:forecast|projected|projection|actual|outturn|spend|spent|spending|position)\b", re.IGNORECASE
)


def budget_columns(table: Table) -> tuple[TableColumn, TableColumn] | None:
    """The column of the latest figures and that of the budget; None where no variance of the table ties them.

    Args:
        table: Of a paper.
    """
    if table.of("target") or not table.of("rag"):
        return None
    found = [
        (now, budget)
        for variance in table.of("variance", "change")
        for now, budget in spending_pairs(table)
        if sum(_differ(r, now, budget, variance) for r in table.rows) * 5 >= 4 * len(table.rows)
    ]
    return found[0] if len(found) == 1 and len(table.rows) >= 3 else None


def spending_pairs(table: Table) -> Iterator[tuple[TableColumn, TableColumn]]:
    """Columns that a variance may be between by their words: what is spent or forecast, and the budget.

    Args:
        table: Of a paper.
    """
    levels = table.of("value", "result", "outturn", "previous")
    for now in levels:
        for budget in levels:
            if _SPENT.search(now.leaf) and _BUDGET.search(budget.leaf) and not _SPENT.search(budget.leaf):
                yield now, budget


def _differ(row: TableRow, now: TableColumn, budget: TableColumn, variance: TableColumn) -> bool:
    figures = [row.figure(c) for c in (now, budget, variance)]
    numbers = [Fraction(f.value.number) for f in figures if f is not None and f.value.number is not None]
    if len(numbers) < len(figures):
        return False
    places = min(f.value.places for f in figures if f is not None)
    slack = Fraction(2, 10**places) if places > 0 else Fraction(2)
    return abs(abs(numbers[0] - numbers[1]) - abs(numbers[2])) <= slack
