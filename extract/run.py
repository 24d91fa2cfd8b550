"""The work of the verb extract: files in, one tidy table out, everything that was not read said and listed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from extract.batch import Outcome, read_many
from extract.outputs import TidyWriter, tidy_observations, unread_of_finding, write_unread
from extract.summary import FileSummary, summarise
from records import ExitCode, MissingInputError, Observation, Source, Unread

READABLE: frozenset[str] = frozenset(
    {".pdf", ".docx", ".docm", ".txt", ".md", ".markdown", ".text", ".xlsx", ".xlsm", ".csv", ".tsv"}
)
"""Endings of files that are looked for in folders; files named one by one are always tried."""

Done = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class FileRead:
    """What the table keeps of one file: light enough to come back from a worker process.

    Attributes:
        observations: Those of its tables, then the numbers of its prose.
        unread: What was not understood, with the self-checks that failed.
        summary: Facts for `--summary`.
    """

    observations: tuple[Observation, ...]
    unread: tuple[Unread, ...]
    summary: FileSummary


def find_files(paths: Iterable[Path]) -> list[Path]:
    """All files to read, folders searched through, each once, in order of their names.

    Raises:
        MissingInputError: A path does not exist, or a folder holds nothing that can be read.
    """
    out: list[Path] = []
    for path in paths:
        if not path.exists():
            raise MissingInputError("there is no such file or folder", where=str(path), next_step="Check the name.")
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if _readable(p))
            if not inside:
                raise MissingInputError(
                    "the folder holds no file that can be read",
                    where=str(path),
                    next_step="PDF, Word, text, Excel and CSV files can be read.",
                )
            out += inside
        else:
            out.append(path)
    return list(dict.fromkeys(out))


def _readable(path: Path) -> bool:
    return path.suffix.lower() in READABLE and not path.name.startswith(("~$", ".")) and path.is_file()


def read_one(
    path: Path, *, word_view: Literal["accepted", "original"] = "accepted", debug_dir: Path | None = None
) -> FileRead:
    """Read, recognise and prove one file.

    Args:
        path: The file.
        word_view: For Word files with tracked changes.
        debug_dir: Folder for pages and raw tables to look at.

    Raises:
        PanelpaperError: The file cannot be read, or the folder cannot be written.
    """
    from extract.proof import prove
    from extract.recognition import extract_file

    extraction = extract_file(path, word_view=word_view)
    findings = prove(extraction)
    if debug_dir is not None:
        from extract.debugging import write_debug

        write_debug(debug_dir, extraction)
    wrong = [unread_of_finding(f) for f in findings if f.verdict == "contradicts"]
    return FileRead(
        tuple(tidy_observations([extraction])), (*extraction.unread, *wrong), summarise(extraction, findings)
    )


def run_extract(
    files: Sequence[Path],
    *,
    out: Path | None = None,
    summary: bool = False,
    debug_dir: Path | None = None,
    jobs: int = 1,
    dask: str | None = None,
    word_view: str = "accepted",
    force: bool = False,
) -> ExitCode:
    """Read files, each in a worker with limits on time and memory, and write the tidy table.

    Args:
        files: Files and folders.
        out: Tidy table to write; without it the summary is printed.
        summary: Print what was read of each file.
        debug_dir: Folder for pages and raw tables to look at.
        jobs: Files read at the same time; 0 for one a processor.
        dask: Address of a Dask scheduler whose workers read instead.
        word_view: "accepted" or "original", for Word files with tracked changes.
        force: Overwrite a file that is not a tidy table.

    Returns:
        OK, or PARTIAL where a file, cell, chart or arrow could not be read.

    Raises:
        PanelpaperError: The only file given cannot be read, or nothing can be written.
    """
    paths = find_files(files)
    view: Literal["accepted", "original"] = "original" if word_view == "original" else "accepted"
    work = partial(read_one, word_view=view, debug_dir=debug_dir)
    told = _Tally()
    with (
        TidyWriter(out, force=force) if out is not None else nullcontext() as table,
        progress(len(paths)) as done,
        _elsewhere(dask) as executor,
    ):
        for outcome in read_many(paths, work, jobs=jobs, executor=executor):
            done(outcome.path.name)
            if outcome.result is None:
                if len(paths) == 1 and outcome.error is not None:
                    raise outcome.error
                told.quarantined(outcome)
                continue
            told.read(outcome.result)
            if table is not None:
                table.add(outcome.result.observations)
            if summary or out is None:
                print("\n".join(outcome.result.summary.lines()))
    told.say(out, len(paths), force)
    return ExitCode.PARTIAL if told.left else ExitCode.OK


def _elsewhere(dask: str | None) -> AbstractContextManager[Executor | None]:
    """The cluster to read on, or None for workers of our own."""
    if dask is None:
        return nullcontext()
    from extract.cluster import dask_executor

    return dask_executor(dask)


class _Tally:
    """Counts of a run, and the list of what was not understood."""

    def __init__(self) -> None:
        self.figures = self.files = self.failures = 0
        self.unread: list[Unread] = []
        self.errors: list[str] = []

    @property
    def left(self) -> int:
        """Things that could not be read, files among them."""
        return sum(u.what != "self-check" for u in self.unread)

    def read(self, result: FileRead) -> None:
        self.files += 1
        self.figures += len(result.observations)
        self.failures += result.summary.failed
        self.unread += result.unread

    def quarantined(self, outcome: Outcome[FileRead]) -> None:
        error = outcome.error
        what = error.what if error is not None else "it was not read"
        self.errors.append(error.message if error is not None else f"{outcome.path}: {what}")
        where = Source(outcome.sha256, outcome.path.name)
        self.unread.append(Unread("file", what, where, "", error.next_step if error is not None else ""))

    def say(self, out: Path | None, total: int, force: bool) -> None:
        written = f", written to {out}." if out is not None else "."
        print(f"{self.files} of {total} files read: {self.figures:,} figures{written}")
        for message in self.errors:
            print(f"Not read: {message}", file=sys.stderr)
        if not self.unread:
            return
        told = f"{self.left:,} things were not understood, {self.failures:,} self-checks contradict."
        if out is not None:
            beside = out.with_name(f"{out.stem}.unread.csv")
            write_unread(beside, self.unread, force=force)
            told += f" They are listed in {beside}."
        print(told)


@contextmanager
def progress(total: int) -> Iterator[Done]:
    """A progress bar with the time left on a terminal; silent where the output goes elsewhere."""
    if not sys.stderr.isatty() or total < 2:
        yield lambda name: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Reading", total=total)

        def done(name: str) -> None:
            bar.update(task, advance=1, description=name[:40])

        yield done
