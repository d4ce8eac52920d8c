"""Closures and free places: who says so, what the form answers, and where families see it."""

import datetime
import threading

import pytest
from django.db import connection
from django.test import Client

from offers.actions.news import close_offer
from offers.models import Availability, Closure, Offer
from offers.models.news import HOLDS_FOR
from tests.network.factories import PartnerFactory, person
from tests.offers.days import days
from tests.offers.factories import AvailabilityFactory, ClosureFactory, OfferFactory, ScheduleFactory
from tests.sozialraum.html import errors, parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")


@pytest.fixture
def partner():
    return PartnerFactory()


@pytest.fixture
def editor(client, partner):
    client.force_login(person("partner_editor", partner=partner))
    return client


@pytest.fixture
def offer(partner):
    return OfferFactory(provider=partner, slug="treff", title="Treff")


def page_of(offer) -> str:
    return f"/verwaltung/angebote/{offer.pk}/aktuelles/"


def send(client, offer, **data):
    return client.post(page_of(offer), data)


def closures(offer) -> list[tuple]:
    return list(offer.closures.values_list("first_day", "last_day", "message"))


def facts(client, label: str) -> str:
    """Return what the offer's public page says under a label."""
    page = parsed(client.get("/angebote/treff/"))
    rows = {text_of(row.find("dt")): row.find("dd") for row in page.findall(".//*[@class='summary-list']/div")}
    return text_of(rows[label]) if label in rows else ""


def test_a_single_day_needs_no_end(editor, offer):
    answer = send(editor, offer, what="closure", first_day=days(3).isoformat(), message="Fortbildung")
    assert (answer.status_code, closures(offer)) == (302, [(days(3), days(3), "Fortbildung")])


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"first_day": "", "message": "x"}, "Dieses Feld ist zwingend erforderlich."),
        ({"first_day": "morgen", "message": "x"}, "Bitte ein gültiges Datum eingeben."),
        ({"first_day": "{3}", "message": ""}, "Dieses Feld ist zwingend erforderlich."),
        ({"first_day": "{3}", "last_day": "{2}", "message": "x"}, "Der letzte Tag darf nicht vor dem ersten liegen."),
        ({"first_day": "{-9}", "message": "x"}, "Diese Tage sind vorbei."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(editor, offer, data, sentence):
    sent = {
        name: days(int(value[1:-1])).isoformat() if value.startswith("{") else value for name, value in data.items()
    }
    page = parsed(send(editor, offer, what="closure", **sent))
    assert [error.partition(" – ")[2] for error in errors(page)] == [sentence]
    assert page.find(".//input[@id='id_message']").get("value", "") == sent["message"]
    assert closures(offer) == []


def test_a_closure_is_taken_back_and_twice_is_no_error(editor, offer):
    closure = ClosureFactory(offer=offer, first_day=days(3))
    for sentence in ("Der Ausfall ist zurückgenommen.", "Dieser Ausfall war schon zurückgenommen."):
        page = parsed(editor.post(page_of(offer), {"delete": closure.pk}, follow=True))
        assert sentence in text_of(page.find(".//main"))
    assert closures(offer) == []


def test_the_closure_of_another_offer_stays(editor, offer):
    other = ClosureFactory(first_day=days(3))
    send(editor, offer, delete=other.pk)
    assert Closure.objects.filter(pk=other.pk).exists()


@pytest.mark.parametrize("number", ["x", "-1", "²", "9" * 30, ""])
def test_a_number_that_is_none_does_nothing(editor, offer, number):
    ClosureFactory(offer=offer, first_day=days(3))
    assert (send(editor, offer, delete=number).status_code < 500, len(closures(offer))) == (True, 1)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ({"free": "4"}, (4, False)),
        ({"free": "0", "has_waiting_list": "on"}, (0, True)),
        ({"free": ""}, None),
    ],
)
def test_free_places_are_said_and_taken_back(editor, offer, sent, kept):
    Availability.objects.create(offer=offer, free=1, said_on=days(-20))
    send(editor, offer, what="places", **sent)
    said = Availability.objects.filter(offer=offer).first()
    assert (said and (said.free, said.has_waiting_list)) == kept
    assert said is None or said.said_on == days(0)


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"free": "viele"}, "Bitte eine ganze Zahl eingeben."),
        ({"free": "-1"}, "Dieser Wert muss größer oder gleich 0 sein."),
        ({"free": "501"}, "Mehr als 500 freie Plätze: Ist das ein Tippfehler?"),
        (
            {"free": "", "has_waiting_list": "on"},
            "Bitte schreiben Sie dazu, wie viele Plätze frei sind, zum Beispiel 0.",
        ),
    ],
)
def test_a_number_of_places_that_cannot_be_is_refused(editor, offer, sent, sentence):
    page = parsed(send(editor, offer, what="places", **sent))
    assert [error.partition(" – ")[2] for error in errors(page)] == [sentence]
    assert not Availability.objects.exists()


