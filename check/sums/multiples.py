"""Multiples told in words: "has halved", "more than doubled", "twice as many as", against the two figures beside them."""

# ruff: noqa: E501 - explanations, one to a line

from __future__ import annotations

import re
from fractions import Fraction

from check.judgements import Judgement, Results, number_text, printed
from check.sums.amounts import Amount, Reading
from check.sums.ends import comparable, current, is_end
from check.sums.moves import FROM_TO

_TIMES = {
    "halv": Fraction(1, 2),
    "doubl": Fraction(2),
    "twice": Fraction(2),
    "treb": Fraction(3),
    "tripl": Fraction(3),
    "quadrupl": Fraction(4),
}
_WORD = re.compile(
    r"(?P<blur>(?:well\s+)?(?:more\s+than|over)|nearly|almost|about|around|just\s+over|just\s+under|less\s+than)?\s*\b(?P<word>halv(?:ed|ing)|doubl(?:ed|ing|e)|trebl(?:ed|ing)|tripl(?:ed|ing)|quadrupl(?:ed|ing)|twice)\b",
    re.IGNORECASE,
)
_THE = re.compile(
    r"^\s*(?:(?:the|as\s+many\s+as|as\s+much\s+as|as\s+high\s+as|that\s+of|last\s+year[’']s|of)\s+)*(?:[a-z]+\s+){0,2}?«N(?P<old>\d+)»",
    re.IGNORECASE,
)
_AIM = re.compile(
    r"\b(?:will|would|should|aim\w*|plan\w*|expect\w*|could|may|to|target\w*|if)\s+(?:[a-z]+\s+){0,3}$", re.IGNORECASE
)


def check_multiples(reading: Reading, results: Results) -> None:
    """Hold "halved", "doubled", "twice the" against the figures they speak of.

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
                _judge(m, *pair, results)


def _pair(reading: Reading, sentence: str, m: re.Match[str]) -> tuple[Amount, Amount] | None:
    """The older and the newer figure."""
    ends = [a for a in reading.inside(sentence) if is_end(a)]
    told = [x for x in FROM_TO.finditer(sentence) if len(FROM_TO.findall(sentence)) == 1]
    if told and m["word"].lower() not in {"double", "twice"}:
        gap = sentence[m.end() : told[0].start()] if told[0].start() >= m.end() else sentence[told[0].end() : m.start()]
        if _WORD.search(gap) or re.search(r"\band\b", gap):
            return None
        old, new = reading.amounts[int(told[0]["old"])], reading.amounts[int(told[0]["new"])]
        return (old, new) if comparable(old, new) and is_end(old) and is_end(new) else None
    the = _THE.match(sentence[m.end() :])
    if the and m["word"].lower() in {"double", "twice"}:
        old = reading.amounts[int(the["old"])]
        news = [a for a in ends if a.n < old.n and comparable(a, old) and current(reading, a)]
        return (old, news[0]) if len(news) == 1 and is_end(old) else None
    return None


def _judge(m: re.Match[str], old: Amount, new: Amount, results: Results) -> None:
    if old.quantity.low <= 0:
        return
    low, high = new.quantity.low / old.quantity.high, new.quantity.high / old.quantity.low
    times = next(n for word, n in _TIMES.items() if m["word"].lower().startswith(word))
    blur = " ".join((m["blur"] or "").lower().split())
    over = blur.endswith(("more than", "over"))
    under = blur in {"nearly", "almost", "just under", "less than"}
    if times < 1:  # "more than halved" is less than half
        over, under = under, over
    least = times * (Fraction(98, 100) if over else Fraction(80, 100))
    most = times * (Fraction(102, 100) if under else Fraction(3, 2) if over else Fraction(125, 100))
    ratio = number_text(new.number / old.number)
    working = f"{printed(new.figure)} / {printed(old.figure)} = {ratio}"
    fits = high >= least and low <= most
    results.add(
        Judgement(
            new.figure.id, "agrees_within_rounding" if fits else "contradicts", "change",
            f"'{m[0].strip()}' fits: {working}." if fits else f"'{m[0].strip()}' does not fit: {printed(new.figure)} is {ratio} times {printed(old.figure)}.",
            working, "note" if fits else "serious", (old.figure.place,), "" if fits else "Correct the word or the figures.",
        )
    )  # fmt: skip
