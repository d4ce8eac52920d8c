"""Who sees what of an index: those who plan all, everybody else the public ones, told kindly."""

import csv
import io

import pytest
from django.test import Client

from monitoring.models import CompositeIndex, IndexClass, IndexExclusion, Indicator
from tests.monitoring import city
from tests.network.factories import NetworkFactory, PartnerFactory, person
from tests.sozialraum.html import headings, parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
LIST, PAGE = "/monitoring/indizes/", "/monitoring/indizes/bedarf/"
FILE, BOOK = f"{PAGE}tabelle.csv", f"{PAGE}tabelle.xlsx"
HEADER = [
    *("Schlüssel", "Gebiet", "Rang", "Index", "Klasse", "Summe", "Entwicklung", "Klasse der Entwicklung", "Gruppe"),
    *("Quote armut", "Quote arbeit", "außen vor, weil"),
]


@pytest.fixture
def town(db):
    return city.small_town()


def browser(role: str) -> Client:
    """Return somebody's browser; "visitor" has no account, "nobody" no role."""
    client = Client()
    where = {"partner_editor": {"partner": PartnerFactory}, "coordinator": {"network": NetworkFactory}}.get(role, {})
    if role != "visitor":
        client.force_login(person("" if role == "nobody" else role, **{name: made() for name, made in where.items()}))
    return client


PLANNING = ("planner", "steering", "coordinator", "operator")
OTHERS = ("partner_editor", "nobody", "visitor")


@pytest.mark.parametrize("role", PLANNING)
def test_who_plans_sees_internal_indices_with_rank_and_sum(town, role):
    client = browser(role)
    assert "Rang" in text_of(parsed(client.get(PAGE)).find(".//main"))
    assert [client.get(address).status_code for address in (FILE, BOOK, LIST)] == [200, 200, 200]
    assert client.get(PAGE).headers["Cache-Control"] == "private, no-store"
    assert b"sicht=oeffentlich" not in client.get(PAGE).content, "there is nothing to be seen by others"


@pytest.mark.parametrize("role", OTHERS)
def test_an_internal_index_is_not_there_for_others(town, role):
    client = browser(role)
    assert [client.get(address).status_code for address in (PAGE, FILE, BOOK)] == [404, 404, 404]
    page = parsed(client.get(LIST))
    assert page.findall(".//main//ul[@class='cards']/li") == []
    assert "Hier steht noch kein Index." in text_of(page.find(".//main"))


@pytest.mark.parametrize("role", OTHERS)
def test_a_public_index_says_what_its_makers_say_to_families_and_nothing_else(town, role):
    city.publish(town)
    page = parsed(browser(role).get(PAGE))
    rows = [[text_of(cell) for cell in row] for row in page.findall(".//main//tbody/tr")]
    assert headings(page) == ["h1 Index bedarf 2025", "h2 Woraus der Index entsteht"]
    assert rows == [
        ["Gebiet A", "sehr gute Bedingungen"],
        *([f"Gebiet {area}", "gute Bedingungen"] for area in "BCDEFG"),
        ["Gebiet H", "hier tun wir mehr"],
        ["Gebiet I", "hier tun wir am meisten"],
        ["Gebiet K", "keine Angabe"],
        ["Gebiet L", "keine Angabe"],
    ]
    said = text_of(page.find(".//main"))
    hurting = ("niedrig", "Rang", "Aufmerksamkeit", "negativ", "geheim", "1,5", "2,9")
    assert [word for word in hurting if word in said] == []
    assert page.findall(".//main//{*}circle[@data-value]") == []


def test_no_value_of_the_public_page_is_a_number(town):
    city.publish(town)
    assert b"data-value" not in Client().get(PAGE).content


def test_the_public_page_is_kept_by_caches_and_brings_no_cookie(town):
    city.publish(town)
    response = Client().get(PAGE)
    assert response.headers["Cache-Control"] == "public, max-age=60, stale-while-revalidate=600"
    assert not response.cookies
    assert Client(headers={"If-None-Match": response.headers["ETag"]}).get(PAGE).status_code == 304


def test_planners_can_look_at_the_page_as_everybody_does(town):
    city.publish(town)
    client = browser("planner")
    link = parsed(client.get(PAGE)).find(f".//main//a[@href='{PAGE}?sicht=oeffentlich']")
    page = parsed(client.get(link.get("href")))
    assert headings(page) == ["h1 Index bedarf 2025", "h2 Woraus der Index entsteht"]
    files = [one.get("href") for one in page.findall(".//main//a") if "tabelle." in one.get("href")]
    assert files == [f"{PAGE}tabelle.{kind}?jahr=2025&sicht=oeffentlich" for kind in ("csv", "xlsx")]
    assert b"sehr niedrig" not in client.get(files[0]).content


