"""Figures told of a named row in the words of a column: proved where they are the cell, wrong where they are its slip.

The papers are of an invented harbour; each false sentence differs from a true one in a figure.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from check import CheckReport, check_paper
from check.cells.columns import senses_of_heading, senses_of_words
from check.cells.names import RowNames, name_words
from check.cells.slips import slip_of_cell, states
from check.grounds import Ground, stems
from records import Value, parse_value
from tests.word_papers import Rows, write

MONEY: Rows = [
    ["Service (£000)", "Budget", "Spend to 31 December", "Forecast", "Variance"],
    ["Pilotage (harbour)", "1,840", "1,372", "1,899", "59"],
    ["Dredging and surveys", "2,465", "1,718", "2,447", "-18"],
    ["Moorings", "913", "684", "902", "-11"],
    ["Lights and buoys", "731", "536", "731", "0"],
    ["Total", "5,949", "4,310", "5,979", "30"],
]
QUAYS: Rows = [
    ["Quay", "Vessels handled", "Turned round within 12 hours", "Berth occupancy", "Complaints upheld"],
    ["Coalgate", "468", "86.7%", "71.3%", "14"],
    ["Upper Staithe", "379", "84.4%", "64.9%", "23"],
    ["Fenside", "104", "64.4%", "52.8%", "31"],
    ["Mallow Pier", "267", "91.2%", "58.6%", "17"],
    ["Harbour", "1,218", "84.6%", "62.7%", "85"],
]
BLOCKS = ["# Harbour service: Quarter 3 2025/26", "Money", MONEY, "Quays", QUAYS, "## Commentary"]

TRUE = (
    "Total spending to the end of December was £4.31m.",
    "Spending of £5.98m is forecast in all, which is an overspend of £30,000.",
    "Pilotage is forecast to cost £1.90m, a pressure of £59,000, and moorings £0.90m.",
    "The results ranged from 64.4% turned round in Fenside to 91.2% at Mallow Pier.",
    "Occupancy was highest at Coalgate (71.3%) and lowest in Fenside, at 52.8%.",
    "Fenside had the most complaints upheld, 31.",
    "Coalgate and Upper Staithe turned round 86.7% and 84.4% respectively.",
    "At Mallow Pier 45 people were consulted, and 73 replies came from Coalgate.",
    "The Fenside regatta drew 81 boats and some 1,240 visitors.",
    "Moorings let in the marina numbered 648 in the year.",
)
FALSE = (
    ("Total spending to the end of December was £4.13m.", "£4.13m"),
    ("Pilotage is forecast to cost £1.70m.", "£1.70m"),
    ("A pressure of £95,000 is forecast on pilotage.", "£95,000"),
    ("The results ranged from 64.4% turned round in Fenside to 92.1% at Mallow Pier.", "92.1%"),
    ("Occupancy was highest at Coalgate (73.1%) and lowest in Fenside.", "73.1%"),
    ("Fenside had the most complaints upheld, 13.", "13"),
    ("Coalgate and Upper Staithe turned round 87.6% and 84.4% respectively.", "87.6%"),
    ("Coalgate is the busiest of the quays; 486 vessels were handled there.", "486"),
)


@cache
def report(folder: Path) -> CheckReport:
    sentences = [*TRUE, *(text for text, _ in FALSE)]
    return check_paper(write([*BLOCKS, *sentences], folder / "paper.docx"))


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> CheckReport:
    return report(tmp_path_factory.mktemp("cells"))


def wrong_in(checked: CheckReport, text: str) -> list[str]:
    return [
        f.printed for f in checked.contradictions if (p := checked.passage_of(f.place)) is not None and p.text == text
    ]


@pytest.mark.parametrize("text", TRUE)
def test_true_sentences_are_not_called_wrong(checked: CheckReport, text: str) -> None:
    assert wrong_in(checked, text) == []


@pytest.mark.parametrize(("text", "printed"), FALSE)
def test_slips_of_the_cell_that_is_told_are_found(checked: CheckReport, text: str, printed: str) -> None:
    assert wrong_in(checked, text) == [printed]


def value(printed: str, thousands: int = 0) -> Value:
    v = parse_value(printed)
    assert v.number is not None
    return v if not thousands else Value(printed, v.number * 1000, -3, "money")


@pytest.mark.parametrize(
    ("said", "cell", "what"),
    [
        (value("£4.13m"), value("4,310", 1), "exchanged"),
        (value("£4.81m"), value("4,310", 1), "one"),
        (value("£4.31m"), value("4,310", 1), ""),
        (value("£95,000"), value("59", 1), "exchanged"),
        (value("£5.89m"), value("5,979", 1), "exchanged"),  # 5,979 is told as £5.98m
        (value("86.7%"), value("87.6%"), "exchanged"),
        (value("95%"), value("95.9%"), ""),  # near it, and as true as a rounded figure gets
        (value("95.9%"), value("96%"), ""),
        (value("468"), value("86.8%"), ""),
        (value("4,680"), value("468"), ""),
    ],
)
def test_slip_of_cell(said: Value, cell: Value, what: str) -> None:
    assert slip_of_cell(said, cell) == what


def test_states_rounds_a_cell_in_thousands() -> None:
    assert states(value("£4.31m"), value("4,310", 1))
    assert states(value("£18,000"), value("-18", 1))
    assert not states(value("£4.32m"), value("4,310", 1))


def row(name: str, line: int, *, total: bool = False) -> Ground:
    return Ground(name, (), 1, line, total=total, words=stems(name))


def test_rows_are_named_in_full_or_by_a_word_of_their_own() -> None:
    rows = [row("Prudential borrowing", 0), row("Government grants", 1), row("Housing (HRA)", 2), row("Grants paid", 3)]
    names = RowNames([*rows, row("Total", 4, total=True)])
    found = names.find(
        "«N0» comes from borrowing, «N1» from government grants and «N2» from housing; the total is «N3»."
    )
    assert [(n.ground.name, n.share) for n in found] == [
        ("Prudential borrowing", 0.5),
        ("Government grants", 1.0),
        ("Housing (HRA)", 1.0),
    ]
    assert names.find("Other grants came to «N0».") == []  # a word that two rows share names neither
    assert name_words("Housing (HRA)") == stems("Housing")


@pytest.mark.parametrize(
    ("heading", "words", "fits"),
    [
        ("Variance", "an overspend of", True),
        ("Over (+) or under (-)", "a saving of", True),
        ("Forecast outturn", "is expected to come to", True),
        ("Budget 2025/26", "of the allocation", True),
        ("England 2025", "nationally it was", True),
        ("Target", "an ambition of", True),
        ("Variance", "were received", False),
        ("Complaints", "an overspend of", False),
    ],
)
def test_senses(heading: str, words: str, *, fits: bool) -> None:
    assert bool(senses_of_heading(heading) & senses_of_words(words)) is fits
