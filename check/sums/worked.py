"""Figures that a paragraph tells as worked out, against every figure in reach that they may be worked out from."""

from __future__ import annotations

from check.judgements import Results
from check.sums.amounts import Reading
from check.sums.averaged import check_average
from check.sums.differing import check_difference, check_total
from check.sums.outcomes import settled
from check.sums.shared import check_percent
from check.sums.told import told_figures


def check_worked(reading: Reading, results: Results) -> None:
    """Hold every figure that is told as worked out against the ways to work it out.

    Args:
        reading: The passage.
        results: Takes the judgements; figures that another rule over sums has settled are left alone.
    """
    told = told_figures(reading)
    for t in told.values():
        if settled(results, t.amount):
            if t.kind == "difference" and not results.contradicted(t.amount.figure.id):
                check_difference(reading, t, told, results, again=True)
            continue
        if t.kind == "total":
            check_total(reading, t, told, results)
        elif t.kind == "difference":
            check_difference(reading, t, told, results)
        elif t.kind == "percent":
            check_percent(reading, t, told, results)
        elif t.kind == "average":
            check_average(reading, t, told, results)
