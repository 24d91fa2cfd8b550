"""Arrows of symbol fonts that the printing program set from another font: told by how they look, in text and tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract import Document, extract_file
from extract.arrows import says_direction

from .layouts.tools import office_pdf
from .layouts.wordy import cell, para, run, write_docx

CODES = {
    "Wingdings": {"up": "F0E9", "down": "F0EA", "right": "F0E8"},
    "Webdings": {"up": "F035", "down": "F036", "right": "F034"},
    "Symbol": {"up": "F0AD", "down": "F0AF"},
}
WORDS = {"up": "improved", "down": "worse", "right": "no change"}
BORDERS = "".join(f'<w:{s} w:val="single" w:sz="4"/>' for s in ("top", "left", "bottom", "right", "insideH", "insideV"))


def sign(font: str, code: str) -> str:
    return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Document:
    """A paper with every sign inside a sentence, at the head of one, and in two kinds of cells; and with bullets."""
    body, rows = para("Progress report for March 2025"), ""
    for font, codes in CODES.items():
        for way, code in codes.items():
            body += para(run("Visits in time were 91.2% ") + sign(font, code) + run(f" {WORDS[way]} since December."))
            body += para(sign(font, code) + run(f" {WORDS[way]} since December (89.9%)."))
            cells = [
                cell(f"{font} {way}"),
                cell("91.2%"),
                cell(para(sign(font, code))),
                cell(para(sign(font, code) + run(" was 89.9%"))),
            ]
            rows += f"<w:tr>{''.join(cells)}</w:tr>"
    for words in ("Visits to 14 homes", "Reviews of 15 plans"):
        body += para(sign("Wingdings", "F0D8") + run(f" {words}"))
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in (3200, 1500, 1500, 2500))
    head = "".join(cell(w) for w in ("Indicator", "Mar 2025", "DoT", "Direction of travel"))
    body += f"<w:tbl><w:tblPr><w:tblBorders>{BORDERS}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid><w:tr>{head}</w:tr>{rows}</w:tbl>"
    path = write_docx(tmp_path_factory.mktemp("signs") / "signs.docx", body)
    return extract_file(office_pdf(path)).document


def test_signs_in_and_before_sentences(printed: Document) -> None:
    marks = [m.value for p in printed.paragraphs() for m in p.marks]
    assert marks == [way for codes in CODES.values() for way in codes for _ in range(2)]


def test_signs_in_cells(printed: Document) -> None:
    (grid,) = printed.grids()
    found = {r[0].text: [m.value for c in r[2:] if c for m in c.marks] for r in grid.matrix()[1:] if r[0]}
    assert found == {f"{font} {way}": [way, way] for font, codes in CODES.items() for way in codes}


def test_bullets_stay_bullets(printed: Document) -> None:
    items = [p for p in printed.paragraphs() if p.kind == "list"]
    assert [p.text for p in items] == ["Visits to 14 homes", "Reviews of 15 plans"]
    assert not any(p.marks for p in items)


@pytest.mark.parametrize(
    ("words", "direction"),
    [
        ("No change since March", True), ("improved by 2", True), ("(2.1) on last month", True), ("up from 12%", True),
        ("Slightly worse", True), ("Visits to homes", False), ("Agree the plan", False), ("Upper limit agreed", False),
    ],
)  # fmt: skip
def test_words_that_speak_of_a_direction(words: str, direction: bool) -> None:
    assert says_direction(words) is direction


@pytest.mark.parametrize("size", range(9, 41))
@pytest.mark.parametrize("shape", ["disc", "ring", "diamond", "square", "plus", "star"])
def test_bullets_of_every_size_are_no_arrows(shape: str, size: int) -> None:
    np = pytest.importorskip("numpy")
    from extract.silhouettes import arrow_from_mask

    y, x = np.mgrid[0:size, 0:size]
    c = (size - 1) / 2
    far = np.hypot(x - c, y - c)
    masks = {
        "disc": far <= c + 0.3,
        "ring": (far <= c + 0.3) & (far >= 0.55 * c),
        "diamond": abs(x - c) + abs(y - c) <= c + 0.3,
        "square": far >= 0,
        "plus": (abs(x - c) <= 0.15 * size) | (abs(y - c) <= 0.15 * size),
        "star": far <= c * (0.62 + 0.38 * np.cos(5 * np.arctan2(x - c, c - y))),
    }
    assert arrow_from_mask(masks[shape])[0] == "unknown"


@pytest.mark.parametrize(
    ("before", "codes", "ways"),
    [
        ("", ("F070", "F071", "F070"), ["up", "down", "up"]),  # Wingdings 3, which the printing program has not
        ("", ("F0A7", "F0A7", "F0A7"), []),
        ("Visits ", ("F070", "F070", "F070"), []),  # one way only: it may be any sign
    ],
)
def test_codes_of_a_symbol_font_that_the_printing_program_has_not(
    tmp_path: Path, before: str, codes: tuple[str, ...], ways: list[str]
) -> None:
    run_of = '<w:r><w:rPr><w:rFonts w:ascii="Liberation Sans" w:hAnsi="Liberation Sans"/></w:rPr><w:t>{}</w:t></w:r>'
    body = para("Progress report for March 2025")
    for k, code in enumerate(codes):
        body += para(run(f"Measure {k}: 91.2% and more")) + para(run(before) + run_of.format(chr(int(code, 16))))
    document = extract_file(office_pdf(write_docx(tmp_path / "lost.docx", body))).document
    found = [m for p in document.paragraphs() for m in p.marks if m.kind == "direction"]
    assert [m.value for m in found] == ways
    assert all(m.confidence < 1 and m.how == "symbol" for m in found)


@pytest.mark.parametrize("points", [7, 9, 11, 16])
def test_small_pictures_of_arrows_are_looked_at_in_their_own_pixels(tmp_path: Path, points: int) -> None:
    from PIL import Image, ImageDraw
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    head, shaft = [(24, 3), (42, 25), (6, 25)], (18, 25, 30, 45)
    picture = Image.new("RGB", (48, 48), "white")
    drawing = ImageDraw.Draw(picture)
    drawing.polygon(head, fill="#2e7d32")
    drawing.rectangle(shaft, fill="#2e7d32")
    c = Canvas(str(tmp_path / "small.pdf"), invariant=1)
    for k, turn in enumerate((0, 180, 270)):
        y = 700 - 22 * k
        c.drawString(50, y, f"Measure {k}")
        c.drawString(200, y, "81.2%")
        c.drawString(260, y, "84.0%")
        c.drawImage(ImageReader(picture.rotate(turn)), 330, y - 2, points, points)
        for x0, x1 in ((45, 190), (190, 250), (250, 320), (320, 360)):
            c.rect(x0, y - 7, x1 - x0, 22)
    c.save()
    marks = [m for g in extract_file(tmp_path / "small.pdf").document.grids() for cell in g.cells for m in cell.marks]
    assert [(m.kind, m.value, m.how) for m in marks] == [("direction", way, "image") for way in ("up", "down", "right")]


@pytest.mark.parametrize("gap", [0, 1, 3])
def test_rules_of_the_table_are_no_part_of_a_sign(gap: int) -> None:
    import numpy as np

    from extract.glyphsigns import _without_rules

    sign = np.zeros((20, 20), bool)
    for k in range(10):
        sign[5 + k, 10 - k // 2 : 11 + k // 2] = True
    ruled = np.zeros((30 + 2 * gap, 24), bool)
    ruled[5 + gap : 25 + gap, 2:22] = sign
    ruled[3] = ruled[-4] = True
    ruled[-2, 8:11] = True  # the next row's text
    found = _without_rules(ruled)
    assert found.sum() == sign.sum()
    assert found.shape[1] == 24
