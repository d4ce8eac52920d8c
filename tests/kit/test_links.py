"""Many-to-many fields of many records at once."""

import pytest

from kit.links import set_links
from sozialraum.models import Postcode
from tests.sozialraum.factories import DistrictFactory, PostcodeFactory

pytestmark = pytest.mark.django_db


def test_links_become_what_is_wanted_and_only_the_changed_records_are_told():
    a, b = DistrictFactory().pk, DistrictFactory().pk
    same, more, less, other = PostcodeFactory.create_batch(4)
    for postcode in (same, less, other):
        postcode.districts.set([a])
    changed = set_links(Postcode, "districts", {same.pk: {a}, more.pk: {a, b}, less.pk: set()})

    assert changed == {more.pk, less.pk}
    links = {postcode.pk: set(postcode.districts.values_list("pk", flat=True)) for postcode in Postcode.objects.all()}
    assert links == {same.pk: {a}, more.pk: {a, b}, less.pk: set(), other.pk: {a}}


def test_right_links_cost_one_query(django_assert_num_queries):
    district = DistrictFactory()
    postcodes = PostcodeFactory.create_batch(20)
    for postcode in postcodes:
        postcode.districts.set([district])
    with django_assert_num_queries(1):
        assert set_links(Postcode, "districts", {postcode.pk: {district.pk} for postcode in postcodes}) == set()
