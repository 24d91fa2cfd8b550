"""Multiples told in words: "has halved", "more than doubled", "twice as many as", against the two figures beside them."""

# ruff: noqa: E501 - explanations, one to a line

from __future__ import annotations

import re
from fractions import Fraction

from check.judgements import Judgement, Results, number_text, printed
from check.sought import Sought
from check.sums.amounts import MARK, Amount, Reading
from check.sums.ends import comparable, current, is_end
from check.sums.moves import FROM_TO

_TIMES = {
    "halv": Fraction(1, 2),
    "doubl": Fraction(2),
    "twice": Fraction(2),
    "twofold": Fraction(2),
    "treb": Fraction(3),
    "tripl": Fraction(3),
    "threefold": Fraction(3),
    "quadrupl": Fraction(4),
    "fourfold": Fraction(4),
    "fivefold": Fraction(5),
    "tenfold": Fraction(10),
}
_BLUR = r"(?P<blur>(?:well\s+)?(?:more\s+than|over)|nearly|almost|about|around|roughly|just\s+over|just\s+under|just\s+short\s+of|close\s+to|less\s+than)?"
_WORD = Sought(
    rf"{_BLUR}\s*(?P<word>\b(?:halv(?:ed|ing)|doubl(?:ed|ing|e)|trebl(?:ed|ing|e)|tripl(?:ed|ing|e)|quadrupl(?:ed|ing|e)|(?:two|three|four|five|ten)fold|twice)\b|«N(?P<times>\d+)»\s+times(?=\s+(?:as|the|that|what|more|higher|larger|greater|last|its|their|our)\b))",
    re.IGNORECASE,
)
_THE = Sought(
    r"^\s*(?:(?:the|as\s+(?:many|much|high|large|long|great|big|often|likely)(?:\s+as)?|more\s+than|higher\s+than|larger\s+than|greater\s+than|that\s+of|what\s+it\s+was|last\s+year[’']s|of|number|figure|rate|level|average)\s+)*(?:[a-z]+\s+){0,2}?«N(?P<old>\d+)»",
    re.IGNORECASE,
)
_AIM = Sought(
    r"\b(?:will|would|should|aim\w*|plan\w*|expect\w*|could|may|to|target\w*|if)\s+(?:[a-z]+\s+){0,3}$", re.IGNORECASE
)
_LED_TO = Sought(
    r"\b(?:halv|doubl|trebl|tripl|quadrupl)(?:ed|ing)\s+(?:back\s+)?to\s+(?:(?:about|around|nearly|almost|just\s+\w+|some)\s+)?$",
    re.IGNORECASE,
)
_OTHERS = Sought(r"[;:]|\b(?:while|whereas|but)\b", re.IGNORECASE)


def check_multiples(reading: Reading, results: Results) -> None:
    """Hold "halved", "doubled", "twice the", "three times as many" against the figures they speak of.

    Args:
        reading: The passage.
        results: Takes the judgements.
    """
    for sentence in reading.text.split("«/»"):
        for m in _WORD.finditer(sentence):
            if _AIM.search(sentence[: m.start()]):
                continue
            pair = _pair(reading, sentence, m)
            if pair is not None:
                _judge(reading, m, *pair, results)


def _pair(reading: Reading, sentence: str, m: re.Match[str]) -> tuple[Amount, Amount] | None:
    """The older and the newer figure."""
    times = int(m["times"]) if m["times"] else -1
    ends = [a for a in reading.inside(sentence) if is_end(a) and a.n != times]
    told = [x for x in FROM_TO.finditer(sentence) if len(FROM_TO.findall(sentence)) == 1]
    if told and m["word"].lower() not in {"double", "twice"}:
        gap = sentence[m.end() : told[0].start()] if told[0].start() >= m.end() else sentence[told[0].end() : m.start()]
        if _WORD.search(gap) or re.search(r"\band\b", gap):
            return None
        old, new = reading.amounts[int(told[0]["old"])], reading.amounts[int(told[0]["new"])]
        return (old, new) if comparable(old, new) and is_end(old) and is_end(new) else None
    compares = times >= 0 or m["word"].lower() in {"double", "treble", "triple", "quadruple", "twice"}
    the = _THE.match(sentence[m.end() :])
    if the and compares:
        old = reading.amounts[int(the["old"])]
        loose = {"count", "number"}
        news = [
            a for a in ends
            if a.n < old.n and current(reading, a)
            and (comparable(a, old) or (old.family in loose and a.family not in {"money", "percent"}))
        ]  # fmt: skip
        if len(news) == 1 and is_end(old):
            return old, news[0]
    return _two(reading, sentence, m, ends, compares=compares)


