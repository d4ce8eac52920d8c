"""Offers counted by area and age."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from monitoring.supply.ages import Age
from monitoring.supply.counting import Sums, supply
from offers.models import Offer
from tests.monitoring.supply.town import TODDLERS, citywide, outreach
from tests.network.factories import FacilityFactory
from tests.offers.factories import HomeVisitFactory, OfferFactory, ScheduleFactory
from tests.sozialraum.factories import (
    BoroughFactory,
    DistrictFactory,
    SocialSpaceMembershipFactory,
)

pytestmark = pytest.mark.django_db
TODDLER = Age("toddler", "1–3 Jahre", TODDLERS)
SCHOOL = Age("school", "6–10 Jahre", (72, 120))


@pytest.fixture
def borough():
    return BoroughFactory(column=8)


@pytest.fixture
def district(borough):
    return DistrictFactory(name="Eicken", column=0, parent=borough)


def counted(area, age=TODDLER, kind="district"):
    """Return how many offers are held, meant for and everywhere."""
    found = supply([(kind, area.pk)], [TODDLER, SCHOOL])[(kind, area.pk), age.code]
    return (found.held.offers, found.meant.offers, found.everywhere.offers)


def test_an_offer_is_held_in_a_district_or_meant_for_it_or_found_everywhere(district):
    OfferFactory(district=district)
    OfferFactory(facility=FacilityFactory(district=district))
    OfferFactory(district=DistrictFactory(column=1), catchment_districts=[district])
    citywide()
    outreach(district=DistrictFactory(column=2))
    assert counted(district) == (2, 1, 2)


def test_what_is_held_here_and_found_everywhere_counts_here_once(district):
    citywide(district=district)
    outreach(catchment_districts=[district])
    assert counted(district) == (1, 0, 1)
    other = DistrictFactory(column=3)
    assert counted(other) == (0, 0, 2)


def test_larger_areas_have_what_their_parts_have(district, borough):
    space = SocialSpaceMembershipFactory(district=district).social_space
    OfferFactory(district=district, catchment_districts=[DistrictFactory(column=1, parent=borough)])
    assert counted(borough) == (1, 0, 0)
    assert counted(space, kind="space") == (1, 0, 0)


def test_only_offers_whose_ages_touch_the_age_count(district):
    OfferFactory(district=district, ages=(0, 12))
    OfferFactory(district=district, ages=(35, 80))
    OfferFactory(district=district, ages=None, all_ages=True)
    assert (counted(district), counted(district, SCHOOL)) == ((2, 0, 0), (2, 0, 0))


@pytest.mark.parametrize(
    "fields",
    [
        {"status": Offer.Status.DRAFT},
        {"visibility": Offer.Visibility.PROFESSIONALS},
        {"valid_until": datetime.date(2020, 1, 1)},
        {"confirmed_at": datetime.date(2020, 1, 1)},
    ],
    ids=["draft", "for professionals", "over", "hidden as overdue"],
)
def test_what_families_do_not_find_does_not_count(district, fields):
    OfferFactory(district=district, **fields)
    assert counted(district) == (0, 0, 0)


def test_places_and_hours_are_summed_where_they_are_known(district):
    offer = OfferFactory(district=district, places=12, is_low_threshold=True)
    OfferFactory(district=district, access_modes=[HomeVisitFactory()])
    ScheduleFactory(offer=offer, starts=datetime.time(9), ends=datetime.time(11))
    ScheduleFactory(offer=offer, kind="fortnightly", weekday=0, starts=datetime.time(9), ends=datetime.time(10))
    ScheduleFactory(offer=offer, kind="monthly", nth=1, weekday=0, starts=datetime.time(9), ends=datetime.time(22))
    over = timezone.localdate() - datetime.timedelta(days=1)
    ScheduleFactory(offer=offer, last_day=over)
    ScheduleFactory(offer=offer, first_day=timezone.localdate() + datetime.timedelta(days=1))
    ScheduleFactory(offer=offer, kind="once", first_day=timezone.localdate())
    held = supply([("district", district.pk)], [TODDLER])[("district", district.pk), "toddler"].held
    assert (held.offers, held.low, held.outreach) == (2, 1, 1)
    assert (held.places, held.places_known, held.hours_known) == (12, 1, 1)
    assert held.hours == pytest.approx(Decimal("5.5"))


@pytest.mark.parametrize("number", [1, 30])
def test_one_query_counts_all_areas_and_ages(number, django_assert_num_queries):
    districts = [DistrictFactory(column=column) for column in range(number)]
    OfferFactory(district=districts[0])
    with django_assert_num_queries(1):
        found = supply([("district", one.pk) for one in districts], [TODDLER, SCHOOL])
    assert len(found) == 2 * number


def test_sums_of_two_groups_are_added():
    assert Sums(2, 1, 0, 12, 1, Decimal(3), 1) + Sums(1, 1, 1) == Sums(3, 2, 1, 12, 1, Decimal(3), 1)
