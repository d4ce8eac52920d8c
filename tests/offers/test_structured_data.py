"""What search engines read of an offer."""

import datetime
import json

import pytest

from network.places import Place
from offers.models import Offer
from offers.sessions import BERLIN, Session
from offers.structured_data import structured_data
from tests.offers.factories import FeeFactory, HomeVisitFactory, LanguageFactory, OfferFactory, OnlineFactory
from tests.sozialraum.factories import DistrictFactory

pytestmark = pytest.mark.django_db

URL = "https://familie.example.org/angebote/elterncafe/"
SESSION = Session(
    datetime.datetime(2027, 3, 24, 9, 30, tzinfo=BERLIN), datetime.datetime(2027, 3, 24, 11, tzinfo=BERLIN)
)
IN_SUMMER_TIME = Session(
    datetime.datetime(2027, 3, 31, 9, 30, tzinfo=BERLIN), datetime.datetime(2027, 3, 31, 11, tzinfo=BERLIN)
)


def content(element: str) -> str:
    """Return what stands in the element."""
    return element.removeprefix('<script type="application/ld+json">').removesuffix("</script>")


def things_of(place: Place, sessions: list[Session], **fields) -> list[dict]:
    offer = OfferFactory(**({"title": "Elterncafé", "provider__name": "Träger"} | fields))
    offer.languages.set([LanguageFactory()])
    data = json.loads(content(structured_data(Offer.objects.for_page().get(), place, sessions, URL, "Musterstadt")))
    assert data["@context"] == "https://schema.org"
    return data["@graph"]


def test_an_offer_with_dates_is_an_event_for_each_of_them():
    place = Place(
        name="Haus",
        street="Beispielweg 1",
        postcode="41061",
        city="Musterstadt",
        district=DistrictFactory(name="Eicken"),
    )
    first, second = things_of(place, [SESSION, IN_SUMMER_TIME])
    assert first == {
        "@type": "Event",
        "name": "Elterncafé",
        "description": "Ein Treffen für Familien.",
        "url": URL,
        "startDate": "2027-03-24T09:30:00+01:00",
        "endDate": "2027-03-24T11:00:00+01:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {
            "@type": "Place",
            "name": "Haus",
            "address": {
                "@type": "PostalAddress",
                "addressCountry": "DE",
                "addressRegion": "Eicken",
                "streetAddress": "Beispielweg 1",
                "postalCode": "41061",
                "addressLocality": "Musterstadt",
            },
        },
        "organizer": {"@type": "Organization", "name": "Träger"},
        "isAccessibleForFree": True,
        "inLanguage": ["ar"],
        "typicalAgeRange": "0-2",
    }
    assert second["startDate"] == "2027-03-31T09:30:00+02:00"


def test_of_a_confidential_place_there_is_the_district_alone():
    (event,) = things_of(Place(district=DistrictFactory(name="Rheydt"), is_confidential=True), [SESSION])
    assert event["location"] == {
        "@type": "Place",
        "name": "Rheydt",
        "address": {"@type": "PostalAddress", "addressCountry": "DE", "addressRegion": "Rheydt"},
    }


def test_an_offer_on_the_internet_takes_place_there():
    (event,) = things_of(Place(), [SESSION], access_modes=[OnlineFactory()])
    assert event["location"] == {"@type": "VirtualLocation", "url": URL}
    assert event["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"


@pytest.mark.parametrize(
    ("modes", "sessions"), [([], []), ([HomeVisitFactory], [SESSION])], ids=["without dates", "at the family's home"]
)
def test_an_offer_without_a_meeting_is_a_service(modes, sessions):
    district = DistrictFactory(name="Eicken")
    (service,) = things_of(
        Place(), sessions, access_modes=[mode() for mode in modes] or None, catchment_districts=[district]
    )
    assert service == {
        "@type": "Service",
        "name": "Elterncafé",
        "description": "Ein Treffen für Familien.",
        "url": URL,
        "serviceType": "Elterncafé",
        "provider": {"@type": "Organization", "name": "Träger"},
        "areaServed": ["Eicken"],
        "availableChannel": {"@type": "ServiceChannel", "serviceUrl": URL, "availableLanguage": ["ar"]},
        "typicalAgeRange": "0-2",
    }


@pytest.mark.parametrize(("place", "area"), [(Place(), "Musterstadt"), (Place(city="Nachbarort"), "Nachbarort")])
def test_what_names_no_area_is_there_for_the_town_and_not_for_the_whole_country(place, area):
    (service,) = things_of(place, [])
    assert service["areaServed"] == area


@pytest.mark.parametrize(
    ("fields", "ages"),
    [
        ({"ages": (-9, 12)}, "0-0"),
        ({"ages": (36, 72)}, "3-5"),
        ({"ages": (4, 325)}, "0-27"),
        ({"ages": (-9, 0)}, None),
        ({"ages": None, "all_ages": True}, None),
    ],
)
def test_ages_are_told_in_years(fields, ages):
    (event,) = things_of(Place(), [SESSION], **fields)
    assert event.get("typicalAgeRange") == ages


def test_what_costs_something_says_so():
    (event,) = things_of(Place(), [SESSION], cost=FeeFactory())
    assert event["isAccessibleForFree"] is False


def test_a_title_cannot_end_the_script_that_it_stands_in():
    offer = OfferFactory(title="</script><script>alert(1)</script>&amp;<!--")
    text = content(structured_data(Offer.objects.for_page().get(pk=offer.pk), Place(), [], URL, "Musterstadt"))
    assert not set("<>&") & set(text)
    assert json.loads(text)["@graph"][0]["name"] == offer.title
