"""Percentages told of a count that are one unit of their last digit off its share of a whole that a table gives.

"North and South generated 181 requests, which is more than half (57.0%) of all those received": the table's total is
318, and 181 of 318 is 56.9%.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction

from check.ground_match import Names, telling_digits
from check.grounds import Ground, GroundCell
from check.judgements import HELD, Judgement, Results, number_text, printed
from check.paper import Figure
from check.prior_lookup import Run
from check.told_lines import Line, lines_of
from records import Quantity, rounding_modes

_SHARE = re.compile(
    r"«N(?P<n>\d+)»(?P<mid>(?:[^«.;]|«[PR]\d+»){0,90}?)(?:\(\s*|,\s*(?:or|which\s+is|that\s+is|equivalent\s+to)\s+(?:[a-z]+\s+){0,4}?\(?\s*|"
    r"\b(?:are|is|was|were|represent\w*|make\s+up|made\s+up|account\w*\s+for|equat\w+\s+to)\s+(?:[a-z]+\s+){0,3}?\(?\s*)"
    r"(?:(?:about|around|some|just\s+over|just\s+under|nearly|almost)\s+)?«N(?P<p>\d+)»\)?\s*(?:of\s+(?:all|the|those|these|that|its|our)\b|"
    r"(?=\)|[.,;]|$))",
    re.IGNORECASE,
)
_NAMED = 0.72
_DIGITS = 3
_NEAR = Fraction(3, 2)
"""Units of the last digit that a slip of rounding is off by, at most."""


def check_near_shares(run: Run, names: Names, prose: Iterable[int]) -> None:
    """Find percentages that are nearly, and not, the share of a count told beside them.

    Args:
        run: Takes the judgements; figures that something has been said of are left alone.
        names: Of the rows of the paper's tables.
        prose: Indexes of the passages.
    """
    now = run.paper.period.end if run.paper.period is not None else None
    totals = [g for g in names.grounds if g.total]
    for index in prose:
        lines = lines_of(run.paper, index)
        told = [f for line in lines for f in line.figures.values()]
        for line in lines:
            for m in _SHARE.finditer(line.sentence.template):
                count, share = line.figures.get(int(m["n"])), line.figures.get(int(m["p"]))
                if count is not None and share is not None and _open(run.results, count, share):
                    rows = [*totals, *(g for _, g in names.called(line.words, _NAMED))]
                    _judge(run.results, count, share, line, list(_wholes(rows, told, count, now)))


def _open(results: Results, count: Figure, share: Figure) -> bool:
    v, p = count.value, share.value
    return (
        p.unit == "percent"
        and not share.numeral.is_share
        and p.number is not None
        and telling_digits(p) >= _DIGITS
        and v.unit in {"count", ""}
        and v.places == 0
        and v.number is not None
        and v.number >= 10
        and share.claim.details.get("approximate") != "yes"
        and not any(j.verdict in HELD for j in results.of(share.id))
    )


def _wholes(
    rows: list[Ground], told: list[Figure], count: Figure, now: date | None
) -> Iterator[tuple[Fraction, GroundCell | Figure]]:
    for g in rows:
        for c in g.levels:
            if c.value.unit in {"count", ""} and c.value.places == 0 and c.value.number and c.end in {None, now}:
                yield Fraction(c.value.number), c
    for f in told:
        if f.id != count.id and f.value.unit in {"count", ""} and f.value.places == 0 and f.value.number:
            yield Fraction(f.value.number), f


def _judge(
    results: Results, count: Figure, share: Figure, line: Line, wholes: list[tuple[Fraction, GroundCell | Figure]]
) -> None:
    part, said = Fraction(count.value.number or 0), Fraction(share.value.number or 0)
    step = Fraction(1, 10 ** max(share.value.places, 0))
    near: list[tuple[Fraction, GroundCell | Figure]] = []
    for whole, of in wholes:
        if whole <= part:
            continue
        exact = 100 * part / whole
        if rounding_modes(Quantity.exact(exact), share.value):
            return
        if abs(exact - said) <= _NEAR * step:
            near.append((whole, of))
    if len({w for w, _ in near}) != 1 or line.sentence.template.count("«N") > 6:
        return
    whole, of = near[0]
    right = 100 * part / whole
    working = f"{printed(count)} / {number_text(whole, 0)} = {number_text(right)}%"
    results.add(
        Judgement(
            share.id, "contradicts", "rounding", f"{working}, not {printed(share)}.", working, "minor",
            (of.place, count.place), "Correct the percentage.", f"{number_text(right, max(share.value.places, 0))}%",
        )
    )  # fmt: skip
