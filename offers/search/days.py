"""What takes place on which days, and where places are free: asked of the times themselves, since each day answers anew.

The rules are those of `offers.sessions`, written in SQL so that they narrow a search; a test holds both against each other.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Self

from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils import timezone

from offers.models import Availability
from offers.search.criteria import Criteria
from sozialraum.calendar import HolidayCalendar

SATURDAY: Final = 5
MORNING: Final = datetime.time.min

# Which offers have a session on one of the days: `after` is the time at which it must not be over, `off` says whether public
# and school holidays lie there.
ON_DAYS: Final = """
    SELECT s.offer_id
    FROM unnest(%s::date[], %s::smallint[], %s::time[], %s::boolean[], %s::boolean[])
        AS d (day, weekday, after, off_public, off_school)
    JOIN offers_schedule s ON s.weekday = d.weekday AND s.first_day <= d.day AND s.ends > d.after
    JOIN offers_offer o ON o.id = s.offer_id
    WHERE coalesce(s.last_day, 'infinity') >= d.day AND coalesce(o.valid_until, 'infinity') >= d.day
        AND CASE s.kind
            WHEN 'once' THEN s.first_day = d.day
            WHEN 'weekly' THEN true
            WHEN 'fortnightly' THEN (d.day - date_trunc('week', s.first_day)::date) / 7 %% 2 = 0
            WHEN 'monthly' THEN CASE WHEN s.nth > 0 THEN (extract(day FROM d.day)::int + 6) / 7 = s.nth
                ELSE extract(month FROM d.day + 7) <> extract(month FROM d.day) END
            END
        AND (s.kind = 'once' OR NOT (s.pauses_on_public_holidays AND d.off_public OR s.pauses_in_school_holidays AND d.off_school))
        AND (%s::text[] IS NULL OR (ARRAY['mo', 'di', 'mi', 'do', 'fr', 'sa', 'so'])[s.weekday + 1] = ANY (%s::text[]))
        AND (%s::text[] IS NULL OR EXISTS (
            SELECT FROM offers_dayparts(s.starts, s.ends) AS parts (part) WHERE part = ANY (%s::text[])
        ))
        AND NOT EXISTS (
            SELECT FROM offers_closure c WHERE c.offer_id = s.offer_id AND d.day BETWEEN c.first_day AND c.last_day
        )
"""


@dataclass(frozen=True, slots=True)
class Day:
    """A day that a search means: from which time on, and whether anybody has the day off."""

    day: datetime.date
    weekday: int
    after: datetime.time
    is_public_holiday: bool
    is_school_holiday: bool

    @classmethod
    def of(cls, day: datetime.date, now: datetime.datetime, holidays: HolidayCalendar) -> Self:
        """Return a day as it is at `now` (local): what is over today is over."""
        after = now.time() if day == now.date() else MORNING
        off = holidays.public_holiday(day), holidays.school_holiday(day)
        return cls(day, day.weekday(), after, *(pause is not None for pause in off))


def span(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    """Return the days from the first to the last one."""
    return [first + datetime.timedelta(days=offset) for offset in range((last - first).days + 1)]


def sunday_after(day: datetime.date) -> datetime.date:
    """Return the last day of the week in which a day lies."""
    return day + datetime.timedelta(days=6 - day.weekday())


def days_meant(words: Iterable[str], today: datetime.date, holidays: HolidayCalendar) -> list[datetime.date]:
    """Return the days that values of `wann` mean on a day, each once, in order; what is past is not meant."""
    meant: set[datetime.date] = set()
    for word in words:
        match word:
            case "heute":
                meant.add(today)
            case "morgen":
                meant.add(today + datetime.timedelta(days=1))
            case "woche":
                meant.update(span(today, sunday_after(today)))
            case "wochenende":
                saturday = today + datetime.timedelta(days=max(SATURDAY - today.weekday(), 0))
                meant.update(span(saturday, sunday_after(today)))
            case "ferien" if pause := holidays.school_holidays_from(today):
                meant.update(span(max(today, pause.first_day), pause.last_day))
    return sorted(meant)


def taking_place(days: Iterable[datetime.date], holidays: HolidayCalendar, criteria: Criteria) -> Q:
    """Keep the entries of offers with a session on one of the days, on a chosen weekday and in a chosen part of the day."""
    now = timezone.localtime().replace(tzinfo=None)
    asked = [Day.of(day, now, holidays) for day in days]
    columns = [[getattr(day, name) for day in asked] for name in Day.__slots__]
    weekdays, parts = criteria.values("wochentag") or None, criteria.values("tageszeit") or None
    return Q(pk__in=RawSQL(ON_DAYS, [*columns, weekdays, weekdays, parts, parts]))  # noqa: S611 — a constant


def of_the_day(criteria: Criteria) -> Q:
    """Keep what takes place when the search asks, and where places are free if it asks for that."""
    found = Q()
    if words := criteria.values("wann"):
        holidays = criteria.holidays or HolidayCalendar("")
        found &= taking_place(days_meant(words, timezone.localdate(), holidays), holidays, criteria)
    if criteria.values("frei"):
        free = Availability.objects.holding(timezone.localdate()).filter(free__gt=0)
        found &= Q(pk__in=free.values("pk"))
    return found
