"""Times in words: "mittwochs, 9:30–11 Uhr, nicht in den Schulferien"."""

import datetime
from collections.abc import Iterable
from itertools import groupby, pairwise

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from offers.models import Schedule
from offers.sessions import Kind, Series, Session
from offers.wording.memory import remembered

DAYS_OF_WEEK = 7
# Fewer days in a row than this are named one by one; more single days than this are told by their number.
FEWEST_IN_A_ROW = 3
MOST_LISTED = 3
# Nobody takes "3. März" for one in more than nine months.
THIS_YEAR = datetime.timedelta(days=270)
EVERY = (
    gettext_lazy("montags"),
    gettext_lazy("dienstags"),
    gettext_lazy("mittwochs"),
    gettext_lazy("donnerstags"),
    gettext_lazy("freitags"),
    gettext_lazy("samstags"),
    gettext_lazy("sonntags"),
)
KINDS = list(Kind)


def describe_times(all_series: Iterable[Series], today: datetime.date, *, by_arrangement: bool = False) -> list[str]:
    """Return when an offer takes place, a line for each rhythm; what is over on `today` is left out."""
    lines = describe_series(tuple(all_series), today)
    return [*lines, _("nach Vereinbarung")] if by_arrangement else [*lines]


@remembered
def describe_series(all_series: tuple[Series, ...], today: datetime.date) -> tuple[str, ...]:
    coming = sorted((series for series in all_series if not is_over(series, today)), key=lambda one: order(one, today))
    groups = groupby(coming, key=lambda one: alike(one, today))
    return tuple(describe_group(list(group), today) for _key, group in groups)


def is_over(series: Series, today: datetime.date) -> bool:
    last_day = series.first_day if series.kind == Kind.ONCE else series.last_day
    return last_day is not None and last_day < today


def alike(series: Series, today: datetime.date) -> tuple:
    """Return what two series must share to be told in one line."""
    rhythm = (KINDS.index(series.kind), series.starts, series.ends)
    if series.kind == Kind.ONCE:
        return rhythm
    begins = max(series.first_day, today)
    last_day = series.last_day or datetime.date.max
    # Fortnightly ones must share their weeks; of a month, only several of the same weekday read well together.
    kind_of_week = {Kind.FORTNIGHTLY: monday(series.first_day).toordinal() % 14, Kind.MONTHLY: series.weekday}
    return (*rhythm, begins, last_day, series.pauses_in_school_holidays, kind_of_week.get(series.kind, 0))


def order(series: Series, today: datetime.date) -> tuple:
    """Return the place of a series: in groups by what is alike, in a group by day; the last of a month comes last."""
    return (*alike(series, today), series.weekday, (series.nth or 0) % DAYS_OF_WEEK, series.first_day)


def monday(day: datetime.date) -> datetime.date:
    return day - datetime.timedelta(days=day.weekday())


def describe_group(group: list[Series], today: datetime.date) -> str:
    """Return series that differ only in their days, in one line."""
    first = group[0]
    parts = [RULES[first.kind](group), describe_clock(first.starts, first.ends)]
    if first.kind != Kind.ONCE:
        parts += describe_bounds(first, today)
    return ", ".join(parts)


def describe_bounds(series: Series, today: datetime.date) -> list[str]:
    """Return from when and until when a series runs, as far as it matters to people today, and that it pauses."""
    parts = []
    if series.first_day > today:
        parts.append(_("ab %(day)s") % {"day": describe_day(series.first_day)})
    if series.last_day:
        parts.append(_("bis %(day)s") % {"day": describe_day(series.last_day)})
    if series.pauses_in_school_holidays:
        parts.append(_("nicht in den Schulferien"))
    return parts


def describe_clock(starts: datetime.time, ends: datetime.time) -> str:
    """Return a span of the day, such as "9:30–11 Uhr"."""
    return _("%(starts)s–%(ends)s Uhr") % {"starts": clock(starts), "ends": clock(ends)}


def clock(time: datetime.time) -> str:
    return f"{time.hour}:{time.minute:02}" if time.minute else str(time.hour)


def describe_next(session: Session | None, today: datetime.date) -> str:
    """Return when the next session begins, such as "nächster Termin: morgen, 2. Dezember, 9:30 Uhr"; empty without one."""
    return describe_beginning(session.starts.date(), session.starts.time(), today) if session else ""


@remembered
def describe_beginning(day: datetime.date, starts: datetime.time, today: datetime.date) -> str:
    # With the date, for on paper nobody knows what day "heute" was.
    near = {0: _("heute"), 1: _("morgen")}.get((day - today).days, Schedule.Weekday(day.weekday()).label)
    shown = date_format(day, "MONTH_DAY_FORMAT") if day - today < THIS_YEAR else describe_day(day)
    return _("nächster Termin: %(day)s, %(starts)s\N{NO-BREAK SPACE}Uhr") % {
        "day": _("%(weekday)s, %(day)s") % {"weekday": near, "day": shown},
        "starts": clock(starts),
    }


@remembered
def describe_day(day: datetime.date) -> str:
    """Return a day with its year, such as "14. Januar 2027"."""
    return date_format(day, "DATE_FORMAT")


def weekly(group: list[Series]) -> str:
    days = sorted({series.weekday for series in group})
    if len(days) == DAYS_OF_WEEK:
        return _("täglich")
    if len(days) >= FEWEST_IN_A_ROW and all(later - earlier == 1 for earlier, later in pairwise(days)):
        return _("%(first)s bis %(last)s") % {"first": EVERY[days[0]], "last": EVERY[days[-1]]}
    return listed(EVERY[day] for day in days)


def fortnightly(group: list[Series]) -> str:
    # "Jeden zweiten Donnerstag" would be read as the second one of the month.
    return _("alle zwei Wochen %(days)s") % {"days": weekly(group)}


def monthly(group: list[Series]) -> str:
    which = dict.fromkeys(_("letzten") if series.nth == Schedule.Nth.LAST else f"{series.nth}." for series in group)
    weekday = Schedule.Weekday(group[0].weekday).label
    return _("jeden %(which)s %(weekday)s im Monat") % {"which": listed(which), "weekday": weekday}


def once(group: list[Series]) -> str:
    days = list(dict.fromkeys(series.first_day for series in group))
    if len(days) == 1:
        return _("am %(day)s") % {"day": describe_day(days[0])}
    if len(days) <= MOST_LISTED:
        return _("am %(days)s") % {"days": listed(map(describe_day, days))}
    counted = ngettext("an %(count)s Tag ab %(day)s", "an %(count)s Tagen ab %(day)s", len(days))
    return counted % {"count": len(days), "day": describe_day(days[0])}


def listed(words: Iterable[str]) -> str:
    return get_text_list(list(words), _("und"))


RULES = {Kind.WEEKLY: weekly, Kind.FORTNIGHTLY: fortnightly, Kind.MONTHLY: monthly, Kind.ONCE: once}
