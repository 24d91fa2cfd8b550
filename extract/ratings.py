"""Ratings in words: "On target", "Near target", "Off target"; they mean a colour only where a rating stands."""

# ruff: noqa: E501 - tables of patterns, one to a line

from __future__ import annotations

import re

from extract.cellfacts import Rag, without_arrows
from extract.document import Cell
from extract.vocabulary import fold, one_line
from records import RagColour

_GOAL = r"(?:the )?(?:targets?|track|plan|schedule|trajectory|profile)"
_SAID: tuple[tuple[RagColour, str], ...] = (
    ("red", rf"(?:well |significantly |far |seriously )?(?:off|below|behind|missed|under|short of) {_GOAL}|"
            r"not (?:met|achieved|on track|on target)|targets? (?:not met|missed)|outside (?:of )?(?:agreed )?tolerances?|missed|failing|at serious risk|action required"),
    ("amber", rf"(?:near|close to|just (?:off|below|under|short of)|slightly (?:off|below|behind|under)|nearly (?:at|on)|almost (?:at|on)|approaching) {_GOAL}|"
              r"within (?:agreed )?(?:tolerances?|range)|(?:partially|partly|nearly) (?:met|achieved)|at risk|some concerns?|needs attention"),
    ("green", rf"(?:on|at|above|ahead of|exceed(?:s|ing|ed)|met|meet(?:s|ing)|better than|on or (?:above|better than)|at or (?:above|better than)) {_GOAL}|"
              r"(?:targets? )?(?:met|achieved|exceeded)|on course|performing well"),
)  # fmt: skip
_PATTERNS = tuple((colour, re.compile(words)) for colour, words in _SAID)


def rag_said(cell: Cell) -> Rag | None:
    """The colour that a rating says in words; None for any other text.

    Args:
        cell: Of a column of ratings.
    """
    text = one_line(cell.text)
    folded = fold(without_arrows(text)).strip(" .:()")
    found = next((colour for colour, words in _PATTERNS if words.fullmatch(folded)), None)
    return Rag(found, cell.how, text) if found is not None else None
