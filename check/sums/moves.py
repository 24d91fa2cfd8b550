"""Which two amounts each size of a change or difference speaks of: "1,216 more than ...", "by £1.5m", "of 31 cases".

A size is tied to a pair strongly where the words leave one pair: the older figure stands in the comparison ("340
above the 2,310 recorded"), or has the time that is compared with, and the newer one is the figure the sentence is
about. Other pairs count only where they fit.
"""

# ruff: noqa: E501 - tables of words, one kind to a row

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from check.sums.amounts import VARIANCE, Amount, Reading

Sign = Literal[-1, 0, 1]

_ADV = r"(?:(?:the|our|its|a|an|some|about|around|nearly|almost|over|just|only|total\s+of|figure\s+of|level\s+of|rate\s+of|result\s+of|outturn\s+of|average\s+of|peak\s+of|high\s+of|low\s+of|position\s+of|adjusted|revised|original|planned|forecast|budgeted|reported)\s+)*"
_UPS = r"(?:more|higher|above|ahead(?:\s+of)?|longer|up|greater|larger|over(?=\s+(?:the\s+|our\s+)?(?:budget|target|limit|plan|profile))|slower|later|dearer|increase\w*|rise\w*|rose|risen|growth|grew|grown|gain\w*|jump\w*|climb\w*|surplus|widen\w*|add\w*|extra|busier)"
_DOWNS = r"(?:fewer|less|lower|below|behind|shorter|down|smaller|under(?=\s+(?:the\s+|our\s+)?(?:budget|target|limit|plan|profile))|short\s+of|quicker|faster|sooner|earlier|cheaper|decrease\w*|reduc\w*|fall\w*|fell|drop\w*|declin\w*|dip\w*|loss|lost|cut|shr[aiu]nk\w*|narrow\w*|sav(?:ing|ed)\w*|slipp\w*|shorten\w*)"
_UP = re.compile(rf"\b{_UPS}\b(?!\s+to\b)", re.IGNORECASE)
_DOWN = re.compile(rf"\b{_DOWNS}\b", re.IGNORECASE)
_UP_AFTER = re.compile(
    rf"^\s*(?:(?!and\b|or\b|but\b|in\b|to\b|at\b|for\b|from\b|with\b|on\b|by\b)[a-z-]+\s+){{0,3}}?{_UPS}\b",
    re.IGNORECASE,
)
_DOWN_AFTER = re.compile(
    rf"^\s*(?:(?!and\b|or\b|but\b|in\b|to\b|at\b|for\b|from\b|with\b|on\b|by\b)[a-z-]+\s+){{0,3}}?{_DOWNS}\b",
    re.IGNORECASE,
)

