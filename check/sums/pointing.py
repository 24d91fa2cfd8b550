"""Sentences that point at the figure of the one before: "71% were seen. This is an increase from 66% in 2019"."""

# ruff: noqa: E501 - tables of words

from __future__ import annotations

import re

from check.judgements import Judgement, Results, printed
from check.sums.amounts import NOT_NOW, Amount, Reading
from check.sums.ends import comparable

_UP = r"increase|rise|growth|higher|up|above|more|greater|longer"
_DOWN = r"decrease|reduction|fall|drop|lower|down|below|less|fewer|smaller|shorter"
_DEGREE = r"(?:(?:an?|the|just|only|still|also|now|again|much|far|well|slight|small|modest|large|big|significant|considerable|substantial|notable|marked|welcome|steady|sharp|further|real|clear|[a-z]+ly)\s+)*"
_SUBJECT = r"(?:This|That|It|Which|The\s+(?:rate|figure|number|total|proportion|percentage|result))"
_POINTS = re.compile(
    rf"^\W*{_SUBJECT}\s+(?:is|was|represents|represented|marks|marked|shows|showed)\s+{_DEGREE}(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\s+(?:from|on|than|over|compared\s+(?:with|to)|against|since)\s+(?P<what>(?:[^«.;,()]|«T\d+»|\((?=\s*«N)){{0,80}}?)«N(?P<old>\d+)»",
    re.IGNORECASE,
)
_MOVED_UP = r"r(?:ose|isen)|increased|gr(?:ew|own)|climbed|(?:crept|edged|went|gone|moved)\s+up"
_MOVED_DOWN = r"f(?:ell|allen)|decreased|declined|dropped|dipped|reduced|slipped(?:\s+down)?|(?:crept|edged|went|gone|moved)\s+down"
_MOVED = re.compile(
    rf"^\W*(?:In|By|At|As\s+at|During)\s+(?:the\s+end\s+of\s+)?«T\d+»,?\s+(?:it|this|they|the\s+(?:rate|figure|number|total|proportion|percentage))\s+(?:had\s+|has\s+|have\s+)?{_DEGREE}(?:(?P<up>{_MOVED_UP})|(?P<down>{_MOVED_DOWN}))\s+{_DEGREE}(?:back\s+)?to\s+(?:(?:about|around|just|nearly|over|under)\s+)*«N(?P<new>\d+)»",
    re.IGNORECASE,
)


def check_pointing(reading: Reading, results: Results) -> None:
    """Hold the way a sentence says a figure moved against that figure, told in the sentence before.

    Args:
        reading: The passage.
        results: Takes the judgements.
    """
    sentences = reading.text.split("«/»")
    for s, text in enumerate(sentences[1:], start=1):
        points, moved = _POINTS.match(text), _MOVED.match(text)
        m = points or moved
        if m is None:
            continue
        told = reading.amounts[int(m["old"] if points else m["new"])]
        other = _pointed_at(reading, told, s - 1)
        if told.size or other is None or results.contradicted(told.figure.id):
            continue
        old, new = (told, other) if points else (other, told)
        if old.date is not None and new.date is not None and (old.date.end >= new.date.end) and not points:
            continue
        up = bool(m["up"])
        gap = new.quantity - old.quantity
        way = m["up"] or m["down"]
        working = f"{printed(old.figure)} to {printed(new.figure)}"
        sources = (other.figure.place,)
        fell, rose = (gap.high <= 0 and new.number < old.number), (gap.low >= 0 and new.number > old.number)
        if fell if up else rose:
            results.add(
                Judgement(
                    told.figure.id, "contradicts", "direction",
                    f"'{way}' does not fit the figures: {printed(new.figure)} is {'below' if up else 'above'} {printed(old.figure)}.",
                    working, "serious", sources, "Correct the word or the figures.",
                )
            )  # fmt: skip
        elif rose if up else fell:
            results.add(
                Judgement(told.figure.id, "agrees", "direction", f"'{way}' fits {working}.", working, sources=sources)
            )


def _pointed_at(reading: Reading, told: Amount, sentence: int) -> Amount | None:
    """The one figure of a sentence that can be meant; None where there are several or none."""
    found = [
        a for a in reading.amounts
        if a.sentence == sentence and not a.size and a.said not in NOT_NOW and not a.older and a.family == told.family
        and comparable(a, told) and not a.figure.numeral.is_share
    ]  # fmt: skip
    return found[0] if len(found) == 1 else None
