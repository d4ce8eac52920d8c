"""Series as their partners write them: like `offers.wording.times`, which is for families, but with nothing left out."""

import datetime
from collections.abc import Iterable
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import override

from offers.sessions import Kind, Series
from offers.wording import describe_clock, describe_day
from offers.wording.times import KINDS, MOST_LISTED, RULES


def say(series: Series, *, today: datetime.date) -> str:
    """Return the line for one series, from which `understand` makes it again.

    Where its first day is no news (not in the future, and of no importance for odd weeks), it stays unsaid.
    """
    return say_group([series], today)


def say_all(all_series: Iterable[Series], *, today: datetime.date) -> list[str]:
    """Return the lines for several series, by their days; those that differ in their days only share one."""
    ordered = sorted(all_series, key=lambda series: order(series, today))
    groups = [list(group) for _key, group in groupby(ordered, key=lambda series: shared(series, today))]
    parts = sorted((part for group in groups for part in readable(group)), key=lambda part: place(part[0]))
    return [say_group(part, today) for part in parts]


def place(series: Series) -> tuple:
    """Return where a line stands that begins with this series."""
    day = series.first_day.toordinal() if series.kind == Kind.ONCE else series.weekday
    return (KINDS.index(series.kind), day, series.starts)


def readable(group: list[Series]) -> list[list[Series]]:
    """Return a group in parts that one line can hold."""
    if group[0].kind != Kind.ONCE:
        return [group]
    return [group[start : start + MOST_LISTED] for start in range(0, len(group), MOST_LISTED)]


def shared(series: Series, today: datetime.date) -> tuple:
    """Return what series in one line have in common."""
    rhythm = (KINDS.index(series.kind), f"{series.starts:%H:%M}", f"{series.ends:%H:%M}")
    if series.kind == Kind.ONCE:
        return rhythm
    first = series.first_day if says_first_day(series, today) else datetime.date.min
    pauses = (series.pauses_in_school_holidays, series.pauses_on_public_holidays)
    weekday = series.weekday if series.kind == Kind.MONTHLY else 0
    return (*rhythm, first, series.last_day or datetime.date.max, *pauses, weekday)


def order(series: Series, today: datetime.date) -> tuple:
    """Return the place of a series: in groups by what is shared, in a group by day; the last of a month comes last."""
    nth = series.nth or 0
    return (*shared(series, today), series.weekday if series.kind != Kind.ONCE else 0, nth < 0, nth, series.first_day)


def says_first_day(series: Series, today: datetime.date) -> bool:
    return series.kind == Kind.FORTNIGHTLY or series.first_day > today


def say_group(group: list[Series], today: datetime.date) -> str:
    first = group[0]
    # What is written here is read again in German.
    with override("de"):
        parts = [RULES[first.kind](group), describe_clock(first.starts, first.ends)]
        if first.kind != Kind.ONCE:
            parts += rules(first, today)
        return ", ".join(parts)


def rules(series: Series, today: datetime.date) -> list[str]:
    """Return from when and until when a series runs and when it pauses, as far as that is not what one expects."""
    parts = []
    if says_first_day(series, today):
        parts.append(_("ab %(day)s") % {"day": describe_day(series.first_day)})
    if series.last_day:
        parts.append(_("bis %(day)s") % {"day": describe_day(series.last_day)})
    if series.pauses_in_school_holidays:
        parts.append(_("nicht in den Schulferien"))
    if not series.pauses_on_public_holidays:
        parts.append(_("auch an Feiertagen"))
    return parts
