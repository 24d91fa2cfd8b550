"""The title of a paper: a heading, not a sentence of the text nor a date; its period goes before others that are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract import extract_file
from tests.word_papers import write

ROWS = [["Measure", "Target", "Result"], ["Applications received", "", "61"], ["Decided in time", "92%", "93%"]]


@pytest.mark.parametrize(
    ("heading", "sentence", "end"),
    [
        ("Licensing: December 2025", "Performance fell by 32 since the end of December 2024.", "2025-12-31"),
        ("Allotments, Quarter 1 2025/26", "Reviews of plots took 9 days in March 2024.", "2025-06-30"),
    ],
)
def test_the_heading_is_the_title_and_gives_the_period(heading: str, sentence: str, end: str, tmp_path: Path) -> None:
    publication = extract_file(write([f"# {heading}", sentence, ROWS], tmp_path / "p.docx")).publication
    assert publication.title == heading
    assert publication.period is not None and publication.period.end.isoformat() == end


def test_a_date_above_the_title_is_no_title(tmp_path: Path) -> None:
    blocks = ["# December 2025", "# Licensing performance report", "61 applications were received.", ROWS]
    assert extract_file(write(blocks, tmp_path / "p.docx")).publication.title == "Licensing performance report"
