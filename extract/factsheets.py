"""Sheets of facts: "Indicator | Homes let in time" over "Latest | 88.1%" and "Target | 90%", one sheet under the other.

A grid of labels beside their values is turned into a table with an indicator to a row, so that what follows sees the
table it knows. Labels stand in one column or in several ("Latest | 88.1% | Target | 90%").
"""

from __future__ import annotations

import re
from dataclasses import replace

from extract.cellfacts import kind_of, text_of
from extract.document import Cell, Grid
from extract.tablecolumns import FIGURE_ROLES, TELLING_ROLES, role_of
from extract.vocabulary import fold, one_line, rag_colour
from records import parse_period

Sheet = tuple[Cell, Cell, list[tuple[Cell, Cell]]]
"""Label of the name, the name, and (label, value) of each fact."""


def as_rows(grid: Grid) -> Grid | None:
    """Sheets of facts as a table with an indicator to a row.

    Args:
        grid: Of any reader.

    Returns:
        The table; None where the grid is not so built.
    """
    if not 2 <= grid.n_cols <= 8 or grid.n_rows < 3 or not grid.cells:
        return None
    sheets = _sheets(grid)
    if not sheets or not all(_is_sheet(facts) for _, _, facts in sheets):
        return None
    heads: dict[str, Cell] = {}
    for _, _, facts in sheets:
        for label, _ in facts:
            heads.setdefault(_key(label), label)
    first = sheets[0][0]
    cells = [replace(first, row=0, col=0, rowspan=1, colspan=1, bold=True)]
    cells += [
        replace(c, row=0, col=k, rowspan=1, colspan=1, bold=True, fill=None) for k, c in enumerate(heads.values(), 1)
    ]
    for r, (_, name, facts) in enumerate(sheets, 1):
        cells.append(replace(name, row=r, col=0, rowspan=1, colspan=1, text=one_line(name.text), fill=None))
        said = {_key(label): value for label, value in facts}
        for k, head in enumerate(heads, 1):
            value = said.get(head) or Cell(r, k, "", page=name.page, locator=name.locator)
            cells.append(replace(value, row=r, col=k, rowspan=1, colspan=1))
    return replace(grid, cells=tuple(cells), n_rows=len(sheets) + 1, n_cols=len(heads) + 1, header_rows=1)


def _key(label: Cell) -> str:
    return fold(text_of(label)).strip(" :")


def _sheets(grid: Grid) -> list[Sheet]:
    """The sheets of a grid; empty where a row is neither a name nor labels beside values."""
    matrix = grid.matrix()
    sheets: list[Sheet] = []
    for row in matrix:
        cells = list({id(c): c for c in row if c is not None and _says(c)}.values())
        if not cells:
            continue
        if is_name_label(cells[0]) and len(cells) == 2 and _names(cells[1]):
            sheets.append((cells[0], cells[1], []))
            continue
        facts = _facts(row)
        if not sheets or facts is None:
            return []
        sheets[-1][2].extend(facts)
    return sheets


def _says(cell: Cell) -> bool:
    return bool(text_of(cell) or cell.marks or rag_colour(cell.fill))


def is_name_label(cell: Cell) -> bool:
    """Whether a cell is the label of a name: "Indicator", "Measure:"."""
    return len(text_of(cell)) <= 40 and role_of(_key(cell)) == "name"


def _names(cell: Cell) -> bool:
    text = one_line(cell.text)
    return kind_of(cell) == "text" and 2 <= len(text.split()) <= 40 and parse_period(text) is None


def _facts(row: list[Cell | None]) -> list[tuple[Cell, Cell]] | None:
    """(label, value) of a row, a label in every second column; None where it is not so built."""
    own = list({id(c): c for c in row if c is not None}.values())
    if len(own) % 2:
        own = own[:-1] if not _says(own[-1]) else own
    if len(own) % 2:
        return None
    out = []
    for label, value in zip(own[::2], own[1::2], strict=True):
        if not text_of(label):
            if _says(value):
                return None
            continue
        if not _is_label(label):
            return None
        out.append((label, value))
    return out


def _is_label(cell: Cell) -> bool:
    text = text_of(cell)
    if len(text) > 60 or len(text.split()) > 7:
        return False
    return (kind_of(cell) == "text" and bool(re.search(r"[A-Za-z]{2}", text))) or parse_period(text) is not None


def _is_sheet(facts: list[tuple[Cell, Cell]]) -> bool:
    """Whether labels are those of one indicator's facts, and figures stand where they promise figures."""
    roles = ["result" if parse_period(text_of(k)) is not None else role_of(_key(k)) for k, _ in facts]
    if len({_key(k) for k, _ in facts}) < len(facts) or "result" not in roles or len(set(roles) & TELLING_ROLES) < 2:
        return False
    values = [v for role, (_, v) in zip(roles, facts, strict=True) if role in FIGURE_ROLES and _says(v)]
    return bool(values) and all(kind_of(v) in {"number", "missing", "year", "rag"} for v in values)
