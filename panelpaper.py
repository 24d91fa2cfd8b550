"""panelpaper at the prompt: one verb a stage, nothing else.

Every verb lives in its package's ``commands`` module; this module joins them, turns our errors into one plain
message with its exit code, and runs the demo.
"""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer
from check.commands import register as register_check
from draft.commands import register as register_draft
from extract.commands import register as register_extract
from normalise.commands import register as register_normalise
from typer.core import TyperGroup

from records import ExitCode, PanelpaperError

__all__ = ["app", "main"]


class _Commands(TyperGroup):
    """The one place where an error becomes a message and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except PanelpaperError as error:
            if _VERBOSE["on"]:
                raise
            typer.echo(error.message, err=True)
            raise typer.Exit(int(error.exit_code)) from None
        except KeyboardInterrupt:
            typer.echo("Stopped. What was stored before is kept; run the same command again to go on.", err=True)
            raise typer.Exit(int(ExitCode.INTERRUPTED)) from None
        except BrokenPipeError:
            # The reader of our output (head, more) has gone: that is its right, not an error.
            sys.stderr.close()
            raise typer.Exit(int(ExitCode.OK)) from None


_VERBOSE = {"on": False}

app = typer.Typer(
    name="panelpaper",
    cls=_Commands,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_show_locals=False,  # locals can hold unpublished figures
    help="Reads performance scorecards and panel papers into tidy tables, keeps the history of every indicator, "
    "drafts the next report in Word, and checks every figure before it goes public.",
    epilog="Try it: [bold]panelpaper demo[/bold]",
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"panelpaper {version('panelpaper')}")
        raise typer.Exit


@app.callback()
def _options(
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Show the technical cause of an error.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    _VERBOSE["on"] = verbose


register_extract(app)
register_normalise(app)
register_draft(app)
register_check(app)


def main() -> None:
    """Run the command line; the console script calls this."""
    app()


if __name__ == "__main__":
    main()
