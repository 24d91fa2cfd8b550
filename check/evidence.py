"""Where a figure can be looked up: the paper's own observations and the store of earlier publications."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from check.paper import Paper
from records import Observation, Publication, Source, Value

if TYPE_CHECKING:
    from normalise import Figure as StoredFigure
    from normalise import Statement, Store

_CARRIED = {"previous", "outturn"}


_STATEMENTS_A_QUERY = 100
"""Statements that are read in bulk in the time that one question to the store takes."""


def measured(o: Observation) -> bool:
    """Whether a value was measured from a drawing: no figure is printed there, so nothing is held against it."""
    return o.source.read_from in {"vector", "image"} or (o.table == "chart" and o.source.page is not None)


@dataclass(frozen=True, slots=True)
class Known:
    """A figure that a publication states.

    Attributes:
        value: As printed.
        source: Where.
        publication: Who says it; None for the paper itself.
        role: The role it has there.
    """

    value: Value
    source: Source
    publication: Publication | None = None
    role: str = "result"

    def __str__(self) -> str:
        """For sentences: "12.5% (scorecard.pdf, page 4 ...)"."""
        where = str(self.publication) if self.publication else "this paper"
        page = f", page {self.source.page}" if self.source.page else ""
        return f"{self.value.printed.strip()} in {where}{page}"


class OwnFigures:
    """The paper's own observations, by what they are of.

    Args:
        paper: With its extraction.
    """

    def __init__(self, paper: Paper) -> None:
        self._by_fact: dict[tuple[object, ...], list[Known]] = defaultdict(list)
        extraction = paper.extraction
        if extraction is None:
            return
        whole = extraction.publication.areas[0].lower() if extraction.publication.areas else ""
        for o in extraction.observations:
            if o.value.number is None or o.period is None or o.table == "prose" or measured(o):
                continue
            role = "result" if o.role in _CARRIED else o.role
            area = "" if o.area.lower() == whole else o.area.lower()
            known = Known(o.value, o.source, None, o.role)
            for name in {o.indicator_key, _plain(o.indicator)} - {""}:
                self._by_fact[(name, area, o.cohort, o.period.end, role)].append(known)
        self._whole = whole

    def find(self, name: str, area: str, cohort: str, end: date, role: str) -> list[Known]:
        """Statements of a fact; the name is a register key or an indicator as printed."""
        own = "" if area.lower() == getattr(self, "_whole", "") else area.lower()
        return self._by_fact.get(
            (
                name if "-" in name and " " not in name else _plain(name),
                own,
                cohort,
                end,
                role,
            ),
            [],
        )

    def all_of(self, name: str, area: str) -> list[Known]:
        """Every result of an indicator, whatever its period."""
        own = "" if area.lower() == getattr(self, "_whole", "") else area.lower()
        return [
            k
            for fact, known in self._by_fact.items()
            if fact[0] == name and fact[1] == own and fact[4] == "result"
            for k in known
        ]


class StoredFigures:
    """The store, asked once for each fact; the paper's own statements are left out.

    Args:
        store: Earlier publications.
        sha256: Of the paper, which may be in the store itself.
    """

    def __init__(self, store: Store, sha256: str) -> None:
        self.store = store
        self.sha256 = sha256
        self._series: dict[tuple[str, str, str, str], list[StoredFigure]] = {}
        self._whole = ""
        self._loaded = False

    def prepare(self, lookups: int) -> None:
        """Read the whole store at once where that is cheaper than asking for each fact.

        Args:
            lookups: How many facts will be asked for.
        """
        held = sum(self.store.keys().values())
        if lookups * _STATEMENTS_A_QUERY > held:
            self._load()

    def _load(self) -> None:
        from normalise import Figure as Stored
        from normalise.figures import RESULT_ROLES, order, parts_of

        when = self.store.vintages()
        publications = self.store.publications()
        wholes = [p.areas[0] for p in publications if p.areas]
        self._whole = _place(max(set(wholes), key=wholes.count)) if wholes else ""
        groups: dict[tuple[str, str, str], dict[str, dict[date, list[Statement]]]] = {}
        for p in publications:
            for s in self.store.statements(p.sha256):
                o = s.observation
                if o.indicator_key and o.period is not None:
                    by_role = groups.setdefault((o.indicator_key, self._area(o.area), o.cohort), {})
                    stated: str = "result" if o.role in RESULT_ROLES else o.role
                    by_role.setdefault(stated, {}).setdefault(o.period.end, []).append(s)
        for (key, area, cohort), by_role in groups.items():
            for role, by_end in by_role.items():
                figures = []
                for end in sorted(by_end):
                    main = order(by_end[end], when)
                    pair = None
                    if role == "result":
                        above = order(by_role.get("numerator", {}).get(end, ()), when)
                        below = order(by_role.get("denominator", {}).get(end, ()), when)
                        pair = parts_of(main, above, below)
                    period = main[-1].observation.period
                    assert period is not None
                    figures.append(Stored(key, area, cohort, period, role, tuple(main), pair))
                self._series[(key, area, cohort, role)] = figures
        self._loaded = True

    def _area(self, area: str) -> str:
        place = _place(area)
        return "" if place == self._whole else place

    def series(self, key: str, area: str, cohort: str, role: str) -> list[StoredFigure]:
        """All periods of an indicator."""
        wanted = (key, self._area(area) if self._loaded else area, cohort, role)
        if self._loaded:
            return self._series.get(wanted, [])
        if wanted not in self._series:
            self._series[wanted] = self.store.series(key, area=area, cohort=cohort, role=role)
        return self._series[wanted]

    def find(self, key: str, area: str, cohort: str, end: date, role: str) -> StoredFigure | None:
        """The figure of one period, if another publication states it."""
        for figure in self.series(key, area, cohort, role):
            if figure.period.end == end:
                return figure if self.others(figure) else None
        return None

    def others(self, figure: StoredFigure) -> list[Known]:
        """What other publications than the paper say, earliest first."""
        return [
            Known(s.observation.value, s.observation.source, s.publication, s.observation.role)
            for s in figure.statements
            if s.publication.sha256 != self.sha256
            and s.observation.value.number is not None
            and not measured(s.observation)
        ]


def same_figure(a: Value, b: Value) -> bool:
    """Whether two printed figures can be one: equal at equal places, else the finer inside the coarser's interval."""
    if a.number is None or b.number is None:
        return False
    if a.unit and b.unit and a.unit != b.unit and "percent" in {a.unit, b.unit}:
        return False
    if a.places == b.places:
        return a.number == b.number
    fine, coarse = (a, b) if a.places > b.places else (b, a)
    low, high = coarse.interval()
    return fine.number is not None and low <= fine.number <= high


