"""The store keeps every statement exactly, orders them by date of issue, and loses nothing."""

from __future__ import annotations

import multiprocessing
import sqlite3
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from normalise import Store
from normalise.figures import same_figure, vintages
from normalise.store_write import compared_area, extractor_order
from records import (
    Box,
    ExitCode,
    Observation,
    Period,
    Quantity,
    Source,
    StoreError,
    Unread,
    Value,
    parse_value,
)

from .made import FakeRegister, extraction, figure, publication

PLACED = "% of CIC placed within 20 miles from home"
REGISTER = FakeRegister({PLACED: "placed-20-miles", "Referrals": "referrals"})


@pytest.fixture
def store(tmp_path: Path):
    with Store.open(tmp_path / "panelpaper.db") as s:
        yield s


def months(store: Store) -> None:
    """Three monthly scorecards; March's restates February and prints the parts of its result."""
    jan = publication("jan.pdf", "2016-01-31", "2016-03-10")
    feb = publication("feb.pdf", "2016-02-29", "2016-04-12")
    mar = publication("mar.pdf", "2016-03-31", "2016-05-13")
    store.add(extraction(jan, figure(jan, PLACED, "80.1%", "2016-01-31")), REGISTER)
    store.add(
        extraction(
            feb,
            figure(feb, PLACED, "80.4%", "2016-02-29"),
            figure(feb, PLACED, "80.1%", "2016-01-31", role="previous"),
        ),
        REGISTER,
    )
    store.add(
        extraction(
            mar,
            figure(mar, PLACED, "76.5%", "2016-03-31"),
            figure(mar, PLACED, "52", "2016-03-31", role="numerator"),
            figure(mar, PLACED, "68", "2016-03-31", role="denominator"),
            figure(mar, PLACED, "80.6%", "2016-02-29", role="previous"),
            figure(mar, PLACED, "84.3%", "2015-03-31", role="outturn"),
            figure(mar, PLACED, "85.0%", "2016-03-31", role="target"),
        ),
        REGISTER,
    )


def test_a_series_gathers_results_comparisons_and_outturns(store: Store) -> None:
    months(store)
    found = [(f.period.end, f.value.printed, len(f.statements)) for f in store.series("placed-20-miles")]
    assert found == [
        (date(2015, 3, 31), "84.3%", 1),
        (date(2016, 1, 31), "80.1%", 2),
        (date(2016, 2, 29), "80.6%", 2),
        (date(2016, 3, 31), "76.5%", 1),
    ]


def test_a_revision_names_both_publications(store: Store) -> None:
    months(store)
    feb = store.figure("placed-20-miles", date(2016, 2, 29))
    assert feb is not None
    assert feb.revised
    [revision] = feb.revisions
    assert (revision.earlier.publication.document, revision.earlier.value.printed) == ("feb.pdf", "80.4%")
    assert (revision.later.publication.document, revision.later.value.printed) == ("mar.pdf", "80.6%")
    assert (feb.first.publication.document, feb.latest.publication.document) == ("feb.pdf", "mar.pdf")
    jan = store.figure("placed-20-miles", date(2016, 1, 31))
    assert jan is not None
    assert not jan.revised


def test_a_coarser_print_revises_nothing_and_the_finer_one_holds(store: Store) -> None:
    a = publication("scorecard.pdf", "2016-03-31", "2016-05-13")
    b = publication("appendix.docx", "2016-03-31", "2016-07-20", kind="appendix")
    store.add(extraction(a, figure(a, PLACED, "63.8%", "2016-03-31")), REGISTER)
    store.add(extraction(b, figure(b, PLACED, "64%", "2016-03-31")), REGISTER)
    found = store.figure("placed-20-miles", date(2016, 3, 31))
    assert found is not None
    assert (found.revised, found.value.printed, found.latest.value.printed) == (False, "63.8%", "64%")


