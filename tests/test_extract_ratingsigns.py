"""Ratings as discs with a tick, triangles and octagons; a short bar among arrows."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract import extract_file

canvas = pytest.importorskip("reportlab.pdfgen.canvas", reason="the pages are drawn with it")

ROWS = (
    ("Calls answered in a minute", "71.0%", "74.2%", "green", "up"),
    ("Complaints answered in time", "84.1%", "83.0%", "amber", "down"),
    ("Council tax collected", "55.9%", "55.9%", "amber", "level"),
    ("Requests answered in 20 days", "92.4%", "90.3%", "red", "down"),
    ("Visits to the website", "88.2%", "91.4%", "green", "up"),
)
INK = {"green": "#3fa34d", "amber": "#f5a300", "red": "#d62828"}


def _shape(c: object, points: list[tuple[float, float]], colour: str) -> None:
    path = c.beginPath()  # type: ignore[attr-defined]
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    path.close()
    c.setFillColor(colour)  # type: ignore[attr-defined]
    c.drawPath(path, stroke=0, fill=1)  # type: ignore[attr-defined]


def _page(path: Path) -> Path:
    c = canvas.Canvas(str(path), pagesize=(595, 842), invariant=1)
    c.setFont("Helvetica-Bold", 12)
    c.drawString(40, 800, "Denholme Council: customer scorecard, October 2025")
    c.setFont("Helvetica", 9)
    xs, top, high = (40, 240, 310, 380, 440, 500), 780, 24
    for x, head in zip(xs, ("Indicator", "Sep 2025", "Oct 2025", "Status", "Trend"), strict=False):
        c.drawString(x + 4, top - 15, head)
    for r, (name, then, now, rag, way) in enumerate(ROWS, 1):
        y = top - high * r - 15
        c.setFillColor("#000000")
        for x, text in zip(xs, (name, then, now), strict=False):
            c.drawString(x + 4, y, text)
        x, y = 410.0, y + 3.0
        if rag == "green":
            c.setFillColor(INK[rag])
            c.circle(x, y, 6, stroke=0, fill=1)
            c.setStrokeColor("#ffffff")
            c.setLineWidth(1.5)
            tick = c.beginPath()
            tick.moveTo(x - 3, y)
            tick.lineTo(x - 1, y - 2.5)
            tick.lineTo(x + 3, y + 2.5)
            c.drawPath(tick, stroke=1, fill=0)
        elif rag == "amber":
            _shape(c, [(x - 6, y - 6), (x + 6, y - 6), (x, y + 6)], INK[rag])
        else:
            _shape(c, [(x - 2.5, y - 6), (x + 2.5, y - 6), (x + 6, y - 2.5), (x + 6, y + 2.5),
                       (x + 2.5, y + 6), (x - 2.5, y + 6), (x - 6, y + 2.5), (x - 6, y - 2.5)], INK[rag])  # fmt: skip
        x = 470.0
        if way == "level":
            c.setFillColor("#1565c0")
            c.rect(x - 7, y - 1.2, 14, 2.4, stroke=0, fill=1)
        else:
            s = 6 if way == "up" else -6
            _shape(
                c,
                [(x - 2, y - s), (x + 2, y - s), (x + 2, y), (x + 6, y), (x, y + s), (x - 6, y), (x - 2, y)],
                "#444444",
            )
    c.setStrokeColor("#000000")
    c.setLineWidth(0.5)
    for r in range(len(ROWS) + 2):
        c.line(xs[0], top - high * r, xs[-1], top - high * r)
    for x in xs:
        c.line(x, top, x, top - high * (len(ROWS) + 1))
    c.save()
    return path


def test_icons_of_ratings_and_a_bar_among_arrows(tmp_path: Path) -> None:
    found = extract_file(_page(tmp_path / "icons.pdf")).observations
    assert {(o.indicator, o.word) for o in found if o.role == "rag"} == {(row[0], row[3]) for row in ROWS}
    assert {(o.indicator, o.word) for o in found if o.role.startswith("dot")} == {(row[0], row[4]) for row in ROWS}
