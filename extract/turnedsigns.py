"""Arrows that are turned: one glyph drawn upwards, level and downwards by turning it, as programs that draw pages do.

A turned arrow among upright text is a sign of its row and no turned text: it is given the character that shows what
is seen, and stands upright.
"""

from __future__ import annotations

from dataclasses import replace

from extract.arrows import arrow_from_char, is_odd
from extract.arrowtables import ARROW
from extract.pageparts import Char

_ROUND = ("right", "up-right", "up", "up-left", "left", "down-left", "down", "down-right")
"""The ways an arrow points to, an eighth of a turn anticlockwise each."""
_NEAR = 8
"""Degrees by which a turn may be off an eighth."""


def with_upright_arrows(chars: list[Char]) -> list[Char]:
    """The text of a page with its turned arrows upright; the same list where it has none.

    Args:
        chars: Everything printed on the page.
    """
    turned = [c for c in chars if c.angle]
    if not turned or 2 * len(turned) > len(chars):
        return chars
    words = [c for c in turned if not _is_arrow(c)]
    seen = {id(c): new for c in turned if _is_arrow(c) and not _in_words(c, words) and (new := _upright(c)) is not None}
    return [seen.get(id(c), c) for c in chars] if seen else chars


def _is_arrow(c: Char) -> bool:
    return len(c.text) == 1 and is_odd(c.text, c.font.name) and arrow_from_char(c.text, c.font.name) is not None


def _in_words(c: Char, words: list[Char]) -> bool:
    """Whether an arrow stands in a line of text that is turned like itself."""
    return any(
        o.angle == c.angle and abs(o.v - c.v) < 0.5 * c.size and o.u0 - c.u1 < 2 * c.size and c.u0 - o.u1 < 2 * c.size
        for o in words
    )


def _upright(c: Char) -> Char | None:
    mark = arrow_from_char(c.text, c.font.name)
    eighths = round(c.angle / 45)
    if mark is None or mark.value not in _ROUND or abs(c.angle - 45 * eighths) > _NEAR:
        return None
    text = ARROW[_ROUND[(_ROUND.index(mark.value) + eighths) % 8]]
    x, y = (c.x0 + c.x1) / 2, (c.top + c.bottom) / 2
    size = c.size
    v = y + 0.35 * size  # its middle stands where the middle of a capital does
    half = 0.4 * size
    return replace(
        c, text=text, x0=x - half, top=v - 0.8 * size, x1=x + half, bottom=v + 0.2 * size, u0=x - half, u1=x + half,
        v=v, angle=0, widths=None, stops=None, parts=None,
    )  # fmt: skip
