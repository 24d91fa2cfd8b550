"""Characters -> words -> lines, in reading space, so that rotated text reads the right way.

Works on any set of characters: a page, a cell, a column of prose. Overprinted text is read once, footnote
marks are taken out, arrows drawn with symbol fonts become marks and Unicode arrows.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import numpy as np

from extract.arrows import arrow_from_char
from extract.linewords import Line, Word, box_of, split_line, split_words, word_of
from extract.pageparts import Char
from extract.raised import attach, lift_notes

__all__ = [
    "Line",
    "Word",
    "box_of",
    "has_arrow",
    "lines_of",
    "lines_of_words",
    "split_line",
    "without_overprint",
    "word_of",
]

GAP = 0.24
"""Gap between glyphs, in font sizes, that parts two words where the file has no space character."""
SPACED_GAP = 0.02
"""The same where the file has one."""


def without_overprint(chars: list[Char]) -> list[Char]:
    """Leave out glyphs printed again at (almost) the same place: shadows, imitated bold, text drawn twice.

    Args:
        chars: In the file's order.

    Returns:
        The same without repeats; the first print is kept (marked bold where the font was not).
    """
    if not _runs_overlap(chars):
        return chars
    if any(c.many for c in chars):
        chars = [w for c in chars for w in c.words()]
    seen: dict[tuple[str, int, int], list[Char]] = {}
    out: list[Char] = []
    for c in chars:
        reach = 0.13 * max(c.size, 1.0)
        cell = max(reach, 0.5)
        iu, iv = int(c.u0 // cell), int(c.v // cell)
        twin = False
        for du in (-1, 0, 1):
            for dv in (-1, 0, 1):
                for other in seen.get((c.text, iu + du, iv + dv), ()):
                    if (
                        other.angle == c.angle
                        and other.run != c.run
                        and abs(other.u0 - c.u0) <= reach
                        and abs(other.v - c.v) <= reach
                        and abs(other.size - c.size) <= 0.1 * c.size
                    ):
                        twin = True
        if not twin:
            out.append(c)
            seen.setdefault((c.text, iu, iv), []).append(c)
    return out


def _runs_overlap(chars: list[Char]) -> bool:
    """Whether any two text objects lie over one another: most pages have none, and need no closer look."""
    runs: list[list[float]] = []
    number = -1
    for c in chars:
        if c.run != number:
            number = c.run
            runs.append([c.v, c.u0, c.u1, c.size, c.angle])
        else:
            last = runs[-1]
            if c.u1 > last[2]:
                last[2] = c.u1
            if c.u0 < last[1]:
                last[1] = c.u0
    if len(runs) < 2:
        return False
    runs.sort()
    if all(b[0] - a[0] > 0.14 * a[3] for a, b in pairwise(runs)):
        return False  # prose: no two on one baseline
    v, u0, u1, size, angle = np.array(runs).T
    # Each with the next, the one after it, and so on, as long as any two stand on one baseline.
    for step in range(1, len(runs)):
        level = v[step:] - v[:-step] <= 0.14 * size[:-step]
        if not level.any():
            break
        shared = np.minimum(u1[step:], u1[:-step]) - np.maximum(u0[step:], u0[:-step])
        if (level & (angle[step:] == angle[:-step]) & (shared > 0.12 * size[:-step])).any():
            return True
    return False


def lines_of(chars: list[Char], *, notes: bool = True, split_at: float | None = None) -> list[Line]:
    """Read characters into lines.

    Args:
        chars: Of one region (cell, column or page), without overprint.
        notes: Take raised footnote marks out of the text.
        split_at: Part a line where the gap between words is wider than this many font sizes (page prose
            standing side by side); None never parts.

    Returns:
        Lines by reading direction (upright text first), then from the first to the last.
    """
    out: list[Line] = []
    by_angle: dict[int, list[Char]] = {}
    for c in chars:
        same = by_angle.get(c.angle)
        if same is None:
            by_angle[c.angle] = [c]
        else:
            same.append(c)
    for angle in sorted(by_angle, key=lambda a: (a != 0, -len(by_angle[a]))):
        out.extend(_lines_one_way(by_angle[angle], angle, notes, split_at))
    return out


def lines_of_words(words: list[Word]) -> list[Line]:
    """The lines of a cell from words already found; footnote marks are taken out.

    Args:
        words: All in one cell, in any order; stretches of words may be among them.

    Returns:
        Lines in reading order. Cells with text of several sizes are read anew, glyph by glyph.
    """
    first = words[0].chars[0]
    if len(words) == 1 and not words[0].mixed:
        return [Line(words, first.v, first.size, first.angle)]
    sizes = [w.size for w in words]
    angle = first.angle
    if max(sizes) > 1.15 * min(sizes) or any(w.chars[0].angle != angle for w in words) or any(w.mixed for w in words):
        return lines_of([c for w in words for c in w.chars])
    lines: list[Line] = []
    for w in sorted(words, key=lambda w: w.chars[0].v):
        v = w.chars[0].v
        if lines and v - lines[-1].v <= 0.22 * w.size:
            lines[-1].parts.append(w)
        else:
            lines.append(Line([w], v, w.size, angle))
    for line in lines:
        if len(line.parts) > 1:
            line.parts.sort(key=lambda w: w.u0)
    return lines


def _lines_one_way(chars: list[Char], angle: int, notes: bool, split_at: float | None) -> list[Line]:
    rows = _baselines(chars)
    raised: dict[int, list[list[Char]]] = {}
    if notes:
        rows, raised = lift_notes(rows)
    out = []
    for k, row in enumerate(rows):
        row.sort(key=_by_place)
        size = _usual_size(row)
        v = row[len(row) // 2].v
        parts = split_words(_words(row), size, split_at)
        for words in parts:
            # A title and the date beside it are lines of their own sizes.
            own = size if len(parts) == 1 else _usual_size([c for w in words for c in w.chars])
            line = Line(words, v, own, angle)
            if k in raised:
                attach(line, raised[k])
            out.append(line)
    return out


def _by_place(c: Char) -> tuple[float, int]:
    return (c.u0, c.order)


def _usual_size(row: list[Char]) -> float:
    first = row[0].size
    if all(c.size == first for c in row):
        return round(first, 1)
    sizes = Counter[float]()
    for c in row:
        sizes[round(c.size, 1)] += len(c.text)
    return sizes.most_common(1)[0][0]


def _baselines(chars: list[Char]) -> list[list[Char]]:
    """Group by baseline; a row's baseline is that of its first text, so that rows cannot creep.

    Glyphs of one text object share a baseline, so that only the objects need sorting.
    """
    runs: list[tuple[float, float, int, list[Char]]] = []
    number = -1
    part: list[Char] = []
    for c in chars:
        if c.run == number and c.v == part[0].v:
            part.append(c)
        else:
            number = c.run
            part = [c]
            runs.append((c.v, c.u0, len(runs), part))
    runs.sort()
    rows: list[list[Char]] = []
    base, size = 0.0, 0.0
    for v, _, _, part in runs:
        if rows and v - base <= 0.22 * min(part[0].size, size):
            rows[-1].extend(part)
        else:
            rows.append(part[:])
            base, size = v, part[0].size
    return rows


def _words(row: list[Char]) -> list[Word]:
    layers = _layers(row)
    if len(layers) == 1:
        return _words_of_layer(row)
    out = [w for layer in layers for w in _words_of_layer(layer)]
    out.sort(key=lambda w: w.u0)
    return out


def _layers(row: list[Char]) -> list[list[Char]]:
    """Part texts printed over one another (a name that runs on under a figure), so that no glyphs mix."""
    first = row[0].run
    if all(c.run == first for c in row):
        return [row]
    if _one_after_another(row):
        return [row]
    runs: dict[int, list[Char]] = {}
    for c in row:
        runs.setdefault(c.run, []).append(c)
    layers: list[tuple[float, list[Char]]] = []
    for chars in sorted(runs.values(), key=lambda r: r[0].u0):
        end = max(c.u1 for c in chars)
        for k, (reach, layer) in enumerate(layers):
            if chars[0].u0 >= reach - 0.4 * chars[0].size:
                layers[k] = (max(reach, end), layer + chars)
                break
        else:
            layers.append((end, chars))
    return [layer for _, layer in layers]


def _one_after_another(row: list[Char]) -> bool:
    """Whether each text object of a row ends before the next begins: nothing is printed over anything."""
    run, end = row[0].run, row[0].u1
    done: set[int] = set()
    for c in row:
        if c.run != run:
            if c.run in done or c.u0 < end - 0.4 * c.size:
                return False
            done.add(run)
            run = c.run
        if c.u1 > end:
            end = c.u1
    return True


def _words_of_layer(row: list[Char]) -> list[Word]:
    """Words, and stretches of words that stand alone in their text object."""
    if len(row) == 1:
        return [word_of(row)]
    out: list[Word] = []
    current = [row[0]]
    last = row[0]
    for c in row[1:]:
        gap = c.u0 - last.u1
        size = c.size if c.size < last.size else last.size
        # A space in the file counts only between glyphs that follow each other in it.
        if (
            gap > GAP * size
            or (c.spaced and gap > SPACED_GAP * size and 0 <= c.order - last.order - len(last.text) <= 4)
            or (c.run != last.run and gap > 0.14 * size)
            or c.u0 < last.u0 - 0.6 * size
        ):
            out.append(word_of(current))
            current = [c]
        else:
            # The last word of what stands before and the first of what follows are one.
            if last.many:
                *before, end = last.words()
                out += [word_of([w]) for w in before]
                current = [end]
            first, *after = c.words()
            current.append(first)
            for w in after:
                out.append(word_of(current))
                current = [w]
        last = c
    out.append(word_of(current))
    return out


def has_arrow(char: Char) -> bool:
    """Whether a glyph is an arrow, in any font."""
    return arrow_from_char(char.text, char.font.name) is not None
