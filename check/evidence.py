"""Where a figure can be looked up: the paper's own observations and the store of earlier publications."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from check.paper import Paper
from records import Observation, Publication, Source, Value

if TYPE_CHECKING:
    from normalise import Figure as StoredFigure
    from normalise import Store

_CARRIED = {"previous", "outturn"}


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
            (name if "-" in name and " " not in name else _plain(name), own, cohort, end, role), []
        )


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

    def series(self, key: str, area: str, cohort: str, role: str) -> list[StoredFigure]:
        """All periods of an indicator."""
        wanted = (key, area, cohort, role)
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


def _plain(text: str) -> str:
    return " ".join(text.lower().split())
