"""The work of the verb extract: files in, one tidy table out, everything that was not read said and listed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from extract.extraction import Extraction
from extract.outputs import tidy_observations, unread_of_finding, write_tidy, write_unread
from extract.summary import summarise
from records import ExitCode, Finding, MissingInputError, Observation, PanelpaperError, Source, Unread

READABLE: frozenset[str] = frozenset(
    {".pdf", ".docx", ".docm", ".txt", ".md", ".markdown", ".text", ".xlsx", ".xlsm", ".csv", ".tsv"}
)
"""Endings of files that are looked for in folders; files named one by one are always tried."""

Done = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file: an extraction with its self-checks, or the error."""

    path: Path
    extraction: Extraction | None = None
    findings: tuple[Finding, ...] = ()
    error: PanelpaperError | None = None


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
            inside = sorted(
                p
                for p in path.rglob("*")
                if p.is_file() and p.suffix.lower() in READABLE and not p.name.startswith(("~$", "."))
            )
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


def read_one(path: Path, word_view: Literal["accepted", "original"] = "accepted") -> FileResult:
    """Read, recognise and prove one file; an error is part of the result."""
    from extract.proof import prove
    from extract.recognise import extract_file

    try:
        extraction = extract_file(path, word_view=word_view)
        return FileResult(path, extraction, tuple(prove(extraction)))
    except PanelpaperError as error:
        return FileResult(path, error=error)


def run_extract(
    files: Sequence[Path],
    *,
    out: Path | None = None,
    summary: bool = False,
    debug_dir: Path | None = None,
    jobs: int = 1,
    word_view: str = "accepted",
    force: bool = False,
) -> ExitCode:
    """Read files and write the tidy table.

    Args:
        files: Files and folders.
        out: Tidy table to write; without it the summary is printed.
        summary: Print what was read of each file.
        debug_dir: Folder for pages and raw tables to look at.
        jobs: Files read at the same time.
        word_view: "accepted" or "original", for Word files with tracked changes.
        force: Overwrite a file that is not a tidy table.

    Returns:
        OK, or PARTIAL where a file, cell, chart or arrow could not be read.

    Raises:
        PanelpaperError: The only file given cannot be read, or nothing can be written.
    """
    paths = find_files(files)
    view: Literal["accepted", "original"] = "original" if word_view == "original" else "accepted"
    observations: list[Observation] = []
    unread: list[Unread] = []
    failed: list[FileResult] = []
    n_failures = 0
    with progress(len(paths)) as done:
        for result in _results(paths, view, jobs):
            done(result.path.name)
            if result.extraction is None:
                assert result.error is not None
                if len(paths) == 1:
                    raise result.error
                failed.append(result)
                unread.append(
                    Unread("file", result.error.what, Source("", result.path.name), "", result.error.next_step)
                )
                continue
            extraction = result.extraction
            observations += tidy_observations([extraction])
            unread += extraction.unread
            wrong = [f for f in result.findings if f.verdict == "contradicts"]
            n_failures += len(wrong)
            unread += [unread_of_finding(f) for f in wrong]
            if debug_dir is not None:
                from extract.debugging import write_debug

                write_debug(debug_dir, extraction)
            if summary or out is None:
                print("\n".join(summarise(extraction, result.findings).lines()))
    if out is not None:
        write_tidy(out, observations, force=force)
    _tell(out, paths, observations, unread, failed, n_failures, force)
    left = [u for u in unread if u.what != "self-check"]
    return ExitCode.PARTIAL if left or failed else ExitCode.OK


def _results(paths: Sequence[Path], view: Literal["accepted", "original"], jobs: int) -> Iterator[FileResult]:
    if jobs > 1 and len(paths) > 1:
        from concurrent.futures import ProcessPoolExecutor

        with ProcessPoolExecutor(max_workers=jobs) as pool:
            yield from pool.map(read_one, paths, [view] * len(paths))
        return
    for path in paths:
        yield read_one(path, view)


def _tell(
    out: Path | None,
    paths: Sequence[Path],
    observations: Sequence[Observation],
    unread: Sequence[Unread],
    failed: Sequence[FileResult],
    n_failures: int,
    force: bool,
) -> None:
    read = len(paths) - len(failed)
    print(
        f"{read} of {len(paths)} files read: {len(observations):,} figures" + (f", written to {out}." if out else ".")
    )
    for result in failed:
        assert result.error is not None
        print(f"Not read: {result.error.message}", file=sys.stderr)
    left = sum(u.what != "self-check" for u in unread)
    if left or n_failures:
        told = f"{left:,} things were not understood, {n_failures:,} self-checks contradict."
        if out is not None:
            beside = out.with_name(f"{out.stem}.unread.csv")
            write_unread(beside, unread, force=force)
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
