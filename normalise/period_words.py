"""Takes the period out of a name and keeps what it says about the basis.

"at 31st March 2011", "during 2010-11" and "in the year ending 31 March 2015" name a period, which changes
with every edition, and a basis (snapshot, or counted through a year), which does not. The period goes; the
basis stays as a mark: ``@end``, ``@year``, ``@quarter``, ``@month``.
"""

from __future__ import annotations

import re
from functools import partial

from records import MONTH_FORM

_MONTH = rf"{MONTH_FORM}\.?"
_YEAR = r"(?:19[89]\d|20[0-4]\d)"
_SHORT = r"'?(?:0\d|1\d|2\d|3\d)"
_DAY = r"\d{1,2}(?:\s*(?:st|nd|rd|th))?"
_DATE = (
    rf"(?:{_DAY}(?:\s+of)?\s+{_MONTH}(?:[\s,]+{_YEAR}|\s+{_SHORT}\b(?!\s*(?:%|or|and|to|year|month|day|week)))?"
    rf"|{_MONTH}[\s,]+(?:{_YEAR}|{_SHORT}\b(?!\s*(?:%|or|and|year|month|day|week)))"
    rf"|\d{{1,2}}[/.]\d{{1,2}}[/.](?:{_YEAR}|\d\d)\b|{_YEAR}-\d\d-\d\d)"
)
_SPAN = (
    rf"(?:(?:fy|ay)?\s*{_YEAR}\s*(?:[-/]|to|and)\s*(?:{_YEAR}|\d\d)(?!\d)|(?:fy|ay)\s*{_YEAR}"
    rf"|(?:fy|ay)?\s*(?P<a{{n}}>[0-4]\d)\s*/\s*(?P<b{{n}}>[0-4]\d)(?![\d/])(?!\s*-?\s*(?:year|yr))"
    rf"|(?:fy|ay)?\s*(?P<c{{n}}>[0-4]\d)(?P<d{{n}}>[0-4]\d)(?!\d))"
)
_WHOLE_SPAN = rf"(?:(?:fy|ay)?\s*{_YEAR}\s*(?:[-/]|to)\s*(?:{_YEAR}|\d\d)(?!\d)|(?:fy|ay)\s*{_YEAR})"
_BEFORE_SPAN = (
    "(?:" + "|".join(rf"(?<={w} )" for w in ("target", "outturn", "result", "actual", "forecast", "budget")) + ")"
)
_KIND = r"(?:(?:financial|reporting|municipal|calendar|fiscal|performance)\s+)?"
_RELATIVE = r"(?:the\s+)?(?:(?:this|last|latest|current|reporting|same)\s+)?"


def _span(n: int) -> str:
    return _SPAN.replace("{n}", str(n))