def test_the_parts_of_a_figure_make_it_exact(store: Store) -> None:
    months(store)
    mar = store.figure("placed-20-miles", date(2016, 3, 31))
    assert mar is not None
    assert (mar.numerator, mar.denominator) == (parse_value("52"), parse_value("68"))
    assert mar.quantity == Quantity(Fraction(5200, 68), Fraction(5200, 68), 1)


def test_parts_of_a_figure_that_was_revised_are_not_its_parts_any_more(store: Store) -> None:
    months(store)
    apr = publication("apr.pdf", "2016-04-30", "2016-06-10")
    store.add(extraction(apr, figure(apr, PLACED, "76.9%", "2016-03-31", role="previous")), REGISTER)
    mar = store.figure("placed-20-miles", date(2016, 3, 31))
    assert mar is not None
    assert (mar.value.printed, mar.numerator) == ("76.9%", None)
    assert mar.quantity == Quantity.printed(parse_value("76.9%"))


def test_parts_hold_while_later_publications_repeat_the_figure(store: Store) -> None:
    months(store)
    apr = publication("apr.pdf", "2016-04-30", "2016-06-10")
    store.add(extraction(apr, figure(apr, PLACED, "76.5%", "2016-03-31", role="previous")), REGISTER)
    mar = store.figure("placed-20-miles", date(2016, 3, 31))
    assert mar is not None
    assert mar.numerator == parse_value("52")


def test_what_was_known_on_a_day(store: Store) -> None:
    months(store)
    on = {
        day: store.figure("placed-20-miles", date(2016, 2, 29), as_known_on=date.fromisoformat(day))
        for day in ("2016-04-11", "2016-04-12", "2016-05-13")
    }
    assert [f.value.printed if f else None for f in on.values()] == [None, "80.4%", "80.6%"]


def test_a_publication_read_later_but_issued_earlier_is_not_the_latest(store: Store) -> None:
    mar = publication("mar.pdf", "2016-03-31", "2016-05-13")
    feb = publication("feb.pdf", "2016-02-29", "2016-04-12")
    store.add(extraction(mar, figure(mar, PLACED, "80.6%", "2016-02-29", role="previous")), REGISTER)
    store.add(extraction(feb, figure(feb, PLACED, "80.4%", "2016-02-29")), REGISTER)
    found = store.figure("placed-20-miles", date(2016, 2, 29))
    assert found is not None
    assert [s.publication.document for s in found.statements] == ["feb.pdf", "mar.pdf"]
    assert found.value.printed == "80.6%"
    assert [p.document for p in store.publications()] == ["feb.pdf", "mar.pdf"]


def test_an_undated_scorecard_gets_the_usual_delay_of_its_kind() -> None:
    """April's, with no date printed, comes after March's of 13 May, not between."""
    mar = publication("mar.pdf", "2016-03-31", "2016-05-13")
    apr = publication("apr.pdf", "2016-04-30")
    blank = publication("blank.pdf")
    assert vintages([mar, apr, blank]) == {mar.sha256: date(2016, 5, 13), apr.sha256: date(2016, 6, 12)}
    assert vintages([apr]) == {apr.sha256: date(2016, 4, 30)}


def test_a_publication_without_any_date_is_never_the_latest(store: Store) -> None:
    blank = publication("blank.pdf")
    feb = publication("feb.pdf", "2016-02-29", "2016-04-12")
    store.add(extraction(feb, figure(feb, PLACED, "80.4%", "2016-02-29")), REGISTER)
    store.add(extraction(blank, figure(blank, PLACED, "99.9%", "2016-02-29")), REGISTER)
    found = store.figure("placed-20-miles", date(2016, 2, 29))
    assert found is not None
    assert found.value.printed == "80.4%"
    known = store.figure("placed-20-miles", date(2016, 2, 29), as_known_on=date(2030, 1, 1))
    assert known is not None
    assert [s.publication.document for s in known.statements] == ["feb.pdf"]


