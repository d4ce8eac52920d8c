"""What becomes of raw numbers before anybody sees them."""

import datetime
from decimal import Decimal

import pytest
from django.core.management import call_command

from monitoring.models import Indicator, IndicatorValue, ReleasedValue
from monitoring.releasing import release
from tests.monitoring.factories import CountFactory, IndicatorValueFactory, RateFactory
from tests.sozialraum.factories import BoroughFactory, DistrictFactory, SocialSpaceFactory, SocialSpaceMembershipFactory

pytestmark = pytest.mark.django_db
DAY = datetime.date(2024, 12, 31)


@pytest.fixture
def borough():
    return BoroughFactory()


@pytest.fixture
def districts(borough):
    return DistrictFactory.create_batch(4, parent=borough)


def count(indicator: Indicator, districts: list, *numbers: int, of: int | None = None, **more: object) -> None:
    for district, number in zip(districts, numbers, strict=True):
        IndicatorValueFactory(
            indicator=indicator,
            district=district,
            reference_date=DAY,
            numerator=Decimal(number),
            denominator=None if of is None else Decimal(of),
            **more,
        )


def shown(indicator: Indicator, district=None, **area: object) -> tuple:
    """Return the value of an area, or why there is none."""
    row = ReleasedValue.objects.get(indicator=indicator, district=district, **{"social_space": None} | area)
    return row.withheld or round(float(row.value), 4)


def test_larger_areas_are_the_sums_of_their_parts(borough, districts):
    indicator, space = CountFactory(), SocialSpaceFactory()
    for district in districts[1:3]:
        SocialSpaceMembershipFactory(district=district, social_space=space)
    count(indicator, districts, 10, 20, 30, 40)
    assert release() == 7
    assert (shown(indicator, borough), shown(indicator), shown(indicator, social_space=space)) == (100, 100, 50)
    assert ReleasedValue.objects.filter(is_summed=True).count() == 3


def test_the_rate_of_a_larger_area_comes_from_summed_counts(borough, districts):
    indicator = RateFactory()
    for district, (number, whole) in zip(districts, [(10, 100), (300, 400), (50, 100), (40, 400)], strict=True):
        count(indicator, [district], number, of=whole)
    release()
    assert (shown(indicator, districts[0]), shown(indicator, borough)) == (10, 40)


def test_a_number_that_came_for_the_city_is_not_reckoned_anew(districts):
    indicator = CountFactory()
    count(indicator, districts, 10, 20, 30, 40)
    IndicatorValueFactory(indicator=indicator, district=None, reference_date=DAY, numerator=Decimal(101))
    release()
    assert shown(indicator) == 101


def test_without_all_parts_there_is_no_sum(borough, districts):
    indicator = CountFactory()
    count(indicator, districts[:3], 10, 20, 30)
    release()
    assert not ReleasedValue.objects.filter(indicator=indicator, district=borough).exists()


def test_mere_rates_and_means_are_never_summed(borough, districts):
    mean = CountFactory(kind="mean", unit="Jahre")
    for district in districts:
        IndicatorValueFactory(
            indicator=mean, district=district, reference_date=DAY, numerator=None, value=Decimal("41.5")
        )
    release()
    assert shown(mean, districts[0]) == 41.5
    assert not ReleasedValue.objects.filter(indicator=mean, district=borough).exists()


def test_a_sum_is_as_sure_as_its_least_sure_part(borough, districts):
    indicator = CountFactory()
    count(indicator, districts[:2], 10, 20)
    count(indicator, districts[2:3], 30, status="provisional")
    count(indicator, districts[3:], 40, status="estimated", is_converted=True)
    release()
    row = ReleasedValue.objects.get(indicator=indicator, district=borough)
    assert (row.status, row.is_converted) == ("estimated", True)


def test_a_small_number_takes_a_second_one_with_it(borough, districts):
    indicator = CountFactory()
    count(indicator, districts, 2, 20, 30, 40)
    release()
    withheld = ReleasedValue.objects.filter(indicator=indicator, withheld="confidential")
    assert min(withheld.values_list("district", flat=True)) == districts[0].pk
    assert (withheld.count(), shown(indicator, borough)) == (2, 92)


def test_nil_is_shown(districts):
    indicator = CountFactory()
    count(indicator, districts, 0, 20, 30, 40)
    release()
    assert [shown(indicator, district) for district in districts] == [0, 20, 30, 40]


def test_that_nearly_all_are_counted_is_as_secret_as_that_nearly_none_is(districts):
    indicator = RateFactory()
    count(indicator, districts, 98, 50, 60, 70, of=100)
    release()
    assert shown(indicator, districts[0]) == "confidential"


