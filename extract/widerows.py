"""Rows of a ruled table drawn without the rules between their columns, as table styles band every other row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.lattice import Lattice, Slot
from extract.textlines import Line
from extract.tokens import Row, Token, rows_of
from records import Box

_MARGIN = 9.0
"""Points between the edge of a column and the words in it, at most."""


def with_columns(lattice: Lattice, lines: Sequence[Line]) -> Lattice:
    """The lattice with wide cells parted, where their texts stand apart in the columns that other rows draw.

    Args:
        lattice: A ruled table.
        lines: Lines of the page.

    Returns:
        The same lattice where no cell is so made.
    """
    wide = [s for s in lattice.slots if s.colspan >= 2 and s.rowspan == 1]
    if not wide or lattice.n_rows < 2 or lattice.n_cols < 3:
        return lattice
    drawn = _drawn(lattice)
    wide = [s for s in wide if _edges_inside(s, drawn, 1)]
    if not wide:
        return lattice
    bands = {(s.box.top, s.box.bottom) for s in wide}
    beside = [ln for ln in lines if ln.angle == 0 and any(a <= ln.v - 0.3 * ln.size <= b for a, b in bands)]
    held = rows_of(beside)
    parted = {id(s): _parts(s, lattice, drawn, held) for s in wide}
    out = [part for s in lattice.slots for part in parted.get(id(s), [s])]
    changed = any(len(parts) > 1 for parts in parted.values())
    return replace(lattice, slots=sorted(out, key=lambda s: (s.row, s.col))) if changed else lattice


def _drawn(lattice: Lattice) -> list[int]:
    """How many rows draw each edge between two columns."""
    out = [0] * (lattice.n_cols + 1)
    for s in lattice.slots:
        for k in (s.col, s.col + s.colspan):
            out[k] += s.rowspan
    return out


def _edges_inside(slot: Slot, drawn: Sequence[int], least: int = 2) -> list[int]:
    """Edges between columns that run through a slot and that other rows draw."""
    return [k for k in range(slot.col + 1, slot.col + slot.colspan) if drawn[k] >= least]


def _is_rest(inside: Sequence[tuple[Token, float]], xs: Sequence[float], inner: list[int]) -> bool:
    """Whether the words of a row, at the left of columns, are the rest of a row that a page parted."""
    begun: set[int] = set()
    if any(t.figure for t, _ in inside):
        return False
    for token, _ in inside:
        k = next((k for k in reversed([0, *inner]) if xs[k] <= token.x0), None)
        if k is None or token.x0 - xs[k] > _MARGIN or token.x1 > xs[next((j for j in inner if j > k), k + 1)]:
            return False
        first = token.words[0].text[:1]
        if k not in begun and not (first.islower() or first == "("):
            return False
        begun.add(k)
    return bool(begun - {0})


def _parts(slot: Slot, lattice: Lattice, drawn: Sequence[int], rows: Sequence[Row]) -> list[Slot]:
    parts = _parted_at(slot, lattice, _edges_inside(slot, drawn), rows, 1)
    if len(parts) > 1 or slot.colspan < 4:
        return parts
    # What one other row draws, a page break having parted the rest, is enough for a row of figures that fills it.
    return _parted_at(slot, lattice, _edges_inside(slot, drawn, 1), rows, 2)


def _parted_at(slot: Slot, lattice: Lattice, inner: list[int], rows: Sequence[Row], least: int) -> list[Slot]:
    """A slot parted at edges, where at least some figures and most of the columns between them are there."""
    box = slot.box
    inside: list[tuple[Token, float]] = []
    for r in rows:
        if box.top <= r.v - 0.3 * r.size <= box.bottom:
            inside += [(t, r.size) for t in r.tokens if box.x0 - 1 <= (t.x0 + t.x1) / 2 <= box.x1 + 1]
    xs = lattice.xs
    if not inner or any(t.x0 < xs[k] - 1 and t.x1 > xs[k] + 1 for t, _ in inside for k in inner):
        return [slot]  # a text runs over the edge: the cell is one
    edges = [slot.col, *inner, slot.col + slot.colspan]
    filled = [any(xs[a] <= (t.x0 + t.x1) / 2 < xs[b] for t, _ in inside) for a, b in pairwise(edges)]
    figures = sum(t.figure for t, _ in inside)
    whole = slot.col == 0 and slot.colspan == lattice.n_cols and slot.row <= 3
    rest = whole and bool(inside) and _is_rest(inside, xs, inner)
    if not rest and (sum(filled) < max(2, 0.6 * len(filled)) or (figures < least and (least > 1 or sum(filled) < 3))):
        return [slot]
    return [
        Slot(slot.row, a, 1, b - a, Box(xs[a], box.top, xs[b], box.bottom), slot.closed) for a, b in pairwise(edges)
    ]
