"""Sentences in which a publication counts its own table: "17 indicators rated as Green ... 23 have improved"."""

# ruff: noqa: E501 - tables of patterns, one to a line

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from extract.document import Document, Grid, Paragraph
from extract.figures import sentences
from extract.vocabulary import one_line

Counted = Literal["green", "amber", "red", "improved", "unchanged", "worsened"]

_SEVERAL = "two|three|four|five|six|seven|eight|nine|ten"
_N = rf"(?P<n>\d{{1,3}}|no|none|one|{_SEVERAL})"
_THING = rf"(?:\s+(?:of\s+(?:the|its|our|all|these|those)\s+)?(?:(?:\d+|{_SEVERAL})\s+)?(?:indicators?|measures?|kpis?|pis?))?(?:\s+(?:that\s+)?(?:are|were|is|was))?"
_COUNT_WORDS: tuple[tuple[Counted, str], ...] = (
        ("green", rf"\b{_N}{_THING}\s+(?:(?:are|were|is|was|have been)\s+)?(?:(?:currently\s+)?rated\s+)?(?:as\s+)?['\"‘“]?green\b"),
        ("amber", rf"\b{_N}{_THING}\s+(?:(?:are|were|is|was|have been)\s+)?(?:(?:currently\s+)?rated\s+)?(?:as\s+)?['\"‘“]?amber\b"),
        ("red", rf"\b{_N}{_THING}\s+(?:(?:are|were|is|was|have been)\s+)?(?:(?:currently\s+)?rated\s+)?(?:as\s+)?['\"‘“]?red\b"),
        ("improved", rf"\b{_N}{_THING}\s+(?:have |has |had )?(?:shown? an improvement|improved|improving|shown improvement|are improving|got better|(?:is|are) better)"),
        ("unchanged", rf"\b{_N}{_THING}\s+(?:have |has |had )?(?:remained (?:the same|unchanged|stable|static)|unchanged|stayed the same|shown no change|are stable|did not change|(?:is|are) unchanged|no change|the same)"),
        ("worsened", rf"\b{_N}{_THING}\s+(?:have |has |had )?(?:shown? a (?:reduction|decline|deterioration|decrease)|declined|worsened|deteriorated|reduced|fallen|got worse|(?:is|are) worse|fell back)"),
)  # fmt: skip


def _alone(colour: str) -> tuple[str, ...]:
    """A colour where a word begins, in a text on one line: "answered" and "hundred" hold none."""
    return tuple(before + colour for before in " '\"‘“")


# Words without one of which a text cannot count what they stand for.
_NEEDED: dict[Counted, tuple[str, ...]] = {
    "green": _alone("green"), "amber": _alone("amber"), "red": _alone("red"), "improved": ("improv", "better"),
    "unchanged": ("same", "unchanged", "stable", "static", "no change", "not change"),
    "worsened": ("reduc", "declin", "deteriorat", "decrease", "worse", "fallen", "fell back"),
}  # fmt: skip
_STEMS = (
    "green", "amber", "red", "improv", "better", "same", "unchanged", "stable", "static", "change", "reduc", "declin",
    "deteriorat", "decrease", "worse", "fallen", "fell",
)  # fmt: skip
"""The same for a text on several lines: looked for before it is put on one."""
_COUNTS = tuple((what, _NEEDED[what], re.compile(words, re.I)) for what, words in _COUNT_WORDS)
_OUTTURN = re.compile(
    r"\boutturn\b|\byear[ -]end\b|\blast year\b|\bprevious year\b|\bsame (?:month|quarter|period)\b", re.I
)
_TIME = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|q[1-4]|quarter|last|previous|previously|preceding|earlier|ago|before|then|20\d\d)\b",
    re.I,
)
_OF_THE = re.compile(r"\bof\s+(?:the|its|our|all|these|those)\s+$", re.I)
_WORDS = {w: i for i, w in enumerate(["none", "one", *_SEVERAL.split("|")])} | {"no": 0}


@dataclass(frozen=True, slots=True)
class Count:
    """One count of a summary sentence.

    Attributes:
        what: green, amber, red, improved, unchanged or worsened.
        number: How many indicators.
        against: previous or outturn for directions, "" for colours.
        sentence: Where it says so.
        printed: The words that say it.
    """

    what: Counted
    number: int
    against: str
    sentence: str
    printed: str


def counts_of(text: str) -> list[Count]:
    """All counts of colours and directions in a text (on one line) that counts at least two of them."""
    low = text.lower()
    if not any(word in low for words in _NEEDED.values() for word in words):
        return []
    out: list[Count] = []
    for start, end in sentences(text):
        sentence = text[start:end]
        for clause in re.split(r";\s*", sentence):
            out += _of_clause(clause, sentence)
    out = _of_one_time(out)
    return out if len(out) >= 2 else []


def _of_one_time(counts: list[Count]) -> list[Count]:
    """Without those of another time: what is counted twice differently is counted once for now and once for before.

    "Three of the five are green. In September four were green": the sentence that names a time is of that time; where
    neither or both do, the text does not say which of them the table shows.
    """
    out = []
    for c in counts:
        others = [o for o in counts if o.what == c.what and o.against == c.against and o.number != c.number]
        if not others or (not _TIME.search(c.sentence) and all(_TIME.search(o.sentence) for o in others)):
            out.append(c)
    return out


def _of_clause(clause: str, sentence: str) -> list[Count]:
    """Counts of one clause: "since the March outturn, 18 got better" compares with the outturn, others with before."""
    low = clause.lower()
    out = []
    for what, needed, pattern in _COUNTS:
        if not any(word in low for word in needed):
            continue
        for m in pattern.finditer(clause):
            if _OF_THE.search(clause[: m.start()]):
                continue  # "three of the five are green": five is how many there are
            against = "outturn" if _OUTTURN.search(clause) else "previous"
            word = m["n"].lower()
            number = int(word) if word.isdigit() else _WORDS[word]
            moved = what in {"improved", "unchanged", "worsened"}
            out.append(Count(what, number, against if moved else "", sentence, m[0]))
    return out


def find_summaries(document: Document) -> tuple[str, ...]:
    """Texts of a document that count its own indicators by colour or direction, as printed on one line."""
    found: list[str] = []
    for block in document.blocks():
        texts = (
            [block.text]
            if isinstance(block, Paragraph)
            else [c.text for c in block.cells]
            if isinstance(block, Grid)
            else []
        )
        for text in texts:
            if len(text) <= 40 or not any(map(text.lower().__contains__, _STEMS)):
                continue
            line = one_line(text)
            if len(line) > 40 and line not in found and counts_of(line):
                found.append(line)
    return tuple(found)
