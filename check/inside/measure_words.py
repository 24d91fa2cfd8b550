"""Which of several lines of a table words speak of: lengths of time, or counts of things."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

from check.inside.time_lines import stems
from check.sought import Sought

_LENGTH = re.compile(r"\b(?:weeks?|days?|hours?|minutes?|seconds?|wait\w*)\b", re.IGNORECASE)
_WITHIN = re.compile(r"\b(?:with)?in\b|\d\s*(?:working\s+)?(?:hours?|days?|weeks?)\b|%", re.IGNORECASE)
_SPEAKS_OF_TIME = Sought(
    r"\b(?:wait\w*|times?|days?|weeks?|hours?|minutes?|seconds?|quick\w*|slow\w*|fast\w*|soon\w*|longe\w*|shorte\w*|lengthen\w*)\b",
    re.IGNORECASE,
)
_HEADED = re.compile(r"by '(.+)'", re.DOTALL)
T = TypeVar("T")


def of_measure(found: list[T], words: str, says: Callable[[T], str]) -> list[T]:
    """Of several lines those of lengths of time where words speak of time, and the others where they do not.

    Args:
        found: Lines.
        words: Of the sentence.
        says: Where a line is read, with the headings of its columns.
    """
    timed = [x for x in found if _LENGTH.search(says(x)) and not _WITHIN.search(says(x))]
    rest = [x for x in found if x not in timed]
    if not timed or not rest:
        return found
    return timed if _SPEAKS_OF_TIME.search(words) else rest


def of_named_column(found: list[T], words: str, says: Callable[[T], str]) -> list[T]:
    """Of several lines those whose headings the words name in full ("the highest number of births"); else all.

    Args:
        found: Lines.
        words: Of the sentence.
        says: Where a line is read: "by 'Births'".
    """
    said = stems(words)
    named = [x for x in found if (h := _HEADED.fullmatch(says(x))) and (own := stems(h[1])) and own <= said]
    return named or found
