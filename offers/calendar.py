"""An offer's sessions as a calendar file (iCalendar, RFC 5545), for the calendar of a phone or a computer.

A series is one event with a rule: it can be changed or deleted at once, which a heap of single events can not. The rule
ends after a year, so that no pause that nobody knows yet turns up in it as a session; whoever takes the file anew gets the
same events (UID) with newer dates.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kit.calendar_file import pieces as pieces_of_file
from offers.models import Schedule
from offers.sessions import BERLIN, Kind, Series, days_of, next_sessions
from sozialraum.calendar import HolidayCalendar

if TYPE_CHECKING:
    from icalendar import Event

AHEAD: Final = datetime.timedelta(days=365)
WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, kw_only=True)
class About:
    """What each event of a file says: `changed_at` is when that was last changed, `host` makes its UIDs unique."""

    title: str
    description: str
    location: str
    url: str
    host: str
    changed_at: datetime.datetime


def calendar_file(
    about: About,
    schedules: Iterable[Schedule],
    now: datetime.datetime,
    holidays: HolidayCalendar,
    until: datetime.date | None = None,
) -> bytes:
    """Return the file of an offer's sessions from `now` (aware) to its last day `until`; b"" without any."""
    found = events(about, schedules, now, holidays, until)
    return b"".join(pieces(about.host, found)) if found else b""


def events(
    about: About,
    schedules: Iterable[Schedule],
    now: datetime.datetime,
    holidays: HolidayCalendar,
    until: datetime.date | None = None,
) -> list["Event"]:
    """Return the events of an offer: one for each of its times that goes on after `now`."""
    dated = [(schedule.pk, dates(Series.of_row(schedule), now, until, holidays)) for schedule in schedules]
    return [event(about, pk, fields) for pk, fields in dated if fields]


def pieces(host: str, found: Iterable["Event"], *, name: str = "") -> Iterator[bytes]:
    """Yield a file of events piece by piece, so that it need not lie whole in memory; see kit.calendar_file."""
    return pieces_of_file(f"-//{host}//Angebote//DE", found, name=name)


def event(about: About, pk: int, fields: dict[str, Any]) -> "Event":
    """Return the event of the schedule `pk`; `fields` are its dates."""
    from icalendar import Event

    told = {
        "uid": f"angebot-zeit-{pk}@{about.host}",
        "dtstamp": about.changed_at,
        "last-modified": about.changed_at,
        "summary": about.title,
        "description": about.description,
        "location": about.location,
        "url": about.url,
    }
    made = Event()
    for name, value in (told | fields).items():
        if value:
            made.add(name, value)
    return made


def dates(
    series: Series, now: datetime.datetime, until: datetime.date | None, holidays: HolidayCalendar
) -> dict[str, Any]:
    """Return beginning, end, rule and exceptions of a series from its next session on, for a year; {} without one.

    The beginning is a real session, never a pause: some calendars show the beginning whatever the exceptions say.
    """
    following = next_sessions([series], now, holidays, count=1, until=until)
    if not following:
        return {}
    first = following[0].starts.date()
    fields: dict[str, Any] = {"dtstart": local(first, series.starts), "dtend": local(first, series.ends)}
    days = list(days_of(series, first, min(filter(None, (until, first + AHEAD)))))
    paused = {day for day in days if series.pause_on(day, holidays)}
    last = max(day for day in days if day not in paused)
    if last > first:
        fields["rrule"] = rule(series, last)
        fields["exdate"] = [local(day, series.starts) for day in sorted(paused) if day < last]
    return fields


def local(day: datetime.date, at: datetime.time) -> datetime.datetime:
    return datetime.datetime.combine(day, at, BERLIN)


def rule(series: Series, last: datetime.date) -> dict[str, Any]:
    """Return the rule of repetition of a series whose last session is on the day `last`."""
    monthly = series.kind == Kind.MONTHLY
    return {
        "freq": "MONTHLY" if monthly else "WEEKLY",
        "interval": 2 if series.kind == Kind.FORTNIGHTLY else 1,
        "byday": f"{series.nth}{WEEKDAYS[series.weekday]}" if monthly else WEEKDAYS[series.weekday],
        "wkst": "MO",
        "until": local(last, series.starts).astimezone(datetime.UTC),
    }
