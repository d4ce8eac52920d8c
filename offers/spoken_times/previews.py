"""The next dates that follow from series, for whom wrote them to check."""

import datetime
from collections.abc import Sequence

from django.utils.translation import gettext as _

from offers.models import Schedule
from offers.sessions import BERLIN, Series, Session, next_sessions, pauses_between, sessions_of
from offers.wording import describe_clock, describe_day
from sozialraum.calendar import HolidayCalendar, Pause


def preview(
    all_series: Sequence[Series], *, now: datetime.datetime, holidays: HolidayCalendar, count: int = 5
) -> list[str]:
    """Return the next `count` dates from `now` (aware) on, and between them the holidays for which one is left out."""
    sessions = next_sessions(all_series, now, holidays, count=count)
    if not sessions:
        return []
    today, until = now.astimezone(BERLIN).date(), sessions[-1].starts.date()
    lines = [(session.starts.date(), 1, describe_session(session)) for session in sessions]
    lines += [
        (max(pause.first_day, today), 0, describe_pause(pause, all_series, holidays))
        for pause in pauses_between(all_series, today, until, holidays)
    ]
    return [line for *_place, line in sorted(lines)]


def describe_session(session: Session) -> str:
    """Return a date with its hours, such as "Dienstag, 1. Dezember 2026, 9:30–11 Uhr"."""
    clock = describe_clock(session.starts.time(), session.ends.time())
    return f"{describe_weekday(session.starts.date())}, {clock}"


def describe_weekday(day: datetime.date) -> str:
    weekday = Schedule.Weekday(day.weekday()).label
    return _("%(weekday)s, %(day)s") % {"weekday": weekday, "day": describe_day(day)}


def describe_pause(pause: Pause, all_series: Sequence[Series], holidays: HolidayCalendar) -> str:
    """Return that a holiday is a pause, for some of the series or all."""
    meeting = (sessions_of(series, pause.first_day, holidays, pause.last_day) for series in all_series)
    partly = any(True for sessions in meeting for _session in sessions)
    sentence = _("%(days)s: fällt zum Teil aus (%(name)s)") if partly else _("%(days)s: fällt aus (%(name)s)")
    return sentence % {"days": describe_days(pause), "name": pause.name}


def describe_days(pause: Pause) -> str:
    if pause.first_day == pause.last_day:
        return describe_weekday(pause.first_day)
    bounds = {"first": describe_day(pause.first_day), "last": describe_day(pause.last_day)}
    return _("%(first)s bis %(last)s") % bounds
