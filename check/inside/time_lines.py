"""Lines of results: what the paper's tables (or earlier publications) show of one thing over time.

Whichever way a table is turned, a line is one thing's figures from the oldest to the latest. Sentences that say how a
thing moved, how many times in a row, or that it is at its highest, are held against the line they speak of.
"""

# ruff: noqa: E501 - tables of words

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import lru_cache

from check.inside.column_words import LEVELS_OVER_TIME
from check.inside.items import Items, Trait, own_label, singular
from check.inside.row_readings import Signs, polarity_of
from check.paper import Figure
from check.sought import Sought
from records import Polarity, Source, Value, months_between

_SAME = {
    "sold": "sale", "sale": "sale", "decision": "decide", "lost": "loss", "lose": "loss", "spent": "spend", "paid": "pay", "children": "child",
    "people": "person", "took": "take", "taken": "take", "made": "make", "held": "hold", "left": "leave",
    "bought": "buy", "built": "build", "died": "death", "dead": "death", "dying": "death", "punctual": "time",
    "punctually": "time", "punctuality": "time", "sought": "seek", "taught": "teach", "kept": "keep", "won": "win",
    "driven": "drive", "drove": "drive", "men": "man", "women": "woman", "born": "birth", "grown": "grow",
    "found": "find", "let": "let", "housed": "house", "housing": "house", "stolen": "steal", "theft": "steal",
}  # fmt: skip
_ENDINGS = re.compile(r"(?:ness|ings?|ers?|ly|ies|ied|al|ed|e|y)$")
IDLE = frozenset(
    ["and", "the", "for", "with", "per", "from", "all", "who", "that", "are", "was", "were", "other", "total", "number", "numbers",
     "percentage", "percent", "rate", "average", "service", "services", "proportion", "cent", "mean", "median", "level", "levels",
     "figure", "figures", "measure", "indicator", "result", "results", "overall", "council", "year", "month", "quarter", "our", "its",
     "been", "has", "have", "their", "this", "which", "volume", "count", "amount", "share"]
)  # fmt: skip
"""Words that tell no thing from another."""
_THOUSANDS = re.compile(r"\bthousands?\b|\(?£?\b0?00[’']?s\)?|\(?[£’']000s?\)?|\(000s?\)", re.IGNORECASE)
_MILLIONS = re.compile(r"\bmillions?\b|\(£?m\)|£m\b", re.IGNORECASE)
_SO_FAR = Sought(r"\byear\s+to\s+date\b|\bytd\b|\bcumulative|\bso\s+far\b|\bto\s+date\b", re.IGNORECASE)
_TIMED = Sought(r"\b(?:days?|weeks?|months?|hours?|minutes?|mins?|seconds?|secs?|time|waits?|waiting)\b", re.IGNORECASE)
_NOT_TIMED = re.compile(r"\b(?:with)?in\b|\bover\b|%|\bper\s?cent|\bpercentage|\bproportion|\bon\s+time\b|\bper\s+(?:day|week|month)\b|\bnumber\b|\blost\b", re.IGNORECASE)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of a line.

    Attributes:
        label: The time as its column, row or publication has it.
        end: Last day of its period; None where the label names no year.
        order: Places it among the others.
        value: As printed.
        place: Where it stands.
        number: The figure.
    """

    label: str
    end: date | None
    order: tuple[int, int]
    value: Value
    place: Source
    number: Fraction = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Work the figure out once."""
        object.__setattr__(self, "number", Fraction(self.value.number or 0))

    @property
    def text(self) -> str:
        """For sums: "319 (Quarter 1)"."""
        return f"{self.value.printed.strip()} ({self.label})"


