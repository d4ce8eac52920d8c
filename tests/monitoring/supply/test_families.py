"""What everybody sees of the supply: numbers of offers, each the way to exactly these."""

import csv
import io

import pytest

from tests.monitoring.supply.town import SUPPLY, citywide, outreach, small_town
from tests.offers.factories import AgeStepFactory, LifePhaseFactory, OfferFactory
from tests.sozialraum.factories import BoroughFactory, SocialSpaceMembershipFactory
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")


@pytest.fixture
def town(db):
    AgeStepFactory(code="schwangerschaft", name="Schwangerschaft", ages=(-9, 0))
    AgeStepFactory(code="1-jahr", name="1 Jahr", ages=(12, 24))
    AgeStepFactory(code="2-jahre", name="2 Jahre", ages=(24, 36))
    return small_town()


def cells(client, **query):
    page = parsed(client.get(SUPPLY, query))
    return {text_of(row.find("th")): row.findall("td") for row in page.findall(".//tbody/tr")}


def test_each_number_leads_to_exactly_the_offers_that_it_counts(client, town):
    citywide()
    outreach(district=town.districts["Ost"])
    OfferFactory(district=town.districts["Süd"], catchment_districts=[town.districts["Nord"]], ages=(30, 40))
    links = [link for row in cells(client).values() for cell in row for link in cell.findall("a")]
    assert len(links) == 8
    for link in links:
        listed = parsed(client.get(link.get("href"))).find(".//p[@role='status']")
        assert listed.get("data-count") == text_of(link)
    assert [text_of(cell) for cell in cells(client)["Nord"]] == ["0", "4"]


def test_an_age_that_the_search_does_not_know_is_a_number_without_a_way(client, town):
    LifePhaseFactory(code="kita", name="3–6 Jahre", ages=(36, 72), order=3)
    assert [cell.find("a") is not None for cell in cells(client)["Nord"]] == [True, True, False]


def test_social_spaces_lead_into_the_search_and_boroughs_do_not(client, town):
    SocialSpaceMembershipFactory(district=town.districts["Süd"])
    BoroughFactory(name="Nordbezirk", column=9)
    (space,) = cells(client, ebene="sozialraum").values()
    assert space[1].find("a").get("href").startswith("/angebote/?sozialraum=")
    (borough,) = cells(client, ebene="stadtbezirk").values()
    assert [cell.find("a") for cell in borough] == [None, None]


def test_the_numbers_can_be_taken_away(client, town):
    response = client.get(SUPPLY, {"als": "csv"})
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert rows == [
        ["Stadtteil", "Schwangerschaft", "1–3 Jahre"],
        ["Nord", "0", "1"],
        ["Ost", "0", "0"],
        ["Süd", "0", "6"],
        ["West", "0", "1"],
    ]
    assert client.get(SUPPLY, {"als": "xlsx"}).headers["Content-Type"].startswith("application/vnd.openxml")


def test_the_page_is_for_every_cache_and_looks_at_no_session(client, town, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        response = client.get(SUPPLY)
    assert "public" in response.headers["Cache-Control"]
    assert response.cookies == {}


def test_without_areas_it_says_what_is_to_come(client, db):
    assert "Hier gibt es noch nichts zu zählen." in text_of(parsed(client.get(SUPPLY)).find(".//main"))
