"""Makes the Word templates of this folder.

Run it from the repository: ``python templates/make_templates.py``. Officers edit the .docx files in Word; this script
only makes the ones that come with the product, the same bytes each time.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

HERE = Path(__file__).resolve().parent
FONT = "Arial"
INK = RGBColor(0x1F, 0x38, 0x64)
HEADER_FILL = "1F3864"


def element(name: str, **attributes: str) -> Any:
    """An XML element of Word."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


class Maker:
    """A template under construction."""

    def __init__(self, *, landscape: bool = False) -> None:
        self.doc = Document()
        self._strip()
        self._styles()
        self._numbering()
        section = self.doc.sections[0]
        width, height = Cm(21), Cm(29.7)
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (height, width) if landscape else (width, height)
        section.left_margin = section.right_margin = Cm(2)
        section.top_margin = section.bottom_margin = Cm(2)
        self.width = 25.7 if landscape else 17.0
        self._footer(section)

    def _strip(self) -> None:
        """Take the thumbnail and the old custom XML of the empty document out."""
        package = self.doc.part.package
        for owner in (package, self.doc.part):
            for rid, rel in list(owner.rels.items()):
                if rel.reltype.rsplit("/", 1)[-1] in {"thumbnail", "customXml", "stylesWithEffects"}:
                    del owner.rels[rid]

    def _styles(self) -> None:
        styles = self.doc.styles
        defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
        for name in ("w:rFonts", "w:lang", "w:sz", "w:szCs"):
            for old in defaults.findall(qn(name)):
                defaults.remove(old)
        defaults.append(element("w:rFonts", ascii=FONT, hAnsi=FONT, cs=FONT, eastAsia=FONT))
        defaults.append(element("w:sz", val="22"))
        defaults.append(element("w:szCs", val="22"))
        defaults.append(element("w:lang", val="en-GB", eastAsia="en-GB", bidi="ar-SA"))
        normal = styles["Normal"]
        self._font(normal, 11)
        normal.paragraph_format.space_after = Pt(6)
        for name, size in (("Title", 18), ("Heading 1", 15), ("Heading 2", 13), ("Heading 3", 12), ("Heading 4", 11)):
            style = styles[name]
            self._font(style, size, bold=True, colour=INK)
            style.paragraph_format.space_before = Pt(12 if name != "Heading 4" else 8)
            style.paragraph_format.space_after = Pt(4)
            style.paragraph_format.keep_with_next = True
            borders = style.element.find(qn("w:pPr")).find(qn("w:pBdr"))
            if borders is not None:
                borders.getparent().remove(borders)
            run = style.element.find(qn("w:rPr"))
            for extra in (qn("w:i"), qn("w:iCs"), qn("w:spacing"), qn("w:kern")):
                for old in run.findall(extra):
                    run.remove(old)
        caption = styles["Caption"]
        self._font(caption, 10, bold=True, colour=RGBColor(0x26, 0x26, 0x26))
        caption.paragraph_format.space_before = Pt(10)
        caption.paragraph_format.space_after = Pt(6)
        for name, size in (("Header Block", 11), ("Numbered Paragraph", 11), ("Source Note", 9), ("Table Text", 10)):
            style = styles.add_style(name, 1)
            style.base_style = normal
            style.quick_style = True
            self._font(style, size)
        block = styles["Header Block"].paragraph_format
        block.left_indent, block.first_line_indent = Cm(4.5), Cm(-4.5)
        block.tab_stops.add_tab_stop(Cm(4.5), WD_TAB_ALIGNMENT.LEFT)
        styles["Table Text"].paragraph_format.space_after = Pt(2)
        styles["Source Note"].paragraph_format.space_after = Pt(8)
        self._font(styles["List Bullet"], 11)

    def _font(self, style: Any, size: float, *, bold: bool | None = None, colour: RGBColor | None = None) -> None:
        style.font.name = FONT
        style.font.size = Pt(size)
        if bold is not None:
            style.font.bold = bold
        if colour is not None:
            style.font.color.rgb = colour
        fonts = style.element.get_or_add_rPr().find(qn("w:rFonts"))
        for key in list(fonts.attrib):
            del fonts.attrib[key]
        for key in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{key}"), FONT)

    def _numbering(self) -> None:
        """Headings "1." and paragraphs "1.1" as one real list."""
        numbering = self.doc.part.numbering_part.element
        abstract = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>'
            '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading1"/>'
            '<w:lvlText w:val="%1."/><w:lvlJc w:val="left"/>'
            '<w:pPr><w:ind w:left="709" w:hanging="709"/></w:pPr></w:lvl>'
            '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="NumberedParagraph"/>'
            '<w:lvlText w:val="%1.%2"/><w:lvlJc w:val="left"/>'
            '<w:pPr><w:ind w:left="709" w:hanging="709"/></w:pPr></w:lvl>'
            "</w:abstractNum>"
        )
        first = numbering.find(qn("w:num"))
        first.addprevious(abstract)
        numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
        for name, level in (("Heading 1", 0), ("Numbered Paragraph", 1)):
            properties = self.doc.styles[name].element.get_or_add_pPr()
            number = element("w:numPr")
            if level:
                number.append(element("w:ilvl", val=str(level)))
            number.append(element("w:numId", val="90"))
            properties._insert_numPr(number)

    def _footer(self, section: Any) -> None:
        p = section.footer.paragraphs[0]
        p.text = "{{ paper.subject }}: figures for {{ paper.period }}. Page "
        field = element("w:fldSimple", instr=" PAGE ")
        run = element("w:r")
        text = element("w:t")
        text.text = "1"
        run.append(text)
        field.append(run)
        p._p.append(field)
        self._font(self.doc.styles["Footer"], 9)

    def p(self, text: str, style: str = "Normal") -> Any:
        """A paragraph."""
        return self.doc.add_paragraph(text, style=style)

    def block(self, label: str, text: str) -> None:
        """A line of the header block."""
        p = self.p("", "Header Block")
        p.add_run(f"{label}:").bold = True
        p.add_run(f"\t{text}")

    def numbered(self, *texts: str) -> None:
        """Numbered paragraphs."""
        for text in texts:
            self.p(text, "Numbered Paragraph")

    def bullets(self, *texts: str) -> None:
        """A bulleted list."""
        for text in texts:
            self.p(text, "List Bullet")

    def heading(self, text: str, level: int = 1) -> None:
        """A heading."""
        self.doc.add_heading(text, level)

    def caption(self, kind: str, text: str) -> None:
        """A caption with its number."""
        p = self.p(f"{kind} ", "Caption")
        field = element("w:fldSimple", instr=f" SEQ {kind} \\* ARABIC ")
        run = element("w:r")
        number = element("w:t")
        number.text = "1"
        run.append(number)
        field.append(run)
        p._p.append(field)
        p.add_run(f": {text}")
        if kind == "Table":
            p.paragraph_format.keep_with_next = True

    def table(self, headers: list[str], cells: list[str], widths: list[float], loop: str) -> None:
        """A table with a repeated header row and one row per item of a loop.

        Args:
            headers: Column headings.
            cells: Placeholders of the repeated row.
            widths: Centimetres.
            loop: Such as "m in measures".
        """
        table = self.doc.add_table(rows=4, cols=len(headers))
        table.style = "Table Grid"
        table.autofit = False
        rows = table.rows
        for row in rows:
            row._tr.get_or_add_trPr().append(element("w:cantSplit"))
        rows[0]._tr.get_or_add_trPr().append(element("w:tblHeader"))
        for i, width in enumerate(widths):
            table.columns[i].width = Cm(width)
            for row in rows:
                row.cells[i].width = Cm(width)
        for cell, text in zip(rows[0].cells, headers, strict=True):
            cell.paragraphs[0].style = self.doc.styles["Table Text"]
            run = cell.paragraphs[0].add_run(text)
            run.bold = True
            run.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
            cell._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=HEADER_FILL))
        rows[1].cells[0].paragraphs[0].add_run("{%tr for " + loop + " %}")
        for cell, text in zip(rows[2].cells, cells, strict=True):
            cell.paragraphs[0].style = self.doc.styles["Table Text"]
            cell.paragraphs[0].add_run(text)
        rows[3].cells[0].paragraphs[0].add_run("{%tr endfor %}")

    def head(self) -> None:
        """By, To, Subject, Classification."""
        self.block("By", "{{ paper.by }}")
        self.block("To", "{{ paper.to }}")
        self.block("Subject", "{{ paper.subject }}")
        self.block("Classification", "{{ paper.classification }}")
        self.block("Electoral Divisions", "{{ paper.divisions }}")

    def about(self) -> None:
        """How figures were measured, and the glossary."""
        self.heading("How the figures were measured")
        self.p("{%p for line in method %}")
        self.numbered("{{ line }}")
        self.p("{%p endfor %}")
        self.p("{%p if glossary %}")
        self.heading("Glossary")
        self.caption("Table", "Abbreviations used in this paper")
        self.table(
            ["Abbreviation", "Meaning"], ["{{ g.term }}", "{{ g.meaning }}"], [4.0, self.width - 4.0], "g in glossary"
        )
        self.p("{%p endif %}")

    def contacts(self) -> None:
        """Background documents and contacts, to be filled in."""
        self.heading("Background documents")
        self.numbered("{{ paper.strategy }}")
        self.heading("Contact details")
        self.block("Report author", "[name, role, telephone and e-mail address]")
        self.block("Relevant director", "[name, role, telephone and e-mail address]")

    def save(self, name: str, title: str) -> None:
        """Write the template."""
        from draft.drafting import set_properties
        from draft.packaging import document_bytes

        set_properties(self.doc, title, date(2016, 1, 31), "panelpaper")
        (HERE / name).write_bytes(document_bytes(self.doc, date(2016, 1, 31)))


