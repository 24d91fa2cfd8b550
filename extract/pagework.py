"""One page: its tables, charts and prose found and told apart."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract import (
    blockrows,
    borderless,
    chartfind,
    framed,
    gridsigns,
    gridtext,
    labels,
    lattice,
    prose,
    reading_order,
    sparklines,
    stacking,
    textlines,
    widerows,
)
from extract.carried import Carried, carried_from, lattice_of
from extract.document import Chart, Grid, Paragraph
from extract.pagecount import lost_numerals
from extract.pageparts import Char, Fill, RawPage
from extract.pagepictures import large_pictures
from extract.plainpage import is_plain
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
    chars = textlines.without_overprint(raw.chars)
    work = PageWork(raw.number, raw.width, raw.height, raw.rotation)
    work.pictures = large_pictures(raw)
    frames: list[Box] = []
    chart_boxes: list[Box] = []
    if before is not None or framed.is_framed(raw) or not is_plain(raw, chars):
        raw, frames, chart_boxes = _tables_and_charts(work, raw, chars, before)
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
    below = max((ln.v for ln in upright if ln.v < 0.93 * raw.height), default=0.0)
    work.carries = carried_from(work.grids, raw.segments, below)
    for line in prose_lines:
        if line.angle != 0:
            work.others.append(Paragraph(line.text, "textbox", page=raw.number, box=line.box, size=round(line.size, 1)))
    work.lost = lost_numerals(chars, work)
    return work


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
    found = lattice.lattices(raw.segments)
    tables = [t.box for t in found if _is_filled(t, lines)]
    work.charts, chart_boxes = chartfind.find_charts(raw, lines, tables)
    outside = _outside(lines, chart_boxes)
    if chart_boxes:
        work.used |= _not_kept(chars, {id(c) for line in outside for c in line.chars})
        raw = chartfind.without_charts(raw, chart_boxes)
        found = lattice.lattices(raw.segments)
    work.small_charts = sparklines.sparklines(raw, chart_boxes)
    if work.small_charts:
        raw = chartfind.without_charts(raw, work.small_charts)
        found = lattice.lattices(raw.segments)
    ruled = [t for t in found if t.n_rows * t.n_cols >= 2]
    for table in stacking.stack(ruled, outside):
        used: set[int] = set()
        grid = gridtext.grid_of(widerows.with_columns(table, outside), outside, raw, used=used)
        if grid is None or len(grid.cells) < 2 or (grid.n_cols < 2 and grid.n_rows < 2):
            continue
        work.add(grid, used)
    if before is not None:
        _add_rest_of_table(work, raw, outside, chart_boxes, before)
    frames = [t.box for t in found if len(t.slots) == 1]
    for grid, used in framed.cards(raw, outside, frames, _boxes(work.grids)):
        work.add(grid, used)
    _add_tables_by_colour(work, raw, outside, chart_boxes)
    _add_tables_by_alignment(work, raw, outside, chart_boxes)
    return raw, frames, chart_boxes


def _is_filled(found: lattice.Lattice, lines: Sequence[textlines.Line]) -> bool:
    """Whether a big lattice holds words in most of its cells: a table, and not the gridlines of a chart."""
    if len(found.slots) < 40 or found.n_cols < 3:
        return False
    xs, ys = found.xs, found.ys
    held: set[tuple[int, int]] = set()
    for line in lines:
        for part in line.parts:
            first, last = part.chars[0], part.chars[-1]
            column = bisect_right(xs, (first.x0 + last.x1) / 2)
            if part.many and column != bisect_right(xs, first.x0 + 2.0):
                places = [w.box.centre for w in part.words()]
                held.update((bisect_right(xs, x), bisect_right(ys, y)) for x, y in places)
            else:
                held.add((column, bisect_right(ys, (min(first.top, last.top) + max(first.bottom, last.bottom)) / 2)))
    # Places before the first grid line and beyond the last are outside.
    inside = sum(0 < c < len(xs) and 0 < r < len(ys) for c, r in held)
    return inside >= 0.6 * len(found.slots)


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


def _outside(lines: Sequence[textlines.Line], boxes: Sequence[Box]) -> list[textlines.Line]:
    """The same lines without the words that stand in some boxes."""
    if not boxes:
        return list(lines)
    out = []
    for line in lines:
        box = line.box
        # Most lines stand wholly in a table or wholly outside all.
        near = [b for b in boxes if b.overlap(box) > 0 or b.contains(*box.centre, 0.5)]
        if not near:
            out.append(line)
            continue
        if line.angle == 0 and len(near) == 1 and _holds(near[0], box):
            continue
        words = [w for w in line.words if not _in_any(w.chars[len(w.chars) // 2], near)]
        if len(words) == len(line.words):
            out.append(line)
        elif words:
            out.append(line.with_words(words))
    return out


def _holds(outer: Box, box: Box) -> bool:
    """Whether a line lies wholly in a box: its middle and both its ends."""
    y = (box.top + box.bottom) / 2
    return outer.contains(box.x0, y) and outer.contains(box.x1, y)


def _boxes(grids: Sequence[Grid]) -> list[Box]:
    return [g.box for g in grids if g.box is not None]


def _add_tables_by_colour(
    work: PageWork, raw: RawPage, lines: Sequence[textlines.Line], chart_boxes: Sequence[Box]
) -> None:
    """Tables whose cells are told apart by their colours alone (slides, web pages)."""
    taken = [*_boxes(work.grids), *chart_boxes]
    cells = [
        f
        for f in raw.fills
        if f.box.height >= 6
        and f.box.width >= 6
        and f.box.width * f.box.height < 0.5 * raw.width * raw.height
        and not any(b.overlap(f.box) > 0.2 * f.box.width * f.box.height for b in taken)
    ]
    if len(cells) < 4:
        return
    # Shaded rows or single shaded cells: texts that stand as a table tell it better than the shading does.
    _add_block_tables(work, raw, lines, taken)
    cells = [
        f for f in cells if not any(b.overlap(f.box) > 0.2 * f.box.width * f.box.height for b in _boxes(work.grids))
    ]
    for found in lattice.lattices(lattice.edges_of_fills(cells)) if len(cells) >= 4 else []:
        if found.n_rows < 2 or found.n_cols < 2 or not _fills_its_box(found, cells):
            continue
        used: set[int] = set()
        grid = gridtext.grid_of(found, lines, raw, used=used)
        if grid is None or sum(bool(c.text) for c in grid.cells) < 4:
            continue
        if not any(_stacked_figures(c.text) for c in grid.cells):
            work.add(replace(grid, ruled=False), used)


def _add_block_tables(work: PageWork, raw: RawPage, lines: Sequence[textlines.Line], taken: Sequence[Box]) -> None:
    """Tables whose texts stand in rows and columns, each column under a heading, whatever is shaded behind them."""
    free = _outside(lines, taken)
    fills = [f for f in raw.fills if not any(b.overlap(f.box) > 0 for b in taken)]
    for found in blockrows.block_lattices(free, fills, gridsigns.sign_boxes(raw, taken)):
        used: set[int] = set()
        grid = gridtext.grid_of(found, free, raw, used=used)
        if grid is not None and grid.n_cols >= 2:
            work.add(replace(grid, ruled=False), used)


def _stacked_figures(text: str) -> bool:
    """Whether a coloured area holds a whole column of figures: shading of columns, not of cells."""
    lines = text.split("\n")
    return len(lines) >= 3 and sum(bool(re.match(r"^[-+(£]?[\d,.]+%?\)?$", t)) for t in lines) >= 0.6 * len(lines)


def _fills_its_box(found: lattice.Lattice, cells: Sequence[Fill]) -> bool:
    """Whether colour covers most of a would-be table and its cells hold together as one."""
    area = found.box.width * found.box.height
    covered = sum(s.box.width * s.box.height for s in found.slots if any(c.box.overlap(s.box) > 0 for c in cells))
    small = sum(s.box.height < 5 or s.box.width < 8 for s in found.slots)
    return covered > 0.8 * area and small < 0.25 * len(found.slots)


def _add_rest_of_table(
    work: PageWork, raw: RawPage, lines: Sequence[textlines.Line], chart_boxes: Sequence[Box], before: Carried
) -> None:
    """The rest of a table that the page before broke off, in the columns it had there."""
    taken = [*_boxes(work.grids), *chart_boxes]
    rules = raw.rules.level_outside(taken)
    free = _outside(lines, taken)
    found = lattice_of(before, free, rules, raw.height) if before.hi else None
    if before.hi == 0:
        fills = [f for f in raw.fills if not any(b.overlap(f.box) > 0 for b in taken)]
        found = blockrows.rest_of(before.xs, free, fills, gridsigns.sign_boxes(raw, taken), 0.93 * raw.height)
    if found is None:
        return
    used: set[int] = set()
    grid = gridtext.grid_of(found, free, raw, used=used)
    if grid is not None and grid.n_cols >= 2:
        work.add(replace(grid, ruled=False), used)


def _add_tables_by_alignment(
    work: PageWork, raw: RawPage, lines: Sequence[textlines.Line], chart_boxes: Sequence[Box]
) -> None:
    """Tables with horizontal rules only, with shaded rows, or with no drawing at all."""
    taken = [*_boxes(work.grids), *chart_boxes]
    free = _outside(lines, taken)
    rules = raw.rules.level_outside(taken)
    fills = [f for f in raw.fills if not any(b.overlap(f.box) > 0 for b in taken)]
    signs = gridsigns.sign_boxes(raw, taken)
    for found in borderless.find_tables(free, rules, fills, signs):
        used: set[int] = set()
        grid = gridtext.grid_of(found, free, raw, used=used)
        if grid is not None and grid.n_cols >= 2:
            work.add(replace(grid, ruled=False), used)
    work.grids.sort(key=lambda g: (g.box.top, g.box.x0) if g.box else (0.0, 0.0))


def _in_any(char: Char, boxes: Sequence[Box]) -> bool:
    x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
    return any(b.contains(x, y, 0.5) for b in boxes)
