"""How the digits of two numbers differ: in one digit, or in two that changed places."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

Difference = Literal["", "one", "exchanged"]


def digits_at(n: Fraction, places: int) -> str:
    """The digits of a number without its sign, rounded half up to a number of decimal places, no point among them.

    Args:
        n: Not below nought.
        places: Of "£1.2m" -5: millions are counted in hundreds of thousands.
    """
    return str(int(n * Fraction(10) ** places + Fraction(1, 2)))


def digits_apart(a: str, b: str) -> Difference:
    """What parts two numbers of as many digits: one digit, two that changed places; "" where nothing or more does.

    Args:
        a: Digits of one.
        b: Digits of the other.
    """
    if len(a) != len(b):
        return ""
    wrong = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    if len(wrong) == 1:
        return "one"
    return "exchanged" if len(wrong) == 2 and wrong[0] == wrong[1][::-1] else ""


def alike_in_digits(a: str, b: str) -> bool:
    """Whether two numbers are equal, one digit apart, or the same digits in another order.

    Args:
        a: Digits of one, with its point if it has one.
        b: Those of the other.
    """
    return len(a) == len(b) and (sum(x != y for x, y in zip(a, b, strict=True)) <= 1 or sorted(a) == sorted(b))
