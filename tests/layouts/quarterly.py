"""A quarterly report: matrix of counts, summary tables by service, a box with a drawn chart for each indicator."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

from reportlab.lib.colors import HexColor, black, white
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from .data import INDICATORS, Fig, figures, half_up, month_end
from .drawn import curved_arrow
from .score import Case

FILL = {"green": HexColor("#6CC24A"), "amber": HexColor("#F2A900"), "red": HexColor("#E4002B")}
SERVICES = {
    "Integrated Children's Services": ("Front door", "Child protection"),
    "Education and Skills": ("Children we care for",),
    "People and Resources": ("Workforce",),
}
CODES = {i.id: f"{i.section[:2].upper()}{n:02d}" for n, i in enumerate(INDICATORS, 1)}


def figs_of(service: str, quarter) -> list[Fig]:  # type: ignore[no-untyped-def]
    """Figures of a service's indicators, percentages only, rounded to whole numbers as such reports print them."""
    return [figures(i, quarter, seed="q") for i in INDICATORS if i.section in SERVICES[service] and i.unit == "%"]


def quarterly_report(folder: Path) -> Case:
    """Quarter 3 of 2023/24: figures to December 2023, compared with September 2023."""
    quarter = month_end(2023, 12)
    case = Case("quarterly report", folder / "quarterly.pdf", area="Eastmoor", period=quarter.isoformat(), kind="quarterly_report",
                ignore=frozenset({"generic"}))  # fmt: skip
    c = Canvas(str(case.path), pagesize=A4, invariant=1)
    c.setFont("Helvetica-Bold", 20)
    c.drawString(60, 600, "Eastmoor County Council")
    c.drawString(60, 565, "Quarterly Performance Report")
    c.drawString(60, 530, "Quarter 3, 2023/24")
    c.setFont("Helvetica", 12)
    c.drawString(60, 490, "Results up to the end of December 2023. Published March 2024.")
    c.showPage()
    _key(c)
    _matrix(c, case, quarter)
    c.showPage()
    for service in SERVICES:
        _summary(c, case, service, quarter)
        c.showPage()
    for service in SERVICES:
        y = 780.0
        c.setFont("Helvetica-Bold", 14)
        c.drawString(40, 805, service)
        for fig in figs_of(service, quarter):
            if y < 260:
                c.showPage()
                y = 800.0
            _box(c, case, fig, y, quarter)
            y -= 240
        c.showPage()
    c.save()
    return case


def whole(fig: Fig, value) -> str:  # type: ignore[no-untyped-def]
    """A whole per cent."""
    return half_up(value, 0) + "%"


def _key(c: Canvas) -> None:
    c.setFont("Helvetica-Bold", 13)
    c.drawString(40, 800, "Key to ratings and directions of travel")
    c.setFont("Helvetica", 9)
    for k, (direction, words) in enumerate(
        (
            ("up", "Performance has improved"),
            ("level", "Performance has stayed the same"),
            ("down", "Performance has worsened"),
        )
    ):
        curved_arrow(c, 50, 775 - 18 * k, direction, 12)
        c.drawString(66, 772 - 18 * k, words)


def _matrix(c: Canvas, case: Case, quarter) -> None:  # type: ignore[no-untyped-def]
    c.setFont("Helvetica-Bold", 12)
    c.drawString(40, 690, "Summary of performance")
    heads = ["Service", "Green", "Amber", "Red", "Up", "Level", "Down"]
    widths = [190.0, 50, 50, 50, 50, 50, 50]
    rows = []
    for service in SERVICES:
        figs = figs_of(service, quarter)
        r, d = Counter(f.rag for f in figs), Counter(f.dot for f in figs)
        rows.append(
            [service, *(str(r[k]) for k in ("green", "amber", "red")), *(str(d[k]) for k in ("up", "level", "down"))]
        )
    rows.append(["TOTAL", *(str(sum(int(row[k]) for row in rows)) for k in range(1, 7))])
    y = 680.0
    for n, row in enumerate([heads, *rows]):
        x = 40.0
        for k, (words, w) in enumerate(zip(row, widths, strict=True)):
            c.setFillColor(
                list(FILL.values())[k - 1] if n == 0 and 1 <= k <= 3 else (HexColor("#EEEEEE") if n == 0 else white)
            )
            c.rect(x, y - 22, w, 22, stroke=1, fill=1)
            c.setFillColor(black)
            if n == 0 and k >= 4:
                curved_arrow(c, x + w / 2, y - 11, words.lower(), 13)
            else:
                c.setFont("Helvetica-Bold" if n in (0, len(rows)) else "Helvetica", 9)
                (c.drawString(x + 4, y - 15, words) if k == 0 else c.drawCentredString(x + w / 2, y - 15, words))
            if n and k:
                case.loose.append((row[0], heads[k], words))
            x += w
        y -= 22


