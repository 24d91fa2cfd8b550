"""Rows that state one indicator each: latest and earlier results, target, colour, and which way is better."""

# ruff: noqa: E501 - patterns, one to a line

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from check.inside.budget_rows import budget_columns
from check.inside.column_words import polarity_words
from check.inside.columns_in_time import beside_previous, in_time
from check.inside.directions import polarity_of_aim
from check.inside.polarity_words import polarity_of_name
from check.inside.tables import Table, TableCell, TableColumn, TableRow
from check.judgements import printed, quantity
from check.paper import Figure, Paper
from records import Period, Polarity, Quantity, Value, best_quantity

if TYPE_CHECKING:
    from normalise import Register

_AT_LEAST = re.compile(
    r"[≥>]|\b(?:at\s+least|or\s+(?:more|above|over|higher|greater)|minimum|min\.?|and\s+above)\b|\+\s*$", re.I
)
_AT_MOST = re.compile(r"[≤<]|\b(?:at\s+most|or\s+(?:less|below|under|lower|fewer)|maximum|max\.?|no\s+more\s+than|up\s+to|and\s+below)\b", re.I)  # fmt: skip
_BOUND = re.compile(r"\bmin(?:imum|\.)?\b|\bmax(?:imum|\.)?\b|\bfloor\b|\bthresholds?\b|\btoleran\w+|\bintervention\b|\bstretch\b|\blower\b|\bupper\b", re.I)  # fmt: skip
_ASIDE = re.compile(r"\(([^()]{2,30})\)\s*$")
_LATEST = re.compile(r"\b(?:latest|current|actual|now|this\s+(?:month|quarter|year|period))\b", re.IGNORECASE)
BY_TRUSTED_NAME = "its name says, and the names of other rows are right"


@dataclass(slots=True)
class KpiRow:
    """One row of a table of indicators.

    Attributes:
        table: Its table.
        row: The row.
        name: The indicator as printed.
        key: Register key; "" where not known.
        area: Narrower area; "" the whole.
        cohort: all, excl_uasc ...
        latest: Its latest result.
        latest_column: The column of it.
        earlier: Earlier results, nearest first.
        target: Target of the latest result, and its cell.
        aim: What the paper calls it.
        numerator: Of the latest result.
        denominator: Of the latest result.
        polarity: H, L, T or "".
        why_polarity: What told.
        likely: H or L where one thing alone implies it: the colour, or a name that can be trusted.
        why_likely: Which.
        guessed: Whether polarity or likely follow from the names, colours and directions of the table alone.
    """

    table: Table
    row: TableRow
    name: str
    key: str
    area: str
    cohort: str
    latest: Figure
    latest_column: TableColumn
    earlier: list[tuple[TableColumn, Figure]] = field(default_factory=list)
    target: Figure | None = None
    target_cell: TableCell | None = None
    numerator: Figure | None = None
    denominator: Figure | None = None
    polarity: Polarity = ""
    why_polarity: str = ""
    likely: Polarity = ""
    why_likely: str = ""
    guessed: bool = False
    aim: str = "target"

    @property
    def label(self) -> str:
        """How a person finds the row: its number where one is printed, and its name."""
        o = self.latest.observation
        number = f"row {o.indicator_id}: " if o is not None and o.indicator_id else ""
        return f"{number}{self.name or self.row.label or 'the row'}"

    @property
    def period(self) -> Period | None:
        """Of its latest result."""
        return self.latest_column.period or self.latest.claim.period

    @property
    def quantity(self) -> Quantity:
        """The most that is known of the latest result: its ratio where numerator and denominator are printed."""
        if self.numerator is not None and self.denominator is not None:
            return best_quantity(_typed(self.latest.value), self.numerator.value, self.denominator.value)
        return quantity(self.latest.value)

    @property
    def target_number(self) -> Decimal | None:
        """The target."""
        return self.target.value.number if self.target is not None else None

    @property
    def target_value(self) -> Value | None:
        """The target as printed."""
        return self.target.value if self.target is not None else None

    def rags(self) -> list[tuple[TableCell, Figure, Period | None]]:
        """Cells that colour a result, each with the result it colours and that one's period."""
        return _rags(self)


def _typed(value: Value) -> Value:
    """A result without a unit that is printed with decimals is taken for a percentage in ratios."""
    if value.unit == "" and value.places > 0:
        return Value(value.printed, value.number, value.places, "percent", value.flag)
    return value


