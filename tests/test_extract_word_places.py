"""From a place in the text back to the XML: what comments and roll-forward rely on."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import RGBColor

from extract.word import read_docx
from extract.word_places import WordPlaces, locate, text_nodes
from records import InputError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    paper = docx.Document()
    paper.add_paragraph("4.1\tThere has been a ").add_run("decrease").bold = True
    paper.paragraphs[0].add_run(" from  13.4% to 12.6%.")
    table = paper.add_table(rows=2, cols=2)
    table.cell(0, 0).text = "Indicator"
    table.cell(1, 0).text = "% in touch"
    cell = table.cell(1, 1)
    cell.text = "Now"
    run = cell.add_paragraph("at ").add_run("91.8%")
    run.font.color.rgb = RGBColor(255, 0, 0)
    nested = table.cell(0, 1).add_table(rows=1, cols=1)
    nested.cell(0, 0).text = "inner"
    target = tmp_path / "paper.docx"
    paper.save(str(target))
    return target


def found(path: Path, locator: str, start: int, end: int) -> list[str]:
    """Characters behind a span, looked up in another parser's tree of the same file."""
    root = docx.Document(str(path)).element
    out = []
    for span in WordPlaces(path).spans(locator, start, end):
        paragraph = locate(root, span.paragraph)
        assert paragraph is not None
        out.append((text_nodes(paragraph)[span.index].text or "")[span.start : span.end])
    return out


def test_every_locator_leads_to_its_element(path: Path) -> None:
    document = read_docx(path)
    root = docx.Document(str(path)).element
    for grid in document.grids():
        assert locate(root, grid.locator).tag == qn("w:tbl")  # type: ignore[union-attr]
        for cell in grid.cells:
            element = locate(root, cell.locator)
            assert element is not None
            assert element.tag == qn("w:tc")
            words = "".join(t.text or "" for t in element.iter(qn("w:t")))
            assert words.replace(" ", "") == "".join(cell.text.split())
    for paragraph in document.paragraphs():
        element = locate(root, paragraph.locator)
        assert element is not None
        assert element.tag == qn("w:p")


@pytest.mark.parametrize(
    "locator", ["document/p99", "document/t1/r9", "document/t9/r1/c1", "nonsense", "document/t1/r1/c9"]
)
def test_places_that_do_not_exist(path: Path, locator: str) -> None:
    assert locate(docx.Document(str(path)).element, locator) is None


def test_span_of_a_figure_in_prose_after_its_number_and_double_spaces(path: Path) -> None:
    (paragraph,) = read_docx(path).paragraphs()
    assert (paragraph.number, paragraph.text) == ("4.1", "There has been a decrease from 13.4% to 12.6%.")
    start = paragraph.text.index("13.4%")
    assert found(path, paragraph.locator, start, start + 5) == ["13.4%"]
    start = paragraph.text.index("a decrease from")
    assert found(path, paragraph.locator, start, start + 15) == ["a ", "decrease", " from"]


def test_span_of_a_figure_in_a_cell_of_two_paragraphs(path: Path) -> None:
    cell = next(c for g in read_docx(path).grids() for c in g.cells if "91.8%" in c.text)
    assert cell.text == "Now\nat 91.8%"
    start = cell.text.index("91.8%")
    assert found(path, cell.locator, start, start + 5) == ["91.8%"]


def test_place_that_was_not_read(path: Path) -> None:
    with pytest.raises(InputError, match="no text was read"):
        WordPlaces(path).spans("document/p77", 0, 1)
