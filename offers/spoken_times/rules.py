"""What holds for all of a line: its rhythm, from when until when it runs, when it pauses."""

from typing import Final

from django.utils.translation import gettext as _

from offers.spoken_times.days import read_day, read_month, read_weekday
from offers.spoken_times.items import LAST_OF_MONTH, DayWords, Reading, Rule, Weekdays
from offers.spoken_times.refusals import MisreadError
from offers.spoken_times.tokens import Line
from offers.spoken_times.words import EVERY, LONGEST_PHRASE, PHRASES, PHRASES_BEGIN

SINCE: Final = {"ab", "vom", "von", "seit", "beginnend", "beginn", "erstmals"}
UNTIL: Final = {"-", "bis"}
# Whether a pause is said or denied, which holidays, and the small words between.
PAUSING: Final = {"nicht": True, "ausser": True, "ausserhalb": True, "ohne": True, "auch": False}
HOLIDAYS: Final = {
    "ferien": "pauses_in_school_holidays",
    "schulferien": "pauses_in_school_holidays",
    "feiertag": "pauses_on_public_holidays",
    "feiertagen": "pauses_on_public_holidays",
    "feiertage": "pauses_on_public_holidays",
    "feiertags": "pauses_on_public_holidays",
}
AND: Final = ("und", "oder", "sowie")
SMALL: Final = ("in", "an", "am", "den", "der", "waehrend", "gesetzlichen", *AND)


def read_phrase(line: Line, place: int) -> Reading:
    """Read a rhythm or days that are told by several words, the longest first."""
    if line.at(place).key not in PHRASES_BEGIN:
        return None
    for length in range(LONGEST_PHRASE, 0, -1):
        phrase = " ".join(line.at(number).key for number in range(place, place + length))
        if phrase in PHRASES:
            return (PHRASES[phrase],), place + length
    return None


def read_every(line: Line, place: int) -> Reading:
    """Read "jeden"."""
    return ((Rule("every", True),), place + 1) if line.at(place).key in EVERY else None


def read_since(line: Line, place: int) -> Reading:
    """Read from when a series runs: "ab 14. Januar", "ab März", "vom 1.3. bis 30.6."."""
    if line.at(place).key not in SINCE:
        return None
    first = line.past(place + 1, ":", "dem", "am", "ab", "anfang")
    if reading := read_span_of_days(line, first):
        return reading
    if found := read_day(line, first):
        return (Rule("first_day", found[0][0]),), found[1]
    found = read_month(line, first)
    return ((Rule("first_day", found[0]),), found[1]) if found else None


def read_span_of_days(line: Line, place: int) -> Reading:
    """Read from when until when: "1.3. bis 30.6.", "5.–9. April"."""
    token = line.at(place)
    begins = read_day(line, place)
    after = begins[1] if begins else place + 1
    ends = read_end(line, after) if line.at(after).key in UNTIL and (begins or token.kind == "ordinal") else None
    if not ends:
        return None
    (end,), after = ends
    # Only the end tells the month of "5. bis 9. April".
    first = begins[0][0] if begins else end.value._replace(day=token.numbers[0], weekday=None)
    return (Rule("first_day", first), end), after


def read_course(line: Line, place: int) -> Reading:
    """Read "Mo, 1.3. bis 30.6." as Mondays; where both ends have their weekday, it tells nothing of the days between."""
    weekday, after = read_weekday(line, place) or (None, place)
    reading = read_span_of_days(line, after + 1) if line.at(after).key in {",", ":"} else None
    if weekday is None or not reading or reading[0][-1].value.weekday is not None:
        return read_span_of_days(line, place)
    return (Weekdays((weekday,)), *reading[0]), reading[1]


def read_until(line: Line, place: int) -> Reading:
    """Read until when a series runs: "bis 30. Juni", "bis zum 30.6.2027", "bis Ende Juni"."""
    return read_end(line, place) if line.at(place).key in {"bis", "letztmals"} else None


def read_end(line: Line, place: int) -> Reading:
    """Read the last day behind the "bis" at `place`."""
    first = line.past(place + 1, "zum", "am", "einschliesslich", "inklusive")
    if found := read_day(line, first):
        return (Rule("last_day", found[0][0]),), found[1]
    at_the_end = line.at(first).key == "ende"
    found = read_month(line, first + at_the_end)
    if not found:
        return None
    if not at_the_end:
        said = line.between(place, found[1])
        raise MisreadError(_("Bitte bei „%s“ den letzten Tag nennen, zum Beispiel „bis 30. Juni“.") % said)
    return (Rule("last_day", DayWords(LAST_OF_MONTH, found[0].month, found[0].year)),), found[1]


def read_pause(line: Line, place: int) -> Reading:
    """Read "nicht in den Schulferien", "in den Ferien auch", "nicht in den Ferien und an Feiertagen"."""
    if line.at(place).key == "auch" and line.at(place + 1).key == "nicht":
        place += 1
    pauses = PAUSING.get(line.at(place).key)
    first = place if pauses is None else place + 1
    after = line.past(first, *HOLIDAYS, *SMALL)
    names = [HOLIDAYS[key] for number in range(first, after) if (key := line.at(number).key) in HOLIDAYS]
    if pauses is None:
        pauses = PAUSING.get(line.at(after).key)
        after += 1
    # "Außer feiertags und montags": what comes behind the "und" may be excepted too.
    elif line.at(after - 1).key in AND and line.at(after).key not in PAUSING:
        return None
    return (tuple(Rule(name, pauses) for name in names), after) if names and pauses is not None else None
