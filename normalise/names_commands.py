"""The verbs about names: match, register, review. Signatures only; the work is imported when it is asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def register_names(app: typer.Typer) -> None:
    """Add the verbs about names.

    Args:
        app: The command line.
    """
    app.command("match", epilog="Example: panelpaper match names.csv register.csv --out verdicts.csv")(match)


def match(
    names: Annotated[Path, typer.Argument(help="CSV of printed names (column name, printed_name or indicator).")],
    register: Annotated[Path, typer.Argument(help="CSV of register names (column name; key where there is one).")],
    out: Annotated[Path | None, typer.Option("--out", "-o", help="CSV of verdicts to write.")] = None,
    group: Annotated[str | None, typer.Option(help="Column of both files: match only inside each group.")] = None,
    glossary: Annotated[Path | None, typer.Option(help="Your own glossary.toml.")] = None,
) -> None:
    """Match a list of printed names to a register of names: accept, review or new, with reasons."""
    from normalise.glossary import Glossary
    from normalise.match_files import match_lists, read_names, write_verdicts

    words = Glossary.load(glossary) if glossary else None
    printed, known = read_names(names, group=group), read_names(register, group=group)
    matches = match_lists(printed, known, glossary=words)
    counts = {verdict: sum(m.verdict == verdict for m in matches) for verdict in ("accept", "review", "new")}
    if out is not None:
        write_verdicts(out, matches, known)
        typer.echo(
            f"{len(matches)} names: {counts['accept']} accepted, {counts['review']} for review, {counts['new']} new. "
            f"Written to {out}."
        )
        return
    for found in matches:
        typer.echo(f"{found.verdict:7} {found.name}")
        if found.register_name:
            typer.echo(f"        = {found.register_name}")
        for candidate in found.candidates if found.verdict == "review" else ():
            typer.echo(f"        ? {candidate.name}")
        typer.echo(f"          {found.reasons[-1]}")
    typer.echo(
        f"{len(matches)} names: {counts['accept']} accepted, {counts['review']} for review, {counts['new']} new."
    )
