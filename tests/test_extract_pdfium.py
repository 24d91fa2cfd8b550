"""The page protocol: what is drawn comes out as a person sees it, whatever the file does to its axes."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.pageparts import RawPage
from extract.pagepaths import add_path, gather_gradients, multiply
from extract.pdfium import PdfiumFile
from records import Box, EncryptedError, MissingInputError, UnreadableError

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


def in_one_go(path: Path, operators: str) -> RawPage:
    """A page of one text, set by hand-written operators in Helvetica 10 at (20, 100)."""
    import pikepdf

    draw(path, lambda c: c.drawString(20, 100, "x"))
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        font = next(iter(pdf.pages[0].Resources.Font))
        pdf.pages[0].Contents = pdf.make_stream(f"BT {font} 10 Tf 20 100 Td {operators} ET".encode())
        pdf.save(path)
    return only_page(path)


def stand_at(page: RawPage, places: list[tuple[str, float]]) -> None:
    words = [w for c in page.chars for w in c.words()]
    assert [w.text for w in words] == [text for text, _ in places]
    assert [w.u0 for w in words] == pytest.approx([x for _, x in places], abs=0.2)


def expected(words: str, space: float = 2.78, start: float = 20.0) -> list[tuple[str, float]]:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    out, x = [], start
    for word in words.split():
        out.append((word, x))
        x += stringWidth(word, "Helvetica", 10) + space
    return out


def test_words_at_ordinary_spaces_come_in_one_piece_with_their_places(tmp_path: Path) -> None:
    words = "Children in care for 12 months or more: 1,204 [87.5%]"
    page = in_one_go(tmp_path / "o.pdf", f"({words}) Tj")
    assert len(page.chars) == 1
    stand_at(page, expected(words))


def test_justified_words_stand_where_they_are_drawn(tmp_path: Path) -> None:
    words = "The committee noted that seven people had answered the consultation of whom most agreed"
    page = in_one_go(tmp_path / "j.pdf", f"1.8 Tw ({words}) Tj")
    assert len(page.chars) == 1
    stand_at(page, expected(words, 2.78 + 1.8))


@pytest.mark.parametrize("jump", [600, 1500, 4000])
@pytest.mark.parametrize("before", [1, 3, 6])
def test_jump_inside_a_text_is_no_ordinary_space(tmp_path: Path, jump: int, before: int) -> None:
    """A row of a table set as one text: the gap between its cells must not be spread over its words."""
    text = "children placed in homes that were rated good"
    words = text.split()
    one, two = " ".join(words[:before]), " ".join(words[before:])
    page = in_one_go(tmp_path / "g.pdf", f"[({one} ) {-jump} ({two})] TJ")
    start = dict(expected(one + " x"))["x"] + jump / 100
    stand_at(page, expected(one) + expected(two, start=start))
    assert not any(c.many and one.split()[-1] in c.text and two.split()[0] in c.text for c in page.chars)


def test_of_a_text_half_behind_its_window_only_the_words_seen_are_read(tmp_path: Path) -> None:
    def paint(c) -> None:
        window = c.beginPath()
        window.rect(40, 90, 62, 30)
        c.clipPath(window, stroke=0, fill=0)
        c.setFont("Helvetica", 10)
        c.drawString(45, 100, "Seen here and hidden there")

    page = only_page(draw(tmp_path / "half.pdf", paint))
    assert " ".join(w.text for c in page.chars for w in c.words()).startswith("Seen here")
    assert "there" not in "".join(c.text for c in page.chars)


def test_word_of_two_text_objects_is_one_word(tmp_path: Path) -> None:
    from extract.textlines import lines_of

    page = in_one_go(tmp_path / "w.pdf", "(Council of Grav) Tj (esend and others) Tj")
    (line,) = lines_of(page.chars)
    assert line.text == "Council of Gravesend and others"
    assert [w.text for w in line.words] == ["Council", "of", "Gravesend", "and", "others"]


def test_only_upright_rectangles_are_rules_and_areas(tmp_path: Path) -> None:
    def paint(c) -> None:
        for points in ([(50, 50), (70, 70), (50, 90), (30, 70)], [(100, 50), (140, 50), (150, 80), (110, 80)]):
            path = c.beginPath()
            path.moveTo(*points[0])
            for point in points[1:]:
                path.lineTo(*point)
            path.close()
            c.drawPath(path, stroke=0, fill=1)
        arch = c.beginPath()  # five segments, its control points at the corners of a rectangle
        arch.moveTo(200, 50)
        arch.curveTo(200, 90, 240, 90, 240, 50)
        arch.lineTo(200, 50)
        c.drawPath(arch, stroke=1, fill=1)

    page = only_page(draw(tmp_path / "shapes.pdf", paint))
    assert len(page.shapes) == 3
    assert [s.curved for s in page.shapes] == [False, False, True]
    assert not page.fills
    assert len(page.segments) == 0


def test_rules_are_the_same_as_numbers_and_as_objects(tmp_path: Path) -> None:
    def paint(c) -> None:
        c.rect(20, 20, 200, 40)
        c.line(20, 100, 220, 100)
        c.line(20, 100, 120, 150)  # slanted: an outline

    page = only_page(draw(tmp_path / "table.pdf", paint))
    numbers = sorted((bool(h), *map(round, rest)) for h, *rest in page.rules.table()[:, :4].tolist())
    outside = [round(s.pos) for s in page.rules.level_outside([Box(0, 130, 300, 200)])]
    objects = sorted((s.horizontal, round(s.pos), round(s.lo), round(s.hi)) for s in page.segments)
    assert numbers == objects
    assert len(objects) == len(page.segments) == 5
    assert outside == [100]
    assert len(page.shapes) == 1


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
