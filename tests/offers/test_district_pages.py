"""The pages of districts and social spaces."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.network.factories import ContactPointFactory, FacilityFactory, FacilityKindFactory, NetworkFactory
from tests.offers.factories import AgeStepFactory, OfferFactory
from tests.sozialraum.factories import (
    BoroughFactory,
    DistrictFactory,
    PostcodeFactory,
    SocialSpaceFactory,
    SocialSpaceMembershipFactory,
)
from tests.sozialraum.html import headings, parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")

LIST, EICKEN, SPACE = "/stadtteile/", "/stadtteile/eicken/", "/sozialraeume/mitte/"


@pytest.fixture
def eicken():
    return DistrictFactory(
        name="Eicken", slug="eicken", code="07", column=0, parent=BoroughFactory(name="Nord", slug="nord")
    )


@pytest.fixture
def mitte(eicken):
    space = SocialSpaceFactory(name="Mitte", slug="mitte", team_name="Team Mitte", description="Rund um den Markt.")
    SocialSpaceMembershipFactory(social_space=space, district=eicken)
    return space


def helpers_of(page, section="zustaendig-titel") -> list[str]:
    """Return the cards at the head of the page."""
    cards = page.find(f".//section[@aria-labelledby='{section}']").findall(".//*[@class='contact-card']")
    return [text_of(card) for card in cards]


def listed(page, section) -> list[str]:
    found = page.find(f".//section[@aria-labelledby='{section}']")
    return [] if found is None else [text_of(item) for item in found.findall(".//li")]


def marked(page) -> list[str]:
    return [a.get("data-district") for a in page.findall(".//*[@data-district]") if a.get("aria-current")]


def test_the_list_shows_each_district_with_its_number_below_its_borough(client, eicken):
    DistrictFactory(name="Alleinau", slug="alleinau", column=1)
    OfferFactory(district=eicken)
    page = parsed(client.get(LIST))
    assert headings(page) == ["h1 Stadtteile", "h2 Nord", "h2 Weitere Stadtteile"]
    assert (listed(page, "bezirk-1"), listed(page, "bezirk-2")) == (["Eicken 1 Angebot"], ["Alleinau 0 Angebote"])
    shown = {area.get("data-district"): area.get("data-value") for area in page.findall(".//*[@data-district]")}
    assert shown["07"] == "1"


def test_an_empty_installation_leads_to_the_offers(client):
    page = parsed(client.get(LIST))
    assert page.find(".//div[@class='empty-state']//a").get("href") == "/angebote/"


def test_a_district_tells_what_is_held_here_and_what_reaches_it(client, eicken):
    AgeStepFactory(code="1-jahr", name="1 Jahr", ages=(12, 24))
    OfferFactory(district=eicken, title="A", slug="a")
    OfferFactory(catchment_districts=[eicken], title="B", slug="b", ages=(120, 130))
    OfferFactory(is_citywide=True, title="C")
    OfferFactory(district=DistrictFactory(column=5), title="D")
    page = parsed(client.get(EICKEN))
    offers = page.find(".//section[@aria-labelledby='angebote']")
    assert text_of(offers.find("h2")) == "2 Angebote vor Ort"
    assert [item.get("data-offer") for item in offers.findall("ol/li")] == ["a", "b"]
    button = offers.find("div/a")
    assert (text_of(button), button.get("href")) == (
        "Alle ansehen, mit 1 Angebot für die ganze Stadt",
        "/angebote/?stadtteil=eicken",
    )
    chips = [(text_of(a), a.get("href")) for a in offers.findall(".//a[@class='chip-link']")]
    assert chips == [("1 Jahr (1)", "/angebote/?stadtteil=eicken&alter=1-jahr")]


def test_a_district_without_offers_says_so_kindly(client, eicken):
    page = parsed(client.get(EICKEN))
    assert "Gerade findet hier kein eigenes Angebot statt." in text_of(
        page.find(".//section[@aria-labelledby='angebote']")
    )


def test_family_centre_and_nearest_contacts_stand_at_the_head(client, eicken, mitte):
    FacilityFactory(name="Familienzentrum Eicken", district=eicken, street="Beispielweg 1", phone="0221 4710-210")
    everyone = ContactPointFactory(function="Familienbüro", order=1)
    everyone.social_spaces.set([mitte, SocialSpaceFactory()])
    ContactPointFactory(function="Sozialraumteam", order=9).social_spaces.add(mitte)
    home = ContactPointFactory(function="HOME-Partnerin in Eicken", order=5, network=NetworkFactory(name="HOME"))
    home.districts.add(eicken)
    ContactPointFactory(function="Woanders").districts.add(DistrictFactory(column=4))
    page = parsed(client.get(EICKEN))
    assert helpers_of(page) == [
        "Familienzentrum Eicken Familienzentrum Beispielweg 1 41061 Musterstadt 0221 4710-210",
        "HOME-Partnerin in Eicken HOME 0221 4710-200",
        "Sozialraumteam 0221 4710-200",
    ]
    assert helpers_of(page, "auch") == ["Familienbüro 0221 4710-200"]
    lead = page.find(".//section[@id='zustaendig']/p")
    assert text_of(lead) == "Eicken gehört zum Sozialraum Mitte. Dort ist für Sie da: Team Mitte."
    assert lead.find("a").get("href") == SPACE


def test_where_no_family_centre_is_the_nearest_one_is_named(client, eicken):
    FacilityFactory(name="Fern", district=DistrictFactory(name="Ferndorf", column=8))
    FacilityFactory(name="Nah", district=DistrictFactory(name="Nahdorf", column=2), street="", postcode="", city="")
    assert helpers_of(parsed(client.get(EICKEN)))[0] == "Nah das nächste Familienzentrum, in Nahdorf"


def test_without_a_contact_the_municipality_answers(client, eicken):
    assert helpers_of(parsed(client.get(EICKEN))) == ["Familienportal Musterstadt 0221 4710-100 familie@example.org"]


@pytest.mark.parametrize("path", [EICKEN, SPACE])
def test_a_confidential_house_is_never_listed(client, eicken, mitte, path):
    FacilityFactory(name="Schutzhaus", street="Geheimer Weg 7", district=eicken, address_is_confidential=True)
    FacilityFactory(name="Inneres", district=eicken, is_public=False)
    FacilityFactory(name="Offenes Haus", street="Marktgasse 2", district=eicken)
    response = client.get(path)
    assert listed(parsed(response), "einrichtungen") == ["Offenes Haus Familienzentrum Marktgasse 2"]
    assert [word for word in ("Schutzhaus", "Geheimer Weg", "Inneres") if word in response.content.decode()] == []


def test_open_houses_come_first(client, eicken):
    kinds = [("beratung", "Beratung"), ("stadtteiltreff", "Treff"), ("familienzentrum", "Familienzentrum")]
    for code, name in kinds:
        FacilityFactory(name=f"Haus {name}", street="", kind=FacilityKindFactory(code=code, name=name), district=eicken)
    assert listed(parsed(client.get(EICKEN)), "einrichtungen") == [
        "Haus Familienzentrum Familienzentrum",
        "Haus Treff Treff",
        "Haus Beratung Beratung",
    ]


def test_neighbours_and_postcodes_are_named(client, eicken):
    DistrictFactory(name="Nebenan", column=1)
    DistrictFactory(name="Weit weg", column=5)
    PostcodeFactory(code="41061").districts.add(eicken)
    page = parsed(client.get(EICKEN))
    assert listed(page, "nachbarn") == ["Nebenan"]
    assert "Postleitzahlen: 41061" in text_of(page.find(".//aside"))
    assert marked(page) == ["07"]


def test_a_borough_leads_to_its_districts(client, eicken):
    DistrictFactory(name="Außerhalb", slug="ausserhalb", column=3)
    page = parsed(client.get("/stadtteile/nord/"))
    links = page.findall(".//section[@id='zustaendig']//a")
    assert [(text_of(a), a.get("href")) for a in links] == [("Eicken", "/stadtteile/eicken/#zustaendig")]
    assert marked(page) == ["07"]


def test_a_closed_district_leads_on_to_the_one_that_took_its_code(client, eicken):
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    eicken.valid_from = yesterday
    eicken.save()
    DistrictFactory(name="Alt-Eicken", slug="alt-eicken", code="07", valid_until=yesterday, column=0)
    response = client.get("/stadtteile/alt-eicken/")
    assert (response.status_code, response.headers["Location"]) == (301, EICKEN)


def test_a_closed_district_without_a_successor_is_gone(client):
    DistrictFactory(slug="alt", valid_until="2020-01-01")
    assert client.get("/stadtteile/alt/").status_code == 404


def test_a_social_space_shows_team_districts_and_offers(client, eicken, mitte):
    gone = DistrictFactory(name="Früher", slug="frueher", column=1)
    SocialSpaceMembershipFactory(social_space=mitte, district=gone, valid_until="2020-01-01")
    ContactPointFactory(function="Sozialraumteam").social_spaces.add(mitte)
    OfferFactory(district=eicken, title="A")
    page = parsed(client.get(SPACE))
    assert headings(page) == [
        "h1 Sozialraum Mitte",
        "h2 Team Mitte",
        "h3 Sozialraumteam",
        "h2 1 Angebot vor Ort",
        "h3 A",
        "h2 Stadtteile hier",
    ]
    assert listed(page, "gebiete") == ["Eicken"]
    assert marked(page) == ["07"]
    assert text_of(page.find(".//main//p[@class='lead']")) == "Rund um den Markt."


@pytest.mark.parametrize("path", ["/stadtteile/gibt-es-nicht/", "/sozialraeume/gibt-es-nicht/"])
def test_an_unknown_area_is_not_found(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", [LIST, EICKEN, SPACE])
def test_the_pages_are_only_read(client, mitte, path):
    assert client.post(path).status_code == 405


@pytest.mark.parametrize("path", [LIST, EICKEN, SPACE])
def test_an_unchanged_page_is_answered_shortly_and_without_a_cookie(client, mitte, path):
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, first.cookies, again.status_code, again.content) == (200, {}, 304, b"")


@pytest.mark.parametrize("number", [1, 6])
@pytest.mark.parametrize(("path", "queries"), [(LIST, (5, 2)), (EICKEN, (11, 4)), (SPACE, (11, 4))])
def test_a_page_costs_the_same_for_few_and_many(client, mitte, path, queries, number):
    for column in range(1, number + 1):
        district = DistrictFactory(column=column)
        SocialSpaceMembershipFactory(social_space=mitte, district=district)
        OfferFactory(facility=FacilityFactory(district=district))
        OfferFactory(district=mitte.districts.get(slug="eicken"))
        ContactPointFactory(network=NetworkFactory()).social_spaces.add(mitte)
    assert [queries_of(client, path) for _visit in ("first", "second")] == [*queries]


def queries_of(client, path) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return len(asked)


@pytest.mark.parametrize(("path", "query"), [(EICKEN, "stadtteil=eicken"), (SPACE, "sozialraum=mitte")])
def test_an_area_leads_to_its_week_and_to_what_is_new_there(client, mitte, path, query):
    page = parsed(client.get(path))
    links = {text_of(link): link.get("href") for link in page.findall(".//section[@aria-labelledby='angebote']//a")}
    (feed,) = [link.get("href") for link in page.findall(".//link[@rel='alternate']")]
    assert (links["Was diese Woche stattfindet"], feed) == (f"/woche/?{query}", f"/angebote/neu.atom?{query}")
