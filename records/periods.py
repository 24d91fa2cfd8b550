"""Periods: what span of time a figure covers, read from the many ways papers print it.

The reporting year runs April to March and is written "2015/16". Basis codes as Kent's scorecards use them:
SS snapshot at the end, YTD year to date, R12M rolling twelve months, MS month, Q quarter, A annual.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

Basis = Literal["SS", "YTD", "R12M", "MS", "Q", "A", ""]

_MONTHS = {m.lower(): i for i, m in enumerate(calendar.month_name) if m}
_MONTHS |= {m.lower(): i for i, m in enumerate(calendar.month_abbr) if m} | {"sept": 9, "janu": 1, "febr": 2}
MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
"""In English, whatever the computer speaks."""
MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}
"""Months of a period by its name."""
MONTH_FORM = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
"""How a month is printed, in full or short, for patterns that disregard case."""
_MONTH = rf"(?P<month>{MONTH_FORM})"
_COMMA = r"(?:,(?=\s+(?:['’]|\d{4})))?"
"""Between a month and its year in full; what follows "31 January, 14 fewer than" is no year."""
# Two digits are no year where they begin a figure: "between January and March 38.3% were upheld".
_YEAR = r"(?P<year>(?:19|20)\d{2}|['’]?\d{2}(?!\.\d|,\d{3}|\s?%|\s+per\s?cent))"
_FY = r"(?P<y1>(?:19|20)\d{2}|\d{2})\s*[/\-–]\s*(?P<y2>(?:20)?\d{2}|\d)"

# Most texts name no period. Each form has clues and words without which it cannot be there: they are found far
# quicker than the form itself. Forms that begin with a number look behind it only once they found one.
_DIGIT = re.compile(r"\d")
_NAMED, _SPAN, _DOTTED = 1, 2, 4
_CLUES = (
    (_NAMED, re.compile(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?[\s\-]*['’]?\d")),
    (_SPAN, re.compile(r"\d\s*[/\-–]\s*\d")),
    (_DOTTED, re.compile(r"\d[/.]\d{1,2}[/.]\d")),
)
"""A month's name before a number; two numbers joined; three numbers parted by points or strokes."""
_DAY = r"(?P<day>\d(?<![\w/.]\d)\d?)"
_CENTURY = r"(?:19|20)(?<![\w/.]\d\d)"

_FORMS: tuple[tuple[str, int, re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (name, clues, re.compile(words), re.compile(rf"{pattern}(?![\w/])", re.IGNORECASE))
    for name, clues, words, pattern in (
        ("rolling", _NAMED, r"months?\s+(?:to|end)", rf"(?<![\w/.])(?:rolling\s+)?(?:12|twelve)\s*-?\s*months?\s+(?:to|ending|ended)\s+(?:end\s+(?:of\s+)?)?(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+)?{_MONTH}\.?{_COMMA}\s+{_YEAR}"),
        ("quarter_fy", _SPAN, r"q(?:uarter|tr)?\.?\s*[1-4]|(?:first|second|third|fourth)\s+quarter|quarter\s+(?:one|two|three|four)", rf"(?<![\w/.])(?:Q(?:uarter|tr)?\.?\s*(?P<q>[1-4])|Quarter\s+(?P<qn>one|two|three|four)|(?P<qw>first|second|third|fourth)\s+quarter)\s*,?\s*(?:of\s+|\(\s*)?(?:FY\s*)?{_FY}"),
        ("fy_quarter", _SPAN, r"\d\s*,?\s*q(?:uarter|tr)?\.?\s*[1-4]", rf"(?<![\w/.])(?:FY\s*)?{_FY}\s*,?\s*(?:Q(?:uarter|tr)?\.?\s*(?P<q>[1-4]))"),
        ("half_fy", _SPAN, r"h(?:y|alf)?(?:[\s-]year)?\s*[12]\b", rf"(?<![\w/.])(?:HY?|half(?:[\s-]year)?)\s*(?P<h>[12])\s*,?\s*(?:of\s+|\(\s*)?(?:FY\s*)?{_FY}"),
        ("fy_half", _SPAN, r"\d\s*,?\s*h(?:y|alf)?(?:[\s-]year)?\s*[12]\b", rf"(?<![\w/.])(?:FY\s*)?{_FY}\s*,?\s*(?:HY?|half(?:[\s-]year)?)\s*(?P<h>[12])"),
        ("year_to", _NAMED, r"year\s+(?:to|end)", rf"(?<![\w/.])(?<!\bhalf[\s-])(?:financial\s+)?year\s+(?:ending|ended|to)\s+(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+)?{_MONTH}\.?{_COMMA}\s+{_YEAR}"),
        ("day_month", _NAMED, "", rf"{_DAY}(?:\s?(?:st|nd|rd|th))?\s+(?:of\s+)?{_MONTH}\.?{_COMMA}\s+{_YEAR}"),
        ("month_day", _NAMED, "", rf"(?<![\w/.]){_MONTH}\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d{{2}})"),
        ("iso", _SPAN, "-", rf"(?P<year>{_CENTURY}\d{{2}})-(?P<mm>\d{{2}})-(?P<day>\d{{2}})"),
        ("iso_month", _SPAN, "-", rf"(?P<year>{_CENTURY}\d{{2}})-(?P<mm>0[1-9]|1[0-2])(?!-)"),
        ("slashes", _DOTTED, "", rf"{_DAY}[/.](?P<mm>\d{{1,2}})[/.](?P<year>(?:19|20)?\d{{2}})"),
        ("slashes", _SPAN, "-", rf"{_DAY}-(?P<mm>\d{{1,2}})-(?P<year>(?:19|20)\d{{2}})"),
        ("month_fy", _NAMED | _SPAN, "", rf"(?<![\w/.]){_MONTH}\.?\s+{_FY}"),
        ("month_year", _NAMED, "", rf"(?<![\w/.]){_MONTH}\.?[\s\-]*{_YEAR}"),
        # Two-digit years joined by a hyphen are read only after a word that says so: "16-17" is an age band.
        ("fy", _SPAN, r"(?:fy|year|target(?:\s+for)?|outturn(?:\s+for)?)\s*\d", rf"(?<![\w/.])(?:(?:FY|year|target(?:\s+for)?|outturn(?:\s+for)?)\s*{_FY})"),
        ("fy", _SPAN, "", rf"(?P<y1>{_CENTURY}\d{{2}})\s*[/\-–]\s*(?P<y2>(?:20)?\d{{2}}|\d)"),
        ("fy", _SPAN, "/", r"(?P<y1>\d(?<![\w/.]\d)\d)/(?P<y2>\d{2})"),
        ("fy_prefix", 0, r"fy\s*\d", r"(?<![\w/.])FY\s*(?P<fy>\d{2})"),
    )
)  # fmt: skip
_MONTH_LED = frozenset({"month_day", "month_fy", "month_year"})
_LONGEST_KEPT = 800
"""Characters of the longest text whose periods are remembered."""
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "one": 1, "two": 2, "three": 3, "four": 4}


