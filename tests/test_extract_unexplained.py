"""Figures that were kept and not understood are listed: tables without headings, figures that stand alone."""

from __future__ import annotations

import pytest

from extract import recognise

from .grids import Spec, document, grid, heading, text

ROWS: list[list[Spec]] = [
    ["Visits in time", "80.0%", "82.0%"],
    ["Reviews in time", "93.0%", "91.0%"],
    ["Plans in time", "89.0%", "89.0%"],
]


def listed(*blocks: object) -> list[tuple[str, str]]:
    extraction = recognise(document(heading("Medshire Council: performance, June 2025"), *blocks))  # type: ignore[arg-type]
    return [(u.what, u.printed) for u in extraction.unread if "no headings" in u.why or "by themselves" in u.why]


def test_a_table_without_headings_is_listed_once() -> None:
    assert listed(grid(ROWS)) == [("table", "80.0%")]
    assert listed(grid([["Measure", "Mar 2025", "Jun 2025"], *ROWS])) == []


@pytest.mark.parametrize(
    ("figures", "found"),
    [
        (("387", "12.4%"), [("figure", "387, 12.4%")]),
        (("↑ ↓ → ↑",), [("arrow", "↑ ↓ → ↑")]),
        (("↑ ↓",), []),
        (("▲ better ▼ worse ► the same",), []),
        (("387",), []),
        (("12", "13"), []),
        (("2024", "2025"), []),
        (("01632 960850", "01632 960804"), []),
        (("1,204 of 1,300 homes", "12.4% of homes"), []),
    ],
)
def test_figures_that_stand_alone_are_listed_by_page(figures: tuple[str, ...], found: list[tuple[str, str]]) -> None:
    assert listed(*(text(f) for f in figures)) == found
