"""Keys of ratings, headings of one colour, sheets of facts, names beside their rows, ratios: each by literal cases."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.cellfacts import arrow_of, kind_of, rag_of
from extract.document import Cell, Document, Grid, Page, Paragraph
from extract.factsheets import as_rows
from extract.headagain import without_repeated_head
from extract.headers import read_layout
from extract.linetext import parted_by_page
from extract.pageparts import NO_FONT, Char
from extract.ratedsections import section_rating
from extract.ratingkeys import read_rating_key, with_ratings
from extract.ratings import rag_said
from extract.rowroles import with_spread_names
from extract.turnedsigns import with_upright_arrows


def grid(*rows: list[str], ruled: bool = True, page: int | None = None) -> Grid:
    cells = tuple(Cell(r, c, t, page=page) for r, row in enumerate(rows) for c, t in enumerate(row))
    return Grid(1, cells, len(rows), len(rows[0]), page, None, ruled)


def key_of(text: str, number: str = "") -> dict[str, str]:
    block = Paragraph(text, "paragraph", number=number)
    return read_rating_key(Document(Path("a.pdf"), "0" * 64, "pdf", (Page(1, 595.0, 842.0, (block,)),)))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("✓ on or better than target; ~ within 5% of target; ✗ more than 5% from target", {"✓": "green", "~": "amber", "✗": "red"}),
        ("★ = Green, ● = Amber, ▲ = Red", {"★": "green", "●": "amber", "▲": "red"}),
        ("Green ★, Amber ●, Red ▲", {"★": "green", "●": "amber", "▲": "red"}),
        ("Target met (✓), target missed (✗)", {"✓": "green", "✗": "red"}),
        ("M = Met, P = Partly met, N = Not met", {"M": "green", "P": "amber", "N": "red"}),
        ("▲ better than last quarter ▼ worse ■ the same", {"■": "level"}),
        # What is within 5% may be green here: the key is not understood, and nothing is guessed.
        ("✓ within 5% of target, ~ between 5% and 10%, ✗ more than 10% from target", {}),
        ("↑ improved ↓ worsened → no change", {}),
        ("G = Green, A = Amber, R = Red", {}),
        ("• on target • off target", {}),
    ],
)  # fmt: skip
def test_key_of_signs(text: str, key: dict[str, str]) -> None:
    assert key_of(text) == key


def test_first_sign_of_a_key_taken_for_a_bullet() -> None:
    assert key_of("= Green, ~ = Amber, ✗ = Red", "✓") == {"✓": "green", "~": "amber", "✗": "red"}


def test_signs_are_rated_where_ratings_stand_and_arrows_stay_arrows() -> None:
    table = grid(["Indicator", "Status", "DoT"], ["Homes let", "★", "▲"], ["Rent", "▲", "▼"])
    rated = with_ratings(table, {"★": "green", "▲": "red"})
    at = {(c.row, c.col): c for c in rated.cells}
    assert [rag.value for r in (1, 2) if (rag := rag_of(at[r, 1]))] == ["green", "red"]
    assert [kind_of(at[r, 1]) for r in (1, 2)] == ["rag", "rag"]
    assert [arrow.value for r in (1, 2) if (arrow := arrow_of(at[r, 2]))] == ["up", "down"]
    assert with_ratings(table, {}) is table


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Red indicators", ("red", True)), ("Indicators rated green", ("green", True)), ("On target (Green)", ("green", True)),
        ("AMBER - within tolerance", ("amber", True)), ("Measures not meeting target", ("red", True)), ("Red", ("red", False)),
        ("On target", ("green", False)), ("Green spaces", None), ("Red Hill", None), ("Amber Valley", None), ("Housing", None),
        ("On target (Red)", None),
    ],
)  # fmt: skip
def test_heading_of_rows_of_one_colour(text: str, said: tuple[str, bool] | None) -> None:
    assert section_rating(text) == said


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("Target met", "green"), ("Within tolerance", "amber"), ("Off target", "red"), ("Within 5% of target", None), ("Target", None),
        ("▲ Watch", "amber"), ("■ Action", "red"), ("Action needed", "red"), ("Action plan agreed", None), ("Neighbourhood watch", None),
    ],
)  # fmt: skip
def test_rating_in_words(text: str, colour: str | None) -> None:
    found = rag_said(Cell(0, 0, text))
    assert (found.value if found else None) == colour


def test_sheets_of_facts_become_rows() -> None:
    table = as_rows(
        grid(
            ["Indicator", "Homes let in time", "", ""], ["Latest result", "88.1%", "Target", "90%"],
            ["Indicator", "Rent collected", "", ""], ["Latest result", "97.2%", "Target", "98%"],
        )
    )  # fmt: skip
    assert table is not None
    assert [[c.text if c else "" for c in row] for row in table.matrix()] == [
        ["Indicator", "Latest result", "Target"], ["Homes let in time", "88.1%", "90%"], ["Rent collected", "97.2%", "98%"],
    ]  # fmt: skip


def test_a_scorecard_of_two_columns_is_no_sheet_of_facts() -> None:
    assert as_rows(grid(["Indicator", "Result"], ["Homes let in time", "88.1%"], ["Rent collected", "97.2%"])) is None


def test_names_in_the_middle_of_their_rows_are_spread() -> None:
    rows = [["Measure", "", "Q1", "Q2"]]
    for name in ("Homes let in time", "Rent collected"):
        rows += [["", "Actual", "1", "2"], [name, "Target", "3", "4"], ["", "RAG", "G", "R"]]
    spread = with_spread_names(grid(*rows))
    assert [text_at(spread, r, 0) for r in range(1, 7)] == ["Homes let in time"] * 3 + ["Rent collected"] * 3


def test_names_are_not_spread_where_a_group_has_none() -> None:
    rows = [["Measure", "", "Q1", "Q2"], ["Homes let", "Actual", "1", "2"], ["", "Target", "3", "4"],
            ["", "Actual", "5", "6"], ["", "Target", "7", "8"]]  # fmt: skip
    table = grid(*rows)
    assert with_spread_names(table) is table


def text_at(table: Grid, row: int, col: int) -> str:
    cell = table.at(row, col)
    return cell.text if cell is not None else ""


def roles(*rows: list[str]) -> list[str]:
    return [c.role for c in read_layout(grid(*rows)).columns]


def test_numerator_and_denominator_by_division() -> None:
    rows = [["Visits in time", "118", "183", "64.5%", "75%"], ["Plans reviewed", "640", "671", "95.4%", "90%"]]
    for heads in (["Cases", "All", "Share"], ["Count", "Cohort", "%"], ["Number", "Out of", "Rate"]):
        assert roles(["Indicator", *heads, "Target"], *rows)[1:4] == ["numerator", "denominator", "result"]
    wrong = [[*rows[0][:3], "65.5%", "75%"], [*rows[1][:3], "94.4%", "90%"]]
    assert "numerator" not in roles(["Indicator", "Count", "Cohort", "%", "Target"], *wrong)


def test_head_repeated_in_other_rows_and_the_rest_of_a_row_under_it() -> None:
    first = grid(
        ["Priority", "KPI", "Direction"],
        ["", "", "of travel"],
        ["Housing", "Homes failing the", "1"],
        ruled=False,
        page=1,
    )
    second = grid(
        ["Priority", "KPI", "Direction of"],
        ["", "", "travel"],
        ["", "standard", ""],
        ["Housing", "Rent", "2"],
        ruled=False,
        page=2,
    )
    found = without_repeated_head(first, second)
    assert found is not None
    assert [[c.text if c else "" for c in row] for row in found[0].matrix()] == [
        ["", "standard", ""],
        ["Housing", "Rent", "2"],
    ]
    other = grid(["Priority", "Owner", "Budget"], ["Housing", "Rent", "2"], ruled=False, page=2)
    assert without_repeated_head(first, other) is None


@pytest.mark.parametrize(
    ("one", "two", "whole"),
    [("in paid employm", "ent", "in paid employment"), ("in paid", "employment", "in paid\nemployment"), ("", "standard", "standard")],
)  # fmt: skip
def test_word_broken_by_a_page(one: str, two: str, whole: str) -> None:
    assert parted_by_page(one, two) == whole


def char(text: str, angle: int, x: float, y: float, order: int) -> Char:
    return Char(text, x, y, x + 8, y + 10, x, x + 8, y + 8, 10.0, angle, order, NO_FONT, "#000000", order=order)


def test_turned_arrows_stand_upright() -> None:
    words = [char("word", 0, 40.0 * k, 20.0, k) for k in range(6)]
    turned = [char("➔", angle, 300.0, 20.0 * k, 10 + k) for k, angle in enumerate((90, 270, 45))]
    found = with_upright_arrows([*words, *turned])
    assert [(c.text, c.angle) for c in found[6:]] == [("↑", 0), ("↓", 0), ("↗", 0)]
    assert with_upright_arrows(words) is words
    whole = [char("word", 90, 100.0, 20.0 * k, k) for k in range(6)]
    assert with_upright_arrows([*whole, *turned[:1]])[6].text == "➔"  # the page is turned, and the arrow with it


@pytest.mark.parametrize(
    ("text", "colour", "against"),
    [
        ("! Amber", "amber", None), ("x Red", "red", None), ("Green *", "green", None), ("! Belt", None, None),
        ("● Green", "green", None), ("Green ●", "green", None), ("[R]", "red", None), ("▲ Amber", "amber", None),
        ("G (on target)", "green", None), ("[A] within tolerance", "amber", None), ("Amber – watch", "amber", None),
        ("Red (more than 5% away)", "red", None), ("On target (G)", "green", None), ("Slightly behind plan (A)", "amber", None),
        ("Green on track", "green", None), ("Rated amber", "amber", None), ("Red (Amber in Q2)", "red", None),
        ("Off target (by 2%)", "red", None), ("🔴 Off target", "red", None), ("Green/On target", "green", None),
        ("G (off target)", "green", "red"), ("🟢 Red", "red", "green"), ("🟢 Off target", "red", "green"),
        ("Amber/Green", None, None), ("Amber to Green", None, None), ("Green (Amber)", None, None), ("A/R", None, None),
        ("Green spaces", None, None), ("A number of cases", None, None), ("Red Cross referrals", None, None), ("Blue", None, None),
        ("92% (G)", None, None), ("Within 5% of target", None, None), ("Not yet due", None, None),
    ],
)  # fmt: skip
def test_rating_with_a_sign_or_a_reason(text: str, colour: str | None, against: str | None) -> None:
    found = rag_said(Cell(0, 0, text))
    assert (colour, against) == (None, None) if found is None else (found.value, found.against) == (colour, against)
