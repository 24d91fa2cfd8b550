"""Sentences of the samples, each figure in them computed."""

# ruff: noqa: E501 - facts and sentences stand one to a line

from __future__ import annotations

from datetime import date
from fractions import Fraction

from _county import Row, result, without_uasc
from facts import Spec, before, fixed, month_name, show, show_part


def bandings(spec: Spec) -> str:
    """Bands in the form "Below 70% = Red, 70% to 80% = Amber, 80% and above = Green"."""
    mark = "%" if spec.unit == "percent" else ""

    def n(x: object) -> str:
        text = fixed(x, 1)  # type: ignore[arg-type]
        return text.removesuffix(".0") + mark

    t, f = spec.target, spec.floor
    if spec.polarity == "L":
        return f"Above {n(f[0])} = Red, {n(t)} to {n(f[0])} = Amber, {n(t)} and below = Green"
    if spec.polarity == "H":
        return f"Below {n(f[0])} = Red, {n(f[0])} to {n(t)} = Amber, {n(t)} and above = Green"
    return (
        f"{n(t - f[0])} to {n(t + f[0])} = Green, {n(t - f[1])} to {n(t + f[1])} = Amber, "
        f"below {n(t - f[1])} or above {n(t + f[1])} = Red"
    )


def tolerance(spec: Spec) -> str:
    """Which way is better."""
    return {
        "H": "Higher values are better",
        "L": "Lower values are better",
        "T": "Values close to the target are better",
    }[spec.polarity]


def commentary(row: Row, month: date) -> list[str]:
    """Two or three sentences about a red indicator."""
    s, now, then = row.spec, row.now, row.previous
    said = []
    if now.num is not None and now.denom is not None and s.unit == "percent":
        missed = now.denom - now.num
        said.append(
            f"The result of {show(s, now.value)} stands for {show_part(now.num)} out of {show_part(now.denom)}; "
            f"the other {show_part(missed)} fall outside the measure."
        )
    else:
        said.append(f"The result at the end of {month:%B %Y} is {show(s, now.value)}.")
    gap = "below" if now.value < s.target else "above"
    said.append(
        f"It was {show(s, then.value)} in {month_name(before(month), '%B %Y')} and stands {gap} the target of {show(s, s.target)}. "
        "The service manager reviews each case that missed at the fortnightly performance meeting."
    )
    if s.id in {19, 24}:
        rest = without_uasc(s.id, month)
        whole = result(s.id, month, edition=month)
        said.append(
            f"Unaccompanied asylum seeking children account for {show_part((whole.num or Fraction(0)) - (rest.num or Fraction(0)))} of the "
            f"{show_part(whole.num)}; without them the result is {show(s, rest.value)}."
        )
    return said
