"""Words of movement: "decreased", "a slight dip", "remained stable", "improving picture"."""

# ruff: noqa: E501 - a table of words, one kind to a row

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from check.number_words import NUMBER_WORD
from check.sought import Sought

Moved = Literal["rose", "fell", "unchanged", "improved", "worsened"]

NO_FALL = r"due|ill|foul|within|outside|into|under|through|pregnant|behind|asleep|apart|open|victim"
"""Words behind "fell" with which nothing went down: "fell due", "fell within"."""
THAN = re.compile(r"\bthan\b", re.IGNORECASE)
AND_THE = r"(?:\band|\bbut|,)\s+(?:[a-z]+\s+){0,3}?"
RECORDS = r"highest|lowest|best|worst|most|fewest|largest|smallest|busiest|quietest|record"
"""With `AND_THE` before them they begin another comparison: "up on May and the highest since March"."""

_WORDS: tuple[tuple[Moved, str], ...] = (
    ("unchanged", r"remain(?:s|ed|ing)?\s+(?:\w+\s+){0,2}?(?:stable|unchanged|constant|static|steady|the\s+same|level|at\s+the\s+same\s+level|consistent|in\s+line)|"
                  r"(?:no|little|not|without)\s+(?:significant\s+|real\s+|overall\s+|any\s+)?chang(?:e|es|ed)|unchanged|stayed\s+(?:the\s+)?(?:same|stable|level|at)|(?:is|are|was|were|been|being|broadly|relatively|fairly|held)\s+(?:stable|static|constant|steady|level)|"
                  r"the\s+same\s+as|stabilis(?:ed|ing)|plateau(?:ed|ing)?|levelled\s+(?:off|out)"),
    ("fell", r"decreas(?:e|es|ed|ing)|declin(?:e|es|ed|ing)|(?:fall(?:s|en|ing)?|fell)(?!\s+(?:(?:\w+|£[\d.,]+\w*)\s+){0,3}?short\b|\s+(?:" + NO_FALL + r")\b)|reduc(?:e|es|ed|ing|tion|tions)|drop(?:s|ped|ping)?|dip(?:s|ped|ping)?|"
             r"(?:gone|went|going|go|come|came|brought|moved|slipped)\s+down|down(?=\s+(?:from|by|to|on|at|[\d«]|a\b|one|slightly|«|sharply|again|markedly))|(?<=[\d%s]\s)(?:(?:days|weeks|points|children|people|cases|percentage\s+points)\s+)?(?:fewer|less|lower|shorter)(?=\s+(?:\w+\s+){0,4}?than\b|\s*[,.;)]|\s*$)|downward(?:s)?|lower(?:ed)?(?=\s+than|\s*,?\s+compared|\s*$|[.,;)])|(?:fewer|less)(?=\s+than|\s+(?:\w+\s+){1,3}than)|shrank|shrunk|shrink(?:s|ing)|shorten(?:s|ed|ing)?|shrink(?:s|ing)?|slipped"),
    ("rose", r"increas(?:e|es|ed|ing)|ris(?:e|es|en|ing)|rose|gr(?:ow|ows|ew|own|owing|owth)(?!\s+up)|(?:gone|went|going|go|moved|come|came|crept)\s+up|(?<!made\s)(?<!taken\s)(?<!set\s)(?<!follow\s)up(?=\s+(?:from|by|on|at\s+\d|[\d«]|a\s+(?:third|quarter|half|fifth|tenth|little)|one|slightly|sharply|again|markedly))|(?<=[\d%s]\s)(?:more|higher|longer)(?=\s+(?:\w+\s+){0,4}?than\b|\s*[,.;)]|\s*$)|upward(?:s)?|"
             r"higher(?=\s+than|\s*,?\s+compared|\s*$|[.,;)])|more(?=\s+than\s+(?:the\s+\d|in\b|at\b|the\s+(?:previous|last|same)|last|«P)|\s+(?:\w+\s+){1,3}than\s+(?:in\b|at\b|last|the|a\s+(?:year|month|quarter)\b))|climb(?:s|ed|ing)?|jump(?:s|ed)?|surge(?:d|s)?|doubled|trebled|tripled|lengthen(?:s|ed|ing)?"),
    ("worsened", r"worsen(?:s|ed|ing)?|deteriorat(?:e|es|ed|ing|ion)|less\s+effective|poorer|worse(?=\s+than|[.,;)\s]|$)|declin(?:e|ing)\s+in\s+performance|reduction\s+in\s+performance|weaker"),
    ("improved", r"improv(?:e|es|ed|ing|ement|ements)|(?<!or\s)better(?=\s+than|[.,;)]|$)|more\s+effective|stronger"),
)  # fmt: skip
_COMPILED = tuple((moved, Sought(rf"\b(?:{pattern})(?!\w)", re.IGNORECASE)) for moved, pattern in _WORDS)

