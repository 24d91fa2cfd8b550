"""Headings set wide apart on one ground, between two levels, and wider than the signs under them."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from reportlab.lib.colors import HexColor, black
from reportlab.pdfgen.canvas import Canvas

from extract import extract_file

ROWS = [
    ("Parks inspected", "61", "64", "70", "Amber", "#ffb000", "up"),
    ("Trees surveyed", "412", "405", "400", "Green", "#00a651", "down"),
    ("Playgrounds repaired", "18", "22", "30", "Red", "#d7191c", "up"),
]


def canvas_of(path: Path) -> Canvas:
    c = Canvas(str(path), pagesize=(595, 842), invariant=1)
    c.setFont("Helvetica-Bold", 14)
    c.drawString(40, 800, "Fenwick Council")
    c.setFont("Helvetica", 9)
    c.drawString(40, 785, "Parks scorecard, Quarter 2 2025/26")
    return c


def arrow(c: Canvas, x: float, y: float, way: str) -> None:
    c.setLineWidth(1.2)
    s = 1 if way == "up" else -1
    for a, b, to_x, to_y in ((0, -5, 0, 5), (-3, 2, 0, 5), (3, 2, 0, 5)):
        c.line(x + a, y + s * b, x + to_x, y + s * to_y)


def check(path: Path) -> None:
    frame = [o.to_row() for o in extract_file(path).observations]
    got = {(str(o["indicator"]), str(o["role"]), str(o["period"]), str(o["value"])) for o in frame}
    for name, before, now, target, word, _, way in ROWS:
        assert (name, "result", "2025-06-30", before) in got
        assert (name, "result", "2025-09-30", now) in got
        said = {(role, value) for n, role, _, value in got if n == name and role != "result"}
        assert said == {("target", target), ("rag", word.lower()), ("dot", way)}
    assert len(got) == 5 * len(ROWS)


def draw_row(c: Canvas, y: float, row: tuple[str, ...], xs: tuple[float, ...]) -> None:
    """A row: its name, two results, its target, a coloured disc beside its word, and an arrow drawn in lines."""
    name, before, now, target, word, colour, way = row
    c.setFillColor(black)
    c.setFont("Helvetica", 9)
    c.drawString(40, y, name)
    for x, text in zip(xs, (before, now, target, word), strict=False):
        c.drawCentredString(x, y, text)
    c.setFillColor(HexColor(colour))
    c.circle(xs[3] - c.stringWidth(word, "Helvetica", 9) / 2 - 6, y + 3, 3, stroke=0, fill=1)
    arrow(c, xs[4], y + 3, way)


def test_heads_between_two_levels_and_over_narrow_signs(tmp_path: Path) -> None:
    c = canvas_of(tmp_path / "a.pdf")
    xs = (230.0, 290.0, 350.0, 425.0, 510.0)
    c.setFont("Helvetica-Bold", 9)
    c.drawCentredString(260, 752, "Actual")
    for x, words in ((90, "Measure"), (350, "Target"), (420, "Status"), (510, "Change since quarter 1")):
        c.drawCentredString(x, 741, words)
    for x, words in ((230, "Q1 2025/26"), (290, "Q2 2025/26")):
        c.drawCentredString(x, 730, words)
    c.line(200, 748, 320, 748)
    y = 704.0
    for k, row in enumerate(ROWS):
        if k != 1:
            c.setFillColor(HexColor("#eeeeee"))
            c.rect(36, y - 8, 534, 22, stroke=0, fill=1)
            c.setFillColor(black)
            c.setFont("Helvetica-Bold", 9)
            c.drawString(40, y, ("Green spaces", "", "Play")[k])
            y -= 22
        c.line(36, y + 14, 570, y + 14)
        draw_row(c, y, row, xs)
        y -= 22
    c.line(36, y + 14, 570, y + 14)
    c.save()
    check(tmp_path / "a.pdf")


def test_rows_of_heads_far_apart_on_one_ground(tmp_path: Path) -> None:
    c = canvas_of(tmp_path / "b.pdf")
    xs = (230.0, 300.0, 370.0, 440.0, 510.0)
    c.setFillColor(HexColor("#c9d6df"))
    edges = (36, 200, 270, 340, 410, 480, 556)
    for cells, top, bottom in (
        ((0, 1, 3, 6), 762, 738),
        ((0, 1, 3), 738, 714),
        ((1, 2, 3), 714, 690),
        ((3, 4, 5, 6), 738, 690),
    ):
        for k, end in pairwise(cells):
            c.rect(edges[k], bottom, edges[end] - edges[k], top - bottom, stroke=0, fill=1)
    c.rect(36, 690, 164, 48, stroke=0, fill=1)
    c.setFillColor(black)
    c.setFont("Helvetica-Bold", 9)
    c.drawString(220, 750, "Results")
    c.drawString(360, 750, "Assessment")
    for x, words in ((40, "Measure"), (220, "2025/26"), (360, "Target"), (425, "Status"), (500, "Trend")):
        c.drawString(x, 725, words)
    for x, words in ((220, "Q1"), (290, "Q2")):
        c.drawString(x, 700, words)
    c.drawString(40, 674, "Green spaces")
    y = 652.0
    for k, row in enumerate(ROWS):
        if k % 2 == 0:
            c.setFillColor(HexColor("#f0f4f7"))
            for left, right in pairwise(edges):
                c.rect(left, y - 8, right - left, 24, stroke=0, fill=1)
        draw_row(c, y, row, xs)
        y -= 24
    c.save()
    check(tmp_path / "b.pdf")
