"""Columns of changes whose base the headings did not tell."""

from __future__ import annotations

from pathlib import Path

from extract import extract_file, prove

HEAD = "Indicator,Q2 2024/25,Q1 2025/26,Q2 2025/26,Change"
ROWS = (
    ("Invoices paid within 30 days", "90.1%", "93.0%", "94.5%"),
    ("Complaints answered on time", "80.0%", "88.2%", "85.1%"),
    ("Calls answered in a minute", "71.5%", "69.0%", "75.3%"),
    ("Homes let within 28 days", "64.2%", "66.6%", "61.0%"),
)


def verdicts(folder: Path, changes: tuple[str, ...]) -> list[str]:
    """What is said of the changes of a table."""
    path = folder / "performance.csv"
    path.write_text("\n".join([HEAD, *(",".join([*row, c]) for row, c in zip(ROWS, changes, strict=True))]) + "\n")
    return [f.verdict for f in prove(extract_file(path)) if f.kind == "change"]


def test_from_the_last_quarter(tmp_path: Path) -> None:
    assert verdicts(tmp_path, ("+1.5", "-3.1", "+6.3", "-5.6")) == ["agrees"] * 4


def test_one_that_is_wrong(tmp_path: Path) -> None:
    assert verdicts(tmp_path, ("+1.5", "-3.1", "+6.8", "-5.6")) == ["agrees", "agrees", "contradicts", "agrees"]


def test_from_the_same_quarter_a_year_ago(tmp_path: Path) -> None:
    assert verdicts(tmp_path, ("+4.4", "+5.1", "+3.8", "-3.2")) == ["agrees"] * 4


def test_from_nothing_that_is_printed(tmp_path: Path) -> None:
    assert verdicts(tmp_path, ("+9.4", "+2.1", "-7.7", "+0.3")) == ["not_checked"] * 4
