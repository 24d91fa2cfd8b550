"""The arithmetic that decides figures (DESIGN section 5): one engine, used by draft and check alike.

A figure known only as printed is an interval: "76.5%" stands for anything from 76.45 to 76.55. A figure whose
numerator and denominator are known is exact. Every rule here works on such quantities, and a statement is
wrong only when *no* value inside the intervals makes it right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from records.making import quick
from records.values import Value

Movement = Literal["improved", "worsened", "unchanged"]
Change = Literal["rose", "fell", "unchanged"]
ARROW_MEANS: dict[str, Movement] = {"up": "improved", "down": "worsened", "level": "unchanged"}
"""What an arrow says of performance where no legend says otherwise."""
RoundingMode = Literal["half_up", "half_even", "truncate"]

Number = int | Decimal | Fraction


@quick
@dataclass(frozen=True, slots=True)
class Quantity:
    """What is known of a figure: an interval of unrounded values, a single point when it is exact.

    Attributes:
        low: Smallest possible value.
        high: Largest possible value.
        places: Decimal places it is printed with; None for an exact quantity that is not printed.
    """

    low: Fraction
    high: Fraction
    places: int | None = None

    def __post_init__(self) -> None:
        if self.high < self.low:
            raise ValueError("a quantity's high is below its low")

    @classmethod
    def exact(cls, number: Number) -> Quantity:
        """A quantity known without rounding."""
        n = Fraction(number)
        return cls(n, n)

    @classmethod
    def printed(cls, value: Value) -> Quantity:
        """What a printed figure stands for: half a unit of its last digit each way; whole counts are exact.

        Raises:
            ValueError: If there is no number.
        """
        if value.number is None:
            raise ValueError(f"{value.printed!r} has no number")
        if value.unit == "count" and value.places == 0:
            n = Fraction(value.number)
            return cls(n, n, 0)
        low, high = rounding_interval(value.number, value.places)
        return cls(low, high, value.places)

    @classmethod
    def ratio(cls, numerator: Value, denominator: Value, *, scale: int = 100) -> Quantity | None:
        """Numerator over denominator, times 100 for per cent (scale 1 for averages).

        Whole numbers are exact; decimals ("334.6" full-time equivalents) count as intervals.

        Returns:
            None where either has no number or the denominator may be 0.
        """
        if numerator.number is None or denominator.number is None:
            return None
        n, d = _count_or_interval(numerator), _count_or_interval(denominator)
        if d.low <= 0:
            return None
        if n.is_exact and d.is_exact:
            exact = scale * n.low / d.low
            return cls(exact, exact)
        corners = [scale * a / b for a in (n.low, n.high) for b in (d.low, d.high)]
        return cls(min(corners), max(corners))

    @property
    def is_exact(self) -> bool:
        """Whether it is a single value."""
        return self.low == self.high

    @property
    def middle(self) -> Fraction:
        """The best single value: what is printed, or what was computed."""
        return self.low if self.low == self.high else (self.low + self.high) / 2

    def __sub__(self, other: Quantity) -> Quantity:
        return Quantity(self.low - other.high, self.high - other.low)

    def __add__(self, other: Quantity) -> Quantity:
        return Quantity(self.low + other.low, self.high + other.high)

    def magnitude(self) -> Quantity:
        """Its size without its sign; from 0 where it may have either sign."""
        if self.low >= 0:
            return self
        if self.high <= 0:
            return Quantity(-self.high, -self.low, self.places)
        return Quantity(Fraction(0), max(-self.low, self.high), self.places)

    def overlaps(self, other: Quantity) -> bool:
        """Whether some value could be both."""
        return self.low <= other.high and other.low <= self.high

    def intersect(self, other: Quantity) -> Quantity | None:
        """What both allow; None where nothing does."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        return None if high < low else Quantity(low, high, self.places)


def round_half_up(number: Number, places: int) -> Decimal:
    """Round half away from zero, as spreadsheets print."""
    above, below = _scaled(number, places)
    n = (2 * abs(above) + below) // (2 * below)
    return Decimal(n if above >= 0 else -n).scaleb(-places)