def progress_report() -> None:
    """The progress report."""
    m = Maker()
    m.head()
    m.block(
        "Summary",
        "This is the {{ paper.update }} report on progress with the {{ paper.strategy }}. It gives the position at "
        "{{ paper.period }}.",
    )
    m.block("Recommendation", "Members of the panel are asked to CONSIDER and COMMENT ON the progress reported.")
    m.heading("Introduction")
    m.numbered(
        "This report sets out how the council stands against the measures of the {{ paper.strategy }} at "
        "{{ paper.period }}.",
        "[commentary needed: what has happened since the last report that members should know]",
    )
    m.heading("Financial implications")
    m.numbered("[commentary needed: financial implications]")
    m.heading("Key challenges and supporting measures")
    m.numbered("Progress is measured against the challenges and measures in the table below.")
    m.caption("Table", "Challenges and supporting measures")
    m.table(["Challenge", "Measure"], ["{{ m.challenge }}", "{{ m.heading }}"], [8.0, 9.0], "m in measures")
    m.p("{%p if figures %}")
    m.caption("Table", "Figures behind the measures at {{ paper.period }}")
    m.table(
        ["Indicator", "Result", "Target", "RAG", "Direction", "Trend"],
        ["{{ f.name }}", "{{ f.cell }}", "{{ f.target }}", "{{ f.rag }}", "{{ f.direction }}", "{{ f.sparkline }}"],
        [4.6, 2.1, 2.1, 1.7, 3.7, 2.8],
        "f in figures",
    )
    m.p("{%p endif %}")
    m.heading("Reporting on the measures")
    m.p("{%p for c in challenges %}")
    m.heading("{{ c.heading }}", 2)
    m.p("{%p for m in c.measures %}")
    m.heading("{{ m.heading }}", 3)
    m.p("{%p for f in m.figures %}")
    m.numbered("{{ f.name }}: {{ f.current }} Direction: {{ f.direction }}.")
    m.p("{%p endfor %}")
    m.p("{%p if not m.figures %}")
    m.numbered("{{ m.current }}")
    m.p("{%p endif %}")
    m.p("{%p if m.has_chart %}")
    chart = m.p("{{ m.chart }}")
    chart.paragraph_format.keep_with_next = True
    m.caption("Figure", "{{ m.caption }}")
    m.p("{%p endif %}")
    m.p("{%p for f in m.figures %}")
    m.p("{{ f.source }}", "Source Note")
    m.p("{%p endfor %}")
    m.p("{%p if m.note %}")
    m.p("Definition: {{ m.note }}", "Source Note")
    m.p("{%p endif %}")
    m.heading("Analysis of progress", 4)
    m.bullets("{{ m.prompt }}")
    m.heading("Activity to deliver", 4)
    m.bullets("[commentary needed: what is being done]")
    m.heading("Actions for the next quarter", 4)
    m.bullets("[commentary needed: what will be done, by whom and when]")
    m.p("{%p endfor %}")
    m.p("{%p endfor %}")
    m.heading("Personnel and training implications")
    m.numbered("[commentary needed: personnel and training implications]")
    m.heading("Recommendations")
    m.numbered("Members of the panel are asked to CONSIDER and COMMENT ON the progress reported.")
    m.about()
    m.contacts()
    m.save("progress-report.docx", "Template: progress report")


