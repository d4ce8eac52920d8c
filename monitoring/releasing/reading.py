"""The raw numbers of some indicators, with the sums of larger areas filled in."""

import datetime
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from operator import itemgetter

from monitoring.areas import AreaKey
from monitoring.choices import ValueKind
from monitoring.models import CrosswalkShare, Indicator, IndicatorValue
from monitoring.releasing.counts import Count, Counts, can_be_summed, summed
from monitoring.releasing.ground import Ground, Grounds

# By the import that carried numbers over a reform, and the new district: the old ones (id) with the weight of each.
Shares = Mapping[tuple[int, int], Sequence[tuple[int, float]]]
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
    "taken_from_id",
)


def numbers_of(
    indicators: Iterable[Indicator], grounds: Grounds, days: Collection[datetime.date] | None = None
) -> Numbers:
    """Return the numbers of indicators, of some days or all, as they came and, where none came for a larger area, as its parts add up.

    A rate without counts becomes the count that it implies wherever its denominator is known: anybody can reckon that.
    """
    known = {indicator.pk: indicator for indicator in indicators}
    numbers: Numbers = defaultdict(dict)
    raw = IndicatorValue.objects.filter(indicator__in=known).order_by()
    rows = (raw if days is None else raw.filter(reference_date__in=days)).values_list(*COLUMNS)
    for indicator, day, district, space, *rest in rows.iterator(chunk_size=10_000):
        area = ("district", district) if district else ("space", space) if space else ("city", 0)
        numbers[indicator, day][area] = Count(*rest)
    for (indicator, day), counts in numbers.items():
        add_sums(counts, grounds.on(day), known[indicator])
    for indicator in known.values():
        if indicator.kind == ValueKind.RATE and indicator.denominator_id:
            imply(indicator, numbers)
    return numbers


def imply(indicator: Indicator, numbers: Numbers) -> None:
    """Reckon the counts behind the mere values of a rate; they are never summed."""
    for (pk, day), counts in numbers.items():
        wholes = numbers.get((indicator.denominator_id, day), {}) if pk == indicator.pk else {}
        for area, whole in wholes.items():
            count = counts.get(area)
            if count is not None and count.value is not None and not count.is_counted and whole.is_counted:
                cases = Decimal(round(count.value * whole.numerator / indicator.per))
                counts[area] = replace(count, numerator=cases, denominator=whole.numerator, is_implied=True)


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


def all_shares() -> Shares:
    """Return what each new district got of which old ones; one query."""
    found: dict[tuple[int, int], list[tuple[int, float]]] = defaultdict(list)
    rows = CrosswalkShare.objects.order_by("pk").values_list("crosswalk__result", "new", "old", "weight")
    for result, new, old, weight in rows:
        found[result, new].append((old, float(weight)))
    return found


class Populations:
    """The inhabitants of each area through time."""

    def __init__(self, numbers: Numbers) -> None:
        self._known: dict[AreaKey, list[tuple[datetime.date, Decimal]]] = defaultdict(list)
        for (_indicator, day), counts in sorted(numbers.items()):
            for area, count in counts.items():
                if count.is_counted:
                    self._known[area].append((day, count.numerator))

    def days(self) -> Iterable[tuple[AreaKey, list[datetime.date]]]:
        """Return each area with the days on which its inhabitants were counted, in the order of time."""
        return ((area, [day for day, _number in known]) for area, known in self._known.items())

    def of(self, area: AreaKey, day: datetime.date) -> Decimal | None:
        """Return the inhabitants of an area on the latest day until `day` for which they were counted, or else the first."""
        known = self._known.get(area, ())
        if not known:
            return None
        return known[max(0, bisect_right(known, day, key=itemgetter(0)) - 1)][1]


@dataclass(frozen=True)
class Facts:
    """What is known before it is decided what may be seen."""

    numbers: Numbers
    grounds: Grounds
    populations: Populations
    shares: Shares = field(default_factory=dict)
