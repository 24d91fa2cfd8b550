"""Finds charts drawn on a page by their axis: evenly spaced labels in even steps, with ticks or gridlines at them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.document import Chart
from extract.pageparts import RawPage, Segment
from extract.textlines import Line, split_line
from records import Box

_NUMBER = re.compile(r"^[-–−(]?[£$]?\d[\d,]*(?:\.\d+)?\s*(?:%|k|m|bn)?\)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale: value = at0 + step * (position - p0).

    Attributes:
        vertical: Labels stand one above the other (values run along y).
        positions: Middle of each label along the axis, points.
        values: Their numbers.
        box: Around the labels.
        percent: The labels carry a per cent sign.
        places: Decimal places of the labels.
    """

    vertical: bool
    positions: tuple[float, ...]
    values: tuple[float, ...]
    box: Box
    percent: bool
    places: int

    def value_at(self, position: float) -> float:
        """The value at a place along the axis."""
        p0, p1, v0, v1 = self.positions[0], self.positions[-1], self.values[0], self.values[-1]
        return v0 + (position - p0) * (v1 - v0) / (p1 - p0)

    @property
    def per_point(self) -> float:
        """Axis units in one point."""
        return abs((self.values[-1] - self.values[0]) / (self.positions[-1] - self.positions[0]))


@dataclass(frozen=True, slots=True)
class ChartArea:
    """A chart's place: the whole, its plot, its value axis."""

    box: Box
    plot: Box
    axis: Axis


def find_charts(page: RawPage, lines: Sequence[Line]) -> tuple[list[Chart], list[Box]]:
    """Find charts and their regions.

    Args:
        page: For its drawings.
        lines: Its lines, without overprint.

    Returns:
        (charts, boxes): the boxes hold everything that belongs to them, so that no table or prose is made of it.
    """
    drawn = len(page.segments) + len(page.shapes) + len(page.fills)
    if drawn < 4 or not lines:
        return [], []
    tokens = [part for ln in lines if ln.angle == 0 for part in split_line(ln, 0.9)]
    areas = _areas(page, tokens)
    charts = []
    for area in areas:
        inside = [t for t in tokens if area.box.contains(*t.box.centre)]
        charts.append(Chart(_title(area, inside), "", (), (), page.number, area.box, "", "vector"))
    return charts, [a.box for a in areas]


def segment_in(segment: Segment, boxes: Sequence[Box]) -> bool:
    """Whether a rule lies inside one of some boxes."""
    middle = (segment.lo + segment.hi) / 2
    x, y = (middle, segment.pos) if segment.horizontal else (segment.pos, middle)
    return any(
        b.contains(x, y, 1.0) and segment.hi - segment.lo <= (b.width if segment.horizontal else b.height) + 3
        for b in boxes
    )


def number_of(text: str) -> float | None:
    """The number of an axis label, None where it is none."""
    t = text.replace(" ", "")
    if not _NUMBER.match(t):
        return None
    negative = t[0] in "-–−("
    scale = {"k": 1e3, "m": 1e6, "bn": 1e9}
    unit = next((s for s in scale if t.lower().rstrip(")").endswith(s)), None)
    body = re.sub(r"[^\d.]", "", t)
    try:
        value = float(body)
    except ValueError:
        return None
    return (-value if negative else value) * (scale[unit] if unit else 1)


def _areas(page: RawPage, tokens: Sequence[Line]) -> list[ChartArea]:
    numeric = [(t, v) for t in tokens if (v := number_of(t.text)) is not None]
    out: list[ChartArea] = []
    for axis in _axes(numeric, vertical=True) + _axes(numeric, vertical=False):
        if any(a.box.overlap(axis.box) > 0.5 * axis.box.width * axis.box.height for a in out):
            continue
        plot = _plot(axis, page)
        if plot is not None:
            out.append(ChartArea(_whole(axis, plot, page, tokens), plot, axis))
    return out


