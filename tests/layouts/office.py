"""A spreadsheet printed to PDF: three header levels, merged cells, RAG letters on fills, names wrapped, header repeated."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from .data import INDICATORS, Fig, figures, half_up, month_end
from .score import Case
from .tools import office_pdf

FILL = {"green": "00B050", "amber": "FFC000", "red": "FF0000"}
ARROW = {"up": "↑", "down": "↓", "level": "↔"}
AREAS = ("Marlshire", "Upper Marl", "Fenside")


def xlsx_printed(folder: Path) -> Case:
    """Areas side by side in groups of columns (result, RAG, arrow for each), numerators only for the county."""
    month = month_end(2023, 11)
    case = Case(
        "xlsx printed", folder / "xlsx_printed.pdf", area="Marlshire", period=month.isoformat(), kind="scorecard"
    )
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Nov 23"
    thin = Side(style="thin")
    rule = Border(left=thin, right=thin, top=thin, bottom=thin)
    sheet["A1"] = "Marlshire County Council - Children's Performance Scorecard - November 2023"
    sheet["A1"].font = Font(bold=True, size=14)
    heads = ["Ref", "Indicator", "Good to be", "Target 2023/24"]
    top, sub = 3, 5
    for k, words in enumerate(heads, 1):
        sheet.merge_cells(start_row=top, end_row=sub, start_column=k, end_column=k)
        sheet.cell(top, k, words)
    column = 5
    spans = {
        "Marlshire": ["Numerator", "Denominator", "Nov 2023", "RAG", "Oct 2023", "DoT"],
        "Upper Marl": ["Nov 2023", "RAG"],
        "Fenside": ["Nov 2023", "RAG"],
    }
    sheet.merge_cells(start_row=top, end_row=top, start_column=5, end_column=14)
    sheet.cell(top, 5, "Performance")
    for area, labels in spans.items():
        sheet.merge_cells(start_row=top + 1, end_row=top + 1, start_column=column, end_column=column + len(labels) - 1)
        sheet.cell(top + 1, column, area)
        for label in labels:
            sheet.cell(sub, column, label)
            column += 1
    for r in range(top, sub + 1):
        for c in range(1, column):
            cell = sheet.cell(r, c)
            cell.font, cell.border = Font(bold=True), rule
            cell.fill = PatternFill("solid", fgColor="D9E1F2")
            cell.alignment = Alignment(wrap_text=True, horizontal="center", vertical="center")
    row, section = sub + 1, ""
    # The list is printed twice over under other ids, so that it fills three pages.
    for copy in range(3):
        for ind in INDICATORS:
            title = ind.section if copy == 0 else f"{ind.section} - part {copy + 1}"
            if title != section:
                section = title
                sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=column - 1)
                sheet.cell(row, 1, section).font = Font(bold=True)
                sheet.cell(row, 1).fill = PatternFill("solid", fgColor="BFBFBF")
                row += 1
            name = ind.name if copy == 0 else f"{ind.name} ({'girls' if copy == 1 else 'boys'})"
            ident = f"{copy}{ind.id}" if copy else ind.id
            figs = [figures(ind, month, a, f"x{copy}") for a in AREAS]
            _line(sheet, row, ident, name, figs, case, month)
            sheet.row_dimensions[row].height = 15 * -(-len(name) // 40)
            for c in range(1, column):
                sheet.cell(row, c).border = rule
                sheet.cell(row, c).alignment = Alignment(
                    wrap_text=True, horizontal="left" if c == 2 else "center", vertical="center"
                )
            row += 1
    for c, width in enumerate([6, 44, 8, 10, 11, 12, 9, 6, 9, 6, 9, 6, 9, 6], 1):
        sheet.column_dimensions[get_column_letter(c)].width = width
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    sheet.print_title_rows = f"{top}:{sub}"
    path = folder / "xlsx_printed.xlsx"
    book.save(path)
    case.path = office_pdf(path)
    return case


def _line(sheet, row: int, ident: str, name: str, figs: list[Fig], case: Case, month) -> None:  # type: ignore[no-untyped-def]
    ind = figs[0].ind
    now, before = month.isoformat(), month_end(month.year, month.month - 1).isoformat()
    sheet.cell(row, 1, ident)
    sheet.cell(row, 2, name)
    sheet.cell(row, 3, {"H": "High", "L": "Low"}[ind.polarity])
    _number(sheet.cell(row, 4), ind.unit, ind.target)
    case.add(name, "target", figs[0].show(ind.target), area="Marlshire")
    column = 5
    for fig, area in zip(figs, AREAS, strict=True):
        if area == "Marlshire":
            for part, role in ((fig.num, "numerator"), (fig.denom, "denominator")):
                sheet.cell(row, column, "-" if part is None else part).number_format = "#,##0"
                case.add(name, role, "-" if part is None else f"{part:,}", area=area, period=now)
                column += 1
        _number(sheet.cell(row, column), ind.unit, float(fig.now))
        case.add(name, "result", fig.show(fig.now), area=area, period=now)
        sheet.cell(row, column + 1, fig.rag[0].upper()).fill = PatternFill("solid", fgColor=FILL[fig.rag])
        case.sign(name, "rag", fig.rag, area=area, period=now)
        column += 2
        if area == "Marlshire":
            _number(sheet.cell(row, column), ind.unit, float(fig.before))
            case.add(name, "previous|result", fig.show(fig.before), area=area, period=before)
            sheet.cell(row, column + 1, ARROW[fig.dot])
            case.sign(name, "dot_previous|dot", fig.dot, area=area)
            column += 2


def _number(cell, unit: str, value: float) -> None:  # type: ignore[no-untyped-def]
    # The stored value is rounded as printed, so that the office's own rounding cannot differ from the truth.
    from fractions import Fraction

    exact = Fraction(str(value)) if not isinstance(value, Fraction) else value
    if unit == "%":
        cell.value, cell.number_format = float(half_up(exact, 1)) / 100, "0.0%"
    elif unit == "n":
        cell.value, cell.number_format = int(half_up(exact, 0)), "0"
    else:
        cell.value, cell.number_format = float(half_up(exact, 1)), "0.0"


def rows_over_pages(folder: Path) -> Case:
    """A ruled Word table printed to PDF whose tall rows break across pages; the header stands on the first page only."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm, Pt

    month = month_end(2022, 6)
    case = Case(
        "rows over pages", folder / "rows_over_pages.pdf", area="Marlshire", period=month.isoformat(), kind="scorecard"
    )
    doc = Document()
    section = doc.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(13.0)
    doc.add_heading("Marlshire County Council: scorecard for June 2022", 1)
    heads = ["No.", "Measure", "June 2022", "RAG", "Target", "May 2022", "Direction of travel", "Comment"]
    widths = [1.3, 4.0, 2.2, 1.8, 2.2, 2.2, 2.8, 7.4]
    table = doc.add_table(rows=1, cols=len(heads))
    table.style = "Table Grid"
    table.autofit = False
    for c, (words, w) in enumerate(zip(heads, widths, strict=True)):
        table.rows[0].cells[c].text = words
        table.columns[c].width = Cm(w)
    comment = "Managers looked at each case. " * 5
    now, before = month.isoformat(), month_end(2022, 5).isoformat()
    for k, ind in enumerate(INDICATORS):
        fig = figures(ind, month, seed="over")
        words = [
            ind.id,
            ind.name,
            fig.show(fig.now),
            fig.rag.title(),
            fig.show(ind.target),
            fig.show(fig.before),
            ARROW[fig.dot],
            comment * (1 + k % 3),
        ]
        cells = table.add_row().cells
        for cell, text, w in zip(cells, words, widths, strict=True):
            cell.text, cell.width = text, Cm(w)
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(10)
        case.add(ind.name, "result", words[2], period=now, area="Marlshire")
        case.sign(ind.name, "rag", fig.rag, period=now)
        case.add(ind.name, "target", words[4])
        case.add(ind.name, "previous|result", words[5], period=before)
        case.sign(ind.name, "dot|dot_previous", fig.dot)
    path = folder / "rows_over_pages.docx"
    doc.save(str(path))
    case.path = office_pdf(path)
    return case
