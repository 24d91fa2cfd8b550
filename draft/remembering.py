"""What a paper of ours remembers of itself: its custom XML part, and the sentences that its bookmarks mark."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from draft.controls import NAMESPACE, custom_xml_part
from draft.figures import Subject
from draft.tracked import W


@dataclass(frozen=True, slots=True)
class Remembered:
    """What the custom XML part of a paper says of it.

    Attributes:
        facts: kind, period, method, compare-with, polarities.
        addresses: Tag -> full address, for tags that were shortened.
        sentences: Bookmark -> address of the sentence it marks.
        texts: Address -> texts that stood in its controls when the paper was made.
        names: Number of a node -> name of the slot it holds.
        charts: Tag of a chart -> subjects it draws.
    """

    facts: dict[str, str]
    addresses: dict[str, str]
    sentences: dict[str, str]
    texts: dict[str, set[str]]
    names: dict[int, str]
    charts: dict[str, tuple[Subject, ...]]

    @property
    def day(self) -> date:
        """Last day of the paper's period."""
        return date.fromisoformat(self.facts["period"])


def remembered(document: Any) -> Remembered | None:
    """What a paper of ours remembers; None where it is not ours."""
    from lxml import etree

    part = custom_xml_part(document)
    if part is None:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(part.blob, parser)
    if root.tag != f"{{{NAMESPACE}}}figures" or not root.get("period"):
        return None
    addresses: dict[str, str] = {}
    sentences: dict[str, str] = {}
    texts: dict[str, set[str]] = {}
    names: dict[int, str] = {}
    for number, f in enumerate(root.iter(f"{{{NAMESPACE}}}f"), start=1):
        names[number] = str(f.get("name", ""))
        address = str(f.get("address", ""))
        if f.get("bookmark"):
            sentences[str(f.get("bookmark"))] = address
        else:
            addresses[str(f.get("tag", ""))] = address
        texts.setdefault(address, set()).add(f.text or "")
    charts = {
        str(c.get("tag", "")): tuple(
            Subject(*(part.replace("_", " ") if i == 1 else part for i, part in enumerate(s.split("|"))))
            for s in str(c.get("subjects", "")).split()
        )
        for c in root.iter(f"{{{NAMESPACE}}}chart")
    }
    return Remembered({str(k): str(v) for k, v in root.attrib.items()}, addresses, sentences, texts, names, charts)


def marked(root: Any, names: Mapping[str, str]) -> Iterator[tuple[Any, str, list[Any]]]:
    """Sentences under an element: bookmark, its name, and the runs and controls inside it."""
    for start in list(root.iter(f"{W}bookmarkStart")):
        name = str(start.get(f"{W}name") or "")
        if name not in names:
            continue
        p = next(start.iterancestors(f"{W}p"), None)
        if p is not None:
            yield start, name, _members(p, start)


def _members(p: Any, start: Any) -> list[Any]:
    """Runs outside controls, and controls, between a bookmark's start and its end."""
    number = start.get(f"{W}id")
    inside = False
    out: list[Any] = []
    # a program may move the start into the first control: then that control is the first member
    for element in p.iter():
        if element is start:
            inside = True
            holder = _control_of(element)
            if holder is not None:
                out.append(holder)
        elif element.tag == f"{W}bookmarkEnd" and element.get(f"{W}id") == number:
            break
        elif inside and element.tag == f"{W}r":
            holder = _control_of(element)
            if holder is None:
                out.append(element)
            elif holder not in out:
                out.append(holder)
    return out


def _control_of(element: Any) -> Any | None:
    """The control of ours that an element stands in."""
    return next((a for a in element.iterancestors(f"{W}sdt") if tag_of(a).startswith("pp:")), None)


def tag_of(sdt: Any) -> str:
    """The tag of a control, or its alias where a program dropped the tag."""
    for name in ("tag", "alias"):
        element = sdt.find(f"{W}sdtPr/{W}{name}")
        if element is not None:
            return str(element.get(f"{W}val") or "")
    return ""
