"""Columns headed by a bare month, quarter or year get their dates from the period of the publication."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from datetime import date

from extract.context import Placed
from extract.headspans import bare_span, periods_in
from extract.tablecolumns import Column, bare_year
from extract.vocabulary import BARE_PERIOD, fold, subject
from records import Period, parse_period


def settle_periods(tables: list[Placed], near: date) -> list[Placed]:
    """Columns headed by a bare month or quarter ("Q3", "March") get the year in which the publication stands.

    Args:
        tables: As placed.
        near: Last day of the publication's period: a bare label means the latest such period up to then.
    """
    out = []
    for placed in tables:
        columns = tuple(_dated(c, near) for c in in_turn(placed.layout.columns, near))
        columns = _with_years(_told_apart(columns, near), near)
        if any(new is not old for new, old in zip(columns, placed.layout.columns, strict=True)):
            placed = replace(placed, layout=replace(placed.layout, columns=columns))
        out.append(placed)
    return out


_LED = re.compile(rf"{BARE_PERIOD.pattern[:-1]}(?![\w/]) ?[:,–-]? ?(?P<rest>.*)$")
"""A heading that a bare month or quarter opens ("Q1 Actual"), folded."""


_QUARTER = re.compile(r"\b(?:q|qtr|quarter)\s?(?P<n>[1-4])\b", re.IGNORECASE)
_IN_FULL = re.compile(
    r"\b(?:q|qtr|quarter)\s?[1-4][ ,(]*(?:20)?\d\d|\b(?:20)?\d\d(?:[/-]\d\d)?[ ,:]+(?:q|qtr|quarter)\s?[1-4]\b",
    re.IGNORECASE,
)
"""A quarter with its year in one line of the heading; a year in a line above may be another column's."""


def in_turn(columns: tuple[Column, ...], near: date) -> tuple[Column, ...]:
    """Quarters that follow each other (Q2, Q3, Q4, Q1, Q2) get dates that do, whichever of them a year stands over.

    A year printed over the middle of its quarters, without rules, seems to head one of them only, or one too many.
    The quarters whose year is printed with them decide; else the dates that most of them have already and that do
    not lie beyond the publication.
    """
    mine = [
        (n, m[0], int(m["n"]))
        for n, c in enumerate(columns)
        if c.path and c.role in {"result", "value", "count"} and (m := _QUARTER.search(c.path[-1])) is not None
    ]
    if len(mine) < 3 or any((b - a) % 4 != 1 for (_, _, a), (_, _, b) in itertools.pairwise(mine)):
        return columns
    votes: dict[date, list[bool]] = {}
    for ahead, (n, _, _) in enumerate(reversed(mine)):
        period = columns[n].period
        if period is not None:
            votes.setdefault(period.shift(3 * ahead).end, []).append(bool(_IN_FULL.search(columns[n].path[-1])))
    sure = [last for last, full in votes.items() if any(full)]
    likely = [last for last, full in votes.items() if last <= near and len(full) >= 2]
    if len(sure) > 1 or (not sure and not likely):
        return columns
    end = sure[0] if sure else max(likely, key=lambda last: (len(votes[last]), last))
    out = list(columns)
    for ahead, (n, label, quarter) in enumerate(reversed(mine)):
        old = columns[n]
        period = Period.quarter(Period(end, end).shift(-3 * ahead).reporting_year_start, quarter)
        if old.period is None or old.period.end != period.end:
            role = "result" if old.role == "value" else old.role
            out[n] = replace(old, period=period, period_label=label, role=role)
    return tuple(out)


def _dated(column: Column, near: date) -> Column:
    if column.period is not None or column.role not in {"result", "value", "rag", "count"}:
        return column
    for label in reversed(column.path):
        if bare_span(label):
            span = _latest_span(label, near)
            if span is not None:
                role = "result" if column.role == "value" else column.role
                return replace(column, period=span, period_label=label, role=role)
        folded = fold(label)
        led = _LED.match(folded)
        if led is None or subject(led["rest"]):
            continue
        bare = folded[: led.start("rest")].strip(" :,–-") if led["rest"] else label
        period = parse_period(bare, near=near)
        if period is not None:
            period = period.shift(-12) if period.end > near else period
            role = "result" if column.role == "value" else column.role
            return replace(column, period=period, period_label=label[: len(bare)], role=role)
    return column


_ENDED = re.compile(rf"^(?P<rest>.*[^\W\d].*?)[ :,(–-]+(?:(?P<day>\d\d?) )?(?P<bare>{BARE_PERIOD.pattern[1:-1]})\)?$")
"""A heading that a bare month or quarter ends ("Quits Q1", "Plans: 30 Sept"), folded."""

_OF_RESULTS = {"result", "value", "count", "numerator", "denominator", "rag", "arrow"}


def _told_apart(columns: tuple[Column, ...], near: date) -> tuple[Column, ...]:
    """Columns that only the month or quarter at their end tells apart ("Quits Q4", "Quits Q1") get its dates."""
    ended: dict[str, list[tuple[Column, Period, str]]] = {}
    for c in columns:
        m = _ENDED.match(fold(c.path[-1])) if c.path and c.period is None and c.role in _OF_RESULTS else None
        period = _latest(m["bare"], m["day"], near) if m is not None else None
        if m is not None and period is not None:
            ended.setdefault(m["rest"], []).append((c, period, f"{m['day'] or ''} {m['bare']}".strip()))
    found = {
        c.index: (period, label)
        for same in ended.values()
        if len({p.end for _, p, _ in same}) > 1
        for c, period, label in same
    }
    return tuple(
        replace(c, period=found[c.index][0], period_label=found[c.index][1]) if c.index in found else c for c in columns
    )


def _latest(bare: str, day: str | None, near: date) -> Period | None:
    """The latest such quarter, month or day that is not after a day."""
    period = parse_period(bare, near=near)
    if period is None:
        return None
    if day:
        if int(day) > period.end.day:
            return None
        period = Period(on := period.end.replace(day=int(day)), on)
    return period.shift(-12) if period.end > near else period


def _latest_span(label: str, near: date) -> Period | None:
    """The latest stretch that a label without a year may mean, up to a day."""
    for first in (near.year, near.year - 1, near.year - 2):
        found = periods_in(f"{label} {first}/{(first + 1) % 100:02d}")
        if len(found) == 1 and found[0].period.end <= near:
            return found[0].period
    return None


def _with_years(columns: tuple[Column, ...], near: date) -> tuple[Column, ...]:
    """Columns headed by bare years ("2022", "2023"), where two or more follow each other and none is to come."""
    years = {
        c.index: year
        for c in columns
        if c.period is None and c.role in {"value", "result", "count"} and c.kinds["number"] and c.path
        if (year := bare_year(c.path[-1])) is not None
    }
    ends = sorted({y.end for y in years.values()})
    steps = {b.year - a.year for a, b in itertools.pairwise(ends)}
    if len(ends) < 2 or steps != {1} or ends[-1].year > near.year:
        return columns
    return tuple(
        replace(c, period=years[c.index], period_label=c.path[-1], role="result", subject="") if c.index in years else c
        for c in columns
    )
