"""Tables without rules, from blocks of text side by side.

Rows need no common baseline, and a heading of four lines stands beside one of a single line. Used where the rows stand
far enough apart to tell them from the lines of a cell.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.blockheads import headings
from extract.blocklattice import block_lattice, wide_cells
from extract.blocks import (
    LINE,
    WIDE,
    Band,
    Block,
    add_fills,
    aligned,
    bands_of,
    blocks_of,
    by_objects,
    sits,
)
from extract.columnheads import split_at_gutters
from extract.columns import columns_of, widened
from extract.lattice import Lattice, Slot
from extract.pageparts import Fill
from extract.ratings import colour_said
from extract.ruledbands import strips_of
from extract.tokens import Row
from extract.vocabulary import direction_words, rag_word
from records import Box


def block_tables(rows: Sequence[Row], fills: Sequence[Fill]) -> list[Lattice]:
    """Tables of a page whose cells are blocks of text.

    Args:
        rows: Lines of the page cut into tokens (`parted_rows`), signs among them.
        fills: Coloured areas.

    Returns:
        Only tables whose every row sits in their columns and whose every column has a heading.
    """
    if not any(t.figure and t.parts for r in rows for t in r.tokens):
        return []
    out = _tables(rows, fills, LINE, ())
    free = [r for r in rows if not any(o.box.top <= r.v - 0.3 * r.size <= o.box.bottom for o in out)]
    if len(free) < len(rows) or _set_wide(rows):
        out += _tables(free, fills, WIDE, [o.box for o in out])
    return out


def _set_wide(rows: Sequence[Row]) -> bool:
    """Whether any line stands below another as far as lines set wide apart do: else it is all read already."""
    for k, row in enumerate(rows):
        for upper in reversed(rows[:k]):
            apart = row.v - upper.v
            if apart > WIDE * row.size:
                break
            if apart > LINE * row.size:
                return True
    return False


def _tables(rows: Sequence[Row], fills: Sequence[Fill], line: float, taken: Sequence[Box]) -> list[Lattice]:
    bands = bands_of(blocks_of(rows, line))
    add_fills(bands, fills)
    out: list[Lattice] = []
    k = 0
    while k < len(bands):
        if not bands[k].is_data or _is_bold_head(bands, k):
            k += 1
            continue
        stop = _run(bands, k)
        whole = not _goes_on_below(bands[k:stop], bands[stop : stop + 8])
        table = _table(bands[max(0, k - 4) : k], bands[k:stop], rows, fills, line) if whole else None
        if table is not None and not any(table.box.overlap(t) > 0 for t in (*taken, *(o.box for o in out))):
            out.append(table)
        k = stop
    return out


def _is_bold_head(bands: Sequence[Band], k: int) -> bool:
    """Whether a row with a figure in it is bold throughout, and the rows of figures below it are not: headings."""
    below = [b for b in bands[k + 1 : k + 5] if b.is_data]
    return bands[k].is_bold and bool(below) and not any(b.is_bold for b in below)


def rest_of_table(
    rows: Sequence[Row], fills: Sequence[Fill], xs: Sequence[float], foot: float, head: frozenset[str] = frozenset()
) -> Lattice | None:
    """The rest of a table at the head of a page, in the columns it had on the page before.

    Args:
        rows: Lines of the page cut into tokens (`parted_rows`), signs among them.
        fills: Coloured areas.
        xs: Edges of the columns.
        foot: Where the page's running footer begins, points from the top.
        head: Words of its head, which may be printed again.

    Returns:
        None where the page does not begin with rows of figures in these columns.
    """
    columns = list(pairwise(xs))
    # A page number is one figure; a row that fills the columns is no running footer.
    low = [r for r in rows if r.v >= foot and len(r.tokens) >= max(3, 0.6 * len(columns))]
    foot = max([foot, *(r.v + 1.0 for r in low if sum(t.figure for t in r.tokens) >= 2)])
    lines = [replace(r, tokens=[p for t in r.tokens for p in by_objects(t, columns)]) for r in rows if r.v < foot]
    bands = [b for part in _by_strips(lines, fills, xs) for b in bands_of(blocks_of(part))]
    again = _head_again(bands, head)
    above, bands = bands[:again], bands[again:]
    add_fills(bands, fills)
    body: list[Band] = []
    for band in bands:
        # Rows that fill the columns belong to the table however much white its rows have between them.
        full = band.is_data and len(band.blocks) >= max(3, 0.8 * len(columns)) and _near(band, columns)
        apart = body and band.top - body[-1].bottom > (5.0 if full else 2.6) * band.blocks[0].size
        lone = len(band.blocks) == 1 and not band.blocks[0].text.endswith(".")
        lone = lone and (band.blocks[0].x0 < columns[1][0] or (not body and _near(band, columns)))
        heads = not band.is_data and len(band.blocks) >= 2 and _is_head(band, [b for b in bands if b.is_data])
        if not body and _is_rest(band, columns):
            body.append(band)  # the rest of the row that the break parted; what follows may be anything
            continue
        if apart or (heads and body) or not (lone or _near(band, columns)):
            if above and band.is_data and not apart:
                return None  # its head is here: by itself the table is read whole
            break
        if not body and not (band.is_data or lone or heads):
            break
        body.append(band)
    while len(body) > 1 and not (body[-1].is_data or len(body[-1].blocks) >= 3 or _is_coloured_row(*body[:-3:-1])):
        body.pop()
    if len(body) == 1 and not (body[0].is_data or len(body[0].blocks) >= 3 or _is_rest(body[0], columns)):
        body.pop()
    data = [b for b in body if b.is_data]
    rest_alone = len(body) == 1 and _is_rest(body[0], columns)
    if not rest_alone and (not data or max(len(b.blocks) for b in data) < max(2, 0.6 * len(columns))):
        return None
    ys = [body[0].top - 1.0, *((a.bottom + b.top) / 2 for a, b in pairwise(body)), body[-1].bottom + 1.0]
    slots = []
    if above:  # the head printed again, as one cell: it is known from the page before
        ys[0] = (above[-1].bottom + body[0].top) / 2
        ys.insert(0, above[0].top - 1.0)
        slots.append(Slot(0, 0, 1, len(columns), Box(xs[0], ys[0], xs[-1], ys[1])))
    for r, band in enumerate(body, len(slots)):
        for c, count in wide_cells(band, xs, len(columns)):
            slots.append(Slot(r, c, 1, count, Box(xs[c], ys[r], xs[c + count], ys[r + 1])))
    return Lattice(list(xs), ys, slots, Box(xs[0], ys[0], xs[-1], ys[-1]))


def _by_strips(rows: list[Row], fills: Sequence[Fill], xs: Sequence[float]) -> list[list[Row]]:
    """Lines parted where the colour of the rows behind them changes: what stands on one colour is of one row."""
    wide = 0.8 * (xs[-1] - xs[0])
    strips = [b for b in strips_of(fills) if b.width >= wide and b.x0 < xs[1] and b.height > 7]
    edges = sorted({y for b in strips for y in (b.top, b.bottom)})
    if not edges:
        return [rows]
    parts: list[list[Row]] = [[] for _ in range(len(edges) + 1)]
    for r in rows:
        parts[bisect_right(edges, r.v - 0.3 * r.size)].append(r)
    return [p for p in parts if p]


def _is_rest(band: Band, columns: Sequence[tuple[float, float]]) -> bool:
    """Whether a row of words goes on with those of a row on the page before: a name in small letters, no figures."""
    first = band.blocks[0]
    named = first.x0 < columns[1][0] and first.text[:1].islower()
    return named and not band.figures and len(band.blocks) < len(columns) and _near(band, columns)


def _head_again(bands: Sequence[Band], head: frozenset[str]) -> int:
    """How many bands at the top of a page print a head again, and the title that stands over it."""
    stop = 0
    said: set[str] = set()
    for k, band in enumerate(bands[:8]):
        words = {w for b in band.blocks for w in b.text.split()}
        if words and words <= head and not band.is_data:
            stop = k + 1
            said |= words
        elif stop or len(band.blocks) > 1 or k > 1:
            break
    return stop if len(said) >= max(2, 0.6 * len(head)) else 0


def _near(band: Band, columns: Sequence[tuple[float, float]]) -> bool:
    """Whether every block of a band stands in one column of its own, but for a hair."""
    at = [next((k for k, (a, b) in enumerate(columns) if a - 2 <= x.x0 and x.x1 <= b + 2), -1) for x in band.blocks]
    return -1 not in at and len(set(at)) == len(at)


def _run(bands: list[Band], start: int) -> int:
    """One past the last band of the table that begins with a row of figures."""
    stop = start + 1
    alone: list[Block] = []
    known = list(bands[start].figures)
    k = start + 1
    pending = 0
    while k < len(bands):
        band, before = bands[k], bands[k - 1]
        size = band.blocks[0].size
        apart = band.top - before.bottom > 2.6 * size
        if band.top - before.bottom > 5 * size:
            break
        if band.is_data or len(band.blocks) >= 3:
            if _is_head(band, bands[start:stop]):
                break
            near = [b for b in band.figures if any(aligned(b, o) for o in known)]
            if band.figures and len(near) < 0.5 * len(band.figures):
                break
            if (apart or pending > 1) and (len(near) < max(4, 0.9 * len(band.figures))):
                break  # after a line or two of words only many figures, all in their columns, go on
            known += band.figures
            alone += [b.blocks[0] for b in bands[stop:k] if len(b.blocks) == 1]
            stop, pending = k + 1, 0
        elif not pending and not apart and _is_coloured_row(band, bands[stop - 1]):
            stop = k + 1
        else:
            pending += 1
            if pending > 3 or len(band.blocks) > 2:
                break
        k += 1
    if stop < len(bands) and len(bands[stop].blocks) == 1:
        last = bands[stop].blocks[0]
        like = [b for b in alone if b.bold == last.bold and abs(b.size - last.size) < 0.4 and abs(b.x0 - last.x0) < 1.5]
        if like and bands[stop].top - bands[stop - 1].bottom < 2.6 * last.size:
            stop += 1  # the heading of a section that goes on over the page break
    return stop


def _is_coloured_row(band: Band, above: Band) -> bool:
    """Whether a label leads a row of ratings that are colours alone, under the names and figures of the row above."""
    label, right = band.blocks[0], max(b.x1 for b in above.blocks)
    beneath = (b for b in above.blocks[1:] if not b.figure and min(b.x1, label.x1) > max(b.x0, label.x0))
    under = (label.x0 < above.blocks[0].x1 or any(beneath)) and label.x1 < right
    return under and band.filled > 0.6 * (right - label.x1)


def _goes_on_below(body: Sequence[Band], below: Sequence[Band]) -> bool:
    """Whether rows in the same columns stand further below, after notes and headings and without heads of their own."""
    known = [f for b in body for f in b.figures]
    for band in below:
        if len(band.blocks) >= 3 and _is_head(band, body):
            return False
        if band.is_data:
            near = [f for f in band.figures if any(aligned(f, o) for o in known)]
            return len(near) >= 4 and len(near) == len(band.figures)
    return False


def _is_head(band: Band, above: Sequence[Band]) -> bool:
    """Whether a row of words is the heading of the next table: no figures, ratings or directions under the figures."""
    if band.figures:
        return False
    figures = [f for b in above for f in b.figures]
    worded = [b for b in band.blocks if any(min(b.x1, f.x1) - max(b.x0, f.x0) > 0 for f in figures)]
    said = sum(bool(rag_word(b.text) or direction_words(b.text) or colour_said(b.text)) for b in worded)
    bold = all(b.bold for b in band.blocks) and not any(b.bold for o in above for b in o.figures)
    return bold or (2 * len(worded) > len(band.blocks) and 2 * said < len(worded))


def _table(
    above: list[Band], body: list[Band], rows: Sequence[Row], fills: Sequence[Fill], line: float
) -> Lattice | None:
    data = [b for b in body if b.is_data or len(b.blocks) >= 3]
    if len(data) < 2 or not _parted(body):
        return None
    size = data[0].blocks[0].size
    lines = [
        Row((b.top + b.bottom) / 2, size, sorted((x.as_token() for x in b.blocks), key=lambda t: t.x0)) for b in data
    ]
    columns = _with_fills(columns_of(lines), data, fills)
    if len(columns) < 2 or sum(sits(b, columns) for b in data) < 0.9 * len(data):
        return None
    columns = widened(columns, lines)  # by ratings in words, which are wider than the figures over them
    above = _with_parted_heads(above, rows, columns, line)
    heads = headings(above, body[0], columns, fills)
    if heads is None:
        return None
    first, spans, wide = heads
    if any(a[1] > b[0] + 0.5 for a, b in pairwise(wide)):
        return None
    return block_lattice(above[first:], body, wide, spans)


def _with_parted_heads(
    above: list[Band], rows: Sequence[Row], columns: Sequence[tuple[float, float]], line: float
) -> list[Band]:
    """The bands above a table, headings that ran together over a gutter parted."""
    if not above:
        return above
    near = [r for r in rows if above[0].top - 1 <= r.top and r.bottom <= above[-1].bottom + 1]
    parted = [replace(r, tokens=split_at_gutters(r, columns)) for r in near]
    parted = [replace(r, tokens=[p for t in r.tokens for p in by_objects(t, columns)]) for r in parted]
    if all(len(p.tokens) == len(r.tokens) for p, r in zip(parted, near, strict=True)):
        return above
    return bands_of(blocks_of(parted, line))


def _parted(body: Sequence[Band]) -> bool:
    """Whether rows stand apart further than the lines of a cell do."""
    gaps = sorted(b.top - a.bottom for a, b in pairwise(body))
    lines = max(len(x.tokens) for b in body for x in b.blocks)
    return bool(gaps) and gaps[0] > (0.36 if lines > 1 else 0.3) * body[0].blocks[0].size


def _with_fills(
    columns: list[tuple[float, float]], data: Sequence[Band], fills: Sequence[Fill]
) -> list[tuple[float, float]]:
    """Columns as wide as the coloured cells in them, where these cover one column alone."""
    out = [list(c) for c in columns]
    top, bottom = data[0].top, data[-1].bottom
    for f in fills:
        b = f.box
        if b.bottom < top or b.top > bottom or not f.is_coloured:
            continue
        hit = [k for k, (lo, hi) in enumerate(columns) if lo < b.x1 and hi > b.x0 and lo < hi and b.x0 < b.x1]
        if len(hit) == 1:
            k = hit[0]
            low = columns[k - 1][1] + 0.5 if k else b.x0
            high = columns[k + 1][0] - 0.5 if k + 1 < len(columns) else b.x1
            out[k] = [min(out[k][0], max(b.x0, low)), max(out[k][1], min(b.x1, high))]
    return [(a, b) for a, b in out]
