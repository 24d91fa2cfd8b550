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

from check.sought import Sought
from check.sums.about import of_another, of_several
from check.sums.amounts import Amount, Reading
from check.sums.ends import Sign, comparable, current, is_end, is_limit, measures, sign_of

_ADV = r"(?:(?:the|our|its|a|an|some|about|around|nearly|almost|over|just|only|total\s+of|figure\s+of|level\s+of|rate\s+of|result\s+of|outturn\s+of|average\s+of|peak\s+of|high\s+of|low\s+of|position\s+of|adjusted|revised|original|planned|forecast|budgeted|reported)\s+)*"
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
    r"^\W*(?:That|This|It|These|Over\s+[^«.]{0,40}?this|Since\s+«T\d+»\s+(?:it|this|the|they)|Compared\s+with|The\s+(?:rate|figure|total|number)(?!\s+(?:of|for|among|who|that|which|per|with)\b(?!\s+(?:this|these|those|them)\b)|\s+[a-z]+(?:ed|en|ing)\s+(?:by|to|in|at|for|on|from|within|through|under|with)\s+(?!(?:[a-z]+\s+){0,2}«))|The\s+(?:increase|rise|fall|drop|reduction|difference|change|improvement|position|gap|saving)|Over\s+«T\d+»|Over\s+(?:the\s+)?(?:twelve|three|six|two)\s+(?:months|years|quarters)|In\s+all\s+this|Against)\b",
    re.IGNORECASE,
)


TO_NAMED_GOAL = re.compile(
    r"^\s*(?:\(«N\d+»\)\s*)?(?:[a-z-]+\s+){0,2}?(?:above|below|short\s+of|inside|outside|ahead\s+of|behind|over|under|off|better\s+than|worse\s+than|more\s+than|less\s+than|higher\s+than|lower\s+than|from|to\s+reach|towards)\s+(?:(?:the|our|its|a|their|this|that|national|annual|year[’']s)\s+)*(?:target|standard|goal|ceiling|threshold|benchmark|profile|budget|plan|forecast|limit|ambition|national\s+average|average)\b(?!\s*(?:of|\(|is|was|at|for\s+«T\d+»\s*\(|,?\s*which)?\s*(?:the\s+)?«N)",
    re.IGNORECASE,
)
"""Held against a goal that is named without its figure: "12 below the target for the year"."""


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


def moves(reading: Reading, size: Amount) -> Iterator[Move]:
    """The pairs a size may be the difference of, the closest first.

    Args:
        reading: The passage.
        size: One of its sizes.
    """
    if TO_NAMED_GOAL.match(reading.after(size)) or an_end_itself(reading, size):
        return
    sign = sign_of(reading, size)
    ends = [
        a
        for a in reading.amounts
        if is_end(a) and measures(size, a) and a.sentence >= size.sentence - 1 and a.sentence <= size.sentence
    ]
    old, sure = _old(reading, size, ends)
    if not sure:
        ends = [e for e in ends if not of_another(reading, size, e)]
    told = _told_pair(reading, size, ends) if not sure else None
    if told is not None:
        yield Move(size, told[0], told[1], sign, told[2], "from_to")
    news = _news(reading, size, [e for e in ends if e is not old])
    news = [e for e in news if not of_another(reading, size, e)] or news
    if old is not None and news:
        for n, new in enumerate(news):
            if comparable(old, new):
                clear = sure and n == 0 and told is None and not _ahead(reading, size, new)
                clear = clear and not of_another(reading, size, new)
                yield Move(size, old, new, sign, clear and not of_several(reading, size, new, news), "than")
    compared = _COMPARES_WITH.search(reading.before(size)) if old is None else None
    if compared is not None:
        yield from _compared_with(size, int(compared["old"]), ends, sign)
    if told is None and old is None and not _THAN.match(reading.after(size)) and not _other_time(reading, size):
        yield from _apposed(reading, size, ends, sign)
        yield from _coordinated(reading, size, sign)
        yield from _carried(reading, size, ends, sign)
    pairs = [(a, b) for a in ends for b in ends if a is not b and comparable(a, b)]
    near = sorted(pairs, key=lambda p: (abs(p[0].n - size.n) + abs(p[1].n - size.n), p[0].n < p[1].n))
    for a, b in near:
        if (a, b) != (old, news[0] if news else None) and _may_be(a, b):
            yield Move(size, a, b, sign, False, "near")


