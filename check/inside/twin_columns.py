"""A column that is told again in another table, with one figure that is a slip of its twin's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from check.digit_slips import alike_in_digits
from check.inside.tables import Table, TableColumn, TableRow
from check.judgements import FITS, Judgement, Results, printed
from check.paper import Figure

_NO_LEVEL = {
    "name",
    "rag",
    "previous_rag",
    "direction",
    "met",
    "polarity",
    "unit",
    "owner",
    "bands",
    "green",
    "amber",
    "red",
}
_STAGE = re.compile(
    r"\b(original|revised|approved|latest|previous|forecast|actual|outturn|budget|target|plan|planned|draft|profiled?)\b",
    re.IGNORECASE,
)
"""Words that make two columns different ones however alike their figures are."""
_FEWEST = 3
"""Rows that must be equal; two where the columns name the same time or are headed alike."""


def check_twin_columns(tables: Sequence[Table], results: Results) -> None:
    """Find the one figure in which a column differs from the same column of another table.

    Args:
        tables: Of a paper.
        results: Takes a judgement for the figure that nothing else bears out.
    """
    labels = [{" ".join(r.label.lower().split()): r for r in t.rows if r.label} for t in tables]
    for (n, first), (m, second) in combinations(list(enumerate(tables)), 2):
        shared = [(labels[n][x], labels[m][x]) for x in labels[n] if x in labels[m]]
        if len(shared) < _FEWEST:
            continue
        pairs = [(a, b, *_compared(shared, a, b)) for a in _levels(first) for b in _levels(second)]
        whole = {id(c) for a, b, same, apart in pairs if len(same) >= 2 and not apart for c in (a, b)}
        odd = [p for p in pairs if len(p[3]) == 1 and len(p[2]) >= _enough(p[0], p[1])]
        for a, b, same, apart in odd:
            if id(a) in whole or id(b) in whole or sum(p[1] is b or p[0] is a for p in odd) > 1:
                continue
            x, y = apart[0]
            if (
                alike_in_digits(x.value.printed.strip(), y.value.printed.strip())
                and len({f.value.number for f in same}) > 1
            ):
                _report(x, y, first, second, len(same), results)


def _levels(table: Table) -> Iterator[TableColumn]:
    yield from (c for c in table.columns if c.kind not in _NO_LEVEL)


def _enough(a: TableColumn, b: TableColumn) -> int:
    """How many rows two columns must share, or more than there are where their headings part them."""
    if {w.lower() for w in _STAGE.findall(a.header)} != {w.lower() for w in _STAGE.findall(b.header)}:
        return 10**6
    if a.period is not None and b.period is not None:
        return 2 if a.period == b.period else 10**6
    return 2 if a.leaf.lower() == b.leaf.lower() else _FEWEST


def _compared(
    shared: Sequence[tuple[TableRow, TableRow]], a: TableColumn, b: TableColumn
) -> tuple[list[Figure], list[tuple[Figure, Figure]]]:
    """Figures that are equal in both columns, and pairs that are not; small counts tell nothing."""
    same: list[Figure] = []
    apart: list[tuple[Figure, Figure]] = []
    for row, other in shared:
        x, y = row.figure(a), other.figure(b)
        if x is None or y is None or x.value.unit != y.value.unit:
            continue
        if x.value.number == y.value.number:
            if len(re.sub(r"\D", "", x.value.printed)) >= 3:
                same.append(x)
        else:
            apart.append((x, y))
    return same, apart


def _report(x: Figure, y: Figure, first: Table, second: Table, n: int, results: Results) -> None:
    """One of two figures that should be equal is wrong: the one that fits nothing else, else the later."""
    fits = [any(j.verdict in FITS for j in results.of(f.id)) for f in (x, y)]
    wrong = [any(j.verdict == "contradicts" for j in results.of(f.id)) for f in (x, y)]
    if any(wrong):
        return
    bad, good, there = (x, y, second) if fits[1] and not fits[0] else (y, x, first)
    results.add(
        Judgement(
            bad.id, "contradicts", "repeated",
            f"Table {there.number} prints {printed(good)} for the same; {n} other rows are equal in both tables. "
            f"One of the two is wrong.",
            "", "serious", (good.place,), "Make the two tables agree.", printed(good),
        )
    )  # fmt: skip
