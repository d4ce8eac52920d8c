"""No page, map, feed or export tells where a confidential place is, by whichever way one asks."""

import pytest
from django.contrib.gis.geos import Point
from django.urls import reverse

from tests.network.factories import ContactPointFactory, FacilityFactory, FacilityKindFactory, NetworkFactory
from tests.offers.factories import OfferFactory, ScheduleFactory
from tests.sozialraum.factories import DistrictFactory, SocialSpaceMembershipFactory, square

pytestmark = pytest.mark.usefixtures("municipality")
SECRETS = ["Geheimweg", "41777", "Verstecktstadt", "6.41234", "51.10987", "6,41234", "51,10987"]


@pytest.fixture
def addresses():
    """Return the address of each page and file that could tell of a shelter and of a secret offer elsewhere."""
    district = DistrictFactory(slug="eicken", boundary=square(0))
    space = SocialSpaceMembershipFactory(district=district).social_space
    hidden = {"street": "Geheimweg 7", "postcode": "41777", "city": "Verstecktstadt", "point": Point(6.41234, 51.10987)}
    shelter = FacilityFactory(
        kind=FacilityKindFactory(code="familienbuero", name="Familienbüro", name_plural="Familienbüros"),
        name="Schutzhaus",
        district=district,
        address_is_confidential=True,
        **hidden,
    )
    ContactPointFactory(facility=shelter, partner=shelter.partner, network=NetworkFactory()).districts.add(district)
    inside = OfferFactory(facility=shelter, provider=shelter.partner)
    elsewhere = OfferFactory(district=district, address_is_confidential=True, **hidden)
    # An address of its own, but no point of its own: that of the shelter must not take its place.
    beside = OfferFactory(facility=shelter, street="Markt 1", postcode="41061", city="Musterstadt")
    offers = [inside, elsewhere, beside]
    for offer in offers:
        ScheduleFactory(offer=offer)
    return [
        "/",
        *(
            "/angebote/" + query
            for query in ("", "?stadtteil=eicken", "?q=schutzhaus", "?q=geheimweg", "?q=gibtesnicht")
        ),
        "/angebote/?stadtteil=eicken&umkreis=5&sort=naehe",
        "/angebote/karte/",
        "/angebote/karte/orte.json",
        *(f"/sitemap-{section}.xml" for section in ("angebote", "einrichtungen", "partner")),
        "/stadtteile/",
        "/stadtteile/eicken/",
        f"/sozialraeume/{space.slug}/",
        "/partner/?q=schutzhaus",
        reverse("partner_detail", args=[shelter.partner.slug]),
        reverse("facility_detail", args=[shelter.slug]),
        *(reverse(name, args=[offer.slug]) for name in ("offer_detail", "offer_calendar") for offer in offers),
    ]


def test_no_address_and_no_coordinate_leaves_the_server(client, addresses):
    told = {}
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        # What was asked for stands in the answer; whether it was found is another matter.
        text = response.content.decode().replace("geheimweg", "")
        told[address] = [secret for secret in SECRETS if secret in text]
    assert told == {address: [] for address in addresses}


def test_nobody_finds_a_shelter_by_trying_addresses(client, addresses):
    for query in ("?q=geheimweg", "?q=verstecktstadt", "?q=41777"):
        assert client.get(f"/angebote/{query}").context["result"].total == 0
