"""Which share of children lives near an offer."""

from decimal import Decimal

import pytest
from django.contrib.gis.geos import MultiPolygon, Point
from django.core.management import call_command
from django.utils import timezone

from monitoring.areas import Area
from monitoring.choices import Withheld
from monitoring.figures import Figure
from monitoring.models import WalkingReach
from monitoring.supply.ages import Age
from monitoring.supply.walking import of_all, reckon_walking_reach, shares
from tests.monitoring.supply.town import TODDLERS
from tests.network.factories import FacilityFactory
from tests.offers.factories import HomeVisitFactory, LifePhaseFactory, OfferFactory, OnlineFactory
from tests.sozialraum.factories import SIDE, BoroughFactory, DistrictFactory, centre, square

pytestmark = pytest.mark.django_db
TODDLER = Age("toddler", "1–3 Jahre", TODDLERS)


@pytest.fixture(autouse=True)
def phase():
    return LifePhaseFactory(ages=TODDLERS)


@pytest.fixture
def district():
    """Return a district of about 1.4 by 2.2 km."""
    return DistrictFactory(column=0)


def share(district) -> Decimal | None:
    reckon_walking_reach()
    figure = shares(TODDLER)[0].get(("district", district.pk))
    return None if figure is None else figure.value


def test_an_offer_in_the_middle_is_near_most_of_its_district(district):
    OfferFactory(district=district, point=centre(0))
    # A circle of 1 km within 1.4 × 2.2 km: reckoned by hand about 80 to 85 %.
    assert 76 < share(district) < 88


def test_an_offer_at_a_corner_is_near_a_quarter_of_a_circle(district):
    OfferFactory(district=district, point=Point(6.4, 51.1, srid=4326))
    # π/4 km² of 3.12 km²: 25 %.
    assert 21 < share(district) < 30


def test_an_offer_beyond_the_border_counts_too(district):
    OfferFactory(point=Point(6.4 - SIDE / 10, 51.1 + SIDE / 2, srid=4326))
    assert share(district) > 20


@pytest.mark.parametrize(
    "fields",
    [
        {"address_is_confidential": True},
        {"ages": (72, 120)},
        {"status": "draft"},
    ],
    ids=["confidential", "other age", "draft"],
)
def test_what_is_no_place_to_go_to_counts_nothing(district, fields):
    OfferFactory(district=district, point=centre(0), **fields)
    assert share(district) == 0


@pytest.mark.parametrize("mode", [HomeVisitFactory, OnlineFactory])
def test_what_comes_home_or_has_no_place_is_no_point(district, mode):
    OfferFactory(district=district, point=centre(0), access_modes=[mode()])
    assert share(district) == 0


def test_a_confidential_house_is_no_point(district):
    OfferFactory(facility=FacilityFactory(district=district, point=centre(0), address_is_confidential=True))
    assert share(district) == 0


def test_only_the_finest_areas_are_reckoned(district):
    borough = BoroughFactory(column=5)
    DistrictFactory(column=0, parent=borough)
    closed = DistrictFactory(column=7, valid_until=timezone.localdate())
    reckon_walking_reach()
    assert WalkingReach.objects.filter(district__in=[borough, closed]).count() == 0


def test_points_are_about_a_hundred_wherever_and_at_least_one(district):
    tiny = DistrictFactory(boundary=MultiPolygon(square(3).buffer(-SIDE * 0.4999), srid=4326))
    OfferFactory(district=district, point=centre(0))
    reckon_walking_reach()
    points = dict(WalkingReach.objects.values_list("district", "points"))
    assert 85 <= points[district.pk] <= 115
    assert points[tiny.pk] >= 1


def test_reckoned_again_the_numbers_are_those_of_the_day(district):
    assert [share(district), share(district)] == [0, 0]
    OfferFactory(district=district, point=centre(0))
    assert share(district) > 0
    assert (WalkingReach.objects.count(), shares(TODDLER)[1]) == (1, timezone.localdate())


def test_it_comes_round_every_night(district):
    call_command("run_scheduled")
    assert WalkingReach.objects.count() == 1


def known(number: int) -> Figure:
    return Figure(Decimal(number), withheld="")


def test_the_share_of_all_counts_each_district_by_its_children():
    areas = [Area(("district", pk), str(pk), str(pk), str(pk)) for pk in (1, 2, 3, 4)]
    near = {("district", 1): known(100), ("district", 2): known(50), ("district", 3): known(0)}
    living = {("district", 1): known(300), ("district", 2): known(100), ("district", 3): Figure(withheld=Withheld.FEW)}
    assert of_all(areas, near, living).value == Decimal("87.5")
    assert of_all(areas, {}, living).value is None
