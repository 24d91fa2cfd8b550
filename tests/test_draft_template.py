"""Templates: strict, bounded, and errors that name the placeholder and its paragraph."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from draft import Drafted, Kind, Options, draft_document
from draft.charts import axis_range, chart_parts, number_format
from draft.gate import contrast
from draft.sandbox import Sandbox
from draft.template import RAG_FILLS, Marks, fill
from records import MissingInputError, TemplateError, UnknownFigureError, UnreadableError, resource
from tests.draft_helpers import end, outline, register, store


def template(folder: Path, *paragraphs: str) -> Path:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    path = folder / "own.docx"
    document.save(str(path))
    return path


def own(folder: Path, path: Path | None, kind: Kind = "appendix") -> Drafted:
    options = Options(kind, end("2016-03"))
    return draft_document(options, store(), register(), out=folder / "o.docx", outline=outline(), template=path)


@pytest.mark.parametrize(
    ("text", "place", "why"),
    [
        ("Result {{ measur.current }}", "paragraph 2 ('Result {{ measur.current }}')", "'measur' is undefined"),
        ("Result {{ paper.perod }}", "paragraph 2 ('Result {{ paper.perod }}')", "has no attribute 'perod'"),
        ("Result {{ paper.title ", "paragraph 2 ('Result {{ paper.title ')", ""),
        ("Result {{ paper.title | shout }}", "paragraph 2", "shout"),
        ("{% for m in measures %}{{ m.heading }}", "paragraph 2", ""),
        ("Result {{ 1 + }}", "paragraph 2 ('Result {{ 1 + }}')", ""),
        ("{{ paper.__class__ }}", "paragraph 2", "unsafe"),
        ("{{ paper.title.upper() }}", "paragraph 2", "not safely callable"),
        ("{{ 'a' * 1000000000 }}", "", "not allowed here"),
        ("{% macro f() %}{% endmacro %}", "paragraph 2", "'macro' is not allowed"),
        ("{{ paper.title ~ paper.title }}", "paragraph 2", "'~' is not allowed"),
        ("{% for a in 'xxxxxxxxxx' %}" * 9 + "{% endfor %}" * 9, "", "more than 50,000 times"),
        ("{{ look }}{{ figure(none) }}", "", ""),
    ],
)
def test_a_broken_placeholder_is_named_with_its_place(tmp_path: Path, text: str, place: str, why: str) -> None:
    path = template(tmp_path, "First", text)
    with pytest.raises((TemplateError, UnknownFigureError)) as caught:
        draft_document(
            Options("appendix", end("2016-03")),
            store(),
            register(),
            out=tmp_path / "o.docx",
            outline=outline(),
            template=path,
        )
    assert place in caught.value.message
    assert why in caught.value.message
    assert not (tmp_path / "o.docx").exists()


def test_a_template_that_asks_for_an_unknown_figure_stops(tmp_path: Path) -> None:
    path = template(tmp_path, "{{ figure('visits', '2011-03') }}")
    with pytest.raises(UnknownFigureError, match=r'look\("visits"\): no publication gives .* for March 2011'):
        draft_document(
            Options("appendix", end("2016-03")),
            store(),
            register(),
            out=tmp_path / "o.docx",
            outline=outline(),
            template=path,
        )


def test_a_councils_own_template_can_name_figures(tmp_path: Path) -> None:
    document = Document()
    document.styles.element.find(f".//{qn('w:lang')}").set(qn("w:val"), "en-GB")
    document.add_heading("Visits", 1)
    p = document.add_paragraph("Visits stood at ")
    p.add_run("{{ figure('visits') }}").bold = True
    p.add_run(" against {{ figure('visits', '2015-12') }}: {{ look('visits').arrow }}")
    path = tmp_path / "own.docx"
    document.save(str(path))
    done = draft_document(
        Options("appendix", end("2016-03")),
        store(),
        register(),
        out=tmp_path / "o.docx",
        outline=outline(),
        template=path,
    )
    body = Document(str(done.path)).element.body
    text = "".join(t.text or "" for t in body.iter(qn("w:t")))
    assert text == "VisitsVisits stood at 73.1% against 80.8%: ▼ Worsened"
    bold = [r for r in body.iter(qn("w:r")) if r.find(f"{qn('w:rPr')}/{qn('w:b')}") is not None]
    assert ["".join(t.text or "" for t in r.iter(qn("w:t"))) for r in bold] == ["73.1%"]


def test_text_from_documents_cannot_become_markup(tmp_path: Path) -> None:
    path = template(tmp_path, "{{ x }}")
    filled = fill(path, {"x": "<w:p/> & {{ y }} \ue000"}, Marks())
    assert "".join(t.text or "" for t in filled.document.element.body.iter(qn("w:t"))) == "<w:p/> & {{ y }} "


def test_a_missing_template_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError, match="there is no such template"):
        fill(tmp_path / "none.docx", {}, Marks())


@pytest.mark.parametrize("blob", [b"", b"not a zip", b"PK\x03\x04broken"])
def test_a_file_that_is_not_word_is_named(tmp_path: Path, blob: bytes) -> None:
    path = tmp_path / "t.docx"
    path.write_bytes(blob)
    with pytest.raises(UnreadableError, match="is not a Word document"):
        fill(path, {}, Marks())


def test_a_missing_value_is_an_error_not_a_blank() -> None:
    with pytest.raises(Exception, match="no value"):
        Sandbox().from_string("{{ x }}").render(x=None)


def test_rag_colours_can_be_read() -> None:
    for word, (fill_colour, ink) in RAG_FILLS.items():
        assert contrast(fill_colour, ink) >= 4.5, word


@pytest.mark.parametrize(
    ("values", "unit", "expected"),
    [
        ("0 3 9", "count", "0 10 5"),
        ("73.1 82 85", "percent", "70 90 5"),
        ("98 100", "percent", "97 100 1"),
        ("5 5", "count", "4 6 1"),
        ("0 0", "count", "0 1 1"),
        ("1820 2314", "count", "1800 2400 200"),
        ("-4 6", "count", "-5 10 5"),
    ],
)
def test_the_axis_has_round_ends(values: str, unit: str, expected: str) -> None:
    from decimal import Decimal

    low, high, step = axis_range([Decimal(v) for v in values.split()], unit)
    assert all(low <= Decimal(v) <= high for v in values.split())
    assert " ".join(str(float(x)).removesuffix(".0") for x in (low, high, step)) == expected


@pytest.mark.parametrize(("unit", "places", "expected"), [("percent", 1, '#,##0.0"%"'), ("count", 0, "#,##0")])
def test_chart_number_formats_print_figures_as_published(unit: str, places: int, expected: str) -> None:
    assert number_format(unit, places) == expected


def charts_of(path: Path) -> list[tuple[Any, bytes]]:
    from lxml import etree

    package = Document(str(path)).part.package
    parts = {str(p.partname): p for p in package.iter_parts()}
    out = []
    for name in sorted(n for n in parts if n.startswith("/word/charts/")):
        book = next(r.target_part for r in parts[name].rels.values())
        out.append((etree.fromstring(parts[name].blob), book.blob))
    return out


def test_charts_hold_the_series_in_cache_and_workbook(tmp_path: Path) -> None:
    import io

    from openpyxl import load_workbook

    done = draft_document(
        Options("progress-report", end("2016-03")), store(), register(), out=tmp_path / "p.docx", outline=outline()
    )
    c = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
    named = [(r, b) for r, b in charts_of(done.path) if "visits" in "".join(r.itertext())]
    root, book = named[-1]
    cached = [[pt.findtext(f"{c}v") for pt in s.find(f"{c}val").iter(f"{c}pt")] for s in root.iter(f"{c}ser")]
    assert cached[0] == ["80.1", "82.0", "79.5", "78.8", "80.8", "73.1"]
    assert cached[1] == ["85.0"] * 4
    sheet = load_workbook(io.BytesIO(book)).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == [None, "Result", "Target", "Red below this line"]
    assert rows[-1] == ["Mar 2016", 73.1, 85, 76.5]
    assert [child.tag for child in root][-1] == f"{c}externalData"


def test_chart_parts_are_the_same_each_time() -> None:
    from decimal import Decimal

    from draft.charts import Chart, Line

    chart = Chart("pp:x", "Title <&>", ("a", "b"), (Line("r", (Decimal("1.5"), None), result=True),), "percent")
    assert chart_parts(chart) == chart_parts(chart)


def test_alternative_text_says_the_data_in_words(tmp_path: Path) -> None:
    done = draft_document(
        Options("progress-report", end("2016-03")), store(), register(), out=tmp_path / "p.docx", outline=outline()
    )
    wp = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
    texts = [d.get("descr") for d in Document(str(done.path)).element.body.iter(f"{wp}docPr")]
    visits = [t for t in texts if "visits" in t]
    data = "Dec 2014 80.1%; Mar 2015 82.0%; Jun 2015 79.5%; Sep 2015 78.8%; Dec 2015 80.8%; Mar 2016 73.1%."
    assert visits == [
        f"Line chart: trend. % of visits held in time: {data}",
        f"Line chart: % of visits held in time. Result: {data} Target: 85.0% throughout. "
        "Red below this line: 76.5% throughout.",
    ]
    assert any("Result (new definition from Jan 2016): Mar 2016 87.9%." in t for t in texts)


def placeholders() -> dict[str, list[str]]:
    """Placeholders that the page for officers lists, by the letter before the dot."""
    page = (Path(__file__).parent.parent / "templates" / "README.md").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    for name in re.findall(r"\{\{ ([a-z]\w*)\.(\w+) \}\}", page):
        found.setdefault(name[0], []).append(name[1])
    return found


def test_every_placeholder_of_the_page_for_officers_is_there(tmp_path: Path) -> None:
    listed = placeholders()
    assert len(listed["paper"]) >= 10
    assert len(listed["m"]) >= 6
    assert len(listed["f"]) >= 10
    path = tmp_path / "mine.docx"
    document = Document(str(resource("templates", "progress-report.docx")))
    body = document.element.body
    for child in list(body)[:-1]:
        body.remove(child)
    document.add_heading("Everything", 1)
    for name in listed["paper"]:
        document.add_paragraph(f"{name}: {{{{ paper.{name} }}}}")
    lines = ["{%p for m in measures %}", "{%p if m.known and m.has_chart %}"]
    lines += [f"{name}: {{{{ m.{name} }}}}" for name in listed["m"]]
    lines += ["{%p for f in m.figures %}", *(f"{name}: {{{{ f.{name} }}}}" for name in listed["f"]), "{%p endfor %}"]
    lines += ["{%p endif %}", "{%p endfor %}", "{%p for line in method %}", "{{ line }}", "{%p endfor %}"]
    lines += ["{%p for g in glossary %}", "{{ g.term }}: {{ g.meaning }}", "{%p endfor %}"]
    lines += [
        '{{ figure("visits") }}',
        '{{ figure("visits", "2015-12", cohort="all") }}',
        '{{ look("visits").direction }}',
    ]
    for line in lines:
        document.add_paragraph(line)
    document.save(str(path))
    options = Options("progress-report", end("2016-03"))
    done = draft_document(options, store(), register(), out=tmp_path / "o.docx", outline=outline(), template=path)
    text = [
        "".join(t.text or "" for t in p.iter(qn("w:t"))) for p in Document(str(done.path)).element.body.iter(qn("w:p"))
    ]
    assert not [t for t in text if "{{" in t or "{%" in t]
    assert "latest: 73.1%" in text
    assert "rag: Red" in text
    assert any(t.startswith("current: 73.1% at March 2016; it fell by 7.7 percentage points") for t in text)
    assert "80.8%" in text