def test_two_figures_inside_one_publication_are_a_conflict_not_a_revision(store: Store) -> None:
    mar = publication("mar.pdf", "2016-03-31", "2016-05-13")
    row = figure(mar, PLACED, "76.5%", "2016-03-31")
    trend = figure(mar, PLACED, "76.6%", "2016-03-31", table="trend")
    store.add(extraction(mar, trend, row), REGISTER)
    found = store.figure("placed-20-miles", date(2016, 3, 31))
    assert found is not None
    assert (found.revised, found.value.printed) == (False, "76.5%")
    assert [(a.value.printed, b.value.printed) for a, b in found.conflicts] == [("76.5%", "76.6%")]


def test_a_figure_of_a_chart_never_takes_the_place_of_a_printed_one(store: Store) -> None:
    feb = publication("feb.pdf", "2016-02-29", "2016-04-12")
    mar = publication("mar.pdf", "2016-03-31", "2016-05-13")
    drawn = []
    for printed, day, sure in (("80.123%", "2016-02-29", 0.9), ("76.5%", "2016-03-31", 1), ("70%", "2015-12-31", 0.9)):
        o = figure(mar, PLACED, printed, day, table="chart")
        drawn.append(replace(o, source=replace(o.source, read_from="chart", confidence=sure)))
    store.add(extraction(feb, figure(feb, PLACED, "80.4%", "2016-02-29")), REGISTER)
    store.add(extraction(mar, *drawn, figure(mar, PLACED, "76.6%", "2016-03-31")), REGISTER)
    december, february, march = store.series("placed-20-miles")
    assert (december.value.printed, december.standing.sure) == ("70%", False)
    assert (february.value.printed, february.revised, len(february.statements)) == ("80.4%", False, 2)
    assert (march.value.printed, march.conflicts) == ("76.6%", ())


def test_a_dash_is_kept_and_revises_nothing(store: Store) -> None:
    feb = publication("feb.pdf", "2016-02-29", "2016-04-12")
    mar = publication("mar.pdf", "2016-03-31", "2016-05-13")
    store.add(extraction(feb, figure(feb, PLACED, "80.4%", "2016-02-29")), REGISTER)
    store.add(
        extraction(
            mar,
            figure(mar, PLACED, "-", "2016-02-29", role="previous"),
            figure(mar, PLACED, "-", "2016-03-31"),
        ),
        REGISTER,
    )
    feb_figure, mar_figure = store.series("placed-20-miles")
    assert (feb_figure.value.printed, feb_figure.revised, len(feb_figure.statements)) == ("80.4%", False, 2)
    assert (mar_figure.value.printed, mar_figure.value.flag, mar_figure.quantity) == ("-", "missing", None)


def test_colours_and_arrows_are_figures_of_their_role(store: Store) -> None:
    mar = publication("mar.pdf", "2016-03-31", "2016-05-13")
    apr = publication("apr.pdf", "2016-04-30", "2016-06-10")
    red = figure(mar, PLACED, "R", "2016-03-31", role="rag", word="red")
    amber = figure(apr, PLACED, "A", "2016-03-31", role="rag", word="amber")
    store.add(extraction(mar, red), REGISTER)
    store.add(extraction(apr, amber), REGISTER)
    found = store.figure("placed-20-miles", date(2016, 3, 31), role="rag")
    assert found is not None
    assert (found.first.observation.word, found.word, found.revised) == ("red", "amber", True)


