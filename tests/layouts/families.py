"""Families of publications not met elsewhere: words and triangles, quarters under years, targets beneath, benchmarks,
status signs, pounds and year to date, tables side by side, turned pages."""

from __future__ import annotations

from html import escape
from pathlib import Path

from .data import INDICATORS, figures, month_end, some
from .score import Case, Row
from .tools import browser_pdf, office_pdf
from .wordy import cell, para, run, write_docx

GLYPHS = {"green": "★", "amber": "●", "red": "▲"}
INK = {"green": "#00843d", "amber": "#e69f00", "red": "#c8102e"}
BETTER = {"up": "▲ Better", "down": "▼ Worse", "level": "► Same"}
STYLE = (
    "@page{size:A4 %s;margin:12mm} body{font:9px 'DejaVu Sans',sans-serif;-webkit-print-color-adjust:exact}"
    "table{border-collapse:collapse} td,th{padding:3px 5px;text-align:right;border:0.6px solid #667}"
    "th{background:#dfe6ee} .n{text-align:left}"
)


def page(folder: Path, name: str, title: str, body: str, *, size: str = "portrait", style: str = "") -> Path:
    """A web page as PDF."""
    path = folder / f"{name}.html"
    head = f"<!doctype html><meta charset=utf-8><title>{escape(title)}</title><style>{STYLE % size}{style}</style>"
    path.write_text(f"{head}<h2>{escape(title)}</h2>{body}", encoding="utf-8")
    return browser_pdf(path)


def table(heads: list[list[str]], rows: list[list[str]], extra: str = "") -> str:
    """A table of ready cells ("<td>...</td>")."""
    top = "".join(f"<tr>{''.join(row)}</tr>" for row in heads)
    return f"<table {extra}><thead>{top}</thead><tbody>{''.join(f'<tr>{chr(32).join(r)}</tr>' for r in rows)}</tbody></table>"


def td(text: str, more: str = "") -> str:
    return f"<td {more}>{escape(text)}</td>"


def th(text: str, more: str = "") -> str:
    return f"<th {more}>{escape(text)}</th>"


def name_cell(text: str, more: str = "") -> str:
    return td(text, f"class=n {more}")


def words_and_triangles(folder: Path) -> Case:
    """Direction as "▲ Better"; RAG as a coloured star, circle or triangle with its key under the table."""
    month = month_end(2024, 11)
    case = Case("words and triangles", folder / "x", area="Harrowby", period=month.isoformat(), kind="scorecard")
    rows = []
    for ind in INDICATORS[:12]:
        fig = figures(ind, month, seed="w")
        rows.append([
            name_cell(ind.name), td(fig.show(fig.before)), td(fig.show(fig.now)), td(fig.show(ind.target)),
            f'<td style="color:{INK[fig.rag]}">{GLYPHS[fig.rag]}</td>', td(BETTER[fig.dot]),
        ])  # fmt: skip
        case.add(ind.name, "previous|result", fig.show(fig.before), period="2024-10-31")
        case.add(ind.name, "result", fig.show(fig.now), period=month.isoformat())
        case.add(ind.name, "target", fig.show(ind.target))
        case.sign(ind.name, "rag", fig.rag, period=month.isoformat())
        case.sign(ind.name, "dot|dot_previous", fig.dot)
    heads = [
        [
            th(h)
            for h in (
                "Measure",
                "October 2024",
                "November 2024",
                "Target",
                "Status",
                "Direction of travel from last month",
            )
        ]
    ]
    key = "<p>Key: ★ target met (green), ● within tolerance (amber), ▲ below tolerance (red).</p>"
    case.path = page(
        folder, "words", "Harrowby Borough Council: children's scorecard, November 2024", table(heads, rows) + key
    )
    return case


