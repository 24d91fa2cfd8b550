"""Content controls bound to data: the value that Word shows from the custom XML part of the file."""

from __future__ import annotations

import re

from lxml import etree

from extract.namespaces import DS, W
from extract.number_format import DAYS
from extract.ooxml import Package
from extract.safexml import Element
from records import MONTH_NAMES, HostileError, UnreadableError

_PREFIX = re.compile(r"xmlns:([\w.-]+)\s*=\s*(?:'([^']*)'|\"([^\"]*)\")")


def bound_values(package: Package, document: str, root: Element) -> dict[Element, str]:
    """Values of the bound controls of a part.

    Args:
        package: The file.
        document: Its main part, which links to the data parts.
        root: The part whose ``w:sdt`` elements are looked at.

    Returns:
        ``w:sdt`` element -> text that it shows; controls whose data are missing are left out, they keep their own
        text, as Word does.
    """
    bindings = [(sdt, b) for sdt in root.iter(f"{W}sdt") if (b := sdt.find(f"{W}sdtPr/{W}dataBinding")) is not None]
    if not bindings:
        return {}
    stores = data_parts(package, document)
    out: dict[Element, str] = {}
    for sdt, binding in bindings:
        value = _value(stores, binding)
        if value is not None:
            out[sdt] = _shown(sdt, value)
    return out


def data_parts(package: Package, document: str) -> dict[str, Element]:
    """Custom XML data of the file: store id (upper case, with braces) -> root element; parts without id by name."""
    out: dict[str, Element] = {}
    for rel in package.relationships(document).values():
        if rel.kind != "customXml" or rel.external or not package.has(rel.target):
            continue
        try:
            root = package.xml(rel.target)
            properties = package.related(rel.target, "customXmlProps")
            item = package.xml(properties) if properties else None
        except HostileError:
            raise
        except UnreadableError:
            continue
        store = (item.get(f"{DS}itemID") or "") if item is not None else ""
        out[store.upper() or rel.target] = root
    return out


def _value(stores: dict[str, Element], binding: Element) -> str | None:
    path = binding.get(f"{W}xpath") or ""
    pairs = {m[1]: m[2] or m[3] or "" for m in _PREFIX.finditer(binding.get(f"{W}prefixMappings") or "")}
    namespaces = {k: v for k, v in pairs.items() if v}
    wanted = (binding.get(f"{W}storeItemID") or "").upper()
    roots = [stores[wanted]] if wanted in stores else ([] if wanted else list(stores.values()))
    for root in roots:
        try:
            found = root.getroottree().xpath(path, namespaces=namespaces or None)
        except etree.XPathError:
            return None
        if isinstance(found, list):
            if not found:
                continue
            found = found[0]
        if isinstance(found, str):
            return str(found)
        if hasattr(found, "itertext"):
            return "".join(found.itertext())
    return None


def _shown(sdt: Element, value: str) -> str:
    """The value as the control displays it: the entry of a list, a tick, a date in the control's format."""
    properties = sdt.find(f"{W}sdtPr")
    for item in properties.iter(f"{W}listItem") if properties is not None else ():
        if item.get(f"{W}value") == value:
            return item.get(f"{W}displayText") or value
    box = next((e for e in properties if isinstance(e.tag, str) and etree.QName(e).localname == "checkbox"), None)
    if box is not None:
        return "☒" if value.strip().lower() in {"1", "true"} else "☐"
    date = properties.find(f"{W}date")
    if date is not None and re.match(r"\d{4}-\d\d-\d\d", value):
        form = date.find(f"{W}dateFormat")
        return format_date(value[:10], form.get(f"{W}val") or "") if form is not None else value[:10]
    return value


def format_date(iso: str, form: str) -> str:
    """An ISO date in one of Word's date formats ("dd MMMM yyyy"); the ISO date where the format is empty."""
    from datetime import date

    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    if not form:
        return iso
    month, week = MONTH_NAMES[day.month - 1], DAYS[day.weekday()]
    words = {
        "yyyy": f"{day.year:04d}", "yy": f"{day.year % 100:02d}", "MMMM": month, "MMM": month[:3],
        "MM": f"{day.month:02d}", "M": str(day.month), "dddd": week, "ddd": week[:3], "dd": f"{day.day:02d}",
        "d": str(day.day),
    }  # fmt: skip
    return re.sub(r"yyyy|yy|MMMM|MMM|MM|M|dddd|ddd|dd|d|'([^']*)'", lambda m: words.get(m[0], m[1] or ""), form)


__all__ = ["bound_values", "data_parts", "format_date"]
