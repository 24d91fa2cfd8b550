"""Times that a sentence tells without a date: "last month", "a year earlier", "in February", "last year's outturn"."""

# ruff: noqa: E501 - a table of patterns, one kind to a row

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from check.sought import Sought
from records import MONTHS_IN, Period, month_end, month_number

_COUNT = {
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "nine": 9, "ten": 10, "twelve": 12,
    "eighteen": 18,
}  # fmt: skip
_N = rf"(?:{'|'.join(_COUNT)}|\d{{1,2}})"
_NAMES = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
)
_QUARTER = r"(?<!last )(?<!this )(?<!the )(?<!previous )(?<!each )(?<!every )(?<!per )(?<!a )(?<!next )quarter\s+(?P<qn>one|two|three|four)\b"
EARLIER = r"(?:last|previous|prior|preceding|past)"
_THE_YEAR = rf"(?:the\s+)?{EARLIER}\s+(?:financial\s+|reporting\s+)?year\b|(?:a|the|one)\s+year\s+(?:before|earlier|ago|previously)\b"


@dataclass(frozen=True, slots=True)
class TimeWord:
    """A time told without a date.

    Attributes:
        text: As printed.
        kind: back (months before the paper's period), month, named (last August), quarter, months (January to March), outturn,
            year (of the calendar), same_in_year (the same quarter of 2023), term
            (of a school year), year_month (June last year), year_quarter (the first quarter of last year) or other.
        number: How many months back, which month (of a span the last), which quarter, which year.
    """

    text: str
    kind: str
    number: int = 0

    def ends(self, now: date) -> tuple[date, ...]:
        """Last days that are meant, the likeliest first; empty where no single month is.

        Args:
            now: Last day of the period that the sentence speaks from.
        """
        here = Period(now, now)
        if self.kind == "back":
            ends = [here.shift(-self.number).end]
            if self.number == 12 and not re.search(r"\b(?:same|ago|earlier)\b", self.text, re.IGNORECASE):
                ends.append(here.outturn().end)
            if self.number == 3:
                ends.append(_quarter_before(now))
            return tuple(dict.fromkeys(ends))
        if self.kind == "month":
            back = (now.month - self.number) % 12
            return (_whole_month(here.shift(-back).end),)
        if self.kind == "named":
            return (_whole_month(here.shift(-((now.month - self.number) % 12 or 12)).end),)
        if self.kind == "quarter":
            end = Period.quarter(here.reporting_year_start, self.number).end
            return (end if end <= now else Period.quarter(here.reporting_year_start - 1, self.number).end,)
        if self.kind == "same_in_year":
            return (month_end(self.number, now.month),)
        if self.kind == "year_month":
            return (month_end(now.year - 1, self.number),)
        if self.kind == "year_quarter":
            return (Period.quarter(here.reporting_year_start - 1, self.number).end,)
        if self.kind == "months":
            return (_whole_month(here.shift(-((now.month - self.number) % 12)).end),)
        if self.kind == "term":
            return _ends_of_term(*divmod(self.number, 10), now)
        if self.kind == "outturn":
            return (here.outturn().end,)
        if self.kind == "year" and (now.month, now.day) == (12, 31) and self.number <= now.year:
            return (date(self.number, 12, 31),)  # a paper of years of the calendar
        return ()


def _whole_month(day: date) -> date:
    """The last day of a day's month: what a month's name means, from whatever day one speaks."""
    return month_end(day.year, day.month)


def part_of_year(text: str, year: Period) -> Period | None:
    """The quarter or month of a year that a text names without it: "Q3" under "2023/24", "May" under "2024".

    Args:
        text: A heading below the one of the year.
        year: Of the council or of the calendar.
    """
    if year.basis != "A" or year.start.day != 1 or year.start.month not in {1, 4}:
        return None
    _, words = mark_times(f" {text.strip()} ")
    first = year.start.year
    found = set()
    for w in words:
        if w.kind == "quarter" and year.start.month == 4:
            found.add(Period.quarter(first, w.number))
        elif w.kind == "months":
            end = month_end(first + (w.number < year.start.month), w.number)
            found.add(Period(Period(end, end).shift(-2).end.replace(day=1), end).with_basis("Q"))
        elif w.kind == "month":
            end = month_end(first + (w.number < year.start.month), w.number)
            found.add(Period(end, end))
    return found.pop() if len(found) == 1 else None


def _ends_of_term(year: int, term: int, now: date) -> tuple[date, ...]:
    """Last days that figures of a school term may carry: of its last month, or of the quarter or year it closes."""
    months = {1: (12,), 2: (3, 4), 3: (6, 7, 8)}[term]
    if not year:
        year = now.year if month_end(now.year, months[0]) <= now else now.year - 1
    return tuple(month_end(year, m) for m in months)


