"""Find a place of a Word document again in its XML: for comments, and for rolling a paper forward.

Locators count elements in document order, so they hold for any parser of the same file: "document/p12" is the
twelfth ``w:p`` of the main part (tables, text boxes and deleted text included), "document/t2/r3/c4" the fourth
cell of the third row of its second ``w:tbl`` (nested tables included).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from extract.namespaces import W
from extract.ooxml import open_package
from extract.safexml import Element
from extract.word import Reader
from extract.word_runs import View
from extract.word_tables import cells_of, rows_of
from records import InputError

_LOCATOR = re.compile(r"^(?P<part>[^/]+)(?:/p(?P<p>\d+)|/t(?P<t>\d+)(?:/r(?P<r>\d+)(?:/c(?P<c>\d+))?)?)$")


@dataclass(frozen=True, slots=True)
class NodeSpan:
    """Some characters of one text node.

    Attributes:
        paragraph: Locator of the paragraph that holds it, "document/p12".
        index: Which of the paragraph's ``w:t`` and ``w:delText`` elements, from 0, in document order.
        start: First character in that element's text.
        end: After the last character.
    """

    paragraph: str
    index: int
    start: int
    end: int


def locate(root: Element, locator: str) -> Element | None:
    """The element that a locator names.

    Args:
        root: Root (or any ancestor of the body) of the part named in the locator, from any lxml tree of the file.
        locator: "document/p12", "document/t2", "document/t2/r3" or "document/t2/r3/c4".

    Returns:
        The ``w:p``, ``w:tbl``, ``w:tr`` or ``w:tc``; None where there is none.
    """
    found = _LOCATOR.match(locator)
    if not found:
        return None
    if found["p"]:
        return _nth(root.iter(f"{W}p"), found["p"])
    element = _nth(root.iter(f"{W}tbl"), found["t"])
    if element is not None and found["r"]:
        element = _nth((row for row, _ in rows_of(element)), found["r"])
    if element is not None and found["c"]:
        element = _nth((cell for cell, _ in cells_of(element)), found["c"])
    return element


def text_nodes(paragraph: Element) -> list[Element]:
    """The ``w:t`` and ``w:delText`` elements of a paragraph that ``NodeSpan.index`` counts."""
    return list(paragraph.iter(f"{W}t", f"{W}delText"))


class WordPlaces:
    """Where the characters of a Word document stand in its XML."""

    def __init__(self, path: Path, *, view: View = "accepted") -> None:
        """Read a document, keeping the node behind each character.

        Args:
            path: The file.
            view: The view on tracked changes that the texts were read in.

        Raises:
            UnreadableError: As ``read_docx``.
        """
        package = open_package(path)
        reader = Reader(package, view, places=True)
        self.document = reader.read()
        self._places = reader.places or {}
        self._paragraphs: dict[Element, str] = {}
        for name, root in reader.roots.items():
            for n, p in enumerate(root.iter(f"{W}p"), 1):
                self._paragraphs[p] = f"{name}/p{n}"

    def spans(self, locator: str, start: int, end: int) -> list[NodeSpan]:
        """The text nodes behind some characters of a paragraph's or cell's text.

        Args:
            locator: Of a Paragraph or Cell of ``document``.
            start: First character of its text.
            end: After the last character.

        Returns:
            Spans in order; characters that Word works out itself (list numbers, symbols, line ends, text of a
            nested table) have none.

        Raises:
            InputError: If nothing was read at that place.
        """
        if locator not in self._places:
            raise InputError(
                "no text was read at this place", where=locator, next_step="Use the locators of the document as read."
            )
        out: list[NodeSpan] = []
        for place in self._places[locator][start:end]:
            if place is None:
                continue
            node, offset = place
            paragraph = next(iter(node.iterancestors(f"{W}p")))
            index = text_nodes(paragraph).index(node) if node.tag in {f"{W}t", f"{W}delText"} else -1
            if index < 0:
                continue
            where = self._paragraphs.get(paragraph, "")
            last = out[-1] if out else None
            if last is not None and (last.paragraph, last.index) == (where, index):
                out[-1] = NodeSpan(where, index, last.start, offset + 1)
            else:
                out.append(NodeSpan(where, index, offset, offset + 1))
        return out


def _nth(elements: Iterable[Element], number: str) -> Element | None:
    for n, element in enumerate(elements, 1):
        if n == int(number):
            return element
    return None
