"""Headings of columns against their own sequence, and captions against the columns below them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from check.inside.tables import Table, TableColumn
from check.judgements import Results
from check.paper import Paper
from records import MONTH_FORM, MONTH_NAMES, Finding, Period, Source, find_periods, months_between

MONTHS = tuple(name[:3].lower() for name in MONTH_NAMES)
_MONTH = re.compile(rf"^(?P<m>{MONTH_FORM})\.?(?:[\s\-/']*(?P<y>(?:20)?\d\d))?$", re.IGNORECASE)
_QUARTER = re.compile(
    r"^(?:q|qtr\.?|quarter)\s?(?P<q>[1-4])(?:[\s\-/']*(?P<y>(?:20)?\d\d)\s?[/-]\s?(?:20)?\d\d)?$", re.IGNORECASE
)
_YEAR = re.compile(r"^(?P<y>20\d\d|\d\d)\s?[/-]\s?(?:20)?\d\d$")
NAMED_QUARTER = re.compile(r"\b(?:q|quarter\s*)([1-4])\b", re.IGNORECASE)
NAMED_MONTH = re.compile(rf"\b({'|'.join(MONTHS)})[a-z]*\b", re.IGNORECASE)
_CALENDAR = re.compile(r"^(?P<y>20\d\d)$")


@dataclass(frozen=True, slots=True)
class Step:
    """Where a heading stands in its own kind of sequence.

    Attributes:
        kind: month, quarter, year or calendar year; with the year where the heading prints one.
        at: Number in the sequence; of undated months and quarters, within the year.
        round: Length of a cycle; 0 where headings are dated.
    """

    kind: str
    at: int
    round: int = 0


def step_of(text: str) -> Step | None:
    """The step a heading names; None where it says anything else too."""
    text = " ".join(text.split())
    if m := _MONTH.match(text):
        number = MONTHS.index(m["m"][:3].lower())
        return Step("month", number, 12) if m["y"] is None else Step("dated month", _year(m["y"]) * 12 + number)
    if m := _QUARTER.match(text):
        number = int(m["q"]) - 1
        return Step("quarter", number, 4) if m["y"] is None else Step("dated quarter", _year(m["y"]) * 4 + number)
    if m := _YEAR.match(text):
        return Step("year", _year(m["y"]))
    m = _CALENDAR.match(text)
    return Step("calendar", int(m["y"])) if m else None


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def name_of(step: Step, like: str) -> str:
    """A step as the headings beside it would print it."""
    short = re.match(r"^[A-Za-z]{3}\b", like) is not None
    if step.kind in {"month", "dated month"}:
        name = MONTH_NAMES[step.at % 12][: 3 if short else None]
        return name if step.kind == "month" else f"{name} {step.at // 12}"
    if step.kind in {"quarter", "dated quarter"}:
        year = step.at // 4
        return f"Q{step.at % 4 + 1}" + (f" {year}/{(year + 1) % 100:02}" if step.kind == "dated quarter" else "")
    return str(step.at) if step.kind == "calendar" else f"{step.at}/{(step.at + 1) % 100:02}"


def check_headings(paper: Paper, tables: list[Table], period: Period | None, results: Results) -> None:
    """Report headings of columns that break the sequence of their neighbours.

    A gap alone is none: papers leave months out. What decides is a heading that stands before its predecessor, twice,
    or after the paper's own period, where one other heading in its stead makes the sequence whole.

    Args:
        paper: Its passages.
        tables: Its tables.
        period: The paper's own; None where not known.
        results: Takes the findings.
    """
    for table in tables:
        for run in _runs(table):
            found = odd_one([s for _, s in run], _last_step(period, run[0][1]))
            if found is None:
                continue
            n, expected = found
            column = run[n][0]
            name = name_of(expected, column.leaf)
            row = ", ".join(c.leaf for c, _ in run)
            results.findings.append(
                Finding(
                    "contradicts", "stale_period", _place(table, column), column.leaf,
                    f"The headings of table {table.number} run {row}: {column.leaf} does not follow; {name} would.",
                    severity="minor", advice="Correct the heading, or the order of the columns.", expected=name,
                )
            )  # fmt: skip


def _runs(table: Table) -> Iterator[list[tuple[TableColumn, Step]]]:
    """Neighbouring columns of one kind of period under one heading, whose figures are of one unit."""
    steps = [(c, step_of(c.leaf)) for c in table.columns]

    def same(pair: tuple[TableColumn, Step | None]) -> tuple[str, str, str]:
        column, step = pair
        above = column.header.rpartition(" | ")[0]
        return (step.kind if step else "", above, _unit(table, column) if step else "")

    for (kind, _, _), group in groupby(steps, key=same):
        run = [(c, s) for c, s in group if s is not None]
        if kind and len(run) >= 3:
            yield run


def _unit(table: Table, column: TableColumn) -> str:
    units = Counter(f.value.unit for row in table.rows if (f := row.figure(column)) is not None)
    return units.most_common(1)[0][0] if units else ""


def odd_one(steps: list[Step], last: int | None) -> tuple[int, Step] | None:
    """The one heading that breaks a sequence.

    Args:
        steps: Of neighbouring columns, all of one kind.
        last: The step of the paper's own period, where it is known and the steps are dated.

    Returns:
        Its index, and the step that would make the sequence whole; None where the sequence is whole, where more
        than one heading could be the wrong one, or where it may be a gap.
    """
    if _stride(steps):
        return None
    found = []
    for n, s in enumerate(steps):
        rest = [*steps[:n], *steps[n + 1 :]]
        for stride in (1, -1):
            at = steps[n - 1].at + stride if n else steps[1].at - stride
            made = Step(s.kind, at % s.round if s.round else at, s.round)
            whole = [*steps[:n], made, *steps[n + 1 :]]
            if made == s or _stride(whole) != stride:
                continue
            twice = s in rest
            ways = [b.at - a.at for a, b in pairwise(steps[max(0, n - 1) : n + 2])]
            turned = not s.round and any(w * stride < 0 for w in ways)
            back = bool(s.round) and len(steps) >= 4 and 0 < n < len(steps) - 1
            late = last is not None and made.at <= last < s.at
            if twice or turned or back or late:
                found.append((n, made))
    return found[0] if len(found) == 1 else None


def _stride(steps: list[Step]) -> int:
    """The one step between all neighbours: 1 or -1; 0 where they differ or are wider."""
    strides = set()
    for a, b in pairwise(steps):
        d = b.at - a.at
        if a.round and abs(d) == a.round - 1:
            d = -1 if d > 0 else 1
        strides.add(d)
    return strides.pop() if strides in ({1}, {-1}) else 0


def _last_step(period: Period | None, like: Step) -> int | None:
    if period is None:
        return None
    if like.kind == "dated month":
        return period.end.year * 12 + period.end.month - 1
    if like.kind == "dated quarter":
        return period.reporting_year_start * 4 + period.reporting_quarter - 1
    if like.kind == "month":  # within one calendar year; a span over New Year is told by its own order
        return period.end.month - 1
    return None


def _place(table: Table, column: TableColumn) -> Source:
    named = [cell.place for (_, col), cell in sorted(table.headings.items()) if col == column.index and cell.text]
    if named:
        return named[-1]
    cells = [row.cells[column.index].place for row in table.rows if column.index in row.cells]
    return cells[0]


def told_by_tables(paper: Paper, tables: list[Table]) -> dict[int, date]:
    """Captions and headings that stand right over a table: index of the passage -> the last period with figures."""
    out: dict[int, date] = {}
    for table in tables:
        filled = [
            c.period.end
            for c in table.of("result", "previous", "value")
            if c.period is not None and sum(row.figure(c) is not None for row in table.rows) * 2 >= len(table.rows)
        ]
        if not filled:
            continue
        for index in range(table.first - 1, max(-1, table.first - 4), -1):
            p = paper.passages[index]
            if p.kind == "cell":
                break
            if p.kind in {"caption", "heading"} or re.match(r"(?:table|figure|chart)\s+\w+\s*[:.\-–]", p.text, re.I):
                out[index] = max(filled)
                if p.kind == "heading":
                    break
    return out


def stale_label(text: str, latest: date, period: Period | None) -> tuple[int, int, str] | None:
    """The period in a caption that none of its table's columns reaches.

    Args:
        text: Of the caption.
        latest: Last day of the latest period that the table gives figures for.
        period: The paper's own.

    Returns:
        Place of the period in the text and what it would read; None where it fits or the paper does not decide.
    """
    named = find_periods(text)
    if period is None or len(named) != 1 or latest != period.end or _COMPARED.search(text):
        return None
    n = named[0]
    months = months_between(n.period.end, latest)
    if n.period.basis == "A" or not 0 < months <= 12:
        return None
    return n.start, n.end, period.label()


_COMPARED = re.compile(
    r"\b(?:since|compar\w+|versus|vs|against|from|baseline|prior|previous\w*|last|earlier|history|trends?|change[ds]?|until|"
    r"started|introduced|published|agreed|inspection|census|survey|snapshot|approved|adopted)\b",
    re.IGNORECASE,
)
