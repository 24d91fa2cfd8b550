"""The verbs about names: match, register, review. Signatures only; the work is imported when it is asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from normalise.defaults import STORE

_REGISTER = typer.Option("--register", "-r", help="The register file; register.toml in this folder if left out.")

register_app = typer.Typer(
    no_args_is_help=True,
    help="Look after the register of indicators.",
    epilog="Example: panelpaper register lint register.toml",
)


def register_names(app: typer.Typer) -> None:
    """Add the verbs about names.

    Args:
        app: The command line.
    """
    app.command("match", epilog="Example: panelpaper match names.csv register.csv --out verdicts.csv")(match)
    app.command("review", epilog="Example: panelpaper review review.xlsx --register register.toml --who 'A. Analyst'")(
        review
    )
    app.add_typer(register_app, name="register")


def match(
    names: Annotated[Path, typer.Argument(help="CSV of printed names (column name, printed_name or indicator).")],
    register: Annotated[Path, typer.Argument(help="CSV of register names (column name; key where there is one).")],
    out: Annotated[Path | None, typer.Option("--out", "-o", help="CSV of verdicts to write.")] = None,
    group: Annotated[str | None, typer.Option(help="Column of both files: match only inside each group.")] = None,
    glossary: Annotated[Path | None, typer.Option(help="A glossary.toml with your own words.")] = None,
) -> None:
    """Match a list of printed names to a register of names: accept, review or new, with reasons."""
    from normalise.glossary import Glossary
    from normalise.match_files import match_lists, read_names, write_verdicts

    words = Glossary.load(glossary) if glossary else None
    printed, known = read_names(names, group=group), read_names(register, group=group)
    matches = match_lists(printed, known, glossary=words)
    counts = {verdict: sum(m.verdict == verdict for m in matches) for verdict in ("accept", "review", "new")}
    told = f"{len(matches)} names: {counts['accept']} accepted, {counts['review']} for review, {counts['new']} new."
    if out is not None:
        write_verdicts(out, matches, known)
        typer.echo(f"{told} Written to {out}.")
        return
    for found in matches:
        typer.echo(f"{found.verdict:7} {found.name}")
        if found.register_name:
            typer.echo(f"        = {found.register_name}")
        for candidate in found.candidates if found.verdict == "review" else ():
            typer.echo(f"        ? {candidate.name}")
        typer.echo(f"          {found.reasons[-1]}")
    typer.echo(told)


@register_app.command("lint", epilog="Example: panelpaper register lint register.toml")
def register_lint(
    register: Annotated[
        Path | None, typer.Argument(help="The register file; the starter register if left out.")
    ] = None,
) -> None:
    """Find duplicates, gaps, unreachable names and contradicting bands. Exit code 6 where there is an error."""
    from normalise.register import Register
    from normalise.register_lint import lint
    from records import ExitCode

    known = Register.load(register)
    notes = lint(known)
    for note in notes:
        typer.echo(str(note))
    errors = sum(note.level == "error" for note in notes)
    warnings = sum(note.level == "warning" for note in notes)
    typer.echo(
        f"{len(known)} indicators: {errors} errors, {warnings} warnings, {len(notes) - errors - warnings} notes."
    )
    if errors:
        raise typer.Exit(int(ExitCode.REGISTER))


@register_app.command(
    "new",
    epilog="Examples: panelpaper register new register.toml; panelpaper register new register.toml --from returns/",
)
def register_new(
    path: Annotated[Path, typer.Argument(help="The register to write.")],
    from_: Annotated[
        list[Path] | None,
        typer.Option("--from", help="Start it from these publications or returns (a file or folder; may be repeated)."),
    ] = None,
    council: Annotated[str, typer.Option(help="With --from: your council's name; found out if left out.")] = "",
    force: Annotated[bool, typer.Option("--force", help="Replace an existing file.")] = False,
) -> None:
    """Write a register to edit and to keep under version control: the starter register, or with --from your own.

    With --from it gets the indicators that your scorecards or data returns print, with their names through time,
    units, targets and bands. What they do not print stays empty, and is listed for you to fill in.
    """
    from normalise.register_run import run_new

    code = run_new(path, sources=from_ or [], council=council, force=force, say=typer.echo)
    if code:
        raise typer.Exit(code)


@register_app.command("show", epilog="Example: panelpaper register show cic-placement-stability-3plus")
def register_show(
    key: Annotated[str, typer.Argument(help="A register key, or a printed name.")],
    register: Annotated[Path | None, _REGISTER] = None,
) -> None:
    """Show an indicator with its names, bands and links; for a printed name, how it would be decided."""
    from normalise.register import Register

    known = Register.load(register)
    if key not in known:
        decision = known.resolve(key)
        typer.echo(f"{decision.verdict}{': ' + decision.key if decision.key else ''}")
        for reason in decision.reasons:
            typer.echo(f"   {reason}")
        for candidate in decision.candidates if not decision.key else ():
            typer.echo(f"   candidate {candidate.key}: {candidate.name}")
        return
    found = known[key]
    typer.echo(f"{found.key}\n   {found.name}")
    for field in ("section", "definition", "population", "unit", "polarity", "basis"):
        if getattr(found, field):
            typer.echo(f"   {field}: {getattr(found, field)}")
    for label in found.labels:
        since = f" from {label.first:%B %Y}" if label.first else ""
        until = f" to {label.last:%B %Y}" if label.last else ""
        typer.echo(f"   printed as: {label.text}{since}{until}")
    for year, target in found.targets.items():
        typer.echo(f"   target {year}: {target}")
    for link in known.related(key):
        typer.echo(f"   {link.kind}: {link.to}{' (' + link.note + ')' if link.note else ''}")


def review(
    sheet: Annotated[
        Path | None, typer.Argument(help="A review sheet that you have filled in (.xlsx or .csv).")
    ] = None,
    register: Annotated[Path | None, _REGISTER] = None,
    store: Annotated[str, typer.Option(help="The store whose names wait: a file, or a database address.")] = STORE,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Write the names that wait (.xlsx or .csv).")] = None,
    who: Annotated[str, typer.Option(help="Who decides, where the sheet does not say.")] = "",
    sssom: Annotated[Path | None, typer.Option(help="Write all decisions as an SSSOM mapping set (.tsv).")] = None,
) -> None:
    """Decide about names that wait: write them as a sheet, read a finished sheet, or go through them here.

    With --out the names that wait in the store are written as a sheet. With SHEET its decisions are kept in
    decisions.toml beside the register, and the store takes them over. With neither they are asked here, one by one.
    """
    from normalise.review_run import run_review

    code = run_review(
        sheet, register=register, store=store, out=out, who=who, sssom=sssom, say=typer.echo, prompt=_prompt
    )
    if code:
        raise typer.Exit(code)


def _prompt(text: str) -> str:
    return str(typer.prompt(text, default="", show_default=False))
