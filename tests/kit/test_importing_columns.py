"""Which heading means which column, and who may say so."""

import pytest

from kit.importing import Report, UnusableFileError
from kit.importing_columns import Columns, read_mapping


def recognise(header: list[str], **renamed: str) -> list[str]:
    return Columns({"title": ["Titel"], "city": ["Ort"]}, renamed=renamed).recognise(header, Report())


def test_a_mapping_renames_headings():
    assert recognise(["Angebotsname", "Ort"], angebotsname="title") == ["title", "city"]


def test_a_mapping_wins_over_what_a_heading_usually_means():
    assert recognise(["Ort"], ort="title") == ["title"]


def test_a_mapping_to_nowhere_cannot_be_used():
    with pytest.raises(UnusableFileError, match=r"„titel“, die es nicht gibt\. Es gibt: title, city"):
        recognise(["Ort"], ort="titel")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("m.json", '{"Name des Angebots": "title", "Wo": "city"}'),
        ("m.toml", '"Name des Angebots" = "title"\nWo = "city"\n'),
        ("m.csv", "Name des Angebots;title\nWo;city\n"),
        ("m.csv", "\ufeffName des Angebots,title\nWo,city\n"),
    ],
)
def test_a_mapping_is_read_from_each_kind_of_file(tmp_path, name, content):
    (tmp_path / name).write_text(content, encoding="utf-8")

    assert read_mapping(tmp_path / name) == {"Name des Angebots": "title", "Wo": "city"}


@pytest.mark.parametrize(
    ("name", "content"),
    [("m.json", "{"), ("m.json", '["title"]'), ("m.toml", "="), ("m.csv", "a;b;c\n"), ("m.json", '{"a": 1}')],
)
def test_a_mapping_that_is_none_cannot_be_used(tmp_path, name, content):
    (tmp_path / name).write_text(content, encoding="utf-8")

    with pytest.raises(UnusableFileError):
        read_mapping(tmp_path / name)


def test_a_missing_mapping_cannot_be_used(tmp_path):
    with pytest.raises(UnusableFileError):
        read_mapping(tmp_path / "m.json")
