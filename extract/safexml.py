"""XML that may be hostile: no entities, no document type, no network, bounded depth and text."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any, Final

from lxml import etree

from records import HostileError, UnreadableError

Element = Any
"""An lxml element; lxml's own annotations differ between releases of its stubs."""

HOSTILE_STEP = "Do not open it in Office; ask the sender for the document again, or print it to PDF on a safe computer."
DAMAGED_STEP = "Open it in Office and save it again, or ask for a fresh copy."
# "Strict" files use other namespaces for the same vocabulary; they are renamed while reading.
_STRICT_NAMES = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    b"http://purl.oclc.org/ooxml/drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
    b"http://purl.oclc.org/ooxml/drawingml/chart": b"http://schemas.openxmlformats.org/drawingml/2006/chart",
    b"http://purl.oclc.org/ooxml/drawingml/picture": b"http://schemas.openxmlformats.org/drawingml/2006/picture",
    b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": (
        b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    ),
    b"http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing": (
        b"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/customXml": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/customXml"
    ),
}
_SAFELY: Final[dict[str, Any]] = {
    "resolve_entities": False, "no_network": True, "load_dtd": False, "dtd_validation": False, "huge_tree": False,
    "remove_comments": True, "remove_pis": True,
}  # fmt: skip


def parse_xml(data: bytes, *, where: str) -> Element:
    """Parse XML that may be hostile: no entities, no document type, no network, bounded depth and text.

    Args:
        data: The bytes.
        where: File and part, for messages.

    Raises:
        UnreadableError: If it is not well formed.
        HostileError: If it has a document type (Office files never do), or is nested too deeply.
    """
    try:
        root = etree.fromstring(_usual_names(data), etree.XMLParser(**_SAFELY))
    except etree.XMLSyntaxError as error:
        raise _xml_error(error, where) from error
    _no_document_type(root, where)
    return root


def stream_xml(data: bytes, tag: str, take: Callable[[Element], None], *, where: str) -> Element:
    """As ``parse_xml``, for parts that weigh more as a tree than what is wanted of them.

    Args:
        data: The bytes.
        tag: Elements with this tag are handed over one by one, and forgotten.
        take: Takes such an element; it is of no use afterwards.
        where: File and part, for messages.

    Returns:
        The root without them.

    Raises:
        UnreadableError: If it is not well formed.
        HostileError: As for ``parse_xml``.
    """
    events = etree.iterparse(BytesIO(_usual_names(data)), events=("end",), tag=tag, **_SAFELY)
    try:
        for _, element in events:
            take(element)
            parent = element.getparent()
            element.clear()
            while parent is not None and (before := element.getprevious()) is not None:
                parent.remove(before)
    except etree.XMLSyntaxError as error:
        raise _xml_error(error, where) from error
    root: Element = events.root
    _no_document_type(root, where)
    return root


def _usual_names(data: bytes) -> bytes:
    for strict, usual in _STRICT_NAMES.items():
        if strict in data[:20_000]:
            data = data.replace(strict, usual)
    return data


def _xml_error(error: etree.XMLSyntaxError, where: str) -> UnreadableError:
    text = str(error).lower()
    if "depth" in text or "huge" in text or "entit" in text or "amplification" in text:
        return HostileError(
            "the XML inside breaks the limits on nesting, size or entities",
            where=where,
            why=str(error),
            next_step=HOSTILE_STEP,
        )
    return UnreadableError("the XML inside is damaged", where=where, why=str(error), next_step=DAMAGED_STEP)


def _no_document_type(root: Element, where: str) -> None:
    if root.getroottree().docinfo.internalDTD is not None:
        raise HostileError(
            "the XML inside declares a document type, which can pull in other files",
            where=where,
            why="Office never writes one",
            next_step=HOSTILE_STEP,
        )
