"""How often something was so for a line: "for the first time in the period", "the only month in which it met the target"."""

# ruff: noqa: E501 - patterns and explanations, one to a line

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise

from check.inside.line_parts import LineRun, Part, Told, hold
from check.inside.line_states import NUMBER, STATE, UNIT, nearest_move, nearest_state, of_table, state_of
from check.inside.line_times import point_at
from check.inside.time_lines import Point, TimeLine
from check.number_words import ORDINALS, number_of
from check.sought import Sought
from records import Period

_FIRST = Sought(r"\bfor\s+(?:only\s+)?the\s+(?P<k>first|second|third|fourth|fifth)\s+time\b(?!\s+(?:in\s+a\s+row|running))", re.IGNORECASE)  # fmt: skip
_ONLY = Sought(
    rf"\b(?:the\s+only|one\s+of\s+(?:only\s+|just\s+)?(?P<n>{NUMBER}))\s+(?P<u>{UNIT})\s+(?=in\b|when\b|that\b|to\b|where\b|with\b|above\b|below\b)", re.IGNORECASE
)  # fmt: skip
_BOUND = Sought(r"\b(?:(?P<over>above|over|past|exceed(?:ed|s|ing)?|more\s+than|topp(?:ed|ing))|below|under|less\s+than|fewer\s+than)\s+(?:the\s+)?£?(?P<n>\d[\d,]*(?:\.\d+)?)(?!\S*\d)", re.IGNORECASE)  # fmt: skip

_IN_SO_MANY = Sought(
    rf"\b(?P<side>above|below|over|under|better\s+than|at\s+or\s+above|at\s+or\s+below|within|inside)\s+(?:(?:the|its|our)\s+)?(?:(?:target|standard|ceiling|limit)\s+of\s+)?£?(?P<limit>\d[\d,]*(?:\.\d+)?)\s*(?:%|days?|p\b|m\b)?\s*(?:target|standard|ceiling|limit)?\s+in\s+(?P<k>(?:just\s+|only\s+)?(?:none|one|all|{NUMBER}))\s+(?:of\s+)?(?:the\s+)?(?:last\s+)?(?P<m>{NUMBER})\s+{UNIT}",
    re.IGNORECASE,
)


def times_counted(run: LineRun, part: Part) -> None:
    """How often something was so: "for the first time in the period", "the only month in which the target was met"."""
    of_times = _IN_SO_MANY.search(part.text)
    if of_times is not None:
        _in_so_many(run, part, of_times)
    m = _FIRST.search(part.text)
    if m is not None:
        _nth_time(run, part, m)
    only = _ONLY.search(part.text)
    state = STATE.search(part.text, only.end()) if only is not None else None
    if only is not None and state is not None:
        n = number_of(only["n"]) or 1
        said = state

        def how_many(line: TimeLine) -> Told | None:
            holds = state_of(line, said)
            if holds is None or len(line.points) < 3:
                return None
            hits = [p for p in line.points if holds(p) and of_table(line, p)]
            shown = "; ".join(p.text for p in hits) or "none"
            return Told(
                len(hits) == n,
                f"'{' '.join(only[0].split())}': for '{line.name}' these are {shown}",
                tuple(hits) or line.points,
            )

        hold(run, part, only.span(), how_many, kind="count", advice="Correct the words or the table.")


_FIRST_TIME = re.compile(r"\bfirst[\s-]times?\b", re.IGNORECASE)


