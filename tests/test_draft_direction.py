"""Direction of travel: methods, ties, breaks, tolerance, and agreement of arrow, word, RAG and sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draft import words
from draft.direction import Direction, assess, compare, over_series, slope
from draft.facts import Facts, gather
from draft.figures import Known, NotKnown, Reader, Subject, rag_of
from draft.spc import limits, signal
from records import Indicator, Link, Polarity, Quantity, RagBands, Value, best_quantity, format_number, parse_value
from tests.draft_helpers import FakeStore, end, register, store


def known(
    text: str, day: date = date(2016, 3, 31), *, parts: tuple[int, int] | None = None, unit: str = "percent"
) -> Known:
    value = parse_value(text, unit)  # type: ignore[arg-type]
    both = [Value(str(p), Decimal(p), 0, "count") for p in parts] if parts else [None, None]
    return Known(Subject("x"), day, "result", value, best_quantity(value, *both), None)


def indicator(polarity: Polarity = "H", tolerance: str = "0", unit: str = "percent") -> Indicator:
    return Indicator("x", "x", unit=unit, polarity=polarity, tolerance=Decimal(tolerance))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("polarity", "old", "new", "target", "tolerance", "change", "movement", "size"),
    [
        ("H", "66.7%", "63.8%", None, "0", "fell", "worsened", "2.9 percentage points"),
        ("L", "12.5%", "12.4%", None, "0", "fell", "improved", "0.1 percentage points"),
        ("L", "12.5%", "13.5%", None, "0", "rose", "worsened", "1.0 percentage point"),
        ("H", "70.0%", "70.0%", None, "0", "unchanged", "unchanged", "0.0 percentage points"),
        ("H", "70.0%", "70.4%", None, "0.5", "unchanged", "unchanged", "0.4 percentage points"),
        ("T", "80.0%", "85.0%", "88", "0", "rose", "improved", "5.0 percentage points"),
        ("T", "86.0%", "95.0%", "88", "0", "rose", "worsened", "9.0 percentage points"),
        ("T", "86.0%", "90.0%", "88", "0", "rose", "unchanged", "4.0 percentage points"),
        ("", "10.0%", "20.0%", None, "0", "rose", None, "10.0 percentage points"),
        ("T", "86.0%", "90.0%", None, "0", "rose", None, "4.0 percentage points"),
    ],
)
def test_two_figures(
    polarity: Polarity,
    old: str,
    new: str,
    target: str | None,
    tolerance: str,
    change: str,
    movement: str | None,
    size: str,
) -> None:
    goal = Decimal(target) if target else None
    d = compare(indicator(polarity, tolerance), known(new), known(old, date(2015, 12, 31)), target=goal)
    assert (d.change, d.movement, words.size_text(d, "percent")) == (change, movement, size)


def test_a_tie_at_the_printed_precision_with_different_parts_keeps_its_arrow_and_says_so() -> None:
    d = compare(indicator(), known("76.5%", parts=(52, 68)), known("76.5%", parts=(521, 681)))
    assert (d.change, d.movement) == ("fell", "worsened")
    assert d.note == "unchanged at one decimal place"
    assert words.size_text(d, "percent") == "less than 0.1 percentage points"


def test_a_change_of_definition_is_never_compared_across() -> None:
    d = assess(Reader(store(), register()), Subject("housing"), end("2016-03"), method="previous")
    assert d.movement is None
    assert d.change is None
    assert d.reason == (
        "not comparable: the definition of % of care leavers in suitable accommodation changed in January 2016 "
        "(only those in touch are counted), so December 2015 and March 2016 measure different things"
    )


@pytest.mark.parametrize(
    ("method", "since"),
    [("previous", "2015-12"), ("outturn", "2015-03"), ("same-period-last-year", "2015-03")],
)
def test_each_method_compares_with_its_own_period(method: str, since: str) -> None:
    d = assess(Reader(store(), register()), Subject("visits"), end("2016-03"), method=method)  # type: ignore[arg-type]
    assert d.since == end(since)


def test_a_named_period_wins_over_the_method() -> None:
    reader = Reader(store(), register())
    d = assess(reader, Subject("visits"), end("2016-03"), method="trend", compare_with=end("2015-09"))
    assert d.since == end("2015-09")
    assert words.size_text(d, "percent") == "5.7 percentage points"


def test_a_missing_comparison_is_named_and_never_replaced_by_another_period() -> None:
    d = assess(Reader(store(), register()), Subject("visits"), end("2016-03"), method="previous", step=1)
    assert d.reason == "no publication gives % of visits held in time for February 2016"
    assert d.movement is None


def test_slope_is_exact() -> None:
    assert slope([0, 1, 2, 3], [Fraction(1), Fraction(3), Fraction(2), Fraction(4)]) == Fraction(4, 5)


def test_a_trend_needs_four_points_of_one_definition() -> None:
    d = assess(Reader(store(), register()), Subject("housing"), end("2016-03"), method="trend")
    assert d.reason == "too few points for a trend: 1 known of one definition, 4 needed"
    assert d.movement is None


def test_a_trend_can_point_against_the_last_change() -> None:
    s = FakeStore()
    for quarter, value in (
        ("2015-03", "90.0%"),
        ("2015-06", "80.0%"),
        ("2015-09", "70.0%"),
        ("2015-12", "60.0%"),
        ("2016-03", "61.0%"),
    ):
        s.say("visits", quarter, value)
    f = gather(Reader(s, register()), Subject("visits"), end("2016-03"), method="trend")
    assert (f.direction.change, f.direction.movement) == ("fell", "worsened")
    assert words.current(f).text == (
        "61.0% at March 2016; the trend since March 2015 is falling, by 31.2 percentage points in all along the fitted "
        "line; target 85.0%; RAG Red."
    )


class TestSpc:
    BASE = tuple(Fraction(x) for x in (50, 52, 49, 51, 50, 48, 52, 50, 51, 49, 50, 52))

    def test_limits_come_from_the_first_twelve_points(self) -> None:
        lines = limits([*self.BASE, Fraction(90)])
        ranges = [2, 3, 2, 1, 2, 4, 2, 1, 2, 1, 2]
        assert lines.mean == Fraction(604, 12)
        assert lines.upper == lines.mean + Fraction("2.66") * Fraction(sum(ranges), 11)

    def test_one_wild_range_is_left_out_of_the_average(self) -> None:
        wild = [*self.BASE[:11], Fraction(150)]
        ranges = [2, 3, 2, 1, 2, 4, 2, 1, 2, 1]
        assert limits(wild).upper - limits(wild).mean == Fraction("2.66") * Fraction(sum(ranges), 10)

    @pytest.mark.parametrize(
        ("tail", "side", "rule"),
        [
            ([90], "high", "the latest point is above the upper process limit"),
            ([10], "low", "the latest point is below the lower process limit"),
            ([51] * 7, "high", "the last seven points are all above the mean"),
            ([50] * 7, "low", "the last seven points are all below the mean"),
            ([47, 48, 49, 50, 51, 52, 53], "high", "the last seven points rise without a break"),
            ([53, 52, 51, 50, 49, 48, 47], "low", "the last seven points fall without a break"),
            ([55, 50, 55], "high", "two of the last three points are close to the upper process limit"),
            ([50], "", ""),
        ],
    )
    def test_rules(self, tail: list[int], side: str, rule: str) -> None:
        values = [*self.BASE, *(Fraction(x) for x in tail)]
        found = signal(values, limits(values))
        assert (found.side, found.rule) == (side, rule)

    def test_below_twelve_points_it_says_so(self) -> None:
        d = over_series(indicator(), [known(f"{50 + n}.0%") for n in range(11)], method="spc")
        assert d.reason == "too few points for process limits: 11 known of one definition, 12 needed"
        assert d.movement is None


percents = st.builds(
    lambda n, p: format_number(Decimal(n).scaleb(-p), p, "percent"), st.integers(0, 1000), st.integers(0, 2)
)
polarities = st.sampled_from(["H", "L", "T", ""])
tolerances = st.sampled_from(["0", "0.1", "0.5", "2"])


@given(percents, percents, polarities, tolerances)
def test_swapping_the_figures_mirrors_the_direction(old: str, new: str, polarity: Polarity, tolerance: str) -> None:
    what = indicator(polarity, tolerance)
    there = compare(what, known(new), known(old), target=Decimal(50))
    back = compare(what, known(old), known(new), target=Decimal(50))
    mirror = {
        "rose": "fell",
        "fell": "rose",
        "unchanged": "unchanged",
        "improved": "worsened",
        "worsened": "improved",
        None: None,
    }
    assert back.change == mirror[there.change]
    assert back.movement == mirror[there.movement]


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    """Random figures, some with their parts, under random polarity, tolerance and method."""
    polarity = draw(polarities)
    method = draw(st.sampled_from(["previous", "outturn", "same-period-last-year", "trend", "spc"]))
    s = FakeStore()
    for n in range(draw(st.integers(1, 16))):
        day = f"{2013 + n // 4}-{(3, 6, 9, 12)[n % 4]:02d}"
        whole = draw(st.integers(1, 400))
        part = draw(st.integers(0, whole))
        places = draw(st.integers(0, 2))
        printed = format_number(Decimal(100 * part) / whole, places, "percent")
        s.say("visits", day, printed, parts=(str(part), str(whole)) if draw(st.booleans()) else None)
    last = max(k[3] for k in s.stated)
    links = (Link("redefined", "visits", date(2014, 1, 1)),) if draw(st.booleans()) else ()
    what = replace(
        register()["visits"],
        polarity=polarity,
        tolerance=Decimal(draw(tolerances)),
        links=links,
        targets={f"{y}/{y % 100 + 1:02d}": Decimal(50) for y in range(2012, 2018)} if draw(st.booleans()) else {},
        bands=register()["visits"].bands,
    )
    return gather(Reader(s, {"visits": what}), Subject("visits"), last, method=method)  # type: ignore[arg-type]


@given(facts())
def test_arrow_word_rag_and_sentence_never_disagree(f: Facts) -> None:
    d = f.direction
    arrow = words.arrow_text(d)
    sentence, cell, prompt = words.current(f).text, words.direction_cell(f).text, words.prompt(f).text
    # one arrow everywhere, and it is the movement's
    expected = {"improved": "▲ Improv", "worsened": "▼ Worsen", "unchanged": "◄►"}.get(d.movement or "", "No direction")
    assert arrow.startswith(expected)
    assert cell.startswith(arrow)
    # the movement follows from the change and the polarity
    if f.indicator.polarity in {"H", "L"} and d.change is not None:
        better = "rose" if f.indicator.polarity == "H" else "fell"
        assert d.movement == (
            "unchanged" if d.change == "unchanged" else "improved" if d.change == better else "worsened"
        )
    if d.change == "unchanged" and d.movement is not None:
        assert d.movement == "unchanged"
    # the sign of the size is the change's
    if d.size is not None and d.method not in {"spc"} and d.change in {"rose", "fell"}:
        assert (d.size > 0) == (d.change == "rose")
    # the sentence uses the change's own verb and no other
    if d.change is not None and d.method in {"previous", "outturn", "same-period-last-year"}:
        verbs = {"rose": " rose ", "fell": " fell "}
        for change, verb in verbs.items():
            assert (verb in sentence) == (d.change == change)
    if d.change is None:
        assert " rose " not in sentence
        assert " fell " not in sentence
        assert "no comparison" in sentence or isinstance(f.latest, NotKnown)
    # RAG: colour of the unrounded figure, the same in sentence and prompt
    if isinstance(f.rag, Known):
        assert isinstance(f.latest, Known)
        assert f.latest.quantity is not None
        bands = f.indicator.bands[next(iter(f.indicator.bands))]
        assert f.rag.word == rag_of(bands, f.latest.quantity)
        assert f"RAG {f.rag.text}" in sentence
        assert f"now {f.rag.text}" in prompt


@given(facts())
def test_the_unrounded_figures_bear_the_direction_out(f: Facts) -> None:
    d = f.direction
    if (
        d.method in {"trend", "spc"}
        or d.change is None
        or not isinstance(f.latest, Known)
        or not isinstance(d.comparator, Known)
    ):
        return
    new, old = f.latest.quantity, d.comparator.quantity
    assert new is not None
    assert old is not None
    possible: Quantity = new - old
    tolerance = Fraction(f.indicator.tolerance)
    if d.change == "rose":
        assert possible.high > tolerance
    elif d.change == "fell":
        assert possible.low < -tolerance
    else:
        alike = abs(new.middle - old.middle) <= Fraction(1, 10 ** min(new.places or 0, old.places or 0))
        assert alike or (possible.low <= tolerance and possible.high >= -tolerance)


@given(
    st.sampled_from([RagBands.from_thresholds("H", 85, 76), RagBands.from_thresholds("L", 9, 12)]), st.integers(0, 1000)
)
def test_rag_is_the_band_of_the_unrounded_value(bands: RagBands, thousandths: int) -> None:
    q = Quantity.exact(Fraction(thousandths, 10))
    assert rag_of(bands, q) == bands.rag(Fraction(thousandths, 10))


def test_direction_without_change_has_no_arrow() -> None:
    assert words.arrow_text(Direction("previous")) == "No direction"
