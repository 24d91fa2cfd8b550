"""The levels that a size can lie between: the one that is told, and those that stand beside it in its row or text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from check.ground_match import Names, bare_value, equals, like, telling_digits
from check.grounds import LEVELS, Ground, GroundCell, grounds_of, stems
from check.judgements import printed
from check.paper import Figure, Paper
from check.ways.reading import SizedWay
from records import Source, Value, day_label

How = Literal["told", "named", "goal", "beside", "other", "open", "unknown"]
"""How an earlier level is known: the text tells it; its column is of the time, goal or other row that is named; its row
has the time that is named elsewhere ("other"); no time is named ("open"); the row has none of that time ("unknown")."""

_PLAIN = frozenset(["", "count", "average", "rate", "days", "seconds", "number"])
_GOAL = re.compile(
    r"\b(?:targets?|budget(?:ed)?|profiled?|plan(?:ned)?|path|milestones?|standard|limit|ceiling|ambition|goal|expect\w*|forecast|allocation|approved|allowed|trajectory|aims?)\b",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\s*(?:than\s+)?(?:it|this|that|(?:the|our|its|their|this|that)\s+(?:\w+\s+){0,2}?(?:targets?|budget|profile|plan|path|milestone|standard|limit|ceiling|ambition|goal|forecast|average|trajectory|expect\w+)|expected|planned|budgeted|forecast)\b",
    re.IGNORECASE,
)
_NEAR = 0.2
_NAMED = 0.5


@dataclass(frozen=True, slots=True)
class Level:
    """A figure that a size may lead from or to.

    Attributes:
        value: Without its sign.
        place: Where it stands.
        text: For sums: "238 (Nov 2023)".
        figure: Of prose; None for a cell.
        end: Last day of its period, where its column says one.
    """

    value: Value
    place: Source
    text: str
    figure: Figure | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two levels that a size may lie between.

    Attributes:
        new: The one that the size is told of.
        old: The one that it is compared with.
        how: How the latter is known.
        name: Of their row; "" where both are told.
        sure: Whether the row is surely the one that is spoken of.
    """

    new: Level
    old: Level
    how: How
    name: str
    sure: bool


def told_level(f: Figure) -> Level:
    """A figure of prose as a level."""
    return Level(bare_value(f.value) if f.value.unit != "percent" else f.value, f.place, printed(f), f)


def compatible(size: Value, level: Value) -> bool:
    """Whether a size can be how far a level moved, by their units."""
    if size.number is None or level.number is None or level.unit == "points":
        return False
    if size.unit == "points":
        return True  # of counts it is a slip of the unit
    if size.unit == "percent":
        return True
    if size.unit == "money" or level.unit == "money":
        return size.unit == level.unit
    if level.unit == "percent":
        return size.unit in {"", "count"} and size.places == level.places
    return size.unit in _PLAIN and level.unit in _PLAIN


def news_of(paper: Paper, w: SizedWay, taken: frozenset[int]) -> list[Figure]:
    """The figures that a size may be told of, the nearest first.

    Args:
        paper: With its figures.
        w: The size.
        taken: Ids of all sizes of the passage and of what they are compared with, which they are not told of.
    """
    if w.led_to is not None:
        return [w.led_to]
    first = w.figure.numeral.start

    def levels(start: int, end: int) -> list[Figure]:
        return [
            f for f in told_before(paper, w, start, end)
            if f.id not in taken and compatible(w.figure.value, f.value)
            and not _aimed_at(paper, w, f, here=start == w.sentence.start)
        ]  # fmt: skip

    if w.spent:  # a budget may be told before or behind, and the sentence before told what was spent
        before = [s.start for s in paper.sentences_of(w.passage) if s.end <= w.sentence.start]
        return levels(before[-1] if before else w.sentence.start, w.sentence.end)
    found = levels(w.sentence.start, first)
    for s in reversed([s for s in paper.sentences_of(w.passage) if s.end <= w.sentence.start]):
        found = found or levels(s.start, s.end)
    return found


_COMPARED = re.compile(
    r"\b(?:from|than|against|compared\s+(?:with|to))\s+(?:(?:the|a|an|just|about|around|only|low|high|peak|of)\s+)*£?$",
    re.IGNORECASE,
)


