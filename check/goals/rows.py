"""Rows that print a target, a standard or a budget: their latest result, the target, which way is better, their status."""

# ruff: noqa: E501 - patterns, one to a line

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from check.goals.units import unit_of_name
from check.grounded import known_grounds
from check.grounds import Ground, GroundCell, grounds_of, scale_of
from check.inside.items import answer
from check.inside.kpi_rows import KpiRow, kpi_rows, polarity_by_colour
from check.inside.polarity_words import polarity_of_name
from check.inside.settled_ways import way_by_rating
from check.inside.tables import TableCell, tables_of
from check.known_facts import Facts
from check.prior_lookup import Run
from check.sought import Sought
from check.subjects import Subjects
from records import Polarity, parse_value

_BUDGET = re.compile(r"\b(?:budget|plan(?:ned)?|allocation|estimate|profile)\b", re.IGNORECASE)
_NOT_BUDGET = re.compile(r"\b(?:variance|variation|difference|over|under|against|remaining|change|%)\b", re.IGNORECASE)
_INCOME = Sought(r"\b(?:income|fees?|receipts?|charges|revenue|takings|sales|savings|grants?)\b", re.IGNORECASE)
_ACTUAL = frozenset({"result", "outturn", "value"})
_FORECAST = Sought(r"\b(?:actual|outturn|forecast|spend|spent|expenditure|projected|projection|to\s+date)\b", re.I)


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A row with its target.

    Attributes:
        ground: The row with all its figures.
        goal: The target of the latest result.
        others: Targets of other years.
        levels: The latest result; of a budget the actual, the forecast ...
        polarity: Which way is better; "" unknown.
        budget: Whether the target is a budget.
        unit: Seconds of the unit of time it counts in; 0 where it counts no time.
        status: The cell of its colour or status.
        kpi: The row as the checks of colours see it.
    """

    ground: Ground
    goal: GroundCell
    others: tuple[GroundCell, ...]
    levels: tuple[GroundCell, ...]
    polarity: Polarity
    budget: bool
    unit: int
    status: TableCell | None = None
    kpi: KpiRow | None = None

    @property
    def name(self) -> str:
        """As printed."""
        return self.ground.name


def goal_rows(run: Run, subjects: Subjects, facts: Facts) -> list[GoalRow]:
    """All rows with a target that the paper's tables print, and those that only the store knows of.

    Args:
        run: The paper and the store.
        subjects: Knows the labels.
        facts: Targets and results.
    """
    paper = run.paper
    now = paper.period.end if paper.period is not None else None
    rows = {(k.table.number, k.row.number): k for k in kpi_rows(paper, tables_of(paper), run.register)}
    own = [r for g in grounds_of(paper) if (r := _of_table(g, rows.get((g.table, g.line)), now)) is not None]
    printed = {r.ground.words for r in own}
    return [*own, *(r for r in _of_store(run, subjects, facts, now) if r.ground.words not in printed)]


def _of_table(g: Ground, kpi: KpiRow | None, now: date | None) -> GoalRow | None:
    goals = [c for c in g.cells if c.kind == "target"]
    budget = False
    if not goals:
        goals = [c for c in g.cells if _BUDGET.search(c.header) and not _NOT_BUDGET.search(c.header)]
        budget = bool(goals)
    goal = _of_year(goals, now)
    if goal is None:
        return None
    levels = _levels(g, goals, now, budget=budget)
    if not levels:
        return None
    others = tuple(c for c in goals if c is not goal)
    status = _status(kpi)
    way = _polarity(g, goal, kpi, levels, budget=budget)
    return GoalRow(g, goal, others, levels, way, budget, unit_of_name(g.name, levels[0].value), status, kpi)


def _levels(g: Ground, goals: Sequence[GroundCell], now: date | None, *, budget: bool) -> tuple[GroundCell, ...]:
    if budget:
        named = [c for c in g.cells if c not in goals and c.kind in _ACTUAL and _FORECAST.search(c.header)]
        return tuple(named)
    found = [c for c in g.latest(now) if c.kind in {"result", "value"} and c not in goals]
    return tuple(found) if len({c.header for c in found}) == 1 else ()


def _of_year(goals: Sequence[GroundCell], now: date | None) -> GroundCell | None:
    """The one target that the latest result is judged by."""
    if len(goals) == 1:
        return goals[0]
    dated = [c for c in goals if c.end is not None and now is not None and c.end >= now]
    first = [c for c in dated if c.end == min(x.end for x in dated if x.end is not None)]
    return first[0] if len(first) == 1 else None


def _status(kpi: KpiRow | None) -> TableCell | None:
    cells = [cell for cell, f, _ in kpi.rags() if f.id == kpi.latest.id] if kpi is not None else []
    return cells[0] if len(cells) == 1 else None


def _polarity(
    g: Ground, goal: GroundCell, kpi: KpiRow | None, levels: Iterable[GroundCell], *, budget: bool
) -> Polarity:
    if budget:
        head = kpi.table.columns[0].header if kpi is not None and kpi.table.columns else ""
        return "H" if _INCOME.search(f"{head} {g.name} {g.caption}") else "L"
    if kpi is not None and (kpi.polarity in {"H", "L"} or _by_status(kpi)):
        return kpi.polarity if kpi.polarity in {"H", "L"} else _by_status(kpi)
    named = _by_name(g.name, goal, levels)
    rated = way_by_rating(kpi) if kpi is not None else ""
    return named if rated in {"", named} else ""


def _by_status(kpi: KpiRow) -> Polarity:
    """Which way is better by the side of its target on which a row is called red, green, met or missed."""
    told = polarity_by_colour(kpi)[0]
    said = {answer(c.text) for column in kpi.table.of("met") if (c := kpi.row.cells.get(column.index)) is not None}
    n, t = kpi.latest.value.number, kpi.target_number
    if told or len(said) != 1 or None in said or n is None or t is None or n == t:
        return told
    return "H" if (n > t) == said.pop() else "L"


def _by_name(name: str, goal: GroundCell, levels: Iterable[GroundCell]) -> Polarity:
    """Which way is better by name, unit and size of the target, where they agree."""
    n = goal.value.number
    if goal.value.unit == "percent" and n == 100:
        return "H"
    if n == 0:
        return "L"
    percent = goal.value.unit == "percent" or any(c.value.unit == "percent" for c in levels)
    by_unit: Polarity = "H" if percent and n is not None and n >= 75 else "L" if unit_of_name(name, goal.value) else ""
    votes = {x for x in (polarity_of_name(name), by_unit) if x}
    return votes.pop() if len(votes) == 1 else ""


def _of_store(run: Run, subjects: Subjects, facts: Facts, now: date | None) -> list[GoalRow]:
    """Indicators of which only the store, or a register, knows the target."""
    if now is None:
        return []
    keys = {i.name: (key, i) for key, i in run.indicators.items()}
    out = []
    for g in known_grounds(run, subjects, facts):
        key, indicator = keys[g.name]
        target = facts.target(key, now)
        levels = g.at([now])
        if target is None or not levels:
            continue
        number, shown, places = target
        value = parse_value(shown)
        if value.number != number or not places:
            continue
        scale = scale_of(g.name)
        if scale and number < 10**6:
            value = replace(value, number=number * 10**scale, places=value.places - scale)
        goal = GroundCell(value, places[0], "target", "", now, who="the return")
        way: Polarity = indicator.polarity or _by_name(g.name, goal, levels)
        out.append(GoalRow(g, goal, (), tuple(levels[:1]), way, budget=False, unit=unit_of_name(g.name, value)))
    return out
