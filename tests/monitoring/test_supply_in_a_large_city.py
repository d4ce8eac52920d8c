"""542 areas, nine ages, a thousand offers: supply, chain, demand and the state of the data ask as much as for a village."""

import datetime
from collections.abc import Iterator

import pytest
from dateutil.relativedelta import relativedelta
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from monitoring.models import Indicator, WalkingReach
from offers.models import MissedSearch
from sozialraum.models import District
from tests.monitoring.large_city import build
from tests.network.factories import person
from tests.offers.factories import AgeStepFactory, LifePhaseFactory, OfferFactory, TopicFactory
from tests.sozialraum.factories import MunicipalityFactory
from tests.sozialraum.html import parsed

MOST, STEPS = 20, 9
SUPPLY, CHAIN = "/monitoring/angebot-und-bedarf/", "/monitoring/praeventionskette/"
MATRIX = f"{SUPPLY}?gliederung=altersschritte&bedarf=indikator-1&gebiet=gebiet-1"
OPEN = [
    SUPPLY,
    CHAIN,
    f"{CHAIN}?gebiet=gebiet-1&umfang=hier",
    f"{CHAIN}angebote/?phase=phase-1",
    f"{CHAIN}angebote/?gebiet=gebiet-3",
]
PLANNED = [MATRIX, "/monitoring/nachfrage/", "/monitoring/datenlage/"]


def furnish(offers: int) -> None:
    """Give a city ages, children of them, need, offers and searches in vain."""
    for step in range(STEPS):
        AgeStepFactory(code=f"schritt-{step}", name=f"Schritt {step}", ages=(24 * step, 24 * step + 24), order=step)
        LifePhaseFactory(code=f"phase-{step}", name=f"Phase {step}", ages=(24 * step, 24 * step + 24), order=step)
        months = {"age_from_months": 24 * step, "age_to_months": 24 * step + 24}
        Indicator.objects.filter(code=f"indikator-{4 * step}").update(**months)
    Indicator.objects.filter(kind="rate").update(direction="unfavourable")
    districts = list(District.objects.filter(parent__isnull=False).defer("boundary"))
    topic = TopicFactory()
    month = timezone.localdate().replace(day=1) - relativedelta(months=1)
    for number in range(offers):
        district = districts[number % len(districts)]
        overdue = datetime.timedelta(days=370 if number % 3 else 10)
        OfferFactory(
            district=district,
            ages=(24 * (number % STEPS), 24 * (number % STEPS) + 48),
            topics=[topic],
            catchment_districts=[districts[-number % len(districts)]],
            confirmed_at=timezone.localdate() - overdue,
        )
        MissedSearch.objects.update_or_create(month=month, district=district, defaults={"number": 5 + number})
    WalkingReach.objects.bulk_create(
        WalkingReach(district=one, ages=(24, 48), points=100, near=40, day=month) for one in districts
    )


def filled(areas: int, offers: int) -> Iterator[None]:
    with transaction.atomic():
        MunicipalityFactory()
        build(areas, years=2)
        furnish(offers)
        yield
        transaction.set_rollback(True)


def counted() -> dict[str, int]:
    """Return how many queries each page takes; what a process keeps is made beforehand."""
    planner = Client()
    planner.force_login(person("planner"))
    return {f"{who} {page}": queries_of(client, page) for who, client, pages in (
        ("public", Client(), OPEN),
        ("planner", planner, OPEN + PLANNED),
    ) for page in pages}  # fmt: skip


def queries_of(client: Client, page: str) -> int:
    assert client.get(page).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        client.get(page)
    return len(queries)


@pytest.fixture(scope="module")
def village(django_db_setup: None, django_db_blocker) -> dict[str, int]:
    with django_db_blocker.unblock():
        for _ in filled(4, 4):
            found = counted()
    return found


@pytest.fixture(scope="module")
def city(village: dict, django_db_setup: None, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield from filled(542, 150)


@pytest.mark.django_db
def test_each_page_takes_few_queries_and_as_many_as_in_a_village(village, city):
    found = counted()
    assert found == village
    assert max(found.values()) <= MOST


@pytest.mark.django_db
@pytest.mark.parametrize("page", OPEN + PLANNED)
def test_each_page_takes_few_queries_also_right_after_a_change(city, page, client):
    client.force_login(person("planner"))
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO sozialraum_contentchange DEFAULT VALUES")
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200
    assert len(queries) <= MOST


@pytest.mark.django_db
def test_the_matrix_comes_page_by_page_with_all_ages(city, client):
    client.force_login(person("planner"))
    matrix = parsed(client.get(f"{MATRIX}&matrix=6")).find(".//section[@aria-labelledby='alle-alter']")
    rows = matrix.findall(".//tbody/tr")
    # The averages stand first on each page; the last page has what 5 × 100 leave of 542.
    assert [len(row.findall("td")) for row in rows] == [STEPS + 1] * 43


@pytest.mark.django_db
def test_the_file_of_the_matrix_has_all_areas(city, client):
    client.force_login(person("planner"))
    lines = client.get(f"{MATRIX}&bild=matrix&als=csv").content.decode("utf-8-sig").splitlines()
    assert (len(lines), {line.count(";") for line in lines}) == (543, {2 + 3 * STEPS})
