"""Who is responsible for a street: the look-up that keeps nothing."""

import html

import pytest
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from offers.search import load_choices
from offers.views.responsible import LONGEST_ADDRESS
from tests.sozialraum.factories import BoroughFactory, DistrictFactory, PostcodeFactory, StreetSectionFactory
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
PAGE = "/zustaendig/"


@pytest.fixture
def gladbach():
    return DistrictFactory(name="Gladbach", slug="gladbach", column=1)


def ask(client, address):
    return client.post(PAGE, {"adresse": address})


def error_of(page) -> str:
    """Return the sentence beside the field, checked to be tied to it."""
    field = page.find(".//input[@id='id_adresse']")
    assert field.get("aria-invalid") == "true"
    assert "id_adresse_error" in field.get("aria-describedby").split()
    return text_of(page.find(".//ul[@id='id_adresse_error']"))


def choices_of(page) -> dict[str, str]:
    section = page.find(".//section[@aria-labelledby='auswahl']")
    return {text_of(card): card.find(".//a").get("href") for card in section.findall(".//li")}


def suggestions_of(page) -> list[str]:
    return [button.get("value") for button in page.findall(".//button[@name='adresse']")]


def test_the_districts_stand_by_name_whatever_borough_they_lie_in(client, eicken):
    west, east = BoroughFactory(name="West"), BoroughFactory(name="Ost")
    DistrictFactory(name="Ätzberg", slug="aetzberg", parent=west)
    DistrictFactory(name="Zoppenbroich", parent=east)
    DistrictFactory(name="Broich", parent=east)
    links = parsed(client.get(PAGE)).find(".//section[@aria-labelledby='stadtteile']").findall(".//a")
    assert [text_of(link) for link in links] == ["Ätzberg", "Broich", "Eicken", "Zoppenbroich"]


def test_the_question_stands_alone_at_first(client, eicken):
    page = parsed(client.get(PAGE))
    field = page.find(".//input[@id='id_adresse']")
    assert (field.get("value"), field.get("aria-invalid"), field.get("aria-describedby")) == (
        "",
        None,
        "id_adresse_helptext",
    )
    assert page.find(".//ul[@id='id_adresse_error']") is None
    links = page.find(".//section[@aria-labelledby='stadtteile']").findall(".//a")
    assert [(text_of(link), link.get("href")) for link in links] == [("Eicken", "/stadtteile/eicken/#zustaendig")]


def test_a_known_address_leads_to_the_district_and_its_team(client, eicken):
    StreetSectionFactory(street="Eickener Straße", key="eickenerstrasse", district=eicken)
    response = ask(client, "Eickener Str. 5a")
    assert (response.status_code, response.headers["Location"]) == (302, "/stadtteile/eicken/#zustaendig")


def test_of_several_sections_one_is_chosen(client, eicken, gladbach):
    street = {"street": "Bahnhofstraße", "key": "bahnhofstrasse"}
    StreetSectionFactory(district=eicken, postcode=PostcodeFactory(code="41061"), **street)
    StreetSectionFactory(district=gladbach, postcode=PostcodeFactory(code="41063"), **street)
    response = ask(client, "Bahnhofstraße")
    page = parsed(response)
    assert response.status_code == 200
    assert error_of(page) == "Fehler: Zu „Bahnhofstraße“ kennen wir mehrere Abschnitte. Welcher ist Ihrer?"
    assert choices_of(page) == {
        "Bahnhofstraße 41061, Stadtteil Eicken": "/stadtteile/eicken/#zustaendig",
        "Bahnhofstraße 41063, Stadtteil Gladbach": "/stadtteile/gladbach/#zustaendig",
    }


def long_street(eicken, gladbach):
    street = {"street": "Lange Straße", "key": "langestrasse", "postcode": PostcodeFactory(code="41061")}
    StreetSectionFactory(district=eicken, number_from=1, number_to=99, **street)
    StreetSectionFactory(district=gladbach, number_from=100, number_to=200, **street)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("Lange Straße", "Die Straße „Lange Straße“ ist lang. Bitte schreiben Sie auch die Hausnummer."),
        ("Lange Str. 900", "Diese Hausnummer kennen wir in der Straße „Lange Straße“ nicht. Wo etwa wohnen Sie?"),
    ],
)
def test_a_number_that_is_missing_or_unknown_is_asked_for(client, eicken, gladbach, address, sentence):
    long_street(eicken, gladbach)
    page = parsed(ask(client, address))
    assert error_of(page) == f"Fehler: {sentence}"
    assert choices_of(page) == {
        "Lange Straße Nr. 1 bis 99 41061, Stadtteil Eicken": "/stadtteile/eicken/#zustaendig",
        "Lange Straße Nr. 100 bis 200 41061, Stadtteil Gladbach": "/stadtteile/gladbach/#zustaendig",
    }


