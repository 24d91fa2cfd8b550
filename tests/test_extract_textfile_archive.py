"""The shared text transcripts: the same facts as the documents they were pasted from."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from extract.document import Document, Paragraph
from extract.reading import read_document


def squash(text: str) -> str:
    return " ".join(text.replace("’", "'").replace("‘", "'").split())


@pytest.fixture(scope="module")
def pasted(archive: Path) -> dict[str, Document]:
    return {p.stem: read_document(p) for p in sorted((archive / "transcripts").glob("*.txt"))}


def test_activity_table_has_every_printed_figure(archive: Path, pasted: dict[str, Document]) -> None:
    with (archive / "truth" / "scorecard_2016_03_xlsx.observations.csv").open(encoding="utf-8", newline="") as stream:
        truth = [r for r in csv.DictReader(stream) if r["table"] == "activity"]
    grid = pasted["scorecard_2016_03"].grids()[0]
    assert (grid.n_rows, grid.n_cols) == (29, 22)
    figures = [c.text for c in grid.cells if c.row > 0 and c.col > 0]
    assert len(figures) == 28 * 21
    areas = {c.row: c.text for c in grid.cells if c.col == 0 and c.row}
    by_area: dict[str, list[str]] = {}
    for cell in grid.cells:
        if cell.row and cell.col:
            by_area.setdefault(areas[cell.row], []).append(cell.text)
    wanted: dict[str, list[str]] = {}
    for row in truth:
        wanted.setdefault(row["area"], []).append(row["value"])
    assert by_area == wanted


def test_scorecard_arrows_and_section_rows(pasted: dict[str, Document]) -> None:
    grid = pasted["scorecard_2016_03"].grids()[1]
    sections = [c.text for c in grid.cells if c.bold and c.colspan == grid.n_cols]
    assert sections[:3] == ["REFERRAL AND ASSESSMENTS", "CHILDREN IN NEED", "PRIVATE FOSTERING"]
    marks = [m.value for c in grid.cells for m in c.marks]
    assert (marks.count("up"), marks.count("down")) == (41, 47)
    assert {m.how for c in grid.cells for m in c.marks} == {"text"}


def test_paragraphs_of_the_review_paper(archive: Path, pasted: dict[str, Document]) -> None:
    truth = json.loads((archive / "truth" / "paper_2017_01.structure.json").read_text("utf-8"))
    texts: set[str] = set()
    headings = set()
    for b in pasted["paper_2017_01"].paragraphs():
        texts |= {squash(b.text), squash(f"{b.number} {b.text}")}
        if b.kind == "heading":
            headings.add(squash(f"{b.number} {b.text}"))
    assert [p["text"] for p in truth["paragraphs"] if squash(p["text"]) not in texts] == []
    assert headings >= {p["section"] for p in truth["paragraphs"] if p["section"][0].isdigit()}
    assert not {h for h in headings if "Market engagement" in h or "early help" in h}


def test_wrapped_and_page_broken_paragraphs_of_the_progress_report_are_joined(
    archive: Path, pasted: dict[str, Document]
) -> None:
    truth = json.loads((archive / "truth" / "progress_report_2016_07.structure.json").read_text("utf-8"))
    texts = {squash(b.text) for b in pasted["progress_report_2016_07"].paragraphs()}
    texts |= {squash(f"{b.number} {b.text}") for b in pasted["progress_report_2016_07"].paragraphs()}
    wanted = [squash(p["text"]) for p in truth["paragraphs"]]
    missing = [t for t in wanted if t not in texts]
    assert missing == []
    assert len(wanted) == 87


def test_footnote_of_the_pasted_paper_and_its_mark(pasted: dict[str, Document]) -> None:
    paper = pasted["progress_report_2016_07"]
    (note,) = [b for b in paper.paragraphs() if b.kind == "footnote"]
    assert note.number == "1"
    (marked,) = [b for b in paper.paragraphs() if b.superscripts]
    assert isinstance(marked, Paragraph)
    assert marked.text.endswith("previous nine months.")
