"""Two layouts that were kept aside while the reader was built, failed, and were opened to its builders."""

from __future__ import annotations

from pathlib import Path

from reportlab.lib.colors import HexColor, black
from reportlab.lib.pagesizes import A3
from reportlab.pdfgen.canvas import Canvas

from .data import INDICATORS, figures, half_up, month_end
from .drawn import lines_of
from .score import Case
from .tools import office_pdf
from .wordy import cell, para, run, table, write_docx


def units_and_colours(folder: Path) -> Case:
    """Indicators in pairs of lines (this year above last year), units in their own column, stars for RAG in colour."""
    month = month_end(2025, 6)
    case = Case(
        "units and colours",
        folder / "units_colours.pdf",
        area="Thornbury Vale",
        period=month.isoformat(),
        kind="scorecard",
    )
    c = Canvas(str(case.path), pagesize=A3, invariant=1)
    tint = {"green": HexColor("#1E8449"), "amber": HexColor("#E67E22"), "red": HexColor("#C0392B")}
    c.setFont("Times-Bold", 18)
    c.drawString(60, 1140, "Thornbury Vale Council")
    c.drawString(60, 1115, "How are we doing? June 2025")
    y, names = 1080.0, {"top": 60, "unit": 420, "prev": 520, "now": 600, "arrow": 660, "aim": 720}
    c.setFont("Times-Bold", 11)
    for key, words in (
        ("top", "Measure"),
        ("unit", "Unit"),
        ("prev", "May 2025"),
        ("now", "June 2025"),
        ("arrow", "Travel"),
        ("aim", "Target"),
    ):
        c.drawString(names[key], y, words)
    c.setLineWidth(1.2)
    c.line(56, y - 5, 790, y - 5)
    y -= 24
    for ind in INDICATORS:
        fig = figures(ind, month, seed="h1")
        lines = lines_of(ind.name, "Times-Roman", 11, 340)
        c.setFillColor(black)
        c.setFont("Times-Roman", 11)
        for k, line in enumerate(lines):
            c.drawString(names["top"], y - 13 * k, line)
        c.drawString(names["unit"], y, {"%": "%", "n": "No.", "d": "Days" if "days" in ind.name else "Ratio"}[ind.unit])
        bare = [half_up(v, 0 if ind.unit == "n" else 1) for v in (fig.before, fig.now)]
        target = half_up(_f(ind.target), 0 if ind.unit == "n" else 1)
        c.drawString(names["prev"], y, bare[0])
        c.setFillColor(tint[fig.rag])
        c.setFont("Times-Bold", 11)
        c.drawString(names["now"], y, bare[1])
        c.setFillColor(black)
        c.setFont("ZapfDingbats", 12)
        c.drawString(names["arrow"], y, {"up": "\u279a", "down": "\u2798", "level": "\u2794"}[fig.dot])
        c.setFont("Times-Roman", 11)
        c.drawString(names["aim"], y, target)
        y -= 13 * len(lines) + 7
        c.setLineWidth(0.2)
        c.line(56, y + 9, 790, y + 9)
        y -= 8
        case.add(ind.name, "previous|result", bare[0], period="2025-05-31")
        case.add(ind.name, "result", bare[1], period=month.isoformat(), area="Thornbury Vale")
        case.sign(ind.name, "rag", fig.rag)
        case.sign(ind.name, "dot|dot_previous", fig.dot)
        case.add(ind.name, "target", target)
    c.setFont("Times-Italic", 10)
    c.drawString(
        60,
        y - 20,
        "Figures are green where the target is met, orange where they are close to it and red where they are not.",
    )
    c.save()
    return case


def districts_and_quarters(folder: Path) -> Case:
    """Word through LibreOffice: quarters across in two-level heads, districts down, words for RAG and for direction."""
    case = Case("districts and quarters", folder / "districts.pdf", area="Thornbury Vale", period="2025-03-31")
    ends = [month_end(2024, 6), month_end(2024, 9), month_end(2024, 12), month_end(2025, 3)]
    body = [para(run("Thornbury Vale Council", "<w:b/>")), para("Quarterly indicators by district, Quarter 4 2024/25")]
    for ind in INDICATORS[:4]:
        body.append(para(run(ind.name, "<w:b/>")))
        heads = [[cell(para(run("District", "<w:b/>")), merge="restart"), cell(para(run("2024/25", "<w:b/>")), span=4), cell(para(run("RAG", "<w:b/>")), merge="restart"),
                  cell(para(run("Direction of travel", "<w:b/>")), merge="restart")],
                 [cell("", merge="continue"), *(cell(para(run(f"Q{k}", "<w:b/>"))) for k in range(1, 5)), cell("", merge="continue"), cell("", merge="continue")]]  # fmt: skip
        rows = list(heads)
        for area in ("Thornbury Vale", "Ashwick", "Bellmoor", "Combe Martin"):
            figs = [figures(ind, e, area, "h2") for e in ends]
            from .data import dot

            way = dot(ind, figs[-2].now, figs[-1].now)
            colour = figs[-1].rag
            words = {"up": "Better", "down": "Worse", "level": "Same"}[way]
            rows.append([cell(area), *(cell(f.show(f.now)) for f in figs), cell(colour.title()), cell(words)])
            for f, e in zip(figs, ends, strict=True):
                case.add(ind.name, "result", f.show(f.now), period=e.isoformat(), area=area)
            case.sign(ind.name, "rag", colour, area=area)
            meant = {"up": "improved", "down": "worsened", "level": "unchanged"}[way]
            case.sign(ind.name, "dot|dot_previous", meant, area=area)
        edges = "".join(
            f'<w:{e} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
            for e in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        body.append(
            table(rows, 7).replace("<w:tblPr/>", f"<w:tblPr><w:tblBorders>{edges}</w:tblBorders></w:tblPr>") + "<w:p/>"
        )
    path = write_docx(folder / "districts.docx", "".join(body))
    case.path = office_pdf(path)
    return case


def _f(x: float):  # type: ignore[no-untyped-def]
    from fractions import Fraction

    return Fraction(str(x))
