"""A whole and its parts in one column.

A rate of the whole lies between its best and its worst part; rows "of which" are parts of the row they stand under.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from check.inside.tables import Table, TableColumn, TableRow
from check.judgements import Judgement, Results, printed, quantity
from check.paper import Figure
from check.sought import Sought

_WHOLE = re.compile(
    r"^\W*(?:(?:grand\s+|overall\s+)?totals?|all(?:\s+(?:areas?|districts?|teams?|services?|localities|wards?|groups?|ages?|children|people))?|"
    r"overall|county(?:\s*-?\s*(?:wide|total|average))?|borough(?:\s*-?\s*(?:wide|total))?|city(?:\s*-?\s*(?:wide|total))?|council(?:\s*-?\s*(?:wide|total))?|"
    r"authority(?:\s+(?:wide|total))?|district\s+total|whole\s+(?:county|council|service)|combined|average|mean)\W*$",
    re.IGNORECASE,
)
_OF_WHICH = re.compile(r"^\W*(?:of\s+(?:which|whom|these|those)|including|incl\.?)\b", re.IGNORECASE)
_SAME_KIND = Sought(
    r"\b(?:area|district|team|locality|ward|service|school|home|site|group|age|region|quadrant|cluster|directorate|provider)s?\b",
    re.I,
)


def check_wholes(table: Table, results: Results, areas: frozenset[str]) -> None:
    """Hold wholes against their parts in every column.

    Args:
        table: One table.
        results: Takes the judgements.
        areas: Names of areas, lower case: the council's own whole area among them as its first name.
    """
    for column in table.columns:
        if column.kind in {"target", "rag", "direction", "polarity", "variance", "change", "percent_change"}:
            continue
        _between(table, column, results, areas)
        _of_which(table, column, results)


@lru_cache(maxsize=4096)
def whole_label(label: str) -> bool:
    """Whether a row's label names the whole of the rows around it."""
    return bool(_WHOLE.match(label.split(" | ")[0]))


def _between(table: Table, column: TableColumn, results: Results, areas: frozenset[str]) -> None:
    for whole, parts in _groups(table, areas):
        total = whole.figure(column)
        figures = [f for row in parts if (f := row.figure(column))]
        if total is None or len(figures) < 2 or len(figures) < len(parts) - 1:
            continue
        if not _rates(total, figures, column):
            continue
        low = min(quantity(f.value).low for f in figures)
        high = max(quantity(f.value).high for f in figures)
        q = quantity(total.value)
        if q.high >= low and q.low <= high:
            results.add(
                Judgement(total.id, "agrees_within_rounding", "part_of_whole",
                          f"It lies between the lowest and the highest of its {len(figures)} parts, as a rate of the "
                          f"whole must.", sources=tuple(f.place for f in figures[:4]))
            )  # fmt: skip
            continue
        edge = (
            max(figures, key=lambda f: quantity(f.value).high)
            if q.low > high
            else min(figures, key=lambda f: quantity(f.value).low)
        )
        side = "above the highest" if q.low > high else "below the lowest"
        results.add(
            Judgement(
                total.id, "contradicts", "part_of_whole",
                f"{printed(total)} for '{whole.label.split(' | ')[0]}' is {side} of its parts ({printed(edge)}): a "
                f"rate of the whole lies between theirs.", f"{printed(total)} against {printed(edge)}", "serious",
                (edge.place,), "Correct the whole or the part.",
            )
        )  # fmt: skip


def _groups(table: Table, areas: frozenset[str]) -> Iterator[tuple[TableRow, list[TableRow]]]:
    """Rows of a whole with the rows it is the whole of: tables by area, team, age ... with one row for all."""
    head = table.columns[0].header if table.columns else ""
    wholes = [r for r in table.rows if whole_label(r.label)]
    rest = [r for r in table.rows if not whole_label(r.label)]
    if len(wholes) != 1 or len(rest) < 2:
        return
    named = [r for r in rest if r.label.split(" | ")[0].lower().strip() in areas]
    if _SAME_KIND.search(head) or len(named) == len(rest):
        if any(r.group != wholes[0].group for r in rest):
            return
        yield wholes[0], rest


def _rates(total: Figure, figures: list[Figure], column: TableColumn) -> bool:
    """Whether a column holds rates or averages: percentages, days, figures with decimals."""
    values = [total.value, *(f.value for f in figures)]
    if re.search(r"%\s+of\s+(?:the\s+)?total|\bshare\b|\bchange\b|£", column.header, re.IGNORECASE):
        return False
    percent = sum(v.unit == "percent" for v in values)
    if percent == len(values):
        shares = sum((f.value.number or Decimal(0) for f in figures), Decimal(0))
        return abs(shares - (total.value.number or Decimal(0))) > 1 and abs(shares - 100) > 1
    if percent:
        return False
    if any(v.unit in {"money"} for v in values):
        return False
    headed = re.search(
        r"%|\bper\s?cent|\brate\b|\baverage\b|\bave\b|\bmean\b|\bmedian\b|\bper\s+1", column.header, re.IGNORECASE
    )
    if headed is None:
        return False
    parts = [f.value.number or Decimal(0) for f in figures]
    added = sum(parts, Decimal(0))
    return abs(added - (total.value.number or Decimal(0))) > 1 and abs(added - 100) > 1


def _of_which(table: Table, column: TableColumn, results: Results) -> None:
    """Rows "of which ..." under a row: none is larger than it."""
    whole: TableRow | None = None
    for row in table.rows:
        label = row.label.split(" | ")[0]
        if not _OF_WHICH.match(label):
            whole = row
            continue
        part, total = row.figure(column), whole.figure(column) if whole is not None else None
        if part is None or total is None or part.value.unit != total.value.unit:
            continue
        if (
            part.value.unit == "percent"
            or (part.value.number or Decimal(0)) < 0
            or (total.value.number or Decimal(0)) < 0
        ):
            continue
        if (part.value.number or Decimal(0)) > (total.value.number or Decimal(0)):
            for f in (part, total):
                results.add(
                    Judgement(f.id, "contradicts", "part_of_whole",
                              f"{printed(part)} ('{label[:50]}') is part of {printed(total)}, but it is larger.",
                              f"{printed(part)} > {printed(total)}", "serious",
                              (total.place if f is part else part.place,), "Check both figures.")
                )  # fmt: skip
