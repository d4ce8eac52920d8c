"""The prevention chain: phases by fields of action and levels of prevention, each number the way to exactly its offers."""

import csv
import io

import pytest
from django.urls import reverse
from django.utils import timezone

from offers.models import LifePhase, Offer
from tests.network.factories import person
from tests.offers.factories import (
    FieldOfActionFactory,
    HomeVisitFactory,
    LifePhaseFactory,
    OfferFactory,
    TopicFactory,
)
from tests.sozialraum.factories import DistrictFactory, SocialSpaceMembershipFactory
from tests.sozialraum.html import headings, parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
CHAIN, CELL = "/monitoring/praeventionskette/", "/monitoring/praeventionskette/angebote/"
FIELDS, PREVENTION = 0, 1


@pytest.fixture
def town(db):
    """Return two districts side by side; only the first has offers of its own."""
    LifePhaseFactory(code="pregnancy", name="Schwangerschaft", ages=(-9, 0), order=1)
    LifePhaseFactory(code="infancy", name="0–1 Jahr", ages=(0, 12), order=2)
    LifePhaseFactory(code="toddler", name="1–3 Jahre", ages=(12, 36), order=3)
    health = FieldOfActionFactory(code="gesundheit", name="Gesundheit", order=1)
    learning = FieldOfActionFactory(code="bildung", name="Bildung", order=2)
    sleep, food = (TopicFactory(code=code, name=code.title(), field_of_action=health) for code in ("schlaf", "essen"))
    reading = TopicFactory(code="lesen", name="Lesen", field_of_action=learning)
    eicken = DistrictFactory(name="Eicken", slug="eicken", column=0)
    DistrictFactory(name="Venn", slug="venn", column=1)
    selective = Offer.PreventionLevel.SELECTIVE
    OfferFactory(title="Babyschlaf", district=eicken, ages=(0, 12), topics=[sleep, food], is_low_threshold=True)
    OfferFactory(title="Vorlesen", district=eicken, ages=(6, 36), topics=[reading, sleep], prevention_level=selective)
    OfferFactory(title="Besuch", ages=(12, 36), topics=[food], access_modes=[HomeVisitFactory()])
    return eicken


def matrix(client, number, **query):
    """Return a table of the chain as texts without the links' parts."""
    page = parsed(client.get(CHAIN, query))
    rows = page.findall(".//main//table")[number].findall(".//tbody/tr")
    return {text_of(row.find("th")): [cell.get("data-value") for cell in row.findall("td")] for row in rows}


def test_offers_are_counted_by_phase_and_field_of_action(client, town):
    assert matrix(client, FIELDS) == {"Schwangerschaft": ["0", "0"], "0–1 Jahr": ["2", "1"], "1–3 Jahre": ["2", "1"]}


def test_offers_are_counted_by_phase_and_level_of_prevention(client, town):
    assert matrix(client, PREVENTION) == {
        "Schwangerschaft": ["0", "0", "0"],
        "0–1 Jahr": ["1", "1", "0"],
        "1–3 Jahre": ["1", "1", "0"],
    }


def test_an_area_has_what_families_find_there_or_only_what_is_held_there(client, town):
    assert matrix(client, FIELDS, gebiet="venn")["1–3 Jahre"] == ["1", "0"]
    assert matrix(client, FIELDS, gebiet="venn", umfang="hier")["1–3 Jahre"] == ["0", "0"]
    assert matrix(client, FIELDS, gebiet="eicken", umfang="hier")["1–3 Jahre"] == ["1", "1"]


def test_a_social_space_has_the_offers_of_its_districts(client, town):
    space = SocialSpaceMembershipFactory(district=town).social_space
    assert matrix(client, FIELDS, gebiet=f"sozialraum:{space.slug}", umfang="hier")["0–1 Jahr"] == ["2", "1"]


