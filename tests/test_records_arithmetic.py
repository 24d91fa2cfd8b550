"""The rules that decide figures: rounding, ratios, change, direction, all on intervals."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from records import (
    Quantity,
    Value,
    best_quantity,
    change,
    changes_possible,
    format_number,
    movement,
    movements_possible,
    parse_value,
    percent_change,
    point_change,
    round_half_even,
    round_half_up,
    rounding_modes,
    truncate,
)


def printed(text: str) -> Quantity:
    return Quantity.printed(parse_value(text))


decimals = st.decimals(min_value=-1000, max_value=1000, places=3, allow_nan=False)
quantities = st.builds(lambda d, p: printed(format_number(d, p)), decimals, st.integers(0, 2))


@pytest.mark.parametrize(
    ("number", "places", "up", "even", "cut"),
    [
        ("2.5", 0, "3", "2", "2"),
        ("-2.5", 0, "-3", "-2", "-2"),
        ("0.25", 1, "0.3", "0.2", "0.2"),
        ("5.69", 0, "6", "6", "5"),
        ("76.4706", 1, "76.5", "76.5", "76.4"),
        ("1250", -2, "1300", "1200", "1200"),
    ],
)
def test_three_ways_of_rounding(number: str, places: int, up: str, even: str, cut: str) -> None:
    n = Decimal(number)
    assert (round_half_up(n, places), round_half_even(n, places), truncate(n, places)) == (
        Decimal(up),
        Decimal(even),
        Decimal(cut),
    )


@pytest.mark.parametrize(
    ("old", "new", "stated", "modes"),
    [
        ("766", "481", "37%", {"half_up", "half_even", "truncate"}),  # 37.2
        ("246", "232", "5%", {"truncate"}),  # 5.69
        ("364.6", "454.7", "24%", {"truncate"}),  # 24.71
        ("364.6", "454.7", "25%", {"half_up", "half_even"}),
        ("1448", "1412", "2%", {"half_up", "half_even", "truncate"}),  # 2.49
        ("766", "481", "38%", set()),
        ("766", "481", "36%", set()),
    ],
)
def test_which_rounding_explains_a_stated_percentage_change(old: str, new: str, stated: str, modes: set[str]) -> None:
    count = "count" if "." not in old else ""
    moved = percent_change(
        Quantity.printed(parse_value(old, count)),  # type: ignore[arg-type]
        Quantity.printed(parse_value(new, count)),  # type: ignore[arg-type]
    )
    assert moved is not None
    size = moved if moved.low >= 0 else Quantity(-moved.high, -moved.low)
    assert rounding_modes(size, parse_value(stated)) == modes


def test_a_ratio_of_counts_is_exact_and_decides() -> None:
    q = best_quantity(parse_value("76.5%"), parse_value("52"), parse_value("68"))
    assert q.is_exact
    assert q.low == Fraction(5200, 68)


def test_parts_that_do_not_reproduce_the_result_prove_nothing() -> None:
    assert best_quantity(parse_value("76.5%"), parse_value("25"), parse_value("68")) == printed("76.5%")


def test_a_ratio_of_decimals_is_an_interval() -> None:
    q = Quantity.ratio(parse_value("334.6"), parse_value("442.8"))
    assert q is not None
    assert not q.is_exact
    assert q.low < Fraction(100 * 3346, 4428) < q.high


def test_counts_in_words_are_exact_and_round_ones_are_not() -> None:
    six, nine, hundred = (
        Value(w, Decimal(n), 0, "count") for w, n in (("Six", 6), ("twenty-nine", 29), ("a hundred", 100))
    )
    exact, rough = Quantity.ratio(six, nine), Quantity.ratio(six, hundred)
    assert exact is not None
    assert exact.is_exact
    assert rough is not None
    assert not rough.is_exact


def test_no_ratio_without_a_denominator() -> None:
    assert Quantity.ratio(parse_value("3"), parse_value("0")) is None
    assert Quantity.ratio(parse_value("-"), parse_value("4")) is None


@pytest.mark.parametrize(
    ("polarity", "latest", "before", "target", "possible"),
    [
        ("H", "69.9%", "70.7%", None, {"worsened"}),
        ("L", "21.3%", "25.4%", None, {"improved"}),
        ("H", "100.0%", "100.0%", None, {"improved", "worsened", "unchanged"}),
        ("T", "85.2%", "90.3%", 88, {"worsened"}),
        ("T", "87.5%", "90.3%", 88, {"improved"}),
        ("T", "11.4%", "10.6%", Decimal("7.5"), {"worsened"}),
    ],
)
def test_directions_that_the_figures_allow(
    polarity: str, latest: str, before: str, target: Decimal | None, possible: set[str]
) -> None:
    assert movements_possible(polarity, printed(latest), printed(before), target=target) == possible


def test_polarity_t_needs_a_target_and_others_are_refused() -> None:
    with pytest.raises(ValueError, match="needs a target"):
        movement("T", printed("1"), printed("2"))
    with pytest.raises(ValueError, match="not a polarity"):
        movement("X", printed("1"), printed("2"))


def test_percent_and_points_are_different_things() -> None:
    old, new = printed("92.8%"), printed("91.8%")
    assert point_change(old, new).middle == Fraction(-1)
    moved = percent_change(old, new)
    assert moved is not None
    assert round(float(moved.middle), 2) == -1.08
    assert percent_change(printed("0"), printed("5")) is None


@given(quantities, quantities, st.sampled_from(["H", "L"]))
def test_direction_mirrors(a: Quantity, b: Quantity, polarity: str) -> None:
    mirror = {"improved": "worsened", "worsened": "improved", "unchanged": "unchanged"}
    assert mirror[movement(polarity, a, b)] == movement(polarity, b, a)
    assert {mirror[m] for m in movements_possible(polarity, a, b)} == movements_possible(polarity, b, a)


@given(quantities, quantities, st.decimals(min_value=0, max_value=5, places=1))
def test_what_we_say_is_always_among_what_is_possible(a: Quantity, b: Quantity, tolerance: Decimal) -> None:
    assert change(a, b, tolerance) in changes_possible(a, b, tolerance)
    assert movement("H", a, b, tolerance=tolerance) in movements_possible("H", a, b, tolerance=tolerance)
    assert movement("T", a, b, target=50, tolerance=tolerance) in movements_possible(
        "T", a, b, target=50, tolerance=tolerance
    )


@given(st.fractions(min_value=-100, max_value=100), st.integers(0, 3))
def test_an_exact_number_is_explained_by_the_rounding_that_printed_it(n: Fraction, places: int) -> None:
    for name, how in (("half_up", round_half_up), ("half_even", round_half_even), ("truncate", truncate)):
        text = f"{how(n, places):.{places}f}"
        value = parse_value(text)
        assert name in rounding_modes(Quantity.exact(n), value)


@given(st.integers(1, 5000), st.integers(1, 5000), st.integers(0, 2))
def test_a_ratio_that_prints_right_is_never_refused_and_a_changed_last_digit_always_is(
    num: int, den: int, places: int
) -> None:
    assume(num <= den)
    exact = Fraction(100 * num, den)
    right = parse_value(f"{round_half_up(exact, places):.{places}f}%")
    ratio = Quantity.ratio(parse_value(str(num)), parse_value(str(den)))
    assert ratio is not None
    assert "half_up" in rounding_modes(ratio, right)
    assert right.number is not None
    wrong = parse_value(f"{right.number + 2 * Decimal(1).scaleb(-places):.{places}f}%")
    assert rounding_modes(ratio, wrong) == frozenset()


@given(
    st.fractions(-100, 100, max_denominator=5000),
    st.fractions(0, 3, max_denominator=500),
    st.integers(-200, 200),
    st.integers(-1, 2),
)
def test_no_figure_is_taken_for_far_off_that_some_value_prints_as(
    low: Fraction, width: Fraction, n: int, places: int
) -> None:
    number = Decimal(n).scaleb(-places)
    half = Fraction(10) ** -places / 2
    near = low - half <= Fraction(number) <= low + width + half
    modes = rounding_modes(Quantity(low, low + width), Value(str(number), number, places))
    assert not near or modes - {"truncate"} or not width


@pytest.mark.parametrize(("number", "modes"), [("2999999.5", {"half_up", "half_even"}), ("2999998.5", set())])
def test_figures_beside_large_ones_are_told_apart(number: str, modes: set[str]) -> None:
    exact = Quantity.exact(Decimal(number))
    assert rounding_modes(exact, parse_value("3,000,000")) - {"truncate"} == modes
