"""List numbers as Word shows them; LibreOffice's text export is the second opinion."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from extract.document import Document
from extract.word import read_docx
from extract.word_numbering import format_number

LEVEL = (
    '<w:lvl w:ilvl="{i}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{extra}'
    '<w:lvlText w:val="{text}"/>{look}</w:lvl>'
)


def level(i: int, kind: str, text: str, *, start: int = 1, extra: str = "", look: str = "") -> str:
    return LEVEL.format(i=i, kind=kind, text=text, start=start, extra=extra, look=look)


OUTLINE = (
    level(0, "decimal", "%1.")
    + level(1, "decimal", "%1.%2")
    + level(2, "lowerLetter", "(%3)")
    + level(3, "lowerRoman", "%4)")
)
SYMBOL = '<w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr>'


def paper(path: Path, levels: str, items: list[tuple[str, int, int]], nums: dict[int, str] | None = None) -> Document:
    """A document with one abstract list; items are (text, num id, level), num id 0 for plain text."""
    document = docx.Document()
    root = document.part.numbering_part.element
    abstract = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="900">{levels}</w:abstractNum>')
    root.insert(0, abstract)
    for number, overrides in (nums or {901: ""}).items():
        root.append(
            parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="900"/>{overrides}</w:num>')
        )
    for text, number, depth in items:
        paragraph = document.add_paragraph(text)
        if number:
            properties = paragraph._p.get_or_add_pPr()
            properties.append(
                parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')
            )
    document.save(str(path))
    return read_docx(path)


def shown(document: Document) -> list[str]:
    return [f"{p.number} {p.text}".strip() for p in document.paragraphs()]


def soffice_text(path: Path) -> list[str]:
    """Lines of LibreOffice's text export; skips where it is not installed or does not answer."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    profile = path.parent / "profile"
    command = [
        program, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "txt:Text (encoded):UTF8",
        "--outdir", str(path.parent / "out"), str(path),
    ]  # fmt: skip
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    except subprocess.TimeoutExpired:
        pytest.skip("LibreOffice did not answer in time")
    text = (path.parent / "out" / f"{path.stem}.txt").read_text("utf-8-sig")
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


SECTIONS = [
    ("Introduction", 901, 0), ("First", 901, 1), ("Second", 901, 1), ("letter", 901, 2), ("another", 901, 2),
    ("roman", 901, 3), ("roman too", 901, 3), ("back", 901, 1), ("afresh", 901, 2), ("plain words", 0, 0),
    ("Finance", 901, 0), ("First again", 901, 1),
]  # fmt: skip
SECTIONS_SHOWN = [
    "1. Introduction", "1.1 First", "1.2 Second", "(a) letter", "(b) another", "i) roman", "ii) roman too", "1.3 back",
    "(a) afresh", "plain words", "2. Finance", "2.1 First again",
]  # fmt: skip


def test_sections_letters_and_numerals_count_as_in_word(tmp_path: Path) -> None:
    assert shown(paper(tmp_path / "a.docx", OUTLINE, SECTIONS)) == SECTIONS_SHOWN


def test_libreoffice_shows_the_same_numbers(tmp_path: Path) -> None:
    document = paper(tmp_path / "a.docx", OUTLINE, SECTIONS)
    assert soffice_text(tmp_path / "a.docx") == shown(document)


def test_two_lists_of_one_kind_go_on_and_one_with_a_start_begins_anew(tmp_path: Path) -> None:
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    items = [("a", 901, 0), ("b", 901, 0), ("c", 902, 0), ("d", 903, 0), ("e", 903, 0), ("f", 901, 0)]
    document = paper(tmp_path / "a.docx", OUTLINE, items, {901: "", 902: "", 903: restart})
    assert shown(document) == ["1. a", "2. b", "3. c", "1. d", "2. e", "3. f"]


def test_level_that_never_starts_again_and_legal_numbers(tmp_path: Path) -> None:
    levels = level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2", extra='<w:lvlRestart w:val="0"/><w:isLgl/>')
    items = [("a", 901, 0), ("b", 901, 1), ("c", 901, 0), ("d", 901, 1)]
    assert shown(paper(tmp_path / "a.docx", levels, items)) == ["I. a", "1.1 b", "II. c", "2.2 d"]


def test_bullets_of_symbol_fonts_are_bullets(tmp_path: Path) -> None:
    document = paper(tmp_path / "a.docx", level(0, "bullet", "\uf0b7", look=SYMBOL), [("Fostering", 901, 0)])
    (paragraph,) = document.paragraphs()
    assert (paragraph.number, paragraph.kind, paragraph.level, paragraph.marks) == ("•", "list", 1, ())


def test_numbered_prose_is_prose_and_numbered_items_are_items(tmp_path: Path) -> None:
    document = paper(tmp_path / "a.docx", OUTLINE, SECTIONS)
    kinds = {p.text: p.kind for p in document.paragraphs()}
    assert (kinds["First"], kinds["letter"], kinds["plain words"]) == ("paragraph", "list", "paragraph")


def test_numbers_of_a_style(tmp_path: Path) -> None:
    document = docx.Document()
    for text in ("one", "two"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("dot", style="List Bullet")
    document.save(str(tmp_path / "a.docx"))
    assert shown(read_docx(tmp_path / "a.docx")) == ["1. one", "2. two", "• dot"]


@pytest.mark.parametrize(
    ("number", "kind", "expected"),
    [
        (1, "decimal", "1"), (7, "decimalZero", "07"), (1, "lowerLetter", "a"), (26, "upperLetter", "Z"),
        (27, "lowerLetter", "aa"), (53, "lowerLetter", "aaa"), (4, "lowerRoman", "iv"), (1994, "upperRoman", "MCMXCIV"),
        (1, "ordinal", "1st"), (12, "ordinal", "12th"), (22, "ordinal", "22nd"), (21, "cardinalText", "Twenty-one"),
        (20, "ordinalText", "Twentieth"), (3, "none", ""), (5, "somethingNew", "5"),
    ],
)  # fmt: skip
def test_number_formats(number: int, kind: str, expected: str) -> None:
    assert format_number(number, kind) == expected
