"""The list of streets from a file."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from kit.importing import Report
from kit.importing_tables import Row
from kit.importing_words import Words
from sozialraum.imports.naming import district_words
from sozialraum.imports.street_rows import Section
from sozialraum.imports.streets import make_plan
from sozialraum.models import District, Postcode, StreetSection
from tests.sozialraum.factories import BoroughFactory, DistrictFactory, StreetSectionFactory

HEADER = "Straße;von;bis;Seite;PLZ;Stadtteil"


@pytest.fixture(autouse=True)
def districts(db) -> list[District]:
    return [DistrictFactory(code="0103", name="Eicken"), DistrictFactory(code="0303", name="Rheydt")]


@pytest.fixture
def load(tmp_path):
    """Import lines; return the exit code, the numbers as printed, and the remarks."""

    def run(*lines: str, header: str = HEADER, options: tuple[str, ...] = ()) -> tuple[int, list[str]]:
        path, out = tmp_path / "streets.csv", StringIO()
        path.write_text("\n".join([header, *lines]), encoding="utf-8")
        code = 0
        try:
            call_command("import_streets", path, *options, stdout=out)
        except CommandError as error:
            code = error.returncode
        return code, out.getvalue().splitlines()

    return run


def numbers(created=0, changed=0, unchanged=0, repaired=0, refused=0) -> str:
    return (
        f"angelegt: {created}, geändert: {changed}, unverändert: {unchanged}, "
        f"repariert: {repaired}, abgelehnt: {refused}"
    )


def saved() -> list[tuple]:
    fields = ["street", "number_from", "number_to", "side", "postcode__code", "district__code"]
    return list(StreetSection.objects.order_by("key", "number_from", "side").values_list(*fields))


def test_each_line_becomes_a_section(load):
    code, output = load("Hauptstraße;1;19;odd;41061;0103", "Hauptstraße;2;20;even;41061;0303", "Alsstr.;;;;41063;0103")

    assert (code, output[-1]) == (0, numbers(created=3))
    assert saved() == [
        ("Alsstr.", 1, 9999, "all", "41063", "0103"),
        ("Hauptstraße", 1, 19, "odd", "41061", "0103"),
        ("Hauptstraße", 2, 20, "even", "41061", "0303"),
    ]
    assert set(StreetSection.objects.values_list("key", flat=True)) == {"hauptstrasse", "alsstrasse"}


def test_english_headings_are_known(load):
    header = "street,house number from,house number to,side,postcode,district code"
    code, _output = load("Weg,1,9,ungerade,41061,0103", header=header)

    assert (code, saved()) == (0, [("Weg", 1, 9, "odd", "41061", "0103")])


def test_a_second_import_changes_nothing(load):
    lines = ["Hauptstraße;1;19;odd;41061;0103", "Hauptstraße;2;20;even;41061;0303"]
    load(*lines)
    before = list(StreetSection.objects.values_list("pk", flat=True))
    code, output = load(*lines)

    assert (code, output) == (0, [numbers(unchanged=2)])
    assert list(StreetSection.objects.values_list("pk", flat=True)) == before


def test_postcodes_come_along_and_reach_the_districts_of_their_streets(load):
    _code, output = load("A;1;9;;41061;0103", "B;1;9;;41061;0303")

    assert output[0] == "Datei: Hinweis: neue Postleitzahlen angelegt: 41061"
    assert set(Postcode.objects.get().districts.values_list("code", flat=True)) == {"0103", "0303"}


def test_a_district_may_be_called_by_its_name(load):
    load("A;1;9;;41061;EICKEN")

    assert saved() == [("A", 1, 9, "all", "41061", "0103")]


def test_a_code_means_the_district_for_families_before_any_other(load):
    BoroughFactory(code="0103", name="Nord")
    load("A;1;9;;41061;0103")

    assert StreetSection.objects.get().district.name == "Eicken"


def test_a_closed_district_is_unknown(load):
    District.objects.filter(code="0303").update(valid_until="2020-01-01")

    assert load("A;1;9;;41061;0303")[0] == 1


def test_sections_of_both_sides_may_share_numbers_and_gaps_are_no_problem(load):
    assert load("A;1;9;odd;41061;0103", "A;1;9;even;41061;0103", "A;50;60;all;41061;0103")[0] == 0


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (";1;9;;41061;0103", "der Name der Straße fehlt"),
        (f"{'x' * 121};1;9;;41061;0103", "der Name der Straße ist zu lang"),
        ("A;x;9;;41061;0103", "„x“ ist keine Hausnummer"),
        ("A;12345;9;;41061;0103", "„12345“ ist keine Hausnummer"),
        ("A;9;1;;41061;0103", "die erste Hausnummer ist größer als die letzte"),
        ("A;1;9;links;41061;0103", "„links“ ist keine Straßenseite (odd, even, all)"),
        ("A;1;9;;41061;01O3", "den Stadtteil „01O3“ gibt es nicht"),
        ("A;1;9;;M1;0103", "„M1“ ist keine Postleitzahl"),
        ("A;1;9;;;0103", "„“ ist keine Postleitzahl"),
        ("A;1;9;;41061;", "den Stadtteil „“ gibt es nicht"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(load, line, reason):
    code, output = load("Gut;1;9;;41061;0103", line)

    assert (code, f"Zeile 3: abgelehnt: {reason}" in output, saved()) == (1, True, [])


def test_an_overlap_within_the_file_is_refused_with_both_lines(load):
    code, output = load("Hauptstr.;1;20;all;41061;0103", "HAUPTSTRASSE;19;30;odd;41061;0103")

    assert (code, output[1], output[-2]) == (
        1,
        "Zeile 3: abgelehnt: überschneidet sich mit Zeile 2 (Hauptstr. 1–20)",
        numbers(created=1, refused=1),
    )


def test_the_same_line_twice_is_an_overlap(load):
    assert load("A;1;9;;41061;0103", "A;1;9;;41061;0103", options=("--skip-refused",))[0] == 1
    assert len(saved()) == 1


def test_an_overlap_with_a_saved_section_is_refused(load):
    load("A;5;9;;41061;0103")
    code, output = load("A;1;6;;41061;0303")

    assert (code, output[0]) == (1, "Zeile 2: abgelehnt: überschneidet sich mit einem gespeicherten Abschnitt (A 5–9)")


def test_numbers_in_another_postcode_do_not_overlap(load):
    assert load("A;1;9;;41061;0103", "A;1;9;;41063;0303")[0] == 0


def test_a_changed_section_is_changed(load):
    load("A;1;9;;41061;0103")
    code, output = load("A;1;11;;41061;0303")

    assert (code, output, saved()) == (0, [numbers(changed=1)], [("A", 1, 11, "all", "41061", "0303")])


def test_sections_may_trade_numbers(load):
    load("A;1;10;;41061;0103", "A;11;20;;41061;0303")
    code, _output = load("A;1;14;;41061;0103", "A;15;20;;41061;0303", options=("--remove-missing",))

    assert (code, [row[1:3] for row in saved()]) == (0, [(1, 14), (15, 20)])


def test_what_the_file_does_not_name_stays(load):
    load("A;1;9;;41061;0103")
    load("B;1;9;;41061;0103")

    assert [row[0] for row in saved()] == ["A", "B"]


def test_what_the_file_does_not_name_goes_on_request(load):
    load("A;1;9;;41061;0103")
    code, output = load("B;1;9;;41061;0103", options=("--remove-missing",))

    assert (code, output[0]) == (0, "Datei: Hinweis: 1 Abschnitte standen nicht in der Datei und wurden entfernt")
    assert [row[0] for row in saved()] == ["B"]


def test_letters_and_lost_zeros_are_repaired_and_reported(load):
    code, output = load("A;1a;9;;1067;0103")

    assert (code, output[:2], output[-1]) == (
        0,
        [
            "Datei: Hinweis: neue Postleitzahlen angelegt: 01067",
            "Zeile 2: repariert: Hausnummer 1a gilt ohne ihren Buchstaben",
        ],
        numbers(created=1, repaired=1),
    )
    assert saved() == [("A", 1, 9, "all", "01067", "0103")]


def test_a_missing_column_makes_the_file_unusable(load):
    assert load("A;1", header="Straße;von")[0] == 2


def test_a_dry_run_saves_nothing(load):
    code, output = load("A;1;9;;41061;0103", options=("--dry-run",))

    assert (code, output[-2], saved(), Postcode.objects.count()) == (0, numbers(created=1), [], 0)


def test_a_plan_needs_no_database(django_assert_num_queries):
    saved_section = Section("A", 1, 9, "all", "41061", 7)
    row = Row(2, {"street": "A", "number_from": "1", "number_to": "11", "postcode": "41061", "district": "0103"})
    report = Report()
    with django_assert_num_queries(0):
        plan = make_plan([row], {saved_section.identity: (5, saved_section)}, report, districts=Words({"0103": 7}))

    assert (plan.outdated, plan.unwritten) == ([5], [Section("A", 1, 11, "all", "41061", 7)])
    assert (report.changed, report.remarks) == (1, [])


def test_what_the_plan_takes_for_free_the_database_takes_too(load):
    StreetSectionFactory(street="A", number_from=3, number_to=5, side="odd", postcode__code="41061")

    assert load("A;1;9;even;41061;0103", "A;6;9;odd;41061;0103")[0] == 0


@pytest.mark.parametrize(
    ("word", "code"), [("0103", "0103"), ("Eicken", "0103"), (" EICKEN", "0103"), ("Mülfort", "0304"), ("9", None)]
)
def test_names_and_codes_lead_to_districts(districts, word, code):
    districts.append(DistrictFactory(code="0304", name="04 Mülfort"))
    ids = {None: None} | {district.code: district.pk for district in districts}

    assert district_words().find(word) == ids[code]


def test_a_large_list_costs_few_queries(load, django_assert_max_num_queries):
    lines = [
        f"Weg {street};{number};{number + 8};all;41061;0103" for street in range(300) for number in range(1, 100, 10)
    ]
    with django_assert_max_num_queries(12):
        code, output = load(*lines)

    assert (code, output[-1]) == (0, numbers(created=3000))
