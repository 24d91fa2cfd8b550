"""Whether a figure of prose is a cell, rounded as prose rounds, or that cell with a slip of its digits."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from check.digit_slips import Difference, digits_apart
from check.evidence import same_figure
from check.ground_match import bare_value, units_fit
from records import Value


def states(v: Value, c: Value) -> bool:
    """Whether a figure of prose is a cell, maybe rounded, whatever its sign."""
    return units_fit(v, c) and same_figure(bare_value(v), bare_value(c))


def slip_of_cell(v: Value, c: Value) -> Difference:
    """What parts a figure of prose from a cell that it may state, rounded as the figure is: a digit, or two exchanged.

    Args:
        v: A figure of prose: "£2.81m", "£18,040".
        c: A cell, brought to units: 2,183 or 18 of a column in thousands.
    """
    if v.number is None or c.number is None or not units_fit(v, c) or (c.unit == "percent" != v.unit):
        return ""
    cell, places = abs(c.number), v.places
    if places != c.places and c.places >= 0 and places >= 0:
        return ""  # finer than the table is: worked out from something else; or coarser: only near it
    if places < c.places:
        cell = cell.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    a, b = (str(int(x.scaleb(places))) for x in (abs(v.number), cell))
    return digits_apart(a, b) if len(a) == len(b) else ""
