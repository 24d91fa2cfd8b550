"""Charts without an axis of figures: pies and rings, columns and bars that carry their figures, bare lines.

They are found by what is drawn: slices that fill an ellipse together, bars that stand on one line with a label
each, a long stroke over labels. Their figures are read only where every slice or bar carries its own and the
drawing agrees with all of them.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

from extract.chartaxis import number_of
from extract.chartextent import whole
from extract.chartwords import Part, Region, figures_of, title_of, with_outer_labels
from extract.document import Chart, Series
from extract.pageparts import RawPage, Shape
from extract.textlines import Line
from records import Box, Unit

_SMALLEST = 36.0
"""Least width and height of a pie, points: smaller ones are signs."""
_MOST = 3_000
"""Drawn parts beyond which a page is a map or a picture, and no chart is looked for."""


def charts_without_axis(
    page: RawPage, tokens: Sequence[Line], turned: Sequence[Line], taken: Sequence[Box], tables: Sequence[Box]
) -> list[Chart]:
    """Find pies, labelled bars and bare lines.

    Args:
        page: For its drawings.
        tokens: Upright text parted at wide gaps.
        turned: Text of other angles.
        taken: Charts that were found by their axis.
        tables: Ruled tables.

    Returns:
        Charts with their whole area; with their figures where these are printed and beyond doubt.
    """
    if len(page.fills) + len(page.shapes) > _MOST:
        return []
    closed = [*taken, *tables]
    regions = [*_pies(page, closed), *_columns(page, tokens, closed), *_rows_of_bars(page, tokens, closed)]
    regions += _bare_lines(page, tokens, [*closed, *(r.core for r in regions)])
    out = []
    for region in regions:
        way = {"bar": "vertical", "hbar": "horizontal"}.get(region.kind, "")
        core = with_outer_labels(region, tokens)
        box = whole(core, core, page, tokens, turned, axis=way)
        inside = [t for t in tokens if box.contains(*t.box.centre, 0.5)]
        heading = title_of(region, inside)
        title = " ".join(t.text for t in heading)
        inside = [t for t in inside if t not in heading]
        kind = "bar" if region.kind == "hbar" else region.kind
        figures = figures_of(region, inside, page)
        if figures is None:
            out.append(Chart(title, kind, page=page.number, box=box, how="vector"))
        else:
            names, printed = figures
            values = tuple(v.replace(",", "").rstrip("% ").strip() for v in printed)
            unit: Unit = "percent" if any(v.endswith("%") for v in printed) else ""
            out.append(Chart(title, kind, names, (Series("", values),), page.number, box, how="vector", unit=unit))
    return out


# -- finding -----------------------------------------------------------------------------------------------


def _inside(box: Box, places: Sequence[Box]) -> bool:
    return any(p.contains(*box.centre, 1.0) for p in places)


def _pies(page: RawPage, closed: Sequence[Box]) -> list[Region]:
    """Touching slices of several colours whose points all lie in one ellipse, and that fill most of it."""
    slices = [
        s
        for s in page.shapes
        if s.fill
        and max(s.box.width, s.box.height) >= 10
        and sum(map(len, s.paths)) >= 4
        and not _inside(s.box, closed)
    ]
    out = []
    for group in _touching(slices):
        box = group[0].box
        for s in group[1:]:
            box = box.union(s.box)
        if len({s.fill for s in group}) < 2 or min(box.width, box.height) < _SMALLEST or box.height > 1.3 * box.width:
            continue
        rx, ry, (cx, cy) = box.width / 2, box.height / 2, box.centre
        points = [p for s in group for path in s.paths for p in path]
        if max(((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 for x, y in points) > 1.12:
            continue
        parts = tuple(Part(s.box, s.fill or "", _area(s), _middle(s, cx, cy)) for s in group if s.fill != "#ffffff")
        filled = sum(p.amount for p in parts) / (math.pi * rx * ry)
        if len(parts) >= 2 and 0.25 <= filled <= 1.1:
            out.append(Region("pie" if filled > 0.9 else "doughnut", box, parts))
    return out


def _touching(shapes: list[Shape]) -> list[list[Shape]]:
    groups: list[list[Shape]] = []
    for s in shapes:
        near = [g for g in groups if any(_near(s.box, o.box) for o in g)]
        groups = [g for g in groups if g not in near]
        groups.append([*(o for g in near for o in g), s])
    return [sorted(g, key=lambda s: s.z) for g in groups if len(g) >= 2]


def _near(a: Box, b: Box, gap: float = 3.0) -> bool:
    return a.x0 - gap <= b.x1 and b.x0 - gap <= a.x1 and a.top - gap <= b.bottom and b.top - gap <= a.bottom


def _area(s: Shape) -> float:
    return sum(
        abs(sum(xa * yb - xb * ya for (xa, ya), (xb, yb) in itertools.pairwise([*path, path[0]]))) / 2
        for path in s.paths
    )


def _middle(s: Shape, cx: float, cy: float) -> tuple[float, float]:
    """The middle of a slice's outer edge, as a direction from the centre: half of its arc lies on each side."""
    path = max(s.paths, key=len)
    angles = [math.atan2(y - cy, x - cx) for x, y in path if math.hypot(x - cx, y - cy) > 2]
    # The slice covers all but its widest gap of directions.
    ring = sorted(angles)
    gaps = [(b - a, b, a) for a, b in itertools.pairwise([*ring, ring[0] + 2 * math.pi])]
    widest, after, before = max(gaps)
    if widest < 0.05:
        return cx, cy
    middle = after + ((before + 2 * math.pi) - after) / 2
    far = max(math.hypot(x - cx, y - cy) for x, y in path)
    return cx + far * math.cos(middle), cy + far * math.sin(middle)


