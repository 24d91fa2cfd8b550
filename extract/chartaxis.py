"""The value axis of a drawn chart: evenly spaced labels in even steps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter

from extract.folding import remembered
from extract.textlines import Line
from records import Box

_NUMBER = re.compile(r"^[-–−(]?[£$]?\d[\d,]*(?:\.\d+)?\s*(?:%|k|m|bn)?\)?$", re.IGNORECASE)

_LEAST = 3
"""Labels that make an axis at least."""


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
        ticked: Its positions are those of ticks or gridlines, not of labels.
    """

    vertical: bool
    positions: tuple[float, ...]
    values: tuple[float, ...]
    box: Box
    percent: bool
    places: int
    ticked: bool = False

    def value_at(self, position: float) -> float:
        """The value at a place along the axis."""
        p0, p1, v0, v1 = self.positions[0], self.positions[-1], self.values[0], self.values[-1]
        return v0 + (position - p0) * (v1 - v0) / (p1 - p0)

    def position_of(self, value: float) -> float:
        """The place of a value along the axis."""
        p0, p1, v0, v1 = self.positions[0], self.positions[-1], self.values[0], self.values[-1]
        return p0 + (value - v0) * (p1 - p0) / (v1 - v0)

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


@remembered(8_192, longest=24)
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


Label = tuple[Line, float, Box, float]
"""Of an axis: its text, its number, its box, and the baseline of its first word."""
_Keyed = tuple[float, float, Line, float]


def labels_of(tokens: Iterable[Line]) -> list[Label]:
    """The texts that may be labels of an axis of figures."""
    found = [(t, v) for t in tokens if (v := number_of(t.text)) is not None]
    if len(found) < _LEAST:
        return []
    # Its own baseline: a data label beside it may stand a little higher in the same line.
    return [(t, v, t.box, t.words[0].chars[0].v) for t, v in found]


def axes(numeric: Sequence[Label], *, vertical: bool) -> list[Axis]:
    """Runs of labels in one column (or row), evenly spaced, in even steps."""
    out: list[Axis] = []
    keyed: list[_Keyed] = []
    for line, value, b, own in numeric:
        mid = own - 0.36 * line.size if vertical else (b.x0 + b.x1) / 2
        keyed.append((b.x1 if vertical else own, mid, line, value))
    keyed.sort(key=itemgetter(0, 1))
    groups: list[list[_Keyed]] = []
    for item in keyed:
        if groups and item[0] - groups[-1][-1][0] <= 1.6:
            groups[-1].append(item)
        else:
            groups.append([item])
    for group in groups:
        if len(group) < _LEAST:
            continue
        group.sort(key=itemgetter(1))
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


def _run_end(group: list[_Keyed], start: int) -> int:
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
