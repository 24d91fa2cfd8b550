"""Makes the PDFs that bench_pdf.py reads, each with the cells a person sees in it.

A ruled scorecard of 45 rows and 13 columns, drawn by reportlab, printed by LibreOffice from a sheet and by Chromium
from a web page (where those programs are present), and agenda packs: prose with a table on one page in seventeen.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

Cells = Counter[tuple[int, int, int, int, str]]
"""(page, table on the page, row, column, text)."""
ROWS, COLUMNS = 45, 13
HEADS = ["ID", "Indicator", "Pol", "Per", "Result", "RAG", "Num", "Den", "Target", "Prev", "DoT", "Out", "DoT"]
COLOURS = {"R": "ff0000", "A": "ffa500", "G": "90ee90"}
WORDS = (
    "the committee received report of director on services for children and agreed next steps before meeting "
    "members officers county placement review quality support plan progress this year families"
)


def sheets(pages: int, seed: int = 7) -> list[list[list[str]]]:
    """The texts of a scorecard: pages of rows of cells."""
    rng = random.Random(seed)
    return [[[_cell(rng, r, c) for c in range(COLUMNS)] for r in range(ROWS)] for _ in range(pages)]


def _cell(rng: random.Random, row: int, column: int) -> str:
    if row == 0:
        return HEADS[column]
    if column == 0:
        return str(row)
    if column == 1:
        return f"% of cases seen within {row} working days of the first contact"
    if column in (2, 3):
        return rng.choice(["H", "L", "T"]) if column == 2 else rng.choice(["YTD", "SS", "R12M"])
    if column == 5:
        return rng.choice("RAG")
    if column in (6, 7):
        return f"{rng.randrange(10, 20000):,}"
    if column in (10, 12):
        return rng.choice(["up", "down"])
    return f"{rng.uniform(0, 100):.1f}%"


def _title(page: int) -> str:
    """A title that differs from page to page, so that the tables of two pages are two tables."""
    return f"Area {chr(64 + (page - 1) % 26 + 1)} of the county, sheet {100 + 7 * page}"


def truth_of(texts: list[list[list[str]]]) -> Cells:
    """The cells of a scorecard as the ways of reading it are asked for them."""
    return Counter(
        (page, 0, r, c, text)
        for page, rows in enumerate(texts, 1)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    )


def draw_scorecard(path: Path, pages: int, seed: int = 7) -> Cells:
    """Draw a scorecard cell by cell."""
    from reportlab.lib.colors import HexColor, black
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.pdfgen.canvas import Canvas

    texts = sheets(pages, seed)
    canvas = Canvas(str(path), pagesize=landscape(A4))
    widths = [24, 250, 30, 30, 48, 30, 44, 44, 48, 48, 40, 48, 40]
    for page, rows in enumerate(texts, 1):
        canvas.setFont("Helvetica-Bold", 10)
        canvas.drawString(40, 578, _title(page))
        canvas.setFont("Helvetica", 6)
        y = 565.0
        for row in rows:
            x = 40.0
            for c, (width, text) in enumerate(zip(widths, row, strict=True)):
                if c == 5 and text in COLOURS:
                    canvas.setFillColor(HexColor(f"#{COLOURS[text]}"))
                    canvas.rect(x, y - 11, width, 11, stroke=0, fill=1)
                    canvas.setFillColor(black)
                canvas.rect(x, y - 11, width, 11, stroke=1, fill=0)
                canvas.drawString(x + 2, y - 8, text)
                x += width
            y -= 11
        canvas.showPage()
    canvas.save()
    return truth_of(texts)


def print_by_office(path: Path, pages: int) -> Cells | None:
    """Print a scorecard from a sheet with LibreOffice; None where there is none."""
    import openpyxl
    from openpyxl.styles import Border, Font, PatternFill, Side
    from openpyxl.worksheet.properties import PageSetupProperties

    program = shutil.which("soffice")
    if program is None:
        return None
    texts = sheets(pages)
    side = Side(style="thin")
    border, font = Border(side, side, side, side), Font(size=6)
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for rows in texts:
        sheet = book.create_sheet()
        sheet.cell(1, 1, _title(len(book.worksheets))).font = Font(size=8, bold=True)
        for r, row in enumerate(rows, 2):
            for c, text in enumerate(row, 1):
                cell = sheet.cell(r, c, text)
                cell.border, cell.font = border, font
                if c == 6 and text in COLOURS:
                    cell.fill = PatternFill("solid", fgColor=COLOURS[text])
        sheet.column_dimensions["B"].width = 48
        sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 1
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    with tempfile.TemporaryDirectory() as folder:
        book.save(Path(folder) / "sheet.xlsx")
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, f"{folder}/sheet.xlsx"]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        shutil.copy(Path(folder) / "sheet.pdf", path)
    return truth_of(texts)


def print_by_browser(path: Path, pages: int) -> Cells | None:
    """Print a scorecard from a web page with Chromium; None where there is none."""
    names = ("chromium", "chromium-browser", "google-chrome")
    program = next((found for n in names if (found := shutil.which(n))), None)
    if program is None:
        return None
    texts = sheets(pages)
    style = (
        "@page{size:A4 landscape;margin:8mm} b{font:8pt Arial} table{border-collapse:collapse;font:6pt Arial;"
        "page-break-after:always} td{border:0.5px solid #000;padding:0.5px 2px;white-space:nowrap}"
    )
    html = [f"<html><meta charset=utf-8><style>{style}</style>"]
    for page, rows in enumerate(texts, 1):
        html.append(f"<b>{_title(page)}</b><table>")
        for row in rows:
            cells = "".join(
                f'<td style="background:#{COLOURS[t]}">{t}</td>' if c == 5 and t in COLOURS else f"<td>{t}</td>"
                for c, t in enumerate(row)
            )
            html.append(f"<tr>{cells}</tr>")
        html.append("</table>")
    with tempfile.TemporaryDirectory() as folder:
        web = Path(folder) / "page.html"
        web.write_text("".join(html), encoding="utf-8")
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={path}"]
        subprocess.run([program, *options, str(web)], check=True, capture_output=True, timeout=300)
    return truth_of(texts)


def draw_pack(path: Path, pages: int) -> Cells:
    """An agenda pack: full pages of prose, with a table on one page in every seventeen."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    rng, words = random.Random(11), WORDS.split()
    canvas = Canvas(str(path), pagesize=A4)
    truth: Cells = Counter()
    for page in range(1, pages + 1):
        canvas.setFont("Helvetica", 10)
        y = 800.0
        if page % 17 == 0:
            for r in range(30):
                x = 40.0
                for c, width in enumerate((230, 70, 70, 70)):
                    text = f"Service number {r}" if c == 0 else f"{rng.randrange(1, 9999):,}"
                    canvas.rect(x, y - 14, width, 14)
                    canvas.drawString(x + 3, y - 10, text)
                    truth[page, 0, r, c, text] += 1
                    x += width
                y -= 14
        else:
            for _ in range(48):
                canvas.drawString(50, y, " ".join(rng.choice(words) for _ in range(15)))
                y -= 15
        canvas.showPage()
    canvas.save()
    return truth
