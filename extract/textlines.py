"""Characters -> words -> lines, in reading space, so that rotated text reads the right way.

Works on any set of characters: a page, a cell, a column of prose. Overprinted text is read once, footnote
marks are taken out, arrows drawn with symbol fonts become marks and Unicode arrows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from extract.arrows import arrow_from_char, is_odd, symbol_text
from extract.pageparts import Char
from records import Box

GAP = 0.24
"""Gap between glyphs, in font sizes, that parts two words where the file has no space character."""
SPACED_GAP = 0.02
"""The same where the file has one."""
_ORDINALS = {"st", "nd", "rd", "th"}
_NOTE_MARKS = set("0123456789*†‡§¶,()[]¹²³⁴⁵⁶⁷⁸⁹⁰")
_UNITS_BEFORE_POWER = ("m", "km", "cm", "mm", "ft", "sq m")
_POWERS = {"2": "²", "3": "³"}


@dataclass(slots=True)
class Word:
    """Glyphs without a gap, of one line."""

    text: str
    chars: list[Char]

    @property
    def u0(self) -> float:
        """Start along the reading direction."""
        return self.chars[0].u0

    @property
    def u1(self) -> float:
        """End along the reading direction."""
        a, z = self.chars[0].u1, self.chars[-1].u1
        return a if a > z else z

    @property
    def size(self) -> float:
        """Font size of its first glyph, points."""
        return self.chars[0].size

    @property
    def box(self) -> Box:
        """Box as seen; its first and last glyphs tell it."""
        a, z = self.chars[0], self.chars[-1]
        return Box(min(a.x0, z.x0), min(a.top, z.top), max(a.x1, z.x1), max(a.bottom, z.bottom))

    @property
    def mixed(self) -> bool:
        """Whether its glyphs differ in size: a footnote mark may hang on it."""
        first = self.chars[0].size
        return any(abs(c.size - first) > 0.15 * first for c in self.chars)


@dataclass(slots=True)
class Line:
    """Words on one baseline, in reading order.

    Attributes:
        words: Left to right in reading direction.
        v: Baseline.
        size: Size of most of its glyphs.
        angle: Reading direction.
        superscripts: Footnote marks taken out, as printed.
    """

    words: list[Word]
    v: float
    size: float
    angle: int
    superscripts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Words joined by single spaces."""
        return " ".join(w.text for w in self.words)

    @property
    def chars(self) -> list[Char]:
        """All glyphs."""
        return [c for w in self.words for c in w.chars]

    @property
    def u0(self) -> float:
        """Start along the reading direction."""
        return self.words[0].u0

    @property
    def u1(self) -> float:
        """End along the reading direction."""
        return self.words[-1].u1

    @property
    def box(self) -> Box:
        """Box as seen."""
        ends = [c for w in self.words for c in (w.chars[0], w.chars[-1])]
        return box_of(ends)

    @property
    def bold(self) -> bool:
        """All letters and digits bold (a word is taken to be of one font)."""
        first = self.words[0].chars[0].font
        if all(w.chars[0].font is first for w in self.words):
            return first.bold
        fonts = [w.chars[0].font for w in self.words if any(map(str.isalnum, w.text))]
        return bool(fonts) and all(f.bold for f in fonts)


def box_of(chars: Iterable[Char]) -> Box:
    """The box around some characters.

    Args:
        chars: At least one.

    Returns:
        Box as seen, points.
    """
    items = list(chars)
    if len(items) == 1:
        c = items[0]
        return Box(c.x0, c.top, c.x1, c.bottom)
    return Box(
        min(c.x0 for c in items),
        min(c.top for c in items),
        max(c.x1 for c in items),
        max(c.bottom for c in items),
    )


