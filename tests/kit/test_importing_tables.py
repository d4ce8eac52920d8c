"""Tables as they come from anywhere."""

import datetime
import math
import zipfile
from pathlib import Path

import pytest

from kit.importing import Kind, Remark, Report, UnusableFileError
from kit.importing_columns import Columns
from kit.importing_tables import read_lines, read_table, sheets_of
from kit.importing_xlsx import cell_text

COLUMNS = Columns({"name": ["Bezeichnung"], "code": ["PLZ"], "note": []}, required=["name"])


def rows_of(path: Path, report: Report | None = None) -> list[tuple[int, dict]]:
    return [(row.line, row.cells) for row in read_table(path, COLUMNS, report or Report())]


@pytest.fixture
def csv_file(tmp_path):
    def write(content: str | bytes) -> Path:
        path = tmp_path / "table.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.fixture
def xlsx_file(tmp_path):
    from openpyxl import Workbook

    def write(*lines: list) -> Path:
        book = Workbook()
        for line in lines:
            book.active.append(line)
        book.save(tmp_path / "table.xlsx")
        return tmp_path / "table.xlsx"

    return write


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_each_usual_delimiter_is_found(csv_file, delimiter):
    assert rows_of(csv_file(f"name{delimiter}code\nTreff{delimiter}01067\n")) == [
        (2, {"name": "Treff", "code": "01067"})
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_umlauts_are_read_in_each_usual_encoding(csv_file, encoding):
    assert rows_of(csv_file("name;code\nMädchen – Größe;1\n".encode(encoding))) == [
        (2, {"name": "Mädchen – Größe", "code": "1"})
    ]


def test_the_sign_that_no_database_takes_is_left_out(csv_file):
    assert rows_of(csv_file("name;code\nTr\0eff;1\n".encode("utf-16"))) == [(2, {"name": "Treff", "code": "1"})]


def test_a_long_file_is_windows_1252_though_its_first_megabyte_is_plain(csv_file):
    lines = b"x;1\n" * 300_000

    assert rows_of(csv_file(b"name;code\n" + lines + "ä;2\n".encode("cp1252")))[-1] == (
        300_002,
        {"name": "ä", "code": "2"},
    )


def test_line_numbers_count_lines_within_quotes_and_empty_lines(csv_file):
    path = csv_file('name;code\r\n"zwei\r\nZeilen";1\r\n\r\n;\r\ndrei;2\r\n')

    assert rows_of(path) == [(2, {"name": "zwei\r\nZeilen", "code": "1"}), (6, {"name": "drei", "code": "2"})]


def test_headings_are_known_in_any_case_and_spelling(csv_file):
    assert rows_of(csv_file(" BEZEICHNUNG ;plz\n a ; b \n")) == [(2, {"name": "a", "code": "b"})]


def test_an_unknown_column_is_reported_and_ignored(csv_file):
    report = Report()

    assert rows_of(csv_file("name;Wetter;\na;Regen;\n"), report) == [(2, {"name": "a"})]
    assert report.remarks == [
        Remark(0, Kind.NOTED, "Diese Spalten sind nicht bekannt und bleiben außer Acht: Wetter"),
    ]


def test_a_short_row_leaves_its_last_cells_empty(csv_file):
    assert rows_of(csv_file("name;code\na\n")) == [(2, {"name": "a", "code": ""})]


def test_a_row_with_too_many_cells_is_refused_with_its_line(csv_file):
    report = Report()

    assert rows_of(csv_file("name;code\na;b;c\nd;e;\n"), report) == [(3, {"name": "d", "code": "e"})]
    assert [(remark.line, remark.kind) for remark in report.remarks] == [(2, Kind.REFUSED)]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "Diese Spalten fehlen: name. Gefunden wurden: "),
        ("code\n1\n", "Diese Spalten fehlen: name. Gefunden wurden: code"),
        ("name;Bezeichnung\na;b\n", "Diese Spalten stehen mehrfach in der Datei: name"),
        (b"\xd0\xcf\x11\xe0\0\0\0", "Die Datei ist weder CSV noch XLSX."),
        ('name;code\na;"b\n', "Die Datei ist ab Zeile 2 nicht als CSV lesbar: unexpected end of data"),
    ],
)
def test_what_is_no_table_cannot_be_used(csv_file, content, message):
    with pytest.raises(UnusableFileError) as error:
        rows_of(csv_file(content))

    assert str(error.value) == message


def test_bytes_that_no_encoding_knows_cannot_be_used(csv_file):
    with pytest.raises(UnusableFileError, match="ab Zeile 1 nicht als CSV lesbar"):
        rows_of(csv_file(b"name;code\n\x81;1\n"))


def test_a_missing_file_cannot_be_used(tmp_path):
    with pytest.raises(UnusableFileError, match=r"gibt-es-nicht\.csv lässt sich nicht öffnen"):
        rows_of(tmp_path / "gibt-es-nicht.csv")


