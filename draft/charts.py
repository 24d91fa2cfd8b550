"""Native Word charts, editable with their data inside. The only module that knows python-pptx."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_EMU_CM = 360000
EVERY_POINT = 9
"""Periods of a chart whose points can each have a label."""
LONG_NAME = 40
"""Characters of a name that takes a row of the legend for itself."""

_AXIS = (
    "axId", "scaling", "delete", "axPos", "majorGridlines", "minorGridlines", "title", "numFmt", "majorTickMark",
    "minorTickMark", "tickLblPos", "spPr", "txPr", "crossAx",
)  # fmt: skip
"""Children of an axis in the order of the schema."""

# colour, dash, marker: lines differ by more than colour
_RESULTS: tuple[tuple[str, str, str], ...] = (
    ("1F3864", "solid", "circle"),
    ("00586B", "sysDash", "diamond"),
    ("4B2E83", "lgDash", "triangle"),
)
_GUIDES: tuple[tuple[str, str, str], ...] = (
    ("7F3F00", "dash", "none"),
    ("595959", "sysDot", "none"),
    ("4B2E83", "dashDot", "none"),
    ("00586B", "lgDash", "none"),
)
_FONT = '<a:latin typeface="Arial"/><a:cs typeface="Arial"/>'
_TEXT = (
    f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="900">{_FONT}</a:defRPr></a:pPr>'
    '<a:endParaRPr lang="en-GB"/></a:p></c:txPr>'
)
_SHOWN = (
    '<c:showLegendKey val="0"/><c:showVal val="{}"/><c:showCatName val="0"/><c:showSerName val="0"/>'
    '<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)


@dataclass(frozen=True, slots=True)
class Line:
    """One series of a chart.

    Attributes:
        name: As the legend prints it.
        values: One per category; None where nothing is known.
        result: Whether it is the measure's own figures (solid, marked); else a guide (target, limits).
    """

    name: str
    values: tuple[Decimal | None, ...]
    result: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A line chart of one measure.

    Attributes:
        tag: Address of the measure, so that the chart's data can be rolled forward.
        title: Of the chart.
        categories: Periods as printed.
        lines: Result first, then guides.
        unit: percent, count, days ...
        places: Decimal places.
        axis: Title of the value axis.
        alt: The data in words.
        subjects: What it draws, "key|area|cohort" each.
        small: A sparkline for a table cell: no axes, no legend.
    """

    tag: str
    title: str
    categories: tuple[str, ...]
    lines: tuple[Line, ...]
    unit: str = ""
    places: int = 1
    axis: str = ""
    alt: str = ""
    small: bool = False
    subjects: tuple[str, ...] = ()


def number_format(unit: str, places: int) -> str:
    """Excel number format of printed figures; per cent are stored as printed (63.8 is 63.8%)."""
    body = "#,##0" + ("." + "0" * places if places > 0 else "")
    return body + '"%"' if unit == "percent" else body


def axis_range(values: Sequence[Decimal], unit: str, places: int = 0) -> tuple[Decimal, Decimal, Decimal]:
    """Lowest, highest and step of the value axis: round numbers, from zero where the data allow it.

    Args:
        values: All figures of the chart, not empty.
        unit: Per cent never runs above 100.
        places: Decimal places of the axis labels; no step is finer.
    """
    low, high = min(values), max(values)
    if low >= 0 and (high == 0 or low <= high / 2):
        low = Decimal(0)
    span = high - low
    if span == 0:
        span = abs(high) / 5 or Decimal(1)
    raw = span / 4
    exponent = raw.adjusted()
    step = next(s for m in (1, 2, 5, 10) if (s := Decimal(m).scaleb(exponent)) >= raw)
    step = max(step, Decimal(1).scaleb(-places))
    bottom = (low / step).to_integral_value(rounding="ROUND_FLOOR") * step
    if bottom > 0 and bottom == low:
        bottom -= step
    bottom = max(bottom, Decimal(0)) if low >= 0 else bottom
    top = (high / step).to_integral_value(rounding="ROUND_CEILING") * step
    if top == high:
        top += step
    if unit == "percent" and high <= 100:
        top = min(top, Decimal(100))
    return bottom, top, step


