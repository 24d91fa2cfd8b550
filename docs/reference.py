"""Writes the generated parts of README.md: the command reference and the table of exit codes.

README.md calls these through cog: ``python -m cogapp -r README.md`` rewrites them.
"""

from __future__ import annotations

import re
from typing import Any

import typer.main

from panelpaper import app
from records import ExitCode


def commands() -> str:
    """The command reference: for each verb what it does, its arguments and options, an example."""
    out: list[str] = []
    group: Any = typer.main.get_command(app)
    for name, command in group.commands.items():
        out += _verb(f"panelpaper {name}", command)
    return "\n".join(out)


def exit_codes() -> str:
    """The table of exit codes."""
    rows = ["| code | meaning |", "|---|---|"]
    rows += [f"| {code.value} | {code.meaning} |" for code in ExitCode]
    return "\n".join(rows)


def _verb(path: str, command: Any) -> list[str]:
    out = [f"### `{path}`", "", _plain(command.help or ""), ""]
    if command.epilog:
        out += [_code_in(_plain(command.epilog)), ""]
    rows = []
    for param in command.params:
        if getattr(param, "hidden", False) or param.name == "help":
            continue
        shown = (
            ", ".join(f"`{o}`" for o in param.opts)
            if param.param_type_name == "option"
            else f"`{(param.metavar or param.name).strip('[]').upper()}`"
        )
        rows.append(f"| {shown} | {_plain(getattr(param, 'help', None) or '')} |")
    if rows:
        out += ["| option | meaning |", "|---|---|", *rows, ""]
    for name, child in getattr(command, "commands", {}).items():
        out += [f"- `{path} {name}`: {_plain(child.help or '').split(chr(10))[0]}"]
    if getattr(command, "commands", None):
        out.append("")
    return out


def _plain(text: str) -> str:
    """Help text without markup or line wraps."""
    text = re.sub(r"\[/?(?:bold|dim|italic|cyan|green)\]", "", text.replace("\f", ""))
    return " ".join(text.split()).replace("|", "\\|")


def _code_in(text: str) -> str:
    """Commands of an example line as code."""
    return re.sub(r"(panelpaper .*?)(?=; |\. [A-Z][a-z]+ [a-z]| makes |$)", r"`\1`", text)
