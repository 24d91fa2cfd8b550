"""Rules to grids: spans, missing corners, several tables, double borders, colours."""

from __future__ import annotations

import pytest

from extract.lattice import edges_of_fills, fills_of, lattices
from extract.pageparts import Fill, Segment
from extract.stacking import stack
from records import Box


def h(y: float, x0: float, x1: float) -> Segment:
    return Segment(True, y, x0, x1, 0.5, "#000000", 0)


def v(x: float, y0: float, y1: float) -> Segment:
    return Segment(False, x, y0, y1, 0.5, "#000000", 0)


def grid_rules(xs: list[float], ys: list[float]) -> list[Segment]:
    return [h(y, xs[0], xs[-1]) for y in ys] + [v(x, ys[0], ys[-1]) for x in xs]


def places(segments: list[Segment]) -> list[tuple[int, int, int, int]]:
    (lattice,) = lattices(segments)
    return [(s.row, s.col, s.rowspan, s.colspan) for s in lattice.slots]


def test_plain_grid_has_every_cell_once() -> None:
    assert places(grid_rules([0, 50, 100], [0, 20, 40])) == [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]


def test_missing_rule_makes_a_span() -> None:
    rules = [h(0, 0, 100), h(20, 0, 100), h(40, 0, 100), v(0, 0, 40), v(50, 20, 40), v(100, 0, 40)]
    assert places(rules) == [(0, 0, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1)]


def test_two_level_header_with_label_beside_it() -> None:
    rules = [h(0, 0, 150), h(20, 50, 150), h(40, 0, 150), h(60, 0, 150)]
    rules += [v(0, 0, 60), v(50, 0, 60), v(100, 20, 60), v(150, 0, 60)]
    assert places(rules)[:4] == [(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1)]


def test_open_corner_is_not_a_closed_cell() -> None:
    rules = [h(0, 50, 100), h(20, 0, 100), h(40, 0, 100), v(0, 20, 40), v(50, 0, 40), v(100, 0, 40)]
    (lattice,) = lattices(rules)
    assert [(s.row, s.col, s.closed) for s in lattice.slots] == [
        (0, 0, False), (0, 1, True), (1, 0, True), (1, 1, True),
    ]  # fmt: skip


def test_tables_that_do_not_touch_are_separate() -> None:
    found = lattices(grid_rules([0, 50, 100], [0, 20, 40]) + grid_rules([150, 200, 250], [0, 20, 40]))
    assert [round(t.box.x0) for t in found] == [0, 150]


def test_double_borders_and_short_rules_are_snapped() -> None:
    rules = [h(0, 0, 99), h(1.4, 0, 99), h(20, 1, 99), h(40, 0, 100), v(0, 1, 40), v(50.6, 0, 39), v(49.8, 0, 40)]
    rules.append(v(100, 0, 40))
    assert len(places(rules)) == 4


def test_rules_without_any_cell_make_no_table() -> None:
    assert lattices([h(0, 0, 100), h(20, 0, 100), v(50, -50, -10)]) == []
    assert lattices([]) == []


@pytest.mark.parametrize(
    ("fills", "colour"),
    [
        ([Fill(Box(0, 0, 50, 20), "#ff0000", 1)], "#ff0000"),
        ([Fill(Box(0, 0, 200, 20), "#ff0000", 1)], "#ff0000"),  # neighbours of one colour come as one area
        ([Fill(Box(0, 0, 10, 20), "#ff0000", 1)], None),  # a stripe beside the text
        ([Fill(Box(0, 0, 50, 20), "#ff0000", 1), Fill(Box(0, 0, 50, 20), "#ffffff", 2)], None),  # painted over
        ([Fill(Box(0, 0, 50, 20), "", 1)], None),  # a pattern has no colour of its own
    ],
)
def test_colour_behind_a_cell(fills: list[Fill], colour: str | None) -> None:
    cells = [h(0, 0, 100), h(20, 0, 100), h(40, 0, 100), v(0, 0, 40), v(50, 0, 40), v(100, 0, 40)]
    (lattice,) = lattices(cells)
    assert fills_of(lattice, fills)[0] == colour
    assert fills_of(lattice, fills)[2:] == [None, None]


def test_cells_told_apart_by_colour_alone() -> None:
    fills = [Fill(Box(50 * c, 20 * r, 50 * c + 50, 20 * r + 20), "#eeeeee", 0) for r in range(2) for c in range(3)]
    (lattice,) = lattices(edges_of_fills(fills))
    assert (lattice.n_rows, lattice.n_cols, len(lattice.slots)) == (2, 3, 6)


def test_parts_without_a_label_between_stay_apart() -> None:
    upper, lower = grid_rules([0, 50, 100, 150], [0, 20, 40]), grid_rules([0, 50, 100, 150], [60, 80, 100])
    assert len(stack(lattices(upper + lower), [])) == 2
