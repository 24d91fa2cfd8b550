"""A worksheet -> tables and lines of text: where one table ends and the next begins.

Blank rows and columns part regions; a blank row inside a table, or a narrow spacer column between its groups, does
not. Single cells above a table are its titles, long single cells below it are its notes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extract.number_format import as_decimal
from extract.sheet_cells import SheetCell
from records import parse_value


@dataclass(frozen=True, slots=True)
class Region:
    """A rectangle of cells that belong together, rows and columns from 0, ends included."""

    top: int
    left: int
    bottom: int
    right: int
    cells: tuple[SheetCell, ...]

    @property
    def width(self) -> int:
        """Columns."""
        return self.right - self.left + 1


def regions_of(cells: Iterable[SheetCell]) -> list[Region]:
    """Part the cells of a sheet into regions, in reading order.

    Args:
        cells: All cells of the sheet; those with a fill only belong to a region but make none.
    """
    seen = [c for c in cells if c.shown]
    if not seen:
        return []
    filled = [c for c in cells if not c.shown]
    out: list[Region] = []
    for band in _bands(seen):
        out += _sides(band)
    joined: list[Region] = []
    for region in out:
        if joined and _continues(joined[-1], region):
            joined[-1] = _region([*joined[-1].cells, *region.cells])
        else:
            joined.append(region)
    return [_with_fills(r, filled) for r in joined]


def _region(cells: Iterable[SheetCell]) -> Region:
    items = tuple(sorted(cells, key=lambda c: (c.row, c.col)))
    return Region(
        min(c.row for c in items), min(c.col for c in items), max(c.row + c.rowspan - 1 for c in items),
        max(c.col + c.colspan - 1 for c in items), items,
    )  # fmt: skip


def _bands(cells: list[SheetCell]) -> list[list[SheetCell]]:
    """Cells between wholly blank rows."""
    out: list[list[SheetCell]] = []
    reach = -2
    for cell in sorted(cells, key=lambda c: (c.row, c.col)):
        if cell.row > reach + 1 or not out:
            out.append([])
        out[-1].append(cell)
        reach = max(reach, cell.row + cell.rowspan - 1)
    return out


def _sides(cells: list[SheetCell]) -> list[Region]:
    """Cells of one band between wholly blank columns; parts that share rows and labels stay together."""
    parts: list[list[SheetCell]] = []
    reach = -2
    for cell in sorted(cells, key=lambda c: (c.col, c.row)):
        if cell.col > reach + 1 or not parts:
            parts.append([])
        parts[-1].append(cell)
        reach = max(reach, cell.col + cell.colspan - 1)
    out: list[Region] = []
    for part in parts:
        region = _region(part)
        if out and not _own_table(out[-1], region):
            out[-1] = _region([*out[-1].cells, *region.cells])
        else:
            out.append(region)
    cut = [r for region in out for r in _split_again(region)]
    return sorted(cut, key=lambda r: (r.left if len(out) > 1 else 0, r.top))


def _split_again(region: Region) -> list[Region]:
    """Beside a taller neighbour a blank row does not show: look again within the part."""
    bands = _bands(list(region.cells))
    return [_region(b) for b in bands] if len(bands) > 1 else [region]


def _own_table(left: Region, right: Region) -> bool:
    """Whether a part beside another is a table of its own: it has labels of its own, or other rows."""
    if right.width == 1 and left.width > 1:
        overlap = len({c.row for c in right.cells} & {c.row for c in left.cells})
        return overlap < 0.5 * len(right.cells)
    first = [c for c in right.cells if c.col == right.left]
    body = first[1:] if len(first) > 1 else first
    words = sum(1 for c in body if not _figure(c) and len(c.text) > 2)
    rows_apart = abs(left.top - right.top) > 2
    return rows_apart or (right.width > 1 and bool(body) and words > 0.6 * len(body))


def _figure(cell: SheetCell) -> bool:
    return as_decimal(cell.value) is not None if cell.value else parse_value(cell.text).flag != "not_a_number"


def _continues(above: Region, below: Region) -> bool:
    """Whether a region below a blank row goes on with the table above it: same columns, figures under figures."""
    if above.width < 2 or below.top - above.bottom > 2 or below.left < above.left or below.right > above.right:
        return False
    figures = {c.col for c in above.cells if _figure(c) and c.row > above.top}
    rows: dict[int, list[SheetCell]] = {}
    for cell in below.cells:
        rows.setdefault(cell.row, []).append(cell)
    for _, row in sorted(rows.items()):
        if len(row) >= 2:
            return any(_figure(c) and c.col in figures for c in row)
    return False


def _with_fills(region: Region, filled: list[SheetCell]) -> Region:
    """Blank coloured cells inside a region belong to it: their colour can be a rating."""
    inside = [c for c in filled if region.top <= c.row <= region.bottom and region.left <= c.col <= region.right]
    return _region([*region.cells, *inside]) if inside else region


def peel(region: Region) -> tuple[list[SheetCell], Region | None, list[SheetCell]]:
    """Take titles off the top of a region and notes off its foot.

    Returns:
        (titles, table or None, notes): a row with one cell above the first fuller row is a title, a row with one
        long text below the last fuller row is a note.
    """
    rows: dict[int, list[SheetCell]] = {}
    for cell in region.cells:
        if cell.shown:
            rows.setdefault(cell.row, []).append(cell)
    order = sorted(rows)
    full = [r for r in order if len(rows[r]) > 1]
    words = len(order) == 1 and len(region.cells) <= 3 and not any(_figure(c) or c.fill for c in region.cells)
    if not full or (words and not any(len(c.text) > 60 for c in region.cells)):
        return [c for r in order for c in rows[r]], None, []  # a title on the left, a date on the right
    titles = [rows[r][0] for r in order if r < full[0] and rows[r][0].rowspan == 1]
    notes: list[SheetCell] = []
    for r in reversed(order):
        if r <= full[-1] or len(rows[r][0].text.split()) < 6:
            break
        notes.insert(0, rows[r][0])
    apart = {id(c) for c in [*titles, *notes]}
    rest = [c for c in region.cells if id(c) not in apart]
    table = [c for c in rest if not (c.row < full[0] and not c.shown)]
    return titles, _region(table), notes
