"""Reading many files: order, limits, crashes, Ctrl-C, what is skipped; each failure is made to happen."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from extract import batch
from extract.batch import Outcome, file_hash, read_many
from extract.workers import Limits, guarded
from records import EncryptedError, HostileError, MissingInputError, UnreadableError

pytestmark = [
    pytest.mark.skipif(
        "fork" not in multiprocessing.get_all_start_methods(), reason="workers of these tests are forked"
    ),
    pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning"),
]


def work(path: Path) -> str:
    """Does what the file's first word says."""
    word, _, rest = path.read_text("utf-8").partition(" ")
    if word == "sleep":
        time.sleep(float(rest))
    elif word == "die":
        os._exit(7)
    elif word == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    elif word == "encrypted":
        raise EncryptedError("the file is protected by a password", where=path.name, next_step="Remove it.")
    elif word == "bug":
        raise ZeroDivisionError("a fault")
    elif word == "memory":
        return str(len(bytearray(900 << 20)))
    elif word == "deep":
        raise RecursionError
    elif word == "unpicklable":
        return lambda: rest  # type: ignore[return-value]
    return f"{word}:{os.getpid()}"


def files(folder: Path, *contents: str) -> list[Path]:
    out = []
    for n, content in enumerate(contents):
        path = folder / f"{n:03d}.txt"
        path.write_text(content, "utf-8")
        out.append(path)
    return out


def run(paths: list[Path], **options: object) -> list[Outcome[str]]:
    return list(read_many(paths, work, start="fork", **options))  # type: ignore[arg-type]


def test_outcomes_come_in_the_order_of_the_paths_whoever_is_first(tmp_path: Path) -> None:
    paths = files(tmp_path, "sleep 0.4", "a", "b", "sleep 0.2", "c")
    outcomes = run(paths, jobs=2)
    assert [o.path for o in outcomes] == paths
    assert [o.index for o in outcomes] == [0, 1, 2, 3, 4]
    assert [(o.result or "").split(":")[0] for o in outcomes] == ["sleep", "a", "b", "sleep", "c"]
    assert len({(o.result or "").split(":")[1] for o in outcomes}) == 2


@pytest.mark.parametrize(
    ("content", "kind", "what"),
    [
        ("die", UnreadableError, "crashed"),
        ("killed", HostileError, "killed"),
        ("encrypted", EncryptedError, "password"),
        ("bug", UnreadableError, "a fault in panelpaper"),
        ("deep", HostileError, "nested too deeply"),
        ("unpicklable", UnreadableError, "cannot be handed over"),
    ],
)
def test_one_bad_file_costs_only_itself(tmp_path: Path, content: str, kind: type[UnreadableError], what: str) -> None:
    outcomes = run(files(tmp_path, "a", content, "b", "c"))
    assert [o.status for o in outcomes] == ["read", "quarantined", "read", "read"]
    error = outcomes[1].error
    assert type(error) is kind
    assert what in error.what
    assert error.where == "001.txt"
    assert outcomes[1].result is None


def test_file_that_takes_too_long_is_stopped_and_the_rest_goes_on(tmp_path: Path) -> None:
    outcomes = run(files(tmp_path, "sleep 60", "a", "b"), limits=Limits(seconds=0.5))
    assert [o.status for o in outcomes] == ["quarantined", "read", "read"]
    error = outcomes[0].error
    assert isinstance(error, HostileError)
    assert "longer than 0.5 seconds" in error.what
    assert error.next_step


@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="memory is limited by Linux only")
def test_file_that_wants_too_much_memory_is_stopped(tmp_path: Path) -> None:
    outcomes = run(files(tmp_path, "a", "memory", "b"), limits=Limits(megabytes=600))
    assert [o.status for o in outcomes] == ["read", "quarantined", "read"]
    assert isinstance(outcomes[1].error, HostileError)
    assert "memory" in outcomes[1].error.what


def test_known_files_are_not_read_again(tmp_path: Path) -> None:
    paths = files(tmp_path, "a", "die", "b")
    known = {file_hash(paths[1])}
    outcomes = run(paths, unchanged=known.__contains__)
    assert [o.status for o in outcomes] == ["read", "unchanged", "read"]
    assert outcomes[1].sha256 in known
    assert {o.error for o in outcomes} == {None}


