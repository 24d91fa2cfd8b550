"""Lists whose parts make a whole: "£18,450: £12,300 for ... and £6,150 for ...", "73% and 27% respectively"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from check.judgements import Results, printed
from check.sums.amounts import MARK, Amount, Reading
from check.sums.changes import percent_text
from check.sums.ends import is_limit
from check.sums.outcomes import agree, base, left_out, like, settled, wrong
from check.sums.slips import digits_told, is_slip
from check.sums.told import Told, told_figures
from check.sums.ways import Way, sums
from records import Quantity

_PARTLY = re.compile(
    r"\b(?:includ\w+|among\s+them|mainly|mostly|such\s+as|for\s+example|compared|against|than|target|of\s+which|of\s+whom|averag\w+|up|down|from|largest|biggest|top|most)\b|«T",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"\b(?:against|than|from|compared\s+(?:with|to)|on|of\s+which)\s+(?:the\s+|a\s+)?$", re.IGNORECASE
)
_JOINT = re.compile(r"^[^«:]{0,90}?(?:,|;|\band\b|\bplus\b|\bless\b|\bminus\b)[^«:]{0,60}$", re.IGNORECASE)
_LESS = re.compile(r"\b(?:less|minus|net\s+of|after\s+deducting|offset\s+by)\b", re.IGNORECASE)
_OF_THIS = re.compile(
    r"^\W*(?:Of\s+(?:this|these|that|them|those|the\s+total|this\s+(?:total|sum|amount|number))|This\s+(?:comprises|consists\s+of|was\s+made\s+up\s+of|is\s+made\s+up\s+of))\b"
)
_REST = re.compile(r"\bthe\s+(?:rest|remainder|remaining|others?)\b[^«]{0,30}$", re.IGNORECASE)
_RESPECTIVELY = re.compile(r"\brespectively\b", re.IGNORECASE)


def check_lists(reading: Reading, results: Results) -> None:
    """Hold lists of parts against their whole.

    Args:
        reading: The passage.
        results: Takes the judgements.
    """
    told = told_figures(reading)
    for wholes, parts in (*_after_colons(reading, told), *_in_brackets(reading, told), *_of_this(reading, told)):
        _judge(reading, wholes, parts, results)
    _hundred(reading, results)
    _respectively(reading, told, results)


def is_part(reading: Reading, told: dict[int, Told], a: Amount) -> bool:
    """Whether an amount can be a part of a list."""
    kind = told[a.n].kind if a.n in told else ""
    if re.match(r"^\s*(?:to\s+one|times|in\s+(?:every\s+)?ten)\b", reading.after(a)) or re.search(
        r"\bratio\s+of\s+$", reading.before(a)
    ):
        return False
    return kind in {"", "difference", "average"} and a.family not in {"percent", "points"} and a.number > 0 and (
        base(reading, told, a) or bool(_LESS.search(MARK.split(reading.before(a))[-1])) or kind == "difference"
    )  # fmt: skip


def is_whole(reading: Reading, a: Amount, *, limits: bool = False) -> bool:
    """Whether an amount can be what a list shares out; budgets and targets only where limits are asked for."""
    return (
        a.family not in {"percent", "points"}
        and a.number > 0
        and not a.figure.numeral.is_share
        and not a.older
        and (limits or (not is_limit(reading, a) and a.said not in {"target", "benchmark"}))
        and not _AGAINST.search(reading.before(a))
    )


def _after_colons(reading: Reading, told: dict[int, Told]) -> Iterator[tuple[list[Amount], list[Amount]]]:
    """A whole, a colon, and the parts to the end of the sentence."""
    for sentence in reading.text.split("«/»"):
        head, colon, tail = sentence.partition(":")
        if not colon or ":" in tail:
            continue
        parts = [a for a in reading.inside(tail) if is_part(reading, told, a)]
        yield [a for a in reading.inside(head) if is_whole(reading, a)], parts


def _in_brackets(reading: Reading, told: dict[int, Told]) -> Iterator[tuple[list[Amount], list[Amount]]]:
    """A whole, and its parts in brackets behind it."""
    for m in re.finditer(r"\(([^()]*)\)", reading.text):
        parts = [a for a in reading.inside(m[1]) if is_part(reading, told, a)]
        head = reading.text[: m.start()].rpartition("«/»")[2]
        wholes = [a for a in reading.inside(head) if is_whole(reading, a)]
        if len(parts) >= 2 and len(parts) == len(reading.inside(m[1])):
            yield wholes[-1:], parts


def _of_this(reading: Reading, told: dict[int, Told]) -> Iterator[tuple[list[Amount], list[Amount]]]:
    """A whole, and a sentence "Of this, ..." that shares it out."""
    sentences = reading.text.split("«/»")
    for before, sentence in pairwise(sentences):
        if _OF_THIS.match(sentence):
            parts = [a for a in reading.inside(sentence) if is_part(reading, told, a)]
            yield [a for a in reading.inside(before) if is_whole(reading, a) and not a.size], parts


def _judge(reading: Reading, wholes: Sequence[Amount], parts: Sequence[Amount], results: Results) -> None:
    wholes = [w for w in wholes if parts and like(w, parts[0])]
    if not 2 <= len(parts) <= 8 or not wholes or any(not like(p, parts[0]) for p in parts):
        return
    if any(not _JOINT.match(MARK.sub(" ", reading.between(a, b))) for a, b in pairwise(parts)):
        return
    if any(results.contradicted(w.figure.id) for w in wholes):
        return
    lead = MARK.split(reading.before(parts[0]))[-1]
    listed = lead[lead.rfind(":") + 1 :] + reading.between(parts[0], parts[-1])
    signs = bool(_LESS.search(reading.between(parts[0], parts[-1])))
    ways = list(sums(parts, wholes[0], least=len(parts), signs=signs))
    for whole in wholes:
        way = next((w for w in ways if reading.prints(w.exact, whole)), None)
        if way is not None:
            agree(whole, way, "sum", results)
            return
    if _PARTLY.search(re.sub(r"«N\d+»", " ", listed)) or len({p.sentence for p in parts}) > 1:
        return
    full = ways[-1] if signs and len(parts) == 2 else ways[0]
    slipped = [w for w in wholes if is_slip(w, full.exact.middle) and digits_told(w) >= 3]
    if len(wholes) > 1 and len(slipped) != 1:
        return
    whole = slipped[0] if slipped else wholes[0]
    total, told = full.exact.middle, whole.number
    over = total > told and total <= told * 2
    short = told - total == 1 and whole.sentence == parts[0].sentence and _closed(reading, parts)
    if short and not (slipped and digits_told(whole) >= 3):
        left_out(whole, full, results)
    elif slipped or over:
        wrong(whole, full, "sum", results)


def _closed(reading: Reading, parts: Sequence[Amount]) -> bool:
    """Whether a list has its "and" before the last part, and ends the sentence."""
    last = reading.between(parts[-2], parts[-1])
    return bool(re.search(r"\band\b|;", last)) and not MARK.search(reading.after(parts[-1]))


def _hundred(reading: Reading, results: Results) -> None:
    """As in "46% were plumbing, 31% electrical and the rest, 23%, joinery": the shares make 100."""
    by_sentence: dict[int, list[Amount]] = {}
    for a in reading.amounts:
        if a.family == "percent" and not a.size and not a.bracketed and not a.blur and not a.figure.numeral.is_share:
            by_sentence.setdefault(a.sentence, []).append(a)
    for mine in by_sentence.values():
        rest = [a for a in mine if _REST.search(MARK.split(reading.before(a))[-1])]
        if len(mine) < 2 or len(rest) != 1 or rest[0] is not mine[-1] or settled(results, rest[0]):
            continue
        others = mine[:-1]
        way = next(iter(sums(others, rest[0], least=len(others))))
        left = Quantity(100 - way.exact.high, 100 - way.exact.low)
        text = f"100% - {' - '.join(printed(a.figure) for a in others)} = {percent_text(left)}"
        found = Way(left, tuple(others), text)
        if left.low < 0 or reading.prints(left, rest[0]):
            continue
        wrong(rest[0], found, "sum", results)


def _respectively(reading: Reading, told: dict[int, Told], results: Results) -> None:
    """As in "10,380 on street and 3,840 in car parks, that is 73% and 27% respectively"."""
    for sentence in reading.text.split("«/»"):
        m = _RESPECTIVELY.search(sentence)
        if m is None:
            continue
        head = reading.inside(sentence[: m.start()])
        percents = [a for a in head if a.family == "percent" and not a.size and not a.figure.numeral.is_share]
        counts = [a for a in head if base(reading, told, a)]
        if len(percents) < 2 or len(percents) != len(counts) or any(not like(c, counts[0]) for c in counts):
            continue
        shown = sum((p.number for p in percents), Fraction(0))
        whole = next(iter(sums(counts, counts[0], least=len(counts)))).exact
        if abs(shown - 100) > len(percents):
            continue
        for part, share in zip(counts, percents, strict=True):
            if settled(results, share):
                continue
            q = Quantity(100 * part.quantity.low / whole.high, 100 * part.quantity.high / whole.low)
            total = " + ".join(printed(c.figure) for c in counts)
            way = Way(q, tuple(counts), f"{printed(part.figure)} / ({total}) = {percent_text(q)}")
            if reading.prints(q, share):
                agree(share, way, "ratio", results)
            else:
                wrong(share, way, "ratio", results)
