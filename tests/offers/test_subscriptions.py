"""What people subscribe to: the calendar of a search, read by two libraries, and the feed of what is new."""

import datetime
from xml.etree import ElementTree as ET

import pytest
import vobject
from django.utils import timezone

from kit.history import events_of
from offers.models import Closure, Offer
from offers.sessions import BERLIN, Kind, Series, next_sessions
from sozialraum.calendar import HolidayCalendar
from sozialraum.models import Municipality
from tests.network.factories import FacilityFactory
from tests.offers.days import days
from tests.offers.factories import OfferFactory, ScheduleFactory
from tests.sozialraum.factories import DistrictFactory, SchoolHolidayFactory

pytestmark = pytest.mark.usefixtures("municipality")

CALENDAR, FEED = "/angebote/kalender.ics", "/angebote/neu.atom"
ATOM = "{http://www.w3.org/2005/Atom}"


def events(answer) -> list:
    """Return the events as vobject reads them, which is not the library that wrote them."""
    return list(vobject.readOne(answer.content.decode()).contents.get("vevent", []))


def titles(answer) -> list[str]:
    return sorted(one.summary.value for one in events(answer))


def starts(event) -> list[datetime.datetime]:
    """Return when the sessions of an event begin, unrolled by vobject and dateutil."""
    return [one.replace(tzinfo=BERLIN) for one in event.getrruleset(addRDate=True)]


def tree(answer) -> ET.Element:
    return ET.fromstring(answer.content)  # noqa: S314 (our own)


def entries(answer) -> list[str]:
    return [one.findtext(f"{ATOM}title") for one in tree(answer).findall(f"{ATOM}entry")]


def test_a_calendar_holds_what_the_search_finds(client, eicken):
    ScheduleFactory(offer=OfferFactory(title="hier", district=eicken))
    ScheduleFactory(offer=OfferFactory(title="zu alt", district=eicken, ages=(72, 120)))
    ScheduleFactory(offer=OfferFactory(title="anderswo", district=DistrictFactory(column=1)))
    OfferFactory(title="ohne Zeiten", district=eicken)
    answer = client.get(CALENDAR, {"stadtteil": "eicken", "monate": "14"})
    assert (titles(answer), answer.headers["Content-Type"]) == (["hier"], "text/calendar; charset=utf-8")


def test_a_calendar_says_its_name_and_how_often_to_look(client, eicken):
    file = vobject.readOne(client.get(CALENDAR, {"stadtteil": "eicken"}).content.decode())
    told = {name: file.contents[name][0].value for name in ("name", "x-wr-calname", "refresh-interval", "version")}
    name = "Familienportal Musterstadt: Eicken"
    assert told == {"name": name, "x-wr-calname": name, "refresh-interval": "P1D", "version": "2.0"}


def test_a_calendar_without_a_date_is_one_that_programs_accept(client):
    answer = client.get(CALENDAR)
    assert (answer.status_code, events(answer)) == (200, [])
    assert [one.name for one in vobject.readOne(answer.content.decode()).components()] == ["VTIMEZONE"]


@pytest.mark.parametrize(
    "fields",
    [
        {"pauses_in_school_holidays": True},
        {"weekday": 6, "starts": datetime.time(2, 30), "ends": datetime.time(4)},
        {"kind": Kind.FORTNIGHTLY, "weekday": 3},
        {"kind": Kind.MONTHLY, "nth": -1, "weekday": 4},
    ],
    ids=str,
)
def test_another_library_reckons_the_dates_of_the_page_over_holidays_and_both_changes_of_the_clocks(client, fields):
    first = days(20)
    SchoolHolidayFactory(first_day=first, last_day=first + datetime.timedelta(days=14))
    schedule = ScheduleFactory(**fields)
    Closure.objects.create(offer=schedule.offer, first_day=days(50), last_day=days(60), message="Umbau")
    (event,) = events(client.get(CALENDAR))
    holidays = HolidayCalendar.of(Municipality.current()).closed_on(one.pause for one in schedule.offer.closures.all())
    until = event.dtstart.value.date() + datetime.timedelta(days=365)
    expected = next_sessions([Series.of_row(schedule)], timezone.now(), holidays, count=400, until=until)
    assert [one.replace(tzinfo=None) for one in starts(event)] == [
        datetime.datetime.combine(one.starts.date(), schedule.starts) for one in expected
    ]
    assert not {one.starts.date() for one in expected} & {days(number) for number in range(50, 61)}


