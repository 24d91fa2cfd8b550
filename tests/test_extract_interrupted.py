"""A back-fill that is stopped half-way: by Ctrl-C, a full disk, a worker that is killed. Nothing stored is lost."""

from __future__ import annotations

import csv
import errno
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event
from typer.testing import CliRunner

from extract import outputs
from extract.run import run_extract
from normalise import Store
from normalise.backfill import back_fill, read_for_store
from normalise.defaults import open_register
from panelpaper import app
from records import ExitCode, HostileError, OutputError, StoreError, UnreadableError, resource

SAMPLE = "scorecard_2024_09.pdf"
FILES = 5
MANY = 24
"""Enough that a command is not done before it is stopped, on a busy machine too."""


def copies(folder: Path, files: int) -> None:
    """Fill a folder with so many copies of a scorecard."""
    data = resource("samples", SAMPLE).read_bytes()
    for n in range(files):
        (folder / f"{n}.pdf").write_bytes(data + b"%% copy %d\n" % n)


@pytest.fixture
def archive_folder(tmp_path: Path) -> Path:
    """Copies of one scorecard, each another file to a hash."""
    folder = tmp_path / "archive"
    folder.mkdir()
    copies(folder, FILES)
    return folder


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """Small text files, quick to read."""
    folder = tmp_path / "notes"
    folder.mkdir()
    for n in range(FILES):
        (folder / f"{n}.txt").write_text(
            "# Scorecard - Kent\n\nMar 2016\n\nIndicator\tPolarity\tResult\tNum\tDenom\tTarget\n"
            f"% of visits of team {n}\tH\t76.5%\t52\t68\t85.0%\n",
            encoding="utf-8",
        )
    return folder


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as f:
        return list(csv.reader(f))


def command(folder: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "panelpaper", *arguments, str(folder)]


