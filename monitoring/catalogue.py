"""The indicators that pages choose from, and their breaks: fetched once per process and version of the content. Read only."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import groupby

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from monitoring.choices import Audience
from monitoring.models import Indicator, SeriesBreak
from monitoring.permissions import indicators_for


@lru_cache(maxsize=2 * len(Audience))
def catalogue(version: str, audience: Audience) -> tuple[Indicator, ...]:
    """Return the indicators that an audience may see, in their order, with their fields and the days from which they count otherwise."""
    cuts = SeriesBreak.objects.filter(indicator=OuterRef("pk")).order_by("day").values("day")
    return tuple(indicators_for(audience).annotate(cuts=ArraySubquery(cuts)))


@lru_cache(maxsize=2)
def breaks(version: str) -> Mapping[int, Sequence[SeriesBreak]]:
    """Return the breaks of all series by the id of their indicator, in the order of time."""
    found = SeriesBreak.objects.order_by("indicator_id", "day")
    return {indicator: tuple(group) for indicator, group in groupby(found, lambda one: one.indicator_id)}


def cuts_of(indicators: Iterable[Indicator]) -> dict[int, list[datetime.date]]:
    """Return the days from which indicators of the catalogue count otherwise, by their ids."""
    return {one.pk: one.cuts for one in indicators}
