"""Which figure is wrong where relations of a table do not hold: the one whose change mends most of them.

A figure that stands where a broken row and a broken column cross is named alone; where one relation is all there is,
any of its figures may be wrong, and those that a usual slip explains come first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from check.inside.invariants_grid import Cell
from check.inside.invariants_relations import SURE, Instance

_MOST_FAULTS = 3
_SUPPORT = 4
"""Positions that must fit a sum before one that no usual slip explains is called wrong."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is probably wrong.

    Attributes:
        cells: One figure; two where they seem to have changed places.
        needed: What each would have to be: lowest, best, highest.
        broken: The relations that this mends.
        sure: Whether more than one relation, or figures that are proved elsewhere, point to it.
        slips: Other figures of the only broken relation that a usual slip would explain, with what they would be.
        exchanged: Two figures of the only broken relation that would fit if they changed places.
    """

    cells: tuple[Cell, ...]
    needed: tuple[tuple[float, float, float], ...]
    broken: tuple[Instance, ...]
    sure: bool
    slips: tuple[tuple[Cell, float], ...] = ()
    exchanged: tuple[Cell, ...] = ()

    @property
    def swapped(self) -> bool:
        """Whether two figures changed places."""
        return len(self.cells) == 2


@dataclass(frozen=True, slots=True)
class _Mend:
    cells: tuple[Cell, ...]
    needed: tuple[tuple[float, float, float], ...]
    mended: tuple[Instance, ...]
    spoiled: int

    @property
    def gain(self) -> int:
        return len(self.mended) - self.spoiled


def find_faults(instances: Sequence[Instance]) -> tuple[list[Fault], list[Instance]]:
    """Explain the relations of a table that do not hold.

    Args:
        instances: Every position of every relation found in the table.

    Returns:
        The faults, and the broken positions that no fault explains well enough to be called one.
    """
    left = [i for i in instances if not i.holds]
    faults: list[Fault] = []
    unclear: list[Instance] = []
    while any(not i.soft for i in left) and len(faults) < _MOST_FAULTS:
        found = _fault(instances, left)
        if found is None:
            first = next(i for i in left if not i.soft)
            unclear.append(first)
            left.remove(first)
            continue
        faults.append(found)
        left = [i for i in left if i not in found.broken]
    unclear += [i for i in left if not i.soft]
    if not faults:
        faults += _exchanged(instances, left)
    return faults, unclear


def _exchanged(instances: Sequence[Instance], left: Sequence[Instance]) -> list[Fault]:
    """Two columns of a well proved total that both fail and would both fit if two figures of a row changed places."""
    broken = [i for i in left if i.relation.score >= SURE and i.relation.shape.linear]
    cells = {c.id: c for i in broken for c in i.cells}
    swap = _swap(list(cells.values()), instances, broken) if len(broken) == 2 else None
    if swap is None or swap.gain < 2:
        return []
    return [Fault(swap.cells, swap.needed, swap.mended, sure=True)]


def _fault(instances: Sequence[Instance], broken: list[Instance]) -> Fault | None:
    hard = [i for i in broken if not i.soft]
    borne = set(hard)
    cells = {c.id: c for i in hard for c in i.cells}
    mends = [m for c in cells.values() if (m := _mend(c, instances, broken)) is not None]
    mends.sort(key=lambda m: (-m.gain, -len(m.mended)))
    best = mends[0] if mends else None
    swap = _swap(list(cells.values()), instances, broken)
    if swap is not None and swap.gain >= 2 and (best is None or swap.gain > best.gain):
        return Fault(swap.cells, swap.needed, swap.mended, sure=True)
    if best is None or best.gain < 1:
        return _alone(hard[0], None, [])
    equal = [m for m in mends if m.gain == best.gain and borne & set(m.mended)]
    if not equal:
        return None
    best = equal[0]
    if len(equal) == 1:
        return Fault(best.cells, _exact(best), best.mended, sure=best.gain >= 2 or _proved_elsewhere(best, instances))
    if best.gain >= 2:
        same = [m for m in equal if set(m.mended) == set(best.mended)]
        first = min(same, key=lambda m: (_slip(m.cells[0], m.needed[0]) is None, _rank(m)))
        return Fault(first.cells, _exact(first), first.mended, sure=False, slips=_slips(same, first))
    (only, *_) = best.mended
    return _alone(only, best, [m for m in equal if only in m.mended])


def _rank(m: _Mend) -> int:
    """Results before terms: a figure that follows from others is wrong more often than they are."""
    return sum(m.cells[0].id != i.result.id for i in m.mended)


def _proved_elsewhere(m: _Mend, instances: Sequence[Instance]) -> bool:
    """Whether every other figure of the broken relation takes part in one that holds."""
    held = {c.id for i in instances if i.holds and i.relation.sure for c in i.cells}
    return all(c.id in held for i in m.mended for c in i.cells if c.id != m.cells[0].id)


def _alone(broken: Instance, best: _Mend | None, mends: list[_Mend]) -> Fault | None:
    """One relation that does not hold and nothing beside it: its result is named, with the slips that explain it."""
    if best is None:
        return None
    of_result = [m for m in mends if m.cells[0].id == broken.result.id]
    slips = _slips(mends, None)
    first = of_result[0] if of_result else min(mends, key=lambda m: _slip(m.cells[0], m.needed[0]) is None)
    relation = broken.relation
    sums = relation.shape.kind in {"sum", "difference", "size", "running"}
    firm = relation.held >= _SUPPORT * len(relation.broken) or not sums
    if not slips and not firm:
        return None
    others = tuple((c, v) for c, v in slips if c.id != first.cells[0].id)
    pairs = [
        (a, b)
        for n, a in enumerate(broken.terms)
        for b in broken.terms[n + 1 :]
        if a.row == b.row and a.number != b.number and _fits_with(broken, a, b)
    ]
    exchanged = pairs[0] if len(pairs) == 1 else ()
    return Fault(first.cells, _exact(first), (broken,), sure=False, slips=others, exchanged=exchanged)


def _exact(m: _Mend) -> tuple[tuple[float, float, float], ...]:
    """What a figure would have to be: the value that a usual slip made it from, where one is among those that fit."""
    value = _slip(m.cells[0], m.needed[0])
    return m.needed if value is None else ((value, value, value),)


def _slips(mends: Iterable[_Mend], besides: _Mend | None) -> tuple[tuple[Cell, float], ...]:
    out = []
    for m in mends:
        if besides is not None and m.cells[0].id == besides.cells[0].id:
            continue
        value = _slip(m.cells[0], m.needed[0])
        if value:
            out.append((m.cells[0], value))
    return tuple(out)


# -- one figure ----------------------------------------------------------------------------------------------------


def _mend(cell: Cell, instances: Sequence[Instance], broken: list[Instance]) -> _Mend | None:
    """The value of a figure that mends most of what is broken and spoils least of what holds."""
    mine = [(i, n) for i in broken if any(c.id == cell.id for c in i.cells) and (n := i.needed(cell)) is not None]
    fits = [
        n
        for i in instances
        if i.holds and i.relation.sure and any(c.id == cell.id for c in i.cells) and (n := i.needed(cell))
    ]
    best: _Mend | None = None
    for _, seed in mine:
        low, middle, high = seed
        mended: list[Instance] = []
        narrow = high - low
        for i, (a, b, c) in sorted(mine, key=lambda x: x[1][2] - x[1][0]):
            if max(low, a) <= min(high, c) + 1e-9 * max(1.0, abs(c)):
                low, high = max(low, a), min(high, c)
                mended.append(i)
                if c - a < narrow:
                    narrow, middle = c - a, b
        value = min(max(_printable(middle, cell), low), high) if low <= high else middle
        spoiled = sum(not (a - 1e-9 <= value <= c + 1e-9) for a, _, c in fits)
        made = _Mend((cell,), ((low, value, high),), tuple(mended), spoiled)
        if best is None or made.gain > best.gain:
            best = made
    return best


def _printable(value: float, cell: Cell) -> float:
    return round(value / cell.unit) * cell.unit


def _slip(cell: Cell, needed: tuple[float, float, float]) -> float | None:
    """What a figure should read if a usual slip made it what it is: a digit wrong, missing or too many, a sign ..."""
    low, best, high = needed
    fitting = [value for value in _slipped(cell) if low - 1e-9 <= value <= high + 1e-9]
    return min(fitting, key=lambda value: abs(value - best), default=None)


def _slipped(cell: Cell) -> Iterable[float]:
    """What a figure may have been before a usual slip."""
    number = cell.figure.value.number
    places = cell.figure.value.places
    if number is None:
        return
    digits = str(abs(int(number.scaleb(places)))).rjust(places + 1, "0")
    sign = -1 if number < 0 else 1
    scale = 10.0**-places
    for n in range(len(digits)):
        for d in "0123456789":
            if d != digits[n]:
                yield sign * int(digits[:n] + d + digits[n + 1 :]) * scale
        if n + 1 < len(digits) and digits[n] != digits[n + 1]:
            yield sign * int(digits[:n] + digits[n + 1] + digits[n] + digits[n + 2 :]) * scale
    for n in range(len(digits) + 1):
        yield from (sign * int(digits[:n] + d + digits[n:]) * scale for d in "0123456789")
        if n < len(digits) > 1:
            yield sign * int(digits[:n] + digits[n + 1 :]) * scale
    yield -float(number)


# -- two figures ---------------------------------------------------------------------------------------------------


def _swap(cells: list[Cell], instances: Sequence[Instance], broken: list[Instance]) -> _Mend | None:
    """Two figures of one row, or of one column, that would mend most, and most exactly, if they changed places."""
    best: tuple[tuple[int, float], _Mend] | None = None
    for n, a in enumerate(cells):
        for b in cells[n + 1 :]:
            if a.number == b.number or not (a.row == b.row or a.column_label == b.column_label):
                continue
            mended = tuple(i for i in broken if _touches(i, a, b) and _fits_with(i, a, b))
            if len(mended) < 2:
                continue
            held = [i for i in instances if i.holds and i.relation.sure and _touches(i, a, b)]
            needed = ((b.number, b.number, b.number), (a.number, a.number, a.number))
            made = _Mend((a, b), needed, mended, sum(not _fits_with(i, a, b) for i in held))
            key = (made.gain, -sum(_off(i, a, b) for i in mended))
            if best is None or key > best[0]:
                best = (key, made)
    return best[1] if best is not None else None


def _touches(i: Instance, a: Cell, b: Cell) -> bool:
    return any(c.id in {a.id, b.id} for c in i.cells)


def _exchanged_in(i: Instance, a: Cell, b: Cell) -> tuple[Cell, tuple[Cell, ...]]:
    """Result and terms of a relation once two figures have changed places."""

    def other(c: Cell) -> Cell:
        if c.id == a.id:
            return replace(c, number=b.number)
        return replace(c, number=a.number) if c.id == b.id else c

    return other(i.result), tuple(other(t) for t in i.terms)


def _fits_with(i: Instance, a: Cell, b: Cell) -> bool:
    """Whether a relation holds once two figures have changed places."""
    result, terms = _exchanged_in(i, a, b)
    return i.relation.shape.fits(result, terms)


def _off(i: Instance, a: Cell, b: Cell) -> float:
    """By how many units of its last digit a relation is off once two figures have changed places."""
    result, terms = _exchanged_in(i, a, b)
    span = i.relation.shape.span(terms)
    return abs((span[0] + span[1]) / 2 - result.number) / result.unit if span else 0.0
