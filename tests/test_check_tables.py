"""Tables and lists of made papers: totals, shares, bands, rows with two dates, counts against tables."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from check import CheckReport, check_paper
from tests.word_papers import changed, write

TOTALS = [
    ["Area", "April", "May", "June"],
    ["North", "12", "14", "17"],
    ["South", "20", "25", "21"],
    ["West", "31", "33", "35"],
    ["Total", "63", "72", "73"],
]


def paper(
    path: Path, *, tables: Sequence[list[list[str]]] = (), texts: Sequence[str] = (), bullets: Sequence[str] = ()
) -> Path:
    after = [block for rows in tables for block in (rows, "After the table.")]
    return write(["# Report", *texts, *(f"- {bullet}" for bullet in bullets), *after], path)


def wrong(report: CheckReport) -> list[tuple[str, str]]:
    return sorted((f.kind, f.printed) for f in report.findings if f.verdict == "contradicts")


def test_a_table_that_adds_up_agrees(tmp_path: Path) -> None:
    report = check_paper(paper(tmp_path / "p.docx", tables=[TOTALS]))
    assert wrong(report) == []
    assert {f.verdict for f in report.findings_of_figures} == {"agrees"}


@pytest.mark.parametrize(("r", "c", "text", "total"), [(4, 2, "78", "78"), (2, 3, "27", "73"), (1, 1, "19", "63")])
def test_a_changed_figure_breaks_its_total(tmp_path: Path, r: int, c: int, text: str, total: str) -> None:
    report = check_paper(paper(tmp_path / "p.docx", tables=[changed(TOTALS, (r, c, text))]))
    assert wrong(report) == [("sum", total)]


def test_a_total_that_the_table_does_not_prove_is_not_called_wrong(tmp_path: Path) -> None:
    rows = [["Area", "Now"], ["North", "12"], ["South", "20"], ["Total of all services", "412"]]
    assert wrong(check_paper(paper(tmp_path / "p.docx", tables=[rows]))) == []


def test_rounded_millions_may_miss_their_total_by_a_little(tmp_path: Path) -> None:
    rows = [
        ["All figures in £m", "2022-23", "2023-24"],
        ["Schools", "106", "123"],
        ["Care", "49", "60"],
        ["Roads", "46", "54"],
        ["Total", "202", "238"],
    ]
    assert wrong(check_paper(paper(tmp_path / "p.docx", tables=[rows]))) == []


SHARES = ["0-4 - 17 (5.9%)", "5-10 - 27 (9.3%)", "11-13 - 29 (10%)", "14-15 - 54 (18.6%)", "16-17 - 163 (56.2%)"]


def test_shares_of_a_list_follow_from_its_sum(tmp_path: Path) -> None:
    report = check_paper(
        paper(tmp_path / "p.docx", texts=["In the year 290 children moved. Their ages were:"], bullets=SHARES)
    )
    assert wrong(report) == []
    assert {f.verdict for f in report.findings_of_figures} <= {"agrees", "agrees_within_rounding"}


@pytest.mark.parametrize(("n", "text", "printed"), [(1, "5-10 - 27 (3.9%)", "3.9%"), (3, "14-15 - 45 (18.6%)", "45")])
def test_a_wrong_share_or_count_of_a_list_is_found(tmp_path: Path, n: int, text: str, printed: str) -> None:
    bullets = [text if i == n else s for i, s in enumerate(SHARES)]
    report = check_paper(
        paper(tmp_path / "p.docx", texts=["In the year 290 children moved. Their ages were:"], bullets=bullets)
    )
    assert wrong(report) == [("ratio", printed)]


@pytest.mark.parametrize(
    ("bands", "expected"),
    [
        ("Target: 85% (RAG Bandings: Below 76.5% = Red, 76.5% to 85% = Amber, 85% and above = Green)", []),
        ("Target: 9% (RAG Bandings: 9% and below = Green, 9% to 12% = Amber, Above 12% = Red)", []),
        (
            "Target: 85% (RAG Bandings: Below 76.5% = Red, 75.6% to 85% = Amber, 85% and above = Green)",
            [("rag", "76.5%")],
        ),
        (
            "Target: 58% (RAG Bandings: Below 76.5% = Red, 76.5% to 85% = Amber, 85% and above = Green)",
            [("target", "58%")],
        ),
    ],
)
def test_bands_meet_and_begin_at_the_target(tmp_path: Path, bands: str, expected: list[tuple[str, str]]) -> None:
    assert wrong(check_paper(paper(tmp_path / "p.docx", texts=[bands]))) == expected


def test_a_count_of_a_list_is_held_against_it(tmp_path: Path) -> None:
    levers = ["Early help", "In-house fostering", "Quality of care", "Market engagement"]
    right = check_paper(
        paper(tmp_path / "a.docx", texts=["The work rests on the four levers. These are:"], bullets=levers)
    )
    assert wrong(right) == []
    off = check_paper(
        paper(tmp_path / "b.docx", texts=["The work rests on the five levers. These are:"], bullets=levers)
    )
    assert wrong(off) == [("count", "five")]


def test_a_target_word_is_held_against_the_target() -> None:
    from check import check_text

    assert wrong(check_text("Performance was 82.5%, above the target of 80%.")) == []
    assert wrong(check_text("Performance was 78.5%, above the target of 80%.")) == [
        ("target_words", "above the target of 80%")
    ]


def test_a_future_year_in_a_report_of_the_past_is_impossible(tmp_path: Path) -> None:
    texts = [
        "To: Panel – 20 July 2016",
        "There were 212 visits in March 2061.",
        "The plan runs to March 2018 and will be reviewed.",
    ]
    found = wrong(check_paper(paper(tmp_path / "p.docx", texts=texts)))
    assert found == [("impossible_period", "March 2061")]
