"""Tables without upright rules that stand side by side: told by a row of headings that begins again."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.outside import Rest
from extract.tablecolumns import role_of
from extract.tokens import Row, Token
from extract.vocabulary import fold
from records import Box

_LEAST_GUTTER = 5.0
"""White between two tables, at least (points)."""
_UPWARD = 2.4
"""How far above its last line, in font sizes, a heading of several lines may begin."""


def sides(rest: Rest) -> list[Box]:
    """Places of tables that stand side by side, from left to right; none where there are no such tables.

    Args:
        rest: What stands outside the tables and charts found so far.
    """
    rows = rest.rows
    for k, row in enumerate(rows):
        starts = _starts(row)
        if len(starts) < 2:
            continue
        edges = [_gutter(rows, k, start) for start in starts[1:]]
        if any(e is None for e in edges):
            continue
        xs = [0.0, *(e for e in edges if e is not None), rest.raw.width]
        first, last = _reach(rows, k, xs[1:-1])
        if last - k < 3 or any(not _is_table(rows[k + 1 : last + 1], a, b) for a, b in pairwise(xs)):
            continue
        top, bottom = rows[first].top - 6.0, rows[last].bottom + 6.0
        return [Box(a, top, b, bottom) for a, b in pairwise(xs)]
    return []


def _starts(row: Row) -> list[Token]:
    """The headings of a line at which a table begins: of names, or those that come back."""
    if len(row.tokens) < 6:
        return []
    texts = [fold(t.text) for t in row.tokens]
    names = [t for t, text in zip(row.tokens, texts, strict=True) if role_of(text) == "name"]
    if len(names) >= 2 and names[0] is row.tokens[0]:
        return names
    half, odd = divmod(len(texts), 2)
    if not odd and texts[:half] == texts[half:] and role_of(texts[0]) in {"name", "area", "value", "section"}:
        return [row.tokens[0], row.tokens[half]]
    return []


def _gutter(rows: Sequence[Row], k: int, start: Token) -> float | None:
    """The white left of where a table begins; None where there is none."""
    before = [t.x1 for t in rows[k].tokens if t.x1 <= start.x0]
    below = rows[k + 1 : k + 6]
    left = max([*before, *(t.x1 for r in below for t in r.tokens if t.x0 < start.x0 - 2 and t.x1 <= start.x0 + 2)])
    return (left + start.x0) / 2 if start.x0 - left >= _LEAST_GUTTER else None


def _reach(rows: Sequence[Row], k: int, gutters: Sequence[float]) -> tuple[int, int]:
    """The first and the last line that keep the gutters white, around a line of headings."""

    def white(row: Row) -> bool:
        return not any(t.x0 < g - 1 and t.x1 > g + 1 for t in row.tokens for g in gutters)

    first = last = k
    while first > 0 and white(rows[first - 1]) and rows[first].v - rows[first - 1].v <= _UPWARD * rows[k].size:
        upper = rows[first - 1]
        if not all(any((t.x0 < g) == left for t in upper.tokens) for g in gutters for left in (True, False)):
            break
        first -= 1
    while last + 1 < len(rows) and white(rows[last + 1]):
        last += 1
    return first, last


def _is_table(rows: Sequence[Row], lo: float, hi: float) -> bool:
    """Whether the lines between two gutters begin with words and hold figures."""
    inner = [[t for t in r.tokens if lo <= (t.x0 + t.x1) / 2 <= hi] for r in rows]
    held = [tokens for tokens in inner if any(t.figure for t in tokens)]
    named = sum(not tokens[0].figure and any(map(str.isalpha, tokens[0].text)) for tokens in inner if tokens)
    return len(held) >= 2 and named >= 0.4 * len([t for t in inner if t])
