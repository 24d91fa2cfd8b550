"""Scans as they come: tables without rules, codes, a page number stamped on, a scanner's own text underneath."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extract import scans
from extract.document import Document
from extract.reading import read_document
from records import Source, Unread

HEAD = ["Ref", "Measure", "Source", "Outturn", "Latest", "Target"]
ROWS = [
    ["A01", "Children in care", "I1", "2,320", "2,288", "2,300"],
    ["A02", "Visits held within 7 days", "NI 111", "91.8%", "92.8%", "95.0%"],
    ["A03", "Reviews held in time", "FD01-C", "76.5%", "71.1%", "80.0%"],
    ["A04", "Caseload of social workers", "I17", "16.0", "-", "15.0"],
    ["A05", "Placements over 20 miles", "SISE9", "311", "318", "300"],
    ["A06", "Care leavers in touch", "CI8", "63.8%", "87.9%", "85.0%"],
]
WIDTHS = [40, 190, 70, 60, 60, 60]


def printed(path: Path) -> None:
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Helvetica-Bold", 15)
    canvas.drawString(50, 780, "Scorecard for the year to March 2016")
    for r, row in enumerate([HEAD, *ROWS]):
        canvas.setFont("Helvetica-Bold" if r == 0 else "Helvetica", 10)
        x = 50.0
        for c, (text, width) in enumerate(zip(row, WIDTHS, strict=True)):
            y = 740 - 20 * r
            canvas.drawString(x, y, text) if c < 3 else canvas.drawRightString(x + width - 8, y, text)
            x += width
    canvas.setFont("Helvetica", 10)
    canvas.drawString(50, 560, "In March 2016 there were 2,288 children in care.")
    canvas.save()


def picture_of(path: Path, degrees: float) -> Image.Image:
    page = pypdfium2.PdfDocument(str(path))[0].render(scale=200 / 72).to_pil().convert("L")
    page = page.rotate(degrees, fillcolor=255, resample=Image.Resampling.BICUBIC)
    pixels = np.asarray(page).astype(float) * 0.95 + np.random.default_rng(3).normal(0, 6, (page.height, page.width))
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def bound(
    path: Path, pictures: list[Image.Image], *, stamp: str = "", layer: list[tuple[str, float, float]] | None = None
) -> None:
    """Pictures as pages of a PDF, the first with a stamp over it or a scanner's text under it."""
    canvas = Canvas(str(path), pagesize=A4)
    for k, picture in enumerate(pictures):
        stream = io.BytesIO()
        picture.save(stream, "JPEG", quality=75)
        canvas.drawImage(ImageReader(stream), 0, 0, *A4)
        if k == 0 and stamp:
            canvas.setFont("Helvetica", 9)
            canvas.drawString(280, 20, stamp)
        for text, x, y in (layer or []) if k == 0 else []:
            line = canvas.beginText(x, y)
            line.setFont("Helvetica", 10)
            line.setTextRenderMode(3)
            line.textOut(text)
            canvas.drawText(line)
        canvas.showPage()
    canvas.save()


@pytest.fixture(scope="module")
def stamped(tmp_path_factory: pytest.TempPathFactory) -> Document:
    if not scans.can_read_scans():
        pytest.skip("the extra that reads scans is not installed")
    folder = tmp_path_factory.mktemp("stamped")
    printed(folder / "printed.pdf")
    bound(folder / "scan.pdf", [picture_of(folder / "printed.pdf", -0.7)], stamp="Page 43")
    return read_document(folder / "scan.pdf")


def table_of(document: Document) -> dict[tuple[int, int], str]:
    (grid,) = document.grids()
    assert (grid.n_rows, grid.n_cols) == (len(ROWS) + 1, len(HEAD))
    assert not grid.ruled
    return {(c.row, c.col): " ".join(c.text.split()) for c in grid.cells}


def doubtful(document: Document) -> set[str]:
    return {" ".join(u.printed.split()) for u in document.unread if u.what == "cell"}


def test_a_table_without_rules_under_a_stamped_page_number(stamped: Document) -> None:
    found = table_of(stamped)
    wrong = {
        (r, c): found.get((r, c), "")
        for r, row in enumerate([HEAD, *ROWS])
        for c, text in enumerate(row)
        if found.get((r, c), "") != text
    }
    # An I that is read as a 1, or a 1 as an I, is told by the page's own type.
    assert set(wrong) <= {(1, 2), (4, 2), (6, 2)}
    assert set(wrong.values()) <= doubtful(stamped)
    assert any("without rules" in u.why for u in stamped.unread if u.what == "table")
    assert not [u for u in stamped.unread if scans.is_stamped(u)], "it has been read"
    assert any("2,288 children" in p.text for p in stamped.paragraphs())


def test_few_right_figures_are_doubted(stamped: Document) -> None:
    figures = {text for row in ROWS for text in row[3:]}
    assert len(figures & doubtful(stamped)) <= 1


def test_a_scanner_s_own_text_is_compared_and_not_used(stamped: Document, tmp_path: Path) -> None:
    printed(tmp_path / "printed.pdf")
    figures = [(row[4], 50.0 + sum(WIDTHS[:4]) + 15, 740.0 - 20 * r) for r, row in enumerate(ROWS, 1) if row[4] != "-"]
    layer = [("81.1%" if text == "71.1%" else text, x, y) for text, x, y in figures]
    bound(tmp_path / "scan.pdf", [picture_of(tmp_path / "printed.pdf", 0.0)], layer=layer)
    document = read_document(tmp_path / "scan.pdf")
    found = table_of(document)
    assert found[3, 4] == "71.1%"
    (entry,) = [u for u in document.unread if u.what == "cell" and u.printed == "71.1%"]
    assert "81.1%" in entry.why
    assert "scanner's own text" in document.properties["scans"]
    assert not [u for u in document.unread if scans.has_scanner_text(u)]
    assert {"2,288", "92.8%", "318", "87.9%"} & doubtful(document) == set()


def test_a_stamped_scan_is_said_where_scans_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "can_read_scans", lambda: False)
    printed(tmp_path / "printed.pdf")
    bound(tmp_path / "scan.pdf", [picture_of(tmp_path / "printed.pdf", 0.0)], stamp="Page 43")
    document = read_document(tmp_path / "scan.pdf")
    (entry,) = [u for u in document.unread if scans.is_stamped(u)]
    assert entry.where.page == 1
    assert "panelpaper[ocr]" in entry.next_step


def test_what_the_entries_of_a_reading_say() -> None:
    place = Source("0", "a.pdf", page=2)
    assert scans.has_scanner_text(
        Unread("page", "a scan; its words come from the scanner's own text recognition", place)
    )
    assert not scans.has_scanner_text(Unread("page", "its data are damaged", place))
    assert not scans.is_stamped(Unread("picture", "a small picture", place))
