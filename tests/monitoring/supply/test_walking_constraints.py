"""What the database refuses of walking reach, whoever writes it."""

import datetime

import pytest

from monitoring.models import WalkingReach
from tests.monitoring.test_constraints import refusal
from tests.sozialraum.factories import DistrictFactory

pytestmark = pytest.mark.django_db


def reach(**fields: object) -> WalkingReach:
    usual = {"ages": (12, 36), "points": 100, "near": 40, "day": datetime.date(2026, 1, 1)}
    return WalkingReach.objects.create(
        **(usual | {"district": fields.pop("district", None) or DistrictFactory()} | fields)
    )


@pytest.mark.parametrize("fields", [{"near": 101}, {"points": 0, "near": 0}])
def test_at_most_all_of_some_points_are_near(fields):
    rows = WalkingReach.objects.filter(pk=reach().pk)
    assert refusal(lambda: rows.update(**fields)) == "walking_reach_is_a_part_of_some_points"


def test_a_district_has_one_number_for_an_age():
    known = reach()
    assert refusal(lambda: reach(district=known.district)) == "one_walking_reach_per_district_and_age"
    reach(district=known.district, ages=(0, 12))
    assert WalkingReach.objects.count() == 2


@pytest.mark.parametrize("near", [0, 100])
def test_none_and_all_may_be_near(near):
    rows = WalkingReach.objects.filter(pk=reach().pk)
    assert refusal(lambda: rows.update(near=near)) == ""


def test_a_district_that_goes_takes_its_numbers_along():
    reach().district.delete()
    assert WalkingReach.objects.count() == 0


def test_no_rule_is_forgotten_here():
    assert {rule.name for rule in WalkingReach._meta.constraints} == {
        "one_walking_reach_per_district_and_age",
        "walking_reach_is_a_part_of_some_points",
    }
