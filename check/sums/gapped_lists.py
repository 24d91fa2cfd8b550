"""Wholes that a sentence divides to the last one: "63, of which 38 will be let, 19 extended and six allowed to lapse".

Parts that share one verb or one preposition are parts of one division, and so are "were" and "were not" of one thing.
Lists that say something of their own of each part ("12 were late and 20 were upheld") may count one thing twice.
"""

# ruff: noqa: E501 - patterns, one to a line

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from check.judgements import Results
from check.sought import Sought
from check.sums.amounts import Amount, Reading
from check.sums.links import alike, plain, same_time
from check.sums.outcomes import agree, wrong
from check.sums.slips import digits_told, exchanged, is_slip
from check.sums.ways import sums

_OF_WHICH = re.compile(
    r"^[^.;]{0,90}?(?:,|\bbut\b|\band\b|[-–(])\s*of\s+(?:which|whom|these|them)\s+(?:(?:only|just)\s+)?$", re.IGNORECASE
)
"""Between a whole and its first part."""
_OF_THE = Sought(r"(?:^|\W)Of\s+(?:the|these|those|our|all|its)\s+(?:[a-z]+\s+)?$")
_FIRST_OF = re.compile(r"^[^.;:]{0,80}?,\s*(?:(?:only|just)\s+)?$")
_FINITE = r"(?:were|was|are|is|did|do|does|have|has|had|will|would|can|could|may)"
_TOLD = re.compile(rf"^\s*(?:\([^()]*\)\s*)?(?:{_FINITE}\b|[a-z-]+(?:ed|en|pt|nt)\b|(?:for|in|at|to|from|on|by|with|as)\b)", re.IGNORECASE)  # fmt: skip
"""Behind a part whose noun is that of the whole."""
_OWN_VERB = re.compile(rf"^\s*(?:\([^()]*\)\s*)?{_FINITE}\b", re.IGNORECASE)
_STEP = re.compile(r"^[^.;:«]{1,90}?(?:,|,?\s+and|,?\s+plus)\s+(?:(?:only|just|the\s+other|the\s+remaining)\s+)?$", re.IGNORECASE)  # fmt: skip
_LAST = Sought(r"\b(?:and|plus)\s+(?:(?:only|just|the\s+other|the\s+remaining)\s+)?$", re.IGNORECASE)
_OTHERWISE = re.compile(
    r"\b(?:of\s+(?:them|these|those|which|whom)|includ\w+|than|compared|against|target|average|both|either|also|too|respectively|main\w*|most\w*|some|such)\b|«T",
    re.IGNORECASE,
)
_NOT = re.compile(rf"^\s*(?:\([^()]*\)\s*)?{_FINITE}\s+not\s*(?:[.,;]|«/»|$)", re.IGNORECASE)
_YES = re.compile(rf"^\s*(?:\([^()]*\)\s*)?{_FINITE}\b(?!\s+not\b)", re.IGNORECASE)


def check_gapped_lists(reading: Reading, results: Results) -> None:
    """Hold the parts of a division against its whole.

    Args:
        reading: The passage.
        results: Takes the judgements; a sum that something is called wrong of already is left alone.
    """
    for whole, parts in _divisions(reading):
        told = (whole, *parts)
        if any(results.contradicted(a.figure.id) for a in told) or not same_time(*told):
            continue
        way = next(sums(parts, whole, least=len(parts)), None)
        if way is None:
            continue  # too many for them to prove anything
        if reading.prints(way.exact, whole) or way.exact.overlaps(whole.quantity):
            agree(whole, way, "sum", results)
        elif _yes_and_not(reading, parts) or _is_slipped(whole, parts):
            wrong(whole, way, "sum", results)


def _divisions(reading: Reading) -> Iterator[tuple[Amount, list[Amount]]]:
    """Wholes with the parts that a sentence divides them into."""
    for whole in reading.amounts:
        if not plain(whole) or whole.blur:
            continue
        first = _first(reading, whole)
        if first is None:
            continue
        parts = _parts(reading, whole, first)
        if (len(parts) == 2 and _yes_and_not(reading, parts)) or (
            len(parts) >= 3 and not any(_OWN_VERB.match(reading.after(p)) for p in parts[1:])
        ):
            yield whole, parts


def _first(reading: Reading, whole: Amount) -> Amount | None:
    for a in reading.amounts[whole.n + 1 :]:
        if a.sentence != whole.sentence:
            return None
        if a.bracketed:
            continue
        between = re.sub(r"«N\d+»", " ", reading.between(whole, a))
        begins = _OF_WHICH.match(between) or (
            _OF_THE.search(reading.before(whole)) and _FIRST_OF.match(between) and not _OTHERWISE.search(between)
        )
        return a if begins else None
    return None


def _parts(reading: Reading, whole: Amount, first: Amount) -> list[Amount]:
    """The parts to the last, which "and" tells; none where something else is told among them."""
    out = [first]
    for a in reading.amounts[first.n + 1 :]:
        if a.sentence != first.sentence or _closed(reading, out[-1]):
            break
        if a.bracketed:
            continue
        gap = re.sub(r"«N\d+»", " ", reading.between(out[-1], a))
        if not _STEP.match(gap) or _OTHERWISE.search(gap):
            return []
        out.append(a)
        if _LAST.search(gap):
            break
    if len(out) < 2 or not _LAST.search(reading.between(out[-2], out[-1])):
        return []
    fit = all(plain(p) and not p.blur and alike(p, whole) and _TOLD.match(reading.after(p)) for p in out)
    return out if fit and not _OTHERWISE.search(reading.after(out[-1])[:60].partition("«")[0]) else []


def _closed(reading: Reading, part: Amount) -> bool:
    return bool(re.match(r"[^«]*;", reading.after(part)))


def _yes_and_not(reading: Reading, parts: list[Amount]) -> bool:
    """Whether what is told of one part is denied of the other: "19 were upheld and 11 were not"."""
    a, b = parts[0], parts[-1]
    return len(parts) == 2 and bool(_YES.match(reading.after(a)) and _NOT.match(reading.after(b)))


def _is_slipped(whole: Amount, parts: list[Amount]) -> bool:
    """Whether one slip of one figure would make the parts the whole; where they make less, none but a telling one."""
    missing = whole.number - sum((p.number for p in parts), Fraction(0))
    if missing > 0:  # more may belong to the whole than is listed
        if any(digits_told(p) >= 2 and exchanged(p, p.number + missing) for p in parts):
            return True
        return digits_told(whole) >= 3 and any(
            digits_told(x) >= 3 and is_slip(x, right)
            for x, right in ((whole, whole.number - missing), *((p, p.number + missing) for p in parts))
        )
    if is_slip(whole, whole.number - missing):
        return True
    return any(p.number + missing > 0 and digits_told(p) >= 2 and is_slip(p, p.number + missing) for p in parts)
