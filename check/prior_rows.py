"""Cells of rows that no register knows, against what was published under the same printed name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from check.own_rows import OwnRow
from check.paper import Figure
from check.prior_compare import compare
from check.prior_lookup import Run
from check.span_sums import judge_span
from check.stored_names import StoredRow
from records import Period


def check_published_rows(run: Run, rows: Iterable[OwnRow], published: Iterable[StoredRow]) -> None:
    """Hold the results and the target of each row against the figures that wait under its name.

    Args:
        run: Takes the judgements.
        rows: Of the paper's tables.
        published: From the store.
    """
    by_key = {p.key: p for p in published if p.indicator is not None}
    for row in rows:
        stored = by_key.get(row.key)
        if stored is None or row.indicator is None:
            continue
        results = {end: known[-1] for (role, end), known in stored.facts.items() if role == "result" and known}
        printed = {end: f.value for end, f in row.results.items()}
        for end, f in row.results.items():
            span = row.spans.get(end)
            if span is not None and judge_span(run, f, span, results, printed):
                continue
            for known in stored.facts.get(("result", end), [])[-1:]:
                compare(run, _cell(f, row, Period(end, end), "result"), known)
        year = Period(max(row.results), max(row.results)).reporting_year
        if row.target is not None:
            for known in stored.targets.get(year, [])[-1:]:
                compare(run, _cell(row.target, row, Period(max(row.results), max(row.results)), "target"), known)


def _cell(f: Figure, row: OwnRow, period: Period, role: str) -> Figure:
    details = f.claim.details | {"tie": "row", "tie_why": f"stands in the row '{row.name}'"}
    claim = replace(f.claim, indicator=row.name, indicator_key=row.key, period=period, role=role, details=details)
    return replace(f, claim=claim)
