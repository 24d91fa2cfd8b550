"""Data returns for the newest month: a plain CSV, and a workbook with the scorecard's own columns."""

# ruff: noqa: E501 - facts and sentences stand one to a line

from __future__ import annotations

import csv
import io
from datetime import date
from fractions import Fraction
from pathlib import Path

from _county import (
    CARE_IDS,
    disabled_near_home,
    in_care,
    permanent_fostering,
    result,
    scorecard,
    suitable_of_those_in_touch,
    west_near_home,
    without_uasc,
)
from _word import RAG_FILL, STAMP, stable_zip
from facts import AREAS, COUNCIL, COUNTY, SPECS, Fact, fixed, name_in, rag, show, show_part
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill

COLUMNS = ("indicator", "area", "cohort", "period", "basis", "result", "numerator", "denominator", "target", "rag")


def _line(
    name: str,
    area: str,
    cohort: str,
    month: date,
    basis: str,
    result_: str,
    num: str,
    denom: str,
    target: str,
    colour: str,
) -> list[str]:
    return [name, area, cohort, month.isoformat(), basis, result_, num, denom, target, colour]


def _parts(fact: Fact, percent_of_posts: bool, posts: bool) -> tuple[str, str]:
    blank = (fact.num is None, fact.denom is None)
    num = "" if blank[0] else show_part(fact.num, fte=percent_of_posts)
    return num, "" if blank[1] else show_part(fact.denom, fte=posts)


def write_csv(path: Path, month: date) -> None:
    """One line a figure: indicator, area, cohort, period and basis, result with its numerator and denominator, target, RAG."""
    rows: list[list[str]] = []
    for row in scorecard(month):
        s = row.spec
        num, denom = _parts(row.now, s.fte and s.unit == "percent", s.fte)
        rows.append(
            _line(
                name_in(s, month),
                COUNTY,
                "all",
                month,
                s.basis,
                show(s, row.now.value),
                num,
                denom,
                show(s, s.target),
                row.rag.title(),
            )
        )
    for area in (COUNTY, *AREAS):
        for ident in CARE_IDS:
            s = SPECS[ident]
            for cohort, fact in (
                ("all", result(ident, month, area=area)),
                ("excl_uasc", without_uasc(ident, month, area)),
            ):
                if (area, cohort) != (COUNTY, "all") and not (ident == 22 and cohort == "excl_uasc"):
                    num, denom = _parts(fact, False, False)
                    rows.append(
                        _line(
                            s.name,
                            area,
                            cohort,
                            month,
                            s.basis,
                            show(s, fact.value),
                            num,
                            denom,
                            show(s, s.target),
                            rag(s, fact.value).title(),
                        )
                    )
    in_touch = suitable_of_those_in_touch(month)
    suitable, touch = result(33, month).num, result(32, month).num
    own = [
        ("Measure 1: citizen children in care", str(in_care(month, "citizen")), "", ""),
        (
            "Measure 2: care leavers in touch who are in suitable accommodation",
            fixed(in_touch, 1) + "%",
            show_part(suitable),
            show_part(touch),
        ),
        (
            "Measure 3: disabled children and children of the West Vale placed within 20 miles",
            str(disabled_near_home(month) + west_near_home(month)),
            "",
            "",
        ),
        ("Measure 8: permanent long term fostering", str(permanent_fostering(month)), "", ""),
    ]
    rows += [_line(name, COUNTY, "all", month, "SS", value, num, denom, "", "") for name, value, num, denom in own]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    path.write_bytes(b"\xef\xbb\xbf" + out.getvalue().encode("utf-8"))


def write_workbook(path: Path, month: date) -> None:
    """The scorecard's columns as a spreadsheet keeps them: numbers with formats (0.885 shown as 88.5%), colours in cells."""
    book = Workbook()
    book.properties.creator, book.properties.created, book.properties.modified = COUNCIL, STAMP, STAMP
    sheet = book.active
    assert sheet is not None
    sheet.title = "Scorecard"
    sheet.append([f"{COUNCIL}: scorecard data return, {month:%B %Y}"])
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.append([])
    sheet.append(
        [
            "ID",
            "Indicators",
            "Polarity",
            "Data Period",
            "Latest Result",
            "RAG Status",
            "Num",
            "Denom",
            "Target for 2024/25",
            "Previous Month's Result",
            "Outturn (March 2024) Result",
        ]
    )
    for cell in sheet[3]:
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True)
        cell.fill = PatternFill("solid", fgColor="D9D9D9")
    section = ""
    for row in scorecard(month):
        s = row.spec
        if s.section != section:
            section = s.section
            sheet.append([section])
            sheet.cell(sheet.max_row, 1).font = Font(bold=True)

        def number(x: Fraction, unit: str = s.unit) -> float | int:
            return float(x) / 100 if unit == "percent" else (int(x) if x.denominator == 1 else float(x))

        sheet.append(
            [s.id, name_in(s, month), s.polarity, s.basis, number(row.now.value), row.rag[0].upper(),
             "-" if row.now.num is None else number(row.now.num, ""), "-" if row.now.denom is None else number(row.now.denom, ""),
             number(s.target), number(row.previous.value), number(row.outturn.value)]
        )  # fmt: skip
        r = sheet.max_row
        form = {"percent": "0.0%", "count": "0"}.get(s.unit, "0.0")
        for column in (5, 9, 10, 11):
            sheet.cell(r, column).number_format = form
        for column in (7, 8):
            sheet.cell(r, column).number_format = "0.0" if s.fte and (column == 8 or s.unit == "percent") else "0"
        sheet.cell(r, 6).fill = PatternFill("solid", fgColor=RAG_FILL[row.rag])
    for letter, width in zip("ABCDEFGHIJK", (6, 78, 9, 9, 11, 9, 9, 9, 12, 14, 14), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "C4"
    out = io.BytesIO()
    book.save(out)
    path.write_bytes(stable_zip(out.getvalue()))
