"""Runs ``panelpaper register new``: a copy of the starter register, or a register started from publications."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from normalise.glossary import OWN_WORDS
from normalise.register import Register, write_text
from records import ExistsError, ExitCode

_SHOWN = 8


def run_new(path: Path, *, sources: Sequence[Path], council: str, force: bool, say: Callable[[str], None]) -> int:
    """Write a new register, and an empty list of own words beside it where there is none.

    Args:
        path: The register to write.
        sources: Publications to start from; none for a copy of the starter register.
        council: With sources: whose register it is; found out if empty.
        force: Replace an existing file.
        say: Prints a line.

    Returns:
        0, or 12 where a source could not be read and is listed.

    Raises:
        ExistsError: If the file exists already.
        MissingInputError: If a source does not exist.
    """
    if path.exists() and not force:
        raise ExistsError("this file exists already", where=str(path), next_step="Choose another name, or add --force.")
    words = path.with_name("glossary.toml")
    code = ExitCode.OK
    if sources:
        code = _started(path, sources, council, say)
    else:
        known = Register.load()
        known.save(path)
        say(f"Wrote {path} with {len(known)} indicators.")
    if not words.exists():
        write_text(words, OWN_WORDS)
    say(f"Check it with: panelpaper register lint {path}")
    say(f"Your council's own words and abbreviations go into {words}.")
    return int(code)


def _started(path: Path, sources: Sequence[Path], council: str, say: Callable[[str], None]) -> ExitCode:
    from normalise.register_start import start_from_files

    started = start_from_files(sources, council=council, said=lambda file: say(f"Read {file}"))
    register = started.register
    register.save(path)
    whose = f" of {register.council}" if register.council else ""
    say(f"Wrote {path}{whose} with {len(register)} indicators.")
    if not register:
        say("No indicator with a result was found: look at the files with  panelpaper extract FILES --summary")
    if not register.council:
        say("Whose register it is was not printed: fill in 'council'.")
    if started.without_polarity:
        say(
            f"Fill in 'polarity' (H: higher is better, L: lower is better, T: close to target) of "
            f"{len(started.without_polarity)} indicators: {_listed(started.without_polarity)}"
        )
    if started.left:
        say(
            f"{len(started.left)} names may be one of these indicators and are not in the register: "
            f"{_listed(started.left)}. Decide with: panelpaper normalise FILES --register {path} --review review.xlsx"
        )
    for error in started.failed:
        say(str(error))
    return ExitCode.PARTIAL if started.failed else ExitCode.OK


def _listed(names: Sequence[str]) -> str:
    rest = len(names) - _SHOWN
    return "; ".join(names[:_SHOWN]) + (f" and {rest} more" if rest > 0 else "")
