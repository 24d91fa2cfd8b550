"""Pages as other councils set them: table styles of Word, tables side by side, boxes, cards with remarks, dated figures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .data import INDICATORS, Fig, figures, month_end
from .score import Case, Row
from .tools import browser_pdf, office_pdf

_NOW, _THEN = month_end(2025, 6), "2025-05-31"
_FILL = {"green": "92D050", "amber": "FFC000", "red": "FF5050"}
_WAY = {"up": "Improved", "down": "Declined", "level": "No change"}
_MEANS = {"up": "improved", "down": "worsened", "level": "unchanged"}
_HEADS = ("Indicator", "May 2025", "June 2025", "Target", "RAG", "Direction of travel")


def _figs(first: int, last: int, seed: str) -> list[Fig]:
    return [figures(ind, _NOW, seed=seed) for ind in INDICATORS[first:last]]


def _texts(fig: Fig) -> list[str]:
    shown = [fig.show(fig.before), fig.show(fig.now), fig.show(fig.ind.target)]
    return [fig.ind.name, *shown, fig.rag.title(), _WAY[fig.dot]]


def _truth(case: Case, fig: Fig) -> None:
    case.add(fig.ind.name, "previous|result", fig.show(fig.before), period=_THEN)
    case.add(fig.ind.name, "result", fig.show(fig.now), period=_NOW.isoformat())
    case.add(fig.ind.name, "target", fig.show(fig.ind.target))
    case.sign(fig.ind.name, "rag", fig.rag)
    case.sign(fig.ind.name, "dot|dot_previous", f"{fig.dot}|{_MEANS[fig.dot]}")


def _case(folder: Path, name: str, file: str, area: str) -> Case:
    return Case(name, folder / file, area=area, period=_NOW.isoformat())


def _document(title: str) -> Any:
    from docx import Document

    document = Document()
    document.add_heading(title, 1)
    return document


def _shade(cell: Any, fill: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
        shade.set(qn(f"w:{key}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def word_style(folder: Path, style: str) -> Case:
    """Two tables of one width in a table style of Word, printed: shaded rows, bold names of many lines, page breaks."""
    case = _case(folder, f"Word style {style}", "styled.docx", "Felbrook")
    document = _document("Felbrook Council: performance report, June 2025")
    for part, figs in (("Front door", _figs(0, 5, style)), ("Workforce", _figs(5, 10, style))):
        document.add_heading(part, 2)
        table = document.add_table(rows=1 + len(figs), cols=len(_HEADS), style=style)
        for r, texts in enumerate([list(_HEADS), *map(_texts, figs)]):
            for k, text in enumerate(texts):
                table.cell(r, k).text = text
        for fig in figs:
            _truth(case, fig)
        document.add_paragraph("Two measures were reported late in the month, because the system changed in May.")
        document.add_paragraph("Teams have checked the figures against their own records before publication.")
    document.save(str(case.path))
    case.path = office_pdf(case.path)
    return case


def word_cards(folder: Path) -> Case:
    """A little table for each indicator: its name across, headings, figures, and a remark below them."""
    case = _case(folder, "cards with remarks", "cards.docx", "Lindale")
    document = _document("Lindale Council: performance report, June 2025")
    for n, fig in enumerate(_figs(0, 8, "c"), 1):
        table = document.add_table(rows=4, cols=5, style="Table Grid")
        name, *texts = _texts(fig)
        limit = ("≥ " if fig.ind.polarity == "H" else "≤ ") + texts[2]
        texts[2] = limit if n % 2 else texts[2]
        table.cell(0, 0).merge(table.cell(0, 4)).text = f"KPI {n}: {name}"
        for k, (head, text) in enumerate(zip(_HEADS[1:], texts, strict=True)):
            table.cell(1, k).text, table.cell(2, k).text = head, text
        table.cell(3, 0).merge(table.cell(3, 4)).text = "Comment: the figure rests on 214 cases of the month."
        document.add_paragraph("")
        _truth(case, fig)
        if n % 2:
            case.rows[-3] = Row(name, "target", case.rows[-3].value, limit)
    document.save(str(case.path))
    return case


def word_dated(folder: Path) -> Case:
    """Each figure with its date behind it in one cell; a column of services beside the measures."""
    case = _case(folder, "dated figures", "dated.docx", "Harbury")
    document = _document("Harbury Council: outcomes, June 2025")
    figs = _figs(0, 9, "d")
    table = document.add_table(rows=1 + len(figs), cols=7, style="Table Grid")
    heads = ("Service", "Measure", "Previous result", "Latest result", *_HEADS[3:])
    for k, text in enumerate(heads):
        table.cell(0, k).text = text
    for r, fig in enumerate(figs, 1):
        name, then, now, *rest = _texts(fig)
        texts = [fig.ind.section, name, f"{then} (May 2025)", f"{now} (June 2025)", *rest]
        for k, text in enumerate(texts):
            table.cell(r, k).text = text
        _truth(case, fig)
        case.rows[-5] = Row(name, "previous|result", case.rows[-5].value, None, period=_THEN, area="")
        case.rows[-4] = Row(name, "result", case.rows[-4].value, None, period=_NOW.isoformat(), area="")
    document.save(str(case.path))
    return case


def web_boxes(folder: Path) -> Case:
    """Boxes two across: a big figure, its facts in lines, the direction in words, a sentence with a figure."""
    case = _case(folder, "boxes with facts", "boxes.html", "Thornleigh")
    boxes = ""
    for fig in _figs(0, 8, "b"):
        name, then, now, target, rag, way = _texts(fig)
        facts = (("Target", target), ("Previous month", then), ("Direction of travel", way))
        lines = "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in facts)
        boxes += (
            f"<div class=b><div class=r style='background:#{_FILL[fig.rag]}'>{rag.upper()}</div><div class=t>{name.replace('&', '&amp;')}</div>"
            f"<div class=g>{now}</div><table>{lines}</table><p>Work goes on to hold this at {target} by March 2026.</p></div>"
        )
        _truth(case, fig)
    style = (
        "@page{size:A4;margin:11mm}body{font:9px Arial,sans-serif;-webkit-print-color-adjust:exact}"
        ".w{display:flex;flex-wrap:wrap;gap:8px}.b{width:46%;border:1.5px solid #335;padding:5px;position:relative;break-inside:avoid}"
        ".t{font-weight:bold;font-size:11px;width:75%}.r{position:absolute;right:0;top:0;padding:4px 10px}"
        ".g{font-size:24px;font-weight:bold}table{border-collapse:collapse}td{padding:1px 6px;border-bottom:.5px solid #ccc}"
    )
    head = f"<!doctype html><meta charset=utf-8><style>{style}</style>"
    title = "<h2>Thornleigh Council performance dashboard: June 2025</h2>"
    case.path.write_text(f"{head}{title}<div class=w>{boxes}</div>", encoding="utf-8")
    case.path = browser_pdf(case.path)
    return case


def two_beside(folder: Path) -> Case:
    """Two tables side by side without upright rules, each under its own headings, in two services."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.pdfgen.canvas import Canvas

    case = _case(folder, "two tables beside each other", "beside.pdf", "Penrose")
    page = Canvas(str(case.path), pagesize=landscape(A4), invariant=1)
    page.setFont("Helvetica-Bold", 14)
    page.drawString(36, 560, "Penrose Council: monthly key indicators, June 2025")
    for x, figs in ((36.0, _figs(0, 6, "s")), (434.0, _figs(6, 13, "s"))):
        stops = [x + 180 + 44 * k for k in range(5)]
        y = 530.0
        page.setFillColor("#16365c")
        page.rect(x, y - 4, 376, 18, stroke=0, fill=1)
        page.setFillColor("#ffffff")
        page.setFont("Helvetica-Bold", 7)
        page.drawString(x + 3, y + 2, "Indicator")
        for stop, head in zip(stops, ("May-25", "Jun-25", "Target", "RAG", "Trend"), strict=True):
            page.drawString(stop, y + 2, head)
        page.setFillColor("#000000")
        y -= 16
        for fig in figs:
            name, *texts = _texts(fig)
            words, lines = name.split(), [""]
            for word in words:
                lines[-1] = f"{lines[-1]} {word}".strip()
                if len(lines[-1]) > 38 and word is not words[-1]:
                    lines.append("")
            page.setFont("Helvetica", 7)
            for k, line in enumerate(lines):
                page.drawString(x + 3, y - 9 * k, line)
            for stop, text in zip(stops, texts, strict=True):
                page.drawString(stop, y - 4.5 * (len(lines) - 1), text)
            y -= 9 * len(lines) + 8
            page.line(x, y + 7, x + 376, y + 7)
            _truth(case, fig)
    page.save()
    return case


STYLES = ("Light Shading", "Light List Accent 2", "Medium Shading 1 Accent 1", "Medium Shading 2 Accent 3", "Colorful List Accent 1", "Light Grid Accent 1",
          "Medium Grid 2 Accent 1", "Colorful Shading Accent 1")  # fmt: skip
