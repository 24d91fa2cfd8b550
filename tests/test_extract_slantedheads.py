"""Headings that stand aslant over a table, and last rows that no rule closes, drawn by reportlab."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from extract import extract_file

HEADS = ["Mar 2025", "Jun 2025", "Target", "RAG"]
ROWS = [
    ("Visits in time", "80.1%", "81.7%", "90.0%", "R"),
    ("Reviews in time", "70.2%", "75.0%", "75.0%", "G"),
    ("Plans agreed", "412", "398", "400", "A"),
]


def drawn(folder: Path, angle: int, *, ruled: bool, skewed: bool = False) -> Path:
    """A table with its headings over it at an angle; skewed: with slanting sides of mitred areas."""
    path = folder / "slanted.pdf"
    c = Canvas(str(path), invariant=1)
    c.setFont("Helvetica-Bold", 14)
    c.drawString(50, 780, "Medshire Council scorecard, June 2025")
    c.setFont("Helvetica-Bold", 9)
    c.drawString(54, 624, "Measure")
    xs = [50, 250, 310, 370, 430, 490]
    for x, head in zip(xs[1:], HEADS, strict=False):
        c.saveState()
        if angle < 180:
            c.translate(x + 24, 626)
            c.rotate(angle)
            c.drawString(0, 0, head)
        else:
            c.translate(x + 30, 626)
            c.rotate(angle)
            c.drawRightString(0, 0, head)
        c.restoreState()
    c.setFont("Helvetica", 9)
    for k, row in enumerate(ROWS):
        y = 600 - 22 * k
        c.drawString(54, y + 7, row[0])
        for x, text in zip(xs[1:], row[1:], strict=False):
            c.drawCentredString(x + 30, y + 7, text)
        if ruled:
            c.line(50, y, 490, y)
    if ruled:
        for x in xs:
            c.line(x, 556, x, 622)
        if skewed:  # the rule under the headings as an area with mitred ends, and slanting sides
            for a, b, rise in ((50, 490, 0), *((x, x, 60) for x in xs[1:])):
                p = c.beginPath()
                p.moveTo(a, 622)
                p.lineTo(b + rise + 0.8, 622 + rise)
                p.lineTo(b + rise, 622.8 + rise)
                p.lineTo(a - 0.6, 622.8)
                p.close()
                c.drawPath(p, stroke=0, fill=1)
            c.line(50, 682, 250, 682)
            c.line(50, 622, 50, 682)
        else:
            c.line(50, 622, 490, 622)
    c.save()
    return path


@pytest.mark.parametrize(
    ("angle", "ruled", "skewed"), [(45, True, False), (45, False, False), (60, True, True), (315, True, False)]
)
def test_slanted_heads_belong_to_the_columns_at_their_feet(
    tmp_path: Path, angle: int, ruled: bool, skewed: bool
) -> None:
    extraction = extract_file(drawn(tmp_path, angle, ruled=ruled, skewed=skewed))
    found = [
        (o.indicator, o.role, o.word or o.value.printed, o.period.end.isoformat() if o.period else "")
        for o in extraction.observations
    ]
    wanted = []
    for name, before, now, target, rag in ROWS:
        colour = {"R": "red", "G": "green", "A": "amber"}[rag]
        wanted += [(name, "result", before, "2025-03-31"), (name, "result", now, "2025-06-30")]
        wanted += [(name, "target", target, "2026-03-31"), (name, "rag", colour, "2025-06-30")]
    assert found == wanted
    assert extraction.unread == ()


def test_a_watermark_is_no_heading(tmp_path: Path) -> None:
    path = tmp_path / "marked.pdf"
    c = Canvas(str(path), invariant=1)
    for k, row in enumerate([("Measure", *HEADS), *ROWS]):
        for x, text in zip((50, 250, 310, 370, 430), row, strict=True):
            c.drawString(x, 600 - 22 * k, text)
    c.setFont("Helvetica", 60)
    c.translate(260, 500)
    c.rotate(45)
    c.drawString(0, 0, "DRAFT")
    c.save()
    roles = {o.role for o in extract_file(path).observations}
    assert roles == {"result", "target", "rag"}


@pytest.mark.parametrize("sides", [True, False])
def test_a_last_row_that_only_its_sides_enclose(tmp_path: Path, sides: bool) -> None:
    """At the foot of a page a program leaves out the rule under the last row; its outer sides go on."""
    path = tmp_path / "foot.pdf"
    c = Canvas(str(path), invariant=1)
    c.drawString(50, 240, "Medshire Council scorecard, June 2025")
    rows = [("Measure", *HEADS), *ROWS]
    xs = [50, 250, 310, 370, 430, 490]
    for k, row in enumerate(rows):
        c.line(50, 200 - 22 * k, 490, 200 - 22 * k)
        for x, text in zip(xs, row, strict=False):
            c.drawString(x + 4, 185 - 22 * k, text)
    for x in xs:
        outer = x in (50, 490) and sides
        c.line(x, 200, x, 200 - 22 * (4 if outer else 3))
    c.save()
    found = {o.indicator for o in extract_file(path).observations if o.role == "rag"}
    assert found == {name for name, *_ in (ROWS if sides else ROWS[:2])}
