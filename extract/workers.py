"""Worker processes that can be stopped: one file at a time each, with limits on time and memory.

The pools of the standard library cannot stop one task, and lose all their tasks when one worker dies. Here a worker
that runs out of time, is killed or crashes costs the page it was at: another one reads the file's other pages.
Where it was at no page, it costs its own file only.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from threading import Thread
from typing import Any, Final, cast

from extract.memory import limit_memory
from extract.watch import NEXT_SMALLER, Lost, Place, Step, Watch, watch_with
from records import HostileError, PanelpaperError, UnreadableError

FILES_A_WORKER: Final = 100
"""A worker is replaced after so many files, which gives back what its engines keep in memory."""
MOST_LOST: Final = 10
"""Pages of one file for which a worker may be stopped; then its further pages are left out."""
_STEPS: Final[tuple[Step, ...]] = ("page", "scan")
_NEXT_TIME = "Read it alone with a longer time limit, or split it; ask for another copy if it is small."
_NEXT_MEMORY = "Split it and read the parts, or read it on a machine with more memory."
_NEXT_REST = "Split the file, and read the part that starts here."

Told = Callable[[Path, int, int], None]


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading may cost.

    Attributes:
        seconds: Wall-clock time for a step of a file that is no page (opening it, recognising its tables) and for
            one page of a scan; 0 for none.
        page_seconds: For one page of a PDF; 0 for none.
        file_seconds: For all pages of one file: what was read by then is kept; 0 for none.
        megabytes: Memory of the worker; 0 for none. Kept by the operating system on Linux and Windows; elsewhere a
            worker that runs out of memory is reported all the same, only later.
    """

    seconds: float = 300.0
    page_seconds: float = 60.0
    file_seconds: float = 7200.0
    megabytes: int = 2048

    def __post_init__(self) -> None:
        """Refuse limits that make no sense.

        Raises:
            ValueError: If a limit is negative.
        """
        if min(self.seconds, self.page_seconds, self.file_seconds, self.megabytes) < 0:
            raise ValueError("limits are 0 (none) or more")


@dataclass(slots=True)
class _Job:
    """One file on its way, whichever worker reads it."""

    task: int
    path: Path
    started: float
    skip: dict[Place, Lost] = field(default_factory=dict)
    rest: dict[Step, tuple[int, Lost]] = field(default_factory=dict)
    kept: dict[Place, bytes] = field(default_factory=dict)
    again: bool = False


@dataclass(slots=True)
class _Worker:
    """A process, its pipe, and the place in memory where it tells which page it is at.

    Attributes:
        ticks: How often it has told, the step (place in _STEPS), the page (0 between pages), the number of pages.
        since: When it was last seen to go on.
    """

    process: Any
    pipe: Connection
    ticks: Any
    job: _Job | None = None
    seen: int = -1
    since: float = 0.0
    files: int = 0

    @property
    def place(self) -> Place | None:
        """The page it is at."""
        _, step, page, _ = self.ticks
        return (_STEPS[step], page) if page else None


