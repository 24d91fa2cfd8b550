"""Holding lines of a table against a relation, position by position."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from check.inside.invariants_grid import Cell, Grid, Line
from check.inside.invariants_relations import Instance, Relation, Shape

MOST_LINES = 12
"""Up to so many lines all pairs are tried; of more only neighbours."""

WINDOW = 5


def triples(grid: Grid) -> Iterator[tuple[int, int, int]]:
    """Three different lines, in every order of the first; only neighbours where there are many."""
    n = len(grid.lines)
    for a, b, c in combinations(range(n), 3):
        if n <= MOST_LINES or c - a < WINDOW:
            yield a, b, c


def is_rate(line: Line) -> bool:
    """Whether most figures of a line are percentages or points."""
    return line.sort == "rate"


def may_hold(grid: Grid, result: int, terms: Sequence[int], shape: Shape) -> bool:
    """Whether lines fit a relation at all positions but two, and at one at least."""
    lines = [grid.lines[n].cells for n in terms]
    first = grid.lines[result].cells
    common = set(first).intersection(*lines)
    spare = min(2, len(common) - 2)
    if spare < 0:
        return False
    holds = False
    for at in common:
        others = [cells[at] for cells in lines]
        if shape.fits(first[at], others):
            holds = True
        elif not no_sum(grid, shape, (first[at], *others)):
            spare -= 1
            if spare < 0:
                return False
    return holds  # where nothing has a sum, there is nothing to weigh


def made(grid: Grid, shape: Shape, result: int, terms: Sequence[int]) -> Relation:
    """A relation with its instances; positions that have no sum are left out."""
    relation = Relation(shape, grid, grid.lines[result].label, tuple(grid.lines[n].label for n in terms))
    lines = [grid.lines[n].cells for n in terms]
    for at in grid.positions:
        first = grid.lines[result].cells.get(at)
        if first is None or not all(at in cells for cells in lines):
            continue
        others = tuple(cells[at] for cells in lines)
        fits = shape.fits(first, others)
        if fits or not no_sum(grid, shape, (first, *others)):
            relation.instances.append(Instance(relation, at, first, others, fits))
    return relation


def no_sum(grid: Grid, shape: Shape, cells: Sequence[Cell]) -> bool:
    """Whether rows have no sum in a column: rates, or figures of several kinds."""
    if not grid.turned or not shape.linear:
        return False
    sorts = {c.sort for c in cells}
    return "rate" in sorts or len(sorts - {""}) > 1


def leave_out_explained(relation: Relation) -> None:
    """Leave out positions that a further line explains, which has figures there and none where the relation holds.

    "Undeliverable" is printed for one saving only: there the target less what was achieved is not all still to come.

    Args:
        relation: A sum or difference; positions that a further line explains are no longer among its instances.
    """
    if not relation.shape.linear or relation.shape.kind in {"size", "running"}:
        return
    held = [i.at for i in relation.instances if i.holds]
    kept = []
    for i in relation.instances:
        mine = {c.id for c in i.cells}
        more = [
            c
            for line in relation.grid.lines
            if (c := line.cells.get(i.at)) is not None and c.id not in mine and c.number
            and not any(at in line.cells and line.cells[at].number for at in held)
        ]  # fmt: skip
        if i.holds or not _makes_up(i, more):
            kept.append(i)
    relation.instances = kept


def _makes_up(i: Instance, more: Sequence[Cell]) -> bool:
    """Whether one or two further figures make up for what a sum is off by."""
    span = i.relation.shape.span(i.terms)
    if span is None:
        return False
    off = i.result.number - (span[0] + span[1]) / 2
    slack = (span[1] - span[0]) / 2 + i.result.half + sum(c.half for c in more) + 1e-6 * (1 + abs(off))
    singles = [s * c.number for c in more for s in (-1, 1)]
    pairs = [a + b for a, b in combinations(singles, 2)]
    return any(abs(off - x) <= slack for x in (*singles, *pairs))
