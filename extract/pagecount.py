"""Whether every digit printed on a page stands in one of the page's tables, charts or paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from extract.pageparts import Char

if TYPE_CHECKING:
    from extract.pagework import PageWork

_NUMERAL = re.compile(r"\d[\d.,]*")


def lost_numerals(chars: Sequence[Char], work: PageWork) -> tuple[str, ...]:
    """Numerals of a page that none of its blocks holds.

    Args:
        chars: Its text, without overprint.
        work: What was found on it.

    Returns:
        As printed; nothing where every digit is accounted for, which is found without looking at single numerals.
    """
    printed = " ".join([c.text for c in chars])
    held = " ".join(_texts(work))
    if all(printed.count(d) <= held.count(d) for d in "0123456789"):
        return ()
    missing = Counter(_NUMERAL.findall(printed)) - Counter(_NUMERAL.findall(held))
    digits = sum(max(0, printed.count(d) - held.count(d)) for d in "0123456789")
    return tuple(n for n, k in missing.items() for _ in range(k)) or (f"{digits} digits",)


def _texts(work: PageWork) -> Iterable[str]:
    for grid in work.grids:
        for cell in grid.cells:
            yield cell.text
            yield from cell.superscripts
    for chart in work.charts:
        yield chart.title
        yield from chart.words
    for piece in (*work.pieces, *(p for _, pieces in work.boxed for p in pieces)):
        yield piece.whole
        yield from piece.superscripts
    for other in work.others:
        yield other.text
