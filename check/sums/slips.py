"""Whether a figure can be what it should be but for a slip: a digit wrong, two exchanged, a unit of money."""

from __future__ import annotations

import re
from fractions import Fraction

from check.digit_slips import digits_apart, digits_at
from check.sums.amounts import Amount


def digits_told(a: Amount) -> int:
    """How many digits of a figure are more than chance: without the noughts at its ends."""
    digits = re.sub(r"\D", "", a.figure.value.printed).lstrip("0")
    return len(digits if a.figure.value.places > 0 else digits.rstrip("0") or digits[:1])


def is_slip(told: Amount, right: Fraction) -> bool:
    """Whether a figure is another, rounded as it is, with one digit wrong or two changed round, or a thousand times it.

    Args:
        told: As printed.
        right: What it should be.
    """
    number = abs(told.number)
    right = abs(right)
    if not number or not right:
        return False
    for step in (1000, 1_000_000):
        if _same(number, right * step, told) or _same(number * step, right, told):
            return True
    places = told.figure.value.places
    return digits_apart(digits_at(number, places), digits_at(right, places)) != ""


def exchanged(told: Amount, right: Fraction) -> bool:
    """Whether a figure is another with two digits changed round, which happens by chance least of all."""
    places = told.figure.value.places
    return digits_apart(digits_at(abs(told.number), places), digits_at(abs(right), places)) == "exchanged"


def _same(a: Fraction, b: Fraction, told: Amount) -> bool:
    """Whether two numbers are one at the finest place that is told."""
    step = Fraction(1, 10 ** max(told.figure.value.places, 0))
    return abs(a - b) <= max(step, abs(a) / 200)
