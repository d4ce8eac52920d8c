"""A free table of areas, indicators and years."""

import csv
import io

import pytest

from monitoring.models import ReleasedValue
from monitoring.views import table as view
from tests.monitoring.reading import remarks
from tests.sozialraum.html import parsed, text_of

PAGE = "/monitoring/tabelle/"


def opened(client, query: str = ""):
    return parsed(client.get(f"{PAGE}{query}"))


def shown(page) -> list[list[str]]:
    return [[text_of(cell) for cell in row] for row in page.findall(".//section[@id='tabelle']//tr")]


def taken(client, query: str) -> list[list[str]]:
    content = client.get(f"{PAGE}{query}&als=csv").content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content), delimiter=";"))


def test_without_a_choice_it_shows_the_key_values_of_all_areas_in_the_last_year(client, small):
    assert shown(opened(client)) == [
        ["Gebiet", "Kinder in Armut (%)"],
        ["Hehn", "•"],
        ["Holt", "24,0"],
        ["Venn", "12,0"],
    ]


def test_years_as_columns(client, small):
    page = opened(client, "?spalten=jahre&jahr=2025&jahr=2024&gebiet=venn&gebiet=holt")
    assert shown(page) == [["Gebiet", "2024", "2025"], ["Venn", "10,0", "12,0"], ["Holt", "20,0", "24,0"]]


def test_the_third_side_stands_within_the_rows(client, small):
    page = opened(client, "?jahr=2024&jahr=2025&gebiet=venn&gebiet=holt&indikator=kinder&indikator=armut")
    assert shown(page) == [
        ["Gebiet", "Jahr", "Kinder (Kinder)", "Kinder in Armut (%)"],
        ["Venn", "2024", "…", "10,0"],
        ["Venn", "2025", "500", "12,0"],
        ["Holt", "2024", "…", "20,0"],
        ["Holt", "2025", "–", "24,0"],
    ]


def test_indicators_as_rows_and_areas_as_columns(client, small):
    page = opened(client, "?zeilen=indikatoren&spalten=gebiete&indikator=armut&indikator=kinder")
    assert shown(page) == [
        ["Indikator", "Hehn", "Holt", "Venn"],
        ["Kinder in Armut (%)", "•", "24,0", "12,0"],
        ["Kinder (Kinder)", "…", "–", "500"],
    ]


def test_where_rows_and_columns_are_the_same_the_columns_give_way(client, small):
    page = opened(client, "?zeilen=jahre&spalten=jahre&gebiet=venn&gebiet=holt")
    assert shown(page) == [["Jahr", "Venn", "Holt"], ["2025", "12,0", "24,0"]]


def test_who_plans_sorts_by_any_column(client, small, planner):
    page = opened(client, "?indikator=armut&sort=-1")
    assert [row[0] for row in shown(page)] == ["Gebiet", "Holt", "Venn", "Hehn"]
    links = [a.get("href") for a in page.findall(".//section[@id='tabelle']//thead//a")]
    assert links == [f"{PAGE}?indikator=armut&sort=0#tabelle", f"{PAGE}?indikator=armut&sort=1#tabelle"]


@pytest.mark.parametrize(("sort", "order"), [("-0", ["Venn", "Holt", "Hehn"]), ("0", ["Hehn", "Holt", "Venn"])])
def test_the_public_sorts_by_names(client, small, sort, order):
    assert [row[0] for row in shown(opened(client, f"?sort={sort}"))[1:]] == order


def test_the_public_gets_no_order_by_value(client, small):
    page = opened(client, "?sort=-1")
    assert remarks(page) == ["„-1“ kennen wir hier nicht (Sortierung). Wir zeigen die Seite ohne diese Angabe."]
    assert len(page.findall(".//section[@id='tabelle']//thead//a")) == 1


def test_the_public_does_not_get_what_is_internal(client, small):
    page = opened(client, "?indikator=intern")
    assert remarks(page) == ["„intern“ kennen wir hier nicht (Indikator). Wir zeigen die Seite ohne diese Angabe."]
    assert shown(page)[0] == ["Gebiet", "Kinder in Armut (%)"]


def test_the_table_is_taken_as_a_file_with_all_rows(client, small):
    assert taken(client, "?spalten=jahre&jahr=2024&jahr=2025") == [
        ["Gebiet", "2024", "2025"],
        ["Hehn", "•", "•"],
        ["Holt", "20,0", "24,0"],
        ["Venn", "10,0", "12,0"],
    ]
    response = client.get(f"{PAGE}?als=xlsx")
    assert response["Content-Disposition"] == 'attachment; filename="monitoring-gebiete-nach-indikatoren.xlsx"'


def test_many_rows_are_shown_page_by_page(client, small, monkeypatch):
    monkeypatch.setattr(view, "PER_PAGE", 2)
    assert [row[0] for row in shown(opened(client, "?seite=2"))] == ["Gebiet", "Venn"]
    assert len(taken(client, "?seite=2")) == 4


def test_a_table_that_is_too_wide_is_a_file_only(client, small, monkeypatch):
    monkeypatch.setattr(view, "MOST_COLUMNS", 2)
    page = opened(client, "?zeilen=jahre&spalten=gebiete")
    assert [text_of(one) for one in page.findall(".//p[@class='notice-title']")] == ["Diese Tabelle wäre zu breit"]
    assert taken(client, "?zeilen=jahre&spalten=gebiete") == [
        ["Jahr", "Hehn", "Holt", "Venn"],
        ["2025", "•", "24,0", "12,0"],
    ]


def test_a_file_that_would_be_too_large_is_refused_in_words(client, small, monkeypatch):
    monkeypatch.setattr(view, "MOST_CELLS", 2)
    page = opened(client, "?als=csv")
    text = "Als Datei gibt es Tabellen bis 2 Zellen; diese hätte 3. Bitte grenzen Sie sie ein."
    assert text in text_of(page.find(".//section[@id='tabelle']"))


def test_without_numbers_the_table_says_so(client, municipality):
    page = opened(client)
    assert [text_of(one) for one in page.findall(".//p[@class='empty-title']")] == ["Hier gibt es noch keine Zahlen."]


def test_without_any_year_all_cells_are_empty(client, small):
    ReleasedValue.objects.all().delete()
    assert shown(opened(client)) == []


@pytest.mark.parametrize("query", ["zeilen=x", "spalten=x", "ebene=x", "gebiet=x", "jahr=x", "indikator=x"])
def test_what_means_nothing_is_said_and_ignored(client, small, query):
    page = opened(client, f"?{query}")
    assert (len(remarks(page)), len(shown(page))) == (1, 4)


def test_the_page_is_only_read(client, small):
    assert client.post(PAGE).status_code == 405
