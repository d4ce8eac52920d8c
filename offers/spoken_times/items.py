"""What is recognised in a line."""

import datetime
from typing import Any, Final, NamedTuple

# Stands for the last day of a month, whichever that is; no number that somebody writes.
LAST_OF_MONTH: Final = -31


class Weekdays(NamedTuple):
    """One weekday or several, Monday 0."""

    days: tuple[int, ...]


class Ordinal(NamedTuple):
    """The how-manieth, −1 the last: of a weekday in the month, or a day whose month comes later ("3. und 10. Februar")."""

    number: int


class DayWords(NamedTuple):
    """A day as it is written: perhaps without a year, perhaps with a weekday, perhaps meaning a month's beginning."""

    day: int
    month: int
    year: int | None = None
    weekday: int | None = None
    whole_month: bool = False


class Span(NamedTuple):
    """From when until when on a day."""

    starts: datetime.time
    ends: datetime.time


class Rule(NamedTuple):
    """What holds for all of a line, such as its rhythm, its first day or a pause; the names are in `Rules`."""

    name: str
    value: Any


Item = Weekdays | Ordinal | DayWords | Span | Rule
# What a reader found and the place behind it; None where it found nothing.
Reading = tuple[tuple[Item, ...], int] | None
