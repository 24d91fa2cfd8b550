"""Pasted text and markdown: tables in three dresses, wrapped lines, damage."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.document import Document, Grid, Paragraph
from extract.outline import Outline
from extract.textfile import read_text, text_document
from extract.textmarkup import clean
from records import UnreadableError


def read(text: str) -> Document:
    return text_document(text, Path("paper.txt"), "0" * 64)


def rows(grid: Grid) -> list[list[str]]:
    return [[c.text if c is not None else "∅" for c in row] for row in grid.matrix()]


def told(document: Document) -> list[tuple[str, str, str]]:
    return [(p.kind, p.number, p.text) for p in document.paragraphs()]


# -- tables ------------------------------------------------------------------------------------------------


def test_pipe_table_with_header() -> None:
    (grid,) = read("| Measure | Result |\n|:--|--:|\n| In touch | **70.2%** |\n| Stability | 69.9% ↓ |\n").grids()
    assert rows(grid) == [["Measure", "Result"], ["In touch", "70.2%"], ["Stability", "69.9% ↓"]]
    assert (grid.header_rows, grid.ruled, grid.locator) == (1, False, "line 1")
    assert grid.cells[3].bold
    assert [(m.value, m.how) for m in grid.cells[5].marks] == [("down", "text")]
    assert grid.cells[5].locator == "line 4"


def test_pipe_table_without_a_header_of_its_own() -> None:
    (grid,) = read("| | |\n|--|--|\n| <p>Challenge 1: Care</p> | <p>Measure 1</p> <hr/> <p>Measure 2</p> |\n").grids()
    assert rows(grid) == [["Challenge 1: Care", "Measure 1\nMeasure 2"]]
    assert grid.header_rows == 0


def test_escaped_bar_and_lone_star_stay() -> None:
    (grid,) = read("| a | b |\n|---|---|\n| x \\| y | * |\n").grids()
    assert rows(grid)[1] == ["x | y", "*"]


def test_tab_table_with_section_rows_and_blank_cells() -> None:
    text = "ID\tIndicator\tResult\n<b>CHILD PROTECTION</b>\t\t\n11\t% of plans\t7.0%\n\t% of visits\t-\n"
    (grid,) = read(text).grids()
    assert [(c.text, c.row, c.col, c.colspan, c.bold) for c in grid.cells if c.row == 1] == [
        ("CHILD PROTECTION", 1, 0, 3, True)
    ]
    assert rows(grid)[2:] == [["11", "% of plans", "7.0%"], ["", "% of visits", "-"]]


def test_section_row_without_tabs_stays_in_its_table() -> None:
    (grid,) = read("ID\tIndicator\tResult\n1\ta\t2%\n**ADOPTION**\n2\tb\t3%\n").grids()
    assert [r[0] for r in rows(grid)] == ["ID", "1", "ADOPTION", "2"]


def test_rows_with_fewer_cells_are_said() -> None:
    document = read("a\tb\tc\n1\t2\n4\t5\t6\n")
    assert rows(document.grids()[0])[1] == ["1", "2", ""]
    (unread,) = document.unread
    assert (unread.what, unread.where.locator) == ("table", "line 2")


def test_blank_line_parts_tables_and_numbers_count_on() -> None:
    document = read("a\tb\n1\t2\n\nc\td\n3\t4\n")
    assert [(g.number, g.locator) for g in document.grids()] == [(1, "line 1"), (2, "line 4")]


def test_columns_held_apart_by_spaces() -> None:
    text = (
        "People waiting for care\n-----------------------\n\n"
        "Area        March 2024   June 2024\nAlderwick   41           42\nBrackenby   1,033        33.5%\nTotal       128           -\n"
    )
    document = read(text)
    assert told(document) == [("heading", "", "People waiting for care")]
    (grid,) = document.grids()
    assert rows(grid) == [
        ["Area", "March 2024", "June 2024"], ["Alderwick", "41", "42"], ["Brackenby", "1,033", "33.5%"], ["Total", "128", "-"],
    ]  # fmt: skip
    assert (grid.locator, grid.cells[-1].locator, grid.ruled) == ("line 4", "line 7", False)


def test_spaced_table_with_group_heads_figures_to_the_right_and_a_rule() -> None:
    text = (
        "                      Latest        Previous\n"
        "Indicator          Num   Denom     Num   Denom\n"
        "----------------------------------------------\n"
        "% seen in 28 days   52      68       9      12\n"
        "% reviewed         710     710     698     710\n"
        "CARE LEAVERS\n"
        "In touch           1,058  1,508      -       -\n"
    )
    (grid,) = read(text).grids()
    assert [(c.text, c.row, c.col, c.colspan) for c in grid.cells if c.row == 0 and c.text] == [
        ("Latest", 0, 1, 2), ("Previous", 0, 3, 2),
    ]  # fmt: skip
    assert rows(grid)[1:] == [
        ["Indicator", "Num", "Denom", "Num", "Denom"], ["% seen in 28 days", "52", "68", "9", "12"],
        ["% reviewed", "710", "710", "698", "710"], ["CARE LEAVERS", "", "", "", ""],
        ["In touch", "1,058", "1,508", "-", "-"],
    ]  # fmt: skip
    assert grid.header_rows == 2


@pytest.mark.parametrize(
    "text",
    [
        "The Strategy was agreed.  It rose by 3%\nand the rest was seen.  In 2016 it fell\nto 52 of 68.  No more.\n",
        "By:       A Member\nTo:       Panel\nSubject:  Progress\n",
        "In 2016  12 children were seen and\nthat  is all.\n",
    ],
)
def test_prose_with_double_spaces_is_no_table(text: str) -> None:
    assert read(text).grids() == []


def test_html_table_with_spans() -> None:
    text = (
        '<table><tr><th rowspan="2">Area</th><th colspan="2">LAC</th></tr>\n<tr><th>This</th><th>Last</th></tr>\n'
        "<tr><td>Kent</td><td>2,320</td><td>2,352<sup>1</sup></td></tr></table>\n"
    )
    (grid,) = read(text).grids()
    assert rows(grid) == [["Area", "LAC", "LAC"], ["Area", "This", "Last"], ["Kent", "2,320", "2,352"]]
    assert grid.header_rows == 2
    assert grid.cells[-1].superscripts == ("1",)


# -- prose -------------------------------------------------------------------------------------------------

WRAPPED = """1. Introduction

