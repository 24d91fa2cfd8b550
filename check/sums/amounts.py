"""The amounts of one passage with what the words around them say: unit, role, time, and the words between them.

Every rule of this package works on a `Reading`: the passage's text with its amounts marked "«N0»", "«N1»" ..., its
times "«T0»" ... and the ends of its sentences "«/»". Marks keep the rules free of digits and dates.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from check.fraction_words import Blur
from check.paper import Figure, Paper
from check.period_of import When
from check.sought import Sought
from check.time_words import TimeWord
from records import Period, Quantity, quick, rounding_modes

MARK = Sought(r"«N(\d+)»")
NOT_NOW = frozenset({"target", "benchmark", "forecast", "range"})
"""What a figure may be said to be that is not how things are: see `Amount.said`."""
VARIANCE = Sought(
    r"\b(?:over|under)[\s-]?(?:spen[dt]\w*|achiev\w*|recover\w*)\b(?:[^«.;,]|«N\d+»){0,80}?\b(?:by|of)\s+(?:about\s+|some\s+|around\s+)?$",
    re.IGNORECASE,
)
"""Before how far over or under its budget something is: a level, and no change."""


@quick
@dataclass(frozen=True, slots=True)
class Amount:
    """One figure of a passage.

    Attributes:
        n: Its number in the passage.
        figure: The figure.
        quantity: What it may stand for, with the word before it ("nearly 40%").
        family: What it may be compared with: percent, points, money, count, days, seconds, tonnes, rate:1000 ...
        blur: See `fraction_words.blur_before`.
        size: Whether the words say that it is how much something changed or differs.
        said: target, benchmark, forecast ...; "" where nothing says so.
        when: Its time, where the sentence tells it.
        date: The period that is meant, where it is dated.
        sentence: Number of its sentence.
        bare: Whether nothing follows it but a stop: "and allowed 8 (24%)."
        elided: Whether its noun is left out, so that it counts what was counted before ("359 completed").
        bracketed: Whether it stands in brackets.
    """

    n: int
    figure: Figure
    quantity: Quantity
    family: str
    blur: Blur
    size: bool
    said: str
    when: When | None
    date: Period | None
    sentence: int
    elided: bool
    bracketed: bool
    bare: bool = False

    @property
    def number(self) -> Fraction:
        """As printed."""
        return Fraction(self.figure.value.number or 0)

    @property
    def mark(self) -> str:
        """Its mark in the text."""
        return f"«N{self.n}»"

    @property
    def older(self) -> bool:
        """Whether the words say that it is of a time before."""
        w = self.when
        return w is not None and (
            w.older
            or w.earlier
            or (
                w.word is not None
                and (w.word.kind in {"other", "named", "outturn"} or (w.word.kind == "back" and w.word.number > 0))
            )
        )

    @property
    def time(self) -> tuple[object, ...] | None:
        """A name for its time; None where nothing tells it."""
        if self.date is not None:
            return ("P", self.date.start, self.date.end)
        w = self.when.word if self.when is not None else None
        return ("R", w.kind, w.number) if w is not None else None


@dataclass(slots=True)
class Reading:
    """A passage as the rules see it.

    Attributes:
        paper: The paper.
        index: Of the passage.
        amounts: In order.
        text: Marked.
        times: What the marks "«T0»" ... stand for: a period or a word.
        cut: Whether the paper cuts digits off where others round.
        known: What several rules ask of the passage, worked out once.
    """

    paper: Paper
    index: int
    amounts: list[Amount] = field(default_factory=list)
    text: str = ""
    times: list[Period | TimeWord] = field(default_factory=list)
    cut: bool = False
    known: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)
    _around: dict[int, tuple[str, str]] = field(default_factory=dict, repr=False, compare=False)

    def prints(self, exact: Quantity, told: Amount) -> bool:
        """Whether a computed quantity can be what is printed, as the paper rounds or as its words blur it."""
        if told.blur or told.figure.numeral.is_share:
            return exact.overlaps(told.quantity)
        ways = {"half_up", "half_even", "truncate"} if self.cut else {"half_up", "half_even"}
        return bool(rounding_modes(exact, told.figure.value) & ways)

    def before(self, a: Amount, *, sentences: int = 0) -> str:
        """The text before an amount, back to the start of its sentence, or of some sentences before."""
        if not sentences:
            return (self._around.get(a.n) or self._cut(a))[0]
        head = self.text.partition(a.mark)[0]
        return "«/»".join(head.split("«/»")[-1 - sentences :])

    def after(self, a: Amount, *, sentences: int = 0) -> str:
        """The text after an amount, to the end of its sentence or of some sentences after."""
        if not sentences:
            return (self._around.get(a.n) or self._cut(a))[1]
        tail = self.text.partition(a.mark)[2]
        return "«/»".join(tail.split("«/»")[: 1 + sentences])

    def _cut(self, a: Amount) -> tuple[str, str]:
        """The text of its sentence before and after an amount, which every rule looks at."""
        head, _, tail = self.text.partition(a.mark)
        found = self._around[a.n] = (head.rpartition("«/»")[2], tail.partition("«/»")[0])
        return found

    def between(self, a: Amount, b: Amount) -> str:
        """The text between two amounts, the first one first."""
        return self.text.partition(a.mark)[2].partition(b.mark)[0]

    def inside(self, text: str) -> list[Amount]:
        """The amounts that a part of the text holds."""
        return [self.amounts[int(n)] for n in MARK.findall(text)]

    def of(self, *families: str) -> list[Amount]:
        """The amounts of some families that are no sizes."""
        return [a for a in self.amounts if a.family in families and not a.size]

    def time_of(self, mark: str) -> tuple[object, ...]:
        """A name for the time of a mark, alike with `Amount.time`."""
        t = self.times[int(mark.strip("«»T"))]
        return ("P", t.start, t.end) if isinstance(t, Period) else ("R", t.kind, t.number)
