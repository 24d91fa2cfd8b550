"""The store: every statement of every publication, kept for good.

One SQLite file by default; the same on PostgreSQL. Append-only: a publication is its bytes and the version that read
them, so that adding an unchanged file costs nothing and a better reader supersedes an older reading without losing it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine

from normalise import store_figures, store_lists, store_read, store_waiting, store_write
from normalise.database import connect, reading, upgrading, writing
from normalise.evidence import KnownResults
from normalise.figures import Figure, Statement, order, vintages
from normalise.migrations import migrate
from normalise.reconciling import Resolved, Resolver, name_tuple, overruled, resolved_of, settle, waits
from normalise.store_lists import StoredMention
from normalise.store_read import Stored, Wanted
from normalise.store_waiting import Waiting
from records import Period, Publication, Unread

if TYPE_CHECKING:
    from extract import Extraction
    from normalise.backfill import ForStore


@dataclass(frozen=True, slots=True)
class Added:
    """What adding a publication did.

    Attributes:
        publication: The record.
        stored: Observations stored by this call.
        unresolved: Decisions on names that wait for a person: to review, or new.
        already: Whether this reading of the file was in the store before.
        decisions: On all names.
    """

    publication: Publication
    stored: int
    unresolved: list[Any]
    already: bool = False
    decisions: tuple[Any, ...] = ()


class Store:
    """Publications and their statements; open it with `Store.open`, use it in a ``with`` block."""

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine = engine
        self._where = where
        self._known: dict[str, dict[tuple[Any, ...], int]] = {}
        self._publications: tuple[tuple[int, int], list[Stored]] = ((-1, -1), [])
        self._areas: dict[str, list[str]] = {}

    @classmethod
    def open(cls, where: Path | str, *, create: bool = True) -> Store:
        """Open a store, making or upgrading it where needed.

        Args:
            where: A file, or the address of a PostgreSQL database.
            create: Whether a missing or empty one may be made.

        Raises:
            StoreError: If it cannot be opened, is something else, or was made by a newer version.
            NeedsExtraError: If the address is PostgreSQL's and its driver is not installed.
        """
        engine, shown = connect(where, create=create)
        try:
            with upgrading(engine, shown) as connection:
                migrate(connection, where=shown, create=create)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine, shown)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __str__(self) -> str:
        """The file or the address, without a password."""
        return self._where

    # -- writing ----------------------------------------------------------------------------------------

    def add(self, extraction: Extraction | ForStore, register: Resolver, *, extractor: str = "") -> Added:
        """Resolve the names of a publication and store all it states, in one transaction.

        Args:
            extraction: As read.
            register: Decides on names.
            extractor: Version that read it; this installation's if empty.

        Returns:
            What was stored. A file that this version has read before changes nothing.

        Raises:
            StoreError: If the store refuses; nothing of the publication is stored then.
        """
        p = extraction.publication
        extractor = extractor or store_write.extractor_version()
        if self.has(p.sha256, extractor=extractor):
            return Added(p, 0, [], already=True)
        settled = settle(extraction.observations, register, p.areas, self)
        with writing(self._engine, self._where) as connection:
            dimensions = store_write.Dimensions(connection, self._known)
            council = str(getattr(register, "council", "") or "")
            number = store_write.write_publication(connection, p, extractor=extractor, council_area=council)
            if number is None:  # another process stored it since
                return Added(p, 0, [], already=True)
            stored = store_write.write_observations(
                connection, number, p, extraction.observations, lambda o: resolved_of(o, settled), dimensions
            )
            store_write.write_unread(connection, number, extraction.unread)
        dimensions.keep()
        decisions = tuple(s.decision for s in settled.values() if s.decision is not None)
        return Added(p, stored, [d for d in decisions if waits(d)], decisions=decisions)

    def resolve_again(self, register: Resolver) -> list[Any]:
        """Ask the register once more for every name that waits, without reading any file again.

        A name that has its key keeps it, whatever the register would say by now; only a person's ruling on the
        name changes it, and the earlier resolution stays on record.

        Args:
            register: With the decisions made since.

        Returns:
            The decisions on all names that were waiting, and on those a person has ruled on otherwise; what they
            change is stored.
        """
        decisions: list[Any] = []
        when = self._when()
        with reading(self._engine, self._where) as connection:
            everything = store_lists.mentions(connection, self._present(), unresolved=False)
        asked: dict[int, list[StoredMention]] = {}
        printed: dict[int, list[StoredMention]] = {}
        for m in everything:
            printed.setdefault(m.publication_id, []).append(m)
            if not m.key or overruled(register, m.name, m.key):
                asked.setdefault(m.publication_id, []).append(m)
        for s in sorted(self._present(), key=lambda s: when.get(s.publication.sha256, date.min)):
            mentions = asked.get(s.id)
            if not mentions:
                continue
            names = {m.name for m in mentions}
            numbers = {m.number for m in printed[s.id] if m.name in names}
            with reading(self._engine, self._where) as connection:
                statements = store_read.publication_statements(connection, s, numbers)
            observations = [
                replace(x.observation, indicator_key="") for x in statements if name_tuple(x.observation) in names
            ]
            settled = settle(observations, register, s.publication.areas, self)
            self._append(
                [
                    (m.publication_id, m.number, r)
                    for m in mentions
                    if m.verdict != "given" and ((r := settled[m.name].resolved).key, r.verdict) != (m.key, m.verdict)
                ]
            )
            decisions += [x.decision for x in settled.values() if x.decision is not None]
        return decisions

    def _append(self, resolutions: Sequence[tuple[int, int, Resolved]]) -> None:
        if not resolutions:
            return
        with writing(self._engine, self._where) as connection:
            dimensions = store_write.Dimensions(connection, self._known)
            store_write.write_resolutions(connection, resolutions, dimensions)
        dimensions.keep()

    def keep_run(self, asked: str, files: str, register: str, facts: str) -> None:
        """Keep what a finished run depended on and told; see `last_run`."""
        with writing(self._engine, self._where) as connection:
            content = store_lists.content(connection)
            store_write.write_run(connection, asked, files, register, content, facts)

    # -- reading ----------------------------------------------------------------------------------------

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
