"""Suggestions while somebody types."""

import pytest

from tests.network.factories import FacilityFactory
from tests.offers.factories import OfferFactory, TopicFactory
from tests.sozialraum.factories import DistrictFactory
from tests.sozialraum.html import parsed

pytestmark = pytest.mark.django_db
ADDRESS = "/suche/vorschlaege/"


def suggested(client, text: str) -> list[tuple[str, str, str]]:
    answer = client.post(ADDRESS, {"q": text})
    return [(one["kind"], one["label"], one["url"]) for one in answer.json()["suggestions"]]


@pytest.fixture
def city(municipality):
    TopicFactory(code="geburt", name="Geburt & Wochenbett")
    DistrictFactory(name="Geistenbeck", slug="geistenbeck")
    FacilityFactory(name="Haus am Gerichtsplatz", slug="haus")
    FacilityFactory(name="Geheimes Haus", slug="geheim", is_public=False)
    OfferFactory(title="Geburtsvorbereitung", slug="vorbereitung")
    OfferFactory(title="Gebäck backen", slug="entwurf", status="draft")


def test_topics_places_facilities_and_offers_are_suggested(client, city):
    assert suggested(client, "ge") == [
        ("Thema", "Geburt & Wochenbett", "/angebote/?thema=geburt"),
        ("Stadtteil", "Geistenbeck", "/angebote/?stadtteil=geistenbeck"),
        ("Einrichtung", "Haus am Gerichtsplatz", "/einrichtungen/haus/"),
    ]
    assert ("Angebot", "Geburtsvorbereitung", "/angebote/vorbereitung/") in suggested(client, "Geb")


def test_all_words_count_in_any_order_and_spelling(client, city):
    assert [label for _, label, _ in suggested(client, "gericht HAUS")] == ["Haus am Gerichtsplatz"]


@pytest.mark.parametrize("text", ["", "g", "xyz", "'", "!!!", "' & 'x"])
def test_too_little_and_the_unknown_suggest_nothing(client, city, text):
    assert suggested(client, text) == []


def test_what_is_typed_stands_in_no_address_and_is_kept_by_nobody(client, city):
    answer = client.post(ADDRESS, {"q": "geb"})
    assert (client.get(ADDRESS, {"q": "geb"}).status_code, "no-store" in answer["Cache-Control"], answer.cookies) == (
        405,
        True,
        {},
    )


@pytest.mark.parametrize("number", [1, 30])
def test_suggestions_cost_the_same_however_much_there_is(client, municipality, django_assert_num_queries, number):
    OfferFactory.create_batch(number, title="Geburt")
    client.post(ADDRESS, {"q": "geb"})
    with django_assert_num_queries(2):
        client.post(ADDRESS, {"q": "gebur"})


def test_without_a_script_the_field_is_a_field(client, city):
    field = parsed(client.get("/")).find(".//input[@name='q']")
    assert (field.get("role"), field.get("data-suggestions")) == (None, ADDRESS)
