"""Columns whose cells say two things, a rating and a direction: "Amber ▲" under "Status and trend".

A triangle beside a colour's name may also be no more than the shape in which that rating is printed. A heading that
speaks of both settles it; without one the signs must go their own ways: some colour with two of them, or some sign
with two colours.
"""

from __future__ import annotations

import re
from collections import defaultdict

from extract.cellfacts import Arrow, Rag, arrow_of, rag_of, rag_of_sign
from extract.context import Placed, once_a_table
from extract.document import Cell
from extract.ratings import rag_said
from extract.tablecolumns import Column, dot_role, lone_text
from extract.vocabulary import as_role, fold
from records import Role

_DIRECTION = re.compile(
    r"\b(?:dot|d\.o\.t\.?|direction|travel|trend|arrow|trajectory|movement|change|since|progress|compared)\b"
)
_RATING = re.compile(r"\b(?:rag|rag rating|status|rating|rated|colour)\b")


def arrow_beside(placed: Placed, column: Column, cell: Cell, rag: Rag) -> tuple[Arrow, Role] | None:
    """The direction that a rated cell draws beside its rating, and its role; None where it draws none.

    Args:
        placed: The table.
        column: Of ratings.
        cell: One of its cells.
        rag: What it is rated.
    """
    if not re.search(r"[A-Za-z]", rag.printed) and not _DIRECTION.search(column.folded):
        return None
    if column.index not in _said_both(placed):
        return None
    arrow = arrow_of(cell)
    if arrow is None or arrow.value not in {"up", "down", "level"}:
        return None
    leaf = fold(column.path[-1]) if column.path else ""
    return arrow, as_role(dot_role(leaf, column.folded))


def rating_beside(placed: Placed, column: Column, cell: Cell) -> Rag | None:
    """The rating that a cell of a column of directions says too; None where it says none or it is said elsewhere.

    Args:
        placed: The table.
        column: Of directions.
        cell: One of its cells, in which a direction was read.
    """
    if placed.layout.of("rag", "previous_rag"):
        return None
    if _RATING.search(column.folded):
        return rag_said(cell) or rag_of(cell) or rag_of_sign(cell)
    return rag_said(cell) if column.index in _said_both(placed) else None


@once_a_table
def _said_both(placed: Placed) -> frozenset[int]:
    """The columns of ratings and of directions whose cells say both."""
    rows = [row for row in placed.layout.matrix[placed.layout.body :] if lone_text(row) is None]
    out = set()
    for column in placed.layout.columns:
        if column.role not in {"rag", "previous_rag", "dot", "dot_previous", "dot_outturn"}:
            continue
        if column.role in {"rag", "previous_rag"} and _DIRECTION.search(column.folded):
            out.add(column.index)
            continue
        ways: dict[str, set[str]] = defaultdict(set)
        colours: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            cell = row[column.index]
            said = rag_said(cell) if cell is not None else None
            arrow = arrow_of(cell) if cell is not None and said is not None else None
            if said is not None and arrow is not None:
                ways[said.value].add(arrow.value)
                colours[arrow.value].add(said.value)
        if any(len(x) > 1 for x in (*ways.values(), *colours.values())):
            out.add(column.index)
    return frozenset(out)
