"""Stock and flow ("open at start + new - closed = open at end") and figures that add up through the year.

Read along rows and along columns alike: a table may have the steps of the sum as its rows or as its columns.
"""

# ruff: noqa: E501 - patterns, one to a line

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from check.inside.tables import Table
from check.judgements import Judgement, Results, printed
from check.paper import Figure
from check.sought import Sought
from records import Period

_START = Sought(
    r"\b(?:start|beginning|opening|brought\s+forward|b/f|carried\s+over|at\s+1\s+april|previous\s+total)\b|\bopen\s+at\s+(?:the\s+)?start\b",
    re.IGNORECASE,
)
_END = Sought(
    r"\b(?:end|closing|carried\s+forward|c/f|remaining|outstanding)\b(?!\s*(?:ed|ing)\b)|\bopen\s+at\s+(?:the\s+)?end\b",
    re.IGNORECASE,
)
_IN = Sought(
    r"\b(?:new|received|opened|started|starts|starters|joiners|joined|admissions?|admitted|entered|entrants|additions?|added|in-?flow|"
    r"becoming|transferred\s+in|registered|recruited|arrivals?)\b",
    re.IGNORECASE,
)
_OUT = Sought(
    r"\b(?:closed|completed|ended|ends|ceased|ceasing|leavers|left|discharged|discharges|removed|removals|resolved|cleared|out-?flow|"
    r"transferred\s+out|withdrawn|departures?|de-?registered)\b",
    re.IGNORECASE,
)
CUMULATIVE = Sought(r"\b(?:cumulative|ytd|year[\s-]+to[\s-]+date|running\s+total|cum\.)\b", re.IGNORECASE)
_IN_PERIOD = Sought(r"\b(?:in[\s-]+(?:the\s+)?(?:month|quarter|period|year)|monthly|quarterly|this\s+(?:month|quarter)|new|per\s+(?:month|quarter)|number|actual|month|quarter)\b", re.I)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One row, or one column, of a table: its words and its figures by position.

    Attributes:
        label: Row's label or column's header.
        figures: Position -> figure.
        periods: Position -> period of the crossing line.
        number: Row or column number.
    """

    label: str
    figures: dict[int, Figure]
    periods: dict[int, Period]
    number: int


def lines_of(table: Table) -> Iterator[list[Line]]:
    """The rows as lines, then the columns."""
    from check.inside.tables import TableRow
    from records import parse_period

    columns = [c for c in table.columns if any(r.figure(c) for r in table.rows)]
    yield [
        Line(
            " ".join(t for t in (row.label,) if t),
            {c.index: f for c in columns if (f := row.figure(c))},
            {c.index: c.period for c in columns if c.period is not None},
            row.number,
        )
        for row in table.rows
    ]

    def period_of(row: TableRow) -> Period | None:
        return parse_period(row.label.split(" | ")[0]) if row.label else None

    by_row = {row.number: p for row in table.rows if (p := period_of(row)) is not None}
    yield [
        Line(c.header, {row.number: f for row in table.rows if (f := row.figure(c))}, by_row, c.index) for c in columns
    ]


def check_flows(table: Table, results: Results) -> None:
    """Hold stocks against flows, and running totals against what went before.

    Args:
        table: One table.
        results: Takes the judgements.
    """
    for lines in lines_of(table):
        _stock_and_flow(lines, results)
        _running(lines, results)


# -- stock and flow --------------------------------------------------------------------------------------------


def _stock_and_flow(lines: Sequence[Line], results: Results) -> None:
    kinds = [_flow_kind(line.label) for line in lines]
    starts = [n for n, k in enumerate(kinds) if k == "start"]
    for n, start in enumerate(starts):
        stop = starts[n + 1] if n + 1 < len(starts) else len(lines)
        ends = [k for k in range(start + 1, stop) if kinds[k] == "end"]
        if len(ends) != 1:
            continue
        between = list(range(start + 1, ends[0]))
        ins = [lines[k] for k in between if kinds[k] == "in"]
        outs = [lines[k] for k in between if kinds[k] == "out"]
        if not ins or not outs or any(kinds[k] == "" and lines[k].figures and not _aside(lines[k]) for k in between):
            continue
        _hold(lines[start], ins, outs, lines[ends[0]], results)
        _carried(lines[start], lines[ends[0]], results)


@lru_cache(maxsize=4096)
def _flow_kind(label: str) -> str:
    words = label.split(" | ")[-1]
    if _START.search(words) and not re.search(r"\bnew\b|\bstart(?:s|ed|ers)\b", words, re.IGNORECASE):
        return "start"
    if _IN.search(words) and not _OUT.search(words):
        return "in"
    if _OUT.search(words):
        return "out"
    if _END.search(words):
        return "end"
    return ""


def _aside(line: Line) -> bool:
    return any(f.value.unit == "percent" for f in line.figures.values())


def _hold(start: Line, ins: Sequence[Line], outs: Sequence[Line], end: Line, results: Results) -> None:
    tried = []
    for at, last in end.figures.items():
        first = start.figures.get(at)
        new = [i.figures[at] for i in ins if at in i.figures]
        gone = [o.figures[at] for o in outs if at in o.figures]
        if first is None or len(new) != len(ins) or len(gone) != len(outs):
            continue
        parts = [first, *new, *gone]
        if any(f.value.places or f.value.unit not in {"count", ""} or f.value.number is None for f in (*parts, last)):
            continue
        right = sum((_number(f) for f in (first, *new)), Decimal(0)) - sum((abs(_number(f)) for f in gone), Decimal(0))
        plus, minus = (" ".join(f"{sign} {printed(f)}" for f in fs) for sign, fs in (("+", new), ("-", gone)))
        tried.append((last, parts, right, f"{printed(first)} {plus} {minus} = {right}"))
    holds = sum(last.value.number == right for last, _, right, _ in tried)
    if not holds and len(tried) > 1:
        return  # the words promise a sum that no column bears out: transfers that the table does not print
    for last, parts, right, working in tried:
        if last.value.number == right:
            for f in (last, *parts):
                results.add(
                    Judgement(f.id, "agrees", "sum", f"Start, new and closed give the end: {working}.", working,
                              sources=(last.place,) if f.id != last.id else tuple(p.place for p in parts))
                )  # fmt: skip
        elif holds * 2 >= len(tried) - 1:
            if len(tried) == 1 and abs(_number(last) - right) * 4 > abs(_number(last)):
                continue  # a lone sum far off: something else may be meant
            results.add(
                Judgement(last.id, "contradicts", "sum", f"Start, new and closed give {right}, not {printed(last)}.",
                          working, "serious", tuple(p.place for p in parts), "Correct the figure that is wrong.", str(right))
            )  # fmt: skip
            for f in parts:
                results.add(
                    Judgement(f.id, "not_checked", "sum", f"The sum of its column does not fit: {working}, printed "
                              f"{printed(last)}. Any of the figures may be wrong.", working, sources=(last.place,))
                )  # fmt: skip


def _number(f: Figure) -> Decimal:
    return f.value.number if f.value.number is not None else Decimal(0)


def _carried(start: Line, end: Line, results: Results) -> None:
    """The end of one period is the start of the next."""
    order = sorted((p.end, at) for at, p in start.periods.items() if at in start.figures and at in end.figures)
    pairs = [(end.figures[a], start.figures[b]) for (_, a), (_, b) in pairwise(order)]
    held = [a.value.number == b.value.number for a, b in pairs]
    if not pairs or sum(held) * 2 < len(held) or not any(held):
        return
    for (a, b), ok in zip(pairs, held, strict=True):
        if ok:
            for f, other in ((a, b), (b, a)):
                results.add(Judgement(f.id, "agrees", "sum", "The end of a period is the start of the next.",
                                      sources=(other.place,)))  # fmt: skip
        elif not results.contradicted(a.id) and not results.contradicted(b.id):
            results.add(
                Judgement(b.id, "contradicts", "sum", f"The period before ends with {printed(a)}, this one starts with "
                          f"{printed(b)}.", f"{printed(a)} against {printed(b)}", "serious", (a.place,),
                          "Carry the closing figure forward.", printed(a))
            )  # fmt: skip


# -- running totals --------------------------------------------------------------------------------------------


def _running(lines: Sequence[Line], results: Results) -> None:
    for line in lines:
        if not CUMULATIVE.search(line.label):
            continue
        run = _in_order(line)
        if len(run) < 3:
            continue
        partner = _partner(line, lines)
        if partner is not None and _differences(run, partner, results):
            continue
        _never_falls(run, results)


def _in_order(line: Line) -> list[tuple[int, Figure, Period]]:
    """Counts of a running total in the order of their periods, of one reporting year."""
    told = [
        (at, f, line.periods[at])
        for at, f in line.figures.items()
        if at in line.periods and f.value.places == 0 and f.value.unit in {"count", ""}
    ]
    told.sort(key=lambda x: x[2].end)
    if len(told) != len(line.figures) or len({p.end for _, _, p in told}) != len(told):
        return []
    return told


def _partner(line: Line, lines: Sequence[Line]) -> Line | None:
    """The line that gives what came in each period: the same words without "cumulative"."""
    words = _plain(line.label)
    like = [
        other
        for other in lines
        if other is not line and not CUMULATIVE.search(other.label) and set(other.figures) >= set(line.figures)
    ]
    same = [o for o in like if _plain(o.label) and (_plain(o.label) <= words or words <= _plain(o.label))]
    near = [o for o in same or like if abs(o.number - line.number) == 1]
    chosen = same if len(same) == 1 else near
    return chosen[0] if len(chosen) == 1 else None


def _plain(label: str) -> frozenset[str]:
    text = CUMULATIVE.sub(" ", label.lower())
    text = _IN_PERIOD.sub(" ", text)
    return frozenset(re.findall(r"[a-z]{3,}", text)) - {"total", "the", "and"}


def _differences(run: list[tuple[int, Figure, Period]], partner: Line, results: Results) -> bool:
    tried = []
    for (_, before, p), (at, after, q) in pairwise(run):
        step = partner.figures[at]
        if p.reporting_year != q.reporting_year or step.value.number is None:
            continue
        made = (after.value.number or Decimal(0)) - (before.value.number or Decimal(0))
        tried.append((before, after, step, made))
    first_at, first, first_period = run[0]
    holds = sum(made == step.value.number for _, _, step, made in tried)
    if len(tried) < 2 or holds < len(tried) - 2 or not holds:
        return False
    begins = partner.figures[first_at]
    if first_period.end.month in {4, 6} and begins.value.number == first.value.number:
        for f, other in ((begins, first), (first, begins)):
            results.add(Judgement(f.id, "agrees", "sum", "The running total begins with it.", sources=(other.place,)))
    blamed = _shared_fault(tried, results)
    for before, after, step, made in tried:
        working = f"{printed(after)} - {printed(before)} = {made}"
        if before.id in blamed or after.id in blamed:
            continue
        if made == step.value.number:
            for f in (before, after, step):
                results.add(Judgement(f.id, "agrees", "sum", f"Running total and month fit: {working}.", working,
                                      sources=tuple(x.place for x in (before, after, step) if x.id != f.id)))  # fmt: skip
            continue
        results.add(
            Judgement(step.id, "contradicts", "sum", f"The running total goes from {printed(before)} to {printed(after)}, "
                      f"which is {made}, not {printed(step)}.", working, "serious", (before.place, after.place),
                      "Correct the running total or the period's figure.", str(made))
        )  # fmt: skip
    return True


def _shared_fault(tried: list[tuple[Figure, Figure, Figure, Decimal]], results: Results) -> set[int]:
    """A running total that neither the step before nor the step behind it fits, while both steps together do."""
    out = set()
    for (before, total, step, made), (_, after, next_step, next_made) in pairwise(tried):
        if made == step.value.number or next_made == next_step.value.number:
            continue
        right = (before.value.number or 0) + (step.value.number or 0)
        if right + (next_step.value.number or 0) != after.value.number:
            continue
        out.add(total.id)
        results.add(
            Judgement(total.id, "contradicts", "sum", f"{printed(before)} and {printed(step)} make {right}, not "
                      f"{printed(total)}; with {right} the next period fits too.",
                      f"{printed(before)} + {printed(step)} = {right}", "serious",
                      (before.place, step.place, after.place), "Correct the running total.", str(right))
        )  # fmt: skip
    return out


def _never_falls(run: list[tuple[int, Figure, Period]], results: Results) -> None:
    for (_, before, p), (_, after, q) in pairwise(run):
        if p.reporting_year != q.reporting_year or before.value.number is None or after.value.number is None:
            continue
        if after.value.number < before.value.number:
            results.add(
                Judgement(after.id, "contradicts", "sum", f"A running total cannot fall: {printed(before)} to {p.label()}, "
                          f"{printed(after)} to {q.label()}.", f"{printed(after)} < {printed(before)}", "serious",
                          (before.place,), "Correct the running total, or say that it starts anew.")
            )  # fmt: skip
