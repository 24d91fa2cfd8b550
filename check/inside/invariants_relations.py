"""Relations that lines of a table are found to obey: sums, differences, changes in per cent, ratios, running totals.

Nothing is told by words. A relation counts where so many figures fit it that chance is ruled out, and at most one or
two do not; what a figure that fits by chance is worth follows from the size of the numbers and how they are rounded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import erf, log10
from typing import Literal

from check.inside.invariants_grid import Cell, Grid

RelationKind = Literal["sum", "difference", "size", "change", "ratio", "share", "running"]
SURE = 3.0
"""How many powers of ten less likely chance must be, all relations that were tried counted."""

_LIKELY = 1.0
"""The same for relations that only speak beside others."""

_PROXY = 1.7
"""Powers of ten that figures must say, before one a single unit off is no sign of a line that merely runs alongside."""

_NEAR = 1e-7


@dataclass(frozen=True, slots=True)
class Shape:
    """What a relation says: its result follows from its terms.

    Attributes:
        kind: sum (result = terms with their signs), difference (the same, of two), size (result = how far two
            figures lie apart), change (result = the first over the second less one, in per cent), ratio (result =
            factor times first over second), share (result = the term out of a whole that is no figure of the table,
            in per cent), running (result = the figure before plus the second).
        signs: Of the terms.
        factor: Of ratios.
        whole: Of shares.
    """

    kind: RelationKind
    signs: tuple[int, ...] = ()
    factor: int = 1
    whole: float = 0.0

    @property
    def linear(self) -> bool:
        """Whether it adds and takes away only."""
        return self.kind in {"sum", "difference", "size", "running"}

    def span(self, terms: Sequence[Cell]) -> tuple[float, float] | None:
        """Lowest and highest result that the terms allow, each within its rounding; None where there is none."""
        if self.kind in {"sum", "difference", "running"}:
            middle = sum(s * t.number for s, t in zip(self.signs, terms, strict=True))
            slack = sum(t.half for t in terms)
            return middle - slack, middle + slack
        if self.kind == "share":
            ends = [100 * (terms[0].number + e * terms[0].half) / self.whole for e in (-1, 1)]
            return min(ends), max(ends)
        a, b = terms
        if self.kind == "size":
            apart, slack = abs(a.number - b.number), a.half + b.half
            return max(0.0, apart - slack), apart + slack
        low, high = b.number - b.half, b.number + b.half
        if low * high <= 0:
            return None
        factor, less = (100.0, 100.0) if self.kind == "change" else (float(self.factor), 0.0)
        ends = [factor * x / y - less for x in (a.number - a.half, a.number + a.half) for y in (low, high)]
        return min(ends), max(ends)

    def fits(self, result: Cell, terms: Sequence[Cell]) -> bool:
        """Whether some values inside the rounding of all figures make it hold."""
        span = self.span(terms)
        if span is None:
            return False
        near = _NEAR * max(1.0, abs(span[0]), abs(span[1]))
        n = result.number
        if not self.linear:  # rounded, or cut off towards nought
            above, below = (result.unit, result.unit / 2) if n >= 0 else (result.unit / 2, result.unit)
            return span[0] - above - near <= n <= span[1] + below + near
        return span[0] - result.half - near <= n <= span[1] + result.half + near


@dataclass(slots=True, eq=False)
class Instance:
    """A relation at one position.

    Attributes:
        relation: The relation.
        at: The position: a row, or a column where the lines are rows.
        result: The figure that follows.
        terms: The figures it follows from.
        holds: Whether it does.
        soft: Whether it may well not hold for a good reason, and so speaks only beside others: an average that has no
            sum, a change whose sign shows a gain.
        exact: Whether the table shows that its sums are of the figures as printed, so that no rounding excuses it.
        close: Whether only that tells that it does not hold.
    """

    relation: Relation
    at: int
    result: Cell
    terms: tuple[Cell, ...]
    holds: bool
    soft: bool = False
    exact: bool = False
    close: bool = False

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All its figures."""
        return (self.result, *self.terms)

    def needed(self, cell: Cell) -> tuple[float, float, float] | None:
        """What one figure would have to be, the others left as they are.

        Returns:
            Lowest, best and highest printed value; None where no value would do.
        """
        shape = self.relation.shape
        if cell.id == self.result.id:
            span = shape.span(self.terms)
            if span is not None and self.exact and shape.linear:
                return ((span[0] + span[1]) / 2,) * 3
            return None if span is None else _wide(span[0], span[1], cell.half)
        n = next(i for i, t in enumerate(self.terms) if t.id == cell.id)
        r = self.result
        if shape.kind in {"sum", "difference", "running"}:
            rest = sum(s * t.number for i, (s, t) in enumerate(zip(shape.signs, self.terms, strict=True)) if i != n)
            slack = 1e-6 if self.exact else sum(t.half for t in self.cells)
            best = shape.signs[n] * (r.number - rest)
            return best - slack, best, best + slack
        if shape.kind == "share":
            middle, reach = r.number * shape.whole / 100, max(r.half, r.unit / 2) * abs(shape.whole) / 100
            return middle - reach - cell.half, middle, middle + reach + cell.half
        a, b = self.terms
        if shape.kind == "size":
            other, slack = (b if n == 0 else a), a.half + b.half + r.half
            options = [other.number + r.number, other.number - r.number]
            best = min(options, key=lambda x: abs(x - cell.number))
            return best - slack, best, best + slack
        half = max(r.half, r.unit / 2)
        factor, less = (100.0, 100.0) if shape.kind == "change" else (float(shape.factor), 0.0)
        shares = [(r.number + e * half + less) / factor for e in (-1, 1)]
        if n == 0:
            ends = [s * (b.number + e * b.half) for s in shares for e in (-1, 1)]
        else:
            if min(shares) <= 0 <= max(shares):
                return None
            ends = [(a.number + e * a.half) / s for s in shares for e in (-1, 1)]
        return _wide(min(ends), max(ends), cell.half)


