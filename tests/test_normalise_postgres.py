"""The same store on PostgreSQL: a real server is started for these tests, and several people write at once."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from normalise import Store
from normalise.export import observations_table
from normalise.migrations import MIGRATIONS
from records import Box, NeedsExtraError, Observation, Period, Source, StoreError, Unread, Value

from .made import FakeRegister, extraction, figure, publication

PLACED = "% of CIC placed within 20 miles from home"
REGISTER = FakeRegister({PLACED: "placed-20-miles"}, council="Kent County Council")


def _binaries() -> Path | None:
    """Folder of initdb and pg_ctl; Debian keeps them out of the path."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    return max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Address of a PostgreSQL server of our own, on a socket in a folder of our own."""
    pytest.importorskip("psycopg", reason="the PostgreSQL driver (psycopg) is not installed")
    binaries = _binaries()
    if binaries is None or not (binaries / "initdb").exists() or not (binaries / "pg_ctl").exists():
        pytest.skip("PostgreSQL's server programs are not on this machine")
    # A short path: a socket's address has at most about 100 characters.
    folder = Path(tempfile.mkdtemp(prefix="pp"))
    user: dict[str, object] = {}
    if os.geteuid() == 0:  # the server refuses to run as root
        shutil.chown(folder, "nobody")
        user = {"user": "nobody"}

    def call(*words: str) -> None:
        done = subprocess.run(
            [str(binaries / words[0]), *words[1:]],
            cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=120,
            env={"PATH": os.defpath, "LC_ALL": "C"}, **user,  # type: ignore[call-overload]
        )  # fmt: skip
        if done.returncode:
            pytest.skip(f"PostgreSQL does not start here: {done.stderr.decode(errors='replace')[-300:]}")

    call("initdb", "-D", str(folder / "data"), "-U", "panelpaper", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=50"
    call("pg_ctl", "-D", str(folder / "data"), "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield f"postgresql://panelpaper@/{{}}?host={folder}"
    finally:
        call("pg_ctl", "-D", str(folder / "data"), "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def address(server: str, request: pytest.FixtureRequest) -> str:
    """Address of an empty database for one test."""
    import psycopg

    name = f"db{abs(hash(request.node.name))}"
    folder = server.partition("host=")[2]
    with psycopg.connect(host=folder, user="panelpaper", dbname="postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return server.format(name)


def test_the_main_things_hold_on_postgresql(address: str) -> None:
    feb = publication("feb.pdf", "2016-02-29", "2016-04-12")
    mar = publication("mar.pdf", "2016-03-31", "2016-05-13")
    with Store.open(address) as store:
        store.add(extraction(mar, figure(mar, PLACED, "80.6%", "2016-02-29", role="previous")), REGISTER)
        store.add(
            extraction(
                feb,
                figure(feb, PLACED, "80.4%", "2016-02-29"),
                figure(feb, PLACED, "402", "2016-02-29", role="numerator"),
                figure(feb, PLACED, "500", "2016-02-29", role="denominator"),
                figure(feb, PLACED, "71.0%", "2016-02-29", area="Swale"),
            ),
            REGISTER,
        )
        assert store.add(extraction(feb), REGISTER).already
        [found] = store.series("placed-20-miles")
        assert (found.value.printed, found.revised, found.first.value.printed) == ("80.6%", True, "80.4%")
        [known] = store.series("placed-20-miles", as_known_on=date(2016, 5, 12))
        assert (known.value.printed, known.numerator and known.numerator.printed) == ("80.4%", "402")
        assert store.areas("placed-20-miles") == ["Kent", "Swale"]
        assert [p.document for p in store.publications()] == ["feb.pdf", "mar.pdf"]
        assert len(list(observations_table(store, {}).rows)) == 5
    with Store.open(address, create=False) as store:
        assert store.keys() == {"placed-20-miles": 5}


def test_observations_come_back_exactly(address: str) -> None:
    p = replace(publication("any.pdf", "2016-03-31", "2016-05-13"), areas=("Kent", "Swale"))
    source = Source(
        p.sha256, p.document, 3, 2, 7, "A | B\tC", Box(0.1, 1 / 3, 2.5, 1e-9), "body/t1", (3, 9), "ocr", "say \\N \"1.10\"\n", 0.7,
    )  # fmt: skip
    values = [
        Value("1.10", Decimal("1.10"), 2, "percent", ""),
        Value("£1.2m", Decimal("1.2E+6"), -5, "money", "provisional"),
        Value("–", None, 0, "", "missing"),
        Value("\\N", None, 0, "", "not_a_number"),
        Value("", None, 0, "", ""),
    ]
    observations = [
        Observation(source, f"name {n}", "result", v, period=Period(date(2016, 3, 1), date(2016, 3, 31), "MS"))
        for n, v in enumerate(values)
    ]
    lost = Unread("cell", "why", Source(p.sha256, p.document, 1, box=Box(1, 2, 3, 4), printed="x"), "x", "", {"a": "é"})
    with Store.open(address) as store:
        store.add(extraction(p, *observations, unread=(lost,)), FakeRegister())
        back = [s.observation for s in store.statements(p.sha256)]
        assert back == observations
        assert [str(o.value.number) for o in back] == [str(o.value.number) for o in observations]
        assert store.unread(p.sha256) == [lost]
        assert store.publications() == [p]


def test_names_are_resolved_later(address: str) -> None:
    p = publication("mar.pdf", "2016-03-31", "2016-05-13")
    with Store.open(address) as store:
        store.add(extraction(p, figure(p, "Unheard of", "76.5%", "2016-03-31")), REGISTER)
        assert [w.name[0] for w in store.waiting()] == ["Unheard of"]
        store.resolve_again(FakeRegister({"Unheard of": "heard-of"}))
        assert (store.waiting(), store.keys()) == ([], {"heard-of": 1})


def test_a_store_is_made_by_several_at_once(address: str) -> None:
    context = multiprocessing.get_context("spawn")
    openers = [context.Process(target=_open, args=(address,)) for _ in range(4)]
    for p in openers:
        p.start()
    for p in openers:
        p.join(120)
    assert [p.exitcode for p in openers] == [0, 0, 0, 0]
    import psycopg

    with psycopg.connect(address) as connection:
        found = connection.execute("SELECT name FROM migration ORDER BY name").fetchall()
    assert [r[0] for r in found] == [name for name, _ in MIGRATIONS]


def _open(address: str) -> None:
    Store.open(address).close()


def test_four_writers_at_once_lose_nothing(address: str) -> None:
    from .test_normalise_store import fill

    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=fill, args=(address, w, 12)) for w in range(4)]
    for w in writers:
        w.start()
    for w in writers:
        w.join(120)
    assert [w.exitcode for w in writers] == [0, 0, 0, 0]
    with Store.open(address, create=False) as store:
        assert len(store.publications()) == 48
        assert store.keys() == {f"k{n}": 4 for n in range(12)}
        for n in range(12):
            [found] = store.series(f"k{n}")
            assert sorted(int(s.value.printed) for s in found.statements) == [1000 * w + n for w in range(4)]


def test_what_the_server_refuses_is_a_store_error(server: str, address: str) -> None:
    with pytest.raises(StoreError, match="the database refused") as caught:
        Store.open(server.format("no_such_database"))
    assert "no_such_database" in caught.value.why
    with pytest.raises(StoreError, match="no store here yet"):
        Store.open(address, create=False)


def test_without_the_driver_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import builtins

    real = builtins.__import__

    def without(name: str, *rest: object, **more: object) -> object:
        if name.startswith("psycopg"):
            raise ModuleNotFoundError(name)
        return real(name, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(NeedsExtraError, match="optional part") as caught:
        Store.open("postgresql://somebody:secret@host/name")
    assert "panelpaper[postgres]" in caught.value.next_step
    assert "secret" not in str(caught.value)
