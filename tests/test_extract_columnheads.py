"""Headings of drawn tables that touch, hang over or run out of their row."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from extract import extract_file
from extract.context import place_tables
from extract.reading import read_document

ROWS = [
    ("Repairs in time", "81.0%", "83.0%", "90.0%"),
    ("Voids let in time", "55.0%", "58.0%", "50.0%"),
    ("Rent collected", "96.0%", "96.3%", "97.0%"),
    ("Complaints answered in ten days", "88.0%", "91.0%", "90.0%"),
]
SIZE = 10.0


def draw(
    path: Path, heads: list[str], at: list[float], align: str, rules: Sequence[float] = (), above: Sequence[str] = ()
) -> Path:
    c = Canvas(str(path), pagesize=A4, invariant=1)
    put = {"right": c.drawRightString, "left": c.drawString, "middle": c.drawCentredString}[align]
    c.setFont("Helvetica-Bold", 15)
    c.drawString(50, 800, "Fenwick Council")
    c.setFont("Helvetica", 11)
    c.drawString(50, 784, "Performance scorecard, quarter ended 30 June 2025")
    y = 740.0
    c.setFont("Helvetica-Bold", SIZE)
    c.drawString(50, y, "Measure")
    for x, words in zip(at, heads, strict=True):
        put(x, y, words)
    for x, words in zip([50, *at], above, strict=False):
        (c.drawString if x == 50 else put)(x, y + 1.15 * SIZE, words)
    c.setFont("Helvetica", 9.5)
    edges = [y + SIZE]
    for name, *texts in ROWS:
        edges.append(y - 5)
        y -= 16
        c.drawString(50, y, name)
        for x, text in zip(at, texts, strict=True):
            put(x, y, text)
    edges.append(y - 5)
    for v in edges if rules else []:
        c.line(47, v, rules[-1], v)
    for x in [47, *rules] if rules else []:
        c.line(x, edges[0], x, edges[-1])
    c.save()
    return path


def heads_of(path: Path) -> list[tuple[str, str]]:
    (placed,) = place_tables(read_document(path))
    return [(c.label, c.role) for c in placed.layout.columns[1:]]


def width(text: str) -> float:
    return stringWidth(text, "Helvetica-Bold", SIZE)


@pytest.mark.parametrize(
    ("align", "heads", "third"),
    [
        ("left", ["Jan-Mar 2025", "Apr-Jun 2025", "Target"], 20.0),
        ("right", ["Jan-Mar 2025", "Apr-Jun 2025", "Target Q1"], 0.0),
        ("right", ["Q4 2024/25", "Q1 2025/26", "Target"], 50.0),
        ("right", ["May 2025", "June 2025", "Target"], 50.0),
        ("middle", ["Jan-Mar 2025", "Apr-Jun 2025", "Target"], 40.0),
    ],
)
def test_headings_that_touch_are_told_apart(align: str, heads: list[str], third: float, tmp_path: Path) -> None:
    a, b, c = map(width, heads)
    steps = {"left": (a, b + third), "right": (b, c + third), "middle": ((a + b) / 2, (b + c) / 2 + third)}[align]
    at = [300.0, 300.0 + steps[0], 300.0 + sum(steps)]
    path = draw(tmp_path / "touching.pdf", heads, at, align)
    assert heads_of(path) == list(zip(heads, ["result", "result", "target"], strict=True))
    found = extract_file(path).observations
    assert [o.value.printed for o in found if o.role == "target"] == [r[3] for r in ROWS]


def test_headings_that_run_out_of_a_low_row_are_read_whole(tmp_path: Path) -> None:
    path = draw(
        tmp_path / "low.pdf", ["result", "result", "target"], [330, 400, 470], "middle", [290, 365, 435, 505],
        ["", "Previous", "Latest", "Annual"],
    )  # fmt: skip
    assert heads_of(path) == [("Previous result", "previous"), ("Latest result", "result"), ("Annual target", "target")]


def test_a_title_close_over_a_ruled_table_is_no_heading(tmp_path: Path) -> None:
    path = draw(
        tmp_path / "title.pdf", ["Mar 2025", "June 2025", "Target"], [330, 400, 470], "middle", [290, 365, 435, 505],
        ["Housing measures"],
    )  # fmt: skip
    (placed,) = place_tables(read_document(path))
    assert placed.layout.columns[0].label == "Measure"


def test_text_over_a_table_is_no_head_of_it(tmp_path: Path) -> None:
    """Rules under the rows only, and words set so far apart that they might begin columns."""
    c = Canvas(str(tmp_path / "prose.pdf"), pagesize=A4, invariant=1)
    y = 790.0
    for words, font, size in (
        ("Fenwick Council: annual performance report 2024/25", "Helvetica-Bold", 14),
        ("Main points", "Helvetica-Bold", 12.9),
        ("We dealt with 6,791 complaints from consumers, 3.1% more than in the year before.", "Helvetica", 11),
        ("We saved the victims of scams £447,000, which is £56,000 more than a year ago.", "Helvetica", 11),
        ("Results against targets", "Helvetica-Bold", 12.9),
    ):
        c.setFont(font, size)
        x = 50.0
        for word in words.split():
            c.drawString(x, y, word)
            x += stringWidth(word, font, size) + 0.34 * size
        y -= 22
    xs = (300.0, 360.0, 420.0)
    for k, row in enumerate([("Measure", "2023/24", "2024/25", "Target"), *ROWS]):
        c.setFont("Helvetica-Bold" if k == 0 else "Helvetica", 9)
        c.drawString(54, y, row[0])
        for x, text in zip(xs, row[1:], strict=True):
            c.drawRightString(x, y, text)
        c.line(50, y - 6, 430, y - 6)
        y -= 20
    c.save()
    (placed,) = place_tables(read_document(tmp_path / "prose.pdf"))
    assert placed.headings[-1] == "Results against targets"
    assert [(col.role, col.path) for col in placed.layout.columns] == [
        ("name", ("Measure",)), ("result", ("2023/24",)), ("result", ("2024/25",)), ("target", ("Target",)),
    ]  # fmt: skip
