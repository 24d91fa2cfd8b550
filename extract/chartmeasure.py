"""Measures bars and lines of a drawn chart against its value axis.

Every value is a reading from a drawing: right within the resolution given, never more. A chart whose parts
cannot be told apart is left unread.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from extract.chartaxis import ChartArea
from extract.chartaxis import number_of as label_number
from extract.chartlabels import categories_of, is_grey, legend_of, rule_box
from extract.document import Series
from extract.pageparts import RawPage, Segment, Shape
from extract.textlines import Line
from records import Box

WITHOUT_TICKS = 1.3
"""The same where no tick shows the place of a label exactly."""
PRECISION = 0.45
"""Points by which an end of a bar or a vertex may be misplaced by the program that drew it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was measured: kind (bar or line, or both), categories, series, resolution in axis units."""

    kind: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    resolution: str


@dataclass(frozen=True, slots=True)
class _Bar:
    """A bar in chart space: place along the categories, and its two ends along the values."""

    at: float
    lo: float
    hi: float
    colour: str


def measure(area: ChartArea, page: RawPage, tokens: Sequence[Line]) -> Reading | None:
    """Measure a chart.

    Args:
        area: Its place, plot and value axis.
        page: For its drawings.
        tokens: Texts of the page.

    Returns:
        The reading, or None where bars and lines cannot be matched to categories.
    """
    inside = [t for t in tokens if area.box.contains(*t.box.centre, 2.0)]
    categories = categories_of(area, inside)
    if len(categories) < 2:
        return None
    bars, markers = _grounded(area, _bars(area, page))
    lines = _lines(area, page, [c for c, _ in categories])
    names = legend_of(area, page, inside)
    series = _bar_series(area, bars, [c for c, _ in categories], names)
    if series is None:
        return None
    kinds = ["bar"] if series else []
    drawn = _line_series(area, lines, [c for c, _ in categories], names, inside)
    if not drawn:
        drawn = _marker_series(area, markers, [c for c, _ in categories], names)
    if drawn:
        kinds.append("line")
    if not series and not drawn:
        return None
    step = area.axis.per_point * (PRECISION if area.axis.ticked else WITHOUT_TICKS)
    places = _places(step)
    done: list[Series] = []
    exact = True
    for name, values in [*series, *drawn]:
        printed = _printed(area, values, [c for c, _ in categories], inside, step)
        exact = exact and printed is not None
        done.append(Series(name, printed or tuple(_text(v, places) for v in values)))
    return Reading(
        kind=" and ".join(kinds),
        categories=tuple(text for _, text in categories),
        series=tuple(done),
        resolution="" if exact else _text(step, max(places, 1 if step >= 0.1 else places)) or "",
    )


def _printed(
    area: ChartArea, values: Sequence[float | None], centres: Sequence[float], inside: Sequence[Line], step: float
) -> tuple[str | None, ...] | None:
    """The figures printed at the bars or points, where every one has its own and it agrees with the drawing."""
    upright = area.axis.vertical
    pitch = min((b - a for a, b in itertools.pairwise(centres)), default=60.0)
    out: list[str | None] = []
    for value, centre in zip(values, centres, strict=True):
        if value is None:
            out.append(None)
            continue
        best: tuple[float, str] | None = None
        for t in inside:
            number = label_number(t.text)
            if number is None or not area.plot.contains(*t.box.centre, 14.0):
                continue
            x, y = t.box.centre
            along, across = (x, y) if upright else (y, x)
            half = 0.5 * 10 ** -_decimals(t.text)
            if abs(along - centre) > 0.6 * pitch or abs(number - value) > 1.2 * step + half:
                continue
            place = area.axis.position_of(value)
            far = abs(across - place) + abs(along - centre)
            if abs(across - place) < (26 if upright else 44) and (best is None or far < best[0]):
                best = (far, t.text)
        if best is None:
            return None
        out.append(best[1].replace(",", "").rstrip("%").strip())
    return tuple(out) if any(v is not None for v in out) else None


def _decimals(text: str) -> int:
    return len(text.split(".")[1].rstrip("%) ")) if "." in text else 0


def _places(step: float) -> int:
    return max(0, min(4, math.ceil(-math.log10(step)))) if step > 0 else 0


def _text(value: float | None, places: int) -> str | None:
    if value is None:
        return None
    out = f"{value:.{places}f}"
    return out.lstrip("-") if float(out) == 0 else out


# -- bars ------------------------------------------------------------------------------------------------


def _bars(area: ChartArea, page: RawPage) -> list[_Bar]:
    """Filled rectangles that stand in the plot; the plot's own ground and frame left out."""
    plot, upright = area.plot, area.axis.vertical
    span = plot.width if upright else plot.height
    boxes = [(f.box, f.colour) for f in page.fills if f.is_coloured]
    for s in page.segments:
        # Bars thinner than a rule is thick were taken for rules; gridlines run the other way or are grey.
        if s.horizontal != upright and s.width > 1.2 and not is_grey(s.colour):
            boxes.append((rule_box(s), s.colour))
    for shape in page.shapes:
        if shape.fill and shape.fill != "#ffffff" and not shape.curved and len(shape.paths) == 1:
            boxes.append((shape.box, shape.fill))
    out = []
    widths: dict[str, float] = {}
    for b, colour in boxes:
        across = b.width if upright else b.height
        if not (plot.x0 - 2 <= b.centre[0] <= plot.x1 + 2 and plot.top - 4 <= b.centre[1] <= plot.bottom + 4):
            continue
        if across > 0.55 * span or across < 1.0:
            continue
        if upright:
            out.append(_Bar(b.centre[0], b.bottom, b.top, colour))
            widths.setdefault(colour, b.width)
        else:
            out.append(_Bar(b.centre[1], b.x0, b.x1, colour))
            widths.setdefault(colour, b.height)
    for s in page.segments:
        # A bar of next to no height is a thin strip as wide as its sisters.
        if s.horizontal == upright and s.colour in widths and abs(s.hi - s.lo - widths[s.colour]) < 1.5:
            box = rule_box(s)
            at = box.centre[0] if upright else box.centre[1]
            out.append(_Bar(at, box.bottom, box.top, s.colour) if upright else _Bar(at, box.x0, box.x1, s.colour))
    return out


