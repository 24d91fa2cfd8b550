"""Ten years of monthly scorecards in one run: every series whole, every break marked, every revision listed."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest
import tomlkit

from normalise import Register, Store
from normalise.backfill import back_fill
from normalise.coverage import coverage
from normalise.export import read_table, revisions_table, write_table
from normalise.series import history
from records import ExitCode

from . import decade as made
from .decade import COUNCIL, INDICATORS, LOST, MONTHS, NEW_AREAS, OLD_AREAS, Truth, document_of, end_of


@pytest.fixture(scope="module")
def register() -> Register:
    return Register(tomlkit.parse(made.register_toml()))


@pytest.fixture(scope="module")
def truth_and_store(tmp_path_factory: pytest.TempPathFactory, register: Register):
    """The decade, back-filled in one run from a folder, in no order of time."""
    scorecards, truth = made.decade()
    folder = tmp_path_factory.mktemp("decade")
    by_name = {}
    names = [f"{n:03}.txt" for n in range(len(scorecards))]
    random.Random(3).shuffle(names)
    for name, (month, extraction) in zip(names, scorecards, strict=True):
        # The fingerprint of a scorecard is that of its document's name.
        (folder / name).write_text(document_of(month), encoding="utf-8", newline="")
        by_name[name] = extraction
    with Store.open(folder / "store.db") as store:
        run = back_fill([folder], store, register, extract=lambda path: by_name[path.name])
        yield truth, store, run


def month_of(end: date) -> int:
    return (end.year - 2006) * 12 + end.month - 4


def test_one_run_stores_all_and_asks_nothing(truth_and_store) -> None:
    _, store, run = truth_and_store
    assert (run.exit_code, len(run.items), run.failed, run.waiting) == (ExitCode.OK, MONTHS - len(LOST), [], 0)
    assert set(store.keys()) == {i.key for i in INDICATORS} | {"activity-cases"}
    assert [p.document for p in store.publications()] == [document_of(m) for m in range(MONTHS) if m not in LOST]


def test_every_series_is_whole(truth_and_store) -> None:
    truth, store, _ = truth_and_store
    for i in INDICATORS:
        series = {month_of(f.period.end): f for f in store.series(i.key)}
        expected = {month: said for (key, area, month), said in truth.said.items() if (key, area) == (i.key, COUNCIL)}
        known = {month: f for month, f in series.items() if f.value.known}
        assert known.keys() == expected.keys(), i.key
        for month, said in expected.items():
            f = series[month]
            assert f.first.value.printed == said[0][1]
            assert (f.value.printed, f.latest.publication.document) == (said[-1][1], document_of(said[-1][0]))
            assert f.conflicts == ()


def test_every_revision_is_listed_with_both_publications(truth_and_store, register: Register, tmp_path: Path) -> None:
    truth, store, _ = truth_and_store
    write_table(revisions_table(store, register), tmp_path / "r.csv")
    columns, rows = read_table(tmp_path / "r.csv")
    by_document = {document_of(m): m for m in range(MONTHS)}
    found = set()
    for row in rows:
        r = dict(zip(columns, row, strict=True))
        found.add(
            (
                r["indicator_key"], r["area"], month_of(date.fromisoformat(r["period"])),
                by_document[r["earlier_publication"]], r["earlier"], by_document[r["later_publication"]], r["later"],
            )
        )  # fmt: skip
    expected = truth.revisions()
    assert len(expected) > 100
    assert found == expected


def test_every_break_is_marked_and_nothing_else(truth_and_store, register: Register) -> None:
    _, store, _ = truth_and_store
    found = {(b.since, i.key, b.certain) for i in INDICATORS for b in history(store, register, i.key).breaks}
    assert found == {
        (end_of(made.REDEFINED).replace(day=1), "in-touch", True),
        (end_of(made.SILENTLY_REDEFINED), "dental", False),
    }


def test_coverage_is_right(truth_and_store, register: Register) -> None:
    truth, store, _ = truth_and_store
    found = coverage(store, register)
    steps = {line.key: line.step for line in found.lines}
    assert steps == {i.key: i.every for i in INDICATORS} | {"activity-cases": 1}
    gaps = {(line.key, month_of(c.end)) for line in found.lines for c in line.gaps}
    expected = set()
    for i in INDICATORS:
        for month in range(i.first, i.last + 1):
            if i.printed_in(month) and (i.key, COUNCIL, month) not in truth.said:
                expected.add((i.key, month))
    expected |= {("activity-cases", m) for m in LOST if ("activity-cases", COUNCIL, m) not in truth.said}
    assert gaps == expected
    assert {month_of(m.end) for m in found.missing} == {month for _, month in expected}
    assert found.missing[0].end == end_of(44)  # its figures are repeated by none: 45 is lost too
    assert all(c.status in {"filled", "carried", "missing"} for line in found.lines for c in line.cells)
    assert (found.absent, found.waiting) == ((), ())


@pytest.mark.parametrize("day", [date(2008, 2, 3), date(2011, 6, 12), date(2013, 5, 20), date(2016, 5, 1)])
def test_what_was_known_on_a_day(truth_and_store, day: date) -> None:
    truth, store, _ = truth_and_store
    for key in ("cp-reviewed", "in-touch", "adopted", "referrals-repeat"):
        series = {month_of(f.period.end): f.value.printed for f in store.series(key, as_known_on=day) if f.value.known}
        expected = {}
        for said_key, area, month in truth.said:
            printed = known_by_print(truth, said_key, area, month, day)
            if (said_key, area) == (key, COUNCIL) and printed is not None:
                expected[month] = printed
        assert series == expected


def known_by_print(truth: Truth, key: str, area: str, month: int, day: date) -> str | None:
    """As the truth, but for scorecards that print no date: these count from the usual delay of 42 days."""
    from datetime import timedelta

    printed = None
    for publication, text in truth.said[(key, area, month)]:
        issued = truth.published[publication]
        if publication in made.UNDATED:
            issued = end_of(publication) + timedelta(days=42)
        if issued <= day:
            printed = text
    return printed


def test_areas_before_and_after_the_re_organisation(truth_and_store) -> None:
    _, store, _ = truth_and_store
    assert set(store.areas("activity-cases")) == {COUNCIL, *OLD_AREAS, *NEW_AREAS}
    assert store.areas("activity-cases")[0] == COUNCIL
    assert store.series("activity-cases", area="Frant")[-1].period.end == end_of(made.REORGANISED - 1)
    assert store.series("activity-cases", area="Mid Wealdshire")[0].period.end == end_of(made.REORGANISED)
    assert len(store.series("activity-cases")) == MONTHS - 1  # month 44 nobody states
