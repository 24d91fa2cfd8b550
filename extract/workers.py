"""Worker processes that can be stopped: one file at a time each, with limits on time and memory.

The pools of the standard library cannot stop one task, and lose all their tasks when one worker dies. Here a worker
that runs out of time, is killed or crashes costs its own file only; another one takes its place.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Final

from records import HostileError, PanelpaperError, UnreadableError

FILES_A_WORKER: Final = 100
"""A worker is replaced after so many files, which gives back what its engines keep in memory."""
_NEXT_TIME = "Read it alone with a longer time limit, or split it; ask for another copy if it is small."
_NEXT_MEMORY = "Split it and read the parts, or read it on a machine with more memory."


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost.

    Attributes:
        seconds: Wall-clock time; 0 for none.
        megabytes: Memory of the worker; 0 for none. Kept by the operating system on Linux; elsewhere a worker
            that runs out of memory is reported all the same, only later.
    """

    seconds: float = 300.0
    megabytes: int = 2048

    def __post_init__(self) -> None:
        """Refuse limits that make no sense.

        Raises:
            ValueError: If a limit is negative.
        """
        if self.seconds < 0 or self.megabytes < 0:
            raise ValueError("limits are 0 (none) or more")


@dataclass(slots=True)
class _Worker:
    process: Any
    pipe: Connection
    task: int = -1
    path: Path = Path()
    started: float = 0.0
    files: int = 0


@dataclass(slots=True)
class Workers:
    """Some worker processes.

    Attributes:
        work: Called with a path in a worker; it and what it returns must be picklable.
        count: Processes.
        limits: For each file.
        method: How processes are started: "spawn" (everywhere alike), "fork" or "forkserver".
    """

    work: Callable[[Path], Any]
    count: int
    limits: Limits
    method: str = "spawn"
    _idle: list[_Worker] = field(default_factory=list)
    _busy: list[_Worker] = field(default_factory=list)

    def submit(self, task: int, path: Path) -> bool:
        """Give a file to an idle worker; false where all are busy."""
        while self._idle:
            worker = self._idle.pop()
            if worker.files >= FILES_A_WORKER:
                self._stop(worker)
                continue
            if self._give(worker, task, path):
                return True
        if len(self._busy) >= self.count:
            return False
        return self._give(self._start(), task, path)

    @property
    def busy(self) -> bool:
        """Whether any file is being read."""
        return bool(self._busy)

    def finished(self, patience: float = 0.5) -> list[tuple[int, Any, PanelpaperError | BaseException | None]]:
        """Files that are done, failed or out of time, after waiting a little.

        Args:
            patience: Seconds to wait for the first one.

        Returns:
            (task, result, None) or (task, None, error) for each.
        """
        if not self._busy:
            return []
        timeout = patience
        if self.limits.seconds:
            soonest = min(w.started + self.limits.seconds for w in self._busy)
            timeout = min(patience, max(0.0, soonest - time.monotonic()))
        ready = set(wait([w.pipe for w in self._busy], timeout))
        out: list[tuple[int, Any, BaseException | None]] = []
        for worker in list(self._busy):
            if worker.pipe in ready:
                out.append(self._collect(worker))
            elif self.limits.seconds and time.monotonic() - worker.started > self.limits.seconds:
                self._busy.remove(worker)
                self._stop(worker, kill=True)
                error = HostileError(
                    f"reading took longer than {self.limits.seconds:g} seconds and was stopped",
                    where=worker.path.name, next_step=_NEXT_TIME,
                )  # fmt: skip
                out.append((worker.task, None, error))
        return out

    def close(self) -> None:
        """Stop all workers, finished or not."""
        for worker in [*self._busy, *self._idle]:
            self._stop(worker, kill=True)
        self._busy.clear()
        self._idle.clear()

    def _start(self) -> _Worker:
        context = multiprocessing.get_context(self.method)
        ours, theirs = context.Pipe()
        process = context.Process(target=serve, args=(theirs, self.work, self.limits.megabytes), daemon=True)  # type: ignore[attr-defined]
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def _give(self, worker: _Worker, task: int, path: Path) -> bool:
        try:
            worker.pipe.send((task, path))
        except (BrokenPipeError, OSError):
            self._stop(worker, kill=True)
            return False
        worker.task, worker.path, worker.started = task, path, time.monotonic()
        worker.files += 1
        self._busy.append(worker)
        return True

    def _collect(self, worker: _Worker) -> tuple[int, Any, BaseException | None]:
        self._busy.remove(worker)
        try:
            task, result, error = worker.pipe.recv()
        except (EOFError, OSError):
            worker.process.join(5)
            code = worker.process.exitcode
            self._stop(worker, kill=True)
            return (worker.task, None, _death(worker.path, code))
        except Exception as problem:  # the result cannot be unpickled here: that never ends the run
            self._stop(worker, kill=True)
            return (worker.task, None, problem)
        if isinstance(error, HostileError) and error.next_step == _NEXT_MEMORY:
            self._stop(worker, kill=True)  # what memory it holds is not to be trusted
        else:
            self._idle.append(worker)
        return (task, result, error)

    def _stop(self, worker: _Worker, *, kill: bool = False) -> None:
        try:
            if not kill:
                worker.pipe.send(None)
        except (BrokenPipeError, OSError):
            kill = True
        worker.pipe.close()
        if kill:
            worker.process.terminate()
            worker.process.join(1)
            if worker.process.is_alive():
                worker.process.kill()
        worker.process.join(5)


