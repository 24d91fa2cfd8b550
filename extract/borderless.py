"""Tables without a full set of rules: columns from the alignment of their figures, rows from baselines,
from horizontal rules alone, or from zebra shading. What is found becomes a Lattice like any other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extract.lattice import Lattice, Slot
from extract.pageparts import Fill, Segment
from extract.textlines import Line, Word, has_arrow
from records import Box

JOIN = 0.78
"""Gap in font sizes up to which words stand in one cell (justified prose stretches its spaces)."""
_FIGURE = re.compile(
    r"^[(+\-–−]?\s?[£$€]?[+\-–−]?\d[\d,]*(?:\.\d+)?\s?(?:%|pp|k|m|bn)?\)?[*†pre]?$|^\d{1,2}/\d{1,2}/\d{2,4}$",
    re.IGNORECASE,
)
_BLANK_FIGURE = {"-", "–", "—", "−", "n/a", "N/A", "..", "*", "c", "[c]", "[x]", "x"}
_PHONE = re.compile(r"^0\d{2,}$")
_LEADERS = re.compile(r"\.{4,}|…{2,}|_{4,}")


@dataclass(slots=True)
class Token:
    """Words that stand together in a row."""

    words: list[Word]
    figure: bool
    x0: float
    x1: float

    @property
    def text(self) -> str:
        """Words joined by spaces."""
        return " ".join(w.text for w in self.words)


@dataclass(slots=True)
class Row:
    """One printed line cut into tokens."""

    v: float
    size: float
    tokens: list[Token]
    bold: bool = False

    @property
    def top(self) -> float:
        """Top of its letters."""
        return self.v - 0.8 * self.size

    @property
    def bottom(self) -> float:
        """Bottom of its letters."""
        return self.v + 0.22 * self.size

    @property
    def figures(self) -> list[Token]:
        """Its figures, a number that leads the row (a row or paragraph number) left out."""
        lead = self.tokens[0]
        return [t for t in self.tokens if t.figure and (t is not lead or len(self.tokens) > 2 and not t.text.isdigit())]

    @property
    def is_data(self) -> bool:
        """Whether it reads as a row of a table: a figure set apart from other text."""
        if len(self.tokens) < 2 or any(_LEADERS.search(t.text) for t in self.tokens):
            return False
        real = [t for t in self.figures if t.text not in _BLANK_FIGURE]
        return bool(real) and len(self.figures) * 2 >= len(self.tokens) - 1


@dataclass(slots=True)
class Block:
    """Rows that belong to one table."""

    rows: list[Row]
    columns: list[tuple[float, float]] = field(default_factory=list)


def find_tables(
    lines: Sequence[Line], rules: Sequence[Segment], fills: Sequence[Fill], signs: Sequence[Box] = ()
) -> list[Lattice]:
    """Find tables without a full set of rules.

    Args:
        lines: Lines outside other tables and charts.
        rules: Horizontal rules outside other tables and charts.
        fills: Coloured areas outside other tables and charts.
        signs: Small drawings and pictures (arrows, circles): they stand in cells as figures do.

    Returns:
        Lattices, one slot for each cell, blank ones included; from top to bottom.
    """
    rows = rows_of(lines)
    _add_signs(rows, signs)
    if len(rows) < 2:
        return []
    out: list[Lattice] = []
    taken: set[int] = set()
    for band_rows, edges in _banded(rows, rules, fills):
        lattice = _from_bands(band_rows, edges, rows, fills)
        if lattice is not None:
            out.append(lattice)
            taken.update(k for k, r in enumerate(rows) if _inside(r, lattice.box))
    for block in _blocks([r for k, r in enumerate(rows) if k not in taken], [x.box for x in out]):
        lattice = _from_block(block, [r for k, r in enumerate(rows) if k not in taken], fills)
        if lattice is not None and not any(lattice.box.overlap(o.box) > 0 for o in out):
            out.append(lattice)
    out.sort(key=lambda t: t.box.top)
    return out


def rows_of(lines: Sequence[Line]) -> list[Row]:
    """Upright lines as rows of tokens, from top to bottom."""
    out = []
    for line in lines:
        if line.angle != 0 or not line.words:
            continue
        tokens = tokens_of(line)
        if tokens:
            out.append(Row(line.v, line.size, tokens, line.bold))
    out.sort(key=lambda r: r.v)
    return out


def _add_signs(rows: list[Row], signs: Sequence[Box]) -> None:
    """Put small drawings into the rows they stand beside."""
    for box in signs:
        y = (box.top + box.bottom) / 2
        near = min(rows, key=lambda r: abs(r.v - 0.35 * r.size - y), default=None)
        if near is None or abs(near.v - 0.35 * near.size - y) > 0.7 * max(near.size, box.height):
            continue
        if not any(min(t.x1, box.x1) - max(t.x0, box.x0) > 0 for t in near.tokens):
            near.tokens.append(Token([], True, box.x0, box.x1))
            near.tokens.sort(key=lambda t: t.x0)


def tokens_of(line: Line) -> list[Token]:
    """Cut a line where a column may begin: at wide gaps, and between figures that stand side by side."""
    out: list[Token] = []
    for word in line.words:
        figure = _is_figure(word)
        if out:
            last = out[-1]
            gap = word.u0 - last.x1
            sign = last.text in ("+", "-", "−", "–", "£") and figure and gap < 0.5 * line.size
            same_run = last.words[-1].chars[-1].run == word.chars[0].run
            apart = last.figure and figure and not sign and gap > (0.45 if same_run else 0.12) * line.size
            if gap <= JOIN * line.size and (not apart or sign):
                last.words.append(word)
                last.x1 = word.u1
                last.figure = (last.figure or sign) and figure
                continue
        out.append(Token([word], figure, word.u0, word.u1))
    return out


def _is_figure(word: Word) -> bool:
    if _PHONE.match(word.text):
        return False
    return (
        bool(_FIGURE.match(word.text))
        or word.text in _BLANK_FIGURE
        or (len(word.chars) == 1 and has_arrow(word.chars[0]))
    )


def _inside(row: Row, box: Box) -> bool:
    return box.top <= row.v - 0.3 * row.size <= box.bottom and any(
        box.x0 - 2 <= (t.x0 + t.x1) / 2 <= box.x1 + 2 for t in row.tokens
    )


# -- rows between horizontal rules or shaded bands ----------------------------------------------------------


def _banded(rows: list[Row], rules: Sequence[Segment], fills: Sequence[Fill]) -> list[tuple[list[Row], list[float]]]:
    """Groups of at least three horizontal edges of one length, with the rows between them."""
    edges: list[tuple[float, float, float]] = [(s.pos, s.lo, s.hi) for s in rules if s.horizontal and s.hi - s.lo > 120]
    for box in _strips(fills):
        if box.width > 150 and 7 < box.height < 160:
            edges += [(box.top, box.x0, box.x1), (box.bottom, box.x0, box.x1)]
    edges.sort()
    groups: list[list[tuple[float, float, float]]] = []
    for edge in edges:
        for group in groups:
            last = group[-1]
            if abs(last[1] - edge[1]) < 8 and abs(last[2] - edge[2]) < 8:
                if edge[0] - last[0] > 2.0:
                    group.append(edge)
                break
        else:
            groups.append([edge])
    out = []
    for group in groups:
        if len(group) < 3:
            continue
        lo, hi = min(g[1] for g in group), max(g[2] for g in group)
        ys = [g[0] for g in group]
        inside = [_cut(r, lo, hi) for r in rows if ys[0] <= r.v - 0.3 * r.size <= ys[-1]]
        inside = [r for r in inside if r.tokens]
        if inside:
            out.append((inside, ys))
    return out


def _strips(fills: Sequence[Fill]) -> list[Box]:
    """Shaded rows: coloured areas of one height side by side are one strip."""
    out: list[Box] = []
    for f in sorted((f for f in fills if f.colour != "#ffffff"), key=lambda f: (round(f.box.top), f.box.x0)):
        b = f.box
        if out and abs(out[-1].top - b.top) < 1 and abs(out[-1].bottom - b.bottom) < 1 and b.x0 <= out[-1].x1 + 2:
            out[-1] = out[-1].union(b)
        else:
            out.append(b)
    return out


def _cut(row: Row, lo: float, hi: float) -> Row:
    return Row(row.v, row.size, [t for t in row.tokens if t.x1 > lo - 3 and t.x0 < hi + 3], row.bold)


def _from_bands(inside: list[Row], ys: list[float], rows: list[Row], fills: Sequence[Fill]) -> Lattice | None:
    bands = [[r for r in inside if a <= r.v - 0.3 * r.size < b] for a, b in pairwise(ys)]
    filled = [b for b in bands if b]
    multi = [b for b in filled if len(_merge_intervals([(t.x0, t.x1) for r in b for t in r.tokens], 4.0)) >= 2]
    if len(multi) < 2 or len(multi) < 0.6 * len(filled):
        return None
    columns = _columns([r for b in multi for r in b])
    if len(columns) < 2:
        return None
    if not any(t.figure for r in inside for t in r.tokens) and (len(columns) < 3 or len(multi) < 3):
        return None
    while len(bands) > 2 and all(len(r.tokens) == 1 and r.tokens[0].x0 < columns[0][1] for r in bands[0]):
        bands, ys = bands[1:], ys[1:]  # a title above the table, or an empty band
        inside = [r for b in bands for r in b]
    # A band with several rows of figures holds several rows of the table.
    tops = [ys[0]]
    for (_, low), band in zip(pairwise(ys), bands, strict=True):
        data = [r for r in band if len([t for t in r.tokens if t.figure]) >= 2]
        if len(data) >= 2:
            tops += [(a.bottom + b.top) / 2 for a, b in pairwise(data)]
        tops.append(low)
    for r in rows:
        if r.v < ys[-1] + 60:
            r.tokens = _split_at_gutters(r, columns)
    header = header_lines(columns, ys[0], rows, _pitch(inside))
    heads, groups = _header_edges(header, columns, ys[0])
    # Text runs on under the last rule where the page, not the table, ends there.
    below = _row_below(ys[-1], columns, rows, max(b - a for a, b in pairwise(ys)))
    ends = [*heads, *tops, *below]
    members = [r for r in rows if ends[0] <= r.v - 0.3 * r.size <= ends[-1]]
    return _grid_lattice(columns, ends, members, groups, fills)


def _row_below(bottom: float, columns: list[tuple[float, float]], rows: list[Row], tallest: float) -> list[float]:
    """The lower edge of an unruled last row: lines set in the same columns straight under the last rule."""
    end = bottom
    found = False
    for r in rows:
        if r.v - 0.3 * r.size <= bottom:
            continue
        gap = r.top - end
        fits = _fits(r, columns)
        if not fits or gap > 0.9 * r.size or r.bottom - bottom > 1.3 * tallest:
            break
        found = found or (len({_column_of(t, columns) for t in r.tokens}) >= 2)
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


def _columns(rows: Sequence[Row]) -> list[tuple[float, float]]:
    """Extents of the columns: figures first, then the text columns beside them."""
    size = sorted(r.size for r in rows)[len(rows) // 2]
    figures = [(t.x0, t.x1) for r in rows for t in r.tokens if t.figure]
    numeric = _merge_intervals(figures, 0.0)
    numeric = [n for n in numeric if _mostly_figures(n, rows)]
    crowded = any(
        sum(t.figure and a - 0.1 <= t.x0 and t.x1 <= b + 0.1 for t in r.tokens) > 1 for a, b in numeric for r in rows
    )
    if crowded:
        numeric = _by_right_edges([(t.x0, t.x1) for r in rows for t in r.tokens if t.figure], size)
    texts = []
    for r in rows:
        for t in r.tokens:
            if not t.figure and not any(min(t.x1, b) - max(t.x0, a) > 0 for a, b in numeric):
                texts.append((t.x0, t.x1))
    columns = sorted([*numeric, *_supported(_merge_intervals(texts, 0.3 * size), texts, numeric, size)])
    return [c for k, c in enumerate(columns) if k == 0 or c[0] >= columns[k - 1][1] - 0.5]


def _mostly_figures(span: tuple[float, float], rows: Sequence[Row]) -> bool:
    """Whether figures, not words, make a would-be column: numbers in running text stand among words."""
    figures = words = 0
    for r in rows:
        for t in r.tokens:
            if min(t.x1, span[1]) - max(t.x0, span[0]) > 0.3 * (span[1] - span[0]):
                figures += t.figure
                words += not t.figure
    return figures >= 0.5 * words


def _supported(
    spans: list[tuple[float, float]], texts: list[tuple[float, float]], numeric: list[tuple[float, float]], size: float
) -> list[tuple[float, float]]:
    """Text columns; a would-be column whose texts share no edge is the loose end of justified lines."""
    out: list[tuple[float, float]] = []
    for a, b in spans:
        members = [t for t in texts if a <= t[0] and t[1] <= b]
        between = out and any(out[-1][1] <= n[0] and n[1] <= a for n in numeric)
        if out and not between and not _share_an_edge(members, size):
            out[-1] = (out[-1][0], b)
        else:
            out.append((a, b))
    return out


def _share_an_edge(items: list[tuple[float, float]], size: float) -> bool:
    if len(items) < 2:
        return False
    for places in ([a for a, _ in items], [b for _, b in items], [(a + b) / 2 for a, b in items]):
        common = max(sum(abs(p - q) < 0.5 * size for q in places) for p in places)
        if common >= 2 and common >= 0.6 * len(places):
            return True
    return False


def _merge_intervals(items: list[tuple[float, float]], slack: float) -> list[tuple[float, float]]:
    out: list[tuple[float, float]] = []
    for a, b in sorted(items):
        if out and a <= out[-1][1] + slack:
            out[-1] = (out[-1][0], max(out[-1][1], b))
        else:
            out.append((a, b))
    return out


def _by_right_edges(items: list[tuple[float, float]], size: float) -> list[tuple[float, float]]:
    groups: list[list[tuple[float, float]]] = []
    for a, b in sorted(items, key=lambda i: i[1]):
        if groups and b - groups[-1][-1][1] < 0.35 * size:
            groups[-1].append((a, b))
        else:
            groups.append([(a, b)])
    spans = [(min(a for a, _ in g), max(b for _, b in g)) for g in groups]
    out: list[tuple[float, float]] = []
    for a, b in spans:
        out.append((max(a, out[-1][1] + 0.2) if out else a, b))
    return out


def _column_of(token: Token, columns: Sequence[tuple[float, float]]) -> int:
    return max(
        range(len(columns)),
        key=lambda k: (
            min(token.x1, columns[k][1]) - max(token.x0, columns[k][0]),
            -abs(token.x0 + token.x1 - columns[k][0] - columns[k][1]),
        ),
    )


def _fits(row: Row, columns: Sequence[tuple[float, float]]) -> bool:
    """Whether every token of a row lies in one column and none runs over the gutters."""
    lo, hi = columns[0][0] - 8, columns[-1][1] + 8
    for t in row.tokens:
        if t.x0 < lo or t.x1 > hi:
            return False
        covered = sum(min(t.x1, b) - max(t.x0, a) > 1.0 for a, b in columns)
        if covered > 1:
            return False
    return True


def _from_block(block: Block, rows: Sequence[Row], fills: Sequence[Fill]) -> Lattice | None:
    data = [r for r in block.rows if r.is_data]
    columns = _columns(data)
    if len(columns) < 2:
        return None
    pitch = _pitch(data)
    ends = _row_edges(block.rows, pitch)
    for r in rows:
        if ends[0] - 80 < r.v < ends[0]:
            r.tokens = _split_at_gutters(r, columns)
    header = header_lines(columns, ends[0], rows, max(pitch, 1.2 * data[0].size))
    tops, groups = _header_edges(header, columns, ends[0])
    return _grid_lattice(columns, [*tops, *ends], [*header, *block.rows], groups, fills)


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


def header_lines(columns: Sequence[tuple[float, float]], top: float, rows: Sequence[Row], pitch: float) -> list[Row]:
    """Lines above the first row that head its columns.

    Args:
        columns: Extents of the columns.
        top: Top of the first row.
        rows: All rows of the page.
        pitch: Usual distance of baselines in the table.

    Returns:
        Header lines from top to bottom; none where prose or a title stands there.
    """
    found: list[Row] = []
    at = top
    for r in sorted((r for r in rows if r.bottom <= top + 0.3 * r.size), key=lambda r: -r.v):
        if at - r.bottom > max(1.1 * r.size, 0.7 * pitch) or not _heads(r, columns):
            break
        found.append(r)
        at = min(at, r.top)
    while found and (len(found[-1].tokens) < 2 and not _over_figures(found[-1], columns)):
        found.pop()  # a title line above, not a header
    return found[::-1]


def _heads(row: Row, columns: Sequence[tuple[float, float]]) -> bool:
    lo, hi = columns[0][0] - 3 * row.size, columns[-1][1] + 3 * row.size
    if any(t.x0 < lo or t.x1 > hi for t in row.tokens):
        return False
    if len(row.tokens) == 1:
        t = row.tokens[0]
        inside_first = t.x1 <= (columns[0][1] + columns[1][0]) / 2
        return inside_first or _over_figures(row, columns)
    return all(t.x1 - t.x0 <= 0.5 * (hi - lo) for t in row.tokens)


def _over_figures(row: Row, columns: Sequence[tuple[float, float]]) -> bool:
    """Whether a lone text stands over one column of figures, or in the middle over several."""
    t = row.tokens[0]
    if t.x0 < columns[1][0] - 2 * row.size:
        return False
    covered = [c for c in columns[1:] if min(t.x1, c[1]) - max(t.x0, c[0]) > 0]
    if len(covered) <= 1:
        return bool(covered)
    return abs(t.x0 + t.x1 - covered[0][0] - covered[-1][1]) < 2.4 * row.size


def _split_at_gutters(row: Row, columns: Sequence[tuple[float, float]]) -> list[Token]:
    """Part texts that ran together over a gutter, where each part then sits well in a column of its own."""
    out: list[Token] = []
    for t in row.tokens:
        parts: list[list[Word]] = []
        for w in t.words:
            k = _column_of(Token([w], False, w.u0, w.u1), columns)
            if parts and k == _column_of(Token(parts[-1], False, parts[-1][0].u0, parts[-1][-1].u1), columns):
                parts[-1].append(w)
            else:
                parts.append([w])
        tokens = [Token(p, all(_is_figure(w) for w in p), p[0].u0, p[-1].u1) for p in parts]
        gaps = [b.x0 - a.x1 for a, b in pairwise(tokens)]
        least = (0.15 if len(row.tokens) > 1 else 0.6) * row.size  # a lone text is more likely to be whole
        if len(tokens) > 1 and all(g > least for g in gaps) and _sit_alike(tokens, columns, row.size):
            out.extend(tokens)
        else:
            out.append(t)
    return out


def _sit_alike(tokens: Sequence[Token], columns: Sequence[tuple[float, float]], size: float) -> bool:
    """Whether texts are all set to the left, all to the right or all to the middle of their columns."""
    pairs = [(t, columns[_column_of(t, columns)]) for t in tokens]
    if any(t.x1 - t.x0 > c[1] - c[0] + 3.5 * size for t, c in pairs):
        return False
    return (
        all(abs(t.x0 - c[0]) < 0.7 * size for t, c in pairs)
        or all(abs(t.x1 - c[1]) < 0.7 * size for t, c in pairs)
        or all(abs(t.x0 + t.x1 - c[0] - c[1]) < 1.4 * size for t, c in pairs)
    )


def _header_edges(header: Sequence[Row], columns: Sequence[tuple[float, float]], top: float) -> tuple[list[float], int]:
    """Top edges of the header's rows and how many of them are rows of group heads.

    Lines closer than one line of text belong together, as do the stacked lines of single heads; a row with
    fewer heads than the one below it heads groups of columns.
    """
    del top
    stacks: list[list[Row]] = []
    for row in header:
        if stacks:
            above = stacks[-1]
            drop = row.v - above[-1].v
            few = sum(len(r.tokens) for r in above)
            single = all(_fits(r, columns) for r in [*above, row])
            if drop < 0.95 * row.size or (single and drop < 1.35 * row.size and few >= len(row.tokens)):
                above.append(row)
                continue
        stacks.append([row])
    edges = [s[0].top - 1.0 for s in stacks[:1]]
    edges += [(a[-1].bottom + b[0].top) / 2 for a, b in pairwise(stacks)]
    groups = 0
    for upper, lower in pairwise(stacks):
        if len({_column_of(t, columns) for r in upper for t in r.tokens}) < len(
            {_column_of(t, columns) for r in lower for t in r.tokens}
        ):
            groups += 1
        else:
            break
    return edges, groups


# -- to a lattice ----------------------------------------------------------------------------------------------


def _grid_lattice(
    columns: list[tuple[float, float]], ends: list[float], rows: Sequence[Row], groups: int, fills: Sequence[Fill]
) -> Lattice:
    columns = _widened(columns, rows)
    left = min([columns[0][0], *(t.x0 for r in rows for t in r.tokens if t.x0 < columns[0][1])])
    right = max([columns[-1][1], *(t.x1 for r in rows for t in r.tokens if t.x1 > columns[-1][0])])
    xs = [left - 1.5, *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), right + 1.5]
    slots: list[Slot] = []
    for r, (top, bottom) in enumerate(pairwise(ends)):
        lines = [row for row in rows if top <= row.v - 0.3 * row.size < bottom]
        spans = _group_spans(lines, columns, fills, top, bottom) if r < groups else _spans(lines, xs)
        for c, span in spans:
            slots.append(Slot(r, c, 1, span, Box(xs[c], top, xs[c + span], bottom)))
    return Lattice(xs, ends, slots, Box(xs[0], ends[0], xs[-1], ends[-1]))


def _widened(columns: Sequence[tuple[float, float]], rows: Sequence[Row]) -> list[tuple[float, float]]:
    """Columns with the room that their own heads and texts take in the gutters."""
    out = [list(c) for c in columns]
    for row in rows:
        for t in row.tokens:
            hit = [k for k, c in enumerate(columns) if min(t.x1, c[1]) - max(t.x0, c[0]) > 0.5]
            if len(hit) == 1:
                k = hit[0]
                low = out[k - 1][1] + 0.4 if k else t.x0
                high = out[k + 1][0] - 0.4 if k + 1 < len(out) else t.x1
                out[k][0] = min(out[k][0], max(t.x0, low))
                out[k][1] = max(out[k][1], min(t.x1, high))
    return [(a, b) for a, b in out]


def _spans(lines: Sequence[Row], xs: list[float]) -> list[tuple[int, int]]:
    """Column and width of each cell of a row: a text that runs over gutters takes the columns it covers."""
    n = len(xs) - 1
    taken = [0] * n
    spans: list[tuple[int, int]] = []
    tokens = [t for line in lines for t in line.tokens]
    for t in tokens:
        first = next((k for k in range(n) if t.x0 < xs[k + 1] - 0.5), n - 1)
        last = next((k for k in range(n - 1, -1, -1) if t.x1 > xs[k] + 0.5), 0)
        if last > first:
            spans.append((first, last))
    if spans and len(tokens) == 1:
        return [(0, n)] if spans[0][0] == 0 and spans[0][1] == n - 1 else _fill_up([spans[0]], n, taken)
    merged: list[tuple[int, int]] = []
    for a, b in sorted(spans):
        if merged and a <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(b, merged[-1][1]))
        else:
            merged.append((a, b))
    return _fill_up(merged, n, taken)


def _fill_up(spans: list[tuple[int, int]], n: int, taken: list[int]) -> list[tuple[int, int]]:
    out = []
    for a, b in spans:
        for k in range(a, b + 1):
            taken[k] = 1
        out.append((a, b - a + 1))
    out += [(k, 1) for k in range(n) if not taken[k]]
    return sorted(out)


def _group_spans(
    lines: Sequence[Row], columns: Sequence[tuple[float, float]], fills: Sequence[Fill], top: float, bottom: float
) -> list[tuple[int, int]]:
    """Columns under each group head: those its coloured area covers, else those it stands in the middle of."""
    n = len(columns)
    heads = _merge_intervals([(t.x0, t.x1) for line in lines for t in line.tokens], 0.5)
    claims: list[tuple[int, int]] = []
    for a, b in heads:
        hit = [k for k, c in enumerate(columns) if min(b, c[1]) - max(a, c[0]) > 0]
        if not hit:
            hit = [min(range(n), key=lambda k: abs(columns[k][0] + columns[k][1] - a - b))]
        claims.append((hit[0], hit[-1]))
    out: list[tuple[int, int]] = []
    taken = [0] * n
    for k, (first, last) in enumerate(claims):
        low = claims[k - 1][1] + 1 if k else 1
        high = claims[k + 1][0] - 1 if k + 1 < len(claims) else n - 1
        if first == 0:
            span = (0, last)
        else:
            span = _coloured_span(heads[k], columns, fills, top, bottom) or _centred_span(
                heads[k], (first, last), (max(low, 1), high), columns
            )
        span = (max(span[0], out[-1][0] + out[-1][1] if out else 0), max(span[1], first))
        out.append((span[0], span[1] - span[0] + 1))
        for c in range(span[0], span[1] + 1):
            taken[c] = 1
    out += [(c, 1) for c in range(n) if not taken[c]]
    return sorted(out)


def _coloured_span(
    head: tuple[float, float], columns: Sequence[tuple[float, float]], fills: Sequence[Fill], top: float, bottom: float
) -> tuple[int, int] | None:
    x, y = (head[0] + head[1]) / 2, (top + bottom) / 2
    for f in reversed(fills):
        if f.colour in ("", "#ffffff") or not f.box.contains(x, y) or f.box.height > 4 * (bottom - top):
            continue
        hit = [k for k, c in enumerate(columns) if f.box.x0 - 1 <= (c[0] + c[1]) / 2 <= f.box.x1 + 1]
        if hit and len(hit) < len(columns) - 1 and hit[0] > 0:
            return (hit[0], hit[-1])
    return None


def _centred_span(
    head: tuple[float, float],
    claim: tuple[int, int],
    limits: tuple[int, int],
    columns: Sequence[tuple[float, float]],
) -> tuple[int, int]:
    """The widest run of free columns whose middle is the middle of the head."""
    middle = (head[0] + head[1]) / 2
    best = claim
    for i in range(min(limits[0], claim[0]), claim[0] + 1):
        for j in range(claim[1], max(limits[1], claim[1]) + 1):
            centre = (columns[i][0] + columns[j][1]) / 2
            width = columns[j][1] - columns[i][0]
            if j - i > best[1] - best[0] and abs(centre - middle) < max(4.0, 0.06 * width):
                best = (i, j)
    return best
