"""Columns that are worked out from others in their row: change since, change in per cent, variance from target.

Which columns a change compares, whether it is in points or per cent, and what its sign means is not guessed from
words alone: the reading that fits most rows counts, and only rows that it does not fit are called wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from check.inside.budget_rows import spending_pairs
from check.inside.kpi_rows import latest_column, target_column
from check.inside.tables import Table, TableColumn, TableRow
from check.judgements import Judgement, Results, number_text, printed, quantity, span_text
from check.paper import Figure
from records import Polarity, Quantity, percent_change, point_change, rounding_modes

_ENOUGH = Fraction(3, 5)

_FROM_TARGET = re.compile(
    r"\b(?:targets?|plan|goal|standard)\b|^\W*(?:var(?:iance|iation|\.)?|gap|difference|deviation|\+\s*/\s*[-–−])\W*(?:\(.{0,6}\))?\W*$",
    re.I,
)

PolarityOf = Callable[[TableRow], Polarity]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a column of differences.

    Attributes:
        new: The column that the difference is of.
        old: The column it is taken from.
        relative: In per cent of the old figure.
        sign: raw (new less old), turned (old less new), gain (better is plus), size (without sign).
    """

    new: TableColumn
    old: TableColumn
    relative: bool
    sign: str


@dataclass(frozen=True, slots=True)
class Tried:
    """One row under one reading."""

    row: TableRow
    new: Figure
    old: Figure
    told: Figure
    exact: Quantity
    fits: bool


def check_differences(table: Table, polarity_of: PolarityOf, results: Results) -> None:
    """Recompute the columns of changes and variances of a table.

    Args:
        table: One table.
        polarity_of: Which way is better, for columns whose sign shows gains.
        results: Takes the judgements.
    """
    for column in table.of("change", "percent_change", "variance"):
        spent = table.of("target") == [] and any(spending_pairs(table))
        if column.kind == "variance" and not _FROM_TARGET.search(column.leaf) and not spent:
            continue  # a variance from something else than the target
        readings = list(_readings(table, column))
        tried = [(reading, _try(table, column, reading, polarity_of)) for reading in readings]
        tried = [(reading, rows) for reading, rows in tried if rows]
        if not tried:
            continue
        reading, rows = max(tried, key=lambda x: (sum(t.fits for t in x[1]), -readings.index(x[0])))
        fits = sum(t.fits for t in rows)
        pairs = {(r.new.index, r.old.index) for r, _ in tried}
        sure = fits >= 1 and fits >= _ENOUGH * len(rows)
        if len(rows) == 2:
            sure = fits == 1
        elif len(rows) == 1:
            sure = len(pairs) == 1 and rows[0].new.value.unit == rows[0].old.value.unit == "percent"
        for t in rows:
            if t.fits:
                _agree(t, reading, "variance" if column.kind == "variance" else "change", results)
            elif sure:
                _wrong(t, reading, column, results)


def _readings(table: Table, column: TableColumn) -> Iterator[Reading]:
    relative_first = column.kind == "percent_change"
    modes = (True, False) if relative_first else (False, True)
    for new, old in _pairs(table, column):
        for relative in modes:
            for sign in ("raw", "size", "gain", "turned"):
                yield Reading(new, old, relative, sign)


def _pairs(table: Table, column: TableColumn) -> Iterator[tuple[TableColumn, TableColumn]]:
    group = column.header.rpartition(" | ")[0]
    results = [c for c in table.of("result") if not group or c.header.rpartition(" | ")[0] == group]
    if group and not results:
        results = table.of("result")
    latest = latest_column(results)
    if column.kind == "variance":
        target = target_column(table, latest) if latest is not None else None
        if latest is not None and target is not None:
            yield latest, target
            return
        yield from spending_pairs(table)
    dated = sorted((c for c in results if c.period), key=lambda c: c.period.end if c.period else None, reverse=True)  # type: ignore[arg-type,return-value]
    others = [c for c in table.of("previous", "outturn") if not group or c.header.rpartition(" | ")[0] == group]
    earlier = [
        *(c for c in others if c.kind == "previous"),
        *(c for c in dated if c is not latest),
        *(c for c in others if c.kind == "outturn"),
    ]
    if latest is not None:
        words = column.leaf.lower()
        year = re.search(r"\byear\b|\bannual|\b12\s+months\b|\byoy\b", words)
        earlier.sort(key=lambda c: _year_ago(latest, c) != bool(year))
        for old in earlier:
            yield latest, old
    for n, new in enumerate(dated):
        for old in dated[n + 1 :]:
            if latest is None or new is not latest:
                yield new, old


