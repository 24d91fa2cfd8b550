"""Tables that no full set of rules draws: by colour, by blocks of text, by alignment, carried over a page break."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extract import borderless, gridtext, lattice
from extract.blockrows import rest_of_table
from extract.carried import Carried, lattice_of
from extract.document import Grid
from extract.footrow import table_at_foot
from extract.outside import Outside, Rest
from extract.pageparts import Fill
from extract.pairrows import label_tables
from extract.sidebyside import sides
from extract.whiterows import bridged
from extract.widerows import with_columns
from records import Box

Found = tuple[Grid, set[int]]
"""A grid, and the ids of the characters that stand in its cells."""
_FIGURES = re.compile(r"^[-+(£]?[\d,.]+%?\)?$")


def by_colour(page: Outside, tables: Sequence[Box]) -> Iterator[Found]:
    """Tables whose cells are told apart by their colours alone (slides, web pages).

    Args:
        page: The page.
        tables: Places of the tables already found.
    """
    raw = page.raw
    taken = [*tables, *page.charts]
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
    places = list(tables)
    for grid, used in _of_lattices(page.of(tables), page.of(tables).block_tables):
        places += [grid.box] if grid.box is not None else []
        yield grid, used
    cells = [f for f in cells if not any(b.overlap(f.box) > 0.2 * f.box.width * f.box.height for b in places)]
    coloured = lattice.lattices(lattice.edges_of_fills(cells)) if len(cells) >= 4 else []
    for found in bridged(coloured, page.of(places).rows) if coloured else []:
        if found.n_rows < 2 or found.n_cols < 2 or not _fills_its_box(found, cells):
            continue
        used = set[int]()
        # Table styles colour every other row: what these draw parts the white rows too.
        grid_of = gridtext.grid_of(with_columns(found, page.lines), page.lines, raw, used=used)
        if grid_of is None or sum(bool(c.text) for c in grid_of.cells) < 4:
            continue
        if not any(_stacked_figures(c.text) for c in grid_of.cells):
            yield replace(grid_of, ruled=False), used


def by_labels(page: Outside, tables: Sequence[Box]) -> Iterator[Found]:
    """Labels and values without upright rules, the same labels for each measure.

    Args:
        page: The page.
        tables: Places of the tables already found.
    """
    rest = page.of(tables)
    return _of_lattices(rest, label_tables(rest))


def side_by_side(page: Outside, tables: Sequence[Box]) -> Iterator[Found]:
    """Tables without upright rules that stand beside each other, each under its own headings.

    Args:
        page: The page.
        tables: Places of the tables already found.
    """
    rest = page.of(tables)
    places = sides(rest) if len(rest.rows) > 5 else []
    for place in places:
        hidden = [*tables, *(p for p in places if p is not place)]
        for find in (by_colour, by_alignment):
            found = [(g, used) for g, used in find(page, hidden) if g.box is not None and _lies_in(g.box, place)]
            hidden += [g.box for g, _ in found if g.box is not None]
            yield from found


def _lies_in(box: Box, place: Box) -> bool:
    return box.overlap(place) >= 0.7 * box.width * box.height


def rest_of_carried(page: Outside, tables: Sequence[Box], before: Carried) -> Iterator[Found]:
    """The rest of a table that the page before broke off, in the columns it had there.

    Args:
        page: The page.
        tables: Places of the tables already found.
        before: What the table on the page before hands on.
    """
    rest = page.of(tables)
    found = lattice_of(before, rest.lines, rest.rules, page.raw.height) if before.hi else None
    without_rules = not before.hi or (found is not None and _holds_rows(found, rest))
    if rest.rows and without_rules:
        found = rest_of_table(rest.parted, rest.fills, before.xs, 0.93 * page.raw.height, before.head) or found
    return _of_lattices(rest, [found] if found is not None else [])


def _holds_rows(found: lattice.Lattice, rest: Rest) -> bool:
    """Whether several rows of figures stand between two rules: a table with rules at its head and foot alone."""
    figures = [r.v - 0.3 * r.size for r in rest.parted if r.is_data and len(r.figures) >= 2]
    return any(sum(a < y < b for y in figures) >= 2 for a, b in pairwise(found.ys))


def by_alignment(page: Outside, tables: Sequence[Box]) -> Iterator[Found]:
    """Tables with horizontal rules only, with shaded rows, or with no drawing at all.

    Args:
        page: The page.
        tables: Places of the tables already found.
    """
    rest = page.of(tables)
    found = borderless.find_tables(rest) if len(rest.rows) > 1 else []
    yield from _of_lattices(rest, found)
    rest = page.of([*tables, *(t.box for t in found)]) if found else rest
    begun = table_at_foot(rest) if len(rest.rows) > 1 else None
    yield from _of_lattices(rest, [begun] if begun is not None else [])


def _of_lattices(rest: Rest, lattices: Sequence[lattice.Lattice]) -> Iterator[Found]:
    for found in lattices:
        used: set[int] = set()
        grid = gridtext.grid_of(found, rest.lines, rest.raw, used=used, ruled=False)
        if grid is not None and grid.n_cols >= 2:
            yield grid, used


def _stacked_figures(text: str) -> bool:
    """Whether a coloured area holds a whole column of figures: shading of columns, not of cells."""
    lines = text.split("\n")
    return len(lines) >= 3 and sum(bool(_FIGURES.match(t)) for t in lines) >= 0.6 * len(lines)


def _fills_its_box(found: lattice.Lattice, cells: Sequence[Fill]) -> bool:
    """Whether colour covers most of a would-be table and its cells hold together as one."""
    area = found.box.width * found.box.height
    covered = sum(s.box.width * s.box.height for s in found.slots if any(c.box.overlap(s.box) > 0 for c in cells))
    small = sum(s.box.height < 5 or s.box.width < 8 for s in found.slots)
    return covered > 0.8 * area and small < 0.25 * len(found.slots)
