"""How much a wrong figure matters: would the colour, the arrow or a stated conclusion change?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from check.judgements import quantity
from check.paper import Figure
from records import Severity, Value

if TYPE_CHECKING:
    from normalise import Register


def severity_of(f: Figure, right: Value, register: Register | None) -> Severity:
    """Severity of a figure that should read otherwise.

    Args:
        f: The wrong figure.
        right: What it should read.
        register: Bands and targets of the indicator.

    Returns:
        serious where the colour would change, the figure crosses its target, or it is off by a tenth or more;
        minor otherwise.
    """
    if f.value.number is None or right.number is None:
        return "serious"
    indicator = register.get(f.claim.indicator_key) if register is not None else None
    period = f.claim.period
    if indicator is not None and period is not None:
        bands = indicator.bands.get(period.reporting_year)
        if bands is not None and not bands.rags_possible(quantity(f.value)) & bands.rags_possible(quantity(right)):
            return "serious"
        target = indicator.targets.get(period.reporting_year)
        if target is not None and (f.value.number >= target) != (right.number >= target):
            return "serious"
    if abs(f.value.number - right.number) * 10 >= abs(right.number):
        return "serious"
    return "minor"
