"""The border to the database engine: opening it, locking it for writing, and its errors in our words."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, exc, text
from sqlalchemy.engine import URL, make_url

from records import NeedsExtraError, StoreError

BUSY_SECONDS = 60
"""How long a writer waits for another one before it gives up."""

_PG_LOCK = 7_061_981
"""Advisory lock under which PostgreSQL stores are created and upgraded; any fixed number does."""


def connect(where: Path | str, *, create: bool) -> tuple[Engine, str]:
    """An engine for a store file or a database address.

    Args:
        where: A file (SQLite), or a URL such as "postgresql://user@host/name".
        create: Whether a missing file may be made.

    Returns:
        The engine and the store's name for messages (never with a password).

    Raises:
        StoreError: If the file is missing and may not be made, or the address is not understood.
        NeedsExtraError: If the address needs a driver that is not installed.
    """
    is_address = isinstance(where, str) and "://" in where
    url = _url(str(where)) if is_address else URL.create("sqlite", database=os.fspath(where))
    backend = url.get_backend_name()
    shown = url.database or "" if backend == "sqlite" else url.render_as_string(hide_password=True)
    if backend == "sqlite":
        return _sqlite(url, shown, create), shown
    if backend != "postgresql":
        raise StoreError(
            f"'{backend}' is not a kind of store",
            where=shown,
            next_step="Give a file name, or a PostgreSQL address (postgresql://user@host/name).",
        )
    try:
        engine = create_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    except ModuleNotFoundError:
        raise NeedsExtraError(
            "a PostgreSQL store needs an optional part",
            where=shown,
            why="the package psycopg is not installed",
            next_step='Run: pip install "panelpaper[postgres]"',
        ) from None
    return engine, shown


def _url(address: str) -> URL:
    try:
        return make_url(address)
    except exc.ArgumentError:
        raise StoreError(
            "the store's address is not understood",
            where=address.split("@")[-1],
            next_step="Give a file name, or an address such as postgresql://user@host/name.",
        ) from None


def _sqlite(url: URL, shown: str, create: bool) -> Engine:
    path = Path(shown)
    if shown not in {"", ":memory:"}:
        if path.is_dir():
            raise StoreError("this is a folder, not a store", where=shown, next_step="Give a file name with --store.")
        if not path.exists():
            if not create:
                raise StoreError(
                    "there is no store here",
                    where=shown,
                    next_step="Run 'panelpaper normalise FOLDER' first, or give the right file with --store.",
                )
            if not path.parent.is_dir():
                raise StoreError(
                    "the folder of the store does not exist",
                    where=shown,
                    next_step=f"Make the folder '{path.parent}' first, or give another place with --store.",
                )
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})

    @event.listens_for(engine, "connect")
    def _prepare(raw: Any, _record: object) -> None:
        # Transactions are begun by us (below): Python's sqlite3 would leave table changes outside them.
        raw.isolation_level = None
        cursor = raw.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA synchronous = NORMAL")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A writer takes its lock at once, so that it waits its turn rather than fails half-way.
        writes = connection.get_execution_options().get("panelpaper_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


@contextmanager
def reading(engine: Engine, where: str) -> Iterator[Connection]:
    """A connection to read from, with one view of the store throughout."""
    with guarded(where), engine.connect() as connection:
        yield connection


@contextmanager
def writing(engine: Engine, where: str) -> Iterator[Connection]:
    """A transaction to write in: all of it is kept, or nothing."""
    with guarded(where), engine.connect().execution_options(panelpaper_writes=True) as connection, connection.begin():
        yield connection


@contextmanager
def upgrading(engine: Engine, where: str) -> Iterator[Connection]:
    """A writing transaction that no second process can hold at the same time, for changes to the tables."""
    if engine.dialect.name == "sqlite":
        with guarded(where), engine.connect() as connection:
            # Readers go on while somebody writes; outside a transaction, as SQLite demands.
            connection.connection.cursor().execute("PRAGMA journal_mode = WAL")
    with writing(engine, where) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_PG_LOCK})"))
        yield connection


@contextmanager
def guarded(where: str) -> Iterator[None]:
    """Turn the engine's errors into ours.

    Raises:
        StoreError: For anything the database refuses.
    """
    try:
        yield
    except exc.DBAPIError as error:
        raise _ours(error, where) from error
    except exc.SQLAlchemyError as error:
        raise StoreError("the store cannot be used", where=where, why=str(error).splitlines()[0]) from error
    except UnicodeEncodeError as error:
        raise StoreError("a text holds characters that cannot be stored", where=where, why=str(error)) from error


def _ours(error: exc.DBAPIError, where: str) -> StoreError:
    why = str(error.orig or error).strip().splitlines()[0]
    low = why.lower()
    if "not a database" in low or "malformed" in low:
        return StoreError(
            "the file is not a store, or is damaged",
            where=where,
            why=why,
            next_step="Give the right file with --store, or restore the file from a backup.",
        )
    if "locked" in low or "busy" in low:
        return StoreError(
            "another program keeps the store locked",
            where=where,
            why=why,
            next_step="Close other programs that have the store open, then run the command again; nothing is lost.",
        )
    if "readonly" in low or "read-only" in low or "unable to open" in low:
        return StoreError(
            "the store cannot be written",
            where=where,
            why=why,
            next_step="Check that the folder may be written to, or copy the store elsewhere.",
        )
    if "full" in low:
        return StoreError(
            "there is no room left for the store",
            where=where,
            why=why,
            next_step="Free some space and run the command again: what was stored before is kept.",
        )
    return StoreError("the database refused", where=where, why=why)