1.1 The strategy sets out the authority's commitment to providing sufficient
accommodation for children in care. In the year to March 2016 the rate was
63.8 % of care leavers, against 64.9% the year before and a target of 78% in-
house, which is the figure that is given to members of the panel in July and

again in September of each year.

 Fewer children came into care in the last two quarters than in any before in
the county as numbers have fallen.
 Market engagement goes on across the whole of the county and in all of its
districts.

Table 2: Children who came into care in every quarter since records began
(June 2013 to end June 2017)
 Analysis of progress

 The percentage is at 87.9%. This is an improvement over the nine months1.

1It is expected that the department will no longer be requiring these data.
"""


def test_wrapped_lines_are_joined_and_items_kept_apart() -> None:
    document = read(WRAPPED)
    assert told(document) == [
        ("heading", "1.", "Introduction"),
        (
            "paragraph", "1.1",
            "The strategy sets out the authority's commitment to providing sufficient accommodation for children in "
            "care. In the year to March 2016 the rate was 63.8 % of care leavers, against 64.9% the year before and a "
            "target of 78% in-house, which is the figure that is given to members of the panel in July and again in "
            "September of each year.",
        ),
        ("paragraph", "", "Fewer children came into care in the last two quarters than in any before in the county as numbers have fallen."),
        ("paragraph", "", "Market engagement goes on across the whole of the county and in all of its districts."),
        ("caption", "", "Table 2: Children who came into care in every quarter since records began (June 2013 to end June 2017)"),
        ("heading", "", "Analysis of progress"),
        ("paragraph", "", "The percentage is at 87.9%. This is an improvement over the nine months."),
        ("footnote", "1", "It is expected that the department will no longer be requiring these data."),
    ]  # fmt: skip
    marked = [p for p in document.paragraphs() if p.superscripts]
    assert [p.superscripts for p in marked] == [("1",)]


def test_few_wrapped_lines_among_headings_and_tables_are_joined() -> None:
    document = read(
        "POSITION BY AREA\n================\n\n"
        "128 people were waiting for a home care package at the end of June 2024, a change of 0 from 128\nin March 2024.\n\n"
        "Direct payments\n---------------\n\n"
        "1,550 of 5,843 people with a personal budget received a direct payment (26.5%). The target for\n2024/25 is 28%.\n"
    )
    assert told(document) == [
        ("heading", "", "POSITION BY AREA"),
        (
            "paragraph",
            "",
            "128 people were waiting for a home care package at the end of June 2024, a change of 0 from 128 in March 2024.",
        ),
        ("heading", "", "Direct payments"),
        (
            "paragraph",
            "",
            "1,550 of 5,843 people with a personal budget received a direct payment (26.5%). The target for 2024/25 is 28%.",
        ),
    ]


def test_unwrapped_file_has_a_paragraph_a_line() -> None:
    long = "Corporate Parenting Panel endorsed the strategy and this was implemented in summer 2015. " * 3
    document = read(f"{long}\nReport author\nHead of Commissioning\n\n{long}\n")
    assert [p.text for p in document.paragraphs()] == [
        long.strip(),
        "Report author",
        "Head of Commissioning",
        long.strip(),
    ]


@pytest.mark.parametrize(
    ("line", "kind", "level", "number", "text"),
    [
        ("# Scorecard", "heading", 1, "", "Scorecard"),
        ("### **Commentary**", "heading", 3, "", "Commentary"),
        ("**Data Notes**", "heading", 3, "", "Data Notes"),
        ("<b>Red</b>", "heading", 3, "", "Red"),
        ("- Fostering", "list", 1, "•", "Fostering"),
        ("* Reception centres", "list", 1, "•", "Reception centres"),
        ("\uf0b7 Developments in policy", "list", 1, "•", "Developments in policy"),
        ("• Demand", "list", 1, "•", "Demand"),
        ("- 1.1 The panel endorsed it.", "paragraph", 0, "1.1", "The panel endorsed it."),
        ("(a) the first", "list", 1, "(a)", "the first"),
        ("**Target:** 85% (Below 76.5% = Red)", "paragraph", 0, "", "Target: 85% (Below 76.5% = Red)"),
        ("12.6 Kent was lower than 13.4.", "paragraph", 0, "", "12.6 Kent was lower than 13.4."),
        ("Figure 4. Children in care", "caption", 0, "", "Figure 4. Children in care"),
        ("-3 fewer than last month", "paragraph", 0, "", "-3 fewer than last month"),
        ("& &lt;5 children &amp; others", "paragraph", 0, "", "& <5 children & others"),
    ],
)
def test_kinds_of_lines(line: str, kind: str, level: int, number: str, text: str) -> None:
    (paragraph,) = read(line + "\n").paragraphs()
    assert (paragraph.kind, paragraph.level, paragraph.number, paragraph.text) == (kind, level, number, text)


def test_underlined_heading_and_rule() -> None:
    assert told(read("Progress report\n===============\n\nWords.\n\n---\n\nMore.\n")) == [
        ("heading", "", "Progress report"), ("paragraph", "", "Words."), ("paragraph", "", "More."),
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings_give_the_same_words(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "paper.txt"
    path.write_bytes("Panel – it’s £5, up 3%\r\n".encode(encoding))
    assert [p.text for p in read_text(path).paragraphs()] == ["Panel – it’s £5, up 3%"]


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "paper.txt"
    path.write_bytes(bytes(range(256)) * 20)
    with pytest.raises(UnreadableError, match="not a text file"):
        read_text(path)


def test_wingdings_codes_without_their_font_are_doubtful_arrows() -> None:
    (grid,) = read("Result\tDoT\n70.2%\t\uf0e9\n").grids()
    (mark,) = grid.cells[-1].marks
    assert (mark.value, mark.how) == ("up", "symbol")
    assert mark.confidence < 1


# -- markup and numbers ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "text", "bold"),
    [
        ("**Red**", "Red", True),
        ("<b>Red</b>", "Red", True),
        ("<b>Red</b> and amber", "Red and amber", False),
        ("asked to **ENDORSE** it", "asked to ENDORSE it", False),
        ("5 * 3 * 2", "5 * 3 * 2", False),
        ("2*", "2*", False),
        ("*", "*", False),
        ("a<br/>b", "a\nb", False),
        ("\\*note", "*note", False),
        ("<5", "<5", False),
        ("a < b > c", "a < b > c", False),
        ("[the strategy](http://example.org/a_b)", "the strategy", False),
        ("snake_case_name", "snake_case_name", False),
        ("1\u00a0412\u00a0children", "1\u00a0412 children", False),
    ],
)
def test_markup_is_taken_out_and_figures_stay(raw: str, text: str, bold: bool) -> None:
    cleaned = clean(raw)
    assert (cleaned.text, cleaned.bold) == (text, bold)


@given(st.text(alphabet="0123456789.,%-+£ ()", max_size=30))
def test_figures_never_change(text: str) -> None:
    assert clean(text).text == " ".join(text.split())


@given(st.text(max_size=80))
def test_cleaning_twice_changes_nothing_more_than_entities(text: str) -> None:
    once = clean(text.replace("&", "").replace("\\", "").replace("<", "").replace("*", "").replace("_", "")).text
    assert clean(once).text == once


@given(st.lists(st.text(alphabet="abcXYZ 019.%-\t|#*\n", max_size=60), max_size=30))
def test_no_text_is_lost_and_nothing_crashes(lines: list[str]) -> None:
    text = "\n".join(lines)
    document = read(text)
    out = "".join(p.text + p.number for p in document.paragraphs()) + "".join(
        c.text for g in document.grids() for c in g.cells
    )
    digits = [ch for ch in text if ch.isdigit()]
    assert sorted(ch for ch in out if ch.isdigit()) == sorted(digits)


@pytest.mark.parametrize(
    ("before", "text", "number"),
    [
        ((), "1.1 The panel", "1.1"), ((), "12.6 Kent", ""), ((4, 2), "4.3 The panel", "4.3"), ((4, 2), "4.1 Kent", ""),
        ((4, 2), "5.1 The panel", "5.1"), ((4, 2), "7.3 Kent", ""), ((4, 2), "5.9 Kent", ""), ((4, 1), "4.2 51.2% of leavers", "4.2"),
        ((4,), "4.1 85.9% of potholes", "4.1"), ((1,), "1.1 one of the five", "1.1"), ((1,), "1.1 million pounds", ""), ((4, 1), "4.5 51.2% of leavers", ""), ((), "2.1 85.9% of", ""),
        ((), "2016. It", ""),
        ((), "63.8% of", ""), ((), "A. Smith", ""), ((), "(ii) second", "(ii)"),
    ],
)  # fmt: skip
def test_section_numbers_follow_each_other_and_figures_do_not(before: tuple[int, ...], text: str, number: str) -> None:
    assert Outline(before).split(text)[0] == number


def test_blocks_are_paragraphs_and_grids_in_order() -> None:
    document = read("# A\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\nB words.\n")
    kinds = ["paragraph" if isinstance(b, Paragraph) else "grid" for b in document.blocks()]
    assert kinds == ["paragraph", "grid", "paragraph"]


def test_a_row_under_a_merged_status_is_listed(archive: Path) -> None:
    """The copy as text leaves the merged status of one action's second row blank: 32 of 33 actions, and one doubt."""
    from extract import extract_file

    extraction = extract_file(archive / "transcripts" / "action_plan_2013_14.txt")
    assert len(extraction.actions) == 32
    assert [(u.what, u.where.locator) for u in extraction.unread] == [("rag", "line 63")]
