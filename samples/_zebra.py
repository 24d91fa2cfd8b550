"""The second layout of the monthly scorecard: striped rows without rules, RAG as coloured words, arrows as drawings.

Other columns, another order and other words than the ruled layout; areas stand in a column of their own.
"""

# ruff: noqa: E501 - facts and sentences stand one to a line

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

from _county import CARE_IDS, OTHER_IDS, Row, result, scorecard, tally, without_uasc
from _page import Page, wrap
from _ruled import _axis
from _series import activity, month_index
from _words import commentary, tolerance
from facts import (
    AREAS,
    COUNCIL,
    COUNTY,
    COUNTYWIDE,
    DISABILITY,
    OUTTURN,
    SECTIONS,
    SPECS,
    TEAMS,
    Spec,
    before,
    fixed,
    month_name,
    name_in,
    rag,
    show,
    show_part,
    signed,
)  # fmt: skip
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

STRIPE, NAVY = HexColor("#EEF3F8"), HexColor("#1F3864")
WORD = {"green": HexColor("#2E7D32"), "amber": HexColor("#C77700"), "red": HexColor("#C00000")}
GOOD = {"H": "Higher", "L": "Lower", "T": "Near target"}
BASIS = {"YTD": "Year to date", "SS": "Snapshot"}
ORDER = (
    SECTIONS[4],
    SECTIONS[6],
    SECTIONS[5],
    SECTIONS[3],
    SECTIONS[1],
    SECTIONS[0],
    SECTIONS[2],
    SECTIONS[7],
    SECTIONS[8],
)
MARGIN = 34.0


def write_zebra(path: Path, month: date, published: date) -> None:
    """One month's scorecard in the striped layout.

    Args:
        path: PDF to write.
        month: Month end of the data.
        published: Date on the first page.
    """
    for name, file in (("Vera", "Vera.ttf"), ("VeraBd", "VeraBd.ttf")):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, file))
    page = Page(path, landscape(A4), ("Vera", "VeraBd"), f"Children's Services Scorecard {month:%B %Y}", COUNCIL)
    rows = scorecard(month)
    _front(page, month, published, rows)
    _measures(page, month, rows)
    _uasc(page, month)
    _activity(page, month)
    _focus(page, month, [r for r in rows if r.rag == "red"])
    page.save()


def _front(page: Page, month: date, published: date, rows: list[Row]) -> None:
    page.text(MARGIN, 60, COUNCIL, 13, bold=True, colour=NAVY)
    page.text(MARGIN, 96, f"Children's Services Scorecard: {month:%B %Y}", 21, bold=True, colour=NAVY)
    page.text(MARGIN, 120, f"Published {published.day} {published:%B %Y}", 11)
    y = page.paragraph(MARGIN, 160, page.width - 2 * MARGIN, summary(rows, month), 10.5)
    y = page.paragraph(
        MARGIN, y + 12, page.width - 2 * MARGIN,
        "Key: an arrow pointing up shows that performance is better, an arrow pointing down that it is worse, and a sideways "
        "arrow that nothing changed. Arrows compare results before rounding. Green: the target is met. Amber: short of the "
        "target but within its tolerance. Red: outside the tolerance.", 9.5,
    )  # fmt: skip
    for k, (direction, words) in enumerate((("up", "Better"), ("level", "No change"), ("down", "Worse"))):
        page.vector_arrow(MARGIN + 8 + 110 * k, y + 14, direction, 11)
        page.text(MARGIN + 20 + 110 * k, y + 18, words, 9.5)
    page.next()


def summary(rows: list[Row], month: date) -> str:
    """The sentence that counts the table's colours and arrows."""
    c, p, o = (tally([getattr(r, f) for r in rows]) for f in ("rag", "dot_previous", "dot_outturn"))
    return (
        f"This scorecard has {len(rows)} measures. At the end of {month:%B %Y} {c['green']} are Green, {c['amber']} are Amber and "
        f"{c['red']} are Red. Since {month_name(before(month), '%B %Y')}, {p['up']} got better, {p['down']} got worse and {p['level']} did "
        f"not change; since the {OUTTURN:%B %Y} outturn, {o['up']} got better, {o['down']} got worse and {o['level']} did not change."
    )


