"""The released values of an index's areas. Nothing else is read, so an index tells nothing that is withheld."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from monitoring.choices import Withheld
from monitoring.indices.definition import Table
from monitoring.indices.dynamics import change
from monitoring.models import CompositeIndex, Indicator, ReleasedValue
from sozialraum.models import AreaLevel, District, SocialSpace

Days = Mapping[int, tuple[datetime.date, ...]]  # id of an indicator → its reference dates, ascending
Gaps = Mapping[tuple[int, str], str]  # area and code of an indicator → why there is no number


@dataclass(frozen=True)
class Area:
    """A district or social space; `since` and `until` (exclusive) say when its boundaries held."""

    pk: int
    code: str
    name: str
    slug: str
    since: datetime.date = datetime.date.min
    until: datetime.date | None = None

    def held_on(self, day: datetime.date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True)
class Reading:
    """The values of one year (or their change up to it), why some are missing, and the day of each indicator's numbers."""

    areas: Mapping[int, Area]
    table: Table
    gaps: Gaps = field(default_factory=dict)
    days: Mapping[str, datetime.date] = field(default_factory=dict)


def areas_of(level: AreaLevel | None) -> list[Area]:
    """Return the districts of a level, past ones too, or without a level the social spaces."""
    if level is None:
        return [Area(*row) for row in SocialSpace.objects.values_list("pk", "code", "name", "slug")]
    columns = ("pk", "code", "name", "slug", "valid_from", "valid_until")
    return [Area(*row) for row in District.objects.filter(level=level).values_list(*columns)]


def released_of(level: AreaLevel | None) -> QuerySet[ReleasedValue]:
    """Return the released values of these areas."""
    of_level = Q(social_space__isnull=False) if level is None else Q(district__level=level)
    return ReleasedValue.objects.filter(of_level).order_by()


def indicators_of(index: CompositeIndex) -> dict[int, str]:
    """Return the ids and codes of all indicators that an index looks at, the population too."""
    found: list[Indicator] = [part.indicator for part in index.parts.all()]
    if index.population:
        found.append(index.population)
    return {one.pk: one.code for one in found}


def days_of(level: AreaLevel | None, indicators: Iterable[int]) -> Days:
    """Return the reference dates at which the indicators have rows."""
    found = defaultdict(list)
    rows = released_of(level).filter(indicator__in=indicators).values_list("indicator", "reference_date")
    for indicator, day in rows.distinct().order_by("reference_date"):
        found[indicator].append(day)
    return {indicator: tuple(dates) for indicator, dates in found.items()}


def day_in(days: Days, indicator: int, year: int) -> datetime.date | None:
    """Return the last reference date of an indicator in a year; all areas are compared at the same one."""
    return max((day for day in days.get(indicator, ()) if day.year == year), default=None)


def years_of(index: CompositeIndex, days: Days) -> list[int]:
    """Return the years in which an index can be computed, the newest first: each part has numbers, and of back then too."""
    back = index.change_years or 0
    per_part = [{day.year for day in days.get(part.indicator_id, ())} for part in index.parts.all()]
    both = [years & {year + back for year in years} for years in per_part]
    return sorted(set.intersection(*both), reverse=True) if both else []


class Reader:
    """Reads what an index needs of several years with one query."""

    def __init__(self, index: CompositeIndex, areas: Iterable[Area], days: Days, years: Iterable[int]) -> None:
        self.index, self.areas, self.codes = index, list(areas), indicators_of(index)
        self.wanted = {
            (indicator, year): day
            for indicator in self.codes
            for year in set(years)
            if (day := day_in(days, indicator, year))
        }
        self.rows = self.read()

    def read(self) -> dict[tuple[int, datetime.date], dict[int, tuple[float | None, str]]]:
        found = defaultdict(dict)
        columns = ("indicator", "reference_date", "district", "social_space", "value", "withheld")
        rows = released_of(self.index.level).filter(
            indicator__in=self.codes, reference_date__in=set(self.wanted.values())
        )
        for indicator, day, district, space, value, withheld in rows.values_list(*columns):
            number = None if value is None else float(value)
            found[indicator, day][district or space] = (number, withheld)
        return found

    def reading(self, year: int) -> Reading:
        """Return the areas as they were at the newest of the dates, with all values of the year."""
        days = {code: day for pk, code in self.codes.items() if (day := self.wanted.get((pk, year)))}
        newest = max(days.values(), default=datetime.date(year, 12, 31))
        areas = {area.pk: area for area in self.areas if area.held_on(newest)}
        cells = {code: self.rows.get((pk, self.wanted.get((pk, year))), {}) for pk, code in self.codes.items()}
        missing = (None, Withheld.MISSING.value)
        values = {area: {code: column.get(area, missing)[0] for code, column in cells.items()} for area in areas}
        gaps = {
            (area, code): column.get(area, missing)[1] or Withheld.MISSING.value
            for code, column in cells.items()
            for area in areas
            if values[area][code] is None
        }
        counted = self.index.population.code if self.index.population else None
        return Reading(areas, Table(values, {area: known.get(counted) for area, known in values.items()}), gaps, days)

    def reading_of_index(self, year: int) -> Reading:
        """Return the values, or for an index of changes the changes up to the year."""
        now = self.reading(year)
        if not self.index.change_years:
            return now
        before = self.reading(year - self.index.change_years)
        table = change(now.table, before.table)
        return Reading(now.areas, table, {**before.gaps, **now.gaps}, now.days)
