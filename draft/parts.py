"""The XML parts of a Word document that hold text: body, headers, footers, footnotes, endnotes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_KINDS = {"header", "footer", "footnotes", "endnotes"}


@dataclass(slots=True)
class TextPart:
    """One part.

    Attributes:
        name: document, header1, footnotes ...
        root: Its XML.
        part: Where changes are written back to; None where they need not be.
    """

    name: str
    root: Any
    part: Any | None = None


def text_parts(document: Any) -> list[TextPart]:
    """Body first, then headers, footers and notes, each once."""
    from docx.oxml import parse_xml

    out = [TextPart("document", document.element)]
    seen = {document.part.partname}
    for rel in document.part.rels.values():
        if rel.is_external or rel.reltype.rsplit("/", 1)[-1] not in _KINDS or rel.target_part.partname in seen:
            continue
        part = rel.target_part
        seen.add(part.partname)
        name = str(part.partname).rsplit("/", 1)[-1].removesuffix(".xml")
        if hasattr(part, "element"):
            out.append(TextPart(name, part.element))
        else:
            out.append(TextPart(name, parse_xml(part.blob), part))
    return out


def write_back(parts: list[TextPart]) -> None:
    """Put changed notes back into the document; the other parts are the document's own."""
    from lxml import etree

    for p in parts:
        if p.part is not None:
            p.part._blob = etree.tostring(p.root, xml_declaration=True, encoding="UTF-8", standalone=True)
