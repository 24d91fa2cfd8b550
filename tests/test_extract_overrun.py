"""Wrapped texts in rows too low for them, printed over each other, stay with their own rows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from extract import extract_file

canvas = pytest.importorskip("reportlab.pdfgen.canvas", reason="the pages are drawn with it")

_Row = tuple[tuple[str, ...], str, str]
ROWS: tuple[_Row, ...] = (
    (("Emergency repairs made safe within", "24 hours of the call"), "91.2%", "94.0%"),
    (("Average days to let a home that", "needs no major works"), "31.4", "28.9"),
    (("Rent collected",), "97.9%", "98.4%"),
    (("Homes with a gas certificate that", "is less than one year", "old at the month's end"), "99.1%", "99.6%"),
    (("Households in temporary", "accommodation"), "214", "198"),
)
HEADS = ("Indicator", "Sep 2025", "Oct 2025")


def _page(path: Path, held: Sequence[_Row], *, set_by: str) -> Path:
    """Rows of 12 points with names in lines of 9 points, set about the middle or the foot of their rows."""
    c = canvas.Canvas(str(path), pagesize=(595, 842), invariant=1)
    c.setFont("Helvetica-Bold", 12)
    c.drawString(40, 800, "Elmsworth Council: housing scorecard, October 2025")
    xs = (40, 220, 300, 380)
    top = 770.0
    c.setFont("Helvetica", 8)
    for x, head in zip(xs, HEADS, strict=False):
        c.drawString(x + 3, top - 9, head)
    for r, (_, *figures) in enumerate(held, 1):  # the figures first, the wrapped texts after them
        for x, figure in zip(xs[1:], figures, strict=False):
            c.drawString(x + 3, top - 12 * r - 9, figure)
    for r, (lines, *_) in enumerate(held, 1):
        first = top - 12 * r - 9 + 9 * (len(lines) - 1) / (2 if set_by == "middle" else 1)
        for k, line in enumerate(lines):
            c.drawString(xs[0] + 3, first - 9 * k, line)
    for r in range(len(held) + 2):
        c.line(xs[0], top - 12 * r, xs[-1], top - 12 * r)
    for x in xs:
        c.line(x, top, x, top - 12 * (len(held) + 1))
    c.save()
    return path


@pytest.mark.parametrize("set_by", ["middle", "last"])
def test_names_printed_over_each_other(tmp_path: Path, set_by: str) -> None:
    rows = extract_file(_page(tmp_path / "low.pdf", ROWS, set_by=set_by)).observations
    found = {(o.indicator, o.value.printed) for o in rows if o.role in {"result", "previous"}}
    assert found == {(" ".join(lines), figure) for lines, *figures in ROWS for figure in figures}