def _nth_time(run: LineRun, part: Part, m: re.Match[str]) -> None:
    k = ORDINALS.get(m["k"].lower(), 1)
    behind = part.text[m.end() :]
    since = next((t for t in part.times_here(m.end(), m.end() + 45) if t.compared), None)
    bound = _BOUND.search(part.text)
    state = None if bound else nearest_state(part, m)
    move = None if state or bound else nearest_move(part, m)
    own = [t for t in part.times_here(0, m.start()) if not t.compared]
    others = [
        t
        for t in part.times_here()
        if t.compared and t is not since and not m.end() <= t.start - part.start <= m.end() + 8
    ]
    if (
        (state is None and move is None and bound is None)
        or (re.match(r"\s+since\b", behind, re.IGNORECASE) and since is None)
        or others
    ):
        return

    def first(line: TimeLine) -> Told | None:
        if _FIRST_TIME.search(line.name):
            return None  # "entered the system for the first time" is what it counts
        points = (
            _of_the_year(line)
            if re.match(r"\s+(?:so\s+far\s+)?this\s+(?:financial\s+)?year", behind, re.IGNORECASE)
            else line.points
        )
        if bound is not None or state is not None:
            holds = _beyond(bound) if bound is not None else state_of(line, state) if state is not None else None
            hits = [p for p in points if holds(p) and (bound is not None or of_table(line, p))] if holds else None
        else:
            way = move.way(line) if move is not None and not line.cumulative else ""
            hits = (
                [b for a, b in pairwise(points) if a.number != b.number and (b.number > a.number) == (way == "rose")]
                if way
                else None
            )
        if hits is None or len(points) < 3:
            return None
        if since is not None:
            from_ = point_at(line, since, run.now)
            if from_ is None:
                return None
            hits = [p for p in hits if p.order > from_.order]
        if own:
            told = [point_at(line, t, run.now) for t in own]
            if len(own) != 1 or told[0] is None or told[0] is line.points[-1]:
                return None  # of which of its times it was so, the words do not tell
            good = len(hits) >= k and hits[k - 1] is told[0]
        else:
            good = len(hits) == k and hits[-1] is line.points[-1]
        shown = "; ".join(p.text for p in hits) or "never"
        return Told(good, f"'{' '.join(m[0].split())}': in '{line.name}' that was so at {shown}", points)

    if move is not None:
        part.used.append((move.start, move.end))
    if bound is not None:
        part.used.append(bound.span())
    hold(run, part, m.span(), first, kind="count", advice="Correct the words or the table.")


def _in_so_many(run: LineRun, part: Part, m: re.Match[str]) -> None:
    """As in "above the 95% target in two of the five quarters": the latest five, or so many as the line has."""
    size = number_of(m["m"]) or 0
    k = re.sub(r"^(?:just|only)\s+", "", m["k"].lower())
    told = size if k == "all" else 0 if k == "none" else number_of(k)
    side, limit = " ".join(m["side"].lower().split()), Fraction(m["limit"].replace(",", ""))

    def so_many(line: TimeLine) -> Told | None:
        points = line.points[-size:]
        if len(points) != size or size < 2 or (side == "better than" and line.polarity not in {"H", "L"}):
            return None
        over = line.polarity == "H" if side == "better than" else side in {"above", "over", "at or above"}
        beyond = [p for p in points if (p.number > limit if over else p.number < limit)]
        at = [p for p in points if p.number == limit]
        strict = side in {"above", "over", "better than", "below", "under"}
        counts = {len(beyond), len(beyond) + len(at)} if strict else {len(beyond) + len(at)}
        shown = "; ".join(p.text for p in (beyond if strict else [*beyond, *at])) or "none"
        return Told(told in counts, f"'{' '.join(m[0].split())}': for '{line.name}' these are {shown}", points)

    hold(run, part, m.span(), so_many, kind="count", advice="Correct the words or the figures.")


def _beyond(bound: re.Match[str]) -> Callable[[Point], bool]:
    limit = Fraction(bound["n"].replace(",", ""))
    over = bound["over"] is not None
    return lambda p: p.number > limit if over else p.number < limit


def _of_the_year(line: TimeLine) -> tuple[Point, ...]:
    """The points of the latest one's reporting year."""
    last = line.points[-1].end
    if last is None:
        return line.points
    year = Period(last, last).reporting_year
    return tuple(p for p in line.points if p.end is not None and Period(p.end, p.end).reporting_year == year)
