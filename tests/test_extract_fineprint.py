"""Notes in fine print under names; signs printed on coloured drawings; bars drawn among arrows."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.lib.colors import HexColor, black, white
from reportlab.pdfgen.canvas import Canvas

from extract import extract_file
from extract.document import Cell
from extract.fineprint import FINE, parted

ROWS = [
    ("Gullies cleaned", "A second gang began on 12 May and cleared 340 of them.", "412", "455", "450", "#27ae60", "up"),
    ("Kerbs repaired", "Two teams were moved.", "97", "88", "95", "#f39c12", "down"),
    ("Signs replaced", "Stock arrived late.", "61", "61", "60", "#f39c12", "bar"),
    ("Drains inspected", "The survey ended early.", "18", "24", "40", "#c0392b", "up"),
]


def test_notes_under_names_and_signs_on_drawings(tmp_path: Path) -> None:
    c = Canvas(str(tmp_path / "system.pdf"), pagesize=(595, 842), invariant=1)
    c.setFont("Helvetica-Bold", 14)
    c.drawString(40, 800, "Fenwick Council")
    c.setFont("Helvetica", 9)
    c.drawString(40, 785, "Highways report, Quarter 1 2025/26")
    c.setFont("Helvetica-Bold", 8)
    for x, words in (
        (40, "Status"),
        (80, "Indicator"),
        (330, "Q4 2024/25"),
        (400, "Q1 2025/26"),
        (470, "Target"),
        (520, "Trend"),
    ):
        c.drawString(x, 760, words)
    y = 738.0
    for name, note, before, now, target, colour, way in ROWS:
        c.line(36, y + 14, 560, y + 14)
        c.setFillColor(HexColor(colour))
        p = c.beginPath()
        for k, (dx, dy) in enumerate([(8, 9), (16, -5), (0, -5)]):
            (p.lineTo if k else p.moveTo)(44 + dx, y + dy)
        p.close()
        c.drawPath(p, stroke=0, fill=1)
        c.setFillColor(white)
        c.setFont("Helvetica-Bold", 8)
        c.drawCentredString(52, y - 3, "!")
        c.setFillColor(black)
        c.setFont("Helvetica", 9)
        for x, text in ((80, name), (330, before), (400, now), (470, target)):
            c.drawString(x, y, text)
        c.setFont("Helvetica", 6.5)
        c.drawString(80, y - 10, note)
        if way == "bar":
            c.rect(526, y, 14, 6, stroke=0, fill=1)
        else:
            p, s = c.beginPath(), 1 if way == "up" else -1
            for k, (dx, dy) in enumerate([(0, 6 * s), (6, -5 * s), (-6, -5 * s)]):
                (p.lineTo if k else p.moveTo)(533 + dx, y + 3 + dy)
            p.close()
            c.drawPath(p, stroke=0, fill=1)
        y -= 34
    c.line(36, y + 14, 560, y + 14)
    c.save()
    extraction = extract_file(tmp_path / "system.pdf")
    got = {
        (str(o["indicator"]), str(o["role"]), str(o["value"])) for o in (o.to_row() for o in extraction.observations)
    }
    colours = {"#27ae60": "green", "#f39c12": "amber", "#c0392b": "red"}
    for name, _, before, now, target, colour, way in ROWS:
        assert {(name, "result", before), (name, "result", now), (name, "target", target)} <= got
        assert (name, "rag", colours[colour]) in got
        assert (name, "dot", "level" if way == "bar" else way) in got
    assert not extraction.unread


def cells(*names: str) -> list[Cell]:
    rows = [Cell(0, k, text) for k, text in enumerate(("Name", "Last", "This", "Target"))]
    for r, name in enumerate(names, 1):
        rows += [Cell(r, k, text) for k, text in enumerate((name, "1", "2", "3"))]
    return rows


@pytest.mark.parametrize(
    ("names", "columns", "first"),
    [
        ((f"A{FINE}Two teams moved.", f"B{FINE}Stock came late."), 5, "A"),
        ((f"Aa{FINE}Two teams moved.", "Bb", f"Cc{FINE}Stock came late."), 5, "Aa"),
        ((f"A{FINE}(lower is better)", f"B{FINE}per 1,000 residents"), 4, "A\n(lower is better)"),
        ((f"Aa{FINE}Two teams moved.", "Bb", "Cc", "Dd"), 4, "Aa\nTwo teams moved."),
        (("Aa", "Bb"), 4, "Aa"),
    ],
)
def test_fine_print_becomes_a_column_where_it_is_a_note(names: tuple[str, ...], columns: int, first: str) -> None:
    found, n_cols = parted(cells(*names), 4)
    assert n_cols == columns
    assert not any(FINE in c.text for c in found)
    assert next(c.text for c in found if (c.row, c.col) == (1, 0)) == first
    assert [c.text for c in found if c.row == 1 and c.col >= columns - 3] == ["1", "2", "3"]


def test_notes_under_names_in_a_word_file(tmp_path: Path) -> None:
    import docx
    from docx.shared import Pt

    d = docx.Document()
    d.add_heading("Fenwick Council", 1)
    d.add_paragraph("Highways report, Quarter 1 2025/26")
    table = d.add_table(1, 4)
    for cell, head in zip(table.rows[0].cells, ("Indicator", "Q4 2024/25", "Q1 2025/26", "Target"), strict=True):
        cell.text = head
    for name, note, *figures in (row[:5] for row in ROWS):
        made = table.add_row().cells
        made[0].text = name
        made[0].add_paragraph().add_run(note).font.size = Pt(7)
        for cell, figure in zip(made[1:], figures, strict=True):
            cell.text = figure
    d.save(str(tmp_path / "system.docx"))
    extraction = extract_file(tmp_path / "system.docx")
    got = {(o.indicator, o.role, o.value.printed) for o in extraction.observations}
    for name, _, before, now, target, *_rest in ROWS:
        assert {(name, "result", before), (name, "result", now), (name, "target", target)} <= got
    (table_read,) = extraction.document.grids()
    assert table_read.n_cols == 4  # as the file has it: what stands where in a cell is still known
