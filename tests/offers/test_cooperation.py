"""The network drawn: who works with whom."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.network.factories import FacilityFactory, MembershipFactory, NetworkFactory
from tests.network.factories_of_networks import AgreedLinkFactory
from tests.offers.days import days
from tests.offers.factories import OfferFactory
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
PATH = "/netzwerk/zusammenarbeit/"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def three():
    """Return three members of one network."""
    network = NetworkFactory(slug="home")
    return [MembershipFactory(network=network, partner__name=name).partner for name in ("Anna", "Berta", "Cara")]


def table(client, query: str = "") -> list[list[str]]:
    rows = parsed(client.get(PATH + query)).findall(".//main//tbody/tr")
    return [[text_of(cell) for cell in row] for row in rows]


def joint(one, other, **more) -> None:
    OfferFactory(provider=one, confirmed_at=days(0), **more).cooperation_partners.add(other)


def test_joint_offers_shared_houses_and_agreements_bind_two_partners(client, three):
    anna, berta, cara = three
    joint(anna, berta)
    joint(berta, anna)
    OfferFactory(provider=cara, facility=FacilityFactory(partner=anna), confirmed_at=days(0))
    AgreedLinkFactory(first=berta, second=cara, subject="Übergang")
    AgreedLinkFactory(first=berta, second=cara, subject="intern", is_public=False)
    AgreedLinkFactory(first=anna, second=cara, valid_until=datetime.date(2021, 1, 1))
    assert table(client) == [
        ["Anna", "Berta", "2", "0", "", ""],
        ["Anna", "Cara", "0", "1", "", ""],
        ["Berta", "Cara", "0", "0", "Übergang", ""],
    ]


def test_what_nobody_may_see_binds_nobody(client, three):
    anna, berta, cara = three
    joint(anna, berta, status="draft")
    joint(anna, berta, visibility="professionals")
    OfferFactory(
        provider=cara, facility=FacilityFactory(partner=anna, address_is_confidential=True), confirmed_at=days(0)
    )
    berta.is_public = False
    berta.save()
    joint(anna, berta)
    assert "Hier ist noch keine Zusammenarbeit eingetragen." in text_of(parsed(client.get(PATH)).find(".//main"))


def test_the_picture_names_each_partner_and_draws_a_line_for_each_row(client, three):
    anna, berta, cara = three
    joint(anna, berta)
    AgreedLinkFactory(first=berta, second=cara)
    svg = parsed(client.get(PATH)).find(f".//figure/{SVG}svg")
    assert [link.get("aria-label") for link in svg.findall(f"{SVG}a")] == ["Anna", "Berta", "Cara"]
    assert [(text_of(path), path.get("stroke-dasharray")) for path in svg.findall(f"{SVG}g/{SVG}path")] == [
        ("Anna – Berta", None),
        ("Berta – Cara", "12 9"),
    ]


def test_a_network_shows_its_own_members_alone_and_an_unknown_one_is_told(client, three):
    stranger = MembershipFactory(network__slug="anderes").partner
    joint(three[0], three[1])
    joint(three[0], stranger)
    assert (len(table(client)), len(table(client, "?netzwerk=home"))) == (2, 1)
    assert (len(table(client, "?netzwerk=x")), client.get(PATH, {"netzwerk": "x"}).context["remark"] != "") == (2, True)


def test_the_page_costs_the_same_for_one_line_and_for_many(client, three):
    found = []
    joint(three[0], three[1])
    for _round in range(2):
        client.get(PATH)
        with CaptureQueriesContext(connection) as captured:
            client.get(PATH)
        found.append(len(captured))
        for _time in range(50):
            joint(three[0], MembershipFactory(network=three[0].networks.get()).partner)
    assert (found[0], found[0] <= 10) == (found[1], True)
    assert len(client.get(PATH).context["drawing"].nodes) == 40
