"""Which team answers for which street: the table, the file, and what is wrong."""

import pytest

from tests.network.factories import ContactPointFactory, UnitKindFactory, person
from tests.network.spaces import BASE, Ground
from tests.sozialraum.factories import DistrictFactory, StreetSectionFactory
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
LIST = f"{BASE}strassen/"


@pytest.fixture
def ground(db):
    return Ground()


@pytest.fixture
def reader(client):
    user = person("planner")
    client.force_login(user)
    return user


def first_contact(ground, **more):
    unit = UnitKindFactory(code="team", name="Sozialraumteam", answers_first=True)
    point = ContactPointFactory(function="Sozialraumteam Rheydt Ost", phone="0221 4710-027", unit=unit, **more)
    point.social_spaces.add(ground.space)
    return point


def rows(client, query=""):
    page = parsed(client.get(f"{LIST}?{query}"))
    return [[text_of(cell) for cell in row] for row in page.findall(".//tbody/tr")]


def test_a_street_leads_to_district_social_space_team_and_function(client, ground, reader):
    section = StreetSectionFactory(street="Hauptstraße", district=ground.district, number_to=50)
    first_contact(ground)
    team = ground.space.team_name
    contact = "Sozialraumteam Rheydt Ost 0221 4710-027"
    assert rows(client) == [
        ["Hauptstraße", "Nr. 1 bis 50", section.postcode.code, "Mülfort", "Rheydt Ost", team, contact],
    ]


def test_a_function_for_professionals_alone_is_not_the_first_to_answer(client, ground, reader):
    StreetSectionFactory(district=ground.district)
    first_contact(ground, is_public=False)
    assert rows(client)[0][-1] == "noch keine"


def test_a_district_in_no_social_space_has_no_team(client, reader):
    StreetSectionFactory(district=DistrictFactory(name="Einsam", slug="einsam"))
    assert rows(client)[0][3:] == ["Einsam", "keiner", "", "noch keine"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=HAUPTSTR.", ["Hauptstraße"]),
        ("stadtteil=muelfort", ["Hauptstraße"]),
        ("sozialraum=rheydt-ost", ["Hauptstraße"]),
        ("plz=41199", ["Weg am Ufer"]),
        ("q=ufer&sozialraum=rheydt-ost", []),
    ],
)
def test_the_list_is_narrowed_by_its_address(client, ground, reader, query, expected):
    StreetSectionFactory(street="Hauptstraße", district=ground.district)
    StreetSectionFactory(street="Weg am Ufer", district=DistrictFactory(), postcode__code="41199")
    assert [row[0] for row in rows(client, query)] == expected


def test_the_file_holds_what_the_list_is_narrowed_to(client, ground, reader):
    StreetSectionFactory(street="Hauptstraße", district=ground.district, postcode__code="41061")
    StreetSectionFactory(street="Weg am Ufer")
    first_contact(ground)
    lines = client.get(f"{LIST}tabelle.csv?stadtteil=muelfort").content.decode("utf-8-sig").splitlines()
    assert lines[1:] == [
        f"Hauptstraße;;41061;Mülfort;Rheydt Ost;{ground.space.team_name};Sozialraumteam Rheydt Ost;0221 4710-027;"
    ]


def test_the_report_names_what_is_wrong_and_says_so_when_nothing_is(client, ground, reader):
    StreetSectionFactory(street="Hauptstraße", district=ground.district)
    page = text_of(parsed(client.get(f"{LIST}pruefung/")).find(".//main"))
    assert "Sozialräume ohne erste Ansprechstelle" in page
    first_contact(ground)
    page = text_of(parsed(client.get(f"{LIST}pruefung/")).find(".//main"))
    assert "Jede Hausnummer der Straßendatei führt zu genau einem Stadtteil" in page
    StreetSectionFactory(street="Weg", number_from=9, district=ground.district)
    page = text_of(parsed(client.get(f"{LIST}pruefung/")).find(".//main"))
    assert "Nr. 1 bis 7 fehlen (ungerade)" in page


@pytest.mark.parametrize("path", ["", "ansprechstellen/", "strassen/", "strassen/pruefung/"])
def test_the_lists_cost_the_same_for_few_and_for_many(client, ground, reader, django_assert_max_num_queries, path):
    def grow(number):
        for one in range(number):
            StreetSectionFactory(street=f"Weg {path}{number}{one}", district=ground.district)
            ContactPointFactory(function=f"Stelle {number}{one}").social_spaces.add(ground.space)

    grow(1)
    client.get(BASE + path)
    with django_assert_max_num_queries(15) as asked:
        client.get(BASE + path)
    number = len(asked)
    grow(6)
    client.get(BASE + path)  # the first page after a change reads anew what processes keep
    with django_assert_max_num_queries(number):
        client.get(BASE + path)


def test_the_page_of_a_social_space_costs_the_same_for_few_and_for_many(client, ground, django_assert_max_num_queries):
    client.force_login(ground.keeper_of_space())
    ContactPointFactory(unit=UnitKindFactory()).social_spaces.add(ground.space)
    client.get(ground.page)
    with django_assert_max_num_queries(17) as asked:
        client.get(ground.page)
    few = len(asked)
    for number in range(5):
        ContactPointFactory(function=f"Stelle {number}", unit=UnitKindFactory()).social_spaces.add(ground.space)
    client.get(ground.page)
    with django_assert_max_num_queries(few):
        client.get(ground.page)
