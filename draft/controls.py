"""Content controls: every figure of a draft is tied to its indicator, area, cohort, period and role.

A control's alias and tag are ``pp:<key>|<area>|<cohort>|<period>|<role>``: the area is empty for the council's whole
area, the period an ISO date, and a role that compares names its comparison period: ``change@2015-12`` for one that ends
with December 2015, ``change@2015-12-15`` for one that ends inside a month. Roles that state figures are result, target,
rag, change and dot (direction in words with its arrow); period, verb, source and text are words that follow from
figures. The key ``paper`` stands for the paper as a whole. Word allows 64 characters: a longer address is replaced by
``pp:#`` and twelve characters of its hash, and the full address stands in the custom XML part.

A phrase made of words and controls is marked by a bookmark ``_pp<n>`` around it: controls do not stand in controls,
since not every program keeps them then.

The custom XML part (namespace ``urn:panelpaper:figures``) holds one ``f`` element per control or phrase with its full
address, its name within the measure and its text; the controls are bound to it, so that Word shows what the data says.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from draft.figures import Subject
from draft.sources import StatementLike
from records import month_end

NAMESPACE = "urn:panelpaper:figures"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STORE_ITEM = "{7A0C1E5B-3F0D-4B6E-9B1E-5A9D0C7E2F10}"
"""Identity of the custom XML part; one per document, so it may be the same in all."""

OPEN, CLOSE = "\ue000", "\ue001"
"""Private-use characters around the number of a placeholder while a template is filled."""

FIGURE_ROLES = frozenset({"result", "target", "rag", "change", "dot", "numerator", "denominator"})
"""Roles of controls that state a figure; the others hold words."""

MAX_TAG = 64


@dataclass(frozen=True, slots=True)
class Slot:
    """One control: a text that states one thing.

    Attributes:
        subject: What it is about.
        name: Its name within the measure: latest, comparator, change, dot, target, rag ... the same in every period.
        role: See the module's docstring, without the comparison period.
        period: Last day it covers.
        text: What the document shows.
        since: Comparison period of a change or direction.
        sources: Statements behind it.
        unit: Of a number.
        missing: Why it is not known; empty where it is.
    """

    subject: Subject
    name: str
    role: str
    period: date
    text: str
    since: date | None = None
    sources: tuple[StatementLike, ...] = ()
    unit: str = ""
    missing: str = ""

    @property
    def address(self) -> str:
        """The full address."""
        s = self.subject
        role = f"{self.role}@{_short_day(self.since)}" if self.since else self.role
        return f"pp:{s.key}|{s.area}|{s.cohort}|{self.period.isoformat()}|{role}"

    @property
    def tag(self) -> str:
        """The address, shortened where Word would not take it."""
        return short_tag(self.address)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A phrase that follows from figures: words and slots, a bookmark around them.

    Attributes:
        subject: What it is about.
        name: Its name within the measure.
        period: Of the paper.
        pieces: Words and slots in order.
    """

    subject: Subject
    name: str
    period: date
    pieces: tuple[str | Slot, ...]

    @property
    def address(self) -> str:
        """The full address."""
        s = self.subject
        return f"pp:{s.key}|{s.area}|{s.cohort}|{self.period.isoformat()}|text.{self.name}"

    @property
    def text(self) -> str:
        """All of it as plain text."""
        return "".join(p if isinstance(p, str) else p.text for p in self.pieces)

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The figures in it."""
        return tuple(p for p in self.pieces if isinstance(p, Slot))


Placed = Slot | Sentence


class ChartLike(Protocol):
    """A chart as the custom XML part remembers it."""

    @property
    def tag(self) -> str:
        """Address of its measure."""

    @property
    def subjects(self) -> tuple[str, ...]:
        """What it draws: "key|area|cohort" each."""


def short_tag(address: str) -> str:
    """An address as Word takes it: at most 64 characters."""
    if len(address) <= MAX_TAG:
        return address
    return "pp:#" + hashlib.sha256(address.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Address:
    """An address read back."""

    subject: Subject
    period: date
    role: str
    since: date | None = None


def _short_day(day: date) -> str:
    return f"{day:%Y-%m}" if day == month_end(day.year, day.month) else day.isoformat()


def _full_day(text: str) -> date:
    if len(text) == 7:
        return month_end(int(text[:4]), int(text[5:]))
    return date.fromisoformat(text)


def parse_address(text: str) -> Address | None:
    """Read an address; None where the text is not one."""
    parts = text.removeprefix("pp:").split("|")
    if not text.startswith("pp:") or len(parts) != 5:
        return None
    key, area, cohort, day, role = parts
    role, _, since = role.partition("@")
    try:
        return Address(Subject(key, area, cohort), date.fromisoformat(day), role, _full_day(since) if since else None)
    except ValueError:
        return None


class Controls:
    """Builds a document's controls and remembers them in order.

    Args:
        first_id: Number of the first control and bookmark; Word wants them different within a document.
    """

    def __init__(self, first_id: int = 1001) -> None:
        self._next = first_id
        self.slots: list[Slot] = []
        self.placed: list[tuple[str, Placed]] = []

    def build(self, item: Placed, run: Any) -> list[Any]:
        """The elements of a slot (a ``w:sdt``) or of a sentence (words and controls between bookmarks).

        Args:
            item: What it shows.
            run: The ``w:r`` whose formatting it takes on; left as it is.
        """
        if isinstance(item, Slot):
            return [self.control(item, [_with_text(run, item.text)])]
        start, end = self.bookmark(item)
        return [start, *self.words(item, run), end]

    def words(self, item: Sentence, run: Any) -> list[Any]:
        """Runs and controls of a sentence."""
        out: list[Any] = []
        for piece in item.pieces:
            if piece != "":
                out += [_with_text(run, piece)] if isinstance(piece, str) else self.build(piece, run)
        return out

    def control(self, item: Slot, content: list[Any], *, bound: bool = True) -> Any:
        """A control around runs.

        Args:
            item: What it shows.
            content: Its runs.
            bound: Whether Word refreshes the text from the custom XML part; not where the text holds tracked changes.
        """
        return _sdt(item.tag, self.fresh_id(), content, self.record(item), plain=bound)

    def record(self, item: Placed) -> int:
        """Remember an item; returns the number of its node in the custom XML part."""
        if isinstance(item, Slot):
            self.slots.append(item)
        self.placed.append((item.name, item))
        return len(self.placed)

    def bookmark(self, item: Sentence) -> tuple[Any, Any]:
        """Start and end of a sentence's bookmark."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        name = bookmark_name(self.record(item))
        number = str(self.fresh_id())
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        start.set(qn("w:id"), number)
        start.set(qn("w:name"), name)
        end.set(qn("w:id"), number)
        return start, end

    def fresh_id(self) -> int:
        """A number that no control or bookmark has."""
        self._next += 1
        return self._next - 1

    def custom_xml(self, facts: Iterable[tuple[str, str]], charts: Iterable[ChartLike] = ()) -> bytes:
        """The custom XML part.

        Args:
            facts: Attributes of the whole paper: kind, period, method ...
            charts: With the subjects each draws.
        """
        from lxml import etree

        root = etree.Element(f"{{{NAMESPACE}}}figures", nsmap={None: NAMESPACE})  # type: ignore[dict-item]
        for name, value in facts:
            root.set(name, value)
        for number, (name, item) in enumerate(self.placed, start=1):
            f = etree.SubElement(root, f"{{{NAMESPACE}}}f")
            if isinstance(item, Slot):
                f.set("tag", item.tag)
            else:
                f.set("bookmark", bookmark_name(number))
            f.set("address", item.address)
            f.set("name", name)
            f.text = item.text
        for chart in charts:
            c = etree.SubElement(root, f"{{{NAMESPACE}}}chart")
            c.set("tag", chart.tag)
            c.set("subjects", " ".join(chart.subjects))
        return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def bookmark_name(number: int) -> str:
    """Name of the bookmark around the sentence of a node of the custom XML part."""
    return f"_pp{number}"


