"""Patterns of sentences whose figures say something of each other, most telling first.

They are tried on a sentence's template (see `sentences`), where figures are "«N0»" and periods "«P0»".
"""

# ruff: noqa: E501 - a table of patterns, one to a line

from __future__ import annotations

from check.period_of import When
from check.size_words import ADVERBS, UP_DOWN, N, compiled
from check.sought import Sought
from check.time_words import mark_times

_P = r"«P\d+»"
_SHORT = r"[^«.;]{0,60}?"
_GAP = rf"(?:[^«;]|{_P}|\.(?=\d)){{0,110}}?"

_COMPARES = "".join(
    rf"(?<!\b{word}\s)"
    for word in (
        "no",
        "not",
        "by",
        "of",
        "to",
        "in",
        "at",
        "on",
        "for",
        "with",
        "and",
        "from",
        "after",
        "within",
        "over",
        "up",
        "make",
        "makes",
        "represent",
        "represents",
        "form",
        "take",
        "takes",
        "took",
        "cost",
        "costs",
    )
)
"""A bound, not a comparison, stands behind a preposition or "no": "fell by more than six per cent", "no more than four"."""

PAIRS: tuple[tuple[str, Sought], ...] = (
    ("than_triple", compiled(rf"{N.format('new')}(?:[^«;]|{_P}){{0,90}}?{N.format('size')}\s+(?:\w+\s+){{0,2}}?(?:more|fewer|less|higher|lower)\s+than\s+[^«.;]{{0,40}}?{N.format('old')}")),
    ("between", compiled(rf"between\s+{_SHORT}{_P}\s*\(\s*{N.format('old')}[^)«]*\)\s*,?\s*(?:and|to)\s+{_SHORT}{_P}\s*\(\s*{N.format('new')}")),
    ("period_pairs", compiled(rf"{_P}\s*\(\s*{N.format('old')}[^)«]*\)\s*,?\s*(?:and|to|compared\s+(?:to|with))\s+{_SHORT}{_P}\s*\(\s*{N.format('new')}")),
    ("from_to", compiled(rf"\bfrom\s+{ADVERBS}{N.format('old')}{_GAP}\bto\s+{ADVERBS}{N.format('new')}")),
    ("to_from", compiled(rf"\b(?:to|at)\s+{ADVERBS}{N.format('new')}{_GAP}\b(?:up\s+|down\s+)?from\s+{ADVERBS}{N.format('old')}")),
    ("up_from", compiled(rf"{N.format('new')}{_GAP}\b(?:(?:up|down|increas\w+|decreas\w+|reduc\w+|rise|fall|drop\w*|risen|rose|fell|fallen|improv\w+|change\w*|movement)\b[^«.;]{{0,40}}?\s+(?:from|on|since)|compared\s+(?:to|with)|in\s+comparison\s+(?:to|with)|as\s+opposed\s+to|against|versus|vs\.?|previously|(?:higher|lower|better|worse)\s+than|{_COMPARES}(?:more|fewer|less)\s+than)\s+(?:the\s+)?(?:(?:(?!\band\b|\bbut\b)[^«.;,()]){{0,40}}?\s+)?(?:{_P}\s*)?(?:of\s+|was\s+|at\s+|figure\s+of\s+|\(\s*|result\s+of\s+|outturn\s+of\s+|level\s+of\s+)?{ADVERBS}{N.format('old')}")),
    ("size_to", compiled(rf"{N.format('old')}(?P<between>(?:[^;]){{0,160}}?)\b(?:increase|decrease|reduction|rise|fall|drop|dip|improvement|decline)\s+of\s+{ADVERBS}{N.format('size')}[^«.;]{{0,30}}?\bto\s+{ADVERBS}{N.format('new')}")),
    ("size_from", compiled(rf"\b{UP_DOWN}\s+of\s+{ADVERBS}{N.format('size')}[^«.;]{{0,40}}?\b(?:from|on|compared\s+(?:to|with))\s+{ADVERBS}(?:the\s+)?{N.format('old')}")),
    ("then_to", compiled(rf"{N.format('old')}(?P<between>(?:[^«;]|;|{_P}){{0,170}}?)\b{UP_DOWN}\s+(?:\w+\s+){{0,2}}?(?:back\s+)?to\s+{ADVERBS}{N.format('new')}")),
    ("stable_with", compiled(rf"(?:with|at|was|of|:|,)\s+{ADVERBS}{N.format('old')}(?P<a>[^«;]{{0,80}}?{_P}[^«;]{{0,20}}?)\b(?:and|to|,)\s+{ADVERBS}{N.format('new')}(?P<b>[^«;]{{0,60}}?{_P})")),
)  # fmt: skip

BRACKETED_RATIO = compiled(r"\(\s*«N\d+»\s+(?:\w+\s+){0,3}?(?:out\s+)?of\s+[^()«]{0,30}«N\d+»[^()«]{0,30}\)")
TWIN = compiled(
    r"«N(?P<a>\d+)»(?:\s+\w+){0,2}?\s*(?:,\s*or|\(|\bor|,\s*i\.e\.|,\s*equivalent\s+to)\s*(?:by\s+|of\s+)?«N(?P<b>\d+)»"
)

