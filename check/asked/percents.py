"""The sums that a percentage asks for: a part and its whole, or a change and what it is a change of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from check.asked.asking import SPENT, Asked
from check.asked.stories import Sum
from check.asked.terms import Term, cells_moved, cells_within_reach
from check.ground_match import Names
from check.sums.amounts import VARIANCE, Amount, Reading
from check.sums.ends import counts_things, is_limit, sign_of
from check.sums.links import alike
from check.sums.ratios import triples
from records import Quantity

_BUDGET = re.compile(
    r"\b(?:budget|programme|allocation|plan|profile)\b[^«.;]{0,40}\b(?:is|was|of|to|at|totals?|totalled|stands\s+at|stood\s+at)\s+(?:just\s+|about\s+|some\s+)?$",
    re.IGNORECASE,
)  # fmt: skip
_FAR = 4
"""Nearness of a table's figure."""


def sums_of(reading: Reading, names: Names, asked: Asked, now: date | None) -> Iterator[Sum]:
    """The ways to a percentage that its words ask for, the nearest first.

    Args:
        reading: The passage.
        names: Of the rows of the paper's tables.
        asked: The percentage.
        now: Last day of the paper's period.
    """
    part = Term.of(asked.of)
    for base, rank in _bases(reading, names, asked, now):
        yield from _sums(reading, asked, part, base, rank)
    if asked.kind == "change":
        for base, led_to in cells_moved(reading, names, asked.told.sentence, asked.of, now):
            sums = list(_sums(reading, asked, part, base, _FAR))
            yield from sums[1:] if led_to else sums[:1]


def _bases(reading: Reading, names: Names, asked: Asked, now: date | None) -> Iterator[tuple[Term, int]]:
    """What a percentage may be of, and how near it is: 0 where the words leave no other, up to 4 for other tables."""
    sure = asked.base or _shared_base(reading, asked)
    if sure is not None:
        yield Term.of(sure), 0
    limits = [a for a in reading.amounts if asked.kind == "change" and is_budget(reading, a, asked.of)]
    for a in reading.amounts:
        if (sure is not None and a.n == sure.n) or a.n == asked.of.n or not _may_be_base(a, asked):
            continue
        if asked.kind == "change" and len(limits) == 1 and a.n == limits[0].n:
            yield Term.of(a), 0
            continue
        apart = asked.told.sentence - a.sentence
        yield Term.of(a), 1 + min(apart, 2) if apart >= 0 else 3
    if asked.kind != "change":
        for t, of_column in cells_within_reach(reading, names, asked.told.sentence, asked.of, now):
            yield t, 0 if of_column and sure is None else _FAR


def _shared_base(reading: Reading, asked: Asked) -> Amount | None:
    """The whole of another share of the same list: "Of 212, 190 (90%) were ... and 168 (79%) ..."."""
    if asked.kind != "share" or not asked.told.bracketed:
        return None
    beside = [t for t in triples(reading) if t.share.sentence == asked.told.sentence and t.share.n != asked.told.n]
    others = [
        t.whole
        for t in beside
        if t.strong
        and t.share.bracketed
        and t.part.n < asked.of.n
        and t.whole.n != asked.of.n
        and t.whole.number >= asked.of.number
        and alike(t.whole, asked.of)
        and t.fits(reading)
    ]
    return others[-1] if len({w.n for w in others}) == 1 and not asked.of.older else None


def is_budget(reading: Reading, a: Amount, variance: Amount) -> bool:
    """Whether an amount is what a variance is told against: the budget or programme before it.

    Args:
        reading: The passage.
        a: The amount.
        variance: How far something is over or under.
    """
    near = 0 <= variance.sentence - a.sentence <= 3 and a.n != variance.n and a.family == variance.family
    told = VARIANCE.search(reading.before(variance)) or SPENT.search(reading.before(variance))
    return near and bool(told) and not a.size and (is_limit(reading, a) or bool(_BUDGET.search(reading.before(a))))


def _may_be_base(a: Amount, asked: Asked) -> bool:
    return (
        a.family not in {"percent", "points"}
        and not a.size
        and a.number > 0
        and not a.figure.numeral.is_share
        and (alike(a, asked.of) or alike(asked.of, a))
        and not counts_things(a, asked.of)
        and (asked.kind == "change" or a.number > asked.of.number or a.said in {"target", "forecast"})
    )


def _sums(reading: Reading, asked: Asked, part: Term, base: Term, rank: int) -> Iterator[Sum]:
    a, b = part.value.printed.strip(), base.value.printed.strip()
    terms = (part, base)
    if asked.kind == "rest":
        yield Sum(terms, lambda q: _share(q[1] - q[0], q[1]), f"({b} - {a}) / {b}", rank)
        return
    yield Sum(terms, lambda q: _share(q[0], q[1]), f"{a} / {b}", rank)
    if asked.kind == "share":
        yield Sum(terms, lambda q: _share(q[0], q[1] + q[0]), f"{a} / ({b} + {a})", rank, spare=True)
    if asked.kind == "change":
        sign = sign_of(reading, asked.of)
        if sign >= 0:
            yield Sum(terms, lambda q: _share(q[0], q[1] - q[0]), f"{a} / ({b} - {a})", rank)
        if sign <= 0:
            yield Sum(terms, lambda q: _share(q[0], q[1] + q[0]), f"{a} / ({b} + {a})", rank)


def _share(x: Quantity, y: Quantity) -> Quantity | None:
    return Quantity(100 * x.low / y.high, 100 * x.high / y.low) if y.low > 0 and x.low >= 0 else None