def _bar_series(
    area: ChartArea, bars: Sequence[_Bar], centres: Sequence[float], names: dict[str, str]
) -> list[tuple[str, list[float | None]]] | None:
    """Bars by colour and category; None where two bars of one colour claim one category."""
    if not bars:
        return []
    axis = area.axis
    zero = _zero_position(area)
    pitch = min((b - a for a, b in itertools.pairwise(centres)), default=60.0)
    table: dict[str, list[float | None]] = {}
    for bar in bars:
        k = min(range(len(centres)), key=lambda i: abs(centres[i] - bar.at))
        if abs(centres[k] - bar.at) > 0.55 * pitch:
            continue
        low, high = axis.value_at(bar.lo), axis.value_at(bar.hi)
        on_zero = min(abs(bar.lo - zero), abs(bar.hi - zero)) <= 1.8
        value = (high if abs(bar.lo - zero) <= abs(bar.hi - zero) else low) if on_zero else high - low
        row = table.setdefault(bar.colour, [None] * len(centres))
        if row[k] is not None:
            return None
        row[k] = value
    if len(table) == len(bars) and len(bars) > 3:
        # Every bar in a colour of its own (RAG colours, one series): one row again.
        return _one_series(table)
    return [(names.get(colour, ""), values) for colour, values in table.items()]


def _grounded(area: ChartArea, bars: Sequence[_Bar]) -> tuple[list[_Bar], list[_Bar]]:
    """Bars that stand on the zero line or on another bar; and what floats: the markers of lines."""
    zero = _zero_position(area)
    standing = [b for b in bars if min(abs(b.lo - zero), abs(b.hi - zero)) <= 1.8]
    rest = [b for b in bars if b not in standing]
    while True:
        stacked = [
            b
            for b in rest
            if any(abs(b.at - s.at) < 1.5 and min(abs(b.lo - s.hi), abs(b.hi - s.lo)) <= 1.5 for s in standing)
        ]
        if not stacked:
            return standing, rest
        standing += stacked
        rest = [b for b in rest if b not in stacked]


def _marker_series(
    area: ChartArea, markers: Sequence[_Bar], centres: Sequence[float], names: dict[str, str]
) -> list[tuple[str, list[float | None]]]:
    table: dict[str, list[float | None]] = {}
    for m in markers:
        k = min(range(len(centres)), key=lambda i: abs(centres[i] - m.at))
        if abs(centres[k] - m.at) <= 3 and abs(m.hi - m.lo) < 12:
            table.setdefault(m.colour, [None] * len(centres))[k] = area.axis.value_at((m.lo + m.hi) / 2)
    return [(names.get(c, ""), v) for c, v in table.items() if sum(x is not None for x in v) >= 2]


def _one_series(table: dict[str, list[float | None]]) -> list[tuple[str, list[float | None]]]:
    rows = list(table.values())
    merged: list[float | None] = [next((r[k] for r in rows if r[k] is not None), None) for k in range(len(rows[0]))]
    return [("", merged)]


def _zero_position(area: ChartArea) -> float:
    """Where bars stand: at zero where the axis shows it, else at its lower end."""
    axis = area.axis
    low, high = min(axis.values), max(axis.values)
    value = 0.0 if low <= 0 <= high else low
    p0, p1, v0, v1 = axis.positions[0], axis.positions[-1], axis.values[0], axis.values[-1]
    return p0 + (value - v0) * (p1 - p0) / (v1 - v0)


# -- lines -----------------------------------------------------------------------------------------------


