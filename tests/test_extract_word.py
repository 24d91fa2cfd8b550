"""Awkward Word documents, one per trap, each with what Word shows for it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image, ImageDraw

from extract.document import Chart, Document, Grid, Paragraph
from extract.word import read_docx
from extract.word_shapes import turned
from records import HostileError

NS = (
    nsdecls("w", "r", "a", "wp", "pic", "c")
    + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    + ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    + ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    + ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    + ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
Make = Callable[..., Document]


@pytest.fixture
def read(tmp_path: Path) -> Make:
    """Read a document whose body is some XML; extra parts and relationships may be given."""

    def make(
        *body: str, view: str = "accepted", change: Callable[[docx.document.Document], None] | None = None
    ) -> Document:
        paper = docx.Document()
        section = paper.element.body.sectPr
        for xml in body:
            for element in parse_xml(f"<w:body {NS}>{xml}</w:body>"):
                section.addprevious(element)
        if change:
            change(paper)
        path = tmp_path / "paper.docx"
        paper.save(str(path))
        return read_docx(path, view=view)  # type: ignore[arg-type]

    return make


def texts(document: Document) -> list[str]:
    return [p.text for p in document.paragraphs()]


def only_grid(document: Document) -> Grid:
    (grid,) = document.grids()
    return grid


def cell_xml(inner: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row_xml(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def p(inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def t(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


INS = '<w:ins w:id="1" w:author="A" w:date="2024-01-01T00:00:00Z">'
DEL = '<w:del w:id="2" w:author="A" w:date="2024-01-01T00:00:00Z">'


# -- tracked changes ---------------------------------------------------------------------------------------


CHANGED = p(
    t("fell from ")
    + f"{DEL}<w:r><w:delText>13.4%</w:delText></w:r></w:del>"
    + f"{INS}{t('12.6%')}</w:ins>"
    + t(" to ")
    + f"{INS}{t('11.9%')}</w:ins>"
    + f"{DEL}<w:r><w:delText>12.6%</w:delText></w:r></w:del>"
)


@pytest.mark.parametrize(
    ("view", "text"), [("accepted", "fell from 12.6% to 11.9%"), ("original", "fell from 13.4% to 12.6%")]
)
def test_tracked_changes_read_as_the_chosen_text(read: Make, view: str, text: str) -> None:
    document = read(CHANGED, view=view)
    assert texts(document) == [text]
    assert document.properties["tracked_changes_view"] == view
    assert document.properties["tracked_changes"] == "2 insertions, 2 deletions"


MARK_GONE = p(t("63.8% of care "), f"<w:rPr>{DEL[:-1]}/></w:rPr>") + p(t("leavers"))


@pytest.mark.parametrize(
    ("view", "expected"), [("accepted", ["63.8% of care leavers"]), ("original", ["63.8% of care", "leavers"])]
)
def test_deleted_paragraph_mark_joins_two_paragraphs(read: Make, view: str, expected: list[str]) -> None:
    assert texts(read(MARK_GONE, view=view)) == expected


def test_deleted_mark_before_a_table_keeps_the_text(read: Make) -> None:
    table = f"<w:tbl><w:tblPr/>{row_xml(cell_xml(p(t('1'))))}</w:tbl>"
    assert texts(read(p(t("last words"), f"<w:rPr>{DEL[:-1]}/></w:rPr>"), table)) == ["last words"]


@pytest.mark.parametrize(("view", "expected"), [("accepted", [["a"], ["b"]]), ("original", [["a"], ["c"]])])
def test_inserted_and_deleted_rows(read: Make, view: str, expected: list[list[str]]) -> None:
    table = "<w:tbl><w:tblPr/>" + row_xml(cell_xml(p(t("a"))))
    table += row_xml(cell_xml(p(f"{INS}{t('b')}</w:ins>")), properties=f"{INS[:-1]}/>")
    table += row_xml(cell_xml(p(f"{DEL}<w:r><w:delText>c</w:delText></w:r></w:del>")), properties=f"{DEL[:-1]}/>")
    grid = only_grid(read(table + "</w:tbl>", view=view))
    assert [[c.text for c in row if c] for row in grid.matrix()] == expected


def test_moved_text_is_read_once(read: Make) -> None:
    body = p(f'<w:moveFrom w:id="3" w:author="A">{t("52 of 68")}</w:moveFrom>') + p(t("visits"))
    body += p(f'<w:moveTo w:id="4" w:author="A">{t("52 of 68")}</w:moveTo>')
    assert texts(read(body)) == ["visits", "52 of 68"]
    assert texts(read(body, view="original")) == ["52 of 68", "visits"]


# -- symbols, fields, controls -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("font", "char", "shown", "value"),
    [
        ("Wingdings", "F0E9", "↑", "up"),
        ("Wingdings", "F0EA", "↓", "down"),
        ("Wingdings 3", "F070", "↑", "up"),
        ("Wingdings 3", "F071", "↓", "down"),
        ("Symbol", "F0AD", "↑", "up"),
        ("Webdings", "F036", "↓", "down"),
        ("Wingdings", "F0F3", "↔", "level"),
    ],
)
def test_symbol_elements_are_arrows(read: Make, font: str, char: str, shown: str, value: str) -> None:
    document = read(p(t("85.0% ") + f'<w:r><w:sym w:font="{font}" w:char="{char}"/></w:r>'))
    (paragraph,) = document.paragraphs()
    assert paragraph.text == f"85.0% {shown}"
    assert [(m.value, m.how, m.kind) for m in paragraph.marks] == [(value, "symbol", "direction")]


def test_plain_letters_in_a_symbol_font_are_arrows_not_letters(read: Make) -> None:
    look = '<w:rFonts w:ascii="Wingdings 3" w:hAnsi="Wingdings 3"/>'
    (paragraph,) = read(p(t("pq", look))).paragraphs()
    assert paragraph.text == "↑↓"
    assert [m.value for m in paragraph.marks] == ["up", "down"]


def test_unknown_sign_of_a_symbol_font_is_seen_and_listed(read: Make) -> None:
    document = read(p('<w:r><w:sym w:font="Webdings" w:char="F0E8"/></w:r>'))
    assert [(u.what, u.printed) for u in document.unread] == [("text", "Webdings U+F0E8")]
    assert texts(document) == ["☐"]


def field(instruction: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_fields_show_their_result_and_never_their_instruction(read: Make) -> None:
    inner = field(" REF table1 \\h ", t("Table 1"))
    body = p(t("See ") + inner + t(", page ") + f'<w:fldSimple w:instr=" PAGE ">{t("4")}</w:fldSimple>')
    body += p(t("Total ") + field(f" IF {field('REF x', t('9'))} = 1 ", t("412")))
    assert texts(read(body)) == ["See Table 1, page 4", "Total 412"]


def test_symbol_field_is_an_arrow(read: Make) -> None:
    (paragraph,) = read(p(field(' SYMBOL 234 \\f "Wingdings" \\s 12 ', t("?")))).paragraphs()
    assert (paragraph.text, [m.value for m in paragraph.marks]) == ("↓", ["down"])


def test_form_dropdown_shows_its_choice(read: Make) -> None:
    data = '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="Red"/><w:listEntry w:val="Amber"/></w:ddList></w:ffData>'
    body = (
        f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r><w:r><w:instrText>FORMDROPDOWN</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert texts(read(p(body))) == ["Amber"]


def sdt(inner: str, alias: str, tag: str = "", binding: str = "", extra: str = "") -> str:
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{alias}"/><w:tag w:val="{tag}"/>{binding}{extra}</w:sdtPr>'
        f"<w:sdtContent>{inner}</w:sdtContent></w:sdt>"
    )


def test_content_controls_keep_name_text_and_place(read: Make) -> None:
    (paragraph,) = read(p(t("Now at ") + sdt(t("87.9%"), "M2|2016-03|result", "m2") + t("."))).paragraphs()
    assert paragraph.text == "Now at 87.9%."
    (control,) = paragraph.controls
    assert (control.alias, control.tag, control.text, control.span) == ("M2|2016-03|result", "m2", "87.9%", (7, 12))
    assert paragraph.text[slice(*control.span)] == control.text


def test_control_span_counts_after_a_typed_number_is_taken_off(read: Make) -> None:
    (paragraph,) = read(p(t("4.1") + "<w:r><w:tab/></w:r>" + t("Now ") + sdt(t("87.9%"), "m2"))).paragraphs()
    assert (paragraph.number, paragraph.text) == ("4.1", "Now 87.9%")
    assert paragraph.text[slice(*paragraph.controls[0].span)] == "87.9%"


def test_controls_in_and_around_cells(read: Make) -> None:
    table = "<w:tbl><w:tblPr/><w:tr>"
    table += cell_xml(p(t("of")) + p(t("all ") + sdt(t("1,412"), "inner")))
    table += sdt(cell_xml(p(t("481"))), "whole cell")
    grid = only_grid(read(table + "</w:tr></w:tbl>"))
    first, second = grid.cells
    assert first.text == "of\nall 1,412"
    assert [(c.alias, first.text[slice(*c.span)]) for c in first.controls] == [("inner", "1,412")]
    assert [(c.alias, second.text[slice(*c.span)]) for c in second.controls] == [("whole cell", "481")]
    assert (second.row, second.col) == (0, 1)


def bind(paper: docx.document.Document, xml: str) -> None:
    """Add a custom XML part with a store id to a paper."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    package = paper.part.package
    item = Part(PackURI("/customXml/item7.xml"), "application/xml", xml.encode(), package)
    properties = (
        '<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"'
        ' ds:itemID="{11111111-2222-3333-4444-555555555555}"/>'
    )
    about = Part(
        PackURI("/customXml/itemProps7.xml"),
        "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
        properties.encode(),
        package,
    )
    item.relate_to(about, base + "customXmlProps")
    paper.part.relate_to(item, base + "customXml")