@pytest.mark.parametrize(
    "query", [{}, {"gebiet": "eicken"}, {"gebiet": "venn"}, {"gebiet": "eicken", "umfang": "hier"}]
)
def test_every_number_leads_to_exactly_its_offers(client, town, query):
    page = parsed(client.get(CHAIN, query))
    links = page.findall(".//td//a")
    assert len(links) >= 15
    for link in links:
        found = parsed(client.get(link.get("href")))
        said = found.find(".//p[@role='status']").get("data-count")
        assert (said, len(found.findall(".//li[@data-offer]"))) == (text_of(link).split()[0], int(said))


def test_a_cell_tells_how_many_are_low_threshold_and_outreach(client, town):
    page = parsed(client.get(CHAIN))
    parts = [text_of(one) for one in page.findall(".//main//table")[FIELDS].findall(".//small")]
    assert parts == ["1 niedrigschwellig", "1 aufsuchend"]


def offers(client, **query):
    return [one.get("data-offer") for one in parsed(client.get(CELL, query)).findall(".//li[@data-offer]")]


def test_a_list_may_be_of_a_part(client, town):
    slugs = dict(Offer.objects.values_list("title", "slug"))
    health = {"handlungsfeld": "gesundheit"}
    assert offers(client, phase="infancy", **health) == [slugs["Babyschlaf"], slugs["Vorlesen"]]
    assert offers(client, phase="infancy", nur="niedrigschwellig", **health) == [slugs["Babyschlaf"]]
    assert offers(client, phase="toddler", nur="aufsuchend", **health) == [slugs["Besuch"]]
    assert offers(client, phase="toddler", praevention="selective") == [slugs["Vorlesen"]]
    assert offers(client, phase="toddler") == [slugs["Besuch"], slugs["Vorlesen"]]


def test_an_empty_cell_leads_to_what_is_missing_and_what_is_near(client, town):
    page = parsed(client.get(CELL, {"phase": "toddler", "handlungsfeld": "bildung", "gebiet": "venn"}))
    assert headings(page) == [
        "h1 1–3 Jahre, Bildung Venn",
        "h2 Was hier fehlt",
        "h2 Was in der Nähe ist",
        "h3 Anderswo",
        "h3 Anderes für dieselbe Lebensphase",
    ]
    main = text_of(page.find(".//main"))
    assert "In Venn gibt es für die Lebensphase „1–3 Jahre“ kein Angebot: Bildung." in main
    assert "Themen, zu denen es eines geben könnte: Lesen." in main
    ways = page.findall(".//section[@aria-labelledby='nah']//li")
    assert [text_of(one) for one in ways] == ["Eicken (1)", "ganze Stadt (1)", "Gesundheit (1)"]
    for way in ways:
        there = parsed(client.get(way.find("a").get("href"))).find(".//p[@role='status']")
        assert text_of(way).endswith(f"({there.get('data-count')})")


def test_near_an_empty_phase_are_the_phases_beside_it(client, town):
    page = parsed(client.get(CELL, {"phase": "pregnancy", "praevention": "universal"}))
    ways = [text_of(one) for one in page.findall(".//section[@aria-labelledby='nah']//li")]
    assert ways == ["0–1 Jahr (1)"]


def test_where_nothing_is_near_the_page_says_so(client, town):
    Offer.objects.update(status=Offer.Status.DRAFT)
    page = parsed(client.get(CELL, {"phase": "pregnancy", "handlungsfeld": "bildung", "gebiet": "venn"}))
    assert "Auch in der Nähe gibt es noch nichts." in text_of(page.find(".//main"))


def test_the_tables_can_be_taken_away(client, town):
    response = client.get(CHAIN, {"bild": "handlungsfelder", "als": "csv"})
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[:1] + rows[5:] == [
        ["Lebensphase", "Handlungsfeld", "Angebote", "niedrigschwellig", "aufsuchend"],
        ["1–3 Jahre", "Gesundheit", "2", "0", "1"],
        ["1–3 Jahre", "Bildung", "1", "0", "0"],
    ]
    book = client.get(CHAIN, {"bild": "praevention", "als": "xlsx"})
    assert book.headers["Content-Disposition"] == 'attachment; filename="praeventionskette-praevention.xlsx"'


