"""Hostile files go through the verb: a clear reason for each, memory bounded, nothing written outside the workspace."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.batch import read_many
from extract.pdf import MAX_PAGES
from extract.run import read_rows, run_extract
from extract.workers import Limits
from records import ExitCode, HostileError, resource

LIMITS = Limits(seconds=60, page_seconds=4, megabytes=1024)


def empty_pages(path: Path, count: int) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    page = pdf.pages[0]
    for _ in range(count - 1):
        pdf.pages.append(page)
    pdf.save(path)


def xref_loop(path: Path) -> None:
    """A file whose cross-reference table says that the one before it is itself."""
    canvas = Canvas(str(path))
    canvas.drawString(72, 720, "Report")
    canvas.save()
    data = path.read_bytes()
    start = int(data[data.rindex(b"startxref") + 9 :].split()[0])
    path.write_bytes(data.replace(b"trailer\n<<", b"trailer\n<< /Prev %d" % start, 1))


def page_tree_loop(path: Path) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.Root.Pages.Kids.append(pdf.Root.Pages)
    pdf.Root.Pages.Count = 3
    pdf.save(path)


def nested_forms(path: Path) -> None:
    """A form that draws itself, ten times over."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    form = pdf.make_stream(b"/F Do " * 10, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 600, 800])
    form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
    pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
    pdf.pages[0].Contents = pdf.make_stream(b"/F Do")
    pdf.save(path)


def forms_of_forms(path: Path) -> None:
    """Eight forms, each drawing the next ten times: a hundred million objects on one page."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    inner = pdf.make_stream(b"0 0 10 10 re f", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9])
    for _ in range(8):
        outer = pdf.make_stream(b"/F Do " * 10, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9])
        outer.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=inner))
        inner = outer
    pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=inner))
    pdf.pages[0].Contents = pdf.make_stream(b"/F Do")
    pdf.save(path)


def giant_page(path: Path) -> None:
    canvas = Canvas(str(path), pagesize=(2_000_000, 2_000_000))
    canvas.drawString(72, 720, "Stability is at 69.9%.")
    canvas.rect(0, 0, 2_000_000, 2_000_000, fill=1)
    canvas.save()


def packed_stream(path: Path) -> None:
    """A page whose content is 128 megabytes of blanks, packed to a hundredth."""
    packer = zlib.compressobj(9)
    block = b" " * (1 << 20)
    data = b"".join(packer.compress(block) for _ in range(128)) + packer.flush()
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.pages[0].Contents = pikepdf.Stream(pdf, data, Filter=pikepdf.Name.FlateDecode)
    pdf.save(path, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


@pytest.mark.parametrize("make", [xref_loop, page_tree_loop, nested_forms, forms_of_forms, giant_page, packed_stream])
def test_hostile_pdf_ends_with_a_reason_or_harmlessly(tmp_path: Path, make) -> None:
    """The worker neither hangs nor dies: the file is read, refused, or its page is listed with a reason."""
    make(tmp_path / "h.pdf")
    (outcome,) = read_many([tmp_path / "h.pdf"], read_rows, limits=LIMITS)
    assert outcome.error is None, outcome.error
    assert outcome.result is not None
    if outcome.result.error:
        assert outcome.result.error[1]
        assert outcome.result.error[4]
    for row in outcome.result.unread:
        assert row[3], "a reason"


def test_five_thousand_empty_pages(tmp_path: Path) -> None:
    empty_pages(tmp_path / "e.pdf", MAX_PAGES)
    (outcome,) = read_many([tmp_path / "e.pdf"], read_rows, limits=LIMITS)
    assert outcome.result is not None, outcome.error
    assert (outcome.result.error, outcome.result.figures) == ([], 0)
    assert any(f"{MAX_PAGES:,} pages" in line for line in outcome.result.lines)


def test_more_pages_than_any_pack(tmp_path: Path) -> None:
    empty_pages(tmp_path / "e.pdf", MAX_PAGES + 1)
    with pytest.raises(HostileError, match="5,001 pages, more than 5,000") as caught:
        run_extract([tmp_path / "e.pdf"])
    assert caught.value.next_step


def hostile_word(path: Path, document: bytes, *, extra: str = "") -> None:
    with zipfile.ZipFile(resource("samples", "appendix_2024_12.docx")) as good, zipfile.ZipFile(path, "w") as bad:
        for name in good.namelist():
            bad.writestr(name, document if name == "word/document.xml" and document else good.read(name))
        if extra:
            bad.writestr(extra, b"written outside")


def test_everything_hostile_in_one_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "workspace" / "archive"
    folder.mkdir(parents=True)
    secret = tmp_path / "secret.txt"
    secret.write_text("UNPUBLISHED 12345", encoding="utf-8")
    good = "# Scorecard - Kent\n\nMar 2016\n\nIndicator\tPolarity\tResult\tTarget\n% of visits\tH\t76.5%\t85.0%\n"
    (folder / "good.txt").write_text(good, encoding="utf-8")
    word = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    entity = b'<!DOCTYPE w [<!ENTITY x SYSTEM "file://%s">]>' % str(secret).encode()
    hostile_word(folder / "entity.docx", entity + word + b"<w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>")
    hostile_word(folder / "nested.docx", word + b"<w:p>" * 100_000)
    hostile_word(folder / "traversal.docx", b"", extra="../../../escaped.txt")
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("[Content_Types].xml", b"0" * (300 << 20))
    (folder / "bomb.xlsx").write_bytes(bomb.getvalue())
    sample = resource("samples", "scorecard_2024_09.pdf").read_bytes()
    (folder / "cut.pdf").write_bytes(sample[: len(sample) // 2])
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "renamed.pdf").write_bytes(resource("samples", "data_return_2025_03.xlsx").read_bytes())
    with pikepdf.open(resource("samples", "scorecard_2024_09.pdf")) as pdf:
        pdf.save(folder / "locked.pdf", encryption=pikepdf.Encryption(owner="o", user="u"))
    before = sorted(p for p in tmp_path.rglob("*"))
    out = tmp_path / "workspace" / "t.csv"
    assert run_extract([folder], out=out) is ExitCode.PARTIAL
    told = capsys.readouterr()
    for name, why in {
        "entity.docx": "document type", "nested.docx": "nest", "traversal.docx": "outside", "bomb.xlsx": "unpack",
        "cut.pdf": "cut short", "empty.pdf": "empty", "renamed.pdf": "Excel", "locked.pdf": "password",
    }.items():  # fmt: skip
        (message,) = [m for m in told.err.split("Not read: ") if m.startswith(name)]
        assert why in message, message
        assert "Next: " in message
    made = {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*")} - {
        p.relative_to(tmp_path).as_posix() for p in before
    }
    assert made == {"workspace/t.csv", "workspace/t.unread.csv", "workspace/t.readings.db"}
    assert b"UNPUBLISHED" not in out.read_bytes()
    with out.open(encoding="utf-8", newline="") as f:
        assert {row["document"] for row in csv.DictReader(f)} == {"good.txt"}
