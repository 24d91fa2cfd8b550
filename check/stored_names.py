"""Names that the store holds figures of without a register's key: their figures are found by the printed name.

A store filled without a register keeps every name waiting. Where a paper prints the same name, or speaks of it, those
figures are what was published before. A name that stands for two things in one publication is left out.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from check.evidence import CARRIED, Known, measured
from check.own_rows import OWN, own_key
from check.paper import Paper
from records import Basis, Indicator, Period, Role, Unit

if TYPE_CHECKING:
    from normalise import Register, Statement, Store

_ENOUGH = 0.6
"""Part of a name's words that must stand somewhere in a paper before its figures are read."""


@dataclass(slots=True)
class StoredRow:
    """What was published under one printed name.

    Attributes:
        key: The register's, or one made for this check.
        name: As printed.
        facts: By role and last day of the period, earliest publication first.
        indicator: The name as an indicator, where the register has none.
        targets: By reporting year.
        basis: How its results cover their periods; "" where no publication says so.
    """

    key: str
    name: str
    facts: dict[tuple[str, date], list[Known]] = field(default_factory=lambda: defaultdict(list))
    indicator: Indicator | None = None
    targets: dict[str, list[Known]] = field(default_factory=lambda: defaultdict(list))
    basis: Basis = ""


def stored_rows(paper: Paper, store: Store | None, register: Register | None) -> list[StoredRow]:
    """Rows for the store's names without a key whose words stand in a paper.

    Args:
        paper: With its passages.
        store: What was published before.
        register: Names that it settles by now have its key.
    """
    known = paper.cache.get("stored_rows")
    if isinstance(known, tuple) and known[0] is store:
        return list(known[1])
    rows = _read(paper, store, register) if store is not None else []
    paper.cache["stored_rows"] = (store, rows)
    return rows


def _read(paper: Paper, store: Store, register: Register | None) -> list[StoredRow]:
    told = dict.fromkeys(text for p in paper.passages for text in (p.text, p.row_header, p.section))
    words = {w for text in told for w in _stems(text)}
    own = paper.extraction.publication.sha256 if paper.extraction is not None else ""
    names = {name: _key(name, register) for name in store.waiting_names() if _spoken_of(name, words)}
    if not names:
        return []
    council = paper.extraction.publication.areas[:1] if paper.extraction is not None else ()

    def of_whole(places: Mapping[str, Mapping[str, set[str]]]) -> set[str]:
        """The places of the paper's and the publications' councils, and the one that all others speak of."""
        others = {sha: found for sha, found in places.items() if sha != own}
        alone = {next(iter(found)) for found in others.values() if len(found) == 1}
        councils = {p.council for p in store.publications() if p.sha256 in others and p.council}
        told = {store.place_of(a) for a in (*council, *sorted(councils))} | (alone if len(alone) == 1 else set())
        return told | _of_every_name(others)

    groups: dict[str, list[Statement]] = defaultdict(list)
    for s in store.statements_named(names, of_whole=of_whole):
        if s.publication.sha256 != own:
            groups[names[s.observation.indicator]].append(s)
    rows = [_row(key, found) for key, found in groups.items()]
    return [r for r in rows if r is not None]


def _of_every_name(places: Mapping[str, Mapping[str, set[str]]]) -> set[str]:
    """The one place that every publication has figures of, under all names printed for any other place, and more.

    Branches, teams and directorates are told of for some measures; the council as a whole for all of them.
    """
    several = [found for found in places.values() if len(found) > 1]
    wholes = [
        {p for p, names in found.items() if all(len(n) < len(names) and n <= names for o, n in found.items() if o != p)}
        for found in several
    ]
    found = set.intersection(*wholes) if wholes else set()
    return {p for p in found if all(p in of for of in places.values())}


def _key(name: str, register: Register | None) -> str:
    decision = register.resolve(name) if register is not None else None
    return decision.key if decision is not None and decision.verdict == "accept" else own_key(name)


def _stems(text: str) -> set[str]:
    return {w[:5] for w in re.findall(r"[a-z]{3,}", text.lower())}


def _spoken_of(name: str, words: set[str]) -> bool:
    own = _stems(name)
    return len(own) >= 2 and len(own & words) >= _ENOUGH * len(own)


def _row(key: str, found: list[Statement]) -> StoredRow | None:
    """The figures of the council as a whole under one name; None where it is the name of several things."""
    name = found[-1].observation.indicator
    whole = [s for s in found if s.observation.cohort == "all" and not measured(s.observation)]
    said: dict[tuple[str, str, Period], set[object]] = defaultdict(set)
    spans: dict[tuple[str, date], set[date]] = defaultdict(set)
    bases = Counter(s.observation.period.basis for s in whole if s.observation.period and s.observation.period.basis)
    row = StoredRow(key, name, basis=bases.most_common(1)[0][0] if bases else "")
    for s in whole:
        o = s.observation
        assert o.period is not None
        role: Role = "result" if o.role in CARRIED else o.role
        said[(s.publication.sha256, o.role, o.period)].add(o.value.number)
        spans[(role, o.period.end)].add(o.period.start)
        known = Known(o.value, o.source, s.publication, o.role)
        if role == "target":
            row.targets[o.period.reporting_year].append(known)
        else:
            row.facts[(role, o.period.end)].append(known)
    if any(len(v) > 1 for v in said.values()) or any(len(v) > 1 for v in spans.values()):
        return None  # two things of one name, or a quarter and a year that end on one day
    results = [k for (role, _), known in row.facts.items() if role == "result" for k in known]
    if not results:
        return None
    if key.startswith(OWN):
        unit: Unit = Counter(k.value.unit for k in results).most_common(1)[0][0]
        ways = Counter(s.observation.polarity for s in whole if s.observation.polarity)
        row.indicator = Indicator(
            key, name, unit=unit, places=max(max(k.value.places for k in results), 0),
            polarity=ways.most_common(1)[0][0] if ways else "",
        )  # fmt: skip
    return row
