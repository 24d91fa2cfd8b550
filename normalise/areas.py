"""Areas and teams: which are parts of which, declared in the register or learned from the figures' own sums.

In one activity table districts make up areas, areas and county-wide services make up the county, and some rows
belong to no sum at all. Nothing is taken as additive because it stands in one table: a group is declared by the
council, or the figures of several measures prove it, and for each measure it is said whether the sum holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import log2
from typing import Any

from records import Observation, RegisterError, month_end

BITS = 14.0
"""How much the sums must prove beyond the choice among the rows: one chance in 16,000 of a sum by accident."""

HOLDS = 0.6
"""Share of the measures whose sums must hold before a group counts as learned."""

_COUNTED = {"count", ""}
_ROLES = {"result", "previous", "count"}


@dataclass(frozen=True, slots=True)
class AreaGroup:
    """An area and its parts.

    Attributes:
        whole: Name as printed.
        parts: Names as printed.
        first: First day it is valid; None for always.
        last: Last day it is valid; None where it still is.
        holds: Measures (with the role) whose figures add up.
        fails: Measures whose figures do not, though they are printed for all.
        proved: Bits that the sums prove beyond chance; 0 for a declared group.
    """

    whole: str
    parts: tuple[str, ...]
    first: date | None = None
    last: date | None = None
    holds: tuple[str, ...] = ()
    fails: tuple[str, ...] = ()
    proved: float = 0.0

    def valid_on(self, day: date) -> bool:
        """Whether the group exists on a day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


def declared(document: Mapping[str, Any], *, where: str = "register") -> tuple[AreaGroup, ...]:
    """Groups that the register declares.

    Args:
        document: The register file; its table ``areas`` holds one entry for each whole::

            [areas."North Kent"]
            parts = ["Dartford", "Gravesham", "Sevenoaks"]
            first = "2013-04"   # optional: valid from, to
            last = "2020-03"

            An area that was re-organised has a list of such entries ([[areas."North Kent"]]).
        where: The register, for messages.

    Raises:
        RegisterError: If an entry has the wrong form.
    """
    found = document.get("areas", {})
    if not isinstance(found, Mapping):
        raise RegisterError("'areas' is not a set of tables", where=where)
    out = []
    for whole, entries in found.items():
        for entry in entries if isinstance(entries, list) else [entries]:
            parts = entry.get("parts") if isinstance(entry, Mapping) else None
            if not isinstance(parts, list) or not parts or not all(isinstance(p, str) for p in parts):
                raise RegisterError(
                    f"area '{whole}' has no list of parts",
                    where=where,
                    next_step='Write parts = ["...", "..."] under it.',
                )
            first = _month(entry.get("first"), whole, where, start=True)
            last = _month(entry.get("last"), whole, where, start=False)
            out.append(AreaGroup(str(whole), tuple(str(p) for p in parts), first, last))
    return tuple(out)


def parts_on(groups: Iterable[AreaGroup], whole: str, day: date) -> tuple[str, ...]:
    """Parts of an area on a day; empty where it is not divided then."""
    for g in groups:
        if g.whole.casefold() == whole.casefold() and g.valid_on(day):
            return g.parts
    return ()


def learn(observations: Iterable[Observation]) -> tuple[AreaGroup, ...]:
    """Groups that the figures of one publication prove.

    For each row of counts the smallest disagreement is sought between its figures and the sum of some other rows
    (an integer programme). The group counts only where most measures add up exactly and together prove more
    than the freedom to choose the rows could give.

    Args:
        observations: Of one publication; counts by area are used, everything else is left alone.

    Returns:
        Groups, the largest whole first. A measure whose figures do not add up is listed under `fails`: the
        group holds, that measure is counted otherwise (an area's children are not always its teams' children).
    """
    measures, table = _counts(observations)
    areas = list(table)
    out = []
    for whole in areas:
        group = _learn_one(whole, areas, measures, table)
        if group is not None:
            out.append(group)
    size = {a: sum(table[a].values()) for a in areas}
    # Of two rows that are each other's "sum" (equal figures) neither proves anything; _learn_one wants two parts.
    return tuple(sorted(out, key=lambda g: -size[g.whole]))


def to_toml(groups: Iterable[AreaGroup]) -> str:
    """Groups as entries for the register, ready to be checked by a person and pasted."""
    import json

    out = []
    for g in groups:
        out.append(f"[areas.{json.dumps(g.whole, ensure_ascii=False)}]")
        out.append("parts = [" + ", ".join(json.dumps(p, ensure_ascii=False) for p in g.parts) + "]")
        if g.first:
            out.append(f'first = "{g.first:%Y-%m}"')
        if g.last:
            out.append(f'last = "{g.last:%Y-%m}"')
        if g.fails:
            out.append(f"# does not add up: {', '.join(g.fails)}")
        out.append("")
    return "\n".join(out)


