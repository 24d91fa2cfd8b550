"""Which percentages of a passage ask for a sum, and of which figure: "47 (9.2%)", "£2.18m, or 76.2% of the budget"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from check.sums.amounts import VARIANCE, Amount, Reading
from check.sums.ends import counts_things, is_limit
from check.sums.links import ALL_BUT, alike, links
from check.sums.ratios import triples
from check.sums.told import told_figures

Kind = Literal["share", "rest", "change"]

_ADV = r"(?:(?:about|around|some|just|only|nearly|almost|over|under|roughly|approximately|an?|the)\s+)*"
_BRACKET = re.compile(
    rf"^\s*(?:(?:[\w’'%/&-]+|«T\d+»),?\s+){{0,14}}?\(\s*(?:or\s+|i\.?e\.?,?\s+|that\s+is,?\s+|up\s+|down\s+|a\s+rate\s+of\s+|equal\s+to\s+)?{_ADV}$",
    re.IGNORECASE,
)
_OR = re.compile(
    rf"^\s*(?:[\w’'/&-]+\s+){{0,6}}?[\w’'/-]*,?\s*(?:\bor|\bi\.?e\.?,?|\bthat\s+is|\bwhich\s+is|\bequivalent\s+to|\bequal\s+to|\brepresenting|\bequating\s+to|\bgiving|\bmaking|,)\s+(?:(?:an?|the|its|our)\s+)?(?:[a-z-]+\s+){{0,3}}?(?:rate|share|proportion|figure|result|level)\s+of\s+{_ADV}$|^\s*(?:[\w’'/&-]+\s+){{0,6}}?[\w’'/-]*,?\s*(?:\bor|\bi\.?e\.?,?|\bthat\s+is|\bwhich\s+is|\bequivalent\s+to|\bequal\s+to|\brepresenting|\bequating\s+to|\bgiving|\bmaking)\s+{_ADV}$",
    re.IGNORECASE,
)
_COMMA = re.compile(rf"^\s*(?:[\w’'/&-]+\s+){{0,6}}?[\w’'/-]*,\s*{_ADV}$", re.IGNORECASE)
_OF = re.compile(r"^\s*of\s+(?!(?:a\s+)?(?:percent|point))", re.IGNORECASE)
_OUT_OF = re.compile(r"^\s*(?:out\s+)?of\s+(?:(?:the|our|all|these|those|its)\s+)*$", re.IGNORECASE)
_TO = re.compile(r"^\s*(?:[a-z]+\s+)?to\s+(?:(?:just|only|stand\s+at|reach)\s+)?$", re.IGNORECASE)
_TIMES = frozenset({"days", "week", "month", "year", "hour", "minute", "second", "mile"})
_NARROWED = re.compile(
    r"^\s*\)?\s*of\s+(?:the|its|our|all|that|this)\s+(?:[\w’'-]+\s+){1,4}?(?:for|to\s+date|so\s+far|in|at|of(?!\s+«N)|that|which|who)\b",
    re.IGNORECASE,
)
"""A whole of which words behind it make another than the one told before: "31% of the budget for the half year"."""
_OF_WHOLE = re.compile(
    r"^(?:\W*|.*[,;]\s*(?:and\s+|but\s+)?)of\s+(?:the\s+|these\s+|those\s+|its\s+|our\s+)?$", re.IGNORECASE
)
"""Before a whole at the head of its clause: "Of the £0.9m paid out, 62% of the total went to"."""
_CLOSED = re.compile(r"^\s*\)")
_MOVED = re.compile(
    r"^\s*\)?,?\s*(?:[a-z]+\s+){0,2}?(?:more|fewer|less|higher|lower|up|down|above|below|over|under|short|ahead|behind|better|worse)\b",
    re.IGNORECASE,
)
_VARIANCE = re.compile(
    r"\b(?:under-?\s?(?:spen[dt]\w*|recover\w*)|over-?\s?(?:spen[dt]\w*|recover\w*)|surplus|deficit|shortfall|saving|pressure|increase|decrease|reduction|rise|fall|drop|growth|decline|variance|excess|gap|movement)\s+(?:of|by|is|was)\s+(?:[a-z]+\s+){0,2}$",
    re.IGNORECASE,
)
SPENT = re.compile(
    r"\b(?:under|over)-?\s?(?:spen[dt]\w*|recover\w*)\s+(?:(?:is|was|of|by)\s+)+(?:[a-z]+\s+){0,2}$", re.IGNORECASE
)
"""Before how far spending is from its budget."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A percentage with what it is told of.

    Attributes:
        told: The percentage.
        kind: "share" of a whole, what a part leaves ("rest"), or "change" in per cent.
        of: The part, or the size of the change.
        base: The whole, where the words leave no other.
    """

    told: Amount
    kind: Kind
    of: Amount
    base: Amount | None = None


def asked_of(reading: Reading) -> Iterator[Asked]:
    """The percentages of a passage that are told of a figure beside them.

    Args:
        reading: The passage.
    """
    for p in reading.amounts:
        if p.family != "percent" or p.figure.numeral.is_share or p.blur or p.said in {"target", "benchmark", "range"}:
            continue
        yield from _asked(reading, p)


def _asked(reading: Reading, p: Amount) -> Iterator[Asked]:
    strong = [t for t in triples(reading) if t.strong and t.share.n == p.n]
    direct = {(k.part.n, k.whole.n) for k in links(reading) if k.how == "of"}
    strong = [t for t in strong if (t.part.n, t.whole.n) in direct] or strong
    if len({(t.part.n, t.whole.n) for t in strong}) == 1:
        yield Asked(p, "share", strong[0].part, strong[0].whole)
        return
    x = _beside(reading, p)
    if x is None:
        return
    left = _left_out(reading, x)
    if left is not None:
        yield Asked(p, "rest", left, x)
    elif ALL_BUT.search(reading.before(x)):
        yield Asked(p, "rest", x)
    elif is_limit(reading, x) and (done := _done(reading, x)) is not None:
        yield Asked(p, "share", done, x)
    elif (grown := _grown(reading, x)) is not None:
        yield Asked(p, "change", grown, x)
    elif len(parts := [k.part for k in links(reading) if k.whole.n == x.n and k.how == "of" and k.strong]) == 1:
        yield Asked(p, "share", parts[0], x)
    elif _is_change(reading, x, p):
        yield Asked(p, "change", x)
    elif not _NARROWED.match(reading.after(p)):
        yield Asked(p, "share", x, _linked(reading, x, p))


def _beside(reading: Reading, p: Amount) -> Amount | None:
    """The figure that a percentage tells again: the one before it that no bracket or other figure parts it from."""
    for x in reversed(reading.amounts[: p.n]):
        if x.sentence != p.sentence:
            return None
        if x.family in {"percent", "points"} or x.figure.numeral.is_share or x.family.startswith("rate:"):
            return None
        if _OF_WHOLE.match(reading.before(x)):
            return None
        if (x.bracketed and not p.bracketed) or (x.family in _TIMES and not x.size):
            continue
        gap = reading.between(x, p)
        if p.bracketed and not x.bracketed:
            return x if _BRACKET.match(gap) and _CLOSED.match(reading.after(p)) and x.number > 0 else None
        if _OR.match(gap) or (_COMMA.match(gap) and _OF.match(reading.after(p))):
            return x if x.number > 0 else None
        return None
    return None


def _left_out(reading: Reading, whole: Amount) -> Amount | None:
    """As in "all but two of the 260 claims were paid (99.2%)": what is left out of a whole."""
    if not whole.n:
        return None
    part = reading.amounts[whole.n - 1]
    of = part.sentence == whole.sentence and _OUT_OF.match(reading.between(part, whole))
    return part if of and ALL_BUT.search(reading.before(part)) else None


def _done(reading: Reading, goal: Amount) -> Amount | None:
    """What is held against a goal: "1,438 were installed, against a plan of 1,550 (93%)"."""
    near = [a for a in reading.amounts if a.sentence == goal.sentence and a.n < goal.n and alike(a, goal)]
    near = [a for a in near if not (a.older or a.bracketed or counts_things(a, goal) or a.said == "target")]
    apart = [a for a in near if a.size or VARIANCE.search(reading.before(a)) or _VARIANCE.search(reading.before(a))]
    if apart:
        return apart[-1]  # "£0.4m above the budget of £7.5m (5.3%)"
    return near[0] if len(near) == 1 else None


def _grown(reading: Reading, new: Amount) -> Amount | None:
    """As in "went up by 29 days to 201 (16.9%)": the size of the change that led to a figure."""
    if not new.n:
        return None
    size = reading.amounts[new.n - 1]
    led = size.size and size.sentence == new.sentence and _TO.match(reading.between(size, new))
    return size if led else None


def _is_change(reading: Reading, x: Amount, p: Amount) -> bool:
    told = told_figures(reading).get(x.n)
    return (
        x.size
        or p.size
        or bool(told is not None and told.kind == "difference")
        or bool(_MOVED.match(reading.after(p)))
        or bool(_VARIANCE.search(reading.before(x)))
        or bool(VARIANCE.search(reading.before(x)))
    )


def _linked(reading: Reading, x: Amount, p: Amount) -> Amount | None:
    """The whole that words link a part with: strongly, or told directly behind its share."""
    after = reading.after(p)
    m = re.match(
        r"^\s*of\s+(?:(?!and\b|or\b|but\b|in\b|with\b|from\b|for\b)[\w’'&/-]+\s+){0,6}?(?:of\s+|\(\s*)?«N(?P<n>\d+)»",
        after,
        re.IGNORECASE,
    )
    if m and alike(x, reading.amounts[int(m["n"])]):
        return reading.amounts[int(m["n"])]
    strong = [k.whole for k in links(reading) if k.part.n == x.n and k.strong]
    return strong[0] if len(strong) == 1 else None
