"""What the lists of the workspace are narrowed and sorted by, and how that is told and taken back."""

import pytest

from tests.network.factories import (
    FacilityFactory,
    MembershipFactory,
    NetworkFactory,
    PartnerFactory,
    person,
)
from tests.offers.days import days
from tests.offers.factories import AgeStepFactory, OfferFactory
from tests.offers.test_workspace_lists import LIST, listed, titles
from tests.sozialraum.factories import DistrictFactory, SocialSpaceFactory, SocialSpaceMembershipFactory
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")


# Everything that the lists can be narrowed by


def test_offers_are_narrowed_by_where_they_are_held_and_for_whom_they_are_meant(client, steering):
    here, space = DistrictFactory(slug="hier", column=0), SocialSpaceFactory(slug="raum")
    SocialSpaceMembershipFactory(social_space=space, district=here)
    OfferFactory(title="A", district=here)
    OfferFactory(title="B", facility=FacilityFactory(district=here))
    OfferFactory(title="C", catchment_districts=[here])
    OfferFactory(title="D").catchment_social_spaces.add(space)
    OfferFactory(title="E", district=DistrictFactory(column=1), facility=FacilityFactory(district=here))
    found = [listed(client, f"{LIST}?sort=titel&{query}") for query in ("stadtteil=hier", "sozialraum=raum")]
    assert found == [["A", "B", "C", "D"]] * 2


def test_offers_are_narrowed_by_network_and_by_words_of_their_provider(client, steering):
    network = NetworkFactory(slug="fruehe-hilfen")
    provider = PartnerFactory(name="Évangelische Familienbildung", slug="fbs")
    MembershipFactory(network=network, partner=provider)
    wanted = OfferFactory(provider=provider)
    OfferFactory()
    queries = ("netzwerk=fruehe-hilfen", "anbieter=familien+evang", "anbieter=fbs")
    assert [listed(client, f"{LIST}?{query}") for query in queries] == [[wanted.title]] * 3


def test_offers_are_narrowed_to_those_that_ask_for_something(client, steering):
    for title, status, age in (
        ("A", "draft", 0),
        ("B", "published", -350),
        ("C", "published", 0),
        ("D", "archived", 0),
    ):
        OfferFactory(title=title, status=status, confirmed_at=days(age))
    OfferFactory(title="E", confirmed_at=None)
    assert listed(client, f"{LIST}?zu_tun=on&sort=titel") == ["A", "B", "E"]


def test_published_offers_that_nobody_finds_are_found_here(client, steering):
    lost = OfferFactory()
    OfferFactory(status="draft")
    OfferFactory(is_citywide=True)
    assert listed(client, f"{LIST}?nicht_auffindbar=on") == titles(lost)


FACILITIES = "/verwaltung/einrichtungen/"


@pytest.mark.parametrize(
    "query",
    [
        "traeger=awo",
        "netzwerk=netz",
        "stadtteil=hier",
        "sozialraum=raum",
        "sichtbar=nein",
        "ohne_angebote=on",
        "ohne_kontakt=on",
        "ohne_lage=on",
    ],
)
def test_facilities_are_narrowed_by_everything_that_their_form_asks(client, steering, query):
    here, space = DistrictFactory(slug="hier"), SocialSpaceFactory(slug="raum")
    SocialSpaceMembershipFactory(social_space=space, district=here)
    wanted = FacilityFactory(partner=PartnerFactory(slug="awo"), district=here, point=None, is_public=False)
    MembershipFactory(network=NetworkFactory(slug="netz"), partner=wanted.partner)
    other = FacilityFactory(phone="030 23125-001")
    OfferFactory(facility=other, provider=other.partner)
    assert (listed(client, FACILITIES), listed(client, f"{FACILITIES}?{query}")) == (
        [wanted.name, other.name],
        [wanted.name],
    )


def test_facilities_are_sorted_as_asked(client, steering):
    for name, partner, district, seal in (("A", "Z", "M", 9), ("B", "Y", "N", None), ("C", "X", "L", 3)):
        fields = {"quality_seal": "Siegel", "seal_valid_until": days(seal)} if seal else {}
        FacilityFactory(name=name, partner__name=partner, district__name=district, **fields)
    found = ["".join(listed(client, f"{FACILITIES}?sort={one}")) for one in ("traeger", "stadtteil", "siegel")]
    assert found == ["CBA", "CAB", "CAB"]


