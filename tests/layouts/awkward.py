"""Tables side by side, headings printed twice over, arrows as pictures, areas across under turned names, tables in tables."""

from __future__ import annotations

import io
import random
from pathlib import Path

from PIL import Image, ImageDraw
from reportlab.lib.colors import HexColor, black, white
from reportlab.lib.pagesizes import A3, A4, landscape
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from .data import INDICATORS, figures, month_end
from .drawn import lines_of
from .score import Case
from .wordy import cell, para, run, table, write_docx

FILL = {"green": HexColor("#70AD47"), "amber": HexColor("#FFC000"), "red": HexColor("#E74C3C")}


def arrow_picture(direction: str) -> ImageReader:
    """A small picture of a plain arrow, as spreadsheets paste them."""
    image = Image.new("RGB", (48, 48), "white")
    points = [(24, 4), (42, 24), (30, 24), (30, 44), (18, 44), (18, 24), (6, 24)]
    if direction == "down":
        points = [(x, 47 - y) for x, y in points]
    elif direction == "level":
        points = [(47 - y, x) for x, y in points]
    ImageDraw.Draw(image).polygon(points, fill=(60, 60, 60))
    out = io.BytesIO()
    image.save(out, "PNG")
    return ImageReader(io.BytesIO(out.getvalue()))


def status_by_quarter(folder: Path) -> Case:
    """Two tables side by side, five quarters across, coloured results, the heading overprinted for boldness."""
    quarters = [month_end(2022, 6 + 3 * k) for k in range(5)]
    names = ["Q1 22/23", "Q2 22/23", "Q3 22/23", "Q4 22/23", "Q1 23/24"]
    case = Case("status by quarter", folder / "status.pdf", area="Dunmarsh", period="2023-06-30")
    c = Canvas(str(case.path), pagesize=landscape(A3), invariant=1)
    c.setFont("Helvetica-Bold", 15)
    c.drawString(40, 800, "Dunmarsh Council performance report, Quarter 1 2023/24")
    pictures = {d: arrow_picture(d) for d in ("up", "down", "level")}
    for side, members in enumerate((INDICATORS[:8], INDICATORS[8:])):
        left, y = 40.0 + 560 * side, 760.0
        widths = [190.0] + [54.0] * 5 + [50.0]
        for n in range(len(members) + 1):
            ind = members[n - 1] if n else None
            figs = [figures(ind, q, seed="status") for q in quarters] if ind else []
            x, h = left, 34.0
            for k, w in enumerate(widths):
                fill = HexColor("#CFE2F3") if ind is None else (FILL[figs[k - 1].rag] if 1 <= k <= 5 else white)
                c.setFillColor(fill)
                c.rect(x, y - h, w, h, stroke=1, fill=1)
                c.setFillColor(black)
                if ind is None:
                    words = ["Indicator", *names, "Trend"][k]
                    c.setFont("Helvetica", 8.5)
                    for shift in (0.0, 0.3):
                        c.drawString(x + 4 + shift, y - 20, words)
                elif k == 0:
                    c.setFont("Helvetica", 8.5)
                    for j, line in enumerate(lines_of(ind.name, "Helvetica", 8.5, w - 8)):
                        c.drawString(x + 4, y - 11 - 10 * j, line)
                elif k <= 5:
                    c.setFont("Helvetica", 9)
                    c.drawCentredString(x + w / 2, y - 20, figs[k - 1].show(figs[k - 1].now))
                else:
                    c.drawImage(pictures[figs[-1].dot], x + w / 2 - 9, y - 26, 18, 18)
                x += w
            if ind is not None:
                for f, q in zip(figs, quarters, strict=True):
                    case.add(ind.name, "result", f.show(f.now), period=q.isoformat(), area="Dunmarsh")
                    case.sign(ind.name, "rag", f.rag, period=q.isoformat())
                case.sign(ind.name, "dot|dot_previous", figs[-1].dot)
            y -= h
    c.save()
    return case


