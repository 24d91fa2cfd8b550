"""Differences, changes in per cent, ratios, sums with signs and running totals that the lines of a table obey."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, permutations, product
from statistics import median

from check.inside.invariants_grid import Cell, Grid, Line
from check.inside.invariants_relations import Instance, Relation, Shape, settled

_MOST_LINES = 12
"""Up to so many lines all pairs are tried; of more only neighbours."""

_WINDOW = 5
_MOST_SIGNED = 6
_FACTORS = (1, 1_000, 10_000, 100_000)


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
    found = [*_differences(grid), *_shares_of_two(grid), *_signed(grid), *_running(grid), *_of_whole(grid)]
    found.sort(key=lambda r: (not r.sure, len(r.broken), -r.score))
    out: list[Relation] = []
    told: dict[tuple[str, bool], Relation] = {}
    for relation in found:
        lines = frozenset((relation.result, *relation.terms))
        if lines in said and relation.shape.linear and relation.shape.kind != "running":
            continue
        best = told.setdefault((relation.result, relation.shape.linear), relation)
        if best is not relation and not all(i.holds for i in relation.instances):
            continue  # a line that runs alongside the right one
        said.add(lines)
        out.append(relation)
    for relation in out:
        _gains(relation, same=any(k.whole for k in crossing))
    return out


def _gains(relation: Relation, *, same: bool) -> None:
    """A change of the right size and the wrong sign may show a gain, where rows state different measures."""
    if relation.shape.kind != "difference" or relation.grid.turned or same:
        return
    for i in relation.instances:
        if not i.holds and relation.shape.fits(replace(i.result, number=-i.result.number), i.terms):
            i.soft = True


def _triples(grid: Grid) -> Iterator[tuple[int, int, int]]:
    """Three different lines, in every order of the first; only neighbours where there are many."""
    n = len(grid.lines)
    for a, b, c in combinations(range(n), 3):
        if n <= _MOST_LINES or c - a < _WINDOW:
            yield a, b, c


def _rate(line: Line) -> bool:
    return line.sort == "rate"


def _typical(line: Line) -> float:
    sizes = [abs(c.number) for c in line.cells.values() if c.number]
    return median(sizes) if sizes else 0.0


def _tried(grid: Grid, triple: tuple[int, int, int], result: int) -> float:
    """How many relations like one of three lines were tried: few where the lines are neighbours or one has signs."""
    n = min(len(grid.lines), _MOST_LINES)
    ways = 3.0 * n if triple[2] - triple[0] == 2 else n * (n - 1) * (n - 2) / 2
    return max(1.0, ways / 5 if _signs(grid.lines[result]) else ways)


def _signs(line: Line) -> bool:
    """Whether most of a line's figures print a sign, as changes do."""
    signed = sum(c.figure.value.printed.strip()[:1] in {"+", "-", "−", "–"} for c in line.cells.values())
    return signed * 2 > len(line.cells)


# -- differences -------------------------------------------------------------------------------------------------


def _differences(grid: Grid) -> Iterator[Relation]:
    """Of three lines one is the other two together; told as a difference where the smallest one follows."""
    for triple in _triples(grid):
        for whole in _wholes(grid, triple):
            y, z = (n for n in triple if n != whole)
            if not _compatible(grid, whole, y, z):
                continue
            result, terms, shape = _told(grid, whole, y, z)
            relation = _made(grid, shape, result, terms)
            smallest = min(triple, key=lambda n: _typical(grid.lines[n]))
            typical = _typical(grid.lines[smallest])
            spans = {i.at: _differing(i.cells, typical) for i in relation.instances}
            if settled(relation, spans, _tried(grid, triple, result)):
                yield relation
        yield from _apart(grid, triple)


def _wholes(grid: Grid, triple: tuple[int, int, int]) -> list[int]:
    """Which of three lines may be the other two together: at all positions but two."""
    lines = [grid.lines[n].cells for n in triple]
    common = lines[0].keys() & lines[1].keys() & lines[2].keys()
    missed, telling = [0, 0, 0], [0, 0, 0]
    for at in common:
        a, b, c = (cells[at] for cells in lines)
        x, y, z = a.number, b.number, c.number
        slack = a.half + b.half + c.half + 1e-6 * (abs(x) + abs(y) + abs(z) + 1)
        off = (x - y - z, y - x - z, z - x - y)
        if all(abs(o) > slack for o in off) and _no_sum(grid, Shape("sum"), (a, b, c)):
            continue
        for n, o in enumerate(off):
            missed[n] += abs(o) > slack
            telling[n] += abs(o) <= slack and x * y * z != 0
        if min(missed) > 2:
            return []
    most = min(2, len(common) - 2)
    return [n for n, m, t in zip(triple, missed, telling, strict=True) if m <= most and t >= 2]


