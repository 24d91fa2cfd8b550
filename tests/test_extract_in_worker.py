"""One paper read in a process of its own: as in this process, and one that explodes ends with its reason."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from draft.action_plan import plan
from draft.running import options_of
from extract import Limits, extract_file, extract_in_worker
from panelpaper import app
from records import HostileError, MissingInputError, UnreadableError

PAPER = "Report of the Director\n\nThe number of visits rose from 12 in February 2024 to 15 in March 2024.\n"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "paper.txt"
    path.write_text(PAPER, encoding="utf-8")
    return path


def test_it_reads_as_in_this_process(paper: Path) -> None:
    assert extract_in_worker(paper) == extract_file(paper)


def test_what_is_wrong_with_the_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 cut short")
    with pytest.raises(UnreadableError, match="PDF"):
        extract_in_worker(tmp_path / "broken.pdf")
    with pytest.raises(MissingInputError):
        extract_in_worker(tmp_path / "none.pdf")


def _for_ever(path: Path, word_view: str = "accepted") -> None:
    time.sleep(60)


def _fills_memory(path: Path, word_view: str = "accepted") -> int:
    return len([bytearray(1 << 20) for _ in range(100_000)])


def test_a_paper_that_takes_too_long_is_stopped(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.batch.extract_one", _for_ever)
    with pytest.raises(HostileError, match="took longer than 1 seconds"):
        extract_in_worker(paper, limits=Limits(seconds=1))


@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="the system limits no process's memory")
def test_a_paper_that_fills_the_memory_is_stopped(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.batch.extract_one", _fills_memory)
    with pytest.raises(HostileError, match="more memory than is allowed"):
        extract_in_worker(paper, limits=Limits(megabytes=300))


def _explodes(path: Path, **_: object) -> None:
    raise HostileError("reading took longer than 300 seconds and was stopped", where=path.name, next_step="Split it.")


def test_check_reads_its_paper_so(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(paper.parent)
    monkeypatch.setattr("extract.batch.extract_in_worker", _explodes)
    done = CliRunner().invoke(app, ["check", "paper.txt"])
    assert done.exit_code == HostileError.exit_code, done.output
    assert "reading took longer than 300 seconds" in done.output


def test_draft_reads_the_last_paper_so(paper: Path) -> None:
    choices = dict.fromkeys(("direction", "compare_with", "date"), None) | {"small": 5, "strict": False}
    texts = dict.fromkeys(("by", "to", "subject", "update", "suppress"), "")
    options = options_of("action-plan", {**choices, **texts, "period": "2017-03"})
    assert options.read is extract_in_worker
    with pytest.raises(HostileError, match="reading took longer"):
        plan(replace(options, last=paper, read=_explodes), None, None)