def _axes(numeric: list[tuple[Line, float]], *, vertical: bool) -> list[Axis]:
    """Runs of labels in one column (or row), evenly spaced, in even steps."""
    out: list[Axis] = []
    keyed: list[tuple[float, float, Line, float]] = []
    for line, value in numeric:
        b = line.box
        mid = line.v - 0.36 * line.size if vertical else (b.x0 + b.x1) / 2
        keyed.append((b.x1 if vertical else line.v, mid, line, value))
    keyed.sort(key=lambda k: (k[0], k[1]))
    groups: list[list[tuple[float, float, Line, float]]] = []
    for item in keyed:
        if groups and item[0] - groups[-1][-1][0] <= 1.6:
            groups[-1].append(item)
        else:
            groups.append([item])
    for group in groups:
        group.sort(key=lambda k: k[1])
        k = 0
        while k + 2 < len(group):
            end = _run_end(group, k)
            if end - k >= 2:
                items = group[k : end + 1]
                values = [i[3] for i in items]
                if vertical == (values[0] > values[-1]):
                    box = items[0][2].box
                    for i in items[1:]:
                        box = box.union(i[2].box)
                    first = items[0][2].text
                    places = len(first.split(".")[1].rstrip("%)kmKM ")) if "." in first else 0
                    out.append(Axis(vertical, tuple(i[1] for i in items), tuple(values), box, "%" in first, places))
                k = end
            else:
                k += 1
    return out


def _run_end(group: list[tuple[float, float, Line, float]], start: int) -> int:
    gap = group[start + 1][1] - group[start][1]
    step = group[start + 1][3] - group[start][3]
    if gap < 4 or step == 0:
        return start
    end = start + 1
    while end + 1 < len(group):
        g = group[end + 1][1] - group[end][1]
        s = group[end + 1][3] - group[end][3]
        if abs(g - gap) > max(1.2, 0.05 * gap) or abs(s - step) > 0.01 * abs(step):
            break
        end += 1
    return end


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


def _whole(axis: Axis, plot: Box, page: RawPage, tokens: Sequence[Line]) -> Box:
    """The chart's frame where one is drawn, else plot and the labels, title and legend around it."""
    core = plot.union(axis.box)
    frame = _frame(core, page)
    if frame is not None and _holds_chart_only(frame, core, tokens):
        return frame
    out = core
    size = tokens[0].size if tokens else 8.0
    for t in sorted(tokens, key=lambda t: t.box.top):
        b = t.box
        below = plot.bottom - 2 <= b.top <= plot.bottom + 3.6 * max(size, t.size)
        across = b.x0 >= core.x0 - 12 and b.x1 <= core.x1 + 12
        if below and across and t.size <= 12:
            out = out.union(b)
    return out


def _holds_chart_only(frame: Box, core: Box, tokens: Sequence[Line]) -> bool:
    """Whether a frame belongs to the chart: no running text under the axis labels, no sums beside the title."""
    for t in tokens:
        b = t.box
        if not frame.contains(*b.centre):
            continue
        if b.top > core.bottom + 3.4 * t.size and len(t.text) > 30:
            return False
        if ":" in t.text and "|" in t.text:
            return False
    return True


def _frame(core: Box, page: RawPage) -> Box | None:
    """The smallest drawn rectangle around plot and labels that is not much bigger."""
    candidates = [f.box for f in page.fills] + [s.box for s in page.shapes]
    wide = [s for s in page.segments if s.horizontal and s.lo <= core.x0 + 1 and s.hi >= core.x1 - 1]
    above = [s for s in wide if s.pos <= core.top + 1]
    below = [s for s in wide if s.pos >= core.bottom - 1]
    for a in above:
        for z in below:
            if abs(a.lo - z.lo) < 2 and abs(a.hi - z.hi) < 2:
                sides = [
                    s
                    for s in page.segments
                    if not s.horizontal and s.lo <= a.pos + 2 and s.hi >= z.pos - 2 and abs(s.pos - a.lo) < 2
                ]
                if sides:
                    candidates.append(Box(a.lo, a.pos, a.hi, z.pos))
    area = core.width * core.height
    fitting = [
        b
        for b in candidates
        if b.x0 <= core.x0 + 1
        and b.x1 >= core.x1 - 1
        and b.top <= core.top + 3
        and b.bottom >= core.bottom - 1
        and b.width * b.height <= 3.2 * area
        and b.width * b.height > 1.02 * area
    ]
    return min(fitting, key=lambda b: b.width * b.height) if fitting else None


def _title(area: ChartArea, inside: Sequence[Line]) -> str:
    above = [t for t in inside if t.box.bottom <= area.plot.top + 2 and number_of(t.text) is None]
    above.sort(key=lambda t: (round(t.v), t.u0))
    biggest = max((t.size for t in above), default=0.0)
    return " ".join(t.text for t in above if t.size >= 0.9 * biggest)
