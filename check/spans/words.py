"""Words that tell a span of several months: "since April", "in the first half of last year", "the five months to August"."""

# ruff: noqa: E501 - a table of patterns, one kind to a row

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from check.number_words import UNITS, number_of_words
from check.size_words import RECORD_OF_SPAN, compiled
from check.sought import Sought
from check.time_words import EARLIER
from records import MONTH_NAMES, MONTHS_IN, Period, month_end, months_between

Kind = Literal["to_date", "part", "whole", "same", "by_end"]

_MON = rf"(?:{'|'.join(MONTH_NAMES)}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
_P = r"«P{0}»~*"
_COUNT = rf"(?:{'|'.join(UNITS)}|\d{{1,2}})"
_YEAR = r"(?:financial\s+|reporting\s+|municipal\s+|calendar\s+)?year"
_WHICH = (
    rf"(?:(?:the\s+|this\s+|our\s+)?(?:current\s+)?(?P<now>{_YEAR})|(?:the\s+)?{EARLIER}\s+(?P<back>{_YEAR})|"
    rf"(?:the\s+)?(?P<back2>{_YEAR})\s+(?:before|earlier)|that\s+(?P<that>year)|(?:the\s+)?(?:{_YEAR}\s+)?{_P.format('(?P<p>[0-9]+)')}|(?P<y>20\d\d)(?![/\d-]))"
)
_COMPARES = re.compile(
    r"\b(?:high\w*|low\w*|best|worst|first|only|most|fewest|every|each|rise|risen|rose|fall|fallen|fell|increas\w*|"
    r"decreas\w*|up|down|improv\w*|worsen\w*|chang\w*|grown|grew|reduc\w*|drop\w*|declin\w*|more|fewer|less|compar\w*|better|"
    r"place|effect|post|force|open|running)\b[^.;,«]*$",
    re.IGNORECASE,
)
"""Words before "since" that look back to a time; without them what follows was counted from it on."""


@dataclass(frozen=True, slots=True)
class SpanWords:
    """A span as a sentence tells it.

    Attributes:
        start: Its first character in the sentence.
        end: One past its last.
        kind: The year to date; a part of a year or several periods; a whole year; the same span of another year; all
            up to the end of a month.
        meant: The spans that may be meant, whole months, the likeliest first.
    """

    start: int
    end: int
    kind: Kind
    meant: tuple[Period, ...]


def spans_of(text: str, periods: Sequence[Period], places: Sequence[tuple[int, int]], now: date) -> list[SpanWords]:
    """The spans of several months that a sentence tells, in its order.

    Args:
        text: Of the sentence.
        periods: That it names.
        places: Their characters in the text.
        now: Last day of the paper's period.

    Returns:
        Spans of which none reaches beyond `now`; those of which the sentence tells no end end there.
    """
    marked = _marked(text, places)
    here = _Here(marked, list(periods), now)
    found: list[SpanWords] = []
    same = [m.span() for m in _SAME.finditer(marked)]
    records = [m.span() for m in RECORD_OF_SPAN.finditer(marked)]  # of one time in the span, not of all of it
    for kind, pattern, read in _PATTERNS:
        for m in pattern.finditer(marked):
            taken = [(s.start, s.end) for s in found] + records + (same if kind != "same" else [])
            if any(m.start() < b and a < m.end() for a, b in taken):
                continue
            meant = tuple(p for p in dict.fromkeys(read(here, m)) if p.end <= now and _long(p))
            if meant:
                found.append(SpanWords(m.start(), m.end(), kind, meant))
    found.sort(key=lambda s: s.start)
    return _same_spans(here, found)


def _long(p: Period) -> bool:
    return months_between(p.start, p.end) >= 1


def _marked(text: str, places: Sequence[tuple[int, int]]) -> str:
    """A text with its periods marked "«P0»~~", every other character in its place."""
    for n, (a, b) in enumerate(places):
        mark = f"«P{n}»"
        if b - a >= len(mark):
            text = text[:a] + mark.ljust(b - a, "~") + text[b:]
    return text


