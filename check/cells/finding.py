"""The cells that a figure of prose may state: of rows that its sentence names, under columns that it asks for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from check.cells.columns import OTHERS, POSSIBLE, asked, senses_of_heading, speaks_of
from check.cells.names import RowName, RowNames
from check.cells.slips import states
from check.ground_match import Names, equals, telling_digits
from check.grounds import Ground, GroundCell, grounds_of, stems
from check.listed_parts import RESPECTIVELY
from check.paper import Figure, Paper
from check.told_lines import Line, time_of
from records import Value, quick

_IN_ROW = re.compile(
    r"^\)?(?:(?!\s+(?:and|or|but|with|than|while|whereas)\b)\s+[a-z%’'-]+){0,6}?\s+(?:in|at|from|for|to|by|on|of|were|was|are|is)\s+(?:(?:the|our|its)\s+)?$",
    re.IGNORECASE,
)
_AT_ONCE = re.compile(
    r"^(?:['’]s)?\s*(?:[,(:–-]\s*)?(?:(?:at|was|were|had|with|by|of|is)\s+)?(?:(?:just|only|the|some)\s+)*£?$"
)
"""Between a name and the figure that belongs to it: "Moors (89.8%)", "Retirement with 44"."""
_BREAK = re.compile(r"[;]|:\s|\.\s")
_MARK = re.compile(r"«N\d+»")
_AGAIN = re.compile(r"^\s*(?:\(\s*«N\d+»\s*\)|,?\s+or\s+«N\d+»,?)")
_FEW = 2
"""Words between two figures that leave the second what the first is of: "by £1.4m to £19.6m"."""
_PART_OF = re.compile(
    r"^(?:\s*\([^()]*\))?\s+(?:out\s+)?of\s+(?:the|them|these|those|which|whom|our|all|its)\b", re.IGNORECASE
)
"""Behind a part of something, which is neither the whole nor what was spoken of before: "352 of the clients"."""
_AROUND = 0.22
_CALLED = 0.72
_APART = 0.12
_WHOLE = re.compile(
    r"\boverall\b|\b(?:in|the)\s+(?:all|total)\b|\btotal(?:s|l?ing|l?ed)?\b|\baltogether\b|\bas\s+a\s+whole\b|\bon\s+average\b|"
    r"\b(?:across|for|in|of)\s+(?:all|the\s+(?:whole\s+)?(?:borough|county|city|council|district|authority|service))\b|"
    r"\b(?:borough|county|city|council|district)(?:[- ]?wide|\s+(?:average|figure|rate|total))\b",
    re.IGNORECASE,
)
"""Words that tell of the whole of a table, in a sentence that names its rows too."""
_FAR = 2
"""Figures between a name and another that make it doubtful whose it is, but for words of its column."""
_NEEDS = {"target": frozenset({"aimed", "planned"}), "benchmark": OTHERS}
FULL, TOLD, PARTLY, FAINTLY = 4, 3, 2, 1


@quick
@dataclass(frozen=True, slots=True)
class Told:
    """A cell that a figure may state.

    Attributes:
        ground: Its row.
        cell: The cell.
        row: How firmly its row is named: FULL right beside the figure, TOLD, PARTLY or FAINTLY.
        column: How firmly its column is asked for.
    """

    ground: Ground
    cell: GroundCell
    row: int
    column: int


class CellFinder:
    """Finds the cells that the figures of a paper's sentences may state.

    Args:
        paper: With its figures, tied and timed.
    """

    def __init__(self, paper: Paper) -> None:
        self.grounds = [*grounds_of(paper), *published_grounds(paper)]
        self.now: date | None = paper.period.end if paper.period is not None else None
        self._names = RowNames(self.grounds)
        self._near = Names(self.grounds)
        self._wholes = [g for g in self.grounds if g.total]

    def named(self, line: Line) -> list[RowName]:
        """The rows that a sentence names."""
        return self._names.find(line.sentence.template)

    def tied(self, line: Line) -> list[Ground]:
        """The rows of which a sentence states a figure that is telling, and some words."""
        out: dict[int, Ground] = {}
        for k, f in line.figures.items():
            if telling_digits(f.value) < 3:
                continue
            near = [
                g for g in self._near.equalling([f.value])
                if self._near.share(g, line.around) >= _AROUND
                and any(equals(f.value, c.value) for c in time_of(line, k, self.now).cells(g, self.now))
            ]  # fmt: skip
            if len({g.words for g in near}) == 1:
                out |= {id(g): g for g in near}
        return list(out.values())

    def told(self, line: Line, k: int, before: Sequence[tuple[Ground, int]]) -> Iterator[Told]:
        """The cells that a figure may state.

        Args:
            line: Its sentence.
            k: Its number in it.
            before: The rows that the sentence before was about, and how firmly.
        """
        text = line.sentence.template
        mark = f"«N{k}»"
        left, _, right = text.partition(mark)
        near = words_around(left, right)
        when = time_of(line, k, self.now)
        about = f"{text} {line.before}"
        named = self.named(line)
        rows = dict(_rows(named, text, len(left), len(left) + len(mark)))
        far = {
            id(n.ground) for n in named
            if n.end <= len(left) and len(_MARK.findall(left[n.end :])) >= _FAR
        } - {id(n.ground) for n in named if n.end > len(left) or len(_MARK.findall(left[n.end :])) < _FAR}  # fmt: skip
        here = {n.ground.table for n in named}
        for g in self.tied(line):
            rows[id(g)] = (g, max(TOLD, rows.get(id(g), (g, 0))[1]))
        own = any(n.share == 1 for n in named)  # a sentence that names rows of its own goes on about no others
        part = _PART_OF.match(right) is not None
        for g, firm in before if not part else ():
            if g.table not in here and not own:
                rows.setdefault(id(g), (g, firm))
        for g in self._called(line):
            if g.table not in here:
                rows.setdefault(id(g), (g, PARTLY))
        whole = _WHOLE.search(near)
        for g in self._wholes if not part else ():
            if whole is not None or not any(n.ground.table == g.table and n.end <= len(left) for n in named):
                near_it = stems(f"{g.caption} {line.before}") & line.words
                rows.setdefault(id(g), (g, TOLD if near_it and whole is not None else PARTLY if near_it else FAINTLY))
        for g, firm in rows.values():
            for c in g.cells:
                column = asked(g, c, near, about, when, self.now)
                if id(g) in far and not speaks_of(g, c, near):
                    column = min(column, POSSIBLE)
                if column and _of_role(line.figures[k], c):
                    yield Told(g, c, firm, column)

    def headed(self, text: str) -> list[tuple[Ground, int]]:
        """The row that a heading names in full, where it names one."""
        found = {id(n.ground): n.ground for n in self._names.find(text) if n.share == 1}
        return [(g, PARTLY) for g in found.values()] if len(found) == 1 else []

    def about(self, line: Line) -> list[tuple[Ground, int]]:
        """The rows that a sentence is about, for the next, and how firmly."""
        named = [(n.ground, PARTLY if n.share == 1 else FAINTLY) for n in self.named(line)]
        return named + [(g, PARTLY) for g in (*self.tied(line), *self._called(line))]

    def _called(self, line: Line) -> list[Ground]:
        """The row of each table whose name a sentence holds in good part, here and there, and better than others."""
        tables: dict[int, list[tuple[float, Ground]]] = defaultdict(list)
        for share, g in self._near.called(line.words, _CALLED - _APART):
            if not g.total:
                tables[g.table].append((share, g))
        best = (sorted(found, key=lambda x: -x[0]) for found in tables.values())
        return [
            x[0][1]
            for x in best
            if x[0][0] >= _CALLED and len(x[0][1].words) >= 2 and (len(x) == 1 or x[1][0] < x[0][0] - _APART)
        ]

    def known(self, v: Value, line: Line) -> bool:
        """Whether a cell of the paper states a figure, of a row that shares a word with what stands around it."""
        return any(
            states(v, c.value)
            for g in self._near.stating([v])
            if g.total or g.words & line.around or stems(g.caption) & line.words
            for c in g.cells
        )


def published_grounds(paper: Paper) -> list[Ground]:
    """What earlier publications say of the indicators that sentences come near to, where a store was given."""
    known = paper.cache.get("known_grounds")
    return list(known[1]) if isinstance(known, tuple) else []


def words_around(left: str, right: str) -> str:
    """The words around a figure up to its neighbours; what is told again in brackets is none.

    Args:
        left: What stands before it in its sentence, with marks.
        right: What stands behind it.
    """
    before = _MARK.split(_BREAK.split(left)[-1])
    led = before[-1] if len(before) < 2 or len(before[-1].split()) > _FEW else f"{before[-2]} {before[-1]}"
    return f"{led} {_MARK.split(_BREAK.split(_AGAIN.sub(' ', right))[0])[0]}"


def _rows(named: list[RowName], text: str, start: int, end: int) -> Iterator[tuple[int, tuple[Ground, int]]]:
    """The rows that a figure may be told of, with how firmly: of each table the name before it and the one behind."""
    tables: dict[int, list[RowName]] = defaultdict(list)
    for n in named:
        tables[n.ground.table].append(n)
    for mine in tables.values():
        ahead = [n for n in mine if n.end <= start and not _BREAK.search(text[n.end : start])]
        behind = [n for n in mine if n.start >= end and not _BREAK.search(text[end : n.start])]
        if RESPECTIVELY.search(text):
            for n in mine:
                yield id(n.ground), (n.ground, TOLD if n.share == 1 else PARTLY)
            continue
        if ahead:
            n = ahead[-1]
            close = _AT_ONCE.match(text[n.end : start]) is not None
            yield id(n.ground), (n.ground, (FULL if close else TOLD) if n.share == 1 else PARTLY)
            if close:
                continue
        if behind and not _MARK.search(text[end : behind[0].start]):
            n = behind[0]
            close = _IN_ROW.match(text[end : n.start]) is not None
            yield (
                id(n.ground),
                (n.ground, (FULL if close else PARTLY) if n.share == 1 else PARTLY if close else FAINTLY),
            )
        elif behind and not ahead and len({id(n.ground) for n in mine}) == 1:
            yield id(behind[0].ground), (behind[0].ground, PARTLY)


def _of_role(f: Figure, c: GroundCell) -> bool:
    """Whether a column may hold what the words make of a figure: targets and benchmarks have columns of their own."""
    senses = senses_of_heading(c.header)
    needed = _NEEDS.get(f.claim.role)
    if needed is None and senses and senses <= _NEEDS["target"]:
        return "planned" in senses or f.claim.role == "forecast"  # a result beside "the 99% target" is none
    return needed is None or bool(needed & senses)
