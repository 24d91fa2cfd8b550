"""Numbers of paragraphs without a stop: told by three that follow each other."""

from __future__ import annotations

from pathlib import Path

from check import check_paper
from tests.word_papers import write

NUMBERED = [
    "# Annual report 2025/26",
    "4  The panel met 12 times in the year.",
    "Members were paid for their travel.",
    "5  31 letters were sent, of which 24 were answered.",
    "6  It decided 40 cases and allowed only six of them (15.0%).",
]


def _figures(path: Path) -> list[str]:
    return [f.printed for f in check_paper(path).findings if f.printed in {"4", "5", "6"}]


def test_numbers_that_follow_each_other_are_no_figures(tmp_path: Path) -> None:
    assert _figures(write(list(NUMBERED), tmp_path / "paper.docx")) == []


def test_a_share_in_a_numbered_paragraph_is_held_against_its_own_figures(tmp_path: Path) -> None:
    blocks = [b.replace("(15.0%)", "(1.5%)") for b in NUMBERED]
    assert [f.printed for f in check_paper(write(blocks, tmp_path / "paper.docx")).contradictions] == ["1.5%"]


def test_a_paragraph_may_begin_with_a_figure(tmp_path: Path) -> None:
    blocks = ["# Annual report 2025/26", "4 Members left in the year.", "9 Members joined."]
    assert sorted(_figures(write(blocks, tmp_path / "paper.docx"))) == ["4"]
