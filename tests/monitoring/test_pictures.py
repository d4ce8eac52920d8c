"""A picture's files, from the page that shows it."""

import csv
import io
import json
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from monitoring.figures import Figure
from monitoring.models import ReleasedValue
from monitoring.pictures import Link, Number, Table
from monitoring.pictures.files import png
from tests.sozialraum.html import parsed

PAGE = "/monitoring/"
SVG = "{http://www.w3.org/2000/svg}"


def taken(client, name: str, form: str, more: str = "") -> bytes:
    response = client.get(f"{PAGE}?bild={name}&als={form}{more}")
    assert response["Content-Disposition"].startswith("attachment;")
    return response.content


def test_each_picture_leads_to_its_files(client, small):
    page = parsed(client.get(f"{PAGE}?jahr=2024"))
    links = [a.get("href") for a in page.findall(".//figure[@id='bild-karte']//p[@class='meta downloads']/a")]
    assert links == [f"?jahr=2024&bild=karte&als={form}" for form in ("csv", "xlsx", "svg", "png", "geojson")]


def test_the_numbers_are_taken_as_a_table(client, small):
    text = taken(client, "karte", "csv").decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text), delimiter=";")) == [
        ["Stadtteil", "Kinder in Armut 2025 (%)", "Menschen mit Hauptwohnsitz", "alle Menschen mit Hauptwohnsitz"],
        ["Hehn", "•", "•", "•"],
        ["Holt", "24,0", "240", "1000"],
        ["Venn", "12,0", "120", "1000"],
    ]


def test_in_a_workbook_one_can_reckon_with_the_numbers(client, small):
    from openpyxl import load_workbook

    sheet = load_workbook(io.BytesIO(taken(client, "zeitreihe", "xlsx"))).active
    assert [[cell.value for cell in row] for row in sheet] == [
        ["Stichtag", "Musterstadt"],
        ["31.12.2024", 15],
        ["31.12.2025", 16],
    ]


def test_a_picture_stands_alone_as_svg_with_its_words_and_legend(client, small):
    tree = ElementTree.fromstring(taken(client, "karte", "svg"))  # noqa: S314 (our own)
    texts = [text.text for text in tree.iter(f"{SVG}text")]
    assert texts[0] == "Kinder in Armut, 2025"
    assert texts[1].replace("\N{NO-BREAK SPACE}", " ") == (
        "Stadtteile: von 12,0 % bis 24,0 %. Musterstadt insgesamt: 16,0 %. 1 Gebiet ist ohne Wert."
    )
    assert "• geheim: der Schutz einzelner Menschen geht vor (1)" in texts
    assert [one.get("data-district") for one in tree.iter(f"{SVG}a")] == ["103", "102", "101"]


@pytest.mark.parametrize("name", ["karte", "verteilung", "zeitreihe"])
def test_a_picture_is_drawn_as_png(client, small, name):
    from PIL import Image

    image = Image.open(io.BytesIO(taken(client, name, "png")))
    assert (image.format, image.width) == ("PNG", 1600)
    assert len(image.convert("L").getcolors(256)) > 20  # it is not blank


def test_the_map_is_taken_by_programs_that_draw_maps(client, small):
    collection = json.loads(taken(client, "karte", "geojson"))
    properties = {one["properties"]["code"]: one["properties"] for one in collection["features"]}
    assert (collection["type"], {one["geometry"]["type"] for one in collection["features"]}) == (
        "FeatureCollection",
        {"MultiPolygon"},
    )
    assert (properties["101"], properties["103"]["value"], properties["103"]["withheld"]) == (
        {
            "code": "101",
            "name": "Venn",
            "indicator": "armut",
            "reference_date": "2025-12-31",
            "value": 12.0,
            "unit": "%",
            "withheld": None,
            "class": "step-2",
        },
        None,
        "confidential",
    )


@pytest.mark.parametrize("query", ["bild=karte&als=exe", "bild=nichts&als=csv", "als=png", "bild=karte"])
def test_a_file_that_does_not_exist_is_the_page(client, small, query):
    response = client.get(f"{PAGE}?{query}")
    assert (response.status_code, response["Content-Type"]) == (200, "text/html; charset=utf-8")


def test_files_are_for_the_eyes_that_the_page_is_for(client, small, planner):
    internal = client.get(f"{PAGE}?indikator=intern&bild=karte&als=csv")
    public = taken(client, "karte", "csv", "&indikator=intern&sicht=oeffentlich").decode()
    client.logout()
    outside = taken(client, "karte", "csv", "&indikator=intern").decode()
    assert "Interne Quote" in internal.content.decode()
    assert "no-store" in internal["Cache-Control"]
    assert ("Interne Quote" in public, "Interne Quote" in outside) == (False, False)


def test_a_table_escapes_what_it_shows():
    table = Table("x", ["<b>"], [[Link("<i>", '?a="&b=1')], ["<u>"]])
    assert table.html() == (
        '<thead><tr><th scope="col">&lt;b&gt;</th></tr></thead><tbody>'
        '<tr><th scope="row"><a href="?a=&quot;&amp;b=1">&lt;i&gt;</a></th></tr>'
        '<tr><th scope="row">&lt;u&gt;</th></tr></tbody>'
    )


def test_a_table_as_a_file_has_numbers_and_signs():
    cells = [
        Number(Figure(Decimal("-1.25"), withheld=""), 1),
        Number(Figure(Decimal(0), withheld="")),
        Number(Figure()),
    ]
    assert list(Table("x", [], [["a", *cells]]).lines()) == [["a", Decimal("-1.3"), Decimal("0.0"), "…"]]


def test_a_png_is_made_once_until_something_changes(client, small):
    png.cache_clear()
    once, again = (taken(client, "karte", "png") for _time in range(2))
    assert (png.cache_info().misses, once == again) == (1, True)
    ReleasedValue.objects.filter(indicator=small.share, district=small.venn).update(value=30)
    assert (taken(client, "karte", "png") == once, png.cache_info().misses) == (False, 2)