def add_chart(document: Any, chart: Chart, number: int, *, width_cm: float = 16.0, height_cm: float = 0) -> Any:
    """Attach a chart to a python-docx document.

    Args:
        document: To attach it to.
        chart: What it shows.
        number: Of the chart within the document, for part names and drawing ids.
        width_cm: Width on the page.
        height_cm: Height on the page; 0 for what the chart needs.

    Returns:
        A ``w:r`` element with the drawing, to be placed in a paragraph.
    """
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml import parse_xml

    xml, workbook = chart_parts(chart)
    package = document.part.package
    # the part's only relation is the workbook's, so its id is known before it exists
    link = b'<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    part = Part(
        PackURI(f"/word/charts/chart{number}.xml"),
        "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
        xml.replace(b"</c:chartSpace>", link),
        package,
    )
    book = Part(
        PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        workbook,
        package,
    )
    part.relate_to(book, f"{R}/package")
    chart_rid = document.part.relate_to(part, f"{R}/chart")
    cx, cy = int(width_cm * _EMU_CM), int((height_cm or height_of(chart)) * _EMU_CM)
    name = _xml(f"Chart {number}: {chart.title}"[:200])
    return parse_xml(
        '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        f'xmlns:a="{A}" xmlns:r="{R}">'
        '<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{cx}" cy="{cy}"/><wp:docPr id="{9000 + number}" name="{name}" descr="{_xml(chart.alt)}" '
        f'title="{_xml(chart.tag)}"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{C}">'
        f'<c:chart xmlns:c="{C}" r:id="{chart_rid}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


def chart_parts(chart: Chart) -> tuple[bytes, bytes]:
    """XML of the chart part (without its link to the workbook) and the workbook, the same bytes each time."""
    from lxml import etree
    from pptx.chart.data import CategoryChartData
    from pptx.chart.xlsx import CategoryWorkbookWriter
    from pptx.chart.xmlwriter import ChartXmlWriter
    from pptx.enum.chart import XL_CHART_TYPE

    from draft.packaging import steady_zip

    fmt = number_format(chart.unit, chart.places)
    data: Any = CategoryChartData(number_format=fmt)  # type: ignore[no-untyped-call]
    data.categories = chart.categories
    for line in chart.lines:
        data.add_series(line.name, [None if v is None else float(v) for v in line.values])
    kind = XL_CHART_TYPE.LINE if chart.small else XL_CHART_TYPE.LINE_MARKERS
    text = ChartXmlWriter(kind, data).xml  # type: ignore[no-untyped-call]
    root = etree.fromstring(text.encode("utf-8"))
    _style(root, chart, fmt)
    blob: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return blob, steady_zip(CategoryWorkbookWriter(data).xlsx_blob)  # type: ignore[no-untyped-call]


def _style(root: Any, chart: Chart, fmt: str) -> None:
    """Line styles, axis titles and range, labels, legend."""
    used = {True: 0, False: 0}
    for line, ser in zip(chart.lines, root.iter(f"{{{C}}}ser"), strict=True):
        looks = _RESULTS if line.result else _GUIDES
        colour, dash, marker = looks[used[line.result] % len(looks)]
        used[line.result] += 1
        pen = (
            f'<a:ln w="{28575 if line.result else 19050}" cap="rnd">'
            f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
            f'<a:prstDash val="{dash}"/><a:round/></a:ln>'
        )
        _replace(ser, "spPr", pen, after=("tx",))
        symbol = "none" if chart.small else marker
        dot = f'<c:symbol val="{symbol}"/>'
        if symbol != "none":
            dot += f'<c:size val="6"/><c:spPr><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></c:spPr>'
        _replace(ser, "marker", dot, after=("tx", "spPr"))
        if line.result and not chart.small:
            _replace(ser, "dLbls", _labels(line, chart, fmt), after=("tx", "spPr", "marker", "dPt"))
    known = [v for line in chart.lines for v in line.values if v is not None]
    bottom, top, step = axis_range(known or [Decimal(0)], chart.unit, chart.places)
    for axis, title in (("catAx", "Period"), ("valAx", chart.axis)):
        element = root.find(f".//{{{C}}}{axis}")
        if element is None:
            continue
        if axis == "valAx":
            scaling = element.find(f"{{{C}}}scaling")
            for child in list(scaling):
                scaling.remove(child)
            # the schema wants orientation, then max, then min
            scaling.extend(_elements(f'<c:orientation val="minMax"/><c:max val="{top:f}"/><c:min val="{bottom:f}"/>'))
            before = (*_AXIS, "crosses", "crossesAt", "crossBetween")
            _replace(element, "majorUnit", None, after=before, attributes=f'val="{step:f}"')
            shown = f'formatCode="{_xml(fmt)}" sourceLinked="0"'
            _replace(element, "numFmt", None, after=_AXIS[:7], attributes=shown)
        element.find(f"{{{C}}}delete").set("val", "1" if chart.small else "0")
        if not chart.small and title:
            _replace(
                element, "title", _title(title, 900), after=("axId", "scaling", "delete", "axPos", "majorGridlines")
            )
        if chart.small:
            for grid in element.findall(f"{{{C}}}majorGridlines"):
                element.remove(grid)
    frame = root.find(f"{{{C}}}chart")
    for name in ("autoTitleDeleted", "title", "legend"):
        for child in frame.findall(f"{{{C}}}{name}"):
            frame.remove(child)
    if chart.small:
        frame.insert(0, _elements('<c:autoTitleDeleted val="1"/>')[0])
    else:
        frame.insert(0, _elements(f"<c:title>{_title(chart.title, 1100)}</c:title>")[0])
        frame.insert(1, _elements('<c:autoTitleDeleted val="0"/>')[0])
        plot = frame.find(f"{{{C}}}plotArea")
        plot.addnext(_elements('<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>')[0])
    blanks = frame.find(f"{{{C}}}dispBlanksAs")
    if blanks is not None:
        blanks.set("val", "span")  # joins known figures over periods nobody published; marks show which are known
    for old in root.findall(f"{{{C}}}txPr"):
        root.remove(old)
    frame.addnext(_elements(_TEXT)[0])


def _labels(line: Line, chart: Chart, fmt: str) -> str:
    """Labels of a line: on every point where there is room, else on the first and the last.

    Of several lines only the last points are labelled, the highest above and the others below their line, so that no
    label stands on another.
    """
    number = f'<c:numFmt formatCode="{_xml(fmt)}" sourceLinked="0"/>'
    style = f"<c:spPr><a:noFill/></c:spPr>{_TEXT}"
    known = [i for i, v in enumerate(line.values) if v is not None]
    results = [x for x in chart.lines if x.result and any(v is not None for v in x.values)]
    if len(results) == 1 and len(line.values) <= EVERY_POINT:
        return f'{number}{style}<c:dLblPos val="t"/>{_SHOWN.format(1)}'
    top = max(results, key=_last, default=line)
    where = "t" if line is top or _last(line) == _last(top) else "b"
    shown = {known[0], known[-1]} if known and len(results) == 1 else set(known[-1:])
    return (
        "".join(
            f'<c:dLbl><c:idx val="{i}"/>{number}{style}<c:dLblPos val="{where}"/>{_SHOWN.format(1)}</c:dLbl>'
            for i in sorted(shown)
        )
        + f"{number}{_SHOWN.format(0)}"
    )


def _last(line: Line) -> Decimal:
    """The last known value of a line."""
    return next((v for v in reversed(line.values) if v is not None), Decimal(0))


def height_of(chart: Chart) -> float:
    """Height on the page in centimetres: more where long names give the legend a row for each line."""
    rows = len(chart.lines) if any(len(line.name) > LONG_NAME for line in chart.lines) else 1
    return 7.0 + 0.6 * (rows - 1)


def _title(text: str, size: int) -> str:
    return (
        f'<c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{size}" b="0"/></a:pPr>'
        f'<a:r><a:rPr lang="en-GB" sz="{size}" b="0">{_FONT}</a:rPr><a:t>{_xml(text)}</a:t></a:r></a:p></c:rich></c:tx>'
        '<c:overlay val="0"/>'
    )


def _elements(inner: str) -> list[Any]:
    from lxml import etree

    root = etree.fromstring(f'<x xmlns:c="{C}" xmlns:a="{A}">{inner}</x>')
    return [deepcopy(child) for child in root]


def _replace(parent: Any, name: str, inner: str | None, *, after: tuple[str, ...], attributes: str = "") -> None:
    """Put ``c:name`` into a parent after the last of the named siblings, in place of any there."""
    for old in parent.findall(f"{{{C}}}{name}"):
        parent.remove(old)
    new = _elements(f"<c:{name} {attributes}>{inner or ''}</c:{name}>")[0]
    where = 0
    for i, child in enumerate(parent):
        if child.tag in {f"{{{C}}}{n}" for n in (*after, "idx", "order")}:
            where = i + 1
    parent.insert(where, new)


def _xml(text: str) -> str:
    out = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", out)
