"""The page protocol: what is drawn comes out as a person sees it, whatever the file does to its axes."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.pageparts import RawPage
from extract.pagepaths import add_path, gather_gradients, multiply
from extract.pdfium import PdfiumFile
from records import EncryptedError, MissingInputError, UnreadableError

from . import pdf_samples


def draw(path: Path, paint, size: tuple[float, float] = (300, 200)) -> Path:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), pagesize=size)
    paint(canvas)
    canvas.save()
    return path


def only_page(path: Path) -> RawPage:
    with PdfiumFile(path) as source:
        return source.page(1)


def test_character_has_font_size_colour_and_uniform_box(tmp_path: Path) -> None:
    def paint(c) -> None:
        c.setFont("Helvetica-Bold", 10)
        c.setFillColorRGB(1, 0, 0)
        c.drawString(50, 100, "A")
        c.drawString(60, 100, ".")

    first, dot = only_page(draw(tmp_path / "a.pdf", paint)).chars
    assert (first.text, first.font.name, first.font.bold, first.ink, round(first.size)) == (
        "A", "Helvetica-Bold", True, "#ff0000", 10,
    )  # fmt: skip
    assert (round(first.x0), round(first.v)) == (50, 100)
    assert (first.top, first.bottom) == (dot.top, dot.bottom)


@pytest.mark.parametrize(("turn", "angle"), [(0, 0), (90, 90), (180, 180), (270, 270)])
def test_turned_text_keeps_its_reading_direction(tmp_path: Path, turn: int, angle: int) -> None:
    def paint(c) -> None:
        c.translate(150, 100)
        c.rotate(turn)
        c.drawString(0, 0, "Up here")

    chars = only_page(draw(tmp_path / "t.pdf", paint)).chars
    (piece,) = chars  # words of one text object at ordinary spaces come in one piece
    up, here = piece.words()
    assert (up.text, here.text, up.angle, here.angle) == ("Up", "here", angle, angle)
    assert up.u0 < up.u1 < here.u0 < here.u1


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_rotated_and_cropped_page_with_form_reads_as_seen(tmp_path: Path, angle: int) -> None:
    path = tmp_path / "turned.pdf"
    pdf_samples.turned(path, angle)
    page = only_page(path)
    assert page.rotation == angle
    assert {c.angle for c in page.chars} == {0}
    assert (page.width > page.height) == (angle in (90, 270))
    assert page.chars[0].words()[0].text == "Scorecard"
    # The table stands under the title, its rules inside the page.
    assert all(0 <= s.pos <= max(page.width, page.height) for s in page.segments)
    assert min(s.lo for s in page.segments if s.horizontal) > 30


def test_text_outside_its_clip_window_is_not_read(tmp_path: Path) -> None:
    def paint(c) -> None:
        c.saveState()
        window = c.beginPath()
        window.rect(40, 90, 60, 30)
        c.clipPath(window, stroke=0, fill=0)
        c.drawString(45, 100, "Seen")
        c.drawString(150, 100, "Hidden")
        c.restoreState()

    assert "".join(c.text for c in only_page(draw(tmp_path / "clip.pdf", paint)).chars) == "Seen"


def test_figures_set_as_one_text_with_jumps_are_not_one_figure(tmp_path: Path) -> None:
    """Some programs set the figures of neighbouring cells as one object, without a space between them."""
    import pikepdf

    path = draw(tmp_path / "j.pdf", lambda c: c.drawString(20, 100, "x"))
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        font = next(iter(pdf.pages[0].Resources.Font))
        body = f"BT {font} 10 Tf 20 100 Td [(12) -3000 (7) -250 (WordsWords) -2500 (Others)] TJ ET"
        pdf.pages[0].Contents = pdf.make_stream(body.encode())
        pdf.save(path)
    from extract.textlines import lines_of

    (line,) = lines_of(only_page(path).chars)
    assert [w.text for w in line.words] == ["12", "7", "WordsWords", "Others"]


def test_thin_rectangles_and_strokes_are_rules_and_areas_are_fills(tmp_path: Path) -> None:
    def paint(c) -> None:
        c.rect(20, 20, 200, 0.7, stroke=0, fill=1)  # as browsers draw a border
        c.rect(20, 40, 200, 3.0, stroke=0, fill=1)  # a heavy one
        c.line(20, 60, 220, 60)
        c.rect(20, 80, 60, 30, stroke=0, fill=1)

    page = only_page(draw(tmp_path / "rules.pdf", paint))
    assert sorted(round(s.pos) for s in page.segments) == [140, 158, 180]
    assert [(round(f.box.width), round(f.box.height)) for f in page.fills] == [(60, 30)]


def test_small_picture_keeps_its_pixels(tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (8, 8), (200, 0, 0)).save(tmp_path / "dot.png")
    page = only_page(draw(tmp_path / "p.pdf", lambda c: c.drawImage(str(tmp_path / "dot.png"), 10, 10, 20, 20)))
    assert [round(p.box.width) for p in page.pictures] == [20]
    pixels = page.pictures[0].pixels
    assert pixels is not None
    assert tuple(pixels[pixels.shape[0] // 2, pixels.shape[1] // 2, :3]) == (200, 0, 0)


def test_gradient_strips_are_one_area_and_not_rules() -> None:
    page = RawPage(1, 100, 100, 0)
    for k in range(8):
        strip = [(10.0, 10 + 2.0 * k), (60.0, 10 + 2.0 * k), (60.0, 12 + 2.0 * k), (10.0, 12 + 2.0 * k)]
        add_path(page, [[*strip, strip[0]]], fill=f"#0000{k * 20:02x}", stroke=None, width=0, z=k)
    gather_gradients(page)
    assert page.segments == []
    assert [(f.box.top, f.box.bottom) for f in page.fills] == [(10.0, 26.0)]


def test_matrices_apply_one_after_the_other() -> None:
    scale, shift = (2.0, 0.0, 0.0, 2.0, 0.0, 0.0), (1.0, 0.0, 0.0, 1.0, 5.0, 7.0)
    assert multiply(scale, shift) == (2.0, 0.0, 0.0, 2.0, 5.0, 7.0)
    assert multiply(shift, scale) == (2.0, 0.0, 0.0, 2.0, 10.0, 14.0)


def test_properties_never_hold_the_author(tmp_path: Path) -> None:
    def paint(c) -> None:
        c.setAuthor("Somebody")
        c.setTitle("Scorecard")
        c.drawString(10, 10, "x")

    with PdfiumFile(draw(tmp_path / "p.pdf", paint)) as source:
        properties = source.properties()
    assert properties["Title"] == "Scorecard"
    assert "Somebody" not in str(properties)


def test_missing_empty_and_damaged_files_say_so(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError):
        PdfiumFile(tmp_path / "absent.pdf")
    (tmp_path / "empty.pdf").write_bytes(b"")
    with pytest.raises(UnreadableError, match="0 bytes"):
        PdfiumFile(tmp_path / "empty.pdf")
    (tmp_path / "junk.pdf").write_bytes(b"%PDF-1.7\nnothing else")
    with pytest.raises(UnreadableError, match=r"junk\.pdf"):
        PdfiumFile(tmp_path / "junk.pdf")


def test_password_is_asked_for_and_taken(tmp_path: Path) -> None:
    import pikepdf

    plain = draw(tmp_path / "plain.pdf", lambda c: c.drawString(10, 10, "secret"))
    with pikepdf.open(plain) as pdf:
        pdf.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(EncryptedError, match="password"):
        PdfiumFile(tmp_path / "locked.pdf")
    with PdfiumFile(tmp_path / "locked.pdf", "u") as source:
        assert "secret" in source.page_text(1)
