"""The verb of this stage: `panelpaper check PAPER`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from check.report import CheckReport
    from normalise import Register, Store

_EXAMPLES = (
    "Examples: [bold]panelpaper check paper.docx[/bold]; [bold]panelpaper check paper.pdf --html findings.html --pdf "
    "marked.pdf[/bold]; [bold]panelpaper check paper.docx --word commented.docx --baseline accepted.toml[/bold]. "
    "Exit code 14 means that something contradicts."
)


def register(app: typer.Typer) -> None:
    """Add this stage's verb to the command line.

    Args:
        app: The command line.
    """
    app.command("check", epilog=_EXAMPLES)(check)


def check(
    paper: Annotated[Path, typer.Argument(help="The paper: Word, PDF or text.", show_default=False)],
    store: Annotated[
        Path | None,
        typer.Option("--store", help="The store of earlier publications; panelpaper.db here, if there is one."),
    ] = None,
    register: Annotated[
        Path | None, typer.Option("--register", help="The register; register.toml here, else the starter register.")
    ] = None,
    json: Annotated[Path | None, typer.Option("--json", help="Write counts and all findings as JSON.")] = None,
    csv: Annotated[Path | None, typer.Option("--csv", help="Write all findings as CSV.")] = None,
    html: Annotated[
        Path | None, typer.Option("--html", help="Write a report to read in a browser, with the pages marked.")
    ] = None,
    word: Annotated[
        Path | None, typer.Option("--word", help="Write the Word paper again with a comment at each finding.")
    ] = None,
    pdf: Annotated[
        Path | None, typer.Option("--pdf", help="Write the PDF paper again with highlights and notes.")
    ] = None,
    baseline: Annotated[
        Path | None, typer.Option("--baseline", help="Findings accepted before, each with its reason.")
    ] = None,
    write_baseline: Annotated[
        Path | None, typer.Option("--write-baseline", help="Write this check's contradictions for you to give reasons.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Show also what agrees and what was not checked.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Write over reports that are there already.")] = False,
) -> None:
    """Hold every figure of a paper against itself and against what was published before."""
    from contextlib import ExitStack

    from check import Baseline, check_paper
    from extract import extract_in_worker
    from records import ExitCode

    _no_overwriting(paper, (json, csv, html, word, pdf), force)
    known = Baseline.load(baseline) if baseline else None
    with ExitStack() as stack:
        opened = _open_store(store)
        if opened is not None:
            stack.enter_context(opened)
        known_names = _register(register)
        report = _with_progress(
            lambda: check_paper(paper, store=opened, register=known_names, baseline=known, read=extract_in_worker)
        )
    _show(report, everything)
    _write(report, json, csv, html, word, pdf)
    if write_baseline is not None:
        from check import write_baseline as write

        n = write(write_baseline, report.findings, old=known)
        typer.echo(f"{n} findings written to {write_baseline}: give each a reason there, then use --baseline.")
    if report.counts["contradicts"]:
        raise typer.Exit(int(ExitCode.FINDINGS))


def _no_overwriting(paper: Path, outputs: tuple[Path | None, ...], force: bool) -> None:
    from records import ExistsError, MissingInputError, OutputError

    if not paper.is_file():
        raise MissingInputError(
            "there is no such paper", where=str(paper), next_step="Give the path of a Word, PDF or text file."
        )
    for path in outputs:
        if path is None:
            continue
        if path.resolve() == paper.resolve():
            raise OutputError(
                "a report may not be written over the paper itself", where=str(path), next_step="Name another file."
            )
        if path.exists() and not force:
            raise ExistsError("this file is there already", where=str(path), next_step="Name another, or add --force.")


def _open_store(path: Path | None) -> Store | None:
    """The store asked for, or the one in this folder; None where there is none."""
    from normalise import Store
    from records import MissingInputError

    if path is None:
        here = Path("panelpaper.db")
        return Store.open(here, create=False) if here.is_file() else None
    if "://" not in str(path) and not path.is_file():
        raise MissingInputError(
            "there is no such store", where=str(path), next_step="Fill one with:  panelpaper normalise FOLDER"
        )
    return Store.open(path, create=False)


def _register(path: Path | None) -> Register:
    from normalise import Register

    here = Path("register.toml")
    return Register.load(path or (here if here.is_file() else None))


def _with_progress(work: Callable[[], CheckReport]) -> CheckReport:
    """Run the check; a person sees that it works, a pipe sees nothing."""
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal:
        return work()
    with console.status("Reading and checking ..."):
        return work()


def _show(report: CheckReport, everything: bool) -> None:
    from rich.console import Console

    from check.report_table import print_report

    console = Console()
    print_report(report, console if console.is_terminal else Console(width=140), everything=everything)


def _write(
    report: CheckReport, json: Path | None, csv: Path | None, html: Path | None, word: Path | None, pdf: Path | None
) -> None:
    if json is not None:
        from check.report_json import write_json

        write_json(report, json)
    if csv is not None:
        from check.report_json import write_csv

        write_csv(report, csv)
    if html is not None:
        from check.report_html import write_html

        write_html(report, html)
    if word is not None:
        from check.report_word import write_word

        write_word(report, word)
    if pdf is not None:
        from check.report_pdf import write_pdf

        write_pdf(report, pdf)
    for path in (json, csv, html, word, pdf):
        if path is not None:
            typer.echo(f"Written: {path}")
