"""Rows as files that people open in a table program."""

from decimal import Decimal
from io import BytesIO

import pytest

from kit.exporting import csv_file, harmless, xlsx_file


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("-1.5"), "-1,5"),
        (Decimal("1000.25"), "1000,25"),
        (Decimal("1E+3"), "1000"),
        ("-1.5", "'-1.5"),
        ("=1+1", "'=1+1"),
        (None, ""),
        (7, "7"),
    ],
)
def test_a_number_is_a_number_and_a_text_no_formula(value, text):
    assert harmless(value) == text


def test_negative_numbers_stay_numbers_in_a_csv_file():
    content = csv_file("saldo", ["Gebiet", "Saldo"], [["Venn", Decimal("-0.3")], ["-Holt", Decimal(2)]]).content
    assert content.decode("utf-8-sig").splitlines() == ["Gebiet;Saldo", "Venn;-0,3", "'-Holt;2"]


def test_one_can_reckon_with_the_numbers_of_a_workbook():
    from openpyxl import load_workbook

    content = xlsx_file("saldo", ["Gebiet", "Saldo"], [["01", Decimal("-0.3")], ["02", "–"]]).content
    sheet = load_workbook(BytesIO(content)).active
    assert [[cell.value for cell in row] for row in sheet] == [["Gebiet", "Saldo"], ["01", -0.3], ["02", "–"]]