def test_where_a_class_has_no_kind_word_the_public_sees_of_what_the_index_is_made_and_no_more(town):
    city.publish(town)
    IndexClass.objects.filter(key="4", index=town.indices["bedarf"]).update(public_label="")
    page = parsed(Client().get(PAGE))
    assert page.findall(".//main//table") == []
    assert [text_of(item) for item in page.findall(".//main//section//ul/li")] == [
        "Quote armut (Melderegister)",
        "Quote arbeit (Melderegister)",
    ]


def test_an_index_with_one_internal_indicator_is_internal(town):
    city.publish(town)
    Indicator.objects.filter(code="arbeit").update(is_public=False)
    assert [Client().get(address).status_code for address in (PAGE, FILE)] == [404, 404]


def test_a_public_index_without_numbers_says_so_kindly(town):
    city.publish(town)
    IndexClass.objects.all().delete()
    page = parsed(Client().get(PAGE))
    assert "Für diesen Index gibt es noch keine Zahlen." in text_of(page.find(".//main"))
    assert "Klassen" not in text_of(page.find(".//main"))


def test_the_list_tells_planners_what_is_public_and_what_belongs_together(town):
    city.publish(town)
    cards = parsed(browser("planner").get(LIST)).findall(".//main//ul[@class='cards']/li")
    assert [text_of(card) for card in cards] == [
        "Index bedarf Wo ist der Bedarf groß? Stadtteile · öffentlich",
        "Index entwicklung Wo ist der Bedarf groß? Stadtteile · Entwicklung zu: Index bedarf · intern",
    ]


def test_the_list_shows_everybody_the_public_ones(town):
    city.publish(town)
    cards = parsed(Client().get(LIST)).findall(".//main//ul[@class='cards']/li")
    assert [text_of(card) for card in cards] == ["Index bedarf Wo ist der Bedarf groß? Stadtteile"]


def test_without_any_index_planners_read_where_they_are_made(db):
    assert "Anlegen kann ihn, wer das Monitoring pflegt." in text_of(
        parsed(browser("planner").get(LIST)).find(".//main")
    )


def rows_of(response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))


def test_the_file_of_planners_has_all_areas_with_numbers_that_table_programs_read(town):
    IndexExclusion.objects.create(index=town.indices["bedarf"], district=town.areas["B"], reason="=Hafen")
    response = browser("planner").get(FILE)
    header, *rows = rows_of(response)
    assert header == HEADER
    by_code = {row[0]: row[1:] for row in rows}
    assert list(by_code) == [*"IHCDEFGABKL"]
    assert by_code["K"] == ["Gebiet K", *[""] * 9, "weniger als 300 Menschen"]
    assert by_code["B"][-1] == "'=Hafen"
    assert by_code["A"][1:3] == ["8", "-1,97980"]
    assert response.headers["Content-Disposition"] == 'attachment; filename="bedarf-2025.csv"'


def test_the_spreadsheet_holds_numbers_as_numbers_and_codes_as_text(town):
    from openpyxl import load_workbook

    response = browser("planner").get(f"{BOOK}?jahr=2023")
    header, first, *_rest = load_workbook(io.BytesIO(response.content)).active.iter_rows(values_only=True)
    assert header == tuple(one for one in HEADER if one not in {"Klasse der Entwicklung", "Entwicklung", "Gruppe"})
    assert first[:4] == ("I", "Gebiet I", 1, pytest.approx(1.68503))
    assert isinstance(first[3], float)


def test_the_file_of_everybody_has_what_the_public_page_has(town):
    city.publish(town)
    rows = rows_of(Client().get(FILE))
    assert rows[0] == ["Schlüssel", "Gebiet", "Index bedarf"]
    assert rows[-2:] == [["K", "Gebiet K", "keine Angabe"], ["L", "Gebiet L", "keine Angabe"]]


@pytest.mark.parametrize("kind", ["pdf", "csvx", "CSV"])
def test_there_are_no_other_files(town, kind):
    assert browser("planner").get(f"{PAGE}tabelle.{kind}").status_code == 404


def test_the_second_step_is_needed_for_internal_indices(town, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    assert browser("planner").get(PAGE).status_code == 404


def test_what_is_published_is_seen_by_the_next_visitor(town):
    assert Client().get(PAGE).status_code == 404
    city.publish(town)
    assert Client().get(PAGE).status_code == 200
    CompositeIndex.objects.update(is_public=False)
    assert Client().get(PAGE).status_code == 404
