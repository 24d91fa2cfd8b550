"""Ratios, changes in per cent, and shares of a whole that the lines of a table obey."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from check.inside.invariants_grid import Grid, Line
from check.inside.invariants_relations import Instance, Relation, Shape, settled
from check.inside.invariants_trying import WINDOW, is_rate, made, may_hold, triples

_FACTORS = (1, 1_000, 10_000, 100_000)
_SAMPLE = 5
"""Positions that are looked at before all are."""

_CHANGE, _PER_CENT = Shape("change"), Shape("ratio", (), 100)
_PER = {k: Shape("ratio", (), k) for k in _FACTORS}


def find_ratios(grid: Grid) -> Iterator[Relation]:
    """Lines that are one line out of another, or the change from one to another in per cent.

    Args:
        grid: Columns over rows, or rows over columns.
    """
    tried = 0
    near: list[tuple[int, tuple[int, int], Shape]] = []
    for c, a, b, shape in _of_two(grid):
        tried += 1
        if _near(grid, c, a, b, shape):
            near.append((c, (a, b), shape))
    for c, terms, shape in near:
        if not may_hold(grid, c, terms, shape):
            continue
        relation = made(grid, shape, c, terms)
        relation.instances = [i for i in relation.instances if i.holds or not _other_unit(i)]
        spread = _spread(grid.lines[c])
        spans = {i.at: _telling(i, spread, turned=grid.turned) for i in relation.instances}
        if settled(relation, spans, tried / 10 if _part_of_whole(relation) else float(tried)):
            yield relation


def _of_two(grid: Grid) -> Iterator[tuple[int, int, int, Shape]]:
    """Lines that may be the change between two others in per cent, or one of them out of the other."""
    rates = [is_rate(line) for line in grid.lines]
    decimals = [any(c.figure.value.places for c in line.cells.values()) for line in grid.lines]
    for triple in triples(grid):
        if grid.turned and triple[2] - triple[0] >= WINDOW:
            continue
        for c in triple:
            if not rates[c] and not decimals[c] and grid.turned:
                continue
            for a, b in permutations([n for n in triple if n != c]):
                if rates[a] != rates[b]:
                    continue
                if rates[c] or (decimals[c] and not decimals[a]):
                    yield c, a, b, _CHANGE
                if rates[a]:
                    continue
                if rates[c]:
                    yield c, a, b, _PER_CENT
                else:
                    yield from ((c, a, b, _PER[k]) for k in _FACTORS if decimals[c] or k > 1)


def _near(grid: Grid, c: int, a: int, b: int, shape: Shape) -> bool:
    """Whether the first few positions bear a ratio out, roughly: a quick look before the exact one."""
    results, tops, bottoms = (grid.lines[n].cells for n in (c, a, b))
    factor, less = (100.0, 100.0) if shape.kind == "change" else (float(shape.factor), 0.0)
    seen = fits = 0
    for at, r in results.items():
        x, y = tops.get(at), bottoms.get(at)
        if x is None or y is None or not y.number:
            continue
        seen += 1
        share = x.number / y.number
        slack = 1.01 * r.unit + 1.2 * factor * (x.half + abs(share) * y.half) / max(abs(y.number) - y.half, 1e-9) + 1e-9
        fits += abs(factor * share - less - r.number) <= slack
        if seen == _SAMPLE or fits >= 3 or seen - fits > 2:
            break
    return fits >= 2 and seen - fits <= 2


def _part_of_whole(relation: Relation) -> bool:
    """Whether a line of percentages stands beside a line of parts and a line of wholes: its natural reading."""
    return relation.shape.factor == 100 and all(
        0 <= i.terms[0].number <= i.terms[1].number and 0 <= i.result.number <= 100 for i in relation.instances
    )


def _other_unit(i: Instance) -> bool:
    """Whether a row states its ratio in another unit: an average among percentages."""
    if i.relation.shape.kind != "ratio" or i.result.figure.value.unit == "percent":
        return False
    return any(Shape("ratio", (), k).fits(i.result, i.terms) for k in (100, *_FACTORS))


def _telling(i: Instance, spread: float, *, turned: bool) -> float:
    """How far a ratio might reasonably lie from another; next to nothing is told by a division by one."""
    if abs(i.terms[1].number) <= 1 or i.result.number == 0:
        return 0.0
    return min(spread, 2 * abs(i.result.number)) if turned else spread


def _spread(line: Line) -> float:
    """How far the figures of a line lie from each other; a few units at least are told apart by nothing."""
    numbers = [c.number for c in line.cells.values()]
    return max(numbers) - min(numbers) if numbers else 0.0


# -- shares of a whole ---------------------------------------------------------------------------------------------


def find_shares(grid: Grid) -> Iterator[Relation]:
    """A line of shares of another line's whole: the figure beside 100%, or what the others add up to.

    Args:
        grid: Columns over rows, or rows over columns.
    """
    rates = [line for line in grid.lines if is_rate(line)]
    counts = [line for line in grid.lines if not is_rate(line)]
    for shares in rates:
        spread = _spread(Line("", {at: c for at, c in shares.cells.items() if c.number < 99}, ""))
        for of in counts:
            made = [r for r in (_out_of_printed(grid, shares, of), _out_of_sum(grid, shares, of)) if r is not None]
            good = [r for r in made if settled(r, {i.at: spread for i in r.instances}, float(len(rates) * len(counts)))]
            if good:
                yield min(
                    good, key=lambda r: (sum(not i.holds and i.result.number < 99 for i in r.instances), r.shape.whole)
                )


def _at_hundred(grid: Grid, shares: Line, of: Line) -> int | None:
    """The first or last position of a line of shares, where it says 100%."""
    at = [p for p in grid.positions if p in shares.cells and p in of.cells]
    ends = [p for p in (at[-1], at[0]) if abs(shares.cells[p].number - 100) < 0.06] if len(at) >= 3 else []
    return ends[0] if ends else None


def _out_of_printed(grid: Grid, shares: Line, of: Line) -> Relation | None:
    whole = _at_hundred(grid, shares, of)
    if whole is None or of.cells[whole].number <= 0:
        return None
    shape = Shape("ratio", (), 100)
    relation = Relation(shape, grid, shares.label, (of.label, f"its whole, {grid.labels.get(whole, '')}"))
    for at in grid.positions:
        if at != whole and at in shares.cells and at in of.cells:
            terms = (of.cells[at], of.cells[whole])
            relation.instances.append(
                Instance(relation, at, shares.cells[at], terms, shape.fits(shares.cells[at], terms))
            )
    return relation


def _out_of_sum(grid: Grid, shares: Line, of: Line) -> Relation | None:
    whole = _at_hundred(grid, shares, of)
    parts = {at: c for at, c in of.cells.items() if at != whole and at in shares.cells}
    added = sum(c.number for c in parts.values())
    if len(parts) < 3 or added <= 0 or (whole is None and abs(sum(shares.cells[at].number for at in parts) - 100) > 2):
        return None
    shape = Shape("share", (), 100, added)
    relation = Relation(shape, grid, shares.label, (of.label,))
    for at in grid.positions:
        if at in parts or at == whole:
            terms = (of.cells[at],)
            relation.instances.append(
                Instance(relation, at, shares.cells[at], terms, shape.fits(shares.cells[at], terms))
            )
    return relation
