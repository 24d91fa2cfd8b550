"""Word files: arrows as symbols of four fonts, RAG as fill, tracked changes, content controls, merged section rows."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

from .data import INDICATORS, figures, month_end
from .score import Case

FILL = {"green": "00B050", "amber": "FFBF00", "red": "C00000"}
# How one producer or another writes an arrow: font -> direction -> code in the symbol font.
SYM = {
    "Wingdings": {"up": "F0E1", "down": "F0E2", "level": "F0E0"},
    "Wingdings 3": {"up": "F070", "down": "F071", "level": "F075"},
    "Webdings": {"up": "F035", "down": "F036", "level": "F034"},
    "Symbol": {"up": "F0AD", "down": "F0AF", "level": "F0AE"},
}
LETTERS = {"Wingdings": {"up": "é", "down": "ê", "level": "è"}, "Wingdings 3": {"up": "h", "down": "i", "level": "g"}}
NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELS = (
    '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)


def write_docx(path: Path, body: str) -> Path:
    """A Word file of nothing but its body, as the specification allows."""
    document = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document {NS}><w:body>{body}<w:sectPr/></w:body></w:document>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("[Content_Types].xml", TYPES)
        z.writestr("_rels/.rels", RELS)
        z.writestr("word/document.xml", document)
    return path


def run(words: str, props: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{props}</w:rPr><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def para(inner: str) -> str:
    """A paragraph of runs, or of plain words."""
    return f"<w:p>{inner if inner.startswith('<') else run(inner)}</w:p>"


def cell(inner: str, *, fill: str = "", span: int = 1, merge: str = "") -> str:
    """A table cell."""
    props = (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "") + (f'<w:vMerge w:val="{merge}"/>' if merge else "")
    props += f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    body = inner if inner.startswith(("<w:p>", "<w:sdt>")) else para(inner)
    return f"<w:tc><w:tcPr>{props}</w:tcPr>{body}</w:tc>"


def table(rows: list[list[str]], columns: int) -> str:
    """A table of cells."""
    grid = "<w:tblGrid>" + "<w:gridCol w:w='1400'/>" * columns + "</w:tblGrid>"
    return f"<w:tbl><w:tblPr/>{grid}{''.join(f'<w:tr>{chr(10).join(r)}</w:tr>' for r in rows)}</w:tbl><w:p/>"


def symbol(font: str, direction: str) -> str:
    """An inserted symbol."""
    return para(f'<w:r><w:sym w:font="{font}" w:char="{SYM[font][direction]}"/></w:r>')


def letters(font: str, direction: str, *, private: bool = False) -> str:
    """A letter in a symbol font, plain or moved to the private use area."""
    text = LETTERS[font][direction]
    text = chr(0xF000 + ord(text)) if private else text
    return para(run(text, f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>'))


def word_symbols(folder: Path) -> Case:
    """One table for each way of writing arrows; RAG as fill only; one figure tracked, one in a content control."""
    month = month_end(2021, 12)
    case = Case(
        "Word symbols", folder / "word_symbols.docx", area="Oldminster", period=month.isoformat(), kind="scorecard"
    )
    now, before = month.isoformat(), "2021-11-30"
    body = [
        para("Oldminster City Council"),
        para("Monthly performance scorecard - December 2021"),
        para("Arrows show whether performance improved (up) or declined (down)."),
    ]
    ways = [("sym", f) for f in SYM] + [("letter", f) for f in LETTERS] + [("private", "Wingdings")]
    for k, (way, font) in enumerate(ways):
        heads = ["Measure", "Polarity", "Previous month", "DoT", "Latest result", "RAG rating", "Target"]
        rows = [[cell(para(run(h, "<w:b/>")), fill="D9D9D9") for h in heads]]
        section = ""
        for n, ind in enumerate(INDICATORS[: 9 if k else 16]):
            name = ind.name if not k else f"{ind.name}, cluster {k + 1}"
            if ind.section != section:
                section = ind.section
                rows.append([cell(para(run(section, "<w:b/>")), fill="BFBFBF", span=7)])
            fig = figures(ind, month, seed=f"w{k}")
            arrow = symbol(font, fig.dot) if way == "sym" else letters(font, fig.dot, private=way == "private")
            value = fig.show(fig.now)
            result = para(value)
            if (k, n) == (0, 2):
                result = para(f'<w:del w:id="1" w:author="a" w:date="2022-01-05T09:00:00Z"><w:r><w:delText>99</w:delText></w:r></w:del>'
                              f'<w:ins w:id="2" w:author="a" w:date="2022-01-05T09:00:00Z">{run(value)}</w:ins>')  # fmt: skip
            elif (k, n) == (0, 4):
                result = f'<w:sdt><w:sdtPr><w:alias w:val="figure"/></w:sdtPr><w:sdtContent>{para(value)}</w:sdtContent></w:sdt><w:p/>'
            # a name typed over two paragraphs with a line break inside
            half = name.split(" ")
            named = (
                para(f"{run(' '.join(half[:3]))}<w:r><w:br/></w:r>{run(' '.join(half[3:]))}")
                if n % 3 == 0 and len(half) > 4
                else para(name)
            )
            rows.append(
                [
                    cell(named),
                    cell(ind.polarity),
                    cell(fig.show(fig.before)),
                    cell(arrow),
                    cell(result),
                    cell("<w:p></w:p>", fill=FILL[fig.rag]),
                    cell(fig.show(ind.target)),
                ]
            )
            case.add(name, "previous", fig.show(fig.before), period=before, area="Oldminster")
            case.sign(name, "dot|dot_previous", fig.dot)
            case.add(name, "result", value, period=now)
            case.sign(name, "rag", fig.rag, period=now)
            case.add(name, "target", fig.show(ind.target))
        body.append(para(run(f"Cluster {k + 1}", "<w:b/>")))
        body.append(table(rows, 7))
    write_docx(case.path, "".join(body))
    return case


def word_footnotes(folder: Path) -> Case:
    """Figures with raised marks, thousands in three ways, dashes beside noughts, and values that are suppressed."""
    month = month_end(2023, 3)
    case = Case("Word footnote marks", folder / "word_footnotes.docx", area="Oldminster", period=month.isoformat())
    now = month.isoformat()
    raised = '<w:vertAlign w:val="superscript"/>'
    rows = [
        [cell(para(run(h, "<w:b/>"))) for h in ("Indicator", "March 2023 result", "Numerator", "Denominator", "Target")]
    ]
    lines = [
        ("Children missing education", ("38", "1"), "-", "-", "30"),
        ("Open cases at month end", ("1,204", "2"), "-", "-", "1,100"),
        ("Young carers known to the service", ("12 405", ""), "-", "-", "12 000"),
        ("Children excluded twice or more", ("0", ""), "-", "-", "0"),
        ("Children electively home educated", ("-", ""), "-", "-", "450"),
        ("Offers taken up, % of all offers made", ("91.0%", "12"), "2,912", "3,200", "90.0%"),
        ("Serious incidents", ("*", ""), "-", "-", "0"),
        ("Average weekly cost of a placement", ("£1,482.50", "3"), "-", "-", "£1,400.00"),
    ]
    for name, (value, mark), num, denom, target in lines:
        shown = run(value) + (run(mark, raised) if mark else "")
        rows.append([cell(name), cell(f"<w:p>{shown}</w:p>"), cell(num), cell(denom), cell(target)])
        case.add(name, "result", value, period=now)
        case.add(name, "numerator", num, period=now)
        case.add(name, "denominator", denom, period=now)
        case.add(name, "target", target)
    body = para("Oldminster City Council") + para("Education measures, March 2023") + table(rows, 5)
    write_docx(
        case.path,
        body + para("1 Provisional. 2 Counted on the last Friday. 3 Excludes travel. 12 Includes late offers."),
    )
    return case