def _bars(page: RawPage, closed: Sequence[Box]) -> list[tuple[Box, str]]:
    return [
        (f.box, f.colour)
        for f in page.fills
        if f.is_coloured and f.box.width >= 2 and f.box.height >= 1 and not _inside(f.box, closed)
    ]


def _columns(page: RawPage, tokens: Sequence[Line], closed: Sequence[Box]) -> list[Region]:
    """Columns on one line, of one width and several heights, most with a label below."""
    out = []
    for group in _alike(_bars(page, closed), lambda b: (b.bottom, b.width)):
        boxes = sorted((b for b, _ in group), key=lambda b: b.x0)
        if not _spread([b.x0 for b in boxes], boxes[0].width) or not _uneven([b.height for b in boxes], 16):
            continue
        labelled = sum(
            any(
                -1 <= t.box.top - b.bottom <= 2.4 * t.size and abs(t.box.centre[0] - b.centre[0]) < b.width
                for t in tokens
            )
            for b in boxes
        )
        if labelled >= 0.7 * len(boxes) and not _holds_words(boxes, tokens):
            parts = tuple(Part(b, c, b.height, (b.centre[0], b.top)) for b, c in group)
            out.append(Region("bar", _around(boxes), parts))
    return out


def _rows_of_bars(page: RawPage, tokens: Sequence[Line], closed: Sequence[Box]) -> list[Region]:
    """Bars from one line to the right, of one height and several lengths, each with its name and nothing else."""
    out = []
    for group in _alike(_bars(page, closed), lambda b: (b.x0, b.height)):
        boxes = sorted((b for b, _ in group), key=lambda b: b.top)
        if not _spread([b.top for b in boxes], boxes[0].height) or not _uneven([b.width for b in boxes], 24):
            continue
        reach = max(b.x1 for b in boxes)
        named = 0
        for b in boxes:
            row = [t for t in tokens if b.top - 2 <= t.box.centre[1] <= b.bottom + 2]
            left = [t for t in row if t.box.x1 <= b.x0 + 2]
            right = [t for t in row if t.box.x0 >= b.x0 - 2]
            # Shading as long as the figure in a cell of a table stands among other figures: no chart.
            plain = not any(number_of(t.text) is not None for t in left)
            lone = len(right) <= 1 and all(t.box.x0 <= reach + 60 and number_of(t.text) is not None for t in right)
            named += plain and lone and any(b.x0 - t.box.x1 <= 60 for t in left)
        if named >= 0.7 * len(boxes):
            parts = tuple(Part(b, c, b.width, (b.x1, b.centre[1])) for b, c in group)
            out.append(Region("hbar", _around(boxes), parts))
    return out


def _alike(bars: list[tuple[Box, str]], measures) -> list[list[tuple[Box, str]]]:  # type: ignore[no-untyped-def]
    """Groups of three or more bars with the same foot and the same thickness."""
    groups: list[list[tuple[Box, str]]] = []
    first: list[tuple[float, float]] = []
    start = 0  # the first group whose foot is not yet out of reach
    for bar in sorted(bars, key=lambda b: measures(b[0])):
        foot, thick = measures(bar[0])
        while start < len(first) and abs(first[start][0] - foot) > 1:
            start += 1
        for k in range(start, len(first)):
            if abs(first[k][0] - foot) <= 1 and abs(first[k][1] - thick) <= 0.8:
                groups[k].append(bar)
                break
        else:
            groups.append([bar])
            first.append((foot, thick))
    return [g for g in groups if len(g) >= 3]


def _spread(starts: list[float], thick: float) -> bool:
    """Whether bars stand at even steps with white between them."""
    steps = [b - a for a, b in itertools.pairwise(starts)]
    least = min(steps)
    return (
        least > 1.08 * thick
        and all(abs(s / least - round(s / least)) < 0.08 for s in steps)
        and max(steps) < 3.5 * least
    )


def _uneven(lengths: list[float], least: float) -> bool:
    return max(lengths) >= least and max(lengths) - min(lengths) > 0.04 * max(lengths)


def _holds_words(boxes: Sequence[Box], tokens: Sequence[Line]) -> bool:
    """Whether coloured areas hold words, as cells do; the figure of a bar may stand in it."""
    return any(number_of(t.text) is None and any(b.contains(*t.box.centre) for b in boxes) for t in tokens)


def _around(boxes: Sequence[Box]) -> Box:
    out = boxes[0]
    for b in boxes[1:]:
        out = out.union(b)
    return out


def _bare_lines(page: RawPage, tokens: Sequence[Line], closed: Sequence[Box]) -> list[Region]:
    """A stroke of many points from left to right over a row of labels."""
    out: list[Region] = []
    for s in page.shapes:
        if s.stroke is None or s.fill or s.box.width < 80 or s.box.height < 10 or len(s.paths) != 1:
            continue
        xs = [x for x, _ in s.paths[0]]
        steady = all(b >= a - 0.1 for a, b in itertools.pairwise(xs)) or all(
            b <= a + 0.1 for a, b in itertools.pairwise(xs)
        )
        if len(xs) < 4 or not steady or _inside(s.box, [*closed, *(r.core for r in out)]):
            continue
        below = [
            t
            for t in tokens
            if 0 <= t.box.top - s.box.bottom <= 60 and s.box.contains(t.box.centre[0], s.box.centre[1], 14)
        ]
        if len({round(t.v) for t in below}) >= 1 and len(below) >= 3 and len({round(t.v) for t in below}) < len(below):
            out.append(Region("line", s.box, (Part(s.box, s.stroke, 0.0, s.box.centre),)))
    return out
