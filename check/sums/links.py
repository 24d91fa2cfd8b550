"""Which amounts of a passage are part and whole, and which share or rate is said of them.

A link is strong where the words leave one reading: "311 of 352 requests", "of the 149 duties, 93 ended", "641 people
were referred; 359 completed" (the noun is left out, so it counts the same people). A weak link is believed only
where the figures fit.
"""

# ruff: noqa: E501 - tables of words, one kind to a row

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from check.relation_patterns import in_dated_bracket
from check.sought import Sought
from check.sums.amounts import Amount, Reading

_DET = r"(?:(?:the|these|those|all|our|its|their|a|total\s+of|some|about|around|approximately|nearly|almost|over|more\s+than|just|only|approved|Council[’']s|council[’']s)\s+)*"
_NOUNS = r"(?:(?!of\b|and\b|or\b|but\b|to\b|than\b|from\b|by\b|out\b)[\w’'/-]+\s+){0,6}?"
NAME = r"(?:(?!of\b|and\b|or\b|but\b|to\b|than\b|from\b|by\b|with\b|in\b|for\b|per\b|on\b|at\b|is\b|are\b|was\b|were\b|had\b|has\b|have\b|which\b|whom\b|them\b|aged\b|up\b|over\b|under\b)[\w’'&/-]+\s+){0,5}"
_BESIDE = r"(?:\(\s*«N\d+»\s*\)\s*)?"
_A_OF_B = re.compile(
    rf"^\s*{_BESIDE}{_NOUNS}(?P<out>out\s+)?of\s+(?P<det>(?:the|these|those|all|our|its|their|a\s+total\s+of)\s+)?{_DET}{NAME}$",
    re.IGNORECASE,
)
_OUT_OF_B = re.compile(
    rf"^\s*(?:[^«.;:]|\(\s*«N\d+»\s*\)){{0,110}}?(?:,|\))?\s+out\s+of\s+(?:the|these|those|all|our|its|their|a\s+(?:possible\s+)?total\s+of)?\s*{NAME}$",
    re.IGNORECASE,
)
"""The whole named last, behind the rest of the clause: "379 visits were made on the day asked for, out of 385"."""
_OF_B = re.compile(
    rf"(?:^|[.;:,(–—-]|«/»|\b(?:and|but|that|while))\s*(?:[A-Z][\w]+,\s+)?(?:of|out\s+of|among|amongst|from\s+among)\s+(?:the|these|those|all|our|its|a\s+total\s+of)?\s*{NAME}$",
    re.IGNORECASE,
)
_A_OF_THEM = re.compile(
    r"^\s*(?:\(«N\d+»\)\s*)?(?:more\s+)?of\s+(?:them|these|those|which|whom)\b(?!\s+[a-z]+\s+«N)", re.IGNORECASE
)
_OF_WHICH = Sought(
    r"(?:,|;|\band\b|:|–|-|\()\s*(?:and\s+)?of\s+(?:which|whom|these|those|them),?\s+(?:(?:about|only|just|some|nearly|almost|over|more\s+than|at\s+least|around|a\s+total\s+of|all\s+but)\s+)*$",
    re.IGNORECASE,
)
_OF_THESE = Sought(r"«/»\W*Of\s+(?:these|those|them|this\s+(?:number|total))\b[^«.;]{0,60}?$", re.IGNORECASE)
PERCENT_OF = re.compile(
    rf"^\s*,?\s*of\s+(?:the|its|our|a|an|this|that|all|their|these|those)\s+{NAME}(?:of\s+|\(\s*)?$", re.IGNORECASE
)


