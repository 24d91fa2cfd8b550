"""Arrows drawn in lines: the strokes meet in a tip, their shaft may be a rule, and they may cross the edge of a row."""

from __future__ import annotations

import itertools
import math

import pytest

from extract.arrows import arrow_from_outline
from extract.gridsigns import drawing_marks, sign_boxes
from extract.pageparts import RawPage, Segment, Shape
from extract.pens import pen_signs
from extract.silhouettes import arrow_from_paths
from extract.strokes import arrow_from_strokes
from records import Box

Path = list[tuple[float, float]]

ARROWS: dict[str, list[Path]] = {
    "three lines": [[(0, 6), (0, -6)], [(-4, -2), (0, -6)], [(4, -2), (0, -6)]],
    "shaft and bent head": [[(0, 6), (0, -6)], [(-5, -1), (0, -6), (5, -1)]],
    "without lifting the pen": [[(0, 6), (0, -6), (-4, -2), (0, -6), (4, -2)]],
    "slim": [[(0, 8), (0, -8)], [(-2.5, -3.5), (0, -8), (2.5, -3.5)]],
    "shaft short of the tip": [[(0, 6), (0, -5.2)], [(-4, -2), (0, -6), (4, -2)]],
}
HEADS: dict[str, list[Path]] = {
    "chevron": [[(-5, 2), (0, -3), (5, 2)]],
    "two chevrons": [[(-5, 0), (0, -5), (5, 0)], [(-5, 5), (0, 0), (5, 5)]],
}
OTHERS: dict[str, list[Path]] = {
    "tick": [[(-4, 0), (-1, 4), (5, -5)]],
    "cross": [[(-4, -4), (4, 4)], [(-4, 4), (4, -4)]],
    "plus": [[(-4, 0), (4, 0)], [(0, -4), (0, 4)]],
    "T": [[(-4, -4), (4, -4)], [(0, -4), (0, 4)]],
    "Y": [[(-4, -4), (0, 0)], [(4, -4), (0, 0)], [(0, 0), (0, 5)]],
    "square": [[(-4, -4), (4, -4), (4, 4), (-4, 4), (-4, -4)]],
    "corner": [[(-4, -4), (-4, 4), (4, 4)]],
    "zigzag": [[(-12, 3), (-6, -2), (0, 1), (6, -3), (12, 0)]],
    "K": [[(-3, -5), (-3, 5)], [(3, -5), (-3, 0), (3, 5)]],
    "arrow up and down": [[(0, 6), (0, -6)], [(-3, -3), (0, -6), (3, -3)], [(-3, 3), (0, 6), (3, 3)]],
}
WAYS = {0: "up", 45: "up-right", 90: "right", 135: "down-right", 180: "down", 225: "down-left", 270: "left"}


def turned(paths: list[Path], degrees: float) -> list[Path]:
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return [[(x * c - y * s, x * s + y * c) for x, y in path] for path in paths]


def inked(paths: list[Path], width: float) -> list[Path]:
    """The outlines that a pen of some width leaves, as programs write them that know no pens."""
    out: list[Path] = []
    for path in paths:
        for (xa, ya), (xb, yb) in itertools.pairwise(path):
            ux, uy = (
                (xb - xa) / math.dist((xa, ya), (xb, yb)) * width / 2,
                (yb - ya) / math.dist((xa, ya), (xb, yb)) * width / 2,
            )
            ring = [(xa - ux - uy, ya - uy + ux), (xb + ux - uy, yb + uy + ux), (xb + ux + uy, yb + uy - ux)]
            out.append([*ring, (xa - ux + uy, ya - uy - ux), ring[0]])
    return out


@pytest.mark.parametrize("degrees", WAYS)
@pytest.mark.parametrize("kind", ARROWS)
def test_strokes_that_meet_in_a_tip(kind: str, degrees: int) -> None:
    for width in (0.5, 1.6, 2.5):
        assert arrow_from_strokes(turned(ARROWS[kind], degrees), width) == WAYS[degrees]
    assert arrow_from_paths(inked(turned(ARROWS[kind], degrees), 0.8))[0] == WAYS[degrees]


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
@pytest.mark.parametrize("kind", HEADS)
def test_heads_without_a_shaft(kind: str, degrees: int) -> None:
    assert arrow_from_strokes(turned(HEADS[kind], degrees), 1.2) == WAYS[degrees]


