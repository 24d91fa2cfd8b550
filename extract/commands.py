"""The verb extract. Signatures only; the work is imported when it is asked for."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class WordView(StrEnum):
    """Which text of a Word file with tracked changes."""

    accepted = "accepted"
    original = "original"


def register(app: typer.Typer) -> None:
    """Add the verb.

    Args:
        app: The command line.
    """
    app.command(
        "extract",
        epilog="Example: panelpaper extract archive/ --out tidy.csv --summary",
    )(extract)


def extract(
    files: Annotated[list[Path], typer.Argument(help="Files or folders: PDF, Word, text, Excel or CSV.")],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Tidy table to write: .csv, .xlsx or .parquet.")
    ] = None,
    summary: Annotated[bool, typer.Option("--summary", help="Say of each file what was read of it.")] = False,
    debug_dir: Annotated[
        Path | None,
        typer.Option("--debug-dir", help="Folder for pictures of the pages with the cells found, and raw tables."),
    ] = None,
    jobs: Annotated[
        int,
        typer.Option("--jobs", "-j", min=0, help="Files read at the same time; without it one a processor, at most 4."),
    ] = 0,
    dask: Annotated[str | None, typer.Option("--dask", help="Read on a Dask cluster: its scheduler's address.")] = None,
    word_view: Annotated[
        WordView, typer.Option("--word-view", help="Word files with tracked changes: accepted or original text.")
    ] = WordView.accepted,
    force: Annotated[bool, typer.Option("--force", help="Overwrite a file that is not a tidy table.")] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Read every file again, also those read before.")] = False,
    check_content: Annotated[
        bool, typer.Option("--check-content", help="Look into every file for changes, whatever its size and date.")
    ] = False,
) -> None:
    """Read publications into one tidy table: a row for every figure, with its place.

    What was read is kept beside the table (NAME.readings.db, which may be deleted): stopped with Ctrl-C or run
    again, it reads only files that are new or changed.

    What could not be read is listed beside the table (NAME.unread.csv), with the self-checks that failed.
    Exit code 12 where something could not be read.
    """
    from extract.run import run_extract

    code = run_extract(
        files,
        out=out,
        summary=summary,
        debug_dir=debug_dir,
        jobs=jobs,
        dask=dask,
        word_view=word_view.value,
        force=force,
        fresh=fresh,
        hash_all=check_content,
    )
    if code:
        raise typer.Exit(int(code))