def test_the_whole_area_goes_by_the_publications_own(store: Store) -> None:
    p = publication("mar.pdf", "2016-03-31", "2016-05-13", areas=("Kent", "North Kent"))
    store.add(
        extraction(
            p,
            figure(p, "Referrals", "1236", "2016-03-31", area="Kent County Council"),
            figure(p, "Referrals", "301", "2016-03-31", area="North Kent"),
        ),
        REGISTER,
    )
    paper = publication("paper.docx", "2016-03-31", "2016-07-01", kind="cover_paper", areas=())
    store.add(extraction(paper, figure(paper, "Referrals", "1,236", "2016-03-31", area="")), REGISTER)
    day = date(2016, 3, 31)
    whole = store.figure("referrals", day)
    assert whole is not None
    assert [s.value.printed for s in whole.statements] == ["1236", "1,236"]
    assert store.figure("referrals", day, area="kent") == replace(whole, area="kent")
    north = store.figure("referrals", day, area="NORTH  KENT")
    assert north is not None
    assert north.value.printed == "301"
    assert store.figure("referrals", day, area="South Kent") is None
    assert store.areas("referrals") == ["Kent County Council", "North Kent"]


def test_areas_of_late_years_leave_out_those_that_were_given_up(store: Store) -> None:
    for area, end in (("North Kent", "2015-01-31"), ("Kent", "2016-03-31"), ("South Kent", "2016-03-31")):
        p = publication(f"{area}.pdf", end, end, areas=("Kent", area))
        store.add(extraction(p, figure(p, "Referrals", "301", end, area=area)), REGISTER)
    store.know_areas(["referrals", "placed-20-miles"])
    assert store.areas("referrals") == ["Kent", "North Kent", "South Kent"]
    store.know_areas(["referrals", "placed-20-miles"], since=date(2015, 6, 30))
    assert store.areas("referrals") == ["Kent", "South Kent"]
    assert store.areas("placed-20-miles") == []


def test_a_district_report_is_not_the_whole_council(store: Store) -> None:
    for n, own in enumerate(("Kent", "Kent", "North Kent")):
        p = publication(f"{n}.pdf", "2016-03-31", "2016-05-13", areas=(own,))
        store.add(
            extraction(p, figure(p, "Referrals", "30" if own != "Kent" else "1236", "2016-03-31", area="")), REGISTER
        )
    found = store.figure("referrals", date(2016, 3, 31))
    assert found is not None
    assert [s.value.printed for s in found.statements] == ["1236", "1236"]


def test_the_registers_area_is_the_whole_area(tmp_path: Path) -> None:
    register = replace(REGISTER, council="Kent County Council")
    with Store.open(tmp_path / "s.db") as store:
        for n, own in enumerate(("North Kent", "North Kent", "Kent")):
            p = publication(f"{n}.pdf", "2016-03-31", "2016-05-13", areas=(own,))
            store.add(extraction(p, figure(p, "Referrals", str(100 + n), "2016-03-31", area="")), register)
        found = store.figure("referrals", date(2016, 3, 31))
        assert found is not None
        assert found.value.printed == "102"


def test_cohorts_stay_apart(store: Store) -> None:
    p = publication("mar.pdf", "2016-03-31", "2016-05-13")
    store.add(
        extraction(
            p,
            figure(p, PLACED, "76.5%", "2016-03-31"),
            figure(p, PLACED, "82.3%", "2016-03-31", cohort="excl_uasc"),
        ),
        REGISTER,
    )
    day = date(2016, 3, 31)
    printed = [store.figure("placed-20-miles", day, cohort=c) for c in store.cohorts("placed-20-miles")]
    assert [(f.cohort, f.value.printed) for f in printed if f] == [("all", "76.5%"), ("excl_uasc", "82.3%")]


def test_adding_an_unchanged_file_is_nothing_done(store: Store) -> None:
    p = publication("mar.pdf", "2016-03-31", "2016-05-13")
    e = extraction(p, figure(p, PLACED, "76.5%", "2016-03-31"))
    first, again = store.add(e, REGISTER), store.add(e, REGISTER)
    assert (first.stored, first.already, again.stored, again.already) == (1, False, 0, True)
    assert len(store.statements(p.sha256)) == 1


