"""Each package's public face: exact, sorted, importable, and light to import."""

from __future__ import annotations

import importlib
import subprocess
import sys

import pytest

PACKAGES = ["records", "extract", "normalise", "check", "draft"]
HEAVY = {
    "pandas",
    "sqlalchemy",
    "docx",
    "pypdfium2",
    "pdfplumber",
    "openpyxl",
    "rapidfuzz",
    "numpy",
    "scipy",
    "lxml",
    "pptx",
}


@pytest.mark.parametrize("name", PACKAGES)
def test_all_is_sorted_unique_and_importable(name: str) -> None:
    package = importlib.import_module(name)
    names = list(package.__all__)
    order = sorted(names, key=lambda n: (not n.isupper(), not n[0].isupper(), n))
    assert names == order, "constants, then classes, then functions, each by name"
    assert len(set(names)) == len(names)
    for public in names:
        assert getattr(package, public) is not None


@pytest.mark.parametrize("name", PACKAGES)
def test_a_name_that_is_not_public_is_refused(name: str) -> None:
    package = importlib.import_module(name)
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = package.no_such_name


@pytest.mark.parametrize("name", [*PACKAGES, "panelpaper"])
def test_importing_a_package_loads_no_heavy_engine(name: str) -> None:
    code = f"import sys, {name}; print(*sorted(m for m in sys.modules if '.' not in m))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert HEAVY & set(loaded.stdout.split()) == set()
