"""Papers of other councils in their own styles, each written twice: with one quarter's figures and with the next one's.

The second is the truth for rolling the first forward: every figure that differs must change to it, or be listed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm

from draft.charts import Chart, Line, add_chart
from records import Indicator, Period
from tests.draft_helpers import FakeStore, end

LAST, NEXT = end("2025-06"), end("2025-09")
QUARTERS = (*(Period(LAST, LAST).previous(3 * n).end for n in range(8, 0, -1)), LAST, NEXT)

SERIES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "homes": ("percent", "H", ("80.1%", "81.4%", "82.0%", "81.1%", "83.9%", "84.6%", "85.2%", "86.3%", "87.0%", "85.4%")),
    "work": ("percent", "H", ("51.3%", "52.8%", "52.2%", "54.9%", "55.5%", "57.7%", "58.8%", "57.1%", "59.4%", "61.6%")),
    "moves": ("percent", "L", ("12.9%", "12.3%", "11.8%", "11.2%", "11.6%", "10.9%", "10.5%", "10.2%", "9.7%", "10.4%")),
    "inplace": ("percent", "H", ("66.1%", "66.8%", "67.4%", "68.3%", "69.2%", "69.9%", "70.7%", "71.5%", "72.6%", "73.3%")),
    "assessed": ("percent", "H", ("79.2%", "80.8%", "84.1%", "83.3%", "86.6%", "88.4%", "90.3%", "89.1%", "91.2%", "92.7%")),
    "again": ("percent", "L", ("24.4%", "23.7%", "22.9%", "23.1%", "21.8%", "21.2%", "20.6%", "21.9%", "19.8%", "18.5%")),
    "care": ("count", "L", ("1412", "1430", "1428", "1445", "1439", "1451", "1466", "1471", "1458", "1443")),
    "wait": ("days", "L", ("512.4", "498.9", "487.3", "476.6", "481.2", "469.5", "455.8", "447.1", "438.2", "441.9")),
}  # fmt: skip
NAMES = {
    "homes": "% of care leavers in suitable accommodation",
    "work": "% of care leavers in education, employment or training",
    "moves": "% of children in care with 3 or more placements in the last 12 months",
    "inplace": "% of children in care in the same placement for at least 2 years",
    "assessed": "% of child and family assessments completed within 45 working days",
    "again": "% of re-referrals within 12 months of a previous referral",
    "care": "Number of children in care",
    "wait": "Average days between a child entering care and moving in with an adoptive family",
}
AREAS: dict[str, tuple[str, ...]] = {
    "North": ("18.2%", "19.3%", "17.7%"), "South": ("23.3%", "21.1%", "20.4%"), "East": ("24.6%", "18.8%", "16.9%"),
}  # fmt: skip
"""Re-referrals in three areas, at March, June and September 2025."""


def register() -> dict[str, Indicator]:
    """The indicators, with a target of each year for some."""
    targets = {
        "homes": Decimal("88.0"),
        "work": Decimal("60.0"),
        "moves": Decimal("9.0"),
        "assessed": Decimal("92.0"),
        "again": Decimal("20.0"),
    }
    return {
        k: Indicator(
            k, NAMES[k], unit=unit, polarity=polarity, places=0 if unit == "count" else 1,  # type: ignore[arg-type]
            targets={"2025/26": targets[k]} if k in targets else {},
        )
        for k, (unit, polarity, _) in SERIES.items()
    }  # fmt: skip


def store() -> FakeStore:
    """Ten quarters of every indicator, three of the areas."""
    s = FakeStore()
    for key, (unit, _, values) in SERIES.items():
        for day, printed in zip(QUARTERS, values, strict=True):
            s.say(key, f"{day:%Y-%m}", printed, unit=unit)
    for area, values in AREAS.items():
        for day, printed in zip(QUARTERS[-3:], values, strict=True):
            s.say("again", f"{day:%Y-%m}", printed, area=area)
    return s


@dataclass
class Now:
    """Figures and dates of a paper: of its own quarter with 0, of the one before with -1."""

    day: date

    def at(self, shift: int) -> date:
        return Period(self.day, self.day).shift(3 * shift).end

    def f(self, key: str, shift: int = 0, *, pc: str = "%", places: int = 1) -> str:
        """A figure as a paper prints it: commas in thousands, per cent as wanted."""
        unit, _, values = SERIES[key]
        number = Decimal(values[QUARTERS.index(self.at(shift))].rstrip("%"))
        if unit == "count":
            return f"{number:,}"
        return f"{number:.{places}f}" + (pc if unit == "percent" else "")

    def area(self, area: str, shift: int = 0) -> str:
        return AREAS[area][QUARTERS[-3:].index(self.at(shift))]

    def size(self, key: str, shift: int = 0) -> str:
        """Size of the change from the quarter before, at one place."""
        values = SERIES[key][2]
        n = QUARTERS.index(self.at(shift))
        return str(abs(Decimal(values[n].rstrip("%")) - Decimal(values[n - 1].rstrip("%"))))

    def rose(self, key: str, shift: int = 0) -> bool:
        values = SERIES[key][2]
        n = QUARTERS.index(self.at(shift))
        return Decimal(values[n].rstrip("%")) > Decimal(values[n - 1].rstrip("%"))

    def better(self, key: str, shift: int = 0) -> bool:
        return self.rose(key, shift) == (SERIES[key][1] == "H")

    def d(self, style: str, shift: int = 0) -> str:
        """A date in a style of strftime, days without a leading nought."""
        return re.sub(r"\b0(\d [A-Z])", r"\1", self.at(shift).strftime(style))

    def q(self, style: str = "Q{q} {y}/{e}", shift: int = 0) -> str:
        """Such as "Q1 2025/26"."""
        p = Period(self.at(shift), self.at(shift))
        y = p.reporting_year_start
        return style.format(q=p.reporting_quarter, y=y, e=f"{(y + 1) % 100:02d}", s=f"{y % 100:02d}")


@dataclass
class Written:
    """A paper on its way: helpers that put things into it."""

    now: Now
    document: Any = field(default_factory=Document)

    def say(self, *texts: str, style: str | None = None) -> None:
        for text in texts:
            self.document.add_paragraph(text, style=style)

    def table(self, rows: list[list[str]], *, title: bool = False) -> Any:
        """A table of texts; with a title its first row is one merged cell."""
        table = self.document.add_table(rows=len(rows), cols=max(len(r) for r in rows), style="Table Grid")
        for n, texts in enumerate(rows):
            if title and n == 0:
                cell = table.cell(0, 0).merge(table.cell(0, len(table.columns) - 1))
                cell.text = texts[0]
                continue
            for c, text in enumerate(texts):
                table.cell(n, c).text = text
        return table

    def fill(self, table: Any, row: int, column: int, colour: str) -> None:
        cell = table.cell(row, column)
        cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{colour}"/>'))  # fmt: skip

    def sym(self, table: Any, row: int, column: int, char: str, font: str = "Wingdings") -> None:
        p = table.cell(row, column).paragraphs[0]
        p._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:sym w:font="{font}" w:char="{char}"/></w:r>'))

    def picture(self, table: Any, row: int, column: int, direction: str) -> None:
        import io
        import sys
        from pathlib import Path

        sys.path.insert(0, str(Path(__file__).parent.parent / "samples"))
        from _word import arrow_png

        run = table.cell(row, column).paragraphs[0].add_run()
        run.add_picture(io.BytesIO(arrow_png(direction)), width=Cm(0.4))
        for properties in run._r.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"):
            properties.set("descr", f"Arrow {direction}")

    def shape(self, table: Any, row: int, column: int, preset: str) -> None:
        """An arrow drawn as a shape: upArrow, downArrow, leftRightArrow."""
        n = 700 + 10 * row + column
        p = table.cell(row, column).paragraphs[0]
        p._p.append(
            parse_xml(
                f'<w:r {nsdecls("w", "wp", "a")} xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
                f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="144000" cy="180000"/>'
                f'<wp:docPr id="{n}" name="Shape {n}"/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
                f'<wps:wsp><wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="144000" cy="180000"/></a:xfrm>'
                f'<a:prstGeom prst="{preset}"><a:avLst/></a:prstGeom></wps:spPr><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
            )
        )

    def box(self, *texts: str) -> None:
        """A text box in a paragraph of its own."""
        inner = "".join(f"<w:p><w:r><w:t>{t}</w:t></w:r></w:p>" for t in texts)
        p = self.document.add_paragraph()
        p._p.append(
            parse_xml(
                f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape style="width:200pt;height:60pt">'
                f"<v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
            )
        )

    def footnote(self, text: str) -> None:
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        xml = f'<w:footnotes {nsdecls("w")}><w:footnote w:id="2"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote></w:footnotes>'
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
        part = Part(PackURI("/word/footnotes.xml"), kind, xml.encode(), self.document.part.package)
        self.document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        p = self.document.paragraphs[-1]
        p._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="2"/></w:r>'))

    def chart(
        self, labels: list[str], lines: dict[str, list[str]], number: int, unit: str = "percent", alt: str = "Chart"
    ) -> None:
        made = tuple(
            Line(name, tuple(Decimal(v.rstrip("%").replace(",", "")) for v in values), result=n == 0)
            for n, (name, values) in enumerate(lines.items())
        )
        self.document.add_paragraph()._p.append(
            add_chart(self.document, Chart(f"c{number}", alt, tuple(labels), made, unit), number)
        )  # type: ignore[arg-type]


def narrative(w: Written) -> None:
    """Prose: per cent written out, comparisons within and between sentences, periods in header, footer and footnote."""
    n = w.now
    w.document.sections[0].header.paragraphs[0].text = f"Improvement Board: performance to {n.d('%d %B %Y')}"
    w.document.sections[0].footer.paragraphs[0].text = f"Children's Services, {n.q('Quarter {q} {y}/{e}')}"
    w.document.add_heading("Leaving care", 1)
    w.say(
        f"At {n.d('%d %B %Y')}, {n.f('homes', pc=' per cent')} of care leavers were living in suitable accommodation, compared with {n.f('homes', -1, pc=' per cent')} at {n.d('%d %B %Y', -1)}.",
        f"The proportion of care leavers in education, employment or training was {n.f('work')} in {n.d('%B %Y')}, an increase of {n.size('work')} percentage points on {n.d('%B %Y', -1)}. Our neighbours average 56.0%.",
    )
    w.footnote(f"Care leavers in suitable accommodation at {n.d('%d %B %Y')}: {n.f('homes')}.")
    w.document.add_heading("Children in care", 1)
    w.say(
        f"There were {n.f('care')} children in care at the end of {n.d('%B %Y')} ({n.f('care', -1)} at the end of {n.d('%B %Y', -1)}).",
        f"{n.f('moves')} of children in care had three or more placements in the last 12 months; this was {n.f('moves', -1)} last quarter.",
        "The service moved to new offices in May 2025 and 12 staff were recruited.",
    )


def kpi_table(w: Written) -> None:
    """A table with targets, two quarters, direction words and colours without words."""
    n = w.now
    w.document.add_heading("Key performance indicators", 1)
    rows = [["Indicator", "Good is", "Target", n.q(shift=-1), n.q(), "Direction", "RAG"]]
    order = ("homes", "work", "moves", "again")
    targets = {"homes": "88.0%", "work": "60.0%", "moves": "9.0%", "again": "20.0%"}
    for key in order:
        good = "High" if SERIES[key][1] == "H" else "Low"
        words = "Improving" if n.better(key) else "Worsening"
        rows.append([NAMES[key], good, targets[key], n.f(key, -1), n.f(key), words, ""])
    rows.append(["Complaints answered in time", "High", "90%", "84%", "87%", "Improving", ""])
    table = w.table(rows)
    for r, key in enumerate(order, start=1):
        target = Decimal(targets[key].rstrip("%"))
        value = Decimal(n.f(key).rstrip("%"))
        met = value >= target if SERIES[key][1] == "H" else value <= target
        w.fill(table, r, 6, "00B050" if met else "FFC000")
    w.say(f"Table 3: Key performance indicators as at {n.d('%d %B %Y')}")


def trend_table(w: Written) -> None:
    """Eight quarters side by side under a merged title."""
    n = w.now
    shifts = range(-7, 1)
    rows = [[f"Performance by quarter to {n.d('%B %Y')}"], ["Measure", *(n.q("Q{q} {s}/{e}", k) for k in shifts)]]
    rows += [[NAMES[key], *(n.f(key, k) for k in shifts)] for key in ("assessed", "again", "care")]
    w.table(rows, title=True)
    w.say(
        f"The share of child and family assessments completed within 45 working days stood at {n.f('assessed')} in {n.q()}."
    )


def area_table(w: Written) -> None:
    """Areas down, quarters across; the caption says which indicator."""
    n = w.now
    w.say(f"Table 5: Re-referrals within 12 months of a previous referral, by area, {n.d('%B %Y')}")
    rows = [["Area", n.d("%b %Y", -1), n.d("%b %Y")]]
    rows += [[a, n.area(a, -1), n.area(a)] for a in AREAS]
    rows.append(["County", n.f("again", -1), n.f("again")])
    w.table(rows)
    w.say(
        f"Re-referrals within 12 months of a previous referral varied: North {n.area('North')}, South {n.area('South')}.",
        f"In East, {n.area('East')} of referrals in {n.d('%B %Y')} were re-referrals within 12 months of a previous referral.",
        "In the coastal towns the re-referral rate within 12 months was 25.5%.",
    )


def charts(w: Written) -> None:
    """Native charts: a bar of two series, a line, captions above and below."""
    n = w.now
    labels = [n.d("%b %y", k) for k in range(-3, 1)]
    w.say(f"Figure 1: Care leavers in education, employment or training, {n.d('%B %Y', -3)} to {n.d('%B %Y')}")
    w.chart(labels, {"Result": [n.f("work", k) for k in range(-3, 1)], "Target": ["60.0"] * 4}, 1)
    w.chart(
        [n.q("Q{q} {y}/{e}", k) for k in range(-4, 1)],
        {"Children in care": [n.f("care", k) for k in range(-4, 1)]},
        2,
        "count",
    )
    w.say(f"Figure 2: Number of children in care to {n.d('%d %B %Y')}")
    w.chart(["North", "South", "East"], {"Calls": ["12", "15", "9"]}, 3, "count")
    w.say("Figure 3: Calls to the helpline by area")


def arrows(w: Written) -> None:
    """Arrows as symbols, as small pictures and as shapes, their meaning printed above the table."""
    n = w.now
    up, down = ("F0E9", "F0EA")
    w.say(
        "Key: an arrow pointing up means that performance has improved since last quarter, down that it has worsened."
    )
    keys = ("homes", "work", "moves", "again", "assessed", "inplace")
    rows = [["Measure", n.d("%B %Y", -1), n.d("%B %Y"), "Direction of travel"]]
    rows += [[NAMES[k], n.f(k, -1), n.f(k), ""] for k in keys]
    table = w.table(rows)
    for r, key in enumerate(keys, start=1):
        better = n.better(key)
        if key in {"homes", "work", "moves"}:
            w.sym(table, r, 3, up if better else down)
        elif key in {"again", "assessed"}:
            w.picture(table, r, 3, "up" if better else "down")
        else:
            w.shape(table, r, 3, "upArrow" if better else "downArrow")


def boxes(w: Written) -> None:
    """Headline boxes, a list, and a table of labels and values."""
    n = w.now
    w.document.add_heading(f"Performance at a glance, {n.q('Q{q} {y}/{e}')}", 1)
    w.box("Care leavers in suitable accommodation", n.f("homes"), f"({n.f('homes', -1)} in {n.q(shift=-1)})")
    w.say(
        f"Re-referrals within 12 months of a previous referral: {n.f('again')} ({n.q()}), {'up' if n.rose('again') else 'down'} from {n.f('again', -1)} ({n.q(shift=-1)})",
        f"Child and family assessments completed within 45 working days: {n.f('assessed')} against a target of 92.0%",
        style="List Bullet",
    )
    w.table(
        [
            ["Headline", n.d("%d/%m/%Y")],
            ["Number of children in care", n.f("care")],
            ["Average days between a child entering care and moving in with an adoptive family", n.f("wait")],
        ]
    )


def spoken(w: Written) -> None:
    """Numbers in words, rounded figures, approximations, figures split by a line break."""
    n = w.now
    w.say(
        f"Almost nine in ten care leavers ({n.f('homes')}) are in suitable accommodation.",
        f"Around {n.f('work', places=0)} of care leavers are in education, employment or training.",
        "Just over one in ten children in care had three or more placements in the last 12 months.",
        "Seven apprenticeships were offered to care leavers, two more than in the last quarter.",
        f"At {n.d('%d %B %Y')} the number of children in care was {n.f('care')}. Of these, 214 (14.7%) were placed outside the county.",
        f"Child and family assessments completed within 45 working days went from {n.f('assessed', -1)} to {n.f('assessed')} over the quarter to {n.d('%B %Y')}.",
    )


def sideways(w: Written) -> None:
    """Quarters down, measures across; notes under the table."""
    n = w.now
    head = ["Quarter ending", NAMES["homes"], NAMES["work"], NAMES["care"]]
    rows = [head] + [[n.d("%B %Y", k), n.f("homes", k), n.f("work", k), n.f("care", k)] for k in range(-3, 1)]
    w.table(rows)
    w.say(f"Note: figures for {n.d('%B %Y')} are provisional. Small cells under 5 are not shown.")


def monthly_brief(w: Written) -> None:
    """A brief: label and figure a line, targets in brackets, an old table of last year that must not move."""
    n = w.now
    w.document.add_heading(f"Quarterly brief: {n.d('%B %Y')}", 0)
    w.say(
        f"Same placement for at least 2 years, children in care: {n.f('inplace')} (previous quarter {n.f('inplace', -1)})",
        f"Average days between a child entering care and moving in with an adoptive family: {n.f('wait')} days (previous quarter {n.f('wait', -1)} days)",
        "In 2019/20 the national figure for care leavers in suitable accommodation was 85.0%.",
    )
    w.table([["Year", "Children in care, England"], ["2018/19", "78,150"], ["2019/20", "80,080"]])


def dashboard(w: Written) -> None:
    """Two header rows, figures without a sign under a unit, changes in points, footnote marks, letters for RAG."""
    n = w.now
    w.document.add_heading(f"Dashboard {n.q('Q{q} {y}-{e}')}", 1)
    rows = [["", n.d("%b-%y", -1), n.d("%b-%y"), "Change", "Trend"]]
    for key in ("homes", "work", "assessed"):
        change = ("+" if n.rose(key) else "-") + n.size(key) + "pp"
        rows.append([NAMES[key], n.f(key, -1), n.f(key) + "*", change, "▲" if n.rose(key) else "▼"])
    rows.append([NAMES["care"], n.f("care", -1), n.f("care"), ("+" if n.rose("care") else "-") + n.size("care"), "▲" if n.rose("care") else "▼"])  # fmt: skip
    w.table(rows)
    w.say("* Provisional. ▲ means that the number went up, ▼ that it went down.")


def listing(w: Written) -> None:
    """One sentence that runs through several measures, the quarter before in brackets."""
    n = w.now
    w.say(
        f"Figures are for {n.d('%B %Y')} with {n.d('%B %Y', -1)} in brackets.",
        f"Care leavers in suitable accommodation: {n.f('homes')} ({n.f('homes', -1)}); care leavers in education, employment or "
        f"training: {n.f('work')} ({n.f('work', -1)}); children in care with 3 or more placements in the last 12 months: "
        f"{n.f('moves')} ({n.f('moves', -1)}).",
        f"Children in care numbered {n.f('care')} on {n.d('%d %B')}, against {n.f('care', -1)} three months earlier.",
        f"In the year to {n.d('%B %Y')}, {n.f('again')} of referrals were re-referrals within 12 months of a previous referral; "
        "across the region it was 22.0%.",
    )


PAPERS: dict[str, Callable[[Written], None]] = {
    "narrative": narrative, "kpi_table": kpi_table, "trend_table": trend_table, "area_table": area_table,
    "charts": charts, "arrows": arrows, "boxes": boxes, "spoken": spoken, "sideways": sideways,
    "monthly_brief": monthly_brief, "dashboard": dashboard, "listing": listing,
}  # fmt: skip


def written(name: str, day: date) -> Any:
    """A paper with the figures of a quarter."""
    w = Written(Now(day))
    PAPERS[name](w)
    return w.document


def paragraphs(document: Any, settle: Callable[[Any], None] | None = None) -> list[str]:
    """Texts of all parts in order, charts as their data, cells with their fill, arrows as what they draw."""
    from copy import deepcopy

    from draft.parts import text_parts
    from draft.tracked import text_of

    out = []
    for part in text_parts(document):
        root = deepcopy(part.root)
        if settle is not None:
            settle(root)
        for p in root.iter(qn("w:p")):
            out.append(text_of(p) + "".join(_drawn(document, r) for r in p.iter(qn("w:r"))))
        for shd in root.iter(qn("w:shd")):
            if shd.getparent().tag == qn("w:tcPr"):
                out.append(f"fill {shd.get(qn('w:fill'))}")
    return out


def _drawn(document: Any, run: Any) -> str:
    from lxml import etree

    if any(a.tag in {qn("w:del"), qn("w:moveFrom")} for a in run.iterancestors()):
        return ""
    out = ""
    for e in run.iter():
        name = etree.QName(e).localname if isinstance(e.tag, str) else ""
        if name == "sym":
            out += f"<{e.get(qn('w:char'))}>"
        elif name == "docPr" and str(e.get("descr", "")).startswith("Arrow"):
            out += f"<{e.get('descr')}>"
        elif name == "prstGeom":
            out += f"<{e.get('prst')}>"
        elif name == "chart" and e.get(qn("r:id")):
            part = document.part.rels[e.get(qn("r:id"))].target_part
            values = [v.text or "" for v in etree.fromstring(part.blob).iter("{*}v")]
            out += f"<chart {' '.join(values)}>"
    return out
