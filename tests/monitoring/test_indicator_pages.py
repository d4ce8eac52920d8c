"""The catalogue of indicators, and the page of one of them."""

import pytest

from tests.monitoring.factories import SeriesBreakFactory
from tests.monitoring.reading import values
from tests.network.factories import PartnerFactory, person
from tests.sozialraum.html import headings, parsed, text_of

CATALOGUE = "/monitoring/indikatoren/"
PAGE = f"{CATALOGUE}armut/"


def listed(client) -> list[str]:
    return [text_of(cell) for cell in parsed(client.get(CATALOGUE)).findall(".//tbody/tr/th")]


def facts(page) -> dict[str, str]:
    rows = page.findall(".//section[@aria-labelledby='bedeutung']//dl/div")
    return {text_of(row.find("dt")): text_of(row.find("dd")) for row in rows}


def test_everybody_finds_the_public_indicators_by_field(client, small):
    assert listed(client) == ["Kinder in Armut", "Kinder"]
    assert headings(parsed(client.get(CATALOGUE))) == ["h1 Indikatoren", "h2 Arbeit und Einkommen"]


def test_who_plans_finds_all_and_sees_which_are_not_public(client, small, planner):
    assert listed(client) == ["Kinder in Armut", "Interne Quote nicht öffentlich", "Kinder"]


def test_without_indicators_the_catalogue_says_so(client, municipality):
    titles = parsed(client.get(CATALOGUE)).findall(".//p[@class='empty-title']")
    assert [text_of(one) for one in titles] == ["Noch kein Indikator ist angelegt."]


def test_the_catalogue_costs_the_same_for_few_and_for_many(client, small, django_assert_num_queries):
    client.get(CATALOGUE)
    with django_assert_num_queries(1):
        client.get(CATALOGUE)


def test_an_indicator_says_what_it_means_and_how_it_is_protected(client, small):
    small.share.licence, small.share.method_note, small.share.pooling_years = "dl-de/by-2-0", "Nur Hauptwohnsitz.", 3
    small.share.rounding = 5
    small.share.save()
    SeriesBreakFactory(indicator=small.share, reason="neue Zählweise")
    assert facts(parsed(client.get(PAGE))) == {
        "Gezählt werden": "Menschen mit Hauptwohnsitz",
        "Bezogen auf": "alle Menschen mit Hauptwohnsitz, je 100",
        "Einheit": "%",
        "Mehrere Jahre": "Jede Zahl fasst 3 Jahrgänge zusammen, damit sie verlässlich ist.",
        "Größere Gebiete": "Anteile größerer Gebiete sind aus den summierten Anzahlen berechnet, nicht aus dem Mittel der "
        "Anteile. Wo nur Anteile vorliegen, wird nichts zusammengefasst.",
        "Schutz": "Zahlen unter 3 zeigen wir nicht, außer genau null. Gebiete mit weniger als 300 Einwohnerinnen und "
        "Einwohnern bekommen keine Quote. Bezieht sich eine Quote auf weniger als 30, steht „( )“: Sie wäre nicht "
        "verlässlich. Anzahlen sind auf Vielfache von 5 gerundet. Ließe sich eine geheime Zahl aus anderen errechnen, "
        "bleiben auch diese anderen weg.",
        "Hinweis zur Methode": "Nur Hauptwohnsitz.",
        "Brüche in der Zeitreihe": "ab 01.01.2023: neue Zählweise",
        "Quelle": "Melderegister",
        "Lizenz": "dl-de/by-2-0",
        "Kürzel": "armut",
    }


def test_who_plans_reads_its_direction_and_who_sees_it(client, small, planner):
    found = facts(parsed(client.get(PAGE)))
    assert (found["Richtung"], found["Wer ihn sieht"]) == ("ohne Wertung", "alle")


def test_the_page_shows_its_map_table_and_series(client, small):
    page = parsed(client.get(f"{PAGE}?jahr=2024"))
    assert values(page) == {"101": ("10", ""), "102": ("20", ""), "103": ("", "confidential")}
    assert [one.get("id") for one in page.findall(".//figure")] == ["bild-karte", "bild-verteilung", "bild-zeitreihe"]


def test_an_internal_indicator_is_there_for_those_who_plan_only(client, small):
    address = f"{CATALOGUE}intern/"
    found = [client.get(address).status_code]
    for one in (person(), person("partner_editor", partner=PartnerFactory()), person("planner")):
        client.force_login(one)
        found.append(client.get(address).status_code)
    found.append(client.get(f"{address}?sicht=oeffentlich").status_code)
    assert found == [404, 404, 404, 200, 404]


@pytest.mark.parametrize("code", ["nirgends", "101", "a" * 80])
def test_what_is_no_indicator_is_not_there(client, small, code):
    assert client.get(f"{CATALOGUE}{code}/").status_code == 404


@pytest.mark.parametrize("address", [CATALOGUE, PAGE])
def test_the_pages_are_only_read(client, small, address):
    assert client.post(address).status_code == 405
