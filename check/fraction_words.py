"""Shares told in words: "three in ten", "one adult in seven", "two thirds", "half", and the words that blur them.

A share in words is never exact: "a third" is said of 31% and of 35%. What it may mean is an interval, wider or pushed
to one side by the word before it ("nearly", "more than").
"""

# ruff: noqa: E501 - tables of words, one kind to a row

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from check.number_words import TENS, UNITS, number_of, number_of_words
from check.sought import Sought
from records import Quantity

_SMALL = rf"(?:{'|'.join(sorted((*UNITS, *TENS), key=len, reverse=True))}|\d{{1,2}})"
_OF_TEN = r"(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|fifty|(?:a\s+|one\s+)?hundred|(?:a\s+|one\s+)?thousand|10|100|20|[2-9])"
_TIME = r"(?:days?|weeks?|months?|quarters?|years?|hours?|minutes?|areas?|districts?|wards?|cent)\b"
_PARTS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10,
}  # fmt: skip
_FOLLOWS = (
    r"(?=\s+(?:of\b(?!\s+(?:a|an|the)?\s*(?:year|month|century))|more\b|fewer\b|less\b|higher\b|lower\b|longer\b|shorter\b|quicker\b|slower\b|as\s+(?:many|much)\b|"
    r"(?:the|its|their)\s+(?:[a-z]+\s+){0,3}£?\d|that\s+of\b|since\b|on\s+(?:the|last)\b|compared\b)|\s*[,.;:()])"
)
_LED = Sought(r"\b(?:by|of|to|about|around|roughly|nearly|almost|over|under|than|up|down|only)\s+$", re.IGNORECASE)
_HELD_BY = Sought(r"\s+\w|\s*\(\s*(?:£?\d|about|just|some)", re.IGNORECASE)
"""What makes a bare "a quarter" a share: words after it, or the same told in figures in brackets."""
_QUARTERS = Sought(
    r"\b(?:last|past|in|for|first|all|next|previous|over|these|those|each\s+of)\s+(?:the\s+)?(?:last\s+|past\s+)?$",
    re.IGNORECASE,
)

FRACTION = Sought(
    rf"(?<![\w£.,-])(?:"
    rf"(?P<one>one|1)\s+(?P<noun>(?!in\b|out\b|of\b|more\b|fewer\b)[a-z]+\s+)?in\s+(?:every\s+)?(?P<y1>{_OF_TEN})(?![\w,%]|\.\d|\s+{_TIME}|-)"
    rf"|(?P<x3>{_SMALL})\s+out\s+of\s+(?:every\s+)?(?P<y3>ten|10|a\s+hundred|100)(?=\s*[.,;()]|\s+of\b)"
    rf"|(?P<x>{_SMALL})\s+in\s+(?:every\s+)?(?P<y2>{_OF_TEN})(?![\w,%]|\.\d|\s+{_TIME}|-)"
    rf"|(?P<times>two|three|four|five|six|seven|eight|nine)[\s-](?P<parts>(?:thirds|quarters|fifths|sixths|sevenths|eighths|ninths|tenths))(?!\w)"
    rf"|(?P<a>a|one)[\s-](?P<part>(?:third|quarter|fifth|sixth|seventh|eighth|tenth)){_FOLLOWS}"
    rf"|(?P<half>half)(?=\s+(?:of\s+(?!(?:a|an|the)?\s*(?:year|month|century|20\d\d))|(?:the|its|their|our)\s+(?:[a-z]+\s+){{0,3}}£?\d|as\s+(?:many|much)\b|that\s+of\b))"
    rf")",
    re.IGNORECASE,
)  # fmt: skip
"""A share in words; a quarter of the year, a third party and a first half are none."""


def find_fractions(text: str) -> list[re.Match[str]]:
    """The shares in words of a text.

    "Once a quarter." and "in the last three quarters of 2024" are times.
    """
    out = []
    for m in FRACTION.finditer(text):
        word = (m["part"] or m["parts"] or "").lower()
        before, after = text[: m.start()], text[m.end() :]
        if m["part"] and not _HELD_BY.match(after) and not _LED.search(before):
            continue
        if (
            word.startswith("quarter")
            and m["parts"]
            and (_QUARTERS.search(before) or not re.match(r"\s+of\s+(?!\D{0,4}\d{4})|\s*\(\s*\d", after))
        ):
            continue
        out.append(m)
    return out


