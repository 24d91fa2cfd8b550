"""Cells that say a rating and a direction: both are kept, and a sign that is only the shape of a rating is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract import extract_file


def signs(folder: Path, head: str, cells: list[str]) -> list[tuple[str, str]]:
    """What was read of a column with a heading: (role, value) from row to row."""
    names = ["Homes let in time", "Repairs in time", "Rent collected", "Calls answered"]
    rows = [f"| {n} | 8{k}.0% | 8{k}.5% | 84.0% | {c} |" for k, (n, c) in enumerate(zip(names, cells, strict=True))]
    lines = [
        "# Fenwick Council", "", "Performance scorecard, Quarter 2 2025/26", "",
        f"| Measure | Q1 2025/26 | Q2 2025/26 | Target | {head} |", "|---|---|---|---|---|", *rows,
    ]  # fmt: skip
    path = folder / "card.md"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = [o.to_row() for o in extract_file(path).observations]
    return [(str(o["role"]), str(o["value"])) for o in found if o["role"] not in {"result", "previous", "target"}]


BOTH = [("rag", "amber"), ("dot", "up"), ("rag", "green"), ("dot", "up"), ("rag", "red"), ("dot", "down"), ("rag", "amber"), ("dot", "level")]  # fmt: skip
WORDS = ["Amber ▲", "Green ▲", "Red ▼", "Amber ►"]
SHAPES = ["▲ Amber", "▲ Amber", "▼ Red", "▲ Amber"]


@pytest.mark.parametrize(
    ("head", "cells", "expected"),
    [
        ("Status and trend", WORDS, BOTH),
        ("RAG", WORDS, BOTH),
        ("Direction of travel", WORDS, BOTH),
        ("RAG / direction", ["A ▲", "G ▲", "R ▼", "A ►"], BOTH),
        ("Status", SHAPES, [("rag", "amber"), ("rag", "amber"), ("rag", "red"), ("rag", "amber")]),
        ("Status and trend", SHAPES, [("rag", "amber"), ("dot", "up"), ("rag", "amber"), ("dot", "up"), ("rag", "red"), ("dot", "down"), ("rag", "amber"), ("dot", "up")]),
    ],
)  # fmt: skip
def test_ratings_with_directions(head: str, cells: list[str], expected: list[tuple[str, str]], tmp_path: Path) -> None:
    assert sorted(signs(tmp_path, head, cells)) == sorted(expected)
