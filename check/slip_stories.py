"""How a wrong figure comes about: a digit wrong, two changed round, the point or the unit in another place."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from check.digit_slips import digits_apart, digits_at
from check.judgements import size_of
from records import Value

_SCALES = (10, 1000, 1_000_000)


def telling(v: Value) -> int:
    """How many digits of a figure are more than chance: without the noughts at its ends."""
    digits = digits_at(size_of(v), max(v.places, 0))
    return len(digits.strip("0") if v.places > 0 else digits.rstrip("0"))


def unit_of_last(v: Value) -> Fraction:
    """What one in the last place of a figure is worth."""
    return Fraction(1) / Fraction(10) ** v.places


def prints(v: Value, exact: Fraction) -> bool:
    """Whether a number would be printed as a figure is."""
    if not v.unit and not v.places and exact.denominator == 1:
        return size_of(v) == exact
    return abs(size_of(v) - exact) <= unit_of_last(v) * Fraction(51, 100)


def is_slip_of(v: Value, right: Fraction) -> bool:
    """Whether a figure is what it should be but for its rounding, a digit, two changed round, or its unit."""
    size = size_of(v)
    if abs(size - right) <= unit_of_last(v) * Fraction(5, 2):
        return True
    mine, other = digits_at(size, v.places), digits_at(right, v.places)
    if len(mine) > 1 and digits_apart(mine, other):
        return True
    if v.places > 0 and size in {10 * int(other) * unit_of_last(v), int(other) * unit_of_last(v) / 10}:
        return True  # the point in another place
    scaled = telling(v) >= 2 or v.unit == "money"
    rough = max(size / 200, unit_of_last(v) / 2)
    return scaled and any(abs(size * k - right) <= right / 200 or abs(size - right * k) <= rough for k in _SCALES)


def slipped(v: Value) -> Iterator[Fraction]:
    """A figure with one digit wrong, two changed round, or in another unit; counts below ten up to two out."""
    digits = digits_at(size_of(v), v.places)
    if len(digits) == 1:
        yield from (n * unit_of_last(v) for n in map(Fraction, range(max(int(digits) - 2, 0), int(digits) + 3)))
        return
    for i, c in enumerate(digits):
        for d in "0123456789":
            if d != c and (i or d != "0"):
                yield int(f"{digits[:i]}{d}{digits[i + 1 :]}") * unit_of_last(v)
        if digits[i + 1 : i + 2] not in {"", c} and (i or digits[1] != "0"):
            yield int(f"{digits[:i]}{digits[i + 1]}{c}{digits[i + 2 :]}") * unit_of_last(v)
    for k in _SCALES[1:]:
        yield size_of(v) * k
        yield size_of(v) / k