_WHOLE = r"(?:(?:out\s+)?of\s+(?!which\b|whom\b|them\b)(?:(?:the|these|those|our|all|a\s+total\s+of|some|(?-i:[A-Z])[\w-]+[’']s|the\s+[a-z]+[’']s)\s+)*(?:\w+\s+){0,2}?|/\s*)"
_NOUN = r"(?!(?:and|or|but|that|those|than|while|whereas|against|saving|rise|fall|drop|increase|decrease|reduction|gain|loss|change|difference|total|average|shortfall|surplus|deficit)s?\b)[^\s«;.,]+"
"""A word between a part and its whole: "a saving of 294", "and that of the 10" and what follows a comma lead to something else."""
RATIOS: tuple[tuple[str, Sought], ...] = (
    ("percent_of", compiled(rf"{N.format('percent')}\s*(?:[^«;.()]|{_P}|\.(?=\d)){{0,190}}?\(\s*{N.format('part')}\s+(?:\w+\s+){{0,3}}?{_WHOLE}{N.format('whole')}")),
    ("of_then_percent", compiled(rf"{N.format('part')}\s+(?:{_NOUN}\s+){{0,4}}?{_WHOLE}{N.format('whole')}(?P<gap>(?:[^«;]|{_P}){{0,230}}?)\(?\s*(?:or\s+|equating\s+to\s+|i\.e\.\s+|equal\s+to\s+|which\s+is\s+|a\s+rate\s+of\s+)?{N.format('percent')}")),
    ("percent_first", compiled(rf"{N.format('percent')}\s*,?\s*(?:or|i\.e\.|equating\s+to|equal\s+to)?\s*{N.format('part')}\s+(?:\w+\s+){{0,3}}?out\s+of\s+(?:the\s+|a\s+total\s+of\s+)?{N.format('whole')}")),
    ("part_percent_of", compiled(rf"{N.format('part')}\s*\(\s*{N.format('percent')}\s*\)\s*(?:[^«;.]{{0,30}}?\s)?{_WHOLE}{N.format('whole')}")),
    ("of_the_whole", compiled(rf"\b(?:of|for|among|amongst)\s+(?:the|these|those|all|our)\s+{N.format('whole')}[^«;.]{{0,80}}?{N.format('part')}\s*(?:[^«;.()]{{0,40}}?)\(\s*{N.format('percent')}\s*\)")),
    ("out_of", compiled(rf"{N.format('part')}\s+(?:{_NOUN}\s+){{0,3}}?out\s+of\s+(?:the\s+|a\s+total\s+of\s+|these\s+|our\s+)*{N.format('whole')}")),
    ("of_the", compiled(rf"{N.format('part')}\s+(?:{_NOUN}\s+){{0,2}}?of\s+(?:the|these|those|our|all)\s+(?:\w+[’']?s?\s+){{0,2}}?{N.format('whole')}")),
)  # fmt: skip
OWN_TIME = compiled(
    r"^\s*(?:[a-z-]+\s+){0,5}?(?:than|on|from|since|compared\s+(?:with|to))\s+(?:in\s+|at\s+|for\s+|that\s+(?:in|of)\s+|the\s+)*"
    r"(?:end\s+of\s+(?:the\s+)?)?«(?P<kind>[PR])(?P<n>\d+)»"
)
_OTHER_PERCENT = compiled(
    rf"(?:\b{UP_DOWN}\s+of|\bagainst|\bcompared\s+(?:to|with)|\bthan|\bfrom|\bby|\btarget(?:\s+of)?)\s*\(?\s*$"
)
COMPARAND = compiled(r"\b(?:than|compared\s+(?:to|with)|as\s+against)\b(?:[^«;,.()]|«[PR]\d+»)*\(?\s*$")
"""Before what something is compared with, of whatever time: "lower than in the spring (96.0%)"."""
REST = compiled(rf"^[^«]{{0,20}}?{N.format('rest')}\s+(?P<what>[^«.;]{{0,60}})")
REST_WORDS = compiled(r"\b(?:outside|not\s|missed|remaining|remainder|late|overdue|other[s]?\b|were\s+not|did\s+not)")
_DATED_BRACKET = compiled(r"\([^()]{0,30}«[PRT]\d+»[^()]{0,12}$")


def in_dated_bracket(gap: str) -> bool:
    """Whether a text ends in an open bracket that names a time: "were decided in time (Quarter 2: "."""
    return bool(_DATED_BRACKET.search(mark_times(gap)[0]))


def leads_elsewhere(gap: str) -> bool:
    """Whether what stands between a part and a percentage tells that it is of another thing or time.

    Args:
        gap: "were decided in time (Quarter 2:", "against a target of".
    """
    return bool(_OTHER_PERCENT.search(gap)) or in_dated_bracket(gap)


def further_back(times: dict[int, When], a: int, b: int) -> bool:
    """Whether a figure is of a time before another's: "down from 13 the month before and 49 this time last year".

    Args:
        times: Of the figures of a sentence.
        a: The figure.
        b: The other.
    """
    x, y = (times[k].word if k in times else None for k in (a, b))
    return x is not None and y is not None and x.kind == y.kind == "back" and x.number > y.number
