"""Shares of wholes that are named with them, before them or in the sentence before: "27.9% of the approved programme of £113.8m"."""

# ruff: noqa: E501 - tables of words, one kind to a row

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from check.sought import Sought
from check.sums.amounts import Amount, Reading
from check.sums.links import EQUALS, NAME, PERCENT_OF, Link, alike, links, plain, same_time, shares_of

_PERCENT_OF_SUM = re.compile(
    r"^\s*,?\s*of\s+(?:the|its|our|a|an|this|that|their)\s+(?:[\w’'&/-]+\s+){0,6}(?:of|\()\s*$", re.IGNORECASE
)
_SHARE_OF = re.compile(rf"^\s*(?:of\s+)?(?:the|its|our|their)\s+{NAME}(?:of\s+|\(\s*)?$", re.IGNORECASE)
_IS = re.compile(
    r"(?:\b(?:which|that|this|it)\s+(?:is|was|represents|equals)|\b(?:representing|equal\s+to|equivalent\s+to|equating\s+to|(?:amount|equate|com|work)(?:s|es|ed|ing)?\s+(?:out\s+)?(?:to|at)|or)|[(:])\s+(?:just\s+|about\s+|only\s+)*$|\($",
    re.IGNORECASE,
)
_OF_BUDGET = re.compile(
    r"^\s*,?\s*of\s+(?:the|its|our|this|that)\s+(?:[a-z]+\s+){0,2}?(?:budget|programme|allocation|fund|grant|total|plan)\b(?!\s+(?:of|for|to|so\s+far)\b)|^\s*,?\s*of\s+budget\b(?!\s+(?:of|for|to)\b)",
    re.IGNORECASE,
)
_BUDGET = Sought(
    r"\b(?:budget|programme|allocation|fund|grant|plan)\s+(?:(?:for|in)\s+(?:the\s+)?(?:full\s+)?(?:year|«T\d+»)\s+)?(?:is|was|of|totals|totalled|stands\s+at|stood\s+at)\s+$|\bbudget\s+(?:of\s+(?:the|all)\s+(?:\w+|«N\d+»)\s+)?\(\s*$",
    re.IGNORECASE,
)


def shares_of_wholes(reading: Reading) -> Iterator[tuple[Amount, Amount, Amount, bool]]:
    """As in "£31.7m, 27.9% of the approved programme of £118.3m": part, whole, share and whether it is sure."""
    for share in reading.amounts:
        if share.family != "percent" or share.size or share.n + 1 >= len(reading.amounts):
            continue
        whole = reading.amounts[share.n + 1]
        if whole.sentence != share.sentence or not plain(whole):
            continue
        gap = reading.between(share, whole)
        if not (
            PERCENT_OF.match(gap)
            or _PERCENT_OF_SUM.match(gap)
            or (share.figure.numeral.is_share and _SHARE_OF.match(gap))
        ):
            continue
        behind = reading.amounts[whole.n + 1] if whole.n + 1 < len(reading.amounts) else None
        if (
            behind is not None
            and behind.bracketed
            and plain(behind)
            and alike(behind, whole)
            and behind.sentence == whole.sentence
            and behind.number < 10 * whole.number
            and behind.date is None
            and re.match(r"^[^«.;]{0,90}\(\s*$", reading.between(whole, behind))
        ):
            yield behind, whole, share, True
            continue
        before = [
            a
            for a in reading.amounts[: share.n]
            if plain(a)
            and alike(a, whole)
            and a.sentence == share.sentence
            and not (a.bracketed and not share.bracketed)
        ]
        for n, part in enumerate(reversed(before)):
            told = reading.between(part, share)
            held = [x for x in reading.inside(told) if not x.bracketed]
            near = n == 0 and not held and len(told) < 130 and ";" not in told
            joined = bool(EQUALS.search(told) or re.search(r"(?:\(|\bor)\s*$", told))
            if share.figure.numeral.is_share:
                told = re.sub(r"«N\d+»", " ", told)
                near = n == len(before) - 1 and ";" not in told and whole.older
                joined = bool(re.search(r"(?:,|\band)\s+(?:[a-z]+\s+){0,2}$", told))
            yield part, whole, share, near and joined


def shares_told_of(reading: Reading) -> Iterator[tuple[Amount, Amount, Amount]]:
    """What is told as a share of an older figure: new, old, share; "112 seconds ..., almost half the 201 seconds"."""
    for share, old in pairwise(reading.amounts):
        if not share.figure.numeral.is_share or share.sentence != old.sentence or not plain(old):
            continue
        if not _SHARE_OF.match(reading.between(share, old)):
            continue
        for new in reading.amounts[: share.n]:
            if new.sentence == share.sentence and plain(new) and not new.older:
                yield new, old, share
                break


def shares_of_budgets(reading: Reading) -> Iterator[tuple[Amount, Amount, Amount]]:
    """As in "The budget is £284,000. £139,200 had been spent, which is 49% of the budget": part, whole, share."""
    for share in reading.amounts:
        if share.family != "percent" or share.size or not _OF_BUDGET.match(reading.after(share)):
            continue
        wholes = [
            a
            for a in reading.amounts[: share.n]
            if a.family == "money" and share.sentence - a.sentence <= 1 and _BUDGET.search(reading.before(a))
        ]
        parts = [
            a
            for a in reading.amounts[: share.n]
            if plain(a) and a.family == "money" and a.sentence == share.sentence and a not in wholes and not a.older
        ]
        if len(wholes) == 1 and len(parts) == 1 and _IS.search(reading.between(parts[0], share)):
            yield parts[0], wholes[0], share


def told_before(reading: Reading) -> Iterator[tuple[Link, Amount]]:
    """As in "Pupils missed 7.1% of sessions. In total 344,980 of 4,851,200 sessions were missed": the sentence before."""
    for link in links(reading):
        if link.how != "of" or not link.strong or any(True for _ in shares_of(reading, link)):
            continue
        before = [
            a for a in reading.amounts
            if a.sentence == link.part.sentence - 1 and a.family == "percent" and not a.size and not a.older and not a.bracketed and a.said not in {"target", "benchmark", "forecast"}
        ]  # fmt: skip
        words = (
            [_stems(s) for s in reading.text.split("«/»")[link.part.sentence - 1 : link.part.sentence + 1]]
            if link.part.sentence
            else []
        )
        if (
            len(before) == 1
            and len(words) == 2
            and len(words[0] & words[1]) >= 2
            and same_time(before[0], link.part, link.whole)
        ):
            yield link, before[0]


def _stems(text: str) -> set[str]:
    return {w[:6] for w in re.findall(r"[a-z]{5,}", text.lower())}
