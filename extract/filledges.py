"""Rules that are not drawn as rules: sides of dark headings that a rule goes on along, and thin slanting-ended areas.

Word draws no rule between a black heading and the row under it; beside it the rule of the next column stops.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from extract.lattice import Lattice
from extract.pageparts import Fill, RawPage
from extract.pagerules import HI, HORIZONTAL, LO, POS, Segment
from extract.textlines import Line

if TYPE_CHECKING:
    from numpy.typing import NDArray

_NEAR = 1.7
"""Points between the side of an area and the rule that it goes on from."""
_TOUCH = 2.5
_THIN, _LONG = 1.6, 20.0
"""How thick a rule is at most, and how long one with slanting ends is at least (points)."""
_ROW = 7.0
"""Height of a row at least."""
_DARK = 150
"""Lightness below which text on an area is white: of the blues and greens that are offered for headings."""
_MOST = 400
"""Dark areas of a page beyond which they are no headings."""


def add_sides(raw: RawPage) -> None:
    """Add to the rules of a page the sides of dark areas that go on from a rule.

    Args:
        raw: A page; its rules are added to.
    """
    dark = {(f.box.x0, f.box.top, f.box.x1, f.box.bottom): f for f in raw.fills if _is_dark(f)}
    if not dark or len(dark) > _MOST:
        return
    table = raw.rules.table()
    level = table[table[:, HORIZONTAL] == 1]
    if not len(level):
        return
    _add_heads(raw, list(dark), level)
    for x0, top, x1, bottom in dark:
        if x1 - x0 < 12 or bottom - top < 7:
            continue
        for y in (top, bottom):
            near = level[abs(level[:, POS] - y) <= _NEAR]
            if not len(near) or bool(((near[:, LO] <= x0 + 2) & (near[:, HI] >= x1 - 2)).any()):
                continue
            touching = near[(abs(near[:, LO] - x1) <= _TOUCH) | (abs(near[:, HI] - x0) <= _TOUCH)]
            if len(touching):
                pos = float(touching[0, POS])
                raw.rules.append(Segment(True, pos, x0, x1, 0.5, "#000000", 0, edge=True))


def _add_heads(raw: RawPage, dark: Sequence[tuple[float, float, float, float]], level: NDArray[Any]) -> None:
    """The sides of dark headings that stand side by side from end to end of a table's rules are rules too.

    Their cells have no rules of their own: where one of them ends and the next begins, the shade alone tells.
    """
    for y in sorted({round(edge, 1) for _, top, _, bottom in dark for edge in (top, bottom)}):
        row = sorted(b for b in dark if min(abs(b[1] - y), abs(b[3] - y)) <= 1 and b[3] - b[1] >= _ROW)
        for at in (1, 3):
            chain = [b for b in row if abs(b[at] - y) <= 1]
            if len(chain) < 2 or any(b[0] - a[2] > _TOUCH for a, b in pairwise(chain)):
                continue
            x0, x1 = chain[0][0], max(b[2] for b in chain)
            ends = level[(abs(level[:, LO] - x0) <= _TOUCH) & (abs(level[:, HI] - x1) <= _TOUCH)]
            if len(ends) < 2:
                continue
            for left, top, right, bottom in chain:
                for x in (left, right):
                    raw.rules.append(Segment(False, x, top, bottom, 0.5, "#000000", 0, edge=True))
                for pos in (top, bottom):
                    near = level[abs(level[:, POS] - pos) <= 2 * _TOUCH]
                    if not bool(((near[:, LO] <= left + 2) & (near[:, HI] >= right - 2)).any()):
                        raw.rules.append(Segment(True, pos, left, right, 0.5, "#000000", 0, edge=True))


def add_mitred(raw: RawPage) -> None:
    """Add to the rules of a page those that are drawn as areas with slanting ends, as beside slanted headings.

    Args:
        raw: A page; its rules are added to.
    """
    for s in raw.shapes:
        box = s.box
        if s.fill is None or s.curved or len(s.paths) != 1 or len(s.paths[0]) > 5:
            continue
        if box.height <= _THIN and box.width >= _LONG:
            raw.rules.append(Segment(True, (box.top + box.bottom) / 2, box.x0, box.x1, box.height, s.fill, s.z))
        elif box.width <= _THIN and box.height >= _LONG:
            raw.rules.append(Segment(False, (box.x0 + box.x1) / 2, box.top, box.bottom, box.width, s.fill, s.z))


def close_open_ends(raw: RawPage, found: Sequence[Lattice], lines: Sequence[Line]) -> bool:
    """Close tables whose outer sides go on beyond their last rule around one more row, as at the foot of a page.

    Args:
        raw: A page; its rules are added to.
        found: Its ruled tables as yet.
        lines: Its lines of text.

    Returns:
        Whether a rule was added.
    """
    table = raw.rules.table()
    down = table[table[:, HORIZONTAL] == 0]
    added = False
    for t in found:
        if t.n_cols < 2 or (t.n_rows < 2 and t.n_cols < 3):
            continue
        for edge, column, way in ((t.ys[-1], HI, 1.0), (t.ys[0], LO, -1.0)):
            ends = []
            for x in (t.xs[0], t.xs[-1]):
                side = down[(abs(down[:, POS] - x) <= _NEAR) & (down[:, LO] <= edge + 1) & (down[:, HI] >= edge - 1)]
                ends.append(max((way * float(v) for v in side[:, column]), default=way * edge))
            beyond = min(ends) - way * edge
            if abs(ends[0] - ends[1]) > _NEAR or beyond < _ROW:
                continue
            top, bottom = sorted((edge, way * ends[0]))
            held = [ln for ln in lines if ln.angle == 0 and top < ln.v - 0.3 * ln.size < bottom]
            held = [ln for ln in held if t.xs[0] <= ln.box.x0 and ln.box.x1 <= t.xs[-1]]
            if held and beyond <= 12 * max(ln.size for ln in held):
                raw.rules.append(Segment(True, way * ends[0], t.xs[0], t.xs[-1], 0.5, "#000000", 0, edge=True))
                added = True
    return added


def _is_dark(fill: Fill) -> bool:
    """Whether text on an area is printed in white: headings are, cells and stripes are not."""
    c = fill.colour
    if len(c) != 7:
        return False
    r, g, b = (int(c[i : i + 2], 16) for i in (1, 3, 5))
    return 0.299 * r + 0.587 * g + 0.114 * b < _DARK
