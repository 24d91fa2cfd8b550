"""Direction signs: characters, symbol fonts, outlines and pictures; what cannot be read is unknown, never blank."""

from __future__ import annotations

import io
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.arrows import (
    arrow_from_char,
    arrow_from_image,
    arrow_from_outline,
    is_arrow_name,
    symbol_text,
)
from extract.silhouettes import arrow_from_mask

UP = [(0, -0.5), (0.18, -0.5), (0.18, 0.05), (0.45, 0.05), (0, 0.5), (-0.45, 0.05), (-0.18, 0.05), (-0.18, -0.5)]
TURN = {"up": 0, "right": -90, "down": 180, "left": 90, "up-right": -45, "down-right": -135}


def outline(way: str, size: float = 12.0) -> list[tuple[float, float]]:
    """An arrow's corners, y down, tip to one way."""
    a = math.radians(TURN[way])
    ring = [(x * math.cos(a) - y * math.sin(a), x * math.sin(a) + y * math.cos(a)) for x, y in UP]
    points = [(50 + size * x, 50 - size * y) for x, y in ring]
    return [*points, points[0]]


@pytest.mark.parametrize(
    ("char", "font", "value", "how"),
    [
        ("↑", "", "up", "text"),
        ("▼", "Arial", "down", "text"),
        ("►", "Arial", "right", "text"),
        ("⇔", "", "level", "text"),
        ("↘", "", "down-right", "text"),
        ("↕", "", "unknown", "text"),
        ("é", "Wingdings", "up", "symbol"),
        ("\uf0ea", "ABCDEF+Wingdings-Regular", "down", "symbol"),
        ("\uf0e8", "Wingdings", "right", "symbol"),
        ("h", "Wingdings3", "up", "symbol"),
        ("i", "Wingdings 3", "down", "symbol"),
        ("p", "Wingdings 3", "up", "symbol"),
        ("n", "Wingdings 3", "level", "symbol"),
        ("5", "Webdings", "up", "symbol"),
        ("\uf0ad", "Symbol", "up", "symbol"),
        ("\u00af", "SymbolMT", "down", "symbol"),
        ("s", "ZapfDingbats", "up", "symbol"),
        ("\ue4a7", "OpenSymbol", "up", "symbol"),
        ("\ue4b0", "OpenSymbol", "down", "symbol"),
        ("\ue637", "OpenSymbol", "up", "symbol"),
    ],
)
def test_characters(char: str, font: str, value: str, how: str) -> None:
    mark = arrow_from_char(char, font)
    assert mark is not None
    assert (mark.kind, mark.value, mark.how) == ("direction", value, how)


@pytest.mark.parametrize(
    ("char", "font"), [("h", "Arial"), ("G", "Wingdings"), ("●", ""), ("-", ""), ("A", "Symbol"), ("\uf0b7", "Symbol")]
)
def test_characters_that_are_no_arrows(char: str, font: str) -> None:
    assert arrow_from_char(char, font) is None


@pytest.mark.parametrize(
    ("char", "font", "expected"),
    [
        ("h", "Wingdings 3", "↑"),
        ("\uf0b7", "Symbol", "•"),
        ("ü", "Wingdings", "✓"),
        ("h", "Arial", "h"),
        ("\uf123", "Wingdings", "☐"),
    ],
)
def test_symbol_text(char: str, font: str, expected: str) -> None:
    assert symbol_text(char, font) == expected


@given(st.characters(), st.sampled_from(["", "Arial", "Wingdings", "Wingdings 3", "OpenSymbol", "Symbol"]))
def test_symbol_text_never_hides_a_character(char: str, font: str) -> None:
    assert symbol_text(char, font) != ""


@pytest.mark.parametrize("way", list(TURN))
def test_outlines(way: str) -> None:
    mark = arrow_from_outline([outline(way)])
    assert (mark.kind, mark.value, mark.how) == ("direction", way, "vector")


@pytest.mark.parametrize("way", ["up", "down", "left", "right"])
def test_two_superposed_outlines_are_one_arrow(way: str) -> None:
    assert arrow_from_outline([outline(way), outline(way, 11.0)]).value == way


