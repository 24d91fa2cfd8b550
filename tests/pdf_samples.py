"""Makes varied PDFs with known content: each function writes one file and returns what a person sees in it."""

from __future__ import annotations

import random
import shutil
import subprocess
from pathlib import Path

import pytest

Table = list[list[str]]

NAMES = [
    "% of referrals with a previous referral within 12 months",
    "% of assessments completed within 45 working days",
    "Children subject to a child protection plan",
    "% of child protection visits held within timescale",
    "Looked after children: % with three or more placements",
    "% of care leavers in suitable accommodation",
    "% of care leavers in education, employment or training",
    "Average caseload of social workers in assessment teams",
]


def figures(seed: int, rows: int = 8) -> list[tuple[str, str, str, str, str, str]]:
    """(name, latest, target, previous, RAG, arrow) for some indicators; made up, repeatable."""
    rng = random.Random(seed)
    out = []
    for k in range(rows):
        name = NAMES[k % len(NAMES)]
        if name.startswith("%") or "%" in name:
            latest, target, before = (f"{rng.uniform(5, 99):.1f}%" for _ in range(3))
        elif name.startswith("Average"):
            latest, target, before = (f"{rng.uniform(10, 30):.1f}" for _ in range(3))
        else:
            latest, target, before = (f"{rng.randrange(800, 2400):,}" for _ in range(3))
        out.append((name, latest, target, before, rng.choice("RAG"), rng.choice(["up", "down", "level"])))
    return out


COLOUR = {"R": "#ff0000", "A": "#ffc000", "G": "#92d050"}


