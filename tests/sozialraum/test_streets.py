"""From an address to its district."""

import pytest

from sozialraum.models import StreetSection
from sozialraum.streets import Outcome, find_sections, look_up, sections_by_key
from tests.sozialraum.factories import DistrictFactory, PostcodeFactory, StreetSectionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def eicken():
    return DistrictFactory(name="Eicken")


@pytest.fixture
def rheydt():
    return DistrictFactory(name="Rheydt")


@pytest.fixture
def crossing(eicken, rheydt):
    """Hauptstraße: odd numbers and those up to 20 in Eicken, the even ones from 22 on in Rheydt."""
    postcode = PostcodeFactory(code="41061")
    section = {"street": "Hauptstraße", "postcode": postcode}
    StreetSectionFactory(**section, side="odd", number_to=99, district=eicken)
    StreetSectionFactory(**section, side="even", number_to=20, district=eicken)
    StreetSectionFactory(**section, side="even", number_from=22, number_to=98, district=rheydt)


def found(text: str) -> tuple[Outcome, str | None]:
    lookup = find_sections(text)
    return lookup.outcome, lookup.district and lookup.district.name


def test_a_section_knows_its_key_when_it_is_saved():
    section = StreetSectionFactory(street="Große Bleichstr.")
    section.street = "Kleine Bleichstr."
    section.save()

    assert StreetSection.objects.get().key == "kleinebleichstrasse"


@pytest.mark.parametrize(
    ("text", "district"),
    [
        ("Hauptstr. 5a", "Eicken"),
        ("HAUPTSTRASSE 20", "Eicken"),
        ("Hauptstr. 21", "Eicken"),
        ("Haupt-Str. 22", "Rheydt"),
        ("41061 Hauptstr. 22, Mönchengladbach", "Rheydt"),
        ("41999 Hauptstr. 22", "Rheydt"),  # a wrong postcode hides nothing
    ],
)
def test_street_and_number_lead_to_one_district(crossing, text, district):
    assert found(text) == (Outcome.FOUND, district)


def test_without_a_number_a_street_of_two_districts_asks_for_it(crossing):
    lookup = find_sections("Hauptstraße")

    assert (lookup.outcome, lookup.district, len(lookup.sections)) == (Outcome.NUMBER_MISSING, None, 3)


def test_a_number_that_no_section_holds_is_said_to_be_unknown(crossing):
    lookup = find_sections("Hauptstraße 100")

    assert (lookup.outcome, lookup.district, len(lookup.sections)) == (Outcome.NUMBER_UNKNOWN, None, 3)


def test_without_a_number_a_street_of_one_district_is_enough(eicken):
    StreetSectionFactory(street="Alsstraße", district=eicken, side="odd")
    StreetSectionFactory(street="Alsstraße", district=eicken, side="even")

    assert found("alsstr") == (Outcome.FOUND, "Eicken")


@pytest.mark.parametrize("text", ["Kirchstr. 1", "Kirchstr."])
def test_two_streets_of_one_name_are_a_choice(eicken, rheydt, text):
    StreetSectionFactory(street="Kirchstraße", district=eicken, postcode__code="41061")
    StreetSectionFactory(street="Kirchstraße", district=rheydt, postcode__code="41236")
    lookup = find_sections(text)

    assert (lookup.outcome, lookup.district) == (Outcome.AMBIGUOUS, None)
    assert {section.postcode.code for section in lookup.sections} == {"41061", "41236"}


def test_the_postcode_chooses_between_streets_of_one_name(eicken, rheydt):
    StreetSectionFactory(street="Kirchstraße", district=eicken, postcode__code="41061")
    StreetSectionFactory(street="Kirchstraße", district=rheydt, postcode__code="41236")

    assert found("Kirchstr. 1, 41236") == (Outcome.FOUND, "Rheydt")


def test_streets_of_one_name_in_one_district_are_no_choice(eicken):
    StreetSectionFactory(street="Kirchstraße", district=eicken, postcode__code="41061")
    StreetSectionFactory(street="Kirchstraße", district=eicken, postcode__code="41236")

    assert found("Kirchstr. 1") == (Outcome.FOUND, "Eicken")


def test_a_street_may_be_called_by_a_number(eicken):
    StreetSectionFactory(street="Straße 45", district=eicken)

    assert found("Straße 45") == (Outcome.FOUND, "Eicken")


@pytest.mark.parametrize("text", ["Haubtstr. 5", "Hauptstrase 5", "Hauptst 5"])
def test_a_misspelled_street_brings_suggestions(crossing, text):
    StreetSectionFactory(street="Waldweg")
    lookup = find_sections(text)

    assert (lookup.outcome, lookup.suggestions) == (Outcome.STREET_UNKNOWN, ["Hauptstraße"])


def test_the_nearest_suggestion_comes_first(eicken):
    for street in ["Gartenstraße", "Garnstraße", "Am Garten"]:
        StreetSectionFactory(street=street, district=eicken)

    assert find_sections("Gartenstrase").suggestions[0] == "Gartenstraße"


@pytest.mark.parametrize("text", ["", "41061", "?!", "5"])
def test_what_names_no_street_finds_none(crossing, text):
    lookup = find_sections(text)

    assert (lookup.outcome, lookup.sections, lookup.suggestions) == (Outcome.STREET_UNKNOWN, [], [])


def test_a_known_street_costs_one_query(crossing, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert found("Hauptstr. 5") == (Outcome.FOUND, "Eicken")


def test_an_unknown_street_costs_two_queries(crossing, django_assert_num_queries):
    with django_assert_num_queries(2):
        find_sections("Nirgendwo 5")


def test_many_addresses_cost_one_query(crossing, django_assert_num_queries):
    texts = ["Hauptstr. 5", "Hauptstr. 24", "Nirgendwo 3"]
    with django_assert_num_queries(1):
        sections = sections_by_key(texts)
        districts = [look_up(text, sections).district for text in texts]

    assert [district and district.name for district in districts] == ["Eicken", "Rheydt", None]