_IN_BRACKETS = re.compile(
    r"^[^«.;]{0,90}?\(\s*(?:or\s+|i\.?e\.?\s+|that\s+is\s+|a\s+rate\s+of\s+|some\s+|about\s+)?$", re.IGNORECASE
)
EQUALS = re.compile(
    r"(?:;\s*(?:the|our|its|a)\s+(?:[a-z-]+\s+){0,2}?(?:result|rate|figure|performance|share|proportion|percentage)\s+(?:of|is|was|being)|[:–—-]|,?\s+so\s+(?:that\s+)?|,?\s+or|,\s+i\.?e\.?|[,;]?\s+(?:and\s+|so\s+)?(?:that|this|it|which)\s+(?:is|was|represents|equals|gives|makes|amounts\s+to|equates\s+to|works\s+out\s+at|means)|[,;]?\s+(?:representing|giving|making|equal\s+to|equivalent\s+to|equating\s+to|amounting\s+to|meaning)|"
    r",)\s*(?:(?:a|an|the|our|its)\s+)?(?:(?:[a-z-]+\s+){0,5}?(?:of|at)\s+)?(?:just\s+|about\s+|around\s+|only\s+|nearly\s+|almost\s+|over\s+|some\s+|under\s+)*$",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"^(?:(?:The|This|Our)\s+(?:overall\s+|resulting\s+)?(?:result|figure)(?:,|\s+(?:of|is|was))\s+|(?:That|This|It|Which)\s+(?:is|was|represents|equals|gives|makes|amounts\s+to|equates\s+to|equated\s+to|works\s+out\s+at|means)\s+(?:(?:a|an|the|our)\s+)?(?:[a-z-]+\s+){0,5}?|At\s+|A\s+(?:[a-z-]+\s+){0,4}?(?:of|at)\s+)(?:just\s+|about\s+|only\s+|nearly\s+|almost\s+|over\s+|under\s+)*$",
    re.IGNORECASE,
)
_RATE_MOVES = re.compile(
    r"^(?:(?:The|Our|Its|This)\s+(?:[a-z-]+\s+){0,4}?(?:rate|share|proportion|percentage|uptake|take-up|result|performance)|Performance|Compliance|Uptake|Take-up|Timeliness|Achievement)\s+(?:[a-z]+\s+){0,4}?(?:(?:rose|risen|fell|fallen|went|gone|increased|decreased|dropped|improved|climbed|moved|grew|grown|slipped)\b[^«/]{0,40}?(?:from\s+«N\d+»[^«/]{0,20}?)?\bto\s+|(?:is|was|stood\s+at|stands\s+at|is\s+now|was\s+therefore)\s+)$",
    re.IGNORECASE,
)
_RESULT = re.compile(
    r"^(?:The|This|Our)\s+(?:overall\s+)?(?:result|rate|figure|performance|percentage|proportion)\s+(?:of|is|was|stood\s+at)\s+$",
    re.IGNORECASE,
)
_OF_THE_TOTAL = Sought(r"«/»\W*Of\s+(?:the|this|that)\s+(?:grand\s+|overall\s+|whole\s+)?total\b[^«.;]{0,60}?$", re.I)
"""Leads back to what was counted first, over sentences about parts of it: "Of the total, 6,564 have been paid"."""
_BROUGHT = Sought(
    r"\b(?:brought|brings|bringing|took|takes|taking|lifted|lifts|lifting|pulled|pushed|left|leaves|leaving)\s+(?:the|our|its|this)\s+(?:[a-z-]+\s+)?"
    r"(?:result|rate|figure|performance|percentage|proportion|score|compliance)\s+(?:down\s+|up\s+|back\s+)?(?:to|at)\s+$",
    re.IGNORECASE,
)
"""Leads to a result that some of what was counted made: "The two missed calls brought the result down to «N»"."""
_RATE_OF = re.compile(
    r"^(?:The|Our|This)\s+(?:overall\s+|resulting\s+)?(?:completion|success|compliance|achievement|up-?take|take-up|response|attendance|pass|conversion|approval|approved|timeliness|on-time|answer)"
    r"\s+(?:rate|figure|level|percentage)\s+(?:of|is|was|stood\s+at|stands\s+at)\s+$",
    re.IGNORECASE,
)
"""Opens a sentence on what was counted as part and whole in the last one: "The completion rate of «N» compares ..."."""
_THAT_IS = re.compile(r"^[^«;]*(?:,|\(|–|-)\s*(?:i\.?\s?e\.?|that\s+is|namely),?\s+$", re.IGNORECASE)
"""Leads from a percentage to the counts that it is made of: "57.7% of plans were issued in time, i.e. 131 out of 227"."""
_PERCENT_FIRST = re.compile(
    r"^\s*(?:[a-z]+\s+){0,3}?(?::|\(|,\s+or|\bor|,\s+with|\bwith|–|-|,)\s*(?:some\s+|that\s+is\s+|i\.?e\.?\s+)?$",
    re.IGNORECASE,
)
_ALSO = re.compile(
    r"^\s*(?:\(\s*«N\d+»\s*\)\s*)?[^«.;:()]{0,60}?(?:,|\band\b)\s*(?:(?:and|only|just|another|the\s+(?:remaining|other|rest))\s+)*$"
)


