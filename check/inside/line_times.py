"""The times that a part of a sentence names, which of them it compares with, and the points of a line that they mean."""

# ruff: noqa: E501 - patterns, one to a line

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from check.inside.headings import MONTHS
from check.inside.time_lines import Point, TimeLine
from check.sentences import Sentence
from check.sought import Sought
from check.time_words import TimeWord, mark_times
from records import MONTHS_IN, Period

_LEVEL = r"(?:level|figure|number|total|rate|position|result|performance|value|average|count|that|those|it\s+was|they\s+were|there\s+were|we\s+(?:had|did))s?"
_BASE = Sought(
    rf"(?:\bthan(?:\s+(?:the\s+)?{_LEVEL})?(?:\s+(?:in|at|for|during|of|on|by|seen|recorded|reported))*|\bsince|\bfrom|\bcompared\s+(?:with|to)(?:\s+(?:the\s+)?{_LEVEL})?(?:\s+(?:in|at|for|of))?|"
    rf"\b(?:in|by)\s+comparison\s+(?:with|to)(?:\s+(?:that|those)\s+(?:in|of|for))?|\bagainst(?:\s+(?:the\s+)?{_LEVEL})?(?:\s+(?:in|at|for|of))?|\bversus|\brelative\s+to|\bahead\s+of|\bbehind|\b(?:above|below|over|under|on|exceeding)\s+(?:the\s+|its\s+|their\s+)?{_LEVEL}\s+(?:in|of|for|at|seen\s+in)|"
    r"(?:\b(?:up|down|improv\w+|worse\w*|better|increas\w+|decreas\w+|rise|fall|drop|reduction|decline|higher|lower|more|fewer|gain|growth|%|per\s+cent|points?)|[\d%])\s+(?:both\s+)?on(?:\s+(?:that|those)\s+(?:in|of|for))?|\bdid\s+in|\bas\s+in)\s+(?:the\s+|its\s+)?(?:end\s+of\s+(?:the\s+)?)?$",
    re.IGNORECASE,
)
_BASE_FIGURE = Sought(
    r"\b(?:than|compared\s+(?:with|to)|against|versus|from|above|below)\s+(?:(?:the|a|an|just|about|only)\s+)*[^\s;]*\d(?:[^\s,;.]|\.(?=\d)|,(?=\d)|\s(?!and\b|but\b|to\b)){0,40}?\s(?:(?:in|at|for|of|during|on)\s+(?:the\s+)?(?:end\s+of\s+)?)?$",
    re.IGNORECASE,
)
_SAME = Sought(
    r"\b(?:the\s+)?same\s+(?:point|time|stage|period|month|quarter|date|position|months)\s+(?:(?:in|of|during|for)\s+)?$",
    re.IGNORECASE,
)
_GO_ON = Sought(r"^\s*(?:,|and|or|,\s*and)\s+(?:(?:on|in|from|than|since|with|at)\s+)?(?:the\s+)?$", re.IGNORECASE)
_SPAN = Sought(
    r"\b(?:over|on|in)\s+(?:the\s+)?(?:(?:past|last)\s+)?(?P<n>a|one|two|three|four|five|six|twelve)?\s*\b(?P<unit>months?|quarters?|years?)\b(?!\s+(?:to|ending|ended|before|ago|earlier|of|since|in\s+a\s+row|running|so|as|were|was|\d))|\b(?P<yoy>year[\s-]on[\s-]year)\b",
    re.IGNORECASE,
)
_SAME_MONTHS = Sought(
    r"\bthe\s+same\s+(?:(?:two|three|four|five|six|seven|eight|nine|ten|eleven)\s+)?(?:months|weeks|period|quarter)\s+(?:of|in|a)\s+(?:(?P<year>20\d\d)(?![/-])|(?:the\s+)?(?:last|previous)\s+year|year\s+(?:ago|earlier|before))",
    re.IGNORECASE,
)
_MONTH = Sought(
    r"\b(?:in|since|from|during|than|of|by)\s+(?P<month>January|February|March|April|May|June|July|August|September|October|November|December)\b(?!\s+(?:\d|to\b|and\s+[A-Z])|\s*[-–]\s*[A-Z])"
)
_NUMBER = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "twelve": 12}


@dataclass(frozen=True, slots=True)
class Time:
    """A time that a sentence names.

    Attributes:
        start: First character in the passage.
        end: One past the last.
        text: As printed.
        period: Where it is dated.
        word: Where it is told without a date.
        compared: Whether something is compared with it.
        same: Whether the same point of it is meant: "the same point in 2024/25".
    """

    start: int
    end: int
    text: str
    period: Period | None = None
    word: TimeWord | None = None
    compared: bool = False
    same: bool = False

    def ends(self, now: date) -> tuple[date, ...]:
        """The last days that it may mean, seen from a day."""
        if self.period is not None and self.same and self.period.basis == "A":
            here = Period(now, now)
            return (here.shift(-12 * (here.reporting_year_start - self.period.reporting_year_start)).end,)
        if self.period is not None:
            return (self.period.end,)
        return self.word.ends(now) if self.word is not None else ()


