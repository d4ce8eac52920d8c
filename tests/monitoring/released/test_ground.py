"""Which areas add up to which, on which day."""

import datetime

import pytest

from monitoring.areas import CITY
from monitoring.releasing.ground import Grounds
from tests.sozialraum.factories import BoroughFactory, DistrictFactory, SocialSpaceFactory, SocialSpaceMembershipFactory

pytestmark = pytest.mark.django_db
BEFORE, REFORM, AFTER = datetime.date(2020, 12, 31), datetime.date(2022, 1, 1), datetime.date(2024, 12, 31)


def of(*districts) -> list[tuple[str, int]]:
    return [("district", district.pk) for district in districts]


def test_districts_fill_boroughs_and_boroughs_the_city():
    north, south = BoroughFactory.create_batch(2)
    venn, eicken, rheydt = DistrictFactory(parent=north), DistrictFactory(parent=north), DistrictFactory(parent=south)
    assert Grounds().on(AFTER) == {
        ("district", north.pk): of(venn, eicken),
        ("district", south.pk): of(rheydt),
        CITY: of(north, south),
    }


def test_without_boroughs_districts_fill_the_city():
    one, other = DistrictFactory.create_batch(2)
    assert Grounds().on(AFTER) == {CITY: of(one, other)}


def test_an_empty_city_has_no_sums():
    assert Grounds().on(AFTER) == {}


def test_a_reform_changes_the_sums_from_its_day_on():
    borough = BoroughFactory()
    old = DistrictFactory(parent=borough, valid_until=REFORM)
    new = DistrictFactory(parent=borough, valid_from=REFORM)
    grounds = Grounds()
    found = [grounds.on(day)["district", borough.pk] for day in (BEFORE, REFORM - datetime.timedelta(1), REFORM, AFTER)]
    assert found == [of(old), of(old), of(new), of(new)]


def test_what_lies_in_a_borough_that_is_gone_lies_in_the_city():
    borough = BoroughFactory(valid_until=REFORM)
    district = DistrictFactory(parent=borough)
    assert Grounds().on(BEFORE) == {("district", borough.pk): of(district), CITY: of(borough)}
    assert Grounds().on(AFTER) == {CITY: of(district)}


def test_social_spaces_are_filled_by_their_members_of_the_day():
    space = SocialSpaceFactory()
    first, second = DistrictFactory.create_batch(2)
    SocialSpaceMembershipFactory(social_space=space, district=first, valid_until=REFORM)
    SocialSpaceMembershipFactory(social_space=space, district=second, valid_from=REFORM)
    grounds = Grounds()
    assert grounds.on(BEFORE)["space", space.pk] == of(first)
    assert grounds.on(AFTER)["space", space.pk] == of(second)


def test_a_member_that_is_no_more_fills_no_space():
    space, closed = SocialSpaceFactory(), DistrictFactory(valid_until=REFORM)
    SocialSpaceMembershipFactory(social_space=space, district=closed)
    assert ("space", space.pk) not in Grounds().on(AFTER)


def test_all_days_are_told_with_two_queries(django_assert_num_queries):
    DistrictFactory.create_batch(3, parent=BoroughFactory())
    with django_assert_num_queries(2):
        grounds = Grounds()
        days = [grounds.on(datetime.date(year, 12, 31)) for year in range(2000, 2025)]
    assert len(days) == 25
