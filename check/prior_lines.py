"""Lines of results that reach back into earlier publications: the paper's tables, continued by what was published.

A sentence that says how a thing moved is held against the table and what was published of the same thing together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from check.evidence import Known
from check.inside.flows import CUMULATIVE
from check.inside.line_sayings import check_line_sayings
from check.inside.time_lines import Point, TimeLine, name_stems, stems
from check.known_facts import Facts
from check.prior_lookup import Run
from records import Polarity, day_label

if TYPE_CHECKING:
    from check.stored_names import StoredRow

_ENOUGH = 0.6
_MOST = 120
"""Indicators of the register whose series are read, at most: those that the prose names best."""


def check_lines(run: Run, facts: Facts, named: Iterable[StoredRow]) -> None:
    """Hold movements, runs and records told in prose against tables and earlier publications.

    Args:
        run: The check, its figures tied.
        facts: Where results are looked up.
        named: Names of the store that no register knows.
    """
    known = run.paper.cache.get("table_lines")
    of_tables: list[TimeLine] = list(known) if isinstance(known, list) else []
    published = [*_of_register(run, facts), *(_of_row(run, facts, r) for r in named)]
    lines: list[TimeLine] = []
    taken: set[int] = set()
    for line in of_tables:
        free = [(n, p) for n, p in enumerate(published) if n not in taken]
        same = [n for n, p in free if p.words == line.words and _agree(line, p)]
        same = same or [n for n, p in free if p.words & line.words and _agree(line, p, surely=True)]
        if len(same) == 1:
            taken.add(same[0])
            line = _joined(line, published[same[0]])
        lines.append(line)
    lines += [p for n, p in enumerate(published) if n not in taken]
    things = run.paper.cache.get("items")
    moving = [x for x in lines if len(x.points) >= 2]
    check_line_sayings(run.paper, moving, things if isinstance(things, list) else [], run.results)


def _of_register(run: Run, facts: Facts) -> Iterable[TimeLine]:
    """The series of the register's indicators that the prose names."""
    if run.stored is None or run.register is None:
        return
    prose = {w for p in run.paper.passages if p.kind not in {"cell", "chart", "category"} for w in stems(p.text)}
    told = []
    for key, indicator in run.indicators.items():
        names = [indicator.name, *(label.text for label in indicator.labels)]
        share = max((len(s & prose) / len(s) for n in dict.fromkeys(names) if (s := name_stems(n))), default=0.0)
        if share >= _ENOUGH and key in run.register:
            told.append((-share, key))
    for _, key in sorted(told)[:_MOST]:
        indicator = run.indicators[key]
        line = _line(run, facts, key, indicator.name, indicator.polarity, facts.series(key, "", "all"))
        if line is not None:
            yield line


def _of_row(run: Run, facts: Facts, row: StoredRow) -> TimeLine:
    series = {end: known[-1] for (role, end), known in row.facts.items() if role == "result" and known}
    polarity: Polarity = row.indicator.polarity if row.indicator is not None else ""
    made = _line(run, facts, row.key, row.name, polarity, series)
    if made is None:
        return TimeLine(row.name, frozenset(), ())
    return replace(made, cumulative=made.cumulative or row.basis == "YTD")


def _line(run: Run, facts: Facts, key: str, name: str, polarity: Polarity, series: dict) -> TimeLine | None:  # type: ignore[type-arg]
    from check.inside.polarity_words import polarity_of_name

    now = run.paper.period.end if run.paper.period is not None else None
    told: dict[object, Known] = {e: k for e, k in sorted(series.items()) if now is None or e <= now}
    if now is not None and now not in told:
        latest = facts.result(key, "", "all", now)
        if latest is not None and latest.value.number is not None:
            told[now] = latest
    points = tuple(_point(e, k) for e, k in told.items())
    if not points or len({p.value.unit for p in points if p.value.unit}) > 1:
        return None
    set_for = _targets(facts, key)
    return TimeLine(
        name, name_stems(name), points, polarity or polarity_of_name(name), "earlier publications",
        target=set_for(points[-1].end) if points[-1].end is not None else None, target_of=set_for,
        cumulative=CUMULATIVE.search(name) is not None,
    )  # fmt: skip


def _targets(facts: Facts, key: str) -> Callable[[date], Fraction | None]:
    """The target of an indicator on a day, asked for when a sentence speaks of it."""

    @cache
    def set_for(end: date) -> Fraction | None:
        found = facts.target(key, end)
        return Fraction(found[0]) if found is not None else None

    return set_for


def _point(end: object, known: Known) -> Point:
    assert isinstance(end, date)
    return Point(day_label(end), end, (0, end.toordinal()), known.value, known.source)


def _agree(line: TimeLine, published: TimeLine, *, surely: bool = False) -> bool:
    """Whether a table's line and a published one tell the same where both tell something.

    Args:
        line: Of a table.
        published: Of publications.
        surely: Two telling figures and more must be the same, and none another: the names need not be.
    """
    if any(p.end is None for p in line.points):
        return False
    by_end = {p.end: p for p in published.points}
    both = [(p, by_end[p.end]) for p in line.points if p.end in by_end]
    if surely:
        telling = {
            a.value.number for a, _ in both if a.value.number is not None and (a.value.number >= 100 or a.value.places)
        }
        return len(telling) >= 2 and all(a.value.number == b.value.number for a, b in both)
    return bool(both) and 2 * sum(a.value.number == b.value.number for a, b in both) >= len(both)


def _joined(line: TimeLine, published: TimeLine) -> TimeLine:
    """A table's line with what was published of other times."""
    ends = {p.end for p in line.points}
    points = sorted((*line.points, *(p for p in published.points if p.end not in ends)), key=lambda p: p.order)
    polarity = line.polarity or published.polarity
    cumulative = line.cumulative or published.cumulative
    return replace(
        line, points=tuple(points), polarity=polarity, cumulative=cumulative, since=line.points[0].end,
        target_of=published.target_of,
    )  # fmt: skip
