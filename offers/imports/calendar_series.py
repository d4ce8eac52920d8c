"""Meetings as people say them: as a series where one fits exactly, else as single days."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import product

from offers.imports.calendar_events import Dates, Occurrence, Window
from offers.models import Schedule
from offers.sessions import Kind, Series, days_of
from sozialraum.calendar import HolidayCalendar

# One or two meetings are no rhythm.
FEWEST = 3


def series_of(dates: Dates, window: Window, holidays: HolidayCalendar) -> list[Series]:
    """Return the times of an offer that give exactly these meetings within the window."""
    groups: dict[tuple, list[Occurrence]] = defaultdict(list)
    for one in dates.occurrences:
        groups[one.day.weekday(), one.starts, one.ends].append(one)
    found = []
    for group in groups.values():
        fitting = (one for one in candidates(group, dates) if meetings(one, window, holidays) == set(group))
        series = next(fitting, None) if len(group) >= FEWEST else None
        found += [series] if series else map(single, group)
    return sorted(found, key=lambda one: (one.first_day, one.starts, one.ends))


def candidates(group: list[Occurrence], dates: Dates) -> Iterator[Series]:
    """Yield the series that may be meant by meetings of one weekday at the same hours, the simplest first."""
    first = group[0]
    rhythms = [(Kind.WEEKLY, None), (Kind.FORTNIGHTLY, None), *((Kind.MONTHLY, nth) for nth in Schedule.Nth.values)]
    # Without pauses first: what a calendar shows on a holiday takes place on it.
    # In a time of another zone the hours change with the clocks there, so that one rule becomes two series.
    ends = dict.fromkeys([dates.last_day, dates.last_day and group[-1].day])
    pauses = product([False, True], repeat=2)
    for last_day, (kind, nth), (school, public) in product(ends, rhythms, pauses):
        yield Series(kind, first.day.weekday(), nth, first.day, last_day, first.starts, first.ends, school, public)


def single(one: Occurrence) -> Series:
    return Series(Kind.ONCE, one.day.weekday(), None, one.day, None, one.starts, one.ends)


def meetings(series: Series, window: Window, holidays: HolidayCalendar) -> set[Occurrence]:
    """Return the meetings that a time gives within a window."""
    days = days_of(series, window.first, window.last)
    return {Occurrence(day, series.starts, series.ends) for day in days if not series.pause_on(day, holidays)}
