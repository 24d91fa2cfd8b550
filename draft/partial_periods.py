"""Dates without a year, as papers use them of their own time: "Quarter 2", "at the end of December", "31 December"."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date

from records import Period, PeriodMention, month_end

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_SHORT = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
_MONTH = re.compile(rf"(?:\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+)?\b(?P<m>{_MONTHS}|{_SHORT})\b(?![-’'\w])")
_QUARTER = re.compile(r"\b(?P<w>[Qq]uarter\s+|Q)(?P<q>[1-4]|one|two|three|four)\b")
_BEFORE = re.compile(r"\b(?:in|at|by|of|to|from|since|end|and|between|for)\s+$", re.I)
_SPELT = ("one", "two", "three", "four")


def partial_periods(text: str, anchor: date, mentions: Sequence[PeriodMention] = ()) -> list[PeriodMention]:
    """Quarters and months of a text that are named without their year: the latest of the name up to a day.

    Args:
        text: A sentence.
        anchor: Last day of the paper's period.
        mentions: Periods with their year, which are left alone.
    """
    out: list[PeriodMention] = []
    for m in [*_QUARTER.finditer(text), *_MONTH.finditer(text)]:
        if any(p.start < m.end() and m.start() < p.end for p in [*mentions, *out]):
            continue
        if "q" in m.groupdict():
            word = m["q"].lower()
            n = _SPELT.index(word) + 1 if word in _SPELT else int(word)
            month = {1: 6, 2: 9, 3: 12, 4: 3}[n]
        else:
            if m["m"] in {"May", "March"} and not m["day"] and not _BEFORE.search(text[: m.start("m")]):
                continue  # "May" may be a verb
            month = [a.lower() for a in calendar.month_abbr].index(m["m"][:3].lower())
            if m["day"] and int(m["day"]) < calendar.monthrange(anchor.year, month)[1] - 1:
                continue  # a day of an event
        year = anchor.year if month <= anchor.month else anchor.year - 1
        end = month_end(year, month)
        out.append(PeriodMention(Period(end, end), m.start(), m.end(), m[0]))
    return sorted(out, key=lambda p: p.start)


def is_partial(mention: PeriodMention) -> bool:
    """Whether a mention names no year."""
    return _QUARTER.fullmatch(mention.text) is not None or _MONTH.fullmatch(mention.text) is not None


def restyle_partial(text: str, day: date) -> str:
    """Another period in the style of a mention without its year: "Quarter 2" -> "Quarter 3"."""
    m = _QUARTER.fullmatch(text)
    if m is not None:
        n = Period(day, day).reporting_quarter
        word = _SPELT[n - 1] if m["q"].lower() in _SPELT else str(n)
        return m["w"] + (word.capitalize() if m["q"][0].isupper() else word)
    m = _MONTH.fullmatch(text)
    if m is None:
        return text
    full = len(m["m"]) > 4 or m["m"] in calendar.month_name
    short = "Sept" if day.month == 9 and len(m["m"]) == 4 else calendar.month_abbr[day.month]
    name = calendar.month_name[day.month] if full else short
    return f"{day.day} {name}" if m["day"] else name


def counts_from(text: str, mention: PeriodMention, end: date) -> str:
    """What a mention is where it begins a range: "between April and December 2024".

    Args:
        text: The paragraph.
        mention: The mention.
        end: Last day of the range.

    Returns:
        "year" for an April from which figures count up, "either" where the range is the first quarter, which may be the
        quarter or the year to date, "" for anything else.
    """
    if mention.period.end.month != 4 or not re.match(r"\s*(?:and|to|[-–])\s", text[mention.end :]):
        return ""
    return "either" if end.month == 6 else "year"