def _aimed_at(paper: Paper, w: SizedWay, f: Figure, *, here: bool) -> bool:
    """Whether a figure is what others are held against, so that no size is told of it."""
    if f.claim.period is not None and _COMPARED.search(paper.passages[f.passage].text[: f.numeral.start][-40:]):
        return True
    if w.spent:
        return is_budget(paper, f)
    return is_goal(paper, f) if here and w.base is None else f.claim.role == "target"


_BUDGET = re.compile(
    r"\b(?:budget|allocation|provision|cash\s+limit|block|funding|grant|approved)\b[^.;,]{0,30}$", re.IGNORECASE
)
_BUDGET_BEHIND = re.compile(
    r"\s+(?:(?:annual|net|gross|total|approved|revised|profiled|revenue|capital|full-year|original|current)\s+){0,2}(?:budget|allocation)\b"
)


def is_budget(paper: Paper, f: Figure) -> bool:
    """Whether a sum of money is what may be spent."""
    text, n = paper.passages[f.passage].text, f.numeral
    return f.value.unit == "money" and bool(
        _BUDGET.search(text[max(0, n.start - 60) : n.start]) or _BUDGET_BEHIND.match(text, n.end)
    )


def told_before(paper: Paper, w: SizedWay, start: int, end: int) -> list[Figure]:
    """The figures of a stretch of a passage, the last first; shares in words are left out."""
    found = [f for f in paper.figures_of(w.passage) if start <= f.numeral.start < end and not f.numeral.is_share]
    return found[::-1]


_GOAL_BEFORE = re.compile(
    r"\b(?:targets?|budget|plan(?:ned)?|milestone|standard|limit|ceiling|ambition|goal|expect\w*|hoped|forecast|profile|allocation|average|England|national\w*|region\w*)\b[^.;,]{0,30}$"
)


def is_goal(paper: Paper, f: Figure) -> bool:
    """Whether a figure is what others are held against: a target, a budget, an average."""
    if f.claim.role in {"target", "forecast", "benchmark"}:
        return True
    return (
        _GOAL_BEFORE.search(paper.passages[f.passage].text[max(0, f.numeral.start - 60) : f.numeral.start]) is not None
    )


_TELLING = 2


def _older(paper: Paper, w: SizedWay, new: Figure) -> list[Figure]:
    """The figures told before a size in its sentence that are of an earlier time than its level."""
    now = new.claim.period
    if now is None:
        return []
    return [
        f for f in told_before(paper, w, w.sentence.start, w.figure.numeral.start)
        if f.id != new.id and _one_family(f.value, new.value)
        and f.claim.period is not None and f.claim.period.end < now.end
    ]  # fmt: skip


