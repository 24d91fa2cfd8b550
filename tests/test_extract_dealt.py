"""Layouts dealt at random are read as their truth says: cells, colours, arrows and the publication's period."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract import extract_file

from .layouts.dealt import WIDE, plan_of
from .layouts.dealt_make import IN_PROCESS, PRINTED, make
from .layouts.score import score


def check(seed: int, folder: Path, producers: tuple[str, ...] | None = None) -> None:
    plan, case = make(seed, folder, producers) if producers else make(seed, folder)
    extraction = extract_file(case.path)
    found = score(case, [o.to_row() for o in extraction.observations])
    assert found.f1 >= 0.999, f"{plan}\n{found.report()}"
    assert not found.signs_wrong, f"{plan}\n{found.report()}"
    assert extraction.publication.period is not None
    assert extraction.publication.period.end.isoformat() == case.period


OPEN = [n for n in range(60) if not plan_of(n, IN_PROCESS).aside]


@pytest.mark.parametrize("seed", OPEN)
def test_dealt_here(seed: int, tmp_path: Path) -> None:
    check(seed, tmp_path)


_WIDER = (0, 1, 6, 7, 8, 9, 11, 18, 21, 26, 28, 31, 53, 2002, 2032, 2037, 2050, 2065, 4040, 4085, 4130, 6083, 8008, 8014)  # fmt: skip
WIDER = [WIDE + n for n in _WIDER]
"""Rows of actual and target, counts beside rates, sheets of facts, sections of one colour, signs with a key."""


@pytest.mark.parametrize("seed", WIDER)
def test_wider_arrangements(seed: int, tmp_path: Path) -> None:
    check(seed, tmp_path)


@pytest.mark.parametrize("seed", [1003, 1004, 1005, 1010, 1012, 1016, 1017])
def test_dealt_and_printed_by_others(seed: int, tmp_path: Path) -> None:
    check(seed, tmp_path, PRINTED)


def test_dealing_again_gives_the_same_layout(tmp_path: Path) -> None:
    first, again = tmp_path / "first", tmp_path / "again"
    first.mkdir()
    again.mkdir()
    plan, case = make(7, first)
    plan_again, case_again = make(7, again)
    assert plan == plan_again
    assert case.rows == case_again.rows
