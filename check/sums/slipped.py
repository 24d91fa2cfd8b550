"""Figures that go together but for a slip of digits: part, whole and the rate told next; parts and the rest."""

# ruff: noqa: E501 - tables of words, one kind to a row

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from check.judgements import Judgement, Results, number_text, printed
from check.sought import Sought
from check.sums.amounts import MARK, NOT_NOW, Amount, Reading
from check.sums.links import Link, links
from check.sums.outcomes import agree, base, like, settled, wrong
from check.sums.slips import digits_told, exchanged, is_slip
from check.sums.told import Told, told_figures
from check.sums.ways import Way, shares, sums, with_rest

_REST = Sought(r"\bthe\s+(?:remaining|other|rest|remainder)(?:\s+of\s+(?:them|these))?\s*(?:,|\()?\s*$", re.IGNORECASE)
_RATE_NEXT = re.compile(
    r"^(?:(?:The|Our|Overall)\s+)?(?:[A-Za-z]+\s+)?[A-Za-z]*(?:ity|ance|ancy|ency|ion|ness|-up|age|ment|rate|take-up)\s+(?:was|is|stood\s+at|stands\s+at|came\s+to|reached|ran\s+at)\s+(?:now\s+|just\s+|therefore\s+|thus\s+)?$",
    re.IGNORECASE,
)
"""A rate by its name at the start of the next sentence: "Punctuality was 88.2%"."""


def check_slipped(reading: Reading, results: Results) -> None:
    """Find the figure that two digits changed round keep from going with the others of its paragraph.

    Args:
        reading: The passage.
        results: Takes the judgements.
    """
    told = told_figures(reading)
    for link in links(reading):
        if link.strong and link.part.number <= link.whole.number:
            _rate(reading, link, results)
    _rest(reading, told, results)


def _rate(reading: Reading, link: Link, results: Results) -> None:
    """As in "21,834 of 24,201 departures were on time ... Punctuality was 88.2%", where 21,384 would be."""
    if any(j.kind == "ratio" for n in (link.part.figure.id, link.whole.figure.id) for j in results.of(n)):
        return
    percents = [a for a in reading.amounts if a.family == "percent" and not a.figure.numeral.is_share]
    ways = list(shares(link.part, link.whole))[:1]
    if not ways or any(reading.prints(w.exact, p) for w in with_rest(ways) for p in percents):
        return
    last = max(link.part.sentence, link.whole.sentence)
    near = [
        p for p in percents
        if not p.size and not p.older and p.said not in NOT_NOW and link.part.sentence <= p.sentence <= last + 1
        and digits_told(p) >= 3 and not results.contradicted(p.figure.id)
    ]  # fmt: skip
    figures = f"{printed(link.part.figure)}, {printed(link.whole.figure)}"
    for p in near:
        if p.sentence == last + 1 and _RATE_NEXT.match(reading.before(p)) and abs(ways[0].exact.middle - p.number) <= 3:
            wrong(p, ways[0], "ratio", results)
            return
    found = [(p, a, n) for p in near for a, n in _mended(link, p)]
    if len(found) != 1:
        return
    p, a, n = found[0]
    figures += f" and {printed(p.figure)}"
    results.add(
        Judgement(
            a.figure.id, "contradicts", "ratio",
            f"{figures} cannot all be right: {ways[0].working}. With {n} for {printed(a.figure)} they go together.",
            ways[0].working, "serious", tuple(x.figure.place for x in (link.part, link.whole, p) if x.n != a.n),
            "Correct the figure whose digits are changed round, or the percentage.", n,
        )
    )  # fmt: skip


def _mended(link: Link, percent: Amount) -> Iterator[tuple[Amount, str]]:
    """The part or the whole with two digits changed round, where the percentage then follows."""
    low, high = percent.quantity.low, percent.quantity.high
    if low <= 0:
        return
    for a, least, most in (
        (link.part, low * link.whole.number / 100, high * link.whole.number / 100),
        (link.whole, link.part.number * 100 / high, link.part.number * 100 / low),
    ):
        if a.figure.value.places != 0 or a.figure.value.unit not in {"count", ""} or digits_told(a) < 3:
            continue
        digits = str(int(a.number))
        for i in range(len(digits) - 1):
            other = digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :]
            if other != digits and other[0] != "0" and least <= int(other) <= most:
                yield a, number_text(Fraction(int(other)), 0)


def _rest(reading: Reading, told: dict[int, Told], results: Results) -> None:
    """As in "We conducted 724 marriages. 541 were ..., 121 ... and the remaining 62 elsewhere"."""
    for rest in reading.amounts:
        if (
            not _REST.search(MARK.split(reading.before(rest))[-1])
            or not base(reading, told, rest)
            or settled(results, rest)
        ):
            continue
        parts = [
            x
            for x in reading.amounts
            if x.sentence == rest.sentence and x.n <= rest.n and base(reading, told, x) and like(x, rest)
        ]
        wholes = [
            x for x in reading.amounts
            if x.sentence == rest.sentence - 1 and base(reading, told, x) and like(x, rest) and not x.older and x.number > rest.number
        ]  # fmt: skip
        if not 2 <= len(parts) <= 6 or not wholes:
            continue
        way = next(iter(sums(parts, rest, least=len(parts))))
        of_part = list(sums(parts, rest))
        fits = next((w for w in wholes if any(reading.prints(s.exact, w) for s in of_part)), None)
        inner = sums(parts[1:-1], rest, least=1)
        if fits is not None:
            agree(fits, way, "sum", results)
            continue
        if any(reading.prints(parts[0].quantity - s.exact, rest) for s in inner):
            continue  # "Of the 724, 541 ... and the remaining 183": the whole stands in its own sentence
        _parts(wholes, parts, way, results)


def _parts(wholes: list[Amount], parts: list[Amount], way: Way, results: Results) -> None:
    for whole in wholes:
        gap = whole.number - way.exact.middle
        wrong = [a for a in parts if is_slip(a, a.number + gap) and digits_told(a) >= 2 and a.number + gap > 0]
        wrong += [whole] if is_slip(whole, way.exact.middle) and digits_told(whole) >= 2 else []
        turned = [a for a in wrong if exchanged(a, way.exact.middle if a is whole else a.number + gap)]
        if not wrong or (len(wholes) > 1 and not turned):
            continue
        a = (turned or wrong)[0]
        figures = f"{', '.join(printed(p.figure) for p in parts)} and {printed(whole.figure)}"
        results.add(
            Judgement(
                a.figure.id, "contradicts", "sum",
                f"{figures} cannot all be right: {way.working}, not {printed(whole.figure)}.", way.working, "serious",
                tuple(x.figure.place for x in (whole, *parts) if x.n != a.n), "Correct the whole or a part.",
            )
        )  # fmt: skip
        return
