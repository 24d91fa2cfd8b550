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
    assert publication.period is not None
    assert publication.period.end.isoformat() == end


def test_a_date_above_the_title_is_no_title(tmp_path: Path) -> None:
    blocks = ["# December 2025", "# Licensing performance report", "61 applications were received.", ROWS]
    assert extract_file(write(blocks, tmp_path / "p.docx")).publication.title == "Licensing performance report"


def test_a_sentence_before_a_table_does_not_date_its_targets(tmp_path: Path) -> None:
    rows = [
        ["Measure", "Target", "2024/25 outturn", "Quarter 2 2025/26", "Quarter 3 2025/26"],
        ["Homelessness prevented", "60.0%", "55.6%", "58.6%", "60.1%"],
        ["Households in temporary accommodation", "240", "251", "243", "236"],
    ]
    blocks = ["# Homelessness: Quarter 3 2025/26", "Numbers peaked at 251 in March 2025.", rows]
    found = extract_file(write(blocks, tmp_path / "p.docx")).observations
    targets = {o.indicator: o.period.end.isoformat() for o in found if o.role == "target" and o.period}
    assert targets == {
        "Homelessness prevented": "2026-03-31",
        "Households in temporary accommodation": "2026-03-31",
    }
