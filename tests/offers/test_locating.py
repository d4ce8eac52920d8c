"""From an address to a point, by the register and the list of streets."""

import pytest
from django.contrib.gis.geos import Point
from django.db import connection
from django.test.utils import CaptureQueriesContext

from offers.locating import Certainty, locate, telling_part
from tests.network.factories import FacilityFactory
from tests.offers.factories import OfferFactory
from tests.sozialraum.factories import DistrictFactory, PostcodeFactory, StreetSectionFactory, centre

pytestmark = pytest.mark.django_db
DOOR = Point(6.405, 51.105, srid=4326)


@pytest.fixture
def postcode():
    return PostcodeFactory(code="41061", centre=centre(1))


def house(street: str, point: Point = DOOR, **more):
    return FacilityFactory(street=street, point=point, district=None, **more)


def answer(*words: str) -> tuple | None:
    found = locate(*words)
    return found and (found.certainty, found.point.coords, found.district and found.district.name)


@pytest.mark.parametrize("text", ["Hauptstraße 5a", "haupt-str. 5 a", "HAUPTSTRASSE 5A", "5a Hauptstr."])
def test_a_house_of_the_register_is_found_however_it_is_written(eicken, text):
    house("Hauptstr. 5a")
    assert answer(text, "41061") == (Certainty.EXACT, DOOR.coords, "Eicken")


@pytest.mark.parametrize(
    ("kept", "asked"),
    [
        ("Bürgermeister-Ott-Str. 1", "Bgm.-Ott-Straße 1"),
        ("St. Anna-Straße 1", "Sankt-Anna-Str. 1"),
        ("Münsterstraße 1", "Muensterstr. 1"),
        ("Schloßweg 1", "Schlossweg 1"),
        ("Kapuzinerpl. 1", "Kapuzinerplatz 1"),
        ("Straße des 17. Juni 1", "Str. des 17. Juni 1"),
    ],
)
def test_what_is_shortened_or_spelled_out_is_the_same(eicken, kept, asked):
    house(kept)
    assert (answer(asked), answer(kept)) == ((Certainty.EXACT, DOOR.coords, "Eicken"),) * 2


def test_the_address_of_an_offer_is_known_too(eicken):
    OfferFactory(street="Am Teich 3", point=DOOR)
    assert answer("Am Teich 3") == (Certainty.EXACT, DOOR.coords, "Eicken")


@pytest.mark.parametrize("make", [FacilityFactory, OfferFactory])
def test_a_confidential_address_gives_no_point_away(eicken, make):
    make(street="Am Teich 3", point=DOOR, address_is_confidential=True, district=eicken)
    assert answer("Am Teich 3") is None
    assert answer("Am Teich 5") is None


def test_of_another_number_the_nearest_house_is_taken(eicken):
    for number, longitude in ((1, 6.401), (9, 6.402), (13, 6.403), (90, 6.404)):
        house(f"Hauptstraße {number}", Point(longitude, 51.11, srid=4326))
    assert answer("Hauptstraße 12")[:2] == (Certainty.STREET, (6.403, 51.11))
    assert answer("Hauptstraße 9a")[:2] == (Certainty.STREET, (6.402, 51.11))
    assert answer("Hauptstraße")[0] == Certainty.STREET


def test_a_house_without_a_number_is_taken_last(eicken):
    house("Hauptstraße", Point(6.401, 51.11, srid=4326))
    house("Hauptstraße 99")
    assert answer("Hauptstraße 1")[:2] == (Certainty.STREET, DOOR.coords)


def test_streets_that_sound_alike_are_not_the_same(eicken):
    house("Hauptstraße 5")
    house("Große Hauptstraße 7")
    assert answer("Haupterstraße 5") is None


def test_the_list_of_streets_names_the_district(eicken):
    StreetSectionFactory(street="Hauptstraße", district=eicken)
    found = locate("Hauptstr. 12")
    assert (found.certainty, found.district) == (Certainty.DISTRICT, eicken)
    assert eicken.boundary.contains(found.point)


