"""No figure is lost without a word: on every document a numeral is kept, listed as unread, or states no amount."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from extract import Extraction, extract_file, recognise
from extract.document import Cell, Document, Grid, Page, Paragraph
from extract.figures import find_figures
from extract.pagecount import lost_numerals
from extract.pageparts import NO_FONT, Char
from extract.pagework import PageWork
from records import Box, Unread, parse_value

from .layouts.dealt_make import make

SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*.*"))
DOCUMENTS = [p for p in SAMPLES if p.suffix in {".pdf", ".docx", ".xlsx", ".csv"} and p.name != "planted.csv"]
_NUMERAL = re.compile(r"\d[\d,]*(?:\.\d+)?")


def _numerals(text: str) -> set[str]:
    return {m.replace(",", "") for m in _NUMERAL.findall(text)}


def lost(extraction: Extraction) -> list[str]:
    """Numerals of tables that stand nowhere in what was read, and printed figures read fewer times than they stand."""
    said: set[str] = set()
    for o in extraction.observations:
        for text in (
            o.source.printed,
            o.value.printed,
            o.source.column,
            o.indicator,
            o.section,
            o.period_label,
            o.area,
            o.indicator_id,
        ):
            said |= _numerals(text)
    for f in extraction.figures:
        said |= _numerals(f.sentence)
    for p in extraction.document.paragraphs():
        said |= _numerals(p.text)
    for m in extraction.measures:
        said |= _numerals(f"{m.challenge} {m.measure} {m.performance} {m.direction_text}")
    for a in extraction.actions:
        said |= _numerals(f"{a.section} {a.task} {a.target} {a.progress} {a.rag_comment}")
    for page in extraction.indicator_pages:
        said |= _numerals(
            f"{page.indicator} {page.bands_printed} {page.target_printed} {page.tolerance} {' '.join(page.commentary)}"
        )
        said |= _numerals(" ".join((*page.data_notes.values(), *page.roles.values())))
    said |= _numerals(" ".join(extraction.header.values()))
    for u in extraction.unread:
        said |= _numerals(u.printed)
    out = []
    printed: Counter[str] = Counter()
    for grid in extraction.document.grids():
        for cell in grid.cells:
            amounts = {n for f in find_figures(cell.text) for n in _numerals(f.value.printed)}
            if amounts - said:
                out.append(f"page {cell.page}: {cell.text!r}")
            text = " ".join(cell.text.split())
            if re.search(r"[%.,]\d|%", text) and parse_value(text).known:
                printed[text] += 1
    kept = Counter(" ".join(o.value.printed.split()) for o in extraction.observations)
    kept += Counter(u.printed for u in extraction.unread)
    kept += Counter(c.text for g in extraction.document.grids() for c in g.cells if _is_label(c))
    out += [f"{text} stands {n} times, kept {kept[text]}" for text, n in printed.items() if kept[text] < n]
    return out


def _is_label(cell: Cell) -> bool:
    """Whether a cell names a section or a row by a number with a point ("4.1")."""
    return bool(re.fullmatch(r"\d{1,2}(?:\.\d{1,2}){1,3}\.?", cell.text.strip()))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.name)
def test_samples_lose_nothing(path: Path) -> None:
    assert lost(extract_file(path)) == []


@pytest.mark.parametrize(
    "name",
    [
        "scorecard_2016_03_xlsx.pdf",
        "progress_report_2016_07.pdf",
        "progress_report_2016_07_docx.docx",
        "action_plan_2013_14.pdf",
        "appendix_one_2017_07.pdf",
    ],
)
def test_archive_loses_nothing(archive: Path, name: str) -> None:
    assert lost(extract_file(archive / "documents" / name)) == []


@pytest.mark.parametrize(
    "name",
    [
        "budget_by_directorate_2025_26.pdf",
        "capital_investment_summary_2025.pdf",
        "police_foi_reply.pdf",
        "priorities_measures_2025.pdf",
        "half_year_report_2024_25.pdf",
    ],
)
def test_real_papers_lose_nothing(archive: Path, name: str) -> None:
    assert lost(extract_file(archive / "real" / name)) == []


@pytest.mark.parametrize("seed", range(2000, 2024))
def test_dealt_layouts_lose_nothing(seed: int, tmp_path: Path) -> None:
    _, case = make(seed, tmp_path)
    assert lost(extract_file(case.path)) == []


def test_a_reader_that_drops_a_table_is_found_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _, case = make(0, tmp_path)
    whole = extract_file(case.path)
    assert whole.observations
    figures = {o.value.printed for o in whole.observations if o.role == "result"}
    monkeypatch.setattr("extract.recognition.read_scorecard", lambda *_: "")
    monkeypatch.setattr("extract.recognition.sweep", lambda *_, **__: None)
    found = extract_file(case.path)
    assert not found.observations
    listed = {u.printed for u in found.unread if "is in no figure that was kept" in u.why}
    assert figures <= listed


def _document(*blocks: Paragraph | Grid) -> Document:
    return Document(Path("paper.pdf"), "0" * 64, "pdf", (Page(1, 595.0, 842.0, blocks),))


@pytest.mark.parametrize(
    ("paragraph", "listed"),
    [
        (Paragraph("92.9%", "heading", page=1), True),
        (Paragraph("Appraisals completed 92.9%", "heading", page=1), True),
        (Paragraph("Target 95% of all homes", "footer", page=1), True),
        (Paragraph("Page 4 of 12", "footer", page=1), False),
        (Paragraph("4", "footer", page=1), False),
        (Paragraph("Performance report, Quarter 3 2024/25", "header", page=1), False),
        (Paragraph("3 | Recommendations", "heading", page=1), False),
        (Paragraph("Section 47 enquiries", "heading", page=1), False),
    ],
)
def test_figures_in_headings_and_running_lines(paragraph: Paragraph, listed: bool) -> None:
    extraction = recognise(_document(paragraph))
    assert any(u.what == "figure" for u in extraction.unread) is listed


def test_a_figure_among_headings_of_a_table_is_listed() -> None:
    rows = [
        ("Measure", "Result", "84.1%"),
        ("", "Result", "Target"),
        ("Homes let in time", "80%", "90%"),
        ("Calls answered", "70%", "75%"),
    ]
    cells = tuple(
        Cell(r, c, t, page=1, box=Box(c * 50.0, r * 20.0, c * 50.0 + 45, r * 20.0 + 15))
        for r, row in enumerate(rows)
        for c, t in enumerate(row)
    )
    extraction = recognise(_document(Grid(1, cells, 4, 3, page=1, header_rows=2)))
    kept = {o.value.printed for o in extraction.observations}
    listed: list[Unread] = [u for u in extraction.unread if u.printed == "84.1%"]
    assert "84.1%" in kept or listed


def test_digits_of_a_page_are_counted() -> None:
    char = Char("38.4%", 10, 10, 40, 20, 10, 40, 18, 10, 0, 1, NO_FONT, "#000000")
    work = PageWork(1, 595.0, 842.0, 0)
    assert lost_numerals([char], work) == ("38.4",)
    work.others.append(Paragraph("38.4%", page=1))
    assert lost_numerals([char], work) == ()
