"""Counts of prose that follow from numerators and denominators: what is left, and with less without UASC."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from check.evidence import Known
from check.judgements import Judgement, number_text, printed
from check.paper import Figure
from check.prior_lookup import Run


def cohort_part(run: Run, f: Figure) -> bool:
    """A part told under an indicator: "128 of them UASC" follows from the figures with and without UASC."""
    c = f.claim
    text = run.paper.passages[f.passage].text[f.numeral.end : f.numeral.end + 60]
    if not c.indicator or not re.match(r"\s*(?:UASC|unaccompanied)", text, re.IGNORECASE):
        return False
    dated = replace(f, claim=replace(c, period=c.period or run.paper.period))
    return difference(run, dated, c.indicator_key or c.indicator)


def difference(run: Run, f: Figure, name: str) -> bool:
    """A count of UASC that is what all children are more than those without UASC, above or below the line."""
    c = f.claim
    if c.period is None or c.value.unit not in {"count", ""}:
        return False
    for role in ("numerator", "denominator"):
        every = run.own.find(name, c.area, "all", c.period.end, role)
        without = run.own.find(name, c.area, "excl_uasc", c.period.end, role)
        for a in every[:1]:
            for b in without[:1]:
                if (
                    a.value.number is not None
                    and b.value.number is not None
                    and a.value.number - b.value.number == c.value.number
                ):
                    working = f"{a.value.printed.strip()} - {b.value.printed.strip()} = {printed(f)}"
                    run.results.add(
                        Judgement(f.id, "agrees", "own_tables", f"The {role} with UASC less that without: "
                            f"{working}.", working,
                                  sources=(a.source, b.source))
                    )  # fmt: skip
                    return True
    return False


def part_of_ratio(run: Run, f: Figure, name: str) -> bool:
    """A count told under a percentage that is its numerator, its denominator or what is left between them."""
    c = f.claim
    if c.period is None or c.value.unit not in {"count", ""}:
        return False
    above = run.own.find(name, c.area, c.cohort, c.period.end, "numerator")
    below = run.own.find(name, c.area, c.cohort, c.period.end, "denominator")
    for role, known in (("numerator", above), ("denominator", below)):
        if known and known[0].value.number == c.value.number:
            run.results.add(
                Judgement(
                    f.id,
                    "agrees",
                    "own_tables",
                    f"The {role} of '{c.indicator}': {known[0]}.",
                    sources=(known[0].source,),
                )
            )
            return True
    if above and below and above[0].value.number is not None and below[0].value.number is not None:
        left = below[0].value.number - above[0].value.number
        if left == c.value.number:
            working = f"{below[0].value.printed.strip()} - {above[0].value.printed.strip()} = {left}"
            run.results.add(
                Judgement(f.id, "agrees", "own_tables", f"What is left of '{c.indicator}': {working}.", working,
                          sources=(above[0].source, below[0].source))
            )  # fmt: skip
            return True
    return False


def told_share(run: Run, f: Figure, known: Known) -> bool:
    """A part of what its sentence names, with its share: "3,001 were resolved at once, 65% of all tickets logged".

    Args:
        run: Takes the judgement.
        f: A count that is not the known one.
        known: The whole.

    Returns:
        Whether a percentage of the sentence is the figure's share of the whole.
    """
    part, whole = f.value.number, known.value.number
    if f.sentence is None or part is None or not whole or f.value.unit not in {"count", ""} or not 0 < part < whole:
        return False
    share = Fraction(part) / Fraction(whole)
    for other in run.paper.by_number(f.passage, f.sentence).values():
        if other.value.unit != "percent" or other.value.number is None:
            continue
        low, high = other.value.interval()
        if low <= 100 * share <= high:
            working = f"{printed(f)} / {known.value.printed.strip()} = {number_text(100 * share)}%"
            run.results.add(
                Judgement(f.id, "agrees_within_rounding", "ratio", f"{printed(other)} of {known}: {working}.", working,
                          sources=(known.source,))
            )  # fmt: skip
            return True
    return False