def round_half_even(number: Number, places: int) -> Decimal:
    """Round half to the even digit, as statistical packages print."""
    return Decimal(round(Fraction(*_scaled(number, places)))).scaleb(-places)


def truncate(number: Number, places: int) -> Decimal:
    """Cut the further digits off."""
    above, below = _scaled(number, places)
    n = abs(above) // below
    return Decimal(n if above >= 0 else -n).scaleb(-places)


def _scaled(number: Number, places: int) -> tuple[int, int]:
    """A number in units of its last place, as (numerator, denominator): whole numbers are quicker than fractions."""
    above, below = number.as_integer_ratio()
    return (above * 10**places, below) if places >= 0 else (above, below * 10**-places)


def rounding_modes(exact: Quantity, printed: Value) -> frozenset[RoundingMode]:
    """Which ways of rounding turn a quantity into the printed figure.

    Args:
        exact: Unrounded; where it is an interval, some value inside must round to the figure.
        printed: With its places.

    Returns:
        Empty where none does: the figure is wrong.
    """
    if printed.number is None or _far_off(exact, float(printed.number), 10.0**-printed.places):
        return frozenset()
    unit = _unit(printed.places)
    p = Fraction(printed.number)
    out: set[RoundingMode] = set()
    if exact.low <= p + unit / 2 and exact.high >= p - unit / 2:
        if exact.is_exact:
            if round_half_up(exact.low, printed.places) == printed.number:
                out.add("half_up")
            if round_half_even(exact.low, printed.places) == printed.number:
                out.add("half_even")
        else:
            out |= {"half_up", "half_even"}
    toward_zero = (p, p + unit) if p > 0 else ((p - unit, p) if p < 0 else (-unit, unit))
    inside = exact.high >= toward_zero[0] and exact.low <= toward_zero[1]
    if inside and not (exact.is_exact and truncate(exact.low, printed.places) != printed.number):
        out.add("truncate")
    return frozenset(out)


def _far_off(exact: Quantity, printed: float, unit: float) -> bool:
    """Whether a quantity lies units away from a printed figure: most that are tried do, and floats tell it quickly."""
    if abs(printed) > 1e9 * unit:
        return False  # whatever a float leaves out
    low, high = exact.low, exact.high
    return (
        low.numerator / low.denominator > printed + 2 * unit or high.numerator / high.denominator < printed - 2 * unit
    )


def changes_possible(latest: Quantity, comparator: Quantity, tolerance: Number = 0) -> frozenset[Change]:
    """Ways a figure can have moved, given what is known of both figures.

    Args:
        latest: The newer figure.
        comparator: The older figure.
        tolerance: A change of at most this counts as unchanged.

    Returns:
        A subset of rose, fell, unchanged; never empty. Where both are printed alike, "unchanged" is always
        among them (unchanged at the printed precision), even when the unrounded values differ.
    """
    if tolerance:
        t, diff = Fraction(tolerance), latest - comparator
        rose, fell, same = diff.high > t, diff.low < -t, diff.low <= t and diff.high >= -t
    else:  # the ends themselves tell: asked of every row and every line, and cheaper than their difference
        rose, fell = latest.high > comparator.low, latest.low < comparator.high
        same = latest.low <= comparator.high and latest.high >= comparator.low
    out: set[Change] = set()
    if rose:
        out.add("rose")
    if fell:
        out.add("fell")
    if same or prints_alike(latest, comparator):
        out.add("unchanged")
    return frozenset(out)


def change(latest: Quantity, comparator: Quantity, tolerance: Number = 0) -> Change:
    """How a figure moved, by the best single values known.

    Figures that print alike and are not both exact count as unchanged: nothing more is known of them.
    """
    if prints_alike(latest, comparator) and not (latest.is_exact and comparator.is_exact):
        return "unchanged"
    diff = latest.middle - comparator.middle
    if abs(diff) <= Fraction(tolerance):
        return "unchanged"
    return "rose" if diff > 0 else "fell"


