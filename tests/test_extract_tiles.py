"""Tiles, facts in names, ratings in words, places over columns, pictures that may be charts."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from extract import extract_file, recognise
from extract.document import Cell, Document, Grid, Mark, Page, Paragraph
from extract.namefacts import facts_in_name
from extract.ratings import rag_said
from extract.tiles import read_tile
from records import Box


def lines(*texts: str) -> list[Cell]:
    return [
        Cell(k, 0, text, bold=k == 0, box=Box(10, 20.0 * k, 200, 20.0 * k + 12), page=1) for k, text in enumerate(texts)
    ]


@pytest.mark.parametrize(
    ("texts", "name", "figure", "facts"),
    [
        (("Appraisals completed", "92.9% \u25b2", "Target 95.0% | Sep 2025 92.4% | Amber"), "Appraisals completed", "92.9%", [("Target", "95.0%"), ("Sep 2025", "92.4%")]),
        (("Homes let in time", "88%", "Target: 90%", "Last quarter: 85%"), "Homes let in time", "88%", [("Target", "90%"), ("Last quarter", "85%")]),
        (("Complaints upheld", "37", "vs 41 last year", "Goal 30"), "Complaints upheld", "37", [("Goal", "30")]),
        (("Calls answered", "74%", "70% target"), "Calls answered", "74%", [("target", "70%")]),
        (("Homes let", "88%", "\u25b2 up from 85.1% in September"), "Homes let", "88%", [("September", "85.1%")]),
        (("Homes let", "88%", "same as 88% last quarter", "Target 90%"), "Homes let", "88%", [("Last quarter", "88%"), ("Target", "90%")]),
        (("Homes let", "88%", "Near target", "Worse than 91.5%"), "Homes let", "88%", [("Previous", "91.5%")]),
    ],
)  # fmt: skip
def test_tiles_by_what_their_lines_say(
    texts: tuple[str, ...], name: str, figure: str, facts: list[tuple[str, str]]
) -> None:
    tile = read_tile(lines(*texts))
    if "vs 41" in " ".join(texts):
        assert tile is None or ("last year", "41") in [(label, c.text) for label, c in tile.facts]
        return
    assert tile is not None
    assert " ".join(c.text for c in tile.name) == name
    assert tile.figure is not None
    assert tile.figure.text == figure
    assert [(label, c.text) for label, c in tile.facts] == facts


@pytest.mark.parametrize(
    "texts",
    [
        ("Introduction", "This report sets out the position."),
        ("Two figures", "88%", "92%", "Target 90%"),  # which of them is the result is not said
        ("Contents", "4"),
        ("Target", "90%", "Previous 80%"),
        ("Homes let in time", "88%", "Target 90%", "About 1,204 homes were let by 14 officers"),
        ("Homes let in time", "88%", "Target 90%", "Up from 85.1% in the north"),
    ],
)
def test_no_tiles(texts: tuple[str, ...]) -> None:
    assert read_tile(lines(*texts)) is None


@pytest.mark.parametrize(
    ("words", "way"), [("Up from 85%", "up"), ("worse than 91% in May", "worsened"), ("was 85% in May", ""), ("\u25bc up from 9%", "\u25bc")]
)  # fmt: skip
def test_way_of_a_tile_without_an_arrow(words: str, way: str) -> None:
    tile = read_tile(lines("Homes let", "88%", words, "Off target"))
    assert tile is not None
    assert (tile.direction.text if tile.direction else "") == way
    assert tile.rag is not None
    assert tile.rag.text == "Off target"


def test_a_stripe_is_the_rating_of_a_tile() -> None:
    stripe = Mark("shape", "unknown", "vector", "stripe #d9534f", Box(0, 0, 200, 8), 0.8)
    cells = (
        *lines("Voluntary turnover", "12.3%", "Target 12.0%"),
        Cell(3, 0, "", marks=(stripe,), page=1, box=Box(0, 0, 200, 8)),
    )
    extraction = recognise(
        Document(
            Path("tiles.pdf"),
            "0" * 64,
            "pdf",
            (Page(1, 595, 842, (Paragraph("Workforce, March 2025", "heading", page=1), Grid(1, cells, 4, 1, page=1))),),
        )
    )
    assert [(o.role, o.word or o.value.printed) for o in extraction.observations] == [
        ("result", "12.3%"),
        ("target", "12.0%"),
        ("rag", "red"),
    ]


@pytest.mark.parametrize(
    ("printed", "name", "facts"),
    [
        ("Homes let in time (target 90%)", "Homes let in time", [("target", "90%")]),
        ("Days lost per employee - target: 8.5", "Days lost per employee", [("target", "8.5")]),
        ("Calls answered (standard 80%) [England 75%]", "Calls answered", [("benchmark", "75%"), ("target", "80%")]),
        ("Homes failing the decent homes standard", "Homes failing the decent homes standard", []),
        ("Repairs in 28 days (category 2)", "Repairs in 28 days (category 2)", []),
        ("Children on a plan - plan 2024", "Children on a plan - plan 2024", []),
    ],
)
def test_facts_in_names(printed: str, name: str, facts: list[tuple[str, str]]) -> None:
    bare, found = facts_in_name(printed)
    assert bare == name
    assert [(f.role, f.printed) for f in found] == facts


@pytest.mark.parametrize(
    ("text", "colour"),
    [("On target", "green"), ("Near target", "amber"), ("Off target", "red"), ("Target not met", "red"), ("Within tolerance", "amber"), ("Exceeding target", "green"),
     ("Slightly below target", "amber"), ("Behind schedule", "red"), ("Target", None), ("See the target", None), ("Under review", None)],
)  # fmt: skip
def test_ratings_in_words(text: str, colour: str | None) -> None:
    found = rag_said(Cell(0, 0, text))
    assert (found.value if found else None) == colour


def table(*rows: tuple[str, ...]) -> Grid:
    cells = tuple(
        Cell(r, c, t, page=1, box=Box(60.0 * c, 20.0 * r, 60.0 * c + 55, 20.0 * r + 15))
        for r, row in enumerate(rows)
        for c, t in enumerate(row)
    )
    return Grid(1, cells, len(rows), len(rows[0]), page=1)


def observed(grid: Grid, title: str = "Performance report, March 2025") -> list[tuple[str, str, str, str, str]]:
    document = Document(
        Path("t.pdf"), "0" * 64, "pdf", (Page(1, 595, 842, (Paragraph(title, "heading", page=1), grid)),)
    )
    return [(o.indicator, o.area, o.cohort, o.role, o.value.printed) for o in recognise(document).observations]


def test_places_over_columns_without_a_word_for_them() -> None:
    grid = table(
        ("Measure", "Ashby", "Barrow Hill", "Dunmore"),
        ("Homes let in time", "88%", "91%", "79%"),
        ("Complaints upheld", "14", "9", "22"),
    )
    assert ("Homes let in time", "Barrow Hill", "all", "result", "91%") in observed(grid)
    assert ("Complaints upheld", "Dunmore", "all", "result", "22") in observed(grid)


def test_columns_of_kinds_are_no_places() -> None:
    grid = table(
        ("Measure", "Budget", "Actual", "Forecast"),
        ("Homes let in time", "88", "91", "79"),
        ("Complaints upheld", "14", "9", "22"),
    )
    assert not any(area in {"Budget", "Actual", "Forecast"} for _, area, _, _, _ in observed(grid))


def test_groups_of_people_over_columns() -> None:
    grid = table(
        ("Measure", "All", "Excluding UASC"),
        ("Placement stability", "12.4%", "11.9%"),
        ("Health checks in time", "91%", "93%"),
    )
    assert [x[2:] for x in observed(grid)] == [
        ("all", "result", "12.4%"),
        ("excl_uasc", "result", "11.9%"),
        ("all", "result", "91%"),
        ("excl_uasc", "result", "93%"),
    ]


def test_quarters_beside_a_word_get_their_year_from_the_title() -> None:
    grid = table(
        ("Measure", "Q1 Actual", "Q2 Actual", "Target"),
        ("Homes let in time", "88%", "91%", "90%"),
        ("Calls answered", "70%", "72%", "75%"),
    )
    document = Document(
        Path("t.pdf"),
        "0" * 64,
        "pdf",
        (Page(1, 595, 842, (Paragraph("Scorecard, Quarter 2 2024/25", "heading", page=1), grid)),),
    )
    found = {
        (o.value.printed, o.period.end.isoformat() if o.period else "")
        for o in recognise(document).observations
        if o.role == "result"
    }
    assert found == {("88%", "2024-06-30"), ("91%", "2024-09-30"), ("70%", "2024-06-30"), ("72%", "2024-09-30")}


def test_a_picture_of_a_chart_is_listed_with_its_caption(tmp_path: Path) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    def picture(colour: str) -> ImageReader:
        out = io.BytesIO()
        Image.new("RGB", (300, 150), colour).save(out, "PNG")
        return ImageReader(io.BytesIO(out.getvalue()))

    path = tmp_path / "pictures.pdf"
    canvas = Canvas(str(path), pagesize=(595, 842))
    for page in (1, 2):
        canvas.drawImage(picture("navy"), 400, 740, 160, 85)  # the same on each page: dress
        canvas.drawString(60, 700, f"Housing report, page {page}. Repairs were late in the spring.")
        if page == 2:
            canvas.drawImage(picture("teal"), 60, 400, 280, 150)
            canvas.drawString(60, 380, "Figure 3: Repairs completed by month")
        canvas.showPage()
    canvas.save()
    listed = [(u.where.page, u.printed) for u in extract_file(path).unread if u.what == "chart"]
    assert listed == [(2, "Figure 3: Repairs completed by month")]
