"""The check on real papers: what is wrong in them is reported once, and nothing else is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from check import CheckReport, check_paper, check_text
from extract import extract_file
from normalise import Register, Store
from records import Finding, parse_period


@pytest.fixture(scope="module")
def register() -> Register:
    return Register.load()


@pytest.fixture(scope="module")
def store(archive: Path, register: Register, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("store") / "panelpaper.db") as opened:
        for name in ("scorecard_2016_01_xlsx.pdf", "scorecard_2016_03_xlsx.pdf"):
            opened.add(extract_file(archive / "documents" / name), register)
        yield opened


@pytest.fixture(scope="module")
def reports(archive: Path, store: Store, register: Register) -> dict[str, CheckReport]:
    names = (
        "appendix_one_2017_07.pdf", "appendix_one_2017_07_docx.docx", "progress_report_2016_07.pdf",
        "scorecard_2016_03_xlsx.pdf", "scorecard_2016_01_xlsx.pdf", "paper_2017_01.pdf", "action_plan_2013_14.pdf",
    )  # fmt: skip
    return {n: check_paper(archive / "documents" / n, store=store, register=register) for n in names}


def contradictions(report: CheckReport) -> list[Finding]:
    return [f for f in report.findings if f.verdict == "contradicts"]


def of_figure(report: CheckReport, printed: str) -> Finding:
    (found,) = [f for f in report.findings_of_figures if f.printed == printed]
    return found


@pytest.mark.parametrize("name", ["appendix_one_2017_07.pdf", "appendix_one_2017_07_docx.docx"])
def test_the_appendix_cuts_percentages_off_and_calls_a_fall_improving(
    name: str, reports: dict[str, CheckReport]
) -> None:
    report = reports[name]
    (mode,) = [f for f in report.findings if f.kind == "rounding_mode"]
    assert "5% and 24%" in mode.explanation
    assert "cut off" in mode.explanation
    (wrong,) = contradictions(report)
    assert wrong.printed == "Improving Picture"
    assert "1% decrease" in wrong.explanation


def test_the_scorecard_arrow_summary_and_notes_are_reported_and_nothing_else(
    reports: dict[str, CheckReport],
) -> None:
    found = contradictions(reports["scorecard_2016_03_xlsx.pdf"])
    assert sorted(f.kind for f in found) == ["count"] * 3 + ["direction"] + ["stale_period"] * 3
    (arrow,) = [f for f in found if f.kind == "direction"]
    assert "row 20" in arrow.explanation
    assert all("row 13" in f.explanation for f in found if f.kind == "count")
    assert [f.place.page for f in found if f.kind == "stale_period"] == [12, 13, 14]


def test_all_variances_agree(reports: dict[str, CheckReport]) -> None:
    variances = [
        f
        for f in reports["scorecard_2016_03_xlsx.pdf"].findings
        if f.kind == "variance" and f.place.column.startswith("Variance")
    ]
    assert len(variances) == 46
    assert {f.verdict for f in variances} <= {"agrees", "agrees_within_rounding"}


@pytest.mark.parametrize("name", ["scorecard_2016_01_xlsx.pdf", "paper_2017_01.pdf", "action_plan_2013_14.pdf", "progress_report_2016_07.pdf"])  # fmt: skip
def test_no_false_alarm_in_papers_without_a_known_fault(name: str, reports: dict[str, CheckReport]) -> None:
    assert contradictions(reports[name]) == []


def test_another_population_and_another_date_are_explained(reports: dict[str, CheckReport]) -> None:
    report = reports["progress_report_2016_07.pdf"]
    leavers, moves = of_figure(report, "87.9%"), of_figure(report, "12.8%")
    assert (leavers.verdict, leavers.kind) == ("not_comparable", "other_definition")
    assert "63.8%" in leavers.explanation
    assert (moves.verdict, moves.kind) == ("not_comparable", "other_period")
    assert "12.5%" in moves.explanation


def test_every_numeral_is_accounted_for(reports: dict[str, CheckReport]) -> None:
    for report in reports.values():
        numerals = report.numerals
        assert numerals["total"] == numerals["figure"] + len(report.not_figures)
        assert len(report.findings_of_figures) == report.figures == numerals["figure"]
        assert sum(report.counts.values()) == len(report.findings)


def test_papers_by_other_hands_raise_no_false_alarm(archive: Path, store: Store, register: Register) -> None:
    # The finance paper tells the schools grant as £1,769.6m over a table whose total, proved by its parts, is 1,769.2.
    true = {"finance_monitoring_q3_2024_25": [("own_tables", "£1,769.6m")]}
    for name in ("finance_monitoring_q3_2024_25", "capital_investment_summary_2025", "police_taser_figures_2010",
                 "half_year_report_2024_25", "budget_by_directorate_2025_26", "police_foi_reply"):  # fmt: skip
        report = check_paper(archive / "real" / f"{name}.pdf", store=store, register=register)
        assert [(f.kind, f.printed) for f in contradictions(report)] == true.get(name, [])
        assert report.figures > 50


TRUE = [
    "In March 2016, 12.5% of children in care had three or more placements in the last 12 months.",
    "At March 2016, 63.8% of care leavers were in suitable accommodation.",
    "The percentage of care leavers in education, employment or training rose from 40.1% in February 2016 to 40.9% in March 2016.",
    "Excluding UASC, 11.1% of children in care had three or more placements in the last 12 months in March 2016.",
    "In North Kent, 15.4% of children in care had three or more placements in the last 12 months at March 2016.",
    "There were 2,320 looked after children at the end of March 2016, 32 fewer than the 2,352 a month before.",
    "Children in care: 79.7% of cases were reviewed within required timescales in March 2016, against a target of 98%.",
]  # fmt: skip

FALSE = [
    ("wrong indicator", "In March 2016, 63.8% of care leavers were in education, employment or training."),
    ("wrong indicator", "At March 2016, 70.2% of care leavers were in suitable accommodation."),
    ("wrong indicator", "In March 2016, 12.5% of children in care had been in the same placement for the last two years."),
    ("wrong indicator", "At the end of March 2016, 2,320 children had a child protection plan."),
    ("wrong period", "In February 2016, 12.5% of children in care had three or more placements in the last 12 months."),
    ("wrong period", "There were 2,352 looked after children at the end of March 2016."),
    ("wrong period", "In March 2015, 81.4% of children in care were placed within 20 miles of home, excluding UASC."),
    ("wrong direction", "Children in care with three or more placements in the last 12 months fell from 12.2% in February 2016 to 12.5% in March 2016."),
    ("wrong direction", "Performance improved: the percentage of children in care with three or more placements in the last 12 months went from 12.2% in February 2016 to 12.5% in March 2016."),
    ("wrong direction", "69.9% of children in care had been in the same placement for the last two years in March 2016, up from 70.7% in February 2016."),
    ("wrong area", "In West Kent, 15.4% of children in care had three or more placements in the last 12 months at March 2016."),
    ("wrong group", "Excluding UASC, 12.5% of children in care had three or more placements in the last 12 months in March 2016."),
    ("wrong target", "Children in care: 79.7% of cases were reviewed within required timescales in March 2016, against a target of 90%."),
]  # fmt: skip


@pytest.mark.parametrize("sentence", TRUE)
def test_true_sentences_pass(sentence: str, store: Store, register: Register) -> None:
    report = check_text(sentence, store=store, register=register, period=parse_period("Mar 2016"))
    assert contradictions(report) == []
    assert report.counts["agrees"] >= 1


@pytest.mark.parametrize(("fault", "sentence"), FALSE)
def test_false_sentences_that_reuse_true_numbers_are_rejected(
    fault: str, sentence: str, store: Store, register: Register
) -> None:
    report = check_text(sentence, store=store, register=register, period=parse_period("Mar 2016"))
    assert contradictions(report), fault