def areas_across(folder: Path) -> Case:
    """Counts with the measures down and twelve areas across, whose names are turned; a total column; 0 beside -."""
    month = month_end(2024, 4)
    areas = [
        "Dunmarsh",
        "Abbot's Reach",
        "Brindle",
        "Coldharbour",
        "Dray Park",
        "Eastgate",
        "Fellside",
        "Gorse Hill",
        "Highmoor",
        "Inglewood",
        "Jesmere",
        "Knapp",
    ]
    measures = [
        "Open cases",
        "Referrals received",
        "Assessments completed",
        "Child protection plans",
        "Children in care",
        "Care leavers",
        "Children missing",
        "Step-downs",
    ]
    case = Case("areas across", folder / "areas.pdf", area="Dunmarsh", period=month.isoformat())
    c = Canvas(str(case.path), pagesize=landscape(A4), invariant=1)
    c.setFont("Helvetica-Bold", 14)
    c.drawString(40, 560, "Dunmarsh Council - activity by area, April 2024")
    y, h, first, w = 540.0, 22.0, 190.0, 46.0
    c.rect(40, y - 90, first, 90)
    c.setFont("Helvetica-Bold", 9)
    c.drawString(44, y - 50, "Activity measure")
    for k, area in enumerate(areas):
        x = 40 + first + k * w
        c.rect(x, y - 90, w, 90)
        c.saveState()
        c.translate(x + w / 2 + 3, y - 84)
        c.rotate(90)
        c.drawString(0, 0, area)
        c.restoreState()
    y -= 90
    r = random.Random("areas across")
    for n, measure in enumerate(measures):
        values = [str(int(r.random() * (900, 210, 190, 80, 120, 70, 9, 12)[n])) for _ in areas[1:]]
        total = f"{sum(map(int, values)):,}"
        if n == 6:
            values[2], values[5] = "-", "0"
            total = f"{sum(int(v) for v in values if v != '-'):,}"
        c.rect(40, y - h, first, h)
        c.setFont("Helvetica", 9)
        c.drawString(44, y - 15, measure)
        for k, text in enumerate([total, *values]):
            x = 40 + first + k * w
            c.rect(x, y - h, w, h)
            c.drawCentredString(x + w / 2, y - 15, text)
            case.loose.append((measure, areas[k], text))  # no heading says that the columns are areas
        y -= h
    c.save()
    return case


def word_tables_in_tables(folder: Path) -> Case:
    """A layout table holds a heading in one cell and the real table in another; the name is in a text box of its own."""
    month = month_end(2022, 2)
    case = Case(
        "Word tables in tables", folder / "nested.docx", area="Dunmarsh", period=month.isoformat(), kind="scorecard"
    )
    body = [para("Dunmarsh Council"), para("Monthly scorecard, February 2022")]
    for k, part in enumerate((INDICATORS[:6], INDICATORS[6:12])):
        rows = [[cell(para(run(h, "<w:b/>"))) for h in ("Indicator", "Feb 2022", "RAG", "Target", "Jan 2022", "DoT")]]
        for ind in part:
            fig = figures(ind, month, seed="nest")
            arrow = {"up": "↑", "down": "↓", "level": "→"}[fig.dot]
            rows.append(
                [
                    cell(ind.name),
                    cell(fig.show(fig.now)),
                    cell(fig.rag.title()),
                    cell(fig.show(ind.target)),
                    cell(fig.show(fig.before)),
                    cell(arrow),
                ]
            )
            case.add(ind.name, "result", fig.show(fig.now), period=month.isoformat(), area="Dunmarsh")
            case.sign(ind.name, "rag", fig.rag)
            case.add(ind.name, "target", fig.show(ind.target))
            case.add(ind.name, "previous|result", fig.show(fig.before), period="2022-01-31")
            case.sign(ind.name, "dot|dot_previous", fig.dot)
        inner = table(rows, 6)  # a table and the empty paragraph that must follow it in a cell
        outer = f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w='9000'/></w:tblGrid><w:tr>{cell(f'Part {k + 1}')}</w:tr><w:tr><w:tc><w:tcPr/>{inner}</w:tc></w:tr></w:tbl><w:p/>"
        body.append(outer)
    write_docx(case.path, "".join(body))
    return case