def quarters_under_years(folder: Path) -> Case:
    """Two-level headings: quarters of three years; group names merged down the side; RAG by fill of the last quarter."""
    ends = [month_end(2023, 6 + 3 * k) for k in range(7)]
    case = Case("quarters under years", folder / "x", area="Merrowshire", period=ends[-1].isoformat())
    fill = {"green": "#92d050", "amber": "#ffc000", "red": "#ff0000"}
    rows = []
    for section in ("Front door", "Child protection", "Workforce"):
        group = [i for i in INDICATORS if i.section == section]
        for k, ind in enumerate(group):
            figs = [figures(ind, e, seed="y") for e in ends]
            first = [td(section, f"class=n rowspan={len(group)}")] if k == 0 else []
            cells = [
                td(f.show(f.now), f'style="background:{fill[f.rag]}"' if e == ends[-1] else "")
                for f, e in zip(figs, ends, strict=True)
            ]
            rows.append([*first, name_cell(ind.name), *cells, td(figs[-1].show(ind.target))])
            for f, e in zip(figs, ends, strict=True):
                case.add(ind.name, "result|previous", f.show(f.now), period=e.isoformat())
            case.add(ind.name, "target", figs[-1].show(ind.target))
            case.sign(ind.name, "rag", figs[-1].rag, period=ends[-1].isoformat())
    heads = [
        [th("Theme", "rowspan=2"), th("Indicator", "rowspan=2"), th("2023/24", "colspan=4"), th("2024/25", "colspan=3"), th("Target 2024/25", "rowspan=2")],
        [th(q) for q in ("Q1", "Q2", "Q3", "Q4", "Q1", "Q2", "Q3")],
    ]  # fmt: skip
    case.path = page(
        folder,
        "quarters",
        "Merrowshire County Council: quarterly indicators, Quarter 3 2024/25",
        table(heads, rows),
        size="landscape",
    )
    return case


def target_beneath(folder: Path, form: str = "merged") -> Case:
    """Months across; for each measure a row of results and beneath it a row of targets.

    Args:
        folder: Where to write.
        form: Its name "merged" over both rows, beside the first alone ("once"), or in a row above them ("above").
    """
    months = [month_end(2024, 4 + k) for k in range(6)]
    case = Case(
        f"target beneath, name {form}", folder / "x", area="Copley", period=months[-1].isoformat(), kind="scorecard"
    )
    rows = []
    for ind in some("1.01", "1.02", "2.02", "2.03", "3.02", "3.04", "4.02"):
        figs = [figures(ind, m, seed="t") for m in months]
        actual = [td("Actual", "class=n"), *(td(f.show(f.now)) for f in figs)]
        target = [td("Target", "class=n"), *(td(f.show(ind.target)) for f in figs)]
        if form == "above":
            rows += [[name_cell(ind.name, f"colspan={len(months) + 1}")], actual, target]
        elif form == "merged":
            rows += [[name_cell(ind.name, "rowspan=2"), *actual], target]
        else:
            rows += [[name_cell(ind.name), *actual], [td(""), *target]]
        for f, m in zip(figs, months, strict=True):
            case.add(ind.name, "result|previous", f.show(f.now), period=m.isoformat())
            case.add(ind.name, "target", f.show(ind.target), period=m.isoformat())
    heads = [[th("Measure"), *([] if form == "above" else [th("")]), *(th(m.strftime("%b %Y")) for m in months)]]
    title = "Copley City Council - monthly performance, September 2024"
    case.path = page(folder, f"beneath_{form}", title, table(heads, rows), size="landscape")
    return case


def target_once(folder: Path) -> Case:
    """The same with the name beside the first row alone."""
    return target_beneath(folder, "once")


def target_above(folder: Path) -> Case:
    """The same with the name in a row above."""
    return target_beneath(folder, "above")


