"""What a paper's own tables say of one thing: a row of any table, or a column where the rows are times.

Indicators, but also branches, portfolios, wards and reasons, with or without periods over the columns. A sentence is
held against them by its words and figures (see `grounded`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, lru_cache

from check.inside.column_words import ColumnKind, column_kind
from check.inside.tables import Table, TableCell, TableColumn, TableRow, tables_of
from check.judgements import size_of
from check.paper import Paper
from check.sought import Sought
from check.time_words import mark_times, part_of_year
from records import Period, Source, Value, find_periods, month_end, quick

LEVELS = frozenset({"result", "previous", "outturn", "value", "numerator", "denominator", "variance"})
"""Kinds of columns that state how much there is, not how much it changed."""
AVERAGED = re.compile(r"\b(?:average|mean|per|rate)\b", re.IGNORECASE)
"""In the name of a ground: its figure for a span is no sum of those of its parts."""

OF_MONEY = re.compile(
    r"£|\b(?:costs?|income|spen[dt]\w*|price\w*|budget\w*|values?|fees?|fines?|savings?|saved|grants?|money|pay\w*|paid|pounds?|"
    r"expenditure|subsid\w+|arrears|debts?|revenue|receipts|overspend|underspend|rents?|charges?|awards?|benefits?|wages?)\b",
    re.IGNORECASE,
)
"""In the name of what is counted in money."""

_SCALES = (
    (
        re.compile(
            r"^\W*millions?(?:\s+of\s+\w+)?\W*$|£\s?(?:m|mn|million)\b|\(\s*millions?\s*\)|\bin\s+£?\s?millions\b",
            re.IGNORECASE,
        ),
        6,
    ),
    (
        re.compile(
            r"^\W*thousands?(?:\s+of\s+\w+)?\W*$|£\s?(?:k|000['’]?s?)\b|£['’]000|\(\s*(?:in\s+)?(?:thousands?|['’]?000s?)\b(?:\s+(?:of\s+)?[A-Za-z]+)?\s*\)|"
            r"(?<!\d),\s*(?:in\s+)?(?:thousands?|['’]?000s?)\s*$|\bin\s+(?:£\s?)?thousands\b",
            re.IGNORECASE,
        ),
        3,
    ),
)
_IN_POUNDS = re.compile(r"(?:\(|^|\|\s*|\bin\s+)£(?:\)|\s*$|\s+(?!k\b|m\b|000))")
"""A heading that counts in pounds: "Average (£)", "£"."""
_TO_DATE = re.compile(r"\byear\s+to\s+date\b|\bytd\b", re.IGNORECASE)
_BARE_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MONTH_NUMBER = re.compile(r"(?<![\w.])(?:M|P)(?P<n>1[0-2]|0?[1-9])(?![\w.])")
_ENDING = re.compile(r"(?:ations?|ions?|ity|ives?|ies|ings?|ed|es|ers?|als?|ly|ment|e|s|y)$")
_TOTAL = Sought(
    r"^\W*(?:(?:grand\s+|sub)?total|overall|all|whole|net)\b|\btotals?\W*$|^\W*(?:council|county|borough|district|city)"
    r"(?:\s+(?:total|average|overall|wide))?\W*$",
    re.IGNORECASE,
)
_IDLE = frozenset(
    re.findall(
        r"[a-z]+",
        "the and for with from that this those these all number percentage proportion per cent average total rate "
        "value who are was were have has been being into than more less their our its within year month quarter",
    )
)


@quick
@dataclass(frozen=True, slots=True)
class GroundCell:
    """A figure that is known of a ground.

    Attributes:
        value: As printed, brought to units where the table counts in thousands or millions.
        place: Where.
        kind: What its column holds.
        header: The heading of its column, or of its row where the rows are times.
        end: Last day of its period; None where no period is said.
        span: Its period where that is longer than a day.
        who: Who says so, for sentences.
    """

    value: Value
    place: Source
    kind: ColumnKind
    header: str
    end: date | None = None
    span: Period | None = None
    who: str = "the paper's table"


@dataclass(frozen=True)
class Ground:
    """One thing that a table tells of.

    Attributes:
        name: As printed.
        cells: Its figures.
        table: Number of the table.
        line: Its row, or its column where the rows are times.
        caption: Caption and headings of the table, and the words of its columns.
        total: Whether it is the whole of the table's other rows.
        words: Stems of the words of its name.
        topic: Those of them that its columns give, where the table's columns tell of several things.
    """

    name: str
    cells: tuple[GroundCell, ...]
    table: int
    line: int
    caption: str = ""
    total: bool = False
    words: frozenset[str] = frozenset()
    topic: frozenset[str] = frozenset()

    @cached_property
    def levels(self) -> Sequence[GroundCell]:
        """Its cells that are no changes, targets or benchmarks."""
        return tuple(c for c in self.cells if c.kind in LEVELS)

    @cached_property
    def _by_end(self) -> dict[date | None, list[GroundCell]]:
        """Its levels by the last day of their period."""
        out: dict[date | None, list[GroundCell]] = {}
        for c in self.levels:
            out.setdefault(c.end, []).append(c)
        return out

    def at(self, ends: Iterable[date]) -> list[GroundCell]:
        """Its levels of some periods."""
        wanted = set(ends) & self._by_end.keys()
        if len(wanted) == 1:
            return list(self._by_end[wanted.pop()])
        return [c for c in self.levels if c.end in wanted] if wanted else []

    def latest(self, now: date | None) -> list[GroundCell]:
        """Its levels of the latest period that is over; those without a period where none has one."""
        dated = [end for end in self._by_end if end is not None and (now is None or end <= now)]
        return list(self._by_end.get(max(dated, default=None), ()))


@lru_cache(maxsize=8192)
def stems(text: str) -> frozenset[str]:
    """The beginnings of a text's telling words: "borrowed" and "borrowing" are one."""
    return frozenset(_stem(w) for w in re.findall(r"[a-z]{3,}", text.lower()) if w not in _IDLE)


