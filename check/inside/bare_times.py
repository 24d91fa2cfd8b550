"""Years for headings that print none: "Q4 23/24 | Q1 | Q2 | Q3 | Q4", "Q2 | Q3 | Q4 | Q1 | Q2" under years not read.

Quarters and months that follow each other step by step end with the paper's own; each is one step before the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from check.inside.column_words import LEVELS_OVER_TIME
from check.inside.headings import MONTHS, NAMED_MONTH, NAMED_QUARTER
from records import Period, months_between

if TYPE_CHECKING:
    from check.inside.items import Trait

_QUARTERS, _BARE_MONTHS = 2, 3


def with_years(traits: Sequence[Trait], now: Period | None) -> list[Trait]:
    """Lines of a table with the periods of those whose heading names a quarter or month and no year.

    Args:
        traits: Lines in the order they are printed.
        now: The paper's period.
    """
    out = list(traits)
    if now is None:
        return out
    for family, months in ((_QUARTERS, 3), (_BARE_MONTHS, 1)):
        groups: dict[str, list[int]] = {}
        for n, t in enumerate(out):
            if t.order is not None and t.order[0] == family and t.kind in LEVELS_OVER_TIME and _filled(t):
                groups.setdefault(t.stem, []).append(n)
        for same in groups.values():
            for n, period in _periods([out[n] for n in same], same, months, now):
                out[n] = replace(out[n], period=period, order=(0, period.end.toordinal()))
    return out


def _filled(t: Trait) -> bool:
    return any(t.figure(n) is not None for n in t.cells)


def _periods(traits: Sequence[Trait], places: Sequence[int], months: int, now: Period) -> list[tuple[int, Period]]:
    """The period of each line, where they follow each other and the last is the paper's own."""
    ends = [m for t in traits if (m := _end_month(t.label, months))]
    steps = {(b - a) % 12 for a, b in pairwise(ends)}
    if len(ends) != len(traits) or len(ends) < 2 or steps not in ({months}, {12 - months}):
        return []
    newest_last = steps == {months} or len(ends) == 2
    if newest_last != (steps == {months}):
        return []
    last = ends[-1] if newest_last else ends[0]
    end = _last_day(now.end.year, last) if last <= now.end.month else _last_day(now.end.year - 1, last)
    if not 0 <= months_between(end, now.end) < months:
        return []
    ordered = list(places) if newest_last else list(reversed(places))
    latest = Period(_first_day(end, months), end, "Q" if months == 3 else "MS")
    return [(n, latest.shift(-months * back)) for back, n in enumerate(reversed(ordered))]


def _end_month(label: str, months: int) -> int:
    """The last month of the quarter, or the month, that a heading names; 0 where it names none."""
    if months == 3:
        q = NAMED_QUARTER.search(label)
        return (6, 9, 12, 3)[int(q[1]) - 1] if q else 0
    m = NAMED_MONTH.search(label)
    return MONTHS.index(m[1].lower()) + 1 if m else 0


def _last_day(year: int, month: int) -> date:
    return (date(year + month // 12, month % 12 + 1, 1)) - timedelta(days=1)


def _first_day(end: date, months: int) -> date:
    month = end.month - months + 1
    return date(end.year if month > 0 else end.year - 1, month if month > 0 else month + 12, 1)
