"""In which class of its level an area's numbers lie: the same classes as on the maps of the dashboard."""

from collections import defaultdict
from functools import lru_cache
from typing import Final

from django.db.models import Count, DecimalField, F, Func
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from monitoring.charts.classes import Classes, classes
from monitoring.choices import ValueKind
from monitoring.classing import DEFAULT, of_level
from monitoring.figures import Figure
from monitoring.models import Indicator, ReleasedValue

# What a class is called, from low to high: where a number lies among those of all areas and years, and nothing of its worth.
WORDS: Final[dict[int, tuple[Promise, ...]]] = {
    5: (_("sehr niedrig"), _("niedrig"), _("mittel"), _("hoch"), _("sehr hoch")),
    4: (_("sehr niedrig"), _("niedrig"), _("hoch"), _("sehr hoch")),
    3: (_("niedrig"), _("mittel"), _("hoch")),
    2: (_("niedrig"), _("hoch")),
}


@lru_cache(maxsize=16)
def classes_of(version: str, level: str) -> dict[int, Classes]:
    """Return the classes of all key values that can be mapped, by indicator, on a level (its code); one query.

    Classes are made of the numbers as they are shown, so each indicator's are rounded to its own decimals.
    """
    rounded = Func(F("value"), F("indicator__decimals"), function="ROUND", output_field=DecimalField())
    shown = ReleasedValue.objects.filter(of_level(level), value__isnull=False, indicator__is_key_value=True)
    mapped = shown.exclude(indicator__kind=ValueKind.COUNT).order_by()
    distributions: defaultdict[tuple[int, int], dict] = defaultdict(dict)
    rows = mapped.values_list("indicator", "indicator__decimals", rounded).annotate(number=Count("*"))
    for indicator, decimals, value, number in rows:
        distributions[indicator, decimals][value] = number
    found = {pk: classes(values, DEFAULT, decimals) for (pk, decimals), values in distributions.items()}
    return {pk: one for pk, one in found.items() if one and one.number in WORDS}


def class_of(found: dict[int, Classes], indicator: Indicator, figure: Figure) -> tuple[int, int, str] | None:
    """Return the class of a number as (which, of how many, in words); None where there is no number or no class."""
    value, known = figure.rounded(indicator.decimals), found.get(indicator.pk)
    if value is None or known is None:
        return None
    step = known.step(value)
    return step, known.number, str(WORDS[known.number][step - 1])
