"""The sentences of a paragraph with what their words ask of each figure: which time, of a day or of a span."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import Literal

from check.ground_slots import UNTIL, Slot, sizes_of_sentence, slots_of
from check.grounds import Ground, GroundCell, stems
from check.paper import Figure, Paper
from check.period_of import compared_times, periods_of_figures, times_of_figures
from check.sentences import Sentence
from check.spans.reading import LED_TO, asked_of
from check.spans.words import SpanWords, spans_of
from check.subjects import sentences_of
from check.time_words import mark_times
from records import Period, find_periods, months_between, quick


@dataclass(frozen=True)
class Line:
    """A sentence of a paragraph; what few sentences are asked for is read when it is.

    Attributes:
        paper: Its figures tied and timed.
        index: Of the passage.
        sentence: The sentence.
        figures: By their number in it.
        before: Words of the sentence before, or of the heading.
    """

    paper: Paper
    index: int
    sentence: Sentence
    figures: dict[int, Figure]
    before: str

    @cached_property
    def slots(self) -> dict[int, Slot]:
        """What it asks of its figures."""
        return {s.k: s for s in slots_of(self.paper, self.sentence, self.figures)}

    @cached_property
    def words(self) -> frozenset[str]:
        """Stems of its words."""
        return stems(self.sentence.text)

    @cached_property
    def around(self) -> frozenset[str]:
        """With those of the sentence before, or the heading."""
        return self.words | stems(self.before)

    @cached_property
    def ends(self) -> frozenset[date]:
        """Days of all times that it names."""
        return _ends(self.sentence, self.paper.period)

    @cached_property
    def spans(self) -> dict[int, SpanWords]:
        """The spans of several months that its figures are of, by their number."""
        return _spans(self.paper, self.index, self.sentence, self.figures)


@quick
@dataclass(frozen=True, slots=True)
class Asked:
    """The time that a figure is told of.

    Attributes:
        how: "at" some day, "now", "earlier" than now, in a "year" of the calendar, or not known ("").
        ends: Last days that are meant.
        year: Of the calendar.
        months: How many months a span takes, by its last day; empty where no span is told.
    """

    how: Literal["at", "now", "earlier", "year", ""] = ""
    ends: tuple[date, ...] = ()
    year: int = 0
    months: dict[date, int] = field(default_factory=dict)

    def cells(self, g: Ground, now: date | None) -> Sequence[GroundCell]:
        """The cells of a row that are meant.

        Args:
            g: The row.
            now: Last day of the paper's period.
        """
        if self.how == "year":
            return [c for c in g.levels if c.end is not None and c.end.year == self.year and str(self.year) in c.header]
        if self.how == "earlier":
            last = {c.end for c in g.latest(now)}
            return [c for c in g.levels if c.end not in last]
        if self.how == "now":
            return _running(g, now) or g.latest(now)
        if now is not None and now in self.ends and all(c.end is None for c in g.levels):
            return g.levels  # a table of the paper's own period
        return [c for c in g.at(self.ends) if not self.months or _covers(c, self.months)]


def _running(g: Ground, now: date | None) -> list[GroundCell]:
    """The cells of the year that a day lies in, where a row has one to a year: "2025/26" of a paper of December."""
    if now is None or any(c.end is not None and c.span is None for c in g.levels):
        return []
    return [c for c in g.levels if c.span is not None and c.span.start <= now < c.span.end and c.span.basis == "A"]


def _covers(c: GroundCell, months: dict[date, int]) -> bool:
    """Whether a cell is of a span: by its period, or by the months that its heading names."""
    if c.end not in months:
        return False
    if c.span is not None:
        return months_between(c.span.start, c.span.end) == months[c.end]
    return any(
        p.end == c.end and months_between(p.start, p.end) == months[c.end] for p in _spans_named(c.header, c.end)
    )


@lru_cache(maxsize=1024)
def _spans_named(header: str, end: date) -> tuple[Period, ...]:
    found = find_periods(header)
    places = [(f.start, f.end) for f in found]
    return tuple(p for s in spans_of(header, [f.period for f in found], places, end) for p in s.meant)


def lines_of(paper: Paper, index: int) -> list[Line]:
    """The sentences of a passage.

    Args:
        paper: Its figures tied and timed.
        index: Of the passage.
    """
    out: list[Line] = []
    before = paper.passages[index].section.rpartition(" / ")[2]
    for sentence in sentences_of(paper, index):
        out.append(Line(paper, index, sentence, paper.by_number(index, sentence), before))
        before = sentence.text
    return out


_SAME_AS = re.compile(
    r"\b(?:same|unchanged|level|similar|comparable|identical|in\s+line|(?:little|no|hardly\s+any)\s+(?:changed?|different|difference))\b[^;.]{0,60}\bat\s+$",
    re.IGNORECASE,
)
"""Before the level of now, likened to that of another time: "much the same as a year ago, at 85.6%"."""


def _ends(sentence: Sentence, now: Period | None) -> frozenset[date]:
    _, words = mark_times(sentence.template)
    told = {p.end for p in sentence.periods}
    return frozenset(told | {e for w in words if now is not None for e in w.ends(now.end)})


def _spans(paper: Paper, index: int, sentence: Sentence, figures: dict[int, Figure]) -> dict[int, SpanWords]:
    if paper.period is None or not figures:
        return {}
    raw = paper.passages[index].text[sentence.start : sentence.end]
    begin = sentence.start + len(raw) - len(raw.lstrip())
    places = [(a - begin, b - begin) for a, b in sentence.period_spans]
    spans = spans_of(sentence.text, sentence.periods, places, paper.period.end)
    at = {k: (f.numeral.start - begin, f.numeral.end - begin) for k, f in figures.items()}
    asked = asked_of(sentence, sentence.text, figures, at, sizes_of_sentence(sentence), spans, begin) if spans else []
    return {a.k: a.span for a in asked if not a.size}


def time_of(line: Line, k: int, now: date | None) -> Asked:
    """The time that a figure of a sentence is told of; a change has none.

    Args:
        line: The sentence.
        k: Number of the figure.
        now: Last day of the paper's period.
    """
    s = line.slots.get(k)
    if s is not None and s.kind == "size":
        return Asked()
    if UNTIL.match(line.sentence.text) and k not in periods_of_figures(line.sentence):
        return Asked()
    before = line.sentence.template.partition(f"«N{k}»")[0]
    if LED_TO.search(before) or _SAME_AS.search(before):
        return Asked("now")
    when = times_of_figures(line.sentence).get(k)
    if when is not None and when.word is not None and when.word.kind == "year":
        return Asked("year", year=when.word.number)
    span = line.spans.get(k)
    if span is not None:
        months = {p.end: months_between(p.start, p.end) for p in reversed(span.meant)}
        return Asked("at", tuple(p.end for p in span.meant), months=months)
    if s is not None and s.kind == "level" and s.how in {"dated", "told"}:
        return Asked("at", s.ends)
    if when is None:
        return Asked("now")
    if when.earlier:
        since = compared_times(line.sentence)
        ends = since[0].word.ends(now) if len(since) == 1 and since[0].word is not None and now is not None else ()
        return Asked("at", ends) if ends else Asked("earlier")  # "risen from 42% to 54% over the year"
    if when.period >= 0:
        return Asked("at", (line.sentence.periods[when.period].end,))
    ends = when.word.ends(now) if when.word is not None and now is not None else ()
    return Asked("at", ends) if ends else Asked()
