"""Slips of digits between a printed figure and the one that a table has: one digit wrong, or two changed round."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from check.digit_slips import digits_apart
from records import Value


@dataclass(frozen=True, slots=True)
class Slip:
    """What parts a printed figure from a cell.

    Attributes:
        kind: One digit, or two that changed places.
        digits: How many telling digits the figure has, in the places that the cell is printed to: of 1,200 two.
    """

    kind: Literal["one", "exchanged"]
    digits: int


def slip_of(said: Value, cell: Value) -> Slip | None:
    """The slip by which a figure differs from a cell; None where it is equal, or differs by more.

    Args:
        said: A figure of prose, in full: "12,494,000".
        cell: A cell, brought to units: 12,944 of a column in thousands.
    """
    left, right = _digits(said, cell.places), _digits(cell, cell.places)
    if not left or len(left) != len(right) or left == right or max(said.places, 0) != max(cell.places, 0):
        return None
    telling = len(left.rstrip("0")) if said.places <= 0 else len(left)
    kind = digits_apart(left, right)
    return Slip(kind, telling) if kind else None


def _digits(v: Value, places: int) -> str:
    """The digits of a figure counted in units of a number of decimal places; "" where it is finer than that."""
    if v.number is None:
        return ""
    units = abs(v.number).scaleb(places)
    return str(int(units)) if units == units.to_integral_value() else ""