_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    # year ending 31 March 2015; 12 months to March 2016 (a rolling year stays a window)
    (
        re.compile(
            rf"\b(?:(?:for|during|in|within|throughout|over|of)\s+)?(?:the\s+)?(?:rolling\s+)?12[\s-]months?\s+"
            rf"(?:ending|ended|to|up to|until)\s+(?:at\s+|on\s+)?(?:the end of\s+)?{_DATE}"
        ),
        " last 12 months ",
    ),
    (
        re.compile(
            rf"\b(?:(?:for|during|in|within|throughout|over|of|at any (?:time|point) (?:in|during))\s+)?(?:the\s+)?"
            rf"{_KIND}(?P<unit>year|quarter|month)s?\s+(?:ending|ended|to|up to|until)(?:\s+(?:at|on))?\s+"
            rf"(?:the end of\s+)?(?:{_DATE}|{_YEAR}|{_MONTH})"
        ),
        " @unit ",
    ),
    (re.compile(rf"\b(?:between|from|since)\s+{_DATE}\s*(?:and|to|-|until)\s*{_DATE}"), " @year "),
    (re.compile(r"\b(?:during|in|throughout)\s+the\s+academic\s+year(?:\s+" + _span(0) + r")?"), " @year academic "),
    (
        re.compile(
            r"\b(?:as\s+)?(?:at\s+)?(?:the\s+)?end\s+of\s+q(?:uarter)?\s?[1-4]\b"
            rf"(?:\s+(?:of\s+)?(?:{_span(5)}|{_YEAR}))?"
        ),
        " @end ",
    ),
    (
        re.compile(rf"\b(?:during|in|for)\s+q(?:uarter)?\s?[1-4]\b(?:\s+(?:of\s+)?(?:{_span(6)}|{_YEAR}))?"),
        " @quarter ",
    ),
    (re.compile(r"\bas\s+(?:at|of|on)\s+(?:the\s+)?(?:end\s+of\s+)?(?:" + _DATE + r"|today|now)"), " @end "),
    (re.compile(rf"\b(?:at|on)\s+(?:the\s+)?(?:end\s+of\s+)?{_DATE}(?:\s+each\s+year)?"), " @end "),
    (
        re.compile(
            r"\b(?:as\s+)?(?:at\s+|as\s+at\s+|on\s+|by\s+)?(?:the\s+)?end\s+of\s+(?:the\s+)?"
            rf"{_KIND}(?:reporting\s+)?(?:year|quarter|month|period|term)\b"
        ),
        " @end ",
    ),
    (re.compile(r"\b(?:as\s+)?(?:at\s+)?(?:the\s+)?(?:year|quarter|month|period)[\s-]?end\b"), " @end "),
    (re.compile(r"\(?\bsnap\s?shot\b(?:\s+at\s+end\s+of\s+period)?\)?"), " @end "),
    (
        re.compile(
            r"\b(?:at any (?:time|point)\s+)?(?:during|in|within|throughout|over|for)\s+(?:the\s+)?"
            + _KIND
            + r"(?:year\s+)?(?:of\s+)?"
            + _span(1)
        ),
        " @year ",
    ),
    (
        re.compile(
            r"\b(?:at any (?:time|point)\s+)?(?:during|in|within|throughout|over|for)\s+(?:the\s+)?"
            rf"{_KIND}(?:year\s+)?{_YEAR}\b"
        ),
        " @year ",
    ),
    (
        re.compile(
            rf"\b(?:at any (?:time|point)\s+)?(?:during|in|within|throughout|over|for)\s+{_RELATIVE}{_KIND}"
            r"(?P<unit>year|quarter|month)\b(?!\s*-?\s*(?:\d|olds?\b|group))"
        ),
        " @unit ",
    ),
    (re.compile(rf"\b(?:during|in|for)\s+{_MONTH}\s+(?:{_YEAR}|{_SHORT}\b)"), " @month "),
    (re.compile(r"\b(?:this|in)\s+(?P<unit>year|quarter|month)\b(?!\s*-?\s*\d)"), " @unit "),
    (re.compile(r"\b(?:year[\s-]to[\s-]date|ytd)\b"), " @year "),
    (re.compile(r"\beach\s+(?P<unit>year|quarter|month)\b(?!\s*group)"), " @unit "),
    (re.compile(rf"\bq(?:uarter)?\s?[1-4]\s+(?:of\s+)?{_span(2)}"), " @quarter "),
    (re.compile(rf"\bq(?:uarter)?\s?[1-4]\s+{_YEAR}\b"), " @quarter "),
    (re.compile(_BEFORE_SPAN + _span(3)), " "),
    (re.compile(r"(?<!act )\b(?<![\d,.£-])" + _WHOLE_SPAN), " "),
    # "(15/16)" is a year; "care leavers (17/18)" is an age band
    (re.compile(r"\(\s*" + _span(4) + r"\s*\)"), " "),
    (re.compile(rf"(?<!act )(?<![\d,.£]){_DATE}"), " "),
    (re.compile(rf"(?<!act )(?<!per )(?<![\d,.£/-])\b{_YEAR}\b(?![\d,/-])"), " "),
)
_EMPTY_BRACKET = re.compile(r"\(\s*(@\w+)?\s*\)")
_PEOPLE = re.compile(r"care leaver|young|neet|year old|\baged?\b|pupil|student|learner|adult")
_AGE_BEFORE = re.compile(r"(?:aged?|ages|between|olds?|from)\s*$")


def strip_period(text: str) -> str:
    """Replace every period by what it says about the basis.

    Args:
        text: A cleaned name in lower case.

    Returns:
        The name with ``@end``, ``@year``, ``@quarter`` or ``@month`` where a basis was stated, and nothing
        where only a date or a year was.
    """
    for pattern, mark in _RULES:
        text = pattern.sub(partial(_replace, mark), text)
    text = _EMPTY_BRACKET.sub(r" \1 ", text)
    return " ".join(text.split())


def _replace(mark: str, match: re.Match[str]) -> str:
    groups = match.groupdict()
    for first, second in (("a", "b"), ("c", "d")):
        for key, low in groups.items():
            if key[0] == first and key[1:].isdigit() and low is not None:
                high = groups[second + key[1:]]
                aged = match.group(0).startswith("(") and _PEOPLE.search(match.string)
                if (int(low) + 1) % 100 != int(high) or aged or _AGE_BEFORE.search(match.string[: match.start()]):
                    return match.group(0)
    unit = groups.get("unit")
    return mark.replace("@unit", f"@{unit}")
