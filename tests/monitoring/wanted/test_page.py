"""The page of what was looked for in vain."""

import csv
import datetime
import io

import pytest
from dateutil.relativedelta import relativedelta
from django.test import Client
from django.utils import timezone

from offers.models import MissedSearch
from tests.network.factories import NetworkFactory, PartnerFactory, person
from tests.offers.factories import AgeStepFactory, TopicFactory
from tests.sozialraum.factories import DistrictFactory
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
PAGE = "/monitoring/nachfrage/"


@pytest.fixture
def town(db):
    """Return three districts, three ages and ten topics."""
    districts = [
        DistrictFactory(name=name, slug=name.lower(), column=n) for n, name in enumerate(("Eicken", "Venn", "Holt"))
    ]
    steps = [AgeStepFactory(code=f"{n}-jahre", name=f"{n} Jahre", ages=(12 * n, 12 * n + 12)) for n in (1, 2, 3)]
    topics = [TopicFactory(code=f"thema-{n}", name=f"Thema {n}") for n in range(10)]
    return districts, steps, topics


@pytest.fixture
def planner(client):
    client.force_login(person("planner"))
    return client


def last_month() -> datetime.date:
    return timezone.localdate().replace(day=1) - relativedelta(months=1)


def missed(number, district=None, step=None, topic=None, month=None):
    MissedSearch.objects.create(
        month=month or last_month(), district=district, age_step=step, topic=topic, number=number
    )


@pytest.fixture
def searches(town):
    """Twelve times Eicken for a child of one, four times Venn, twice nothing in particular, nine times a topic."""
    (eicken, venn, _holt), (one, two, _three), topics = town
    missed(12, eicken, one)
    missed(4, venn, two, topics[0])
    missed(2)
    missed(9, topic=topics[1])
    return town


def rows_of(client, name, **query):
    content = client.get(PAGE, query | {"bild": name, "als": "csv"}).content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content), delimiter=";"))[1:]


def test_searches_are_told_by_district_age_and_topic_in_rounded_numbers(planner, searches):
    assert rows_of(planner, "stadtteil") == [
        ["Eicken", "10"],
        ["ohne einen bestimmten Stadtteil", "10"],
        ["alle übrigen (2)", "unter 5"],
    ]
    assert rows_of(planner, "alter") == [
        ["1 Jahre", "10"],
        ["ohne ein bestimmtes Alter", "10"],
        ["alle übrigen (2)", "unter 5"],
    ]
    assert rows_of(planner, "thema") == [
        ["ohne ein bestimmtes Thema", "10"],
        ["Thema 1", "5"],
        ["alle übrigen (9)", "unter 5"],
    ]


def test_a_sentence_says_what_was_looked_for_most(planner, searches):
    page = parsed(planner.get(PAGE))
    findings = [text_of(one) for one in page.findall(".//p[@class='finding']")]
    assert findings[2] == (
        "Am häufigsten ohne Treffer: ohne ein bestimmtes Thema, mindestens 10-mal. 9 weitere Werte: unter 5."
    )


def test_one_search_and_none_look_the_same(planner, searches):
    (_eicken, venn, holt), *_rest = searches
    before = rows_of(planner, "stadtteil")
    MissedSearch.objects.filter(district=venn).update(district=holt)
    assert rows_of(planner, "stadtteil") == before
    pages = [text_of(parsed(planner.get(PAGE, {"stadtteil": slug})).find(".//main")) for slug in ("venn", "holt")]
    assert ["unter 5 Suchen ohne Treffer" in page for page in pages] == [True, True]


def test_one_value_may_be_chosen_and_the_others_are_told_for_it(planner, searches):
    page = parsed(planner.get(PAGE, {"stadtteil": "eicken"}))
    assert "Eicken, " in text_of(page.find(".//main"))
    assert "mindestens 10 Suchen ohne Treffer" in text_of(page.find(".//main"))
    assert page.findall(".//figure[@id='bild-stadtteil']") == []
    assert rows_of(planner, "alter", stadtteil="eicken") == [["1 Jahre", "10"], ["alle übrigen (3)", "unter 5"]]


def test_two_values_at_once_are_not_told(planner, searches):
    page = parsed(planner.get(PAGE, {"stadtteil": "eicken", "thema": "thema-1"}))
    said = [text_of(one) for one in page.findall(".//div[@class='notice notice-warning']")]
    assert said == ["Bitte nur eines wählen: Stadtteil, Alter oder Thema. Wir zeigen die Seite für Eicken."]


def test_a_table_that_would_tell_too_much_beside_another_is_left_out(planner, town):
    (eicken, *_more), steps, _topics = town
    for step in [*steps, None]:
        missed(4, eicken, step)
    page = parsed(planner.get(PAGE))
    assert "zu viel verrieten: Alter" in text_of(page.find(".//main"))
    assert rows_of(planner, "stadtteil")[0] == ["Eicken", "15"]


def test_the_running_month_is_not_told(planner, town):
    (eicken, *_more), *_rest = town
    missed(50, eicken, month=timezone.localdate().replace(day=1))
    assert "Dafür gibt es nichts zu zeigen." in text_of(parsed(planner.get(PAGE)).find(".//main"))


def test_an_earlier_span_holds_its_own_months(planner, town):
    (eicken, venn, _holt), *_rest = town
    year = last_month().year - 1
    missed(8, eicken, month=datetime.date(year, 1, 1))
    missed(8, venn, month=datetime.date(year, 2, 1))
    assert rows_of(planner, "stadtteil", zeitraum=f"{year}-01")[0] == ["Eicken", "5"]
    assert [row[0] for row in rows_of(planner, "stadtteil", zeitraum=f"{year}-02")][:2] == ["Eicken", "Venn"]


@pytest.mark.parametrize(
    "query", [{"zeitraum": "2026-13"}, {"zeitraum": "immer"}, {"stadtteil": "mond"}, {"alter": "0"}]
)
def test_what_means_nothing_is_said_and_left_out(planner, searches, query):
    response = planner.get(PAGE, query)
    said = parsed(response).findall(".//div[@class='notice notice-warning']")
    assert (response.status_code, len(said)) == (200, 1)


@pytest.mark.parametrize(
    ("role", "status"),
    [("planner", 200), ("steering", 200), ("coordinator", 200), ("operator", 200), ("partner_editor", 403), ("", 403)],
)
def test_only_who_plans_opens_the_page(town, role, status):
    where = {"partner_editor": {"partner": PartnerFactory}, "coordinator": {"network": NetworkFactory}}.get(role, {})
    client = Client()
    client.force_login(person(role, **{name: made() for name, made in where.items()}))
    assert client.get(PAGE).status_code == status
    assert client.get(PAGE, {"bild": "stadtteil", "als": "csv"}).status_code == status


def test_visitors_are_asked_to_log_in(client, town):
    assert client.get(PAGE).headers["Location"].startswith("/konto/anmelden/")


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_page_is_only_read(planner, town, method):
    assert getattr(planner, method)(PAGE).status_code == 405


def test_hundreds_of_districts_cost_no_more_queries(
    planner, searches, django_assert_max_num_queries, django_assert_num_queries
):
    with django_assert_max_num_queries(12) as few:
        planner.get(PAGE)
    number = len(few.captured_queries)
    for column in range(4, 50):
        missed(7, DistrictFactory(column=column))
    with django_assert_num_queries(number):
        planner.get(PAGE)
