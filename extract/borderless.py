"""Tables without a full set of rules.

Columns come from the alignment of their figures; rows from baselines, from horizontal rules alone, or from zebra
shading. What is found becomes a Lattice like any other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.columnheads import header_edges, header_lines, split_at_gutters
from extract.columns import column_of, columns_of, fits, merge_intervals, names_beside, stands_alone
from extract.gridlattice import grid_lattice
from extract.lattice import Lattice
from extract.outside import Rest
from extract.pageparts import Fill
from extract.ruledbands import banded
from extract.tokens import BLANK_FIGURE, Row, Token
from records import Box


@dataclass(slots=True)
class Block:
    """Rows that belong to one table."""

    rows: list[Row]


def find_tables(rest: Rest) -> list[Lattice]:
    """Find tables without a full set of rules.

    Args:
        rest: What of the page stands outside other tables and charts, two lines at least.

    Returns:
        Lattices, one slot for each cell, blank ones included; from top to bottom.
    """
    rows = [replace(r) for r in rest.parted]
    rules, fills = rest.rules, rest.fills
    out = list(rest.block_tables)
    taken = {k for k, r in enumerate(rows) if any(_inside(r, x.box) for x in out)}
    for band_rows, edges in banded(rows, rules, fills):
        lattice = _from_bands(band_rows, edges, rows, fills)
        if lattice is not None and not any(lattice.box.overlap(o.box) > 0 for o in out):
            out.append(lattice)
            taken.update(k for k, r in enumerate(rows) if _inside(r, lattice.box))
    for block in _blocks([r for k, r in enumerate(rows) if k not in taken], [x.box for x in out]):
        lattice = _from_block(block, [r for k, r in enumerate(rows) if k not in taken], fills)
        if lattice is not None and not any(lattice.box.overlap(o.box) > 0 for o in out):
            out.append(lattice)
    out.sort(key=lambda t: t.box.top)
    return out


def _inside(row: Row, box: Box) -> bool:
    return box.top <= row.v - 0.3 * row.size <= box.bottom and any(
        box.x0 - 2 <= (t.x0 + t.x1) / 2 <= box.x1 + 2 for t in row.tokens
    )


# -- rows between horizontal rules or shaded bands ----------------------------------------------------------


def _from_bands(inside: list[Row], ys: list[float], rows: list[Row], fills: Sequence[Fill]) -> Lattice | None:
    bands = [[r for r in inside if a <= r.v - 0.3 * r.size < b] for a, b in pairwise(ys)]
    filled = [b for b in bands if b]
    multi = [b for b in filled if len(merge_intervals([(t.x0, t.x1) for r in b for t in r.tokens], 4.0)) >= 2]
    if len(multi) < 2 or len(multi) < 0.6 * len(filled):
        return None
    columns = columns_of([r for b in multi for r in b])
    if len(columns) < 2:
        return None
    if not any(t.figure for r in inside for t in r.tokens) and (len(columns) < 3 or len(multi) < 3):
        return None
    while len(bands) > 2 and all(len(r.tokens) == 1 and r.tokens[0].x0 < columns[0][1] for r in bands[0]):
        bands, ys = bands[1:], ys[1:]  # a title above the table, or an empty band
        inside = [r for b in bands for r in b]
    tops = [ys[0]]
    for (_, low), band in zip(pairwise(ys), bands, strict=True):
        tops += _edges_in_band(band, columns)
        tops.append(low)
    for r in rows:
        if r.v < ys[-1] + 60:
            r.tokens = _parted(r, columns, ys[0])
    above = _row_above(ys[0], columns, rows, inside)
    tops = [*above, *tops]
    header = header_lines(columns, tops[0], rows, _pitch(inside))
    heads, groups = header_edges(header, columns)
    # Text runs on under the last rule where the page, not the table, ends there.
    below = _row_below(ys[-1], columns, rows, max(b - a for a, b in pairwise(ys)))
    ends = [*heads, *tops, *below]
    members = [r for r in rows if ends[0] <= r.v - 0.3 * r.size <= ends[-1]]
    return grid_lattice(columns, ends, members, groups, fills)


def _parted(row: Row, columns: Sequence[tuple[float, float]], top: float) -> list[Token]:
    """The tokens of a row parted at the gutters between columns; those of running text over the table as they are."""
    parted = split_at_gutters(row, columns)
    if row.v > top or len(parted) == len(row.tokens):
        return parted
    return parted if len({column_of(t, columns) for t in parted}) == len(parted) else row.tokens


def _edges_in_band(band: Sequence[Row], columns: Sequence[tuple[float, float]]) -> list[float]:
    """Edges inside a band: between several rows of figures, and around a section heading."""
    parts: list[list[Row]] = []
    usual = [r for r in band if any(t.figure for t in r.tokens)]
    for row in sorted(band, key=lambda r: r.v):
        heading = (
            bool(usual)
            and stands_alone(row, columns[0][0])
            and ((row.bold and not all(r.bold for r in usual)) or row.size > 1.08 * usual[0].size)
            and not (parts and _goes_on_with(parts[-1], row))
        )
        figures = len([t for t in row.tokens if t.figure])
        several = bool(parts) and figures >= 2 and any(len([t for t in r.tokens if t.figure]) >= 2 for r in parts[-1])
        if not parts or heading or several or (len(parts[-1]) == 1 and parts[-1][0].alone):
            parts.append([row])
        else:
            parts[-1].append(row)
        row.alone = heading
    return [(max(r.bottom for r in a) + min(r.top for r in b)) / 2 for a, b in pairwise(parts)]


def _goes_on_with(part: Sequence[Row], row: Row) -> bool:
    """Whether a bold line is the rest of the bold name above it: table styles set the first column bold."""
    first, last, rest = next((r for r in part if any(t.figure for t in r.tokens)), part[0]), part[-1], row.tokens[0]
    named = not first.tokens[0].figure and first.tokens[0].parts[0].font.bold and len(first.tokens) > 1
    near = row.v - last.v <= 1.4 * row.size and abs(first.tokens[0].x0 - rest.x0) < 0.6 * row.size
    return named and near and not first.bold


def _row_above(
    top: float, columns: Sequence[tuple[float, float]], rows: Sequence[Row], inside: Sequence[Row]
) -> list[float]:
    """The upper edge of a first row over the first rule: rows are ruled below only, and the headings not at all."""
    near = sorted((r for r in rows if 0 < top - (r.v - 0.3 * r.size) < 3.2 * r.size), key=lambda r: -r.v)
    first = next((k for k, r in enumerate(near) if _is_figures(r, columns, inside)), None)
    if first is None:
        return []
    edge = near[first]
    lefts = [t.x0 for r in near[: first + 1] for t in r.tokens if not t.figure]
    for r in sorted((r for r in rows if r.v < edge.v), key=lambda r: -r.v):
        # Upper lines of its name: alone in its column, in the type of the rows and not of the headings.
        alone = all(t.x1 <= columns[0][1] + 2 for t in r.tokens) or (
            fits(r, columns) and all(not t.figure and any(abs(t.x0 - x) < 1.5 for x in lefts) for t in r.tokens)
        )
        if not alone or r.bold != near[first].bold or edge.top - r.bottom > 0.45 * r.size:
            break
        edge = r
    return [edge.top - 1.0]


def _is_figures(row: Row, columns: Sequence[tuple[float, float]], inside: Sequence[Row]) -> bool:
    figures = [t for t in row.figures if t.text not in BLANK_FIGURE]
    years = [t for t in figures if re.fullmatch(r"(?:19|20)\d\d", t.text)]
    plain = not row.bold or all(r.bold for r in inside)
    return plain and fits(row, columns) and len(figures) >= max(2, 0.5 * (len(columns) - 1)) and not years


def _row_below(bottom: float, columns: list[tuple[float, float]], rows: list[Row], tallest: float) -> list[float]:
    """The lower edge of an unruled last row: lines set in the same columns straight under the last rule."""
    end = bottom
    found = False
    for r in rows:
        if r.v - 0.3 * r.size <= bottom:
            continue
        gap = r.top - end
        sits = fits(r, columns)
        # A row of its own keeps the height of the bands above it; a second line stands close.
        whole = not found and len(r.tokens) >= max(3, 0.6 * len(columns)) and any(t.figure for t in r.tokens)
        named = len(r.tokens) == 1 and r.tokens[0].x1 < columns[1][0] and r.v - bottom < 4 * tallest
        far = r.bottom - bottom > 1.3 * tallest and not named
        if not sits or gap > max(0.9 * r.size, 0.5 * tallest if whole else 0.0) or far:
            break
        found = found or (len({column_of(t, columns) for t in r.tokens}) >= 2)
        end = r.bottom
    return [end + 1.0] if found else []


# -- blocks of aligned figures -------------------------------------------------------------------------------


def _blocks(rows: list[Row], boxes: Sequence[Box]) -> list[Block]:
    out: list[Block] = []
    current: list[Row] = []
    pending: list[Row] = []
    for row in rows:
        if row.is_data:
            if current and _belongs(row, current, pending, boxes):
                current += [*pending, row]
            else:
                if current:
                    out.append(Block(current))
                current = [row]
            pending = []
        elif current:
            pending.append(row)
    if current:
        out.append(Block(current))
    return [b for b in out if _is_table(b)]


def _belongs(row: Row, current: list[Row], pending: list[Row], boxes: Sequence[Box]) -> bool:
    last = current[-1]
    if any(last.v < b.top < row.v for b in boxes):
        return False
    left = min(t.x0 for r in current for t in r.tokens)
    first_figure = min(t.x0 for r in current for t in r.figures)
    aside = all(t.x1 < first_figure + 2 for p in pending for t in p.tokens)
    lines = min(len(pending), 8 if aside else 4)
    if row.v - last.v > (3.4 + 1.5 * lines) * max(row.size, last.size) or len(pending) > lines:
        return False
    for p in pending:
        wide = [t for t in p.tokens if t.x1 > first_figure + 2 and not t.figure and t.x0 < left + 3 * p.size]
        if wide and len(p.tokens) == 1:
            return False  # prose runs through the columns
    known = [t for r in current for t in r.figures]
    hits = sum(any(_aligned(t, k, row.size) for k in known) for t in row.figures)
    return hits >= 0.6 * len(row.figures)


def _aligned(a: Token, b: Token, size: float) -> bool:
    return (
        abs(a.x1 - b.x1) < 0.45 * size or abs(a.x0 - b.x0) < 0.3 * size or abs(a.x0 + a.x1 - b.x0 - b.x1) < 0.9 * size
    )


def _is_table(block: Block) -> bool:
    data = [r for r in block.rows if r.is_data]
    figures = max(len(r.figures) for r in data)
    if len(data) >= 2 and figures >= 3:
        return True
    if len(data) >= 3 and figures >= 2:
        return True
    # One column of figures: only a run of label and figure pairs that share an edge.
    if len(data) < 4:
        return False
    lefts = [r.tokens[0].x0 for r in data]
    return max(lefts) - min(lefts) < 3 * data[0].size and all(len(r.tokens) == 2 for r in data)


def _from_block(block: Block, rows: Sequence[Row], fills: Sequence[Fill]) -> Lattice | None:
    data = [r for r in block.rows if r.is_data]
    columns = names_beside(columns_of(data), block.rows)
    if len(columns) < 2:
        return None
    pitch = _pitch(data)
    block.rows += _worded_rows_below(block.rows[-1], columns, rows, pitch)
    block.rows += _rest_of_last(block.rows[-1], columns, rows, pitch)
    ends = _row_edges(block.rows, pitch)
    for r in rows:
        if ends[0] - 80 < r.v < ends[0]:
            r.tokens = split_at_gutters(r, columns)
    header = header_lines(columns, ends[0], rows, max(pitch, 1.2 * data[0].size))
    tops, groups = header_edges(header, columns)
    return grid_lattice(columns, [*tops, *ends], [*header, *block.rows], groups, fills)


def _worded_rows_below(
    last: Row, columns: Sequence[tuple[float, float]], rows: Sequence[Row], pitch: float
) -> list[Row]:
    """Rows of words straight under the last figures that fill the same columns ("Rating | Amber | Red")."""
    out: list[Row] = []
    for r in sorted((r for r in rows if r.v > last.v + 0.4 * last.size), key=lambda r: r.v):
        full = len(r.tokens) >= max(2, 0.5 * len(columns))
        if r.v - (out[-1] if out else last).v > 1.5 * max(pitch, 1.3 * r.size) or not full or not fits(r, columns):
            break
        out.append(r)
    return out


def _rest_of_last(last: Row, columns: Sequence[tuple[float, float]], rows: Sequence[Row], pitch: float) -> list[Row]:
    """Further lines of the cells of the last row: words straight under it, each at the left edge of its column."""
    out: list[Row] = []
    for r in sorted((r for r in rows if r.v > last.v + 0.4 * last.size), key=lambda r: r.v):
        above = out[-1] if out else last
        lefts = [t.x0 for x in (last, *out) for t in x.tokens if not t.figure]
        set_under = all(not t.figure and any(abs(t.x0 - x) < 2.0 for x in lefts) for t in r.tokens)
        step = r.v - above.v
        rights = [next((a for a, _ in columns if a > t.x0 + 1.0), t.x1) for t in r.tokens]
        within = all(t.x1 <= right + 1.0 for t, right in zip(r.tokens, rights, strict=True))
        if not set_under or not within or step > 1.4 * r.size or (r.bold and not last.bold):
            break
        if step >= 0.95 * pitch and len(r.tokens) < 2 and not r.tokens[0].text[:1].islower():
            break  # as far as rows stand apart: a note, or the next heading
        out.append(r)
    return out


def _pitch(rows: Sequence[Row]) -> float:
    gaps = sorted(b.v - a.v for a, b in pairwise(rows))
    return gaps[len(gaps) // 2] if gaps else 12.0


def _row_edges(rows: Sequence[Row], pitch: float) -> list[float]:
    """Edges between table rows: label lines without figures go with the row they continue."""
    groups: list[list[Row]] = []
    for row in rows:
        if groups and _continues(groups[-1], row, pitch):
            groups[-1].append(row)
        else:
            groups.append([row])
    edges = [groups[0][0].top - 1.0]
    edges += [(a[-1].bottom + b[0].top) / 2 for a, b in pairwise(groups)]
    return [*edges, groups[-1][-1].bottom + 1.0]


def _continues(group: list[Row], row: Row, pitch: float) -> bool:
    """Whether a line is part of the table row above it."""
    last = group[-1]
    near = row.v - last.v <= 1.35 * row.size and row.v - last.v < 0.85 * pitch
    has_data = any(r.is_data for r in group)
    if row.is_data:
        return not has_data and near
    words = row.tokens[0].text
    if len(row.tokens) == 1 and words[:1].islower() and row.v - last.v <= 1.6 * row.size:
        return True
    if not has_data and len(row.tokens) == len(last.tokens) == 1 and row.bold == last.bold:
        # A note in the label column: a line that is nearly as long as the one above goes on with it.
        upper = last.tokens[0]
        wide = upper.x1 - upper.x0 > 12 * row.size and row.tokens[0].x0 - upper.x0 < row.size
        return wide and row.v - last.v <= 1.6 * row.size
    return near and has_data and not row.bold
