"""The cheap look that tells pages of prose, most of an agenda pack, from those that may hold a table or a chart."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.nofigures import numbers_in
from extract.pageparts import Char, RawPage

_FEW = 5
"""Drawings up to which a page may be plain: rules above a footer, a logo."""
_FIGURES = 6
"""Figures from which a page may hold a table."""
_FIGURE = re.compile(r"(?=\D*\d)[^a-zA-Z\u00aa-\u024f]+\Z")
"""A word with digits and no letters."""
_SIDE_BY_SIDE = re.compile(r"(?:^| )[^\sA-Za-z]\S* (?:[^\sA-Za-z]\S*|[cx]|n/a|N/A)(?: |$)")
"""Two figures side by side."""
_WORDS = re.compile(r"[^\W\d]{3}")
_APART = 0.7
"""Gap in font sizes from which two texts of one line may be two cells."""


def is_plain(raw: RawPage, chars: Sequence[Char]) -> bool:
    """Whether a page can hold neither table nor chart: hardly a drawing, and hardly a figure set apart.

    Args:
        raw: The page.
        chars: Its text, without overprint.

    Returns:
        True where there are fewer figures than the smallest table has, or all but one of them stand in running text.
    """
    ruled = len(raw.segments) + len(raw.fills)
    if ruled + len(raw.shapes) + len(raw.pictures) > _FEW:
        return False
    text = []
    last: Char | None = None
    for c in chars:
        apart = last is None or c.spaced or c.run != last.run or abs(c.v - last.v) > 0.5 * c.size
        text.append(" " + c.text if apart else c.text)
        last = c
    whole = "".join(text)
    if len(numbers_in(whole)) < _FIGURES:
        return True
    if sum([not w.isalpha() and _FIGURE.match(w) is not None for w in whole.split()]) < _FIGURES:
        return True
    return _set_apart(chars, words_too=ruled > 2) < 2


def _set_apart(chars: Sequence[Char], *, words_too: bool) -> int:
    """How many figures (or texts of any kind) stand at a distance from the text before them on their line."""
    count = 0
    seen: set[int] = set()
    last: Char | None = None
    for c in chars:
        if last is not None and c.angle == last.angle and abs(c.v - last.v) <= 0.5 * c.size:
            apart = not -0.6 * c.size < c.u0 - last.u1 <= _APART * c.size
        else:
            # A baseline met before: the file goes down one column and then the next.
            row = round(c.v / 2)
            apart = bool(seen & {row - 1, row, row + 1})
            seen.add(row)
        last = c
        if apart and (words_too or not _WORDS.match(c.text)):
            count += 1
        if c.many and _SIDE_BY_SIDE.search(c.text):
            count += 1
    return count
