"""What sentences say that things are or did: Green, on target, rose, improved, overspent, above 97%.

One word list for every check that holds such words against a table; where the word stands is kept.
"""

# ruff: noqa: E501 - a table of words, one kind to a row

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from check.direction_words import find_direction_words
from check.inside.status_words import status_in
from check.number_words import NUMBER_WORD, number_of, number_of_words
from check.sought import Sought

Family = Literal["colour", "status", "moved", "performance", "budget", "side", "bound"]

_COLOUR = Sought(r"\b(green|amber|red)\b(?:[\s-]+rated)?(?!\s+(?:flag|space|belt|waste|bin|tape|light))", re.IGNORECASE)
_STATUS_SINGLE = {"failing", "failed", "critical", "overdue", "exceeded", "complete", "completed", "caution"}
_GOAL = r"(?:(?:the|its|their|his|our|these|those|national|local|agreed|council|annual|own|set)\s+){0,3}(?:targets?|standards?|goals?|thresholds?|benchmarks?|plans?|profiles?|trajector(?:y|ies))"
_SIDE = Sought(
    rf"\b(?:(?P<above>above|over|exceed(?:ed|s|ing)?|higher\s+than|more\s+than|in\s+excess\s+of)|(?P<below>below|under|lower\s+than|less\s+than|fewer\s+than))\s+{_GOAL}\b(?!\s+of\s+\S*\d)",
    re.IGNORECASE,
)
_MET = Sought(
    rf"\b(?:(?P<met>(?:met|meets?|meeting|achiev(?:ed|es?|ing)|hit|hits|hitting|reach(?:ed|es)?|beat|beaten|surpass\w*|better\s+than|ahead\s+of|within|inside)\s+{_GOAL}|on[\s-]{_GOAL})|"
    rf"(?P<missed>(?:missed|misses|missing|fail(?:ed|s|ing)?\s+to\s+(?:meet|achieve|hit|reach)|fell\s+short\s+of|falls?\s+short\s+of|short\s+of|behind|off|adrift\s+of|worse\s+than|outside|(?:did|does|do|have|has|are|is|was|were)\s+not\s+(?:yet\s+)?(?:met|meet(?:ing)?|achiev\w+|hit|reach\w*|on))[\s-]+{_GOAL}))\b",
    re.IGNORECASE,
)
_SHORT = Sought(r"\b(?:f[ae]ll(?:s|en|ing)?|came|come|were|was)\s+(?:just\s+|well\s+)?short\b(?!\s+of\s+\S*\d)|\b(?:did|does|do|has|have)\s+not\b(?=\s*[.,;]|$)", re.IGNORECASE)  # fmt: skip
_BUDGETS = r"(?:(?:its|their|the|our|his|her)\s+)?(?:(?:profiled|annual|income|planned)\s+)?budgets?"
_BUDGET = Sought(
    r"\b(?:(?P<over>over-?\s?spend(?:s|ing)?|over-?\s?spent|(?:over|more\s+than)\s+(?:its\s+|their\s+|the\s+)?budgets?|more\s+than\s+(?:(?:was|were|is|had\s+been)\s+)?(?:budgeted|approved|allowed(?:\s+for)?|provided\s+for)|adverse\s+variances?|(?:in\s+)?deficits?|(?<=face\s)pressures?|(?<=facing\s)pressures?)|"
    r"(?P<under>under-?\s?spend(?:s|ing)?|under-?\s?spent|(?:under|within|below|inside|less\s+than)\s+(?:its\s+|their\s+|the\s+)?budgets?|less\s+than\s+(?:(?:was|were|is|had\s+been)\s+)?(?:budgeted|approved|allowed(?:\s+for)?|provided\s+for)|favourable\s+variances?|(?:in\s+)?surplus(?:es)?)|"
    rf"(?P<ahead>(?:ahead\s+of|better\s+than|in\s+front\s+of|exceed(?:ed|s|ing)?|beat(?:en|ing|s)?|above)\s+{_BUDGETS})|(?P<behind>(?:behind|short\s+of|worse\s+than|adrift\s+of)\s+{_BUDGETS})|"
    r"(?P<on>break(?:s|ing)?[\s-]even|(?:on|in\s+line\s+with|to)\s+(?:its\s+|their\s+|the\s+)?budgets?|balanced\s+(?:budget|position)))(?!\w)",
    re.IGNORECASE,
)
_MOVED = Sought(
    r"\b(?:(?P<fell>(?:got|get|gets|getting|become|became|grew|were|are|was|is)\s+(?:\w+ly\s+)?(?:shorter|smaller|lower|fewer|quieter|rarer|less\s+(?:busy|common|frequent|numerous|often))|(?:were|was|are|is|have\s+been|had\s+been|went|all|both|also)\s+(?:slightly\s+|sharply\s+|all\s+|both\s+|also\s+)?down|los(?:t|e|es|ing)\s+(?:\w+\s+)?(?!out\b|count\b|sight\b)[a-z]+s\b|shr(?:ank|unk|inks?))|"
    r"(?P<rose>(?:got|get|gets|getting|become|became|grew|were|are|was|is)\s+(?:\w+ly\s+)?(?:longer|bigger|larger|higher|busier|more\s+(?:common|frequent|numerous|often))|(?:were|was|are|is|have\s+been|had\s+been|went|all|both|also)\s+(?:slightly\s+|sharply\s+|all\s+|both\s+|also\s+)?up(?!\s+to\b)|gain(?:ed|s|ing)?\s+(?:\w+\s+)?[a-z]+s\b|expand(?:ed|s)?|climb(?:ed|s|ing)?|crept\s+up|edged\s+up)|"
    r"(?P<fell2>edged\s+down|eas(?:ed|es)\b|slid|tumbled|plunged|came\s+down|contracted)|"
    r"(?P<improved>(?:mov(?:ed|es?|ing)|went|goes|going|gone|head(?:ed|ing|s)|travell(?:ed|ing))\s+in\s+the\s+right\s+direction|(?:did|done|do|got|are|were|was|is|performed|fared)\s+(?:\w+ly\s+)?(?:better|stronger)|strengthen(?:ed|s|ing)?|recover(?:ed|s|ing)?)|"
    r"(?P<worsened>(?:mov(?:ed|es?|ing)|went|goes|going|gone|head(?:ed|ing|s)|travell(?:ed|ing))\s+in\s+the\s+wrong\s+direction|(?:did|done|do|got|are|were|was|is|performed|fared)\s+(?:\w+ly\s+)?(?:worse|weaker|poorer)|weaken(?:ed|s|ing)?|slipp(?:ed|ing)(?:\s+back)?|worse)|"
    r"(?P<unchanged>(?:did|has|have|had)\s+not\s+(?:changed?|moved?)|unchanged|(?:the\s+)?same(?!\s+(?!(?:as|at|in|for|on|over|since|compared|and|but|while|across|with|by)\b)[a-z])|flat|level|steady|stable))(?!\w)",
    re.IGNORECASE,
)
_NUMBER = r"(?P<number>(?P<money>[£$€])?\d[\d,]*(?:\.\d+)?)\s*(?P<unit>%|per\s?cent|days?|weeks?|minutes?|seconds?|[mk](?![a-z])|million)?"
_BOUND = Sought(
    rf"\b(?:(?P<atleast>at\s+least|no\s+(?:less|lower|fewer)\s+than|at\s+or\s+above)|(?P<atmost>at\s+most|no\s+(?:more|higher|greater)\s+than|up\s+to|at\s+or\s+below)|"
    rf"(?P<above>above|over|more\s+than|greater\s+than|higher\s+than|exceed(?:ed|s|ing)?|in\s+excess\s+of|better\s+than)|(?P<below>below|under|less\s+than|lower\s+than|fewer\s+than|short\s+of|inside|within))\s+"
    rf"(?:the\s+|a\s+|our\s+|its\s+|their\s+|targets?\s+(?:of\s+)?|standards?\s+(?:of\s+)?)*{_NUMBER}",
    re.IGNORECASE,
)
_FRACTIONS = {
    "half": Decimal(50), "a third": Decimal(100) / 3, "a quarter": Decimal(25), "a fifth": Decimal(20),
    "two thirds": Decimal(200) / 3, "three quarters": Decimal(75), "a tenth": Decimal(10),
}  # fmt: skip
_WORD_BOUND = Sought(
    rf"\b(?:(?P<atleast>at\s+least|no\s+(?:less|fewer)\s+than)|(?P<atmost>at\s+most|no\s+more\s+than|up\s+to)|(?P<above>above|over|more\s+than|greater\s+than)|(?P<below>below|under|less\s+than|fewer\s+than))\s+"
    rf"(?:(?P<part>a\s+half|half|(?:a|one)\s+(?:third|quarter|fifth|tenth)|two[\s-]thirds|three[\s-]quarters)(?=\s*(?:[.,;)]|$|in\b|at\b|on\b|for\b))|(?P<word>{NUMBER_WORD.pattern})\s+(?!(?:years?|months?|weeks?|days?|quarters?|hours?|minutes?|points?|percentage|per|times?|thirds?|in|of)\b)[a-z])",
    re.IGNORECASE,
)
_EACH = Sought(
    rf"\b(?:have|had|has|with)\s+(?P<word>{NUMBER_WORD.pattern}|\d{{1,4}})\s+(?:[a-z]+\s+){{0,2}}?each\b", re.IGNORECASE
)
"""Bounds in words: "more than seven vacant beds", "above a third"; and what each of some things has."""
_OF_NUMBER = Sought(rf"\s+of\s+{_NUMBER}", re.IGNORECASE)
_THE_ONLY = Sought(r"\b(?:the\s+only|the\s+first|one\s+of\s+\w+|only\s+\w+)\s+(?:[\w-]+\s+){0,3}to\s+$", re.IGNORECASE)
"""Before a verb that tells what happened: "the only type to increase"."""
_NOT = Sought(r"\b(?:not|never|n't|hardly|no\s+longer)\s+(?:\w+\s+){0,2}$|n[’']t\s+(?:\w+\s+){0,2}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Predicate:
    """What a sentence says of the things it counts.

    Attributes:
        family: What kind of saying.
        value: green, met, near, missed, rose, fell, unchanged, improved, worsened, over, under, ahead, behind, on (of
            budgets; ahead is more of income and less of spending), above, below, atleast, atmost, reached, short (at or past a bound whichever way is better, and not).
        start: First character.
        end: One past the last.
        text: As printed.
        number: The bound.
        percent: Whether the bound is a percentage.
        negated: Whether "not" stands before it.
    """

    family: Family
    value: str
    start: int
    end: int
    text: str
    number: Decimal | None = None
    percent: bool = False
    negated: bool = False


def find_predicates(text: str) -> list[Predicate]:
    """What a text says of things, in order, none overlapping.

    Args:
        text: One sentence.
    """
    return list(_found(text))


@lru_cache(maxsize=8192)
def _found(text: str) -> tuple[Predicate, ...]:
    found: list[Predicate] = []

    def add(family: Family, value: str, start: int, end: int, **more: object) -> None:
        if any(p.start < end and start < p.end for p in found):
            return
        negated = bool(_NOT.search(text[max(0, start - 40) : start]))
        found.append(Predicate(family, value, start, end, text[start:end], negated=negated, **more))  # type: ignore[arg-type]

    for m in _MET.finditer(text):
        of = _OF_NUMBER.match(text[m.end() :])
        if (
            of and of["unit"] and of["unit"].startswith("%")
        ):  # "met the standard of 90%": which way is better is not said
            number = Decimal(re.sub(r"[^\d.]", "", of["number"]).rstrip("."))
            add("bound", "reached" if m["met"] else "short", m.start(), m.end() + of.end(), number=number, percent=True)
            continue
        add("status", "met" if m["met"] else "missed", m.start(), m.end())
    for m in _SHORT.finditer(text):
        add("status", "missed", m.start(), m.end())
    for start, end, colour in status_in(text):
        if text[start:end].lower() not in _STATUS_SINGLE:
            add("status", {"green": "met", "amber": "near", "red": "missed"}[colour], start, end)
    for m in _SIDE.finditer(text):
        add("side", "above" if m["above"] else "below", m.start(), m.end())
    for m in _BUDGET.finditer(text):
        add("budget", next(k for k in ("over", "under", "ahead", "behind", "on") if m[k]), m.start(), m.end())
    for m in _BOUND.finditer(text):
        number = Decimal(re.sub(r"[^\d.]", "", m["number"]).rstrip("."))
        value = next(k for k in ("atleast", "atmost", "above", "below") if m[k])
        percent = (m["unit"] or "").lower().startswith(("%", "per"))
        add("bound", value, m.start(), m.end(), number=number, percent=percent)
    for m in _WORD_BOUND.finditer(text):
        value = next(k for k in ("atleast", "atmost", "above", "below") if m[k])
        if m["part"]:
            name = re.sub(r"^one\s", "a ", " ".join(m["part"].lower().replace("-", " ").split()))
            part = _FRACTIONS[name.replace("a half", "half")]
            add("bound", value, m.start(), m.end(), number=part, percent=True)
        elif (told := number_of_words(m["word"])) is not None:
            add("bound", value, m.start(), m.end("word"), number=Decimal(told))
    for m in _EACH.finditer(text):
        add("bound", "equal", m.start(), m.end(), number=Decimal(number_of(m["word"])))
    for m in _COLOUR.finditer(text):
        add("colour", m[1].lower(), m.start(), m.end())
    for m in _MOVED.finditer(text):
        value = next(k for k in ("fell", "fell2", "rose", "improved", "worsened", "unchanged") if m[k])[:8].rstrip("2")
        value = {"improved": "improved", "worsened": "worsened", "unchange": "unchanged"}.get(value, value)
        add("performance" if value in {"improved", "worsened"} else "moved", value, m.start(), m.end())
    for w in find_direction_words(text):
        if not w.aim or _THE_ONLY.search(text[: w.start]):
            add("performance" if w.of_performance else "moved", w.moved, w.start, w.end)
    return tuple(sorted(found, key=lambda p: p.start))
