"""Charts on pages of prose: found, read only where beyond doubt, their words kept out of the prose."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from extract import Chart, Document, Series, extract_file, recognise
from extract.document import Page

from .layouts import charts
from .layouts.from_samples import SAMPLES

MAKERS: dict[str, Callable[[Path], charts.Charted]] = {
    "columns and a pie": lambda f: charts.sheet(f, ("column", "pie")),
    "bars and a ring": lambda f: charts.sheet(f, ("bar", "doughnut")),
    "lines and stacked columns": lambda f: charts.sheet(f, ("line", "stacked")),
    "areas and labelled columns": lambda f: charts.sheet(f, ("area", "labelled")),
    "plotted": charts.plotted,
    "web page": charts.web_page,
}


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_figures_of_the_prose_are_those_of_its_sentences(
    make: Callable[[Path], charts.Charted], tmp_path: Path
) -> None:
    """Every chart is found, read as its data are or listed; nothing it prints is taken for prose."""
    pytest.importorskip("matplotlib", reason="one page is plotted by it")
    made = make(tmp_path)
    extraction = extract_file(made.path)
    assert [f.observation.value.printed for f in extraction.figures] == made.prose
    found = extraction.document.charts()
    assert len(found) == made.charts
    assert not extraction.document.grids()
    unread = [u for u in extraction.unread if u.what == "chart"]
    assert len(unread) == len([c for c in found if not c.series])
    assert all(u.where.page == 1 for u in unread)
    assert all(c.words for c in found)
    for chart in found:
        check_against_data(chart)


def check_against_data(chart: Chart) -> None:
    """Figures printed at every bar or slice are exact; measured ones lie within the resolution that is stated."""
    margin = float(chart.resolution or 0)
    for series in chart.series:
        got = {c: float(v) for c, v in zip(chart.categories, series.values, strict=True) if v is not None}
        if chart.kind in {"pie", "doughnut"}:
            whole = sum(charts.PLACES.values())
            half = 0.05 if any("." in str(v) for v in series.values) else 0.5
            wanted = (
                {k: 100 * v / whole for k, v in charts.PLACES.items()} if chart.unit == "percent" else charts.PLACES
            )
            margin = half + 1e-9 if chart.unit == "percent" else 0
        elif set(got) == set(charts.DISTRICTS):
            wanted = charts.DISTRICTS
        elif series.name == "Target":
            wanted = dict.fromkeys(charts.QUARTERS, 65.0)
        else:
            rows = {"Started": [41, 38, 52, 47, 39, 44], "Ended": [36, 44, 40, 51, 42, 47]}
            wanted = dict(zip(charts.QUARTERS, rows.get(series.name, charts.RATES), strict=True))
        assert set(got) == set(wanted)
        assert all(abs(got[k] - wanted[k]) <= margin for k in wanted), (chart.title, series.name, got)


def test_kinds_that_carry_their_figures_are_read_exactly(tmp_path: Path) -> None:
    found = extract_file(charts.sheet(tmp_path, ("labelled", "doughnut")).path).document.charts()
    columns, ring = found
    assert dict(zip(columns.categories, columns.series[0].values, strict=True)) == {
        k: str(v) for k, v in charts.DISTRICTS.items()
    }
    assert dict(zip(ring.categories, ring.series[0].values, strict=True)) == {
        k: str(v) for k, v in charts.PLACES.items()
    }
    assert columns.resolution == ring.resolution == ""


MONTHS = ("Jan 2024", "Feb 2024", "Mar 2024")
UPPER, LOWER = Series("Upper", ("80", "80", "80")), Series("Lower", ("60", "60", "60"))


@pytest.mark.parametrize(
    ("series", "results"),
    [
        ((Series("", ("70", "72", "75")), UPPER, LOWER), ["70", "72", "75"]),
        ((Series("", ("70", "72", "75")), Series("Target", ("74", "74", "74"))), ["70", "72", "75"]),
        ((Series("", ("70", "72", "75")), Series("", ("71", "73", "77")), UPPER), None),
        ((Series("", ("70", "70", "70")), UPPER, LOWER), None),
        ((Series("", ("70", "72", "75")), Series("North", ("71", "73", "77"))), None),
        ((Series("", ("70", "72", "75")),), ["70", "72", "75"]),
    ],
    ids=["limits", "target", "two unnamed", "level", "beside a place", "alone"],
)
def test_the_unnamed_line_is_the_indicator_only_among_named_limits(
    series: tuple[Series, ...], results: list[str] | None
) -> None:
    chart = Chart("Contacts received", "line", MONTHS, series, 1, None, how="vector", resolution="0.5")
    document = Document(Path("x.pdf"), "0" * 64, "pdf", (Page(1, 595, 842, (chart,)),))
    extraction = recognise(document)
    read = [o.value.printed for o in extraction.observations if o.role == "result"]
    assert read == (results or [])
    assert len([u for u in extraction.unread if u.what == "chart"]) == (results is None)


def test_bars_by_kind_are_parts_of_the_indicator() -> None:
    chart = Chart(
        "Placements at 30 September 2024",
        "pie",
        ("Fostering", "Residential"),
        (Series("", ("58", "42")),),
        1,
        unit="percent",
    )
    extraction = recognise(Document(Path("x.pdf"), "0" * 64, "pdf", (Page(1, 595, 842, (chart,)),)))
    assert [(o.indicator, o.value.unit, o.period and o.period.end.isoformat()) for o in extraction.observations] == [
        ("Placements at 30 September 2024 - Fostering", "percent", "2024-09-30"),
        ("Placements at 30 September 2024 - Residential", "percent", "2024-09-30"),
    ]


def test_a_line_that_names_where_red_begins_is_no_result() -> None:
    series = (Series("Result", ("70", "72", "75")), Series("Red below this line", ("60", "60", "60")))
    chart = Chart("Visits in time", "line", MONTHS, series, 1)
    extraction = recognise(Document(Path("x.pdf"), "0" * 64, "pdf", (Page(1, 595, 842, (chart,)),)))
    assert [(o.role, o.value.printed) for o in extraction.observations] == [
        *(("result", v) for v in ("70", "72", "75")),
        *(("floor", "60") for _ in range(3)),
    ]


@pytest.mark.parametrize("month", ["2024_09", "2024_12", "2025_01", "2025_02", "2025_03"])
def test_indicator_pages_of_the_sample_scorecards(month: str) -> None:
    """The colour of a page's title is that of its indicator's row; the line named Target is read as target."""
    extraction = extract_file(SAMPLES / f"scorecard_{month}.pdf")
    scorecard = [o.to_row() for o in extraction.observations if (o.table, o.role) == ("scorecard", "rag")]
    rows = {r["indicator"]: r["value"] for r in scorecard}
    assert extraction.indicator_pages
    assert [(p.indicator, p.rag) for p in extraction.indicator_pages] == [
        (p.indicator, rows[p.indicator]) for p in extraction.indicator_pages
    ]
    drawn = [o for o in extraction.observations if o.table == "chart"]
    by_series = {(o.source.column.split(" | ")[0] == "Target", o.role) for o in drawn}
    assert by_series == {(True, "target"), (False, "result")}