def _two(
    reading: Reading, sentence: str, m: re.Match[str], ends: list[Amount], *, compares: bool
) -> tuple[Amount, Amount] | None:
    """The two like figures of the word's own part of a sentence, where it holds no others.

    "36 notices, twice as many as a year ago (18)"; "has halved: 43 lamps were out against 86 in March".
    """
    start, end = 0, len(sentence)
    for cut in _OTHERS.finditer(sentence):
        if cut[0] == ":" and cut.start() >= m.end():
            continue
        start, end = (cut.end(), end) if cut.end() <= m.start() else (start, min(end, cut.start()))
    marked = [a for a in reading.inside(sentence[start:end]) if a.n in {e.n for e in ends}]
    if len(marked) != 2 or not comparable(*marked) or marked[0].family != marked[1].family:
        return None
    a, b = marked
    between = reading.between(a, b)
    if _LED_TO.search(between):
        return a, b  # "£258 until it doubled to £528"
    if a.older != b.older:
        return (a, b) if a.older else (b, a)
    if a.date is not None and b.date is not None and a.date.end != b.date.end:
        old, new = (a, b) if a.date.end < b.date.end else (b, a)
        # "It has halved: it was 8.7% in 2023 and 8.0% in 2024": what it is now was told before
        told = any(
            e.sentence < new.sentence and is_end(e) and e.family == new.family and not e.older and e.date is None
            for e in reading.amounts
        )
        return (old, new) if compares or (current(reading, new) and not told) else None
    if compares:
        return (b, a) if re.search(r"\b(?:as|than|when|for\s+every)\b", between) else None
    if re.search(r"\b(?:is|are|to|stands\s+at)\s+(?:now\s+|just\s+|only\s+)*$", between):
        return a, b
    return (b, a) if re.search(r"\b(?:against|compared\s+(?:with|to))\b", between) else None


def _judge(reading: Reading, m: re.Match[str], old: Amount, new: Amount, results: Results) -> None:
    if old.quantity.low <= 0:
        return
    low, high = new.quantity.low / old.quantity.high, new.quantity.high / old.quantity.low
    told = reading.amounts[int(m["times"])].number if m["times"] else None
    times = told or next(n for word, n in _TIMES.items() if m["word"].lower().startswith(word))
    blur = " ".join((m["blur"] or "").lower().split())
    over = blur.endswith(("more than", "over"))
    under = blur in {"nearly", "almost", "just under", "just short of", "close to", "less than"}
    if times < 1:  # "more than halved" is less than half
        over, under = under, over
    least = times * (Fraction(98, 100) if over else Fraction(80, 100))
    most = times * (Fraction(102, 100) if under else Fraction(3, 2) if over else Fraction(125, 100))
    if told is not None:
        least = times * Fraction(98, 100) if over else times - Fraction(1, 2)
        most = times * Fraction(102, 100) if under else times + 1 if over else times + Fraction(1, 2)
    ratio = number_text(new.number / old.number)
    working = f"{printed(new.figure)} / {printed(old.figure)} = {ratio}"
    fits = high >= least and low <= most
    said = MARK.sub(lambda n: printed(reading.amounts[int(n[1])].figure), m[0].strip())
    results.add(
        Judgement(
            new.figure.id, "agrees_within_rounding" if fits else "contradicts", "change",
            f"'{said}' fits: {working}." if fits else f"'{said}' does not fit: {printed(new.figure)} is {ratio} times {printed(old.figure)}.",
            working, "note" if fits else "serious", (old.figure.place,), "" if fits else "Correct the word or the figures.",
        )
    )  # fmt: skip