BINDING = (
    '<w:dataBinding w:prefixMappings="xmlns:f=\'urn:figures\'" w:xpath="/f:figures/f:m2"'
    ' w:storeItemID="{11111111-2222-3333-4444-555555555555}"/>'
)
DATA = '<figures xmlns="urn:figures"><m2>91.8%</m2></figures>'


def test_bound_control_shows_its_data_not_the_text_stored_with_it(read: Make) -> None:
    document = read(p(t("Now ") + sdt(t("87.9%"), "m2", "", BINDING) + t(" in touch")), change=lambda d: bind(d, DATA))
    (paragraph,) = document.paragraphs()
    assert paragraph.text == "Now 91.8% in touch"
    assert paragraph.controls[0].text == "91.8%"
    assert paragraph.controls[0].binding == "/f:figures/f:m2"


def test_bound_control_around_a_paragraph_or_a_cell(read: Make) -> None:
    table = (
        "<w:tbl><w:tblPr/><w:tr>" + sdt(cell_xml(p(t("old")) + p(t("older"))), "m2", "", BINDING) + "</w:tr></w:tbl>"
    )
    document = read(sdt(p(t("old")), "m2", "", BINDING), table, change=lambda d: bind(d, DATA))
    assert texts(document) == ["91.8%"]
    assert [c.text for c in only_grid(document).cells] == ["91.8%"]


