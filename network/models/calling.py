"""When somebody answers at a number: written so that people can check it and programs can reckon with it."""

import datetime
import re
from dataclasses import dataclass
from typing import Final

DAYS: Final = ("mo", "di", "mi", "do", "fr", "sa", "so")
NAMES: Final = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
ALWAYS: Final = "immer"
# "mo-fr 09:00-17:00; di 17:00-19:00"; the database has the same rule.
_DAY, _CLOCK = "(mo|di|mi|do|fr|sa|so)", "([01][0-9]|2[0-3]):[0-5][0-9]"
SPAN: Final = f"{_DAY}(-{_DAY})? {_CLOCK}-({_CLOCK}|24:00)"
RULE: Final = f"^({ALWAYS}|{SPAN}(; {SPAN})*)?$"
MINUTES_OF_DAY: Final = 24 * 60
WEEK: Final = 7


@dataclass(frozen=True, slots=True)
class Span:
    """From which minute to before which somebody answers, on the weekdays (0 is Monday)."""

    days: frozenset[int]
    begins: int
    ends: int


def minutes(clock: str) -> int:
    hours, _, rest = clock.partition(":")
    return int(hours) * 60 + int(rest)


def read_times(text: str) -> list[Span]:
    """Return the spans of a text that keeps the rule; none where nothing is known or something is wrong."""
    if text == ALWAYS:
        return [Span(frozenset(range(WEEK)), 0, MINUTES_OF_DAY)]
    if not (text and re.match(RULE, text)):
        return []
    return [read_span(part) for part in text.split("; ")]


def read_span(part: str) -> Span:
    days, clocks = part.split(" ")
    first, _, last = days.partition("-")
    begin = DAYS.index(first)
    number = (DAYS.index(last or first) - begin) % WEEK + 1
    begins, _, ends = clocks.partition("-")
    return Span(frozenset((begin + step) % WEEK for step in range(number)), minutes(begins), minutes(ends))


def is_open(text: str, now: datetime.datetime) -> bool:
    """Return whether somebody answers at `now` (local)."""
    minute = now.hour * 60 + now.minute
    return any(now.weekday() in span.days and span.begins <= minute < span.ends for span in read_times(text))


def opens_next(text: str, now: datetime.datetime) -> tuple[int, str] | None:
    """Return in how many days and at what time somebody answers again after `now`; None where that is not known."""
    minute = now.hour * 60 + now.minute
    spans = read_times(text)
    starts = [
        (ahead, span.begins)
        for span in spans
        for ahead in range(WEEK + 1)
        if (now.weekday() + ahead) % WEEK in span.days and (ahead or span.begins > minute)
    ]
    if not starts:
        return None
    ahead, begins = min(starts)
    return ahead, f"{begins // 60}:{begins % 60:02}" if begins % 60 else str(begins // 60)