def test_confidential_places_show_no_more_than_their_district(client, town):
    OfferFactory(title="Schutz", district=town, ages=(0, 12), address_is_confidential=True, street="Geheimweg 1")
    content = client.get(CELL, {"phase": "infancy", "gebiet": "eicken"}).content.decode()
    assert ("Schutz" in content, "Geheimweg" in content) == (True, False)


@pytest.mark.parametrize(
    ("path", "query"),
    [
        (CHAIN, {"gebiet": "atlantis"}),
        (CHAIN, {"umfang": "mond"}),
        (CELL, {"phase": "alter"}),
        (CELL, {"handlungsfeld": "\x00"}),
        (CELL, {"praevention": "tertiär"}),
        (CELL, {"nur": "billig"}),
    ],
)
def test_what_means_nothing_is_said_and_left_out(client, town, path, query):
    response = client.get(path, query)
    said = parsed(response).findall(".//div[@class='notice notice-warning']")
    assert (response.status_code, len(said)) == (200, 0 if "\x00" in query.values() else 1)


@pytest.mark.parametrize("path", [CHAIN, CELL])
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_chain_is_only_read(client, town, path, method):
    assert getattr(client, method)(path).status_code == 405


@pytest.mark.parametrize("path", [CHAIN, CELL])
def test_everybody_sees_the_same_chain(client, town, path):
    seen = parsed(client.get(path, {"phase": "infancy"})).find(".//main")
    client.force_login(person("planner"))
    planned = parsed(client.get(path, {"phase": "infancy"})).find(".//main")
    public, internal = (
        [one.get("data-value") or one.get("data-offer") for one in (*page.iter("td"), *page.iter("li"))]
        for page in (seen, planned)
    )
    assert [value for value in public if value] == [value for value in internal if value]


def test_the_chain_is_for_every_cache_and_its_lists_for_no_index(client, town):
    response = client.get(CHAIN)
    assert "public" in response.headers["Cache-Control"]
    assert response.cookies == {}
    robots = parsed(client.get(CELL)).find(".//meta[@name='robots']")
    assert robots.get("content") == "noindex"


def test_without_phases_there_is_no_chain_yet(client, town):
    LifePhase.objects.all().delete()
    for path in (CHAIN, CELL):
        assert "Hier gibt es noch keine Lebensphasen." in text_of(parsed(client.get(path)).find(".//main"))


@pytest.mark.parametrize("path", [CHAIN, CELL, f"{CELL}?phase=pregnancy&gebiet=venn"])
def test_many_areas_and_offers_cost_no_more_queries(
    client, town, path, django_assert_max_num_queries, django_assert_num_queries
):
    client.get(path)
    with django_assert_max_num_queries(12) as few:
        client.get(path)
    number = len(few.captured_queries)
    for column in range(3, 40):
        OfferFactory(district=DistrictFactory(column=column), ages=(0, 36))
    client.get(path)
    with django_assert_num_queries(number):
        client.get(path)


def test_a_long_list_comes_page_by_page(client, town):
    for _number in range(60):
        OfferFactory(district=town, ages=(0, 12))
    page = parsed(client.get(CELL, {"phase": "infancy", "seite": "2"}))
    assert page.find(".//p[@role='status']").get("data-count") == "62"
    assert len(page.findall(".//li[@data-offer]")) == 12


def test_addresses_are_what_others_rely_on():
    assert [reverse("monitoring_chain"), reverse("monitoring_chain_offers")] == [CHAIN, CELL]


def test_an_offer_that_is_over_is_in_no_cell(client, town):
    Offer.objects.update(valid_until=timezone.localdate() - timezone.timedelta(days=1))
    assert matrix(client, FIELDS)["0–1 Jahr"] == ["0", "0"]
