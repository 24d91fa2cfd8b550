"""Totals and differences that a paragraph tells, against the figures they are said of."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from check.judgements import Judgement, Results, printed
from check.sought import Sought
from check.sums.amounts import MARK, Amount, Reading
from check.sums.ends import counts_things, is_limit, measures, sign_of
from check.sums.moves import an_end_itself
from check.sums.outcomes import agree, base, like, signed, wrong
from check.sums.slips import is_slip
from check.sums.told import Told, concludes
from check.sums.ways import Way, differences, fitting, sums

_PARTLY = Sought(
    r"\b(?:includ\w+|among\s+them|mainly|mostly|such\s+as|for\s+example|compared|against|target|budget|of\s+which|of\s+whom|average)\b",
    re.IGNORECASE,
)
_OF_THE = re.compile(r"^\s*(?:[a-z]+\s+)?(?:out\s+)?of\s+(?:the|these|those|our)\s+$", re.IGNORECASE)
_COMPARED = re.compile(
    r"\b(?:compared|against|from|than|versus|instead\s+of|rather\s+than|whereas|while|to|but|up\s+on|down\s+on|exceeds?|beat|short\s+of|ahead\s+of|behind|above|below|over|under)\b|\(\s*$|;",
    re.IGNORECASE,
)
_MOVED_BY = Sought(
    r"\b(?:rose|risen|fell|fallen|grew|grown|increased|decreased|dropped|declined|climbed|went\s+(?:up|down)|improved)\s+by\s+(?:[a-z]+\s+){0,2}$",
    re.IGNORECASE,
)
"""Before the size of a movement, which is from an earlier figure and from no target."""
THIS = re.compile(r"^\W*(?:That|This|It|Which|The\s+(?:difference|gap|balance|total|rate|share|average|result))\b")
_OWN_TIME = re.compile(
    r"^[^«.;]{0,60}?\b(?:than|on|from|since|over|above|below|in)\s+(?:[a-z’']+\s+){0,6}?(?:«T(?P<time>\d+)»|(?:last|previous)\s)"
)
_TO_NAMED = re.compile(
    r"^\s*(?:[a-z-]+\s+){0,2}?(?:above|below|short\s+of|inside|outside|within|ahead\s+of|behind|over|under|than|off|from|beyond)\s+(?:[\w’'-]+\s+){0,6}?[\w’'-]+\s*(?:[,.;:)]|\band\b|\bbut\b|«/»|$)",
    re.IGNORECASE,
)
"""Held against a thing that is only named: "0.8 points below target"."""
DIRECTLY = re.compile(
    r"^\s*(?:[a-z-]+\s+){0,2}?(?:above|below|short\s+of|inside|ahead\s+of|behind|over|under|than|beyond)\s+(?:(?!and\b|but\b|or\b)[\w’'-]+\s+){0,5}?\(?$",
    re.IGNORECASE,
)
"""Leads from a difference to what it is one from: "7.9% short of the «N»", "9 points behind the others («N»)"."""


def check_total(reading: Reading, t: Told, told: dict[int, Told], results: Results) -> None:
    """Hold a total against the figures before it.

    Args:
        reading: The passage.
        t: The figure.
        told: All figures that are told as worked out.
        results: Takes the judgements.
    """
    a = t.amount
    net = a.size or bool(re.search(r"\bnet\b", MARK.split(reading.before(a))[-1]))

    def part(x: Amount) -> bool:
        return x.n < a.n and like(x, a) and x.number > 0 and (base(reading, told, x) or (net and x.family != "percent"))

    near = [x for x in reading.amounts if part(x)]
    here = [x for x in near if x.sentence == a.sentence]
    parts = here if here else [x for x in near if x.sentence == a.sentence - 1]
    if any(_OF_THE.match(reading.between(x, y)) for x, y in pairwise(parts)):
        return  # "26 of the 79 reoffended": a part and its whole are no parts of a total
    if len(parts) < 2 and not here and THIS.match(reading.before(a)):
        parts = near  # "Upheld: 19. Upheld in part: 23. Not upheld: 31. This gives a total of 73."
    way = fitting(reading, a, sums(near, a, signs=net))
    if way is not None:
        agree(a, way, "sum", results)
        return
    if not 2 <= len(parts) <= 8 or _PARTLY.search(reading.between(parts[0], a)):
        return
    if net and len(parts) < 3:
        return  # what two changes come to may be told of a third thing
    full = next(iter(sums(parts, a, least=len(parts))))
    if net or full.exact.high < a.number * 3 / 5 or full.exact.low > a.number * 5 / 3:
        slipped = next((w for w in sums(parts, a, least=len(parts), signs=net) if is_slip(a, w.exact.middle)), None)
        if slipped is None:
            return
        full = slipped
    wrong(a, full, "sum", results)


def check_difference(
    reading: Reading, t: Told, told: dict[int, Told], results: Results, *, again: bool = False
) -> None:
    """A difference against its pair; again only for the way it goes, where its size is known to be right."""
    a = t.amount
    ends = [x for x in reading.amounts if _end(reading, told, x, a)]
    near = [x for x in ends if abs(x.sentence - a.sentence) <= 1]
    ways = (w for i, x in enumerate(near) for y in near[i + 1 :] if _alike(x, y) for w in differences(x, y))
    pair = pair_of(reading, a, ends, {n for n, x in told.items() if x.kind == "average"})
    way = fitting(reading, a, ways)
    if way is None and len(near) > 2:
        way = fitting(reading, a, (w for w in sums(near, a, signs=True)))
    if way is not None:
        if pair is not None and {x.n for x in way.of} == {x.n for x in pair} and _turned(reading, a, pair):
            _turned_round(reading, a, pair, way, results)
        elif not again and all(x.sentence == a.sentence for x in way.of):
            agree(a, way, "change", results)
        return
    if pair is None or again or any(_OF_THE_WHOLE.match(reading.after(x)) for x in pair):
        return  # "110 of the total, leaving just 28 elsewhere": what it is left of is not told beside it
    if not _left_of_more(reading, a) and not an_end_itself(reading, a):
        wrong(a, next(differences(*pair)), "change", results)


_OF_THE_WHOLE = re.compile(r"\s*(?:[a-z]+\s+)?of\s+(?:the\s+|all\s+)?(?:total|whole|overall|entire)\b", re.IGNORECASE)


def _left_of_more(reading: Reading, a: Amount) -> bool:
    """Whether a figure is what others of its sentence leave of a size: "260 more needed, 205 found: a gap of 55"."""
    here = [x for x in reading.amounts if x.n < a.n and x.sentence == a.sentence and like(x, a) and x.number > 0]
    return any(x.size for x in here) and fitting(reading, a, (w for w in sums(here, a, signs=True))) is not None


def _end(reading: Reading, told: dict[int, Told], x: Amount, a: Amount) -> bool:
    if x.n == a.n or signed(x) or x.size or x.figure.numeral.is_share or x.said == "range" or not measures(a, x):
        return False
    if x.said == "target" and _MOVED_BY.search(reading.before(a)):
        return False
    kind = told[x.n].kind if x.n in told else ""
    if a.family in {"points", "percent"} and x.family == "percent":
        return True
    return (
        kind in {"", "average", "total"}
        and x.family not in {"percent", "points"}
        and (_alike(x, a) or a.family == "percent")
    )


def _alike(x: Amount, y: Amount) -> bool:
    """Whether two figures are of one unit, or one leaves it out: "34.5 days, inside the limit of 38"."""
    bare = [a for a in (x, y) if a.family in {"count", "number"} and (a.bare or a.bracketed)]
    if counts_things(x, y) or counts_things(y, x):
        return False
    return like(x, y) or (bool(bare) and "money" not in {x.family, y.family} and "percent" not in {x.family, y.family})


def pair_of(
    reading: Reading, a: Amount, ends: Sequence[Amount], averaged: Collection[int] = ()
) -> tuple[Amount, Amount] | None:
    """The two figures that a difference is said of, where the words leave no others."""
    here = [x for x in ends if x.sentence == a.sentence]
    if len(here) < 2 and THIS.match(reading.before(a)):
        here = [x for x in ends if x.sentence == a.sentence - 1] + here
    plain = [x for x in here if x.n not in averaged]
    here = plain if len(plain) >= 2 else here
    if len(here) != 2 or not _alike(here[0], here[1]):
        return None
    x, y = here
    after = MARK.split(reading.after(a))[0]
    if _TO_NAMED.match(after) and not any(is_limit(reading, e) or e.said for e in here):
        return None
    own = _OWN_TIME.match(after)
    if own and own["time"]:
        time = reading.time_of(f"«T{own['time']}»")
        if time not in {x.time, y.time}:
            return None
    elif own:
        return None
    between = reading.between(x, y)
    behind = reading.between(a, x) if a.n < x.n else ""
    if a.n < x.n and (re.match(r"^\s*:\s", behind) or re.match(r"^[^«;.]{0,30}\(\s*$", behind)):
        told = _COMPARED.search(between) or x.older != y.older
        return (
            (x, y) if told and not re.search(r"[;]", between) else None
        )  # "a third: 43 against 86", "5 points (95% to 90%)"
    if x.n < a.n < y.n and y.n == a.n + 1 and DIRECTLY.match(reading.between(a, y)):
        return x, y
    if a.n < y.n and not re.search(r"\bbetween\b", reading.between(a, y)):
        return None  # "by 12 to 340": of what the figures after it are, the words before do not tell
    if concludes(reading, a):
        return x, y
    if ";" in between or any(e.size and e.n != a.n for e in reading.inside(between)):
        return None
    now = re.match(r"^\s*(?:[a-z]+\s+)?now\b", reading.after(y))
    if now and x.time is not None:
        return x, y
    compared = _COMPARED.search(between) or x.older != y.older or (x.time != y.time and x.time and y.time)
    return (x, y) if compared and not re.search(r"\band\s+(?:the\s+)?(?:[a-z]+\s+){0,3}$", between) else None


def _turned(reading: Reading, a: Amount, pair: tuple[Amount, Amount]) -> bool:
    """Whether the words say that the newer of two figures is the larger where it is the smaller, or the reverse."""
    x, y = pair
    if x.older == y.older or x.number == y.number:
        return False
    old, new = (x, y) if x.older else (y, x)
    now = reading.paper.period
    if new.date is not None and old.date is None and now is not None and new.date.end < now.end:
        return False  # the one that is dated is of the past: which is the older, the words do not tell
    sign = sign_of(reading, a)
    return sign != 0 and (new.number - old.number) * sign < 0


def _turned_round(reading: Reading, a: Amount, pair: tuple[Amount, Amount], way: Way, results: Results) -> None:
    old, new = pair if pair[0].older else pair[::-1]
    went = "larger" if sign_of(reading, a) > 0 else "smaller"
    results.add(
        Judgement(
            a.figure.id, "contradicts", "change",
            f"By the words {printed(new.figure)} is {went} than {printed(old.figure)}; it is not.",
            way.working, "serious", (old.figure.place, new.figure.place), "Correct the word or the figures.",
        )
    )  # fmt: skip
