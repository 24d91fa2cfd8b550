"""Runs the verb ``draft``: reads the choices, opens store and register, says what was made."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, cast

import typer

from draft.direction import METHODS, Method
from draft.drafting import KINDS, Drafted, Kind, Options, draft_document
from draft.rollforward import roll_forward
from draft.todo import ORDER
from extract import extract_in_worker
from records import InputError, parse_period

ROLL_FORWARD = "roll-forward"


def run(kind: str, last: Path | None, choices: dict[str, Any]) -> None:
    """Draft and report on standard output.

    Args:
        kind: KIND of the command line.
        last: Paper to roll forward.
        choices: Options of the command line by name.

    Raises:
        PanelpaperError: As `draft_document`; InputError where a choice is not understood.
    """
    from normalise import Register, Store

    if kind not in {*KINDS, ROLL_FORWARD}:
        raise InputError(
            f"'{kind}' is not a kind of paper", next_step=f"Choose one of: {', '.join(KINDS)}, {ROLL_FORWARD}."
        )
    options = options_of(kind if kind in KINDS else "progress-report", choices)
    out = choices["out"] or Path(f"{kind}-{options.day:%Y-%m}.docx")
    register_file = choices["register"] or _if_there("register.toml")
    with Store.open(choices["store"], create=False) as store:
        register = Register.load(register_file)
        if kind == ROLL_FORWARD:
            if last is None:
                raise InputError(
                    "roll-forward needs the last paper",
                    next_step="Write: panelpaper draft roll-forward LAST.docx --period 2016-06",
                )
            done = roll_forward(
                last,
                options,
                store,
                register,
                out=out,
                old_day=_day(choices["since"], "--from") if choices["since"] else None,
                comments=choices["comments"],
                accept_existing=choices["accept_existing"],
                force=choices["force"],
            )
        else:
            done = draft_document(
                replace(options, last=last),
                store,
                register,
                out=out,
                template=choices["template"],
                outline=choices["outline"] or _if_there("outline.toml"),
                force=choices["force"],
            )
    report(done)


def options_of(kind: Kind, choices: dict[str, Any]) -> Options:
    """The options of a paper from the command line's text.

    Raises:
        InputError: If a period, date or method is not understood.
    """
    direction = choices["direction"]
    if direction is not None and direction not in METHODS:
        raise InputError(
            f"'{direction}' is not a way to measure direction", next_step=f"Choose one of: {', '.join(METHODS)}."
        )
    compare_with = choices["compare_with"]
    day = _day(choices["period"], "--period")
    compared = _day(compare_with, "--compare-with") if compare_with else None
    if compared is not None and compared >= day:
        raise InputError(
            f"--compare-with {compare_with} is not before --period {choices['period']}",
            next_step="Give an earlier month.",
        )
    return Options(
        kind,
        day,
        cast("Method | None", direction),
        compared,
        choices["by"],
        choices["to"],
        choices["subject"],
        _day(choices["date"], "--date") if choices["date"] else None,
        choices["update"],
        choices["strict"],
        choices["small"],
        choices["suppress"],
        _day(choices["as_known_on"], "--as-known-on") if choices.get("as_known_on") else None,
        read=extract_in_worker,
    )


def report(done: Drafted) -> None:
    """Say what was made and what is left to do."""
    typer.echo(f"Drafted {done.path} with {len(done.slots)} tied figures and words")
    typer.echo(f"  figures: {done.figures}")
    typer.echo(f"  to do:   {done.todo}")
    counts = [(kind, done.count(kind)) for kind in ORDER]
    for kind, n in counts:
        if n:
            typer.echo(f"  {n:4d}  {kind}")


def _day(text: str, option: str) -> date:
    found = parse_period(str(text))
    if found is None:
        raise InputError(f"{option} '{text}' is not a month or date", next_step=f"Write it as {option} 2016-03.")
    return found.end


def _if_there(name: str) -> Path | None:
    path = Path(name)
    return path if path.is_file() else None
