"""Columns that are shares or rates of others in their row, and shares of a column's total."""

# ruff: noqa: E501 - patterns, one to a line

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations

from check.inside.tables import Table, TableColumn, TableRow
from check.judgements import Judgement, Results, number_text, printed, span_text
from check.paper import Figure
from records import Quantity, ratio_scales, rounding_modes

_ENOUGH = Fraction(7, 10)
_TOTAL = re.compile(r"^\W*(?:grand\s+|overall\s+)?total\b|\btotal\W*$|^all\b", re.IGNORECASE)
_MOST_COLUMNS = 14


def check_table_ratios(table: Table, results: Results) -> None:
    """Hold columns of shares and rates against the counts beside them.

    Args:
        table: One table.
        results: Takes the judgements.
    """
    if len(table.columns) > _MOST_COLUMNS or len(table.rows) < 1:
        return
    named = _named(table, results)
    if not named:
        _found(table, results)
    _of_total(table, results)


def _named(table: Table, results: Results) -> bool:
    """Columns headed numerator and denominator, with the one result they can be of."""
    tops, bottoms, values = table.of("numerator"), table.of("denominator"), table.of("result")
    if not tops or not bottoms or not values:
        return False
    judged = False
    for top, bottom in zip(tops, bottoms, strict=False):
        group = top.header.rpartition(" | ")[0]
        own = [v for v in values if v.header.rpartition(" | ")[0] == group] if group else values
        dated = [
            v for v in values if v.period is not None and top.period is not None and v.period.end == top.period.end
        ]
        chosen = own if len(own) == 1 else (dated if len(dated) == 1 else (values if len(values) == 1 else []))
        if len(chosen) != 1:
            continue
        judged = True
        for row in table.rows:
            n, d, v = row.figure(top), row.figure(bottom), row.figure(chosen[0])
            if n is None or d is None or v is None:
                continue
            scales = ratio_scales(v.value, chosen[0].header, row.label, row.group)
            fitting = [s for s in scales if _fits(n, d, v, s)]
            _judge(n, d, v, (fitting or scales)[0], bool(fitting), results)
    return judged


def _fits(n: Figure, d: Figure, v: Figure, scale: int) -> bool:
    exact = Quantity.ratio(n.value, d.value, scale=scale)
    return exact is not None and bool(rounding_modes(exact, v.value))


def _found(table: Table, results: Results) -> None:
    """A column of percentages that most rows prove to be one column of counts out of another."""
    counts = [c for c in table.columns if _mostly(table, c, "count")]
    shares = [c for c in table.columns if _mostly(table, c, "percent")]
    if len(counts) < 2 or len(counts) > 8:
        return
    for share in shares:
        best: tuple[int, TableColumn, TableColumn, list[tuple[TableRow, bool]]] | None = None
        for top, bottom in permutations(counts, 2):
            rows = [
                (row, any(_fits(n, d, v, s) for s in ratio_scales(v.value, row.label, row.group)))
                for row in table.rows
                if (n := row.figure(top)) and (d := row.figure(bottom)) and (v := row.figure(share))
            ]
            fits = sum(ok for _, ok in rows)
            if len(rows) >= 3 and _proved(fits, len(rows)) and (best is None or fits > best[0]):
                best = (fits, top, bottom, rows)
        if best is None:
            continue
        for row, ok in best[3]:
            n, d, v = row.figure(best[1]), row.figure(best[2]), row.figure(share)
            if n is not None and d is not None and v is not None:
                scales = ratio_scales(v.value, row.label, row.group)
                _judge(n, d, v, next((s for s in scales if _fits(n, d, v, s)), scales[0]), ok, results)


def _proved(fits: int, of: int) -> bool:
    """Whether rows prove a reading: at least two fit, and all but one or seven in ten."""
    return fits >= 2 and (of - fits <= 1 or fits >= _ENOUGH * of)


def _mostly(table: Table, column: TableColumn, what: str) -> bool:
    values = [f.value for row in table.rows if (f := row.figure(column))]
    if not values:
        return False
    if what == "percent":
        percent = sum(v.unit == "percent" for v in values)
        headed = "%" in column.header or re.search(
            r"\bper\s?cent|\bpercentage|\bproportion|\brate\b", column.header, re.I
        )
        return percent * 2 > len(values) or bool(headed)
    return sum(v.places == 0 and v.unit in {"count", ""} for v in values) == len(values) and "%" not in column.header


