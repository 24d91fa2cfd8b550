"""What a run of the verb extract tells: progress, what was read, what was not and where that is listed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import records
from extract.ledger import FileRows
from extract.summary import many
from records import PanelpaperError

if TYPE_CHECKING:
    from extract.batch import Outcome


class Tally:
    """Counts of a run.

    Args:
        summary: Print of each file what was read of it.
        alone: One file was given: that it cannot be read is the run's error.
    """

    def __init__(self, *, summary: bool, alone: bool) -> None:
        self.summary = summary
        self.passing = False
        self._alone = alone
        self._figures = self._files = self._kept = self._unlike = 0
        self._left = 0
        self._errors: list[str] = []

    @property
    def left(self) -> int:
        """Things that could not be read, files among them."""
        return self._left

    def read(self, path: Path, rows: FileRows, *, again: bool) -> FileRows:
        """Count a file that was read, or refused for what it is; its rows."""
        self._kept += again
        if rows.error:
            return self._refused(path, _error(rows.error), "")
        self._files += 1
        self._figures += rows.figures
        self._unlike += rows.unlike
        self._left += rows.left
        if self.summary:
            print("\n".join(rows.lines))
        return rows

    def lost(self, outcome: Outcome[FileRows]) -> FileRows:
        """Count a file whose reading failed in a way that may pass; its rows."""
        self.passing = True
        if outcome.error is None:
            error: PanelpaperError = records.UnreadableError(
                "its reading was lost", where=outcome.path.name, next_step="Run again with --fresh."
            )
        else:
            error = outcome.error
        return self._refused(outcome.path, error, outcome.sha256)

    def _refused(self, path: Path, error: PanelpaperError, sha256: str) -> FileRows:
        from extract.outputs import unread_row
        from records import Source, Unread

        if self._alone:
            raise error
        self._left += 1
        self._errors.append(error.message)
        why = f"{error.what}: {error.why}" if error.why else error.what
        return FileRows(unread=[unread_row(Unread("file", why, Source(sha256, path.name), "", error.next_step))])

    def facts(self) -> dict[str, Any]:
        """Counts for the next run, should nothing change."""
        return {
            "figures": self._figures, "files": self._files, "unlike": self._unlike, "left": self._left,
            "errors": self._errors,
        }  # fmt: skip

    def again(self, facts: dict[str, Any], total: int) -> None:
        """Tell that nothing changed since the last run, and what it found."""
        self._figures, self._files, self._unlike = facts["figures"], facts["files"], facts["unlike"]
        self._left = facts["left"]
        print(
            f"Nothing has changed since the last run: {many(total, 'file')}, {many(self._figures, 'figure')}; "
            "the table is as it was."
        )
        self._tell_errors(facts["errors"])

    def say(self, total: int) -> None:
        """Tell what was read and which files were not."""
        kept = f" ({self._kept:,} unchanged since they were read before)" if self._kept else ""
        print(f"{self._files:,} of {many(total, 'file')} read{kept}: {many(self._figures, 'figure')}.")
        self._tell_errors(self._errors)

    def _tell_errors(self, errors: list[str]) -> None:
        for message in errors:
            print(f"Not read: {message}", file=sys.stderr)

    def where(self, out: Path | None, beside: Path | None, trouble: str) -> None:
        """Tell where the results are, and what needs a person's eyes."""
        if out is not None:
            print(f"The table is {out}.")
        told = []
        if self._left:
            told.append(f"{many(self._left, 'thing')} could not be read or understood")
        if self._unlike:
            told.append(f"{many(self._unlike, 'sum')} in the publications {_do(self._unlike)} not agree")
        if told:
            where = f"; listed with place and reason in {beside}" if beside is not None else ""
            print(f"For your eyes: {' and '.join(told)}{where}.")
        if trouble:
            print(f"What was read could not be kept for the next run ({trouble}).", file=sys.stderr)


def _do(number: int) -> str:
    return "does" if number == 1 else "do"


def _error(parts: list[str]) -> PanelpaperError:
    kind = getattr(records, parts[0], records.UnreadableError)
    what, where, why, next_step = parts[1:]
    error: PanelpaperError = kind(what, where=where, why=why, next_step=next_step)
    return error


class Shown:
    """A progress bar: files done, the time left, and the page that the reading is at. Here: none."""

    def file(self, path: Path) -> None:
        """One more file is done."""

    def page(self, path: Path, page: int, total: int) -> None:
        """A file's reading is at a page."""


class _Bar(Shown):
    def __init__(self, bar: Any, task: Any) -> None:
        self._bar, self._task = bar, task

    def file(self, path: Path) -> None:
        self._bar.update(self._task, advance=1, description="Reading")

    def page(self, path: Path, page: int, total: int) -> None:
        if total > 1:
            name = path.name if len(path.name) <= 40 else f"{path.name[:36]}...{path.suffix[-4:]}"
            self._bar.update(self._task, description=f"{name}, page {page} of {total}")


@contextmanager
def progress(total: int) -> Iterator[Shown]:
    """A progress bar with the time left on a terminal; silent where the output goes elsewhere."""
    if not sys.stderr.isatty():
        yield Shown()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield _Bar(bar, bar.add_task("Reading", total=total))