@dataclass(frozen=True, slots=True)
class Period:
    """A span of whole days.

    Attributes:
        start: First day.
        end: Last day; periods are ordered by it.
        basis: How a figure covers the span; "" where not known.
    """

    start: date
    end: date
    basis: Basis = ""

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a period cannot end ({self.end}) before it starts ({self.start})")

    def __lt__(self, other: Period) -> bool:
        return (self.end, self.start) < (other.end, other.start)

    @classmethod
    def month(cls, year: int, month: int, basis: Basis = "MS") -> Period:
        """The calendar month."""
        return cls(date(year, month, 1), month_end(year, month), basis)

    @classmethod
    def reporting(cls, first_year: int) -> Period:
        """The reporting year that starts in April of a year."""
        return cls(date(first_year, 4, 1), date(first_year + 1, 3, 31), "A")

    @classmethod
    def quarter(cls, first_year: int, q: int) -> Period:
        """Quarter 1 to 4 of the reporting year that starts in April of a year."""
        if not 1 <= q <= 4:
            raise ValueError(f"there is no quarter {q}")
        y, m = (first_year, 3 * q + 1) if q < 4 else (first_year + 1, 1)
        return cls(date(y, m, 1), month_end(y, m + 2), "Q")

    @classmethod
    def half(cls, first_year: int, h: int) -> Period:
        """The first or second half of the reporting year that starts in April of a year."""
        if h not in {1, 2}:
            raise ValueError(f"there is no half {h}")
        first = cls(date(first_year, 4, 1), date(first_year, 9, 30))
        return first if h == 1 else cls(date(first_year, 10, 1), date(first_year + 1, 3, 31))

    @property
    def reporting_year(self) -> str:
        """The reporting year of the last day, "2015/16"."""
        y = self.reporting_year_start
        return f"{y}/{(y + 1) % 100:02d}"

    @property
    def reporting_year_start(self) -> int:
        """Calendar year in which the reporting year of the last day starts."""
        return self.end.year if self.end.month >= 4 else self.end.year - 1

    @property
    def reporting_quarter(self) -> int:
        """Quarter (1 to 4) of the reporting year in which the last day falls."""
        return (self.end.month - 4) % 12 // 3 + 1

    def with_basis(self, basis: Basis) -> Period:
        """The span that a figure of this basis covers when it is reported at this end."""
        return _with_basis(self, basis)

    def shift(self, months: int) -> Period:
        """The like period some months later (earlier where negative); month ends stay month ends."""
        return _shifted(self, months)

    def previous(self, months: int = 1) -> Period:
        """The period one step before."""
        return self.shift(-months)

    def same_period_last_year(self) -> Period:
        """Twelve months before."""
        return self.shift(-12)

    def outturn(self) -> Period:
        """The end of the reporting year before, with the same basis."""
        day = date(self.reporting_year_start, 3, 31)
        return Period(day, day).with_basis(self.basis) if self.basis else Period(day, day)

    def label(self) -> str:
        """Short text that reads back as the same last day: "Mar 2016", "31 Jan 2016" mid-month."""
        if self.end == month_end(self.end.year, self.end.month):
            return f"{calendar.month_abbr[self.end.month]} {self.end.year}"
        return f"{self.end.day} {calendar.month_abbr[self.end.month]} {self.end.year}"

    def long_label(self) -> str:
        """For sentences: "March 2016", "13 May 2016" mid-month."""
        if self.end == month_end(self.end.year, self.end.month):
            return f"{calendar.month_name[self.end.month]} {self.end.year}"
        return f"{self.end.day} {calendar.month_name[self.end.month]} {self.end.year}"