def test_bound_control_without_data_keeps_its_text(read: Make) -> None:
    document = read(p(sdt(t("87.9%"), "m2", "", BINDING.replace("m2", "m9"))), change=lambda d: bind(d, DATA))
    assert texts(document) == ["87.9%"]


# -- tables ------------------------------------------------------------------------------------------------


def test_merged_cells_keep_place_and_span(read: Make) -> None:
    table = "<w:tbl><w:tblPr/>"
    table += row_xml(
        cell_xml(p(t("ID")), '<w:vMerge w:val="restart"/>'), cell_xml(p(t("LATEST")), '<w:gridSpan w:val="2"/>'),
        properties="<w:tblHeader/>",
    )  # fmt: skip
    table += row_xml(
        cell_xml(p(""), "<w:vMerge/>"), cell_xml(p(t("Num"))), cell_xml(p(t("Denom"))), properties="<w:tblHeader/>"
    )
    table += row_xml(cell_xml(p(t("8"))), cell_xml(p(t("52"))), cell_xml(p(t("68"))))
    grid = only_grid(read(table + "</w:tbl>"))
    assert [(c.text, c.row, c.col, c.rowspan, c.colspan) for c in grid.cells] == [
        ("ID", 0, 0, 2, 1), ("LATEST", 0, 1, 1, 2), ("Num", 1, 1, 1, 1), ("Denom", 1, 2, 1, 1), ("8", 2, 0, 1, 1),
        ("52", 2, 1, 1, 1), ("68", 2, 2, 1, 1),
    ]  # fmt: skip
    assert (grid.n_rows, grid.n_cols, grid.header_rows) == (3, 3, 2)


