"""A facility's own page."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from offers.views.facilities import Line, describe_opening_hours
from tests.network.factories import (
    AccessibilityFeatureFactory,
    ContactPointFactory,
    FacilityFactory,
    OpeningHoursFactory,
    PartnerFactory,
)
from tests.offers.factories import OfferFactory
from tests.sozialraum.factories import DistrictFactory

pytestmark = pytest.mark.usefixtures("municipality")


@pytest.fixture
def house():
    return FacilityFactory(
        name="Haus Sonne",
        slug="haus-sonne",
        street="Beispielweg 1",
        postcode="41061",
        city="Musterstadt",
        district=DistrictFactory(name="Eicken", slug="eicken"),
    )


def page(client, facility):
    return client.get(reverse("facility_detail", args=[facility.slug]))


def text(response):
    return " ".join(response.content.decode().split())


def test_a_facility_is_shown_with_all_that_one_needs_to_go_there(client, house):
    house.is_open_for_all = True
    house.description = "Mit Garten."
    house.opening_note = "In den Ferien geschlossen."
    house.phone, house.email, house.website = "0221 4710-210", "haus@example.org", "https://www.example.org/"
    house.save()
    house.accessibility.add(AccessibilityFeatureFactory())
    OpeningHoursFactory(facility=house)
    ContactPointFactory(facility=house, function="HOME-Partnerin in Eicken")
    shown = text(page(client, house))
    for expected in (
        "<h1>Haus Sonne</h1>",
        "offen für alle Eltern",
        "<p>Mit Garten.</p>",
        "<address>Beispielweg 1<br>41061 Musterstadt</address>",
        'Stadtteil: <a href="/stadtteile/eicken/">Eicken</a>',
        "Montag, 9–12 Uhr",
        "In den Ferien geschlossen.",
        "<li>stufenloser Zugang</li>",
        "HOME-Partnerin in Eicken",
        '<a href="tel:02214710210">',
        '<a href="mailto:haus@example.org">',
        '<a href="https://www.example.org/" rel="external noopener">Internetseite</a>',
        f'<a href="/partner/{house.partner.slug}/">{house.partner.name}</a>',
    ):
        assert expected in shown


def test_what_nobody_said_is_left_out(client):
    shown = text(page(client, FacilityFactory(point=None, district=None, street="", postcode="", city="")))
    left_out = [
        "Geöffnet",
        "Barrierefreiheit",
        "Gütesiegel",
        "offen für alle Eltern",
        "So erreichen Sie uns",
        "<address>",
    ]
    # The word stands in the footer too.
    assert [word for word in left_out if f"{word}</dt>" in shown or word in shown.partition("<footer")[0]] == []


def test_a_confidential_address_never_leaves(client, house):
    house.address_is_confidential = True
    house.save()
    OfferFactory(facility=house, title="Beratung im Schutzhaus")
    response = page(client, house)
    shown = text(response)
    assert "In Eicken. Die genaue Anschrift steht zum Schutz der Menschen dort nicht im Internet." in shown
    longitude, latitude = (str(degrees)[:5] for degrees in house.point.coords)
    secrets = ["Beispielweg", "41061", longitude, latitude, "Beratung im Schutzhaus"]
    assert [secret for secret in secrets if secret in shown.partition("<footer")[0]] == []


def test_opening_hours_stand_one_line_a_day():
    clock = datetime.time
    hours = [
        OpeningHoursFactory.build(weekday=0, opens=clock(9), closes=clock(12, 30)),
        OpeningHoursFactory.build(weekday=0, opens=clock(14), closes=clock(16), note="mit Café"),
        OpeningHoursFactory.build(weekday=4, opens=clock(8), closes=clock(11)),
    ]
    assert describe_opening_hours(hours) == [
        Line("Montag, 9–12:30 Uhr und 14–16 Uhr", "mit Café"),
        Line("Freitag, 8–11 Uhr", ""),
    ]


@pytest.mark.parametrize(("days", "is_shown"), [(0, True), (-1, False)])
def test_a_seal_is_shown_as_long_as_it_is_valid(client, house, days, is_shown):
    house.quality_seal = "Familienzentrum NRW"
    house.seal_valid_until = timezone.localdate() + datetime.timedelta(days=days)
    house.save()
    assert ("Familienzentrum NRW" in text(page(client, house))) is is_shown


def test_own_offers_and_those_of_others_stand_apart(client, house):
    OfferFactory(facility=house, provider=house.partner, title="Elterncafé")
    OfferFactory(facility=house, title="Hebammensprechstunde")
    OfferFactory(provider=house.partner, title="Woanders")
    response = page(client, house)
    assert [card.title for card in response.context["own"]] == ["Elterncafé"]
    assert [card.title for card in response.context["others"]] == ["Hebammensprechstunde"]
    assert "Das bieten hier auch andere an" in text(response)


def test_without_offers_of_others_nothing_is_said_of_them(client, house):
    assert "auch andere" not in text(page(client, house))


def test_offers_that_are_over_or_secret_or_elsewhere_are_not_held_here(client, house):
    OfferFactory(facility=house, valid_until=datetime.date(2020, 1, 1))
    OfferFactory(facility=house, address_is_confidential=True)
    OfferFactory(facility=house, street="Markt 1")
    response = page(client, house)
    assert (response.context["own"], response.context["others"]) == ([], [])


def test_many_offers_are_cut_and_lead_on(client, house):
    OfferFactory.create_batch(11, facility=house, provider=house.partner)
    OfferFactory.create_batch(11, facility=house)
    response = page(client, house)
    assert (len(response.context["own"]), len(response.context["others"])) == (10, 10)
    shown = text(response)
    assert f'<a href="/partner/{house.partner.slug}/">Alle Angebote von {house.partner.name}</a>' in shown
    assert '<a href="/angebote/?q=Haus%20Sonne">Alles, was hier stattfindet</a>' in shown


def test_exactly_as_many_as_fit_lead_nowhere(client, house):
    OfferFactory.create_batch(10, facility=house, provider=house.partner)
    assert "Alle Angebote von" not in text(page(client, house))


@pytest.mark.parametrize("hidden", [{"is_public": False}, {"partner__is_public": False}])
def test_a_facility_that_is_not_public_has_no_page(client, hidden):
    assert page(client, FacilityFactory(**hidden)).status_code == 404


def test_an_unknown_facility_has_no_page(client):
    assert client.get("/einrichtungen/gibt-es-nicht/").status_code == 404


def test_the_page_is_read_only_and_kept_by_caches_without_a_cookie(client, house):
    address = reverse("facility_detail", args=[house.slug])
    assert client.post(address).status_code == 405
    response = client.get(address)
    assert response["Cache-Control"] == "public, max-age=60, stale-while-revalidate=600"
    assert (response.cookies, "Cookie" in response.get("Vary", "")) == ({}, False)
    assert client.get(address, headers={"If-None-Match": response["ETag"]}).status_code == 304


def furnish(house, number):
    """Give a facility so many of everything that its page shows."""
    house.accessibility.add(*(AccessibilityFeatureFactory(code=f"merkmal-{number}-{n}") for n in range(number)))
    for weekday in range(number):
        OpeningHoursFactory(facility=house, weekday=weekday)
    ContactPointFactory.create_batch(number, facility=house)
    OfferFactory.create_batch(number, facility=house, provider=house.partner)
    OfferFactory.create_batch(number, facility=house, provider=PartnerFactory())


def test_the_page_costs_the_same_with_little_and_with_much_around_it(client, django_assert_num_queries, house):
    furnish(house, 1)
    with django_assert_num_queries(10):
        page(client, house)
    furnish(house, 3)
    with django_assert_num_queries(10):
        page(client, house)
