"""Whole PDFs: the shared papers equal their truth, made layouts equal what was drawn, bad files say why."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from extract.document import Cell, Document, Grid
from extract.overlay import write_debug
from extract.pdf import read_pdf
from records import EncryptedError, UnreadableError

from . import pdf_samples


def flat(text: str) -> str:
    return " ".join(text.replace("-\n", "-").split())


def header_paths(grid: Grid) -> tuple[int, list[str]]:
    """Rows of the header (as deep as its deepest first-row cell) and the path of each column."""
    rows = max(c.rowspan for c in grid.cells if c.row == 0)
    matrix = grid.matrix()
    paths = []
    for c in range(grid.n_cols):
        parts: list[str] = []
        for r in range(rows):
            cell = matrix[r][c]
            if cell is not None and flat(cell.text) and flat(cell.text) not in parts:
                parts.append(flat(cell.text))
        paths.append(" | ".join(parts))
    return rows, paths


def table_rows(document: Document) -> list[tuple[list[Cell | None], list[str], Grid]]:
    out = []
    for grid in document.grids():
        head, paths = header_paths(grid)
        for row in grid.matrix()[head:]:
            if row[0] is None or row[0].colspan < grid.n_cols:
                out.append((row, paths, grid))
    return out


@pytest.mark.parametrize("name", ["scorecard_2016_03_xlsx", "scorecard_2016_01_xlsx"])
def test_scorecard_equals_its_truth(archive: Path, name: str) -> None:
    rows = table_rows(read_pdf(archive / "documents" / f"{name}.pdf"))
    missing = []
    count = 0
    with (archive / "truth" / f"{name}.observations.csv").open(encoding="utf-8") as handle:
        for wanted in csv.DictReader(handle):
            count += 1
            key = wanted["area"] if wanted["table"] == "activity" else wanted["indicator"]
            if not any(_shows(wanted, key, *row) for row in rows):
                missing.append((wanted["page"], key, wanted["col_header"], wanted["value"]))
    assert missing == []
    assert count > 1500


def _shows(wanted: dict[str, str], key: str, cells: list[Cell | None], paths: list[str], grid: Grid) -> bool:
    page = int(wanted["page"])
    if wanted["table"] == "trend":
        if grid.page != page:
            return False
        columns = [k for k, p in enumerate(paths) if p.split(" | ")[-1] == wanted["col_header"].split(" | ")[-1]]
    else:
        if key not in {flat(c.text) for c in cells if c} or not any(c and c.page == page for c in cells):
            return False
        columns = [k for k, p in enumerate(paths) if p == flat(wanted["col_header"])]
    for k in columns:
        cell = cells[k]
        if cell is None:
            continue
        if wanted["value"]:
            if flat(cell.text) == wanted["value"]:
                return True
        elif wanted["value_norm"] in {"up", "down"}:
            if cell.marks and cell.marks[0].value == wanted["value_norm"]:
                return True
        elif cell.fill:
            return True
    return False


def test_turned_headers_read_the_right_way(archive: Path) -> None:
    grid = read_pdf(archive / "documents" / "scorecard_2016_03_xlsx.pdf", pages=[2]).grids()[0]
    _, paths = header_paths(grid)
    assert paths[1:6] == [
        "Caseloads | This month", "Caseloads | Last month", "Caseloads | Change", "Referrals in last month",
        "CF Assessments in last month",
    ]  # fmt: skip
    assert grid.at(1, 1) is not None
    assert grid.at(1, 1).rotated  # type: ignore[union-attr]


def test_table_goes_on_over_the_page_with_its_header_once(archive: Path) -> None:
    document = read_pdf(archive / "documents" / "scorecard_2016_03_xlsx.pdf", pages=[4, 5])
    (grid,) = document.grids()
    assert grid.joined_pages == (4, 5)
    first = [flat(c.text) for c in grid.cells if c.col == 0]
    assert [t for t in first if t.isdigit()] == [str(k) for k in range(1, 45)]
    assert first.count("ID") == 1


def test_appendix_has_an_arrow_picture_in_every_row(archive: Path) -> None:
    (grid,) = read_pdf(archive / "documents" / "appendix_one_2017_07.pdf").grids()
    with (archive / "truth" / "appendix_one_2017_07.measures.csv").open(encoding="utf-8") as handle:
        wanted = [(flat(r["measure"]), flat(r["performance"]), r["direction_arrow"]) for r in csv.DictReader(handle)]
    level = {"up": "up", "down": "down", "right": "right", "same": "right", "level": "right"}
    got = []
    for row in grid.matrix()[1:]:
        measure, performance, sign = row[1], row[2], row[3]
        assert measure is not None
        assert performance is not None
        assert sign is not None
        got.append((flat(measure.text), flat(performance.text), sign.marks[0].value))
        assert sign.marks[0].how == "image"
    assert got == [(m, p, level[d]) for m, p, d in wanted]


def test_action_plan_rows_are_whole(archive: Path) -> None:
    document = read_pdf(archive / "documents" / "action_plan_2013_14.pdf")
    got = []
    for grid in document.grids():
        for row in grid.matrix()[1:]:
            got.append(tuple(flat(cell.text) if cell else "" for cell in row))
    with (archive / "truth" / "action_plan_2013_14.actions.csv").open(encoding="utf-8") as handle:
        for wanted in csv.DictReader(handle):
            status = flat(f"{wanted['rag']} {wanted['rag_comment']}")
            row = next((r for r in got if r[1:3] == (flat(wanted["target"]), flat(wanted["progress"]))), None)
            assert row is not None, wanted["target"]
            assert row[0] == flat(wanted["task"])
            assert row[3] == status


def test_progress_report_prose(archive: Path) -> None:
    document = read_pdf(archive / "documents" / "progress_report_2016_07.pdf")
    paragraphs = document.paragraphs()
    by_number = {p.number: p for p in paragraphs if p.number and p.number[0].isdigit()}
    assert [by_number[n].kind for n in ("1.", "1.1")] == ["heading", "paragraph"]
    assert "achievements to date" in by_number["3.2"].text  # goes on over the page
    assert paragraphs[0].kind == "header"
    assert any(p.text.startswith("To: Corporate Parenting Panel") for p in paragraphs)
    (note,) = [p for p in paragraphs if p.kind == "footnote"]
    assert note.number == "1"
    assert [p.superscripts for p in paragraphs if p.superscripts] == [("1",)]
    assert sum(p.kind == "caption" for p in paragraphs) == 9
    assert {p.number for p in paragraphs if p.kind == "list"} == {"•"}


def test_charts_are_measured_within_their_resolution(archive: Path) -> None:
    charts = read_pdf(archive / "documents" / "progress_report_2016_07.pdf").charts()
    truth = json.loads((archive / "truth" / "progress_report_2016_07.charts.json").read_text(encoding="utf-8"))
    assert [c.title for c in charts] == [t["title"] for t in truth]
    for chart, wanted in zip(charts, truth, strict=True):
        turned = wanted["kind"] == "bar"
        assert list(chart.categories) == (wanted["categories"][::-1] if turned else wanted["categories"])
        assert len(chart.series) == len(wanted["series"])
        reach = float(chart.resolution or 0.051)
        for series in wanted["series"]:
            values = series["values"][::-1] if turned else series["values"]
            assert any(
                all(got is not None and abs(float(got) - v) <= reach for got, v in zip(s.values, values, strict=True))
                for s in chart.series
            ), (chart.title, series["name"])


@pytest.mark.parametrize(("table", "page", "cells"), [(1, 3, 344), (2, 4, 688)])
def test_police_tables_equal_their_truth(archive: Path, table: int, page: int, cells: int) -> None:
    base = archive / "real" / "police_taser_figures_2010"
    (grid,) = read_pdf(base.with_suffix(".pdf"), pages=[page]).grids()
    got = {flat(r[0].text): [c.text if c else "" for c in r[1:]] for r in grid.matrix() if r[0] is not None}
    equal = 0
    with Path(f"{base}.table{table}.truth.csv").open(encoding="utf-8") as handle:
        for name, *values in list(csv.reader(handle))[1:]:
            row = got[min((k for k in got if name in k), key=len)]
            assert [v or "0" for v in values[: len(row)]] == [v or "0" for v in row], name
            equal += len(row)
    assert equal == cells


@pytest.mark.parametrize(
    "name",
    ["agenda_frontsheet_2025_01", "budget_by_directorate_2025_26", "budget_risk_register_2025",
     "capital_investment_summary_2025", "corporate_parenting_panel_minutes_2024_10", "half_year_report_2024_25",
     "police_foi_reply", "finance_monitoring_q3_2024_25", "priorities_measures_2025"],
)  # fmt: skip
def test_no_word_is_lost_or_invented_on_real_papers(archive: Path, name: str) -> None:
    from collections import Counter

    from extract.pdfium import PdfiumFile

    path = archive / "real" / f"{name}.pdf"
    with PdfiumFile(path) as source:
        count = len(source)
        drawn = Counter(
            ch for n in range(1, count + 1) for c in source.page(n).chars for ch in c.text if ch.isdigit() or ch in "%£"
        )
    document = read_pdf(path)
    read: Counter[str] = Counter()
    for block in document.blocks():
        if isinstance(block, Grid):
            texts = [t for c in block.cells for t in (c.text, *c.superscripts)]
        else:
            texts = [getattr(block, "text", ""), getattr(block, "number", ""), *getattr(block, "superscripts", ())]
        read.update(ch for t in texts for ch in t if ch.isdigit() or ch in "%£")
    # Headers repeated on each page of a joined table are told once; nothing else may go, and nothing may come.
    assert not read - drawn
    joined = any(len(g.joined_pages) > 1 for g in document.grids())
    if not joined:
        assert not drawn - read


def test_budget_without_rules_is_one_table(archive: Path) -> None:
    (grid,) = read_pdf(archive / "real" / "budget_by_directorate_2025_26.pdf").grids()
    assert not grid.ruled
    cells = {flat(c.text): c for c in grid.cells if c.row == 0 and c.text}
    assert (cells["CYPE"].colspan, cells["TOTAL"].colspan, cells["ASCH"].colspan) == (3, 3, 1)
    row = next(r for r in grid.matrix() if r[0] is not None and flat(r[0].text) == "NET BUDGET")
    assert [c.text if c else "" for c in row][1:5] == ["1,530,923.8", "0.0", "1,530,923.8", "643,221.6"]


# -- made layouts ---------------------------------------------------------------------------------------------


def as_table(grid: Grid, *, sign: bool = False) -> list[list[str]]:
    out = []
    for row in grid.matrix():
        line = []
        for cell in row:
            text = flat(cell.text) if cell else ""
            if not text and cell is not None and sign:
                text = cell.marks[0].value if cell.marks and cell.marks[0].kind == "direction" else (cell.fill or "")
            line.append(text)
        out.append(line)
    return out


def test_borderless_table_with_drawn_signs(tmp_path: Path) -> None:
    truth = pdf_samples.borderless(tmp_path / "b.pdf")
    document = read_pdf(tmp_path / "b.pdf")
    (grid,) = document.grids()
    got = as_table(grid, sign=True)
    assert got[0] == truth[0]
    assert [r[:4] + r[5:] for r in got[1:]] == [r[:4] + r[5:] for r in truth[1:]]
    colours = [grid.at(r, 4).marks[0].printed for r in range(1, grid.n_rows)]  # type: ignore[union-attr]
    assert colours == [f"circle {pdf_samples.COLOUR[r[4]]}" for r in truth[1:]]
    assert [p.kind for p in document.paragraphs()] == ["heading", "paragraph"]


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_turned_page_with_crop_box_and_form(tmp_path: Path, angle: int) -> None:
    truth = pdf_samples.turned(tmp_path / "t.pdf", angle)
    (grid,) = read_pdf(tmp_path / "t.pdf").grids()
    assert as_table(grid) == truth
    assert [grid.at(r, 4).fill for r in range(1, 9)] == [pdf_samples.COLOUR[r[4]] for r in truth[1:]]  # type: ignore[union-attr]


def test_symbol_fonts(tmp_path: Path) -> None:
    truth = pdf_samples.symbol_fonts(tmp_path / "s.pdf")
    (grid,) = read_pdf(tmp_path / "s.pdf").grids()
    assert [(r[0].text, r[1].marks[0].value) for r in grid.matrix() if r[0] and r[1]] == truth


def test_browser_print_with_rag_by_colour_only(tmp_path: Path) -> None:
    truth = pdf_samples.browser_colours(tmp_path / "b.pdf")
    document = read_pdf(tmp_path / "b.pdf")
    (grid,) = document.grids()
    got = as_table(grid, sign=True)
    assert got[3:] == truth[3:]
    assert got[:2] == truth[:2]
    section = grid.at(2, 0)
    assert section is not None
    assert (section.text, section.colspan) == ("Safeguarding", 5)
    assert grid.at(5, 1).superscripts == ("1",)  # type: ignore[union-attr]


def test_zebra_shading_without_rules(tmp_path: Path) -> None:
    truth = pdf_samples.zebra(tmp_path / "z.pdf")
    document = read_pdf(tmp_path / "z.pdf", pages=[1])
    (grid,) = document.grids()
    got = as_table(grid)
    assert got[: len(got) - 1] == truth[: len(got) - 1]
    assert len(got) >= 8
    assert not grid.ruled


def test_two_tables_side_by_side(tmp_path: Path) -> None:
    left, right = pdf_samples.two_tables(tmp_path / "two.pdf")
    one, two = read_pdf(tmp_path / "two.pdf").grids()
    assert as_table(one) == left
    assert as_table(two) == right
    assert two.at(0, 1).rotated  # type: ignore[union-attr]


def test_box_around_prose_is_not_a_table(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    c = Canvas(str(tmp_path / "box.pdf"), pagesize=(400, 300))
    c.rect(30, 150, 340, 100)
    c.drawString(40, 230, "Commentary: results improved in the last quarter again by")
    c.drawString(40, 214, "2.5 points, to 81.0%.")
    c.save()
    document = read_pdf(tmp_path / "box.pdf")
    assert document.grids() == []
    assert [p.text for p in document.paragraphs()] == [
        "Commentary: results improved in the last quarter again by 2.5 points, to 81.0%."
    ]


def test_numbered_titles_over_tables_are_no_running_headers(tmp_path: Path) -> None:
    """Tables with the same columns under "Area 1", "Area 2" ... are as many tables, and keep their titles."""
    from reportlab.pdfgen.canvas import Canvas

    c = Canvas(str(tmp_path / "areas.pdf"), pagesize=(300, 200))
    for page in range(1, 5):
        c.setFont("Helvetica-Bold", 11)
        c.drawString(50, 185, f"Area {page}")
        c.setFont("Helvetica", 9)
        for x in (50, 150, 250):
            c.line(x, 100, x, 170)
        for y in (100, 135, 170):
            c.line(50, y, 250, y)
        for k, text in enumerate(("Measure", "Result", "Visits in time", f"{70 + page}.5%")):
            c.drawString(55 + 100 * (k % 2), 150 - 35 * (k // 2), text)
        c.drawString(145, 8, str(page))
        c.showPage()
    c.save()
    document = read_pdf(tmp_path / "areas.pdf")
    assert [as_table(g)[1] for g in document.grids()] == [["Visits in time", f"{70 + k}.5%"] for k in range(1, 5)]
    assert [p.text for p in document.paragraphs() if p.kind == "heading"] == [f"Area {k}" for k in range(1, 5)]
    assert [p.kind for p in document.paragraphs() if p.text.isdigit()] == ["footer"] * 4


def test_watermark_does_not_enter_the_cells(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    c = Canvas(str(tmp_path / "w.pdf"), pagesize=(300, 200))
    for x in (50, 150, 250):
        c.line(x, 50, x, 150)
    for y in (50, 100, 150):
        c.line(50, y, 250, y)
    for k, text in enumerate(("Result", "76.5%", "Target", "85.0%")):
        c.drawString(60 + 100 * (k % 2), 120 - 50 * (k // 2), text)
    c.saveState()
    c.translate(90, 60)
    c.rotate(35)
    c.setFont("Helvetica", 40)
    c.drawString(0, 0, "DRAFT")
    c.restoreState()
    c.save()
    (grid,) = read_pdf(tmp_path / "w.pdf").grids()
    assert as_table(grid) == [["Result", "76.5%"], ["Target", "85.0%"]]


# -- both engines, bad files, debugging ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["documents/appendix_one_2017_07", "real/half_year_report_2024_25"])
def test_the_second_engine_reads_the_same_cells(archive: Path, name: str) -> None:
    path = archive / f"{name}.pdf"
    one, two = read_pdf(path), read_pdf(path, backend="plumber")
    assert [as_table(g) for g in one.grids()] == [as_table(g) for g in two.grids()]


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("truncated.pdf", UnreadableError, "cut off"),
        ("zero_byte.pdf", UnreadableError, "0 bytes"),
        ("user_password.pdf", EncryptedError, "password"),
        ("xlsx_renamed.pdf", UnreadableError, "another kind"),
    ],
)
def test_broken_files_say_why(archive: Path, name: str, kind: type[UnreadableError], words: str) -> None:
    with pytest.raises(kind, match=words) as caught:
        read_pdf(archive / "broken" / name)
    assert caught.value.next_step
    assert name in caught.value.message


def test_scanned_page_is_listed_and_the_rest_is_read(tmp_path: Path) -> None:
    from PIL import Image
    from reportlab.pdfgen.canvas import Canvas

    Image.new("RGB", (200, 280), (240, 240, 240)).save(tmp_path / "scan.png")
    c = Canvas(str(tmp_path / "scan.pdf"), pagesize=(300, 420))
    c.drawImage(str(tmp_path / "scan.png"), 0, 0, 300, 420)
    c.showPage()
    c.drawString(40, 300, "The second page has words.")
    c.save()
    document = read_pdf(tmp_path / "scan.pdf")
    (unread,) = document.unread
    assert (unread.what, unread.where.page) == ("page", 1)
    assert "panelpaper[ocr]" in unread.next_step
    assert [p.text for p in document.paragraphs()] == ["The second page has words."]


def test_text_layer_of_a_scan_is_doubted(tmp_path: Path) -> None:
    from PIL import Image
    from reportlab.pdfgen.canvas import Canvas

    Image.new("RGB", (200, 280), (240, 240, 240)).save(tmp_path / "scan.png")
    c = Canvas(str(tmp_path / "s.pdf"), pagesize=(300, 420))
    c.drawImage(str(tmp_path / "scan.png"), 0, 0, 300, 420)
    text = c.beginText(40, 300)
    text.setTextRenderMode(3)
    text.textLine("76.5% of visits")
    c.drawText(text)
    c.save()
    (unread,) = read_pdf(tmp_path / "s.pdf").unread
    assert "may be wrong" in unread.why


def test_debug_files_show_cells_and_grids(tmp_path: Path) -> None:
    pdf_samples.borderless(tmp_path / "b.pdf")
    document = read_pdf(tmp_path / "b.pdf")
    written = write_debug(document, tmp_path / "debug")
    assert [p.name for p in written] == ["b.table001.csv", "b.page0001.png"]
    with written[0].open(encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.reader(handle))
    assert rows[0][:2] == ["Indicator", "Latest"]
    assert rows[1][5].startswith("[")
    from PIL import Image

    with Image.open(written[1]) as image:
        assert image.size == (1347, 953) or abs(image.width / image.height - 842 / 595) < 0.01


def test_progress_is_told_page_by_page(tmp_path: Path) -> None:
    pdf_samples.turned(tmp_path / "t.pdf", 0)
    seen: list[tuple[int, int]] = []
    read_pdf(tmp_path / "t.pdf", progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 1)]
