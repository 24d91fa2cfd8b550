"""Finds charts drawn on a page by their axis: evenly spaced labels in even steps, with ticks or gridlines at them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.chartaxis import Axis, ChartArea, axes, labels_of, number_of
from extract.chartextent import whole
from extract.chartmeasure import measure
from extract.chartregions import charts_without_axis
from extract.document import Chart
from extract.pageparts import RawPage, Segment
from extract.textlines import Line, split_line
from records import Box


def find_charts(page: RawPage, lines: Sequence[Line], tables: Sequence[Box] = ()) -> tuple[list[Chart], list[Box]]:
    """Find charts and their regions.

    Args:
        page: For its drawings.
        lines: Its lines, without overprint.
        tables: Ruled tables full of words: no axis stands in them.

    Returns:
        (charts, boxes): the boxes hold everything that belongs to them, so that no table or prose is made of it.
    """
    drawn = len(page.segments) + len(page.shapes) + len(page.fills)
    if drawn < 4 or not lines:
        return [], []
    tokens = [part for ln in lines if ln.angle == 0 for part in split_line(ln, 0.9)]
    turned = [ln for ln in lines if ln.angle != 0]
    areas = _areas(page, [t for t in tokens if not any(b.contains(*t.centre) for b in tables)], turned)
    charts = []
    for area in areas:
        inside = [t for t in tokens if area.box.contains(*t.box.centre)]
        title = _title(area, inside)
        found = measure(area, page, tokens)
        if found is None:
            charts.append(Chart(title, page=page.number, box=area.box, how="vector"))
        else:
            charts.append(
                Chart(
                    title,
                    found.kind,
                    found.categories,
                    found.series,
                    page.number,
                    area.box,
                    how="vector",
                    resolution=found.resolution,
                    unit="percent" if area.axis.percent else "",
                )
            )
    charts += charts_without_axis(page, tokens, turned, [a.box for a in areas], tables)
    charts = [replace(c, words=_words_in(c.box, tokens, turned)) for c in charts]
    return charts, [c.box for c in charts if c.box is not None]


def _words_in(box: Box | None, tokens: Sequence[Line], turned: Sequence[Line]) -> tuple[str, ...]:
    return tuple(t.text for t in [*tokens, *turned] if box is not None and box.contains(*t.box.centre, 0.5))


def segment_in(segment: Segment, boxes: Sequence[Box]) -> bool:
    """Whether a rule lies inside one of some boxes."""
    middle = (segment.lo + segment.hi) / 2
    x, y = (middle, segment.pos) if segment.horizontal else (segment.pos, middle)
    return any(
        b.contains(x, y, 1.0) and segment.hi - segment.lo <= (b.width if segment.horizontal else b.height) + 3
        for b in boxes
    )


def without_charts(page: RawPage, boxes: Sequence[Box]) -> RawPage:
    """The page without the drawings of its charts, so that no bar is taken for a sign in a table.

    Args:
        page: As drawn; not changed.
        boxes: Of the charts.

    Returns:
        The same page where there are none.
    """
    if not boxes:
        return page

    def outside(box: Box) -> bool:
        return not any(b.contains(*box.centre, 1.0) and box.width <= b.width + 4 for b in boxes)

    return RawPage(
        page.number,
        page.width,
        page.height,
        page.rotation,
        page.chars,
        [s for s in page.segments if not segment_in(s, boxes)],
        [f for f in page.fills if outside(f.box)],
        [s for s in page.shapes if outside(s.box)],
        [p for p in page.pictures if outside(p.box)],
        page.notes,
    )


def _areas(page: RawPage, tokens: Sequence[Line], turned: Sequence[Line]) -> list[ChartArea]:
    numeric = labels_of(tokens)
    out: list[ChartArea] = []
    for axis in axes(numeric, vertical=True) + axes(numeric, vertical=False):
        if any(a.box.overlap(axis.box) > 0.5 * axis.box.width * axis.box.height for a in out):
            continue
        plot = _plot(axis, page)
        if plot is not None:
            axis = _at_ticks(axis, page)
            plot = _to_the_spines(plot, page)
            core = plot.union(axis.box)
            way = "vertical" if axis.vertical else "horizontal"
            out.append(ChartArea(whole(core, plot, page, tokens, turned, axis=way), plot, axis))
    return out


def _plot(axis: Axis, page: RawPage) -> Box | None:
    """The area between gridlines or ticks that stand at the middle of the labels."""
    b = axis.box
    hits: list[Segment] = []
    matched = set()
    for s in page.segments:
        if s.horizontal != axis.vertical:
            continue
        # Ticks and gridlines start just beyond the labels (or cross them, for axes in the middle).
        near = -3 <= s.lo - b.x1 <= 30 if axis.vertical else (s.lo - 3 <= b.top and -3 <= b.top - s.hi <= 30)
        if not near:
            continue
        for k, p in enumerate(axis.positions):
            if abs(s.pos - p) <= 2.2:
                hits.append(s)
                matched.add(k)
    if len(matched) < max(2, 0.6 * len(axis.positions)):
        return _plot_by_axis_line(axis, page)
    lo, hi = min(s.lo for s in hits), max(s.hi for s in hits)
    p0, p1 = min(axis.positions), max(axis.positions)
    if hi - lo < 12:  # ticks alone: the plot reaches as far as what is drawn beside them
        reach = _drawn_extent(axis, page, p0, p1)
        if reach is None:
            return None
        lo, hi = min(lo, reach[0]), max(hi, reach[1])
    return Box(lo, p0, hi, p1) if axis.vertical else Box(p0, lo, p1, hi)


def _to_the_spines(plot: Box, page: RawPage) -> Box:
    """The plot as wide as the frame drawn around it alone, where the ticks told only where its values start."""
    for f in [*(f.box for f in page.fills), *(s.box for s in page.shapes)]:
        inside = f.x0 <= plot.x0 + 6 and f.x1 >= plot.x1 - 1 and f.top <= plot.top + 1 and f.bottom >= plot.bottom - 1
        if inside and abs(f.x0 - plot.x0) <= 8 and f.height <= 1.45 * plot.height and f.width <= 3 * plot.width:
            return Box(plot.x0, plot.top, f.x1, max(f.bottom, plot.bottom))
    return plot


def _at_ticks(axis: Axis, page: RawPage) -> Axis:
    """The axis at its ticks and gridlines: the middle of a label is only near them."""
    found: list[tuple[float, float]] = []
    for position, value in zip(axis.positions, axis.values, strict=True):
        near = [s.pos for s in page.segments if s.horizontal == axis.vertical and _meets(s, axis, position)]
        if near:
            found.append((min(near, key=lambda p: abs(p - position)), value))
    if len(found) < 2:
        return _at_line_ends(axis, page)
    # A straight line through the ticks smooths the rounding of each.
    n = len(found)
    mean_p, mean_v = sum(p for p, _ in found) / n, sum(v for _, v in found) / n
    slope = sum((p - mean_p) * (v - mean_v) for p, v in found) / sum((v - mean_v) ** 2 for _, v in found)
    positions = tuple(mean_p + (v - mean_v) * slope for v in axis.values)
    return replace(axis, positions=positions, ticked=True)


def _at_line_ends(axis: Axis, page: RawPage) -> Axis:
    """An axis without ticks: its line usually runs from the first label's place to the last one's."""
    first, last = axis.positions[0], axis.positions[-1]
    for s in page.segments:
        if s.horizontal == axis.vertical:
            continue
        shift_a, shift_b = s.lo - first, s.hi - last
        near = abs(s.pos - (axis.box.x1 if axis.vertical else axis.box.top)) <= 14
        if near and abs(shift_a) < 4 and abs(shift_b) < 4 and abs(shift_a - shift_b) < 0.6:
            shift = (shift_a + shift_b) / 2
            return replace(axis, positions=tuple(p + shift for p in axis.positions))
    return axis


def _meets(s: Segment, axis: Axis, position: float) -> bool:
    if abs(s.pos - position) > 2.4:
        return False
    b = axis.box
    return -3 <= s.lo - b.x1 <= 30 if axis.vertical else (s.lo - 3 <= b.top and -3 <= b.top - s.hi <= 30)


def _plot_by_axis_line(axis: Axis, page: RawPage) -> Box | None:
    """The plot of a chart without ticks: an axis line beside all labels, and bars or lines drawn from it."""
    p0, p1 = min(axis.positions), max(axis.positions)
    slack = 0.12 * (p1 - p0)
    line = None
    for s in page.segments:
        if s.horizontal == axis.vertical:
            continue
        gap = s.pos - axis.box.x1 if axis.vertical else axis.box.top - s.pos
        if 0 <= gap <= 14 and abs(s.lo - p0) <= slack and abs(s.hi - p1) <= slack:
            line = s
    if line is None:
        return None
    reach = _drawn_extent(axis, page, p0, p1)
    if reach is None:
        return None
    if axis.vertical:
        return Box(line.pos, p0, max(reach[1], line.pos + 20), p1)
    return Box(p0, min(reach[0], line.pos - 20), p1, line.pos)


def _drawn_extent(axis: Axis, page: RawPage, p0: float, p1: float) -> tuple[float, float] | None:
    spans = []
    for item in [*(f.box for f in page.fills), *(s.box for s in page.shapes)]:
        if axis.vertical and item.top >= p0 - 5 and item.bottom <= p1 + 5 and 0 <= item.x0 - axis.box.x1 < 500:
            spans.append((item.x0, item.x1))
        if not axis.vertical and item.x0 >= p0 - 5 and item.x1 <= p1 + 5 and 0 <= axis.box.top - item.bottom < 400:
            spans.append((item.top, item.bottom))
    for s in page.segments:
        if axis.vertical and s.horizontal and abs(s.pos - p1) < 3 and s.lo - axis.box.x1 < 30:
            spans.append((s.lo, s.hi))
    if not spans:
        return None
    return min(s[0] for s in spans), max(s[1] for s in spans)


def _title(area: ChartArea, inside: Sequence[Line]) -> str:
    above = [t for t in inside if t.box.bottom <= area.plot.top + 2 and number_of(t.text) is None]
    above.sort(key=lambda t: (round(t.v), t.u0))
    biggest = max((t.size for t in above), default=0.0)
    return " ".join(t.text for t in above if t.size >= 0.9 * biggest)