def test_row_that_starts_late_keeps_its_columns(read: Make) -> None:
    table = "<w:tbl><w:tblPr/>" + row_xml(cell_xml(p(t("a"))), cell_xml(p(t("b"))))
    table += row_xml(cell_xml(p(t("c"))), properties='<w:gridBefore w:val="1"/>')
    grid = only_grid(read(table + "</w:tbl>"))
    assert [(c.text, c.row, c.col) for c in grid.cells] == [("a", 0, 0), ("b", 0, 1), ("c", 1, 1)]


def test_nested_table_is_a_grid_and_its_text_stays_in_the_cell(read: Make) -> None:
    inner = f"<w:tbl><w:tblPr/>{row_xml(cell_xml(p(t('Red'))), cell_xml(p(t('7'))))}</w:tbl>"
    document = read(f"<w:tbl><w:tblPr/>{row_xml(cell_xml(p(t('RAG')) + inner + p('')), cell_xml(p(t('x'))))}</w:tbl>")
    outer, nested = document.grids()
    assert outer.cells[0].text == "RAG\nRed\t7"
    assert [c.text for c in nested.cells] == ["Red", "7"]
    assert (outer.number, outer.locator, nested.number, nested.locator) == (1, "document/t1", 2, "document/t2")


def test_fills_text_colours_and_what_counts_as_none(read: Make) -> None:
    cells = [
        cell_xml(p(t("1")), '<w:shd w:val="clear" w:fill="FF0000"/>'),
        cell_xml(p(t("2")), '<w:shd w:val="clear" w:fill="auto"/>'),
        cell_xml(p(t("3")), '<w:shd w:val="clear" w:fill="FFFFFF"/>'),
        cell_xml(p(t("4", '<w:color w:val="00B050"/>'))),
        cell_xml(p(t("5", '<w:highlight w:val="yellow"/>'))),
        cell_xml(p(t("6")), '<w:shd w:val="clear" w:fill="auto" w:themeFill="accent2"/>'),
        cell_xml(p(t("7", "<w:b/>") + t("8"))),
        cell_xml(p(t("9", "<w:b/><w:i/>"))),
    ]
    grid = only_grid(read(f"<w:tbl><w:tblPr/>{row_xml(*cells)}</w:tbl>"))
    assert [c.fill for c in grid.cells][:5] == ["#ff0000", None, None, None, "#ffff00"]
    assert re.fullmatch(r"#[0-9a-f]{6}", grid.cells[5].fill or "")
    assert grid.cells[3].ink == "#00b050"
    assert [(c.bold, c.italic) for c in grid.cells[6:]] == [(False, False), (True, True)]


def test_list_numbers_stand_in_cells_as_printed(read: Make) -> None:
    numbered = '<w:pStyle w:val="ListNumber"/>'
    table = f"<w:tbl><w:tblPr/>{row_xml(cell_xml(p('', numbered)), cell_xml(p(t('first'))))}"
    table += f"{row_xml(cell_xml(p('', numbered)), cell_xml(p(t('second'))))}</w:tbl>"
    assert [c.text for c in only_grid(read(table)).cells] == ["1.", "first", "2.", "second"]


# -- footnotes, superscripts -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "raised", "text", "marks"),
    [
        ("38", "1", "38", ("1",)),
        ("38%", "1, 2", "38%", ("1", "2")),
        ("total", "*", "total", ("*",)),
        ("21", "st", "21st", ()),
        ("12 km", "2", "12 km²", ()),
        ("rate", "a", "rate", ("a",)),
    ],
)
def test_raised_text_is_a_mark_or_belongs_to_the_word(
    read: Make, before: str, raised: str, text: str, marks: tuple[str, ...]
) -> None:
    look = '<w:vertAlign w:val="superscript"/>'
    table = f"<w:tbl><w:tblPr/>{row_xml(cell_xml(p(t(before) + t(raised, look))))}</w:tbl>"
    (cell,) = only_grid(read(table)).cells
    assert (cell.text, cell.superscripts) == (text, marks)


