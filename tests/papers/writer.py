"""What every author of the county needs: true figures as marked places, and the rules between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Literal

from records import round_half_up
from tests.papers import model
from tests.papers.county import (
    AREAS,
    MEASURES,
    MONTHS,
    PUBLISHED_FROM,
    Measure,
    before,
    fact,
    month_end,
    printed,
    rag_of,
)
from tests.papers.model import WORDS, Mark, Paper, Truth, ids_in


def places(x: Fraction, n: int) -> str:
    """A number with so many decimal places."""
    return f"{round_half_up(Decimal(x.numerator) / Decimal(x.denominator), n):,}"


class Writer(Paper):
    """A paper that is being written."""

    def __init__(self, name: str, style: Literal["docx", "txt"], period: date) -> None:
        super().__init__(f"{name}_{period:%Y_%m}", style, period)

    # figures

    def figure(
        self,
        key: str,
        end: date | None = None,
        *,
        area: str = "",
        role: str = "result",
        unit: bool = True,
        kind: str = "",
    ) -> str:
        """A true figure of an indicator, county or area."""
        m, when = MEASURES[key], end or self.period
        f = fact(key, when, area)
        if role == "target":
            text = m.target + ("%" if unit and m.unit == "percent" else "")
        elif role == "result":
            text = printed(m, f.value, unit=unit)
        else:
            text = f"{f.numerator if role == 'numerator' else f.denominator:,}"
        kind = kind or ("previous" if role == "result" and when != self.period else role)
        return self.mark(text, kind, Truth(key, when, role, area))

    def month(self, end: date, *governs: str, form: str = "%B %Y") -> str:
        """A month that names the period of figures."""
        return self.mark(f"{end:{form}}", "period", governs=governs)

    def label(self, text: str, *governs: str) -> str:
        """A name that says what figures measure."""
        return self.mark(text, "label", governs=governs)

    # what follows from figures

    def value_of(self, token: str) -> Fraction:
        truth = self._truth(token)
        return fact(truth.key, truth.end, truth.area).value

    def change(self, then: str, now: str, *, words: str = " percentage points", signed: bool = False) -> str:
        """Size of a difference: points for percentages, a plain number for counts; signed as tables print it."""
        m = MEASURES[self._truth(now).key]
        d = abs(self.value_of(now) - self.value_of(then))
        text = places(d, 0 if m.unit == "count" else 1) + (words if m.unit == "percent" else "")
        if signed and d:
            text = ("+" if self.value_of(now) > self.value_of(then) else "-") + text
        token = self.mark(text, "points" if m.unit == "percent" else "change")
        self.rule("difference", (then, now, token), model.difference)
        return token

    def percent(self, then: str, now: str) -> str:
        """Change of a count in per cent."""
        a, b = self.value_of(then), self.value_of(now)
        token = self.mark(places(100 * abs(b - a) / a, 1) + "%", "percent_change")
        self.rule("percent change", (then, now, token), model.percent_change)
        return token

    def moved(self, then: str, now: str) -> int:
        """Sign of the movement at the printed precision."""
        a, b = (model.span(self.marks[ids_in(t)[0]].text) for t in (then, now))
        assert a
        assert b
        return (a[0] < b[0]) - (a[0] > b[0])

    def direction(self, then: str, now: str, rose: str, fell: str, level: str = "") -> str:
        """A word that says how figures moved; `rose` and `fell` are chosen by the figures."""
        sign = self.moved(then, now)
        token = self.mark(rose if sign > 0 else fell if sign < 0 else level, "direction")
        self.rule("direction", (token, then, now), model.movement(self.measure(now).polarity))
        return token

    def judged(self, then: str, now: str, better: str, worse: str, level: str, kind: str = "direction") -> str:
        """A word or arrow that says whether performance improved."""
        m = self.measure(now)
        gain = self.moved(then, now) * (1 if m.polarity == "H" else -1)
        token = self.mark(better if gain > 0 else worse if gain < 0 else level, kind)
        self.rule("direction", (token, then, now), model.movement(m.polarity))
        return token

    def rag(self, now: str) -> str:
        """The colour of a figure, in words."""
        m = self.measure(now)
        token = self.mark(rag_of(m, self.value_of(now)), "rag")
        self.rule("rag", (token, now), model.coloured(partial(rag_of, m)))
        return token

    def count(self, among: Sequence[str], word: str) -> str:
        """A number in words: how many of the marks say a word ("Green", "Improved")."""
        holds = model.counted(word)
        token = self.mark(WORDS[model.how_many([self.filled(t) for t in among], word)], "count")
        self.rule("count", (token, *among), holds)
        return token

    def total(self, parts: Sequence[str], text: str = "", truth: Truth | None = None) -> str:
        """A total of figures."""
        s = sum((self.value_of(p) for p in parts), Fraction(0))
        token = self.mark(text or f"{int(s):,}", "total", truth)
        self.rule("total", (*parts, token), model.total)
        return token

    def share(self, part: str, whole: str) -> str:
        """A part of a whole in per cent."""
        token = self.mark(places(100 * self.value_of(part) / self.value_of(whole), 1) + "%", "part")
        self.rule("ratio", (part, whole, token), model.ratio)
        return token

    def last_higher(self, key: str, *, lower: bool = False) -> date | None:
        """The last published month that printed as much or more (less); None if none did."""
        m = MEASURES[key]
        now = model.span(printed(m, fact(key, self.period).value))
        assert now
        for month in reversed([x for x in MONTHS if PUBLISHED_FROM <= x < self.period]):
            then = model.span(printed(m, fact(key, month).value))
            assert then
            if then[0] <= now[0] if lower else then[0] >= now[0]:
                return month
        return None

    def measure(self, token: str) -> Measure:
        return MEASURES[self._truth(token).key]

    def _truth(self, token: str) -> Truth:
        truth = self.marks[ids_in(token)[0]].truth
        assert truth is not None
        return truth

    def finish(self) -> Paper:
        """Rules between all places that state the same fact."""
        for name, ids in fact_rules(self.marks):
            self.rule(name, [f"⟦{i}⟧" for i in ids], model.ratio if name == "ratio" else model.same)
        return self


def fact_rules(marks: Sequence[Mark]) -> list[tuple[str, tuple[int, ...]]]:
    """Which marks state one fact, and which are numerator, denominator and percentage of each other."""
    by: dict[Truth, list[int]] = defaultdict(list)
    for m in marks:
        if m.truth:
            by[m.truth].append(m.id)
    out: list[tuple[str, tuple[int, ...]]] = []
    for truth, ids in by.items():
        out += [("same", (ids[0], i)) for i in ids[1:]]
        out += [("same", (a, b)) for n, a in enumerate(ids[1:], 1) for b in ids[n + 1 :]]
        if truth.role == "result":
            tops = by.get(Truth(truth.key, truth.end, "numerator", truth.area), [])
            bottoms = by.get(Truth(truth.key, truth.end, "denominator", truth.area), [])
            if MEASURES[truth.key].unit == "percent":
                out += [("ratio", (n, d, p)) for n in tops for d in bottoms for p in ids]
    return out


__all__ = ["AREAS", "MEASURES", "Writer", "before", "fact", "fact_rules", "month_end", "places"]
