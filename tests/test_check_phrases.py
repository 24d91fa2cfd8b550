"""Sentences as council papers word them: the true paper is silent, each change that makes it false is found.

A change marked "missed" in the bank is one that the checks do not find yet; finding it without taking the mark away fails.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.phrase_bank import FOLDER, BankPaper, checked, load, said

PAPERS = [(path.stem, paper) for path in sorted(FOLDER.glob("*.toml")) for paper in load(path)]


@pytest.mark.parametrize(("bank", "paper"), PAPERS, ids=[f"{bank}-{paper.name}" for bank, paper in PAPERS])
def test_true_sentences_are_silent_and_changed_ones_are_found(bank: str, paper: BankPaper, tmp_path: Path) -> None:
    reports = checked(paper, tmp_path)
    clean = said(next(reports)[1])
    assert clean == {}
    wrong = [(c.kind, c.text) for c, report in reports if c and bool(said(report)) == c.missed]
    assert wrong == []
