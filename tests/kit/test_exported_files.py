"""Files for table programs: their names, their signs, and nothing in them that runs."""

import csv
import io
import zipfile
from decimal import Decimal

import pytest
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from kit.exporting import FORMULA, XLSX, as_written, attached, csv_file, csv_pieces, harmless, inline, xlsx_file

CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\n"), max_size=20)


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def cells_of(content: bytes) -> list[list[object]]:
    from openpyxl import load_workbook

    return [[cell.value for cell in row] for row in load_workbook(io.BytesIO(content)).active]


@pytest.mark.parametrize("sign", FORMULA)
def test_what_a_table_program_would_run_is_text(sign):
    assert (harmless(f"{sign}1"), as_written(harmless(f"{sign}1"))) == (f"'{sign}1", f"{sign}1")


@given(CELLS)
def test_what_was_made_harmless_comes_back_as_it_was(text):
    assert as_written(harmless(text)) == text or text.startswith("'")


@given(CELLS)
def test_no_cell_begins_as_a_formula(text):
    assert harmless(text).startswith(FORMULA) is False


@pytest.mark.parametrize("text", ["'s Gravenhage", "'", "O'Neill", "“=1”"])
def test_an_apostrophe_of_somebody_stays(text):
    assert (harmless(text), as_written(text)) == (text, text)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("0.10"), "0,10"),
        (Decimal("1E-7"), "0,0000001"),
        (Decimal("-0"), "-0"),
        (True, "True"),
        (0, "0"),
        (gettext_lazy("Jahr"), "Jahr"),
    ],
)
def test_values_are_written_as_people_read_them(value, text):
    assert harmless(value) == text


def test_a_csv_file_is_what_german_table_programs_expect():
    response = csv_file("kinder", ["Gebiet", "Kinder"], [["Süd;Ost", 3], ['"Nord"', None], ["a\nb", Decimal("1.5")]])
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="kinder.csv"'
    assert response.content[:3] == b"\xef\xbb\xbf"
    assert rows_of(response.content) == [
        ["Gebiet", "Kinder"],
        ["Süd;Ost", "3"],
        ['"Nord"', ""],
        ["a\nb", "1,5"],
    ]


def test_a_file_without_rows_has_its_headings():
    assert rows_of(csv_file("leer", ["Gebiet"], []).content) == [["Gebiet"]]
    assert cells_of(xlsx_file("leer", ["Gebiet"], []).content) == [["Gebiet"]]


def test_the_mark_of_the_encoding_stands_once():
    pieces = list(csv_pieces(["ä"], [["ö"], ["ü"]]))
    assert pieces == ["\ufeffä\r\n".encode(), "ö\r\n".encode(), "ü\r\n".encode()]


def test_lines_are_written_when_they_are_asked_for():
    asked = []
    pieces = csv_pieces(["Gebiet"], (asked.append(name) or [name] for name in ("Venn", "Holt")))
    assert (next(pieces), asked) == ("\ufeffGebiet\r\n".encode(), [])
    assert (next(pieces), asked) == (b"Venn\r\n", ["Venn"])


def test_a_workbook_is_one():
    response = xlsx_file("kinder", ["Gebiet"], [["Venn"]])
    assert response["Content-Type"] == XLSX
    assert response["Content-Disposition"] == 'attachment; filename="kinder.xlsx"'
    assert zipfile.ZipFile(io.BytesIO(response.content)).testzip() is None


def test_numbers_with_a_nought_before_them_keep_it_in_a_workbook():
    rows = [["0101", "=1+1", None, 7, Decimal("7.5")]]
    found = cells_of(xlsx_file("x", ["Schlüssel", "b", "c", "d", "e"], rows).content)
    assert found[1] == ["0101", "'=1+1", None, "7", 7.5]


def test_headings_may_be_translated_only_when_they_are_read():
    assert cells_of(xlsx_file("x", [gettext_lazy("Jahr")], []).content) == [["Jahr"]]


@pytest.mark.parametrize("name", ["a" * 31, "a" * 80])
def test_a_long_name_is_cut_for_the_sheet_and_whole_for_the_file(name):
    from openpyxl import load_workbook

    response = xlsx_file(name, ["Gebiet"], [])
    assert load_workbook(io.BytesIO(response.content)).sheetnames == ["a" * 31]
    assert response["Content-Disposition"] == f'attachment; filename="{name}.xlsx"'


def test_a_file_is_saved_and_not_shown():
    response = attached("karte.svg", "image/svg+xml", b"<svg/>")
    assert (response["Content-Disposition"], response.content) == ('attachment; filename="karte.svg"', b"<svg/>")


def test_a_file_to_be_shown_bears_the_name_under_which_it_would_be_saved():
    response = inline("heft.pdf", "application/pdf", b"%PDF")
    told = (response["Content-Type"], response["Content-Disposition"], response.content)
    assert told == ("application/pdf", 'inline; filename="heft.pdf"', b"%PDF")
