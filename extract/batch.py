"""Reading many files: in worker processes, in order, with one bad file never stopping the rest.

    for outcome in read_many(paths, jobs=2):
        ...  # outcome.status is "read", "unchanged" or "quarantined"

Outcomes come in the order of the paths, each as soon as it and all before it are done, so whoever stores them one
by one loses nothing when the run is interrupted: the next run skips what ``unchanged`` says is stored.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Generic, Literal, TypeVar, cast

from extract.workers import Limits, Told, Workers, cores, guarded
from records import HostileError, MissingInputError, PanelpaperError, UnreadableError

if TYPE_CHECKING:
    from extract.extraction import Extraction

T = TypeVar("T")
Progress = Callable[["Outcome[Any]", int, int], None]
Look = Callable[[int, Path], tuple[str, "Outcome[Any] | None"]]

MOST_UNASKED: Final = 4
"""Workers where nobody says how many: the machine is somebody's desk, and each may take 300 MB for a scan."""
AHEAD: Final = 4
"""Files read ahead of the one whose turn it is, for each worker: results wait in memory, so not too many."""


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What became of one file.

    Attributes:
        index: Its place among the paths, from 0.
        path: The file.
        status: "read", "unchanged" (known already, not read again) or "quarantined" (not readable; see error).
        sha256: Of its bytes, hexadecimal; "" where it could not be opened.
        result: What the work returned; None unless read.
        error: What went wrong, why and what to do next; None unless quarantined.
        seconds: Time from its start to its end; 0 where it was not read.
    """

    index: int
    path: Path
    status: Literal["read", "unchanged", "quarantined"]
    sha256: str = ""
    result: T | None = None
    error: PanelpaperError | None = None
    seconds: float = 0.0


def read_many(
    paths: Iterable[Path],
    work: Callable[[Path], T] | None = None,
    *,
    jobs: int = 1,
    limits: Limits | None = None,
    executor: Executor | None = None,
    unchanged: Callable[[str], bool] | None = None,
    known: Callable[[Path], str] | None = None,
    progress: Progress | None = None,
    pages: Told | None = None,
    start: str = "spawn",
) -> Iterator[Outcome[T]]:
    """Read files, each in a worker with limits on time and memory.

    Args:
        paths: The files, in the order in which outcomes are wanted.
        work: What is done with each; ``extract.extract_file`` if None. It runs in another process: it must be
            importable there, and what it returns must be picklable.
        jobs: Worker processes; 0 for one a processor, at most 4.
        limits: For each page and file; a minute a page, five minutes for a step that is no page, and 2 GB if None.
        executor: Any ``concurrent.futures`` executor to use instead of our workers (a cluster's, for example). Its
            workers must see the same paths. A file that runs out of time there is given up, but cannot be stopped.
        unchanged: Told the SHA-256 of a file; true where its reading by this version is stored already.
        known: Told each path before it is hashed; gives its SHA-256 where its reading is stored already (it has the
            size and date it had then, say), else "".
        progress: Told of each outcome, how many are done, and how many there are.
        pages: Told of the page that a file's reading is at, and how many it has; our own workers only.
        start: How our workers are started: "spawn", "fork" or "forkserver".

    Yields:
        One outcome for each path, in order. Closing the iterator, or Ctrl-C, stops the workers.
    """
    files = [Path(p) for p in paths]
    allowed = limits or Limits()
    task = work if work is not None else cast("Callable[[Path], T]", extract_one)
    count = jobs or min(cores(), MOST_UNASKED)
    look = partial(_look, unchanged=unchanged, known=known)
    if executor is not None:
        outcomes = _by_executor(files, task, executor, allowed, look, max(2, count) * AHEAD)
    else:
        outcomes = _by_workers(files, Workers(task, count, allowed, start, pages), look, count * AHEAD)
    for done, outcome in enumerate(outcomes, 1):
        if progress is not None:
            progress(outcome, done, len(files))
        yield outcome


def extract_one(path: Path, word_view: Literal["accepted", "original"] = "accepted") -> Any:
    """Read and recognise one file: what ``read_many`` does where it is told nothing else."""
    from extract import extract_file

    return extract_file(path, word_view=word_view)


def extract_in_worker(
    path: Path, *, word_view: Literal["accepted", "original"] = "accepted", limits: Limits | None = None
) -> Extraction:
    """Read and recognise one file in a process of its own: a file that explodes ends with its reason, and nothing else.

    Args:
        path: The file.
        word_view: For Word files with tracked changes.
        limits: On time and memory; those of ``read_many`` if None.

    Raises:
        PanelpaperError: It cannot be read within the limits.
    """
    work = cast("Callable[[Path], Extraction]", partial(extract_one, word_view=word_view))
    [outcome] = read_many([path], work, limits=limits)
    if outcome.result is None:
        raise outcome.error or UnreadableError("its reading was lost", where=path.name)
    return outcome.result


def file_hash(path: Path) -> str:
    """SHA-256 of a file's bytes, hexadecimal.

    Raises:
        MissingInputError: If it cannot be opened.
    """
    digest = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    except OSError as error:
        raise MissingInputError(
            "the file cannot be opened", where=str(path), why=error.strerror or str(error),
            next_step="Check the name, that it is no folder, and that you may read it.",
        ) from error  # fmt: skip
    return digest.hexdigest()


def _look(
    index: int, path: Path, *, unchanged: Callable[[str], bool] | None, known: Callable[[Path], str] | None
) -> tuple[str, Outcome[Any] | None]:
    """Hash of a file, and its outcome where it need not or cannot be read."""
    if known is not None and (sha256 := known(path)):
        return sha256, Outcome(index, path, "unchanged", sha256)
    try:
        sha256 = file_hash(path)
    except PanelpaperError as error:
        return "", Outcome(index, path, "quarantined", error=error)
    if unchanged is not None and unchanged(sha256):
        return sha256, Outcome(index, path, "unchanged", sha256)
    return sha256, None


def _by_workers(files: list[Path], workers: Workers, look: Look, window: int) -> Iterator[Outcome[T]]:
    done: dict[int, Outcome[T]] = {}
    hashes: dict[int, str] = {}
    started: dict[int, float] = {}
    coming, turn = 0, 0
    try:
        while turn < len(files):
            while coming < len(files) and coming < turn + window:
                if coming not in hashes:
                    hashes[coming], known = look(coming, files[coming])
                    if known is not None:
                        done[coming] = known
                if coming not in done:
                    started[coming] = time.monotonic()
                    if not workers.submit(coming, files[coming]):
                        break
                coming += 1
            for index, result, error in workers.finished(0.2) if workers.busy and turn not in done else []:
                took = time.monotonic() - started[index]
                done[index] = _outcome(index, files[index], hashes[index], result, error, took)
            while turn in done:
                hashes.pop(turn, None)
                yield done.pop(turn)
                turn += 1
    finally:
        workers.close()


def _by_executor(
    files: list[Path], work: Callable[[Path], T], executor: Executor, limits: Limits,
    look: Look, window: int,
) -> Iterator[Outcome[T]]:  # fmt: skip
    waiting: dict[int, tuple[Future[Any] | None, Outcome[T] | None, str, float]] = {}
    coming, turn = 0, 0
    try:
        while turn < len(files):
            while coming < len(files) and coming < turn + window:
                sha256, known = look(coming, files[coming])
                future = None if known is not None else executor.submit(guarded, work, files[coming])
                waiting[coming] = (future, known, sha256, time.monotonic())
                coming += 1
            future, outcome, sha256, began = waiting.pop(turn)
            if future is not None:
                outcome = _await(turn, files[turn], sha256, future, limits, began)
            assert outcome is not None
            yield outcome
            turn += 1
    finally:
        for future, _, _, _ in waiting.values():
            if future is not None:
                future.cancel()


def _await(index: int, path: Path, sha256: str, future: Future[Any], limits: Limits, began: float) -> Outcome[T]:
    result, error = None, None
    try:
        result, error = future.result(limits.seconds or None)
    except FutureTimeoutError:
        future.cancel()
        error = HostileError(
            f"reading took longer than {limits.seconds:g} seconds and was given up", where=path.name,
            next_step="Read it alone with a longer time limit.",
        )  # fmt: skip
    except Exception as problem:  # a broken pool, a lost connection: this file's reading is lost, not the run
        error = problem
    return _outcome(index, path, sha256, result, error, time.monotonic() - began)


def _outcome(
    index: int, path: Path, sha256: str, result: T | None, error: BaseException | None, seconds: float
) -> Outcome[T]:
    if error is None:
        return Outcome(index, path, "read", sha256, result, None, seconds)
    if not isinstance(error, PanelpaperError):
        error = UnreadableError(
            "its reading was lost", where=path.name, why=f"{type(error).__name__}: {error}",
            next_step="Run again; what was read before is not read twice.",
        )  # fmt: skip
    return Outcome(index, path, "quarantined", sha256, None, error, seconds)
