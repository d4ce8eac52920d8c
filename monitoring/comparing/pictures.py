"""The pictures of some areas side by side: one indicator as bars and over time, and how old their children are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from monitoring.areas import Area, AreaKey
from monitoring.dashboards.pictures import legend_of_series, told_breaks
from monitoring.figures import NOTHING, Figure
from monitoring.models import Indicator, SeriesBreak
from monitoring.pictures import Key, Mark, Number, Picture, Table
from monitoring.pictures.drawing import Series, bars, series
from monitoring.trends import said, told, trend

# The figures of indicators and areas by day, in the order of time.
Numbers = Mapping[tuple[int, AreaKey], Mapping[date, Figure]]
MOST_LINES = 6


@dataclass(frozen=True)
class Comparison:
    """The areas that are compared, the city that they are in, their numbers, and the year that is shown."""

    areas: Sequence[Area]
    city: Area
    numbers: Numbers
    year: int

    @property
    def all_areas(self) -> list[Area]:
        """Return the areas with the city at the end."""
        return [*self.areas, self.city]

    def figure(self, indicator: Indicator, area: Area) -> Figure:
        """Return the last figure of the year, or that there is none."""
        days = self.numbers.get((indicator.pk, area.key), {})
        return next((figure for day, figure in reversed(days.items()) if day.year == self.year), NOTHING)


def source_of(indicator: Indicator, year: int) -> str:
    return _("Quelle: %(source)s. Stand: %(year)d.") % {"source": indicator.source, "year": year}


def the_bars(shown: Comparison, indicator: Indicator) -> Picture:
    """Return the numbers of the areas as bars, the city's as a line across each of them where it compares."""
    marks = [
        Mark(area.name, shown.figure(indicator, area), indicator.decimals, indicator.unit, area.code)
        for area in shown.areas
    ]
    of_city = shown.figure(indicator, shown.city)
    is_share = bool(indicator.denominator_name) and of_city.value is not None
    legend = [Key(f"{shown.city.name}: {said(of_city, indicator)}", "bar-mark")] if is_share else []
    column = f"{indicator.name} {shown.year} ({indicator.unit})"
    rows = [[area.name, Number(shown.figure(indicator, area), indicator.decimals)] for area in shown.all_areas]
    return Picture(
        name="balken",
        title=f"{indicator.name}, {shown.year}",
        finding="; ".join(mark.spoken for mark in marks) + ".",
        drawing=bars(marks, beside=[of_city] * len(marks) if is_share else ()),
        table=Table(f"{indicator.name}, {shown.year}", [_("Gebiet"), column], rows),
        legend=legend,
        source=source_of(indicator, shown.year),
    )


def the_series(shown: Comparison, indicator: Indicator, breaks: Sequence[SeriesBreak]) -> Picture:
    """Return how the numbers of the areas went; with the city's, where six lines are enough for it."""
    areas = shown.all_areas[:MOST_LINES]
    lines = [(area, shown.numbers.get((indicator.pk, area.key), {})) for area in areas]
    cuts = [one.day for one in breaks]
    days = sorted({day for _area, numbers in lines for day in numbers})
    title = _("Zeitreihe: %(name)s") % {"name": indicator.name}
    return Picture(
        name="zeitreihe",
        title=title,
        finding=" ".join(
            f"{area.name}: {told(trend(numbers, cuts, indicator.decimals), indicator)}" for area, numbers in lines
        ),
        drawing=series(
            [Series(area.name, numbers, indicator.decimals, indicator.unit) for area, numbers in lines], breaks
        ),
        table=Table(
            title,
            [_("Stichtag"), *(area.name for area in areas)],
            [
                [
                    f"{day:%d.%m.%Y}",
                    *(Number(numbers.get(day, NOTHING), indicator.decimals) for _area, numbers in lines),
                ]
                for day in days
            ],
        ),
        legend=legend_of_series(areas, breaks),
        legend_note=" ".join(told_breaks(breaks)),
        source=source_of(indicator, shown.year),
    )
