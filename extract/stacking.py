"""Lattices that are one table: parts with the same columns, parted by a label without rules of its own."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from extract.gridplaces import FIGURE
from extract.lattice import Lattice, Slot
from extract.textlines import Line
from records import Box

ALIGN = 3.0
"""Points by which column edges of two parts may differ."""


def stack(lattices: Sequence[Lattice], lines: Sequence[Line]) -> list[Lattice]:
    """Put together lattices of one page that are parts of one table.

    A section heading printed between two ruled parts, without rules of its own, parts the lattice but not the
    table: same columns, a line of text or two between them, and figures (no new header) straight below it.

    Args:
        lattices: Of one page, from top to bottom.
        lines: Lines of the page.

    Returns:
        Lattices; the text between two parts is a row of its own that spans all columns.
    """
    out: list[Lattice] = []
    for lattice in lattices:
        between = _between(out[-1], lattice, lines) if out else None
        if between is not None and _starts_with_figures(lattice, lines):
            out[-1] = _joined(out[-1], between, lattice)
        else:
            out.append(lattice)
    return out


def _between(upper: Lattice, lower: Lattice, lines: Sequence[Line]) -> list[Line] | None:
    """The label lines between two parts; None where they are not one table."""
    if len(upper.xs) != len(lower.xs) or len(upper.xs) < 4:
        return None
    if any(abs(a - b) > ALIGN for a, b in zip(upper.xs, lower.xs, strict=True)):
        return None
    top, bottom = upper.box.bottom, lower.box.top
    if not 0 <= bottom - top <= 60:
        return None
    found = []
    for line in lines:
        if line.angle == 0 and top - 1 < line.v - 0.3 * line.size < bottom + 1:
            box = line.box
            if box.x1 > upper.box.x0 and box.x0 < upper.box.x1:
                found.append(line)
    if not 1 <= len(found) <= 2 or bottom - top > len(found) * 2.6 * found[0].size:
        return None
    lead = min(line.u0 for line in found)
    inside = all(upper.box.x0 - 2 <= line.box.x0 and line.box.x1 <= upper.box.x1 + 2 for line in found)
    return sorted(found, key=lambda ln: ln.v) if inside and lead < upper.xs[2] else None


def _starts_with_figures(lattice: Lattice, lines: Sequence[Line]) -> bool:
    low = lattice.ys[1]
    for line in lines:
        if line.angle == 0 and lattice.box.top - 1 <= line.v - 0.3 * line.size <= low + 1:
            for w in line.words:
                x = (w.u0 + w.u1) / 2
                if lattice.xs[1] < x < lattice.box.x1 and FIGURE.match(w.text):
                    return True
    return False


def _joined(upper: Lattice, between: Sequence[Line], lower: Lattice) -> Lattice:
    n = len(upper.xs) - 1
    ys = list(upper.ys)
    slots = list(upper.slots)
    ends = [(a.v + b.v - 0.6 * b.size) / 2 for a, b in itertools.pairwise(between)] + [lower.ys[0]]
    for end in ends:
        slots.append(Slot(len(ys) - 1, 0, 1, n, Box(upper.xs[0], ys[-1], upper.xs[-1], end)))
        ys.append(end)
    shift = len(ys) - 1
    slots += [replace(s, row=s.row + shift) for s in lower.slots]
    return Lattice(upper.xs, [*ys, *lower.ys[1:]], slots, upper.box.union(lower.box))
