"""Signs of no change that are no arrows: a dash, a square or an equals sign among arrows, told by the figures."""

from __future__ import annotations

import re

from extract.cellfacts import Arrow, figure_of, text_of
from extract.context import Context, Placed
from extract.document import Cell, Paragraph
from extract.folding import fold
from extract.ragwords import is_sign
from extract.tablecolumns import Column
from extract.tablerows import Line

_DASH = re.compile(r"[-–—−]")
_EVEN = frozenset("=≈≃~▬━═")
"""Signs that say by their looks that two things are alike."""
_SAME = (
    r"(?:no (?:significant |real )?(?:change|movement)|(?:the |about the )?same|unchanged|stable|static|steady|level|"
    r"maintained)"
)
_SHAPES = {
    "square": "■□▪◼⬛▢", "circle": "●○⚫⬤•", "dot": "●•", "diamond": "◆◇♦", "dash": "-–—−▬", "line": "-–—−▬",
    "bar": "▬-–—", "hyphen": "-",
}  # fmt: skip
_NAMES = "|".join(_SHAPES)
_IN_WORDS = re.compile(
    rf"\b(?P<shape>{_NAMES})s?\b[^.;,]{{0,30}}?\b{_SAME}\b|\b{_SAME}\b[^.;,]{{0,20}}?\b(?P<behind>{_NAMES})\b"
)


def level_sign(context: Context, placed: Placed, line: Line, column: Column, cell: Cell) -> Arrow | None:
    """A sign that is no arrow and means no change: the figures of its row, its looks or the publication's words say so.

    Args:
        context: For the publication's words about its signs.
        placed: The table.
        line: The row.
        column: Of directions.
        cell: In that column.

    Returns:
        None where the sign may mean something else, or stands in a column that has no arrows.
    """
    text = text_of(cell).replace("\ufe0f", "") or _drawn_as(cell)
    if len(text) != 1 or not column.kinds["arrow"]:
        return None
    printed = text_of(cell) or cell.marks[0].printed
    if not (_DASH.match(text) or text in _EVEN or is_sign(text)):
        return None
    same = _figures_alike(placed, line, column)
    if text in _EVEN or (text in _said_in_words(context) and same is not False):
        return Arrow("level", cell.how if text_of(cell) else "vector", printed)
    return Arrow("level", cell.how if text_of(cell) else "vector", printed, 0.9) if same else None


def _drawn_as(cell: Cell) -> str:
    """The character that a lone drawing looks like: a level bar, a square, a disc; "" for any other."""
    if len(cell.marks) != 1 or cell.marks[0].kind != "shape":
        return ""
    shape, box = cell.marks[0].printed.partition(" ")[0], cell.marks[0].box
    if shape == "bar":
        return "▬" if box is not None and box.width >= 1.5 * box.height else ""
    return {"square": "■", "circle": "●"}.get(shape, "")


def _figures_alike(placed: Placed, line: Line, column: Column) -> bool | None:
    """Whether the latest figure of a row equals the one before it; None where either is not known."""
    columns = [c for c in placed.layout.of("result", "previous", "outturn") if not c.kinds["rag"]]
    if column.role == "dot_previous":
        columns = [c for c in columns if c.role != "outturn"]
    if len(columns) != 2:
        dated = sorted((c.period.end, c.index) for c in columns if c.period is not None)
        if len(dated) != len(columns) or len(dated) < 2 or column.role == "dot_outturn":
            return None
        columns = [placed.layout.columns[index] for _, index in dated[-2:]]
    a, b = (figure_of(x) if (x := line.cells[c.index]) is not None else None for c in columns)
    if a is None or b is None or a.number is None or b.number is None:
        return None
    return a.number == b.number


def _said_in_words(context: Context) -> frozenset[str]:
    """The signs that a publication's sentences say mean no change ("a square no change")."""
    if context.level_signs is None:
        found: set[str] = set()
        for block in context.document.blocks():
            if isinstance(block, Paragraph) and len(block.text) <= 600:
                for m in _IN_WORDS.finditer(fold(block.text)):
                    found |= set(_SHAPES[m["shape"] or m["behind"]])
        context.level_signs = frozenset(found)
    return context.level_signs
