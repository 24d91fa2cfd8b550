"""Measures that do not stand in rows: a table on its side, and a drawn card for each."""

from __future__ import annotations

from pathlib import Path

from reportlab.lib.colors import HexColor, white
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from .drawn import lines_of
from .score import Case
from .tools import browser_pdf

_TINT = {"green": "#388e3c", "amber": "#ffb300", "red": "#d32f2f"}
_MONTHS = (("Dec 2024", "2024-12-31"), ("Jan 2025", "2025-01-31"), ("Feb 2025", "2025-02-28"))
_LEISURE = (
    ("Visits to leisure centres", ("18,204", "24,917", "23,388"), "22,000", "green", "Higher is better"),
    ("Library loans of physical books", ("9,112", "10,480", "9,966"), "10,500", "amber", "Higher is better"),
    ("Parks inspected within seven days", ("88.4%", "91.0%", "86.2%"), "95.0%", "red", "Higher is better"),
    ("Average wait for a swimming lesson (days)", ("41", "38", "35"), "36", "green", "Lower is better"),
)
_SHEET = (
    "<meta charset=utf-8><style>@page{size:A4 landscape;margin:14mm}"
    "body{font:12px 'DejaVu Sans';-webkit-print-color-adjust:exact}"
    "td,th{padding:7px 10px;border:1px solid #777;width:130px;text-align:right}"
    "th:first-child{text-align:left;width:90px}</style>"
)


def months_down(folder: Path) -> Case:
    """Browser: measures across, months down, then a row each of targets, polarity and colours without a letter."""
    case = Case("months down", folder / "months_down.pdf", area="Elmsworth", period="2025-02-28")
    rows = [("Month", *(name for name, *_ in _LEISURE))]
    rows += [(label, *(values[k] for _, values, *_ in _LEISURE)) for k, (label, _) in enumerate(_MONTHS)]
    rows += [("Monthly target", *(m[2] for m in _LEISURE)), ("Polarity", *(m[4] for m in _LEISURE))]
    body = "".join(f"<tr><th>{row[0]}</th>{''.join(f'<td>{x}</td>' for x in row[1:])}</tr>" for row in rows)
    colours = "".join(f"<td style='background:{_TINT[m[3]]}'></td>" for m in _LEISURE)
    html = folder / "months_down.html"
    html.write_text(
        f"{_SHEET}<h2>Elmsworth Borough Council</h2><h3>Leisure and libraries: performance indicators, February 2025</h3>"
        f"<table style='border-collapse:collapse'>{body}<tr><th>RAG rating</th>{colours}</tr></table>",
        encoding="utf-8",
    )
    case.path = browser_pdf(html)
    for name, values, target, colour, _ in _LEISURE:
        for printed, (_, end) in zip(values, _MONTHS, strict=True):
            case.add(name, "result|previous", printed, period=end)
        case.add(name, "target", target)
        case.sign(name, "rag", colour)
    return case


_CARDS = (
    ("Missed collections put right within two working days", "93.1%", "95.0%", "90.4%", "amber", "up"),
    ("Street lights repaired in five days", "97.2%", "95.0%", "97.2%", "green", "level"),
    ("Potholes open for more than a month", "214", "150", "188", "red", "up"),
    ("Gullies cleansed", "1,306", "1,250", "1,411", "green", "down"),
    ("Days to remove an abandoned vehicle", "6.5", "7.0", "7.1", "green", "down"),
)


def framed_cards(folder: Path) -> Case:
    """Drawn: two rounded cards to a row, a colour word on a pill, a drawn arrow, facts in lines of their own."""
    case = Case(
        "framed cards", folder / "framed_cards.pdf", area="Elmsworth", period="2025-06-30", kind="quarterly_report"
    )
    c = Canvas(str(case.path), pagesize=landscape(A4), invariant=1)
    c.setFont("Helvetica-Bold", 17)
    c.drawString(40, 550, "Elmsworth Borough Council")
    c.setFont("Helvetica", 12)
    c.drawString(40, 530, "Quarterly performance report on highways and waste, Quarter 1 2025/26")
    for k, (name, latest, target, before, colour, way) in enumerate(_CARDS):
        x, top = 40 + 390 * (k % 2), 505 - 150 * (k // 2)
        c.setStrokeColor(HexColor("#607d8b"))
        c.roundRect(x, top - 130, 370, 130, 10)
        c.setFillColor(HexColor("#102027"))
        c.setFont("Helvetica-Bold", 12)
        for line, text in enumerate(lines_of(name, "Helvetica-Bold", 12, 230)):
            c.drawString(x + 12, top - 22 - 15 * line, text)
        c.setFont("Helvetica", 11)
        for line, text in enumerate((f"Actual: {latest}", f"Target: {target}", f"Last quarter: {before}")):
            c.drawString(x + 12, top - 66 - 16 * line, text)
        c.setFont("Helvetica-Oblique", 9)
        c.drawString(x + 12, top - 118, "Reported by the depot and checked each month.")
        c.setFillColor(HexColor(_TINT[colour]))
        c.roundRect(x + 262, top - 30, 56, 18, 9, stroke=0, fill=1)
        c.setFillColor(white)
        c.setFont("Helvetica-Bold", 9)
        c.drawCentredString(x + 290, top - 24.5, colour.title())
        _arrow(c, x + 342, top - 21, way)
        end = "2025-06-30"
        case.add(name, "result", latest, period=end, area="Elmsworth")
        case.add(name, "target", target)
        case.add(name, "previous|result", before, period="2025-03-31")
        case.sign(name, "rag", colour, period=end)
        case.sign(name, "dot|dot_previous", way)
    c.save()
    return case


def _arrow(c: Canvas, x: float, y: float, way: str) -> None:
    c.saveState()
    c.translate(x, y)
    c.rotate({"level": 0, "up": 90, "down": -90}[way])
    path = c.beginPath()
    path.moveTo(9, 0)
    for px, py in ((0, 8), (0, 3), (-9, 3), (-9, -3), (0, -3), (0, -8)):
        path.lineTo(px, py)
    path.close()
    c.setFillColor(HexColor("#37474f"))
    c.drawPath(path, stroke=0, fill=1)
    c.restoreState()
