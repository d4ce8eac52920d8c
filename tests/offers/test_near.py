"""What is near: by street, postcode, district or device, the nearest first; and nobody keeps where somebody is."""

import logging

import pytest
from django.contrib.gis.geos import Point
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from offers.near import Precision, describe_way, minutes_on_foot, origin_of_device
from offers.search import load_choices
from tests.network.factories import FacilityFactory
from tests.offers.factories import AgeStepFactory, HomeVisitFactory, OfferFactory, TopicFactory
from tests.sozialraum.factories import DistrictFactory, PostcodeFactory, StreetSectionFactory, centre
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
PAGE = "/in-der-naehe/"
METRES_NORTH = 1 / 111_200  # degrees


@pytest.fixture(autouse=True)
def fresh_choices():
    load_choices.cache_clear()


def north_of(metres: float) -> Point:
    """Return the point so many metres north of the middle of the first square."""
    middle = centre(0)
    return Point(middle.x, middle.y + metres * METRES_NORTH, srid=4326)


def here(client, **more):
    middle = centre(0)
    return client.post(PAGE, {"breite": f"{middle.y:.4f}", "laenge": f"{middle.x:.4f}", **more})


def found(answer) -> list[tuple[str, str]]:
    """Return the offers of the page with their ways."""
    page = parsed(answer)
    items = page.findall(".//ol[@id='ergebnisse']/li")
    return [(item.get("data-offer"), text_of(item.find("span"))) for item in items]


def error_of(answer) -> str:
    return text_of(parsed(answer).find(".//ul[@id='id_adresse_error']"))


def test_the_nearest_stand_first_with_the_way_on_foot(client, eicken):
    for slug, metres in (("weit", 2500), ("nah", 300), ("mitte", 1200)):
        OfferFactory(slug=slug, point=north_of(metres), district=eicken)
    assert found(here(client)) == [
        ("nah", "300 m, etwa 6 Minuten zu Fuß"),
        ("mitte", "1,2 km, etwa 25 Minuten zu Fuß"),
        ("weit", "2,5 km, etwa 50 Minuten zu Fuß"),
    ]


def test_the_radius_is_what_was_chosen_and_a_wider_one_is_offered(client, eicken):
    OfferFactory(slug="weit", point=north_of(1500), district=eicken)
    assert [slug for slug, _ in found(here(client, umkreis="2"))] == ["weit"]
    page = parsed(here(client, umkreis="1"))
    button = page.find(".//section[@aria-labelledby='treffer']//form//button")
    assert (button.get("name"), button.get("value")) == ("umkreis", "2")
    assert "In diesem Umkreis haben wir dazu gerade nichts gefunden." in text_of(page.find(".//main"))


def test_age_and_topic_narrow_it(client, eicken):
    AgeStepFactory(code="1-jahr", ages=(12, 24))
    topic = TopicFactory(code="bewegung")
    OfferFactory(slug="passt", point=north_of(100), district=eicken, topics=[topic])
    OfferFactory(slug="zu-alt", point=north_of(100), district=eicken, topics=[topic], ages=(72, 99))
    OfferFactory(slug="anderes", point=north_of(100), district=eicken)
    assert [slug for slug, _ in found(here(client, alter="1-jahr", thema="bewegung"))] == ["passt"]


def test_a_house_that_the_register_knows_is_where_it_is_reckoned_from(client, eicken):
    FacilityFactory(street="Hauptstr. 5", postcode="41061", point=centre(0), district=eicken)
    OfferFactory(slug="nah", point=north_of(300), district=eicken)
    answer = client.post(PAGE, {"adresse": "Hauptstraße 5, 41061"})
    assert found(answer) == [("nah", "300 m, etwa 6 Minuten zu Fuß")]
    assert text_of(parsed(answer).find(".//p[@data-count]")) == "Gerechnet ab Ihrer Hausnummer."


@pytest.mark.parametrize(
    ("typed", "precision"),
    [("Lange Straße 3", Precision.DISTRICT), ("41061", Precision.POSTCODE), ("eicken", Precision.DISTRICT)],
)
def test_without_a_door_the_way_is_told_without_minutes_and_said_to_be_rough(client, eicken, typed, precision):
    StreetSectionFactory(street="Lange Straße", district=eicken)
    PostcodeFactory(code="41061", centre=centre(0))
    OfferFactory(slug="nah", point=north_of(300), district=eicken)
    answer = client.post(PAGE, {"adresse": typed})
    assert text_of(parsed(answer).find(".//p[@data-count]")) == precision.value
    assert [way for _, way in found(answer) if "Minuten" in way] == []
    assert [slug for slug, _ in found(answer)] == ["nah"]