ALL_BUT = Sought(r"\b(?:all|everyone|every\s+one|none)\s+(?:but|except(?:\s+for)?|apart\s+from|bar)\s+$", re.IGNORECASE)
"""What is left out: "all but five have training (99%)"."""


@dataclass(frozen=True, slots=True)
class Link:
    """A part and its whole.

    Attributes:
        part: The part.
        whole: The whole.
        strong: Whether the words leave no other reading.
        how: Which words link them.
    """

    part: Amount
    whole: Amount
    strong: bool
    how: str


def plain(a: Amount) -> bool:
    """Whether an amount can be a part or a whole: a count, or money, hours, tonnes ... that is no size or target."""
    return (
        not a.size
        and a.family not in {"percent", "points"}
        and not a.family.startswith("rate:")
        and a.said not in {"target", "benchmark", "range"}
        and a.number > 0
        and not a.figure.value.printed.lstrip().startswith(("+", "-", "−", "–"))
        and not a.figure.numeral.is_share
    )


def alike(a: Amount, b: Amount) -> bool:
    """Whether two amounts are told in one unit; a bare number takes the unit of the one before it."""
    families = {a.family, b.family}
    if len(families) == 1 or families <= {"count", "number"}:
        return True
    return "money" not in families and any(x.family in {"count", "number"} and (x.elided or x.bare) for x in (a, b))


def same_time(*amounts: Amount) -> bool:
    """Whether nothing says that amounts are of different times."""
    told = {a.time for a in amounts if a.time is not None}
    return len(told) <= 1 and len({a.older for a in amounts}) == 1


def links(reading: Reading) -> tuple[Link, ...]:
    """Parts with their wholes, strong and weak.

    Args:
        reading: A passage.
    """
    known: tuple[Link, ...] | None = reading.known.get("links")
    if known is None:
        ends = [a for a in reading.amounts if plain(a)]
        found: dict[tuple[int, int], Link] = {}
        for link in _links(reading, ends):
            if alike(link.part, link.whole):
                found.setdefault((link.part.n, link.whole.n), link)
        known = reading.known["links"] = tuple(found.values())
    return known


def _links(reading: Reading, ends: list[Amount]) -> Iterator[Link]:
    wholes: set[int] = set()
    for i, a in enumerate(ends):
        if ALL_BUT.search(reading.before(a)):
            continue
        later = ends[i + 1] if i + 1 < len(ends) else None
        if later is not None and later.sentence == a.sentence and alike(a, later):
            m = _A_OF_B.match(reading.between(a, later))
            if m:
                direct = (
                    not re.sub(r"^\s*(?:\(«N\d+»\)\s*)?", "", reading.between(a, later)).removeprefix("of ").strip()
                )
                wholes.add(later.n)
                yield Link(a, later, bool(m["out"] or m["det"] or direct), "of")
            elif _OUT_OF_B.match(reading.between(a, later)) or _as_fraction(reading, a, later):
                wholes.add(later.n)
                yield Link(a, later, strong=True, how="of")
        if _OF_B.search(reading.before(a)) and not a.older:
            yield from _of_the(reading, a, ends[i + 1 :])
        if (
            _A_OF_THEM.match(reading.after(a))
            or _OF_WHICH.search(reading.before(a))
            or _OF_THESE.search("«/»" + reading.before(a))
        ):
            yield from _of_them(a, ends[:i])
        elif _OF_THE_TOTAL.search("«/»" + reading.before(a)):
            yield from _of_them(a, ends[:i], reach=3)
        elif ((a.elided or a.bare) and a.n not in wholes) or _after_share(reading, a):
            yield from _elided(reading, a, ends[:i])


def _as_fraction(reading: Reading, a: Amount, b: Amount) -> bool:
    """As in "92.5% of investigations (98/106)": a percentage stands before the bracket, or behind the fraction."""
    if reading.between(a, b).strip() != "/" or a.number > b.number:
        return False
    bracketed = reading.before(a).rstrip().endswith("(") and reading.after(b).lstrip().startswith((")", ",", ";"))
    beside = re.match(r"^\s*[(=,]?\s*(?:or\s+)?«N(?P<n>\d+)»", reading.after(b))
    return bracketed or (beside is not None and reading.amounts[int(beside["n"])].family == "percent")


