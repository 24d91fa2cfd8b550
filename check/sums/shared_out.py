"""A whole shared out in the words that follow it: "There were 14 complaints. Nine were not upheld, four ... and one ...".

The whole stands in the sentence before, at the head of the same one, or is only named ("The surplus was used for ...") and
stands in a paragraph or row before. Lists may leave parts out, so a list that makes less than its whole is wrong only where
two digits changed round part the two, or where just one of three parts or more is left out; that is worth a question.
"""

# ruff: noqa: E501 - tables of words, one kind to a row

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from check.judgements import Judgement, Results, printed
from check.sought import Sought
from check.sums.amounts import MARK, Amount, Reading
from check.sums.lists import is_part, is_whole
from check.sums.outcomes import agree, left_out, like, settled, wrong
from check.sums.slips import digits_told, exchanged
from check.sums.told import Told, told_figures
from check.sums.ways import Way, sums

_JOINT = re.compile(r"^[^«:]{0,90}?(?:,|;|\band\b|\bplus\b)[^«:]{0,60}$", re.IGNORECASE)
_PARTLY = re.compile(
    r"\b(?:includ\w+|among\s+them|mainly|mostly|such\s+as|for\s+example|compared|than|target|of\s+which|of\s+whom|averag\w+|up|down|from|largest|biggest|top|most|"
    r"respectively|both|between|same|first|second|some|over|under|nearly|almost|around|every|each|per)\b|«T",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"\b(?:against|than|from|of|over|under)\s+(?:(?:the|a|an|its|our)\s+)?(?:[a-z]+\s+(?:of\s+)?)?$", re.IGNORECASE
)
"""Before what a part is compared with; "14 against a refusal" is another thing."""
_SEVERAL = Sought(
    r"\b(?:about|mention\w*|cit(?:ed|es)|rais(?:ed|es)|involv\w+|concern\w*|report\w*|said|felt|told|asked|reasons?|themes?|more\s+than\s+one|multiple|needs?|receiv\w+|had|have|has)\b",
    re.IGNORECASE,
)
"""What one of the whole may do in several ways at once: complaints are about several things, people have several needs."""
_OWN_NOUN = re.compile(
    r"^\s*+(?:\(«N\d+»\)\s*+)?+(?!(?:were|was|are|is|had|have|has|did|do|will|not|in|on|at|to|from|for|by|with|about|as|of|the|a|an|out|within|outside|under|over|still|also|only|more|went|came|took|got|each|per|and|"
    r"because|against|among|towards|via|since|after|before|between|through|into|without|up|down|off|no|n/a)\b|[a-z]+ed\b|[a-z]+ly\b|[.,;)]|«/»|$)",
    re.IGNORECASE,
)
_GAPPED = re.compile(r"^\s*(?:[a-z’'-]+\s*){1,4}(?:[.,;)]|\band\b|«/»|$)", re.IGNORECASE)
"""A part with the words of the one before left out: "two were major, 15 minor"."""


def check_shared_out(reading: Reading, results: Results) -> None:
    """Hold a list of parts against the whole in the sentence before it, or at the head of its own.

    Args:
        reading: The passage.
        results: Takes the judgements.
    """
    told = told_figures(reading)
    for sentence in range(max((a.sentence for a in reading.amounts), default=-1) + 1):
        here = [a for a in reading.amounts if a.sentence == sentence and not _aside(a)]
        before = [a for a in reading.amounts if a.sentence == sentence - 1 and is_whole(reading, a, limits=True)]
        if before:
            _judge(reading, told, before, here, results)
        if len(here) >= 3 and is_whole(reading, here[0]) and _leads(reading, here[0], here[1]):
            sure = not re.search(r",\s*$", reading.between(here[0], here[1]))
            _judge(reading, told, here[:1], here[1:], results, sure=sure)


def _aside(a: Amount) -> bool:
    """A share in brackets behind what it is the share of."""
    return a.family == "percent" and a.bracketed


