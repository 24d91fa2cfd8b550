"""What the content controls of a drafted paper say their figures are: read back from the Word file.

A control's alias (or tag, where a program dropped the alias) is ``pp:<key>|<area>|<cohort>|<period>|<role>``; a role
that compares names its comparison period after "@". Long addresses are shortened in the alias and stand in full in
the paper's custom XML data.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from extract import Cell, Control, Document, Grid, Paragraph, bound_values, data_parts, open_package
from records import month_end

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FIGURES = "{urn:panelpaper:figures}figures"
_NTH = re.compile(r"f\[(\d+)\]\s*$")


@dataclass(frozen=True, slots=True)
class Address:
    """What a control states.

    Attributes:
        key: Register key.
        area: "" for the council's whole area.
        cohort: all, excl_uasc ...
        period: Last day.
        role: result, target, change, rag, dot, period, verb, source, text ...
        since: Comparison period of a change or direction.
    """

    key: str
    area: str
    cohort: str
    period: date
    role: str
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Tied:
    """A control of a paragraph or cell with what it states.

    Attributes:
        control: As read; its text is what Word shows.
        address: What it states.
        stored: Text stored in the file where it differs from the data it is bound to; else None.
    """

    control: Control
    address: Address
    stored: str | None = None


@dataclass(frozen=True, slots=True)
class TiedPaper:
    """The controls of a drafted paper.

    Attributes:
        by_locator: Locator of the paragraph or cell -> its controls, outer ones before inner ones.
        facts: Attributes of the paper's data: kind, period, method ...
    """

    by_locator: dict[str, tuple[Tied, ...]]
    facts: dict[str, str]


def parse_address(text: str) -> Address | None:
    """Read an alias or address; None where it is not one of ours."""
    parts = text.removeprefix("pp:").split("|")
    if not text.startswith("pp:") or len(parts) != 5:
        return None
    key, area, cohort, day, role = parts
    role, _, since = role.partition("@")
    try:
        return Address(key, area, cohort, date.fromisoformat(day), role, _day(since) if since else None)
    except ValueError:
        return None


def _day(text: str) -> date:
    return month_end(int(text[:4]), int(text[5:7])) if len(text) == 7 else date.fromisoformat(text)


def read_controls(document: Document) -> TiedPaper:
    """The controls of a document that tie figures to data.

    Args:
        document: As read; only Word files have controls.
    """
    holders: list[tuple[str, tuple[Control, ...]]] = []
    for block in document.blocks():
        if isinstance(block, Paragraph) and block.controls:
            holders.append((block.locator, block.controls))
        elif isinstance(block, Grid):
            holders += [(c.locator, c.controls) for c in block.cells if isinstance(c, Cell) and c.controls]
    if document.format != "docx" or not any(_name(c).startswith("pp:") for _, cs in holders for c in cs):
        return TiedPaper({}, {})
    addresses, facts, stored = _data(document.path)
    seen: dict[str, int] = defaultdict(int)
    out: dict[str, tuple[Tied, ...]] = {}
    for locator, controls in holders:
        tied = []
        for control in controls:
            name = _name(control)
            nth = seen[name]
            seen[name] += 1
            m = _NTH.search(control.binding)
            full = addresses[int(m[1]) - 1] if m and int(m[1]) <= len(addresses) else name
            address = parse_address(full) or parse_address(name)
            if address is None:
                continue
            texts = stored.get(name, [])
            differing = texts[nth] if nth < len(texts) else None
            tied.append(Tied(control, address, differing))
        out[locator] = (*out.get(locator, ()), *tied)
    return TiedPaper(out, facts)


def _name(control: Control) -> str:
    return control.alias if control.alias.startswith("pp:") else control.tag


def _data(path: Path) -> tuple[list[str], dict[str, str], dict[str, list[str | None]]]:
    """Full addresses by number, facts of the paper, and stored texts that differ from the data, by control name."""
    package = open_package(path)
    main = package.main_part()
    root = package.xml(main)
    addresses: list[str] = []
    facts: dict[str, str] = {}
    for data in data_parts(package, main).values():
        if data.tag == _FIGURES:
            facts = {str(k): str(v) for k, v in data.attrib.items()}
            addresses = [f.get("address") or f.get("tag") or "" for f in data]
    bound = bound_values(package, main, root)
    stored: dict[str, list[str | None]] = defaultdict(list)
    for sdt in root.iter(f"{_W}sdt"):
        name = ""
        for field in ("alias", "tag"):
            element = sdt.find(f"{_W}sdtPr/{_W}{field}")
            value = (element.get(f"{_W}val") or "") if element is not None else ""
            if value.startswith("pp:"):
                name = value
                break
        content = sdt.find(f"{_W}sdtContent")
        text = "".join(t.text or "" for t in content.iter(f"{_W}t")) if content is not None else ""
        shown = bound.get(sdt)
        stored[name].append(text if shown is not None and " ".join(text.split()) != " ".join(shown.split()) else None)
    return addresses, facts, stored
