"""Runs of a line: "has fallen every year since 2021", "above target for the second month running"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from check.inside.line_parts import LineRun, Part, Told, hold
from check.inside.line_states import (
    NUMBER,
    UNIT,
    even_steps,
    nearest_move,
    nearest_state,
    of_table,
    short,
    state_of,
)
from check.inside.line_times import Time, point_at
from check.inside.move_words import Move
from check.inside.time_lines import Point, TimeLine
from check.number_words import ORDINALS, number_of
from check.run_words import of_target, told_of_earlier
from check.sought import Sought

_ROW = r"(?:\s+(?:in\s+a\s+row|running|in\s+succession|on\s+the\s+trot))"
_NTH = r"(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)"
_RUN = Sought(
    rf"\b(?:the|a|an|its|their|our)\s+(?P<nth>{_NTH})\s+(?:(?:consecutive|successive|straight)\s+(?P<u1>month|quarter|year|term|week)(?:ly)?(?:\s+\w+)?|(?P<u2>month|quarter|year|term|week)(?:ly\s+\w+)?{_ROW})|"
    rf"\b(?P<n1>{NUMBER})\s+(?:(?:consecutive|successive|straight)\s+(?P<u3>{UNIT})|(?P<u4>{UNIT}){_ROW})|"
    rf"\b(?P<n4>twice)(?P<u8>{_ROW})|"
    rf"\b(?:in\s+)?(?:each|every|every\s+one|all|both)\s+(?:of\s+)?(?:the\s+)?(?:last|past)?\s*(?P<n2>{NUMBER})\s+(?P<u5>{UNIT})|"
    rf"\b(?:in\s+|over\s+)(?:the\s+)?(?:last|past)\s+(?P<n3>{NUMBER})\s+(?P<u6>{UNIT})|"
    rf"\b(?:in\s+)?(?P<every>every|each|both)\s+(?:single\s+|successive\s+)?(?P<u7>{UNIT})\b(?!\s+of\b|['’]s|\s+(?:\d|one\b|two\b|three\b))",
    re.IGNORECASE,
)
_SINCE_WHEN = Sought(
    r"\b(?:since|after|from)\s+(?:when|which|then|that\s+(?:time|point|date|peak)|this\s+(?:time|point))\b",
    re.IGNORECASE,
)
"""A run that begins at a time told before it."""
_HAD_BEEN = Sought(
    r"\b(?:had|has|have)\s+(?:previously\s+|until\s+(?:now|then)\s+|long\s+)?been\s+[a-z]+ing\b|\bused\s+to\b",
    re.IGNORECASE,
)
"""Before "every year", where another verb tells what went on every year."""
_BETTERED = re.compile(r"better(?:ed|ing|s)|beaten|beat\b|improved\s+(?:up)?on", re.IGNORECASE)
_A_GOAL = Sought(r"\b(?:targets?|standards?|limits?|ceilings?|goals?|thresholds?|records?)\b", re.IGNORECASE)
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "term": 0, "week": 0}


def runs(run: LineRun, part: Part) -> None:
    """Each step of the line, or each state of it: "for the third year running", "in every month since July"."""
    for r in _RUN.finditer(part.text):
        unit = next((r[u] for u in ("u1", "u2", "u3", "u4", "u5", "u6", "u7") if r[u]), "").lower().rstrip("s")
        if re.search(r"\b(?:forecast|next|coming|following)\s*$", part.text[: r.start()], re.IGNORECASE):
            continue
        if told_of_earlier(part.text, r.start(), r.end()):
            continue
        told = ORDINALS[r["nth"].lower()] if r["nth"] else number_of(r["n1"] or r["n2"] or r["n3"])
        if r["n4"] or (r["every"] and r["every"].lower() == "both"):
            told = 2
        state = nearest_state(part, r)
        if state is None and of_target(part.text, r.start()):
            continue
        move = None if state else nearest_move(part, r)
        if move is not None and r["every"] and _HAD_BEEN.search(part.text[: r.start()]) and move.start > r.end():
            part.used.append((r.start(), r.end()))
            continue  # "had been improving every year, but fell back": each step of what went before
        if state is None and move is None:
            continue
        if move is not None and _BETTERED.match(move.text) and _A_GOAL.search(part.text[: move.start]):
            part.used += [(move.start, move.end), (r.start(), r.end())]
            continue  # "the target of 56 days has been bettered in two quarters running" was reached, and did not move
        start = next((t for t in part.times_here(r.end(), r.end() + 25) if t.compared), None)
        if r["every"] and not told and start is None and re.match(r"\s*since\b", part.text[r.end() :], re.IGNORECASE):
            continue  # since something that is no date
        if r["every"] and not told and start is None and _SINCE_WHEN.search(part.text[: r.start()]):
            part.used += [(move.start, move.end)] if move is not None else []
            continue  # "it peaked at 10.1% last year, since when it has fallen every quarter"
        loose = bool(r["n3"])
        if state is not None:
            _run_of_states(run, part, r, state, told)
        elif move is not None:
            _run_of_moves(run, part, r, move, told, unit, start, loose=loose)


def _run_of_moves(
    run: LineRun, part: Part, r: re.Match[str], m: Move, told: int, unit: str, start: Time | None, *, loose: bool
) -> None:
    if unit in {"month", "quarter", "year"} and not told and r["every"] and start is None:
        this_year = re.match(r"\s*(?:so\s+far\s+this|this|of\s+the)\s+year", part.text[r.end() :], re.IGNORECASE)
        if this_year:
            return

    def test(line: TimeLine) -> Told | None:
        way = m.way(line)
        if not way or (line.months and _MONTHS.get(unit) and line.months != _MONTHS[unit]):
            return None
        points: Sequence[Point] = line.points
        if told:
            points = points[-(told + 1) :]
        elif start is not None:
            first = point_at(line, start, run.now)
            if first is None:
                return None
            points = points[points.index(first) :]
        if (loose and len(points) < told + 1) or len(points) < 2 or line.cumulative or not even_steps(points):
            return None
        wrong = [
            (a, b) for a, b in pairwise(points) if (b.number > a.number) != (way == "rose") or a.number == b.number
        ]
        if loose and (points[-1].number > points[0].number) == (way == "rose"):
            wrong = []
        a, b = wrong[0] if wrong else (points[0], points[-1])
        return Told(
            not wrong, f"'{m.text} ... {short(r)}' does not fit '{line.name}': {a.text}, then {b.text}", tuple(points)
        )

    part.used.append((r.start(), r.end()))
    hold(run, part, (m.start, m.end), test)


def _run_of_states(run: LineRun, part: Part, r: re.Match[str], s: re.Match[str], told: int) -> None:
    def test(line: TimeLine) -> Told | None:
        holds = state_of(line, s)
        if holds is None or not told:
            return None
        points = tuple(p for p in line.points if of_table(line, p))[-told:]
        if (len(points) < told and len(points) < len(line.points)) or not even_steps(points):
            return None
        wrong = [p for p in points if not holds(p)]
        at = wrong[-1] if wrong else points[-1]
        return Told(
            not wrong,
            f"'{s[0]} ... {short(r)}' does not fit '{line.name}': {at.text}, target {float(line.target or 0):g}",
            tuple(points),
        )

    part.used.append((s.start(), s.end()))
    hold(run, part, (r.start(), r.end()), test)