def test_a_confidential_house_is_never_near(client, eicken):
    house = FacilityFactory(point=north_of(100), district=eicken, address_is_confidential=True)
    OfferFactory(facility=house)
    OfferFactory(point=north_of(100), district=eicken, address_is_confidential=True)
    OfferFactory(access_modes=[HomeVisitFactory()], is_citywide=True)
    assert found(here(client)) == []


def test_more_can_be_shown_and_the_place_goes_along(client, eicken):
    for _ in range(25):
        OfferFactory(point=north_of(100), district=eicken)
    answer = here(client)
    form = parsed(answer).find(".//section[@aria-labelledby='treffer']//form")
    sent = {field.get("name"): field.get("value") for field in form.iter() if field.get("name")}
    assert (len(found(answer)), sent["anzahl"], form.get("method")) == (20, "40", "post")
    assert len(found(client.post(PAGE, sent))) == 25


@pytest.mark.parametrize("number", ["-5", "999999", "x", "²"])
def test_no_more_than_two_hundred_are_shown_whatever_is_asked(client, eicken, number):
    OfferFactory(slug="nah", point=north_of(100), district=eicken)
    assert len(found(here(client, anzahl=number))) == 1


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [("", ""), ("nan", "6"), ("inf", "6"), ("91", "6"), ("51", "181"), ("x", "y"), ("51", "")],
)
def test_a_place_that_is_none_is_asked_for_again(client, latitude, longitude):
    answer = client.post(PAGE, {"breite": latitude, "laenge": longitude})
    assert origin_of_device(latitude, longitude) is None
    assert answer.status_code == 422
    assert (
        error_of(answer)
        == "Fehler: Bitte schreiben Sie Ihre Straße, Ihre Postleitzahl oder Ihren Stadtteil in das Feld."
    )


def test_a_device_far_away_finds_nothing_and_is_led_on(client, eicken):
    OfferFactory(point=centre(0), district=eicken)
    answer = client.post(PAGE, {"breite": "-33.9", "laenge": "151.2", "umkreis": "10"})
    assert (answer.status_code, found(answer)) == (200, [])


def test_a_misspelt_street_gets_suggestions_that_keep_the_question(client, eicken):
    AgeStepFactory(code="1-jahr", ages=(12, 24))
    StreetSectionFactory(street="Eickener Straße", key="eickenerstrasse", district=eicken)
    page = parsed(client.post(PAGE, {"adresse": "Eickner Strase 7", "alter": "1-jahr", "umkreis": "5"}))
    form = page.find(".//section[@aria-labelledby='aehnlich']//form")
    sent = [(field.get("name"), field.get("value")) for field in form.iter() if field.get("name")]
    assert sent == [("alter", "1-jahr"), ("umkreis", "5"), ("adresse", "Eickener Straße 7")]
    assert page.find(".//input[@id='id_adresse']").get("value") == "Eickner Strase 7"


def test_a_name_that_several_districts_bear_is_asked_back_and_the_question_goes_along(client):
    for name in ("Odenkirchen-Mitte", "Odenkirchen-West", "Eicken"):
        DistrictFactory(name=name)
    answer = client.post(PAGE, {"adresse": "odenkirchen", "umkreis": "5"})
    form = parsed(answer).find(".//section[@aria-labelledby='aehnlich']/form")
    assert error_of(answer) == "Fehler: Genau so heißt kein Stadtteil. Welchen meinen Sie?"
    assert [one.get("value") for one in form.findall(".//button")] == ["Odenkirchen-Mitte", "Odenkirchen-West"]
    assert [(one.get("name"), one.get("value")) for one in form.findall(".//input")] == [("umkreis", "5")]
    assert "Das ist in Odenkirchen-West." in client.post(PAGE, {"adresse": "Odenkirchen-West"}).content.decode()


@pytest.mark.parametrize(
    "typed", ["Bonnenbroich Geneicken", "41063 bonnenbroich-geneicken", "BONNENBROICH-GENEICKEN, 41063"]
)
def test_a_district_is_known_however_it_is_spelt_and_beside_a_postcode(client, typed):
    DistrictFactory(name="Bonnenbroich-Geneicken")
    assert "Das ist in Bonnenbroich-Geneicken." in client.post(PAGE, {"adresse": typed}).content.decode()


