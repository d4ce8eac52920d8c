"""On which days, and from when to when, one event of a calendar file takes place."""

import datetime
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from django.utils.translation import gettext as _

from offers.imports.calendar_file import UnreadableError
from offers.sessions import BERLIN

if TYPE_CHECKING:
    from icalendar import Event

# So far back may a series have begun; from there on its days are counted.
OLDEST: Final = datetime.timedelta(days=10 * 366)
# More than one a day for the whole time is no offer.
MOST_DAYS: Final = 5_000
# Whoever writes a year so far ahead means "for ever".
FOR_EVER: Final = 20
# No part of a rule has more values than a year has days.
MOST_VALUES: Final = 366
READ: Final = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
PARTS: Final = {
    *(
        "FREQ",
        "INTERVAL",
        "COUNT",
        "UNTIL",
        "WKST",
        "BYDAY",
        "BYMONTHDAY",
        "BYYEARDAY",
        "BYWEEKNO",
        "BYMONTH",
        "BYSETPOS",
    ),
}


class Occurrence(NamedTuple):
    """One meeting, in German time."""

    day: datetime.date
    starts: datetime.time
    ends: datetime.time


class Window(NamedTuple):
    """The days that are looked at, both included."""

    first: datetime.date
    last: datetime.date


@dataclass(frozen=True)
class Dates:
    """The meetings of an event within a window, and the last day of all; None where they go on for ever."""

    occurrences: list[Occurrence] = field(default_factory=list)
    last_day: datetime.date | None = None


def dates_of(event: "Event", window: Window, moved: set[datetime.datetime]) -> Dates:
    """Return when an event takes place; `moved` are the moments at which another event of the file stands for it.

    Raises UnreadableError with the reason where it cannot be a time of an offer.
    """
    first, length, zone = begin_of(event, window)
    rule = rule_of(event)
    added = [wall(value, first, zone) for value in moments(event, "RDATE")]
    left_out = [wall(value, first, zone) for value in moments(event, "EXDATE")]
    left_out += [moment.astimezone(zone).replace(tzinfo=None) for moment in moved]
    repeated, last_day = repeat(rule, first, window, zone) if rule else ([first], first.date())
    starts = sorted({*repeated, *added} - {*left_out})
    last_day = last_day and max([last_day, *(moment.date() for moment in added)])
    if last_day and last_day.year > window.last.year + FOR_EVER:
        last_day = None
    found = [occurrence(start, length, zone) for start in starts]
    return Dates([one for one in found if window.first <= one.day <= window.last], last_day)


def begin_of(event: "Event", window: Window) -> tuple[datetime.datetime, datetime.timedelta, ZoneInfo]:
    """Return the beginning as the clock at the place shows it, the length, and where that clock hangs."""
    try:
        start, end = event.start, event.end
    except (ValueError, TypeError, AttributeError) as error:
        raise UnreadableError(_("Beginn oder Ende fehlt oder ist keine Zeit.")) from error
    if not isinstance(start, datetime.datetime) or not isinstance(end, datetime.datetime):
        raise UnreadableError(_("Der Termin ist ganztägig. Ein Angebot braucht eine Uhrzeit."))
    if start.tzinfo is None and "TZID" in event["DTSTART"].params:
        zone = event["DTSTART"].params["TZID"]
        raise UnreadableError(_("Die Zeitzone „%(zone)s“ kennen wir nicht.") % {"zone": str(zone)[:60]})
    zone = start.tzinfo or BERLIN
    if (start.tzinfo is None) != (end.tzinfo is None):
        raise UnreadableError(_("Beginn und Ende stehen in verschiedenen Zeiten."))
    first = start.replace(tzinfo=None, second=0, microsecond=0)
    length = end.astimezone(zone).replace(tzinfo=None, second=0, microsecond=0) - first
    if length <= datetime.timedelta():
        raise UnreadableError(_("Der Termin hat kein Ende nach seinem Beginn."))
    if first.date() < window.first - OLDEST and "RRULE" in event:
        raise UnreadableError(_("Die Reihe beginnt vor mehr als zehn Jahren. Bitte legen Sie sie im Kalender neu an."))
    return first, length, zone