_COUNTED_TO = re.compile(
    r"[«,;:.()]|\b(?:in|at|on|for|by|from|than|compared|of|within|to|and|but|with|was|were|is|are|had|has|have|this|last|who|that|which|"
    r"during|over|since|between|against|more|fewer|less|higher|lower|above|below|better|worse|per|a|an|the)\b",
    re.IGNORECASE,
)


def counted_behind(template: str, k: int) -> str:
    """The words right behind a figure of a sentence: what it counts, where it says so.

    Args:
        template: With marks in place of figures.
        k: Number of the figure.
    """
    return _COUNTED_TO.split(template.partition(f"«N{k}»")[2], maxsplit=1)[0].strip()


@lru_cache(maxsize=8192)
def _stem(word: str) -> str:
    word = re.sub(r"((?:[^aeo]u|.s)s|.x|.[cs]h)es$", r"\1", word)  # "buses" and "bus", "boxes" and "box"
    if word.endswith("s") and len(word) > 3 and not word.endswith(("ss", "us", "is", "ies")):
        word = word[:-1]  # "fees" and "fee", too short to lose an ending
    word = re.sub(r"(?<=[aeiou])sions?$|(?<=on)ses?$|(?<=ten)sions?$", "d", word)  # "decision" and "decide"
    for _ in range(2):
        short = _ENDING.sub("", word)
        short = short if len(short) >= 4 else re.sub(r"(?:es|e|s|y)$", "", word)
        word = short if len(short) >= 4 else word
    return word[:6]


def grounds_of(paper: Paper) -> list[Ground]:
    """Everything that the tables of a paper tell of, table by table.

    Args:
        paper: With its figures.
    """
    known = paper.cache.get("grounds")
    if isinstance(known, list):
        return known
    now = paper.period.end if paper.period is not None else None
    out = [g for table in tables_of(paper) for g in _grounds(table, now)]
    paper.cache["grounds"] = out
    return out


