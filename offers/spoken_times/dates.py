"""Days as they are written, found in the calendar."""

import datetime
from calendar import monthrange
from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext as _

from offers.models import Schedule
from offers.spoken_times.items import LAST_OF_MONTH, DayWords
from offers.spoken_times.refusals import MisreadError
from offers.wording import describe_day

# The longest time without a 29 February (1896 to 1904, 2096 to 2104).
LEAP_YEARS_APART: Final = 8
SHORTLY: Final = datetime.timedelta(days=90)


def bounds(
    first: DayWords | None, last: DayWords | None, today: datetime.date
) -> tuple[datetime.date | None, datetime.date | None]:
    """Return the first and last day of a series; years left out make it run now or next."""
    if first and last and first.year is None:
        ends = coming(last, today)
        return latest(first, ends), ends
    begins = first_day(first, today) if first else None
    return begins, coming(last, begins or today) if last else None


def first_day(words: DayWords, today: datetime.date) -> datetime.date:
    """Return when a series begins; without a year, a day shortly before today may be meant as well as the next."""
    day = coming(words, today)
    open_year = words.year is None and words.weekday is None and day > today
    if open_year and today - (ago := latest(words, today)) < SHORTLY:
        days = {"ago": describe_day(ago), "day": describe_day(day)}
        raise MisreadError(_("Bitte das Jahr dazuschreiben: „ab %(ago)s“ oder „ab %(day)s“?") % days)
    return day


def single_days(all_words: Sequence[DayWords], today: datetime.date) -> list[datetime.date]:
    """Return several days; a year said once holds for the days before it in the line ("3.2. und 10.2.2027")."""
    found: list[datetime.date | None] = [None] * len(all_words)
    later = None
    for place in reversed(range(len(all_words))):
        words = all_words[place]
        if words.year or later:
            found[place] = later = coming(words, today) if words.year else latest(words, later)
    since = max(filter(None, found), default=today)
    return [day or coming(words, since) for day, words in zip(found, all_words, strict=True)]


def coming(words: DayWords, since: datetime.date) -> datetime.date:
    """Return the day of the year that is said, or else the next from `since` on."""
    # "Ab November", said in November, began on the first of this month.
    since = since.replace(day=1) if words.whole_month else since
    years = [words.year] if words.year is not None else range(since.year, since.year + LEAP_YEARS_APART + 1)
    days = filter(None, (in_year(words, year) for year in years))
    return checked(words, next((day for day in days if words.year is not None or day >= since), None))


def latest(words: DayWords, until: datetime.date) -> datetime.date:
    """Return the last such day up to `until`."""
    days = filter(None, (in_year(words, until.year - ago) for ago in range(LEAP_YEARS_APART + 1)))
    return checked(words, next((day for day in days if day <= until), None))


def in_year(words: DayWords, year: int) -> datetime.date | None:
    try:
        day = monthrange(year, words.month)[1] if words.day == LAST_OF_MONTH else words.day
        return datetime.date(year, words.month, day)
    except ValueError:
        return None


def checked(words: DayWords, day: datetime.date | None) -> datetime.date:
    """Return a day that exists and is the weekday that was said; raises MisreadError."""
    if day is None:
        year = f"{words.year:04}" if words.year is not None else ""
        raise MisreadError(_("Den %(day)s gibt es nicht.") % {"day": f"{words.day}.{words.month}.{year}"})
    if words.weekday not in {None, day.weekday()}:
        weekday = Schedule.Weekday(day.weekday()).label
        raise MisreadError(_("Der %(day)s ist ein %(weekday)s.") % {"day": describe_day(day), "weekday": weekday})
    return day
