"""Shortcuts that spare work say the same as the work they spare."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import ratingkeys
from extract.arrows import arrow_from_outline
from extract.columnfigures import _far_off, gives
from extract.lattice import lattices
from extract.outside import touches
from extract.pageparts import Segment
from extract.pdf import read_pdf
from records import Box, Quantity, parse_value, rounding_modes, uncollected
from records.rates import nearest_scale

from .pdf_samples import borderless, zebra

_SIDE = st.floats(0, 100, allow_nan=False)
_BOX = st.builds(lambda x, y, w, h: Box(x, y, x + w, y + h), _SIDE, _SIDE, _SIDE, _SIDE)


@given(_BOX, st.lists(_BOX, max_size=4))
def test_a_box_touches_what_it_overlaps(box: Box, others: list[Box]) -> None:
    assert touches(box, others) == any(o.overlap(box) > 0 for o in others)


@given(_BOX, _BOX)
def test_overlap_is_width_times_height_of_what_is_shared(a: Box, b: Box) -> None:
    w = max(0.0, min(a.x1, b.x1) - max(a.x0, b.x0))
    h = max(0.0, min(a.bottom, b.bottom) - max(a.top, b.top))
    assert a.overlap(b) == w * h


def test_every_sign_of_a_rating_is_a_clue_to_a_key() -> None:
    signs = [chr(code) for code in range(0x2FFFF) if ratingkeys._is_sign(chr(code))]
    assert {"✓", "~", "!", "●", "▲"} <= set(signs)
    assert [s for s in signs if not ratingkeys._CLUE.search(s)] == []


@pytest.mark.parametrize("text", ["G = on target, R = off target", "1: on target 2: off target", "A – plan met"])
def test_codes_of_a_key_are_clues_too(text: str) -> None:
    assert ratingkeys._CLUE.search(text)


@settings(max_examples=400)
@given(
    st.integers(0, 2000),
    st.integers(1, 3000),
    st.decimals(Decimal(0), Decimal(5000), places=1),
    st.sampled_from(["", "%", " per 1,000"]),
)
def test_parts_told_as_far_off_do_not_give_the_result(n: int, d: int, result: Decimal, unit: str) -> None:
    above, below, value = (
        parse_value(str(n), "count"),
        parse_value(str(d), "count"),
        parse_value(f"{result}{unit[:1].strip()}"),
    )
    exact = Quantity.ratio(above, below, scale=nearest_scale(value, above, below, unit, ""))
    assert exact is not None
    if _far_off(above, below, value):
        assert not rounding_modes(exact, value)
    assert gives(above, below, value, unit, "") == bool(rounding_modes(exact, value))


@pytest.mark.parametrize(("n", "d", "result"), [("1", "3", "33.3%"), ("7", "8", "87.5%"), ("5", "4", "1.2")])
def test_parts_that_give_the_result_are_near(n: str, d: str, result: str) -> None:
    assert not _far_off(parse_value(n, "count"), parse_value(d, "count"), parse_value(result))


@given(st.floats(0.3, 40), st.floats(-500, 500), st.floats(-500, 500))
def test_an_arrow_is_the_same_at_every_place_and_size(size: float, x: float, y: float) -> None:
    corners = [(0.0, 0.0), (10.0, 10.0), (4.0, 10.0), (4.0, 20.0), (-4.0, 20.0), (-4.0, 10.0), (-10.0, 10.0)]
    found = arrow_from_outline([[(x + size * a, y + size * b) for a, b in corners]])
    assert (found.kind, found.value, found.printed) == ("direction", "up", "an outline of 7 points")


def test_search_for_cycles_goes_on_after_reading_and_finds_them() -> None:
    class Node:
        other: Node

    assert gc.isenabled()
    for _ in range(120):
        with uncollected():
            assert not gc.isenabled()
            a, b = Node(), Node()
            a.other, b.other = b, a
        assert gc.isenabled()
    del a, b
    gc.collect()
    assert not [
        o for o in gc.get_objects() if type(o).__name__ == "Node" and type(o).__qualname__.startswith("test_search")
    ]


@pytest.mark.parametrize("draw", [borderless, zebra])
def test_a_page_is_let_go_without_a_search_for_cycles(draw: Callable[[Path], object], tmp_path: Path) -> None:
    draw(tmp_path / "page.pdf")
    gc.collect()
    gc.disable()
    try:
        read_pdf(tmp_path / "page.pdf")
        gc.set_debug(gc.DEBUG_SAVEALL)
        gc.collect()
        held = Counter(type(o).__name__ for o in gc.garbage)
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()
    assert not {"Char", "Word", "Line", "Row", "Token", "RawPage"} & set(held), held


def _frame(xs: list[float], ys: list[float], gaps: set[tuple[int, int]]) -> list[Segment]:
    """A full grid, but for the rules right of some cells (row, column)."""
    out = [Segment(True, y, xs[0], xs[-1], 0.5, "#000000", k) for k, y in enumerate(ys)]
    for c, x in enumerate(xs):
        for r, (a, b) in enumerate(pairwise(ys)):
            if (r, c - 1) not in gaps:
                out.append(Segment(False, x, a, b, 0.5, "#000000", 100 + r))
    return out


@given(
    st.integers(2, 6),
    st.integers(2, 5),
    st.sets(st.tuples(st.integers(0, 4), st.integers(0, 2)), max_size=6),
)
def test_a_missing_rule_joins_the_cells_beside_it_and_no_others(
    rows: int, columns: int, gaps: set[tuple[int, int]]
) -> None:
    inner = {(r, c) for r, c in gaps if r < rows - 1 and c < columns - 1}  # the last row is whole
    xs = [40.0 + 50 * c for c in range(columns + 1)]
    ys = [60.0 + 20 * r for r in range(rows + 1)]
    (found,) = lattices(_frame(xs, ys, inner))
    assert (found.xs, found.ys) == (xs, ys)
    assert len(found.slots) == rows * columns - len(inner)
    for slot in found.slots:
        joined = [(slot.row, c) in inner for c in range(slot.col, slot.col + slot.colspan - 1)]
        assert slot.rowspan == 1
        assert slot.closed
        assert all(joined)
        assert (slot.row, slot.col + slot.colspan - 1) not in inner