def test_on_a_phone_the_answer_opens_at_the_offers_and_not_above_the_question(client, eicken):
    OfferFactory(point=north_of(300), district=eicken)
    page = parsed(here(client))
    target = page.find(".//form[@data-near]").get("action").partition("#")[2]
    assert text_of(page.find(f".//*[@id='{target}']")) == "1 Angebot im Umkreis von 3 km"


def test_a_postcode_of_another_town_is_said_to_be_one(client):
    error = "Fehler: Diese Postleitzahl gehört nicht zu unserer Stadt. Bitte prüfen Sie sie noch einmal."
    assert error_of(client.post(PAGE, {"adresse": "80331"})) == error


def test_of_a_street_in_several_districts_one_is_chosen(client, eicken):
    other = DistrictFactory(name="Rheydt", column=1)
    for district in (eicken, other):
        StreetSectionFactory(street="Bahnhofstraße", key="bahnhofstrasse", district=district)
    page = parsed(client.post(PAGE, {"adresse": "Bahnhofstraße"}))
    buttons = page.findall(".//section[@aria-labelledby='abschnitt']//button")
    assert {button.get("value") for button in buttons} == {"Eicken", "Rheydt"}


@pytest.mark.parametrize("data", [{"adresse": "Geheimgasse 17"}, {"breite": "51.1937", "laenge": "6.4423"}])
def test_nobody_keeps_where_somebody_is(eicken, data, caplog):
    FacilityFactory(street="Geheimgasse 17", point=centre(0), district=eicken)
    OfferFactory(point=north_of(100), district=eicken)
    strict = Client(enforce_csrf_checks=True)
    with caplog.at_level(logging.DEBUG, logger="django.request"), CaptureQueriesContext(connection) as asked:
        answer = strict.post(PAGE, data)
    written = [query["sql"] for query in asked if query["sql"].split()[0] in {"INSERT", "UPDATE", "DELETE"}]
    assert (answer.status_code, answer.cookies, written, caplog.records) == (200, {}, [], [])
    assert "no-store" in answer.headers["Cache-Control"]
    assert [name for name in ("ETag", "Location", "Last-Modified") if answer.has_header(name)] == []
    links = [link.get("href") for link in parsed(answer).findall(".//a")]
    assert [link for link in links if any(value in link for value in data.values())] == []
    sources = [script.get("src") for script in parsed(answer).findall(".//script")]
    assert [source for source in sources if source and source.startswith("http")] == []


def test_a_place_in_the_address_line_is_not_read(client, eicken):
    page = parsed(client.get(PAGE, {"adresse": "Hauptstraße 5", "breite": "51.1"}))
    assert page.find(".//input[@id='id_adresse']").get("value") == ""
    assert page.find(".//ol[@id='ergebnisse']") is None


def test_the_question_itself_is_kept_by_caches(client):
    first = client.get(PAGE)
    assert ("public" in first.headers["Cache-Control"], first.cookies) == (True, {})


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client, method):
    assert getattr(client, method)(PAGE).status_code == 405


@pytest.mark.parametrize("number", [1, 20])
def test_an_answer_asks_the_database_equally_often(client, eicken, django_assert_num_queries, number):
    for _ in range(number):
        OfferFactory(point=north_of(100), district=eicken)
    here(client)
    with django_assert_num_queries(5):
        here(client)


@pytest.mark.parametrize(
    ("metres", "minutes"),
    [(0, 1), (50, 1), (51, 1), (300, 6), (692, 14), (700, 14), (750, 15), (800, 20), (4000, 80), (4001, None)],
)
def test_minutes_are_those_that_people_say(metres, minutes):
    assert minutes_on_foot(metres) == minutes


@pytest.mark.parametrize(
    ("metres", "told"),
    [
        (4, "gleich nebenan"),
        (50, "50 m, etwa eine Minute zu Fuß"),
        (994, "990 m, etwa 20 Minuten zu Fuß"),
        (996, "1,0 km, etwa 20 Minuten zu Fuß"),
        (8000, "8,0 km"),
    ],
)
def test_a_way_is_told_in_metres_or_kilometres(metres, told):
    assert describe_way(metres, Precision.HOUSE) == told


@given(text=st.text(max_size=40))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_is_an_error(client, text):
    assert client.post(PAGE, {"adresse": text, "breite": text, "laenge": text}).status_code in {200, 422}