def one_kind(a: Value, b: Value, unit: str = "") -> bool:
    """Whether two figures can state the same thing, one of them wrongly: like units, and counts of like size.

    Ten or a hundred times as large is a slip of the point, not another thing.

    Args:
        a: A figure of prose.
        b: What is known.
        unit: Of the indicator.
    """
    if a.number is None or b.number is None:
        return False
    if a.unit == "percent" and b.unit != "percent" and unit != "percent" and (b.unit or b.places <= 0):
        return a.number == b.number
    if b.unit == "percent" and a.unit in {"count", "days", "money"}:
        return a.number == b.number or (a.unit == "count" and a.places == 0 and 0 < a.number <= 100 and b.places == 0)
    if "percent" in {a.unit, b.unit, unit} or not a.number or not b.number:
        return True
    if (a.places > 0) != (b.places > 0) and abs(a.number - b.number) > 1 + abs(b.number) / 4:
        return False
    ratio = abs(a.number / b.number)
    digits = len(str(int(abs(a.number)))) == len(str(int(abs(b.number))))
    slip = any(abs(r / ten - 1) < Decimal("0.05") for r in (ratio, 1 / ratio) for ten in (10, 100, 1000))
    return slip or digits or Decimal("0.5") < ratio < 2


def _place(area: str) -> str:
    return " ".join(area.lower().split())


def _plain(text: str) -> str:
    return " ".join(text.lower().split())
