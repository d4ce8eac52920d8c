"""Which districts hold, where they lie and what lies beside them."""

import datetime

import pytest
from django.contrib.gis.geos import MultiPolygon, Point, Polygon

from sozialraum.models import District, SocialSpaceMembership
from tests.sozialraum.factories import (
    BoroughFactory,
    DistrictFactory,
    SocialSpaceMembershipFactory,
    centre,
    square,
)

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 7, 1)
NEXT = datetime.timedelta(days=1)


@pytest.fixture
def reformed() -> tuple[District, District]:
    """Save a district until the day of its reform, and the one after it."""
    old = DistrictFactory(code="1", name="Alt", column=0, valid_until=DAY)
    return old, DistrictFactory(code="1", name="Neu", column=0, valid_from=DAY)


def test_a_day_belongs_to_the_district_that_begins_on_it(reformed):
    old, new = reformed

    assert list(District.objects.on(DAY - NEXT)) == [old]
    assert list(District.objects.on(DAY)) == [new]


def test_before_its_beginning_there_is_no_district(reformed):
    assert list(District.objects.on(datetime.date(1899, 12, 31))) == []


def test_current_is_what_has_not_been_closed(reformed):
    assert list(District.objects.current()) == [reformed[1]]


def test_a_membership_holds_within_its_time():
    membership = SocialSpaceMembershipFactory(valid_from=DAY, valid_until=DAY + NEXT)

    assert list(SocialSpaceMembership.objects.on(DAY)) == [membership]
    assert list(SocialSpaceMembership.objects.on(DAY + NEXT)) == []


def test_families_choose_among_current_districts_of_their_level_by_name():
    borough = BoroughFactory(name="Nord")
    for name in ("Venn", "Eicken"):
        DistrictFactory(name=name, parent=borough)
    DistrictFactory(name="Vorbei", valid_until=DAY)

    assert [district.name for district in District.objects.for_families()] == ["Eicken", "Venn"]


def test_the_parents_of_the_choice_come_with_it(django_assert_num_queries):
    borough = BoroughFactory(name="Nord")
    DistrictFactory.create_batch(3, parent=borough)
    with django_assert_num_queries(1):
        assert {district.parent.name for district in District.objects.for_families()} == {"Nord"}


def test_a_point_lies_in_its_district_and_on_a_border_in_both():
    west, east = DistrictFactory(column=0), DistrictFactory(column=1)

    assert list(District.objects.containing(centre(0))) == [west]
    assert set(District.objects.containing(Point(6.42, 51.11, srid=4326))) == {west, east}
    assert list(District.objects.containing(Point(7, 52, srid=4326))) == []


def test_a_point_in_another_coordinate_system_lies_in_the_same_district():
    district = DistrictFactory(column=0)

    assert list(District.objects.containing(centre(0).transform(25832, clone=True))) == [district]


def test_what_shares_a_border_or_a_corner_lies_beside():
    middle = DistrictFactory(column=5, boundary=square(5, 5))
    near = [DistrictFactory(boundary=square(column, row)) for column, row in ((4, 5), (5, 6), (6, 6))]
    DistrictFactory(boundary=square(7, 5))

    assert set(District.objects.beside([middle.pk])) == set(near)


def test_boundaries_that_miss_each_other_by_a_few_metres_still_touch():
    middle = DistrictFactory(column=0)
    moved = [(x + 0.0001, y) for x, y in square(1)[0][0]]
    near = DistrictFactory(boundary=MultiPolygon(Polygon(moved), srid=4326))

    assert list(District.objects.beside([middle.pk])) == [near]


def test_neither_the_chosen_nor_closed_nor_other_levels_lie_beside():
    first, second = DistrictFactory(column=0), DistrictFactory(column=1)
    DistrictFactory(column=1, valid_until=DAY)
    BoroughFactory(column=1)

    assert list(District.objects.beside([first.pk, second.pk])) == []
    assert list(District.objects.beside([first.pk])) == [second]
