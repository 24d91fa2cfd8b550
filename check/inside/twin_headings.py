"""Two columns that name the same period over different figures: one heading is wrong, and that is one finding.

Every figure of the one column seems to contradict its neighbour of the other; they follow from the heading and are
not told again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from check.inside.tables import Table, TableCell, TableColumn
from check.judgements import Judgement, Results
from check.paper import Paper, cell_key
from records import Finding, Period, month_end

_YEAR = re.compile(r"(?:19|20)\d\d|(?<=\D)\d\d\b")
"""A heading that names its year: "Q3" alone stands twice in a row of five quarters."""

_FEWEST = 3
"""Rows whose figures must differ before two columns are told apart by them."""


def check_twin_headings(paper: Paper, tables: Sequence[Table], results: Results) -> None:
    """Find headings that stand twice over different figures.

    Args:
        paper: With its figures.
        tables: Of the paper.
        results: Takes a finding for each pair; contradictions between their figures become notes.
    """
    for table in tables:
        for first, second in _twins(table):
            rows = [
                (a, b)
                for row in table.rows
                if (a := row.cells.get(first.index)) is not None and (b := row.cells.get(second.index)) is not None
            ]
            differ = sum(_differ(a, b) for a, b in rows)
            if differ < _FEWEST or differ * 2 <= len(rows):
                continue
            wrong, should = _odd(table, first, second)
            _report(table, (first, second), wrong, should, differ, results)
            _quiet(paper, rows, results)


def _twins(table: Table) -> Iterator[tuple[TableColumn, TableColumn]]:
    """Columns of results headed by the same words, which name a period and nothing else."""
    dated = [c for c in table.columns if c.period is not None and c.kind in {"result", "previous", "outturn", "value"}]
    for n, a in enumerate(dated):
        for b in dated[n + 1 :]:
            if a.header == b.header and a.period == b.period and _YEAR.search(a.leaf):
                yield a, b


def _differ(a: TableCell, b: TableCell) -> bool:
    return (
        a.figure is not None and b.figure is not None
        and a.figure.value.number != b.figure.value.number and a.figure.value.unit == b.figure.value.unit
    )  # fmt: skip


def _odd(table: Table, first: TableColumn, second: TableColumn) -> tuple[TableColumn, str]:
    """Which of the two breaks the sequence of the table's periods, and what would mend it; else the second."""
    run = [c for c in table.columns if c.period is not None and c.kind in {"result", "previous", "outturn", "value"}]
    for wrong in (second, first):
        rest = {c.index: _months(c.period) for c in run if c is not wrong and c.period is not None}
        order = [c.index for c in run]
        at = order.index(wrong.index)
        for stride in {b - a for a, b in pairwise(rest.values()) if b != a}:
            near = rest.get(order[at - 1]) if at else rest.get(order[at + 1])
            made = (near + stride if at else near - stride) if near is not None else None
            months = [made if n == wrong.index else rest[n] for n in order]
            steps = {b - a for a, b in pairwise(months) if a is not None and b is not None}
            if made is not None and steps == {stride} and wrong.period is not None:
                return wrong, _named(wrong.period, made)
    return second, ""


def _months(period: Period | None) -> int:
    return period.end.year * 12 + period.end.month - 1 if period is not None else 0


def _named(like: Period, months: int) -> str:
    year, month = divmod(months, 12)
    end = month_end(year, month + 1)
    return f"{end:%B %Y}" if like.start.month == like.end.month else f"the period to {end:%B %Y}"


def _report(
    table: Table, twins: tuple[TableColumn, TableColumn], wrong: TableColumn, should: str, differ: int, results: Results
) -> None:  # fmt: skip
    first, second = twins
    heads = {c.index: _heading(table, c) for c in (first, second)}
    place, other = heads[wrong.index], heads[first.index if wrong is second else second.index]
    told = {cell_key(f.place) for f in results.findings if f.kind == "stale_period"}
    if place is None or cell_key(place.place) in told:
        return
    would = f" {should} would follow from the other headings." if should else ""
    results.findings.append(
        Finding(
            "contradicts", "stale_period", place.place, wrong.leaf,
            f"Two columns of table {table.number} are headed '{wrong.leaf}', but their figures differ in {differ} "
            f"rows: one of the headings is wrong.{would}",
            severity="serious", sources=(other.place,) if other is not None else (),
            advice="Correct the heading; the figures under it are not called wrong for it.", expected=should,
        )
    )  # fmt: skip


def _heading(table: Table, column: TableColumn) -> TableCell | None:
    named = [cell for (_, c), cell in sorted(table.headings.items()) if c == column.index and cell.text]
    return named[-1] if named else next((r.cells[column.index] for r in table.rows if column.index in r.cells), None)


def _quiet(paper: Paper, rows: list[tuple[TableCell, TableCell]], results: Results) -> None:
    """Figures of the two columns that contradict each other only because of the heading."""
    pairs = {frozenset((cell_key(a.place), cell_key(b.place))) for a, b in rows}
    here = {key for pair in pairs for key in pair}

    def follows(j: Judgement) -> bool:
        place = cell_key(paper.figures[j.figure].place)
        return (
            j.verdict == "contradicts" and j.kind == "repeat" and place in here
            and any(frozenset((place, cell_key(s))) in pairs for s in j.sources)
        )  # fmt: skip

    why = "The headings of two columns name the same period; which period it is of is not known."
    results.judgements = [
        replace(j, verdict="not_checked", severity="note", explanation=why) if follows(j) else j
        for j in results.judgements
    ]
