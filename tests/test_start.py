"""What the start of a command brings in, and that parameters are still taken as declared."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from panelpaper import app

HEAVY = {"docx", "numpy", "openpyxl", "pandas", "pdfplumber", "pydantic", "pypdfium2", "rapidfuzz", "sqlalchemy"}
_RUN = """
import sys
from panelpaper import app
try:
    app({arguments!r}, standalone_mode=False)
except BaseException:
    pass
print(" ".join(sorted({{name.split(".")[0] for name in sys.modules}})))
"""


@pytest.mark.parametrize("arguments", [["extract", "nowhere.pdf"], ["normalise", "nowhere"]])
def test_a_command_starts_without_what_it_does_not_need(arguments: list[str], tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _RUN.format(arguments=arguments)], cwd=tmp_path, capture_output=True, text=True,
        env={"PYTHONPATH": str(Path(__file__).parent.parent), "PATH": "", "PYTHONDONTWRITEBYTECODE": "1"}, check=True,
    )  # fmt: skip
    brought_in = set(done.stdout.splitlines()[-1].split())
    assert "typer" in brought_in
    assert brought_in & (HEAVY if arguments[0] == "extract" else {"pydantic", "pandas", "docx"}) == set()


def test_texts_paths_and_numbers_arrive_in_their_types(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The number of visits rose to 12 in March 2024.\n", encoding="utf-8")
    out = tmp_path / "out.csv"
    done = CliRunner().invoke(app, ["extract", str(tmp_path / "a.txt"), "--out", str(out), "--jobs", "1"])
    assert done.exit_code == 0, done.output
    assert out.is_file()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [(["--jobs", "x"], "--jobs"), (["--jobs", "-1"], "--jobs"), (["--word-view", "neither"], "--word-view"), ([], "")],
)
def test_what_is_not_as_declared_is_refused(wrong: list[str], told: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Nothing.\n", encoding="utf-8")
    files = [str(tmp_path / "a.txt")] if wrong else []
    done = CliRunner().invoke(app, ["extract", *files, *wrong])
    assert done.exit_code == 2
    assert told in done.output
