"""Layouts whose columns are told by what their figures do together: differences, parts of a ratio, places."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from reportlab.lib.colors import HexColor, black
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from .data import INDICATORS, figures, half_up, month_end
from .score import Case
from .tools import office_pdf

_TINT = {"green": "8FCB9B", "amber": "F7D774", "red": "EE8C86"}


def gap_and_parts(folder: Path) -> Case:
    """A printed sheet: a low row of wrapped headings, "88/106" beside the result, the signed gap to the target."""
    month = month_end(2025, 11)
    case = Case("gap and parts", folder / "gap.pdf", area="Saltmere", period=month.isoformat(), kind="scorecard")
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "Saltmere Borough Council: performance scorecard, November 2025"
    sheet["A1"].font = Font(bold=True, size=14)
    heads = ["Measure", "Cases", "Nov 2025", "Oct 2025", "Target", "Result against target"]
    side = Side(style="thin")
    for k, words in enumerate(heads, 1):
        sheet.cell(3, k, words).font = Font(bold=True)
    for n, ind in enumerate((i for i in INDICATORS if i.unit == "%" and len(i.name) < 75), 4):
        fig = figures(ind, month, seed="s1")
        assert fig.num is not None
        assert fig.denom is not None
        now, target = fig.show(fig.now), fig.show(ind.target)
        gap = round(float(now.rstrip("%")) - float(target.rstrip("%")), 1)
        signed = f"{gap:+.1f}%" if gap else "0.0%"
        for k, text in enumerate(
            (ind.name, f"{fig.num:,}/{fig.denom:,}", now, fig.show(fig.before), target, signed), 1
        ):
            sheet.cell(n, k, text)
        sheet.cell(n, 3).fill = PatternFill("solid", fgColor=_TINT[fig.rag])
        case.add(ind.name, "numerator", f"{fig.num:,}", period=month.isoformat())
        case.add(ind.name, "denominator", f"{fig.denom:,}", period=month.isoformat())
        case.add(ind.name, "result", now, period=month.isoformat(), area="Saltmere")
        case.add(ind.name, "previous|result", fig.show(fig.before), period="2025-10-31")
        case.add(ind.name, "target", target)
        case.add(ind.name, "variance", signed)
        case.sign(ind.name, "rag", fig.rag, period=month.isoformat())
    for row in sheet.iter_rows(min_row=3, max_row=sheet.max_row, max_col=6):
        for c in row:
            c.border = Border(left=side, right=side, top=side, bottom=side)
            c.alignment = Alignment(wrap_text=True, horizontal="left" if c.column == 1 else "center")
    for letter, width in zip("ABCDEF", (75, 14, 11, 11, 10, 14), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = "landscape", 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    path = folder / "gap.xlsx"
    book.save(path)
    case.path = office_pdf(path)
    return case


def long_return(folder: Path) -> Case:
    """A workbook with a row for each figure: measure, place under another team's word, last day, value and parts."""
    case = Case("long return", folder / "long.xlsx", area="Saltmere", period="2025-06-30", kind="data_return")
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["KPI", "Covers", "Month ending", "Actual", "Numerator", "Denominator", "Target", "RAG"])
    for ind in INDICATORS[:6]:
        for place in ("Saltmere", "Lower Fen", "Quayside"):
            for number in (5, 6):
                end = month_end(2025, number)
                fig = figures(ind, end, area=place, seed="s2")
                now, target, day = fig.show(fig.now), fig.show(ind.target), date(end.year, end.month, end.day)
                parts = (fig.num, fig.denom) if ind.unit == "%" else (None, None)
                sheet.append([ind.name, place, day, now, *parts, target, fig.rag.title()])
                sheet.cell(sheet.max_row, 3).number_format = "dd/mm/yyyy"
                case.add(ind.name, "result", now, period=end.isoformat(), area=place)
                if parts[0] is not None:
                    case.add(ind.name, "numerator", str(parts[0]), period=end.isoformat(), area=place)
                    case.add(ind.name, "denominator", str(parts[1]), period=end.isoformat(), area=place)
                case.add(ind.name, "target", target, area=place)
                case.sign(ind.name, "rag", fig.rag, period=end.isoformat(), area=place)
    book.save(case.path)
    return case


def touching_heads(folder: Path) -> Case:
    """Drawn without a rule: headings to the right that touch and hang over the names, figures under their right ends."""
    case = Case("touching heads", folder / "touching.pdf", area="Saltmere", period="2025-12-31", kind="scorecard")
    c = Canvas(str(case.path), pagesize=landscape(A4), invariant=1)
    tint = {"green": HexColor("#1E7B34"), "amber": HexColor("#B86E00"), "red": HexColor("#A81E1E")}
    c.setFont("Helvetica-Bold", 15)
    c.drawString(48, 545, "Saltmere Borough Council")
    c.setFont("Helvetica", 10.5)
    c.drawString(48, 528, "Performance scorecard for the quarter ended 31 December 2025")
    size, y = 10, 490.0
    right = {"then": 455.0, "target": 0.0, "now": 0.0}
    c.setFont("Helvetica-Bold", size)
    right["now"] = right["then"] + c.stringWidth("Oct to Dec 2025", "Helvetica-Bold", size)
    right["target"] = right["now"] + 55
    c.drawString(48, y, "Key measure")
    for key, words in (("then", "Jul to Sep 2025"), ("now", "Oct to Dec 2025"), ("target", "Target")):
        c.drawRightString(right[key], y, words)
    c.drawString(right["target"] + 30, y, "Status")
    for ind in (i for i in INDICATORS if len(i.name) < 80):
        y -= 21
        fig = figures(ind, month_end(2025, 12), seed="s3")
        bare = [
            half_up(v, 0 if ind.unit == "n" else 1) + ("%" if ind.unit == "%" else "") for v in (fig.before, fig.now)
        ]
        c.setFillColor(black)
        c.setFont("Helvetica", size)
        c.drawString(48, y, ind.name)
        for key, text in (("then", bare[0]), ("now", bare[1]), ("target", fig.show(ind.target))):
            c.drawRightString(right[key], y, text)
        c.setFillColor(tint[fig.rag])
        c.drawString(right["target"] + 30, y, fig.rag.title())
        case.add(ind.name, "previous|result", bare[0], period="2025-09-30")
        case.add(ind.name, "result", bare[1], period="2025-12-31", area="Saltmere")
        case.add(ind.name, "target", fig.show(ind.target))
        case.sign(ind.name, "rag", fig.rag)
    c.save()
    return case
