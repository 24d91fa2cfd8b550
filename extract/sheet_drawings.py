"""Charts, pictures and shapes that lie over the cells of a worksheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lxml import etree

from extract.arrows import arrow_from_image, is_arrow_name
from extract.document import Mark
from extract.namespaces import XDR, A, R
from extract.ooxml import Package
from extract.safexml import Element
from extract.word_shapes import SHAPES, extent_points, turn_of, turned
from records import HostileError, UnreadableError

SMALL: Final = 96.0
"""A picture of at most this many points each way may be a sign over its cell."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Something drawn over a sheet: a chart (by part name), a sign over a cell, words, or a thing not read.

    Attributes:
        row: 0-based row of its top edge.
        col: 0-based column of its left edge.
        chart: Part name of a chart; "" else.
        mark: A direction or shape; None else.
        text: Words of a text box; "" else.
        unread: Why it was not read; "" where it was.
        printed: Its description.
    """

    row: int
    col: int
    chart: str = ""
    mark: Mark | None = None
    text: str = ""
    unread: str = ""
    printed: str = ""


def drawings_of(package: Package, part: str) -> list[Drawn]:
    """All that lies over a worksheet or chart sheet, in reading order.

    Args:
        package: The workbook.
        part: Name of the sheet's part.
    """
    out: list[Drawn] = []
    for rel in package.relationships(part).values():
        if rel.kind == "drawing" and not rel.external and package.has(rel.target):
            for anchor in package.xml(rel.target):
                if isinstance(anchor.tag, str):
                    out += _anchor(package, rel.target, anchor)
    return sorted(out, key=lambda d: (d.row, d.col))


def _anchor(package: Package, drawing: str, anchor: Element) -> list[Drawn]:
    start = anchor.find(f"{XDR}from")
    row = int(start.findtext(f"{XDR}row") or 0) if start is not None else 0
    col = int(start.findtext(f"{XDR}col") or 0) if start is not None else 0
    size = extent_points(anchor.find(f"{XDR}ext"))
    rels = package.relationships(drawing)
    out: list[Drawn] = []
    for item in anchor.iter():
        if not isinstance(item.tag, str):
            continue
        name = etree.QName(item).localname
        if name == "chart" and item.get(f"{R}id"):
            rel = rels.get(item.get(f"{R}id") or "")
            found = rel is not None and package.has(rel.target)
            missing = "" if found else "a chart whose data are not in the file"
            out.append(Drawn(row, col, chart=rel.target if rel is not None and found else "", unread=missing))
        elif item.tag == f"{XDR}pic":
            blip = item.find(f"{XDR}blipFill/{A}blip")
            rel = rels.get((blip.get(f"{R}embed") or "") if blip is not None else "")
            out.append(_picture(package, rel.target if rel is not None else "", item, row, col, size))
        elif item.tag in {f"{XDR}sp", f"{XDR}cxnSp"}:
            shape = _shape(item, row, col)
            if shape is not None:
                out.append(shape)
    return out


def _picture(package: Package, target: str, picture: Element, row: int, col: int, size: tuple[float, float]) -> Drawn:
    alt = _description(picture)
    transform = picture.find(f"{XDR}spPr/{A}xfrm")
    own = extent_points(transform.find(f"{A}ext")) if transform is not None else size
    if max(own) > SMALL:
        return Drawn(row, col, unread="a picture; what it shows is not read", printed=alt)
    try:
        mark = arrow_from_image(package.read(target)) if target else Mark("shape", "unknown", "image", alt)
    except HostileError:
        raise
    except UnreadableError:
        mark = Mark("shape", "unknown", "image", alt, confidence=0.0)
    if mark.kind != "direction":
        said = is_arrow_name(alt)
        if said is None:
            return Drawn(row, col, mark=mark, unread="a small picture that is no arrow", printed=alt)
        return Drawn(row, col, mark=Mark("direction", said, "image", f"description: {alt}", confidence=0.7))
    degrees, flip_h, flip_v = turn_of(transform)
    value = turned(mark.value, degrees, flip_h=flip_h, flip_v=flip_v)
    return Drawn(row, col, mark=Mark("direction", value, "image", mark.printed, confidence=mark.confidence))


def _shape(shape: Element, row: int, col: int) -> Drawn | None:
    properties = shape.find(f"{XDR}spPr")
    geometry = properties.find(f"{A}prstGeom") if properties is not None else None
    kind = (geometry.get("prst") or "") if geometry is not None else ""
    paragraphs = ("".join(t.text or "" for t in p.iter(f"{A}t")).strip() for p in shape.iter(f"{A}p"))
    text = "\n".join(words for words in paragraphs if words)
    if kind in SHAPES and properties is not None:
        degrees, flip_h, flip_v = turn_of(properties.find(f"{A}xfrm"))
        value = turned(SHAPES[kind], degrees, flip_h=flip_h, flip_v=flip_v)
        return Drawn(row, col, mark=Mark("direction", value, "vector", kind), text=text)
    if text:
        return Drawn(row, col, text=text)
    alt = _description(shape)
    return Drawn(row, col, unread=f"a drawing that is not understood ({kind})", printed=alt) if alt else None


def _description(element: Element) -> str:
    named = next((e for e in element.iter(f"{XDR}cNvPr")), None)
    return (named.get("descr") or named.get("title") or "") if named is not None else ""