def appendix() -> None:
    """The performance summary."""
    m = Maker(landscape=True)
    m.heading("{{ paper.title }} – {{ paper.period }}")
    m.caption("Table", "Current performance and direction of each measure at {{ paper.period }}")
    m.table(
        ["Challenge", "Measure", "Current Performance", "Direction (Since {{ paper.compared }})"],
        ["{{ m.challenge }}", "{{ m.heading }}", "{{ m.current }}", "{{ m.direction }}"],
        [5.2, 6.8, 8.5, 5.2],
        "m in measures",
    )
    m.heading("Sources")
    m.p("{%p for f in figures %}")
    m.bullets("{{ f.name }}. {{ f.source }}")
    m.p("{%p endfor %}")
    m.about()
    m.save("appendix.docx", "Template: performance summary")


def cover_paper() -> None:
    """The review and cover paper."""
    m = Maker()
    m.head()
    m.block(
        "Summary", "This paper outlines the review of the {{ paper.strategy }} and the position at {{ paper.period }}."
    )
    m.block("Recommendation", "Members of the panel are asked to ENDORSE the proposals of this paper.")
    m.heading("Introduction")
    m.numbered("[commentary needed: why the strategy is reviewed and what has happened since the last paper]")
    m.heading("Financial implications")
    m.numbered("[commentary needed: financial implications]")
    m.heading("Key issues")
    m.numbered("[commentary needed: the issues that the review has found]")
    m.heading("A review of current performance")
    m.numbered("The table below sets out the challenges and supporting measures of the strategy.")
    m.caption("Table", "Key challenges and supporting measures")
    m.table(["Challenge", "Measure"], ["{{ m.challenge }}", "{{ m.heading }}"], [8.0, 9.0], "m in measures")
    m.numbered(
        "Current performance at {{ paper.period }} is summarised below, with the direction since the "
        "{{ paper.compared }}."
    )
    m.caption("Table", "Current performance at {{ paper.period }}")
    m.table(
        ["Measure", "Current Performance", "Direction"],
        ["{{ m.heading }}", "{{ m.current }}", "{{ m.direction }}"],
        [6.0, 6.8, 4.2],
        "m in measures",
    )
    m.p("{%p for x in measures %}")
    m.p("{%p if x.known %}")
    m.numbered("{{ x.figures[0].name }}: {{ x.prompt }}")
    m.p("{{ x.source }}", "Source Note")
    m.p("{%p endif %}")
    m.p("{%p endfor %}")
    m.heading("Legal implications")
    m.numbered("[commentary needed: legal implications]")
    m.heading("Recommendations")
    m.numbered("Members of the panel are asked to ENDORSE the proposals of this paper.")
    m.about()
    m.contacts()
    m.save("cover-paper.docx", "Template: review and cover paper")


