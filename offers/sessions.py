"""On which days and at what time an offer takes place: pure reckoning, without asking the database.

All times are those of the clock on the wall in Germany: a meeting at ten stays at ten when the clocks change.
"""

import datetime
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import merge
from itertools import groupby, islice
from typing import Any, Final, NamedTuple, Self
from zoneinfo import ZoneInfo

from offers.models import Schedule
from sozialraum.calendar import HolidayCalendar, Pause

BERLIN: Final = ZoneInfo("Europe/Berlin")
# Nobody plans further ahead, and a series that always meets a pause must not be searched for ever.
HORIZON_DAYS: Final = 2 * 365
WEEK: Final = 7
FORTNIGHT: Final = 2 * WEEK
Kind = Schedule.Kind


class Session(NamedTuple):
    """One meeting, from and to, in German time."""

    starts: datetime.datetime
    ends: datetime.datetime


@dataclass(frozen=True, slots=True)
class Series:
    """A rule by which sessions come about, or a single session (`Kind.ONCE`): see `offers.models.Schedule`."""

    kind: str
    weekday: int
    nth: int | None
    first_day: datetime.date
    last_day: datetime.date | None
    starts: datetime.time
    ends: datetime.time
    pauses_in_school_holidays: bool = False
    pauses_on_public_holidays: bool = True

    @classmethod
    def of_row(cls, schedule: Schedule) -> Self:
        """Return the series that a row of the database describes."""
        return cls(*(getattr(schedule, name) for name in cls.__slots__))

    @classmethod
    def of_card(cls, row: dict[str, Any]) -> Self:
        """Return the series of one of the JSON rows that the search's copy holds (`Entry.card["schedules"]`)."""
        return cls(
            row["kind"],
            row["weekday"],
            row["nth"],
            datetime.date.fromisoformat(row["first_day"]),
            datetime.date.fromisoformat(row["last_day"]) if row["last_day"] else None,
            datetime.time.fromisoformat(row["starts"]),
            datetime.time.fromisoformat(row["ends"]),
            row["pauses_in_school_holidays"],
            row["pauses_on_public_holidays"],
        )

    def pause_on(self, day: datetime.date, holidays: HolidayCalendar) -> Pause | None:
        """Return why this series pauses on `day`, or None; a single session heeds its own closures alone."""
        if (closure := holidays.closure(day)) or self.kind == Kind.ONCE:
            return closure
        school = holidays.school_holiday(day) if self.pauses_in_school_holidays else None
        return school or (holidays.public_holiday(day) if self.pauses_on_public_holidays else None)

    def session_on(self, day: datetime.date) -> Session:
        """Return the session of `day`.

        A time that the clocks skip in spring is an hour later, one that they repeat in autumn is the first of the two.
        """
        starts, ends = (existing(datetime.datetime.combine(day, at, BERLIN)) for at in (self.starts, self.ends))
        if ends.timestamp() <= starts.timestamp():
            planned = datetime.datetime.combine(day, self.ends) - datetime.datetime.combine(day, self.starts)
            ends = (starts.astimezone(datetime.UTC) + planned).astimezone(BERLIN)
        return Session(starts, ends)


def existing(moment: datetime.datetime) -> datetime.datetime:
    """Return a local time as the clock shows it: one that a change of the clocks skips moves on with them."""
    return moment.astimezone(datetime.UTC).astimezone(BERLIN)


def horizon(day: datetime.date) -> datetime.date:
    """Return how far to look from `day`, the end of the calendar at most."""
    return datetime.date.fromordinal(min(day.toordinal() + HORIZON_DAYS, datetime.date.max.toordinal()))


def weeks(series: Series, first: int, last: int) -> range:
    """Return every or every other week's day from `first` to `last`, counted from the week of the series' first day.

    Here and below days are ordinals (`date.toordinal`): a page of cards reckons with a good many of them.
    """
    step = FORTNIGHT if series.kind == Kind.FORTNIGHTLY else WEEK
    start = series.first_day.toordinal() - series.first_day.weekday() + series.weekday
    return range(start + -(-(first - start) // step) * step, last + 1, step)


def months(series: Series, first: int, last: int) -> Iterator[int]:
    """Yield the n-th (−1: the last) of a weekday in each month, from `first` to `last`."""
    day, end = datetime.date.fromordinal(first), datetime.date.fromordinal(last)
    for number in range(day.year * 12 + day.month - 1, end.year * 12 + end.month):
        year, month = number // 12, number % 12 + 1
        begins, length = monthrange(year, month)
        in_month = 1 + (series.weekday - begins) % WEEK + WEEK * ((series.nth or 0) - 1)
        if series.nth == Schedule.Nth.LAST:
            in_month = length - (begins + length - 1 - series.weekday) % WEEK
        if first <= (found := datetime.date(year, month, in_month).toordinal()) <= last:
            yield found


def days_of(series: Series, since: datetime.date, until: datetime.date | None = None) -> Iterator[datetime.date]:
    """Yield the days from `since` to `until` on which a series would take place if nothing paused, in order.

    Without an end it looks two years beyond `since` or the series' beginning, whichever is later.
    """
    last = min(filter(None, (series.last_day, until, horizon(max(since, series.first_day)))))
    if series.kind == Kind.ONCE:
        yield from [series.first_day] if since <= series.first_day <= (until or series.first_day) else []
        return
    days = months if series.kind == Kind.MONTHLY else weeks
    yield from map(datetime.date.fromordinal, days(series, max(series.first_day, since).toordinal(), last.toordinal()))


def sessions_of(
    series: Series, since: datetime.date, holidays: HolidayCalendar, until: datetime.date | None = None
) -> Iterator[Session]:
    """Yield the sessions of a series from `since` to `until`, pauses left out, in order."""
    return (series.session_on(day) for day in days_of(series, since, until) if not series.pause_on(day, holidays))


def next_sessions(
    all_series: Iterable[Series],
    after: datetime.datetime,
    holidays: HolidayCalendar,
    *,
    count: int = 5,
    until: datetime.date | None = None,
) -> list[Session]:
    """Return the next `count` sessions of several series; one that is under way at `after` (aware) still counts.

    `until` is the last day of the offer. Two series that fall together give one session.
    """
    since = after.astimezone(BERLIN).date()
    ordered = merge(*(sessions_of(series, since, holidays, until) for series in all_series))
    coming = (session for session, _ in groupby(ordered) if session.ends.timestamp() > after.timestamp())
    return list(islice(coming, count))


def pauses_between(
    all_series: Iterable[Series], since: datetime.date, until: datetime.date, holidays: HolidayCalendar
) -> list[Pause]:
    """Return the holidays from `since` to `until` for which a session is left out, each once, in order."""
    found = {
        pause
        for series in all_series
        for day in days_of(series, since, until)
        if (pause := series.pause_on(day, holidays))
    }
    return sorted(found)
