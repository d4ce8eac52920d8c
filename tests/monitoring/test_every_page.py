"""Every page of numbers, one by one: who may open it, what it makes of nonsense, how it may be asked, and its files."""

import csv
import io
import json
import re
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from tests.monitoring.reading import remarks
from tests.monitoring.small_city import SmallCity
from tests.network.factories import NetworkFactory, PartnerFactory, person
from tests.offers.factories import FieldOfActionFactory, LifePhaseFactory, OfferFactory
from tests.sozialraum.html import parsed, text_of

PUBLIC = {
    "overview": "/monitoring/",
    "indicators": "/monitoring/indikatoren/",
    "indicator": "/monitoring/indikatoren/armut/",
    "comparison": "/monitoring/vergleich/",
    "table": "/monitoring/tabelle/",
    "indices": "/monitoring/indizes/",
    "supply": "/monitoring/angebot-und-bedarf/",
    "chain": "/monitoring/praeventionskette/",
    "cell": "/monitoring/praeventionskette/angebote/",
    "districts": "/monitoring/stadtteile/",
    "district": "/monitoring/stadtteile/venn/",
    "borough": "/monitoring/stadtteile/west/",
    "space": "/monitoring/sozialraeume/venn/",
}
PLANNED = {
    "wanted": "/monitoring/nachfrage/",
    "outcomes": "/monitoring/ergebnisse/",
    "quality": "/monitoring/datenlage/",
    "views": "/monitoring/ansichten/",
}
ALL = PUBLIC | PLANNED
NONSENSE = (
    "jahr=1066&gebiet=%00atlantis&ebene=planet&indikator=%F0%9F%98%80&sort=--&seite=-3&methode=x&alter=x&umfang=x"
)
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "svg": "image/svg+xml",
    "png": "image/png",
    "geojson": "application/geo+json",
}
TWO = "/monitoring/vergleich/?gebiet=venn&gebiet=holt"
WITH_TABLES = [PUBLIC["overview"], PUBLIC["indicator"], f"{PUBLIC['indicator']}?jahr=2024", TWO]
WITH_PICTURES = [*WITH_TABLES, PUBLIC["supply"]]
WITH_FILES = [*WITH_PICTURES, PLANNED["quality"]]


@pytest.fixture
def town(small) -> SmallCity:
    """Return the small city with a phase of life, a field of action and an offer, so that no page is empty."""
    LifePhaseFactory(code="toddler", name="1–3 Jahre", ages=(12, 36))
    FieldOfActionFactory(code="bildung", name="Bildung")
    OfferFactory(title="Vorlesen", district=small.venn, ages=(12, 36))
    return small


def addresses(page) -> list[str]:
    """Return where the files of all pictures of a page lie, those of a picture after each other."""
    return [link.get("href") for link in page.findall(".//p[@class='meta downloads']/a")]


@pytest.mark.parametrize("name", ALL)
def test_a_page_has_one_main_heading(client, town, planner, name):
    assert len(parsed(client.get(ALL[name])).findall(".//h1")) == 1


def test_no_two_pages_have_the_same_title(client, town, planner):
    titles = [text_of(parsed(client.get(address)).find(".//title")) for address in ALL.values()]
    assert sorted(set(titles)) == sorted(titles)


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_page_is_everybodys_without_a_cookie(client, town, name):
    response = client.get(PUBLIC[name])
    assert (response.status_code, dict(response.cookies)) == (200, {})
    assert "max-age" in response["Cache-Control"]


@pytest.mark.parametrize("name", PLANNED)
def test_a_page_for_planning_asks_who_comes(client, town, name):
    address = PLANNED[name]
    found = [client.get(address).status_code]
    for one in (person("partner_editor", partner=PartnerFactory()), person(), person("planner"), person("steering")):
        client.force_login(one)
        found.append(client.get(address).status_code)
    assert found == [302, 403, 403, 200, 200]


@pytest.mark.parametrize("name", PUBLIC)
def test_a_partner_sees_what_everybody_sees(client, town, name):
    def shown():
        page = parsed(client.get(PUBLIC[name])).find(".//main")
        return re.sub(r"csrf\S+", "", text_of(page))

    everybody = shown()
    client.force_login(person("partner_lead", partner=PartnerFactory()))
    assert shown() == everybody


@pytest.mark.parametrize("name", PUBLIC)
def test_no_page_of_everybody_names_what_is_internal(client, town, name):
    assert ("Interne Quote" in client.get(PUBLIC[name]).content.decode()) is False


@pytest.mark.parametrize("name", PUBLIC)
def test_a_planner_who_looks_as_everybody_does_sees_nothing_internal(client, town, planner, name):
    answer = client.get(PUBLIC[name], {"sicht": "oeffentlich"})
    assert (answer.status_code, "Interne Quote" in answer.content.decode()) == (200, False)


@pytest.mark.parametrize("name", PUBLIC)
def test_what_a_planner_sees_is_kept_by_nobody(client, town, planner, name):
    kept = {word.strip() for word in client.get(PUBLIC[name])["Cache-Control"].split(",")}
    assert ("private" in kept, "no-store" in kept, "public" in kept) == (True, True, False)