def test_a_newer_reading_supersedes_without_deleting(store: Store, tmp_path: Path) -> None:
    p = publication("mar.pdf", "2016-03-31", "2016-05-13")
    wrong = extraction(p, figure(p, PLACED, "16.5%", "2016-03-31"))
    right = extraction(p, figure(p, PLACED, "76.5%", "2016-03-31"))
    store.add(wrong, REGISTER, extractor="0.9.0")
    assert not store.has(p.sha256, extractor="0.10.0")
    store.add(right, REGISTER, extractor="0.10.0")
    assert store.has(p.sha256, extractor="0.9.0")
    found = store.figure("placed-20-miles", date(2016, 3, 31))
    assert found is not None
    assert [s.value.printed for s in found.statements] == ["76.5%"]
    assert len(store.publications()) == 1
    with sqlite3.connect(tmp_path / "panelpaper.db") as raw:
        assert raw.execute("SELECT count(*) FROM observation").fetchone() == (2,)
        assert raw.execute("SELECT printed, number FROM tidy").fetchall() == [("76.5%", 76.5)]
    raw.close()


def test_an_older_reading_added_late_does_not_take_over(store: Store) -> None:
    p = publication("mar.pdf", "2016-03-31", "2016-05-13")
    store.add(extraction(p, figure(p, PLACED, "76.5%", "2016-03-31")), REGISTER, extractor="0.10.0")
    late = store.add(extraction(p, figure(p, PLACED, "16.5%", "2016-03-31")), REGISTER, extractor="0.9.0")
    assert late.already
    assert [s.value.printed for s in store.statements(p.sha256)] == ["76.5%"]


def test_unknown_names_are_stored_and_resolved_later_without_reading_again(store: Store) -> None:
    p = publication("mar.pdf", "2016-03-31", "2016-05-13")
    unknown = "Children placed close to home"
    added = store.add(extraction(p, figure(p, unknown, "76.5%", "2016-03-31")), REGISTER)
    assert [(d.name, d.verdict) for d in added.unresolved] == [(unknown, "new")]
    assert added.stored == 1
    assert store.series("placed-20-miles") == []
    [waiting] = store.waiting()
    assert (waiting.name[0], waiting.verdict, len(waiting.mentions)) == (unknown, "new", 1)
    assert waiting.example is not None
    assert waiting.example.value.printed == "76.5%"
    taught = FakeRegister({unknown: "placed-20-miles"})
    assert [d.verdict for d in store.resolve_again(taught)] == ["accept"]
    assert [f.value.printed for f in store.series("placed-20-miles")] == ["76.5%"]
    assert store.statements(p.sha256)[0].observation.indicator_key == "placed-20-miles"
    assert store.waiting() == []
    assert store.resolve_again(taught) == []


def test_a_name_is_asked_for_once_in_a_publication(store: Store) -> None:
    register = FakeRegister({PLACED: "placed-20-miles"})
    p = publication("mar.pdf", "2016-03-31", "2016-05-13")
    store.add(extraction(p, *(figure(p, PLACED, f"{n}", f"2015-{n:02}-28") for n in range(1, 13))), register)
    assert register.asked == [PLACED]


def test_keys_that_the_reading_gave_are_kept(store: Store) -> None:
    register = FakeRegister()
    p = publication("appendix.docx", "2016-03-31", "2016-05-13")
    store.add(extraction(p, figure(p, "Measure 3", "76.5%", "2016-03-31", key="placed-20-miles")), register)
    assert register.asked == []
    assert [f.value.printed for f in store.series("placed-20-miles")] == ["76.5%"]
    assert store.keys() == {"placed-20-miles": 1}


def test_latest_period_is_that_of_its_kind(store: Store) -> None:
    assert store.latest_period() is None
    months(store)
    paper = publication("paper.docx", "2017-03-31", "2017-07-01", kind="cover_paper")
    store.add(extraction(paper), REGISTER)
    period = store.latest_period()
    assert period is not None
    assert period.end == date(2016, 3, 31)