@dataclass(slots=True, eq=False)
class Relation:
    """A relation of lines, with every position it was tried at.

    Attributes:
        shape: What it says.
        grid: Of which lines.
        result: Words of the line that follows.
        terms: Words of the lines it follows from.
        instances: By position.
        score: Powers of ten by which chance is ruled out.
        whole: Whether it is the sum of a run of lines: a total.
        sure: Whether it is certain enough to call a figure wrong by itself.
    """

    shape: Shape
    grid: Grid
    result: str
    terms: tuple[str, ...]
    instances: list[Instance] = field(default_factory=list)
    score: float = 0.0
    whole: bool = False
    sure: bool = True

    @property
    def held(self) -> int:
        """How many positions fit."""
        return sum(i.holds for i in self.instances)

    @property
    def broken(self) -> list[Instance]:
        """Positions that do not, though nothing excuses them."""
        return [i for i in self.instances if not i.holds and not i.soft]


def _wide(low: float, high: float, half: float) -> tuple[float, float, float]:
    return low - half, (low + high) / 2, high + half


def worth(instance: Instance, span: float) -> float:
    """By how many powers of ten a position that fits speaks for its relation rather than for chance.

    By chance a result takes any of the values it might reasonably have had. Under the relation sums of rounded figures
    are most often exact and seldom off by a unit or two.

    Args:
        instance: A position that fits.
        span: How far its results may reasonably lie from each other.
    """
    shape, r = instance.relation.shape, instance.result
    allowed = shape.span(instance.terms)
    if allowed is None or span <= 0:
        return 0.0
    if not shape.linear:
        return max(0.0, -log10(max(min(1.0, (allowed[1] - allowed[0] + r.unit) / span), 1e-6)))
    unit = max(c.unit for c in instance.cells)
    rounded = sum(c.half > 0 for c in instance.cells)
    likely = 1.0
    if rounded:
        middle = (
            min(allowed, key=lambda x: abs(x - r.number)) if shape.kind == "size" else (allowed[0] + allowed[1]) / 2
        )
        off = round(abs(middle - r.number) / unit)
        likely = rounding_error(off, rounded - 1)
    return min(6.0, max(-1.0, log10(max(likely, 1e-3) * span / unit)))


def rounding_error(off: int, figures: int) -> float:
    """How likely a sum of so many rounded figures is off by so many units of their last digit.

    Args:
        off: Units of the last digit.
        figures: That are added or taken away, the result not counted.
    """
    if figures <= 0:
        return 1.0 if off == 0 else 0.0
    spread = (max(figures, 1) / 12) ** 0.5 * 2**0.5
    return (erf((off + 0.5) / spread) - erf((off - 0.5) / spread)) / 2


def settled(
    relation: Relation, spans: dict[int, float], tried: float, *, named: bool = False, alone: bool = False
) -> bool:  # fmt: skip
    """Whether a relation is no chance, and how sure that is.

    Args:
        relation: With its instances; where too many of a well borne out one do not fit, those are made soft.
        spans: By position: how far results may reasonably lie from each other there.
        tried: How many relations of its kind were tried.
        named: Whether words say so too: a row called "Total".
        alone: Whether a single figure that fits lets it speak beside others: a last row of all rows together.

    Returns:
        True where enough figures fit it; its score is set.
    """
    held, broken = relation.held, len(relation.broken)
    n = held + broken
    spare = allowed_exceptions(n)
    fewest = 1 if named or alone else 2
    if held < fewest or broken > max(spare, 2) or (held < broken and not named):
        return False
    if broken and held < 3 and relation.grid.turned and not relation.whole:
        return False  # two columns of unlike figures prove no relation of three rows
    said = [_independent(i, worth(i, spans.get(i.at, 0.0))) for i in relation.instances if i.holds]
    telling = sum(w > 0.3 for w in said)
    relation.score = (2.0 if named else 0.0) - log10(max(tried, 0.1)) + sum(said) - broken * log10(max(n, 2))
    if telling < fewest or relation.score < _LIKELY:
        return False
    relation.sure = relation.score >= SURE and broken <= spare and held >= 2 * broken and (telling >= 2 or named)
    for i in relation.broken:
        i.soft = not relation.sure or (_a_unit_off(i) and sum(said) < _PROXY * len(said))
    return relation.sure or broken > 0


def _independent(i: Instance, said: float) -> float:
    """What a column says of its rows: shares add up where their counts do, and say little more."""
    shares = i.relation.grid.turned and i.relation.shape.linear and i.result.sort == "rate"
    return min(said, 0.5) if shares else said


def _a_unit_off(i: Instance) -> bool:
    """Whether a rate or share misses by a unit of its last digit or two: lines that run alongside do that too."""
    span = i.relation.shape.span(i.terms)
    if i.relation.shape.linear or span is None:
        return False
    r = i.result
    return span[0] - 2 * r.unit <= r.number <= span[1] + 2 * r.unit


def allowed_exceptions(n: int) -> int:
    """How many of so many positions may not fit: one, or two of many."""
    return 0 if n < 3 else (1 if n < 6 else 2)