# -- drawings ----------------------------------------------------------------------------------------------


def arrow_png(points: list[tuple[int, int]]) -> bytes:
    image = Image.new("RGB", (60, 60), "white")
    ImageDraw.Draw(image).polygon(points, fill=(0, 160, 60))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


UP_ARROW = arrow_png([(30, 4), (56, 30), (40, 30), (40, 56), (20, 56), (20, 30), (4, 30)])


def picture(rid: str, transform: str = "", points: int = 20, alt: str = "") -> str:
    emu = points * 12_700
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="{emu}" cy="{emu}"/><wp:docPr id="1" name="x" descr="{alt}"/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        '<pic:nvPicPr><pic:cNvPr id="0" name="x"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{rid}"/></pic:blipFill><pic:spPr><a:xfrm {transform}>'
        f'<a:ext cx="{emu}" cy="{emu}"/></a:xfrm></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


def with_picture(data: bytes, **options: object) -> Callable[[docx.document.Document], None]:
    def change(paper: docx.document.Document) -> None:
        rid, _ = paper.part.get_or_add_image(io.BytesIO(data))
        element = parse_xml(f"<w:p {NS}>{picture(rid, **options)}</w:p>")  # type: ignore[arg-type]
        paper.element.body.insert(0, element)

    return change


@pytest.mark.parametrize(
    ("transform", "value"),
    [
        ("", "up"), ('rot="10800000"', "down"), ('flipV="1"', "down"), ('rot="5400000"', "right"),
        ('rot="16200000"', "left"), ('flipH="1"', "up"), ('rot="10800000" flipV="1"', "up"), ('rot="2700000"', "up-right"),
    ],
)  # fmt: skip
def test_small_picture_is_a_direction_as_seen_after_turning(read: Make, transform: str, value: str) -> None:
    (paragraph,) = read(change=with_picture(UP_ARROW, transform=transform)).paragraphs()
    (mark,) = paragraph.marks
    assert (mark.kind, mark.value, mark.how) == ("direction", value, "image")
    assert paragraph.text == ""


def test_picture_that_contradicts_its_description_is_reported(read: Make) -> None:
    document = read(change=with_picture(UP_ARROW, alt="Down arrow"))
    assert [m.value for b in document.paragraphs() for m in b.marks] == ["up"]
    assert [u.what for u in document.unread] == ["arrow"]


def test_large_picture_is_listed_as_not_read(read: Make) -> None:
    document = read(change=with_picture(UP_ARROW, points=200, alt="Map of the county"))
    assert [(u.what, u.printed, u.where.locator) for u in document.unread] == [
        ("picture", "Map of the county", "document/p1")
    ]
    assert document.paragraphs() == []


def shape(
    kind: str,
    transform: str = "",
    inner: str = "",
    line: str = "",
    fill: str = "",
    ext: str = 'cx="200000" cy="300000"',
) -> str:
    box = f"<wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx>" if inner else ""
    legacy = f"<w:txbxContent>{inner}</w:txbxContent>" if inner else ""
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:extent cx="200000" cy="300000"/>'
        '<wp:docPr id="5" name="shape"/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f'<wps:wsp><wps:cNvSpPr/><wps:spPr><a:xfrm {transform}><a:off x="0" y="0"/><a:ext {ext}/></a:xfrm>'
        f'<a:prstGeom prst="{kind}"/>{fill}{line}</wps:spPr>{box}<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor>'
        '</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape type="#_x0000_t68" style="width:16pt;height:24pt">'
        f"<v:textbox>{legacy}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


TAIL = '<a:ln><a:tailEnd type="triangle"/></a:ln>'


@pytest.mark.parametrize(
    ("xml", "value"),
    [
        (shape("upArrow"), "up"),
        (shape("downArrow"), "down"),
        (shape("upArrow", 'rot="10800000"'), "down"),
        (shape("leftRightArrow"), "level"),
        (shape("leftRightArrow", 'rot="5400000"'), "unknown"),
        (shape("rightArrow", 'rot="16200000"'), "up"),
        (shape("rightArrow", 'flipH="1"'), "left"),
        (shape("triangle", 'flipV="1"'), "down"),
        (shape("straightConnector1", line=TAIL, ext='cx="0" cy="400000"'), "down"),
        (shape("straightConnector1", 'flipV="1"', line=TAIL, ext='cx="0" cy="400000"'), "up"),
    ],
)
def test_autoshape_arrows(read: Make, xml: str, value: str) -> None:
    (paragraph,) = read(p(xml)).paragraphs()
    assert [(m.value, m.how) for m in paragraph.marks] == [(value, "vector")]