def test_what_could_not_be_read_is_kept(store: Store) -> None:
    p = publication("mar.pdf", "2016-03-31", "2016-05-13")
    place = Source(p.sha256, p.document, 3, 1, 7, "LATEST | DoT", Box(1, 2, 3, 4), printed="¤")
    lost = Unread("arrow", "the sign is not known", place, "¤", "Look at page 3.", {"font": "Wingdings"})
    store.add(extraction(p, unread=(lost,)), REGISTER)
    assert store.unread(p.sha256) == [lost]


def test_a_figure_from_another_file_is_refused_and_nothing_is_stored(store: Store) -> None:
    p = publication("mar.pdf", "2016-03-31", "2016-05-13")
    other = publication("apr.pdf", "2016-04-30", "2016-06-10")
    mixed = extraction(p, figure(p, PLACED, "1", "2016-03-31"), figure(other, PLACED, "2", "2016-04-30"))
    with pytest.raises(StoreError, match="another file"):
        store.add(mixed, REGISTER)
    assert store.publications() == []
    assert store.series("placed-20-miles") == []


VALUES = st.builds(
    Value,
    printed=st.text(st.characters(codec="utf-8"), max_size=12),
    number=st.none() | st.decimals(allow_nan=False, allow_infinity=False),
    places=st.integers(-6, 9),
    unit=st.sampled_from(["", "percent", "count", "money"]),
    flag=st.sampled_from(["", "missing", "provisional"]),
)
SOURCES = st.builds(
    Source,
    sha256=st.just("a" * 64),
    document=st.just("any.pdf"),
    page=st.none() | st.integers(1, 300),
    table=st.none() | st.integers(1, 50),
    row=st.none() | st.integers(0, 500),
    column=st.text(st.characters(codec="utf-8"), max_size=8),
    box=st.none() | st.builds(Box, *([st.floats(-5000, 5000)] * 4)),
    locator=st.sampled_from(["", "body/t1/r2/c3"]),
    span=st.none() | st.tuples(st.integers(0, 99), st.integers(0, 99)),
    read_from=st.sampled_from(["text", "vector", "ocr"]),
    printed=st.text(st.characters(codec="utf-8"), max_size=12),
    confidence=st.floats(0, 1),
)
DAYS = st.dates(date(1990, 1, 1), date(2040, 1, 1))
PERIODS = st.builds(
    lambda a, b, basis: Period(min(a, b), max(a, b), basis), DAYS, DAYS, st.sampled_from(["", "SS", "YTD", "R12M"])
)
OBSERVATIONS = st.builds(
    Observation,
    source=SOURCES,
    indicator=st.text(st.characters(codec="utf-8"), max_size=12),
    role=st.sampled_from(["result", "target", "rag", "dot_previous"]),
    value=VALUES,
    word=st.sampled_from(["", "red", "up"]),
    table=st.sampled_from(["scorecard", "trend"]),
    section=st.sampled_from(["", "ADOPTION"]),
    indicator_id=st.sampled_from(["", "20"]),
    area=st.sampled_from(["", "Kent", "Swale"]),
    cohort=st.sampled_from(["all", "excl_uasc"]),
    polarity=st.sampled_from(["H", "L", "T", ""]),
    basis=st.sampled_from(["", "YTD"]),
    period=st.none() | PERIODS,
    period_label=st.sampled_from(["", "Mar 16"]),
    meaning=st.sampled_from(["", "improved"]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(OBSERVATIONS, max_size=8))
def test_observations_come_back_exactly(
    tmp_path_factory: pytest.TempPathFactory, observations: list[Observation]
) -> None:
    p = replace(publication("any.pdf", "2016-03-31", "2016-05-13"), sha256="a" * 64)
    with Store.open(tmp_path_factory.mktemp("exact") / "s.db") as store:
        store.add(extraction(p, *observations), FakeRegister())
        back = [s.observation for s in store.statements(p.sha256)]
        assert back == observations
        assert [str(o.value.number) for o in back] == [str(o.value.number) for o in observations]
        assert store.publications() == [p]


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("63.8%", "64%", True),
        ("63.4%", "64%", False),
        ("63.5%", "64%", True),
        ("63.8%", "63.9%", False),
        ("1,236", "1236", True),
        ("1236", "1237", False),
        ("-", "-", True),
        ("-", "0", False),
        ("12.0 days", "12.0%", False),
    ],
)
def test_same_figure(a: str, b: str, same: bool) -> None:
    assert same_figure(parse_value(a), parse_value(b)) is same
    assert same_figure(parse_value(b), parse_value(a)) is same


