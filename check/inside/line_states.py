"""States of a line at one time: above its target, met, missed; and which word or state a phrase of time goes with."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from check.inside.line_parts import Part
from check.inside.move_words import Move
from check.inside.time_lines import Point, TimeLine
from check.judgements import quantity
from check.sought import Sought
from records import Polarity, months_between

NUMBER = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|\d{1,2})"
UNIT = r"(?:months?|quarters?|years?|terms?|weeks?)"
STATE = Sought(
    r"\b(?:(?P<atleast>at\s+or\s+above|no\s+(?:lower|less|worse)\s+than)|(?P<atmost>at\s+or\s+below|no\s+(?:higher|more)\s+than)|(?P<above>above|over|exceed(?:ed|s|ing)?|higher\s+than|in\s+excess\s+of)|(?P<below>below|under|lower\s+than|short\s+of)|(?P<met>met|meets?|meeting|achiev(?:ed|es|ing)|hit(?:ting)?|beat(?:en)?|reach(?:ed|es)|inside|within|better\s+than|ahead\s+of)|(?P<missed>miss(?:ed|es|ing)|fail(?:ed|s|ing)?\s+to\s+(?:meet|achieve|reach|hit)|outside|worse\s+than|behind|fell\s+short\s+of|did\s+not\s+(?:meet|achieve|reach)))\s+(?:(?:the|its|our|their|this|that|a|agreed|national|local|service|contract)\s+)*(?:targets?|standards?|ambition|goal|threshold|it\b)|"
    r"\b(?:targets?|standards?|goal)\b[^.;,]{0,60}?\b(?:(?:was|were|is|are|has\s+been|have\s+been)\s+(?:just\s+|narrowly\s+|comfortably\s+|again\s+)?(?:(?P<met2>met|achieved|exceeded|beaten|reached|hit)|(?P<missed2>not\s+met|missed|not\s+achieved|failed)))",
    re.IGNORECASE,
)


def state_of(line: TimeLine, s: re.Match[str]) -> Callable[[Point], bool] | None:
    """Whether a point of a line is above, below, at or past its target; None where that is not known."""
    if line.target is None:
        return None
    above = s["above"] and not re.match(r"exceed", s["above"], re.IGNORECASE)
    good = bool(s["met"] or s["met2"] or s["above"])
    polarity: Polarity = line.polarity
    if not (s["atleast"] or above or s["atmost"] or s["below"]) and polarity not in {"H", "L"}:
        return None

    def holds(p: Point) -> bool:
        q, target = quantity(p.value), line.goal(p)
        if target is None:
            return False
        if s["atleast"] or above:
            return q.high >= target if s["atleast"] else q.high > target
        if s["atmost"] or s["below"]:
            return q.low <= target if s["atmost"] else q.low < target
        if good:
            return q.high >= target if polarity == "H" else q.low <= target
        return q.low < target if polarity == "H" else q.high > target

    return holds


def nearest_state(part: Part, r: re.Match[str]) -> re.Match[str] | None:
    """The state ("above target") that a phrase of time goes with; None where a word of movement stands nearer."""
    found = list(STATE.finditer(part.text))
    near = min(found, key=lambda s: min(abs(s.end() - r.start()), abs(r.end() - s.start())), default=None)
    if near is None:
        return None
    moves = [m for m in part.moves if near.end() < m.start < r.start() or r.end() < m.start < near.start()]
    closer = nearest_move(part, r)
    if closer is not None and _gap(closer.start, closer.end, r) < _gap(near.start(), near.end(), r):
        return None
    return None if moves else near


def nearest_move(part: Part, r: re.Match[str]) -> Move | None:
    """The word of movement nearest to a phrase of time, of those that nothing has taken."""
    free = [m for m in part.moves if part.free(m.start, m.end)]
    return min(free, key=lambda m: _gap(m.start, m.end, r), default=None)


def _gap(start: int, end: int, r: re.Match[str]) -> int:
    return r.start() - end if end <= r.start() else max(start - r.end(), 0)


def short(m: re.Match[str]) -> str:
    """What a pattern found, on one line."""
    return " ".join(m[0].split())


def even_steps(points: Sequence[Point]) -> bool:
    """Whether points follow each other without a gap."""
    dated = [p.end for p in points if p.end is not None]
    if len(dated) < len(points):
        return True
    return len({months_between(a, b) for a, b in pairwise(dated)}) <= 1


def of_table(line: TimeLine, p: Point) -> bool:
    """Whether the target of a point is known: earlier years may have had another than the table's."""
    if line.target_of is None:
        return line.since is None or p.end is None or p.end >= line.since
    return line.goal(p) is not None
