"""Merging in a real browser: two offers become one, and the old address leads to the one that stays."""

import pytest

from offers.actions import look_for_all_twins
from tests.browser import WIDER, Visit
from tests.network.factories import FacilityFactory, MembershipFactory, NetworkFactory, PartnerFactory, person
from tests.offers.factories import LanguageFactory, OfferFactory, ScheduleFactory

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("municipality")]
LONG = "Kindertagespflegepersonenqualifizierungsmaßnahme"


@pytest.fixture
def pair():
    """Return two offers that are one, with long words and times."""
    house = FacilityFactory(name=f"Haus der {LONG}")
    first = OfferFactory(title=LONG, slug="bleibt", facility=house, provider=house.partner)
    second = OfferFactory(title=f"{LONG} ", slug="geht", facility=house, provider=PartnerFactory(), phone="02161 1")
    ScheduleFactory.create_batch(2, offer=first)
    ScheduleFactory(offer=second)
    second.languages.set([LanguageFactory()])
    look_for_all_twins()
    return [first, second]


@pytest.fixture
def coordinator(client, pair):
    network = NetworkFactory()
    for offer in pair:
        MembershipFactory(network=network, partner=offer.provider)
    user = person("coordinator", network=network)
    client.force_login(user)
    return user


@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("page", ["", "{0}/{1}/"])
def test_the_pages_keep_the_rules_and_fit(browser, client, pair, coordinator, width, page):
    path = "/verwaltung/dubletten/" + page.format(*[offer.pk for offer in pair])
    visit = Visit(browser, client, path, viewport={"width": width, "height": 800})
    assert (visit.complaints, visit.broken_rules(), visit.page.evaluate(WIDER)) == ([], [], 0)