@pytest.mark.parametrize(
    ("name", "compared"),
    [
        ("Kent County Council", "kent"),
        ("KENT", "kent"),
        ("North  Kent", "north kent"),
        ("Swale & Thanet", "swale and thanet"),
        ("Medway Council", "medway"),
        ("Council", "council"),
        ("", ""),
    ],
)
def test_compared_area(name: str, compared: str) -> None:
    assert compared_area(name) == compared


def test_versions_sort_as_numbers() -> None:
    versions = ["0.9.0", "0.10.0", "1", "1.0.1", "10.0"]
    assert sorted(versions, key=extractor_order) == versions


# -- failures ---------------------------------------------------------------------------------------------


def test_a_missing_store_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no store here") as caught:
        Store.open(tmp_path / "none.db", create=False)
    assert "panelpaper normalise" in caught.value.next_step
    assert caught.value.exit_code is ExitCode.STORE
    assert not (tmp_path / "none.db").exists()


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("these are notes, not a store " * 100)
    with pytest.raises(StoreError, match="not a store, or is damaged"):
        Store.open(path)


def test_a_folder_and_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="a folder, not a store"):
        Store.open(tmp_path)
    with pytest.raises(StoreError, match="does not exist"):
        Store.open(tmp_path / "nowhere" / "s.db")


def test_addresses_that_are_not_understood() -> None:
    with pytest.raises(StoreError, match="not a kind of store"):
        Store.open("mysql://user:secret@host/name")
    with pytest.raises(StoreError, match="not understood") as caught:
        Store.open("://user:secret@host")
    assert "secret" not in str(caught.value)


