"""When an offer takes place, as its page, its calendar file and search engines are told."""

import datetime
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from django.utils.translation import gettext as _

from offers.models import Offer, Schedule
from offers.sessions import BERLIN, Series, Session, next_sessions, pauses_between
from offers.wording import describe_clock, describe_day, describe_times
from sozialraum.calendar import HolidayCalendar, Pause

SHOWN: Final = 5


class Row(NamedTuple):
    """One line of a list of times: what stands out, and what stands below it."""

    text: str
    note: str


@dataclass(frozen=True)
class Timetable:
    """The rules in words, the next sessions, and the holidays for which one of them is left out."""

    lines: list[str] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    pauses: list[str] = field(default_factory=list)


def timetable(offer: Offer, now: datetime.datetime, holidays: HolidayCalendar) -> Timetable:
    """Return the timetable of an offer as it stands at `now` (aware)."""
    all_series = [Series.of_row(schedule) for schedule in offer.schedules.all()]
    holidays = holidays.closed_on(closure.pause for closure in offer.closures.all())
    today = now.astimezone(BERLIN).date()
    # One more than is shown, so that a pause right behind the last one is told too.
    coming = next_sessions(all_series, now, holidays, count=SHOWN + 1, until=offer.valid_until)
    last, sessions = coming[-1].starts.date() if coming else today, coming[:SHOWN]
    return Timetable(
        lines=describe_times(all_series, today, by_arrangement=offer.by_arrangement),
        sessions=sessions,
        rows=[describe_session(session, today) for session in sessions],
        pauses=[describe_pause(pause) for pause in pauses_between(all_series, today, last, holidays)],
    )


def describe_session(session: Session, today: datetime.date) -> Row:
    """Return a session as "Mittwoch, 25. November 2026" and "9:30–11 Uhr"; what is near is called today or tomorrow."""
    day = session.starts.date()
    near = {0: _("Heute"), 1: _("Morgen")}.get((day - today).days, Schedule.Weekday(day.weekday()).label)
    text = _("%(weekday)s, %(day)s") % {"weekday": near, "day": describe_day(day)}
    return Row(text, describe_clock(session.starts.time(), session.ends.time()))


def describe_pause(pause: Pause) -> str:
    """Return a holiday and its days."""
    first, last = describe_day(pause.first_day), describe_day(pause.last_day)
    if first == last:
        return _("%(name)s (%(day)s)") % {"name": pause.name, "day": first}
    return _("%(name)s (%(first)s bis %(last)s)") % {"name": pause.name, "first": first, "last": last}