def _quarter_before(now: date) -> date:
    """Last day of the reporting quarter before the one that a day lies in, or ends."""
    at = Period(now, now)
    this = Period.quarter(at.reporting_year_start, at.reporting_quarter)
    return this.shift(-3).end


_PATTERNS: tuple[tuple[str, Sought], ...] = tuple(
    (kind, Sought(pattern, flags))
    for kind, pattern, flags in (
        ("same_last_year", rf"\b(?:the\s+)?(?:same|corresponding|equivalent)\s+(?:month|quarter|period|point|time|stage|date)\s+(?:(?:in|of|a|the|one)\s+)*(?:{EARLIER}\s+year|year\s+(?:before|earlier|ago))|\bthis\s+time\s+last\s+year|\byear[\s-]on[\s-]year", re.I),
        ("same_last_year", rf"\b(?:the\s+)?same\s+(?:month|quarter|period)\s+(?:(?:in|of)\s+)?(?={EARLIER}\s+year)", re.I),
        ("same_in_year", r"\b(?:the\s+)?(?:same|corresponding|equivalent)\s+(?:month|quarter|period|point|time|stage)\s+(?:(?:in|of)\s+)?(?P<sy>20\d\d)\b(?![/-])", re.I),
        ("year_month", rf"\b(?:the\s+)?(?:end\s+of\s+)?(?P<m>{_NAMES})\s+(?:(?:in|of)\s+)?(?:{_THE_YEAR})", re.I),
        ("year_quarter", rf"\b(?:the\s+)?(?:end\s+of\s+)?(?:the\s+)?(?:Q(?:uarter|tr)?\s?(?P<q>[1-4])|{_QUARTER}|(?P<qw>first|second|third|fourth|last|final)\s+quarter)\s+(?:(?:in|of)\s+)?(?:{_THE_YEAR})", re.I),
        ("term", r"\b(?:the\s+)?(?P<term>autumn|spring|summer)(?:\s+term(?:\s+(?:of\s+|in\s+)?(?P<ty>20\d\d))?|\s+(?:of\s+)?(?P<ty2>20\d\d))(?![/-]?\d)\b", re.I),
        ("months", rf"(?:(?<=[\s(])|^)(?:(?P<two>[Bb]etween)\s+)?(?P<m1>{_NAMES})\s+(?:(?(two)and|to)|-|–|until)\s+(?P<m>{_NAMES})\b(?!\s+«P)(?!['’]s)", 0),
        ("month_number", r"\b(?:the\s+end\s+of\s+)?(?:Month|Period|Mth)\s?(?P<mn>1[0-2]|[1-9])\b(?!\s*(?:«N|%|\d))", 0),
        ("ago", rf"(?<![\w-])(?P<n>{_N})\s+(?P<unit>months?|quarters?|years?)\s+(?:ago|earlier|before|previously|prior|back)\b", re.I),
        ("outturn", rf"\b(?:the\s+)?{EARLIER}\s+year(?:['’]s)?\s+(?:outturn|year[\s-]end)|\bthe\s+outturn\s+(?:for|of)\s+(?:the\s+)?{EARLIER}\s+year|\bthe\s+(?:end|close)\s+of\s+(?:the\s+)?{EARLIER}\s+(?:financial\s+|reporting\s+)?year", re.I),
        ("last", rf"\b(?:the\s+)?(?:end\s+of\s+(?:the\s+)?)?{EARLIER}\s+(?P<unit>month|quarter|year)\b(?!\s+ago|\s+of\b)", re.I),
        ("before_last", r"\b(?:the\s+)(?P<unit>month|quarter|year)\s+before\s+last\b", re.I),
        ("before", r"\b(?:the\s+)(?P<unit>month|quarter|year)\s+(?:before|earlier)\b(?:\s+that\b)?", re.I),
        ("this", r"\b(?:this|the\s+current|the\s+latest)\s+(?:month|quarter|reporting\s+period)(?:['’]s)?\b", re.I),
        ("quarter", rf"\b(?:the\s+end\s+of\s+)?(?:Q(?:uarter|tr)?\s?(?P<q>[1-4])|{_QUARTER}|(?:the\s+)?(?P<qw>first|second|third|fourth)\s+quarter)\b(?!\s+(?:in\s+a\s+row|running|in\s+succession))", re.I),
        ("named", rf"\b(?:the\s+end\s+of\s+)?(?:[Ll]ast|[Tt]he\s+previous)\s+(?P<m>{_NAMES})\b", 0),
        ("month", rf"(?<=[\s(])(?P<m>{_NAMES})\b(?=['’]s\b|\s*\(|\s*[,.;:)]|\s*«N|\s+(?:and|to|was|it|figure|result|but|when|compared|with|on|from|this|up|down|were|is|at)\b|\s*$)(?<!\d\s)", 0),
        ("month", rf"^(?P<m>{_NAMES})(?=\s*[:(]|['’]s\s|\s+(?:is|was|saw|had|has|remains?|remained|brought)\b)", 0),
        ("other", r"\b(?:(?:the|last|this|early|late|previous|height|peak|of)\s+)+(?:spring|summer|autumn|winter|Christmas|Easter|new\s+year)\b(?=\s*[,.;:)]|\s+(?:and|but|when|was|were|is|as|because|to|than|compared|against|in|from|months|quarter)\b|\s*«|\s*$)", re.I),
        ("year", r"(?<![\w./«N-])(?P<y>(?:19[5-9]|20[0-5])\d)(?![\w/%]|[.,]\d)", 0),
        ("other", r"\b(?:previously|formerly|last\s+time|the\s+(?:last|previous)\s+(?:report|meeting|paper|update|time|survey|census|inspection|return|round|wave|exercise|assessment|review|count)|(?:than|above|below|on|over|under)\s+that\s+(?:year|month|quarter)|when\s+last\s+reported|before\s+the\s+pandemic)\b", re.I),
    )
)  # fmt: skip
_ROLLING = Sought(r"\b(?:in|over|during|within|for|across)\s+the\s+(?:last|past)\s+year$", re.IGNORECASE)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}


