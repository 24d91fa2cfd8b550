"""Columns that their heading calls an average or a rate, out of two others of their row: "Cost per visit".

Which two is what most rows bear out, whole numbers taken as they stand; the row that does not fit is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from check.inside.tables import Table, TableColumn, TableRow
from check.judgements import Judgement, Results, number_text, printed
from check.paper import Figure
from records import Quantity, rounding_modes

_QUOTIENT = re.compile(r"\b(?:average|mean|per|rate)\b|\bavg\b", re.IGNORECASE)
_PER = re.compile(r"\bper\s+(?P<n>1,?000|10,?000|100,?000|million)\b", re.IGNORECASE)
_FEWEST = 4
"""Rows that must fit beside one that does not."""


@dataclass(frozen=True, slots=True)
class _Tried:
    told: Figure
    top: Figure
    bottom: Figure
    exact: Fraction
    fits: bool


def check_quotients(table: Table, results: Results) -> None:
    """Recompute the columns of averages of a table.

    Args:
        table: One table.
        results: Takes the judgements; figures that something else judges are left to it.
    """
    for column in table.columns:
        if not _QUOTIENT.search(column.leaf) or column.kind in {"target", "benchmark", "name", "rag", "direction"}:
            continue
        m = _PER.search(column.leaf)
        factor = int(re.sub(r"\D", "", m["n"]) or 10**6) if m else 1
        tried = [t for t in _pairs(table, column, factor) if sum(x.fits for x in t) >= _FEWEST]
        if not tried:
            continue
        best = max(tried, key=lambda t: (sum(x.fits for x in t), -len(t)))
        wrong = [t for t in best if not t.fits]
        if len(wrong) > 1:
            continue
        for t in best:
            _judge(t, factor, results)


def _pairs(table: Table, column: TableColumn, factor: int) -> Iterator[list[_Tried]]:
    levels = [c for c in table.columns if c.index != column.index and c.kind not in {"target", "benchmark", "name"}]
    for top in levels:
        for bottom in levels:
            if top.index != bottom.index:
                made = [t for row in table.rows if (t := _try(row, column, top, bottom, factor)) is not None]
                if made:
                    yield made


def _try(row: TableRow, column: TableColumn, top: TableColumn, bottom: TableColumn, factor: int) -> _Tried | None:
    told, a, b = row.figure(column), row.figure(top), row.figure(bottom)
    if told is None or a is None or b is None or len({told.id, a.id, b.id}) < 3:
        return None
    if "percent" in {told.value.unit, a.value.unit, b.value.unit} or not b.value.number or a.value.number is None:
        return None
    if abs(b.value.number) < 2:
        return None  # divided by one it is the figure itself
    exact = Fraction(a.value.number) * factor / Fraction(b.value.number)
    return _Tried(told, a, b, exact, bool(rounding_modes(Quantity(exact, exact, 0), told.value)))


def _judge(t: _Tried, factor: int, results: Results) -> None:
    if any(j.verdict == "contradicts" for f in (t.told, t.top, t.bottom) for j in results.of(f.id)):
        return
    times = f" x {factor:,}" if factor != 1 else ""
    places = max(t.told.value.places, 0)
    working = f"{printed(t.top)}{times} / {printed(t.bottom)} = {number_text(t.exact, places + 1)}"
    sources = (t.top.place, t.bottom.place)
    if t.fits:
        for f in (t.told, t.top, t.bottom):
            if not results.of(f.id):
                results.add(Judgement(f.id, "agrees_within_rounding", "ratio", f"It follows from its row: {working}.",
                                      working, sources=sources))  # fmt: skip
        return
    results.add(
        Judgement(t.told.id, "contradicts", "ratio",
                  f"In the other rows this column is one column out of another; here {working}, not {printed(t.told)}.",
                  working, "serious", sources, "Correct the average or the figures it is made of.",
                  number_text(t.exact, places))
    )  # fmt: skip
