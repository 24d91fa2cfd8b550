"""Tables without vocabulary: what their figures obey is found, the figure that breaks it is named, chance is silent."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from check import CheckReport, check_paper
from check.inside.invariants import relations_of
from check.inside.invariants_blame import Fault, find_faults
from check.inside.invariants_words import explained
from check.paper import Paper
from tests import number_tables as made
from tests.number_tables import Rows, number_table
from tests.word_papers import write

SEEDS = 12


def faults(rows: Rows) -> list[Fault]:
    return find_faults(relations_of(Paper([]), number_table(rows)))[0]


def places(found: list[Fault]) -> list[list[str]]:
    return [[c.figure.place.locator for c in f.cells] for f in found]


def wrong(rows: Rows, path: Path) -> CheckReport:
    return check_paper(write(["# Report", rows], path))


# -- silence -------------------------------------------------------------------------------------------------------


def test_figures_by_chance_obey_nothing() -> None:
    for seed in range(10 * SEEDS):
        rng = random.Random(seed)
        sizes = [rng.choice([0, 3, 8, 20, 60, 300, 2000, 40000]) for _ in range(rng.randint(2, 8))]
        rows = made.numbers_by_chance(rng, sizes)
        assert faults(rows) == [], seed


@pytest.mark.parametrize("turn", [False, True])
def test_figures_that_run_alongside_each_other_obey_nothing(turn: bool) -> None:
    for seed in range(5 * SEEDS):
        rows = made.alike_by_nature(random.Random(seed))
        assert faults(made.turned(rows) if turn else rows) == [], seed


MAKERS: list[Callable[[random.Random], Rows]] = [
    made.by_rows_and_columns, made.then_and_now, made.in_millions, made.parts_of_wholes,
]  # fmt: skip


@pytest.mark.parametrize("turn", [False, True])
@pytest.mark.parametrize("make", MAKERS, ids=lambda m: m.__name__)
def test_tables_that_obey_their_relations_are_left_alone(make: Callable[[random.Random], Rows], turn: bool) -> None:
    for seed in range(SEEDS):
        rows = make(random.Random(seed))
        assert faults(made.turned(rows) if turn else rows) == [], seed


# -- one wrong digit -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("turn", [False, True])
@pytest.mark.parametrize("make", MAKERS, ids=lambda m: m.__name__)
def test_one_wrong_digit_is_one_finding_that_names_its_cell(make: Callable[[random.Random], Rows], turn: bool) -> None:
    exact = silent = 0
    for seed in range(SEEDS):
        rng = random.Random(seed)
        rows = made.turned(make(rng)) if turn else make(rng)
        cells = [
            (r, c)
            for r in range(1, len(rows))
            for c in range(1, len(rows[0]))
            if sum(ch.isdigit() for ch in rows[r][c]) >= 2
        ]
        r, c = rng.choice(cells)
        found = places(faults(made.spoiled(rows, r, c, made.one_digit_off(rows[r][c], rng))))
        exact += found == [[f"t1/r{r + 1}/c{c + 1}"]]
        silent += not found
        assert len(found) <= 1, (seed, r, c, found)
    assert exact >= 0.8 * SEEDS
    assert exact + silent >= 0.95 * SEEDS


@pytest.mark.parametrize("pair", [(3, 4), (4, 5), (1, 2)])
def test_two_figures_that_changed_places_are_named_together(pair: tuple[int, int]) -> None:
    a, b = pair
    for seed in range(SEEDS):
        rows = made.in_millions(random.Random(seed))
        swapped = made.spoiled(made.spoiled(rows, 2, a, rows[2][b]), 2, b, rows[2][a])
        expected = [] if rows[2][a] == rows[2][b] else [{f"t1/r3/c{a + 1}", f"t1/r3/c{b + 1}"}]
        assert [set(f) for f in places(faults(swapped))] == expected, seed


# -- what a person reads -------------------------------------------------------------------------------------------

BUDGET: Rows = [
    ["Directorate (£m)", "Budget", "Outturn", "Over or under", "Month before", "Movement"],
    ["Schools", "141.2", "146.9", "+5.7", "+6.1", "-0.4"],
    ["Roads", "88.4", "86.3", "-2.1", "-1.3", "-0.8"],
    ["Parks", "23.9", "24.5", "+0.6", "+0.6", "0.0"],
    ["Central", "57.3", "55.2", "-2.1", "-3.2", "+1.1"],
    ["Position for the year", "310.8", "312.9", "+2.1", "+2.2", "-0.1"],
]


def test_the_crossing_of_a_broken_row_and_column_is_the_finding(tmp_path: Path) -> None:
    report = wrong(made.spoiled(BUDGET, 5, 1, "320.8"), tmp_path / "p.docx")
    (found,) = report.contradictions
    assert found.printed == "320.8"
    assert found.expected == "310.8"
    assert "141.2 + 88.4 + 23.9 + 57.3 = 310.8" in found.explanation
    assert "'Over or under' is 'Outturn' less 'Budget'" in found.explanation
    assert {s.printed for s in found.sources} >= {"312.9", "+2.1", "141.2"}


@pytest.mark.parametrize(
    ("r", "c", "text", "needs"),
    [(2, 3, "+2.1", "-2.1"), (1, 5, "-1.4", "-0.4"), (5, 2, "321.9", "312.9"), (4, 1, "75.3", "57.3")],
)
def test_signs_digits_and_digits_changed_round_are_found(tmp_path: Path, r: int, c: int, text: str, needs: str) -> None:
    (found,) = wrong(made.spoiled(BUDGET, r, c, text), tmp_path / "p.docx").contradictions
    assert (found.printed, found.expected) == (text, needs)


def test_a_table_of_one_broken_total_names_what_may_be_wrong() -> None:
    rows = [
        ["Ward", "2023", "2024", "2025"],
        ["Ash", "121", "118", "131"],
        ["Birch", "84", "71", "89"],
        ["Cedar", "46", "44", "37"],
        ["Langford", "251", "233", "257"],
    ]
    assert faults(rows) == []
    (fault,) = faults(made.spoiled(rows, 2, 2, "7"))
    assert not fault.sure
    text = explained(fault)
    assert text.startswith("118 + 7 + 44 = 169, not 233 (Langford, 2024); in the other 2 columns 'Langford' is")
    assert "233 would need to be 169" in text


def test_averages_below_counts_are_no_broken_totals() -> None:
    rows = [
        ["Team", "Cases", "Closed", "Days open"],
        ["East", "212", "140", "31"],
        ["West", "187", "133", "27"],
        ["North", "96", "58", "44"],
        ["Together", "495", "331", "32"],
    ]
    assert faults(rows) == []


def test_a_change_whose_sign_shows_a_gain_is_not_called_wrong_among_different_measures() -> None:
    rows = [
        ["Measure", "Last year", "This year", "Gain"],
        ["Calls answered in time", "71.2", "74.9", "+3.7"],
        ["Visits", "402.5", "431.8", "+29.3"],
        ["Loans", "118.4", "113.1", "-5.3"],
        ["Members", "96.3", "99.0", "+2.7"],
        ["Complaints", "41.8", "36.2", "+5.6"],
    ]
    assert faults(rows) == []


def test_an_average_among_percentages_is_another_unit_and_no_mistake() -> None:
    rows = [["Measure", "Result", "Num", "Denom"]]
    for n, (top, bottom) in enumerate([(231, 260), (118, 143), (77, 121), (301, 322), (64, 97)]):
        rows.append([f"Measure {n}, %", f"{100 * top / bottom:.1f}", str(top), str(bottom)])
    rows.append(["Average days", "523.1", "65,907", "126"])
    assert faults(rows) == []


def test_shares_of_a_total_with_a_wrong_digit_blame_the_total() -> None:
    rows = [
        ["Source", "Number", "Per cent"],
        ["Schools", "288", "39%"],
        ["Police", "161", "22%"],
        ["Health", "143", "20%"],
        ["Parents", "84", "11%"],
        ["Other", "55", "8%"],
        ["Total", "731", "100%"],
    ]
    assert faults(rows) == []
    assert places(faults(made.spoiled(rows, 6, 1, "713"))) == [["t1/r7/c2"]]


def test_a_running_total_is_found_by_its_steps() -> None:
    months = [41, 57, 38, 66, 49, 73, 52]
    rows = [["Month", "New", "So far"]]
    total = 0
    for n, came in enumerate(months):
        total += came
        rows.append([f"Month {n + 4}", str(came), str(total)])
    assert faults(rows) == []
    assert places(faults(made.spoiled(rows, 4, 2, "212"))) == [["t1/r5/c3"]]


def test_a_further_column_that_only_one_row_fills_explains_it() -> None:
    rows = [
        ["Saving", "Target", "Achieved", "Lost", "Still to come"],
        ["Reviews", "2,300.0", "1,425.4", "-", "874.6"],
        ["Purchasing", "8,000.0", "1,366.9", "-", "6,633.1"],
        ["Transport", "1,200.0", "313.3", "-", "886.7"],
        ["Partners", "2,200.0", "272.1", "488.7", "1,439.2"],
    ]
    assert faults(rows) == []
    assert places(faults(made.spoiled(rows, 3, 4, "836.7"))) == [["t1/r4/c5"]]


def test_a_last_digit_is_wrong_where_all_other_sums_are_exact() -> None:
    rows = [["Service", "Budget", "Forecast", "Variance", "Before", "Moved"]]
    rng = random.Random(7)
    body = [(rng.randint(300, 2500), rng.randint(-50, 50), rng.randint(-50, 50)) for _ in range(20)]
    for n, (budget, now, before) in enumerate(body):
        numbers = (budget, budget + now, now, before, now - before)
        rows.append([f"Service {n}", *(made.shown(v / 10, 1, sign=k > 1) for k, v in enumerate(numbers))])
    totals = [sum(b for b, _, _ in body), sum(b + n for b, n, _ in body), *(sum(b[k] for b in body) for k in (1, 2))]
    totals.append(totals[2] - totals[3])
    rows.append(["All", *(made.shown(v / 10, 1, sign=k > 1) for k, v in enumerate(totals))])
    assert faults(rows) == []
    last = rows[3][2][:-1] + str((int(rows[3][2][-1]) + 1) % 10)
    (fault,) = faults(made.spoiled(rows, 3, 2, last))
    assert [c.figure.place.locator for c in fault.cells] == ["t1/r4/c3"]
    assert all(i.close for i in fault.broken)
