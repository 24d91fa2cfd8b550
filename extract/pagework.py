"""One page: its tables, charts and prose found and told apart."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract import (
    chartfind,
    framed,
    gridtext,
    labels,
    lattice,
    prose,
    reading_order,
    sparklines,
    stacking,
    textlines,
    unruled,
    widerows,
)
from extract.carried import Carried, carried_from
from extract.document import Cell, Chart, Grid, Paragraph
from extract.filledges import add_mitred, add_sides, close_open_ends
from extract.headsabove import begins_with_figures, with_heads_above
from extract.namesleft import with_names_left
from extract.outside import Outside, lines_outside
from extract.pagecount import lost_numerals
from extract.pageparts import Char, Fill, RawPage
from extract.pagepictures import large_pictures
from extract.plainpage import is_plain
from extract.slantedheads import with_slanted_heads
from extract.turnedsigns import with_upright_arrows
from records import Box


@dataclass(slots=True)
class PageWork:
    """One page on its way: light enough to keep for every page of a pack.

    Attributes:
        number: 1-based.
        width: As seen, points.
        height: As seen, points.
        rotation: /Rotate, degrees.
        short_rules: Horizontal rules that may part footnotes from text.
        grids: Tables.
        charts: Charts.
        pieces: Paragraphs outside tables, charts and panels, in reading order.
        boxed: Paragraphs of each panel.
        others: Turned and slanted text.
        used: Ids of characters that stand in tables, only while the page is worked on.
        carries: Columns of its last table, where that may run on over the page break.
        small_charts: Line charts in cells, which are not read.
        lost: Numerals printed on the page that none of the above holds.
        pictures: Places of pictures that are larger than signs and logos.
    """

    number: int
    width: float
    height: float
    rotation: int
    short_rules: list[Box] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)
    pieces: list[prose.Settled] = field(default_factory=list)
    boxed: list[tuple[Box, list[prose.Settled]]] = field(default_factory=list)
    others: list[Paragraph] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    carries: Carried | None = None
    small_charts: list[Box] = field(default_factory=list)
    lost: tuple[str, ...] = ()
    pictures: list[Box] = field(default_factory=list)

    def add(self, grid: Grid, used: set[int]) -> None:
        """Take a grid and the characters that stand in its cells."""
        self.grids.append(grid)
        self.used |= used


def page_work(raw: RawPage, before: Carried | None = None) -> PageWork:
    """Find the tables, charts and prose of a page.

    Args:
        raw: Everything drawn on it.
        before: What a table at the foot of the page before hands on.

    Returns:
        What was found; nothing of the drawing is kept.
    """
    chars = with_upright_arrows(textlines.without_overprint(raw.chars))
    work = PageWork(raw.number, raw.width, raw.height, raw.rotation)
    work.pictures = large_pictures(raw)
    frames: list[Box] = []
    chart_boxes: list[Box] = []
    if before is not None or not is_plain(raw, chars) or framed.is_framed(raw):
        raw, frames, chart_boxes = _tables_and_charts(work, raw, chars, before)
    if work.grids and any(c.angle % 90 for c in chars):
        free = _left_over(chars, work.used)
        heads = [ln for ln in textlines.lines_of([c for c in free if c.angle == 0], split_at=3.2) if ln.angle == 0]
        work.grids, slanted = with_slanted_heads(work.grids, free, heads)
        work.used |= slanted
    if any(begins_with_figures(g) for g in work.grids):
        free = [c for c in _left_over(chars, work.used) if c.angle == 0]
        work.grids, over = with_heads_above(work.grids, textlines.lines_of(free))
        work.used |= over
    taken = [*_boxes(work.grids), *chart_boxes]
    # By the characters themselves, not by the boxes of tables: what no cell took is still read.
    free = _left_over(chars, work.used)
    prose_lines = textlines.lines_of(free, split_at=3.2)
    upright = [ln for ln in prose_lines if ln.angle == 0]
    loose, boxed = reading_order.by_boxes(upright, _panels(raw, frames, taken))
    for group in reading_order.in_columns(labels.join_labels(loose)):
        work.pieces.extend(p.settled() for p in prose.pieces_of(group))
    for box, inner in boxed:
        edge = box.x1 - max(0.0, min(ln.u0 for ln in inner) - box.x0)
        groups = reading_order.in_columns(labels.join_labels(inner))
        pieces = [p for g in groups for p in prose.pieces_of(g, edge if len(groups) == 1 else None)]
        work.boxed.append((box, [p.settled() for p in pieces]))
    below = max((ln.v for ln in upright if ln.v < 0.93 * raw.height or _heads_next_page(ln)), default=0.0)
    work.carries = carried_from(work.grids, raw.segments, below)
    if before is not None and work.carries is not None and work.carries.xs == before.xs:
        work.carries = replace(work.carries, head=before.head)  # the head stands on an earlier page
    for line in prose_lines:
        if line.angle != 0:
            work.others.append(Paragraph(line.text, "textbox", page=raw.number, box=line.box, size=round(line.size, 1)))
    work.lost = lost_numerals(chars, work)
    return work


def _heads_next_page(line: textlines.Line) -> bool:
    """Whether a line at the foot of a page is the heading of what stands on the next, and no running footer."""
    named = len(line.words) >= 3 and not any(map(str.isdigit, line.words[-1].text))
    return named and all(c.font.bold for c in line.chars)


def _left_over(chars: list[Char], used: set[int]) -> list[Char]:
    """The pieces of text that nothing has taken; of pieces that were parted, the words not taken."""
    if not used:
        return chars
    out = []
    for c in chars:
        if id(c) in used:
            continue
        if c.parts is not None and any(id(w) in used for w in c.parts):
            out += [w for w in c.parts if id(w) not in used]
        else:
            out.append(c)
    return out


def _not_kept(chars: Sequence[Char], kept: set[int]) -> set[int]:
    """The pieces of text that are not kept, by identity; of pieces that were parted, their words."""
    out: set[int] = set()
    for c in chars:
        if id(c) in kept:
            continue
        if c.parts is not None and any(id(w) in kept for w in c.parts):
            out.update(id(w) for w in c.parts if id(w) not in kept)
        else:
            out.add(id(c))
    return out


def _tables_and_charts(
    work: PageWork, raw: RawPage, chars: list[Char], before: Carried | None
) -> tuple[RawPage, list[Box], list[Box]]:
    """Find tables and charts; the page without its charts, the frames around single boxes, the charts' places."""
    lines = textlines.lines_of(chars, notes=False)
    add_sides(raw)
    if raw.shapes:
        add_mitred(raw)
    found = lattice.lattices(raw.segments)
    if found and close_open_ends(raw, found, lines):
        found = lattice.lattices(raw.segments)
    tables = [t.box for t in found if _is_filled(t, lines)]
    work.charts, chart_boxes = chartfind.find_charts(raw, lines, tables)
    outside = lines_outside(lines, chart_boxes)
    if chart_boxes:
        work.used |= _not_kept(chars, {id(c) for line in outside for c in line.chars})
        raw = chartfind.without_charts(raw, chart_boxes)
        found = lattice.lattices(raw.segments)
    work.small_charts = sparklines.sparklines(raw, chart_boxes)
    if work.small_charts:
        raw = chartfind.without_charts(raw, work.small_charts)
        found = lattice.lattices(raw.segments)
    ruled = [t for t in found if t.n_rows * t.n_cols >= 2 and not _heads_bands(t, raw.fills)]
    for table in stacking.stack(ruled, outside):
        held: set[int] = set()
        drawn = with_names_left(widerows.with_columns(table, outside), outside, 0.15 * raw.height)
        whole = gridtext.grid_of(drawn, outside, raw, used=held)
        if whole is None or len(whole.cells) < 2 or (whole.n_cols < 2 and whole.n_rows < 2):
            continue
        if whole.n_cols == 1 and any(_holds_table(c) for c in whole.cells):
            continue  # a box around a table that has no rules of its own
        work.add(whole, held)
    page = Outside(raw, outside, chart_boxes)
    if before is not None:
        for grid, used in unruled.rest_of_carried(page, _boxes(work.grids), before):
            work.add(grid, used)
    frames = [t.box for t in found if len(t.slots) == 1]
    for grid, used in framed.cards(raw, outside, frames, _boxes(work.grids)):
        work.add(grid, used)
    for grid, used in unruled.by_labels(page, _boxes(work.grids)):
        work.add(grid, used)
    for grid, used in unruled.side_by_side(page, _boxes(work.grids)):
        work.add(grid, used)
    for grid, used in unruled.by_colour(page, _boxes(work.grids)):
        work.add(grid, used)
    for grid, used in unruled.by_alignment(page, _boxes(work.grids)):
        work.add(grid, used)
    work.grids.sort(key=lambda g: (g.box.top, g.box.x0) if g.box else (0.0, 0.0))
    return raw, frames, chart_boxes


