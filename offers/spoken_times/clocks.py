"""The hours in a line: "9:30–11 Uhr", "von 9.30 bis halb 12"."""

import datetime
import re
from typing import Final

from django.utils.translation import gettext as _

from offers.spoken_times.items import Reading, Span
from offers.spoken_times.refusals import MisreadError
from offers.spoken_times.tokens import Line

HOUR: Final = 60
NOON: Final = 12 * HOUR
# Whether they begin before noon.
TIMES_OF_DAY: Final = {"morgens": True, "vormittags": True, "nachmittags": False, "abends": False}
DAY: Final = 24 * HOUR
# "Halb vier" is hardly ever meant at night, and nobody says it of the afternoon and writes 15.
EARLIEST_SPOKEN: Final = 7 * HOUR
MINUTES_SPOKEN: Final = {("halb",): -30, ("viertel", "vor"): -15, ("viertel", "nach"): 15, ("dreiviertel",): -15}
# "14.01" without its last dot.
DAY_OR_CLOCK: Final = re.compile(r"\.(0[1-9]|1[0-2])$")
O_CLOCK: Final = {"uhr", "h"}
UNTIL: Final = {"-", "bis"}


def read_span(line: Line, place: int) -> Reading:
    """Read from when until when; what has a beginning and no end is refused."""
    first = line.past(place, *TIMES_OF_DAY, "von", "um", "ab")
    begins = read_clock(line, first)
    if not begins:
        return None
    starts, after = begins
    ends = read_clock(line, after + 1) if line.at(after).key in UNTIL else None
    if not ends:
        return refuse_open_end(line, place, after)
    if starts >= ends[0]:
        raise MisreadError(_("Das Ende muss nach dem Beginn liegen, am selben Tag."))
    check_time_of_day(line, place, starts)
    return (Span(clock(line, starts), clock(line, ends[0])),), ends[1]


def check_time_of_day(line: Line, place: int, starts: int) -> None:
    """Refuse "nachmittags 3–5 Uhr": who says so may or may not mean 15 o'clock."""
    before_noon = TIMES_OF_DAY.get(line.at(place).key)
    if before_noon is not None and before_noon != (starts < NOON):
        raise MisreadError(_("Bitte die Uhrzeit von 0 bis 24 Uhr nennen, zum Beispiel „15–17 Uhr“."))


def refuse_open_end(line: Line, place: int, after: int) -> None:
    """Refuse a time without an end; a bare number is none."""
    if after - place == 1 and line.at(place).kind == "number":
        return
    said = line.between(place, after)
    if DAY_OR_CLOCK.search(said):
        why = _("„%s“ kann ein Tag sein oder eine Uhrzeit. Bitte wie „14. Januar“ oder „9:30–11 Uhr“ schreiben.")
    else:
        why = _("Bitte auch sagen, bis wann, zum Beispiel „9–11 Uhr“. Bei „%s“ fehlt das Ende.")
    raise MisreadError(why % said)


def read_clock(line: Line, place: int) -> tuple[int, int] | None:
    """Return a time of the day in minutes, and the place behind it."""
    found = read_spoken(line, place) or read_figures(line, place)
    if not found:
        return None
    minutes, after = found
    return minutes, after + (line.at(after).key in O_CLOCK)


def read_figures(line: Line, place: int) -> tuple[int, int] | None:
    """Return a time in figures: "9", "9:30", "9 Uhr 30"."""
    token = line.at(place)
    if token.kind not in {"clock", "number"}:
        return None
    hour, minute = (*token.numbers, 0)[:2]
    after = place + 1
    if token.kind == "number" and minute_follows(line, after):
        minute, after = line.at(after + 1).numbers[0], after + 2
    if minute >= HOUR:
        raise MisreadError(_("Die Uhrzeit „%s“ gibt es nicht.") % line.between(place, after))
    return hour * HOUR + minute, after


def minute_follows(line: Line, place: int) -> bool:
    """Return whether "Uhr 30" stands here, not "Uhr 9" or "Uhr 10 Uhr"."""
    minute = line.at(place + 1)
    written_so = minute.kind == "number" and len(minute.key) == len("30")
    return written_so and line.at(place).key in O_CLOCK and line.at(place + 2).key not in O_CLOCK


def read_spoken(line: Line, place: int) -> tuple[int, int] | None:
    """Return a time as it is spoken: "halb 10", "Viertel nach 9"."""
    if line.at(place).kind != "word":
        return None
    for words, minutes in MINUTES_SPOKEN.items():
        after = place + len(words)
        hour = line.at(after)
        if tuple(line.at(number).key for number in range(place, after)) == words and hour.kind == "number":
            found = hour.numbers[0] * HOUR + minutes
            if found < EARLIEST_SPOKEN:
                said = line.between(place, after + 1)
                raise MisreadError(_("Bitte „%s“ in Ziffern schreiben, zum Beispiel „15:30 Uhr“.") % said)
            return found, after + 1
    return None


def clock(line: Line, minutes: int) -> datetime.time:
    if minutes >= DAY:
        raise MisreadError(_("Ein Tag geht von 0 bis 23:59 Uhr."))
    return datetime.time(*divmod(minutes, HOUR))