def test_a_confidential_address_is_in_no_calendar_and_no_feed(client, eicken):
    house = FacilityFactory(
        name="Haus Geheim", street="Verborgener Weg 3", district=eicken, address_is_confidential=True
    )
    ScheduleFactory(offer=OfferFactory(facility=house, title="Schutz"))
    told = client.get(CALENDAR).content.decode() + client.get(FEED).content.decode()
    assert ("Schutz" in told, "Geheim" in told, "Verborgener" in told) == (True, False, False)


def test_what_only_professionals_see_is_in_neither(client):
    ScheduleFactory(offer=OfferFactory(visibility=Offer.Visibility.PROFESSIONALS))
    ScheduleFactory(offer=OfferFactory(status=Offer.Status.DRAFT))
    assert (titles(client.get(CALENDAR)), entries(client.get(FEED))) == ([], [])


def test_the_feed_tells_the_newest_first_and_when_it_became_public(client, eicken):
    old = OfferFactory(title="lange da", district=eicken)
    Offer.objects.filter(pk=old.pk).update(created_at=timezone.now() - datetime.timedelta(days=200))
    late = OfferFactory(title="aus einem Entwurf", district=eicken, status=Offer.Status.DRAFT)
    Offer.objects.filter(pk=late.pk).update(created_at=timezone.now() - datetime.timedelta(days=200))
    OfferFactory(title="neu", district=eicken)
    late.status = Offer.Status.PUBLISHED
    late.save()
    answer = client.get(FEED, {"stadtteil": "eicken"})
    assert entries(answer) == ["aus einem Entwurf", "neu"]
    assert events_of(Offer).objects.filter(pgh_obj=late.pk, pgh_label="update").count() >= 1


def test_the_feed_is_one_that_readers_accept(client, eicken):
    offer = OfferFactory(title="Café & Spiel <b>", slug="cafe", district=eicken)
    answer = client.get(FEED, {"stadtteil": "eicken"})
    feed = tree(answer)
    (entry,) = feed.findall(f"{ATOM}entry")
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert feed.findtext(f"{ATOM}title") == "Neu: Familienportal Musterstadt: Eicken"
    assert feed.findtext(f"{ATOM}id") == "http://testserver/angebote/neu.atom?stadtteil=eicken"
    assert datetime.datetime.fromisoformat(feed.findtext(f"{ATOM}updated")).tzinfo is not None
    assert entry.findtext(f"{ATOM}title") == "Café & Spiel <b>"
    assert entry.findtext(f"{ATOM}id").endswith(f":angebot-{offer.pk}")
    assert entry.find(f"{ATOM}link").get("href").endswith("/angebote/cafe/")
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == offer.provider.name


def test_an_offer_keeps_its_sign_when_its_address_changes(client):
    offer = OfferFactory(slug="vorher")

    def sign() -> str:
        return tree(client.get(FEED)).find(f"{ATOM}entry").findtext(f"{ATOM}id")

    before = sign()
    Offer.objects.filter(pk=offer.pk).update(slug="nachher")
    assert sign() == before


@pytest.mark.parametrize("path", [CALENDAR, FEED])
def test_a_subscription_costs_nothing_while_nothing_changes_and_sets_no_cookie(client, path):
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content, first.cookies) == (304, b"", {})
    assert client.post(path).status_code == 405


@pytest.mark.parametrize(("path", "queries"), [(CALENDAR, 7), (FEED, 4)])
@pytest.mark.parametrize("number", [1, 20])
def test_a_subscription_asks_the_database_equally_often(client, django_assert_num_queries, path, queries, number):
    for _ in range(number):
        ScheduleFactory(offer=OfferFactory(district=DistrictFactory()))
    with django_assert_num_queries(queries):
        client.get(path)


def test_a_value_that_means_nothing_is_no_error(client):
    assert client.get(CALENDAR, {"alter": "quatsch", "stadtteil": "\x00"}).status_code == 200
