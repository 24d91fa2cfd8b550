"""Looking a figure up: under its own key or one that is the same, in its group, for its period or year."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from check.evidence import OwnFigures, StoredFigures
from check.judgements import Results
from check.paper import Figure, Paper
from records import Indicator, Period, Value

if TYPE_CHECKING:
    from normalise import Figure as StoredFigure
    from normalise import Register


@dataclass(slots=True)
class Run:
    """One check against the store."""

    paper: Paper
    own: OwnFigures
    stored: StoredFigures | None
    register: Register | None
    results: Results
    indicators: Mapping[str, Indicator] = field(default_factory=dict)
    """The register's indicators and those that only the paper's tables name."""


def stored_figure(run: Run, f: Figure, key: str, role: str, end: date) -> StoredFigure | None:
    """The store's figure of a fact, under the indicator's own key or one that is the same."""
    assert run.stored is not None
    for k in (key, *same_keys(run.register, key)):
        for cohort in cohorts_of(run.register, k, f.claim.cohort):
            figure = run.stored.find(k, f.claim.area, cohort, end, role)
            if figure is not None:
                return figure
        if role == "target":
            figure = _target_of_year(run.stored, k, f, end)
            if figure is not None:
                return figure
    return None


def cohorts_of(register: Register | None, key: str, cohort: str) -> tuple[str, ...]:
    """The group asked for; for an indicator that leaves UASC out by definition, all of it is that group."""
    name = register[key].name if register is not None and key in register else ""
    if cohort == "excl_uasc" and re.search(r"\bexcl\w*\.?\s+UASC\b", name, re.IGNORECASE):
        return (cohort, "all")
    return (cohort,)


def _target_of_year(stored: StoredFigures, key: str, f: Figure, end: date) -> StoredFigure | None:
    """The target of the same reporting year: it is set for the year, and printed with every month of it."""
    year = Period(end, end).reporting_year
    for cohort in dict.fromkeys((f.claim.cohort, "all")):
        series = stored.series(key, f.claim.area, cohort, "target")
        same = [x for x in series if x.period.reporting_year == year and stored.others(x)]
        if same:
            return min(same, key=lambda x: abs((x.period.end - end).days))
    return None


def same_keys(register: Register | None, key: str) -> list[str]:
    """Keys that stand for the same indicator."""
    if register is None or key not in register:
        return []
    return [link.to for link in register.related(key) if link.kind in {"same", "renamed"}]


def near(a: Value, b: Value) -> bool:
    """Within a twentieth: what "about" allows."""
    if a.number is None or b.number is None:
        return False
    return abs(a.number - b.number) <= abs(b.number) / 20


def telling(f: Figure) -> bool:
    """Whether an equal number is more than chance: it has decimals or at least two digits."""
    return f.value.number is not None and (f.value.places > 0 or abs(f.value.number) >= 10)
