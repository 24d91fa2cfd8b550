"""Scans: a printed table, turned a little, dirty and compressed as a scanner leaves it, read back cell for cell."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extract import scans
from extract.document import Document
from extract.ocr_image import TextLine, lines_in
from extract.reading import read_document
from records import ExitCode, NeedsExtraError, Unread

ROWS = [
    ["ID", "Indicator", "Latest", "RAG", "Num", "Denom", "DoT"],
    ["1", "% of referrals within 12 months", "21.3%", "G", "3329", "15633", "up"],
    ["2", "% of visits held within 7 days", "76.5%", "R", "52", "68", "down"],
    ["3", "Number of cases overdue", "38", "A", "-", "-", "up"],
    ["4", "Average caseloads of workers", "16.0", "A", "1,763", "110.4", "down"],
    ["5", "% in suitable accommodation", "63.8%", "A", "962", "1508", "level"],
    ["6", "Change since last month", "-1.4%", "G", "+3", "-93", "up"],
]
WIDTHS = [28, 190, 52, 36, 52, 52, 44]
FILLS = {"G": colors.Color(0, 0.69, 0.31), "R": colors.Color(1, 0, 0), "A": colors.Color(1, 0.75, 0)}
HEIGHT = 24


def arrow(canvas: Canvas, x: float, y: float, way: str) -> None:
    path = canvas.beginPath()
    up = [(0, 9), (8, 1), (3.5, 1), (3.5, -9), (-3.5, -9), (-3.5, 1), (-8, 1)]
    both = [(-11, 0), (-4, 7), (-4, 3), (4, 3), (4, 7), (11, 0), (4, -7), (4, -3), (-4, -3), (-4, -7)]
    points = both if way == "level" else [(px, py if way == "up" else -py) for px, py in up]
    path.moveTo(x + points[0][0], y + points[0][1])
    for px, py in points[1:]:
        path.lineTo(x + px, y + py)
    path.close()
    canvas.setFillColor(colors.black)
    canvas.drawPath(path, stroke=0, fill=1)


def printed(path: Path) -> None:
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Helvetica-Bold", 15)
    canvas.drawString(60, 770, "Monthly scorecard March 2016")
    top = 740.0
    for r, row in enumerate(ROWS):
        x = 60.0
        for c, (text, width) in enumerate(zip(row, WIDTHS, strict=True)):
            y = top - (r + 1) * HEIGHT
            fill = FILLS.get(text) if c == 3 and r else (colors.Color(0.85, 0.85, 0.85) if r == 0 else None)
            if fill is not None:
                canvas.setFillColor(fill)
                canvas.rect(x, y, width, HEIGHT, stroke=0, fill=1)
            canvas.setFillColor(colors.black)
            canvas.rect(x, y, width, HEIGHT, stroke=1, fill=0)
            if c == 6 and r:
                arrow(canvas, x + width / 2, y + HEIGHT / 2, text)
            else:
                canvas.setFont("Helvetica-Bold" if r == 0 else "Helvetica", 10)
                canvas.drawString(x + 4, y + 8, text)
            x += width
    canvas.setFont("Helvetica", 11)
    canvas.drawString(60, 520, "In March 2016 there were 2320 children in care, 32 fewer than in February.")
    canvas.save()


def scanned(source: Path, target: Path, *, degrees: float, noise: float, quality: int, turned: int = 0) -> None:
    import pypdfium2

    page = pypdfium2.PdfDocument(str(source))[0].render(scale=200 / 72).to_pil().convert("RGB")
    page = page.rotate(degrees, fillcolor="white", resample=Image.Resampling.BICUBIC)
    page = page.rotate(turned, expand=True)
    pixels = np.asarray(page).astype(float) * 0.95 + np.random.default_rng(7).normal(
        0, noise, (page.height, page.width, 3)
    )
    stream = io.BytesIO()
    Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)).save(stream, "PDF", resolution=200, quality=quality)
    target.write_bytes(stream.getvalue())


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("scan")
    printed(folder / "printed.pdf")
    scanned(folder / "printed.pdf", folder / "scan.pdf", degrees=0.8, noise=10, quality=70)
    return folder / "scan.pdf"


@pytest.fixture(scope="module")
def document(paper: Path) -> Document:
    if not scans.can_read_scans():
        pytest.skip("the extra that reads scans is not installed")
    return read_document(paper)


def test_table_of_the_scan_is_read_cell_for_cell(document: Document) -> None:
    (grid,) = document.grids()
    assert (grid.n_rows, grid.n_cols) == (len(ROWS), len(WIDTHS))
    wrong = []
    for cell in grid.cells:
        truth = ROWS[cell.row][cell.col]
        if cell.col == 6 and cell.row:
            found = [m.value for m in cell.marks]
            truth_list = [truth]
            if found != truth_list:
                wrong.append((cell.row, cell.col, found))
        elif " ".join(cell.text.split()) != truth:
            wrong.append((cell.row, cell.col, cell.text))
    doubtful = {(u.where.row, u.printed) for u in document.unread if u.what == "cell"}
    figures = [w for w in wrong if any(ch.isdigit() for ch in ROWS[w[0]][w[1]])]
    assert [w for w in figures if (w[0], w[2]) not in doubtful] == [], "a wrong figure that nothing marks"
    assert len(wrong) <= 0.03 * len(grid.cells), wrong


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_page_that_lies_on_its_side_or_head(paper: Path, document: Document, tmp_path: Path, turned: int) -> None:
    scanned(paper.with_name("printed.pdf"), tmp_path / "turned.pdf", degrees=0.8, noise=10, quality=70, turned=turned)
    (grid,) = read_document(tmp_path / "turned.pdf").grids()
    upright = {(c.row, c.col): c for c in document.grids()[0].cells}
    found = {(c.row, c.col): c for c in grid.cells}
    assert found.keys() == upright.keys()
    same = [found[p].text == upright[p].text for p in upright]
    assert sum(same) >= 0.97 * len(same)
    assert all([m.value for m in found[p].marks] == [m.value for m in upright[p].marks] for p in upright)


def marked(path: Path) -> None:
    """Dark and coloured cells, white letters, coloured words, and a raised mark after a figure."""
    canvas = Canvas(str(path), pagesize=A4)
    rows = [("Measure", "Result", "Rating"), ("Visits in time", "38", "Amber"), ("Reviews in time", "76.5%", "Red")]
    inks = {"Amber": colors.Color(0.8, 0.5, 0), "Red": colors.Color(0.75, 0, 0.1)}
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            x, y, width = 60 + 150 * c, 700 - 30 * r, 150
            ground = (
                colors.Color(0.05, 0.15, 0.4) if r == 0 else colors.Color(0.3, 0.3, 0.3) if (r, c) == (2, 1) else None
            )
            if ground is not None:
                canvas.setFillColor(ground)
                canvas.rect(x, y, width, 30, stroke=0, fill=1)
            canvas.setFillColor(colors.black)
            canvas.rect(x, y, width, 30, stroke=1, fill=0)
            canvas.setFillColor(colors.white if r == 0 else inks.get(text, colors.black))
            canvas.setFont("Helvetica-Bold" if text in inks or r == 0 else "Helvetica", 11)
            canvas.drawString(x + 10, y + 10, text)
            if text == "38":
                canvas.setFont("Helvetica", 7)
                canvas.drawString(x + 10 + canvas.stringWidth("38", "Helvetica", 11), y + 14, "1")
    canvas.save()


def test_letters_that_are_not_black_on_white(paper: Path, document: Document, tmp_path: Path) -> None:
    marked(tmp_path / "marked.pdf")
    scanned(tmp_path / "marked.pdf", tmp_path / "scan.pdf", degrees=-1.2, noise=8, quality=75)
    read = read_document(tmp_path / "scan.pdf")
    (grid,) = read.grids()
    texts = {(c.row, c.col): c.text for c in grid.cells}
    doubtful = {u.printed for u in read.unread if u.what == "cell"}
    for col, word in enumerate(("Measure", "Result", "Rating")):  # white on dark blue
        assert texts[0, col].startswith(word)
        assert texts[0, col] == word or texts[0, col] in doubtful
    assert (texts[1, 2], texts[2, 2]) == ("Amber", "Red"), "coloured words"
    assert texts[2, 1] == "76.5%", "black on dark grey"
    assert texts[1, 1] == "38" or texts[1, 1] in doubtful, "the raised mark is no digit of the figure"


def test_colours_and_certainty_of_the_scan(document: Document) -> None:
    (grid,) = document.grids()
    rag = {cell.row: cell for cell in grid.cells if cell.col == 3 and cell.row}
    for row, cell in rag.items():
        assert cell.fill is not None
        red, green, blue = (int(cell.fill[i : i + 2], 16) for i in (1, 3, 5))
        letter = ROWS[row][3]
        assert {"G": green > 150 and red < 60, "R": red > 220 and green < 40, "A": red > 220 and 160 < green < 220}[
            letter
        ]
        assert blue < 110
    assert all(cell.how == "ocr" for cell in grid.cells if cell.text)
    assert all(0 < cell.confidence <= 1 for cell in grid.cells)
    assert all(m.how == "ocr" for cell in grid.cells for m in cell.marks)


def test_prose_of_the_scan(document: Document) -> None:
    texts = [p.text for p in document.paragraphs()]
    assert "In March 2016 there were 2320 children in care, 32 fewer than in February." in texts
    assert document.properties["scans"].startswith("pages 1 ")
    assert not [u for u in document.unread if u.what == "page"]


def test_without_the_extra_the_message_says_what_to_install(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "can_read_scans", lambda: False)
    with pytest.raises(NeedsExtraError) as caught:
        read_document(paper)
    assert 'pip install "panelpaper[ocr]"' in caught.value.next_step
    assert caught.value.exit_code == ExitCode.NEEDS_EXTRA


def test_only_pages_without_text_are_scans() -> None:
    from records import Source

    place = Source("0", "a.pdf", page=3)
    assert scans.is_scan(Unread("page", "the page is a picture without text, as a scanner makes it", place))
    assert not scans.is_scan(Unread("page", "its data are damaged", place))
    assert not scans.is_scan(Unread("picture", "a picture without text", place))


def test_lines_of_a_cell_are_found_upright_and_upwards() -> None:
    pytest.importorskip("cv2")
    scale = 200 / 72
    ink = np.zeros((200, 200), bool)
    for y in (20, 60):
        for x in range(20, 120, 14):
            ink[y : y + 20, x : x + 9] = True
    assert lines_in(ink, 0, 0, 200, 200, scale) == [TextLine(20, 20, 127, 40), TextLine(20, 60, 127, 80)]
    upwards = np.zeros((200, 60), bool)
    for y in range(20, 180, 14):
        upwards[y : y + 9, 20:40] = True
    (line,) = lines_in(upwards, 0, 0, 60, 200, scale)
    assert not line.upright
