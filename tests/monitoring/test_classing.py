"""Classes of an indicator's numbers: of all years, of one level, from what may be seen."""

from decimal import Decimal

import pytest

from monitoring.classing import can_be_mapped, classing
from monitoring.models import ReleasedValue
from tests.monitoring.factories import CountFactory, RateFactory
from tests.monitoring.small_city import LAST, share_of


def found(small, method: str = "gleich", level: str = "stadtteil", version: str = "v"):
    return classing(version, small.share.pk, 1, level, method)


def test_classes_are_made_of_the_districts_of_all_years(small):
    share_of(small.share, small.borough, LAST, 90)
    made = found(small, version="all years")
    assert (made.classes.count, made.classes.low, made.classes.high) == (4, 10, 24)
    assert (made.first_year, made.last_year) == (2024, 2025)
    assert made.classes.limits == (Decimal("12.8"), Decimal("15.6"), Decimal("18.4"), Decimal("21.2"))


def test_a_level_has_classes_of_its_own(small):
    share_of(small.share, small.borough, LAST, 90)
    ReleasedValue.objects.create(indicator=small.share, social_space=small.space, reference_date=LAST, value=55)
    assert [found(small, level=level, version="levels").classes.low for level in ("stadtbezirk", "sozialraum")] == [
        90,
        55,
    ]


def test_what_is_withheld_makes_no_class(small):
    ReleasedValue.objects.filter(indicator=small.share).exclude(district=None).update(
        value=None, numerator=None, denominator=None, withheld="confidential"
    )
    assert found(small, version="withheld") is None


@pytest.mark.parametrize(
    ("method", "value", "style"),
    [("gleich", "10", "step-1"), ("gleich", "24", "step-5"), ("gleich", "0", "nil"), ("abweichung", "24", "spread-4")],
)
def test_a_value_has_the_style_of_its_class(small, method, value, style):
    assert found(small, method, version="styles").style(Decimal(value)) == style


def test_only_what_is_no_count_can_be_mapped():
    kinds = (RateFactory.build(), CountFactory.build(), CountFactory.build(kind="mean"))
    assert [can_be_mapped(one) for one in kinds] == [True, False, True]
