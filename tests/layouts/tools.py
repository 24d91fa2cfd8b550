"""The programs that print: LibreOffice and Chromium. Tests skip with a reason where one is absent."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest


def office_pdf(path: Path) -> Path:
    """Print a workbook or Word file to PDF beside it."""
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed: this layout is printed by it")
    profile = path.parent / "profile"
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{profile}", "--convert-to", "pdf", "--outdir", str(path.parent), str(path)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return path.with_suffix(".pdf")


def browser_pdf(html: Path) -> Path:
    """Print a web page to PDF beside it."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not program:
        pytest.skip("Chromium is not installed: this layout is printed by it")
    out = html.with_suffix(".pdf")
    subprocess.run(
        [program, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={html.parent / 'browser'}",
         f"--print-to-pdf={out}", html.as_uri()],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return out
