"""Drawings in Word paragraphs: pictures, autoshapes, text boxes, charts, embedded objects.

A small picture or an arrow shape is a direction sign; it is read as drawn, turned and mirrored as the file says. A
chart is handed on to be read from its data. Everything else that carries meaning is noted as not read.
"""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from extract.arrows import arrow_from_image, is_arrow_name
from extract.document import Mark
from extract.namespaces import DGM, PIC, WP, WPS, A, C, R, V, W
from extract.ooxml import Package, Relationship
from extract.safexml import Element
from extract.word_shapes import (
    SHAPES,
    VML_TYPES,
    css,
    css_points,
    extent_points,
    leading_number,
    line_direction,
    turn_of,
    turned,
    vml_line_direction,
)  # fmt: skip
from extract.word_styles import Theme
from extract.word_text import Content, Note
from records import HostileError, UnreadableError

SMALL: Final = 96.0
"""A picture of at most this many points each way may be a sign; larger ones are pictures."""

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


class Drawings:
    """Reads the drawings of one part."""

    def __init__(self, package: Package, part: str, theme: Theme) -> None:
        self._package = package
        self._rels = package.relationships(part)
        self._theme = theme
        self._pictures: dict[str, Mark] = {}
        self._types: dict[str, str] | None = None

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
        size = extent_points(extent)
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
                out.notes.append(Note("picture", f"a drawing of a kind that is not read ({name})", alt))

    def _picture(self, picture: Element, out: Content, alt: str, size: tuple[float, float]) -> None:
        named = picture.find(f"{PIC}nvPicPr/{PIC}cNvPr")
        if named is not None and not alt:
            alt = named.get("descr") or named.get("title") or ""
        blip = picture.find(f"{PIC}blipFill/{A}blip")
        transform = picture.find(f"{PIC}spPr/{A}xfrm")
        own = extent_points(transform.find(f"{A}ext")) if transform is not None else (0.0, 0.0)
        embed = (blip.get(f"{R}embed") or "") if blip is not None else ""
        self._image(self._rels.get(embed), out, alt, own if own[0] else size, *turn_of(transform))

    def _image(
        self, rel: Relationship | None, out: Content, alt: str, size: tuple[float, float],
        degrees: float = 0.0, flip_h: bool = False, flip_v: bool = False,
    ) -> None:  # fmt: skip
        if max(size) > SMALL:
            out.notes.append(Note("picture", "a picture; what it shows is not read", alt))
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
                    Note("arrow", why, alt, "Look at the picture in Word; the picture is taken as it looks.")
                )
        elif said:
            # Not readable as pixels (a metafile, a photograph of an arrow): the author's own description.
            out.marks.append(Mark("direction", said, "image", f"description: {alt}", confidence=0.7))
        else:
            out.marks.append(mark)
            out.notes.append(Note("picture", "a small picture that is no arrow", alt, "Look at it in Word."))

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
        degrees, flip_h, flip_v = turn_of(transform)
        fill = self._fill(properties)
        line = properties.find(f"{A}ln")
        if kind in {"line", "straightConnector1", "straightArrowConnector1"} and line is not None:
            value = line_direction(transform, line, degrees, flip_h, flip_v)
            if value:
                out.marks.append(Mark("direction", value, "vector", f"{kind} with a head"))
                return
        self._named_shape(kind, degrees, flip_h, flip_v, fill, alt, out, boxed=box is not None and _has_text(box))

    def _named_shape(
        self, kind: str, degrees: float, flip_h: bool, flip_v: bool, fill: str | None, alt: str, out: Content,
        *, boxed: bool,
    ) -> None:  # fmt: skip
        printed = kind + (f", turned by {degrees:g} degrees" if degrees else "") + (f", {fill}" if fill else "")
        value = SHAPES.get(kind)
        if value is not None:
            shown = turned(value, degrees, flip_h=flip_h, flip_v=flip_v)
            out.marks.append(Mark("direction", shown, "vector", printed))
            if shown == "unknown":
                out.notes.append(Note("arrow", "an arrow whose direction is not clear", printed))
        elif boxed or (kind in _PLAIN_SHAPES and not fill):
            return
        elif is_arrow_name(kind) or is_arrow_name(alt):
            said = is_arrow_name(alt)
            out.marks.append(
                Mark("direction", said or "unknown", "vector", alt or printed, confidence=0.7 if said else 0.0)
            )
            if not said:
                out.notes.append(Note("arrow", "an arrow shape whose direction is not known", printed))
        elif fill:
            out.marks.append(Mark("shape", "unknown", "vector", printed, confidence=0.0))
            out.ink = out.ink or fill
        elif kind not in {"", "freeform"} or alt:
            out.notes.append(Note("picture", f"a drawing that is not understood ({kind})", alt))

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
        out.notes.append(Note("picture", "a diagram (SmartArt): its words are kept, its layout is not read", alt))

    def _object(self, element: Element, out: Content) -> None:
        ole = next(
            (e for e in element.iter() if isinstance(e.tag, str) and etree.QName(e).localname == "OLEObject"), None
        )
        program = (ole.get("ProgID") or "") if ole is not None else ""
        what = "table" if "excel" in program.lower() or "sheet" in program.lower() else "picture"
        printed = program or "embedded object"
        step = "Open it in Word (double click) and paste it as a table." if what == "table" else "Look at it in Word."
        out.notes.append(Note(what, "an embedded object; its content is not read", printed, step))
        for box in element.iter(f"{W}txbxContent"):
            out.boxes.append(box)

    def _vml(self, element: Element, out: Content) -> None:
        if self._types is None:
            self._types = {t.get("id") or "": _type_number(t) for t in element.getroottree().iter(f"{V}shapetype")}
        types = self._types
        for shape in element.iter():
            if not isinstance(shape.tag, str) or not shape.tag.startswith(V):
                continue
            name = etree.QName(shape).localname
            if name not in {"shape", "rect", "roundrect", "oval", "line"}:
                continue
            self._vml_shape(shape, name, types, out)

    def _vml_shape(self, shape: Element, name: str, types: dict[str, str], out: Content) -> None:
        style = css(shape.get("style") or "")
        alt = shape.get("alt") or ""
        boxes = [b for b in shape.iter(f"{W}txbxContent") if _has_text(b) and _nearest_shape(b) is shape]
        out.boxes += boxes
        degrees = leading_number(style.get("rotation", "0"))
        flips = style.get("flip", "")
        image = shape.find(f"{V}imagedata")
        if image is not None:
            size = (css_points(style.get("width", "")), css_points(style.get("height", "")))
            rel = self._rels.get(image.get(f"{R}id") or "")
            self._image(rel, out, alt or image.get("title") or "", size, degrees, "x" in flips, "y" in flips)
            return
        colour = (shape.get("fillcolor") or "").split(" ")[0].lower()
        fill = colour if re.fullmatch(r"#[0-9a-f]{6}", colour) else None
        if name == "line" or style.get("mso-position", "") == "line":
            stroke = shape.find(f"{V}stroke")
            value = vml_line_direction(shape, stroke) if stroke is not None else ""
            if value:
                out.marks.append(Mark("direction", value, "vector", "line with a head"))
            return
        number = types.get((shape.get("type") or "").lstrip("#"), "")
        if not number:
            match = re.search(r"_t(\d+)$", shape.get("type") or "")
            number = match[1] if match else ""
        kind = VML_TYPES.get(number, {"oval": "ellipse", "rect": "rect", "roundrect": "roundRect"}.get(name, ""))
        self._named_shape(
            kind, degrees, "x" in flips, "y" in flips, fill if kind else None, alt, out, boxed=bool(boxes)
        )


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