# The figures of a table cover few periods; each is worked out once.
@lru_cache(maxsize=2_048)
def _with_basis(period: Period, basis: Basis) -> Period:
    if basis == "SS":
        return Period(period.end, period.end, "SS")
    if basis == "YTD":
        return Period(date(period.reporting_year_start, 4, 1), period.end, "YTD")
    if basis == "R12M":
        return Period(_add_months(period.end, -12, first_of_next=True), period.end, "R12M")
    if basis == "MS":
        return Period(period.end.replace(day=1), period.end, "MS")
    if basis == "Q":
        return Period(_add_months(period.end, -3, first_of_next=True), period.end, "Q")
    if basis == "A":
        return Period(date(period.reporting_year_start, 4, 1), period.end, "A")
    return Period(period.start, period.end, basis)


@lru_cache(maxsize=2_048)
def _shifted(period: Period, months: int) -> Period:
    end = _shift_end(period.end, months)
    if period.basis:
        return Period(end, end).with_basis(period.basis)
    if period.start.day == 1:
        y, m = _months_on(period.start, months)
        return Period(date(y, m, 1), end)
    return Period(end - (period.end - period.start), end)


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A period found in running text."""

    period: Period
    start: int
    end: int
    text: str


def month_end(year: int, month: int) -> date:
    """Last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def months_between(earlier: date, later: date) -> int:
    """Calendar months from one day to a later one; below zero where it is not later."""
    return (later.year - earlier.year) * 12 + later.month - earlier.month


def parse_period(text: str, *, basis: Basis = "", near: date | None = None) -> Period | None:
    """Read a period that is the whole text (a header cell, a label).

    Args:
        text: "Mar 2016", "Sept 16", "31/03/2016", "Q3 2024/25", "2015/16", "12 months to December 2024",
            "March 15", "As at 31st March 2016", "Outturn (March 15) Result".
        basis: Known from elsewhere; the text's own wins for quarters, years and rolling periods.
        near: A date the period should lie near; settles "month end" and labels without a year.

    Returns:
        The period, or None where the text names none (or more than one).
    """
    found = find_periods(text)
    if len(found) == 1:
        period = found[0].period
        return period.with_basis(basis) if basis and not period.basis else period
    if not found and near is not None:
        s = text.strip().lower().rstrip(".")
        if s in {"month end", "this month", "month-end"}:
            return Period(near, near).with_basis(basis) if basis else Period(near, near)
        if s in _MONTHS:
            year = near.year if _MONTHS[s] <= near.month else near.year - 1
            day = month_end(year, _MONTHS[s])
            return Period(day, day).with_basis(basis) if basis else Period(day, day)
        m = re.fullmatch(r"(?:q|quarter|qtr)\s*([1-4])", s)
        if m:
            y = near.year if near.month >= 4 else near.year - 1
            return Period.quarter(y, int(m[1]))
    return None


def find_periods(text: str) -> list[PeriodMention]:
    """All periods named in running text, in order, none overlapping.

    A bare four-digit year is not a period here; "2012-2015" (a span of years) and "0-25" (ages) are not either.
    """
    if not _DIGIT.search(text):
        return []
    return list(_remembered(text) if len(text) <= _LONGEST_KEPT else _search(text))


def _likely_forms(low: str) -> list[tuple[str, re.Pattern[str]]]:
    """Forms whose clues a text in lower case holds."""
    clues = sum(bit for bit, clue in _CLUES if clue.search(low))
    if not clues and "fy" not in low:
        return []
    return [(name, form) for name, needed, words, form in _FORMS if clues & needed == needed and words.search(low)]


