"""How far a chart reaches: its frame where one is drawn, else its labels, legend and title around the plot."""

from __future__ import annotations

from collections.abc import Sequence

from extract.chartaxis import number_of
from extract.chartlabels import is_grey, rule_box
from extract.pageparts import RawPage
from extract.textlines import Line
from records import Box

LARGEST_FRAME = 8.0
"""A frame has at most this many times the area of the plot with its axis: a wide legend, a title, white around."""


def whole(
    core: Box, plot: Box, page: RawPage, tokens: Sequence[Line], turned: Sequence[Line], *, axis: str = "vertical"
) -> Box:
    """The area that belongs to a chart.

    Args:
        core: The plot with the labels of its value axis.
        plot: Where its bars, lines or slices stand.
        page: For its drawings.
        tokens: Upright text parted at wide gaps.
        turned: Text of other angles.
        axis: "vertical" or "horizontal" for the way values run, "" for a chart without an axis (a pie).

    Returns:
        Its frame, or a box around what stands close to it.
    """
    framed = frame_of(core, plot, page, tokens, axis)
    if framed is not None:
        return framed
    out = _with_labels_below(core, plot, tokens)
    for ln in turned:
        b = ln.box
        below = plot.bottom - 3 <= b.top <= plot.bottom + 3 * ln.size and core.x0 - 24 <= b.centre[0] <= core.x1 + 12
        # The title of the axis, turned, beside its labels.
        beside = 0 <= core.x0 - b.x1 <= 3 * ln.size and core.top - 4 <= b.centre[1] <= core.bottom + 4
        if below or beside:
            out = out.union(b)
    for t in tokens:
        if ends_a_line(t, core, page):
            out = out.union(t.box)
    for key, label in _legend_entries(core, page, tokens):
        out = out.union(key).union(label)
    title = _centred_above(plot, out, tokens)
    return out.union(title.box) if title is not None else out


def frame_of(core: Box, plot: Box, page: RawPage, tokens: Sequence[Line], axis: str) -> Box | None:
    """The smallest drawn rectangle around plot and labels that holds nothing but a chart."""
    candidates = [f.box for f in page.fills] + [s.box for s in page.shapes] + _ruled_frames(core, page)
    area = core.width * core.height
    most = min(LARGEST_FRAME * area, 0.6 * page.width * page.height)
    fitting = [
        b
        for b in candidates
        if b.x0 <= core.x0 + 1
        and b.x1 >= core.x1 - 1
        and b.top <= core.top + 3
        and b.bottom >= core.bottom - 1
        and 1.02 * area < b.width * b.height <= most
        # The frame of the plot alone leaves the categories out.
        and (axis != "vertical" or b.bottom >= plot.bottom + 5)
        and (axis != "horizontal" or b.x0 <= plot.x0 - 8)
    ]
    for box in sorted(fitting, key=lambda b: b.width * b.height):
        if _holds_chart_only(box, core, page, tokens):
            return box
    return None


def _ruled_frames(core: Box, page: RawPage) -> list[Box]:
    wide = [s for s in page.segments if s.horizontal and s.lo <= core.x0 + 1 and s.hi >= core.x1 - 1]
    out = []
    for a in (s for s in wide if s.pos <= core.top + 1):
        for z in (s for s in wide if s.pos >= core.bottom - 1):
            if abs(a.lo - z.lo) < 2 and abs(a.hi - z.hi) < 2:
                sides = [
                    s
                    for s in page.segments
                    if not s.horizontal and s.lo <= a.pos + 2 and s.hi >= z.pos - 2 and abs(s.pos - a.lo) < 2
                ]
                if sides:
                    out.append(Box(a.lo, a.pos, a.hi, z.pos))
    return out


