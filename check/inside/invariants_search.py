"""Differences, sums with signs and running totals that the lines of a table obey; and which of all relations count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations, product

from check.inside.invariants_grid import Cell, Grid
from check.inside.invariants_ratios import find_ratios, find_shares
from check.inside.invariants_relations import Instance, Relation, Shape, settled
from check.inside.invariants_trying import MOST_LINES, is_rate, leave_out_explained, made, may_hold, no_sum, triples

_MOST_SIGNED = 6
_SUM, _SIZE = Shape("sum"), Shape("size")


def find_relations(
    grid: Grid, known: Sequence[Relation] = (), crossing: Sequence[Relation] = ()
) -> list[Relation]:  # fmt: skip
    """Relations of two or three lines, sums with signs, and running totals.

    Args:
        grid: Columns over rows, or rows over columns.
        known: Totals that were found; relations that say the same are left out.
        crossing: Totals of the same table turned round: where its rows add up, they state one measure.

    Returns:
        Those that chance cannot explain, the surest first.
    """
    if len(grid.lines) < 2 or len(grid.positions) < 3:
        return []
    said = {frozenset((r.result, *r.terms)) for r in known}
    found = [*_differences(grid), *find_ratios(grid), *_signed(grid), *_running(grid), *find_shares(grid)]
    found.sort(key=lambda r: (not r.sure, len(r.broken), -r.score))
    out: list[Relation] = []
    told: dict[tuple[str, bool], Relation] = {}
    for relation in found:
        lines = frozenset((relation.result, *relation.terms))
        if lines in said and relation.shape.linear and relation.shape.kind != "running":
            continue
        best = told.setdefault((relation.result, relation.shape.linear), relation)
        if best is not relation and not all(i.holds for i in relation.instances) and not _same_base(relation, best):
            continue  # a line that runs alongside the right one
        said.add(lines)
        out.append(relation)
    for relation in out:
        _gains(relation, same=any(k.whole for k in crossing))
    return out


def _same_base(relation: Relation, best: Relation) -> bool:
    """Whether both are changes of one line in per cent: worked out from the change, or from the two figures."""
    kinds = {relation.shape.kind, best.shape.kind}
    return relation.sure and kinds == {"ratio", "change"} and relation.terms[1] == best.terms[1]


def _gains(relation: Relation, *, same: bool) -> None:
    """A change of the right size and the wrong sign may show a gain, where rows state different measures."""
    if relation.shape.kind != "difference" or relation.grid.turned or same:
        return
    for i in relation.instances:
        if not i.holds and relation.shape.fits(replace(i.result, number=-i.result.number), i.terms):
            i.soft = True


def _tried(grid: Grid, triple: tuple[int, int, int], result: int) -> float:
    """How many relations like one of three lines were tried: few where the lines are neighbours or one has signs."""
    n = min(len(grid.lines), MOST_LINES)
    ways = 3.0 * n if triple[2] - triple[0] == 2 else n * (n - 1) * (n - 2) / 2
    return max(1.0, ways / 5 if grid.lines[result].signed else ways)


# -- differences -------------------------------------------------------------------------------------------------


def _differences(grid: Grid) -> Iterator[Relation]:
    """Of three lines one is the other two together; told as a difference where the smallest one follows."""
    for triple in triples(grid):
        wholes = _wholes(grid, triple)
        if wholes is None:
            continue
        for whole in wholes:
            y, z = (n for n in triple if n != whole)
            if not _compatible(grid, whole, y, z):
                continue
            result, terms, shape = _told(grid, whole, y, z)
            relation = made(grid, shape, result, terms)
            leave_out_explained(relation)
            smallest = min(triple, key=lambda n: grid.lines[n].typical)
            typical = grid.lines[smallest].typical
            spans = {i.at: _differing(i.cells, typical) for i in relation.instances}
            if settled(relation, spans, _tried(grid, triple, result)):
                yield relation
        yield from _apart(grid, triple)


def _wholes(grid: Grid, triple: tuple[int, int, int]) -> list[int] | None:
    """Which of three lines may be the other two together: at all positions but two.

    Returns:
        None where so few positions bear out that any of them is: how far two of them lie apart the third tells no
        more than that.
    """
    lines = [grid.lines[n].cells for n in triple]
    first, second, third = lines
    common = first.keys() & second.keys() & third.keys()
    most = min(2, len(common) - 2)
    missed, telling, none_fits = [0, 0, 0], [0, 0, 0], 0
    for at in common:  # asked of every three lines of every table: most fit nowhere
        a, b, c = first[at], second[at], third[at]
        x, y, z = a.number, b.number, c.number
        slack = a.half + b.half + c.half + 1e-6 * (abs(x) + abs(y) + abs(z) + 1)
        off = (x - y - z, y - x - z, z - x - y)
        if abs(off[0]) > slack and abs(off[1]) > slack and abs(off[2]) > slack:
            if not no_sum(grid, _SUM, (a, b, c)):
                none_fits += 1
                if none_fits > most:
                    return None
            continue
        for n, o in enumerate(off):
            if abs(o) > slack:
                missed[n] += 1
            elif x * y * z != 0:
                telling[n] += 1
    return [n for n, m, t in zip(triple, missed, telling, strict=True) if m + none_fits <= most and t >= 2]


def _compatible(grid: Grid, *lines: int) -> bool:
    sorts = {grid.lines[n].sort for n in lines}
    return "rate" not in sorts or sorts <= {"rate", ""}


def _told(grid: Grid, whole: int, y: int, z: int) -> tuple[int, tuple[int, int], Shape]:
    """Which line follows: the last one where it is the sum, else the smaller of the two others."""
    if whole == max(whole, y, z):
        small = min((y, z), key=lambda n: grid.lines[n].typical)
        if not (grid.lines[small].signed and small == max(y, z)):
            return whole, (y, z), Shape("sum", (1, 1))
    small = max(y, z) if max(y, z) > whole else min((y, z), key=lambda n: grid.lines[n].typical)
    other = y if small == z else z
    return small, (whole, other), Shape("difference", (1, -1))


def _differing(cells: Sequence[Cell], typical: float) -> float:
    sizes = [abs(c.number) for c in cells]
    return 2 * max(min(sizes), typical) if min(sizes) > 0 else 0.0


def _apart(grid: Grid, triple: tuple[int, int, int]) -> Iterator[Relation]:
    """A line of sizes without signs: how far two others lie apart, whichever is larger."""
    for z in triple:
        x, y = (n for n in triple if n != z)
        line, one, other = grid.lines[z], grid.lines[x].cells, grid.lines[y].cells
        if line.below_nought or line.signed or not _compatible(grid, x, y, z):
            continue
        if not may_hold(grid, z, (x, y), _SIZE):
            continue
        if len({one[at].number > other[at].number for at in line.cells if at in one and at in other}) < 2:
            continue
        relation = made(grid, _SIZE, z, (x, y))
        spans = {i.at: _differing(i.cells, line.typical) for i in relation.instances}
        if settled(relation, spans, _tried(grid, triple, z)):
            yield relation


# -- sums with signs -----------------------------------------------------------------------------------------------


def _signed(grid: Grid) -> Iterator[Relation]:
    """Neighbouring lines of which the last (or first) is the others added and taken away: open, new, closed, open."""
    n = len(grid.lines)
    for size in range(4, _MOST_SIGNED + 1):
        for start in range(n - size + 1):
            window = list(range(start, start + size))
            if any(is_rate(grid.lines[k]) for k in window):
                continue
            for result, terms in ((window[-1], window[:-1]), (window[0], window[1:])):
                for tail in _tails(grid, result, terms):
                    shape = Shape("sum", (1, *tail))
                    relation = made(grid, shape, result, terms)
                    leave_out_explained(relation)
                    spans = {i.at: _signed_span(i.terms) for i in relation.instances}
                    if settled(relation, spans, n * 4.0 * 2 ** (size - 2)):
                        yield relation


def _tails(grid: Grid, result: int, terms: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Signs of the terms behind the first under which they make the result at all positions but two."""
    first, lines = grid.lines[result].cells, [grid.lines[n].cells for n in terms]
    common = set(first).intersection(*lines)
    if len(common) < 3:
        return
    rows = [
        (
            first[at].number - lines[0][at].number,
            [x[at].number for x in lines[1:]],
            first[at].half + sum(x[at].half for x in lines) + 1e-6 * (1 + abs(first[at].number)),
        )
        for at in common
    ]
    for tail in product((1, -1), repeat=len(terms) - 1):
        if all(s == 1 for s in tail):
            continue
        spare = min(2, len(rows) - 2)
        for rest, numbers, slack in rows:
            if abs(rest - sum(s * x for s, x in zip(tail, numbers, strict=True))) > slack:
                spare -= 1
                if spare < 0:
                    break
        else:
            yield tail