@dataclass(frozen=True, slots=True)
class TimeLine:
    """One thing over time.

    Attributes:
        name: The thing as printed.
        words: Stems that name it.
        points: From the oldest to the latest.
        polarity: Which way is better, where that is known.
        where: "table 2", "earlier publications".
        target: Its target, where one is shown.
        table: Number of the table; 0 where it comes from publications.
        thing: Number of the thing in its table.
        topic: Stems of what is measured, where the thing is a place or group.
        measure: What is measured, where the thing is a place or group, as the heading has it.
        scale: How many ones a unit of its figures is: 1000 where they are in thousands.
        since: First day that the table shows, where earlier publications reach further back.
        cumulative: Whether its figures grow through the year, so that only the same month of years compares.
        target_of: Gives the target that was set for a day, where publications or the register know it.
    """

    name: str
    words: frozenset[str]
    points: tuple[Point, ...]
    polarity: Polarity = ""
    where: str = ""
    target: Fraction | None = None
    table: int = 0
    thing: int = 0
    topic: frozenset[str] = frozenset()
    cumulative: bool = False
    since: date | None = None
    scale: int = 1
    measure: str = ""
    target_of: Callable[[date], Fraction | None] | None = field(default=None, compare=False, repr=False)

    def goal(self, p: Point) -> Fraction | None:
        """The target that a point is held against: of its table, else the one that was set for its time."""
        if self.target_of is not None and p.end is not None and (self.since is None or p.end < self.since):
            return self.target_of(p.end)
        return self.target

    @property
    def percent(self) -> bool:
        """Whether its figures are percentages."""
        return any(p.value.unit == "percent" for p in self.points) or bool(
            re.search(r"%|\bper\s?cent|\bpercentage|\bproportion", self.name, re.IGNORECASE)
        )

    @property
    def timed(self) -> bool:
        """Whether its figures are lengths of time."""
        if self.percent:
            return False
        return any(_TIMED.search(t) and not _NOT_TIMED.search(t) for t in (self.name, self.measure))

    @property
    def months(self) -> int:
        """How far its last two points lie apart; 0 where that is not known."""
        if len(self.points) < 2:
            return 0
        a, b = self.points[-2:]
        if a.end is not None and b.end is not None:
            return months_between(a.end, b.end)
        return {3: 1, 2: 3, 6: 12}.get(b.order[0], 0) if b.order[1] - a.order[1] == 1 else 0


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """What the forms of a word have in common: "callers", "calls" -> "call"; "resolution", "resolved" -> "resol"."""
    w = re.sub(r"[’']s$", "", word.lower().strip("’'"))
    w = _SAME.get(w, w)
    if not re.search(r"(?:us|is|ss)$", w):
        w = singular(w)
    w = _SAME.get(w, w)
    cut = _ENDINGS.sub("", w)
    return (cut if len(cut) >= 3 else w)[:5]


@lru_cache(maxsize=8192)
def stems(text: str) -> frozenset[str]:
    """The stems of a text's words, without those that name nothing."""
    found = re.findall(r"[a-z][a-z’'-]{2,}|\d+\+?", text.lower())
    return frozenset(stem(w) for w in found if w not in IDLE)


def name_stems(name: str) -> frozenset[str]:
    """The stems that name a thing: without units and numbers in brackets, unless there is nothing else."""
    return stems(re.sub(r"\([^)]*\)", " ", name)) or stems(name)


def lines_of(things: Iterable[Items], signs: Signs) -> list[TimeLine]:
    """The lines that tables show; one time alone is a line that earlier publications may go on with.

    Args:
        things: What the tables list.
        signs: Which way is better, where the paper tells.
    """
    return [line for items in things for line in _of_table(items, signs)]


def _of_table(items: Items, signs: Signs) -> Iterable[TimeLine]:
    by_stem: dict[tuple[str, int], list[Trait]] = {}
    for t in items.traits:
        if t.kind in LEVELS_OVER_TIME and t.order is not None:
            by_stem.setdefault((t.stem, t.order[0]), []).append(t)
    targets = items.of("target")
    for (words, _), same in by_stem.items():
        ordered = sorted(same, key=lambda t: t.order or (0, 0))
        if len({t.order for t in ordered}) < len(ordered):
            continue
        topic = stems(f"{words} {items.table.caption}")
        for n, name in _named(items):
            points = tuple(_point(t, f) for t in ordered if (f := t.figure(n)) is not None)
            if not points or len({p.value.unit for p in points}) > 1:
                continue
            goal = targets[0].figure(n) if len(targets) == 1 else None
            target = Fraction(goal.value.number) if goal is not None and goal.value.number is not None else None
            known = any(i.number == n for i in items.items)
            yield TimeLine(
                name, name_stems(name) or topic, points, polarity_of(items, n, signs) if known else "",
                f"table {items.table.number}", target, items.table.number, n, topic,
                bool(_SO_FAR.search(f"{name} {words} {items.table.caption}")), scale=_scale(items, f"{name} {words}"), measure=words,
            )  # fmt: skip


def _scale(items: Items, name: str) -> int:
    """1000 or a million where the name, the caption or the headings say so."""
    corner = items.table.columns[0].header if items.table.columns else ""
    texts = (name, corner, items.table.caption, items.table.section.rpartition(" / ")[2])
    return next((scale for text in texts if (scale := _scale_told(text)) > 1), 1)


@lru_cache(maxsize=4096)
def _scale_told(text: str) -> int:
    """What a text counts in: 1000, a million, or 1 where it does not say."""
    if _THOUSANDS.search(text):
        return 1000
    return 1_000_000 if _MILLIONS.search(text) else 1


def _named(items: Items) -> list[tuple[int, str]]:
    """The things of a table, and the rows of totals."""
    found = [(i.number, i.label) for i in items.items]
    if not items.turned:
        have = {n for n, _ in found}
        found += [(r.number, own_label(r.label)) for r in items.table.rows if r.label and r.number not in have]
    return found


def _point(t: Trait, f: Figure) -> Point:
    assert t.order is not None
    end = t.period.end if t.period is not None and t.order[0] == 0 else None
    return Point(t.label, end, t.order, f.value, f.place)


def known_names(lines: Sequence[TimeLine]) -> frozenset[str]:
    """The stems of all names of lines."""
    return frozenset().union(*(line.words for line in lines))