def _holds_chart_only(frame: Box, core: Box, page: RawPage, tokens: Sequence[Line]) -> bool:
    """Whether a frame belongs to the chart: no running text in it, no sums beside the title."""
    for t in tokens:
        b = t.box
        if not frame.contains(*b.centre) or core.contains(*b.centre):
            continue
        below = b.top > core.bottom + 3.4 * t.size
        if below and len(t.text) > 30 and not has_key(t, page):
            return False
        if ":" in t.text and "|" in t.text:
            return False
        if len(t.words) >= 8 and t.text.rstrip().endswith((".", ";")):
            return False
    return True


def has_key(t: Line, page: RawPage) -> bool:
    """Whether a stroke, patch or marker of a legend stands right before a text."""
    y = t.v - 0.35 * t.size
    reach = 0.6 * t.size

    def before(b: Box) -> bool:
        return -1 <= t.box.x0 - b.x1 <= 16 and b.width <= 70 and b.height <= 16 and abs(b.centre[1] - y) < reach

    return (
        any(before(rule_box(s)) for s in page.segments if s.horizontal)
        or any(before(f.box) for f in page.fills)
        or any(before(s.box) for s in page.shapes)
    )


def _with_labels_below(core: Box, plot: Box, tokens: Sequence[Line]) -> Box:
    """Labels under the axis: one row close below it, and more only as lines of the same labels."""
    out = core
    last: Line | None = None
    for t in sorted(tokens, key=lambda t: t.v):
        b = t.box
        if b.top < plot.bottom - 2 or b.x0 < core.x0 - 12 or b.x1 > core.x1 + 12:
            continue
        near = t.v - plot.bottom < 2.6 * t.size if last is None else t.v - last.v < 1.4 * t.size
        alike = last is None or abs(t.size - last.size) < 0.1 * t.size
        if not near or not alike:
            break
        out = out.union(b)
        last = t
    return out


def ends_a_line(t: Line, core: Box, page: RawPage) -> bool:
    """Whether a text is the name of a line, printed at its right end."""
    b = t.box
    if not (core.x1 - 20 <= b.x0 <= core.x1 + 26 and b.x1 > core.x1 and core.top <= t.v <= core.bottom + t.size):
        return False
    y = t.v - 0.35 * t.size
    return number_of(t.text) is None and any(
        s.horizontal and abs(s.pos - y) < 0.6 * t.size and -2 <= b.x0 - s.hi <= 26 for s in page.segments
    )


def _legend_entries(core: Box, page: RawPage, tokens: Sequence[Line]) -> list[tuple[Box, Box]]:
    """Keys of a legend beside, above or under a chart without a frame, each with its text."""
    zone = Box(core.x0 - 20, core.top - 30, core.x1 + max(0.35 * core.width, 110), core.bottom + 55)
    keys = [f.box for f in page.fills if f.box.width <= 16 and f.box.height <= 14 and f.colour != "#ffffff"]
    keys += [s.box for s in page.shapes if s.fill and s.box.width <= 16 and s.box.height <= 14]
    for s in page.segments:
        if s.horizontal and 6 <= s.hi - s.lo <= 45 and not is_grey(s.colour):
            keys.append(rule_box(s))
    out = []
    for key in keys:
        x, y = key.centre
        if core.contains(x, y) or not zone.contains(x, y):
            continue
        for t in tokens:
            if (
                0 <= t.box.x0 - key.x1 <= 14
                and abs(t.v - 0.35 * t.size - y) < 0.6 * t.size
                and number_of(t.text) is None
            ):
                out.append((key, t.box))
                break
    return out


def _centred_above(plot: Box, whole: Box, tokens: Sequence[Line]) -> Line | None:
    """A title set over the middle of the plot, close above it."""
    for t in tokens:
        b = t.box
        near = 0 <= plot.top - b.bottom <= 2.2 * t.size and b.bottom <= whole.top + 4
        if near and abs(b.centre[0] - plot.centre[0]) < 6 and b.width < plot.width and number_of(t.text) is None:
            return t
    return None
