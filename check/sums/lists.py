"""Lists whose parts make a whole: "£18,450: £12,300 for ... and £6,150 for ...", "73% and 27% respectively"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from check.judgements import Judgement, Results, printed
from check.listed_parts import RESPECTIVELY
from check.sought import Sought
from check.sums.amounts import MARK, Amount, Reading
from check.sums.changes import percent_text
from check.sums.ends import is_limit
from check.sums.outcomes import agree, base, left_out, like, settled, wrong
from check.sums.slips import digits_told, exchanged, is_slip
from check.sums.told import Told, told_figures
from check.sums.ways import Way, sums
from records import Quantity

_SOME = Sought(
    r"\b(?:includ\w+|among\s+them|mainly|mostly|such\s+as|for\s+example|target|averag\w+|largest|biggest|top|most)\b",
    re.IGNORECASE,
)
_PARTLY = re.compile(r"\b(?:compared|against|than|of\s+which|of\s+whom|up|down|from)\b|«T", re.IGNORECASE)
_OF_WHICH = re.compile(r"^\W*Of\s+(?:which|whom)\b")
_AGAINST = re.compile(
    r"\b(?:against|than|from|compared\s+(?:with|to)|on|of\s+which)\s+(?:the\s+|a\s+)?$", re.IGNORECASE
)
_JOINT = re.compile(r"^[^«:]{0,90}?(?:,|;|\band\b|\bplus\b|\bless\b|\bminus\b)[^«:]{0,60}$", re.IGNORECASE)
_LESS = re.compile(r"\b(?:less|minus|net\s+of|after\s+deducting|offset\s+by)\b", re.IGNORECASE)
_OF_THIS = re.compile(
    r"^\W*(?:Of\s+(?:this|these|that|them|those|which|whom|the\s+total|this\s+(?:total|sum|amount|number))|This\s+(?:comprises|consists\s+of|was\s+made\s+up\s+of|is\s+made\s+up\s+of))\b"
)
_AGAIN = re.compile(r"^\W*Of\s+(?:these|those)\s+$")
_THEN = re.compile(r"\s*(?:(?!were\b|was\b|are\b|is\b|have\b|has\b|had\b)[\w’'-]+\s*){0,3},")
"""Behind a whole told again, before its parts: "Of these 38 cases, nine are ...", not "Of these 21 were let"."""
_COLON = re.compile(
    r":|\s[-–—]\s+(?=«N\d+»)|,?\s+\b(?:financed|funded|made\s+up|comprising|consisting|composed|comprised|split|divided|broken\s+down)(?:\s+(?:by|of|between|into|as|from|through))?\s+(?=(?:[a-z]+\s+){0,3}«N)",
    re.IGNORECASE,
)
"""A colon or what stands for one: a dash before a figure, "financed by", "made up of"."""
_WHICH = re.compile(r"^\s*(?:\(\s*«N\d+»\s*\)\s*)?of\s+(?:which|whom|these|them|those)\b", re.IGNORECASE)
_REST = re.compile(r"\bthe\s+(?:rest|remainder|remaining|others?)\b[^«]{0,30}$", re.IGNORECASE)


def check_lists(reading: Reading, results: Results) -> None:
    """Hold lists of parts against their whole.

    Args:
        reading: The passage.
        results: Takes the judgements.
    """
    told = told_figures(reading)
    found = (_after_colons, _in_brackets, _of_this, _of_which)
    for wholes, parts in [pair for find in found for pair in find(reading, told)]:
        _judge(reading, wholes, parts, results)
    _hundred(reading, results)
    _statuses(reading, results)
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
    """A whole, a colon or what stands for one, and the parts to the end of the sentence."""
    for sentence in reading.text.split("«/»"):
        m = _COLON.search(sentence)
        head, tail = (sentence[: m.start()], sentence[m.end() :]) if m else ("", "")
        if m is None or ":" in tail:
            continue
        parts = [a for a in reading.inside(tail) if is_part(reading, told, a)]
        limits = not re.match(r":|\s[-–—]", m[0])  # "a programme of £61m, financed by ...": the budget itself
        yield [a for a in reading.inside(head) if is_whole(reading, a, limits=limits)], parts


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
            told_again = parts and _AGAIN.match(reading.before(parts[0])) and _THEN.match(reading.after(parts[0]))
            again = parts[0] if told_again else None
            if again is not None:
                yield [again], parts[1:]  # "Of these 38, nine are ...": the whole, told again
                continue
            yield [a for a in reading.inside(before) if is_whole(reading, a) and not a.size], parts


def _of_which(reading: Reading, told: dict[int, Told]) -> Iterator[tuple[list[Amount], list[Amount]]]:
    """As in "92 calls came in - 7 of which were from shops, 74 of which from homes and 11 of which from schools"."""
    for sentence in reading.text.split("«/»"):
        inside = reading.inside(sentence)
        parts = [a for a in inside if _WHICH.match(reading.after(a)) and is_part(reading, told, a)]
        if len(parts) > 2:
            yield [a for a in inside if a.n < parts[0].n and is_whole(reading, a)][-1:], parts


def _judge(reading: Reading, wholes: Sequence[Amount], parts: Sequence[Amount], results: Results) -> None:
    if not parts:
        return
    items = (
        {len(parts), sum(a.n > wholes[-1].n and a.sentence == parts[-1].sentence for a in reading.amounts)}
        if wholes
        else set()
    )
    wholes = [w for w in wholes if like(w, parts[0]) and w.number not in items]  # "all three comparators: ..."
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
    words = re.sub(r"«N\d+»", " ", listed)
    if _SOME.search(words) or len({p.sentence for p in parts}) > 1:
        return
    if any(p.older or p.time != parts[0].time for p in parts):
        return  # "fell below 30,000 (29,630; 30,120 a year before)": one thing at times that follow each other
    named = all(_WHICH.match(reading.after(p)) for p in parts) or bool(_OF_WHICH.match(lead))
    if _PARTLY.search(words) and not named and not any(_a_part_slipped(w, parts) for w in wholes):
        return
    full = ways[-1] if signs and len(parts) == 2 else ways[0]
    slipped = [
        w for w in wholes
        if (is_slip(w, full.exact.middle) and digits_told(w) >= 3) or (not signs and _a_part_slipped(w, parts))
    ]  # fmt: skip
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


def _a_part_slipped(whole: Amount, parts: Sequence[Amount]) -> bool:
    """Whether the parts would make the whole, but for a digit of one of them."""
    missing = whole.number - sum((p.number for p in parts), Fraction(0))
    return any(
        p.number + missing > 0
        and (
            (digits_told(p) >= 3 and is_slip(p, p.number + missing))
            or (len(parts) > 3 and digits_told(p) == 2 and exchanged(p, p.number + missing))
        )
        for p in parts
    )


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


def _statuses(reading: Reading, results: Results) -> None:
    """As in "52% were green, 31% amber and 22% red": shares that shut one another out are no more than 100 together."""
    for sentence in reading.text.split("«/»"):
        mine: dict[str, Amount] = {}
        for a in reading.inside(sentence):
            if a.family != "percent" or a.size or a.older or a.blur or a.figure.numeral.is_share:
                continue
            m = _STATUS.search(MARK.split(reading.after(a))[0])
            status = m.lastgroup if m else None
            if status is None or status in mine:
                mine = {}
                break
            mine[status] = a
        if len(mine) < 3 or not {"good", "bad"} <= mine.keys():
            continue
        shares = list(mine.values())
        total = sum((a.quantity.low for a in shares), Fraction(0))
        if total <= 100 or any(results.contradicted(a.figure.id) for a in shares):
            continue
        whole = sum((a.number for a in shares), Fraction(0))
        text = f"{' + '.join(printed(a.figure) for a in shares)} = {percent_text(Quantity(whole, whole))}"
        results.add(
            Judgement(
                shares[-1].figure.id, "contradicts", "sum",
                f"{text}: shares that shut one another out cannot be more than 100% together.", text, "serious",
                tuple(a.figure.place for a in shares[:-1]), "Correct whichever of them is wrong.",
            )
        )  # fmt: skip


_STATUS = Sought(
    r"\b(?:(?P<middle>amber|yellow|within\s+(?:[a-z]+\s+)?tolerance|slightly\s+(?:below|off|under|behind)|close\s+to|near)|(?P<bad>red|below|missed|off\s+(?:track|target)|behind|not\s+met|under\s+target)|"
    r"(?P<good>green|blue|exceed\w*|met|achiev\w+|on\s+(?:track|target)|at\s+or\s+above|above)|(?P<none>not\s+applicable|n/a|no\s+target|not\s+(?:available|measured|rated)|awaited|grey))\b",
    re.IGNORECASE,
)


def _respectively(reading: Reading, told: dict[int, Told], results: Results) -> None:
    """As in "10,380 on street and 3,840 in car parks, that is 73% and 27% respectively"."""
    for sentence in reading.text.split("«/»"):
        m = RESPECTIVELY.search(sentence)
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