def test_the_number_decides_a_long_street(client, eicken, gladbach):
    long_street(eicken, gladbach)
    assert ask(client, "Lange Straße 150").headers["Location"] == "/stadtteile/gladbach/#zustaendig"


@pytest.mark.parametrize(
    ("typed", "offered"), [("Eickner Strase", "Eickener Straße"), ("Eickner Strase 7", "Eickener Straße 7")]
)
def test_a_misspelt_street_gets_suggestions_that_can_be_sent(client, eicken, typed, offered):
    StreetSectionFactory(street="Eickener Straße", key="eickenerstrasse", district=eicken)
    page = parsed(ask(client, typed))
    assert "kennen wir nicht. Bitte prüfen Sie, wie sie geschrieben wird." in error_of(page)
    assert suggestions_of(page) == [offered]
    assert ask(client, offered).headers["Location"] == "/stadtteile/eicken/#zustaendig"


def test_what_was_typed_stays_in_the_field(client):
    page = parsed(ask(client, "  Nirgendweg   3 "))
    assert page.find(".//input[@id='id_adresse']").get("value") == "Nirgendweg 3"
    assert suggestions_of(page) == []


@pytest.mark.parametrize("empty", ["", "   ", "\x00\t"])
def test_an_empty_question_is_refused_beside_the_field(client, empty):
    response = ask(client, empty)
    assert response.status_code == 422
    assert error_of(parsed(response)) == "Fehler: Bitte schreiben Sie Ihre Straße und Hausnummer in das Feld."


def test_a_question_without_the_field_is_empty_too(client):
    assert client.post(PAGE).status_code == 422


def test_of_a_very_long_text_the_beginning_counts(client):
    page = parsed(ask(client, "x" * 100_000))
    assert page.find(".//input[@id='id_adresse']").get("value") == "x" * LONGEST_ADDRESS


def test_hostile_text_stays_text(client):
    hostile = '"><script>alert(1)</script>'
    response = ask(client, hostile)
    assert hostile not in response.content.decode()
    assert html.escape(hostile) in response.content.decode()
    assert parsed(response).find(".//input[@id='id_adresse']").get("value") == hostile


def test_nobody_keeps_the_answer_and_no_address_names_the_street(eicken):
    StreetSectionFactory(street="Eickener Straße", key="eickenerstrasse", district=eicken)
    strict = Client(enforce_csrf_checks=True)
    for address, status in [("Eickener Straße 5", 302), ("Eickener", 200), ("", 422)]:
        response = ask(strict, address)
        assert response.status_code == status
        assert "no-store" in response.headers["Cache-Control"]
        assert response.cookies == {}
        assert not response.has_header("ETag")
        assert "5" not in response.headers.get("Location", "")
    form = parsed(strict.get(PAGE)).find(".//main//form")
    assert (form.get("method"), form.get("action")) == ("post", PAGE)


def test_an_address_in_the_address_line_is_not_read(client, eicken):
    StreetSectionFactory(street="Eickener Straße", key="eickenerstrasse", district=eicken)
    page = parsed(client.get(PAGE, {"adresse": "Eickener Straße 5"}))
    assert page.find(".//input[@id='id_adresse']").get("value") == ""


def test_the_empty_question_is_kept_by_caches_and_answered_shortly_when_unchanged(client):
    first = client.get(PAGE)
    again = client.get(PAGE, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content, again.cookies) == (304, b"", {})
    assert "public" in first.headers["Cache-Control"]


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client, method):
    assert getattr(client, method)(PAGE).status_code == 405


@pytest.mark.parametrize("sections", [2, 8])
def test_the_look_up_costs_the_same_for_few_and_many_sections(client, django_assert_num_queries, sections):
    for column in range(sections):
        StreetSectionFactory(street="Weg", key="weg", district=DistrictFactory(column=column))
    load_choices.cache_clear()
    with django_assert_num_queries(5):
        ask(client, "Weg")


@given(text=st.text(max_size=60))
@example(text="Am Wall 99999999999999999999")
@example(text="Am Wall -1")
@example(text="%(street)s 1")
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_gets_an_answer(client, text):
    assert ask(client, text).status_code in {200, 302, 422}
