"""Native Office charts (Word and Excel) read exactly from the data kept inside them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from lxml import etree

from extract.document import Chart, Series
from extract.namespaces import A, C
from extract.number_format import as_decimal
from extract.ooxml import Package
from extract.safexml import Element

MAX_POINTS: Final = 100_000
"""Points of one series that are read; a count beyond it is not believed."""

_KINDS = {
    "barChart": "bar", "bar3DChart": "bar", "lineChart": "line", "line3DChart": "line", "pieChart": "pie",
    "pie3DChart": "pie", "doughnutChart": "doughnut", "ofPieChart": "pie", "areaChart": "area", "area3DChart": "area",
    "scatterChart": "scatter", "bubbleChart": "bubble", "radarChart": "radar", "stockChart": "stock",
    "surfaceChart": "surface", "surface3DChart": "surface",
}  # fmt: skip


Lookup = Callable[[str], list[tuple[str, str]]]
"""Cells behind a reference such as "Sheet1!$A$2:$A$9": (stored value, printed text) for each."""


def read_chart(package: Package, part: str, *, locator: str = "", lookup: Lookup | None = None) -> Chart:
    """Read a chart part.

    Args:
        package: The file.
        part: Name of the chart part.
        locator: Place of the chart in the document.
        lookup: Finds the cells that the chart shows, where it keeps no copy of them.

    Returns:
        The chart with its categories and series in document order, values as decimal text as stored (without the
        noise of binary fractions); no series where it holds no data. Several charts drawn over each other (bars with
        a target line) are one chart with kind "bar+line".

    Raises:
        UnreadableError: If the part is damaged.
        HostileError: If it breaks the limits.
    """
    root = package.xml(part)
    if root.tag != f"{C}chartSpace":
        return _read_chartex(root, locator)
    title = _title(root.find(f"{C}chart/{C}title"))
    kinds: list[str] = []
    plots: list[tuple[int, Element, str]] = []
    area = root.find(f"{C}chart/{C}plotArea")
    for plot in area if area is not None else ():
        name = etree.QName(plot).localname if isinstance(plot.tag, str) else ""
        if name not in _KINDS:
            continue
        kind = _kind(plot, name)
        if kind not in kinds:
            kinds.append(kind)
        for ser in plot.findall(f"{C}ser"):
            order = ser.find(f"{C}order")
            plots.append((int(order.get("val") or 0) if order is not None else 0, ser, kind))
    plots.sort(key=lambda item: item[0])
    categories: tuple[str, ...] = ()
    for _, ser, _ in plots:
        found = _categories(ser, lookup)
        if len(found) > len(categories):
            categories = found
    series = tuple(_series(ser, len(categories), lookup) for _, ser, _ in plots)
    if len(series) == 1 and not title and _auto_title(root):
        title = series[0].name
    return Chart(title, "+".join(kinds), categories, series, locator=locator, how="chart" if series else "image")


def _kind(plot: Element, name: str) -> str:
    kind = _KINDS[name]
    grouping = plot.find(f"{C}grouping")
    stacked = grouping is not None and (grouping.get("val") or "") in {"stacked", "percentStacked"}
    if kind == "bar":
        direction = plot.find(f"{C}barDir")
        kind = "bar" if direction is not None and direction.get("val") == "bar" else "column"
    return f"{kind} stacked" if stacked else kind


def _auto_title(root: Element) -> bool:
    deleted = root.find(f"{C}chart/{C}autoTitleDeleted")
    has_title = root.find(f"{C}chart/{C}title") is not None
    return has_title or deleted is None or deleted.get("val") in {"0", "false"}


def _title(title: Element | None) -> str:
    if title is None:
        return ""
    rich = title.find(f"{C}tx/{C}rich")
    if rich is not None:
        return " ".join(" ".join(_words(p) for p in rich.iter(f"{A}p")).split())
    cache = title.find(f"{C}tx/{C}strRef/{C}strCache")
    return " ".join(v.text or "" for v in cache.iter(f"{C}v")).strip() if cache is not None else ""


def _words(paragraph: Element) -> str:
    return "".join(
        " " if child.tag == f"{A}br" else "".join(t.text or "" for t in child.iter(f"{A}t"))
        for child in paragraph
        if isinstance(child.tag, str)
    )


def _categories(ser: Element, lookup: Lookup | None) -> tuple[str, ...]:
    cat = ser.find(f"{C}cat")
    if cat is None:
        cat = ser.find(f"{C}xVal")
    if cat is None:
        return ()
    multi = cat.find(f".//{C}multiLvlStrCache")
    if multi is not None:
        return _multi_level(multi)
    return tuple(v or "" for v in _points(cat, lookup, as_label=True))


def _multi_level(cache: Element) -> tuple[str, ...]:
    """Labels of several levels, outer first: "2015/16 | Q1"; an outer label holds until the next one."""
    count = _count(cache)
    levels = []
    for depth, level in enumerate(cache.findall(f"{C}lvl")):
        values = [""] * count
        for point in level.findall(f"{C}pt"):
            index = int(point.get("idx") or 0)
            if index < count:
                values[index] = (point.findtext(f"{C}v") or "").strip()
        if depth:
            for i in range(1, count):
                values[i] = values[i] or values[i - 1]
        levels.append(values)
    return tuple(" | ".join(v for v in labels if v) for labels in zip(*reversed(levels), strict=True))


def _series(ser: Element, length: int, lookup: Lookup | None) -> Series:
    tx = ser.find(f"{C}tx")
    name = ""
    if tx is not None:
        name = " ".join(v.text or "" for v in tx.iter(f"{C}v")).strip()
        if not name and lookup is not None:
            name = " ".join(text for _, text in lookup(tx.findtext(f"{C}strRef/{C}f") or "") if text)
    values = ser.find(f"{C}val")
    if values is None:
        values = ser.find(f"{C}yVal")
    found = _points(values, lookup) if values is not None else []
    found += [None] * (length - len(found))
    return Series(name, tuple(found))


def _points(holder: Element, lookup: Lookup | None, *, as_label: bool = False) -> list[str | None]:
    cache = next((c for c in holder.iter(f"{C}numCache", f"{C}strCache", f"{C}numLit", f"{C}strLit")), None)
    if cache is None:
        reference = next((f.text or "" for f in holder.iter(f"{C}f")), "")
        cells = lookup(reference) if lookup is not None else []
        return [text if as_label else plain_number(value) for value, text in cells]
    out: list[str | None] = [None] * _count(cache)
    numeric = etree.QName(cache).localname.startswith("num")
    code = (cache.findtext(f"{C}formatCode") or "").strip()
    for point in cache.findall(f"{C}pt"):
        index = int(point.get("idx") or 0)
        text = (point.findtext(f"{C}v") or "").strip()
        if index >= len(out) or not text:
            continue
        if numeric and as_label:
            out[index] = _label(text, point.get("formatCode") or code)
        else:
            out[index] = plain_number(text) if numeric else text
    return out


def _count(cache: Element) -> int:
    count = cache.find(f"{C}ptCount")
    declared = int(count.get("val") or 0) if count is not None and (count.get("val") or "").isdigit() else 0
    seen = [int(p.get("idx") or 0) + 1 for p in cache.iter(f"{C}pt")]
    return min(MAX_POINTS, max([declared, *seen]))


def _label(text: str, code: str) -> str:
    from extract.number_format import format_cell

    return format_cell(text, code) if code and code.lower() != "general" else plain_number(text) or text


def plain_number(text: str) -> str | None:
    """A stored number as decimal text: "0.90000000000000002" is "0.9", "1E-2" is "0.01"; "#N/A" is None."""
    number = as_decimal(text)
    if number is None:
        return None
    plain = format(number, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain and "e" in text.lower() else plain


def _read_chartex(root: Element, locator: str) -> Chart:
    """The newer kinds (waterfall, funnel, treemap ...), which keep their data in another vocabulary."""
    ns = etree.QName(root).namespace
    cx = f"{{{ns}}}"
    data: dict[str, tuple[tuple[str, ...], tuple[str | None, ...]]] = {}
    for item in root.iter(f"{cx}data"):
        labels: tuple[str, ...] = ()
        values: tuple[str | None, ...] = ()
        for dim in item:
            name = etree.QName(dim).localname if isinstance(dim.tag, str) else ""
            levels = [[(p.text or "").strip() for p in level.findall(f"{cx}pt")] for level in dim.findall(f"{cx}lvl")]
            if name == "strDim" and levels:
                labels = tuple(" | ".join(x for x in row if x) for row in zip(*reversed(levels), strict=False))
            elif name == "numDim" and levels:
                values = tuple(plain_number(v) for v in levels[0])
        data[item.get("id") or ""] = (labels, values)
    series: list[Series] = []
    kinds: list[str] = []
    categories: tuple[str, ...] = ()
    for ser in root.iter(f"{cx}series"):
        ref = ser.find(f"{cx}dataId")
        labels, values = data.get((ref.get("val") or "") if ref is not None else "", ((), ()))
        name = " ".join(v.text or "" for v in ser.findall(f"{cx}tx//{cx}v")).strip()
        series.append(Series(name, values))
        categories = labels if len(labels) > len(categories) else categories
        kinds.append(ser.get("layoutId") or "")
    title = root.find(f"{cx}chart/{cx}title")
    text = "".join(t.text or "" for t in title.iter(f"{A}t")) if title is not None else ""
    kind = "+".join(dict.fromkeys(k for k in kinds if k))
    return Chart(text.strip(), kind, categories, tuple(series), locator=locator, how="chart" if series else "image")
