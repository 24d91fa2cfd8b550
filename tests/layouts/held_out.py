"""Layouts kept aside: the reader's builders have not seen them."""

from __future__ import annotations

from pathlib import Path

from .data import INDICATORS, figures, month_end
from .score import Case
from .tools import office_pdf


def svg_and_discs(folder: Path) -> Case:
    """Browser: inline SVG arrows, coloured discs as characters, theme merged down the left side, period in the caption."""
    from html import escape

    from .tools import browser_pdf

    month = month_end(2024, 11)
    case = Case("svg and discs", folder / "discs.pdf", area="Ravensholme", period=month.isoformat(), kind="scorecard")
    tint = {"green": "#198754", "amber": "#fd7e14", "red": "#dc3545"}
    turn = {"up": 0, "down": 180, "level": 90}
    body, done = [], set()
    for ind in INDICATORS:
        fig = figures(ind, month, seed="h3")
        theme = ""
        if ind.section not in done:
            done.add(ind.section)
            count = sum(i.section == ind.section for i in INDICATORS)
            theme = f'<td rowspan="{count}" class="t">{escape(ind.section)}</td>'
        svg = f'<svg width="14" height="14" viewBox="0 0 14 14"><path transform="rotate({turn[fig.dot]} 7 7)" d="M7 1 L12 7 L9 7 L9 13 L5 13 L5 7 L2 7 Z" fill="#444"/></svg>'
        body.append(
            f'<tr>{theme}<td class="n">{escape(ind.name)}</td><td>{fig.show(fig.now)}</td><td style="color:{tint[fig.rag]};font-size:16px">●</td>'
            f"<td>{fig.show(fig.before)}</td><td>{svg}</td><td>{fig.show(ind.target)}</td><td>{fig.show(fig.outturn)}</td></tr>"
        )
        case.add(ind.name, "result", fig.show(fig.now), period=month.isoformat(), area="Ravensholme")
        case.sign(ind.name, "rag", fig.rag, period=month.isoformat())
        case.add(ind.name, "previous", fig.show(fig.before), period="2024-10-31")
        case.sign(ind.name, "dot|dot_previous", fig.dot)
        case.add(ind.name, "target", fig.show(ind.target))
        case.add(ind.name, "outturn", fig.show(fig.outturn), period="2024-03-31")
    style = (
        "@page{size:A4;margin:10mm} body{font-family:'Liberation Sans',sans-serif;font-size:9px;-webkit-print-color-adjust:exact}"
        "table{border-collapse:collapse;width:100%} td,th{border:1px solid #bbb;padding:4px;text-align:center} .n{text-align:left;width:240px}"
        ".t{background:#eee;font-weight:bold;width:70px} th{background:#0b3c5d;color:#fff}"
    )
    heads = "".join(
        f"<th>{h}</th>"
        for h in (
            "Theme",
            "Key performance indicator",
            "Latest result",
            "RAG",
            "Previous result",
            "Direction",
            "Target",
            "Outturn 2023/24",
        )
    )
    path = folder / "discs.html"
    path.write_text(
        f"<!doctype html><meta charset=utf-8><style>{style}</style><h1>Ravensholme City Council</h1><h2>Children's scorecard. Data as at 30 November 2024</h2>"
        f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(body)}</tbody></table>", encoding="utf-8",
    )  # fmt: skip
    case.path = browser_pdf(path)
    return case


def three_months_of_a_sheet(folder: Path) -> Case:
    """A printed sheet: actual, target and difference for the month and for the year to date side by side; RAG words."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, Side

    month = month_end(2023, 10)
    case = Case(
        "three months of a sheet", folder / "sheet.pdf", area="Ravensholme", period=month.isoformat(), kind="scorecard"
    )
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "Ravensholme City Council: monthly scorecard, October 2023"
    sheet["A1"].font = Font(bold=True, size=13)
    side = Side(style="thin")
    heads = ["No", "Measure", "Aim", "Oct 2023", "Target", "RAG", "Sep 2023", "Aug 2023", "DoT"]
    for k, words in enumerate(heads, 1):
        sheet.cell(3, k, words)
    for n, ind in enumerate(INDICATORS, 4):
        fig = figures(ind, month, seed="h4")
        aug = figures(ind, month_end(2023, 8), seed="h4").now
        arrow = {"up": "▲", "down": "▼", "level": "◄►"}[fig.dot]
        values = [fig.show(fig.now), fig.show(ind.target), fig.rag.title(), fig.show(fig.before), fig.show(aug), arrow]
        sheet.append([ind.id, ind.name, {"H": "Maximise", "L": "Minimise"}[ind.polarity], *values])
        case.add(ind.name, "result", values[0], period=month.isoformat(), area="Ravensholme")
        case.add(ind.name, "target", values[1])
        case.sign(ind.name, "rag", fig.rag, period=month.isoformat())
        case.add(ind.name, "previous|result", values[3], period="2023-09-30")
        case.add(ind.name, "result", values[4], period="2023-08-31")
        case.sign(ind.name, "dot|dot_previous", fig.dot)
        sheet.row_dimensions[n].height = 15 * -(-len(ind.name) // 48)
    for row in sheet.iter_rows(min_row=3, max_row=3 + len(INDICATORS), max_col=9):
        for c in row:
            c.border = Border(left=side, right=side, top=side, bottom=side)
            c.alignment = Alignment(wrap_text=True, vertical="center", horizontal="left" if c.column == 2 else "center")
    for letter, width in zip("ABCDEFGHI", (6, 50, 11, 10, 10, 9, 10, 10, 7), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = "landscape", 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    path = folder / "sheet.xlsx"
    book.save(path)
    case.path = office_pdf(path)
    return case