def benchmarks_word(folder: Path) -> Case:
    """Word: England and statistical neighbours beside the result, provisional and revised marks, suppressed figures."""
    month = month_end(2024, 3)
    case = Case("benchmarks", folder / "benchmarks.docx", area="Northmoor", period=month.isoformat(), kind="scorecard")
    heads = ("Indicator", "2022/23", "2023/24", "England", "Statistical neighbours", "Target")
    body = para(run("Northmoor Metropolitan Borough Council", "<w:b/>")) + para(
        "Annual outcomes, 2023/24 (year to 31 March 2024)"
    )
    trs = "<w:tr>" + "".join(cell(run_bold(h)) for h in heads) + "</w:tr>"
    for k, ind in enumerate(i for i in INDICATORS if i.unit == "%"):
        fig = figures(ind, month, seed="e")
        then = figures(ind, month_end(2023, 3), seed="e")
        england, neighbours = figures(ind, month, "England", seed="e"), figures(ind, month, "SN", seed="e")
        mark = (" p", " r", "", "")[k % 4]
        shown = (
            then.show(then.now),
            fig.show(fig.now) + mark,
            england.show(england.now),
            neighbours.show(neighbours.now),
        )
        printed = [*shown, fig.show(ind.target)]
        if k == 4:
            printed[3] = ".."
        if k == 6:
            printed[0] = "c"
        if k == 7:
            printed[2] = "n/a"
        trs += "<w:tr>" + "".join(cell(t) for t in (ind.name, *printed)) + "</w:tr>"
        for role, text, when in (
            ("previous|result|outturn", printed[0], "2023-03-31"), ("result", printed[1], month.isoformat()),
            ("benchmark", printed[2], None), ("benchmark", printed[3], None), ("target", printed[4], None),
        ):  # fmt: skip
            number = text.rstrip("% pr") if text[:1].isdigit() else ""
            case.rows.append(Row(ind.name, role, number, text, period=when, area=None))
    edges = "".join(
        f'<w:{s} w:val="single" w:sz="4"/>' for s in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    body += f"<w:tbl><w:tblPr><w:tblBorders>{edges}</w:tblBorders></w:tblPr>{trs}</w:tbl>"
    body += para("p provisional; r revised; c suppressed to protect confidentiality; .. not available.")
    write_docx(case.path, body)
    return case


def run_bold(text: str) -> str:
    return f"<w:p>{run(text, '<w:b/>')}</w:p>"


def month_and_year_to_date(folder: Path) -> Case:
    """In-month and year-to-date columns under one month; pounds in millions; a letter for the status."""
    month = month_end(2024, 8)
    case = Case("month and year to date", folder / "x", area="Tidewell", period=month.isoformat(), kind="scorecard")
    data = [
        ("Council tax collected", "9.4%", "48.7%", "49.0%", "A"), ("Business rates collected", "10.1%", "51.2%", "50.0%", "G"),
        ("Spend on agency staff", "£0.4m", "£2.1m", "£1.8m", "R"), ("Capital receipts", "£1.2m", "£3.6m", "£3.5m", "G"),
        ("Complaints answered in time", "88.0%", "86.4%", "90.0%", "A"), ("Working days lost per employee", "0.71", "3.62", "3.50", "A"),
        ("Freedom of information requests answered in time", "91.3%", "93.8%", "92.0%", "G"), ("Visits to libraries", "41,208", "198,411", "205,000", "R"),
    ]  # fmt: skip
    colour = {"G": "green", "A": "amber", "R": "red"}
    rows = []
    for name, inside, ytd, target, letter in data:
        rows.append([name_cell(name), td(inside), td(ytd), td(target), td(letter, "style='text-align:center'")])
        case.add(name, "result", inside, period=month.isoformat())
        case.add(name, "result", ytd, period=month.isoformat())
        case.add(name, "target", target)
        case.sign(name, "rag", colour[letter], period=month.isoformat())
    heads = [
        [th("Indicator", "rowspan=2"), th("August 2024", "colspan=4")],
        [th(h) for h in ("In month", "Year to date", "YTD target", "RAG")],
    ]
    case.path = page(folder, "ytd", "Tidewell District Council corporate scorecard: August 2024", table(heads, rows))
    return case


def side_by_side(folder: Path) -> Case:
    """Two tables beside each other, each with its own heading; running header and footer on both pages."""
    month = month_end(2024, 10)
    case = Case("side by side", folder / "x", area="Elmstead", period=month.isoformat(), kind="scorecard")

    def half(inds: list, title: str) -> str:  # type: ignore[type-arg]
        rows = []
        for ind in inds:
            fig = figures(ind, month, seed="s")
            rows.append([name_cell(ind.name), td(fig.show(fig.now)), td(fig.show(ind.target)), td(fig.rag.title())])
            case.add(ind.name, "result", fig.show(fig.now), period=month.isoformat())
            case.add(ind.name, "target", fig.show(ind.target))
            case.sign(ind.name, "rag", fig.rag, period=month.isoformat())
        heads = [[th("Indicator"), th("Oct 2024"), th("Target"), th("RAG")]]
        return f"<div style='width:47%'><h4>{title}</h4>{table(heads, rows)}</div>"

    body = f"<div style='display:flex;gap:6%'>{half(INDICATORS[:4], 'Front door')}{half(INDICATORS[4:8], 'Child protection')}</div>"
    body += "<p>The two tables show results at the end of October 2024.</p>"
    case.path = page(folder, "beside", "Elmstead Council: indicators at a glance, October 2024", body, size="landscape")
    return case


def turned_among_upright(folder: Path) -> Case:
    """Pages of prose around one landscape page that the file turns by 90 degrees; rules between rows only."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    month = month_end(2024, 5)
    case = Case(
        "turned among upright", folder / "turned.pdf", area="Longmere", period=month.isoformat(), kind="scorecard"
    )
    c = Canvas(str(case.path), pagesize=A4, invariant=1)

    def prose(n: int) -> None:
        c.setFont("Helvetica-Bold", 13)
        c.drawString(60, 780, "Longmere Council" if n == 1 else "Next steps")
        c.setFont("Helvetica", 10)
        words = "Performance of children's services at the end of May 2024 is shown on the next page."
        c.drawString(60, 750, words if n == 1 else "The next scorecard will be presented in July.")
        c.drawRightString(540, 30, f"Page {n} of 3")
        c.showPage()

    prose(1)
    c.setPageRotation(90)
    c.translate(A4[0], 0)
    c.rotate(90)
    c.setFont("Helvetica-Bold", 12)
    c.drawString(40, 560, "Children's scorecard, May 2024")
    xs = (40, 420, 500, 580, 660, 720)
    heads = ("Indicator", "April 2024", "May 2024", "Target", "RAG")
    y = 530.0
    for n, ind in enumerate([None, *INDICATORS[:14]]):
        fig = figures(ind, month, seed="u") if ind else None
        texts = (
            [ind.name, fig.show(fig.before), fig.show(fig.now), fig.show(ind.target), fig.rag.title()]
            if ind and fig
            else list(heads)
        )
        c.setFont("Helvetica-Bold" if n == 0 else "Helvetica", 8)
        c.drawString(xs[0], y, texts[0])
        for x, text in zip(xs[2:], texts[1:], strict=True):
            c.drawRightString(x - 8, y, text)
        c.line(xs[0] - 4, y - 7, xs[-1], y - 7)
        y -= 22
        if ind and fig:
            case.add(ind.name, "previous|result", fig.show(fig.before), period="2024-04-30")
            case.add(ind.name, "result", fig.show(fig.now), period=month.isoformat())
            case.add(ind.name, "target", fig.show(ind.target))
            case.sign(ind.name, "rag", fig.rag, period=month.isoformat())
    c.showPage()
    c.setPageRotation(0)
    prose(3)
    c.save()
    return case


def office_sheet_of_quarters(folder: Path) -> Case:
    """A workbook printed by the office program: quarters under years, a change in points; rules under the rows only."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    ends = [month_end(2024, 3), month_end(2024, 6), month_end(2024, 9), month_end(2024, 12)]
    case = Case("sheet of quarters", folder / "x", area="Ferndale", period=ends[-1].isoformat())
    book = Workbook()
    ws = book.active
    assert ws is not None
    ws["A1"], ws["A2"] = "Ferndale Borough Council", "Performance report, quarter 3 2024/25 (data to December 2024)"
    thin = Side(style="thin", color="888888")
    head = ("Indicator", "2023/24", "2024/25", "", "", "Change since quarter 2", "Target", "RAG", "DoT")
    second = ("", "Q4", "Q1", "Q2", "Q3", "", "", "", "")
    for r, row in enumerate((head, second), 4):
        for k, text in enumerate(row, 1):
            c = ws.cell(r, k, text or None)
            c.font, c.alignment = Font(bold=True), Alignment(wrap_text=True, horizontal="center")
    ws.merge_cells("C4:E4")
    for column in "AFGHI":
        ws.merge_cells(f"{column}4:{column}5")
    fill = {"green": "00B050", "amber": "FFC000", "red": "FF0000"}
    for r, ind in enumerate((i for i in INDICATORS if i.unit == "%"), 6):
        figs = [figures(ind, e, seed="o") for e in ends]
        shown = [f.show(f.now) for f in figs]
        change = float(shown[3].rstrip("%")) - float(shown[2].rstrip("%"))
        points = f"{change:+.1f}" if round(change, 1) else "0.0"
        way = "up" if (change > 0) == (ind.polarity == "H") else "down"
        way = way if round(change, 1) else "level"
        values = [
            ind.name,
            *shown,
            points,
            figs[-1].show(ind.target),
            figs[-1].rag[0].upper(),
            {"up": "▲", "down": "▼", "level": "►"}[way],
        ]
        for k, text in enumerate(values, 1):
            c = ws.cell(r, k, text)
            c.alignment = Alignment(wrap_text=True, horizontal="left" if k == 1 else "center")
            c.border = Border(bottom=thin)
        ws.cell(r, 8).fill = PatternFill("solid", fgColor=fill[figs[-1].rag])
        ws.row_dimensions[r].height = 27
        for text, e in zip(shown, ends, strict=True):
            case.add(ind.name, "result|previous|outturn", text, period=e.isoformat())
        case.add(ind.name, "change", points)
        case.add(ind.name, "target", values[6])
        case.sign(ind.name, "rag", figs[-1].rag, period=ends[-1].isoformat())
        case.sign(ind.name, "dot|dot_previous", way)
    ws.column_dimensions["A"].width, ws.row_dimensions[4].height, ws.row_dimensions[5].height = 44, 27, 27
    ws.page_setup.orientation, ws.page_setup.paperSize = "landscape", 9
    ws.page_setup.fitToWidth, ws.page_setup.fitToHeight = 1, 0
    ws.sheet_properties.pageSetUpPr.fitToPage = True
    path = folder / "quarters_office.xlsx"
    book.save(path)
    case.path = office_pdf(path)
    return case


def discs_and_ranges(folder: Path) -> Case:
    """Drawn discs as status, targets as ranges, intervals behind the results, ranks; zebra rows without rules."""
    from reportlab.lib.colors import HexColor, black
    from reportlab.pdfgen.canvas import Canvas

    month = month_end(2024, 12)
    case = Case("discs and ranges", folder / "discs.pdf", area="Ashcombe", period=month.isoformat(), kind="scorecard")
    c = Canvas(str(case.path), pagesize=(842, 595), invariant=1)
    c.setFont("Helvetica-Bold", 14)
    c.drawString(40, 555, "Ashcombe Council - outcomes scorecard, December 2024")
    xs = (40, 380, 450, 560, 640, 720)
    heads = ("Indicator", "Nov 2024", "Dec 2024 (95% CI)", "Target range", "Rank", "Status")
    y = 520.0
    inds = [i for i in INDICATORS if i.unit == "%"][:11]
    for n, ind in enumerate([None, *inds]):
        fig = figures(ind, month, seed="d") if ind else None
        if n % 2 == 0 and n:
            c.setFillColor(HexColor("#eef2f6"))
            c.rect(xs[0] - 4, y - 8, 760, 24, stroke=0, fill=1)
        c.setFillColor(black)
        c.setFont("Helvetica-Bold" if n == 0 else "Helvetica", 9)
        if not ind or fig is None:
            texts = list(heads)
        else:
            low, high = float(fig.now) - 2.1, float(fig.now) + 2.4
            span = f"{fig.show(fig.now)} ({low:.1f} to {high:.1f})"
            texts = [
                ind.name,
                fig.show(fig.before),
                span,
                f"{ind.target - 2:g}-{ind.target + 2:g}%",
                f"{20 + 7 * n}/152",
                "",
            ]
        for k, (x, text) in enumerate(zip(xs, texts, strict=True)):
            c.setFont(c._fontname, 7 if n and k == 0 else 9)
            c.drawString(x, y, text)
        if ind and fig:
            c.setFillColor(HexColor({"green": "#00843d", "amber": "#ffbf00", "red": "#c8102e"}[fig.rag]))
            c.circle(xs[5] + 14, y + 3, 5, stroke=0, fill=1)
            case.add(ind.name, "previous|result", fig.show(fig.before), period="2024-11-30")
            number = fig.show(fig.now).rstrip("%")
            case.rows.append(Row(ind.name, "result", number, texts[2], period=month.isoformat()))
            case.rows.append(Row(ind.name, "target", "", texts[3]))
            case.rows.append(Row(ind.name, "context", "", texts[4]))
            case.sign(ind.name, "rag", fig.rag, period=month.isoformat())
        y -= 24
    c.save()
    return case


def workbook_by_team(folder: Path) -> Case:
    """A workbook of three sheets, one a team: figures as numbers with formats, suppressed small counts, a total row."""
    from openpyxl import Workbook

    month = month_end(2025, 1)
    case = Case("workbook by team", folder / "teams.xlsx", area="Holmwood", period=month.isoformat())
    book = Workbook()
    for n, team in enumerate(("North team", "South team", "East team")):
        ws = book.active if n == 0 else book.create_sheet()
        assert ws is not None
        ws.title = team
        ws["A1"] = "Holmwood Council: team performance to 31 January 2025"
        ws["A2"] = f"Area: {team}"
        for k, head in enumerate(("Ref", "Measure", "Dec 2024", "Jan 2025", "Target", "RAG"), 1):
            ws.cell(4, k, head)
        for r, ind in enumerate(some("1.01", "1.02", "1.03", "2.02", "2.03", "4.02"), 5):
            fig = figures(ind, month, area=team, seed="k")
            small = ind.unit == "n" and n == 1
            ws.cell(r, 1, ind.id)
            ws.cell(r, 2, ind.name)
            for k, value in ((3, fig.before), (4, fig.now)):
                if small:
                    ws.cell(r, k, "<5")
                else:
                    c = ws.cell(r, k, float(value) / 100 if ind.unit == "%" else int(value))
                    c.number_format = "0.0%" if ind.unit == "%" else "0"
            c = ws.cell(r, 5, ind.target / 100 if ind.unit == "%" else ind.target)
            c.number_format = "0.0%" if ind.unit == "%" else "0"
            ws.cell(r, 6, "" if small else fig.rag[0].upper())
            then, now = ("<5", "<5") if small else (fig.show(fig.before), fig.show(fig.now))
            case.add(ind.name, "previous|result", then, period="2024-12-31", area=team)
            case.add(ind.name, "result", now, period=month.isoformat(), area=team)
            case.add(ind.name, "target", fig.show(ind.target))
            if not small:
                case.sign(ind.name, "rag", fig.rag, period=month.isoformat(), area=team)
    book.save(case.path)
    return case
