"""The command that takes numbers in."""

import datetime

import pytest
from django.utils import timezone

from monitoring.models import IndicatorValue, ValueImport, ValueUpload
from sozialraum.models import District
from tests.monitoring.factories import RateFactory
from tests.monitoring.importing import DAY, command, found, sheet, written
from tests.sozialraum.factories import DistrictFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
LONG = """
    indicator;area;reference_date;numerator;denominator
    pop;0101;31.12.2024;1.200;
    pop;Hardt;2024;–;
    sgb2;Venn;2024-12-31;12;400
"""
OFFICE = """
    Einwohner in Musterstadt am 31.12.2024
    Quelle: Melderegister

    ;Einwohner/innen;Kinder unter 6;SGB-II-Quote;;Bemerkung
    Stadtteil;;;Zähler;Nenner;
    1;2;3;4;5;6
    0101 Altstadt;1.200;12;100;1.000;x
    102;1 300;–;.;900;
    Zusammen;2.500;12;;;
    Hardt;500;3;10;400;
    Stadtteil;Einwohner/innen;Kinder unter 6;SGB-II-Quote;;Bemerkung
    Venn;600;4 p;10;400;
    Rheydt;700;…;(10);400;
    Zusammen;1.800;x;;;
    Insgesamt;4.300;;;;
    * vorläufig
    Quelle: Stadt Musterstadt, Statistikstelle; eigene Berechnung
"""


def test_a_long_table_comes_in(tmp_path):
    code, lines = command(written(tmp_path, LONG))
    assert (code, lines) == (0, ["angelegt: 3, geändert: 0, unverändert: 0, repariert: 0, abgelehnt: 0"])
    assert found(DAY) == {("pop", "Altstadt"): 1200, ("pop", "Hardt"): 0, ("sgb2", "Venn"): (12, 400)}


def test_each_number_says_from_which_line_of_which_file_it_is(tmp_path):
    command(written(tmp_path, LONG), "--source", "Melderegister")
    value = IndicatorValue.objects.get(indicator__code="sgb2")
    assert (value.line, value.taken_from.source, value.taken_from.file_name) == (4, "Melderegister", "zahlen.csv")
    upload = ValueUpload.objects.get()
    assert (upload.state, upload.result, upload.created) == ("applied", value.taken_from, 3)
    assert upload.layout["columns"]["numerator"] == "numerator"


def test_a_second_import_of_the_same_file_changes_nothing(tmp_path):
    path = written(tmp_path, LONG)
    command(path)
    first = list(IndicatorValue.objects.values())
    assert command(path) == (0, ["angelegt: 0, geändert: 0, unverändert: 3, repariert: 0, abgelehnt: 0"])
    assert list(IndicatorValue.objects.values()) == first


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_table_of_an_office_comes_in_as_it_is(tmp_path, encoding):
    code, lines = command(written(tmp_path, OFFICE, encoding))
    assert (code, lines[-1]) == (0, "angelegt: 20, geändert: 0, unverändert: 0, repariert: 1, abgelehnt: 0")
    assert found(DAY) == {
        ("pop", "Altstadt"): 1200,
        ("kids", "Altstadt"): 12,
        ("sgb2", "Altstadt"): (100, 1000),
        ("pop", "Grenzland-Stadion"): 1300,
        ("kids", "Grenzland-Stadion"): 0,
        ("sgb2", "Grenzland-Stadion"): "secret",
        ("pop", "Nord"): 2500,
        ("kids", "Nord"): 12,
        ("pop", "Hardt"): 500,
        ("kids", "Hardt"): 3,
        ("sgb2", "Hardt"): (10, 400),
        ("pop", "Venn"): 600,
        ("kids", "Venn"): 4,
        ("sgb2", "Venn"): (10, 400),
        ("pop", "Rheydt"): 700,
        ("kids", "Rheydt"): "later",
        ("sgb2", "Rheydt"): (10, 400),
        ("pop", "Süd"): 1800,
        ("kids", "Süd"): "meaningless",
        ("pop", "Stadt"): 4300,
    }
    assert IndicatorValue.objects.filter(status="provisional").get().indicator.code == "kids"
    assert IndicatorValue.objects.filter(status="estimated").get().indicator.code == "sgb2"


