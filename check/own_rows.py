"""Indicators that a paper's own tables name, one to a row, with their results by period: what its prose may speak of.

Where the register knows a row's name, its key is used. Other rows get a key of their own for the time of the check,
so that a paper can be held against its tables without any register.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Protocol

from check.inside.kpi_rows import KpiRow, kpi_rows
from check.inside.tables import Table, TableRow, tables_of
from check.paper import Figure, Paper
from check.paper_period import shows_periods
from records import Indicator, Period, Unit

if TYPE_CHECKING:
    from normalise import Register

OWN = "own-"
"""Begins the keys of indicators that only the paper itself knows."""

_REFERENCE = re.compile(r"^\s*(?:[A-Z]{0,5}[\s-]?\d{1,3}(?:\.\d+)*[a-z]?)\s*\|\s*")
_IDLE = {"all", "the", "and", "for", "with", "total", "other", "overall", "number", "average", "percentage", "rate"}


class NamedRow(Protocol):
    """A row that may be an indicator of its own."""

    @property
    def key(self) -> str:
        """The register's, or one made for this check."""

    @property
    def indicator(self) -> Indicator | None:
        """The row as an indicator, where the register has none."""


@dataclass(slots=True)
class OwnRow:
    """One row of results.

    Attributes:
        key: The register's, or one made for this check.
        name: As printed, without its reference.
        results: By the last day of their period.
        target: Of the latest result.
        indicator: The row as an indicator, where the register has none.
        spans: The periods of the results, by their last day.
    """

    key: str
    name: str
    results: dict[date, Figure] = field(default_factory=dict)
    target: Figure | None = None
    indicator: Indicator | None = None
    spans: dict[date, Period] = field(default_factory=dict)


def own_rows(paper: Paper, register: Register | None) -> list[OwnRow]:
    """Rows of the tables that show one period to a column.

    Args:
        paper: With its figures.
        register: Knows names.

    Returns:
        Each key once: two rows of one name that no register knows may be two things, so they are left out.
    """
    tables = [t for t in tables_of(paper) if shows_periods(t)]
    known = {(k.table.number, k.row.number): k for k in kpi_rows(paper, tables, register)}
    made = [
        r
        for table in tables
        for row in table.rows
        if (r := _row(table, row, known.get((table.number, row.number)), register)) is not None
    ]
    often = Counter(r.key for r in made)
    first = {r.key: r for r in reversed(made)}
    return [r for r in made if often[r.key] == 1 or (r.indicator is None and r is first[r.key])]


def known_indicators(rows: Iterable[NamedRow], register: Mapping[str, Indicator] | None) -> dict[str, Indicator]:
    """The register's indicators and those that only the paper's tables, or publications without keys, name."""
    made: dict[str, Indicator] = {}
    for r in rows:
        if r.indicator is not None:
            made.setdefault(r.key, r.indicator)
    return {**(dict(register.items()) if register is not None else {}), **made}


def own_key(name: str) -> str:
    """The key of a name that no register knows, for the time of one check."""
    return OWN + "-".join(re.findall(r"[a-z0-9]+", name.lower()))


def _row(table: Table, row: TableRow, known: KpiRow | None, register: Register | None) -> OwnRow | None:
    results: dict[date, Figure] = {}
    for column in table.of("result"):
        figure = row.figure(column)
        if figure is not None and column.period is not None:
            results[column.period.end] = figure
    name = _REFERENCE.sub("", row.label).split(" | ")[0].strip()
    words = [w for w in re.findall(r"[a-z]{3,}", name.lower()) if w not in _IDLE]
    if not results or len(words) < 2 or re.match(r"\s*(?:all|total|other|overall)\s+\w+\s*$", name, re.IGNORECASE):
        return None
    keys = {f.claim.indicator_key for f in results.values() if f.claim.indicator_key}
    areas = {f.claim.area for f in results.values()}
    if len(keys) > 1 or len(areas) > 1 or any(f.claim.cohort != "all" for f in results.values()):
        return None
    key = keys.pop() if keys else ""
    if not key and register is not None:
        decision = register.resolve(name)
        key = decision.key if decision.verdict == "accept" else ""
    target = known.target if known is not None else None
    spans = {c.period.end: c.period for c in table.of("result") if c.period is not None and c.period.end in results}
    if key:
        return OwnRow(key, name, results, target, spans=spans)
    latest = results[max(results)]
    polarity = known.polarity if known is not None else ""
    key = own_key(name)
    indicator = Indicator(key, name, unit=_unit(latest, name), places=max(latest.value.places, 0), polarity=polarity)
    return OwnRow(key, name, results, target, indicator, spans)


def _unit(f: Figure, name: str) -> Unit:
    if f.value.unit:
        return f.value.unit
    if re.search(r"%|\bper\s?cent(?:age)?\b|\bproportion\b", name, re.IGNORECASE):
        return "percent"
    return "average" if f.value.places > 0 else "count"
