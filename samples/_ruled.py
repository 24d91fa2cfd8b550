"""The first layout of the monthly scorecard: a spreadsheet printed with all its rules, arrows in the Symbol font."""

# ruff: noqa: E501 - facts and sentences stand one to a line

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

from _county import CARE_IDS, OTHER_IDS, REVISED_IN, REVISION, Row, result, scorecard, tally, without_uasc
from _page import FILLS, SYMBOL_ARROWS, Page
from _series import activity, month_index
from _words import bandings, commentary, tolerance
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
    Fact,
    Spec,
    before,
    month_name,
    name_in,
    rag,
    show,
    show_part,
    signed,
)  # fmt: skip
from reportlab.lib.colors import HexColor, white
from reportlab.lib.pagesizes import A3, landscape

HEAD, BAND, TOTAL = HexColor("#D9D9D9"), HexColor("#B8CCE4"), HexColor("#F2F2F2")
MARGIN = 36.0
LETTER = {"green": "G", "amber": "A", "red": "R"}
GROUPED = (("Caseloads", 3), ("Referrals", 1), ("CF Assessments", 1), ("CP Plans", 3), ("CP Starts", 1), ("CP Ends", 1),
           ("Total LAC", 3), ("UASC LAC", 3), ("LAC Starts", 1), ("LAC Ends", 1), ("PF Cases", 3))  # fmt: skip


def write_ruled(path: Path, month: date, published: date) -> None:
    """One month's scorecard in the ruled layout.

    Args:
        path: PDF to write.
        month: Month end of the data.
        published: Date on the cover.
    """
    page = Page(path, landscape(A3), ("Helvetica", "Helvetica-Bold"), "Children's Services Scorecard", COUNCIL)
    _cover(page, month, published)
    _activity(page, month)
    rows = scorecard(month)
    _scorecard(page, month, rows)
    _uasc(page, month)
    for row in rows:
        if row.rag == "red":
            _indicator(page, month, row)
    page.save()


def _cover(page: Page, month: date, published: date) -> None:
    mid = page.width / 2
    page.text(mid, 240, COUNCIL, 26, bold=True, align="centre")
    page.text(mid, 330, "Children's Services Performance Scorecard", 24, bold=True, align="centre")
    page.text(mid, 375, f"{month:%B %Y} data", 18, align="centre")
    page.text(mid, 470, f"{published.day} {published:%B %Y}", 18, bold=True, align="centre")
    page.text(60, page.height - 60, "Management information team, Wealdshire County Council (an invented council)", 9)
    page.next()


def _activity(page: Page, month: date) -> None:
    page.text(MARGIN, 40, "Activity", 16, bold=True)
    page.text(page.width - MARGIN, 40, month_name(month), 12, bold=True, align="right")
    first, w, h = 190.0, 44.0, 17.0
    y, x = 56.0, MARGIN
    page.box(x, y, first, 92, fill=HEAD)
    x += first
    for label, n in GROUPED:
        if n == 3:
            page.cell(x, y, 3 * w, 16, label, 7.5, bold=True, fill=HEAD)
            for k, word in enumerate(("This month", "Last month", "Change")):
                page.box(x + k * w, y + 16, w, 76, fill=HEAD)
                page.rotated(x + k * w + w / 2 + 2, y + 88, word, 7)
        else:
            page.box(x, y, w, 92, fill=HEAD)
            page.rotated(x + w / 2 - 2, y + 88, label, 7)
            page.rotated(x + w / 2 + 7, y + 88, "in month", 7)
        x += n * w
    y += 92
    places = [COUNTY, *AREAS, DISABILITY, COUNTYWIDE, *(t for a in (*AREAS, DISABILITY, COUNTYWIDE) for t in TEAMS[a])]
    for place in places:
        whole = place == COUNTY or place in TEAMS
        words = [place, *_activity_words(place, month)]
        page.row(MARGIN, y, h, [first] + [w] * 21, words, 7, bold=whole, left=1, fill=TOTAL if whole else None)
        y += h
    page.text(
        MARGIN, y + 16, "The four areas, Disabled Children's Service and Countywide Services add up to Wealdshire.", 8
    )
    page.next()


