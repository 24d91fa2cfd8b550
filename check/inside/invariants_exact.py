"""Tables worked out from their figures as printed: where all fit to the last digit, one that does not is wrong.

Sums of rounded figures are often off by a unit. Where a table has so many sums that none is off, rounding cannot have
left them so: they were made of the printed figures, and one that is off by a unit or two is a mistake.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import comb, log10

from check.inside.invariants_relations import Instance, Relation, rounding_error
from records import round_half_even, round_half_up

_SURE = -3.0
"""Powers of ten: how likely the exact sums of a table may be if it is rounded."""

_MOST = 3
"""Sums that may be off, all through one figure."""


def sharpen(instances: Sequence[Instance]) -> None:
    """Mark sums that hold only within rounding where the table shows that it does not round.

    Args:
        instances: Every position of every relation of a table; those that do not hold after all are marked.
    """
    _sums([i for i in instances if i.relation.sure and i.relation.shape.linear and i.relation.shape.kind != "size"])
    for relation in {id(i.relation): i.relation for i in instances}.values():
        if relation.sure and not relation.shape.linear:
            _ratios(relation)


def _sums(sums: list[Instance]) -> None:
    rounded = [i for i in sums if any(c.half for c in i.cells) and all(c.figure.value.places for c in i.cells)]
    off = {id(i): _units_off(i) for i in rounded if i.holds}
    inexact = [i for i in rounded if i.holds and off[id(i)]]
    exact = [i for i in rounded if i.holds and not off[id(i)]]
    if len(inexact) > _MOST or (inexact and not _one_figure(inexact)):
        return
    likely = sum(log10(max(rounding_error(0, len(i.terms)), 1e-6)) for i in exact)
    likely += log10(comb(len(exact) + len(inexact), len(inexact))) - max(0, len(inexact) - 1)  # they meet in one figure
    if likely > _SURE:
        return
    for i in rounded:
        i.exact = True
    for i in inexact:
        i.holds, i.close = False, True


def _units_off(i: Instance) -> int:
    span = i.relation.shape.span(i.terms)
    unit = max(c.unit for c in i.cells)
    return round(abs((span[0] + span[1]) / 2 - i.result.number) / unit) if span else 0


def _one_figure(instances: Sequence[Instance]) -> bool:
    """Whether one figure takes part in all of some sums."""
    shared = {c.id for c in instances[0].cells}
    for i in instances[1:]:
        shared &= {c.id for c in i.cells}
    return bool(shared)


def _ratios(relation: Relation) -> None:
    """Ratios of exact counts: where the others are rounded, one that is only cut off is off by a unit."""
    held = [i for i in relation.instances if i.holds]
    if relation.shape.kind == "share" or any(c.half for i in held for c in i.terms):
        return
    rounded = [i for i in held if _rounds(i)]
    cut = [i for i in held if i not in rounded]
    telling = [i for i in rounded if not _cuts(i)]
    if len(cut) == 1 and len(telling) >= 2 and len(rounded) >= 3:
        cut[0].holds, cut[0].close, cut[0].soft = False, True, False


def _value(i: Instance) -> Fraction:
    a, b = (Fraction(t.figure.value.number or 0) for t in i.terms)
    return 100 * (a - b) / b if i.relation.shape.kind == "change" else i.relation.shape.factor * a / b


def _rounds(i: Instance) -> bool:
    places, printed = i.result.figure.value.places, i.result.figure.value.number
    return printed in {round_half_up(_value(i), places), round_half_even(_value(i), places)}


def _cuts(i: Instance) -> bool:
    """Whether cutting the further digits off gives the same figure."""
    scale = 10**i.result.figure.value.places
    value = _value(i) * scale
    cut = int(value)  # towards nought
    return i.result.figure.value.number is not None and Fraction(i.result.figure.value.number) * scale == cut
