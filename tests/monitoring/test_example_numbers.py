"""The numbers of the example city: whole, consistent, and the same after a second loading."""

import shutil
from collections import defaultdict
from decimal import Decimal

import pytest
from django.db.models import F

from monitoring.choices import ValueKind
from monitoring.example_city.load import FOLDER, load_numbers
from monitoring.models import Equation, Indicator, IndicatorValue
from offers.example_city.reading import FixtureError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city_with_numbers")]


def test_a_second_loading_changes_nothing():
    again = load_numbers()
    assert {model.__name__: (count.created, count.changed) for model, count in again.items() if count.total} == {
        "CompositeIndex": (0, 0),
        "Equation": (0, 0),
        "EquationTerm": (0, 0),
        "IndexClass": (0, 0),
        "IndexPart": (0, 0),
        "Indicator": (0, 0),
        "IndicatorField": (0, 0),
        "IndicatorValue": (0, 0),
        "SeriesBreak": (0, 0),
    }


def test_each_indicator_has_numbers_of_eight_years():
    found = defaultdict(set)
    for code, day in IndicatorValue.objects.values_list("indicator__code", "reference_date").distinct():
        found[code].add(day.year)
    assert found == {code: set(range(2018, 2026)) for code in Indicator.objects.values_list("code", flat=True)}


def test_every_source_is_marked_as_an_example():
    assert Indicator.objects.exclude(source__endswith="(Beispieldaten)").count() == 0


def test_rates_have_a_denominator_and_counts_have_none():
    rates = IndicatorValue.objects.filter(indicator__kind=ValueKind.RATE)
    assert rates.filter(denominator=None).count() == 0
    counts = IndicatorValue.objects.filter(indicator__kind=ValueKind.COUNT)
    assert counts.exclude(denominator=None).count() == 0


def test_no_share_is_over_a_hundred_per_cent():
    shares = IndicatorValue.objects.filter(indicator__unit="%")
    assert shares.filter(numerator__gt=F("denominator")).count() == 0


def test_a_denominator_that_is_an_indicator_is_the_same_number():
    counted = {
        (value.indicator_id, value.area, value.reference_date): value.numerator
        for value in IndicatorValue.objects.all()
    }
    rates = IndicatorValue.objects.filter(indicator__denominator__isnull=False).select_related("indicator")
    differing = [
        str(rate)
        for rate in rates
        if counted.get((rate.indicator.denominator_id, rate.area, rate.reference_date), rate.denominator)
        != rate.denominator
    ]
    assert differing == []


def test_equations_hold_in_every_district():
    for equation in Equation.objects.all():
        sums = defaultdict(Decimal)
        for term in equation.terms.all():
            for value in IndicatorValue.objects.filter(indicator=term.indicator):
                sums[value.area, value.reference_date] += term.factor * value.numerator
        assert set(sums.values()) == {0}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("pop_total;999;2018-12-31;1;;;", "there is no District called '999'"),
        ("pop_all;101;2018-12-31;1;;;", "there is no Indicator called 'pop_all'"),
        ("pop_total;101;2018-12-31;viele;;;", "'viele' is no number"),
    ],
)
def test_a_slip_in_a_file_names_file_and_line(tmp_path, line, message):
    folder = tmp_path / "monitoring"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("20*.csv", "drawing"))
    head = "indicator;area;reference_date;numerator;denominator;value;status"
    (folder / "numbers" / "2018.csv").write_text(f"{head}\n{line}\n", encoding="utf8")
    with pytest.raises(FixtureError, match=message) as raised:
        load_numbers(folder)
    assert str(raised.value).startswith("2018.csv, line 2")
