"""Which row with a target a clause of a sentence is about: the one whose result it states, or the one it names."""

# ruff: noqa: E501 - patterns, one to a line

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from check.goals.rows import GoalRow
from check.goals.units import brought_to, unit_of_figure
from check.ground_match import Names, equals, telling_digits
from check.ground_slots import Slot
from check.grounds import GroundCell, stems
from check.judgements import quantity
from check.paper import Figure
from check.sought import Sought
from check.time_words import TimeWord
from records import Period, quick

_CLAUSE = Sought(
    r";|:\s|\.\s|,\s+(?:and|but|while|whereas|although|so|with|which|though)\b|\s[–—-]\s|\b(?:but|while|whereas|although|though)\b|,\s+(?=(?:the\s+)?[a-z]+(?:\s+[a-z]+){0,4}\s+(?:is|was|are|were|has|have)\b)",
    re.IGNORECASE,
)
_TIME = Sought(r"«(?P<kind>[PR])(?P<n>\d+)»")
_COMPARED = Sought(
    r"\b(?:than|since|from|compared\s+(?:with|to)|against|on|ago|earlier|before|after|by)\s+(?:(?:the|in|at|end|of|start|same|it|was)\s+)*$|\(\s*$",
    re.IGNORECASE,
)
_LED = Sought(r"(?:than|since|from|above|below|on|over|under)\s", re.IGNORECASE)
_SUBJECT_END = Sought(
    r"\b(?:is|was|are|were|has|have|had|remains?|remained|stays?|stayed|stands?|stood|met|missed|fell|rose|beat|hit|exceeded|passed|turned|became|went|came|dipped|climbed|slipped|overspent|underspent|narrowly|comfortably|just)\b|(?<=[a-z]\s)«[NPR]|(?<=[a-z],\s)«[NPR]|\(|,",
    re.IGNORECASE,
)
_IDLE = stems(
    "only alone performance service team level result figure position again also overall currently still both average which that council borough"
)
_NEAR = 0.22
_CLEAR = 0.6
_SOME = 0.3
_APART = 0.15


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence's marked text.

    Attributes:
        start: First character.
        end: One past the last.
        text: It.
    """

    start: int
    end: int
    text: str


@quick
@dataclass(frozen=True, slots=True)
class GoalTie:
    """The row that a clause is about.

    Attributes:
        row: The row.
        level: Its result.
        figure: The figure of the sentence that states the result; None where it is only named.
        share: Part of its name that the sentence holds.
    """

    row: GoalRow
    level: GroundCell
    figure: Figure | None
    share: float


def clauses_of(marked: str) -> list[Clause]:
    """The clauses of a marked sentence, in order."""
    cuts = [0, *(m.start() for m in _CLAUSE.finditer(marked)), len(marked)]
    return [Clause(a, b, marked[a:b]) for a, b in pairwise(cuts) if b > a]


def other_time(clause: str, periods: Sequence[Period], words: Sequence[TimeWord], now: date) -> bool:
    """Whether a clause tells of another time than the paper's, not only compares with one."""
    for m in _TIME.finditer(clause):
        if _COMPARED.search(clause[: m.start()]):
            continue
        n = int(m["n"])
        if m["kind"] == "P":
            p = periods[n]
            if not (p.start <= now <= p.end) and p.end != now:
                return True
        elif not _LED.match(words[n].text) and not any(e >= now for e in words[n].ends(now)[:1]):
            return True
    return False


class Finder:
    """Finds the row that a clause is about.

    Args:
        rows: All rows with a target.
        names: Of everything that the paper's tables and the store tell of, rows without a target too.
    """

    def __init__(self, rows: Sequence[GoalRow], names: Names) -> None:
        self.rows = rows
        self.names = names
        self._called: dict[frozenset[str], list[int]] = {}
        self._number = {id(row.ground): n for n, row in enumerate(rows)}
        for n, row in enumerate(rows):
            self._called.setdefault(row.ground.words, []).append(n)

    def _rows_of(self, shares: Mapping[frozenset[str], float], least: float) -> list[tuple[GoalRow, float]]:
        """The rows of whose names a text holds at least some part, with that part, in their order."""
        near = [(n, share) for words, share in shares.items() if share >= least for n in self._called.get(words, ())]
        return [(self.rows[n], share) for n, share in sorted(near)]

    def _equalling(self, s: Slot, around: frozenset[str], least: float) -> list[tuple[GoalRow, float]]:
        """As `_rows_of`, of the rows with a cell that a figure may state."""
        found = [n for g in self.names.equalling([s.figure.value]) if (n := self._number.get(id(g))) is not None]
        near = [(self.rows[n], self.names.share(self.rows[n].ground, around)) for n in sorted(found)]
        return [(row, share) for row, share in near if share >= least]

    def stated(self, s: Slot, after: str, around: frozenset[str]) -> GoalTie | None:
        """The row whose latest result a figure states; None where none or several may be meant."""
        found: list[GoalTie] = []
        digits = telling_digits(s.figure.value)
        if s.kind != "level" or s.how not in {"current", "dated", "told", "other"} or not digits:
            return None
        least = min(_CLEAR, _NEAR if digits >= 3 else 0.4 if digits == 2 else _CLEAR)
        unit = unit_of_figure(s.figure.value, after)
        for row, share in (
            self._rows_of(self.names.shares(around), least) if unit else self._equalling(s, around, least)
        ):
            for c in row.levels:
                if s.how in {"dated", "told"} and c.end is not None and c.end not in s.ends:
                    continue
                if equals(s.figure.value, c.value) or _converted(s.figure, unit, row, c):
                    found.append(GoalTie(row, c, s.figure, share))
                    break
        return _best(found)

    def named(self, clause: str, *, subject: bool = False) -> GoalTie | None:
        """The row that words name; of the subject of a clause, all of which must be of the row's name."""
        words = stems(clause) - _IDLE
        if not words:
            return None
        shares = self.names.shares(words)
        if not shares:
            return None
        top = max(shares.values())
        mine = [row for row, _ in self._rows_of(shares, top - _APART)]
        rivals = {w for w, share in shares.items() if share >= top - _APART}
        if len(mine) != 1 or rivals != {mine[0].ground.words} or len(mine[0].levels) != 1:
            return None
        whole = subject and words <= mine[0].ground.words
        if top < (_SOME if whole else _CLEAR):
            return None
        return GoalTie(mine[0], mine[0].levels[0], None, top)

    def subject(self, clause: str) -> GoalTie | None:
        """The row that the words before a clause's verb name."""
        m = _SUBJECT_END.search(clause)
        head = re.sub(r"^\W*(?:and|but|while|whereas|although|though|so|with|which)\b", " ", clause[: m.start()] if m else "", flags=re.IGNORECASE)  # fmt: skip
        return self.named(head, subject=True) if head.strip(" ,;:.") else None


def _best(found: list[GoalTie]) -> GoalTie | None:
    if not found:
        return None
    top = max(t.share for t in found)
    best = [t for t in found if t.share >= top - _APART]
    if len(best) == 1:
        return best[0]
    same = {(t.row.ground.words, t.row.goal.value.number, t.level.value.number) for t in best}
    return best[0] if len(same) == 1 else None  # one row in two tables


def _converted(f: Figure, unit: int, row: GoalRow, c: GroundCell) -> bool:
    """Whether a time told in one unit is the row's in another: "7 hours 12 minutes" of 7.2 hours."""
    if not unit or not row.unit or unit == row.unit:
        return False
    return brought_to(f.value, unit, row.unit).overlaps(quantity(c.value)) and telling_digits(c.value) >= 2
