"""Numbers written as words: "three out of five", "twenty-two", "the second update"."""

from __future__ import annotations

import re

from check.sought import Sought
from records import TEN_WORDS, UNIT_WORDS

UNITS = {word: n for n, word in enumerate(UNIT_WORDS)}
TENS = {word: 10 * n for n, word in enumerate(TEN_WORDS, 2)}
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12,
}  # fmt: skip

_UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
_TEN = "|".join(TENS)
_SMALL = rf"(?:(?:{_TEN})(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?|{_UNIT})"
_NUMBER = (
    rf"(?:(?:{_SMALL}|a)\s+thousand(?:\s+(?:and\s+)?{_SMALL}(?:\s+hundred)?)?|"
    rf"(?:{_SMALL}|a)\s+hundred(?:\s+and\s+{_SMALL})?|{_SMALL}|(?:a\s+|half\s+a\s+)?dozen)"
)
NUMBER_WORD = re.compile(rf"(?<![\w-]){_NUMBER}(?![\w’'])(?!-(?:way|off|sided|to-one))", re.IGNORECASE)
ORDINAL_WORD = Sought(
    rf"(?<![\w-])(?:twenty[\s-])?(?:{'|'.join(ORDINALS)})(?![\w’'])", re.IGNORECASE
)  # fmt: skip


def number_of_words(text: str) -> int | None:
    """The whole number that words spell.

    Args:
        text: Such as "twenty-two", "a hundred and five", "half a dozen".

    Returns:
        None where it is not a number in words.
    """
    total = current = 0
    seen = False
    words = re.split(r"[\s-]+", text.strip().lower())
    if words[-1:] == ["dozen"]:
        return 6 if words[0] == "half" else 12
    for word in words:
        if word in UNITS:
            current += UNITS[word]
        elif word in TENS:
            current += TENS[word]
        elif word == "hundred":
            current = (current or 1) * 100
        elif word == "thousand":
            total, current = total + (current or 1) * 1000, 0
        elif word not in {"and", "a"}:
            return None
        seen = seen or word not in {"and", "a"}
    return total + current if seen else None


def number_of(text: str | None) -> int:
    """The number that digits or words say; 0 where they say none."""
    if not text:
        return 0
    return int(text) if text.isdigit() else number_of_words(text) or 0
