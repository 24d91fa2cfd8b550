"""Tables that lie on their side: measures across, periods and roles ("Target", "RAG") down the first column.

Such a grid is turned upright before anything reads it, so that what follows sees the table it knows: a measure to a
row, a period or role to a column. Every cell keeps its own place (box, locator); only its row and column are changed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.cellfacts import kind_of, text_of
from extract.document import Cell, Grid
from extract.tablecolumns import Matrix, lone_text, role_of, spans_table
from extract.vocabulary import AREA_LIKE, BARE_PERIOD, MEASURE_LIKE, NAME_HEAD, UNIT_CELL, ColumnRole, find_cohort, fold
from records import find_periods, parse_period

_ROLES: frozenset[ColumnRole] = frozenset(
    {
        "result", "previous", "outturn", "target", "floor", "rag", "previous_rag", "benchmark", "numerator",
        "denominator", "variance", "change", "percent_change", "expectation_upper", "expectation_lower", "dot",
        "dot_previous", "dot_outturn", "polarity", "basis", "unit", "text",
    }
)  # fmt: skip
_TELLS: frozenset[ColumnRole] = _ROLES - {"result", "text", "unit", "basis"}
_WORDED: frozenset[ColumnRole] = frozenset(
    {"polarity", "basis", "unit", "text", "dot", "dot_previous", "dot_outturn", "rag", "previous_rag", "variance"}
)
"""Rows that may hold words."""
_AS_IT_STANDS = re.compile(
    r"\b(?:provisional|revised|actuals?|to date|ytd|final|estimated?|draft|results?|values?)\b|[^a-z]"
)
_FIGURES = frozenset({"number", "missing", "year", "rag", "arrow", "blank"})
_TIMES_BELOW = re.compile(
    r"(?:(?:academic|school|financial|fiscal|calendar|reporting|municipal|plan) )?"
    r"(?:year|quarter|qtr|month|period|term|week)(?: (?:ending|ended|to|end))?"
)
_GROUP, _UNIT, _AREA = "Theme", "Unit", "Area"


def upright(grid: Grid) -> Grid:
    """A grid whose measures stand across, turned so that they stand down.

    Args:
        grid: Of any reader.

    Returns:
        The turned grid; the same grid where its first column and its heads do not both say that it lies on its side.
    """
    if grid.n_rows < 3 or grid.n_cols < 3 or not grid.cells:
        return grid
    matrix = grid.matrix()
    first, last = _extent(grid, matrix)
    for heads, stubs in ((1, 1), (1, 2), (2, 1), (2, 2)):
        body = first + heads
        if last - body < 2 or grid.n_cols - stubs < 2 or not _rows_agree(matrix, body, last, stubs):
            continue
        kinds = _kinds_of_heads(matrix, first, body, stubs)
        if kinds:
            return _turned(grid, first, last, stubs, kinds)
    return grid


# -- what the first columns say -----------------------------------------------------------------------------


def _extent(grid: Grid, matrix: Matrix) -> tuple[int, int]:
    """Rows without the titles above and the notes below that run over the whole table."""
    first, last = 0, grid.n_rows
    while first < last and _whole_row(matrix[first], grid.n_cols):
        first += 1
    while last > first and _whole_row(matrix[last - 1], grid.n_cols):
        last -= 1
    return first, last


def _whole_row(row: list[Cell | None], n_cols: int) -> bool:
    lone = lone_text(row)
    blank = lone is None and not any(c is not None and (text_of(c) or c.marks) for c in row)
    return blank or (lone is not None and lone.col == 0 and spans_table(lone, n_cols))


def _role_or_period(text: str) -> ColumnRole | None:
    """Say "when" for a period, the role for a role, None for any other label."""
    folded = fold(text).strip(" :")
    if not folded or len(text) > 60:
        return None
    if BARE_PERIOD.match(folded) or parse_period(text) is not None or re.fullmatch(r"(?:19|20)\d{2}", folded):
        return "when"
    rest = text
    mentions = find_periods(text)
    for m in reversed(mentions):
        rest = rest[: m.start] + " " + rest[m.end :]
    rest = " ".join(fold(rest).split()).strip(" :-()")
    if mentions and not _AS_IT_STANDS.sub("", rest):
        return "when"
    role = role_of(rest) if rest != "period" else "value"
    return role if role in _ROLES and len(rest.split()) <= 5 else None


def _rows_agree(matrix: Matrix, body: int, last: int, stubs: int) -> bool:
    """Whether every row is labelled with a period or role, and holds what its label promises."""
    roles: list[ColumnRole] = []
    for r in range(body, last):
        own = [c for c in matrix[r][:stubs] if c is not None and text_of(c)]
        said = [_role_or_period(text_of(c)) if c.row >= body else None for c in own]
        label = matrix[r][stubs - 1]
        if not said or None in said or label is None or not (text_of(label) or len(said) == 1 < stubs):
            return False
        role: ColumnRole = next((x for x in said if x is not None and x != "when"), "when")
        roles.append(role)
        if role in _WORDED:
            continue
        cells = [c for c in matrix[r][stubs:] if c is not None]
        if sum(kind_of(c) in _FIGURES for c in cells) < 0.7 * len(cells):
            return False
    dated = roles.count("when")
    return dated >= 2 or (("result" in roles or dated == 1) and bool(set(roles) & _TELLS))


# -- what the heads say --------------------------------------------------------------------------------------


def _kinds_of_heads(matrix: Matrix, first: int, body: int, stubs: int) -> list[str]:
    """What each row of heads holds, from above: groups, names or units; empty where the heads name no measures."""
    rows = [[matrix[r][c] for c in range(stubs, len(matrix[0]))] for r in range(first, body)]
    if len(rows) == 1:
        if _are_areas(rows[0]):
            return [_AREA]
        timed = _heads_times(matrix[first][:stubs])
        return [NAME_HEAD] if _are_names(rows[0], anything=timed) else []
    upper, lower = rows
    below = [fold(text_of(c)) for c in lower if c is not None and text_of(c)]
    if below and all(UNIT_CELL.match(t) for t in below) and _are_names(upper):
        return [NAME_HEAD, _UNIT]
    grouped = len({id(c) for c in upper if c is not None and text_of(c)}) < len(lower)
    plain = all(_role_or_period(text_of(c)) is None for c in upper if c is not None and text_of(c))
    return [_GROUP, NAME_HEAD] if grouped and plain and _are_names(lower) else []


def _heads_times(stubs: Sequence[Cell | None]) -> bool:
    """Whether the corner says that times stand below it: "Academic year"."""
    texts = [fold(text_of(c)) for c in stubs if c is not None and text_of(c)]
    return len(texts) == 1 and _TIMES_BELOW.fullmatch(texts[0]) is not None


def _are_names(cells: Sequence[Cell | None], *, anything: bool = False) -> bool:
    """Whether heads name measures: words each, no periods, roles or populations, most of them more than one word.

    Args:
        cells: The heads.
        anything: Whether times are known to stand below them, so that they need not look like measures.
    """
    texts = [text_of(c) for c in cells]
    if len(texts) < 2 or len(set(texts)) < len(texts) or not all(re.search(r"[A-Za-z]{3}", t) for t in texts):
        return False
    if any(kind_of(c) != "text" or len(t) > 250 for c, t in zip(cells, texts, strict=True)):
        return False
    for t in texts:
        folded = fold(t)
        if find_periods(t) or BARE_PERIOD.match(folded) or parse_period(t) is not None or find_cohort(t):
            return False
        if len(folded.split()) <= 3 and role_of(folded) not in {"value", "count"}:
            return False
    several = sum(len(t.split()) >= 2 for t in texts)
    return several * 2 >= len(texts) and (
        anything or any(MEASURE_LIKE.search(fold(t)) or len(t.split()) >= 3 for t in texts)
    )


def _are_areas(cells: Sequence[Cell | None]) -> bool:
    """Whether heads name places or teams: most end in a word for one, none is a measure, a role or a period."""
    texts = [fold(text_of(c)) for c in cells]
    if len(texts) < 2 or len(set(texts)) < len(texts):
        return False
    for c, t in zip(cells, texts, strict=True):
        known = _role_or_period(t) is not None or find_periods(t) or find_cohort(t)
        if known or kind_of(c) != "text" or len(t) > 60 or MEASURE_LIKE.search(t):
            return False
    placed = sum(bool((m := AREA_LIKE.search(t.split()[-1])) and m[0] == t.split()[-1]) for t in texts)
    return placed * 3 >= 2 * len(texts)


# -- turning -------------------------------------------------------------------------------------------------


def _turned(grid: Grid, first: int, last: int, stubs: int, kinds: Sequence[str]) -> Grid:
    n_cols = last - first
    cells: list[Cell] = []
    corner: list[Cell] = []
    for c in grid.cells:
        if c.row < first:
            cells.append(replace(c, colspan=n_cols))
        elif c.row >= last:
            cells.append(replace(c, row=first + grid.n_cols + c.row - last, colspan=n_cols))
        elif c.col < stubs and c.row < first + len(kinds):
            corner.append(c)
        else:
            turned = replace(c, row=first + c.col, col=c.row - first, rowspan=c.colspan, colspan=c.rowspan)
            if c.row < first + len(kinds):  # a name, set as names are
                turned = replace(turned, text=" ".join(c.text.split()), bold=False, fill=None)
            cells.append(turned)
    if kinds[0] == _GROUP:
        cells = _reaching(cells, first + stubs, first + grid.n_cols)
    place = corner[0] if corner else grid.cells[0]
    for k, kind in enumerate(kinds):
        cells.append(Cell(first, k, kind, stubs, 1, box=place.box, page=place.page, locator=place.locator, bold=True))
    cells.sort(key=lambda c: (c.row, c.col))
    rows = first + grid.n_cols + grid.n_rows - last
    return replace(grid, cells=tuple(cells), n_rows=rows, n_cols=n_cols, header_rows=first + stubs)


def _reaching(cells: list[Cell], start: int, stop: int) -> list[Cell]:
    """Cells in which the label of a group reaches over the blank ones after it, where spans are not drawn."""
    groups = [c for c in cells if c.col == 0 and start <= c.row < stop]
    named = sorted((c for c in groups if text_of(c)), key=lambda c: c.row)
    if not named or any(c.rowspan > 1 for c in named):
        return cells
    ends = [*(c.row for c in named[1:]), stop]
    kept = [c for c in cells if not (c in groups and c.row > named[0].row)]
    kept = [c for c in kept if c is not named[0]]
    return kept + [replace(c, rowspan=end - c.row) for c, end in zip(named, ends, strict=True)]
