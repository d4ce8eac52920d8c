"""How it is said what the columns of a file of numbers mean."""

import datetime
from decimal import Decimal

import pytest

from kit.importing import UnusableFileError
from monitoring.imports.layout import Layout, Means, read_layout

TOML = """
source = "Jobcenter"
date = "31.12.2024"
level = "stadtteil"
header = 4
factor = 1000
[columns]
"Ort" = "area"
"Leute" = "pop"
"Fälle" = {indicator = "sgb2", part = "numerator", date = "2023-12-31", factor = 1}
"""


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("", Means()),
        ("area", Means(role="area")),
        ("reference_date", Means(role="reference_date")),
        ("pop", Means(code="pop")),
        ("sgb2:numerator", Means(code="sgb2", part="numerator")),
        ("pop@2023-12-31", Means(code="pop", day=datetime.date(2023, 12, 31))),
        ("pop*1000", Means(code="pop", factor=Decimal(1000))),
        (
            "sgb2:denominator@2023-12-31*0.5",
            Means(code="sgb2", part="denominator", day=datetime.date(2023, 12, 31), factor=Decimal("0.5")),
        ),
    ],
)
def test_what_a_column_means_is_written_in_one_short_way(text, means):
    assert (Means.parse(text), str(means)) == (means, text)


@pytest.mark.parametrize(
    "text", ["zwei Wörter", "sgb2:quarter", "pop@gestern", "pop*0", "pop*-1", ":numerator", "pop@2023-13-01"]
)
def test_what_means_nothing_is_refused(text):
    with pytest.raises(UnusableFileError):
        Means.parse(text)


def test_a_mapping_file_says_columns_and_what_holds_for_all_rows(tmp_path):
    path = tmp_path / "zuordnung.toml"
    path.write_text(TOML)
    layout = read_layout(path)
    assert (layout.source, layout.day, layout.level, layout.header, layout.times) == (
        "Jobcenter",
        datetime.date(2024, 12, 31),
        "stadtteil",
        4,
        Decimal(1000),
    )
    assert layout.columns == {"Ort": "area", "Leute": "pop", "Fälle": "sgb2:numerator@2023-12-31*1"}
    assert Layout.of(layout.as_dict()) == layout


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.toml", '"Ort" = "area"\n"Leute" = "pop"'),
        ("a.json", '{"Ort": "area", "Leute": "pop"}'),
        ("a.json", '{"columns": {"Ort": "area", "Leute": "pop"}}'),
        ("a.csv", "Ort;area\nLeute;pop\n"),
    ],
)
def test_plain_pairs_are_enough(tmp_path, name, text):
    (tmp_path / name).write_text(text)
    assert read_layout(tmp_path / name) == Layout(columns={"Ort": "area", "Leute": "pop"})


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("a.toml", "columns = 3", "Die Zuordnung ist nicht lesbar"),
        ("a.toml", "[columns", "ist nicht lesbar"),
        ("a.json", "[]", "nennt keine Spalten"),
        ("a.json", '{"columns": {}, "sheets": 3}', "Die Zuordnung nennt sheets; bekannt sind"),
        ("a.json", '{"columns": {"A": {"part": "value"}}}', "eine Spalte sagt indicator, part, date und factor"),
        ("a.json", '{"columns": {}, "header": "vier"}', "Die Zuordnung ist nicht lesbar"),
        ("a.json", '{"columns": {}, "header_rows": 9}', "höchstens 5 Zeilen mit Überschriften"),
        ("a.json", '{"columns": {}, "status": "sicher"}', "Den Stand „sicher“ gibt es nicht"),
        ("a.json", '{"columns": {}, "date": "gestern"}', "kein Stichtag"),
        ("a.json", '{"columns": {}, "factor": "viel"}', "keine Zahl, mit der sich malnehmen lässt"),
        ("a.json", '{"columns": {}, "decimal": ";"}', "Komma oder ein Punkt"),
        ("gibt-es-nicht.toml", None, "ist nicht lesbar"),
    ],
)
def test_a_mapping_that_cannot_be_meant_is_refused(tmp_path, name, text, reason):
    if text is not None:
        (tmp_path / name).write_text(text)
    with pytest.raises(UnusableFileError, match=reason):
        read_layout(tmp_path / name)