def test_an_excel_file_reads_as_people_see_it(xlsx_file):
    path = xlsx_file(["name", "code", "note"], ["Treff", 41061.0, True], [None, None, None], ["Tür", "01067", 0.5])

    assert rows_of(path) == [
        (2, {"name": "Treff", "code": "41061", "note": "ja"}),
        (4, {"name": "Tür", "code": "01067", "note": "0.5"}),
    ]


def test_a_zip_that_is_no_excel_file_cannot_be_used(tmp_path):
    path = tmp_path / "table.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "a")

    with pytest.raises(UnusableFileError, match="keine lesbare Excel-Tabelle"):
        rows_of(path)


def test_an_excel_file_whose_sheet_breaks_off_cannot_be_used(xlsx_file, tmp_path):
    path, damaged = xlsx_file(["name", "code"], ["Treff", 1]), tmp_path / "damaged.xlsx"
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(damaged, "w") as archive:
        for name in whole.namelist():
            content = whole.read(name)
            archive.writestr(name, content[:-20] if name.endswith("sheet1.xml") else content)

    with pytest.raises(UnusableFileError, match="keine lesbare Excel-Tabelle"):
        rows_of(damaged)


def test_an_excel_file_that_does_not_unpack_cannot_be_used(xlsx_file):
    path = xlsx_file(["name", "code"], ["Treff", 1])
    with zipfile.ZipFile(path) as archive:
        sheet = archive.getinfo("xl/worksheets/sheet1.xml")
    content, middle = bytearray(path.read_bytes()), sheet.header_offset + sheet.compress_size // 2
    content[middle : middle + 100] = b"\xff" * 100
    path.write_bytes(content)

    with pytest.raises(UnusableFileError, match="keine lesbare Excel-Tabelle"):
        rows_of(path)


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (None, "General", ""),
        (False, "General", "nein"),
        (1067, "00000", "01067"),
        (1067, "General", "1067"),
        (-3, "0", "-3"),
        (51.1986, "General", "51.1986"),
        (1e300, "General", "1e+300"),
        (math.inf, "General", "inf"),
        (datetime.datetime(2027, 1, 14), "General", "2027-01-14"),  # noqa: DTZ001 - spreadsheets know no zones
        (datetime.datetime(2027, 1, 14, 9, 30), "General", "2027-01-14 09:30"),  # noqa: DTZ001
        (datetime.time(9, 30), "General", "09:30"),
    ],
)
def test_a_cell_of_excel_becomes_text(value, number_format, text):
    assert cell_text(value, number_format) == text


@pytest.mark.parametrize(
    ("cell", "read"), [("'+49 2161", "+49 2161"), ("'=1+1", "=1+1"), ("'s ist gut", "'s ist gut"), ("'", "'")]
)
def test_what_our_own_files_made_harmless_is_read_as_it_was(csv_file, cell, read):
    assert rows_of(csv_file(f"name;code\n{cell};1\n")) == [(2, {"name": read, "code": "1"})]


# Tables that do not begin in the first line, nor lie in the first sheet


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_below_titles_the_sign_that_cuts_steadily_counts(csv_file, delimiter):
    rows = [["Ort", "a", "b"], ["Hardt", "1", "2"], ["Venn", "3", "4"]]
    lines = ["Bericht; erstellt am 1. Mai, Stand heute", *(delimiter.join(row) for row in rows)]
    found = list(read_lines(csv_file("\n".join(lines)), has_titles=True))
    assert [cells for _line, cells in found[1:]] == rows


def test_decimal_commas_do_not_cut(csv_file):
    path = csv_file("Titel\nOrt;a;b;c\nHardt;1,5;2,5;3,5\nVenn;4,5;5,5;6,5\n")
    assert list(read_lines(path, has_titles=True))[2] == (3, ["Hardt", "1,5", "2,5", "3,5"])


@pytest.fixture
def book(tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["vorn"])
    book.create_sheet("Daten").append(["Zahl", 1.5])
    book.save(tmp_path / "book.xlsx")
    return tmp_path / "book.xlsx"


def test_another_sheet_is_read_by_its_name_and_its_cells_as_wanted(book):
    spoken = read_lines(book, sheet="Daten", speak=lambda value, _format: f"<{value}>")
    assert (sheets_of(book), list(spoken)) == (["Sheet", "Daten"], [(1, ["<Zahl>", "<1.5>"])])


def test_a_sheet_that_is_not_there_is_named_with_those_that_are(book):
    with pytest.raises(UnusableFileError, match=r"„Fehlt“ gibt es nicht\. Es gibt: Sheet, Daten"):
        list(read_lines(book, sheet="Fehlt"))


def test_a_text_file_has_no_sheets(csv_file):
    assert sheets_of(csv_file("a;b\n")) == []
