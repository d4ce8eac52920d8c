"""The page of supply beside need: what planners read and take away, and who does not see it."""

import csv
import io
import json

import pytest
from django.test import Client
from django.utils.http import urlencode

from monitoring.choices import Withheld
from monitoring.models import Indicator, ReleasedValue
from offers.models import LifePhase
from tests.monitoring.supply.town import SUPPLY, citywide, release, small_town
from tests.network.factories import NetworkFactory, PartnerFactory, person
from tests.sozialraum.factories import DistrictFactory
from tests.sozialraum.html import headings, parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")


@pytest.fixture
def town(db):
    return small_town()


@pytest.fixture
def planner(client):
    client.force_login(person("planner"))
    return client


def page_of(client, **query):
    response = client.get(SUPPLY, query)
    assert response.status_code == 200
    return parsed(response)


def file_of(client, **query):
    response = client.get(SUPPLY, query | {"als": "csv"})
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))


def spots(page):
    return [text_of(one) for one in page.findall(".//ul[@class='spots']/li")]


def test_the_page_puts_supply_beside_need(planner, town):
    page = page_of(planner)
    assert headings(page) == [
        "h1 Angebot und Bedarf",
        "h2 1–3 Jahre",
        "h2 Weiße Flecken, 1–3 Jahre",
        "h2 Alle Stadtteile, 1–3 Jahre",
        "h2 Alle Alter auf einen Blick",
    ]
    findings = [text_of(one) for one in page.findall(".//p[@class='finding']")]
    assert findings == [
        (
            "In 2 von 3 Gebieten mit Zahlen ist der Bedarf höher und das Angebot (1–3 Jahre) geringer als im Schnitt, "
            "am deutlichsten beim Bedarf: Nord, Ost."
        ),
        "Von null (Ost) bis 6,0 je 100 (Süd). Schnitt der Stadt: 2,0 je 100. 1 Gebiet ist ohne Wert.",
    ]


def test_white_spots_are_listed_with_the_gap_in_a_sentence(planner, town):
    assert spots(page_of(planner)) == [
        (
            "Nord mehr Bedarf, weniger Angebote als im Schnitt In Nord leben 200 Kinder von 1 bis unter 3 Jahren; 1 Angebot, "
            "das sind 0,5 je 100; städtischer Schnitt 2,0 je 100. Kinderarmut: 40,0 % (Schnitt 25,0 %)."
        ),
        (
            "Ost mehr Bedarf als im Schnitt und kein Angebot In Ost leben 50 Kinder von 1 bis unter 3 Jahren; 0 Angebote, "
            "das sind null je 100; städtischer Schnitt 2,0 je 100. Kinderarmut: 30,0 % (Schnitt 25,0 %)."
        ),
    ]


def test_a_chosen_area_is_told_and_marked(planner, town):
    page = page_of(planner, gebiet="nord")
    assert "In Nord leben 200 Kinder" in text_of(page.find(".//div[@class='card stack']"))
    marked = page.findall(".//section[@id='tabelle']//tr[@class='is-chosen']/th")
    assert [text_of(one) for one in marked] == ["Nord"]


def test_white_spots_and_chosen_areas_lead_to_their_profiles(planner, town):
    page = page_of(planner, gebiet="sued")
    links = page.findall(".//div[@class='card stack']/h3/a") + page.findall(".//ul[@class='spots']/li//a")
    assert [link.get("href") for link in links] == [
        f"/monitoring/stadtteile/{name}/" for name in ("sued", "nord", "ost")
    ]


def test_the_table_and_its_file_hold_all_that_is_known(planner, town):
    rows = file_of(planner, bild="streuung")
    assert rows[0][:7] == [
        *("Stadtteil", "Bedarf: Kinderarmut (%)", "Kinder: 1–3 Jahre", "Angebote dort", "für dort", "überall"),
        "je 100 Kinder",
    ]
    assert [row[:7] for row in rows[1:]] == [
        ["Nord", "40,0", "200", "1", "0", "0", "0,5"],
        ["Ost", "30,0", "50", "0", "0", "0", "0,0"],
        ["Süd", "10,0", "100", "6", "0", "0", "6,0"],
        ["West", "35,0", "•", "1", "0", "0", "•"],
    ]


def test_where_children_are_secret_nothing_on_the_page_tells_their_density(planner, town):
    page = page_of(planner, gebiet="west")
    lines = [row for row in page.findall(".//tr") if row.find("th") is not None and text_of(row.find("th")) == "West"]
    told = [
        cell.get("data-value")
        for line in lines
        for cell in line.iter()
        if cell.get("data-withheld") == Withheld.CONFIDENTIAL
    ]
    assert (len(lines), told) == (2, ["", "", ""])
    shape = page.find(f".//{{*}}a[@data-district='{town.districts['West'].code}'][@data-withheld]")
    assert (shape.get("data-value"), shape.get("data-withheld")) == ("", "confidential")


def test_what_is_found_everywhere_counts_where_it_is_asked_for(planner, town):
    citywide()
    assert [row[6] for row in file_of(planner, bild="streuung")[1:]] == ["0,5", "0,0", "6,0", "•"]
    assert [row[6] for row in file_of(planner, bild="streuung", zaehlt="alle")[1:]] == ["1,0", "2,0", "7,0", "•"]


