"""Tables in plain text whose columns are held apart by spaces only.

Rows that hold figures tell where the columns are: their words overlap from row to row. Header lines, wrapped names and
section rows are then put under the columns they stand over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.document import Cell, Grid
from extract.textmarkup import clean
from extract.texttable import Found
from records import parse_value

_CHUNK = re.compile(r"\S+(?: \S+)*")
_RULE = re.compile(r"^[\s=_+-]*[=_-]{3,}[\s=_+-]*$")
_SIGN = re.compile(r"^(?:red|amber|green|[rag]|[\u2190-\u21ff\u25a0-\u25ff\u2b00-\u2bff])$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Chunk:
    start: int
    end: int
    text: str

    @property
    def figure(self) -> bool:
        """Whether it is a figure, a dash, a rating or an arrow."""
        return parse_value(self.text).flag != "not_a_number" or _SIGN.match(self.text) is not None


def spaced_table(lines: Sequence[str], start: int) -> Found | None:
    """The table that begins at a line, its columns parted by two spaces or more.

    Args:
        lines: Lines of the text.
        start: Index of the line looked at.

    Returns:
        The table up to the next blank line; None where the lines are prose: the places of the gaps do not agree, or
        there are no figures under each other.
    """
    end = start
    while end < len(lines) and lines[end].strip():
        end += 1
    rows = [(i, _chunks(lines[i])) for i in range(start, end) if not _RULE.match(lines[i])]
    body = [(i, chunks) for i, chunks in rows if len(chunks) > 1 and any(c.figure for c in chunks[1:])]
    if len(body) < 2 or len(body) < 0.5 * len(rows):
        return None
    columns = _columns([chunks for _, chunks in body])
    if columns is None or len(columns) < 2:
        return None
    first = body[0][0]
    nearest = [chunks for i, chunks in rows if i < first][-1:]
    columns = _widened(columns, nearest[0]) if nearest else columns
    cells: list[Cell] = []
    for r, (i, chunks) in enumerate(rows):
        placed = _placed(chunks, columns, spread=i < first)
        if placed is None:
            return None
        taken: set[int] = set()
        for col, span, chunk in placed:
            cell = clean(chunk.text)
            taken |= set(range(col, col + span))
            cells.append(
                Cell(
                    r, col, cell.text, colspan=span, bold=cell.bold, marks=cell.marks,
                    superscripts=tuple(cell.superscripts), locator=f"line {i + 1}",
                )
            )  # fmt: skip
        cells += [Cell(r, c, "", locator=f"line {i + 1}") for c in range(len(columns)) if c not in taken]
    cells.sort(key=lambda c: (c.row, c.col))
    header = sum(1 for i, _ in rows if i < first)
    ruled_off = any(_RULE.match(lines[i]) for i in range(start, first))
    grid = Grid(
        0, tuple(cells), len(rows), len(columns), ruled=False, header_rows=header if ruled_off else 0,
        locator=f"line {start + 1}",
    )  # fmt: skip
    return Found(start, end, grid)


def _chunks(line: str) -> list[_Chunk]:
    text = line.replace("\u00a0", " ").rstrip()
    return [_Chunk(m.start(), m.end(), m[0]) for m in _CHUNK.finditer(text)]


def _columns(rows: list[list[_Chunk]]) -> list[tuple[int, int]] | None:
    """Columns as (start, end): words that overlap from row to row; None where a row has two words in one."""
    spans = sorted((c.start, c.end) for row in rows for c in row)
    merged: list[list[int]] = []
    for a, b in spans:
        if merged and a < merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], b)
        else:
            merged.append([a, b])
    columns = [(a, b) for a, b in merged]
    for row in rows:
        at = [_column_of(c, columns) for c in row]
        if len(set(at)) < len(at):
            return None
    return columns


def _widened(columns: list[tuple[int, int]], head: list[_Chunk]) -> list[tuple[int, int]]:
    """Columns as wide as their own heads, where each head stands over a column of its own."""
    at = [_column_of(c, columns) for c in head]
    if len(set(at)) < len(at):
        return columns
    out = list(columns)
    for chunk, i in zip(head, at, strict=True):
        left = out[i - 1][1] if i else 0
        right = columns[i + 1][0] if i + 1 < len(columns) else max(chunk.end, columns[i][1])
        out[i] = (max(left, min(columns[i][0], chunk.start)), min(right, max(columns[i][1], chunk.end)))
    return out


def _column_of(chunk: _Chunk, columns: list[tuple[int, int]]) -> int:
    """The column that a word overlaps most, else the nearest."""

    def fit(column: tuple[int, int]) -> tuple[int, float]:
        shared = min(chunk.end, column[1]) - max(chunk.start, column[0])
        return (max(0, shared), -abs((chunk.start + chunk.end) / 2 - (column[0] + column[1]) / 2))

    return max(range(len(columns)), key=lambda i: fit(columns[i]))


def _placed(
    chunks: list[_Chunk], columns: list[tuple[int, int]], *, spread: bool
) -> list[tuple[int, int, _Chunk]] | None:
    """(column, columns covered, words) for a row; None where two of its words claim one column."""
    out: list[tuple[int, int, _Chunk]] = []
    used: set[int] = set()
    for chunk in chunks:
        over = [i for i, (a, b) in enumerate(columns) if min(chunk.end, b) - max(chunk.start, a) > 0]
        group = spread and len(over) > 1 and not used & set(over)
        cols = over if group else [_column_of(chunk, columns)]
        if used & set(cols):
            return None
        used |= set(cols)
        out.append((cols[0], len(cols), chunk))
    return out
