"""The verbs about the store: normalise, series, coverage, export. Signatures only; the work is imported on demand."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

_STORE = typer.Option("--store", help="The store: a file, or a PostgreSQL address (postgresql://...).")
_REGISTER = typer.Option("--register", "-r", help="The register; register.toml here, else the starter register.")
_AREA = typer.Option(help="An area, as printed; the council's whole area if not given.")
_COHORT = typer.Option(help="all, excl_uasc ...")
_FORCE = typer.Option("--force", help="Replace files that exist.")


def register_store(app: typer.Typer) -> None:
    """Add the verbs about the store.

    Args:
        app: The command line.
    """
    app.command("normalise", epilog="Example: panelpaper normalise archive/ --review review.xlsx")(normalise)
    app.command("series", epilog="Example: panelpaper series 'placement stability'")(series)
    app.command("coverage", epilog="Example: panelpaper coverage --csv coverage.csv")(coverage)
    app.command("areas", epilog="Example: panelpaper areas --learn")(areas)
    app.command("export", epilog="Example: panelpaper export history.xlsx --what history")(export)


def normalise(
    paths: Annotated[list[Path] | None, typer.Argument(help="Publications, or folders of them.")] = None,
    store: Annotated[str, _STORE] = "panelpaper.db",
    register: Annotated[Path | None, _REGISTER] = None,
    review: Annotated[
        Path | None,
        typer.Option(
            help="Write the names that wait here (.xlsx or .csv), and beside it self_checks.csv and unread.csv."
        ),
    ] = None,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=0, help="Files read at the same time; 0 for one a processor.")
    ] = 0,
    explain: Annotated[str | None, typer.Option(help="Show how a printed name was decided, rung by rung.")] = None,
) -> None:
    """Read publications, reconcile their names with the register, and keep every figure in the store.

    Files that are in the store already cost nothing. A file that cannot be read is listed and the rest goes on.
    Names that the register cannot settle are kept for review: their figures are stored and get their indicator once
    you have decided.
    """
    from normalise.store_run import run_explain, run_normalise

    if explain is not None:
        raise typer.Exit(run_explain(explain, store=store, register=register))
    if not paths:
        raise typer.BadParameter("give the files or folders to read", param_hint="PATHS")
    raise typer.Exit(run_normalise(paths, store=store, register=register, review=review, jobs=jobs))


def series(
    name: Annotated[str, typer.Argument(help="A key, a printed name, or words of it.")],
    store: Annotated[str, _STORE] = "panelpaper.db",
    register: Annotated[Path | None, _REGISTER] = None,
    area: Annotated[str, _AREA] = "",
    cohort: Annotated[str, _COHORT] = "all",
    as_known_on: Annotated[
        str | None, typer.Option(help="Only what was published up to this day (2016-05-13).")
    ] = None,
    csv: Annotated[Path | None, typer.Option(help="Write the history as CSV; - for the screen.")] = None,
    plot: Annotated[Path | None, typer.Option(help="Draw the history (.png or .svg).")] = None,
    force: Annotated[bool, _FORCE] = False,
) -> None:
    """Show an indicator's history: each figure with its publication, revisions and breaks in the series."""
    from normalise.store_run import run_series

    raise typer.Exit(
        run_series(
            name, store=store, register=register, area=area, cohort=cohort, as_known_on=as_known_on, out=csv,
            chart=plot, force=force,
        )
    )  # fmt: skip


def coverage(
    names: Annotated[list[str] | None, typer.Argument(help="Indicators; all if none is named.")] = None,
    store: Annotated[str, _STORE] = "panelpaper.db",
    register: Annotated[Path | None, _REGISTER] = None,
    area: Annotated[str, _AREA] = "",
    cohort: Annotated[str, _COHORT] = "all",
    csv: Annotated[Path | None, typer.Option(help="Write every cell as CSV; - for the screen.")] = None,
    force: Annotated[bool, _FORCE] = False,
) -> None:
    """Show which months each indicator has figures for, which are missing, and what would fill them."""
    from normalise.store_run import run_coverage

    raise typer.Exit(
        run_coverage(names or [], store=store, register=register, area=area, cohort=cohort, out=csv, force=force)
    )


def areas(
    store: Annotated[str, _STORE] = "panelpaper.db",
    register: Annotated[Path | None, _REGISTER] = None,
    learn: Annotated[
        bool, typer.Option("--learn", help="Find out from the newest scorecard's figures which areas add up to which.")
    ] = False,
) -> None:
    """List the areas and teams with the months they are printed for, and which are parts of which.

    Groups are declared in the register ([areas]); --learn proposes them where several measures add up exactly.
    """
    from normalise.store_run import run_areas

    raise typer.Exit(run_areas(store=store, register=register, learned=learn))


def export(
    out: Annotated[Path, typer.Argument(help="The file to write: .csv, .xlsx or .parquet.")],
    what: Annotated[
        str, typer.Option(help="observations (every figure as printed), history (one row a period), or revisions.")
    ] = "observations",
    name: Annotated[str | None, typer.Option(help="Only this indicator: a key, a printed name, or words.")] = None,
    store: Annotated[str, _STORE] = "panelpaper.db",
    register: Annotated[Path | None, _REGISTER] = None,
    force: Annotated[bool, _FORCE] = False,
) -> None:
    """Write the store as a table, for Excel, Power BI or a program."""
    from normalise.store_run import run_export

    raise typer.Exit(run_export(out, what=what, name=name, store=store, register=register, force=force))
