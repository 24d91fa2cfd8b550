"""Times told in one unit and printed in another: "a two-day target" of a row in hours, "3m 20s" of seconds."""

# ruff: noqa: E501 - a pattern to a line

from __future__ import annotations

import re
from fractions import Fraction

from check.judgements import quantity
from records import Quantity, Value

_SECONDS = {"second": 1, "sec": 1, "minute": 60, "min": 60, "hour": 3600, "hr": 3600, "day": 86400, "week": 604800}
TIME_WORD = r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|(?:working\s+|calendar\s+)?days?|weeks?)"
_BEHIND = re.compile(rf"^[\s-]*(?:[a-z]+\s+){{0,1}}?(?P<unit>{TIME_WORD})\b", re.IGNORECASE)
_IN_NAME = re.compile(rf"(?:\bin\s+|[(/:]\s*)(?P<a>{TIME_WORD})\s*(?:\)|$|\b)|^\W*(?:average|mean|median|typical)?\s*(?P<b>{TIME_WORD})\b", re.IGNORECASE)  # fmt: skip


def seconds_in(word: str) -> int:
    """How many seconds a unit of time has; 0 for a word that is none.

    Args:
        word: "hours", "working days", "mins".
    """
    return _SECONDS.get(re.sub(r"^(?:working|calendar)\s+", "", word.lower().strip()).rstrip("s"), 0)


def unit_of_figure(value: Value, after: str) -> int:
    """The seconds of the unit of time that a figure of prose is told in; 0 where it is no time.

    Args:
        value: The figure.
        after: The text behind it.
    """
    if value.unit == "seconds":
        return 1
    if value.unit == "days":
        return seconds_in("day")
    if value.unit not in {"", "count", "average"}:
        return 0
    m = _BEHIND.match(after)
    return seconds_in(m["unit"]) if m else 0


def unit_of_name(name: str, value: Value) -> int:
    """The seconds of the unit of time that a row counts in; 0 where neither figure nor name says one.

    "Fixed within 4 hours" tells what is counted, not what in: only a unit in brackets, behind "in" or first counts.

    Args:
        name: Of the row.
        value: A figure of it.
    """
    if value.unit in {"seconds", "days"}:
        return unit_of_figure(value, "")
    if value.unit in {"percent", "points", "money"}:
        return 0
    found = {seconds_in(m["a"] or m["b"]) for m in _IN_NAME.finditer(name)}
    return found.pop() if len(found) == 1 else 0


def brought_to(value: Value, unit: int, row_unit: int) -> Quantity:
    """A figure in the unit of a row, where both units are known; else as it is printed.

    Args:
        value: The figure.
        unit: Seconds of its own unit; 0 unknown.
        row_unit: Seconds of the row's.
    """
    q = quantity(value)
    if not unit or not row_unit or unit == row_unit:
        return q
    times = Fraction(unit, row_unit)
    return Quantity(q.low * times, q.high * times)
