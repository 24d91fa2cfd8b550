"""What a store tells: figures and series of indicators, publications, areas, and names that wait for a person."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date

from sqlalchemy import Engine

from normalise import store_figures, store_lists, store_read, store_waiting, store_write
from normalise.database import reading
from normalise.evidence import KnownResults
from normalise.figures import Figure, Statement, order, vintages
from normalise.store_lists import StoredMention
from normalise.store_read import Stored, Wanted
from normalise.store_waiting import Waiting
from records import Period, Publication, Unread


class StoreReader:
    """The reading half of `Store`; nothing here changes the database."""

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine = engine
        self._where = where
        self._publications: tuple[tuple[int, int], list[Stored]] = ((-1, -1), [])
        self._areas: dict[str, list[str]] = {}

    def content(self) -> str:
        """Changes whenever a publication or a resolution is added."""
        with reading(self._engine, self._where) as connection:
            return store_lists.content(connection)

    def has(self, sha256: str, *, extractor: str = "") -> bool:
        """Whether this version's reading of a file, or a newer version's, is stored."""
        want = store_write.extractor_order(extractor or store_write.extractor_version())
        with reading(self._engine, self._where) as connection:
            return any(order >= want for order in store_lists.readings(connection, sha256))

    def figure(
        self,
        key: str,
        period_end: date,
        *,
        area: str = "",
        cohort: str = "all",
        role: str = "result",
        as_known_on: date | None = None,
    ) -> Figure | None:
        """All that is known of one indicator x area x cohort x period.

        Args:
            key: Register key.
            period_end: Last day of the period.
            area: As printed; "" is the council's whole area.
            cohort: all, excl_uasc ...
            role: "result" gathers results, later publications' comparison columns and trends.
            as_known_on: Only what was published up to this day.

        Returns:
            None where no publication states it.
        """
        found = self._figures(Wanted(key, area, cohort, period_end=period_end), role, as_known_on)
        return found[0] if found else None

    def series(
        self, key: str, *, area: str = "", cohort: str = "all", role: str = "result", as_known_on: date | None = None
    ) -> list[Figure]:
        """An indicator's figures by period; arguments as `figure`."""
        return self._figures(Wanted(key, area, cohort), role, as_known_on)

    def series_of(
        self, keys: Iterable[str], *, area: str = "", cohort: str = "all", role: str = "result", parts: bool = True,
        since: date | None = None,
    ) -> dict[str, list[Figure]]:  # fmt: skip
        """`series` of many indicators, asked at once; those that nobody states are left out.

        Args:
            keys: Register keys.
            area: As `figure`.
            cohort: As `figure`.
            role: As `figure`.
            parts: Whether numerators and denominators are read too; without them a figure is as exact as printed.
            since: Only periods that end on this day or later.
        """
        stored, wanted = self._present(), Wanted("", area, cohort, since=since)
        with reading(self._engine, self._where) as connection:
            return store_figures.figures_of_many(connection, keys, wanted, stored, role=role, parts=parts)

    def _figures(self, wanted: Wanted, role: str, as_known_on: date | None) -> list[Figure]:
        stored = self._present()
        with reading(self._engine, self._where) as connection:
            return store_figures.figures_of(connection, wanted, stored, role=role, as_known_on=as_known_on)

    def publications(self) -> list[Publication]:
        """Publications by date of issue; of a file read by several versions, the newest reading."""
        when = self._when()
        by_day = sorted(self._present(), key=lambda s: (when.get(s.publication.sha256, date.min), s.id))
        return [s.publication for s in by_day]

    def statements(self, sha256: str) -> list[Statement]:
        """All that a publication states, in the order of reading; empty where it is not in the store."""
        stored = self._stored(sha256)
        if stored is None:
            return []
        with reading(self._engine, self._where) as connection:
            return store_read.publication_statements(connection, stored)

    def unread(self, sha256: str) -> list[Unread]:
        """What could not be read in a publication."""
        stored = self._stored(sha256)
        if stored is None:
            return []
        with reading(self._engine, self._where) as connection:
            return store_lists.unread_of(connection, stored)

    def areas(self, key: str) -> list[str]:
        """Areas an indicator is stated for, the council's whole area first."""
        if key in self._areas:
            return list(self._areas[key])
        with reading(self._engine, self._where) as connection:
            return store_lists.places(connection, key, self._present())

    def place_of(self, area: str) -> str:
        """An area as `stated` names it: "" for the whole area, else without what does not tell areas apart."""
        place = store_write.compared_area(area)
        return "" if place == store_read.whole_area(self._present()) else place

    def know_areas(self, keys: Iterable[str], *, since: date | None = None) -> None:
        """Ask for the areas of many indicators at once; until this is called again, `areas` tells what it found.

        For programs that look at a store as it stands: what others add meanwhile is not seen.

        Args:
            keys: Register keys.
            since: Only areas of which something is stated for a period that ends on this day or later.
        """
        with reading(self._engine, self._where) as connection:
            self._areas = store_lists.places_of(connection, keys, self._present(), since)

    def stated(
        self, keys: Iterable[str], ends: Iterable[date], *, areas: Iterable[str] = ("",), roles: Iterable[str] = ()
    ) -> list[tuple[Statement, str]]:
        """Statements of many indicators at once, for looking many figures up.

        Args:
            keys: Register keys.
            ends: Last days of periods.
            areas: As printed; "" is the council's whole area.
            roles: Any of these; all if empty.

        Returns:
            Each statement with the area it is about, "" for the whole, lower case otherwise.
        """
        with reading(self._engine, self._where) as connection:
            return store_read.statements_between(
                connection, keys, ends, self._present(), areas=tuple(areas), roles=tuple(roles)
            )

    def area_spans(self) -> list[tuple[str, date, date, int]]:
        """Every area that results are printed for: name, last day of its first and last period, number of results."""
        with reading(self._engine, self._where) as connection:
            found = store_lists.area_spans(connection, self._present())
        return [(a, date.fromisoformat(first), date.fromisoformat(last), n) for a, first, last, n in found]

    def cohorts(self, key: str) -> list[str]:
        """Cohorts an indicator is stated for, "all" first."""
        with reading(self._engine, self._where) as connection:
            return store_lists.cohorts(connection, key, self._present())

    def keys(self) -> dict[str, int]:
        """Register keys that have figures, with how many observations."""
        with reading(self._engine, self._where) as connection:
            return store_lists.keys(connection, self._present())

    def latest_period(self, kind: str = "scorecard") -> Period | None:
        """Newest data period among the publications of a kind; None where there is none."""
        periods = [s.publication.period for s in self._present() if s.publication.kind == kind]
        return max((p for p in periods if p is not None), default=None)

    def known_results(self, keys: Iterable[str], ends: Iterable[date]) -> KnownResults:
        """Results of these keys for the whole area in these periods: (key, cohort, last day) -> statements."""
        stored = self._present()
        with reading(self._engine, self._where) as connection:
            found = store_read.known_results(connection, keys, ends, stored)
        when = self._when()
        return {name: order(statements, when) for name, statements in found.items()}

    def waiting(self) -> list[Waiting]:
        """Printed names that wait for a person, those printed most often first.

        Printings that put the same question (the name without its period, in its section) are one: another
        number before the name or another kind of table does not matter.
        """
        stored, when = self._present(), self._when()
        with reading(self._engine, self._where) as connection:
            return store_waiting.waiting(connection, stored, when)

    def waiting_names(self) -> list[str]:
        """The printed names that some publication has without a key, in order."""
        with reading(self._engine, self._where) as connection:
            return store_waiting.waiting_names(connection)

    def statements_named(
        self, names: Iterable[str], *, of_whole: Callable[[Mapping[str, Mapping[str, set[str]]]], Collection[str]]
    ) -> list[Statement]:
        """What was published under printed names that have no key, oldest publication first.

        Args:
            names: As printed.
            of_whole: Told the places that each publication speaks of (by SHA-256; as `place_of` gives them) with the
                names printed for each, says which of them are the council's whole area. Statements about others
                are left out.
        """
        stored, when = self._present(), self._when()
        with reading(self._engine, self._where) as connection:
            found = store_waiting.waiting_statements(connection, names, stored, of_whole=of_whole)
        return sorted(found, key=lambda s: when.get(s.publication.sha256, date.min))

    def mentions(self) -> list[tuple[Publication, StoredMention]]:
        """Every printed name of every publication with how it ended, oldest publication first."""
        stored = self._present()
        by_id = {s.id: s.publication for s in stored}
        when = self._when()
        with reading(self._engine, self._where) as connection:
            found = store_lists.mentions(connection, stored, unresolved=False)
        found.sort(key=lambda m: (when.get(by_id[m.publication_id].sha256, date.min), m.publication_id, m.number))
        return [(by_id[m.publication_id], m) for m in found]

    def vintages(self) -> dict[str, date]:
        """SHA-256 of each publication -> the day it counts as published; see `figures.vintages`."""
        return dict(self._when())

    def _when(self) -> dict[str, date]:
        return vintages(s.publication for s in self._present())

    def _stored(self, sha256: str) -> Stored | None:
        return next((s for s in self._present() if s.publication.sha256 == sha256), None)

    def _present(self) -> list[Stored]:
        """The newest reading of each file; read again only when somebody has added one."""
        with reading(self._engine, self._where) as connection:
            state = store_lists.state(connection)
            if state != self._publications[0]:
                self._publications = (state, store_read.stored_publications(connection))
        return self._publications[1]
