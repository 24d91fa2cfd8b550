"""What a sentence says of a target: the target itself, how far a result is from it, on which side, met or missed.

The words are read loosely ("the 240 planned", "the 70% we aim for", "what the contract requires"); whether a figure
is the target, the result or the distance is settled by the row that the sentence is about (see `judge`).
"""

# ruff: noqa: E501 - patterns, one to a line

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from check.goal_words import LOOSE, NOT_YET, VERB
from check.goals.units import TIME_WORD, seconds_in
from check.number_words import NUMBER_WORD, number_of_words
from check.sought import Sought
from records import Value

NOUN = (
    r"(?:targets?|goals?|ambitions?|aims?|aspirations?|objectives?|standards?|service\s+levels?|plans?|budgets?|allocation|profile|trajectory|milestones?|requirements?|"
    r"pledges?|commitments?|expectations?|hurdle|bar|ceiling|limits?|maximum|cap|tolerance|thresholds?|levels?)"
)
_DET = (
    r"(?:(?:the|its|our|their|a|an|this|that|agreed|annual|contract(?:ual|or['’]s)?|statutory|local|corporate|council(?:['’]s)?|year[\s-]end|full[\s-]year|current|own|overall|"
    r"stretch(?:ing)?|challenging|published|revised|original|«P\d+»|«R\d+»|\d{4}/\d{2})\s+)*"
)
_WHAT = r"(?:what|where|than|as)\s+(?:(?:the|our|its)\s+)?(?:[a-z]+\s+){0,2}?(?:requires?|needs?|expects?|expected|should\s+be|want(?:s|ed)?\s+to\s+be|demands?|asks?\s+for|have\s+to|aim(?:s|ed)?\s+for|planned|budgeted)\b"
_OF = r"(?:\s+(?:set|given|for\s+(?:the\s+)?(?:«P\d+»|year|quarter|month)))?(?:\s*(?:,\s*which\s+(?:is|was)|of|is|was|at|:|\(|being)\s*(?:no\s+more\s+than\s+|at\s+least\s+|a\s+(?:maximum|minimum)\s+of\s+)?)"


def _goal(n: str) -> str:
    """Words that name a target, with the number of the figure that states it in one of three groups."""
    return rf"(?:{_DET}(?:«N(?P<a{n}>\d+)»(?:[\s-]+(?!against\b|an?\b|the\b|of\b|and\b|or\b|but\b|in\b|on\b|at\b|to\b|is\b|was\b|above\b|below\b|under\b|over\b|off\b|inside\b|within\b|than\b|our\b|its\b|met\b|missed\b|per\b|more\b|less\b|fewer\b|short\b|from\b)[a-z-]+){{0,2}}?[\s-]+{NOUN}\b|«N(?P<b{n}>\d+)»{LOOSE}|(?:[a-z-]+\s+){{0,2}}?{NOUN}\b(?:{_OF}«N(?P<c{n}>\d+)»)?)|{_WHAT}|(?:theirs|its\s+own)\b)"


