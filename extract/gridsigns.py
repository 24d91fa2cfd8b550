"""Drawings and pictures as marks: arrows, circles and bars, by the cell they stand in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.arrows import arrow_from_image, arrow_from_outline, placed
from extract.document import Mark
from extract.gridplaces import Finder
from extract.lattice import Lattice
from extract.pageparts import Fill, Picture, RawPage, Segment, Shape
from extract.pens import LARGEST, pen_signs, stroke_box, touch
from records import Box

_Drawn = Shape | Fill | Segment


def signs_of(lattice: Lattice, page: RawPage) -> dict[int, list[Mark]]:
    """Drawings and pictures by the slot they stand in."""
    out: dict[int, list[Mark]] = {}
    if not page.pictures and not page.shapes and not page.fills:
        return out
    finder = Finder(lattice)
    for picture in page.pictures:
        k = _slot_of(picture.box, lattice, finder)
        if k is not None:
            out.setdefault(k, []).append(picture_mark(picture))
    drawn: dict[int, list[_Drawn]] = {}
    for shape in page.shapes:
        if max(shape.box.width, shape.box.height) > LARGEST:
            k = _slot_of(shape.box, lattice, finder)
            if k is not None:
                drawn.setdefault(k, []).append(shape)
    for sign in pen_signs(page):
        k = _slot_of(sign.box, lattice, finder)
        if k is not None:
            drawn.setdefault(k, []).extend([*sign.shapes, *sign.shafts])
    for fill in page.fills:
        k = _slot_of(fill.box, lattice, finder)
        if k is not None and fill.is_coloured:
            slot = lattice.slots[k].box
            # A bar as high as the row is shading beside the text, not a sign.
            small = fill.box.overlap(slot) < 0.4 * slot.width * slot.height
            if small and fill.box.width < 0.7 * slot.width and fill.box.height < 0.85 * slot.height:
                drawn.setdefault(k, []).append(fill)
    for k, items in drawn.items():
        out.setdefault(k, []).extend(drawing_marks(items))
    return out


def _slot_of(box: Box, lattice: Lattice, finder: Finder) -> int | None:
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


def drawing_marks(items: Sequence[_Drawn]) -> list[Mark]:
    """Superposed or touching drawings as one mark each.

    Args:
        items: Outlines, small filled rectangles and short rules (the shaft of an arrow may be either).

    Returns:
        A mark for each group; of a lone filled shape its outline and colour are told ("circle #ff0000").
    """
    groups: list[tuple[Box, list[_Drawn]]] = []
    for item in items:
        box, members = stroke_box(item) if isinstance(item, Segment) else item.box, [item]
        rest = []
        for other_box, others in groups:
            if touch(box, other_box, 0.8):
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

    def free(box: Box) -> bool:
        small = 3 <= box.width <= 40 and 3 <= box.height <= 40
        return small and not any(t.overlap(box) > 0 for t in taken)

    signs = [s.box for s in pen_signs(page)] if page.shapes else []
    found = [b for b in signs if free(b)] + [p.box for p in page.pictures if free(p.box)]
    patches = [f.box for f in page.fills if f.colour and not _is_pale(f.colour)]
    found += [b for b in patches if b.height < 30 and free(b) and not _in_stripe(b, patches)]
    for box in found:
        for k, other in enumerate(boxes):
            if other.overlap(box) > 0 and not _beside(other, box):
                boxes[k] = other.union(box)
                break
        else:
            boxes.append(box)
    return boxes


def _beside(a: Box, b: Box) -> bool:
    """Whether two coloured cells of one row meet at an edge."""
    level = abs(a.top - b.top) < 0.5 and abs(a.bottom - b.bottom) < 0.5
    return level and min(a.x1, b.x1) - max(a.x0, b.x0) < 0.1 * min(a.width, b.width)


def _is_pale(colour: str) -> bool:
    """Whether a colour is white or the light shading of a row: no sign is drawn in it."""
    return min(int(colour[i : i + 2], 16) for i in (1, 3, 5)) >= 200


def _in_stripe(box: Box, patches: Sequence[Box]) -> bool:
    """Whether a coloured patch goes on above or below: a stripe down a column, not a sign in each row."""
    return any(
        abs(box.x0 - o.x0) < 1
        and abs(box.x1 - o.x1) < 1
        and (abs(box.top - o.bottom) < 1.5 or abs(box.bottom - o.top) < 1.5)
        for o in patches
    )


def _drawing_mark(box: Box, members: Sequence[_Drawn]) -> Mark:
    members = _without_ring(members)
    laid = _ground(members)
    if laid is not None:  # a tick or a cross on a coloured disc: the disc is the sign; an arrow on one is both
        ground, colour = laid
        arrow = _arrow([m for m in members if m is not ground])[0]
        if arrow.kind != "direction" and isinstance(ground, Shape):
            arrow = _arrow([ground])[0]
        if arrow.kind == "direction":
            return replace(placed(arrow, box), printed=f"{arrow.printed} {colour}")
        return Mark("shape", "unknown", "vector", f"{_name_of([ground], ground.box)} {colour}", ground.box, 0.0)
    if len(members) == 1 and box.height >= 5 and isinstance(m := members[0], Shape) and m.rounded and m.fill:
        white = m.fill == "#ffffff" and m.stroke is None
        return Mark("shape", "unknown", "vector", "a drawing" if white else f"pill {m.fill}", box, 0.0)
    arrow, colour = _arrow(
        [m for m in members if not (isinstance(m, Shape) and m.fill == "#ffffff" and m.stroke is None)]
    )
    if arrow.kind == "direction":
        return replace(placed(arrow, box), printed=f"{arrow.printed} {colour}".strip())
    name = _name_of(members, box) if arrow.value else "a drawing"
    return Mark("shape", "unknown", "vector", f"{name} {colour}".strip(), box, 0.0)


def _arrow(members: Sequence[_Drawn]) -> tuple[Mark, str]:
    """What some drawings are together, and the colour of the last one; a mark of no value where there are none."""
    paths: list[list[tuple[float, float]]] = []
    colour = ""
    width = 0.0
    for m in members:
        if isinstance(m, Fill):
            b = m.box
            paths.append([(b.x0, b.top), (b.x1, b.top), (b.x1, b.bottom), (b.x0, b.bottom), (b.x0, b.top)])
            colour = m.colour or colour
        elif isinstance(m, Segment):
            line = stroke_box(m)
            paths.append([(line.x0, line.top), (line.x1, line.bottom)])
            width = max(width, m.width)
        else:
            paths.extend(m.paths)
            colour = m.fill or m.stroke or colour
            if m.fill is None:
                width = max(width, m.width)
    if not paths:
        return Mark("shape", "", "vector", "", None, 0.0), colour
    return arrow_from_outline(paths, width=width), colour


def _without_ring(members: Sequence[_Drawn]) -> Sequence[_Drawn]:
    """The drawings of a sign without the ring or frame drawn around them."""
    if len(members) < 2:
        return members
    outer = max(members, key=lambda m: 0.0 if isinstance(m, Segment) else m.box.width * m.box.height)
    inner = [m for m in members if m is not outer]
    if not isinstance(outer, Shape) or outer.fill not in (None, "#ffffff") or len(outer.paths) != 1:
        return members
    closed = len(outer.paths[0]) > 4 and outer.paths[0][0] == outer.paths[0][-1] and outer.stroke is not None
    within = [stroke_box(m) if isinstance(m, Segment) else m.box for m in inner]
    inside = all(outer.box.contains(b.x0, b.top, -0.5) and outer.box.contains(b.x1, b.bottom, -0.5) for b in within)
    return inner if closed and inside else members


def _ground(members: Sequence[_Drawn]) -> tuple[Shape | Fill, str] | None:
    """The coloured shape that the other drawings of a sign lie on, and its colour."""
    drawn = [m for m in members if not isinstance(m, Segment)]
    first = max(drawn, key=lambda m: m.box.width * m.box.height, default=None)
    if first is None or len(members) < 2:
        return None
    colour = first.colour if isinstance(first, Fill) else first.fill
    if colour in (None, "", "#ffffff"):
        return None
    rest = [m for m in drawn if m is not first]
    within = all(
        first.box.contains(*(stroke_box(m) if isinstance(m, Segment) else m.box).centre)
        for m in members
        if m is not first
    )
    inks = {(m.colour if isinstance(m, Fill) else m.fill or m.stroke) for m in rest}
    # White lies on anything; another colour only on a disc or a square: an arrow has its shadow under it.
    plain = bool(inks) and colour not in inks and _name_of([first], first.box) in ("circle", "square")
    return (first, str(colour)) if within and (inks == {"#ffffff"} or plain) else None


def _name_of(members: Sequence[_Drawn], box: Box) -> str:
    square = 0.85 <= box.width / max(box.height, 0.1) <= 1.18
    if all(isinstance(m, Fill) for m in members):
        return "square" if square else "bar"
    if square and any(isinstance(m, Shape) and m.curved for m in members):
        return "circle"
    return "drawing"
