"""What of a page stands outside the tables and charts found so far, worked out once for all readers that ask.

The readers of tables without rules follow each other, and mostly the page between two of them is the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from extract import gridsigns
from extract.blockrows import block_tables
from extract.blocks import parted_rows
from extract.lattice import Lattice
from extract.pageparts import Char, Fill, RawPage, Segment
from extract.textlines import Line
from extract.tokens import Row, Token, add_signs, tokens_of
from records import Box


class Outside:
    """A page without some of its places.

    Args:
        raw: The page.
        lines: Its text outside charts.
        charts: Places of its charts.
    """

    def __init__(self, raw: RawPage, lines: Sequence[Line], charts: Sequence[Box]) -> None:
        self.raw, self.lines, self.charts = raw, lines, charts
        self._rests: dict[tuple[Box, ...], Rest] = {}
        self._tokens = _Tokens()

    def of(self, tables: Sequence[Box]) -> Rest:
        """What stands outside the charts and some tables."""
        taken = (*tables, *self.charts)
        rest = self._rests.get(taken)
        if rest is None:
            rest = self._rests[taken] = Rest(self.raw, self.lines, taken, self._tokens)
        return rest


class _Tokens(dict[int, tuple[Line, list[Token]]]):
    """Tokens of lines, by the identity of the line, which is kept with them so that it stays its own."""

    def of(self, line: Line) -> list[Token]:
        """The tokens of a line; the list is the caller's own."""
        found = self.get(id(line))
        if found is None:
            found = self[id(line)] = (line, tokens_of(line))
        return found[1].copy()


class Rest:
    """What stands outside some tables and charts; each part is worked out when first asked for.

    It does not know the page's `Outside`: nobody searches for cycles while a file is read, and a page that is part of
    one would stay in memory until its end.

    Args:
        raw: The page.
        lines: Its text outside charts.
        taken: Places of the tables and charts.
        tokens: Of its lines, shared by all that is asked about the page.
    """

    def __init__(self, raw: RawPage, lines: Sequence[Line], taken: tuple[Box, ...], tokens: _Tokens) -> None:
        self.raw, self.taken = raw, taken
        self._all, self._tokens = lines, tokens

    @cached_property
    def lines(self) -> list[Line]:
        """Lines of text, or what is left of them."""
        return lines_outside(self._all, self.taken)

    @cached_property
    def fills(self) -> list[Fill]:
        """Coloured areas that touch none of the places."""
        return [f for f in self.raw.fills if not touches(f.box, self.taken)]

    @cached_property
    def rules(self) -> list[Segment]:
        """Horizontal rules."""
        return self.raw.rules.level_outside(self.taken)

    @cached_property
    def signs(self) -> list[Box]:
        """Places of small drawings and pictures."""
        return gridsigns.sign_boxes(self.raw, self.taken)

    @cached_property
    def rows(self) -> list[Row]:
        """Upright lines cut into tokens, signs among them, from top to bottom."""
        out = []
        for line in self.lines:
            if line.angle == 0 and line.parts:
                tokens = self._tokens.of(line)
                if tokens:
                    out.append(Row(line.v, line.size, tokens, line.bold))
        out.sort(key=lambda r: r.v)
        add_signs(out, self.signs)
        return out

    @cached_property
    def parted(self) -> list[Row]:
        """The same rows, their tokens parted at edges that texts of several rows share."""
        return parted_rows(self.rows)

    @cached_property
    def block_tables(self) -> list[Lattice]:
        """Tables whose cells are blocks of text, each column under a heading."""
        return block_tables(self.parted, self.fills) if len(self.rows) > 2 else []


def touches(box: Box, others: Sequence[Box]) -> bool:
    """Whether a box shares an area with one of some others."""
    x0, top, x1, bottom = box.x0, box.top, box.x1, box.bottom
    for o in others:
        if (
            (x1 if x1 < o.x1 else o.x1) > (x0 if x0 > o.x0 else o.x0)
            and (bottom if bottom < o.bottom else o.bottom) > (top if top > o.top else o.top)
        ):  # fmt: skip
            return True
    return False


def lines_outside(lines: Sequence[Line], boxes: Sequence[Box]) -> list[Line]:
    """The same lines without the words that stand in some boxes."""
    if not boxes:
        return list(lines)
    out = []
    for line in lines:
        box = line.box
        # Most lines stand wholly in a table or wholly outside all.
        near = [b for b in boxes if b.overlap(box) > 0 or b.contains(*box.centre, 0.5)]
        if not near:
            out.append(line)
            continue
        if line.angle == 0 and len(near) == 1 and _holds(near[0], box):
            continue
        words = [w for w in line.words if not _in_any(w.chars[len(w.chars) // 2], near)]
        if len(words) == len(line.words):
            out.append(line)
        elif words:
            out.append(line.with_words(words))
    return out


def _holds(outer: Box, box: Box) -> bool:
    """Whether a line lies wholly in a box: its middle and both its ends."""
    y = (box.top + box.bottom) / 2
    return outer.contains(box.x0, y) and outer.contains(box.x1, y)


def _in_any(char: Char, boxes: Sequence[Box]) -> bool:
    x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
    return any(b.contains(x, y, 0.5) for b in boxes)
