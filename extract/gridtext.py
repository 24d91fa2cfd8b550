"""Puts text, colours and signs into the slots of a lattice: the result is a Grid as a person sees it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from extract.arrows import arrow_from_char, is_odd, placed, says_direction
from extract.barsigns import bars_among_arrows
from extract.document import Cell, Grid, Mark
from extract.fineprint import parted, with_mark
from extract.gridplaces import heads_above, share_out
from extract.gridsigns import signs_of
from extract.groupedheads import with_heads_beside, with_parted_heads
from extract.lattice import Lattice, Slot, fills_of
from extract.linetext import cell_text
from extract.narrowfills import add_narrow_fills
from extract.overrun import set_right
from extract.pageparts import Char, RawPage
from extract.textlines import Line, Word, lines_of_words

THIN_TRACK = 4.2
"""A row or column thinner than this (points) that holds no text is part of a double border."""
_DARK = 0x40


def grid_of(
    lattice: Lattice, lines: Sequence[Line], page: RawPage, *, used: set[int] | None = None, ruled: bool = True
) -> Grid | None:
    """Make a Grid of a lattice.

    Args:
        lattice: The ruled table.
        lines: Lines of the page, without overprint; words outside the table are ignored.
        page: For its fills, outlines and pictures.
        used: Gathers the ids of the characters put into cells, so that the rest can be read as prose.
        ruled: Its columns are drawn, and no guess from what stands in them.

    Returns:
        The grid; None where no cell holds anything.
    """
    texts = set_right(lattice, share_out(lattice, lines))
    for k, above in heads_above(lattice, lines, texts).items():
        texts[k] = [*above, *texts[k]]
    lattice, texts = with_parted_heads(lattice, texts)
    if not ruled:
        lattice, texts = with_heads_beside(lattice, texts)
    if used is not None:
        used.update(id(c) for words in texts.values() for w in words for c in w.chars)
    fills = sorted((f for f in page.fills if f.box.overlap(lattice.box) > 0), key=lambda f: f.z)
    colours = fills_of(lattice, fills)
    if not ruled:
        add_narrow_fills(lattice, fills, colours)
    signs = signs_of(lattice, page)
    for k, bar in bars_among_arrows(lattice, signs, texts, page).items():
        signs[k] = [bar]
    rooms = {} if ruled else _rooms(lattice, texts)
    cells = []
    for k, slot in enumerate(lattice.slots):
        marks = signs.get(k, [])
        found = texts.get(k, [])
        if not slot.closed and not found and not marks:
            continue
        cells.append(cell_of(slot, found, marks, colours[k], page.number, rooms.get(slot.col), fine=True))
    if not any(c.text or c.marks for c in cells):
        return None
    cells, n_rows, n_cols = _squeeze(cells, lattice)
    cells, n_cols = parted(cells, n_cols)
    return Grid(0, tuple(cells), n_rows, n_cols, page.number, lattice.box, ruled)


def _rooms(lattice: Lattice, texts: dict[int, list[Word]]) -> dict[int, float]:
    """How wide the widest line of each column is, of cells that lie in one column and have several lines."""
    out: dict[int, float] = {}
    for k, words in texts.items():
        slot = lattice.slots[k]
        if slot.colspan > 1 or len(words) < 2 or any(c.angle for w in words for c in w.chars[:1]):
            continue
        ends: dict[int, tuple[float, float]] = {}
        for w in words:
            v = round(w.chars[0].v)
            a, b = ends.get(v, (w.u0, w.u1))
            ends[v] = (min(a, w.u0), max(b, w.u1))
        if len(ends) > 1:
            out[slot.col] = max(out.get(slot.col, 0.0), *(b - a for a, b in ends.values()))
    return out


def cell_of(
    slot: Slot,
    words: list[Word],
    marks: Sequence[Mark],
    fill: str | None,
    page: int,
    room: float | None = None,
    *,
    fine: bool = False,
) -> Cell:
    """One cell with its text, colours and marks.

    Args:
        slot: Its place and box.
        words: Its words.
        marks: Drawings and pictures found in it.
        fill: Colour behind it.
        page: 1-based page.
        room: Width of the widest line of its column, where its columns are not drawn.
        fine: Whether to mark where fine print begins in it (`extract.fineprint`).

    Returns:
        The cell; its text has one line for each printed line.
    """
    if not words:
        return Cell(
            slot.row, slot.col, "", slot.rowspan, slot.colspan, slot.box, fill,
            marks=tuple(marks), page=page,
        )  # fmt: skip
    chars = words[0].chars if len(words) == 1 else [c for w in words for c in w.chars]
    if len(chars) == 1 and not is_odd(chars[0].text, chars[0].font.name):  # nearly every cell of a dense table
        c = chars[0]
        return Cell(
            slot.row, slot.col, words[0].text, slot.rowspan, slot.colspan, slot.box, fill, _told(c.ink), c.font.bold,
            c.font.italic, c.angle in (90, 270), tuple(marks), (), page, "",
            0.6 if c.hidden else 1.0, "ocr" if c.hidden else "text",
        )  # fmt: skip
    lines = lines_of_words(words)
    turned = lines[0].angle in (90, 270)
    guessed = room is not None and not turned
    wide = room if guessed and room is not None else _room(slot, lines, turned)
    text = with_mark(lines, wide, guessed=guessed) if fine else cell_text(lines, wide, guessed=guessed)
    run = chars[0].run
    if all(c.run == run for c in chars):
        letters = chars[:1]  # one text object has one font, one colour and one direction
    else:
        letters = [c for c in chars if any(map(str.isalnum, c.text))] or chars
    hidden = all(c.hidden for c in letters)
    return Cell(
        row=slot.row,
        col=slot.col,
        text=text,
        rowspan=slot.rowspan,
        colspan=slot.colspan,
        box=slot.box,
        fill=fill,
        ink=ink_of(letters),
        bold=all(c.font.bold for c in letters),
        italic=all(c.font.italic for c in letters),
        rotated=sum(c.angle in (90, 270) for c in letters) * 2 > len(letters),
        marks=(*char_marks(lines), *marks),
        superscripts=tuple(s for line in lines for s in line.superscripts),
        page=page,
        how="ocr" if hidden else "text",
        confidence=0.6 if hidden else 1.0,
    )


def _room(slot: Slot, lines: Sequence[Line], turned: bool) -> float:
    """Room for words in a cell: what the white that it keeps at its sides leaves, at least 1.5 points at each."""
    if turned or len(lines) < 2:
        return (slot.box.height if turned else slot.box.width) - 3.0
    left = min(ln.u0 for ln in lines) - slot.box.x0
    right = slot.box.x1 - max(ln.words[-1].u1 for ln in lines)
    return slot.box.width - 2 * max(1.5, min(left, right, 9.0))


def ink_of(chars: Sequence[Char]) -> str | None:
    """Colour of most of the text, None where black, near black or nothing."""
    if not chars:
        return None
    return _told(chars[0].ink if len(chars) == 1 else Counter(c.ink for c in chars).most_common(1)[0][0])


@lru_cache(maxsize=256)
def _told(colour: str) -> str | None:
    if len(colour) != 7 or max(int(colour[i : i + 2], 16) for i in (1, 3, 5)) < _DARK:
        return None
    return colour


def char_marks(lines: Sequence[Line]) -> list[Mark]:
    """Arrows among the characters, with their boxes."""
    out = []
    for line in lines:
        for c in line.chars:
            if not is_odd(c.text, c.font.name):
                continue
            mark = arrow_from_char(c.text, c.font.name)
            if mark is None:
                continue
            heads = mark.value == "right" and c is line.words[0].chars[0] and len(line.words) > 1
            if heads and not says_direction(" ".join(w.text for w in line.words[1:])):
                continue  # "➢ Text": a bullet
            out.append(placed(mark, c.box))
    return out


def _squeeze(cells: list[Cell], lattice: Lattice) -> tuple[list[Cell], int, int]:
    """Drop the empty sliver rows and columns of double borders, and outer tracks where nothing was drawn."""
    keep_rows = _kept(cells, lattice.ys, by_row=True)
    keep_cols = _kept(cells, lattice.xs, by_row=False)
    if all(keep_rows) and all(keep_cols):
        return cells, lattice.n_rows, lattice.n_cols
    row_at, col_at = _index(keep_rows), _index(keep_cols)
    out = []
    for c in cells:
        r0, r1 = row_at[c.row], row_at[c.row + c.rowspan]
        c0, c1 = col_at[c.col], col_at[c.col + c.colspan]
        if r1 > r0 and c1 > c0:
            out.append(replace(c, row=r0, rowspan=r1 - r0, col=c0, colspan=c1 - c0))
    return out, row_at[-1], col_at[-1]


def _kept(cells: list[Cell], lines: list[float], *, by_row: bool) -> list[bool]:
    """Which tracks hold a cell and are no slivers; a track that no cell lies in is made by a stray rule alone."""
    n = len(lines) - 1
    out = [False] * n
    own = [False] * n
    for c in cells:
        start, span = (c.row, c.rowspan) if by_row else (c.col, c.colspan)
        if span == 1:
            out[start] = True
            if c.text or c.marks:
                own[start] = True
        else:
            out[start : start + span] = [True] * span
    return [out[k] and (own[k] or lines[k + 1] - lines[k] >= THIN_TRACK) for k in range(n)]


def _index(kept: list[bool]) -> list[int]:
    out = [0]
    for k in kept:
        out.append(out[-1] + int(k))
    return out
