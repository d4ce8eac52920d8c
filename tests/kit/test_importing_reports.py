"""Reports that see more than numbers, files looked at beforehand, and archives that would burst."""

import zipfile

import pytest

from kit import importing_xlsx
from kit.exporting import as_written, harmless
from kit.importing import Report, Result, UnusableFileError, run_import
from kit.importing_columns import Chosen, Columns
from kit.importing_tables import peek, read_table

COLUMNS = Columns({"name": ["Titel"], "code": []}, required=["name"])


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("Titel;x;name\nA;1;\nB\nC;3;c;zu viel\n", encoding="utf-8")
    return path


def test_headings_and_first_rows_are_as_wide_as_each_other(file):
    assert peek(file, 2) == (["Titel", "x", "name"], [["A", "1", ""], ["B", "", ""]])


def test_a_guess_takes_each_column_once(file):
    assert COLUMNS.guess(peek(file, 1)[0]) == ["name", "", ""]


def test_chosen_columns_are_taken_by_their_place(file):
    rows = read_table(file, Chosen(["", "code", "name"]), Report())
    assert [row.cells for row in rows] == [{"code": "1", "name": ""}, {"code": "", "name": ""}]


def test_a_choice_for_another_file_is_refused(file):
    with pytest.raises(UnusableFileError, match="Die Datei hat andere Spalten als die, für die Sie gewählt haben"):
        read_table(file, Chosen(["name"]), Report())


def test_a_report_sees_every_line_the_refused_ones_too(file):
    class Seeing(Report):
        def see(self, line, cells):
            self.lines = [*getattr(self, "lines", []), line]

    report = Seeing()
    list(read_table(file, Chosen(["name", "", ""]), report))
    assert (report.lines, report.refused) == ([2, 3, 4], 1)


def test_a_report_counts_what_it_is_told():
    report = Report()
    for result in (Result.NEW, Result.CHANGED, Result.CHANGED, Result.UNCHANGED):
        report.take(1, result)
    assert (report.created, report.changed, report.unchanged) == (1, 2, 1)


@pytest.mark.django_db
def test_a_report_of_ones_own_is_the_one_that_comes_back():
    report = Report()
    found = run_import(lambda one: one.take(1, Result.NEW), dry_run=True, report=report)
    assert (found is report, report.created, report.is_written) == (True, 1, False)


@pytest.mark.parametrize("text", ["=1+1", "+49 211", "-", "@x", "plain", "'n Abend", ""])
def test_what_was_made_harmless_comes_back_as_typed(text):
    assert as_written(harmless(text)) == text


def test_an_archive_that_would_burst_is_refused_before_it_is_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(importing_xlsx, "LARGEST_UNPACKED", 1000)
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", "a" * 2000)
    with pytest.raises(UnusableFileError, match="Die Excel-Tabelle ist ausgepackt zu groß"):
        peek(path, 1)
