"""Words that tell how much a figure changed: "by «N0»", "a rise of «N1»", "«N2» more than"."""

# ruff: noqa: E501 - a table of patterns, one to a line

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from check.sought import Sought
from records import Value

N = r"«N(?P<{0}>\d+)»"
ADVERBS = r"(?:(?:about|around|approximately|approx\.?|nearly|almost|just|over|only|some|a|an|further|total|average|of|under|at|circa|c\.?|the|slightly|the\s+rate|rates?|levels?|figures?|numbers?)\s+)*"
UP_DOWN = r"(?:increas\w+|decreas\w+|reduc\w+|rise|rises|rose|risen|rising|fall|falls|fell|fallen|falling|drop\w*|dip\w*|declin\w+|improve\w*|worsen\w*|deteriorat\w+|gain|loss|growth|grew|grown|(?<!-)up|(?<!-)down|higher|lower|more|fewer|less|change\w*|differen\w+|swing|jump\w*)"


_OTHER_VERBS = r"(?:climb(?:ed|s|ing)|slipp(?:ed|ing)|slid|edged|crept|inched|surged|soared|plunged|tumbled|plummeted|shr(?:ank|unk)|narrow(?:ed|ing)|widen(?:ed|ing)|shorten(?:ed|ing)|lengthen(?:ed|ing)|eased|contracted|expanded|strengthened|weakened)"
"""Further verbs of movement that tell a size only behind "by"."""


def compiled(pattern: str) -> Sought:
    """A pattern of words, in capitals or not."""
    return Sought(pattern, re.IGNORECASE)


_PHRASES = (
    "gave", "give", "given", "gives", "took", "take", "taken", "takes", "set", "made", "make", "picked", "turned",
    "signed", "drew", "put", "shut", "held", "wrote", "cut", "closed", "followed", "broke", "handed", "lined",
    "topped", "tracked", "rounded", "backed", "cleared", "cleaned", "opened", "called", "bought", "dug", "lit",
    "rang", "looked", "laid", "stood", "pulled", "knocked", "burned", "burnt", "tied", "wound",
)  # fmt: skip
PHRASE_VERB = compiled(rf"\b(?:{'|'.join(_PHRASES)}|make|makes|making)\s+$")
"""The end of a text that makes no movement of "up" or "down" behind it: "they made" up 18%."""
_NO_PHRASE = "".join(rf"(?<!\b{verb}\s)" for verb in _PHRASES)
"""Verbs that take "up" or "down" without a rise or fall: "gave up 653 plots", "set up 12 panels"."""

SIZES: tuple[tuple[str, Sought], ...] = (
    ("by", compiled(rf"\b(?:{UP_DOWN}|{_OTHER_VERBS})\b[^«.;]{{0,40}}?\bby\s+{ADVERBS}{N.format('size')}")),
    ("of", compiled(rf"\b(?:increase|decrease|reduction|rise|fall|drop|dip|improvement|decline|deterioration|growth|change|difference|gain)\s+(?:was\s+|is\s+)?(?:(?!short\b)\w+\s+){{0,1}}?of\s+{ADVERBS}{N.format('size')}")),
    ("before", compiled(rf"{N.format('size')}\s+(?:(?!requir|need|show|saw|see|had|have|made|is\b|are\b|was\b|were\b|in\b|and\b|or\b|but\b|from\b|after\b|with\b|against\b|than\b|an?\b|the\b)\w+\s+){{0,2}}?(?:increase|decrease|reduction|rise|fall|drop|dip|improvement|decline|deterioration|growth|swing)\b")),
    ("than", compiled(rf"{N.format('size')}\s+(?:(?!and\b|or\b|but\b|target\b|average\b|is\b|was\b)\w+\s+){{0,3}}?(?:more|fewer|less|higher|lower|better|worse|up|down)\s+(?:\w+\s+){{0,3}}?(?:than|on|from|against|compared)\b")),
    ("adjective", compiled(rf"{N.format('size')}\s+(?:(?!or\b|and\b|but\b|target\b|average\b|is\b|was\b|were\b|are\b|of\b|in\b|to\b)[a-z-]+\s+){{0,2}}?(?-i:more|fewer|less|higher|lower|better|worse|longer|shorter|quicker|slower)\b(?!\s+(?:important|likely|or\s+less|widely|recent|serious|complex))")),
    ("verb", compiled(rf"\b(?:rose|risen|fell|fallen|grew|grown|increased|decreased|dropped|declined|climbed|jumped|slipped)\s+(?:(?:about|around|nearly|almost|just|over|only|some)\s+)*{N.format('size')}(?!\s+(?:[a-z]+\s+){{0,2}}?short\b)")),
    ("and_by", compiled(rf"\bby\s+[^;.]{{0,80}}?\band\s+by\s+{ADVERBS}{N.format('size')}")),
    ("beat_by", compiled(rf"\b(?:beat|beats|beating|beaten|exceed\w*|pass(?:ed|es|ing)|top(?:s|ped|ping)|miss(?:ed|es|ing)|surpass\w*|overtak\w+|undershot|overshot|outperform\w*)\s+[^«;.]{{0,40}}?(?:«[NPR]\d+»[^«;.]{{0,40}}?){{0,3}}?\bby\s+{ADVERBS}{N.format('size')}")),
    ("by_and_by", compiled(rf"\bby\s+{ADVERBS}«N\d+»(?:[^«;.]|«[PR]\d+»){{0,30}}?,?\s+and\s+(?:[^«;.]|«[PR]\d+»){{1,50}}?\s+by\s+{ADVERBS}{N.format('size')}")),
    ("up_down", compiled(rf"{_NO_PHRASE}(?<![\w-])(?:up|down)\s+(?:by\s+)?{N.format('size')}")),
)  # fmt: skip

