"""Proof by attack on cities that nobody has looked at before."""

import datetime
import random
from decimal import Decimal

import pytest

from monitoring.choices import Withheld
from monitoring.models import Crosswalk, CrosswalkShare, Indicator, IndicatorValue, ReleasedValue
from monitoring.releasing import release
from sozialraum.models import District
from tests.monitoring.factories import (
    CountFactory,
    EquationFactory,
    EquationTermFactory,
    RateFactory,
    ValueImportFactory,
)
from tests.monitoring.released.attack import too_narrow
from tests.sozialraum.factories import BoroughFactory, DistrictFactory, SocialSpaceFactory, SocialSpaceMembershipFactory

pytestmark = pytest.mark.django_db
DAY = datetime.date(2024, 12, 31)
DAYS = [datetime.date(year, 12, 31) for year in range(2020, 2026)]


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
    assert too_narrow(DAY) == [f"n {indicator.code} ('district', {hidden_area(indicator)}) 2024: 2.0 to 2.0"]


def hidden_area(indicator: Indicator) -> int:
    return ReleasedValue.objects.get(indicator=indicator, withheld=Withheld.CONFIDENTIAL).district_id


@pytest.mark.parametrize("seed", range(6))
def test_nothing_of_a_random_city_can_be_bounded_closely(seed):
    build_city(random.Random(seed))  # noqa: S311 — dice of a test
    release()
    assert ReleasedValue.objects.filter(withheld=Withheld.CONFIDENTIAL).exists()
    assert too_narrow(DAY) == []


def test_the_attacker_finds_every_number_that_would_be_shown_too_much():
    """Show what was withheld for the sake of others, one number at a time: nearly each of them gives one away."""
    build_city(random.Random(1))  # noqa: S311 — dice of a test
    release()
    counts = ReleasedValue.objects.filter(withheld=Withheld.CONFIDENTIAL, indicator__kind="count")
    careless = []
    for row in counts.exclude(district__parent=None):
        raw = IndicatorValue.objects.get(indicator=row.indicator, district=row.district)
        if raw.numerator >= raw.indicator.min_cases:
            ReleasedValue.objects.filter(pk=row.pk).update(numerator=raw.numerator, value=raw.numerator, withheld="")
            careless.append(bool(too_narrow(DAY)))
            ReleasedValue.objects.filter(pk=row.pk).update(numerator=None, value=None, withheld=Withheld.CONFIDENTIAL)
    assert too_narrow(DAY) == []
    assert len(careless) > 5
    assert sum(careless) / len(careless) > 0.8


@pytest.mark.parametrize("seed", range(4))
def test_years_that_overlap_give_no_single_year_away(seed):
    chance = random.Random(seed)  # noqa: S311 — dice of a test
    pooled = RateFactory(pooling_years=3, min_denominator=1)
    for district in [
        DistrictFactory(parent=borough) for borough in BoroughFactory.create_batch(2) for _number in "abcd"
    ]:
        examined = [chance.choice([20, 40]) for _year in range(8)]
        found = [chance.choice([0, 0, 0, 1, 4, 9]) for _year in range(8)]
        for place, day in enumerate(DAYS):
            keep(pooled, district, sum(found[place : place + 3]), sum(examined[place : place + 3]), day)
    release()
    assert too_narrow(*DAYS) == []
    assert ReleasedValue.objects.filter(withheld="").count() > 20


def test_a_year_that_only_comes_and_one_that_only_goes_are_found_by_the_attacker():
    pooled, district = CountFactory(pooling_years=3), DistrictFactory()
    for day, number in zip(DAYS, (0, 10, 11), strict=False):
        ReleasedValue.objects.create(
            indicator=pooled, district=district, reference_date=day, numerator=number, value=number
        )
    assert too_narrow(*DAYS) == [f"y of n {pooled.code} ('district', {district.pk}) 2022: 1.0 to 1.0"]


def test_rates_without_counts_give_no_counts_away():
    borough, children = BoroughFactory(), CountFactory()
    rate = RateFactory(denominator=children)
    districts = DistrictFactory.create_batch(4, parent=borough)
    for district, percent in zip(districts, (2, 30, 40, 50), strict=True):
        keep(children, district, 100)
        IndicatorValue.objects.create(indicator=rate, district=district, reference_date=DAY, value=percent)
    IndicatorValue.objects.create(indicator=rate, district=borough, reference_date=DAY, value=Decimal("30.5"))
    release()
    assert too_narrow(DAY) == []
    shown = ReleasedValue.objects.filter(indicator=rate, withheld="").values_list("value", flat=True)
    assert sorted(shown) == [Decimal("30.5"), 40, 50]


def test_numbers_of_new_districts_give_no_old_one_away():
    """Two old districts are one since a reform; of the small one nothing is shown, also not as the difference."""
    reform = datetime.date(2025, 1, 1)
    old = DistrictFactory.create_batch(2, valid_until=reform)
    whole, other = DistrictFactory(valid_from=reform), DistrictFactory()
    indicator = CountFactory()
    taken = ValueImportFactory()
    walk = Crosswalk.objects.create(result=taken, level=whole.level, day=reform)
    for district, number in zip(old, (2, 60), strict=True):
        CrosswalkShare.objects.create(crosswalk=walk, old=district, new=whole, weight=1)
        keep(indicator, district, number)
    keep(indicator, other, 70)
    IndicatorValue.objects.create(
        indicator=indicator, district=whole, reference_date=DAY, numerator=62, is_converted=True, taken_from=taken
    )
    release()
    assert too_narrow(DAY) == []
    shown = set(ReleasedValue.objects.filter(withheld="").values_list("district", flat=True))
    assert old[0].pk not in shown
    assert not {old[1].pk, whole.pk} <= shown


def test_parts_of_people_are_as_secret_as_people():
    indicator = CountFactory()
    districts = DistrictFactory.create_batch(3)
    for district, number in zip(districts, ("0.5", "20", "30"), strict=True):
        keep(indicator, district, Decimal(number))
    release()
    assert ReleasedValue.objects.get(district=districts[0]).withheld == Withheld.CONFIDENTIAL


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


def keep(
    indicator: Indicator, district: District, number: int, of: int | None = None, day: datetime.date = DAY
) -> None:
    IndicatorValue.objects.create(
        indicator=indicator,
        district=district,
        reference_date=day,
        numerator=Decimal(number),
        denominator=None if of is None else Decimal(of),
    )