def test_a_small_area_has_no_rates_but_its_inhabitants(districts):
    people, indicator = CountFactory(code="pop_total"), RateFactory()
    count(people, districts, 224, 900, 1000, 1100)
    count(indicator, districts, 50, 50, 60, 70, of=100)
    release()
    assert (shown(people, districts[0]), shown(indicator, districts[0])) == (224, "confidential")


def test_a_rate_of_few_is_not_sure_and_its_counts_stand(districts):
    indicator = RateFactory()
    count(indicator, districts[:1], 10, of=20)
    count(indicator, districts[1:], 50, 60, 70, of=100)
    release()
    row = ReleasedValue.objects.get(indicator=indicator, district=districts[0])
    assert (row.withheld, row.value, row.numerator, row.denominator) == ("few", None, 10, 20)


def test_of_nobody_there_is_no_rate(districts):
    indicator = RateFactory()
    count(indicator, districts[:1], 0, of=0)
    count(indicator, districts[1:], 50, 60, 70, of=100)
    release()
    assert shown(indicator, districts[0]) == "missing"


@pytest.mark.parametrize(
    ("gap", "reason"),
    [("secret", "confidential"), ("unreliable", "few"), ("later", "missing"), ("meaningless", "missing")],
)
def test_what_a_source_does_not_say_is_said_to_be_so(districts, gap, reason):
    indicator = CountFactory()
    IndicatorValue.objects.create(indicator=indicator, district=districts[0], reference_date=DAY, gap=gap)
    release()
    assert shown(indicator, districts[0]) == reason


def test_what_its_source_keeps_secret_does_not_follow_from_the_total(borough, districts):
    indicator = CountFactory()
    count(indicator, districts[1:], 20, 30, 40)
    IndicatorValue.objects.create(indicator=indicator, district=districts[0], reference_date=DAY, gap="secret")
    IndicatorValueFactory(indicator=indicator, district=borough, reference_date=DAY, numerator=Decimal(92))
    release()
    withheld = ReleasedValue.objects.filter(indicator=indicator, withheld="confidential")
    assert (withheld.count(), shown(indicator, borough)) == (2, 92)


@pytest.mark.parametrize(("gap", "whole"), [("later", 92), ("secret", 90), ("secret", 80)])
def test_what_is_merely_unknown_or_leaves_nothing_takes_nothing_with_it(borough, districts, gap, whole):
    indicator = CountFactory()
    count(indicator, districts[1:], 20, 30, 40)
    IndicatorValue.objects.create(indicator=indicator, district=districts[0], reference_date=DAY, gap=gap)
    IndicatorValueFactory(indicator=indicator, district=borough, reference_date=DAY, numerator=Decimal(whole))
    release()
    assert [shown(indicator, district) for district in districts[1:]] == [20, 30, 40]


def test_a_mere_rate_is_withheld_where_the_cases_behind_it_can_be_reckoned(districts):
    children = CountFactory()
    rate = RateFactory(denominator=children)
    count(children, districts, 100, 100, 100, 100)
    for district, value in zip(districts, (2, 50, 60, 98), strict=True):
        IndicatorValueFactory(
            indicator=rate, district=district, reference_date=DAY, numerator=None, value=Decimal(value)
        )
    release()
    assert [shown(rate, district) for district in districts] == ["confidential", 50, 60, "confidential"]


def test_numbers_are_rounded_where_the_indicator_wants_it(districts):
    indicator = CountFactory(rounding=5, min_cases=1)
    count(indicator, districts, 12, 13, 17, 18)
    release()
    assert [shown(indicator, district) for district in districts] == [10, 15, 15, 20]


def test_a_second_release_says_the_same(districts):
    indicator = CountFactory()
    count(indicator, districts, 2, 20, 30, 40)
    release()
    before = sorted(ReleasedValue.objects.values_list("district", "value", "withheld"), key=str)
    call_command("release_values")
    assert sorted(ReleasedValue.objects.values_list("district", "value", "withheld"), key=str) == before


def test_a_release_that_says_the_same_writes_nothing(districts):
    count(CountFactory(), districts, 2, 20, 30, 40)
    count(RateFactory(), districts, 50, 50, 60, 70, of=100)
    assert release() == 12
    rows = set(ReleasedValue.objects.values_list("pk", flat=True))
    assert release() == 12
    assert set(ReleasedValue.objects.values_list("pk", flat=True)) == rows


def test_what_is_gone_is_no_longer_shown(districts):
    indicator = CountFactory()
    count(indicator, districts, 10, 20, 30, 40)
    release()
    IndicatorValue.objects.all().delete()
    release()
    assert ReleasedValue.objects.count() == 0