def kpi_rows(paper: Paper, tables: list[Table], register: Register | None) -> list[KpiRow]:
    """Rows with a result, of the tables that have a column of latest results.

    Args:
        paper: With its figures.
        tables: Of the paper.
        register: Polarity of indicators.
    """
    measures = {m.number: m.measure for m in paper.extraction.measures} if paper.extraction else {}
    out: list[KpiRow] = []
    for table in tables:
        results = table.of("result")
        latest = latest_column(results)
        if latest is None and table.of("rag", "met", "direction"):
            results = in_time(table, paper.period.end.month if paper.period is not None else 3)
            latest = results[-1] if results else beside_previous(table)
        spending = budget_columns(table) if latest is None or not table.of("result") else None
        if spending is not None and latest is None:
            results, latest = [spending[0]], spending[0]
        if latest is None:
            continue
        for row in table.rows:
            made = _row(table, row, latest, results, register, measures)
            if made is not None:
                if spending is not None and latest.index == spending[0].index:
                    made.target, made.aim = row.figure(spending[1]), "budget"
                out.append(made)
    return out


def latest_column(results: list[TableColumn]) -> TableColumn | None:
    """The column of the latest results; None where several may be it."""
    if len(results) <= 1:
        return results[0] if results else None
    dated = [c for c in results if c.period is not None]
    if len(dated) == len(results):
        last = max(c.period.end for c in dated if c.period)
        newest = [c for c in dated if c.period and c.period.end == last]
        return newest[0] if len(newest) == 1 else None
    named = [c for c in results if _LATEST.search(c.leaf)]
    return named[0] if len(named) == 1 else None


def _row(
    table: Table, row: TableRow, latest: TableColumn, results: list[TableColumn], register: Register | None,
    measures: Mapping[int, str],
) -> KpiRow | None:  # fmt: skip
    figure = row.figure(latest)
    if figure is None:
        return None
    o = figure.observation
    claim = figure.claim
    area = o.area if o is not None else ""
    made = KpiRow(
        table, row, (o.indicator if o is not None and o.indicator else row.label), claim.indicator_key, area,
        claim.cohort, figure, latest,
    )  # fmt: skip
    older = [c for c in results if c is not latest and c.period and latest.period and c.period.end < latest.period.end]
    older.sort(key=lambda c: c.period.end if c.period else None, reverse=True)  # type: ignore[arg-type,return-value]
    older = older or [c for c in reversed(results) if c is not latest and c.order is not None]
    for column in (*table.of("previous"), *older, *table.of("outturn")):
        f = row.figure(column)
        if f is not None and f.id != figure.id:
            made.earlier.append((column, f))
    column_ = target_column(table, latest)
    made.target = row.figure(column_)
    made.target_cell = row.cells.get(column_.index) if column_ is not None else None
    for kind in ("numerator", "denominator"):
        columns = table.of(kind)
        if len(columns) == 1:
            setattr(made, kind, row.figure(columns[0]))
    made.polarity, made.why_polarity = _polarity(made, register, measures)
    return made


def target_column(table: Table, latest: TableColumn) -> TableColumn | None:
    """The column of targets that the latest results are judged by: the only one, or that of their year."""
    targets = table.of("target")
    if len(targets) > 1:  # "Target | Minimum standard": what is aimed at, not what is tolerated
        targets = [c for c in targets if not _BOUND.search(c.leaf)] or targets
    if len(targets) <= 1:
        return targets[0] if targets else None
    year = latest.period.reporting_year if latest.period else ""
    same = [c for c in targets if c.period is not None and c.period.reporting_year == year]
    if len(same) == 1:
        return same[0]
    now = [c for c in targets if _LATEST.search(c.leaf)]
    return now[0] if len(now) == 1 else None


def _polarity(k: KpiRow, register: Register | None, measures: Mapping[int, str]) -> tuple[Polarity, str]:
    indicator = register.get(k.key) if register is not None and k.key else None
    if indicator is not None and indicator.polarity:
        return indicator.polarity, "the register says"
    for column in k.table.of("polarity"):
        cell = k.row.cells.get(column.index)
        said = polarity_words(cell.text) if cell is not None else ""
        if said:
            return said, f"column '{column.leaf}' says"
    o = k.latest.observation
    if o is not None and (o.polarity in {"H", "L"} or (o.polarity == "T" and k.table.of("polarity"))):
        return o.polarity, "the paper says"  # "on target" in a column of statuses is no polarity
    for text in (k.row.label, k.name, k.row.group, *(c.leaf for c in k.table.of("polarity")), k.latest_column.header):
        said = polarity_words(text) if len(text) > 2 else ""
        if said:
            return said, f"'{text[:60]}' says"
        aside = _ASIDE.search(text)
        said = polarity_words(aside[1]) if aside is not None else ""
        if said:
            return said, f"'{aside[0].strip()}' says" if aside is not None else ""
    m = re.match(r"\s*measure\s+(\d+)", k.name, re.IGNORECASE)
    aim = polarity_of_aim(measures.get(int(m[1]), "")) if m else ""
    if not aim and re.search(r"\bexpect\s+to\b|\baim\b|\breduc(?:e|tion)\b|\bincrease\s+in\b", k.name, re.IGNORECASE):
        aim = polarity_of_aim(k.name)
    if aim:
        return aim, "the measure's own words say"
    if k.target_cell is not None:
        least, most = _AT_LEAST.search(k.target_cell.text), _AT_MOST.search(k.target_cell.text)
        if bool(least) != bool(most):
            return ("H", "the target is a least figure") if least else ("L", "the target is a most figure")
    told = _by_thresholds(k)
    return told if told[0] else _by_end(k)


