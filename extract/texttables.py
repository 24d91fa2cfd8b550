"""Tables in plain text: markdown pipes, tabs, HTML -> grids."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree
from lxml import html as lxml_html

from extract.document import Cell, Grid
from extract.spacedtables import spaced_table
from extract.textmarkup import clean
from extract.texttable import Found

_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_DASHES = re.compile(r"^[\s|:+=_-]*-{2,}[\s|:+=_-]*$")
_CHUNK_GAP = re.compile(r"\S {2,}\S")
_TABLE_OPEN = re.compile(r"<table\b", re.I)
_TABLE_CLOSE = re.compile(r"</table\s*>", re.I)
MAX_SPAN = 200


def table_at(lines: Sequence[str], start: int) -> Found | None:
    """The table that begins at a line, or None.

    Args:
        lines: Lines of the text.
        start: Index of the line looked at.
    """
    line = lines[start]
    if _TABLE_OPEN.search(line):
        return _html_table(lines, start)
    if _is_pipe_row(line) or (
        "|" in line and start + 1 < len(lines) and "|" in lines[start + 1] and _RULE.match(lines[start + 1])
    ):
        return _pipe_table(lines, start)
    if "\t" in line.strip("\n") and line.strip():
        return _tab_table(lines, start)
    if _CHUNK_GAP.search(line.strip()):
        return spaced_table(lines, start)
    return None


def _is_pipe_row(line: str) -> bool:
    plain = line.strip()
    return len(plain) > 1 and plain.startswith("|") and plain.count("|") >= 2


def _pipe_table(lines: Sequence[str], start: int) -> Found | None:
    end = start
    while end < len(lines) and "|" in lines[end] and lines[end].strip():
        end += 1
    rows: list[tuple[int, list[str]]] = []
    header = 0
    for i in range(start, end):
        if _RULE.match(lines[i]) or _DASHES.match(lines[i]):
            header = header or len(rows)
            continue
        rows.append((i + 1, _pipe_cells(lines[i])))
    if not rows:
        return None
    if header == 1 and not any(c.strip() for c in rows[0][1]):
        # Markdown cannot do without a header row: an empty one was not in the document.
        rows, header = rows[1:], 0
    if not rows:
        return None
    grid, uneven = _grid(rows, header)
    return Found(start, end, grid, uneven)


def _pipe_cells(line: str) -> list[str]:
    plain = line.strip()
    plain = plain.removeprefix("|")
    plain = plain[:-1] if plain.endswith("|") and not plain.endswith("\\|") else plain
    return [c.replace("\\|", "|") for c in re.split(r"(?<!\\)\|", plain)]


def _tab_table(lines: Sequence[str], start: int) -> Found | None:
    """Rows of cells parted by tabs, up to a blank line; a lone bold line among them heads a section."""
    end = start
    while end < len(lines) and lines[end].strip():
        if "\t" not in lines[end]:
            goes_on = end + 1 < len(lines) and "\t" in lines[end + 1] and lines[end + 1].strip()
            if not (goes_on and end > start and clean(lines[end]).bold):
                break
        end += 1
    rows: list[tuple[int, list[str]]] = []
    for i in range(start, end):
        if not _DASHES.match(lines[i]):
            rows.append((i + 1, lines[i].rstrip("\r\n").split("\t")))
    if not rows:
        return None
    header = 1 if end > start + 1 and _DASHES.match(lines[start + 1]) else 0
    if len(rows) == 1 and len([c for c in rows[0][1] if c.strip()]) < 2:
        return None
    grid, uneven = _grid(rows, header)
    return Found(start, end, grid, uneven)


def _grid(rows: list[tuple[int, list[str]]], header: int) -> tuple[Grid, tuple[int, ...]]:
    width = max(len(cells) for _, cells in rows)
    while width > 1 and all(len(cells) < width or not cells[width - 1].strip() for _, cells in rows):
        width -= 1
    out: list[Cell] = []
    uneven: list[int] = []
    for r, (line, raw) in enumerate(rows):
        cells = [clean(c) for c in raw[:width]]
        filled = [i for i, c in enumerate(cells) if c.text]
        if filled == [0] and cells[0].bold and width > 1:
            # A section heading: it runs over the whole table.
            first = cells[0]
            out.append(Cell(r, 0, first.text, colspan=width, bold=True, marks=first.marks, locator=f"line {line}"))
            continue
        if len(raw) < width:
            uneven.append(line)
        for c in range(width):
            cell = cells[c] if c < len(cells) else clean("")
            out.append(
                Cell(
                    r, c, cell.text, bold=cell.bold, marks=cell.marks, superscripts=tuple(cell.superscripts),
                    locator=f"line {line}",
                )
            )  # fmt: skip
    grid = Grid(0, tuple(out), len(rows), width, ruled=False, header_rows=header, locator=f"line {rows[0][0]}")
    return grid, tuple(uneven)


def _html_table(lines: Sequence[str], start: int) -> Found | None:
    depth, end = 0, start
    while end < len(lines):
        depth += len(_TABLE_OPEN.findall(lines[end])) - len(_TABLE_CLOSE.findall(lines[end]))
        end += 1
        if depth <= 0:
            break
    source = "\n".join(lines[start:end])
    try:
        root = lxml_html.fragment_fromstring(source, create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    table = root.find(".//table")
    if table is None:
        return None
    cells: list[Cell] = []
    taken: set[tuple[int, int]] = set()
    header = row = 0
    for tr in table.iter("tr"):
        if next(a for a in tr.iterancestors("table")) is not table:
            continue
        col = 0
        own = [td for td in tr if td.tag in {"td", "th"}]
        header += bool(own) and header == row and all(td.tag == "th" for td in own)
        for td in own:
            while (row, col) in taken:
                col += 1
            across, down = _span(td.get("colspan")), _span(td.get("rowspan"))
            inner = (td.text or "") + "".join(etree.tostring(e, encoding="unicode", method="html") for e in td)
            cell = clean(inner.replace("\n", " "))
            taken |= {(row + i, col + j) for i in range(down) for j in range(across)}
            cells.append(
                Cell(
                    row, col, cell.text, down, across, bold=cell.bold or td.tag == "th", marks=cell.marks,
                    superscripts=tuple(cell.superscripts), locator=f"line {start + 1}",
                )
            )  # fmt: skip
            col += across
        row += 1
    if not cells:
        return None
    width = max(c.col + c.colspan for c in cells)
    grid = Grid(0, tuple(cells), row, width, ruled=False, header_rows=header, locator=f"line {start + 1}")
    return Found(start, end, grid)


def _span(text: str | None) -> int:
    return min(MAX_SPAN, max(1, int(text))) if text and text.strip().isdigit() else 1