def times_of(sentence: Sentence, text: str) -> list[Time]:
    """All times of a sentence, in order.

    Args:
        sentence: With its periods.
        text: Of its passage.
    """
    found = [Time(a, b, text[a:b], period=p) for p, (a, b) in zip(sentence.periods, sentence.period_spans, strict=True)]
    at = sentence.start
    for word in sorted(mark_times(sentence.template)[1], key=lambda w: sentence.template.find(w.text)):
        words = re.escape(word.text).replace(r"\ ", r"\s+")
        for m in re.finditer(words, text[at : sentence.end]):
            a, b = at + m.start(), at + m.end()
            if not any(t.start < b and a < t.end for t in found):
                found.append(Time(a, b, m[0], word=word))
                break
    for m in _SPAN.finditer(text, sentence.start, sentence.end):
        months = 12 if m["yoy"] else _NUMBER.get((m["n"] or "a").lower(), 1) * MONTHS_IN[m["unit"].lower().rstrip("s")]
        lone = (
            m["n"] is None
            and not re.match(r"over|on", m[0], re.IGNORECASE)
            and "last" not in m[0]
            and "past" not in m[0]
        )
        if not lone and not any(t.start < m.end() and m.start() < t.end for t in found):
            found.append(Time(m.start(), m.end(), m[0], word=TimeWord(m[0], "back", months), compared=True))
    for m in _SAME_MONTHS.finditer(text, sentence.start, sentence.end):
        found = [t for t in found if t.start >= m.end() or m.start() >= t.end]
        word = TimeWord(m[0], "same_in_year", int(m["year"])) if m["year"] else TimeWord(m[0], "back", 12)
        found.append(Time(m.start(), m.end(), m[0], word=word))
    for m in _MONTH.finditer(text, sentence.start, sentence.end):
        if not any(t.start < m.end("month") and m.start("month") < t.end for t in found):
            word = TimeWord(m["month"], "month", MONTHS.index(m["month"][:3].lower()) + 1)
            found.append(Time(m.start("month"), m.end("month"), m["month"], word=word))
    found.sort(key=lambda t: t.start)
    out: list[Time] = []
    for t in found:
        before = text[sentence.start : t.start]
        same = _SAME.search(before)
        told = t.compared or _compares(before[: same.start()] if same else before)
        if not told and out and out[-1].compared and _GO_ON.match(text[out[-1].end : t.start]):
            told = True
        out.append(Time(t.start, t.end, t.text, t.period, t.word, told, bool(same)))
    return out


def _compares(before: str) -> bool:
    return bool(_BASE.search(before) or _BASE_FIGURE.search(before))


def point_at(line: TimeLine, time: Time, now: date | None) -> Point | None:
    """The point of a line that a time means; None where the line does not show it.

    Args:
        line: The line.
        time: As named.
        now: Last day of the paper's period, for lines without dates.
    """
    here = line.points[-1].end or now
    ends = time.ends(here) if here is not None else ()
    for end in ends:
        for p in line.points:
            if p.end is not None and (p.end.year, p.end.month) == (end.year, end.month):
                return p
    said = _plain(time.text)
    same = [p for p in line.points if said and _plain(p.label).endswith(said)]
    if len(same) == 1 and (time.word is None or time.word.kind in {"quarter", "month", "year", "term"}):
        return same[0]
    family = line.points[-1].order[0]
    if time.word is None or line.points[-1].end is not None:
        return None
    if time.word.kind == "quarter" and family == 2:
        named = [p for p in line.points if re.search(rf"\b(?:q|quarter\s){time.word.number}\b", p.label, re.IGNORECASE)]
        return named[0] if len(named) == 1 else None
    if time.word.kind == "back" and time.word.number:
        step = {2: 3, 3: 1, 5: 3, 6: 12}.get(family)
        if step and time.word.number % step == 0:
            place = line.points[-1].order[1] - time.word.number // step
            return next((p for p in line.points if p.order[1] == place), None)
        if family == 4 and len(line.points) == 2:
            return line.points[0]
    return None


def year_before(line: TimeLine, point: Point) -> Point | None:
    """The point a year before another."""
    if point.end is None:
        step = {5: 4, 6: 1}.get(point.order[0])
        return next((p for p in line.points if step and p.order[1] == point.order[1] - step), None)
    then = (point.end.year - 1, point.end.month)
    return next((p for p in line.points if p.end is not None and (p.end.year, p.end.month) == then), None)


def before(line: TimeLine, point: Point) -> Point | None:
    """The point before another."""
    n = line.points.index(point)
    return line.points[n - 1] if n else None


def between(times: Sequence[Time], start: int, end: int) -> list[Time]:
    """The times that stand in a part of a passage."""
    return [t for t in times if start <= t.start < end]


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9/]+", " ", text.lower()).split())
