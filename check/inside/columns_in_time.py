"""Columns of one thing that follow each other in time where their headings are no dates: terms, "Month 8", quarters."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from check.inside.items import time_order, time_stem
from check.inside.tables import Table, TableColumn

_TERM = re.compile(r"\b(?:winter|spring|summer|autumn)(?:\s+term)?\b", re.IGNORECASE)
_YEAR = {1: 12, 2: 4, 3: 12, 5: 4, 6: 1}
"""Steps of a family of times that make a year."""


def in_time(table: Table, now: int) -> list[TableColumn]:
    """The columns of figures that follow each other in time, the latest last; empty where the headings do not tell.

    Args:
        table: Of a paper.
        now: Month that the paper's figures end in: months without a year are of the twelve to it.
    """
    families: dict[tuple[str, int], list[TableColumn]] = {}
    for c in table.of("value", "result", "previous", "outturn"):
        order = time_order(c.leaf, c.kind, c.period, now)
        if order is not None and order[0] in _YEAR and any(r.figure(c) is not None for r in table.rows):
            stem = time_stem(_TERM.sub(" ", c.leaf))
            families.setdefault((stem, order[0]), []).append(replace(c, order=order))
    told = [
        sorted(f, key=lambda c: c.order or (0, 0)) for f in families.values() if len({c.order for c in f}) == len(f) > 1
    ]
    return told[0] if len(told) == 1 else []


def is_year_apart(latest: TableColumn, c: TableColumn) -> bool | None:
    """Whether a column lies a year or more before another by their places in time; None where these do not tell."""
    if latest.order is None or c.order is None or latest.order[0] != c.order[0]:
        return None
    return latest.order[1] - c.order[1] >= _YEAR.get(c.order[0], 10**6)


def nearest_in_time(columns: Iterable[TableColumn]) -> TableColumn | None:
    """The last of some columns in time; None where one has no place in it."""
    told = list(columns)
    if not told or any(c.order is None for c in told):
        return None
    return max(told, key=lambda c: c.order or (0, 0))


def beside_previous(table: Table) -> TableColumn | None:
    """The column of the latest figures by the only one of earlier ones: the one of its unit, or the one beside it.

    Args:
        table: Of a paper.
    """
    before = table.of("previous")
    if len(before) != 1:
        return None
    units = {f.value.unit for r in table.rows if (f := r.figure(before[0])) is not None}
    alike = [c for c in table.of("value") if {f.value.unit for r in table.rows if (f := r.figure(c))} == units]
    if units == {"percent"} and len(alike) == 1:
        return alike[0]
    return next((c for c in alike if abs(c.index - before[0].index) == 1), None) if len(units) == 1 else None
