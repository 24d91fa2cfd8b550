"""The work of the verb extract: files in, one tidy table out, everything that was not read said and listed.

A run in which nothing changed only looks at sizes and dates: what reads and writes is imported where it is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, cast

from extract.ledger import FileRows, Ledger
from extract.run_report import Tally, progress
from records import ExitCode, MissingInputError, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Generator
    from concurrent.futures import Executor

    from extract.summary import FileSummary
    from records import Observation, Unread

READABLE: frozenset[str] = frozenset(
    {".pdf", ".docx", ".docm", ".txt", ".md", ".markdown", ".text", ".xlsx", ".xlsm", ".csv", ".tsv"}
)
"""Endings of files that are looked for in folders; files named one by one are always tried."""


BLOCK: Final = 2_000
"""Rows packed together."""


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


def find_files(paths: Iterable[Path], *, without: Iterable[Path] = ()) -> list[Path]:
    """All files to read, folders searched through, each once, in order of their names.

    Args:
        paths: Files and folders.
        without: Files to pass over in folders: the tables that are about to be written.

    Raises:
        MissingInputError: A path does not exist, or a folder holds nothing that can be read.
    """
    out: list[Path] = []
    ours = {p.absolute() for p in without}
    for path in paths:
        if not path.exists():
            raise MissingInputError("there is no such file or folder", where=str(path), next_step="Check the name.")
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if _readable(p) and p.absolute() not in ours)
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
    from extract.outputs import tidy_observations, unread_of_finding
    from extract.proof import prove
    from extract.recognition import extract_file
    from extract.summary import summarise

    extraction = extract_file(path, word_view=word_view)
    findings = prove(extraction)
    if debug_dir is not None:
        from extract.debugging import write_debug

        write_debug(debug_dir, extraction)
    wrong = [unread_of_finding(f) for f in findings if f.verdict == "contradicts"]
    return FileRead(
        tuple(tidy_observations([extraction])), (*extraction.unread, *wrong), summarise(extraction, findings)
    )


def read_rows(
    path: Path, *, word_view: Literal["accepted", "original"] = "accepted", debug_dir: Path | None = None
) -> FileRows:
    """As `read_one`, in the form that the outputs take; a file that cannot be read gives its reason.

    Raises:
        MissingInputError: There is no such file.
        NeedsExtraError: It needs an optional part; that is no lasting fault of the file.
        OutputError: The debug folder cannot be written.
    """
    from extract.outputs import tidy_rows, unread_row

    try:
        read = read_one(path, word_view=word_view, debug_dir=debug_dir)
    except UnreadableError as error:
        return FileRows(error=[type(error).__name__, error.what, error.where, error.why, error.next_step])
    out = FileRows(
        unread=[unread_row(u) for u in read.unread],
        lines=read.summary.lines(),
        unlike=read.summary.failed,
        left=sum(u.what != "self-check" for u in read.unread),
    )
    for start in range(0, len(read.observations), BLOCK):
        out.add(tidy_rows(read.observations[start : start + BLOCK]))
    return out


def run_extract(
    files: Sequence[Path],
    *,
    out: Path | None = None,
    summary: bool = False,
    debug_dir: Path | None = None,
    jobs: int = 0,
    dask: str | None = None,
    word_view: str = "accepted",
    force: bool = False,
    fresh: bool = False,
    hash_all: bool = False,
) -> ExitCode:
    """Read files, each in a worker with limits on time and memory, and write the tidy table.

    What was read of each file is kept beside the table (NAME.readings.db): the next run reads only what is new.

    Args:
        files: Files and folders.
        out: Tidy table to write; without it the summary is printed.
        summary: Print what was read of each file.
        debug_dir: Folder for pages and raw tables to look at; every file is read for it.
        jobs: Files read at the same time; 0 for one a processor, at most 4.
        dask: Address of a Dask scheduler whose workers read instead.
        word_view: "accepted" or "original", for Word files with tracked changes.
        force: Overwrite a file that is not a tidy table.
        fresh: Read every file again.
        hash_all: Look at every file's content, also where its size and date are unchanged.

    Returns:
        OK, or PARTIAL where a file, cell, chart or arrow could not be read.

    Raises:
        PanelpaperError: The only file given cannot be read, or nothing can be written.
    """
    view: Literal["accepted", "original"] = "original" if word_view == "original" else "accepted"
    beside = out.with_name(f"{out.stem}.unread.csv") if out is not None else None
    kept_in = out.with_name(f"{out.stem}.readings.db") if out is not None else None
    outputs = [p for p in (out, beside) if p is not None]
    paths = find_files(files, without=outputs)
    told = Tally(summary=summary or out is None, alone=len(paths) == 1)
    with Ledger(kept_in, view, fresh=fresh or debug_dir is not None, hash_all=hash_all) as ledger:
        last = ledger.last_run(paths, outputs) if not told.summary else None
        if last is not None:
            told.again(last, len(paths))
        else:
            from extract.outputs import TidyWriter, UnreadWriter

            work = partial(read_rows, word_view=view, debug_dir=debug_dir)
            with (
                TidyWriter(out, force=force) if out is not None else nullcontext() as table,
                UnreadWriter(beside, force=force) if beside is not None else nullcontext() as unread,
            ):
                for rows in _readings(paths, work, ledger, told, jobs, dask):
                    if table is not None and unread is not None:
                        table.rows(rows.rows())
                        unread.rows(rows.unread)
            if not told.passing:
                ledger.end_run(paths, outputs, told.facts())
            told.say(len(paths))
        told.where(out, beside, ledger.trouble)
    return ExitCode.PARTIAL if told.left else ExitCode.OK


def _readings(
    paths: Sequence[Path], work: Callable[[Path], FileRows], ledger: Ledger, told: Tally, jobs: int, dask: str | None
) -> Iterator[FileRows]:
    """The rows of each file in order, read or kept; what was read is kept before it is handed on."""
    from extract.batch import read_many

    def known(path: Path) -> str:
        sha256 = ledger.sha256(path) or _hash(path)
        return sha256 if ledger.has(sha256, path.name) else ""

    with progress(len(paths)) as shown, _elsewhere(dask) as executor:
        outcomes = read_many(paths, work, jobs=jobs, executor=executor, known=known, pages=shown.page)
        with closing(cast("Generator[Any, None, None]", outcomes)) as reading:  # Ctrl-C stops the workers
            for outcome in reading:
                rows = outcome.result or ledger.rows(outcome.sha256, outcome.path.name)
                if rows is None:
                    yield told.lost(outcome)
                else:
                    if outcome.result is not None:
                        ledger.keep(outcome.path, outcome.sha256, rows)
                    ledger.seen(outcome.path, outcome.sha256)
                    yield told.read(outcome.path, rows, again=outcome.result is None)
                shown.file(outcome.path)


def _hash(path: Path) -> str:
    from extract.batch import file_hash

    try:
        return file_hash(path)
    except MissingInputError:
        return ""


def _elsewhere(dask: str | None) -> AbstractContextManager[Executor | None]:
    """The cluster to read on, or None for workers of our own."""
    if dask is None:
        return nullcontext()
    from extract.cluster import dask_executor

    return dask_executor(dask)