def _of_the(reading: Reading, whole: Amount, later: list[Amount]) -> Iterator[Link]:
    """As in "Of the 149 duties ..., 93 ended ...": the first like amount after the whole, and those listed with it."""
    last: Amount | None = None
    for part in later:
        if part.sentence != whole.sentence or not alike(part, whole) or ALL_BUT.search(reading.before(part)):
            break
        gap = reading.between(whole, part) if last is None else reading.between(last, part)
        if ";" in gap or (last is not None and not _ALSO.match(gap)):
            break
        yield Link(part, whole, last is None or part.elided, "of_the")
        last = part


def _of_them(part: Amount, earlier: list[Amount], reach: int = 1) -> Iterator[Link]:
    """As in "1,122 people ...; 577 of them had quit": what was counted before."""
    near = [w for w in earlier if alike(w, part) and part.sentence - w.sentence <= reach]
    near = [w for w in near if not w.older] or near  # "472 were reported (547 a year ago). Of these, 431 ..."
    for n, whole in enumerate(reversed(near)):
        yield Link(part, whole, n == 0 and len(near) == 1, "of_them")


_LEAVES = re.compile(
    r"^\s*(?:\(\s*«N\d+»\s*\))?,?\s*(?:leaving|and\s+the\s+(?:other|remaining|rest))\s+(?:a\s+balance\s+of\s+|just\s+|only\s+)?«N",
    re.IGNORECASE,
)


_COUNTS_ITS_OWN = re.compile(
    r"\bof\s+(?:[\w’'-]+\s+){0,3}?[\w’'-]+s\s+\(\s*$|\b(?:and|but)\s+of\s+(?:[\w’'-]+\s+){1,4}\(\s*$", re.IGNORECASE
)
"""A bracket behind the name of what it counts: "a quarter of referrals (44 of 158) and of completions (33)"."""


_A_PART = re.compile(r"\s*(?:[a-z-]+\s+){0,2}?(?:out\s+)?of\s+(?:the|these|those|all|our|its|their|«N)", re.IGNORECASE)


def _elided(reading: Reading, part: Amount, earlier: list[Amount]) -> Iterator[Link]:
    """As in "59,940 calls were offered and 3,407 were abandoned": the noun that is left out is the whole's.

    Behind a part it may as well be another part: "seven of the thirteen were warned, four were prosecuted".
    """
    near = [w for w in earlier if alike(w, part) and part.sentence - w.sentence <= 1]
    if not near:
        return
    larger = [w for w in near if w.number >= part.number]
    whole = near[-1] if near[-1].number >= part.number or not larger else larger[-1]
    between = reading.between(whole, part)
    strong = not _COUNTS_ITS_OWN.search(reading.before(part)) and (
        (part.elided or part.bracketed or bool(_LEAVES.match(reading.after(part))))
        and not whole.elided
        and not (_A_PART.match(reading.after(whole)) and whole.sentence == part.sentence)
        and (part.sentence == whole.sentence or between.count("«/»") == 1)
        and len(between) < 140
    )
    yield Link(
        part,
        whole,
        strong and not re.search(r"\b(?:while|whereas|compared|against|elsewhere|respectively|other)\b", between),
        "elided",
    )


def _after_share(reading: Reading, a: Amount) -> bool:
    """As in "Nearly three quarters (157) found no breach": the count of a share, in brackets."""
    before = reading.amounts[a.n - 1] if a.n else None
    if before is None or before.family != "percent" or before.sentence != a.sentence or not a.bracketed:
        return False
    return bool(re.match(r"^\s*(?:[\w’'-]+\s+){0,4}\(\s*$", reading.between(before, a)))


@dataclass(frozen=True, slots=True)
class Said:
    """A share or rate that is said of a part and its whole."""

    share: Amount
    strong: bool


