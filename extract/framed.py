"""Drawn boxes that are cards: a frame, square or rounded, around a measure's name, its line of facts and its signs.

A card becomes a small grid, its name over all else that stands in it, so that the readers of boxes find one cell with
the facts, the colour word and the arrow of one measure and of no other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from extract import gridsigns, gridtext, lattice, reading_order, tiles
from extract.cellfacts import without_arrows
from extract.document import Cell, Grid, Mark
from extract.factlines import parse_facts
from extract.lattice import Lattice, Slot
from extract.pageparts import Fill, RawPage
from extract.pagerules import Rules
from extract.textlines import Line, Word, lines_of
from extract.vocabulary import rag_colour, rag_word
from records import Box

_LEAST = (90.0, 30.0)
"""Width and height (points) below which a frame is a sign or a button."""


def cards(
    raw: RawPage, lines: Sequence[Line], frames: Sequence[Box], taken: Sequence[Box]
) -> list[tuple[Grid, set[int]]]:
    """Find the cards of a page.

    Args:
        raw: For its outlines, coloured areas and signs.
        lines: Text outside charts.
        frames: Frames of straight rules.
        taken: Tables already found.

    Returns:
        A grid for each card, and the ids of the characters that stand in it.
    """
    found: list[tuple[Grid, set[int]]] = []
    places = list(taken)
    upright = [ln for ln in lines if ln.angle == 0]
    for box in sorted(_frames(raw, frames, taken), key=lambda b: -b.width * b.height):
        if any(box.overlap(t) > 0.05 * box.width * box.height for t in places):
            continue
        held = reading_order.by_boxes(upright, [box])[1]
        chars = [c for _, inner in held for line in inner for c in line.chars]
        parts = _apart(raw, box, lines_of(chars, split_at=3.2)) if chars else []
        grid = _tile(raw, box, parts) if parts else None
        if grid is None and _is_card(parts):
            grid = _grid(raw, box, parts)
        if grid is not None:
            places.append(box)
            found.append((grid, {id(c) for line in parts for c in line.chars}))
    return found


def is_framed(raw: RawPage) -> bool:
    """Whether frames or coloured areas of the size of cards are drawn on a page."""
    if any(s.rounded and s.box.width >= _LEAST[0] and s.box.height >= _LEAST[1] for s in raw.shapes):
        return True
    most = (0.7 * raw.width, 0.4 * raw.height)
    coloured = (f.box for f in raw.fills if f.is_coloured)
    if any(_LEAST[0] <= b.width <= most[0] and _LEAST[1] <= b.height <= most[1] for b in coloured):
        return True
    if not 4 <= len(raw.segments) <= 16:
        return False
    single = [t.box for t in lattice.lattices(raw.segments) if len(t.slots) == 1]
    return any(b.width >= _LEAST[0] and b.height >= _LEAST[1] and b.width < 0.7 * raw.width for b in single)


def _frames(raw: RawPage, frames: Sequence[Box], taken: Sequence[Box]) -> list[Box]:
    most = 0.6 * raw.width * raw.height
    boxes = [*frames, *(f.box for f in _areas(raw.fills))]
    boxes += [s.box for s in raw.shapes if s.rounded]
    boxes += _striped(raw, taken)
    return [b for b in boxes if b.width >= _LEAST[0] and b.height >= _LEAST[1] and b.width * b.height <= most]


def _areas(fills: Sequence[Fill]) -> list[Fill]:
    """Coloured areas that may be cards: no cells of a shaded row, which touch others of their colour and height."""
    rows: dict[tuple[str, int], list[Fill]] = defaultdict(list)
    for f in fills:
        if f.colour != "#ffffff":
            rows[(f.colour, round(f.box.bottom))].append(f)
    out = []
    for row in rows.values():
        for f in row:
            beside = (g for g in row if g is not f and abs(g.box.top - f.box.top) < 1)
            if not any(min(abs(g.box.x0 - f.box.x1), abs(g.box.x1 - f.box.x0)) < 0.6 for g in beside):
                out.append(f)
    return out


def _striped(raw: RawPage, taken: Sequence[Box]) -> list[Box]:
    """Frames that a coloured stripe closes at one side; a coloured cell of a table is no stripe."""
    stripes = [f for f in raw.fills if _is_stripe(f.box) and rag_colour(f.colour)]
    stripes = [f for f in stripes if not any(t.contains(*f.box.centre) for t in taken)]
    if not stripes or len(stripes) > 60:
        return []
    out = []
    rules = Rules(lattice.edges_of_fills(stripes))
    table = raw.rules.table()
    rules.add_table(table, [""] * len(table))
    for found in lattice.lattices(rules):
        held = bare = 0
        for slot in found.slots:
            if any(f.box.overlap(slot.box) > 0.7 * slot.box.width * slot.box.height for f in stripes):
                held += 1
            else:
                bare += 1
            if bare > 1:
                break
        if bare == 1 and held:
            out.append(found.box)
    return out


def _is_stripe(box: Box) -> bool:
    return min(box.width, box.height) <= 16 and max(box.width, box.height) >= 28


def _stripe(raw: RawPage, box: Box) -> Mark | None:
    """A stripe of a rating's colour along an edge of a card; None where its edges show none, or more than one."""
    found = []
    for f in raw.fills:
        b = f.box
        along = (b.width >= 0.85 * box.width and b.height <= 16) or (b.height >= 0.85 * box.height and b.width <= 16)
        near = b.x0 >= box.x0 - 3 and b.x1 <= box.x1 + 3 and b.top >= box.top - 3 and b.bottom <= box.bottom + 3
        edge = min(abs(b.x0 - box.x0), abs(b.x1 - box.x1), abs(b.top - box.top), abs(b.bottom - box.bottom)) <= 3
        if along and near and edge and rag_colour(f.colour):
            found.append(f)
    if len({f.colour for f in found}) != 1:
        return None
    return Mark("shape", "unknown", "vector", f"stripe {found[0].colour}", found[0].box, 0.8)


