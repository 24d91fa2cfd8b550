"""Coverage says which cells an archive fills, which are missing, and what would fill them."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from normalise import Store
from normalise.coverage import by_year, coverage, expected_ends, pace, ranges
from normalise.coverage_table import CELL_COLUMNS, print_coverage, write_cells
from records import Indicator, Label, Period

from .made import FakeRegister, extraction, figure, publication

A, B, C = "Name A", "Name B", "Name C"
NAMES = FakeRegister({A: "a", B: "b", C: "c"})
REGISTER = {k: Indicator(k, n, (Label(n),)) for k, n in (("a", A), ("b", B), ("c", C), ("absent", "Absent"))}


def day(n: int) -> date:
    """Last day of the n-th month from April 2015."""
    return Period(date(2015, 4, 30), date(2015, 4, 30), "SS").shift(n).end


@pytest.fixture
def store(tmp_path: Path):
    """Twelve months; the scorecards of months 4, 5 and 8 are lost, B is quarterly, C came in month 6 under a new name
    that nobody knows in month 7, and A printed "-" in month 10."""
    with Store.open(tmp_path / "s.db") as s:
        for n in range(12):
            if n in {4, 5, 8}:
                continue
            end = day(n).isoformat()
            p = publication(f"{end}.pdf", end, day(n + 1).isoformat())
            rows = [figure(p, A, "-" if n == 10 else f"{70 + n}.0%", end)]
            if n:
                rows.append(figure(p, A, f"{69 + n}.0%", day(n - 1).isoformat(), role="previous"))
            if n % 3 == 2:
                rows.append(figure(p, B, f"{20 + n}", end))
            if n >= 6:
                rows.append(figure(p, "Unheard of" if n == 7 else C, f"{n}.5", end, row=5))
            s.add(extraction(p, *rows), NAMES)
        yield s


def test_every_cell_of_a_monthly_indicator(store: Store) -> None:
    found = coverage(store, REGISTER)
    a = found.lines[0]
    assert (a.key, a.step, len(a.cells)) == ("a", 1, 12)
    status = {c.end: c.status for c in a.cells}
    assert [status[day(n)] for n in range(12)] == [
        "filled", "filled", "filled", "filled", "missing", "carried", "filled", "filled", "carried", "filled",
        "carried", "filled",
    ]  # fmt: skip
    # Month 10 prints "-", which the next month's previous column fills; month 4 nobody repeats.
    [gap] = a.gaps
    assert gap.would_fill == "the scorecard for Aug 2015, or the one for Sep 2015 (its column of previous results)"


def test_a_quarterly_indicator_among_monthly_publications(store: Store) -> None:
    b = coverage(store, REGISTER).lines[1]
    assert (b.key, b.step) == ("b", 3)
    assert [(c.end, c.status) for c in b.cells] == [
        (day(2), "filled"), (day(5), "missing"), (day(8), "missing"), (day(11), "filled"),
    ]  # fmt: skip


def test_nothing_is_expected_before_an_indicator_came(store: Store) -> None:
    c = coverage(store, REGISTER).lines[2]
    assert [(cell.end, cell.status) for cell in c.cells] == [
        (day(6), "filled"), (day(7), "waiting"), (day(8), "missing"), (day(9), "filled"), (day(10), "filled"),
        (day(11), "filled"),
    ]  # fmt: skip
    assert c.cells[1].publications == ("2015-11-30.pdf",)


def test_which_publications_would_fill_most(store: Store) -> None:
    found = coverage(store, REGISTER)
    assert [(m.kind, m.end, m.keys) for m in found.missing] == [
        ("scorecard", day(8), ("b", "c")),
        ("scorecard", day(4), ("a",)),
        ("scorecard", day(5), ("b",)),
    ]
    assert found.absent == ("absent",)
    assert [w.name[0] for w in found.waiting] == ["Unheard of"]
    assert (found.filled, found.expected) == (11 + 2 + 4, 12 + 4 + 6)


def test_a_dash_that_nobody_fills_later(tmp_path: Path) -> None:
    with Store.open(tmp_path / "d.db") as s:
        for n, printed in enumerate(["1.1%", "-", "1.3%"]):
            end = day(n).isoformat()
            p = publication(f"{end}.pdf", end, end)
            s.add(extraction(p, figure(p, A, printed, end)), NAMES)
        [line] = coverage(s, REGISTER, keys=["a"]).lines
    assert [(c.status, c.printed) for c in line.cells] == [
        ("filled", "1.1%"),
        ("no figure printed", "-"),
        ("filled", "1.3%"),
    ]


def test_a_dash_before_an_indicator_came_is_no_gap(tmp_path: Path) -> None:
    with Store.open(tmp_path / "d.db") as s:
        for n in (0, 1):
            end = day(n).isoformat()
            p = publication(f"{end}.pdf", end, end)
            before = figure(p, A, "-" if n == 0 else "1.5%", day(n - 1).isoformat(), role="previous")
            s.add(extraction(p, figure(p, A, "1.5%", end), before), NAMES)
        [line] = coverage(s, REGISTER, keys=["a"]).lines
    assert [(c.end, c.status) for c in line.cells] == [(day(0), "filled"), (day(1), "filled")]


def test_a_publication_that_leaves_the_indicator_out(tmp_path: Path) -> None:
    with Store.open(tmp_path / "d.db") as s:
        for n in range(6):
            end = day(n).isoformat()
            p = publication(f"{end}.pdf", end, end)
            s.add(extraction(p, figure(p, B if n == 3 else A, f"{n}.5%", end)), NAMES)
        [line] = coverage(s, REGISTER, keys=["a"]).lines
    assert [c.status for c in line.cells] == ["filled"] * 3 + ["not printed"] + ["filled"] * 2


def test_two_scorecards_two_months_apart_are_still_monthly(tmp_path: Path) -> None:
    with Store.open(tmp_path / "d.db") as s:
        for n in (0, 2):
            end = day(n).isoformat()
            p = publication(f"{end}.pdf", end, end)
            rows = [figure(p, A, "1.5%", end), figure(p, B, "7", end)]
            rows.append(figure(p, A, "1.4%", day(n - 1).isoformat(), role="previous"))
            s.add(extraction(p, *rows), NAMES)
        a, b = coverage(s, REGISTER, keys=["a", "b"]).lines
    assert (a.step, b.step) == (1, 1)
    assert [c.status for c in b.cells] == ["filled", "missing", "filled"]


def test_the_table_and_the_csv(store: Store) -> None:
    found = coverage(store, REGISTER)
    out = io.StringIO()
    print_coverage(found, out, terminal=False)
    text = out.getvalue()
    assert text.splitlines()[0].split() == ["Indicator", "Pace", "First", "Last", "2015/16"]
    assert text.splitlines()[1].split() == ["a", "monthly", "Apr", "2015", "Mar", "2016", "11/12"]
    assert "b: missing: Sep 2015 to Dec 2015" in text
    assert "  scorecard for Dec 2015: 2 indicators" in text
    assert "Indicators of the register without any figure (1): absent" in text
    assert text.splitlines()[-1] == "17 of 22 cells have a figure (77.3%)."
    cells = io.StringIO()
    assert write_cells(found, cells) == 22
    rows = list(csv.DictReader(io.StringIO(cells.getvalue())))
    assert tuple(rows[0]) == CELL_COLUMNS
    assert rows[4]["status"] == "missing"


@pytest.mark.parametrize(
    ("ends", "months"),
    [
        ([day(0), day(1), day(2)], 1),
        ([day(0), day(3), day(6), day(7)], 3),
        ([day(0), day(1), day(4)], 1),
        ([day(0), day(12)], 12),
        ([day(0)], 0),
        ([], 0),
    ],
)
def test_pace(ends: list[date], months: int) -> None:
    assert pace(ends) == months


def test_expected_ends_keep_month_ends() -> None:
    assert expected_ends([date(2016, 1, 31), date(2016, 4, 30)], 1) == [
        date(2016, 1, 31), date(2016, 2, 29), date(2016, 3, 31), date(2016, 4, 30),
    ]  # fmt: skip


def test_ranges_join_runs() -> None:
    assert ranges([day(0), day(1), day(2), day(4)], 1) == "Apr 2015 to Jun 2015, Aug 2015"
    assert ranges([], 1) == ""


def test_by_year_counts_reporting_years(store: Store) -> None:
    a = coverage(store, REGISTER).lines[0]
    assert by_year(a) == {"2015/16": (11, 12)}
