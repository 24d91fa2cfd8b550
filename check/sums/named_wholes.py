"""A whole that a sentence only names and shares out: "The surplus was used for A (£2.10m), B (£1.25m) and C (£0.57m)".

What the whole is stands in a paragraph before ("a surplus of £3.92m") or in a row of a table ("Surplus").
"""

# ruff: noqa: E501 - tables of words, one kind to a row

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from check.grounds import grounds_of, stems
from check.judgements import Judgement, Results, printed, quantity
from check.passages import PROSE
from check.sums.amounts import MARK, Amount, Reading
from check.sums.lists import is_part
from check.sums.outcomes import like
from check.sums.slips import digits_told, exchanged
from check.sums.told import told_figures
from check.sums.ways import sums
from records import Quantity, Source

_SHARES_OUT = re.compile(
    r"^(?:The|This|That|These|Those|Its|Our|Their)\s+(?P<noun>(?:[a-z][\w’'-]*\s+){1,4}?)(?:\(«N\d+»\)\s*)?(?:(?:was|were|is|are|has\s+been|have\s+been|had\s+been|will\s+be|went|goes)\s+(?:all\s+|fully\s+|then\s+)?"
    r"(?:used|spent|split|shared|divided|allocated|distributed|invested|paid|put|made\s+up|apportioned|funded|for|on|to|towards|in)|compris\w+|consist\w+|breaks?\s+down|funds|funded|covers|covered|paid\s+for)\b",
    re.IGNORECASE,
)
_PARTLY = re.compile(
    r"\b(?:includ\w+|mainly|mostly|partly|largely|such\s+as|for\s+example|compared|against|than|target|averag\w+|from|most|each|per)\b|«T",
    re.IGNORECASE,
)
_JOINT = re.compile(r"^[^«:]{0,110}?(?:,|;|\band\b|\bplus\b)[^«:]{0,90}$", re.IGNORECASE)
_BACK = 3
"""Paragraphs before in which the whole is looked for."""
_IS = r"(?:of|was|is|at|to|came\s+to|stood\s+at|totalled|amounted\s+to|reached|:)\s+(?:about\s+|around\s+|just\s+(?:over|under)\s+|some\s+)?"


@dataclass(frozen=True, slots=True)
class _Named:
    """A figure that a named whole may be: what it stands for, as printed, and where; whether close before the list."""

    exact: Quantity
    text: str
    place: Source
    here: bool = False


def check_named_wholes(reading: Reading, results: Results) -> None:
    """Hold lists that share out a whole which is only named against what it is elsewhere in the paper.

    Args:
        reading: The passage.
        results: Takes the judgements.
    """
    told = None
    for number, sentence in enumerate(reading.text.split("«/»")):
        m = _SHARES_OUT.match(sentence.strip())
        parts = [a for a in reading.amounts if a.sentence == number]
        if m is None or not 2 <= len(parts) <= 8:
            continue
        told = told if told is not None else told_figures(reading)
        gaps = [MARK.sub(" ", reading.between(a, b)) for a, b in pairwise(parts)]
        if (
            any(not is_part(reading, told, a) or not like(a, parts[0]) for a in parts)
            or any(not _JOINT.match(g) for g in gaps)
            or not re.search(r"\band\b|;", gaps[-1])
            or _PARTLY.search(" ".join((MARK.split(sentence)[0], *gaps)))
            or any(results.contradicted(a.figure.id) for a in parts)
        ):
            continue
        _judge(parts, list(_wholes(reading, m["noun"], parts[0])), results)


def _wholes(reading: Reading, noun: str, part: Amount) -> Iterator[_Named]:
    """The figures of the paper that are told of a thing of this name."""
    head = noun.split()[-1]
    paper = reading.paper
    named = re.compile(rf"\b{re.escape(head)}\b[^.;«]{{0,40}}?\b{_IS}$", re.IGNORECASE)
    for index in range(reading.index, max(reading.index - _BACK - 1, -1), -1):
        p = paper.passages[index]
        for f in paper.figures_of(index) if p.kind in PROSE else ():
            if (f.value.unit == "money") == (part.family == "money") and named.search(p.text[: f.numeral.start]):
                yield _Named(quantity(f.value), printed(f), f.place, here=reading.index - index <= 1)
    words = stems(head)
    now = paper.period.end if paper.period is not None else None
    for g in grounds_of(paper) if words else ():
        if words <= g.words and len(g.words) <= 2:
            for c in g.latest(now):
                if c.value.number and c.value.unit != "percent":
                    low, high = (abs(Fraction(x)) for x in c.value.interval())
                    for scale in (1, 1000, 1_000_000):
                        q = Quantity(min(low, high) * scale, max(low, high) * scale)
                        yield _Named(q, c.value.printed.strip(), c.place)


def _judge(parts: list[Amount], wholes: list[_Named], results: Results) -> None:
    way = next(iter(sums(parts, parts[0], least=len(parts))))
    if any(way.exact.overlaps(w.exact) for w in wholes):
        return
    near = [w for w in wholes if w.exact.middle / 2 <= way.exact.middle <= 2 * w.exact.middle]
    for w in near:
        gap = w.exact.middle - way.exact.middle
        turned = [a for a in parts if digits_told(a) >= 2 and a.number + gap > 0 and exchanged(a, a.number + gap)]
        over = w.here and way.exact.low > w.exact.high and all(w.exact.overlaps(x.exact) for x in near)
        if not turned and not over:
            continue
        a = turned[0] if turned else parts[0]
        results.add(
            Judgement(
                a.figure.id, "contradicts", "sum",
                f"{', '.join(printed(p.figure) for p in parts)} and {w.text} cannot all be right: {way.working}, not {w.text}.",
                way.working, "serious", (w.place, *(p.figure.place for p in parts if p.n != a.n)), "Correct the whole or a part.",
            )
        )  # fmt: skip
        return
