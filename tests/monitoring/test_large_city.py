"""542 areas, 50 indicators, ten years: each page asks the database as much as for a village, and shows all of it."""

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from monitoring.models import ReleasedValue
from tests.monitoring.large_city import build, first_rate
from tests.monitoring.reading import values
from tests.network.factories import person
from tests.sozialraum.factories import MunicipalityFactory
from tests.sozialraum.html import parsed

MOST = 20
PAGES = [
    "/monitoring/",
    "/monitoring/?indikator=indikator-1&jahr=2020&methode=natuerlich&gebiet=gebiet-1&gebiet=gebiet-2&q=Stadtteil",
    "/monitoring/indikatoren/",
    "/monitoring/indikatoren/indikator-1/",
    "/monitoring/vergleich/?gebiet=gebiet-1&gebiet=gebiet-2",
    "/monitoring/tabelle/",
    "/monitoring/tabelle/?spalten=jahre&jahr=2024&jahr=2025",
]


def filled(areas: int) -> Iterator[None]:
    with transaction.atomic():
        MunicipalityFactory()
        build(areas)
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def village(django_db_setup: None, django_db_blocker) -> Iterator[dict[tuple[str, str], int]]:
    """Count the queries of all pages in a village of four areas; it is gone afterwards."""
    with django_db_blocker.unblock():
        for _ in filled(4):
            found = counted()
    return found


@pytest.fixture(scope="module")
def city(village: dict, django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """Build the large city once for all tests of this module; it is gone afterwards."""
    with django_db_blocker.unblock():
        yield from filled(542)


def counted() -> dict[tuple[str, str], int]:
    """Return how many queries each page takes, by who opens it; what a process keeps is made beforehand."""
    found = {}
    for who, client in (("public", Client()), ("planner", planner())):
        for page in PAGES:
            assert client.get(page).status_code == 200
            with CaptureQueriesContext(connection) as queries:
                client.get(page)
            found[who, page] = len(queries)
    return found


def planner() -> Client:
    client = Client()
    client.force_login(person("planner"))
    return client


@pytest.mark.django_db
def test_each_page_takes_few_queries_and_as_many_as_in_a_village(village, city):
    assert ReleasedValue.objects.count() == (542 + 11 + 1) * 50 * 10
    found = counted()
    assert found == village
    assert max(found.values()) <= MOST


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_each_page_takes_few_queries_also_right_after_a_change(city, page):
    visitor = planner()
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO sozialraum_contentchange DEFAULT VALUES")
    with CaptureQueriesContext(connection) as queries:
        assert visitor.get(page).status_code == 200
    assert len(queries) <= MOST


@pytest.mark.django_db
def test_the_map_shows_every_area_and_the_table_a_page_of_them(city, client):
    page = parsed(client.get(f"/monitoring/?indikator={first_rate().code}"))
    assert len(values(page)) == 542
    assert len(page.findall(".//section[@id='tabelle']//tbody/tr")) == 100
    assert page.find(".//nav[@class='pagination']") is not None
    # So many areas have no room for numbers.
    assert page.findall(".//{*}svg[@role='group']//{*}text") == []


@pytest.mark.django_db
def test_a_planner_sorts_all_areas_by_a_column_of_the_free_table(city):
    page = parsed(planner().get("/monitoring/tabelle/?sort=-1"))
    cells = [row.findall("td")[0].get("data-value") for row in page.findall(".//section[@id='tabelle']//tbody/tr")]
    assert (len(cells), cells) == (100, sorted(cells, key=float, reverse=True))