def scorecard() -> None:
    """The monthly scorecard."""
    m = Maker(landscape=True)
    m.heading("{{ paper.title }}: {{ paper.period }}")
    m.p("Polarity, data period, target and direction of each indicator, with the colour of its bands in words.")
    m.p("{%p for s in sections %}")
    m.heading("{{ s.name }}", 2)
    m.caption("Table", "{{ s.name }} at {{ paper.period }}")
    m.table(
        ["Indicator", "Polarity", "Data period", "Result", "Target", "RAG", "Previous", "DoT from previous",
         "Outturn", "DoT from outturn"],
        ["{{ r.name }}", "{{ r.polarity }}", "{{ r.basis }}", "{{ r.latest.cell }}", "{{ r.latest.target }}",
         "{{ r.latest.rag }}", "{{ r.previous }}", "{{ r.dot_previous }}", "{{ r.outturn }}", "{{ r.dot_outturn }}"],
        [5.6, 2.2, 2.1, 2.1, 2.1, 1.7, 2.1, 2.9, 2.1, 2.8],
        "r in s.rows",
    )  # fmt: skip
    m.p("{%p endfor %}")
    m.p("{%p if activity %}")
    m.heading("Activity", 2)
    m.caption("Table", "Activity at {{ paper.period }}")
    m.table(
        ["Indicator", "Data period", "Result", "Previous", "Outturn"],
        ["{{ r.name }}", "{{ r.basis }}", "{{ r.latest.cell }}", "{{ r.previous }}", "{{ r.outturn }}"],
        [10.0, 4.0, 3.9, 3.9, 3.9],
        "r in activity",
    )
    m.p("{%p endif %}")
    m.p("{%p if cohorts %}")
    m.heading("With and without UASC", 2)
    m.caption("Table", "Results with and without unaccompanied asylum seeking children at {{ paper.period }}")
    m.table(
        ["Indicator", "All", "RAG", "Excluding UASC", "RAG excluding UASC"],
        ["{{ c.name }}", "{{ c.everyone }}", "{{ c.rag_everyone }}", "{{ c.without }}", "{{ c.rag_without }}"],
        [11.7, 3.5, 3.5, 3.5, 3.5],
        "c in cohorts",
    )
    m.p("{%p endif %}")
    m.p("{%p if reds %}")
    m.heading("Indicators rated Red")
    m.p("{%p for x in reds %}")
    m.heading("{{ x.row.name }}", 2)
    m.p("{{ x.row.latest.current }} Direction: {{ x.row.latest.direction }}.")
    m.caption("Table", "{{ x.row.name }}: trend")
    m.table(
        ["Month end", "Result", "Target", "RAG"],
        ["{{ t.period }}", "{{ t.result }}", "{{ t.target }}", "{{ t.rag }}"],
        [6.0, 5.0, 5.0, 5.0],
        "t in x.trend",
    )
    m.p("{%p if x.has_chart %}")
    chart = m.p("{{ x.chart }}")
    chart.paragraph_format.keep_with_next = True
    m.caption("Figure", "{{ x.caption }}")
    m.p("{%p endif %}")
    m.heading("Commentary", 3)
    m.bullets("{{ x.row.latest.prompt }}")
    m.heading("Data notes", 3)
    m.bullets("{{ x.row.polarity }}. Data period: {{ x.row.basis }}.", "{{ x.definition }}")
    m.p("{{ x.row.latest.source }}", "Source Note")
    m.p("{%p endfor %}")
    m.p("{%p endif %}")
    m.about()
    m.save("scorecard.docx", "Template: monthly scorecard")


