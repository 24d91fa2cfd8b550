"""Times that are printed in two units and are one figure: "3m 20s", "7 hours 12 minutes", "2:24 minutes", a cell "3:05".

A clock time ("at 10:30") looks like one: only words of waiting, taking and answering, or a unit, tell them apart.
"""

# ruff: noqa: E501 - patterns, one to a line

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from check.sought import Sought
from records import Value

_H = r"\s?h(?:(?:ou)?rs?)?(?![a-z])"
_M = r"\s?m(?:in(?:ute)?s?)?(?![a-z])"
_S = r"\s?s(?:ec(?:ond)?s?)?(?![a-z])"
_JOIN = r"\s*(?:,|and)?\s*"
_WORDS = re.compile(
    rf"(?<![\w.,:£])(?:(?P<d>\d{{1,3}})\s?days?{_JOIN}(?P<dh>\d{{1,2}})\s?(?:hours?|hrs?)|"
    rf"(?P<h>\d{{1,3}}){_H}{_JOIN}(?P<hm>\d{{1,2}}){_M}(?:{_JOIN}(?P<hs>\d{{1,2}}){_S})?|"
    rf"(?P<m>\d{{1,3}}){_M}{_JOIN}(?P<s>\d{{1,2}}){_S})",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?<![\w.,:/-])(?P<a>\d{1,3}):(?P<b>[0-5]\d)(?::(?P<c>[0-5]\d))?(?![\w:]|\s?(?:am|pm|hrs)\b)")
_UNIT = re.compile(
    r"^\s*(?:(?:to|and|against|or|from)\s+\d{1,3}:[0-5]\d\s*)?\(?(?:minutes?|mins?|m:s|mm:ss|minutes:seconds)\b",
    re.IGNORECASE,
)
_WAITING = Sought(
    r"\b(?:wait\w*|took|taken|takes|answer\w*|duration|respon\w+|handling|handled|average\s+(?:time|speed|call)|longer|shorter|quicker|slower|queue\w*)\b", re.I
)  # fmt: skip
_OF_DAY = re.compile(r"\b(?:open\w*|clos\w+|start\w*|began|meeting|midnight|noon|o['’]clock|a\.?m\.?|p\.?m\.?|timetable\w*|depart\w*|arriv\w+)\b", re.I)  # fmt: skip
_AT = re.compile(r"\b(?:at|until|till|by|before|after|between|since)\s+$", re.IGNORECASE)
_HEADED = Sought(
    r"\b(?:minutes?|mins?|seconds?|secs?|mm:ss|m:s|hh:mm(?::ss)?|h:m|hours?|wait\w*|duration|respon\w+|handling|time\s+(?:taken|to)|average\s+time|speed)\b", re.I
)  # fmt: skip
_HOURS = re.compile(r"\b(?:hh:mm(?!:)|h:m|hours?:min\w*|hours?\s+and\s+min\w*)", re.IGNORECASE)
_CELL = re.compile(r"\s*(?P<sign>[-−–+])?(?P<a>\d{1,4}):(?P<b>[0-5]\d)(?::(?P<c>[0-5]\d))?\s*")


def find_durations(text: str) -> Iterator[tuple[int, int, Value]]:
    """Times of two units in prose: first character, one past the last, and the time in seconds.

    Args:
        text: A paragraph.
    """
    for m in _WORDS.finditer(text):
        parts = {k: int(v) for k, v in m.groupdict().items() if v is not None}
        hours = parts.get("h", 0) + parts.get("dh", 0) + 24 * parts.get("d", 0)
        minutes = parts.get("m", 0) + parts.get("hm", 0)
        yield m.start(), m.end(), _value(m[0], hours, minutes, parts.get("s", 0) + parts.get("hs", 0))
    for m in _CLOCK.finditer(text):
        told = _UNIT.match(text[m.end() :])
        stop = text.find(". ", m.end())
        sentence = text[text.rfind(". ", 0, m.start()) + 1 : stop if stop >= 0 else len(text)]
        waiting = _WAITING.search(sentence) and not _OF_DAY.search(sentence) and not _AT.search(text[: m.start()])
        if told or waiting:
            yield m.start(), m.end(), _of_clock(m, m[0], hours=False)


def duration_of_cell(text: str, header: str) -> Value | None:
    """The time of a cell "2:24" in seconds; None where it is no such cell or its headings speak of no waiting.

    Args:
        text: The cell.
        header: The headings of its row and column.
    """
    m = _CELL.fullmatch(text)
    if m is None or not _HEADED.search(header):
        return None
    return _of_clock(m, text.strip(), hours=bool(_HOURS.search(header)), minus=m["sign"] in {"-", "−", "–"})


def _of_clock(m: re.Match[str], printed: str, *, hours: bool, minus: bool = False) -> Value:
    a, b, c = int(m["a"]), int(m["b"]), int(m["c"] or 0)
    if hours or m["c"]:
        return _value(printed, a, b, c, minus=minus)
    return _value(printed, 0, a, b, minus=minus)


def _value(printed: str, hours: int, minutes: int, seconds: int, *, minus: bool = False) -> Value:
    number = Decimal(hours * 3600 + minutes * 60 + seconds)
    return Value(printed, -number if minus else number, 0, "seconds")
