"""The days in a line: weekdays, dates, and the how-manieth."""

import re
from typing import Final

from django.utils.translation import gettext as _

from offers.spoken_times.items import DayWords, Ordinal, Reading, Weekdays
from offers.spoken_times.refusals import MisreadError
from offers.spoken_times.tokens import Line
from offers.spoken_times.words import MONTHS, ORDINALS, UNCLEAR_DAYS, weekday_of

CENTURY: Final = 2000
# Of "3.2.27" the last part, with a dot.
TWO_DIGITS: Final = re.compile(r"\.[0-9]{2}$")
UNTIL: Final = {"-", "bis"}


def read_weekdays(line: Line, place: int) -> Reading:
    """Read "Mo", "montags" or "montags bis freitags"."""
    found = read_weekday(line, place)
    if not found:
        return None
    first, after = found
    further = read_weekday(line, line.past(after + 1, "zum")) if line.at(after).key in UNTIL else None
    if not further:
        return (Weekdays((first,)),), after
    last, after = further
    if last <= first:
        said = line.between(place, after)
        raise MisreadError(_("„%s“ geht über das Ende der Woche. Bitte die Tage einzeln nennen.") % said)
    return (Weekdays(tuple(range(first, last + 1))),), after


def read_weekday(line: Line, place: int) -> tuple[int, int] | None:
    """Return a weekday and the place behind it, a dot of its abbreviation included."""
    token = line.at(place)
    if token.key in UNCLEAR_DAYS:
        why = _(
            "„%s“ heißt für manche mit Samstag, für andere ohne. Bitte „montags bis freitags“ oder „montags bis samstags“ schreiben."
        )
        raise MisreadError(why % line.between(place, place + 1))
    weekday = weekday_of(token.key) if token.kind == "word" else None
    return None if weekday is None else (weekday, line.past(place + 1, "."))


def read_day(line: Line, place: int) -> Reading:
    """Read a date, with the weekday before it where there is one: "Mittwoch, den 3. Februar 2027".

    "Mittwochs" is each of them and belongs to no date.
    """
    each = line.at(place).key.endswith("s")
    weekday, after = (None if each else read_weekday(line, place)) or (None, place)
    after = line.past(after, ",", "den", "dem") if weekday is not None else after
    found = read_figures(line, after) or read_named_month(line, after)
    return ((found[0]._replace(weekday=weekday),), found[1]) if found else None


def read_figures(line: Line, place: int) -> tuple[DayWords, int] | None:
    """Return a date in figures: "3.2.2027", "3.2.27", "3.2.", "2027-02-03"."""
    token = line.at(place)
    if token.kind == "iso":
        year, month, day = token.numbers
        return DayWords(day, month, year), place + 1
    if token.kind != "date":
        return None
    day, month, year = (*token.numbers, None)[:3]
    if year is not None and TWO_DIGITS.search(token.key):
        year += CENTURY
    return DayWords(day, month, year), place + 1


def read_named_month(line: Line, place: int) -> tuple[DayWords, int] | None:
    """Return a date such as "3. Februar 2027" or "3 Feb."."""
    day, month = line.at(place), read_month(line, place + 1)
    if day.kind not in {"ordinal", "number"} or not month:
        return None
    return month[0]._replace(day=day.numbers[0], whole_month=False), month[1]


def read_month(line: Line, place: int) -> tuple[DayWords, int] | None:
    """Return the beginning of a month such as "Februar 2027", and the place behind it."""
    month = MONTHS.get(line.at(place).key)
    if not month:
        return None
    after = line.past(place + 1, ".")
    year = line.at(after)
    if year.kind == "year":
        return DayWords(1, month, year.numbers[0], whole_month=True), after + 1
    return DayWords(1, month, whole_month=True), after


def read_ordinal(line: Line, place: int) -> Reading:
    """Read "1.", "ersten" or "letzter"."""
    token = line.at(place)
    if token.kind == "ordinal":
        return (Ordinal(token.numbers[0]),), place + 1
    number = ORDINALS.get(token.key)
    return ((Ordinal(number),), place + 1) if number else None
