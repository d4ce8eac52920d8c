"""What the database refuses of the monitoring, whoever writes to it."""

import datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from monitoring.models import (
    EquationTerm,
    Indicator,
    IndicatorField,
    IndicatorValue,
    ReleasedValue,
    SeriesBreak,
    ValueImport,
)
from tests.monitoring.factories import (
    LAST_DAY,
    CountFactory,
    EquationTermFactory,
    IndicatorValueFactory,
    RateFactory,
    ReleasedValueFactory,
    SeriesBreakFactory,
    ValueImportFactory,
)
from tests.sozialraum.factories import SocialSpaceFactory

pytestmark = pytest.mark.django_db

NONE = {"numerator": None, "denominator": None, "value": None}
REFUSED = [
    (CountFactory, "indicator_is_of_a_kind", {"kind": "guess"}),
    (CountFactory, "indicator_points_in_a_direction", {"direction": "up"}),
    (CountFactory, "only_rates_have_a_denominator", {"denominator_name": "alle"}),
    (CountFactory, "only_rates_are_per_something", {"per": 100}),
    (RateFactory, "only_rates_are_per_something", {"per": 0}),
    (RateFactory, "rates_name_their_denominator", {"denominator_name": ""}),
    (RateFactory, "indicator_is_not_its_own_denominator", {"denominator": models.F("id")}),
    (CountFactory, "indicator_has_at_most_four_decimals", {"decimals": 5}),
    (CountFactory, "indicator_pools_one_to_ten_years", {"pooling_years": 0}),
    (CountFactory, "indicator_pools_one_to_ten_years", {"pooling_years": 11}),
    (CountFactory, "indicator_rounds_to_at_least_one", {"rounding": 0}),
    (CountFactory, "only_counts_are_of_an_age_that_runs_upward", {"age_from_months": 12}),
    (CountFactory, "only_counts_are_of_an_age_that_runs_upward", {"age_from_months": 12, "age_to_months": 12}),
    (CountFactory, "only_counts_are_of_an_age_that_runs_upward", {"age_from_months": -10, "age_to_months": 12}),
    (CountFactory, "only_counts_are_of_an_age_that_runs_upward", {"age_from_months": 0, "age_to_months": 400}),
    (RateFactory, "only_counts_are_of_an_age_that_runs_upward", {"age_from_months": 0, "age_to_months": 12}),
    (EquationTermFactory, "equation_term_has_a_factor", {"factor": 0}),
    (
        ValueImportFactory,
        "value_import_is_undone_after_it_was_applied",
        {"applied_at": timezone.now(), "undone_at": timezone.now() - datetime.timedelta(days=1)},
    ),
    (IndicatorValueFactory, "raw_value_is_a_number_or_says_why_not", NONE),
    (IndicatorValueFactory, "raw_value_is_a_number_or_says_why_not", {"gap": "secret"}),
    (IndicatorValueFactory, "raw_value_has_a_known_gap", NONE | {"gap": "lost"}),
    (IndicatorValueFactory, "raw_denominator_is_not_negative_and_has_a_numerator", {"denominator": -1}),
    (
        IndicatorValueFactory,
        "raw_denominator_is_not_negative_and_has_a_numerator",
        {"numerator": None, "denominator": 10, "value": 1},
    ),
    (IndicatorValueFactory, "raw_value_has_a_status", {"status": "sure"}),
    (ReleasedValueFactory, "released_value_is_a_number_or_says_why_not", {"withheld": "confidential"}),
    (ReleasedValueFactory, "released_value_is_a_number_or_says_why_not", {"withheld": "missing", "value": None}),
    (ReleasedValueFactory, "released_value_is_a_number_or_says_why_not", {"withheld": "few"}),
    (ReleasedValueFactory, "released_value_is_a_number_or_says_why_not", {"value": None}),
    (ReleasedValueFactory, "released_value_is_a_number_or_says_why_not", {"withheld": "shy", "value": None}),
    (ReleasedValueFactory, "released_value_has_a_status", {"status": "sure"}),
]


