"""Lists that name the parts of a whole to the last one: "37 of the 94 ..., 29 ..., 16 ... and the remaining 12 ...".

What is left over, or a catch-all at the end ("three of other backgrounds"), says that nothing is left out: then the
parts make the whole. A list without such an end may leave parts out, and is not asked.
"""

# ruff: noqa: E501 - tables of words and explanations, one to a line

from __future__ import annotations

import re

from check.judgements import Judgement, Results, printed
from check.sought import Sought
from check.sums.amounts import Amount, Reading
from check.sums.changes import amount_text
from check.sums.links import alike, links, plain
from check.sums.slips import is_slip
from records import Quantity

_LEFT = Sought(
    r"\b(?:the\s+(?:remaining|remainder|rest|balance|residual)|the\s+(?:final|last|other))(?:\s+of)?(?:\s*[(,:–-])?\s*$",
    re.IGNORECASE,
)
_BALANCE = Sought(r"\bthe\s+(?:remainder|rest|balance|residual)(?:\s+of)?(?:\s*[(,:–-])?\s*$", re.IGNORECASE)
_CATCH_ALL = re.compile(
    r"^\s*(?:(?:of|for|in|at|to|were|was|had|gave|had\s+been|cited|with|from|went|have|are|is)\s+)?(?:for\s+|from\s+|of\s+|to\s+|in\s+)?(?:some\s+|an?\s+|the\s+)?"
    r"(?:other|others|another|elsewhere|unknown|unspecified|various|miscellaneous|something\s+else|somewhere\s+else|no\s+(?:reason|stated)|"
    r"not\s+(?:known|recorded|stated|specified|given))\b",
    re.IGNORECASE,
)
_STEP = re.compile(r"(?:,|;|\band\b|\bplus\b)[^.;:]{0,60}$", re.IGNORECASE)
_WITHIN = re.compile(
    r"\b(?:of\s+(?:them|these|those|whom|which)|includ\w+|than|compared|against|target|from|average|both|respectively)\b|«T",
    re.IGNORECASE,
)


def check_whole_lists(reading: Reading, results: Results) -> None:
    """Hold the parts of lists that leave nothing out against their whole.

    Args:
        reading: The passage.
        results: Takes the judgements; a whole or part that is called wrong already is left alone.
    """
    for whole, first in _beginnings(reading):
        parts = _parts(reading, whole, first)
        if len(parts) < 2 or any(results.contradicted(a.figure.id) for a in (whole, *parts)):
            continue
        last = parts[-1]
        left = bool(_LEFT.search(reading.before(last)))
        if left or (len(parts) >= 3 and _CATCH_ALL.match(reading.after(last))):
            _judge(whole, parts, results, reading, sure=left)


def _beginnings(reading: Reading) -> list[tuple[Amount, Amount]]:
    """Wholes with the first part that is told of them."""
    out: dict[int, tuple[Amount, Amount]] = {}
    for link in links(reading):
        if link.strong and link.how in {"of", "of_the"} and link.part.number < link.whole.number:
            out.setdefault(link.whole.n, (link.whole, link.part))
    for a in reading.amounts:
        if not plain(a) or a.sentence == 0 or not _BALANCE.search(reading.before(a)):
            continue
        here = [x for x in reading.amounts if x.sentence == a.sentence and x.n < a.n and plain(x) and alike(x, a)]
        above = [x for x in reading.amounts if x.sentence == a.sentence - 1 and plain(x) and alike(x, a)]
        if here and len(above) == 1 and above[0].n not in out and above[0].number > a.number:
            out[above[0].n] = (above[0], here[0])
    return list(out.values())


def _parts(reading: Reading, whole: Amount, first: Amount) -> list[Amount]:
    """The parts that follow one another, to the end of the sentence; none where something else is told among them."""
    out = [first]
    for a in reading.amounts[max(first.n, whole.n if whole.sentence == first.sentence else 0) + 1 :]:
        if a.sentence != first.sentence:
            break
        gap = re.sub(r"«N\d+»", " ", reading.between(out[-1], a))
        if a.family in {"percent", "points"} and not a.size and whole.family not in {"percent", "points"}:
            continue
        if _WITHIN.search(gap.replace(" of the ", " ", 1)):
            return out if _LEFT.search(reading.before(out[-1])) else []
        if not plain(a) or not alike(a, whole):
            return out if _LEFT.search(reading.before(out[-1])) else []
        if a.bracketed or not _STEP.search(gap):
            continue  # a part told again, or a number within its words: "until their child was three"
        out.append(a)
    return out


def _judge(whole: Amount, parts: list[Amount], results: Results, reading: Reading, *, sure: bool) -> None:
    total = parts[0].quantity
    for a in parts[1:]:
        total = total + a.quantity
    working = f"{' + '.join(printed(p.figure) for p in parts)} = {amount_text(total, whole)}"
    places = tuple(p.figure.place for p in parts)
    if reading.prints(total, whole) or total.overlaps(whole.quantity):
        for a in (whole, *parts):
            sources = tuple(s for s in (whole.figure.place, *places) if s != a.figure.place)
            results.add(Judgement(a.figure.id, "agrees", "sum", f"The parts make the whole: {working}.", working, sources=sources))  # fmt: skip
        return
    gap = whole.number - total.middle
    slipped = any(is_slip(p, p.number + gap) for p in parts if p.number + gap > 0) or is_slip(whole, total.middle)
    if not slipped or any(_subset(reading, parts, whole, n) for n in range(len(parts))) or not (sure or len(parts) > 2):
        return
    results.add(
        Judgement(
            whole.figure.id, "contradicts", "sum",
            f"The parts listed to the last one make {amount_text(total, whole)}, not {printed(whole.figure)}: {working}.",
            working, "serious", places, "Correct the whole or a part.",
        )
    )  # fmt: skip


def _subset(reading: Reading, parts: list[Amount], whole: Amount, without: int) -> bool:
    """Whether the parts make the whole without one of them, which may be a part of another."""
    rest = [p for n, p in enumerate(parts) if n != without]
    total = sum((p.number for p in rest), 0 * whole.number)
    return len(rest) > 1 and reading.prints(Quantity(total, total), whole)
