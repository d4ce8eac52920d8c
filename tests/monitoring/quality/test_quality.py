"""The state of the data: what is late, provisional, missing or withheld, and which offers nobody confirmed."""

import csv
import datetime
import io
from collections import Counter

import pytest
from django.test import Client
from django.utils import timezone

from monitoring.choices import ValueStatus, Withheld
from monitoring.models import Indicator
from monitoring.quality.indicators import Standing, rhythm_of
from tests.monitoring.factories import CountFactory, RateFactory, ReleasedValueFactory
from tests.network.factories import FacilityFactory, NetworkFactory, PartnerFactory, person
from tests.offers.factories import OfferFactory
from tests.sozialraum.factories import DistrictFactory, SocialSpaceMembershipFactory
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
PAGE = "/monitoring/datenlage/"


def ago(days: int) -> datetime.date:
    return timezone.localdate() - datetime.timedelta(days=days)


@pytest.fixture
def planner(client):
    client.force_login(person("planner"))
    return client


@pytest.fixture
def districts(db):
    return [
        DistrictFactory(name=name, slug=name.lower(), column=n) for n, name in enumerate(("Eicken", "Holt", "Venn"))
    ]


def rows_of(client, name, **query):
    content = client.get(PAGE, query | {"bild": name, "als": "csv"}).content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content), delimiter=";"))[1:]


def number(indicator, district, day, **more):
    ReleasedValueFactory(indicator=indicator, district=district, reference_date=day, **more)


def test_each_indicator_tells_its_day_its_gaps_and_what_is_withheld(planner, districts):
    rate = RateFactory(name="Quote")
    number(rate, districts[0], ago(365))
    number(rate, districts[0], ago(0), status=ValueStatus.PROVISIONAL)
    number(rate, districts[1], ago(0), value=None, numerator=None, withheld=Withheld.CONFIDENTIAL)
    assert rows_of(planner, "indikatoren") == [
        ["Quote", f"{ago(0):%d.%m.%Y}", "alle 12 Monate", "aktuell", "1", "1", "1", "50,0"]
    ]


def test_a_number_that_should_be_there_by_now_is_late(planner, districts):
    late, fresh = CountFactory(name="A"), CountFactory(name="B")
    for indicator, days in ((late, 600), (fresh, 500)):
        number(indicator, districts[0], ago(days))
        number(indicator, districts[0], ago(days + 365))
    assert [row[3] for row in rows_of(planner, "indikatoren")] == ["überfällig", "aktuell"]
    assert "1 ist überfällig" in text_of(parsed(planner.get(PAGE)).find(".//main"))


def test_of_one_day_alone_nobody_knows_when_the_next_is_due(planner, districts):
    number(CountFactory(), districts[0], ago(4000))
    assert rows_of(planner, "indikatoren")[0][2:4] == ["noch nicht bekannt", "aktuell"]


def test_an_indicator_without_numbers_and_one_of_the_city_say_so(planner, districts):
    CountFactory(name="A")
    number(CountFactory(name="B"), None, ago(0))
    assert rows_of(planner, "indikatoren") == [
        ["A", "noch keine Zahl", "", "ohne Zahlen", "…", "…", "…", "…"],
        ["B", f"{ago(0):%d.%m.%Y}", "noch nicht bekannt", "aktuell, nicht auf dieser Ebene", "…", "…", "…", "…"],
    ]


def test_social_spaces_have_a_state_of_their_own(planner, districts):
    SocialSpaceMembershipFactory(district=districts[0])
    number(CountFactory(), districts[0], ago(0))
    assert rows_of(planner, "indikatoren", ebene="sozialraum")[0][3] == "aktuell, nicht auf dieser Ebene"


@pytest.mark.parametrize(
    ("days", "rhythm"), [([], None), ([0], None), ([0, 365], 365), ([0, 365, 730, 760], 365), ([0, 31, 59], 29)]
)
def test_the_usual_distance_is_the_one_in_the_middle(days, rhythm):
    first = datetime.date(2020, 1, 1)
    found = rhythm_of(first + datetime.timedelta(days=day) for day in days)
    assert (found and found.days) == rhythm


@pytest.mark.parametrize(("days", "is_late"), [(547, False), (549, True)])
def test_late_begins_half_a_rhythm_after_the_next_day(days, is_late):
    today = datetime.date(2026, 1, 1)
    standing = Standing(
        Indicator(), today - datetime.timedelta(days=days), datetime.timedelta(days=365), 1, Counter(), 0
    )
    assert standing.is_late(today) is is_late


def overdue(**fields):
    return OfferFactory(confirmed_at=ago(370), **fields)


def test_offers_that_nobody_confirmed_are_counted_as_the_list_counts_them(planner, districts):
    eicken, holt, _venn = districts
    space = SocialSpaceMembershipFactory(district=holt).social_space
    overdue(district=eicken, catchment_districts=[holt])
    overdue(facility=FacilityFactory(district=eicken))
    overdue().catchment_social_spaces.add(space)
    overdue(is_citywide=True)
    OfferFactory(district=eicken, confirmed_at=ago(500))
    OfferFactory(district=eicken)
    overdue(district=eicken, status="draft")
    assert rows_of(planner, "angebote") == [["alle", "4", "1"], ["Eicken", "2", "1"], ["Holt", "2", "0"]]
    page = parsed(planner.get(PAGE))
    links = page.findall(".//section[@aria-labelledby='angebote']//td/a")
    assert len(links) == 6
    for link in links:
        listed = parsed(planner.get(link.get("href"))).find(".//p[@role='status']")
        assert listed.get("data-count") == text_of(link)


def test_who_coordinates_a_network_sees_the_offers_of_its_members(client, districts):
    overdue(district=districts[0])
    client.force_login(person("coordinator", network=NetworkFactory()))
    assert rows_of(client, "angebote") == [["alle", "0", "0"]]


def test_without_indicators_the_page_says_so(planner, db):
    assert "Es gibt noch keine Indikatoren." in text_of(parsed(planner.get(PAGE)).find(".//main"))


def test_an_unknown_level_is_said_and_left_out(planner, districts):
    said = parsed(planner.get(PAGE, {"ebene": "mond"})).findall(".//div[@class='notice notice-warning']")
    assert len(said) == 1


@pytest.mark.parametrize(
    ("role", "status"),
    [("planner", 200), ("steering", 200), ("coordinator", 200), ("operator", 200), ("partner_editor", 403), ("", 403)],
)
def test_only_who_plans_opens_the_page(districts, role, status):
    where = {"partner_editor": {"partner": PartnerFactory}, "coordinator": {"network": NetworkFactory}}.get(role, {})
    client = Client()
    client.force_login(person(role, **{name: made() for name, made in where.items()}))
    assert client.get(PAGE).status_code == status


def test_visitors_are_asked_to_log_in(client, districts):
    assert client.get(PAGE).headers["Location"].startswith("/konto/anmelden/")


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_page_is_only_read(planner, districts, method):
    assert getattr(planner, method)(PAGE).status_code == 405


def test_many_areas_indicators_and_offers_cost_no_more_queries(
    planner, districts, django_assert_max_num_queries, django_assert_num_queries
):
    number(CountFactory(), districts[0], ago(0))
    overdue(district=districts[0])
    with django_assert_max_num_queries(20) as few:
        planner.get(PAGE)
    number_of_queries = len(few.captured_queries)
    for column in range(4, 40):
        district = DistrictFactory(column=column)
        number(CountFactory(), district, ago(column))
        overdue(district=district)
    with django_assert_num_queries(number_of_queries):
        planner.get(PAGE)
