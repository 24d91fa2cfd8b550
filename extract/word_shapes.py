"""What Office shapes look like as signs: arrows by name, turned and mirrored, lines with heads."""

from __future__ import annotations

import math
import re
from typing import Final

from extract.namespaces import A
from extract.safexml import Element

EMU_PER_POINT: Final = 12_700
RING = ("up", "up-right", "right", "down-right", "down", "down-left", "left", "up-left")
SHAPES: Final[dict[str, str]] = {
    "upArrow": "up", "downArrow": "down", "leftArrow": "left", "rightArrow": "right",
    "leftRightArrow": "level", "upDownArrow": "updown", "upArrowCallout": "up", "downArrowCallout": "down",
    "leftArrowCallout": "left", "rightArrowCallout": "right", "leftRightArrowCallout": "level",
    "triangle": "up", "isosTriangle": "up", "flowChartExtract": "up", "flowChartMerge": "down",
    "notchedRightArrow": "right", "stripedRightArrow": "right", "bentUpArrow": "up",
    "mathEqual": "level", "curvedUpArrow": "up", "curvedDownArrow": "down",
}  # fmt: skip
# VML shape types by number (o:spt): the same shapes in older files.
VML_TYPES: Final[dict[str, str]] = {
    "5": "triangle", "13": "rightArrow", "66": "leftArrow", "67": "downArrow", "68": "upArrow",
    "69": "leftRightArrow", "70": "upDownArrow", "93": "stripedRightArrow", "94": "notchedRightArrow",
    "127": "flowChartExtract", "128": "flowChartMerge", "90": "bentUpArrow",
    "77": "leftArrowCallout", "78": "rightArrowCallout", "79": "upArrowCallout", "80": "downArrowCallout",
}  # fmt: skip


def turned(value: str, degrees: float, *, flip_h: bool = False, flip_v: bool = False) -> str:
    """A direction after mirroring and turning clockwise, as Office applies them.

    Args:
        value: up, down, left, right, a diagonal, level (left-right) or updown.
        degrees: Clockwise.
        flip_h: Mirrored left to right, before turning.
        flip_v: Mirrored top to bottom, before turning.

    Returns:
        The direction as seen; "unknown" where it does not fall on an eighth of a turn, or points both up and down.
    """
    if value in {"level", "updown"}:
        quarter = round(degrees / 90)
        if abs(degrees - 90 * quarter) > 15:
            return "unknown"
        flat = (value == "level") == (quarter % 2 == 0)
        return "level" if flat else "unknown"
    if value not in RING:
        return value
    step = RING.index(value)
    if flip_h:
        step = -step % 8
    if flip_v:
        step = (4 - step) % 8
    eighths = round(degrees / 45)
    if abs(degrees - 45 * eighths) > 15:
        return "unknown"
    return RING[(step + eighths) % 8]


def extent_points(extent: Element | None) -> tuple[float, float]:
    """Width and height of an ``ext`` element in points."""
    if extent is None:
        return (0.0, 0.0)
    return (
        leading_number(extent.get("cx") or "0") / EMU_PER_POINT,
        leading_number(extent.get("cy") or "0") / EMU_PER_POINT,
    )


def turn_of(transform: Element | None) -> tuple[float, bool, bool]:
    """Clockwise degrees, mirrored left to right, mirrored top to bottom, of a transform."""
    if transform is None:
        return (0.0, False, False)
    degrees = leading_number(transform.get("rot") or "0") / 60_000 % 360
    return (degrees, transform.get("flipH") in {"1", "true"}, transform.get("flipV") in {"1", "true"})


def line_direction(transform: Element | None, line: Element, degrees: float, flip_h: bool, flip_v: bool) -> str:
    """Direction of a line with a head at one end; level with heads at both ends of a flat one; "" without."""

    def headed(end: str) -> bool:
        item = line.find(f"{A}{end}")
        return item is not None and (item.get("type") or "none") != "none"

    head, tail = headed("headEnd"), headed("tailEnd")
    if not head and not tail:
        return ""
    width, height = extent_points(transform.find(f"{A}ext") if transform is not None else None)
    value = slope(width, height)
    if head and tail:
        both = {"right": "level", "down": "updown"}.get(value, "unknown")
        return turned(both, degrees, flip_h=flip_h, flip_v=flip_v)
    if head:  # the line runs from its head end to its tail end
        value = RING[(RING.index(value) + 4) % 8]
    return turned(value, degrees, flip_h=flip_h, flip_v=flip_v)


def slope(width: float, height: float) -> str:
    """Direction of a step right by width and down by height, to the nearest eighth of a turn."""
    if not width and not height:
        return "right"
    angle = math.degrees(math.atan2(height, width))  # clockwise from right, as y runs down
    return RING[(round(angle / 45) + 2) % 8]


def vml_line_direction(shape: Element, stroke: Element) -> str:
    """Direction of an older (VML) line with a head; "" without one."""
    start, end = (stroke.get("startarrow") or "none") != "none", (stroke.get("endarrow") or "none") != "none"
    if not start and not end:
        return ""
    ends = [[css_points(part) for part in (shape.get(key) or "0,0").split(",")] for key in ("from", "to")]
    if any(len(e) != 2 for e in ends):
        return "unknown"
    dx, dy = ends[1][0] - ends[0][0], ends[1][1] - ends[0][1]
    if start and end:
        return "level" if abs(dy) < abs(dx) / 2 else "unknown"
    return slope(dx, dy) if end else slope(-dx, -dy)


def css(text: str) -> dict[str, str]:
    """Properties of a style attribute, lower case."""
    pairs = (item.split(":", 1) for item in text.split(";") if ":" in item)
    return {key.strip().lower(): value.strip().lower() for key, value in pairs}


def css_points(text: str) -> float:
    """A length such as "1.5in" in points; 0 where it is none."""
    match = re.match(r"\s*(-?[\d.]+)\s*(pt|in|cm|mm|px)?", text)
    if not match or not match[1].strip("-."):
        return 0.0
    scale = {"in": 72.0, "cm": 28.3465, "mm": 2.83465, "px": 0.75}.get(match[2] or "pt", 1.0)
    return float(match[1]) * scale


def leading_number(text: str) -> float:
    """The number at the head of some text, 0 where there is none; "fd" marks 65536ths."""
    match = re.match(r"-?\d+(?:\.\d+)?", text.strip())
    value = float(match[0]) if match else 0.0
    return value / 65_536 if text.strip().endswith("fd") else value
