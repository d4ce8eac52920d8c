"""The municipality as every template sees it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.template import engines
from django.test import RequestFactory

from sozialraum.context import municipality, municipality_of
from sozialraum.models import Municipality
from tests.sozialraum.factories import MunicipalityFactory, square

pytestmark = pytest.mark.django_db


def rendered(template: str, request=None) -> str:
    request = request or RequestFactory().get("/")
    return engines["django"].from_string(template).render({}, request)


def test_a_template_that_does_not_ask_for_it_costs_nothing(django_assert_num_queries):
    MunicipalityFactory()
    with django_assert_num_queries(0):
        assert rendered("Hallo") == "Hallo"


def test_a_page_that_asks_often_costs_two_queries_and_the_next_one_a_single_one(django_assert_num_queries):
    MunicipalityFactory()
    template = "{{ municipality.name }} {{ municipality.portal_name }} {{ municipality.phone }}"
    with django_assert_num_queries(2):  # the version of the content, and the municipality
        assert rendered(template) == "Musterstadt Familienportal Musterstadt 0221 4710-100"
    with django_assert_num_queries(1):
        rendered(template)


def test_a_change_is_seen_at_once():
    city = MunicipalityFactory()
    assert rendered("{{ municipality.name }}") == "Musterstadt"
    city.name = "Neustadt"
    city.save()
    assert rendered("{{ municipality.name }}") == "Neustadt"


def test_within_one_request_it_is_one_and_the_same():
    request = RequestFactory().get("/")
    assert municipality(request)["municipality"] is municipality_of(request)


def test_its_outline_is_not_fetched_with_it(django_assert_num_queries):
    MunicipalityFactory(outline=square(0))
    city = Municipality.current()
    assert city.get_deferred_fields() == {"outline"}
    with django_assert_num_queries(1):
        assert city.outline.num_geom == 1


def test_before_anything_is_set_up_it_has_plain_names():
    assert rendered("{{ municipality.name }}|{{ municipality.portal_name }}|{{ municipality.phone }}") == (
        "Ihre Kommune|Familienportal|"
    )
    assert Municipality.current().pk is None


def test_its_record_passes_its_own_checks():
    city = MunicipalityFactory()
    city.full_clean()
    assert str(city) == "Musterstadt"


@pytest.mark.parametrize(
    ("field", "value"), [("brand_colour", "#ffffff"), ("second_colour", "#000000"), ("privacy_email", "kein")]
)
def test_a_wrong_entry_is_refused_beside_its_field(field, value):
    city = MunicipalityFactory.build(**{field: value})
    with pytest.raises(ValidationError) as refusal:
        city.full_clean()
    assert list(refusal.value.message_dict) == [field]


def test_its_ages_run_upward():
    with pytest.raises(IntegrityError, match="municipality_age_span_runs_upward"):
        MunicipalityFactory(youngest_months=12, oldest_months=12)


@pytest.mark.parametrize("ags", ["0511600", "0511600a", ""])
def test_its_key_has_eight_digits(ags):
    with pytest.raises(IntegrityError, match="municipality_ags_has_eight_digits"):
        MunicipalityFactory(ags=ags)


def test_its_key_is_unique():
    MunicipalityFactory()
    with pytest.raises(IntegrityError):
        Municipality.objects.create(ags="05999000")