def chromium(html: str, path: Path) -> None:
    """Print HTML to PDF with Chromium; skips the test where there is none."""
    exe = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if exe is None:
        pytest.skip("Chromium is not installed")
    page = path.with_suffix(".html")
    page.write_text(html, encoding="utf-8")
    subprocess.run(
        [
            exe,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-pdf-header-footer",
            f"--print-to-pdf={path}",
            str(page),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )


def soffice(source: Path, folder: Path) -> Path:
    """Convert a document to PDF with LibreOffice; skips the test where there is none."""
    exe = shutil.which("soffice")
    if exe is None:
        pytest.skip("LibreOffice is not installed")
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    subprocess.run(
        [exe, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return folder / (source.stem + ".pdf")


def outline_arrow(canvas, x: float, y: float, size: float, way: str, colour: str) -> None:
    """Draw an arrow as two superposed shapes (an outline and the same filled), y up."""
    from reportlab.lib.colors import HexColor

    shape = [(0, -0.5), (0.18, -0.5), (0.18, 0.05), (0.45, 0.05), (0, 0.5), (-0.45, 0.05), (-0.18, 0.05), (-0.18, -0.5)]
    turn = {"up": lambda p: p, "down": lambda p: (p[0], -p[1]), "right": lambda p: (p[1], p[0]),
            "left": lambda p: (-p[1], p[0]), "level": lambda p: (p[1], p[0])}[way]  # fmt: skip
    for fill in (0, 1):
        path = canvas.beginPath()
        for k, p in enumerate(shape):
            px, py = turn(p)
            (path.moveTo if k == 0 else path.lineTo)(x + px * size, y + py * size)
        path.close()
        canvas.setStrokeColor(HexColor("#333333"))
        canvas.setFillColor(HexColor(colour))
        canvas.setLineWidth(0.4)
        canvas.drawPath(path, stroke=1 - fill, fill=fill)


def borderless(path: Path, seed: int = 1) -> Table:
    """No rules at all, right-aligned figures, arrows as vector outlines, RAG as coloured circles."""
    from reportlab.lib.colors import HexColor, black
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.pdfgen.canvas import Canvas

    c = Canvas(str(path), pagesize=landscape(A4))
    _width, height = landscape(A4)
    c.setFont("Helvetica-Bold", 16)
    c.drawString(40, height - 50, "Performance summary for the quarter")
    c.setFont("Helvetica", 9)
    c.drawString(40, height - 70, "The table shows the latest position against the target and the quarter before it.")
    heads = ["Indicator", "Latest", "Target", "Previous", "RAG", "Direction"]
    xs = [40, 420, 500, 580, 640, 710]
    c.setFont("Helvetica-Bold", 9)
    y = height - 110
    for k, head in enumerate(heads):
        (c.drawString if k == 0 else c.drawRightString if k < 4 else c.drawCentredString)(xs[k], y, head)
    c.setFont("Helvetica", 9)
    rows = [heads]
    for name, latest, target, before, rag, way in figures(seed):
        y -= 20
        c.setFillColor(black)
        c.drawString(xs[0], y, name)
        for k, value in enumerate((latest, target, before), 1):
            c.drawRightString(xs[k], y, value)
        c.setFillColor(HexColor(COLOUR[rag]))
        c.circle(xs[4], y + 3, 5, stroke=0, fill=1)
        outline_arrow(c, xs[5], y + 3, 11, "right" if way == "level" else way, "#2e7d32")
        rows.append([name, latest, target, before, rag, "right" if way == "level" else way])
    c.showPage()
    c.save()
    return rows


def turned(path: Path, angle: int, crop: bool = True, seed: int = 2) -> Table:
    """A ruled table inside a Form XObject, on a page turned by /Rotate and cut by a CropBox; reads upright."""
    import pikepdf
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Table as Ruled
    from reportlab.platypus import TableStyle

    heads = ["Indicator", "Latest", "Target", "Previous", "RAG"]
    body = [[n, a, b, p, r] for n, a, b, p, r, _ in figures(seed)]
    rows = [heads, *body]
    seen_w, seen_h = (A4[1], A4[0]) if angle in (90, 270) else A4
    c = Canvas(str(path), pagesize=A4)
    table = Ruled(rows, colWidths=[270, 55, 55, 55, 40], rowHeights=22)
    style = [("GRID", (0, 0), (-1, -1), 0.6, colors.black), ("FONTSIZE", (0, 0), (-1, -1), 9)]
    style += [("BACKGROUND", (4, k), (4, k), colors.HexColor(COLOUR[r[4]])) for k, r in enumerate(body, 1)]
    table.setStyle(TableStyle(style))
    c.beginForm("inner", 0, 0, seen_w, seen_h)
    _w, h = table.wrapOn(c, seen_w, seen_h)
    # A clip window inside the form: its own co-ordinates, not those of the page.
    window = c.beginPath()
    window.rect(20, 20, seen_w - 40, seen_h - 40)
    c.clipPath(window, stroke=0, fill=0)
    c.setFont("Helvetica-Bold", 14)
    c.drawString(60, seen_h - 80, "Scorecard on a turned page")
    table.drawOn(c, 60, seen_h - 110 - h)
    c.endForm()
    # Place the form so that it stands upright once the viewer has turned the page.
    if angle == 90:
        c.transform(0, 1, -1, 0, A4[0], 0)
    elif angle == 180:
        c.transform(-1, 0, 0, -1, A4[0], A4[1])
    elif angle == 270:
        c.transform(0, -1, 1, 0, 0, A4[1])
    c.doForm("inner")
    c.showPage()
    c.save()
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0]
        page.Rotate = angle
        if crop:
            page.CropBox = [15, 25, A4[0] - 5, A4[1] - 10]
        pdf.save(path)
    return rows


def symbol_fonts(path: Path) -> list[tuple[str, str]]:
    """Arrows as letters of ZapfDingbats and codes of Symbol, in a ruled table: (label, direction)."""
    from reportlab.pdfgen.canvas import Canvas

    signs = [
        ("Dingbat triangle up", "ZapfDingbats", "\u25b2", "up"),
        ("Dingbat triangle down", "ZapfDingbats", "\u25bc", "down"),
        ("Dingbat arrow", "ZapfDingbats", "\u2192", "right"),
        ("Symbol up", "Symbol", "\u2191", "up"),
        ("Symbol down", "Symbol", "\u2193", "down"),
        ("Symbol level", "Symbol", "\u2194", "level"),
    ]
    c = Canvas(str(path), pagesize=(400, 300))
    y = 250
    out = []
    for x in (30, 200, 300):
        c.line(x, y + 20, x, y + 20 - 25 * len(signs))
    c.line(30, y + 20, 300, y + 20)
    for label, font, sign, way in signs:
        c.setFont("Helvetica", 10)
        c.drawString(35, y, label)
        c.setFont(font, 12)
        c.drawString(240, y, sign)
        c.line(30, y - 5, 300, y - 5)
        y -= 25
        out.append((label, way))
    c.save()
    return out


_CSS = """<style>@page{size:A4 landscape;margin:14mm} body{font:10px Arial,'Liberation Sans',sans-serif}
table{border-collapse:collapse} td,th{padding:3px 6px} .b td,.b th{border:1px solid #333}
.z tr:nth-child(even) td{background:#e8eef7} .n{text-align:right} sup{font-size:6px}
.v{writing-mode:vertical-rl;transform:rotate(180deg);height:90px;text-align:left}</style>"""


def browser_colours(path: Path, seed: int = 3) -> Table:
    """Printed by a browser: borders are thin fills, RAG only by colour, two header rows, a section row, footnotes."""
    rows = figures(seed)
    body = ""
    truth = [
        ["Indicator", "Latest quarter", "Latest quarter", "Latest quarter", "Previous"],
        ["Indicator", "Result", "RAG", "Target", "Previous"],
        ["Safeguarding", "Safeguarding", "Safeguarding", "Safeguarding", "Safeguarding"],
    ]
    for k, (name, latest, target, before, rag, _) in enumerate(rows):
        note = "<sup>1</sup>" if k == 2 else ""
        body += (
            f"<tr><td>{name}</td><td class=n>{latest}{note}</td><td style='background:{COLOUR[rag]}'></td>"
            f"<td class=n>{target}</td><td class=n>{before}</td></tr>"
        )
        truth.append([name, latest, COLOUR[rag], target, before])
    html = f"""<html><head><meta charset=utf-8>{_CSS}</head><body><h2>Browser scorecard</h2><table class=b>
    <tr style='background:#d9d9d9'><th rowspan=2>Indicator</th><th colspan=3>Latest quarter</th><th rowspan=2>Previous</th></tr>
    <tr style='background:#d9d9d9'><th>Result</th><th>RAG</th><th>Target</th></tr>
    <tr style='background:#b8cce4'><td colspan=5><b>Safeguarding</b></td></tr>{body}</table>
    <p><sup>1</sup>Provisional figure.</p></body></html>"""
    chromium(html, path)
    return truth


def zebra(path: Path, seed: int = 4) -> Table:
    """Printed by a browser without any border: rows told apart by shading alone, long names wrapped."""
    rows = figures(seed)
    body = "".join(
        f"<tr><td style='width:120px'>{n}</td><td class=n>{a}</td><td class=n>{t}</td><td class=n>{b}</td></tr>"
        for n, a, t, b, _, _ in rows
    )
    html = f"""<html><head><meta charset=utf-8>{_CSS}</head><body><p>Figures for the month, with the target.</p>
    <table class=z style='width:420px'><tr><th style='text-align:left'>Indicator</th><th class=n>Result</th><th class=n>Target</th>
    <th class=n>Previous</th></tr>{body}</table><p>All figures are provisional until signed off.</p></body></html>"""
    chromium(html, path)
    return [["Indicator", "Result", "Target", "Previous"], *([n, a, t, b] for n, a, t, b, _, _ in rows)]


def two_tables(path: Path, seed: int = 5) -> tuple[Table, Table]:
    """Two ruled tables side by side, with turned headers in the second, printed by a browser."""
    rows = figures(seed, 5)
    one = "".join(f"<tr><td>{n}</td><td class=n>{a}</td></tr>" for n, a, *_ in rows)
    two = "".join(f"<tr><td>{r}</td><td class=n>{a}</td><td class=n>{t}</td></tr>" for _, a, t, _, r, _ in rows)
    html = f"""<html><head><meta charset=utf-8>{_CSS}</head><body><div style='display:flex;gap:40px;align-items:flex-start'>
    <table class=b><tr><th>Indicator</th><th>Result</th></tr>{one}</table>
    <table class=b><tr><th>RAG</th><th><div class=v>Latest result</div></th><th><div class=v>Target for year</div></th></tr>{two}</table>
    </div></body></html>"""
    chromium(html, path)
    return (
        [["Indicator", "Result"], *([n, a] for n, a, *_ in rows)],
        [["RAG", "Latest result", "Target for year"], *([r, a, t] for _, a, t, _, r, _ in rows)],
    )