def _signed_span(terms: Sequence[Cell]) -> float:
    sizes = sorted(abs(t.number) for t in terms)
    return 2 * sizes[1] if len([s for s in sizes if s]) >= 3 else 0.0


# -- running totals ------------------------------------------------------------------------------------------------


def _running(grid: Grid) -> Iterator[Relation]:
    """A line whose every figure is the one before it and the same position of another line together."""
    for c, m in permutations(range(len(grid.lines)), 2):
        total, step = grid.lines[c], grid.lines[m]
        if is_rate(total) or is_rate(step) or abs(c - m) > 2:
            continue
        shape = Shape("running", (1, 1))
        relation = Relation(shape, grid, total.label, (total.label, step.label))
        before: Cell | None = None
        for at in grid.positions:
            now, came = total.cells.get(at), step.cells.get(at)
            if now is not None and came is not None and before is not None and now.number != came.number:
                relation.instances.append(Instance(relation, at, now, (before, came), shape.fits(now, (before, came))))
            before = now
        if relation.instances and not relation.instances[-1].holds and len(relation.instances) > 1:
            relation.instances.pop()  # a row of totals
        typical = step.typical
        spans = {i.at: _differing(i.cells, typical) for i in relation.instances}
        if relation.held >= 3 and settled(relation, spans, float(len(grid.lines) ** 2)):
            yield relation
