"""Parts of the reading of scans, each on a small picture drawn for it: no text is recognised here."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

pytest.importorskip("cv2")

from extract.document import Cell, Grid, Mark, Page, Paragraph
from extract.ocr_cells import Certainty, with_certainty
from extract.ocr_chars import Piece, chars_of
from extract.ocr_doubts import PLAIN, Doubt
from extract.ocr_engine import Glyph
from extract.ocr_fills import coloured, off_edges
from extract.ocr_image import Pixels, TextLine, areas_of, evened, inked, lightness, picked, without_specks
from extract.ocr_ink import disc_of, ink_of
from extract.ocr_joined import joined_parts, long_parts
from extract.ocr_layer import Leaning, compared
from extract.ocr_layout import looks_printed
from extract.ocr_rules import rules_of, with_hidden_sides, without_own_sides
from extract.ocr_second import opinions
from extract.ocr_signs import likeness
from extract.pageparts import NO_FONT, Char, Fill, Segment
from extract.ragwords import rag_colour
from records import Box

SCALE = 200 / 72
UP = [(0, 9), (8, 1), (3.5, 1), (3.5, -9), (-3.5, -9), (-3.5, 1), (-8, 1)]
BOTH = [(-11, 0), (-4, 7), (-4, 3), (4, 3), (4, 7), (11, 0), (4, -7), (4, -3), (-4, -3), (-4, -7)]
TRIANGLE = [(0, 8), (8, -7), (-8, -7)]
OUTLINES = {"up": UP, "level": BOTH}


def sheet(width: int, height: int, grey: int = 245) -> Image.Image:
    return Image.new("RGB", (width, height), (grey, grey, grey))


def grainy(image: Image.Image, noise: float, seed: int = 5) -> Pixels:
    pixels = np.asarray(image).astype(float)
    pixels += np.random.default_rng(seed).normal(0, noise, pixels.shape[:2])[:, :, None]
    return np.clip(pixels, 0, 255).astype(np.uint8)


def drawn(points: list[tuple[float, float]], size: float, *, hollow: bool = False, turn: int = 0) -> Pixels:
    large = sheet(8 * 40, 8 * 40)
    k = size / 18 * 8
    path = [(160 + x * k, 160 - y * k) for x, y in points]
    draw = ImageDraw.Draw(large)
    if hollow:
        draw.line([*path, path[0], path[1]], fill=(0, 0, 0), width=14, joint="curve")
    else:
        draw.polygon(path, fill=(0, 0, 0))
    small = large.resize((40, 40), Image.Resampling.BOX).rotate(turn)
    return lightness(grainy(small, 6))


@pytest.mark.parametrize("size", [16, 22, 30])
@pytest.mark.parametrize(
    ("points", "hollow", "turn", "value"),
    [
        (UP, False, 0, "up"),
        (UP, False, 180, "down"),
        (UP, False, 90, "left"),
        (UP, False, 270, "right"),
        (UP, True, 0, "up"),
        (BOTH, False, 0, "level"),
        (BOTH, True, 0, "level"),
        (TRIANGLE, False, 0, "up"),
        (TRIANGLE, False, 180, "down"),
    ],
)
def test_an_arrow_is_told_by_its_outline(
    points: list[tuple[float, float]], hollow: bool, turn: int, value: str, size: int
) -> None:
    found = likeness(drawn(points, size, hollow=hollow, turn=turn))
    assert (found.value, found.is_arrow) == (value, True)


@pytest.mark.parametrize("letter", list("ATVHLRGQMSYXK014678"))
def test_a_letter_or_figure_is_no_arrow(letter: str) -> None:
    page = sheet(40, 40)
    ImageDraw.Draw(page).text((10, 6), letter, fill=(0, 0, 0), font=ImageFont.load_default(size=24))
    assert not likeness(lightness(grainy(page, 6))).is_plain


def piece(text: str, x: int, y: int, wide: int, high: int, *, sign: bool = False) -> Piece:
    glyphs = [Glyph(ch, (k + 0.5) / len(text), 0.99) for k, ch in enumerate(text)]
    return Piece(TextLine(x, y, x + wide, y + high), glyphs, sign)


def test_words_dashes_and_arrows_of_one_line_share_its_baseline() -> None:
    pieces = [
        piece("Visits held", 20, 100, 120, 23),
        piece("77.4%", 200, 102, 60, 21),
        piece("-", 300, 110, 8, 3, sign=True),
        piece("↑", 340, 95, 20, 32, sign=True),
        piece("Next", 20, 150, 60, 22),
    ]
    chars = chars_of(pieces, 21.0, SCALE)
    bases = [c[0].v for c in chars]
    assert bases[0] == bases[1] == bases[2] == bases[3]
    assert bases[4] > bases[0] + 10
    assert len({c[0].size for c in chars}) == 1, "sizes that nearly agree are one"


def crop_of(text: str) -> Pixels:
    font = ImageFont.load_default(size=22)
    page = sheet(int(font.getlength(text)) + 16, 40)
    ImageDraw.Draw(page).text((8, 6), text, fill=(0, 0, 0), font=font)
    return lightness(grainy(page, 5))


def read_as(text: str, shown: str) -> tuple[Piece, Pixels]:
    """A piece read as ``text`` where ``shown`` is printed; characters stand where the engine would put them."""
    crop = crop_of(shown)
    font = ImageFont.load_default(size=22)
    ends = [font.getlength(shown[: k + 1]) for k in range(len(shown))]
    middles = [(8 + (a + b) / 2) / crop.shape[1] for a, b in zip([0.0, *ends], ends, strict=False)]
    if len(text) != len(shown):
        middles = [middles[min(k * len(shown) // len(text), len(shown) - 1)] for k in range(len(text))]
    return Piece(
        TextLine(0, 0, crop.shape[1], 30), [Glyph(c, m, 0.99) for c, m in zip(text, middles, strict=True)]
    ), crop


PAGE = [
    "1763",
    "52.1%",
    "17",
    "2018",
    "316",
    "41.9%",
    "85",
    "907",
    "1,415",
    "INITIAL",
    "IN",
    "ID",
    "MS 12",
    "64.3%",
    "70",
]


@pytest.mark.parametrize(
    ("read", "shown", "found_out"),
    [
        ("17", "17", False),
        ("17", "I7", True),
        ("316", "816", True),
        ("1", "11", True),
        ("521%", "52.1%", True),
        ("70", "-70", True),
        ("641.3%", "64.3%", True),
        ("64.3%", "64.3%", False),
    ],
)
def test_the_page_s_own_type_says_what_was_misread(read: str, shown: str, found_out: bool) -> None:
    pairs = [read_as(t, t) for t in PAGE for _ in range(2)] + [read_as(read, shown)]
    found = opinions([p for p, _ in pairs], [c for _, c in pairs])
    assert (not found[-1].counted or bool(found[-1].rivals)) is found_out
    if not found_out:
        assert found[-1].confirmed == set(range(len(read)))
    # And nothing that was read aright is doubted.
    assert all(not o.rivals and o.counted for o in found[:-1])


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("1,763", True),
        ("-4.2%", True),
        ("(2,000)", True),
        ("£1.5", True),
        ("12/68", True),
        ("31/03/2016", True),
        ("2024/25", True),
        ("2.", False),
        (":11", False),
        ("1,76", False),
        ("3.4.5", False),
    ],
)
def test_forms_that_figures_have(text: str, plain: bool) -> None:
    assert bool(PLAIN.match(text)) is plain


def page_of(cells: list[Cell]) -> Page:
    rows, cols = max(c.row for c in cells) + 1, max(c.col for c in cells) + 1
    return Page(1, 600, 800, (Grid(1, tuple(cells), rows, cols, page=1, box=Box(0, 0, 600, 800)),))


def cell(row: int, col: int, text: str, **more: object) -> Cell:
    return Cell(row, col, text, box=Box(60.0 * col, 20.0 * row, 60.0 * col + 60, 20.0 * row + 20), page=1, **more)  # type: ignore[arg-type]


def sure_of(cells: list[Cell]) -> list[Certainty]:
    return [Certainty(c.box, c.text, 0.99, Doubt()) for c in cells if c.box is not None]


def listed(cells: list[Cell]) -> set[tuple[int, str]]:
    _, unread = with_certainty(page_of(cells), sure_of(cells), "0", Path("scan.pdf"))
    return {(u.where.row or 0, u.printed) for u in unread}


def test_a_figure_unlike_all_others_of_its_column_is_doubtful() -> None:
    texts = ["16", "204", "31", "1.6", "88", "7", "112", "90"]
    assert listed([cell(k, 0, t) for k, t in enumerate(texts)]) == {(3, "1.6")}
    shares = ["16.0%", "20.4%", "3.1%", "100%", "88.8%", "7.0%", "11.2%", "9.0"]
    assert listed([cell(k, 0, t) for k, t in enumerate(shares[:-1])]) == set(), "a hundred per cent needs no decimals"
    mixed = ["16.0%", "204", "3.1%", "12", "88.8%", "7", "11.2", "9.0"]
    assert listed([cell(k, 0, t) for k, t in enumerate(mixed)]) == set(), "a scorecard's columns are of many kinds"


def test_dirt_beside_a_figure_an_unknown_sign_and_a_black_cell_are_listed() -> None:
    unknown = Mark("shape", "unknown", "image", "a picture of 8 x 8 points", confidence=0.0)
    cells = [
        cell(0, 0, "89\n-"),
        cell(1, 0, "38 :"),
        cell(2, 0, "12 (34%)"),
        cell(3, 0, "", marks=(unknown,)),
        cell(4, 0, "", fill="#101010"),
        cell(5, 0, "", fill="#00b050"),
        cell(6, 0, "-", fill="#0a0a0a"),
    ]
    assert listed(cells) == {(0, "89\n-"), (1, "38 :"), (3, ""), (4, ""), (6, "-")}


def test_light_grey_rules_are_found_and_lines_of_text_are_none() -> None:
    image = sheet(900, 500)
    draw = ImageDraw.Draw(image)
    for y in (60, 120, 180):
        draw.line([(40, y), (860, y)], fill=(205, 205, 205), width=2)
    for x in (40, 300, 860):
        draw.line([(x, 60), (x, 180)], fill=(205, 205, 205), width=2)
    font = ImageFont.load_default(size=26)
    draw.text((50, 80), "Rate of first time entrants", fill=(0, 0, 0), font=font)
    draw.text(
        (50, 300), "Initial assessments completed within the time that is set for them", fill=(0, 0, 0), font=font
    )
    pixels = grainy(image, 8)
    light, ink, _ = inked(pixels, SCALE)
    rules, _ = rules_of(ink, SCALE, light)
    level = sorted(round(float(r.pos * SCALE)) for r in rules if r.horizontal)
    upright = sorted(round(float(r.pos * SCALE)) for r in rules if not r.horizontal)
    assert len(level) == 3
    assert np.allclose(level, [60, 120, 180], atol=3)
    assert len(upright) == 3
    assert np.allclose(upright, [40, 300, 860], atol=3)


def test_a_rated_cell_hides_no_rule_of_its_table() -> None:
    rules = [Segment(True, y, 20, 300, 0.5, "#000000", k) for k, y in enumerate((20.0, 40.0, 60.0))]
    rules += [Segment(False, x, 20, 60, 0.5, "#000000", 9) for x in (20.0, 300.0)]
    patch = Fill(Box(100, 20, 140, 40), "#00b050", 0)
    ink = np.zeros((300, 900), bool)
    found = [s for s in with_hidden_sides(rules, [patch], ink, SCALE) if s.edge]
    assert sorted(s.pos for s in found) == [100, 140]
    shading = Fill(Box(20, 20, 300, 40), "#eeeeee", 0)
    alone = Fill(Box(400, 100, 440, 120), "#00b050", 0)
    assert [s for s in with_hidden_sides(rules, [shading, alone], ink, SCALE) if s.edge] == []


def test_the_sides_of_coloured_cells_that_stand_free_are_no_rules() -> None:
    patches = [Fill(Box(400, y, 440, y + 15), "#00b050", 0) for y in (100, 118, 136)]
    sides = [Segment(False, 400, 99, 152, 0.5, "#000000", 0), Segment(True, 115.5, 399, 441, 0.5, "#000000", 1)]
    kept = [Segment(True, 98, 20, 500, 0.5, "#000000", 2), Segment(False, 400, 60, 300, 0.5, "#000000", 3)]
    assert without_own_sides([*sides, *kept], patches) == kept


def test_a_shadow_goes_and_a_dark_heading_stays() -> None:
    pixels = np.full((800, 600, 3), 240.0)
    pixels[40:90, 50:550] = (20, 40, 110)
    shade = 1 - 0.5 * np.linspace(0, 1, 600)[None, :, None] * np.linspace(0.3, 1, 800)[:, None, None]
    lit = evened((pixels * shade).astype(np.uint8))
    light = lightness(lit)
    paper = light[200:, :]
    assert int(paper.min()) > 0.85 * int(paper.max())
    assert int(light[50:80, 60:540].max()) < 150
    even = pixels.astype(np.uint8)
    assert evened(even) is even


def test_dirt_goes_where_there_is_much_of_it_and_points_stay() -> None:
    ink = np.zeros((600, 600), bool)
    ink[100:120, 100:112] = ink[100:120, 124:136] = True
    ink[117:120, 116:119] = True  # a decimal point between two figures
    ink[300:303, 300:303] = ink[300:303, 307:310] = True  # two dots
    light = np.where(ink, 0, 250).astype(np.uint8)
    few = ink.copy()
    few[500:502, 500:502] = True
    assert (without_specks(few, light, SCALE)[0] == few).all()
    dirty = ink.copy()
    dirty[400:600:20, 0:600:30] = True
    assert (without_specks(dirty, light, SCALE)[0] == ink).all()


def test_shading_of_a_row_runs_on_under_its_words_and_under_a_rated_cell() -> None:
    image = sheet(1000, 300)
    draw = ImageDraw.Draw(image)
    draw.rectangle((40, 100, 960, 150), fill=(225, 225, 225))
    draw.rectangle((500, 106, 580, 144), fill=(0, 176, 80))
    font = ImageFont.load_default(size=28)
    draw.text((60, 108), "Reviews held within the time set", fill=(0, 0, 0), font=font)
    draw.text((515, 108), "Yes", fill=(0, 0, 0), font=font)
    pixels = grainy(image, 5)
    _, ink, _ = inked(pixels, SCALE)
    fills = coloured(pixels, ink, np.array([245.0] * 3), SCALE)
    assert [(round(f.box.x0 * SCALE / 10), round(f.box.x1 * SCALE / 10)) for f in fills] == [(4, 96), (50, 58)]


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_place_is_followed_as_the_page_is_set_upright(turned: int) -> None:
    image = np.zeros((80, 60), np.uint8)
    image[10, 20] = 1
    upright = np.rot90(image, turned // 90)
    y, x = (int(v[0]) for v in np.nonzero(upright))
    height, width = upright.shape
    at = Leaning(turned, 0.0, float(width), float(height)).place(20.5, 10.5)
    assert at == (x + 0.5, y + 0.5)


def test_the_scanner_s_own_text_is_only_compared() -> None:
    def hidden(text: str, x: float, y: float) -> list[Char]:
        return [
            Char(ch, x + 5 * k, y - 8, x + 5 * k + 5, y + 2, x + 5 * k, x + 5 * k + 5, y, 10, 0, 1, NO_FONT, "#000000", True, order=k)
            for k, ch in enumerate(text)
        ]  # fmt: skip

    own = [
        Certainty(Box(10, 10, 40, 22), "1,763", 0.99, Doubt()),
        Certainty(Box(10, 30, 40, 42), "52.1%", 0.99, Doubt()),
    ]
    own += [Certainty(Box(10, 50, 40, 62), "317", 0.99, Doubt())]
    layer = hidden("1763", 12, 20) + hidden("62.1%", 12, 40)
    found = compared(own, layer, Leaning(0, 0.0, 600, 800))
    assert [d.doubt.signs for d in found] == ["", "52.1%", ""]
    assert "62.1%" in found[1].doubt.instead


def test_a_sheet_of_print_and_a_photograph() -> None:
    page = sheet(900, 700)
    draw = ImageDraw.Draw(page)
    for row in range(8):
        draw.text((40, 40 + 60 * row), "Children in care 2,320", fill=(0, 0, 0), font=ImageFont.load_default(size=26))
    assert looks_printed(grainy(page, 6), SCALE)
    photograph = np.random.default_rng(1).integers(0, 255, (70, 90, 3)).astype(np.uint8)
    assert not looks_printed(np.asarray(Image.fromarray(photograph).resize((900, 700))), SCALE)


def test_a_paragraph_with_a_doubtful_figure_is_listed() -> None:
    paragraph = Paragraph("There were 2320 children", page=1, box=Box(0, 0, 300, 20))
    certainty = [Certainty(Box(0, 0, 300, 20), paragraph.text, 0.7, Doubt("3", "8"))]
    _, unread = with_certainty(Page(1, 600, 800, (paragraph,)), certainty, "0", Path("scan.pdf"))
    assert [(u.what, u.printed) for u in unread] == [("figure", paragraph.text)]
    assert "it may be 8" in unread[0].why


def test_flags_are_looked_up_by_label_beyond_the_first_rows() -> None:
    labels = np.zeros((600, 3), np.int32)
    labels[5, 1], labels[300, 2], labels[599, 0] = 1, 2, 3
    found = picked(np.array([False, True, False, True]), labels)
    assert list(zip(*np.nonzero(found), strict=True)) == [(5, 1), (599, 0)]


@pytest.mark.parametrize(("least", "size"), [(20, 2), (1, 4)])
def test_areas_are_numbered_in_as_few_bytes_as_hold_their_numbers(least: int, size: int) -> None:
    mask = np.zeros((300, 400), np.uint8)
    mask[10:20, 30:35], mask[250:254, 100:120] = 1, 1
    labels, stats = areas_of(mask, least)
    assert labels.dtype.itemsize == size
    assert [tuple(map(int, s)) for s in stats[1:]] == [(30, 10, 5, 10, 50), (100, 250, 20, 4, 80)]
    assert (labels > 0).sum() == 130


@pytest.mark.parametrize("seed", range(4))
def test_pieces_found_some_rows_at_a_time_are_those_of_the_whole_page(seed: int) -> None:
    import cv2

    dice = np.random.default_rng(seed)
    mask = dice.random((1400, 60)) < 0.12
    mask[dice.random(1400) < 0.1] = False
    whole = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)[2][1:]
    parts = list(joined_parts(mask))
    assert len(parts) > 2
    assert [p.start for p, _, _ in parts[1:]] == [p.stop for p, _, _ in parts[:-1]]
    assert np.array_equal(np.concatenate([boxes for _, _, boxes in parts]), whole)
    for rows, labels, boxes in parts:
        assert np.array_equal(labels > 0, mask[rows])
        assert labels.max() == len(boxes)


def test_a_page_without_an_empty_row_is_one_part() -> None:
    mask = np.zeros((700, 20), bool)
    mask[:, 3] = True
    ((rows, labels, boxes),) = joined_parts(mask, 4)
    assert (rows, labels.shape, boxes.tolist()) == (slice(0, 700), (700, 20), [[3, 0, 1, 700, 700]])


def test_long_strokes_are_numbered_in_two_bytes() -> None:
    mask = np.zeros((100, 300), np.uint8)
    mask[10, 20:120], mask[40:90, 250] = 1, 1
    labels, stats = long_parts(mask, 22)
    assert labels.dtype.itemsize == 2
    assert sorted(stats[1:].tolist()) == [[20, 10, 100, 1, 100], [250, 40, 1, 50, 50]]


def test_strips_along_the_edges_of_coloured_cells_are_no_text_and_dashes_in_their_middle_are() -> None:
    fills = [Fill(Box(100, 20, 136, 36), "#05b04f", 0)]
    strip, dash, beside, figure = (
        TextLine(290, 98, 304, 101),  # along the lower edge, at 36 points
        TextLine(290, 77, 304, 80),
        TextLine(500, 98, 514, 101),
        TextLine(290, 90, 320, 107),
    )
    assert off_edges([strip, dash, beside, figure], fills, 17.0, SCALE) == [dash, beside, figure]


def test_strips_along_the_sides_of_coloured_cells_are_no_text_and_figures_beside_them_are() -> None:
    fills = [Fill(Box(100, 20, 136, 36), "#05b04f", 0)]
    right, left = TextLine(375, 80, 380, 91), TextLine(276, 60, 280, 96)
    one, before, wide, over = (
        TextLine(322, 72, 327, 89),  # a 1 in the cell
        TextLine(265, 72, 270, 89),  # a 1 that ends two points before it
        TextLine(370, 72, 384, 89),
        TextLine(375, 30, 380, 70),  # from the cell above into this one
    )
    kept = [one, before, wide, over]
    assert off_edges([right, left, *kept], fills, 17.0, SCALE) == kept


def test_words_of_one_type_have_one_size_whichever_letters_they_have() -> None:
    heights = {"Children": 18, "Locality": 22, "rate": 16, "10,000": 20, "assessments in working days": 23}
    pieces = [
        Piece(TextLine(100, 40 * k, 100 + 10 * len(text), 40 * k + height), [Glyph(c, 0.5, 0.99) for c in text])
        for k, (text, height) in enumerate(heights.items())
    ]
    sizes = {round(chars[0].size, 3) for chars in chars_of(pieces, 18.0, SCALE)}
    assert len(sizes) == 1


def test_a_rule_does_not_run_on_into_letters_that_stand_over_its_end() -> None:
    page = np.full((700, 500), 245, np.uint8)
    page[192:600, 200:203] = 0
    for top in (120, 156):  # two lines of letters, one stem of each over the rule
        for left in range(160, 250, 5):
            page[top : top + 24, left : left + 3] = 0
    upright = [s for s in rules_of(page < 120, SCALE, page)[0] if not s.horizontal]
    assert [round(s.pos * SCALE) for s in upright] == [202]
    assert 185 / SCALE < upright[0].lo < 195 / SCALE


@pytest.mark.parametrize(
    ("colour", "seen"),
    [("#c00000", "red"), ("#ff0000", "red"), ("#ffc000", "amber"), ("#00b050", "green"), ("#000000", None),
     ("#404040", None)],
)  # fmt: skip
def test_the_colour_of_letters_outlasts_noise_and_compression(colour: str, seen: str | None) -> None:
    image = sheet(120, 40)
    font = ImageFont.load_default(size=20)
    ImageDraw.Draw(image).text((10, 8), "84.3%", fill=colour, font=font)
    store = io.BytesIO()
    Image.fromarray(grainy(image, 8)).save(store, "JPEG", quality=70)
    part = np.asarray(Image.open(store))[8:32, 8:80]
    assert rag_colour(ink_of(part, np.array([245.0, 245.0, 245.0]))) == seen


def test_letters_on_a_coloured_ground_have_no_colour_of_their_own() -> None:
    image = Image.new("RGB", (120, 40), "#00b050")
    ImageDraw.Draw(image).text((10, 8), "84.3%", fill="#000000", font=ImageFont.load_default(size=20))
    assert ink_of(np.asarray(image)[8:32, 8:80], np.array([245.0, 245.0, 245.0])) == "#000000"


@pytest.mark.parametrize(
    ("draw", "seen"),
    [("disc", "red"), ("square", "red"), ("ring", None), ("letter", None), ("black", None), ("bar", None)],
)  # fmt: skip
def test_a_disc_in_a_colour_is_a_sign_and_a_letter_is_none(draw: str, seen: str | None) -> None:
    image = sheet(60, 60)
    pen = ImageDraw.Draw(image)
    if draw in ("disc", "black"):
        pen.ellipse((20, 20, 40, 40), fill="#e00000" if draw == "disc" else "#202020")
    elif draw == "ring":
        pen.ellipse((20, 20, 40, 40), outline="#e00000", width=3)
    elif draw == "letter":
        pen.text((22, 15), "R", fill="#e00000", font=ImageFont.load_default(size=26))
    else:
        pen.rectangle((20, 20, 40, 40) if draw == "square" else (5, 25, 55, 35), fill="#e00000")
    pixels = grainy(image, 6)
    ys, xs = np.nonzero(pixels.min(axis=2) < 150)
    line = TextLine(int(xs.min()), int(ys.min()), int(xs.max()) + 1, int(ys.max()) + 1)
    found = disc_of(pixels, line, np.array([245.0, 245.0, 245.0]))
    assert rag_colour(found) == seen


def test_a_letter_in_a_coloured_cell_is_no_disc() -> None:
    image = Image.new("RGB", (60, 60), "#e00000")
    ImageDraw.Draw(image).text((22, 15), "R", fill="#000000", font=ImageFont.load_default(size=26))
    pixels = grainy(image, 6)
    assert disc_of(pixels, TextLine(22, 20, 42, 40), np.array([245.0, 245.0, 245.0])) is None