_LONE_FIGURE = re.compile(r"(?<!\S)[-+–−£(]*\d[\d,.]*%?\)?(?!\S)")


def _holds_table(cell: Cell) -> bool:
    """Whether the text of a cell is rows of figures side by side, four lines at least."""
    lines = cell.text.split("\n")
    rows = [t for t in lines if len(_LONE_FIGURE.findall(t)) >= 3]
    return len(rows) >= 4 and len(rows) >= 0.3 * len(lines)


def _heads_bands(found: lattice.Lattice, fills: Sequence[Fill]) -> bool:
    """Whether rules draw no more than the head, or the outline, of a table whose rows are shaded bands."""
    if found.n_rows > 2 or found.n_cols < 3:
        return False
    box = found.box
    drawn = [f.box for f in fills if f.box.height > 7 and f.colour != "#ffffff"]
    if found.n_rows == 1:
        below = [b for b in drawn if abs(b.top - box.bottom) < 3]
        wide = below and abs(min(b.x0 for b in below) - box.x0) < 8 and abs(max(b.x1 for b in below) - box.x1) < 8
        return bool(wide)
    low, high = found.ys[1], found.ys[2]
    inside = [b for b in drawn if b.top > low - 3 and b.bottom < high + 3 and b.height < 0.7 * (high - low)]
    tops = {round(b.top) for b in inside}
    return len(tops) >= 2 and sum(b.width for b in inside) > 0.8 * len(tops) * box.width