def run(arguments: list[str], cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(arguments, cwd=cwd, capture_output=True, text=True, timeout=180)


def interrupted(arguments: list[str], cwd: Path, far_enough: Callable[[], bool]) -> tuple[int, str]:
    """Start a command, press Ctrl-C once it is far enough; its exit code and what it said of errors."""
    process = subprocess.Popen(
        arguments, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        deadline = time.monotonic() + 120
        while not far_enough():
            assert process.poll() is None, "it ended before it could be stopped"
            assert time.monotonic() < deadline
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: the whole group, workers too
        _, told = process.communicate(timeout=60)
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()
    return process.returncode, told


def kept(database: Path) -> int:
    if not database.is_file():
        return 0
    try:
        with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as db:
            return int(db.execute("select count(*) from readings").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


needs_ctrl_c = pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent as a signal to a group of processes")


@needs_ctrl_c
def test_ctrl_c_in_extract_keeps_what_was_read_and_the_next_run_goes_on(archive_folder: Path, tmp_path: Path) -> None:
    copies(archive_folder, MANY)
    (tmp_path / "t.csv").write_text(",".join(outputs.TIDY_COLUMNS) + "\n", encoding="utf-8")
    arguments = command(archive_folder, "extract", "--out", "t.csv")
    code, told = interrupted(arguments, tmp_path, lambda: kept(tmp_path / "t.readings.db") >= 2)
    assert code == ExitCode.INTERRUPTED
    assert "kept; run the same command again to go on" in told
    assert "Traceback" not in told
    assert len(rows(tmp_path / "t.csv")) == 1, "the earlier table stays as it was"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["archive", "t.csv", "t.readings.db"]
    before = kept(tmp_path / "t.readings.db")
    assert 2 <= before < MANY
    second = run(arguments, tmp_path)
    assert f"({before} unchanged since they were read before)" in second.stdout
    run_extract([archive_folder], out=tmp_path / "whole.csv")
    assert rows(tmp_path / "t.csv") == rows(tmp_path / "whole.csv")


@needs_ctrl_c
def test_ctrl_c_in_normalise_keeps_what_was_stored_and_the_next_run_goes_on(
    archive_folder: Path, tmp_path: Path
) -> None:
    def stored() -> int:
        if not (tmp_path / "s.db").is_file():
            return 0
        try:
            with Store.open(tmp_path / "s.db", create=False) as store:
                return len(store.publications())
        except StoreError:
            return 0

    copies(archive_folder, MANY)
    arguments = command(archive_folder, "normalise", "--store", "s.db")
    code, told = interrupted(arguments, tmp_path, lambda: stored() >= 2)
    assert code == ExitCode.INTERRUPTED
    assert "run the same command again to go on" in told
    before = stored()
    assert 2 <= before < MANY
    second = run(arguments, tmp_path)
    assert second.returncode in {ExitCode.OK, ExitCode.REVIEW}, second.stderr
    assert stored() == MANY
    with Store.open(tmp_path / "s.db", create=False) as store:
        counts = {len(store.statements(p.sha256)) for p in store.publications()}
    assert len(counts) == 1, "each publication is there whole, those before the interruption too"


def full_after(monkeypatch: pytest.MonkeyPatch, calls: int) -> None:
    """The disk is full after so many blocks of rows."""
    real = outputs._CsvWriter.rows
    done = [0]

    def write(self: Any, rows: Any) -> None:
        done[0] += 1
        if done[0] > calls:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(self, rows)

    monkeypatch.setattr(outputs._CsvWriter, "rows", write)


def test_full_disk_while_the_table_is_written(notes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "t.csv"
    run_extract([notes / "0.txt"], out=out)
    before = out.read_bytes()
    with monkeypatch.context() as patch:
        full_after(patch, 6)  # the table and the list of what was not understood take turns
        with pytest.raises(OutputError) as caught:
            run_extract([notes], out=out)
    assert caught.value.exit_code is ExitCode.OUTPUT
    assert "No space left" in caught.value.why
    assert "space" in caught.value.next_step
    assert out.read_bytes() == before
    assert not list(tmp_path.glob(".*.part"))
    assert kept(tmp_path / "t.readings.db") >= 3
    assert run_extract([notes], out=out) is ExitCode.OK
    assert len(rows(out)) == 1 + 4 * FILES


def test_full_disk_at_the_prompt(notes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full_after(monkeypatch, 0)
    result = CliRunner().invoke(app, ["extract", str(notes), "--out", str(tmp_path / "t.csv")])
    assert result.exit_code == ExitCode.OUTPUT
    assert "the table could not be written" in result.output
    assert "Traceback" not in result.output


def test_full_disk_while_readings_are_kept_does_not_stop_the_run(
    notes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = sqlite3.connect

    def small(*arguments: Any, **options: Any) -> sqlite3.Connection:
        db = real(*arguments, **options)
        db.execute("pragma max_page_count = 8")  # SQLite's own way to be full
        return db

    monkeypatch.setattr("extract.ledger.sqlite3.connect", small)
    assert run_extract([notes], out=tmp_path / "t.csv") is ExitCode.OK
    assert len(rows(tmp_path / "t.csv")) == 1 + 4 * FILES
    assert "could not be kept for the next run (t.readings.db: database or disk is full)" in capsys.readouterr().err


def test_full_disk_while_the_store_is_written(notes: Path, tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    register = open_register(None)
    with Store.open(path) as store:
        back_fill([notes / "0.txt", notes / "1.txt"], store, register)
    with sqlite3.connect(path) as db:
        pages = db.execute("pragma page_count").fetchone()[0]

    def small(raw: Any, _record: object) -> None:
        raw.execute(f"pragma max_page_count = {pages}")

    event.listen(Engine, "connect", small)
    try:
        with Store.open(path) as store, pytest.raises(StoreError) as caught:
            back_fill([archive_copy(tmp_path)], store, register)
    finally:
        event.remove(Engine, "connect", small)
    assert caught.value.exit_code is ExitCode.STORE
    assert "no room left" in caught.value.what
    assert "what was stored before is kept" in caught.value.next_step
    with Store.open(path) as store:
        assert [p.document for p in store.publications()] == ["0.txt", "1.txt"]
        again = back_fill([notes, tmp_path / "big"], store, register)
        assert [i.path.name for i in again.items if i.already] == ["0.txt", "1.txt"]
        assert len(store.publications()) == FILES + 1


def archive_copy(folder: Path) -> Path:
    (folder / "big").mkdir()
    shutil.copy(resource("samples", SAMPLE), folder / "big" / SAMPLE)
    return folder / "big"


def dies_on_3(path: Path) -> Any:
    """Reads a file for the store; its worker is killed on one of them, as the system does when memory runs out."""
    if path.name == "3.txt":
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
    return read_for_store(path)


def test_killed_worker_costs_its_file_and_the_store_keeps_the_rest(
    notes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store.open(tmp_path / "s.db") as store:
        with monkeypatch.context() as patch:
            patch.setattr("normalise.backfill.read_for_store", dies_on_3)
            first = back_fill([notes], store, open_register(None), jobs=2)
        assert [i.path.name for i in first.failed] == ["3.txt"]
        assert isinstance(first.failed[0].error, HostileError | UnreadableError)
        assert first.exit_code is ExitCode.PARTIAL
        assert len(store.publications()) == FILES - 1
        second = back_fill([notes], store, open_register(None))
        assert [i.path.name for i in second.items if not i.already] == ["3.txt"]
        assert len(store.publications()) == FILES
