"""The words of a drawn chart: categories along its axis, and the legend that names its colours."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from extract.chartaxis import ChartArea, number_of
from extract.pageparts import RawPage, Segment
from extract.textlines import Line, split_line
from records import Box

_GREYS = 26
"""Largest difference of red, green and blue in a colour that counts as grey."""


def categories_of(area: ChartArea, inside: Sequence[Line]) -> list[tuple[float, str]]:
    """Labels along the other axis as (place, text), in order; labels on two lines are joined."""
    plot, upright = area.plot, area.axis.vertical
    picked: list[tuple[float, float, Line]] = []
    # Labels of a crowded axis nearly touch: part them at little more than a space.
    labels = _axis_labels(inside) if upright else list(inside)
    for t in labels:
        b = t.box
        if upright:
            near = plot.bottom - 1 <= b.top + 0.2 * t.size <= plot.bottom + 3.2 * t.size
            if near and plot.x0 - 12 <= b.centre[0] <= plot.x1 + 12:
                picked.append((b.centre[0], t.v, t))
        else:
            near = plot.x0 - 220 <= b.x1 <= plot.x0 + 2
            if near and plot.top - 4 <= b.centre[1] <= plot.bottom + 4:
                picked.append((b.centre[1], b.x0, t))
    if not picked:
        return []
    if upright:
        first = min(v for _, v, _ in picked)
        rows = _label_rows(picked, first)
        heads = [p for p in rows if p[1] - first < 0.5 * p[2].size]
        out = []
        for x, _, head in heads:
            below = [p for p in rows if p[1] - first >= 0.5 * p[2].size and abs(p[0] - x) < 0.7 * _spacing(heads)]
            under = [p[2].text for p in below if min(heads, key=lambda h: abs(h[0] - p[0]))[0] == x]
            out.append((x, " ".join([head.text, *under])))
        return sorted(out)
    # Down the left side: lines closer than one and a half lines are one label.
    picked.sort(key=lambda p: p[0])
    gaps = [b[0] - a[0] for a, b in itertools.pairwise(picked)]
    usual = sorted(gaps)[len(gaps) // 2] if gaps else 12.0
    out_down: list[tuple[float, str]] = []
    for y, _, t in picked:
        if out_down and y - out_down[-1][0] < min(0.6 * usual, 1.3 * t.size):
            out_down[-1] = ((out_down[-1][0] + y) / 2, f"{out_down[-1][1]} {t.text}")
        else:
            out_down.append((y, t.text))
    return out_down


def _label_rows(picked: list[tuple[float, float, Line]], first: float) -> list[tuple[float, float, Line]]:
    """The rows of labels below an axis, down to the first wide step: below that stands the title of the axis."""
    out: list[tuple[float, float, Line]] = []
    last = first
    for p in sorted(picked, key=lambda p: (p[1], p[0])):
        if p[1] - first >= 2.8 * p[2].size or p[1] - last > 1.45 * p[2].size:
            break
        out.append(p)
        last = p[1]
    return out


def _axis_labels(inside: Sequence[Line]) -> list[Line]:
    """Labels along a horizontal axis, parted at little more than a space, or by the text objects they are."""
    out: list[Line] = []
    for line in inside:
        parts = split_line(line, 0.45)
        if max(len(p.words) for p in parts) >= 4:
            # So crowded that only their objects part them.
            groups = [[line.words[0]]]
            for w in line.words[1:]:
                if w.chars[0].run != groups[-1][-1].chars[-1].run:
                    groups.append([w])
                else:
                    groups[-1].append(w)
            if len(groups) >= 4:
                parts = [Line(g, line.v, line.size, line.angle) for g in groups]
        out.extend(parts)
    return out


def _spacing(heads: Sequence[tuple[float, float, Line]]) -> float:
    xs = sorted(h[0] for h in heads)
    gaps = [b - a for a, b in itertools.pairwise(xs)]
    return min(gaps) if gaps else 40.0


def legend_of(area: ChartArea, page: RawPage, inside: Sequence[Line]) -> dict[str, str]:
    """Names of series by colour: a small patch or stroke of colour with a text to its right."""
    keys: list[tuple[Box, str]] = []
    for f in page.fills:
        if f.box.width <= 40 and f.box.height <= 14 and f.is_coloured:
            keys.append((f.box, f.colour))
    for s in page.segments:
        if s.horizontal and s.hi - s.lo <= 70 and (not is_grey(s.colour) or s.hi - s.lo >= 8):
            keys.append((rule_box(s), s.colour))
    for shape in page.shapes:
        if shape.box.width <= 45 and shape.box.height <= 14 and (shape.fill or shape.stroke):
            keys.append((shape.box, shape.fill or shape.stroke or ""))
    out: dict[str, str] = {}
    for box, colour in keys:
        if not area.box.contains(*box.centre, 2.0):
            continue
        # A legend may stand inside the plot: its keys are no wider than a few letters, its texts no figures.
        within = area.plot.contains(*box.centre, -1.0)
        y = box.centre[1]
        right = [
            t
            for t in inside
            if 0 <= t.box.x0 - box.x1 <= (12 if within else 26)
            and abs(t.v - 0.35 * t.size - y) < 0.6 * t.size
            and (number_of(t.text) is None or not (within or is_grey(colour)))
        ]
        if right:
            out.setdefault(colour, min(right, key=lambda t: t.box.x0).text)
    return out


def rule_box(s: Segment) -> Box:
    """A rule with its thickness as a box."""
    half = s.width / 2
    if s.horizontal:
        return Box(s.lo, s.pos - half, s.hi, s.pos + half)
    return Box(s.pos - half, s.lo, s.pos + half, s.hi)


def is_grey(colour: str) -> bool:
    """Whether a colour is black, white or grey, as gridlines and axes are."""
    if len(colour) != 7:
        return True
    rgb = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    return max(rgb) - min(rgb) <= _GREYS
