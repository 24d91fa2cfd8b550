"""Header rows, header paths and columns of hand-made grids."""

from __future__ import annotations

import pytest

from extract.headers import read_layout

from .grids import Spec, grid


def columns(rows: list[list[Spec]], **more: object) -> list[tuple[str, str]]:
    return [(c.label, c.role) for c in read_layout(grid(rows, **more)).columns]  # type: ignore[arg-type]


def test_two_header_rows_with_spans() -> None:
    rows: list[list[Spec]] = [
        ["ID", "Indicators", "LATEST RESULT", "<", "<", "PREVIOUS RESULT", "<"],
        ["^", "^", "Latest Result and\nRAG Status", "<", "Num", "Result", "DoT from previous"],
        ["CHILDREN IN CARE", "<", "<", "<", "<", "<", "<"],
        ["1", "% of reviews in time", "79.7%", "R", "1797", "78.5%", "↑"],
    ]
    layout = read_layout(grid(rows))
    assert layout.body == 2
    assert [(c.label, c.role) for c in layout.columns] == [
        ("ID", "id"), ("Indicators", "name"), ("LATEST RESULT | Latest Result and RAG Status", "result"),
        ("LATEST RESULT | Latest Result and RAG Status", "rag"), ("LATEST RESULT | Num", "numerator"),
        ("PREVIOUS RESULT | Result", "previous"), ("PREVIOUS RESULT | DoT from previous", "dot_previous"),
    ]  # fmt: skip


def test_a_group_label_without_a_span_reaches_over_the_blanks_right_of_it() -> None:
    rows: list[list[Spec]] = [
        ["Indicator", "Kent", "", "North", ""],
        ["", "Result", "RAG", "Result", "RAG"],
        ["% of visits", "80.0%", "G", "70.0%", "A"],
        ["% of reviews", "81.0%", "G", "71.0%", "A"],
    ]
    assert [c.path for c in read_layout(grid(rows, ruled=False)).columns] == [
        ("Indicator",), ("Kent", "Result"), ("Kent", "RAG"), ("North", "Result"), ("North", "RAG"),
    ]  # fmt: skip


def test_a_label_for_two_columns_that_stands_over_one_is_set_right() -> None:
    """Text copies give "Latest Result and RAG Status" one field, so every label right of it is one column off."""
    rows: list[list[Spec]] = [
        ["Indicators", "INCLUDING UASC", "", "", "EXCLUDING UASC", "", "Variance with UASC excluded", "", ""],
        ["", "Latest Result and RAG Status", "Num", "Denom", "Latest Result and RAG Status", "Num", "", "", ""],
        ["% of reviews", "79.7%", "R", "1797", "2256", "97.4%", "A", "1385", "+17.7%"],
        ["% of visits", "70.0%", "A", "70", "100", "80.0%", "G", "40", "+10.0%"],
    ]
    layout = read_layout(grid(rows, page=None))
    assert layout.shifted
    assert [(c.path[-1], c.role, c.cohort) for c in layout.columns[1:]] == [
        ("Latest Result and RAG Status", "result", "all"), ("Latest Result and RAG Status", "rag", "all"), ("Num", "numerator", "all"),
        ("Denom", "denominator", "all"), ("Latest Result and RAG Status", "result", "excl_uasc"),
        ("Latest Result and RAG Status", "rag", "excl_uasc"), ("Num", "numerator", "excl_uasc"),
        ("Variance with UASC excluded", "variance", "excl_uasc"),
    ]  # fmt: skip


def test_a_header_that_fits_is_left_alone() -> None:
    rows: list[list[Spec]] = [
        ["Indicator", "Result", "Num", "Denom"],
        ["% of visits", "50.0%", "1", "2"],
        ["% of x", "25.0%", "1", "4"],
    ]
    assert not read_layout(grid(rows)).shifted


@pytest.mark.parametrize("order", [[0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [2, 0, 4, 1, 3]])
def test_columns_in_any_order(order: list[int]) -> None:
    table = [
        ["Indicator", "Target", "Result", "RAG", "DoT"],
        ["% of visits", "90.0%", "80.0%", "R", "↓"],
        ["% of reviews", "75.0%", "81.0%", "G", "↑"],
    ]
    rows: list[list[Spec]] = [[row[i] for i in order] for row in table]
    roles = dict(columns(rows))
    assert roles == {"Indicator": "name", "Target": "target", "Result": "result", "RAG": "rag", "DoT": "dot"}


def test_signs_over_figures_are_a_header() -> None:
    rows: list[list[Spec]] = [
        ["Service", "Green", "Amber", "Red", "↑"],
        ["Children", "2", "4", "1", "4"],
        ["Adults", "3", "1", "0", "3"],
    ]
    assert read_layout(grid(rows)).body == 1


def test_words_under_signs_are_data() -> None:
    assert read_layout(grid([["Visits", "G", "↑"], ["Reviews", "R", "↓"]])).body == 0


def test_title_row_over_the_header() -> None:
    rows: list[list[Spec]] = [
        ["Scorecard - Kent", "<", "<"],
        ["Indicator", "Result", "Target"],
        ["% of visits", "80.0%", "90.0%"],
    ]
    layout = read_layout(grid(rows))
    assert (layout.title, layout.body) == ("Scorecard - Kent", 2)


def test_a_table_that_goes_on_takes_the_header_of_the_one_before() -> None:
    first = read_layout(grid([["Indicator", "Result", "Target"], ["% of visits", "80.0%", "90.0%"]]))
    layout = read_layout(grid([["% of reviews", "81.0%", "75.0%"]], page=2), first)
    assert layout.inherited
    assert [c.role for c in layout.columns] == ["name", "result", "target"]


@pytest.mark.parametrize(
    ("label", "period"),
    [
        ("Target for 15/16", "2016-03-31"),
        ("Outturn (March 15) Result", "2015-03-31"),
        ("Dec 2015", "2015-12-31"),
        ("Q3 2024/25", "2024-12-31"),
        ("Latest Result", None),
    ],
)
def test_period_of_a_header(label: str, period: str | None) -> None:
    column = read_layout(grid([["Indicator", label], ["% of visits", "80.0%"]])).columns[1]
    assert (column.period.end.isoformat() if column.period else None) == period


@pytest.mark.parametrize(
    ("path", "role", "subject"),
    [
        (("Caseloads", "This month"), "result", "Caseloads"), (("Caseloads", "Last month"), "previous", "Caseloads"), (("Caseloads", "Change"), "change", "Caseloads"),
        (("Referrals in last month",), "result", "Referrals"), (("CP Plans - Last month",), "previous", "CP Plans"),
    ],
)  # fmt: skip
def test_measures_in_headers(path: tuple[str, ...], role: str, subject: str) -> None:
    rows: list[list[Spec]] = [["Area", part] for part in path]
    column = read_layout(grid([*rows, ["Kent", "10"], ["North", "20"]])).columns[1]
    assert (column.role, column.subject) == (role, subject)
