"""Searches that found nothing are counted, and nothing else of them is kept."""

import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from offers.actions.demand import count_missed, delete_old_demand
from offers.models import MissedSearch
from tests.offers.factories import AgeStepFactory, OfferFactory, TopicFactory
from tests.sozialraum.factories import DistrictFactory, PostcodeFactory

pytestmark = pytest.mark.django_db

LIST = "/angebote/"


@pytest.fixture(autouse=True)
def ground(municipality):
    DistrictFactory(name="Eicken", slug="eicken")
    DistrictFactory(name="Venn", slug="venn")
    AgeStepFactory(code="1-jahr", name="1 Jahr", ages=(12, 24))
    AgeStepFactory(code="2-jahre", name="2 Jahre", ages=(24, 36))
    TopicFactory(code="schlaf", name="Schlaf")
    TopicFactory(code="essen", name="Essen")


def counted() -> list[tuple]:
    rows = MissedSearch.objects.order_by("district__name", "age_step__code", "topic__code")
    return list(rows.values_list("district__name", "age_step__code", "topic__code", "number"))


def this_month() -> datetime.date:
    return timezone.localdate().replace(day=1)


@pytest.mark.parametrize(
    ("query", "row"),
    [
        ("stadtteil=eicken&alter=1-jahr&thema=schlaf", ("Eicken", "1-jahr", "schlaf", 1)),
        ("stadtteil=eicken&monate=30", ("Eicken", "2-jahre", None, 1)),
        ("stadtteil=eicken&stadtteil=venn", (None, None, None, 1)),
        ("stadtteil=eicken&alter=1-jahr&alter=2-jahre", ("Eicken", None, None, 1)),
        ("stadtteil=eicken&alter=1-jahr&monate=14", ("Eicken", "1-jahr", None, 1)),
        ("monate=200", (None, None, None, 1)),
        ("thema=schlaf&thema=essen", (None, None, None, 1)),
        ("q=Hilfe+f%C3%BCr+Familie+Muster", (None, None, None, 1)),
        ("q=Xylofantik+in+Eicken", ("Eicken", None, None, 1)),
    ],
)
def test_a_search_without_a_hit_is_counted_by_district_age_and_topic(client, query, row):
    client.get(f"{LIST}?{query}")
    assert counted() == [row]
    assert MissedSearch.objects.get().month == this_month()


def test_the_same_search_again_raises_the_number(client):
    for _time in range(3):
        client.get(f"{LIST}?stadtteil=eicken&thema=schlaf")
    client.get(f"{LIST}?thema=schlaf")
    assert counted() == [("Eicken", None, "schlaf", 3), (None, None, "schlaf", 1)]


def test_a_search_by_postcode_names_no_district(client):
    PostcodeFactory(code="41061")
    client.get(f"{LIST}?plz=41061&thema=schlaf")
    assert counted() == [(None, None, "schlaf", 1)]


def test_what_found_something_is_not_counted(client):
    OfferFactory(is_citywide=True)
    client.get(LIST)
    client.get(f"{LIST}?seite=7")
    assert counted() == []


def test_an_empty_portal_and_a_mere_look_are_not_counted(client):
    client.get(LIST)
    client.head(f"{LIST}?thema=schlaf")
    client.get("/angebote/karte/?thema=schlaf")
    page = client.get(f"{LIST}?thema=schlaf")
    client.get(f"{LIST}?thema=schlaf", headers={"If-None-Match": page["ETag"]})
    assert counted() == [(None, None, "schlaf", 1)]


def test_nothing_is_kept_but_district_age_topic_and_month():
    assert {field.name for field in MissedSearch._meta.get_fields()} == {
        "id",
        "month",
        "district",
        "age_step",
        "topic",
        "number",
    }


def test_what_has_gone_meanwhile_counts_as_not_named():
    count_missed(district=-1, age_step="gibt-es-nicht", topic="auch-nicht")
    assert counted() == [(None, None, None, 1)]


def test_numbers_older_than_three_years_are_deleted():
    count_missed(district=None, age_step=None, topic="schlaf")
    MissedSearch.objects.create(month=datetime.date(2020, 1, 1))
    assert (delete_old_demand(), counted()) == (1, [(None, None, "schlaf", 1)])


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({}, "missed_searches_of_a_month_are_one_row"),
        ({"month": datetime.date(2026, 1, 2)}, "missed_searches_are_of_a_month"),
        ({"month": datetime.date(2026, 1, 1), "number": 0}, "missed_searches_are_counted"),
    ],
)
def test_the_database_refuses_what_is_no_count_of_a_month(fields, rule):
    count_missed(district=None, age_step=None, topic=None)
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        MissedSearch.objects.create(**{"month": this_month(), **fields})
    assert refused.value.__cause__.diag.constraint_name == rule


@pytest.mark.django_db(transaction=True)
def test_searches_at_the_same_moment_are_all_counted():
    def count(_number: int) -> None:
        count_missed(district=None, age_step=None, topic="schlaf")
        connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(count, range(20)))
    assert counted() == [(None, None, "schlaf", 20)]