def rag_disagrees(folder: Path) -> tuple[Case, set[str]]:
    """A ruled table in which two rows' letters say another colour than their cells; gives the names of the two."""
    month = month_end(2023, 2)
    case = Case(
        "letter against colour", folder / "disagrees.pdf", area="Dunmarsh", period=month.isoformat(), kind="scorecard"
    )
    c = Canvas(str(case.path), pagesize=landscape(A4), invariant=1)
    c.setFont("Helvetica-Bold", 14)
    c.drawString(40, 560, "Dunmarsh Council scorecard, February 2023")
    widths, heads, y, h = [440.0, 80, 50, 80], ["Indicator", "Feb 2023", "RAG", "Target"], 540.0, 26.0
    odd = {INDICATORS[3].name: "red", INDICATORS[9].name: "green"}
    for ind in (None, *INDICATORS):
        x = 40.0
        fig = figures(ind, month, seed="odd") if ind else None
        for k, w in enumerate(widths):
            c.setFillColor(FILL[fig.rag] if fig and k == 2 else white)
            c.rect(x, y - h, w, h, stroke=1, fill=1)
            c.setFillColor(black)
            c.setFont("Helvetica" if fig else "Helvetica-Bold", 9)
            if fig is None or ind is None:
                words = heads[k]
            else:
                said = odd.get(ind.name, fig.rag)
                if ind.name in odd and said == fig.rag:
                    said = odd[ind.name] = "amber"
                words = [ind.name, fig.show(fig.now), said[0].upper(), fig.show(ind.target)][k]
            (c.drawString(x + 4, y - 16, words) if k == 0 else c.drawCentredString(x + w / 2, y - 16, words))
            x += w
        y -= h
    c.save()
    return case, set(odd)


def names_overrun(folder: Path) -> Case:
    """Names set on one line run on under the figures of the next column, and the figures stand right against the rule."""
    month = month_end(2023, 7)
    case = Case("names overrun", folder / "overrun.pdf", area="Dunmarsh", period=month.isoformat(), kind="scorecard")
    c = Canvas(str(case.path), pagesize=landscape(A4), invariant=1)
    c.setFont("Helvetica-Bold", 14)
    c.drawString(40, 560, "Dunmarsh Council scorecard, July 2023")
    widths, heads, y, h = [300.0, 90, 60, 90], ["Indicator", "July 2023", "RAG", "Target"], 540.0, 26.0
    for ind in (
        None,
        *(i for i in INDICATORS if len(i.name) < 90),
    ):  # longer ones would hide the figures from any reader
        x = 40.0
        fig = figures(ind, month, seed="overrun") if ind else None
        words = (
            heads
            if fig is None or ind is None
            else [ind.name, fig.show(fig.now), fig.rag[0].upper(), fig.show(ind.target)]
        )
        for k, w in enumerate(widths):
            c.setFillColor(FILL[fig.rag] if fig and k == 2 else white)
            c.rect(x, y - h, w, h, stroke=1, fill=0 if k != 2 else 1)
            c.setFillColor(black)
            c.setFont("Helvetica" if fig else "Helvetica-Bold", 9)
            (c.drawString(x + 4, y - 16, words[k]) if k == 0 else c.drawRightString(x + w - 4, y - 16, words[k]))
            x += w
        if fig and ind:
            case.add(ind.name, "result", words[1], period=month.isoformat(), area="Dunmarsh")
            case.sign(ind.name, "rag", fig.rag)
            case.add(ind.name, "target", words[3])
        y -= h
    c.save()
    return case
