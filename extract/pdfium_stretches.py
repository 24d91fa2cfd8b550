"""Where the text objects of a page begin and end, with as few questions to PDFium as possible.

The characters of one text object follow each other, so that between two words of one object nobody needs to be
asked: two questions tell that a printed line is one object, as nearly all lines of prose are. Other lines, and text
that runs from right to left, are asked about word by word.
"""

from __future__ import annotations

import re
from itertools import repeat

from extract import pdfium_calls as calls
from extract.pagechars import BLANKS, WORDS

Stretch = tuple[int, int, int]
"""(index of the first character, index after the last, text object)."""
_LINES = re.compile(r"[^\r\n]+")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]")


def stretches_of(text: int, page_text: str) -> list[Stretch]:
    """Words (or parts of words) of one printed line and one text object, together.

    Args:
        text: PDFium's text page.
        page_text: Its characters, each at its own index.

    Returns:
        Stretches in the file's order; blanks stand within them, never at their ends.
    """
    lines: list[tuple[int, int]] = []
    for m in _LINES.finditer(page_text):
        line = m[0]
        i, j = m.end() - len(line.lstrip(BLANKS)), m.start() + len(line.rstrip(BLANKS))
        if i < j:
            lines.append((i, j))
    ask = calls.text_object
    first = [o or 0 for o in map(ask, repeat(text), [i for i, _ in lines])]
    last = [o or 0 for o in map(ask, repeat(text), [j - 1 for _, j in lines])]
    turns = _RIGHT_TO_LEFT.search(page_text) is not None
    out: list[Stretch] = []
    for (i, j), a, b in zip(lines, first, last, strict=True):
        if a == b and a and not turns:
            out.append((i, j, a))
        else:
            out += _parted(text, page_text, i, j)
    return out


def _parted(text: int, page_text: str, start: int, end: int) -> list[Stretch]:
    """The stretches of a printed line of several text objects."""
    spans = [m.span() for m in WORDS.finditer(page_text, start, end)]
    starts = [i for i, _ in spans]
    n = len(spans)
    owners = [o or 0 for o in map(calls.text_object, repeat(text), starts)]
    groups: list[tuple[int, int]] = []
    k = 0
    while k < n:
        m = k + 1
        while m < n and owners[m] == owners[k]:
            m += 1
        groups.append((k, m))
        k = m
    # The last word of a group may go on in another object: it is parted where they meet.
    last = map(calls.text_object, repeat(text), [spans[m - 1][1] - 1 for _, m in groups])
    out: list[Stretch] = []
    for (k, m), end_owner in zip(groups, last, strict=True):
        if owners[k] and end_owner == owners[k]:
            out.append((starts[k], spans[m - 1][1], owners[k]))
            continue
        if owners[k] and m - k > 1:
            out.append((starts[k], spans[m - 2][1], owners[k]))
            k = m - 1
        for i, j in spans[k:m]:
            out += _by_object(text, i, j)
    return out


def _by_object(text: int, start: int, end: int) -> list[Stretch]:
    """A word of several text objects as the parts that each of them draws."""
    out: list[Stretch] = []
    for k, obj in enumerate(map(calls.text_object, repeat(text), range(start, end)), start):
        if out and out[-1][2] == obj:
            out[-1] = (out[-1][0], k + 1, obj)
        elif obj:
            out.append((k, k + 1, obj))
    return out
