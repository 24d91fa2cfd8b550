"""Totals of tables: columns and rows that a table says are sums.

A total counts as a sum only where the table shows it: in most columns of its row (or most rows of its column) the
same parts add up. A lone total is called wrong only where it differs from the sum by one digit, as slips do.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from check.inside.tables import Table, bracketed
from check.inside.wholes import whole_label
from check.judgements import Judgement, Results, printed
from check.paper import Figure, Paper
from check.sought import Sought

_TOTAL = Sought(r"^\W*(?:grand\s+|sub-?\s?|overall\s+|net\s+|gross\s+)?totals?\b|\btotals?\W*$", re.IGNORECASE)
_EXACT = re.compile(
    r"^\W*(?:(?:grand\s+|overall\s+)?totals?|all(?:\s+(?:areas|districts|teams|services|localities|wards|groups|ages|categories|reasons))?)\W*$",
    re.IGNORECASE,
)
_SUBTOTAL = re.compile(r"^\W*sub-?\s?total", re.IGNORECASE)
_WHOLE = Sought(r"^\W*(?:all(?!\s+other)|every|overall|combined|together|whole|grand|net|gross|sum)\b", re.IGNORECASE)
"""Words that let a row or column be a total; its figures must prove it."""
_ENOUGH = Decimal("0.6")

Rows = dict[int, dict[int, Figure]]


@dataclass(frozen=True, slots=True)
class Cast:
    """One sum that a table or text states.

    Attributes:
        total: The figure that is said to be the sum.
        parts: The figures it adds up.
        whole_rounded: Whether whole numbers are rounded ones, as in a table in £m.
    """

    total: Figure
    parts: tuple[Figure, ...]
    whole_rounded: bool = False

    @property
    def sum(self) -> Decimal:
        """Of the parts as printed."""
        return sum((p.value.number or Decimal(0) for p in self.parts), Decimal(0))

    @property
    def holds(self) -> bool:
        """Whether the printed parts can add up to the printed total, each within its rounding."""
        places = [f.value.places for f in (*self.parts, self.total)]
        rounded = self.whole_rounded or any(p != 0 for p in places) or self.total.value.unit == "money"
        slack = sum((Decimal(5).scaleb(-p - 1) for p in places), Decimal(0)) if rounded else Decimal(0)
        return abs(self.sum - (self.total.value.number or Decimal(0))) <= slack

    @property
    def telling(self) -> bool:
        """Whether the sum says anything: nothing plus nothing proves no table."""
        return sum(1 for p in self.parts if p.value.number) >= 2

    @property
    def one_digit_off(self) -> bool:
        """Whether one wrong digit explains the difference."""
        off = abs(self.sum - (self.total.value.number or Decimal(0))).normalize()
        return off != 0 and len(off.as_tuple().digits) == 1

    @property
    def a_slip(self) -> bool:
        """Whether a usual slip explains the difference: one wrong digit, or digits in another order."""
        right, told = str(self.sum.normalize()), str((self.total.value.number or Decimal(0)).normalize())
        return self.one_digit_off or (right != told and sorted(right) == sorted(told))

    @property
    def working(self) -> str:
        """The sum written out, shortened where it is long."""
        shown = [printed(p) for p in self.parts]
        text = " + ".join(shown) if len(shown) <= 8 else f"{' + '.join(shown[:3])} + ... ({len(shown)} figures)"
        return f"{text} = {self.sum}"


def check_casting(paper: Paper, tables: Sequence[Table], results: Results) -> None:
    """Cast the tables that print totals.

    Args:
        paper: With its figures.
        tables: Of the paper.
        results: Takes the judgements.
    """
    for table in tables:
        for one in (table, bracketed(table)):
            if one is not None:
                _down(paper, one, results)
                _across(paper, one, results)


_MEAN = re.compile(r"\b(?:average|mean|median)\b", re.IGNORECASE)
_RATE = re.compile(
    r"\b(?:per|each|rates?|ratio|score|unit\s+cost|cost\s+(?:of\s+)?an?|index|density)\b|(?:£|\bcost|\bspend|\bhours|\bdays)\s*/\s*[a-z]|\bdays?\s+(?:to|taken|lost\s+per)\b",
    re.IGNORECASE,
)  # fmt: skip
"""Heads of columns whose last figure may be the rate of all, not the sum: "Cost per job"."""


@lru_cache(maxsize=4096)
def total_label(label: str) -> bool:
    """Whether the words of a row or column call it a total, or the whole of those around it."""
    last = label.split(" | ")[-1]
    return bool(_TOTAL.search(last) or _WHOLE.search(last) or _YEAR.match(last)) or whole_label(label)


def _rows(table: Table) -> Rows:
    """Figures by row and column; columns that only number the rows are left out, and percentages."""
    rows: Rows = defaultdict(dict)
    for column in table.columns:
        if _MEAN.search(column.leaf):
            continue  # averages do not add up
        figures = {
            row.number: f
            for row in table.rows
            if (f := row.figure(column)) and f.value.unit not in {"percent", "points"}
        }
        if _RATE.search(column.leaf) and _rate_of_all([f.value.number or Decimal(0) for f in figures.values()]):
            continue
        if _numbers_rows([f.value.number for f in figures.values()]):
            continue
        for number, f in figures.items():
            rows[number][column.index] = f
    return rows


def _rate_of_all(numbers: Sequence[Decimal]) -> bool:
    """Whether the last of some figures lies among the others, as the rate of all does and their sum cannot."""
    *parts, last = numbers or [Decimal(0)]
    return len(parts) > 1 and min(parts) <= last <= max(parts)


def _numbers_rows(numbers: Sequence[Decimal | None]) -> bool:
    """Whether figures are 1, 2, 3 ...: the numbers of the rows."""
    return len(numbers) >= 3 and all(
        n is not None and n == i for i, n in enumerate(numbers, start=int(numbers[0] or 0))
    )


def _down(paper: Paper, table: Table, results: Results) -> None:
    """Total rows: of the sets of rows that one may add up, the one that fits most columns counts."""
    rows = _rows(table)
    rounded = _rounded_columns(paper, table)
    labels = {row.number: row.label for row in table.rows}
    since: list[int] = []
    plain: list[int] = []
    subtotals: list[int] = []
    for row in sorted(rows):
        label = labels.get(row, "").split(" | ")[0]
        if not _TOTAL.search(label) and not whole_label(label):
            since.append(row)
            plain.append(row)
            continue
        choices = (
            [list(since)] if _SUBTOTAL.search(label) else [list(since), list(plain), list(subtotals), subtotals + since]
        )
        options = []
        for rows_in in choices:
            casts = [
                cast
                for col, total in rows[row].items()
                if len(parts := tuple(rows[r][col] for r in rows_in if col in rows[r])) >= 2
                and ((cast := Cast(total, parts, col in rounded)).holds or not _is_quotient(rows, row, col))
            ]
            options.append(casts)
        _settle(options, results, "column", exact=bool(_EXACT.match(label)), firm=bool(_TOTAL.search(label)))
        subtotals.append(row)
        since = []


def _is_quotient(rows: Rows, total: int, col: int) -> bool:
    """Whether a column is one of the others divided by another, in its total too: a cost per job does not add up."""

    def fits(row: int, a: int, b: int) -> bool:
        x, y, told = (rows[row][c].value for c in (a, b, col))
        if not x.number or not y.number or told.number is None:
            return False
        half = Decimal(5).scaleb(-max(told.places, -2) - 1)
        return any(abs(x.number * scale / y.number - told.number) <= half for scale in (1, 100, 1000, 10_000))

    others = [c for c in rows[total] if c != col]
    for a in others:
        for b in others:
            if a != b and fits(total, a, b):
                full = [r for r in rows if r != total and all(c in rows[r] for c in (a, b, col))]
                if full and sum(1 for r in full if fits(r, a, b)) >= max(1, len(full) * 3 // 5):
                    return True
    return False


def _across(paper: Paper, table: Table, results: Results) -> None:
    """A column headed "Total" (or "Year", over months): in most rows it adds up the figures before it."""
    rows = _rows(table)
    rounded = in_thousands(paper, table)
    used = {c for row in rows.values() for c in row}
    heads = {c.index: c.header for c in table.columns if c.index in used}
    for col in sorted(heads):
        group, _, last = heads[col].rpartition(" | ")
        of_periods = bool(_YEAR.match(last))
        if not of_periods and not re.fullmatch(r"\W*(?:grand\s+|overall\s+)?total\W*", last, re.IGNORECASE):
            continue
        before = [c for c in sorted(heads) if c < col and not _TOTAL.search(heads[c].rpartition(" | ")[2])]
        if of_periods:
            before = [c for c in before if _PERIOD.match(heads[c].rpartition(" | ")[2])]
        grouped = [c for c in before if group and heads[c].rpartition(" | ")[0] == group]
        options = []
        for chosen in (before, grouped):
            casts = []
            for row in rows.values():
                parts = tuple(row[c] for c in chosen if c in row)
                if col in row and len(parts) >= (3 if of_periods else 2) and len(parts) == len(chosen):
                    casts.append(Cast(row[col], parts, rounded))
            options.append(casts)
        _settle(options, results, "row", exact=True)


_YEAR = re.compile(
    r"^\W*(?:full\s+|whole\s+)?(?:year(?:\s+to\s+date|\s+total)?|ytd|annual(?:\s+total)?|cumulative)\W*(?:20\d\d(?:[/-]\d{2,4})?)?\W*$",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"^\W*(?:q(?:uarter|tr)?\s?[1-4]|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\b[\s'’.-]*(?:\d{2,4}(?:[/-]\d{2,4})?)?\W*$",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(r"£\s?(?:m\b|bn\b|k\b|['’]?000)|\b(?:millions?|thousands?|rounded)\b", re.IGNORECASE)


def in_thousands(paper: Paper, table: Table) -> bool:
    """Whether a table says that its whole numbers are rounded: £m, £000, rounded."""
    heads = [cell.text for cell in table.headings.values()]
    before = [p.text for p in paper.passages[max(0, table.first - 3) : table.first]]
    return any(_THOUSANDS.search(t) for t in (*heads, *before, table.caption))


def _rounded_columns(paper: Paper, table: Table) -> frozenset[int]:
    """The columns whose whole numbers are rounded: "Value (£m)" says nothing of the "Contracts" beside it."""
    every = frozenset(c.index for c in table.columns)
    if not in_thousands(paper, table):
        return frozenset()
    own = frozenset(c.index for c in table.columns if _THOUSANDS.search(c.header))
    label = any(_THOUSANDS.search(cell.text) for (_, col), cell in table.headings.items() if col == 0)
    before = [p.text for p in paper.passages[max(0, table.first - 3) : table.first]]
    return every if label or not own or any(_THOUSANDS.search(t) for t in (*before, table.caption)) else own


def _settle(options: list[list[Cast]], results: Results, what: str, *, exact: bool, firm: bool = True) -> None:
    """Judge the sums of a total row or column by the choice of parts that fits best.

    Args:
        options: Sums by each choice of parts.
        results: Takes the judgements.
        what: column or row.
        exact: Whether the label says total and nothing else: then one line that holds proves the others.
        firm: Whether the label says total at all; "County" may head averages.
    """
    options = [casts for casts in options if casts]
    best: list[Cast] = max(options, key=lambda casts: sum(c.holds and c.telling for c in casts), default=[])
    told = [c for c in best if c.telling]
    held = [c for c in told if c.holds]
    if not best:
        return
    enough = len(held) >= 2 and len(held) >= _ENOUGH * len(told)
    if held and (len(told) == 1 or enough or (exact and len(held) * 2 >= len(told))):
        judge_proved(best, results, what)
        return
    if held and (exact or (firm and any(abs(c.total.value.number or Decimal(0)) >= 100 for c in held))):
        judge_proved([c for c in best if c.holds or (c.a_slip and _counts(c))], results, what)
        return
    slips = [
        c for casts in options for c in casts if c.telling and (c.a_slip if exact else c.one_digit_off) and _counts(c)
    ]
    if firm and len(told) == 1 and slips and not held:
        judge_proved(slips[:1], results, what)
        return
    if not firm:
        return
    for cast in best:
        results.add(
            Judgement(
                cast.total.id, "not_checked", "sum",
                f"It is headed a total, but nothing in the table shows which figures it adds up ({cast.working}).",
                cast.working,
            )
        )  # fmt: skip


def _counts(cast: Cast) -> bool:
    """Whether a sum is of counts or money: averages do not add up."""
    return all(f.value.places == 0 or f.value.unit == "money" for f in (*cast.parts, cast.total))


def _is_extreme(cast: Cast) -> bool:
    """Whether what stands in a total's place is the largest or smallest of three parts or more."""
    parts = [f.value.number for f in cast.parts if f.value.number is not None]
    return len(parts) > 2 and cast.total.value.number in {max(parts), min(parts)}


