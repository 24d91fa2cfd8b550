"""Every layout of the factory is read as its truth says: cells, arrows, colours, prose."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from .layouts import (
    awkward,
    browser,
    directorate,
    drawn,
    families,
    from_samples,
    held_out,
    lying,
    more,
    office,
    once_aside,
    packs,
    periods,
    quarterly,
    settled,
    spoken,
    unlike,
    wordy,
)
from .layouts.data import figures, half_up, month_end, some
from .layouts.score import Case, score

MAKERS: list[Callable[[Path], Case]] = [
    office.xlsx_printed, office.rows_over_pages, browser.browser_colour_only, wordy.word_symbols, wordy.word_footnotes,
    drawn.borderless_arrows, drawn.months_across, packs.pack_120, quarterly.quarterly_report, directorate.directorate_scorecard,
    awkward.status_by_quarter, awkward.areas_across, awkward.word_tables_in_tables, awkward.names_overrun, more.groups_down, more.unit_column,
    families.words_and_triangles, families.quarters_under_years, families.target_beneath, families.target_once, families.target_above,
    families.benchmarks_word, families.month_and_year_to_date, families.side_by_side, families.turned_among_upright, families.office_sheet_of_quarters,
    families.discs_and_ranges, families.workbook_by_team, lying.months_down, lying.framed_cards,
    once_aside.units_and_colours, once_aside.districts_and_quarters, held_out.svg_and_discs, held_out.three_months_of_a_sheet,
    settled.gap_and_parts, settled.long_return, settled.touching_heads,
    unlike.word_cards, unlike.word_dated, unlike.web_boxes, unlike.two_beside,
]  # fmt: skip


def check(case: Case) -> None:
    from extract import extract_file

    extraction = extract_file(case.path)
    found = score(case, [o.to_row() for o in extraction.observations])
    assert found.f1 >= 0.999, found.report()
    assert not found.signs_wrong, found.report()
    assert not found.notes, found.report()
    assert not (strays := chart_strays(case, [o.to_row() for o in extraction.observations])), strays
    assert extraction.publication.period is not None
    assert extraction.publication.period.end.isoformat() == case.period
    if case.kind and case.name != "pack of 120 pages":
        assert extraction.publication.kind == case.kind


def chart_strays(case: Case, rows: list[dict[str, str]]) -> list[str]:
    """Results read from a drawn chart that the document does not print so: a target line is no result."""
    truth = {
        (r.indicator, r.period): r.value
        for r in case.rows
        if r.role.endswith("result") and r.cohort == "all" and r.area in {None, "", case.area}
    }
    out = []
    for row in rows:
        key = (row["indicator"], row["period"])
        if row["table"] == "chart" and row["role"] == "result" and key in truth:
            printed = float(truth[key])
            if abs(float(row["value"]) - printed) > max(1.0, 0.02 * printed):
                out.append(f"{key}: {row['printed']} from the chart, {printed} in the table")
    return out


@pytest.mark.parametrize("make", MAKERS, ids=lambda f: f"{f.__module__.rpartition('.')[2]}-{f.__name__}")
def test_layout(make: Callable[[Path], Case], tmp_path: Path) -> None:
    check(make(tmp_path))


@pytest.mark.parametrize("style", unlike.STYLES)
def test_table_styles_of_word_as_printed(style: str, tmp_path: Path) -> None:
    check(unlike.word_style(tmp_path, style))


@pytest.mark.parametrize("edition", range(5))
def test_editions_of_one_council_that_rename_move_add_and_drop(edition: int, tmp_path: Path) -> None:
    check(periods.edition(tmp_path, edition))


@pytest.mark.parametrize("month", ["2024_09", "2024_12", "2025_01", "2025_02", "2025_03"])
def test_sample_scorecards(month: str) -> None:
    pytest.importorskip("reportlab", reason="the samples' modules draw with it")
    check(from_samples.scorecard_case(month))


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_sample_data_returns(suffix: str) -> None:
    pytest.importorskip("reportlab", reason="the samples' modules draw with it")
    check(from_samples.return_case(suffix))


PAPERS = {
    "appendix_2024_12": ("appendix", "2024-12-31"),
    "progress_report_2024_12": ("progress_report", "2024-12-31"),
    "progress_report_2025_03_draft_to_check": ("progress_report", "2025-03-31"),
    "cover_paper_2025_02": ("cover_paper", "2024-12-31"),
    "action_plan_2024_25": ("action_plan", "2025-03-31"),
}


@pytest.mark.parametrize("name", PAPERS)
def test_what_sample_papers_are_and_when(name: str) -> None:
    from extract import extract_file

    publication = extract_file(from_samples.SAMPLES / f"{name}.docx").publication
    assert publication.period is not None
    assert (publication.kind, publication.period.end.isoformat()) == PAPERS[name]


@pytest.mark.parametrize("name", ["appendix_2024_12", "progress_report_2024_12", "cover_paper_2025_02"])
def test_measures_of_sample_papers(name: str) -> None:
    """All eight measures under their challenges; in the appendix with their words and the arrows of their pictures."""
    from extract import extract_file

    m = from_samples.modules()
    county, then, now = m["county"], m["facts"].month_end(2024, 9), m["facts"].month_end(2024, 12)
    found = extract_file(from_samples.SAMPLES / f"{name}.docx").measures
    assert [(x.number, x.challenge, x.measure) for x in found] == [
        (x.number, county.CHALLENGES[x.challenge], f"Measure {x.number}: {x.text}") for x in county.MEASURES
    ]
    if name.startswith("appendix"):
        words = {"up": "Improved", "down": "Worse", "level": "No change"}
        for got, x in zip(found, county.MEASURES, strict=True):
            drawn = county.measure_direction(x, then, now)
            assert (got.direction, got.direction_text) == (drawn, words[drawn])
            assert got.performance == m["measures"].sentences(x, then, now, m["measures"].Slips())


def test_glance_table_of_the_sample_progress_report() -> None:
    """Two months, the change and the arrow of each measure, from a table whose columns are months."""
    from extract import extract_file

    m = from_samples.modules()
    county, words = m["county"], m["measures"]
    then, now = m["facts"].month_end(2024, 9), m["facts"].month_end(2024, 12)
    rows = [o.to_row() for o in extract_file(from_samples.SAMPLES / "progress_report_2024_12.docx").observations]
    for x in county.MEASURES:
        name = words.GLANCE_NAMES[x.number]
        mine = {
            (r["role"], r["period"]): r for r in rows if r["indicator"] == name and r["table"] not in {"prose", "chart"}
        }
        assert mine[("result", now.isoformat())]["printed"] == words.glance(x, now)
        assert (mine.get(("result", then.isoformat())) or mine[("previous", then.isoformat())])[
            "printed"
        ] == words.glance(x, then)
        assert mine[("change", now.isoformat())]["printed"] == words.glance_change(x, then, now)
        assert [r["value"] for r in mine.values() if r["role"].startswith("dot")] == [
            county.measure_direction(x, then, now)
        ]


def test_native_charts_of_the_sample_progress_report() -> None:
    """Every point of the eight charts, from the charts' own data."""
    from extract import Chart, extract_file

    extraction = extract_file(from_samples.SAMPLES / "progress_report_2024_12.docx")
    charts = [b for page in extraction.document.pages for b in page.blocks if isinstance(b, Chart)]
    m = from_samples.modules()
    wanted = [m["papers"].chart_of(x, m["facts"].month_end(2024, 12)) for x in m["county"].MEASURES]
    assert [c.title for c in charts] == [m["papers"].CHART_WORDS[x.number][1] for x in m["county"].MEASURES]
    for chart, (labels, series, _) in zip(charts, wanted, strict=True):
        assert list(chart.categories) == labels
        assert [(s.name, [float(v or "nan") for v in s.values]) for s in chart.series] == series


