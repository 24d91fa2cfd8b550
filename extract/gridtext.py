"""Puts text, colours and signs into the slots of a lattice: the result is a Grid as a person sees it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, pairwise

from extract.arrows import arrow_from_char, arrow_from_image, arrow_from_outline, is_odd, placed, says_direction
from extract.document import Cell, Grid, Mark
from extract.lattice import Lattice, Slot, fills_of
from extract.linetext import cell_text
from extract.pageparts import Char, Fill, Picture, RawPage, Shape
from extract.textlines import Line, Word, lines_of_words, word_of
from records import Box

THIN_TRACK = 4.2
"""A row or column thinner than this (points) that holds no text is part of a double border."""
_DARK = 0x40
_FIGURE = re.compile(r"^[-+–−(£]*[\d,.]+\s?[%kKmM]?\)?$|^[-–—]$")


def grid_of(lattice: Lattice, lines: Sequence[Line], page: RawPage, *, used: set[int] | None = None) -> Grid | None:
    """Make a Grid of a lattice.

    Args:
        lattice: The ruled table.
        lines: Lines of the page, without overprint; words outside the table are ignored.
        page: For its fills, outlines and pictures.
        used: Gathers the ids of the characters put into cells, so that the rest can be read as prose.

    Returns:
        The grid; None where no cell holds anything.
    """
    texts = _share_out(lattice, lines)
    if used is not None:
        used.update(id(c) for words in texts.values() for w in words for c in w.chars)
    fills = sorted((f for f in page.fills if f.box.overlap(lattice.box) > 0), key=lambda f: f.z)
    colours = fills_of(lattice, fills)
    signs = _signs(lattice, page)
    cells = []
    for k, slot in enumerate(lattice.slots):
        marks = signs.get(k, [])
        found = texts.get(k, [])
        if not slot.closed and not found and not marks:
            continue
        cells.append(cell_of(slot, found, marks, colours[k], page.number))
    if not any(c.text or c.marks for c in cells):
        return None
    cells, n_rows, n_cols = _squeeze(cells, lattice)
    return Grid(0, tuple(cells), n_rows, n_cols, page.number, lattice.box, True)


def cell_of(slot: Slot, words: list[Word], marks: Sequence[Mark], fill: str | None, page: int) -> Cell:
    """One cell with its text, colours and marks.

    Args:
        slot: Its place and box.
        words: Its words.
        marks: Drawings and pictures found in it.
        fill: Colour behind it.
        page: 1-based page.

    Returns:
        The cell; its text has one line for each printed line.
    """
    if not words:
        return Cell(
            slot.row, slot.col, "", slot.rowspan, slot.colspan, slot.box, fill,
            marks=tuple(marks), page=page,
        )  # fmt: skip
    chars = [c for w in words for c in w.chars]
    lines = lines_of_words(words)
    turned = lines[0].angle in (90, 270)
    # Cells keep about 2 points of white at each side; what is left is the room for words.
    text = cell_text(lines, (slot.box.height if turned else slot.box.width) - 3.0)
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


def ink_of(chars: Sequence[Char]) -> str | None:
    """Colour of most of the text, None where black, near black or nothing."""
    if not chars:
        return None
    colour = Counter(c.ink for c in chars).most_common(1)[0][0]
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


# -- text to slots --------------------------------------------------------------------------------------


def _share_out(lattice: Lattice, lines: Sequence[Line]) -> dict[int, list[Word]]:
    finder = _Finder(lattice)
    box = lattice.box
    out: dict[int, list[Word]] = {}
    for line in lines:
        if line.angle % 90:
            continue  # slanted text is a watermark over the table, not in it
        if line.angle == 0 and not box.top - line.size <= line.v <= box.bottom + line.size:
            continue
        words = [w for w in line.words if _within(w, box)]
        for phrase in _phrases(words):
            for k, word in _places(phrase, line, lattice, finder):
                out.setdefault(k, []).append(word)
    return out


def _within(word: Word, box: Box) -> bool:
    first, last = word.chars[0], word.chars[-1]
    x = (min(first.x0, last.x0) + max(first.x1, last.x1)) / 2
    y = (min(first.top, last.top) + max(first.bottom, last.bottom)) / 2
    return box.contains(x, y, 1.0)


class _Finder:
    """Slot of a point."""

    def __init__(self, lattice: Lattice) -> None:
        self.xs, self.ys = lattice.xs, lattice.ys
        self.unit: dict[tuple[int, int], int] = {}
        for k, s in enumerate(lattice.slots):
            for r in range(s.row, s.row + s.rowspan):
                for c in range(s.col, s.col + s.colspan):
                    self.unit[r, c] = k

    def at(self, x: float, y: float) -> int | None:
        c = min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
        r = min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)
        return self.unit.get((r, c))


def _phrases(words: list[Word]) -> list[list[Word]]:
    """Words of one text object with ordinary gaps: they were set as one, and belong to one cell."""
    out: list[list[Word]] = []
    open_runs: dict[int, int] = {}
    for w in words:
        k = open_runs.get(w.chars[0].run)
        # Another text may be printed over this one, so its last word need not be the one before.
        if k is not None and w.u0 - out[k][-1].u1 <= 0.6 * w.size:
            out[k].append(w)
        else:
            k = len(out)
            out.append([w])
        open_runs[w.chars[-1].run] = k
    return out


def _places(phrase: list[Word], line: Line, lattice: Lattice, finder: _Finder) -> list[tuple[int, Word]]:
    """Slot of each word: by its middle, unless a rule runs through a word, when the phrase overflows its cell."""
    by_word: list[tuple[int, Word]] = []
    cut = False
    upright = line.angle == 0
    for w in chain.from_iterable(_parted(word, line, finder) for word in phrase):
        if upright:
            # By the middle of the small letters: tall boxes of tight rows reach into the row above.
            x0, x1 = w.u0, w.u1
            k = finder.at((x0 + x1) / 2, w.chars[0].bottom - 0.45 * w.size)
        else:
            k = finder.at(*w.box.centre)
        if k is None:
            continue
        by_word.append((k, w))
        if upright:
            slot = lattice.slots[k].box
            cut = cut or x0 < slot.x0 - 0.25 * w.size or x1 > slot.x1 + 0.25 * w.size
    slots = {k for k, _ in by_word}
    if len(slots) <= 1 or line.angle != 0:
        return by_word
    # Figures side by side are two cells even when a careless program set them as one text.
    apart = any(a != b and _FIGURE.match(u.text) and _FIGURE.match(w.text) for (a, u), (b, w) in pairwise(by_word))
    if apart and not cut:
        return by_word
    owner = _owner(phrase, by_word, lattice, finder)
    return [(owner, w) for _, w in by_word]


def _parted(word: Word, line: Line, finder: _Finder) -> list[Word]:
    """A word of several text objects that reaches over a rule: two cells whose texts nearly touch."""
    chars = word.chars
    if line.angle != 0 or chars[0].run == chars[-1].run:
        return [word]
    y = chars[0].bottom - 0.45 * word.size
    first, last = chars[0], chars[-1]
    if finder.at((first.x0 + first.x1) / 2, y) == finder.at((last.x0 + last.x1) / 2, y):
        return [word]
    groups: list[list[Char]] = [[chars[0]]]
    for c in chars[1:]:
        apart = c.run != groups[-1][-1].run and finder.at((c.x0 + c.x1) / 2, y) != finder.at(
            (groups[-1][-1].x0 + groups[-1][-1].x1) / 2, y
        )
        if apart:
            groups.append([c])
        else:
            groups[-1].append(c)
    return [word_of(g) for g in groups]


def _owner(phrase: list[Word], by_word: list[tuple[int, Word]], lattice: Lattice, finder: _Finder) -> int:
    """The cell that an overflowing phrase belongs to: the one it is aligned with."""
    first, last = phrase[0].box, phrase[-1].box
    size = phrase[0].size
    y = phrase[0].chars[0].bottom - 0.45 * size
    start = finder.at(first.x0 + 0.1 * size, y)
    end = finder.at(last.x1 - 0.1 * size, y)
    middle = finder.at((first.x0 + last.x1) / 2, y)
    if start is not None and first.x0 - lattice.slots[start].box.x0 <= 1.2 * size:
        return start
    if end is not None and lattice.slots[end].box.x1 - last.x1 <= 1.2 * size:
        return end
    return middle if middle is not None else by_word[0][0]


# -- signs ----------------------------------------------------------------------------------------------


def _signs(lattice: Lattice, page: RawPage) -> dict[int, list[Mark]]:
    """Drawings and pictures by the slot they stand in."""
    finder = _Finder(lattice)
    out: dict[int, list[Mark]] = {}
    for picture in page.pictures:
        k = _slot_of(picture.box, lattice, finder)
        if k is not None:
            out.setdefault(k, []).append(picture_mark(picture))
    drawn: dict[int, list[Shape | Fill]] = {}
    for shape in page.shapes:
        k = _slot_of(shape.box, lattice, finder)
        if k is not None:
            drawn.setdefault(k, []).append(shape)
    for fill in page.fills:
        k = _slot_of(fill.box, lattice, finder)
        if k is not None and fill.colour not in ("", "#ffffff"):
            slot = lattice.slots[k].box
            # A bar as high as the row is shading beside the text, not a sign.
            small = fill.box.overlap(slot) < 0.4 * slot.width * slot.height
            if small and fill.box.width < 0.7 * slot.width and fill.box.height < 0.85 * slot.height:
                drawn.setdefault(k, []).append(fill)
    for k, items in drawn.items():
        out.setdefault(k, []).extend(drawing_marks(items))
    return out


def _slot_of(box: Box, lattice: Lattice, finder: _Finder) -> int | None:
    x, y = box.centre
    if not lattice.box.contains(x, y):
        return None
    k = finder.at(x, y)
    if k is None:
        return None
    slot = lattice.slots[k].box
    inside = box.overlap(slot)
    area = max(box.width, 0.5) * max(box.height, 0.5)
    return k if inside >= 0.8 * area or (box.width <= slot.width and box.height <= slot.height) else None


def picture_mark(picture: Picture) -> Mark:
    """A picture as a mark: an arrow, or a shape that was not understood."""
    if picture.pixels is None:
        size = f"a picture of {picture.box.width:.0f} x {picture.box.height:.0f} points"
        return Mark("shape", "unknown", "image", size, picture.box, 0.0)
    return placed(arrow_from_image(picture.pixels), picture.box)


def drawing_marks(items: Sequence[Shape | Fill]) -> list[Mark]:
    """Superposed or touching drawings as one mark each.

    Args:
        items: Outlines, and small filled rectangles (the shaft of an arrow may be one).

    Returns:
        A mark for each group; of a lone filled shape its outline and colour are told ("circle #ff0000").
    """
    groups: list[tuple[Box, list[Shape | Fill]]] = []
    for item in items:
        box, members = item.box, [item]
        rest = []
        for other_box, others in groups:
            if _near(box, other_box):
                box = box.union(other_box)
                members = others + members
            else:
                rest.append((other_box, others))
        groups = [*rest, (box, members)]
    return [_drawing_mark(box, members) for box, members in groups]


def sign_boxes(page: RawPage, taken: Sequence[Box]) -> list[Box]:
    """Where small drawings and pictures stand that may be signs, superposed ones as one.

    Args:
        page: For its outlines, coloured areas and pictures.
        taken: Tables and charts already found; what lies in them is left out.

    Returns:
        Boxes up to 40 points wide and high.
    """
    boxes: list[Box] = []
    found = [s.box for s in page.shapes] + [p.box for p in page.pictures]
    patches = [f.box for f in page.fills if f.colour not in ("", "#ffffff")]
    found += [b for b in patches if b.height < 30 and not _in_stripe(b, patches)]
    for box in found:
        if not (3 <= box.width <= 40 and 3 <= box.height <= 40) or any(t.overlap(box) > 0 for t in taken):
            continue
        for k, other in enumerate(boxes):
            if other.overlap(box) > 0:
                boxes[k] = other.union(box)
                break
        else:
            boxes.append(box)
    return boxes


def _in_stripe(box: Box, patches: Sequence[Box]) -> bool:
    """Whether a coloured patch goes on above or below: a stripe down a column, not a sign in each row."""
    return any(
        abs(box.x0 - o.x0) < 1
        and abs(box.x1 - o.x1) < 1
        and (abs(box.top - o.bottom) < 1.5 or abs(box.bottom - o.top) < 1.5)
        for o in patches
    )


def _near(a: Box, b: Box) -> bool:
    return min(a.x1, b.x1) - max(a.x0, b.x0) >= -0.8 and min(a.bottom, b.bottom) - max(a.top, b.top) >= -0.8


def _drawing_mark(box: Box, members: list[Shape | Fill]) -> Mark:
    paths: list[list[tuple[float, float]]] = []
    colour = ""
    width = 0.0
    for m in members:
        if isinstance(m, Fill):
            b = m.box
            paths.append([(b.x0, b.top), (b.x1, b.top), (b.x1, b.bottom), (b.x0, b.bottom), (b.x0, b.top)])
            colour = m.colour or colour
        else:
            if m.fill == "#ffffff" and m.stroke is None:
                continue
            paths.extend(m.paths)
            colour = m.fill or m.stroke or colour
            if m.fill is None:
                width = max(width, m.width)
    if not paths:
        return Mark("shape", "unknown", "vector", "a drawing", box, 0.0)
    mark = placed(arrow_from_outline(paths, width=width), box)
    if mark.kind == "direction":
        return replace(mark, printed=f"{mark.printed} {colour}".strip())
    name = _name_of(members, box)
    return Mark("shape", "unknown", "vector", f"{name} {colour}".strip(), box, 0.0)


def _name_of(members: list[Shape | Fill], box: Box) -> str:
    square = 0.85 <= box.width / max(box.height, 0.1) <= 1.18
    if all(isinstance(m, Fill) for m in members):
        return "square" if square else "bar"
    if square and any(isinstance(m, Shape) and m.curved for m in members):
        return "circle"
    return "drawing"


# -- tidying --------------------------------------------------------------------------------------------


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
    out = []
    for k in range(len(lines) - 1):
        span = [c for c in cells if ((c.row <= k < c.row + c.rowspan) if by_row else (c.col <= k < c.col + c.colspan))]
        own = [c for c in span if (c.rowspan if by_row else c.colspan) == 1 and (c.text or c.marks)]
        thin = lines[k + 1] - lines[k] < THIN_TRACK and not own
        # A track that no cell starts or ends in is made by a stray rule alone.
        out.append(bool(span) and not thin)
    return out


def _index(kept: list[bool]) -> list[int]:
    out = [0]
    for k in kept:
        out.append(out[-1] + int(k))
    return out
