"""The member directory and a partner's own page."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from network.models import Membership
from tests.network.factories import (
    ContactPointFactory,
    FacilityFactory,
    MembershipFactory,
    NetworkFactory,
    PartnerFactory,
    PartnerKindFactory,
)
from tests.offers.factories import OfferFactory
from tests.sozialraum.factories import DistrictFactory

pytestmark = pytest.mark.usefixtures("municipality")
LIST = "/partner/"


@pytest.fixture
def schools():
    return PartnerKindFactory(code="schule", name="Schule", name_plural="Schulen", order=2)


def directory(client, **parameters):
    """Return the sections that the directory shows: each the kind, how many there are of it, and names."""
    context = client.get(LIST, parameters).context
    return [(str(kind), number, [str(partner) for partner in found]) for kind, number, found in context["sections"]]


def remarks(client, **parameters):
    return client.get(LIST, parameters).context["remarks"]


def page(client, partner):
    return client.get(reverse("partner_detail", args=[partner.slug]))


def text(response):
    return " ".join(response.content.decode().split())


# The directory


def test_members_stand_under_their_kind_in_its_order_and_empty_kinds_are_left_out(client, schools):
    PartnerKindFactory(code="polizei", name="Polizei", name_plural="Polizei")
    PartnerFactory(name="Schule am Park", kind=schools)
    PartnerFactory(name="pro familia")
    PartnerFactory(name="Caritas")
    assert directory(client) == [("Beratungsstelle", 2, ["Caritas", "pro familia"]), ("Schule", 1, ["Schule am Park"])]


def test_the_number_of_members_is_announced(client):
    PartnerFactory.create_batch(2)
    assert '<p class="result-count" role="status" data-count="2"><bdi>2 Mitglieder</bdi></p>' in text(client.get(LIST))


def test_who_is_not_public_is_not_listed(client):
    PartnerFactory(is_public=False)
    assert directory(client) == []


def test_a_kind_narrows_the_directory_and_can_be_taken_off(client, schools):
    PartnerFactory(name="Schule am Park", kind=schools)
    PartnerFactory()
    assert directory(client, art="schule") == [("Schule", 1, ["Schule am Park"])]
    found = client.get(LIST, {"art": "schule", "q": "park", "seite": "1"})
    assert found.context["chips"] == [
        ("park", "q=park", "/partner/?art=schule"),
        ("Schulen", "art=schule", "/partner/?q=park"),
    ]
    assert 'data-filter="art=schule"' in text(found)


def test_a_network_keeps_those_who_belong_to_it_today(client):
    home = NetworkFactory(slug="home")
    today = timezone.localdate()
    MembershipFactory(network=home, partner__name="Dabei", valid_until=today + datetime.timedelta(days=1))
    MembershipFactory(network=home, partner__name="Nicht mehr", valid_until=today)
    MembershipFactory(network=home, partner__name="Noch nicht", valid_from=today + datetime.timedelta(days=1))
    MembershipFactory(partner__name="Woanders")
    assert directory(client, netzwerk="home") == [("Beratungsstelle", 1, ["Dabei"])]


def test_who_left_and_came_back_is_listed_once(client):
    first = MembershipFactory(network__slug="home", valid_until=datetime.date(2021, 1, 1))
    MembershipFactory(network=first.network, partner=first.partner, valid_from=datetime.date(2022, 1, 1))
    assert directory(client, netzwerk="home") == [("Beratungsstelle", 1, [first.partner.name])]


@pytest.mark.parametrize("words", ["kinderarzte", "KINDERÄRZTE", "nord kinder", "  kinder\x00ärzte  ", "hilfe"])
def test_words_are_found_in_name_and_description_whatever_their_accents(client, words):
    PartnerFactory(name="Kinderärzte Nord", description="Hilfe, wenn Ihr Kind krank ist.")
    PartnerFactory(name="Polizei")
    assert [names for _, _, names in directory(client, q=words)] == [["Kinderärzte Nord"]]


def test_nothing_found_shows_a_way_back(client):
    PartnerFactory()
    found = client.get(LIST, {"q": "gibtesnicht"})
    assert (found.context["total"], found.context["sections"]) == (0, [])
    assert "Dazu haben wir niemanden gefunden." in text(found)


@pytest.mark.parametrize(("name", "label"), [("art", "Art"), ("netzwerk", "Netzwerk")])
@pytest.mark.parametrize("value", ["gibtesnicht", "%", "'", "9" * 5000])
def test_unknown_values_are_named_and_ignored(client, name, label, value):
    PartnerFactory(name="Caritas")
    assert directory(client, **{name: value}) == [("Beratungsstelle", 1, ["Caritas"])]
    assert remarks(client, **{name: value}) == [
        f"„{value[:40]}“ kennen wir nicht ({label}). Wir suchen ohne diese Angabe."
    ]


def test_a_form_with_an_unknown_value_stays_calm(client):
    assert "errorlist" not in text(client.get(LIST, {"art": "gibtesnicht"}))


@pytest.mark.parametrize("number", ["0", "-1", "99", "x", "²", ""])
def test_a_page_that_is_not_there_leads_to_one_that_is(client, number):
    PartnerFactory(name="Caritas")
    assert directory(client, seite=number) == [("Beratungsstelle", 1, ["Caritas"])]


def test_long_directories_have_pages_and_each_kind_its_whole_number(client, schools):
    PartnerFactory.create_batch(50, kind=schools)
    PartnerFactory.create_batch(20)
    assert [(kind, number, len(names)) for kind, number, names in directory(client)] == [
        ("Beratungsstelle", 20, 20),
        ("Schule", 50, 40),
    ]
    assert [(kind, number, len(names)) for kind, number, names in directory(client, seite=2)] == [("Schule", 50, 10)]


def test_members_show_whom_they_belong_to_and_how_much_they_offer(client):
    city = PartnerFactory(name="Stadt")
    office = PartnerFactory(name="Familienbüro", parent=city)
    OfferFactory(provider=office)
    OfferFactory(provider=office, status="draft")
    OfferFactory(provider=office, valid_until=datetime.date(2020, 1, 1))
    section = client.get(LIST).context["sections"][0][2]
    assert [(partner.name, partner.offer_count) for partner in section] == [("Familienbüro", 1), ("Stadt", 0)]
    shown = text(client.get(LIST))
    assert '<p><bdi>Stadt</bdi></p> <p class="meta"><bdi>1 Angebot</bdi></p>' in shown
    assert "0 Angebote" not in shown


def test_a_parent_that_is_not_public_is_not_named(client):
    PartnerFactory(parent=PartnerFactory(name="Geheime Stelle", is_public=False))
    assert "Geheime Stelle" not in text(client.get(LIST))


# A partner


def test_a_partner_is_shown_with_all_that_belongs_to_it(client):
    partner = PartnerFactory(
        name="Familienbüro",
        description="Wir sind <b>da</b>.\n\nImmer.",
        phone="0221 4710-200",
        email="buero@example.org",
        website="https://www.example.org/",
        parent=PartnerFactory(name="Stadt", slug="stadt"),
    )
    PartnerFactory(name="Außenstelle", slug="aussenstelle", parent=partner)
    FacilityFactory(partner=partner, name="Haus Sonne", slug="haus-sonne", district=DistrictFactory(name="Eicken"))
    ContactPointFactory(partner=partner, function="Erstberatung", hours="werktags 8–12 Uhr")
    MembershipFactory(
        partner=partner,
        network=NetworkFactory(name="HOME", slug="home"),
        valid_from=datetime.date(2019, 3, 1),
        role=Membership.Role.COORDINATION,
    )
    shown = text(page(client, partner))
    for expected in (
        "<h1>Familienbüro</h1>",
        "<p>Wir sind &lt;b&gt;da&lt;/b&gt;.</p> <p>Immer.</p>",
        'gehört zu <a href="/partner/stadt/">Stadt</a>',
        '<a href="/partner/aussenstelle/">Außenstelle</a>',
        '<a href="/einrichtungen/haus-sonne/">Haus Sonne</a><br><span class="meta">Familienzentrum, Eicken</span>',
        "Erstberatung",
        "werktags 8–12 Uhr",
        '<a href="/partner/?netzwerk=home">HOME</a> <span class="meta">seit 2019, Koordination</span>',
        '<a href="tel:02214710200">',
        '<a href="mailto:buero@example.org">',
        '<a href="https://www.example.org/" rel="external noopener">Internetseite</a>',
    ):
        assert expected in shown


def test_a_partner_shows_what_everybody_may_see_of_its_offers(client):
    partner = PartnerFactory()
    OfferFactory(provider=partner, title="Elterncafé")
    OfferFactory(provider=partner, status="draft")
    OfferFactory(provider=partner, visibility="professionals")
    OfferFactory(provider=partner, valid_until=datetime.date(2020, 1, 1))
    OfferFactory()
    assert [card.title for card in page(client, partner).context["cards"]] == ["Elterncafé"]


def test_a_partner_shows_where_it_lends_a_hand_as_far_as_everybody_may_see_it(client):
    partner = PartnerFactory()
    for more in ({"title": "Windelparty", "slug": "windelparty"}, {"title": "Geheim", "status": "draft"}):
        OfferFactory(**more).cooperation_partners.add(partner)
    shown = text(page(client, partner))
    assert ('<a href="/angebote/windelparty/">Windelparty</a>' in shown, "Geheim" in shown) == (True, False)


def test_many_offers_have_pages(client):
    partner = PartnerFactory()
    OfferFactory.create_batch(12, provider=partner)
    address = reverse("partner_detail", args=[partner.slug])
    assert len(client.get(address).context["cards"]) == 10
    assert len(client.get(address, {"seite": 2}).context["cards"]) == 2
    assert 'data-count="12"' in text(client.get(address))


def test_what_is_not_public_around_a_partner_is_left_out(client):
    partner = PartnerFactory(parent=PartnerFactory(name="Geheime Stelle", is_public=False))
    PartnerFactory(name="Geheimes Büro", parent=partner, is_public=False)
    FacilityFactory(partner=partner, name="Geheimes Haus", is_public=False)
    MembershipFactory(partner=partner, network__name="Früher", valid_until=datetime.date(2021, 1, 1))
    shown = text(page(client, partner))
    assert [word for word in ("Geheim", "Früher") if word in shown] == []


def test_of_a_confidential_facility_the_address_is_not_told(client):
    partner = PartnerFactory()
    FacilityFactory(partner=partner, street="Geheimweg 7", address_is_confidential=True)
    assert "Geheimweg" not in text(page(client, partner))


@pytest.mark.parametrize("hidden", [{"is_public": False}])
def test_a_partner_that_is_not_public_has_no_page(client, hidden):
    assert page(client, PartnerFactory(**hidden)).status_code == 404


def test_an_unknown_partner_has_no_page(client):
    assert client.get("/partner/gibt-es-nicht/").status_code == 404


# Both


@pytest.mark.parametrize("address", [LIST, "/partner/caritas/"])
def test_pages_are_read_only_and_kept_by_caches_without_a_cookie(client, address):
    PartnerFactory(slug="caritas")
    assert client.post(address).status_code == 405
    response = client.get(address)
    assert response["Cache-Control"] == "public, max-age=60, stale-while-revalidate=600"
    assert (response.cookies, "Cookie" in response.get("Vary", "")) == ({}, False)
    assert client.get(address, headers={"If-None-Match": response["ETag"]}).status_code == 304
    PartnerFactory()
    assert client.get(address, headers={"If-None-Match": response["ETag"]}).status_code == 200


def test_the_directory_costs_the_same_for_few_and_for_many(client, django_assert_num_queries, schools):
    MembershipFactory(network__slug="home", partner__kind=schools)
    for parameters, queries in (({}, 7), ({"netzwerk": "home", "art": "schule", "q": "träger"}, 7)):
        with django_assert_num_queries(queries):
            client.get(LIST, parameters)
    MembershipFactory.create_batch(5, network=NetworkFactory(slug="andere"), partner__parent=PartnerFactory())
    OfferFactory.create_batch(3)
    for parameters, queries in (({}, 7), ({"netzwerk": "home", "art": "schule", "q": "träger"}, 7)):
        with django_assert_num_queries(queries):
            client.get(LIST, parameters)


def furnish(partner, number):
    """Give a partner so many of everything that its page shows."""
    PartnerFactory.create_batch(number, parent=partner)
    FacilityFactory.create_batch(number, partner=partner)
    ContactPointFactory.create_batch(number, partner=partner)
    MembershipFactory.create_batch(number, partner=partner)
    OfferFactory.create_batch(number, provider=partner)
    for offer in OfferFactory.create_batch(number):
        offer.cooperation_partners.add(partner)


def test_a_page_costs_the_same_with_little_and_with_much_around_it(client, django_assert_num_queries):
    partner = PartnerFactory(parent=PartnerFactory())
    furnish(partner, 1)
    with django_assert_num_queries(11):
        page(client, partner)
    furnish(partner, 3)
    with django_assert_num_queries(11):
        page(client, partner)
