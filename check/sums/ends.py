"""What an amount can be in a change: an end or none, of now or before, and which way a size goes."""

# ruff: noqa: E501 - tables of words, one kind to a row

from __future__ import annotations

import re
from typing import Literal

from check.sought import Sought
from check.sums.amounts import Amount, Reading

Sign = Literal[-1, 0, 1]

_UPS = r"(?:more|higher|above|ahead(?:\s+of)?|longer|up|greater|larger|over(?=\s+(?:the\s+|our\s+)?(?:budget|target|limit|plan|profile))|slower|later|dearer|increase\w*|rise\w*|rose|risen|growth|grew|grown|gain\w*|jump\w*|climb\w*|surplus|widen\w*|add\w*|extra|busier)"
_DOWNS = r"(?:fewer|less|lower|below|behind|shorter|down|smaller|under(?=\s+(?:the\s+|our\s+)?(?:budget|target|limit|plan|profile))|short\s+of|quicker|faster|sooner|earlier|cheaper|decrease\w*|reduc\w*|fall\w*|fell|drop\w*|declin\w*|dip\w*|loss|lost|cut|shr[aiu]nk\w*|narrow\w*|sav(?:ing|ed)\w*|slipp\w*|shorten\w*)"
_UP = re.compile(rf"\b{_UPS}\b(?!\s+to\b)", re.IGNORECASE)
_DOWN = Sought(rf"\b{_DOWNS}\b", re.IGNORECASE)
_UP_AFTER = re.compile(
    rf"^\s*(?:(?!and\b|or\b|but\b|in\b|to\b|at\b|for\b|from\b|with\b|on\b|by\b)[a-z-]+\s+){{0,3}}?{_UPS}\b",
    re.IGNORECASE,
)
_DOWN_AFTER = re.compile(
    rf"^\s*(?:(?!and\b|or\b|but\b|in\b|to\b|at\b|for\b|from\b|with\b|on\b|by\b)[a-z-]+\s+){{0,3}}?{_DOWNS}\b",
    re.IGNORECASE,
)

_BESIDES = re.compile(r"^\s*(?:\(\s*«N\d+»\s*\)|,?\s*or\s+(?:[a-z]+\s+)?«N\d+»,?)", re.IGNORECASE)
"""The same change told again beside itself: "6,300 (7.7%) more than"."""


def sign_of(reading: Reading, size: Amount) -> Sign:
    """Which way a size goes, by the words beside it: 1 up, -1 down, 0 not told or told both ways."""
    after = _BESIDES.sub("", reading.after(size))
    after = re.split(r"«N|[;.(]|,", after)[0]
    if re.match(r"^\s*(?:better|worse)\b", after):
        return 0  # which way is better, the words do not tell
    up, down = _UP_AFTER.match(after), _DOWN_AFTER.match(after)
    if bool(up) != bool(down):
        return 1 if up else -1
    before = re.split(r"[;:()]|\.\s|«/»", reading.before(size))[-1]
    parts = re.split(r"«N\d+»", before)
    clause = parts[-1] if len(parts[-1].split()) > 2 or len(parts) < 2 else " ".join(parts[-2:])
    ups, downs = list(_UP.finditer(clause)), list(_DOWN.finditer(clause))
    if ups and downs:
        return 1 if ups[-1].start() > downs[-1].start() else -1
    return 1 if ups else -1 if downs else 0


def counts_things(a: Amount, b: Amount) -> bool:
    """Whether one amount is a small number in words beside a far larger one: "the four centres", "226,560 visits".

    Args:
        a: That may count things.
        b: The other.
    """
    return a.figure.value.printed.strip().isalpha() and a.number < _SMALL and abs(b.number) >= _FAR * abs(a.number)


_SMALL = 13
_FAR = 10


def comparable(a: Amount, b: Amount) -> bool:
    """Whether the difference of two amounts has a meaning: one unit, or one of them printed without its unit."""
    if counts_things(a, b) or counts_things(b, a):
        return False
    if a.family == b.family:
        return True
    bare = {"count", "number"}
    if {a.family, b.family} <= bare:
        return True
    other = a if b.family in bare else b if a.family in bare else None
    if other is not None and other.family.startswith("rate:"):
        return (b if other is a else a).bare or "number" in {a.family, b.family}
    return (
        other is not None
        and other.family not in {"money", "percent", "points"}
        and (
            a.family == "number"
            or b.family == "number"
            or "rate" in other.family
            or a.elided
            or b.elided
            or a.bracketed
            or b.bracketed
        )
    )


def measures(size: Amount, end: Amount) -> bool:
    """Whether a size can be how much an amount changed."""
    if size.family == "percent":
        return end.family != "points"
    if size.family == "points":
        return end.family in {"percent", "points"}
    return comparable(size, end)


def is_end(a: Amount) -> bool:
    """Whether an amount can be an end of a change."""
    return (
        not a.size
        and a.family != "points"
        and not a.figure.numeral.is_share
        and a.said not in {"target", "benchmark", "range"}
    )


_LIMIT = Sought(
    r"\b(?:budget|target|limit|ceiling|allocation|programme|grant|capacity|assumption|plan|standard|threshold|tolerance|maximum|minimum|cap|ambition|goal)\s+(?:of|is|was|at|set\s+at|:|\()?\s*(?:about\s+|around\s+)?$",
    re.IGNORECASE,
)
_LIMIT_AFTER = re.compile(
    r"^\s*(?:[a-z]+\s+)?(?:budget|target|limit|ceiling|allocation|programme|grant|standard|threshold|tolerance|ambition|goal)\b",
    re.IGNORECASE,
)


def is_limit(reading: Reading, a: Amount) -> bool:
    """Whether an amount is a budget or limit, not what a paragraph is about."""
    return bool(_LIMIT.search(reading.before(a)) or _LIMIT_AFTER.match(reading.after(a)))


def current(reading: Reading, a: Amount) -> bool:
    """Whether an amount is of the time the passage speaks from."""
    if a.older or is_limit(reading, a):
        return False
    if a.bracketed and (a.time is not None or re.search(r"\b[A-Z][a-z]+\s*:?\s*$", reading.before(a))):
        return False
    dated = [x.date.end for x in reading.amounts if x.date is not None]
    return a.date is None or not dated or a.date.end >= max(dated)
