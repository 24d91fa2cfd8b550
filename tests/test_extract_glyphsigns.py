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
    from extract.arrows import arrow_from_mask

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