def test_what_is_left_out_and_put_right_is_said(tmp_path):
    lines = command(written(tmp_path, OFFICE))[1]
    assert lines[:-1] == [
        "Datei: Hinweis: Diese Spalten bleiben außer Acht: Bemerkung",
        "Datei: Hinweis: 2 Zeilen ohne Zahlen blieben außer Acht (Überschriften, Anmerkungen, Leerzeilen)",
        "Zeile 8: repariert: „102“ als Schlüssel 0102 gelesen",
    ]


def test_an_excel_file_with_native_numbers_dates_and_lost_zeros(tmp_path):
    path = sheet(
        tmp_path,
        ["Bericht"],
        ["Schlüssel", "Stichtag", "pop", "sgb2"],
        [101, datetime.date(2024, 12, 31), 1234, 12.345],
        [102.0, datetime.date(2024, 12, 31), "1.234", "–"],
        merged=("A1:D1",),
    )
    code, lines = command(path)
    assert (code, lines[-1]) == (0, "angelegt: 4, geändert: 0, unverändert: 0, repariert: 2, abgelehnt: 0")
    assert found(DAY) == {
        ("pop", "Altstadt"): 1234,
        ("sgb2", "Altstadt"): 12.345,
        ("pop", "Grenzland-Stadion"): 1234,
        ("sgb2", "Grenzland-Stadion"): 0,
    }


def test_shares_that_excel_shows_in_per_cent_are_per_cent(tmp_path):
    from openpyxl import load_workbook

    path = sheet(tmp_path, ["Stadtteil", "sgb2"], ["Hardt", 0.125])
    book = load_workbook(path)
    book.active["B2"].number_format = "0.0%"
    book.save(path)
    command(path, "--date", "2024")
    assert found() == {("sgb2", "Hardt"): 12.5}


def test_what_is_refused_is_said_with_its_line_and_nothing_is_written(tmp_path):
    text = """
        indicator;area;reference_date;numerator;denominator
        pop;Hardt;2024;5;
        pop;Nirgends;2024;5;
        wohin;Hardt;2024;5;
        pop;Venn;gestern;5;
        pop;Venn;;5;
        pop;Venn;2024;viele;
        pop;;2024;5;
        sgb2;Venn;2024;5;
        sgb2;Hardt;2024;5;-1
    """
    code, lines = command(written(tmp_path, text))
    assert (code, found()) == (1, {})
    assert lines == [
        "Zeile 3: abgelehnt: das Gebiet „Nirgends“ gibt es nicht",
        "Zeile 4: abgelehnt: den Indikator „wohin“ gibt es nicht",
        "Zeile 5: abgelehnt: „gestern“ ist kein Stichtag wie 31.12.2024 oder 2024",
        "Zeile 6: abgelehnt: der Stichtag fehlt",
        "Zeile 7: abgelehnt: „viele“ ist weder eine Zahl noch ein Zeichen der Statistik",
        "Zeile 8: abgelehnt: das Gebiet fehlt",
        "Zeile 9: abgelehnt: SGB-II-Quote: zum Zähler fehlt der Nenner",
        "Zeile 10: abgelehnt: ein Nenner unter null",
        "angelegt: 1, geändert: 0, unverändert: 0, repariert: 0, abgelehnt: 8",
        "Es wurde nichts gespeichert.",
        "Abgelehnt: 8. Mit --skip-refused wird alles andere übernommen.",
    ]


def test_the_rest_comes_in_when_that_is_wanted(tmp_path):
    text = "area;pop;kids\nHardt;5;viele\nNirgends;5;1\nVenn;7;2"
    code, lines = command(written(tmp_path, text), "--date=2024", "--skip-refused")
    assert (code, lines[-1]) == (1, "Nicht übernommen: 2. Alles andere ist gespeichert.")
    assert "Zeile 2: abgelehnt: Kinder unter 6: „viele“ ist weder eine Zahl noch ein Zeichen der Statistik" in lines
    assert found() == {("pop", "Hardt"): 5, ("pop", "Venn"): 7, ("kids", "Venn"): 2}