def shares_of(reading: Reading, link: Link) -> Iterator[Said]:
    """The percentages and rates that the words tie to a part and whole, the closest first.

    Args:
        reading: The passage.
        link: Part and whole.
    """
    first, last = sorted((link.part, link.whole), key=lambda a: a.n)
    for a in reading.amounts:
        if (
            not (a.family == "percent" or a.family.startswith("rate:"))
            or a.size
            or a.said in {"target", "benchmark", "forecast"}
        ):
            continue
        if not _timed_alike(a, link) or (a.n > last.n and in_dated_bracket(reading.between(last, a))):
            continue
        if a.n > last.n and OF_OTHERS.match(reading.after(a)):
            yield Said(a, strong=False)
            continue
        if a.n < first.n:
            gap = reading.between(a, first)
            if a.n + 1 == last.n and last is link.part and _after_share(reading, last):
                yield Said(a, strong=True)
            elif a.sentence == first.sentence and _THAT_IS.search(gap) and len(gap) < 160:
                yield Said(a, strong=link.how == "of")
            elif a.sentence == first.sentence and _PERCENT_FIRST.match(gap):
                yield Said(a, strong=link.how in {"of", "of_the"} and "," not in gap)
            elif (
                a.sentence == first.sentence
                and not MARKS.search(gap)
                and ")" not in gap  # "(216, or 17.6%) but for more than half (17 of 31)": each bracket of its own
                and re.search(r"[:(]\s*$", gap)
                and len(gap) < 120
            ):
                yield Said(a, strong=link.how == "of")
            continue
        if a.n < last.n:
            if a.n + 1 == last.n and last is link.part and _after_share(reading, last):
                yield Said(a, strong=True)
                continue
            gap = reading.between(first, a)
            beside = a.n == first.n + 1 and bool(_IN_BRACKETS.match(gap))
            if first is link.part and beside:
                yield Said(a, strong=link.how == "of" and bool(re.match(r"^\s*(?:[\w-]+\s+){0,2}\(\s*$", gap)))
            continue
        gap = reading.between(last, a)
        if a.sentence == last.sentence:
            held = [x for x in reading.inside(gap) if not x.size]
            if not held and (_IN_BRACKETS.match(gap) or EQUALS.search(gap)):
                yield Said(a, strong=len(gap) < 110 and not reading.inside(gap))  # "up 13 tonnes, or 6.9%": of that
            elif not held and link.how == "of" and re.search(r"(?:\brate|\bshare|\bproportion)\s+of\s+$", gap):
                yield Said(a, strong=True)
        elif a.sentence == last.sentence + 1 and not [
            x for x in reading.inside(gap) if x.family != "percent" and not x.size
        ]:
            head = reading.before(a)
            if _NEXT.match(head):
                yield Said(a, strong=not reading.inside(gap))
            elif _RATE_MOVES.match(head) and link.how in {"of_them", "of_the", "elided", "of"}:
                yield Said(a, strong=True)
            elif (_RATE_OF.match(head) or _BROUGHT.search(head)) and link.strong and link.how == "of":
                yield Said(a, strong=not [x for x in reading.inside(head) if x.family == "percent"])
        elif a.sentence == last.sentence + 2 and not [x for x in reading.inside(gap) if not x.size]:
            yield from [Said(a, strong=link.strong)] if _RESULT.match(reading.before(a)) else []


MARKS = re.compile(r"«N")


OF_OTHERS = re.compile(
    r"^\s*,?\s*of\s+(?!them\b|these\b|those\b|which\b|whom\b)(?:all|the|our|every|its|total|children|adults|people|pupils|residents|[a-z]+)\b",
    re.IGNORECASE,
)
"""A share said of something else than the whole told: "310 have a plan, 2.8% of all pupils"."""


def _timed_alike(share: Amount, link: Link) -> bool:
    return same_time(share, link.part) or (share.n in {link.part.n + 1, link.whole.n + 1} and share.time is None)


def of_other_things(reading: Reading, rest: Amount, link: Link) -> bool:
    """Whether the noun behind what is left is told neither of the part nor of the whole: "the other three".

    Args:
        reading: The passage.
        rest: What is said to be left.
        link: The part and the whole.
    """
    noun = re.match(r"\s*(?:[a-z]+\s+)?(?P<s>[a-z]{3,}?)(?:ies|s)\b", reading.after(rest))
    if noun is None or noun["s"] in {"wa", "i", "ha", "thi"}:
        return False
    told = f"{reading.after(link.part)[:60]} {reading.after(link.whole)[:60]} {reading.before(link.part)[-60:]}".lower()
    return noun["s"].lower() not in told