def test_older_vml_arrow_turned_round(read: Make) -> None:
    xml = '<w:r><w:pict><v:shape type="#_x0000_t67" style="width:16pt;height:24pt;rotation:180"/></w:pict></w:r>'
    (paragraph,) = read(p(xml)).paragraphs()
    assert [m.value for m in paragraph.marks] == ["up"]


def test_traffic_light_shape_gives_its_colour(read: Make) -> None:
    light = shape("ellipse", fill='<a:solidFill><a:srgbClr val="FFC000"/></a:solidFill>')
    (cell,) = only_grid(read(f"<w:tbl><w:tblPr/>{row_xml(cell_xml(p(light)))}</w:tbl>")).cells
    assert [(m.kind, m.printed) for m in cell.marks] == [("shape", "ellipse, #ffc000")]
    assert cell.ink == "#ffc000"


def test_text_box_is_read_once(read: Make) -> None:
    document = read(p(t("Before") + shape("rect", inner=p(t("Provisional: 63.8%")))), p(t("After")))
    assert [(b.text, b.kind) for b in document.paragraphs()] == [
        ("Before", "paragraph"), ("Provisional: 63.8%", "textbox"), ("After", "paragraph"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "degrees", "flip_h", "flip_v", "expected"),
    [
        ("up", 0, False, False, "up"), ("up", 180, False, False, "down"), ("up", 90, False, False, "right"),
        ("right", 0, True, False, "left"), ("up-right", 0, True, False, "up-left"), ("up-right", 90, False, False, "down-right"),
        ("level", 90, False, False, "unknown"), ("updown", 90, False, False, "level"), ("up", 30, False, False, "up-right"),
        ("up", 22, False, False, "unknown"), ("unknown", 90, True, True, "unknown"),
    ],
)  # fmt: skip
def test_turning_and_mirroring(value: str, degrees: float, flip_h: bool, flip_v: bool, expected: str) -> None:
    assert turned(value, degrees, flip_h=flip_h, flip_v=flip_v) == expected


# -- charts ------------------------------------------------------------------------------------------------