def refusal(work) -> str:
    """Return the name of the rule that refuses what `work` writes, or nothing."""
    try:
        with transaction.atomic():
            work()
    except IntegrityError as error:
        return error.__cause__.diag.constraint_name
    return ""


@pytest.mark.parametrize(("factory", "name", "fields"), REFUSED, ids=lambda part: part if isinstance(part, str) else "")
def test_the_database_refuses(factory, name, fields):
    record = factory()
    rows = type(record)._default_manager.filter(pk=record.pk)
    assert refusal(lambda: rows.update(**fields)) == name


@pytest.mark.parametrize("factory", [IndicatorValueFactory, ReleasedValueFactory])
def test_a_number_is_of_one_area(factory):
    record = factory()
    name = f"{type(record).__name__.lower()}_is_of_one_area"
    rows = type(record).objects.filter(pk=record.pk)
    assert refusal(lambda: rows.update(social_space=SocialSpaceFactory())) == name


@pytest.mark.parametrize(
    ("factory", "name"),
    [
        (IndicatorValueFactory, "one_raw_value_per_area_and_day"),
        (ReleasedValueFactory, "one_released_value_per_area_and_day"),
    ],
)
def test_there_is_one_number_for_the_city_at_a_day(factory, name):
    whole = factory(district=None)
    assert refusal(lambda: factory(indicator=whole.indicator, district=None)) == name
    factory(indicator=whole.indicator, district=None, reference_date=LAST_DAY - datetime.timedelta(days=365))
    assert type(whole).objects.count() == 2


def test_an_indicator_stands_once_in_an_equation():
    term = EquationTermFactory()
    same = {"equation": term.equation, "indicator": term.indicator}
    assert refusal(lambda: EquationTermFactory(**same)) == "indicator_stands_once_in_an_equation"
    EquationTermFactory(**same, factor=-1, years_back=1)
    assert term.equation.terms.count() == 2


def test_a_series_breaks_once_a_day():
    known = SeriesBreakFactory()
    again = {"indicator": known.indicator, "day": known.day}
    assert refusal(lambda: SeriesBreakFactory(**again)) == "series_breaks_once_a_day"


@pytest.mark.parametrize(
    "fields",
    [
        {"gap": "secret"} | NONE,
        {"numerator": None, "value": Decimal("41.5")},
        {"numerator": Decimal(0), "denominator": Decimal(0)},
        {"numerator": Decimal(-12)},
    ],
)
def test_the_database_takes_a_raw_value_at_the_edge_of_what_is_allowed(fields):
    record = IndicatorValueFactory()
    assert refusal(lambda: IndicatorValue.objects.filter(pk=record.pk).update(**fields)) == ""


def test_a_withheld_rate_may_show_what_was_counted():
    record = ReleasedValueFactory(withheld="few", value=None, denominator=Decimal(12))
    assert ReleasedValue.objects.get(pk=record.pk).numerator == 1000


def test_a_district_with_numbers_stays():
    record = IndicatorValueFactory()
    with pytest.raises(models.ProtectedError):
        record.district.delete()


def test_no_rule_is_forgotten_here():
    about = (Indicator, EquationTerm, SeriesBreak, ValueImport, IndicatorValue, ReleasedValue)
    rules = {rule.name for model in about for rule in model._meta.constraints}
    tested = {name for _factory, name, _fields in REFUSED}
    assert rules - tested == {
        "indicator_stands_once_in_an_equation",
        "indicatorvalue_is_of_one_area",
        "one_raw_value_per_area_and_day",
        "one_released_value_per_area_and_day",
        "releasedvalue_is_of_one_area",
        "series_breaks_once_a_day",
    }


@pytest.mark.parametrize("model", [Indicator, IndicatorField])
def test_a_code_is_not_given_twice(model):
    assert model._meta.get_field("code").unique