def _judge(n: Figure, d: Figure, v: Figure, scale: int, fits: bool, results: Results) -> None:
    exact = Quantity.ratio(n.value, d.value, scale=scale)
    if exact is None:
        return
    per = "" if scale in {1, 100} else f" x {scale:,}"
    working = f"{printed(n)} / {printed(d)}{per} = {span_text(exact, 'percent' if scale == 100 else '')}"
    above, below, share = n.value.number, d.value.number, v.value.number
    whole_known = scale == 100 and v.value.unit == "percent" and share is not None and share <= 100
    if whole_known and above is not None and below is not None and above > below > 0:
        for f in (n, d):
            results.add(
                Judgement(f.id, "contradicts", "part_of_whole",
                          f"{printed(n)} is part of {printed(d)} in this row, but it is larger.",
                          f"{printed(n)} > {printed(d)}", "serious", (n.place, d.place), "Check both figures.")
            )  # fmt: skip
        return
    if fits:
        results.add(
            Judgement(v.id, "agrees_within_rounding", "ratio", f"It follows from the row's counts: {working}.", working,
                      sources=(n.place, d.place))
        )  # fmt: skip
        for f in (n, d):
            results.add(
                Judgement(f.id, "agrees_within_rounding", "ratio", f"Fits the row's {printed(v)}: {working}.", working,
                          sources=(v.place,))
            )  # fmt: skip
        return
    results.add(
        Judgement(
            v.id, "contradicts", "ratio", f"{printed(n)} of {printed(d)} gives {working.rpartition('= ')[2]}, not "
            f"{printed(v)}.", working, "serious", (n.place, d.place),
            "Correct the result, or the counts it is worked out from.", number_text(exact.middle, v.value.places),
        )
    )  # fmt: skip
    for f in (n, d):
        results.add(
            Judgement(f.id, "not_checked", "ratio", f"The row's {printed(v)} does not follow from it: {working}. Any of "
                      f"the three may be wrong.", working, sources=(v.place,))
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Shares:
    """A column of shares read as shares of the total of one column.

    Attributes:
        whole: The total.
        pairs: Row, count and share.
        fits: Whether each pair goes together.
    """

    whole: Fraction
    pairs: list[tuple[TableRow, Figure, Figure]]
    fits: list[bool]


def _of_total(table: Table, results: Results) -> None:
    """Shares of the total of the column beside them."""
    plain = [r for r in table.rows if not _TOTAL.search(r.label)]
    totals = [r for r in table.rows if _TOTAL.search(r.label)]
    if len(plain) < 2 or len(totals) > 1:
        return
    for share in table.columns:
        if not _mostly(table, share, "percent"):
            continue
        readings: list[_Shares] = []
        for column in (c for c in table.columns if c is not share and _mostly(table, c, "count")):
            pairs = [(row, n, v) for row in plain if (n := row.figure(column)) and (v := row.figure(share))]
            if len(pairs) < 3:
                continue
            best: tuple[Fraction, list[bool]] | None = None
            for whole in _wholes(column, pairs, totals):
                fits = [
                    bool(rounding_modes(Quantity.exact(Fraction(n.value.number or 0) * 100 / whole), v.value))
                    for _, n, v in pairs
                ]
                if _proved(sum(fits), len(pairs)) and (best is None or sum(fits) > sum(best[1])):
                    best = (whole, fits)
            if best is not None:
                readings.append(_Shares(best[0], pairs, best[1]))
        if not readings:
            continue
        # a table with a column for each quarter: the shares are of the one that explains most, the nearest of equals
        most = max(sum(r.fits) for r in readings)
        told = [r for r in readings if sum(r.fits) == most]
        right = {v.id for r in told for (_, _, v), ok in zip(r.pairs, r.fits, strict=True) if ok}
        for (_, n, v), ok in zip(told[-1].pairs, told[-1].fits, strict=True):
            if ok or v.id not in right:
                _share(n, v, told[-1].whole, ok, results)


def _wholes(
    column: TableColumn, pairs: list[tuple[TableRow, Figure, Figure]], totals: list[TableRow]
) -> list[Fraction]:  # fmt: skip
    """What shares may be of: the total that is printed, or what the rows make together where that is another."""
    out = []
    total = totals[0].figure(column) if totals else None
    if total is not None and total.value.number:
        out.append(Fraction(total.value.number))
    s = sum((Fraction(n.value.number or 0) for _, n, _ in pairs), Fraction(0))
    shares = sum((Fraction(v.value.number or 0) for _, _, v in pairs), Fraction(0))
    if s and abs(shares - 100) < 5 and s not in out:
        out.append(s)
    return out


def _share(n: Figure, v: Figure, whole: Fraction, ok: bool, results: Results) -> None:
    exact = Quantity.exact(Fraction(n.value.number or 0) * 100 / whole)
    working = f"{printed(n)} / {number_text(whole, 0)} = {span_text(exact, 'percent')}"
    if ok:
        for f, other in ((v, n), (n, v)):
            results.add(
                Judgement(f.id, "agrees_within_rounding", "ratio", f"Share of the column's total: {working}.", working,
                          sources=(other.place,))
            )  # fmt: skip
        return
    results.add(
        Judgement(v.id, "contradicts", "ratio", f"{printed(n)} is {span_text(exact, 'percent')} of the column's total of "
                  f"{number_text(whole, 0)}, not {printed(v)}; the other rows fit.", working, "serious", (n.place,),
                  "Correct the share or the count.", number_text(exact.middle, v.value.places))
    )  # fmt: skip
