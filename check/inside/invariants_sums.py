"""Totals by evidence: a line that equals the sum of the lines before it (or behind it) at most of its positions.

What a total is called does not matter. Subtotals are found first; grand totals then add up the other lines or the
subtotals. Rates and averages have no sums: a position whose total lies among its parts is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from check.inside.casting import total_label
from check.inside.invariants_grid import Cell, Grid, Line
from check.inside.invariants_relations import Instance, Relation, Shape, settled
from check.inside.invariants_trying import leave_out_explained

_LONGEST = 80
"""Lines a total may add up."""

_NEAR = 1e-6


@dataclass(slots=True)
class _Run:
    """Lines behind one another, added up at every position."""

    lines: list[int]
    sums: dict[int, float]
    halves: dict[int, float]


def find_sums(grid: Grid) -> list[Relation]:
    """The totals of a grid.

    Args:
        grid: Columns over rows, or rows over columns.

    Returns:
        One relation for each total found; positions that have no sum (rates, averages) are not among its instances.
    """
    found: dict[int, tuple[Relation, list[int]]] = {}
    groups = _groups(grid)
    for _ in range(2):
        for group in groups:
            covered = {k for _, parts in found.values() for k in parts}
            for at, t in enumerate(group):
                if t in found:
                    continue
                best = _best(grid, t, list(_choices(group, at, found, covered)), len(group))
                if best is not None:
                    found[t] = best
    return [relation for _, (relation, _) in sorted(found.items())]


def _groups(grid: Grid) -> list[list[int]]:
    """Lines that may add up: columns of rates apart from the others; rows hold both, column by column."""
    if grid.turned:
        return [list(range(len(grid.lines)))]
    rates = [n for n, line in enumerate(grid.lines) if line.sort == "rate"]
    return [[n for n in range(len(grid.lines)) if n not in set(rates)], rates]


def _choices(
    group: Sequence[int], at: int, found: dict[int, tuple[Relation, list[int]]], covered: set[int]
) -> Iterator[list[int]]:
    """Lines that a total may add up, nearest first: those before it or behind it, all, without totals, or totals."""
    for near in (list(reversed(group[:at])), list(group[at + 1 :])):
        lines = near[:_LONGEST]
        yield lines
        plain = [n for n in lines if n not in found]
        if plain != lines:
            yield plain
            yield [n for n in lines if n in found or n not in covered]


def _best(
    grid: Grid, t: int, choices: list[list[int]], size: int
) -> tuple[Relation, list[int]] | None:  # fmt: skip
    best: tuple[tuple[int, float, int], Relation, list[int]] | None = None
    named = total_label(grid.lines[t].label)
    at_edge = t in {0, len(grid.lines) - 1}
    for lines in choices:
        for run in _runs(grid, grid.lines[t], lines, 2 if named else 3, at_edge=at_edge):
            instances = list(_instances(grid, t, run))
            relation = _relation(grid, t, run, instances)
            leave_out_explained(relation)
            edge = len(run.lines) == len(lines) and len(lines) >= size - 2
            spans = {i.at: _span(i.terms) for i in relation.instances}
            tried = 3.0 if edge else float(size * size)
            if not settled(relation, spans, tried, named=named, alone=edge and len(run.lines) >= 3):
                continue
            key = (relation.held - 2 * len(relation.broken), relation.score, len(run.lines))
            if best is None or key > best[0]:
                best = (key, relation, list(run.lines))
    return (best[1], best[2]) if best is not None else None


def _runs(grid: Grid, total: Line, lines: list[int], fewest: int, *, at_edge: bool) -> Iterator[_Run]:
    """Runs of lines, nearest first, that some positions of the total may equal."""
    run = _Run([], {}, {})
    state = {at: _Column(c.number, c.half, c.sort) for at, c in total.cells.items()}
    for n in lines:
        cells = grid.lines[n].cells
        state = {at: s for at, s in state.items() if at in cells}
        for at, s in state.items():
            s.add(cells[at])
        run.lines.append(n)
        if not state:
            return
        if len(run.lines) < fewest:
            continue
        fits = sum(s.fits for s in state.values())
        if fits >= (1 if fewest == 2 or at_edge else 2) and sum(s.misses for s in state.values()) <= 2:
            yield _Run(
                list(run.lines), {at: s.sum for at, s in state.items()}, {at: s.half - s.own for at, s in state.items()}
            )


class _Column:
    """One position while lines are added up."""

    __slots__ = ("half", "high", "low", "mixed", "own", "sort", "sum", "total")

    def __init__(self, total: float, half: float, sort: str) -> None:
        self.total, self.own, self.half, self.sort = total, half, half, sort
        self.sum, self.low, self.high, self.mixed = 0.0, float("inf"), float("-inf"), sort == "rate"

    def add(self, c: Cell) -> None:
        n = c.number
        self.sum += n
        self.half += c.half
        self.low, self.high = min(self.low, n), max(self.high, n)
        if c.sort != self.sort:
            self.mixed = self.mixed or c.sort == "rate" or bool(c.sort and self.sort)
            self.sort = self.sort or c.sort

    @property
    def fits(self) -> bool:
        return abs(self.sum - self.total) <= self.half + _NEAR * max(1.0, abs(self.sum))

    @property
    def misses(self) -> bool:
        """Whether it is no sum though nothing excuses it."""
        return not self.fits and not self.mixed and not (self.low >= 0 and self.low <= self.total <= self.high)


def _instances(grid: Grid, t: int, run: _Run) -> Iterator[tuple[int, Cell, tuple[Cell, ...], bool]]:
    total = grid.lines[t]
    for at in grid.positions:
        if at not in run.sums:
            continue
        result = total.cells[at]
        terms = tuple(grid.lines[n].cells[at] for n in reversed(run.lines))
        slack = run.halves[at] + result.half + _NEAR * max(1.0, abs(run.sums[at]))
        holds = abs(run.sums[at] - result.number) <= slack
        if holds or not _other_sorts((result, *terms)):
            yield at, result, terms, holds


def _other_sorts(cells: Sequence[Cell]) -> bool:
    """Whether figures have no sum: rates, and figures of several kinds."""
    sorts = {c.sort for c in cells}
    return "rate" in sorts or len(sorts - {""}) > 1


def _between(total: Cell, parts: Sequence[Cell]) -> bool:
    """Whether a total lies among its parts, as averages do."""
    numbers = [p.number for p in parts]
    return min(numbers) >= 0 and min(numbers) <= total.number <= max(numbers)


def _relation(
    grid: Grid, t: int, run: _Run, instances: list[tuple[int, Cell, tuple[Cell, ...], bool]]
) -> Relation:  # fmt: skip
    lines = list(reversed(run.lines))
    if lines and lines[0] > lines[-1]:
        lines.reverse()
    shape = Shape("sum", (1,) * len(lines))
    relation = Relation(shape, grid, grid.lines[t].label, tuple(grid.lines[n].label for n in lines), whole=True)
    relation.instances = [
        Instance(relation, at, result, tuple(sorted(terms, key=_order)), holds, not holds and _between(result, terms))
        for at, result, terms, holds in instances
    ]
    return relation


def _order(c: Cell) -> tuple[int, int]:
    return c.row, c.id


def _span(parts: Sequence[Cell]) -> float:
    """How large a figure in the total's place might as well be: of two parts nothing tells a sum from a difference."""
    sizes = [abs(p.number) for p in parts]
    if sum(s > 0 for s in sizes) < 2:
        return 0.0
    return 2 * (max(sizes) if len([s for s in sizes if s]) > 2 else min(s for s in sizes if s))
