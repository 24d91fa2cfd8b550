"""Results of one row that end on the same day and cover different times: "Quarter 3" beside "Year to date"."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from records.observations import RESULT_ROLES, Observation


def longer_spans(observations: Iterable[Observation]) -> set[int]:
    """Which observations cover a longer time than another of their row that ends on the same day.

    Where a table prints the quarter and the year to date side by side, the shorter is the result of its period; the
    longer is another fact, and neither repeats, revises nor contradicts the other.

    Args:
        observations: Of one document or more, in any order.

    Returns:
        Positions of the longer ones in the order given.
    """
    rows: dict[tuple[object, ...], dict[date, list[int]]] = {}
    for n, o in enumerate(observations):
        if o.period is None or o.source.row is None or o.word:
            continue
        s = o.source
        role = "result" if o.role in RESULT_ROLES else o.role
        row = (s.sha256, s.page, s.table, s.row, o.indicator, o.area, o.cohort, role, o.period.end)
        rows.setdefault(row, {}).setdefault(o.period.start, []).append(n)
    return {n for starts in rows.values() for start, same in starts.items() if start < max(starts) for n in same}
