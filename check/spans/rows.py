"""What is known of an indicator by period, and what it comes to over a longer span: summed, or published as such."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from check.evidence import Known
from check.grounds import scale_of, stems
from check.prior_compare import in_full
from check.span_sums import total_of
from records import Basis, Period, months_between

if TYPE_CHECKING:
    from check.own_rows import OwnRow
    from check.prior_lookup import Run
    from check.stored_names import StoredRow

_STEPS: dict[str, int] = {"MS": 1, "Q": 3, "A": 12}
_LEVEL_UNITS = frozenset({"percent", "points", "days", "average", "rate"})


@dataclass(frozen=True, slots=True)
class SpanRow:
    """An indicator of the council as a whole, with its results.

    Attributes:
        key: The register's, or one made for this check.
        name: As printed.
        words: Stems of its words.
        basis: How a figure covers its period; "" where nobody says so.
        facts: Results by the last day of their period, in full units.
    """

    key: str
    name: str
    words: frozenset[str]
    basis: Basis
    facts: dict[date, Known]

    @property
    def step(self) -> int:
        """Months that one figure covers; 0 where that is not known or differs."""
        return _STEPS.get(self.basis, 0)

    def total(self, span: Period) -> tuple[Decimal, str, tuple[Known, ...]] | None:
        """What the row comes to over a span.

        Returns:
            The number, the sum written out, and the figures it is made of; None where one is missing, or where
            figures of this kind do not add up to one of a span.
        """
        if self.basis == "SS" or not self.facts:
            return None
        if any(k.value.unit in _LEVEL_UNITS or k.value.number is None for k in self.facts.values()):
            return None
        months = months_between(span.start, span.end) + 1
        last = self.facts.get(span.end)
        if self.basis == "R12M":
            return self._alone(last) if months == 12 else None
        if self.basis == "YTD":
            return self._to_date(span, last)
        if self.step == months:
            return self._alone(last)
        steps = (self.step,) if self.step else (1, 3, 12)
        found = total_of(span, self.facts, steps)
        if found is None:
            return None
        known = [self.facts[e] for e in found]
        parts = " + ".join(k.value.printed.strip() for k in known)
        number = sum((k.value.number for k in known if k.value.number is not None), Decimal(0))
        return number, parts, tuple(known)

    def _to_date(self, span: Period, last: Known | None) -> tuple[Decimal, str, tuple[Known, ...]] | None:
        if last is None or last.value.number is None:
            return None
        first = date(Period(span.end, span.end).reporting_year_start, 4, 1)
        if span.start == first:
            return self._alone(last)
        before = self.facts.get(span.start - timedelta(days=1))
        if span.start < first or before is None or before.value.number is None:
            return None
        parts = f"{last.value.printed.strip()} - {before.value.printed.strip()}"
        return last.value.number - before.value.number, parts, (last, before)

    def _alone(self, known: Known | None) -> tuple[Decimal, str, tuple[Known, ...]] | None:
        if known is None or known.value.number is None:
            return None
        return known.value.number, known.value.printed.strip(), (known,)


class SpanRows:
    """The indicators that sentences may tell spans of, each read when it is first asked for.

    Args:
        run: Knows what is published and what the paper states.
        named: Names that wait in the store.
        own: Rows of the paper's tables.
    """

    def __init__(self, run: Run, named: Iterable[StoredRow], own: Iterable[OwnRow]) -> None:
        self._run = run
        self._named = {r.key: r for r in named}
        self._own = {r.key: r for r in own}
        self._rows: dict[str, SpanRow | None] = {}

    def know(self, keys: Iterable[str]) -> None:
        """Read several indicators at once."""
        if self._run.stored is not None:
            self._run.stored.know(k for k in keys if k not in self._rows)

    def get(self, key: str) -> SpanRow | None:
        """The row of an indicator; None where nothing is known of it."""
        if key not in self._rows:
            self._rows[key] = self._made(key)
        return self._rows[key]

    def _made(self, key: str) -> SpanRow | None:
        indicator = self._run.indicators.get(key)
        if indicator is None:
            return None
        facts: dict[date, Known] = {}
        bases: Counter[Basis] = Counter()
        stored = self._run.stored
        for figure in stored.series(key, "", "all", "result") if stored is not None else ():
            others = stored.others(figure) if stored is not None else []
            if others:
                facts[figure.period.end] = others[-1]
                bases[figure.period.basis] += 1
        waiting = self._named.get(key)
        if waiting is not None:
            bases[waiting.basis] += len(waiting.facts)
        own = self._own.get(key)
        for end, known in self._run.own.results_of(key).items():
            facts.setdefault(end, known)
        if own is not None and not bases:
            bases.update(p.basis for p in own.spans.values())
        if not facts:
            return None
        told = [b for b, _ in bases.most_common() if b]
        full = {end: _in_full(indicator.name, k) for end, k in facts.items()}
        return SpanRow(key, indicator.name, stems(indicator.name), told[0] if told else "", full)


def _in_full(name: str, known: Known) -> Known:
    """A figure in full where its name counts thousands or millions, and it is not in full already."""
    value = known.value
    if value.number is None or value.unit == "percent" or value.places < 0 or abs(value.number) >= 10**6:
        return known
    full = in_full(name, value)
    scale = scale_of(name)
    if full is value and scale:
        full = replace(value, number=value.number.scaleb(scale), places=value.places - scale)
    return replace(known, value=replace(full, unit="money") if scale else full)
