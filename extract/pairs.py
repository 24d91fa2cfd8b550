"""Keeps numerator and denominator of cells that print both."""

from __future__ import annotations

from extract.cellfacts import text_of
from extract.columnfigures import pair_of
from extract.context import Context, Placed, Row, emit_figure
from extract.document import Cell
from extract.tablecolumns import Column
from records import Period, Role


def emit_parts(
    context: Context, placed: Placed, column: Column, cell: Cell, row: Row, when: Period | None, label: str
) -> bool:
    """Keep numerator and denominator of a cell of a column of pairs.

    Args:
        context: Gathers what is found.
        placed: The table.
        column: Of role "parts".
        cell: "88 of 106", for instance.
        row: What describes its row.
        when: Period of the figures.
        label: The period as the heading prints it.

    Returns:
        False where the cell prints no such pair: it is still to be read.
    """
    pair = pair_of(text_of(cell))
    if pair is None:
        return False
    halves: tuple[Role, Role] = ("numerator", "denominator")
    for part, value in zip(halves, pair, strict=True):
        emit_figure(context, placed, column, cell, row, part, value, period=when, period_label=label)
    return True