_SIDES = (
    r"(?:(?P<above{n}>above|over|in\s+excess\s+of|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|higher\s+than|more\s+than|greater\s+than|longer\s+than|pass(?:ed|es|ing)|topp(?:ed|ing)|beyond|climbed\s+(?:over|above)|r(?:ose|isen)\s+above)|"
    r"(?P<below{n}>below|under|beneath|lower\s+than|fewer\s+than|less\s+than|shorter\s+than|dipped\s+(?:under|below)|f(?:ell|allen)\s+(?:below|under))|"
    r"(?P<good{n}>beat(?:s|ing|en)?|better(?:ed|ing)?\s+than|bettered|bettering|better|ahead\s+of|clear\s+of|outperform(?:s|ed|ing)?|inside|within|met|meet(?:s|ing)?|achiev(?:ed|es|ing|e)|hit(?:s|ting)?|reach(?:ed|es|ing)?|clear(?:s|ed|ing)|satisf(?:y|ied|ies|ying)|quicker\s+than|faster\s+than|at\s+or\s+(?:above|better\s+than))|"
    r"(?P<bad{n}>miss(?:ed|es|ing)?|short\s+of|behind|worse\s+than|worse|fail(?:s|ed|ing)?(?:\s+to\s+(?:meet|achieve|reach|hit|beat))?|adrift\s+of|outside|breach(?:ed|es|ing)?|off|slower\s+than)|"
    r"(?P<away{n}>away\s+from|from|against))"
)
_ADVERB = r"(?:(?:just|only|well|slightly|comfortably|narrowly|still|now|again|far|marginally|easily|clearly|significantly|a\s+little|also)\s+)*"
_APART = (
    r"(?:(?P<above>above|over|in\s+excess\s+of|higher\s+than|more\s+than|greater\s+than|longer\s+than|beyond)|"
    r"(?P<below>below|under|beneath|lower\s+than|fewer\s+than|less\s+than|shorter\s+than)|"
    r"(?P<good>better\s+than|ahead\s+of|clear\s+of|inside|within|better|quicker\s+than|faster\s+than)|"
    r"(?P<bad>short\s+of|behind|worse\s+than|worse|adrift\s+of|outside|off|slower\s+than)|(?P<away>away\s+from|from))"
)
_GAP = Sought(
    rf"«N(?P<size>\d+)»(?:\s*\((?:or\s+)?«N(?P<twin>\d+)»\)|,?\s+or\s+«N(?P<twin2>\d+)»,?)?\s+(?P<noun>(?:(?!and\b|or\b|but\b|of\b|in\b|is\b|are\b|was\b|were\b|to\b|on\b|at\b|still\b|now\b|which\b|that\b)[a-z]+\s+){{0,2}}?){_APART}\s+{_goal('1')}",
    re.IGNORECASE,
)
_BY = Sought(
    rf"\b{_SIDES.replace('{n}', '')}\s+{_goal('1')}[^«.;]{{0,25}}?\bby\s+(?:just\s+|only\s+|about\s+|some\s+|nearly\s+|more\s+than\s+)*«N(?P<size>\d+)»",
    re.IGNORECASE,
)
_NEEDS = Sought(
    rf"(?:\bneed(?:s|ed|ing)?\b[^«.;,]{{0,40}}?\s«N(?P<size>\d+)»\s+(?:more|further|additional|extra|fewer|less)?\s*(?:[a-z]+\s+){{0,4}}?to\s+(?:reach|meet|hit|achieve|get\s+to|be\s+at)|"
    rf"\b(?:another|a\s+further)\s+«N(?P<size2>\d+)»\s*(?:[a-z]+\s+){{0,4}}?(?:and|to\s+(?:reach|meet|hit)|would\s+(?:reach|meet)|before|until))\s+{_goal('1')}",
    re.IGNORECASE,
)
_REMAINS = Sought(
    r"\b(?P<below>so|leaving|which\s+leaves|and)\s+(?:[a-z]+\s+){0,2}?«N(?P<size>\d+)»\s+(?:[a-z]+\s+){0,2}?(?:remains?|still|are\s+left|is\s+left|left)\s+to\s+(?:be\s+)?(?:found|gained|go|find|make|won)\b",
    re.IGNORECASE,
)
_SPENT = Sought(
    r"\b(?:(?P<above>over)|(?P<below>under))[\s-]?sp(?:ent|end(?:ing)?)\b(?:\s+(?:their|its|the|our)\s+(?:budget|allocation))?\s*(?:is|was|of|by|:)?\s*(?:by|of)\s+(?:about\s+|some\s+)?«N(?P<size>\d+)»",
    re.IGNORECASE,
)
_SIDE = Sought(rf"\b{_ADVERB}{_SIDES.replace('{n}', '').replace('|from|against', '')}\s+{_goal('1')}", re.IGNORECASE)
_AT = Sought(rf"\b(?P<good>(?:on|at))\s+{_goal('1')}", re.IGNORECASE)
_PASSIVE = Sought(
    rf"\b{_goal('1')}[^«.;,]{{0,60}}?\s(?:(?:is|was|are|were|has|had|have|been|being|still|again|therefore|now|just|narrowly|comfortably|easily)\s+)+(?P<no>not\s+(?:been\s+)?)?(?:\w+ly\s+)?"
    r"(?:(?P<good>met|achieved|reached|hit|beaten|bettered|satisfied)|(?P<above>exceeded|surpassed)|(?P<bad>missed|breached))\b(?!\s+by\s+(?:only\s+|just\s+)?«N)",
    re.IGNORECASE,
)
_STATED = Sought(rf"{_goal('1')}", re.IGNORECASE)
_AGAINST = Sought(r"\b(?:against|compared\s+(?:with|to))\s+«N(?P<b1>\d+)»\s*(?=[.;]|$)", re.IGNORECASE)
_SPEAKS = Sought(
    rf"{NOUN}\b|{VERB}|{_WHAT}|theirs|its\s+own|against|compared|\bleft\b|\bremains?\b|\bstill\b|sp(?:ent|end)",
    re.IGNORECASE,
)
"""One of these stands wherever one of the patterns here does."""
_NOT = Sought(r"(?:\b(?:not|never|nor|yet\s+to|no\s+longer|without|unable\s+to)|n[’']t)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)  # fmt: skip
_AIM = Sought(
    rf"\b(?:{NOT_YET}|plans?\s+to|propos\w+)\b[^.;«]*$|\bto\s+[^.;,«]{{0,30}}$",
    re.IGNORECASE,
)
_LITERAL = Sought(
    rf"(?<![\w.,«£])(?P<n>\d+(?:\.\d+)?|[a-z]+)[\s-](?P<unit>{TIME_WORD})[\s-](?:[a-z]+\s+){{0,2}}?(?P<noun>{NOUN})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that a sentence says of a target.

    Attributes:
        kind: "gap" (how far), "side" (above, met ...) or "stated" (the target itself).
        way: above, below, good, bad or "" (neither).
        start: First character in the template.
        end: One past the last.
        size: Number of the figure that tells the distance; -1 where none does.
        goal: Number of the figure that states the target; -1 where none does.
        text: The words.
        loose: Whether the target is only told by a verb ("planned", "promised") or by "against".
        noun: The words between a distance and its side: "64 trees short of".
        twin: Number of the figure that tells the distance again, in per cent; -1 where none does.
    """

    kind: str
    way: str
    start: int
    end: int
    size: int
    goal: int
    text: str
    loose: bool
    noun: str = ""
    twin: int = -1


@dataclass(frozen=True, slots=True)
class Literal:
    """A target that is part of a word: "the two-day target".

    Attributes:
        number: As told.
        unit: Seconds of its unit.
        start: First character in the text.
        end: One past the last.
        text: As printed.
    """

    number: Fraction
    unit: int
    start: int
    end: int
    text: str


def said_of_goals(template: str) -> list[Said]:
    """What a sentence says of targets, in order; no words are used twice.

    Args:
        template: With its figures, periods and times marked.
    """
    out: list[Said] = []
    if not _SPEAKS.search(template):
        return out

    def free(m: re.Match[str]) -> bool:
        return not any(s.start < m.end() and m.start() < s.end for s in out)

    for kind, pattern in (("gap", _GAP), ("gap", _BY), ("gap", _NEEDS), ("gap", _REMAINS), ("gap", _SPENT),
                          ("side", _PASSIVE), ("side", _SIDE), ("side", _AT), ("stated", _STATED), ("stated", _AGAINST)):  # fmt: skip
        for m in pattern.finditer(template):
            if free(m) and (said := _said(kind, m, template, aims=pattern is not _NEEDS)) is not None:
                out.append(said)
    return sorted(out, key=lambda s: s.start)


def is_distance(template: str, k: int, value: Value) -> bool:
    """Whether a figure tells how far a result is from a target: "0.6 days inside target", not "82% within target".

    Args:
        template: The sentence with its marks.
        k: Number of the figure.
        value: The figure.
    """
    if value.unit not in {"days", "seconds", "points", "money"}:
        return False
    return any(int(m["size"]) == k for pattern in (_GAP, _BY) for m in pattern.finditer(template))


def _said(kind: str, m: re.Match[str], template: str, *, aims: bool) -> Said | None:
    g = m.groupdict()
    way = next((w for w in ("above", "below", "good", "bad") if g.get(w)), "")
    before = template[: m.start()]
    if kind != "stated" and aims and _AIM.search(before[-60:]):
        kind, way = "stated", ""
    if kind == "side":
        denied = bool(g.get("no")) != bool(_NOT.search(before[-40:]))
        if denied and way not in {"good", "bad"}:
            return None
        way = {"good": "bad", "bad": "good"}[way] if denied else way
    goal = next((int(g[x]) for x in ("a1", "b1", "c1") if g.get(x)), -1)
    size = int(g.get("size") or g.get("size2") or -1)
    if kind == "stated" and goal < 0:
        return None
    if kind == "gap" and not aims and not way:
        way = "needs"
    loose = bool(g.get("b1"))
    return Said(
        kind,
        way,
        m.start(),
        m.end(),
        size,
        goal,
        " ".join(m[0].split()),
        loose,
        (g.get("noun") or "").strip(),
        int(g.get("twin") or g.get("twin2") or -1),
    )


def literals(text: str) -> Iterator[Literal]:
    """Targets that are part of a word, in the text of a sentence.

    Args:
        text: As printed.
    """
    for m in _LITERAL.finditer(text):
        word = m["n"]
        number = Fraction(word) if word[0].isdigit() else number_of_words(word) if NUMBER_WORD.fullmatch(word) else None
        if number is not None:
            yield Literal(Fraction(number), seconds_in(m["unit"]), m.start(), m.end(), m[0])