def numbers_of_tables(paper: Paper) -> set[Fraction]:
    """Every number that a cell of a paper's tables prints, without its sign."""
    known = paper.cache.get("numbers_of_tables")
    if not isinstance(known, set):
        known = {size_of(c.value) for g in grounds_of(paper) for c in g.cells if c.value.number is not None}
        paper.cache["numbers_of_tables"] = known
    return known


def values_in_full(paper: Paper) -> dict[Source, Value]:
    """The figures of a paper's tables by place, in units where a table counts in thousands or millions."""
    known = paper.cache.get("values_in_full")
    if not isinstance(known, dict):
        known = {c.place: c.value for g in grounds_of(paper) for c in g.cells}
        paper.cache["values_in_full"] = known
    return known


def _grounds(table: Table, now: date | None) -> list[Ground]:
    columns = [c for c in table.columns if any(r.figure(c) is not None for r in table.rows)]
    times = [column_time(r.label, now) for r in table.rows]
    dated = sum(t is not None for t in times)
    if dated >= 2 and dated * 2 >= len(times) and not any(_header_time(c, now) for c in columns):
        return [_of_column(table, c, times) for c in columns]
    whens = {c.index: _header_time(c, now) for c in columns}
    whens |= _bare_years([c for c in columns if whens[c.index] is None], now)
    return _with_sums([g for row in table.rows if (g := _of_row(table, row, columns, whens)) is not None])


def _bare_years(columns: list[TableColumn], now: date | None) -> dict[int, Period | None]:
    """Columns headed by years of the calendar: of their ends, or of the paper's own day where they reach its year."""
    years = {
        c.index: int(m[0]) for c in columns if (m := _BARE_YEAR.search(c.leaf)) and re.sub(r"\D", "", c.leaf) == m[0]
    }
    if len(set(years.values())) < 2 or now is None or max(years.values()) > now.year:
        return {}
    month = now.month if max(years.values()) == now.year else 12
    return {n: Period(month_end(year, month), month_end(year, month)) for n, year in years.items()}


def _with_sums(rows: list[Ground]) -> list[Ground]:
    """The rows of a table, of which the last or first is known for a total where it is the sum of the others."""
    for at in (-1, 0):
        if len(rows) < 4 or rows[at].total:
            continue
        rest = rows[:-1] if at else rows[1:]
        sums = [
            sum(
                (c.value.number for g in rest for c in g.cells if _same_column(c, whole) and c.value.number), Decimal(0)
            )
            == whole.value.number
            for whole in rows[at].levels
            if whole.value.unit != "percent" and whole.value.number
        ]
        if sums and sum(sums) * 2 > len(sums):
            rows[at] = replace(rows[at], total=True)
    return rows


def _same_column(a: GroundCell, b: GroundCell) -> bool:
    return a.header == b.header and a.end == b.end


def column_time(text: str, now: date | None) -> Period | None:
    """The period that a heading names: with its year, or as a time seen from the paper's own period.

    Args:
        text: "Sep 2024", "Visits in May", "Variance M5", "a year ago".
        now: Last day of the paper's period.
    """
    found = find_periods(text)
    if found:
        return found[-1].period
    if now is None:
        return None
    m = _MONTH_NUMBER.search(text)
    if m:
        month = (int(m["n"]) + 2) % 12 + 1
        end = month_end(Period(now, now).reporting_year_start + (month < 4), month)
        return Period(end, end)
    _, words = mark_times(f" {text} ")
    ends = [e for w in words if w.kind not in {"other", "year"} for e in w.ends(now)[:1]]
    return Period(ends[0], ends[0]) if len(set(ends)) == 1 else None