def _summary(c: Canvas, case: Case, service: str, quarter) -> None:  # type: ignore[no-untyped-def]
    c.setFont("Helvetica-Bold", 14)
    c.drawString(40, 800, f"{service}: summary")
    heads = ["Key Performance Indicators", "Latest RAG", "Previous RAG", "DoT"]
    widths = [340.0, 60, 60, 50]
    y = 780.0
    for n, fig in enumerate([None, *figs_of(service, quarter)]):
        x = 40.0
        for k, w in enumerate(widths):
            colour = white
            if fig is not None and k in (1, 2):
                colour = FILL[fig.rag if k == 1 else fig.rag_before]
            c.setFillColor(HexColor("#DDE5EE") if n == 0 else colour)
            c.rect(x, y - 30, w, 30, stroke=1, fill=1)
            c.setFillColor(black)
            c.setFont("Helvetica-Bold" if n == 0 else "Helvetica", 8.5)
            if fig is None:
                (c.drawString(x + 4, y - 18, heads[k]) if k == 0 else c.drawCentredString(x + w / 2, y - 18, heads[k]))
            elif k == 0:
                from .drawn import lines_of

                for j, line in enumerate(lines_of(f"{CODES[fig.ind.id]} - {fig.ind.name}", "Helvetica", 8.5, w - 8)):
                    c.drawString(x + 4, y - 12 - 10 * j, line)
            elif k in (1, 2):
                c.drawCentredString(x + w / 2, y - 18, (fig.rag if k == 1 else fig.rag_before).upper())
            else:
                curved_arrow(c, x + w / 2, y - 15, fig.dot, 14)
            x += w
        if fig is not None:
            case.sign(fig.ind.name, "rag", fig.rag, period=quarter.isoformat())
            case.sign(fig.ind.name, "previous_rag", fig.rag_before, period="2023-09-30")
            case.sign(fig.ind.name, "dot|dot_previous", fig.dot)
        y -= 30