def chart_part(paper: docx.document.Document, xml: str) -> str:
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    part = Part(
        PackURI("/word/charts/chart9.xml"), "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
        xml.encode(), paper.part.package,
    )  # fmt: skip
    return paper.part.relate_to(part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart")


def with_chart(plot: str, title: str = "") -> Callable[[docx.document.Document], None]:
    heading = (
        f"<c:title><c:tx><c:rich><a:p><a:r><a:t>{title}</a:t></a:r></a:p></c:rich></c:tx></c:title>" if title else ""
    )
    xml = f"<c:chartSpace {NS}><c:chart>{heading}<c:plotArea>{plot}</c:plotArea></c:chart></c:chartSpace>"

    def change(paper: docx.document.Document) -> None:
        rid = chart_part(paper, xml)
        drawing = (
            f'<w:p {NS}><w:r><w:drawing><wp:inline><wp:extent cx="1" cy="1"/><wp:docPr id="1" name="c"/><a:graphic>'
            '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
            f'<c:chart r:id="{rid}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
        )
        paper.element.body.insert(0, parse_xml(drawing))

    return change


def points(*values: object) -> str:
    inner = "".join(f'<c:pt idx="{i}"><c:v>{v}</c:v></c:pt>' for i, v in enumerate(values) if v is not None)
    return f'<c:ptCount val="{len(values)}"/>{inner}'


def test_combined_chart_with_gap_noise_and_levels(read: Make) -> None:
    levels = (
        '<c:cat><c:multiLvlStrRef><c:multiLvlStrCache><c:ptCount val="3"/>'
        f"<c:lvl>{points('Q1', 'Q2', 'Q3')}</c:lvl>"
        '<c:lvl><c:pt idx="0"><c:v>2015/16</c:v></c:pt><c:pt idx="2"><c:v>2016/17</c:v></c:pt></c:lvl>'
        "</c:multiLvlStrCache></c:multiLvlStrRef></c:cat>"
    )
    bars = (
        '<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:ser><c:order val="1"/>'
        f"<c:tx><c:v>Result</c:v></c:tx>{levels}<c:val><c:numRef><c:numCache><c:formatCode>0.0%</c:formatCode>"
        f"{points('0.90000000000000002', None, '0.879')}</c:numCache></c:numRef></c:val></c:ser></c:barChart>"
    )
    line = (
        '<c:lineChart><c:grouping val="standard"/><c:ser><c:order val="0"/><c:tx><c:v>Target</c:v></c:tx>'
        f"<c:val><c:numRef><c:numCache>{points('0.85', '0.85', '0.85')}</c:numCache></c:numRef></c:val></c:ser></c:lineChart>"
    )
    (chart,) = read(change=with_chart(bars + line, "% suitable")).charts()
    assert (chart.title, chart.kind) == ("% suitable", "column+line")
    assert chart.categories == ("2015/16 | Q1", "2015/16 | Q2", "2016/17 | Q3")
    assert [(s.name, s.values) for s in chart.series] == [
        ("Target", ("0.85", "0.85", "0.85")),
        ("Result", ("0.9", None, "0.879")),
    ]


def test_date_categories_read_as_the_axis_prints_them(read: Make) -> None:
    cats = f"<c:cat><c:numRef><c:numCache><c:formatCode>mmm\\-yy</c:formatCode>{points(42369, 42460)}</c:numCache></c:numRef></c:cat>"
    values = f"<c:val><c:numRef><c:numCache>{points(7, 3)}</c:numCache></c:numRef></c:val>"
    (chart,) = read(change=with_chart(f"<c:lineChart><c:ser>{cats}{values}</c:ser></c:lineChart>")).charts()
    assert chart.categories == ("Dec-15", "Mar-16")


def test_chart_without_a_copy_of_its_data_is_read_from_its_workbook(read: Make) -> None:
    import openpyxl
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    book = openpyxl.Workbook()
    for row in (["Quarter", "UASC"], ["Dec 15", 226], ["Mar 16", 97.5]):
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    plot = (
        "<c:barChart><c:ser><c:tx><c:strRef><c:f>Sheet!$B$1</c:f></c:strRef></c:tx>"
        "<c:cat><c:strRef><c:f>Sheet!$A$2:$A$3</c:f></c:strRef></c:cat>"
        "<c:val><c:numRef><c:f>Sheet!$B$2:$B$3</c:f></c:numRef></c:val></c:ser></c:barChart>"
    )

    def change(paper: docx.document.Document) -> None:
        with_chart(plot, "UASC")(paper)
        chart = next(r.target_part for r in paper.part.rels.values() if r.reltype.endswith("/chart"))
        data = Part(
            PackURI("/word/embeddings/data9.xlsx"), "application/vnd.ms-excel", stream.getvalue(), paper.part.package
        )
        chart.relate_to(data, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/package")

    document = read(change=change)
    (chart,) = document.charts()
    assert (chart.categories, [(s.name, s.values) for s in chart.series]) == (
        ("Dec 15", "Mar 16"),
        [("UASC", ("226", "97.5"))],
    )
    assert document.unread == ()


def test_chart_without_data_is_listed(read: Make) -> None:
    document = read(change=with_chart("<c:lineChart/>"))
    assert document.charts() == [Chart("", "line", locator="document/p1", how="image")]
    assert [u.what for u in document.unread] == ["chart"]


# -- paragraphs --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("inner", "number", "text", "kind"),
    [
        (t("4.1") + "<w:r><w:tab/></w:r>" + t("The review"), "4.1", "The review", "paragraph"),
        (t("1.1 Corporate Parenting Panel agreed."), "1.1", "Corporate Parenting Panel agreed.", "paragraph"),
        (t("12.6 Kent, 11.1 England."), "", "12.6 Kent, 11.1 England.", "paragraph"),
        (t("1.5 million pounds were saved."), "", "1.5 million pounds were saved.", "paragraph"),
        (t("63.8% of care leavers were seen."), "", "63.8% of care leavers were seen.", "paragraph"),
        (t("•") + "<w:r><w:tab/></w:r>" + t("Fostering"), "•", "Fostering", "list"),
        (t("Table 3: Percentage of care leavers"), "", "Table 3: Percentage of care leavers", "caption"),
        (t("2016/17 was a good year for all."), "", "2016/17 was a good year for all.", "paragraph"),
    ],
)
def test_typed_numbers_are_told_from_figures(read: Make, inner: str, number: str, text: str, kind: str) -> None:
    (paragraph,) = read(p(inner)).paragraphs()
    assert (paragraph.number, paragraph.text, paragraph.kind) == (number, text, kind)


def test_headings_by_style_and_by_look(read: Make) -> None:
    document = read(
        p(t("Performance"), '<w:pStyle w:val="Heading2"/>'), p(t("Analysis of progress", "<w:b/>")), p(t("It rose by 3%.", "<w:b/>")),
        p(t("Ordinary words that make most of the text, so that bold stands out among them.") * 3),
    )  # fmt: skip
    assert [(b.kind, b.level) for b in document.paragraphs()] == [
        ("heading", 2),
        ("heading", 3),
        ("paragraph", 0),
        ("paragraph", 0),
    ]


def test_hidden_text_is_left_out_and_said(read: Make) -> None:
    document = read(p(t("87.9%") + t(" or 63.8%", "<w:vanish/>")))
    assert texts(document) == ["87.9%"]
    assert document.properties["hidden_text"].startswith("1 ")


def test_thousands_with_a_no_break_space_stay_one_number(read: Make) -> None:
    assert texts(read(p(t("1\u00a0412\u00a0children  in\u00a0care")))) == ["1\u00a0412 children in care"]


def test_equation_and_no_break_hyphen(read: Make) -> None:
    body = p(t("12") + "<w:r><w:noBreakHyphen/></w:r>" + t("month ") + "<m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath>")
    assert texts(read(body)) == ["12-month x=2"]


def test_header_and_footer_come_first_and_last(read: Make) -> None:
    def change(paper: docx.document.Document) -> None:
        paper.sections[0].header.paragraphs[0].text = "Item 6"
        paper.sections[0].footer.paragraphs[0].text = "Page 1"

    document = read(p(t("Body")), change=change)
    assert [(b.kind, b.text) for b in document.paragraphs()] == [
        ("header", "Item 6"),
        ("paragraph", "Body"),
        ("footer", "Page 1"),
    ]
    assert isinstance(document.paragraphs()[0], Paragraph)


def test_title_and_dates_are_kept_and_names_of_people_are_not(read: Make) -> None:
    def change(paper: docx.document.Document) -> None:
        paper.core_properties.title = "Progress report"
        paper.core_properties.author = "Someone Private"

    document = read(p(t("Body")), change=change)
    assert document.title == "Progress report"
    assert "Someone Private" not in repr(document)


def rewritten(tmp_path: Path, change: Callable[[bytes], bytes]) -> Path:
    """A document whose main part is changed as bytes."""
    source, target = tmp_path / "paper.docx", tmp_path / "hostile.docx"
    docx.Document().save(str(source))
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            new.writestr(info, change(data) if info.filename == "word/document.xml" else data)
    return target


def test_parts_with_a_document_type_are_refused(tmp_path: Path) -> None:
    def change(data: bytes) -> bytes:
        data = data.replace(b"<w:document", b'<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/hostname">]><w:document', 1)
        return data.replace(b"<w:body>", b"<w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p>", 1)

    with pytest.raises(HostileError, match=r"document type|entit"):
        read_docx(rewritten(tmp_path, change))


def nest(depth: int) -> str:
    inner = p(t("7"))
    for _ in range(depth):
        inner = f"<w:tbl><w:tblPr/>{row_xml(cell_xml(inner + p('')))}</w:tbl>"
    return inner


def test_tables_nested_a_dozen_deep_are_all_read(read: Make) -> None:
    assert len(read(nest(12)).grids()) == 12


@pytest.mark.parametrize("depth", [300, 2000])
def test_tables_nested_beyond_reason_are_refused(tmp_path: Path, depth: int) -> None:
    def change(data: bytes) -> bytes:
        return data.replace(b"<w:body>", b"<w:body>" + nest(depth).encode(), 1)

    with pytest.raises(HostileError):
        read_docx(rewritten(tmp_path, change))
