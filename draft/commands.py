"""The verb ``draft``: signatures only, the work is imported when it is asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

_KINDS = "progress-report, appendix, cover-paper, scorecard or action-plan; roll-forward brings LAST up to date"
_EPILOG = (
    "Examples: [bold]panelpaper draft progress-report --period 2016-03[/bold]; "
    "[bold]panelpaper draft appendix --period 2016-03 --compare-with 2015-12 --out appendix.docx[/bold]; "
    "[bold]panelpaper draft roll-forward last.docx --period 2016-06[/bold]"
)


def register(app: typer.Typer) -> None:
    """Add this stage's verb to the command line.

    Args:
        app: The command line.
    """
    app.command(name="draft", epilog=_EPILOG)(draft)


def draft(
    kind: Annotated[str, typer.Argument(metavar="KIND", help=_KINDS)],
    last: Annotated[Path | None, typer.Argument(metavar="[LAST]", help="The last paper (roll-forward only).")] = None,
    *,
    period: Annotated[str, typer.Option(help="Month the paper reports on, such as 2016-03.")],
    out: Annotated[Path | None, typer.Option(help="The .docx to write; KIND-PERIOD.docx if not given.")] = None,
    store: Annotated[str, typer.Option(help="The store of publications.")] = "panelpaper.db",
    register_file: Annotated[
        Path | None, typer.Option("--register", help="The register; ./register.toml if it is there.")
    ] = None,
    outline: Annotated[
        Path | None, typer.Option(help="Challenges and measures of the paper; ./outline.toml if it is there.")
    ] = None,
    template: Annotated[Path | None, typer.Option(help="Your own Word template.")] = None,
    direction: Annotated[
        str | None,
        typer.Option(help="What arrows compare with: previous, outturn, same-period-last-year, trend or spc."),
    ] = None,
    compare_with: Annotated[str | None, typer.Option(help="Compare with this month instead, such as 2015-12.")] = None,
    by: Annotated[str, typer.Option(help="Name and role in whose name the paper goes.")] = "",
    to: Annotated[str, typer.Option(help="Panel and date of the meeting.")] = "",
    subject: Annotated[str, typer.Option(help="Subject line of the paper.")] = "",
    date: Annotated[str | None, typer.Option(help="Date of the meeting, such as 2016-07-20.")] = None,
    update: Annotated[str, typer.Option(help="Which report this is: first, second, third ...")] = "",
    strict: Annotated[bool, typer.Option("--strict", help="Stop at the first figure that is not known.")] = False,
    suppress_small: Annotated[
        bool, typer.Option("--suppress-small", help="Hide small counts instead of flagging them.")
    ] = False,
    small: Annotated[int, typer.Option(help="Counts under this are small; 0 for none.")] = 5,
    since: Annotated[
        str | None, typer.Option("--from", help="Period LAST reports on, where it does not say (roll-forward only).")
    ] = None,
    as_known_on: Annotated[
        str | None, typer.Option(help="Use only what was published up to this day, such as 2016-05-31.")
    ] = None,
    comments: Annotated[
        bool, typer.Option("--comments", help="Put the source of each changed figure beside it (roll-forward only).")
    ] = False,
    accept_existing: Annotated[
        bool,
        typer.Option(
            "--accept-existing",
            help="Read LAST with its tracked changes accepted; they stay in it (roll-forward only).",
        ),
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace files that exist.")] = False,
) -> None:
    """Draft a paper in Word from the store, every figure tied to its source.

    Beside the paper go its figures (.figures.csv) and a to-do and audit sheet (.todo.xlsx).
    """
    from draft.running import run

    choices: dict[str, Any] = {
        "period": period, "out": out, "store": store, "register": register_file, "outline": outline,
        "template": template, "direction": direction, "compare_with": compare_with, "by": by, "to": to,
        "subject": subject, "date": date, "update": update, "strict": strict, "suppress": suppress_small,
        "small": small, "force": force, "since": since, "comments": comments,
        "as_known_on": as_known_on, "accept_existing": accept_existing,
    }  # fmt: skip
    run(kind, last, choices)