@dataclass(slots=True)
class Workers:
    """Some worker processes.

    Attributes:
        work: Called with a path in a worker; it and what it returns must be picklable.
        count: Processes.
        limits: For each page and file.
        method: How processes are started: "spawn" (everywhere alike), "fork" or "forkserver".
        told: Told of the page that a file's reading is at, and how many there are.
    """

    work: Callable[[Path], Any]
    count: int
    limits: Limits
    method: str = "spawn"
    told: Told | None = None
    _idle: list[_Worker] = field(default_factory=list)
    _busy: list[_Worker] = field(default_factory=list)

    def submit(self, task: int, path: Path) -> bool:
        """Give a file to an idle worker; false where all are busy."""
        if len(self._busy) >= self.count:
            return False
        return self._give(_Job(task, path, time.monotonic()))

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
        left = min(self._left(w) for w in self._busy)
        ready = set(wait([w.pipe for w in self._busy], min(patience, max(0.0, left))))
        out: list[tuple[int, Any, BaseException | None]] = []
        for worker in list(self._busy):
            if worker.pipe in ready:
                done = self._collect(worker)
            elif self._left(worker) <= 0:
                done = self._too_long(worker)
            else:
                continue
            if done is not None:
                out.append(done)
        return out

    def close(self) -> None:
        """Stop all workers, finished or not."""
        for worker in [*self._busy, *self._idle]:
            self._stop(worker, kill=True)
        self._busy.clear()
        self._idle.clear()

    def _left(self, worker: _Worker) -> float:
        """Seconds that a worker may still take for what it is at; tells how far it has come."""
        assert worker.job is not None
        now = time.monotonic()
        count, step, page, total = worker.ticks
        if count != worker.seen:
            worker.seen, worker.since = count, now
            if self.told is not None and page:
                self.told(worker.job.path, page, total)
        limit = self.limits.page_seconds if page and _STEPS[step] == "page" else self.limits.seconds
        left = worker.since + limit - now if limit else float("inf")
        if self.limits.file_seconds and page and not worker.job.rest:
            left = min(left, worker.job.started + self.limits.file_seconds - now)
        return left

    def _start(self) -> _Worker:
        context = multiprocessing.get_context(self.method)
        ours, theirs = context.Pipe()
        ticks = context.RawArray("q", 4)
        arguments = (theirs, self.work, self.limits.megabytes, ticks)
        process = context.Process(target=serve, args=arguments, daemon=True)  # type: ignore[attr-defined]
        process.start()
        theirs.close()
        return _Worker(process, ours, ticks)

    def _give(self, job: _Job) -> bool:
        while True:
            worker = self._idle.pop() if self._idle else self._start()
            if worker.files >= FILES_A_WORKER:
                self._stop(worker)
                continue
            fresh = worker.files == 0
            worker.ticks[:] = (0, 0, 0, 0)
            try:
                worker.pipe.send((job.task, job.path, job.skip, job.rest, job.kept))
            except (BrokenPipeError, OSError):  # it died while it waited; a new one that dies at once is no accident
                self._stop(worker, kill=True)
                if fresh:
                    return False
                continue
            worker.job, worker.seen, worker.since = job, -1, time.monotonic()
            worker.files += 1
            self._busy.append(worker)
            return True

    def _collect(self, worker: _Worker) -> tuple[int, Any, BaseException | None] | None:
        job = cast("_Job", worker.job)
        try:
            kind, *told = worker.pipe.recv()
        except (EOFError, OSError):
            return self._died(worker)
        except Exception as problem:  # the result cannot be unpickled here: that never ends the run
            self._busy.remove(worker)
            self._stop(worker, kill=True)
            return (job.task, None, problem)
        if kind == "page":
            place, data = told
            job.kept[place] = data
            return None
        self._busy.remove(worker)
        task, result, error, worn = told
        if worn:
            self._stop(worker, kill=True)  # what memory it holds is not to be trusted
        else:
            self._idle.append(worker)
        return (task, result, error)

    def _died(self, worker: _Worker) -> tuple[int, Any, BaseException | None] | None:
        job = cast("_Job", worker.job)
        self._busy.remove(worker)
        worker.process.join(5)
        code, place, first = worker.process.exitcode, worker.place, worker.files == 1
        self._stop(worker, kill=True)
        killed = code is not None and -code == getattr(signal, "SIGKILL", 9)
        if not first and not job.again:
            job.again = True  # what earlier files left in its memory may be to blame
            if self._give(job):
                return None
        if place is not None:
            if killed:
                why = "the reader was killed at this page; the operating system does so when memory runs out"
                return self._without(job, place, Lost(why, NEXT_SMALLER))
            return self._without(job, place, Lost(f"the reader crashed at this page (exit code {code})"))
        return (job.task, None, _death(job.path, code, killed=killed))

    def _too_long(self, worker: _Worker) -> tuple[int, Any, BaseException | None] | None:
        job = cast("_Job", worker.job)
        self._busy.remove(worker)
        self._stop(worker, kill=True)
        place, limits = worker.place, self.limits  # looked at when it stands still
        if place is None:
            error = HostileError(
                f"reading took longer than {limits.seconds:g} seconds and was stopped",
                where=job.path.name, next_step=_NEXT_TIME,
            )  # fmt: skip
            return (job.task, None, error)
        if limits.file_seconds and time.monotonic() - job.started > limits.file_seconds and not job.rest:
            _give_up(job, place, f"reading the file took longer than {limits.file_seconds:g} seconds")
            return self._on(job)
        seconds = limits.page_seconds if place[0] == "page" else limits.seconds
        return self._without(job, place, Lost(f"reading this page took longer than {seconds:g} seconds"))

    def _without(self, job: _Job, place: Place, lost: Lost) -> tuple[int, Any, BaseException | None] | None:
        """Go on with a file, a page of it left out."""
        job.skip[place] = lost
        if len(job.skip) >= MOST_LOST:
            _give_up(job, (place[0], place[1] + 1), f"{len(job.skip)} pages before this one had to be stopped")
        return self._on(job)

    def _on(self, job: _Job) -> tuple[int, Any, BaseException | None] | None:
        if self._give(job):
            return None
        return (job.task, None, _death(job.path, None, killed=False))

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


