"""The period of a paper's latest results: as its title says it, else as its tables of indicators show it."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date

from check.inside.tables import Table, tables_of
from check.paper import Paper
from check.sought import Sought
from check.time_words import mark_times
from records import Period, find_periods, month_end

_MONTHS = [month.lower() for month in calendar.month_name[1:]]
_MONTH = rf"(?P<m>{'|'.join(m.title() for m in _MONTHS)})"
_OF_MONTH = Sought(
    rf"\b(?:end\s+of|to|for|in|as\s+at|at|during)\s+(?:the\s+end\s+of\s+)?(?:(?:30|31|28|29)(?:st|th)?\s+)?{_MONTH}\b"
    r"|\b(?:Month|Period|Mth)\s?(?P<n>1[0-2]|[1-9])\b"
)
_OF_QUARTER = re.compile(r"\bQ(?:uarter|tr)?\s?(?P<q>[1-4])\b", re.IGNORECASE)
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4}
_NTH_QUARTER = re.compile(rf"\b(?P<n>{'|'.join(_NTH)})\s+quarter\b", re.IGNORECASE)
TO_DATE = re.compile(r"\byear\s+to\s+date\b|\bytd\b|\bto\s+date\b|\bso\s+far\b", re.IGNORECASE)
"""A heading of what has been counted of a year so far, which does not reach the end of the year that it names."""
_DATED = 10
"""Numbers of terms from here on hold their year: see `TimeWord`."""
_MOST_OF_A_YEAR = 350
_TITLES = 6
"""Passages at the beginning of a paper that may be its title."""


def latest_period(paper: Paper) -> Period | None:
    """The latest period that a table with one period to a column shows results for; None where there is none.

    Args:
        paper: With its figures.
    """
    published = paper.extraction.publication.published if paper.extraction is not None else None
    told = [
        [c.period for c in t.of("result") if c.period and not (TO_DATE.search(c.header) and c.period.basis == "A")]
        for t in tables_of(paper)
        if shows_periods(t) and len(t.of("result")) > 1 and len(t.rows) > 2
    ]
    ends = [max(p.end for p in periods) for periods in told]
    # A year that months or quarters of the same paper lie in, and reach no further, is not over.
    fine = max((e for e, periods in zip(ends, told, strict=True) if not _are_years(periods)), default=None)
    running = {
        p.end
        for periods in told
        if _are_years(periods)
        for p in periods
        if fine is not None and p.start <= fine < p.end
    }
    past = [e for e in ends if (published is None or e <= published) and e not in running]
    return Period(max(past), max(past)) if past else None


def _are_years(periods: Sequence[Period]) -> bool:
    return all((p.end - p.start).days > _MOST_OF_A_YEAR for p in periods)


def titled_period(paper: Paper) -> Period | None:
    """The month or quarter of a reporting year that the title names in two parts: "2025/26 ... end of September".

    Args:
        paper: With its passages.
    """
    for p in paper.passages[:_TITLES]:
        if p.kind != "heading":
            continue
        years = [m.period for m in find_periods(p.text) if m.period.basis == "A" and _is_year(m.period)]
        if len({y.end for y in years}) != 1:
            continue
        first = years[0].reporting_year_start
        ends = {_month_of(m, first) for m in _OF_MONTH.finditer(p.text)}
        ends |= {Period.quarter(first, int(m["q"])).end for m in _OF_QUARTER.finditer(p.text)}
        ends |= {Period.quarter(first, _NTH[m["n"].lower()]).end for m in _NTH_QUARTER.finditer(p.text)}
        if len(ends) == 1:
            (end,) = ends
            return Period(end, end)
    return None


def titled_term(paper: Paper) -> Period | None:
    """The school term that the title names with its year: "School attendance: autumn term 2025".

    Args:
        paper: With its passages.
    """
    for p in paper.passages[:_TITLES]:
        terms = (
            [w for w in mark_times(p.text)[1] if w.kind == "term" and w.number >= _DATED] if p.kind == "heading" else []
        )
        ends = {w.ends(date.max)[0] for w in terms}
        if len(ends) == 1:
            (end,) = ends
            return Period(end, end)
    return None


def _month_of(m: re.Match[str], first: int) -> date:
    """Last day of the month that a title names, in the reporting year that begins in April of `first`."""
    month = _MONTHS.index(m["m"].lower()) + 1 if m["m"] else (int(m["n"]) + 2) % 12 + 1
    return month_end(first + (month < 4), month)


def _is_year(period: Period) -> bool:
    return period.start.month == 4 and period.start.day == 1 and period.end.month == 3


def shows_periods(table: Table) -> bool:
    """Whether each column of results is of a period of its own."""
    ends = [c.period.end if c.period else None for c in table.of("result")]
    return bool(ends) and None not in ends and len(set(ends)) == len(ends)
