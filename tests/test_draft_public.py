"""The package's face is exact, sorted and light."""

from __future__ import annotations

import subprocess
import sys

import draft


def test_the_public_names_are_exact_and_sorted() -> None:
    assert draft.__all__ == sorted(draft.__all__, key=lambda n: (not n.isupper(), n[0].islower(), n))
    for name in draft.__all__:
        assert getattr(draft, name) is not None
    assert set(draft._WHERE) == set(draft.__all__)


def test_importing_the_package_or_its_commands_loads_no_engine() -> None:
    heavy = "pandas sqlalchemy docx docxtpl pptx openpyxl numpy lxml jinja2 rapidfuzz pypdfium2"
    code = (
        "import sys, draft, draft.commands\n"
        f"loaded = [m for m in {heavy.split()!r} if m in sys.modules]\n"
        "print(', '.join(loaded))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "", "")
