"""Words of status: "On target", "Just below target", "Not met", "Within tolerance" read as Green, Amber or Red.

Only words that judge are read. "Above target" and "Below target" alone say on which side a figure lies; whether that
is good depends on the measure, so they name no colour.
"""

# ruff: noqa: E501 - a table of words, one kind to a row

from __future__ import annotations

import re
from functools import lru_cache

from check.sought import Sought

_GOAL = r"(?:(?:the\s+|its\s+|our\s+)?(?:target|standard|plan|goal|threshold|benchmark|trajectory|profile|schedule|limit|ceiling))"
_T = rf"(?:\s+{_GOAL})"
_NEARLY = r"(?:just|slightly|marginally|narrowly|a\s+little|fractionally)"
_FAR = r"(?:well|significantly|far|substantially|considerably|a\s+long\s+way|materially|seriously|much)"
_SIDE = r"(?:below|above|under|over|off|outside|short\s+of|behind|adrift\s+of|missed|missing|worse\s+than)"
_WORDS: tuple[tuple[str, str], ...] = (
    ("amber", rf"{_NEARLY}\s+{_SIDE}{_T}?|(?:{_GOAL}\s+)?{_NEARLY}\s+(?:missed|not\s+met)|(?:near|(?:nearly|almost)\s+(?:on|at|met|achieved|hit|reached|meeting|achieving)|close\s+to|approaching|nearing){_T}?|"
              r"(?:within|in)\s+(?:the\s+|agreed\s+|an?\s+)?(?:acceptable\s+)?tolerances?(?:\s+(?:of|for)\s+(?:the\s+)?target)?|within\s+\d+(?:\.\d+)?\s*(?:%|points?|percentage\s+points?)\s+of\s+(?:the\s+)?target|"
              r"(?:part(?:ly|ially)?|mostly)\s+(?:met|achieved|on\s+track)|at\s+risk|some\s+(?:concerns?|slippage|issues)|minor\s+(?:concerns?|slippage|issues|delays?)|needs?\s+attention|caution|slight\s+(?:concern|slippage)"),
    ("red", rf"(?:off|not\s+on)(?:{_T}|\s+(?:track|course|plan))|(?:{_GOAL}\s+)?(?:is\s+|was\s+)?(?:not\s+(?:met|achieved|hit|reached|meeting|met\s+target)|missed|unmet)|(?:not\s+(?:meeting|met|achieving|achieved|hitting)|miss(?:ed|ing)|fail(?:ed|ing)\s+to\s+(?:meet|achieve)|behind){_T}|"
            rf"{_FAR}\s+{_SIDE}{_T}?|(?:outside|out\s+of|beyond|exceeds)\s+(?:the\s+|agreed\s+)?tolerances?|failing|failed|(?:major|serious|significant)\s+(?:concerns?|slippage|issues|delays?)|under-?performing|critical|behind\s+schedule|overdue"),
    ("green", rf"on{_T}|on\s+(?:track|course|plan|schedule)|(?:on|at)\s+or\s+(?:above|below|over|under|better\s+than|ahead\s+of|inside|within|exceeding){_T}|(?:met|achieved|hit|reached|meets|meeting|achieving|exceed(?:s|ed|ing)|surpass(?:ed|es|ing)|better\s+than|beat(?:s|ing)?|beaten|ahead\s+of|within|inside){_T}|"
              rf"{_GOAL}\s+(?:is\s+|was\s+)?(?:met|achieved|hit|reached|exceeded|beaten|surpassed)(?:\s+or\s+(?:exceeded|bettered|beaten))?|(?:fully\s+)?(?:met|achieved)(?:\s+or\s+exceeded)?|exceeded|complete[d]?|no\s+(?:concerns?|issues)"),
)  # fmt: skip
_COMPILED = tuple((colour, re.compile(pattern, re.IGNORECASE)) for colour, pattern in _WORDS)
_INSIDE = tuple((colour, Sought(rf"\b(?:{pattern})\b", re.IGNORECASE)) for colour, pattern in _WORDS)
_UNSAID = {"near", "close to", "approaching", "nearing"}
"""In a sentence these are no status without the target: "close to England"."""
_TRIM = " .:;,[]()●■•–—-*✓✔✗✘"


@lru_cache(maxsize=4096)
def status_word(text: str) -> str:
    """green, amber or red where a text is a status and nothing else; else "".

    Args:
        text: Of a cell, a line of a key, a bracket behind a figure.
    """
    s = re.sub(r"\s+", " ", text).strip(_TRIM)
    if not s or len(s) > 60:
        return ""
    return next((colour for colour, pattern in _COMPILED if pattern.fullmatch(s)), "")


def status_in(text: str) -> list[tuple[int, int, str]]:
    """Statuses named inside a text: first character, one past the last, colour; of overlapping ones the first kind."""
    found: list[tuple[int, int, str]] = []
    for colour, pattern in _INSIDE:
        for m in pattern.finditer(text):
            if " ".join(m[0].lower().split()) in _UNSAID:
                continue
            if not any(a < m.end() and m.start() < b for a, b, _ in found):
                found.append((m.start(), m.end(), colour))
    return sorted(found)
