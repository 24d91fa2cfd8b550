"""Stores move forward by named steps, keep their data, and are left alone when they are newer."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect

from normalise import Store
from normalise.database import connect, upgrading
from normalise.migrations import MIGRATIONS, applied, migrate
from normalise.schema import metadata
from records import StoreError

from .made import FakeRegister, extraction, figure, publication


def at_step(path: Path, count: int) -> None:
    """A store as the version that knew only the first steps left it."""
    engine, shown = connect(path, create=True)
    with upgrading(engine, shown) as connection:
        migrate(connection, where=shown, create=True, steps=MIGRATIONS[:count])
    engine.dispose()


def test_a_new_store_has_every_table_as_the_queries_know_it(tmp_path: Path) -> None:
    Store.open(tmp_path / "s.db").close()
    engine = create_engine(f"sqlite:///{tmp_path / 's.db'}")
    found = inspect(engine)
    assert set(found.get_table_names()) == set(metadata.tables)
    for name, table in metadata.tables.items():
        columns = [(c["name"], c["nullable"], bool(c["primary_key"])) for c in found.get_columns(name)]
        expected = [(c.name, c.nullable, c.primary_key) for c in table.columns]
        if name == "migration" or any(c.name == "id" for c in table.columns):
            # SQLite calls a primary key nullable where the statement does not say otherwise.
            columns = [(n, False if key else null, key) for n, null, key in columns]
        assert columns == expected
    assert found.get_view_names() == ["tidy"]
    engine.dispose()


@pytest.mark.parametrize("steps", range(1, len(MIGRATIONS)))
def test_an_older_store_is_upgraded_and_keeps_its_data(tmp_path: Path, steps: int) -> None:
    path = tmp_path / "old.db"
    at_step(path, steps)
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.executescript(
            """
            INSERT INTO publication VALUES (1, 'abc', '0.0.1', '1', 'old.pdf', 'scorecard', '', '', '2016-05-13',
                '2016-03-01', '2016-03-31', 'MS', 'pdf', '["Kent"]', 'kent', '', '2016-06-01');
            INSERT INTO name VALUES (1, 'Referrals', '', '', 'scorecard', '', '');
            INSERT INTO indicator VALUES (1, 'referrals');
            INSERT INTO area VALUES (1, 'Kent', 'kent');
            INSERT INTO cohort VALUES (1, 'all');
            INSERT INTO facet VALUES (1, 'result', 'count', '', '', '', 'text');
            INSERT INTO period VALUES (1, '2016-03-31', '2016-03-31', 'SS');
            INSERT INTO heading VALUES (1, 'Latest', 'Mar 16');
            INSERT INTO mention VALUES (1, 0, 1);
            INSERT INTO resolution VALUES (1, 1, 0, 1, 'accept', 'known', 'panelpaper', '2016-06-01');
            INSERT INTO observation (publication_id, number, mention_number, area_id, place_id, cohort_id, facet_id,
                period_id, heading_id, printed, value, places, confidence)
            VALUES (1, 0, 0, 1, 1, 1, 1, 1, 1, '1,236', '1236', 0, 1.0);
            """
        )
    with Store.open(path, create=False) as store:
        [found] = store.series("referrals")
        assert (found.value.printed, str(found.latest.publication)) == ("1,236", "old.pdf (published 13 May 2016)")
        p = publication("new.pdf", "2016-04-30", "2016-06-10")
        store.add(extraction(p, figure(p, "Referrals", "1300", "2016-04-30")), FakeRegister({"Referrals": "referrals"}))
        assert [f.value.printed for f in store.series("referrals")] == ["1,236", "1300"]
    with closing(sqlite3.connect(path)) as raw:
        assert [r[0] for r in raw.execute("SELECT name FROM migration ORDER BY name")] == [n for n, _ in MIGRATIONS]
        assert raw.execute("SELECT printed FROM tidy ORDER BY period").fetchall() == [("1,236",), ("1300",)]


def test_a_newer_store_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    Store.open(path).close()
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("INSERT INTO migration VALUES ('0099 charts', '2030-01-01')")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="made by a newer panelpaper") as caught:
        Store.open(path)
    assert "0099 charts" in caught.value.why
    assert "pip install --upgrade panelpaper" in caught.value.next_step
    assert path.read_bytes() == before


def test_somebody_elses_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "finance.db"
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("CREATE TABLE ledger (id INTEGER)")
    with pytest.raises(StoreError, match="not a panelpaper store"):
        Store.open(path)
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("SELECT name FROM sqlite_master").fetchall() == [("ledger",)]


def test_a_step_that_fails_leaves_nothing_half_done(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    at_step(path, 1)
    engine, shown = connect(path, create=False)
    broken = (*MIGRATIONS[:1], ("0002 half", "CREATE TABLE half (a INTEGER); CREATE TABLE half (a INTEGER)"))
    with pytest.raises(StoreError, match="the database refused"), upgrading(engine, shown) as connection:
        migrate(connection, where=shown, create=False, steps=broken)
    with engine.connect() as connection:
        assert applied(connection) == {MIGRATIONS[0][0]}
        assert not inspect(connection).has_table("half")
    engine.dispose()


def test_an_empty_database_becomes_a_store_only_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    with pytest.raises(StoreError, match="no store here yet"):
        Store.open(path, create=False)
    Store.open(path).close()
    Store.open(path, create=False).close()
