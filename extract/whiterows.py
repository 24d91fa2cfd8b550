"""White rows between shaded ones: a table style that colours every other row leaves the rows between without any edge.

What the coloured rows draw gives the columns of the white ones, and the gap between two coloured rows is one row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.lattice import Lattice, Slot
from extract.tokens import Row, Token
from records import Box

_ALIGN = 3.0
"""Points by which column edges of two coloured rows may differ."""


def bridged(found: Sequence[Lattice], rows: Sequence[Row]) -> list[Lattice]:
    """Coloured rows with the same columns put together, with the white rows between them and under the last.

    Args:
        found: Lattices of coloured areas, from top to bottom.
        rows: Lines of the page cut into tokens.
    """
    out: list[Lattice] = []
    for lattice in sorted(found, key=lambda t: t.box.top):
        upper = out[-1] if out else None
        if upper is not None and _same_columns(upper, lattice) and _is_row(upper, upper.ys[-1], lattice.ys[0], rows):
            out[-1] = _joined(upper, lattice)
        else:
            out.append(lattice)
    return [_with_last(t, rows) if t.n_rows >= 3 and t.n_cols >= 3 else t for t in out]


def _same_columns(a: Lattice, b: Lattice) -> bool:
    return (
        len(a.xs) == len(b.xs) >= 4
        and all(abs(x - y) <= _ALIGN for x, y in zip(a.xs, b.xs, strict=True))
        and b.box.top - a.box.bottom > 6
    )


def _is_row(lattice: Lattice, top: float, bottom: float, rows: Sequence[Row]) -> bool:
    """Whether what stands between two edges is one row of the table: every text in a column, a figure once in each."""
    inside = [t for r in rows if top < r.v - 0.3 * r.size < bottom for t in r.tokens]
    inside = [t for t in inside if lattice.box.x0 - 2 <= (t.x0 + t.x1) / 2 <= lattice.box.x1 + 2]
    return _is_one_row(lattice, inside)


def _is_one_row(lattice: Lattice, inside: Sequence[Token]) -> bool:
    at = [_column(t, lattice.xs) for t in inside]
    figures = [k for k, t in zip(at, inside, strict=True) if t.figure and k != 0]
    held = {k for k in at if k is not None}
    return None not in at and len(figures) >= 2 and len(set(figures)) == len(figures) and len(held) > lattice.n_cols / 2


def _column(token: Token, xs: Sequence[float]) -> int | None:
    return next((k for k, (a, b) in enumerate(pairwise(xs)) if a - 1 <= token.x0 and token.x1 <= b + 1), None)


def _joined(upper: Lattice, lower: Lattice) -> Lattice:
    white = _row_slots(upper, upper.n_rows, upper.ys[-1], lower.ys[0])
    rest = [replace(s, row=s.row + upper.n_rows + 1) for s in lower.slots]
    return Lattice(upper.xs, [*upper.ys, *lower.ys], [*upper.slots, *white, *rest], upper.box.union(lower.box))


def _row_slots(lattice: Lattice, row: int, top: float, bottom: float) -> list[Slot]:
    return [Slot(row, k, 1, 1, Box(a, top, b, bottom)) for k, (a, b) in enumerate(pairwise(lattice.xs))]


def _with_last(lattice: Lattice, rows: Sequence[Row]) -> Lattice:
    """The white row under the last coloured one: lines that follow each other straight below, in the same columns."""
    end = lattice.ys[-1]
    inside: list[Token] = []
    for r in sorted((r for r in rows if r.v - 0.3 * r.size > end), key=lambda r: r.v):
        own = [t for t in r.tokens if lattice.box.x0 - 2 <= (t.x0 + t.x1) / 2 <= lattice.box.x1 + 2]
        if r.top - end > 0.8 * r.size or len(own) < len(r.tokens) or any(_column(t, lattice.xs) is None for t in own):
            break
        inside += own
        end = r.bottom
    if not inside or not _is_one_row(lattice, inside):
        return lattice
    slots = [*lattice.slots, *_row_slots(lattice, lattice.n_rows, lattice.ys[-1], end + 1.0)]
    box = Box(lattice.box.x0, lattice.box.top, lattice.box.x1, end + 1.0)
    return Lattice(lattice.xs, [*lattice.ys, end + 1.0], slots, box)