def test_actions_of_the_sample_plan() -> None:
    from extract import extract_file

    plan = from_samples.modules()["plan"].PLAN
    wanted, task = [], ""
    for section, rows in plan.items():
        for said, target, progress, rag, words in rows:
            task = said or task
            wanted.append((section, task, target, " ".join(progress.split()), rag, words))
    found = extract_file(from_samples.SAMPLES / "action_plan_2024_25.docx").actions
    assert [(a.section, a.task, a.target, " ".join(a.progress.split()), a.rag, a.rag_comment) for a in found] == wanted


@pytest.mark.parametrize("make", [spoken.minutes_pdf, spoken.minutes_docx], ids=lambda f: f.__name__)
def test_figures_in_minutes(make: Callable[[Path], Case], tmp_path: Path) -> None:
    from extract import extract_file

    case = make(tmp_path)
    extraction = extract_file(case.path)
    assert extraction.publication.kind == "minutes"
    found = [f.observation.value.printed for f in extraction.figures]
    wanted = iter(found)
    assert all(f in wanted for f in case.prose), found  # each one, in the order in which they stand
    # the room's number may be kept as a figure; dates, items, paragraphs and sections of an Act may not
    assert set(found) - set(case.prose) <= {"2"}


def test_quarterly_charts_are_measured_or_listed(tmp_path: Path) -> None:
    """Each drawn chart is measured, every value within the resolution it states, or named as not read with its page."""
    from extract import Chart, extract_file

    quarter = month_end(2023, 12)
    extraction = extract_file(quarterly.quarterly_report(tmp_path).path)
    truth = []
    for service in quarterly.SERVICES:
        for fig in quarterly.figs_of(service, quarter):
            ends = [month_end(2022, 12 + 3 * k) for k in range(5)]
            truth.append([float(fig.now if q == quarter else figures(fig.ind, q, seed="q").now) for q in ends])
    charts = [b for page in extraction.document.pages for b in page.blocks if isinstance(b, Chart)]
    unread = [u for u in extraction.unread if u.what == "chart" and u.where.page]
    assert len([c for c in charts if c.series]) + len(unread) >= len(truth)
    for chart in (c for c in charts if c.series):
        bars = [[float(v or "nan") for v in s.values] for s in chart.series if len(s.values) == 5]
        margin = float(chart.resolution)
        assert margin <= 2
        assert any(all(abs(a - b) <= margin for a, b in zip(bar, t, strict=True)) for bar in bars for t in truth), bars


