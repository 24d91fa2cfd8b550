"""One door for all kinds of files."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from extract import Document, read_document
from records import ExitCode, MissingInputError, UnreadableError


def make(folder: Path, name: str) -> Path:
    path = folder / name
    if name.endswith(".docx"):
        paper = docx.Document()
        paper.add_paragraph("Stability is at 69.9%.")
        paper.save(str(path))
    elif name.endswith(".xlsx"):
        book = openpyxl.Workbook()
        book.active.append(["Stability", 69.9])
        book.active.append(["In touch", 70.2])
        book.save(path)
    elif name.endswith(".csv"):
        path.write_text("indicator,value,period\nStability,69.9,2016-03\nIn touch,70.2,2016-03\n", "utf-8")
    elif name.endswith(".pdf"):
        from reportlab.pdfgen.canvas import Canvas

        canvas = Canvas(str(path))
        canvas.drawString(72, 700, "Stability is at 69.9%.")
        canvas.save()
    else:
        path.write_text("Stability is at 69.9%.\n", "utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.docx", "docx"), ("a.xlsx", "xlsx"), ("a.csv", "csv"), ("a.txt", "text"), ("a.md", "text"), ("a.pdf", "pdf")],
)
def test_every_kind_is_read_by_its_reader(tmp_path: Path, name: str, kind: str) -> None:
    document = read_document(make(tmp_path, name))
    assert document.format == kind
    assert document.name == name
    text = " ".join([p.text for p in document.paragraphs()] + [c.text for g in document.grids() for c in g.cells])
    assert "69.9" in text
    assert len(document.sha256) == 64


def test_word_view_is_passed_on(tmp_path: Path) -> None:
    paper = docx.Document()
    paragraph = paper.add_paragraph("now ")._p
    paragraph.append(parse_xml(f'<w:ins {nsdecls("w")} w:id="1" w:author="a"><w:r><w:t>12.6%</w:t></w:r></w:ins>'))
    paragraph.append(
        parse_xml(f'<w:del {nsdecls("w")} w:id="2" w:author="a"><w:r><w:delText>13.4%</w:delText></w:r></w:del>')
    )
    paper.save(str(tmp_path / "a.docx"))
    views = [read_document(tmp_path / "a.docx", word_view=v).paragraphs()[0].text for v in ("accepted", "original")]
    assert views == ["now 12.6%", "now 13.4%"]


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError):
        read_document(tmp_path / "absent.docx")


def read_or_refuse(path: Path) -> Document | UnreadableError:
    """The document, or our own error with a next step; any other exception is a failure."""
    error: UnreadableError
    try:
        return read_document(path)
    except UnreadableError as caught:
        error = caught
    assert error.next_step
    assert error.exit_code == ExitCode.UNREADABLE
    return error


@pytest.mark.parametrize(
    "part",
    ["word/document.xml", "word/styles.xml", "word/numbering.xml", "[Content_Types].xml", "word/theme/theme1.xml"],
)
@pytest.mark.parametrize("damage", ["missing", "cut", "garbage", "empty", "other root"])
def test_damaged_word_files_are_read_or_refused_in_our_words(tmp_path: Path, part: str, damage: str) -> None:
    source = make(tmp_path, "a.docx")
    target = tmp_path / "b.docx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename == part:
                if damage == "missing":
                    continue
                data = {
                    "cut": data[: len(data) // 2],
                    "garbage": b"\x00\xff" * 50,
                    "empty": b"",
                    "other root": b"<x/>",
                }[damage]
            new.writestr(info, data)
    document = read_or_refuse(target)
    if isinstance(document, Document):
        assert document.format == "docx"
        assert "69.9" in " ".join(p.text for p in document.paragraphs())


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"]
)
@pytest.mark.parametrize("damage", ["missing", "cut", "empty", "other root"])
def test_damaged_workbooks_are_read_or_refused_in_our_words(tmp_path: Path, part: str, damage: str) -> None:
    source = make(tmp_path, "a.xlsx")
    target = tmp_path / "b.xlsx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename == part:
                if damage == "missing":
                    continue
                data = {"cut": data[: len(data) // 2], "empty": b"", "other root": b"<x/>"}[damage]
            new.writestr(info, data)
    document = read_or_refuse(target)
    if isinstance(document, Document):
        shown = [c.text for g in document.grids() for c in g.cells]
        assert "69.9" in shown or document.unread
