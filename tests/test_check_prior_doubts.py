"""What a figure that a sentence names an indicator beside may be instead of it: then nothing is called wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from check import check_paper
from tests.word_papers import Rows, write

KITCHENS: Rows = [
    ["Measure", "June 2025", "September 2025", "Target"],
    ["Kitchens rated 3 or better", "96.0%", "95.4%", "96%"],
    ["Inspections made in time", "90.3%", "92.8%", "95%"],
    ["Calls about kitchens answered", "94.6%", "93.2%", "92%"],
]


def wrong(sentence: str, folder: Path) -> list[str]:
    blocks = ["# Kitchens: September 2025", KITCHENS, "## Commentary", sentence]
    return sorted(f.printed for f in check_paper(write(blocks, folder / "paper.docx")).contradictions)


@pytest.mark.parametrize(
    "sentence",
    [
        # a share of something else, borne out by the counts beside it
        "There are 1,318 rated kitchens, of which 973, or 73.8%, have the top mark. The kitchens rated 3 or better slipped to 95.4%.",
        # a share of the same things by reason, far from the rate of the row
        "Opening hours were the commonest reason for the calls about kitchens answered (27.4%), ahead of allergens.",
        # what is judged, or classed, is no row of measures
        "The inspections made in time remain our biggest challenge: 92.8% fell short of the 95% target.",
        # another span, borne out
        "Over six months 4,812 of 5,418 calls about kitchens were answered, or 88.8%.",
    ],
)
def test_a_figure_of_something_else_is_not_called_wrong(sentence: str, tmp_path: Path) -> None:
    assert wrong(sentence, tmp_path) == []


@pytest.mark.parametrize(
    ("sentence", "printed"),
    [
        ("In September 2025 the kitchens rated 3 or better were 94.5%.", "94.5%"),  # two digits changed round
        ("In September 2025 the inspections made in time were 90.3%.", "90.3%"),  # of another time
        ("In September 2025 the inspections made in time were 91.9%.", "91.9%"),  # near it
        ("In September 2025 the inspections made in time were 52.8%.", "52.8%"),  # one digit
    ],
)
def test_a_figure_that_a_slip_makes_of_the_known_one_is_wrong(sentence: str, printed: str, tmp_path: Path) -> None:
    assert wrong(sentence, tmp_path) == [printed]