def _is_filled(found: lattice.Lattice, lines: Sequence[textlines.Line]) -> bool:
    """Whether a big lattice holds words in most of its cells: a table, and not the gridlines of a chart."""
    if len(found.slots) < 40 or found.n_cols < 3:
        return False
    xs, ys = found.xs, found.ys
    enough = 0.6 * len(found.slots)
    held: set[tuple[int, int]] = set()
    for line in lines:
        for part in line.parts:
            first, last = part.chars[0], part.chars[-1]
            x = (first.x0 + last.x1) / 2
            column = bisect_right(xs, x)
            if part.many and column != bisect_right(xs, first.x0 + 2.0):
                places = [w.box.centre for w in part.words()]
            else:
                places = [(x, (min(first.top, last.top) + max(first.bottom, last.bottom)) / 2)]
            for x, y in places:
                c, r = bisect_right(xs, x), bisect_right(ys, y)
                # Places before the first grid line and beyond the last are outside.
                if 0 < c < len(xs) and 0 < r < len(ys):
                    held.add((c, r))
        if len(held) >= enough:
            return True
    return False


def _panels(raw: RawPage, frames: Sequence[Box], taken: Sequence[Box]) -> list[Box]:
    """Drawn boxes that hold prose: coloured areas and frames that are neither tables nor the page itself."""
    most = 0.6 * raw.width * raw.height
    boxes = [f.box for f in raw.fills if f.colour != "#ffffff"]
    boxes += frames
    out: list[Box] = []
    for b in boxes:
        if b.width < 40 or b.height < 12 or b.width * b.height > most:
            continue
        if any(b.overlap(t) > 0.05 * b.width * b.height for t in taken):
            continue
        if not any(b.overlap(o) > 0.9 * min(b.width * b.height, o.width * o.height) for o in out):
            out.append(b)
    return out


def _boxes(grids: Sequence[Grid]) -> list[Box]:
    return [g.box for g in grids if g.box is not None]