_NEGATION = Sought(
    r"\b(?:not|no|never|n't|without|rather\s+than|instead\s+of|prevent(?:ing|s)?|avoid(?:ing)?)\s+(?:\w+\s+){0,2}$",
    re.I,
)
_AIM = Sought(
    r"\b(?:expect(?:s|ed)?\s+to|will|would|should|aim(?:s|ed|ing)?\s+to|need(?:s|ed)?\s+to|seek(?:s|ing)?\s+to|"
    r"target\s+(?:is\s+)?to|plans?\s+to|in\s+order\s+to|could|may|might|must|target\s+of|goal\s+of|hope\s+to|aims?\s+for)\s*(?:\w+\s+){0,4}$",
    re.I,
)

_TO = Sought(r"\bto\s+(?:\w+ly\s+|further\s+)?$", re.I)


@dataclass(frozen=True, slots=True)
class DirectionWord:
    """A word of movement found in a text.

    Attributes:
        moved: What it says.
        start: First character.
        end: One past the last.
        text: As printed.
        aim: Whether it speaks of an aim or expectation, not of what happened.
    """

    moved: Moved
    start: int
    end: int
    text: str
    aim: bool = False

    @property
    def of_performance(self) -> bool:
        """Whether it judges performance (improved, worsened) and not the number."""
        return self.moved in {"improved", "worsened"}


def find_direction_words(text: str) -> list[DirectionWord]:
    """All words of movement in a text, in order; of overlapping ones the first kind in the table wins.

    A negated word ("has not increased") is left out: it says less than its opposite.
    """
    return list(_found(text))


@lru_cache(maxsize=8192)
def _found(text: str) -> tuple[DirectionWord, ...]:
    found: list[DirectionWord] = []
    for moved, pattern in _COMPILED:
        for m in pattern.finditer(text):
            if any(w.start < m.end() and m.start() < w.end for w in found):
                continue
            before = text[max(0, m.start() - 60) : m.start()]
            if moved != "unchanged" and _NEGATION.search(before):
                continue
            aim = bool(_AIM.search(before)) or (bool(_TO.search(before)) and not m[0].lower().endswith("ing"))
            found.append(DirectionWord(moved, m.start(), m.end(), m[0], aim))
    return tuple(sorted(found, key=lambda w: w.start))


_COMPARAND = re.compile(
    r"\b(?:against|compared\s+(?:to|with)|from|to|with|by|of|at|versus|was|were|is|are|just|even)\s+$", re.IGNORECASE
)
_THAN_NUMBER = re.compile(rf"\s+than\s+(?:£?\d|(?:{NUMBER_WORD.pattern})\b)", re.IGNORECASE)
_SLOWED = re.compile(
    r"\s+(?:(?:has|had|have)\s+)?(?:\w+ly\s+)?(?:slow(?:ed|s|ing)|eased|accelerated|quickened|picked\s+up|averaged|levelled|moderated)\b",
    re.IGNORECASE,
)


def bounds_only(text: str, w: DirectionWord) -> bool:
    """Whether a word of movement only bounds a figure ("against less than two"), or names what the figures measure.

    Args:
        text: Of the sentence.
        w: The word, by its place in it.
    """
    if _THAN_NUMBER.match(text[w.end :]) and _COMPARAND.search(text[: w.start]):
        return True
    return _SLOWED.match(text[w.end :]) is not None  # "Growth has slowed: it was 8.5% and in 2022/23 24.0%"