_SINCE = r"(?:on|in|over|since|from|than|against|compared\s+(?:with|to))"
_SIZE_TOO = compiled(
    rf"«N(?P<size>\d+)»\s+(?:[a-z]+\s+)?{_SINCE}\s+(?:[^«;.()]|«[PT]\d+»){{1,60}}?(?:,\s*(?:and\s+)?|\band\s+)(?:(?:of|by|up|down)\s+)?{ADVERBS}"
    rf"«N(?P<too>\d+)»\s+(?:[a-z]+\s+)?{_SINCE}\s+(?:(?:the|a|an|last|previous|one|two|three|six|nine|twelve|five|same)\b|«P)"
)
"""A second size told in the form of the first: "a rise of 4% on the last quarter and of 9% on the same quarter of 2024"."""

BOUND = compiled(
    r"\b(?:no\s+(?:more|fewer|less|higher|lower|longer)\s+than|at\s+(?:most|least)|not\s+(?:to\s+)?exceed|a\s+(?:maximum|minimum)\s+of)\s+$"
)
"""Before a figure that nothing was, only what it may be: "recommends no more than 250"."""
ALL_OF_THEM = compiled(
    r"(?:\b(?:the|our|its|their|these|those)|['’]s)\s+(?:(?!(?:other|remaining|rest|final|last|further|extra|additional)\b)[a-z]+\s+)?$"
)
"""Before a number told in words that says how many of some things there are: "the city's five libraries"."""
RECORD_OF_SPAN = compiled(
    r"(?P<what>\b(?:best|worst|highest|lowest|largest|smallest|greatest|most|fewest|strongest|weakest|busiest|quietest|longest|shortest|record)\s+(?:[a-z]+\s+){0,3}?)"
    r"(?:in|for|over|of)\s+(?:the\s+)?(?:(?:last|past)\s+)?(?:two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen|\d{1,2})\s+(?:months|quarters|years)\b"
)
"""A span over which something is the most or least, of one time in it: "its best result in six quarters"."""
DISTANCE = compiled(
    rf"{N.format('size')}\s+(?:(?!and\b|or\b|but\b|are\b|is\b|was\b|were\b|of\b|in\b)[a-z-]+\s+){{0,2}}?(?:above|below|short\s+of|ahead\s+of|behind)\s+(?:the|our|its|a|that|this|last)\b"
)
"""A distance from a forecast, target or earlier figure; of a percentage the words do not tell it from a result."""

LED_TO_LEVEL = compiled(
    r"\s*(?:(?:percentage\s+)?points?\s*)?(?:\([^()]*\)\s*)?,?\s*to\s+(?:(?:a|an|just|only|about|around|over|under|nearly|almost)\s+)*«N(?P<n>\d+)»"
)
"""Behind a size, the level that it led to: "climbed by «N2» to «N3»"."""

_RESTATED = compiled(
    r"«N(?P<a>\d+)»\s*(?:[a-z²³]+\s*){0,2}\(\s*(?:or\s+|i\.?e\.?,?\s+|that\s+is\s+|equal\s+to\s+)?«N(?P<b>\d+)»\s*[a-z²³]*\s*\)"
)


def restated_in(template: str, values: Sequence[Value | None]) -> set[int]:
    """Figures in brackets that tell the one before them again in another unit: "12,510 MWh (12.51 GWh)".

    Args:
        template: A sentence with its marks.
        values: Of its figures.
    """
    return {
        int(m["b"])
        for m in _RESTATED.finditer(template)
        if (a := values[int(m["a"])]) is not None and (b := values[int(m["b"])]) is not None and restates(a, b)
    }


def restates(a: Value, b: Value) -> bool:
    """Whether a figure is another one in a unit that is so many thousands larger or smaller, as far as it is printed."""
    if not a.number or not b.number or a.unit == "percent" or b.unit == "percent":
        return False
    low, high = sorted(abs(x) for x in b.interval())
    return any(low <= abs(a.number).scaleb(n) <= high for n in (-6, -3, 3, 6)) or (
        a.unit == b.unit == "money" and low <= abs(a.number) <= high
    )


@lru_cache(maxsize=4096)
def sizes_of_template(template: str) -> frozenset[int]:
    """Figures that tell how much something changed, by the words beside them.

    Args:
        template: A sentence with its marks.
    """
    found = {int(m["size"]) for _, pattern in SIZES for m in pattern.finditer(template)}
    for m in _SIZE_TOO.finditer(template):
        if int(m["size"]) in found:
            found.add(int(m["too"]))
    return frozenset(found)
