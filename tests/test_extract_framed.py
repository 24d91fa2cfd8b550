"""Drawn cards: a frame around one measure's facts and signs."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.document import Cell, Grid
from extract.pageparts import Shape
from extract.pagepaths import flatten_curve
from records import Box

Q1 = "Quarterly performance report, Quarter 1 2025/26"


def outline(radius: float, width: float = 200.0, height: float = 80.0) -> Shape:
    """A rectangle with corners of a radius, as a path flattens it."""
    k, w, h, r = 0.4477 * radius, width, height, radius
    points = [(r, 0.0), (w - r, 0.0), *flatten_curve((w - r, 0.0), (w - k, 0.0), (w, k), (w, r)), (w, h - r)]
    points += [*flatten_curve((w, h - r), (w, h - k), (w - k, h), (w - r, h)), (r, h)]
    points += [*flatten_curve((r, h), (k, h), (0.0, h - k), (0.0, h - r)), (0.0, r)]
    points += flatten_curve((0.0, r), (0.0, k), (k, 0.0), (r, 0.0))
    return Shape(Box(0, 0, w, h), [points], None, "#000000", 1.0, 0, True)


def test_rounded_frames_are_told_from_discs_and_arrows() -> None:
    assert outline(4).rounded
    assert outline(12).rounded
    assert not outline(40, 80, 80).rounded  # a disc
    arrow = [(9.0, 0.0), (0.0, 8.0), (0.0, 3.0), (-9.0, 3.0), (-9.0, -3.0), (0.0, -3.0), (0.0, -8.0), (9.0, 0.0)]
    assert not Shape(Box(-9, -8, 9, 8), [arrow], "#333333", None, 0.0, 0, True).rounded


def drawn(path: Path, cards: list[tuple[str, list[str], str]]) -> Path:
    """A page of square cards; each has a name, its lines and the colour of a disc ("" for none)."""
    reportlab = pytest.importorskip("reportlab.pdfgen.canvas", reason="draws the page")
    from reportlab.lib.colors import HexColor, black

    c = reportlab.Canvas(str(path), pagesize=(595, 842), invariant=1)
    c.setFont("Helvetica-Bold", 14)
    c.drawString(40, 800, "Ferrybridge District Council")
    c.drawString(40, 780, Q1)
    for k, (name, lines, disc) in enumerate(cards):
        x, top = 40 + 262 * (k % 2), 750 - 140 * (k // 2)
        c.rect(x, top - 120, 250, 120)
        c.setFont("Helvetica-Bold", 11)
        c.drawString(x + 10, top - 20, name)
        c.setFont("Helvetica", 10)
        for n, line in enumerate(lines):
            c.drawString(x + 10, top - 44 - 15 * n, line)
        if disc:
            c.setFillColor(HexColor(disc))
            c.circle(x + 225, top - 18, 8, stroke=0, fill=1)
            c.setFillColor(black)
    c.save()
    return path


def facts(path: Path) -> set[tuple[str, str, str, str]]:
    from extract import extract_file

    rows = [o.to_row() for o in extract_file(path).observations]
    return {(r["indicator"], r["role"], r["printed"], r["value"]) for r in rows if r["table"] == "kpi_box"}


def test_two_cards_side_by_side_keep_to_themselves(tmp_path: Path) -> None:
    cards = [
        ("Benefit claims decided", ["Actual: 21 days", "Target: 20 days", "Direction of travel: worsening"], "#ffb300"),
        ("Voids relet", ["Latest: 97% | Target: 95%", "Owner: Head of Homes", "Improving"], "#388e3c"),
        ("Rent arrears", ["Result: 4.1% | Target: 3.5%", "Status: Red"], ""),
    ]
    found = facts(drawn(tmp_path / "cards.pdf", cards))
    assert found == {
        ("Benefit claims decided", "result", "21 days", "21"),
        ("Benefit claims decided", "target", "20 days", "20"),
        ("Benefit claims decided", "rag", "", "amber"),
        ("Benefit claims decided", "dot", "worsening", "worsened"),
        ("Voids relet", "result", "97%", "97"),
        ("Voids relet", "target", "95%", "95"),
        ("Voids relet", "rag", "", "green"),
        ("Voids relet", "dot", "Improving", "improved"),
        ("Rent arrears", "result", "4.1%", "4.1"),
        ("Rent arrears", "target", "3.5%", "3.5"),
        ("Rent arrears", "rag", "Red", "red"),
    }


def test_a_frame_around_several_measures_or_prose_is_no_card(tmp_path: Path) -> None:
    several = ["Homes: Latest: 97% | Target: 95%", "Roads: Latest: 61% | Target: 70%"]
    prose = ["The service answered 91% of its post in time,", "and the target of 90% was met."]
    from extract import read_document

    document = read_document(drawn(tmp_path / "frames.pdf", [("All services", several, ""), ("Post", prose, "")]))
    assert not [g for g in document.grids() if g.n_rows == 2 and g.n_cols == 1]


@pytest.mark.parametrize(
    ("text", "colour", "way"),
    [
        ("Actual: 5 | Target: 6\nRAG: Amber", "amber", ""),
        ("Actual: 5 | Target: 6\nGREEN\nTravel: improving", "green", "improved"),
        ("Actual: 5 | Target: 6\nGreen\nRed", "", ""),  # two colours alone: neither is taken
        ("Actual: 5 | Target: 6\nThe position improved on the year before", "", ""),  # a sentence, no sign
    ],
)
def test_signs_in_words_inside_a_box(text: str, colour: str, way: str) -> None:
    from extract.context import Context, place_tables
    from extract.document import Document, Page
    from extract.tables_boxes import read_boxes

    cells = (Cell(0, 0, "Calls abandoned in a month"), Cell(1, 0, text))
    page = Page(1, 595, 842, (Grid(1, cells, 2, 1, page=1),))
    document = Document(Path("boxes.pdf"), "0" * 64, "pdf", (page,))
    context = Context(document, place_tables(document))
    read_boxes(context, context.tables[0])
    said = {o.role: o.word for o in context.observations}
    assert (said.get("rag", ""), said.get("dot", "")) == (colour, way)
