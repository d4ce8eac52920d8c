"""A table within a file of an office: titles above, notes below, headings over several rows."""

import pytest

from kit.importing import UnusableFileError
from monitoring.imports.guessing import guess
from monitoring.imports.layout import Layout, Means
from monitoring.imports.tables import headings, open_table
from tests.monitoring.factories import CountFactory, RateFactory
from tests.monitoring.importing import sheet, written

AREAS = {"Altstadt", "Hardt", "Venn", "0101", "1"}


def table(path, **said):
    """Return headings, titles and rows of a file's table."""
    found = open_table(path, Layout(**said), AREAS.__contains__)
    return found.header, found.titles, [cells for _line, cells in found.rows()]


def test_headings_are_found_below_titles(tmp_path):
    path = written(
        tmp_path,
        """
        Einwohner, Kinder und Familien; Stand 31.12.2024
        Quelle: Melderegister

        Stadtteil;Einwohner;Kinder
        Altstadt;1,5;2,5
        Hardt;3,5;4,5
        Quelle: Amt, Stadt, Land
        """,
    )
    header, titles, rows = table(path)
    assert header == ["Stadtteil", "Einwohner", "Kinder"]
    assert titles == ["Einwohner, Kinder und Familien Stand 31.12.2024", "Quelle: Melderegister"]
    assert rows == [["Altstadt", "1,5", "2,5"], ["Hardt", "3,5", "4,5"], ["Quelle: Amt, Stadt, Land"]]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_the_sign_between_cells_is_found_below_a_title_with_other_signs(tmp_path, delimiter):
    lines = [
        "Titel, mit Komma; und Semikolon",
        *(delimiter.join(row) for row in (["Ort", "Zahl", "Art"], ["Hardt", "1", "a"], ["Venn", "2", "b"])),
    ]
    assert table(written(tmp_path, "\n".join(lines)))[0] == ["Ort", "Zahl", "Art"]


def test_merged_headings_stand_over_all_their_columns(tmp_path):
    path = sheet(
        tmp_path,
        ["Bericht 2024"],
        ["Stadtteil", "Einwohner", None, "SGB II", None],
        [None, 2023, 2024, "Zähler", "Nenner"],
        ["Hardt", 100, 110, 5, 50],
        merged=("A1:E1", "B2:C2", "D2:E2", "A2:A3"),
    )
    header, titles, rows = table(path)
    assert header == ["Stadtteil", "Einwohner 2023", "Einwohner 2024", "SGB II Zähler", "SGB II Nenner"]
    assert (titles, rows) == (["Bericht 2024"], [["Hardt", "100", "110", "5", "50"]])


def test_a_row_that_numbers_the_columns_is_no_data(tmp_path):
    path = written(tmp_path, "Ort;a;b;c\n1;2;3;4\nHardt;5;6;7\n1;8;9;10")
    assert table(path)[2] == [["Hardt", "5", "6", "7"], ["1", "8", "9", "10"]]


def test_rows_of_unknown_areas_are_no_headings(tmp_path):
    path = written(tmp_path, "Ort;a;b\nNirgends;1200;x\nNirgendwo;7;8\nHardt;5;6")
    assert table(path)[0] == ["Ort", "a", "b"]


def test_headings_that_come_again_are_no_data(tmp_path):
    path = written(tmp_path, "Stadtteil;Einwohner;Kinder\nHardt;5;6\n\nStadtteil;Einwohner;Kinder\nVenn;7;8")
    assert table(path)[2] == [["Hardt", "5", "6"], ["Venn", "7", "8"]]


def test_the_row_of_headings_can_be_said(tmp_path):
    path = written(tmp_path, "a;b\nHardt;1\nc;d\nVenn;2")
    assert table(path, header=3, header_rows=1) == (["c", "d"], ["a b", "Hardt 1"], [["Venn", "2"]])
    with pytest.raises(UnusableFileError, match="In Zeile 99 steht keine Überschrift"):
        table(path, header=99)


