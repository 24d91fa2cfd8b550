"""Numbers that count the paragraphs of a paper, where no stop tells them from figures: "6  The Inspectorate ...".

A paragraph may truly begin with a figure ("12 homes were let"). That paragraphs are numbered is told by three of them
in reading order whose numbers follow each other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from check.numerals import Numeral
from check.passages import Passage

_LEADS = re.compile(r"\s*(?P<n>[1-9]\d?)\s+(?=[A-Z£“‘\"'(]|\d)")
_KINDS = {"paragraph", "list", "textbox"}
_RUN = 3


def numbered_paragraphs(passages: Sequence[Passage]) -> frozenset[int]:
    """Which passages begin with the number of a paragraph.

    Args:
        passages: In reading order.

    Returns:
        Their indexes.
    """
    led = [(index, int(m["n"])) for index, p in enumerate(passages) if p.kind in _KINDS and (m := _LEADS.match(p.text))]
    out: set[int] = set()
    for first, (_, number) in enumerate(led):
        run = [led[first][0]]
        for index, n in led[first + 1 :]:
            if n == number + len(run):
                run.append(index)
        if len(run) >= _RUN:
            out |= set(run)
    return frozenset(out)


def as_paragraph_number(numerals: list[Numeral]) -> list[Numeral]:
    """The numerals of a numbered paragraph, of which the first is its number."""
    if not numerals or not numerals[0].is_figure or numerals[0].word:
        return numerals
    first = replace(numerals[0], kind="paragraph_number", why="the number of a paragraph", value=None)
    return [first, *numerals[1:]]
