"""Workbooks and CSV files: what Excel shows, where one table ends, what is said of the rest."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.drawing.image import Image as SheetImage
from openpyxl.formatting.rule import CellIsRule, ColorScaleRule, FormulaRule, IconSetRule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image, ImageDraw

from extract.document import Document, Grid
from extract.spreadsheet import read_csv, read_xlsx
from records import UnreadableError

Make = Callable[[Callable[[Worksheet], None]], Document]


@pytest.fixture
def read(tmp_path: Path) -> Make:
    def make(fill: Callable[[Worksheet], None]) -> Document:
        book = openpyxl.Workbook()
        sheet = book.active
        assert isinstance(sheet, Worksheet)
        fill(sheet)
        path = tmp_path / "book.xlsx"
        book.save(path)
        return read_xlsx(path)

    return make


def texts(grid: Grid) -> list[list[str]]:
    return [[c.text if c is not None else "∅" for c in row] for row in grid.matrix()]


def test_figures_are_printed_as_excel_prints_them(read: Make) -> None:
    def fill(sheet: Worksheet) -> None:
        for col, (value, code) in enumerate(
            [
                (52 / 68, "0.0%"),
                (1412, "#,##0"),
                (-93, "+#,##0;-#,##0;0"),
                (date(2016, 3, 31), "mmm yyyy"),
                (1.1, "0.00"),
                (15.4, "General"),
            ],
            1,
        ):
            sheet.cell(1, col, "head")
            sheet.cell(2, col, value).number_format = code

    (grid,) = read(fill).grids()
    assert texts(grid)[1] == ["76.5%", "1,412", "-93", "Mar 2016", "1.10", "15.4"]
    assert grid.locator == "Sheet!A1:F2"
    assert grid.cells[-1].locator == "Sheet!F2"


def test_merged_headers_fills_and_colours(read: Make) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["ID", "LATEST", None, "RAG"])
        sheet.append([None, "Num", "Denom", None])
        sheet.append([8, 52, 68, None])
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("B1:C1")
        sheet["D3"].fill = PatternFill("solid", fgColor="FFFF0000")
        sheet["B3"].font = Font(color="FF00B050", bold=True)
        sheet["B2"].alignment = Alignment(textRotation=90)

    (grid,) = read(fill).grids()
    at = {(c.row, c.col): c for c in grid.cells}
    assert (at[0, 0].rowspan, at[0, 1].colspan) == (2, 2)
    assert (at[2, 3].text, at[2, 3].fill) == ("", "#ff0000")
    assert (at[2, 1].ink, at[2, 1].bold, at[1, 1].rotated) == ("#00b050", True, True)


def test_titles_tables_and_notes_of_one_sheet_are_told_apart(read: Make) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.title = "Mar 2016"
        sheet["A1"] = "Scorecard"
        sheet["A1"].font = Font(bold=True)
        rows = [["Indicator", "Result", "Target"], ["In touch", 70.2, 75], [None, None, None], ["Suitable", 63.8, 78]]
        for r, row in enumerate(rows, 3):
            for c, value in enumerate(row, 1):
                sheet.cell(r, c, value)
        sheet["A7"] = "Figures are for the twelve months to the end of March and may change."
        sheet["A10"] = "Area"
        sheet["B10"] = "Number"
        sheet["A11"] = "North"
        sheet["B11"] = 293

    document = read(fill)
    assert [(p.text, p.kind) for p in document.paragraphs()] == [
        ("Mar 2016", "heading"), ("Scorecard", "heading"),
        ("Figures are for the twelve months to the end of March and may change.", "paragraph"),
    ]  # fmt: skip
    first, second = document.grids()
    assert texts(first) == [
        ["Indicator", "Result", "Target"],
        ["In touch", "70.2", "75"],
        ["", "", ""],
        ["Suitable", "63.8", "78"],
    ]
    assert texts(second) == [["Area", "Number"], ["North", "293"]]
    assert (first.number, second.number) == (1, 2)


def test_tables_side_by_side_are_two_and_a_spacer_column_is_none(read: Make) -> None:
    def beside(sheet: Worksheet) -> None:
        for r, row in enumerate(
            [["Area", "LAC", None, "Team", "CP"], ["North", 1, None, "Ashford", 2], ["East", 3, None, "Dover", 4]], 1
        ):
            for c, value in enumerate(row, 1):
                sheet.cell(r, c, value)

    def spaced(sheet: Worksheet) -> None:
        for r, row in enumerate(
            [["Area", "LAC", None, "CP", "CIN"], ["North", 1, None, 7, 2], ["East", 3, None, 8, 4]], 1
        ):
            for c, value in enumerate(row, 1):
                sheet.cell(r, c, value)

    assert [g.locator for g in read(beside).grids()] == ["Sheet!A1:B3", "Sheet!D1:E3"]
    assert [g.locator for g in read(spaced).grids()] == ["Sheet!A1:E3"]


def test_arrows_of_fonts_and_formats(read: Make) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["DoT", "Change", "Plain"])
        sheet.append(["p", -5, "↔"])
        sheet["A2"].font = Font(name="Wingdings 3")
        sheet["B2"].number_format = '"▲"0;"▼"0;"►"0'

    (grid,) = read(fill).grids()
    cells = grid.cells[3:]
    assert [c.text for c in cells] == ["↑", "▼5", "↔"]
    assert [[(m.value, m.how) for m in c.marks] for c in cells] == [
        [("up", "symbol")],
        [("down", "text")],
        [("level", "text")],
    ]
    assert [c.how for c in cells] == ["symbol", "text", "text"]


def test_icons_that_follow_from_the_values(read: Make) -> None:
    def fill(sheet: Worksheet) -> None:
        for r, value in enumerate([-1, 0, 1], 1):
            sheet.cell(r, 1, "x")
            sheet.cell(r, 2, value)
        sheet.conditional_formatting.add("B1:B3", IconSetRule("3Arrows", "num", [-1, 0, 1], showValue=False))

    document = read(fill)
    (grid,) = document.grids()
    assert [c.marks[0].value for c in grid.cells if c.col == 1] == ["down", "right", "up"]
    assert [c.text for c in grid.cells if c.col == 1] == ["", "", ""]
    assert document.unread == ()


def test_colours_that_follow_from_the_values(read: Make) -> None:
    red, green = PatternFill(bgColor="FFFF0000"), PatternFill(bgColor="FF00B050")

    def fill(sheet: Worksheet) -> None:
        for r, (value, word) in enumerate([(70, "Red"), (85, "Green"), (90, "Red flag")], 1):
            sheet.cell(r, 1, value)
            sheet.cell(r, 2, word)
        sheet.conditional_formatting.add("A1:A3", CellIsRule("lessThan", ["85"], fill=red))
        sheet.conditional_formatting.add("A1:A3", CellIsRule("greaterThanOrEqual", ["85"], fill=green))
        sheet.conditional_formatting.add("B1:B3", CellIsRule("equal", ['"Red"'], fill=red))

    (grid,) = read(fill).grids()
    assert [c.fill for c in grid.cells] == ["#ff0000", "#ff0000", "#00b050", None, "#00b050", None]


def test_conditional_formats_that_need_a_calculation_are_listed(read: Make) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["a", 1])
        sheet.append(["b", 2])
        sheet.conditional_formatting.add("B1:B2", FormulaRule(["B1>$A$9"], fill=PatternFill(bgColor="FFFF0000")))
        sheet.conditional_formatting.add("B1:B2", ColorScaleRule("min", None, "FF0000", "max", None, "00FF00"))
        sheet.conditional_formatting.add("B1:B2", IconSetRule("3TrafficLights1", "percentile", [0, 33, 67]))

    document = read(fill)
    assert sorted((u.what, u.printed, u.where.locator) for u in document.unread) == [
        ("arrow", "iconSet", "Sheet!B1:B2"), ("rag", "colorScale", "Sheet!B1:B2"), ("rag", "expression", "Sheet!B1:B2"),
    ]  # fmt: skip


def test_formula_without_a_result_is_listed_never_blank_in_silence(read: Make) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["Total", 7])
        sheet["B2"] = "=B1*2"

    document = read(fill)
    assert [(u.what, u.printed, u.where.locator) for u in document.unread] == [("cell", "=B1*2", "Sheet!B2")]


def test_hidden_rows_columns_and_sheets_are_read_and_said(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in (["a", 1, 5], ["b", 2, 6], ["c", 3, 7]):
        sheet.append(row)
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["C"].hidden = True
    other = book.create_sheet("Old figures")
    other.append(["x", 9])
    other.append(["y", 8])
    other.sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    document = read_xlsx(tmp_path / "a.xlsx")
    assert texts(document.grids()[0])[1] == ["b", "2", "6"]
    assert [texts(g)[0] for g in document.grids()][1] == ["x", "9"]
    said = document.properties["hidden"]
    assert "1 rows (from row 2) and columns C of sheet 'Sheet'" in said
    assert "sheet 'Old figures'" in said


def test_chart_of_a_sheet_is_read_from_its_cells(read: Make) -> None:
    def fill(sheet: Worksheet) -> None:
        for row in (["Quarter", "Citizen", "UASC"], ["Mar 16", 196, 97], ["Jun 16", 188.5, None]):
            sheet.append(row)
        chart = BarChart()
        chart.title = "Children entering care"
        chart.add_data(Reference(sheet, min_col=2, max_col=3, min_row=1, max_row=3), titles_from_data=True)
        chart.set_categories(Reference(sheet, min_col=1, min_row=2, max_row=3))
        sheet.add_chart(chart, "E2")

    (chart,) = read(fill).charts()
    assert (chart.title, chart.kind, chart.categories) == ("Children entering care", "column", ("Mar 16", "Jun 16"))
    assert [(s.name, s.values) for s in chart.series] == [("Citizen", ("196", "188.5")), ("UASC", ("97", None))]


def test_small_picture_over_a_cell_is_that_cells_arrow(read: Make) -> None:
    image = Image.new("RGB", (24, 24), "white")
    ImageDraw.Draw(image).polygon([(12, 22), (2, 12), (8, 12), (8, 2), (16, 2), (16, 12), (22, 12)], fill="red")
    stream = io.BytesIO()
    image.save(stream, "PNG")
    stream.seek(0)

    def fill(sheet: Worksheet) -> None:
        sheet.append(["Measure", "Direction"])
        sheet.append(["Stability", None])
        sheet.add_image(SheetImage(stream), "B2")

    (grid,) = read(fill).grids()
    cell = grid.at(1, 1)
    assert cell is not None
    assert [(m.value, m.how) for m in cell.marks] == [("down", "image")]


def test_numbers_with_binary_noise_lose_it(read: Make) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["x", 0.1 + 0.2])
        sheet.append(["y", 0.7809999999999999])

    assert [row[1] for row in texts(read(fill).grids()[0])] == ["0.3", "0.781"]


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.csv", b"indicator,value\n% in touch,70.2\n", [["indicator", "value"], ["% in touch", "70.2"]]),
        ("a.csv", b'a,b\n"x, y","1,412"\n', [["a", "b"], ["x, y", "1,412"]]),
        ("a.csv", b"a;b\n1,5;NA\n", [["a", "b"], ["1,5", "NA"]]),
        ("a.tsv", b"a\tb\n1.10\t-\n", [["a", "b"], ["1.10", "-"]]),
        ("a.csv", "a,b\n£5,–\n".encode("cp1252"), [["a", "b"], ["£5", "–"]]),
        ("a.csv", "a,b\n1,2\n".encode("utf-16"), [["a", "b"], ["1", "2"]]),
        ("a.csv", b'a,b\n"two\nlines",007\n', [["a", "b"], ["two\nlines", "007"]]),
    ],
)
def test_separated_values_stay_as_they_are(tmp_path: Path, name: str, data: bytes, expected: list[list[str]]) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    (grid,) = read_csv(path).grids()
    assert texts(grid) == expected


def test_lines_of_a_file_with_a_title_and_two_tables(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Scorecard March 2016\n\nIndicator,Result\nIn touch,70.2\n\n\n\nArea,Number\nNorth,293\n", "utf-8")
    document = read_csv(path)
    assert [(p.text, p.locator) for p in document.paragraphs()] == [("Scorecard March 2016", "line 1")]
    assert [(g.locator, g.cells[-1].locator) for g in document.grids()] == [("line 3", "line 4"), ("line 8", "line 9")]


def test_row_with_too_many_values_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n1,412,3\n4,5\n", "utf-8")
    (unread,) = read_csv(path).unread
    assert (unread.what, unread.where.locator) == ("table", "line 3")


def test_workbook_without_a_workbook_is_refused(tmp_path: Path) -> None:
    import docx

    docx.Document().save(str(tmp_path / "a.xlsx"))
    with pytest.raises(UnreadableError, match="not an Excel workbook"):
        read_xlsx(tmp_path / "a.xlsx")


def test_shared_scorecard_workbook_has_every_figure_of_its_truth(archive: Path, tmp_path: Path) -> None:
    source = archive / "broken" / "xlsx_renamed.pdf"
    target = tmp_path / "scorecard.xlsx"
    shutil.copyfile(source, target)
    document = read_xlsx(target)
    with (archive / "truth" / "scorecard_2016_03_xlsx.observations.csv").open(encoding="utf-8", newline="") as stream:
        truth = list(csv.DictReader(stream))
    printed: dict[str, int] = {}
    for grid in document.grids():
        for cell in grid.cells:
            printed[cell.text] = printed.get(cell.text, 0) + 1
    wanted: dict[str, int] = {}
    for row in truth:
        if row["value"] and row["table"] in {"activity", "scorecard", "impact_of_uasc"}:
            wanted[row["value"]] = wanted.get(row["value"], 0) + 1
    short = {value: (n, printed.get(value, 0)) for value, n in wanted.items() if printed.get(value, 0) < n}
    assert short == {}
    assert sum(wanted.values()) > 1200
    activity = document.grids()[0]
    rows = texts(activity)
    assert rows[2][:4] == ["Kent", "9377", "9470", "-93"]
    assert len(rows) == 30
