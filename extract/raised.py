"""Raised and lowered text: footnote marks taken out of the figures they hang on, powers and ordinals kept."""

from __future__ import annotations

from extract.linewords import Line, Word
from extract.pageparts import Char

_ORDINALS = {"st", "nd", "rd", "th"}
_NOTE_MARKS = set("0123456789*†‡§¶,()[]¹²³⁴⁵⁶⁷⁸⁹⁰")
_UNITS_BEFORE_POWER = ("m", "km", "cm", "mm", "ft", "sq m")
_POWERS = {"2": "²", "3": "³"}
_SMALLER = 0.85
"""Size of a mark beside what it hangs on, at most: web pages set raised text in five sixths."""
_SMALLER_SIGN = 0.82
"""The same for a sign that is no mark of a note, or that does not stand high: letters differ a little in size."""
NEAR = 0.24
"""Gap in font sizes up to which what follows a mark belongs to the word before it."""


def lift_notes(rows: list[list[Char]]) -> tuple[list[list[Char]], dict[int, list[list[Char]]]]:
    """Take small raised (or lowered) glyphs off their own baselines and hang them on the line they touch."""
    sizes = {c.size for r in rows for c in r}
    if not sizes or min(sizes) > _SMALLER * max(sizes):
        return rows, {}
    keep: list[list[Char]] = [list(r) for r in rows]
    lifted: list[tuple[int, list[Char]]] = []
    least = [min([c.size for c in r], default=0.0) for r in rows]
    most = [_SMALLER * max([c.size for c in r], default=0.0) for r in rows]
    for k in range(len(rows)):
        for j in range(max(0, k - 3), min(len(rows), k + 4)):
            if j == k or least[k] > most[j] or not keep[k] or not rows[j]:
                continue
            main = rows[j]
            small = [c for c in keep[k] if _host(c, main)]
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
        if c.size > _SMALLER * m.size:
            continue
        mark = c.v < m.v - 0.25 * m.size and all(ch in _NOTE_MARKS for ch in c.text)
        if not mark and c.size > _SMALLER_SIGN * m.size:
            continue
        if m.many and m.u0 < c.u0 < m.u1 - 0.5 * m.size and _host(c, m.words()):
            return True
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


def attach(line: Line, raised: list[list[Char]]) -> None:
    """Put raised text back where it is part of the words (1st, m²), else keep it as a footnote mark."""
    line.part()
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
            word.take(text, group)
        elif (
            text in _POWERS
            and not lowered
            and word.text.lower().endswith(_UNITS_BEFORE_POWER)
            and (word.text.lower() in _UNITS_BEFORE_POWER or word.text[:1].isdigit())
        ):
            word.take(_POWERS[text], group)
        elif is_note and not lowered:
            line.superscripts.append(text)
            _close_gap(line, place, group)
        else:
            word.take(text, group)


def _close_gap(line: Line, place: int, note: list[Char]) -> None:
    """Bring punctuation after a footnote mark back to its word: "months¹." reads "months."."""
    if place + 1 >= len(line.words):
        return
    word, after = line.words[place], line.words[place + 1]
    if after.text[:1] in ".,;:)!?%" and after.u0 - note[-1].u1 < NEAR * line.size:
        word.take(after.text, after.chars)
        del line.words[place + 1]


def _insert(line: Line, chars: list[Char], text: str) -> None:
    line.words.append(Word(text, chars))
    line.words.sort(key=lambda w: w.u0)
