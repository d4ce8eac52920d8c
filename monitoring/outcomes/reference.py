"""What a number of a metric is measured by: what an indicator counts, such as births, as it is known and as it may be seen."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from monitoring.areas import AreaKey
from monitoring.models import Indicator, ReleasedValue
from monitoring.releasing.ground import Ground, Grounds
from monitoring.releasing.reading import numbers_of
from monitoring.releasing.release import POPULATION


@dataclass(frozen=True)
class Reference:
    """What an indicator counts in each area in a year: as it came, and where it is shown to everybody."""

    known: Mapping[AreaKey, float] = field(default_factory=dict)
    shown: Mapping[AreaKey, float] = field(default_factory=dict)
    ground: Ground = field(default_factory=dict)
    width: float = 3.0


NOTHING = Reference()


def reference_of(indicator: Indicator | None, year: int) -> Reference:
    """Return what an indicator counts at the last day of a year that has numbers; nothing where there are none."""
    if indicator is None:
        return NOTHING
    released = ReleasedValue.objects.filter(indicator=indicator, reference_date__year=year)
    day = released.order_by("-reference_date").values_list("reference_date", flat=True).first()
    if day is None:
        return NOTHING
    grounds = Grounds()
    known = counts_of(indicator, day, grounds)
    shown = {one.area: float(one.numerator) for one in released.filter(reference_date=day) if one.numerator is not None}
    return Reference(known, shown, grounds.on(day), float(max(indicator.min_cases, 1)))


def counts_of(indicator: Indicator, day: datetime.date, grounds: Grounds) -> dict[AreaKey, float]:
    """Return what came of an indicator, sums of larger areas filled in: for what decides what may be seen, and nothing else."""
    numbers = numbers_of([indicator], grounds, [day]).get((indicator.pk, day), {})
    return {area: float(count.numerator) for area, count in numbers.items() if count.is_counted}


def inhabitants(year: int) -> dict[AreaKey, float]:
    """Return how many people live in each area at the end of a year, or on the latest day before it."""
    indicator = Indicator.objects.filter(code=POPULATION).first()
    if indicator is None:
        return {}
    days = indicator.values.filter(reference_date__year__lte=year).order_by("-reference_date")
    day = days.values_list("reference_date", flat=True).first()
    return counts_of(indicator, day, Grounds()) if day else {}
