"""Runs that sentences tell of earlier times only: "having fallen in each of the two years before", "ended a run of ...".

Such a run says nothing of the latest figure, so no rule may hold the latest figures against it.
"""

# ruff: noqa: E501 - patterns, one to a line

from __future__ import annotations

import re

from check.sought import Sought

_BEHIND = re.compile(
    r"^\s*(?:(?:just|immediately|directly|up|right)\s+)*(?:before(?:hand)?|previously|earlier|prior|preceding|until|till|(?:up\s+)?to|ending|ended|leading\s+up)\b"
    r"(?!\s+(?:the\s+)?(?:now|date|present|today|this|end\s+of\s+this))",
    re.IGNORECASE,
)
_INSIDE = re.compile(r"\b(?:before|preceding|prior|earlier)\b", re.IGNORECASE)
_AHEAD = Sought(
    r"\b(?:(?:after|following|revers\w+|halt\w*|ending|ends|ended|break(?:s|ing)?|broke|broken|despite|unlike|interrupt\w+|bucking|stopp\w+)\b|had\b)[^.;«]{0,60}$",
    re.IGNORECASE,
)

_ON_A_SIDE = Sought(
    r"\b(?:above|below|within|inside|outside|over|under|on|met|meets|missed|exceeded)\b[^,;]{0,40}\btargets?\s*$",
    re.IGNORECASE,
)


def of_target(text: str, start: int) -> bool:
    """Whether a run is one of lying on a side of a target: "lower than in May, though above target for the third month running".

    Args:
        text: A sentence, as printed or with its marks.
        start: Where the words of the run begin.
    """
    return bool(_ON_A_SIDE.search(text[:start]))


def told_of_earlier(text: str, start: int, end: int) -> bool:
    """Whether a run that a text tells was over before the time that the text speaks from.

    Args:
        text: A sentence, as printed or with its marks.
        start: Where the words of the run begin: "each of the two years".
        end: One past their last character.
    """
    return bool(_BEHIND.match(text[end:]) or _INSIDE.search(text[start:end]) or _AHEAD.search(text[:start]))
