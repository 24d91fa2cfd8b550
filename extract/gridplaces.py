"""Puts words into the slots of a lattice: what is set as one text stays in one cell, and no word in two."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import chain, pairwise

from extract.lattice import Lattice, Slot
from extract.linewords import Line, Word, word_of
from extract.pageparts import Char
from records import Box

FIGURE = re.compile(r"^[-+–−(£]*[\d,.]+\s?[%kKmM]?\)?$|^[-–—]$")


def share_out(lattice: Lattice, lines: Sequence[Line]) -> dict[int, list[Word]]:
    """Give each slot of a lattice its words.

    Args:
        lattice: The table.
        lines: Lines of the page; words outside the table are ignored.

    Returns:
        For each slot that holds any its words (or stretches of words), in the order of the lines.
    """
    finder = Finder(lattice)
    box = lattice.box
    out: dict[int, list[Word]] = {}
    for line in lines:
        upright = line.angle == 0
        if upright and not box.top - line.size <= line.v <= box.bottom + line.size:
            continue
        if line.angle % 90:
            continue  # slanted text is a watermark over the table, not in it
        for phrase in _phrases(line.parts):
            k = finder.holder(phrase[0]) if upright and len(phrase) == 1 else None
            if k is not None:
                out.setdefault(k, []).append(phrase[0])
                continue
            words = [w for part in phrase for w in part.words() if _within(w, box)]
            for found, word in _places(words, line, lattice, finder) if words else ():
                out.setdefault(found, []).append(word)
    return out


def heads_above(lattice: Lattice, lines: Sequence[Line], texts: dict[int, list[Word]]) -> dict[int, list[Word]]:
    """Upper lines of headings that are too long for their row and are printed over its upper edge.

    A spreadsheet program that prints a low row of wrapped headings lets them run out at the top. Such a line stands
    one step of lines over the text in its cell, in the same type, between the same two rules, and every text of the
    line does so.

    Args:
        lattice: The table.
        lines: Lines of the page.
        texts: Words of each slot, from `share_out`.

    Returns:
        Slot of the first row -> words that belong to it.
    """
    low = {k: s for k, s in enumerate(lattice.slots) if s.row == 0 and s.rowspan == 1 and texts.get(k)}
    out: dict[int, list[Word]] = {}
    if len(lattice.slots) < 6 or not low:
        return out
    near = sorted((x for x in lines if x.angle == 0 and 0 <= lattice.box.top - x.v + 0.3 * x.size < 3.6 * x.size),
                  key=lambda x: -x.v)  # fmt: skip
    for line in near:
        found: list[tuple[int, list[Word]]] = []
        for phrase in _phrases(line.parts):
            k = next((k for k in low if _runs_out(phrase, line, low[k], [*out.get(k, ()), *texts[k]])), None)
            if k is None:
                return out
            found.append((k, phrase))
        if all(low[k].col == 0 for k, _ in found):
            return out  # a title over the left end of the table
        for k, phrase in found:
            out.setdefault(k, []).extend(phrase)
    return out


def _runs_out(phrase: list[Word], line: Line, slot: Slot, held: list[Word]) -> bool:
    """Whether a phrase over a cell is the line before the first of the lines it holds."""
    x0, x1, size = phrase[0].u0, phrase[-1].u1, line.size
    box = slot.box
    if x0 < box.x0 - 1 or x1 > box.x1 + 1:
        return False
    baselines = sorted(w.chars[0].bottom for w in held)
    first = [w for w in held if w.chars[0].bottom < baselines[0] + 0.4 * size]
    step = baselines[0] - phrase[0].chars[0].bottom
    alike = abs(first[0].size - size) < 0.06 * size and first[0].font.bold == phrase[0].font.bold
    if (
        not alike
        or not 0.8 * size < step < 1.35 * size
        or box.height - len({round(b) for b in baselines}) * step > step
    ):
        return False
    left, right = min(w.u0 for w in first), max(w.u1 for w in first)
    return min(abs(left - x0), abs(right - x1), abs(left + right - x0 - x1) / 2) < 0.35 * size


def _within(word: Word, box: Box) -> bool:
    first, last = word.chars[0], word.chars[-1]
    x = (min(first.x0, last.x0) + max(first.x1, last.x1)) / 2
    y = (min(first.top, last.top) + max(first.bottom, last.bottom)) / 2
    return box.contains(x, y, 1.0)


class Finder:
    """Finds the slot of a point.

    Args:
        lattice: The table.
    """

    def __init__(self, lattice: Lattice) -> None:
        self.xs, self.ys, self.slots = lattice.xs, lattice.ys, lattice.slots
        self.unit: list[list[int | None]] = [[None] * (len(self.xs) - 1) for _ in range(len(self.ys) - 1)]
        for k, s in enumerate(lattice.slots):
            for row in self.unit[s.row : s.row + s.rowspan]:
                row[s.col : s.col + s.colspan] = [k] * s.colspan

    def at(self, x: float, y: float) -> int | None:
        """Number of the slot at a point; beyond the edges that of the nearest row and column."""
        c = min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
        r = min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)
        return self.unit[r][c]

    def holder(self, part: Word) -> int | None:
        """Number of the slot that holds an upright word or stretch of words from end to end, None where none does."""
        xs, ys = self.xs, self.ys
        x0, x1 = part.u0, part.u1
        if x0 < xs[0] or x1 > xs[-1]:
            return None
        chars = part.chars
        first = chars[0]
        if len(chars) > 1 and first.run != chars[-1].run:
            return None  # it may have to be parted
        # By the middle of the small letters: tall boxes of tight rows reach into the row above.
        y = first.bottom - 0.45 * first.size
        middle = (first.top + first.bottom) / 2
        if not (ys[0] <= y < ys[-1] and ys[0] <= middle <= ys[-1]):
            return None
        k = self.unit[bisect_right(ys, y) - 1][bisect_right(xs, x0) - 1]
        if k is None:
            return None
        box = self.slots[k].box
        return k if x1 <= box.x1 else None


def _phrases(words: list[Word]) -> list[list[Word]]:
    """Words of one text object with ordinary gaps: they were set as one, and belong to one cell."""
    out: list[list[Word]] = []
    open_runs: dict[int, int] = {}
    for w in words:
        k = open_runs.get(w.chars[0].run)
        # Another text may be printed over this one, so its last word need not be the one before.
        if k is not None and w.u0 - out[k][-1].u1 <= 0.6 * w.size:
            out[k].append(w)
        else:
            k = len(out)
            out.append([w])
        open_runs[w.chars[-1].run] = k
    return out


def _places(phrase: list[Word], line: Line, lattice: Lattice, finder: Finder) -> list[tuple[int, Word]]:
    """Slot of each word: by its middle, unless a rule runs through a word, when the phrase overflows its cell."""
    touching = _touching(phrase, line, finder)
    if len(touching) > 1:
        return [found for one in touching for found in _places(one, line, lattice, finder)]
    by_word: list[tuple[int, Word]] = []
    cut = False
    upright = line.angle == 0
    for w in chain.from_iterable(_parted(word, line, finder) for word in phrase):
        if upright:
            # By the middle of the small letters: tall boxes of tight rows reach into the row above.
            x0, x1 = w.u0, w.u1
            k = finder.at((x0 + x1) / 2, w.chars[0].bottom - 0.45 * w.size)
        else:
            k = finder.at(*w.box.centre)
        if k is None:
            continue
        by_word.append((k, w))
        if upright:
            slot = lattice.slots[k].box
            cut = cut or x0 < slot.x0 - 0.25 * w.size or x1 > slot.x1 + 0.25 * w.size
    slots = {k for k, _ in by_word}
    if len(slots) <= 1 or line.angle != 0:
        return by_word
    # Figures side by side are two cells even when a careless program set them as one text.
    apart = any(a != b and FIGURE.match(u.text) and FIGURE.match(w.text) for (a, u), (b, w) in pairwise(by_word))
    if apart and not cut:
        return by_word
    owner = _owner(phrase, by_word, lattice, finder)
    return [(owner, w) for _, w in by_word]


def _touching(phrase: list[Word], line: Line, finder: Finder) -> list[list[Word]]:
    """A phrase parted where the texts of two cells touch ("Oct-Dec 2024" and "Jan-Mar 2025" set without a gap)."""
    out: list[list[Word]] = [[]]
    for word in phrase:
        parts = _parted(word, line, finder) if len(word.chars) > 1 else [word]
        out[-1].append(parts[0])
        for part in parts[1:]:
            a, b = out[-1][-1].chars[-1], part.chars[0]
            lengths = [sum(len(c.text) for w in phrase for c in w.chars if c.run == x.run) for x in (a, b)]
            left, right = a.text[-1:], b.text[:1]
            begins = right.isupper() and not left.isupper() and left not in "-–/'’("
            if begins and min(lengths) >= 3:
                out.append([part])
            else:
                return [phrase]
    return out


def _parted(word: Word, line: Line, finder: Finder) -> list[Word]:
    """A word of several text objects that reaches over a rule: two cells whose texts nearly touch."""
    chars = word.chars
    if line.angle != 0 or chars[0].run == chars[-1].run:
        return [word]
    y = chars[0].bottom - 0.45 * word.size
    first, last = chars[0], chars[-1]
    if finder.at((first.x0 + first.x1) / 2, y) == finder.at((last.x0 + last.x1) / 2, y):
        return [word]
    groups: list[list[Char]] = [[chars[0]]]
    for c in chars[1:]:
        apart = c.run != groups[-1][-1].run and finder.at((c.x0 + c.x1) / 2, y) != finder.at(
            (groups[-1][-1].x0 + groups[-1][-1].x1) / 2, y
        )
        if apart:
            groups.append([c])
        else:
            groups[-1].append(c)
    return [word_of(g) for g in groups]


def _owner(phrase: list[Word], by_word: list[tuple[int, Word]], lattice: Lattice, finder: Finder) -> int:
    """The cell that an overflowing phrase belongs to: the one it is aligned with."""
    first, last = phrase[0].box, phrase[-1].box
    size = phrase[0].size
    y = phrase[0].chars[0].bottom - 0.45 * size
    start = finder.at(first.x0 + 0.1 * size, y)
    end = finder.at(last.x1 - 0.1 * size, y)
    middle = finder.at((first.x0 + last.x1) / 2, y)
    if start is not None and first.x0 - lattice.slots[start].box.x0 <= 1.2 * size:
        return start
    if end is not None and lattice.slots[end].box.x1 - last.x1 <= 1.2 * size:
        return end
    return middle if middle is not None else by_word[0][0]