_LINK = r"(?:than|on|from|above|below|ahead\s+of|behind|short\s+of|over|under|compared\s+(?:with|to)|against|since)"
_THAN = re.compile(
    rf"^\s*(?:\(«N\d+»\)\s*|,?\s*or\s+«N\d+»,?\s+|,\s+)?(?:(?!and\b|but\b|or\b)[a-z-]+\s+){{0,4}}?{_LINK}\s+{_ADV}(?:(?!and\b|but\b|or\b|in\b|for\b|at\b|to\b)[a-z-]+\s+){{0,4}}?«N(?P<old>\d+)»",
    re.IGNORECASE,
)
_THAN_TIME = re.compile(
    rf"^\s*(?:\(«N\d+»\)\s*)?(?:(?!and\b|but\b|or\b)[a-z-]+\s+){{0,5}}?{_LINK}\s+(?:(?:in|at|for|the|that|end|of|same|start|position|level|figure|total|those|number|recorded|reported|month|quarter|year)\s+)*«T(?P<time>\d+)»",
    re.IGNORECASE,
)
_BESIDE_TIME = re.compile(
    r"^(?:\s+of\s+«T\d+»|\s+in\s+«T\d+»|['’]s\s+[a-z]+)?\s*(?:\(\s*(?:[a-z]+\s+){0,2}|,?\s*when\s+[^«.;]{0,50}?|\s*,?\s*(?:at|of|was|which\s+was|were|figure\s+of|total\s+of|figure\s+was|when\s+it\s+was)\s+)«N(?P<old>\d+)»",
    re.IGNORECASE,
)
_WHEN_IT_WAS = re.compile(r"^[^«;]{0,60}?(?:,\s*)?when\s+[^«.;]{0,60}?«N(?P<old>\d+)»", re.IGNORECASE)
_TO = re.compile(
    rf"^\s*(?:[a-z-]+\s*){{0,3}}?(?:\(\s*«N\d+»\s*\)|,\s*or\s+«N\d+»,?)?[^«.;]{{0,60}}?\bto\s+{_ADV}(?:just\s+|only\s+|under\s+|over\s+|stand\s+at\s+|reach\s+)*«N(?P<new>\d+)»",
    re.IGNORECASE,
)
FROM_TO = re.compile(
    rf"\bfrom\s+{_ADV}«N(?P<old>\d+)»[^«;]{{0,60}}?(?:«T\d+»[^«;]{{0,20}}?)?\bto\s+{_ADV}«N(?P<new>\d+)»", re.IGNORECASE
)
_FROM_TO_TIMES = re.compile(rf"\bfrom\s+{_ADV}«N(?P<old>\d+)»[^;N]{{0,80}}?\bto\s+{_ADV}«N(?P<new>\d+)»", re.IGNORECASE)
_BETWEEN = re.compile(
    r"«T\d+»\s*\(\s*«N(?P<old>\d+)»[^)«]*\)\s*,?\s*(?:and|to|compared\s+(?:to|with))\s+[^«.;]{0,60}?«T\d+»\s*\(\s*«N(?P<new>\d+)»",
    re.IGNORECASE,
)
_TO_FROM = re.compile(
    rf"«N(?P<new>\d+)»(?:[^«;]|«T\d+»){{0,30}}?[,(]?\s*(?:up|down|(?:an?\s+)?(?:improvement|increase|decrease|reduction|rise|fall|drop))?\s*from\s+{_ADV}«N(?P<old>\d+)»",
    re.IGNORECASE,
)
_CARRIES = re.compile(
    r"^\W*(?:That|This|It|These|Over\s+[^«.]{0,40}?this|Since\s+«T\d+»\s+(?:it|this|the|they)|Compared\s+with|The\s+(?:rate|figure|total|number|increase|rise|fall|drop|reduction|difference|change|improvement|position|gap|saving)|Over\s+«T\d+»|Over\s+(?:the\s+)?(?:twelve|three|six|two)\s+(?:months|years|quarters)|In\s+all\s+this|Against)\b",
    re.IGNORECASE,
)
_TWIN = re.compile(
    r"«N(?P<size>\d+)»(?P<mid>[^«.;()]{0,90}?(?:«T\d+»[^«.;,()]{0,40}?)?)"
    r"(?:,\s*(?:or\s+)?(?:an?\s+(?:[a-z]+\s+)?(?:fall|drop|reduction|decrease|increase|rise|improvement|decline|growth|saving|change|gain)\s+of\s+)|,?\s*\bor\s+(?:by\s+)?|\(\s*(?:or\s+|up\s+|down\s+|an?\s+\w+\s+of\s+|by\s+)?|:\s*(?:up|down)\s+|,\s+(?:up|down)\s+(?:by\s+)?)"
    r"(?:about\s+|nearly\s+|just\s+(?:over|under)\s+|almost\s+|around\s+|some\s+|over\s+)?«N(?P<percent>\d+)»",
    re.IGNORECASE,
)
_BASE = re.compile(
    r"\b(?:budget|programme|plan|allocation|envelope|baseline|base|grant|provision)\s+(?:of|is|was|being|\()\s*«N(?P<base>\d+)»",
    re.IGNORECASE,
)
_TARGET = r"(?:target|ceiling|standard|limit|goal|ambition|threshold|average|benchmark)"
_TO_TARGET = (
    re.compile(rf"(?P<side>above|below|over|under|short\s+of|ahead\s+of|behind|off|from|better\s+than|worse\s+than|more\s+than|less\s+than|fewer\s+than|higher\s+than|lower\s+than)\s+(?:the|our|its|a|that)\s+(?:[a-z-]+\s+){{0,2}}?(?:«N(?P<a>\d+)»\s+(?:[a-z-]+\s+){{0,2}}?{_TARGET}|(?:[a-z-]+\s+){{0,2}}?{_TARGET}\s+(?:of|\(|was|is)\s*«N(?P<b>\d+)»)", re.IGNORECASE),
)  # fmt: skip
_MISSED_BY = re.compile(
    rf"(?:(?P<side>short\s+of|below|above|exceed\w*|beat\w*|surpass\w*|miss\w*|met|over|under)\s+(?:the|our|its|a)\s+(?:[a-z-]+\s+){{0,2}}?(?:«N(?P<a>\d+)»\s+{_TARGET}|{_TARGET}\s+of\s+«N(?P<b>\d+)»)|{_TARGET}\s+of\s+«N(?P<c>\d+)»[^«.;]{{0,60}}?\b(?P<verb>miss\w*|exceed\w*|beat\w*|surpass\w*|met))[^«.;]{{0,40}}?\bby\s+(?:just\s+|only\s+|about\s+|some\s+)*«N(?P<size>\d+)»",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Move:
    """A size with the two amounts it may be the difference of.

    Attributes:
        size: The size.
        old: What is compared with.
        new: What is compared.
        sign: 1 where the words say that `new` is the larger, -1 the smaller, 0 where they do not tell.
        strong: Whether the words leave no other pair.
        how: Which words tie them.
    """

    size: Amount
    old: Amount
    new: Amount
    sign: Sign
    strong: bool
    how: str


_BESIDES = re.compile(r"^\s*(?:\(\s*«N\d+»\s*\)|,?\s*or\s+(?:[a-z]+\s+)?«N\d+»,?)", re.IGNORECASE)
"""The same change told again beside itself: "6,300 (7.7%) more than"."""


def sign_of(reading: Reading, size: Amount) -> Sign:
    """Which way a size goes, by the words beside it: 1 up, -1 down, 0 not told or told both ways."""
    after = _BESIDES.sub("", reading.after(size))
    after = re.split(r"«N|[;.(]|,", after)[0]
    up, down = _UP_AFTER.match(after), _DOWN_AFTER.match(after)
    if bool(up) != bool(down):
        return 1 if up else -1
    before = re.split(r"[;:()]|\.\s|«/»", reading.before(size))[-1]
    parts = re.split(r"«N\d+»", before)
    clause = parts[-1] if len(parts[-1].split()) > 2 or len(parts) < 2 else " ".join(parts[-2:])
    ups, downs = list(_UP.finditer(clause)), list(_DOWN.finditer(clause))
    if ups and downs:
        return 1 if ups[-1].start() > downs[-1].start() else -1
    return 1 if ups else -1 if downs else 0


def comparable(a: Amount, b: Amount) -> bool:
    """Whether the difference of two amounts has a meaning: one unit, or one of them printed without its unit."""
    if a.family == b.family:
        return True
    bare = {"count", "number"}
    if {a.family, b.family} <= bare:
        return True
    other = a if b.family in bare else b if a.family in bare else None
    if other is not None and other.family.startswith("rate:"):
        return (b if other is a else a).bare or "number" in {a.family, b.family}
    return (
        other is not None
        and other.family not in {"money", "percent", "points"}
        and (
            a.family == "number"
            or b.family == "number"
            or "rate" in other.family
            or a.elided
            or b.elided
            or a.bracketed
            or b.bracketed
        )
    )


def measures(size: Amount, end: Amount) -> bool:
    """Whether a size can be how much an amount changed."""
    if size.family == "percent":
        return end.family != "points"
    if size.family == "points":
        return end.family in {"percent", "points"}
    return comparable(size, end)


def is_end(a: Amount) -> bool:
    """Whether an amount can be an end of a change."""
    return (
        not a.size
        and a.family != "points"
        and not a.figure.numeral.is_share
        and a.said not in {"target", "benchmark", "range"}
    )


_LIMIT = re.compile(
    r"\b(?:budget|target|limit|ceiling|allocation|programme|grant|capacity|assumption|plan|standard|threshold)\s+(?:of|is|was|at|set\s+at|:|\()?\s*(?:about\s+|around\s+)?$",
    re.IGNORECASE,
)
_LIMIT_AFTER = re.compile(
    r"^\s*(?:[a-z]+\s+)?(?:budget|target|limit|ceiling|allocation|programme|grant|standard|threshold)\b", re.IGNORECASE
)


def _limit(reading: Reading, a: Amount) -> bool:
    """Whether an amount is a budget or limit, not what a paragraph is about."""
    return bool(_LIMIT.search(reading.before(a)) or _LIMIT_AFTER.match(reading.after(a)))


def current(reading: Reading, a: Amount) -> bool:
    """Whether an amount is of the time the passage speaks from."""
    if a.older or _limit(reading, a):
        return False
    if a.bracketed and (a.time is not None or re.search(r"\b[A-Z][a-z]+\s*:?\s*$", reading.before(a))):
        return False
    dated = [x.date.end for x in reading.amounts if x.date is not None]
    return a.date is None or not dated or a.date.end >= max(dated)


def moves(reading: Reading, size: Amount) -> Iterator[Move]:
    """The pairs a size may be the difference of, the closest first.

    Args:
        reading: The passage.
        size: One of its sizes.
    """
    sign = sign_of(reading, size)
    ends = [
        a
        for a in reading.amounts
        if is_end(a) and measures(size, a) and a.sentence >= size.sentence - 1 and a.sentence <= size.sentence
    ]
    old, sure = _old(reading, size, ends)
    told = _told_pair(reading, size, ends) if not sure else None
    if told is not None:
        yield Move(size, told[0], told[1], sign, told[2], "from_to")
    news = _news(reading, size, [e for e in ends if e is not old])
    if old is not None and news:
        for n, new in enumerate(news):
            if comparable(old, new):
                yield Move(
                    size, old, new, sign, sure and n == 0 and told is None and not _ahead(reading, size, new), "than"
                )
    if told is None and old is None and not _THAN.match(reading.after(size)) and not _other_time(reading, size):
        yield from _apposed(reading, size, ends, sign)
        yield from _coordinated(reading, size, sign)
        yield from _carried(reading, size, ends, sign)
    pairs = [(a, b) for a in ends for b in ends if a is not b and comparable(a, b)]
    near = sorted(pairs, key=lambda p: (abs(p[0].n - size.n) + abs(p[1].n - size.n), p[0].n < p[1].n))
    for a, b in near:
        if (a, b) != (old, news[0] if news else None) and _may_be(a, b):
            yield Move(size, a, b, sign, False, "near")


_APPOSED = re.compile(
    r"(?::|–)\s+(?:up\s+|down\s+)?$|\(\s*(?:up|down)\s+(?:by\s+)?$|(?:,|:|–|-)\s*(?:or\s+|giving\s+|equal\s+to\s+|representing\s+|which\s+is\s+)?an?\s+(?:[a-z-]+\s+){0,2}?(?:fall|drop|reduction|decrease|increase|rise|improvement|decline|growth|saving|change|gain)\s+of\s+(?:[a-z]+\s+){0,2}$",
    re.IGNORECASE,
)


def _apposed(reading: Reading, size: Amount, ends: list[Amount], sign: Sign) -> Iterator[Move]:
    """As in "£493,000, which is £72,000 more than the £421,000 of last year, an increase of 17%": the pair told before."""
    if not _APPOSED.search(reading.before(size)) or re.match(
        r"\s*(?:[a-z-]+\s+){0,2}?(?:on|over|since|from|compared)\b", reading.after(size)
    ):
        return
    for family in dict.fromkeys(e.family for e in ends if size.family != "percent" or e.family != "percent"):
        mine = [
            e
            for e in ends
            if e.family == family and e.sentence == size.sentence and e.n < size.n and not _limit(reading, e)
        ]
        if len(mine) == 2 and mine[0].older != mine[1].older:
            old, new = (mine[0], mine[1]) if mine[0].older else (mine[1], mine[0])
            yield Move(size, old, new, sign, True, "carried")
        elif len(mine) == 2 and re.search(
            r"\b(?:it|they|this|now|then|rose|fell|moved|grew)\s+(?:[a-z]+\s+){0,3}$", reading.between(mine[0], mine[1])
        ):
            yield Move(size, mine[0], mine[1], sign, True, "carried")
        elif (
            len(mine) > 2 and not mine[0].older and all(e.older or e.time not in {None, mine[0].time} for e in mine[1:])
        ):
            for old in mine[1:]:
                yield Move(size, old, mine[0], sign, True, "carried")


def _coordinated(reading: Reading, size: Amount, sign: Sign) -> Iterator[Move]:
    """As in "38 fewer than three months earlier (740) and 5.1% down": the pair of the size told just before."""
    for first in reversed(reading.amounts[: size.n]):
        if first.sentence != size.sentence:
            return
        if not first.size:
            continue
        between = reading.between(first, size)
        old, sure = _old(
            reading,
            first,
            [a for a in reading.amounts if is_end(a) and measures(first, a) and a.sentence == first.sentence],
        )
        ends = [x for x in reading.inside(between) if not x.size and x is not old]
        if old is None or not sure or ends or ";" in between or not measures(size, old) or not _JOINS.search(between):
            return
        for new in _news(
            reading,
            first,
            [
                a
                for a in reading.amounts
                if is_end(a)
                and measures(first, a)
                and a is not old
                and first.sentence - 1 <= a.sentence <= first.sentence
            ],
        )[:1]:
            yield Move(size, old, new, sign, True, "carried")
        return


_JOINS = re.compile(r"(?:\band|\bor|\(|,)\s+(?:up\s+|down\s+)?$|\(\s*(?:up\s+|down\s+)?$", re.IGNORECASE)


def _carried(reading: Reading, size: Amount, ends: list[Amount], sign: Sign) -> Iterator[Move]:
    """As in "That is a fall of 31 cases": between the one figure of now and those of before that were told last."""
    if not (
        _CARRIES.match(reading.before(size))
        or re.search(
            r"(?:[;:,]|\band|\bso)\s*(?:that|this|it|the\s+\w+)\s+(?:is|was|has|represents)\b[^«]*$",
            reading.before(size),
        )
    ):
        return
    for family in dict.fromkeys(e.family for e in ends):
        mine = [e for e in ends if e.family == family and not _limit(reading, e) and e.said != "benchmark"]
        if len(mine) == 2 and mine[0].older == mine[1].older and mine[0].time != mine[1].time:
            yield Move(size, mine[1], mine[0], 0, True, "carried")
            continue
        now = [e for e in mine if current(reading, e)]
        then = [
            e
            for e in mine
            if e.older or (e.date is not None and now and now[0].date is not None and e.date.end < now[0].date.end)
        ]
        if len(now) == 1 and then and len(now) + len(then) == len(mine):
            for old in then:
                yield Move(size, old, now[0], sign, True, "carried")


def _may_be(old: Amount, new: Amount) -> bool:
    """Whether nothing says that the old one is the newer."""
    if old.date is not None and new.date is not None and old.date.end != new.date.end:
        return old.date.end < new.date.end
    return not (new.older and not old.older)


def _ahead(reading: Reading, size: Amount, new: Amount) -> bool:
    """Whether a figure comes only after the size that may be its change, without "to" before it."""
    return new.n > size.n and not re.search(r"\bto\s+(?:[a-z]+\s+){0,3}$", reading.before(new))


def _told_pair(reading: Reading, size: Amount, ends: list[Amount]) -> tuple[Amount, Amount, bool] | None:
    """As in "From A to B" in the size's own sentence."""
    ids = {e.n for e in ends}
    sentence = reading.before(size) + size.mark + reading.after(size)
    found = [
        (int(m["old"]), int(m["new"]))
        for pattern in (FROM_TO, _FROM_TO_TIMES, _TO_FROM, _BETWEEN)
        for m in pattern.finditer(sentence)
        if int(m["old"]) in ids and int(m["new"]) in ids
    ]
    found = [(a, b) for a, b in dict.fromkeys(found) if comparable(reading.amounts[a], reading.amounts[b])]
    to = _TO.match(reading.after(size))
    if to:
        found = [(a, b) for a, b in found if b == int(to["new"])]
    if not found or _THAN.match(reading.after(size)):
        return None
    old, new = min(found, key=lambda p: abs(p[0] - size.n))
    between = range(min(old, new, size.n) + 1, max(old, new, size.n))
    clear = all(
        reading.amounts[k].size or k in {old, new, size.n} or reading.amounts[k].family != reading.amounts[old].family
        for k in between
    )
    return reading.amounts[old], reading.amounts[new], clear and len(found) == 1 and not _other_time(reading, size)


def _other_time(reading: Reading, size: Amount) -> bool:
    """Whether the size is compared with a time of its own."""
    return bool(_THAN_TIME.match(reading.after(size)))


def _old(reading: Reading, size: Amount, ends: list[Amount]) -> tuple[Amount | None, bool]:
    """What a size is compared with: the amount in the comparison, or of the time that is compared with."""
    ids = {e.n: e for e in ends}
    ids |= {
        a.n: a
        for a in reading.amounts
        if a.said == "benchmark" and not a.size and a.family != "points" and measures(size, a)
    }
    after = reading.after(size)
    m = _THAN.match(after)
    if m:
        return (ids[int(m["old"])], True) if int(m["old"]) in ids else (None, False)
    m = _THAN_TIME.match(after)
    if m:
        rest = after[m.end() :]
        beside = _BESIDE_TIME.match(rest) or _WHEN_IT_WAS.match(rest)
        if beside and int(beside["old"]) in ids:
            return ids[int(beside["old"])], True
        time = reading.time_of(f"«T{m['time']}»")
        of_it = [e for e in ends if e.time == time and e.n != size.n]
        return (of_it[-1], len(of_it) == 1) if of_it else (None, False)
    return None, False


def old_of(reading: Reading, size: Amount) -> Amount | None:
    """What a size is compared with, where the words leave no other.

    Args:
        reading: The passage.
        size: One of its sizes.
    """
    ends = [
        a
        for a in reading.amounts
        if is_end(a) and measures(size, a) and size.sentence - 1 <= a.sentence <= size.sentence
    ]
    old, sure = _old(reading, size, ends)
    return old if sure else None


def _news(reading: Reading, size: Amount, ends: list[Amount]) -> list[Amount]:
    """What a size is a change of, the likeliest first: "to N", else the nearest figure before, in this sentence or the last."""
    ids = {e.n: e for e in ends}
    m = _TO.match(reading.after(size))
    if m and int(m["new"]) in ids:
        return [ids[int(m["new"])]]
    now = [e for e in ends if current(reading, e)]
    here = [e for e in now if e.sentence == size.sentence and e.n < size.n]
    if here:
        return here[::-1]
    behind = [e for e in now if e.sentence == size.sentence - 1]
    later = [e for e in now if e.sentence == size.sentence and e.n > size.n]
    return [*behind[::-1], *later]


def subject(reading: Reading, size: Amount) -> Amount | None:
    """The one amount that a size is a change of; None where several may be.

    Args:
        reading: The passage.
        size: One of its sizes.
    """
    ends = [
        a
        for a in reading.amounts
        if is_end(a)
        and a.n != size.n
        and size.sentence - 1 <= a.sentence <= size.sentence
        and (size.family == "percent" or measures(size, a))
    ]
    if size.family == "percent":
        ends = [e for e in ends if e.family != "percent"]
    m = _TO.match(reading.after(size))
    if m and any(e.n == int(m["new"]) for e in ends):
        return reading.amounts[int(m["new"])]
    now = [e for e in ends if current(reading, e)]
    here = [e for e in now if e.sentence == size.sentence and e.n < size.n]
    if here:
        return here[-1] if len(here) == 1 or here[-1].n == size.n - 1 else None
    start = reading.before(size)
    behind = [e for e in now if e.sentence == size.sentence - 1]
    if len(behind) >= 1 and _CARRIES.match(start):
        return behind[0] if len({b.family for b in behind}) == 1 and len(behind) == 1 else None
    return None


def overlapping(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Matches at every place of a text, those that begin inside another too."""
    at = 0
    while m := pattern.search(text, at):
        yield m
        at = m.start() + 1


def twins(reading: Reading) -> Iterator[tuple[Amount, Amount, bool]]:
    """Sizes told twice, plainly and in per cent: "31 cases (14%)", "£72,000 more than ..., an increase of 17%".

    The third is whether it is sure: "12 more than last year (64%)" may tell the figure of last year.
    """
    for m in overlapping(_TWIN, reading.text):
        size, percent = reading.amounts[int(m["size"])], reading.amounts[int(m["percent"])]
        if percent.family != "percent" or size.family in {"percent", "points"} or not size.number:
            continue
        said = m[0][len(m["mid"]) :]
        if percent.figure.value.printed.lstrip()[:1] in "+-−–":
            said = "up"
        named = re.search(r"\b(?:than|on|from|since|above|below)\b.*$", m["mid"]) and not re.search(
            r"\b(?:up|down|fall|drop|reduction|decrease|increase|rise|improvement|decline|growth|saving|change|gain|or)\b",
            said,
        )
        if size.size or VARIANCE.search(reading.before(size)):
            yield size, percent, not named


_ON_BASE = re.compile(
    r"«N(?P<size>\d+)»\s+(?:on|against|of)\s+(?:a|the|its|our)\s+(?:[a-z]+\s+){0,3}?(?:budget|programme|plan|allocation|grant)\s+of\s+«N(?P<base>\d+)»\s*\(\s*«N(?P<percent>\d+)»\s*\)",
    re.IGNORECASE,
)


def shares_of_bases(reading: Reading) -> Iterator[tuple[Amount, Amount, Amount]]:
    """As in "an underspend of £0.8m on a budget of £96.4m (0.8%)": size, base, percentage."""
    for m in _ON_BASE.finditer(reading.text):
        size, base, percent = (reading.amounts[int(m[k])] for k in ("size", "base", "percent"))
        if percent.family == "percent" and size.family == base.family:
            yield size, base, percent


def bases(reading: Reading, size: Amount) -> list[Amount]:
    """Budgets and programmes named in a size's sentence, of which a percentage may be told."""
    text = reading.before(size) + reading.after(size)
    return (
        [reading.amounts[int(m["base"])] for m in _BASE.finditer(text)] if VARIANCE.search(reading.before(size)) else []
    )


def distances(reading: Reading) -> Iterator[tuple[Amount, Amount, Amount, Sign]]:
    """Distances from a target: size, target, result and the side (1 above, -1 below, 0 not told)."""
    for size in reading.amounts:
        if not size.size:
            continue
        after = reading.after(size)
        for pattern in _TO_TARGET:
            m = re.compile(r"^\s*(?:[a-z-]+\s+){0,3}?" + pattern.pattern, re.IGNORECASE).match(after)
            if m:
                goal = reading.amounts[int(m["a"] or m["b"])]
                result = _result(reading, size, goal)
                side = m["side"].lower()
                up = re.match(r"above|over|ahead|more|higher", side)
                down = re.match(r"below|under|short|behind|less|fewer|lower", side)
                if result is not None:
                    yield size, goal, result, 1 if up else -1 if down else 0
    for m in _MISSED_BY.finditer(reading.text):
        if "«/»" in m[0]:
            continue
        size = reading.amounts[int(m["size"])]
        goal = reading.amounts[int(m["a"] or m["b"] or m["c"])]
        result = _result(reading, size, goal)
        side = (m["side"] or "").lower()
        if result is not None:
            yield (
                size,
                goal,
                result,
                -1 if side.startswith(("short", "below", "under")) else 1 if side.startswith(("above", "over")) else 0,
            )


def _result(reading: Reading, size: Amount, goal: Amount) -> Amount | None:
    """The result whose distance from a target is told: the one current figure before, in the target's unit."""
    if not comparable(goal, size) and not (goal.family == "percent" and size.family == "points"):
        return None
    first = min(size.n, goal.n)
    for back in (0, 1):
        found = [
            a for a in reading.amounts[:first]
            if a.sentence == size.sentence - back and not a.size and a.said not in {"target", "benchmark"} and comparable(a, goal) and current(reading, a)
            and not a.figure.numeral.is_share
        ]  # fmt: skip
        if found:
            return found[-1] if len(found) == 1 else None
    return None
