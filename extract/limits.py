"""Targets printed as limits: "≥ 85%", "at least 90%", "<= 5 days", "25 or fewer", "75%+": the figure is the target."""

from __future__ import annotations

import re
from dataclasses import replace

from records import Unit, Value, parse_value

_SIGN = r"[≥≤⩾⩽><]\s?=?|=\s?[<>]"
_BEFORE = (
    r"at (?:least|most)|no (?:more|less|fewer|higher|lower) than|not (?:more|less) than|within"
    r"|(?:less|more|fewer|greater|higher|lower|better) than|under|below|above|over|up to"
    r"|max(?:imum)?\.?(?: of)?|min(?:imum)?\.?(?: of)?"
)
_BEHIND = r"(?:or|and) (?:more|above|over|higher|less|fewer|below|under|lower|better)|max(?:imum)?\.?|min(?:imum)?\.?"
_LIMIT = re.compile(
    rf"^(?:(?:{_SIGN}|{_BEFORE})\s*(?P<a>[£\d].*?)"
    rf"|(?P<b>[£\d].*?)\s*(?:\+|{_BEHIND}|\((?:{_BEHIND})\)))$",
    re.IGNORECASE,
)


def limit_of(printed: str, unit: Unit = "") -> Value | None:
    """The figure of a target that is printed as a limit.

    Args:
        printed: Text of the cell, on one line.
        unit: Of the row's figures.

    Returns:
        The figure, its whole text as printed; None for any other text, a range among them.
    """
    m = _LIMIT.match(printed.strip())
    if m is None:
        return None
    value = parse_value((m["a"] or m["b"]).strip(), unit)
    return replace(value, printed=printed) if value.known else None