@pytest.mark.parametrize("way", ["up", "down", "left", "right"])
def test_triangles(way: str) -> None:
    turn = {"up": 0, "right": 1, "down": 2, "left": 3}[way]
    corners = [(-1.0, 0.8), (1.0, 0.8), (0.0, -0.8)]
    for _ in range(turn):
        corners = [(-y, x) for x, y in corners]
    assert arrow_from_outline([[*corners, corners[0]]]).value == way


def circle(n: int = 40) -> list[tuple[float, float]]:
    return [(math.cos(2 * math.pi * k / n), math.sin(2 * math.pi * k / n)) for k in range(n + 1)]


@pytest.mark.parametrize(
    "points",
    [
        circle(),
        [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)],
        [(0.0, 1.0), (1.0, 0.0), (0.0, -1.0), (-1.0, 0.0), (0.0, 1.0)],
        [(0.0, 0.0), (1.0, 0.1)],
    ],
    ids=["circle", "square", "diamond", "line"],
)
def test_other_drawings_are_unknown_shapes(points: list[tuple[float, float]]) -> None:
    mark = arrow_from_outline([points])
    assert (mark.kind, mark.value) == ("shape", "unknown")


def picture(way: str, ground: tuple[int, ...], ink: tuple[int, ...], size: int = 26) -> np.ndarray:
    from PIL import Image, ImageDraw

    image = Image.new("RGBA" if len(ground) == 4 else "RGB", (size * 4, size * 4), ground)
    points = [((x - 50) / 12 * 3.6 * size + 2 * size, (y - 50) / 12 * 3.6 * size + 2 * size) for x, y in outline(way)]
    ImageDraw.Draw(image).polygon(points, fill=ink)
    return np.asarray(image.resize((size, size)))


@pytest.mark.parametrize("way", ["up", "down", "left", "right", "up-right", "down-right"])
@pytest.mark.parametrize(
    ("ground", "ink"),
    [((255, 255, 255), (0, 160, 60)), ((255, 255, 255, 0), (200, 0, 0, 255)), ((0, 120, 60), (255, 255, 255))],
    ids=["on white", "transparent", "white on green"],
)
def test_pictures(way: str, ground: tuple[int, ...], ink: tuple[int, ...]) -> None:
    mark = arrow_from_image(picture(way, ground, ink))
    assert (mark.value, mark.how) == (way, "image")


def test_picture_file_and_junk() -> None:
    from PIL import Image

    buffer = io.BytesIO()
    Image.fromarray(picture("up", (255, 255, 255), (0, 0, 0))).save(buffer, "PNG")
    assert arrow_from_image(buffer.getvalue()).value == "up"
    assert arrow_from_image(b"not a picture").value == "unknown"
    assert arrow_from_image(np.full((30, 30, 3), 255, np.uint8)).kind == "shape"


def test_double_arrow_and_bar_are_level() -> None:
    mask = np.zeros((21, 45), bool)
    mask[8:13, 8:37] = True
    for k in range(11):
        mask[10 - k : 11 + k, k : k + 1] = True
        mask[10 - k : 11 + k, 44 - k : 45 - k] = True
    assert arrow_from_mask(mask)[0] == "level"
    assert arrow_from_mask(np.ones((6, 30), bool))[0] == "level"


@settings(deadline=None)
@given(st.integers(6, 40), st.integers(6, 40), st.randoms(use_true_random=False))
def test_noise_is_never_an_arrow_with_certainty(h: int, w: int, rng) -> None:
    mask = np.array([[rng.random() < 0.5 for _ in range(w)] for _ in range(h)])
    value, sure = arrow_from_mask(mask)
    assert value == "unknown" or sure < 0.9


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Arrow: Up", "up"),
        ("downArrow", "down"),
        ("Left-Right Arrow", "level"),
        ("Picture 3", None),
        ("RIGHT ARROW", "right"),
    ],
)
def test_names(name: str, value: str | None) -> None:
    assert is_arrow_name(name) == value
