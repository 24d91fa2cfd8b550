"""The words of charts without an axis: their title, the labels of their parts, and the figures that these carry."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.chartaxis import number_of
from extract.chartextent import has_key
from extract.pageparts import RawPage
from extract.textlines import Line
from records import Box

_SHARE = re.compile(r"^(?P<name>.*?)[\s,;:(]*(?P<figure>\d[\d,]*(?:\.\d+)?\s?%?)\)?$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Part:
    """A slice or a bar: its place, its colour, how much it shows in units of its own drawing."""

    box: Box
    colour: str
    amount: float
    middle: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Region:
    """A chart without an axis: what it is, where its parts stand, and the parts."""

    kind: str
    core: Box
    parts: tuple[Part, ...]


def with_outer_labels(region: Region, tokens: Sequence[Line]) -> Box:
    """The parts with the labels set around or over them."""
    core = region.core
    pie = region.kind in {"pie", "doughnut"}
    out = core
    for t in tokens:
        b = t.box
        if core.contains(*b.centre):
            out = out.union(b)
        elif pie:
            margin = max(0.28 * core.width, 24)
            close = Box(core.x0 - margin, core.top - 2.4 * t.size, core.x1 + margin, core.bottom + 2.4 * t.size)
            gap = max(core.x0 - b.x1, b.x0 - core.x1, core.top - b.bottom, b.top - core.bottom)
            if close.contains(*b.centre) and len(t.words) <= 5 and gap <= 2 * t.size:
                out = out.union(b)
        elif region.kind == "bar":
            over = any(
                abs(b.centre[0] - p.middle[0]) < p.box.width and 0 <= p.box.top - b.centre[1] <= 1.4 * t.size
                for p in region.parts
            )
            if over and number_of(t.text) is not None:
                out = out.union(b)
        elif region.kind == "hbar":
            level = any(abs(b.centre[1] - p.middle[1]) < 0.7 * t.size for p in region.parts)
            if level and (0 <= core.x0 - b.x1 <= 60 or (number_of(t.text) is not None and b.x0 - core.x1 <= 60)):
                out = out.union(b)
    return out


def title_of(region: Region, inside: Sequence[Line]) -> list[Line]:
    """The lines over a chart that are its title."""
    above = [
        t for t in inside if t.box.bottom <= region.core.top + 2 and number_of(t.text) is None and len(t.words) >= 2
    ]
    above.sort(key=lambda t: (round(t.v), t.u0))
    biggest = max((t.size for t in above), default=0.0)
    return [t for t in above if t.size >= 0.9 * biggest and not _SHARE.match(t.text)] or [
        t for t in above if t.size >= 1.2 * min(x.size for x in inside)
    ]


def figures_of(region: Region, inside: Sequence[Line], page: RawPage) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """(names, figures as printed) where each part has both and the drawing agrees; else None."""
    if region.kind == "line":
        return None
    total = sum(p.amount for p in region.parts)
    found: list[tuple[str, str, float, Part]] = []
    for part in region.parts:
        label = (
            _bar_label(part, inside, region.kind)
            if region.kind in {"bar", "hbar"}
            else _slice_label(part, region, inside, page)
        )
        if label is None:
            return None
        name, printed = label
        name = name or _legend_name(part, region, inside, page)
        number = number_of(printed)
        if not name or number is None or number <= 0:
            return None
        found.append((name, printed, number, part))
    whole_number = sum(f[2] for f in found)
    if len({f[0] for f in found}) < len(found) or whole_number <= 0:
        return None
    most = max(p.amount for p in region.parts)
    biggest = max(f[2] for f in found)
    for _, printed, number, part in found:
        half = 0.5 * 10 ** -(len(printed.split(".")[1].rstrip("% ")) if "." in printed else 0)
        if region.kind in {"bar", "hbar"}:
            wrong = abs(number / biggest - part.amount / most) > 0.015 + 1.0 / most + half / biggest
        else:
            wrong = abs(number / whole_number - part.amount / total) > 0.01 + half / whole_number
        if wrong:
            return None
    if region.kind == "bar":
        found.sort(key=lambda f: f[3].box.x0)
    elif region.kind == "hbar":
        found.sort(key=lambda f: f[3].box.top)
    return tuple(f[0] for f in found), tuple(f[1] for f in found)


def _bar_label(part: Part, inside: Sequence[Line], kind: str) -> tuple[str, str] | None:
    """(category, figure) of a bar."""
    b = part.box
    if kind == "bar":
        column = [t for t in inside if abs(t.box.centre[0] - b.centre[0]) < max(0.75 * b.width, 6)]
        names = [t for t in column if -1 <= t.box.top - b.bottom <= 2.4 * t.size]
        figures = [
            t for t in column if number_of(t.text) is not None and b.top - 1.6 * t.size <= t.box.centre[1] <= b.bottom
        ]
    else:
        row = [t for t in inside if abs(t.box.centre[1] - b.centre[1]) < 0.7 * t.size]
        names = [t for t in row if 0 <= b.x0 - t.box.x1 <= 60]
        figures = [t for t in row if number_of(t.text) is not None and b.x0 <= t.box.centre[0] <= b.x1 + 50]
    return (names[0].text, figures[0].text) if len(names) == 1 and len(figures) == 1 else None


def _slice_label(part: Part, region: Region, inside: Sequence[Line], page: RawPage) -> tuple[str, str] | None:
    """(name or "", figure) of a slice: the one label whose nearest slice it is; a name may stand in the line above."""
    mine = []
    for t in inside:
        m = _SHARE.match(t.text.strip())
        if m is None or number_of(m["figure"]) is None or _owner(t, region) is not part:
            continue
        mine.append((t, m["name"].strip(" ,;:("), m["figure"]))
    if len(mine) != 1:
        return None
    t, name, figure = mine[0]
    if not name:
        over = [
            o
            for o in inside
            if 0 < t.v - o.v < 1.5 * t.size
            and abs(o.box.centre[0] - t.box.centre[0]) < 0.6 * o.box.width
            and number_of(o.text) is None
        ]
        # Or outside the ring, in the same direction.
        outside = [
            o
            for o in inside
            if number_of(o.text) is None and len(o.words) <= 5 and _owner(o, region) is part and not has_key(o, page)
        ]
        lone = over if len(over) == 1 else outside if len(outside) == 1 and not over else []
        name = lone[0].text.strip(" ,;:") if lone else ""
    return name, figure


def _owner(t: Line, region: Region) -> Part | None:
    """The slice a label belongs to: by its direction from the middle; None in the middle itself."""
    cx, cy = region.core.centre
    rx, ry = region.core.width / 2, region.core.height / 2
    x, y = (t.box.centre[0] - cx) / rx, (t.box.centre[1] - cy) / ry
    if math.hypot(x, y) < 0.3 or math.hypot(x, y) > 2.2:
        return None
    towards = math.atan2(y, x)

    def turn(p: Part) -> float:
        at = math.atan2((p.middle[1] - cy) / ry, (p.middle[0] - cx) / rx)
        return abs((towards - at + math.pi) % (2 * math.pi) - math.pi)

    total = sum(p.amount for p in region.parts)
    within = [p for p in region.parts if turn(p) <= math.pi * p.amount / total]
    return within[0] if len(within) == 1 else None


def _legend_name(part: Part, region: Region, inside: Sequence[Line], page: RawPage) -> str:
    """Name beside the key of a slice's colour."""
    keys = [f.box for f in page.fills if f.colour == part.colour and f.box.width <= 20 and f.box.height <= 20]
    keys += [s.box for s in page.shapes if s.fill == part.colour and s.box.width <= 20 and s.box.height <= 20]
    names = []
    for key in keys:
        if region.core.contains(*key.centre):
            continue
        right = [
            t
            for t in inside
            if 0 <= t.box.x0 - key.x1 <= 16 and abs(t.v - 0.35 * t.size - key.centre[1]) < 0.6 * t.size
        ]
        names += [min(right, key=lambda t: t.box.x0).text] if right else []
    return names[0] if len(set(names)) == 1 else ""