# Ref, measure, better if, target, outturn, previous, result, RAG, numerator, denominator, arrows, basis
WIDTHS = [28.0, 224.0, 46.0, 46.0, 54.0, 54.0, 54.0, 44.0, 52.0, 52.0, 42.0, 42.0, 36.0]


def _measures(page: Page, month: date, rows: list[Row]) -> None:
    labels = ["Ref", "Measure", "Better if", "Target", f"Outturn {month_name(OUTTURN)}", month_name(before(month)), month_name(month),
              "Rating", "Numerator", "Denominator", "On last month", "On outturn", "Basis"]  # fmt: skip

    def start() -> float:
        page.text(MARGIN, 40, f"Measures for {COUNTY}, {month:%B %Y}", 13, bold=True, colour=NAVY)
        page.row(MARGIN, 50, 30, WIDTHS, labels, 6.5, bold=True, left=2, ruled=False)
        return 82.0

    y, striped = start(), False
    for section in ORDER:
        members = [r for r in rows if r.spec.section == section]
        if y + 34 > page.height - 40:
            page.next()
            y = start()
        page.text(MARGIN + 2, y + 12, section.capitalize(), 8, bold=True, colour=NAVY)
        y += 17
        for row in members:
            lines = len(wrap(name_in(row.spec, month), "Vera", 6.8, WIDTHS[1] - 4))
            h = 13.0 if lines == 1 else 6.8 * 1.15 * lines + 5
            if y + h > page.height - 40:
                page.next()
                y = start()
            _line(page, y, h, row, month, striped)
            y, striped = y + h, not striped
    page.next()


def _line(page: Page, y: float, h: float, row: Row, month: date, striped: bool) -> None:
    s, x = row.spec, MARGIN
    if striped:
        page.box(x, y, sum(WIDTHS), h, fill=STRIPE, stroke=False)
    fte = s.fte and s.unit == "percent"
    words = [
        s.code, name_in(s, month), GOOD[s.polarity], show(s, s.target), show(s, row.outturn.value), show(s, row.previous.value),
        show(s, row.now.value), row.rag.title(), show_part(row.now.num, fte=fte, commas=True),
        show_part(row.now.denom, fte=s.fte, commas=True), row.dot_previous, row.dot_outturn, s.basis,
    ]  # fmt: skip
    for k, (w, text) in enumerate(zip(WIDTHS, words, strict=True)):
        if k in {10, 11}:
            page.vector_arrow(x + w / 2, y + h / 2, text, 8)
        elif k == 7:
            page.cell(x, y, w, h, text, 6.8, bold=True, ruled=False, colour=WORD[row.rag])
        else:
            page.cell(x, y, w, h, text, 6.8, bold=k == 6, align="left" if k < 2 else "centre", ruled=False)
        x += w


U_WIDTHS = [64.0, 236.0, 46.0, 40.0, 50.0, 54.0, 46.0, 40.0, 50.0, 54.0, 70.0]


