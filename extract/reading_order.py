"""Reading order of a page's prose: columns and boxes side by side are read one after the other."""

from __future__ import annotations

from collections.abc import Sequence

from extract.textlines import Line, Word
from records import Box

GUTTER = 1.1
"""Least width of the white between two columns, in font sizes."""


def in_columns(lines: Sequence[Line]) -> list[list[Line]]:
    """Part lines into groups that are read one after the other.

    Args:
        lines: Upright lines of a page, parted at wide gaps, tables and charts taken out.

    Returns:
        Groups in reading order: one where nothing stands side by side, else the columns and the full-width
        stretches between them.
    """
    items = [ln for ln in lines if ln.parts]
    return _cut(items, 0) if items else []


def by_boxes(lines: Sequence[Line], boxes: Sequence[Box]) -> tuple[list[Line], list[tuple[Box, list[Line]]]]:
    """Give each drawn box (a panel, a call-out, a box of a diagram) the words that stand in it.

    Args:
        lines: Upright lines of a page.
        boxes: Drawn boxes; of nested ones the smallest counts.

    Returns:
        (lines outside all boxes, lines of each box that holds any).
    """
    if not boxes:
        return list(lines), []
    order = sorted(boxes, key=lambda b: b.width * b.height)
    free: list[Line] = []
    held: dict[int, list[Line]] = {}
    for line in lines:
        parts: dict[int, list[Word]] = {}
        for w in line.words:
            x, y = w.box.centre
            k = next((k for k, b in enumerate(order) if b.contains(x, y)), -1)
            parts.setdefault(k, []).append(w)
        for k, words in parts.items():
            part = line if len(parts) == 1 else line.with_words(words)
            if k < 0:
                free.append(part)
            else:
                held.setdefault(k, []).append(part)
    return free, [(order[k], held[k]) for k in held]


def _cut(lines: list[Line], depth: int) -> list[list[Line]]:
    if depth > 8 or len(lines) < 3 or not _beside(lines):
        return [lines]
    columns = _gutter(lines)
    if columns is not None:
        left, right = columns
        return _cut(left, depth + 1) + _cut(right, depth + 1)
    for upper, lower in _level_cuts(lines):
        if _gutter(upper) is not None or _gutter(lower) is not None or not _beside(upper) or not _beside(lower):
            return _cut(upper, depth + 1) + _cut(lower, depth + 1)
    return [lines]


def _beside(lines: Sequence[Line]) -> bool:
    """Whether any two lines stand side by side."""
    rows = sorted([(ln.v, ln.size, ln.u0, ln.u1) for ln in lines])
    for k, (v, size, u0, u1) in enumerate(rows):
        for other_v, other_size, other_u0, other_u1 in rows[k + 1 : k + 8]:
            if other_v - v >= 0.7 * size:
                break
            if other_v - v < 0.7 * other_size and (other_u0 > u1 or u0 > other_u1):
                return True
    return False


def _gutter(lines: Sequence[Line]) -> tuple[list[Line], list[Line]] | None:
    """The widest free strip from top to bottom with two lines or more on each side that overlap in height."""
    if len(lines) < 4:
        return None
    spans = sorted((ln.u0, ln.u1) for ln in lines)
    size = sorted(ln.size for ln in lines)[len(lines) // 2]
    reach = spans[0][1]
    best: tuple[float, float] | None = None
    for a, b in spans[1:]:
        gap = a - reach
        if gap > GUTTER * size and (best is None or gap > best[0]):
            best = (gap, (a + reach) / 2)
        reach = max(reach, b)
    if best is None:
        return None
    left = [ln for ln in lines if ln.u1 <= best[1]]
    right = [ln for ln in lines if ln.u0 >= best[1]]
    if len(left) < 2 or len(right) < 2:
        return None
    top, bottom = max(min(ln.v for ln in s) for s in (left, right)), min(max(ln.v for ln in s) for s in (left, right))
    return (left, right) if bottom - top > -0.5 * size else None


def _level_cuts(lines: Sequence[Line]) -> list[tuple[list[Line], list[Line]]]:
    """Ways to part the lines into an upper and a lower half, at the widest white first."""
    rows = sorted(lines, key=lambda ln: ln.v)
    gaps = []
    for k in range(1, len(rows)):
        bottom = max(ln.v + 0.22 * ln.size for ln in rows[max(0, k - 12) : k])
        top = min(ln.v - 0.78 * ln.size for ln in rows[k : k + 12])
        if top - bottom > 0:
            gaps.append((top - bottom, k))
    gaps.sort(reverse=True)
    return [(rows[:k], rows[k:]) for _, k in gaps[:12]]
