"""The raw numbers of some indicators, with the sums of larger areas filled in."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from monitoring.areas import AreaKey
from monitoring.models import Indicator, IndicatorValue
from monitoring.releasing.counts import Count, Counts, can_be_summed, summed
from monitoring.releasing.ground import Ground, Grounds

# By indicator (id) and day.
Numbers = dict[tuple[int, datetime.date], Counts]
COLUMNS = (
    "indicator_id",
    "reference_date",
    "district_id",
    "social_space_id",
    "numerator",
    "denominator",
    "value",
    "gap",
    "status",
    "is_converted",
)


def numbers_of(indicators: Iterable[Indicator], grounds: Grounds) -> Numbers:
    """Return the numbers of indicators as they came and, where none came for a larger area, as its parts add up."""
    known = {indicator.pk: indicator for indicator in indicators}
    numbers: Numbers = defaultdict(dict)
    rows = IndicatorValue.objects.filter(indicator__in=known).order_by().values_list(*COLUMNS)
    for indicator, day, district, space, *rest in rows.iterator(chunk_size=10_000):
        area = ("district", district) if district else ("space", space) if space else ("city", 0)
        numbers[indicator, day][area] = Count(*rest)
    for (indicator, day), counts in numbers.items():
        add_sums(counts, grounds.on(day), known[indicator])
    return numbers


def add_sums(counts: Counts, ground: Ground, indicator: Indicator) -> None:
    """Fill in the sums of larger areas where all their parts were counted."""
    for area in ground:
        sum_up(area, counts, ground, indicator)


def sum_up(area: AreaKey, counts: Counts, ground: Ground, indicator: Indicator) -> Count | None:
    """Return what was counted in an area, summed from its parts where it did not come itself; None where that fails."""
    if area not in counts and area in ground:
        parts = [sum_up(part, counts, ground, indicator) for part in ground[area]]
        if can_be_summed(parts, indicator):
            counts[area] = summed(parts)
    return counts.get(area)


class Populations:
    """The inhabitants of each area through time."""

    def __init__(self, numbers: Numbers) -> None:
        self._known: dict[AreaKey, list[tuple[datetime.date, Decimal]]] = defaultdict(list)
        for (_indicator, day), counts in sorted(numbers.items()):
            for area, count in counts.items():
                if count.is_counted:
                    self._known[area].append((day, count.numerator))

    def of(self, area: AreaKey, day: datetime.date) -> Decimal | None:
        """Return the inhabitants of an area on the latest day until `day` for which they were counted, or else the first."""
        known = self._known.get(area, [])
        before = [number for of, number in known if of <= day]
        return before[-1] if before else known[0][1] if known else None


@dataclass(frozen=True)
class Facts:
    """What is known before it is decided what may be seen."""

    numbers: Numbers
    grounds: Grounds
    populations: Populations
