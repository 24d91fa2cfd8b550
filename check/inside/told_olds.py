"""Earlier figures that a sentence tells itself: "32% smaller than a year ago, when 1,421 were open", "have grown every year, from 402 to 468"."""

# ruff: noqa: E501 - patterns, one to a line

from __future__ import annotations

import re
from collections.abc import Sequence

from check.inside.line_parts import LineRun, Part
from check.inside.line_times import Time
from check.inside.move_words import Move
from check.inside.time_lines import Point
from check.judgements import printed, quantity
from check.paper import Figure
from check.sought import Sought
from records import Finding, changes_possible

_WHEN = re.compile(
    r"^[\s,–-]*(?:\(\s*)?(?:when|at\s+which\s+point|at\s+that\s+time)\s+(?:[a-z’'-]+\s+){0,4}$", re.IGNORECASE
)
_RATIO = re.compile(r"^\s*(?:[a-z’'-]+\s+){0,3}?(?:(?:out\s+)?of\s+(?:the\s+)?)$", re.IGNORECASE)
_FROM_TO = Sought(
    r"\bfrom\s+(?:(?:just|only|about|over|under|around|nearly|almost)\s+)?«N(?P<old>\d+)»(?:[^«.;]|«[PT]\d+»|\.(?=\d)){0,60}?\bto\s+(?:(?:just|only|about|over|under|around|nearly|almost)\s+)?«N(?P<new>\d+)»",
    re.IGNORECASE,
)
_OVER_TIME = re.compile(
    r"^(?:\s+(?:again|further|steadily|slightly|sharply|slowly|gradually|consistently))?(?:\s*,?\s+(?:in|for|over|during|since|every|each|throughout|across|at|on|to)\b[^;:()]*?)?\s*,?\s*$",
    re.IGNORECASE,
)
_WAYS = {"rose": "rose", "fell": "fell"}


def told_old(run: LineRun, part: Part, bases: Sequence[Time]) -> Point | None:
    """The figure that the words behind a time give for it: "... than a year ago, when 1,421 were outstanding".

    Args:
        run: With the paper.
        part: What says it.
        bases: The times compared with.
    """
    if len(bases) != 1:
        return None
    text = run.paper.passages[part.passage].text
    for f in part.figures:
        if f.numeral.start < bases[0].end or f.value.number is None or f.claim.role == "target":
            continue
        if not _WHEN.match(text[bases[0].end : f.numeral.start]):
            return None
        after = [g for g in part.figures if g.numeral.start >= f.numeral.end]
        if after and _RATIO.match(text[f.numeral.end : after[0].numeral.start]):
            return None  # "when two plans out of 31 were late" is a part and its whole
        return Point(bases[0].text, None, (-1, 0), f.value, f.place)
    return None


def from_to(run: LineRun, part: Part, m: Move) -> bool:
    """Hold a word of movement against two ends that follow it further on: "increased in every quarter, from 402 to 468".

    Args:
        run: Takes a finding.
        part: What says it.
        m: The word.

    Returns:
        Whether the two ends are its own.
    """
    if m.sense not in _WAYS:
        return False
    text = run.paper.passages[part.passage].text
    by_number = run.paper.by_number(part.passage, part.sentence)
    for pair in _FROM_TO.finditer(part.sentence.template):
        old, new = by_number.get(int(pair["old"])), by_number.get(int(pair["new"]))
        if old is None or new is None or not _ends(part, m, old, new):
            continue
        begin = text.rfind("from", part.start + m.end, old.numeral.start)
        if begin < 0 or not _OVER_TIME.match(text[part.start + m.end : begin]):
            continue
        _judge(run, part, m, old, new)
        return True
    return False


def _ends(part: Part, m: Move, old: Figure, new: Figure) -> bool:
    """Whether two figures can be the ends of a movement told before them in the same part."""
    if old.value.number is None or new.value.number is None:
        return False
    if old.value.unit != new.value.unit and old.value.unit:  # "from 2.9 to 2.0 percentage points"
        return False
    if "target" in {old.claim.role, new.claim.role} or not part.start + m.end <= old.numeral.start < part.end:
        return False
    between = range(part.start + m.end, old.numeral.start)
    moved = any(o.start != m.start and part.start + o.start in between for o in part.moves)
    return not moved and not any(f.numeral.start in between for f in part.figures)


def _judge(run: LineRun, part: Part, m: Move, old: Figure, new: Figure) -> None:
    key = (part.passage, part.start + m.start)
    part.used.append((m.start, m.end))
    ways = changes_possible(quantity(new.value), quantity(old.value))
    place = run.paper.passages[part.passage].at(part.start + m.start, part.start + m.end)
    said = _WAYS[m.sense]
    if said in ways or key in run.done:
        run.done.add(key)
        return
    run.done.add(key)
    went = " or ".join(sorted(ways))
    run.results.findings.append(
        Finding("contradicts", "direction", place, place.printed, f"'{m.text}' does not fit: from {printed(old)} to {printed(new)} the number {went}.",
                f"{printed(old)} to {printed(new)}", "serious", (old.place, new.place), "Correct the word or the figures.", expected=went)
    )  # fmt: skip