def _header_time(column: TableColumn, now: date | None) -> Period | None:
    """The time that a column's own heading names, the lowest cell first; a quarter of the year that stands above it."""
    parts = column.header.split(" | ")
    if now is not None and _TO_DATE.search(column.header):
        years = [f.period for part in parts for f in find_periods(part) if f.period.basis == "A"]
        here = Period(now, now).reporting_year_start
        if len(years) == 1 and years[0].start.month == 4 and years[0].reporting_year_start <= here:
            return Period(years[0].start, Period(now, now).shift(-12 * (here - years[0].reporting_year_start)).end)
    years = [found[-1].period for part in parts if (found := find_periods(part))]
    for part in reversed(parts):
        told = [p for y in years[-1:] if (p := part_of_year(part, y)) is not None and not find_periods(part)]
        when = told[0] if told else column_time(part, now)
        if when is not None:
            return when
    return column.period if column.kind == "result" and find_periods(column.header) else None


def _of_row(table: Table, row: TableRow, columns: list[TableColumn], whens: dict[int, Period | None]) -> Ground | None:
    name = row.label.rpartition(" | ")[2].strip() or row.label.strip()
    if not re.search(r"[A-Za-z]{2,}", name) or re.match(r"\W*\d", name) or _is_role(name):
        return None
    said = f"{row.label} {table.columns[0].header if table.columns else ''} {table.caption}"
    scale = scale_of(row.label, table.columns[0].header if table.columns else "", table.caption)
    cells = [
        _cell(cell, c.kind, c.header, whens.get(c.index), scale or scale_of(c.header), f"{said} {c.header}")
        for c in columns
        if (cell := row.cells.get(c.index)) is not None and row.figure(c) is not None
    ]
    if not cells:
        return None
    heads = " ".join(c.header for c in columns)
    first = table.columns[0].header if table.columns else ""
    around = f"{first} {row.group} {table.caption} {heads} {table.section.rpartition(' / ')[2]}"
    total = bool(_TOTAL.search(name)) or any(_TOTAL.search(part) for part in row.label.split(" | "))
    return Ground(name, tuple(cells), table.number, row.number, around, total, stems(name))


def _is_role(name: str) -> bool:
    """Whether a row is named for what it holds, as in a card: "Target", "Change on last year"."""
    return column_kind(name) not in {"value", "name", "result"} and len(stems(name)) <= 1


def _of_column(table: Table, column: TableColumn, times: list[Period | None]) -> Ground:
    cells = []
    said = f"{column.header} {table.caption}"
    scale = scale_of(column.header, table.caption)
    for row, when in zip(table.rows, times, strict=True):
        cell = row.cells.get(column.index)
        if cell is None or row.figure(column) is None:
            continue
        kind = column_kind(row.label)
        kind = "result" if kind == "value" and when is not None else kind
        cells.append(_cell(cell, kind, row.label, when, scale, said))
    around = f"{table.caption} {table.section.rpartition(' / ')[2]} {table.columns[0].header}"
    name = column.leaf
    return Ground(name, tuple(cells), table.number, column.index, around, bool(_TOTAL.search(name)), stems(name))


def _cell(cell: TableCell, kind: ColumnKind, header: str, when: Period | None, scale: int, said: str) -> GroundCell:
    assert cell.figure is not None
    value = cell.figure.value
    if not scale and value.unit in {"", "count", "average", "rate"} and _IN_POUNDS.search(header):
        value = replace(value, unit="money")
    if scale and value.number is not None and value.unit not in {"percent", "points", "days"}:
        number = value.number * Decimal(10) ** scale if abs(value.number) < Decimal(10) ** 6 else value.number
        unit = "money" if "£" in f"{cell.figure.value.printed}{said}" else value.unit
        value = replace(value, number=number, places=value.places - scale, unit=unit)
    span = when if when is not None and when.start < when.end else None
    return GroundCell(value, cell.place, kind, header, when.end if when is not None else None, span)


@lru_cache(maxsize=4096)
def scale_of(*texts: str) -> int:
    """How many noughts headings or a name leave out: 6 for "(£m)", 3 for "£000" or "Thousands", else 0."""
    return next((n for pattern, n in _SCALES if any(pattern.search(t) for t in texts)), 0)