def _leads(reading: Reading, whole: Amount, part: Amount) -> bool:
    """Whether a list follows its whole in one sentence: "30 posts were filled, 12 in the north ..."."""
    return bool(re.search(r"(?:,|;|:|–|-|\()\s*$", reading.between(whole, part)))


def _judge(
    reading: Reading, told: dict[int, Told], wholes: Sequence[Amount], parts: list[Amount], results: Results, *,
    sure: bool = True,
) -> None:  # fmt: skip
    if not 2 <= len(parts) <= 8 or any(not is_part(reading, told, a) or not like(a, parts[0]) for a in parts):
        return
    gaps = [MARK.sub(" ", reading.between(a, b)) for a, b in pairwise(parts)]
    if any(not _JOINT.match(g) for g in gaps) or not re.search(r"\band\b|;", gaps[-1]):
        return
    if any(a.blur for a in parts) or any(_AGAINST.search(reading.before(a)) for a in parts):
        return
    lead = MARK.split(reading.before(parts[0]))[-1]
    listed = " ".join((lead[lead.rfind(":") + 1 :], *gaps, re.split(r"[.;]", reading.after(parts[-1]))[0]))
    wholes = [
        w for w in wholes if like(w, parts[0]) and w.number > max(p.number for p in parts) and w.number != len(parts)
    ]
    if not wholes or _PARTLY.search(listed) or any(results.contradicted(a.figure.id) for a in (*wholes, *parts)):
        return
    way = next(iter(sums(parts, wholes[0], least=len(parts))))
    fits = next((w for w in wholes if reading.prints(way.exact, w)), None)
    if fits is not None:
        if not settled(results, fits):
            agree(fits, way, "sum", results)
        return
    if len(parts) >= 3 and _turned(wholes, parts, way, results):
        return
    now = [w for w in wholes if is_whole(reading, w) and not w.size]
    if not sure or len(now) != 1 or not _of_the_whole(reading, parts):
        return
    colon = ":" in reading.between(now[0], parts[0])
    over = now[0].number < way.exact.low <= 2 * now[0].number and (colon or not _SEVERAL.search(listed))
    short = now[0].number - way.exact.middle == 1 and len(parts) >= 3 and not _told_later(reading, parts[-1])
    if over:
        wrong(now[0], way, "sum", results)
    elif short:
        left_out(now[0], way, results)


def _turned(wholes: Sequence[Amount], parts: Sequence[Amount], way: Way, results: Results) -> bool:
    """Whether the list makes one of the wholes once two digits of one figure are changed round; it is reported."""
    found: list[tuple[Amount, Amount]] = []
    for whole in wholes:
        gap = whole.number - way.exact.middle
        for a in parts:
            if digits_told(a) >= 2 and a.number + gap > 0 and exchanged(a, a.number + gap):
                found.append((whole, a))
        if digits_told(whole) >= 2 and exchanged(whole, way.exact.middle):
            found.append((whole, whole))
    if not found or len({w.n for w, _ in found}) > 1:
        return False
    whole, a = found[0]
    figures = f"{', '.join(printed(p.figure) for p in parts)} and {printed(whole.figure)}"
    results.add(
        Judgement(
            a.figure.id, "contradicts", "sum", f"{figures} cannot all be right: {way.working}, not {printed(whole.figure)}.",
            way.working, "serious", tuple(x.figure.place for x in (whole, *parts) if x.n != a.n), "Correct the whole or a part.",
        )
    )  # fmt: skip
    return True


def _of_the_whole(reading: Reading, parts: Sequence[Amount]) -> bool:
    """Whether no part has a noun of its own, so that all count what the whole counts."""
    first, *rest = [reading.after(p) for p in parts]
    return not _OWN_NOUN.match(first) and all(not _OWN_NOUN.match(t) or _GAPPED.match(t) for t in rest)


def _told_later(reading: Reading, last: Amount) -> bool:
    """Whether the next sentence goes on counting: "One is still open."."""
    return any(a.sentence == last.sentence + 1 and a.number == 1 and not a.size for a in reading.amounts)
