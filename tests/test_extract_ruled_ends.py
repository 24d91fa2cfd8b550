"""Tables with rules at their head and foot and shaded rows alone, several to a page, the last broken over the page."""

from __future__ import annotations

from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extract import extract_file

WAIVERS = [
    ["Reason", "Q3 24/25", "Q4 24/25", "Q1 25/26", "Q2 25/26"],
    ["Single supplier", "6", "5", "4", "6"],
    ["Urgency", "7", "5", "4", "3"],
    ["Extension", "4", "4", "2", "4"],
    ["Total", "17", "14", "10", "13"],
]
SPEND = [
    ["Category", "2024", "2025", "Change"],
    ["Social care", "62,480", "66,115", "+3,635"],
    ["Energy", "21,930", "20,410", "-1,520"],
    ["Fleet", "9,870", "9,150", "-720"],
    ["All", "94,280", "95,675", "+1,395"],
]
AWARDS = [
    ["Directorate", "Contracts", "Bids", "Average", "Local"],
    ["Adults", "9", "41", "4.6", "5"],
    ["Children", "7", "24", "3.4", "3"],
    ["Transport", "12", "53", "4.4", "6"],
    ["Housing", "8", "38", "4.8", "5"],
]
TEXT = [
    "Over the last four quarters the number of waivers has come down in all but one of the reasons",
    "that are recorded, and the board was told in the spring that this is expected to go on for now.",
]


def _table(c: Canvas, rows: list[list[str]], y: float, right: float, *, foot: bool = True, shade: int = 1) -> float:
    """Draw rows down from y, a rule over and under the first and under the last; where the next line goes."""
    columns = [85 + k * (right - 85) / len(rows[0]) for k in range(len(rows[0]))]
    c.setFont("Helvetica", 8)
    for n, row in enumerate(rows):
        if n % 2 == shade:
            c.setFillColorRGB(0.82, 0.92, 0.95)
            c.rect(85, y - 3, right - 85, 11, stroke=0, fill=1)
        c.setFillColorRGB(0, 0, 0)
        for x, text in zip(columns, row, strict=True):
            c.drawString(x + 3, y, text)
        if n == 0 and shade:
            c.line(85, y + 9, right, y + 9)
            c.line(85, y - 3, right, y - 3)
        y -= 11
    if foot:
        c.line(85, y + 8, right, y + 8)
    return y - 16


def _text(c: Canvas, y: float) -> float:
    c.setFont("Helvetica", 10)
    for line in TEXT:
        c.drawString(85, y, line)
        y -= 13
    return y - 14


def test_each_table_is_read_by_itself_and_the_rows_over_the_page_by_row(tmp_path: Path) -> None:
    c = Canvas(str(tmp_path / "paper.pdf"), pagesize=A4)
    y = _text(c, 640)
    y = _table(c, WAIVERS, y, 544)
    y = _text(c, y)
    y = _table(c, SPEND, y, 526)
    y = _text(c, y)
    _table(c, AWARDS[:2], 110, 544, foot=False)
    c.showPage()
    _table(c, AWARDS[2:], 760, 544, shade=0)
    _text(c, 640)
    c.save()
    grids = list(extract_file(tmp_path / "paper.pdf").document.grids())
    assert [[[cell.text if cell else "" for cell in row] for row in g.matrix()] for g in grids] == [
        WAIVERS,
        SPEND,
        AWARDS,
    ]
