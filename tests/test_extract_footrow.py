"""A table that begins at the foot of a page with its headings and one row."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from extract import extract_file
from extract.reading import read_document

HEAD = [(40, ["Measure"]), (280, ["Q1", "2025/26"]), (350, ["Q2", "2025/26"]), (420, ["Target"]), (490, ["Status"])]
ROWS = [
    ("Homes let in time", "81", "83", "90", "Amber"),
    ("Repairs in time", "94", "95", "92", "Green"),
    ("Calls answered", "71", "69", "80", "Red"),
    ("Rent collected", "97", "98", "98", "Green"),
]


def head(c: Canvas, y: float) -> float:
    c.setFont("Helvetica-Bold", 9)
    for x, lines in HEAD:
        for k, words in enumerate(lines):
            c.drawString(x, y + (5.5 - 11 * k if len(lines) == 2 else 0), words)
    return y - 26


def row(c: Canvas, y: float, texts: tuple[str, ...]) -> float:
    c.setFont("Helvetica", 9)
    for (x, _), text in zip(HEAD, texts, strict=True):
        c.drawString(x, y, text)
    return y - 22


@pytest.mark.parametrize("first", [1, 2])
def test_the_row_before_the_break_is_read_with_the_others(first: int, tmp_path: Path) -> None:
    c = Canvas(str(tmp_path / "foot.pdf"), pagesize=(595, 842), invariant=1)
    c.setFont("Helvetica-Bold", 14)
    c.drawString(40, 800, "Fenwick Council")
    c.setFont("Helvetica", 9)
    c.drawString(40, 785, "Housing scorecard, Quarter 2 2025/26")
    y = head(c, 126.0 + 22 * (first - 1))
    for texts in ROWS[:first]:
        y = row(c, y, texts)
    c.drawString(290, 24, "1")
    c.showPage()
    y = head(c, 790.0)
    for texts in ROWS[first:]:
        y = row(c, y, texts)
    c.drawString(290, 24, "2")
    c.save()
    extraction = extract_file(tmp_path / "foot.pdf")
    got = {(o.indicator, o.role, o.value.printed) for o in extraction.observations}
    for name, _, now, target, status in ROWS:
        assert {(name, "result", now), (name, "target", target), (name, "rag", status)} <= got
    assert not extraction.unread


@pytest.mark.parametrize(
    "lines",
    [
        [["Yours", "sincerely,", "The", "Director"], ["Fenwick Council, 12 High Street, telephone 01234 567890"]],
        [["Measure", "Q1", "Q2", "Target", "Status"]],
        [["Homes let in time", "81", "83", "90", "Amber"]],
        [["Measure", "Q1", "Q2"], ["Homes let in time", "81", "83", "90", "Amber"]],
    ],
)
def test_other_ends_of_pages_are_no_tables(lines: list[list[str]], tmp_path: Path) -> None:
    c = Canvas(str(tmp_path / "end.pdf"), pagesize=(595, 842), invariant=1)
    c.setFont("Helvetica", 9)
    c.drawString(40, 800, "The committee is asked to note this report, which has no figures.")
    for k, texts in enumerate(lines):
        for (x, _), text in zip(HEAD, texts, strict=False):
            c.drawString(x, 120 - 22 * k, text)
    c.save()
    assert not read_document(tmp_path / "end.pdf").grids()
