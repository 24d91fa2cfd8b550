"""An agenda pack of 120 pages: minutes, reports, a budget, and eight pages of scorecard, some of them turned."""

from __future__ import annotations

from pathlib import Path

from reportlab.lib.colors import HexColor, black
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from .data import INDICATORS, figures, month_end
from .drawn import lines_of
from .score import Case

FILL = {"green": HexColor("#92D050"), "amber": HexColor("#FFC000"), "red": HexColor("#FF5050")}
ARROW = {"up": "\u2191", "down": "\u2193", "level": "\u2194"}
USEFUL = {17: 0, 18: 90, 44: 270, 45: 0, 71: 90, 72: 90, 96: 180, 97: 0}
"""Page -> its /Rotate; on turned pages the table is drawn so that a reader sees it upright."""

PROSE = (
    "Members received the report and thanked officers for it. It was agreed that the working group meets again before the next meeting of the "
    "committee, and that the chair writes to the department about the matter. The committee noted that {} people had answered the consultation, "
    "of whom {} lived in the borough, and that the scheme costs £{},000 a year. "
)


def pack_120(folder: Path) -> Case:
    """Eight pages of 120 hold indicator tables; four pages hold a budget table that is no scorecard."""
    month = month_end(2023, 9)
    case = Case(
        "pack of 120 pages",
        folder / "pack.pdf",
        area="Marlshire",
        period=month.isoformat(),
        ignore=frozenset({"generic"}),
    )
    c = Canvas(str(case.path), pagesize=A4, invariant=1)
    table = 0
    for page in range(1, 121):
        if page in USEFUL:
            turn = USEFUL[page]
            wide = turn in (90, 270)
            c.setPageSize(landscape(A4) if wide else A4)  # reportlab turns the box of a turned page
            c.setPageRotation(turn)
            _upright(c, turn)
            _table(c, case, table, month, wide=wide)
            table += 1
        elif page % 31 == 0:
            c.setPageRotation(0)
            _budget(c, page)
        else:
            c.setPageRotation(0)
            _prose(c, page)
        c.showPage()
        c.setPageSize(A4)
    c.save()
    return case


def _upright(c: Canvas, turn: int) -> None:
    """Turn the drawing against the page's rotation, so that it is seen upright."""
    w, h = A4
    if turn == 90:
        c.translate(w, 0)
        c.rotate(90)
    elif turn == 270:
        c.translate(0, h)
        c.rotate(-90)
    elif turn == 180:
        c.translate(w, h)
        c.rotate(180)


def _prose(c: Canvas, page: int) -> None:
    c.setFont("Times-Bold", 13)
    c.drawString(60, 780, f"Agenda item {page // 6 + 1}: report of the director")
    y = 750.0
    c.setFont("Times-Roman", 11)
    for k in range(6):
        words = PROSE.format(page * 7 + k, page * 3 + k, page + 40)
        for line in lines_of(f"{page // 6 + 1}.{k + 1} {words}", "Times-Roman", 11, 470):
            c.drawString(60, y, line)
            y -= 15
        y -= 8
    c.drawCentredString(300, 40, f"Page {page}")


def _budget(c: Canvas, page: int) -> None:
    c.setFont("Helvetica-Bold", 12)
    c.drawString(50, 790, "Revenue budget by service (£000)")
    y = 760.0
    for k, service in enumerate(("Service", "Highways", "Libraries", "Planning", "Waste", "Parks", "Housing", "Total")):
        c.setFont("Helvetica-Bold" if k in (0, 7) else "Helvetica", 9)
        c.drawString(50, y, service)
        for j in range(4):
            text = (
                ("2022/23", "2023/24", "Change", "Forecast")[j] if k == 0 else f"{(k * 311 + j * 97 + page) % 5000:,}"
            )
            c.drawRightString(250 + 80 * j, y, text)
        c.line(50, y - 4, 500, y - 4)
        y -= 18


def _table(c: Canvas, case: Case, number: int, month, *, wide: bool) -> None:  # type: ignore[no-untyped-def]
    now, before = month.isoformat(), "2023-08-31"
    top = A4[0] - 40 if wide else A4[1] - 40
    c.setFillColor(black)
    c.setFont("Helvetica-Bold", 12)
    c.drawString(36, top, f"Marlshire County Council scorecard - September 2023 (part {number + 1})")
    widths = [30, 260, 60, 34, 60, 60, 40] if wide else [28, 210, 54, 32, 54, 54, 40]
    heads = ["ID", "Indicator", "Sep 2023", "RAG", "Target", "Aug 2023", "DoT"]
    y, h = top - 14.0, 27.0
    for r in range(len(INDICATORS) + 1):
        x = 36.0
        ind = INDICATORS[r - 1] if r else None
        name = f"{ind.name} [{number + 1}]" if ind else ""
        if ind:
            fig = figures(ind, month, seed=f"p{number}")
            words = [
                f"{number + 1}.{r}",
                name,
                fig.show(fig.now),
                fig.rag[0].upper(),
                fig.show(ind.target),
                fig.show(fig.before),
                ARROW[fig.dot],
            ]
            case.add(name, "result", words[2], period=now, area="Marlshire")
            case.sign(name, "rag", fig.rag, period=now)
            case.add(name, "target", words[4])
            case.add(name, "previous|result", words[5], period=before)
            case.sign(name, "dot|dot_previous", fig.dot)
        else:
            words = heads
        for k, (text, w) in enumerate(zip(words, widths, strict=True)):
            c.setLineWidth(0.5)
            c.setStrokeColor(black)
            if ind and k == 3:
                c.setFillColor(FILL[fig.rag])
                c.rect(x, y - h, w, h, stroke=1, fill=1)
            else:
                c.rect(x, y - h, w, h, stroke=1, fill=0)
            c.setFillColor(black)
            font = "Helvetica-Bold" if not ind else ("Symbol" if k == 6 else "Helvetica")
            c.setFont(font, 8)
            if k == 1:
                for j, line in enumerate(lines_of(text, "Helvetica", 8, w - 6)):
                    c.drawString(x + 3, y - 10 - 9.5 * j, line)
            else:
                c.drawCentredString(x + w / 2, y - 16, text)
            x += w
        y -= h
