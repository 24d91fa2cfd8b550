"""Counts that a paper rounds: national returns print "66,960" and mean anything from 66,955 to 66,965."""

from __future__ import annotations

from fractions import Fraction

from check.paper import Paper
from records import Quantity, Value

_BASES = ((1000, 4), (100, 4), (10, 4), (5, 7))
"""What counts are rounded to, and how many large ones tell it: one true count in ten ends in 0."""
_LARGE = 1000
_EXCEPTIONS = 10


def count_base(paper: Paper) -> int:
    """What a paper rounds its counts to: 10 where its large counts all end in 0; 1 where it does not round them.

    One count in ten may end otherwise: it may be a count of another source, or the mistake that is looked for.

    Args:
        paper: With its figures.
    """
    known = paper.cache.get("count_base")
    if isinstance(known, int):
        return known
    counts = {int(f.value.number) for f in paper.figures if f.value.number is not None and _is_count(f.value)}
    large = {n for n in counts if n >= _LARGE}
    base = 1
    for step, least in _BASES:
        others = sum(n % step != 0 for n in large)
        if len(large) >= least and others <= len(large) // _EXCEPTIONS:
            base = step
            break
    paper.cache["count_base"] = base
    return base


def rounded_count(value: Value, base: int) -> Quantity | None:
    """What a count stands for that a paper rounds; None where it is not rounded to its base.

    Args:
        value: A figure.
        base: See `count_base`.
    """
    if base <= 1 or not _is_count(value) or value.number is None or value.number < 10 * base or value.number % base:
        return None
    n, half = Fraction(value.number), Fraction(base, 2)
    return Quantity(n - half, n + half, 0)


def _is_count(value: Value) -> bool:
    return value.number is not None and value.unit in {"", "count"} and value.places == 0 and value.number > 0
