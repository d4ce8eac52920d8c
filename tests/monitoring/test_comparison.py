"""Two to six areas side by side."""

import csv
import io

import pytest

from monitoring.models import ReleasedValue
from tests.monitoring.factories import CountFactory, ReleasedValueFactory
from tests.monitoring.reading import finding, legend, remarks
from tests.monitoring.small_city import LAST, withheld
from tests.sozialraum.factories import DistrictFactory
from tests.sozialraum.html import headings, parsed, text_of

PAGE = "/monitoring/vergleich/"
TWO = f"{PAGE}?gebiet=venn&gebiet=holt"


def opened(client, address: str = TWO):
    return parsed(client.get(address))


def table(page, number: int = 0) -> list[list[str]]:
    found = page.findall(".//section[@aria-labelledby='zahlen']//table")[number]
    return [[text_of(cell) for cell in row] for row in found.iter("tr")]


def empty(page) -> list[str]:
    return [text_of(one) for one in page.findall(".//p[@class='empty-title']")]


def test_all_numbers_of_the_areas_stand_beside_the_citys(client, small):
    assert table(opened(client)) == [
        ["Indikator 2025", "Venn", "Holt", "Musterstadt"],
        ["Kinder in Armut (%)", "12,0", "24,0", "16,0"],
        ["Kinder (Kinder)", "500", "–", "500"],
    ]


def test_one_indicator_is_drawn_as_bars_and_over_time(client, small):
    page = opened(client)
    assert (finding(page, "balken"), legend(page, "balken"), legend(page, "zeitreihe")) == (
        "Venn: 12,0 %; Holt: 24,0 %.",
        ["Musterstadt: 16,0 %"],
        ["Venn", "Holt", "Musterstadt"],
    )
    bars = page.findall(".//figure[@id='bild-balken']//{*}g[@data-district]")
    assert [(bar.get("data-district"), bar.get("data-value")) for bar in bars] == [("101", "12"), ("102", "24")]


def test_a_count_of_the_city_is_no_measure_for_a_district(client, small):
    page = opened(client, f"{TWO}&indikator=kinder")
    assert (finding(page, "balken"), legend(page, "balken")) == ("Venn: 500 Kinder; Holt: null.", [])


def test_an_earlier_year_is_chosen(client, small):
    page = opened(client, f"{TWO}&jahr=2024")
    assert table(page)[:2] == [
        ["Indikator 2024", "Venn", "Holt", "Musterstadt"],
        ["Kinder in Armut (%)", "10,0", "20,0", "15,0"],
    ]


def test_districts_boroughs_and_social_spaces_are_mixed(client, small):
    ReleasedValue.objects.create(
        indicator=small.share, social_space=small.space, reference_date=LAST, value=18, numerator=360, denominator=2000
    )
    page = opened(client, f"{PAGE}?gebiet=sozialraum:venn&gebiet=venn&gebiet=west&gebiet=101")
    assert table(page)[:2] == [
        ["Indikator 2025", "Venn-Holt", "Venn", "West", "Musterstadt"],
        ["Kinder in Armut (%)", "18,0", "12,0", "…", "16,0"],
    ]


@pytest.mark.parametrize("query", ["", "?gebiet=venn", "?gebiet=venn&gebiet=101"])
def test_with_fewer_than_two_areas_the_page_asks_for_more(client, small, query):
    page = opened(client, PAGE + query)
    assert (empty(page), page.find(".//figure")) == (["Bitte wählen Sie mindestens zwei Gebiete."], None)


def test_an_area_is_added_and_taken_away(client, small):
    page = opened(client)
    form = page.find(".//form[@aria-label='Gebiet hinzufügen']")
    assert [one.get("value") for one in form.findall("input")] == ["venn", "holt"]
    assert [one.get("value") for one in form.iter("option")] == ["", "hehn", "west", "sozialraum:venn"]
    chips = [(text_of(a), a.get("href")) for a in page.findall(".//a[@class='chip']")]
    assert chips == [
        ("Auswahl aufheben: Venn", f"{PAGE}?gebiet=holt"),
        ("Auswahl aufheben: Holt", f"{PAGE}?gebiet=venn"),
    ]


def test_no_more_than_six_areas_stand_side_by_side(client, small):
    more = [DistrictFactory(name=f"Ort {number}", slug=f"ort-{number}").slug for number in range(5)]
    page = opened(client, f"{TWO}&{'&'.join(f'gebiet={slug}' for slug in more)}")
    assert remarks(page) == ["Mehr als 6 (Gebiet) zeigen wir nicht nebeneinander. Wir zeigen die ersten."]
    assert (len(table(page)[0]), page.find(".//form[@aria-label='Gebiet hinzufügen']")) == (8, None)
    assert len(legend(page, "zeitreihe")) == 6


