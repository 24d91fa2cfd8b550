"""The rules of a page as one table of numbers, and as objects where somebody asks for them.

A dense scorecard has some two thousand rules; its grid is found from their numbers alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, overload

import numpy as np

from records import Box

if TYPE_CHECKING:
    from numpy.typing import NDArray

HORIZONTAL, POS, LO, HI, WIDTH, Z = range(6)
"""Columns of the table of rules."""


@dataclass(slots=True)
class Segment:
    """A horizontal or vertical rule: a stroked line, a side of a stroked rectangle, or a thin filled rectangle.

    Attributes:
        horizontal: Lies along x; else along y.
        pos: y of a horizontal rule, x of a vertical one (its middle).
        lo: Start along its length.
        hi: End along its length.
        width: Thickness.
        colour: "#rrggbb".
        z: Drawing order.
        edge: Not drawn itself: the side of a coloured area.
    """

    horizontal: bool
    pos: float
    lo: float
    hi: float
    width: float
    colour: str
    z: int
    edge: bool = False


class Rules(Sequence[Segment]):
    """The rules of a page in drawing order.

    Args:
        segments: Rules known as objects.
    """

    __slots__ = ("_colours", "_items", "_table")

    def __init__(self, segments: Iterable[Segment] = ()) -> None:
        self._items = list(segments)
        self._table: NDArray[Any] | None = None
        self._colours: list[str] = []

    def add_table(self, table: NDArray[Any], colours: list[str]) -> None:
        """Take many rules at once.

        Args:
            table: A row for each: horizontal (1 or 0), pos, lo, hi, width, z.
            colours: "#rrggbb" of each.
        """
        if self._table is not None:
            table, colours = np.concatenate([self._table, table]), self._colours + colours
        self._table, self._colours = table, colours

    def append(self, segment: Segment) -> None:
        """Take one rule."""
        self._items.append(segment)

    def table(self) -> NDArray[Any]:
        """A row for each rule: horizontal (1 or 0), pos, lo, hi, width, z. The order is not that of the objects."""
        rows = [(s.horizontal, s.pos, s.lo, s.hi, s.width, s.z) for s in self._items]
        own = np.array(rows, float).reshape(-1, 6)
        if self._table is None:
            return own
        return np.concatenate([self._table, own]) if rows else self._table

    def level_outside(self, boxes: Sequence[Box]) -> list[Segment]:
        """Horizontal rules that do not lie in one of some boxes.

        Args:
            boxes: Tables and charts; a rule lies in one where its middle does and it is not longer.
        """
        if self._table is not None and len(self._table):
            t, left = self._table, self._table[:, HORIZONTAL] == 1
            middle, pos, length = (t[:, LO] + t[:, HI]) / 2, t[:, POS], t[:, HI] - t[:, LO]
            for b in boxes:
                inside = (middle >= b.x0 - 1) & (middle <= b.x1 + 1) & (pos >= b.top - 1) & (pos <= b.bottom + 1)
                left &= ~(inside & (length <= b.width + 3))
            found = [self._segment(k) for k in np.flatnonzero(left).tolist()]
        else:
            found = []
        for s in self._items:
            x = (s.lo + s.hi) / 2
            if s.horizontal and not any(b.contains(x, s.pos, 1.0) and s.hi - s.lo <= b.width + 3 for b in boxes):
                found.append(s)
        found.sort(key=lambda s: s.z)
        return found

    def _segment(self, k: int) -> Segment:
        assert self._table is not None
        horizontal, pos, lo, hi, width, z = self._table[k].tolist()
        return Segment(horizontal == 1, pos, lo, hi, width, self._colours[k], int(z))

    def _all(self) -> list[Segment]:
        if self._table is not None:
            rows = zip(self._table.tolist(), self._colours, strict=True)
            self._items += [Segment(h == 1, pos, lo, hi, w, colour, int(z)) for (h, pos, lo, hi, w, z), colour in rows]
            self._items.sort(key=lambda s: s.z)
            self._table, self._colours = None, []
        return self._items

    def __len__(self) -> int:
        return len(self._items) + (0 if self._table is None else len(self._table))

    def __iter__(self) -> Iterator[Segment]:
        return iter(self._all())

    @overload
    def __getitem__(self, k: int) -> Segment: ...
    @overload
    def __getitem__(self, k: slice) -> list[Segment]: ...
    def __getitem__(self, k: int | slice) -> Segment | list[Segment]:
        return self._all()[k]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._all() == list(other)

    __hash__ = None  # type: ignore[assignment]


def rule_table(segments: Sequence[Segment]) -> NDArray[Any]:
    """A row for each rule: horizontal (1 or 0), pos, lo, hi, width, z."""
    return (segments if isinstance(segments, Rules) else Rules(segments)).table()