def an_end_itself(reading: Reading, size: Amount) -> bool:
    """Whether a size is told as having moved itself: "the gap has closed from 4.6 points in 2019/20 to 4.1".

    Args:
        reading: The passage.
        size: One of its sizes.
    """
    before, after = reading.before(size), reading.after(size)
    if _FROM_ITSELF.search(before) and _TO_ANOTHER.match(after):
        return True
    m = _AFTER_FROM.search(before)
    return m is not None and reading.amounts[int(m["n"])].size


_FROM_ITSELF = re.compile(r"\bfrom\s+(?:[a-z]+\s+){0,2}$")
_TO_ANOTHER = re.compile(r"^[^;N]{0,60}?\bto\s+(?:[a-z]+\s+){0,2}«N")
_AFTER_FROM = Sought(r"\bfrom\s+(?:[a-z]+\s+){0,2}«N(?P<n>\d+)»[^;N]{0,60}?\bto\s+(?:[a-z]+\s+){0,2}$")


_COMPARES_WITH = Sought(
    rf"\b(?:this|that|which|it)\s+(?:compares|compared)\s+(?:with|to)\s+{_ADV}«N(?P<old>\d+)»(?:[^«.;]|«T\d+»){{0,70}}?[(,–-]\s*(?:up|down|an?\s+(?:[a-z-]+\s+){{0,2}}?(?:fall|drop|reduction|decrease|increase|rise|improvement|decline|growth)\s+of)\s+(?:[a-z]+\s+){{0,2}}$",
    re.IGNORECASE,
)


def _compared_with(size: Amount, n: int, ends: list[Amount], sign: Sign) -> Iterator[Move]:
    """As in "410 were seen, this compares with 385 (an increase of 6%)": the figure before is the newer."""
    old = next((e for e in ends if e.n == n), None)
    news = [e for e in ends if old is not None and e.n < n and e.family == old.family]
    if old is not None and len(news) == 1:
        yield Move(size, old, news[0], sign, True, "than")


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
            if e.family == family and e.sentence == size.sentence and e.n < size.n and not is_limit(reading, e)
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


_JOINS = re.compile(
    r"(?:\band|\bor|,)\s+(?:up\s+|down\s+)?$|\(\s*(?:up\s+|down\s+)?$|(?:,|\bor)\s+(?:or\s+)?an?\s+(?:[a-z-]+\s+){0,2}?(?:fall|drop|reduction|decrease|increase|rise|improvement|decline|growth|saving|change|gain)\s+of\s+(?:[a-z]+\s+){0,2}$",
    re.IGNORECASE,
)


_ELSE = re.compile(r"\b(?:and|but|while|although|though|yet|double|twice|times|half)\b|;", re.IGNORECASE)
"""Behind a size, what tells of another comparison."""


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
        mine = [e for e in ends if e.family == family and not is_limit(reading, e) and e.said != "benchmark"]
        if len(mine) == 2 and mine[0].older == mine[1].older and mine[0].time != mine[1].time:
            yield Move(size, mine[1], mine[0], 0, True, "carried")
            continue
        now = [e for e in mine if current(reading, e)]
        then = [
            e
            for e in mine
            if e.older or (e.date is not None and now and now[0].date is not None and e.date.end < now[0].date.end)
        ]
        if any(e.n > size.n and e.sentence == size.sentence and _ELSE.search(reading.between(size, e)) for e in then):
            continue  # "an improvement of 8.1 points and almost double the rate of a year ago (31.9%)"
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
    own = sentence[sentence[: sentence.find(size.mark)].rfind(";") + 1 :]
    own = own[: own.find(size.mark)] + own[own.find(size.mark) :].partition(";")[0]
    if any(e.n != size.n and e.family == "count" for e in reading.inside(own) if e.n in ids):
        sentence = own  # items of a list, each with its figure: "received 871, down 12%; granted 640, up 3%"
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
        if re.match(r"\s*(?:to|and|-|–)\s+«T", rest):
            return None, False  # "from April to June 2019": a span, which no figure's time names
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
