"""Sums of money of one sentence that can only be compared when one is a thousand or a million times what it is told as.

"£2.31bn against a budget of £2.38m", "payments were £630m, exactly half" of £1,260,000, "£41,200m, an average of £400 each".
"""

# ruff: noqa: E501 - explanations, one to a line

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise
from math import fsum, log

from check.judgements import Judgement, Results, printed
from check.sought import Sought
from check.sums.amounts import Amount, Reading
from records import Source

_COMPARED = Sought(
    r"\b(?:against|compared\s+(?:with|to)|versus|than|(?:up|down)\s+from|from|budget(?:ed)?|target|forecast|estimate|allocation|ceiling|limit|provision)\b", re.IGNORECASE
)  # fmt: skip
_LEADS = re.compile(r"(?:[^,;:.()«]|«T\d+»){0,60}")
"""What may stand between words of comparison and what is compared with: "the budget for «T1» of"; nothing of another clause."""
_EACH = re.compile(r"\b(?:tariffs?|fares?|tickets?|prices?|fees?|charges?|hourly|daily|weekly|nightly|each|per|average|mean|unit|every|apiece|rate|a\s+(?:week|day|night|head|year|month))\b", re.IGNORECASE)  # fmt: skip
_AVERAGE = re.compile(r"^[^«.;]{0,20}\ban?\s+(?:average|mean)\s+(?:award\s+|payment\s+|grant\s+|cost\s+)?of\s+(?:about\s+|just\s+over\s+|just\s+under\s+)?«N(?P<n>\d+)»\s+(?:each|per|for\s+each|a\b|apiece)", re.IGNORECASE)  # fmt: skip
_PART = re.compile(r"^,?\s*(?:which\s+is\s+|that\s+is\s+|or\s+)?(?:exactly|about|almost|nearly|just\s+over|just\s+under|around)?\s*(?P<part>half|a\s+third|a\s+quarter|two[\s-]thirds|three[\s-]quarters)\b", re.IGNORECASE)  # fmt: skip
_PARTS = {"half": Fraction(1, 2), "third": Fraction(1, 3), "quarter": Fraction(1, 4), "two": Fraction(2, 3), "three": Fraction(3, 4)}  # fmt: skip
_NEAR = 3
"""How many times as large one of two compared sums may be, once their scales agree."""


def check_scales(reading: Reading, results: Results) -> None:
    """Find sums of money that are told in the wrong scale.

    Args:
        reading: The passage.
        results: Takes the judgements.
    """
    money = [a for a in reading.amounts if a.family == "money" and a.number]
    for a, b in pairwise(money):
        if a.sentence != b.sentence or a.size or b.size or b.n - a.n > 2:
            continue
        between = reading.between(a, b)
        if (
            not any(_LEADS.fullmatch(between[m.end() :]) for m in _COMPARED.finditer(between))
            or _EACH.search(between)
            or _EACH.match(reading.after(b).lstrip()[:12])
        ):
            continue
        times = _scale(abs(a.number / b.number), _NEAR)
        if times:
            _wrong(_odd(money, a, b), b if _odd(money, a, b) is a else a, times, results)
    for a in money:
        _parts(reading, money, a, results)
        _averages(reading, a, results)


def _scale(ratio: Fraction, near: Fraction | int) -> int:
    """By how many thousands a ratio is too large or too small: 1000 or a million; 0 where it is neither."""
    for times in (1000, 1_000_000):
        if Fraction(times) / near < ratio < times * near or Fraction(times) / near < 1 / ratio < times * near:
            return times
    return 0


def _odd(money: list[Amount], a: Amount, b: Amount) -> Amount:
    """Which of two sums is farther from the other sums of the paragraph; the first where nothing tells."""
    others = [x.number for x in money if x is not a and x is not b and not x.size]
    if not others:
        return a

    def away(x: Amount) -> float:
        return fsum(abs(log(abs(x.number / o))) for o in others)

    return b if away(b) > away(a) else a


def _parts(reading: Reading, money: list[Amount], a: Amount, results: Results) -> None:
    """A part in words of a sum told before: "The price is £1,260,000. Payments were £630m, exactly half"."""
    m = _PART.match(reading.after(a))
    if m is None:
        return
    part = _PARTS[m["part"].lower().removeprefix("a ").split()[0].split("-")[0]]
    wholes = [x for x in money if x.n < a.n and a.sentence - x.sentence <= 1 and not x.size]
    if len(wholes) != 1:
        return
    ratio = a.number / (wholes[0].number * part)
    times = _scale(ratio, Fraction(11, 10))
    if times:
        _wrong(a, wholes[0], times, results, f"it is said to be {m['part']} of it")


def _averages(reading: Reading, a: Amount, results: Results) -> None:
    """A total that is a thousand times its average by its number: "£41,200m, an average of £400 each" of 103."""
    m = _AVERAGE.match(reading.after(a))
    if m is None:
        return
    each = reading.amounts[int(m["n"])]
    counts = [x for x in reading.amounts if x.family in {"count", "number"} and x.number > 1 and not x.size]
    ratios = [(c, a.number / (c.number * each.number)) for c in counts if each.number]
    near = Fraction(51, 50)
    if any(1 / near < r < near for _, r in ratios):
        return
    fits = [(c, t) for c, r in ratios if (t := _scale(r, near))]
    if fits:
        c, times = fits[0]
        _wrong(
            a,
            each,
            times,
            results,
            f"{printed(c.figure)} times {printed(each.figure)} is a {_name(times)}th of it",
            (c.figure.place,),
        )


def _name(times: int) -> str:
    return "thousand" if times == 1000 else "million"


def _wrong(
    a: Amount, b: Amount, times: int, results: Results, why: str = "they are compared", sources: tuple[Source, ...] = ()
) -> None:
    if results.contradicted(a.figure.id):
        return
    results.add(
        Judgement(
            a.figure.id, "contradicts", "unit",
            f"{printed(a.figure)} stands beside {printed(b.figure)}: {why}, and one is about a {_name(times)} times too large or too small.",
            f"{printed(a.figure)} / {printed(b.figure)}", "serious", (b.figure.place, *sources), "Correct the unit (thousands, millions, billions).",
        )
    )  # fmt: skip