def without_overprint(chars: list[Char]) -> list[Char]:
    """Leave out glyphs printed again at (almost) the same place: shadows, imitated bold, text drawn twice.

    Args:
        chars: In the file's order.

    Returns:
        The same without repeats; the first print is kept (marked bold where the font was not).
    """
    if not _runs_overlap(chars):
        return chars
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
    runs.sort()
    for k, (v, u0, u1, size, angle) in enumerate(runs):
        for other in runs[k + 1 :]:
            if other[0] - v > 0.14 * size:
                break
            if angle == other[4] and min(u1, other[2]) - max(u0, other[1]) > 0.12 * size:
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
        words: All in one cell, in any order.

    Returns:
        Lines in reading order. Cells with text of several sizes are read anew, glyph by glyph.
    """
    if len(words) == 1 and not words[0].mixed:
        w = words[0]
        return [Line([w], w.chars[0].v, w.size, w.chars[0].angle)]
    sizes = [w.size for w in words]
    angle = words[0].chars[0].angle
    if max(sizes) > 1.15 * min(sizes) or any(w.chars[0].angle != angle for w in words) or any(w.mixed for w in words):
        return lines_of([c for w in words for c in w.chars])
    lines: list[Line] = []
    for w in sorted(words, key=lambda w: w.chars[0].v):
        v = w.chars[0].v
        if lines and v - lines[-1].v <= 0.22 * w.size:
            lines[-1].words.append(w)
        else:
            lines.append(Line([w], v, w.size, angle))
    for line in lines:
        line.words.sort(key=lambda w: w.u0)
    return lines


def _lines_one_way(chars: list[Char], angle: int, notes: bool, split_at: float | None) -> list[Line]:
    rows = _baselines(chars)
    raised: dict[int, list[list[Char]]] = {}
    if notes:
        rows, raised = _lift_notes(rows)
    out = []
    for k, row in enumerate(rows):
        row.sort(key=_by_place)
        size = _usual_size(row)
        v = row[len(row) // 2].v
        for words in _split_words(_words(row), size, split_at):
            line = Line(words, v, size, angle)
            _attach(line, raised.get(k, []))
            out.append(line)
    return out


def _by_place(c: Char) -> tuple[float, int]:
    return (c.u0, c.order)


def _usual_size(row: list[Char]) -> float:
    first = row[0].size
    if all(c.size == first for c in row):
        return round(first, 1)
    return Counter([round(c.size, 1) for c in row]).most_common(1)[0][0]


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


def _lift_notes(rows: list[list[Char]]) -> tuple[list[list[Char]], dict[int, list[list[Char]]]]:
    """Take small raised (or lowered) glyphs off their own baselines and hang them on the line they touch."""
    sizes = {c.size for r in rows for c in r}
    if not sizes or min(sizes) > 0.82 * max(sizes):
        return rows, {}
    keep: list[list[Char]] = [list(r) for r in rows]
    lifted: list[tuple[int, list[Char]]] = []
    for k in range(len(rows)):
        for j in range(max(0, k - 3), min(len(rows), k + 4)):
            if j == k or not keep[k] or not rows[j]:
                continue
            main = rows[j]
            small = []
            for c in keep[k]:
                host = _host(c, main)
                if host:
                    small.append(c)
            if small:
                taken = {id(c) for c in small}
                keep[k] = [c for c in keep[k] if id(c) not in taken]
                for group in _groups(sorted(small, key=lambda c: c.u0)):
                    lifted.append((j, group))
    index = {}
    out: list[list[Char]] = []
    for k, row in enumerate(keep):
        if row:
            index[k] = len(out)
            out.append(row)
    raised: dict[int, list[list[Char]]] = {}
    for j, group in lifted:
        if j in index:
            raised.setdefault(index[j], []).append(group)
        else:  # its line was itself lifted: keep the glyphs as a line of their own
            out.append(group)
    return out, raised


def _host(c: Char, main: list[Char]) -> bool:
    """Whether a glyph stands raised or lowered right beside a bigger glyph of a line."""
    for m in main:
        if c.size > 0.82 * m.size:
            continue
        rise = m.v - c.v
        if not (0.12 * m.size <= rise <= 0.75 * m.size or 0.08 * m.size <= -rise <= 0.35 * m.size):
            continue
        if -0.5 * m.size <= c.u0 - m.u1 <= 1.2 * m.size or 0 <= m.u0 - c.u1 <= 0.4 * m.size:
            return True
    return False


def _groups(chars: list[Char]) -> list[list[Char]]:
    out: list[list[Char]] = []
    for c in chars:
        if out and c.u0 - out[-1][-1].u1 <= 0.3 * c.size:
            out[-1].append(c)
        else:
            out.append([c])
    return out


def _attach(line: Line, raised: list[list[Char]]) -> None:
    """Put raised text back where it is part of the words (1st, m²), else keep it as a footnote mark."""
    for group in raised:
        text = "".join(c.text for c in group)
        place = None
        for i, word in enumerate(line.words):
            if abs(group[0].u0 - word.u1) <= 0.45 * line.size:
                place = i
        lowered = group[0].v > line.v
        is_note = all(ch in _NOTE_MARKS for ch in text) or (len(text) == 1 and text.isalpha() and text.islower())
        if place is None:
            starts = bool(line.words) and group[-1].u1 <= line.words[0].u0 + 0.1 * line.size
            if starts and is_note and not lowered:
                line.superscripts.append(text)
                continue
            _insert(line, group, text)
            continue
        word = line.words[place]
        if text.lower() in _ORDINALS and word.text[-1:].isdigit():
            _grow(word, text, group)
        elif (
            text in _POWERS
            and not lowered
            and word.text.lower().endswith(_UNITS_BEFORE_POWER)
            and (word.text.lower() in _UNITS_BEFORE_POWER or word.text[:1].isdigit())
        ):
            _grow(word, _POWERS[text], group)
        elif is_note and not lowered:
            line.superscripts.append(text)
            _close_gap(line, place, group)
        else:
            _grow(word, text, group)


def _close_gap(line: Line, place: int, note: list[Char]) -> None:
    """Bring punctuation after a footnote mark back to its word: "months¹." reads "months."."""
    if place + 1 >= len(line.words):
        return
    word, after = line.words[place], line.words[place + 1]
    if after.text[:1] in ".,;:)!?%" and after.u0 - note[-1].u1 < GAP * line.size:
        _grow(word, after.text, after.chars)
        del line.words[place + 1]


def _grow(word: Word, text: str, chars: list[Char]) -> None:
    word.text += text
    word.chars = word.chars + chars


def _insert(line: Line, chars: list[Char], text: str) -> None:
    line.words.append(Word(text, chars))
    line.words.sort(key=lambda w: w.u0)


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


def _words_of_layer(row: list[Char]) -> list[Word]:
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
            current = []
        current.append(c)
        last = c
    out.append(word_of(current))
    return out


def word_of(chars: list[Char]) -> Word:
    """A word of glyphs in reading order; symbol-font glyphs read as the signs they show."""
    text = "".join([c.text for c in chars])
    if not text.isascii() or is_odd("", chars[0].font.name):
        text = "".join([symbol_text(c.text, c.font.name) if is_odd(c.text, c.font.name) else c.text for c in chars])
    return Word(text, chars)


def split_line(line: Line, at: float) -> list[Line]:
    """Part a line at gaps wider than some font sizes; the parts share its baseline."""
    parts = _split_words(line.words, line.size, at)
    if len(parts) == 1:
        return [line]
    return [Line(words, line.v, line.size, line.angle) for words in parts]


def _split_words(words: list[Word], size: float, split_at: float | None) -> list[list[Word]]:
    if split_at is None or not words:
        return [words] if words else []
    out = [[words[0]]]
    for word in words[1:]:
        if word.u0 - out[-1][-1].u1 > split_at * size:
            out.append([word])
        else:
            out[-1].append(word)
    return out


def has_arrow(char: Char) -> bool:
    """Whether a glyph is an arrow, in any font."""
    return arrow_from_char(char.text, char.font.name) is not None
