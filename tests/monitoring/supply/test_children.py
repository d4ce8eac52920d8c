"""How many children live where, as far as that may be seen."""

import datetime
from decimal import Decimal

import pytest

from monitoring.areas import CITY
from monitoring.choices import ValueStatus, Withheld
from monitoring.figures import NOTHING, Figure
from monitoring.supply.ages import Age
from monitoring.supply.children import children, summed
from monitoring.supply.situation import density
from tests.monitoring.factories import LAST_DAY, CountFactory, ReleasedValueFactory
from tests.sozialraum.factories import DistrictFactory


def known(number: int, **more: object) -> Figure:
    return Figure(Decimal(number), withheld="", **more)


SECRET, FEW = Figure(withheld=Withheld.CONFIDENTIAL), Figure(withheld=Withheld.FEW)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([known(3), known(4)], known(7)),
        ([known(3), SECRET], SECRET),
        ([FEW, SECRET, NOTHING], SECRET),
        ([FEW, NOTHING], FEW),
        ([known(3), NOTHING], NOTHING),
        ([known(3), known(1, status=ValueStatus.PROVISIONAL)], known(4, status=ValueStatus.PROVISIONAL)),
        (
            [known(3, status=ValueStatus.ESTIMATED), known(1, status=ValueStatus.PROVISIONAL)],
            known(4, status=ValueStatus.ESTIMATED),
        ),
        ([known(3, is_converted=True), known(1)], known(4, is_converted=True)),
    ],
    ids=range(8),
)
def test_a_sum_is_only_as_open_and_as_sure_as_its_parts(parts, expected):
    assert summed(parts) == expected


@pytest.mark.parametrize(
    ("offers", "living", "expected"),
    [
        (2, known(412), Decimal(200) / 412),
        (0, known(412), Decimal(0)),
        (5, known(0), None),
        (2, SECRET, None),
        (0, SECRET, None),
    ],
    ids=range(5),
)
def test_a_density_is_offers_for_a_hundred_children(offers, living, expected):
    assert density(offers, living).value == expected


@pytest.mark.parametrize("living", [SECRET, FEW, NOTHING], ids=["secret", "few", "missing"])
def test_where_the_children_are_withheld_so_is_the_density_even_of_no_offers(living):
    assert [density(offers, living) for offers in (0, 1, 7)] == [living] * 3


@pytest.mark.django_db
def test_the_latest_numbers_count_with_two_queries(django_assert_num_queries):
    one, two = (CountFactory(age_from_months=first, age_to_months=first + 12) for first in (12, 24))
    district = DistrictFactory()
    past = LAST_DAY - datetime.timedelta(days=365)
    for indicator, number in ((one, 30), (two, 40)):
        ReleasedValueFactory(indicator=indicator, district=district, value=Decimal(number))
        ReleasedValueFactory(indicator=indicator, district=district, value=Decimal(5), reference_date=past)
        ReleasedValueFactory(indicator=indicator, district=None, value=Decimal(number * 10))
    ages = [Age("toddler", "1–3", (12, 36), (one, two)), Age("one", "1", (12, 24), (one,)), Age("none", "–", (0, 4))]
    with django_assert_num_queries(2):
        found = children(ages)
    assert {code: {area: figure.value for area, figure in figures.items()} for code, figures in found.items()} == {
        "toddler": {("district", district.pk): 70, CITY: 700},
        "one": {("district", district.pk): 30, CITY: 300},
        "none": {},
    }


@pytest.mark.django_db
def test_numbers_of_different_days_are_no_sum():
    one, two = (CountFactory(age_from_months=first, age_to_months=first + 12) for first in (12, 24))
    ReleasedValueFactory(indicator=one)
    ReleasedValueFactory(indicator=two, reference_date=LAST_DAY - datetime.timedelta(days=365))
    assert children([Age("toddler", "1–3", (12, 36), (one, two))]) == {"toddler": {}}