def _death(path: Path, code: int | None) -> PanelpaperError:
    if code is not None and -code == getattr(signal, "SIGKILL", 9):
        return HostileError(
            "the reader was killed while reading it", where=path.name,
            why="the operating system does so when memory runs out", next_step=_NEXT_MEMORY,
        )  # fmt: skip
    return UnreadableError(
        "the reader crashed while reading it", where=path.name, why=f"exit code {code}",
        next_step="Open it in the program that made it and save it again; ask for another copy.",
    )  # fmt: skip


def serve(pipe: Connection, work: Callable[[Path], Any], megabytes: int) -> None:
    """Body of a worker: read files until told to stop. Errors travel back as values."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    limit_memory(megabytes)
    while True:
        try:
            message = pipe.recv()
        except (EOFError, OSError):
            return
        if message is None:
            return
        task, path = message
        result, error = guarded(work, path)
        try:
            pipe.send((task, result, error))
        except (BrokenPipeError, ConnectionError):
            return
        except Exception as problem:  # the result cannot be pickled
            pipe.send(
                (task, None, UnreadableError("its reading cannot be handed over", where=path.name, why=str(problem)))
            )


def guarded(work: Callable[[Path], Any], path: Path) -> tuple[Any, PanelpaperError | None]:
    """Do the work for one file; whatever goes wrong becomes one of our errors."""
    try:
        return work(path), None
    except PanelpaperError as error:
        return None, error
    except MemoryError:
        return None, HostileError("it needs more memory than is allowed", where=path.name, next_step=_NEXT_MEMORY)
    except RecursionError:
        return None, HostileError(
            "it is nested too deeply", where=path.name, next_step="Ask for the document as a plain PDF."
        )
    except Exception as error:  # a fault of our own in one file must not end the run
        return None, UnreadableError(
            "a fault in panelpaper stopped the reading of this file", where=path.name,
            why=f"{type(error).__name__}: {error}",
            next_step="Report it with the file; the other files are not affected.",
        )  # fmt: skip


def limit_memory(megabytes: int) -> None:
    """Limit the memory this process may ask for, where the operating system offers it (Linux)."""
    if not megabytes or not sys.platform.startswith("linux"):
        return
    import resource

    size = megabytes << 20
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    allowed = size if hard == resource.RLIM_INFINITY else min(size, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (allowed, hard))


def cores() -> int:
    """Processors that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1
