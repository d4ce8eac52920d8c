"""All numbers of some areas side by side, field by field."""

from collections.abc import Sequence
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _

from monitoring.comparing.pictures import Comparison
from monitoring.models import Indicator
from monitoring.pictures import Link, Number, Table


def tables_of(shown: Comparison, indicators: Sequence[Indicator], suffix: str) -> list[Table]:
    """Return a table for each field: an indicator in each row, an area in each column, the city at the end.

    Indicators without any row about these areas are left out.
    """
    return [
        Table(field.name, header(shown), [line(shown, one, suffix) for one in group])
        for field, group in groupby(with_numbers(shown, indicators), lambda indicator: indicator.field)
    ]


def with_numbers(shown: Comparison, indicators: Sequence[Indicator]) -> list[Indicator]:
    """Return the indicators with any row about the areas."""
    return [one for one in indicators if any((one.pk, area.key) in shown.numbers for area in shown.all_areas)]


def header(shown: Comparison) -> list[str]:
    return [_("Indikator %(year)d") % {"year": shown.year}, *(area.name for area in shown.all_areas)]


def line(shown: Comparison, indicator: Indicator, suffix: str) -> list:
    """Return the row of an indicator."""
    name = Link(f"{indicator.name} ({indicator.unit})", reverse("monitoring_indicator", args=[indicator.code]) + suffix)
    numbers = [Number(shown.figure(indicator, area), indicator.decimals) for area in shown.all_areas]
    return [name, *numbers]
