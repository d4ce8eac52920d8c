"""Which days must be decided anew after a change: those that changed, and those whose numbers depend on them."""

import datetime
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from dateutil.relativedelta import relativedelta

from monitoring.choices import Withheld
from monitoring.models import Indicator, ReleasedValue
from monitoring.releasing.groups import Terms
from monitoring.releasing.reading import Populations

Days = Sequence[datetime.date]
Change = tuple[int, datetime.date]  # an indicator (id) of which numbers changed, and their day


def days_together(days: Iterable[datetime.date], group: Iterable[Indicator], terms: Iterable[Terms]) -> list[Days]:
    """Return days in sets that must be weighed together: each by itself, unless one number tells of several years.

    Sums may look years back, and years that are pooled overlap.
    """
    days = sorted(set(days))
    steps = set(distances(list(group), terms))
    roots = {day: day for day in days}

    def root(day: datetime.date) -> datetime.date:
        while roots[day] != day:
            day = roots[day]
        return day

    for day in days:
        for years in steps:
            if (past := day - relativedelta(years=years)) in roots:
                roots[root(day)] = root(past)
    found: dict[datetime.date, list[datetime.date]] = defaultdict(list)
    for day in days:
        found[root(day)].append(day)
    return list(found.values())


def distances(group: list[Indicator], terms: Iterable[Terms]) -> Iterator[int]:
    """Yield how many years may lie between two days that a number of a group ties together."""
    for indicator in group:
        yield from range(1, indicator.pooling_years)
    known = {indicator.pk for indicator in group}
    for each in terms:
        if all(pk in known for pk, _factor, _back in each):
            backs = {back for _pk, _factor, back in each}
            yield from (one - other for one in backs for other in backs if one > other)


class Touched:
    """What must be decided anew: what changed, and all days on which a change of inhabitants counts.

    Who lives in an area decides about its rates on the day of the count, and until the next day on which they were counted.
    """

    def __init__(self, changed: Iterable[Change], counted: Collection[Indicator], populations: Populations) -> None:
        self.changed = set(changed)
        self.spans: set[tuple[datetime.date, datetime.date]] = set()
        people = {indicator.pk for indicator in counted}
        if days := sorted({day for indicator, day in self.changed if indicator in people}):
            self.spans = set(spans(days, people, populations))

    def meets(self, group: Iterable[Indicator], days: Days) -> bool:
        """Return whether something of what is weighed together on some days must be decided anew."""
        if any(start <= day < end for day in days for start, end in self.spans):
            return True
        return any((indicator.pk, day) in self.changed for indicator in group for day in days)


def spans(
    days: Days, people: Collection[int], populations: Populations
) -> Iterator[tuple[datetime.date, datetime.date]]:
    """Yield from when until when the counts of some days say how many people live in an area, or said so before they changed.

    Before: that is told by what was released then. What was withheld may have been counted or not; only what was shown is sure.
    """
    surely, at_all = defaultdict(list), defaultdict(set)
    rows = ReleasedValue.objects.filter(indicator__in=people).exclude(withheld=Withheld.MISSING)
    for row in rows.order_by("reference_date"):
        at_all[row.area].add(row.reference_date)
        if not row.withheld:
            surely[row.area].append(row.reference_date)
    now = dict(populations.days())
    for area in at_all.keys() | now.keys():
        known = surely.get(area, []), now.get(area, [])
        for day in days:
            if day in at_all.get(area, ()) or day in known[1]:
                yield span(day, known)


def span(day: datetime.date, known: Sequence[Days]) -> tuple[datetime.date, datetime.date]:
    """Return from when until when the count of a day holds beside others, the first one also before it."""
    is_first = any(not others or others[0] >= day for others in known)
    ends = [others[after] for others in known if (after := bisect_right(others, day)) < len(others)]
    return datetime.date.min if is_first else day, max(ends) if len(ends) == len(known) else datetime.date.max
