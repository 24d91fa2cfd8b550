"""Statements that run from an opening to a closing balance with what came in and went out, signed, between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from check.digit_slips import alike_in_digits
from check.inside.tables import Table, TableColumn, TableRow
from check.judgements import Judgement, Results, number_text, printed
from check.paper import Figure

_BALANCE = re.compile(
    r"\b(?:balances?|reserves?|funds?\s+(?:at|on)|opening|closing|(?:brought|carried)\s+forward)\b", re.I
)
_OPENS = re.compile(
    r"\bopening\b|\bbrought\s+forward\b|\bb/?f(?:wd)?\b|\b(?:at|on)\s+(?:the\s+)?(?:start|1\s+\w+)", re.IGNORECASE
)
_CLOSES = re.compile(
    r"\bclosing\b|\bcarried\s+forward\b|\bc/?f(?:wd)?\b|\b(?:at|on)\s+(?:the\s+)?(?:end|(?:2[89]|30|31)\s+\w+)", re.I
)


def check_balances(table: Table, results: Results) -> None:
    """Work out the closing balance of each column that opens and closes with one.

    Args:
        table: One table.
        results: Takes the judgements; figures that something else calls wrong are left to it.
    """
    rows = [r for r in table.rows if any(c.figure is not None for c in r.cells.values())]
    opens = [n for n, r in enumerate(rows) if _OPENS.search(r.label) and _BALANCE.search(r.label)]
    closes = [n for n, r in enumerate(rows) if _CLOSES.search(r.label) and _BALANCE.search(r.label)]
    if len(opens) != 1 or len(closes) != 1 or closes[0] - opens[0] < 3:
        return
    between = rows[opens[0] : closes[0] + 1]
    for column in table.columns:
        _hold(between, column, results)


def _hold(rows: Sequence[TableRow], column: TableColumn, results: Results) -> None:
    figures = [f for r in rows if (f := r.figure(column)) is not None]
    if len(figures) < len(rows) or len({f.value.unit for f in figures}) > 1 or figures[0].value.unit == "percent":
        return
    numbers = [Fraction(f.value.number or 0) for f in figures]
    if not any(n < 0 for n in numbers[1:-1]) or any(
        j.verdict == "contradicts" for f in figures for j in results.of(f.id)
    ):
        return  # without signs it is not known what went out
    places = max(f.value.places for f in figures)
    right = sum(numbers[:-1], Fraction(0))
    slack = Fraction(len(figures), 2 * 10**places) if places > 0 else Fraction(0)
    told = " ".join(
        printed(f) if n == 0 or (f.value.number or 0) < 0 else f"+ {printed(f)}" for n, f in enumerate(figures[:-1])
    )
    working = f"{told} = {number_text(right, places)}"
    places_of = tuple(f.place for f in figures[:-1])
    if abs(right - numbers[-1]) <= slack:
        for f in figures:
            if not results.of(f.id):
                results.add(Judgement(f.id, "agrees_within_rounding", "sum", f"The balances and what lies between "
                                      f"them fit: {working}.", working, sources=places_of[:6]))  # fmt: skip
        return
    off = numbers[-1] - right
    slips = [f for f, n in zip(figures, numbers, strict=True) if _slip(f, n + (off if f is not figures[-1] else -off))]
    if not slips:
        return
    bad = slips[0] if len(slips) == 1 else figures[-1]
    results.add(
        Judgement(
            bad.id, "contradicts", "sum",
            f"From the opening to the closing balance: {working}, but {printed(figures[-1])} is printed.",
            working, "serious", tuple(f.place for f in figures if f is not bad), "Correct the figure that is wrong.",
            number_text(right, places) if bad is figures[-1] else "",
        )
    )  # fmt: skip


def _slip(f: Figure, wanted: Fraction) -> bool:
    """Whether another figure in its place is the same but for a slip of its digits."""
    shape = f"{abs(float(wanted)):,.{max(f.value.places, 0)}f}"
    return alike_in_digits(re.sub(r"\D", "", shape), re.sub(r"\D", "", f.value.printed))
