"""Pages of prose with charts of every kind, from several programs: what a chart prints is no figure of the prose."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from .tools import browser_pdf, office_pdf

QUARTERS = ["Q1 23/24", "Q2 23/24", "Q3 23/24", "Q4 23/24", "Q1 24/25", "Q2 24/25"]
RATES = [62.4, 63.9, 61.7, 66.2, 68.8, 70.3]
PLACES = {"Fostering": 412, "Residential": 96, "Kinship": 143, "Supported": 61}
DISTRICTS = {"Northbeck": 118, "Southmere": 87, "Eastholme": 141, "Westfold": 64, "Midvale": 103}

BEFORE = "At the end of September 2024 there were 712 children in care, 9 fewer than in June (721)."
BETWEEN = "Of the 712 children, 412 (57.9%) live with foster carers; 96 live in residential homes."
AFTER = "The rate of 70.3% compares with a national rate of 68.0% and with 66.2% in March 2024."
PROSE = ["712", "9", "721", "712", "412", "57.9%", "96", "70.3%", "68.0%", "66.2%"]


@dataclass
class Charted:
    """A page, the figures of its prose in their order, and how many charts it shows.

    Attributes:
        path: The PDF.
        charts: Number of charts.
        prose: Figures of the sentences, as printed.
        kinds: What each chart is, for the reader of a failing test.
    """

    path: Path
    charts: int
    prose: list[str] = field(default_factory=lambda: list(PROSE))
    kinds: tuple[str, ...] = ()


def sheet(folder: Path, kinds: tuple[str, str]) -> Charted:
    """A sheet with two native charts, printed by the office program: sentences above, between and under them.

    Args:
        folder: Where to write.
        kinds: Two of bar, column, stacked, line, pie, doughnut, area, labelled (columns with their figures, no axis).
    """
    from openpyxl import Workbook

    book = Workbook()
    page, data = book.active, book.create_sheet("Data")
    data.sheet_state = "hidden"
    page["A1"], page["A23"], page["A45"] = BEFORE, BETWEEN, AFTER
    for kind, anchor in zip(kinds, ("A3", "A25"), strict=True):
        page.add_chart(_native(data, kind), anchor)
    page.page_setup.paperSize, page.page_setup.orientation = 9, "portrait"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 1
    page.sheet_properties.pageSetUpPr.fitToPage = True
    path = folder / f"sheet_{'_'.join(kinds)}.xlsx"
    book.save(path)
    return Charted(office_pdf(path), 2, kinds=kinds)


def _native(data, kind: str):  # type: ignore[no-untyped-def]
    from openpyxl.chart import AreaChart, BarChart, DoughnutChart, LineChart, PieChart, Reference
    from openpyxl.chart.label import DataLabelList

    if kind in {"pie", "doughnut"}:
        heads, rows = ["Children"], list(PLACES.items())
    elif kind in {"bar", "labelled"}:
        heads, rows = ["Children in care"], list(DISTRICTS.items())
    elif kind == "line":
        heads, rows = ["Rate", "Target"], [(q, v, 65) for q, v in zip(QUARTERS, RATES, strict=True)]
    else:
        pairs = zip(QUARTERS, [41, 38, 52, 47, 39, 44], [36, 44, 40, 51, 42, 47], strict=True)
        heads, rows = ["Started", "Ended"], list(pairs)
    first = data.max_row + 2
    for k, row in enumerate([("", *heads), *rows]):
        for j, value in enumerate(row):
            data.cell(first + k, 1 + j, value)
    made = {"pie": PieChart, "doughnut": DoughnutChart, "line": LineChart, "area": AreaChart}.get(kind, BarChart)
    chart = made()
    last = first + len(rows)
    chart.add_data(
        Reference(data, min_col=2, max_col=1 + len(heads), min_row=first, max_row=last), titles_from_data=True
    )
    chart.set_categories(Reference(data, min_col=1, min_row=first + 1, max_row=last))
    chart.title = {"pie": "Placements at 30 September 2024", "line": "Rate by quarter"}.get(
        kind, f"Children in care, {kind}"
    )
    chart.width, chart.height = 17, 9.5
    if kind not in {"pie", "doughnut"}:
        chart.x_axis.delete = False
        chart.y_axis.delete = kind == "labelled"
    if kind == "bar":
        chart.type = "bar"
    if kind in {"stacked", "area"}:
        chart.grouping = "stacked"
    if kind == "stacked":
        chart.overlap = 100
    if kind in {"bar", "labelled"}:
        chart.legend = None
    if kind == "labelled":
        chart.y_axis.majorGridlines = None
    if kind in {"pie", "doughnut", "labelled", "line"}:
        chart.dataLabels = DataLabelList()
        chart.dataLabels.showVal = kind != "pie"
        chart.dataLabels.showPercent = kind == "pie"
        chart.dataLabels.showCatName = kind == "pie"
        chart.dataLabels.showSerName = chart.dataLabels.showLegendKey = False
    return chart


def plotted(folder: Path) -> Charted:
    """A page made by a plotting library: lines with a dashed target, columns, a pie, turned labels; words beside them."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib.figure import Figure

    fig = Figure(figsize=(8.27, 11.69))
    for text, y in ((BEFORE, 0.95), (BETWEEN, 0.63), (AFTER, 0.06)):
        fig.text(0.08, y, text, fontsize=10)
    line = fig.add_axes((0.12, 0.72, 0.8, 0.18))
    line.plot(QUARTERS, RATES, marker="o", label="Rate")
    line.axhline(65, linestyle="--", color="red", label="Target")
    line.set_title("Rate by quarter")
    line.set_ylabel("Per cent")
    line.legend(fontsize=7)
    bars = fig.add_axes((0.12, 0.42, 0.8, 0.15))
    drawn = bars.bar(list(DISTRICTS), list(DISTRICTS.values()))
    bars.bar_label(drawn)
    bars.tick_params(axis="x", rotation=45)
    bars.set_title("Children in care by district")
    pie = fig.add_axes((0.25, 0.1, 0.5, 0.24))
    pie.pie(list(PLACES.values()), labels=list(PLACES), autopct="%.1f%%")
    pie.set_title("Placements at 30 September 2024")
    path = folder / "plotted.pdf"
    with mpl.rc_context({"pdf.fonttype": 42}):
        fig.savefig(path)
    return Charted(path, 3, kinds=("line", "bar", "pie"))