def bind(properties: Any, node: int, *, plain: bool = True) -> None:
    """Bind a control to a node of the custom XML part.

    Args:
        properties: Its ``w:sdtPr``.
        node: 1-based number of the node.
        plain: As plain text, which Word refreshes from the node; without it Word leaves the text, and any tracked
            changes in it, alone.
    """
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for name in ("w:dataBinding", "w:text"):
        for old in properties.findall(qn(name)):
            properties.remove(old)
    binding = OxmlElement("w:dataBinding")
    binding.set(qn("w:prefixMappings"), f"xmlns:pp='{NAMESPACE}'")
    binding.set(qn("w:xpath"), f"/pp:figures[1]/pp:f[{node}]")
    binding.set(qn("w:storeItemID"), STORE_ITEM)
    properties.append(binding)
    if plain:
        properties.append(OxmlElement("w:text"))


def _sdt(tag: str, number: int, content: list[Any], node: int, *, plain: bool) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    sdt, properties, body = OxmlElement("w:sdt"), OxmlElement("w:sdtPr"), OxmlElement("w:sdtContent")
    for name, value in (("w:alias", tag), ("w:tag", tag), ("w:id", str(number))):
        element = OxmlElement(name)
        element.set(qn("w:val"), value)
        properties.append(element)
    bind(properties, node, plain=plain)
    for element in content:
        body.append(element)
    sdt.append(properties)
    sdt.append(body)
    return sdt