def _compatible(grid: Grid, *lines: int) -> bool:
    sorts = {grid.lines[n].sort for n in lines}
    return "rate" not in sorts or sorts <= {"rate", ""}


def _told(grid: Grid, whole: int, y: int, z: int) -> tuple[int, tuple[int, int], Shape]:
    """Which line follows: the last one where it is the sum, else the smaller of the two others."""
    if whole == max(whole, y, z):
        small = min((y, z), key=lambda n: _typical(grid.lines[n]))
        if not (_signs(grid.lines[small]) and small == max(y, z)):
            return whole, (y, z), Shape("sum", (1, 1))
    small = max(y, z) if max(y, z) > whole else min((y, z), key=lambda n: _typical(grid.lines[n]))
    other = y if small == z else z
    return small, (whole, other), Shape("difference", (1, -1))


def _differing(cells: Sequence[Cell], typical: float) -> float:
    sizes = [abs(c.number) for c in cells]
    return 2 * max(min(sizes), typical) if min(sizes) > 0 else 0.0


def _apart(grid: Grid, triple: tuple[int, int, int]) -> Iterator[Relation]:
    """A line of sizes without signs: how far two others lie apart, whichever is larger."""
    for z in triple:
        x, y = (n for n in triple if n != z)
        sizes = grid.lines[z].cells
        if any(c.number < 0 for c in sizes.values()) or _signs(grid.lines[z]) or not _compatible(grid, x, y, z):
            continue
        ways = {
            grid.lines[x].cells[at].number > grid.lines[y].cells[at].number
            for at in sizes
            if at in grid.lines[x].cells and at in grid.lines[y].cells
        }
        if len(ways) < 2 or not _may_hold(grid, z, (x, y), Shape("size")):
            continue
        relation = _made(grid, Shape("size"), z, (x, y))
        typical = _typical(grid.lines[z])
        spans = {i.at: _differing(i.cells, typical) for i in relation.instances}
        if settled(relation, spans, _tried(grid, triple, z)):
            yield relation


# -- changes in per cent and ratios --------------------------------------------------------------------------------


def _shares_of_two(grid: Grid) -> Iterator[Relation]:
    trials = [(c, (a, b), shape) for c, a, b, shape in _of_two(grid)]
    for c, terms, shape in trials:
        if not _may_hold(grid, c, terms, shape):
            continue
        relation = _made(grid, shape, c, terms)
        relation.instances = [i for i in relation.instances if i.holds or not _other_unit(i)]
        spread = _spread(grid.lines[c])
        spans = {i.at: _telling(i, spread, turned=grid.turned) for i in relation.instances}
        if settled(relation, spans, float(len(trials))):
            yield relation


def _of_two(grid: Grid) -> Iterator[tuple[int, int, int, Shape]]:
    """Lines that may be the change between two others in per cent, or one of them out of the other."""
    rates = [_rate(line) for line in grid.lines]
    decimals = [_decimal(line) for line in grid.lines]
    for triple in _triples(grid):
        if grid.turned and triple[2] - triple[0] >= _WINDOW:
            continue
        for c in triple:
            if not rates[c] and not decimals[c] and grid.turned:
                continue
            for a, b in permutations(n for n in triple if n != c):
                if rates[a] != rates[b]:
                    continue
                if rates[c] or (decimals[c] and not decimals[a]):
                    yield c, a, b, Shape("change")
                if rates[a]:
                    continue
                if rates[c]:
                    yield c, a, b, Shape("ratio", (), 100)
                else:
                    yield from ((c, a, b, Shape("ratio", (), k)) for k in _FACTORS if decimals[c] or k > 1)


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


def _decimal(line: Line) -> bool:
    return any(c.figure.value.places for c in line.cells.values())


def _spread(line: Line) -> float:
    """How far the figures of a line lie from each other; a few units at least are told apart by nothing."""
    numbers = [c.number for c in line.cells.values()]
    return max(numbers) - min(numbers) if numbers else 0.0