def _give_up(job: _Job, place: Place, why: str) -> None:
    """Leave out all pages from one on; those that are kept stay."""
    lost = Lost(f"{why}; this page was not read", _NEXT_REST)
    for step in _STEPS[_STEPS.index(place[0]) :]:
        job.rest[step] = (place[1] if step == place[0] else 1, lost)


def _death(path: Path, code: int | None, *, killed: bool) -> PanelpaperError:
    if killed:
        return HostileError(
            "the reader was killed while reading it", where=path.name,
            why="the operating system does so when memory runs out", next_step=_NEXT_MEMORY,
        )  # fmt: skip
    return UnreadableError(
        "the reader crashed while reading it", where=path.name, why=f"exit code {code}",
        next_step="Open it in the program that made it and save it again; ask for another copy.",
    )  # fmt: skip


def serve(pipe: Connection, work: Callable[[Path], Any], megabytes: int, ticks: Any) -> None:
    """Body of a worker: read files until told to stop. Errors travel back as values.

    Args:
        pipe: Files come and results go through it; costly pages go too, as they are read.
        work: What is done with each.
        megabytes: Memory this process may take.
        ticks: Shared with the parent: see ``_Worker``.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    _end_with_parent()
    limit_memory(megabytes)

    def tell(place: Place, total: int) -> None:
        ticks[1:] = (_STEPS.index(place[0]), place[1], total)
        ticks[0] += 1

    while True:
        try:
            message = pipe.recv()
        except (EOFError, OSError):
            return
        if message is None:
            return
        task, path, skip, rest, kept = message
        watch = Watch(skip, rest, kept, tell, lambda place, data: pipe.send(("page", place, data)))
        watch_with(watch)
        result, error = guarded(work, path)
        worn = watch.worn or (isinstance(error, HostileError) and error.next_step == _NEXT_MEMORY)
        try:
            pipe.send(("file", task, result, error, worn))
        except (BrokenPipeError, ConnectionError):
            return
        except Exception as problem:  # the result cannot be pickled
            fault = UnreadableError("its reading cannot be handed over", where=path.name, why=str(problem))
            pipe.send(("file", task, None, fault, worn))


def _end_with_parent() -> None:
    """A worker whose parent was killed must not go on for ever."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    sentinel = parent.sentinel

    def watching() -> None:
        wait([sentinel])
        os._exit(1)

    Thread(target=watching, daemon=True).start()


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


def cores() -> int:
    """Processors that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1
