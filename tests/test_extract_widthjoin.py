"""Spreadsheets printed over pages in width: columns put beside their rows, other tables left alone."""

from __future__ import annotations

import pytest

from extract.document import Block, Cell, Grid
from extract.widthjoin import join_across, repeats_names
from records import Box

NAMES = ["Measure", "Homes let in time", "Rent collected this year", "Calls answered in a minute", "Bins missed a week"]
LEFT = [[n, q] for n, q in zip(NAMES, ["Q1", "81%", "96%", "74%", "12"], strict=True)]
RIGHT = [["Q2", "Target"], ["83%", "90%"], ["97%", "98%"], ["77%", "80%"], ["9", "10"]]
HEIGHTS = [30.0, 14.0, 26.0, 14.0, 14.0]


def grid(
    page: int, rows: list[list[str]], *, top: float = 80.0, heights: list[float] = HEIGHTS, ruled: bool = True
) -> Grid:
    cells = []
    for r, row in enumerate(rows):
        y = top + sum(heights[:r])
        cells += [
            Cell(r, k, t, box=Box(50 + 90 * k, y, 140 + 90 * k, y + heights[r]), page=page) for k, t in enumerate(row)
        ]
    box = Box(50, top, 50 + 90 * len(rows[0]), top + sum(heights[: len(rows)]))
    return Grid(0, tuple(cells), len(rows), len(rows[0]), page, box, ruled)


def texts(blocks: list[Block]) -> list[list[str]]:
    (table,) = (b for b in blocks if isinstance(b, Grid))
    return [[c.text if c is not None else "" for c in row] for row in table.matrix()]


def test_columns_on_the_next_page_are_put_beside_their_rows() -> None:
    notes = [
        ["Commentary"],
        ["On course for the year."],
        ["Better than planned."],
        ["Two posts are vacant."],
        ["No concern."],
    ]
    pages: list[list[Block]] = [[grid(1, LEFT)], [grid(2, RIGHT)], [grid(3, notes)]]
    join_across(pages)
    assert texts(pages[0]) == [a + b + c for a, b, c in zip(LEFT, RIGHT, notes, strict=True)]
    assert pages[1:] == [[], []]
    (table,) = pages[0]
    assert isinstance(table, Grid)
    assert (table.page, table.joined_pages) == (1, (1, 2, 3))
    assert {c.page for c in table.cells if c.col >= 2} == {2, 3}


def test_names_that_are_repeated_on_every_page_are_kept_once() -> None:
    again = [[name, *row] for name, row in zip(NAMES, RIGHT, strict=True)]
    pages: list[list[Block]] = [[grid(1, LEFT)], [grid(2, again)]]
    assert repeats_names(grid(1, LEFT), grid(2, again))
    join_across(pages)
    assert texts(pages[0]) == [a + b for a, b in zip(LEFT, RIGHT, strict=True)]


@pytest.mark.parametrize(
    "second",
    [
        grid(2, [["Indicator", "Q1"], ["Taxi licences renewed", "91%"], ["Noise complaints made", "14"], ["Food premises rated", "71%"], ["Days to decide", "9"]]),
        grid(2, RIGHT, heights=[30.0, 14.0, 14.0, 26.0, 14.0]),
        grid(2, RIGHT[:4]),
        grid(3, RIGHT),
        grid(2, LEFT),
        grid(2, RIGHT, ruled=False),
    ],
)  # fmt: skip
def test_tables_that_are_others_are_left_alone(second: Grid) -> None:
    first = grid(1, LEFT)
    pages: list[list[Block]] = [[first], [second]]
    join_across(pages)
    assert pages == [[first], [second]]
    assert not repeats_names(first, second)


def test_parts_between_section_headings_are_one_table_on_the_next_page() -> None:
    banner = ["Homes and streets", ""]
    left = [*LEFT[:2], banner, *LEFT[2:]]
    heights = [30.0, 14.0, 14.0, 26.0, 14.0, 14.0]
    upper = grid(2, RIGHT[:2], heights=heights)
    lower = grid(2, RIGHT[2:], top=80.0 + sum(heights[:3]), heights=heights[3:])
    pages: list[list[Block]] = [[grid(1, left, heights=heights)], [upper, lower]]
    join_across(pages)
    assert texts(pages[0]) == [a + b for a, b in zip(left, [*RIGHT[:2], ["", ""], *RIGHT[2:]], strict=True)]
    assert pages[1] == []
