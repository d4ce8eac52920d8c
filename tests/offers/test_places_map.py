"""The places of a search's hits, and the outlines below them, for the moving map."""

import pytest

from offers.outlines import outlines
from offers.search import places
from tests.network.factories import FacilityFactory
from tests.offers.factories import AgeStepFactory, OfferFactory
from tests.sozialraum.factories import DistrictFactory, centre

pytestmark = pytest.mark.django_db

PLACES = "/angebote/karte/orte.json"
OUTLINES = "/angebote/karte/gebiete.json"


@pytest.fixture
def house():
    return FacilityFactory(name="Haus Sonne", district=DistrictFactory(name="Eicken", slug="eicken", column=0))


def spots(client, **question) -> list[dict]:
    return client.get(PLACES, question).json()["places"]


def test_offers_in_one_house_are_one_place(client, house):
    OfferFactory(facility=house, title="B", slug="b")
    OfferFactory(facility=house, title="A", slug="a")
    (spot,) = spots(client)
    assert spot == {
        "latitude": pytest.approx(51.11),
        "longitude": pytest.approx(6.41),
        "count": 2,
        "name": "Haus Sonne",
        "offers": [["a", "A"], ["b", "B"]],
    }


def test_a_place_names_its_first_five_offers_and_counts_all(client, house):
    for n in range(7):
        OfferFactory(facility=house, title=f"Angebot {n}", slug=f"a{n}")
    (spot,) = spots(client)
    assert (spot["count"], [slug for slug, _title in spot["offers"]]) == (7, ["a0", "a1", "a2", "a3", "a4"])


def test_an_address_of_its_own_is_a_place_without_a_name(client, house):
    OfferFactory(facility=None, street="Am Teich 3", point=centre(0, 1), title="Im Park")
    OfferFactory(facility=house)
    assert [(spot["name"], round(spot["latitude"], 2)) for spot in spots(client)] == [
        ("", 51.13),
        ("Haus Sonne", 51.11),
    ]


@pytest.mark.parametrize("confidential", ["facility", "offer"])
def test_a_confidential_place_never_leaves_the_server(client, house, confidential):
    house.address_is_confidential = confidential == "facility"
    house.save()
    OfferFactory(facility=house, district=house.district, address_is_confidential=confidential == "offer")
    assert client.get(PLACES).json() == {"places": []}


def test_only_hits_of_the_search_are_shown(client, house):
    AgeStepFactory(code="1-jahr", ages=(12, 24))
    OfferFactory(facility=house, ages=(0, 36), title="Klein")
    OfferFactory(facility=house, ages=(120, 180), title="Groß")
    OfferFactory(facility=FacilityFactory(district=DistrictFactory(column=1)), title="Anderswo")
    (spot,) = spots(client, stadtteil="eicken", alter="1-jahr")
    assert [title for _slug, title in spot["offers"]] == ["Klein"]


def test_of_very_many_hits_the_first_of_the_list_are_shown(client, house, monkeypatch):
    monkeypatch.setattr("offers.search.matching.MOST_WITH_WORDS", 2)
    OfferFactory(facility=house, title="Treff", description="Mit Yoga")
    for title in ("Yoga", "Zum Yoga"):
        OfferFactory(facility=house, title=title)
    (spot,) = spots(client, q="Yoga")
    assert (spot["count"], [title for _slug, title in spot["offers"]]) == (2, ["Yoga", "Zum Yoga"])


def test_where_no_offer_says_all_words_the_places_of_the_list_s_answer_are_shown(client, house):
    OfferFactory(facility=house, title="Yoga")
    OfferFactory(facility=house, title="Schach")
    (spot,) = spots(client, q="Yoga Schach")
    assert spot["count"] == 2


def test_offers_without_a_place_are_left_out(client):
    OfferFactory(district=DistrictFactory())
    assert spots(client) == []


def test_too_many_places_are_drawn_as_cells_of_a_grid(client, house, monkeypatch):
    near = FacilityFactory(district=house.district)
    far = FacilityFactory(district=DistrictFactory(column=5))
    for place in (house, house, near, far):
        OfferFactory(facility=place)
    assert len(spots(client)) == 3
    monkeypatch.setattr(places, "MOST_PLACES", 2)
    assert sorted((spot["count"], spot["name"], spot["offers"]) for spot in spots(client)) == [(1, "", []), (3, "", [])]
    for spot in spots(client):
        column = (spot["longitude"] / places.CELL) % 1
        assert column == pytest.approx(0.5)


@pytest.mark.parametrize("number", [1, 12])
def test_places_cost_the_same_for_few_and_many(client, django_assert_num_queries, number):
    for column in range(number):
        OfferFactory(facility=FacilityFactory(district=DistrictFactory(column=column)))
    client.get(PLACES)
    with django_assert_num_queries(2):
        assert len(spots(client)) == number


def test_outlines_hold_the_current_districts_in_degrees(client):
    eicken = DistrictFactory(name="Eicken", code="07", column=0)
    DistrictFactory(valid_until="2020-01-01")
    (drawn,) = client.get(OUTLINES).json()["features"]
    assert drawn["properties"] == {"code": "07", "name": "Eicken"}
    assert drawn["geometry"]["type"] == "Polygon"
    ring = {tuple(point) for point in drawn["geometry"]["coordinates"][0]}
    assert ring == {(round(x, 4), round(y, 4)) for x, y in eicken.boundary[0][0].coords}


def test_outlines_are_read_once_per_content_version(client, django_assert_num_queries):
    DistrictFactory()
    outlines.cache_clear()
    with django_assert_num_queries(2):
        client.get(OUTLINES)
    with django_assert_num_queries(1):
        client.get(OUTLINES)


def test_outlines_of_an_empty_installation_are_empty(client):
    assert client.get(OUTLINES).json() == {"type": "FeatureCollection", "features": []}


@pytest.mark.parametrize("path", [PLACES, OUTLINES])
def test_the_script_s_data_are_public_and_kept(client, path):
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, first.cookies, again.status_code) == (200, {}, 304)
    assert first.headers["Content-Type"] == "application/json"


@pytest.mark.parametrize("path", [PLACES, OUTLINES])
def test_the_script_s_data_are_only_read(client, path):
    assert client.post(path).status_code == 405
