"""Every numeral of a text is found and told apart: figures, dates, paragraph numbers, names ..."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from check.number_words import number_of_words
from check.numerals import find_numerals

CASES = [
    ("2.1 The number of plans fell", [("2.1", "paragraph_number")]),
    ("(3) Members should note", [("(3)", "paragraph_number")]),
    ("As set out in Appendix 2 and table 4", [("2", "reference"), ("4", "reference")]),
    ("Measure 6: fewer moves", [("6", "name_part")]),
    ("% placed within 20 miles of home", [("20", "name_part")]),
    ("% with 3+ placements in the last 12 months", [("3", "name_part"), ("12", "name_part")]),
    ("children with three or more placements", [("three", "name_part")]),
    ("remaining in the same placement for two years", [("two", "name_part")]),
    ("an enquiry under Section 47", [("47", "reference")]),
    ("held within 15 days of the S47 enquiry", [("15", "name_part"), ("47", "name_part")]),
    ("the 16-25 Accommodation and Support offer", [("16-25", "name_part")]),
    ("the 0-25 programme", [("0-25", "name_part")]),
    ("vulnerable 16-17 year olds", [("16-17", "age_band")]),
    ("those aged 4 and under", [("4", "age_band")]),
    ("carers for those aged 16+", [("16+", "age_band")]),
    ("Ring 01632 960 123 before Friday", [("01632 960 123", "phone")]),
    ("01632 96 01 23", [("01632 96 01 23", "phone")]),
    ("the second update", [("second", "ordinal")]),
    ("adopted by the 2nd review", [("2nd", "ordinal")]),
    ("over the previous nine months1.", [("nine", "name_part"), ("1", "footnote_mark")]),
    ("on 20 July 2016", [("20 July 2016", "date")]),
    ("since 2014 and above 2012 levels", [("2014", "date"), ("2012", "date")]),
    ("the Strategy 2015-2018", [("2015-2018", "date")]),
    ("Kent's Children Act 1989 duties", [("1989", "name_part")]),
    ("three out of five measures", [("three", "figure"), ("five", "figure")]),
    ("one more than last quarter", [("one", "figure")]),
    ("No one was there, and one should ask", [("one", "other"), ("one", "other")]),
    ("£1.2m of savings", [("£1.2m", "figure")]),
    ("fell by 2.5 percentage points", [("2.5 percentage points", "figure")]),
    ("an average of 454.7 days", [("454.7 days", "figure")]),
    ("2014 children were seen", [("2014", "figure")]),
    ("17 indicators are Green", [("17", "figure")]),
    ("During the year 19 out of 26 visits", [("19", "figure"), ("26", "figure")]),
    ("1,412 children, or 12.5%", [("1,412", "figure"), ("12.5%", "figure")]),
    ("-1.4%", [("-1.4%", "figure")]),
    ("For measures 1, 6 and 7 lower is better", [("1, 6 and 7", "name_part")]),
    ("target 426.0, now Amber", [("426.0", "figure")]),
    ("42 per cent", [("42 per cent", "figure")]),
    ("https://example.org/a1/b22", [("https://example.org/a1/b22", "reference")]),
    ("at 28 th February 2021 there were 640", [("28 th February 2021", "date"), ("640", "figure")]),
    ("sent on 03-11-2021", [("03-11-2021", "date")]),
    ("meets on 4, 11 and 18 May", [("4", "date"), ("11", "date"), ("18 May", "date")]),
    ("the plan for 21-22 moved to 22-23", [("21-22", "date"), ("22-23", "date")]),
    ("fell by 9% on 2018/194", [("9%", "figure"), ("2018/194", "date")]),
    ("999 and 101 calls took longer", [("999 and 101", "phone")]),
    ("calls to 101 rose by 3%", [("101", "phone"), ("3%", "figure")]),
    ("101 complaints were made", [("101", "figure")]),
    ("Of our measures 14 (70%) are met", [("14", "figure"), ("70%", "figure")]),
    ("2% were aged under 20 and 21% were aged 70", [("2%", "figure"), ("20", "age_band"), ("21%", "figure"), ("70", "age_band")]),
    ("residents of 75 and over", [("75", "age_band")]),
    ("the 25 to 44 years age group", [("25 to 44", "age_band")]),
    ("category 3 defects and scope 2 emissions", [("3", "name_part"), ("2", "name_part")]),
    ("an Attainment 8 score of 44.1", [("8", "name_part"), ("44.1", "figure")]),
    ("in the period 12 plans closed", [("12", "figure")]),
    ("at levels 2 to 4", [("2 to 4", "name_part")]),
    ("Annexe 3, page 2 of 9 (PDF 310 KB)", [("3", "reference"), ("2 of 9", "reference"), ("310", "reference")]),
    ("Bulletin SB 12/2019", [("12/2019", "reference")]),
    ("26,31 visits were made", [("26,31", "other")]),
    ("twenty-two children and forty two more", [("twenty-two", "figure"), ("forty two", "figure")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_each_numeral_is_what_it_is(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(n.printed, n.kind) for n in find_numerals(text)] == expected


@pytest.mark.parametrize(
    ("text", "number"),
    [("twenty-two", 22), ("a hundred and five", 105), ("half a dozen", 6), ("two thousand", 2000), ("many", None)],
)
def test_words_are_read_as_numbers(text: str, number: int | None) -> None:
    assert number_of_words(text) == number


def test_a_lone_number_in_a_footer_is_the_page() -> None:
    assert [(n.kind) for n in find_numerals("Page 3 of 12", kind="footer")] == ["page_number"]


def test_the_name_of_an_indicator_keeps_its_numbers() -> None:
    found = find_numerals("Agreed by 2 reviews or 14 visits: 61%", name_parts=("Agreed by 2 reviews or 14 visits",))
    assert [(n.printed, n.kind) for n in found if n.is_figure] == [("61%", "figure")]


@given(st.text(alphabet="0123456789 .,%-/()£abMar2016thQ\n+", max_size=60))
def test_each_digit_lies_in_exactly_one_numeral(text: str) -> None:
    found = find_numerals(text)
    covered = [i for n in found for i in range(n.start, n.end)]
    assert len(covered) == len(set(covered))
    assert {i for i, c in enumerate(text) if c in "0123456789"} <= set(covered)
    assert all(text[n.start : n.end] == n.printed for n in found)


def test_figures_in_the_prose_of_real_papers_are_found(archive: Path) -> None:
    """Of the figures listed beside the documents only definitions ("20 miles", "26 weeks") are not figures."""
    wanted = found = 0
    missed = []
    for path in sorted((archive / "truth").glob("*.figures.csv")):
        sentences: dict[str, list[tuple[str, str]]] = {}
        with path.open(encoding="utf-8", newline="") as f:
            for row in csv.DictReader(f):
                sentences.setdefault(row["sentence"], []).append((row["value"], row["unit"]))
        for sentence, figures in sentences.items():
            here = [
                n.printed.removesuffix(" days").removesuffix(" percent") for n in find_numerals(sentence) if n.is_figure
            ]
            for value, unit in figures:
                if unit in {"miles", "weeks"}:
                    continue
                wanted += 1
                parts = value.split(" to ")
                if all(p in here for p in parts):
                    found += 1
                else:
                    missed.append((value, sentence))
    assert missed == []
    assert wanted == found > 100
