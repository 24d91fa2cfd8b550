"""Tables ruled between their rows only that run on over the page break without their header.

On the second page nothing but rules of the same length and words in the same columns tells the table: a few rows,
or rows of words alone, are too little to be found by themselves. The columns are therefore carried over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.document import Grid
from extract.headagain import head_words
from extract.joining import column_edges
from extract.lattice import Lattice, Slot
from extract.pageparts import Segment
from extract.textlines import Line, Word, split_line
from records import Box

ALIGN = 5.0
"""Points by which the ends of rules on the two pages may differ."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What a table at the foot of a page hands on.

    Attributes:
        xs: Edges of its columns.
        lo: Start of its rules; 0 where it has none.
        hi: Their end.
        head: Words of its head, as its lines break them.
    """

    xs: tuple[float, ...]
    lo: float
    hi: float
    head: frozenset[str] = frozenset()


def carried_from(grids: Sequence[Grid], rules: Sequence[Segment], below: float) -> Carried | None:
    """The columns of a page's last table, where it may run on.

    Args:
        grids: Of the page.
        rules: Horizontal rules of the page.
        below: Where the last words outside tables stand (its running footer left out), points from the top.

    Returns:
        None where the last table is ruled all round or has words below it.
    """
    placed = [(g, g.box) for g in grids if g.box is not None]
    if not placed:
        return None
    last, box = max(placed, key=lambda p: p[1].bottom)
    xs = column_edges(last)
    if last.ruled or xs is None or len(xs) < 4 or below > box.bottom:
        return None
    own = [
        s for s in rules if s.horizontal and box.top - 3 <= s.pos <= box.bottom + 3 and s.hi - s.lo > 0.5 * box.width
    ]
    head = head_words(last)
    if len(own) < 2:
        return Carried(tuple(xs), 0.0, 0.0, head)
    edges = sorted({c.box.top for c in last.cells if c.box})
    ruled = sum(any(abs(s.pos - e) <= 3 for s in own) for e in edges)
    if ruled < 0.6 * len(edges):
        return Carried(tuple(xs), 0.0, 0.0, head)
    middle = own[len(own) // 2]
    return Carried(tuple(xs), middle.lo, middle.hi, head)


def lattice_of(carried: Carried, lines: Sequence[Line], rules: Sequence[Segment], height: float) -> Lattice | None:
    """The rest of a table at the head of a page.

    Args:
        carried: From the page before.
        lines: Lines outside other tables and charts.
        rules: Horizontal rules outside them.
        height: Of the page, points.

    Returns:
        One slot for each column between two rules, the row cut by the page break included; None where the page
        does not go on with the table.
    """
    ys = sorted(
        {
            round(s.pos, 1)
            for s in rules
            if s.horizontal and abs(s.lo - carried.lo) < ALIGN and abs(s.hi - carried.hi) < ALIGN
        }
    )
    ys = [y for k, y in enumerate(ys) if k == 0 or y - ys[k - 1] > 3]
    if not ys:
        return None
    parts = sorted((p for ln in lines if ln.angle == 0 for p in _parted(ln, carried)), key=lambda p: p.v)
    ys = _to_running_text(ys, parts, carried)
    first = _first_row(parts, ys[0], carried)
    if first is None:
        return None  # other words stand above the first rule
    last = _last_row(parts, ys[-1], carried, 0.93 * height)
    edges = [*first, *ys, *last]
    inside = [p for p in parts if edges[0] <= p.v - 0.3 * p.size <= edges[-1]]
    used = [column for p in inside if (column := _column(p.words, carried)) is not None]
    if len(edges) < 2 or len(used) < 0.95 * len(inside) or len(set(used)) < 3:
        return None
    xs = list(carried.xs)
    slots = [
        Slot(r, c, 1, 1, Box(xs[c], top, xs[c + 1], bottom))
        for r, (top, bottom) in enumerate(pairwise(edges))
        for c in range(len(xs) - 1)
    ]
    # The rules may reach further than any words did on the page before.
    reach = Box(min(xs[0], carried.lo), edges[0], max(xs[-1], carried.hi), edges[-1])
    return Lattice(xs, edges, slots, reach)


def _to_running_text(ys: list[float], parts: Sequence[Line], carried: Carried) -> list[float]:
    """The rules down to where text runs on over the columns: those below it are of another table of that width."""
    half = 0.5 * (carried.xs[-1] - carried.xs[0])
    for k, y in enumerate(ys):
        low = ys[k + 1] if k + 1 < len(ys) else y
        held = [p for p in parts if y < p.v - 0.3 * p.size < low]
        wide = [p for p in held if p.words[-1].u1 - p.words[0].u0 > half and _column(p.words, carried) is None]
        if wide and low - y > 3.2 * wide[0].size:  # more room than the heading of a section takes
            return ys[: k + 1]
    return ys


def _parted(line: Line, carried: Carried) -> list[Line]:
    """A line parted at wide gaps, and at the edges of columns where the gap is more than a space."""
    out = []
    for part in split_line(line, 0.9):
        groups = [[part.words[0]]]
        for before, word in pairwise(part.words):
            apart = word.u0 - before.u1 > 0.45 * line.size
            if apart and _column([before], carried) != _column([word], carried):
                groups.append([word])
            else:
                groups[-1].append(word)
        out += [part] if len(groups) == 1 else [Line(g, line.v, line.size, line.angle) for g in groups]
    return out


def _column(words: Sequence[Word], carried: Carried) -> int | None:
    """The one column some words stand in; None where they stand in several or beside all."""
    lo, hi = words[0].u0, words[-1].u1
    xs = [min(carried.xs[0], carried.lo), *carried.xs[1:-1], max(carried.xs[-1], carried.hi)]
    return next((k for k in range(len(xs) - 1) if xs[k] - 2 <= lo and hi <= xs[k + 1] + 2), None)


def _first_row(parts: Sequence[Line], rule: float, carried: Carried) -> list[float] | None:
    """The upper edge of the rest of a row above the first rule; empty where nothing stands there."""
    above = [p for p in parts if p.v - 0.3 * p.size < rule]
    near: list[Line] = []
    for p in reversed(above):
        # The words of one row stand line under line; a running header stands apart.
        if near and near[-1].v - p.v > 2.6 * p.size:
            break
        near.append(p)
    if any(_column(p.words, carried) is None for p in near):
        return None
    return [near[-1].box.top - 1.0] if near else []


def _last_row(parts: Sequence[Line], rule: float, carried: Carried, foot: float) -> list[float]:
    """The lower edge of a row that the foot of the page cuts off; empty where the table ends with its rule."""
    end = rule
    columns = set()
    for p in (p for p in parts if p.v - 0.3 * p.size >= rule and p.v < foot):
        column = _column(p.words, carried)
        if column is None or p.box.top - end > 2.6 * p.size:
            break
        columns.add(column)
        end = max(end, p.box.bottom)
    return [end + 1.0] if len(columns) >= 2 else []