def test_the_headings_that_are_known_are_looked_for_first(tmp_path):
    path = written(tmp_path, "Altstadt;Zeile;7\nRaum;Zahl;Rest\nHardt;1;2")
    assert table(path, columns={"Raum": "area", "Zahl": "pop"})[0] == ["Raum", "Zahl", "Rest"]


def test_headings_that_are_alike_are_told_apart():
    assert headings([["Ort", "Zahl", "Zahl", "", "Zahl"]]) == ["Ort", "Zahl", "Zahl (2)", "", "Zahl (3)"]


def test_another_sheet_is_read_when_it_is_said(tmp_path):
    path = sheet(tmp_path, ["nichts", "hier"], more={"Daten": [["Ort", "Zahl"], ["Hardt", 7]]})
    assert table(path, sheet="Daten")[2] == [["Hardt", "7"]]
    with pytest.raises(UnusableFileError, match=r"Das Tabellenblatt „Fehlt“ gibt es nicht\. Es gibt: Tabelle1, Daten"):
        table(path, sheet="Fehlt")


def test_a_file_without_cells_and_one_with_too_many_columns_are_refused(tmp_path):
    with pytest.raises(UnusableFileError, match="Die Datei ist leer"):
        table(written(tmp_path, " "))
    with pytest.raises(UnusableFileError, match="400 Spalten, höchstens 300"):
        table(written(tmp_path, ";".join(f"s{n}" for n in range(400)) + "\n1;2"))


# What columns probably mean


@pytest.fixture
def indicators(db):
    CountFactory(code="pop", name="Einwohner/innen")
    RateFactory(code="sgb2", name="SGB-II-Quote")


def guessed(header: list[str], *rows: list[str], **known: str) -> dict[str, str]:
    return guess(header, rows, {name: Means.parse(text) for name, text in known.items()}, AREAS.__contains__)


@pytest.mark.usefixtures("indicators")
def test_columns_are_known_by_the_code_and_the_name_of_an_indicator():
    header = ["Stadtteil", "pop", "SGB-II-Quote (%)", "SGB-II-Quote Zähler", "sgb2 Nenner", "Anderes"]
    assert guessed(header, ["Hardt", "1", "2", "3", "4", "5"]) == {
        "Stadtteil": "area",
        "pop": "pop",
        "SGB-II-Quote (%)": "sgb2",
        "SGB-II-Quote Zähler": "sgb2:numerator",
        "sgb2 Nenner": "sgb2:denominator",
        "Anderes": "",
    }


@pytest.mark.usefixtures("indicators")
def test_a_year_in_a_heading_is_the_day_of_its_column():
    assert guessed(["Ort", "Einwohner/innen 2023", "Einwohner/innen 2024"], ["Hardt", "1", "2"]) == {
        "Ort": "area",
        "Einwohner/innen 2023": "pop@2023-12-31",
        "Einwohner/innen 2024": "pop@2024-12-31",
    }


@pytest.mark.usefixtures("indicators")
def test_the_area_is_the_column_in_which_areas_stand():
    assert guessed(["lfd", "Bezeichnung", "pop"], ["7", "Hardt", "5"], ["8", "Venn", "1"])["Bezeichnung"] == "area"
    assert guessed(["Nr", "Stadtteil", "pop"], ["1", "Hardt", "5"], ["9", "Venn", "6"])["Stadtteil"] == "area"


@pytest.mark.usefixtures("indicators")
def test_a_long_table_has_its_own_columns():
    header = ["Indikator", "Gebiet", "Stichtag", "Zähler", "Nenner", "Wert", "Stand"]
    roles = ["indicator", "area", "reference_date", "numerator", "denominator", "value", "status"]
    assert guessed(header, ["pop", "Hardt", "2024", "1", "", "", ""]) == dict(zip(header, roles, strict=True))


@pytest.mark.usefixtures("indicators")
def test_what_is_known_of_a_heading_wins_and_nothing_is_meant_twice():
    assert guessed(["Ort", "Leute", "pop"], ["Hardt", "1", "2"], leute="pop") == {
        "Ort": "area",
        "Leute": "pop",
        "pop": "",
    }