def judge_proved(casts: list[Cast], results: Results, what: str) -> None:
    """Judge sums whose parts are known: those that do not hold are wrong somewhere.

    Args:
        casts: Of one total row, column or list.
        results: Takes the judgements.
        what: column, row or list, for the explanation.
    """
    for cast in casts:
        sources = tuple(p.place for p in cast.parts[:6])
        if cast.holds:
            for f in (cast.total, *cast.parts):
                results.add(
                    Judgement(f.id, "agrees", "sum", f"The {what} adds up to its total: {cast.working}.", cast.working,
                              sources=(cast.total.place,) if f.id != cast.total.id else sources)
                )  # fmt: skip
            continue
        if _is_extreme(cast):
            results.add(
                Judgement(
                    cast.total.id, "not_checked", "sum",
                    f"It is the largest or smallest figure of its {what}, not their sum ({cast.working}).",
                    cast.working,
                )
            )  # fmt: skip
            continue
        results.add(
            Judgement(
                cast.total.id, "contradicts", "sum",
                f"The {what}'s figures add up to {cast.sum}, not {printed(cast.total)}.", cast.working, "serious",
                sources, "Correct the total or one of its parts.", str(cast.sum),
            )
        )  # fmt: skip
        for f in cast.parts:
            results.add(
                Judgement(f.id, "not_checked", "sum", f"The total of its {what} does not fit: {cast.working}, printed "
                          f"{printed(cast.total)}. Any of the figures may be wrong.", cast.working,
                          sources=(cast.total.place,))
            )  # fmt: skip
