"""Where an address is, as the map of a form asks."""

import pytest
from django.test import Client

from tests.network.factories import FacilityFactory, PartnerFactory, person
from tests.offers.factories import OfferFactory
from tests.sozialraum.factories import StreetSectionFactory, centre

pytestmark = pytest.mark.usefixtures("municipality")
PLACE = "/verwaltung/ort/"
NOWHERE = {"latitude": None, "longitude": None, "district": ""}


@pytest.fixture
def editor(client):
    client.force_login(person("partner_editor", partner=PartnerFactory()))
    return client


def said(client, **question) -> dict:
    return client.post(PLACE, question).json()


def test_a_known_house_is_told_with_its_district(editor, eicken):
    FacilityFactory(street="Hauptstr. 5", point=centre(0), district=eicken)
    assert said(editor, street="Hauptstraße 5") == {
        "latitude": 51.11,
        "longitude": 6.41,
        "district": "Eicken",
        "sentence": "Gefunden: die Hausnummer selbst.",
    }


@pytest.mark.parametrize("place", [FacilityFactory, OfferFactory])
def test_of_a_confidential_house_the_street_s_district_is_told_and_never_the_door(editor, eicken, place):
    StreetSectionFactory(street="Hauptstraße", district=eicken)
    door = centre(0)
    door.x += 0.004
    place(street="Hauptstraße 5", point=door, district=eicken, address_is_confidential=True)
    found = said(editor, street="Hauptstraße 5")
    assert (found["district"], found["sentence"]) == (
        "Eicken",
        "Nur der Stadtteil ist bekannt: bitte den Punkt auf das Haus schieben.",
    )
    assert found["longitude"] != round(door.x, 6)


@pytest.mark.parametrize("latitude", ["51,11", "51.11"])
def test_a_point_is_told_its_district(editor, eicken, latitude):
    assert said(editor, latitude=latitude, longitude="6,41") == {
        "latitude": 51.11,
        "longitude": 6.41,
        "district": "Eicken",
        "sentence": "Der Punkt liegt in Eicken.",
    }


def test_a_point_outside_says_so(editor, eicken):
    found = said(editor, latitude="48,1", longitude="11,5")
    assert (found["district"], found["sentence"]) == ("", "Der Punkt liegt außerhalb aller Stadtteile.")


def test_a_point_goes_before_an_address(editor, eicken):
    FacilityFactory(street="Hauptstraße 5", point=centre(0), district=eicken)
    assert said(editor, street="Hauptstraße 5", latitude="48,1", longitude="11,5")["latitude"] == 48.1


def test_an_unknown_address_leaves_the_point_to_people(editor):
    assert said(editor, street="Gibtesnichtweg 1") == NOWHERE | {
        "sentence": "Diese Anschrift kennen wir nicht. Bitte schieben Sie den Punkt auf das Haus."
    }


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ({}, "Bitte zuerst Straße und Hausnummer eintragen."),
        ({"street": "  "}, "Bitte zuerst Straße und Hausnummer eintragen."),
        ({"city": "Eicken"}, "Bitte zuerst Straße und Hausnummer eintragen."),
        ({"street": "A 1", "postcode": "4106"}, "Postleitzahl: Eine Postleitzahl hat fünf Ziffern."),
        ({"latitude": "51"}, "Bitte Breite und Länge angeben oder beide leer lassen."),
        (
            {"latitude": "6,4", "longitude": "51,1"},
            (
                "Geografische Breite: Dieser Wert muss größer oder gleich 47 sein. "
                "Geografische Länge: Dieser Wert muss kleiner oder gleich 16 sein."
            ),
        ),
        ({"latitude": "x", "longitude": "7"}, "Geografische Breite: Bitte eine Zahl eingeben."),
        ({"latitude": "nan", "longitude": "7"}, "Geografische Breite: Bitte eine Zahl eingeben."),
        ({"street": "A\x00 1"}, "Straße und Hausnummer: Nullzeichen sind nicht erlaubt."),
    ],
)
def test_bad_input_is_answered_with_a_sentence(editor, question, sentence):
    answer = editor.post(PLACE, question)
    assert (answer.status_code, answer.json()) == (422, NOWHERE | {"sentence": sentence})


def test_a_very_long_street_is_refused_in_words(editor):
    answer = editor.post(PLACE, {"street": "x" * 5000})
    assert (answer.status_code, "höchstens 160 Zeichen" in answer.json()["sentence"]) == (422, True)


def test_whoever_keeps_records_may_ask_and_nobody_else(client):
    found = {}
    people = {
        "partner_editor": person("partner_editor", partner=PartnerFactory()),
        "steering": person("steering"),
        "planner": person("planner"),
        "": person(),
    }
    for code, user in people.items():
        client.force_login(user)
        found[code] = client.post(PLACE, {"street": "A 1"}).status_code
    assert found == {"partner_editor": 200, "steering": 200, "planner": 403, "": 403}


def test_a_visitor_is_asked_to_log_in(client):
    assert client.post(PLACE, {"street": "A 1"}).url == f"/konto/anmelden/?next={PLACE}"


def test_no_other_page_asks_in_somebody_s_name():
    client = Client(enforce_csrf_checks=True)
    client.force_login(person("steering"))
    assert client.post(PLACE, {"street": "A 1"}).status_code == 403


def test_the_question_is_posted(editor):
    assert editor.get(PLACE, {"street": "A 1"}).status_code == 405


def test_no_cache_keeps_an_answer(editor):
    assert editor.post(PLACE, {"street": "A 1"}).headers["Cache-Control"] == "private, no-store"


def test_an_answer_costs_the_same_for_few_and_many(editor, eicken, django_assert_num_queries):
    for more in (1, 30):
        for number in range(more):
            FacilityFactory(street=f"Hauptstraße {number + 5}", point=centre(0), district=eicken)
        with django_assert_num_queries(9):
            assert said(editor, street="Hauptstraße 5", postcode="41061", city="Musterstadt")["district"] == "Eicken"
