"""Counts beside their percentage: which columns hold the numerator and the denominator of a result, told by division.

"Number | Out of | %" needs no word that is known: where one column over another gives the third on the rows, that is
what they are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from extract.cellfacts import figure_of, text_of
from extract.tablecolumns import Column, Matrix
from extract.vocabulary import unit_of
from records import Value

_PART_ROLES = frozenset(
    {"value", "count", "id", "context", "numerator", "denominator", "result", "parts", "cohort", "text"}
)
_RESULT_ROLES = frozenset({"value", "context", "result", "count", "share"})
_MOST = 8
"""Columns of one kind that are tried."""

Gives = Callable[[Value, Value, Value, str, str], bool | None]


def with_ratios(columns: list[Column], rows: Matrix, gives: Gives) -> list[Column]:
    """Columns with the roles that division proves.

    Args:
        columns: Of a table with an indicator to a row.
        rows: Its body.
        gives: Whether a numerator over a denominator prints as a result.

    Returns:
        The same columns where no column over another gives a third.
    """
    names = [c for c in columns if c.role == "name"]
    if not names or any(c.subject and c.role == "area" for c in columns):
        return columns
    open_ = any(c.role in {"value", "context", "share"} and c.kinds["number"] for c in columns)
    if {"numerator", "denominator"} <= {c.role for c in columns} and not open_:
        return columns
    figures = {c.index: [_value(row, c) for row in rows] for c in columns if c.kinds["number"]}
    parts = [c for c in columns if c.role in _PART_ROLES and c.index in figures and _counts(figures[c.index])][:_MOST]
    results = [c for c in columns if c.role in _RESULT_ROLES and c.index in figures]
    results = [c for c in results if _shares(figures[c.index]) or unit_of(c.label) == "percent"][:_MOST]
    labels = [text_of(row[names[0].index]) for row in rows]
    found: list[tuple[int, Column, Column, Column]] = []
    for result in results:
        for n in parts:
            for d in parts:
                if len({n.index, d.index, result.index}) < 3 or not _of_one_group(n, d, result):
                    continue
                told = _told(figures[n.index], figures[d.index], figures[result.index], labels, result.label, gives)
                if told:
                    found.append((told, n, d, result))
    out = list(columns)
    taken: set[int] = set()
    for _, n, d, result in sorted(found, key=lambda f: (-f[0], abs(f[1].index - f[3].index), f[3].index)):
        if taken & {n.index, d.index, result.index}:
            continue
        taken |= {n.index, d.index, result.index}
        for part, role in ((n, "numerator"), (d, "denominator")):
            label = part.period_label if part.period else result.period_label
            out[columns.index(part)] = replace(part, role=role, period=part.period or result.period, period_label=label)  # type: ignore[arg-type]
        out[columns.index(result)] = replace(result, role="result")
    return out


def _value(row: Sequence[object], column: Column) -> Value | None:
    cell = row[column.index]
    value = figure_of(cell) if cell is not None else None  # type: ignore[arg-type]
    return value if value is not None and value.number is not None else None


def _counts(values: Sequence[Value | None]) -> bool:
    """Whether nearly all figures are whole numbers without a sign of per cent."""
    known = [v for v in values if v is not None]
    whole = [
        v
        for v in known
        if v.places == 0 and v.unit not in {"percent", "money"} and v.number is not None and v.number >= 0
    ]
    return bool(whole) and len(whole) >= 0.8 * len(known)


def _shares(values: Sequence[Value | None]) -> bool:
    """Whether most figures are printed with a sign of per cent."""
    known = [v for v in values if v is not None]
    return 2 * sum(v.unit == "percent" for v in known) > len(known)


def _of_one_group(n: Column, d: Column, result: Column) -> bool:
    """Whether the three cover one period, and stand under one head where they stand under heads."""
    ends = {c.period.end for c in (n, d, result) if c.period is not None}
    heads = {c.path[:-1] for c in (n, d, result) if len(c.path) > 1}
    return len(ends) <= 1 and len(heads) <= 1


def _told(
    n: Sequence[Value | None],
    d: Sequence[Value | None],
    result: Sequence[Value | None],
    labels: Sequence[str],
    heading: str,
    gives: Gives,
) -> int:
    """On how many rows the division gives the result; 0 where it does not on all but a tenth of those that tell."""
    right = wrong = skipped = 0
    strong = False
    for a, b, r, name in zip(n, d, result, labels, strict=True):
        if a is None or b is None or r is None or not b.number or a.number is None or r.number is None:
            continue
        if a.number > b.number or a.number == 0:
            skipped += 1  # nothing of nothing fits everything
            continue
        said = gives(a, b, r, name, heading)
        right += said is True
        wrong += said is False
        if wrong > 0.1 * len(labels):
            return 0  # whatever the rows below say
        # One row is enough where hardly any other count would give its figure.
        strong = strong or (
            said is True and b.number >= 20 and a.number != b.number and (r.places >= 1 or b.number <= 100)
        )
    if wrong > 0.1 * (right + wrong) or skipped > right or (right < 2 and not strong):
        return 0
    return right
