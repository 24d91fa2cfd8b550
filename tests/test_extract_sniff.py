"""What a file is, from its content; what is refused, and what the reader is told to do."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest

from extract.ooxml import MAX_RATIO, RATIO_FROM, open_package, resolve_target
from extract.reading import read_document
from extract.safexml import parse_xml
from extract.sniff import decode_text, delimiter_of, sniff
from records import EncryptedError, ExitCode, HostileError, MissingInputError, UnreadableError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def docx_bytes() -> bytes:
    out = io.BytesIO()
    docx.Document().save(out)
    return out.getvalue()


def xlsx_bytes() -> bytes:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


ODT = zipped({"mimetype": b"application/vnd.oasis.opendocument.text"})
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n"
CSV = b"indicator,period,value\n% in touch,2016-03,70.2\nStability,2016-03,69.9\n"


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.pdf", PDF, "pdf"),
        ("scan", b"junk from a mail gateway\n" + PDF, "pdf"),
        ("a.docx", docx_bytes(), "docx"),
        ("a.docm", docx_bytes(), "docx"),
        ("a", docx_bytes(), "docx"),
        ("a.xlsx", xlsx_bytes(), "xlsx"),
        ("a.csv", CSV, "csv"),
        ("export.txt", CSV, "csv"),
        ("semicolons.csv", b"a;b\n1;2\n", "csv"),
        ("tabs.tsv", b"a\tb\n1\t2\n", "csv"),
        ("pasted.txt", b"Indicator\tResult\n% in touch\t70.2%\n", "text"),
        ("paper.md", b"# Progress\n\nIt fell, as expected, by 3%, to 70%.\n", "text"),
        ("letters.txt", b"Dear all,\nwe met, we spoke, we left.\nYours, me\n", "text"),
        ("utf16.txt", "Council – report".encode("utf-16"), "text"),
        ("windows.txt", "Council \u2013 report \u00a35".encode("cp1252"), "text"),
        ("one.csv", b"value\n", "csv"),
    ],
)
def test_found_by_content(tmp_path: Path, name: str, data: bytes, expected: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert sniff(path) == expected


@pytest.mark.parametrize(
    ("name", "data", "error", "what", "step"),
    [
        ("a.pdf", b"", UnreadableError, "empty", "fresh copy"),
        ("a.pdf", PDF[:20] + bytes(10), UnreadableError, "cut short", "fresh copy"),
        ("a.docx", docx_bytes()[:5000], UnreadableError, "cut short", "fresh copy"),
        ("report.pdf", xlsx_bytes(), UnreadableError, "Excel spreadsheet", "rename it to report.xlsx"),
        ("report.pdf", docx_bytes(), UnreadableError, "Word document", "rename it to report.docx"),
        ("report.docx", PDF, UnreadableError, "PDF document", "rename it to report.pdf"),
        ("report.pdf", b"plain words", UnreadableError, "plain text", "rename it to report.txt"),
        ("old.doc", OLE + "WordDocument".encode("utf-16-le"), UnreadableError, "old Word", "save it as a Word"),
        ("old.xls", OLE + "Workbook".encode("utf-16-le"), UnreadableError, "old Excel", "save it as an Excel"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), EncryptedError, "password", "remove the password"),
        ("a.rtf", b"{\\rtf1 hello}", UnreadableError, "rich text", "save it as"),
        ("a.odt", ODT, UnreadableError, "OpenDocument", "save it as a Word"),
        ("a.zip", zipped({"report.pdf": PDF}), UnreadableError, "compressed folder", "Unpack"),
        ("page.html", b"<!DOCTYPE html><html><body>x</body></html>", UnreadableError, "web page", "print it to PDF"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(50), UnreadableError, "picture", "document itself"),
        ("a.bin", bytes(range(256)) * 8, UnreadableError, "no kind of document", "save it as"),
        ("blank.txt", b"  \n\n ", UnreadableError, "no text", "fresh copy"),
    ],
)  # fmt: skip
def test_refused_with_reason_and_next_step(
    tmp_path: Path, name: str, data: bytes, error: type[UnreadableError], what: str, step: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(error) as caught:
        sniff(path)
    assert type(caught.value) is error
    assert what in caught.value.what
    assert step in caught.value.next_step
    assert name in caught.value.where
    assert caught.value.exit_code == ExitCode.UNREADABLE


@pytest.mark.parametrize("name", ["absent.pdf", "."])
def test_missing_files_and_folders(tmp_path: Path, name: str) -> None:
    with pytest.raises(MissingInputError) as caught:
        sniff(tmp_path / name)
    assert caught.value.next_step
    assert caught.value.exit_code == ExitCode.INPUT


def bomb() -> bytes:
    parts = {"[Content_Types].xml": b"<Types/>", "word/document.xml": bytes(RATIO_FROM + MAX_RATIO * 100_000)}
    return zipped(parts)


def claims_less() -> bytes:
    """A part that says it is small in the table of contents and is not."""
    data = bytearray(zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"a" * 100_000}))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    return bytes(data)


@pytest.mark.parametrize("name", ["../../evil.xml", "/etc/passwd", "C:\\evil.xml", "word\\..\\..\\evil.xml"])
def test_parts_that_point_outside_are_hostile(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(zipped({"[Content_Types].xml": b"<Types/>", name: b"x"}))
    with pytest.raises(HostileError, match="outside itself"):
        sniff(path)


def test_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(bomb())
    with pytest.raises(HostileError, match="zip bomb"):
        sniff(path)


def test_part_larger_than_it_says_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(claims_less())
    with pytest.raises((HostileError, UnreadableError)):
        open_package(path).read("word/document.xml")


def test_too_many_parts_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(zipped({f"x{i}": b"" for i in range(20_001)}))
    with pytest.raises(HostileError, match="parts"):
        sniff(path)


@pytest.mark.parametrize(
    "xml",
    [
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>',
        b'<!DOCTYPE a [<!ENTITY x "1"><!ENTITY y "&x;&x;&x;">]><a>&y;</a>',
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY x "1">]><a>&x;</a>'.encode("utf-16"),
        b"<a>" * 400 + b"</a>" * 400,
    ],
)
def test_hostile_xml_is_refused(xml: bytes) -> None:
    with pytest.raises(HostileError):
        parse_xml(xml, where="a.docx")


def test_damaged_xml_is_unreadable_not_hostile() -> None:
    with pytest.raises(UnreadableError) as caught:
        parse_xml(b"<a><b></a>", where="a.docx")
    assert type(caught.value) is UnreadableError


@pytest.mark.parametrize(
    ("folder", "target", "expected"),
    [
        ("word", "media/image1.png", "word/media/image1.png"),
        ("word", "../customXml/item1.xml", "customXml/item1.xml"),
        ("word", "/word/styles.xml", "word/styles.xml"),
        ("word", "../../../etc/passwd", "etc/passwd"),
        ("", "word/document.xml", "word/document.xml"),
    ],
)
def test_targets_stay_inside_the_file(folder: str, target: str, expected: str) -> None:
    assert resolve_target(folder, target) == expected


def test_strict_office_files_are_read_like_the_others() -> None:
    strict = b'<w:p xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'
    assert parse_xml(strict, where="a").tag == "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\xef\xbb\xbfcaf\xc3\xa9", "café"),
        ("café".encode("utf-16-le"), "café"),
        ("\ufeffcafé".encode("utf-16-be"), "café"),
        (b"caf\xe9 \x96 \xa35", "café – £5"),
        (b"\x00\x01\x02\x03" * 100, None),
    ],
)
def test_encodings(data: bytes, expected: str | None) -> None:
    assert decode_text(data) == expected


@pytest.mark.parametrize(
    ("text", "suffix", "expected"),
    [
        ('a,b,c\n1,"x, y",3\n', "", ","),
        ("a;b;c\n1,5;2,5;3\n", ".csv", ";"),
        ("a\tb\n1\t2\n", ".csv", "\t"),
        ("a\tb\n1\t2\n", ".txt", ""),
        ("One, two.\nThree, four.\n", ".txt", ""),
        ("only words\nand more\n", ".csv", ""),
    ],
)
def test_delimiters(text: str, suffix: str, expected: str) -> None:
    assert delimiter_of(text, suffix) == expected


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("zero_byte.pdf", UnreadableError),
        ("truncated.pdf", UnreadableError),
        ("xlsx_renamed.pdf", UnreadableError),
        ("user_password.pdf", EncryptedError),
    ],
)
def test_the_shared_broken_files(archive: Path, name: str, error: type[UnreadableError]) -> None:
    with pytest.raises(error) as caught:
        read_document(archive / "broken" / name)
    assert type(caught.value) is error
    assert caught.value.next_step
