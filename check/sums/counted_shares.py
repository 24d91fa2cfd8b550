"""Counts told with their share, one after the other, that have one whole: "8 (80%) are green and 2 (20%) red"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from check.judgements import Judgement, Results, printed
from check.sums.amounts import Amount, Reading
from check.sums.changes import percent_text
from check.sums.links import plain
from check.sums.slips import exchanged, is_slip
from records import Quantity

_WORDS = r"(?:(?!of\b|than\b|from\b|against\b|to\b)[\w’'-]+\s+){0,4}"
_COUNT_SHARE = re.compile(rf"^\s*{_WORDS}\(\s*$", re.IGNORECASE)
_SHUT = re.compile(r"^\s*\)")
_OPEN = re.compile(r"\(\s*$")
_COMMA = re.compile(r"^\s*[,;/]\s*$")
_JOINS = re.compile(r"(?:,|;|\band\b|\bwhile\b|\bwhilst\b|\bwith\b|\bbut\b|:)", re.IGNORECASE)
_OTHER = re.compile(
    r"«T|\b(?:compared|against|than|previously|from|up|down|target|average|national|england|region\w*|last|of\s+which|of\s+whom)\b",
    re.IGNORECASE,
)
_NARROW = Fraction(1, 10)


@dataclass(frozen=True, slots=True)
class Pair:
    """A count with the share it is said to be."""

    count: Amount
    share: Amount

    def fits(self, reading: Reading, whole: Fraction) -> bool:
        """Whether the count is that share of a whole, as printed."""
        return whole > 0 and reading.prints(_of(self.count, whole), self.share)

    def wholes(self) -> tuple[Fraction, Fraction]:
        """The least and the largest whole that fit."""
        low, high = max(self.share.quantity.low, Fraction(1, 1000)), self.share.quantity.high
        return 100 * self.count.number / high, 100 * self.count.number / low


def check_counted_shares(reading: Reading, results: Results) -> None:
    """Hold counts with their shares against each other: together they are all, or they are shares of one whole.

    Args:
        reading: The passage.
        results: Takes the judgements.
    """
    for group in _groups(reading):
        if any(results.contradicted(a.figure.id) for p in group for a in (p.count, p.share)):
            continue
        total = sum((p.count.number for p in group), Fraction(0))
        whole = total if _makes_all(reading, group, total) else _one_whole(reading, group)
        if whole is None:
            continue
        how = f"they are {total} in all" if whole == total else f"the others are shares of about {round(whole)}"
        for p in group:
            exact = _of(p.count, whole)
            right = p.fits(reading, whole)
            text = f"{printed(p.count.figure)} of {round(whole)} is {percent_text(exact)}"
            if right:
                results.add(
                    Judgement(
                        p.share.figure.id, "agrees_within_rounding", "ratio", f"{text}: {how}.", text,
                        sources=(p.count.figure.place,),
                    )
                )  # fmt: skip
            else:
                results.add(
                    Judgement(
                        p.share.figure.id, "contradicts", "ratio",
                        f"{text}, not {printed(p.share.figure)}: {how}.", text, "serious",
                        tuple(x.count.figure.place for x in group), "Correct the share or the count.",
                    )
                )  # fmt: skip


def _of(count: Amount, whole: Fraction) -> Quantity:
    exact = 100 * count.number / whole
    return Quantity(exact, exact)


def _groups(reading: Reading) -> Iterator[list[Pair]]:
    """Two pairs or more that stand one after the other in a sentence."""
    group: list[Pair] = []
    for p in _pairs(reading):
        last = group[-1] if group else None
        if last is not None:
            a, b = max(last.count, last.share, key=lambda x: x.n), min(p.count, p.share, key=lambda x: x.n)
            gap = reading.between(a, b)
            near = a.sentence == b.sentence and b.n == a.n + 1 and _JOINS.search(gap) and not _OTHER.search(gap)
            if near and len(gap) < 140 and (p.count.n < p.share.n) == (last.count.n < last.share.n):
                group.append(p)
                continue
            if len(group) > 1:
                yield group
        group = [p]
    if len(group) > 1:
        yield group


def _pairs(reading: Reading) -> Iterator[Pair]:
    for a, b in pairwise(reading.amounts):
        if a.sentence != b.sentence or a.size or b.size or a.older or b.older:
            continue
        count, share = (a, b) if b.family == "percent" else (b, a)
        if share.family != "percent" or share.figure.numeral.is_share or share.blur or not plain(count):
            continue
        if count.family not in {"count", "number"} or count.figure.value.places > 0:
            continue
        gap = reading.between(a, b)
        beside = _COUNT_SHARE.match(gap) or (_OPEN.search(reading.before(a)) and _COMMA.match(gap))
        if beside and _SHUT.match(reading.after(b)):
            yield Pair(count, share)


def _makes_all(reading: Reading, group: list[Pair], total: Fraction) -> bool:
    """Whether counts are all there are: each share but at most one is of their sum, and that one is a slip."""
    wrong = [p for p in group if not p.fits(reading, total)]
    if not wrong:
        return True
    if len(wrong) > 1:
        return False
    right = 100 * wrong[0].count.number / total
    return len(group) > 3 or is_slip(wrong[0].share, right) or exchanged(wrong[0].share, right)


def _one_whole(reading: Reading, group: list[Pair]) -> Fraction | None:
    """The whole that all shares but at most one are of; None where they leave it open."""
    if len(group) < 3:
        return None
    for left in (None, *group):
        ranges = [p.wholes() for p in group if p is not left]
        low, high = max(a for a, _ in ranges), min(b for _, b in ranges)
        if ceil(low) > floor(high) or high - low > low * _NARROW:
            continue
        for whole in range(ceil(low), floor(high) + 1):
            if all(p.fits(reading, Fraction(whole)) for p in group if p is not left):
                right = None if left is None else 100 * left.count.number / whole
                if right is None or (left is not None and (is_slip(left.share, right) or exchanged(left.share, right))):
                    return Fraction(whole)
    return None
