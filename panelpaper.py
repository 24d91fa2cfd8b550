"""panelpaper at the prompt: one verb a stage, nothing else.

Every verb lives in its package's ``commands`` module; this module joins them, turns our errors into one plain
message with its exit code, and runs the demo.
"""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from check.commands import register as register_check
from draft.commands import register as register_draft
from extract.commands import register as register_extract
from normalise.commands import register as register_normalise
from records import ExistsError, ExitCode, PanelpaperError, resource

__all__ = ["app", "main"]


class _Commands(TyperGroup):
    """The one place where an error becomes a message and an exit code."""

    def get_params(self, ctx: Any) -> Any:
        return _plainly(super().get_params(ctx))

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        found: Any = super().get_command(ctx, cmd_name)
        if found is not None and "get_params" not in vars(found):
            of_command = found.get_params
            found.get_params = lambda ctx: _plainly(of_command(ctx))
        return found

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


_TEXTS = (Path, list[Path], list[str])


def _plainly(parameters: list[Any]) -> list[Any]:
    for parameter in parameters:
        if {"_runtime_param", "get_runtime_param", "type_descriptor"} <= set(dir(parameter)):
            parameter._runtime_param = _Plain()
    return parameters


class _Plain:
    """Takes texts, paths and defaults as they are.

    Typer from 0.29 on brings in pydantic to convert every parameter, which takes as long as all else at the start of a
    command; only what is neither text nor path is left to it.
    """

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """The value of a parameter in the type it is declared with."""
        descriptor = param.type_descriptor
        declared = descriptor.annotation
        if value is None:
            return () if param.multiple or param.nargs == -1 else None
        if isinstance(declared, type) and isinstance(value, declared):
            return value  # a default, or a text
        wishes = ("parser", "click_type", "exists", "resolve_path", "writable", "allow_dash")
        if declared in _TEXTS and not any(getattr(descriptor.parameter_info, wish, None) for wish in wishes):
            if declared is Path and isinstance(value, str):
                return Path(value)
            if declared is not Path and isinstance(value, (list, tuple)):
                return [Path(v) if declared == list[Path] else v for v in value]
        param._runtime_param = None
        return param.get_runtime_param().coerce(value, param=param, ctx=ctx)


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

_DEMO_STEPS: tuple[tuple[str, str], ...] = (
    (
        "Read the archive, reconcile the names, keep every figure with its source",
        "normalise archive --review review.csv",
    ),
    ("Look at one indicator's history", 'series "placement stability" --area Wealdshire'),
    ("Draft the next papers", "draft progress-report --period 2025-03 --out progress_report.docx"),
    ("", "draft appendix --period 2025-03 --out appendix.docx"),
    ("Check the drafts against themselves and the archive", "check progress_report.docx"),
    ("", "check appendix.docx"),
    ("Check a paper in which mistakes were planted", "check paper_to_check.docx --html findings.html"),
)


@app.command(
    epilog="Example: [bold]panelpaper demo[/bold] makes the folder panelpaper-demo and says where to look first."
)
def demo(
    folder: Annotated[Path, typer.Argument(help="A folder that does not exist yet.")] = Path("panelpaper-demo"),
) -> None:
    """Do the whole main job on the samples, in a new folder, showing each command."""
    if folder.exists():
        raise ExistsError(
            "this folder is there already",
            where=str(folder),
            next_step="Name another (panelpaper demo MY-FOLDER), or delete it first.",
        )
    (folder / "archive").mkdir(parents=True)
    for file in sorted(resource("samples").iterdir()):
        if file.name in {"register.toml", "README.md", "planted.csv"}:
            shutil.copy(file, folder / {"README.md": "about_the_samples.md"}.get(file.name, file.name))
        elif file.stem.endswith("_to_check"):
            shutil.copy(file, folder / f"paper_to_check{file.suffix}")
        elif file.suffix in {".pdf", ".docx", ".csv", ".xlsx"}:
            shutil.copy(file, folder / "archive" / file.name)
    here = Path.cwd()
    os.chdir(folder)
    try:
        for title, step in _DEMO_STEPS:
            if title:
                typer.secho(f"\n{title}", bold=True)
            typer.secho(f"$ panelpaper {step}", fg="cyan")
            _run(step)
    finally:
        os.chdir(here)
    typer.secho(f"\nAll of it is in the folder {folder}. Look first at:", bold=True)
    for name, what in (
        ("progress_report.docx", "the drafted paper: figures, arrows and charts from the archive"),
        ("findings.html", "what the check found in the paper with planted mistakes (planted.csv lists them)"),
        ("review.csv", "names that wait for your decision"),
    ):
        typer.echo(f"  {folder / name}  -  {what}")


def _run(command: str) -> None:
    """Run one of our own commands; findings and names to review are results, anything else stops the demo."""
    code = typer.main.get_command(app).main(shlex.split(command), standalone_mode=False)
    if code not in {None, ExitCode.OK, ExitCode.FINDINGS, ExitCode.REVIEW}:
        raise typer.Exit(int(code))


def main() -> None:
    """Run the command line; the console script calls this."""
    app()


if __name__ == "__main__":
    main()