def _tile(raw: RawPage, box: Box, lines: list[Line]) -> Grid | None:
    """A tile as a grid of one column with a row for each of its lines; None where the lines make no tile."""
    ordered = sorted(lines, key=lambda ln: (ln.box.bottom, ln.box.x0))
    whole = Lattice([box.x0, box.x1], [box.top, box.bottom], [Slot(0, 0, 1, 1, box)], box)
    marks = gridsigns.signs_of(whole, _signs_inside(raw, box, _words(lines))).get(0, [])
    stripe = _stripe(raw, box)
    cells = [gridtext.cell_of(Slot(k, 0, 1, 1, ln.box), ln.words, [], None, raw.number) for k, ln in enumerate(ordered)]
    cells = tiles.paired(cells)
    for mark in (*marks, *([stripe] if stripe else [])):
        cells.append(Cell(len(cells), 0, "", box=mark.box, marks=(mark,), page=raw.number))
    cells = [replace(c, row=k, text=c.text.replace("\n", " ")) for k, c in enumerate(cells)]
    read = tiles.read_tile(cells)
    if read is None or (read.figure is None and _is_card(lines)):
        return None
    return Grid(0, tuple(cells), len(cells), 1, raw.number, box, True)


def _is_card(lines: list[Line]) -> bool:
    """Whether a frame holds the facts of one measure: each fact once."""
    text = " ".join(line.text for line in _in_order(lines))
    facts = Counter(f.role for f in parse_facts(text))
    return bool(facts) and max(facts.values()) == 1


def _apart(raw: RawPage, box: Box, lines: list[Line]) -> list[Line]:
    """The lines of a card, words on a small coloured ground (a button, a pill) in lines of their own."""
    drawn = [s.box for s in raw.shapes if s.fill and s.rounded] + [f.box for f in raw.fills if f.colour != "#ffffff"]
    grounds = [b for b in drawn if box.contains(*b.centre) and b.width < 0.5 * box.width and b.height < 30]
    free, held = reading_order.by_boxes(lines, grounds)
    return free + [line for _, inner in held for line in inner]


def _in_order(lines: Sequence[Line]) -> list[Line]:
    return sorted(lines, key=lambda ln: (round(ln.box.bottom / 3), ln.box.x0))


def _grid(raw: RawPage, box: Box, lines: list[Line]) -> Grid | None:
    """A card as a grid: its name above, everything else below."""
    ordered = _in_order(lines)
    # The name is what stands first and is no sign, with the lines below it that are set alike.
    first = next(
        (ln for ln in ordered if without_arrows(ln.text).strip() and not rag_word(without_arrows(ln.text))), None
    )
    if first is None or parse_facts(first.text):
        return None
    name: list[Line] = []
    for line in ordered:
        alike = abs(line.size - first.size) < 0.6 and _is_bold(line) == _is_bold(first)
        if line is first or (name and alike and abs(line.box.x0 - first.box.x0) < 3 and not parse_facts(line.text)):
            name.append(line)
        elif name and line.box.x0 < first.box.x1 and not rag_word(without_arrows(line.text)):
            break
    rest = [ln for ln in ordered if not any(ln is n for n in name)]
    if not rest:
        return None
    middle = max(n.box.bottom for n in name)
    upper = Slot(0, 0, 1, 1, Box(box.x0, box.top, box.x1, middle))
    lower = Slot(1, 0, 1, 1, Box(box.x0, min(middle, *(ln.box.top for ln in rest)), box.x1, box.bottom))
    whole = Lattice([box.x0, box.x1], [box.top, box.bottom], [Slot(0, 0, 1, 1, box)], box)
    marks = gridsigns.signs_of(whole, _signs_inside(raw, box, _words(lines))).get(0, [])
    title = gridtext.cell_of(upper, _words(name), [], None, raw.number)
    facts = gridtext.cell_of(lower, _words(rest), marks, None, raw.number)
    # A colour in a line of its own is the card's: it goes before the facts, so as not to stand behind one of them.
    rest.sort(key=lambda ln: rag_word(without_arrows(ln.text)) is None)
    facts = replace(facts, text="\n".join(ln.text for ln in rest))
    return Grid(0, (title, facts), 2, 1, raw.number, box, True)


def _words(lines: Sequence[Line]) -> list[Word]:
    return [w for line in lines for w in line.words]


def _is_bold(line: Line) -> bool:
    return all(c.font.bold for c in line.chars)


def _signs_inside(raw: RawPage, box: Box, words: Sequence[Word]) -> RawPage:
    """The page with only the signs inside a card: its frame, its background and what lies behind words are none."""
    places = [w.box.centre for w in words]

    def sign(b: Box) -> bool:
        inside = box.contains(*b.centre) and b.width < 0.5 * box.width and b.height < 0.6 * box.height
        return inside and not any(b.contains(*at) for at in places)

    return replace(
        raw,
        shapes=[s for s in raw.shapes if sign(s.box)],
        fills=[f for f in raw.fills if sign(f.box)],
        pictures=[p for p in raw.pictures if sign(p.box)],
    )
