"""Of each indicator: its latest day, whether the next one is late, and how many areas lack a number, and why."""

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from django.db.models import Count, Q

from monitoring.areas import Area
from monitoring.choices import ValueStatus, Withheld
from monitoring.figures import of_areas
from monitoring.models import Indicator, ReleasedValue
from offers.search.statements import rows

# From each day to the one before it by the index, since there are few days and many numbers.
DAYS = """
    WITH RECURSIVE days (indicator, day) AS (
        SELECT i.id, (SELECT max(r.reference_date) FROM monitoring_releasedvalue r WHERE r.indicator_id = i.id)
        FROM monitoring_indicator i
        UNION ALL
        SELECT d.indicator, (
            SELECT max(r.reference_date) FROM monitoring_releasedvalue r
            WHERE r.indicator_id = d.indicator AND r.reference_date < d.day
        ) FROM days d WHERE d.day IS NOT NULL
    )
    SELECT indicator, day FROM days WHERE day IS NOT NULL ORDER BY indicator, day
"""
DAYS_OF_MONTH = 30.44
PER_CENT = 100


@dataclass(frozen=True)
class Standing:
    """How it stands with an indicator at its latest day, on one level of areas."""

    indicator: Indicator
    day: datetime.date | None
    rhythm: datetime.timedelta | None
    areas: int
    counts: Counter  # number of areas by why they have no number; "" for those that have one
    provisional: int

    @property
    def is_of_level(self) -> bool:
        """Return whether there is anything about the areas at all: some numbers exist for the whole city only."""
        return sum(self.counts.values()) > 0

    @property
    def missing(self) -> int:
        return self.areas - sum(self.counts[why] for why in ("", Withheld.CONFIDENTIAL, Withheld.FEW))

    @property
    def withheld(self) -> int:
        return self.counts[Withheld.CONFIDENTIAL] + self.counts[Withheld.FEW]

    @property
    def months(self) -> int | None:
        """Return the usual number of months from one day to the next; None where there has been only one."""
        return None if self.rhythm is None else max(round(self.rhythm.days / DAYS_OF_MONTH), 1)

    def is_late(self, today: datetime.date) -> bool:
        """Return whether the next number should be there: its day is past by half the usual distance."""
        if self.day is None or self.rhythm is None:
            return False
        return today > self.day + self.rhythm * 3 / 2


def standings(indicators: Sequence[Indicator], areas: Sequence[Area]) -> list[Standing]:
    """Return how it stands with indicators in areas of one level; two queries."""
    days: dict[int, list[datetime.date]] = {}
    for indicator, day in rows(DAYS):
        days.setdefault(indicator, []).append(day)
    counts, provisional = counted({one: found[-1] for one, found in days.items()}, areas)
    return [
        Standing(
            one,
            days[one.pk][-1] if one.pk in days else None,
            rhythm_of(days.get(one.pk, [])),
            len(areas),
            counts.get(one.pk, Counter()),
            provisional[one.pk],
        )
        for one in indicators
    ]


def rhythm_of(days: Iterable[datetime.date]) -> datetime.timedelta | None:
    """Return the median distance of days that follow one another."""
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    return datetime.timedelta(days=median(gaps)) if gaps else None


def counted(newest: dict[int, datetime.date], areas: Sequence[Area]) -> tuple[dict[int, Counter], Counter]:
    """Return by indicator how many areas have a number or not, and why, at the newest day; and how many are not final."""
    wanted = Q(pk=None)
    for day in set(newest.values()):
        wanted |= Q(reference_date=day, indicator__in=[one for one, latest in newest.items() if latest == day])
    grouped = (
        ReleasedValue.objects.filter(of_areas(area.key for area in areas), wanted)
        .order_by()
        .values("indicator", "withheld", "status")
        .annotate(number=Count("*"))
    )
    counts: dict[int, Counter] = {}
    provisional: Counter = Counter()
    for row in grouped:
        counts.setdefault(row["indicator"], Counter())[row["withheld"]] += row["number"]
        if row["status"] != ValueStatus.FINAL and not row["withheld"]:
            provisional[row["indicator"]] += row["number"]
    return counts, provisional


def share_withheld(found: Iterable[Standing]) -> float | None:
    """Return how many per cent of all numbers of areas are withheld; None where there are none."""
    found = [one for one in found if one.is_of_level]
    shown = sum(one.counts[""] for one in found)
    withheld = sum(one.withheld for one in found)
    return PER_CENT * withheld / (shown + withheld) if shown + withheld else None