def test_a_dry_run_reports_the_same_and_writes_nothing(tmp_path):
    path = written(tmp_path, OFFICE)
    code, lines = command(path, "--dry-run")
    assert (code, found(), ValueImport.objects.count(), ValueUpload.objects.count()) == (0, {}, 0, 0)
    assert lines == [*command(path)[1], "Es wurde nichts gespeichert."]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "Die Datei ist leer."),
        ("Stadtteil;pop", "In der Datei steht keine einzige Zahl."),
        ("Stadtteil;Leute\nHardt;5", "Es fehlt eine Spalte mit Zahlen eines Indikators."),
        ("Ort;pop\nNirgends;5", "Es fehlt die Spalte mit dem Gebiet."),
        (
            "indicator;area;value;pop\npop;Hardt;5;5",
            "Wo eine Spalte den Indikator nennt, kann keine andere einer sein.",
        ),
    ],
)
def test_what_is_no_table_of_numbers_is_unusable(tmp_path, text, reason):
    code, lines = command(written(tmp_path, text or " "), "--date=2024")
    assert (code, lines[-1][: len(reason)]) == (2, reason)


def test_without_a_day_a_table_is_unusable(tmp_path):
    code, lines = command(written(tmp_path, "Stadtteil;pop\nHardt;5"))
    assert (code, lines) == (2, ["Es fehlt der Stichtag: eine Spalte dafür, oder einer für die ganze Tabelle."])


def test_a_mapping_says_what_nobody_could_guess(tmp_path):
    mapping = tmp_path / "zuordnung.toml"
    mapping.write_text(
        """
        date = "31.12.2024"
        level = "stadtteil"
        status = "vorläufig"
        factor = 1000
        [columns]
        "Ort" = "area"
        "Leute" = "pop"
        "Vorjahr" = "pop@2023-12-31*1"
        "F" = {indicator = "sgb2", part = "numerator"}
        "G" = {indicator = "sgb2", part = "denominator"}
        """
    )
    path = written(tmp_path, "Titel\nOrt;Leute;Vorjahr;F;G\nHardt;1,5;1400;0,01;0,5")
    assert command(path, "--mapping", mapping)[0] == 0
    assert found(DAY) == {("pop", "Hardt"): 1500, ("sgb2", "Hardt"): (10, 500)}
    assert found(datetime.date(2023, 12, 31)) == {("pop", "Hardt"): 1400}
    assert set(IndicatorValue.objects.values_list("status", flat=True)) == {"provisional"}


def test_a_mapping_with_an_unknown_indicator_is_unusable(tmp_path):
    mapping = written(tmp_path, "Ort;area\nLeute;gibt-es-nicht", name="zuordnung.csv")
    code, lines = command(written(tmp_path, "Ort;Leute\nHardt;5"), "--mapping", mapping, "--date=2024")
    assert (code, lines) == (2, ["Den Indikator „gibt-es-nicht“ gibt es nicht."])


def test_years_side_by_side_are_days_of_their_own(tmp_path):
    command(written(tmp_path, "Stadtteil;pop 2023;pop 2024\nHardt;5;6"))
    assert [found(datetime.date(year, 12, 31)) for year in (2023, 2024)] == [{("pop", "Hardt"): n} for n in (5, 6)]


def test_the_city_alone_needs_no_column_of_areas(tmp_path):
    command(written(tmp_path, "Jahr;pop\n2023;1000\n2024;1.100"), "--level", "stadt")
    assert [found(datetime.date(year, 12, 31)) for year in (2023, 2024)] == [
        {("pop", "Stadt"): n} for n in (1000, 1100)
    ]