def _activity_words(place: str, month: date) -> list[str]:
    i = month_index(month)
    columns = activity(place).columns
    words: list[str] = []
    for label, n in GROUPED:
        now, then = columns[label][i], columns[label][i - 1]
        words += [str(now), str(then), signed(Fraction(now - then))] if n == 3 else [str(now)]
    return words


WIDTHS = [30.0, 372.0, 46.0, 46.0, 70.0, 22.0, 56.0, 56.0, 66.0, 74.0, 82.0, 90.0, 84.0]


def _heading(page: Page, y: float, month: date) -> float:
    year = (
        f"{month.year - 1}/{month.year % 100:02d}" if month.month < 4 else f"{month.year}/{(month.year + 1) % 100:02d}"
    )
    w = WIDTHS
    x = MARGIN
    for k, label in enumerate(("ID", "Indicators", "Polarity", "Data Period")):
        page.cell(x, y, w[k], 52, label, 8, bold=True, fill=HEAD)
        x += w[k]
    for label, n in (("LATEST RESULT", 5), ("PREVIOUS RESULT", 2), ("OUTTURN RESULT", 2)):
        done = round(sum(w[:4]), 3)
        start = {"LATEST RESULT": 4, "PREVIOUS RESULT": 9, "OUTTURN RESULT": 11}[label]
        at = MARGIN + done + sum(w[4:start])
        page.cell(at, y, sum(w[start : start + n]), 16, label, 8, bold=True, fill=HEAD)
    x = MARGIN + sum(w[:4])
    page.cell(x, y + 16, w[4] + w[5], 36, "Latest Result and RAG Status", 8, bold=True, fill=HEAD)
    x += w[4] + w[5]
    labels = ("Num", "Denom", f"Target for {year}", "Previous Month's Result", "DoT from previous to latest",
              f"Outturn ({OUTTURN:%B %Y}) Result", "DoT from outturn to latest")  # fmt: skip
    for k, label in enumerate(labels):
        page.cell(x, y + 16, w[6 + k], 36, label, 8, bold=True, fill=HEAD)
        x += w[6 + k]
    return y + 52


def _scorecard(page: Page, month: date, rows: list[Row]) -> None:
    def start(title: str) -> float:
        page.text(MARGIN, 36, title, 16, bold=True)
        page.text(page.width - MARGIN, 36, month_name(month), 13, bold=True, align="right")
        return _heading(page, 48, month)

    y, h, bottom = start(f"Scorecard - {COUNTY}"), 16.0, page.height - 60
    for section in SECTIONS:
        members = [r for r in rows if r.spec.section == section]
        if y + 2 * h > bottom:
            page.next()
            y = start(f"Scorecard - {COUNTY}")
        page.cell(MARGIN, y, sum(WIDTHS), h, section, 8, bold=True, align="left", fill=BAND)
        y += h
        for row in members:
            if y + h > bottom:
                page.next()
                y = start(f"Scorecard - {COUNTY}")
            _line(page, y, h, row, month)
            y += h
    page.cell(MARGIN, y, sum(WIDTHS), h, "PERFORMANCE SUMMARY", 8, bold=True, align="left", fill=BAND)
    page.cell(MARGIN, y + h, sum(WIDTHS), 40, summary(rows, month), 8.5, align="left")
    notes = [
        "An upward arrow means that performance improved, whichever way the figure moved; a level arrow means no change."
    ]
    if month == REVISED_IN:
        spec = SPECS[REVISION[0]]
        notes.append(
            f"Indicator {spec.id}: the {REVISION[1]:%B %Y} result is restated ({REVISION[2]} visits were recorded after "
            f"the last scorecard, which gave {show(spec, result(spec.id, REVISION[1], edition=REVISION[1]).value)})."
        )
    for k, note in enumerate(notes):
        page.text(MARGIN, y + h + 54 + 11 * k, note, 8)
    page.next()