def test_the_matrix_has_a_number_a_density_and_a_sign_for_each_age(planner, town):
    rows = file_of(planner, bild="matrix")
    assert rows[0] == [
        *("Stadtteil", "Schlüssel", "Kinderarmut"),
        *("Angebote, Schwangerschaft", "je 100 Kinder, Schwangerschaft", "weißer Fleck, Schwangerschaft"),
        *("Angebote, 1–3 Jahre", "je 100 Kinder, 1–3 Jahre", "weißer Fleck, 1–3 Jahre"),
    ]
    nord = town.districts["Nord"]
    assert rows[1] == [
        *("Nord", nord.code, "40,0", "0", "…", "kein Angebot", "1", "0,5"),
        "mehr Bedarf, weniger Angebote als im Schnitt",
    ]
    gaps = page_of(planner).findall(".//td[@class='is-gap']/abbr")
    assert len(gaps) == 6


def test_an_age_that_no_statistic_counts_says_so_and_has_no_density(planner, town):
    page = page_of(planner, alter="pregnancy")
    assert "Für dieses Alter ohne Angebote je 100 Kinder" in text_of(page.find(".//main"))
    assert {row[6] for row in file_of(planner, bild="karte", alter="pregnancy")[1:]} == {"…"}


def test_the_map_goes_to_programs_that_draw_maps(planner, town):
    found = json.loads(planner.get(SUPPLY, {"bild": "karte", "als": "geojson"}).content)
    told = {one["properties"]["name"]: one["properties"] for one in found["features"]}
    assert {name: (one["offers"], one["per_100_children"], one["withheld"]) for name, one in told.items()} == {
        "Nord": (1, 0.5, None),
        "Süd": (6, 6.0, None),
        "Ost": (0, 0.0, None),
        "West": (1, None, "confidential"),
    }


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        ("name", ["Nord", "Ost", "Süd", "West"]),
        ("-name", ["West", "Süd", "Ost", "Nord"]),
        ("-bedarf", ["Nord", "West", "Ost", "Süd"]),
        ("dichte", ["Ost", "Nord", "Süd", "West"]),
        ("-dichte", ["Süd", "Nord", "Ost", "West"]),
    ],
)
def test_the_table_is_sorted_by_name_need_or_density(planner, town, sort, names):
    rows = page_of(planner, sort=sort).findall(".//section[@id='tabelle']//tbody/tr/th")
    assert [text_of(one) for one in rows] == names


@pytest.mark.parametrize(
    "query",
    [
        {"alter": "kein-alter"},
        {"bedarf": "index:nichts"},
        {"bedarf": "<script>"},
        {"zaehlt": "\x00x"},
        {"ebene": "mond"},
        {"gliederung": "x"},
        {"gebiet": "atlantis"},
        {"sort": "x"},
        {"matrix": "99"},
        {"seite": "-1"},
        {"flecken": "x"},
        {"bild": "matrix", "als": "exe"},
    ],
    ids=urlencode,
)
def test_what_means_nothing_is_said_and_left_out(planner, town, query):
    page = page_of(planner, **query)
    said = [text_of(one) for one in page.findall(".//div[@class='notice notice-warning']")]
    silent = {"matrix", "seite", "flecken", "bild"}
    assert len(said) == (0 if silent & set(query) else 1)


def test_without_areas_or_phases_the_page_says_what_is_to_come(planner, db):
    assert "Hier gibt es noch nichts nebeneinanderzustellen." in text_of(page_of(planner).find(".//main"))


def test_without_indicators_there_are_still_offers(planner, town):
    ReleasedValue.objects.all().delete()
    Indicator.objects.all().delete()
    row = page_of(planner).find(".//section[@id='tabelle']//tbody/tr")
    assert [text_of(cell) for cell in row] == ["Nord", *"……–––…………–…–…", "kein Angebot"]


@pytest.mark.parametrize("role", ["planner", "steering", "operator", "coordinator"])
def test_who_plans_sees_need(client, town, role):
    client.force_login(person(role, **({"network": NetworkFactory()} if role == "coordinator" else {})))
    response = client.get(SUPPLY)
    assert "Kinderarmut" in response.content.decode()
    assert response.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("role", ["partner_editor", "", None])
def test_everybody_else_sees_offers_alone(town, role):
    client = Client()
    if role is not None:
        client.force_login(person(role, **({"partner": PartnerFactory()} if role else {})))
    for query in (
        {},
        {"bild": "matrix", "als": "csv"},
        {"bild": "karte", "als": "geojson"},
        {"bedarf": "child_poverty_u15"},
    ):
        content = client.get(SUPPLY, query).content.decode()
        assert [word for word in ("Kinderarmut", "je 100", "Bedarf") if word in content] == []


def test_planners_may_look_at_what_everybody_sees(planner, town):
    page = page_of(planner, sicht="oeffentlich")
    assert headings(page) == ["h1 Angebote nach Stadtteil und Alter"]


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_page_is_only_read(planner, town, method):
    assert getattr(planner, method)(SUPPLY).status_code == 405


def test_hundreds_of_areas_cost_no_more_queries_than_four(
    planner, town, django_assert_num_queries, django_assert_max_num_queries
):
    planner.get(SUPPLY)
    with django_assert_max_num_queries(20) as few:
        planner.get(SUPPLY, {"gebiet": "nord"})
    number = len(few.captured_queries)
    districts = [DistrictFactory(name=f"Block {n}", slug=f"block-{n}", column=n) for n in range(5, 60)]
    for district in districts:
        release(town.toddlers, district, 40)
        release(town.poverty, district, 20)
    LifePhase.objects.create(code="kita", name="3–6 Jahre", ages=(36, 72), order=3)
    planner.get(SUPPLY)
    with django_assert_num_queries(number):
        planner.get(SUPPLY, {"gebiet": "nord"})
