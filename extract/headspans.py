"""Headings that name a stretch of several months or quarters: "Apr-Sep 2025", "H1 2025/26", "Q1 to Q3 2024/25".

Read as the last month or the whole year that they also print, they would name another time. Only headings, labels and
titles are read so; what a sentence says of a stretch is another matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from extract.folding import remembered
from records import MONTH_FORM, Period, PeriodMention, find_periods, month_end, month_number, parse_period

_TO = r"\s*(?:[-–—]|\bto\b|\buntil\b|\bthrough\b)\s*"
_AND = r"\s*(?:[-–—+&]|\bto\b|\band\b)\s*"
_YEAR = r"(?:19|20)\d{2}|['’]?\d{2}"
_FY = r"(?P<{0}>(?:19|20)\d{{2}}|\d{{2}})\s?[/\-–]\s?(?P<{1}>(?:20)?\d{{2}})(?!\d)"
_DAY = r"(?:(?P<{0}>\d{{1,2}})(?:\s?(?:st|nd|rd|th))?\s+)?"
_MONTHS = re.compile(
    rf"(?<![\w/.]){_DAY.format('d1')}(?P<m1>{MONTH_FORM})\.?(?:[\s\-]*(?P<y1>{_YEAR})(?![\d/]))?{_TO}{_DAY.format('d2')}"
    rf"(?P<m2>{MONTH_FORM})\.?,?[\s\-]*(?:{_FY.format('a', 'b')}|(?P<y2>{_YEAR}))(?![\w/])",
    re.IGNORECASE,
)
_HALF = (
    r"(?:h\s?(?P<{0}h>[12])|half\s*[-–]?\s*(?P<{0}n>[12]|one|two)|(?P<{0}w>first|second|1st|2nd)\s+half(?:\s*[-–]?\s*year)?"
    r"|(?P<{0}y>half|mid)\s*[-–]?\s*year(?!\s*[-–]?\s*(?:to|end))(?:\s+(?P<{0}z>[12]|one|two))?)"
)
_HALVES = re.compile(
    rf"\b{_HALF.format('p')}[\s,(]*(?:of\s+)?(?:the\s+)?(?:year\s+)?(?:FY\s*)?{_FY.format('a', 'b')}"
    rf"|(?<![\w/.]){_FY.format('c', 'd')}[\s,:(]*{_HALF.format('q')}\b",
    re.IGNORECASE,
)
_Q = r"(?:q(?:uarters?|trs?)?\.?\s*)"
_QUARTERS = re.compile(
    rf"\b{_Q}(?P<q1>[1-4]){_AND}{_Q}?(?P<q2>[1-4])[\s,(]*(?:of\s+)?(?:FY\s*)?{_FY.format('a', 'b')}"
    rf"|(?<![\w/.]){_FY.format('c', 'd')}[\s,:(]*{_Q}(?P<r1>[1-4]){_AND}{_Q}?(?P<r2>[1-4])\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    rf"\b(?:(?P<n>3|6|9|three|six|nine)[\s-]*(?:months?|mths?)|half[\s-]?year)\s+(?:to|ending|ended)\s+(?:end\s+(?:of\s+)?)?(?:30(?:th)?\s+|31(?:st)?\s+)?"
    rf"(?P<m>{MONTH_FORM})\.?,?[\s\-]*(?P<y>{_YEAR})(?![\w/])",
    re.IGNORECASE,
)
_CLUE = re.compile(r"\d")
_WORDS = {"one": 1, "two": 2, "first": 1, "second": 2, "1st": 1, "2nd": 2, "three": 3, "six": 6, "nine": 9}


@remembered(4_096)
def periods_in(text: str) -> tuple[PeriodMention, ...]:
    """All periods that a heading names, stretches of months and quarters as such.

    Args:
        text: A heading, a label or a title.

    Returns:
        In order, none overlapping.
    """
    found = find_periods(text)
    if not _CLUE.search(text):
        return tuple(found)
    spans = list(_spans(text))
    if not spans:
        return tuple(found)
    rest = [m for m in found if not any(m.start < s.end and s.start < m.end for s in spans)]
    return tuple(sorted([*spans, *rest], key=lambda m: m.start))


def one_period(text: str, near: date | None = None) -> Period | None:
    """The period that a text names and no other; as `parse_period` where it is no stretch.

    Args:
        text: A heading, a label or a line.
        near: A date the period should lie near, for labels without a year.
    """
    found = periods_in(text)
    return found[0].period if len(found) == 1 else None if found else parse_period(text, near=near)


def bare_span(text: str) -> bool:
    """Whether a text is a stretch of months, quarters or a half of a year without its year ("Apr-Sep", "H1")."""
    if not text or len(text) > 40 or find_periods(text):
        return False
    found = list(_spans(f"{text} 2024/25"))
    return len(found) == 1 and found[0].start == 0 and found[0].text.endswith("2024/25")


def _spans(text: str) -> Iterator[PeriodMention]:
    end = 0
    for form, read in ((_MONTHS, _of_months), (_HALVES, _of_halves), (_QUARTERS, _of_quarters), (_COUNTED, _counted)):
        for m in form.finditer(text, end):
            period = read(m)
            if period is not None:
                yield PeriodMention(period, m.start(), m.end(), m[0])
                end = m.end()


def _of_months(m: re.Match[str]) -> Period | None:
    first, last = month_number(m["m1"]), month_number(m["m2"])
    if first == last:
        return None  # two days that are compared
    if m["a"]:
        year = _financial(m["a"], m["b"])
        if year is None:
            return None
        end_year = year if last >= 4 else year + 1
    else:
        end_year = _year(m["y2"])
    start_year = _year(m["y1"]) if m["y1"] else end_year - (first > last)
    try:
        start = date(start_year, first, int(m["d1"] or 1))
        end = date(end_year, last, int(m["d2"])) if m["d2"] else month_end(end_year, last)
    except ValueError:
        return None
    return Period(start, end) if start < end and (end - start).days <= 1100 else None


def _of_halves(m: re.Match[str]) -> Period | None:
    year = _financial(m["a"] or m["c"], m["b"] or m["d"])
    if year is None:
        return None
    side = "p" if m["a"] else "q"
    said = (m[side + "h"] or m[side + "n"] or m[side + "w"] or m[side + "z"] or "1").lower()
    half = _WORDS.get(said) or int(said)
    return (
        Period(date(year, 4, 1), date(year, 9, 30)) if half == 1 else Period(date(year, 10, 1), date(year + 1, 3, 31))
    )


def _of_quarters(m: re.Match[str]) -> Period | None:
    year = _financial(m["a"] or m["c"], m["b"] or m["d"])
    first, last = int(m["q1"] or m["r1"]), int(m["q2"] or m["r2"])
    if year is None or first >= last:
        return None
    return Period(Period.quarter(year, first).start, Period.quarter(year, last).end)


def _counted(m: re.Match[str]) -> Period:
    said = (m["n"] or "six").lower()
    months = _WORDS.get(said) or int(said)
    end = month_end(_year(m["y"]), month_number(m["m"]))
    at = end.year * 12 + end.month - months
    return Period(date(at // 12, at % 12 + 1, 1), end)


def _year(text: str) -> int:
    n = int(text.strip("'’"))
    return n if n >= 100 else (2000 + n if n < 70 else 1900 + n)


def _financial(first: str, second: str) -> int | None:
    """The first year of "2025/26"; None where the second does not follow it."""
    year = _year(first)
    return year if str(year + 1).endswith(second) else None
