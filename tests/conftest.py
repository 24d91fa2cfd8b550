"""Shared fixtures: the archive of real documents (where present), and golden files."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parent.parent
# Processes that tests start import the tests by name. At the end of the path, so that the installed product,
# where there is one, is what they test.
sys.path.append(str(REPO))
ARCHIVE = REPO.parent / "shared" / "archive"


@pytest.fixture(scope="session")
def archive() -> Path:
    """Folder of real documents with truth beside them; tests that need it skip where it is absent."""
    if not ARCHIVE.is_dir():
        pytest.skip("the archive of real documents is not beside this checkout")
    return ARCHIVE


@pytest.fixture(scope="session")
def names_archive() -> Path:
    """Real lists of indicator names over two years, with answers."""
    folder = REPO.parent / "shared" / "names"
    if not folder.is_dir():
        pytest.skip("the lists of real names are not beside this checkout")
    return folder


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden text files")