def _counts(observations: Iterable[Observation]) -> tuple[list[str], dict[str, dict[str, int]]]:
    """Measures, and area -> measure -> count, of the whole numbers printed for several areas."""
    table: dict[str, dict[str, int]] = {}
    clash: set[tuple[str, str]] = set()
    for o in observations:
        number = o.value.number
        usable = o.role in _ROLES and o.cohort == "all" and o.area and o.value.unit in _COUNTED and number is not None
        if not usable or number is None or number != number.to_integral_value() or number < 0:
            continue
        measure = f"{o.indicator} | {o.role}"
        row = table.setdefault(o.area, {})
        if row.setdefault(measure, int(number)) != int(number):
            clash.add((o.area, measure))
    spoiled = {m for _, m in clash}
    counted: dict[str, int] = {}
    for row in table.values():
        for m in row:
            counted[m] = counted.get(m, 0) + 1
    measures = [m for m, n in counted.items() if n >= 3 and m not in spoiled]
    kept = {a: {m: row[m] for m in measures if m in row} for a, row in table.items()}
    return measures, {a: row for a, row in kept.items() if row}


def _learn_one(
    whole: str, areas: Sequence[str], measures: Sequence[str], table: Mapping[str, Mapping[str, int]]
) -> AreaGroup | None:
    asked = [m for m in measures if table[whole].get(m)]
    rows = [a for a in areas if a != whole and any(table[a].get(m) for m in asked) and _fits(a, whole, asked, table)]
    if len(asked) < 3 or len(rows) < 2:
        return None
    chosen = _choose(whole, rows, asked, table)
    if len(chosen) < 2:
        return None
    holds = [m for m in asked if sum(table[a].get(m, 0) for a in chosen) == table[whole][m]]
    fails = [m for m in asked if m not in holds]
    proved = sum(log2(1 + table[whole][m]) for m in _independent(holds)) - len(rows)
    if len(holds) < HOLDS * len(asked) or proved < BITS:
        return None
    return AreaGroup(whole, tuple(a for a in rows if a in chosen), None, None, tuple(holds), tuple(fails), proved)


def _fits(area: str, whole: str, asked: Sequence[str], table: Mapping[str, Mapping[str, int]]) -> bool:
    """Whether a row can be a part: larger than the whole in no more than a few measures."""
    larger = sum(table[area].get(m, 0) > table[whole][m] for m in asked)
    return larger <= (1 - HOLDS) * len(asked)


def _independent(holds: Sequence[str]) -> list[str]:
    """Measures that prove something of their own: last month's figures of a stock nearly repeat this month's."""
    seen: dict[str, str] = {}
    for m in holds:
        seen.setdefault(m.rpartition(" | ")[0], m)
    return list(seen.values())


def _choose(whole: str, rows: Sequence[str], asked: Sequence[str], table: Mapping[str, Mapping[str, int]]) -> set[str]:
    """Rows whose sums equal the whole in as many measures as possible; of equals, the fewest rows."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp

    n, k = len(rows), len(asked)
    counts = np.array([[table[a].get(m, 0) for a in rows] for m in asked], dtype=float)
    target = np.array([table[whole][m] for m in asked], dtype=float)
    # Unknowns: a row is in or out; a measure is broken or not, and by how much of its span.
    span = np.maximum(counts.sum(axis=1), target)
    cost = np.concatenate([np.full(n, 0.001), np.ones(k)])
    above = np.hstack([counts, -np.diag(span)])
    below = np.hstack([counts, np.diag(span)])
    found = milp(
        cost,
        integrality=np.ones(n + k, dtype=np.int64),
        bounds=Bounds(0, 1),
        constraints=[
            LinearConstraint(above, -np.inf, target),
            LinearConstraint(below, target, np.inf),
            # Most sums must hold, or the group is not wanted: this rules most rows out at once.
            LinearConstraint(np.concatenate([np.zeros(n), np.ones(k)]).reshape(1, -1), 0, (1 - HOLDS) * k),
        ],
        options={"time_limit": 5.0},
    )
    if found.x is None:
        return set()
    return {a for a, x in zip(rows, found.x[:n], strict=True) if x > 0.5}


def _month(value: object, whole: str, where: str, *, start: bool) -> date | None:
    if value is None or value == "":
        return None
    text = str(value)
    try:
        year, month = int(text[:4]), int(text[5:7])
        if len(text) == 10:
            return date.fromisoformat(text)
        if len(text) != 7 or text[4] != "-":
            raise ValueError(text)
        return date(year, month, 1) if start else month_end(year, month)
    except ValueError:
        raise RegisterError(
            f"the month '{text}' of area '{whole}' is not of the form 2016-05",
            where=where,
            next_step="Correct the entry in the register.",
        ) from None