class Rows:
    """The rows of a paper's tables, and what is known of indicators, by their figures.

    Args:
        paper: With its tables.
    """

    def __init__(self, paper: Paper) -> None:
        known = paper.cache.get("known_grounds")
        more = list(known[1]) if isinstance(known, tuple) else []
        self._names = Names([*grounds_of(paper), *more])
        self._now = paper.period.end if paper.period is not None else None
        self._by_table: dict[int, list[Ground]] = {}
        for g in grounds_of(paper):
            self._by_table.setdefault(g.table, []).append(g)

    def pairs(self, paper: Paper, w: SizedWay, new: Figure) -> Iterator[Pair]:
        """What may stand beside a told level, in the text and in the rows that state it.

        Args:
            paper: The paper.
            w: The size.
            new: The level.
        """
        if w.base is not None and w.base.id != new.id and _one_family(w.base.value, new.value):
            yield Pair(told_level(new), told_level(w.base), "told", "", True)
            return
        if w.spent:
            before = [s.start for s in paper.sentences_of(w.passage) if s.end <= w.sentence.start]
            near = told_before(paper, w, before[-1] if before else w.sentence.start, w.sentence.end)
            yield from (Pair(told_level(new), told_level(f), "told", "", True) for f in near if is_budget(paper, f))
            return
        if telling_digits(w.figure.value) >= _TELLING:
            yield from (Pair(told_level(new), told_level(f), "told", "", True) for f in _older(paper, w, new))
        goal = self._told_goal(paper, w)
        if goal is not None and _one_family(goal.value, new.value):
            yield Pair(told_level(new), told_level(goal), "told", "", True)
        around = _around(paper, w)
        digits = telling_digits(new.value)
        told = digits + telling_digits(w.figure.value)
        for g in self._names.equalling([new.value]):
            share = self._names.share(g, around)
            about = share >= _NEAR or bool(around & (stems(g.caption) | g.topic))
            if not (share >= _NAMED or (about and digits >= 2) or digits >= 4):
                continue
            sure = share >= _NAMED or (about and told >= 4) or told >= 6
            for cell in g.levels:
                if equals(new.value, cell.value):
                    for how, c in self._beside(w, g, cell):
                        yield Pair(_level(cell), _level(c), how, g.name, sure)

    def _told_goal(self, paper: Paper, w: SizedWay) -> Figure | None:
        """The target or average told before that "below it" and "above the path" go back to."""
        if not _BACK.match(w.behind):
            return None
        before = [s for s in paper.sentences_of(w.passage) if s.end <= w.sentence.start]
        start = before[-1].start if before else w.sentence.start
        told = told_before(paper, w, start, w.figure.numeral.start)
        return next((f for f in told if is_goal(paper, f) and compatible(w.figure.value, f.value)), None)

    def _beside(self, w: SizedWay, g: Ground, cell: GroundCell) -> Iterator[tuple[How, GroundCell]]:
        here = cell.end or self._now
        ends = set(w.time.ends(here)) if w.time is not None and here is not None else set()
        label = _plain(w.time.text) if w.time is not None else ""
        of_time = [c for c in g.levels if c is not cell and _is_of(c, ends, label)]
        goal = w.time is None and _GOAL.search(w.behind) is not None
        others = stems(w.behind)
        for c in g.cells:
            if c is cell:
                continue
            if c.kind in LEVELS and like(c, cell):
                if goal or (c.end is not None and c.end == cell.end and w.time is not None):
                    continue
                if w.time is None:
                    if c.end is None or cell.end is None or c.end < cell.end:
                        yield ("open", c)
                elif c in of_time:
                    yield ("named", c)
                else:
                    yield ("other" if of_time else "unknown", c)
            elif (c.kind == "target" and goal) or (c.kind == "benchmark" and others & stems(c.header)):
                yield ("goal", c)
        if w.time is None and others:
            for r in self._by_table.get(g.table, ()):
                if r.line != g.line and r.words and r.words <= others:
                    yield from (("beside", c) for c in r.cells if c.header == cell.header)


def _is_of(c: GroundCell, ends: set[date], label: str) -> bool:
    """Whether a cell is of a time: by its date, or by the words of its heading."""
    if c.end is not None and any((c.end.year, c.end.month) == (e.year, e.month) for e in ends):
        return True
    return len(label) > 3 and any(ch.isdigit() for ch in label) and _plain(c.header).endswith(label)


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9/]+", " ", text.lower()).split())


def _one_family(a: Value, b: Value) -> bool:
    return (a.unit == "percent") == (b.unit == "percent") and (a.unit == "money") == (b.unit == "money")


def _around(paper: Paper, w: SizedWay) -> frozenset[str]:
    """The stems of a sentence, of those before it in its passage, and of the heading."""
    passage = paper.passages[w.passage]
    return stems(passage.text[: w.sentence.end]) | stems(passage.section.rpartition(" / ")[2])


def _level(c: GroundCell) -> Level:
    when = day_label(c.end) if c.end is not None else c.header.rpartition(" | ")[2]
    value = c.value if c.value.unit == "percent" else bare_value(c.value)
    return Level(value, c.place, f"{c.value.printed.strip()} ({when})", end=c.end)


def all_taken(ways: Sequence[SizedWay]) -> frozenset[int]:
    """Ids of the figures that are sizes, or that sizes are compared with."""
    return frozenset(f.id for w in ways for f in (*w.sizes, *(() if w.base is None else (w.base,))))