def movement(
    polarity: str,
    latest: Quantity,
    comparator: Quantity,
    *,
    target: Number | None = None,
    tolerance: Number = 0,
) -> Movement:
    """Direction of travel: did performance improve?

    Args:
        polarity: H higher is better, L lower is better, T close to target is better.
        latest: The newer figure.
        comparator: The older figure.
        target: Needed for T.
        tolerance: A change of at most this counts as unchanged.

    Raises:
        ValueError: If the polarity is none of these, or T comes without a target.
    """
    if polarity == "T":
        latest, comparator = _distance(latest, target), _distance(comparator, target)
        polarity = "L"
    moved = change(latest, comparator, tolerance)
    return _movement_of(polarity, moved)


def movements_possible(
    polarity: str,
    latest: Quantity,
    comparator: Quantity,
    *,
    target: Number | None = None,
    tolerance: Number = 0,
) -> frozenset[Movement]:
    """All directions of travel that what is known allows; an arrow outside them is wrong.

    Raises:
        ValueError: As `movement`.
    """
    alike = prints_alike(latest, comparator)
    if polarity == "T":
        latest, comparator = _distance(latest, target), _distance(comparator, target)
        polarity = "L"
    out = {_movement_of(polarity, c) for c in changes_possible(latest, comparator, tolerance)}
    return frozenset(out | {"unchanged"}) if alike else frozenset(out)


def prints_alike(a: Quantity, b: Quantity) -> bool:
    """Whether two printed figures show the same digits (at the coarser of their places)."""
    if a.places is None or b.places is None:
        return a.is_exact and b.is_exact and a.low == b.low
    places = min(a.places, b.places)
    apart = abs(float(a.low) + float(a.high) - float(b.low) - float(b.high)) / 2
    if 2 * 10.0**-places < apart < 1e9:
        return False  # whatever a float leaves out; most figures that are compared differ by more than a unit
    return round_half_up(a.middle, places) == round_half_up(b.middle, places)


def percent_change(old: Quantity, new: Quantity) -> Quantity | None:
    """Change in per cent of the old figure; None where the old figure may be 0 or its sign is not known."""
    if old.low <= 0 <= old.high:
        return None
    corners = [100 * (n - o) / abs(o) for n in (new.low, new.high) for o in (old.low, old.high)]
    return Quantity(min(corners), max(corners))


def point_change(old: Quantity, new: Quantity) -> Quantity:
    """Change in percentage points between two percentages: not a percentage (DESIGN 5.4)."""
    return new - old


_COUNTED_IN_WORDS = re.compile(
    r"(?!.*\b(?:dozen|hundred|thousand|million)\b)[^\W\d_]+(?:[\s-][^\W\d_]+)?$", re.IGNORECASE
)
"""Up to "ninety-nine": a count as good as one in digits. "A hundred" may be round."""


def _count_or_interval(value: Value) -> Quantity:
    assert value.number is not None
    bare = value.printed.strip().lstrip("+-−£").replace(",", "")
    if value.places <= 0 and (bare.isdigit() or (value.unit == "count" and _COUNTED_IN_WORDS.match(bare))):
        return Quantity.exact(value.number)
    return Quantity(*rounding_interval(value.number, value.places))


@lru_cache(maxsize=4_096)
def rounding_interval(number: Decimal, places: int) -> tuple[Fraction, Fraction]:
    """Lowest and highest unrounded value that prints so, as `Value.interval`."""
    half = _unit(places) / 2
    middle = Fraction(number)
    return middle - half, middle + half


@lru_cache(maxsize=64)
def _unit(places: int) -> Fraction:
    """One unit of the last of some decimal places."""
    return Fraction(1, 10**places) if places >= 0 else Fraction(10**-places)


def _movement_of(polarity: str, moved: Change) -> Movement:
    if moved == "unchanged":
        return "unchanged"
    if polarity == "H":
        return "improved" if moved == "rose" else "worsened"
    if polarity == "L":
        return "improved" if moved == "fell" else "worsened"
    raise ValueError(f"{polarity!r} is not a polarity: H, L or T")


def _distance(q: Quantity, target: Number | None) -> Quantity:
    if target is None:
        raise ValueError("polarity T needs a target")
    t = Fraction(target)
    a, b = abs(q.low - t), abs(q.high - t)
    low = Fraction(0) if q.low <= t <= q.high else min(a, b)
    return Quantity(low, max(a, b), q.places)
