"""A paper as blocks of text with marked places, what each place states, and what must hold between them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal

WORDS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_MARK = re.compile("⟦([0-9]+)⟧")


@dataclass(frozen=True)
class Truth:
    """What a figure states: indicator, area ("" the county), last day of its period, role."""

    key: str
    end: date
    role: str = "result"
    area: str = ""


@dataclass(frozen=True)
class Mark:
    """A place of the paper whose text can be spoilt.

    Attributes:
        id: Its number.
        text: As the clean paper prints it.
        kind: result, previous, target, numerator, denominator, change, percent_change, points, count, total, part,
            direction, arrow, rag, period, label.
        truth: What it states, for figures of an indicator.
        governs: Marks that a period or label names.
    """

    id: int
    text: str
    kind: str
    truth: Truth | None = None
    governs: tuple[int, ...] = ()


@dataclass(frozen=True)
class Rule:
    """Something that must hold between the texts of marks."""

    name: str
    marks: tuple[int, ...]
    holds: Callable[[Sequence[str]], bool]


@dataclass(frozen=True)
class Block:
    """A heading, a paragraph or a table; texts hold marks as "⟦7⟧"."""

    kind: Literal["title", "heading", "paragraph", "bullet", "table", "note"]
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass
class Paper:
    """One paper and its truth.

    Attributes:
        name: Of the author and period; stem of its file.
        style: docx or txt.
        period: Last day of the data month.
    """

    name: str
    style: Literal["docx", "txt"]
    period: date
    blocks: list[Block] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)

    def mark(self, text: str, kind: str, truth: Truth | None = None, governs: Sequence[str] = ()) -> str:
        """Register a place; returns its token."""
        ids = tuple(i for token in governs for i in ids_in(token))
        self.marks.append(Mark(len(self.marks), text, kind, truth, ids))
        return f"⟦{len(self.marks) - 1}⟧"

    def rule(self, name: str, tokens: Sequence[str], holds: Callable[[Sequence[str]], bool]) -> None:
        """State what must hold; the clean texts are tried at once."""
        ids = tuple(i for token in tokens for i in ids_in(token))
        made = Rule(name, ids, holds)
        texts = [self.marks[i].text for i in ids]
        if not holds(texts):
            raise AssertionError(f"{self.name}: the clean paper breaks its own rule {name}: {texts}")
        self.rules.append(made)

    def heading(self, text: str) -> None:
        self.blocks.append(Block("heading", text))

    def title(self, text: str) -> None:
        self.blocks.append(Block("title", text))

    def say(self, text: str) -> None:
        self.blocks.append(Block("paragraph", text))

    def bullet(self, text: str) -> None:
        self.blocks.append(Block("bullet", text))

    def note(self, text: str) -> None:
        self.blocks.append(Block("note", text))

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        self.blocks.append(Block("table", rows=tuple(tuple(r) for r in rows)))

    def filled(self, text: str, changed: Mapping[int, str] | None = None) -> str:
        """A text with its marks filled in, some of them changed."""
        return _MARK.sub(lambda m: (changed or {}).get(int(m[1]), self.marks[int(m[1])].text), text)

    @property
    def pages(self) -> float:
        """Printed pages, at 2,600 characters or 45 lines a page."""
        chars = sum(len(self.filled(b.text)) for b in self.blocks if b.kind != "table")
        lines = sum(len(b.rows) for b in self.blocks) + 2 * sum(b.kind == "heading" for b in self.blocks)
        return max(1.0, chars / 2600 + lines / 45)


def ids_in(text: str) -> tuple[int, ...]:
    """Numbers of the marks in a text."""
    return tuple(int(m[1]) for m in _MARK.finditer(text))


def span(text: str) -> tuple[Fraction, Fraction] | None:
    """Lowest and highest number that prints like this; None where there is none."""
    text = text.strip().lower()
    if text in WORDS or text in {"no", "zero"}:
        n = Fraction(WORDS.index(text) if text in WORDS else 0)
        return n, n
    found = re.search(r"\d[\d,]*(?:\.\d+)?", text)
    if not found:
        return None
    number = found[0].replace(",", "")
    x = Fraction(number)
    sign = -1 if re.match(r"^[\-−(]", text) else 1
    places = len(number.partition(".")[2])
    half = Fraction(1, 2 * 10**places) if places else Fraction(0)
    low, high = x - half, x + half
    return (low, high) if sign > 0 else (-high, -low)


def fits(text: str, low: Fraction, high: Fraction) -> bool:
    """Whether a printed number and two bounds overlap; touching at the rounding edge (12.6 and 12.7) is not enough."""
    mine = span(text)
    if mine is None:
        return False
    if mine[0] == mine[1] or low == high:
        return mine[0] <= high and low <= mine[1]
    return mine[0] < high and low < mine[1]


def same(texts: Sequence[str]) -> bool:
    """Whether all texts can print one number."""
    spans = [span(t) for t in texts]
    return all(a and fits(t, *a) for a in spans for t in texts)


def ratio(texts: Sequence[str]) -> bool:
    """Numerator, denominator, percentage."""
    n, d, p = (span(t) for t in texts)
    return bool(n and d and p and d[0] > 0 and p[0] <= 100 * n[1] / d[0] and 100 * n[0] / d[1] <= p[1])


def difference(texts: Sequence[str]) -> bool:
    """From, to, size of the change."""
    a, b, c = (span(t) for t in texts)
    if not (a and b and c):
        return False
    reach = {abs(x) for x in (b[0] - a[1], b[1] - a[0])}
    low = Fraction(0) if b[0] <= a[1] and a[0] <= b[1] else min(reach)
    return low <= max(abs(c[0]), abs(c[1])) and min(abs(c[0]), abs(c[1])) <= max(reach)


def percent_change(texts: Sequence[str]) -> bool:
    """From, to (whole numbers), change in per cent."""
    a, b, c = (span(t) for t in texts)
    return bool(a and b and c and c[0] <= 100 * abs(b[0] - a[0]) / a[0] <= c[1])


def total(texts: Sequence[str]) -> bool:
    """Parts, then their total."""
    spans = [span(t) for t in texts]
    if any(s is None for s in spans):
        return False
    known = [s for s in spans if s is not None]
    return sum(s[0] for s in known[:-1]) <= known[-1][1] and known[-1][0] <= sum(s[1] for s in known[:-1])


RISING = {"risen", "rose", "increased", "up", "increase", "rise", "higher", "more", "above", "grown", "grew"}
FALLING = {
    "fallen",
    "fell",
    "decreased",
    "down",
    "decrease",
    "fall",
    "lower",
    "fewer",
    "below",
    "dropped",
    "reduced",
    "reduction",
}
BETTER = {"improved", "improving", "better", "↑ improved", "improvement"}
WORSE = {"worsened", "worse", "declining", "deteriorated", "↓ worse", "deterioration"}
LEVEL = {"unchanged", "change", "stayed level", "stable", "the same", "no change", "→ no change"}


def movement(polarity: str) -> Callable[[Sequence[str]], bool]:
    """A rule on a word or arrow, the figure before and the figure now."""

    def holds(texts: Sequence[str]) -> bool:
        word = re.sub(r"^an? | of$", "", texts[0].strip().lower())
        a, b = span(texts[1]), span(texts[2])
        if not (a and b):
            return False
        middle = (b[0] + b[1]) - (a[0] + a[1])
        sign = (middle > 0) - (middle < 0)
        good = sign * (1 if polarity == "H" else -1)
        if word in RISING:
            return sign > 0
        if word in FALLING:
            return sign < 0
        if word in BETTER:
            return good > 0
        if word in WORSE:
            return good < 0
        return word in LEVEL and sign == 0

    return holds


def coloured(rag: Callable[[Fraction], str]) -> Callable[[Sequence[str]], bool]:
    """A rule on a colour word and the figure it judges."""

    def holds(texts: Sequence[str]) -> bool:
        at = span(texts[1])
        return bool(at and texts[0].strip().lower() in {rag(x).lower() for x in (at[0], at[1], (at[0] + at[1]) / 2)})

    return holds


def how_many(texts: Sequence[str], word: str) -> int:
    """How many texts say a word; arrows stand before it."""
    return sum(t.endswith(word) for t in texts)


def counted(word: str) -> Callable[[Sequence[str]], bool]:
    """A rule on a number in words and the texts that it counts."""

    def holds(texts: Sequence[str]) -> bool:
        n = how_many(texts[1:], word)
        return fits(texts[0], Fraction(n), Fraction(n))

    return holds