def _line(page: Page, y: float, h: float, row: Row, month: date) -> None:
    s, x = row.spec, MARGIN
    fte = s.fte and s.unit == "percent"
    words = [
        str(s.id), name_in(s, month), s.polarity, s.basis, show(s, row.now.value), LETTER[row.rag],
        show_part(row.now.num, fte=fte), show_part(row.now.denom, fte=s.fte), show(s, s.target),
        show(s, row.previous.value), SYMBOL_ARROWS[row.dot_previous],
        show(s, row.outturn.value), SYMBOL_ARROWS[row.dot_outturn],
    ]  # fmt: skip
    for k, (w, text) in enumerate(zip(WIDTHS, words, strict=True)):
        page.cell(
            x, y, w, h, text, 10 if k in {10, 12} else 7.5, align="left" if k == 1 else "centre", bold=k in {4, 5},
            fill=FILLS[row.rag] if k == 5 else None, font="Symbol" if k in {10, 12} else None,
        )  # fmt: skip
        x += w


def summary(rows: list[Row], month: date) -> str:
    """The sentence that counts the table's colours and arrows."""
    c, p, o = (
        tally([getattr(r, f) for r in rows]) for f in ("rag", "dot_previous", "dot_outturn")
    )  # fmt: skip
    return (
        f"Of {len(rows)} indicators reported for {COUNTY} at {month:%d/%m/%Y}, {c['green']} are rated Green, {c['amber']} Amber "
        f"and {c['red']} Red. Set against the previous month, {p['up']} indicators have improved, {p['level']} "
        f"{'is' if p['level'] == 1 else 'are'} unchanged and {p['down']} have worsened. Set against the outturn "
        f"({OUTTURN:%B %Y}), {o['up']} indicators have improved, {o['level']} {'is' if o['level'] == 1 else 'are'} unchanged "
        f"and {o['down']} have worsened."
    )


U_WIDTHS = [380.0, 50.0, 50.0, 76.0, 24.0, 62.0, 62.0, 76.0, 76.0, 24.0, 62.0, 62.0, 90.0]


def _uasc(page: Page, month: date) -> None:
    def start() -> float:
        page.text(MARGIN, 36, "Scorecard - Effect of UASC", 16, bold=True)
        page.text(page.width - MARGIN, 36, month_name(month), 13, bold=True, align="right")
        y, x, w = 48.0, MARGIN, U_WIDTHS
        for k, label in enumerate(("Indicators", "Polarity", "Data Period")):
            page.cell(x, y, w[k], 48, label, 8, bold=True, fill=HEAD)
            x += w[k]
        page.cell(x, y, sum(w[3:8]), 16, "INCLUDING UASC", 8, bold=True, fill=HEAD)
        page.cell(x + sum(w[3:8]), y, sum(w[8:12]), 16, "EXCLUDING UASC", 8, bold=True, fill=HEAD)
        page.cell(x + sum(w[3:12]), y, w[12], 48, "Variance with UASC excluded", 8, bold=True, fill=HEAD)
        for labels, at in ((("Num", "Denom", "Target"), 3), (("Num", "Denom"), 8)):
            page.cell(
                MARGIN + sum(w[:at]),
                y + 16,
                w[at] + w[at + 1],
                32,
                "Latest Result and RAG Status",
                8,
                bold=True,
                fill=HEAD,
            )
            for k, label in enumerate(labels):
                page.cell(MARGIN + sum(w[: at + 2 + k]), y + 16, w[at + 2 + k], 32, label, 8, bold=True, fill=HEAD)
        return y + 48

    y, h = start(), 16.0
    blocks: list[tuple[str, str, tuple[int, ...]]] = [
        (f"{SECTIONS[4]} - {a.upper()}", a, CARE_IDS) for a in (COUNTY, *AREAS)
    ]
    blocks.append(("OTHER INDICATORS - COUNTY LEVEL", COUNTY, OTHER_IDS))
    for title, area, idents in blocks:
        if y + 2 * h > page.height - 40:
            page.next()
            y = start()
        page.cell(MARGIN, y, sum(U_WIDTHS), h, title, 8, bold=True, align="left", fill=BAND)
        y += h
        for ident in idents:
            if y + h > page.height - 40:
                page.next()
                y = start()
            _uasc_line(
                page,
                y,
                h,
                SPECS[ident],
                result(ident, month, edition=month, area=area),
                without_uasc(ident, month, area),
                month,
            )
            y += h
    page.next()


def variance(spec: Spec, whole: Fact, rest: Fact) -> str:
    """Excluding minus including, unrounded; "-" where the indicator leaves UASC out by definition."""
    if spec.id == 22:
        return "-"
    if spec.unit == "count":
        return signed(rest.value - whole.value)
    return signed(rest.value - whole.value, 1, "%")


