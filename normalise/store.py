"""The store: every statement of every publication, kept for good.

One SQLite file by default; the same on PostgreSQL. Append-only: a publication is its bytes and the version that read
them, so that adding an unchanged file costs nothing and a better reader supersedes an older reading without losing it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine

from normalise import store_lists, store_read, store_write
from normalise.database import connect, reading, upgrading, writing
from normalise.migrations import migrate
from normalise.reconciling import Resolved, Resolver, name_tuple, overruled, resolved_of, settle, waits
from normalise.store_lists import StoredMention
from normalise.store_reader import StoreReader
from records import Publication

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


class Store(StoreReader):
    """Publications and their statements; open it with `Store.open`, use it in a ``with`` block."""

    def __init__(self, engine: Engine, where: str) -> None:
        super().__init__(engine, where)
        self._known: dict[str, dict[tuple[Any, ...], int]] = {}

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