def _year_ago(new: TableColumn, old: TableColumn) -> bool:
    if old.period is not None and new.period is not None:
        return (new.period.end - old.period.end).days >= 350
    return bool(re.search(r"\byear\b|\boutturn\b", old.leaf, re.IGNORECASE))


def _try(table: Table, column: TableColumn, reading: Reading, polarity_of: PolarityOf) -> list[Tried]:
    out = []
    for row in table.rows:
        new, old, told = row.figure(reading.new), row.figure(reading.old), row.figure(column)
        if new is None or old is None or told is None or told.id in {new.id, old.id}:
            continue
        exact = _exact(new, old, reading, told)
        if exact is None:
            continue
        sign = reading.sign
        if sign == "gain":
            polarity = polarity_of(row)
            if polarity not in {"H", "L"}:
                continue
            sign = "raw" if polarity == "H" else "turned"
        if sign == "turned":
            exact = Quantity(-exact.high, -exact.low, exact.places)
        elif sign == "size":
            exact = exact.magnitude()
        fits = bool(rounding_modes(exact, told.value))
        if reading.relative and (old.value.number or 0) < 0:  # of a negative base the sign may be told either way
            fits = fits or bool(rounding_modes(Quantity(-exact.high, -exact.low, exact.places), told.value))
        out.append(Tried(row, new, old, told, exact, fits))
    return out


def _exact(new: Figure, old: Figure, reading: Reading, told: Figure) -> Quantity | None:
    a, b = quantity(old.value), quantity(new.value)
    if reading.relative:
        if told.value.unit == "points":
            return None
        return percent_change(a, b)
    if told.value.unit == "percent" and "percent" not in {new.value.unit, old.value.unit} and new.value.places == 0:
        return None  # counts do not differ by per cent unless relatively
    return point_change(a, b)


def _working(t: Tried, reading: Reading) -> str:
    unit = "percent" if reading.relative else ("points" if t.new.value.unit == "percent" else "")
    a, b = (t.new, t.old) if reading.sign != "turned" else (t.old, t.new)
    if reading.relative:
        return f"({printed(t.new)} - {printed(t.old)}) / {printed(t.old)} = {span_text(t.exact, unit)}"
    return f"{printed(a)} - {printed(b)} = {span_text(t.exact, unit)}"


def _agree(t: Tried, reading: Reading, kind: str, results: Results) -> None:
    working = _working(t, reading)
    exact = t.exact.is_exact
    results.add(
        Judgement(t.told.id, "agrees" if exact else "agrees_within_rounding", kind,
                  f"It follows from the row's figures: {working}.", working, sources=(t.old.place, t.new.place))
    )  # fmt: skip
    for f in (t.new, t.old):
        results.add(
            Judgement(f.id, "agrees_within_rounding", "change",
                      f"Fits the difference printed in its row ({printed(t.told)}).", working, sources=(t.told.place,))
        )  # fmt: skip


def _wrong(t: Tried, reading: Reading, column: TableColumn, results: Results) -> None:
    working = _working(t, reading)
    unit = "percent" if reading.relative else ("points" if t.new.value.unit == "percent" else "")
    against = "the target of " if reading.old.kind == "target" else ""
    results.add(
        Judgement(
            t.told.id, "contradicts", "variance" if column.kind == "variance" else "change",
            f"From {against}{printed(t.old)} to {printed(t.new)} is {span_text(t.exact, unit)}, not "
            f"{printed(t.told)}; the other rows of the column fit.",
            working, "serious", (t.old.place, t.new.place), "Correct the difference or the figures.",
            number_text(t.exact.middle, t.told.value.places),
        )
    )  # fmt: skip
    for f in (t.new, t.old):
        results.add(
            Judgement(
                f.id, "not_checked", "change",
                f"The difference printed in its row ({printed(t.told)}) does not follow from it: {working}. Either "
                f"may be wrong.", working, sources=(t.told.place,),
            )
        )  # fmt: skip
