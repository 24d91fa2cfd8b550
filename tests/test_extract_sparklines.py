"""Small line charts in cells are listed, are no arrows, and their frames cut no cells."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract import extract_file
from extract.pageparts import RawPage, Shape
from extract.sparklines import sparklines
from records import Box

VALUES = ("81.2%", "77.0%", "90.4%")
ZIGZAGS = ([0, 9, 4, 12, 8], [12, 6, 0, 6, 12], [0, 6, 12, 6, 0])


def drawn(path: Path) -> Path:
    pytest.importorskip("reportlab", reason="the page is drawn with it")
    from reportlab.pdfgen.canvas import Canvas

    c = Canvas(str(path), pagesize=(595, 842), invariant=1)
    c.setFont("Helvetica-Bold", 12)
    c.drawString(50, 790, "Northshire Council scorecard, March 2025")
    xs = (50, 250, 330, 410, 530)
    rows = [
        ("Indicator", "Mar 2025", "RAG", "Trend"),
        *((f"Visits made in {n} days", v, "No RAG" if n == 2 else "G", "") for n, v in enumerate(VALUES)),
    ]
    y = 760.0
    for n, row in enumerate(rows):
        for x0, x1, text in zip(xs, xs[1:], row, strict=False):
            c.rect(x0, y - 40, x1 - x0, 40)
            c.setFont("Helvetica-Bold" if n == 0 else "Helvetica", 9)
            c.drawString(x0 + 5, y - 22, text)
        if n:
            c.rect(425, y - 35, 90, 30)
            p = c.beginPath()
            p.moveTo(430, y - 30 + ZIGZAGS[n - 1][0])
            for k, v in enumerate(ZIGZAGS[n - 1][1:], 1):
                p.lineTo(430 + 20 * k, y - 30 + v)
            c.drawPath(p)
        y -= 40
    c.save()
    return path


def test_small_charts_in_a_table(tmp_path: Path) -> None:
    extraction = extract_file(drawn(tmp_path / "s.pdf"))
    (grid,) = extraction.document.grids()
    assert (grid.n_rows, grid.n_cols) == (4, 4)
    rows = [o.to_row() for o in extraction.observations]
    assert [r["printed"] for r in rows if r["role"] == "result"] == list(VALUES)
    assert not [r for r in rows if r["role"].startswith("dot")]
    assert [r["value"] for r in rows if r["role"] == "rag"] == ["green", "green", ""]
    assert [(u.what, u.where.page) for u in extraction.unread] == [("chart", 1)] * 3


@pytest.mark.parametrize(
    ("points", "is_one"),
    [
        ([(0, 0), (20, 9), (40, 4), (60, 12)], True),
        ([(0, 0), (20, 9), (40, 4)], True),
        ([(0, 10), (6, 0), (12, 10)], False),
        ([(0, 10), (10, 0), (20, 10)], False),
        ([(0, 0), (20, 9), (10, 4), (60, 12)], False),
        ([(0, 0), (60, 0)], False),
    ],
    ids=["line", "three points, wide", "chevron", "wide chevron", "back and forth", "rule"],
)
def test_what_is_a_small_chart(points: list[tuple[float, float]], is_one: bool) -> None:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    shape = Shape(Box(min(xs), min(ys), max(xs), max(ys)), [points], None, "#1f3864", 0.5, 1)
    page = RawPage(1, 595, 842, 0, shapes=[shape])
    assert bool(sparklines(page, [])) is is_one
    shape.fill = "#1f3864"
    assert not sparklines(page, [])