def _uasc(page: Page, month: date) -> None:
    labels = ["Area", "Measure", "Result", "Rating", "Numerator", "Denominator", "Result", "Rating", "Numerator", "Denominator",
              "Difference (% points)"]  # fmt: skip

    def start() -> float:
        page.text(
            MARGIN,
            40,
            f"Results with and without unaccompanied asylum seeking children (UASC), {month:%B %Y}",
            13,
            bold=True,
            colour=NAVY,
        )
        w = U_WIDTHS
        page.cell(MARGIN + sum(w[:2]), 50, sum(w[2:6]), 14, "All children", 7.5, bold=True, ruled=False, fill=STRIPE)
        page.cell(
            MARGIN + sum(w[:6]) + 2, 50, sum(w[6:10]) - 2, 14, "Without UASC", 7.5, bold=True, ruled=False, fill=STRIPE
        )
        page.row(MARGIN, 66, 22, w, labels, 6.5, bold=True, left=2, ruled=False)
        return 90.0

    y, striped = start(), False
    lines = [(area, ident) for area in (COUNTY, *AREAS) for ident in CARE_IDS] + [
        (COUNTY, i) for i in OTHER_IDS if i != 7
    ]
    for area, ident in lines:
        spec = SPECS[ident]
        whole, rest = result(ident, month, edition=month, area=area), without_uasc(ident, month, area)
        h = 13.0 if len(wrap(name_in(spec, month), "Vera", 6.2, U_WIDTHS[1] - 4)) == 1 else 18.0
        if y + h > page.height - 40:
            page.next()
            y = start()
        if striped:
            page.box(MARGIN, y, sum(U_WIDTHS), h, fill=STRIPE, stroke=False)
        colours = (rag(spec, whole.value), rag(spec, rest.value))
        words = [
            area, name_in(spec, month), show(spec, whole.value), colours[0].title(), show_part(whole.num, commas=True),
            show_part(whole.denom, commas=True), show(spec, rest.value), colours[1].title(), show_part(rest.num, commas=True),
            show_part(rest.denom, commas=True), signed(rest.value - whole.value, 1) if ident != 22 else "n/a",
        ]  # fmt: skip
        x = MARGIN
        for k, (w, text) in enumerate(zip(U_WIDTHS, words, strict=True)):
            tint = WORD[colours[0]] if k == 3 else (WORD[colours[1]] if k == 7 else HexColor("#000000"))
            size = 6.2 if k == 1 else 6.8
            page.cell(
                x, y, w, h, text, size, bold=k in {3, 7}, align="left" if k < 2 else "centre", ruled=False, colour=tint
            )
            x += w
        y, striped = y + h, not striped
    page.next()


STOCK_LABELS = (("Caseloads", "Open cases"), ("CP Plans", "Child protection plans"), ("Total LAC", "Children in care"),
                ("UASC LAC", "of whom UASC"), ("PF Cases", "Private fostering"))  # fmt: skip
FLOW_LABELS = (("Referrals", "Referrals"), ("CF Assessments", "C&F assessments"), ("CP Starts", "CP plans started"),
               ("CP Ends", "CP plans ended"), ("LAC Starts", "Came into care"), ("LAC Ends", "Left care"))  # fmt: skip


def _activity(page: Page, month: date) -> None:
    places = [COUNTY, *AREAS, DISABILITY, COUNTYWIDE, *(t for a in (*AREAS, DISABILITY, COUNTYWIDE) for t in TEAMS[a])]
    i, first = month_index(month), 150.0
    now, then = month_name(month, "%b %y"), month_name(before(month), "%b %y")
    page.text(MARGIN, 40, f"Activity at the end of {month:%B %Y}", 13, bold=True, colour=NAVY)
    w, x = 40.0, MARGIN + first
    for _, label in STOCK_LABELS:
        page.cell(x + 1, 50, 3 * w - 2, 14, label, 7.5, bold=True, ruled=False, fill=STRIPE)
        x += 3 * w
    page.row(
        MARGIN,
        66,
        16,
        [first] + [w] * 15,
        ["Area or team"] + [now, then, "Change"] * 5,
        6.8,
        bold=True,
        left=1,
        ruled=False,
    )
    y = 84.0
    for k, place in enumerate(places):
        columns = activity(place).columns
        words = [place]
        for column, _ in STOCK_LABELS:
            a, b = columns[column][i], columns[column][i - 1]
            words += [f"{a:,}", f"{b:,}", signed(Fraction(a - b))]
        page.row(MARGIN, y, 13, [first] + [w] * 15, words, 6.8, bold=place == COUNTY or place in TEAMS, left=1, ruled=False,
                 fill=STRIPE if k % 2 else None)  # fmt: skip
        y += 13
    page.next()
    page.text(MARGIN, 40, f"Activity during {month:%B %Y}", 13, bold=True, colour=NAVY)
    w = 92.0
    page.row(
        MARGIN,
        50,
        22,
        [first] + [w] * 6,
        ["Area or team", *(label for _, label in FLOW_LABELS)],
        7.5,
        bold=True,
        left=1,
        ruled=False,
    )
    y = 74.0
    for k, place in enumerate(places):
        columns = activity(place).columns
        words = [place, *(f"{columns[c][i]:,}" for c, _ in FLOW_LABELS)]
        page.row(MARGIN, y, 13, [first] + [w] * 6, words, 6.8, bold=place == COUNTY or place in TEAMS, left=1, ruled=False,
                 fill=STRIPE if k % 2 else None)  # fmt: skip
        y += 13
    page.next()


