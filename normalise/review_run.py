"""Runs a review: from the store to a sheet, from a sheet into the register, or at the prompt."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from normalise.defaults import REGISTER, STORE, open_register, open_store
from normalise.register import Register
from normalise.review import Applied, ReviewItem, apply, ask, items_of
from normalise.review_files import read_review, write_review, write_sssom
from records import ExitCode, InputError

if TYPE_CHECKING:
    from collections.abc import Callable


def run_review(
    sheet: Path | None,
    *,
    register: Path | None,
    store: str,
    out: Path | None,
    who: str,
    sssom: Path | None,
    say: Callable[[str], object],
    prompt: Callable[[str], str],
) -> int:
    """One run of ``panelpaper review``.

    Args:
        sheet: A filled-in review sheet; None to take the names from the store.
        register: The register file; ``register.toml`` in this folder if None.
        store: The store whose names wait.
        out: The sheet to write.
        who: Who decides.
        sssom: The mapping set to write.
        say: Prints a line.
        prompt: Asks for a line.

    Returns:
        The exit code: 0, or 13 where names still wait, or 6 where a decision could not be kept.

    Raises:
        InputError: If there is no register of one's own to keep the decisions beside.
        StoreError: If the store cannot be used.
    """
    known = open_register(register)
    if sheet is None and sssom is not None:
        write_sssom(sssom, known)
        say(f"{len(known.decisions)} decisions written to {sssom}.")
        return int(ExitCode.OK)
    if out is not None:
        items = read_review(sheet) if sheet is not None else _waiting(store, known)
        write_review(out, items, known)
        say(f"{len(items)} names wait. Written to {out}.")
        return int(ExitCode.REVIEW) if items else int(ExitCode.OK)
    if known.path is None:
        raise InputError(
            "decisions need a register of your own",
            next_step=f"Make one with:  panelpaper register new {REGISTER}",
        )
    if sheet is not None:
        items = read_review(sheet)
    else:
        items = _waiting(store, known)
        if not items:
            say("No name waits.")
            return int(ExitCode.OK)
        who = who or prompt("Who decides")
        items = ask(items, who=who, say=say, prompt=prompt)
    done = apply(items, known, who=who)
    if done.kept:
        known.save()
        known.decisions.save()
    _resolve_again(store, known)
    if sssom is not None:
        write_sssom(sssom, known)
    return _report(done, known, say)


def _waiting(store: str, register: Register) -> list[ReviewItem]:
    with open_store(store, create=False) as opened:
        return items_of(opened.waiting(), register)


def _resolve_again(store: str, register: Register) -> None:
    """Let the store take the decisions over; a sheet may also be read where there is no store."""
    if store == STORE and not Path(store).is_file():
        return
    with open_store(store, create=False) as opened:
        opened.resolve_again(register)


def _report(done: Applied, register: Register, say: Callable[[str], object]) -> int:
    for problem in done.problems:
        say(f"Not kept: {problem}")
    say(
        f"{len(done.kept)} decisions kept in {register.decisions.path}, {done.known} known already, "
        f"{done.open} still wait, {len(done.problems)} could not be kept."
    )
    if done.problems:
        return int(ExitCode.REGISTER)
    return int(ExitCode.REVIEW) if done.open else int(ExitCode.OK)