# -- sums with signs -----------------------------------------------------------------------------------------------


def _signed(grid: Grid) -> Iterator[Relation]:
    """Neighbouring lines of which the last (or first) is the others added and taken away: open, new, closed, open."""
    n = len(grid.lines)
    for size in range(4, _MOST_SIGNED + 1):
        for start in range(n - size + 1):
            window = list(range(start, start + size))
            if any(_rate(grid.lines[k]) for k in window):
                continue
            for result, terms in ((window[-1], window[:-1]), (window[0], window[1:])):
                for tail in product((1, -1), repeat=size - 2):
                    if all(s == 1 for s in tail):
                        continue
                    shape = Shape("sum", (1, *tail))
                    if not _may_hold(grid, result, terms, shape):
                        continue
                    relation = _made(grid, shape, result, terms)
                    spans = {i.at: _signed_span(i.terms) for i in relation.instances}
                    if settled(relation, spans, n * 4.0 * 2 ** (size - 2)):
                        yield relation


def _signed_span(terms: Sequence[Cell]) -> float:
    sizes = sorted(abs(t.number) for t in terms)
    return 2 * sizes[1] if len([s for s in sizes if s]) >= 3 else 0.0


# -- running totals ------------------------------------------------------------------------------------------------


def _running(grid: Grid) -> Iterator[Relation]:
    """A line whose every figure is the one before it and the same position of another line together."""
    for c, m in permutations(range(len(grid.lines)), 2):
        total, step = grid.lines[c], grid.lines[m]
        if _rate(total) or _rate(step) or abs(c - m) > 2:
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
        typical = _typical(step)
        spans = {i.at: _differing(i.cells, typical) for i in relation.instances}
        if relation.held >= 3 and settled(relation, spans, float(len(grid.lines) ** 2)):
            yield relation


# -- shares of a whole ---------------------------------------------------------------------------------------------


def _of_whole(grid: Grid) -> Iterator[Relation]:
    """A line of shares of another line's whole: the figure beside 100%, or what the others add up to."""
    rates = [line for line in grid.lines if _rate(line)]
    counts = [line for line in grid.lines if not _rate(line)]
    for shares in rates:
        spread = _spread(Line("", {at: c for at, c in shares.cells.items() if c.number < 99}, ""))
        for of in counts:
            made = [r for r in (_out_of_printed(grid, shares, of), _out_of_sum(grid, shares, of)) if r is not None]
            good = [r for r in made if settled(r, {i.at: spread for i in r.instances}, float(len(rates) * len(counts)))]
            if good:
                yield min(good, key=lambda r: (sum(not i.holds for i in r.instances), r.shape.whole))


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


# -- trying --------------------------------------------------------------------------------------------------------


def _may_hold(grid: Grid, result: int, terms: Sequence[int], shape: Shape) -> bool:
    """Whether lines fit a relation at all positions but two."""
    lines = [grid.lines[n].cells for n in terms]
    first = grid.lines[result].cells
    common = set(first).intersection(*lines)
    spare = min(2, len(common) - 2)
    if spare < 0:
        return False
    for at in common:
        others = tuple(cells[at] for cells in lines)
        if not shape.fits(first[at], others) and not _no_sum(grid, shape, (first[at], *others)):
            spare -= 1
            if spare < 0:
                return False
    return True


def _made(grid: Grid, shape: Shape, result: int, terms: Sequence[int]) -> Relation:
    relation = Relation(shape, grid, grid.lines[result].label, tuple(grid.lines[n].label for n in terms))
    lines = [grid.lines[n].cells for n in terms]
    for at in grid.positions:
        first = grid.lines[result].cells.get(at)
        if first is None or not all(at in cells for cells in lines):
            continue
        others = tuple(cells[at] for cells in lines)
        fits = shape.fits(first, others)
        if fits or not _no_sum(grid, shape, (first, *others)):
            relation.instances.append(Instance(relation, at, first, others, fits))
    return relation


def _no_sum(grid: Grid, shape: Shape, cells: Sequence[Cell]) -> bool:
    """Whether rows have no sum in a column: rates, or figures of several kinds."""
    if not grid.turned or not shape.linear:
        return False
    sorts = {c.sort for c in cells}
    return "rate" in sorts or len(sorts - {""}) > 1
