"""Where a sentence names rows of tables: in full, or by words that no other row of the table has."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from check.grounds import Ground, stems
from records import quick

_WORD = re.compile(r"[A-Za-z]{3,}")
_BRACKETED = re.compile(r"\([^()]*\)")
_GAP = 22
"""Characters between two words of a name, at most: "complaints about licensed drivers or vehicles"."""
_PART = 0.5
"""Part of a name's words that a text must hold."""
_LOOSE = frozenset(
    re.findall(
        r"[a-z]+",
        "servic team other all total counci boroug distri county city area centra north south east west new old work "
        "local public genera depart unit group main report number rate cost case year",
    )
)
"""Stems that are part of many names and name nothing when they stand alone in small letters."""


@quick
@dataclass(frozen=True, slots=True)
class RowName:
    """A place of a text that names a row.

    Attributes:
        ground: The row.
        start: First character.
        end: One past the last.
        share: Part of the name's words that stand there, 0 to 1.
    """

    ground: Ground
    start: int
    end: int
    share: float


class RowNames:
    """Finds the rows of tables that texts name.

    Args:
        grounds: Of the paper's tables; the whole of a table is named by no words of its own.
    """

    def __init__(self, grounds: Iterable[Ground]) -> None:
        self._rows: dict[str, list[tuple[Ground, frozenset[str], frozenset[str]]]] = defaultdict(list)
        for _, rows in groupby(grounds, key=lambda g: g.table):
            mine = [(g, name_words(g.name)) for g in rows if not g.total]
            for g, words in mine:
                others = frozenset(w for h, ws in mine if h is not g for w in ws)
                for w in words:
                    self._rows[w].append((g, words, words - others))

    def find(self, text: str) -> list[RowName]:
        """The rows that a text names, in order; where names of one table overlap, the fuller one.

        Args:
            text: A sentence, with marks or figures.
        """
        hits: dict[int, tuple[Ground, frozenset[str], frozenset[str], list[tuple[str, int, int]]]] = {}
        for m in _WORD.finditer(text):
            for stem in stems(m[0]):
                for g, words, own in self._rows.get(stem, ()):
                    hits.setdefault(id(g), (g, words, own, []))[3].append((stem, *m.span()))
        found = [n for g, words, own, at in hits.values() for n in _runs(text, g, words, own, at)]
        return sorted(
            (n for n in found if not any(_better(o, n) for o in found)), key=lambda n: (n.start, n.ground.table)
        )


@lru_cache(maxsize=4096)
def name_words(name: str) -> frozenset[str]:
    """The stems of a row's name, without those in brackets where others are left."""
    return stems(_BRACKETED.sub(" ", name)) or stems(name)


def _runs(
    text: str, g: Ground, words: frozenset[str], own: frozenset[str], at: list[tuple[str, int, int]]
) -> Iterable[RowName]:
    """The stretches of a text in which enough of a name stands together."""
    runs: list[list[tuple[str, int, int]]] = []
    for hit in at:
        if runs and hit[1] - runs[-1][-1][2] <= _GAP and "«N" not in text[runs[-1][-1][2] : hit[1]]:
            runs[-1].append(hit)
        else:
            runs.append([hit])
    for run in runs:
        held = {stem for stem, _, _ in run}
        share = len(held) / len(words)
        telling = {w for w in held & own if w not in _LOOSE}
        if share >= _PART and (telling or held == words):
            yield RowName(g, run[0][1], run[-1][2], share)


def _better(a: RowName, b: RowName) -> bool:
    """Whether of two names of one table that share a word the first is the fuller."""
    if a is b or a.ground.table != b.ground.table or a.end <= b.start or b.end <= a.start or a.ground is b.ground:
        return False
    return (a.share, a.end - a.start) > (b.share, b.end - b.start)