@pytest.mark.parametrize("name", ALL)
def test_nonsense_in_an_address_is_ignored(client, town, planner, name):
    response = client.get(f"{ALL[name]}?{NONSENSE}")
    assert response.status_code == 200
    assert [one for one in remarks(parsed(response)) if "\0" in one] == []


@pytest.mark.parametrize("name", ALL)
def test_a_page_is_only_read(client, town, planner, name):
    found = [getattr(client, method)(ALL[name]).status_code for method in ("post", "put", "patch", "delete", "head")]
    assert found == [405, 405, 405, 405, 200]


@pytest.mark.parametrize(
    "address",
    [
        "indikatoren/gibtsnicht/",
        "indizes/gibtsnicht/",
        "stadtteile/gibtsnicht/",
        "stadtteile/gibtsnicht.pdf",
        "sozialraeume/gibtsnicht/",
        "sozialraeume/gibtsnicht.pdf",
        "sozialraeume/holt/",
        "indizes/gibtsnicht/tabelle.csv",
        "indizes/gibtsnicht/verlauf/",
        "ergebnisse/gibtsnicht/",
        "ergebnisse/erfolgsnachweis/1899/",
        "ergebnisse/erfolgsnachweis/9999/",
        "ansichten/0/",
    ],
)
def test_what_is_not_there_is_not_found(client, town, planner, address):
    assert client.get(f"/monitoring/{address}").status_code == 404


def test_an_internal_indicator_is_not_there_for_everybody(client, town, planner):
    address = reverse("monitoring_indicator", args=["intern"])
    found = [client.get(address).status_code, client.get(address, {"sicht": "oeffentlich"}).status_code]
    client.logout()
    assert [*found, client.get(address).status_code] == [200, 404, 404]


@pytest.mark.parametrize("address", WITH_FILES)
def test_every_file_that_a_page_offers_is_what_it_is_called(client, town, planner, address):
    page = address.partition("?")[0]
    links = addresses(parsed(client.get(address)))
    wrong = []
    for link in links:
        form = link.rpartition("=")[2]
        if form == "png":  # drawn from the SVG; half a second each
            continue
        response = client.get(f"{page}{link}")
        name = response["Content-Disposition"].partition('filename="')[2].rstrip('"')
        if response["Content-Type"] != TYPES[form] or not re.fullmatch(rf"[a-z0-9-]+\.{form}", name):
            wrong.append((link, response["Content-Type"], name))
    assert (wrong, len(links) >= 4) == ([], True)


@pytest.mark.parametrize("address", WITH_TABLES)
def test_a_picture_has_the_same_numbers_in_its_table_and_in_its_file(client, town, planner, address):
    page = parsed(client.get(address))
    base = address.partition("?")[0]
    compared = 0
    for figure in page.findall(".//figure"):
        links = [one.get("href") for one in figure.findall(".//p[@class='meta downloads']/a")]
        table = figure.find(".//table")
        if not links or table is None:
            continue
        content = client.get(base + links[0]).content.decode("utf-8-sig")
        lines = list(csv.reader(io.StringIO(content), delimiter=";"))
        shown = [[text_of(cell) for cell in row] for row in table.findall(".//tbody/tr")]
        assert [[plain(cell) for cell in row] for row in lines[1:]] == [[plain(cell) for cell in row] for row in shown]
        compared += 1
    assert compared >= 1


def plain(text: str) -> str:
    """Return a cell without what only a page or only a file writes: thousands' points, and nil as a sign."""
    text = re.sub(r"(?<=\d)\.(?=\d{3})", "", text)
    return "0" if re.fullmatch(r"–|0(,0+)?", text) else text


@pytest.mark.parametrize("address", WITH_PICTURES)
def test_every_picture_stands_alone_with_its_title_and_without_anything_from_elsewhere(client, town, planner, address):
    page = address.partition("?")[0]
    links = [link for link in addresses(parsed(client.get(address))) if link.endswith("=svg")]
    for link in links:
        content = client.get(page + link).content.decode()
        tree = ElementTree.fromstring(content)  # noqa: S314 (our own)
        texts = [one.text for one in tree.iter("{http://www.w3.org/2000/svg}text")]
        assert (bool(texts and texts[0]), "<script" in content, 'href="http' in content) == (True, False, False)
    assert len(links) >= 1


def test_the_map_of_the_overview_holds_every_district_with_its_number_or_none(client, town):
    features = json.loads(client.get("/monitoring/?bild=karte&als=geojson").content)["features"]
    assert sorted(one["geometry"]["type"] for one in features) == ["MultiPolygon"] * 3


@pytest.mark.parametrize(
    "query", ["bild=karte", "als=csv", "bild=karte&als=exe", "bild=nichts&als=csv", "bild=zeitreihe&als=geojson"]
)
def test_a_file_that_does_not_exist_is_the_page(client, town, query):
    response = client.get(f"/monitoring/?{query}")
    assert (response.status_code, response["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert response.has_header("Content-Disposition") is False


def test_a_coordinator_sees_the_numbers_of_those_who_plan(client, town):
    client.force_login(person("coordinator", network=NetworkFactory()))
    assert client.get("/monitoring/indikatoren/intern/").status_code == 200
