"""Drawings in Word paragraphs: pictures, autoshapes, text boxes, charts, embedded objects.

A small picture or an arrow shape is a direction sign; it is read as drawn, turned and mirrored as the file says. A
chart is handed on to be read from its data. Everything else that carries meaning is noted as not read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lxml import etree

from extract.arrows import arrow_from_image, is_arrow_name
from extract.document import Mark
from extract.ooxml import Element, Package, Relationship
from extract.word_styles import A, Theme, W
from records import HostileError, UnreadableError

if TYPE_CHECKING:
    from extract.word_runs import Content, Note

WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
WPS: Final = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
PIC: Final = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
V: Final = "{urn:schemas-microsoft-com:vml}"
C: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DGM: Final = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"

EMU_PER_POINT: Final = 12_700
SMALL: Final = 96.0
"""A picture of at most this many points each way may be a sign; larger ones are pictures."""

_RING = ("up", "up-right", "right", "down-right", "down", "down-left", "left", "up-left")
_SHAPES: Final[dict[str, str]] = {
    "upArrow": "up", "downArrow": "down", "leftArrow": "left", "rightArrow": "right",
    "leftRightArrow": "level", "upDownArrow": "updown", "upArrowCallout": "up", "downArrowCallout": "down",
    "leftArrowCallout": "left", "rightArrowCallout": "right", "leftRightArrowCallout": "level",
    "triangle": "up", "isosTriangle": "up", "flowChartExtract": "up", "flowChartMerge": "down",
    "notchedRightArrow": "right", "stripedRightArrow": "right", "bentUpArrow": "up",
    "mathEqual": "level", "curvedUpArrow": "up", "curvedDownArrow": "down",
}  # fmt: skip
# VML shape types by number (o:spt): the same shapes in older files.
_VML_TYPES: Final[dict[str, str]] = {
    "5": "triangle", "13": "rightArrow", "66": "leftArrow", "67": "downArrow", "68": "upArrow",
    "69": "leftRightArrow", "70": "upDownArrow", "93": "stripedRightArrow", "94": "notchedRightArrow",
    "127": "flowChartExtract", "128": "flowChartMerge", "90": "bentUpArrow",
    "77": "leftArrowCallout", "78": "rightArrowCallout", "79": "upArrowCallout", "80": "downArrowCallout",
}  # fmt: skip
_PLAIN_SHAPES = {
    "rect",
    "line",
    "roundRect",
    "straightConnector1",
    "frame",
    "bracketPair",
    "leftBracket",
    "rightBracket",
}


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
    if value not in _RING:
        return value
    step = _RING.index(value)
    if flip_h:
        step = -step % 8
    if flip_v:
        step = (4 - step) % 8
    eighths = round(degrees / 45)
    if abs(degrees - 45 * eighths) > 15:
        return "unknown"
    return _RING[(step + eighths) % 8]


class Drawings:
    """Reads the drawings of one part."""

    def __init__(self, package: Package, part: str, theme: Theme) -> None:
        self._package = package
        self._rels = package.relationships(part)
        self._theme = theme
        self._pictures: dict[str, Mark] = {}

    def read(self, element: Element, out: Content) -> None:
        """Read a ``w:drawing``, ``w:pict`` or ``w:object`` into the content of its paragraph."""
        name = etree.QName(element).localname
        if name == "drawing":
            for anchor in element:
                if isinstance(anchor.tag, str):
                    self._anchor(anchor, out)
        elif name == "pict":
            self._vml(element, out)
        else:
            self._object(element, out)

    def _anchor(self, anchor: Element, out: Content) -> None:
        properties = anchor.find(f"{WP}docPr")
        if properties is not None and properties.get("hidden") in {"1", "true"}:
            return
        alt = ""
        if properties is not None:
            alt = properties.get("descr") or properties.get("title") or ""
        extent = anchor.find(f"{WP}extent")
        size = _size(extent)
        data = anchor.find(f"{A}graphic/{A}graphicData")
        if data is None:
            return
        self._graphic(data, out, alt, size)

    def _graphic(self, data: Element, out: Content, alt: str, size: tuple[float, float]) -> None:
        for item in data:
            if not isinstance(item.tag, str):
                continue
            name = etree.QName(item).localname
            if name == "pic":
                self._picture(item, out, alt, size)
            elif name == "wsp":
                self._shape(item, out, alt)
            elif name in {"wgp", "grpSp", "wpc"}:
                self._graphic(item, out, alt, size)
            elif name == "graphicFrame":
                inner = item.find(f"{A}graphic/{A}graphicData")
                if inner is not None:
                    self._graphic(inner, out, alt, size)
            elif name == "chart":
                kind = "chart" if item.tag == f"{C}chart" else "chartex"
                out.charts.append((item.get(f"{R}id") or "", kind))
            elif name == "relIds":
                self._diagram(item, out, alt)
            elif name in {"contentPart", "lockedCanvas", "oleObj"}:
                out.notes.append(_note("picture", f"a drawing of a kind that is not read ({name})", alt))

    def _picture(self, picture: Element, out: Content, alt: str, size: tuple[float, float]) -> None:
        named = picture.find(f"{PIC}nvPicPr/{PIC}cNvPr")
        if named is not None and not alt:
            alt = named.get("descr") or named.get("title") or ""
        blip = picture.find(f"{PIC}blipFill/{A}blip")
        transform = picture.find(f"{PIC}spPr/{A}xfrm")
        own = _size(transform.find(f"{A}ext")) if transform is not None else (0.0, 0.0)
        embed = (blip.get(f"{R}embed") or "") if blip is not None else ""
        self._image(self._rels.get(embed), out, alt, own if own[0] else size, *_turn(transform))

    def _image(
        self, rel: Relationship | None, out: Content, alt: str, size: tuple[float, float],
        degrees: float = 0.0, flip_h: bool = False, flip_v: bool = False,
    ) -> None:  # fmt: skip
        if max(size) > SMALL:
            out.notes.append(_note("picture", "a picture; what it shows is not read", alt))
            return
        mark = self._sign(rel)
        said = is_arrow_name(alt)
        if mark.kind == "direction":
            value = turned(mark.value, degrees, flip_h=flip_h, flip_v=flip_v)
            printed = mark.printed + (f", turned by {degrees:g} degrees" if degrees else "")
            printed += ", mirrored" if flip_h or flip_v else ""
            out.marks.append(Mark("direction", value, "image", printed, confidence=mark.confidence))
            if said and said != value:
                why = f"the picture shows an arrow {value}, its description says otherwise"
                out.notes.append(
                    _note("arrow", why, alt, "Look at the picture in Word; the picture is taken as it looks.")
                )
        elif said:
            # Not readable as pixels (a metafile, a photograph of an arrow): the author's own description.
            out.marks.append(Mark("direction", said, "image", f"description: {alt}", confidence=0.7))
        else:
            out.marks.append(mark)
            out.notes.append(_note("picture", "a small picture that is no arrow", alt, "Look at it in Word."))

    def _sign(self, rel: Relationship | None) -> Mark:
        if rel is None or rel.external:
            return Mark("shape", "unknown", "image", "a picture that is not in the file", confidence=0.0)
        if rel.target not in self._pictures:
            try:
                self._pictures[rel.target] = arrow_from_image(self._package.read(rel.target))
            except HostileError:
                raise
            except UnreadableError as error:
                self._pictures[rel.target] = Mark("shape", "unknown", "image", error.what, confidence=0.0)
        return self._pictures[rel.target]

    def _shape(self, shape: Element, out: Content, alt: str) -> None:
        properties = shape.find(f"{WPS}spPr")
        box = shape.find(f"{WPS}txbx/{W}txbxContent")
        if box is not None and _has_text(box):
            out.boxes.append(box)
        if properties is None:
            return
        transform = properties.find(f"{A}xfrm")
        geometry = properties.find(f"{A}prstGeom")
        kind = (geometry.get("prst") or "") if geometry is not None else "freeform"
        degrees, flip_h, flip_v = _turn(transform)
        fill = self._fill(properties)
        line = properties.find(f"{A}ln")
        if kind in {"line", "straightConnector1", "straightArrowConnector1"} and line is not None:
            value = _arrow_line(transform, line, degrees, flip_h, flip_v)
            if value:
                out.marks.append(Mark("direction", value, "vector", f"{kind} with a head"))
                return
        self._named_shape(kind, degrees, flip_h, flip_v, fill, alt, out, boxed=box is not None and _has_text(box))

    def _named_shape(
        self, kind: str, degrees: float, flip_h: bool, flip_v: bool, fill: str | None, alt: str, out: Content,
        *, boxed: bool,
    ) -> None:  # fmt: skip
        printed = kind + (f", turned by {degrees:g} degrees" if degrees else "") + (f", {fill}" if fill else "")
        value = _SHAPES.get(kind)
        if value is not None:
            shown = turned(value, degrees, flip_h=flip_h, flip_v=flip_v)
            out.marks.append(Mark("direction", shown, "vector", printed))
            if shown == "unknown":
                out.notes.append(_note("arrow", "an arrow whose direction is not clear", printed))
        elif boxed or (kind in _PLAIN_SHAPES and not fill):
            return
        elif is_arrow_name(kind) or is_arrow_name(alt):
            said = is_arrow_name(alt)
            out.marks.append(
                Mark("direction", said or "unknown", "vector", alt or printed, confidence=0.7 if said else 0.0)
            )
            if not said:
                out.notes.append(_note("arrow", "an arrow shape whose direction is not known", printed))
        elif fill:
            out.marks.append(Mark("shape", "unknown", "vector", printed, confidence=0.0))
            out.ink = out.ink or fill
        elif kind not in {"", "freeform"} or alt:
            out.notes.append(_note("picture", f"a drawing that is not understood ({kind})", alt))

    def _fill(self, properties: Element) -> str | None:
        solid = properties.find(f"{A}solidFill")
        if solid is None:
            return None
        for colour in solid:
            name = etree.QName(colour).localname
            if name == "srgbClr":
                return f"#{(colour.get('val') or '').lower()}"
            if name == "schemeClr":
                return self._theme.colour(colour.get("val") or "")
            if name == "sysClr":
                return f"#{(colour.get('lastClr') or '').lower()}"
        return None

    def _diagram(self, item: Element, out: Content, alt: str) -> None:
        """SmartArt: its words are kept as a text box, its layout is not read."""
        rel = self._rels.get(item.get(f"{R}dm") or "")
        if rel is not None and self._package.has(rel.target):
            root = self._package.xml(rel.target)
            body = etree.Element(f"{W}txbxContent")
            for point in root.iter(f"{DGM}pt"):
                for paragraph in point.iter(f"{A}p"):
                    text = "".join(t.text or "" for t in paragraph.iter(f"{A}t")).strip()
                    if text:
                        p = etree.SubElement(body, f"{W}p")
                        t = etree.SubElement(etree.SubElement(p, f"{W}r"), f"{W}t")
                        t.text = text
            if len(body):
                out.boxes.append(body)
        out.notes.append(_note("picture", "a diagram (SmartArt): its words are kept, its layout is not read", alt))

    def _object(self, element: Element, out: Content) -> None:
        ole = next(
            (e for e in element.iter() if isinstance(e.tag, str) and etree.QName(e).localname == "OLEObject"), None
        )
        program = (ole.get("ProgID") or "") if ole is not None else ""
        what = "table" if "excel" in program.lower() or "sheet" in program.lower() else "picture"
        printed = program or "embedded object"
        step = "Open it in Word (double click) and paste it as a table." if what == "table" else "Look at it in Word."
        out.notes.append(_note(what, "an embedded object; its content is not read", printed, step))
        for box in element.iter(f"{W}txbxContent"):
            out.boxes.append(box)

    def _vml(self, element: Element, out: Content) -> None:
        types = {t.get("id") or "": _type_number(t) for t in element.getroottree().iter(f"{V}shapetype")}
        for shape in element.iter():
            if not isinstance(shape.tag, str) or not shape.tag.startswith(V):
                continue
            name = etree.QName(shape).localname
            if name not in {"shape", "rect", "roundrect", "oval", "line"}:
                continue
            self._vml_shape(shape, name, types, out)

    def _vml_shape(self, shape: Element, name: str, types: dict[str, str], out: Content) -> None:
        style = _style(shape.get("style") or "")
        alt = shape.get("alt") or ""
        boxes = [b for b in shape.iter(f"{W}txbxContent") if _has_text(b) and _nearest_shape(b) is shape]
        out.boxes += boxes
        degrees = _number(style.get("rotation", "0"))
        flips = style.get("flip", "")
        image = shape.find(f"{V}imagedata")
        if image is not None:
            size = (_points(style.get("width", "")), _points(style.get("height", "")))
            rel = self._rels.get(image.get(f"{R}id") or "")
            self._image(rel, out, alt or image.get("title") or "", size, degrees, "x" in flips, "y" in flips)
            return
        colour = (shape.get("fillcolor") or "").split(" ")[0].lower()
        fill = colour if re.fullmatch(r"#[0-9a-f]{6}", colour) else None
        if name == "line" or style.get("mso-position", "") == "line":
            stroke = shape.find(f"{V}stroke")
            value = _vml_line(shape, stroke) if stroke is not None else ""
            if value:
                out.marks.append(Mark("direction", value, "vector", "line with a head"))
            return
        number = types.get((shape.get("type") or "").lstrip("#"), "")
        if not number:
            match = re.search(r"_t(\d+)$", shape.get("type") or "")
            number = match[1] if match else ""
        kind = _VML_TYPES.get(number, {"oval": "ellipse", "rect": "rect", "roundrect": "roundRect"}.get(name, ""))
        self._named_shape(
            kind, degrees, "x" in flips, "y" in flips, fill if kind else None, alt, out, boxed=bool(boxes)
        )


def _note(what: str, why: str, printed: str = "", step: str = "") -> Note:
    from extract.word_runs import Note as Made  # the two modules need each other

    return Made(what, why, printed, step)


def _size(extent: Element | None) -> tuple[float, float]:
    if extent is None:
        return (0.0, 0.0)
    return (_number(extent.get("cx") or "0") / EMU_PER_POINT, _number(extent.get("cy") or "0") / EMU_PER_POINT)


def _turn(transform: Element | None) -> tuple[float, bool, bool]:
    if transform is None:
        return (0.0, False, False)
    degrees = _number(transform.get("rot") or "0") / 60_000 % 360
    return (degrees, transform.get("flipH") in {"1", "true"}, transform.get("flipV") in {"1", "true"})


def _arrow_line(transform: Element | None, line: Element, degrees: float, flip_h: bool, flip_v: bool) -> str:
    """Direction of a line with an arrowhead at one end; level with heads at both ends of a flat one; "" without."""

    def headed(end: str) -> bool:
        item = line.find(f"{A}{end}")
        return item is not None and (item.get("type") or "none") != "none"

    head, tail = headed("headEnd"), headed("tailEnd")
    if not head and not tail:
        return ""
    width, height = _size(transform.find(f"{A}ext") if transform is not None else None)
    value = _slope(width, height)
    if head and tail:
        both = {"right": "level", "down": "updown"}.get(value, "unknown")
        return turned(both, degrees, flip_h=flip_h, flip_v=flip_v)
    if head:  # the line runs from its head end to its tail end
        value = _RING[(_RING.index(value) + 4) % 8]
    return turned(value, degrees, flip_h=flip_h, flip_v=flip_v)


def _slope(width: float, height: float) -> str:
    """Direction of a step right by width and down by height, to the nearest eighth of a turn."""
    import math

    if not width and not height:
        return "right"
    angle = math.degrees(math.atan2(height, width))  # clockwise from right, as y runs down
    return _RING[(round(angle / 45) + 2) % 8]


def _vml_line(shape: Element, stroke: Element) -> str:
    start, end = (stroke.get("startarrow") or "none") != "none", (stroke.get("endarrow") or "none") != "none"
    if not start and not end:
        return ""
    ends = [[_points(part) for part in (shape.get(key) or "0,0").split(",")] for key in ("from", "to")]
    if any(len(e) != 2 for e in ends):
        return "unknown"
    dx, dy = ends[1][0] - ends[0][0], ends[1][1] - ends[0][1]
    if start and end:
        return "level" if abs(dy) < abs(dx) / 2 else "unknown"
    return _slope(dx, dy) if end else _slope(-dx, -dy)


def _has_text(box: Element) -> bool:
    return (
        any((t.text or "").strip() for t in box.iter(f"{W}t", f"{W}delText"))
        or next(box.iter(f"{W}drawing", f"{W}pict", f"{W}sym"), None) is not None
    )


def _nearest_shape(element: Element) -> Element | None:
    for above in element.iterancestors():
        if (
            isinstance(above.tag, str)
            and above.tag.startswith(V)
            and etree.QName(above).localname in {"shape", "rect", "roundrect", "oval"}
        ):
            return above
    return None


def _type_number(shape_type: Element) -> str:
    return shape_type.get("{urn:schemas-microsoft-com:office:office}spt") or ""


def _style(text: str) -> dict[str, str]:
    pairs = (item.split(":", 1) for item in text.split(";") if ":" in item)
    return {key.strip().lower(): value.strip().lower() for key, value in pairs}


def _points(text: str) -> float:
    match = re.match(r"\s*(-?[\d.]+)\s*(pt|in|cm|mm|px)?", text)
    if not match or not match[1].strip("-."):
        return 0.0
    scale = {"in": 72.0, "cm": 28.3465, "mm": 2.83465, "px": 0.75}.get(match[2] or "pt", 1.0)
    return float(match[1]) * scale


def _number(text: str) -> float:
    match = re.match(r"-?\d+(?:\.\d+)?", text.strip())
    value = float(match[0]) if match else 0.0
    return value / 65_536 if text.strip().endswith("fd") else value