PARTNERS = "/verwaltung/partner/"


@pytest.mark.parametrize(
    "query",
    [
        "netzwerk=netz",
        "stadtteil=hier",
        "sozialraum=raum",
        "sichtbar=nein",
        "ohne_angebote=on",
        "ohne_kontakt=on",
        "ohne_redaktion=on",
    ],
)
def test_partners_are_narrowed_by_everything_that_their_form_asks(client, steering, query):
    here, space = DistrictFactory(slug="hier"), SocialSpaceFactory(slug="raum")
    SocialSpaceMembershipFactory(social_space=space, district=here)
    wanted, other = PartnerFactory(is_public=False), PartnerFactory(phone="030 23125-001")
    MembershipFactory(network=NetworkFactory(slug="netz"), partner=wanted)
    FacilityFactory(partner=wanted, district=here)
    OfferFactory(provider=other)
    person("partner_editor", partner=other)
    assert (listed(client, PARTNERS), listed(client, f"{PARTNERS}?{query}")) == (
        [wanted.name, other.name],
        [wanted.name],
    )


def test_a_partner_works_where_it_offers_something(client, steering):
    here = DistrictFactory(slug="hier")
    offer = OfferFactory(district=here)
    OfferFactory(district=here, status="draft")
    assert listed(client, f"{PARTNERS}?stadtteil=hier") == [offer.provider.name]


def test_partners_are_sorted_and_show_how_much_they_offer(client, steering):
    for name, number in (("A", 1), ("B", 2), ("C", 0)):
        OfferFactory.create_batch(number, provider=PartnerFactory(name=name))
    OfferFactory(status="draft", provider=PartnerFactory(name="D"))
    page = parsed(client.get(f"{PARTNERS}?sort=angebote"))
    rows = [(text_of(row.find("th")), text_of(row.findall("td")[2])) for row in page.findall(".//tbody/tr")]
    assert rows == [("B", "2"), ("A", "1"), ("C", "0"), ("D", "0")]


# What is set is told, and taken back


def test_each_filter_that_is_set_can_be_taken_back(client, steering):
    OfferFactory(status="draft", provider=PartnerFactory(name="Träger"))
    page = parsed(client.get(f"{LIST}?status=draft&zu_tun=on&q=Angebot&sort=titel&seite=1"))
    chips = [(link.get("data-filter"), link.get("href")) for link in page.findall(".//a[@data-filter]")]
    assert chips == [
        ("q=Angebot", f"{LIST}?status=draft&zu_tun=on&sort=titel"),
        ("status=draft", f"{LIST}?zu_tun=on&q=Angebot&sort=titel"),
        ("zu_tun=on", f"{LIST}?status=draft&q=Angebot&sort=titel"),
    ]
    assert [text_of(link) for link in page.findall(".//a[@data-filter]")] == [
        "Filter entfernen: Name oder Stichwort: Angebot",
        "Filter entfernen: Status: Entwurf",
        "Filter entfernen: nur, wo etwas zu tun ist",
    ]


def test_a_parameter_that_the_list_does_not_have_is_said_and_ignored(client, steering):
    offer = OfferFactory()
    page = parsed(client.get(f"{LIST}?gibtesnicht=1&seite=1"))
    notices = [text_of(one) for one in page.findall(".//div[@class='notice notice-warning']")]
    assert notices == ["„gibtesnicht“ gibt es in dieser Liste nicht. Wir suchen ohne diese Angabe."]
    assert [text_of(cell) for cell in page.findall(".//tbody/tr/th")] == titles(offer)


def test_a_list_without_any_record_says_so(client):
    client.force_login(person("partner_editor", partner=PartnerFactory()))
    page = parsed(client.get(LIST))
    assert [text_of(one) for one in page.findall(".//p[@class='empty-title']")] == ["Hier steht noch nichts."]


def test_choosing_costs_no_more_than_looking(client, steering, django_assert_num_queries):
    DistrictFactory(slug="hier")
    NetworkFactory(slug="netz")
    SocialSpaceFactory(slug="raum")
    AgeStepFactory(code="1-jahr", ages=(12, 24))
    query = f"stadtteil=hier&netzwerk=netz&sozialraum=raum&alter=1-jahr&art={OfferFactory().type.code}"
    client.get(LIST)
    with django_assert_num_queries(12):
        client.get(f"{LIST}?{query}")
