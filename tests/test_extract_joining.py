"""Tables broken over pages: header repeated or not, rows split by the break, labels that reach over it."""

from __future__ import annotations

import pytest

from extract.assembling import Words
from extract.document import Cell, Grid, Paragraph
from extract.joining import join, repeated_header_rows, same_columns
from records import Box

HEAD = ["Action", "Target", "Progress", "RAG"]
ROW = ["Review the offer", "Done by June", "The review was finished in May.", "Green"]


def grid(rows: list[list[str]], page: int = 1, widths: tuple[float, ...] = (100, 60, 120, 40)) -> Grid:
    cells = []
    for r, row in enumerate(rows):
        x = 0.0
        for c, text in enumerate(row):
            cells.append(Cell(r, c, text, box=Box(x, 20.0 * r, x + widths[c], 20.0 * r + 20), page=page))
            x += widths[c]
    return Grid(1, tuple(cells), len(rows), len(rows[0]), page, Box(0, 0, sum(widths), 20.0 * len(rows)))


def rows_of(joined: Grid) -> list[list[str]]:
    return [[cell.text if cell else "" for cell in row] for row in joined.matrix()]


def test_repeated_header_is_dropped_and_pages_are_kept() -> None:
    joined = join(grid([HEAD, ROW]), grid([HEAD, ["Hold the line", "None", "It was held.", "Red"]], 2))
    assert rows_of(joined) == [HEAD, ROW, ["Hold the line", "None", "It was held.", "Red"]]
    assert joined.joined_pages == (1, 2)
    assert [c.page for c in joined.cells if c.col == 0] == [1, 1, 2]


def test_header_that_is_not_repeated() -> None:
    joined = join(grid([HEAD, ROW]), grid([["Hold the line", "None", "It was held.", "Red"]], 2))
    assert rows_of(joined)[2][0] == "Hold the line"


def test_row_split_in_mid_sentence_is_made_whole() -> None:
    upper = ["Review the offer", "Done by June", "The review was finished in May and will", "Green"]
    joined = join(
        grid([HEAD, upper]), grid([HEAD, ["", "", "be published in July.", ""], ["Next", "x", "y.", "Red"]], 2)
    )
    assert rows_of(joined)[1][2] == "The review was finished in May and will\nbe published in July."
    assert joined.n_rows == 3


def test_rows_that_open_alike_are_not_one() -> None:
    upper = ["Measure 4: stable placements", "For two years", "A long sentence without a stop", "Up"]
    lower = ["Measure 5: more carers", "In house", "Another sentence", "Level"]
    assert join(grid([HEAD, upper]), grid([HEAD, lower], 2)).n_rows == 3


@pytest.mark.parametrize(("one", "two"), [("12.5%", "13.0%"), ("1,200", "of which")])
def test_figures_never_run_on(one: str, two: str) -> None:
    upper = ["Children in care", one, "a", "b"]
    lower = ["in need of help", two, "c", "d"]
    assert join(grid([HEAD, upper]), grid([lower], 2)).n_rows == 3


def test_row_too_bare_to_be_one_of_its_own() -> None:
    body = [[f"Action {k}", f"Target {k}", f"Done {k}.", "Green"] for k in range(3)]
    joined = join(grid([HEAD, *body]), grid([HEAD, ["", "", "", "Overall achieved"]], 2))
    assert rows_of(joined)[3][3] == "Green\nOverall achieved"


def test_label_printed_once_reaches_over_the_break() -> None:
    first = grid([["Challenge 1", "Measure 1"], ["Challenge 2", "Measure 2"], ["", "Measure 3"]], widths=(100, 60))
    merged = [c for c in first.cells if (c.row, c.col) != (2, 0)]
    upper = Grid(
        1,
        tuple(Cell(c.row, c.col, c.text, 2 if (c.row, c.col) == (1, 0) else 1, box=c.box, page=1) for c in merged),
        3, 2, 1, first.box,
    )  # fmt: skip
    joined = join(upper, grid([["", "Measure 4"], ["Challenge 3", "Measure 5"]], 2, (100, 60)))
    label = joined.at(3, 0)
    assert label is not None
    assert (label.text, label.rowspan) == ("Challenge 2", 3)


def test_columns_must_stand_at_the_same_places() -> None:
    assert same_columns(grid([HEAD]), grid([HEAD], 2))
    assert not same_columns(grid([HEAD]), grid([HEAD], 2, (90, 70, 120, 40)))
    assert not same_columns(grid([HEAD]), grid([HEAD[:3]], 2, (100, 60, 160)))


def test_a_repeated_header_may_lose_the_last_lines_of_one_heading() -> None:
    head = ["Performance indicator", "Target", "Progress", "RAG"]
    again = ["Performance", "Target", "Progress", "RAG"]
    assert repeated_header_rows(grid([head, ROW]), grid([again, ROW], 2)) == 1
    assert repeated_header_rows(grid([head, ROW]), grid([["Performance", "Target", "Prog", "RAG"], ROW], 2)) == 0


def test_a_name_that_comes_back_in_small_letters_goes_on() -> None:
    upper = ["Homes failing the decent", "351", "", ""]
    joined = join(grid([HEAD, upper]), grid([HEAD, ["homes standard", "", "", ""], ROW], 2))
    assert rows_of(joined)[1][0].split() == ["Homes", "failing", "the", "decent", "homes", "standard"]


def test_equal_figures_are_no_header() -> None:
    assert (
        repeated_header_rows(
            grid([["1", "2"], ["3", "4"]], widths=(50, 50)), grid([["1", "2"], ["5", "6"]], 2, (50, 50))
        )
        == 0
    )


def test_a_document_knows_its_words_one_by_one_and_all_at_once() -> None:
    text = Paragraph("Children's assessments_2024 in Q3; reassessments, Café", page=1)
    words = Words([[text, grid([["Total", "placed\non"]])]])
    known = ("children", "s", "assessments", "in", "q", "reassessments", "café", "total", "placed", "on")
    unknown = ("assessment", "essments", "Total", "2024", "caf", "pla", "", "placed\non")
    for _ in range(2):
        assert [w for w in known if w not in words] == []
        assert [w for w in unknown if w in words] == []
        assert not any(f"{'x' * n}y" in words for n in range(60))  # so many that all words are listed
