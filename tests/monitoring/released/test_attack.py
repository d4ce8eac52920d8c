"""Proof by attack: nothing that is withheld of the example city can be bounded closely by whoever sees all the rest."""

import datetime

import pytest

from monitoring.choices import Withheld
from monitoring.models import ReleasedValue
from monitoring.releasing import release
from tests.monitoring.released.attack import attack_on, too_narrow

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city_with_numbers")]
DAY = datetime.date(2025, 12, 31)


def test_nothing_of_the_example_city_can_be_bounded_closely():
    release()
    assert too_narrow(DAY) == []
    assert len(attack_on(DAY).unknown) > 200
    whole_city = ReleasedValue.objects.filter(district=None, social_space=None)
    assert whole_city.exclude(withheld="").count() == 0


def test_little_of_the_example_city_is_withheld():
    release()
    rows = ReleasedValue.objects.filter(district__level__code="stadtteil")
    assert rows.filter(withheld=Withheld.CONFIDENTIAL).count() / rows.count() < 0.16
