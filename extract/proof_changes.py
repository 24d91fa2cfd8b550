"""Columns of changes: what each is a change from is told by the figures where the headings were read otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from extract.proof_rows import RowFacts, check_change
from records import Finding, Observation, Role

_FITS = frozenset({"agrees", "agrees_within_rounding"})
_FEWEST = 3
"""Rows that tell what a column is a change from."""
_OTHERS: tuple[Role, ...] = ("outturn", "target", "benchmark", "floor")

Base = Callable[[RowFacts], Observation | None]


def check_changes(rows: Sequence[RowFacts]) -> list[Finding]:
    """This period less the last against the printed change, row by row.

    Where most figures of a column do not follow from the results before, and nearly all do from others of their rows,
    the column is a change from those. Where they follow from none, what it is a change from is not known.

    Args:
        rows: Of all tables.

    Returns:
        One finding for each change that can be worked out.
    """
    out: list[Finding] = []
    columns: dict[tuple[int | None, str], list[tuple[RowFacts, Finding]]] = defaultdict(list)
    for row in rows:
        for found in check_change(row):
            columns[found.place.table, found.place.column].append((row, found))
    for column in columns.values():
        out += _settled(column)
    return out


def _settled(column: Sequence[tuple[RowFacts, Finding]]) -> list[Finding]:
    found = [f for _, f in column]
    told = [f.verdict in _FITS for f in found if f.verdict != "not_checked"]
    if len(told) < _FEWEST or 2 * sum(told) > len(told):
        return found
    places = {f.place for f in found}
    for base in _bases([row for row, _ in column]):
        other = [f for row, _ in column for f in check_change(row, base) if f.place in places]
        fits = sum(f.verdict in _FITS for f in other)
        if fits >= _FEWEST and len(other) >= 0.7 * len(found) and 5 * fits > 4 * len(other):
            kept = {f.place for f in other}
            return [*other, *(_unknown(f) for f in found if f.place not in kept)]
    return [_unknown(f) for f in found]


def _bases(rows: Iterable[RowFacts]) -> Iterator[Base]:
    """What else a change may be from: the result of another time, the outturn, the target, others' results."""
    for end in sorted({o.period.end for row in rows for o in row.earlier if o.period is not None}, reverse=True):
        yield lambda row, end=end: next((o for o in row.earlier if o.period is not None and o.period.end == end), None)  # type: ignore[misc]
    for role in _OTHERS:
        yield lambda row, role=role: row.one(role)  # type: ignore[misc]


def _unknown(f: Finding) -> Finding:
    if f.verdict != "contradicts":
        return f
    why = "most figures of the column do not follow from those beside them: what it is a change from is not known"
    return replace(f, verdict="not_checked", explanation=why, severity="note", advice="", expected="")
