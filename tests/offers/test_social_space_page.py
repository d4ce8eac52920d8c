"""What everybody sees of a social space and of the team for a street."""

import datetime

import pytest

from tests.network.factories import ContactPointFactory, FacilityFactory, LeadFactory, PartnerFactory, UnitKindFactory
from tests.network.spaces import Ground
from tests.offers.days import days
from tests.offers.factories import OfferFactory
from tests.sozialraum.factories import StreetSectionFactory
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
PAGE = "/sozialraeume/rheydt-ost/"


@pytest.fixture
def ground(db):
    return Ground()


def section(answer, name):
    return parsed(answer).find(f".//section[@aria-labelledby='{name}']")


def test_the_current_lead_is_public_and_links_to_its_page(client, ground):
    LeadFactory(
        social_space=ground.space, network=ground.network, partner=PartnerFactory(name="Alt"), valid_until=days(-1)
    )
    partner = PartnerFactory(name="Caritas", slug="caritas")
    LeadFactory(social_space=ground.space, network=ground.network, partner=partner, valid_from=days(-1))
    LeadFactory(social_space=ground.space, partner=PartnerFactory(name="Künftig"), valid_from=days(5))
    found = section(client.get(PAGE), "federfuehrung")
    links = [one.get("href") for one in found.iter("a")]
    told = f"Federführend im Sozialraum Frühe Hilfen: Caritas seit {days(-1):%d.%m.%Y}"
    assert (text_of(found), links) == (told, ["/partner/caritas/"])


def test_a_lead_whose_page_is_hidden_is_named_without_a_link(client, ground):
    partner = PartnerFactory(name="Caritas", is_public=False)
    LeadFactory(
        social_space=ground.space, network=ground.network, partner=partner, valid_from=datetime.date(2026, 1, 1)
    )
    found = section(client.get(PAGE), "federfuehrung")
    assert ("Caritas" in text_of(found), list(found.iter("a"))) == (True, [])


def test_a_change_of_the_lead_is_seen_at_once(client, ground):
    first = client.get(PAGE)
    LeadFactory(social_space=ground.space, network=ground.network)
    again = client.get(PAGE, headers={"If-None-Match": first["ETag"]})
    assert (section(first, "federfuehrung"), again.status_code) == (None, 200)


def test_the_way_from_a_street_ends_at_the_function_of_its_team(client, ground):
    StreetSectionFactory(street="Hauptstraße", district=ground.district)
    home = ContactPointFactory(function="HOME-Partnerin in Mülfort")
    home.districts.add(ground.district)
    unit = UnitKindFactory(code="team", answers_first=True)
    team = ContactPointFactory(function="Sozialraumteam Rheydt Ost", task="Erste Fragen", unit=unit, order=9)
    team.social_spaces.add(ground.space)
    ContactPointFactory(function="WJH", is_public=False).social_spaces.add(ground.space)
    answer = client.post("/zustaendig/", {"adresse": "Hauptstr. 5"}, follow=True)
    told = parsed(answer).find(".//section[@id='zustaendig']")
    names = [text_of(one) for one in told.iter("h3")]
    assert (answer.redirect_chain[0][0], names, "Erste Fragen" in text_of(told)) == (
        "/stadtteile/muelfort/#zustaendig",
        ["Sozialraumteam Rheydt Ost", "HOME-Partnerin in Mülfort"],
        True,
    )


@pytest.mark.parametrize("path", [PAGE, "/stadtteile/muelfort/"])
def test_what_only_professionals_call_stands_on_no_public_page(client, ground, path):
    ContactPointFactory(function="Praxisberatung", is_public=False).social_spaces.add(ground.space)
    assert "Praxisberatung" not in client.get(path).content.decode()


def test_partner_and_house_show_public_functions_alone(client):
    house = FacilityFactory()
    for function, is_public in (("Anmeldung", True), ("Interne Leitung", False)):
        ContactPointFactory(function=function, facility=house, partner=house.partner, is_public=is_public)
    pages = [client.get(f"/einrichtungen/{house.slug}/"), client.get(f"/partner/{house.partner.slug}/")]
    found = [[name in page.content.decode() for name in ("Anmeldung", "Interne Leitung")] for page in pages]
    assert found == [[True, False], [True, False]]


@pytest.mark.parametrize("path", ["/angebote/", "/angebote/?q=gibtesnicht", "/angebote/karte/"])
def test_every_result_page_names_the_family_office_as_first_contact(client, ground, path):
    OfferFactory(district=ground.district, confirmed_at=days(0))
    office = FacilityFactory(name="Familienbüro Mitte", kind__code="familienbuero", opening_note="montags 8–16 Uhr")
    found = text_of(section(client.get(path), "sprechen"))
    assert (office.name in found, "montags 8–16 Uhr" in found) == (True, True)
