"""The groups that meet for an area, on its profile: that there are such to everybody, when they meet to those who plan."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from monitoring.profiles.areas import profiled_district, profiled_space
from monitoring.profiles.conferences import MOST, conferences
from sozialraum.pages import content_version
from tests.monitoring.conferences.town import Town
from tests.network.conferences import ConferenceFactory, ConferenceGroupFactory, GroupPeriodFactory, in_days
from tests.sozialraum.factories import BoroughFactory, DistrictFactory
from tests.sozialraum.html import parsed, text_of


def of_district(slug: str, *, is_internal: bool = True):
    return conferences(profiled_district(content_version(), timezone.localdate(), slug), is_internal=is_internal)


def section(client: Client, slug: str = "eicken"):
    page = parsed(client.get(f"/monitoring/stadtteile/{slug}/"))
    return page.find(".//section[@aria-labelledby='konferenzen']")


def test_those_who_plan_read_when_a_group_met_last_and_meets_next(client, town: Town):
    for day, state in ((-200, "held"), (-90, "held"), (20, "planned"), (120, "planned")):
        ConferenceFactory(group=town.group, starts_at=in_days(day), state=state)
    for day in (-5, 9):
        ConferenceFactory(group=town.group, starts_at=in_days(day), state="cancelled", cancelled_reason="Grippe")
    (one,) = of_district("eicken")
    assert (one.name, one.unit, list(one.districts), one.status) == ("Eicken", "Praxisberatung", ["Eicken"], "läuft")
    known = town.group.conferences.values_list("starts_at", flat=True).order_by("starts_at")
    assert (one.last, one.coming) == (known[1], known[4])
    client.force_login(town.people["planner"])
    row = section(client).find(".//tbody/tr")
    assert row.find(".//a").get("href") == reverse("conference_group", args=[town.group.pk])
    assert [text_of(cell) for cell in row.findall("td")][1] == f"{timezone.localtime(one.last):%d.%m.%Y}"


def test_what_was_planned_for_a_day_that_is_gone_is_neither_last_nor_next(town: Town):
    ConferenceFactory(group=town.group, starts_at=in_days(-3), state="planned")
    (one,) = of_district("eicken")
    assert (one.last, one.coming) == (None, None)


def test_everybody_reads_that_a_running_group_meets_and_no_dates(client, town: Town):
    ConferenceFactory(group=town.group, starts_at=in_days(20), state="planned")
    assert text_of(section(client).find(".//li")) == "Eicken: Eicken. Es lädt ein: Praxisberatung."
    (one,) = of_district("eicken", is_internal=False)
    assert (one.last, one.coming) == (None, None)


def test_a_group_that_rests_is_for_those_who_plan(client, town: Town):
    town.group.periods.all().delete()
    assert section(client) is None
    client.force_login(town.people["planner"])
    assert text_of(section(client).find(".//td")) == "geplant"


def test_a_borough_has_all_its_groups_and_a_space_those_of_its_districts_each_once(town: Town):
    other = DistrictFactory(name="Windberg", slug="windberg", parent=town.borough, column=1)
    both = ConferenceGroupFactory(name="Am Berg", borough=town.borough, districts=[other, town.district])
    ConferenceGroupFactory(name="Anderswo", borough=BoroughFactory(name="Süd", slug="sued", code="3"))
    version = content_version()
    found = {
        "borough": of_district("nord"),
        "district": of_district("windberg"),
        "space": conferences(profiled_space(version, timezone.localdate(), town.space.slug), is_internal=True),
    }
    assert {area: [one.name for one in groups] for area, groups in found.items()} == {
        "borough": ["Am Berg", "Eicken"],
        "district": ["Am Berg"],
        "space": ["Am Berg", "Eicken"],
    }
    assert found["district"][0].pk == both.pk
    # All districts of a group are named, also where only one of them is asked for.
    assert list(found["district"][0].districts) == ["Eicken", "Windberg"]


@pytest.mark.parametrize("is_internal", [True, False])
def test_few_and_many_groups_are_one_query(town: Town, django_assert_num_queries, is_internal):
    profiled = profiled_district(content_version(), timezone.localdate(), "nord")
    with django_assert_num_queries(1):
        assert len(conferences(profiled, is_internal=is_internal)) == 1
    for group in ConferenceGroupFactory.create_batch(15, borough=town.borough, districts=[town.district]):
        GroupPeriodFactory(group=group)
        ConferenceFactory(group=group, starts_at=in_days(3), state="planned")
    with django_assert_num_queries(1):
        assert len(conferences(profiled, is_internal=is_internal)) == MOST
