"""A run over unchanged files, register and store: told at once; anything that changed is noticed."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from normalise import store_run
from normalise.backfill import back_fill
from normalise.last_run import content_of, is_settled, state_of, told_before
from normalise.store import Store
from normalise.store_run import run_normalise

from .made import FakeRegister, extraction, figure, publication

TABLE = "Indicator,Mar 2024,Feb 2024\nChildren seen within {} days,{},78.0%\nVisits made on time,91.2%,90.0%\n"


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / "a.csv").write_text(TABLE.format(10, "80.1%"), encoding="utf-8")
    (folder / "picture.png").write_bytes(b"no document")
    (tmp_path / "register.toml").write_text('[seen]\nname = "Children seen within 10 days"\n', encoding="utf-8")
    return folder


def run(folder: Path, **options: Any) -> int:
    wanted: dict[str, Any] = {"store": "s.db", "register": None, "review": None, "jobs": 1, **options}
    return run_normalise([folder], **wanted)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Each opening of the store or the register through the ordinary way."""
    out: list[str] = []

    def noted(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        return lambda *args, **named: (out.append(name), real(*args, **named))[1]

    monkeypatch.setattr(store_run, "open_store", noted("store", store_run.open_store))
    monkeypatch.setattr(store_run, "open_register", noted("register", store_run.open_register))
    return out


def test_nothing_changed_is_told_without_store_and_register(
    archive: Path, opened: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    first = run(archive)
    told = capsys.readouterr().out
    assert opened == ["register", "store"]
    assert run(archive) == first
    again = capsys.readouterr().out
    assert opened == ["register", "store"]
    assert "1 file: 0 stored with 0 figures, 1 in the store already, 0 not read." in again
    assert [x for x in told.splitlines() if x.startswith(("The store", "Left alone", "Names that wait"))] == [
        x for x in again.splitlines() if x.startswith(("The store", "Left alone", "Names that wait"))
    ]
    assert "in the store already" in again.splitlines()[1]


def touch(archive: Path) -> None:
    stat = (archive / "a.csv").stat()
    os.utime(archive / "a.csv", ns=(stat.st_atime_ns, stat.st_mtime_ns + 1_000_000_000))


def rewrite(archive: Path) -> None:
    (archive / "a.csv").write_text(TABLE.format(10, "80.2%"), encoding="utf-8")


def add(archive: Path) -> None:
    (archive / "b.csv").write_text(TABLE.format(12, "81.1%"), encoding="utf-8")


def more_left_alone(archive: Path) -> None:
    (archive / "other.png").write_bytes(b"no document")


def other_register(archive: Path) -> None:
    path = archive.parent / "register.toml"
    path.write_text(path.read_text(encoding="utf-8") + '\n[visits]\nname = "Visits made on time"\n', encoding="utf-8")


def decided(archive: Path) -> None:
    (archive.parent / "decisions.toml").write_text("", encoding="utf-8")


def own_words(archive: Path) -> None:
    (archive.parent / "glossary.toml").write_text("", encoding="utf-8")


def store_grew(archive: Path) -> None:
    p = publication("new.pdf", "2016-04-30", "2016-06-10")
    with Store.open("s.db") as store:
        store.add(extraction(p, figure(p, "Referrals", "1300", "2016-04-30")), FakeRegister({}))


def name_settled(archive: Path) -> None:
    with closing(sqlite3.connect("s.db")) as raw, raw:
        raw.execute(
            "INSERT INTO resolution (publication_id, mention_number, indicator_id, verdict, reason, decided_by, decided)"
            " SELECT publication_id, mention_number, indicator_id, verdict, reason, decided_by, decided FROM resolution"
        )


@pytest.mark.parametrize(
    "change",
    [touch, rewrite, add, more_left_alone, other_register, decided, own_words, store_grew, name_settled],
    ids=lambda f: f.__name__,
)
def test_whatever_changes_is_noticed(archive: Path, opened: list[str], change: Callable[[Path], None]) -> None:
    run(archive)
    change(archive)
    opened.clear()
    run(archive)
    assert opened == ["register", "store"]
    opened.clear()
    run(archive)
    assert opened == []


def test_another_folder_another_store_and_a_review_are_asked_for_in_full(archive: Path, opened: list[str]) -> None:
    run(archive)
    opened.clear()
    run(archive / "a.csv")
    run(archive, store="t.db")
    run(archive, review=archive.parent / "review.csv")
    assert opened == ["register", "store"] * 3
    assert (archive.parent / "review.csv").is_file()


def test_a_broken_file_is_told_again_without_reading_it(
    archive: Path, opened: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    (archive / "broken.pdf").write_bytes(b"%PDF-1.7 cut short")
    assert run(archive) == 12
    told = [x for x in capsys.readouterr().out.splitlines() if x.startswith(("Not read", "    Next"))]
    opened.clear()
    assert run(archive) == 12
    assert [x for x in capsys.readouterr().out.splitlines() if x.startswith(("Not read", "    Next"))] == told != []
    assert opened == []


def test_names_are_asked_for_again_only_where_something_changed(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    real = Store.resolve_again
    monkeypatch.setattr(Store, "resolve_again", lambda self, register: (asked.append(1), real(self, register))[1])
    run(archive)
    asked.clear()
    touch(archive)
    run(archive)
    assert asked == []
    other_register(archive)
    run(archive)
    assert asked != []


def test_names_are_asked_for_until_nothing_changes(tmp_path: Path) -> None:
    class Learning(FakeRegister):
        rounds = 0

    class Settles(Store):
        def resolve_again(self, register: Any) -> list[Any]:
            Learning.rounds += 1
            if Learning.rounds < 3:
                p = publication(f"{Learning.rounds}.pdf", "2016-04-30", "2016-06-10", sha256=str(Learning.rounds) * 64)
                self.add(extraction(p, figure(p, "Referrals", "1300", "2016-04-30")), register)
            return []

    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    p = publication("a.txt", "2016-03-31", "2016-05-10")
    with Settles.open(tmp_path / "s.db") as store:
        made = extraction(p, figure(p, "Referrals", "1300", "2016-03-31"))
        back_fill([tmp_path / "a.txt"], store, Learning({}), extract=lambda path: made)
    assert Learning.rounds == 3


@pytest.mark.parametrize("where", ["none.db", "postgresql://host/name", "."])
def test_no_store_tells_nothing(where: str, tmp_path: Path) -> None:
    state = state_of(where, [tmp_path], [], None)
    assert told_before(where, state) is None
    assert not is_settled(where, state)
    assert content_of(where) == ""


def test_somebody_elses_file_tells_nothing(tmp_path: Path) -> None:
    (tmp_path / "s.db").write_bytes(b"no database" * 100)
    assert told_before(str(tmp_path / "s.db"), state_of("s.db", [], [], None)) is None
