"""A sentence with what it is about: the indicator, the area and the figures that it prints of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from check.evidence import Known, same_figure
from check.known_facts import Facts
from check.paper import Figure, Paper
from check.passages import PROSE_AND_CELLS
from check.prior_compare import in_full
from check.sentences import Sentence
from check.sought import Sought
from check.subjects import Subjects, sentences_of
from records import RESULT_ROLES, Polarity


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence with what it is about.

    Attributes:
        passage: Index of its passage.
        sentence: The sentence.
        key: Register key of its one indicator.
        name: The indicator as the sentence or the register has it.
        area: Area of its figures; "" for the whole.
        polarity: Which way is better.
        figures: Its figures that are results of the indicator.
        now: Last day of the period that it speaks from.
        begin: Where its text begins in the passage.
    """

    passage: int
    sentence: Sentence
    key: str
    name: str
    area: str
    polarity: Polarity
    figures: tuple[Figure, ...]
    now: date
    begin: int


def told_sentences(paper: Paper, subjects: Subjects, facts: Facts, polarity_of: dict[str, Polarity]) -> Iterator[Told]:
    """Every sentence of a paper's prose that is about one indicator of one area.

    Args:
        paper: Its figures tied.
        subjects: What its sentences name.
        facts: What is known of the indicators.
        polarity_of: Which way is better, by register key.
    """
    by_passage: dict[int, list[Figure]] = {}
    for f in paper.figures:
        by_passage.setdefault(f.passage, []).append(f)
    for index, p in enumerate(paper.passages):
        if p.kind not in PROSE_AND_CELLS or len(p.text) < 12 or p.is_header:
            continue
        for sentence in sentences_of(paper, index):
            told = _told(paper, index, sentence, subjects, by_passage.get(index, []), facts, polarity_of)
            if told is not None:
                yield told


def _told(
    paper: Paper, index: int, sentence: Sentence, subjects: Subjects, figures: list[Figure], facts: Facts,
    polarity_of: dict[str, Polarity],
) -> Told | None:  # fmt: skip
    here = [f for f in figures if f.sentence is not None and f.sentence.start == sentence.start]
    tied = [f for f in here if f.claim.indicator_key and f.claim.role in RESULT_ROLES]
    tied = [f for f in tied if facts.plausible(f)]
    keys = {f.claim.indicator_key for f in tied if f.claim.details.get("tie") in {"named", "carried", "evidence"}}
    areas = {f.claim.area for f in tied}
    if len(keys) > 1 or len(areas) > 1 or "?" in areas or paper.period is None:
        return None
    if any(f.claim.cohort != "all" for f in tied):
        return None
    if keys:
        (key,) = keys
        name = next(f.claim.indicator for f in tied if f.claim.indicator_key == key)
    else:
        mention = subjects.of(index, sentence)
        if mention is None or subjects.other_area(sentence):
            return None
        key, name = mention.key, mention.label
    dated = [f.claim.period.end for f in tied if f.claim.period is not None and f.claim.details.get("time") == "dated"]
    now = max([paper.period.end, *dated])
    raw = paper.passages[index].text[sentence.start : sentence.end]
    begin = sentence.start + len(raw) - len(raw.lstrip())
    return Told(
        index, sentence, key, name, areas.pop() if areas else "", polarity_of.get(key, ""), tuple(tied), now, begin
    )


_TOGETHER = Sought(
    r"\b(?:together(?!\s+with)|combined|between\s+them|the\s+(?:two|three|four)\s+(?:of\s+them|together))\b",
    re.IGNORECASE,
)


def told_together(t: Told, old: Known, new: Known) -> bool:
    """Whether a sentence tells of several things together, and prints no level that is the one thing's.

    Args:
        t: The sentence.
        old: What is known of the thing before.
        new: What is known of it now.
    """
    if not _TOGETHER.search(t.sentence.text):
        return False
    return not any(same_figure(f.value, k.value) for f in t.figures for k in (old, new))


_OF_THINGS = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2}|all|most|some|several|none|both|each|every)\s+"
    r"(?:of\s+(?:the|these|our|its|them)\s+)?(?:[a-z]+\s+){0,2}?"
    r"(?:(?:indicators?|measures?|kpis?|outcomes?|targets?|standards?|services?|areas?|wards?|teams?|them)\s+)?"
    r"(?:have\s+|has\s+|had\s+|also\s+|were\s+|was\s+)?$",
    re.IGNORECASE,
)
_LINE = re.compile(r"\b(?:by|to|at|from|of|than)\s+$", re.IGNORECASE)


def counts_things(before: str) -> bool:
    """Whether a word of movement is said of a number of things: "three indicators improved, two deteriorated".

    Args:
        before: The sentence up to the word.
    """
    m = _OF_THINGS.search(before)
    return m is not None and not _LINE.search(before[: m.start()])


def as_told(name: str, f: Figure, old: Known, new: Known) -> tuple[Known, Known]:
    """Two results in full where money is held against them and their name counts thousands: "Rent lost (£000)".

    Args:
        name: Of the indicator.
        f: The figure that is held against them.
        old: The one before.
        new: The one now.
    """
    if f.value.unit != "money":
        return old, new
    return replace(old, value=in_full(name, old.value)), replace(new, value=in_full(name, new.value))


def known_at(t: Told, facts: Facts, end: date) -> Known | None:
    """What a sentence speaks of at another time: as published, else as the sentence has it.

    Args:
        t: The sentence.
        facts: Where results are looked up.
        end: Last day of the period asked for.
    """
    known = facts.result(t.key, t.area, "all", end)
    if known is not None:
        return known
    own = [f for f in t.figures if f.claim.period is not None and f.claim.period.end == end]
    return Known(own[0].value, own[0].place) if own else None