def _with_text(run: Any, text: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    new = OxmlElement("w:r")
    properties = run.find(qn("w:rPr"))
    if properties is not None:
        new.append(deepcopy(properties))
    t = OxmlElement("w:t")
    t.text = text
    t.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    new.append(t)
    return new


def attach_custom_xml(document: Any, blob: bytes) -> None:
    """Add the custom XML part to a python-docx document under the next free name."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    package = document.part.package
    used = {str(part.partname) for part in package.iter_parts()}
    n = next(i for i in range(1, 10_000) if f"/customXml/item{i}.xml" not in used)
    item = Part(PackURI(f"/customXml/item{n}.xml"), "application/xml", blob, package)
    properties = (
        '<?xml version="1.0" encoding="UTF-8" standalone="no"?>'
        f'<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" '
        f'ds:itemID="{STORE_ITEM}"><ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs>'
        "</ds:datastoreItem>"
    ).encode()
    item_properties = Part(
        PackURI(f"/customXml/itemProps{n}.xml"),
        "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
        properties,
        package,
    )
    item.relate_to(
        item_properties, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXmlProps"
    )
    document.part.relate_to(item, RELATIONSHIP_TYPE.CUSTOM_XML)


def custom_xml_part(document: Any) -> Any | None:
    """Our custom XML part of a document, or None where it is not one of our papers."""
    for part in document.part.package.iter_parts():
        if (
            str(part.partname).startswith("/customXml/item")
            and NAMESPACE.encode() in part.blob
            and b"<figures" in part.blob
        ):
            return part
    return None


def iter_controls(root: Any) -> Iterator[tuple[Any, str]]:
    """All our controls under an element with their tag (or alias, where a program dropped the tag)."""
    for sdt in root.iter(f"{{{W}}}sdt"):
        tag = sdt.find(f"{{{W}}}sdtPr/{{{W}}}tag")
        if tag is None:
            tag = sdt.find(f"{{{W}}}sdtPr/{{{W}}}alias")
        value = tag.get(f"{{{W}}}val") if tag is not None else None
        if value and value.startswith("pp:"):
            yield sdt, value