def test_unknown_areas_indicators_and_years_are_said(client, small):
    page = opened(client, f"{TWO}&gebiet=atlantis&indikator=intern&jahr=1066")
    ignored = "kennen wir hier nicht ({}). Wir zeigen die Seite ohne diese Angabe."
    assert remarks(page) == [
        f"„atlantis“ {ignored.format('Gebiet')}",
        f"„intern“ {ignored.format('Indikator')}",
        f"„1066“ {ignored.format('Jahr')}",
    ]


def test_areas_without_any_number_say_so(client, small):
    ReleasedValue.objects.all().delete()
    assert empty(opened(client)) == ["Für diese Gebiete gibt es noch keine Zahlen."]


def test_without_indicators_there_is_nothing_to_compare(client, municipality):
    one, other = DistrictFactory(), DistrictFactory()
    assert empty(opened(client, f"{PAGE}?gebiet={one.slug}&gebiet={other.slug}")) == [
        "Für diese Gebiete gibt es noch keine Zahlen."
    ]


def test_who_plans_sees_internal_numbers_too(client, small, planner):
    assert [row[0] for row in table(opened(client))[1:]] == [
        "Kinder in Armut (%)",
        "Interne Quote (%)",
        "Kinder (Kinder)",
    ]


def ages_of(small, *, withheld: bool = False) -> None:
    for code, name, ages, value in (
        ("u1", "unter 1", (0, 12), 10),
        ("1-2", "1 bis 2", (12, 36), 30),
        ("u3", "unter 3", (0, 36), 40),
        ("3-5", "3 bis 5", (36, 72), 60),
    ):
        count = CountFactory(code=code, name=name, is_public=True, age_from_months=ages[0], age_to_months=ages[1])
        for area in (small.venn, small.holt, None):
            hides = withheld and area == small.venn and code in {"u1", "1-2"}
            numbers = (
                {"numerator": None, "value": None, "withheld": "confidential"}
                if hides
                else {"numerator": value, "value": value}
            )
            ReleasedValueFactory(indicator=count, district=area, reference_date=LAST, **numbers)


def ages_shown(page, number: int) -> list[list[str]]:
    rows = page.findall(f".//figure[@id='bild-alter-{number}']//tbody/tr")
    return [[text_of(cell) for cell in row] for row in rows]


def test_the_ages_of_the_children_are_drawn_beside_the_citys(client, small):
    ages_of(small)
    page = opened(client)
    assert "h2 Wie alt die Kinder sind" in headings(page)
    assert finding(page, "alter-1") == "Die größte Gruppe in Venn: 3 bis 5 mit 60,0 %."
    assert ages_shown(page, 1) == [
        ["unter 1", "10", "10,0", "10,0"],
        ["1 bis 2", "30", "30,0", "30,0"],
        ["3 bis 5", "60", "60,0", "60,0"],
    ]


def test_a_wider_band_takes_the_place_of_withheld_ones(client, small):
    ages_of(small, withheld=True)
    page = opened(client)
    assert [row[0] for row in ages_shown(page, 1)] == ["unter 3", "3 bis 5"]
    assert [row[0] for row in ages_shown(page, 2)] == ["unter 1", "1 bis 2", "3 bis 5"]


def test_the_page_is_only_read(client, small):
    assert client.post(PAGE).status_code == 405


def test_all_numbers_go_into_one_file_with_their_source(client, small):
    withheld(small.count, small.hehn, LAST)
    response = client.get(f"{TWO}&gebiet=hehn&als=csv")
    assert response["Content-Disposition"] == 'attachment; filename="vergleich-2025.csv"'
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert [row[1:-1] for row in rows] == [
        ["Indikator", "Einheit", "Jahr", "Venn", "Holt", "Hehn", "Musterstadt"],
        ["Kinder in Armut", "%", "2025", "12,0", "24,0", "•", "16,0"],
        ["Kinder", "Kinder", "2025", "500", "0", "•", "500"],
    ]
    assert [row[-1] for row in rows] == ["Quelle", small.share.source, small.count.source]


def test_the_files_hold_what_the_page_shows(client, small, planner):
    page = opened(client, f"{TWO}&jahr=2024")
    links = page.findall(".//section[@aria-labelledby='zahlen']//p[@class='meta downloads']/a")
    assert [link.get("href") for link in links] == [
        f"?gebiet=venn&gebiet=holt&jahr=2024&als={form}" for form in ("csv", "xlsx")
    ]
    for_all, for_planners = (
        client.get(f"{TWO}&als=csv{view}").content.decode().count("\n") for view in ("&sicht=oeffentlich", "")
    )
    assert (for_all, for_planners) == (3, 4)


def test_a_file_of_nothing_is_the_page(client, municipality):
    assert client.get(f"{PAGE}?als=csv")["Content-Type"] == "text/html; charset=utf-8"


def test_each_area_leads_to_its_profile(client, small):
    page = opened(client, f"{PAGE}?gebiet=venn&gebiet=sozialraum:venn")
    assert [link.get("href") for link in page.findall(".//section[@aria-labelledby='auswahl']/p/a")] == [
        "/monitoring/stadtteile/venn/",
        "/monitoring/sozialraeume/venn/",
    ]