def test_a_number_that_no_section_has_still_tells_the_district(eicken):
    StreetSectionFactory(street="Hauptstraße", number_to=20, district=eicken)
    assert answer("Hauptstraße 500")[0] == Certainty.DISTRICT


def test_a_house_in_another_district_does_not_stand_for_the_street(eicken):
    StreetSectionFactory(street="Hauptstraße", number_to=20, district=eicken)
    DistrictFactory(column=3)
    house("Hauptstraße 90", centre(3))
    assert answer("Hauptstraße 12")[0] == Certainty.DISTRICT


def test_of_two_streets_with_one_name_the_postcode_tells_which(eicken):
    DistrictFactory(name="Rheydt", column=3)
    house("Schulstraße 5", centre(0), postcode="41061")
    house("Schulstraße 5", centre(3), postcode="41236")
    assert answer("Schulstraße 5") is None
    assert answer("Schulstraße 5", "41236") == (Certainty.EXACT, centre(3).coords, "Rheydt")


def test_a_street_of_the_same_name_under_another_known_postcode_is_another_street(eicken, postcode):
    house("Schulstraße 5", postcode="41236")
    assert answer("Schulstraße 5", "41061")[0] == Certainty.POSTCODE


def test_an_unknown_street_is_looked_for_by_its_postcode(eicken, postcode):
    DistrictFactory(name="Rheydt", column=1)
    assert answer("Neuer Weg 1", "41061") == (Certainty.POSTCODE, centre(1).coords, "Rheydt")


def test_a_postcode_without_a_middle_says_nothing():
    PostcodeFactory(code="41061")
    assert answer("Neuer Weg 1", "41061") is None


@pytest.mark.parametrize("text", ["", " ", "1", "12345", "-", "\x00", "a" * 5000, "%_'\"; --", "🦔 4"])
def test_what_is_no_address_is_not_found(text):
    assert (answer(text), answer("", text), answer(text, text, text)) == (None, None, None)


def test_a_street_of_another_town_is_not_looked_for_here(eicken, municipality, postcode):
    house("Hauptstraße 5")
    assert answer("Hauptstraße 5", "50667", "Köln") is None
    assert answer("Hauptstraße 5", "41999", "Musterstadt")[0] == Certainty.EXACT
    assert answer("Hauptstraße 5", "41061", "Eicken")[0] == Certainty.EXACT
    assert answer("Hauptstraße 5", "", "MUSTERSTADT (Nord)")[0] == Certainty.EXACT


def test_a_place_outside_of_all_districts_is_found_without_one(eicken):
    house("Am Rand 1", centre(9))
    assert answer("Am Rand 1") == (Certainty.EXACT, centre(9).coords, None)


@pytest.mark.parametrize(
    ("street", "word"),
    [
        ("Große Bleichstr. 5", "Bleich"),
        ("Waldhausener Straße", "Waldhausener"),
        ("Haupt-Str.", "Haupt"),
        ("Münsterstr.", "nster"),
        ("Muensterstraße", "nster"),
        ("Bürgermeister-Ott-Str.", "Ott"),
        ("Platz", ""),
        ("17", ""),
    ],
)
def test_the_telling_part_tells_a_street_from_others(street, word):
    assert telling_part(street) == word


@pytest.mark.parametrize("number", [1, 40])
def test_the_search_costs_the_same_for_few_and_many(eicken, postcode, django_assert_num_queries, number):
    StreetSectionFactory(street="Hauptstraße", district=eicken, postcode=postcode)
    for n in range(number):
        house(f"Hauptstraße {n + 1}")
    with django_assert_num_queries(5):
        assert answer("Hauptstraße 1", "41061")[0] == Certainty.EXACT


def test_no_question_costs_more_than_six(eicken, municipality):
    with CaptureQueriesContext(connection) as asked:
        locate("Hauptstraße 1", "99999", "Musterstadt")
    assert len(asked) <= 6