def mark_times(template: str) -> tuple[str, list[TimeWord]]:
    """A template with its times without a date marked "«R0»", "«R1»" ...

    Args:
        template: With marks of figures and periods.

    Returns:
        The template and the times, in the order of their numbers.
    """
    marked, words = _marked(template)
    return marked, list(words)


@lru_cache(maxsize=8192)
def _marked(template: str) -> tuple[str, tuple[TimeWord, ...]]:
    # Headings and sentences are asked about again and again, by each check that holds times against them.
    words: list[TimeWord] = []
    for kind, pattern in _PATTERNS:
        parts, at = [], 0
        for m in pattern.finditer(template):
            word = _word(kind, m)
            if m.start() < at or word is None or "«" in m[0]:
                continue
            parts += [template[at : m.start()], f"«R{len(words)}»"]
            words.append(word)
            at = m.end()
        template = "".join([*parts, template[at:]])
    return template, tuple(words)


def _word(kind: str, m: re.Match[str]) -> TimeWord | None:
    if kind == "same_last_year":
        return TimeWord(m[0], "back", 12)
    if kind == "ago":
        n = _COUNT.get(m["n"].lower()) or int(m["n"])
        return TimeWord(m[0], "back", n * MONTHS_IN[m["unit"].lower().rstrip("s")])
    if kind == "last" and m["unit"].lower() == "year" and _ROLLING.search(m.string[: m.end()]):
        return None  # the twelve months up to now
    if kind == "before_last":
        return TimeWord(m[0], "back", 2 * MONTHS_IN[m["unit"].lower()])
    if kind in {"last", "before"}:
        return TimeWord(m[0], "back", MONTHS_IN[m["unit"].lower()])
    if kind == "this":
        return TimeWord(m[0], "back", 0)
    if kind in {"quarter", "year_quarter"}:
        word = m["qw"] or m["qn"]
        return TimeWord(m[0], kind, int(m["q"]) if m["q"] else _ORDINALS.get(word.lower()) or _COUNT[word.lower()])
    if kind == "same_in_year":
        return TimeWord(m[0], kind, int(m["sy"]))
    if kind == "term":
        term = ("autumn", "spring", "summer").index(m["term"].lower()) + 1
        return TimeWord(m[0], kind, 10 * int(m["ty"] or m["ty2"] or 0) + term)
    if kind == "months":
        first, last = month_number(m["m1"]), month_number(m["m"])
        return TimeWord(m[0], kind, last) if (last - first) % 12 == 2 and last % 3 == 0 else None
    if kind == "month_number":
        return TimeWord(m[0], "month", (int(m["mn"]) + 2) % 12 + 1)
    if kind in {"month", "named", "year_month"}:
        return TimeWord(m[0], kind, month_number(m["m"]))
    if kind == "year":
        return TimeWord(m[0], "year", int(m["y"]))
    return TimeWord(m[0], kind)