def thresholds(spec: Spec) -> str:
    """Bands in the form "Green: 80% and above; Amber: 70% to 80%; Red: below 70%"."""
    mark = "%" if spec.unit == "percent" else ""
    t, f = (fixed(v, 1).removesuffix(".0") + mark for v in (spec.target, spec.floor[0]))
    if spec.polarity == "L":
        return f"Green: {t} and below; Amber: {t} to {f}; Red: above {f}"
    return f"Green: {t} and above; Amber: {f} to {t}; Red: below {f}"


def _focus(page: Page, month: date, rows: list[Row]) -> None:
    """Red measures, one to a page: a line of key figures, six months, thresholds and commentary."""
    wide = page.width - 2 * MARGIN
    for row in rows:
        s = row.spec
        page.text(MARGIN, 44, f"{s.code}  {name_in(s, month)}", 12.5, bold=True, colour=NAVY)
        page.text(page.width - MARGIN, 44, row.rag.title(), 12.5, bold=True, align="right", colour=WORD[row.rag])
        trend = [before(month, k) for k in range(5, -1, -1)]
        facts = [result(s.id, m, edition=month) for m in trend]
        values = [float(f.value) for f in facts]
        page.bars(80, 66, wide - 130, 170, [month_name(m) for m in trend], values, float(s.target),
                  _axis(max(*values, float(s.target))), name="Result", percent=s.unit == "percent")  # fmt: skip
        widths, y = [150.0] + [100.0] * 6, 262.0
        page.row(MARGIN, y, 15, widths, ["Month", *(month_name(m) for m in trend)], 8, bold=True, left=1, ruled=False)
        page.row(
            MARGIN,
            y + 15,
            15,
            widths,
            ["Result", *(show(s, f.value) for f in facts)],
            8,
            left=1,
            ruled=False,
            fill=STRIPE,
        )
        page.row(MARGIN, y + 30, 15, widths, ["Target", *([show(s, s.target)] * 6)], 8, left=1, ruled=False)
        page.cell(MARGIN, y + 45, 150, 15, "Rating", 8, align="left", ruled=False)
        for k, f in enumerate(facts):
            colour = rag(s, f.value)
            page.cell(
                MARGIN + 150 + 100 * k, y + 45, 100, 15, colour.title(), 8, bold=True, ruled=False, colour=WORD[colour]
            )
        y += 84
        for title, body in (("Commentary", commentary(row, month)), ("Thresholds", [thresholds(s)]),
                            ("Tolerance", [tolerance(s)]), ("Basis", [BASIS[s.basis]])):  # fmt: skip
            page.text(MARGIN, y, title, 9.5, bold=True, colour=NAVY)
            y += 14
            for words in body:
                y = page.paragraph(MARGIN, y, wide, words, 8.5) + 3
            y += 6
        page.next()
