"""Texts too high for their rows: in a spreadsheet's low row a wrapped text runs out above and below.

Lines of two cells then stand in one another. What was set as one text is told by the order of the file and by the
step of its lines; its row is the one that its middle, its first or its last line stands in, whichever holds for all.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from extract.lattice import Lattice, Slot
from extract.linewords import Word

_OVER = (0.04, 0.82)
"""Distance of two lines, in font sizes, at which one is printed over the other."""
_STEP = (0.9, 1.6)
"""Distance of two lines of one text."""
_LIKE = 0.1
"""How far the step of two lines may be from that of the others, in font sizes."""
_BETWEEN = 3
"""Words of other columns that an engine may put between two lines of one text."""
_HEIGHT = 0.45
"""Middle of the small letters over the baseline, in font sizes."""


@dataclass(slots=True)
class _Line:
    """Words on one baseline that follow each other in the file."""

    words: list[Word]

    @property
    def v(self) -> float:
        return self.words[0].chars[0].v

    @property
    def size(self) -> float:
        return self.words[0].size

    @property
    def middle(self) -> float:
        return self.v - _HEIGHT * self.size

    @property
    def span(self) -> tuple[float, float]:
        return self.words[0].u0, self.words[-1].u1


def set_right(lattice: Lattice, texts: Mapping[int, list[Word]]) -> dict[int, list[Word]]:
    """Words of each slot, those of texts that run out of their rows put back into them.

    Args:
        lattice: The table.
        texts: Words of each slot by where they stand.

    Returns:
        The same words; other slots only in columns in which lines are printed over each other.
    """
    out = dict(texts)
    columns: dict[int, list[int]] = defaultdict(list)
    for k, words in texts.items():
        slot = lattice.slots[k]
        if slot.colspan == 1 and slot.rowspan == 1 and words and words[0].chars[0].angle == 0:
            columns[slot.col].append(k)
    for col, held in columns.items():
        if len(held) < 2:
            continue
        words = sorted((w for k in held for w in texts[k]), key=lambda w: w.chars[0].order)
        lines = _lines(words)
        if len(lines) <= len(held) or not _printed_over(lines):
            continue
        slots = [(k, s) for k, s in enumerate(lattice.slots) if s.col == col and s.colspan == 1 and s.rowspan == 1]
        found = _settled(lines, _elsewhere(lattice, texts, col), slots, len(held))
        if found is None:
            continue
        groups, owners = found
        for k in held:
            out.pop(k)
        for group, k in zip(groups, owners, strict=True):
            out.setdefault(k, []).extend(w for line in group for w in line.words)
    return out


def _lines(words: list[Word]) -> list[_Line]:
    out: list[_Line] = []
    for w in words:
        c = w.chars[0]
        if out and abs(out[-1].v - c.v) < 0.5 and w.u0 >= out[-1].words[-1].u1 - 1.0:
            out[-1].words.append(w)
        else:
            out.append(_Line([w]))
    return out


def _printed_over(lines: list[_Line]) -> bool:
    """Whether a line is printed into another one."""
    heights = sorted((line.v, line.size) for line in lines)
    if not any(0.01 < (b - a) / size < _OVER[1] for (a, size), (b, _) in pairwise(heights)):
        return False
    ordered = sorted(lines, key=lambda x: x.v)
    for k, a in enumerate(ordered):
        for b in ordered[k + 1 : k + 4]:
            apart = (b.v - a.v) / max(a.size, b.size)
            over = min(a.span[1], b.span[1]) - max(a.span[0], b.span[0])
            if _OVER[0] < apart < _OVER[1] and over > a.size and abs(a.size - b.size) < 0.1 * a.size:
                return True
    return False


def _elsewhere(lattice: Lattice, texts: Mapping[int, list[Word]], col: int) -> list[int]:
    return sorted(w.chars[0].order for k, words in texts.items() if lattice.slots[k].col != col for w in words)


def _settled(
    lines: list[_Line], elsewhere: list[int], slots: list[tuple[int, Slot]], held: int
) -> tuple[list[list[_Line]], list[int]] | None:
    """Texts and their slots by the step of lines that gives every slot its own; None where no step does."""
    steps = {round((b.v - a.v) / b.size, 2) for a, b in pairwise(lines)}
    for step in sorted(s for s in steps if _STEP[0] <= s <= _STEP[1]):
        groups = _groups(lines, elsewhere, step)
        owners = _owners(groups, slots)
        if owners is not None and len(set(owners)) >= 0.8 * held:
            return groups, owners
    return None


def _groups(lines: list[_Line], elsewhere: list[int], usual: float) -> list[list[_Line]]:
    """Lines of one text: behind each other in the file, one step below each other."""
    out: list[list[_Line]] = []
    for line in lines:
        last = out[-1][-1] if out else None
        if last is not None:
            step = (line.v - last.v) / line.size
            a, b = last.words[-1].chars[-1].order, line.words[0].chars[0].order
            between = bisect_left(elsewhere, b) - bisect_left(elsewhere, a)
            alike = _aligned(last, line) and abs(line.size - last.size) < 0.1 * line.size
            if abs(step - usual) < _LIKE and alike and between <= _BETWEEN:
                out[-1].append(line)
                continue
        out.append([line])
    return out


def _aligned(a: _Line, b: _Line) -> bool:
    """Whether two lines share their left edge, their right edge or their middle."""
    (a0, a1), (b0, b1) = a.span, b.span
    return min(abs(a0 - b0), abs(a1 - b1), abs(a0 + a1 - b0 - b1) / 2) < 0.6 * a.size


def _owners(groups: list[list[_Line]], slots: list[tuple[int, Slot]]) -> list[int] | None:
    """The slot of each text; None where no way of setting gives each slot one text at most."""
    for way in ("middle", "last", "first"):
        found = [_owner(_place(group, way), slots) for group in groups]
        if all(k is not None for k in found) and len(set(found)) == len(found):
            return [k for k in found if k is not None]
    return None


def _place(group: list[_Line], way: str) -> float:
    first, last = group[0].middle, group[-1].middle
    return {"middle": (first + last) / 2, "first": first, "last": last}[way]


def _owner(y: float, slots: list[tuple[int, Slot]]) -> int | None:
    return next((k for k, s in slots if s.box.top <= y < s.box.bottom), None)
