"""What the words around a figure of prose make of it: a target, an earlier figure, another place's, part of a whole."""

from __future__ import annotations

import re

_TARGET_BEFORE = re.compile(
    r"\b(?:target|ambition|goal|aim|benchmark|expectation)s?(?:\s+(?:rate|figure|level|for\s+(?:the\s+year|20\d\d[/-]\d\d)))?"
    r"\s*(?:\(|:|=|,|of|is|was|being|(?:re)?set\s+at|remain(?:s|ed)(?:\s+at)?)?\s*(?:at\s+|over\s+|above\s+|below\s+|under\s+|at\s+least\s+)?$",
    re.I,
)
_TARGET_AFTER = re.compile(r"^\s*(?:annual\s+|local\s+|year[\s-]end\s+|agreed\s+)?(?:target|ambition)\b", re.I)
_UNIT = r"(?P<u>month|quarter|year)"
_BACK_AFTER = re.compile(
    r"^\s*\)?,?\s*(?:(?:in|at|for|during|over|as\s+at|reported)\s+)?(?:the\s+)?(?:"
    rf"(?:last|previous|preceding|prior)\s+{_UNIT}\b(?!\s+(?:to|ending|ended))"
    r"|(?P<same>same\s+(?:period|quarter|month|time|point)\s+(?:of\s+|in\s+)?(?:last|the\s+previous|the\s+prior|a)\s+year)"
    r"|(?:a|one)\s+(?P<ago>month|quarter|year)\s+(?:ago|earlier|before|previously)"
    r"|(?P<n>three|3|twelve|12)\s+months\s+(?:ago|earlier|before|previously))",
    re.I,
)
_BACK_BEFORE = re.compile(
    rf"\b(?:last|previous|preceding|prior)\s+{_UNIT}(?:['’]s)?\s*(?:figure|result|position|value|rate)?\s*"
    r"(?:\(|:|=|,|of|was|were|at|it\s+was|it\s+stood\s+at)?\s*$",
    re.I,
)
_EARLIER_BEFORE = re.compile(r"\b(?:from|compared\s+(?:with|to)|previously(?:\s+at)?|(?:up|down)\s+on)\s*\(?\s*$", re.I)
_OTHERS = re.compile(
    r"\b(?:nation(?:al|ally)|England|Wales|Scotland|neighbours?|neighbouring|region(?:al|ally)?|benchmark|peers?|similar\s+(?:councils"
    r"|authorities)|other\s+(?:councils|authorities|areas)|comparators?|elsewhere|statistical|across\s+the\s+country)\b",
    re.I,
)
_PART = re.compile(
    r"\b(?:of\s+(?:these|those|which|whom)|boys|girls|males?|females?|disabled|babies|infants|teenagers?|adolescents?|siblings?"
    r"|ethnic|BAME|aged\s+\d|for\s+example|one\s+team)\b",
    re.I,
)
_PLACE = re.compile(r"\b(?:[Ii]n|[Ff]or|[Aa]cross|[Aa]t)\s+(?:the\s+)?(?P<p>[A-Z][a-z]+(?:[\s-][A-Z][a-z]+)*)")
_SMALLER_PLACE = re.compile(
    r"\b(?:towns?|districts?|wards?|villages?|localit(?:y|ies)|neighbourhoods?|hubs?|schools?)\b", re.I
)
_NO_PLACE = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?"
    r"|Oct|Nov|Dec|Quarter|Year|Table|Figure|Chart|Appendix|Annex|Section|Measure|Challenge|Children|Care|The|This|All|Education"
    r"|Spring|Summer|Autumn|Winter|Week|Phase|Stage|Tier|Early|Child|Family|Looked|Young|Local|Total|Council|County|Borough|City"
    r"|Social|Strategy|Improvement|Panel|Committee|Board|Cabinet)\b"
)
_SPELLED = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty"
    "|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
_IN_WORDS = re.compile(
    rf"\b(?:(?:one|{_SPELLED})\s+(?:in|out\s+of)\s+(?:every\s+)?(?:{_SPELLED}|a\s+hundred)\b|(?:a|one)\s+(?:half|third|quarter|fifth|tenth)\s+of"
    rf"|half\s+of\b|(?:two|three)[\s-](?:thirds|quarters|fifths)|(?:doubled|halved|trebled|tripled)\b|a\s+dozen\b|one\s+(?:percentage\s+)?point\b"
    rf"|(?:{_SPELLED})(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?(?:\s+per\s*cent\b|"
    r"(?![\s-]+(?:or\s+(?:more|fewer|less|over)|plus|years?|months?|weeks?|days?|hours?|working|year|month|week|day|thirds|quarters)\b)(?=\s+[a-z])))",
    re.I,
)  # fmt: skip


def is_target(before: str, after: str) -> bool:
    """Whether a figure is a target: "against a target of 92%", "the 92% target"."""
    return bool(_TARGET_BEFORE.search(before) or _TARGET_AFTER.match(after))


def months_back(before: str, after: str) -> str:
    """How far before the paper's period a figure lies, where words say so and no date does.

    Args:
        before: The sentence up to the figure.
        after: The sentence after it.

    Returns:
        "month", "quarter", "year", "same" (the same period last year), "?" (earlier, but not how much: "from 71%");
        empty where no words say that it is earlier.
    """
    found = _BACK_AFTER.match(after)
    if found and found["n"]:
        return "quarter" if found["n"].lower() in {"three", "3"} else "same"
    if found:
        return "same" if found["same"] or found["ago"] == "year" else str(found["u"] or found["ago"]).lower()
    found = _BACK_BEFORE.search(before)
    if found:
        return found["u"].lower()
    return "?" if _EARLIER_BEFORE.search(before) else ""


def of_others(clause: str) -> bool:
    """Whether a clause speaks of the country, of neighbours or of other councils."""
    return _OTHERS.search(clause) is not None


def part_of(clause: str) -> str:
    """The words that make a clause speak of a part of the whole ("of these", "girls"); empty where none do."""
    found = _PART.search(clause)
    return found[0] if found else ""


def place_in(clause: str) -> str:
    """A place that a clause names: "In Northtown"; empty where it names none."""
    for m in _PLACE.finditer(clause):
        if not _NO_PLACE.match(m["p"]):
            return m["p"]
    found = _SMALLER_PLACE.search(clause)
    return found[0] if found else ""


def numbers_in_words(text: str) -> list[str]:
    """Numbers that are written out: "nine in ten", "two thirds", "seven young people"."""
    return [" ".join(m[0].split()) for m in _IN_WORDS.finditer(text)]
