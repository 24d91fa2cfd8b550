"""XmR charts: limits and rules as the NHS "Making Data Count" practice applies them.

Limits come from the first points (the baseline) and stay fixed: the mean, and 2.66 times the average moving range
either side. Moving ranges beyond 3.267 times their average are left out of the average once, since one jump would
hide every other. Four rules find special causes: a point outside the limits, seven points running on one side of
the mean, seven points running up or down, two of three points near the same limit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Literal

BASELINE = 12
"""Points needed before limits mean anything, and points they are computed from."""

RUN = 7
"""Points running on one side of the mean, or up, or down, that are a special cause."""

_LIMIT = Fraction("2.66")
_SCREEN = Fraction("3.267")

Side = Literal["high", "low", ""]


@dataclass(frozen=True, slots=True)
class Limits:
    """Mean and natural process limits."""

    mean: Fraction
    lower: Fraction
    upper: Fraction


@dataclass(frozen=True, slots=True)
class Signal:
    """What the rules say of the last point.

    Attributes:
        side: high or low where a special cause points that way, "" for common-cause variation.
        rule: The rule in plain words, empty where none applies.
    """

    side: Side
    rule: str


def limits(values: Sequence[Fraction], baseline: int = BASELINE) -> Limits:
    """Limits of a series, fixed on its first points.

    Args:
        values: Oldest first.
        baseline: How many points to compute from.

    Raises:
        ValueError: If there are fewer than two points.
    """
    base = list(values[:baseline])
    if len(base) < 2:
        raise ValueError("limits need at least two points")
    ranges = [abs(b - a) for a, b in pairwise(base)]
    average = sum(ranges, Fraction(0)) / len(ranges)
    kept = [r for r in ranges if r <= _SCREEN * average]
    average = sum(kept, Fraction(0)) / len(kept)
    mean = sum(base, Fraction(0)) / len(base)
    return Limits(mean, mean - _LIMIT * average, mean + _LIMIT * average)


def signal(values: Sequence[Fraction], lines: Limits) -> Signal:
    """What the rules say of the last point, the strongest rule first."""
    last = values[-1]
    if last > lines.upper:
        return Signal("high", "the latest point is above the upper process limit")
    if last < lines.lower:
        return Signal("low", "the latest point is below the lower process limit")
    run = values[-RUN:]
    if len(run) == RUN:
        if all(v > lines.mean for v in run):
            return Signal("high", "the last seven points are all above the mean")
        if all(v < lines.mean for v in run):
            return Signal("low", "the last seven points are all below the mean")
        steps = [b - a for a, b in pairwise(run)]
        if all(s > 0 for s in steps):
            return Signal("high", "the last seven points rise without a break")
        if all(s < 0 for s in steps):
            return Signal("low", "the last seven points fall without a break")
    near_high = lines.mean + (lines.upper - lines.mean) * 2 / 3
    near_low = lines.mean - (lines.mean - lines.lower) * 2 / 3
    three = values[-3:]
    if len(three) == 3 and lines.upper > lines.mean:
        if last > near_high and sum(v > near_high for v in three) >= 2:
            return Signal("high", "two of the last three points are close to the upper process limit")
        if last < near_low and sum(v < near_low for v in three) >= 2:
            return Signal("low", "two of the last three points are close to the lower process limit")
    return Signal("", "")
