"""The indicators that pages choose from, and their breaks: fetched once per process and version of the content. Read only."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import groupby

from monitoring.choices import Audience
from monitoring.models import Indicator, SeriesBreak
from monitoring.permissions import indicators_for


@lru_cache(maxsize=2 * len(Audience))
def catalogue(version: str, audience: Audience) -> tuple[Indicator, ...]:
    """Return the indicators that an audience may see, with their fields, in their order."""
    return tuple(indicators_for(audience))


@lru_cache(maxsize=2)
def breaks(version: str) -> Mapping[int, Sequence[SeriesBreak]]:
    """Return the breaks of all series by the id of their indicator, in the order of time."""
    found = SeriesBreak.objects.order_by("indicator_id", "day")
    return {indicator: tuple(group) for indicator, group in groupby(found, lambda one: one.indicator_id)}


def cuts_of(version: str, indicators: Iterable[Indicator]) -> dict[int, list[datetime.date]]:
    """Return the days from which indicators count otherwise, by their ids."""
    there = breaks(version)
    return {one.pk: [cut.day for cut in there.get(one.pk, ())] for one in indicators}
