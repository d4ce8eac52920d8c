"""Proof by attack on cities that nobody has looked at before."""

import datetime
import random
from decimal import Decimal

import pytest

from monitoring.choices import Withheld
from monitoring.models import Indicator, IndicatorValue, ReleasedValue
from monitoring.releasing import release
from sozialraum.models import District
from tests.monitoring.factories import CountFactory, EquationFactory, EquationTermFactory, RateFactory
from tests.monitoring.released.attack import too_narrow
from tests.sozialraum.factories import BoroughFactory, DistrictFactory, SocialSpaceFactory, SocialSpaceMembershipFactory

pytestmark = pytest.mark.django_db
DAY = datetime.date(2024, 12, 31)


def test_the_attacker_finds_what_a_careless_release_gives_away():
    indicator = CountFactory()
    borough = BoroughFactory()
    for number in (2, 40, 50):
        district = DistrictFactory(parent=borough)
        hidden = number == 2
        ReleasedValue.objects.create(
            indicator=indicator,
            district=district,
            reference_date=DAY,
            numerator=None if hidden else number,
            value=None if hidden else number,
            withheld=Withheld.CONFIDENTIAL if hidden else "",
        )
    ReleasedValue.objects.create(indicator=indicator, district=borough, reference_date=DAY, numerator=92, value=92)
    assert too_narrow(DAY) == [f"{indicator.code} ('district', {hidden_area(indicator)}): 2.0 to 2.0"]


def hidden_area(indicator: Indicator) -> int:
    return ReleasedValue.objects.get(indicator=indicator, withheld=Withheld.CONFIDENTIAL).district_id


@pytest.mark.parametrize("seed", range(6))
def test_nothing_of_a_random_city_can_be_bounded_closely(seed):
    build_city(random.Random(seed))  # noqa: S311 — dice of a test
    release()
    assert ReleasedValue.objects.filter(withheld=Withheld.CONFIDENTIAL).exists()
    assert too_narrow(DAY) == []


def build_city(dice: random.Random) -> None:
    """Fill a city with boroughs, social spaces across them, age bands that add up, and a rate of one of them."""
    districts = [DistrictFactory(parent=borough) for borough in BoroughFactory.create_batch(3) for _number in range(5)]
    spaces = SocialSpaceFactory.create_batch(4)
    for district in districts:
        SocialSpaceMembershipFactory(district=district, social_space=dice.choice(spaces))
    bands = CountFactory.create_batch(3)
    whole, poor = CountFactory(), RateFactory(denominator=bands[0], min_cases=5)
    equation = EquationFactory()
    EquationTermFactory(equation=equation, indicator=whole, factor=1)
    for band in bands:
        EquationTermFactory(equation=equation, indicator=band, factor=-1)
    for district in districts:
        numbers = [dice.choice([0, 1, 2, 7, 30, 60, 200]) for _band in bands]
        for indicator, number in zip([*bands, whole], [*numbers, sum(numbers)], strict=True):
            keep(indicator, district, number)
        keep(poor, district, dice.randint(0, numbers[0]), numbers[0])


def keep(indicator: Indicator, district: District, number: int, of: int | None = None) -> None:
    IndicatorValue.objects.create(
        indicator=indicator,
        district=district,
        reference_date=DAY,
        numerator=Decimal(number),
        denominator=None if of is None else Decimal(of),
    )
