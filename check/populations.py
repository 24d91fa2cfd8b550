"""Whom and where a figure of prose is about: groups without or of UASC, areas, parts of a whole."""

from __future__ import annotations

import re
from collections.abc import Iterable

from check.sought import Sought

WITHOUT_UASC = Sought(
    r"\b(?:ex(?:cl(?:\.|uding|udes?|uded)?)?|without|minus|net\s+of|not\s+including|non)[\s-]+(?:the\s+)?(?:our\s+)?(?:UASC|unaccompanied(?:\s+asylum[\s-]+seeking\s+(?:children|young\s+people))?)|"
    r"\b(?:UASC|unaccompanied\s+asylum[\s-]+seeking\s+(?:children|young\s+people))(?:\s+cohort)?\s+(?:are|is|were|was|have\s+been|had\s+been)\s+(?:removed|excluded|taken\s+out|discounted|left\s+out)|"
    r"\b(?:leaving|setting|putting|with)\s+(?:the\s+)?UASC\s+(?:aside|out|apart|excluded|removed)|\b(?:once|when|if)\s+(?:the\s+)?UASC\s+(?:are|is|were)\s+(?:left|set|put|taken)\s+(?:aside|out|apart)|"
    r"\bcitizen\b",
    re.IGNORECASE,
)
_UASC = Sought(r"\bUASC\b|\bunaccompanied\s+asylum", re.IGNORECASE)
_WITHOUT_THEM = Sought(
    r"\b(?:without|excluding|leaving\s+out|not\s+counting)\s+(?:them|these|this\s+(?:group|cohort))\b", re.I
)
SUBGROUP = Sought(
    r"\b(?:of\s+(?:these|those|which|whom|this)|for\s+example|aged|this\s+included|includ(?:es|ing)|further|for\s+the\s+«N\d+»|"
    r"boys|girls|males?|females?|disabled|babies|infants|teenagers|adolescents|siblings?|ethnic|BAME|new\s+foster)\b",
    re.IGNORECASE,
)
_LIST_LABEL = r"[A-Z][\w/&’' ]{0,40}?\s*[-–:|]\s*\d[\d,.%]*\s*(?:\([^)]{0,12}\))?\W*$"
LABELLED = Sought(rf"^\W*(?:\d{{1,2}}\s?[-–+]\s?\d{{0,2}}\s*[-–:|]\s*\d|{_LIST_LABEL})")
_OF_OTHERS = re.compile(
    r"^\W*(?:(?:Nationally|Regionally|Internationally|Elsewhere|Country-?wide|Nationwide)\b|"
    r"(?:In|Across|For|Throughout)\s+(?:the\s+)?(?:(?:whole|rest)\s+of\s+(?:the\s+)?)?(?:England|Wales|Scotland|London|Britain|Great\s+Britain|UK|"
    r"country|nation|region|sector)\b|(?:The\s+)?(?:national|regional)\s+(?:picture|position|trend|average|rate|figures?)\b)",
)
_OURS = re.compile(r"\b(?:we|our|ours|us|here|locally|council(?:['’]s)?|borough|county|district|city)\b", re.IGNORECASE)
_COMPASS = Sought(
    r"\b(?i:north|south|east|west|mid|central)(?:ern)?\s+(?:of\s+the\s+(?:[Cc]ounty|[Bb]orough|[Cc]ity)|[A-Z]\w+)|"
    r"^\W*In\s+(?:the\s+)?[A-Z][a-z]+(?:\s+[A-Z][a-z]+)?,?\s+(?:«N|there\b|[a-z]+\s+«N)"
)

_WHOLE = Sought(
    r"\W*(?:the\s+)?(?:whole\s+|total\s+)?(?:council|county|district|borough|city|authority|service|total|"
    r"all(?:\s+\w+)?|overall)\W*",
    re.IGNORECASE,
)


def cohort_of(clause: str, sentence: str, figures: int) -> str:
    """The group a figure is about.

    Args:
        clause: Words around the figure, up to its neighbours.
        sentence: Template of the sentence.
        figures: How many figures the sentence has; a lone one is meant by all of it.

    Returns:
        excl_uasc, uasc or all.
    """
    if _WITHOUT_THEM.search(clause) and _UASC.search(sentence):
        return "excl_uasc"
    if WITHOUT_UASC.search(clause) or (figures <= 2 and WITHOUT_UASC.search(sentence)):
        return "excl_uasc"
    return "uasc" if _UASC.search(clause) else "all"


def area_of(clause: str, sentence: str, areas: Iterable[str], whole: str) -> str:
    """The area a figure is about.

    Args:
        clause: Words around the figure.
        sentence: Template of its sentence.
        areas: Areas for which figures are known.
        whole: The council's whole area.

    Returns:
        "" for the whole area, "?" for one that no known figure covers, or several at once.
    """
    known = {a.lower(): a for a in areas if a and not _WHOLE.fullmatch(a)}
    for text in (clause, sentence):
        low = text.lower()
        named = [a for a in known if a in low and re.search(rf"(?<![\w-]){re.escape(a)}(?![\w-])", low)]
        narrow = [a for a in named if not any(a != b and a in b for b in named) and a != whole.lower()]
        if len(narrow) == 1:
            return known[narrow[0]]
        if len(narrow) > 1 or _COMPASS.search(text):
            return "?"
    return ""


def of_others(text: str) -> bool:
    """Whether a sentence opens with another population, and says nothing of the council's own: "Nationally, ...".

    Args:
        text: Of the sentence.
    """
    return _OF_OTHERS.match(text) is not None and _OURS.search(text) is None


def without_group(text: str) -> str:
    """A text without the words that leave out a group, so that they do not hide what it is about."""
    return WITHOUT_UASC.sub(" ", text)
