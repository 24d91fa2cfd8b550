"""Word documents with native charts, arrow pictures and symbols, written the same on every run."""

# ruff: noqa: E501 - facts and sentences stand one to a line

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from pptx.chart.xmlwriter import ChartXmlWriter
from pptx.enum.chart import XL_CHART_TYPE

CHART_DATA: Any = CategoryChartData  # python-pptx says nothing of its types
CHART_XML: Any = ChartXmlWriter
CHART_BOOK: Any = CategoryWorkbookWriter
STAMP = datetime(2025, 1, 1, 9, 0, 0)
CHART_KINDS = {
    "column": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "stacked": XL_CHART_TYPE.COLUMN_STACKED,
    "line": XL_CHART_TYPE.LINE_MARKERS,
    "bar": XL_CHART_TYPE.BAR_CLUSTERED,
}
RAG_FILL = {"green": "92D050", "amber": "FFC000", "red": "FF0000"}
UNICODE_ARROWS = {"up": "\u2191", "down": "\u2193", "level": "\u2192"}
WINGDINGS_ARROWS = {"up": "F0E9", "down": "F0EA", "level": "F0E8"}
ARROW_RGB = {"up": (46, 125, 50), "down": (183, 28, 28), "level": (249, 168, 37)}


def stable_zip(data: bytes) -> bytes:
    """The same archive with every date fixed, inside and outside, so that equal contents have equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            body = old.read(name)
            if name == "docProps/core.xml":
                body = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", STAMP.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), body)
            if name.endswith(".xlsx"):
                body = stable_zip(body)
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            new.writestr(info, body)
    return out.getvalue()


def arrow_png(direction: str, size: int = 40) -> bytes:
    """A small picture of an arrow, as papers paste them in."""
    rows = []
    for y in range(size):
        row = bytearray(b"\x00")
        for x in range(size):
            a, b = {"up": (x, y), "down": (x, size - 1 - y), "level": (y, size - 1 - x)}[direction]
            middle = (size - 1) / 2
            head = b < size / 2 and abs(a - middle) <= b * 0.9
            shaft = b >= size / 2 and abs(a - middle) <= size * 0.17
            row += bytes(ARROW_RGB[direction] if head or shaft else (255, 255, 255))
        rows.append(bytes(row))

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"".join(rows), 9))
        + chunk(b"IEND", b"")
    )


class Paper:
    """A Word document in the making."""

    def __init__(self, title: str, author: str, *, landscape: bool = False) -> None:
        self.doc: Any = Document()
        core = self.doc.core_properties
        core.title, core.author, core.language, core.comments = title, author, "en-GB", ""
        core.created = core.modified = STAMP
        normal = self.doc.styles["Normal"]
        normal.font.name, normal.font.size = "Arial", Pt(11)
        normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Arial")
        section = self.doc.sections[0]
        section.page_width, section.page_height = Cm(21.0), Cm(29.7)
        if landscape:
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = Cm(29.7), Cm(21.0)
        section.left_margin = section.right_margin = Cm(2.2)
        section.top_margin = section.bottom_margin = Cm(2.0)
        self._charts = 0

    def heading(self, words: str, level: int = 1) -> None:
        """A heading in black Arial."""
        p = self.doc.add_heading(words, level)
        for run in p.runs:
            run.font.name, run.font.size = "Arial", Pt(15 - 1.5 * level)
            run.font.color.rgb = None
            run._element.rPr.append(parse_xml(f'<w:color {nsdecls("w")} w:val="000000"/>'))

    def para(
        self,
        words: str,
        *,
        bold: bool = False,
        style: str | None = None,
        centre: bool = False,
        size: float | None = None,
    ) -> Any:
        """A paragraph; **words** between double asterisks are bold."""
        p = self.doc.add_paragraph(style=style)
        fill_runs(p, words, bold=bold, size=size)
        if centre:
            p.alignment = WD_ALIGN_PARAGRAPH.CENTER
        return p

    def numbered(self, number: str, words: str) -> None:
        """A paragraph with a hanging indent, its number typed as papers do ("1.1<tab>words")."""
        p = self.doc.add_paragraph()
        p.paragraph_format.left_indent, p.paragraph_format.first_line_indent = Cm(1.25), Cm(-1.25)
        p.paragraph_format.tab_stops.add_tab_stop(Cm(1.25))
        fill_runs(p, f"{number}\t{words}")

    def bullets(self, items: Sequence[str]) -> None:
        """A bulleted list."""
        for item in items:
            self.para(item, style="List Bullet")

    def block(self, pairs: Sequence[tuple[str, str]]) -> None:
        """The By / To / Subject / Classification block: a table without rules."""
        table = self.doc.add_table(rows=0, cols=2)
        table.autofit = False
        for column, w in zip(table.columns, (3.6, 13.0), strict=True):
            column.width = Cm(w)
        for label, words in pairs:
            cells = table.add_row().cells
            fill_runs(cells[0].paragraphs[0], label, bold=True)
            fill_runs(cells[1].paragraphs[0], words, bold=label.startswith("Subject"))
            cells[0].width, cells[1].width = Cm(3.6), Cm(13.0)
        self.doc.add_paragraph()

    def table(self, widths: Sequence[float], head: Sequence[str], *, size: float = 10, fill: str = "BDD6EE") -> Any:
        """A ruled table with a heading row that repeats over pages; widths in cm."""
        table = self.doc.add_table(rows=1, cols=len(widths))
        table.style = "Table Grid"
        table.autofit = False
        for column, w in zip(table.columns, widths, strict=True):
            column.width = Cm(w)
        for cell, words, w in zip(table.rows[0].cells, head, widths, strict=True):
            fill_runs(cell.paragraphs[0], words, bold=True, size=size)
            shade(cell, fill)
            cell.width = Cm(w)
        table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
        return table

    def row(self, table: Any, widths: Sequence[float], words: Sequence[str], *, size: float = 10) -> Any:
        """Add a row that stays on one page; newlines start paragraphs."""
        added = table.add_row()
        added._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
        cells = added.cells
        for cell, text, w in zip(cells, words, widths, strict=True):
            cell.width = Cm(w)
            for k, line in enumerate(text.split("\n")):
                p = cell.paragraphs[0] if k == 0 else cell.add_paragraph()
                fill_runs(p, line, size=size)
        return cells

    def chart(
        self, kind: str, title: str, labels: Sequence[str], series: Sequence[tuple[str, Sequence[float]]], places: int
    ) -> None:
        """A native chart with its workbook, that Word edits."""
        form = "0" if places == 0 else "0." + "0" * places
        data: Any = CHART_DATA(number_format=form)
        data.categories = list(labels)
        for name, values in series:
            data.add_series(name, list(values))
        xml: str = CHART_XML(CHART_KINDS[kind], data).xml
        self._charts += 1
        n = self._charts
        title_xml = (
            f'<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:rPr lang="en-GB" sz="1100" b="1"><a:latin typeface="Arial"/></a:rPr><a:t>{title}</a:t></a:r></a:p></c:rich>'
            '</c:tx><c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/>'
        )
        xml = re.sub(r"<c:autoTitleDeleted val=\"\d\"/>", "", xml).replace("<c:chart>", f"<c:chart>{title_xml}", 1)
        legend = '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>'
        if len(series) > 1 and "<c:legend>" not in xml:
            xml = xml.replace("</c:plotArea>", f"</c:plotArea>{legend}", 1)
        letters = '<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="900"><a:latin typeface="Arial"/></a:defRPr></a:pPr><a:endParaRPr lang="en-GB"/></a:p></c:txPr>'
        xml = re.sub(r"<c:txPr>.*?</c:txPr>(?=\s*</c:chartSpace>)", letters, xml, flags=re.S)
        package = self.doc.part.package
        book = Part(
            PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{n}.xlsx"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", CHART_BOOK(data).xlsx_blob, package,
        )  # fmt: skip
        part = Part(
            PackURI(f"/word/charts/chart{n}.xml"),
            "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
            b"",
            package,
        )
        link = part.relate_to(book, RT.PACKAGE)
        external = f'<c:externalData r:id="{link}"><c:autoUpdate val="0"/></c:externalData>'
        part._blob = xml.replace("</c:chartSpace>", f"{external}</c:chartSpace>").encode("utf-8")
        rid = self.doc.part.relate_to(part, RT.CHART)
        p = self.doc.add_paragraph()
        p.paragraph_format.keep_with_next = True
        p.add_run()._r.append(
            parse_xml(
                f'<w:drawing {nsdecls("w", "wp", "a", "r")}><wp:inline distT="0" distB="0" distL="0" distR="0">'
                f'<wp:extent cx="5760000" cy="2340000"/><wp:docPr id="{100 + n}" name="Chart {n}" descr="{title}"/>'
                '<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
                f'<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="{rid}"/>'
                "</a:graphicData></a:graphic></wp:inline></w:drawing>"
            )
        )

    def save(self, path: Path) -> None:
        """Write the file."""
        out = io.BytesIO()
        self.doc.save(out)
        path.write_bytes(stable_zip(out.getvalue()))


def fill_runs(paragraph: Any, words: str, *, bold: bool = False, size: float | None = None) -> None:
    """Put words into a paragraph, bold between double asterisks."""
    for k, piece in enumerate(words.split("**")):
        if piece:
            run = paragraph.add_run(piece)
            run.bold = True if bold or k % 2 else None
            if size:
                run.font.size = Pt(size)


def shade(cell: Any, fill: str) -> None:
    """Colour a cell."""
    cell._tc.get_or_add_tcPr().append(
        parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{fill}"/>')
    )


def picture_arrow(cell: Any, direction: str, words: str, size: float = 10) -> None:
    """An arrow pasted as a picture, its words below."""
    p = cell.paragraphs[0]
    p.alignment = WD_ALIGN_PARAGRAPH.CENTER
    p.add_run().add_picture(io.BytesIO(arrow_png(direction)), width=Cm(0.8))
    for docpr in p._p.iter(qn("wp:docPr")):
        docpr.set("descr", {"up": "Arrow up", "down": "Arrow down", "level": "Arrow to the right"}[direction])
    q = cell.add_paragraph()
    q.alignment = WD_ALIGN_PARAGRAPH.CENTER
    fill_runs(q, words, size=size)


def symbol_arrow(cell: Any, direction: str, words: str, size: float = 10) -> None:
    """An arrow inserted as a symbol of the font Wingdings, its words after it."""
    p = cell.paragraphs[0]
    p.add_run()._r.append(
        parse_xml(f'<w:sym {nsdecls("w")} w:font="Wingdings" w:char="{WINGDINGS_ARROWS[direction]}"/>')
    )
    fill_runs(p, f" {words}", size=size)


def text_arrow(cell: Any, direction: str, words: str, size: float = 10) -> None:
    """An arrow typed as a character, its words after it."""
    fill_runs(cell.paragraphs[0], f"{UNICODE_ARROWS[direction]} {words}", size=size)
