"""What is supposed, denied, quoted or told of others is not held against the table; what is said to be so is."""

from __future__ import annotations

from pathlib import Path

import pytest

from check import check_paper
from tests.word_papers import write

ROWS = [
    ["Measure", "Q2 2024/25", "Q1 2025/26", "Q2 2025/26", "Target"],
    ["Visits to libraries", "212,400", "203,600", "221,700", "215,000"],
    ["Items borrowed", "148,300", "142,500", "155,100", "150,000"],
    ["Requests supplied within 7 days", "71.4%", "74.9%", "76.3%", "75.0%"],
]
TITLE = "Libraries: Quarter 2 2025/26"


def wrong(sentence: str, folder: Path) -> list[str]:
    path = folder / "paper.docx"
    write([TITLE, ROWS, sentence], path)
    return [f.printed for f in check_paper(path).contradictions]


TRUE = (
    "Had it not been for the closure in August, visits would have been 227,100.",
    "If the pattern of last year is repeated, visits would be down to 187,900 in Quarter 3.",
    "The Quarter 1 report gave visits to libraries as 203,200; the figure was later corrected.",
    "Nationally, library visits grew by 3.1% last year according to a survey of 126 authorities.",
    "It is not the case that visits to libraries are falling.",
    "Items borrowed rose by 8.8% on the quarter and 4.6% on the year.",
    "Visits to the four libraries with the longest hours came to 98,300, a rise of 7,000 on last year.",
    "Of the 155,100 items borrowed, 61,200 were by children. Two out of five (61,200, 39.5%) is a record.",
    "The June report put visits to libraries at 199,900.",
    "Growth in e-lending has slowed: it was 8.5% last year and 24.0% in the year before.",
)
FALSE = (
    ("Visits to libraries fell to 221,700 in the quarter.", "fell"),
    ("Items borrowed rose by 8.8% on the quarter and 6.4% on the year.", "6.4%"),
    ("There were 227,100 visits to libraries in the quarter.", "227,100"),
    ("Visits to libraries decreased from 203,600 to 221,700.", "decreased"),
)


@pytest.mark.parametrize("sentence", TRUE)
def test_what_is_not_said_of_the_table_is_not_held_against_it(sentence: str, tmp_path: Path) -> None:
    assert wrong(sentence, tmp_path) == []


@pytest.mark.parametrize(("sentence", "printed"), FALSE)
def test_what_is_said_of_the_table_is(sentence: str, printed: str, tmp_path: Path) -> None:
    assert any(printed in p for p in wrong(sentence, tmp_path))
