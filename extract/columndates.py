"""Columns headed by a bare month, quarter or year get their dates from the period of the publication."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from datetime import date

from extract.context import Placed
from extract.tablecolumns import Column, bare_year
from extract.vocabulary import BARE_PERIOD, fold, subject
from records import parse_period


def settle_periods(tables: list[Placed], near: date) -> list[Placed]:
    """Columns headed by a bare month or quarter ("Q3", "March") get the year in which the publication stands.

    Args:
        tables: As placed.
        near: Last day of the publication's period: a bare label means the latest such period up to then.
    """
    out = []
    for placed in tables:
        columns = _with_years(tuple(_dated(c, near) for c in placed.layout.columns), near)
        if any(new is not old for new, old in zip(columns, placed.layout.columns, strict=True)):
            placed = replace(placed, layout=replace(placed.layout, columns=columns))
        out.append(placed)
    return out


_LED = re.compile(rf"{BARE_PERIOD.pattern[:-1]}(?![\w/]) ?[:,–-]? ?(?P<rest>.*)$")
"""A heading that a bare month or quarter opens ("Q1 Actual"), folded."""


def _dated(column: Column, near: date) -> Column:
    if column.period is not None or column.role not in {"result", "value", "rag", "count"}:
        return column
    for label in reversed(column.path):
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