def _lines(area: ChartArea, page: RawPage, centres: Sequence[float]) -> list[tuple[str, list[tuple[float, float]]]]:
    """Stroked polylines in the plot as (colour, points along categories and values)."""
    plot, upright = area.plot, area.axis.vertical
    reach = (centres[-1] - centres[0]) * 0.5
    pieces: dict[str, list[list[tuple[float, float]]]] = {}
    for shape in page.shapes:
        if shape.stroke is None or shape.fill not in (None, "") or not _in_plot(shape, plot):
            continue
        for path in shape.paths:
            points = [(x, y) if upright else (y, x) for x, y in path]
            if len(points) >= 2:
                pieces.setdefault(shape.stroke, []).append(points)
    whole = 0.9 * (plot.width if upright else plot.height)
    # Gridlines cross the whole plot, several of one colour; a target line may be drawn in pieces.
    grid = Counter(
        s.colour
        for s in page.segments
        if s.horizontal == upright and s.hi - s.lo >= whole and plot.contains(*_middle(s), 3.0)
    )
    for s in page.segments:
        if s.horizontal != upright or not plot.contains(*_middle(s), 3.0):
            continue
        if grid[s.colour] > 2 and s.hi - s.lo >= whole:
            continue
        # A grey line away from every tick is drawn for its own sake (an expectation); at a tick it is the grid.
        if is_grey(s.colour) and min(abs(s.pos - p) for p in area.axis.positions) < 1.2:
            continue
        if is_grey(s.colour) and _closes_a_frame(s, page.segments):
            continue
        pieces.setdefault(s.colour, []).append([(s.lo, s.pos), (s.hi, s.pos)])
    out = []
    for colour, parts in pieces.items():
        for chain in _chains(parts):
            if max(p[0] for p in chain) - min(p[0] for p in chain) >= reach:
                out.append((colour, chain))
    return out


def _closes_a_frame(s: Segment, others: Sequence[Segment]) -> bool:
    """Whether a rule is a side of the frame around the plot: rules of its colour stand on both its ends."""
    ends = [
        any(
            o.horizontal != s.horizontal
            and o.colour == s.colour
            and abs(o.pos - end) <= 1
            and min(abs(o.lo - s.pos), abs(o.hi - s.pos)) <= 1
            for o in others
        )
        for end in (s.lo, s.hi)
    ]
    return all(ends)


def _in_plot(shape: Shape, plot: Box) -> bool:
    b = shape.box
    return b.x0 >= plot.x0 - 8 and b.x1 <= plot.x1 + 8 and b.top >= plot.top - 8 and b.bottom <= plot.bottom + 8


def _middle(s: Segment) -> tuple[float, float]:
    m = (s.lo + s.hi) / 2
    return (m, s.pos) if s.horizontal else (s.pos, m)


def _chains(parts: list[list[tuple[float, float]]]) -> list[list[tuple[float, float]]]:
    """Join pieces of one colour that meet end to end."""
    todo = sorted((p if p[0][0] <= p[-1][0] else p[::-1] for p in parts), key=lambda p: p[0][0])
    out: list[list[tuple[float, float]]] = []
    for piece in todo:
        for chain in out:
            (ax, ay), (bx, by) = chain[-1], piece[0]
            if abs(ax - bx) <= 1.2 and abs(ay - by) <= 1.2:
                chain.extend(piece[1:])
                break
        else:
            out.append(list(piece))
    return out


def _line_series(
    area: ChartArea,
    lines: Sequence[tuple[str, list[tuple[float, float]]]],
    centres: Sequence[float],
    names: dict[str, str],
    inside: Sequence[Line],
) -> list[tuple[str, list[float | None]]]:
    out: list[tuple[str, list[float | None]]] = []
    for colour, points in lines:
        values = [_value_on(area, points, c) for c in centres]
        if sum(v is not None for v in values) >= 2:
            out.append((names.get(colour) or _end_label(area, points, inside), values))
    return out


def _end_label(area: ChartArea, points: Sequence[tuple[float, float]], inside: Sequence[Line]) -> str:
    """A name printed at the right end of a line."""
    if not area.axis.vertical:
        return ""
    x, y = max(points)
    for t in inside:
        beside = -2 <= t.box.x0 - x <= 26 and abs(t.v - 0.35 * t.size - y) < 0.6 * t.size
        if beside and label_number(t.text) is None:
            return t.text
    return ""


def _value_on(area: ChartArea, points: Sequence[tuple[float, float]], at: float) -> float | None:
    """Value of a polyline at a category: its vertex there; anywhere along a level line.

    A line that passes a category without a vertex spans a gap in its data: nothing is known there.
    """
    near = [p for p in points if abs(p[0] - at) <= 1.5]
    if near:
        return area.axis.value_at(min(near, key=lambda p: abs(p[0] - at))[1])
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    level = max(ys) - min(ys) <= 0.5
    return area.axis.value_at(ys[0]) if level and min(xs) <= at <= max(xs) else None