def web_page(folder: Path) -> Charted:
    """A web page whose script drew its charts: labelled columns without an axis, a ring with its sum, a line."""
    import math

    def ring() -> str:
        total, at, out = sum(PLACES.values()), 0.0, []
        colours = ("#1f4e79", "#2e8b57", "#c55a11", "#7f6000")
        for colour, (name, n) in zip(colours, PLACES.items(), strict=True):
            a, b = 2 * math.pi * at / total, 2 * math.pi * (at + n) / total
            at += n
            p = [(100 + r * math.sin(t), 100 - r * math.cos(t)) for r, t in ((80, a), (80, b), (45, b), (45, a))]
            big = int(b - a > math.pi)
            out.append(
                f'<path fill="{colour}" d="M{p[0][0]:.1f} {p[0][1]:.1f}A80 80 0 {big} 1 {p[1][0]:.1f} {p[1][1]:.1f}'
                f'L{p[2][0]:.1f} {p[2][1]:.1f}A45 45 0 {big} 0 {p[3][0]:.1f} {p[3][1]:.1f}Z"/>'
            )
            m = (a + b) / 2
            out.append(
                f'<text x="{100 + 62 * math.sin(m):.0f}" y="{104 - 62 * math.cos(m):.0f}" fill="#fff">{n}</text>'
            )
            k = list(PLACES).index(name)
            out.append(
                f'<rect x="230" y="{50 + 24 * k}" width="12" height="12" fill="{colour}"/><text x="248" y="{60 + 24 * k}" '
                f'style="text-anchor:start">{name}</text>'
            )
        return "".join(out) + f'<text x="100" y="105" style="font-size:16px">{total}</text>'

    columns = "".join(
        f'<rect x="{30 + 80 * k}" y="{170 - n}" width="46" height="{n}" fill="#1f4e79"/>'
        f'<text x="{53 + 80 * k}" y="{165 - n}">{n}</text><text x="{53 + 80 * k}" y="184">{name}</text>'
        for k, (name, n) in enumerate(DISTRICTS.items())
    )
    points = " ".join(f"{60 + 70 * k},{(75 - v) * 8 + 10:.1f}" for k, v in enumerate(RATES))
    grid = "".join(
        f'<line x1="40" x2="450" y1="{(75 - v) * 8 + 10}" y2="{(75 - v) * 8 + 10}" stroke="#ddd"/>'
        f'<text x="30" y="{(75 - v) * 8 + 13}">{v}%</text>'
        for v in (60, 65, 70, 75)
    )
    months = "".join(f'<text x="{60 + 70 * k}" y="146">{q}</text>' for k, q in enumerate(QUARTERS))
    html = (
        "<!doctype html><meta charset=utf-8><title>Report</title><style>@page{size:A4;margin:15mm} body{font:11pt 'DejaVu Sans',sans-serif}"
        "svg text{font:10px 'DejaVu Sans',sans-serif;text-anchor:middle} p{margin:14px 0}</style><h1>Children in care</h1>"
        f"<p>{BEFORE}</p><h3>Children by district</h3><svg width='480' height='190'>{columns}</svg><p>{BETWEEN}</p>"
        f"<svg width='400' height='200'>{ring()}</svg><p>{AFTER}</p>"
        f"<svg width='480' height='155'>{grid}<polyline fill='none' stroke='#c55a11' stroke-width='2' points='{points}'/>{months}</svg>"
        "<p>The next report is due in January.</p>"
    )
    path = folder / "web_page.html"
    path.write_text(html, encoding="utf-8")
    return Charted(browser_pdf(path), 3, kinds=("labelled", "ring", "line"))