def test_numbers_go_to_the_district_of_their_time(tmp_path, city):
    reform = datetime.date(2020, 1, 1)
    District.objects.filter(name="Hardt").update(valid_until=reform)
    new = DistrictFactory(code="0201", name="Hardt", slug="hardt-neu", parent=city.south, valid_from=reform)
    command(written(tmp_path, "Stadtteil;Jahr;pop\nHardt;2018;5\n0201;2024;6"))
    old = city.districts[2]
    assert dict(IndicatorValue.objects.values_list("district", "numerator")) == {old.pk: 5, new.pk: 6}


def test_a_rate_takes_its_denominator_from_the_indicator_that_counts_it(tmp_path, city):
    RateFactory(code="u6", name="Anteil U6", denominator=city.people)
    IndicatorValue.objects.create(indicator=city.people, district=city.districts[3], reference_date=DAY, numerator=800)
    text = """
        indicator;area;numerator
        pop;Hardt;500
        u6;Hardt;25
        u6;Venn;40
        u6;Rheydt;10
    """
    code, lines = command(written(tmp_path, text), "--date=2024", "--skip-refused")
    assert (code, lines[0]) == (1, "Zeile 5: abgelehnt: Anteil U6: zum Zähler fehlt der Nenner")
    assert {key: value for key, value in found().items() if key[0] == "u6"} == {
        ("u6", "Hardt"): (25, 500),
        ("u6", "Venn"): (40, 800),
    }


def test_a_cell_that_two_lines_name_counts_once_or_not_at_all(tmp_path):
    text = "Stadtteil;pop\nHardt;5\nVenn;7\n0201;5\n0202;8"
    code, lines = command(written(tmp_path, text), "--date=2024", "--skip-refused")
    assert (code, found()) == (1, {("pop", "Hardt"): 5})
    assert lines[:3] == [
        "Zeile 3: abgelehnt: für dasselbe Gebiet und denselben Stichtag nennt Zeile 5 eine andere Zahl",
        "Zeile 4: Hinweis: steht so schon in Zeile 2",
        "Zeile 5: abgelehnt: für dasselbe Gebiet und denselben Stichtag nennt Zeile 3 eine andere Zahl",
    ]


def test_social_spaces_boroughs_and_the_city_stand_in_one_table(tmp_path):
    command(written(tmp_path, "Gebiet;pop\nRheydt Ost;5\nNord;6\nStadt;7\nHardt;8"), "--date=2024")
    assert found() == {("pop", "Rheydt Ost"): 5, ("pop", "Nord"): 6, ("pop", "Stadt"): 7, ("pop", "Hardt"): 8}


def test_of_ten_thousand_refused_lines_the_first_are_told_and_all_are_counted(tmp_path):
    rows = "\n".join(f"Nirgends {n};5" for n in range(10_000))
    code, lines = command(written(tmp_path, f"Stadtteil;pop\nHardt;1\n{rows}"), "--date=2024")
    assert (code, len(lines)) == (1, 2004)
    assert lines[0] == "Datei: Hinweis: Weitere abgelehnte Zeilen, nicht einzeln genannt: 8000"
    assert lines[-1] == "Abgelehnt: 10000. Mit --skip-refused wird alles andere übernommen."


def test_a_file_of_tomorrow_does_not_guess_its_day(tmp_path):
    year = timezone.localdate().year + 1
    code, _lines = command(written(tmp_path, f"Vorausberechnung {year}\n\nStadtteil;pop\nHardt;5"))
    assert code == 2


def test_a_column_of_areas_is_known_by_its_name_where_nobody_knows_its_areas(tmp_path):
    lines = [f"pop;{code};2024;{code}" for code in range(9001, 9020)]
    path = written(tmp_path, "\n".join(["indicator;area;reference_date;numerator", *lines, "pop;0101;2024;5"]))
    code, said = command(path)
    assert (code, said[0]) == (1, "Zeile 2: abgelehnt: das Gebiet „9001“ gibt es nicht")
    assert "angelegt: 1, " in command(path, "--skip-refused")[1][-2]