def _by_end(k: KpiRow) -> tuple[Polarity, str]:
    """Which way is better by a target at the end of its scale, or where name and unit say the same.

    Nothing passes 100 per cent or falls below nought; a name alone proves nothing, but a name with a target near the end
    of the percentages, or a time to be taken, does.
    """
    n = k.target_number
    if n is None or k.target is None:
        return "", ""
    percent = k.target.value.unit == "percent" and k.latest.value.unit == "percent"
    if percent and n == 100:
        return "H", "nothing can pass a target of 100%"
    if n == 0 and k.latest.value.number is not None and k.latest.value.number >= 0:
        return "L", "nothing can fall below a target of nought"
    time = "seconds" in {k.target.value.unit, k.latest.value.unit} or re.match(r"\W*(?:average|mean|median)\b.*\b(?:days|weeks|hours|minutes|seconds|time|wait\w*)\b", k.name, re.I)  # fmt: skip
    by_unit: Polarity = "H" if percent and n >= 75 else "L" if (percent and n <= 25) or (time and not percent) else ""
    named = polarity_of_name(k.name or k.row.label)
    if time and by_unit == "L" and named != "H":
        return "L", "it is a time to be taken"
    return (by_unit, "name and target say") if by_unit and named == by_unit else ("", "")


def _by_thresholds(k: KpiRow) -> tuple[Polarity, str]:
    """Which way is better by the columns that print where Green and Red begin."""
    ends = {}
    for kind in ("green", "red"):
        columns = k.table.of(kind)
        cell = k.row.cells.get(columns[0].index) if len(columns) == 1 else None
        m = re.search(r"\d[\d,]*(?:\.\d+)?", cell.text) if cell is not None else None
        if m:
            ends[kind] = Decimal(m[0].replace(",", ""))
    if len(ends) == 2 and ends["green"] != ends["red"]:
        return ("H" if ends["green"] > ends["red"] else "L"), "the thresholds of the row say"
    return "", ""


def polarity_by_colour(k: KpiRow) -> tuple[Polarity, str]:
    """Which way is better by the side of its target on which a row is Red or Amber; "" where that proves nothing.

    A colour short of Green means that the target was missed, whatever the tolerance; Green proves nothing unless
    the result is far beyond the target, as Green may allow a little less.
    """
    t, n = k.target_number, k.latest.value.number
    if t is None or n is None or n == t:
        return "", ""
    words = {cell.rag for cell, f, _ in k.rags() if f.id == k.latest.id} - {""}
    if len(words) != 1:
        return "", ""
    (word,) = words
    above = n > t
    if word in {"red", "amber"}:
        return ("L" if above else "H"), f"{word} {'above' if above else 'below'} the target of {printed_target(k)}"
    if t and abs(n - t) * 10 > abs(t):
        return ("H" if above else "L"), f"green {'above' if above else 'below'} the target of {printed_target(k)}"
    return "", ""


def printed_target(k: KpiRow) -> str:
    """The target as printed."""
    return printed(k.target) if k.target is not None else ""


def _rags(k: KpiRow) -> list[tuple[TableCell, Figure, Period | None]]:
    results = [(k.latest_column, k.latest), *k.earlier]
    by_column = {c.index: (c, f) for c, f in results}
    out = []
    for column in k.table.columns:
        cell = k.row.cells.get(column.index)
        if cell is None or not cell.rag:
            continue
        if column.index in by_column:
            c, f = by_column[column.index]
            out.append((cell, f, c.period or f.claim.period))
            continue
        if column.kind not in {"rag", "previous_rag"}:
            continue
        own = _coloured(k, column, results)
        if own is not None:
            c, f = own
            out.append((cell, f, c.period or f.claim.period))
    return out


def _coloured(
    k: KpiRow, column: TableColumn, results: list[tuple[TableColumn, Figure]]
) -> tuple[TableColumn, Figure] | None:
    """The result that a column of colours judges: of its period, else the latest, or the one it stands behind."""
    if column.period is not None:
        same = [(c, f) for c, f in results if c.period is not None and c.period.end == column.period.end]
        if len(same) == 1:
            return same[0]
    if column.kind == "previous_rag":
        before = [(c, f) for c, f in results if c is not k.latest_column and c.kind == "previous"]
        return before[0] if len(before) == 1 else None
    rags = k.table.of("rag")
    if len(rags) == 1:
        return (k.latest_column, k.latest)
    left = [(c, f) for c, f in results if c.index < column.index]
    nearest = max(left, key=lambda x: x[0].index, default=None)
    if nearest is None:
        return None
    between = [r for r in rags if nearest[0].index < r.index < column.index]
    return None if between else nearest