def test_an_archived_offer_takes_no_news(editor, partner):
    offer = OfferFactory(provider=partner, status=Offer.Status.ARCHIVED)
    answer = send(editor, offer, what="closure", first_day=days(3).isoformat(), message="x")
    assert (answer.url, closures(offer)) == (f"/verwaltung/angebote/{offer.pk}/", [])


def test_another_partner_does_not_find_the_page(client, offer):
    client.force_login(person("partner_editor", partner=PartnerFactory()))
    assert client.get(page_of(offer)).status_code == 404


@pytest.mark.parametrize("number", [0, 12])
def test_the_page_asks_the_database_equally_often(editor, offer, django_assert_max_num_queries, number):
    for day in range(number):
        ClosureFactory(offer=offer, first_day=days(day))
    with django_assert_max_num_queries(15):
        editor.get(page_of(offer))


def test_families_read_what_is_off_and_the_date_is_gone(client, offer):
    ScheduleFactory(offer=offer, kind="once", first_day=days(3))
    before = facts(client, "Wann")
    ClosureFactory(offer=offer, first_day=days(3), message="Der Raum wird gestrichen")
    ClosureFactory(offer=offer, first_day=days(-3), message="längst vorbei")
    told = facts(client, "Wann")
    assert "Die nächsten Termine" in before
    assert ("Die nächsten Termine" in told, "Der Raum wird gestrichen" in told, "längst vorbei" in told) == (
        False,
        True,
        False,
    )
    assert client.get("/angebote/treff/termine.ics").status_code == 404


def test_the_card_of_the_list_names_the_date_after_the_closure(client, offer):
    day = days(7)
    ScheduleFactory(offer=offer, weekday=day.weekday(), pauses_on_public_holidays=False)
    for week in range(2):
        ClosureFactory(offer=offer, first_day=day - datetime.timedelta(days=7 * week))
    card = text_of(parsed(client.get("/angebote/")).find(".//li[@data-offer='treff']"))
    assert f"{days(14).day}." in card
    assert f"{day.day}. {day:%B}" not in card


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"free": 1}, "Ein Platz ist noch frei."),
        ({"free": 3}, "3 Plätze sind noch frei."),
        ({"free": 0}, "Gerade ist alles belegt."),
        ({"free": 0, "has_waiting_list": True}, "Es gibt eine Warteliste: Rufen Sie an und lassen Sie sich vormerken."),
    ],
)
def test_families_read_whether_they_can_come(client, offer, fields, sentence):
    AvailabilityFactory(offer=offer, **fields)
    assert sentence in facts(client, "Plätze")


def test_what_was_said_long_ago_is_said_no_more(client, offer):
    AvailabilityFactory(offer=offer, said_on=days(0) - HOLDS_FOR)
    assert facts(client, "Plätze") == ""
    assert parsed(client.get("/angebote/?frei=1")).find(".//p[@role='status']").get("data-count") == "0"


def test_the_search_finds_free_places(client, offer):
    AvailabilityFactory(offer=offer)
    AvailabilityFactory(free=0, has_waiting_list=True)
    OfferFactory()
    page = parsed(client.get("/angebote/?frei=1"))
    assert [item.get("data-offer") for item in page.findall(".//ol[@id='ergebnisse']/li")] == ["treff"]


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_enter_one_closure():
    offer, user, barrier = OfferFactory(), person("steering"), threading.Barrier(2)

    def click() -> None:
        barrier.wait(timeout=10)
        close_offer(closure=Closure(offer=offer, first_day=days(3), last_day=days(3), message="Doppelt"), by=user)
        connection.close()

    threads = [threading.Thread(target=click) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert closures(offer) == [(days(3), days(3), "Doppelt")]


def test_a_form_from_elsewhere_is_refused(offer):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(person("steering"))
    assert send(strict, offer, what="places", free="3").status_code == 403