_APPROACH = Sought(r"\b(?:nearly|almost|just\s+under|just\s+short\s+of|close\s+to|approaching|not\s+quite)\s*$", re.I)
_ABOUT = Sought(
    r"\b(?:about|around|approximately|approx\.?|roughly|some|circa|c\.|broadly|in\s+the\s+region\s+of|or\s+so)\s*$",
    re.I,
)
_JUST_OVER = Sought(
    r"\b(?:just\s+(?:over|above)|a\s+little\s+(?:over|more\s+than)|slightly\s+(?:over|more\s+than|above))\s*$", re.I
)
_OVER = Sought(
    r"\b(?:more\s+than|over|above|well\s+over|at\s+least|in\s+excess\s+of|no\s+fewer\s+than|upwards\s+of)\s*$", re.I
)
_UNDER = Sought(r"\b(?:less\s+than|fewer\s+than|under|below|at\s+most|no\s+more\s+than|up\s+to)\s*$", re.I)

Blur = str
"""What the word before a figure says of it: "", "about", "nearly", "just_over", "over", "under"."""


def blur_before(text: str) -> Blur:
    """How the words at the end of a text blur the figure that follows.

    Args:
        text: Everything before the figure.
    """
    for blur, pattern in (
        ("nearly", _APPROACH), ("just_over", _JUST_OVER), ("about", _ABOUT), ("over", _OVER), ("under", _UNDER),
    ):  # fmt: skip
        if pattern.search(text):
            return blur
    return ""


def share_of_words(text: str) -> Fraction | None:
    """The share that words spell, 0 to 1.

    Args:
        text: Such as "three in ten", "one adult in seven", "two-thirds", "a third", "half".

    Returns:
        None where it is no share in words.
    """
    m = FRACTION.match(text.strip() + ".")
    if m is None and text.strip().lower() == "half":
        return Fraction(1, 2)
    if m is None:
        return None
    if m["half"]:
        return Fraction(1, 2)
    if m["part"] or m["parts"]:
        below = _PARTS[(m["part"] or m["parts"]).lower().rstrip("s")]
        return Fraction(number_of_words(m["times"]) or 1 if m["times"] else 1, below)
    above = 1 if m["one"] else number_of(m["x"] or m["x3"])
    below = number_of(m["y1"] or m["y2"] or m["y3"])
    return Fraction(above, below) if 0 < above < below else None


def share_places(text: str) -> int:
    """Decimal places of a share in words, as a percentage: hundredths are whole per cents, all else tens."""
    return 0 if re.search(r"hundred|thousand|\b100\b", text, re.IGNORECASE) else -1


def share_number(text: str) -> Decimal | None:
    """The share that words spell, in per cent, to one place."""
    share = share_of_words(text)
    return None if share is None else round(Decimal(share.numerator) * 100 / Decimal(share.denominator), 1)


def fits_share(before: str, told: Decimal, exact: Quantity) -> bool:
    """Whether a share in words can be said of an exact percentage: "well over a third" of 38%.

    Args:
        before: The words up to it.
        told: What the words spell, in per cent.
        exact: What it should be, in per cent.
    """
    meant = blurred(Fraction(told), Fraction(told), blur_before(before), words=True)
    return meant.low <= exact.high and exact.low <= meant.high


def blurred(low: Fraction, high: Fraction, blur: Blur, *, words: bool, places: int | None = None) -> Quantity:
    """What a figure may stand for, with the word before it.

    Args:
        low: Smallest value of the plain figure.
        high: Largest value of the plain figure.
        blur: See `blur_before`.
        words: Whether it is a share in words, which blurs by itself.
        places: As printed.
    """
    middle = (low + high) / 2
    if words:
        slack = {"": Fraction(12, 100), "about": Fraction(16, 100), "nearly": Fraction(16, 100)}.get(
            blur, Fraction(5, 100)
        )
        reach = min(middle * slack, Fraction(6))  # "nine in ten" is not said of 80%
        low, high = middle - reach, middle + reach
    if not blur or (words and blur in {"about", "nearly"}):
        return Quantity(low, high, places)
    size = abs(middle)
    step = high - low
    if blur == "about":
        return Quantity(low - max(step, size / 20), high + max(step, size / 20), places)
    if blur == "nearly":
        return Quantity(low - max(step, size * 7 / 100), high, places)
    if blur == "just_over":
        return Quantity(low, high + max(step, size * 7 / 100), places)
    if blur == "over":
        return Quantity(middle if words else low, max(high, size * 2), places)
    return Quantity(min(Fraction(0), low), middle if words else high, places)
