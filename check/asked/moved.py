"""The sums that movements ask for: changes in per cent of figures beside them, and changes of variances."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from check.asked.asking import SPENT
from check.asked.stories import Sum
from check.asked.terms import Term
from check.sums.amounts import Amount, Reading
from check.sums.ends import comparable, is_end, is_limit, measures, sign_of
from check.sums.moves import TO_NAMED_GOAL, an_end_itself, old_of
from check.sums.told import told_figures
from records import Quantity, percent_change

_MOVED = re.compile(
    r"\b(?:movement|change|shift|swing|deterioration|improvement|worsening|increase|decrease|reduction|rise|fall|growth|worsened|improved|grown|risen|fallen|"
    r"increased|decreased|reduced|moved)\s+(?:of|by)\s+(?:[a-z]+\s+){0,2}$",
    re.IGNORECASE,
)  # fmt: skip

_BACK = 2
"""Sentences before the one of a comparison in which its subject is looked for."""
_VARIANCE = re.compile(
    r"\b(?:surplus|deficit|shortfall|variance|pressure)\s+(?:(?:is|was|of|at)\s+)+(?:[a-z]+\s+){0,2}$", re.IGNORECASE
)


def moves_of(reading: Reading) -> Iterator[tuple[Amount, list[Sum]]]:
    """The movements that a passage tells, each with the ways to work it out that its words ask for.

    Args:
        reading: The passage.
    """
    for d in reading.amounts:
        if d.figure.numeral.is_share or d.blur or d.number <= 0 or d.said in {"target", "benchmark", "range"}:
            continue
        sums = list(_in_percent(reading, d)) if d.family == "percent" else list(_of_variances(reading, d))
        if sums:
            yield d, sums


def _of_variances(reading: Reading, d: Amount) -> Iterator[Sum]:
    """As in "an underspend of £0.15m ... The forecast in May was £0.21m, an adverse movement of £0.06m"."""
    if d.family != "money" or not _MOVED.search(reading.before(d)):
        return
    told = [
        a
        for a in reading.amounts
        if a.family == d.family
        and a.n < d.n
        and 0 <= d.sentence - a.sentence <= 1
        and (SPENT.search(reading.before(a)) or _VARIANCE.search(reading.before(a)))
    ]
    if len(told) == 2 and _sides(reading, told) and told[-1].sentence == d.sentence:
        a, b = (x.figure.value.printed.strip() for x in told)
        terms = (Term.of(told[0]), Term.of(told[1]))
        yield Sum(terms, lambda q: (q[0] - q[1]).magnitude(), f"{a} - {b}", 0)


def _sides(reading: Reading, told: list[Amount]) -> bool:
    """Whether two variances go the same way: both over, or both under."""
    over = [bool(re.search(r"\bover", reading.before(a)[-60:], re.IGNORECASE)) for a in told]
    return over[0] == over[1]


def _in_percent(reading: Reading, p: Amount) -> Iterator[Sum]:
    """As in "1,366 were reported, against 1,147 in May, a rise of 19.1%": of what stands beside it."""
    if not p.size or TO_NAMED_GOAL.match(reading.after(p)) or an_end_itself(reading, p):
        return
    before = reading.amounts[p.n - 1] if p.n else None
    told = told_figures(reading)
    plainly = before is not None and before.sentence == p.sentence and before.family not in {"percent", "points"}
    if before is not None and plainly and (before.size or told.get(before.n)):
        return  # told plainly first: that is what it is
    ends = [
        a
        for a in reading.amounts
        if is_end(a)
        and measures(p, a)
        and a.family not in {"percent", "points"}
        and a.sentence == p.sentence
        and a.number > 0
    ]
    news = [a for a in ends if not a.older and a.time is None and not is_limit(reading, a)]
    if not news and len(ends) == 1:
        news = [
            a
            for a in reading.amounts
            if 0 < p.sentence - a.sentence <= _BACK and is_end(a) and comparable(a, ends[0]) and not a.older
        ]
    if len(news) != 1:
        return
    new = news[0]
    old = old_of(reading, p)
    olds = [a for a in ends if a.n != new.n and comparable(a, new)]
    sign = sign_of(reading, p)
    for a in olds:
        rank = 0 if (len(olds) == 1 and new in ends) or (old is not None and a.n == old.n) else 1
        yield _change(new, a, sign, rank)


def _change(new: Amount, old: Amount, sign: int, rank: int) -> Sum:
    a, b = new.figure.value.printed.strip(), old.figure.value.printed.strip()

    def work(q: Sequence[Quantity]) -> Quantity | None:
        now, then = q
        if then.low <= 0:
            return None
        moved = percent_change(then, now)
        if moved is None or (sign > 0 and moved.high < 0) or (sign < 0 and moved.low > 0):
            return None
        return moved.magnitude()

    return Sum((Term.of(new), Term.of(old)), work, f"({a} - {b}) / {b}", rank)
