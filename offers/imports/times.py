"""The times of a row: "mo 09:30-11:00|do 15:00-16:30" and "2027-01-14 10:00-11:30"."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext as _

from kit.german import fold
from kit.importing import RefusedError, Report
from kit.importing_tables import Row
from kit.importing_values import day, parts
from offers.models import Schedule

WEEKDAYS = ["montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"]
OTHER_WEEKDAYS = {"sonnabend": 5}
SHORTEST = 2
CLOCK = r"(\d{1,2})(?:[:.](\d{2}))?(?:\s*Uhr|\s*h)?"
SPAN = rf"{CLOCK}\s*(?:-|–|bis)\s*{CLOCK}"
WEEKLY = re.compile(
    rf"(?P<first>[^\W\d]+)\.?s?(?:\s*(?:-|–|bis)\s*(?P<last>[^\W\d]+)\.?)?[\s,:]*?\s*(?P<span>{SPAN})", re.IGNORECASE
)
DATE = re.compile(rf"(?P<day>\d{{4}}-\d\d-\d\d|\d{{1,2}}\.\d{{1,2}}\.\d{{4}})[\s,:]+(?P<span>{SPAN})", re.IGNORECASE)


# The columns of a file that hold times, each with the kind that it rules.
TIMES = {"weekly": Schedule.Kind.WEEKLY, "dates": Schedule.Kind.ONCE}


@dataclass(frozen=True)
class Slot:
    """A time each week, or (with a day) once."""

    weekday: int
    starts: datetime.time
    ends: datetime.time
    day: datetime.date | None = None

    def __lt__(self, other: Self) -> bool:
        """Order by weekday and hours; of equal ones the weekly time, which has no day, comes before single days."""
        return self._order() < other._order()

    def _order(self) -> tuple:
        return self.weekday, self.starts, self.ends, self.day or datetime.date.min

    @property
    def kind(self) -> Schedule.Kind:
        return Schedule.Kind.ONCE if self.day else Schedule.Kind.WEEKLY

    @property
    def column(self) -> str:
        """The column of a file that rules such times."""
        return "dates" if self.day else "weekly"


def written(slot: Slot) -> str:
    """Return a time as text that sorts and that `slot_of` reads: "2 09:30 11:00", "2027-01-14 10:00 11:30"."""
    return f"{slot.day or slot.weekday} {slot.starts:%H:%M} {slot.ends:%H:%M}"


def slot_of(text: str) -> Slot:
    """Return the time that `written` made a text of."""
    on, *clock = text.split(" ")
    starts, ends = map(datetime.time.fromisoformat, clock)
    if len(on) == 1:
        return Slot(int(on), starts, ends)
    date = datetime.date.fromisoformat(on)
    return Slot(date.weekday(), starts, ends, date)


def read_saved(time: Schedule) -> Slot:
    """Return a saved weekly or single time as a slot."""
    return Slot(time.weekday, time.starts, time.ends, time.first_day if time.kind == Schedule.Kind.ONCE else None)


def read_slots(row: Row, report: Report) -> tuple[set[Slot], str]:
    """Return the times of both columns, and as text what cannot be read, for a person to look at."""
    slots: set[Slot] = set()
    unread = []
    for column, read in (("weekly", weekly_slots), ("dates", dated_slots)):
        for text in parts(row[column]):
            try:
                slots |= set(read(text))
            except RefusedError as refusal:
                unread.append(text)
                report.note(row.line, _("%s; der Text steht jetzt beim Hinweis zur Zeit") % refusal)
    return slots, "; ".join(unread)


def weekly_slots(text: str) -> Iterator[Slot]:
    """Yield a slot for each weekday of a text such as "mo 9-11:30" or "Montag bis Freitag 8.00–12.00 Uhr"."""
    match = WEEKLY.fullmatch(text)
    if not match:
        raise RefusedError(_("„%s“ ist keine Zeit wie „mo 09:30-11:00“") % text)
    first = _weekday(match["first"])
    last = _weekday(match["last"]) if match["last"] else first
    if last < first:
        raise RefusedError(_("„%s“ geht über das Ende der Woche") % text)
    starts, ends = _span(match["span"])
    for weekday in range(first, last + 1):
        yield Slot(weekday, starts, ends)


def dated_slots(text: str) -> Iterator[Slot]:
    """Yield the slot of a text such as "2027-01-14 10:00-11:30" or "14.1.2027, 10–11.30 Uhr"."""
    match = DATE.fullmatch(text)
    if not match:
        raise RefusedError(_("„%s“ ist kein Termin wie „2027-01-14 10:00-11:30“") % text)
    on = day(match["day"])
    yield Slot(on.weekday(), *_span(match["span"]), on)


def _weekday(word: str) -> int:
    folded = fold(word).removesuffix("s")
    names = {name: number for number, name in enumerate(WEEKDAYS)} | OTHER_WEEKDAYS
    for name, number in names.items():
        if len(folded) >= SHORTEST and name.startswith(folded):
            return number
    raise RefusedError(_("„%s“ ist kein Wochentag") % word)


def _span(text: str) -> tuple[datetime.time, datetime.time]:
    hour, minute, last_hour, last_minute = re.fullmatch(SPAN, text, re.IGNORECASE).groups()
    try:
        starts = datetime.time(int(hour), int(minute or 0))
        ends = datetime.time(int(last_hour), int(last_minute or 0))
    except ValueError:
        raise RefusedError(_("„%s“ ist keine Uhrzeit") % text) from None
    if ends <= starts:
        raise RefusedError(_("„%s“ endet nicht nach dem Beginn") % text)
    return starts, ends