@pytest.mark.parametrize("kind", OTHERS)
def test_other_signs_in_strokes(kind: str) -> None:
    assert arrow_from_strokes(OTHERS[kind], 1.2) == ""
    assert arrow_from_outline(OTHERS[kind], width=1.2).value == "unknown"


def test_a_head_at_either_end_is_level() -> None:
    both: list[Path] = [[(-6, 0), (6, 0)], [(-3, -3), (-6, 0), (-3, 3)], [(3, -3), (6, 0), (3, 3)]]
    assert arrow_from_strokes(both, 1.5) == "level"
    assert arrow_from_paths(inked(both, 0.9))[0] == "level"


@pytest.mark.parametrize(
    "inside",
    [
        [],
        [
            [(-0.6, -1.5), (0.6, -1.5), (0.6, 2), (-0.6, 2), (-0.6, -1.5)],
            [(-0.6, 3), (0.6, 3), (0.6, 4), (-0.6, 4), (-0.6, 3)],
        ],
    ],
)
def test_a_triangle_with_a_sign_in_it_warns(inside: list[Path]) -> None:
    rim = inked([[(-6, 5), (0, -6), (6, 5), (-6, 5)]], 0.8)
    assert arrow_from_paths([*rim, *inside])[0] == ("unknown" if inside else "up")


def stroke(*points: tuple[float, float]) -> Shape:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Shape(Box(min(xs), min(ys), max(xs), max(ys)), [list(points)], None, "#000000", 1.6, 1)


def page_of(*rules: Segment) -> RawPage:
    """Two barbs that meet at (100, 50), and some rules."""
    barbs = [stroke((96, 54), (100, 50)), stroke((104, 54), (100, 50))]
    return RawPage(1, 595, 842, 0, segments=list(rules), shapes=barbs)


def test_a_short_rule_that_touches_the_barbs_is_their_shaft() -> None:
    page = page_of(Segment(False, 100, 50, 62, 1.6, "#000000", 2), Segment(True, 70, 20, 500, 0.3, "#000000", 3))
    (sign,) = pen_signs(page)
    assert (sign.box, len(sign.shapes), len(sign.shafts)) == (Box(96, 50, 104, 62), 2, 1)
    (mark,) = drawing_marks([*sign.shapes, *sign.shafts])
    assert (mark.kind, mark.value, mark.box) == ("direction", "up", Box(96, 50, 104, 62))
    assert sign_boxes(page, []) == [Box(96, 50, 104, 62)]


def test_a_side_of_a_cell_is_no_shaft() -> None:
    side, corner = Segment(False, 104.5, 40, 70, 0.5, "#000000", 2), Segment(True, 40, 60, 104.5, 0.5, "#000000", 3)
    (sign,) = pen_signs(page_of(side, corner))
    assert not sign.shafts


def disc(colour: str | None, radius: float = 8.0) -> Shape:
    """A disc or a ring around (100, 56)."""
    turns = [k * math.pi / 24 for k in range(49)]
    ring = [(100 + radius * math.cos(a), 56 + radius * math.sin(a)) for a in turns]
    ring[-1] = ring[0]
    box = Box(100 - radius, 56 - radius, 100 + radius, 56 + radius)
    stroke_colour = "#555555" if colour is None else None
    return Shape(box, [ring], colour, stroke_colour, 1.0, 0, curved=True)


def pen(colour: str, *points: tuple[float, float]) -> Shape:
    drawn = stroke(*points)
    return Shape(drawn.box, drawn.paths, None, colour, 1.5, 2)


@pytest.mark.parametrize(
    ("ground", "ink", "points", "kind", "value", "printed"),
    [
        (None, "#555555", [(96, 57), (100, 53), (104, 57)], "direction", "up", "an outline of 3 points #555555"),
        ("#00a651", "#ffffff", [(96, 54), (100, 58), (104, 54)], "direction", "down", "an outline of 3 points #00a651"),
        ("#ffb000", "#000000", [(98, 52), (102, 56), (98, 60)], "direction", "right", "an outline of 3 points #ffb000"),
        ("#00a651", "#ffffff", [(96, 56), (99, 59), (105, 51)], "shape", "unknown", "circle #00a651"),
    ],
)
def test_what_is_drawn_in_a_ring_or_on_a_disc(
    ground: str | None, ink: str, points: list[tuple[float, float]], kind: str, value: str, printed: str
) -> None:
    (mark,) = drawing_marks([disc(ground), pen(ink, *points)])
    assert (mark.kind, mark.value, mark.printed) == (kind, value, printed)
