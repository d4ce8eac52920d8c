"""Every address of the workspace, asked for by every kind of person."""

import pytest
from django.urls import reverse

from network.choices import Permission, Role
from offers.permissions import offers_with
from tests.network.factories import MembershipFactory, NetworkFactory, PartnerFactory, person
from tests.offers.factories import OfferFactory
from tests.sozialraum.factories import DistrictFactory, SocialSpaceFactory, SocialSpaceMembershipFactory
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
PAGES = [
    "/verwaltung/",
    "/verwaltung/angebote/",
    "/verwaltung/einrichtungen/",
    "/verwaltung/partner/",
    "/verwaltung/rechte/",
    "/verwaltung/ansichten/",
    "/verwaltung/angebote/tabelle.csv",
    "/verwaltung/angebote/tabelle.xlsx",
    "/verwaltung/einrichtungen/tabelle.csv",
    "/verwaltung/partner/tabelle.xlsx",
    "/verwaltung/angebote/kalender.ics",
]

IMPORTS = [
    "/verwaltung/importe/",
    "/verwaltung/importe/neu/",
    "/verwaltung/importe/vorlage/offer.csv",
]


# Those who coordinate open them, and nobody else.
COORDINATED = ["/verwaltung/saisonabfragen/", "/verwaltung/saisonabfragen/neu/", *IMPORTS]


@pytest.fixture
def everybody():
    """Return one person for each role, by its code, and somebody without one."""
    return {
        "": person(),
        "partner_editor": person("partner_editor", partner=PartnerFactory()),
        "partner_lead": person("partner_lead", partner=PartnerFactory()),
        "coordinator": person("coordinator", network=NetworkFactory()),
        "visit_team": person("visit_team", social_space=SocialSpaceFactory()),
        "planner": person("planner"),
        "steering": person("steering"),
        "operator": person("operator"),
    }


def test_there_is_a_person_for_every_role(everybody):
    assert set(everybody) - {""} == {role.value.code for role in Role}


@pytest.mark.parametrize("path", PAGES)
def test_whoever_has_a_role_may_open_every_page_and_nobody_else(client, everybody, path):
    found = {}
    for code, user in everybody.items():
        client.force_login(user)
        found[code] = client.get(path).status_code
    # Who visits families reads the register and takes nothing of it away.
    taken_away = {"visit_team": 403} if path.endswith((".csv", ".xlsx", ".ics")) else {}
    assert found == dict.fromkeys(everybody, 200) | {"": 403} | taken_away


@pytest.mark.parametrize("path", COORDINATED)
def test_whoever_coordinates_may_open_these_and_nobody_else(client, everybody, path):
    found = {}
    for code, user in everybody.items():
        client.force_login(user)
        found[code] = client.get(path).status_code
    assert found == dict.fromkeys(everybody, 403) | dict.fromkeys(("coordinator", "steering", "operator"), 200)


@pytest.mark.parametrize("path", PAGES + COORDINATED)
def test_a_visitor_is_asked_to_log_in(client, path):
    assert client.get(path).url == f"/konto/anmelden/?next={path}"


@pytest.mark.parametrize("path", PAGES)
def test_the_pages_are_only_read(client, path):
    client.force_login(person("steering"))
    assert client.post(path).status_code == 405


@pytest.mark.parametrize("path", PAGES + COORDINATED)
def test_no_cache_keeps_a_page_of_staff(client, path):
    client.force_login(person("steering"))
    assert client.get(path).headers["Cache-Control"] == "private, no-store"


def test_an_offer_is_seen_by_owner_and_steering_and_by_no_stranger(client):
    offer = OfferFactory(status="draft")
    people = [person("partner_editor", partner=offer.provider), person("steering")]
    people += [person("partner_editor", partner=PartnerFactory()), person()]
    found = []
    for one in people:
        client.force_login(one)
        found.append(client.get(reverse("staff_offer", args=[offer.pk])).status_code)
    assert found == [200, 200, 404, 403]


def test_an_offer_that_does_not_exist_is_not_found(client):
    client.force_login(person("steering"))
    assert client.get("/verwaltung/angebote/999999/").status_code == 404


def test_a_coordinator_of_a_social_space_sees_what_is_held_there_or_meant_for_it():
    space, district = SocialSpaceFactory(), DistrictFactory(column=0)
    SocialSpaceMembershipFactory(social_space=space, district=district)
    held = OfferFactory(title="A", district=district)
    meant = OfferFactory(title="B", district=DistrictFactory(column=1))
    meant.catchment_social_spaces.add(space)
    OfferFactory(title="C", district=DistrictFactory(column=2))
    user = person("coordinator", social_space=space)
    assert list(offers_with(Permission.READ, user)) == [held, meant]


def test_a_coordinator_of_a_network_sees_what_its_members_offer():
    network = NetworkFactory()
    offer = OfferFactory()
    MembershipFactory(network=network, partner=offer.provider)
    OfferFactory()
    assert list(offers_with(Permission.READ, person("coordinator", network=network))) == [offer]


def test_the_matrix_shows_every_role_and_says_where_it_depends_on_the_partner(client):
    client.force_login(person("steering"))
    table = parsed(client.get("/verwaltung/rechte/")).find(".//table")
    heads = [text_of(cell) for cell in table.findall(".//thead//th")]
    rows = {text_of(row[0]): [text_of(cell) for cell in row[1:]] for row in table.findall("./tbody/tr")}
    assert heads == ["darf", *[str(role.value.name) for role in Role]]
    assert rows[Permission.PUBLISH.label] == [
        *["ja, wenn der Partner selbst veröffentlicht"] * 2,
        "ja",
        "nein",
        "nein",
        "ja",
        "ja",
    ]
    assert rows[Permission.VISITS.label] == [*["nein"] * 3, "ja", *["nein"] * 3]


def test_the_matrix_says_who_logs_in_with_a_second_step(client):
    client.force_login(person("steering"))
    last = parsed(client.get("/verwaltung/rechte/")).findall(".//table/tbody/tr")[-1]
    said = [text_of(cell) for cell in last]
    assert said == ["meldet sich in zwei Schritten an", *["freiwillig"] * 2, *["ja"] * 5]


def test_the_own_account_leads_to_the_work_and_names_the_roles(client):
    partner = PartnerFactory(name="Familienbildung")
    client.force_login(person("partner_editor", partner=partner))
    page = parsed(client.get("/konto/"))
    links = [a.get("href") for a in page.findall(".//div[@class='actions']/a")]
    assert (links[0], [text_of(li) for li in page.findall(".//dd//li")]) == (
        "/verwaltung/",
        ["Redaktion eines Partners (Familienbildung)"],
    )
