"""Headings of a group that stand in one cell with the headings under it: parted into a row for each."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from extract.lattice import Lattice, Slot
from extract.textlines import Word
from records import Box

_ROWS = 3
"""Rows at the top of a table in which headings of groups stand."""
_APART = 1.0
"""Gap between headings side by side, in font sizes."""


def with_parted_heads(lattice: Lattice, texts: dict[int, list[Word]]) -> tuple[Lattice, dict[int, list[Word]]]:
    """Part wide cells at the top whose last line has one heading for each of their columns, under that of the group.

    A cell as wide as the table is left alone: a head that is printed again on the next page stands in one.

    Args:
        lattice: The table.
        texts: Words of each slot.

    Returns:
        The lattice with one more row, and the words of its slots; both as they were where no cell is so made.
    """
    wide = [
        k
        for k, s in enumerate(lattice.slots)
        if s.row < _ROWS and 2 <= s.colspan < lattice.n_cols and s.rowspan == 1 and texts.get(k)
    ]
    parted = {k: found for k in wide if (found := _parted(lattice, lattice.slots[k], texts[k])) is not None}
    if not parted:
        return lattice, texts
    row = min(lattice.slots[k].row for k in parted)
    parted = {k: found for k, found in parted.items() if lattice.slots[k].row == row}
    beside = [k for k, s in enumerate(lattice.slots) if s.row <= row < s.row + s.rowspan]
    if any(lattice.slots[k].colspan >= 2 and k not in parted and texts.get(k) for k in beside):
        return lattice, texts
    y = min(min(w.chars[0].top for words in under.values() for w in words) for _, under in parted.values())
    top = max(lattice.slots[k].box.top for k in parted)
    if y <= top:
        return lattice, texts
    slots: list[Slot] = []
    out: dict[int, list[Word]] = {}
    for k, s in enumerate(lattice.slots):
        if k in parted:
            upper, under = parted[k]
            out[len(slots)] = upper
            slots.append(replace(s, box=Box(s.box.x0, s.box.top, s.box.x1, y)))
            for col, words in under.items():
                out[len(slots)] = words
                box = Box(lattice.xs[col], y, lattice.xs[col + 1], s.box.bottom)
                slots.append(Slot(row + 1, col, 1, 1, box, s.closed))
            continue
        if k in texts:
            out[len(slots)] = texts[k]
        if s.row > row:
            slots.append(replace(s, row=s.row + 1))
        else:
            slots.append(replace(s, rowspan=s.rowspan + 1) if s.row + s.rowspan > row else s)
    order = sorted(range(len(slots)), key=lambda k: (slots[k].row, slots[k].col))
    at = {old: new for new, old in enumerate(order)}
    ys = sorted({*lattice.ys, y})
    return replace(lattice, ys=ys, slots=[slots[k] for k in order]), {at[k]: words for k, words in out.items()}


def _parted(lattice: Lattice, slot: Slot, words: list[Word]) -> tuple[list[Word], dict[int, list[Word]]] | None:
    """(words of the group's heading, words of the heading of each column) of a wide cell; None where it is one text."""
    own = [w for part in words for w in part.words()]
    if any(c.angle for w in own for c in w.chars[:1]):
        return None
    last = max(w.chars[0].v for w in own)
    size = own[0].chars[0].size
    below = [w for w in own if last - w.chars[0].v < 0.4 * size]
    above = [w for w in own if last - w.chars[0].v >= 0.4 * size]
    under = _by_column(lattice, slot, below)
    if not above or under is None or len(under) < slot.colspan:
        return None
    over = _by_column(lattice, slot, above)
    if over is not None and len(over) == slot.colspan:
        return None  # headings of two lines over each column, and none of the group
    gaps = [b.u0 - a.u1 for a, b in pairwise(sorted(below, key=lambda w: w.u0))]
    return (above, under) if max(gaps, default=0.0) > 0.4 * size else None


def _by_column(lattice: Lattice, slot: Slot, words: list[Word]) -> dict[int, list[Word]] | None:
    out: dict[int, list[Word]] = {}
    for w in words:
        columns = range(slot.col, slot.col + slot.colspan)
        k = next((k for k in columns if lattice.xs[k] - 1 <= w.u0 and w.u1 <= lattice.xs[k + 1] + 1), None)
        if k is None:
            return None
        out.setdefault(k, []).append(w)
    return out


def with_heads_beside(lattice: Lattice, texts: dict[int, list[Word]]) -> tuple[Lattice, dict[int, list[Word]]]:
    """Part wide cells at the top in which headings stand side by side, each over columns of its own.

    A heading of a group stands higher than those beside it that have no group, and its cell was drawn over them.

    Args:
        lattice: The table.
        texts: Words of each slot.

    Returns:
        The lattice and the words of its slots; both as they were where no cell is so made.
    """
    parted = {
        k: found
        for k, s in enumerate(lattice.slots)
        if s.row < _ROWS and 2 <= s.colspan < lattice.n_cols and s.rowspan == 1 and texts.get(k)
        and (found := _beside(lattice, s, texts[k])) is not None
    }  # fmt: skip
    if not parted:
        return lattice, texts
    slots: list[Slot] = []
    out: dict[int, list[Word]] = {}
    for k, s in enumerate(lattice.slots):
        for columns, words in parted.get(k, [(range(s.col, s.col + s.colspan), texts.get(k, []))]):
            if words:
                out[len(slots)] = words
            box = Box(lattice.xs[columns[0]], s.box.top, lattice.xs[columns[-1] + 1], s.box.bottom)
            slots.append(replace(s, col=columns[0], colspan=len(columns), box=box) if k in parted else s)
    return replace(lattice, slots=slots), out


def _beside(lattice: Lattice, slot: Slot, words: list[Word]) -> list[tuple[range, list[Word]]] | None:
    """The texts of a wide cell with the columns that each stands over; None where they are no headings side by side."""
    own = sorted((w for part in words for w in part.words()), key=lambda w: w.u0)
    if any(c.angle for w in own for c in w.chars[:1]):
        return None
    runs: list[list[Word]] = []
    for w in own:
        if runs and w.u0 - max(x.u1 for x in runs[-1]) < _APART * w.size:
            runs[-1].append(w)
        else:
            runs.append([w])
    out: list[tuple[range, list[Word]]] = []
    begin = slot.col
    for run in runs:
        a, b = run[0].u0, max(w.u1 for w in run)
        over = [c for c in range(slot.col, slot.col + slot.colspan) if _covers(a, b, lattice.xs[c], lattice.xs[c + 1])]
        if not over or over[0] != begin:
            return None
        begin = over[-1] + 1
        out.append((range(over[0], begin), [w for part in words for w in part.words() if w in run]))
    return out if len(out) > 1 and begin == slot.col + slot.colspan else None


def _covers(a: float, b: float, x0: float, x1: float) -> bool:
    return min(b, x1) - max(a, x0) > 0.2 * min(b - a, x1 - x0)