def _search(text: str) -> tuple[PeriodMention, ...]:
    low = text.lower()
    out: list[PeriodMention] = []
    taken: list[tuple[int, int]] = []
    months: list[int] | None = None
    for name, form in _likely_forms(low):
        if name in _MONTH_LED and len(low) == len(text):
            if months is None:
                months = [m.start() for m in _CLUES[0][1].finditer(low)]
            found: Iterable[re.Match[str]] = [m for at in months if (m := form.match(text, at))]
        else:
            found = form.finditer(text)
        for m in found:
            if any(a < m.end() and m.start() < b for a, b in taken):
                continue
            period = _read(name, m)
            if period is None:
                if "day" in m.groupdict():
                    taken.append(m.span())  # "Feb 29 2015" is no day; nor is it February 2029
                continue
            taken.append(m.span())
            out.append(PeriodMention(period, m.start(), m.end(), m[0]))
    return tuple(sorted(out, key=lambda p: p.start))


# A document's headings, labels and sentences are asked for their periods by several recognisers.
_remembered = lru_cache(maxsize=8_192)(_search)


def _read(name: str, m: re.Match[str]) -> Period | None:
    g = m.groupdict()
    try:
        if name == "rolling":
            return Period(*_span_end(g)).with_basis("R12M")
        if name == "year_to":
            return Period(*_span_end(g)).with_basis("R12M")
        if name in {"quarter_fy", "fy_quarter"}:
            y = _fy_start(g)
            q = int(g["q"]) if g.get("q") else _ORDINALS[(g.get("qw") or g.get("qn") or "").lower()]
            return None if y is None else Period.quarter(y, q)
        if name in {"half_fy", "fy_half"}:
            y = _fy_start(g)
            return None if y is None else Period.half(y, int(g["h"]))
        if name in {"day_month", "month_day"}:
            day = date(_year(g["year"]), month_number(g["month"]), int(g["day"]))
            return Period(day, day)
        if name == "iso":
            day = date(int(g["year"]), int(g["mm"]), int(g["day"]))
            return Period(day, day)
        if name == "iso_month" and int(g["mm"]) == (int(g["year"]) + 1) % 100:
            return Period.reporting(int(g["year"]))  # "2010-11" is a year, as "2009-10" before it
        if name == "iso_month":
            day = month_end(int(g["year"]), int(g["mm"]))
            return Period(day, day)
        if name == "slashes":
            day = date(_year(g["year"]), int(g["mm"]), int(g["day"]))
            return Period(day, day)
        if name == "month_fy":
            y = _fy_start(g)
            if y is None:
                return None
            month = month_number(g["month"])
            day = month_end(y if month >= 4 else y + 1, month)
            return Period(day, day)
        if name == "month_year":
            month = month_number(g["month"])
            if g["month"] == "may" and len(g["year"]) < 4:
                return None  # "may 12 children" is a verb
            day = month_end(_year(g["year"]), month)
            return Period(day, day)
        if name == "fy_prefix":
            return Period.reporting(1999 + int(g["fy"]))
        y = _fy_start(g)
        return None if y is None else Period.reporting(y)
    except (ValueError, KeyError):
        return None  # 31 February, month 13: not a period


def _span_end(g: dict[str, str | None]) -> tuple[date, date]:
    year, month = _year(g["year"] or ""), month_number(g["month"] or "")
    day = date(year, month, int(g["day"] or 0)) if g.get("day") else month_end(year, month)
    return day, day


def month_number(text: str) -> int:
    """1 to 12, of a month's name or its first three letters or more."""
    return _MONTHS[text.lower()[:3]]


def _year(text: str) -> int:
    n = int(text.strip("'’"))
    return n if n >= 100 else (2000 + n if n < 70 else 1900 + n)


def _fy_start(g: dict[str, str | None]) -> int | None:
    """First year of "2015/16", "15/16", "2015-2016", "2016/7"; None unless the second follows the first."""
    first, second = g["y1"] or "", g["y2"] or ""
    if len(first) == 2 and len(second) != 2:
        return None
    y = _year(first)
    follows = str(y + 1)
    return y if follows.endswith(second) else None


def _months_on(day: date, months: int) -> tuple[int, int]:
    n = day.year * 12 + day.month - 1 + months
    return n // 12, n % 12 + 1


def _shift_end(day: date, months: int) -> date:
    y, m = _months_on(day, months)
    last = month_end(y, m)
    if day == month_end(day.year, day.month):
        return last
    return date(y, m, min(day.day, last.day))


def _add_months(day: date, months: int, *, first_of_next: bool) -> date:
    y, m = _months_on(day, months + (1 if first_of_next else 0))
    return date(y, m, 1)


def day_label(end: date) -> str:
    """How a period is told of which only the last day is known: "Mar 2025"."""
    return Period(end, end).label()
