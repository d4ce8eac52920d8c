"""Files for table programs."""

import io
from decimal import Decimal

import pytest

from kit.exporting import csv_file, xlsx_file

ROW = ["=1+1", "-12", Decimal("-0.45000"), Decimal(7), 12, None, "007"]


def test_in_a_csv_a_decimal_is_a_german_number_and_a_formula_is_harmless():
    content = csv_file("a", ["Ä"], [ROW]).content
    assert content == "\ufeffÄ\r\n'=1+1;'-12;-0,45000;7;12;;007\r\n".encode()


def test_in_a_spreadsheet_a_decimal_is_a_number_and_all_else_is_text():
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(xlsx_file("a", ["Ä"], [ROW]).content))
    _header, row = book.active.iter_rows(values_only=True)
    assert row == ("'=1+1", "'-12", pytest.approx(-0.45), 7, "12", None, "007")


def test_a_very_small_decimal_is_not_written_with_an_exponent():
    assert csv_file("a", ["x"], [[Decimal("0.0000001")]]).content.endswith(b"0,0000001\r\n")
