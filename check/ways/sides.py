"""Sides told of a figure that stands right behind the word: "above the national rate of 66.2", "below the 38 of June".

What is compared are the current figures told before it. Only where every one of them that it can be lies on the other
side is the word wrong.
"""

# ruff: noqa: E501 - patterns, one to a line

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from check.judgements import Results, overlap, printed, quantity
from check.paper import Figure, Paper
from check.passages import PROSE
from check.sentences import Sentence
from check.ways.reading import sized_ways
from check.withheld import voice
from records import Finding

_SIDE = re.compile(
    r"(?<![\w-])(?:(?P<up>above|exceed(?:s|ed|ing)|(?:higher|more|greater|larger)\s+than)|(?P<down>below|(?:lower|less|fewer|smaller)\s+than))\s",
    re.IGNORECASE,
)
_BETWEEN = frozenset(
    re.findall(
        r"[a-z]+",
        "both all the our its their that those of for in statistical national regional local latest england "
        "english wales average averages rate  figure level result score median mean benchmark comparator "
        "comparable neighbours neighbour peers peer group family cipfa county borough  city council councils "
        "authorities region country as a whole equivalent corresponding similar other overall at was is which s ",
    )
)
"""Words that stand between a side and the figure of others that it is told of."""
_WORD = re.compile(r"[A-Za-z]+")
_OTHERS = re.compile(
    r"\b(?:england|english|national\w*|regional|region|average|neighbours?|peers?|benchmark|comparator|median|county|country|similar|other\s+(?:councils|authorities))\b",
    re.IGNORECASE,
)
_SMALL = re.compile(r"\b(?:no|not|never|neither|nor|would|could|should|if|until|unless|for\s+every)\b[^,;.]{0,40}$|n['’]t\s[^,;.]{0,30}$", re.IGNORECASE)  # fmt: skip
_OLD = {"target", "forecast", "change"}


_TO_FROM = re.compile(
    r"(?<![\w-])(?:(?P<up>rose|risen|increased|grew|grown|climbed|up)|(?P<down>fell|fallen|dropped|decreased|declined|dipped|slipped|down))\s+(?:(?:slightly|sharply|again|further|back)\s+)?"
    r"to\s+(?:(?:just|about|around|only|over|under|a|an)\s+)*$"
)
_FROM = re.compile(r"\s*(?:\([^()]*\)\s*)?(?:,\s*)?from\s+(?:(?:just|about|around|only|over|under|a|an|the)\s+)*$")


@dataclass(frozen=True, slots=True)
class _Side:
    """A word that says on which side of a figure another lies."""

    start: int
    end: int
    above: bool
    base: Figure


def check_sides(paper: Paper, results: Results) -> None:
    """Hold every side told of a figure of others against the figures told before it.

    Args:
        paper: With its figures.
        results: Takes findings.
    """
    for index, passage in enumerate(paper.passages):
        if passage.kind not in PROSE or passage.is_header or len(paper.figures_of(index)) < 2:
            continue
        _to_from(paper, results, index)
        sides = [s for sentence in paper.sentences_of(index) for s in _sides(paper, index, sentence)]
        if not sides:
            continue
        sizes = {f.id for w in sized_ways(paper, index) for f in w.sizes}
        for side in sides:
            _hold(paper, results, index, side, sizes | {s.base.id for s in sides})


def _to_from(paper: Paper, results: Results, index: int) -> None:
    """Hold "fell to 887 from 921" against its two figures."""
    passage = paper.passages[index]
    figures = paper.figures_of(index)
    for new, old in pairwise(figures):
        if new.value.number is None or old.value.number is None or new.value.unit != old.value.unit:
            continue
        if not _FROM.fullmatch(passage.text, new.numeral.end, old.numeral.start):
            continue
        m = _TO_FROM.search(passage.text[max(0, new.numeral.start - 60) : new.numeral.start])
        if m is None:
            continue
        off = max(0, new.numeral.start - 60)
        span = m.span("up" if m["up"] else "down")
        a, b = quantity(old.value).middle, quantity(new.value).middle
        if a != b and (b > a) != bool(m["up"]):
            _say(paper, results, index, (off + span[0], off + span[1]), new, old, "fell" if m["up"] else "rose")


def _sides(paper: Paper, index: int, sentence: Sentence) -> Iterator[_Side]:
    text = paper.passages[index].text
    for f in paper.figures_of(index):
        if not sentence.start <= f.numeral.start < sentence.end or f.value.number is None or f.numeral.is_share:
            continue
        head = text[max(sentence.start, f.numeral.start - 110) : f.numeral.start]
        found = list(_SIDE.finditer(head))
        m = found[-1] if found else None
        if m is None or not _is_of_others(head[m.end() :]) or _SMALL.search(head[: m.start()]):
            continue
        name = "up" if m["up"] else "down"
        off = f.numeral.start - len(head)
        yield _Side(off + m.start(name), off + m.end(name), name == "up", f)


def _is_of_others(what: str) -> bool:
    """Whether nothing but a name of others stands between a side and a figure: "the England average of "."""
    if any(c in what for c in ";.:") or not _OTHERS.search(what):
        return False
    words = _WORD.findall(what)
    return len(words) < 12 and all(w.lower() in _BETWEEN or w[0].isupper() for w in words)


def _hold(paper: Paper, results: Results, index: int, side: _Side, used: set[int]) -> None:
    passage = paper.passages[index]
    span = (side.start, side.end)
    if any(
        f.place.span and overlap(f.place.span, span) and f.verdict == "contradicts"
        for f in results.told_of(passage.source)
    ):
        return
    before = [
        f for f in paper.figures_of(index)
        if f.numeral.end <= side.start and f.id not in used and f.claim.role not in _OLD and not f.numeral.is_share
        and f.value.number is not None and f.value.unit == side.base.value.unit and f.value.places == side.base.value.places
    ]  # fmt: skip
    sentences = [s for s in paper.sentences_of(index) if s.start <= side.start]
    here = [f for f in before if f.numeral.start >= sentences[-1].start]
    if not here and len(sentences) > 1:
        here = [f for f in before if f.numeral.start >= sentences[-2].start]
    ends = [f.claim.period.end for f in here if f.claim.period is not None]
    here = [f for f in here if f.claim.period is None or f.claim.period.end == max(ends)]
    wrong = {j.figure for j in results.judgements if j.verdict == "contradicts"}
    base = quantity(side.base.value)
    if not here or any(f.id in wrong for f in (*here, side.base)) or voice(paper, index, side.start, "direction"):
        return
    if any(
        (quantity(f.value).middle > base.middle) == side.above or quantity(f.value).middle == base.middle for f in here
    ):
        return
    _say(paper, results, index, span, here[-1], side.base, "below" if side.above else "above")


def _say(
    paper: Paper, results: Results, index: int, span: tuple[int, int], level: Figure, base: Figure, right: str
) -> None:
    place = paper.passages[index].at(*span)
    if any(f.place.span and overlap(f.place.span, span) and f.verdict == "contradicts" for f in results.told_of(place)):
        return
    side = right if right in {"above", "below"} else ("above" if right == "rose" else "below")
    results.findings.append(
        Finding(
            "contradicts", "direction", place, place.printed,
            f"'{place.printed}' does not fit: {printed(level)} is {side} {printed(base)}.",
            f"{printed(level)} against {printed(base)}", "serious", (level.place, base.place),
            "Correct the word or the figures.", expected=right,
        )
    )  # fmt: skip