def test_activity_indicators_shown_only_as_charts(tmp_path: Path) -> None:
    """Each line chart gives its indicator's figures, marked as read from a chart, within a fiftieth of its axis."""
    from extract import extract_file

    extraction = extract_file(quarterly.activity_charts(tmp_path))
    rows = [o.to_row() for o in extraction.observations if o.table == "chart"]
    for title, wanted in quarterly.LINES.items():
        low, high = quarterly.axis(wanted)
        mine = [r for r in rows if r["indicator"] == title and r["role"] == "result"]
        assert [r["period"] for r in mine] == [month_end(2022, 9 + 3 * k).isoformat() for k in range(6)]
        assert all(r["read_from"] in {"chart", "vector"} for r in mine)
        assert all(abs(float(r["value"]) - w) <= (high - low) / 50 for r, w in zip(mine, wanted, strict=True))


def test_dashed_lines_of_expectation_are_read_or_listed(tmp_path: Path) -> None:
    from extract import extract_file

    extraction = extract_file(quarterly.activity_charts(tmp_path))
    rows = [o.to_row() for o in extraction.observations if o.table == "chart"]
    listed = [u for u in extraction.unread if u.what == "chart"]
    for title, wanted in quarterly.LINES.items():
        low, high = quarterly.axis(wanted)
        for role, level in (("expectation_upper", high - 60), ("expectation_lower", low + 60)):
            found = [float(r["value"]) for r in rows if r["indicator"] == title and r["role"] == role]
            assert found or listed, (title, role)
            assert all(abs(f - level) <= (high - low) / 50 for f in found)


def test_letter_and_colour_that_disagree_are_reported(tmp_path: Path) -> None:
    from extract import extract_file, prove

    case, odd = awkward.rag_disagrees(tmp_path)
    findings = [f for f in prove(extract_file(case.path)) if f.verdict == "contradicts"]
    assert {f.indicator for f in findings} == odd
    assert {f.kind for f in findings} == {"rag"}


def test_pack_keeps_its_other_tables_as_grids(tmp_path: Path) -> None:
    """Budget tables in the pack are kept with their pages, figure for figure, though they hold no indicator."""
    from extract import extract_file

    case = packs.pack_120(tmp_path)
    rows = [o.to_row() for o in extract_file(case.path).observations if o.table == "generic"]
    assert {r["page"] for r in rows} == {"31", "62", "93"}
    printed = [r["printed"] for r in rows if r["page"] == "31"]
    assert [f"{(k * 311 + j * 97 + 31) % 5000:,}" for k in range(1, 8) for j in range(4)] == printed


def test_a_swapped_truth_is_noticed(tmp_path: Path) -> None:
    """The scorer is no formality: one figure moved to another row costs cells and is named."""
    case = Case("tiny", tmp_path / "none.pdf", area="A")
    first, second = some("1.01", "1.02")
    month = month_end(2024, 1)
    shown = {i.name: figures(i, month).show(figures(i, month).now) for i in (first, second)}
    for i in (first, second):
        case.add(i.name, "result", shown[i.name], period=month.isoformat(), area="A")
        case.sign(i.name, "rag", "green")

    def row(name: str, role: str, value: str, printed: str) -> dict[str, str]:
        return {"table": "scorecard", "indicator": name, "role": role, "value": value, "printed": printed, "area": "A", "cohort": "all",
                "period": month.isoformat(), "section": "", "column": "", "period_label": ""}  # fmt: skip

    def number(text: str) -> str:
        return text.rstrip("%")

    right = [row(n, "result", number(t), t) for n, t in shown.items()] + [
        row(i.name, "rag", "green", "G") for i in (first, second)
    ]
    assert score(case, right).f1 == 1
    names = list(shown)
    swapped = [
        row(names[0], "result", number(shown[names[1]]), shown[names[1]]),
        row(names[1], "result", number(shown[names[0]]), shown[names[0]]),
    ]
    assert score(case, swapped + right[2:]).f1 == 0.5
    assert len(score(case, [*right[:2], row(first.name, "rag", "red", "R"), right[3]]).signs_wrong) == 2
    assert half_up(figures(first, month).now, 1) + "%" == shown[first.name]
