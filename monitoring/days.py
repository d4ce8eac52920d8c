"""The day that numbers are about, as tables write it: a date, a year, a month, or Excel's number of a day."""

import calendar
import datetime
import re
from functools import lru_cache

from django.utils.translation import gettext as _

from kit.importing import RefusedError

GERMAN = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})")
ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?")
YEAR = re.compile(r"(\d{4})(?:\.0)?")
MONTH = re.compile(r"(\d{1,2})[/.](\d{4})")
SERIAL = re.compile(r"([2-7]\d{4})(?:[.,]0)?")
# In a heading or a title: "Stand 31.12.2024", "Einwohner 2023", "2024_u6".
SPOKEN_DAY = re.compile(r"(?<!\d)(\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|\d{4}-\d{2}-\d{2})(?!\d)")
SPOKEN_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
# The day from which Excel counts, with the leap day of 1900 that it invented.
EXCEL_BEGINS = datetime.date(1899, 12, 30)
EARLIEST, LATEST = 1900, 2200


@lru_cache(maxsize=5000)
def read_day(text: str) -> datetime.date | None:
    """Return the day of a cell, None for an empty one: for a year its last day, for a month its last day.

    Raises RefusedError for what is no day.
    """
    word = text.strip()
    if not word:
        return None
    try:
        found = _day(word)
    except (ValueError, IndexError):  # calendar's word for a thirteenth month
        found = None
    if found is None or not EARLIEST <= found.year <= LATEST:
        raise RefusedError(_("„%s“ ist kein Stichtag wie 31.12.2024 oder 2024") % text[:60])
    return found


def _german(day: str, month: str, year: str) -> datetime.date:
    return datetime.date(int(year) if len(year) > len("25") else 2000 + int(year), int(month), int(day))


def _iso(year: str, month: str, day: str) -> datetime.date:
    return datetime.date(int(year), int(month), int(day))


def _year(year: str) -> datetime.date:
    return datetime.date(int(year), 12, 31)


def _month(month: str, year: str) -> datetime.date:
    return datetime.date(int(year), int(month), calendar.monthrange(int(year), int(month))[1])


def _serial(number: str) -> datetime.date:
    return EXCEL_BEGINS + datetime.timedelta(days=int(number))


WAYS = ((GERMAN, _german), (ISO, _iso), (YEAR, _year), (MONTH, _month), (SERIAL, _serial))


def _day(word: str) -> datetime.date | None:
    return next((way(*match.groups()) for pattern, way in WAYS if (match := pattern.fullmatch(word))), None)


def spoken_day(text: str) -> datetime.date | None:
    """Return the one day or year that a heading or title names; None where it names none, or several."""
    for pattern in (SPOKEN_DAY, SPOKEN_YEAR):
        found = set(pattern.findall(text))
        if len(found) == 1:
            try:
                return read_day(found.pop())
            except RefusedError:
                return None
        if found:
            return None
    return None


def without_day(text: str) -> str:
    """Return a heading without the day or year that it names."""
    return SPOKEN_YEAR.sub(" ", SPOKEN_DAY.sub(" ", text)).strip(" _-–,:()")
