"""The README keeps its word: every command it shows runs, its tables are the code's own."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from records import ExitCode

REPO = Path(__file__).resolve().parent.parent
README = REPO / "README.md"


def shown_commands() -> list[str]:
    """Lines of the README's console blocks that start with a prompt."""
    text = README.read_text("utf-8")
    blocks = re.findall(r"```console\n(.*?)```", text, re.DOTALL)
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as the reader has it after the demo: the samples beside a fresh store."""
    folder = tmp_path_factory.mktemp("desk")
    run("panelpaper demo", folder, allowed={ExitCode.OK})
    return folder / "panelpaper-demo"


def run(command: str, folder: Path, *, allowed: set[int]) -> subprocess.CompletedProcess[str]:
    words = shlex.split(command)
    if words[0] == "panelpaper":
        words = [sys.executable, "-m", "panelpaper", *words[1:]]
    env = {**os.environ, "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1", "COLUMNS": "120"}
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, timeout=300, env=env)
    assert done.returncode in allowed, f"{command}\n{done.stdout}\n{done.stderr}"
    return done


def test_the_two_commands_come_first_and_are_the_ones_promised() -> None:
    assert shown_commands()[:2] == ["pip install . && panelpaper demo", 'pip install ".[test]" && pytest -n auto']


def test_every_command_shown_runs_in_the_order_shown(desk: Path) -> None:
    commands = [c for c in shown_commands() if c.startswith("panelpaper ")]
    assert len(commands) > 5
    for command in commands:  # later ones read what earlier ones wrote
        # Findings and names that wait for a person are results, told by their exit codes.
        run(command, desk, allowed={ExitCode.OK, ExitCode.FINDINGS, ExitCode.REVIEW})


def test_the_table_of_exit_codes_is_the_code() -> None:
    rows = re.findall(r"^\| (\d+) \| (.+?) \|$", README.read_text("utf-8"), re.MULTILINE)
    assert rows == [(str(code.value), code.meaning) for code in ExitCode]


def test_every_verb_is_in_the_reference_with_an_example() -> None:
    import typer.main

    from panelpaper import app

    group = typer.main.get_command(app)
    text = README.read_text("utf-8")
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        assert f"### `panelpaper {name}`" in text
        assert f"panelpaper {name}" in (command.help or "") + (command.epilog or ""), f"{name} shows no example"


@pytest.mark.skipif(shutil.which("panelpaper") is None, reason="the command is not on the path")
def test_the_installed_command_answers() -> None:
    done = subprocess.run(["panelpaper", "--version"], capture_output=True, text=True, timeout=60, check=True)
    assert re.fullmatch(r"panelpaper \d+\.\d+\.\d+\S*\n", done.stdout)
