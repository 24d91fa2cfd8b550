"""The numbers of a table as lines that may depend on one another: its columns over the rows, its rows over the columns.

A relation between columns is looked for in every row, one between rows in every column; both are the same search
on a grid and on the grid turned round.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from statistics import median

from check.inside.tables import Table
from check.paper import Figure

_PERCENT = re.compile(r"%|\bper\s?cent\b|\bpercentages?\b|\bproportion\b", re.IGNORECASE)
_FEWEST_ROUND = 4
"""Figures that must all end in noughts before a line is taken for rounded to them."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of a grid.

    Attributes:
        figure: The figure.
        number: Its value as printed.
        half: How far the unrounded value may lie off: half a unit of the last digit; 0 for whole counts.
        unit: One unit of its last digit.
        sort: rate (per cent, points), money, days, rate per head, or "" where the cell says none (may be any).
        row: Number of its row in the table.
        row_label: Words of the row.
        column_label: Words of the column.
    """

    figure: Figure
    number: float
    half: float
    unit: float
    sort: str
    row: int
    row_label: str
    column_label: str

    @property
    def id(self) -> int:
        """Of its figure."""
        return self.figure.id

    @property
    def name(self) -> str:
        """How a person finds it: its row and its column."""
        row, column = shorten(self.row_label), shorten(self.column_label)
        return f"{row}, {column}" if row and column else row or column


@dataclass(frozen=True)
class Line:
    """One column, or one row: figures by position along it.

    Attributes:
        label: Its words.
        cells: Position -> figure.
        sort: What most of its figures are.
    """

    label: str
    cells: dict[int, Cell]
    sort: str

    @cached_property
    def signed(self) -> bool:
        """Whether most of its figures print a sign, as changes do."""
        signed = sum(c.figure.value.printed.strip()[:1] in {"+", "-", "−", "–"} for c in self.cells.values())
        return signed * 2 > len(self.cells)

    @cached_property
    def below_nought(self) -> bool:
        """Whether a figure is less than nothing."""
        return any(c.number < 0 for c in self.cells.values())

    @cached_property
    def typical(self) -> float:
        """The size of its figures, without noughts."""
        sizes = [abs(c.number) for c in self.cells.values() if c.number]
        return median(sizes) if sizes else 0.0


@dataclass(frozen=True, slots=True)
class Grid:
    """Lines that may depend on one another, and the positions that each of them has figures at.

    Attributes:
        lines: From left to right, or from top to bottom.
        positions: Of the crossing lines, in order.
        labels: Words of the crossing lines.
        turned: Whether the lines are rows.
    """

    lines: tuple[Line, ...]
    positions: tuple[int, ...]
    labels: dict[int, str]
    turned: bool

    @property
    def crossing(self) -> str:
        """What a position is called: row or column."""
        return "column" if self.turned else "row"


def shorten(label: str, most: int = 48) -> str:
    """The last part of a label, cut at a blank where it is long."""
    text = " ".join(label.split(" | ")[-1].split())
    return text if len(text) <= most else text[: most - 3].rsplit(" ", 1)[0] + "..."


def grids_of(table: Table, *, rounded: bool) -> tuple[Grid, Grid]:
    """A table's numbers by columns and by rows.

    Args:
        table: One table.
        rounded: Whether its whole numbers are rounded ones, as in thousands of pounds.

    Returns:
        The grid whose lines are columns, and the one whose lines are rows.
    """
    cells: dict[tuple[int, int], Cell] = {}
    for column in table.columns:
        found = [(r, f) for r in table.rows if (f := r.figure(column)) is not None]
        if _counts_up([f for _, f in found]):
            continue
        noughts = _noughts([f for _, f in found])
        percent = bool(_PERCENT.search(column.leaf))
        for row, f in found:
            in_percent = percent or bool(_PERCENT.search(row.label.split(" | ")[0]) and len(table.columns) > 2)
            cells[row.number, column.index] = _cell(
                f, row.number, row.label, column.header, noughts, rounded, in_percent
            )
    across = tuple(
        _line(c.header, {r.number: cells[r.number, c.index] for r in table.rows if (r.number, c.index) in cells})
        for c in table.columns
    )
    down = tuple(
        _line(r.label, {c.index: cells[r.number, c.index] for c in table.columns if (r.number, c.index) in cells})
        for r in table.rows
    )
    rows = tuple(r.number for r in table.rows)
    columns = tuple(c.index for c in table.columns)
    return (
        Grid(tuple(x for x in across if x.cells), rows, {r.number: r.label for r in table.rows}, turned=False),
        Grid(tuple(x for x in down if x.cells), columns, {c.index: c.header for c in table.columns}, turned=True),
    )


def _line(label: str, cells: dict[int, Cell]) -> Line:
    sorts = Counter(c.sort for c in cells.values())
    return Line(label, cells, sorts.most_common(1)[0][0] if sorts else "")


def _cell(f: Figure, row: int, label: str, header: str, noughts: int, rounded: bool, percent: bool) -> Cell:
    value = f.value
    places = value.places if value.places else -noughts
    unit = 10.0 ** (-places)
    whole = value.places == 0 and not noughts and not rounded and value.unit in {"", "count"}
    sort = {"percent": "rate", "points": "rate", "count": ""}.get(value.unit, str(value.unit))
    if percent and sort == "":
        sort, whole = "rate", False
    return Cell(f, float(value.number or 0), 0.0 if whole else unit / 2, unit, sort, row, label.split(" | ")[0], header)


def _counts_up(figures: list[Figure]) -> bool:
    """Whether figures are 1, 2, 3 ...: the numbers of the rows."""
    numbers = [f.value.number for f in figures]
    return len(numbers) >= 3 and all(n is not None and n == i for i, n in enumerate(numbers, int(numbers[0] or 0)))


def _noughts(figures: list[Figure]) -> int:
    """How many noughts all whole figures of a line end in: "468,200" beside "255,400" is rounded to hundreds."""
    whole = [n for f in figures if f.value.places == 0 and (n := f.value.number)]
    if len(whole) < _FEWEST_ROUND or any(f.value.places for f in figures):
        return 0
    return min(_trailing(n) for n in whole)


def _trailing(n: Decimal) -> int:
    text = str(abs(int(n)))
    ends = len(text) - len(text.rstrip("0"))
    return ends if ends >= 2 else 0
