"""What is kept beside the table: what is read again, what is not, and what happens where it cannot be used."""

from __future__ import annotations

import csv
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from extract import ledger as ledger_module
from extract.ledger import FileRows, Ledger
from extract.run import run_extract
from records import EncryptedError, ExitCode, UnreadableError, resource


def paper(name: str, percent: str = "76.5%") -> str:
    return (
        "# Scorecard - Kent\n\nMar 2016\n\nIndicator\tPolarity\tResult\tNum\tDenom\tTarget\n"
        f"% of {name}\tH\t{percent}\t52\t68\t85.0%\n"
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    where = tmp_path / "archive"
    where.mkdir()
    for name in ("visits", "reviews", "plans"):
        (where / f"{name}.txt").write_text(paper(name), encoding="utf-8")
    return where


def printed(out: Path) -> list[str]:
    with out.open(encoding="utf-8", newline="") as f:
        return [row["printed"] for row in csv.DictReader(f) if row["role"] == "result"]


def test_second_run_reads_nothing(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "t.csv"
    run_extract([folder], out=out)
    first = out.read_bytes(), out.stat().st_mtime_ns
    capsys.readouterr()
    run_extract([folder], out=out)
    assert "Nothing has changed since the last run: 3 files, 12 figures" in capsys.readouterr().out
    assert (out.read_bytes(), out.stat().st_mtime_ns) == first


def test_only_what_changed_is_read_again(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "t.csv"
    run_extract([folder], out=out)
    (folder / "reviews.txt").write_text(paper("reviews", "75.0%"), encoding="utf-8")
    (folder / "visits.txt").touch()
    run_extract([folder], out=out)
    assert "(2 unchanged since they were read before)" in capsys.readouterr().out
    assert printed(out) == ["76.5%", "75.0%", "76.5%"]
    (folder / "plans.txt").unlink()
    run_extract([folder], out=out)
    assert printed(out) == ["75.0%", "76.5%"]


def test_a_table_that_was_changed_or_deleted_is_written_again(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "t.csv"
    run_extract([folder], out=out)
    whole = out.read_bytes()
    out.unlink()
    run_extract([folder], out=out)
    assert out.read_bytes() == whole
    out.write_bytes(whole.splitlines(keepends=True)[0])
    run_extract([folder], out=out)
    assert out.read_bytes() == whole


def test_a_change_that_hides_behind_size_and_date(folder: Path, tmp_path: Path) -> None:
    out, file = tmp_path / "t.csv", folder / "visits.txt"
    run_extract([folder], out=out)
    stat = file.stat()
    with file.open("r+", encoding="utf-8") as f:
        f.write(paper("visits", "75.5%"))
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    run_extract([folder], out=out)
    assert printed(out)[-1] == "76.5%"
    run_extract([folder], out=out, hash_all=True)
    assert printed(out)[-1] == "75.5%"


def test_fresh_reads_all_again(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_extract([folder], out=tmp_path / "t.csv")
    capsys.readouterr()
    run_extract([folder], out=tmp_path / "t.csv", fresh=True)
    assert "3 of 3 files read: 12 figures" in capsys.readouterr().out


def test_another_reader_reads_all_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run_extract([folder], out=tmp_path / "t.csv")
    monkeypatch.setattr(ledger_module, "reader_version", lambda: "another")
    capsys.readouterr()
    run_extract([folder], out=tmp_path / "t.csv")
    assert "3 of 3 files read: 12 figures" in capsys.readouterr().out
    with sqlite3.connect(tmp_path / "t.readings.db") as db:
        assert db.execute("select count(*) from readings").fetchone() == (3,), "readings of old readers are dropped"


def test_copies_keep_their_own_names(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "t.csv"
    run_extract([folder], out=out)
    (folder / "zz copy.txt").write_bytes((folder / "visits.txt").read_bytes())
    run_extract([folder], out=out)
    with out.open(encoding="utf-8", newline="") as f:
        names = list(dict.fromkeys(row["document"] for row in csv.DictReader(f)))
    assert names == ["plans.txt", "reviews.txt", "visits.txt", "zz copy.txt"]


def test_files_that_cannot_be_read_are_told_each_time(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "empty.pdf").write_bytes(b"")
    out = tmp_path / "t.csv"
    for _ in range(2):
        assert run_extract([folder], out=out) is ExitCode.PARTIAL
        assert "Not read: empty.pdf: the file is empty (0 bytes)" in capsys.readouterr().err
    bad = folder / "empty.pdf"
    for _ in range(2):
        with pytest.raises(UnreadableError, match="empty"):
            run_extract([bad], out=tmp_path / "one.csv")


def test_summaries_are_kept_too(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_extract([folder], out=tmp_path / "t.csv", summary=True)
    first = capsys.readouterr().out
    run_extract([folder], out=tmp_path / "t.csv", summary=True)
    again = capsys.readouterr().out
    assert first.count("self-checks:") == 3
    assert [ln for ln in again.splitlines() if "files read" not in ln] == [
        ln for ln in first.splitlines() if "files read" not in ln
    ]


@pytest.mark.parametrize("content", [b"not a database, only some notes" * 40, b"SQLite format 3\x00" + b"\xff" * 600])
def test_what_is_kept_is_damaged(
    folder: Path, tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "t.readings.db").write_bytes(content)
    run_extract([folder], out=tmp_path / "t.csv")
    assert printed(tmp_path / "t.csv") == ["76.5%"] * 3
    assert "could not be kept for the next run (t.readings.db: " in capsys.readouterr().err
    assert (tmp_path / "t.readings.db").read_bytes() == content


def test_a_database_of_another_program_is_left_alone(folder: Path, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "t.readings.db") as db:
        db.execute("create table files (mine text)")
    run_extract([folder], out=tmp_path / "t.csv")
    with sqlite3.connect(tmp_path / "t.readings.db") as db:
        assert db.execute("select name from sqlite_master").fetchall() == [("files",)]


def test_rows_come_back_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x", encoding="utf-8")
    rows = FileRows(unread=[["b"]], lines=["line"], unlike=1, left=2)
    rows.add([["a", "–£\n"], ["c", ""]])
    rows.add([["d", "e"]])
    with Ledger(tmp_path / "x.db", "accepted") as kept:
        kept.keep(path, "1" * 64, rows)
        kept.seen(path, "1" * 64)
    with Ledger(tmp_path / "x.db", "accepted") as kept:
        assert kept.sha256(path) == "1" * 64
        found = kept.rows("1" * 64, "a.txt")
        assert found == rows
        assert list(found.rows()) == [["a", "–£\n"], ["c", ""], ["d", "e"]]
        assert kept.rows("1" * 64, "b.txt") is None
    with Ledger(tmp_path / "x.db", "original") as kept:
        assert not kept.has("1" * 64, "a.txt")
    with Ledger(None) as kept:
        kept.keep(path, "1" * 64, rows)
        assert not kept.has("1" * 64, "a.txt")


def test_second_run_imports_no_engine(tmp_path: Path) -> None:
    out = tmp_path / "t.csv"
    run_extract([resource("samples", "appendix_2024_12.docx")], out=out)
    code = (
        f"import sys; sys.path[:] = {sys.path!r};"  # the same product, installed or not, as this process tests
        "from pathlib import Path; from extract.run import run_extract;"
        f"run_extract([Path({str(resource('samples', 'appendix_2024_12.docx'))!r})], out=Path({str(out)!r}));"
        "print(sorted({'pandas', 'pypdfium2', 'openpyxl', 'docx', 'lxml', 'numpy', 'multiprocessing'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert "Nothing has changed" in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"


def test_kept_refusals_are_the_same_errors(tmp_path: Path) -> None:
    from extract.run_report import Tally

    kept = FileRows(error=["EncryptedError", "the file is protected by a password", "a.pdf", "", "Remove it."])
    with pytest.raises(EncryptedError) as caught:
        Tally(summary=False, alone=True).read(tmp_path / "a.pdf", kept, again=True)
    assert caught.value.next_step == "Remove it."
