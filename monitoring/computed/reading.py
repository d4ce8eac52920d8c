"""The released values of an index's areas. Nothing else is read, so an index tells nothing that is withheld."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from monitoring.areas import SPACES, Area, AreaKey, areas_of
from monitoring.figures import NOTHING, Figure, of_areas, read
from monitoring.indices.definition import Table
from monitoring.indices.dynamics import change
from monitoring.models import CompositeIndex, ReleasedValue

Days = Mapping[int, list[datetime.date]]  # id of an indicator → its reference dates
Cells = Mapping[tuple[AreaKey, str], Figure]  # area and code of an indicator → what may be seen
Found = Mapping[tuple[int, datetime.date | None], Mapping[AreaKey, Figure]]  # by id of an indicator and day


@dataclass(frozen=True)
class Reading:
    """The values of one year (or their change up to it), why some are missing, and the day of each indicator's numbers."""

    areas: Mapping[AreaKey, Area]
    table: Table
    gaps: Mapping[tuple[AreaKey, str], str] = field(default_factory=dict)
    days: Mapping[str, datetime.date] = field(default_factory=dict)


def level_of(index: CompositeIndex) -> str:
    """Return the code of the level whose areas an index compares."""
    return index.level.code if index.level else SPACES


def codes_of(index: CompositeIndex) -> dict[int, str]:
    """Return the ids and codes of all indicators that an index looks at, the population too."""
    found = [part.indicator for part in index.parts.all()]
    return {one.pk: one.code for one in [*found, *([index.population] if index.population else [])]}


def days_of(indicator: str) -> ArraySubquery:
    """Return the days for which an indicator (the name of its key in the row around) has released figures of any area."""
    rows = ReleasedValue.objects.filter(indicator=OuterRef(indicator)).order_by()
    return ArraySubquery(rows.values("reference_date").distinct())


def day_in(days: Days, indicator: int, year: int) -> datetime.date | None:
    """Return the last day of a year for which an indicator has figures; all areas are compared at the same one."""
    return max((day for day in days.get(indicator, ()) if day.year == year), default=None)


def years_of(index: CompositeIndex, days: Days) -> list[int]:
    """Return the years in which an index can be computed, the newest first: each part has numbers, and of back then too."""
    back = index.change_years or 0
    per_part = [{day.year for day in days.get(part.indicator_id, ())} for part in index.parts.all()]
    both = [years & {year + back for year in years} for years in per_part]
    return sorted(set.intersection(*both), reverse=True) if both else []


@dataclass(frozen=True)
class Wanted:
    """What an index is read of in a year: its indicators (id and code), the day of each in that year and back then, its areas."""

    codes: Mapping[int, str]
    days: Mapping[tuple[int, int], datetime.date]
    areas: Mapping[AreaKey, Area]

    @classmethod
    def by(cls, version: str, index: CompositeIndex, days: Days, year: int) -> Self:
        """Return what an index wants of a year; its areas are those of the newest day."""
        codes, both = codes_of(index), {year, year - (index.change_years or 0)}
        found = {(pk, one): day for pk in codes for one in both if (day := day_in(days, pk, one))}
        newest = max((day for (_pk, one), day in found.items() if one == year), default=datetime.date(year, 12, 31))
        return cls(codes, found, {area.key: area for area in areas_of(version, level_of(index), newest)})


def read_years(version: str, asked: Sequence[tuple[CompositeIndex, int]], days: Days) -> list[Reading]:
    """Return for each index and year the areas as they were then and their values; of changes, those up to that year. One query."""
    wanted = [Wanted.by(version, index, days, year) for index, year in asked]
    found = figures_of(
        {key for one in wanted for key in one.areas},
        {pk for one in wanted for pk in one.codes},
        {day for one in wanted for day in one.days.values()},
    )
    return [reading_of(index, one, found, year) for (index, year), one in zip(asked, wanted, strict=True)]


def reading_of(index: CompositeIndex, wanted: Wanted, found: Found, year: int) -> Reading:
    """Return what an index reads of the figures that were found."""
    codes, areas, past = wanted.codes, wanted.areas, year - (index.change_years or 0)

    def cells_in(one: int) -> Cells:
        at = {code: found[pk, wanted.days.get((pk, one))] for pk, code in codes.items()}
        return {(key, code): column.get(key, NOTHING) for code, column in at.items() for key in areas}

    now, then = cells_in(year), cells_in(past)
    table = table_of(index, areas, now)
    if index.change_years:
        table = change(table, table_of(index, areas, then))
    gaps = {place: figure.withheld for cells in (then, now) for place, figure in cells.items() if figure.value is None}
    return Reading(areas, table, gaps, {codes[pk]: day for (pk, one), day in wanted.days.items() if one == year})


def figures_of(areas: Iterable[AreaKey], indicators: Iterable[int], days: Iterable[datetime.date]) -> Found:
    """Return the figures of areas by indicator and day; one query."""
    rows = ReleasedValue.objects.filter(of_areas(areas), indicator__in=indicators, reference_date__in=days)
    found = defaultdict(dict)
    for (indicator, area, day), figure in read(rows.order_by()):
        found[indicator, day][area] = figure
    return found


def table_of(index: CompositeIndex, areas: Iterable[AreaKey], cells: Cells) -> Table:
    """Return the values of the areas as numbers to compute with, and their population where the index asks for it."""
    codes = [part.indicator.code for part in index.parts.all()]
    values = {key: {code: number(cells[key, code]) for code in codes} for key in areas}
    people = index.population and index.population.code
    return Table(values, {key: number(cells[key, people]) for key in areas} if people else {})


def number(figure: Figure) -> float | None:
    return None if figure.value is None else float(figure.value)