def test_an_interruption_loses_nothing_that_was_stored(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from normalise import store_write

    jan = publication("jan.pdf", "2016-01-31", "2016-03-10")
    feb = publication("feb.pdf", "2016-02-29", "2016-04-12")
    store.add(extraction(jan, figure(jan, PLACED, "80.1%", "2016-01-31")), REGISTER)

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    later = extraction(feb, figure(feb, "Referrals", "80.4%", "2016-02-29"))
    with monkeypatch.context() as patch:
        patch.setattr(store_write, "write_unread", stopped)
        with pytest.raises(KeyboardInterrupt):
            store.add(later, REGISTER)
    assert [p.document for p in store.publications()] == ["jan.pdf"]
    assert store.keys() == {"placed-20-miles": 1}
    added = store.add(later, REGISTER)  # words looked up in the transaction that was undone are not believed
    assert (added.stored, added.already) == (1, False)
    assert [f.value.printed for f in store.series("referrals")] == ["80.4%"]


def test_a_writer_that_is_killed_loses_only_its_own_publication(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    context = multiprocessing.get_context("spawn")
    victim = context.Process(target=add_one_then_die, args=(str(path),))
    victim.start()
    victim.join(120)
    assert victim.exitcode == 9
    with Store.open(path, create=False) as store:
        assert [p.document for p in store.publications()] == ["jan.pdf"]
        feb = publication("feb.pdf", "2016-02-29", "2016-04-12")
        assert store.add(extraction(feb, figure(feb, PLACED, "80.4%", "2016-02-29")), REGISTER).stored == 1


def add_one_then_die(path: str) -> None:
    """Stores January whole, and is gone in the middle of February."""
    import os

    from normalise import store_write

    jan = publication("jan.pdf", "2016-01-31", "2016-03-10")
    feb = publication("feb.pdf", "2016-02-29", "2016-04-12")
    with Store.open(path) as store:
        store.add(extraction(jan, figure(jan, PLACED, "80.1%", "2016-01-31")), REGISTER)
        store_write.write_unread = lambda *_: os._exit(9)  # type: ignore[assignment]
        store.add(extraction(feb, figure(feb, PLACED, "80.4%", "2016-02-29")), REGISTER)


def test_a_full_disk_is_told_and_what_was_stored_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    jan = publication("jan.pdf", "2016-01-31", "2016-03-10")
    with Store.open(path) as store:
        store.add(extraction(jan, figure(jan, PLACED, "80.1%", "2016-01-31")), REGISTER)
    with sqlite3.connect(path) as raw:
        pages = raw.execute("PRAGMA page_count").fetchone()[0]
    raw.close()
    with Store.open(path) as store:

        @event.listens_for(store._engine, "connect")
        def small(raw: sqlite3.Connection, _: object) -> None:
            raw.execute(f"PRAGMA max_page_count = {pages + 1}")

        store._engine.dispose()
        big = publication("big.pdf", "2016-02-29", "2016-04-12")
        many = [figure(big, PLACED, f"{n}.5%", "2016-02-29", row=n, area=f"Area {n}") for n in range(2000)]
        with pytest.raises(StoreError, match="no room left") as caught:
            store.add(extraction(big, *many), REGISTER)
        assert "what was stored before is kept" in caught.value.next_step
        assert [p.document for p in store.publications()] == ["jan.pdf"]
        assert [f.value.printed for f in store.series("placed-20-miles")] == ["80.1%"]


def test_a_store_that_another_program_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from normalise import database

    monkeypatch.setattr(database, "BUSY_SECONDS", 0)
    path = tmp_path / "s.db"
    jan = publication("jan.pdf", "2016-01-31", "2016-03-10")
    with Store.open(path) as store:
        holder = sqlite3.connect(path, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        assert store.publications() == []  # reading goes on meanwhile
        with pytest.raises(StoreError, match="another program keeps the store locked"):
            store.add(extraction(jan, figure(jan, PLACED, "80.1%", "2016-01-31")), REGISTER)
        holder.execute("ROLLBACK")
        holder.close()
        assert store.add(extraction(jan, figure(jan, PLACED, "80.1%", "2016-01-31")), REGISTER).stored == 1


def fill(path: str, writer: int, count: int) -> None:
    """One of several processes that back-fill at once; every other file is also added by the next writer."""
    with Store.open(path) as store:
        for n in range(count):
            for who in {writer, (writer + n % 2) % 4}:
                p = publication(f"w{who}-{n}.pdf", f"20{10 + n % 10}-03-31", "2021-05-01")
                printed = str(1000 * who + n)
                store.add(
                    extraction(p, figure(p, f"Name {n}", printed, f"20{10 + n % 10}-03-31", key=f"k{n}")),
                    FakeRegister(),
                )


def test_four_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "shared.db"
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=fill, args=(str(path), w, 12)) for w in range(4)]
    for w in writers:
        w.start()
    for w in writers:
        w.join(120)
    assert [w.exitcode for w in writers] == [0, 0, 0, 0]
    with Store.open(path, create=False) as store:
        assert len(store.publications()) == 48
        assert store.keys() == {f"k{n}": 4 for n in range(12)}
        for n in range(12):
            [found] = store.series(f"k{n}")
            assert sorted(int(s.value.number or Decimal(0)) for s in found.statements) == [
                1000 * w + n for w in range(4)
            ]
