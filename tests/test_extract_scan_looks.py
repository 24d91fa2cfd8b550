"""What a scan shows beside letters: coloured cells on each other, shades that meet, bold strokes, narrow columns."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("cv2")

from PIL import Image, ImageDraw, ImageFont

from extract.ocr_chars import Piece, chars_of, stroke_of
from extract.ocr_engine import Glyph
from extract.ocr_fills import by_rows, coloured
from extract.ocr_image import Pixels, TextLine
from extract.ocr_layout import at_shared_edges
from extract.pageparts import Fill
from records import Box

GREEN = (0, 175, 80)


def test_a_head_and_a_shaded_row_that_meet_are_two_areas() -> None:
    page = np.full((200, 400, 3), 255, np.uint8)
    page[40:90, 20:380] = (207, 216, 234)
    page[90:130, 20:380] = (230, 230, 230)
    found = coloured(page, np.zeros((200, 400), bool), np.array([255.0, 255.0, 255.0]), 2.0)
    assert sorted((round(f.box.top), round(f.box.bottom), f.colour) for f in found) == [
        (21, 45, "#cfd8ea"),
        (45, 65, "#e6e6e6"),
    ]


def line(x0: int, row: int, x1: int) -> TextLine:
    return TextLine(x0, 20 * row, x1, 20 * row + 10)


def test_coloured_cells_on_each_other_are_cut_between_their_rows() -> None:
    lines = [line(x, row, x + 20) for row in (1, 2, 3) for x in (0, 40, 80)]
    fill = Fill(Box(120, 15, 135, 75), "#04b04f", 0)
    band = Fill(Box(0, 15, 100, 75), "#eeeeee", 1)
    wide = [*lines, line(150, 1, 200)]
    out = by_rows([fill, band], wide, 1.0)
    assert [(f.box.top, f.box.bottom) for f in out] == [(15, 35), (35, 55), (55, 75), (15, 75)]
    assert [f.z for f in out] == [0, 1, 2, 3]


@pytest.mark.parametrize(("starts", "cut"), [(5, True), (2, False)])
def test_a_text_that_runs_over_the_beginning_of_a_column_is_two(starts: int, cut: bool) -> None:
    ink = np.zeros((400, 300), bool)
    long = TextLine(10, 0, 212, 10)
    ink[0:10, 10:200] = ink[0:10, 206:212] = True
    others = [TextLine(206, 20 * k, 214, 20 * k + 10) for k in range(1, starts + 1)]
    out = at_shared_edges([long, *others], ink, 10.0)
    assert out[: 1 + cut] == ([TextLine(10, 0, 200, 10), TextLine(206, 0, 212, 10)] if cut else [long])
    assert len(out) == 1 + cut + starts


def drawn(text: str, heavy: int) -> Pixels:
    picture = Image.new("L", (400, 40), 255)
    font = ImageFont.load_default(20)
    ImageDraw.Draw(picture).text((5, 5), text, fill=0, font=font, stroke_width=heavy, stroke_fill=0)
    return np.asarray(picture)


def test_words_with_wide_strokes_are_bold() -> None:
    texts = [("Visits held in time", 0), ("Reviews held", 0), ("Indicator", 1), ("83.4%", 0), ("Target", 1)]
    pieces = [
        Piece(
            TextLine(10, 30 * k, 10 + 10 * len(text), 30 * k + 20),
            [Glyph(c, (i + 0.5) / len(text), 0.99) for i, c in enumerate(text)],
            stroke=stroke_of(drawn(text, heavy)),
        )
        for k, (text, heavy) in enumerate(texts)
    ]
    placed = chars_of(pieces, 20.0, 2.0)
    assert [chars[0].font.bold for chars in placed] == [False, False, True, False, True]