def _uasc_line(page: Page, y: float, h: float, spec: Spec, whole: Fact, rest: Fact, month: date) -> None:
    colours = (rag(spec, whole.value), rag(spec, rest.value))
    words = [
        name_in(spec, month), spec.polarity, spec.basis, show(spec, whole.value), LETTER[colours[0]], show_part(whole.num),
        show_part(whole.denom), show(spec, spec.target), show(spec, rest.value), LETTER[colours[1]], show_part(rest.num),
        show_part(rest.denom), variance(spec, whole, rest),
    ]  # fmt: skip
    x = MARGIN
    for k, (w, text) in enumerate(zip(U_WIDTHS, words, strict=True)):
        fill = FILLS[colours[0]] if k == 4 else (FILLS[colours[1]] if k == 9 else None)
        page.cell(x, y, w, h, text, 7.5, align="left" if k == 0 else "centre", bold=k in {3, 4, 8, 9}, fill=fill)
        x += w


def _indicator(page: Page, month: date, row: Row) -> None:
    s, wide = row.spec, page.width - 2 * MARGIN
    page.cell(MARGIN, 36, wide - 130, 26, name_in(s, month), 13, bold=True, align="left")
    page.cell(MARGIN + wide - 130, 36, 130, 26, row.rag.title(), 13, bold=True, fill=FILLS[row.rag], colour=white)
    page.row(
        MARGIN,
        74,
        17,
        [wide / 4] * 4,
        ["Lead officer", "Head of Performance", "Division", "Children's Services"],
        9,
        left=4,
    )
    trend = [before(month, k) for k in (3, 2, 1, 0)]
    facts = [result(s.id, m, edition=month) for m in trend]
    values = [float(f.value) for f in facts]
    top = _axis(max(*values, float(s.target)))
    page.bars(
        110,
        112,
        800,
        250,
        [month_name(m) for m in trend],
        values,
        float(s.target),
        top,
        name="WCC Result",
        percent=s.unit == "percent",
    )
    y, first, w = 392.0, 230.0, 150.0
    widths = [first] + [w] * 4
    page.row(
        MARGIN + 60, y, 18, widths, ["Trend Data - Month End", *(month_name(m) for m in trend)], 9, bold=True, fill=HEAD
    )
    page.row(MARGIN + 60, y + 18, 18, widths, ["WCC Result", *(show(s, f.value) for f in facts)], 9, left=1)
    page.row(MARGIN + 60, y + 36, 18, widths, ["Target", *([show(s, s.target)] * 4)], 9, left=1)
    page.cell(MARGIN + 60, y + 54, first, 18, "RAG Rating", 9, bold=True, align="left")
    for k, f in enumerate(facts):
        colour = rag(s, f.value)
        page.cell(MARGIN + 60 + first + k * w, y + 54, w, 18, colour.title(), 9, bold=True, fill=FILLS[colour])
    y += 100
    page.text(MARGIN, y, "Commentary", 11, bold=True)
    y += 16
    for words in commentary(row, month):
        y = page.paragraph(MARGIN, y, wide, words, 9.5) + 6
    page.text(MARGIN, y + 14, "Data Notes", 11, bold=True)
    y += 32
    for label, words in (
        ("Target:", f"{show(s, s.target)} (RAG Bandings: {bandings(s)})"),
        ("Tolerance:", tolerance(s)),
        ("Data:", _data_note(s, month)),
        ("Data Source:", "Case management system"),
    ):  # fmt: skip
        page.text(MARGIN, y, label, 9.5, bold=True)
        page.paragraph(MARGIN + 66, y, wide - 66, words, 9.5)
        y += 17
    page.next()


def _axis(highest: float) -> float:
    for top in (5, 10, 20, 40, 60, 80, 100, 200, 400, 600, 800):
        if highest <= top:
            return float(top)
    return highest


def _data_note(spec: Spec, month: date) -> str:
    if spec.basis == "SS":
        return f"A snapshot at the end of the month: {month:%d/%m/%Y}."
    start = month.year if month.month >= 4 else month.year - 1
    return f"Year to date: the {month:%b %y} result covers April {start} to {month:%B %Y}."
