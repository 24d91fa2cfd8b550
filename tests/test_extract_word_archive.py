"""The shared Word files against the truth beside them."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from extract.document import Chart, Document, Grid, Paragraph
from extract.reading import read_document


def squash(text: str) -> str:
    """White space and the few typographic signs that the truth files spell differently."""
    return " ".join(text.replace("’", "'").replace("‘", "'").split())


@pytest.fixture(scope="module")
def papers(archive: Path) -> dict[str, Document]:
    return {p.stem: read_document(p) for p in sorted((archive / "documents").glob("*.docx"))}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_every_measure_of_the_appendix_has_its_text_and_its_drawn_direction(
    archive: Path, papers: dict[str, Document]
) -> None:
    truth = rows(archive / "truth" / "appendix_one_2017_07_docx.measures.csv")
    found = []
    for grid in papers["appendix_one_2017_07_docx"].grids():
        assert grid.header_rows == 1
        for row in grid.matrix()[grid.header_rows :]:
            challenge, measure, performance, direction = row
            assert challenge is not None
            assert measure is not None
            assert performance is not None
            assert direction is not None
            (mark,) = direction.marks
            drawn = {"right": "level"}.get(mark.value, mark.value)
            assert mark.how == "image"
            found.append(
                [squash(t) for t in (challenge.text, measure.text, performance.text, direction.text)] + [drawn]
            )
    keys = ("challenge", "measure", "performance", "direction_text", "direction_arrow")
    assert found == [[squash(t[k]) for k in keys] for t in truth]


def test_every_action_is_read_with_its_colour_and_the_cell_merged_above(
    archive: Path, papers: dict[str, Document]
) -> None:
    truth = rows(archive / "truth" / "action_plan_2013_14_docx.actions.csv")
    found = []
    for grid in papers["action_plan_2013_14_docx"].grids():
        before = None
        for row in grid.matrix()[grid.header_rows :]:
            task, target, progress, rag = row
            assert task is not None
            assert target is not None
            assert progress is not None
            assert rag is not None
            letter, _, comment = rag.text.partition("\n")
            if letter not in {"Red", "Amber", "Green"}:
                letter, comment = "", rag.text
            merged = ["yes" if before is not None and before[i] is row[i] else "" for i in (0, 1, 3)]
            found.append([squash(t) for t in (task.text, target.text, progress.text, letter, comment)] + merged)
            before = row
    keys = (
        "task", "target", "progress", "rag", "rag_comment", "task_merged_with_above", "target_merged_with_above",
        "rag_merged_with_above",
    )  # fmt: skip
    assert found == [[squash(t[k]) for k in keys] for t in truth]


def test_every_chart_of_the_progress_report_is_read_value_for_value(archive: Path, papers: dict[str, Document]) -> None:
    truth = json.loads((archive / "truth" / "progress_report_2016_07_docx.charts.json").read_text("utf-8"))
    blocks = list(papers["progress_report_2016_07_docx"].blocks())
    found = [(b, blocks[i + 1]) for i, b in enumerate(blocks) if isinstance(b, Chart)]
    assert len(found) == len(truth) == 8
    for (chart, after), expected in zip(found, truth, strict=True):
        assert isinstance(after, Paragraph)
        assert after.kind == "caption"
        assert squash(after.text) == squash(expected["caption"])
        assert chart.title == expected["title"]
        assert list(chart.categories) == expected["categories"]
        assert [s.name for s in chart.series] == [s["name"] for s in expected["series"]]
        values = [[None if v is None else float(v) for v in s.values] for s in chart.series]
        assert values == [s["values"] for s in expected["series"]]
        assert (chart.how, chart.resolution) == ("chart", "")


@pytest.mark.parametrize("name", ["progress_report_2016_07_docx", "paper_2017_01_docx"])
def test_every_paragraph_and_its_section(name: str, archive: Path, papers: dict[str, Document]) -> None:
    truth = json.loads((archive / "truth" / f"{name}.structure.json").read_text("utf-8"))
    texts: set[str] = set()
    headings: set[str] = set()
    for block in papers[name].blocks():
        if isinstance(block, Paragraph):
            shown = (
                squash(f"{block.number} {block.text}") if block.number and block.number != "•" else squash(block.text)
            )
            texts |= {shown, squash(block.text)}
            if block.kind == "heading":
                headings |= {shown, squash(block.text)}
        elif isinstance(block, Grid):
            texts |= {squash(line) for cell in block.cells for line in cell.text.split("\n")}
    wanted = [squash(re.sub(r"<(http\S+)>", r"\1", p["text"])) for p in truth["paragraphs"]]
    missing = [text for text in wanted if text not in texts]
    assert missing == []
    numbered = {squash(p["section"]) for p in truth["paragraphs"] if re.match(r"\d+\.", p["section"])}
    assert numbered <= headings
    for note in truth.get("footnotes", []):
        notes = [b for b in papers[name].paragraphs() if b.kind == "footnote"]
        assert [squash(b.text) for b in notes] == [squash(note)]
        assert [b.number for b in notes] == ["1"]


@pytest.mark.parametrize("name", ["progress_report_2016_07_docx", "paper_2017_01_docx"])
def test_challenges_and_measures_of_the_key_table(name: str, archive: Path, papers: dict[str, Document]) -> None:
    truth = json.loads((archive / "truth" / f"{name}.structure.json").read_text("utf-8"))
    grid: Grid = papers[name].grids()[1]
    found = [tuple(squash(c.text) for c in row if c is not None) for row in grid.matrix()]
    assert found == [(squash(t["challenge"]), squash(t["measure"])) for t in truth["table_1"]]


def test_footnote_mark_is_taken_out_of_the_sentence(papers: dict[str, Document]) -> None:
    (marked,) = [b for b in papers["progress_report_2016_07_docx"].paragraphs() if b.superscripts]
    assert marked.superscripts == ("1",)
    assert marked.text.endswith("nine months.")


def test_nothing_in_the_shared_papers_is_left_unread(papers: dict[str, Document]) -> None:
    assert {name: d.unread for name, d in papers.items()} == dict.fromkeys(papers, ())