def action_plan() -> None:
    """The action plan."""
    m = Maker(landscape=True)
    m.heading("{{ paper.title }} at {{ paper.period }}")
    m.p("Open actions carried forward from {{ source }}.")
    m.p("{%p for s in sections %}")
    m.heading("{{ s.title }}", 2)
    m.caption("Table", "{{ s.title }}: open actions")
    m.table(
        ["Detailed Task / Action", "Targets", "Position in the last plan", "Progress / Actions", "Progress R/A/G"],
        [
            "{{ a.task }}",
            "{{ a.target }}",
            "{{ a.last_progress }} ({{ a.last_rag }})",
            "{{ a.progress }}",
            "{{ a.rag }}",
        ],
        [6.0, 5.5, 6.2, 5.0, 3.0],
        "a in s.actions",
    )
    m.p("{%p endfor %}")
    m.p("{%p if glossary %}")
    m.heading("Glossary")
    m.caption("Table", "Abbreviations used in this plan")
    m.table(["Abbreviation", "Meaning"], ["{{ g.term }}", "{{ g.meaning }}"], [4.0, 21.7], "g in glossary")
    m.p("{%p endif %}")
    m.save("action-plan.docx", "Template: action plan")


def main() -> int:
    """Make them all."""
    for make in (progress_report, appendix, cover_paper, scorecard, action_plan):
        make()
    return 0


if __name__ == "__main__":
    sys.exit(main())
