"""A Word template under construction: page, styles, numbering, headings, tables that the accessibility gate passes."""

from __future__ import annotations

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