def test_absent_files_and_folders_are_quarantined(tmp_path: Path) -> None:
    (path,) = files(tmp_path, "a")
    outcomes = run([tmp_path / "absent.pdf", tmp_path, path])
    assert [o.status for o in outcomes] == ["quarantined", "quarantined", "read"]
    assert all(isinstance(o.error, MissingInputError) for o in outcomes[:2])


def test_progress_counts_every_file(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    run(files(tmp_path, "a", "die", "b"), progress=lambda o, done, total: told.append((o.status, done, total)))
    assert told == [("read", 1, 3), ("quarantined", 2, 3), ("read", 3, 3)]


def test_stopping_half_way_stops_the_workers(tmp_path: Path) -> None:
    paths = files(tmp_path, "a", "sleep 60", "sleep 60")
    outcomes = read_many(paths, work, jobs=2, start="fork")
    assert next(outcomes).status == "read"
    assert multiprocessing.active_children()
    outcomes.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []


def test_interrupt_stops_the_workers_and_is_passed_on(tmp_path: Path) -> None:
    paths = files(tmp_path, "a", "b", "sleep 60")

    def stop(outcome: Outcome[str], done: int, total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    outcomes = read_many(paths, work, start="fork", progress=stop)
    assert next(outcomes).path == paths[0]
    with pytest.raises(KeyboardInterrupt):
        next(outcomes)
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("kind", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_any_executor_can_be_passed(tmp_path: Path, kind: type[ThreadPoolExecutor] | type[ProcessPoolExecutor]) -> None:
    context = {"mp_context": multiprocessing.get_context("fork")} if kind is ProcessPoolExecutor else {}
    with kind(max_workers=2, **context) as executor:  # type: ignore[arg-type]
        outcomes = run(files(tmp_path, "a", "bug", "encrypted", "b"), executor=executor)
    assert [o.status for o in outcomes] == ["read", "quarantined", "quarantined", "read"]


def test_broken_pool_of_another_loses_files_not_the_run(tmp_path: Path) -> None:
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("fork")) as executor:
        outcomes = run(files(tmp_path, "die", "a"), executor=executor)
    assert outcomes[0].status == "quarantined"
    assert outcomes[0].error is not None
    assert "Run again" in outcomes[0].error.next_step
    assert len(outcomes) == 2


def test_executor_that_is_too_slow_is_not_waited_for(tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as executor:
        outcomes = run(files(tmp_path, "sleep 1.5", "a"), executor=executor, limits=Limits(seconds=0.2))
    assert [o.status for o in outcomes] == ["quarantined", "read"]


def test_many_more_files_than_workers(tmp_path: Path) -> None:
    outcomes = run(files(tmp_path, *["a"] * 120), jobs=2)
    assert [o.status for o in outcomes] == ["read"] * 120


def test_reads_documents_where_it_is_told_nothing_else(tmp_path: Path) -> None:
    good, bad = tmp_path / "paper.md", tmp_path / "empty.pdf"
    good.write_text("# Progress\n\nStability is at 69.9%.\n", "utf-8")
    bad.write_bytes(b"")
    outcomes = list(read_many([good, bad]))
    assert [o.status for o in outcomes] == ["read", "quarantined"]
    assert outcomes[0].result.document.sha256 == outcomes[0].sha256 == file_hash(good)


def test_limits_refuse_nonsense() -> None:
    with pytest.raises(ValueError, match="0"):
        Limits(seconds=-1)


def test_errors_keep_all_their_parts_on_the_way_back(tmp_path: Path) -> None:
    (path,) = files(tmp_path, "encrypted")
    _, error = guarded(work, path)
    assert error is not None
    (outcome,) = run([path])
    assert outcome.error is not None
    assert outcome.error.message == error.message


@pytest.mark.parametrize(("asked", "processors", "made"), [(0, 2, 2), (0, 16, 4), (6, 2, 6), (1, 16, 1)])
def test_workers_are_as_many_as_processors_but_no_more_than_a_desk_can_spare(
    asked: int, processors: int, made: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts: list[int] = []

    class Counted(batch.Workers):
        def __init__(self, work: Any, count: int, *rest: Any) -> None:
            counts.append(count)
            super().__init__(work, count, *rest)

    monkeypatch.setattr(batch, "Workers", Counted)
    monkeypatch.setattr(batch, "cores", lambda: processors)
    assert run([], jobs=asked) == []
    assert counts == [made]
