"""What is certain of a scanned page, cell by cell: doubtful figures, unknown signs, blackened cells are listed."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from extract.document import Block, Cell, Grid, Page, Paragraph
from extract.ocr_doubts import PLAIN, Doubt
from records import Box, ReadFrom, Source, Unread

_ENOUGH: Final = 6
"""Figures of one form in a column or row from which another form stands out."""
_FORM: Final = re.compile(r"^[(+\-–−£]*(?P<whole>[\d,]+)(?P<part>\.\d+)?(?P<unit>%?)\)?$")


@dataclass(frozen=True, slots=True)
class Certainty:
    """How sure the reading of one line is.

    Attributes:
        box: Its place, points.
        text: As read.
        sure: Of its least sure character, 0 to 1.
        doubt: Its digits, points and signs that are doubtful.
    """

    box: Box
    text: str
    sure: float
    doubt: Doubt


def with_certainty(page: Page, certainty: Sequence[Certainty], sha256: str, path: Path) -> tuple[Page, list[Unread]]:
    """Give cells and paragraphs the certainty of their least sure line; list what is doubtful.

    Args:
        page: As put together.
        certainty: Of each of its lines.
        sha256: Of the file.
        path: The file.

    Returns:
        The page, and what must be compared with the picture.
    """
    unread: list[Unread] = []
    blocks: list[Block] = []
    for block in page.blocks:
        if isinstance(block, Grid):
            grid, doubts = _grid_with_certainty(block, certainty)
            blocks.append(grid)
            for cell in grid.cells:
                if why := doubts.get((cell.row, cell.col), ""):
                    where = Source(
                        sha256, path.name, page=cell.page, table=block.number, row=cell.row, box=cell.box,
                        read_from="ocr", printed=cell.text, confidence=cell.confidence,
                    )  # fmt: skip
                    unread.append(Unread("cell", why, where, cell.text, "Compare it with the picture of the page."))
            if not block.ruled:
                where = Source(sha256, path.name, page=page.number, table=block.number, box=block.box, read_from="ocr")
                why = "a table without rules on a scan: which words share a row or a column is not sure"
                unread.append(Unread("table", why, where, "", "Compare its rows and columns with the picture."))
        else:
            if isinstance(block, Paragraph):
                _, doubt = _certainty(block.box, certainty)
                if doubt.signs:
                    where = Source(sha256, path.name, page=page.number, box=block.box, printed=block.text)
                    unread.append(Unread("figure", _why(doubt), where, block.text, "Compare it with the picture."))
            blocks.append(block)
    return replace(page, blocks=tuple(blocks)), unread


def _grid_with_certainty(grid: Grid, certainty: Sequence[Certainty]) -> tuple[Grid, dict[tuple[int, int], str]]:
    """The grid with the certainty of each cell, and why cells are not to be trusted, by place."""
    doubts: dict[tuple[int, int], str] = {}
    cells = []
    for cell in grid.cells:
        sure, doubt = _certainty(cell.box, certainty) if cell.text else (cell.confidence, Doubt())
        how: ReadFrom = "ocr" if cell.text else cell.how
        marks = tuple(replace(m, how="ocr", confidence=min(m.confidence, round(sure, 3))) for m in cell.marks)
        cells.append(replace(cell, confidence=round(sure, 3), how=how, marks=marks))
        if why := _why_not(cell, doubt):
            doubts[cell.row, cell.col] = why
    for cell in _out_of_form(cells):
        doubts.setdefault(
            (cell.row, cell.col), f"read by text recognition as {cell.text!r}, unlike every other figure beside it"
        )
    return replace(grid, cells=tuple(cells)), doubts


def _certainty(box: Box | None, certainty: Sequence[Certainty]) -> tuple[float, Doubt]:
    if box is None:
        return (0.6, Doubt())
    inside = [d for d in certainty if box.contains(*d.box.centre, slack=1.0)]
    signs = "".join(d.doubt.signs for d in inside)
    instead = ", ".join(d.doubt.instead for d in inside if d.doubt.instead)
    return (min((d.sure for d in inside), default=0.6), Doubt(signs, instead))


def _why_not(cell: Cell, doubt: Doubt) -> str:
    """Why a cell is not to be trusted; "" where it is."""
    if doubt.signs:
        return _why(doubt)
    if "\n" in cell.text:  # a footnote mark that was not told from the figure, say
        lone = "".join(t for t in cell.text.split("\n") if len(t) == 1 and t.isdigit())
        if lone:
            return _why(Doubt(lone))
    if any(m.value == "unknown" for m in cell.marks):
        return "a sign on a scan that is no arrow, letter or figure that is known"
    words = cell.text.split()
    if any(ch.isdigit() for ch in cell.text) and not any(ch.isalpha() for ch in cell.text) and len(words) > 1:
        odd = [w for w in words if not any(ch.isdigit() for ch in w) or not PLAIN.match(w)]
        if odd:
            return _why(Doubt("".join(odd)))
    empty = not any(ch.isalnum() for ch in cell.text) and not any(m.kind == "direction" for m in cell.marks)
    if cell.fill is not None and empty and _is_black(cell.fill):
        return "a blackened cell of a scan: what is printed in it, and its colour, cannot be seen"
    return ""


def _is_black(colour: str) -> bool:
    return max(int(colour[i : i + 2], 16) for i in (1, 3, 5)) < 70


def _why(doubt: Doubt) -> str:
    signs = ", ".join(repr(ch) for ch in dict.fromkeys(doubt.signs))
    instead = f" (it may be {doubt.instead})" if doubt.instead else ""
    return f"read by text recognition and not sure of {signs}{instead}"


def _out_of_form(cells: Iterable[Cell]) -> list[Cell]:
    """Single figures with a point, a per cent sign or no comma in a column or row where no other has it so."""
    lines: dict[tuple[str, int], list[tuple[Cell, tuple[int, bool], bool | None]]] = defaultdict(list)
    for cell in cells:
        if (form := _form(cell.text)) is not None:
            lines["column", cell.col].append((cell, *form))
            lines["row", cell.row].append((cell, *form))
    out = []
    for members in lines.values():
        shapes: list[tuple[Cell, object]] = [(c, form) for c, form, _ in members]
        commas: list[tuple[Cell, object]] = [(c, has) for c, _, has in members if has is not None]
        for forms in (shapes, commas):
            counted = Counter(form for _, form in forms)
            usual, count = counted.most_common(1)[0] if counted else (None, 0)
            if count >= _ENOUGH and len(forms) - count == 1:
                out += [c for c, form in forms if form != usual]
    return [c for c in out if c.text.strip("%") not in ("0", "100")]


def _form(text: str) -> tuple[tuple[int, bool], bool | None] | None:
    """Decimal places and per cent sign of a figure, and whether it has commas (None where it is too short for one)."""
    found = _FORM.match(text.strip())
    if found is None:
        return None
    whole = found["whole"]
    commas = ("," in whole) if len(whole.replace(",", "")) > 3 else None
    return (len(found["part"] or ".") - 1, bool(found["unit"])), commas
