"""Words of judgement beside figures that moved: against the target, RAG colours, records and runs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from draft import sentences as reading
from draft.figures import Known, Subject
from draft.prose_roles import of_others
from draft.rollforward_job import Job
from draft.rollforward_tying import Tied

_GOAL = r"(?:target|ambition|goal|threshold|expectation)"
_UNDER = re.compile(
    rf"\b(?:below|under(?:neath)?|short\s+of|less\s+than|lower\s+than|beneath)\b[^.;]{{0,50}}?\b{_GOAL}\b", re.I
)
_OVER = re.compile(
    rf"\b(?:above|over|more\s+than|higher\s+than|exceed(?:s|ed|ing)?|beyond)\b[^.;]{{0,50}}?\b{_GOAL}\b", re.I
)
_MET = re.compile(
    rf"\b(?:met|meets?|meeting|achiev(?:es|ed|ing)|better\s+than|outperform\w*|ahead\s+of|hit)\b[^.;]{{0,50}}?\b{_GOAL}\b"
    rf"|\b{_GOAL}\b[^.;]{{0,40}}?\b(?:was|is|has\s+been|were)\s+(?:met|achieved|exceeded)\b",
    re.I,
)
_MISSED = re.compile(
    rf"\b(?:miss(?:es|ed|ing)?|worse\s+than|behind|off|not\s+(?:met|meeting|achieved|achieving))\b[^.;]{{0,50}}?\b{_GOAL}\b"
    rf"|\b{_GOAL}\b[^.;]{{0,40}}?\b(?:was|is|has|were)\s+(?:not\s+(?:been\s+)?(?:met|achieved)|missed)\b",
    re.I,
)
_COLOUR = re.compile(r"\b(?P<c>Red|Amber|Green|RED|AMBER|GREEN|red|amber|green)\b(?!\s+(?:paper|space|belt|book|line))")
_UNPROVED = re.compile(
    r"\b(?:highest|lowest|best|worst|record|consecutive|in\s+a\s+row|running|successive|for\s+the\s+(?:first|second|third|fourth)\s+time"
    r"|third|fourth|fifth|since\s+records|on\s+track|off\s+track|top|bottom|quartile|significant(?:ly)?|slight(?:ly)?|sharp(?:ly)?"
    r"|marginal(?:ly)?|(?:doubled|halved|trebled)|(?:above|below|better|worse|higher|lower)\s+than\s+(?:the\s+)?(?:national|England"
    r"|regional|statistical|neighbour\w*|average))\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Words that may not fit the new figures.

    Attributes:
        words: As they stand.
        fact: What is so now; empty where it cannot be said.
    """

    words: str
    fact: str


def doubts(job: Job, s: reading.Sentence, known: Iterable[Tied]) -> list[Doubt]:
    """What a sentence says of the target, of colours and of records that its new figures may not bear out.

    Args:
        job: The paper's periods and sources.
        s: The sentence.
        known: Its figures that moved.
    """
    out: list[Doubt] = []
    subjects = {
        t.subject: t for t in known if t.new is not None and t.new.role == "result" and t.new_day == job.new_day
    }
    for pattern, good in ((_UNDER, "under"), (_OVER, "over"), (_MET, "met"), (_MISSED, "missed")):
        m = pattern.search(s.text)
        if m is not None and subjects:
            out += [d for t in subjects.values() if (d := _against_target(job, t, m[0], good)) is not None]
    m = _COLOUR.search(s.text)
    if m is not None and subjects:
        out += [d for subject in subjects if (d := _colour(job, subject, m["c"])) is not None]
    m = _UNPROVED.search(s.text)
    if m is None and of_others(s.text):
        out.append(Doubt("the comparison with others", ""))
    if m is not None:
        out.append(Doubt(m[0], ""))
    return out


def _against_target(job: Job, t: Tied, words: str, says: str) -> Doubt | None:
    """Whether "below the target" and the like are so of the new figure; None where they are."""
    target = job.reader.target(t.subject, job.new_day)
    if not isinstance(target, Known) or target.quantity is None or t.new is None or t.new.quantity is None:
        return Doubt(words, "")
    gap = t.new.quantity.middle - target.quantity.middle
    polarity = job.reader.indicator(t.subject.key).polarity
    good = gap == 0 or ((gap > 0) == (polarity == "H") if polarity in {"H", "L"} else False)
    so = {"under": gap < 0, "over": gap > 0, "met": good, "missed": not good}[says]
    if so:
        return None
    now = "above" if gap > 0 else ("below" if gap < 0 else "at")
    return Doubt(words, f"now {now} the target of {target.text}")


def _colour(job: Job, subject: Subject, word: str) -> Doubt | None:
    """Whether a colour is the one of the new figure; None where it is."""
    rag = job.reader.rag(subject, job.new_day, job.reader.figure(subject, job.new_day))
    if not isinstance(rag, Known) or not rag.word:
        return Doubt(word, "")
    return None if rag.word == word.lower() else Doubt(word, f"now {rag.word.capitalize()}")