@dataclass(frozen=True, slots=True)
class _Here:
    """Where a span is counted from."""

    text: str
    periods: list[Period]
    now: date

    @property
    def year(self) -> int:
        return Period(self.now, self.now).reporting_year_start

    def starts(self, m: re.Match[str]) -> list[date]:
        """First days of the year that is named: of the reporting year, then of the calendar's."""
        if m["p"]:
            period = self.periods[int(m["p"])]
            return [period.start] if period.basis == "A" else []
        if m["y"]:
            y = int(m["y"])
            return [date(y, 1, 1), date(y, 4, 1)]
        if m["that"]:
            named = [int(x) for x in re.findall(r"«P(\d+)»", self.text[: m.start()])]
            return [self.periods[n].start for n in named[-1:] if self.periods[n].basis == "A"]
        back = 1 if m["back"] or m["back2"] else 0
        return [date(self.year - back, 4, 1), date(self.now.year - back, 1, 1)]

    def month(self, name: str, *, by: date | None = None) -> date:
        """Last day of the latest month of a name."""
        n = next(i for i, full in enumerate(MONTH_NAMES, 1) if full.lower().startswith(name.lower()[:3]))
        by = by or self.now
        return month_end(by.year - (n > by.month), n)


def _span(start: date, months: int) -> Period:
    """So many months from a first day on."""
    last = start.month + months - 2
    return Period(start, month_end(start.year + last // 12, last % 12 + 1))


def _since(here: _Here, m: re.Match[str]) -> list[Period]:
    if _COMPARES.search(here.text[: m.start()]):
        return []
    if m["p"]:
        period = here.periods[int(m["p"])]
        if period.basis == "A":
            return []
        day = period.start if re.match(r"\s*1(?:st)?\b", m["day"] or "") or period.start.day == 1 else period.end
        start = day.replace(day=1)
        return [Period(start, here.now)] if start < here.now else []
    if m["m"]:
        end = here.month(m["m"])
        return [Period(end.replace(day=1), here.now)]
    return _to_date(here, m)


def _to_date(here: _Here, m: re.Match[str]) -> list[Period]:
    if m.groupdict().get("p"):
        period = here.periods[int(m["p"])]
        return (
            [Period(period.start, here.now)] if period.basis == "A" and period.start <= here.now <= period.end else []
        )
    starts = [date(here.year, 4, 1), date(here.now.year, 1, 1)]
    return [Period(s, here.now) for s in starts if s < here.now]


def _part(here: _Here, m: re.Match[str]) -> list[Period]:
    n = (
        6
        if m["half"]
        else (number_of_words(m["n"]) or int(m["n"] if m["n"].isdigit() else 0)) * MONTHS_IN[m["u"].lower().rstrip("s")]
    )
    if not 2 <= n <= 12:
        return []
    last = m["nth"].lower() in {"second", "last", "final", "latter"}
    out = []
    for start in here.starts(m):
        whole = _span(start, 12)
        out.append(_to(whole.end, n) if last else _span(start, n))
    return out


def _ending(here: _Here, m: re.Match[str]) -> list[Period]:
    """So many months to a month."""
    if m["p"]:
        period = here.periods[int(m["p"])]
        end = period.end
        if m["back"]:
            return []
    else:
        end = here.month(m["m"])
        if m["back"]:
            end = Period(end, end).shift(-12 if end.year == here.now.year or end > here.now.replace(day=1) else 0).end
    n = 12 if m["yr"] else (number_of_words(m["n"]) or int(m["n"])) * MONTHS_IN[m["u"].lower().rstrip("s")]
    return [_to(end, n)] if 2 <= n <= 120 else []


def _to(end: date, months: int) -> Period:
    """So many months up to a last day."""
    return Period(Period(end, end).shift(1 - months).end.replace(day=1), end)


def _rolling(here: _Here, m: re.Match[str]) -> list[Period]:
    period = here.periods[int(m["p"])]
    return [period] if period.basis == "R12M" else []


def _whole(here: _Here, m: re.Match[str]) -> list[Period]:
    return [_span(start, 12) for start in here.starts(m)]


def _last(here: _Here, m: re.Match[str]) -> list[Period]:
    if m["yr"] or m["yr2"]:
        last = Period(here.now, here.now).outturn().end
        return [_to(end, 12) for end in (here.now, last)]
    n = (number_of_words(m["n"]) or int(m["n"])) * MONTHS_IN[m["u"].lower().rstrip("s")]
    return [_to(here.now, n)] if 2 <= n <= 120 else []


def _from_to(here: _Here, m: re.Match[str]) -> list[Period]:
    if m["p"]:
        period = here.periods[int(m["p"])]
        if period.basis == "A":
            return []
        end = period.end
    else:
        end = here.month(m["m2"])
        if m["back"]:
            end = Period(end, end).shift(-12).end
    start = here.month(m["m1"], by=end) if m["m1"] else here.periods[int(m["p0"])].end
    return [Period(start.replace(day=1), end)] if start < end else []


def _nothing(here: _Here, m: re.Match[str]) -> list[Period]:
    """The same span of another year: told by the others of the sentence; here only which year."""
    if m["n"] and m["u"]:
        n = (number_of_words(m["n"]) or int(m["n"])) * MONTHS_IN[m["u"].lower().rstrip("s")]
        if 2 <= n <= 12:
            return [_to(end, n) for end in _ends_back(here, m)]
    return []


def _ends_back(here: _Here, m: re.Match[str]) -> list[date]:
    back = _years_back(here, m)
    return [] if back is None else [Period(here.now, here.now).shift(-12 * back).end]


def _years_back(here: _Here, m: re.Match[str]) -> int | None:
    if m["p"]:
        period = here.periods[int(m["p"])]
        return here.year - period.reporting_year_start if period.basis == "A" else None
    if m["y"]:
        return here.now.year - int(m["y"])
    return 1


_Reader = Callable[[_Here, "re.Match[str]"], list[Period]]
_END = r"(?:the\s+)?(?:end\s+of\s+)?(?:\d{1,2}(?:st|nd|rd|th)?\s+)?"


_SAME = compiled(
    rf"\b(?:the\s+|a\s+)?(?:same|corresponding|equivalent|comparable|like)\s+(?:(?P<n>{_COUNT})[\s-]+(?P<u>months?|quarters?)|period|point|time|stage|span|months|quarters)"
    rf"(?:\s+(?:period|of\s+the\s+year|in\s+the\s+year))?,?\s+(?:(?:in|of|during|for)\s+)?(?:the\s+|a\s+|one\s+)?(?:{_P.format('(?P<p>[0-9]+)')}|(?P<y>20\d\d)(?![/\d])|{EARLIER}\s+{_YEAR}|year\s+(?:before|earlier|ago|previously))"
    rf"|\b(?P<p2>)(?:this|that)\s+(?:time|point|stage)\s+(?:last|the\s+previous)\s+year"
)
_PATTERNS: tuple[tuple[Kind, Sought, _Reader], ...] = (
    ("part", compiled(rf"\b(?:the\s+)?(?P<nth>first|second|last|final|latter|opening|initial)\s+(?:(?P<half>half)|(?P<n>{_COUNT})\s+(?P<u>months|quarters))(?:[\s-]+year)?\s+(?:of|in)\s+{_WHICH}"), _part),
    ("same", _SAME, _nothing),
    ("to_date", compiled(rf"\b(?:so\s+far|to\s+date)\s+(?:(?:this|in\s+the|in\s+this)\s+(?:current\s+)?{_YEAR}|(?:in|during)\s+{_P.format('(?P<p>[0-9]+)')})|\b(?:in\s+)?(?:the|this)\s+{_YEAR}\s+(?:so\s+far|to\s+date)|\byear[\s-]to[\s-]date\b|\bthis\s+(?:financial\s+|calendar\s+)?year\b(?!\s*['’])"), _to_date),
    ("to_date", compiled(rf"\bsince\s+(?:the\s+)?(?:(?:start|beginning)\s+of\s+(?:(?:the|this)\s+)?(?:current\s+)?{_YEAR}\b(?!\s+(?:before|«))|(?P<eom>end\s+of\s+)?(?:1(?:st)?\s+)?(?P<m>{_MON})\b(?!\s+(?:last|of\s+last))|(?P<day>(?:start\s+of\s+)?)(?:{_P.format('(?P<p>[0-9]+)')}))"), _since),
    ("part", compiled(_P.format('(?P<p>[0-9]+)')), _rolling),
    ("part", compiled(rf"\b(?:the\s+)?(?:(?P<n>{_COUNT})\s+(?P<u>months|quarters)|(?P<yr>{_YEAR}))\s+(?:to|ending|ended|up\s+to)\s+{_END}(?:(?P<m>{_MON})\b(?P<back>\s+(?:of\s+)?last\s+year)?|{_P.format('(?P<p>[0-9]+)')})"), _ending),
    ("whole", compiled(rf"\b(?:in|over|for|during|throughout|across|of)\s+(?:the\s+)?(?:whole|full|entire|complete|entirety|course|all)\s+(?:of\s+)?{_WHICH}"), _whole),
    ("whole", compiled(rf"\b(?:(?:in|over|for|during|throughout|across)\s+)?{_WHICH}\s*,?\s+(?:taken\s+)?(?:as\s+a\s+whole|altogether|overall|in\s+(?:all|total|full))"), _whole),
    ("part", compiled(rf"\b(?:over|in|during|across|for)\s+(?:the\s+)?(?:last|past|latest|most\s+recent)?\s*(?:(?P<n>{_COUNT})\s+(?P<u>months|quarters|years)|(?<=last\s)(?P<yr>year)|(?<=past\s)(?P<yr2>year))\b(?!\s+(?:to|ending|ended|of|ago|earlier|before))"), _last),
    ("part", compiled(rf"\b(?:(?P<between>between)\s+|from\s+)?(?:the\s+(?:start|beginning)\s+of\s+)?(?:1(?:st)?\s+)?(?:(?P<m1>{_MON})|{_P.format('(?P<p0>[0-9]+)')})\s+(?:to|until|through\s+to|[-–]|(?(between)and|to))\s+{_END}(?:(?P<m2>{_MON})\b(?P<back>\s+(?:of\s+)?last\s+year)?|{_P.format('(?P<p>[0-9]+)')})"), _from_to),
    ("whole", compiled(rf"\b(?:in|over|during|throughout|across|for)\s+{_WHICH}(?![\w'’])(?!\s+(?:to|so|before|end|ago|earlier)\b)"), _whole),
    ("by_end", compiled(rf"\bby\s+(?:the\s+)?(?:end\s+of\s+)?(?:(?P<m>{_MON})\b|{_P.format('(?P<p>[0-9]+)')})"), lambda here, m: _by_end(here, m)),
)  # fmt: skip


def _by_end(here: _Here, m: re.Match[str]) -> list[Period]:
    """All from the beginning of the year up to the end of a month."""
    end = here.periods[int(m["p"])].end if m["p"] else here.month(m["m"])
    if m["p"] and here.periods[int(m["p"])].basis == "A":
        return []
    first = Period(end, end).reporting_year_start
    return [p for start in (date(first, 4, 1), date(end.year, 1, 1)) if _long(p := Period(start, end))]


def _same_spans(here: _Here, found: list[SpanWords]) -> list[SpanWords]:
    """Adds the spans told as the same of another year, from the one that the sentence told before."""
    out = list(found)
    for m in _SAME.finditer(here.text):
        if any(m.start() < s.end and s.start < m.end() for s in found):
            continue
        back = _years_back(here, m)
        before = [s for s in found if s.end <= m.start() and s.kind in {"to_date", "part", "by_end"}]
        if back is None or not before or back < 0:
            continue
        meant = tuple(
            Period(p.start.replace(year=p.start.year - back), month_end(p.end.year - back, p.end.month))
            for p in before[-1].meant
        )
        out.append(SpanWords(m.start(), m.end(), "same", meant))
    return sorted(out, key=lambda s: s.start)
