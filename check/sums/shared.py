"""Percentages and shares in words that sum up the figures beside them, against every way to work them out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial

from check.judgements import Results, printed
from check.sought import Sought
from check.sums.amounts import MARK, Amount, Reading
from check.sums.changes import percent_text
from check.sums.differing import DIRECTLY, THIS, pair_of
from check.sums.ends import sign_of
from check.sums.links import OF_OTHERS
from check.sums.moves import subject
from check.sums.outcomes import agree, base, like, wrong
from check.sums.slips import digits_told, is_slip
from check.sums.told import Told, tied
from check.sums.ways import Way, changes, fitting, of_percents, of_shares, shares, with_rest
from records import Quantity

_OF_WHOLE = re.compile(r"^\s*of\s+(?:the|its|our|all|these|those|their)\s+(?:[\w’'-]+\s+){0,3}$", re.IGNORECASE)
_OF_TWO = re.compile(r"^\s*of\s+[^«.;]{0,60}«N", re.IGNORECASE)
_APPOSED = re.compile(r"^\s*(?:[\w’'-]+\s+){0,4}?[\w’'-]*\s*(?:,|\()\s*(?:or\s+|some\s+|that\s+is\s+)?$", re.IGNORECASE)


def check_percent(reading: Reading, t: Told, told: dict[int, Told], results: Results) -> None:
    """Hold a percentage or a share in words against the figures it sums up.

    Args:
        reading: The passage.
        t: The figure.
        told: All figures that are told as worked out.
        results: Takes the judgements.
    """
    a = t.amount
    if a.said in {"target", "benchmark", "forecast"}:
        return
    bases = [x for x in reading.amounts if base(reading, told, x) and x.n != a.n]
    size = twin(reading, a, told)
    if size is not None:
        _of_size(reading, a, size, bases, results)
        return
    pair = _share_pair(reading, a, bases) or _of_those(reading, a, bases)
    if pair is None:
        return
    others = [x for x in reading.amounts if x.family == "percent" and x.n != a.n and abs(x.sentence - a.sentence) <= 1]
    if a.size:
        others = [x for x in others if x.said not in {"target", "benchmark"}]  # what something moved by is from none
    way = fitting(reading, a, _ways(bases, others))
    if way is not None:
        if all(x.sentence == a.sentence for x in way.of):
            agree(a, way, "ratio", results)
        return
    x, y = pair
    if not a.figure.numeral.is_share and _of_change(reading, a, x, y):
        return
    if a.older and not (x.older or y.older):
        return  # "almost double the rate of a year ago (31.9%)": of other figures than those of now
    many = [x for x in reading.amounts if x.family == "percent" and x.sentence == a.sentence and not x.bracketed]
    if len(many) > 1 and not a.bracketed:
        return
    moved = a.size or bool(DIRECTLY.match(MARK.split(reading.after(a))[0]))
    first = (
        next(iter(changes(*((y, x) if moved and not a.size else (x, y)))))
        if moved
        else next(iter(shares(*sorted(pair, key=lambda p: p.number))))
    )
    wrong(a, first, "change" if moved else "ratio", results)


def _ways(bases: Sequence[Amount], others: Sequence[Amount]) -> Iterator[Way]:
    """The ways to a percentage from all pairs of figures, and from other percentages."""
    pairs = [(x, y) for i, x in enumerate(bases) for y in bases[i + 1 :] if like(x, y)]
    for x, y in pairs:
        yield from with_rest(shares(x, y))
        yield from changes(x, y)
    yield from of_shares((w for x, y in pairs for w in shares(x, y)), others)
    yield from of_percents(others)


def _of_change(reading: Reading, a: Amount, x: Amount, y: Amount) -> bool:
    """Whether the smaller of two figures is what the larger moved by: "134, an increase ... of 37 (38.1%)"."""
    small, big = sorted((x, y), key=lambda p: p.number)
    if not 0 < small.number < big.number:
        return False
    before = big.quantity - small.quantity
    after = big.quantity + small.quantity
    return any(
        q.low > 0 and reading.prints(Quantity(100 * small.quantity.low / q.high, 100 * small.quantity.high / q.low), a)
        for q in (before, after)
    )


def _share_pair(reading: Reading, a: Amount, bases: Sequence[Amount]) -> tuple[Amount, Amount] | None:
    """The two figures a percentage is told of: those before it in its sentence, which it sums up."""
    here = [x for x in bases if x.sentence == a.sentence]
    if a.size:
        return pair_of(reading, a, here)
    follows = [x for x in here if x.n > a.n]
    if follows and follows[0].n == a.n + 1:
        gap = reading.between(a, follows[0])
        before = [x for x in here if x.n < a.n]
        if DIRECTLY.match(gap) and len(before) == 1 and like(before[0], follows[0]):
            return before[0], follows[0]
        told = reading.between(*follows[:2]) if len(follows) > 1 else ""
        if _OF_WHOLE.match(gap) and (_APPOSED.match(told) or re.match(r"^[^«;.,]{1,60}:\s+$", told)):
            after = reading.after(follows[1])
            return (follows[0], follows[1]) if re.match(r"^\s*(?:[,).]|$)", after) and like(*follows[:2]) else None
    rest = next((x for x in follows if _OTHERS.search(MARK.split(reading.before(x))[-1])), None)
    if rest is not None and re.match(r"^\s*[;,)]", reading.after(a)) and re.search(r"(?:,|\()\s*$", reading.before(a)):
        parts = [x for x in here if x.n < a.n]
        if len(parts) == 1 and like(parts[0], rest):
            return parts[0], rest
    if not tied(reading, a):
        return None
    before = [x for x in here if x.n < a.n]
    if not before and THIS.match(reading.before(a)):
        before = [x for x in bases if x.sentence == a.sentence - 1]
    if len(before) != 2 or not like(*before) or not re.match(r"^\s*(?:[).,;]|«/»|$|[a-z]+\s)", reading.after(a)):
        return None
    x, y = before
    if x.older != y.older:
        return None  # of two times: neither is a part of the other
    if a.bracketed and not re.match(r"^\s*\)", reading.after(a)):
        return None
    linked = re.search(r"\bof\b|\bout\b", reading.between(x, y)) or re.search(
        r"\b[Oo]f\s+(?:[a-z]+\s+)*$", reading.before(x)
    )
    so = re.search(
        r"\b(?:so|that\s+is|giving|making|representing|rate|share|proportion)\b", MARK.split(reading.before(a))[-1]
    )
    return (x, y) if linked or so else None


_OTHERS = Sought(r"\bthe\s+(?:other|others|remaining|rest|remainder)\s+(?:of\s+)?$", re.IGNORECASE)
_THOSE = re.compile(
    r"^\s*of\s+(?:those|the|all(?:\s+those)?|these|everyone)\s+(?:(?:who|that|people|we|which)\s+)*(?:(?:were|was|are|had|have|been)\s+)*(?P<what>[a-z]{4,})",
    re.IGNORECASE,
)


def _of_those(reading: Reading, a: Amount, bases: Sequence[Amount]) -> tuple[Amount, Amount] | None:
    """As in "352 people were referred ... 254 people, or 72.2% of those referred": the whole by its own word."""
    m = _THOSE.match(reading.after(a))
    before = bases_before(bases, a)
    if m is None or not tied(reading, a) or not before or before[-1].sentence != a.sentence:
        return None
    part = before[-1]
    stem = m["what"][:6].lower()
    wholes = [
        x for x in bases
        if x.n != part.n and x.n < a.n and like(x, part) and x.number > part.number and not x.older
        and stem in re.split(r"«N|[;:]|«/»", reading.after(x))[0].lower()
    ]  # fmt: skip
    return (part, wholes[0]) if len(wholes) == 1 else None


def bases_before(bases: Sequence[Amount], a: Amount) -> list[Amount]:
    """Those that stand before an amount."""
    return [x for x in bases if x.n < a.n]


def twin(reading: Reading, a: Amount, told: dict[int, Told]) -> Amount | None:
    """The size that a percentage tells again: "62 down on Quarter 1 (11.3%)", "by 17,000 or 4.4%", "£16,000, 7.9%"."""
    before = reading.amounts[a.n - 1] if a.n else None
    if before is None or before.sentence != a.sentence or before.family in {"percent", "points"}:
        return None
    if not before.size and not (before.n in told and told[before.n].kind == "difference"):
        return None
    gap = reading.between(before, a)
    if not tied(reading, a) or re.search(r"[;.]|\band\b|\bwhile\b|\bbut\b", gap) or len(gap) > 90:
        return None
    if a.bracketed and not re.match(r"^\s*\)", reading.after(a)):
        return None
    if OF_OTHERS.match(reading.after(a)) and not _OF_TWO.match(reading.after(a)):
        return None  # "2,312 (up 24), or 29.5% of all tenancies": the level's share, not the change's
    return before


def _of_size(reading: Reading, a: Amount, size: Amount, near: Sequence[Amount], results: Results) -> None:
    """A change told plainly and in per cent: of one of the figures it may be a change of."""
    ways = []
    sure = []
    sign = sign_of(reading, size)
    new = subject(reading, size)
    for x in near:
        if not like(x, size):
            continue
        olds = [(x.quantity, printed(x.figure))]
        olds += [(x.quantity - size.quantity, f"({printed(x.figure)} - {printed(size.figure)})")]
        olds += [(x.quantity + size.quantity, f"({printed(x.figure)} + {printed(size.figure)})")]
        mine = new is not None and x.n == new.n
        for n, (q, text) in enumerate(olds):
            if q.low <= 0 or (n == 1 and sign < 0) or (n == 2 and sign > 0) or (n == 0 and mine and sign):
                continue
            exact = Quantity(100 * size.quantity.low / q.high, 100 * size.quantity.high / q.low)
            way = Way(exact, (size, x), partial(_size_text, size, text, exact))
            ways.append(way)
            direct = n == 0 and x.n == a.n + 1 and DIRECTLY.match(reading.between(a, x).lstrip(" ,)"))
            if direct or (mine and sign and n == (1 if sign > 0 else 2)):
                sure.append(way)
    found = fitting(reading, a, ways)
    if found is not None:
        agree(a, found, "change", results)
    elif len(sure) == 1 or (sure and any(is_slip(a, w.exact.middle) and digits_told(a) > 1 for w in sure)):
        wrong(a, sure[0], "change", results)


def _size_text(size: Amount, of: str, q: Quantity) -> str:
    return f"{printed(size.figure)} / {of} = {percent_text(q)}"
