"""One council's scorecard over five months: indicators renamed, moved, added and dropped, columns too."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reportlab.lib.colors import HexColor, black
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from .data import INDICATORS, Ind, dot, figures, half_up, month_end, show
from .drawn import lines_of
from .score import Case

FILL = {"green": HexColor("#00B050"), "amber": HexColor("#FFC000"), "red": HexColor("#FF0000")}
# What each month's designer called and ordered: (year, month), columns with their words, changes to the list.
DESIGNS: tuple[tuple[tuple[int, int], tuple[tuple[str, str], ...]], ...] = (
    ((2023, 5), (("id", "Ref"), ("name", "Measure"), ("polarity", "Polarity"), ("num", "Numerator"), ("den", "Denominator"), ("now", "Result"),
                 ("rag", "RAG"), ("target", "Target"), ("before", "Previous result"), ("dot", "Direction of travel"))),
    ((2023, 6), (("name", "Indicator name"), ("id", "No."), ("target", "Target 2023/24"), ("now", "Latest (June 2023)"), ("rag", "Status"),
                 ("before", "May 2023"), ("change", "Change from previous month"), ("dot", "DoT"))),
    ((2023, 7), (("section", "Theme"), ("name", "KPI"), ("basis", "Period type"), ("outturn", "2022/23 outturn"), ("before", "Last month"), ("now", "This month"),
                 ("dot", "Trend"), ("rag", "RAG rating"), ("target", "Target"), ("floor", "Floor standard"))),
    ((2023, 8), (("id", "Code"), ("now", "Aug-23"), ("rag", "RAG"), ("dot", "DoT (on Jul-23)"), ("name", "Performance measure"), ("before", "Jul-23"),
                 ("target", "Target"), ("benchmark", "England average"))),
    ((2023, 9), (("name", "Description of measure"), ("now", "Current performance"), ("den", "Denom."), ("num", "Num."), ("target", "Goal"), ("rag", "R/A/G"),
                 ("before", "Prior month"), ("dot", "Direction"), ("outturn", "Outturn (March 2023)"))),
)  # fmt: skip
RENAMES = {
    1: {"1.02": "Repeat referrals: % referred again within 12 months"},
    2: {
        "2.04": "Children subject to a plan for the second time (24 months), %",
        "3.03": "Days between entering care and adoptive placement (average)",
    },
    3: {"1.03": "Number of assessments past 45 working days"},
    4: {"4.02": "% agency staff, social workers only"},
}
DROPPED = {1: {"4.03"}, 2: {"4.03", "2.01"}, 3: {"4.03", "2.01"}, 4: {"4.03"}}
ADDED = {
    3: (Ind("5.01", "Education", "Suspensions per 1,000 pupils", "L", "d", 12, 18, 14.7, 4210),),
    4: (Ind("5.01", "Education", "Suspensions per 1,000 pupils", "L", "d", 12, 18, 14.7, 4210),
        Ind("5.02", "Education", "Personal education plans rated good or better", "H", "%", 85, 70, 0.807, 655)),
}  # fmt: skip


def indicators_of(edition: int) -> list[Ind]:
    """The list of an edition, under the names it prints."""
    names: dict[str, str] = {}
    for e in range(edition + 1):
        names |= RENAMES.get(e, {})
    kept = [i for i in INDICATORS if i.id not in DROPPED.get(edition, set())] + list(ADDED.get(edition, ()))
    if edition in (2, 4):
        kept = sorted(kept, key=lambda i: (i.section, i.name))
    return [replace(i, name=names.get(i.id, i.name)) for i in kept]


def five_periods(folder: Path) -> list[Case]:
    """Five documents of one council."""
    return [edition(folder, k) for k in range(5)]


def edition(folder: Path, edition: int) -> Case:
    """One of the five, counted from 0."""
    (year, number), columns = DESIGNS[edition]
    month = month_end(year, number)
    before = month_end(year, number - 1)
    case = Case(
        f"edition {edition + 1}",
        folder / f"edition_{edition + 1}.pdf",
        area="Saltmere",
        period=month.isoformat(),
        kind="scorecard",
    )
    c = Canvas(str(case.path), pagesize=landscape(A4), invariant=1)
    c.setFont("Helvetica-Bold", 13)
    c.drawString(30, 565, f"Saltmere Borough Council children's services scorecard, {month:%B %Y}")
    fixed = {"id": 34, "polarity": 40, "num": 52, "den": 58, "now": 62, "rag": 40, "target": 54, "before": 56, "dot": 54, "change": 60, "basis": 44,
             "outturn": 60, "floor": 54, "benchmark": 58, "section": 90}  # fmt: skip
    name_width = 782.0 - sum(fixed[key] for key, _ in columns if key != "name")
    y, section = _head(c, 550.0, columns, fixed, name_width), ""
    for ind in indicators_of(edition):
        grouped = edition in (0, 3)
        if grouped and ind.section != section:
            section = ind.section
            c.setFillColor(HexColor("#DDDDDD"))
            c.rect(30, y - 15, 782, 15, stroke=1, fill=1)
            c.setFillColor(black)
            c.setFont("Helvetica-Bold", 8)
            c.drawString(34, y - 11, section)
            y -= 15
        fig = figures(ind, month, seed="five")
        gap = fig.now - fig.before
        places = 0 if ind.unit == "n" else 1
        benchmark = half_up(fig.outturn * 1, places) + ("%" if ind.unit == "%" else "") if ind.unit == "%" else "n/a"
        cells = {
            "id": ind.id, "name": ind.name, "polarity": ind.polarity, "num": "-" if fig.num is None else str(fig.num), "den": "-" if fig.denom is None else str(fig.denom),
            "now": fig.show(fig.now), "rag": {0: fig.rag[0].upper(), 1: fig.rag.title(), 2: "", 3: fig.rag[0].upper(), 4: fig.rag.upper()}[edition],
            "target": fig.show(ind.target), "before": fig.show(fig.before), "dot": {"up": "\u2191", "down": "\u2193", "level": "\u2192"}[fig.dot],
            "change": ("+" if gap > 0 else "") + half_up(gap, places), "basis": ind.basis, "outturn": fig.show(fig.outturn), "floor": fig.show(ind.floor),
            "benchmark": benchmark, "section": ind.section,
        }  # fmt: skip
        roles = {"num": ("numerator", month), "den": ("denominator", month), "now": ("result", month), "target": ("target", None), "floor": ("floor", None),
                 "before": ("previous|result" if edition in (1, 3) else "previous", before), "change": ("change", month), "outturn": ("outturn", month_end(2023, 3)),
                 "benchmark": ("benchmark", None)}  # fmt: skip
        for key, _ in columns:
            if key in roles:
                role, when = roles[key]
                case.add(ind.name, role, cells[key], period=when.isoformat() if when else None, area="Saltmere")
        case.sign(ind.name, "rag", fig.rag, period=month.isoformat())
        case.sign(ind.name, "dot|dot_previous", fig.dot)
        y = _row(c, y, columns, fixed, name_width, cells, fig.rag)
        if y < 60:
            c.showPage()
            y = _head(c, 560.0, columns, fixed, name_width)
    c.save()
    return case


def _head(c: Canvas, y: float, columns, fixed, name_width) -> float:  # type: ignore[no-untyped-def]
    x = 30.0
    for key, words in columns:
        w = name_width if key == "name" else fixed[key]
        c.setFillColor(HexColor("#BDD7EE"))
        c.rect(x, y - 32, w, 32, stroke=1, fill=1)
        c.setFillColor(black)
        c.setFont("Helvetica-Bold", 7.5)
        for k, line in enumerate(lines_of(words, "Helvetica-Bold", 7.5, w - 4)):
            c.drawCentredString(x + w / 2, y - 10 - 9 * k, line)
        x += w
    return y - 32


def _row(c: Canvas, y: float, columns, fixed, name_width, cells, rag: str) -> float:  # type: ignore[no-untyped-def]
    names = lines_of(cells["name"], "Helvetica", 8, name_width - 6)
    h = max(16.0, 10.0 * len(names) + 6)
    x = 30.0
    for key, _ in columns:
        w = name_width if key == "name" else fixed[key]
        c.setFillColor(FILL[rag] if key == "rag" else HexColor("#FFFFFF"))
        c.rect(x, y - h, w, h, stroke=1, fill=1)
        c.setFillColor(black)
        c.setFont("Symbol" if key == "dot" else "Helvetica", 8)
        if key == "name":
            for k, line in enumerate(names):
                c.drawString(x + 3, y - 11 - 10 * k, line)
        elif key == "section":
            for k, line in enumerate(lines_of(cells[key], "Helvetica", 8, w - 4)):
                c.drawString(x + 3, y - 11 - 10 * k, line)
        else:
            c.drawCentredString(x + w / 2, y - h / 2 - 3, cells[key])
        x += w
    return y - h


__all__ = ["dot", "five_periods", "show"]
