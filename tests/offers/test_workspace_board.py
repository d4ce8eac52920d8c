"""The board of the workspace: each task is a count, and leads to exactly the rows that it counts."""

import pytest

from offers.models import OutdatedReport
from tests.network.factories import FacilityFactory, PartnerFactory, person
from tests.offers.days import days
from tests.offers.factories import GrantDeadlineFactory, OfferFactory
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")


def listed(client, address: str) -> list[str]:
    return [text_of(cell) for cell in parsed(client.get(address)).findall(".//tbody/tr/th")]


def on_the_board(client) -> dict[str, str]:
    links = parsed(client.get("/verwaltung/")).findall(".//ul[@class='cards']//a")
    return {text_of(link): link.get("href") for link in links}


def test_the_board_counts_and_links_to_exactly_these_rows(client, steering):
    OfferFactory(confirmed_at=days(0))
    OfferFactory(status="submitted")
    OfferFactory.create_batch(2, status="draft")
    OfferFactory(confirmed_at=days(-400))
    OfferFactory(confirmed_at=None)
    OfferFactory(confirmed_at=days(-350))
    OfferFactory(confirmed_at=days(0), valid_until=days(9))
    FacilityFactory(quality_seal="Familienzentrum NRW", seal_valid_until=days(80))
    FacilityFactory(quality_seal="Familienzentrum NRW", seal_valid_until=days(200))
    found = {title: len(listed(client, address)) for title, address in on_the_board(client).items()}
    assert found == {
        "1 × Eingereicht": 1,
        "2 × Entwürfe": 2,
        "1 × Ausgeblendet": 1,
        "1 × Überfällig": 1,
        "1 × Bald fällig": 1,
        "1 × Läuft aus": 1,
        "1 × Gütesiegel": 1,
    }


def test_a_board_without_a_task_says_so(client, steering):
    OfferFactory(confirmed_at=days(0))
    page = parsed(client.get("/verwaltung/"))
    assert [text_of(one) for one in page.findall(".//p[@class='empty-title']")] == ["Gerade wartet nichts auf Sie."]


def test_what_families_reported_waits_for_those_who_answer(client):
    report = OutdatedReport.objects.create(offer=OfferFactory(confirmed_at=days(0)), message="Gibt es nicht mehr.")
    people = [person("steering"), person("partner_editor", partner=report.offer.provider)]
    people += [person("partner_editor", partner=PartnerFactory()), person("planner")]
    found = []
    for one in people:
        client.force_login(one)
        found.append(on_the_board(client))
    mine = {"1 × Gemeldet": "/verwaltung/meldungen/"}
    assert found == [mine, mine, {}, {}]


def test_the_board_costs_the_same_for_one_and_for_many(client, steering, django_assert_num_queries):
    OfferFactory(confirmed_at=None)
    client.get("/verwaltung/")
    with django_assert_num_queries(20):
        client.get("/verwaltung/")
    OfferFactory.create_batch(20, status="draft")
    client.get("/verwaltung/")
    with django_assert_num_queries(20):
        client.get("/verwaltung/")


def test_the_board_names_the_tools_of_the_person_and_the_way_to_a_new_offer(client):
    found = {}
    for code in ("partner_editor", "planner", "steering"):
        client.force_login(person(code, partner=PartnerFactory()) if code == "partner_editor" else person(code))
        page = parsed(client.get("/verwaltung/"))
        section = page.find(".//section[@aria-labelledby='werkzeuge']")
        new = [a.get("href") for a in page.findall(".//div[@class='actions']/a")]
        found[code] = ([text_of(a) for a in section.iter("a")], new)
    areas = ["Netzwerke", "Sozialräume", "Ressourcencheck"]
    led = ["Einladungen", "Saisonabfragen", "Dubletten", "Importe"]
    usual = ["Gespeicherte Ansichten", "Wer darf was?", "Konferenzen und Projekte"]
    assert found == {
        "partner_editor": ([*areas, *usual, "Ergebnisse"], ["/verwaltung/angebote/neu/"]),
        "planner": (
            [
                *areas,
                "Förderungen",
                *usual,
                "Handlungsbedarf",
                "Zahlen einlesen",
                "Rohwerte",
                "Ansichten des Monitorings",
            ],
            [],
        ),
        "steering": (
            [
                *areas,
                *led,
                "Förderungen",
                "Seiten zu Lebenslagen",
                "Wörterbuch der Suche",
                *usual,
                "Handlungsbedarf",
                "Zahlen einlesen",
                "Ansichten des Monitorings",
                "Ergebnisse",
            ],
            ["/verwaltung/angebote/neu/"],
        ),
    }


def test_a_grant_of_which_something_is_due_waits_for_the_steering(client):
    GrantDeadlineFactory(due_on=days(20))
    GrantDeadlineFactory(due_on=days(40))
    found = []
    for one in (person("steering"), person("planner")):
        client.force_login(one)
        found.append(on_the_board(client))
    assert found == [{"1 × Förderungen": "/verwaltung/foerderungen/?frist=faellig"}, {}]


def test_the_way_to_the_numbers_is_open_to_those_who_plan(client):
    found = {}
    for code in ("partner_editor", "planner", "steering"):
        client.force_login(person(code, partner=PartnerFactory()) if code == "partner_editor" else person(code))
        tabs = parsed(client.get("/verwaltung/")).findall(".//nav[@class='tabs']//a")
        found[code] = [a.get("href") for a in tabs if text_of(a) == "Monitoring"]
    assert found == {"partner_editor": [], "planner": ["/monitoring/"], "steering": ["/monitoring/"]}


def test_a_page_of_a_tool_is_found_under_the_tools(client):
    client.force_login(person("steering"))
    here = parsed(client.get("/verwaltung/importe/")).find(".//nav[@class='tabs']//a[@aria-current]")
    assert text_of(here) == "Werkzeuge"
