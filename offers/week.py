"""What takes place in one week for a search: day by day, in the order of the clock."""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from offers.closures import closures_of
from offers.models import Schedule
from offers.search import Criteria, Hit
from offers.search.days import span, sunday_after, taking_place
from offers.search.listing import ordered
from offers.search.matching import matches
from offers.sessions import Series, Session, sessions_of
from offers.wording import describe_ages, describe_clock, describe_day, describe_fit
from sozialraum.calendar import HolidayCalendar

# More offers than these are no week that anybody reads; the page says so and asks for a narrower search.
MOST_OFFERS: Final = 200
# So far ahead a week can be opened.
FURTHEST: Final = datetime.timedelta(days=366)
NAMES: Final = ("mo", "di", "mi", "do", "fr", "sa", "so")
HOUR: Final = 60
# From which minute to before which.
PARTS: Final = {"vormittag": (0, 720), "nachmittag": (720, 1020), "abend": (1020, 1440)}
WEEK: Final = datetime.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Date:
    """A session on the page of the week."""

    starts: datetime.datetime
    clock: str
    slug: str
    title: str
    where: str
    ages: str
    cost: str
    fit: str


@dataclass(frozen=True, slots=True)
class WeekDay:
    """A day with its sessions; `off` names the holidays that it lies in."""

    day: datetime.date
    name: str
    off: str
    dates: list[Date]


@dataclass(frozen=True)
class Week:
    """The days of a week from the first one asked for, and how many offers have sessions in it."""

    days: list[WeekDay]
    offers: int
    is_cut: bool

    @property
    def is_empty(self) -> bool:
        return not any(day.dates for day in self.days)


def monday_of(day: datetime.date) -> datetime.date:
    return day - datetime.timedelta(days=day.weekday())


def week(criteria: Criteria, first: datetime.date, holidays: HolidayCalendar) -> Week:
    """Return the week of a search from the day `first` to its Sunday; of today what is not over yet. Three queries."""
    days = span(first, sunday_after(first))
    found = hits(criteria, days, holidays)
    listed = found[:MOST_OFFERS]
    closed = closures_of((hit.card["slug"] for hit in listed), first)
    by_day: dict[datetime.date, list[Date]] = defaultdict(list)
    for hit in listed:
        own = holidays.closed_on(closed[hit.card["slug"]])
        for session in sessions(hit.card, days, own, criteria):
            by_day[session.starts.date()].append(date(hit, session))
    told = [weekday(day, by_day[day], holidays) for day in days]
    offers = len({one.slug for dates in by_day.values() for one in dates})
    return Week(told, offers, len(found) > MOST_OFFERS)


def hits(criteria: Criteria, days: list[datetime.date], holidays: HolidayCalendar) -> list[Hit]:
    """Return the offers with sessions on the days, the nearest first; one more than are shown where there are more."""
    # Which days are meant says the page, whatever else the search asked.
    bare = criteria.without_facet("wann")
    entries = matches(bare).filter(taking_place(days, holidays, bare))
    rows = ordered(bare, entries).values_list("card", "nearness")
    return [Hit(card, nearness) for card, nearness in rows[: MOST_OFFERS + 1]]


def sessions(
    card: dict[str, Any], days: list[datetime.date], holidays: HolidayCalendar, criteria: Criteria
) -> list[Session]:
    """Return the sessions of an offer on the days, those that are over left out."""
    until = min(filter(None, (days[-1], card["valid_until"] and datetime.date.fromisoformat(card["valid_until"]))))
    now = timezone.now()
    series = (Series.of_card(row) for row in card["schedules"])
    wanted = (one for one in series if is_wanted(one, criteria))
    found = {session for one in wanted for session in sessions_of(one, days[0], holidays, until)}
    return [session for session in found if session.ends > now]


def is_wanted(series: Series, criteria: Criteria) -> bool:
    """Return whether a series lies on a weekday and in a part of the day that was asked for."""
    weekdays, parts = criteria.values("wochentag"), criteria.values("tageszeit")
    on_day = not weekdays or NAMES[series.weekday] in weekdays
    return on_day and (not parts or bool({*parts} & parts_of(series.starts, series.ends)))


def parts_of(starts: datetime.time, ends: datetime.time) -> set[str]:
    """Return which parts of the day a session fills: where it starts, or where an hour of it lies (see offers_dayparts in SQL)."""
    begin, end = (at.hour * 60 + at.minute for at in (starts, ends))
    return {
        part
        for part, (opens, closes) in PARTS.items()
        if opens <= begin < closes or min(end, closes) - max(begin, opens) >= HOUR
    }


def date(hit: Hit, session: Session) -> Date:
    """Return a session as the page tells it."""
    card = hit.card
    return Date(
        starts=session.starts,
        clock=describe_clock(session.starts.time(), session.ends.time()),
        slug=card["slug"],
        title=card["title"],
        where=", ".join(filter(None, [card["facility"], card["district"], card["place_note"]])),
        ages=describe_ages(card["ages"]),
        cost=card["cost"],
        fit=describe_fit(card, hit.nearness),
    )


def weekday(day: datetime.date, dates: list[Date], holidays: HolidayCalendar) -> WeekDay:
    off = holidays.public_holiday(day) or holidays.school_holiday(day)
    name = _("%(weekday)s, %(day)s") % {"weekday": Schedule.Weekday(day.weekday()).label, "day": describe_day(day)}
    return WeekDay(day, name, off.name if off else "", sorted(dates, key=lambda one: (one.starts, one.title)))
