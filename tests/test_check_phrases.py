"""Sentences as council papers word them: the true paper is silent, each change that makes it false is found.

A change marked "missed" in the bank is one that the checks do not find yet; finding it without taking the mark away fails.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.phrase_bank import FOLDER, BankPaper, checking, load, paragraphs, said

PAPERS = [(path.stem, paper) for path in sorted(FOLDER.glob("*.toml")) for paper in load(path)]


@pytest.mark.parametrize(("bank", "paper"), PAPERS, ids=[f"{bank}-{paper.name}" for bank, paper in PAPERS])
def test_true_sentences_are_silent_and_changed_ones_are_found(bank: str, paper: BankPaper, tmp_path: Path) -> None:
    with checking(paper, tmp_path) as check:
        assert said(check()) == {}
        unlike = [c for c in paper.changes if not isinstance(c.sentence, int)]
        for together in paper.rounds():  # a check for each change alone would take three times as long
            told = paragraphs(check(*together))
            unlike += [c for c in together if (c.sentence in told) == c.missed]
        # Several wrong sentences in one paper bear on each other: what is not as marked is asked again, alone.
        wrong = [(c.kind, c.text) for c in unlike if bool(said(check(c))) == c.missed]
    assert wrong == []
