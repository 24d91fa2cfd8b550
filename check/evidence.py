"""Where a figure can be looked up: the paper's own observations and the store of earlier publications."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from check.own_rows import OWN, OwnRow
from check.paper import Paper
from check.reaching_back import reaching_back
from records import Observation, Period, Publication, Source, Value, longer_spans, month_end, quick

if TYPE_CHECKING:
    from check.stored_names import StoredRow
    from normalise import Figure as StoredFigure
    from normalise import Statement, Store

CARRIED = {"previous", "outturn"}
"""Roles of results that a publication repeats from an earlier one."""


_OF_YEAR = {"target", "rag"}
"""Roles that are set for a year: their figures are looked up around a period, not only at its end."""


def measured(o: Observation) -> bool:
    """Whether a value was measured from a drawing: no figure is printed there, so nothing is held against it."""
    return o.source.read_from in {"vector", "image"} or (o.table == "chart" and o.source.page is not None)


@quick
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

    @property
    def says(self) -> str:
        """For sentences that set two figures against each other: "scorecard.pdf, page 4, says 12.5%"."""
        where = str(self.publication) if self.publication else "the paper itself"
        page = f", page {self.source.page}," if self.source.page else ""
        return f"{where}{page} says {self.value.printed.strip()}"


class OwnFigures:
    """The paper's own observations, by what they are of.

    Args:
        paper: With its extraction.
        rows: Rows of its tables that show results by period.
    """

    def __init__(self, paper: Paper, rows: Iterable[OwnRow] = ()) -> None:
        self._by_fact: dict[tuple[object, ...], list[Known]] = defaultdict(list)
        self._targets: dict[tuple[str, str], list[Known]] = {}
        self._results: dict[str, dict[date, Known]] = {}
        self._whole = ""
        extraction = paper.extraction
        if extraction is None:
            return
        whole = extraction.publication.areas[0].lower() if extraction.publication.areas else ""
        longer = longer_spans(extraction.observations)
        for n, o in enumerate(extraction.observations):
            if o.value.number is None or o.period is None or o.table == "prose" or measured(o) or n in longer:
                continue
            role = "result" if o.role in CARRIED else o.role
            area = "" if o.area.lower() == whole else o.area.lower()
            known = Known(o.value, o.source, None, o.role)
            for name in {o.indicator_key, _plain(o.indicator)} - {""}:
                self._by_fact[(name, area, o.cohort, o.period.end, role)].append(known)
        self._whole = whole
        for row in rows:
            self._add(row)

    def _add(self, row: OwnRow) -> None:
        """A row of the paper's tables, where the recogniser has not read the same fact."""
        for end, f in row.results.items():
            fact = (row.key, "", "all", end, "result")
            if fact not in self._by_fact:
                self._by_fact[fact].append(Known(f.value, f.place))
        target = (row.key, "", "all", max(row.results), "target")
        if row.target is not None and target not in self._by_fact:
            self._by_fact[target].append(Known(row.target.value, row.target.place, role="target"))

    def add_published(self, rows: Iterable[StoredRow]) -> None:
        """Figures that publications print under a name without a key, after the paper's own."""
        for row in rows:
            for (role, end), known in row.facts.items():
                self._by_fact[(row.key, "", "all", end, role)] += known
            self._targets |= {(row.key, year): known for year, known in row.targets.items()}

    def find(self, name: str, area: str, cohort: str, end: date, role: str) -> list[Known]:
        """Statements of a fact; the name is a register key or an indicator as printed."""
        own = "" if area.lower() == self._whole else area.lower()
        key = name if "-" in name and " " not in name else _plain(name)
        found = self._by_fact.get((key, own, cohort, end, role), [])
        if role == "target" and not own and cohort == "all":
            return found + self._targets.get((key, Period(end, end).reporting_year), [])
        return found

    def results_of(self, name: str) -> dict[date, Known]:
        """The results of an indicator for the council as a whole, by the last day of their period."""
        key = name if "-" in name and " " not in name else _plain(name)
        if not self._results:
            for (named, area, cohort, end, role), known in self._by_fact.items():
                if role == "result" and not area and cohort == "all" and isinstance(end, date) and known:
                    self._results.setdefault(str(named), {}).setdefault(end, known[0])
        return self._results.get(key, {})

    def all_of(self, name: str, area: str) -> list[Known]:
        """Every result of an indicator, whatever its period."""
        own = "" if area.lower() == self._whole else area.lower()
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
        since: How far back the series of the paper's indicators are read; all of them if None.
    """

    def __init__(self, store: Store, sha256: str, since: date | None = None) -> None:
        self.store = store
        self.since = since
        self.sha256 = sha256
        self._series: dict[tuple[str, str, str, str], list[StoredFigure]] = {}
        self._near: dict[tuple[str, str, str, str, date], StoredFigure] = {}
        self._single: dict[tuple[str, str, str, str, date], StoredFigure] = {}
        self._others: dict[int, tuple[StoredFigure, list[Known]]] = {}
        self._keys: frozenset[str] = frozenset()
        self._places: dict[str, str] = {}
        self._ends: frozenset[date] = frozenset()

    def prepare(self, facts: Iterable[tuple[str, str, date]]) -> None:
        """Read at once what many facts need: their indicators, areas and periods, and the year's targets and colours.

        Args:
            facts: Register key, area and last day of the period.
        """
        asked = list(facts)
        areas = {"", *(area for _, area, _ in asked)} - {"?"}
        self._places = {area: self.store.place_of(area) for area in areas}
        self._ends = frozenset(end for _, _, end in asked)
        self.know(key for key, _, _ in asked)

    def know(self, keys: Iterable[str]) -> None:
        """Read at once what the figures of more indicators need.

        Args:
            keys: Register keys; those made for a check are known to no store.
        """
        new = frozenset(k for k in keys if k and not k.startswith(OWN)) - self._keys
        if not new or not self._places:
            return
        self._keys |= new
        areas = set(self._places)
        years = {Period(end, end).reporting_year_start for end in self._ends}
        months = [month_end(year + (m < 4), m) for year in years for m in range(1, 13)]
        found = self.store.stated(new, self._ends, areas=areas)
        found += self.store.stated(new, months, areas=areas, roles=("target", "rag"))
        self._gather(found)

    def _gather(self, found: list[tuple[Statement, str]]) -> None:
        """Statements put together as figures."""
        from normalise import RESULT_ROLES, order, parts_of
        from normalise import Figure as Stored

        when = self.store.vintages()
        groups: dict[tuple[str, str, str, str, date], dict[int, Statement]] = {}
        for s, place in found:
            o = s.observation
            if o.period is None:
                continue
            role: str = "result" if o.role in RESULT_ROLES else o.role
            same = groups.setdefault((o.indicator_key, place, o.cohort, role, o.period.end), {})
            same[hash((s.publication.sha256, o.source, o.role))] = s
        for (key, place, cohort, role, end), same in groups.items():
            main = order(same.values(), when)
            pair = None
            if role == "result":
                above, below = (
                    order(groups.get((key, place, cohort, part, end), {}).values(), when)
                    for part in ("numerator", "denominator")
                )
                pair = parts_of(main, above, below)
            best = max(
                reversed(main), key=lambda s: (s.rank, bool(s.observation.period and s.observation.period.basis))
            )
            assert best.observation.period is not None
            figure = Stored(key, place, cohort, best.observation.period, role, tuple(main), pair)
            self._near[(key, place, cohort, role, end)] = figure
            if role in _OF_YEAR:
                self._series.setdefault((key, place, cohort, role), []).append(figure)
        for figures in self._series.values():
            figures.sort(key=lambda f: f.period.end)

    def series(self, key: str, area: str, cohort: str, role: str) -> list[StoredFigure]:
        """All periods of an indicator; of targets and colours those of the years that the paper speaks of."""
        if role in _OF_YEAR and key in self._keys and area in self._places:
            return self._series.get((key, self._places[area], cohort, role), [])
        if key.startswith(OWN):
            return []  # the store knows no key that only this check has made
        wanted = (key, f"={area}", cohort, role)
        if wanted not in self._series and key in self._keys and not area and cohort == "all":
            # One question for all indicators that the paper speaks of: each of its own costs more than its answer.
            asked = sorted(k for k in self._keys if (k, "=", cohort, role) not in self._series)
            found = self.store.series_of(asked, role=role, parts=False, since=self.since)
            self._series |= {(k, "=", cohort, role): found.get(k, []) for k in asked}
        if wanted not in self._series:
            self._series[wanted] = self.store.series(key, area=area, cohort=cohort, role=role)
        return self._series[wanted]

    def find(self, key: str, area: str, cohort: str, end: date, role: str) -> StoredFigure | None:
        """The figure of one period, if another publication states it."""
        if key in self._keys and area in self._places and end in self._ends:
            figure = self._near.get((key, self._places[area], cohort, role, end))
            return figure if figure is not None and self.others(figure) else None
        for known in self.series(key, area, cohort, role):
            if known.period.end == end:
                return self._whole(known) if self.others(known) else None
        return None

    def _whole(self, figure: StoredFigure) -> StoredFigure:
        """A figure of a series with what it is worked out from, which is not read for whole series."""
        if figure.role != "result" or figure.area or figure.cohort != "all" or figure.numerator is not None:
            return figure
        fact = (figure.key, figure.area, figure.cohort, figure.role, figure.period.end)
        if fact not in self._single:
            one = self.store.figure(figure.key, figure.period.end, area=figure.area, cohort=figure.cohort)
            self._single[fact] = one or figure
        return self._single[fact]

    def others(self, figure: StoredFigure) -> list[Known]:
        """What other publications than the paper say, earliest first."""
        kept = self._others.get(id(figure))
        if kept is None:  # asked for many times of each figure, which is kept too: its id stays its own
            kept = self._others[id(figure)] = (figure, self._told(figure))
        return list(kept[1])

    def _told(self, figure: StoredFigure) -> list[Known]:
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


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


def stored_figures(paper: Paper, store: Store | None) -> StoredFigures | None:
    """The store with what the tied figures of a paper need read at once; the same for every check of the paper.

    Args:
        paper: Its figures tied to indicators.
        store: What was published before; None gives None.
    """
    if store is None:
        return None
    known = paper.cache.get("stored")
    if isinstance(known, StoredFigures) and known.store is store:
        return known
    made = StoredFigures(store, paper.extraction.publication.sha256 if paper.extraction else "", reaching_back(paper))
    ends = {f.claim.period.end for f in paper.figures if f.claim.period is not None}
    ends |= {paper.period.end} if paper.period is not None else set()
    keys = {f.claim.indicator_key for f in paper.figures} - {""}
    areas = {f.claim.area for f in paper.figures if f.claim.indicator_key} | {""}
    made.prepare((key, area, end) for key in keys for area in areas for end in ends)
    paper.cache["stored"] = made
    return made