def rule_of(event: "Event") -> dict[str, Any]:
    """Return the rule of repetition by its parts; empty without one. Raises UnreadableError."""
    rule = event.get("RRULE")
    if rule is None:
        return {}
    if isinstance(rule, list) or "EXRULE" in event or not hasattr(rule, "items"):
        raise UnreadableError(_("Der Termin wiederholt sich nach mehreren Regeln. Bitte teilen Sie ihn auf."))
    parts = {name.upper(): values for name, values in rule.items()}
    if set(map(str, parts.get("FREQ", []))) - READ or "FREQ" not in parts or set(parts) - PARTS:
        raise UnreadableError(_("Der Termin wiederholt sich öfter als einmal am Tag oder nach einer seltenen Regel."))
    if any(len(values) > MOST_VALUES for values in parts.values()):
        raise UnreadableError(_("Die Regel der Wiederholung ist nicht lesbar."))
    if any(int(number) < 1 for name in ("INTERVAL", "COUNT") for number in parts.get(name, [])):
        raise UnreadableError(_("Der Abstand der Wiederholung ist keine Zahl ab 1."))
    return parts


def repeat(
    parts: dict[str, Any], first: datetime.datetime, window: Window, zone: ZoneInfo
) -> tuple[list[datetime.datetime], datetime.date | None]:
    """Return the moments of a rule to the end of a window, and its last day; None where it has none.

    Rules are read to the end of the window and not to their own, so that none can run for ever.
    """
    from icalendar import vRecur

    until, count = parts.get("UNTIL"), parts.get("COUNT")
    text = vRecur({name: values for name, values in parts.items() if name not in {"UNTIL", "COUNT"}}).to_ical().decode()
    # A day more, since clocks elsewhere are ahead.
    end = datetime.datetime.combine(window.last, datetime.time.max) + datetime.timedelta(days=1)
    last = min(end, wall(until[0], first, zone, last=True)) if until else end
    try:
        rule = rrulestr(text, dtstart=first).replace(until=last)
        found = list(islice(rule, min(int(count[0]) if count else MOST_DAYS, MOST_DAYS)))
    except (ValueError, TypeError, OverflowError) as error:
        raise UnreadableError(_("Die Regel der Wiederholung ist nicht lesbar.")) from error
    if len(found) == MOST_DAYS:
        raise UnreadableError(_("Der Termin wiederholt sich öfter als einmal am Tag oder nach einer seltenen Regel."))
    # A first session that the rule does not name takes place all the same.
    moments_found = sorted({first, *found})
    if until and last < end:
        return moments_found, moments_found[-1].date()
    if until:
        return moments_found, wall(until[0], first, zone, last=True).date()
    return moments_found, moments_found[-1].date() if count else None


def moments(event: "Event", name: str) -> list[Any]:
    """Return the dates of a property that may stand several times, with several dates in each."""
    found = event.get(name, [])
    try:
        return [value.dt for one in (found if isinstance(found, list) else [found]) for value in one.dts]
    except (AttributeError, ValueError) as error:
        raise UnreadableError(_("Eine Ausnahme oder ein zusätzlicher Tag ist kein Datum.")) from error


def wall(value: Any, first: datetime.datetime, zone: ZoneInfo, *, last: bool = False) -> datetime.datetime:
    """Return a date of a property as the clock at the place shows it; a day alone means its session, or (`last`) its end."""
    moment = value[0] if isinstance(value, tuple) else value
    if not isinstance(moment, datetime.datetime):
        return datetime.datetime.combine(moment, datetime.time.max if last else first.time())
    if moment.year == datetime.MAXYEAR:
        return datetime.datetime.combine(datetime.date.max, datetime.time.max)
    local = moment.astimezone(zone) if moment.tzinfo else moment
    return local.replace(tzinfo=None, microsecond=0)


def occurrence(start: datetime.datetime, length: datetime.timedelta, zone: ZoneInfo) -> Occurrence:
    """Return a meeting in German time. Raises UnreadableError where it goes over midnight."""
    begins, ends = ((start + more).replace(tzinfo=zone).astimezone(BERLIN) for more in (datetime.timedelta(), length))
    if begins.date() != ends.date():
        raise UnreadableError(_("Der Termin geht über Mitternacht. Bitte teilen Sie ihn auf zwei Tage auf."))
    return Occurrence(begins.date(), begins.time(), ends.time())
