"""The figures of a paper's tables by their place, and what stands in their rows and columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from check.judgements import size_of
from check.paper import Figure, Paper, cell_key
from records import Source, Value

_OFTEN = 6
"""A figure that stands in more cells than these is nobody's own."""


@dataclass(slots=True)
class OwnCells:
    """Figures by place; the cells of each row and column; the cells that print a number.

    Attributes:
        by_place: Every figure of the paper.
        rows: Figures of a row of a table.
        columns: Figures of a column of a table.
        by_size: Cells by the size of their figure.
    """

    by_place: dict[object, Figure] = field(default_factory=dict)
    rows: dict[object, list[Figure]] = field(default_factory=lambda: defaultdict(list))
    columns: dict[object, list[Figure]] = field(default_factory=lambda: defaultdict(list))
    by_size: dict[Fraction, list[Figure]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, paper: Paper) -> OwnCells:
        """The cells of a paper, worked out once."""
        known = paper.cache.get("own_cells")
        if isinstance(known, OwnCells):
            return known
        out = cls()
        for f in paper.figures:
            s = f.place
            out.by_place.setdefault(_key(s), f)
            if s.table is not None and s.row is not None and f.value.number is not None:
                out.rows[s.page, s.table, s.row].append(f)
                out.columns[s.page, s.table, s.column].append(f)
                out.by_size[size_of(f.value)].append(f)
        paper.cache["own_cells"] = out
        return out

    def at(self, place: Source) -> Figure | None:
        """The figure that stands somewhere; None where none of the paper does."""
        return self.by_place.get(_key(place))

    def beside(self, v: Value) -> Iterator[Value]:
        """The figures of the rows and columns in which a figure stands."""
        for f in self._cells(v):
            s = f.place
            yield from (c.value for c in self.rows[s.page, s.table, s.row])
            yield from (c.value for c in self.columns[s.page, s.table, s.column])

    def _cells(self, v: Value) -> list[Figure]:
        cells = self.by_size.get(size_of(v), [])
        return cells if len(cells) <= _OFTEN else []


def _key(s: Source) -> tuple[object, ...]:
    return (cell_key(s), s.page, s.span, s.printed)
