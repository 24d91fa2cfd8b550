"""The sums that a difference asks for: from what it is compared with, a budget, or the whole that a part leaves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from check.asked.percents import is_budget
from check.asked.stories import Sum
from check.asked.terms import Term, cells_within_reach
from check.ground_match import Names
from check.sums.amounts import Amount, Reading
from check.sums.ends import comparable, current, is_end, is_limit, measures
from check.sums.links import links
from check.sums.moves import TO_NAMED_GOAL, an_end_itself, old_of, subject

_LEFT = re.compile(
    r"\b(?:leaving|leaves|left|the\s+(?:remaining|other|rest|balance)(?:\s+of)?)\s+(?:(?:just|only|a\s+balance\s+of|a\s+further|some)\s+)*$",
    re.IGNORECASE,
)


def differences_of(reading: Reading, names: Names, now: date | None) -> Iterator[tuple[Amount, list[Sum]]]:
    """The differences that a passage tells, each with the ways to work it out that its words ask for.

    Args:
        reading: The passage.
        names: Of the rows of the paper's tables.
        now: Last day of the paper's period.
    """
    for d in reading.amounts:
        if d.family == "percent" or d.figure.numeral.is_share or d.blur or d.number <= 0:
            continue
        sums = (
            list(_left_over(reading, d)) or list(_against_budget(reading, d)) or list(_compared(reading, names, d, now))
        )
        if sums:
            yield d, sums


def _minus(x: Term, y: Term, rank: int) -> Sum:
    a, b = x.value.printed.strip(), y.value.printed.strip()
    return Sum((x, y), lambda q: (q[0] - q[1]).magnitude(), f"{a} - {b}", rank)


def _left_over(reading: Reading, d: Amount) -> Iterator[Sum]:
    """As in "22 of the 40 were checked, and seven of the remaining 18": what a part leaves of its whole."""
    if d.size or not _LEFT.search(reading.before(d)):
        return
    found = [
        k
        for k in links(reading)
        if k.strong
        and k.how in {"of", "of_the", "of_them"}
        and k.part.n < d.n != k.whole.n
        and k.part.sentence == d.sentence <= k.whole.sentence + 1
        and measures(d, k.whole)
    ]
    if len(found) == 1:
        yield _minus(Term.of(found[0].whole), Term.of(found[0].part), 0)


_OF_ITS_OWN = re.compile(r"^\s*(?:\(\s*«N\d+»\s*\)\s*)?(?:on|in|for|within|across|from)\s+(?!«T)", re.IGNORECASE)
"""Behind a variance of a part: "underspends of £18,000 on direct payments"."""
_EXPECTED = re.compile(r"\b(?:forecast|project|expect|predict|anticipat|estimat|likely|year-end)\w*", re.IGNORECASE)


def _against_budget(reading: Reading, d: Amount) -> Iterator[Sum]:
    """As in "cost £3.04m against a budget of £2.96m. The overspend of £0.08m": what was spent less the budget."""
    limits = [a for a in reading.amounts if is_budget(reading, a, d)]
    if len(limits) != 1 or _OF_ITS_OWN.match(reading.after(d)):
        return
    budget = limits[0]
    spent = [
        a
        for a in reading.amounts
        if a.family == d.family
        and a.n not in {d.n, budget.n}
        and is_end(a)
        and abs(a.sentence - budget.sentence) <= 1
        and a.sentence <= d.sentence <= a.sentence + 1
        and not a.older
        and (a.said == "forecast" or not _EXPECTED.search(reading.before(d) + reading.after(d)))
        and budget.number / 2 <= a.number <= 2 * budget.number
    ]
    for a in spent:
        yield _minus(Term.of(a), Term.of(budget), 0 if len(spent) == 1 else 1 + d.sentence - a.sentence)


def _compared(reading: Reading, names: Names, d: Amount, now: date | None) -> Iterator[Sum]:
    """As in "37 ahead of the 225 that were planned": what it is compared with stands beside it."""
    if not d.size or TO_NAMED_GOAL.match(reading.after(d)) or an_end_itself(reading, d):
        return
    old = old_of(reading, d)
    if old is None or old.sentence != d.sentence:
        return
    mine = subject(reading, d)
    pointing = _OF_BEFORE.search(reading.before(d)) is not None
    near = [
        a
        for a in reading.amounts
        if is_end(a)
        and measures(d, a)
        and comparable(a, old)
        and a.n not in {d.n, old.n}
        and not (pointing and a.n > d.n)
        and 0 <= d.sentence - a.sentence <= 2
        and ((a.sentence == d.sentence and not a.older) or (current(reading, a) and not is_limit(reading, a)))
    ]
    before = [a for a in near if a.sentence == d.sentence and a.n < d.n]
    head = before[0] if len(before) == 1 else _head(reading, d, near)
    for a in near:
        sure = (mine is not None and a.n == mine.n) or (mine is None and head is not None and a.n == head.n)
        yield _minus(Term.of(a), Term.of(old), 0 if sure else 1 + d.sentence - a.sentence)
    for t, _ in cells_within_reach(reading, names, d.sentence, old, now):
        yield _minus(t, Term.of(old), 4)


_OF_BEFORE = re.compile(r"\b(?:this|that|it|these|they)\s+(?:is|was|are|were|represents?)\b[^,;«]*$", re.IGNORECASE)
"""A subject that stands before the sentence: "this is four more than in Quarter 2 (12)"."""
_POINTS = re.compile(r"^\W*(?:That|This|It|These|They|We)\b")


def _head(reading: Reading, d: Amount, near: list[Amount]) -> Amount | None:
    """What the sentence before is about, where this one goes on about it: its first figure."""
    if not _POINTS.match(reading.before(d)) or any(a.sentence == d.sentence and a.n < d.n for a in near):
        return None
    behind = [a for a in near if a.sentence == d.sentence - 1]
    first = next((a for a in reading.amounts if a.sentence == d.sentence - 1), None)
    return behind[0] if behind and first is not None and behind[0].n == first.n else None