def _box(c: Canvas, case: Case, fig: Fig, y: float, quarter) -> None:  # type: ignore[no-untyped-def]
    from .drawn import lines_of

    ind = fig.ind
    c.setFillColor(white)
    c.rect(40, y - 228, 515, 226, stroke=1, fill=1)
    c.setFillColor(FILL[fig.rag])
    c.rect(440, y - 34, 60, 32, stroke=1, fill=1)
    c.setFillColor(black)
    c.setFont("Helvetica-Bold", 9.5)
    for k, line in enumerate(lines_of(f"{CODES[ind.id]} - {ind.name}", "Helvetica-Bold", 9.5, 390)):
        c.drawString(46, y - 14 - 12 * k, line)
    c.drawCentredString(470, y - 21, fig.rag.upper())
    curved_arrow(c, 528, y - 18, fig.dot, 20)
    # the chart: five quarters as bars with a target line
    c.setLineWidth(0.5)
    c.line(80, y - 180, 530, y - 180)
    c.line(80, y - 180, 80, y - 50)
    quarters = [month_end(2022, 12 + 3 * k) for k in range(5)]
    c.setFont("Helvetica", 7)
    for k in range(6):
        c.drawRightString(76, y - 182 + 130 * k / 5, f"{20 * k}%")
    for k, q in enumerate(quarters):
        value = fig.now if q == quarter else figures(ind, q, seed="q").now
        c.setFillColor(HexColor("#1F4E79"))
        c.rect(105 + 85 * k, y - 180, 40, float(value) * 1.3, stroke=0, fill=1)
        c.setFillColor(black)
        c.drawCentredString(125 + 85 * k, y - 190, q.strftime("%b %y"))
    c.setStrokeColor(HexColor("#E4002B"))
    c.line(90, y - 180 + ind.target * 1.3, 525, y - 180 + ind.target * 1.3)
    c.setStrokeColor(black)
    latest, previous = whole(fig, fig.now), whole(fig, fig.before)
    target, floor = (half_up(_f(v), 0) + "%" for v in (ind.target, ind.floor))
    c.setFont("Helvetica-Bold", 9)
    c.drawString(
        46,
        y - 214,
        f"Latest: {latest} | Target: {target}, Floor: {floor} | Previous: {previous} ({fig.rag_before.title()})",
    )
    name = ind.name
    case.add(name, "result", latest, period=quarter.isoformat())
    case.add(name, "target", target)
    case.add(name, "floor", floor)
    case.add(name, "previous", previous, period="2023-09-30")
    case.sign(name, "previous_rag", fig.rag_before, period="2023-09-30")
    case.sign(name, "rag", fig.rag, period=quarter.isoformat())
    case.sign(name, "dot|dot_previous", fig.dot)


def _f(x: float):  # type: ignore[no-untyped-def]
    from fractions import Fraction

    return Fraction(str(x))


LINES = {
    "Contacts received in the quarter": [2310, 2475, 2390, 2210, 2580, 2644],
    "Children in care at the end of the quarter": [612, 618, 631, 640, 637, 652],
    "Blue badge applications": [905, 870, 842, 930, 961, 948],
}


def axis(values: list[int]) -> tuple[int, int]:
    """Ends of a chart's axis."""
    return min(values) // 100 * 100 - 100, max(values) // 100 * 100 + 200


def activity_charts(folder: Path) -> Path:
    """A page of line charts with markers between dashed lines of upper and lower expectation; no figure is printed."""
    path = folder / "activity_charts.pdf"
    c = Canvas(str(path), pagesize=A4, invariant=1)
    c.setFont("Helvetica-Bold", 14)
    c.drawString(40, 800, "Eastmoor County Council - activity indicators, Quarter 3 2023/24")
    y = 780.0
    for title, values in LINES.items():
        low, high = axis(values)
        c.setFont("Helvetica-Bold", 10)
        c.drawString(60, y - 12, title)
        bottom, height = y - 190, 160.0
        scale = height / (high - low)
        c.setLineWidth(0.5)
        c.setStrokeColor(black)
        c.line(90, bottom, 530, bottom)
        c.line(90, bottom, 90, bottom + height)
        c.setFont("Helvetica", 7)
        for k in range(5):
            mark = low + (high - low) * k / 4
            c.drawRightString(86, bottom + (mark - low) * scale - 2, f"{mark:,.0f}")
        points = [(130 + 72 * k, bottom + (v - low) * scale) for k, v in enumerate(values)]
        for k in range(6):
            c.setFillColor(black)
            c.drawCentredString(130 + 72 * k, bottom - 10, month_end(2022, 9 + 3 * k).strftime("%b %y"))
        c.setDash(4, 3)
        for level, words in ((high - 60, "Upper"), (low + 60, "Lower")):
            c.setStrokeColor(HexColor("#888888"))
            c.line(100, bottom + (level - low) * scale, 520, bottom + (level - low) * scale)
            c.drawString(523, bottom + (level - low) * scale - 2, words)
        c.setDash()
        c.setStrokeColor(HexColor("#1F4E79"))
        c.setLineWidth(1.5)
        for (x0, y0), (x1, y1) in pairwise(points):
            c.line(x0, y0, x1, y1)
        c.setFillColor(HexColor("#1F4E79"))
        for x, at in points:
            c.circle(x, at, 3, stroke=0, fill=1)
        y -= 235
    c.save()
    return path
