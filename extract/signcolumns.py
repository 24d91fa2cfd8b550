"""Columns of ratings or directions under a heading that is not known: told by what all of their cells say."""

from __future__ import annotations

import re

from extract.cellfacts import arrow_of, kind_of, rag_of_sign, text_of, without_arrows
from extract.document import Cell
from extract.ragwords import without_signs
from extract.ratings import rag_said
from extract.tablecolumns import Column, Matrix, dot_role
from extract.vocabulary import ColumnRole, direction_words, fold, rag_colour
from records import RagColour

_OPEN: frozenset[ColumnRole] = frozenset({"value", "result", "previous", "outturn", "change", "context", "section"})
"""Roles that words alone do not fit, so that a column of words holds something else."""
_LEAST = 0.8


def role_by_signs(column: Column, rows: Matrix) -> ColumnRole | None:
    """Rating or direction, where nearly all the words of a column say one ("On target", "Improving ↑"); else None.

    Args:
        column: Under a heading that names neither, or only the time compared with ("Since Q2").
        rows: Of the body.
    """
    k = column.kinds
    if column.role not in _OPEN or not column.path or k["number"] or k["period"] or k["text"] < 2:
        return None
    cells = [c for row in rows if (c := row[column.index]) is not None and kind_of(c) in {"text", "rag", "arrow"}]
    least = _LEAST * len(cells)
    if sum(rag_said(c) is not None for c in cells) >= least and len({text_of(c) for c in cells}) > 1:
        return "previous_rag" if column.role == "previous" else "rag"
    if _coloured(cells):
        return "previous_rag" if column.role == "previous" else "rag"
    if sum(map(_says_direction, cells)) >= least:
        leaf = fold(column.path[-1])
        return dot_role(leaf, fold(" ".join(column.path)))
    return None


def _coloured(cells: list[Cell]) -> bool:
    """Whether each of a few words always stands on its own colour of a rating ("Met" on green, "Close" on amber)."""
    said: dict[str, set[RagColour | None]] = {}
    for c in cells:
        said.setdefault(fold(text_of(c)), set()).add(rag_colour(c.fill))
    colours = {next(iter(found)) for found in said.values()}
    alike = all(len(found) == 1 for found in said.values()) and None not in colours
    return alike and len(colours) >= 2 and len(said) <= 6 and all(len(words.split()) <= 4 for words in said)


def signs_of_rating(column: Column, rows: Matrix) -> bool:
    """Whether the triangles among the coloured signs of a column of ratings are ratings: one way, each in its colour.

    Args:
        column: Under a heading of ratings, with cells that look like ratings and cells that look like arrows.
        rows: Of the body.
    """
    cells = [c for row in rows if (c := row[column.index]) is not None and not text_of(c)]
    drawn = [(c, a) for c in cells if kind_of(c) == "arrow" and (a := arrow_of(c)) is not None]
    colours = {rag.value if (rag := rag_of_sign(c)) is not None else "" for c, _ in drawn}
    ways = {a.value for _, a in drawn}
    return len(ways) == 1 and len(colours) == 1 and "" not in colours


def _says_direction(cell: Cell) -> bool:
    """Whether a cell says a direction and nothing else: "Improving ↑", "No change"."""
    words, signs = without_signs(without_arrows(text_of(cell)))
    if not words:
        return bool(signs or cell.marks)
    return len(words.split()) <= 4 and not re.search(r"\d", words) and bool(direction_words(words))
